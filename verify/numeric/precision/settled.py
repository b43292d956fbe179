"""Digits by repetition: the working precision doubles until two computations agree. That is evidence, not a proof."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symbolic.errors import UnableError
from verify.numeric.agreement import digits_shared

MAX_DIGITS = 10_000


def settled(compute: Callable[[int], list[Any]], digits: int, what: str, scale: Callable[[list[Any]], Any] | None = None,
            start: int | None = None) -> list[Any]:
    """The numbers compute(w) at the first working precision w (doubled each time) that repeats them to `digits` digits.

    Args:
        compute: working digits -> mpmath numbers, in an order that does not change. digits: wanted. scale: what an error is
            measured against, from the numbers; by default each number itself.

    Raises:
        UnableError: above 10,000 working digits, or mpmath's own iteration does not converge.

    >>> import mpmath
    >>> settled(lambda w: [mpmath.sqrt(2)], 10, "sqrt")[0] ** 2 - 2 < 1e-9
    True
    """
    import mpmath as mp
    working, last = start or digits + 10, None
    while working <= MAX_DIGITS:
        with mp.workdps(working):
            try:
                found = compute(working)
            except (RuntimeError, ZeroDivisionError, mp.libmp.NoConvergence) as error:
                raise UnableError(f"{what}: mpmath gave up ({error})", f"{working} digits") from None
            size = scale(found) if scale is not None else None
            if last is not None and len(last) == len(found) and all(
                    digits_shared(x, y, digits + 2, size) >= digits for x, y in zip(last, found, strict=True)):
                return found
        last, working = found, 2 * working
    raise UnableError(f"{what}: two computations did not agree to {digits} digits", f"{MAX_DIGITS} digits")
