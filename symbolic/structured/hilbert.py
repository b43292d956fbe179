"""Hilbert matrices H_ij = 1/(i+j-1): Cauchy matrices with an integer inverse in closed form."""
from __future__ import annotations

from dataclasses import dataclass
from math import comb, factorial, prod

from flint import fmpz, fmpz_mat

from symbolic.errors import InputError, UnableError
from symbolic.matrices.matrix import ExactMatrix, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, rational
from symbolic.structured.cauchy import Cauchy

MAX_SIZE = 2_000


@dataclass(frozen=True, repr=False)
class Hilbert(Cauchy):
    """The n x n Hilbert matrix, as the Cauchy matrix of x = (1, .., n) and y = (0, -1, .., 1-n). Made by `hilbert(n)`."""

    @property
    def T(self) -> Hilbert:
        """Itself: it is symmetric."""
        return self

    def det(self) -> AlgebraicNumber:
        """The determinant: 1 / (n! C(1, 0) C(2, 1) C(3, 1) .. C(2n-1, n-1)), with C(i, floor(i/2)) for i below 2n."""
        n = len(self.x)
        return rational(1, int(prod((fmpz(comb(i, i // 2)) for i in range(1, 2 * n)), start=fmpz(factorial(n)))))

    def inverse(self) -> ExactMatrix:
        """The inverse, of integers: (-1)^(i+j) (i+j-1) C(n+i-1, n-j) C(n+j-1, n-i) C(i+j-2, i-1)^2.

        References: [Cho83] Choi 1983.
        """
        n = len(self.x)
        # the same entries as u_i u_j / (i+j-1) with u_i = (-1)^i i C(n+i-1, i) C(n-1, i-1)
        u = [(-1) ** i * i * comb(n + i - 1, i) * comb(n - 1, i - 1) for i in range(1, n + 1)]
        return rational_matrix(fmpz_mat(n, n, [a * b // (i + j + 1) for i, a in enumerate(u) for j, b in enumerate(u)]))

    def __str__(self) -> str:
        return f"hilbert({len(self.x)})"


def hilbert(n: int) -> Hilbert:
    """The n x n Hilbert matrix H_ij = 1/(i+j-1), as a structured value.

    Raises:
        InputError: n is not an integer from 0 on. UnableError: n is above 2,000.

    >>> H = hilbert(3)
    >>> H.dense()
    1 1/2 1/3; 1/2 1/3 1/4; 1/3 1/4 1/5
    >>> H.inverse(), H.det()
    (9 -36 30; -36 192 -180; 30 -180 180, 1/2160)
    """
    if type(n) is not int or n < 0:
        raise InputError(f"hilbert: the size must be an integer from 0 on, not {n!r}")
    if n > MAX_SIZE:
        raise UnableError(f"hilbert: {n} rows are too many", f"{MAX_SIZE} rows")
    return Hilbert(tuple(rational(i) for i in range(1, n + 1)), tuple(rational(-j) for j in range(n)))
