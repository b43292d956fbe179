"""Decisions of the instructor: marks that replace computed ones, questions that do not count, and the queue that asks for them.

CSV, as the queue is written: student, problem, points, reason; a row without points decides nothing; points `drop` with
the student `*` drops the question for all, points `undo` takes an earlier decision back. The head may be left out.
JSON: {"marks": [{"student", "problem", "points", "reason"}], "drop": ["3"]}. `decisions.csv` keeps all rows ever used.
"""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from symbolic.errors import InputError

NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?")
COLUMNS = ("student", "problem", "points", "of", "reason", "why it is here", "answer", "answer of the key")
KEPT = ("student", "problem", "points", "reason")
DROP, UNDO, ALL = "drop", "undo", "*"


@dataclass(frozen=True)
class Row:
    """One decision as it is written; points are a number, `drop` or `undo`."""

    student: str
    problem: str
    points: str
    reason: str = ""


@dataclass(frozen=True)
class Decisions:
    """What an instructor decided: marks that replace computed ones, and questions that do not count.

    `rows` are all decisions in order, of which the last counts; `unusable` says which rows are none.
    """

    marks: Mapping[tuple[str, str], tuple[float, str]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    unusable: tuple[str, ...] = ()

    def renamed(self, name: Callable[[str], str]) -> Decisions:
        """Return the same decisions for students under other names."""
        return decided([replace(r, student=r.student if r.student == ALL else name(r.student)) for r in self.rows], self.unusable)

    def then(self, later: Decisions) -> Decisions:
        """Return these decisions with later ones, which count where both decide."""
        return decided((*self.rows, *later.rows), (*self.unusable, *later.unusable))


def decided(rows: Sequence[Row], unusable: tuple[str, ...] = ()) -> Decisions:
    """Return the decisions of rows, of which the last for a student and a problem counts.

    >>> decided([Row("7", "1", "2"), Row("7", "1", "2,5"), Row("*", "3", "drop")]).marks
    {('7', '1'): (2.5, '')}
    """
    marks: dict[tuple[str, str], tuple[float, str]] = {}
    dropped: dict[str, None] = {}
    for r in rows:
        if r.student == ALL:
            dropped.pop(r.problem, None)
            if r.points == DROP:
                dropped[r.problem] = None
        else:
            marks.pop((r.student, r.problem), None)
            if r.points != UNDO:
                marks[r.student, r.problem] = (float(r.points.replace(",", ".")), r.reason)
    return Decisions(marks, frozenset(dropped), tuple(rows), unusable)


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a CSV or JSON file; a row that is none is named and stops no other.

    Raises:
        InputError: the file is no list of decisions.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = _from_csv(text) if path.suffix.lower() == ".csv" else _from_json(text)
        rows = [Row(*(str(m.get(k) if m.get(k) is not None else "").strip() for k in KEPT)) for m in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, csv.Error) as error:
        raise InputError(f"{path.name}: these are no decisions ({type(error).__name__}: {str(error)[:80]})") from error
    rows = [replace(r, student=unharmed(r.student), points=r.points.lower(), reason=unharmed(r.reason)) for r in rows if r.points]
    reasons = [_unusable(r) for r in rows]
    return decided([r for r, why in zip(rows, reasons, strict=True) if not why],
                   tuple(f"{path.name}: {r.student or '(no student)'}, problem {r.problem or '(without a number)'}: {why}"
                         for r, why in zip(rows, reasons, strict=True) if why))


def _unusable(row: Row) -> str:
    """Why a row decides nothing, "" if it does."""
    if row.points == DROP and row.student != ALL:
        return f"a problem is dropped for all, by {ALL},{row.problem[:20]},{DROP}"
    if row.points in (DROP, UNDO):
        return ""
    if row.student == ALL:
        return "for all students only drop and undo are decisions"
    return "" if NUMBER.fullmatch(row.points) else f"points are a number such as 2.5, not {row.points[:30]!r}"


def _from_json(text: str) -> list[dict[str, Any]]:
    data = json.loads(text)
    marks = [m if isinstance(m, dict) else {"points": "none"} for m in data.get("marks", [])]
    return [*marks, *({"student": ALL, "problem": d, "points": DROP} for d in data.get("drop", []))]


def _from_csv(text: str) -> list[dict[str, Any]]:
    first = text.lstrip().split("\n", 1)[0]
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)) if any(row)]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    if not {"student", "problem", "points"} <= set(head):
        if len(head) not in (3, 4) or not (NUMBER.fullmatch(head[2]) or head[2] in (DROP, UNDO)):
            raise ValueError("the columns student, problem and points are needed")
        return [dict(zip(KEPT, row, strict=False)) for row in rows]
    return [dict(zip(head, row, strict=False)) for row in rows[1:]]


def appended(before: str, earlier: Decisions, new: Sequence[Row]) -> str:
    """Return the text of `decisions.csv` with the new rows that change what is decided; nothing is ever taken out of it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n", delimiter=max(",;\t", key=before.split("\n", 1)[0].count))
    if not before.strip():
        table.writerow(KEPT)
    known = earlier
    for row in new:
        after = known.then(decided([row]))
        if (after.marks, after.dropped) != (known.marks, known.dropped):
            table.writerow([harmless(cell) for cell in (row.student, row.problem, row.points, row.reason)])
            known = after
    added = out.getvalue() if known is not earlier else ""
    return before + ("\n" if added and before and not before.endswith("\n") else "") + added


def filled_in(path: Path) -> bool:
    """Return whether somebody wrote points or a reason into a queue, or anything else that a queue is not."""
    try:
        rows = _from_csv(path.read_bytes().decode("utf-8-sig"))
        return any(str(row.get(k) or "").strip() for row in rows for k in ("points", "reason"))
    except (ValueError, csv.Error, OSError):
        return True


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


def unharmed(cell: str) -> str:
    """Return a cell without the quote of `harmless`.

    >>> unharmed(harmless("=1")), unharmed("it's")
    ('=1', "it's")
    """
    return cell[1:] if cell[:1] == "'" and harmless(cell[1:]) == cell else cell
