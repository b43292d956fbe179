"""Results over a number field, as shown, carried to the rational matrix B = N^ + c Theta^ that the kernel checks.

Let m be the polynomial of the field and w(y) = (w_0, .., w_{s-1}) the coefficients of m(z) / (z - rho(y)), where
theta = rho(y) for the root y that a chain is written in. Then Theta^ (v (x) w) = rho (v (x) w), and the map E of the kernel,
which puts theta back, takes v (x) w to m'(theta) v. So a chain v_j(y) of A that is shown becomes a chain of B, for the
eigenvalue x(y) = den lambda(y) + c rho(y), and what the kernel says of the latter holds for the former.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import lcm

from flint import fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.canonical.jordan import JordanChain
from symbolic.canonical.overfield import matching_roots
from symbolic.errors import UnableError
from symbolic.functions.spectral import Component
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import NumberField, compositum, number_field
from verify.kernel import Rejected

Thetas = Mapping[str, Sequence[fmpq_poly]]  # the polynomials r that occur with a factor f of the charpoly of B


@dataclass(frozen=True)
class Frame:
    """Q[y]/(g) = Q[x]/(f): theta = rho(y), x(y) the eigenvalue of B, `change` from powers of y to powers of x."""

    ring: NumberField
    rho: fmpq_poly
    x: fmpq_poly
    f: fmpz_poly
    change: fmpq_mat
    w: tuple[fmpq_poly, ...]

    def times(self, v: fmpz_mat | fmpq_mat, p: fmpq_poly) -> fmpq_mat:
        """The rows of v, coefficients in y, multiplied by p(y) and written in powers of x."""
        return fmpq_mat(v) * self.ring.matrix_of(self.ring.reduce(p)).transpose() * self.change

    @property
    def r(self) -> fmpq_poly:
        """What theta is as a polynomial in x."""
        row = self.times(fmpq_mat(1, self.ring.degree, [1] + [0] * (self.ring.degree - 1)), self.rho)
        return fmpq_poly([row[0, i] for i in range(self.ring.degree)])


def theta_in(g: fmpz_poly, roots: tuple[int, ...], field: NumberField, thetas: Thetas) -> fmpq_poly:
    """The polynomial rho with theta = rho(y) at the numbered roots y of g."""
    if g == field.polynomial and roots == (field.root,):
        return fmpq_poly([0, 1])
    candidates = thetas.get(str(g), ())
    for rho in candidates:
        if matching_roots(g, rho, field) == roots:
            return rho
    here = number_field(g, roots[0])
    joined, _, rho = compositum(here, field)
    if joined is not here or matching_roots(g, rho, field) != roots:
        raise Rejected("the roots shown are those over the chosen theta", None, None, str(field), str(roots))
    return rho


def frame(c: JordanChain | Component, A: ExactMatrix, multiplier: int, thetas: Thetas) -> Frame:
    """The coordinates of one chain or component.

    Raises:
        Rejected: the eigenvalue is not integral over Z when multiplied by the denominator, or the roots are wrong.
        UnableError: x(y) does not generate Q(y), so that another multiplier is needed.
    """
    ring, field = NumberField(c.polynomial, 0), A.field
    rho = theta_in(c.polynomial, c.roots, field, thetas)
    x = ring.reduce(c.eigenvalue * A.denominator + rho * multiplier)
    powers = [fmpq_poly([1])]
    for _ in range(ring.degree - 1):
        powers.append(ring.reduce(powers[-1] * x))
    f = ring.matrix_of(x).charpoly()
    if f.denom() != 1:
        raise Rejected("the eigenvalue shown, times the denominator, is an algebraic integer", None, None, 1, str(f.denom()))
    try:
        change = fmpq_mat([[p[i] for i in range(ring.degree)] for p in powers]).inv()
    except ZeroDivisionError:
        reason = f"certificate: the multiplier {multiplier} does not separate the conjugates"
        raise UnableError(reason, "one multiplier") from None
    m, w = field.polynomial, [fmpq_poly([1])]
    for t in range(field.degree - 1, 0, -1):
        w.append(ring.reduce(rho * w[-1] + int(m[t])))
    return Frame(ring, rho, x, f.numer(), change, tuple(reversed(w)))


def whole(matrices: Sequence[fmpq_mat]) -> tuple[list[fmpz_mat], int]:
    """The matrices times their common denominator."""
    split = [M.numer_denom() for M in matrices]
    d = reduce(lcm, (int(k) for _, k in split), 1)
    return [M * (d // int(k)) for M, k in split], d


def interleaved(blocks: Sequence[fmpq_mat]) -> fmpq_mat:
    """Row i of block t becomes row i s + t."""
    tables = [block.tolist() for block in blocks]
    n, d = blocks[0].nrows(), blocks[0].ncols()
    return fmpq_mat(n * len(blocks), d, [x for i in range(n) for t in tables for x in t[i]])


def lifted_chain(c: JordanChain, A: ExactMatrix, multiplier: int, thetas: Thetas) -> tuple[fmpz_poly, list[fmpz_mat], fmpq_poly]:
    """A chain of A as shown, as a chain of B: (f, U_1 .. U_k, r)."""
    here = frame(c, A, multiplier, thetas)
    vectors = [interleaved([here.times(v, w) for w in here.w]) / A.denominator ** j for j, v in enumerate(c.vectors)]
    return here.f, whole(vectors)[0], here.r


def lifted_component(c: Component, A: ExactMatrix, multiplier: int, thetas: Thetas,
                     ) -> tuple[fmpz_poly, list[list[fmpz_mat]], int, fmpq_poly]:
    """A component of A as shown, as one of B: (f, N_0 .. N_{k-1}, their denominator, r).

    Z_j of B is Z_j of A (x) w rho^t' / m'(rho) on the powers theta^t', and N_j = f'(x) Z_j; shown is g'(y) Z_j.
    """
    here, n, s = frame(c, A, multiplier, thetas), A.rows, A.field.degree
    ring, d = here.ring, here.ring.degree
    slope = ring.reduce(fmpq_poly(here.f.derivative())(here.x)) * ring.inverse(ring.reduce(fmpq_poly(c.polynomial.derivative())))
    scale = ring.reduce(ring.reduce(slope) * ring.inverse(ring.reduce(fmpq_poly(A.field.polynomial.derivative())(here.rho))))
    columns = [scale]
    for _ in range(s - 1):
        columns.append(ring.reduce(columns[-1] * here.rho))
    flat = []
    for j, parts in enumerate(c.parts):
        shown = fmpz_mat(d, n * n, [x for M in parts for x in M.entries()]).transpose()
        tables = [[here.times(shown, w * p).tolist() for p in columns] for w in here.w]
        entries = [tables[t][u][i * n + k] for i in range(n) for t in range(s) for k in range(n) for u in range(s)]
        flat.append(fmpq_mat(n * s * n * s, d, [x for row in entries for x in row]) * A.denominator ** j / c.denominator)
    matrices, den = whole(flat)
    size = n * s
    rows = [M.transpose().tolist() for M in matrices]
    return here.f, [[fmpz_mat(size, size, row) for row in table] for table in rows], den, here.r
