"""Kinds of answers: how a text is read, which laws make it right, and the freedom that the student is told.

A kind never compares with a key where a law decides. `data` of a question are the letters of the law; `key` is the
right answer that the key prints, needed by the kinds with one right answer.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.grading import reading
from exercises.grading.credit import Credit, none
from exercises.grading.laws import Law
from exercises.grading.question import Mistake, Question

Given = dict[str, Any]
Read = Callable[[Mapping[str, str], Question], Given]
Laws = Callable[[Given, Given, Question], Iterator[Law]]
Same = Callable[[Given, Given, Question], bool]


def equal_values(a: Given, b: Given, _question: Question) -> bool:
    """Whether two answers are the same values."""
    return all(alike(a[k], b[k]) for k in a)


def alike(a: Any, b: Any) -> bool:
    """Whether two values of possibly different shapes are equal."""
    if hasattr(a, "shape") and hasattr(b, "shape") and a.shape != b.shape:
        return False
    return bool(a == b)


@dataclass(frozen=True)
class Kind:
    """One kind of answer. `names` are the letters the student gives a value to; "" is an answer without a letter.

    `laws` yields the laws in order, of (submission, key, question); the key is read only if it is `unique`.
    `same` says whether two answers are one answer, to recognise a mistake; `credit` gives part marks.
    `conventions` are mistakes that any question of the kind may meet, recognised by their repair.
    """

    name: str
    names: tuple[str, ...]
    freedom: str
    write: str
    read: Read
    laws: Laws
    same: Same = equal_values
    unique: bool = False
    credit: Credit = none
    conventions: tuple[Mistake, ...] = ()

    def names_for(self, question: Question) -> tuple[str, ...]:
        """Return the letters that the question does not give."""
        return tuple(n for n in self.names if n not in question.data)

    def pieces(self, text: str, question: Question) -> dict[str, str]:
        """Return the text of each letter.

        Raises:
            InputError: a letter is missing or stands there twice.
        """
        words = (*question.data.get("words", "").lower().split("|"), question.data.get("variable", ""))
        return reading.fields(text, self.names_for(question), frozenset(words))

    def freedom_for(self, question: Question) -> str:
        """Return the sentence that tells the student what is free."""
        del question
        return self.freedom

    def write_for(self, question: Question) -> str:
        """Return how to write the answer to this question."""
        if question.data.get("variable") == "n":
            return self.write.replace("t*e^(3t)", "n*3^(n-1)").replace("e^(3t)", "3^n")
        return self.write


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; its name must be new."""
    if kind.name in KINDS:
        message = f"two kinds of answers are called {kind.name!r}"
        raise ValueError(message)
    KINDS[kind.name] = kind
    return kind


def kind_named(name: str) -> Kind:
    """Return the kind of that name.

    Raises:
        InputError: there is none.

    >>> kind_named("value").unique
    True
    """
    from importlib import import_module

    from symbolic.errors import InputError
    for module in ("valuekinds", "setkinds", "functionkinds", "matrixkinds", "equationkinds", "structuredkinds", "verdictkinds"):
        import_module(f"exercises.grading.{module}")
    if name not in KINDS:
        raise InputError(f"there is no kind of answer {name!r}; known are {', '.join(sorted(KINDS))}")
    return KINDS[name]
