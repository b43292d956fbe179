"""Counting scalars: run an algorithm on them and read off how many operations it took."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from symbolic.structured.generators import Generators
from symbolic.structured.sparse import Row, eliminate

# Counted values are residues modulo this prime: no growth, and an accidental zero in a generic run is all but excluded.
PRIME = 2**61 - 1


@dataclass(frozen=True)
class Operations:
    """How many multiplications, divisions and additions (with subtractions)."""

    multiplications: int = 0
    divisions: int = 0
    additions: int = 0

    @property
    def total(self) -> int:
        """All of them together."""
        return self.multiplications + self.divisions + self.additions

    @property
    def multiplicative(self) -> int:
        """Multiplications and divisions."""
        return self.multiplications + self.divisions

    def __add__(self, other: Operations) -> Operations:
        return Operations(self.multiplications + other.multiplications, self.divisions + other.divisions,
                          self.additions + other.additions)

    def __sub__(self, other: Operations) -> Operations:
        return self + other.times(-1)

    def times(self, factor: int) -> Operations:
        """The same, `factor` times over."""
        return Operations(self.multiplications * factor, self.divisions * factor, self.additions * factor)


class Tally:
    """A counter, and the scalars that report to it."""

    def __init__(self) -> None:
        self.multiplications = self.divisions = self.additions = 0
        self._seeds = count(2)

    def number(self) -> Counted:
        """A new generic scalar."""
        return Counted(pow(3, next(self._seeds) ** 2, PRIME), self)

    def vector(self, n: int) -> list[Any]:
        """The next n generic scalars."""
        return [self.number() for _ in range(n)]

    def spent(self) -> Operations:
        """The operations since the last call."""
        seen = Operations(self.multiplications, self.divisions, self.additions)
        self.multiplications = self.divisions = self.additions = 0
        return seen


class Counted:
    """A residue modulo a large prime that reports every operation to its tally."""

    __slots__ = ("tally", "value")

    def __init__(self, value: int, tally: Tally) -> None:
        self.value = value % PRIME
        self.tally = tally

    def __bool__(self) -> bool:
        return self.value != 0

    def __add__(self, other: Counted) -> Counted:
        self.tally.additions += 1
        return Counted(self.value + other.value, self.tally)

    def __sub__(self, other: Counted) -> Counted:
        self.tally.additions += 1
        return Counted(self.value - other.value, self.tally)

    def __mul__(self, other: Counted) -> Counted:
        self.tally.multiplications += 1
        return Counted(self.value * other.value, self.tally)

    def __truediv__(self, other: Counted) -> Counted:
        self.tally.divisions += 1
        return Counted(self.value * pow(other.value, -1, PRIME), self.tally)

    def __neg__(self) -> Counted:
        return Counted(-self.value, self.tally)


Solver = Callable[[list[Any]], list[Any]]


def dot(a: Sequence[Any], b: Sequence[Any]) -> Any:
    """Sum of a_i b_i for non-empty lists: n multiplications, n - 1 additions."""
    total = a[0] * b[0]
    for x, y in zip(a[1:], b[1:], strict=True):
        total = total + x * y
    return total


def diagonal_solver(tally: Tally, n: int, order: int) -> Solver:
    """Solves with a diagonal matrix."""
    del order
    d = tally.vector(n)
    return lambda b: [y / a for a, y in zip(d, b, strict=True)]


def one_semiseparable_solver(tally: Tally, n: int, order: int) -> Solver:
    """Solves with a 1-semiseparable matrix, by its bidiagonal inverse."""
    del order
    a = tally.vector(n)
    return lambda b: b[:1] + [b[i] - a[i] * b[i - 1] for i in range(1, n)]


def semiseparable_solver(tally: Tally, n: int, order: int) -> Solver:
    """Solves with tril(U V^T), by forward substitution with the running sum V^T x."""
    U, V = ([tally.vector(order) for _ in range(n)] for _ in range(2))
    d = [dot(u, v) for u, v in zip(U, V, strict=True)]

    def run(b: list[Any]) -> list[Any]:
        x = [b[0] / d[0]]
        state = [v * x[0] for v in V[0]] if n > 1 else []
        for t in range(1, n):
            x.append((b[t] - dot(U[t], state)) / d[t])
            if t < n - 1:
                state = [s + v * x[t] for s, v in zip(state, V[t], strict=True)]
        return x
    return run


def toeplitz_solver(tally: Tally, n: int, order: int) -> Solver:
    """Solves with a Toeplitz matrix by Levinson's recursion (which needs nonsingular leading minors)."""
    del order
    t = {d: tally.number() for d in range(1 - n, n)}
    f = [Counted(1, tally) / t[0]]
    columns = [f]
    g = f
    for m in range(1, n):
        ahead = dot([t[m - i] for i in range(m)], f)
        behind = dot([t[-1 - i] for i in range(m)], g)
        scale = Counted(1, tally) / (Counted(1, tally) - ahead * behind)
        down, up = ahead * scale, behind * scale
        f, g = ([scale * f[0], *(scale * x - down * y for x, y in zip(f[1:], g, strict=False)), -(down * g[-1])],
                [-(up * f[0]), *(scale * y - up * x for x, y in zip(f[1:], g, strict=False)), scale * g[-1]])
        columns.append(g)

    def run(b: list[Any]) -> list[Any]:
        x = [b[0] * columns[0][0]]
        for m in range(1, n):
            rest = b[m] - dot([t[m - i] for i in range(m)], x)
            x = [*(y + rest * c for y, c in zip(x, columns[m], strict=False)), rest * columns[m][m]]
        return x
    return run


def dense_solver(tally: Tally, n: int, order: int) -> Solver:
    """Solves with a dense matrix, by its LU factors without exchanges."""
    del order
    A = [tally.vector(n) for _ in range(n)]
    for j in range(n):
        for i in range(j + 1, n):
            A[i][j] = A[i][j] / A[j][j]
            for c in range(j + 1, n):
                A[i][c] = A[i][c] - A[i][j] * A[j][c]

    def run(b: list[Any]) -> list[Any]:
        x = list(b)
        for i in range(n):
            for j in range(i):
                x[i] = x[i] - A[i][j] * x[j]
        for i in range(n - 1, -1, -1):
            for j in range(i + 1, n):
                x[i] = x[i] - A[i][j] * x[j]
            x[i] = x[i] / A[i][i]
        return x
    return run


SOLVERS: dict[str, Callable[[Tally, int, int], Solver]] = {
    "diagonal": diagonal_solver, "one_semiseparable": one_semiseparable_solver, "semiseparable": semiseparable_solver,
    "toeplitz": toeplitz_solver, "dense": dense_solver,
}


def invert_in_place(C: list[list[Any]], tally: Tally) -> None:
    """Gauss-Jordan without exchanges: k^3 multiplications and divisions for a generic k x k matrix."""
    k = len(C)
    for p in range(k):
        pivot = Counted(1, tally) / C[p][p]
        C[p][p] = pivot
        for j in range(k):
            if j != p:
                C[p][j] = C[p][j] * pivot
        for i in range(k):
            if i != p:
                factor, C[i][p] = C[i][p], Counted(0, tally)
                for j in range(k):
                    C[i][j] = C[i][j] - factor * C[p][j] if j != p else -(factor * pivot)


def count_states(rows: Sequence[Row], columns: int, width: int, state: int) -> Operations:
    """What `eliminate` spends on this sparse system, with generic numbers where it has entries other than 0, 1 and -1."""
    tally = Tally()
    one = Counted(1, tally)
    counted = [{j: (one if x == 1 else -one if x == -1 else tally.number()) for j, x in row.items() if x} for row in rows]
    right = [tally.vector(columns) if i % width == state else [Counted(0, tally)] * columns for i in range(len(rows))]
    tally.spent()
    eliminate(counted, right, one)
    return tally.spent()


def count_generators(d: Sequence[Any], lower: Generators, upper: Generators, columns: int) -> Operations:
    """What solving with quasiseparable generators spends on so many right sides."""
    from symbolic.structured.quasiseparable import state_rows
    rows, _ = state_rows(d, lower, upper)
    return count_states(rows, columns, lower.order + 1 + upper.order, lower.order)
