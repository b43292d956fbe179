"""Power series to finitely many terms: models of statements with a derivative D and a value ev at 0."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.evaluation import Table, table
from verify.proofs.language import Declared
from verify.proofs.samples import Numbers, draw

TERMS = 8


class Series:
    """A series known up to the length of its coefficients; equal means equal as far as both are known.

    >>> derivative(exponential(3)) == 3 * exponential(3)
    True
    """

    def __init__(self, coefficients: list[Fraction]) -> None:
        """The series with these coefficients."""
        self.coefficients = coefficients

    @staticmethod
    def of(x: Any) -> Series:
        """A rational number as a constant, or what is a series already."""
        return x if isinstance(x, Series) else Series([Fraction(x)] + [Fraction(0)] * (TERMS - 1))

    def __add__(self, other: Any) -> Series:
        return Series([x + y for x, y in zip(self.coefficients, Series.of(other).coefficients, strict=False)])

    def __mul__(self, other: Any) -> Series:
        a, b = self.coefficients, Series.of(other).coefficients
        return Series([sum((a[i] * b[k - i] for i in range(k + 1)), Fraction(0)) for k in range(min(len(a), len(b)))])

    __radd__, __rmul__ = __add__, __mul__

    def __eq__(self, other: object) -> bool:
        return all(x == y for x, y in zip(self.coefficients, Series.of(other).coefficients, strict=False))

    def __hash__(self) -> int:
        return hash(self.coefficients[0])


def derivative(x: Any) -> Series:
    """The derivative, known to one term less."""
    return Series([k * c for k, c in enumerate(Series.of(x).coefficients)][1:])


def exponential(c: Any) -> Series:
    """The series of e^(c t)."""
    coefficients = [Fraction(1)]
    for k in range(1, TERMS):
        coefficients.append(coefficients[-1] * c / k)
    return Series(coefficients)


def saturation(c: Any) -> Series:
    """The series of (1 - e^(-c t)) / c, which is t for c = 0: its derivative is 1 - c times itself."""
    coefficients = [Fraction(0), Fraction(1)]
    for k in range(2, TERMS):
        coefficients.append(coefficients[-1] * -c / k)
    return Series(coefficients)


class Functions(Numbers):
    """An assignment over power series, with D and ev.

    >>> Functions()["ev"](exponential(2))
    Fraction(1, 1)
    """

    def __init__(self, **sizes: int) -> None:
        """The sizes; D and ev are those of power series."""
        super().__init__(D=derivative, ev=lambda x: Series.of(x).coefficients[0], **sizes)

    def series(self, *letters: Declared) -> Functions:
        """Letters with drawn cubic entries."""
        for letter in letters:
            parts = [draw(*self.sizes(letter), 31 * k + ord(letter.declaration[1])) for k in range(4)]
            self.let(letter, _mixed(parts))
        return self


def _mixed(parts: list[Table]) -> Table:
    zeros = [Fraction(0)] * (TERMS - len(parts))
    return table(parts[0].rows, parts[0].columns, lambda i, j: Series([p.at(i, j) for p in parts] + zeros))
