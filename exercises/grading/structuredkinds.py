"""Answers that are free within a structure: the first column of a circulant matrix with a given leading block."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exercises.grading import reading
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import Law
from exercises.grading.question import Question


def _column(texts: Mapping[str, str], q: Question) -> Given:
    found = reading.matrix(texts["c"], decimals=q.decimals)
    return {"c": found.T if found.rows == 1 else found}


def _embeds(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    """The circulant with the first column c has T as its leading block."""
    c, T = given["c"], reading.values(q.data)["T"]
    fits = c.cols == 1 and c.rows >= T.rows
    yield Law("the number of entries", holds=fits,
              detail="" if fits else f"c is {c.rows}x{c.cols} and must be one column of at least {T.rows} entries")
    if fits:
        yield _block(c, T)


def _block(c: Any, T: Any) -> Law:
    law = f"the leading block of the circulant matrix of size {c.rows}"
    for j in range(T.cols):
        for i in range(T.rows):
            mine = c[(i - j) % c.rows, 0]
            if mine != T[i, j]:
                return Law(law, holds=False, detail=f"row {i + 1}, column {j + 1}: it has {mine}, T has {T[i, j]}", column=j + 1)
    return Law(law, holds=True)


register(Kind("circulant-column", ("c",), "Any size is right, and any entries in the places that the block does not use.",
              "the entries, such as c = (1, 2, 0, 3)", _column, _embeds))
