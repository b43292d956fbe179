"""Nonsingular matrices of every kind, and closeness of mpmath matrices: shared by the tests of roots, logarithms and signs."""
from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import mpmath as mp
import pytest

from symbolic import ExactMatrix, I, block_diagonal, identity, matrix, zero
from tests.symbolic.drawn import companion, jordan_block

NONSINGULAR = [
    ("1x1", matrix("9/4")), ("identity", identity(3)), ("negative", matrix("-1 0; 0 -1")),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")), ("defective", jordan_block(Fraction(9, 4), 3)),
    ("defective negative", jordan_block(-4, 2)), ("golden", matrix("1 1; 1 0")),
    ("two equal blocks", block_diagonal([jordan_block(2, 2)] * 2)), ("real surds", matrix("2 1; 1 3")),
    ("pair", matrix("1 -2; 3 1")), ("rotation", matrix("0 -1; 1 0")), ("mixed signs", matrix("1 2 3; 4 5 6; 7 8 10")),
    ("cubic", companion([-1, -1, 0, 1])), ("quartic", companion([1, 1, 0, 0, 1])),
    ("defective pair", companion([25, -20, 14, -4, 1])), ("Q(i)", matrix("i 1; 0 1+i")),
    ("defective over Q(i)", jordan_block(2 * I, 2)), ("Q(sqrt 2)", matrix("sqrt(2) 1; 1 3")),
    ("relative quadratic", matrix("0 i; 1 1")), ("a square", matrix("3 2; 4 3")),
    ("conjugate quadratics", block_diagonal([matrix("0 2; 1 0"), matrix("1 2; 1 1")]))]
nonsingular = pytest.mark.parametrize("A", [a for _, a in NONSINGULAR], ids=[name for name, _ in NONSINGULAR])


def close(got: mp.matrix, want: mp.matrix, digits: int = 40) -> bool:
    """Entries agree to `digits` digits of the largest one."""
    scale = 1 + max((abs(x) for x in want), default=0)
    same_shape = (got.rows, got.cols) == (want.rows, want.cols)
    return same_shape and all(abs(x) <= mp.mpf(10) ** -digits * scale for x in got - want)


def nilpotent(sizes) -> ExactMatrix:
    """Jordan blocks of these sizes at 0."""
    return block_diagonal([jordan_block(0, k) for k in sizes]) if sizes else zero(0, 0)


def partitions(n: int, top: int | None = None) -> Iterator[tuple[int, ...]]:
    """All partitions of n, parts descending."""
    if n == 0:
        yield ()
    for first in range(min(n, top or n), 0, -1):
        for rest in partitions(n - first, first):
            yield (first, *rest)
