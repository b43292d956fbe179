"""The matrix exponential in mpmath, at any number of digits."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.scalars.numbers import exact
from verify.numeric.operands import bits_for, mp_matrix, mp_number, number_ball, read, require_digits
from verify.numeric.precision.settled import settled

if TYPE_CHECKING:
    import mpmath


def exponential(A: Any, t: Any = 1, digits: int = 30) -> mpmath.matrix:
    """e^(tA) by scaling, Taylor's series and squaring, repeated until all entries agree to `digits` digits of the largest.

    Args:
        A: square, as for `svd`. t: an exact number.

    Raises:
        NotSquareError, InputError, DomainError: no square matrix of numbers. UnableError: 10,000 working digits do not do.

    >>> from symbolic import matrix
    >>> exponential(matrix("0 1; 0 0"), 3)[0, 1] == 3
    True
    """
    import mpmath as mp
    operand, time = read(A, "exponential", square=True), exact(t)
    require_digits(digits, "exponential")

    def entries(working: int) -> list[Any]:
        factor = mp_number(number_ball(time, bits_for(working)))
        return list(mp.expm(mp_matrix(operand, working) * factor, method="taylor"))

    found = settled(entries, digits, "exponential", scale=lambda found: max(map(abs, found)))
    n = operand.shape[0]
    return mp.matrix([[found[i * n + j] for j in range(n)] for i in range(n)])
