"""`bank.lock`: does every variant still have the content it had when the set was made?"""
from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from exercises.bank.content import digests as digests_of
from exercises.bank.papers import LOCK, Progress, mapped
from symbolic.errors import InputError

Row = tuple[str, int, str, int, int, int, dict[str, str]]


@dataclass(frozen=True)
class Verified:
    """What changed: (student, number, family, what). `worked` changes are reported and do not fail."""

    variants: int
    changed: tuple[tuple[str, int, str, str], ...]
    worked: tuple[tuple[str, int, str, str], ...]


def read_lock(path: Path) -> list[Row]:
    """Return the rows of a lock file.

    Raises:
        InputError: it is no lock file.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != LOCK or data["version"] not in (1, 2):
            raise InputError(f"{path.name}: expected {LOCK}, version 1 or 2")
        kept = ("question", "answer", "worked") if data["version"] == 2 else ("question", "worked")  # 1: where it is unique
        rows = [(str(a), int(b), str(c), int(d), int(e), int(f), {k: str(g[k]) for k in kept})
                for a, b, c, d, e, f, g in data["variants"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path.name}: this is no lock file ({type(error).__name__})") from error
    return rows


def verify(path: Path, progress: Progress | None = None) -> Verified:
    """Build every variant of a lock file anew and compare."""
    rows = read_lock(path)
    changed: list[tuple[str, int, str, str]] = []
    worked: list[tuple[str, int, str, str]] = []
    for k, what in enumerate(mapped(partial(difference, rows), len(rows), len(rows)), 1):
        student, number, family, *_ = rows[k - 1]
        if what:
            (worked if what == "worked" else changed).append((student, number, family, what))
        if progress is not None:
            progress(k, len(rows))
    return Verified(len(rows), tuple(changed), tuple(worked))


def difference(rows: list[Row], k: int) -> str:
    """Return what changed in row k, "" if nothing did."""
    from exercises.family import family_named
    from symbolic.errors import ExactError
    _, _, name, version, seed, difficulty, digests = rows[k]
    try:
        family = family_named(name)
        if family.version != version:
            return f"the family is at version {family.version}, the lock at {version}"
        now: dict[str, Any] = digests_of(family.problem(seed, difficulty))
    except ExactError as error:
        return str(error)
    return next((part for part in ("question", "answer", "worked") if now[part] != digests.get(part, now[part])), "")
