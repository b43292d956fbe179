"""Worked solutions as data: givens, steps of sentences and facts, and an answer, all replayed by the kernel.

The prose of a step is built from the facts of this and earlier steps (`exercises.phrases`); its verdict is what
`verify.steps.facts` returns for the facts and is never stored beforehand. `blocks` refuses to return anything if one
line is rejected, so nothing can be printed that was not checked.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exercises.cited import Cited, theory_of
from exercises.document import Answer as AnswerBlock
from exercises.document import Block, Code, Document, FactView, Given, Para, Problem, Remark, Table
from exercises.document import Step as StepBlock
from exercises.facts import Fact, Means, Rank, Rel, Said, define, reason, rel
from exercises.phrases import Atom, Part, Phrase
from exercises.terms import E, name

__all__ = [
    "Cited", "Derivation", "Fact", "Means", "Note", "Rank", "Rel", "Replay", "Said", "Step", "WorkedProblem", "define", "prose",
    "rel", "replay", "step", "verdicts",
]

FORMAT, VERSION = "eigenproof-derivation", 1


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
        """Return the derivation as `verify.steps.facts.check_derivation` reads it."""
        cited = self.cited()
        return {
            **({"theory": theory_of(cited)} if cited else {}), "format": FORMAT, "version": VERSION,
            "roots": {a: list(f) for a, f in self.roots},
            "nonzero": list(self.nonzero), "letters": {k: list(v) for k, v in self.letters},
            "laws": [r.to_json() for r in self.laws], "given": {k: t.to_json() for k, t in self.given},
            "steps": [s.to_json() for s in self.steps], "answer": [{"all": [f.to_json() for f in self.answer]}],
        }

    def cited(self) -> tuple[str, ...]:
        """Return the theorems that the lines cite, each once."""
        facts = (f for facts in (*(s.facts for s in self.steps), self.answer) for f in facts)
        return tuple(dict.fromkeys(f.theorem for f in facts if isinstance(f, Cited)))

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
    from verify.steps.facts import check_derivation
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
