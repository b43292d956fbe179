"""Formulas as words, for screen readers and for plain-text labels: "2 by 2 matrix, row 1: 3, 1; row 2: 0, 3"."""
from __future__ import annotations

from exercises.document import FactView
from exercises.render.boxes import (
    MINUS,
    Big,
    Box,
    Choose,
    Fence,
    Frac,
    Grid,
    Id,
    Num,
    Op,
    Root,
    Row,
    Script,
    Thin,
    Up,
)
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.names import SPOKEN
from exercises.terms import E

_SIGNS = {
    MINUS: "minus", "+": "plus", "·": "times", "=": "equals", "≠": "is not equal to", "≥": "is at least",
    "≤": "is at most", ">": "is greater than", "<": "is less than", "⇒": "implies", "∈": "is in", "/": "over",
    ",": ",", "∞": "infinity", "′": "prime", "≈": "is about",
}  # fmt: skip
_WORDS = {"T": "T", "det": "determinant of", "cos": "cosine of", "sin": "sine of", "rank": "rank of", "exp": "exp of"}
_POWERS = {"2": "squared", "3": "cubed"}


def spoken(tree: E) -> str:
    """Return a formula as words.

    >>> from exercises.terms import mat, name
    >>> spoken(name("lambda_1") * mat([[3, 1], [0, -3]]) ** 2)
    'lambda sub 1 times 2 by 2 matrix, row 1: 3, 1; row 2: 0, minus 3, end matrix, squared'
    """
    return _tidy(_say(layout(tree)))


def spoken_fact(fact: FactView) -> str:
    """Return a chain of relations as words."""
    return _tidy(" ".join(_say(piece) for piece in pieces(fact)))


def _tidy(text: str) -> str:
    return " ".join(text.split()).replace(" ,", ",").replace(",,", ",").strip(" ,")


def _say(box: Box) -> str:
    match box:
        case Num(text):
            return text
        case Up(text):
            return _WORDS.get(text, text)
        case Id(text):
            return SPOKEN.get(text, text)
        case Op(text, _):
            return " ".join(_SIGNS.get(sign, sign) for sign in text) if text[:1] == "′" else _SIGNS.get(text, text)
        case Thin():
            return ""
        case Row(items):
            return _say_row(items)
        case Frac(Up("d"), Row((Up("d"), variable))):
            return f"derivative with respect to {_say(variable)} of"
        case Frac(top, bottom):
            return f"{_part(top)} over {_part(bottom)}"
        case Choose(top, bottom):
            return f"{_part(top)} choose {_part(bottom)}"
        case Script():
            return _say_script(box)
        case Fence():
            return _say_fence(box)
        case Root(body):
            return f"square root of {_part(body)}"
        case Big(sign, below, above):
            upper = "" if above is None else f" to {_say(above)}"
            return f"{'product' if sign == '∏' else 'sum'} over {_say(below)}{upper} of"
        case Grid(rows, _):
            return _say_grid(rows)


def _part(box: Box) -> str:
    """Return a box as words that cannot run into their neighbours."""
    if isinstance(box, Row) and len([item for item in box.items if not isinstance(item, Thin)]) > 1:
        return f"the quantity {_say(box)}, end quantity,"
    return _say(box)


def _say_row(items: tuple[Box, ...]) -> str:
    words: list[str] = []
    for place, item in enumerate(items):
        if isinstance(item, Thin) and not item.invisible and not _applies(items[place - 1]):
            words.append("times")
        if isinstance(item, Fence) and place > 0 and isinstance(items[place - 1], Id | Script | Op):
            words.append(_called(item, items[place - 1]))
            continue
        words.append(_say(item))
    return " ".join(words)


def _called(item: Fence, before: Box) -> str:
    """Return the brackets after a name, where they mean "of"; after a sign they only group."""
    grouped = isinstance(before, Op) and not before.text.startswith("′")
    if grouped or item.left != "(":
        return _say(item)
    return f"of {_say(item.body if isinstance(item.body, Id | Num | Script) else item)}"


def _applies(box: Box) -> bool:
    """Tell whether the space after `box` means "of" and not "times"."""
    if isinstance(box, Frac):
        return isinstance(box.top, Up)
    return isinstance(box, Up | Big) or (isinstance(box, Script) and isinstance(box.base, Up))


def _say_script(box: Script) -> str:
    words = _say(box.base)
    if isinstance(box.base, Fence) and box.base.left == "‖" and box.sub is not None:
        return f"{_say(box.sub)} {words}"
    if isinstance(box.base, Up) and isinstance(box.sup, Num):
        return f"{words.removesuffix(' of')} {_POWERS.get(box.sup.text, f'to the power {box.sup.text}')} of"
    if isinstance(box.base, Fence) and box.base.right == "|":
        return f"{words} at {_say(box.sub) if box.sub else ''}"
    words += f" sub {_say(box.sub)}" if box.sub is not None else ""
    match box.sup:
        case None:
            return words
        case Up("T"):
            return f"{words} transpose"
        case Row((Op(text, "prefix"), Num("1"))) if text == MINUS:
            return f"{words} inverse"
        case Op(text, _) if text.startswith("′"):
            return f"{words} {_say(box.sup)}"
        case Num(text) if text in _POWERS:
            return f"{words} {_POWERS[text]}"
    return f"{words} to the power {_part(box.sup)}"


def _say_fence(box: Fence) -> str:
    if box.left == "‖":
        return f"norm of {_part(box.body)}"
    if not box.left:
        return _say(box.body)
    if box.left == "[":
        return f"1 if {_say(box.body)}, else 0,"
    return f"open bracket {_say(box.body)} close bracket"


def _say_grid(rows: tuple[tuple[Box, ...], ...]) -> str:
    columns = len(rows[0]) if rows else 0
    lines = [f"row {place}: {', '.join(_say(cell) for cell in line)}" for place, line in enumerate(rows, 1)]
    return f"{len(rows)} by {columns} matrix, {'; '.join(lines)}, end matrix,"
