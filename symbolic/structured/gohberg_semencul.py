"""The inverse of a Toeplitz matrix from two of its solutions: the formula of Gohberg and Semencul, and its excluded case."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpz_mat, fmpz_poly

from symbolic.errors import InputError, NotSquareError
from symbolic.matrices.exactmatrix import alike
from symbolic.matrices.functionarrays import merge
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.base import Scalar, read_columns
from symbolic.structured.toeplitz import Toeplitz
from symbolic.structured.toeplitzsolver import FundamentalPair


@dataclass(frozen=True)
class GohbergSemencul:
    """T^-1 = L(u) U(v) - L(v) U(u) for columns u, v of n + 1 numbers; made by `gohberg_semencul(T)`.

    L(f) is lower triangular Toeplitz with first column f_0, .., f_{n-1}, U(f) upper triangular with first row f_n, .., f_1.
    `x` and `y` are the first and the last column of T^-1. If x_1 != 0, u = (x, 0) and v = (0, y)/x_1: the classical
    formula. If x_1 = 0, which happens exactly when the leading minor of size n - 1 vanishes, x and y are proportional and
    cannot determine T^-1; then `excluded` is true, and v = (-w, 1) with T w = (0, t_{1-n}, .., t_{-1}) replaces (0, y).
    """

    x: ExactMatrix
    y: ExactMatrix
    u: ExactMatrix
    v: ExactMatrix

    @property
    def condition(self) -> Scalar:
        """x_1 = (leading minor of size n - 1) / det T, which must not be 0 for the classical formula."""
        return self.x[0, 0]

    @property
    def excluded(self) -> bool:
        """Whether x_1 = 0, so that the first and last column of the inverse are not enough."""
        return not self.condition

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The functions of the parameters that must not vanish: det T, and x_1 unless excluded."""
        return tuple(merge(self.u.conditions, self.v.conditions))

    def inverse(self) -> ExactMatrix:
        """T^-1, entry by entry: (i, j) is (i-1, j-1) plus u_i v_{n-j} - v_i u_{n-j}.

        Cost: O(n^2) operations.
        """
        n = self.x.rows
        left, right = alike(self.u.array, self.v.array)
        if self.u.is_rational and self.v.is_rational:
            u, v = self.u.numerator.entries(), self.v.numerator.entries()
            flat = (fmpz_mat([[u[i], -v[i]] for i in range(n)]) *
                    fmpz_mat([[v[n - j] for j in range(n)], [u[n - j] for j in range(n)]])).entries()
            for k in range(n, n * n):
                if k % n:
                    flat[k] += flat[k - n - 1]
            return rational_matrix(fmpz_mat(n, n, flat), self.u.denominator * self.v.denominator)
        f, g = ([row[0] for row in ExactMatrix(a).entries()] for a in (left, right))
        rows: list[list[Any]] = []
        for i in range(n):
            before = [exact(0), *rows[-1][:-1]] if rows else [exact(0)] * n
            rows.append([before[j] + f[i] * g[n - j] - g[i] * f[n - j] for j in range(n)])
        return from_entries(rows, n, n, self.conditions)

    def matvec(self, b: Any) -> ExactMatrix:
        """T^-1 b by four products of polynomials for each column over Q; through the inverse in other rings."""
        n = self.x.rows
        B = read_columns(b, n, "matvec")
        if not (self.u.is_rational and self.v.is_rational and B.is_rational):
            return self.inverse() * B
        pair = FundamentalPair(fmpz_poly(self.u.numerator.entries()), fmpz_poly(self.v.numerator.entries()), n)
        columns = [pair.apply(fmpz_poly(B.numerator.entries()[j::B.cols])) for j in range(B.cols)]
        flat = [p[i] for i in range(n) for p in columns]
        return rational_matrix(fmpz_mat(n, B.cols, flat), self.u.denominator * self.v.denominator * B.denominator)


def gohberg_semencul(T: Toeplitz) -> GohbergSemencul:
    """The formula T^-1 = L(u) U(v) - L(v) U(u) for a nonsingular Toeplitz matrix, from two or three solutions.

    Raises:
        InputError: T is no Toeplitz value, or empty. NotSquareError: T is not square. SingularMatrixError: with a null vector.
    Cost: two solutions with T, three in the excluded case.
    References: [GS72] Gohberg & Semencul 1972; [HR84] Heinig & Rost 1984 (the excluded case).

    >>> from symbolic import toeplitz
    >>> formula = gohberg_semencul(toeplitz([0, 1, 2], [0, 1, 3]))
    >>> formula.condition, formula.excluded, formula.inverse()
    (-1/5, False, -1/5 3/5 1/5; 2/5 -6/5 3/5; 1/5 2/5 -1/5)
    >>> gohberg_semencul(toeplitz([0, 1])).excluded
    True
    """
    if not isinstance(T, Toeplitz):
        raise InputError(f"gohberg_semencul: expected a Toeplitz value, not a {type(T).__name__}; make one with toeplitz(c, r)")
    m, n = T.shape
    if m != n:
        raise NotSquareError(f"gohberg_semencul: the Toeplitz matrix is {m}x{n}, and only a square one has an inverse")
    if not n:
        raise InputError("gohberg_semencul: the matrix is 0x0 and has no first column")
    ends = T.solve(ExactMatrix.from_rows([[int(i == 0), int(i == n - 1)] for i in range(n)]))
    x, y = ends.column(0), ends.column(1)
    nought = zero(1, 1)
    if x[0, 0]:
        return GohbergSemencul(x, y, vstack([x, nought]), _over(vstack([nought, y]), x[0, 0]))
    w = T.solve(from_entries([[exact(0)], *([t] for t in reversed(T.r[1:]))], n, 1))
    return GohbergSemencul(x, y, vstack([x, nought]), vstack([-w, ExactMatrix.from_rows([[1]])]))


def _over(column: ExactMatrix, pivot: Scalar) -> ExactMatrix:
    """The column divided by the pivot; one that has parameters becomes a condition."""
    scaled = column / pivot
    if not isinstance(pivot, RationalFunction) or pivot.constant() is not None:
        return scaled
    return from_entries(scaled.entries(), scaled.rows, scaled.cols, tuple(merge(column.conditions, (pivot,))))
