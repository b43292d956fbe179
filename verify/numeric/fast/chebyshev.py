"""Interpolation at the p roots of the Chebyshev polynomial T_p: nodes, basis, passage to half intervals, constants."""
from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array

NODES = 40


@cache
def nodes(p: int) -> tuple[float, ...]:
    """cos((2k + 1) pi / 2p), k = 0 .. p-1, rounded: the float64 numbers are the nodes from then on."""
    import math
    return tuple(math.cos((2 * k + 1) * math.pi / (2 * p)) for k in range(p))


def lebesgue(p: int) -> float:
    """1 + (2 / pi) log p, which the Lebesgue constant of these nodes does not pass.

    >>> round(lebesgue(20), 3)
    2.907
    """
    import math
    return 1 + 2 / math.pi * math.log(p)


def truncation(p: int) -> float:
    """(1 + 2 Lambda_p) / T_p(3): the relative error of 1/(x - y) interpolated in x and in y on boxes that are far.

    In y alone it is 1 / |T_p(z)|, because (1 - T_p(y) / T_p(z)) / (z - y) is the interpolant, and |z| >= 3. In x it is the
    same at each of the nodes y_j, where the kernel is at most twice its value at y; their combination costs the Lebesgue
    constant.

    >>> truncation(20) < 1e-14 < truncation(18)
    True
    """
    import math
    return (1 + 2 * lebesgue(p)) / math.cosh(p * math.acosh(3))


def order(tolerance: float) -> int:
    """The least p whose truncation is within the tolerance.

    >>> order(1e-3), order(2.0**-46)
    (6, 20)
    """
    return next((p for p in range(2, NODES) if truncation(p) <= tolerance), NODES)


@cache
def weights(p: int) -> tuple[float, ...]:
    """1 / prod_{k != j} (x_j - x_k): each with relative error at most 2 p u."""
    import math
    x = nodes(p)
    return tuple(1 / math.prod(x[j] - x[k] for k in range(p) if k != j) for j in range(p))


def basis(p: int, eta: Array) -> Array:
    """The Lagrange polynomials at points in [-1, 1], shape (p, points), each value to relative error (4 p + 4) u.

    Products of the differences from the left and from the right: no quotient, so a point may be a node.

    >>> import numpy as np
    >>> basis(3, np.array([0.5])).sum(axis=0).round(12).tolist()
    [1.0]
    """
    import numpy as np
    x, w = nodes(p), weights(p)
    out = np.empty((p, len(eta)))
    product = np.ones_like(eta)
    for j in range(p):
        np.multiply(product, w[j], out=out[j])
        product *= eta - x[j]
    product[:] = 1
    for j in range(p - 1, -1, -1):
        out[j] *= product
        product *= eta - x[j]
    return out


@cache
def passage(p: int) -> tuple[Array, Array]:
    """M[k, j] = l_j((x_k - 1)/2) and l_j((x_k + 1)/2): the parent's basis at the nodes of its left and right half.

    Every difference of three terms is summed with one rounding, so each entry has relative error at most (4 p + 4) u.
    """
    import math

    import numpy as np
    x, w = nodes(p), weights(p)

    def entry(k: int, j: int, side: float) -> float:
        return w[j] * math.prod(math.fsum((x[k], side, -2 * x[i])) / 2 for i in range(p) if i != j)

    left, right = (np.array([[entry(k, j, side) for j in range(p)] for k in range(p)]) for side in (-1.0, 1.0))
    return left, right
