"""What the grader knows of a problem: the kind of answer, the data of its law, one right answer, and named mistakes.

Everything is text that the project's own parser reads, so a key is plain JSON: no code of a family is needed to grade.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symbolic.errors import InputError

MAX_POINTS = 1000


@dataclass(frozen=True)
class Mistake:
    """A mistake with a name: the wrong answer it leads to, and one sentence for whoever made it.

    `repair` names a map of `exercises.grading.repairs` that turns an answer with this mistake into a right one; it
    recognises the mistake also where the right answer is not unique.
    """

    name: str
    answer: str
    feedback: str
    repair: str = ""


@dataclass(frozen=True)
class Question:
    """One gradable part, for whole or half points. `data` holds matrices and numbers as text; a scalar answer stands under ""."""

    kind: str
    data: Mapping[str, str]
    answer: Mapping[str, str]
    points: Any = 1  # a whole number, or one of halves
    mistakes: tuple[Mistake, ...] = ()
    decimals: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the question as JSON, without loss."""
        return {
            "kind": self.kind, "data": dict(self.data), "answer": dict(self.answer), "points": self.points,
            "decimals": self.decimals,
            "mistakes": [{"name": m.name, "answer": m.answer, "feedback": m.feedback, "repair": m.repair} for m in self.mistakes],
        }

    @staticmethod
    def from_json(data: Any) -> Question:
        """Return the question written by `to_json`.

        Raises:
            InputError: it is not such a question.

        >>> q = Question("value", {}, {"": "2"})
        >>> Question.from_json(q.to_json()) == q
        True
        """
        try:
            mistakes = tuple(Mistake(*(_text(m[k]) for k in ("name", "answer", "feedback", "repair"))) for m in data["mistakes"])
            return Question(_text(data["kind"]), _texts(data["data"]), _texts(data["answer"]), _points(data["points"]), mistakes,
                            data["decimals"] is True)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            raise InputError(f"key: this is not a question of a key ({missing})") from error


def _points(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_POINTS:
        raise TypeError(f"points: a number is expected, not {value!r}"[:80])
    return int(value) if value == int(value) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f'text in quotes is expected, such as "1/2", not {value!r}'[:120])
    return value


def _texts(value: Mapping[str, object]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        form = 'an object with a text for each letter, such as {"": "1/2"} or {"P": "1 0; 0 1"}'
        raise TypeError(f"data and answer are each {form}, not {value!r}"[:160])
    return {_text(k): _text(v) for k, v in value.items()}


@dataclass(frozen=True)
class Mark:
    """What one answer earned, and why. `undecided`: a person must look; `unread`: the text could not be read."""

    points: float
    of: float
    feedback: str = ""
    law: str = ""
    place: str = ""
    mistake: str = ""
    undecided: bool = False
    unread: bool = False
    parts: tuple[Mark, ...] = field(default=())

    @property
    def right(self) -> bool:
        """Whether the answer earned everything."""
        return not self.undecided and not self.unread and self.points == self.of
