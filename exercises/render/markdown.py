r"""A document as Markdown with `$` and `$$` formulas, as GitHub, Jupyter, VS Code and pandoc read it.

Markdown readers eat a backslash before punctuation, take `_` and `*` for emphasis and a leading `+` for a list, and
GitHub wants `\lt` for `<`; the formulas avoid all of these (see `texmath.py`), and words are escaped.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

from exercises.document import (
    VERDICTS,
    Answer,
    Block,
    Code,
    Document,
    FactView,
    Given,
    NameLine,
    Para,
    Parts,
    Problem,
    Remark,
    Space,
    Step,
    Table,
    verdict_words,
)
from exercises.render.boxes import Box, Op, Row, width
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.texmath import texmath

#: Facts side by side, or one chain, wider than this many characters go on several lines.
WIDEST = 72
#: A line to write on.
BLANK = "…" * 12

_SPECIAL = re.compile(r"([\\`*_{}\[\]$#|~!])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)", re.MULTILINE)


def to_markdown(document: Document) -> str:
    r"""Return the document as Markdown.

    >>> print(to_markdown(Document("1 * 2", (), ())), end="")
    # 1 \* 2
    """
    chunks = [heading(document), *(to_chunk(block) for block in document.blocks), *ending(document)]
    return "\n\n".join(chunk for chunk in chunks if chunk) + "\n"


def heading(document: Document) -> str:
    """Return the title and the introduction."""
    return _chunks(f"# {_text(document.title)}", *map(to_chunk, document.intro))


def ending(document: Document) -> list[str]:
    """Return the legend of the verdict words and the line at the foot."""
    words = verdict_words(document)
    chunks = []
    if words:
        legend = [f"- **{_text(word)}**: {_text(VERDICTS.get(word, ''))}" for word in words]
        chunks = ["## What the words in the margin mean", "\n".join(legend)]
    return [*chunks, f"<sub>{_text(document.footer)}</sub>"] if document.footer else chunks


def _text(text: str) -> str:
    r"""Return words as Markdown that shows them letter by letter.

    >>> _text("a_b <i>")
    'a\\_b &lt;i&gt;'
    """
    flat = " ".join(text.split("\n"))
    escaped = _SPECIAL.sub(r"\\\1", flat).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def to_chunk(block: Block) -> str:
    """Return one block as Markdown."""
    match block:
        case Para(parts):
            return _inline(parts)
        case Problem(number, title, _):
            return f"## {_text(' '.join(filter(None, (number, title))))}"
        case Given(relations):
            return _facts(relations)
        case Step(number, parts, facts, verdict, why):
            said = f"**{number}.** {_inline(parts)}"
            return _chunks(said, _facts(facts), _verdict(verdict, why))
        case Answer(parts, facts, verdict, freedom):
            free = f"*{_inline(freedom).strip()}*" if freedom and all(isinstance(p, str) for p in freedom) else ""
            body = _chunks(f"**Answer.** {_inline(parts)}", _facts(facts), _verdict(verdict), free or _inline(freedom))
            return f"---\n\n{body}\n\n---"
        case Remark(_, parts):
            return "> " + f"**{_text(block.heading)}** {_inline(parts)}"
        case NameLine(labels):
            return " ".join(f"{_text(label)} {BLANK}" for label in labels)
        case Space(_, label):
            return f"{_text(' '.join(filter(None, ('Answer', label))))}: {BLANK}"
        case Table():
            return _table(block)
        case Code(text, caption):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return _chunks(f"*{_text(caption)}*" if caption else "", f"{fence}text\n{text.rstrip()}\n{fence}")


def _chunks(*chunks: str) -> str:
    return "\n\n".join(chunk for chunk in chunks if chunk)


def _verdict(verdict: str, why: str = "") -> str:
    if not verdict:
        return ""
    word, bracket, argument = verdict.partition("(")
    details = [_text(text) for text in ((bracket + argument), why) if text]
    return " ".join([f"**{_text(word.strip())}**", *details])


def _inline(parts: Parts) -> str:
    return "".join(_text(part) if isinstance(part, str) else f"${_math(layout(part))}$" for part in parts)


def _math(box: Box, *, one_line: bool = True) -> str:
    text = texmath(box, one_line=one_line).strip()
    return text.replace("<", r"\lt ").replace(">", r"\gt ")


def _facts(facts: Iterable[FactView]) -> str:
    """Return the facts as display formulas, several in one block while they fit."""
    blocks: list[str] = []
    row: list[str] = []
    used = 0
    for fact in facts:
        cut = pieces(fact)
        wide = sum(width(piece) for piece in cut)
        if row and used + wide > WIDEST:
            blocks.append(_display(row))
            row, used = [], 0
        if wide > WIDEST and len(cut) > 1:
            blocks.append(_display([_aligned(cut)]))
            continue
        row.append("".join(_math_piece(piece) for piece in cut))
        used += wide
    return "\n\n".join([*blocks, *([_display(row)] if row else [])])


def _math_piece(box: Box) -> str:
    text = _math(box, one_line=False)
    return f" {text}" if isinstance(box, Row) and isinstance(box.items[0], Op) else text


def _display(row: list[str]) -> str:
    body = "\n\\qquad ".join(row)
    return f"$$\n{body}\n$$"


def _aligned(cut: tuple[Box, ...]) -> str:
    """Return a long chain with a new line before each relation, and before + and - where a side was cut."""
    rows = [_math(cut[0], one_line=False)]
    for place, piece in enumerate(cut[1:]):
        relation = isinstance(piece, Row) and isinstance(piece.items[0], Op) and piece.items[0].role == "relation"
        text = _math(piece, one_line=False)
        if relation and place == 0:
            rows[0] += f" &{text}"
        else:
            rows.append(f"&{text}" if relation else rf"&\qquad {{}}{text}")
    body = "\\\\\n".join(rows)
    return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"


def _table(table: Table) -> str:
    lines = ["| " + " | ".join(_inline(cell) for cell in row) + " |" for row in (table.header, *table.rows)]
    rule = "|" + " --- |" * len(table.header)
    return _chunks(f"*{_text(table.caption)}*" if table.caption else "", "\n".join([lines[0], rule, *lines[1:]]))
