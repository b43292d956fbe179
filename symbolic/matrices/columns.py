"""Matrices whose columns live in different number fields: the P and J of a Jordan form, kept structured."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Any

from flint import fmpq_poly, fmpz_mat

from symbolic.errors import ShapeError
from symbolic.matrices.arrays import FieldArray, common_field, meet, widen
from symbolic.matrices.matrix import ExactMatrix
from symbolic.matrices.shown import ShownMatrix
from symbolic.scalars.fields import QQ
from symbolic.scalars.numbers import AlgebraicNumber

if TYPE_CHECKING:
    import mpmath
    import sympy


class ColumnMatrix(ShownMatrix):
    """An m x n matrix given by columns, each over a number field of its own. Immutable.

    `A * P` for an ExactMatrix A, `P * J` for two of them (columns of J may only meet columns of P in a joint field of
    degree up to the limit), `==` and entries are exact; nothing is ever eliminated across fields.
    """

    __slots__ = ("_columns", "rows")

    def __init__(self, columns: Sequence[FieldArray | Callable[[], FieldArray]], rows: int) -> None:
        self._columns = list(columns)
        self.rows = rows

    def array(self, j: int) -> FieldArray:
        """Column j as an array; a column given by a recipe is made when it is first read."""
        c = self._columns[j]
        if not isinstance(c, FieldArray):
            c = self._columns[j] = c()
        return c

    @property
    def columns(self) -> tuple[FieldArray, ...]:
        """All columns."""
        return tuple(self.array(j) for j in range(len(self._columns)))

    @property
    def cols(self) -> int:
        """The number of columns."""
        return len(self._columns)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.rows, self.cols

    def column(self, j: int) -> ExactMatrix:
        """Column j as an m x 1 ExactMatrix over its own field."""
        return ExactMatrix(self.array(j))

    @property
    def T(self) -> RowMatrix:
        """The transpose, by rows."""
        return RowMatrix(self)

    def __getitem__(self, key: tuple[int, int]) -> AlgebraicNumber:
        i, j = key
        if not 0 <= i < self.rows:
            raise IndexError(f"row {i} of a matrix with {self.rows} rows")
        return self.array(j).entry(i, 0)

    def entries(self) -> list[list[AlgebraicNumber]]:
        """Rows of entries."""
        return [[c.entry(i, 0) for c in self.columns] for i in range(self.rows)]

    def __rmul__(self, other: object) -> ColumnMatrix:
        if not isinstance(other, ExactMatrix):
            return NotImplemented
        if other.cols != self.rows:
            raise ShapeError(f"A * P: A is {other.rows}x{other.cols} and P is {self.rows}x{self.cols}; inner sizes must agree")
        return ColumnMatrix([other.numeric() * c for c in self.columns], other.rows)

    def __mul__(self, other: object) -> ColumnMatrix:
        if isinstance(other, ExactMatrix):
            other = split_columns(other)
        if not isinstance(other, ColumnMatrix):
            return NotImplemented
        if other.rows != self.cols:
            raise ShapeError(f"P * J: P is {self.rows}x{self.cols} and J is {other.rows}x{other.cols}; inner sizes must agree")
        return ColumnMatrix([self._combine(c) for c in other.columns], self.rows)

    def _combine(self, weights: FieldArray) -> FieldArray:
        total = FieldArray(QQ, [fmpz_mat(self.rows, 1)])
        for i, column in enumerate(self.columns):
            w = weights.entry(i, 0)
            if w:
                a, b = meet(column, FieldArray(w.field, *_scalar(w)))
                total = total + a * b
        return total

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ExactMatrix):
            other = split_columns(other)
        if not isinstance(other, ColumnMatrix):
            return NotImplemented
        return self.shape == other.shape and all(a.equals(b) for a, b in zip(self.columns, other.columns, strict=True))

    def __hash__(self) -> int:
        return hash((self.shape, tuple(x for row in self.entries() for x in row)))

    def to_mpmath(self, digits: int = 15) -> mpmath.matrix:
        """An mpmath matrix, every entry correct to `digits` digits relative to the largest of its column."""
        import mpmath

        from symbolic.matrices.balls import column_ball
        from symbolic.scalars.decimals import ball_to_mpmath
        out = mpmath.matrix(self.rows, self.cols)
        for j, c in enumerate(self.columns):
            for i, ball in enumerate(column_ball(c, digits)):
                out[i, j] = ball_to_mpmath(ball, real=c.field.is_real, digits=digits)
        return out

    def to_sympy(self) -> sympy.Matrix:
        """A sympy.Matrix; entries of degree above 2 become polynomials in CRootOf."""
        import sympy as sp
        return sp.Matrix(self.rows, self.cols, [x.to_sympy() for row in self.entries() for x in row])


class RowMatrix(ShownMatrix):
    """The transpose of a ColumnMatrix: rows that live in different number fields. Immutable."""

    __slots__ = ("T",)

    def __init__(self, transposed: ColumnMatrix) -> None:
        self.T = transposed

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return self.T.cols, self.T.rows

    def __getitem__(self, key: tuple[int, int]) -> AlgebraicNumber:
        return self.T[key[1], key[0]]

    def entries(self) -> list[list[AlgebraicNumber]]:
        """Rows of entries."""
        return [list(row) for row in zip(*self.T.entries(), strict=True)]

    def __mul__(self, other: object) -> RowMatrix:
        return RowMatrix(self.T.__rmul__(other.T)) if isinstance(other, ExactMatrix) else NotImplemented

    def times_left(self, other: ColumnMatrix) -> RowMatrix:
        """other^T times this matrix, for a matrix given by columns."""
        return RowMatrix(self.T * other)

    def __rmul__(self, other: object) -> RowMatrix:
        if isinstance(other, ExactMatrix):
            return RowMatrix(self.T * other.T)
        return NotImplemented

    def __eq__(self, other: object) -> bool:
        return self.T == other.T if isinstance(other, (RowMatrix, ExactMatrix)) else NotImplemented

    def __hash__(self) -> int:
        return hash(("rows", self.T))

    def to_mpmath(self, digits: int = 15) -> mpmath.matrix:
        """An mpmath matrix, every entry correct to `digits` digits relative to the largest of its row."""
        return self.T.to_mpmath(digits).T


def _scalar(w: AlgebraicNumber) -> tuple[list[fmpz_mat], int]:
    d = int(w.poly.denom())
    return [fmpz_mat(1, 1, [int(w.poly[i] * d)]) for i in range(w.field.degree)], d


def split_columns(A: ExactMatrix) -> ColumnMatrix:
    """An ExactMatrix as separate columns."""
    return ColumnMatrix([A.column(j).numeric() for j in range(A.cols)], A.rows)


def join_columns(columns: Sequence[FieldArray], rows: int, max_degree: int) -> ExactMatrix | ColumnMatrix:
    """One ExactMatrix when the columns share a field of degree <= max_degree, else a ColumnMatrix."""
    fields = list(dict.fromkeys(c.field for c in columns))
    product = 1
    for f in fields:
        product *= f.degree
    if any(f.degree > max_degree for f in fields) or product > max_degree ** 4:
        return ColumnMatrix(columns, rows)
    field, images = common_field(fields)
    if field.degree > max_degree:
        return ColumnMatrix(columns, rows)
    moved = [widen(c, field, images.get(c.field, fmpq_poly([0]))) for c in columns]
    parts = []
    d = reduce(lcm, (c.denominator for c in moved), 1)
    for k in range(field.degree):
        flat: list[Any] = [x * (d // c.denominator) for c in moved for x in c.coefficients[k].entries()]
        parts.append(fmpz_mat(len(moved), rows, flat).transpose())
    return ExactMatrix(FieldArray(field, parts, d))

