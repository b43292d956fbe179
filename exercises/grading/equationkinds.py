"""The kind `equations`: whatever satisfies the equations that the question states, such as `S k = v; det P != 0`.

`data["laws"]` holds the laws, separated by semicolons: sums and differences of products of named matrices, `^T` for the
transpose, I and 0 of the size that fits, numbers as factors; `det X != 0` and `X != 0`. `data["find"]` lists the
letters the student gives, with their shapes: `P 2x2, x 3x1`.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from exercises.grading import reading
from exercises.grading.identities import written_out
from exercises.grading.kinds import Given, Kind, register
from exercises.grading.laws import Law, equal, invertible, shapes
from exercises.grading.matrixcredit import equations
from exercises.grading.question import Question
from symbolic.errors import InputError

TERM = re.compile(r"\s*([+-]?)\s*([^+-]+)")
FACTOR = re.compile(r"[0-9]+(?:/[0-9]+)?|[A-Za-z]\w*(?:\^T)?")


def find(q: Question) -> dict[str, tuple[int, int]]:
    """Return the letters asked for with their shapes.

    >>> find(Question("equations", {"find": "P 2x2, x 3x1"}, {}))
    {'P': (2, 2), 'x': (3, 1)}
    """
    pieces = (p.split() for p in q.data["find"].split(","))
    return {letter: (int(size.split("x")[0]), int(size.split("x")[1])) for letter, size in pieces}


class EquationKind(Kind):
    """The letters stand in the question, not in the kind."""

    def names_for(self, question: Question) -> tuple[str, ...]:
        """Return the letters asked for."""
        return tuple(find(question))


def shaped(texts: Mapping[str, str], q: Question) -> Given:
    """Return the matrices of an answer; a row is taken for the column that is asked for."""
    out: Given = {}
    for letter, shape in find(q).items():
        found = reading.matrix(written_out(texts[letter], shape, decimals=q.decimals), decimals=q.decimals)
        out[letter] = found.T if shape[1] == 1 and shape[0] > 1 and found.shape == shape[::-1] else found
    return out


def _laws(given: Given, _key: Given, q: Question) -> Iterator[Law]:
    yield from satisfied(given, q)


def satisfied(given: Given, q: Question, words: tuple[str, ...] = ()) -> Iterator[Law]:
    """The laws of the question; its data hold matrices except for the laws, what to find, and `words`."""
    from symbolic.parsing import parse_matrix
    wanted = find(q)
    law = shapes(given, **wanted)
    yield law
    if not law.holds:
        return
    env = {k: parse_matrix(v) for k, v in q.data.items() if k not in ("laws", "find", *words)} | given
    for piece in q.data["laws"].split(";"):
        yield _law(piece.strip(), env)


def _law(law: str, env: Given) -> Law:
    if law.startswith("det "):
        letter = law.split()[1]
        return invertible(letter, env[letter])
    if law.endswith("!= 0"):
        letter = law.split(maxsplit=1)[0]
        zero = all(x == 0 for row in env[letter].entries() for x in row)
        return Law(law, holds=not zero, detail=f"{letter} is zero" if zero else "")
    left, right = (side.strip() for side in law.split(" = "))
    a, b = value(left, env), value(right, env)
    a, b = _fitted(a, b), _fitted(b, a)
    return equal(law, a, b)


def _fitted(a: Any, other: Any) -> Any:
    """A bare number becomes this multiple of the identity of the size of the other side; 0 the zero matrix."""
    from symbolic.matrices.matrix import identity, zero
    if hasattr(a, "shape"):
        return a
    return zero(*other.shape) if a == 0 else a * identity(other.rows)


def value(side: str, env: Given) -> Any:
    """Return the value of a side of an equation: sums of products of names and numbers.

    >>> from symbolic import matrix
    >>> value("2 A^T - I", {"A": matrix("1 2; 3 4")})
    1 6; 4 7
    """
    total: Any = None
    for sign, product in TERM.findall(side):
        term: Any = None
        for factor in FACTOR.findall(product):
            f = _factor(factor, env)
            term = f if term is None else term * f
        term = -term if sign == "-" else term
        if total is None:
            total = term
        else:
            a, b = _fitted(total, term), _fitted(term, total)
            total = a + b
    if total is None:
        raise InputError(f"an equation of the key has an empty side: {side!r}")
    return total


def _factor(factor: str, env: Given) -> Any:
    from symbolic.parsing import parse_number
    if factor[0].isdigit():
        return parse_number(factor)
    if factor == "I":
        return parse_number("1")
    found = env[factor.removesuffix("^T")]
    return found.T if factor.endswith("^T") else found


register(EquationKind("equations", (), "Whatever satisfies the equations is right.",
                      "each letter with its rows, such as x = (1, 2)", shaped, _laws,
                      credit=equations))
