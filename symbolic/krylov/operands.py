"""Reading what every function here is given: a square matrix, columns beside it, rows under it, a number of steps."""
from __future__ import annotations

from typing import Any

from symbolic.errors import DomainError, InputError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.structured.base import read_columns

MAX_STEPS = 10_000


def columns_beside(A: ExactMatrix, b: Any, what: str) -> ExactMatrix:
    """The columns b beside a square A; a list of numbers is one column.

    Raises:
        NotSquareError, ShapeError: A is not square, or b has another number of rows. InputError: b is no list of numbers.
    """
    n = require_square(A, what)
    return read_columns(b, n, f"{what}: the columns beside the {n}x{n} matrix A")


def read_column(A: ExactMatrix, b: Any, what: str) -> ExactMatrix:
    """One column b beside a square A over numbers; ShapeError when there are several, DomainError with parameters."""
    column = columns_beside(A, b, what)
    if column.cols != 1:
        raise ShapeError(f"{what}: b is {column.rows}x{column.cols}; it must be one column")
    require_numbers(A, what)
    require_numbers(column, what)
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
    columns = columns_beside(A, B, what)
    rows = read_rows(A, C, what)
    require_numbers(A, what)
    require_numbers(columns, what)
    require_numbers(rows, what)
    return columns, rows


def read_rows(A: ExactMatrix, C: Any, what: str) -> ExactMatrix:
    """The rows C under a square A; a list of numbers is one row."""
    n = require_square(A, what)
    if isinstance(C, ExactMatrix):
        if C.cols != n:
            raise ShapeError(f"{what}: A is {n}x{n} and C is {C.rows}x{C.cols}; C must have {n} columns")
        return C
    return columns_beside(A, C, what).T


def read_steps(k: object, least: int, what: str) -> int:
    """A whole number of steps between `least` and the limit."""
    if type(k) is not int or not least <= k <= MAX_STEPS:
        raise InputError(f"{what}: the number of steps must be a whole number from {least} to {MAX_STEPS}, not {k!r}")
    return k


def is_zero(A: ExactMatrix) -> bool:
    """Whether every entry is 0."""
    return not any(bool(x) for row in A.entries() for x in row)
