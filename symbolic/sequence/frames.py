"""The frame D = diag(sqrt(s_i)) of a scaled matrix: its squares s_i, and the field that their roots need."""
from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

from flint import fmpz, fmpz_mat

from symbolic.errors import InputError, ShapeError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, rational_matrix, require_matrix
from symbolic.scalars.surds import squarefree_part
from symbolic.structured.base import Scalar, read_vector

Square = int | Fraction


def rational_diagonal(values: list[Fraction]) -> ExactMatrix:
    """The diagonal matrix of Fractions, without a number object for every zero."""
    n, denominator = len(values), reduce(lcm, (v.denominator for v in values), 1)
    table = fmpz_mat(n, n)
    for i, v in enumerate(values):
        table[i, i] = v.numerator * (denominator // v.denominator)
    return rational_matrix(table, denominator)


def frame_columns(y: Any, n: int, what: str) -> ExactMatrix:
    """A list of numbers as one column, or a matrix of columns, with n rows."""
    if not isinstance(y, ExactMatrix):
        if isinstance(y, str) or not isinstance(y, Iterable):
            raise InputError(f"{what}: expected a list of {n} numbers or an exact matrix with {n} rows, not {y!r}")
        with in_name_of(what):
            y = ExactMatrix.from_rows([[x] for x in y], cols=1)
    require_matrix(y, what)
    if y.rows != n:
        raise ShapeError(f"{what}: the matrix is {n}x{n} and the right side has {y.rows} rows; they must agree")
    return ExactMatrix(y.array)


def listed(scaling: tuple[Square, ...]) -> str:
    """The squares as text, [1, 3, 5]."""
    return f"[{', '.join(str(s) for s in scaling)}]"


def rational_root(x: Fraction) -> Fraction | None:
    """The square root of a positive Fraction when it is rational."""
    s, d = squarefree_part(x.numerator * x.denominator)
    return Fraction(s, x.denominator) if d == 1 else None


def independent_roots(scaling: tuple[Square, ...]) -> int:
    """The r for which the sqrt(s_i / s_j) together generate a field of degree 2^r: a rank over the field of two elements."""
    basis: list[set[int]] = []
    first = Fraction(scaling[0]) if scaling else Fraction(1)
    for s in scaling:
        ratio = Fraction(s) / first
        rest = _primes(squarefree_part(ratio.numerator * ratio.denominator)[1])
        for known in basis:
            if max(known) in rest:
                rest = rest ^ known
        if rest:
            basis.append(rest)
            basis.sort(key=max, reverse=True)
    return len(basis)


def _primes(d: int) -> set[int]:
    return {int(p) for p, _ in fmpz(d).factor()} if d > 1 else set()


def numbers_of(values: Any, what: str) -> tuple[Scalar, ...]:
    """The numbers of a list or of a matrix with one row or column; InputError for what is no list."""
    if not isinstance(values, ExactMatrix) and (isinstance(values, str) or not isinstance(values, Iterable)):
        raise InputError(f"{what}: expected a list of numbers or an exact matrix, not {values!r}")
    return read_vector(values, what)
