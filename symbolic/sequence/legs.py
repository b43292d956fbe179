"""HiPPO-LegS, the scaled Legendre memory: A = D T D^-1 with an integer lower triangular T."""
from __future__ import annotations

from math import comb

from flint import fmpq, fmpz_mat

from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational, sqrt
from symbolic.sequence.hippo import ConditionBounds, DissipativePart, HippoMatrix, require_size
from symbolic.sequence.scaled import ScaledMatrix
from symbolic.structured.base import from_columns, light


class HippoLegS(HippoMatrix):
    """The n x n matrix A_nk = -sqrt((2n+1)(2k+1)) for n > k, -(n+1) for n = k, 0 for n < k, counted from 0.

    Made by `hippo_legs(n)`. A = D T D^-1, D = diag(sqrt(2n+1)), T_nn = -(n+1), T_nk = -(2k+1): `rational` is T, `scaling` holds
    the numbers 2n+1. The eigenvalues are -1, .., -n; A + A^T = -(I + p p^T) with p_n = sqrt(2n+1).
    """

    def _write(self) -> ExactMatrix:
        n = self.n
        return rational_matrix(fmpz_mat(n, n, [-(2 * k + 1) if i > k else -(i + 1) if i == k else 0
                                               for i in range(n) for k in range(n)]))

    @property
    def input_vector(self) -> ExactMatrix:
        """The coordinates (1, .., 1) of B_n = sqrt(2n+1)."""
        return rational_matrix(fmpz_mat(self.n, 1, [1] * self.n))

    @property
    def eigenvalues(self) -> tuple[AlgebraicNumber, ...]:
        """-1, -2, .., -n: the diagonal."""
        return tuple(exact(-i) for i in range(1, self.n + 1))

    @property
    def eigenvectors(self) -> ExactMatrix:
        """The V with T V = V diag(-1, .., -n): V_ij = (-1)^(i-j) C(i+j, i-j); eigenvectors of A are the columns of D V."""
        n = self.n
        return rational_matrix(fmpz_mat(n, n, [(-1) ** (i - j) * comb(i + j, i - j) if i >= j else 0
                                               for i in range(n) for j in range(n)]))

    @property
    def eigenvectors_inverse(self) -> ExactMatrix:
        """V^-1, entries C(2i, i-j) (2j+1) / (i+j+1) for i >= j: integers, the ballot numbers."""
        n = self.n
        return rational_matrix(fmpz_mat(n, n, [comb(2 * i, i - j) * (2 * j + 1) // (i + j + 1) if i >= j else 0
                                               for i in range(n) for j in range(n)]))

    @property
    def dissipative_part(self) -> DissipativePart:
        """A + A^T = -(I + p p^T), p = D (1, .., 1)."""
        return DissipativePart(rational(-1, 2), self.input_vector, (exact(1),))

    def det(self) -> AlgebraicNumber:
        """(-1)^n n!, the product of the eigenvalues."""
        value = fmpq(1)
        for i in range(1, self.n + 1):
            value *= -i
        return exact(value)

    def matvec(self, y: object) -> ExactMatrix:
        """T y, the coordinates of A (D y), in O(n) operations from running sums of (2k+1) y_k."""
        columns = []
        for numbers in self._numbers(y, "matvec"):
            column, running = [], light([exact(0)])[0]
            for i, x in enumerate(light(numbers)):
                column.append(-running - x * (i + 1))
                running = running + x * (2 * i + 1)
            columns.append(column)
        return from_columns(columns, self.n)

    def solve(self, b: object) -> ExactMatrix:
        """The y with T y = b in O(n) operations: A is never singular."""
        columns = []
        for numbers in self._numbers(b, "solve"):
            column, running = [], light([exact(0)])[0]
            for i, x in enumerate(light(numbers)):
                y = (-running - x) / (i + 1)
                column.append(y)
                running = running + y * (2 * i + 1)
            columns.append(column)
        return from_columns(columns, self.n)

    def inverse(self) -> ScaledMatrix:
        """A^-1, with (A^-1)_nk = (-1)^(n-k+1) sqrt((2n+1)(2k+1)) / (n(n+1)) for n > k and -1/(n+1) on the diagonal."""
        self.rational  # noqa: B018  the budget of the dense T is also that of its inverse
        n = self.n
        rows = [[rational((-1) ** (i - k + 1) * (2 * k + 1), i * (i + 1)) if i > k else rational(-int(i == k), i + 1)
                 for k in range(n)] for i in range(n)]
        return ScaledMatrix(from_entries(rows, n, n), self.scaling)

    def frobenius_norm_squared(self) -> AlgebraicNumber:
        """||A||_F^2 = n (3 n^3 - 2 n^2 + 3 n + 2) / 6."""
        n = self.n
        return rational(n * (3 * n ** 3 - 2 * n ** 2 + 3 * n + 2), 6)

    def condition_bounds(self) -> ConditionBounds:
        """(n^2 + 1)/2 <= kappa_2(A) <= 2 ||A||_F, so the condition number is not bounded in n.

        From A + A^T = -(I + p p^T): the least singular value is at least 1/2, and the largest at least
        |p^T A p| / p^T p = (n^2 + 1)/2; the first row -e_0^T shows that the least one is at most 1.
        """
        return ConditionBounds(rational(self.n ** 2 + 1, 2), 2 * sqrt(self.frobenius_norm_squared()))

    def __str__(self) -> str:
        return f"hippo_legs({self.n})"

    def _short(self) -> str:
        return str(self)


def hippo_legs(n: int) -> HippoLegS:
    """The HiPPO-LegS matrix A_nk = -sqrt((2n+1)(2k+1)), n > k; -(n+1), n = k; kept as A = D T D^-1 with integer T.

    Args:
        n: the size, from 1.

    Returns:
        HippoLegS: `.rational` T, `.scaling`, `.entry(i, j)`, `.input_vector`, `.det()`, `.inverse()`, `.eigenvalues`,
        `.eigenvectors`, `.matvec`, `.solve` (O(n), in the coordinates of the frame D), `.gram_similar()`.

    Raises:
        InputError: n is not a positive integer. UnableError: n above 10^6, or a dense T above 4,000,000 entries.
    References: [GDE20] Gu, Dao, Ermon, Rudra & Re 2020, theorem 2 (with the sign of c' = A c, theirs is -A).

    >>> A = hippo_legs(3)
    >>> A.rational, A.scaling, A.entry(1, 0), A.det()
    (-1 0 0; -1 -2 0; -1 -3 -3, (1, 3, 5), -sqrt(3), -6)
    >>> A.inverse().rational, A.condition_bounds().lower
    (-1 0 0; 1/2 -1/2 0; -1/6 1/2 -1/3, 5)
    """
    return HippoLegS(require_size(n, "hippo_legs"))
