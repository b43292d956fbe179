"""A picture that is still being put together: how tightly it binds, and whether a minus sign stands in front of it."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from exercises.render.boxes import MINUS, Box, Fence, Frac, Id, Num, Op, Root, Row, Script, Thin

ADD, MUL, PREFIX, FRACTION, POW, ATOM = range(6)

MINUS_SIGN = Op(MINUS, "prefix")


class Size(Enum):
    """Whether a formula stands on the line or in an exponent, an index or a limit."""

    FULL = "full"
    SCRIPT = "script"


@dataclass(frozen=True)
class Piece:
    """A box without its leading minus sign, the level of its outermost operation, and whether the sign is there."""

    box: Box
    level: int = ATOM
    negative: bool = False


def whole(piece: Piece) -> Box:
    """Return the piece as one box, its minus sign included."""
    return row(MINUS_SIGN, piece.box) if piece.negative else piece.box


def need(piece: Piece, level: int) -> Box:
    """Return the piece as one box that binds at least as tightly as `level`, in round brackets if it must."""
    return Fence(whole(piece)) if piece.negative or piece.level < level else piece.box


def row(*boxes: Box) -> Box:
    """Return the boxes side by side, nested rows flattened."""
    items: list[Box] = []
    for box in boxes:
        items += box.items if isinstance(box, Row) else (box,)
    return items[0] if len(items) == 1 else Row(tuple(items))


def separated(boxes: list[Box], role: str = "comma") -> Box:
    """Return the boxes with commas between them; the role "plain" sets no space after a comma."""
    items: list[Box] = []
    for box in boxes:
        items += [Op(",", role), box] if items else [box]
    return row(*items)


def between(left: Box, right: Box, size: Size) -> list[Box]:
    """Return what stands between two factors: a dot before digits, nothing in `2t`, else a thin space."""
    first = _edge(right, 0)
    if isinstance(first, Num) or (isinstance(first, Frac) and isinstance(_edge(left, -1), Num | Frac)):
        return [Op("·", "dot")]
    after_number = isinstance(left, Num) and (isinstance(right, Root | Id) or _is_scalar(right))
    return [Thin(invisible=after_number or size is Size.SCRIPT)]


def _edge(box: Box, end: int) -> Box:
    if isinstance(box, Row):
        return _edge(box.items[end], end)
    return _edge(box.base, end) if isinstance(box, Script) and end == 0 else box


def _is_scalar(box: Box) -> bool:
    """Tell whether a factor is digits, a small letter, or a power of one."""
    if isinstance(box, Script):
        return _is_scalar(box.base) and not (isinstance(box.base, Id) and box.base.text == "e")
    return isinstance(box, Num) or (isinstance(box, Id) and box.text.islower())


def is_simple(box: Box) -> bool:
    """Tell whether a product consists of digits and small letters only, so that `cos` needs no brackets."""
    items = box.items if isinstance(box, Row) else (box,)
    return all(isinstance(item, Thin) or _is_scalar(item) for item in items)


def is_number(box: Box) -> bool:
    """Tell whether a box is a signed whole number or a signed fraction of whole numbers."""
    if isinstance(box, Row) and len(box.items) == 2 and box.items[0] == MINUS_SIGN:
        return is_number(box.items[1])
    if isinstance(box, Frac):
        return isinstance(box.top, Num) and isinstance(box.bottom, Num)
    return isinstance(box, Num)
