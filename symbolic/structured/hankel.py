"""Hankel matrices H_ij = h_{i+j}: Toeplitz matrices with their rows in reverse order."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.errors import NotSquareError, ShapeError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.structured.base import Scalar, StructuredMatrix, read_columns, read_vector
from symbolic.structured.displacement import Displacement, shift, sylvester_displacement
from symbolic.structured.toeplitz import Toeplitz, singular


@dataclass(frozen=True, repr=False)
class Hankel(StructuredMatrix):
    """The m x n matrix H with H_ij = h_{i+j}, first column c and last row r. Made by `hankel(c, r)`."""

    c: tuple[Scalar, ...]
    r: tuple[Scalar, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(m, n)."""
        return len(self.c), len(self.r)

    @property
    def T(self) -> Hankel:
        """The transpose, H itself when it is square."""
        h, n = self.symbol, len(self.r)
        return Hankel(h[:n], h[n - 1:]) if n else self

    @property
    def symbol(self) -> tuple[Scalar, ...]:
        """The numbers h_0, .., h_{m+n-2}."""
        return (*self.c, *self.r[1:])

    @cached_property
    def toeplitz(self) -> Toeplitz:
        """The Toeplitz matrix J H, J the reversal of the rows."""
        return Toeplitz(tuple(reversed(self.c)), self.r)

    def dense(self) -> ExactMatrix:
        """The matrix H itself."""
        return reversed_rows(self.toeplitz.dense())

    def matvec(self, x: Any) -> ExactMatrix:
        """Product H x, by one multiplication of polynomials for each column over Q."""
        return reversed_rows(self.toeplitz.matvec(x))

    def solve(self, b: Any) -> ExactMatrix:
        """The x with H x = b, through J H x = J b.

        Raises:
            NotSquareError: H is not square. ShapeError: b does not have n rows. SingularMatrixError: with a null vector.
        """
        n = self._size("solve")
        B = read_columns(b, n, "solve")
        try:
            return self.toeplitz.solve(reversed_rows(B))
        except SingularMatrixError as error:
            raise singular("solve", "Hankel", error.null_vector) from None

    def det(self) -> Scalar:
        """(-1)^(n(n-1)/2) times the determinant of J H: the sign is that of the reversal J."""
        n = self._size("det")
        value = self.toeplitz.det()
        return -value if n * (n - 1) // 2 % 2 else value

    def inverse(self) -> ExactMatrix:
        """The inverse: H^-1 is (J H)^-1 J.

        Raises:
            NotSquareError: H is not square. SingularMatrixError: with a null vector.
        """
        n = self._size("inverse")
        try:
            return self.toeplitz.inverse().submatrix(range(n), range(n - 1, -1, -1))
        except SingularMatrixError as error:
            raise singular("inverse", "Hankel", error.null_vector) from None

    def displacement(self) -> Displacement:
        """Z H - H Z^T with the down shifts Z: only the first row and column survive, so the rank is at most 2."""
        m, n = self.shape
        return sylvester_displacement(self.dense(), shift(m), shift(n).T)

    def __str__(self) -> str:
        return f"hankel([{', '.join(map(str, self.c))}], [{', '.join(map(str, self.r))}])"

    def _size(self, what: str) -> int:
        m, n = self.shape
        if m != n:
            raise NotSquareError(f"{what}: the Hankel matrix is {m}x{n}, and only a square one has this; give c and r one length")
        return m


def hankel(c: Iterable[Any] | ExactMatrix, r: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Hankel:
    """The Hankel matrix H_ij = h_{i+j} with first column c and last row r, as a structured value.

    Args:
        c: the first column h_0, .., h_{m-1} as numbers, parameters or text; or a row or column matrix.
        r: the last row h_{m-1}, .., h_{m+n-2}.
        symbols: the names that may stand for parameters in text.

    Raises:
        ShapeError: r[0] differs from c[-1]. InputError: an entry is not an exact number. DomainError: irrational numbers
            beside parameters.

    >>> H = hankel([1, 2, 3], [3, 4, 6])
    >>> H.dense(), H.det(), H.solve([1, 0, 0])
    (1 2 3; 2 3 4; 3 4 6, -1, -2; 0; 1)
    """
    names = tuple(symbols)
    column, row = read_vector(c, "hankel", names), read_vector(r, "hankel", names)
    if bool(column) != bool(row) or (row and row[0] != column[-1]):
        last, first = (column[-1] if column else "nothing"), (row[0] if row else "nothing")
        raise ShapeError(f"hankel: the last row begins with {first} and the first column ends with {last}; r[0] must equal "
                         "c[-1], the corner they share")
    from_entries([[*column, *row]], 1, len(column) + len(row))  # refused now, not by the first verb, if they share no ring
    return Hankel(column, row)


def reversed_rows(A: ExactMatrix) -> ExactMatrix:
    """J A: the rows from the last to the first."""
    return A.submatrix(range(A.rows - 1, -1, -1), range(A.cols))
