"""The thirteen kinds of boxes every formula is drawn from, and what a renderer may ask about them.

A box is a picture, not a meaning: precedence, signs and juxtaposition are settled before it exists (`layout.py`).
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Num:
    """Digits without a sign."""

    text: str


@dataclass(frozen=True)
class Id:
    """A letter set in italics, or a Greek one; always a single character."""

    text: str


@dataclass(frozen=True)
class Up:
    """A word set upright: det, cos, and any name of several letters."""

    text: str


@dataclass(frozen=True)
class Op:
    """A sign. `role` is prefix, infix, dot, relation, comma or plain, and decides the space around it."""

    text: str
    role: str


@dataclass(frozen=True)
class Thin:
    """A thin space between factors; `invisible` factors touch but are still a product."""

    invisible: bool = False


@dataclass(frozen=True)
class Row:
    """Boxes side by side on one baseline."""

    items: tuple[Box, ...]


@dataclass(frozen=True)
class Frac:
    """A fraction with a bar."""

    top: Box
    bottom: Box


@dataclass(frozen=True)
class Script:
    """A base with a subscript, a superscript or both."""

    base: Box
    sub: Box | None = None
    sup: Box | None = None


@dataclass(frozen=True)
class Fence:
    """A box between two signs out of ( ) [ ] | ‖; an empty string leaves a side open."""

    body: Box
    left: str = "("
    right: str = ")"


@dataclass(frozen=True)
class Grid:
    """A matrix in square brackets; `align` says of each column: right for numbers, center otherwise."""

    rows: tuple[tuple[Box, ...], ...]
    align: tuple[str, ...]


@dataclass(frozen=True)
class Choose:
    """A binomial coefficient."""

    top: Box
    bottom: Box


@dataclass(frozen=True)
class Root:
    """A square root."""

    body: Box


@dataclass(frozen=True)
class Big:
    """A large sign with its limits below and above."""

    text: str
    below: Box
    above: Box | None


Box: TypeAlias = Num | Id | Up | Op | Thin | Row | Frac | Script | Fence | Grid | Choose | Root | Big

MINUS = "\u2212"


def children(box: Box) -> Iterator[Box]:
    """Yield the boxes directly inside `box`."""
    match box:
        case Row(items):
            yield from items
        case Frac(top, bottom) | Choose(top, bottom):
            yield from (top, bottom)
        case Script(base, sub, sup):
            yield from (part for part in (base, sub, sup) if part is not None)
        case Fence(body, _, _) | Root(body):
            yield body
        case Grid(rows, _):
            yield from (cell for row in rows for cell in row)
        case Big(_, below, above):
            yield from (part for part in (below, above) if part is not None)


def is_tall(box: Box) -> bool:
    """Tell whether a fence round `box` must be higher than one line."""
    if isinstance(box, Frac | Grid | Choose | Big):
        return True
    if isinstance(box, Script):
        return is_tall(box.base)
    return any(is_tall(part) for part in children(box))


def width(box: Box) -> int:
    """Estimate the width of `box` in characters; used to choose where a long formula may break.

    >>> width(Row((Num("12"), Op("+", "infix"), Id("x"))))
    6
    """
    match box:
        case Num(text) | Up(text):
            return len(text)
        case Id(_):
            return 1
        case Op(_, role):
            return {"infix": 3, "relation": 3, "dot": 2, "comma": 2}.get(role, 1)
        case Thin(invisible):
            return 0 if invisible else 1
        case Frac(top, bottom) | Choose(top, bottom):
            return max(width(top), width(bottom))
        case Script(base, sub, sup):
            scripts = [width(part) for part in (sub, sup) if part is not None]
            return width(base) + (2 * max(scripts, default=0) + 2) // 3
        case Fence(body, left, right):
            return width(body) + len(left) + len(right)
        case Grid(rows, _):
            columns = list(zip(*rows, strict=True)) if rows else []
            return 2 + sum(max(map(width, column)) + 2 for column in columns)
        case Root(body):
            return 1 + width(body)
        case Big(_, below, above):
            return max(2, width(below), 0 if above is None else width(above))
        case Row(items):
            return sum(map(width, items))
