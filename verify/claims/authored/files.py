"""Files with claims: TOML, or blocks fenced with ```claim in Markdown and notebooks, `% claim` .. `% end claim` in LaTeX."""
from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symbolic.errors import InputError
from verify.claims.authored.statement import Statement, statement

LARGEST = 2_000_000  # bytes
HEAD = re.compile(r"^\s*\[\[\s*claim\s*\]\]")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})([^`]*)$")
TEX_OPEN, TEX_CLOSE = re.compile(r"^\s*%+\s*claim\s*$"), re.compile(r"^\s*%+\s*end claim\s*$")
TEX_LINE = re.compile(r"^\s*%+ ?(.*)$")


def claims_of(path: Path) -> list[Statement]:
    """The claims of a file, in order.

    Raises:
        InputError: the file cannot be read, or holds no claim; the message names the file and the line.
    """
    found = [statement(data, place, k) for k, (place, data) in enumerate(pieces_of(path), 1)]
    twice = next((c for k, c in enumerate(found) if c.id in {d.id for d in found[:k]}), None)
    if twice:
        raise InputError(f"{twice.place}: the id {twice.id!r} occurs twice")
    return found


def pieces_of(path: Path) -> list[tuple[str, Any]]:
    """What stands in the file for each claim, with its place, unread.

    Raises:
        InputError: the file cannot be read, or holds no claim.
    """
    text = content(path)
    reader = {".toml": from_toml, ".md": from_markdown, ".tex": from_tex, ".ipynb": from_notebook}.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"claims: {path.name}: claims are read from .toml, .md, .tex and .ipynb files")
    found = list(reader(path.name, text))
    if not found:
        raise InputError(f"claims: {path.name} holds no claim; write [[claim]] tables in TOML, ```claim blocks in Markdown and "
                         "notebooks, or lines between `% claim` and `% end claim` in LaTeX")
    return found


def content(path: Path) -> str:
    """The text of the file."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"claims: {path.name} is longer than {LARGEST} bytes")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"claims: {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"claims: {path.name} is not UTF-8 text") from error


def parsed(text: str, place: str, first: int) -> dict[str, Any]:
    """The TOML of a text that begins at this line of its file."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError(f"{place}:{first}: brackets stand too deep inside each other") from None
    except ValueError as error:  # tomllib's own error, or an integer with thousands of digits
        line = re.search(r"at line (\d+)", str(error))
        at = first + int(line[1]) - 1 if line else first
        what = re.sub(r" \(at line.*\)", "", str(error))
        raise InputError(f"{place}:{at}: this is not TOML: {what}; texts stand in quotation marks") from error


def from_toml(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The [[claim]] tables, each with the line of its head."""
    data = parsed(text, name, 1)
    unknown = data.keys() - {"claim", "title"}
    if unknown:
        raise InputError(f"claims: {name}: there is no key {min(unknown)!r} at the top; a file has a title and [[claim]] tables")
    tables = data.get("claim", [])
    if not isinstance(tables, list):
        raise InputError(f"claims: {name}: write [[claim]] with two brackets above each claim")
    lines = [k for k, line in enumerate(text.splitlines(), 1) if HEAD.match(line)]
    for k, table in enumerate(tables):
        yield f"{name}:{lines[k]}" if len(lines) == len(tables) else name, table


def from_markdown(name: str, text: str, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The fenced blocks that are called claim; inside stands the TOML of one claim. Other fenced blocks are passed over."""
    lines = text.splitlines()
    k = 0
    while k < len(lines):
        fence = FENCE.match(lines[k])
        if fence:
            ends = (j for j in range(k + 1, len(lines)) if closes(lines[j], fence[1]))
            end = next(ends, None)
            if fence[2].strip() == "claim":
                if end is None:
                    raise InputError(f"{name}:{before}{k + 1}: the block that begins here has no end")
                yield f"{name}:{before}{k + 1}", parsed("\n".join(lines[k + 1:end]), f"{name}:{before}".rstrip(":"), k + 2)
            k = len(lines) if end is None else end
        k += 1


def closes(line: str, fence: str) -> bool:
    """Whether a line ends the block that this fence began: the same sign, at least as often, and nothing else."""
    bare = line.strip()
    return len(bare) >= len(fence) and set(bare) == {fence[0]}


def from_tex(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The comment lines between `% claim` and `% end claim`."""
    inside: list[str] | None = None
    start = 0
    for k, line in enumerate(text.splitlines(), 1):
        if inside is None:
            if TEX_OPEN.match(line):
                inside, start = [], k
        elif TEX_CLOSE.match(line):
            yield f"{name}:{start}", parsed("\n".join(inside), name, start + 1)
            inside = None
        else:
            comment = TEX_LINE.match(line)
            if comment is None:
                raise InputError(f"{name}:{k}: the claim that begins in line {start} has no `% end claim`")
            inside.append(comment[1])
    if inside is not None:
        raise InputError(f"{name}:{start}: the claim that begins here has no `% end claim`")


def from_notebook(name: str, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fenced blocks of the Markdown cells."""
    try:
        cells = json.loads(text)["cells"]
        sources = [("".join(c["source"]) if c["cell_type"] == "markdown" else "") for c in cells]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(f"claims: {name} is no notebook of version 4") from error
    for k, source in enumerate(sources, 1):
        yield from from_markdown(name, source, f"cell {k}, line ")
