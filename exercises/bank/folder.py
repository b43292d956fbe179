"""The folder of a set of papers: never two sets in one, and no key that was handed out is ever lost."""
from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exercises.bank.plan import Plan
from exercises.family.problem import digest
from symbolic.errors import InputError

PAGES = re.compile(r"(?:paper|key|proofs)-.+\.[a-z]+|key\.json|bank\.lock|\.part-.*")
FREE = ("formats", "paper")  # of a plan: the same problems in another dress


@dataclass(frozen=True)
class Before:
    """What became of files that were there: the folder an earlier set went to, the name that an earlier key has now."""

    moved: str = ""
    key: str = ""


def begun(folder: Path, plan: Plan, *, over: bool) -> Before:
    """Make the folder ready for a set: new, or begun or finished by the same plan; `over` moves another set aside.

    Raises:
        InputError: it holds papers of another plan.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mark = mark_of(folder, plan)
    there = [path for path in folder.iterdir() if PAGES.fullmatch(path.name) and path.is_file()]
    before = Before()
    if there and not mark.exists() and not same_set(folder / "bank.lock", plan):
        if not over:
            raise InputError(f"{folder} holds papers of another plan{_told(folder)}; choose another folder behind -o, "
                             "or put them aside with --replace")
        aside = next(p for k in range(1, 10_000) if not (p := folder / f"earlier-{k}").exists())
        aside.mkdir()
        for path in there:
            path.rename(aside / path.name)
        before = Before(moved=str(aside))
    mark.touch()
    return before


def mark_of(folder: Path, plan: Plan) -> Path:
    """Return the file that says that a set has been begun in a folder; it goes when the set is finished."""
    return folder / f".part-{digest(plan.to_json())[:12]}"


def same_set(lock: Path, plan: Plan) -> bool:
    """Whether a lock file is of a set with the same problems for the same students."""
    def problems(data: Mapping[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in data.items() if k not in FREE}
    try:
        known = json.loads(lock.read_text(encoding="utf-8"))["plan"]
        return problems(known) == problems(json.loads(json.dumps(plan.to_json())))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _told(folder: Path) -> str:
    try:
        plan = json.loads((folder / "bank.lock").read_text(encoding="utf-8"))["plan"]
        return f" ({str(plan['title'])[:60]!r}, seed {int(plan['seed'])})"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def finished(folder: Path, before: Before, new: Mapping[str, str]) -> Before:
    """Keep a key, and its lock, that differ from the new ones under another name: a mended key is not lost."""
    names = {}
    for name, text in new.items():
        path, (stem, ending) = folder / name, name.split(".")
        if path.exists() and path.read_bytes() != text.encode():
            kept = next(p for k in range(1, 10_000) if not (p := folder / f"{stem}-{k}.{ending}").exists())
            path.rename(kept)
            names[name] = kept.name
    return replace(before, key=names.get("key.json", ""))
