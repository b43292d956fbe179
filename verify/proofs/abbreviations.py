"""Letters for the matrices that a statement gives by their entries, so that it and its proof can be read."""
from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import Any

from verify.proofs.notation import BINDERS, words
from verify.proofs.printing import shown, text

Table = tuple[Any, ...]
Letters = dict[str, tuple[str, Table]]  # key of a table -> its letter and the table
# A letter that readers expect, by the entries as text, and the letters for the rest.
CUSTOMARY: tuple[tuple[str, str], ...] = (
    (r"\(w\^\w\)\^\w ", "F"), (r"\(v\^\w\)\^\w ", "G"), (r"x_\w\^\w ", "V"), (r"1/\(x_\w - y_\w\)", "C"),
    (r"\(c_\{\w-\w\} if", "C"),
    (r"iag\(", "D"), (r"\(+t_\{", "C"), (r"t_\{", "T"), (r"\(-s_\w s_\w if", "A"), (r"s_\w \(\(-1\)", "V"), (r"\(prod", "L"),
    (r"\(?1 if \w+ = \w\+1", "N"), (r"\(?1 if \w\+1 = \w", "N"), (r"\(A\^\w b\)", "K"), (r"\(1 if \w+ = 0", "E"),
)
LETTERS = "MFGHKLBCDEPQRSTUVWXYZANJ"
SHORT = 20  # a table that is no longer than this, and stands once, is written out


def counted(x: Any, bound: tuple[tuple[str, str], ...] = ()) -> Any:
    """The term with its bound names counted from the outside, so that equal terms become the same.

    >>> counted(("sum", "k1", 0, "n", ("f", "x", "k1"))) == counted(("sum", "j", 0, "n", ("f", "x", "j")))
    True
    """
    if isinstance(x, str):
        return dict(bound).get(x, x)
    if not isinstance(x, tuple | list) or not x:
        return x
    new = tuple((x[place], f"bound{len(bound) + count}") for count, place in enumerate(BINDERS.get(x[0], ())) if len(x) > place)
    return (x[0], *(counted(y, (*bound, *new)) for y in x[1:])) if isinstance(x[0], str) else tuple(counted(y, bound) for y in x)


@cache
def key(table: Any) -> str:
    """What equal tables have in common: how they are written with counted names."""
    return shown(counted(table), 0)


def names(x: Any) -> Iterator[str]:
    """Every string inside but the operators, which stand first."""
    for y in x[1:] if isinstance(x, tuple | list) else ():
        if isinstance(y, str):
            yield y
        else:
            yield from names(y)


def tables(x: Any, bound: frozenset[str] = frozenset()) -> Iterator[Table]:
    """The matrices given by their entries in which no bound name of the formula around them occurs, outermost first."""
    if not isinstance(x, tuple | list) or not x:
        return
    if x[0] == "mat" and not bound & set(words(x)):
        yield tuple(x)
        return
    new = {x[place] for place in BINDERS.get(x[0], ()) if len(x) > place}
    if x[0] in ("all", "ex"):
        new = {x[1][1]}
    for y in x:
        yield from tables(y, bound | new)


def customary(written: str) -> str:
    """The letter that readers expect for a table, or nothing."""
    return next((c for pattern, c in CUSTOMARY if re.match(pattern, written[1:])), "")


def letter_for(written: str, taken: Container[str]) -> str:
    """A letter for a table, as it is written, that is not taken."""
    more = (f"M{count}" for count in range(1, 1000))
    free: str = next(c for c in (*customary(written), *LETTERS, *more) if c not in taken)
    return free


def abbreviations(parts: list[Any]) -> Letters:
    """Letters for the tables of these formulas that are long or stand more than once, or have a customary one."""
    found: dict[str, list[Table]] = {}
    for part in parts:
        for table in tables(part):
            found.setdefault(key(table), []).append(table)
    taken = {w for part in parts for w in names(part)}
    chosen: Letters = {}
    for name, places in found.items():
        written = text(places[0])
        if len(written) > SHORT or len(places) > 1 or customary(written):
            chosen[name] = letter_for(written, taken), places[0]
            taken.add(chosen[name][0])
    return chosen


def shortened(x: Any, chosen: Letters) -> Any:
    """The term or formula with the letters in the place of the tables."""
    if not chosen or not isinstance(x, tuple | list) or not x:
        return x
    if x[0] == "mat" and (known := chosen.get(key(tuple(x)))):
        return ("m", known[0])
    return tuple(shortened(y, chosen) for y in x)
