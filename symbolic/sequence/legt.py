"""HiPPO-LegT, the Legendre memory of a sliding window: A = D T D^-1 with a tridiagonal inverse."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq, fmpz_mat

from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational
from symbolic.sequence.hippo import DissipativePart, HippoMatrix, positive_rational, require_size
from symbolic.sequence.scaled import ScaledMatrix
from symbolic.structured.base import from_columns, light


class HippoLegT(HippoMatrix):
    """The n x n matrix A_nk = -sqrt((2n+1)(2k+1))/window for n >= k, (-1)^(n-k) times that for n < k, counted from 0.

    Made by `hippo_legt(n, window)`. A = D T D^-1, D = diag(sqrt(2n+1)), T_nk = -(2k+1) s_nk / window with the sign s_nk.
    A + A^T = -(p p^T + q q^T)/window with p = D (1, .., 1) and q = D (1, -1, 1, ..).
    """

    def __init__(self, n: int, window: Fraction = Fraction(1)) -> None:
        super().__init__(n)
        self.window = window

    def _write(self) -> ExactMatrix:
        n = self.n
        signs = fmpz_mat(n, n, [-(2 * k + 1) * (1 if i >= k else (-1) ** (k - i)) for i in range(n) for k in range(n)])
        return rational_matrix(signs * self.window.denominator, self.window.numerator)

    @property
    def input_vector(self) -> ExactMatrix:
        """The coordinates (1, .., 1)/window of B_n = sqrt(2n+1)/window."""
        return self._ones / exact(self.window)

    @property
    def _ones(self) -> ExactMatrix:
        return rational_matrix(fmpz_mat(self.n, 1, [1] * self.n))

    @property
    def _alternating(self) -> ExactMatrix:
        return rational_matrix(fmpz_mat(self.n, 1, [(-1) ** i for i in range(self.n)]))

    @property
    def dissipative_part(self) -> DissipativePart:
        """A + A^T = -(p p^T + q q^T)/window, p = D (1, .., 1), q = D (1, -1, 1, ..)."""
        weight = 1 / exact(self.window)
        return DissipativePart(exact(0), hstack([self._ones, self._alternating]), (weight, weight))

    def det(self) -> AlgebraicNumber:
        """(-1)^n 2^(n-1) (2n-1)!! / window^n."""
        value = fmpq(1, 2)
        for i in range(self.n):
            value *= fmpq(-2 * (2 * i + 1) * self.window.denominator, self.window.numerator)
        return exact(value)

    def matvec(self, y: Any) -> ExactMatrix:
        """T y, the coordinates of A (D y), in O(n) operations: a running sum and an alternating one from the end."""
        scale = fmpq(-self.window.denominator, self.window.numerator)
        columns = []
        for numbers in self._numbers(y, "matvec"):
            terms = [x * (2 * k + 1) for k, x in enumerate(light(numbers))]
            total, column = 0 * terms[0], []
            for x in terms:
                total = total + x
                column.append(total)
            rest = 0 * terms[0]
            for i in range(self.n - 1, -1, -1):
                column[i] = (column[i] + rest) * scale
                rest = -(rest + terms[i])
            columns.append(column)
        return from_columns(columns, self.n)

    def solve(self, b: Any) -> ExactMatrix:
        """The y with T y = b in O(n) operations, by the tridiagonal inverse: A is never singular."""
        scale = fmpq(-self.window.numerator, 2 * self.window.denominator)
        columns = []
        for numbers in self._numbers(b, "solve"):
            x = light(numbers)
            inner = [x[i + 1] - x[i - 1] for i in range(1, self.n - 1)]
            doubled = [x[0] + x[1], *inner, x[-1] - x[-2]] if self.n > 1 else [2 * x[0]]
            columns.append([d * scale / (2 * i + 1) for i, d in enumerate(doubled)])
        return from_columns(columns, self.n)

    def inverse(self) -> ScaledMatrix:
        """A^-1, tridiagonal: T^-1 = -window/2 diag(1/(2n+1)) R, R with rows (1, 1), (-1, 0, 1), .., (-1, 1)."""
        self.rational  # noqa: B018  the budget of the dense T is also that of its inverse
        rows = [[-_row(i, k, self.n) * exact(self.window) / (2 * (2 * i + 1)) for k in range(self.n)] for i in range(self.n)]
        return ScaledMatrix(from_entries(rows, self.n, self.n), self.scaling)

    def __str__(self) -> str:
        return f"hippo_legt({self.n})" if self.window == 1 else f"hippo_legt({self.n}, {self.window!r})"

    def _short(self) -> str:
        return str(self)


def _row(i: int, k: int, n: int) -> AlgebraicNumber:
    """Entry (i, k) of R, twice the inverse of the sign matrix."""
    if n == 1:
        return rational(2)
    if i == k:
        return rational(1 if i in {0, n - 1} else 0)
    return rational(k - i if abs(k - i) == 1 else 0)


def hippo_legt(n: int, window: Any = 1) -> HippoLegT:
    """The HiPPO-LegT matrix A_nk = -sqrt((2n+1)(2k+1))/window for n >= k, times (-1)^(n-k) for n < k; A = D T D^-1.

    Args:
        n: the size, from 1. window: the length of the window, a positive rational number (S4's halved form has 2).

    Returns:
        HippoLegT: `.rational` T, `.scaling`, `.entry(i, j)`, `.input_vector`, `.det()`, `.inverse()` (tridiagonal),
        `.matvec`, `.solve` (O(n), in the coordinates of the frame D), `.gram_similar()`.

    Raises:
        InputError: n is not a positive integer, or the window not a positive rational number. UnableError: n above 10^6, or
            a dense T above 4,000,000 entries.
    References: [GDE20] Gu, Dao, Ermon, Rudra & Re 2020, theorem 1 (their coefficients scaled by sqrt(2n+1), sign as above).

    >>> A = hippo_legt(3)
    >>> A.rational, A.entry(0, 1), A.det()
    (-1 3 -5; -1 -3 5; -1 -3 -5, sqrt(3), -60)
    >>> A.inverse().rational
    -1/2 -1/2 0; 1/6 0 -1/6; 0 1/10 -1/10
    """
    return HippoLegT(require_size(n, "hippo_legt"), positive_rational(window, "hippo_legt: the window"))
