"""The binomial theorem for commuting matrices, for all exponents."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal
from verify.proofs.language import Letter, Term, eq, eye, forall, implies, integers, lam, leq, matrix, total
from verify.proofs.library.jordan import BINOMIALS, C, binomial, e
from verify.proofs.library.powers import SIZES, commute, for_all, power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, r, c = integers("n r c")
FAMILY = lam("a d", C)


def theorems(book: Book) -> None:
    """A lemma on sums first."""
    _front(book)
    _binomial(book)


def _front(book: Book) -> None:
    M = Letter("M", ("u",), r, c)

    def base(G: Goal) -> None:
        G.use("u", "MSUMS", r, c, lam("u", M), 0, 0).use("v", "MSUM0", r, c, lam("u", M), 0, 0)
        G.use("w", "MSUM0", r, c, lam("u", lambda u: M(u + 1)), 0, 0).lin("u", "v", "w")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("u", "MSUMS", r, c, lam("u", M), 0, e + 1)
        G.use("w", "MSUMS", r, c, lam("u", lambda u: M(u + 1)), 0, e).lin("u", "w", "ih")
    book.add("matrix_sum_front", "The first term of a sum of matrices.", forall(r, c, M, forall(n, implies(leq(0, n), eq(
        total(0, n + 1, M), M(0) + total(0, n, lambda u: M(u + 1)))))), lambda G: G.intro("r c M").induction(base, step),
            lemma=True)


def _binomial(book: Book) -> None:
    X, Y = matrix("X", n, n), matrix("Y", n, n)

    def term(t: Any) -> Any:
        return lambda u: C(t, u) * power(X, t - u) * power(Y, u)

    def form(t: Any) -> Term:
        return total(0, t + 1, term(t))

    def base(G: Goal) -> None:
        for name, letter in (("x0", X), ("y0", Y), ("s0", X + Y)):
            G.use(name, "MPROD0", n, lam("v", lambda _, letter=letter: letter), 0, 0)
        G.use("u", "MSUMS", n, n, lam("u", term(0)), 0, 0).use("v", "MSUM0", n, n, lam("u", term(0)), 0, 0).use("c0", "one", 0)
        by_ideal("x0", "y0", "s0", "u", "v", "c0")(G)

    def step(G: Goal) -> None:
        G.intro("e above ih").use("grown", "MPRODS", n, lam("v", lambda _: X + Y), 0, e)
        commute("passes", Y, X, by_ideal("commute"))(G)

        def front(u: Any) -> Any:
            return C(e, u) * power(X, e + 1 - u) * power(Y, u)

        def back(u: Any) -> Any:
            return C(e, u) * power(X, e - u) * power(Y, u + 1)

        def later(u: Any) -> Any:
            return C(e, u + 1) * power(X, e - u) * power(Y, u + 1)

        def first(K: Goal) -> None:
            K.use("turn", "passes", "u").use("more", "MPRODS", n, lam("v", lambda _: X), 0, e - Term("u")).lin("turn", "-more")
        G.have("one_x", eq(total(0, e + 1, lambda u: term(e)(u) * X), total(0, e + 1, front)), lambda H: H.cong("u u0 u1", first))
        G.have("one_y", eq(total(0, e + 1, lambda u: term(e)(u) * Y), total(0, e + 1, back)), lambda H: H.cong(
            "u u0 u1", lambda K: K.use("more", "MPRODS", n, lam("v", lambda _: Y), 0, "u").lin("more")))
        G.use("f1", "matrix_sum_front", n, n, lam("u", front)).use("f2", "f1", e)
        G.use("h1", "matrix_sum_front", n, n, lam("u", term(e + 1))).use("h2", "h1", e + 1)
        G.use("zeros", "binomials_vanish", FAMILY, by=("none", "pascal")).use("zero", "zeros", "e").use("nothing", "zero", e + 1)
        G.use("last", "MSUMS", n, n, lam("u", later), 0, e)
        G.have("rest", eq(total(0, e + 1, lambda u: C(e + 1, u + 1) * power(X, e - u) * power(Y, u + 1)), total(
            0, e + 1, lambda u: later(u) + back(u))), lambda H: H.cong("u u0 u1", lambda K: K.use("rule", "pascal", "e",
                "u").lin("rule")))
        G.use("c0", "one", "e").use("c1", "one", e + 1).lin(
            "grown", "ih", "one_x", "one_y", "f2", "h2", "rest", "last", "nothing", "c0", "c1")
    models = []
    for p in SIZES:
        y = Numbers(n=p).draw(X)
        y["C"] = binomial
        models.append(y.let(Y, X * X - 2 * X + eye(n)))
    Claim((n, X, Y, C), {"commute": eq(X * Y, Y * X), **BINOMIALS}).publish(
        book, "binomial_theorem", "X Y = Y X gives (X + Y)^t = sum of C(t, i) X^(t-i) Y^i, i <= t, for all t and sizes.",
        for_all(lambda t: eq(power(X + Y, t), form(t))), lambda G: G.induction(base, step), models=models,
        wrong={"last term missing": for_all(lambda t: eq(power(X + Y, t), total(0, t, term(t)))),
               "difference": for_all(lambda t: eq(power(X - Y, t), form(t))),
               "ends only": for_all(lambda t: eq(power(X + Y, t + 1), power(X, t + 1) + power(Y, t + 1)))},
        missing={"commute": {**Numbers(n=2).draw(X, Y), "C": binomial}})
