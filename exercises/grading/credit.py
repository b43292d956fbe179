"""Part marks: what a wrong answer has earned all the same, as a share of the points, from the laws that hold.

Never by trying a mark for every entry: what anybody could write down (zeros, the identity, a zero vector) earns nothing.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from exercises.grading.laws import Law
from exercises.grading.question import Question

Given = dict[str, Any]
Credit = Callable[[Sequence[Law], Given, Given, Question], Fraction]
NONE, QUARTER, HALF, MOST = Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)
ENOUGH = Fraction(2, 3)  # of the entries must be right for half of the points
RULES: Mapping[str, str] = {
    "values": "half when two thirds of the values are right", "set": "half when two thirds of the values are right",
    "list": "half when two thirds of the values are right, each in its place",
    "sizes": "half when two thirds of the sizes are right",
    "blocks": "half when the eigenvalues are right, each as often as it counts",
    "interval": "half when both ends are right, whether or not they belong",
    "matrix": "half when two thirds of the entries are right, zeros not counted", "vector": "as for a matrix",
    "polynomial": "half when the degree and two thirds of the coefficients below the leading one are right, zeros not counted",
    "function": "half when it is wrong at finitely many n only",
    "functions": "half when two thirds of the entries are right, zeros not counted",
    "yes-no": "half for the right word without a valid witness",
    "jordan": "half for J, or a quarter for its eigenvalues; a quarter for A P = P J with no column of P zero; "
              "three quarters for ones below the diagonal with a P that fits them",
    "jordan-basis": "half for A P = P J with no column of P zero; a smaller share for the columns that satisfy it",
    "similar": "half for A P = P B with no column of P zero",
    "chain": "half for the eigenvector, the other half in equal shares for the links that hold; half at most for a wrong length",
    "nullspace": "the share of the dimension that is found inside the space, half at most", "span": "as for nullspace",
    "svd": "half for the singular values, an eighth each for right columns of U and of V",
    "polar": "half for A = U H with U orthogonal", "pinv": "half when A X A = A holds",
    "lu": "half when P A = L U holds, L being lower and U upper triangular",
    "inverse": "half when two thirds of the columns of A X are right",
    "lyapunov": "half when two thirds of the columns of the equation hold", "stein": "as for lyapunov",
    "equations": "half of the share of the equations that hold, when nothing asked for is zero",
}


def none(_laws: Sequence[Law], _given: Given, _key: Given, _question: Question) -> Fraction:
    """No part marks."""
    return NONE


def held(laws: Sequence[Law], *names: str) -> bool:
    """Whether laws of these names were tried and hold."""
    return set(names) <= {law.law for law in laws if law.holds}


def when(*names: str) -> Credit:
    """Half when these laws hold."""
    def credit(laws: Sequence[Law], _given: Given, _key: Given, _question: Question) -> Fraction:
        return HALF if held(laws, *names) else NONE
    return credit


def of_entries(pairs: Sequence[tuple[Any, Any]]) -> Fraction:
    """Half when two thirds of the pairs agree; a pair of zeros does not count.

    >>> of_entries([(1, 1), (2, 2), (3, 4), (0, 0)]), of_entries([(1, 1), (3, 4), (0, 0)])
    (Fraction(1, 2), Fraction(0, 1))
    """
    counted = [(x, y) for x, y in pairs if x != 0 or y != 0]
    right = sum(x == y for x, y in counted)
    return HALF if counted and right >= ENOUGH * len(counted) else NONE


def entries(_laws: Sequence[Law], given: Given, key: Given, _question: Question) -> Fraction:
    """Entry by entry, for matrices and vectors."""
    mine, right = given[""], key[""]
    if mine.shape != right.shape:
        return NONE
    return of_entries([(mine[i, j], right[i, j]) for i in range(mine.rows) for j in range(mine.cols)])


def places(_laws: Sequence[Law], given: Given, key: Given, _question: Question) -> Fraction:
    """Place by place, for lists; a zero counts, as it is a value."""
    mine, right = given[""], key[""]
    agree = sum(x == y for x, y in zip(mine, right, strict=False))
    return HALF if len(mine) == len(right) and agree >= ENOUGH * len(right) else NONE


def common(_laws: Sequence[Law], given: Given, key: Given, _question: Question) -> Fraction:
    """What two collections have in common."""
    left, count = list(key[""]), 0
    for x in given[""]:
        if x in left:
            left.remove(x)
            count += 1
    size = max(len(given[""]), len(key[""]))
    return HALF if size and count >= ENOUGH * size else NONE


def eigenvalues(_laws: Sequence[Law], given: Given, key: Given, _question: Question) -> Fraction:
    """The eigenvalues of blocks, each as often as it counts."""
    def table(blocks: Sequence[tuple[Any, int]]) -> list[tuple[Any, int]]:
        found: list[tuple[Any, int]] = []
        for value, size in blocks:
            at = next((k for k, (x, _) in enumerate(found) if x == value), None)
            if at is None:
                found.append((value, size))
            else:
                found[at] = (value, found[at][1] + size)
        return found
    mine, right = table(given[""]), table(key[""])
    return HALF if len(mine) == len(right) and all(pair in right for pair in mine) else NONE


def coefficients(_laws: Sequence[Law], given: Given, key: Given, _question: Question) -> Fraction:
    """The coefficients below the leading one."""
    mine, right = given[""].coefficients, key[""].coefficients
    same = len(mine) == len(right) and mine[-1] == right[-1]
    return of_entries(list(zip(mine[:-1], right[:-1], strict=True))) if same else NONE


def functions(laws: Sequence[Law], given: Given, key: Given, question: Question) -> Fraction:
    """Entry by entry, for functions; a single one that is wrong at finitely many n only."""
    mine, right = ([f for row in table[""] for f in row] for table in (given, key))
    if not laws or len(mine) != len(right):
        return NONE
    rest = [f - g for f, g in zip(mine, right, strict=True)]
    if len(rest) == 1:
        return HALF if question.data["variable"] == "n" and not rest[0].terms and right[0].terms else NONE
    if not laws[0].holds:
        return NONE
    counted = [not d for d, f, g in zip(rest, mine, right, strict=True) if f or g]
    return HALF if counted and sum(counted) >= ENOUGH * len(counted) else NONE


def no_zero_column(M: Any) -> bool:
    """Whether every column has an entry that is not zero."""
    return all(any(M[i, j] != 0 for i in range(M.rows)) for j in range(M.cols))
