"""Vandermonde systems in float64, V_ij = x_i^j: products by Horner's rule, solutions by Björck and Pereyra."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import SingularMatrixError
from verify.numeric.fast.arrays import floats, positive_integer, same_length

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array


def matvec(x: Any, a: Any) -> Array:
    r"""V a: the values at the nodes of the polynomial a_0 + a_1 t + ..., by Horner's rule at all nodes at once.

    Args:
        x: nodes, shape (m,). a: coefficients, shape (n,); V is m x n. Real or complex.

    Returns:
        shape (m,), with |y - V a| <= 2 n u / (1 - 2 n u) |V| |a| entry by entry (real data; twice that times sqrt 2 for complex).

    Raises:
        ShapeError: not vectors. DomainError: an infinity or a NaN.
    Cost:
        2 m n flops in n vector operations.

    References:
        [Hig02] section 5.1.

    >>> matvec([2, 3], [1, 0, 1]).tolist()
    [5.0, 10.0]
    """
    import numpy as np
    nodes, coefficients = floats(x, "vandermonde.matvec: x"), floats(a, "vandermonde.matvec: a")
    value = np.full(len(nodes), coefficients[-1], dtype=np.result_type(nodes, coefficients))
    for coefficient in coefficients[-2::-1]:
        value *= nodes
        value += coefficient
    return value


def transposed_matvec(x: Any, y: Any, n: int | None = None) -> Array:
    r"""V^T y: the power sums sum_i x_i^j y_i, j = 0 .. n-1 (n is the number of nodes unless given).

    Args:
        x: nodes, shape (m,). y: weights, shape (m,). Real or complex; nothing is conjugated.

    Returns:
        shape (n,), entry j with error at most (m + j) u / (1 - (m + j) u) times sum_i |x_i|^j |y_i| (real data).

    Raises:
        ShapeError: lengths differ.
    Cost:
        2 m n flops in n vector operations.

    >>> transposed_matvec([2, 3], [1, 1]).tolist()
    [2.0, 5.0]
    """
    import numpy as np
    nodes, weights = floats(x, "vandermonde.transposed_matvec: x"), floats(y, "vandermonde.transposed_matvec: y")
    m = same_length("vandermonde.transposed_matvec", x=nodes, y=weights)
    if n is not None:
        n = positive_integer(n, "vandermonde.transposed_matvec: n")
    terms = weights.astype(np.result_type(nodes, weights))
    out = np.empty(m if n is None else n, dtype=terms.dtype)
    for j in range(len(out)):
        out[j] = terms.sum()
        terms *= nodes
    return out


def solve(x: Any, b: Any) -> Array:
    r"""The a with V a = b, interpolation: divided differences, then Newton's form multiplied out (Björck-Pereyra, dual).

    Args:
        x: n distinct nodes. b: shape (n,). Real or complex.

    Returns:
        coefficients, shape (n,). For 0 <= x_0 < x_1 < ... |a - V^-1 b| <= about 7 n u |V^-1| |b| entry by entry, which is
        full relative accuracy when the signs of b alternate, whatever kappa(V); for other orders and signs of the nodes no
        bound of this kind is claimed. Where a divided difference leaves the range of float64 (nodes closer than about
        1e-308 max |b|), infinities and NaNs are returned.

    Raises:
        SingularMatrixError: two nodes are equal (`null_vector`: coefficients, in float64, that vanish at all of them).
    Cost:
        5/2 n^2 flops in 2 n vector operations, O(n) memory.

    References:
        [BP70]; its error: N. J. Higham, "Error analysis of the Björck-Pereyra algorithms for solving Vandermonde
        systems", Numerische Mathematik 50 (1987), 613-632.

    >>> solve([1, 2, 4], [2, 5, 17]).tolist()
    [1.0, 0.0, 1.0]
    """
    nodes, a, n = _system(x, b, "vandermonde.solve")
    import numpy as np
    with np.errstate(all="ignore"):
        for k in range(1, n):
            a[k:] = (a[k:] - a[k - 1:-1]) / (nodes[k:] - nodes[:n - k])
        for k in range(n - 2, -1, -1):
            a[k:-1] -= nodes[k] * a[k + 1:]
    return a


def transposed_solve(x: Any, b: Any) -> Array:
    r"""The w with V^T w = b, the weights with given moments sum_i x_i^j w_i = b_j (Björck-Pereyra, primal).

    Args:
        x: n distinct nodes. b: shape (n,). Real or complex.

    Returns:
        weights, shape (n,), with the accuracy of `solve`: |w - V^-T b| <= about 7 n u |V^-T| |b| for 0 <= x_0 < x_1 < ...;
        infinities and NaNs where a quotient leaves the range of float64.

    Raises:
        SingularMatrixError: two nodes are equal (`null_vector` is +1 at one of them and -1 at the other).
    Cost:
        5/2 n^2 flops in 2 n vector operations, O(n) memory.

    References:
        [BP70]; [Hig02] section 22.2-22.3.

    >>> transposed_solve([1, 2], [3, 5]).tolist()
    [1.0, 2.0]
    """
    nodes, w, n = _system(x, b, "vandermonde.transposed_solve")
    import numpy as np
    with np.errstate(all="ignore"):
        for k in range(n - 1):
            w[k + 1:] -= nodes[k] * w[k:-1]
        for k in range(n - 1, 0, -1):
            w[k:] /= nodes[k:] - nodes[:n - k]
            w[k - 1:-1] -= w[k:]
    return w


def _system(x: Any, b: Any, what: str) -> tuple[Array, Array, int]:
    """Nodes, a copy of the right side to work in, and n; equal nodes are refused."""
    import numpy as np
    nodes, right = floats(x, f"{what}: x"), floats(b, f"{what}: b")
    n = same_length(what, x=nodes, b=right)
    order = np.argsort(nodes, kind="stable")
    equal = np.flatnonzero(nodes[order][1:] == nodes[order][:-1])
    if len(equal):
        i, j = sorted((int(order[equal[0]]), int(order[equal[0] + 1])))
        null: Any = np.zeros(n)
        if "transposed" in what:
            null[[i, j]] = 1, -1
        else:
            found = np.atleast_1d(np.poly(np.unique(nodes)))[::-1]
            null = np.append(found, np.zeros(n - len(found)))
        raise SingularMatrixError(f"{what}: V is {n}x{n} and singular: nodes {i} and {j} are both {nodes[i]}", null)
    return nodes, right.astype(np.result_type(nodes, right)), n
