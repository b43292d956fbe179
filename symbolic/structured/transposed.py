"""Transposes of structured matrices: the same verbs, answered by the transposed algorithms."""
from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from symbolic.errors import SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.structured.base import Scalar, StructuredMatrix
from symbolic.structured.displacement import Displacement


class TransposableMatrix(StructuredMatrix):
    """A structured matrix that can also multiply and solve with its transpose."""

    @abstractmethod
    def transposed_matvec(self, x: Any) -> ExactMatrix:
        """A^T x."""

    @abstractmethod
    def transposed_solve(self, b: Any) -> ExactMatrix:
        """The x with A^T x = b."""

    @abstractmethod
    def left_null_vector(self) -> ExactMatrix | None:
        """A non-zero y with A^T y = 0, or None when A^T y = 0 has only the zero solution."""


@dataclass(frozen=True, repr=False)
class TransposedMatrix(StructuredMatrix):
    """A^T for a structured matrix A = `.T`; every verb works on the parameters of A."""

    T: TransposableMatrix

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        rows, cols = self.T.shape
        return cols, rows

    def dense(self) -> ExactMatrix:
        """The matrix itself."""
        return self.T.dense().T

    def matvec(self, x: Any) -> ExactMatrix:
        """A^T x, for a list of numbers or a matrix of columns."""
        return self.T.transposed_matvec(x)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with A^T x = b, for a list of numbers or a matrix of columns."""
        return self.T.transposed_solve(b)

    def det(self) -> Scalar:
        """The determinant, that of A."""
        return self.T.det()

    def inverse(self) -> ExactMatrix:
        """The transpose of A^-1.

        Raises:
            SingularMatrixError: with a null vector of A^T, which is not the one of A.
        """
        try:
            return self.T.inverse().T
        except SingularMatrixError:
            try:
                return self.solve(identity(self.shape[0]))
            except SingularMatrixError as error:
                raise SingularMatrixError(str(error).replace("solve:", "inverse:", 1), error.null_vector) from None

    def null_vector(self) -> ExactMatrix | None:
        """A non-zero y with A^T y = 0, or None."""
        return self.T.left_null_vector()

    def displacement(self) -> Displacement:
        """G^T A^T - A^T F^T = -(F A - A G)^T, from the displacement of A."""
        d = self.T.displacement()
        left = -d.right
        return Displacement(d.operator, d.G.T, d.F.T, -d.image.T, left, d.left)

    def displacement_rank(self) -> int:
        """The rank of `displacement()`, that of A."""
        return self.T.displacement_rank()

    def __str__(self) -> str:
        return f"{self.T}.T"
