"""Matrices of polynomials in one variable x over Q: the values of `smith_form` over Q[x]."""
from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.errors import InputError, NotSquareError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, require_matrix, require_numbers
from symbolic.scalars.numbers import exact
from symbolic.scalars.polynomials import Polynomial, from_flint
from symbolic.scalars.printing import polynomial_latex, polynomial_text

ZERO, ONE, X = fmpq_poly([0]), fmpq_poly([1]), fmpq_poly([0, 1])


def as_polynomial(value: Any) -> fmpq_poly:
    """An element of Q[x] from a polynomial, a rational number, or a sequence of coefficients (constant term first)."""
    if isinstance(value, fmpq_poly):
        return value
    if isinstance(value, fmpz_poly):
        return fmpq_poly(value)
    coefficients = value if isinstance(value, (list, tuple)) else getattr(value, "coefficients", None)
    if coefficients is not None:
        return fmpq_poly([_as_fmpq(c) for c in coefficients])
    return fmpq_poly([_as_fmpq(value)])


def _as_fmpq(value: Any) -> fmpq:
    number = exact(value).as_fraction()
    return fmpq(number.numerator, number.denominator)


class PolynomialMatrix:
    """An immutable matrix over Q[x].

    >>> P = PolynomialMatrix.from_rows([[[0, 1], 1], [0, [-1, 0, 1]]])
    >>> P
    x 1; 0 x^2-1
    >>> P.det(), P(2)
    (x^3-x, 2 1; 0 3)
    """

    __slots__ = ("_rows", "shape")

    def __init__(self, rows: Sequence[Sequence[fmpq_poly]], cols: int) -> None:
        self._rows = tuple(tuple(row) for row in rows)
        self.shape = (len(self._rows), cols)

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[Any]], cols: int | None = None) -> PolynomialMatrix:
        """A matrix from rows of polynomials, numbers, or coefficient lists; `cols` gives the width of 0 rows.

        Raises:
            ShapeError: the rows differ in length. InputError: an entry is not a polynomial with rational coefficients.
        """
        lengths = {len(row) for row in rows}
        if len(lengths) > 1:
            raise ShapeError(f"polynomial matrix: rows of lengths {sorted(lengths)}; all rows need the same length")
        return cls([[as_polynomial(x) for x in row] for row in rows], lengths.pop() if lengths else cols or 0)

    @classmethod
    def from_flint(cls, coefficients: Sequence[fmpq_mat]) -> PolynomialMatrix:
        """The matrix sum_k coefficients[k] x^k, all coefficient matrices of one shape, at least one of them."""
        m, n = coefficients[0].nrows(), coefficients[0].ncols()
        return cls([[fmpq_poly([c[i, j] for c in coefficients]) for j in range(n)] for i in range(m)], n)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.shape[0]

    @property
    def cols(self) -> int:
        """Number of columns."""
        return self.shape[1]

    @property
    def degree(self) -> int:
        """The largest degree of an entry, -1 for a zero matrix."""
        return max((int(p.degree()) for row in self._rows for p in row), default=-1)

    def to_flint(self) -> list[list[fmpq_poly]]:
        """The entries as python-flint polynomials, row by row."""
        return [list(row) for row in self._rows]

    def entries(self) -> list[list[Polynomial]]:
        """Rows of entries."""
        return [[from_flint(p) for p in row] for row in self._rows]

    def __getitem__(self, index: tuple[int, int]) -> Polynomial:
        i, j = index
        m, n = self.shape
        if not (-m <= i < m and -n <= j < n):
            raise IndexError(f"entry ({i}, {j}) of a {m}x{n} matrix; indices run from 0 to ({m - 1}, {n - 1})")
        return from_flint(self._rows[i][j])

    @property
    def T(self) -> PolynomialMatrix:
        """The transpose."""
        return PolynomialMatrix([[row[j] for row in self._rows] for j in range(self.cols)], self.rows)

    def _same_shape(self, other: PolynomialMatrix, what: str) -> None:
        if self.shape != other.shape:
            raise ShapeError(f"{what}: shapes {self.shape} and {other.shape} differ")

    def __add__(self, other: PolynomialMatrix) -> PolynomialMatrix:
        if not isinstance(other, PolynomialMatrix):
            return NotImplemented
        self._same_shape(other, "sum")
        pairs = zip(self._rows, other._rows, strict=True)
        return PolynomialMatrix([[p + q for p, q in zip(a, b, strict=True)] for a, b in pairs], self.cols)

    def __neg__(self) -> PolynomialMatrix:
        return PolynomialMatrix([[-p for p in row] for row in self._rows], self.cols)

    def __sub__(self, other: PolynomialMatrix) -> PolynomialMatrix:
        if not isinstance(other, PolynomialMatrix):
            return NotImplemented
        return self + -other

    def __mul__(self, other: Any) -> PolynomialMatrix:
        if isinstance(other, PolynomialMatrix):
            if self.cols != other.rows:
                raise ShapeError(f"product: shapes {self.shape} and {other.shape} do not fit")
            columns = other.T._rows
            return PolynomialMatrix([[_dot(row, column) for column in columns] for row in self._rows], other.cols)
        try:
            factor = as_polynomial(other)
        except InputError:
            return NotImplemented
        return PolynomialMatrix([[p * factor for p in row] for row in self._rows], self.cols)

    def __rmul__(self, other: Any) -> PolynomialMatrix:
        return self.__mul__(other)

    def __call__(self, x: Any) -> ExactMatrix:
        """The value at the rational number x."""
        point = _as_fmpq(x)
        values = [[p(point) for p in row] for row in self._rows]
        return ExactMatrix.from_rows([[Fraction(int(v.p), int(v.q)) for v in row] for row in values], cols=self.cols)

    def det(self) -> Polynomial:
        """The determinant, by exact interpolation at rows * degree + 1 integers."""
        if self.rows != self.cols:
            raise NotSquareError(f"det: the polynomial matrix is {self.rows}x{self.cols}; a square one is needed")
        count = self.rows * max(self.degree, 0) + 1
        values = [fmpq_mat(self.rows, self.rows, [p(fmpq(k)) for row in self._rows for p in row]).det()
                  if self.rows else fmpq(1) for k in range(count)]
        return from_flint(_newton(values))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PolynomialMatrix):
            return NotImplemented
        return self.shape == other.shape and self._rows == other._rows

    def __hash__(self) -> int:
        return hash((self.shape, str(self)))

    def __str__(self) -> str:
        rows = [" ".join(polynomial_text(p.coeffs()) for p in row) for row in self._rows]
        return "; ".join(rows) if self.rows and self.cols else f"zero{self.shape}"

    __repr__ = __str__

    def latex(self) -> str:
        r"""LaTeX, as a pmatrix."""
        cells = [[polynomial_latex(p.coeffs()) for p in row] for row in self._rows]
        body = r" \\ ".join(" & ".join(re.sub(r"(\d+)/(\d+)", r"\\frac{\1}{\2}", c) for c in row) for row in cells)
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def _dot(row: Sequence[fmpq_poly], column: Sequence[fmpq_poly]) -> fmpq_poly:
    return sum((p * q for p, q in zip(row, column, strict=True) if p and q), ZERO)


def _newton(values: list[fmpq]) -> fmpq_poly:
    """The polynomial of degree below len(values) that takes these values at 0, 1, 2, .."""
    differences = list(values)
    for level in range(1, len(values)):
        for k in range(len(values) - 1, level - 1, -1):
            differences[k] = (differences[k] - differences[k - 1]) / level
    result = ZERO
    for k in range(len(values) - 1, -1, -1):
        result = result * fmpq_poly([-k, 1]) + differences[k]
    return result


def polynomial_identity(n: int) -> PolynomialMatrix:
    """The n x n identity over Q[x]."""
    return PolynomialMatrix([[ONE if i == j else ZERO for j in range(n)] for i in range(n)], n)


def characteristic_matrix(A: ExactMatrix) -> PolynomialMatrix:
    """The matrix x I - A over Q[x]; its Smith form lists the invariant factors of A.

    Args:
        A: a square rational matrix.

    Raises:
        NotSquareError: A is not square. DomainError: an entry is irrational or has a parameter.

    >>> characteristic_matrix(ExactMatrix.from_rows([[3, 1], [0, 3]]))
    x-3 -1; 0 x-3
    """
    require_matrix(A, "characteristic_matrix")
    require_numbers(A, "characteristic_matrix")
    if A.rows != A.cols:
        raise NotSquareError(f"characteristic_matrix: A is {A.rows}x{A.cols}; a square matrix is needed")
    rows = [[fmpq_poly([-_as_fmpq(a)]) + (X if i == j else ZERO) for j, a in enumerate(row)]
            for i, row in enumerate(A.entries())]
    return PolynomialMatrix(rows, A.cols)
