"""A formula as Python text: how tightly it binds, the shape of its value, and how two of them are compared."""
from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass

from exercises.terms import E

#: () is a number, (m, n) a matrix.
Shape = tuple[int, ...]
LETTER, SURD = "letter", "surd"
_PLAIN = {"=": "==", "≠": "!="}
_ORDER = {"≥": ">=", ">": ">", "≤": "<=", "<": "<"}
_RATIONAL = re.compile(r"-?[0-9]{1,2000}(/[1-9][0-9]{0,2000})?")
_TAKEN = frozenset(("symbolic", *keyword.kwlist, *keyword.softkwlist, *dir(builtins)))


class NoSourceError(Exception):
    """The formula has no source in this language."""


@dataclass(frozen=True)
class Source:
    """The text of a formula, how tightly it binds (0 sum, 1 product, 2 power, 3 atom), its shape, and what occurs in it.

    `kinds` holds LETTER where a free letter occurs and SURD where an irrational number does.
    """

    text: str
    level: int = 3
    shape: Shape = ()
    kinds: frozenset[str] = frozenset()

    @property
    def free(self) -> bool:
        """Whether a letter occurs."""
        return LETTER in self.kinds

    def at(self, level: int) -> str:
        """Return the text, in brackets where it binds less tightly than `level`."""
        return self.text if self.level >= level else f"({self.text})"


def identifier(name: object) -> str:
    """Return a name as Python spells it.

    >>> identifier("lambda_1"), identifier("lambda")
    ('lambda_1', 'lambda_')
    """
    if not (isinstance(name, str) and name.isascii() and name.isidentifier()) or name.startswith("_"):
        raise NoSourceError(str(name))
    return f"{name}_" if name in _TAKEN else name


def compared(left: Source, op: str, right: Source) -> str:
    """Return a comparison of two values of one shape; 0 beside a matrix is the zero matrix."""
    together(left, right)
    if op in _ORDER and (left.shape or right.shape or left.free or right.free):
        raise NoSourceError(op)
    sign = _PLAIN.get(op) or _ORDER.get(op)
    if sign is None:
        raise NoSourceError(op)
    if left.shape != right.shape:
        left, right = beside(left, right), beside(right, left)
        if left.shape != right.shape:
            raise NoSourceError(op)
    return f"{left.text} {sign} {right.text}"


def beside(one: Source, other: Source) -> Source:
    """Return a value in the shape of the other, where that means the same."""
    if one.text == "0" and other.shape:
        return Source(f"symbolic.zero({other.shape[0]}, {other.shape[1]})", 3, other.shape)
    if one.shape == (1, 1) and not other.shape:
        return Source(f"{one.at(3)}[0, 0]", 3, (), one.kinds)
    return one


def together(*parts: Source) -> frozenset[str]:
    """Return what occurs in any of the parts; the ring of letters holds rational numbers only."""
    kinds = frozenset[str]().union(*(part.kinds for part in parts))
    if len(kinds) > 1:
        raise NoSourceError("letters beside irrational numbers")
    return kinds


def rational_text(tree: E) -> str:
    """Return a rational number as text, "" for any other formula."""
    negative = tree.op == "neg" and tree.args[0].op == "num"
    number = tree.args[0] if negative else tree
    text = f"{'-' * negative}{number.args[0]}" if number.op == "num" else ""
    return text if _RATIONAL.fullmatch(text) else ""
