"""How much room a paper leaves for an answer: by the kind of answer, and by the work that leads to it."""
from __future__ import annotations

from math import isqrt

from exercises.family.difficulty import Work

SHORT = frozenset(("value", "values", "list", "one-of", "set", "sizes", "blocks", "interval", "choice", "yes-no", "polynomial",
                   "function"))
LARGE = frozenset(("jordan", "jordan-basis", "svd", "polar", "lu", "similar", "chain", "equations"))


def room(kind: str, effort: Work) -> int:
    """Return the millimetres for one answer: 25, 35 or 50 by kind, and more with the work, in steps of 5.

    >>> room("value", Work(0, 1, 1, 0)), room("value", Work(100, 1, 1, 0)), room("svd", Work(900, 2, 1, 0))
    (25, 35, 85)
    """
    least = 25 if kind in SHORT else 50 if kind in LARGE else 35
    return min(least + 5 * (isqrt(effort.score) // 4), 100)
