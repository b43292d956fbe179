"""Generators from a dense matrix: realising a strictly lower triangle, and completing a triangle to least rank."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.matrices.elimination import EchelonForm, rref
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.structured.generators import Generators, Table


def realize_lower(A: ExactMatrix) -> Generators:
    """Generators of the strict lower triangle of A with the least state: the largest rank of its blocks.

    The state at cut t is written in a basis of the columns of the block A[t:, :t], chosen among the columns themselves and
    nested from cut to cut; smaller states are padded with zeros.

    Cost: O(n^2 k^2) operations.
    References: [DvdV98] Dewilde & van der Veen 1998, chapter 3.
    """
    n = A.rows
    bases: list[list[int]] = [[]]
    steps, inputs = [], []
    for _, candidates, form in nested_columns(A, strict=True):
        bases.append([candidates[p] for p in form.pivots])
        rows = form.R.submatrix(range(form.rank), range(len(candidates))).entries()
        steps.append([row[:-1] for row in rows])
        inputs.append([row[-1] for row in rows])
    k = max((len(basis) for basis in bases), default=0)
    c = [_padded([A[t, j] for j in bases[t]], k) for t in range(n)]
    b = [_padded(x, k) for x in inputs]
    return Generators(tuple(c), tuple(_padded_table(step, k) for step in steps), tuple(b))


def nested_columns(A: ExactMatrix, *, strict: bool) -> Iterator[tuple[int, list[int], EchelonForm]]:
    """For each t columns that span the block A[t:, :t+1] (`strict`: A[t+1:, :t+1]), and the echelon form of these columns.

    The columns that are independent in one block and the new column span the next block, which has fewer rows. So all ranks are
    found by eliminations with one column more than the rank.
    """
    n = A.rows
    kept: list[int] = []
    for t in range(n):
        candidates = [*kept, t]
        form = rref(A.submatrix(range(t + strict, n), candidates))
        kept = [candidates[p] for p in form.pivots]
        yield t, candidates, form


def _padded(row: Sequence[Any], k: int) -> tuple[Any, ...]:
    return (*row, *[exact(0)] * (k - len(row)))


def _padded_table(rows: Sequence[Sequence[Any]], k: int) -> Table:
    return tuple(_padded(rows[r] if r < len(rows) else [], k) for r in range(k))


@dataclass(frozen=True)
class Completion:
    """The least rank of a matrix with a given lower triangle: `full` = left * right.T attains it.

    `columns` are the columns j that no completion can express by those before them; column r of `certificate` is a
    vector y with y_i = 0 for i above the triangle, y^T (column i) = 0 for i < j = columns[r] and y^T (column j) = 1. So
    (certificate^T M)[:, columns] is unit upper triangular for *every* completion M, whose rank is thus at least `rank`.
    """

    full: ExactMatrix
    left: ExactMatrix
    right: ExactMatrix
    columns: tuple[int, ...]
    certificate: ExactMatrix

    @property
    def rank(self) -> int:
        """The least rank."""
        return len(self.columns)


def complete_lower(A: ExactMatrix, *, strict: bool = False, limit: int | None = None) -> Completion:
    """Complete the lower triangle of A (with its diagonal, unless `strict`) to a matrix of least rank.

    Column by column: either the known part of column j is a combination of the same rows of the columns before it, all
    of which are known entries, and the same combination continues it upwards; or the rank must grow by one. So the least
    rank is the sum over j of rank A[j:, :j+1] - rank A[j:, :j], whatever was chosen before. With a `limit` the work stops when
    the rank is above it: the later columns are then missing (zero).

    Cost: n eliminations with one column more than the rank so far.
    References: [KW88] Kaashoek & Woerdeman 1988.
    """
    n, gap = A.rows, int(strict)
    basis = zero(n, 0)             # the independent columns
    weights: list[list[Any]] = []  # column j of `full` = sum of weights[j] times the independent columns
    independent: list[int] = []
    vectors: list[ExactMatrix] = []
    for j in range(n):
        top = j + gap
        known = A.submatrix(range(top, n), [j])
        part = hstack([basis.submatrix(range(top, n), range(len(independent))), known])
        form = rref(part)
        if len(independent) in form.pivots:
            vectors.append(_separating(part, n))
            basis = hstack([basis, vstack([zero(min(top, n), 1), known])])
            weights.append([exact(0)] * len(independent) + [exact(1)])
            independent.append(j)
            if limit is not None and len(independent) > limit:
                break
        else:
            w: list[Any] = [exact(0)] * len(independent)
            for r, p in enumerate(form.pivots):
                w[p] = form.R[r, len(independent)]
            weights.append(w)
    k = len(independent)
    right = from_entries([_padded(w, k) for w in weights] + [_padded([], k)] * (n - len(weights)), n, k)
    return Completion(basis * right.T, basis, right, tuple(independent), hstack([zero(n, 0), *vectors]))


def _separating(part: ExactMatrix, n: int) -> ExactMatrix:
    """The y, with zeros put above, that annihilates all columns but the last, on which it gives 1.

    The columns before the last span those of the completion so far.
    """
    m, k = part.shape
    target = from_entries([[exact(int(r == k - 1))] for r in range(k)], k, 1)
    form = rref(hstack([part.T, target]))
    y: list[list[Any]] = [[exact(0)] for _ in range(n)]
    for r, p in enumerate(form.pivots):
        y[n - m + p][0] = form.R[r, m]
    return from_entries(y, n, 1)
