"""Balls for f(A): weights of the integer matrices N_j are summed over the roots first, matrices are touched last."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flint import acb, acb_mat, acb_poly, fmpq_poly

from symbolic.errors import UnableError
from symbolic.functions.jets import Undecided, Workspace, ball
from symbolic.functions.scalarfunctions import Tree
from symbolic.functions.spectral import Component
from symbolic.functions.taylor import coefficients
from symbolic.scalars.fields import MAX_BITS, number_field
from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    import mpmath

    from symbolic.functions.matrixfunction import MatrixFunction

Weights = list[list[acb]]       # [j][i]: what N_j's coefficient of x^i is multiplied by


def enclose_function(result: MatrixFunction, digits: int) -> list[list[acb]]:
    """Rows of balls around f(A), radii below 10^-digits times the largest entry."""
    goal = digits * 10 // 3 + 8
    n = result.A.rows
    bits = goal + 64
    while bits <= MAX_BITS:
        with precision(bits):
            try:
                total = _sum(result, n, bits)
            except Undecided:
                total = None
            if total is not None and _is_fine(total, goal):
                return [[total[i, j] for j in range(n)] for i in range(n)]
        bits *= 2
    raise UnableError("matrix_function: the value could not be enclosed", f"{MAX_BITS} bits")


def _sum(result: MatrixFunction, n: int, bits: int) -> acb_mat:
    total = acb_mat(n, n)
    # over a real field the roots of a component come in conjugate pairs; over another one a real matrix only says
    # that the imaginary parts cancel in the end
    symmetric = result.is_real and result.A.field.is_real
    for c in result.spectral.components:
        weights = component_weights(result.tree, c, bits, symmetric=symmetric)
        for part, row in zip(c.parts, weights, strict=True):
            for m, weight in zip(part, row, strict=True):
                total = total + acb_mat(m) * (weight / c.denominator)
    if result.is_real and not symmetric:
        return acb_mat(n, n, [acb(x.real) for x in total.entries()])
    return total


def component_weights(tree: Tree, c: Component, bits: int, *, symmetric: bool) -> Weights:
    """Sum over the roots a of f^(j)(lambda)/j! a^i / f'(a); with `symmetric` from the roots with imaginary part >= 0."""
    total = [[acb(0) for _ in range(c.degree)] for _ in range(c.size)]
    derivative = acb_poly(fmpq_poly(c.polynomial.derivative()))
    for k in c.roots:
        a = _root(c, k, bits)
        if symmetric and a.imag < 0:
            continue
        w = Workspace(bits)
        values = [ball(v, w) for v in coefficients(tree, c.eigenvalue_at(k), c.size, w)]
        slope = derivative(a)
        if slope.contains(0):
            raise Undecided
        real = symmetric and a.imag == 0
        for row, value in zip(total, values, strict=True):
            term = value / slope
            for i in range(c.degree):
                row[i] += acb(term.real) if real else acb(2 * term.real) if symmetric else term
                term *= a
    return total


def _root(c: Component, k: int, bits: int) -> acb:
    return acb(-c.polynomial[0]) if c.degree == 1 else number_field(c.polynomial, k).roots.ball(k, bits)


def _is_fine(m: acb_mat, goal: int) -> bool:
    entries = m.entries()
    if not all(x.is_finite() for x in entries):
        return False
    top = max((x.abs_lower() for x in entries), default=None)
    if top is None:
        return True
    scale = (top if top > 0 else acb(1).real) * acb(2).real ** -goal
    return all(x.real.rad() <= scale and x.imag.rad() <= scale for x in entries)


def balls_to_mpmath(rows: list[list[acb]], digits: int, *, real: bool) -> mpmath.matrix:
    """The midpoints as an mpmath matrix."""
    import mpmath

    from symbolic.scalars.decimals import ball_to_mpmath
    n = len(rows)
    out: Any = mpmath.matrix(n, n)
    for i in range(n):
        for j in range(n):
            out[i, j] = ball_to_mpmath(rows[i][j], real=real, digits=digits)
    return out
