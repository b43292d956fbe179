"""Small integer vectors: contents, saturation, LLL, and choosing independent columns modulo a prime."""
from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq_mat, fmpz, fmpz_mat, fmpz_poly, nmod_mat

from symbolic.errors import UnableError

PRIMES = (4611686018427387847, 4611686018427387817, 4611686018427387787, 2305843009213693951)


def content(values: Sequence[fmpz]) -> int:
    """The greatest common divisor of integers, 0 for zeros only."""
    return int(fmpz_poly(list(values)).content()) if values else 0


def modular(a: fmpz_mat, p: int) -> nmod_mat:
    """The matrix modulo p."""
    return nmod_mat(a, p)


def pivots(a: nmod_mat) -> list[int]:
    """Columns of `a` that are independent of those before them."""
    reduced, r = a.rref()
    out, j = [], 0
    for i in range(r):
        while int(reduced[i, j]) == 0:
            j += 1
        out.append(j)
        j += 1
    return out


def kernel(a: fmpz_mat) -> fmpz_mat:
    """A basis of the rational kernel as integer columns, each divided by its content."""
    basis, r = a.nullspace()
    n = a.ncols()
    flat = basis.transpose().entries()
    rows = [_primitive(flat[k * n:(k + 1) * n]) for k in range(r)]
    return fmpz_mat(r, n, [x for row in rows for x in row]).transpose()


def _primitive(values: list[fmpz]) -> list[fmpz]:
    g = content(values)
    return [x // g for x in values] if g > 1 else values


def primitive_columns(a: fmpz_mat) -> fmpz_mat:
    """Every column divided by its content."""
    n, m = a.nrows(), a.ncols()
    flat = a.transpose().entries()
    rows = [_primitive(flat[k * n:(k + 1) * n]) for k in range(m)]
    return fmpz_mat(m, n, [x for row in rows for x in row]).transpose()


def saturate(a: fmpz_mat) -> fmpz_mat:
    """A basis of all integer vectors in the rational span of the independent columns of `a`."""
    r = a.ncols()
    if r == 0:
        return a
    h = a.hnf()
    top = fmpz_mat(r, r, [h[i, j] for i in range(r) for j in range(r)])
    numerator, denominator = (fmpq_mat(a) * fmpq_mat(top).inv()).numer_denom()
    if denominator != 1:
        raise UnableError("saturate: the columns are dependent")
    return numerator


def reduced_columns(a: fmpz_mat) -> fmpz_mat:
    """An LLL-reduced basis of the lattice spanned by independent columns."""
    return a.transpose().lll().transpose() if a.ncols() > 1 else a
