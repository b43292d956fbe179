"""The library as committed data: library.json is what the kernel replays, index.json what people need beside it.

`python -m verify.proofs` writes both from a fresh search. The bytes depend on the chapters only: bound names are counted
anew in every theorem, and the search runs with a fixed hash seed.
"""
from __future__ import annotations

import json
import os
import re
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from verify.proofs.book import CHAPTERS, Book

HERE = Path(__file__).parent
LIBRARY, INDEX = HERE / "library.json", HERE / "index.json"
COUNTED = re.compile(r"([kij])\d+")  # the bound names that language.py makes


def renumbered(x: Any, names: dict[str, str] | None = None) -> Any:
    """The data with the bound names k17, i18, .. numbered from 1 in the order in which they occur.

    >>> renumbered(["sum", "k17", 0, "n", ["sum", "k9", 0, "k17", 1]])
    ['sum', 'k1', 0, 'n', ['sum', 'k2', 0, 'k1', 1]]
    """
    names = {} if names is None else names
    if isinstance(x, str) and (found := COUNTED.fullmatch(x)):
        return names.setdefault(x, f"{found[1]}{len(names) + 1}")
    return [renumbered(y, names) for y in x] if isinstance(x, list | tuple) else x


def chapters() -> tuple[Book, list[str]]:
    """All chapters, proved now, and the chapter of each theorem."""
    book, of = Book(), list[str]()
    for chapter in CHAPTERS:
        import_module(f"verify.proofs.library.{chapter}").theorems(book)
        of += [chapter] * (len(book.entries) - len(of))
    return book, of


def title(chapter: str) -> str:
    """What a chapter is about: the first sentence of its module."""
    return (import_module(f"verify.proofs.library.{chapter}").__doc__ or chapter).strip().splitlines()[0].rstrip(".")


def lines(rows: list[Any]) -> str:
    """A JSON list with one row a line."""
    return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in rows) + "\n]"


def made() -> dict[Path, str]:
    """The text of both files, from a fresh search."""
    book, of = chapters()
    theorems = [[entry.name, *renumbered([entry.formula, entry.proof])] for entry in book.entries]
    rows = [{"name": e.name, "chapter": chapter, "lemma": e.lemma, "says": e.says}
            for e, chapter in zip(book.entries, of, strict=True)]
    titles = json.dumps({chapter: title(chapter) for chapter in CHAPTERS}, ensure_ascii=False, indent=1)
    return {LIBRARY: f'{{"format":"eigenproof-theory","theorems":{lines(theorems)}}}\n',
            INDEX: f'{{"chapters":{titles},\n"theorems":{lines(rows)}}}\n'}


def write(path: Path, content: str) -> None:
    """Write a file under a temporary name and rename it: an interrupted run leaves no half-written file."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


@cache
def library() -> dict[str, Any]:
    """The committed theory, as read: nothing in it is believed before the kernel has replayed it."""
    data: dict[str, Any] = json.loads(LIBRARY.read_bytes())
    return data


@cache
def index() -> dict[str, Any]:
    """The committed index: sentences, chapters and lemmas."""
    data: dict[str, Any] = json.loads(INDEX.read_bytes())
    return data
