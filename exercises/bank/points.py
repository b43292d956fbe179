"""Points of a plan over the parts of a problem: in whole and half points, in proportion to the points of the family."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from exercises.bank.plan import Points
from exercises.commands.messages import counted
from symbolic.errors import InputError


def plain(points: float) -> float:
    """Return a whole number of points as such.

    >>> plain(3.0), plain(2.5)
    (3, 2.5)
    """
    return int(points) if points == int(points) else points


def distributed(wanted: Points, own: Sequence[float], name: str) -> tuple[float, ...]:
    """Return the points of each part: as listed, or so many in all in proportion to the family's own, at least a half each.

    Args:
        wanted: of the plan: in all, or a tuple with one number for each part; 0 for the family's own.
        own: of the family, part by part.
        name: of the family, for the message.

    Raises:
        InputError: the list has another length, or there are fewer halves than parts.

    >>> distributed(9, [2, 4], "f"), distributed(5, [3, 3], "f"), distributed((2, 4.5), [3, 3], "f")
    ((3, 6), (2.5, 2.5), (2, 4.5))
    >>> distributed(1, [4, 4, 1], "f")
    Traceback (most recent call last):
    symbolic.errors.InputError: points of f: it has 3 parts with half a point each at least, so 1.5 points are the least, not 1
    """
    if isinstance(wanted, tuple):
        if len(wanted) != len(own):
            raise InputError(f"points of {name}: it has {counted(len(own), 'part')}, and points of {len(wanted)} are listed")
        return wanted
    if not wanted:
        return tuple(own)
    halves = int(2 * wanted)
    if halves < len(own):
        least = f"{len(own)} parts with half a point each at least, so {len(own) / 2:g} points are the least"
        raise InputError(f"points of {name}: it has {least}, not {wanted:g}")
    exact = [Fraction(halves * int(2 * w), sum(int(2 * x) for x in own)) for w in own]
    shares = [max(1, int(x)) for x in exact]
    while sum(shares) != halves:  # the nearest to the exact shares, the first of equals
        step = 1 if sum(shares) < halves else -1
        open_ = [k for k, share in enumerate(shares) if share + step >= 1]
        shares[max(open_, key=lambda k: step * (exact[k] - shares[k]))] += step
    return tuple(share // 2 if share % 2 == 0 else share / 2 for share in shares)
