"""Points of a line in boxes halved until few points are left in each, and which pairs of boxes are far from each other."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from verify.numeric.fast.arrays import Array

    Indices = NDArray[np.intp]

HALVINGS = 60


@dataclass(frozen=True)
class LineTree:
    """Boxes in order of level; box k holds the sorted points start[k]:stop[k] in center[k] +- half[k], all of them exactly.

    Half-widths are powers of two and centres multiples of them, so no box arithmetic rounds. `left` and `right` are the
    children (-1: none), `levels` the slices of boxes of each level.
    """

    points: Array
    center: Array
    half: Array
    start: Indices
    stop: Indices
    left: Indices
    right: Indices
    levels: tuple[slice, ...]

    def leaves(self) -> Indices:
        """The boxes without children, from left to right."""
        import numpy as np
        found = np.flatnonzero((self.left < 0) & (self.right < 0))
        return found[np.argsort(self.start[found])]


def frame(low: float, high: float) -> tuple[float, float]:
    """(center, half-width) of a box around [low, high] whose half-width is a power of two and divides the centre.

    >>> frame(0.3, 5.0)
    (8.0, 8.0)
    """
    import math
    half = 2.0 ** math.frexp(high - low)[1]
    return math.floor(low / half) * half + half, half


def grow(points: Array, center: float, half: float, leaf: int) -> LineTree:
    """The tree over sorted points inside center +- half; boxes with more than `leaf` points are halved while float64 can tell.

    >>> import numpy as np
    >>> tree = grow(np.array([0.5, 1.5, 3.5]), 2.0, 2.0, 1)
    >>> tree.center.tolist(), tree.start[tree.leaves()].tolist()
    ([2.0, 1.0, 3.0, 0.5, 1.5], [0, 1, 2])
    """
    import numpy as np
    least = (abs(center) + half) * 2.0**-50
    stores: tuple[list[Any], ...] = ([], [], [], [], [])
    levels, total = [], 0
    c, a, b = np.array([center]), np.array([0]), np.array([len(points)])
    for level in range(HALVINGS + 1):
        levels.append(slice(total, total + len(c)))
        total += len(c)
        split = b - a > (leaf if level < HALVINGS and half / 2 >= least else len(points))
        middle = np.searchsorted(points, c)
        kept_c = np.stack((c - half / 2, c + half / 2), axis=1)
        kept_a, kept_b = np.stack((a, middle), axis=1), np.stack((middle, b), axis=1)
        there = (kept_b > kept_a) & split[:, None]
        child = np.where(there, total + np.cumsum(there).reshape(there.shape) - 1, -1)
        for store, values in zip(stores, (c, np.full(len(c), half), a, b, child), strict=True):
            store.append(values)
        if not there.any():
            break
        c, a, b, half = kept_c[there], kept_a[there], kept_b[there], half / 2
    centers, halves, starts, stops, children = map(np.concatenate, stores)
    return LineTree(points, centers, halves, starts, stops, children[:, 0], children[:, 1], tuple(levels))


def pairs(targets: LineTree, sources: LineTree) -> tuple[Indices, Indices]:
    """(far, near), shape (2, k) each: boxes (target, source) that together cover every pair of points exactly once.

    Far: their gap is at least twice the larger half-width. Near: two leaves that are not. Both are sorted by target.

    >>> import numpy as np
    >>> tree = grow(np.array([0.5, 1.5, 3.5]), 2.0, 2.0, 1)
    >>> far, near = pairs(tree, tree)
    >>> len(far[0]), len(near[0])
    (0, 9)
    """
    import numpy as np
    t, s = np.zeros(1, dtype=np.intp), np.zeros(1, dtype=np.intp)
    far, near = [], []
    while len(t):
        ht, hs = targets.half[t], sources.half[s]
        apart = np.abs(targets.center[t] - sources.center[s]) - ht - hs >= 2 * np.maximum(ht, hs)
        far.append(np.stack((t[apart], s[apart])))
        t, s, ht, hs = t[~apart], s[~apart], ht[~apart], hs[~apart]
        end_t, end_s = ((tree.left[k] < 0) & (tree.right[k] < 0) for tree, k in ((targets, t), (sources, s)))
        both = end_t & end_s
        near.append(np.stack((t[both], s[both])))
        halve_t, halve_s = ~end_t & ((ht >= hs) | end_s), ~end_s & ((hs >= ht) | end_t)
        next_t = np.stack((np.where(halve_t, targets.left[t], t), np.where(halve_t, targets.right[t], -1)), axis=1)
        next_s = np.stack((np.where(halve_s, sources.left[s], s), np.where(halve_s, sources.right[s], -1)), axis=1)
        keep = (next_t[:, :, None] >= 0) & (next_s[:, None, :] >= 0) & ~both[:, None, None]
        t = np.broadcast_to(next_t[:, :, None], keep.shape)[keep]
        s = np.broadcast_to(next_s[:, None, :], keep.shape)[keep]
    return _by_target(far), _by_target(near)


def _by_target(found: list[Indices]) -> Indices:
    """One array, sorted by target."""
    import numpy as np
    joined = np.concatenate(found, axis=1)
    return joined[:, np.argsort(joined[0], kind="stable")]
