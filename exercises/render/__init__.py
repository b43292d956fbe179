"""Print a document: one verb, nine formats, and no mathematics in any of them.

A formula is an expression tree (`exercises.terms`); `layout.py` turns it into boxes; `html.py`, `markdown.py`,
`latex.py`, `typst.py` and `terminal.py` draw the boxes. `notebook.py` puts code that recomputes the answers beside the
Markdown, `pdf.py` compiles the typst source, `jsonout.py` writes the document itself and reads it back. The paper, the
key and the key with proofs are three documents of one problem; every format prints each of them.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exercises.document import Document
    from exercises.terms import E

#: format -> the ending of a file in that format; `render` returns each of these as text.
FORMATS: dict[str, str] = {
    "html": ".html", "md": ".md", "latex": ".tex", "typ": ".typ", "ipynb": ".ipynb", "text": ".txt", "ascii": ".txt",
    "json": ".json",
}  # fmt: skip
#: What a file may be asked for by name: the words of `--format` and of a plan, with the ending of the file.
FILES: dict[str, str] = {name: f".{name}" for name in ("html", "pdf", "md", "ipynb", "tex", "typ", "json", "txt")}
#: Sizes of paper, for the formats that have pages.
PAPERS = ("a4", "letter")
_ALIASES = {"markdown": "md", "tex": "latex", "typst": "typ", "notebook": "ipynb", "terminal": "text", "txt": "text"}


def render(document: Document, format: str = "text", *, width: int = 80, paper: str = "a4") -> str:
    r"""Return `document` as html, md, latex, typ, ipynb, text, ascii (text in 7-bit characters) or json.

    Args:
        document: what to print. format: one of the names above, or markdown, tex, typst, notebook, terminal.
        width: columns of the two text formats. paper: a4 or letter, for html (when it is printed), latex and typ.

    Raises:
        InputError: an unknown format or paper, or a formula with an operation no picture exists for.

    >>> from exercises.document import Document
    >>> render(Document("Key", (), ()), "ascii")
    'Key\n===\n'
    """
    from symbolic.errors import InputError

    if paper not in PAPERS:
        raise InputError(f"render: unknown paper {paper!r}; known are {', '.join(PAPERS)}.")
    match _ALIASES.get(format, format):
        case "html":
            from exercises.render.html import to_html

            return to_html(document, paper)
        case "md":
            from exercises.render.markdown import to_markdown

            return to_markdown(document)
        case "latex":
            from exercises.render.latex import to_latex

            return to_latex(document, paper)
        case "typ":
            from exercises.render.typst import to_typst

            return to_typst(document, paper)
        case "ipynb":
            from exercises.render.notebook import to_notebook

            return to_notebook(document)
        case "text" | "ascii" as kind:
            from exercises.render.terminal import to_text

            return to_text(document, width=width, ascii_only=kind == "ascii")
        case "json":
            from exercises.render.jsonout import to_json

            return to_json(document)
        case "pdf":
            raise InputError("render: a PDF is bytes and not text; use render_bytes.")
    raise InputError(f"render: unknown format {format!r}; known are {', '.join([*FORMATS, *_ALIASES])}.")


def render_bytes(document: Document, format: str, *, paper: str = "a4") -> bytes:
    r"""Return what a file of that format holds: a PDF, or the text of `render` in UTF-8.

    Raises:
        InputError: as `render`. MissingDependencyError: a PDF is asked for and the extra `pdf` is not installed.

    >>> from exercises.document import Document
    >>> render_bytes(Document("Key", (), ()), "txt")
    b'Key\n\xe2\x95\x90\xe2\x95\x90\xe2\x95\x90\n'
    """
    if format == "pdf" and paper in PAPERS:
        from exercises.render.pdf import to_pdf

        return to_pdf(document, paper)
    return render(document, format, paper=paper).encode("utf-8")


def render_formula(tree: E, format: str = "text") -> str:
    r"""Return one formula: MathML (html), LaTeX math (latex, md), typst math (typ), text, ascii, or words (speech).

    LaTeX and typst come without dollar signs.

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
        case "typ":
            from exercises.render.typstmath import typstmath

            return typstmath(layout(tree))
        case "text" | "ascii" as kind:
            from exercises.render.textmath import Style, draw

            return "\n".join(draw(layout(tree), Style(ascii=kind == "ascii")).lines)
        case "speech":
            from exercises.render.speech import spoken

            return spoken(tree)
    raise InputError(f"render_formula: unknown format {format!r}; known are html, latex, md, typ, text, ascii, speech.")
