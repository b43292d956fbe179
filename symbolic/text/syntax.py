"""The syntax tree of a number or a matrix as typed: what was written, not yet what it means.

Every node keeps the offset `at` in the text it came from, so that an error found later, in the arithmetic, still
points at a line and a column.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from symbolic.errors import ParseError


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral such as 12, 1.25 or 5e-3, kept as text."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """The imaginary unit `i`, a parameter, or the variable of a polynomial."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Sum:
    """t_1 +- t_2 +- ...; `signs` holds one "+" or "-" for each term."""

    signs: str
    terms: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Product:
    """f_1 * or / f_2 ...; `operators` holds one "*" or "/" for each factor (the first is "*")."""

    operators: str
    factors: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Power:
    """base ^ exponent with an integer exponent written out."""

    base: Node
    exponent: int
    at: int


@dataclass(frozen=True, slots=True)
class SquareRoot:
    """sqrt(argument), the principal square root."""

    argument: Node
    at: int


@dataclass(frozen=True, slots=True)
class Root:
    """root(polynomial, index): real roots first ascending, then complex by real and imaginary part."""

    polynomial: Node
    index: int
    at: int


Node: TypeAlias = Number | Name | Sum | Product | Power | SquareRoot | Root


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix as typed: rows of entries, all rows equally long."""

    rows: tuple[tuple[Node, ...], ...]


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below `node` (the polynomial of a root is not among them: it is read on its own)."""
    match node:
        case Sum():
            return node.terms
        case Product():
            return node.factors
        case Power():
            return (node.base,)
        case SquareRoot():
            return (node.argument,)
        case _:
            return ()


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column (from 1) of the offset `at` in `text`."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def fail(text: str, at: int, message: str) -> NoReturn:
    """Raise ParseError with the line and column of the offset `at`."""
    raise ParseError(message, *place(text, at))


def quote(piece: str, width: int = 24) -> str:
    """A short printable quotation of a piece of the user's text for an error message."""
    shown = piece if len(piece) <= width else piece[: width - 3] + "..."
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown) + "'"


def ragged_rows(k: int, count: int, width: int) -> str:
    """The sentence for a row `k` (from 0) with `count` entries where row 1 has `width`."""
    entries = "1 entry" if count == 1 else f"{count} entries"
    return f"row {k + 1} has {entries} and row 1 has {width}: all rows need the same number of entries"
