"""A settled claim as data: what the command line, the page and `pytest --claims` print."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from verify.claims.settle import Settled, Shown

STANDINGS = ("true", "false", "imprecise", "true under hypotheses", "not checkable")
ROLES = {"for": "holds", "against": "refuted", "repair": "instead", "also": "see"}


def row(settled: Settled, sections: Mapping[str, str]) -> dict[str, Any]:
    """One claim as plain data.

    `verdict` is what the checks show now, `expected` what the entry states; `ok` that they are the same. `strength` is the
    word of the verdict. `points` hold role, says, word, witness, table and the checks with their words and reasons.
    """
    claim = settled.claim
    return {
        "id": claim.id, "text": claim.text, "section": sections.get(claim.section, claim.section), "kind": str(claim.kind),
        "scope": str(claim.scope), "says": claim.says, "verdict": str(settled.standing or "unsettled"),
        "expected": str(claim.standing), "ok": settled.ok, "strength": settled.word, "problem": settled.problem,
        "correction": claim.correction, "hypothesis": claim.hypothesis, "reason": claim.reason,
        "points": [point_row(shown) for shown in settled.shown], "theorems": list(settled.theorems),
        "axioms": list(settled.axioms), "sources": list(claim.sources), "note": claim.note,
    }


def point_row(shown: Shown) -> dict[str, Any]:
    """One point as plain data."""
    point = shown.point
    checks = [{"word": v.word, "ok": v.ok, "reason": v.reason, "theorems": list(v.theorems)} for v in shown.verdicts]
    return {"role": point.role, "says": point.says, "ok": shown.ok, "word": shown.word, "witness": point.witness,
            "table": [list(line) for line in point.table], "checks": checks}


def counts(rows: Iterable[Mapping[str, Any]]) -> dict[str, Counter[str]]:
    """How many claims have each verdict, each by strength.

    >>> counts([{"verdict": "true", "strength": "PROVED"}])
    {'true': Counter({'PROVED': 1})}
    """
    found: dict[str, Counter[str]] = {}
    for r in rows:
        found.setdefault(r["verdict"], Counter())[r["strength"]] += 1
    return {v: found[v] for v in (*STANDINGS, *sorted(found.keys() - {*STANDINGS})) if v in found}


def witness_of(r: Mapping[str, Any]) -> str:
    """What refutes a claim: the first counterexample, or else what its first point against it says."""
    refuting = [p for p in r["points"] if p["role"] == "against"]
    named = next((p for p in refuting if p["witness"]), None)
    return str(named["says"]) if named else str(refuting[0]["says"]) if refuting else ""
