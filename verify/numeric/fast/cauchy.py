"""Cauchy products sum_j v_j / (x_i - y_j) in float64: dense by blocks without the n x n matrix, or by a hierarchy."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import DomainError
from verify.numeric.fast.arrays import floats, real_floats, same_length
from verify.numeric.fast.hierarchy import CauchyProduct, evaluate

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array

BLOCK = 1 << 16  # entries formed at a time: two such blocks stay in the cache


def matvec(x: Any, y: Any, v: Any) -> Array:
    r"""C v for C_ij = 1 / (x_i - y_j), formed and used a block of rows at a time.

    Args:
        x: shape (m,). y, v: shape (n,). Real or complex.

    Returns:
        shape (m,), |c - C v| <= (n + 3) u / (1 - (n + 3) u) |C| |v| entry by entry (real data),
        as long as nothing leaves the range of float64: nodes closer than 2^-1024 give infinities or NaNs.

    Raises:
        ShapeError: y and v differ in length. DomainError: x_i = y_j for a pair, which is named.
    Cost:
        3 m n flops (a division among them), O(m + n) memory.

    >>> matvec([1, 2], [0, 3], [1, 2]).tolist()
    [0.0, -1.5]
    """
    import numpy as np
    targets, sources, weights = _read(x, y, v, floats)
    out = np.empty(len(targets), dtype=np.result_type(targets, sources, weights))
    rows = max(1, BLOCK // len(sources))
    with np.errstate(all="ignore"):
        for start in range(0, len(targets), rows):
            block = np.subtract.outer(targets[start:start + rows], sources)
            np.divide(1, block, out=block)
            np.matmul(block, weights, out=out[start:start + rows])
    return out


def hierarchical_matvec(x: Any, y: Any, v: Any, tolerance: float = 2.0**-46) -> CauchyProduct:
    r"""C v for real nodes by the fast multipole method on a line, together with a bound on its error.

    The line is halved until a box holds few nodes. Two boxes whose gap is at least twice the larger half-width act on each
    other through p Chebyshev nodes each; near boxes are summed directly. The error of interpolating 1/(z - y) at p
    Chebyshev nodes is exactly T_p(y) / ((z - y) T_p(z)) in the coordinate of the box, and |z| >= 3, which gives for every entry
    a relative error of at most (1 + 2 Lambda_p) / T_p(3), Lambda_p the Lebesgue constant: 5.83^-p, nearly.

    Args:
        x: shape (m,). y, v: shape (n,). Real. tolerance: wanted relative error of an entry 1/(x_i - y_j), 2^-52 at least.

    Returns:
        a `CauchyProduct`: `.value` of shape (m,); `.bound` of shape (m,), with |value - C v| <= bound for every i, truncation and
        rounding both; `.factor`, known before anything is computed, with |value - C v| <= factor |C| |v|; and `.order`, p.

    Raises:
        ShapeError: y and v differ in length. DomainError: x_i = y_j for a pair, complex nodes, or a tolerance outside 2^-52 .. 1.
    Cost:
        O((m + n) (p + leaf)) for nodes that are spread evenly, plus sorting; nodes in clusters halve further, and a cluster that
        cannot be told apart in 60 halvings is summed directly, at worst the dense cost.

    References:
        L. Greengard, V. Rokhlin, "A fast algorithm for particle simulations", Journal of Computational Physics 73 (1987),
        325-348; A. Dutt, M. Gu, V. Rokhlin, "Fast algorithms for polynomial interpolation, integration, and differentiation",
        SIAM Journal on Numerical Analysis 33 (1996), 1689-1711 (on a line, Chebyshev nodes).

    >>> product = hierarchical_matvec([1, 2], [0, 3], [1, 2])
    >>> product.value.tolist(), bool((product.bound < 1e-10).all())
    ([0.0, -1.5], True)
    """
    targets, sources, weights = _read(x, y, v, real_floats)
    given: Any = tolerance
    if not isinstance(given, int | float) or not 2.0**-52 <= tolerance <= 1:
        raise DomainError(f"cauchy.hierarchical_matvec: tolerance = {tolerance} is outside 2^-52 .. 1")
    return evaluate(targets, sources, weights, tolerance)


def _read(x: Any, y: Any, v: Any, read: Any) -> tuple[Array, Array, Array]:
    """The arrays, with no node in both."""
    import numpy as np
    targets, sources, weights = (read(a, f"cauchy: {name}") for name, a in (("x", x), ("y", y), ("v", v)))
    same_length("cauchy", y=sources, v=weights)
    shared = np.intersect1d(targets, sources)
    if len(shared):
        i, j = (int(np.flatnonzero(nodes == shared[0])[0]) for nodes in (targets, sources))
        raise DomainError(f"cauchy: x[{i}] = y[{j}] = {shared[0]}, so the entry 1 / (x[{i}] - y[{j}]) does not exist")
    return targets, sources, weights
