"""Fractional powers of algebraic numbers, on the principal branch."""
from __future__ import annotations

from fractions import Fraction

from flint import acb, fmpz_poly

from symbolic.errors import UnableError
from symbolic.scalars.fields import MAX_DEGREE
from symbolic.scalars.numbers import AlgebraicNumber, rational, roots_of, sqrt
from symbolic.scalars.roots import precision


def number_power(c: AlgebraicNumber, r: Fraction) -> AlgebraicNumber | None:
    """c^r with the argument of c in (-pi, pi]; None when the field it needs is too large.

    >>> from symbolic.scalars.numbers import exact
    >>> number_power(exact(-8), Fraction(1, 3)), number_power(exact(4), Fraction(-3, 2))
    (1+sqrt(3)*i, 1/8)
    """
    p, q = r.numerator, r.denominator
    if q == 1:
        return c ** p
    if c.degree * q > MAX_DEGREE:
        return None
    try:
        return (sqrt(c) if q == 2 else _root(c, q)) ** p
    except UnableError:
        return None


def _root(c: AlgebraicNumber, q: int) -> AlgebraicNumber:
    """The principal q-th root of c != 0: the root of m(y^q), m the minimal polynomial of c, nearest exp(log(c)/q)."""
    if c.is_rational:
        value = c.as_fraction()
        top, bottom = _integer_root(abs(value.numerator), q), _integer_root(value.denominator, q)
        if value > 0 and top is not None and bottom is not None:
            return rational(top, bottom)
    m = c.minpoly()
    stretched = fmpz_poly([int(m[i // q]) if i % q == 0 else 0 for i in range(q * int(m.degree()) + 1)])
    candidates = [z for f, _ in stretched.factor()[1] for z in roots_of(f)]
    bits = 64
    while True:
        with precision(bits):
            ball = c.field.ball(c.poly, bits)
            if ball.imag.contains(0) and c.is_real:
                ball = acb(ball.real)       # exactly on the real axis: log takes the value from above
            value_ball = (ball.log() / q).exp()
        near = [z for z in candidates if z.field.ball(z.poly, bits).overlaps(value_ball)]
        if len(near) == 1:
            return near[0]
        bits *= 2


def _integer_root(n: int, q: int) -> int | None:
    """The integer q-th root of n >= 0, or None."""
    low, high = 0, 1 << (n.bit_length() // q + 1)
    while low < high:
        middle = (low + high) // 2
        if middle ** q < n:
            low = middle + 1
        else:
            high = middle
    return low if low ** q == n else None
