"""Matrices that tests of claims run through: drawn with a fixed seed, the same in every run."""
from __future__ import annotations

from random import Random

from symbolic import ExactMatrix, matrix


def drawn(count: int, seed: int, largest: int = 4, height: int = 1, *, square: bool = True) -> list[ExactMatrix]:
    """Integer matrices with 1 .. `largest` rows (and columns) and entries of absolute value at most `height`.

    >>> [A.shape for A in drawn(2, 1, square=False)] == [A.shape for A in drawn(2, 1, square=False)]
    True
    """
    random, found = Random(seed), []
    for _ in range(count):
        m = random.randint(1, largest)
        n = m if square else random.randint(1, largest)
        found.append(matrix([[random.randint(-height, height) for _ in range(n)] for _ in range(m)]))
    return found
