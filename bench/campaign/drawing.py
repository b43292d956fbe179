"""Draw a matrix of known structure for a case: its kind becomes options of the strategies."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from flint import fmpq_mat, fmpz_mat

import symbolic as s
from bench.campaign.plan import Case
from symbolic.matrices.matrix import rational_matrix
from verify.strategies import jordan_matrices, seeded
from verify.strategies.jordan import JordanCase

SQUARES = (2, 3, 5, -2, -3, 6, 7)
REAL_SQUARES = (2, 3, 5, 6, 7)
CUBICS = ((-2, 0, 0, 1), (-1, -1, 0, 1), (1, -3, 0, 1))
OPTIONS: dict[str, dict[str, Any]] = {
    "generic": {"defective": False}, "defective": {"defective": True}, "derogatory": {"derogatory": True},
    "nilpotent": {"defective": True, "eigenvalues": (0,)}, "conjugates": {"fields": (2, -1, 3, 5, -3)},
    "fractions": {"eigenvalues": tuple(s.exact(p) / q for p, q in ((1, 2), (-1, 3), (5, 7), (0, 1), (3, 2), (1, 1), (22, 7)))},
    "huge": {"eigenvalues": (10**20 + 39, -(10**20) - 39, 2**64, 2**64 + 1, 1, 0, -(7**25))},
}


def generator(case: Case, *, real: bool = False) -> Any:
    """The number w with K = Q(w) of a kind over a field."""
    choice = Random(case.seed)
    if "sqrt" in case.kind:
        return s.sqrt(choice.choice(REAL_SQUARES if real else SQUARES))
    if case.kind == "cubic":
        return s.root(list(choice.choice(CUBICS)), 0)
    return s.I


def pool(w: Any) -> tuple[Any, ...]:
    """Eigenvalues in Q(w), conjugates and rational ones among them."""
    one = s.exact(1)
    return (w, one + w, one, -w, one - w, s.exact(0), 2 * w, one + 2 * w, s.exact(2))


def spectral(case: Case, seed: int, **options: Any) -> JordanCase:
    """A of the case's size with a known Jordan form; over a field also P has entries there."""
    given = {"min_size": case.n, "max_size": case.n, **OPTIONS.get(case.kind, {})}
    if not case.is_over_field:
        drawn = next(seeded(jordan_matrices, seed, **{**given, **options}))
        return scaled(drawn, Random(seed)) if case.kind == "fractions" else drawn
    w = generator(case)
    drawn = next(seeded(jordan_matrices, seed, **{**given, "eigenvalues": pool(w), "defective": "defective" in case.kind or None,
                                                  **options}))
    return twisted(drawn, w, Random(seed))


def scaled(drawn: JordanCase, choice: Random) -> JordanCase:
    """The same Jordan form behind a diagonal matrix of fractions: A gets denominators."""
    values = [s.exact(choice.choice((1, 2, -3, 5, 12))) / choice.choice((1, 2, 3, 7)) for _ in range(drawn.A.rows)]
    return behind(drawn, s.diagonal(values), s.diagonal([z.inverse() for z in values]))


def twisted(drawn: JordanCase, w: Any, choice: Random) -> JordanCase:
    """The same Jordan form behind E P for a product E of two matrices I + w e_i e_j^T."""
    n = drawn.A.rows
    for _ in range(2 if n > 1 else 0):
        i, j = choice.sample(range(n), 2)
        unit = s.matrix([[int((a, b) == (i, j)) for b in range(n)] for a in range(n)])
        E, E_inverse = s.identity(n) + w * unit, s.identity(n) - w * unit
        drawn = behind(drawn, E, E_inverse)
    return drawn


def mixing(choice: Random, n: int) -> tuple[Any, Any]:
    """A product of unit triangular matrices and a permutation, with its inverse; the identity one time in four."""
    entries = choice.choice((0, 1, 2, 3))  # nonzero ones beside the diagonal, in the mean for each row
    low, high = ([[int(i == j) for j in range(n)] for i in range(n)] for _ in range(2))
    for i in range(n):
        for j in range(i):
            if choice.random() * n < entries:
                low[i][j] = choice.choice((1, -1))
            if choice.random() * n < entries:
                high[j][i] = choice.choice((1, -1, 2))
    rows = low[:]
    if entries:
        choice.shuffle(rows)
    E = fmpz_mat(n, n, [x for row in rows for x in row]) * fmpz_mat(n, n, [x for row in high for x in row])
    return rational_matrix(E), s.ExactMatrix.from_rows([[s.exact(int(x.p)) for x in row] for row in fmpq_mat(E).inv().tolist()])


def behind(drawn: Any, E: Any, E_inverse: Any) -> Any:
    """The same case with E A E^-1 for A."""
    return replace(drawn, A=E * drawn.A * E_inverse, P=E * drawn.P, P_inverse=drawn.P_inverse * E_inverse)


def of_blocks(drawn: JordanCase, f: Callable[[Any, int, int], Any]) -> Any:
    """P F P^-1 with F upper triangular Toeplitz in each block: f(eigenvalue, size, k) on the k-th superdiagonal."""
    n, at = drawn.A.rows, 0
    F: list[list[Any]] = [[0] * n for _ in range(n)]
    for block in drawn.blocks:
        for k in range(block.size):
            value = f(block.eigenvalue, block.size, k)
            for i in range(block.size - k):
                F[at + i][at + i + k] = value
        at += block.size
    return drawn.P * s.ExactMatrix.from_rows(F) * drawn.P_inverse if n else drawn.A


def column(choice: Random, n: int, w: Any = None) -> Any:
    """A vector of small integers, plus w times another one when w is given."""
    rows = [[choice.randint(-3, 3) + (choice.randint(-2, 2) * w if w is not None else 0)] for _ in range(n)]
    return s.matrix(rows) if w is None else s.ExactMatrix.from_rows(rows)


def integers(choice: Random, m: int, n: int, bound: int = 3) -> Any:
    """An m x n matrix of small integers."""
    return s.matrix([[choice.randint(-bound, bound) for _ in range(n)] for _ in range(m)])
