"""What a line of a worked solution asserts: a relation, a rank, a meaning, or a word for what was not checked.

Each fact is written three times from one value: as JSON for the kernel, as formulas for the page, and as atoms, the
single relations that sentences may stand on (`exercises.phrases`).
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from exercises.cited import Cited
from exercises.document import FactView
from exercises.phrases import Atom
from exercises.terms import E, Term, as_term, name, num, rank


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


Fact: TypeAlias = Rel | Rank | Means | Said | Cited


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


def reason(facts: Sequence[Fact]) -> str:
    """Return in words why the kernel accepts such facts; the words are explained at the foot of the key."""
    for fact in facts:
        if isinstance(fact, Means):
            return {"exp": "same start, same differential equation", "pow": "induction on n", "inv": "both products are I",
                    "norm": "definition of the norm"}[fact.target.op]
        if isinstance(fact, Rank):
            return "a nonzero minor, and a null space"
        if isinstance(fact, Said):
            return ""
        if isinstance(fact, Cited):
            return fact.reason
    return "multiplied out"
