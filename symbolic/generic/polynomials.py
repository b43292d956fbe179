"""Characteristic and minimal polynomials over Q(parameters), and factoring there."""
from __future__ import annotations

from functools import reduce

from flint import fmpz_mpoly

from symbolic.errors import UnableError
from symbolic.generic.chains import factor_monic, faddeev, modular, multiply, point, polynomial_at
from symbolic.generic.form import generic_polynomial, polynomial_form
from symbolic.generic.ring import ParameterRing, Table, determinant
from symbolic.matrices.functionarrays import FunctionArray, from_functions
from symbolic.matrices.functionelimination import cleared_rows, echelon, joint_conditions
from symbolic.scalars.polynomials import Polynomial


def generic_charpoly(array: FunctionArray) -> Polynomial:
    """det(xI - A), by Faddeev and LeVerrier over Z[parameters]; it needs no conditions beyond the denominators of A.

    Raises:
        UnableError: the work is above the budget.
    """
    form = polynomial_form(array, array.shape[0], bounded=False)
    return generic_polynomial(form, tuple(faddeev(form.ring, form.numerator)[0]))


def generic_minpoly(array: FunctionArray) -> Polynomial:
    """The minimal polynomial over Q(parameters), with the conditions under which it stays minimal.

    It annihilates A at all values of the parameters (checked as an identity); it is minimal wherever I, A, .., A^(k-1) stay
    independent, k its degree, hence wherever one minor of their k columns is not zero.

    Raises:
        UnableError: the matrix is too large, or the work is above the budget.

    >>> from symbolic import matrix, minpoly
    >>> p = minpoly(matrix("a 0; 0 b", symbols=["a", "b"]))
    >>> p, p.conditions
    (x^2+(-a - b)*x+a*b, (a - b,))
    """
    n = array.shape[0]
    form = polynomial_form(array, n)
    ring, a = form.ring, form.numerator
    factors = factor_monic(ring, faddeev(ring, a)[0])
    for attempt in range(3):
        mu = [ring.one]
        for f, e in factors:
            for _ in range(_exponent(ring, a, f, e, point(ring, attempt))):
                mu = multiply(ring, mu, f)
        minor = _independence(ring, a, len(mu) - 1)
        if minor is not None and all(x.is_zero() for row in polynomial_at(ring, mu, a) for x in row):
            found = generic_polynomial(form, tuple(mu))
            needed = joint_conditions(ring, [form.denominator, minor], array.conditions)
            return Polynomial(found.coefficients, needed)
    raise UnableError("minpoly: no choice of values for the parameters gave the right degree", "3 attempts")


def _exponent(ring: ParameterRing, a: Table, f: tuple[fmpz_mpoly, ...], e: int, where: list[int]) -> int:
    """The size of the largest block of f, from ranks at a point (checked afterwards)."""
    if e == 1:
        return 1
    power = step = modular(ring, polynomial_at(ring, f, a), where)
    ranks = [len(a), int(power.rank())]
    while ranks[-1] < ranks[-2]:
        power = step * power
        ranks.append(int(power.rank()))
    return len(ranks) - 2


def _independence(ring: ParameterRing, a: Table, k: int) -> fmpz_mpoly | None:
    """A minor of the k columns I, N, .., N^(k-1) that is not zero."""
    n = len(a)
    powers = [[[ring.one if i == j else ring.zero for j in range(n)] for i in range(n)]]
    while len(powers) < k:
        powers.append(ring.product(a, powers[-1]))
    table = [[p[r][c] for p in powers[:k]] for r in range(n) for c in range(n)]
    _, pivots, origins = echelon(ring, [row for row in table if any(not x.is_zero() for x in row)], k)
    if len(pivots) < k:
        return None
    rows = [row for row in table if any(not x.is_zero() for x in row)]
    return determinant(ring, [rows[i] for i in origins])


def factor_functions(p: Polynomial) -> tuple[tuple[Polynomial, int], ...]:
    """The monic irreducible factors over Q(parameters), with multiplicities.

    Raises:
        UnableError: the polynomial is too large to factor.

    >>> from symbolic import matrix, charpoly
    >>> factor_functions(charpoly(matrix("a b; b a", symbols=["a", "b"])))
    ((x+(-a + b), 1), (x+(-a - b), 1))
    """
    array = from_functions([list(p.coefficients)], (1, len(p.coefficients)))
    ring = ParameterRing(array.names)
    row = cleared_rows(ring, array)[0][0]
    whole = reduce(lambda s, t: s + t, (c * ring.y ** i for i, c in enumerate(row)), ring.zero)
    out = []
    for f, e in ring.factors(whole):
        d = int(f.degrees()[-1])
        if d:
            c = ring.coefficients(f, d + 1)
            out.append((Polynomial([ring.function(x, c[-1]) for x in c]), e))
    return tuple(sorted(out, key=lambda t: (t[0].degree, str(t[0]))))
