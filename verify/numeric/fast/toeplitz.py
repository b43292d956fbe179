"""Toeplitz systems in float64: products by FFT, and a solver that survives singular and tiny leading minors."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import ShapeError, UnableError
from verify.numeric.fast.arrays import UNIT, floats, same_length
from verify.numeric.fast.cauchylike import factor, substitute
from verify.numeric.fast.fourier import convolve, good_length

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array

STEPS = 4  # of refinement; one is enough unless the generators grow
DENSE = 512  # up to here the dense factorization is as fast and at least as accurate


def read_generators(c: Any, r: Any, what: str) -> tuple[Array, Array]:
    """First column and first row; `r = None` means symmetric, r = c.

    Raises:
        ShapeError: r[0] != c[0].
    """
    column = floats(c, f"{what}: c")
    row = column if r is None else floats(r, f"{what}: r")
    if row[0] != column[0]:
        raise ShapeError(f"{what}: r[0] = {row[0]} and c[0] = {column[0]} are the same entry of the matrix and must be equal")
    return column, row


def matvec(c: Any, r: Any, x: Any) -> Array:
    r"""T x for the Toeplitz matrix T_ij = c_{i-j} (i >= j), r_{j-i} (i < j), by one real FFT of length >= m + n - 1.

    Args:
        c: first column, length m. r: first row, length n, r[0] == c[0]; None for the symmetric matrix. x: shape (n,) or
            (n, k). float64, or complex128 when any of them is complex.

    Returns:
        shape (m,) or (m, k). Norm-wise error only: ||y - T x||_2 <= C u log2(N) ||t||_2 ||x||_2 for each column, with t the
        generators, N the length of the FFT and C a small constant; single entries much below that size carry no digit.

    Raises:
        ShapeError: lengths do not fit, or r[0] != c[0]. DomainError: an infinity or a NaN.
    Cost:
        O(N log N), N the least 5-smooth number >= m + n - 1, three FFTs.

    References:
        [GVL13] section 4.8.2 and 4.7.7; the FFT's error: [Hig02] section 24.1.

    >>> matvec([1, 2, 3], [1, 0, 5], [1, 1, 2]).round(12).tolist()
    [11.0, 3.0, 7.0]
    """
    import numpy as np
    column, row = read_generators(c, r, "toeplitz.matvec")
    vector = floats(x, "toeplitz.matvec: x", (1, 2))
    m, n = len(column), len(row)
    if len(vector) != n:
        raise ShapeError(f"toeplitz.matvec: T is {m}x{n}, x has {len(vector)} rows")
    length = good_length(m + n - 1)
    kernel = np.zeros(length, dtype=np.result_type(column, row))
    kernel[:m] = column
    kernel[length - n + 1:] = row[:0:-1]
    return convolve(kernel, vector, length)[:m]


def dense(c: Any, r: Any) -> Array:
    """The matrix, all entries written out.

    >>> dense([1, 2], [1, 3]).tolist()
    [[1.0, 3.0], [2.0, 1.0]]
    """
    import numpy as np
    column, row = read_generators(c, r, "toeplitz.dense")
    values = np.concatenate((row[:0:-1], column))
    at = np.arange(len(column))[:, None] - np.arange(len(row)) + len(row) - 1
    out: Array = values[at]
    return out


def solve(c: Any, r: Any, b: Any) -> Array:
    r"""The x with T x = b for a square Toeplitz T: Cauchy-like LU with partial pivoting, then refinement.

    T is carried by FFTs to C_ij = (G H)_ij / (s_i - t_j) with generators of rank 2, where rows may be exchanged: leading minors
    of T may be tiny or zero. The residual is then driven down; if that fails (the generators may grow) the dense matrix is
    factored.

    Args:
        c: first column, length n. r: first row or None (symmetric). b: shape (n,) or (n, k). Real or complex.

    Returns:
        x with ||b - T x||_inf <= 8 n u (||T||_inf ||x||_inf + ||b||_inf) for every column, checked before it is returned
        (the residual as float64 sees it), so that ||x - T^-1 b|| / ||x|| <= about 16 n u kappa(T).

    Raises:
        ShapeError: T is not square or b does not fit. UnableError: no x with such a residual was found, which happens only when
            T is singular to working precision, or so small or large that numbers leave the range of float64;
            `symbolic.toeplitz(c, r)` decides it exactly.
    Cost:
        O(n^2) with O(n) memory a step, plus O(n log n) for each refinement; O(n^3) up to n = 512 and in the rare fallback.

    References:
        I. Gohberg, T. Kailath, V. Olshevsky, "Fast Gaussian elimination with partial pivoting for matrices with
        displacement structure", Mathematics of Computation 64 (1995), 1557-1576.

    >>> solve([0, 1, 0], [0, 1, 0], [1, 2, 3])
    Traceback (most recent call last):
    symbolic.errors.UnableError: toeplitz.solve: T is 3x3 and singular to working precision, or the solution leaves the range...
    >>> solve([0, 1], [0, 1], [1, 2]).tolist()
    [2.0, 1.0]
    """
    import numpy as np
    column, row = read_generators(c, r, "toeplitz.solve")
    n = same_length("toeplitz.solve", c=column, r=row)
    right = floats(b, "toeplitz.solve: b", (1, 2))
    same_length("toeplitz.solve", T=column, b=right)
    size = _norm(column, row)
    methods = (_dense_solver,) if n <= DENSE else (_cauchy_solver, _dense_solver)
    for method in methods:
        with np.errstate(all="ignore"):
            found = _refined(column, row, right, method, size)
        if found is not None:
            return found
    raise UnableError(f"toeplitz.solve: T is {n}x{n} and singular to working precision, or the solution leaves the range of "
                      "float64; symbolic.toeplitz(c, r) decides exactly",
                      "float64")


def _norm(c: Array, r: Array) -> float:
    """||T||_inf, the largest row sum, from running sums."""
    import numpy as np
    left = np.cumsum(np.abs(c))
    right = np.append(np.cumsum(np.abs(r[1:]))[::-1], 0.0)
    return float((left + right).max())


def _refined(c: Array, r: Array, b: Array, method: Any, size: float) -> Array | None:
    """The solution by this method after refinement, or None when the residual stays above the promised one."""
    import numpy as np
    n = len(c)
    found = method(c, r)
    if found is None:
        return None
    apply, multiply = found
    x = apply(b)
    best, best_x = np.inf, None
    for _ in range(STEPS):
        if not np.isfinite(x).all():
            break
        rest = b - multiply(x)
        scale = size * np.abs(x).max(axis=0) + np.abs(b).max(axis=0)
        error = float(np.max(np.abs(rest).max(axis=0) / np.where(scale > 0, scale, 1.0)))
        if error >= best:
            break
        best, best_x = error, x
        if error <= UNIT:
            break
        x = x + apply(rest)
    return best_x if best <= 8 * n * UNIT else None


def _dense_solver(c: Array, r: Array) -> tuple[Any, Any] | None:
    """The maps b -> T^-1 b and x -> T x from the dense matrix, LU with partial pivoting; None when a pivot is exactly 0."""
    import numpy as np
    T = dense(c, r)
    try:
        np.linalg.solve(T, T[:, 0])
    except np.linalg.LinAlgError:
        return None
    return (lambda b: np.linalg.solve(T, b)), (lambda x: T @ x)


def _cauchy_solver(c: Array, r: Array) -> tuple[Any, Any] | None:
    """The maps b -> T^-1 b through the Cauchy-like LU and x -> T x by FFT; None when a pivot is exactly 0."""
    factors = factor(c, r)
    if factors is None:
        return None
    return (lambda b: substitute(factors, b)), (lambda x: matvec(c, r, x))
