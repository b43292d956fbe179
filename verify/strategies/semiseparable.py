"""Semiseparable matrices tril(U V^T) + triu(P Q^T, 1) with their generators."""
from __future__ import annotations

from dataclasses import dataclass

from flint import fmpz_mat

from symbolic import ExactMatrix, Semiseparable, semiseparable
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_choices, check_positive, check_sizes, draw_size, strategy
from verify.strategies.unimodular import fractions_of, rational_column, rational_rows


@dataclass(frozen=True)
class SemiseparableCase:
    """M x = b with A = M.dense() = tril(U V^T) + triu(P Q^T, 1).

    Every block below the diagonal has rank at most U.cols, every block above it rank at most P.cols.
    """

    M: Semiseparable
    A: ExactMatrix
    U: ExactMatrix
    V: ExactMatrix
    P: ExactMatrix
    Q: ExactMatrix
    x: ExactMatrix
    b: ExactMatrix


def _generator(source: Source, n: int, k: int) -> ExactMatrix:
    """An n x k matrix of small integers, zeros among them."""
    return rational_matrix(fmpz_mat(n, k, source.integers(n * k, -2, 2)))


@strategy
def semiseparable_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, max_rank: int = 2, lower: bool | None = None,
) -> SemiseparableCase:
    """Generator-representable semiseparable matrices M = tril(U V^T) + triu(P Q^T, 1) and M x = b; M may be singular.

    Args:
        min_size, max_size: bounds of n >= 1.
        max_rank: bound of the number of columns of the generators.
        lower: True: M is lower triangular (P and Q have no columns). False: it has an upper part.

    The product b is written out entry by entry from the generators; all entries are integers.

    >>> from verify.strategies import seeded, semiseparable_matrices
    >>> case = next(seeded(semiseparable_matrices, 5, min_size=4, max_size=4, max_rank=1, lower=True))
    >>> case.A == case.M.dense(), case.M.matvec(case.x) == case.b
    (True, True)
    """
    check_choices(lower=lower)
    check_sizes(min_size, max_size, 1)
    check_positive("max_rank", max_rank)
    n = draw_size(source, min_size, max_size, 1)
    k = source.integer(1, max_rank)
    above = 0 if source.decide(lower) else source.integer(1, max_rank)
    U, V = _generator(source, n, k), _generator(source, n, k)
    P, Q = _generator(source, n, above), _generator(source, n, above)
    low, high = fractions_of(U * V.T), fractions_of(P * Q.T)
    A = rational_rows([[low[i][j] if i >= j else high[i][j] for j in range(n)] for i in range(n)])
    x = rational_column(source.integers(n, -2, 2))
    return SemiseparableCase(semiseparable(U, V, P, Q) if above else semiseparable(U, V), A, U, V, P, Q, x, A * x)
