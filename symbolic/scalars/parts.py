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
    return (z.conjugate() - z) * I / 2
