"""Numbers modulo a prime, as values for statements on roots of unity: order 3 modulo 7."""
from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

PRIME = 7


@dataclass(frozen=True, eq=False)
class Residue:
    """A number modulo 7; rational numbers mix in.

    >>> Residue(2) * 4 == 1
    True
    """

    value: int

    def __add__(self, other: Any) -> Residue:
        return Residue((self.value + _value(other)) % PRIME)

    def __mul__(self, other: Any) -> Residue:
        return Residue(self.value * _value(other) % PRIME)

    __radd__, __rmul__ = __add__, __mul__

    def __sub__(self, other: Any) -> Residue:
        return self + -1 * _value(other)

    def __rtruediv__(self, other: Any) -> Residue:
        return Residue(_value(other) * pow(self.value, -1, PRIME) % PRIME)

    def __eq__(self, other: object) -> bool:
        return (self.value - _value(other)) % PRIME == 0

    def __hash__(self) -> int:
        return hash(self.value % PRIME)


def _value(x: Any) -> int:
    if isinstance(x, Residue):
        return x.value
    q = Fraction(x)
    return q.numerator * pow(q.denominator, -1, PRIME) % PRIME
