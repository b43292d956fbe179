"""Smith form over Q[x] with unimodular transforms: elimination in general, cyclic vectors for x I - A."""
from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm

from flint import fmpq, fmpq_poly

ONE, ZERO = fmpq_poly([1]), fmpq_poly([0])
Grid = list[list[fmpq_poly]]


def unit_grid(n: int) -> Grid:
    """The n x n identity."""
    return [[ONE if i == j else ZERO for j in range(n)] for i in range(n)]


@dataclass
class Elimination:
    """U A V = M at every moment, with the inverses of U and V kept beside them.

    `U`, `M` are lists of rows; `V` is a list of columns, `U_inverse` a list of columns, `V_inverse` a list of rows:
    each operation then works on whole lists.
    """

    M: Grid
    U: Grid
    U_inverse: Grid
    V: Grid
    V_inverse: Grid

    def add_row(self, i: int, j: int, q: fmpq_poly) -> None:
        """row_i += q row_j."""
        self.M[i] = _axpy(self.M[i], q, self.M[j])
        self.U[i] = _axpy(self.U[i], q, self.U[j])
        self.U_inverse[j] = _axpy(self.U_inverse[j], -q, self.U_inverse[i])

    def add_column(self, i: int, j: int, q: fmpq_poly) -> None:
        """column_i += q column_j."""
        for row in self.M:
            if row[j]:
                row[i] = row[i] + q * row[j]
        self.V[i] = _axpy(self.V[i], q, self.V[j])
        self.V_inverse[j] = _axpy(self.V_inverse[j], -q, self.V_inverse[i])

    def swap_rows(self, i: int, j: int) -> None:
        """Exchange two rows."""
        for grid in (self.M, self.U, self.U_inverse):
            grid[i], grid[j] = grid[j], grid[i]

    def swap_columns(self, i: int, j: int) -> None:
        """Exchange two columns."""
        for row in self.M:
            row[i], row[j] = row[j], row[i]
        for grid in (self.V, self.V_inverse):
            grid[i], grid[j] = grid[j], grid[i]

    def scale_row(self, i: int, c: fmpq) -> None:
        """row_i *= c for a constant c != 0, a unit of Q[x]."""
        if c != 1:
            self.M[i] = [p * c for p in self.M[i]]
            self.U[i] = [p * c for p in self.U[i]]
            self.U_inverse[i] = [p / c for p in self.U_inverse[i]]

    def make_primitive(self, i: int) -> None:
        """Scale row i of [M | U] to integer coefficients without common factor: keeps the numbers short."""
        bottom, top = 1, 0
        for p in self.M[i] + self.U[i]:
            if p:
                bottom = lcm(bottom, int(p.denom()))
        for p in self.M[i] + self.U[i]:
            if p:
                top = gcd(top, *[int(c * bottom) for c in p.coeffs()])
        self.scale_row(i, fmpq(bottom, top or 1))


def _axpy(x: list[fmpq_poly], q: fmpq_poly, y: list[fmpq_poly]) -> list[fmpq_poly]:
    return [a + q * b if b else a for a, b in zip(x, y, strict=True)]


def _weight(p: fmpq_poly) -> tuple[int, int]:
    """Degree first, then the size of the coefficients: the order in which pivots are preferred."""
    return int(p.degree()), sum(int(abs(c)).bit_length() for c in p.numer().coeffs()) + int(p.denom()).bit_length()


def _pivot(M: Grid, k: int) -> tuple[int, int] | None:
    places = [(_weight(p), i, j) for i in range(k, len(M)) for j, p in enumerate(M[i]) if j >= k and p]
    return min(places)[1:] if places else None


def _clear(state: Elimination, k: int) -> bool:
    """One pass over row k and column k with pivot (k, k); True when both are zero beyond the pivot."""
    done = True
    for i in range(k + 1, len(state.M)):
        if state.M[i][k]:
            q = state.M[i][k] // state.M[k][k]
            state.add_row(i, k, -q)
            state.make_primitive(i)
            done = done and not state.M[i][k]
    for j in range(k + 1, len(state.M[k])):
        if state.M[k][j]:
            q = state.M[k][j] // state.M[k][k]
            state.add_column(j, k, -q)
            done = done and not state.M[k][j]
    return done


def eliminate(A: Grid, cols: int) -> tuple[Elimination, list[fmpq_poly]]:
    """Diagonalise A over Q[x] so that monic d_1 | d_2 | ..; return the state and the non-zero d_i.

    The pivot is an entry of least degree, then of least height; a remainder has smaller degree, so it ends.
    """
    m = len(A)
    state = Elimination([list(row) for row in A], unit_grid(m), unit_grid(m), unit_grid(cols), unit_grid(cols))
    factors: list[fmpq_poly] = []
    for k in range(min(m, cols)):
        while (place := _pivot(state.M, k)) is not None:
            state.swap_rows(k, place[0])
            state.swap_columns(k, place[1])
            if not _clear(state, k):
                continue
            pivot = state.M[k][k]
            bad = [i for i in range(k + 1, m) if any(p and p % pivot for p in state.M[i])]
            if not bad:
                break
            state.add_row(k, bad[0], ONE)
        if place is None:
            break
        lead = state.M[k][k].leading_coefficient()
        state.scale_row(k, 1 / lead)
        factors.append(state.M[k][k])
    return state, factors
