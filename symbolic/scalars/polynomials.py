"""Polynomials in one variable over a number field or Q(parameters): the characteristic polynomial and its kin."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from symbolic.errors import DomainError
from symbolic.scalars.fields import QQ
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.parameters import RationalFunction


class Polynomial:
    """c_0 + c_1 x + .. + c_d x^d with exact coefficients. Immutable.

    >>> p = Polynomial([6, -5, 1])
    >>> p, p(2), p.degree
    (x^2-5*x+6, 0, 2)
    >>> p.factor()
    ((x-3, 1), (x-2, 1))
    """

    __slots__ = ("coefficients", "conditions")

    def __init__(self, coefficients: Sequence[Any], conditions: Sequence[RationalFunction] = ()) -> None:
        values = [c if isinstance(c, RationalFunction) else exact(c) for c in coefficients]
        while values and not values[-1]:
            values.pop()
        self.coefficients: tuple[Any, ...] = tuple(values)
        # functions of the parameters that must not be zero for the polynomial to be what it was computed as
        self.conditions = tuple(conditions)

    @property
    def degree(self) -> int:
        """The degree; -1 for the zero polynomial."""
        return len(self.coefficients) - 1

    @property
    def is_rational(self) -> bool:
        return all(isinstance(c, AlgebraicNumber) and c.field is QQ for c in self.coefficients)

    def to_flint(self) -> fmpq_poly:
        """The python-flint polynomial; DomainError unless the coefficients are rational."""
        if not self.is_rational:
            raise DomainError(f"{self} has irrational coefficients")
        return fmpq_poly([fmpq(c.numerator, c.denominator) for c in self.coefficients])

    def __call__(self, x: Any) -> Any:
        """The value at a number, or at a square matrix."""
        from symbolic.matrices.matrix import ExactMatrix, identity
        if isinstance(x, ExactMatrix):
            total, one = identity(x.rows) * 0, identity(x.rows)
            for c in reversed(self.coefficients):
                total = total * x + one * c
            return total
        value: Any = exact(0)
        for c in reversed(self.coefficients):
            value = value * x + c
        return value

    def factor(self) -> tuple[tuple[Polynomial, int], ...]:
        """Monic irreducible factors over Q with multiplicities, by degree, then by coefficients from the top down.

        With parameters these are the factors over Q(parameters).
        """
        if any(isinstance(c, RationalFunction) for c in self.coefficients):
            from symbolic.generic.polynomials import factor_functions
            return factor_functions(self)
        p = self.to_flint()
        pairs = [(from_flint(fmpq_poly(f) / f[f.degree()]), int(e)) for f, e in p.factor()[1]]
        return tuple(sorted(pairs, key=lambda t: (t[0].degree, [c.as_fraction() for c in reversed(t[0].coefficients)])))

    def __mul__(self, other: Polynomial) -> Polynomial:
        out: list[Any] = [exact(0)] * max(self.degree + other.degree + 1, 0)
        for i, a in enumerate(self.coefficients):
            for j, b in enumerate(other.coefficients):
                out[i + j] = out[i + j] + a * b
        return Polynomial(out)

    def __eq__(self, other: object) -> bool:
        return self.coefficients == other.coefficients if isinstance(other, Polynomial) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.coefficients)

    def __str__(self) -> str:
        from symbolic.scalars.printing import polynomial_text
        texts = [str(c) for c in self.coefficients]
        return polynomial_text([f"({t})" if _is_sum(t) else t for t in texts])

    __repr__ = __str__

    def to_sympy(self, x: Any) -> Any:
        """The polynomial as a SymPy expression in x."""
        total: Any = 0
        for c in reversed(self.coefficients):
            total = total * x + c.to_sympy()
        return total.expand() if hasattr(total, "expand") else total


def _is_sum(text: str) -> bool:
    """Whether a coefficient needs brackets in front of a power."""
    depth = 0
    for k, ch in enumerate(text):
        depth += (ch == "(") - (ch == ")")
        if depth == 0 and k and ch in "+-":
            return True
    return False


def from_flint(p: fmpq_poly | fmpz_poly) -> Polynomial:
    """A Polynomial from a python-flint one."""
    return Polynomial([AlgebraicNumber(QQ, fmpq_poly([c])) for c in p.coeffs()])
