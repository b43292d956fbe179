"""Generators from a dense matrix: realising a strictly lower triangle, and completing a triangle to least rank."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.matrices.elimination import nullspace, rref
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, zero
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
    kept: list[int] = []
    bases, steps, inputs = [], [], []
    for t in range(n):
        bases.append(kept)
        candidates = [*kept, t]
        form = rref(A.submatrix(range(t + 1, n), candidates))
        new = [candidates[p] for p in form.pivots]
        rows = form.R.entries()[:len(new)]
        steps.append([row[:-1] for row in rows])
        inputs.append([row[-1] for row in rows])
        kept = new
    k = max((len(basis) for basis in bases), default=0)
    c = [_padded([A[t, j] for j in bases[t]], k) for t in range(n)]
    b = [_padded(x, k) for x in inputs]
    return Generators(tuple(c), tuple(_padded_table(step, k) for step in steps), tuple(b))


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


def complete_lower(A: ExactMatrix, *, strict: bool = False) -> Completion:
    """Complete the lower triangle of A (with its diagonal, unless `strict`) to a matrix of least rank.

    Column by column: either the known part of column j is a combination of the same rows of the columns before it, all
    of which are known entries, and the same combination continues it upwards; or the rank must grow by one. So the least
    rank is the sum over j of rank A[j:, :j+1] - rank A[j:, :j], whatever was chosen before.

    References: [KW88] Kaashoek & Woerdeman 1988.
    """
    n, gap = A.rows, int(strict)
    done = zero(n, 0)
    weights: list[list[Any]] = []  # column j of `full` = sum of weights[j] times the independent columns
    independent: list[int] = []
    vectors: list[ExactMatrix] = []
    for j in range(n):
        top = j + gap
        known = A.submatrix(range(top, n), [j])
        basis = done.submatrix(range(n), independent)
        form = rref(hstack([basis.submatrix(range(top, n), range(len(independent))), known]))
        if len(independent) in form.pivots:
            vectors.append(_separating(done.submatrix(range(top, n), range(j)), known, n))
            new = from_entries([[exact(0)]] * min(top, n) + known.entries(), n, 1)
            weights.append([exact(0)] * len(independent) + [exact(1)])
            independent.append(j)
        else:
            w = [exact(0)] * len(independent)
            for r, p in enumerate(form.pivots):
                w[p] = form.R[r, len(independent)]
            new = basis * from_entries([[x] for x in w], len(w), 1)
            weights.append(w)
        done = hstack([done, new])
    k = len(independent)
    right = from_entries([_padded(w, k) for w in weights], n, k)
    certificate = hstack([zero(n, 0), *vectors])
    return Completion(done, done.submatrix(range(n), independent), right, tuple(independent), certificate)


def _separating(earlier: ExactMatrix, column: ExactMatrix, n: int) -> ExactMatrix:
    """The y, with zeros put above, that annihilates the earlier columns and gives 1 on this one."""
    kernel = nullspace(earlier.T)
    values = kernel.T * column
    r = next(i for i in range(kernel.cols) if values[i, 0])
    y = kernel.column(r) / values[r, 0]
    return from_entries([[exact(0)]] * (n - y.rows) + y.entries(), n, 1)
