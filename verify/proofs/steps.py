"""A proof in steps that a person can follow: the kernel replays it once more, and what it meets is written down."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from verify.kernel.logic import Facts, Named, Proof
from verify.kernel.normal import Scope
from verify.proofs.notation import integer, signed
from verify.proofs.printing import text

CLOSED = {"a", "by"}  # premises proved by these need no line
LEADS = {"intro": "Assume ({0}) {1}.", "case": "Case ({0}) {1}:", "em": "Case ({0}) {1}:", "cases": "Case ({0}) {1}:",
         "both": "So ({0}) {1}.", "obtain": "Hence there is such a value: ({0}) {1}."}
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

    def __init__(self, library: Facts) -> None:
        """A telling replay against these axioms and theorems."""
        super().__init__(library)
        self.steps: list[Step] = []
        self.depth = 0
        self.frames = [Frame()]

    def say(self, words: str) -> None:
        """One more line."""
        self.steps.append(Step(self.depth, words))

    def check(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """Replay one rule, and tell it."""
        outer, (rule, *arguments), before = self.frames[-1], proof, len(self.steps)
        heading = outer.headings.pop(0) if outer.headings else ""
        if heading:
            self.say(f"{heading}: {text(goal)}.")
            self.depth += 1
        frame = Frame(rule, [], LEADS.get(rule, ""))
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
        frame = self.frames[-1]
        for name, formula in hypotheses if frame.lead else ():
            self.say(frame.lead.format(name, text(formula)))
        inside = frame.rule in ("case", "em", "cases")
        self.depth += inside
        super().assume(scope, facts, goal, proof, hypotheses, variables)
        self.depth -= inside

    def tell_intro(self, *_: Any) -> None:
        """What is assumed is told when it is known."""

    tell_both = tell_obtain = tell_intro

    def tell_by(self, _frame: Frame, _goal: Any, name: str) -> None:
        """A fact."""
        self.say(f"This is ({name}).")

    def tell_have(self, frame: Frame, _goal: Any, name: str, *_: Any) -> None:
        """A claim."""
        frame.headings = [f"Claim ({name})"]

    def tell_use(self, frame: Frame, _goal: Any, _name: str, source: str, _instances: Any, proofs: Any, _then: Any) -> None:
        """A fact at an instance."""
        frame.headings = ["To apply it"] * len(proofs)
        frame.lead = f"By {source.replace('{', '{{')}: ({{0}}) {{1}}."

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
            around = ["" if x in (1, (1,)) else text(("*", *x)) for x in (before, signed(right)[0][1])]
            if len(signed(right)) > 1:
                around[1] = f"({text(right)})"
            one = " ".join(x for x in (around[0], f"[{name}]", around[1]) if x)
            written += (" - " if sign < 0 else " + ") + one if written else ("-" if sign < 0 else "") + one
        return written

    def tell_lin(self, _frame: Frame, goal: Any, parts: Any) -> None:
        """A linear combination of equations."""
        words = "the sides agree when multiplied out"
        if parts:
            words = f"the left side less the right side is {self.combination(parts)}"
        self.say(f"{self.shown_goal(goal)}{words}.")

    def shown_goal(self, goal: Any) -> str:
        """The goal, unless it was said on the line before."""
        written = text(goal)
        told = self.steps and self.steps[-1].says.endswith(f": {written}.")
        return "Here " if told else f"{written}: "

    def tell_pos(self, _frame: Frame, goal: Any, squares: Any, parts: Any) -> None:
        """A sum of squares times known differences."""
        terms = []
        for c, q, names in squares:
            square = [] if q == 1 else [f"({text(q)})^2"]
            terms.append(" ".join([*([] if c == 1 else [text(c)]), *square, *(f"[{name}]" for name in names)]) or "1")
        zero = f", up to {self.combination(parts)} = 0" if parts else ""
        whole = " + ".join(terms) or "0"
        self.say(f"{self.shown_goal(goal)}the right side less the left side is {whole}, which is not negative{zero}"
                 + ("; here [h] is the right side of (h) less its left side." if any(names for *_, names in squares) else "."))

    def tell_a(self, _frame: Frame, goal: Any) -> None:
        """Arithmetic of integers."""
        self.say("The bounds contradict each other." if goal == ("false",) else f"{text(goal)} by arithmetic of integers.")

    def tell_case(self, _frame: Frame, _goal: Any, *_: Any) -> None:
        """Two cases, told when they are assumed."""
        self.say("Two cases.")

    tell_em = tell_case

    def tell_cases(self, _frame: Frame, _goal: Any, source: str, *_: Any) -> None:
        """The sides of a known disjunction."""
        self.say(f"Two cases by ({source}).")

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

    def tell_rw(self, frame: Frame, _goal: Any, _hole: Any, _template: Any, name: str, _then: Any) -> None:
        """Rewriting."""
        frame.headings = [f"By ({name}) it is enough to show"]

    def tell_side(self, frame: Frame, _goal: Any, which: int, _then: Any) -> None:
        """One side."""
        frame.headings = [f"The {'first' if which == 1 else 'second'} alternative holds"]

    def tell_exi(self, frame: Frame, _goal: Any, value: Any, _then: Any) -> None:
        """A witness."""
        frame.headings = [f"Take {integer(value) if isinstance(value, str | int) else text(value)}"]


def steps(formula: Any, proof: Any, library: Facts) -> list[Step]:
    """The steps of a proof, told while the kernel's rules replay it.

    Raises:
        Rejected: the proof fails.
    """
    narrator = Narrator(library)
    narrator.check({}, {}, formula, proof)
    return narrator.steps
