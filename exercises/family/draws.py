"""A reproducible source of random draws of our own: each draw is a hash of the variant and of a label.

A draw is named by its label, so adding one to a family does not move the others, and it is the same on every Python and
platform: the standard library promises only its seeding and random(), not choice or shuffle.

>>> Draw("example", 1, 7, 2).integer("n", 1, 6) == Draw("example", 1, 7, 2).integer("n", 1, 6)
True
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import NoReturn, TypeVar

T = TypeVar("T")
Rows = list[list[int]]
TRIPLES = ((3, 4, 5), (4, 3, 5), (5, 12, 13), (12, 5, 13), (8, 15, 17), (15, 8, 17))


class Redraw(Exception):  # noqa: N818 -- not an error: this draw is not a problem, the next one may be
    """The data drawn make no problem; draw again."""


@dataclass
class Draw:
    """The draws of one variant of a family. `difficulty` is 1, 2 or 3; `attempt` counts the redraws."""

    name: str
    version: int
    seed: int
    difficulty: int
    attempt: int = 0
    used: dict[str, int] = field(default_factory=dict)

    def below(self, label: str, size: int) -> int:
        """Return a whole number from 0 to size - 1, uniformly."""
        count = self.used[label] = self.used.get(label, 0) + 1
        limit = (1 << 64) // size * size
        for turn in range(1000):
            text = "\0".join(map(str, (self.name, self.version, self.seed, self.difficulty, self.attempt, label, count, turn)))
            x = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
            if x < limit:
                return x % size
        raise AssertionError("a thousand rejections in a row")

    def integer(self, label: str, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + self.below(label, high - low + 1)

    def nonzero(self, label: str, low: int, high: int) -> int:
        """Return a whole number from low to high that is not zero."""
        return self.choice(label, [k for k in range(low, high + 1) if k])

    def choice(self, label: str, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.below(label, len(options))]

    def sample(self, label: str, options: Sequence[T], count: int) -> list[T]:
        """Return so many different options, in random order."""
        left = list(options)
        return [left.pop(self.below(label, len(left))) for _ in range(count)]

    def shuffled(self, label: str, items: Sequence[T]) -> list[T]:
        """Return the items in random order."""
        return self.sample(label, items, len(items))

    def integers(self, label: str, count: int, low: int, high: int) -> list[int]:
        """Return so many whole numbers from low to high."""
        return [self.integer(label, low, high) for _ in range(count)]

    def fraction(self, label: str, low: int, high: int, denominators: Sequence[int] = (2, 3, 4)) -> Fraction:
        """Return p/q with p from low to high and q one of the denominators."""
        return Fraction(self.integer(label, low, high), self.choice(label, denominators))

    def rows(self, label: str, rows: int, cols: int, low: int, high: int) -> Rows:
        """Return the rows of a matrix of whole numbers."""
        return [self.integers(label, cols, low, high) for _ in range(rows)]

    def unimodular(self, label: str, size: int, steps: int = 0, bound: int = 9) -> Rows:
        """Return an integer matrix of determinant 1 or -1, a product of shears, with entries at most `bound`."""
        rows = [[int(i == j) for j in range(size)] for i in range(size)]
        for _ in range(steps or 2 * size):
            i, j = self.sample(label, range(size), 2) if size > 1 else (0, 0)
            c = self.choice(label, (-1, 1, 1, 2, -2))
            new = [x + c * y for x, y in zip(rows[i], rows[j], strict=True)]
            if i != j and max(map(abs, new)) <= bound:
                rows[i] = new
        return [rows[i] for i in self.shuffled(label, range(size))]

    def triple(self, label: str) -> tuple[int, int, int]:
        """Return a, b, c with a^2 + b^2 = c^2."""
        return self.choice(label, TRIPLES)

    def reject(self) -> NoReturn:
        """Give up these data: draw again."""
        raise Redraw

    def require(self, ok: bool) -> None:  # noqa: FBT001 -- it is the condition itself
        """Give up these data unless the condition holds."""
        if not ok:
            raise Redraw
