"""What a variant says, for `bank.lock`: the digest of the answer is of the one in the key, also where others are right."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.family.problem import Problem, digest
from exercises.grading.kinds import kind_named
from exercises.grading.question import Question


def digests(problem: Problem) -> dict[str, str]:
    """Return the SHA-256 of question, answer and worked solution of a variant."""
    return {**problem.digests(), "answer": digest([meant(q) for q in problem.questions])}


def meant(question: Question) -> dict[str, Any]:
    """Return the answer of the key by its values, so that another spelling of the same is the same.

    >>> meant(Question("matrix", {}, {"": "2/4 0"})) == meant(Question("matrix", {}, {"": "1/2  0"}))
    True
    """
    values = kind_named(question.kind).read(question.answer, question)
    found = {k: plain(v) for k, v in values.items()}
    return found if None not in found.values() else {k: " ".join(text.split()) for k, text in question.answer.items()}


def plain(value: Any) -> Any:
    """Return a value as JSON: numbers and matrices as their text, lists of them; None for what is none of these.

    >>> plain([(1, True)]), plain({"": 2}), plain(object())
    ([['1', 'True']], {'': '2'}, None)
    """
    if isinstance(value, list | tuple):
        inside = [plain(x) for x in value]
        return None if None in inside else inside
    if isinstance(value, Mapping):
        entries = {str(k): plain(x) for k, x in value.items()}
        return None if None in entries.values() else entries
    named = isinstance(value, str | int) or any(hasattr(value, name) for name in ("shape", "is_rational", "coefficients"))
    return str(value) if named else None
