"""How much work a worked solution is by hand: digits multiplied on the way, and how ugly its numbers get.

The score is the sum, over the rational products met while the formulas of the derivation are evaluated, of digits times
digits; a product with 0, 1 or -1 costs nothing. Digits of the printed numbers alone would not see the work.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from exercises.derivation import Derivation
from exercises.facts import Fact, Means, Rank, Rel
from exercises.terms import E

Table = list[list[Any]]  # entries are Fractions, or None for what is no rational number
OPAQUE = 3  # the digits that a factor counts for which is no rational number


@dataclass(frozen=True)
class Work:
    """The score, the most digits in a number shown, the largest denominator shown, and how many different square roots."""

    score: int
    digits: int
    denominator: int
    radicals: int


@dataclass
class _Counter:
    names: dict[str, Table] = field(default_factory=dict)
    score: int = 0
    known: dict[int, Table | None] = field(default_factory=dict)  # by the number of a tree: equal trees are one, and count once
    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    seen: dict[int, tuple[E, int]] = field(default_factory=dict)

    def product(self, x: Any, y: Any) -> Any:
        if x in (0, 1, -1) or y in (0, 1, -1):
            return x * y if x is not None and y is not None else (0 if 0 in (x, y) else None)
        self.score += digits(x) * digits(y)
        return x * y if x is not None and y is not None else None

    def number(self, tree: Any) -> Any:
        """The number of a tree, the same for equal trees; each node is looked at once, and not hashed with all below it."""
        if not isinstance(tree, E):
            return tuple(map(self.number, tree)) if isinstance(tree, tuple) else tree
        if id(tree) not in self.seen:
            key = (tree.op, *map(self.number, tree.args))
            self.seen[id(tree)] = tree, self.numbers.setdefault(key, len(self.numbers))
        return (self.seen[id(tree)][1],)

    def value(self, tree: E) -> Table | None:
        k = self.number(tree)[0]
        if k not in self.known:
            self.known[k] = self._value(tree)
        return self.known[k]

    def _value(self, tree: E) -> Table | None:
        if tree.op == "name":
            return self.names.get(tree.args[0])
        if tree.op in LEAVES:
            return LEAVES[tree.op](tree)
        if tree.op == "mat":
            return [[_scalar(self.value(x)) for x in row] for row in tree.args[0]]
        parts = [self.value(x) for x in tree.children()]
        if tree.op == "mul" and parts and all(p is not None for p in parts):
            out = parts[0]
            for p in parts[1:]:
                out = self.times(out, p)
            return out
        if tree.op == "pow" and parts[0] is not None and tree.args[1].op == "num":
            out, count = parts[0], int(_rational(tree.args[1].args[0]))
            for _ in range(min(count, 8) - 1):
                out = self.times(out, parts[0])
            return out
        known = [p for p in parts if p is not None]
        if tree.op in SIMPLE and parts and len(known) == len(parts):
            return SIMPLE[tree.op](known)
        if tree.op == "entry" and parts and parts[0] is not None:
            return _entry(parts[0], tree.args[1:])
        if tree.op == "det" and parts[0] is not None:
            self.score += len(parts[0]) ** 3
        return None

    def times(self, a: Table | None, b: Table | None) -> Table | None:
        if a is None or b is None:
            return None
        if (len(a), len(a[0])) == (1, 1):
            return [[self.product(a[0][0], y) for y in row] for row in b]
        if (len(b), len(b[0])) == (1, 1):
            return self.times(b, a)
        if len(a[0]) != len(b):
            return None
        return [[_sum([self.product(x, row[j]) for x, row in zip(line, b, strict=True)]) for j in range(len(b[0]))] for line in a]


def _sum(items: list[Any]) -> Any:
    return None if any(x is None for x in items) else sum(items)


def _scalar(table: Table | None) -> Any:
    return table[0][0] if table is not None and len(table) == 1 == len(table[0]) else None


def _entry(table: Table, place: tuple[Any, ...]) -> Table | None:
    """Return the entry at a place counted from 1; one whose place is no number is unknown."""
    i, j = place if len(place) == 2 else (0, 0)
    inside = isinstance(i, int) and isinstance(j, int) and 1 <= i <= len(table) and 1 <= j <= len(table[0])
    return [[table[i - 1][j - 1]]] if inside else None


def _added(parts: list[Table]) -> Table | None:
    if len({(len(p), len(p[0])) for p in parts}) != 1:
        return None
    return [[_sum(list(xs)) for xs in zip(*rows, strict=True)] for rows in zip(*parts, strict=True)]


@lru_cache(maxsize=4096)
def _rational(text: str) -> int | Fraction:
    """Return a number that is written p or p/q; whole ones as int, which multiply ten times as fast."""
    x = Fraction(text)
    return x.numerator if x.denominator == 1 else x


def _identity(tree: E) -> Table | None:
    n = tree.args[0]
    return [[int(i == j) for j in range(n)] for i in range(n)] if isinstance(n, int) else None


def _zero(tree: E) -> Table | None:
    m, n = tree.args
    return [[0] * n for _ in range(m)] if isinstance(m, int) and isinstance(n, int) else None


def _divided(parts: list[Table]) -> Table | None:
    bottom = _scalar(parts[1])
    return [[None if x is None or not bottom else Fraction(x) / bottom for x in row] for row in parts[0]]


LEAVES: dict[str, Callable[[E], Table | None]] = {
    "num": lambda t: [[_rational(t.args[0])]], "eye": _identity, "zero": _zero,
    "sqrt": lambda _: [[None]], "i": lambda _: [[None]], "var": lambda _: [[None]], "root": lambda _: [[None]],
}
SIMPLE: dict[str, Callable[[list[Table]], Table | None]] = {
    "add": _added, "neg": lambda p: [[None if x is None else -x for x in row] for row in p[0]],
    "T": lambda p: [list(c) for c in zip(*p[0], strict=True)],
    "hcat": lambda p: [[x for row in rows for x in row] for rows in zip(*p, strict=True)],
    "frac": _divided, "exp": lambda _: [[None]], "cos": lambda _: [[None]], "sin": lambda _: [[None]],
}


def digits(x: Any) -> int:
    """Return the digits of a fraction, both parts counted.

    >>> digits(Fraction(-12, 5)), digits(Fraction(7))
    (3, 1)
    """
    if x is None:
        return OPAQUE
    return len(str(abs(x.numerator))) + (0 if x.denominator == 1 else len(str(x.denominator)))


def work(derivation: Derivation) -> Work:
    """Return the work of a derivation.

    >>> from exercises.derivation import rel, step
    >>> from exercises.terms import mat, name
    >>> from exercises.phrases import guide
    >>> A = name("A")
    >>> work(Derivation((("A", mat([[2, 3], [4, 5]])),), (step(guide("Square."), rel(A * A, "=", A ** 2)),))).score
    16
    """
    counter = _Counter()
    shown: list[E] = []
    for label, tree in derivation.given:
        counter.names[label] = counter.value(tree) or [[None]]
        shown.append(tree)
    for line in derivation.steps:
        for fact in (*line.facts, *line.quiet):
            shown += _count(counter, fact)
    for fact in derivation.answer:
        shown += _count(counter, fact)
    return Work(counter.score, *_looks(shown))


def _count(counter: _Counter, fact: Fact) -> list[E]:
    trees = list(fact.sides) if isinstance(fact, Rel) else [fact.m] if isinstance(fact, Rank) else \
        [fact.x] if isinstance(fact, Means) else []
    for tree in trees:
        value = counter.value(tree)
        if isinstance(fact, Rel) and fact.let and value is not None and fact.let not in counter.names:
            counter.names[fact.let] = value
            counter.known.pop(counter.number(E("name", (fact.let,)))[0], None)
    if isinstance(fact, Rank):
        counter.score += len(fact.rows) ** 3
    return trees


def _looks(trees: list[E]) -> tuple[int, int, int]:
    most, bottom, roots = 0, 1, set[str]()
    left: list[Any] = list(trees)
    while left:
        node = left.pop()
        if isinstance(node, tuple):
            left += node
        elif not isinstance(node, E):
            continue
        elif node.op == "num":
            x = _rational(node.args[0])
            most, bottom = max(most, len(str(x.numerator))), max(bottom, x.denominator)
        else:
            if node.op == "sqrt":
                roots.add(node.args[0])
            elif node.op == "frac" and node.args[1].op == "num":
                bottom = max(bottom, int(_rational(node.args[1].args[0])))
            left += node.args
    return most, bottom, len(roots)
