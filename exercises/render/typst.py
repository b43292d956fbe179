r"""A document as typst source, for `pdf.py` or for an instructor to edit; the fonts are those inside typst itself.

Words go through `typescape.py`, formulas through `typstmath.py`; `typst_preamble.typ` says how the blocks look.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import zip_longest

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
from exercises.render.boxes import Box, width
from exercises.render.equation import laid, pieces
from exercises.render.pieces import row
from exercises.render.tasks import tasks
from exercises.render.typescape import typ_escape, typ_string
from exercises.render.typstmath import typstmath

#: A shorter formula fits the line; a longer word in the margin is set on several lines. Both in characters.
SHORT, NARROW = 50, 24
PAPERS = {"a4": "a4", "letter": "us-letter"}


def to_typst(document: Document, paper: str = "a4") -> str:
    r"""Return the source of the whole document.

    >>> print(to_typst(Document("50% off #now", (), ())).splitlines()[-1])
    = 50\% off \#now
    """
    lines = [
        f"#set document(title: {typ_string(document.title)}, date: none)",
        f'#set page(paper: "{PAPERS[paper]}", margin: (x: 20mm, top: 20mm, bottom: 22mm), numbering: "1 / 1")',
        files("exercises.render").joinpath("typst_preamble.typ").read_text("utf-8"),
        f"= {typ_escape(document.title)}",
        *(_block(block, None) for block in document.intro),
        *_blocks(document.blocks),
        *_legend(document),
    ]
    if document.footer:
        lines.append(f"#v(1em)\n#text(size: 8.5pt, fill: soft)[{typ_escape(document.footer)}];")
    return "\n\n".join(lines) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the blocks; a task with room for its answer stands in a box that no page cuts."""
    place = 0
    for run in tasks(blocks):
        place += len(run)
        lines = [_block(block, after) for block, after in zip_longest(run, (*run[1:], *blocks[place:place + 1]))]
        yield "#task[\n" + "\n\n".join(lines) + "\n];" if len(run) > 1 else lines[0]


def _block(block: Block, after: Block | None) -> str:
    match block:
        case Para(parts):
            return f"#block(sticky: true)[{_inline(parts)}];" if isinstance(after, Given) else _inline(parts)
        case Problem(number, title, _):
            return "== " + "#h(0.5em);".join(typ_escape(words) for words in (number, title) if words)
        case Given(relations):
            return f"#given[{_facts(relations)}];"
        case Step(number, parts, facts, verdict, why):
            last = ", last: true" if isinstance(after, Answer) else ""
            return f"#step({number}, [{_inline(parts)}], [{_facts(facts)}], [{_verdict(verdict, why)}]{last});"
        case Answer(parts, facts, verdict, freedom):
            return f"#answer([{_inline(parts)}], [{_facts(facts)}], [{_verdict(verdict)}], [{_inline(freedom)}]);"
        case Remark(_, parts):
            return f"#remark[{typ_escape(block.heading)}][{_inline(parts)}];"
        case NameLine(labels):
            return "#blanks" + "".join(f"[{typ_escape(label)}]" for label in labels) + ";"
        case Space(height):
            return f"#block(height: {height:d}mm, above: 0pt, below: 0pt, breakable: false)[];"
        case Table():
            return _table(block)
        case Code(text, caption):
            return f"#program([{typ_escape(caption)}], {typ_string(text.rstrip())});"


def _inline(parts: Parts) -> str:
    return "".join(typ_escape(part) if isinstance(part, str) else f"${typstmath(laid(part))}$" for part in parts)


def _display(box: Box) -> str:
    """Return a formula that is kept in one piece; one that may be wider than the line is measured by typst."""
    return f"#{'wide' if width(box) > SHORT else 'formula'}($display({typstmath(box)})$);"


def _facts(facts: Iterable[FactView]) -> str:
    """Return the facts side by side; a line may break between them and between the pieces of a long chain."""
    chains = [" ".join(map(_display, _joined(pieces(fact, limit=45)))) for fact in facts]
    return "#facts" + "".join(f"[{chain}]" for chain in chains) + ";" if chains else ""


def _joined(cut: tuple[Box, ...]) -> list[Box]:
    """Return the pieces, those at the start put together while they fit a line: a left side never stands alone."""
    found = [cut[0]]
    for piece in cut[1:]:
        if len(found) == 1 and width(found[0]) + width(piece) <= SHORT:
            found[0] = row(found[0], piece)
        else:
            found.append(piece)
    return found


def _verdict(verdict: str, why: str = "") -> str:
    if not verdict:
        return ""
    word, bracket, argument = verdict.partition("(")
    narrow = ", narrow: true" if max(len(verdict), len(why)) > NARROW else ""
    return f"#verdict({typ_string(word.strip())}{narrow})[{typ_escape(bracket + argument)}][{typ_escape(why)}];"


def _table(table: Table) -> str:
    count = len(table.header)
    head = "".join(f"[#strong[{_inline(cell)}]]" for cell in table.header)
    rows = "\n  ".join(" ".join(f"[{_inline(cell)}]," for cell in row) for row in table.rows)
    top = f"table.header{head}," if count else ""
    return f"#tabular([{typ_escape(table.caption)}], ({'auto, ' * max(count, 1)}), {top}\n  {rows});"


def _legend(document: Document) -> list[str]:
    words = verdict_words(document)
    if not words:
        return []
    items = "\n".join(
        f"  text(fill: accent, smallcaps(lower({typ_string(word)}))), [{typ_escape(VERDICTS.get(word, ''))}]," for word in words
    )
    head = "== What the words in the margin mean"
    return [head, f"#text(size: 9pt, grid(columns: (auto, 1fr), column-gutter: 1em, row-gutter: 0.7em,\n{items}\n));"]
