"""The third rung: mpmath, once, at a fixed number of working digits, as a user of it would."""
from __future__ import annotations

from typing import Any

from verify.numeric.ladder.quantity import Quantity
from verify.numeric.operands import bits_for, mp_matrix, mp_number, number_ball
from verify.numeric.precision.eigenvalues import mp_eigenvalues


def mp_value(quantity: Quantity, digits: int) -> Any:
    """The quantity computed with `digits` digits; ZeroDivisionError when elimination met a zero pivot.

    >>> from symbolic import matrix
    >>> mp_value(Quantity("det", matrix("1 2; 3 4")), 20) + 2 < 1e-18
    True
    """
    import mpmath as mp
    kind = quantity.kind
    with mp.workdps(digits):
        A = mp_matrix(quantity.operand, digits)
        if kind == "det":
            return mp.det(A)
        if kind in {"rank", "smallest_singular_value", "condition_number"}:
            return _by_norms(quantity, A)
        if kind == "eigenvalue_spread":
            found = mp_eigenvalues(A)
            return max(abs(x - y) for x in found for y in found)
        if kind == "solve":
            b = mp.matrix([[mp_number(x) for x in row] for row in _right_side(quantity, digits)])
            return mp.lu_solve(A, b)[quantity.index[0]]
        t = mp_number(number_ball(_time(quantity), bits_for(digits)))
        return mp.expm(A * t, method="taylor")[quantity.index[0], quantity.index[1]]


def _by_norms(quantity: Quantity, A: Any) -> Any:
    import mpmath as mp
    if quantity.kind == "condition_number" and quantity.ord != 2:
        order = mp.inf if quantity.ord == "inf" else 1
        return mp.mnorm(A, order) * mp.mnorm(A**-1, order)
    values = list(mp.svd(A if A.rows >= A.cols else A.H, compute_uv=False))
    if quantity.kind == "rank":  # numpy's own rule, with this precision's unit
        return sum(bool(s > values[0] * mp.eps * max(A.rows, A.cols)) for s in values)
    return values[-1] if quantity.kind == "smallest_singular_value" else values[0] / values[-1]


def _right_side(quantity: Quantity, digits: int) -> Any:
    from verify.numeric.operands import ball_matrix
    return ball_matrix(quantity.right_side, bits_for(digits)).tolist()


def _time(quantity: Quantity) -> Any:
    from symbolic.scalars.numbers import exact
    return exact(quantity.t)
