"""Integer matrices of determinant +1 and -1 with their inverses: the change of basis that hides a known answer."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm

from flint import fmpz_mat

from symbolic import ExactMatrix
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, draw_size, strategy


@dataclass(frozen=True)
class UnimodularCase:
    """An integer matrix A with an integer inverse; `det` is 1 or -1."""

    A: ExactMatrix
    A_inverse: ExactMatrix
    det: int


def rational_rows(rows: Sequence[Sequence[Fraction | int]], cols: int | None = None) -> ExactMatrix:
    """The matrix of rational rows; `cols` when there may be no rows."""
    width = len(rows[0]) if rows else (cols or 0)
    flat = [x for row in rows for x in row]
    d = lcm(*(x.denominator for x in flat))
    return rational_matrix(fmpz_mat(len(rows), width, [x.numerator * (d // x.denominator) for x in flat]), d)


def rational_column(values: Sequence[Fraction | int]) -> ExactMatrix:
    """The n x 1 matrix of rational numbers."""
    return rational_rows([[x] for x in values], 1)


def fractions_of(A: ExactMatrix) -> list[list[Fraction]]:
    """The entries of a rational matrix, row by row."""
    d, n = A.denominator, A.cols
    flat = [Fraction(int(x), d) for x in A.numerator.entries()]
    return [flat[i * n:(i + 1) * n] for i in range(A.rows)]


def rectangle(m: int, n: int, values: Sequence[int]) -> ExactMatrix:
    """The m x n matrix with these integers on the diagonal and zeros elsewhere."""
    return rational_matrix(fmpz_mat(m, n, [values[i] if i == j and i < len(values) else 0 for i in range(m) for j in range(n)]))


def _pair(code: int) -> tuple[int, int]:
    """Two different indices: (0, 1), (1, 0), (0, 2), (2, 0), (1, 2), ..; those below n come first, so that n can shrink."""
    large = (1 + isqrt(1 + 4 * code)) // 2
    small, swap = divmod(code - large * (large - 1), 2)
    return (large, small) if swap else (small, large)


def unimodular(source: Source, n: int) -> tuple[ExactMatrix, ExactMatrix]:
    """P and P^-1 of determinant 1, products of at most 2n elementary matrices: the identity when shrunk."""
    P = [[int(i == j) for j in range(n)] for i in range(n)]
    Q = [[int(i == j) for j in range(n)] for i in range(n)]  # rows of (P^-1)^T
    for _ in range(source.integer(0, 2 * n) if n > 1 else 0):
        i, j = _pair(source.integer(0, n * (n - 1) - 1))
        c = source.pick((1, -1, 2, -2))
        P[i] = [a + c * b for a, b in zip(P[i], P[j], strict=True)]  # row_i += c row_j
        Q[j] = [a - c * b for a, b in zip(Q[j], Q[i], strict=True)]  # column_j of the inverse -= c column_i
    return rational_rows(P, n), rational_rows(Q, n).T


@strategy
def unimodular_matrices(source: Source, *, min_size: int = 1, max_size: int = 6) -> UnimodularCase:
    """Integer matrices with det A = 1 or -1, with their inverses.

    Shrinks to the identity; entries are small integers, so float images are exact.

    >>> from verify.strategies import seeded, unimodular_matrices
    >>> case = next(seeded(unimodular_matrices, 1, min_size=3, max_size=3))
    >>> case.A * case.A_inverse
    1 0 0; 0 1 0; 0 0 1
    """
    n = draw_size(source, min_size, max_size)
    P, P_inverse = unimodular(source, n)
    sign = -1 if n and source.flag() else 1
    turn = rectangle(n, n, [sign] * min(n, 1) + [1] * (n - 1))
    return UnimodularCase(turn * P, P_inverse * turn, sign)
