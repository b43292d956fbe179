"""A document as text for a terminal or a plain file: drawn matrices, 80 columns, and a 7-bit mode for old pipes."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from exercises.render.canvas import Canvas, beside, columns, pad, text_canvas
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.plaintext import printable, to_ascii
from exercises.render.textmath import Style, draw

GAP = 4
LINE = 5  # millimetres of a line on paper
BLANK = "_" * 30


def to_text(document: Document, *, width: int = 80, ascii_only: bool = False) -> str:
    """Return the document as lines of at most `width` columns, unless a single formula is wider.

    >>> print(to_text(Document("Key", (Para(("Read it.",)),), ())), end="")
    Key
    ═══
    <BLANKLINE>
    Read it.
    """
    style = Style(ascii=ascii_only)
    lines = [*_heading(document.title, "═", width, style), ""]
    for block in (*document.intro, *document.blocks):
        lines += [*_block(block, width, style), ""]
    words = verdict_words(document)
    if words:
        lines += [*_heading("What the words in the margin mean", "─", width, style), ""]
    for word in words:
        label = pad(word, max(map(columns, words)) + 2)
        lines += _hanging(label, (VERDICTS.get(word, ""),), width, style)
    if document.footer:
        lines += ["", *_fill((document.footer,), width, style)]
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _clean(text: str, style: Style) -> str:
    flat = printable(text)
    return to_ascii(flat) if style.ascii else flat


def _heading(text: str, rule: str, width: int, style: Style) -> list[str]:
    title = _fill((text,), width, style) or [""]
    return [*title, _clean(rule, style) * max(map(columns, title))]


def _block(block: Block, width: int, style: Style) -> list[str]:
    match block:
        case Para(parts):
            return _fill(parts, width, style)
        case Problem(number, title, _):
            return _heading("  ".join(filter(None, (number, title))), "─", width, style)
        case Given(relations):
            return _lines(_facts(relations, width - GAP, style), GAP)
        case Step(number, parts, facts, verdict, why):
            said = _hanging(f"{number:>2}. ", parts, width, style)
            return [*said, *_with_verdict(_facts(facts, width - GAP, style), GAP, (verdict, why), width, style)]
        case Answer():
            return _answer(block, width, style)
        case Remark(_, parts):
            return _hanging(f"{block.heading} ", parts, width, style, 2)
        case NameLine(labels):
            return [line for label in labels for line in _fill((f"{label}: {BLANK}",), width, style)]
        case Space(height, label):
            return [*_fill((f"Answer {label}: {BLANK}".replace(" :", ":"),), width, style), *[""] * (height // LINE)]
        case Table():
            return _table(block, width, style)
        case Code(text, caption):
            return [*_fill((caption,), width, style), *("    " + _clean(line, style) for line in text.rstrip("\n").split("\n"))]


def _tokens(parts: Parts, style: Style) -> Iterator[Canvas | None]:
    """Yield words and formulas as canvases, and None where a space allows a line break."""
    for part in parts:
        if not isinstance(part, str):
            yield draw(layout(part), style.inline)
            continue
        text = _clean(part, style)
        for place, word in enumerate(text.split(" ")):
            if place:
                yield None
            if word:
                yield text_canvas(word)


def _fill(parts: Parts, width: int, style: Style) -> list[str]:
    """Return the words and formulas filled into lines; a tall formula makes its line taller."""
    words: list[list[Canvas]] = [[]]
    for token in _tokens(parts, style):
        if token is None:
            words.append([])
        else:
            words[-1].append(token)
    lines: list[str] = []
    row: list[Canvas] = []
    for word in (beside(word) for word in words if word):
        grown = [*row, text_canvas(" "), word] if row else [word]
        if row and sum(item.width for item in grown) > width:
            lines += beside(row).lines
            grown = [word]
        row = grown
    return [*lines, *(beside(row).lines if row else ())]


def _hanging(label: str, parts: Parts, width: int, style: Style, indent: int | None = None) -> list[str]:
    """Return a filled paragraph after a label; all further lines are indented, by the label's width if not said."""
    mark = _clean(label, style)
    if indent is not None:
        return _indent(_fill((mark, *parts), width - indent, style), indent)
    start = text_canvas(mark)
    body = _fill(parts, width - start.width, style) or [""]
    return [mark + body[0], *_indent(body[1:], start.width)]


def _indent(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line for line in lines]


def _facts(facts: Iterable[FactView], width: int, style: Style) -> list[Canvas]:
    """Return the facts side by side in rows; a fact too wide for a row breaks at its relations."""
    rows: list[list[Canvas]] = []
    for fact in facts:
        drawn = [draw(piece, style) for piece in pieces(fact)]
        total = sum(piece.width for piece in drawn)
        used = sum(piece.width for piece in rows[-1]) + GAP if rows else width
        if used + total <= width:
            rows[-1] += [text_canvas(" " * GAP), *drawn]
        else:
            rows += [drawn] if total <= width else _broken(drawn, width)
    return [beside(row) for row in rows]


def _broken(drawn: list[Canvas], width: int) -> list[list[Canvas]]:
    rows: list[list[Canvas]] = [[]]
    for piece in drawn:
        if rows[-1] and sum(item.width for item in rows[-1]) + piece.width > width:
            rows.append([text_canvas(" " * min(GAP - 1, max(0, width - piece.width)))])
        rows[-1].append(piece)
    return rows


def _lines(rows: Iterable[Canvas], indent: int = 0) -> list[str]:
    return [" " * indent + line for row in rows for line in row.lines]


def _with_verdict(rows: list[Canvas], indent: int, marks: tuple[str, str], width: int, style: Style) -> list[str]:
    """Return the rows with verdict and reason at the right edge, on the line of the last formula if there is room."""
    lines = _lines(rows, indent)
    text = ", ".join(_clean(mark, style) for mark in marks if mark)
    if not text:
        return lines
    place = len(lines) - rows[-1].height + rows[-1].baseline if rows else 0
    line = lines[place].rstrip() if rows else ""
    if rows and columns(line) + 2 + columns(text) <= width:
        lines[place] = line + pad(text, width - columns(line), "right")
        return lines
    parts = (text,) if columns(text) <= width - GAP else marks
    return [*lines, *(pad(mark, width, "right") for part in parts for mark in _fill((part,), width - GAP, style))]


def _answer(answer: Answer, width: int, style: Style) -> list[str]:
    inner = width - 4
    body = _fill(("Answer. ", *answer.parts), inner, style)
    facts = _facts(answer.facts, inner, style)
    body += ["", *_with_verdict(facts, 0, (answer.verdict, ""), inner, style)]
    body += ["", *_fill(answer.freedom, inner, style)] if answer.freedom else []
    wide = max(inner, *(columns(line) for line in body))
    corners = "++++-|" if style.ascii else "┌┐└┘─│"
    rule = corners[4] * (wide + 2)
    middle = [f"{corners[5]} {pad(line, wide)} {corners[5]}" for line in body]
    return [corners[0] + rule + corners[1], *middle, corners[2] + rule + corners[3]]


def _table(table: Table, width: int, style: Style) -> list[str]:
    """Return the table; the widest columns shrink until it fits, and their cells run over several lines."""
    rows = [table.header, *table.rows]
    widths = [max(map(columns, _column(rows, place, width, style)), default=0) for place in range(len(table.header))]
    while sum(widths) + 2 * len(widths) > width + 2 and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    lines: list[str] = _fill((table.caption,), width, style)
    for place, row in enumerate(rows):
        cells = [_fill(cell, wide, style) or [""] for cell, wide in zip(row, widths, strict=True)]
        height = max(map(len, cells), default=0)
        filled = [[*cell, *[""] * (height - len(cell))] for cell in cells]
        lines += ["  ".join(pad(line, wide) for line, wide in zip(level, widths, strict=True))
                  for level in zip(*filled, strict=True)]
        lines += [_clean("─", style) * (sum(widths) + 2 * len(widths) - 2)] if place == 0 else []
    return lines


def _column(rows: list[tuple[Parts, ...]], place: int, width: int, style: Style) -> list[str]:
    return [line for row in rows for line in _fill(row[place], width, style)]
