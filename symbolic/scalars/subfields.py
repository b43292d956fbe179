"""Whether a chosen root of one polynomial lies in the field of another, decided without joining the two fields."""
from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from flint import acb, fmpq_poly, fmpz, fmpz_mat, nmod_poly

from symbolic.scalars.roots import precision

if TYPE_CHECKING:
    from symbolic.scalars.fields import NumberField

PRIMES = (10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103, 10111, 10133, 10139, 10141,
          10151, 10159, 10163, 10169, 10177, 10181, 10193, 10211, 10223, 10243, 10247, 10253, 10259, 10267)
MAX_LATTICE = 36         # the degree of a field in which a root is looked for by lattice reduction; it takes a second or two
TRIES = 2


def root_in(field: NumberField, other: NumberField) -> fmpq_poly | None:
    """The r with r(theta) = theta', the generator of `other`; None: that is not in Q(theta), or was not found.

    A root of unity is a power of theta. Else f'(theta) theta' is an integer combination of the powers of theta when theta'
    is in the field, f the polynomial of theta ([Neu99] III.2); lattice reduction of the digits proposes it. What is
    returned is exact: g(r) = 0 modulo f for the polynomial g of theta', and balls tell r(theta) from the other roots of g.

    >>> from flint import fmpz_poly
    >>> from symbolic.scalars.fields import number_field
    >>> zeta, other = (number_field(fmpz_poly([1, 1, 1, 1, 1]), k) for k in (0, 3))
    >>> root_in(zeta, other).degree() > 0
    True
    """
    if field.degree % other.degree or not _possible(field, other):
        return None
    if field.polynomial == other.polynomial and field.polynomial.is_cyclotomic():
        return _power(field, other)
    return _combination(field, other) if field.degree <= MAX_LATTICE else None


def _possible(field: NumberField, other: NumberField) -> bool:
    """Whether the factors modulo some primes allow it.

    Every degree of a factor of f is then a multiple of one of g. And if f = g, the field has an automorphism, which moves
    all roots of f of the same degree over F_p without a fixed one: a common divisor > 1 of their numbers.
    """
    common = 0
    for p in PRIMES:
        f, g = (nmod_poly([int(c) % p for c in x.polynomial.coeffs()], p) for x in (field, other))
        if any(h.gcd(h.derivative()).degree() for h in (f, g)):
            continue
        above, below = ([int(h.degree()) for h, _ in x.factor()[1]] for x in (f, g))
        if not all(any(a % b == 0 for b in below) for a in above):
            return False
        common = gcd(common, *(a * above.count(a) for a in set(above)))
        if common == 1 and field.polynomial == other.polynomial:
            return False
    return True


def _is_root(field: NumberField, other: NumberField, r: fmpq_poly) -> bool:
    """Whether r(theta) is the generator of `other`."""
    total = fmpq_poly([0])
    for c in reversed(other.polynomial.coeffs()):
        total = field.reduce(total * r) + int(c)
    if total.degree() >= 0:
        return False
    bits = 64
    while len(hits := other.roots.locate(field.ball(r, bits))) > 1:
        bits *= 2
        other.roots.ball(0, bits)
    return hits == (other.root,)


def _power(field: NumberField, other: NumberField) -> fmpq_poly | None:
    power = x = fmpq_poly([0, 1])
    target, theta = other.ball(x, 64), field.ball(x, 64)
    value = theta
    for _ in range(4 * field.degree * field.degree + 8):
        if value.overlaps(target) and _is_root(field, other, power):
            return power
        power = field.reduce(power * x)
        with precision(64):
            value = value * theta
    return None


def _combination(field: NumberField, other: NumberField) -> fmpq_poly | None:
    d, x = field.degree, fmpq_poly([0, 1])
    slope = fmpq_poly(field.polynomial.derivative())
    height = max(abs(int(c)).bit_length() for c in [*field.polynomial.coeffs(), *other.polynomial.coeffs()])
    bits = 8 * d + 2 * d * height + 64
    for _ in range(TRIES):
        with precision(2 * bits):
            theta = field.ball(x, 2 * bits)
            powers = [theta ** k for k in range(d)]
            target = field.ball(slope, 2 * bits) * other.ball(x, 2 * bits)
            rows = [[*(int(i == j) for j in range(d + 1)), *_digits(z, bits)] for i, z in enumerate([target, *powers])]
        short = fmpz_mat(rows).lll()
        row = [int(short[0, j]) for j in range(d + 1)]
        if row[0]:
            r = field.reduce(fmpq_poly(row[1:]) / -row[0] * field.inverse(slope))
            if _is_root(field, other, r):
                return r
        bits *= 2
    return None


def _digits(z: acb, bits: int) -> list[int]:
    scale = fmpz(1) << bits
    return [int((part.mid() * scale).floor().unique_fmpz() or 0) for part in (z.real, z.imag)]
