"""A document as JSON, and back.

    {"format": "eigenproof-document", "version": 2, "title": str, "intro": [BLOCK, ...], "blocks": [BLOCK, ...],
     "footer": str}

`docs/documents.md` explains every field, and `document.schema.json` beside this file is its JSON Schema.

PARTS is a list whose items are words (a string) or a formula (a list `[operation, ...]`, see `exercises.terms`).
FACT is `{"sides": [formula, ...], "ops": [str, ...]}` with one relation sign fewer than sides.
BLOCK is an object with `"block"` and the fields below:

    problem  number, title, ident: str              step    number: int, parts: PARTS, facts: [FACT], verdict, why: str
    para     parts: PARTS                           answer  parts: PARTS, facts: [FACT], verdict: str, freedom: PARTS
    given    relations: [FACT]                      table   caption: str, header: [PARTS], rows: [[PARTS]]
    remark   label: str, parts: PARTS               code    text, caption: str
    nameline parts: [str], student: str             space   height: int, label: str

The introduction holds blocks para and nameline only.
"""
from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from exercises import terms
from exercises.document import (
    Answer,
    Block,
    Code,
    Document,
    FactView,
    Given,
    Intro,
    NameLine,
    Para,
    Parts,
    Problem,
    Remark,
    Space,
    Step,
    Table,
)
from symbolic.errors import InputError

FORMAT = "eigenproof-document"
VERSION = 2

_BLOCKS: dict[str, type[Any]] = {
    cls.__name__.lower(): cls for cls in (Problem, Para, Given, Step, Answer, Remark, Table, Code, NameLine, Space)
}


def to_json(document: Document) -> str:
    """Return the document as JSON text.

    >>> from_json(to_json(Document("Key", (), (Code("x"),)))).blocks
    (Code(text='x', caption=''),)
    """
    data = {
        "format": FORMAT,
        "version": VERSION,
        "title": document.title,
        "intro": [_block_out(block) for block in document.intro],
        "blocks": [_block_out(block) for block in document.blocks],
        "footer": document.footer,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _block_out(block: Block) -> dict[str, Any]:
    values = {field.name: _plain(getattr(block, field.name)) for field in fields(block)}
    return {"block": type(block).__name__.lower(), **values}


def _plain(value: object) -> Any:
    if isinstance(value, terms.E):
        return value.to_json()
    if isinstance(value, FactView):
        return {"sides": _plain(value.sides), "ops": list(value.ops)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def from_json(text: str) -> Document:
    """Return the document that `to_json` wrote.

    Raises:
        InputError: the text is not JSON, or not a document of this format and version.
    """
    try:
        data = json.loads(text)
        _check_header(data["format"], data["version"])
        intro = tuple(_intro_in(block) for block in data["intro"])
        blocks = tuple(_block_in(block) for block in data["blocks"])
        return Document(_string(data["title"]), intro, blocks, _string(data["footer"]))
    except InputError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(f"document: not a {FORMAT} of version {VERSION}: {type(error).__name__} {error}.") from error


def _check_header(found: object, version: object) -> None:
    if found != FORMAT or version != VERSION:
        raise InputError(f"document: expected {FORMAT} version {VERSION}, got {found!r} version {version!r}.")


def _block_in(data: dict[str, Any]) -> Block:
    values = dict(data)
    cls = _BLOCKS[values.pop("block")]
    readers = _READERS | ({"number": _whole} if cls is Step else {})
    block: Block = cls(**{key: readers[key](value) for key, value in values.items()})
    return block


def _intro_in(data: dict[str, Any]) -> Intro:
    block = _block_in(data)
    if not isinstance(block, Para | NameLine):
        raise TypeError(f"no {data['block']} stands in an introduction")
    return block


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a string, got {value!r}")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"expected a whole number, got {value!r}")
    return value


def _parts(value: Any) -> Parts:
    if not isinstance(value, list):
        raise TypeError(f"expected a list of words and formulas, got {value!r}")
    return tuple(part if isinstance(part, str) else terms.from_json(part) for part in value)


def _facts(value: Any) -> tuple[FactView, ...]:
    return tuple(
        FactView(tuple(map(terms.from_json, fact["sides"])), tuple(map(_string, fact["ops"]))) for fact in value
    )


def _cells(value: Any) -> tuple[Parts, ...]:
    return tuple(map(_parts, value))


_READERS: dict[str, Any] = {
    **dict.fromkeys(("number", "title", "ident", "verdict", "why", "label", "caption", "text", "student"), _string),
    **dict.fromkeys(("parts", "freedom"), _parts),
    **dict.fromkeys(("facts", "relations"), _facts),
    "height": _whole,
    "header": _cells,
    "rows": lambda value: tuple(map(_cells, value)),
}
