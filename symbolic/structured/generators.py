"""Generators of a strictly lower triangle, c_i A_{i-1} .. A_{j+1} b_j: reading them, stepping through them, printing."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError, ShapeError, in_name_of
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact
from symbolic.structured.base import Scalar, in_one_ring, read_scalar

Table = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Generators:
    """Rows c_t, transitions A_t (None for the identity) and columns b_t; `order` is the size of the state."""

    c: Table
    A: tuple[Table | None, ...]
    b: Table

    @staticmethod
    def empty(n: int) -> Generators:
        """Those of the zero triangle."""
        return Generators(((),) * n, (None,) * n, ((),) * n)

    @property
    def order(self) -> int:
        """The size of the state."""
        return len(self.c[0]) if self.c else 0

    @property
    def one(self) -> Any:
        """1 in the ring of the generators, after `in_one_ring`."""
        samples = (x for row in (*self.c, *self.b) for x in row)
        return next((x - x + 1 for x in samples), exact(1))

    def strict_entries(self) -> list[list[Any]]:
        """Entries [i][j] for j < i."""
        n = len(self.c)
        rows: list[list[Any]] = [[exact(0)] * i for i in range(n)]
        if not self.order:
            return rows
        for j in range(n):
            state = list(self.b[j])
            for i in range(j + 1, n):
                rows[i][j] = sum((x * s for x, s in zip(self.c[i], state, strict=True)), start=exact(0))
                state = stepped(self.A[i], state)
        return rows

    def arguments(self) -> str:
        """`c, A, b` as the constructor reads them."""
        return f"{_table_text(self.c)}, [{', '.join(self._step_text(A) for A in self.A)}], {_table_text(self.b)}"

    def transposed_arguments(self) -> str:
        """`g, E, h`, for which the constructor transposes."""
        turned = [None if A is None else tuple(zip(*A, strict=True)) for A in self.A]
        return f"{_table_text(self.b)}, [{', '.join(self._step_text(A) for A in turned)}], {_table_text(self.c)}"

    def _step_text(self, A: Table | None) -> str:
        k = self.order
        rows = A if A is not None else tuple(tuple(int(i == j) for j in range(k)) for i in range(k))
        return _table_text(rows) if k != 1 else str(rows[0][0])

    def numbers(self) -> Iterator[Any]:
        """Every number in it, in a fixed order."""
        for table in (self.c, self.b, *(A for A in self.A if A is not None)):
            for row in table:
                yield from row

    def renewed(self, numbers: Iterator[Any]) -> Generators:
        """The same with the numbers replaced, in the order of `numbers()`."""
        def table(old: Table) -> Table:
            return tuple(tuple(next(numbers) for _ in row) for row in old)
        c, b = table(self.c), table(self.b)
        return Generators(c, tuple(None if A is None else table(A) for A in self.A), b)


def _table_text(rows: Table) -> str:
    return f"[{', '.join('[' + ', '.join(map(str, row)) + ']' for row in rows)}]"


def stepped(A: Table | None, state: Sequence[Any], *, transposed: bool = False) -> list[Any]:
    """A times the state, or A^T times it."""
    if A is None or not state:
        return list(state)
    rows = zip(*A, strict=True) if transposed else A
    return [sum(a * s for a, s in zip(row, state, strict=True)) for row in rows]


def with_generators(vectors: Sequence[Sequence[Any]], *triangles: Generators) -> Any:
    """The vectors and generators `in_one_ring`."""
    lists = in_one_ring(*vectors, *(list(g.numbers()) for g in triangles))
    k = len(vectors)
    return lists[:k], *(g.renewed(iter(numbers)) for g, numbers in zip(triangles, lists[k:], strict=True))


def read_generator(value: Any, n: int, what: str, symbols: tuple[str, ...] = ()) -> Table:
    """An n x k table: an ExactMatrix, a list of rows, or a list of numbers for k = 1."""
    if isinstance(value, ExactMatrix):
        rows = value.entries()
    elif not isinstance(value, list | tuple):
        raise InputError(f"{what}: expected a matrix or a list of numbers or rows, not {value!r:.60}; write [..] around it")
    else:
        with in_name_of(what):
            rows = [[read_scalar(x, symbols) for x in row] if isinstance(row, list | tuple) else [read_scalar(row, symbols)]
                    for row in value]
    widths = {len(row) for row in rows}
    if len(rows) != n or len(widths) > 1:
        raise ShapeError(f"{what}: a generator needs {n} rows of equal length, one for each row of the matrix; "
                         f"found {len(rows)} rows of length {sorted(widths)}")
    return tuple(tuple(row) for row in rows)


def read_transitions(A: Any, n: int, k: int, symbols: tuple[str, ...] = ()) -> tuple[Table | None, ...]:
    """The n tables of k x k numbers; a bare number is a 1 x 1 table, and the identity is kept as None."""
    if isinstance(A, ExactMatrix) and 1 in A.shape:
        A = [x for row in A.entries() for x in row]
    if not isinstance(A, Iterable) or isinstance(A, ExactMatrix | str):
        raise InputError(f"quasiseparable: expected a list of {n} transitions, one for each row, not {A!r:.60}")
    given = list(A)
    if len(given) != n:
        raise ShapeError(f"quasiseparable: {n} transitions are needed, one for each row, found {len(given)}")
    return tuple(_transition(x, k, symbols) for x in given)


def _transition(x: Any, k: int, symbols: tuple[str, ...]) -> Table | None:
    rows = x.rows if isinstance(x, ExactMatrix) else len(x) if isinstance(x, list | tuple) else 1
    table = read_generator(x if isinstance(x, ExactMatrix | list | tuple) else [x], rows, "quasiseparable", symbols)
    if len(table) != k or any(len(row) != k for row in table):
        raise ShapeError(f"quasiseparable: a transition must be {k}x{k}, like the state, not {len(table)}x"
                         f"{len(table[0]) if table else 0}")
    identity: list[list[Scalar]] = [[exact(int(i == j)) for j in range(k)] for i in range(k)]
    return None if [list(row) for row in table] == identity else table
