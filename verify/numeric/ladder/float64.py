"""The fourth rung: numpy and scipy in float64, as almost everybody computes."""
from __future__ import annotations

from typing import Any

from symbolic.errors import MissingDependencyError
from verify.numeric.ladder.quantity import Quantity
from verify.numeric.operands import BITS_OF_A_DOUBLE, mp_number, number_ball


def float_array(balls: Any) -> Any:
    """A matrix of balls as a float64 or complex128 array, each entry rounded from its midpoint."""
    import numpy as np
    rows = [[mp_number(x) for x in row] for row in balls.tolist()]
    kind = complex if any(hasattr(x, "_mpc_") for row in rows for x in row) else float
    return np.array([[kind(x) for x in row] for row in rows])


def float_value(quantity: Quantity) -> Any:
    """The quantity from numpy.linalg (the exponential from scipy.linalg); LinAlgError is numpy's own.

    >>> from symbolic import matrix
    >>> bool(abs(float_value(Quantity("det", matrix("1 2; 3 4"))) + 2) < 1e-14)
    True
    """
    import numpy as np
    A = float_array(quantity.operand.balls(BITS_OF_A_DOUBLE))
    kind = quantity.kind
    with np.errstate(all="ignore"):
        if kind == "det":
            return np.linalg.det(A)
        if kind == "rank":
            return int(np.linalg.matrix_rank(A))
        if kind == "condition_number":
            return np.linalg.cond(A, np.inf if quantity.ord == "inf" else quantity.ord)
        if kind == "smallest_singular_value":
            return np.linalg.svd(A, compute_uv=False)[-1]
        if kind == "eigenvalue_spread":
            found = np.linalg.eigvals(A)
            return abs(found[:, None] - found[None, :]).max()
        if kind == "solve":
            from verify.numeric.operands import ball_matrix
            return np.linalg.solve(A, float_array(ball_matrix(quantity.right_side, BITS_OF_A_DOUBLE)))[quantity.index[0], 0]
        return _exponential(quantity, A)


def _exponential(quantity: Quantity, A: Any) -> Any:
    from symbolic.scalars.numbers import exact
    try:
        from scipy.linalg import expm
    except ImportError:
        raise MissingDependencyError("ladder: e^(tA) in float64 needs scipy: pip install eigenproof[audit]") from None
    t = mp_number(number_ball(exact(quantity.t), BITS_OF_A_DOUBLE))
    return expm(A * (complex(t) if hasattr(t, "_mpc_") else float(t)))[quantity.index]
