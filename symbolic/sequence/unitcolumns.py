"""Matrices with columns of length 1: what is measured when a basis of eigenvectors is called ill conditioned."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symbolic.errors import DomainError, InputError, ShapeError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, require_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.structured.base import read_vector


@dataclass(frozen=True)
class UnitColumns:
    """The matrix D T N^-1 with columns of length 1: D = diag(sqrt(s_i)), N_jj^2 = lengths_squared_j = sum_i s_i T_ij^2.

    Only the rational T, s and squared lengths are kept; `condition_number` needs no more.
    """

    T_matrix: ExactMatrix
    weights: tuple[AlgebraicNumber, ...]
    lengths_squared: tuple[AlgebraicNumber, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """The shape of T."""
        return self.T_matrix.shape

    def gram_similar(self) -> ExactMatrix:
        """N^-2 T^T D^2 T, a rational matrix similar to the Gram matrix of the columns."""
        T = self.T_matrix
        return diagonal([1 / x for x in self.lengths_squared]) * (T.T * diagonal(self.weights) * T)

    def dense(self) -> ExactMatrix:
        """The matrix itself, over a field with all square roots."""
        m, n = self.shape
        return from_entries([[self.T_matrix[i, j] * sqrt(self.weights[i] / self.lengths_squared[j]) for j in range(n)]
                             for i in range(m)], m, n)

    def __str__(self) -> str:
        weights = ", ".join(map(str, self.weights))
        return f'unit_columns("{self.T_matrix}", [{weights}])'

    __repr__ = __str__


def unit_columns(T: ExactMatrix, scaling: Iterable[Any] | None = None) -> UnitColumns:
    """The columns of D T divided by their lengths, D = diag(sqrt(s_1), .., sqrt(s_m)); D = I when no scaling is given.

    The condition number of a basis of eigenvectors depends on their lengths, and unit vectors are near the best
    [Slu69]: `condition_number(unit_columns(V))`; for HiPPO-LegS V is `eigenvectors` and the scaling `scaling`.

    Args:
        T: m x n, rational, without a zero column. scaling: m positive rational numbers s_i.

    Raises:
        DomainError: entries or scaling are not rational. ShapeError: not m numbers. InputError: one is not positive.
        SingularMatrixError: a column is 0.
    References: [Slu69] van der Sluis 1969.

    >>> from symbolic import condition_number, hippo_legs, matrix
    >>> condition_number(unit_columns(matrix("1 1; 0 1"))), condition_number(matrix("1 1; 0 1"))
    (1+sqrt(2), (3+sqrt(5))/2)
    >>> A = hippo_legs(8)
    >>> condition_number(unit_columns(A.eigenvectors, A.scaling)).enclose(6).str(3, radius=False)
    '7.70e+4'
    """
    require_matrix(T, "unit_columns")
    m, n = T.shape
    given = [exact(1)] * m if scaling is None else read_vector(scaling, "unit_columns: the scaling")
    weights = [s for s in given if isinstance(s, AlgebraicNumber) and s.is_rational]
    if len(given) != m:
        raise ShapeError(f"unit_columns: the matrix has {m} rows and the scaling {len(given)} numbers; they must agree")
    if not T.is_rational or len(weights) != m:
        raise DomainError(f"unit_columns: the matrix is over {T.ring}; matrix and scaling must be rational")
    if any(s.sign() <= 0 for s in weights):
        raise InputError("unit_columns: a number of the scaling is not positive")
    rows = T.entries()
    lengths = [sum((s * row[j] * row[j] for s, row in zip(weights, rows, strict=True)), start=exact(0)) for j in range(n)]
    if not all(lengths):
        j = [bool(x) for x in lengths].index(False)
        null = from_entries([[exact(int(i == j))] for i in range(n)], n, 1)
        raise SingularMatrixError(f"unit_columns: column {j + 1} of the {m}x{n} matrix is 0 and has no direction", null)
    return UnitColumns(T, tuple(weights), tuple(lengths))
