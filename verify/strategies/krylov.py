"""Krylov pairs (A, b) of known dimension and triples (A, B, C) of known order."""
from __future__ import annotations

from dataclasses import dataclass

from symbolic import ExactMatrix
from verify.strategies.blocks import Wanted, draw_structure, integer_pool, jordan_rows
from verify.strategies.source import Source, check_choices, check_sizes, draw_size, strategy
from verify.strategies.unimodular import rational_column, rational_rows, unimodular


@dataclass(frozen=True)
class KrylovCase:
    """A and b with dim span{b, A b, A^2 b, ..} = `dimension`; `blocks` are the (eigenvalue, size) of the Jordan blocks of A."""

    A: ExactMatrix
    b: ExactMatrix
    dimension: int
    blocks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class RealizationCase:
    """x_{k+1} = A x_k + B u_k, y_k = C x_k: `order` is the rank of the Hankel matrix of C A^k B, the least number of states."""

    A: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix
    order: int


def _reach(blocks: list[tuple[int, int]], y: list[int]) -> int:
    """The degree of the minimal polynomial of y: for each eigenvalue the highest place at which a block of y is nonzero."""
    highest: dict[int, int] = {}
    at = 0
    for value, size in blocks:
        place = max((k + 1 for k in range(size) if y[at + k]), default=0)
        highest[value] = max(place, highest.get(value, 0))
        at += size
    return sum(highest.values())


@strategy
def krylov_pairs(source: Source, *, min_size: int = 1, max_size: int = 6, breakdown: bool | None = None) -> KrylovCase:
    """Integer matrices A and vectors b for which the dimension of the Krylov space is known.

    Args:
        min_size, max_size: bounds of n >= 1.
        breakdown: True: the dimension is less than n, so that the Krylov process stops early. False: it is n.

    Shrinks to small n and b = 0, whose dimension is 0.

    >>> from hypothesis import find
    >>> from verify.strategies import krylov_pairs
    >>> case = find(krylov_pairs(), lambda case: 0 < case.dimension < case.A.rows)
    >>> case.A, case.dimension
    (0 0; 0 0, 1)
    """
    check_choices(breakdown=breakdown)
    check_sizes(min_size, max_size, 1)
    n = draw_size(source, min_size, max_size, 1)
    pool, (P, P_inverse) = integer_pool(max_size), unimodular(source, n)
    drawn = draw_structure(source, n, len(pool), Wanted(max_size, derogatory=False if breakdown is False else None))
    blocks = [(pool[at], size) for at, size in drawn]
    y = source.integers(n, -2, 2)[::-1]  # the ends of the chains, which decide, are chosen first and stay when n shrinks
    top = 0
    for _, size in blocks if breakdown is False else ():
        top += size
        y[top - 1] = y[top - 1] or 1
    if breakdown and _reach(blocks, y) == n:
        y[blocks[0][1] - 1] = 0
    A = P * jordan_rows(blocks) * P_inverse
    return KrylovCase(A, P * rational_column(y), _reach(blocks, y), tuple(blocks))


@strategy
def realizations(source: Source, *, min_size: int = 1, max_size: int = 6, minimal: bool | None = None) -> RealizationCase:
    """Systems (A, B, C) with one input and one output and known order: modes that cannot be reached or seen do not count.

    Args:
        min_size, max_size: bounds of the number of states n >= 1.
        minimal: True: the order is n. False: it is less.

    A has distinct integer eigenvalues, hidden by a unimodular change of basis.

    >>> from hypothesis import find
    >>> from verify.strategies import realizations
    >>> case = find(realizations(), lambda case: case.order == 1)
    >>> case.A, case.B, case.C
    (0, 1, 1)
    """
    check_choices(minimal=minimal)
    check_sizes(min_size, max_size, 1)
    n = draw_size(source, min_size, max_size, 1)
    pool, (P, P_inverse) = integer_pool(max_size), unimodular(source, n)
    values, b, c = [], [], []
    for _ in range(n):
        values.append(pool.pop(source.integer(0, len(pool) - 1)))
        b.append(source.nonzero() if minimal else source.integer(-1, 2))
        c.append(source.nonzero() if minimal else source.integer(-1, 2))
    if minimal is False and all(b) and all(c):
        b[source.integer(0, n - 1)] = 0
    A = P * jordan_rows([(z, 1) for z in values]) * P_inverse
    order = sum(bool(x and z) for x, z in zip(b, c, strict=True))
    return RealizationCase(A, P * rational_column(b), rational_rows([c]) * P_inverse, order)
