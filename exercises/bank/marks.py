"""Marks of a set: every submission graded by the key, decisions of the instructor, changes against earlier marks."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from exercises.bank.decisions import Decisions, harmless
from exercises.bank.handed import LETTERS, fitted, gathered
from exercises.bank.points import plain
from exercises.bank.submissions import Answers, Submission
from exercises.document import Block, Document, Para, Problem
from exercises.family.problem import answer_text
from exercises.grading import Mark, Question, mark
from exercises.grading.marking import letters
from symbolic.errors import InputError

NOTHING, ABSENT = "no answer", ("no submission",)
TWICE = "several answers have this number; a person will look at them"
FILE = "the submission could not be read: {}; a person will look at it"
LOST = "this answer could not be read; a person will look at it"
DIFFER = "several submissions of this student differ here; a person will look at them"
UNSURE = "a file that may be another student's; a person will look at it"
UNKNOWN = "the key knows no student of this name"
NO_PROBLEM = "there is no problem "


@dataclass(frozen=True)
class Key:
    """The questions of every student by label, from `key.json`; titles by number."""

    title: str
    questions: Mapping[str, Mapping[str, Question]]
    titles: Mapping[str, Mapping[str, str]]

    def student(self, name: str) -> str:
        """Return the student of that name; a spreadsheet turns 007 into 7, so numbers are compared as numbers."""
        if name in self.questions or not (name.isascii() and name.isdigit()):
            return name
        same = [s for s in self.questions if s.isascii() and s.isdigit() and int(s) == int(name)]
        return same[0] if len(same) == 1 else name


def read_key(path: Path) -> Key:
    """Return the key of a set.

    Raises:
        InputError: the file is none.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != "eigenproof-key" or data["version"] != 1:
            raise InputError(f"{path.name}: expected an eigenproof-key, version 1")
        questions: dict[str, dict[str, Question]] = {}
        titles: dict[str, dict[str, str]] = {}
        for student in data["students"]:
            mine = questions.setdefault(str(student["student"]), {})
            named = titles.setdefault(str(student["student"]), {})
            for k, problem in enumerate(student["problems"], 1):
                every = problem["questions"]
                for letter, q in zip(letters(len(every)), every, strict=True):
                    label = f"{k}{letter if len(every) > 1 else ''}"
                    mine[label] = _question(q, f"{path.name}: {student['student']}, problem {label}")
                    named[label] = str(problem["title"])
        return Key(str(data["title"]), questions, titles)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path.name}: this is no key ({type(error).__name__}: {str(error)[:80]})") from error


def _question(data: Any, place: str) -> Question:
    try:
        return Question.from_json(data)
    except InputError as error:
        raise InputError(str(error).replace("key:", f"{place}:", 1)) from error


@dataclass(frozen=True)
class Sheet:
    """The marks of one student by label, what could not be read, the answers as read; `spoiled`: another file was unreadable."""

    student: str
    marks: Mapping[str, Mark]
    unread: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    spoiled: bool = False

    @property
    def whole(self) -> bool:
        """Whether all files of the student could be read; that nothing was handed in is no fault."""
        return bool(self.marks) and not self.spoiled and not any(m.feedback.startswith(FILE[:30]) for m in self.marks.values())

    @property
    def points(self) -> float:
        """What was earned in all."""
        return plain(sum(m.points for m in self.marks.values()))

    @property
    def total(self) -> str | float:
        """What was earned, "at least" as much where an answer is still to be looked at."""
        return f"at least {self.points}" if any(self.cell(label) == "?" for label in self.marks) else self.points

    def cell(self, label: str) -> str | float:
        """What a table shows: the points, ? for what was not decided or not read, nothing for what does not count."""
        if label not in self.marks:
            return ""
        m = self.marks[label]
        return "?" if m.undecided or m.unread else m.points

    @property
    def of(self) -> float:
        """What could be earned in all."""
        return plain(sum(m.of for m in self.marks.values()))


def sheet(key: Key, submission: Submission, decisions: Decisions) -> Sheet:
    """Return the marks of one submission."""
    student = key.student(submission.student)
    mine = key.questions.get(student)
    if mine is None:
        return Sheet(student, {}, submission.problems or (UNKNOWN,), submission.answers)
    answers = fitted(submission.answers, mine)
    nothing = _nothing(submission, answers, mine)
    marks = {}
    for label, question in mine.items():
        number = label.rstrip(LETTERS)
        if label in decisions.dropped or number in decisions.dropped:
            continue
        points, reason = decisions.marks.get((student, label), (-1, ""))
        if 0 <= points <= question.points:
            marks[label] = Mark(plain(points), question.points, reason or "decided by the instructor")
        else:
            marks[label] = _mark(question, answers.get(label, ""), _doubt(submission, label), nothing)
    unknown = [f"{NO_PROBLEM}{label}" for label in answers if label not in mine]
    said = (nothing.feedback, UNSURE)
    broken = [f"problem {label}: {m.feedback}" for label, m in marks.items() if m.unread and m.feedback not in said]
    open_ = [m for label, m in marks.items() if (student, label) not in decisions.marks]
    spoiled = (submission.spoiled and bool(open_)) or (submission.unsure and any(m.unread for m in open_))
    return Sheet(student, marks, (*submission.problems, *unknown, *broken), answers, spoiled)


def _mark(question: Question, answer: str, doubt: str, nothing: Mark) -> Mark:
    """The mark of an answer; with a doubt about what it is, a person looks."""
    if doubt:
        return Mark(0, question.points, doubt, unread=True)
    return mark(question, answer) if answer.strip() else replace(nothing, of=question.points)


def _doubt(submission: Submission, label: str) -> str:
    """Why the answer with this label cannot be marked here, "" if it can."""
    names = {label, label.rstrip(LETTERS)}
    if names & set(submission.differ):
        return UNSURE if submission.unsure else DIFFER
    if names & set(submission.lost):
        return LOST
    several = label in submission.twice or (label not in submission.answers and label.rstrip(LETTERS) in submission.twice)
    return TWICE if several else ""


def _nothing(submission: Submission, answers: Answers, questions: Mapping[str, Question]) -> Mark:
    """The mark of a question without an answer: none, but when the file could not be read a person must look."""
    problems = tuple(p for p in submission.problems if p not in ABSENT)
    if not answers and problems and not submission.lost:
        reason = "; ".join(p.removeprefix(f"{submission.file}: ") for p in problems)
        return Mark(0, 0, FILE.format(reason), unread=True)
    if answers and not any(label in questions for label in answers):
        return Mark(0, 0, FILE.format("its answers have numbers of other problems"), unread=True)
    return Mark(0, 0, NOTHING)


def graded(key: Key, submissions: Iterable[Submission], decisions: Decisions, *, hidden: bool = False) -> list[Sheet]:
    """Return a sheet for every student of the key and for everyone unknown; `hidden` keeps names of files out of it."""
    found = {s.student: sheet(key, s, decisions) for s in gathered(submissions, key.questions, key.student, hidden=hidden)}
    absent = (Submission(student, {}, ABSENT) for student in key.questions if student not in found)
    sheets = [*found.values(), *(sheet(key, s, decisions) for s in absent)]
    order = {student: k for k, student in enumerate(key.questions)}
    return sorted(sheets, key=lambda s: (order.get(s.student, len(order)), s.student))


def unused(key: Key, decisions: Decisions) -> list[str]:
    """Return the decisions that fit nothing in the key, or give more points than there are, in words."""
    labels = {label for mine in key.questions.values() for label in mine}
    numbers = labels | {label.rstrip(LETTERS) for label in labels}
    lines = [f"no problem {label} to drop" for label in sorted(decisions.dropped - numbers)]
    for (student, label), (points, _) in decisions.marks.items():
        question = key.questions.get(student, {}).get(label)
        if question is None:
            lines.append(f"no problem {label or '(without a number)'} of a student {student}")
        elif not 0 <= points <= question.points:
            lines.append(f"{student}, problem {label}: {points:g} point{'' if points == 1 else 's'} of {question.points}")
    return lines


def waiting(key: Key, sheets: Sequence[Sheet]) -> list[list[Any]]:
    """Return the rows of the queue: answers that were not decided or not read, and files and answers that belong nowhere."""
    rows: list[list[Any]] = []
    for s in sheets:
        for label, m in s.marks.items():
            if m.undecided or m.unread:
                right = answer_text(dict(key.questions[s.student][label].answer))
                rows.append([s.student, label, "", m.of, "", m.feedback, s.answers.get(label, ""), right])
        if s.marks and not s.whole and not s.answers and not s.spoiled:
            continue
        said = tuple(f"the answer {label} is no text" for label, m in s.marks.items() if m.unread)
        for line in s.unread:
            if line not in ABSENT and not line.startswith("problem ") and not line.endswith(said or ("\n",)):
                every = "" if s.marks else "\n".join(f"{label}: {answer}" for label, answer in s.answers.items())
                rows.append([s.student, "", "", "", "", line, s.answers.get(line.removeprefix(NO_PROBLEM), every), ""])
    return rows


def as_csv(sheets: Sequence[Sheet]) -> str:
    """Return the marks as a table; a leading sign that a spreadsheet would run is made harmless."""
    labels = list(dict.fromkeys(label for s in sheets for label in s.marks))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["student", "points", "of", *labels, "undecided", "not read"])
    for s in sheets:
        row = [s.cell(label) for label in labels]
        undecided = " ".join(label for label, m in s.marks.items() if m.undecided)
        table.writerow([harmless(s.student), s.total, s.of, *row, undecided, harmless("; ".join(s.unread))])
    return out.getvalue()


def as_json(sheets: Sequence[Sheet]) -> str:
    """Return the marks as JSON, with the law, the place and the feedback of each."""
    rows = [{"student": s.student, "points": s.points, "of": s.of, "unread": list(s.unread),
             "marks": {label: {k: v for k, v in asdict(m).items() if k != "parts"} for label, m in s.marks.items()}}
            for s in sheets]
    return json.dumps({"format": "eigenproof-marks", "version": 1, "students": rows}, indent=1, ensure_ascii=False) + "\n"


def changes(before: Any, sheets: Sequence[Sheet]) -> list[str]:
    """Return what differs from earlier marks, a line each: changed, new, and no longer counted.

    Raises:
        InputError: these are no earlier marks.
    """
    try:
        old = {str(row["student"]): {
            str(k): "?" if m.get("undecided") or m.get("unread") else m["points"] for k, m in row["marks"].items()}
            for row in before["students"]}
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError("marks.json in the output folder is not from here; move it away or choose another folder") from error
    lines = []
    for s in sheets:
        was = old.pop(s.student, {})
        now = {label: s.cell(label) for label in s.marks}
        lines += [f"{s.student}, problem {k}: {was.get(k, '-')} -> {now.get(k, '-')}" for k in {**was, **now}
                  if was.get(k) != now.get(k)]
    return lines + [f"{student}: no longer there" for student in old]


def feedback(key: Key, s: Sheet, shown: str = "") -> Document:
    """Return the page for one student, under the name `shown`."""
    blocks: list[Block] = []
    for label, m in s.marks.items():
        blocks.append(Problem(label, f"{key.titles[s.student][label]} ({s.cell(label)} of {m.of})", f"problem-{label}"))
        blocks.append(Para((m.feedback[:1].upper() + m.feedback[1:] + ".",)))
    blocks += [Para((f"Not read: {line}.",)) for line in s.unread if not line.startswith("problem ")]
    total = Para((f"{str(s.total).capitalize()} of {s.of} point{'' if s.of == 1 else 's'}.",))
    return Document(f"{key.title}: {shown or s.student}", (total,), tuple(blocks))
