"""What the kernel answers: accepted, rejected at a place, or not a certificate at all."""
from __future__ import annotations

from typing import Any, NamedTuple


class Accepted(NamedTuple):
    """The kernel replayed every step; `statement` says in words what is now known."""

    kind: str
    statement: str


class Malformed(Exception):  # noqa: N818 -- the field's word, and it is the data that erred
    """The data are not a certificate of this format: nothing was checked."""


class Rejected(Exception):  # noqa: N818 -- same
    """One step is false: `step` names the law, `row` and `column` count from 0 as the lists of the certificate do."""

    def __init__(self, step: str, row: int | None, column: int | None, expected: Any, found: Any) -> None:
        super().__init__(step, row, column, expected, found)
        self.step, self.row, self.column, self.expected, self.found = step, row, column, expected, found

    def __str__(self) -> str:
        place = "" if self.row is None else f" at row {self.row}, column {self.column}"
        return f"{self.step}{place}: expected {show(self.expected)}, found {show(self.found)}"


def show(value: Any) -> str:
    """The value as text; a long integer by its size, because 10^5 digits help nobody and Python refuses to print them.

    >>> print(show([-12, 3**1000]))
    [-12, an integer of 1585 bits]
    """
    if type(value) is list:
        return f"[{', '.join(map(show, value))}]"
    return f"an integer of {value.bit_length()} bits" if type(value) is int and value.bit_length() > 400 else str(value)
