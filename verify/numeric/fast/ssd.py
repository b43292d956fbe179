"""State space duality in float64: y_t = C_t^T h_t, h_t = a_t h_{t-1} + B_t x_t^T, by scan and by chunks of matrix products."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import ShapeError
from verify.numeric.fast.arrays import positive_integer, real_floats, same_length
from verify.numeric.fast.one_semiseparable import segment_products

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array

CHUNK = 32
GROUP = 1 << 16  # entries of the masks formed at a time


def scan(a: Any, B: Any, C: Any, x: Any) -> Array:
    r"""(L o C B^T) x step by step with a state of shape (N, P): the reference for `matvec`.

    Args:
        a: gates, shape (L,), a_0 is not used. B, C: shape (L, N). x: shape (L,) or (L, P). Real.

    Returns:
        the shape of x, |y - M x| <= (2 L + N) u / (1 - (2 L + N) u) |M|' |x|, |M|' the matrix made from |a|, |B|, |C|, up to
        underflow.

    Raises:
        ShapeError: lengths or state sizes differ.
    Cost:
        O(L N P), L steps of the interpreter.

    >>> scan([0, 0.5], [[1], [1]], [[1], [2]], [4, 6]).tolist()
    [4.0, 16.0]
    """
    import numpy as np
    gates, inward, outward, values = _read(a, B, C, x, "scan")
    state = np.zeros((inward.shape[1], values.shape[1]))
    y = np.empty_like(values)
    for t, gate in enumerate(gates.tolist()):
        state *= gate
        state += inward[t][:, None] * values[t]
        y[t] = outward[t] @ state
    return y.reshape(np.shape(x))


def matvec(a: Any, B: Any, C: Any, x: Any, chunk: int = CHUNK) -> Array:
    r"""(L o C B^T) x by chunks: a masked product inside each, and the states that pass between them.

    Args:
        a, B, C, x: as for `scan`. chunk: its length q.

    Returns:
        the same y, with the bound of `scan` (the sums are only ordered otherwise). Products of gates are built by multiplication
        only; if they leave the range of float64 (gates far above 1) the answer comes from `scan`.

    Raises:
        ShapeError: lengths or state sizes differ. InputError: chunk < 1.
    Cost:
        O(L (q (N + P) + N P)) in matrix products, linear in L; O(1) memory beside the result.

    References:
        T. Dao, A. Gu, "Transformers are SSMs", Proceedings of ICML (2024), section 6.

    >>> matvec([0, 0.5, 2], [[1], [1], [1]], [[1], [2], [1]], [4, 6, 1], chunk=2).tolist()
    [4.0, 16.0, 17.0]
    """
    import numpy as np
    gates, inward, outward, values = _read(a, B, C, x, "matvec")
    chunk = positive_integer(chunk, "ssd.matvec: chunk")
    n, q = len(gates), min(chunk, len(gates))
    y = np.empty_like(values)
    state = np.zeros((inward.shape[1], values.shape[1]))
    run = q * max(1, GROUP // q**2)
    with np.errstate(all="ignore"):
        for start in range(0, n, run):
            part = slice(start, min(start + run, n))
            y[part], state = _group(gates[part], inward[part], outward[part], values[part], state, q)
    if not np.isfinite(y).all():
        return scan(a, B, C, x)
    return y.reshape(np.shape(x))


def _group(a: Array, B: Array, C: Array, x: Array, state: Array, q: int) -> tuple[Array, Array]:
    """What some chunks of length q give (the last one padded with gates 1 and zeros), and the state they leave."""
    import numpy as np
    n = len(a)
    count = -(-n // q)

    def cut(array: Array, fill: int) -> Array:
        padded = np.full((count * q, *array.shape[1:]), float(fill))
        padded[:n] = array
        return padded.reshape(count, q, *array.shape[1:])

    g, b, c, v = cut(a, 1), cut(B, 0), cut(C, 0), cut(x, 0)
    L = segment_products(g)
    decay = L[:, :, 0] * g[:, :1]  # from before the chunk to each of its steps
    ends = b.swapaxes(1, 2) @ (L[:, -1, :, None] * v)  # the state each chunk leaves, started from 0
    states = np.empty_like(ends)
    for k in range(count):
        states[k] = state
        state = decay[k, -1] * state + ends[k]
    y = (L * (c @ b.swapaxes(1, 2))) @ v + decay[:, :, None] * (c @ states)
    return y.reshape(count * q, -1)[:n], state


def _read(a: Any, B: Any, C: Any, x: Any, verb: str) -> tuple[Array, Array, Array, Array]:
    """The four arrays, x with a column axis."""
    gates, values = real_floats(a, f"ssd.{verb}: a"), real_floats(x, f"ssd.{verb}: x", (1, 2))
    inward, outward = real_floats(B, f"ssd.{verb}: B", (2,)), real_floats(C, f"ssd.{verb}: C", (2,))
    same_length(f"ssd.{verb}", a=gates, B=inward, C=outward, x=values)
    if inward.shape != outward.shape:
        raise ShapeError(f"ssd.{verb}: B has shape {inward.shape} and C {outward.shape}: the state sizes must be equal")
    return gates, inward, outward, values[:, None] if values.ndim == 1 else values
