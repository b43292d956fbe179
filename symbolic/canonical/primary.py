"""The chains of one primary part with several blocks: generators from kernels of powers of f(A), ranks modulo a prime."""
from __future__ import annotations

from flint import fmpz_mat, fmpz_poly, nmod_mat

from symbolic.canonical.horner import confluent_weights, horner_columns, identity_like, join_columns, polynomial_at
from symbolic.canonical.lattice import kernel, modular, pivots, primitive_columns, reduced_columns, saturate
from symbolic.matrices.matrix import orbit


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
    """Chains (V_1 .. V_k) for every block of f, largest first; None when the prime was unlucky.

    For k from the largest size down, the columns of f(A)^(k-1) K_k, K_k = ker f(A)^k, span ker f(A) cap im f(A)^(k-1).
    Those independent of all bottoms chosen so far start new chains; the same columns of K_k are their generators.
    """
    n, d = a.nrows(), int(f.degree())
    power = polynomial_at(f, a)
    counts = block_counts(modular(power, p), n, d, e)
    if sum(k * c for k, c in counts.items()) != e:
        return None
    largest = max(counts)
    spanning = _largest_kernel(a, chi, f, e, power, largest, counts, small=small)
    pool = Bottoms(modular(a, p), n, d, p)
    chains: list[list[fmpz_mat]] = []
    for k in sorted(counts, reverse=True):
        generators = _kernel_inside(power, spanning, k, small=small) if k < largest else spanning
        if small and d == 1:
            generators = _short_tops(power, saturate(generators), k)
        images = generators
        for _ in range(k - 1):
            images = power * images
        picks = pool.take(images, counts[k])
        if picks is None:
            return None
        chains += [_chain(a, power, f, k, _column(generators, j)) for j in picks]
    return chains


def _column(m: fmpz_mat, j: int) -> fmpz_mat:
    return fmpz_mat(m.nrows(), 1, [m[i, j] for i in range(m.nrows())])


def _largest_kernel(a: fmpz_mat, chi: fmpz_poly, f: fmpz_poly, e: int, power: fmpz_mat, k: int, counts: dict[int, int], *,
                    small: bool) -> fmpz_mat:
    """Columns that span ker f(A)^k for the largest block size k, reduced where that is cheap."""
    n, d = a.nrows(), int(f.degree())
    if e * d == n and (d > 1 or not small):
        return identity_like(n)
    if d > 1 and (3 * d * e > n or len(counts) == 1):
        # kernels found by elimination have long vectors here; the image of the cofactor is the same space
        return primitive_columns(polynomial_at(chi // f ** e, a))
    kth = power
    for _ in range(k - 1):
        kth = kth * power
    basis = kernel(kth)
    return reduced_columns(saturate(basis) if small and d > 1 else basis) if d == 1 or small else basis


def _kernel_inside(power: fmpz_mat, spanning: fmpz_mat, k: int, *, small: bool) -> fmpz_mat:
    """Columns that span ker f(A)^k, found inside the span of the larger kernel."""
    images = spanning
    for _ in range(k):
        images = power * images
    inside = primitive_columns(spanning * kernel(images))
    return inside if small else reduced_columns(inside) if inside.rank() == inside.ncols() else inside


def _short_tops(power: fmpz_mat, basis: fmpz_mat, k: int) -> fmpz_mat:
    """Generators whose whole chain (u, N u, .., N^(k-1) u) is short: LLL on the joint vectors, and unit vectors in the kernel."""
    n, r = basis.nrows(), basis.ncols()
    stacked = orbit(power, basis, k)
    joint = fmpz_mat(r, n * k, [m[i, j] for j in range(r) for m in stacked for i in range(n)])
    rows = [[int(x) for x in row] for row in (joint.lll() if r > 1 else joint).tolist()]
    for i in range(n):
        unit = fmpz_mat(n, 1, [int(j == i) for j in range(n)])
        row: list[int] = []
        for _ in range(k):
            row += [int(x) for x in unit.entries()]
            unit = power * unit
        if unit.is_zero():
            rows.append(row)
    # positive leading entries first among equals: people prefer (1, 0, 2) to (-1, 0, -2)
    rows.sort(key=lambda v: (max(map(abs, v)), sum(map(abs, v)), [-x for x in v[:n]]))
    return fmpz_mat(len(rows), n, [x for row in rows for x in row[:n]]).transpose()


class Bottoms:
    """The bottoms f(A)^(k-1) u chosen so far with their images under A .. A^(d-1), modulo p: independent over Q[x]/(f)."""

    def __init__(self, a: nmod_mat, n: int, d: int, p: int) -> None:
        self._a, self._n, self._d, self._p = a, n, d, p
        self._flat: list[int] = []
        self._count = 0

    def take(self, images: fmpz_mat, wanted: int) -> list[int] | None:
        """Indices of `wanted` columns of `images` independent of all taken so far, or None."""
        n, d, p = self._n, self._d, self._p
        table = modular(images, p).transpose()
        flat: list[int] = [int(x) for x in table.entries()]
        picks: list[int] = []
        while len(picks) < wanted:
            stacked = nmod_mat(self._count + table.nrows(), n, self._flat + flat, p).transpose()
            fresh = [j - self._count for j in pivots(stacked) if j >= self._count]
            now = fresh[:wanted - len(picks)] if d == 1 else fresh[:1]
            if not now:
                return None
            for j in now:
                v = nmod_mat(n, 1, flat[j * n:(j + 1) * n], p)
                for step in range(d):
                    self._flat += [int(x) for x in v.entries()]
                    v = self._a * v if step < d - 1 else v
                self._count += d
            picks += now
        return picks


def _chain(a: fmpz_mat, power: fmpz_mat, f: fmpz_poly, k: int, u: fmpz_mat) -> list[fmpz_mat]:
    """The generic chain of size k at the roots of f generated by u, which f(A)^k = power^k kills."""
    d = int(f.degree())
    if d == 1:
        return orbit(power, u, k)[::-1]
    total = f ** k
    h = join_columns(horner_columns(a, total, u))
    return [h * fmpz_mat(t) for t in confluent_weights(d * k, f, k)]
