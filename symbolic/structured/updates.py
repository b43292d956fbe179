"""Low rank updates S + U V^T of a structured S, answered through S.solve alone: S^-1 is never formed."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.errors import InputError, NotSquareError, ShapeError, SingularMatrixError
from symbolic.lowrank import bordered
from symbolic.matrices.elimination import det, solve
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.structured.base import Scalar, StructuredMatrix, read_columns
from symbolic.structured.displacement import Displacement, stein_displacement, sylvester_displacement


@dataclass(frozen=True, repr=False)
class StructuredUpdate(StructuredMatrix):
    """The n x n matrix S + U V^T with structured S and n x k factors: every verb needs S.solve, and one k x k system.

    (S + U V^T)^-1 b = w - X C^-1 V^T w with X = S^-1 U (`solved`), w = S^-1 b and C = I + V^T X (`capacitance`), and
    det(S + U V^T) = det S det C. Made by `structured_update(S, U, V)`.
    """

    S: StructuredMatrix
    U: ExactMatrix
    V: ExactMatrix

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return self.S.shape

    @property
    def rank(self) -> int:
        """k, the number of columns of U and V."""
        return self.U.cols

    @cached_property
    def solved(self) -> ExactMatrix:
        """X = S^-1 U, by k structured solves.

        Raises:
            SingularMatrixError: S is singular (carries its null vector), so the formula does not apply.
        """
        return self._through(self.U, "solved")

    @cached_property
    def capacitance(self) -> ExactMatrix:
        """The k x k matrix C = I + V^T S^-1 U."""
        return identity(self.rank) + self.V.T * self.solved

    def dense(self) -> ExactMatrix:
        """The matrix S + U V^T itself."""
        return self.S.dense() + self.U * self.V.T

    def matvec(self, x: Any) -> ExactMatrix:
        """(S + U V^T) x = S x + U (V^T x). Cost: one structured product and 2 n k multiplications a column."""
        X = self._columns(x, "matvec")
        return self.S.matvec(X) + self.U * (self.V.T * X)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with (S + U V^T) x = b.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: det C = 0 (null vector S^-1 U y with C y = 0), or S is
                singular, so that the formula does not apply (null vector of S).
        Cost: k structured solves once, one a column of b, and 2 n k + k^2 multiplications a column; see `woodbury_cost`.
        References: [Woo50] Woodbury 1950.
        """
        B = self._columns(b, "solve")
        w = self._through(B, "solve")
        return w - self.solved * self._small("solve", self.V.T * w)

    def det(self) -> Scalar:
        """The determinant det S det C; for singular S the bordered determinant det [S, U; -V^T, I].

        Cost: k structured solves and one k x k determinant; an elimination of size n + k when S is singular.
        """
        whole: Scalar = self.S.det()
        if whole:
            return whole * det(self.capacitance)  # type: ignore[no-any-return]
        return det(bordered(self.S.dense(), self.U, self.V))  # type: ignore[no-any-return]

    def inverse(self) -> ExactMatrix:
        """(S + U V^T)^-1, written out by n solves.

        Raises:
            SingularMatrixError: as for `solve`.
        """
        return self.solve(identity(self.shape[0]))

    def displacement(self) -> Displacement:
        """The displacement by the operators of S: its rank grows by at most 2 k."""
        known = self.S.displacement()
        make = stein_displacement if known.operator == "A - F A G" else sylvester_displacement
        return make(self.dense(), known.F, known.G)

    def __str__(self) -> str:
        return f'structured_update({self.S}, matrix("{self.U}"), matrix("{self.V}"))'

    def _columns(self, b: Any, what: str) -> ExactMatrix:
        n = self.shape[0]
        return read_columns(b, n, what)

    def _through(self, B: ExactMatrix, what: str) -> ExactMatrix:
        try:
            return self.S.solve(B)
        except SingularMatrixError as error:
            n, total = self.shape[0], self.det()
            advice = (f"S + U V^T itself is invertible, its determinant is {total}: use solve(value.dense(), b)." if total
                      else "S + U V^T is singular too.")
            raise SingularMatrixError(f"{what}: S is {n}x{n} and singular, so the formula, which starts from S^-1, does not "
                                      f"apply; its null vector is attached. {advice}", error.null_vector) from None

    def _small(self, what: str, right: ExactMatrix) -> ExactMatrix:
        try:
            return solve(self.capacitance, right)
        except SingularMatrixError as error:
            null, k, n = self.solved * error.null_vector, self.rank, self.shape[0]
            raise SingularMatrixError(f"{what}: det(I + V^T S^-1 U), of size {k}x{k}, is 0, so the {n}x{n} matrix S + U V^T is "
                                      "singular: a vector x != 0 with (S + U V^T) x = 0 is attached.", null) from None


def structured_update(S: StructuredMatrix, U: ExactMatrix, V: ExactMatrix) -> StructuredUpdate:
    """The matrix S + U V^T as a structured value that solves through S.solve and never forms S^-1.

    Args:
        S: an n x n structured value: structured_diagonal, toeplitz, semiseparable, .., or again an update.
        U, V: n x k.

    Raises:
        InputError: S is no structured value (use `woodbury` for a dense one). ShapeError: the shapes do not fit.
    References: [Woo50] Woodbury 1950.

    >>> from symbolic import matrix, one_semiseparable
    >>> A = structured_update(one_semiseparable([1, 2, 3]), matrix("1; 0; 0"), matrix("0; 0; 1"))
    >>> A.dense(), A.capacitance, A.det()
    (1 0 1; 2 1 0; 6 3 1, 1, 1)
    >>> A.solve([2, 3, 10])
    1; 1; 1
    """
    if not isinstance(S, StructuredMatrix):
        raise InputError(f"structured_update: S must be a structured value, not a {type(S).__name__}; woodbury(S, U, V) "
                         "takes a dense matrix")
    for name, M in (("U", U), ("V", V)):
        if not isinstance(M, ExactMatrix):
            raise InputError(f"structured_update: {name} must be an exact matrix, not a {type(M).__name__}; write matrix(..)")
    n, cols = S.shape
    if n != cols:
        raise NotSquareError(f"structured_update: S is {n}x{cols}, and only a square matrix has an inverse")
    if U.rows != n or V.rows != n or U.cols != V.cols:
        raise ShapeError(f"structured_update: S is {n}x{n}, U is {U.rows}x{U.cols} and V is {V.rows}x{V.cols}; U and V must "
                         f"both have {n} rows and equally many columns")
    return StructuredUpdate(S, U, V)
