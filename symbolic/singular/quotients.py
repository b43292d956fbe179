"""Quotients of two algebraic numbers without a common field: their polynomial, equality, square roots."""
from __future__ import annotations

from collections.abc import Callable

from flint import acb, ctx, fmpq, fmpq_poly, fmpq_series, fmpz_poly

from symbolic.errors import UnableError
from symbolic.scalars.fields import root_near
from symbolic.scalars.numbers import AlgebraicNumber, rational, roots_of, sqrt
from symbolic.scalars.powersums import power_sums
from symbolic.singular.values import doubled

MAX_QUOTIENT_DEGREE = 128

Ball = Callable[[int], acb]


def quotient_polynomial(f: fmpz_poly, g: fmpz_poly) -> fmpq_poly:
    """The monic polynomial of degree deg f deg g with the roots a/b, f(a) = 0, g(b) = 0 (g(0) != 0), with multiplicity.

    Its power sums are the products of those of f and of the reversed g. [BFSS06]

    >>> quotient_polynomial(fmpz_poly([-6, 1]), fmpz_poly([-2, 1]))
    x + (-3)
    """
    degree = int(f.degree()) * int(g.degree())
    tops, below = power_sums(f, degree + 1), power_sums(fmpz_poly(g.coeffs()[::-1]), degree + 1)
    exponent = [fmpq(0)] + [-tops[k] * below[k] / k for k in range(1, degree + 1)]
    old = ctx.cap
    ctx.cap = degree + 1
    try:
        series = fmpq_series(exponent, 1, degree + 1).exp()
        coefficients = [series[k] for k in range(degree + 1)]
    finally:
        ctx.cap = old
    return fmpq_poly(coefficients[::-1])


def proportional(a: AlgebraicNumber, b: AlgebraicNumber) -> AlgebraicNumber | None:
    """The rational t with a = t b, or None; a and b are sums over conjugates away from trace 0."""
    if a.is_rational and b.is_rational:
        return a / b
    if a.degree != b.degree:
        return None
    t = _trace(a) / _trace(b)
    return t if a == b * t else None


def _trace(a: AlgebraicNumber) -> AlgebraicNumber:
    f = a.minpoly()
    d = int(f.degree())
    return rational(-int(f[d - 1]), int(f[d]))


def quotient_root(a: AlgebraicNumber, b: AlgebraicNumber, ball: Ball, max_degree: int) -> AlgebraicNumber:
    """sqrt(a/b) as a root of a factor of R(x^2), R the quotient polynomial; `ball` encloses it at given bits.

    Raises:
        UnableError: R(x^2) has a degree above max_degree.
    """
    t = proportional(a, b)
    if t is not None:
        return sqrt(t)
    degree = 2 * a.degree * b.degree
    if degree > max_degree:
        raise UnableError(f"minpoly: the polynomial of sqrt(a/b), for roots a and b of degrees {a.degree} and {b.degree}, "
                          f"has degree {degree}", f"degree {max_degree}")
    R = quotient_polynomial(a.minpoly(), b.minpoly())
    factors = [h for f, _ in R.numer().factor()[1] for h, _ in doubled(f).factor()[1]]
    f, k = root_near(factors, ball)
    return roots_of(f)[k]


def same_quotient(a: AlgebraicNumber, b: AlgebraicNumber, c: AlgebraicNumber, d: AlgebraicNumber, first: Ball,
                  second: Ball) -> bool:
    """Whether a/b = c/d, all positive; `first` and `second` enclose the two quotients at given bits.

    Multiples (a, b) = t (c, d) and (a, b) = t (1/d, 1/c) are seen at once; otherwise the common part of the two
    quotient polynomials decides.

    Raises:
        UnableError: a quotient polynomial has a degree above 128.
    """
    for x, y in ((c, d), (d.inverse(), c.inverse())):
        t = proportional(a, x)
        if t is not None and b == y * t:
            return True
    degree = max(a.degree * b.degree, c.degree * d.degree)
    if degree > MAX_QUOTIENT_DEGREE:
        raise UnableError("equality of two condition numbers that agree to many digits needs a polynomial of degree "
                          f"{degree}", f"degree {MAX_QUOTIENT_DEGREE}")
    P, Q = (_squarefree(quotient_polynomial(x.minpoly(), y.minpoly())) for x, y in ((a, b), (c, d)))
    common = P.gcd(Q)
    if common.degree() == 0:
        return False
    places = []
    for whole, ball in ((P, first), (Q, second)):
        rest = whole / common
        f, k = root_near([common.numer(), *([rest.numer()] if rest.degree() > 0 else [])], ball)
        if f != common.numer():
            return False
        places.append(k)
    return places[0] == places[1]


def _squarefree(p: fmpq_poly) -> fmpq_poly:
    return p / p.gcd(p.derivative())
