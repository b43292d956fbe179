"""What a cut of a triangle given by generators lets through: the block behind it and its rank, without the dense matrix."""
from __future__ import annotations

from typing import Any

from symbolic.matrices.elimination import rank, rref
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, vstack, zero
from symbolic.structured.base import from_columns
from symbolic.structured.generators import Generators, Table, stepped, with_generators


def cut_ranks(triangle: Generators) -> tuple[int, ...]:
    """The ranks of the blocks A[t:, :t], t = 0 .. n, of the strictly lower triangle with these generators.

    The block is the product of the rows c_i A_{i-1} .. A_t and the columns A_{t-1} .. A_{j+1} b_j. Only a basis of either is
    kept from cut to cut, so that every matrix is k x k.

    Cost: O(n k^3) operations.
    """
    n, k = len(triangle.c), triangle.order
    if not k:
        return (0,) * (n + 1)
    rows, before = [zero(0, k)], zero(0, k)
    for t in range(n - 1, -1, -1):
        rows.append(_basis(vstack([_matrix((triangle.c[t],), k), _times(rows[-1], triangle.A[t])])))
    rows.reverse()
    found = [0]
    for t in range(n):
        A = triangle.A[t]
        moved = _times(before, None if A is None else tuple(zip(*A, strict=True)))
        before = _basis(vstack([moved, _matrix((triangle.b[t],), k)]))
        found.append(rank(rows[t + 1] * before.T))
    return tuple(found)


def cut_block(triangle: Generators, t: int) -> ExactMatrix:
    """The block A[t:, :t] as a product of an (n - t) x k and a k x t matrix."""
    n, k = len(triangle.c), triangle.order
    if not k or not 0 < t < n:
        return zero(n - t, t)
    (light,) = with_generators([], triangle)[1:]
    columns: list[list[Any]] = []
    for j in range(t):
        columns = [stepped(light.A[j], x) for x in columns] if light.A[j] is not None else columns
        columns.append(list(light.b[j]))
    rows: list[list[Any]] = []
    for i in range(n - 1, t - 1, -1):
        A = light.A[i]
        rows = [stepped(A, x, transposed=True) for x in rows] if A is not None else rows
        rows.append(list(light.c[i]))
    return from_columns(rows[::-1], k).T * from_columns(columns, k)


def _matrix(rows: Table, k: int) -> ExactMatrix:
    return from_entries([list(row) for row in rows], len(rows), k)


def _times(M: ExactMatrix, A: Table | None) -> ExactMatrix:
    return M if A is None or not M.rows else M * _matrix(A, M.cols)


def _basis(M: ExactMatrix) -> ExactMatrix:
    """A basis of the rows."""
    form = rref(M)
    return identity(M.cols) if form.rank == M.cols else form.R.submatrix(range(form.rank), range(M.cols))
