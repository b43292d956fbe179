"""Numbers with pi: sums of square roots times powers of pi, and the sine and cosine of the multiples of pi/6 and pi/4."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from verify.proofs.samples import Surd

SCALE = 10**40
PI = 3_14159_26535_89793_23846_26433_83279_50288_41971  # the first 41 digits, rounded down
SQUARES = {Fraction(0): 0, Fraction(1, 6): 1, Fraction(1, 4): 2, Fraction(1, 3): 3, Fraction(1, 2): 4}  # (2 sin)^2


class Arc:
    """The sum of parts[k] pi^k with Surds as coefficients; pi is transcendental, so it is zero only without parts.

    >>> pi = Arc({1: Surd.of(1)})
    >>> Arc({0: Surd.of(3)}) <= pi <= Fraction(22, 7), pi * (1 / pi) == 1
    (True, True)
    """

    def __init__(self, parts: dict[int, Surd]) -> None:
        """The sum of these multiples of powers of pi."""
        self.parts = {k: c for k, c in parts.items() if c.parts}

    @staticmethod
    def of(x: Any) -> Arc:
        """A rational number or a Surd, or what is an Arc already."""
        return x if isinstance(x, Arc) else Arc({0: Surd.of(x)})

    def __add__(self, other: Any) -> Arc:
        more, none = Arc.of(other).parts, Surd({})
        return Arc({k: self.parts.get(k, none) + more.get(k, none) for k in self.parts | more})

    def __mul__(self, other: Any) -> Arc:
        total = Arc({})
        for j, x in self.parts.items():
            for k, y in Arc.of(other).parts.items():
                total = total + Arc({j + k: x * y})
        return total

    __radd__, __rmul__ = __add__, __mul__

    def __rtruediv__(self, other: Any) -> Arc:
        """The quotient by a rational multiple of a power of pi."""
        ((k, c),) = self.parts.items()
        inverse = Arc({-k: Surd.of(1 / rational(c))})
        return inverse * Arc.of(other)

    def __eq__(self, other: object) -> bool:
        return not (self + Arc.of(other) * -1).parts

    def __hash__(self) -> int:
        return hash(frozenset(self.parts.items()))

    def sign(self) -> int:
        """1, 0 or -1, by an enclosure.

        Raises:
            ArithmeticError: forty digits do not decide.
        """
        low = high = Fraction(0)
        for k, c in self.parts.items():
            ends = [x * y for x in enclosed(c) for y in (Fraction(PI, SCALE) ** k, Fraction(PI + 1, SCALE) ** k)]
            low, high = low + min(ends), high + max(ends)
        if self.parts and low <= 0 <= high:
            raise ArithmeticError(f"too close to zero: {self.parts}")
        return (low > 0) - (high < 0)

    def __le__(self, other: Any) -> bool:
        return (self + Arc.of(other) * -1).sign() <= 0

    def __ge__(self, other: Any) -> bool:
        return (self + Arc.of(other) * -1).sign() >= 0


def rational(c: Surd) -> Fraction:
    """A Surd that is a rational number.

    Raises:
        ValueError: it is not.
    """
    if set(c.parts) - {1}:
        raise ValueError(f"not rational: {c.parts}")
    return c.parts.get(1, Fraction(0))


def enclosed(c: Surd) -> tuple[Fraction, Fraction]:
    """Rational numbers below and above a Surd."""
    roots = [(x, isqrt(d * SCALE**2)) for d, x in c.parts.items()]
    ends = [sorted((x * root, x * (root + 1))) for x, root in roots]
    return sum((e[0] for e in ends), Fraction(0)) / SCALE, sum((e[1] for e in ends), Fraction(0)) / SCALE


def sine(x: Any) -> Arc:
    """The sine of a multiple of pi/6 or pi/4.

    >>> turn = Arc({1: Surd.of(1)})
    >>> sine(turn * Fraction(1, 4)) * cosine(turn * Fraction(1, 4)) == Fraction(1, 2)
    True

    Raises:
        KeyError: it is none.
    """
    parts = Arc.of(x).parts
    if set(parts) - {1}:
        raise KeyError("not a multiple of pi")
    turn = rational(parts.get(1, Surd({}))) % 2
    sign = 1 if turn < 1 else -1
    square = SQUARES[min(turn % 1, 1 - turn % 1)]
    return Arc.of(Surd.root(square) * Fraction(sign, 2) if square else 0)


def cosine(x: Any) -> Arc:
    """The cosine of a multiple of pi/6 or pi/4."""
    return sine(Arc.of(x) + Arc({1: Surd.of(Fraction(1, 2))}))
