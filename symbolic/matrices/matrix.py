"""Making matrices: from entries and integer arrays, identity, diagonal, stacked and block diagonal ones."""
from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any, TypeVar

from flint import fmpq_mat, fmpz_mat

from symbolic.errors import DomainError, InputError, NotSquareError, ShapeError, in_name_of
from symbolic.matrices.arrays import FieldArray, from_numbers, in_lowest_terms
from symbolic.matrices.exactmatrix import ExactMatrix as ExactMatrix
from symbolic.matrices.exactmatrix import alike as alike
from symbolic.matrices.functionarrays import from_functions
from symbolic.scalars.fields import QQ
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction

Factor = TypeVar("Factor")


def from_entries(rows: Sequence[Sequence[Any]], m: int, n: int, conditions: tuple[RationalFunction, ...] = ()) -> ExactMatrix:
    """An m x n matrix from entries that are already exact scalars."""
    if conditions or any(isinstance(x, RationalFunction) for row in rows for x in row):
        return ExactMatrix(from_functions(rows, (m, n), conditions))
    return ExactMatrix(from_numbers(rows, m, n))


def rational_matrix(numerator: fmpz_mat, denominator: int = 1) -> ExactMatrix:
    """The matrix numerator / denominator, from a python-flint integer matrix."""
    return ExactMatrix(FieldArray(QQ, [numerator], denominator))


def from_flint(A: fmpq_mat) -> ExactMatrix:
    """The same matrix; python-flint splits it into numerator and denominator in lowest terms."""
    numerator, denominator = A.numer_denom()
    return ExactMatrix(in_lowest_terms(numerator, int(denominator)))


def identity(n: int) -> ExactMatrix:
    """The n x n identity matrix.

    >>> identity(2)
    1 0; 0 1
    """
    _require_size(n, "identity")
    return rational_matrix(fmpz_mat(n, n, [int(i == j) for i in range(n) for j in range(n)]))


def zero(m: int, n: int) -> ExactMatrix:
    """The m x n zero matrix.

    >>> zero(1, 2)
    0 0
    """
    _require_size(m, "zero")
    _require_size(n, "zero")
    return rational_matrix(fmpz_mat(m, n))


def diagonal(values: Sequence[Any]) -> ExactMatrix:
    """The square matrix with these numbers on the diagonal.

    >>> diagonal([1, 2])
    1 0; 0 2
    """
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise InputError(f"diagonal: expected a list of numbers, not a {type(values).__name__}; write [..] around it")
    n = len(values)
    with in_name_of("diagonal"):
        return ExactMatrix.from_rows([[values[i] if i == j else 0 for j in range(n)] for i in range(n)])


def orbit(A: Any, b: Factor, count: int) -> list[Factor]:
    """[b, A b, .., A^(count - 1) b] for count >= 1, with exact matrices or python-flint ones.

    >>> from symbolic import matrix
    >>> orbit(matrix("0 1; 1 1"), matrix("0; 1"), 3)
    [0; 1, 1; 1, 1; 2]
    """
    out = [b]
    for _ in range(count - 1):
        out.append(A * out[-1])
    return out


def hstack(parts: Sequence[ExactMatrix]) -> ExactMatrix:
    """The matrices side by side.

    >>> hstack([identity(2), zero(2, 1)])
    1 0 0; 0 1 0
    """
    return vstack([p.T for p in _matrices(parts, "hstack")]).T


def vstack(parts: Sequence[ExactMatrix]) -> ExactMatrix:
    """The matrices one under another.

    >>> vstack([identity(2), zero(1, 2)])
    1 0; 0 1; 0 0
    """
    widths = {p.cols for p in _matrices(parts, "vstack")}
    if len(widths) != 1:
        raise ShapeError(f"stacking needs at least one matrix and equal sizes, not {sorted(widths)}")
    if all(p.is_rational for p in parts):
        d = lcm(*(p.denominator for p in parts))
        flat = [x for p in parts for x in (p.numerator * (d // p.denominator)).entries()]
        return rational_matrix(fmpz_mat(sum(p.rows for p in parts), widths.pop(), flat), d)
    rows = [row for p in parts for row in p.entries()]
    return from_entries(rows, len(rows), widths.pop(), _joint(parts))


def _require_size(n: object, what: str) -> None:
    """InputError in the name of `what` unless n is an integer >= 0."""
    if type(n) is not int or n < 0:
        raise InputError(f"{what}: a size is {n!r}; it must be an integer >= 0")


def _matrices(parts: Any, what: str) -> Sequence[ExactMatrix]:
    """The matrices of a list; InputError in the name of `what` for anything else."""
    if isinstance(parts, ExactMatrix) or not isinstance(parts, Sequence):
        raise InputError(f"{what}: expected a list of matrices, not a {type(parts).__name__}; write [..] around it")
    for part in parts:
        require_matrix(part, what)
    return parts


def _joint(parts: Sequence[ExactMatrix]) -> tuple[RationalFunction, ...]:
    """The conditions of all parts, each once."""
    return tuple(dict.fromkeys(c for p in parts for c in p.conditions))


def block_diagonal(parts: Sequence[ExactMatrix]) -> ExactMatrix:
    """The direct sum of matrices.

    >>> block_diagonal([identity(1), diagonal([2, 3])])
    1 0 0; 0 2 0; 0 0 3
    """
    n = sum(p.cols for p in _matrices(parts, "block_diagonal"))
    rows, at = [], 0
    for p in parts:
        rows += [[exact(0)] * at + row + [exact(0)] * (n - at - p.cols) for row in p.entries()]
        at += p.cols
    return from_entries(rows, len(rows), n, _joint(parts))


def require_matrix(A: object, what: str) -> None:
    """InputError in the name of `what` unless A is an ExactMatrix."""
    if isinstance(A, ExactMatrix):
        return
    advice = "write symbolic.matrix(..) around it"
    if hasattr(A, "T_matrix"):
        advice = ("its entries have square roots, so give the similar rational matrix `.T_matrix` and the vectors in its frame "
                  "(a HiPPO matrix has `.input_vector`)")
    elif hasattr(A, "dense"):
        advice = "give its dense form, `.dense()`"
    raise InputError(f"{what}: expected an exact matrix, not a {type(A).__name__}; {advice}")


def require_numbers(A: ExactMatrix, what: str) -> None:
    """DomainError in the name of `what` when A has parameters, InputError when it is no exact matrix."""
    require_matrix(A, what)
    if A.has_parameters:
        raise DomainError(f"{what}: the {A.rows}x{A.cols} matrix over {A.ring} has parameters, and numbers are needed; "
                          "substitute values first")


def require_square(A: ExactMatrix, what: str) -> int:
    """The size of a square matrix, or NotSquareError in the name of `what`."""
    require_matrix(A, what)
    if not A.is_square:
        raise NotSquareError(f"{what}: the matrix is {A.rows}x{A.cols}, and only a square matrix has one")
    return A.rows
