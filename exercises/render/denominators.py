"""Take the common denominator out of a matrix before it is drawn: `1/6 [2 -1; 0 3]` is easier to read."""
from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TypeAlias

from exercises.terms import E, as_term

Rows: TypeAlias = tuple[tuple[E, ...], ...]

#: A larger common denominator makes the numerators harder to read than the fractions were.
LARGEST = 99


def take_out(rows: Rows) -> tuple[int, Rows]:
    """Return (d, B) with A = B / d, where d is 1 if taking the denominator out would not help the reader.

    It helps when at least half of the nonzero entries are fractions, except in a diagonal matrix or a Jordan form,
    whose diagonal people want to read off.

    >>> from exercises.terms import mat, num
    >>> half = num(Fraction(1, 2))
    >>> take_out(mat([[half, 1], [2, half]]).args[0])[0]
    2
    """
    entries = [entry for row in rows for entry in row if entry != as_term(0)]
    bottoms = [_denominator(entry) for entry in entries]
    common = lcm(*bottoms)
    fractions = sum(bottom > 1 for bottom in bottoms)
    if common == 1 or common > LARGEST or 2 * fractions < len(entries) or len(entries) == 1 or _is_jordan(rows):
        return 1, rows
    return common, tuple(tuple(_times(entry, common) for entry in row) for row in rows)


def _is_jordan(rows: Rows) -> bool:
    """Tell whether a square matrix is zero off the diagonal but for ones right above it."""
    if len(rows) != len(rows[0]):
        return False
    zero, one = as_term(0), as_term(1)
    return all(
        entry == zero or i == j or (j == i + 1 and entry == one)
        for i, row in enumerate(rows) for j, entry in enumerate(row)
    )


def _denominator(entry: E) -> int:
    """Return the whole number that clears the fractions on the outside of an entry."""
    match entry.op:
        case "num":
            return Fraction(entry.args[0]).denominator
        case "neg":
            return _denominator(entry.args[0])
        case "add":
            return lcm(*(_denominator(term) for term in entry.args))
        case "mul":
            return _denominator(entry.args[0])
        case "frac" if entry.args[1].op == "num":
            bottom = Fraction(entry.args[1].args[0])
            return bottom.numerator if bottom.denominator == 1 and _denominator(entry.args[0]) == 1 else 1
        case _:
            return 1


def _times(entry: E, factor: int) -> E:
    """Return `factor * entry`, written without the fractions that `factor` clears."""
    match entry.op:
        case "num":
            return as_term(Fraction(entry.args[0]) * factor)
        case "neg":
            inner = _times(entry.args[0], factor)
            return inner.args[0] if inner.op == "neg" else E("neg", (inner,))
        case "add":
            return E("add", tuple(_times(term, factor) for term in entry.args))
        case "mul" if _denominator(entry) > 1 or entry.args[0].op == "num":
            return _product(_times(entry.args[0], factor), entry.args[1:])
        case "frac" if _denominator(entry) > 1:
            return _scaled(entry.args[0], factor // int(entry.args[1].args[0]))
        case _:
            return _scaled(entry, factor)


def _scaled(entry: E, factor: int) -> E:
    if factor == 1:
        return entry
    if entry.op in ("num", "neg", "add") or (entry.op == "mul" and entry.args[0].op == "num"):
        return _times(entry, factor)
    return _product(as_term(factor), entry.args if entry.op == "mul" else (entry,))


def _product(first: E, others: tuple[E, ...]) -> E:
    if first == as_term(1):
        return others[0] if len(others) == 1 else E("mul", others)
    return E("mul", (first, *others))
