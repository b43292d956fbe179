"""Semiseparable products in float64: tril(U V^T) + triu(P Q^T, 1) times x by running sums, without the matrix."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import ShapeError
from verify.numeric.fast.arrays import floats, same_length

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array


def matvec(u: Any, v: Any, x: Any, p: Any = None, q: Any = None) -> Array:
    r"""S x for S_ij = u_i . v_j (i >= j) and p_i . q_j (i < j; 0 unless given): two running sums.

    Args:
        u, v, p, q: generators, shape (n,) for rank 1 or (n, k) for rank k. x: shape (n,). Real or complex, nothing is conjugated.

    Returns:
        shape (n,), |y - S x| <= (n + k + 1) u / (1 - (n + k + 1) u) (tril(|U| |V|^T) + triu(|P| |Q|^T, 1)) |x| entry by
        entry (real data).

    Raises:
        ShapeError: lengths or ranks differ, or only one of p and q is given.
    Cost:
        O(n k).

    References:
        R. Vandebril, M. Van Barel, N. Mastronardi, "Matrix Computations and Semiseparable Matrices", volume 1, Johns
        Hopkins University Press (2008), chapter 4.

    >>> matvec([1, 2], [3, 4], [1, 1], [5, 6], [7, 8]).tolist()
    [43.0, 14.0]
    """
    import numpy as np
    vector = floats(x, "semiseparable.matvec: x")
    U, V = _generators(u, v, vector, "u", "v")
    y: Array = (U * np.cumsum(V * vector[:, None], axis=0)).sum(axis=1)
    if (p is None) != (q is None):
        raise ShapeError("semiseparable.matvec: the upper part needs both p and q")
    if p is not None:
        P, Q = _generators(p, q, vector, "p", "q")
        above = np.zeros((len(vector), P.shape[1]), dtype=np.result_type(Q, vector))
        above[:-1] = np.cumsum((Q * vector[:, None])[:0:-1], axis=0)[::-1]
        y = y + (P * above).sum(axis=1)
    return y


def _generators(left: Any, right: Any, x: Array, *names: str) -> tuple[Array, Array]:
    """Both as (n, k)."""
    G, H = (floats(g, f"semiseparable.matvec: {name}", (1, 2)) for g, name in zip((left, right), names, strict=True))
    same_length("semiseparable.matvec", **dict(zip(names, (G, H), strict=True)), x=x)
    if G.shape != H.shape:
        raise ShapeError(f"semiseparable.matvec: {names[0]} has shape {G.shape}, {names[1]} {H.shape}: their ranks must be equal")
    return (G[:, None], H[:, None]) if G.ndim == 1 else (G, H)
