"""Characteristic and minimal polynomial, eigenvalues."""
from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from symbolic.matrices.functionarrays import FunctionArray
from symbolic.matrices.matrix import ExactMatrix, identity, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.polynomials import Polynomial, from_flint


def charpoly(A: ExactMatrix) -> Polynomial:
    """det(xI - A), monic of degree n.

    Cost: python-flint's multimodular algorithm over Q; n products of n x n matrices over a number field
    (Faddeev-LeVerrier, [Gan59] IV.5); division-free over Q(parameters).

    >>> from symbolic import matrix
    >>> charpoly(matrix("3 1; 0 3"))
    x^2-6*x+9
    """
    n = require_square(A, "charpoly")
    if A.is_rational:
        return from_flint(descale(A.numerator.charpoly(), A.denominator))
    if isinstance(A.array, FunctionArray):
        from symbolic.generic.polynomials import generic_charpoly
        return generic_charpoly(A.array)
    coefficients: list[Any] = [exact(1)]
    m = identity(n)
    for k in range(1, n + 1):
        am = A * m
        c = -trace(am) / k
        coefficients.append(c)
        m = am + identity(n) * c
    return Polynomial(coefficients[::-1])


def descale(p: fmpz_poly, d: int) -> fmpq_poly:
    """The monic polynomial whose roots are those of the monic p divided by d."""
    n = p.degree()
    return fmpq_poly([fmpq(int(c), d ** (n - i)) for i, c in enumerate(p.coeffs())])


def trace(A: ExactMatrix) -> Any:
    """The sum of the diagonal entries.

    >>> from symbolic import matrix
    >>> trace(matrix("1 2; 3 4"))
    5
    """
    total: Any = exact(0)
    for i in range(require_square(A, "trace")):
        total = total + A[i, i]
    return total


def minpoly(A: ExactMatrix) -> Polynomial:
    """The monic polynomial of least degree that A satisfies (over the ring of its entries).

    With parameters it carries the conditions under which it stays minimal; it annihilates A at all values.

    >>> from symbolic import matrix
    >>> minpoly(matrix("2 0 0; 0 2 1; 0 0 2"))
    x^2-4*x+4
    """
    n = require_square(A, "minpoly")
    if A.is_rational:
        return from_flint(descale(A.numerator.minpoly(), A.denominator))
    if isinstance(A.array, FunctionArray):
        from symbolic.generic.polynomials import generic_minpoly
        return generic_minpoly(A.array)
    from symbolic.errors import NoSolutionError
    from symbolic.matrices.elimination import solve_any
    from symbolic.matrices.matrix import from_entries, hstack
    columns: list[ExactMatrix] = []
    power = identity(n)
    while True:
        flat = from_entries([[x] for row in power.entries() for x in row], n * n, 1)
        if columns:
            try:
                found = solve_any(hstack(columns), flat)
            except NoSolutionError:
                pass
            else:
                return Polynomial([-row[0] for row in found.entries()] + [1])
        elif n == 0:
            return Polynomial([1])
        columns.append(flat)
        power = power * A


def eigenvalues(A: ExactMatrix) -> tuple[tuple[AlgebraicNumber, int], ...]:
    """The distinct eigenvalues with their algebraic multiplicities, in the order of the Jordan form.

    >>> from symbolic import matrix
    >>> eigenvalues(matrix("0 1; 1 1"))
    (((1-sqrt(5))/2, 1), ((1+sqrt(5))/2, 1))
    """
    from symbolic.canonical.jordan import numeric_jordan_form
    found: dict[AlgebraicNumber, int] = {}
    for block in numeric_jordan_form(A, "eigenvalues").blocks:
        found[block.eigenvalue] = found.get(block.eigenvalue, 0) + block.size
    return tuple(found.items())
