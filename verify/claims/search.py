"""The least counterexample: candidates in a stated order, the first one that breaks the claim.

Order: size first, then height (the largest absolute value of an entry), then the entries row by row in the order
0, 1, -1, 2, -2, ... So a least counterexample is least in size, and in height among those of its size.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, TypeVar

from symbolic.errors import UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.reading import matrix

T = TypeVar("T")
Shape = Callable[[int, int], bool]
ORDER = "by size, then height (largest absolute value), then entries row by row in the order 0, 1, -1, 2, -2, .."


def by_height(height: int) -> list[int]:
    """0, 1, -1, .., height, -height.

    >>> by_height(2)
    [0, 1, -1, 2, -2]
    """
    return [0, *(s * k for k in range(1, height + 1) for s in (1, -1))]


def everywhere(_i: int, _j: int) -> bool:
    """No entry is kept at 0."""
    return True


def integer_rows(rows: int, columns: int, height: int, shape: Shape = everywhere) -> Iterator[list[list[int]]]:
    """All integer matrices of this size with largest absolute value exactly `height`; entries outside `shape` are 0."""
    places = [(i, j) for i in range(rows) for j in range(columns) if shape(i, j)]
    for values in product(by_height(height), repeat=len(places)):
        if max(map(abs, values), default=0) == height:
            table = [[0] * columns for _ in range(rows)]
            for (i, j), x in zip(places, values, strict=True):
                table[i][j] = x
            yield table


def square_rows(largest: int, height: int, shape: Shape = everywhere) -> Iterator[list[list[int]]]:
    """All square integer matrices of size 1 .. largest and height 0 .. height, in the order of this module."""
    for n in range(1, largest + 1):
        for h in range(height + 1):
            yield from integer_rows(n, n, h, shape)


def squares(largest: int, height: int, shape: Shape = everywhere) -> Iterator[ExactMatrix]:
    """The same as exact matrices.

    >>> [str(A) for A in squares(1, 1)]
    ['0', '1', '-1']
    """
    return (matrix(rows) for rows in square_rows(largest, height, shape))


def least(candidates: Iterable[T], breaks: Callable[[T], bool]) -> T:
    """The first candidate that breaks the claim.

    Raises:
        UnableError: none of them does.

    >>> least(range(10), lambda n: n * n > 10)
    4
    """
    count = 0
    for candidate in candidates:
        count += 1
        if breaks(candidate):
            return candidate
    raise UnableError(f"least: none of {count} candidates breaks the claim", budget=str(count))


def rows_of(A: Any) -> list[list[int]]:
    """The entries of an integer matrix."""
    return [[int(str(x)) for x in row] for row in A.entries()]
