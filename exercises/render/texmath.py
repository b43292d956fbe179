r"""Boxes as LaTeX math that needs amsmath only; also read by GitHub, Jupyter and KaTeX.

No command is a backslash before a punctuation sign (`\,` `\{`): Markdown would eat the backslash. Rows end in `\cr`
inside a line of text and in `\\` at the end of a source line, which every reader of Markdown math keeps.
"""
from __future__ import annotations

from typing import Literal, TypeAlias

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
from exercises.render.names import GREEK
from exercises.render.texescape import tex_escape

#: "block" sets matrices one row a source line, "line" on one line, "small" also with small fractions (scripts, cells).
Mode: TypeAlias = Literal["line", "block", "small"]

_GREEK = {letter: "\\" + name for name, letter in GREEK.items()}
_SIGNS = {
    MINUS: "-", "·": r"\cdot", "≠": r"\neq", "≥": r"\geq", "≤": r"\leq", "∞": r"\infty",
    "⇒": r"\Rightarrow", "∈": r"\in", "′": "'", "∑": r"\sum", "∏": r"\prod", "≈": r"\approx", "~": r"\sim", "→": r"\to",
}  # fmt: skip
_WORDS = {word: "\\" + word for word in ("det", "cos", "sin", "exp", "log", "ker", "dim")}
_FENCES = {"(": "(", ")": ")", "[": "[", "]": "]", "|": r"\vert", "‖": r"\Vert", "": "."}


def texmath(box: Box, *, one_line: bool = True) -> str:
    r"""Return a box as LaTeX math; with `one_line` false, matrices stand one row a line.

    >>> texmath(Frac(Num("1"), Id("λ")))
    '\\frac{1}{\\lambda}'
    """
    return _tex(box, "line" if one_line else "block")


def _tex(box: Box, mode: Mode) -> str:
    match box:
        case Num(text):
            return text
        case Id(text):
            return _GREEK.get(text, text) if text.isascii() or text in _GREEK else _word(text)
        case Up(text):
            return _WORDS.get(text) or _word(text)
        case Op(text, role):
            return _op(text, role)
        case Thin(invisible):
            return "" if invisible else " "
        case Row(items):
            return _row(items, mode)
        case Frac(top, bottom):
            command = r"\tfrac" if mode == "small" else r"\frac"
            return f"{command}{{{_tex(top, mode)}}}{{{_tex(bottom, mode)}}}"
        case Choose(top, bottom):
            return rf"\binom{{{_tex(top, mode)}}}{{{_tex(bottom, mode)}}}"
        case Script(base, sub, sup):
            return _script(base, sub, sup, mode)
        case Fence(body, left, right):
            return _fence(body, left, right, mode)
        case Root(body):
            return rf"\sqrt{{{_tex(body, mode)}}}"
        case Big(text, below, above):
            upper = "" if above is None else f"^{_braced(_tex(above, 'small'))}"
            return rf"{_SIGNS.get(text, text)}_{_braced(_tex(below, 'small'))}{upper}"
        case Grid(rows, _):
            return _grid(rows, mode)


def _row(items: tuple[Box, ...], mode: Mode) -> str:
    parts: list[str] = []
    for place, item in enumerate(items):
        # TeX spaces its own operators (det, cos); a word in \mathrm gets the space from us.
        after_word = isinstance(item, Thin) and place > 0 and parts[-1].startswith(r"\mathrm")
        parts.append(r"\thinspace " if after_word else _tex(item, mode))
    return _join(parts)


def _join(parts: list[str]) -> str:
    """Return the parts in a row, with a space where a command would run into a letter."""
    text = ""
    for part in filter(None, parts):
        if text[-1:].isalpha() and part[0].isalpha() and "\\" in text and text[text.rindex("\\") + 1 :].isalpha():
            text += " "
        text += part
    return text


def _op(text: str, role: str) -> str:
    sign = _SIGNS.get(text[:1], text) * len(text) if text[:1] == "′" else _SIGNS.get(text, text)
    if role in ("infix", "relation", "dot"):
        return f" {sign} "
    return sign + (" " if role == "comma" else "")


def _word(text: str) -> str:
    if text.isascii() and text.isalnum():
        return rf"\mathrm{{{text}}}"
    return rf"\text{{{tex_escape(text)}}}"


def _braced(text: str) -> str:
    return text if len(text) == 1 else f"{{{text.strip()}}}"


def _script(base: Box, sub: Box | None, sup: Box | None, mode: Mode) -> str:
    text = _tex(base, mode)
    if sub is not None:
        text += f"_{_braced(_tex(sub, 'small'))}"
    if sup is not None:
        raised = _tex(sup, "small")
        text += raised if raised.strip("'") == "" else f"^{_braced(raised)}"
    return text


def _fence(body: Box, left: str, right: str, mode: Mode) -> str:
    inside = _tex(body, mode)
    opening, closing = _FENCES[left], _FENCES[right]
    if is_tall(body) or right == "|":
        opening, closing = r"\left" + opening, r"\right" + closing
    return _join([opening, inside, closing])


def _grid(rows: tuple[tuple[Box, ...], ...], mode: Mode) -> str:
    cells = [[_tex(cell, "small").strip() for cell in line] for line in rows]
    if not rows:
        return r"\begin{bmatrix}\end{bmatrix}"
    if mode == "block":
        body = "\\\\\n".join(" & ".join(line) for line in cells)
        return f"\\begin{{bmatrix}}\n{body}\n\\end{{bmatrix}}"
    body = r" \cr ".join(" & ".join(line) for line in cells)
    return rf"\begin{{bmatrix}}{body}\end{{bmatrix}}"
