"""Checks: each reaches a verdict by running something, and has an opposite, which must not hold where the check does.

The strongest word that fits is the only honest one: `Theorem` is PROVED for all n by the kernel; `Certified` and `Fact`
are EXACT, replayed by `verify.exact` and `verify.steps`; `Compared` is EXACT where both sides are computed exactly and
what they rest on was certified; `Enclosed` compares balls; `Tried` is TESTED(n); `Observed` is one run of a floating
point program; `Sourced` rests on a source and nothing else, `Assumed` on a named theorem of the literature.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from verify.claims.facts import OPPOSITE, Fact, brief
from verify.verdict import Verdict

STRONGEST_FIRST = ("PROVED", "EXACT", "ENCLOSED", "AGREES", "TESTED", "PROBABILISTIC", "ASSUMES", "SOURCED")


class Check(Protocol):
    """Something that can be run: `verdict` runs it; `opposite` is its negation, or None where nothing is run."""

    def verdict(self) -> Verdict:
        """Run it."""

    def opposite(self) -> Check | None:
        """The negation, to be run by the tests: it must not hold."""


def weakest(verdicts: Iterable[Verdict]) -> str:
    """The weakest word of several verdicts that stand.

    >>> weakest([Verdict(ok=True, word="PROVED"), Verdict(ok=True, word="TESTED")])
    'TESTED'
    """
    return max((v.word for v in verdicts), key=STRONGEST_FIRST.index)


def compared(left: Any, op: str, right: Any) -> bool:
    """Whether left op right; both are exact, or balls whose relation is certain.

    >>> compared(2, "<", 3), compared([1, 2], "=", [1, 2])
    (True, True)
    """
    match op:
        case "=":
            return bool(left == right)
        case "≠":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "≤":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case "≥":
            return bool(left >= right)
    raise ValueError(f"a relation is one of {' '.join(OPPOSITE)}, not {op!r}")


@dataclass(frozen=True)
class Theorem:
    """Theorems of the library, replayed by the kernel; `negated` asks it to accept the negation from the same proof."""

    names: tuple[str, ...]
    negated: bool = False

    def verdict(self) -> Verdict:
        """PROVED with the axioms, or REFUTED with the place where a proof fails."""
        from verify.kernel.errors import Malformed, Rejected
        from verify.kernel.theory import replay
        from verify.proofs.axiomwords import beyond_definitions
        from verify.proofs.closure import needed, proved, theory
        try:
            if self.negated:
                name, data = self.names[-1], theory(needed(self.names[-1]))
                data["theorems"] = [[n, denied(f), p] if n == name else [n, f, p] for n, f, p in data["theorems"]]
                replay(data)
                return Verdict(ok=True, word="PROVED", reason=f"the negation of {name}")
            found = proved(*self.names)
        except (Rejected, Malformed) as error:
            return Verdict(ok=False, word="REFUTED", reason=str(error))
        axioms = tuple(dict.fromkeys(a for t in found for a in beyond_definitions(t.axioms)))
        return Verdict(ok=True, word="PROVED", theorems=self.names, axioms=axioms, reason="replayed by the kernel")

    def opposite(self) -> Theorem:
        """The same proofs, for the negation of the last theorem."""
        return replace(self, negated=not self.negated)


def denied(formula: Any) -> Any:
    """The formula with its conclusion negated: it is false wherever the premises can be met."""
    if formula[0] == "all":
        return [*formula[:2], denied(formula[2])]
    if formula[0] == "imp" and formula[2] != ["false"]:
        return [*formula[:2], denied(formula[2])]
    return ["imp", formula, ["false"]]


@dataclass(frozen=True)
class Certified:
    """The kernel accepts the certificate of a result of a solver, or of a `verify.Answer`; `ok=False`: it refuses it."""

    result: Any
    ok: bool = True

    def verdict(self) -> Verdict:
        """The verdict of `verify.check`; a refusal that was expected is EXACT."""
        from verify.verdict import check
        found = check(self.result)
        if found.word not in ("PROVED", "EXACT", "REFUTED"):
            return replace(found, ok=False)
        if self.ok:
            return found
        return Verdict(ok=not found.ok, word="REFUTED" if found.ok else "EXACT", reason=found.reason)

    def opposite(self) -> Certified:
        """That the kernel refuses it."""
        return replace(self, ok=not self.ok)


@dataclass(frozen=True)
class Compared:
    """The relation left op right, decided; `rests` are results whose certificates the kernel must accept for the two sides.

    `word` is EXACT where both sides are exact values, ENCLOSED where they are balls, TESTED for what one run showed.
    """

    left: Any
    op: str
    right: Any
    rests: tuple[Any, ...] = ()
    word: str = "EXACT"
    how: str = ""

    def verdict(self) -> Verdict:
        """Whether the relation holds, and the weakest word of what it rests on."""
        from verify.verdict import check
        found = [check(result) for result in self.rests]
        refused = next((v for v in found if not v.ok), None)
        if refused is not None:
            return replace(refused, word="UNDECIDED" if refused.word == "UNDECIDED" else "REFUTED")
        if not compared(self.left, self.op, self.right):
            return Verdict(ok=False, word="REFUTED", reason=f"{brief(self.left)} {self.op} {brief(self.right)} does not hold")
        reason = self.how or f"{brief(self.left)} {self.op} {brief(self.right)}"
        standing = Verdict(ok=True, word=self.word)
        word = weakest([standing, *(replace(v, word="EXACT") if v.word == "PROVED" else v for v in found)])
        return Verdict(ok=True, word=word, reason=reason)

    def opposite(self) -> Compared:
        """The other relation between the same two sides."""
        return replace(self, op=OPPOSITE[self.op])


@dataclass(frozen=True)
class Tried:
    """A property on many cases: TESTED(n), with the first case that breaks it; the opposite: it fails on all of them."""

    holds: Callable[[Any], bool]
    cases: Iterable[Any]
    says: str = ""
    broken: bool = field(default=False)

    def verdict(self) -> Verdict:
        """TESTED on all cases, or REFUTED by the first one that breaks it."""
        count = 0
        for case in self.cases:
            count += 1
            if self.holds(case) is self.broken:
                return Verdict(ok=False, word="REFUTED", reason=f"case {count}: {brief(case)}")
        if not count:
            return Verdict(ok=False, word="UNDECIDED", reason="there was no case to try")
        return Verdict(ok=True, word="TESTED", reason=f"TESTED({count}){': ' * bool(self.says)}{self.says}")

    def opposite(self) -> Tried:
        """That every case breaks it."""
        return replace(self, broken=not self.broken)


@dataclass(frozen=True)
class Sourced:
    """What no computation settles: a source and a place in it say so."""

    source: str
    place: str
    says: str = ""

    def verdict(self) -> Verdict:
        """SOURCED, always: nothing is run."""
        return Verdict(ok=True, word="SOURCED", reason=f"{self.source}, {self.place}{': ' * bool(self.says)}{self.says}")

    def opposite(self) -> None:
        """None: nothing is run, so nothing can be negated."""


@dataclass(frozen=True)
class Assumed:
    """A theorem of the literature that is named and not proved here."""

    theorem: str
    source: str
    place: str = ""

    def verdict(self) -> Verdict:
        """ASSUMES, with the name."""
        return Verdict(ok=True, word="ASSUMES", axioms=(self.theorem,),
                       reason=f"{self.theorem} [{self.source}{', ' * bool(self.place)}{self.place}]")

    def opposite(self) -> None:
        """None: nothing is run."""


def theorem(*names: str) -> Theorem:
    """The theorems of the library with these names, PROVED for all n."""
    return Theorem(names)


def certified(result: Any) -> Certified:
    """The kernel accepts the certificate of this result."""
    return Certified(result)


def refused(result: Any) -> Certified:
    """The kernel refuses the certificate of this (false) answer."""
    return Certified(result, ok=False)


def compare(left: Any, op: str, right: Any, *rests: Any, how: str = "") -> Compared:
    """The relation left op right for exact values, resting on certified results.

    >>> compare(2, "<", 3).verdict().word
    'EXACT'
    """
    return Compared(left, op, right, rests, "EXACT", how)


def enclosed(left: Any, op: str, right: Any, *rests: Any, how: str = "") -> Compared:
    """The relation left op right for balls (python-flint's arb): certain for every number in them."""
    return Compared(left, op, right, rests, "ENCLOSED", how)


def observed(left: Any, op: str, right: Any, how: str) -> Compared:
    """The relation left op right as one run of a floating point program showed it; `how` names the program and its version."""
    return Compared(left, op, right, (), "TESTED", how)


def tried(holds: Callable[[Any], bool], cases: Iterable[Any], says: str = "") -> Tried:
    """The property on every case; `cases` is a list or something else that can be run through more than once."""
    return Tried(holds, cases, says)


def sourced(source: str, place: str, says: str = "") -> Sourced:
    """A source (a key of docs/references.md, or a link) and the place in it."""
    return Sourced(source, place, says)


def assumed(theorem: str, source: str, place: str = "") -> Assumed:
    """A named theorem of the literature, not proved here."""
    return Assumed(theorem, source, place)


def fact(*relations: str, given: Mapping[str, Any] | None = None, nonzero: tuple[str, ...] = (),
         letters: Mapping[str, tuple[int | str, int | str]] | None = None, laws: tuple[str, ...] = ()) -> Fact:
    """Relations such as "A*P = P*J" or "n*x^(n-1) > 1", replayed by `verify.steps`.

    `letters` are matrices of any size that need not commute, with their shapes, as in {"S": ("n", "n"), "k": ("n", 1)};
    `laws` are what they satisfy, "S*R = eye(n)": one product of letters is a sum of shorter ones.

    >>> fact("(eye(n) - b*k*k^T)^2 = eye(n) - 2*b*k*k^T + b^2*k*k^T*k*k^T", letters={"k": ("n", 1)}).verdict().word
    'PROVED'
    """
    return Fact(relations, tuple((given or {}).items()), nonzero, tuple((letters or {}).items()), laws)
