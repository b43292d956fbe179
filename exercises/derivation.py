"""Worked solutions as data: givens, steps of sentences and facts, and an answer, all replayed by the kernel.

The prose of a step is built from the facts of this and earlier steps (`exercises.phrases`); its verdict is what
`verify.kernel.facts` returns for the facts and is never stored beforehand. `blocks` refuses to return anything if one
line is rejected, so nothing can be printed that was not checked.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from exercises.document import Answer as AnswerBlock
from exercises.document import Block, Code, Document, FactView, Given, Para, Problem, Remark, Table
from exercises.document import Step as StepBlock
from exercises.phrases import Atom, Part, Phrase
from exercises.terms import E, Term, as_term, name, num, rank

FORMAT, VERSION = "eigenproof-derivation", 1


@dataclass(frozen=True)
class Rel:
    """A chain of relations; `let` binds the name on its left, `of` makes that name a function of a variable."""

    sides: tuple[E, ...]
    ops: tuple[str, ...]
    let: str = ""
    of: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the kernel reads it."""
        extra = {key: text for key, text in (("let", self.let), ("of", self.of)) if text}
        return {"sides": [s.to_json() for s in self.sides], "ops": list(self.ops), **extra}

    def views(self) -> tuple[FactView, ...]:
        """Return the fact as the page shows it."""
        return (FactView(self.sides, self.ops),)

    def atoms(self) -> Iterator[Atom]:
        """Yield every relation between two sides that the chain states."""
        for i, left in enumerate(self.sides):
            for j in range(i + 1, len(self.sides)):
                signs = {op for op in self.ops[i:j] if op != "="}
                if len(signs) <= 1:
                    sign = signs.pop() if signs else "="
                    yield (sign, left, self.sides[j])
                    if sign in "=≠":
                        yield (sign, self.sides[j], left)


@dataclass(frozen=True)
class Rank:
    """The rank of m is r: a minor that is not zero, and the kernel columns with a minor in the rows `free`."""

    m: E
    r: int
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    kernel: E | None = None
    free: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the kernel reads it; rows and columns count from 0."""
        kernel = self.kernel.to_json() if self.kernel else None
        return {"rank": self.m.to_json(), "is": self.r, "rows": list(self.rows), "cols": list(self.cols),
                "kernel": kernel, "free": list(self.free)}

    def views(self) -> tuple[FactView, ...]:
        """Return the fact as the page shows it."""
        return (FactView((rank(self.m), num(self.r)), ("=",)),)

    def atoms(self) -> Iterator[Atom]:
        """Yield the rank and the dimension of the kernel."""
        yield ("rank", self.m, num(self.r))
        yield ("nullity", self.m, num(len(self.free)))
        if self.kernel:
            yield ("kernel", self.m, self.kernel)


@dataclass(frozen=True)
class Means:
    """The tree x is the target (e^(tA), A^n, an inverse, a norm) by laws that the kernel rebuilds from the target."""

    target: E
    x: E
    witness: tuple[tuple[str, E], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the kernel reads it."""
        return {"means": self.target.to_json(), "x": self.x.to_json(), **{k: w.to_json() for k, w in self.witness}}

    def views(self) -> tuple[FactView, ...]:
        """Return the fact as the page shows it."""
        return (FactView((self.target, self.x), ("=",)),)

    def atoms(self) -> Iterator[Atom]:
        """Yield the meaning and the equation."""
        yield ("means", self.target, self.x)
        yield ("=", self.target, self.x)


@dataclass(frozen=True)
class Cited:
    """A named theorem that is taken for granted here; the instances shown are checked."""

    theorem: str
    instance: tuple[Rel, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the kernel reads it."""
        return {"cited": self.theorem, "instance": [r.to_json() for r in self.instance]}

    def views(self) -> tuple[FactView, ...]:
        """Return the instances as the page shows them."""
        return tuple(v for r in self.instance for v in r.views())

    def atoms(self) -> Iterator[Atom]:
        """Yield the name of the theorem; nothing exact may stand on it."""
        yield ("cited", name(self.theorem), name(self.theorem))


@dataclass(frozen=True)
class Said:
    """A weak verdict word with its reason, for what the kernel cannot settle: it supports nothing.

    `shown` is printed beside the words and is not evaluated; the weak verdict of the line covers it.
    """

    word: str
    by: str
    shown: tuple[Rel, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the fact as the kernel reads it."""
        return {"said": self.word, "by": self.by}

    def views(self) -> tuple[FactView, ...]:
        """Return the formulas that the weak verdict covers."""
        return tuple(v for r in self.shown for v in r.views())

    def atoms(self) -> Iterator[Atom]:
        """Yield the reason."""
        yield ("said", name(self.word), name(self.by))


Fact: TypeAlias = Rel | Rank | Means | Cited | Said


def rel(*chain: Term | str, let: str = "", of: str = "") -> Rel:
    """Return the relation written side, sign, side, sign, side.

    >>> rel(name("N"), "=", name("A") - 2, let="N").ops
    ('=',)
    """
    sides = tuple(as_term(s) for s in chain[::2] if not isinstance(s, str))
    return Rel(sides, tuple(o for o in chain[1::2] if isinstance(o, str)), let, of)


def define(label: str, *chain: Term | str, of: str = "") -> Rel:
    """Return `label = chain`, binding the label."""
    return rel(name(label), "=", *chain, let=label, of=of)


@dataclass(frozen=True)
class Step:
    """Sentences, the facts they stand on, and why the facts hold, in words; facts marked quiet are not shown."""

    say: tuple[Phrase, ...]
    facts: tuple[Fact, ...]
    why: str = ""
    quiet: tuple[Fact, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return one fact that asserts all of them, in order."""
        return {"all": [f.to_json() for f in (*self.facts, *self.quiet)]}


def step(*items: Phrase | Fact, why: str = "", quiet: Sequence[Fact] = ()) -> Step:
    """Return the step with these sentences and facts, in the order given."""
    facts = tuple(i for i in items if not isinstance(i, Phrase))
    return Step(tuple(i for i in items if isinstance(i, Phrase)), facts, why or reason(facts), tuple(quiet))


def reason(facts: Sequence[Fact]) -> str:
    """Return in words why the kernel accepts such facts; the words are explained at the foot of the key."""
    for fact in facts:
        if isinstance(fact, Means):
            return {"exp": "same start, same differential equation", "pow": "induction on n", "inv": "both products are I",
                    "norm": "definition of the norm"}[fact.target.op]
        if isinstance(fact, Rank):
            return "a nonzero minor, and the kernel"
        if isinstance(fact, Said | Cited):
            return ""
    return "multiplied out"


@dataclass(frozen=True)
class Derivation:
    """A worked solution. `asks` are names the question introduces; `roots` maps a label to a monic polynomial."""

    given: tuple[tuple[str, E], ...]
    steps: tuple[Step, ...]
    answer: tuple[Fact, ...] = ()
    answer_say: tuple[Phrase, ...] = ()
    freedom: tuple[Phrase, ...] = ()
    asks: tuple[str, ...] = ()
    roots: tuple[tuple[str, tuple[str, ...]], ...] = ()
    nonzero: tuple[str, ...] = ()
    letters: tuple[tuple[str, tuple[int | str, int | str]], ...] = ()
    laws: tuple[Rel, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the derivation as `verify.kernel.facts.check_derivation` reads it."""
        return {
            "format": FORMAT, "version": VERSION, "roots": {a: list(f) for a, f in self.roots},
            "nonzero": list(self.nonzero), "letters": {k: list(v) for k, v in self.letters},
            "laws": [r.to_json() for r in self.laws], "given": {k: t.to_json() for k, t in self.given},
            "steps": [s.to_json() for s in self.steps], "answer": [{"all": [f.to_json() for f in self.answer]}],
        }

    def names(self) -> frozenset[str]:
        """Return the names the question gives or asks for."""
        return frozenset((*self.asks, *(k for k, _ in self.given), *(k for k, _ in self.letters)))

    def givens(self) -> tuple[FactView, ...]:
        """Return the data of the problem as relations to show."""
        views = [FactView((name(k), t), ("=",)) for k, t in self.given]
        return (*views, *(v for r in self.laws for v in r.views()))

    def document(self, title: str = "Worked solution") -> Document:
        """Return the derivation as a document, every line checked by the kernel."""
        return Document(title, (), replay(self).blocks)

    def start(self) -> tuple[Atom, ...]:
        """Return what the givens state, for sentences to stand on."""
        laws = [a for r in self.laws for a in r.atoms()]
        return (*(("=", name(k), t) for k, t in self.given), *laws)


def verdicts(derivation: Derivation) -> tuple[str, ...]:
    """Return the verdict word of each step, then that of the answer.

    Raises:
        verify.kernel.errors.Rejected: a line is not shown.
    """
    from verify.kernel.facts import check_derivation
    return check_derivation(derivation.to_json())


@dataclass(frozen=True)
class Replay:
    """A derivation the kernel accepted: its flat blocks, and the facts and names that further sentences may use."""

    blocks: tuple[Block, ...]
    facts: tuple[Atom, ...]
    names: frozenset[str]


def replay(derivation: Derivation) -> Replay:
    """Return givens, steps and answer with the kernel's verdicts.

    Raises:
        verify.kernel.errors.Rejected: a line is not shown; nothing is returned.
        PhraseError: a sentence has no fact to stand on.
    """
    words = verdicts(derivation)
    names = derivation.names()
    before = derivation.start()
    out: list[Block] = [Given(derivation.givens())] if derivation.givens() else []
    for number, (line, word) in enumerate(zip(derivation.steps, words, strict=False), 1):
        every = (*line.facts, *line.quiet)
        names |= {f.let for f in every if isinstance(f, Rel) and f.let}
        now = tuple(a for f in every for a in f.atoms())
        views = tuple(v for f in line.facts for v in f.views())
        out.append(StepBlock(number, prose(line.say, now, before, names), views, word, line.why))
        before = (*now, *before)
    if derivation.answer:
        now = tuple(a for f in derivation.answer for a in f.atoms())
        views = tuple(v for f in derivation.answer for v in f.views())
        say, freedom = (prose(p, now, before, names) for p in (derivation.answer_say, derivation.freedom))
        out.append(AnswerBlock(say, views, words[-1], freedom))
        before = (*now, *before)
    return Replay(tuple(out), before, names)


def prose(
    say: Sequence[Phrase], now: tuple[Atom, ...], before: tuple[Atom, ...], names: frozenset[str],
) -> tuple[Part, ...]:
    """Return the sentences as words and formulas, each standing on the facts given."""
    out: list[Part] = []
    for phrase in say:
        out += [" "] if out else []
        out += phrase.parts(now, before, names)
    return tuple(out)


@dataclass(frozen=True)
class Note:
    """A labelled note after the answer; its sentences stand on the facts above it."""

    label: str
    say: tuple[Phrase, ...]


@dataclass(frozen=True)
class WorkedProblem:
    """A problem of a key: heading, question, worked solution, and what follows it."""

    number: str
    title: str
    ident: str
    question: tuple[Phrase, ...]
    derivation: Derivation
    notes: tuple[Note | Table | Code, ...] = ()

    def blocks(self) -> tuple[Block, ...]:
        """Return the flat blocks of the problem, every line checked."""
        done = replay(self.derivation)
        ask = prose(self.question, (), self.derivation.start(), self.derivation.names())
        notes: list[Block] = []
        for note in self.notes:
            if isinstance(note, Note):
                notes.append(Remark(note.label, prose(note.say, (), done.facts, done.names)))
            else:
                notes.append(note)
        return (Problem(self.number, self.title, self.ident), Para(ask), *done.blocks, *notes)
