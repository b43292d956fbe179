"""The matrices that are measured: seeded, pure Python, the same for every system.

aN  rational Jordan structure (eigenvalues 2, -1, 3, 1, -2; block sizes 4, 3, 2, 1, 2, 1, 3, 1, both cycled) hidden by
    3n elementary unimodular conjugations
bN  dense, entries in -9..9; the characteristic polynomials are irreducible for these seeds
cN  direct sums of companions of (x^2-2)^k, (x^3-x-1)^k, (x^2+1)^k, hidden in the same way
eNi, eNs  Jordan structure over Q(i) and Q(sqrt 2), hidden by 2n conjugations with multipliers 1, -1, w, -w
"""
from __future__ import annotations

import random

Rows = list[list[int]]
PairRows = list[list[tuple[int, int]]]  # an entry (p, q) means p + q w, with w^2 = -1 or 2

SQRT2, CUBIC, UNIT = (-2, 0, 1), (-1, -1, 0, 1), (1, 0, 1)
MIXED = {
    "c6": [(CUBIC, 2)],
    "c6i": [(UNIT, 3)],
    "c12": [(SQRT2, 2), (UNIT, 2), (UNIT, 1), (SQRT2, 1)],
    "c16": [(SQRT2, 2), (CUBIC, 2), (UNIT, 3)],
    "c24": [(SQRT2, 3), (CUBIC, 2), (UNIT, 3), (SQRT2, 1), (UNIT, 2)],
}
VALUES, SIZES = (2, -1, 3, 1, -2), (4, 3, 2, 1, 2, 1, 3, 1)
SQUARES = {"i": -1, "s": 2}


def shear(rows: Rows, steps: int, seed: int) -> Rows:
    """E_k ... E_1 A E_1^-1 ... E_k^-1 for random elementary matrices E = I + s e_i e_j^T with s = 1 or -1."""
    rng = random.Random(seed)
    a = [list(row) for row in rows]
    n = len(a)
    for _ in range(steps):
        i, j = rng.sample(range(n), 2)
        s = rng.choice((-1, 1))
        for c in range(n):
            a[i][c] += s * a[j][c]
        for r in range(n):
            a[r][j] -= s * a[r][i]
    return a


def jordan_blocks(n: int) -> list[tuple[int, int]]:
    """The (eigenvalue, size) pairs of aN."""
    blocks, left, at = [], n, 0
    while left:
        size = min(SIZES[at % len(SIZES)], left)
        blocks.append((VALUES[at % len(VALUES)], size))
        left, at = left - size, at + 1
    return blocks


def jordan_rows(blocks: list[tuple[int, int]]) -> Rows:
    """The block diagonal matrix of Jordan blocks, ones above the diagonal."""
    n = sum(size for _, size in blocks)
    a = [[0] * n for _ in range(n)]
    at = 0
    for value, size in blocks:
        for r in range(at, at + size):
            a[r][r] = value
            if r + 1 < at + size:
                a[r][r + 1] = 1
        at += size
    return a


def rational(n: int) -> Rows:
    """The workload aN."""
    return shear(jordan_rows(jordan_blocks(n)), 3 * n, 1000 + n)


def dense(n: int) -> Rows:
    """The workload bN."""
    rng = random.Random(2000 + n)
    return [[rng.randint(-9, 9) for _ in range(n)] for _ in range(n)]


def power(p: tuple[int, ...], k: int) -> tuple[int, ...]:
    """The k-th power of a polynomial, coefficients low to high."""
    out = [1]
    for _ in range(k):
        new = [0] * (len(out) + len(p) - 1)
        for i, x in enumerate(out):
            for j, y in enumerate(p):
                new[i + j] += x * y
        out = new
    return tuple(out)


def companion(p: tuple[int, ...]) -> Rows:
    """The companion matrix of a monic polynomial, coefficients in the last column."""
    d = len(p) - 1
    return [[-p[r] if c == d - 1 else int(r == c + 1) for c in range(d)] for r in range(d)]


def mixed(name: str) -> Rows:
    """The workload cN: one block of size k for each root of each listed polynomial."""
    parts = [companion(power(p, k)) for p, k in MIXED[name]]
    n = sum(map(len, parts))
    a = [[0] * n for _ in range(n)]
    at = 0
    for part in parts:
        for r, row in enumerate(part):
            a[at + r][at:at + len(part)] = row
        at += len(part)
    return shear(a, 3 * n, 7)


def repeated(n: int) -> Rows:
    """Derogatory c-type of size n (a multiple of 4): equal and different blocks of (x^2-2) and (x^2+1) mixed."""
    parts, left, at = [], n // 4, 0
    sizes = (2, 1, 1, 2)
    while left:
        size = min(sizes[at % 4], left)
        parts += [companion(power(SQRT2, size)), companion(power(UNIT, size))]
        left, at = left - size, at + 1
    a, at = [[0] * n for _ in range(n)], 0
    for part in parts:
        for r, row in enumerate(part):
            a[at + r][at:at + len(part)] = row
        at += len(part)
    return shear(a, 3 * n, 9)


def over_field(name: str) -> PairRows:
    """The workload eNi or eNs: blocks 1+w (2), 2 (1), 1+w (1), then -w (2), then -w (1) and 2 (1), cut at n."""
    n, square = int(name[1:-1]), SQUARES[name[-1]]
    blocks = [((1, 1), 2), ((2, 0), 1), ((1, 1), 1), ((0, -1), 2), ((0, -1), 1), ((2, 0), 1)]

    def times(x: tuple[int, int], y: tuple[int, int]) -> tuple[int, int]:
        return x[0] * y[0] + square * x[1] * y[1], x[0] * y[1] + x[1] * y[0]

    a = [[(0, 0)] * n for _ in range(n)]
    at = 0
    for value, size in blocks:
        for r in range(at, min(at + size, n)):
            a[r][r] = value
            if r + 1 < at + size:
                a[r][r + 1] = (1, 0)
        at += size
    rng = random.Random(3000 + n)
    for _ in range(2 * n):
        i, j = rng.sample(range(n), 2)
        s = rng.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
        for c in range(n):
            x = times(s, a[j][c])
            a[i][c] = (a[i][c][0] + x[0], a[i][c][1] + x[1])
        for r in range(n):
            x = times(s, a[r][i])
            a[r][j] = (a[r][j][0] - x[0], a[r][j][1] - x[1])
    return a


def workload(name: str) -> Rows | PairRows:
    """The matrix of that name.

    >>> workload("b2")
    [[-9, 7], [1, 9]]
    """
    if name in MIXED:
        return mixed(name)
    if name[0] == "e":
        return over_field(name)
    return {"a": rational, "b": dense, "r": repeated}[name[0]](int(name[1:]))
