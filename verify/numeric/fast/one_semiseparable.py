"""The 1-semiseparable operator L_ij = a_i ... a_{j+1} in float64: y_i = a_i y_{i-1} + x_i by scan and by chunks."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.numeric.fast.arrays import UNIT, positive_integer, real_floats, same_length

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.numeric.fast.arrays import Array

TINY = 2.0**-1022  # below it a product of gates has lost digits


def scan(a: Any, x: Any) -> Array:
    """y_i = a_i y_{i-1} + x_i one after the other in plain Python: the reference that the chunked product is held against.

    Args:
        a: gates, length n (a_0 is not used). x: length n. Real.

    Returns:
        y = L x, length n, |y - L x| <= 2 n u / (1 - 2 n u) |L| |x| entry by entry if nothing underflows; zero gates are exact.

    Raises:
        ShapeError: lengths differ. DomainError: an infinity or a NaN in the input.
    Cost:
        2 n flops, O(n) steps of the interpreter.

    >>> scan([0, 0.5, 0, 2], [1, 2, 3, 4]).tolist()
    [1.0, 2.5, 3.0, 10.0]
    """
    import numpy as np
    gates, values, _ = _read(a, x, "scan")
    state, out = 0.0, []
    for gate, value in zip(gates.tolist(), values.tolist(), strict=True):
        state = gate * state + value
        out.append(state)
    return np.array(out)


def matvec(a: Any, x: Any, chunk: int | None = None) -> Array:
    r"""L x by chunks: the same recurrence, run in all chunks side by side, so that each step is one vector operation.

    First every chunk gives its product of gates and its last value started from 0; then the values that enter the chunks
    follow by the same recurrence over the chunks; then every chunk runs again from what enters it. Products of gates are built by
    multiplication only, never as quotients of prefix products, so zero gates and decays below 1e-308 are harmless; a chunk
    whose product leaves the range of float64 where that matters is run in order.

    Args:
        a: gates, length n (a_0 is not used). x: length n. Real. chunk: its length, about sqrt(n)/4 unless given (a value
            that enters a chunk costs a step of the interpreter, a step inside the chunks six vector operations).

    Returns:
        y = L x, length n, |y - L x| <= 3 n u / (1 - 3 n u) |L| |x| entry by entry, up to underflow.

    Raises:
        ShapeError: lengths differ. DomainError: an infinity or a NaN in the input.
    Cost:
        5 n flops in 1.5 sqrt(n) vector operations and 4 sqrt(n) steps of the interpreter, O(n) memory.

    References:
        T. Dao, A. Gu, "Transformers are SSMs", Proceedings of ICML (2024), section 6 (the chunked algorithm).

    >>> matvec([0, 0.5, 0, 2, 1], [1, 2, 3, 4, 5], chunk=2).tolist()
    [1.0, 2.5, 3.0, 10.0, 15.0]
    """
    import numpy as np
    gates, values, n = _read(a, x, "matvec")
    if chunk is not None:
        chunk = positive_integer(chunk, "one_semiseparable.matvec: chunk")
    length = max(1, min(n, chunk or round(n**0.5 / 4)))
    if length == 1 or 2 * length > n:
        return scan(gates, values)
    count = n // length
    whole = count * length  # the rest, shorter than a chunk, follows one by one
    G, X = (np.ascontiguousarray(array[:whole].reshape(count, length).T) for array in (gates, values))
    with np.errstate(all="ignore"):
        product, state = G[0].copy(), X[0].copy()
        for g, v in zip(G[1:], X[1:], strict=True):
            product *= g
            state *= g
            state += v
        entering = _entering(gates, values, product, state, length)
        for g, v in zip(G, X, strict=True):  # X becomes the result, a row a time
            np.multiply(g, entering, out=entering)
            entering += v
            v[:] = entering
    y = np.empty(n)
    y[:whole].reshape(count, length).T[:] = X
    for i in range(whole, n):
        y[i] = gates[i] * y[i - 1] + values[i]
    return y


def solve(a: Any, b: Any) -> Array:
    """L^-1 b, with L^-1 = I - (a below the diagonal): x_i = b_i - a_i b_{i-1}.

    Args:
        a: gates, length n. b: length n. Real.

    Returns:
        length n; each entry has error at most 2u / (1 - 2u) times |b_i| + |a_i b_{i-1}|.

    Raises:
        ShapeError: lengths differ.
    Cost:
        2 n flops in two vector operations.

    >>> solve([0, 0.5, 0, 2], [1, 2.5, 3, 10]).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    gates, values, _ = _read(a, b, "solve")
    out = values.copy()
    out[1:] -= gates[1:] * values[:-1]
    return out


def segment_products(a: NDArray[np.float64]) -> NDArray[np.float64]:
    """The masks L of many chunks at once: a of shape (chunks, q) gives (chunks, q, q), row by row, by multiplication only.

    >>> import numpy as np
    >>> segment_products(np.array([[9.0, 2, 3]])).tolist()
    [[[1.0, 0.0, 0.0], [2.0, 1.0, 0.0], [6.0, 3.0, 1.0]]]
    """
    import numpy as np
    count, q = a.shape
    L = np.zeros((count, q, q))
    L[:, 0, 0] = 1
    for i in range(1, q):
        np.multiply(L[:, i - 1, :i], a[:, i, None], out=L[:, i, :i])
        L[:, i, i] = 1
    return L


def _read(a: Any, x: Any, verb: str) -> tuple[Array, Array, int]:
    gates, values = real_floats(a, f"one_semiseparable.{verb}: a"), real_floats(x, f"one_semiseparable.{verb}: x")
    return gates, values, same_length(f"one_semiseparable.{verb}", a=gates, x=values)


def _entering(gates: Array, values: Array, product: Array, state: Array, length: int) -> Array:
    """The value before each chunk. A chunk whose product over- or underflowed is run in order if that could be seen."""
    import math

    import numpy as np
    entering, carry = [0.0], 0.0
    for k, (p, s) in enumerate(zip(product.tolist()[:-1], state.tolist()[:-1], strict=True)):
        lost = abs(p) < TINY and abs(carry) * TINY * length > UNIT * abs(s)
        if carry and (lost or not math.isfinite(p)):
            at = slice(k * length, (k + 1) * length)
            for gate, value in zip(gates[at].tolist(), values[at].tolist(), strict=True):
                carry = gate * carry + value
        else:
            carry = p * carry + s if carry else s
        entering.append(carry)
    return np.array(entering)
