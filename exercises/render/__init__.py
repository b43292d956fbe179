"""Print a document: one verb, five formats, and no mathematics in any of them.

A formula is an expression tree (`exercises.terms`); `layout.py` turns it into boxes; `html.py`, `markdown.py`,
`latex.py` and `terminal.py` draw the boxes. `jsonout.py` writes the document itself and reads it back.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.document import Document
    from exercises.terms import E

#: format -> the ending of a file in that format.
FORMATS: dict[str, str] = {
    "html": ".html", "md": ".md", "latex": ".tex", "text": ".txt", "ascii": ".txt", "json": ".json",
}  # fmt: skip
_ALIASES = {"markdown": "md", "tex": "latex", "terminal": "text", "txt": "text"}


def render(document: Document, format: str = "text", *, width: int = 80) -> str:
    r"""Return `document` as html, md, latex, text, ascii (text in 7-bit characters) or json.

    Args:
        document: what to print. format: one of the names above, or markdown, tex, terminal.
        width: columns of the two text formats.

    Raises:
        InputError: an unknown format, or a formula with an operation no picture exists for.

    >>> from exercises.document import Document
    >>> render(Document("Key", (), ()), "ascii")
    'Key\n===\n'
    """
    from symbolic.errors import InputError

    match _ALIASES.get(format, format):
        case "html":
            from exercises.render.html import to_html

            return to_html(document)
        case "md":
            from exercises.render.markdown import to_markdown

            return to_markdown(document)
        case "latex":
            from exercises.render.latex import to_latex

            return to_latex(document)
        case "text" | "ascii" as kind:
            from exercises.render.terminal import to_text

            return to_text(document, width=width, ascii_only=kind == "ascii")
        case "json":
            from exercises.render.jsonout import to_json

            return to_json(document)
    raise InputError(f"render: unknown format {format!r}; known are {', '.join([*FORMATS, *_ALIASES])}.")


def render_formula(tree: E, format: str = "text") -> str:
    r"""Return one formula: MathML (html), LaTeX math without dollar signs (latex, md), text, ascii, or words (speech).

    >>> from exercises.terms import mat
    >>> print(render_formula(mat([[3, 1], [0, 3]])))
    ⎡3  1⎤
    ⎣0  3⎦
    >>> render_formula(mat([[3, 1], [0, 3]]), "latex")
    '\\begin{bmatrix}3 & 1 \\cr 0 & 3\\end{bmatrix}'
    """
    from exercises.render.layout import layout
    from symbolic.errors import InputError

    match _ALIASES.get(format, format):
        case "html":
            from exercises.render.mathml import mathml

            return f"<math>{mathml(layout(tree))}</math>"
        case "latex" | "md":
            from exercises.render.texmath import texmath

            return texmath(layout(tree))
        case "text" | "ascii" as kind:
            from exercises.render.textmath import Style, draw

            return "\n".join(draw(layout(tree), Style(ascii=kind == "ascii")).lines)
        case "speech":
            from exercises.render.speech import spoken

            return spoken(tree)
    raise InputError(f"render_formula: unknown format {format!r}; known are html, latex, md, text, ascii, speech.")
