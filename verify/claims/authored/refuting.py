"""Counterexamples: members of the domains in order of size and height, then drawn; a found one is shrunk towards 0."""
from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from symbolic import ExactMatrix, rank
from symbolic.errors import ExactError, UnableError
from verify.claims.authored.domains import Domain
from verify.claims.authored.evaluation import holds, value
from verify.claims.authored.statement import Statement
from verify.claims.checks import Certified, Check
from verify.claims.expressions import Relation, literal
from verify.claims.facts import Fact
from verify.claims.search import by_height

ALL_BELOW, DRAWN, SECONDS, SIZES = 1500, 40, 4.0, 5
HEIGHTS = (0, 1, 2, 3, 4, 6, 10, 30, 100, 1000)


@dataclass(frozen=True)
class Case:
    """The sizes of the letters, and the integers that make the member of each domain."""

    sizes: dict[str, int]
    numbers: dict[str, tuple[int, ...]]

    def names(self, claim: Statement) -> dict[str, Any] | None:
        """The values of all names, or None where the integers make no member."""
        found = dict(claim.given)
        for name, d in claim.domains.items():
            member = d.member(self.numbers[name], self.sizes)
            if member is None:
                return None
            found[name] = member
        return found


@dataclass(frozen=True)
class Search:
    """What came out: a case that breaks the claim, or one where it has no value, and how many were tried: all, or not."""

    broken: Case | None
    tried: int
    exhausted: bool = False
    undefined: str = ""


def cases(claim: Statement) -> Iterator[Case]:
    """By height, then size of the letters: all of them while they are few, else drawn from a fixed seed."""
    chance = random.Random(claim.id)
    largest = SIZES if len(claim.sizes) < 3 else 3
    shapes = sorted(product(range(1, largest + 1), repeat=len(claim.sizes)), key=sum)
    every = [dict(zip(claim.sizes, shape, strict=True)) for shape in shapes]
    for height in HEIGHTS:
        for sizes in every:
            yield from of_height(claim.domains, sizes, height, chance)


def of_height(domains: Any, sizes: dict[str, int], height: int, chance: random.Random) -> Iterator[Case]:
    """The cases whose largest number is the height; ranges are run through whole, or sampled beside other domains."""
    spread = [(name, place) for name, d in domains.items() for place in range(d.count(sizes)) if d.kind != "range"]
    ranges = [(name, d) for name, d in domains.items() if d.kind == "range"]
    if not spread and height > 0:
        return
    inside = [range(d.low, d.high + 1) if not spread or height == 0 else sample(d, chance) for _, d in ranges]
    for drawn in draws(len(spread), height, chance):
        for chosen in product(*inside):
            yield case_of(domains, sizes, spread, drawn, dict(zip([n for n, _ in ranges], chosen, strict=True)))


def draws(count: int, height: int, chance: random.Random) -> Iterator[tuple[int, ...]]:
    """Lists of integers of this height: all of them while they are few, else drawn."""
    if (2 * height + 1) ** count <= ALL_BELOW:
        yield from (d for d in product(by_height(height), repeat=count) if max(map(abs, d), default=0) == height or not count)
    else:
        for _ in range(DRAWN):
            yield tuple(chance.randint(-height, height) for _ in range(count))


def sample(d: Domain, chance: random.Random) -> list[int]:
    """A few numbers of a range, its ends among them."""
    return sorted({d.low, d.high, *(chance.randint(d.low, d.high) for _ in range(3))})


def case_of(domains: Any, sizes: dict[str, int], spread: Sequence[tuple[str, int]], drawn: Sequence[int],
            chosen: dict[str, int]) -> Case:
    """The case that these integers make."""
    numbers: dict[str, list[int]] = {name: [] for name in domains}
    for (name, _), x in zip(spread, drawn, strict=True):
        numbers[name].append(x)
    return Case(sizes, {name: (chosen[name],) if name in chosen else tuple(xs) for name, xs in numbers.items()})


def breaks(claim: Statement, case: Case) -> bool | None:
    """Whether the case refutes the claim; None where it is no case: no member, or a premise that fails.

    Raises:
        ExactError: a side has no value there: shapes do not fit, a divisor is 0, a matrix has no inverse. UnableError: it
            has, and it is beyond the budget.
    """
    names = case.names(claim)
    if names is None or not all(holds(p, names, case.sizes) for p in claim.premises):
        return None
    return not all(holds(r, names, case.sizes) for r in claim.holds)


def search(claim: Statement) -> Search:
    """The first case that breaks the claim, shrunk; or the first where it has no value; or how many were tried in the time."""
    start, tried, unable = time.monotonic(), 0, 0
    finite = all(d.kind == "range" for d in claim.domains.values()) and not claim.sizes
    for case in cases(claim):
        if time.monotonic() - start > SECONDS:
            return Search(None, tried)
        try:
            broken = breaks(claim, case)
        except UnableError:
            unable += 1
            continue
        except (ExactError, TypeError) as error:
            return Search(None, tried, undefined=f"where {told(claim, case) or 'it is computed'}, a side has no value: {error}")
        tried += broken is not None
        if broken:
            return Search(shrunk(claim, case), tried)
    return Search(None, tried, exhausted=finite and not unable)


def told(claim: Statement, case: Case) -> str:
    """The values of a case in words that are read back."""
    names = case.names(claim) or {}
    return "; ".join(f"{name} = {shown(x)}" for name, x in names.items() if name in claim.domains)


def shrunk(claim: Statement, case: Case) -> Case:
    """The case with every number as near to 0 as the others allow, one after the other until nothing changes."""
    best, changed = case, True
    while changed:
        changed = False
        for name, numbers in best.numbers.items():
            for k, x in enumerate(numbers):
                for y in sorted(range(-abs(x), abs(x) + 1), key=lambda z: (abs(z), z < 0)):
                    if (abs(y), y < 0) >= (abs(x), x < 0):
                        break
                    other = Case(best.sizes, {**best.numbers, name: (*best.numbers[name][:k], y, *best.numbers[name][k + 1:])})
                    if refutes(claim, other):
                        best, changed = other, True
                        break
    return best


def refutes(claim: Statement, case: Case) -> bool:
    """Whether it breaks the claim."""
    try:
        return bool(breaks(claim, case))
    except ExactError:
        return False


def witness(claim: Statement, case: Case) -> tuple[str, tuple[Check, ...]]:
    """The counterexample in words that are read back, and the checks that replay it: the first relation that fails."""
    names = case.names(claim) or {}
    failing = next(r for r in claim.holds if not holds(r, names, case.sizes))
    return told(claim, case), checks(failing, names, case.sizes, fails=True)


def shown(x: Any) -> str:
    """A matrix in brackets, so that its rows do not run into the next name."""
    return f"[{x}]" if isinstance(x, ExactMatrix) else str(x)


def checks(r: Relation, names: dict[str, Any], sizes: dict[str, int], *, fails: bool) -> tuple[Check, ...]:
    """The relation (or its negation) at these values, replayed; inverses, traces and ranks are named and certified."""
    expansion = Expansion(names, sizes)
    links = [Relation(r.sides[k:k + 2], r.ops[k:k + 1], r.variables) for k in range(len(r.ops))]
    at = next((k for k, link in enumerate(links) if not holds(link, names, sizes)), None)
    sides = [expansion.put(side) for side in (r.sides if at is None else r.sides[at:at + 2])]
    ops = r.ops if at is None else r.ops[at:at + 1]
    said = f"not: {r.text}" if fails else r.text
    fact = Fact((*expansion.laws, Relation(sides, ops, frozenset(), said)), tuple(expansion.given.items()))
    return (*expansion.certificates, fact.opposite() if fails else fact)


class Expansion:
    """Trees whose names are values: what the checker of steps has no sign for becomes a name with its own law."""

    def __init__(self, names: dict[str, Any], sizes: dict[str, int]) -> None:
        self.names, self.sizes = names, sizes
        self.given: dict[str, Any] = {}
        self.laws: list[Relation] = []
        self.certificates: list[Check] = []

    def put(self, tree: Any) -> Any:
        """The tree with values for names."""
        op, *rest = tree
        if op in ("name", "var"):
            if rest[0] in self.sizes:
                return ["num", str(self.sizes[rest[0]])]
            self.given[rest[0]] = self.names[rest[0]]
            literal(self.names[rest[0]])  # an UnableError is told before anything is replayed
            return ["name", rest[0]]
        if op in ("eye", "zero"):
            return [op, *(self.sizes[k] if isinstance(k, str) else k for k in rest)]
        if op == "mat":
            return [op, [[self.put(x) for x in row] for row in rest[0]]]
        if op in ("num", "i", "sqrt"):
            return tree
        if op == "entry":
            return [op, self.put(rest[0]), *rest[1:]]
        if op in ("inverse", "trace", "rank"):
            return getattr(self, op)(rest[0])
        return [op, *(self.put(x) for x in rest)]

    def inverse(self, tree: Any) -> Any:
        """A new name R with X R = I."""
        X, name = value(tree, self.names, self.sizes), f"inverse_{len(self.given)}"
        self.given[name] = value(["inverse", tree], self.names, self.sizes)
        self.laws.append(Relation([["mul", self.put(tree), ["name", name]], ["eye", X.rows]], ["="], frozenset(), "an inverse"))
        return ["name", name]

    def trace(self, tree: Any) -> Any:
        """The sum of the diagonal entries."""
        X, inside = value(tree, self.names, self.sizes), self.put(tree)
        return ["add", ["num", "0"], *(["entry", inside, k + 1, k + 1] for k in range(X.rows))]

    def rank(self, tree: Any) -> Any:
        """The number, with a certificate of its own."""
        from verify.answers import Answer
        X = value(tree, self.names, self.sizes)
        if not isinstance(X, ExactMatrix):
            raise UnableError("statement: the rank of a number", budget="matrices")
        self.certificates.append(Certified(Answer("rank", X, rank(X))))
        return ["num", str(rank(X))]
