"""Problems of an instructor's own in a plan: what a [[problem]] table with a text may hold, checked when it is read.

[[problem]]
title = "A Jordan form"
text = "Find {P} and the Jordan matrix {J} of {A}."
given = { A = "3 1; 0 3" }
kind = "jordan"                            # one of the kinds of answers
answer = { P = "1 0; 0 1", J = "3 1; 0 3" }    # or solve = "jordan" in the place of kind and answer
data = { words = "yes|no" }                # what the kind needs besides the matrices given; may be left out
solution = "The matrix is in form already."  # printed as it is, and marked as not checked; may be left out
points = 4
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.family.own import Own, own_named
from symbolic.errors import ExactError, InputError

FIELDS = {"title", "text", "given", "kind", "answer", "data", "solution", "solve", "points"}
LONGEST = 20_000  # characters of a text


def is_own(row: object) -> bool:
    """Whether a [[problem]] table is a problem of its own and names no family.

    >>> is_own({"text": "Find {A}."}), is_own({"family": "svd-two"})
    (True, False)
    """
    return isinstance(row, Mapping) and "family" not in row and bool(set(row) & (FIELDS - {"points"}))


def family_of(row: Mapping[str, Any], where: str) -> str:
    """Return the name under which the problem of this table is found; `where` begins every message.

    Raises:
        InputError: the table is no problem, or its answer is not right.

    >>> family_of({"title": "Sum", "text": "Add {1/2} and {1/3}.", "kind": "value", "answer": "5/6"}, "a.toml, problem 1")[:11]
    'own ["Sum",'
    """
    try:
        own = _own(row)
        own_named(own.name).problem(0)
    except ExactError as error:
        raise InputError(f"{where}: {error}") from error
    return own.name


def _own(row: Mapping[str, Any]) -> Own:
    if extra := sorted(set(row) - FIELDS):
        raise InputError(f"{extra[0]!r} is not known; known are {', '.join(sorted(FIELDS))}")
    if "solve" in row and set(row) & {"kind", "answer", "data", "solution"}:
        raise InputError("solve derives kind, answer and solution; leave these out, or leave out solve")
    if "solve" not in row and not {"kind", "answer"} <= set(row):
        raise InputError("it needs kind and answer, or solve")
    for field in ("title", "text"):
        if not isinstance(row.get(field), str) or not row[field].strip():
            raise InputError(f"{field}: some words are expected")
    for field in ("kind", "solution", "solve"):
        if not isinstance(row.get(field, ""), str):
            raise InputError(f"{field}: a text is expected, not {row[field]!r}")
    if max(len(str(value)) for value in row.values()) > LONGEST:
        raise InputError(f"a text is longer than {LONGEST} characters")
    answer = row.get("answer", {})
    return Own(" ".join(row["title"].split()), row["text"], _texts(row.get("given", {}), "given"), row.get("kind", ""),
               _texts(answer if isinstance(answer, Mapping) else {"": answer}, "answer"), _texts(row.get("data", {}), "data"),
               row.get("solution", ""), row.get("solve", ""))


def _texts(table: Any, what: str) -> dict[str, str]:
    """Return a table of texts; whole numbers, and lists of them or of rows, are written as text."""
    if not isinstance(table, Mapping):
        raise InputError(f'{what}: a table is expected, such as {{ A = "3 1; 0 3" }}')
    return {str(letter): _text(value, f"{what} {letter}".strip()) for letter, value in table.items()}


def _text(value: Any, what: str) -> str:
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        return "; ".join(" ".join(_text(x, what) for x in row) for row in value)
    if isinstance(value, list):
        return ", ".join(_text(x, what) for x in value)
    raise InputError(f"{what}: a text or whole numbers are expected, not {value!r}")
