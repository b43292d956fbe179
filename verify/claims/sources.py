"""The sources that the ledger cites, by key: the rows of docs/references.md that a page without that file still needs.

`python -m verify.claims.sources` writes sources.json again from docs/references.md, where this project is checked out.
"""
from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

REFERENCES = Path(__file__).resolve().parents[2] / "docs" / "references.md"
STORED = Path(__file__).with_name("sources.json")


@cache
def sources() -> dict[str, str]:
    """Author, title, year and place by key.

    >>> sources()["HJ13"][:13]
    'R. A. Horn, C'
    """
    found: dict[str, str] = json.loads(files("verify.claims").joinpath("sources.json").read_text("utf-8"))
    return found


def listed() -> dict[str, str]:
    """The rows of docs/references.md."""
    rows = re.findall(r"^\| \[(\w+)\] \| (.*?) \| .*? \|$", REFERENCES.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def cited() -> dict[str, str]:
    """The rows that the ledger cites, as sources.json should hold them; a reason may cite one in its words."""
    from verify.claims.ledger import claims
    from verify.claims.settle import settle
    known, keys = listed(), set()
    for entry in claims():
        settled = settle(entry)
        words = " ".join(v.reason for s in settled.shown for v in s.verdicts) + " " + entry.reason
        keys |= {*entry.sources, *re.findall(r"\b[A-Z][A-Za-z]{1,4}\d\d[a-z]?\b", words)}
    return {key: known[key] for key in sorted(keys & known.keys())}


if __name__ == "__main__":
    STORED.write_text(json.dumps(cited(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
