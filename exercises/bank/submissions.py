"""Submissions of students: text, JSON, CSV and notebooks, read as data and never run.

An answer belongs to a problem by its number and, where there are parts, a letter: `1`, `2a`.
Text and notebook cells: a line that begins with the label and a colon or bracket, `2a: 1 2; 3 4` or `2a) ..`; the
answer may go on over the next lines. One file a student: its name is the student, or a first line `student: 007` is.
JSON: {"student": .., "answers": {"2a": ".."}} or a list of those. CSV: a table with the columns student, 1, 2a, ..
"""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES, MAX_ROWS, MAX_FILES, MAX_SHOWN = 8_000_000, 20_000, 20_000, 4000
LABEL = re.compile(
    r"^[ \t>*#-]{0,6}(?:problem|question|exercise)?[ ]?([0-9]{1,3})[ ]?\(?([a-z])?[:.)][):.]?(?:[ \t]|$)", re.IGNORECASE)
COLUMN = re.compile(r"(?:problem|question|exercise|q)?[ _.]?([0-9]{1,3})[ ]?\(?([a-z])?\)?[.:]?", re.IGNORECASE)
NAMED = re.compile(r"[ \t>*#-]{0,6}(student|paper|pseudonym|id)[ \t]*:[ \t]*([^\r\n]{1,80})", re.IGNORECASE)
NUMBERED = re.compile(r"[ \t>*#-]{0,6}((?:student|paper)[ \t]+(?:number|no\.?|id))[ \t]*:[ \t]*([^\r\n_]{1,80})", re.IGNORECASE)
WHO = ("student", "paper", "paper number", "pseudonym", "student number", "student no", "student no.", "student id", "id", "name")
SEPARATED = re.compile(r"[,;&\[\]\s]")
MAX_LIST = 400  # numbers of a list in JSON
READ = (".txt", ".md", ".text", "", ".csv", ".tsv", ".json", ".ipynb")
Answers = dict[str, str]


@dataclass(frozen=True)
class Submission:
    """What one student handed in: answers by label, what could not be read, the file, and labels with several answers.

    `lost` are labels whose answer is there and could not be read: never taken for no answer. Of several submissions of a
    student, `differ` are the labels in which they do; `unsure` says that a file may be of another student, `spoiled` that
    another file of the student could not be read.
    """

    student: str
    answers: Answers
    problems: tuple[str, ...] = ()
    file: str = ""
    twice: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    unsure: bool = False
    spoiled: bool = False


def files_of(paths: tuple[Path, ...]) -> list[Path]:
    """Return the files among the paths and directly in the folders among them, without hidden ones."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith(".")) if path.is_dir() else [path]
        found += inside
    return found[:MAX_FILES]


def read_submissions(path: Path) -> list[Submission]:
    """Return the submissions in a file; one that cannot be read is returned with the reason and no answers."""
    kind = path.suffix.lower()
    try:
        if kind not in READ:
            return _unread(path, f"files that end in {kind} are not read; hand in text, CSV, JSON or a notebook")
        if path.stat().st_size > MAX_BYTES:
            return _unread(path, f"more than {MAX_BYTES} bytes")
        text = decoded(path.read_bytes())
        if kind in (".csv", ".tsv"):
            return _table(text, path)
        if kind == ".json":
            return _from_json(json.loads(text, object_pairs_hook=Pairs), path)
        return [_sheet(_cells(json.loads(text)) if kind == ".ipynb" else [text], path)]
    except (json.JSONDecodeError, RecursionError):
        return _unread(path, "this is no JSON that can be read")
    except csv.Error as error:
        return _unread(path, f"this is no table: {error}")
    except OSError as error:
        return _unread(path, str(error.strerror))
    except UnicodeError:
        return _unread(path, "this is no text in UTF-8")
    except (ValueError, KeyError, TypeError, AttributeError):
        return _unread(path, "this does not have the form of a submission")


class Pairs(dict[str, Any]):
    """An object of JSON that knows its names as they stand in the file: a plain one keeps the last of two silently."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs
        self.several = tuple(name for name in self if sum(k == name for k, _ in pairs) > 1) if len(self) < len(pairs) else ()


def _unread(path: Path, reason: str) -> list[Submission]:
    return [Submission(path.stem, {}, (f"{path.name}: {reason}",), path.name)]


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark, as spreadsheets write it.

    Raises:
        UnicodeError: it is neither, or holds a zero byte.

    >>> decoded("1: 2".encode("utf-16"))
    '1: 2'
    """
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    if "\0" in text:
        raise UnicodeError("a zero byte")
    return text


def _sheet(texts: list[str], path: Path) -> Submission:
    """The answers of a text, or of the cells of a notebook, each of which ends an answer."""
    found = [pair for text in texts for pair in entries(text)]
    first = [line for text in texts[:20] for line in text.splitlines()[:20]]
    heads = (m.group(2).strip(" *") for form in (NAMED, NUMBERED) for m in map(form.match, first) if m)
    student = next((name for name in heads if name), path.stem)
    empty = () if found else (f"{path.name}: no line begins with the number of a problem, such as 1: or 2a:",)
    answers, twice = joined(found)
    return Submission(student, answers, empty, path.name, twice)


def entries(text: str) -> list[tuple[str, str]]:
    r"""Return the answers of a text with their labels, as they stand there.

    >>> entries("1: J_2(3)\n2a) 1 2\n3 4\n1: 5")
    [('1', 'J_2(3)'), ('2a', '1 2\n3 4'), ('1', '5')]
    """
    out: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = LABEL.match(line)
        if found:
            out.append((_label(found), line[found.end():].strip()))
        elif out:
            out[-1] = (out[-1][0], f"{out[-1][1]}\n{line}".strip())
    return out


def joined(found: Iterable[tuple[str, str]]) -> tuple[Answers, tuple[str, ...]]:
    r"""Return the answers by label, and the labels with several answers, which stand below each other.

    >>> joined([("1", ""), ("1", "2"), ("2", "3"), ("2", "4"), ("3", "5"), ("3", "5")])
    ({'1': '2', '2': '3\n4', '3': '5'}, ('2',))
    """
    every: dict[str, list[str]] = {}
    for label, text in found:
        known = every.setdefault(label, [])
        if text.strip() and text not in known:
            known.append(text)
    return {k: "\n".join(texts) for k, texts in every.items()}, tuple(k for k, texts in every.items() if len(texts) > 1)


def labelled(text: str) -> Answers:
    r"""Return the answers of a text by label.

    >>> labelled("1: J_2(3)\n2a) 1 2\n3 4\n2b) yes")
    {'1': 'J_2(3)', '2a': '1 2\n3 4', '2b': 'yes'}
    """
    return joined(entries(text))[0]


def _label(found: re.Match[str]) -> str:
    return str(int(found.group(1))) + (found.group(2) or "").lower()


def _cells(data: Any) -> list[str]:
    sources = (cell["source"] for cell in data["cells"])
    return ["".join(map(str, s)) if isinstance(s, list) else str(s) for s in sources]


def _from_json(data: Any, path: Path) -> list[Submission]:
    rows = data if isinstance(data, list) else [data]
    out: list[Submission] = []
    for row in rows[:MAX_ROWS]:
        several = row.several if isinstance(row, Pairs) else ()
        student = str(row.get("student", path.stem)) if isinstance(row, Pairs) else path.stem
        if not isinstance(row, Pairs) or not isinstance(row.get("answers"), Pairs) or several:
            expected = "an object with student and answers is expected"
            why = f"{' and '.join(several)[:60]} stands there twice" if several else expected
            out.append(Submission(student, {}, (f"{path.name}: {why}",), path.name))
            continue
        pairs = [(_json_label(k), v) for k, v in row["answers"].pairs if v is not None]
        texts = [(k, v, json_text(v)) for k, v in pairs]
        lost = tuple(k for k, _, text in texts if text is None)
        answers, twice = joined((k, as_it_stands(v) if text is None else text) for k, v, text in texts)
        other = tuple(f"{path.name}: the answer {k[:20]} is no text" for k in lost)
        out.append(Submission(student, answers, other, path.name, twice, lost))
    return out + _too_many(rows, path)


def json_text(value: Any) -> str | None:
    """Return a value of JSON as a student would write it: true is yes, lists are vectors and matrices; None for any other.

    >>> json_text([2, "-1/2", 0]), json_text([[1, 2], [3, 4]]), json_text(True), json_text({"a": 1})
    ('[2, -1/2, 0]', '[[1, 2], [3, 4]]', 'yes', None)
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    rows = value if isinstance(value, list) and value and all(isinstance(row, list) for row in value) else [value]
    if not all(isinstance(row, list) and row and all(map(_is_entry, row)) for row in rows) or sum(map(len, rows)) > MAX_LIST:
        return None
    inside = [f"[{', '.join(str(x).strip() for x in row)}]" for row in rows]
    return f"[{', '.join(inside)}]" if rows is value else inside[0]


def _is_entry(value: Any) -> bool:
    """A number, or one as text; text with separators in it might be a row or a list."""
    if isinstance(value, str):
        return bool(value.strip()) and not SEPARATED.search(re.sub(r" ?([-+*/]) ?", r"\1", value.strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_it_stands(value: Any) -> str:
    """Return what cannot be read as it stands in the file, for whoever looks at it."""
    return json.dumps(value, ensure_ascii=False)[:MAX_SHOWN]


def _json_label(name: str) -> str:
    found = COLUMN.fullmatch(name.strip())
    return _label(found) if found else name.strip().lower()


def _too_many(rows: list[Any], path: Path) -> list[Submission]:
    return _unread(path, f"only the first {MAX_ROWS} rows are read") if len(rows) > MAX_ROWS else []


def _table(text: str, path: Path) -> list[Submission]:
    first = text.split("\n", 1)[0]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
    head = [cell.strip() for cell in rows[0]] if rows else []
    who = next((k for word in WHO for k, cell in enumerate(head) if cell.lower().strip(" :*") == word), None)
    if who is None:
        return _unread(path, "one column must be called student or student number")
    labels = [_label(m) if (m := COLUMN.fullmatch(cell)) else "" for cell in head]
    if not any(labels):
        return _unread(path, "no column is called by the number of a problem, such as 1 or 2a")
    out = []
    for number, row in enumerate(rows[1:MAX_ROWS + 1], 2):
        student = row[who].strip() if len(row) > who else ""
        if not any(cell.strip() for cell in row):
            continue
        if not student or any(cell.strip() for cell in row[len(head):]):
            why = "more cells than the head of the table; an answer with commas needs quotes" if student else "no student"
            name = student or f"{path.stem}, row {number}"
            out.append(Submission(name, {}, (f"{path.name}: row {number} has {why}",), path.name))
        else:
            cells = ((label, cell) for label, cell in zip(labels, row, strict=False) if label and cell.strip())
            answers, twice = joined(cells)
            out.append(Submission(student, answers, (), path.name, twice))
    return out + _too_many(rows[1:], path)
