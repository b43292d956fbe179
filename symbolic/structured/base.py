"""What every structured matrix shares: reading its parameters, reading right sides, and the one set of verbs."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from flint import fmpq

from symbolic.errors import InputError, ShapeError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.displacement import Displacement

Scalar = AlgebraicNumber | RationalFunction


class StructuredMatrix(ABC):
    """A matrix known by few parameters: `dense matvec solve det inverse displacement displacement_rank`, from them."""

    @property
    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""

    @abstractmethod
    def dense(self) -> ExactMatrix:
        """The matrix itself, all entries written out."""

    @abstractmethod
    def matvec(self, x: Any) -> ExactMatrix:
        """A x, for a list of numbers or a matrix of columns."""

    @abstractmethod
    def solve(self, b: Any) -> ExactMatrix:
        """The x with A x = b, for a list of numbers or a matrix of columns."""

    @abstractmethod
    def det(self) -> Scalar:
        """The determinant."""

    @abstractmethod
    def inverse(self) -> ExactMatrix:
        """A^-1."""

    @abstractmethod
    def displacement(self) -> Displacement:
        """The displacement that this family is known for, with generators."""

    def displacement_rank(self) -> int:
        """The rank of `displacement()`."""
        return self.displacement().rank

    def __repr__(self) -> str:
        return str(self)

    def latex(self) -> str:
        """LaTeX of the dense matrix."""
        return self.dense().latex()

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def read_scalar(value: Any, symbols: Iterable[str] = ()) -> Scalar:
    """One exact number: int, Fraction, AlgebraicNumber, a parameter, or text such as "2/3" and "sqrt(2)"."""
    if isinstance(value, str):
        from symbolic.parsing import parse_number
        return parse_number(value, symbols=tuple(symbols))
    return value if isinstance(value, RationalFunction) else exact(value)


def read_vector(values: Iterable[Any] | ExactMatrix, what: str, symbols: Iterable[str] = ()) -> tuple[Scalar, ...]:
    """The numbers of a list, or of a matrix with one row or one column.

    Raises:
        ShapeError: a matrix with several rows and columns. InputError: an entry is not exact. DomainError: irrational
            numbers beside parameters.
    """
    if isinstance(values, ExactMatrix):
        if 1 not in values.shape and values.rows * values.cols:
            raise ShapeError(f"{what}: expected one row or one column of numbers, not a {values.rows}x{values.cols} matrix")
        return tuple(x for row in values.entries() for x in row)
    names = tuple(symbols)
    with in_name_of(what):
        numbers = [read_scalar(value, names) for value in _listed(values, what)]
    if any(isinstance(x, RationalFunction) for x in numbers):
        from_entries([numbers], 1, len(numbers))  # refused now, not by the first verb, if they share no ring
    return tuple(numbers)


def _listed(values: Any, what: str) -> Iterable[Any]:
    """The values, unless they are one number or a text, which would be read letter by letter."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InputError(f"{what}: expected a list of numbers or a matrix, not {values!r:.60}; write [..] around it")
    return values


def read_columns(b: Any, rows: int, what: str) -> ExactMatrix:
    """A right side as a matrix: a list of numbers is one column.

    Raises:
        ShapeError: it does not have `rows` rows. InputError: it is no list of exact numbers.
    """
    with in_name_of(what):
        B = b if isinstance(b, ExactMatrix) else ExactMatrix.from_rows([[read_scalar(x)] for x in _listed(b, what)], cols=1)
    if B.rows != rows:
        raise ShapeError(f"{what}: expected {rows} rows, found {B.rows}")
    return B


def columns_of(b: Any, rows: int, what: str) -> list[list[Any]]:
    """The columns of a right side, as lists."""
    B = read_columns(b, rows, what)
    entries = B.entries()
    return [[row[j] for row in entries] for j in range(B.cols)]


def from_columns(columns: Sequence[Sequence[Any]], rows: int,
                 conditions: tuple[RationalFunction, ...] = ()) -> ExactMatrix:
    """The matrix with these columns, whose entries are exact scalars or bare python-flint rationals."""
    table = [[x if isinstance(x, RationalFunction) else exact(x) for x in row] for row in zip(*columns, strict=True)]
    return from_entries(table or [[]] * rows, rows, len(columns), conditions)


def light(values: Sequence[Any]) -> list[Any]:
    """Rational numbers as bare python-flint rationals, ten times faster to work with; anything else as it is."""
    if all(isinstance(x, AlgebraicNumber) and x.is_rational for x in values):
        return [fmpq(x.numerator, x.denominator) for x in values]
    return list(values)


def one_field(values: Sequence[Any]) -> list[Any]:
    """The numbers written in one common field, so that the arithmetic that follows never joins fields again."""
    return [row[0] for row in from_entries([[x] for x in values], len(values), 1).entries()]


def in_one_ring(*lists: Sequence[Any]) -> list[list[Any]]:
    """The lists with all numbers in one ring: bare rationals when all are rational, else one field or Q(parameters)."""
    whole = light(list(chain(*lists)))
    if whole and not isinstance(whole[0], fmpq):
        whole = one_field(whole)
    values = iter(whole)
    return [[next(values) for _ in part] for part in lists]


def parameter_names(values: Iterable[Any]) -> set[str]:
    """The parameters that occur in the numbers."""
    return {name for x in values if isinstance(x, RationalFunction) for name in x.names}
