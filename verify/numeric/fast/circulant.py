"""Circulant systems in float64: the Fourier matrix diagonalizes them, so a product or a solution is two FFTs and a scaling."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import UnableError
from verify.numeric.fast.arrays import UNIT, floats, same_length
from verify.numeric.fast.fourier import convolve, engine, good_length

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.numeric.fast.arrays import Array


def eigenvalues(c: Any) -> NDArray[np.complex128]:
    """lambda_k = sum_j c_j e^(-2 pi i j k / n), in the order of the FFT: C = F^-1 diag(lambda) F.

    >>> [int(value.real) for value in eigenvalues([1, 2])]
    [3, -1]
    """
    found: NDArray[np.complex128] = engine().fft(floats(c, "circulant.eigenvalues: c"))
    return found


def matvec(c: Any, x: Any) -> Array:
    r"""C x for the circulant C_ij = c_{(i-j) mod n}, by FFT.

    Args:
        c: first column, length n. x: shape (n,) or (n, k). float64, or complex128 when one of them is complex.

    Returns:
        the shape of x. Norm-wise error ||y - C x||_2 <= K u log2(n) ||c||_2 ||x||_2 for each column, K a small constant.

    Raises:
        ShapeError: lengths differ.
    Cost:
        O(n log n) for every n: a length with large prime factors is embedded in a Toeplitz product of a good length.

    References:
        [GVL13] section 4.8.2.

    >>> matvec([1, 2, 3], [1, 0, 1]).round(12).tolist()
    [3.0, 5.0, 4.0]
    """
    import numpy as np
    column, vector = floats(c, "circulant.matvec: c"), floats(x, "circulant.matvec: x", (1, 2))
    n = same_length("circulant.matvec", c=column, x=vector)
    if good_length(n) == n:
        return convolve(column, vector, n)
    length = good_length(2 * n - 1)
    kernel = np.zeros(length, dtype=column.dtype)
    kernel[:n] = column
    kernel[length - n + 1:] = column[1:]
    return convolve(kernel, vector, length)[:n]


def solve(c: Any, b: Any) -> Array:
    r"""The x with C x = b: divide by the eigenvalues between two FFTs.

    Args:
        c: first column, length n. b: shape (n,) or (n, k). Real or complex.

    Returns:
        the shape of b; ||x - C^-1 b||_2 <= K u log2(n) kappa_2(C) ||x||_2, K a small constant, kappa_2 = max|lambda| /
        min|lambda|.

    Raises:
        ShapeError: lengths differ. UnableError: an eigenvalue is 0 or so small that float64 cannot tell it from 0; its index is
            named, and `symbolic.circulant(c)` decides over Q(zeta_n).
    Cost:
        O(n log n).

    References:
        [GVL13] section 4.8.2.

    >>> solve([2, 1], [4, 5]).tolist()
    [1.0, 2.0]
    >>> solve([1, 1, 1, 1], [1, 2, 3, 4])
    Traceback (most recent call last):
    symbolic.errors.UnableError: circulant.solve: C is 4x4 and eigenvalue 1, 0.0e+00, cannot be told from 0 in float64...
    """
    import numpy as np
    column, right = floats(c, "circulant.solve: c"), floats(b, "circulant.solve: b", (1, 2))
    n = same_length("circulant.solve", c=column, b=right)
    scale, size = (float(np.ldexp(1.0, int(np.frexp(np.abs(a).max())[1]))) for a in (column / 4, right / 4))
    column, right = column / scale, right / size  # powers of two: exact, and nothing overflows on the way
    values = eigenvalues(column)
    sizes = np.abs(values)
    k = int(np.argmin(sizes))
    if sizes[k] <= 4 * UNIT * np.log2(2 * n) * np.linalg.norm(column) * np.sqrt(n):
        raise UnableError(f"circulant.solve: C is {n}x{n} and eigenvalue {k}, {sizes[k] * scale:.1e}, cannot be told from 0 in "
                          "float64; symbolic.circulant(c) decides exactly", "float64")
    f = engine()
    y = (f.fft(right, axis=0).T / values).T
    with np.errstate(over="ignore", invalid="ignore"):
        x: Array = f.ifft(y, axis=0) * (np.float64(size) / np.float64(scale))
    if not np.isfinite(x).all():
        raise UnableError(f"circulant.solve: C is {n}x{n}, and a number on the way exceeds float64; scale b or c", "float64")
    return x.real if column.dtype.kind == right.dtype.kind == "f" else x
