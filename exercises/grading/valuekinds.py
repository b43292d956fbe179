"""Answers with one right value: a number, a matrix, a vector, a polynomial, a word."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from exercises.grading import credit, reading
from exercises.grading.kinds import Given, Kind, alike, register
from exercises.grading.laws import Law
from exercises.grading.question import Question
from symbolic.errors import InputError


def _number(texts: Mapping[str, str], q: Question) -> Given:
    return {"": reading.number(texts[""], decimals=q.decimals)}


def _same_value(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    held = given[""] == key[""]
    yield Law("the value", holds=held, detail="" if held else f"yours is {given['']}, the value is {key['']}")


def _matrix(texts: Mapping[str, str], q: Question) -> Given:
    return {"": reading.matrix(texts[""], decimals=q.decimals)}


def _same_matrix(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    mine, right = given[""], key[""]
    fits = mine.shape == right.shape
    yield Law("shapes", holds=fits,
              detail="" if fits else f"the answer is {mine.rows}x{mine.cols} and must be {right.rows}x{right.cols}")
    if fits:
        yield place_of(mine, right)


def place_of(mine: Any, right: Any) -> Law:
    """The law that all entries agree, with the first that does not and their number."""
    wrong = [(i, j) for i in range(mine.rows) for j in range(mine.cols) if mine[i, j] != right[i, j]]
    if not wrong:
        return Law("every entry", holds=True)
    i, j = wrong[0]
    detail = f"row {i + 1}, column {j + 1}: yours is {mine[i, j]}, the entry is {right[i, j]}"
    more = f"; {len(wrong)} of {mine.rows * mine.cols} entries differ" if len(wrong) > 1 else ""
    return Law("every entry", holds=False, detail=detail + more, column=j + 1)


def _vector(texts: Mapping[str, str], q: Question) -> Given:
    found = reading.matrix(texts[""], decimals=q.decimals)
    return {"": found.T if found.rows == 1 else found}


def _polynomial(texts: Mapping[str, str], q: Question) -> Given:
    from symbolic.parsing import parse_polynomial
    reading.check_text(texts[""])
    text = re.sub(r"(\^(?:[0-9]+|\{[0-9]+\})|\))\s*(?=\()", r"\1*", texts[""])  # a power is of a number: (x-1)^2(x+2)
    if any(int(k[:9]) > 60 for k in re.findall(r"\^[ ({]{0,3}([0-9]+)", texts[""])):
        raise InputError("a polynomial of this degree is not an answer here")
    return {"": parse_polynomial(text, decimals=q.decimals)}


def _same_polynomial(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    mine, right = (given[""].coefficients, key[""].coefficients)
    if alike(given[""], key[""]):
        yield Law("every coefficient", holds=True)
        return
    if len(mine) != len(right):
        yield Law("the degree", holds=False, detail=f"yours is {len(mine) - 1}, the degree is {len(right) - 1}")
        return
    k = next(k for k in reversed(range(len(mine))) if mine[k] != right[k])
    yield Law("every coefficient", holds=False, detail=f"of power {k}: yours is {mine[k]}, the coefficient is {right[k]}")


class VectorKind(Kind):
    """Every entry may have a name of its own: x1 = 1, x2 = -2."""

    def pieces(self, text: str, question: Question) -> dict[str, str]:
        """Return the entries without their names."""
        if len(reading.EQUALS.findall(text)) > 1:
            return {"": reading.named_items(text, ordered=True)}
        return super().pieces(text, question)


def word(answer: str, q: Question) -> str:
    """Return the word of the question's list that the answer is: capitals and blanks do not matter.

    Raises:
        InputError: none of them, or several.
    """
    words = q.data["words"].split("|")
    plain = " ".join(answer.lower().split()).strip(" .!")
    if plain in words:
        return plain
    raise InputError(f"write one of: {', '.join(words)}")


def _choice(texts: Mapping[str, str], q: Question) -> Given:
    reading.check_text(texts[""])
    return {"": word(texts[""], q)}


def _same_word(given: Given, key: Given, _q: Question) -> Iterator[Law]:
    held = given[""] == key[""]
    yield Law("the choice", holds=held, detail="" if held else f"not {given['']}")


register(Kind("value", ("",), "Any form of the same exact number is right.", "one exact number, such as 2/3 or (1+sqrt(5))/2",
              _number, _same_value, unique=True))
register(Kind("matrix", ("",), "There is one right matrix; its entries may be written in any exact form.",
              "the rows, separated by semicolons or line ends, such as 1 2; 3 4", _matrix, _same_matrix, unique=True,
              credit=credit.entries))
register(VectorKind("vector", ("",), "There is one right vector; it may be written as a row or as a column.",
              "the entries, such as (1, 2, 3)", _vector, _same_matrix, unique=True, credit=credit.entries))
register(Kind("polynomial", ("",), "The polynomial may be factored or multiplied out.", "a polynomial, such as (x-1)^2*(x+2)",
              _polynomial, _same_polynomial, unique=True,
              credit=credit.coefficients))
register(Kind("choice", ("",), "One of the words is right.", "one of the words", _choice, _same_word, unique=True))

