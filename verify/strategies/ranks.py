"""Integer matrices of known rank and of known Smith form."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic import ExactMatrix
from verify.strategies.source import Source, check_sizes, require, strategy
from verify.strategies.unimodular import rectangle, unimodular


@dataclass(frozen=True)
class RankCase:
    """An m x n integer matrix of known rank; the columns of `nullspace` and `left_nullspace` are bases of the two null spaces."""

    A: ExactMatrix
    rank: int
    nullspace: ExactMatrix
    left_nullspace: ExactMatrix


@dataclass(frozen=True)
class SmithCase:
    """U A V = S over Z with unimodular U and V; S has the positive `invariant_factors` d_1 | d_2 | .. and zeros."""

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    U_inverse: ExactMatrix
    V_inverse: ExactMatrix
    invariant_factors: tuple[int, ...]

    @property
    def rank(self) -> int:
        return len(self.invariant_factors)


def _shape(source: Source, min_size: int, max_size: int, square: bool, least: int) -> tuple[int, int]:  # noqa: FBT001  # an option
    """Rows and columns between the bounds, both at least `least`."""
    check_sizes(min_size, max_size)
    require(least <= max_size, f"max_size={max_size} is less than the rank {least}")
    m = source.integer(max(min_size, least), max_size)
    n = m if square else m + source.integer(0, max_size - m)
    return (n, m) if n > m and source.flag() else (m, n)


def _draw_rank(source: Source, rank: int | None, m: int, n: int) -> int:
    """`rank`, or any: 0 when shrunk, full about half of the time."""
    return min(source.integer(0, 2 * min(m, n)), m, n) if rank is None else rank


def _check_rank(rank: int | None) -> int:
    """The rank asked for, 0 when it is open."""
    require(rank is None or (type(rank) is int and rank >= 0), f"rank={rank!r} must be an integer >= 0 or None")
    return rank or 0


@strategy
def rank_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, rank: int | None = None, square: bool = False,
) -> RankCase:
    """Integer matrices of known rank, from 0 to full, with bases of both null spaces.

    Args:
        min_size, max_size: bounds of the number of rows and of columns.
        rank: the rank; any when left out.
        square: as many rows as columns.

    Shrinks to the zero matrix, or to ones on the diagonal of a small one.

    >>> from hypothesis import find
    >>> from verify.strategies import rank_matrices
    >>> find(rank_matrices(square=True), lambda case: 0 < case.rank < case.A.cols).A
    1 0; 0 0
    """
    m, n = _shape(source, min_size, max_size, square, _check_rank(rank))
    L, L_inverse = unimodular(source, m)
    R, R_inverse = unimodular(source, n)
    r = _draw_rank(source, rank, m, n)
    A = L * rectangle(m, n, [source.nonzero() for _ in range(r)]) * R
    return RankCase(A, r, R_inverse.submatrix(range(n), range(r, n)), L_inverse.submatrix(range(r, m), range(m)).T)


@strategy
def smith_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, rank: int | None = None, square: bool = False,
) -> SmithCase:
    """Integer matrices with a known Smith form U A V = S over Z.

    Args:
        min_size, max_size: bounds of the number of rows and of columns.
        rank: the number of invariant factors; any when left out.
        square: as many rows as columns.

    Shrinks to a diagonal of zeros and ones; an invariant factor repeats its predecessor, or is 2, 3, 4 or 6 times it.

    >>> from hypothesis import find
    >>> from verify.strategies import smith_matrices
    >>> find(smith_matrices(), lambda case: len(set(case.invariant_factors)) == 2).A
    1 0; 0 2
    """
    m, n = _shape(source, min_size, max_size, square, _check_rank(rank))
    U_inverse, U = unimodular(source, m)
    V_inverse, V = unimodular(source, n)
    factors, d = [], 1
    for _ in range(_draw_rank(source, rank, m, n)):
        d *= source.pick((1, 2, 3, 1, 4, 6))
        factors.append(d)
    S = rectangle(m, n, factors)
    return SmithCase(U_inverse * S * V_inverse, U, S, V, U_inverse, V_inverse, tuple(factors))
