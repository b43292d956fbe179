"""A chain of relations as pieces that may go on separate lines, broken at relations and, if need be, at + and -."""
from __future__ import annotations

from functools import lru_cache

from exercises.document import FactView
from exercises.render.boxes import Box, Op, Row, width
from exercises.render.layout import layout
from exercises.render.pieces import row
from exercises.terms import E


@lru_cache(maxsize=2048)
def laid(tree: E) -> Box:
    """Return the picture of a tree in full size; paper, key and every format show the same formulas, laid out once."""
    return layout(tree)


def pieces(fact: FactView, limit: int = 60) -> tuple[Box, ...]:
    """Return the left side, then each relation sign with its right side.

    A side wider than `limit` characters is cut before its outermost + and - signs.

    >>> from exercises.terms import name
    >>> [len(p.items) for p in pieces(FactView((name("A"), name("B")), ("=",)))[1:]]
    [2]
    """
    found = list(_cut(laid(fact.sides[0]), limit))
    for op, side in zip(fact.ops, fact.sides[1:], strict=True):
        found += _cut(row(Op(op, "relation"), laid(side)), limit)
    return tuple(found)


def _cut(box: Box, limit: int) -> list[Box]:
    if not isinstance(box, Row) or width(box) <= limit:
        return [box]
    found: list[list[Box]] = [[]]
    for item in box.items:
        is_break = isinstance(item, Op) and item.role == "infix"
        if is_break and found[-1] and width(Row(tuple(found[-1]))) > limit // 3:
            found.append([])
        found[-1].append(item)
    return [Row(tuple(items)) for items in found]
