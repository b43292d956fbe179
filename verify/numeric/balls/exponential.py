"""e^(tA) in balls by FLINT's own scaling and squaring with a bounded Taylor remainder."""
from __future__ import annotations

from typing import Any

from flint import acb, acb_mat, arb

from symbolic.errors import UnableError
from symbolic.scalars.numbers import exact
from symbolic.scalars.roots import precision
from verify.numeric.operands import MAX_BITS, as_complex, bits_for, number_ball, read, require_digits


def exponential(A: Any, t: Any = 1, digits: int = 15) -> list[list[acb]]:
    """Rows of balls around e^(tA), radii below 10^-digits of the largest entry, by `acb_mat.exp` at growing precision.

    Args:
        A: a square ExactMatrix, structured value, or D T D^-1 with `T_matrix` and `scaling`. t: an exact number.

    Raises:
        NotSquareError, InputError, DomainError: A is none of these, or empty, or has parameters; t is not exact.
        UnableError: 65,536 bits do not do.

    >>> from symbolic import matrix
    >>> exponential(matrix("0 1; 0 0"), 3)[0][1].contains(3)
    True
    """
    goal = bits_for(require_digits(digits, "exponential"))
    operand, time = read(A, "exponential", square=True), exact(t)
    bits = goal + 32
    while bits <= MAX_BITS:
        B = operand.balls(bits)
        with precision(bits):
            E = (as_complex(B) * number_ball(time, bits)).exp()
            if narrow(E, goal):
                return [list(row) for row in E.tolist()]
        bits *= 2
    raise UnableError(f"exponential: e^(tA) is not settled to {digits} digits", f"{MAX_BITS} bits")


def narrow(E: acb_mat, goal: int) -> bool:
    """Whether every radius is below 2^-goal of the largest entry.

    >>> narrow(acb_mat([[1, 0], [0, 1]]), 30)
    True
    """
    entries = E.entries()
    if not all(x.is_finite() for x in entries):
        return False
    top = arb(0)
    for x in entries:
        top = max(top, x.abs_lower())
    limit = top * arb(2) ** -goal
    return all(x.rad() <= limit for x in entries)
