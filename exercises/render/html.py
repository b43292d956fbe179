"""A document as one self-contained HTML page: MathML, no scripts, nothing loaded from anywhere."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

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
from exercises.render.boxes import Box, Id, Num, Op, Row, Thin, width
from exercises.render.equation import laid, pieces
from exercises.render.mathml import mathml
from exercises.render.pieces import row
from exercises.render.speech import spoken, spoken_fact
from exercises.terms import E

#: A piece wider than this many characters may have to scroll on a phone.
REACHED = 34
#: The size of the printed page, as CSS names it.
_PAPERS = {"a4": "A4", "letter": "letter"}


@cache
def _template() -> Any:
    """The page, compiled once."""
    from jinja2 import Environment
    source = files("exercises.render").joinpath("page.html").read_text("utf-8")
    return Environment(autoescape=True).from_string(source)


def to_html(document: Document, paper: str = "a4") -> str:
    """Return the whole page.

    >>> to_html(Document("Key <1>", (), ())).count("Key &lt;1&gt;")
    2
    """
    anchors = _anchors(document)
    numbered = [
        {"anchor": anchor, "number": problem.number, "title": problem.title}
        for problem, anchor in zip(_problems(document), anchors, strict=True)
    ]
    page: str = _template().render(
        title=document.title,
        style=files("exercises.render").joinpath("style.css").read_text("utf-8").replace("size: A4;", f"size: {_PAPERS[paper]};"),
        intro="\n".join(_block(para, "") for para in document.intro),
        body="\n".join(_sections(document.blocks, iter(anchors))),
        problems=numbered,
        legend=[(word, VERDICTS.get(word, "")) for word in verdict_words(document)],
        footer=document.footer,
    )
    return _without_loose_links(page, set(anchors)) + "\n"


def _without_loose_links(page: str, anchors: set[str]) -> str:
    """Return the page with the links to theorems that it does not hold as plain words."""
    return re.sub(r'<a href="#(theorem-\w+)">(\w+)</a>', lambda a: a[0] if a[1] in anchors else a[2], page)


def _problems(document: Document) -> list[Problem]:
    return [block for block in document.blocks if isinstance(block, Problem)]


def _anchors(document: Document) -> list[str]:
    """Return one valid and unique id a problem."""
    found: list[str] = []
    for problem in _problems(document):
        anchor = re.sub(r"[^A-Za-z0-9_-]+", "-", problem.ident).strip("-") or "problem"
        while anchor in (*found, "legend"):
            anchor += "-again"
        found.append(anchor)
    return found


def _sections(blocks: Iterable[Block], anchors: Iterator[str]) -> Iterator[str]:
    anchor = ""
    for block in blocks:
        if isinstance(block, Problem):
            yield "</section>" if anchor else ""
            anchor = next(anchors)
            yield f'<section aria-labelledby="{anchor}">'
            number = f'<span class="number">{escape(block.number)}</span>' if block.number else ""
            yield f'<h2 id="{anchor}">{number}{escape(block.title)}</h2>'
        else:
            yield _block(block, anchor)
    yield "</section>" if anchor else ""


def _block(block: Block, anchor: str) -> str:
    match block:
        case Para(parts):
            return f"<p>{_inline(parts)}</p>"
        case Given(relations):
            return f'<div class="given">{_facts(relations)}</div>'
        case Step():
            return _step(block, anchor)
        case Answer():
            return _answer(block)
        case Remark(_, parts):
            return f'<p class="remark"><span class="label">{escape(block.heading)}</span>{_inline(parts)}</p>'
        case Table():
            return _table(block)
        case Code(text, caption):
            head = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
            return f"<figure>{head}<pre><code>{escape(text)}</code></pre></figure>"
        case NameLine(labels):
            return f'<p class="name-line">{"".join(map(_line, labels))}</p>'
        case Space(height):
            return f'<div class="space" style="height:{height:d}mm" aria-hidden="true"></div>'
        case Problem():
            raise TypeError("a Problem opens a section and is not a block inside one.")


def _line(label: str) -> str:
    return f'<span class="blank"><span class="label">{escape(label)}</span><span class="line"></span></span>'


def _inline(parts: Parts) -> str:
    return "".join(escape(part) if isinstance(part, str) else _formula(part) for part in parts)


def _formula(tree: E) -> str:
    box = laid(tree)
    # A single letter or number reads well by itself; anything longer carries one label.
    label = "" if isinstance(box, Id | Num) else f' aria-label="{escape(spoken(tree))}"'
    if width(box) <= REACHED:
        return f"<math{label}>{mathml(box)}</math>"
    inside = "<wbr>".join(f"<math>{mathml(part)}</math>" for part in _parts(box))
    return f'<span role="math"{label}>{inside}</span>'


def _parts(box: Box) -> list[Box]:
    """Return a formula in words as pieces between which a line may end: before + and -, and between factors."""
    found: list[list[Box]] = [[]]
    for item in box.items if isinstance(box, Row) else (box,):
        if found[-1] and (isinstance(item, Thin) or (isinstance(item, Op) and item.role in ("infix", "relation", "dot"))):
            found.append([])
        found[-1].append(item)
    return [row(*items) for items in found]


def _facts(facts: Iterable[FactView]) -> str:
    inside = "".join(map(_fact, facts))
    return f'<div class="facts">{inside}</div>' if inside else ""


def _fact(fact: FactView) -> str:
    """Return one chain; its label is on the chain, and the pieces that may wrap are hidden from readers."""
    inside = "".join(map(_piece, pieces(fact, limit=30)))
    return f'<div class="fact" role="math" aria-label="{escape(spoken_fact(fact))}">{inside}</div>'


def _piece(box: Box) -> str:
    # What may be wider than a phone scrolls by itself, and can then be reached with the keyboard.
    reach = ' tabindex="0"' if width(box) > REACHED else ""
    return f'<span class="piece"{reach}><math displaystyle="true">{mathml(box)}</math></span>'


def _verdict(verdict: str, why: str = "") -> str:
    if not verdict:
        return ""
    word, bracket, argument = verdict.partition("(")
    told = escape(argument)
    if word == "PROVED":  # the argument is the name of a theorem
        told = re.sub(r"\w+", lambda name: f'<a href="#theorem-{name[0]}">{name[0]}</a>', told)
    detail = f' <span class="argument">({told}</span>' if bracket else ""
    reason = f'<span class="why">{escape(why)}</span>' if why else ""
    link = f'<a href="#legend">{escape(word.strip())}</a>'
    return f'<p class="verdict"><span class="word">{link}</span>{detail}{reason}</p>'


def _step(step: Step, anchor: str) -> str:
    ident = f' id="{anchor}.{step.number}"' if anchor else ""
    return (
        f'<div class="step"{ident} role="group" aria-label="Step {step.number}">'
        f'<span class="number">{step.number}.</span><div class="say">{_inline(step.parts)}</div>'
        f"{_facts(step.facts)}{_verdict(step.verdict, step.why)}</div>"
    )


def _answer(answer: Answer) -> str:
    freedom = f'<p class="freedom">{_inline(answer.freedom)}</p>' if answer.freedom else ""
    return (
        f'<div class="answer" role="group" aria-label="Answer"><p><span class="label">Answer.</span>'
        f'{_inline(answer.parts)}</p><div class="line">{_facts(answer.facts) or "<span></span>"}'
        f"{_verdict(answer.verdict)}</div>{freedom}</div>"
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return f"<figure><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></figure>"
