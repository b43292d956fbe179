"""Jordan chains of an integer matrix, one for each irreducible factor and block, by rational linear algebra only.

A chain for a monic irreducible f of degree d and a block size k is k integer matrices V_1 .. V_k (n x d); column i of
V_j is the coefficient of x^i in the chain vector v_j(x), and A v_j = x v_j + v_{j-1} modulo f. At every root of f that
is a Jordan chain from the eigenvector up. All columns side by side form an n x n integer matrix H with A H = H G,
where G depends on (f, k) alone; that identity and the invertibility of H are checked before anything is returned.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import fmpz, fmpz_mat, fmpz_poly, nmod_mat

from symbolic.canonical.horner import confluent_weights, horner_columns, join_columns, polynomial_at
from symbolic.canonical.lattice import PRIMES, content, modular
from symbolic.canonical.primary import primary_chains
from symbolic.errors import UnableError

MAX_SIZE = 600       # rows; about half a minute for a dense matrix
SHORTEN = 6          # chains with at most this many coefficient columns are shortened when the matrix is small


@dataclass(frozen=True)
class RawChain:
    """A generic chain: monic irreducible `polynomial` f, block size, and V_1 .. V_size (n x d integer matrices)."""

    polynomial: fmpz_poly
    size: int
    vectors: tuple[fmpz_mat, ...]

    @property
    def degree(self) -> int:
        return int(self.polynomial.degree())


@dataclass(frozen=True)
class Decomposition:
    """charpoly, its factors with multiplicities in canonical order, the ranks met, and all chains in the same order.

    `ranks[i]` lists rank f^0(A), f^1(A), .. down to the first value that repeats; empty when one block was evident.
    """

    charpoly: fmpz_poly
    factors: tuple[tuple[fmpz_poly, int], ...]
    chains: tuple[RawChain, ...]


def canonical_factors(chi: fmpz_poly) -> tuple[tuple[fmpz_poly, int], ...]:
    """Irreducible factors by degree; linear ones by their root, ascending, the others by coefficients from the top."""
    pairs = [(f, int(e)) for f, e in chi.factor()[1]]

    def key(pair: tuple[fmpz_poly, int]) -> tuple[int, list[int]]:
        c = [int(x) for x in pair[0].coeffs()]
        return (1, [-c[0]]) if len(c) == 2 else (len(c) - 1, c[::-1])
    return tuple(sorted(pairs, key=key))


def decompose(a: fmpz_mat, *, small: bool = True) -> Decomposition:
    """All generic Jordan chains of a square integer matrix.

    Args:
        a: the matrix. small: spend time on small entries where that is cheap (n <= 12).

    Raises:
        UnableError: more than MAX_SIZE rows, or no decomposition passed the check (every prime and start vector in the
            budget was unlucky).
    Cost: about n^2.5 to n^3.5 small-integer operations; see the benchmark table.
    """
    n = a.nrows()
    if n > MAX_SIZE:
        raise UnableError(f"jordan_form: the matrix (over Q) has {n} rows", f"{MAX_SIZE} rows")
    chi = a.charpoly()
    factors = canonical_factors(chi)
    for attempt, p in enumerate(PRIMES):
        chains = _attempt(a, chi, factors, p, attempt, small=small and n <= 12)
        if chains is not None and _is_decomposition(a, chains, p):
            return Decomposition(chi, factors, chains)
    raise UnableError("jordan_form: no choice of vectors passed the final check", f"{len(PRIMES)} attempts")


def _attempt(a: fmpz_mat, chi: fmpz_poly, factors: Sequence[tuple[fmpz_poly, int]], p: int, attempt: int, *, small: bool,
             ) -> tuple[RawChain, ...] | None:
    single = _single_blocks(a, chi, factors, p, attempt, small=small)
    found = _shared(a, chi, single, attempt)
    chains: list[RawChain] = []
    for f, e in factors:
        if str(f) in found:
            parts = [found[str(f)]]
        else:
            vectors = primary_chains(a, chi, f, e, p, small=small)
            if vectors is None:
                return None
            parts = [(len(v), v) for v in vectors]
        chains += [RawChain(f, k, tuple(v)) for k, v in parts]
    return tuple(RawChain(c.polynomial, c.size, tuple(_tidy(c, small=small))) for c in chains)


def _single_blocks(a: fmpz_mat, chi: fmpz_poly, factors: Sequence[tuple[fmpz_poly, int]], p: int, attempt: int, *, small: bool,
                   ) -> list[tuple[fmpz_poly, int]]:
    """Factors with one block only: those of multiplicity 1, and those whose part of A is cyclic modulo p."""
    simple = [(f, e) for f, e in factors if e == 1]
    repeated = [(f, e) for f, e in factors if e > 1 and not (small and f.degree() == 1)]
    if not repeated:
        return simple
    n = a.nrows()
    m, v = modular(a, p), modular(start_vector(n, attempt + 1), p)
    columns = []
    for _ in range(n):
        columns += v.entries()
        v = m * v
    krylov = nmod_mat(n, n, [int(x) for x in columns], p).transpose()
    for f, e in repeated:
        q = chi // f
        weights = nmod_mat(n, 1, [int(q[i]) % p for i in range(n)], p)
        if any(int(x) for x in (krylov * weights).entries()):
            simple.append((f, e))
    return simple


def start_vector(n: int, attempt: int) -> fmpz_mat:
    """e_1 first, then fixed vectors with scattered entries in -9..9."""
    if attempt == 0:
        return fmpz_mat(n, 1, [int(i == 0) for i in range(n)])
    state, values = 12345 * attempt + 7, []
    for _ in range(n):
        state = (1103515245 * state + 12345) % 2147483648
        values.append((state >> 16) % 19 - 9)
    return fmpz_mat(n, 1, values)


def _shared(a: fmpz_mat, chi: fmpz_poly, single: Sequence[tuple[fmpz_poly, int]], attempt: int,
            ) -> dict[str, tuple[int, list[fmpz_mat]]]:
    """One Horner sequence of the characteristic polynomial serves every factor with a single block."""
    n = a.nrows()
    found: dict[str, tuple[int, list[fmpz_mat]]] = {}
    left = list(single)
    for u in (start_vector(n, attempt), start_vector(n, attempt + 2)):
        if not left:
            break
        h = join_columns(horner_columns(a, chi, u))
        if len(left) == 1 and left[0][0].degree() == n:
            weighted, offset = h, 0
            found[str(left[0][0])] = (1, [weighted])
            return found
        tables = [(f, e, confluent_weights(n, f, e)) for f, e in left]
        wide = [[x for _, _, ts in tables for t in ts for x in t[i]] for i in range(n)]
        product = (h * fmpz_mat(wide)).transpose().entries()
        offset, missed = 0, []
        for f, e, _ in tables:
            d = int(f.degree())
            vectors = []
            for _ in range(e):
                vectors.append(fmpz_mat(d, n, product[offset:offset + d * n]).transpose())
                offset += d * n
            if vectors[0].is_zero():
                missed.append((f, e))
            else:
                found[str(f)] = (e, vectors)
        left = missed
    return found


def _tidy(chain: RawChain, *, small: bool) -> list[fmpz_mat]:
    """Divide by the common content and make the first non-zero entry of the eigenvector positive."""
    from symbolic.canonical.smallchains import shorten
    vectors = list(chain.vectors)
    if small and chain.degree > 1 and chain.degree * chain.size <= SHORTEN:
        vectors = shorten(chain.polynomial, vectors)
    flats = [v.entries() for v in vectors]
    g = content([x for flat in flats for x in flat])
    first = next((x for x in flats[0] if x != 0), fmpz(1))
    g = -g if first < 0 else g
    if g in {0, 1}:
        return vectors
    n, d = vectors[0].nrows(), vectors[0].ncols()
    return [fmpz_mat(n, d, [x // g for x in flat]) for flat in flats]


def assemble(chains: Sequence[RawChain], n: int) -> fmpz_mat:
    """The matrix H of all chain columns: chain by chain, v_1 .. v_k, coefficients of x^0 .. x^(d-1)."""
    if n == 0:
        return fmpz_mat(0, 0)
    flat = [x for c in chains for v in c.vectors for x in v.transpose().entries()]
    return fmpz_mat(n, n, flat).transpose()


def companion_action(chains: Sequence[RawChain], n: int) -> fmpz_mat:
    """The matrix G with A H = H G, built from (f, k) alone."""
    rows = [[0] * n for _ in range(n)]
    at = 0
    for c in chains:
        d = c.degree
        tail = [int(x) for x in c.polynomial.coeffs()]
        for j in range(c.size):
            for i in range(d):
                column = at + j * d + i
                rows[at + j * d + d - 1][column] -= tail[i]
                if i:
                    rows[column - 1][column] += 1
                if j:
                    rows[column - d][column] += 1
        at += c.size * d
    return fmpz_mat(rows) if n else fmpz_mat(0, 0)


def _is_decomposition(a: fmpz_mat, chains: Sequence[RawChain], p: int) -> bool:
    """A H = H G exactly and H invertible modulo p (hence over Q)."""
    n = a.nrows()
    if sum(c.size * c.degree for c in chains) != n:
        return False
    h = assemble(chains, n)
    if n == 0:
        return True
    return modular(h, p).rank() == n and a * h == h * companion_action(chains, n)


__all__ = ["Decomposition", "RawChain", "assemble", "canonical_factors", "companion_action", "decompose", "polynomial_at",
           "start_vector"]
