"""Radical expressions for numbers of degree up to 4, on request (the engine itself never uses them)."""
from __future__ import annotations

from typing import TYPE_CHECKING

from flint import acb, arb

from symbolic.errors import InputError, UnableError
from symbolic.scalars.algebraic import AlgebraicNumber
from symbolic.scalars.roots import precision, root_set

if TYPE_CHECKING:
    import sympy

MAX_RADICAL_DEGREE = 4


def radicals(z: AlgebraicNumber) -> sympy.Expr:
    """The number by Cardano's and Ferrari's formulas, for degree at most 4.

    SymPy solves the minimal polynomial; the solution that lies in the isolating ball of the number is returned.

    Raises:
        UnableError: the degree is above 4, or no solution could be matched to the ball.

    >>> from symbolic.scalars.numbers import root
    >>> radicals(root([-2, 0, 0, 1], 0))
    2**(1/3)
    """
    import sympy as sp
    if not isinstance(z, AlgebraicNumber):
        raise InputError(f"radicals: expected an exact number, not a {type(z).__name__}; write exact(..) around it")
    coefficients, index = z.canonical()
    if len(coefficients) - 1 > MAX_RADICAL_DEGREE:
        raise UnableError(f"radicals: {z} has degree {len(coefficients) - 1}", f"degree {MAX_RADICAL_DEGREE}")
    if len(coefficients) <= 3:
        return z.to_sympy()
    roots = root_set(z.minpoly())
    roots.ball(index, 200)
    for candidate in sp.roots(sp.Poly(list(reversed(coefficients)), sp.Symbol("x"))):
        re, im = sp.N(candidate, 50).as_real_imag()
        with precision(200):
            near = acb(arb(str(re), "1e-35"), arb(str(im), "1e-35"))
        if roots.locate(near) == (index,):
            return candidate
    raise UnableError(f"radicals: no radical expression of {z} was matched to it", "50 digits")
