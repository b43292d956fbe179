"""The confluent Horner sequence: chains of a generic root without any arithmetic in its field.

For F = sum c_l x^l of degree m with F(A) u = 0 put h_{m-1} = u, h_{i-1} = A h_i + c_i u and v(y) = sum y^i h_i. Then
(A - y) v(y) = -F(y) u, so at a root a of F of multiplicity k the vectors v^(j)(a)/j!, j = 0 .. k-1, are a Jordan
chain from the eigenvector up (or v(a) = 0 and u was too special). Everything is integer matrix-vector work.
"""
from __future__ import annotations

from functools import lru_cache
from math import comb

from flint import fmpz_mat, fmpz_poly


def horner_columns(a: fmpz_mat, f: fmpz_poly, u: fmpz_mat) -> list[fmpz_mat]:
    """The columns h_0 .. h_{m-1} of the Horner sequence of F = f at u."""
    c = f.coeffs()
    columns = [u]
    for i in range(int(f.degree()) - 1, 0, -1):
        u_next = a * columns[-1]
        columns.append(u_next + u * c[i] if c[i] != 0 else u_next)
    columns.reverse()
    return columns


def join_columns(columns: list[fmpz_mat]) -> fmpz_mat:
    """Columns side by side as one matrix."""
    lists = [c.entries() for c in columns]
    n, m = len(lists[0]), len(lists)
    return fmpz_mat(m, n, [x for column in lists for x in column]).transpose()


def confluent_weights(m: int, f: fmpz_poly, k: int) -> list[list[list[int]]]:
    """For j < k the m x d table R_j whose row i holds the coefficients of C(i, j) y^(i-j) modulo f."""
    d = int(f.degree())
    tail = [int(c) for c in f.coeffs()][:d]
    powers, row = [], [1] + [0] * (d - 1)
    for _ in range(m):
        powers.append(row)
        top = row[-1]
        row = [-top * tail[0]] + [row[i - 1] - top * tail[i] for i in range(1, d)] if top else [0, *row[:-1]]
    tables = [powers]
    higher = ([[0] * d] * min(j, m) + [[comb(i, j) * x for x in powers[i - j]] for i in range(j, m)] for j in range(1, k))
    return [*tables, *higher]


def polynomial_at(f: fmpz_poly, a: fmpz_mat) -> fmpz_mat:
    """f(A) for an integer matrix, by Horner's rule."""
    n = a.nrows()
    one = identity_like(n)
    c = f.coeffs()
    if len(c) == 2 and c[1] == 1:
        return a + one * c[0]
    result = one * c[-1]
    for x in reversed(c[:-1]):
        result = a * result
        if x != 0:
            result = result + one * x
    return result


@lru_cache(maxsize=64)
def identity_like(n: int) -> fmpz_mat:
    """The n x n integer identity (shared: do not change it in place)."""
    flat = [0] * (n * n)
    flat[:: n + 1] = [1] * n
    return fmpz_mat(n, n, flat)
