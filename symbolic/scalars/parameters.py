"""Rational functions of parameters, Q(a, b, ..): the scalars of matrices with symbols."""
from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from symbolic.errors import DomainError, InexactInputError, InputError

if TYPE_CHECKING:
    import sympy

    from symbolic.scalars.numbers import AlgebraicNumber


@lru_cache(maxsize=256)
def function_field(names: tuple[str, ...]) -> Any:
    """SymPy's field Q(names), the names sorted; the arithmetic of every RationalFunction."""
    from sympy import QQ, Symbol
    return QQ.frac_field(*[Symbol(n) for n in names]).field


class RationalFunction:
    """A quotient of polynomials in parameters with rational coefficients, in lowest terms. Immutable.

    >>> a, b = parameter("a"), parameter("b")
    >>> (a ** 2 - b ** 2) / (a - b)
    a + b
    """

    __slots__ = ("element", "names")

    def __init__(self, names: tuple[str, ...], element: Any) -> None:
        self.names = names
        self.element = element

    def over(self, names: tuple[str, ...]) -> Any:
        """The element of Q(names) for a larger set of names."""
        return self.element if names == self.names else self.element.set_field(function_field(names))

    def _meet(self, other: Any) -> tuple[tuple[str, ...], Any, Any] | None:
        if isinstance(other, RationalFunction):
            names = tuple(sorted({*self.names, *other.names}))
            return names, self.over(names), other.over(names)
        from symbolic.scalars.numbers import exact
        try:
            return self.names, self.element, constant_element(self.names, exact(other))
        except InexactInputError:
            raise
        except InputError:
            return None

    def __add__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        return NotImplemented if met is None else RationalFunction(met[0], met[1] + met[2])

    __radd__ = __add__

    def __neg__(self) -> RationalFunction:
        return RationalFunction(self.names, -self.element)

    def __sub__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        return NotImplemented if met is None else RationalFunction(met[0], met[1] - met[2])

    def __rsub__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        return NotImplemented if met is None else RationalFunction(met[0], met[2] - met[1])

    def __mul__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        return NotImplemented if met is None else RationalFunction(met[0], met[1] * met[2])

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        if met is None:
            return NotImplemented
        if not met[2]:
            raise ZeroDivisionError(f"division of {self} by the zero function")
        return RationalFunction(met[0], met[1] / met[2])

    def __rtruediv__(self, other: Any) -> RationalFunction:
        met = self._meet(other)
        if met is None:
            return NotImplemented
        return RationalFunction(met[0], met[2]) / RationalFunction(met[0], met[1])

    def __pow__(self, exponent: int) -> RationalFunction:
        if type(exponent) is not int:
            return NotImplemented
        return RationalFunction(self.names, self.element ** exponent)

    def __bool__(self) -> bool:
        return bool(self.element)

    def __eq__(self, other: object) -> bool:
        met = self._meet(other)
        return NotImplemented if met is None else bool(met[1] == met[2])

    def __hash__(self) -> int:
        value = self.constant()
        return hash(str(self)) if value is None else hash(value)

    def constant(self) -> Fraction | None:
        """The value as a Fraction when no parameter occurs."""
        if not (self.element.numer.is_ground and self.element.denom.is_ground):
            return None
        top, bottom = self.element.numer.coeff(1), self.element.denom.coeff(1)
        return Fraction(int(top.numerator), int(top.denominator)) / Fraction(int(bottom.numerator), int(bottom.denominator))

    @property
    def is_rational(self) -> bool:
        return self.constant() is not None

    def conjugate(self) -> RationalFunction:
        """Itself: parameters stand for real numbers."""
        return self

    def to_sympy(self) -> sympy.Expr:
        return self.element.as_expr()

    def latex(self) -> str:
        """LaTeX of the quotient."""
        """LaTeX for the function."""
        import sympy
        return str(sympy.latex(self.to_sympy()))

    def __str__(self) -> str:
        return str(self.to_sympy()).replace("**", "^")

    __repr__ = __str__


def parameter(name: str) -> RationalFunction:
    """The parameter itself, as an element of Q(name).

    Raises:
        InputError: the name is not a word of letters, digits and underscores, or it is `i`.

    >>> parameter("a") + 1
    a + 1
    """
    given: Any = name
    if not isinstance(given, str) or not given.isidentifier() or not given.isascii() or given in {"i", "sqrt", "root"}:
        raise InputError(f"parameter: {name!r} cannot be a parameter's name; use a word such as a or b1")
    return RationalFunction((name,), function_field((name,)).gens[0])


def constant_element(names: tuple[str, ...], z: AlgebraicNumber) -> Any:
    """The constant z as an element of Q(names).

    Raises:
        DomainError: z is irrational; a ring with both roots and parameters is not supported.
    """
    from sympy import QQ
    if not z.is_rational:
        raise DomainError(f"{z} stands beside the parameters {', '.join(names)}; use rational numbers with parameters")
    value = z.as_fraction()
    return function_field(names).one * QQ(value.numerator, value.denominator)
