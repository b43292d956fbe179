"""Decisions of the instructor: marks that replace computed ones, questions that do not count, and the queue that asks for them.

CSV, as the queue is written: student, problem, points, reason; a row without points decides nothing; points `drop` with
the student `*` drops the question for all. JSON: {"marks": [{"student", "problem", "points", "reason"}], "drop": ["3"]}.
"""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from symbolic.errors import InputError

NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?")
COLUMNS = ("student", "problem", "points", "of", "reason", "why it is here", "answer", "answer of the key")


@dataclass(frozen=True)
class Decisions:
    """What an instructor decided: marks that replace computed ones, and questions that do not count."""

    marks: Mapping[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a CSV or JSON file.

    Raises:
        InputError: the file holds none, or a mark that is no number.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows, dropped = _from_csv(text) if path.suffix.lower() == ".csv" else _from_json(text)
        marks = {(str(m["student"]).strip(), str(m["problem"]).strip()): (_points(m, path), str(m.get("reason") or ""))
                 for m in rows}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path.name}: these are no decisions ({type(error).__name__}: {str(error)[:80]})") from error
    return Decisions(marks, frozenset(d.strip() for d in dropped))


def _points(row: Mapping[str, Any], path: Path) -> float:
    text = str(row["points"]).strip()
    if not NUMBER.fullmatch(text):
        place = f"{path.name}: {row['student']}, problem {row['problem']}"
        raise InputError(f"{place}: points are a number such as 2.5, not {text[:30]!r}")
    return float(text.replace(",", "."))


def _from_json(text: str) -> tuple[list[Any], list[str]]:
    data = json.loads(text)
    return [m for m in data.get("marks", []) if m["points"] is not None], list(map(str, data.get("drop", [])))


def _from_csv(text: str) -> tuple[list[Any], list[str]]:
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.split("\n", 1)[0].count))
    if not {"student", "problem", "points"} <= set(table.fieldnames or ()):
        raise ValueError("the columns student, problem and points are needed")
    rows = [row for row in table if (row["points"] or "").strip()]
    drops = [row["problem"] for row in rows if row["points"].strip().lower() == "drop"]
    return [row for row in rows if row["points"].strip().lower() != "drop"], drops


def queue(rows: Sequence[Sequence[Any]]) -> str:
    """Return the answers that wait for a person as a table to fill in: a number in the column points decides."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: text with a leading sign of a formula gets a quote before it.

    >>> harmless("=cmd()"), harmless(2.5), harmless("2 1")
    ("'=cmd()", 2.5, '2 1')
    """
    if not isinstance(cell, str):
        return cell
    text = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in cell)
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\n", "'") else text
