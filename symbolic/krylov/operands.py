"""Reading what every function here is given: a square matrix, columns beside it, rows under it, a number of steps."""
from __future__ import annotations

from typing import Any

from symbolic.errors import DomainError, InputError, ShapeError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, require_matrix, require_square
from symbolic.structured.base import columns_of, from_columns, read_scalar

MAX_STEPS = 10_000


def read_columns(A: ExactMatrix, b: Any, what: str) -> ExactMatrix:
    """The columns b beside a square A; a list of numbers is one column.

    Raises:
        NotSquareError, ShapeError: A is not square, or b has another number of rows. InputError: b is no list of numbers.
    """
    n = require_square(A, what)
    if not isinstance(b, ExactMatrix):
        if isinstance(b, str) or not hasattr(b, "__iter__"):
            raise InputError(f"{what}: expected columns as a list of numbers or an exact matrix, not a {type(b).__name__}; "
                             "write symbolic.matrix(..) around it")
        with in_name_of(what):
            numbers = [read_scalar(x) for x in b]
        b = from_columns(columns_of(numbers, n, what), n)
    columns: ExactMatrix = b
    if columns.rows != n:
        raise ShapeError(f"{what}: A is {n}x{n} and the columns beside it have {columns.rows} rows; they must agree")
    return columns


def read_column(A: ExactMatrix, b: Any, what: str) -> ExactMatrix:
    """One column b beside a square A over numbers; ShapeError when there are several, DomainError with parameters."""
    column = read_columns(A, b, what)
    if column.cols != 1:
        raise ShapeError(f"{what}: b is {column.rows}x{column.cols}; it must be one column")
    require_numbers(A, column, what=what)
    return column


def read_start(A: ExactMatrix, b: Any, what: str) -> ExactMatrix:
    """One non-zero column b beside a square A over numbers."""
    column = read_column(A, b, what)
    if is_zero(column):
        raise DomainError(f"{what}: b is the zero vector of length {column.rows}, which spans no Krylov space; "
                          "give a non-zero b")
    return column


def read_system(A: ExactMatrix, B: Any, C: Any, what: str) -> tuple[ExactMatrix, ExactMatrix]:
    """B (n x m) and C (p x n) of a system over numbers; a list is one column for B and one row for C."""
    columns = read_columns(A, B, what)
    rows = read_rows(A, C, what)
    require_numbers(A, columns, rows, what=what)
    return columns, rows


def read_rows(A: ExactMatrix, C: Any, what: str) -> ExactMatrix:
    """The rows C under a square A; a list of numbers is one row."""
    n = require_square(A, what)
    if isinstance(C, ExactMatrix):
        if C.cols != n:
            raise ShapeError(f"{what}: A is {n}x{n} and C is {C.rows}x{C.cols}; C must have {n} columns")
        return C
    return read_columns(A, C, what).T


def read_steps(k: object, least: int, what: str) -> int:
    """A whole number of steps between `least` and the limit."""
    if type(k) is not int or not least <= k <= MAX_STEPS:
        raise InputError(f"{what}: the number of steps must be a whole number from {least} to {MAX_STEPS}, not {k!r}")
    return k


def require_numbers(*parts: ExactMatrix, what: str) -> None:
    """DomainError when one of the matrices has parameters."""
    for part in parts:
        require_matrix(part, what)
        if part.has_parameters:
            raise DomainError(f"{what}: the {part.rows}x{part.cols} matrix over {part.ring} has parameters; "
                              "substitute numbers first")


def is_zero(A: ExactMatrix) -> bool:
    """Whether every entry is 0."""
    return not any(bool(x) for row in A.entries() for x in row)
