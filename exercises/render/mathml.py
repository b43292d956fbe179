"""Boxes as MathML Core; brackets round matrices and tall fences are drawn by the style sheet (`style.css`)."""
from __future__ import annotations

from html import escape

from exercises.render.boxes import (
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

_SPACING = {
    "prefix": 'form="prefix" lspace="0" rspace="0"',
    "infix": 'form="infix" lspace=".22em" rspace=".22em"',
    "relation": 'form="infix" lspace=".28em" rspace=".28em"',
    "dot": 'lspace=".18em" rspace=".18em"',
    "comma": 'lspace="0" rspace=".3em"',
    "plain": 'lspace="0" rspace="0"',
}
_LEAN = frozenset("FHJKMNPTUVWXYf")
_SIDE = {"(": "round", ")": "round", "[": "square", "]": "square", "|": "bar", "‖": "norm", "": "open"}


def mathml(box: Box) -> str:
    """Return a box as MathML, without the outer `<math>`.

    >>> mathml(Frac(Num("1"), Id("x")))
    '<mfrac><mn>1</mn><mi>x</mi></mfrac>'
    """
    match box:
        case Num(text):
            return f"<mn>{escape(text)}</mn>"
        case Id(text):
            return f'<mi class="lean">{text}</mi>' if text in _LEAN else f"<mi>{escape(text)}</mi>"
        case Up(text):
            return _word(text)
        case Op(text, role):
            return f'<mo stretchy="false" {_SPACING[role]}>{escape(text)}</mo>'
        case Thin(invisible):
            return "" if invisible else '<mspace width=".17em"/>'
        case Row(items):
            return f"<mrow>{''.join(map(mathml, items))}</mrow>"
        case Frac(top, bottom):
            return f"<mfrac>{mathml(top)}{mathml(bottom)}</mfrac>"
        case Choose(top, bottom):
            stack = f'<mfrac linethickness="0">{mathml(top)}{mathml(bottom)}</mfrac>'
            return f'<mrow class="round-l round-r">{stack}</mrow>'
        case Script(base, sub, sup):
            return _script(base, sub, sup)
        case Fence():
            return _fence(box)
        case Root(body):
            return f"<msqrt>{mathml(body)}</msqrt>"
        case Grid(rows, align):
            return _grid(rows, align)
        case Big(text, below, above):
            sign = f'<mo class="big" largeop="true" movablelimits="false">{escape(text)}</mo>'
            if above is None:
                return f"<munder>{sign}{mathml(below)}</munder>"
            return f"<munderover>{sign}{mathml(below)}{mathml(above)}</munderover>"


def _word(text: str) -> str:
    if len(text) == 1:
        return f'<mi mathvariant="normal">{escape(text)}</mi>'
    return f"<mi>{escape(text)}</mi>" if text.isalnum() else f"<mtext>{escape(text)}</mtext>"


def _script(base: Box, sub: Box | None, sup: Box | None) -> str:
    if isinstance(sup, Op) and sup.text.startswith("′"):
        # Fonts draw U+2032 raised already: as a superscript it would be raised twice.
        return f"<mrow>{_script(base, sub, None)}{mathml(sup)}</mrow>"
    names = {(True, False): "msub", (False, True): "msup", (True, True): "msubsup"}
    tag = names.get((sub is not None, sup is not None))
    inside = "".join(mathml(part) for part in (base, sub, sup) if part is not None)
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def _fence(box: Fence) -> str:
    inside = mathml(box.body)
    if is_tall(box.body) or box.right == "|":
        return f'<mrow class="{_SIDE[box.left]}-l {_SIDE[box.right]}-r">{inside}</mrow>'
    left = f'<mo form="prefix" stretchy="false" lspace="0" rspace="0">{box.left}</mo>' if box.left else ""
    return f'<mrow>{left}{inside}<mo form="postfix" stretchy="false" lspace="0" rspace="0">{box.right}</mo></mrow>'


def _grid(rows: tuple[tuple[Box, ...], ...], align: tuple[str, ...]) -> str:
    tall = any(isinstance(part, Frac) or is_tall(part) for line in rows for part in line)
    starts = ['<mtd class="right">' if side == "right" else "<mtd>" for side in align]
    lines = ["".join(f"{start}{mathml(cell)}</mtd>" for start, cell in zip(starts, line, strict=True)) for line in rows]
    body = "".join(f"<mtr>{line}</mtr>" for line in lines) or "<mtr><mtd></mtd></mtr>"
    return f'<mtable class="matrix{" tall" if tall else ""}">{body}</mtable>'
