"""What a theorem of the committed library needs: the theorems and axioms that its proof names, directly or through others.

One line of library.json is one theorem, so that a single theorem is read and replayed without the rest; a file that was
written otherwise is read whole. Everything here is kept as long as the file stays the same.
"""
from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from symbolic.errors import ExactError
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.theory import Theorem, axioms, replay
from verify.proofs.committed import LIBRARY
from verify.proofs.notation import words

FIRST, LAST = '{"format":"eigenproof-theory","theorems":[', "]}"
HEAD = re.compile(r'\["(\w+)",')
REMEDY = "run `make proofs`, or reinstall eigenproof"


class LibraryError(ExactError):
    """A file of the theorem library is missing or damaged; the message names the file and what to do."""


def damaged(file: Any, what: object) -> LibraryError:
    """The error that names the file, what is wrong with it, and what to do."""
    said = what.strerror if isinstance(what, OSError) and what.strerror else str(what)
    return LibraryError(f"the theorem library cannot be read: {file}: {said}; {REMEDY}")


class Shelf:
    """The theorems of one version of the file, in its order: unread lines, and what was found out about them."""

    def __init__(self, content: str) -> None:
        lines = content.splitlines()
        found = [(head[1], line.rstrip(",")) for line in lines[1:-1] if (head := HEAD.match(line))]
        if lines[:1] != [FIRST] or lines[-1] != LAST or len(found) != len(lines) - 2:
            found = parsed(content)
        self.rows = dict(found)
        if len(self.rows) < len(found):
            raise damaged(LIBRARY, "a name occurs twice")
        self.entries: dict[str, list[Any]] = {}
        self.used: dict[str, frozenset[str]] = {}
        self.reached: dict[str, frozenset[str]] = {}
        self.proved: dict[str, Theorem] = {}


def parsed(content: str) -> list[tuple[str, str]]:
    """Names and theorems of a file with any layout.

    Raises:
        LibraryError: it is not JSON, or not a list of theorems.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise damaged(LIBRARY, f"it is not JSON ({error})") from error
    theorems = data.get("theorems") if isinstance(data, dict) and data.get("format") == "eigenproof-theory" else None
    if not isinstance(theorems, list) or not all(isinstance(t, list) and len(t) == 3 and isinstance(t[0], str) for t in theorems):
        raise damaged(LIBRARY, "it holds no list of theorems")
    return [(t[0], json.dumps(t)) for t in theorems]


_shelf = cache(Shelf)


@cache
def _stamped(path: Path, _changed: int, _size: int) -> Shelf:
    return _shelf(path.read_text(encoding="utf-8"))


def shelf() -> Shelf:
    """The library as the file is now.

    Raises:
        LibraryError: it is missing or damaged.
    """
    try:
        seen = LIBRARY.stat()
        return _stamped(LIBRARY, seen.st_mtime_ns, seen.st_size)
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(LIBRARY, error) from error


def rows() -> dict[str, str]:
    """Name -> its line of library.json, unread, in the order of the library."""
    return shelf().rows


def entry(name: str) -> list[Any]:
    """Name, formula and proof, as read."""
    known = shelf()
    if name not in known.entries:
        try:
            known.entries[name] = json.loads(known.rows[name])
        except (ValueError, RecursionError) as error:
            raise damaged(LIBRARY, f"the line of {name} is not JSON ({error})") from error
    return known.entries[name]


def uses(name: str) -> frozenset[str]:
    """The theorems and axioms that the proof names itself."""
    known = shelf()
    if name not in known.used:
        known.used[name] = frozenset(set(words(entry(name)[2])) & (known.rows.keys() | axioms().keys()))
    return known.used[name]


def needed(name: str) -> frozenset[str]:
    """The theorem, and everything its proof reaches.

    >>> sorted(needed("minimum_norm_solution"))
    ['minimum_norm_solution']
    >>> "ENTMUL" in needed("hippo_legs_eigenvectors")
    True
    """
    known = shelf().reached
    if name not in known:
        known[name] = frozenset({name})  # a theorem that cites itself is for the kernel to refuse
        known[name] = known[name].union(*(needed(used) for used in (uses(name) if name in rows() else ())))
    return known[name]


def theory(names: frozenset[str]) -> dict[str, Any]:
    """The part of the library that holds these theorems, to replay."""
    return {"format": "eigenproof-theory", "theorems": [entry(name) for name in rows() if name in names]}


def proved(*names: str) -> tuple[Theorem, ...]:
    """These theorems of the library, after the kernel has replayed them and what they use, once while the file stays the same.

    Raises:
        LibraryError: the library is missing or damaged, or has no such theorem. Rejected, Malformed: a proof fails.

    >>> [sorted(t.axioms) for t in proved("woodbury", "resolvent_exists") if t.name == "woodbury"]
    [[]]
    """
    known = shelf()
    for name in names:
        if name not in known.rows:
            raise damaged(LIBRARY, f"it has no theorem {name}")
    wanted = frozenset().union(*(needed(name) for name in names if name not in known.proved))
    if wanted:
        known.proved |= {found.name: found for found in replayed(theory(wanted))}
    return tuple(known.proved[name] for name in names)


def replayed(data: dict[str, Any]) -> list[Theorem]:
    """What the kernel proves of a part of the library; a proof that fails is reported with the file."""
    try:
        return replay(data)
    except Rejected as error:
        raise Rejected(f"{LIBRARY} ({REMEDY}): {error.step}", error.row, error.column, error.expected, error.found) from error
    except Malformed as error:
        raise Malformed(f"{LIBRARY} ({REMEDY}): {error}") from error
