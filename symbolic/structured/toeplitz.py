"""Toeplitz matrices T_ij = t_{i-j}: products by polynomial multiplication, solutions that need no leading minors."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.errors import NotSquareError, ShapeError, SingularMatrixError, UnableError
from symbolic.matrices.elimination import det, inverse, null_text, nullspace, solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, from_flint, hstack, rational_matrix, vstack, zero
from symbolic.scalars.numbers import AlgebraicNumber, rational
from symbolic.structured.base import Scalar, StructuredMatrix, read_columns, read_vector
from symbolic.structured.displacement import Displacement, full_rank_factors, shift, stein_displacement
from symbolic.structured.toeplitzsolver import LiftedToeplitz, lifted_toeplitz, solve_lifted

# Measured against fmpz_mat.solve: from this size on the lifting is faster, for up to so many right sides.
LIFT_FROM = 192
LIFT_COLUMNS = 4
# From this size on the Gohberg-Semencul formula beats python-flint's inverse.
FORMULA_FROM = 48
MAX_ENTRIES = 1 << 25


@dataclass(frozen=True, repr=False)
class Toeplitz(StructuredMatrix):
    """The m x n matrix T with T_ij = t_{i-j}, first column c and first row r. Made by `toeplitz(c, r)`.

    Every verb starts from the m + n - 1 numbers. Determinant, solutions and inverse need m = n and nothing else: leading
    minors may vanish.
    """

    c: tuple[Scalar, ...]
    r: tuple[Scalar, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(m, n)."""
        return len(self.c), len(self.r)

    @property
    def T(self) -> Toeplitz:
        """The transpose: column and row change places."""
        return Toeplitz(self.r, self.c)

    @property
    def symbol(self) -> tuple[Scalar, ...]:
        """The numbers t_{1-n}, .., t_0, .., t_{m-1}."""
        return (*reversed(self.r[1:]), *self.c)

    def entry(self, k: int) -> Scalar:
        """The number t_k on the diagonal i - j = k."""
        return self.c[k] if k >= 0 else self.r[-k]

    def dense(self) -> ExactMatrix:
        """The matrix T itself."""
        m, n = self.shape
        if self._integers is not None:
            return rational_matrix(self._numerator, self._integers[1])
        return from_entries([[self.entry(i - j) for j in range(n)] for i in range(m)], m, n)

    def matvec(self, x: Any) -> ExactMatrix:
        """T x, for n numbers or n x k matrices x.

        Cost: one product of polynomials for each column over Q; the dense product in other rings.
        """
        X = read_columns(x, self.shape[1], "matvec")
        if self._integers is None or not X.is_rational:
            return self.dense() * X
        (m, n), (a, denominator) = self.shape, self._integers
        columns = [a * fmpz_poly(X.numerator.entries()[j::X.cols]) for j in range(X.cols)]
        flat = [p[n - 1 + i] for i in range(m) for p in columns]
        return rational_matrix(fmpz_mat(m, X.cols, flat), denominator * X.denominator)

    def solve(self, b: Any) -> ExactMatrix:
        """The x with T x = b, for every nonsingular T; singular leading minors do not matter.

        Args:
            b: n numbers, or an n x k ExactMatrix.

        Raises:
            NotSquareError: T is not square. ShapeError: b does not have n rows. SingularMatrixError: with a null vector.
        Cost: over Q python-flint's solver on the dense matrix for small n, else O(n^2) operations modulo a prime and p-adic
            lifting with the structured inverse; elimination in other rings.
        References: [BGY80] Brent, Gustavson & Yun 1980; [Dix82] Dixon 1982.
        """
        n = self._size("solve")
        B = read_columns(b, n, "solve")
        if self._integers is None or not B.is_rational:
            return solve(self.dense(), B)
        if n == 0 or B.cols == 0:
            return B
        if n >= LIFT_FROM and B.cols <= LIFT_COLUMNS and self._lifted is not None:
            return self._solve_lifted(self._lifted, B)
        try:
            found: Any = self._numerator.solve(B.numerator)
        except ZeroDivisionError:
            raise singular("solve", "Toeplitz", nullspace(self.dense()).column(0)) from None
        scale, denominator = self._integers[1], B.denominator
        return from_flint(found if scale == denominator else found * fmpq(scale, denominator))

    def det(self) -> Scalar:
        """The determinant."""
        n = self._size("det")
        if self._integers is None:
            value: Scalar = det(self.dense())
            return value
        return rational(int(self._numerator.det()), self._integers[1] ** n)

    def inverse(self) -> ExactMatrix:
        """T^-1: over Q by the Gohberg-Semencul formula from two solutions, elimination for small n and in other rings.

        Raises:
            NotSquareError: T is not square. SingularMatrixError: with a null vector.
        """
        n = self._size("inverse")
        if self._integers is None or n < FORMULA_FROM:
            return inverse(self.dense())
        from symbolic.structured.gohberg_semencul import gohberg_semencul
        return gohberg_semencul(self).inverse()

    def displacement(self) -> Displacement:
        """T - Z T Z^T with the down shifts Z: only the first row and column survive, so the rank is at most 2."""
        m, n = self.shape
        if not m or not n:
            return stein_displacement(self.dense(), shift(m), shift(n).T)
        below, right = from_entries([[x] for x in self.c[1:]], m - 1, 1), from_entries([list(self.r[1:])], 1, n - 1)
        image = vstack([hstack([from_entries([[self.c[0]]], 1, 1), right]), hstack([below, zero(m - 1, n - 1)])])
        return Displacement("A - F A G", shift(m), shift(n).T, image, *full_rank_factors(image))

    def __str__(self) -> str:
        row = "" if self.r == self.c else f", [{', '.join(map(str, self.r))}]"
        return f"toeplitz([{', '.join(map(str, self.c))}]{row})"

    def _size(self, what: str) -> int:
        m, n = self.shape
        if m != n:
            raise NotSquareError(f"{what}: the Toeplitz matrix is {m}x{n}, and only a square one has this; "
                                 "give c and r one length")
        return m

    @cached_property
    def _integers(self) -> tuple[fmpz_poly, int] | None:
        """The polynomial sum t_k z^(k+n-1) times the least common denominator, and that; None beyond Q."""
        return integer_polynomial(self.symbol)

    @cached_property
    def _numerator(self) -> fmpz_mat:
        m, n = self.shape
        if m * n > MAX_ENTRIES:
            raise UnableError(f"the dense {m}x{n} Toeplitz matrix has {m * n} entries", f"{MAX_ENTRIES} entries")
        a = self._integers[0] if self._integers else fmpz_poly()
        down = [int(a[k]) for k in range(m + n - 2, -1, -1)]
        flat: list[Any] = []
        for i in range(m - 1, -1, -1):
            flat += down[i:i + n]
        return fmpz_mat(m, n, flat)

    @cached_property
    def _lifted(self) -> LiftedToeplitz | None:
        return lifted_toeplitz(self._integers[0], len(self.c)) if self._integers else None

    def _solve_lifted(self, lifted: LiftedToeplitz, B: ExactMatrix) -> ExactMatrix:
        n, scale = len(self.c), self._integers[1] if self._integers else 1
        found = [solve_lifted(lifted, fmpz_poly(B.numerator.entries()[j::B.cols])) for j in range(B.cols)]
        common = lcm(*(d for _, d in found))
        columns = [x * (common // d * scale) for x, d in found]
        return rational_matrix(fmpz_mat(n, B.cols, [x[i] for i in range(n) for x in columns]), common * B.denominator)


def toeplitz(c: Iterable[Any] | ExactMatrix, r: Iterable[Any] | ExactMatrix | None = None, *,
             symbols: Iterable[str] = ()) -> Toeplitz:
    """The Toeplitz matrix T_ij = t_{i-j} with first column c and first row r, as a structured value.

    Args:
        c: the first column t_0, t_1, .. as numbers, parameters or text; or a row or column matrix.
        r: the first row t_0, t_-1, ..; the same as c when left out (symmetric, without conjugation).
        symbols: the names that may stand for parameters in text.

    Raises:
        ShapeError: r[0] differs from c[0]. InputError: an entry is not an exact number (floats: InexactInputError).
        DomainError: irrational numbers beside parameters.

    >>> T = toeplitz([0, 1, 2], [0, 3, 5])
    >>> T.dense(), T.det()
    (0 3 5; 1 0 3; 2 1 0, 23)
    >>> T.solve([1, 2, 3])
    34/23; 1/23; 4/23
    """
    names = tuple(symbols)
    column = read_vector(c, "toeplitz", names)
    row = column if r is None else read_vector(r, "toeplitz", names)
    if bool(column) != bool(row) or (row and row[0] != column[0]):
        first, other = (column[0] if column else "nothing"), (row[0] if row else "nothing")
        raise ShapeError(f"toeplitz: the row begins with {other} and the column with {first}; r[0] must equal c[0], the "
                         "corner they share")
    from_entries([[*column, *row]], 1, len(column) + len(row))  # refused now, not by the first verb, if they share no ring
    return Toeplitz(column, row)


def integer_polynomial(values: Iterable[Scalar]) -> tuple[fmpz_poly, int] | None:
    """The polynomial with these rational coefficients times their least common denominator, and that; None beyond Q."""
    numbers = list(values)
    if not all(isinstance(x, AlgebraicNumber) and x.is_rational for x in numbers):
        return None
    p = fmpq_poly([x.poly[0] for x in numbers if isinstance(x, AlgebraicNumber)])
    return p.numer(), int(p.denom())


def singular(what: str, family: str, null: ExactMatrix) -> SingularMatrixError:
    """The error that a singular matrix of this family deserves."""
    n = null.rows
    return SingularMatrixError(f"{what}: the {n}x{n} {family} matrix A is singular: {null_text(null)}. "
                               "Use nullspace(A.dense()).", null)
