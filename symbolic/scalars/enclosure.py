"""Balls of field elements: as accurate as asked, and telling two different real ones apart."""
from __future__ import annotations

from flint import acb, fmpq_poly

from symbolic.errors import UnableError
from symbolic.scalars.fields import MAX_BITS, NumberField
from symbolic.scalars.roots import precision


def accurate(field: NumberField, poly: fmpq_poly, goal: int) -> acb:
    """A ball of at least `goal` bits of relative accuracy around a non-zero element."""
    bits = goal + 32
    while bits <= MAX_BITS:
        ball = field.ball(poly, bits)
        if ball.rel_accuracy_bits() >= goal:
            return ball
        bits *= 2
    raise UnableError(f"a number could not be enclosed to {goal} bits", f"{MAX_BITS} bits")


def separate(field: NumberField, poly: fmpq_poly, other: NumberField, other_poly: fmpq_poly) -> int:
    """Sign of the difference of two different real elements, by balls of growing precision."""
    bits = 64
    while bits <= MAX_BITS:
        with precision(bits):
            a, b = field.ball(poly, bits).real, other.ball(other_poly, bits).real
            if a < b:
                return -1
            if a > b:
                return 1
        bits *= 2
    raise UnableError("two different numbers could not be separated", f"{MAX_BITS} bits")
