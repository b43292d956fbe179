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
    Para,
    Parts,
    Problem,
    Remark,
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
            return _indent(_facts(relations, width - GAP, style), GAP)
        case Step(number, parts, facts, verdict, why):
            said = _hanging(f"{number:>2}. ", parts, width, style)
            return [*said, *_with_verdict(_indent(_facts(facts, width - GAP, style), GAP), verdict, why, width, style)]
        case Answer():
            return _answer(block, width, style)
        case Remark(label, parts):
            return _hanging(f"{label} ", parts, width, style, 2)
        case Table():
            return _table(block, width, style)
        case Code(text, caption):
            head = [_clean(caption, style)] if caption else []
            return [*head, *("    " + _clean(line, style) for line in text.rstrip("\n").split("\n"))]


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


def _facts(facts: Iterable[FactView], width: int, style: Style) -> list[str]:
    """Return the facts side by side in rows; a fact too wide for a row breaks at its relations."""
    lines: list[str] = []
    row: list[Canvas] = []
    for fact in facts:
        drawn = [draw(piece, style) for piece in pieces(fact)]
        total = beside(drawn)
        grown = [*row, text_canvas(" " * GAP), total] if row else [total]
        if sum(item.width for item in grown) <= width:
            row = grown
            continue
        lines += _flush(row)
        row = [total] if total.width <= width else []
        lines += [] if row else _broken(drawn, width)
    return [*lines, *_flush(row)]


def _flush(row: list[Canvas]) -> tuple[str, ...]:
    return beside(row).lines if row else ()


def _broken(drawn: list[Canvas], width: int) -> list[str]:
    lines: list[str] = []
    row: list[Canvas] = []
    for piece in drawn:
        if row and sum(item.width for item in row) + piece.width > width:
            lines += _flush(row)
            row = [text_canvas(" " * (GAP - 1))]
        row.append(piece)
    return [*lines, *_flush(row)]


def _with_verdict(lines: list[str], verdict: str, why: str, width: int, style: Style) -> list[str]:
    """Return the lines with the verdict at the right edge: in the middle of the last formula if there is room."""
    if not verdict:
        return lines
    marks = [text for text in (_clean(verdict, style), _clean(why, style)) if text]
    if marks[1:] and columns(", ".join(marks)) <= width // 2:
        marks = [", ".join(marks)]
    start = max(0, (len(lines) - len(marks)) // 2)
    beside_each = zip(lines[start:], marks, strict=False)
    room = all(columns(line.rstrip()) + 2 + columns(mark) <= width for line, mark in beside_each)
    if not lines or not room or len(marks) > len(lines):
        filled = [line for mark in marks for line in _fill((mark,), width - GAP, Style(style.ascii))]
        return [*lines, *(pad(mark, width, "right") for mark in filled)]
    for place, mark in enumerate(marks, start):
        line = lines[place].rstrip()
        lines[place] = line + pad(mark, width - columns(line), "right")
    return lines


def _answer(answer: Answer, width: int, style: Style) -> list[str]:
    inner = width - 4
    body = _fill(("Answer. ", *answer.parts), inner, style)
    facts = _facts(answer.facts, inner, style)
    body += ["", *_with_verdict(facts, answer.verdict, "", inner, style)]
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
    lines: list[str] = [_clean(table.caption, style)] if table.caption else []
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
