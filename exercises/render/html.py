"""A document as one self-contained HTML page: MathML, no scripts, nothing loaded from anywhere."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

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
from exercises.render.boxes import Box, Id, Num
from exercises.render.equation import pieces
from exercises.render.layout import layout
from exercises.render.mathml import mathml
from exercises.render.speech import spoken, spoken_fact
from exercises.terms import E


def to_html(document: Document) -> str:
    """Return the whole page.

    >>> to_html(Document("Key <1>", (), ())).count("Key &lt;1&gt;")
    2
    """
    from jinja2 import Environment

    package = files("exercises.render")
    template = Environment(autoescape=True).from_string(package.joinpath("page.html").read_text("utf-8"))
    anchors = _anchors(document)
    numbered = [
        {"anchor": anchor, "number": problem.number, "title": problem.title}
        for problem, anchor in zip(_problems(document), anchors, strict=True)
    ]
    page: str = template.render(
        title=document.title,
        style=package.joinpath("style.css").read_text("utf-8"),
        intro="\n".join(_block(para, "") for para in document.intro),
        body="\n".join(_sections(document.blocks, iter(anchors))),
        problems=numbered,
        legend=[(word, VERDICTS.get(word, "")) for word in verdict_words(document)],
        footer=document.footer,
    )
    return page + "\n"


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
        case Problem():
            raise TypeError("a Problem opens a section and is not a block inside one.")


def _inline(parts: Parts) -> str:
    return "".join(escape(part) if isinstance(part, str) else _formula(part) for part in parts)


def _formula(tree: E) -> str:
    box = layout(tree)
    # A single letter or number reads well by itself; anything longer carries one label.
    label = "" if isinstance(box, Id | Num) else f' aria-label="{escape(spoken(tree))}"'
    return f"<math{label}>{mathml(box)}</math>"


def _facts(facts: Iterable[FactView]) -> str:
    inside = "".join(map(_fact, facts))
    return f'<div class="facts">{inside}</div>' if inside else ""


def _fact(fact: FactView) -> str:
    """Return one chain; its label is on the chain, and the pieces that may wrap are hidden from readers."""
    inside = "".join(map(_piece, pieces(fact, limit=30)))
    return f'<div class="fact" role="math" aria-label="{escape(spoken_fact(fact))}">{inside}</div>'


def _piece(box: Box) -> str:
    return f'<span class="piece"><math displaystyle="true">{mathml(box)}</math></span>'


def _verdict(verdict: str, why: str = "") -> str:
    if not verdict:
        return ""
    word, bracket, argument = verdict.partition("(")
    detail = f' <span class="argument">({escape(argument)}</span>' if bracket else ""
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
