"""(S + U V^T) x = b in float64 from solutions with S, for S that is cheap to solve with: diagonal, Toeplitz, circulant, ..."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from symbolic.errors import InputError, ShapeError, UnableError
from verify.numeric.fast.arrays import UNIT, floats, same_length

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array


def solve(S_solve: Callable[[Any], Any], U: Any, V: Any, b: Any, S_matvec: Callable[[Any], Any] | None = None) -> Array:
    r"""S^-1 b - S^-1 U (I + V^T S^-1 U)^-1 V^T S^-1 b, never forming S^-1 or S + U V^T.

    Args:
        S_solve: b -> S^-1 b for b of shape (n,) or (n, j), for instance lambda b: toeplitz.solve(c, r, b). U, V: shape (n, k).
        b: shape (n,). S_matvec: x -> S x; given, one step of refinement is done. Real or complex, V is not conjugated.

    Returns:
        x of shape (n,). Without S_matvec the error is governed by kappa(S) and kappa(I + V^T S^-1 U), not by kappa(S + U
        V^T): the formula is unstable when S is much worse conditioned than the sum. With it the residual is at most that of
        the first solution.

    Raises:
        ShapeError: shapes do not fit. InputError: S_solve is no function. UnableError: the k x k matrix
            I + V^T S^-1 U, and with it S + U V^T, is singular to working precision.
    Cost:
        k + 1 solutions with S (one more with S_matvec), and O(n k^2 + k^3).

    References:
        [Woo50]; E. L. Yip, "A note on the stability of solving a rank-p modification of a linear system by the
        Sherman-Morrison-Woodbury formula", SIAM Journal on Scientific and Statistical Computing 7 (1986), 507-513.

    >>> solve(lambda b: b / 2, [[1], [0]], [[1], [1]], [3, 4])
    array([0.33333333, 2.        ])
    """
    import numpy as np
    left, right = floats(U, "woodbury.solve: U", (2,)), floats(V, "woodbury.solve: V", (2,))
    side = floats(b, "woodbury.solve: b")
    same_length("woodbury.solve", U=left, V=right, b=side)
    if left.shape != right.shape:
        raise ShapeError(f"woodbury.solve: U has shape {left.shape} and V {right.shape}: they must be equal")
    if not all(callable(f) for f in (S_solve, S_solve if S_matvec is None else S_matvec)):
        raise InputError("woodbury.solve: S_solve must be a function b -> S^-1 b, and S_matvec x -> S x or None, not "
                         f"{S_solve!r:.40} and {S_matvec!r:.40}")
    k = left.shape[1]
    W = floats(S_solve(left), "woodbury.solve: S^-1 U", (2,))
    if W.shape != left.shape:
        raise ShapeError(f"woodbury.solve: S_solve gives shape {W.shape} for U of shape {left.shape}: they must be equal")
    small = np.eye(k) + right.T @ W
    sizes = np.linalg.svd(small, compute_uv=False)
    if not sizes[-1] > k * UNIT * (1 + np.linalg.norm(right) * np.linalg.norm(W)):
        raise UnableError(f"woodbury.solve: I + V^T S^-1 U is {k}x{k}, its smallest singular value {sizes[-1]:.1e}: "
                          "S + U V^T is singular to working precision; symbolic.low_rank_update decides exactly", "float64")

    def once(rest: Array) -> Array:
        z = S_solve(rest)
        corrected: Array = z - W @ np.linalg.solve(small, right.T @ z)
        return corrected

    x = once(side)
    if S_matvec is None:
        return x
    first = side - S_matvec(x) - left @ (right.T @ x)
    better = x + once(first)
    second = side - S_matvec(better) - left @ (right.T @ better)
    return better if np.abs(second).max() < np.abs(first).max() else x
