"""Sequences of vectors, one row a token: reading them, their entrywise product, their cuts into chunks."""
from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_mat, fmpz_mat

from symbolic.errors import InputError, ShapeError, UnableError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix, zero
from symbolic.sequence.frames import numbers_of
from symbolic.structured.base import Scalar, light, read_scalar
from symbolic.structured.semiseparable import OneSemiseparable

MAX_TOKENS = 100_000
MAX_DENSE = 2_048      # tokens of an operator that is written out


def token_rows(x: Any, what: str, rows: int | None = None, cols: int | None = None) -> ExactMatrix:
    """An L x N matrix from an ExactMatrix, a list of rows, or a list of numbers (one column).

    Raises:
        InputError: it is none of these. ShapeError: there are not `rows` rows or not `cols` columns.
    """
    if isinstance(x, ExactMatrix):
        found = ExactMatrix(x.array)
    elif not isinstance(x, list | tuple):
        raise InputError(f"{what}: expected an exact matrix, a list of rows or a list of numbers, not {x!r:.60}")
    else:
        with in_name_of(what):
            table = [[read_scalar(v) for v in row] if isinstance(row, list | tuple) else [read_scalar(row)] for row in x]
            found = ExactMatrix.from_rows(table) if table else zero(0, 1 if cols is None else cols)
    if rows is not None and found.rows != rows:
        raise ShapeError(f"{what} has {found.rows} rows, and {rows} are needed, one for each token")
    if cols is not None and found.cols != cols:
        raise ShapeError(f"{what} has {found.cols} columns, and {cols} are needed")
    if found.rows > MAX_TOKENS:
        raise UnableError(f"{what}: {found.rows} tokens", f"length {MAX_TOKENS}")
    return found


def token_numbers(x: Any, what: str, rows: int | None = None) -> tuple[Scalar, ...]:
    """One number a token.

    Raises:
        InputError: it is no list of numbers. ShapeError: there are not `rows` of them.
    """
    values = numbers_of(x, what)
    if rows is not None and len(values) != rows:
        raise ShapeError(f"{what} has {len(values)} numbers, and {rows} are needed, one for each token")
    return values


def read_state(state: Any, rows: int, cols: int, what: str) -> ExactMatrix:
    """The state to start from: None for zero."""
    if state is None:
        return zero(rows, cols)
    read = token_rows(state, f"{what}: the initial state", cols=cols)
    if read.rows != rows:
        raise ShapeError(f"{what}: the initial state must be {rows}x{cols}, not {read.rows}x{read.cols}")
    return read


def require_dense(length: int, what: str) -> None:
    """UnableError when an operator on so many tokens is not written out."""
    if length > MAX_DENSE:
        raise UnableError(f"{what}: a {length}x{length} matrix would be written out; use the scan", f"{MAX_DENSE} tokens")


def chunks_of(length: int, chunk: object, what: str) -> list[range]:
    """The ranges of tokens of consecutive chunks; the last may be shorter.

    Raises:
        InputError: the size of a chunk is not a positive integer.
    """
    if type(chunk) is not int or chunk < 1:
        raise InputError(f"{what}: the size of a chunk must be a positive integer, not {chunk!r}")
    return [range(s, min(s + chunk, length)) for s in range(0, length, chunk)]


def take(M: ExactMatrix, rows: range) -> ExactMatrix:
    """These rows."""
    return M.submatrix(rows, range(M.cols))


def entrywise(A: ExactMatrix, B: ExactMatrix) -> ExactMatrix:
    """The entrywise product A o B of two matrices of one shape."""
    if A.is_rational and B.is_rational:
        flat = [x * y for x, y in zip(A.numerator.entries(), B.numerator.entries(), strict=True)]
        return rational_matrix(fmpz_mat(*A.shape, flat), A.denominator * B.denominator)
    table = [[x * y for x, y in zip(p, q, strict=True)] for p, q in zip(A.entries(), B.entries(), strict=True)]
    return from_entries(table, *A.shape)


def segments_of(a: tuple[Scalar, ...]) -> ExactMatrix:
    """The lower triangle of a_i .. a_(j+1), ones on the diagonal; bare rationals where all are rational."""
    n, values = len(a), light(a)
    if not n or not isinstance(values[0], fmpq):
        return OneSemiseparable(a).dense()
    row: list[fmpq] = []
    flat: list[fmpq] = []
    for i, x in enumerate(values):
        row = [x * y for y in row] + [fmpq(1)]
        flat += row + [fmpq(0)] * (n - i - 1)
    numerator, denominator = fmpq_mat(n, n, flat).numer_denom()
    return rational_matrix(numerator, int(denominator))


def text_of(M: ExactMatrix) -> str:
    """The matrix as the list of rows that `token_rows` reads."""
    return f"[{', '.join('[' + ', '.join(map(str, row)) + ']' for row in M.entries())}]"
