"""The FFT both Toeplitz and circulant use: SciPy's where it is installed, numpy's otherwise, and lengths both are fast at."""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array


@cache
def engine() -> Any:
    """scipy.fft, or numpy.fft when the extra `audit` is not installed; both are pocketfft, SciPy's a little faster."""
    try:
        import scipy.fft as found
    except ImportError:
        import numpy.fft as found  # type: ignore[no-redef,unused-ignore]
    return found


def good_length(n: int) -> int:
    """The least 2^a 3^b 5^c >= n: lengths at which an FFT costs O(n log n) with a small constant.

    >>> [good_length(n) for n in (1, 7, 2047, 2049, 262143)]
    [1, 8, 2048, 2160, 262144]
    """
    best = 1 << (n - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            quotient = -(-n // three)
            best = min(best, three << (quotient - 1).bit_length())
            three *= 3
        five *= 5
    return best


def convolve(kernel: Array, x: Array, length: int) -> Array:
    """The circular convolution of that length, down axis 0; `x` may have columns. Real in, real out."""
    f = engine()
    if kernel.dtype.kind == x.dtype.kind == "f":
        k, y = f.rfft(kernel, length), f.rfft(x, length, axis=0)
        y *= k if x.ndim == 1 else k[:, None]
        real: Array = f.irfft(y, length, axis=0)
        return real
    k, y = f.fft(kernel, length), f.fft(x, length, axis=0)
    y *= k if x.ndim == 1 else k[:, None]
    complex_: Array = f.ifft(y, length, axis=0)
    return complex_
