"""Matrices of known minimal and characteristic polynomial: companion matrices and their hidden direct sums."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import fmpz_mat, fmpz_poly

from symbolic import ExactMatrix, Polynomial
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_choices, draw_size, require, strategy
from verify.strategies.unimodular import unimodular

# Irreducible over Q, constant term first: rational roots, then +-sqrt 2, +-i, thirds of a circle, cube roots of 2.
IRREDUCIBLE = ((0, 1), (-1, 1), (1, 1), (-2, 1), (2, 1), (1, 0, 1), (-2, 0, 1), (1, 1, 1), (-1, -1, 1), (-2, 0, 0, 1))
LINEAR = 5


@dataclass(frozen=True)
class MinimalPolynomialCase:
    """A = P F P^-1, F the companion matrices of f_1 | f_2 | .. | f_s, the `invariant_factors`; `minpoly` is the last one."""

    A: ExactMatrix
    P: ExactMatrix
    P_inverse: ExactMatrix
    F: ExactMatrix
    invariant_factors: tuple[Polynomial, ...]

    @property
    def minpoly(self) -> Polynomial:
        return self.invariant_factors[-1] if self.invariant_factors else Polynomial([1])

    @property
    def charpoly(self) -> Polynomial:
        """The product of the invariant factors."""
        out = Polynomial([1])
        for f in self.invariant_factors:
            out = out * f
        return out


@dataclass(frozen=True)
class CompanionCase:
    """The companion matrix (ones below the diagonal) of a monic integer polynomial: minimal and characteristic in one."""

    A: ExactMatrix
    charpoly: Polynomial

    @property
    def minpoly(self) -> Polynomial:
        return self.charpoly


def product(factors: Sequence[fmpz_poly]) -> fmpz_poly:
    """The product of integer polynomials."""
    out = fmpz_poly([1])
    for f in factors:
        out *= f
    return out


def polynomial(p: fmpz_poly) -> Polynomial:
    """The same polynomial as a public value."""
    return Polynomial([int(c) for c in p.coeffs()])


def companions(polynomials: Sequence[fmpz_poly]) -> ExactMatrix:
    """The direct sum of the companion matrices of monic integer polynomials."""
    n, at = sum(int(p.degree()) for p in polynomials), 0
    F = fmpz_mat(n, n)
    for p in polynomials:
        d = int(p.degree())
        for k in range(d):
            F[at + k, at + d - 1] = -p[k]
            if k:
                F[at + k, at + k - 1] = 1
        at += d
    return rational_matrix(F)


def _factors(source: Source, degree: int, *, linear_first: bool) -> list[fmpz_poly]:
    """Irreducible polynomials of this total degree, repeated ones often."""
    out: list[fmpz_poly] = []
    while degree:
        if out and out[-1].degree() <= degree and source.flag():
            out.append(out[-1])
        else:
            few = LINEAR if linear_first and not out else sum(len(c) - 1 <= degree for c in IRREDUCIBLE)
            out.append(fmpz_poly(list(IRREDUCIBLE[source.integer(0, few - 1)])))
        degree -= int(out[-1].degree())
    return out


def _divisor(source: Source, factors: list[fmpz_poly], room: int) -> list[fmpz_poly]:
    """Some first factors of total degree at most `room`; the first one always fits."""
    fits, total = 0, 0
    for f in factors:
        total += int(f.degree())
        fits += total <= room
    return factors[:fits - source.integer(0, fits - 1)]


@strategy
def minpoly_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, cyclic: bool | None = None,
) -> MinimalPolynomialCase:
    """Integer matrices with known invariant factors, hence known minimal and characteristic polynomials.

    Args:
        min_size, max_size: bounds of n.
        cyclic: True: one invariant factor, the minimal polynomial is the characteristic one. False: at least two.

    Roots are rational, +-sqrt 2, +-i, of the golden ratio, third roots of 1 and of 2, and often multiple.

    >>> from hypothesis import find
    >>> from verify.strategies import minpoly_matrices
    >>> find(minpoly_matrices(cyclic=False), lambda case: case.minpoly.degree == 2).invariant_factors
    (x, x^2)
    """
    check_choices(cyclic=cyclic)
    require(not (cyclic is False and max_size < 2), "cyclic=False needs max_size >= 2")
    n = draw_size(source, min_size, max_size, 2 * (cyclic is False))
    P, P_inverse = unimodular(source, n)
    split = n > 1 and source.decide(None if cyclic is None else not cyclic)
    degree = source.integer(1, n - 1) if split else n
    rows = [_factors(source, degree, linear_first=split)] if n else []
    room = n - degree
    while room:
        rows.append(_divisor(source, rows[-1], room))
        room -= sum(int(f.degree()) for f in rows[-1])
    polynomials = [product(row) for row in reversed(rows)]
    F = companions(polynomials)
    return MinimalPolynomialCase(P * F * P_inverse, P, P_inverse, F, tuple(polynomial(p) for p in polynomials))


@strategy
def companion_matrices(source: Source, *, min_size: int = 1, max_size: int = 6, repeated: bool | None = None) -> CompanionCase:
    """Companion matrices of monic integer polynomials: small coefficients, or a product with multiple roots.

    Args:
        min_size, max_size: bounds of the degree.
        repeated: True: the polynomial has a multiple root, so A is defective. None or False: it may have one.

    >>> from hypothesis import find
    >>> from verify.strategies import companion_matrices
    >>> find(companion_matrices(min_size=2, repeated=True), lambda case: case.A[0, 1] != 0).charpoly
    x^2-2*x+1
    """
    check_choices(repeated=repeated)
    require(not (repeated and max_size < 2), "repeated=True needs max_size >= 2")
    n = draw_size(source, min_size, max_size, 2 * (repeated is True))
    if repeated or source.flag():
        root = fmpz_poly([-source.integer(-2, 2), 1])
        factors = [root, root] if n >= 2 and (repeated or source.flag()) else []
        p = product([*factors, *_factors(source, n - len(factors), linear_first=False)])
    else:
        p = fmpz_poly([*source.integers(n), 1])
    return CompanionCase(companions([p]), polynomial(p))
