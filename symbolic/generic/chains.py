"""Jordan chains over Z[parameters]: the method of `chains`, with polynomials in the parameters for integers.

A matrix N over R = Z[parameters] has a characteristic polynomial that is monic over R, so its irreducible factors are
monic over R too (Gauss's lemma), and chains can be taken with entries in R. All columns side by side satisfy N H = H G
with G built from the factors and block sizes alone. That is an identity of polynomials: it holds for all values of the
parameters, and whenever det H and the discriminants of the factors are not zero at these values it is a Jordan form.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from flint import fmpz_mpoly, nmod_mat

from symbolic.errors import UnableError
from symbolic.generic.ring import ParameterRing, Table, determinant, kernel, primitive

PRIME = 2305843009213693951
MAX_SIZE = 8
MAX_CANDIDATE_WORK = 2_000_000       # for comparing starting vectors; the first one that works is always kept


@dataclass(frozen=True)
class GenericRawChain:
    """A chain of N: coefficients c_0 .. c_d of the monic factor f, and v_1 .. v_k as n x d tables (powers of the root)."""

    polynomial: tuple[fmpz_mpoly, ...]
    vectors: tuple[Table, ...]

    @property
    def degree(self) -> int:
        return len(self.polynomial) - 1

    @property
    def size(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True)
class GenericDecomposition:
    """Characteristic polynomial (low to high), factors with multiplicities, chains in the same order, and det H."""

    charpoly: tuple[fmpz_mpoly, ...]
    factors: tuple[tuple[tuple[fmpz_mpoly, ...], int], ...]
    chains: tuple[GenericRawChain, ...]
    det: fmpz_mpoly


def faddeev(ring: ParameterRing, a: Table) -> tuple[list[fmpz_mpoly], list[Table]]:
    """det(y - N) = sum c_i y^i and adj(y - N) = sum y^i B_i, by Faddeev and LeVerrier: only integers are divided by."""
    n = len(a)
    m = unit(ring, n)
    coefficients, parts = [ring.one], []
    for k in range(1, n + 1):
        parts.append(m)
        product = ring.product(a, m)
        c = ring.divide(-sum((product[i][i] for i in range(n)), ring.zero), ring.constant(k))
        coefficients.append(c)
        m = [[x + c if i == j else x for j, x in enumerate(row)] for i, row in enumerate(product)]
    return coefficients[::-1], parts[::-1]


def unit(ring: ParameterRing, n: int) -> Table:
    """The n x n identity."""
    return [[ring.one if i == j else ring.zero for j in range(n)] for i in range(n)]


def factor_monic(ring: ParameterRing, coefficients: Sequence[fmpz_mpoly]) -> list[tuple[tuple[fmpz_mpoly, ...], int]]:
    """The monic irreducible factors over Q(parameters) with multiplicities; by degree, then in the order of their text."""
    whole = sum((c * ring.y ** i for i, c in enumerate(coefficients)), ring.zero)
    out = []
    for f, e in ring.factors(whole):
        d = int(f.degrees()[-1])
        parts = ring.coefficients(f, d + 1)
        lead = parts[-1]
        out.append((tuple(parts) if lead.is_one() else tuple(-p for p in parts), e))
    return sorted(out, key=lambda t: (len(t[0]), len(t[0][0]), [str(-c) for c in t[0]]))


def decompose(ring: ParameterRing, a: Table) -> GenericDecomposition:
    """All generic chains of a square matrix over Z[parameters], checked.

    Raises:
        UnableError: the matrix or the polynomials are too large, or no choice of vectors passed the check.
    """
    n = len(a)
    if n > MAX_SIZE:
        raise UnableError(f"a {n}x{n} matrix with parameters is too large for its generic Jordan form", f"n <= {MAX_SIZE}")
    chi, adjugate = faddeev(ring, a)
    factors = factor_monic(ring, chi)
    for attempt in range(3):
        chains: list[GenericRawChain] = []
        for f, e in factors:
            chains += _single(ring, adjugate, f) if e == 1 else _several(ring, a, f, e, attempt)
        if sum(c.degree * c.size for c in chains) == n:
            h = assemble(chains, n)
            det = determinant(ring, h)
            if not det.is_zero() and ring.product(a, h) == ring.product(h, companion_action(ring, chains, n)):
                return GenericDecomposition(tuple(chi), tuple(factors), tuple(chains), det)
    raise UnableError("generic_jordan_form: no choice of vectors passed the final check", "3 attempts")


def powers_modulo(ring: ParameterRing, f: Sequence[fmpz_mpoly], count: int) -> Table:
    """Row i holds the coefficients of y^i modulo f."""
    d = len(f) - 1
    rows, row = [], [ring.one] + [ring.zero] * (d - 1)
    for _ in range(count):
        rows.append(row)
        top = row[-1]
        shifted = [ring.zero, *row[:-1]]
        row = [x - ring.times(top, c) for x, c in zip(shifted, f, strict=False)] if not top.is_zero() else shifted
    return rows


def weights(ring: ParameterRing, f: Sequence[fmpz_mpoly], count: int, k: int) -> list[Table]:
    """For j < k the table whose row i holds the coefficients of C(i, j) y^(i-j) modulo f."""
    powers = powers_modulo(ring, f, count)
    blank = [ring.zero] * (len(f) - 1)
    return [[[comb(i, j) * x for x in powers[i - j]] if i >= j else blank for i in range(count)] for j in range(k)]


def _single(ring: ParameterRing, adjugate: list[Table], f: tuple[fmpz_mpoly, ...]) -> list[GenericRawChain]:
    """One block of size 1: a column of adj(y - N) modulo f, the one that makes the simplest conditions."""
    n = len(adjugate)
    table = powers_modulo(ring, f, n)
    best: tuple[tuple[int, int], Table] | None = None
    rows: list[int] = []
    budget = ring.left - MAX_CANDIDATE_WORK
    for j in range(n):
        columns = [[adjugate[i][r][j] for i in range(n)] for r in range(n)]
        v = _normal(ring, [ring.product(columns, table)])[0]
        if all(x.is_zero() for row in v for x in row):
            continue
        if len(f) == 2 or ring.left < budget:               # an eigenvector of a simple root in R is unique
            best = best or ((0, 0), v)
            break
        rows = rows or _independent_rows(ring, v)
        minor = determinant(ring, [v[r] for r in rows])      # scaling v by s(y) multiplies this by the norm of s
        weight = (0 if minor.is_constant() else int(minor.total_degree()), len(minor))
        if best is None or weight < best[0]:
            best = (weight, v)
        if weight[0] == 0:
            break
    return [] if best is None else [GenericRawChain(f, (best[1],))]


def _normal(ring: ParameterRing, vectors: list[Table]) -> list[Table]:
    """A chain divided by its content; in the first entry of v_1 that is not 0 the highest power of the root is positive."""
    flat = primitive(ring, [x for v in vectors for row in v for x in reversed(row)])
    n, d = len(vectors[0]), len(vectors[0][0])
    cells = iter(flat)
    return [[[next(cells) for _ in range(d)][::-1] for _ in range(n)] for _ in vectors]


def point(ring: ParameterRing, attempt: int) -> list[int]:
    """Fixed scattered values for the parameters, to look for independent columns at."""
    state, values = 977 * attempt + 31, []
    for _ in ring.names:
        state = (1103515245 * state + 12345) % 2147483648
        values.append(state >> 8)
    return values


def modular(ring: ParameterRing, table: Table, where: list[int]) -> nmod_mat:
    """The matrix at a point, modulo a prime: what is independent there is independent over the field of functions."""
    return nmod_mat(len(table), len(table[0]), [ring.at(x, where) % PRIME for row in table for x in row], PRIME)


def _pivots(m: nmod_mat) -> list[int]:
    from symbolic.canonical.lattice import pivots
    return pivots(m)


def _independent_rows(ring: ParameterRing, v: Table) -> list[int]:
    return _pivots(modular(ring, v, point(ring, 0)).transpose())


def _several(ring: ParameterRing, a: Table, f: tuple[fmpz_mpoly, ...], e: int, attempt: int) -> list[GenericRawChain]:
    """The chains of a repeated factor, largest first: generators from kernels of powers of f(N)."""
    n, d = len(a), len(f) - 1
    where = point(ring, attempt)
    powers = [unit(ring, n), polynomial_at(ring, f, a)]
    ranks = [n, int(modular(ring, powers[1], where).rank())]
    while ranks[-1] > n - d * e and ranks[-1] < ranks[-2]:
        powers.append(ring.product(powers[1], powers[-1]))
        ranks.append(int(modular(ring, powers[-1], where).rank()))
    ranks.append(ranks[-1])
    drops = [(ranks[i] - ranks[i + 1]) // d for i in range(len(ranks) - 1)]
    chosen: list[list[int]] = []
    chains: list[GenericRawChain] = []
    here = modular(ring, a, where)
    for k in range(len(drops) - 1, 0, -1):
        wanted = drops[k - 1] - drops[k]
        for u in _generators(ring, powers[k], n) if wanted > 0 else []:
            bottom = modular(ring, ring.product(powers[k - 1], [[x] for x in u]), where)
            grown = [*chosen, *_orbit(here, bottom, d)]
            if int(nmod_mat(len(grown), n, [x for row in grown for x in row], PRIME).rank()) == len(grown):
                chosen = grown
                chains.append(GenericRawChain(f, tuple(_normal(ring, _chain(ring, a, f, k, u, powers[1])))))
                wanted -= 1
            if wanted == 0:
                break
    return chains


def _orbit(a: nmod_mat, v: nmod_mat, d: int) -> list[list[int]]:
    rows = []
    for _ in range(d):
        rows.append([int(x) for x in v.entries()])
        v = a * v
    return rows


def _generators(ring: ParameterRing, power: Table, n: int) -> list[list[fmpz_mpoly]]:
    """Vectors that span ker f(N)^k, unit vectors and short ones first."""
    found = [row for j, row in enumerate(unit(ring, n)) if all(power[i][j].is_zero() for i in range(n))]
    basis = kernel(ring, power, n)
    basis.sort(key=lambda v: (sum(0 if x.is_constant() else int(x.total_degree()) for x in v), sum(len(x) for x in v)))
    return found + basis


def _chain(ring: ParameterRing, a: Table, f: tuple[fmpz_mpoly, ...], k: int, u: list[fmpz_mpoly], power: Table) -> list[Table]:
    """The chain of size k generated by u in ker f(N)^k (the confluent Horner sequence, see `horner`)."""
    column = [[x] for x in u]
    if len(f) == 2:
        vectors = [column]
        for _ in range(k - 1):
            vectors.append(ring.product(power, vectors[-1]))
        return vectors[::-1]
    total = [ring.one]
    for _ in range(k):
        total = multiply(ring, total, f)
    h = [column]
    for c in total[-2:0:-1]:
        step = ring.product(a, h[-1])
        h.append([[x[0] + ring.times(c, y[0])] for x, y in zip(step, column, strict=True)])
    h.reverse()
    joined = [[part[r][0] for part in h] for r in range(len(a))]
    return [ring.product(joined, t) for t in weights(ring, f, len(h), k)]


def multiply(ring: ParameterRing, p: Sequence[fmpz_mpoly], q: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    """The product of two polynomials in y given by their coefficients."""
    out = [ring.zero] * (len(p) + len(q) - 1)
    for i, x in enumerate(p):
        for j, z in enumerate(q):
            out[i + j] = out[i + j] + ring.times(x, z)
    return out


def polynomial_at(ring: ParameterRing, f: Sequence[fmpz_mpoly], a: Table) -> Table:
    """f(N) by Horner's rule."""
    result = [[f[-1] * x for x in row] for row in unit(ring, len(a))]
    for c in reversed(f[:-1]):
        product = ring.product(a, result)
        result = [[x + c if i == j else x for j, x in enumerate(row)] for i, row in enumerate(product)]
    return result


def assemble(chains: Sequence[GenericRawChain], n: int) -> Table:
    """The matrix H of all columns: chain by chain, v_1 .. v_k, coefficients of y^0 .. y^(d-1)."""
    columns = [[v[r][i] for r in range(n)] for c in chains for v in c.vectors for i in range(c.degree)]
    return [[column[r] for column in columns] for r in range(n)]


def companion_action(ring: ParameterRing, chains: Sequence[GenericRawChain], n: int) -> Table:
    """The matrix G with N H = H G, built from the factors and sizes alone."""
    rows = [[ring.zero] * n for _ in range(n)]
    at = 0
    for c in chains:
        d = c.degree
        for j in range(c.size):
            for i in range(d):
                column = at + j * d + i
                rows[at + j * d + d - 1][column] = rows[at + j * d + d - 1][column] - c.polynomial[i]
                if i:
                    rows[column - 1][column] = rows[column - 1][column] + 1
                if j:
                    rows[column - d][column] = rows[column - d][column] + 1
        at += c.size * d
    return rows
