"""Sums of squares for quadratic inequalities: the Gram matrix of a form, split exactly as L D L^T with rational D >= 0.

Untrusted: the kernel multiplies the squares out (rule `pos`).
"""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from verify.kernel.normal import normal
from verify.proofs.language import raw
from verify.proofs.script import Goal

Matrix = list[list[Fraction]]


class NotASumOfSquaresError(Exception):
    """The Gram matrix in this basis has a negative direction, or the form needs other products."""


def split(gram: Sequence[Sequence[Fraction | int]]) -> list[tuple[Fraction, list[Fraction]]]:
    """Weights d >= 0 and vectors v with gram = sum of d v v^T, one for each pivot.

    >>> split([[2, 1], [1, 2]])
    [(Fraction(2, 1), [Fraction(1, 1), Fraction(1, 2)]), (Fraction(3, 2), [Fraction(0, 1), Fraction(1, 1)])]

    Raises:
        NotASumOfSquaresError: the matrix is not positive semidefinite.
    """
    rest = [[Fraction(x) for x in row] for row in gram]
    found = []
    for i, row in enumerate(rest):
        d = row[i]
        if d < 0 or (d == 0 and any(row)):
            raise NotASumOfSquaresError(f"a negative direction at pivot {i}")
        if d:
            v = [x / d for x in row]
            found.append((d, v))
            rest[:] = [[x - d * a * b for x, b in zip(line, v, strict=True)] for line, a in zip(rest, v, strict=True)]
    return found


def gram_matrix(scope: dict[str, Any], form: Any, basis: Sequence[Any]) -> Matrix:
    """The symmetric matrix of the form in products of the basis; a product that is reached in several ways is shared.

    Raises:
        NotASumOfSquaresError: the form has a monomial that is no product of two basis elements.
    """
    _, target = normal(raw(form), scope)
    products = {(i, j): normal(("*", raw(b), raw(c)), scope)[1] for i, b in enumerate(basis) for j, c in enumerate(basis)}
    if any(len(p) != 1 for p in products.values()):
        raise NotASumOfSquaresError("the basis must consist of monomials")
    keys = {place: next(iter(p)) for place, p in products.items()}
    if set(target) - set(keys.values()):
        raise NotASumOfSquaresError("the basis does not reach every monomial")
    ways = list(keys.values())
    n = range(len(basis))
    return [[Fraction(target.get(keys[i, j], 0)) / ways.count(keys[i, j]) / products[i, j][keys[i, j]] for j in n] for i in n]


def by_squares(G: Goal, *basis: Any) -> None:
    """Closes s le t when t - s is a positive semidefinite quadratic form in the basis, which is made of monomials.

    Raises:
        NotASumOfSquaresError: it is not, in this basis.
    """
    _, s, t = G.goal
    squares: list[tuple[Any, Any, tuple[str, ...]]] = []
    for d, v in split(gram_matrix(G.scope, ("-", t, s), basis)):
        terms = [("*", ("q", c.numerator, c.denominator), raw(b)) for c, b in zip(v, basis, strict=True) if c]
        squares.append((("q", d.numerator, d.denominator), ("+", *terms), ()))
    G.pos(squares)
