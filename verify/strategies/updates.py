"""Low-rank updates S + U V^T whose capacitance I + V^T S^-1 U is singular, nearly singular, or not."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod

from flint import fmpz_mat

from symbolic import ExactMatrix, identity
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_choices, check_positive, check_sizes, draw_size, require, strategy
from verify.strategies.unimodular import rational_rows, unimodular


@dataclass(frozen=True)
class UpdateCase:
    """A = S + U V^T with S invertible; `capacitance` is I + V^T S^-1 U and `factor` its determinant, det A / det S.

    `rank` is the rank of A. For a zero factor the columns of `nullspace` are a basis of the null space of A.
    """

    A: ExactMatrix
    S: ExactMatrix
    S_inverse: ExactMatrix
    U: ExactMatrix
    V: ExactMatrix
    capacitance: ExactMatrix
    factor: Fraction
    rank: int
    nullspace: ExactMatrix


def _capacitance(source: Source, k: int, kind: str) -> tuple[ExactMatrix, Fraction, ExactMatrix]:
    """A k x k matrix C = L D R, L and R of determinant 1, with its determinant and a basis of its null space."""
    values = [Fraction(source.nonzero()) for _ in range(k)]
    if kind == "zero":
        values = [x if i < k - 1 else Fraction(0) for i, x in enumerate(values)]
        if k > 1 and source.flag():
            values[source.integer(0, k - 2)] = Fraction(0)
    elif kind == "near":
        values[-1] = Fraction(source.pick((1, -1)), 2 ** source.integer(10, 50))
    L, _ = unimodular(source, k)
    R, R_inverse = unimodular(source, k)
    D = rational_rows([[x if i == j else Fraction(0) for j in range(k)] for i, x in enumerate(values)], k)
    null = R_inverse.submatrix(range(k), [i for i, x in enumerate(values) if x == 0])
    return L * D * R, prod(values, start=Fraction(1)), null


@strategy
def low_rank_updates(
    source: Source, *, min_size: int = 1, max_size: int = 6, max_rank: int = 2, zero: bool | None = None,
    near: bool | None = None,
) -> UpdateCase:
    """Updates A = S + U V^T of rank at most `max_rank`, with det A = det S det(I + V^T S^-1 U).

    Args:
        min_size, max_size: bounds of n >= 1.
        max_rank: bound of the number of columns of U and V.
        zero: True: the factor det(I + V^T S^-1 U) is 0, so A is singular though S is not. False: it is not 0.
        near: True: the capacitance has a factor of 2^-10 to 2^-50. False: it has none.

    S and U are integer matrices, det S = 1; V is an integer matrix, or dyadic when the factor is small.

    >>> from hypothesis import find
    >>> from verify.strategies import low_rank_updates
    >>> case = find(low_rank_updates(min_size=2), lambda case: case.factor == 0)
    >>> case.U.T, case.V.T, case.A
    (1 0, -1 0, 0 0; 0 1)
    """
    check_choices(zero=zero, near=near)
    check_sizes(min_size, max_size, 1)
    check_positive("max_rank", max_rank)
    require(not (zero and near), "zero and near exclude each other: the factor is 0 or small")
    n = draw_size(source, min_size, max_size, 1)
    k = source.integer(1, min(max_rank, n))
    kinds = ["plain"] * (not zero and not near) + ["zero"] * (zero is not False and not near)
    kind = source.pick(kinds + ["near"] * (near is not False and not zero))
    S, S_inverse = unimodular(source, n)
    M, M_inverse = unimodular(source, n)
    capacitance, factor, null = _capacitance(source, k, kind)
    W = M.submatrix(range(n), range(k))  # S^-1 U
    free = rational_matrix(fmpz_mat(k, n - k, source.integers(k * (n - k), -1, 1)))
    # M^-1 W = (I; 0), so V^T W = C - I
    top, rest = M_inverse.submatrix(range(k), range(n)), M_inverse.submatrix(range(k, n), range(n))
    V_T = (capacitance - identity(k)) * top + free * rest
    U = S * W
    return UpdateCase(S + U * V_T, S, S_inverse, U, V_T.T, capacitance, factor, n - null.cols, W * null)
