"""Making exact numbers: rationals, square roots, roots of polynomials, the imaginary unit."""
from __future__ import annotations

from functools import lru_cache
from operator import index
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from symbolic.errors import InputError
from symbolic.scalars.algebraic import AlgebraicNumber as AlgebraicNumber
from symbolic.scalars.algebraic import exact as exact
from symbolic.scalars.algebraic import rational as rational
from symbolic.scalars.fields import QQ, compositum, integral, number_field
from symbolic.scalars.roots import precision, root_set
from symbolic.scalars.surds import squarefree_part

X = fmpq_poly([0, 1])


def roots_of(polynomial: fmpz_poly, scale: int = 1) -> list[AlgebraicNumber]:
    """All complex roots of an irreducible integer polynomial, divided by `scale`, in canonical order."""
    monic, lead = integral(fmpq_poly(polynomial) / polynomial[polynomial.degree()])
    generator = fmpq_poly([0, fmpq(1, lead * scale)])
    if monic.degree() == 1:
        return [AlgebraicNumber(QQ, fmpq_poly([fmpq(-int(monic[0]), lead * scale)]))]
    return [AlgebraicNumber(number_field(monic, k), generator) for k in range(int(monic.degree()))]


def root(coefficients: list[int] | tuple[int, ...], k: int) -> AlgebraicNumber:
    """Root number k of the integer polynomial with these coefficients (constant term first).

    The distinct roots are counted: real ones first, ascending, then the others by real part, then imaginary part.

    >>> root([-1, -1, 0, 1], 0)
    root(x^3-x-1, 0)
    >>> root([2, -3, 1], 1)
    2
    """
    try:
        polynomial, k = fmpz_poly(list(coefficients)), index(k)
    except TypeError:
        raise InputError("root: give the list of integer coefficients, constant term first, and the index of the root; "
                         "root([-2, 0, 1], 1) is sqrt(2)") from None
    if polynomial.degree() < 1:
        raise InputError(f"root: {polynomial} is constant, so it has no roots")
    factors = [f for f, _ in polynomial.factor()[1]]
    squarefree = fmpz_poly([1])
    for f in factors:
        squarefree *= f
    if not 0 <= k < squarefree.degree():
        raise InputError(f"root: {polynomial} has {squarefree.degree()} distinct roots, so the index runs from 0 to "
                         f"{squarefree.degree() - 1}, not {k}")
    if len(factors) == 1:
        return roots_of(factors[0])[k]
    ball = root_set(squarefree).ball(k, 64)
    bits = 64
    while True:
        ball = root_set(squarefree).ball(k, bits)
        near = [z for f in factors for z in roots_of(f) if z.field.ball(z.poly, bits).overlaps(ball)]
        if len(near) == 1:
            return near[0]
        bits *= 2


@lru_cache(maxsize=1024)
def _root_of_integer(d: int, index: int) -> AlgebraicNumber:
    return AlgebraicNumber(number_field(fmpz_poly([-d, 0, 1]), index), X)


def sqrt(x: Any) -> AlgebraicNumber:
    """The principal square root: non-negative for x >= 0, otherwise the root with argument in (-pi/2, pi/2].

    >>> sqrt(12), sqrt(-4), sqrt(rational(1, 2))
    (2*sqrt(3), 2*i, sqrt(2)/2)
    """
    z: AlgebraicNumber = exact(x)
    return _principal_root(z) if z else z


def _principal_root(x: AlgebraicNumber) -> AlgebraicNumber:
    if x.is_rational:
        value = x.as_fraction()
        s, d = squarefree_part(abs(value.numerator) * value.denominator)
        scale = rational(s, value.denominator)
        if value > 0:
            return scale if d == 1 else scale * _root_of_integer(d, 1)
        return scale * _root_of_integer(-d, 1)
    if x.is_real and x.sign() < 0:
        return I * sqrt(-x)
    m = x.minpoly()
    doubled = fmpz_poly([int(m[i // 2]) if i % 2 == 0 else 0 for i in range(2 * int(m.degree()) + 1)])
    candidates = [z for f, _ in doubled.factor()[1] for z in roots_of(f)]
    bits = 64
    while True:
        with precision(bits):
            ball = x.field.ball(x.poly, bits).sqrt()
        near = [z for z in candidates if z.field.ball(z.poly, bits).overlaps(ball)]
        if len(near) == 1:
            return _simplest(near[0], x)
        bits *= 2


def _simplest(r: AlgebraicNumber, x: AlgebraicNumber) -> AlgebraicNumber:
    """Write the square root r of x in the field of x when it lies there."""
    if r.degree > x.field.degree:
        return r
    field, _, moved = compositum(x.field, r.field)
    if field is not x.field:
        return r
    return AlgebraicNumber(field, field.reduce(r.poly(moved)))


I = _root_of_integer(-1, 1)
