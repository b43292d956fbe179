"""Balls of exact numbers turned into decimals: mpmath numbers and matrices."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import mpmath
    from flint import acb, arb


def _midpoint(mp: Any, ball: arb) -> mpmath.mpf:
    man, exp = ball.mid().man_exp()
    return mp.ldexp(mp.mpf(int(man)), int(exp))


def ball_to_mpmath(ball: acb, *, real: bool, digits: int) -> mpmath.mpf | mpmath.mpc:
    """The midpoint of a ball as an mpf (real) or mpc, kept to the ball's own precision when it is finer."""
    import mpmath
    with mpmath.workdps(max(digits + 4, mpmath.mp.dps)):
        re = _midpoint(mpmath, ball.real)
        return re if real else mpmath.mpc(re, _midpoint(mpmath, ball.imag))
