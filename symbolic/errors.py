"""The errors of eigenproof: one tree, each with what was asked, the offending value, and what to do.

Provably absent is not the same as unable: a `NoSuchObjectError` carries a `witness` that shows why the object
does not exist, an `UnableError` says which budget ran out.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class ExactError(Exception):
    """Base of every error that eigenproof raises on purpose."""


class InputError(ExactError, ValueError):
    """The input is not something this function can be asked about."""


class ShapeError(InputError):
    """The shapes of the arguments do not fit together."""


class NotSquareError(ShapeError):
    """A square matrix is needed."""


class DomainError(InputError):
    """An entry lies outside the ring or field this function works over."""


class ConditionError(DomainError):
    """Values of parameters at which a generic answer does not hold; `condition` is the function that vanishes there."""

    def __init__(self, message: str, condition: Any) -> None:
        super().__init__(message)
        self.condition = condition


class InexactInputError(InputError):
    """A float was given where an exact value is needed."""


class ParseError(InputError):
    """Text that cannot be read; `line` and `column` (from 1) say where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column


class NoSuchObjectError(ExactError, ArithmeticError):
    """What was asked for provably does not exist; `witness` shows why."""

    def __init__(self, message: str, witness: Any) -> None:
        super().__init__(message)
        self.witness = witness


class SingularMatrixError(NoSuchObjectError):
    """The matrix has no inverse; `null_vector` is a non-zero column it maps to 0."""

    def __init__(self, message: str, null_vector: Any) -> None:
        super().__init__(message, null_vector)
        self.null_vector = null_vector


class NoSolutionError(NoSuchObjectError):
    """A x = b has no solution; `left_null_vector` y has y^T A = 0 and y^T b != 0."""

    def __init__(self, message: str, left_null_vector: Any) -> None:
        super().__init__(message, left_null_vector)
        self.left_null_vector = left_null_vector


class NoSquareRootError(NoSuchObjectError):
    """No square root exists; `blocks` are the sizes of the Jordan blocks at 0 that forbid it."""

    def __init__(self, message: str, blocks: tuple[int, ...]) -> None:
        super().__init__(message, blocks)
        self.blocks = blocks


class NoLogarithmError(NoSuchObjectError):
    """The matrix is singular, so it is no exponential; `null_vector` is a non-zero column it maps to 0."""

    def __init__(self, message: str, null_vector: Any) -> None:
        super().__init__(message, null_vector)
        self.null_vector = null_vector


class NotDiagonalizableError(NoSuchObjectError):
    """The matrix has a Jordan block of size at least 2; `block` is one."""

    def __init__(self, message: str, block: Any) -> None:
        super().__init__(message, block)
        self.block = block


class UndefinedFunctionError(NoSuchObjectError):
    """f(A) is not defined because f, or a derivative it needs, does not exist at an eigenvalue."""


class UnableError(ExactError):
    """The answer could not be decided within `budget`; nothing is claimed about it."""

    def __init__(self, reason: str, budget: str = "") -> None:
        super().__init__(f"{reason} (budget: {budget})" if budget else reason)
        self.reason = reason
        self.budget = budget


class MissingDependencyError(ExactError, ImportError):
    """An optional package is needed; the message names the extra to install."""


_NAME = re.compile(r"[a-z_][a-z0-9_]*: ")


@contextmanager
def in_name_of(what: str) -> Iterator[None]:
    """Errors of the block begin with `what`, in place of the name of an inner function or of none; ParseErrors stay.

    >>> with in_name_of("lyapunov"):
    ...     raise DomainError("sylvester: the matrix has parameters")
    Traceback (most recent call last):
    symbolic.errors.DomainError: lyapunov: the matrix has parameters
    """
    try:
        yield
    except ExactError as error:
        text = str(error.args[0]) if error.args else ""
        if not isinstance(error, ParseError) and not text.startswith(f"{what}: "):
            error.args = (f"{what}: {_NAME.sub('', text, count=1) if _NAME.match(text) else text}", *error.args[1:])
            if isinstance(error, UnableError):
                error.reason = f"{what}: {_NAME.sub('', error.reason, count=1) if _NAME.match(error.reason) else error.reason}"
        raise
