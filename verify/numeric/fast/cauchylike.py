"""The Cauchy-like form of a Toeplitz matrix and its LU factors with row exchanges, O(n^2): what no leading minor can break."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.numeric.fast.arrays import Array


@dataclass(frozen=True)
class CauchyLU:
    """C[order] = L U for C = F T E F*, F the unitary DFT, E = diag(e^(i pi j / n)); L (unit diagonal) and U share `lu`."""

    lu: NDArray[np.complex128]
    order: NDArray[np.intp]
    turn: NDArray[np.complex128]
    real: bool


def generators(c: Array, r: Array) -> tuple[Any, Any]:
    r"""G (n x 2) and H (2 x n) with Z_1 T - T Z_{-1} = G H, Z_f the down shift with f in its corner.

    >>> import numpy as np
    >>> G, H = generators(np.array([1.0, 2, 3]), np.array([1.0, 5, 6]))
    >>> (G @ H).tolist()
    [[-2.0, -4.0, 2.0], [0.0, 0.0, 8.0], [0.0, 0.0, 8.0]]
    """
    import numpy as np
    n = len(c)
    kind = np.result_type(c, r)
    G, H = np.zeros((n, 2), dtype=kind), np.zeros((2, n), dtype=kind)
    G[0, 0] = H[1, n - 1] = 1
    H[0, : n - 1] = c[:0:-1] - r[1:]  # T_{n-1,j} - T_{0,j+1}
    H[0, n - 1] = 2 * c[0]
    G[1:, 1] = r[:0:-1] + c[1:]  # T_{i-1,n-1} + T_{i,0}
    return G, H


def factor(c: Array, r: Array) -> CauchyLU | None:
    """The factors, or None when a whole column below a pivot is exactly 0."""
    import numpy as np
    n = len(c)
    G, H = generators(c, r)
    turn = np.exp(1j * np.pi * np.arange(n) / n)
    s = np.exp(-2j * np.pi * np.arange(n) / n)
    t = np.exp(-1j * np.pi * (2 * np.arange(n) + 1) / n)
    G = np.ascontiguousarray((np.fft.fft(G, axis=0) / np.sqrt(n)).T)
    H = np.fft.ifft(H * turn, axis=1) * np.sqrt(n)
    lu = np.empty((n, n), dtype=np.complex128)
    order = np.arange(n)
    for k in range(n):
        column = (G[0, k:] * H[0, k] + G[1, k:] * H[1, k]) / (s[k:] - t[k])
        at = k + int(np.argmax(np.abs(column)))
        if column[at - k] == 0:
            return None
        if at != k:
            lu[[k, at], :k] = lu[[at, k], :k]
            G[:, [k, at]], s[[k, at]], order[[k, at]] = G[:, [at, k]], s[[at, k]], order[[at, k]]
            column[[0, at - k]] = column[[at - k, 0]]
        row = (G[0, k] * H[0, k:] + G[1, k] * H[1, k:]) / (s[k] - t[k:])
        row[0] = column[0]
        below, right = column[1:] / column[0], row[1:] / column[0]
        lu[k, k:], lu[k + 1:, k] = row, below
        for g, h in zip(G, H, strict=True):
            g[k + 1:] -= below * g[k]
            h[k + 1:] -= h[k] * right
    return CauchyLU(lu, order, turn, c.dtype.kind == r.dtype.kind == "f")


def substitute(factors: CauchyLU, b: Array) -> Array:
    """T^-1 b, for one column or several, by one FFT in, two triangular solves, one FFT out."""
    import numpy as np
    lu, n = factors.lu, len(factors.lu)
    y = (np.fft.fft(b, axis=0) / np.sqrt(n))[factors.order]
    for k in range(1, n):
        y[k] -= lu[k, :k] @ y[:k]
    for k in range(n - 1, -1, -1):
        y[k] = (y[k] - lu[k, k + 1:] @ y[k + 1:]) / lu[k, k]
    x = np.fft.ifft(y, axis=0) * np.sqrt(n)
    x = (x.T * factors.turn).T
    out: Array = x.real if factors.real and b.dtype.kind == "f" else x
    return out
