"""Comparing the moduli of algebraic numbers exactly, without a field that contains both."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import acb, arb, fmpq, fmpq_poly, fmpz_poly

from symbolic.errors import UnableError, in_name_of
from symbolic.scalars.fields import root_near
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.powersums import power_sums
from symbolic.scalars.roots import precision

MAX_DEGREE = 24          # of a non-real number whose exact modulus is needed
BALL_BITS = (64, 256)    # tried before the exact way


@dataclass(frozen=True)
class ModulusGroup:
    """Numbers of one and the same modulus."""

    members: tuple[AlgebraicNumber, ...]

    @property
    def squared(self) -> AlgebraicNumber:
        """The square of the modulus, exactly; UnableError above degree 24."""
        return squared_modulus(self.members[0])


def read_number(z: Any, what: str) -> AlgebraicNumber:
    """An exact number, or InputError in the name of `what`."""
    if isinstance(z, AlgebraicNumber):
        return z
    with in_name_of(what):
        found: AlgebraicNumber = exact(z)
    return found


def squared_modulus(z: AlgebraicNumber) -> AlgebraicNumber:
    """|z|^2 as an exact real number, found among the products of two roots of the minimal polynomial of z.

    Raises:
        UnableError: z is not real and its degree is above 24.

    >>> from symbolic import root
    >>> squared_modulus(root([-1, -1, 0, 1], 1)).minpoly()
    x^3 + x^2 + (-1)
    """
    z = read_number(z, "squared_modulus")
    if z.is_real:
        return z * z
    f = z.minpoly()
    d = int(f.degree())
    if d > MAX_DEGREE:
        raise UnableError(f"the exact modulus of a number of degree {d} is needed", f"degree {MAX_DEGREE}")
    factors = _pair_factors(tuple(int(c) for c in f.coeffs()))
    g, index = root_near(list(factors), lambda bits: _ball(z, bits))
    return roots_of(g)[index]


def same_modulus(z: AlgebraicNumber, w: AlgebraicNumber) -> bool:
    """Whether |z| = |w|: balls tell different ones apart, equality is decided on exact squares.

    Raises:
        UnableError: as in `squared_modulus`.
    """
    for bits in BALL_BITS:
        if not _ball(z, bits).overlaps(_ball(w, bits)):
            return False
    return w in (z, -z) or w == z.conjugate() or squared_modulus(z) == squared_modulus(w)


def compare_moduli(z: AlgebraicNumber, w: AlgebraicNumber) -> int:
    """-1, 0 or 1 as |z| is less than, equal to or greater than |w|.

    >>> from symbolic import I, sqrt
    >>> compare_moduli(1 + I, sqrt(2)), compare_moduli(1 + I, sqrt(3))
    (0, -1)
    """
    z, w = read_number(z, "compare_moduli"), read_number(w, "compare_moduli")
    if same_modulus(z, w):
        return 0
    bits = BALL_BITS[0]
    while True:
        a, b = _ball(z, bits).real, _ball(w, bits).real
        if a < b:
            return -1
        if a > b:
            return 1
        bits *= 2


def group_by_modulus(values: Iterable[AlgebraicNumber], groups: int) -> tuple[ModulusGroup, ...]:
    """The numbers of largest modulus, those of the next one, and so on: the first `groups` groups."""
    left = list(values)
    found: list[ModulusGroup] = []
    while left and len(found) < groups:
        top = left[0]
        for z in left[1:]:
            if compare_moduli(z, top) > 0:
                top = z
        members = [z for z in left if same_modulus(z, top)]
        left = [z for z in left if z not in members]
        found.append(ModulusGroup(tuple(members)))
    return tuple(found)


def modulus_ball(z: AlgebraicNumber, bits: int) -> arb:
    """|z| as a ball computed at `bits` bits."""
    with precision(bits):
        return abs(z.field.ball(z.poly, bits)) if z else arb(0)


def _ball(z: AlgebraicNumber, bits: int) -> acb:
    """|z|^2 as a ball."""
    with precision(bits):
        value = z.field.ball(z.poly, bits)
        return acb(value.real * value.real + value.imag * value.imag)


@lru_cache(maxsize=64)
def _pair_factors(coefficients: tuple[int, ...]) -> tuple[fmpz_poly, ...]:
    """The irreducible factors of the polynomial with the roots a_i a_j, i < j, for the roots a_i of a polynomial.

    Its power sums are (p_k^2 - p_2k) / 2 for the power sums p_k of the a_i. A non-real root and its conjugate are such a pair.
    """
    d = len(coefficients) - 1
    size = d * (d - 1) // 2
    sums = power_sums(fmpz_poly(list(coefficients)), 2 * size + 1)
    e = [fmpq(1)]                           # coefficients from the top, by Newton's identities
    pair = [fmpq(0)] + [(sums[k] * sums[k] - sums[2 * k]) / 2 for k in range(1, size + 1)]
    for k in range(1, size + 1):
        e.append(-sum((e[k - j] * pair[j] for j in range(1, k + 1)), fmpq(0)) / k)
    return tuple(f for f, _ in fmpq_poly(e[::-1]).numer().factor()[1])
