"""The 2-norm condition number as an exact number: the square root of a ratio of two roots of one polynomial."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq, fmpq_poly

from symbolic.canonical.spectrum import charpoly
from symbolic.errors import InputError, UnableError
from symbolic.scalars.algebraic import known
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.order import Ordered
from symbolic.scalars.polynomials import Polynomial, from_flint
from symbolic.scalars.roots import precision
from symbolic.singular.extremeroots import MAX_ROOTS, extreme_roots
from symbolic.singular.extremes import MAX_SQUARINGS, BallMatrix, largest_eigenvalue
from symbolic.singular.quotients import MAX_QUOTIENT_DEGREE, quotient_root, same_quotient
from symbolic.singular.source import Source
from symbolic.singular.values import real_roots

if TYPE_CHECKING:
    import mpmath
    import sympy

# Above this size a value prints as decimals: its polynomial would fill pages.
READABLE = 4
STAGES = (15, 60)
LAST_DIGITS = 4000
# Products of two balls that squaring for an unresolved tie may take: about half a minute.
MAX_WORK = 10 ** 8
# A value is tried as a rational number with a denominator up to this.
SHORT = 1 << 16


@dataclass(frozen=True, eq=False, repr=False)
class RootRatio(Ordered):
    """kappa = sigma_max/sigma_min = sqrt(lambda_max/lambda_min), the extreme roots of `polynomial`, the charpoly of A^* A.

    Enclosed to any number of digits from balls of A alone; the polynomial and the two roots are found when asked for.
    `==`, `<` and the rest are decided between such values and exact numbers: balls tell different values apart, and
    equal ones are recognised by exact arithmetic (UnableError beyond its budget). The hash is that of `number()`, so a
    value hashes like every value and every AlgebraicNumber it equals; where `number()` is beyond its budget there is no
    hash (UnableError), and no dictionary can hold the value.

    >>> from symbolic import condition_number, matrix
    >>> kappa = condition_number(matrix("1 1; 0 1"))
    >>> kappa, kappa == condition_number(matrix("1 0; 3 3"))
    ((3+sqrt(5))/2, False)
    >>> kappa > 2, kappa.polynomial, kappa.minpoly()
    (True, x^2-3*x+1, x^2-3*x+1)
    >>> kappa.enclose(30).rel_accuracy_bits() >= 99
    True
    """

    source: Source
    _balls: dict[str, arb] = field(default_factory=dict)
    _choosing: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The degree of the polynomial."""
        return self.source.size

    @cached_property
    def polynomial(self) -> Polynomial:
        """The characteristic polynomial of A^* A (rational when A is)."""
        return charpoly(self.source.gram())

    @cached_property
    def _extremes(self) -> tuple[AlgebraicNumber, AlgebraicNumber]:
        G = self.source.gram()
        if G.is_rational:
            ends = [real_roots(f.to_flint().numer()) for f, _ in self.polynomial.factor()]
            return max(r[-1] for r in ends), min(r[0] for r in ends)
        return extreme_roots(G, lambda bits: self._ends(bits)[0], lambda bits: 1 / self._ends(bits)[1])

    @property
    def sigma_max_squared(self) -> AlgebraicNumber:
        """The largest root of `polynomial`, the square of the largest singular value."""
        return self._extremes[0]

    @property
    def sigma_min_squared(self) -> AlgebraicNumber:
        """The smallest root of `polynomial`, the square of the smallest singular value, > 0."""
        return self._extremes[1]

    # -- digits -------------------------------------------------------------------------------------------------------

    def enclose(self, digits: int = 15) -> arb:
        """A python-flint ball of relative radius below 10^-digits: a real `arb` (the one of an AlgebraicNumber is an `acb`).

        Such a ball prints 15 digits, however many it holds; `.str(digits)` prints them all.
        """
        top, bottom = self._ends(goal := _goal(digits))
        with precision(goal + 32):
            return (top * bottom).sqrt()

    def sigma_max(self, digits: int = 15) -> arb:
        """A ball of relative radius below 10^-digits around the largest singular value."""
        top, _ = self._ends(goal := _goal(digits))
        with precision(goal + 32):
            return top.sqrt()

    def sigma_min(self, digits: int = 15) -> arb:
        """A ball of relative radius below 10^-digits around the smallest singular value."""
        _, bottom = self._ends(goal := _goal(digits))
        with precision(goal + 32):
            return (1 / bottom).sqrt()

    def _ends(self, goal: int) -> tuple[arb, arb]:
        """sigma_max^2 and 1/sigma_min^2 to goal + 2 relative bits."""
        for which, balls in (("top", self.source.balls), ("bottom", self.source.inverse_balls)):
            best = self._balls.get(which)
            if best is None or best.rel_accuracy_bits() < goal + 2:
                self._balls[which] = self._end(which, balls, goal + 2)
        return self._balls["top"], self._balls["bottom"]

    def _end(self, which: str, balls: Callable[[int], BallMatrix], goal: int) -> arb:
        """By balls at rising precision; a tie that they do not resolve is asked for as an exact root."""
        squarings = MAX_SQUARINGS
        if which in self._choosing:
            squarings = goal + 16
            if self.size ** 3 * goal > MAX_WORK:
                raise UnableError("condition_number: two extreme singular values agree to 90 bits, and which roots they are was "
                                  f"not decided; {goal} bits of a matrix with {self.size} columns take too long",
                                  f"{MAX_WORK} products of balls")
        bits = goal + 32
        while bits <= MAX_BITS >> 3:
            with precision(bits):
                found, tied = largest_eigenvalue(balls(bits), goal, symmetric=self.source.symmetric, squarings=squarings)
            if found is not None:
                return found
            if tied:
                return self._exact_end(which, goal)
            bits = 2 * bits + 32
        raise UnableError(f"condition_number: an extreme singular value was not enclosed to {goal} bits", f"{MAX_BITS >> 3} bits")

    def _exact_end(self, which: str, goal: int) -> arb:
        if self.size > MAX_ROOTS or which in self._choosing:
            raise UnableError(f"condition_number: the extreme singular values are tied; {goal} bits of them need the exact roots "
                              f"of a polynomial of degree {self.size}", f"degree {MAX_ROOTS}")
        self._choosing.append(which)
        try:
            x = self.sigma_max_squared if which == "top" else self.sigma_min_squared
        finally:
            self._choosing.remove(which)
        with precision(goal + 32):
            ball: arb = x.enclose(goal * 3 // 10 + 3).real
            return ball if which == "top" else 1 / ball

    def to_mpmath(self, digits: int = 15) -> mpmath.mpf:
        """The value as an mpmath number, correct to `digits` decimal digits."""
        from symbolic.scalars.decimals import ball_to_mpmath
        return ball_to_mpmath(acb(self.enclose(digits + 2)), real=True, digits=digits)

    # -- exact forms --------------------------------------------------------------------------------------------------

    def number(self, max_degree: int = MAX_QUOTIENT_DEGREE) -> AlgebraicNumber:
        """The value as an algebraic number of its own.

        Raises:
            UnableError: the polynomial that has to be factored, of degree 2 deg(largest) deg(smallest), which grows like
                2 n^2, has a degree above `max_degree`.
        """
        return quotient_root(self.sigma_max_squared, self.sigma_min_squared, self.ball, max_degree)

    def ball(self, bits: int) -> acb:
        """The value as a complex ball of about `bits` bits."""
        return acb(self.enclose(bits * 3 // 10 + 1))

    def minpoly(self, max_degree: int = MAX_QUOTIENT_DEGREE) -> Polynomial:
        """The minimal polynomial of the value over Q, monic; UnableError as for `number`."""
        p = self.number(max_degree).minpoly()
        return from_flint(fmpq_poly(p) / p[p.degree()])

    def to_sympy(self) -> sympy.Expr:
        """A SymPy expression: radicals where the degree is at most 2, else sqrt(root/root)."""
        import sympy
        if self.size <= READABLE:
            try:
                return self.number().to_sympy()
            except UnableError:
                pass
        return sympy.sqrt(self.sigma_max_squared.to_sympy() / self.sigma_min_squared.to_sympy())

    def __str__(self) -> str:
        q = self._rational()
        if q is not None:
            return str(q)
        if self.size <= READABLE:
            try:
                z = self.number()
            except UnableError:
                return f"sqrt(({self.sigma_max_squared})/({self.sigma_min_squared}))"
            return str(z) if z.degree <= READABLE else f"sqrt(({self.sigma_max_squared})/({self.sigma_min_squared}))"
        text: str = self.enclose(14).mid().str(12, radius=False)
        return f"{text}... (the root of a ratio of two roots of a polynomial of degree {self.size})"

    def _rational(self) -> Fraction | None:
        """The value as a short rational number, when it is one; tried only when 20 digits of it look like one."""
        with precision(128):
            x = self.enclose(20)
            middle = Fraction(int((x.mid() * (1 << 90)).floor().unique_fmpz() or 0), 1 << 90).limit_denominator(SHORT)
            if not middle or not x.contains(fmpq(middle.numerator, middle.denominator)):
                return None
        try:
            return middle if self == middle else None
        except UnableError:
            return None

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX for the value."""
        q = self._rational()
        if q is not None:
            return exact(q).latex()
        if self.size <= READABLE:
            return rf"\sqrt{{\frac{{{self.sigma_max_squared.latex()}}}{{{self.sigma_min_squared.latex()}}}}}"
        return self.enclose(14).mid().str(12, radius=False) + r"\ldots"

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    # -- order --------------------------------------------------------------------------------------------------------

    def _compare(self, other: RootRatio | AlgebraicNumber) -> int:
        if self is other:
            return 0
        equal: bool | None = None
        digits = STAGES[0]
        while digits <= LAST_DIGITS:
            with precision(digits * 4 + 64):
                a, b = self.enclose(digits), _real_ball(other, digits)
                if a < b or a > b:
                    return -1 if a < b else 1
            if digits >= STAGES[-1] and equal is None:
                equal = self._equals(other)
                if equal:
                    return 0
            digits *= 4
        raise UnableError("two different condition numbers could not be separated", f"{LAST_DIGITS} digits")

    def _equals(self, other: RootRatio | AlgebraicNumber) -> bool:
        if isinstance(other, RootRatio):
            return same_quotient(self.sigma_max_squared, self.sigma_min_squared, other.sigma_max_squared, other.sigma_min_squared,
                                 lambda bits: self.ball(bits) ** 2, lambda bits: other.ball(bits) ** 2)
        if other.is_rational or (other * other).is_rational:
            return self.sigma_max_squared == self.sigma_min_squared * (other * other)
        return self.number() == other

    def __eq__(self, other: object) -> bool:
        z = _operand(other)
        return NotImplemented if z is None else _comparable(z) and self._compare(z) == 0

    def __hash__(self) -> int:
        return hash(self.number())

    def _order(self, other: Any) -> int | None:
        z = other if isinstance(other, RootRatio) else known(other)
        if z is None:
            return None
        if not _comparable(z):
            raise InputError(f"order: {z} is not real, and only real numbers are ordered")
        return self._compare(z)


def _goal(digits: Any) -> int:
    """Relative bits for this many digits."""
    if type(digits) is not int or digits < 1:
        raise InputError(f"enclose: digits is {digits!r}; it must be a positive integer")
    return digits * 10 // 3 + 6


def _operand(other: object) -> RootRatio | AlgebraicNumber | None:
    if isinstance(other, RootRatio):
        return other
    try:
        return exact(other)
    except InputError:
        return None


def _comparable(z: RootRatio | AlgebraicNumber) -> bool:
    return isinstance(z, RootRatio) or z.is_real


def _real_ball(z: RootRatio | AlgebraicNumber, digits: int) -> arb:
    return z.enclose(digits) if isinstance(z, RootRatio) else z.enclose(digits).real
