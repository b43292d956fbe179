"""Members of the domains, made from integers: so they can be counted, drawn, and shrunk towards 0."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symbolic import ExactMatrix, det, exact, identity, inverse, matrix, sqrt


def number(kind: str, numbers: Sequence[int], low: int = 0, high: int = 0) -> Any:
    """An integer, p/(|q| + 1), or that plus r sqrt(2); None where it is not in the domain.

    >>> number("natural", [-1]) is None, str(number("real", [1, 1, 1]))
    (True, '(1+2*sqrt(2))/2')
    """
    p = numbers[0]
    match kind:
        case "range":
            return Fraction(p) if low <= p <= high else None
        case "integer":
            return Fraction(p)
        case "natural":
            return Fraction(p) if p >= 0 else None
    x = exact(Fraction(p, abs(numbers[1]) + 1))
    x = x + numbers[2] * sqrt(2) if len(numbers) > 2 and numbers[2] else x
    inside = {"nonzero": x != 0, "positive": x > 0, "nonnegative": x >= 0}.get(kind, True)
    return x if inside else None


def permuted(numbers: Sequence[int]) -> ExactMatrix:
    """The permutation matrix whose row k has its 1 in the place that the k-th integer picks among those left."""
    left = list(range(len(numbers)))
    order = [left.pop(x % len(left)) for x in numbers]
    return matrix([[int(j == place) for j in range(len(numbers))] for place in order])


def made(kind: str, rows: list[list[Any]], numbers: Sequence[int]) -> ExactMatrix | None:
    """A member that is made from a filled matrix; `numbers` end with those for signs and permutations, and a denominator."""
    n = len(rows)
    if kind == "permutation":
        return permuted(numbers[-1 - n:-1])
    A = matrix(rows)
    if kind == "invertible":
        return A if det(A) != 0 else None
    if kind == "positive definite":
        return A.T * A if det(A) != 0 else None
    P = permuted(numbers[-1 - n:-1])
    if kind == "orthogonal":  # Cayley's transform of a skew matrix, with signs and a permutation: every rational one
        signs = matrix([[(1 - 2 * (numbers[-1 - 2 * n + i] % 2)) * int(i == j) for j in range(n)] for i in range(n)])
        return (identity(n) - A) * inverse(identity(n) + A) * signs * P
    low = matrix([[rows[i][j] if i > j else int(i == j) for j in range(n)] for i in range(n)])
    upper = matrix([[rows[i][j] if i < j else 0 for j in range(n)] for i in range(n)])
    return P * low * upper * inverse(low) * P.T
