"""Boxes as characters: matrices in drawn brackets, raised digits where Unicode has them, or plain ASCII."""
from __future__ import annotations

from dataclasses import dataclass

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
from exercises.render.canvas import Canvas, beside, columns, pad, stack, text_canvas
from exercises.render.names import GREEK
from exercises.render.plaintext import to_ascii

_PLAIN = "0123456789+−=()abcdefghijklmnoprstuvwxyzABJNPT"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴶᴺᴾᵀ"
_UPPER = dict(zip(_PLAIN, _RAISED, strict=True)) | {"′": "′"}
_LOWER = dict(zip("0123456789+−=()aehijklmnoprstuvx,", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ,", strict=True))
_TALL = {"(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "|": "│││", "‖": "‖‖‖", "": "   "}
_NAMES = {letter: name for name, letter in GREEK.items()}


@dataclass(frozen=True)
class Style:
    """How to draw: `ascii` uses 7-bit characters only, `flat` keeps fractions and sums on one line."""

    ascii: bool = False
    flat: bool = False

    @property
    def inline(self) -> Style:
        """The same style, on one line."""
        return Style(self.ascii, flat=True)


def draw(box: Box, style: Style) -> Canvas:
    r"""Return a box as a canvas.

    >>> print("\n".join(draw(Grid(((Num("3"), Num("1")), (Num("0"), Num("12"))), ("right",) * 2), Style()).lines))
    ⎡3   1⎤
    ⎣0  12⎦
    """
    match box:
        case Num(text):
            return text_canvas(text)
        case Id(text):
            return text_canvas(_NAMES.get(text, text) if style.ascii else text)
        case Up(text):
            return text_canvas(to_ascii(text) if style.ascii else text)
        case Op(text, role):
            return text_canvas(_op(text, role, style))
        case Thin(invisible):
            return text_canvas("" if invisible and not style.ascii else " ")
        case Row(items):
            return _row(items, style)
        case Frac(top, bottom):
            # A fraction of two numbers takes three lines only beside a matrix, where the line is that high anyway.
            low = isinstance(top, Num) and isinstance(bottom, Num)
            return _frac(top, bottom, style.inline if low else style)
        case Choose(top, bottom):
            return _choose(top, bottom, style)
        case Script():
            return _script(box, style)
        case Fence(body, left, right):
            return _fenced(draw(body, style), left, right, style)
        case Root(body):
            return _root(draw(body, style.inline), style)
        case Grid(rows, align):
            return _grid(rows, align, style)
        case Big():
            return _big(box, style)


def _op(text: str, role: str, style: Style) -> str:
    sign = to_ascii(text) if style.ascii else text
    if role == "dot":
        return " * " if style.ascii else " · "
    if role in ("infix", "relation"):
        return f" {sign} "
    return sign + (" " if role == "comma" else "")


def _row(items: tuple[Box, ...], style: Style) -> Canvas:
    parts: list[Canvas] = []
    beside_matrix = any(isinstance(item, Grid) for item in items)
    for place, item in enumerate(items):
        canvas = _frac(item.top, item.bottom, style) if isinstance(item, Frac) and beside_matrix else draw(item, style)
        neighbours = (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])
        factor = any(isinstance(other, Thin) for other in neighbours)
        # A fraction written with a slash would swallow the next factor.
        if isinstance(item, Frac) and factor and canvas.height == 1:
            canvas = _fenced(canvas, "(", ")", style)
        if canvas.height > 1 and isinstance(item, Frac) and items[max(0, place - 1)] == Op(MINUS, "prefix"):
            parts.append(text_canvas(" "))
        parts.append(canvas)
    return beside(parts)


def _frac(top: Box, bottom: Box, style: Style) -> Canvas:
    upper, lower = draw(top, style.inline), draw(bottom, style.inline)
    if style.flat:
        return beside([_tight(top, upper, style), text_canvas("/"), _tight(bottom, lower, style)])
    bar = ("-" if style.ascii else "─") * max(upper.width, lower.width)
    return stack([upper, text_canvas(bar), lower], upper.height)


def _tight(box: Box, canvas: Canvas, style: Style) -> Canvas:
    """Return the canvas in brackets unless the box is one letter, one number or a power of them."""
    single = isinstance(box, Num | Id | Up | Fence | Grid)
    single = single or (isinstance(box, Script) and isinstance(box.base, Num | Id))
    single = single or (isinstance(box, Row) and all(isinstance(item, Up | Id) for item in box.items))
    return canvas if single else _fenced(canvas, "(", ")", style)


def _choose(top: Box, bottom: Box, style: Style) -> Canvas:
    upper, lower = draw(top, style.inline), draw(bottom, style.inline)
    if style.flat or style.ascii:
        return beside([text_canvas("C("), upper, text_canvas(", "), lower, text_canvas(")")])
    body = stack([upper, lower], 0)
    return Canvas((f"⎛{body.lines[0]}⎞", f"⎝{body.lines[1]}⎠"), 0)


def _script(box: Script, style: Style) -> Canvas:
    base = draw(box.base, style)
    if isinstance(box.base, Root | Big):
        base = _fenced(base, "(", ")", style)
    if base.height > 1:
        top = "" if box.sup is None else _marked(box.sup, "^", _UPPER, style)
        low = "" if box.sub is None else _marked(box.sub, "_", _LOWER, style)
        width = max(columns(top), columns(low))
        inner = [" " * width] * (base.height - 2)
        side = (pad(top, width), *inner, pad(low, width))
        return Canvas(tuple(line + end for line, end in zip(base.lines, side, strict=True)), base.baseline)
    text = base.lines[0]
    if box.sub is not None:
        text += _marked(box.sub, "_", _LOWER, style)
    if box.sup is not None:
        text += _marked(box.sup, "^", _UPPER, style)
    return text_canvas(text)


def _marked(box: Box, mark: str, table: dict[str, str], style: Style) -> str:
    """Return a script: raised or lowered characters if all of them exist, else `^x` or `^(x + 1)`."""
    text = draw(box, style.inline).lines[0]
    short = text.replace(" ", "")
    if isinstance(box, Op):
        return short
    if not style.ascii and all(sign in table for sign in short):
        return "".join(table[sign] for sign in short)
    return mark + (short if short.isalnum() and (len(short) == 1 or short.isdecimal()) else f"({text})")


def _fenced(body: Canvas, left: str, right: str, style: Style) -> Canvas:
    opening = _side(left, body.height, style)
    closing = _side(right, body.height, style)
    return Canvas(
        tuple(a + line + b for a, line, b in zip(opening, body.lines, closing, strict=True)), body.baseline
    )


def _side(sign: str, height: int, style: Style) -> list[str]:
    if not sign:
        return [""] * height
    if style.ascii:
        return [{"‖": "||"}.get(sign, sign)] * height
    if height == 1:
        return ["│" if sign == "|" else sign]
    first, middle, last = list(_TALL[sign])
    return [first, *[middle] * (height - 2), last]


def _root(body: Canvas, style: Style) -> Canvas:
    if style.ascii:
        return beside([text_canvas("sqrt("), body, text_canvas(")")])
    return beside([text_canvas("√"), body if body.lines[0].isalnum() else _fenced(body, "(", ")", style)])


def _grid(rows: tuple[tuple[Box, ...], ...], align: tuple[str, ...], style: Style) -> Canvas:
    cells = [[draw(cell, style.inline) for cell in line] for line in rows]
    if not cells:
        return text_canvas("[]")
    widths = [max(cell.width for cell in column) for column in zip(*cells, strict=True)]
    lines: list[str] = []
    for line in cells:
        height = max(cell.height for cell in line)
        fitted = [Canvas(tuple(pad(text, width, side) for text in cell.lines), cell.baseline)
                  for cell, width, side in zip(line, widths, align, strict=True)]
        joined = beside([part for cell in fitted for part in (cell, text_canvas("  "))][:-1])
        lines += joined.lines if joined.height >= height else ()
    edge = " " if style.ascii else ""
    body = Canvas(tuple(f"{edge}{line}{edge}" for line in lines), (len(lines) - 1) // 2)
    return _fenced(body, "[", "]", style)


def _big(box: Big, style: Style) -> Canvas:
    below = draw(box.below, style.inline)
    sign = to_ascii(box.text) if style.ascii else box.text
    low = below.lines[0].replace(" ", "")
    high = "" if box.above is None else draw(box.above, style.inline).lines[0].replace(" ", "")
    if style.flat:
        lower = f"_{low}" if low.isalpha() else f"_({low})"
        return text_canvas(sign + lower + (f"^({high})" if high else ""))
    lines = [text_canvas(line) for line in (high, sign, low) if line]
    return stack(lines, 1 if high else 0)
