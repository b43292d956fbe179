"""A document as a Jupyter notebook (nbformat 4.5): the words as Markdown, and code that recomputes givens and answers.

The code imports `symbolic` and nothing else. After the givens of a problem they are defined; after an answer every
relation of it, and of the steps on the page, is asserted again. A line that has no source in `pysource.py` is counted.
Room to write in is a raw cell that holds the number of the answer: a paper that is filled in can be handed in as it is.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exercises.document import Answer, Block, Document, FactView, Given, NameLine, Para, Problem, Space, Step
from exercises.render.markdown import ending, heading, to_chunk
from exercises.render.pysource import Session

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_IMPORT = ("code", "import symbolic  # pip install eigenproof")


def to_notebook(document: Document) -> str:
    """Return the notebook as JSON text; the same document gives the same cells with the same ids.

    >>> [cell["cell_type"] for cell in json.loads(to_notebook(Document("Key", (), ())))["cells"]]
    ['markdown']
    """
    cells = list(_cells(document.blocks))
    needs = [_IMPORT] if any(kind == "code" for kind, _ in cells) else []
    end = [("markdown", "\n\n".join(ending(document)))] if ending(document) else []
    every = [("markdown", heading(replace(document, intro=tuple(b for b in document.intro if isinstance(b, Para))))),
             *(("raw", _head(b)) for b in document.intro if isinstance(b, NameLine)), *needs, *cells, *end]
    data = {"cells": [_cell(kind, text, number) for number, (kind, text) in enumerate(every, 1)],
            "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, text: str, number: int) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number:04d}", "metadata": {}, "source": text.split("\n")}
    cell["source"] = [line + "\n" for line in cell["source"][:-1]] + cell["source"][-1:]
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def _cells(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield a Markdown cell for a run of blocks, and code after givens and answers."""
    run: list[str] = []
    given: tuple[FactView, ...] = ()
    said: list[FactView] = []
    taken = _names(blocks)
    for block in blocks:
        code = ""
        if isinstance(block, Problem | Para):  # names of one part of a problem mean nothing in the next
            given, said = () if isinstance(block, Problem) else given, []
        if isinstance(block, Problem | Step) and run:
            yield "markdown", "\n\n".join(run)
            run = []
        if isinstance(block, Space):
            if run:
                yield "markdown", "\n\n".join(run)
                run = []
            yield "raw", f"{block.label}: " if block.label else ""
            continue
        run.append(to_chunk(block))
        if isinstance(block, Given):
            given = block.relations
            code = _define(Session(taken), given)
        elif isinstance(block, Step):
            said += block.facts
        elif isinstance(block, Answer):
            code = _check(Session(taken), given, said, block.facts)
        if code:
            yield "markdown", "\n\n".join(run)
            yield "code", code
            run = []
    if run:
        yield "markdown", "\n\n".join(run)


def _head(line: NameLine) -> str:
    """Return what stands in the cell at the head: who hands it in, as `eigenproof grade` reads it, and the lines to fill in."""
    return "\n".join([*([f"student: {line.student}"] if line.student else []), *(f"{label}: " for label in line.parts)])


def _names(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Return every name that a formula of the page gives to something."""
    facts = (fact for block in blocks for fact in (*getattr(block, "facts", ()), *getattr(block, "relations", ())))
    trees = (tree for fact in facts for side in fact.sides for tree in side.walk())
    return frozenset(str(tree.args[0]) for tree in trees if tree.op in ("name", "call"))


def _define(session: Session, given: tuple[FactView, ...]) -> str:
    """Return the code that defines the givens."""
    lines = session.definitions(given)
    return "\n".join([*session.letters.values(), *lines])


def _check(session: Session, given: tuple[FactView, ...], said: list[FactView], answer: tuple[FactView, ...]) -> str:
    """Return the code that recomputes an answer and the steps before it, "" where there is nothing to recompute."""
    session.definitions(given)
    known = set(session.names)
    order = [*said, *answer]
    lines = session.definitions(order)
    while more := session.definitions(order):  # a name may be said after the first line that uses it
        lines += more
    checks, missing = session.checks(order, frozenset(session.names) - known)
    if not checks:
        return ""
    left = f"  # {missing} more have no cell: functions of t or n, or letters" if missing else ""
    told = f"{len(checks)} relations hold" if len(checks) > 1 else "the relation holds"
    return "\n".join([*session.letters.values(), *lines, *checks, f'print("{told}"){left}'])
