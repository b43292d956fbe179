"""The factorisation P A = L U over every ring here."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.matrices.functionarrays import FunctionArray
from symbolic.matrices.functionelimination import division_conditions
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_matrix
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction


@dataclass(frozen=True)
class LU:
    """P A = L U: P a permutation matrix, L unit lower triangular, U upper echelon."""

    P: ExactMatrix
    L: ExactMatrix
    U: ExactMatrix

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """With parameters: the functions that were divided by.

        Wherever none of them is zero, P A = L U with L unit lower and U upper triangular; that U keeps its echelon shape
        needs its pivots as well.
        """
        return self.L.conditions


def lu(A: ExactMatrix) -> LU:
    """The factorisation P A = L U of any m x n matrix, L m x m unit lower triangular, U m x n in echelon form.

    The first non-zero entry of a column is the pivot; P is the identity whenever that is possible without a swap. With
    parameters L and U carry the pivots that were divided by as conditions.

    >>> from symbolic import matrix
    >>> f = lu(matrix("0 1; 2 3"))
    >>> f.P, f.L, f.U
    (0 1; 1 0, 1 0; 0 1, 2 3; 0 1)
    """
    require_matrix(A, "lu")
    m, n = A.shape
    u = A.entries()
    zero = exact(0)
    lower: list[list[Any]] = [[zero] * m for _ in range(m)]
    order, top = list(range(m)), 0
    divided: list[Any] = []
    for j in range(n):
        best = next((i for i in range(top, m) if u[i][j]), None)
        if best is None:
            continue
        tables: tuple[list[Any], ...] = (u, lower, order)
        for table in tables:
            table[top], table[best] = table[best], table[top]
        inv = 1 / u[top][j]
        if any(u[i][j] for i in range(top + 1, m)):
            divided.append(u[top][j])
        for i in range(top + 1, m):
            if u[i][j]:
                factor = u[i][j] * inv
                lower[i][top] = factor
                u[i] = [x - factor * y for x, y in zip(u[i], u[top], strict=True)]
        top += 1
    one = exact(1)
    for i in range(m):
        lower[i][i] = one
    permutation = [[one if order[i] == j else zero for j in range(m)] for i in range(m)]
    needed = division_conditions(A.array, divided) if isinstance(A.array, FunctionArray) else ()
    return LU(from_entries(permutation, m, m), from_entries(lower, m, m, needed), from_entries(u, m, n, needed))
