"""Yes or no, and where the question says so with a witness: a number, or vectors and matrices that satisfy its equations.

`needs` is the word that needs a witness, "none" when neither does; `witness` says in words what it is. Numbers: `witnesses`
lists all that are valid. Vectors and matrices: `laws` and `find` as in the kind `equations`, with the matrices by letter.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from exercises.grading import credit, reading
from exercises.grading.equationkinds import find, satisfied, shaped
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import Law
from exercises.grading.question import Question
from symbolic.errors import InputError

LINK = r"(?:because\b|namely\b|with\b|for example\b|such as\b|e\.g\.)?"
HEAD = re.compile(rf"\W{{0,9}}(yes|no|y|n)\b[\s,.:;]{{0,9}}{LINK}[\s,.:;]{{0,9}}", re.IGNORECASE)
OTHER = {"yes": re.compile(r"\bno\b|^\W*n\b(?!\s*=)", re.IGNORECASE), "no": re.compile(r"\byes\b|^\W*y\b(?!\s*=)", re.IGNORECASE)}
OWN = ("needs", "witness", "witnesses")  # data that are no matrices


class VerdictKind(Kind):
    """What the student is told depends on whether a witness is asked for."""

    def pieces(self, text: str, question: Question) -> dict[str, str]:
        """Return the whole text: a witness may have a letter of its own."""
        del question
        reading.check_text(text)
        return {"": text}

    def freedom_for(self, question: Question) -> str:
        """Return the sentence about what is free."""
        if question.data["needs"] == "none":
            return "One of the words is right."
        return f"After {question.data['needs']}, any valid witness is right."

    def write_for(self, question: Question) -> str:
        """Return how to write the answer."""
        needs = question.data["needs"]
        return "yes or no" if needs == "none" else f"yes or no, and after {needs}, behind a comma, {question.data['witness']}"


def _read(texts: Mapping[str, str], q: Question) -> Given:
    head = HEAD.match(texts[""])
    if head is None:
        raise InputError("write yes or no")
    word, rest = ("yes" if head.group(1).lower() in ("y", "yes") else "no"), texts[""][head.end():]
    if OTHER[word].search(rest):
        raise InputError("both yes and no stand there; write one of them")
    witness: Given | None = None
    if q.data["needs"] == word and reading.trimmed(rest):
        witness = _witness(rest, q)
    return {"": word, "witness": witness}


def _witness(text: str, q: Question) -> Given:
    if "find" in q.data:
        letters = find(q)
        return shaped(reading.fields(text, tuple(letters)), q)
    return {"": reading.number(reading.fields(text, ("",))[""], decimals=q.decimals)}


def _laws(given: Given, key: Given, q: Question) -> Iterator[Law]:
    right = given[""] == key[""]
    yield Law("yes or no", holds=right, detail="" if right else f"the answer is {key['']}")
    if not right or q.data["needs"] != key[""]:
        return
    if given["witness"] is None:
        yield Law("the witness", holds=False, detail=f"write {key['']}, and behind a comma {q.data['witness']}")
    elif "find" in q.data:
        yield from satisfied(given["witness"], q, OWN)
    else:
        found = given["witness"][""]
        good = found in reading.numbers(q.data["witnesses"], decimals=True)
        yield Law("the witness", holds=good, detail="" if good else f"{found} is not {q.data['witness']}")


def _same(a: Given, b: Given, _q: Question) -> bool:
    """Whether the words agree and, where both have one, the witnesses."""
    one, other = a["witness"], b["witness"]
    if a[""] != b[""] or (one is None) != (other is None):
        return False
    return one is None or (one.keys() == other.keys() and all(
        getattr(one[k], "shape", None) == getattr(other[k], "shape", None) and one[k] == other[k] for k in one))


register(VerdictKind("yes-no", ("",), "The word must be right, and where a witness is asked for, any valid one is.",
                     "yes or no, and behind a comma the witness where it is asked for", _read, _laws, _same, unique=True,
                     credit=credit.when("yes or no")))
