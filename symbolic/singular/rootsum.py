"""Sums of products of real algebraic numbers that may share no small field: enclosed, compared, simplified by Vieta."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq

from symbolic.errors import InputError, UnableError
from symbolic.scalars.numbers import AlgebraicNumber, exact, rational, roots_of
from symbolic.scalars.roots import precision, root_set

if TYPE_CHECKING:
    import mpmath
    import sympy

Factors = tuple[AlgebraicNumber, ...]
Term = tuple[Fraction, Factors]
FIRST_DIGITS, EXACT_FROM, LAST_DIGITS = 15, 60, 960


@dataclass(frozen=True, eq=False, repr=False)
class RootSum:
    """The real number sum of c * product of factors over `terms` (c, factors); a rational part has no factors.

    Built by `root_sum`. Comparable with exact numbers and with each other: balls tell different numbers apart, equal ones are
    recognised by subtracting, by sums over all conjugates, and at last in a common field (UnableError beyond degree 64).
    """

    terms: tuple[Term, ...]

    def enclose(self, digits: int = 15) -> arb:
        """A python-flint ball of relative radius below 10^-digits (exactly 0 for a sum that is 0)."""
        if type(digits) is not int or digits < 1:
            raise InputError(f"enclose: digits is {digits!r}; it must be a positive integer")
        if not self.sign():
            return arb(0)
        extra = 8
        while True:
            ball = self.ball(digits + extra)
            if ball.rel_accuracy_bits() >= digits * 10 // 3 + 4:
                return ball
            extra *= 2

    def ball(self, digits: int) -> arb:
        """A ball from factors enclosed to `digits` digits; cancellation makes it wider."""
        with precision(digits * 10 // 3 + 32):
            return sum((arb(fmpq(c.numerator, c.denominator)) * prod((z.enclose(digits).real for z in factors), start=arb(1))
                        for c, factors in self.terms), start=arb(0))

    def to_mpmath(self, digits: int = 15) -> mpmath.mpf:
        """The value as an mpmath number, correct to `digits` decimal digits."""
        from symbolic.scalars.decimals import ball_to_mpmath
        return ball_to_mpmath(acb(self.enclose(digits + 2)), real=True, digits=digits)

    def number(self) -> AlgebraicNumber:
        """The value as one algebraic number; UnableError when its terms share no field of degree <= 64."""
        return sum((prod(factors, start=exact(c)) for c, factors in self.terms), start=exact(0))

    def sign(self) -> int:
        """-1, 0 or 1.

        Raises:
            UnableError: the sum agrees with 0 to 960 digits, and its terms share no field of degree <= 64.
        """
        digits = FIRST_DIGITS
        known_nonzero = False
        while digits <= LAST_DIGITS:
            ball = self.ball(digits)
            if not ball.contains(0):
                return 1 if ball > 0 else -1
            if digits >= EXACT_FROM and not known_nonzero:
                try:
                    if not self.number():
                        return 0
                    known_nonzero = True
                except UnableError:
                    pass
            digits *= 4
        raise UnableError("the sign of a sum of algebraic numbers could not be decided", f"{LAST_DIGITS} digits, degree 64")

    def to_sympy(self) -> sympy.Expr:
        """The sum as a SymPy expression."""
        import sympy
        return sympy.Add(*(sympy.Rational(c.numerator, c.denominator) * sympy.Mul(*(z.to_sympy() for z in factors))
                           for c, factors in self.terms))

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __str__(self) -> str:
        return "+".join("*".join([f"({c})"] * (c != 1 or not factors) + [f"({z})" for z in factors]) for c, factors in self.terms)

    __repr__ = __str__

    def latex(self) -> str:
        """LaTeX for the sum."""
        from sympy import latex
        return str(latex(self.to_sympy()))

    def _repr_latex_(self) -> str:
        return f"${self.latex()}$"

    # -- arithmetic that stays a sum, and order ------------------------------------------------------------------------

    def __add__(self, other: Any) -> AlgebraicNumber | RootSum:
        return root_sum([*self.terms, *terms_of(other)])

    __radd__ = __add__

    def __sub__(self, other: Any) -> AlgebraicNumber | RootSum:
        return root_sum([*self.terms, *((-c, factors) for c, factors in terms_of(other))])

    def __eq__(self, other: object) -> bool:
        try:
            return not (self - other).sign()
        except InputError:
            return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal sums may be written differently

    def __lt__(self, other: Any) -> bool:
        return compare(self, other) < 0

    def __le__(self, other: Any) -> bool:
        return compare(self, other) <= 0

    def __gt__(self, other: Any) -> bool:
        return compare(self, other) > 0

    def __ge__(self, other: Any) -> bool:
        return compare(self, other) >= 0


Real = AlgebraicNumber | RootSum


def terms_of(x: Any) -> tuple[Term, ...]:
    """The terms of a sum or of one real exact number; InputError for anything else."""
    if isinstance(x, RootSum):
        return x.terms
    z = exact(x)
    if not z.is_real:
        raise InputError(f"order: {z} is not real, and only real numbers are added and ordered here")
    return ((Fraction(1), (z,)),)


def compare(x: Any, y: Any) -> int:
    """-1, 0 or 1 as x < y, x = y, x > y, for exact real numbers and sums."""
    return root_sum([*terms_of(x), *((-c, factors) for c, factors in terms_of(y))]).sign()


def root_sum(terms: Iterable[tuple[Any, Sequence[AlgebraicNumber]]]) -> AlgebraicNumber | RootSum:
    """The sum of c * product of factors, simplified; an AlgebraicNumber when at most one irrational term remains.

    Factors in one field are multiplied, equal terms collected, and a factor that runs through all its conjugates is replaced
    by their sum, minus a coefficient of the minimal polynomial (Vieta); through most of them, by that minus the others.

    >>> from symbolic import root
    >>> x = [root([-49, 66, -17, 1], k) for k in range(3)]
    >>> root_sum((1, [z]) for z in x)
    17
    >>> root_sum((1, [z]) for z in x[:2]) == 17 - x[2]
    True
    """
    total = Fraction(0)
    collected: dict[Any, tuple[Fraction, Factors]] = {}
    for c, factors in terms:
        coefficient, rest = _merged(Fraction(c), factors)
        if not rest:
            total += coefficient
            continue
        key = tuple(sorted(z.canonical() for z in rest))
        old = collected.get(key, (Fraction(0), rest))[0]
        collected[key] = old + coefficient, rest
    total += _vieta(collected)
    found = [(c, factors) for c, factors in collected.values() if c]
    if len(found) == 1 and len(found[0][1]) == 1:
        return found[0][1][0] * exact(found[0][0]) + exact(total)
    if not found:
        return exact(total)
    return RootSum((*[(total, ())] * bool(total), *found))


def _merged(c: Fraction, factors: Sequence[AlgebraicNumber]) -> tuple[Fraction, Factors]:
    """The product with its rational factors in c and one factor for each field."""
    parts: list[AlgebraicNumber] = []
    for z in factors:
        at = next((i for i, w in enumerate(parts) if w.field is z.field or w.canonical() == z.canonical()), None)
        if at is None:
            parts.append(z)
        else:
            parts[at] = parts[at] * z
    for z in parts:
        if z.is_rational:
            c *= z.as_fraction()
    return c, tuple(z for z in parts if not z.is_rational) if c else ()


def _vieta(collected: dict[Any, tuple[Fraction, Factors]]) -> Fraction:
    """Take c times the sum of all conjugates out of the collected single factors; return the sum of what was taken."""
    total = Fraction(0)
    groups: dict[tuple[int, ...], set[int]] = {}
    for key in collected:
        if len(key) == 1:
            groups.setdefault(key[0][0], set()).add(key[0][1])
    for polynomial, present in groups.items():
        d = len(polynomial) - 1
        keys = [((polynomial, k),) for k in range(d)]
        common = Counter(collected[key][0] if key in collected else Fraction(0) for key in keys).most_common(1)[0][0]
        roots = roots_of(next(iter(collected[((polynomial, k),)] for k in present))[1][0].minpoly())
        if not common or (len(present) < d and root_set(roots[0].minpoly()).real_count < d):
            continue
        total -= common * rational(polynomial[-2], polynomial[-1]).as_fraction()
        for k, key in enumerate(keys):
            c, factors = collected.get(key, (Fraction(0), (roots[k],)))
            collected[key] = c - common, factors
    return total


def between(low: Real, high: Real) -> Fraction:
    """A short dyadic rational strictly between two exact real numbers low < high."""
    k = 0
    while True:
        with precision(4 * k + 128):
            middle: arb = ((_ball(low, k + 20) + _ball(high, k + 20)) / 2).mid()
            floor = int(str((middle * (1 << k)).floor().unique_fmpz()))  # of a midpoint, which is exact
        for q in (Fraction(floor, 1 << k), Fraction(floor + 1, 1 << k)):
            if compare(low, q) < 0 < compare(high, q):
                return q
        k += 4


def _ball(x: Real, digits: int) -> arb:
    return x.ball(digits) if isinstance(x, RootSum) else x.enclose(digits).real
