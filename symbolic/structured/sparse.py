"""Elimination on sparse rows that stays within their band: solution, determinant and null vector, with row exchanges."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[int, Any]


@dataclass(frozen=True)
class SparseElimination:
    """What elimination found: the determinant, and either the solutions (one list per unknown) or a null vector."""

    det: Any
    solution: list[list[Any]] | None
    null: list[Any] | None


def eliminate(rows: Sequence[Row], right: Sequence[Sequence[Any]], one: Any) -> SparseElimination:
    """Solve the square system whose row i is {column: entry}, for all columns of `right` at once.

    Any non-zero pivot will do, so the answer is right for every nonsingular matrix; the row with the fewest entries is
    taken. Of the rows that start at or before column j at most (bandwidth) are ever in play, so the cost is
    O(N w^2) operations for N rows of bandwidth w.
    """
    size = len(rows)
    starting: list[list[int]] = [[] for _ in range(size)]
    work = [{j: x for j, x in row.items() if x} for row in rows]
    values = [list(r) for r in right]
    for i, row in enumerate(work):
        if row:
            starting[min(row)].append(i)
    active: list[int] = []
    order: list[int] = []
    det = one
    for j in range(size):
        active += starting[j]
        candidates = [i for i in active if j in work[i]]
        if not candidates:
            return SparseElimination(one - one, None, _null_vector(work, order, j, one))
        p = min(candidates, key=lambda i: len(work[i]))
        for i in candidates:
            if i != p:
                _subtract(work[i], work[p], values[i], values[p], j)
        det *= work[p][j]
        order.append(p)
        active = [i for i in active if i != p and work[i]]
    return SparseElimination(det if _is_even(order) else -det, _back_substitute(work, values, order), None)


def _subtract(row: Row, pivot: Row, value: list[Any], pivot_value: list[Any], j: int) -> None:
    """Row -= (row[j] / pivot[j]) * pivot, dropping what becomes zero."""
    factor = row.pop(j) / pivot[j]
    for k, x in pivot.items():
        if k != j:
            new = row[k] - factor * x if k in row else -factor * x
            if new:
                row[k] = new
            else:
                row.pop(k, None)
    for c, y in enumerate(pivot_value):
        if y:
            value[c] = value[c] - factor * y


def _back_substitute(work: list[Row], values: list[list[Any]], order: list[int]) -> list[list[Any]]:
    solution: list[list[Any]] = [[]] * len(order)
    for j in range(len(order) - 1, -1, -1):
        row, total = work[order[j]], values[order[j]]
        for k, x in row.items():
            if k != j:
                total = [t - x * s for t, s in zip(total, solution[k], strict=True)]
        solution[j] = [t / row[j] for t in total]
    return solution


def _null_vector(work: list[Row], order: list[int], free: int, one: Any) -> list[Any]:
    """The first column without a pivot is a combination of those before it: its unknown is 1, the later ones are 0."""
    null = [one - one] * len(work)
    null[free] = one
    for j in range(free - 1, -1, -1):
        row = work[order[j]]
        total = one - one
        for k, x in row.items():
            if j < k <= free:
                total = total - x * null[k]
        null[j] = total / row[j]
    return null


def _is_even(order: Sequence[int]) -> bool:
    seen, even = [False] * len(order), True
    for start in range(len(order)):
        i, length = start, 0
        while not seen[i]:
            seen[i] = True
            i, length = order[i], length + 1
        even ^= length > 0 and length % 2 == 0
    return even
