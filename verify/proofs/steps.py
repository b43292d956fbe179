"""A proof in steps that a person can follow: the kernel replays it once more, and what it meets is written down."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from verify.kernel.logic import Facts, Named, Proof
from verify.kernel.normal import Scope
from verify.kernel.theory import axioms
from verify.proofs.abbreviations import Letters, key, letter_for, shortened, tables
from verify.proofs.axiomwords import DEFINITIONS
from verify.proofs.notation import CAPITALS, LETTERS, MACHINE, form, integer, lettered, signed, words
from verify.proofs.printing import declarations, shown, text

CLOSED = {"a", "by"}  # premises proved by these need no line
CONTRADICTION = ("false",)
LEADS = {"intro": "Assume ({0}) {1}.", "case": "Case ({0}) {1}:", "em": "Case ({0}) {1}:", "cases": "Case ({0}) {1}:",
         "both": "So ({0}) {1}.", "obtain": "Hence there is such a value: ({0}) {1}."}
FOLDED = re.compile(r"\((\d+) steps\)")
MADE = re.compile(r"auto\d+|[kij]\d+")  # names of facts that programs made
NO_PARTS = ("lin", ())
DEFINED = frozenset(name for name, (group, _) in axioms().items() if group in DEFINITIONS)
TABLE = 18  # a longer matrix gets a letter
INSTANCE = 40  # a longer value of a variable is not told; the line shows what follows
LEGEND = "[h] is the left side of (h) less its right side."


@dataclass(frozen=True)
class Step:
    """One line of a proof, and how deep it stands."""

    depth: int
    says: str


@dataclass
class Frame:
    """A rule that is being replayed: its headings for the proofs inside, and how its new facts are told."""

    rule: str = ""
    headings: list[str] = field(default_factory=list)
    lead: str = ""


class Narrator(Proof):
    """A replay that tells what it does."""

    def __init__(self, library: Facts, letters: Letters | None = None) -> None:
        """A telling replay against these axioms and theorems, with letters for long matrices."""
        super().__init__(library)
        self.letters = dict(letters or {})
        self.numbers: dict[str, str] = {}
        self.known: Facts = {}
        self.local: dict[str, str] = {}  # the variables around, and what they are called
        self.finished = False  # whether the line that was just told covers the next rule
        self.steps: list[Step] = []
        self.depth = 0
        self.frames = [Frame()]

    def say(self, line: str) -> None:
        """One more line."""
        self.steps.append(Step(self.depth, line))

    def text(self, x: Any, level: int = 0) -> str:
        """A term or formula, with letters for long matrices; a letter that is new is told first."""
        self.introduce(x)
        return self.plain(x, level)

    def plain(self, x: Any, level: int = 0) -> str:
        """A term or formula with the letters there are."""
        taken = {letter: letter for letter, _ in self.letters.values()}
        return shown(lettered(shortened(x, self.letters), taken | self.local), level)

    def introduce(self, x: Any, bound: frozenset[str] = frozenset()) -> None:
        """Tell the letters that shorten a term or formula, those inside others first."""
        for table in tables(x, bound):
            if key(table) not in self.letters:
                self.introduce(table[5], bound | {table[3], table[4]})
                written = self.plain((*table[:5], shortened(table[5], self.letters)))
                if len(written) > TABLE:
                    taken = {*self.local, *self.local.values(), *(letter for letter, _ in self.letters.values()), *words(x)}
                    self.letters[key(table)] = letter_for(written, taken), table
                    self.say(f"Write {self.letters[key(table)][0]} = {written}.")

    def named(self, name: str) -> str:
        """What a fact is called: a number, where a program made its name."""
        return self.numbers.setdefault(name, str(len(self.numbers) + 1)) if MADE.fullmatch(name) else name

    def check(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """Replay one rule, and tell it."""
        outer, (rule, *arguments), before = self.frames[-1], proof, len(self.steps)
        heading = outer.headings.pop(0) if outer.headings else ""
        if heading:
            self.say(f"{heading}: {self.text(goal)}.")
            self.depth += 1
        frame, self.known = Frame(rule, [], LEADS.get(rule, "")), facts
        self.frames.append(frame)
        getattr(self, f"tell_{rule}")(frame, goal, *arguments)
        super().check(scope, facts, goal, proof)
        self.frames.pop()
        if heading:
            self.depth -= 1
            if outer.rule == "use" and rule in CLOSED:
                del self.steps[before:]

    def assume(self, scope: Scope, facts: Facts, goal: Any, proof: Any, hypotheses: Named, variables: Named = ()) -> None:
        """Tell what is known from here on."""
        frame, outer = self.frames[-1], self.local
        letters = {letter for letter, _ in self.letters.values()}
        for name, sort in variables:
            taken = (*letters, *self.local.values(), *scope, *facts)
            free = (c for c in (CAPITALS if sort[0] == "m" else LETTERS) if c not in taken)
            self.local = self.local | {name: next(free, name) if MACHINE.fullmatch(name) or name in letters else name}
        if frame.rule == "intro" and variables and self.depth:
            rows = [(sort[0], self.local[name], *sort[1:]) for name, sort in variables]
            integers = all(sort[0] == "int" for _, sort in variables)
            self.say(f"Let {', '.join(row[1] for row in rows) if integers else declarations(rows, plural='')} be given.")
        for name, formula in hypotheses if frame.lead else ():
            self.say(frame.lead.format(self.named(name), "a contradiction" if formula == CONTRADICTION else self.text(formula)))
        inside = frame.rule in ("case", "em", "cases")
        self.depth += inside
        super().assume(scope, facts, goal, proof, hypotheses, variables)
        self.depth -= inside
        self.local = outer

    def tell_intro(self, *_: Any) -> None:
        """What is assumed is told when it is known."""

    tell_both = tell_obtain = tell_intro

    def tell_by(self, _frame: Frame, _goal: Any, name: str) -> None:
        """A fact."""
        self.say(f"This is ({self.named(name)}).")

    def tell_have(self, frame: Frame, _goal: Any, name: str, *_: Any) -> None:
        """A claim."""
        frame.headings = [f"Claim ({self.named(name)})"]

    def tell_use(self, frame: Frame, _goal: Any, _name: str, source: str, instances: Any, proofs: Any, _then: Any) -> None:
        """A fact at an instance."""
        called = source if source in self.library else f"({self.named(source)})"
        frame.headings = [f"Condition of {called}"] * len(proofs)
        where = "" if source in DEFINED else ", ".join(self.instances(source, instances))
        lead = f"By {called}{f' with {where}' if where else ''}"
        frame.lead = f"{lead.replace('{', '{{').replace('}', '}}')}: ({{0}}) {{1}}."

    def instances(self, source: str, values: Any) -> Iterator[str]:
        """Where a fact is used: its variables with their values, but not those that keep their names."""
        formula = self.known.get(source, self.library.get(source))
        for value in values:
            while formula is not None and formula[0] == "imp":
                formula = formula[2]
            if formula is None or formula[0] != "all":
                return
            (kind, name, *_), formula = formula[1], formula[2]
            number = kind == "int" and form(value) is not None
            parameters, term = value[1:] if isinstance(value, tuple) and value[:1] == ("lam",) else ((), value)
            written = integer(lettered(("#", value), self.local)[1]) if number else self.text(term)
            indices = ",".join(map(str, parameters)) if kind in ("f", "m") else ""
            left = name + (f"_{{{indices}}}" if len(indices) > 1 else f"_{indices}" if indices else "")
            if left != written and len(written) <= INSTANCE and not MACHINE.fullmatch(name):
                yield f"{left} = {written}"

    def tell_ind(self, frame: Frame, goal: Any, *_: Any) -> None:
        """Induction."""
        _, (_, (_, low, _), _) = goal[1:]
        self.say(f"By induction from {integer(low)} upwards.")
        frame.headings = ["Base", "Step"]

    def tell_split(self, frame: Frame, *_: Any) -> None:
        """Both parts."""
        frame.headings = ["First", "Second"]

    def combination(self, parts: Any) -> str:
        """The sum of multiples of known equations."""
        written = ""
        for left, name, right in parts:
            terms = signed(left)
            sign, before = terms[0] if len(terms) == 1 else (1, (left,))
            after = signed(right)[0][1] if len(signed(right)) == 1 else (right,)
            around = ["" if x in (1, (1,)) else self.text(("*", *x), 0 if len(x) > 1 else 2) for x in (before, after)]
            one = " ".join(x for x in (around[0], f"[{self.named(name)}]", around[1]) if x)
            written += (" - " if sign < 0 else " + ") + one if written else ("-" if sign < 0 else "") + one
        return written

    def tell_lin(self, _frame: Frame, goal: Any, parts: Any) -> None:
        """A linear combination of equations."""
        if self.finished:
            self.finished = False
            return
        why = "the sides agree when multiplied out"
        if parts:
            why = f"the left side less the right side is {self.combination(parts)}"
        self.say(f"{self.shown_goal(goal)}{why}.")

    def shown_goal(self, goal: Any) -> str:
        """The goal, unless it was said on the line before."""
        written = self.text(goal)
        told = self.steps and self.steps[-1].says.endswith(f": {written}.")
        return "Here " if told else f"{written}: "

    def tell_pos(self, _frame: Frame, goal: Any, squares: Any, parts: Any) -> None:
        """A sum of squares times known differences."""
        terms = []
        for c, q, names in squares:
            square = [] if q == 1 else [f"({self.text(q)})^2"]
            terms.append(" ".join([*([] if c == 1 else [text(c)]), *square, *(f"[{self.named(n)}]" for n in names)]) or "1")
        zero = f", up to {self.combination(parts)} = 0" if parts else ""
        whole = " + ".join(terms) or "0"
        self.say(f"{self.shown_goal(goal)}the right side less the left side is {whole}, which is not negative{zero}"
                 + ("; here [h] is the right side of (h) less its left side." if any(names for *_, names in squares) else "."))

    def tell_a(self, _frame: Frame, goal: Any) -> None:
        """Arithmetic of integers."""
        self.say("The bounds contradict each other." if goal == ("false",) else f"{self.text(goal)} by arithmetic of integers.")

    def tell_case(self, _frame: Frame, _goal: Any, *_: Any) -> None:
        """Two cases, told when they are assumed."""
        self.say("Two cases.")

    tell_em = tell_case

    def tell_cases(self, _frame: Frame, _goal: Any, source: str, *_: Any) -> None:
        """The sides of a known disjunction."""
        self.say(f"Two cases by ({self.named(source)}).")

    def tell_absurd(self, *_: Any) -> None:
        """False."""
        self.say("This case cannot occur:")

    def tell_cong(self, frame: Frame, *_: Any) -> None:
        """Term by term."""
        self.say("Compare the two sides term by term.")
        frame.lead = "Let ({0}) {1}."

    def tell_ext(self, frame: Frame, *_: Any) -> None:
        """Entry by entry."""
        self.say("Compare the two sides entry by entry.")
        frame.lead = "Let ({0}) {1}."

    def tell_rw(self, frame: Frame, goal: Any, _hole: Any, _template: Any, name: str, then: Any) -> None:
        """Rewriting; where the two sides are then equal, that is all."""
        if then == NO_PARTS:
            self.say(f"{self.shown_goal(goal)}the sides agree by ({self.named(name)}).")
            self.finished = True
        else:
            frame.headings = [f"By ({self.named(name)}) it is enough to show"]

    def tell_side(self, frame: Frame, _goal: Any, which: int, _then: Any) -> None:
        """One side."""
        frame.headings = [f"The {'first' if which == 1 else 'second'} alternative holds"]

    def tell_exi(self, frame: Frame, _goal: Any, value: Any, _then: Any) -> None:
        """A witness."""
        frame.headings = [f"Take {integer(value) if isinstance(value, str | int) else self.text(value)}"]


def steps(formula: Any, proof: Any, library: Facts, letters: Letters | None = None) -> list[Step]:
    """The steps of a proof, told while the kernel's rules replay it.

    Raises:
        Rejected: the proof fails.
    """
    narrator = Narrator(library, letters)
    narrator.check({}, {}, formula, proof)
    return narrator.steps


def folded(told: tuple[tuple[int, str], ...], limit: int) -> tuple[tuple[int, str], ...]:
    """The steps with the deepest blocks as one line each, as far as needed to keep to the limit; blocks of one line stay.

    >>> folded(((0, "a"), (1, "b"), (2, "c"), (2, "d"), (0, "e")), 4)
    ((0, 'a'), (1, 'b'), (2, '(2 steps)'), (0, 'e'))
    """
    for depth in range(max((d for d, _ in told), default=0), 0, -1):
        if len(told) <= limit:
            return told
        kept: list[tuple[int, str]] = []
        for inside, block in groupby(told, partial(deep, depth)):
            lines = list(block)
            kept += [(depth, f"({sum(map(size, lines))} steps)")] if inside and len(lines) > 1 else lines
        told = tuple(kept)
    return told


def deep(depth: int, step: tuple[int, str]) -> bool:
    """Whether a line stands as deep as this."""
    return step[0] >= depth


def size(step: tuple[int, str]) -> int:
    """How many steps a line stands for."""
    found = FOLDED.fullmatch(step[1])
    return int(found[1]) if found else 1
