"""The fast multipole method on a line for the kernel 1/(x - y), vectorized over the boxes of a level, with its error bound."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verify.numeric.fast.arrays import UNIT
from verify.numeric.fast.chebyshev import basis, lebesgue, nodes, order, passage, truncation
from verify.numeric.fast.linetree import LineTree, frame, grow, pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.numeric.fast.arrays import Array

    Indices = NDArray[np.intp]

LEAF = 32
BLOCK = 1 << 16  # kernel entries formed at a time


@dataclass(frozen=True)
class CauchyProduct:
    """The product with |value - C v| <= `bound` and <= `factor` |C| |v| for each entry; `order`: nodes of a box."""

    value: Array
    bound: Array
    factor: float
    order: int


def evaluate(x: Array, y: Array, v: Array, tolerance: float) -> CauchyProduct:
    """The product for real nodes that are nowhere equal; see `cauchy.hierarchical_matvec`."""
    import numpy as np
    p = order(tolerance)
    by_x, by_y = np.argsort(x, kind="stable"), np.argsort(y, kind="stable")
    xs, ys, vs = x[by_x], y[by_y], v[by_y]
    center, half = frame(min(xs[0], ys[0]), max(xs[-1], ys[-1]))
    targets, sources = grow(xs, center, half, LEAF), grow(ys, center, half, LEAF)
    far, near = pairs(targets, sources)
    value, size = _far_field(targets, sources, vs, far, p)
    direct, direct_size = _near_field(targets, sources, vs, near)
    far_factor, near_factor = _factors(targets, sources, far, near, p)
    out = CauchyProduct(np.empty_like(x), np.empty_like(x), max(3 * far_factor, near_factor), p)
    out.value[by_x] = value + direct
    out.bound[by_x] = far_factor * size + near_factor * direct_size
    return out


def _factors(targets: LineTree, sources: LineTree, far: Indices, near: Indices, p: int) -> tuple[float, float]:
    """Error of the far field relative to sum |v| / gap over its boxes, and of the near field relative to sum |v| / |x - y|.

    First order in u, with 1.01 for the rest. b: one basis value or entry of a passage; L: levels; Lambda: Lebesgue constant.
    The weights of a box sum to at most Lambda |v| in modulus, whatever box below they were passed up from; passing up L
    levels adds L Lambda^3 (b + (2p + 2) u), and the same holds for passing down.
    """
    import numpy as np
    lam, levels = lebesgue(p), len(targets.levels) + len(sources.levels)
    b = (4 * p + 4) * UNIT
    leaf = int((sources.stop - sources.start)[sources.leaves()].max())
    meetings = int(np.bincount(far[0]).max()) if far.size else 0
    up = b + (leaf + 2) * UNIT + levels * lam * (b + (2 * p + 2) * UNIT)
    across = (p + meetings + 9) * UNIT
    down = levels * lam**2 * (b + (p + 3) * UNIT) + lam * (b + (p + 2) * UNIT)
    far_factor = truncation(p) + lam**2 * across + lam**3 * up + down + 4 * UNIT
    reached = np.bincount(near[0], weights=(sources.stop - sources.start)[near[1]]).max() if near.size else 0
    return 1.01 * far_factor, 1.01 * (float(reached) + 6) * UNIT


def _far_field(targets: LineTree, sources: LineTree, v: Array, far: Indices, p: int) -> tuple[Array, Array]:
    """What far boxes contribute at each sorted target, and sum |v| / gap over them."""
    import numpy as np
    moments, mass = _upward(sources, v, p)
    local, size = np.zeros((len(targets.center), p)), np.zeros(len(targets.center))
    _across(targets, sources, far, moments, local)
    gap = np.abs(targets.center[far[0]] - sources.center[far[1]]) - targets.half[far[0]] - sources.half[far[1]]
    np.add.at(size, far[0], mass[far[1]] / gap)
    for level in targets.levels[:-1]:
        for child, M in zip((targets.left[level], targets.right[level]), passage(p), strict=True):
            there = np.flatnonzero(child >= 0)
            local[child[there]] += local[level][there] @ M.T
            size[child[there]] += size[level][there]
    leaves = targets.leaves()
    home = np.repeat(leaves, (targets.stop - targets.start)[leaves])
    values = basis(p, (targets.points - targets.center[home]) / targets.half[home])
    return np.einsum("ji,ij->i", values, local[home]), size[home]


def _across(targets: LineTree, sources: LineTree, far: Indices, moments: Array, local: Array) -> None:
    """Add to the values at the nodes of each target box what its far boxes contribute.

    Boxes of one size are 4 or 6 half-widths apart, to either side, and for each of these a target has one source: four products.
    """
    import numpy as np
    xi = np.array(nodes(moments.shape[1]))
    apart, half = targets.center[far[0]] - sources.center[far[1]], targets.half[far[0]]
    offset = np.where(half == sources.half[far[1]], apart / half, 0)
    for k in (-6, -4, 4, 6):
        t, s = far[:, offset == k]
        local[t] += moments[s] @ (1 / (k + np.subtract.outer(xi, xi)).T) / targets.half[t, None]
    for t, s in _blocks(far[:, offset == 0], len(xi) ** 2):
        difference = (targets.center[t] - sources.center[s])[:, None] + targets.half[t, None] * xi
        kernel = 1 / (difference[:, :, None] - (sources.half[s, None] * xi)[:, None, :])
        first = np.flatnonzero(np.append(True, t[1:] != t[:-1]))
        local[t[first]] += np.add.reduceat(np.matmul(kernel, moments[s, :, None])[:, :, 0], first, axis=0)


def _upward(sources: LineTree, v: Array, p: int) -> tuple[Array, Array]:
    """For each box the weights of its nodes that stand for its sources, and the sum of their |v|."""
    import numpy as np
    leaves = sources.leaves()
    home = np.repeat(leaves, (sources.stop - sources.start)[leaves])
    values = basis(p, (sources.points - sources.center[home]) / sources.half[home]) * v
    moments, mass = np.zeros((len(sources.center), p)), np.zeros(len(sources.center))
    moments[leaves] = np.add.reduceat(values, sources.start[leaves], axis=1).T
    mass[leaves] = np.add.reduceat(np.abs(v), sources.start[leaves])
    for level in sources.levels[-2::-1]:
        for child, M in zip((sources.left[level], sources.right[level]), passage(p), strict=True):
            there = np.flatnonzero(child >= 0)
            moments[level.start + there] += moments[child[there]] @ M
            mass[level.start + there] += mass[child[there]]
    return moments, mass


def _near_field(targets: LineTree, sources: LineTree, v: Array, near: Indices) -> tuple[Array, Array]:
    """What the leaves nearby contribute at each sorted target, and the same sum with absolute values."""
    import numpy as np
    value, size = np.zeros(len(targets.points)), np.zeros(len(targets.points))
    t_count, s_count = targets.stop - targets.start, sources.stop - sources.start
    full = (t_count[near[0]] > LEAF) | (s_count[near[1]] > LEAF)  # nodes that float64 could not tell further apart
    for t, s in near[:, full].T:
        columns = slice(sources.start[s], sources.stop[s])
        step = max(1, BLOCK // int(s_count[s]))
        for start in range(targets.start[t], targets.stop[t], step):
            rows = slice(start, min(start + step, targets.stop[t]))
            kernel = 1 / np.subtract.outer(targets.points[rows], sources.points[columns])
            value[rows] += kernel @ v[columns]
            size[rows] += np.abs(kernel) @ np.abs(v[columns])
    at_x, at_y = _padded(targets), _padded(sources)
    x, y = targets.points[at_x], sources.points[at_y]
    w = np.where(np.arange(LEAF) < s_count[:, None], v[at_y], 0.0)
    sums = np.zeros((2, len(targets.center), LEAF))
    for t, s in _blocks(near[:, ~full], LEAF * LEAF):
        kernel = x[t][:, :, None] - y[s][:, None, :]
        np.divide(1, kernel, out=kernel)
        first = np.flatnonzero(np.append(True, t[1:] != t[:-1]))
        sums[0, t[first]] += np.add.reduceat(np.matmul(kernel, w[s, :, None])[:, :, 0], first, axis=0)
        np.abs(kernel, out=kernel)
        sums[1, t[first]] += np.add.reduceat(np.matmul(kernel, np.abs(w[s, :, None]))[:, :, 0], first, axis=0)
    leaves = targets.leaves()
    real = (np.arange(LEAF) < t_count[leaves, None])
    at = at_x[leaves][real]
    value[at] += sums[0, leaves][real]
    size[at] += sums[1, leaves][real]
    return value, size


def _padded(tree: LineTree) -> Indices:
    """For each box the indices of its first LEAF points, the last one repeated."""
    import numpy as np
    at: Indices = np.minimum(tree.start[:, None] + np.arange(LEAF), tree.stop[:, None] - 1)
    return at


def _blocks(found: Indices, entries: int) -> Iterator[tuple[Indices, Indices]]:
    """The pairs in runs of about BLOCK kernel entries."""
    step = max(1, BLOCK // entries)
    for start in range(0, found.shape[1], step):
        yield found[0, start:start + step], found[1, start:start + step]
