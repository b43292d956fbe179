"""Exact algebraic numbers: an element of Q[x]/(f) at one chosen root of f, with every question decided.

Rational numbers are the case f = x. Equality, zero, sign and order are exact: balls only tell different numbers
apart, never call two numbers equal.
"""
from __future__ import annotations

import numbers
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq, fmpq_poly, fmpz, fmpz_poly

from symbolic.errors import DomainError, InexactInputError, InputError
from symbolic.scalars.enclosure import accurate, separate
from symbolic.scalars.fields import QQ, NumberField, compositum, find_root, minimal_polynomial
from symbolic.scalars.order import Ordered
from symbolic.scalars.roots import root_set

if TYPE_CHECKING:
    import mpmath
    import sympy


class AlgebraicNumber(Ordered):
    """The value p(theta) of a polynomial at the generator of a number field. Immutable.

    Mixes with `int` and `Fraction`; compares and hashes equal to them when it is rational. Two numbers from different
    fields are equal exactly when they are the same complex number.

    >>> from symbolic.scalars.numbers import sqrt
    >>> (sqrt(2) + 1) ** 2
    3+2*sqrt(2)
    >>> sqrt(2) * sqrt(3) == sqrt(6), sqrt(2) < rational(3, 2)
    (True, True)
    """

    __slots__ = ("_canonical", "field", "poly")

    def __init__(self, field: NumberField, poly: fmpq_poly) -> None:
        self.field = field if poly.degree() > 0 else QQ
        self.poly = poly
        self._canonical: tuple[tuple[int, ...], int] | None = None

    # -- arithmetic -------------------------------------------------------------------------------------------------

    def _meet(self, other: Any) -> tuple[NumberField, fmpq_poly, fmpq_poly] | None:
        """Bring both numbers into one field."""
        other = known(other)
        if other is None:
            return None
        if self.field is other.field:
            return self.field, self.poly, other.poly
        if other.field is QQ:
            return self.field, self.poly, other.poly
        if self.field is QQ:
            return other.field, self.poly, other.poly
        field, a, b = compositum(self.field, other.field)
        return field, field.reduce(self.poly(a)), field.reduce(other.poly(b))

    def __add__(self, other: Any) -> AlgebraicNumber:
        met = self._meet(other)
        return NotImplemented if met is None else AlgebraicNumber(met[0], met[1] + met[2])

    __radd__ = __add__

    def __sub__(self, other: Any) -> AlgebraicNumber:
        met = self._meet(other)
        return NotImplemented if met is None else AlgebraicNumber(met[0], met[1] - met[2])

    def __rsub__(self, other: Any) -> AlgebraicNumber:
        met = self._meet(other)
        return NotImplemented if met is None else AlgebraicNumber(met[0], met[2] - met[1])

    def __neg__(self) -> AlgebraicNumber:
        return AlgebraicNumber(self.field, -self.poly)

    def __pos__(self) -> AlgebraicNumber:
        return self

    def __mul__(self, other: Any) -> AlgebraicNumber:
        met = self._meet(other)
        return NotImplemented if met is None else AlgebraicNumber(met[0], met[0].reduce(met[1] * met[2]))

    __rmul__ = __mul__

    def inverse(self) -> AlgebraicNumber:
        """1/self, or ZeroDivisionError."""
        if not self:
            raise ZeroDivisionError("division by the exact number 0")
        return AlgebraicNumber(self.field, self.field.inverse(self.poly))

    def __truediv__(self, other: Any) -> AlgebraicNumber:
        met = self._meet(other)
        if met is None:
            return NotImplemented
        if met[2].degree() < 0:
            raise ZeroDivisionError("division by the exact number 0")
        return AlgebraicNumber(met[0], met[0].reduce(met[1] * met[0].inverse(met[2])))

    def __rtruediv__(self, other: Any) -> AlgebraicNumber:
        return self.inverse().__mul__(other)

    def __pow__(self, exponent: int) -> AlgebraicNumber:
        if type(exponent) is not int:
            return NotImplemented
        base = self.inverse() if exponent < 0 else self
        return AlgebraicNumber(base.field, base.field.power(base.poly, abs(exponent)))

    def __abs__(self) -> AlgebraicNumber:
        """The modulus; for a non-real number the square root of z * conj(z)."""
        if self.is_real:
            return -self if self.sign() < 0 else self
        from symbolic.scalars.numbers import sqrt
        return sqrt(self * self.conjugate())

    # -- questions, all decided ---------------------------------------------------------------------------------------

    def __bool__(self) -> bool:
        return bool(self.poly.degree() >= 0)

    @property
    def is_rational(self) -> bool:
        """Whether the number is rational."""
        return self.field is QQ

    @property
    def is_integer(self) -> bool:
        """Whether the number is an integer."""
        return self.field is QQ and self.poly.denom() == 1

    @property
    def is_real(self) -> bool:
        """Whether the number is real."""
        if self.field.is_real:
            return True
        coefficients, index = self.canonical()
        return index < root_set(fmpz_poly(list(coefficients))).real_count

    def canonical(self) -> tuple[tuple[int, ...], int]:
        """(coefficients of the primitive minimal polynomial, index of the root): equal exactly for equal numbers."""
        if self._canonical is None:
            m = minimal_polynomial(self.field, self.poly)
            index = 0 if m.degree() == 1 else find_root([m], self.field, self.poly)[1]
            self._canonical = tuple(int(c) for c in m.coeffs()), index
        return self._canonical

    def minpoly(self) -> fmpz_poly:
        """Primitive minimal polynomial over Q, leading coefficient positive."""
        return fmpz_poly(list(self.canonical()[0]))

    @property
    def degree(self) -> int:
        """Degree over Q."""
        return len(self.canonical()[0]) - 1

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AlgebraicNumber):
            if isinstance(other, bool) or not isinstance(other, (int, numbers.Rational, fmpz, fmpq)):
                return NotImplemented
            other = exact(other)
        if self.field is other.field:
            return bool(self.poly == other.poly)
        if self.field is QQ or other.field is QQ:
            return False
        return self.canonical() == other.canonical()

    def __hash__(self) -> int:
        return hash(self.as_fraction()) if self.field is QQ else hash(self.canonical())

    def sign(self) -> int:
        """-1, 0 or 1; DomainError when the number is not real."""
        if self.field is QQ:
            value = self.poly[0]
            return int(value > 0) - int(value < 0)
        if not self.is_real:
            raise DomainError(f"sign: {self} is not real, so it has no sign")
        return separate(self.field, self.poly, QQ, fmpq_poly([0]))

    def _order(self, other: Any) -> int | None:
        """-1, 0 or 1; None for a foreign type, which may know how to compare itself with a number."""
        z = known(other)
        if z is None:
            return None
        for x in (self, z):
            if not x.is_real:
                raise DomainError(f"order: {x} is not real, and only real numbers are ordered")
        return 0 if self == z else separate(self.field, self.poly, z.field, z.poly)

    # -- parts and conversions ----------------------------------------------------------------------------------------

    def as_fraction(self) -> Fraction:
        """The value as a Fraction; DomainError when it is irrational."""
        if self.field is not QQ:
            raise DomainError(f"as_fraction: {self} is irrational")
        value = self.poly[0]
        return Fraction(int(value.p), int(value.q))

    @property
    def numerator(self) -> int:
        """Numerator of a rational number in lowest terms."""
        return self.as_fraction().numerator

    @property
    def denominator(self) -> int:
        """Positive denominator of a rational number in lowest terms."""
        return self.as_fraction().denominator

    def __int__(self) -> int:
        value = self.as_fraction()
        if value.denominator != 1:
            raise DomainError(f"int: {self} is not an integer")
        return value.numerator

    __index__ = __int__

    def conjugate(self) -> AlgebraicNumber:
        """The complex conjugate."""
        if self.field.is_real:
            return self
        return AlgebraicNumber(self.field.conjugate(), self.poly)

    def enclose(self, digits: int = 15) -> acb:
        """A python-flint ball that contains the number, relative radius below 10^-digits."""
        return self.field.ball(self.poly, 64) if not self else accurate(self.field, self.poly, digits * 10 // 3 + 4)

    def to_mpmath(self, digits: int = 15) -> mpmath.mpf | mpmath.mpc:
        """The value as an mpmath number, correct to `digits` decimal digits."""
        from symbolic.scalars.decimals import ball_to_mpmath
        return ball_to_mpmath(self.enclose(digits + 2), real=self.is_real, digits=digits)

    def to_sympy(self) -> sympy.Expr:
        """The value as a SymPy expression: radicals up to degree 2, CRootOf above."""
        from symbolic.scalars.printing import number_to_sympy
        return number_to_sympy(self)

    def __str__(self) -> str:
        from symbolic.scalars.printing import number_text
        return number_text(self)

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX for the number."""
        from symbolic.scalars.printing import number_latex
        return number_latex(self)

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"


def rational(p: int, q: int = 1) -> AlgebraicNumber:
    """The rational number p/q.

    >>> rational(6, -4)
    -3/2
    """
    if q == 0:
        raise InputError(f"rational: the denominator of {p}/0 is zero")
    try:
        value = fmpq(p, q)
    except TypeError:
        raise InputError(f"rational: expected two integers, not {p!r:.40} and {q!r:.40}; exact(..) takes a Fraction") from None
    return AlgebraicNumber(QQ, fmpq_poly([value]))


def exact(x: Any) -> AlgebraicNumber:
    """An exact scalar from an int, Fraction, python-flint integer or rational, or AlgebraicNumber.

    >>> from fractions import Fraction
    >>> exact(Fraction(6, 4))
    3/2

    Raises:
        InexactInputError: x is a float, complex, Decimal, mpf or the like. InputError: x is not a number at all.
    """
    if isinstance(x, AlgebraicNumber):
        return x
    if isinstance(x, bool):
        raise InputError(f"{x!r} is a truth value, not a number; write 1 or 0")
    if isinstance(x, (int, fmpz, fmpq)):
        return AlgebraicNumber(QQ, fmpq_poly([x]))
    if isinstance(x, numbers.Rational):
        return rational(int(x.numerator), int(x.denominator))
    if isinstance(x, numbers.Integral):
        return rational(int(x))
    if isinstance(x, (numbers.Number, arb, acb)) or type(x).__module__.split(".")[0] in {"mpmath", "decimal", "numpy"}:
        raise InexactInputError(f"{x!r} is not exact; write it as a fraction, or use from_float to take its exact binary value")
    raise InputError(f"{x!r} of type {type(x).__name__} is not an exact number")


def known(x: Any) -> AlgebraicNumber | None:
    """The exact scalar that x is; None for a type that is no number; InexactInputError for a float."""
    try:
        return exact(x)
    except InexactInputError:
        raise
    except InputError:
        return None
