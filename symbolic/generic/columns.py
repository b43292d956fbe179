"""Columns at the roots of polynomials over Q(parameters): the P and J of a generic Jordan form."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbolic.errors import UnableError
from symbolic.functions.closedforms import closed_text
from symbolic.generic.ring import ParameterRing
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction, constant_element
from symbolic.scalars.polynomials import Polynomial

if TYPE_CHECKING:
    import sympy

MAX_RADICAL_DEGREE = 2


@dataclass(frozen=True)
class GenericRoot:
    """Root number `index` of a monic polynomial that is irreducible over Q(parameters).

    The roots of a quadratic are (-c_1 - sqrt(D))/2 and (-c_1 + sqrt(D))/2 in this order. Roots of a polynomial of higher
    degree are numbered only to be counted: which is which is settled when the parameters have values.
    """

    polynomial: Polynomial
    index: int

    @property
    def value(self) -> RationalFunction | None:
        """The root as a rational function of the parameters, when the degree is 1."""
        c = self.polynomial.coefficients[0] if self.polynomial.degree == 1 and len(self.polynomial.coefficients) == 2 else None
        return None if c is None else -c

    def surd(self) -> tuple[RationalFunction, RationalFunction, RationalFunction]:
        """(u, v, q) with the root u + v sqrt(q), q a squarefree polynomial; v = 0 when the degree is 1.

        Raises:
            UnableError: the degree is above 2.
        """
        c = self.polynomial.coefficients
        if self.polynomial.degree > MAX_RADICAL_DEGREE:
            raise UnableError(f"the roots of {self.polynomial} are not written with radicals; use the coefficients in .chains",
                              f"degree {MAX_RADICAL_DEGREE}")
        if self.polynomial.degree == 1:
            return as_function(-c[0]), as_function(0), as_function(1)
        v, q = square_part(as_function(c[1] * c[1] - 4 * c[0]))
        return as_function(-c[1] / 2), (v if self.index else -v) / 2, q

    def to_sympy(self) -> sympy.Expr:
        """The root with a square root at most; the same branch of it is meant everywhere in one answer."""
        return combine(*self.surd())

    def __str__(self) -> str:
        if self.polynomial.degree <= MAX_RADICAL_DEGREE:
            return str(self.to_sympy()).replace("**", "^")
        return f"root {self.index + 1} of {self.polynomial}"

    __repr__ = __str__


@dataclass(frozen=True)
class GenericColumns:
    """A matrix whose column j is coefficients[j] (n x d) applied to 1, r, .., r^(d-1) at the root r = roots[j]."""

    roots: tuple[GenericRoot, ...]
    coefficients: tuple[ExactMatrix, ...]
    conditions: tuple[RationalFunction, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return (self.coefficients[0].rows if self.coefficients else 0), len(self.coefficients)

    def to_sympy(self) -> sympy.Matrix:
        """The matrix with the roots written with radicals."""
        import sympy
        columns = []
        for root, table in zip(self.roots, self.coefficients, strict=True):
            u, v, q = root.surd()
            rows = [(row[0], row[1] if len(row) > 1 else exact(0)) for row in table.entries()]
            columns.append([combine(as_function(x + y * u), as_function(y * v), q) for x, y in rows])
        return sympy.Matrix(self.shape[1], self.shape[0], [x for column in columns for x in column]).T

    def __getitem__(self, key: tuple[int, int]) -> Any:
        i, j = key
        m, n = self.shape
        if not (0 <= i < m and 0 <= j < n):
            raise IndexError(f"entry ({i}, {j}) of a {m}x{n} matrix; indices run from 0 to ({m - 1}, {n - 1})")
        return GenericColumns((self.roots[j],), (self.coefficients[j],), self.conditions).to_sympy()[i, 0]

    def __str__(self) -> str:
        return closed_text(self.to_sympy())

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX for the matrix in square brackets."""
        import sympy
        body = r" \\ ".join(" & ".join(sympy.latex(x) for x in row) for row in self.to_sympy().tolist())
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def as_function(x: Any) -> RationalFunction:
    """An exact scalar as a RationalFunction."""
    return x if isinstance(x, RationalFunction) else RationalFunction((), constant_element((), exact(x)))


def combine(u: RationalFunction, v: RationalFunction, q: RationalFunction) -> sympy.Expr:
    """The number u + v sqrt(q) as a SymPy expression, over one denominator."""
    import sympy
    if not v:
        return u.to_sympy()
    names = tuple(sorted({*u.names, *v.names}))
    ring = ParameterRing(names)
    bottoms = [ring.pair(x.over(names))[1] for x in (u, v)]
    common = ring.function(ring.divide(bottoms[0] * bottoms[1], ring.gcd(bottoms)))
    return ((common * u).to_sympy() + (common * v).to_sympy() * sympy.sqrt(q.to_sympy())) / common.to_sympy()


def square_part(f: RationalFunction) -> tuple[RationalFunction, RationalFunction]:
    """(v, q) with f = v^2 q and q a polynomial with integer coefficients without square factors.

    >>> from symbolic.scalars.parameters import parameter
    >>> a, b = parameter("a"), parameter("b")
    >>> square_part(4 * a ** 3 / b)
    (2*a/b, a*b)
    """
    ring = ParameterRing(f.names)
    top, bottom = ring.pair(f.element)
    product = top * bottom
    lead, pairs = product.factor()
    root, rest = ring.one, ring.one
    for g, e in [*((ring.constant(int(p)), int(e)) for p, e in abs(lead).factor()), *pairs]:
        root, rest = root * g ** (int(e) // 2), rest * g ** (int(e) % 2)
    return ring.function(root, bottom), ring.function(-rest if lead < 0 else rest)
