"""The flat document a renderer prints: title, paragraphs, problems, steps with their verdict words, answers.

A document holds words (`str`), formulas (expression trees `E`, see `exercises/terms.py`) and verdict words that the
checker returned. It holds no markup: every renderer under `exercises/render` starts from this one value.
`exercises/render/jsonout.py` documents its JSON form.

>>> from exercises.terms import E
>>> step = Step(1, ("Square it.",), (FactView((E("name", ("A",)), E("num", ("3",))), ("=",)),), "EXACT")
>>> step.facts[0].ops
('=',)
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from exercises.terms import E

Part: TypeAlias = str | E
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True)
class FactView:
    """A chain of relations `sides[0] ops[0] sides[1] ops[1] ...`; one side and no operator is a bare formula."""

    sides: tuple[E, ...]
    ops: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.sides) != len(self.ops) + 1:
            message = f"FactView: {len(self.sides)} sides need {len(self.sides) - 1} relation signs, got {self.ops!r}."
            raise ValueError(message)


@dataclass(frozen=True)
class Problem:
    """The heading of a problem; every block up to the next one belongs to it. `ident` is its anchor."""

    number: str
    title: str
    ident: str


@dataclass(frozen=True)
class Para:
    """A paragraph of words and inline formulas."""

    parts: Parts


@dataclass(frozen=True)
class Given:
    """The data of the problem, shown as display formulas side by side."""

    relations: tuple[FactView, ...]


@dataclass(frozen=True)
class Step:
    """One numbered line of a derivation: why, the facts it asserts, and the word the checker returned for them."""

    number: int
    parts: Parts
    facts: tuple[FactView, ...]
    verdict: str
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """The boxed answer; `freedom` says which other answers are right too."""

    parts: Parts
    facts: tuple[FactView, ...]
    verdict: str
    freedom: Parts = ()


@dataclass(frozen=True)
class Remark:
    """A labelled note, for instance a hint, a warning about a common mistake, or an assumption."""

    label: str
    parts: Parts

    @property
    def heading(self) -> str:
        """The label with a full stop, unless it ends in a sign of its own."""
        return self.label if self.label[-1:] in ("", ".", ":", "!", "?") else f"{self.label}."


@dataclass(frozen=True)
class Table:
    """A captioned table; header cells and body cells are parts."""

    caption: str
    header: tuple[Parts, ...]
    rows: tuple[tuple[Parts, ...], ...]

    def __post_init__(self) -> None:
        for index, row in enumerate(self.rows, 1):
            if len(row) != len(self.header):
                message = f"Table {self.caption!r}: row {index} has {len(row)} cells, not {len(self.header)}."
                raise ValueError(message)


@dataclass(frozen=True)
class Code:
    """Text shown letter by letter, for instance a program and what it printed."""

    text: str
    caption: str = ""


@dataclass(frozen=True)
class NameLine:
    """Lines to fill in at the head of a paper, one behind each label; `student` is whose paper it is.

    Where the page itself is handed in (a notebook), the line `student: ..` stands there already.
    """

    parts: tuple[str, ...]
    student: str = ""

    def __post_init__(self) -> None:
        if not all(isinstance(label, str) for label in self.parts):
            message = f"NameLine: the labels are words, got {self.parts!r}."
            raise TypeError(message)


@dataclass(frozen=True)
class Space:
    """Room of `height` millimetres to write in; `label` is the number of the answer, such as 2a."""

    height: int
    label: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.height <= TALLEST:
            message = f"Space: from 1 to {TALLEST} millimetres fit a page, got {self.height!r}."
            raise ValueError(message)


#: Millimetres of a page that room to write in may take: it stands on every size of paper.
TALLEST = 200
Block: TypeAlias = Problem | Para | Given | Step | Answer | Remark | Table | Code | NameLine | Space
Intro: TypeAlias = Para | NameLine


@dataclass(frozen=True)
class Document:
    """What is printed: a title, an introduction, the blocks in order, and one line at the foot."""

    title: str
    intro: tuple[Intro, ...]
    blocks: tuple[Block, ...]
    footer: str = ""

    def __post_init__(self) -> None:
        for block in (*self.intro, *self.blocks):
            parts = getattr(block, "parts", ())
            if not isinstance(parts, tuple):
                message = f"{type(block).__name__}: parts must be a tuple of words and formulas, got {parts!r}."
                raise TypeError(message)


def verdict_words(document: Document) -> tuple[str, ...]:
    """Return the verdict words that occur, without their arguments, in the order of the legend.

    >>> verdict_words(Document("", (), (Answer((), (), "AGREES(30 digits)"), Answer((), (), "EXACT"))))
    ('EXACT', 'AGREES')
    """
    seen = {block.verdict.split("(")[0].strip() for block in document.blocks if isinstance(block, Step | Answer)}
    known = [word for word in VERDICTS if word in seen]
    return (*known, *sorted(seen - set(known) - {""}))


#: What each verdict word promises, strongest first; printed as the legend of every document that uses the word.
VERDICTS: dict[str, str] = {
    "PROVED": "holds for every size, every t or every n, under the conditions stated in the step, or in the theorem "
              "that is named; the checker replayed a proof.",
    "EXACT": "the checker recomputed both sides exactly; where letters occur, the two sides are the same polynomial or fraction.",
    "ENCLOSED": "each number lies in an interval that was computed with rigorous rounding.",
    "PROBABILISTIC": "checked at random points; the chance of error is at most the bound shown.",
    "AGREES": "independent computations agree to the digits shown; this is evidence, not proof.",
    "TESTED": "tried on the cases shown; this is evidence, not proof.",
    "ASSUMES": "follows once the named statement is granted; that statement was not checked here.",
    "SOURCED": "taken from the cited source; not checked here.",
    "REFUTED": "false; the line shows a witness.",
    "UNDECIDED": "could not be decided; nothing is claimed.",
    "NOT CHECKABLE": "no computation settles it here; read it as an opinion, or as the word of whoever is named.",
}
