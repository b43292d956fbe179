"""Smith form of an integer matrix with unimodular transforms whose entries stay small.

Everything here works on python-flint integer matrices; `symbolic.canonical.smith` wraps it. The plan: lattice reduction splits
off the kernels on both sides (small transforms, no elimination), alternating Hermite forms diagonalise the non-singular
core (entries bounded by its determinant), and a pairwise reduction shrinks both transforms while U A V stays put.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import gcd
from typing import Final

from flint import fmpz, fmpz_mat

WITH_TRANSFORM: Final = True
Rows = list[list[int]]

# Above this many bits in a minor, lattice reduction of a rank deficient matrix is slower than its Hermite form.
LATTICE_BITS = 1500
# At most this many sweeps of the pairwise reduction, and fewer when n^3 * bits says that one is already long.
SWEEPS = 8
SWEEP_WORK = 500_000_000


def unit_matrix(n: int) -> fmpz_mat:
    """The n x n identity."""
    return fmpz_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])


def diagonal_matrix(m: int, n: int, d: Sequence[int]) -> fmpz_mat:
    """The m x n matrix with d on its diagonal, zero past the end of d."""
    return fmpz_mat(m, n, [d[i] if i == j and i < len(d) else 0 for i in range(m) for j in range(n)])


def from_rows(rows: Sequence[Sequence[int]], cols: int) -> fmpz_mat:
    """A matrix from rows; `cols` also fixes the shape when there are none."""
    return fmpz_mat(len(rows), cols, [x for row in rows for x in row])


def to_rows(A: fmpz_mat) -> Rows:
    """The entries as Python integers."""
    return [[int(x) for x in row] for row in A.tolist()]


def height(A: fmpz_mat) -> int:
    """Bit length of the largest entry."""
    return max((abs(int(x)).bit_length() for x in A.entries()), default=0)


def split_kernel(A: fmpz_mat, rank: int) -> fmpz_mat:
    """Unimodular W with W A = [L; 0], L of full row rank.

    Lattice reduction of [c A | I]: for c large enough the short vectors are exactly the relations among the rows, and
    both they and the rest come out reduced. The count of zero rows decides whether c was large enough.
    """
    m, n = A.nrows(), A.ncols()
    if rank == m or not n:
        return unit_matrix(m)
    if rank < m and height(A) * rank > LATTICE_BITS:
        return A.hnf(WITH_TRANSFORM)[1]
    scale = height(A) + m.bit_length() + 8
    while True:
        padded = [[x << scale for x in row] + [int(i == j) for j in range(m)] for i, row in enumerate(to_rows(A))]
        reduced = to_rows(from_rows(padded, n + m).lll())
        relations = [row[n:] for row in reduced if not any(row[:n])]
        if len(relations) == m - rank:
            return from_rows([row[n:] for row in reduced if any(row[:n])] + relations, m)
        scale *= 2


def diagonalize(B: fmpz_mat) -> tuple[fmpz_mat, fmpz_mat, list[int]]:
    """(U, V, d) with U B V = diag(d), d > 0 and U, V unimodular, for a non-singular square B.

    In a row Hermite form a pivot 1 is alone in its column, so one pass of column operations clears its row; what is
    left is the small block of pivots above 1, transposed and treated again. The pivots divide ever more, so it ends.
    """
    n = B.nrows()
    if all(B[i, j] == 0 for i in range(n) for j in range(n) if i != j):
        signs = [(1 if B[i, i] > 0 else -1) if i == j else 0 for i in range(n) for j in range(n)]
        return fmpz_mat(n, n, signs), unit_matrix(n), [abs(int(B[i, i])) for i in range(n)]
    H, U = B.hnf(WITH_TRANSFORM)
    ones = [i for i in range(n) if H[i, i] == 1]
    rest = [i for i in range(n) if H[i, i] != 1]
    V = unit_matrix(n)
    for i in ones:
        for j in rest:
            V[i, j] = -H[i, j]
    block = fmpz_mat(len(rest), len(rest), [H[i, j] for j in rest for i in rest])
    right, left, d = diagonalize(block)
    E, F, k = fmpz_mat(n, n), fmpz_mat(n, n), len(ones)
    for a, i in enumerate(ones):
        E[a, i] = F[i, a] = 1
    for a in range(len(rest)):
        for b, j in enumerate(rest):
            E[k + a, j], F[j, k + a] = left[b, a], right[a, b]
    return E * U, V * F, [1] * k + d


def make_divisible(rows: Rows, columns: Rows, d: list[int]) -> tuple[Rows, Rows, list[int]]:
    """Sort and combine until every d_i divides d_{i+1}; `rows` are those of U, `columns` those of V."""
    order = sorted(range(len(d)), key=lambda i: d[i])
    d, u, v = [d[i] for i in order], [rows[i] for i in order], [columns[i] for i in order]
    for i in range(len(d)):
        for j in range(i + 1, len(d)):
            if d[j] % d[i] == 0:
                continue
            g = gcd(d[i], d[j])
            a, b = d[i] // g, d[j] // g
            s = pow(a, -1, b)
            t = (1 - s * a) // b
            u[i], u[j] = combine(s, u[i], t, u[j]), combine(-b, u[i], a, u[j])
            v[i], v[j] = combine(1, v[i], 1, v[j]), combine(-t * b, v[i], s * a, v[j])
            d[i], d[j] = g, a * d[j]
    return u, v, d


def combine(a: int, x: list[int], b: int, y: list[int]) -> list[int]:
    """The vector a x + b y."""
    return [a * p + b * q for p, q in zip(x, y, strict=True)]


def _add_multiple(vectors: Rows, gram: Rows, target: int, source: int, c: int) -> None:
    """vectors[target] += c vectors[source], and the Gram matrix follows."""
    vectors[target] = combine(1, vectors[target], c, vectors[source])
    row = combine(1, gram[target], c, gram[source])
    row[target] += c * row[source]
    gram[target] = row
    for k, other in enumerate(gram):
        other[target] = row[k]


def gram_matrix(vectors: Rows) -> Rows:
    """All inner products."""
    return [[sum(p * q for p, q in zip(x, y, strict=True)) for y in vectors] for x in vectors]


def moves(m: int, n: int, d: list[int]) -> list[tuple[int, int, int, int]]:
    """All (a, b, alpha, beta) for which u_a += c alpha u_b, v_b -= c beta v_a leaves U A V = S: alpha d_b = beta d_a.

    Indices past the rank have d = 0; there one of the two sides moves alone.
    """
    r, out = len(d), []
    for a in range(max(m, n)):
        for b in range(max(m, n)):
            if a == b or (a >= r and b >= r):
                continue
            if a < r and b < r:
                g = gcd(d[a], d[b])
                out.append((a, b, d[a] // g, d[b] // g))
            elif a < r and b < m:
                out.append((a, b, 1, 0))
            elif b < r and a < n:
                out.append((a, b, 0, 1))
    return out


def shrink(u: Rows, v: Rows, d: list[int]) -> None:
    """Lower the sum of squares of both transforms in place by the moves that keep U A V, best step each, to rest."""
    bits = max((abs(x).bit_length() for row in u + v for x in row), default=0) + 1
    sweeps = min(SWEEPS, SWEEP_WORK // (max(len(u), len(v), 1) ** 3 * bits))
    if not sweeps:
        return
    gram_u, gram_v = gram_matrix(u), gram_matrix(v)
    steps = moves(len(u), len(v), d)
    for _ in range(sweeps):
        changed = False
        for a, b, alpha, beta in steps:
            square = (alpha * alpha * gram_u[b][b] if alpha else 0) + (beta * beta * gram_v[a][a] if beta else 0)
            slope = (beta * gram_v[b][a] if beta else 0) - (alpha * gram_u[a][b] if alpha else 0)
            c = (2 * slope + square) // (2 * square)
            if c == 0 or c * (c * square - 2 * slope) >= 0:
                continue
            changed = True
            if alpha:
                _add_multiple(u, gram_u, a, b, c * alpha)
            if beta:
                _add_multiple(v, gram_v, b, a, -c * beta)
        if not changed:
            return


def _nice_signs(u: Rows, v: Rows, d: list[int]) -> None:
    """Make the first non-zero entry of every column of V positive (of every row of U past the columns of V)."""
    for i, column in enumerate(v):
        if next((x for x in column if x), 1) < 0:
            v[i] = [-x for x in column]
            if i < len(d):
                u[i] = [-x for x in u[i]]
    for i in range(len(d), len(u)):
        if next((x for x in u[i] if x), 1) < 0:
            u[i] = [-x for x in u[i]]


def _transforms(A: fmpz_mat, rank: int) -> tuple[Rows, Rows, list[int]]:
    """Rows of U, columns of V and the invariant factors, from one order of work (rows first)."""
    m, n = A.nrows(), A.ncols()
    left = split_kernel(A, rank)
    top = from_rows(to_rows(left * A)[:rank], n)
    right = split_kernel(top.transpose(), rank)
    core = from_rows([row[:rank] for row in to_rows(top * right.transpose())], rank)
    U, V, d = diagonalize(core)
    if any(b % a for a, b in pairwise(sorted(d))):
        # One more Hermite form of the mixed diagonal keeps entries near the determinant; gcd steps alone multiply up.
        mix = fmpz_mat(rank, rank, [int(i >= j) for i in range(rank) for j in range(rank)])
        again, after, d = diagonalize(diagonal_matrix(rank, rank, d) * mix)
        U, V = again * U, V * mix * after
    p, q = to_rows(left), to_rows(right)
    u = to_rows(U * from_rows(p[:rank], m))
    v = to_rows(V.transpose() * from_rows(q[:rank], n))
    u, v, d = make_divisible(u, v, d)
    u, v = u + p[rank:], v + q[rank:]
    shrink(u, v, d)
    return u, v, d


def _size(u: Rows, v: Rows) -> int:
    return sum(x * x for row in u + v for x in row)


def smith_transforms(A: fmpz_mat) -> tuple[fmpz_mat, list[int], fmpz_mat]:
    """(U, d, V) with U A V = diag(d, 0..0), U and V unimodular, 0 < d_1 | d_2 | .. and small transforms.

    Cost: about n lattice and Hermite reductions of an n x n matrix; entries of U and V have at most the bits of a
    maximal minor, which for a generic matrix no other choice can avoid.
    """
    rank = A.rank() if A.nrows() and A.ncols() else 0
    u, v, d = _transforms(A, rank)
    if max(A.nrows(), A.ncols()) <= 12:  # at the size people read, both orders are tried and the smaller kept
        v_other, u_other, d = _transforms(A.transpose(), rank)
        if _size(u_other, v_other) < _size(u, v):
            u, v = u_other, v_other
    _nice_signs(u, v, d)
    return from_rows(u, A.nrows()), d, from_rows(v, A.ncols()).transpose()


def unimodular_inverse(U: fmpz_mat) -> fmpz_mat:
    """The integer inverse of a matrix of determinant 1 or -1."""
    n = U.nrows()
    if n == 0:
        return U
    return fmpz_mat(n, n, [fmpz(x.p) for x in U.inv().entries()])
