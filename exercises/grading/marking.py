"""Marks: read the answer, try its laws, and if one fails say which, where, and whether the mistake has a name."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from exercises.grading import reading
from exercises.grading.identities import size_of, written_out
from exercises.grading.kinds import Kind, kind_named
from exercises.grading.laws import Law
from exercises.grading.pasted import plain
from exercises.grading.question import Mark, Mistake, Question
from exercises.grading.repairs import REPAIRS
from exercises.grading.shown import readable
from symbolic.errors import ExactError, InputError, UnableError

MAX_FEEDBACK = 600
LONG_DECIMAL = re.compile(r"[0-9]\.[0-9]{2}")
ROUNDED = "; a rounded decimal is not the exact number"
MAX_OTHER = 300
OTHER_READINGS = (
    (re.compile(r"(?<=[0-9]),(?=[0-9])"), "."), (re.compile(r"(?<=\S)[ ]+/[ ]+(?=\S)"), "; "),
    (re.compile(r"(?<![\w./)])([0-9]+)[ ]+\(?([0-9]+/[0-9]+)\)?(?![\w.])"), r"(\1+\2)"),
    (re.compile(r"sqrt\(([0-9]+)\)/([0-9]+)"), r"sqrt(\1/\2)"),
    (re.compile(r"^\s*\((.*)\)\s*$"), r"\1"), (re.compile(r"(?<=[0-9)])[ ]+([-+])(?=[0-9(])"), r", \1"))
OTHERWISE = ("commas and blanks separate entries, semicolons rows, and decimals have a point; as it stands it is wrong, "
             "read in another way it would be right, so a person will look at it")
LISTS = ("nullspace", "span", "chain")
ROWS = Mistake("rows for columns", "",
               "the vectors seem to stand in the rows, and they belong into the columns; a person will look at it", "transposed")
LIMITS = (RecursionError, MemoryError, OverflowError)


def mark(question: Question, answer: str) -> Mark:
    """Return the mark of one answer to one question.

    An answer that cannot be read earns nothing and says why; one beyond the budget is left to a person.

    >>> q = Question("value", {}, {"": "1/2"}, 2)
    >>> mark(q, "0.5").points, mark(q, "1/3").feedback
    (2, 'the value: yours is 1/3, the value is 1/2')
    """
    kind = kind_named(question.kind)
    try:
        given = read(kind, question, answer)
    except UnableError as error:
        return _undecided(question, error)
    except (InputError, *LIMITS) as error:
        return Mark(0, question.points, f"this could not be read: {reading.explained(error)}", unread=True)
    except ExactError as error:
        return Mark(0, question.points, f"this has no value: {reading.explained(error)}", unread=True)
    except Exception as error:  # noqa: BLE001 -- one answer never stops the marks of a class
        return _undecided(question, _defect(error))
    try:
        key = key_of(kind, question) if kind.unique else {}
        laws = list(kind.laws(given, key, question))
        failed = next((law for law in laws if not law.holds), None)
        if failed is None:
            return Mark(question.points, question.points, "right")
        if _right_otherwise(kind, question, answer):
            return Mark(0, question.points, f"this could not be read: {OTHERWISE}", unread=True)
        found = _wrong(kind, question, (given, key), laws, failed)
        if not found.mistake and kind.name in LISTS and _repaired(kind, question, given, ROWS):
            return Mark(0, question.points, f"this could not be read: {ROWS.feedback}", unread=True)
        return replace(found, feedback=found.feedback + ROUNDED) if LONG_DECIMAL.search(answer) else found
    except (ExactError, *LIMITS) as error:
        return _undecided(question, error)
    except Exception as error:  # noqa: BLE001 -- one answer never stops the marks of a class
        return _undecided(question, _defect(error))


def _right_otherwise(kind: Kind, question: Question, answer: str) -> bool:
    """Whether a wrong answer would be right if a comma were a decimal point, a slash ended a row, or blanks ended entries."""
    text = plain(answer)
    for sign, by in OTHER_READINGS if len(text) < MAX_OTHER else ():
        if not sign.search(text):
            continue
        try:
            other = replace(question, decimals=True)
            given = read(kind, other, sign.sub(by, text))
            if all(law.holds for law in kind.laws(given, key_of(kind, question) if kind.unique else {}, other)):
                return True
        except (ExactError, ArithmeticError, LookupError, *LIMITS):
            continue
    return False


def _defect(error: Exception) -> UnableError:
    return UnableError(f"a defect of the grader, please report it: {type(error).__name__}")


def read(kind: Kind, question: Question, answer: str) -> dict[str, Any]:
    """Return the values of an answer by letter.

    Raises:
        InputError: it cannot be read. UnableError: it is beyond the budget.
    """
    pieces = kind.pieces(plain(answer), question)
    return kind.read({k: _rows(text, question.answer.get(k, ""), question) for k, text in pieces.items()}, question)


def _rows(text: str, right: str, question: Question) -> str:
    """The rows of a matrix that is written with I or blocks; the answer of the key has the size."""
    size = size_of(right)
    return text if size is None or size == (1, 1) else written_out(text, size, decimals=question.decimals)


def key_of(kind: Kind, question: Question) -> dict[str, Any]:
    """Return the values of the right answer of the key by letter."""
    return kind.read(question.answer, question)


def _undecided(question: Question, error: BaseException) -> Mark:
    return Mark(0, question.points, shortened(f"not decided here, a person will look at it: {error}"), undecided=True)


def _wrong(kind: Kind, question: Question, both: tuple[dict[str, Any], dict[str, Any]], laws: Sequence[Law], failed: Law) -> Mark:
    given, key = both
    share = Fraction(int(4 * Fraction(question.points) * kind.credit(laws, given, key, question)), 4)  # quarters, rounded down
    mistake = recognised(kind, question, given)
    detail = shortened(readable(f"{failed.law}: {failed.detail}" if failed.detail else f"this fails: {failed.law}"))
    place = f"column {failed.column}" if failed.column else ""
    feedback = f"{mistake.feedback} ({detail})" if mistake else detail
    points = int(share) if share == int(share) else float(share)
    return Mark(points, question.points, feedback, failed.law, place, mistake.name if mistake else "")


def shortened(text: str) -> str:
    """Return the text, without its middle when it is very long: an answer may hold a number of a thousand digits."""
    return text if len(text) <= MAX_FEEDBACK else f"{text[:MAX_FEEDBACK // 2]} .. {text[-MAX_FEEDBACK // 4:]}"


def recognised(kind: Kind, question: Question, given: dict[str, Any]) -> Mistake | None:
    """Return the named mistake that a wrong answer shows, if any."""
    for mistake in question.mistakes:
        wrong = read(kind, question, mistake.answer)
        try:
            if shapes_of(wrong) == shapes_of(given) and kind.same(given, wrong, question):
                return mistake
            if mistake.repair and all(law.holds for law in kind.laws(REPAIRS[mistake.repair](given), {}, question)):
                return mistake
        except (ExactError, ArithmeticError):
            continue
    return next((m for m in kind.conventions if _repaired(kind, question, given, m)), None)


def _repaired(kind: Kind, question: Question, given: dict[str, Any], mistake: Mistake) -> bool:
    try:
        return all(law.holds for law in kind.laws(REPAIRS[mistake.repair](given), {}, question))
    except (ExactError, ArithmeticError, LookupError):
        return False


def shapes_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the shapes of the matrices of an answer, None for what is no matrix."""
    return {k: getattr(v, "shape", None) for k, v in given.items()}


def grade(problem: Any, answer: str | Mapping[str, str]) -> Mark:
    """Return the mark of an answer to a problem; the parts of a problem are answered by letter, {"a": .., "b": ..}.

    Args:
        problem: a `Question`, or a problem of a family with its `questions`.
        answer: the text of the student, or one text for each part.

    Raises:
        InputError: the answer is neither.

    >>> grade(Question("sizes", {}, {"": "2, 1"}), "1 2").right
    True
    """
    questions: tuple[Question, ...] = (problem,) if isinstance(problem, Question) else tuple(problem.questions)
    texts = by_part(answer, len(questions))
    marks = tuple(mark(q, texts.get(letter, "")) for letter, q in zip(letters(len(questions)), questions, strict=True))
    if len(marks) == 1:
        return marks[0]
    feedback = "; ".join(f"({letter}) {m.feedback}" for letter, m in zip(letters(len(marks)), marks, strict=True))
    total, of = sum(Fraction(m.points) for m in marks), sum(m.of for m in marks)
    return Mark(int(total) if total == int(total) else float(total), of, feedback,
                undecided=any(m.undecided for m in marks), unread=any(m.unread for m in marks), parts=marks)


def letters(count: int) -> str:
    """Return the letters of so many parts."""
    return "abcdefghijklmnopqrstuvwxyz"[:count]


def by_part(answer: str | Mapping[str, str], count: int) -> dict[str, str]:
    r"""Return the text of each part; a single text is split at (a), (b), .. at the beginning of lines.

    A second answer to a part stays in its text with its letter, so that it is seen.

    >>> by_part("(a) 3\n(b) 1 2; 3 4", 2)
    {'a': '3', 'b': '1 2; 3 4'}
    """
    if isinstance(answer, Mapping):
        return dict(answer)
    if count == 1:
        return {"a": answer}
    pieces = re.split(r"(?:^|\n)[ \t]{0,8}\(?([a-z])\)[ \t:]?", answer[:200_000])
    found: dict[str, str] = {}
    for letter, text in zip(pieces[1::2], pieces[2::2], strict=True):
        before = found.get(letter, "")
        found[letter] = f"{before}\n({letter}) {text.strip()}" if before and text.strip() != before else text.strip() or before
    return found
