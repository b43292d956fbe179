r"""Boxes as typst math; every sign that typst could read as syntax is written with a backslash.

Pieces are kept apart by blanks, which mean nothing in typst math; the space round a sign is typst's own, and where a
sign stands first or is no operation its class is said.
"""
from __future__ import annotations

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
    is_tall,
)
from exercises.render.typescape import typ_string

_SIGNS = {"·": "dot.op", "⇒": "arrow.r.double", "→": "arrow.r", "~": "tilde.op", "∑": "sum", "∏": "product", "′": "prime"}
_FENCES = {"(": r"\(", ")": r"\)", "[": r"\[", "]": r"\]", "|": r"\|", "‖": "‖"}


def typstmath(box: Box) -> str:
    """Return a box as typst math, without the dollar signs.

    >>> typstmath(Frac(Num("1"), Script(Id("λ"), Num("2"))))
    'frac(1, attach(λ, b: 2))'
    >>> typstmath(Grid(((Num("3"), Num("1")), (Num("0"), Num("3"))), ("right", "right")))
    'mat(delim: "[", align: #right, row-gap: #0.45em, column-gap: #0.8em, 3, 1; 0, 3)'
    """
    match box:
        case Num(text):
            return text if text.isdecimal() and text.isascii() else _word(text)
        case Id(text):
            return text if len(text) == 1 and text.isalpha() else _word(text)
        case Up(text):
            return _word(text)
        case Op(text, role):
            return _op(text, role)
        case Thin(invisible):
            return "" if invisible else "thin"
        case Row(items):
            return _row(items)
        case Frac(top, bottom):
            return f"frac({typstmath(top)}, {typstmath(bottom)})"
        case Choose(top, bottom):
            return f"binom({typstmath(top)}, {typstmath(bottom)})"
        case Script():
            return _script(box)
        case Fence():
            return _fence(box)
        case Root(body):
            return f"sqrt({typstmath(body)})"
        case Grid(rows, align):
            return _grid(rows, align)
        case Big(text, below, above):
            upper = "" if above is None else f", t: {typstmath(above)}"
            return f"attach(limits({_op(text, 'big')}), b: {typstmath(below)}{upper})"


def _word(text: str) -> str:
    """Return a word as an operator, to which typst gives its spaces; a quoted letter would get those of a word."""
    return f"upright({text})" if len(text) == 1 and text.isalpha() else f"op({typ_string(text)})"


def _row(items: tuple[Box, ...]) -> str:
    """Return boxes side by side; a thin space next to a word is typst's own already."""
    kept = [item for place, item in enumerate(items)
            if not (isinstance(item, Thin) and any(map(_is_word, items[max(place - 1, 0) : place + 2])))]
    return " ".join(filter(None, map(typstmath, kept)))


def _is_word(box: Box) -> bool:
    return _is_word(box.base) if isinstance(box, Script) else isinstance(box, Up) and len(box.text) > 1


def _op(text: str, role: str) -> str:
    sign = text if text in ("+", MINUS) or text[:1].isalpha() else _SIGNS.get(text, f"\\{text}" if text.isascii() else text)
    match role:
        case "prefix":
            return f'class("unary", {sign})'
        case "infix" | "dot":
            return f'class("binary", {sign})'
        case "relation":
            return f'class("relation", {sign})'
        case "plain":
            return f'class("normal", {sign})'
    return sign


def _script(box: Script) -> str:
    parts = [typstmath(box.base)]
    if box.sub is not None:
        parts.append(f"b: {typstmath(box.sub)}")
    if isinstance(box.sup, Op) and box.sup.text.strip("′") == "":
        parts.append(f"tr: primes(#{len(box.sup.text)})")
    elif box.sup is not None:
        parts.append(f"t: {typstmath(box.sup)}")
    return f"attach({', '.join(parts)})" if len(parts) > 1 else parts[0]


def _fence(box: Fence) -> str:
    inside = typstmath(box.body)
    left, right = (_FENCES.get(sign, "") for sign in (box.left, box.right))
    text = " ".join(filter(None, (left and f'class("opening", {left})', inside, right and f'class("closing", {right})')))
    return f"lr({text})" if is_tall(box.body) or box.right == "|" else text


def _grid(rows: tuple[tuple[Box, ...], ...], align: tuple[str, ...]) -> str:
    """Return a matrix; typst knows one alignment a matrix, so numbers stand right only where every column does."""
    tall = any(is_tall(cell) for line in rows for cell in line)
    side = "right" if align and set(align) == {"right"} else "center"
    body = "; ".join(", ".join(typstmath(cell) for cell in line) for line in rows)
    gap = "0.65em" if tall else "0.45em"
    return f'mat(delim: "[", align: #{side}, row-gap: #{gap}, column-gap: #0.8em, {body})'
