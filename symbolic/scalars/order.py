"""The four order relations of a type from one comparison."""
from __future__ import annotations

from typing import Any


class Ordered:
    """`<`, `<=`, `>`, `>=` from `_order`; an operand it does not know (None) may compare itself from its own side."""

    __slots__ = ()

    def _order(self, other: Any) -> int | None:
        """-1, 0 or 1 as self < other, self = other, self > other; None for a foreign type."""
        raise NotImplementedError

    def __lt__(self, other: Any) -> bool:
        c = self._order(other)
        return NotImplemented if c is None else c < 0

    def __le__(self, other: Any) -> bool:
        c = self._order(other)
        return NotImplemented if c is None else c <= 0

    def __gt__(self, other: Any) -> bool:
        c = self._order(other)
        return NotImplemented if c is None else c > 0

    def __ge__(self, other: Any) -> bool:
        c = self._order(other)
        return NotImplemented if c is None else c >= 0
