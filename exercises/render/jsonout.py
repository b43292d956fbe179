"""A document as JSON, and back.

    {"format": "eigenproof-document", "version": 1, "title": str, "intro": [PARTS, ...], "blocks": [BLOCK, ...],
     "footer": str}

PARTS is a list whose items are words (a string) or a formula (a list `[operation, ...]`, see `exercises.terms`).
FACT is `{"sides": [formula, ...], "ops": [str, ...]}` with one relation sign fewer than sides.
BLOCK is an object with `"block"` and the fields below:

    problem  number, title, ident: str              step    number: int, parts: PARTS, facts: [FACT], verdict, why: str
    para     parts: PARTS                           answer  parts: PARTS, facts: [FACT], verdict: str, freedom: PARTS
    given    relations: [FACT]                      table   caption: str, header: [PARTS], rows: [[PARTS]]
    remark   label: str, parts: PARTS               code    text, caption: str
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
    Para,
    Parts,
    Problem,
    Remark,
    Step,
    Table,
)
from symbolic.errors import InputError

FORMAT = "eigenproof-document"
VERSION = 1

_BLOCKS: dict[str, type[Any]] = {
    cls.__name__.lower(): cls for cls in (Problem, Para, Given, Step, Answer, Remark, Table, Code)
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
        "intro": [_plain(para.parts) for para in document.intro],
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
        intro = tuple(Para(_parts(parts)) for parts in data["intro"])
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
    block: Block = cls(**{key: _READERS[key](value) for key, value in values.items()})
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
    return tuple(part if isinstance(part, str) else terms.from_json(part) for part in value)


def _facts(value: Any) -> tuple[FactView, ...]:
    return tuple(
        FactView(tuple(map(terms.from_json, fact["sides"])), tuple(map(_string, fact["ops"]))) for fact in value
    )


def _cells(value: Any) -> tuple[Parts, ...]:
    return tuple(map(_parts, value))


def _number(value: Any) -> str | int:
    return value if isinstance(value, str) else _whole(value)


_READERS: dict[str, Any] = {
    "number": _number,
    **dict.fromkeys(("title", "ident", "verdict", "why", "label", "caption", "text"), _string),
    **dict.fromkeys(("parts", "freedom"), _parts),
    **dict.fromkeys(("facts", "relations"), _facts),
    "header": _cells,
    "rows": lambda value: tuple(map(_cells, value)),
}
