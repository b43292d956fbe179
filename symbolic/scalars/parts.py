"""Real and imaginary parts of exact numbers, as exact real numbers."""
from __future__ import annotations

from symbolic.scalars.numbers import AlgebraicNumber, I, exact, rational, sqrt
from symbolic.scalars.surds import terms


def real_part(z: AlgebraicNumber) -> AlgebraicNumber:
    """Re z.

    >>> real_part((1 + sqrt(-3)) / 2)
    1/2
    """
    if z.is_real:
        return z
    split = terms(z)
    if all(u.power == 0 for _, u in split):
        return sum((rational(c.numerator, c.denominator) * sqrt(u.radicand) for c, u in split if not u.imaginary), exact(0))
    return (z + z.conjugate()) / 2


def real_and_imaginary(z: AlgebraicNumber) -> tuple[AlgebraicNumber, AlgebraicNumber]:
    """(Re z, Im z) written in one field, so that further work with both needs no larger one.

    >>> real_and_imaginary((1 + sqrt(-3)) / 2)
    (1/2, sqrt(3)/2)
    """
    re, im = real_part(z), imaginary_part(z)
    if re.field is im.field or re.is_rational or im.is_rational or all(u.power == 0 for _, u in terms(z)):
        return re, im
    return re + I - I, im          # Im z was built in the field of Re z and i, which this brings Re z into


def imaginary_part(z: AlgebraicNumber) -> AlgebraicNumber:
    """Im z.

    >>> imaginary_part((1 + sqrt(-3)) / 2)
    sqrt(3)/2
    """
    if z.is_real:
        return exact(0)
    split = terms(z)
    if all(u.power == 0 for _, u in split):
        return sum((rational(c.numerator, c.denominator) * sqrt(u.radicand) for c, u in split if u.imaginary), exact(0))
    return -(z - z.conjugate()) * I / 2      # in this order the joint field is the one of real_part
