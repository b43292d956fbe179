"""Shorter chains over Q[x]/(f): the shortest vector in the lattice of all multiples of a chain."""
from __future__ import annotations

from flint import fmpz_mat, fmpz_poly

from symbolic.canonical.lattice import saturate


def _times_x(f: fmpz_poly, v: fmpz_mat) -> fmpz_mat:
    """X v modulo f for a vector of polynomials, one column a coefficient."""
    d = int(f.degree())
    rows = []
    for row in v.tolist():
        top = row[-1]
        rows.append([-top * f[0]] + [row[i - 1] - top * f[i] for i in range(1, d)])
    return fmpz_mat(rows)


def shorten(f: fmpz_poly, vectors: list[fmpz_mat]) -> list[fmpz_mat]:
    """A chain for the same block with small entries.

    The multiples x^i (A - x)^s of a chain are chains or shorter ones; their saturated lattice is reduced by LLL and the
    shortest member whose eigenvector is not zero is taken.
    """
    k, n, d = len(vectors), vectors[0].nrows(), vectors[0].ncols()
    rows = []
    zero = fmpz_mat(n, d)
    for s in range(k):
        shifted = [zero] * s + vectors[:k - s]
        for _ in range(d):
            rows.append([x for v in shifted for x in v.entries()])
            shifted = [_times_x(f, v) for v in shifted]
    lattice = fmpz_mat(rows).transpose()
    if lattice.rank() < lattice.ncols():
        return vectors
    reduced = saturate(lattice).transpose().lll() if len(rows) > 1 else saturate(lattice).transpose()
    # among equally short vectors the one with the lowest powers of x reads best
    best = sorted(([int(x) for x in row] for row in reduced.tolist()),
                  key=lambda r: (max(map(abs, r)), sum(map(abs, r)), sum(abs(x) * (i % d) for i, x in enumerate(r))))
    for row in best:
        if any(row[:n * d]):
            return [fmpz_mat(n, d, row[j * n * d:(j + 1) * n * d]) for j in range(k)]
    return vectors
