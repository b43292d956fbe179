"""The chains of one primary part with several blocks: generators from kernels of powers of f(A), ranks modulo a prime."""
from __future__ import annotations

from flint import fmpz_mat, fmpz_poly, nmod_mat

from symbolic.horner import confluent_weights, horner_columns, identity_like, join_columns, polynomial_at
from symbolic.lattice import kernel, modular, pivots, primitive_columns, reduced_columns, saturate


def block_counts(power: nmod_mat, n: int, d: int, e: int) -> dict[int, int]:
    """How many blocks of each size, from the ranks of N, N^2, .. modulo p (N = f(A), f^e the factor of charpoly)."""
    ranks, m = [n], power
    while ranks[-1] > n - d * e:
        ranks.append(int(m.rank()))
        if len(ranks) > e + 1 or ranks[-1] == ranks[-2]:
            break
        m = m * power
    ranks.append(ranks[-1])
    drops = [(ranks[i] - ranks[i + 1]) // d for i in range(len(ranks) - 1)]
    counts = {k: drops[k - 1] - drops[k] for k in range(1, len(drops))}
    return {k: c for k, c in counts.items() if c > 0}


def primary_chains(a: fmpz_mat, chi: fmpz_poly, f: fmpz_poly, e: int, p: int, *, small: bool) -> list[list[fmpz_mat]] | None:
    """Chains (V_1 .. V_k) for every block of f, largest first; None when the prime was unlucky."""
    n, d = a.nrows(), int(f.degree())
    power = polynomial_at(f, a)
    counts = block_counts(modular(power, p), n, d, e)
    if sum(k * c for k, c in counts.items()) != e:
        return None
    powers = _powers(power, max(counts))
    chosen: list[int] = []
    chains: list[list[fmpz_mat]] = []
    bottoms = 0
    for k in sorted(counts, reverse=True):
        generators = _candidates(a, chi, f, e, power, powers[k], k, max(counts), counts, small=small)
        images = generators
        for _ in range(k - 1):
            images = power * images
        picks, chosen, bottoms = _independent(a, images, counts[k], d, chosen, bottoms, p)
        if picks is None:
            return None
        chains += [_chain(a, f, k, _column(generators, j)) for j in picks]
    return chains


def _powers(power: fmpz_mat, top: int) -> dict[int, fmpz_mat]:
    out = {1: power}
    for k in range(2, top + 1):
        out[k] = out[k - 1] * power
    return out


def _column(m: fmpz_mat, j: int) -> fmpz_mat:
    return fmpz_mat(m.nrows(), 1, [m[i, j] for i in range(m.nrows())])


def _candidates(a: fmpz_mat, chi: fmpz_poly, f: fmpz_poly, e: int, power: fmpz_mat, kth: fmpz_mat, k: int, largest: int,
                counts: dict[int, int], *, small: bool) -> fmpz_mat:
    """Columns that span ker f(A)^k, short ones first where that is cheap."""
    n, d = a.nrows(), int(f.degree())
    if kth.is_zero() and not small:
        return identity_like(n)
    if k == largest and (3 * d * e > n or len(counts) == 1) and d > 1 and e * d < n:
        cofactor = chi
        for _ in range(e):
            cofactor //= f
        return primitive_columns(polynomial_at(cofactor, a))
    basis = kernel(kth)
    if not small:
        return reduced_columns(basis) if d == 1 else basis
    if d > 1:
        return reduced_columns(saturate(basis))
    return _short_tops(power, kth, saturate(basis), k)


def _short_tops(power: fmpz_mat, kth: fmpz_mat, basis: fmpz_mat, k: int) -> fmpz_mat:
    """Generators whose whole chain (u, N u, .., N^(k-1) u) is short: LLL on the joint vectors, plus unit vectors."""
    n, r = basis.nrows(), basis.ncols()
    stacked = [basis]
    for _ in range(k - 1):
        stacked.append(power * stacked[-1])
    joint = fmpz_mat(r, n * k, [m[i, j] for j in range(r) for m in stacked for i in range(n)])
    rows = [[int(x) for x in row] for row in (joint.lll() if r > 1 else joint).tolist()]
    units = kth.transpose().tolist()
    for i in range(n):
        if all(x == 0 for x in units[i]):
            unit = fmpz_mat(n, 1, [int(j == i) for j in range(n)])
            row: list[int] = []
            for _ in range(k):
                row += [int(x) for x in unit.entries()]
                unit = power * unit
            rows.append(row)
    # positive leading entries first among equals: people prefer (1, 0, 2) to (-1, 0, -2)
    rows.sort(key=lambda v: (max(map(abs, v)), sum(map(abs, v)), [-x for x in v[:n]]))
    return fmpz_mat(len(rows), n, [x for row in rows for x in row[:n]]).transpose()


def _independent(a: fmpz_mat, images: fmpz_mat, wanted: int, d: int, chosen: list[int], bottoms: int, p: int,
                 ) -> tuple[list[int] | None, list[int], int]:
    """Pick columns of `images` independent over Q[x]/(f) of all bottoms so far; `chosen` holds those bottoms modulo p, flat."""
    n = a.nrows()
    picks: list[int] = []
    table = [[int(x) for x in row] for row in modular(images, p).transpose().tolist()]
    m = modular(a, p)
    while len(picks) < wanted:
        flat = chosen + [x for row in table for x in row]
        found = pivots(nmod_mat(bottoms + len(table), n, flat, p).transpose())
        fresh = [j - bottoms for j in found if j >= bottoms]
        take = fresh[:wanted - len(picks)] if d == 1 else fresh[:1]
        if not take:
            return None, chosen, bottoms
        for j in take:
            v = nmod_mat(n, 1, table[j], p)
            for _ in range(d):
                chosen = chosen + [int(x) for x in v.entries()]
                v = m * v
                bottoms += 1
        picks += take
    return picks, chosen, bottoms


def _chain(a: fmpz_mat, f: fmpz_poly, k: int, u: fmpz_mat) -> list[fmpz_mat]:
    """The generic chain of size k at the roots of f generated by u, which f(A)^k kills."""
    d = int(f.degree())
    if d == 1:
        shifted = polynomial_at(f, a)
        vectors = [u]
        for _ in range(k - 1):
            vectors.append(shifted * vectors[-1])
        return vectors[::-1]
    total = fmpz_poly([1])
    for _ in range(k):
        total *= f
    h = join_columns(horner_columns(a, total, u))
    return [h * fmpz_mat(t) for t in confluent_weights(d * k, f, k)]
