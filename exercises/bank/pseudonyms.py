"""Pseudonyms: ids that stay the same from run to run and say nothing of the names; who is who stands in one file only."""
from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from pathlib import Path

from symbolic.errors import InputError

FORMAT = "eigenproof-pseudonyms"


def read_pseudonyms(path: Path) -> dict[str, str]:
    """Return the ids by name; none when the file does not exist yet.

    Raises:
        InputError: the file is no list of pseudonyms.
    """
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = {str(k): str(v) for k, v in data["students"].items()}
        good = data["format"] == FORMAT and len(set(names.values())) == len(names) and all(v.isalnum() for v in names.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        good = False
    if not good:
        raise InputError(f"{path.name}: this is no list of pseudonyms")
    return names


def extended(known: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    """Return the list with a new random id for every name that has none.

    >>> sorted(extended({"ada": "x1"}, ["ada", "bob"])) == ["ada", "bob"]
    True
    """
    out = dict(known)
    for name in names:
        while name not in out:
            new = "s" + secrets.token_hex(4)
            if new not in out.values():
                out[name] = new
    return out


def as_json(names: dict[str, str]) -> str:
    """Return the list as the text of its file."""
    return json.dumps({"format": FORMAT, "students": names}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
