"""Cayley-Hamilton by coefficients: when (x I - A) B(x) = p(x) I holds coefficient by coefficient, p(A) = 0."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import Table, table
from verify.proofs.language import Family, Letter, Term, eq, eye, forall, implies, integers, lam, leq, matrix, null, prod, total
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, d, k, m = integers("n d k m")
A, B, p = matrix("A", n, n), Letter("B", ("i",), n, n), Family("p")
e = Term("e")


def power(x: Any, exponent: Any) -> Any:
    """The power of a square matrix."""
    return prod(0, exponent, lambda _: x)


def polynomial(terms: Any, shift: int = 0) -> Any:
    """The sum of p_k A^k over k < terms."""
    return total(0, terms, lambda k: p(k) * power(A, k + shift))


def theorems(book: Book) -> None:
    """The partial sums telescope."""
    coefficients = forall(k, implies(leq(0, k), leq(k, d), eq(p(k) * eye(n), B(k - 1) - A * B(k))))
    claim = Claim(
        (n, d, A, B, p),
        {"degree": leq(0, d), "coefficients": coefficients, "first": eq(B(-1), null(n, n)), "last": eq(B(d), null(n, n))},
    )

    def base(G: Goal) -> None:
        G.intro("upper").use("sum", "MSUM0", n, n, lam("k", lambda k: p(k) * power(A, k)), 0, 0).use(
            "one", "MPROD0", n, lam("k", lambda _: A), 0, 0
        )
        G.close("lin", [(1, "sum", 1), (1, "one", B(-1)), (1, "first", 1)])

    def step(G: Goal) -> None:
        G.intro("e above ih upper").use("known", "ih", by=("a",)).use(
            "sum", "MSUMS", n, n, lam("k", lambda k: p(k) * power(A, k)), 0, e
        )
        G.use("more", "MPRODS", n, lam("k", lambda _: A), 0, e).use("now", "coefficients", e)
        G.close("lin", [(1, "sum", 1), (1, "known", 1), (power(A, e), "now", 1), (1, "more", B(e))])

    def script(G: Goal) -> None:
        G.have(
            "partial",
            forall(m, implies(leq(0, m), leq(m, d + 1), eq(polynomial(m), -power(A, m) * B(m - 1)))),
            lambda H: H.induction(base, step),
        )
        G.use("whole", "partial", d + 1).close("lin", [(1, "whole", 1), (-power(A, d + 1), "last", 1)])
    models = [_numbers(size) for size in range(3)]
    broken = _numbers(2)
    broken["p"] = lambda _: Fraction(1)
    claim.publish(
        book,
        "cayley_hamilton_by_coefficients",
        "When p_k I = B_(k-1) - A B_k for 0 <= k <= d with B_(-1) = B_d = 0, "
        "that is (x I - A) B(x) = p(x) I by coefficients, p(A) = 0.",
        eq(polynomial(d + 1), null(n, n)),
        script,
        models=models,
        wrong={
            "degree too small": eq(polynomial(d), null(n, n)),
            "degree without constant": eq(total(1, d + 1, lambda k: p(k) * power(A, k)), null(n, n)),
            "sign": eq(total(0, d + 1, lambda k: p(k) * power(-A, k)), null(n, n)),
        },
        missing={"coefficients": broken},
    )


def _numbers(size: int) -> Numbers:
    """The characteristic polynomial and the coefficients of the adjugate of x I - A, sizes 0, 1, 2."""
    found = Numbers(n=size, d=size).let(A, table(size, size, lambda i, j: Fraction(2 * i + j + 1)))
    zero, unit = found.at(null(n, n)), found.at(eye(n))
    rows: dict[int, tuple[tuple[int, ...], dict[int, Table]]] = {
        0: ((0,), {}), 1: ((-1, 1), {0: unit}), 2: ((-2, -5, 1), {1: unit, 0: found.at(A - 5 * eye(n))})}
    numbers, matrices = rows[size]
    found["p"] = lambda k: Fraction(numbers[k] if 0 <= k < len(numbers) else 0)
    found["B"] = lambda k: matrices.get(k, zero)
    return found
