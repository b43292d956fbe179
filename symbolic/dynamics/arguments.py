"""Reading the arguments of the dynamics functions: exact real and rational numbers, rational matrices."""
from __future__ import annotations

from typing import Any

from flint import fmpq

from symbolic.errors import DomainError, InputError
from symbolic.matrices.matrix import ExactMatrix, require_matrix
from symbolic.scalars.numbers import AlgebraicNumber, exact


def number(value: Any, what: str) -> AlgebraicNumber:
    """One exact number: int, Fraction, AlgebraicNumber, or text such as "2/3" and "sqrt(2)"."""
    if isinstance(value, str):
        from symbolic.parsing import parse_number
        value = parse_number(value)
    try:
        found: AlgebraicNumber = exact(value)
    except InputError as error:
        raise type(error)(f"{what}: {error}") from None
    return found


def real_number(value: Any, what: str) -> AlgebraicNumber:
    """An exact real number; DomainError for another one."""
    found = number(value, what)
    if not found.is_real:
        raise DomainError(f"{what}: {found} is not real; give a real number")
    return found


def rational_number(value: Any, what: str) -> fmpq:
    """A rational number as a python-flint one; DomainError for another one."""
    found = number(value, what)
    if not found.is_rational:
        raise DomainError(f"{what}: {found} is irrational; only rational values are supported here")
    return fmpq(found.numerator, found.denominator)


def require_rational(A: ExactMatrix, what: str) -> None:
    """DomainError in the name of `what` unless the entries are rational."""
    require_matrix(A, what)
    if not A.is_rational:
        raise DomainError(f"{what}: the {A.rows}x{A.cols} matrix has entries in {A.ring}; only rational matrices are supported")


def require_real(A: ExactMatrix, what: str) -> None:
    """DomainError in the name of `what` unless the entries are real numbers."""
    require_matrix(A, what)
    if A.has_parameters or not A.field.is_real:
        raise DomainError(f"{what}: the {A.rows}x{A.cols} matrix has entries in {A.ring}; only real matrices of numbers are "
                          "supported")
