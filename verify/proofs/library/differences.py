"""Bounds of difference operators for all lengths, from squares that are found for each term."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.language import Family, Term, at_most, integers, lam, leq, total
from verify.proofs.script import Goal
from verify.proofs.squares import by_squares

n, k = integers("n k")
x = Family("x")


def theorems(book: Book) -> None:
    """First and second differences, and products of neighbours."""
    for name, says, left, constant, count in (
            ("first_difference_bound", "The sum of (x_(k+1) - x_k)^2 is at most twice that of x_k^2 + x_(k+1)^2.",
             lambda k: (x(k + 1) - x(k)) ** 2, 2, 2),
            ("second_difference_bound", "The sum of (x_(k+2) - 2 x_(k+1) + x_k)^2 is at most 6 times that of the three squares.",
             lambda k: (x(k + 2) - 2 * x(k + 1) + x(k)) ** 2, 6, 3),
            ("neighbour_products_bound", "The sum of x_k x_(k+1) + x_(k+1) x_(k+2) + x_k x_(k+2) is at most that of the squares.",
             lambda k: x(k) * x(k + 1) + x(k + 1) * x(k + 2) + x(k) * x(k + 2), 1, 3)):
        _bound(book, name, says, left, constant, count)


def _bound(book: Book, name: str, says: str, left: Any, constant: int, count: int) -> None:
    def right(k: Any, factor: Any = constant, first: int = 0) -> Term:
        return Term(factor) * Term(("+", *(x(k + i) ** 2 for i in range(first, count))))

    def script(G: Goal) -> None:
        G.use("all", "sum_monotone", lam("k", left), lam("k", right), 0, n, by=(
            "a", lambda H: by_squares(H.intro("k low high"), *(x(k + i) for i in range(count))))).by("all")

    def value(factor: Any = constant, first: int = 0, *, turned: bool = False) -> Any:
        sides = total(0, n, left), total(0, n, lambda k: right(k, factor, first))
        return at_most(*(reversed(sides) if turned else sides))
    worst = (lambda k: (-1) ** k) if count == 2 else (lambda k: (1, -2, 1)[k % 3]) if constant == 6 else (lambda _: 1)
    models = [{"n": size, "x": lambda k, worst=worst: Fraction(worst(k))} for size in range(3)]
    models.append({"n": 1, "x": lambda k: Fraction((1, 0, 3, 2)[k % 4])})
    smaller = Term(("q", 9, 10)) * constant
    strict = {"smaller constant": value(smaller), "negative": value(-1 * constant), "turned": value(turned=True)}
    Claim((n, x), {"size": leq(0, n)}).publish(
        book, name, says, value(), script, models=models, wrong=strict)
