"""More unknowns than equations: a solution that is not zero, over every field, by elimination of one row at a time."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
    exists,
    forall,
    implies,
    integers,
    inv,
    ite,
    lam,
    leq,
    less,
    no,
    num,
    total,
)
from verify.proofs.script import Goal

n, r, i, j, k, p = integers("n r i j k p")
a, x, y = Family("a", 2), Family("x"), Family("y")
e = Term("e")


def theorems(book: Book) -> None:
    """By induction on the number of equations, for all coefficients at once."""
    inner = forall(a, exists(x, j, both(leq(0, j), leq(j, r), eq(x(j), 1), solves(a, x, r, r + 1))))
    book.add("null_vector", "r homogeneous equations in r + 1 unknowns have a solution with an entry 1, over every field.",
             forall(r, implies(leq(0, r), inner)), lambda G: G.induction(_base, _step), lemma=True)


def solves(a: Any, x: Any, rows: Any, columns: Any) -> Any:
    """The equations sum of a_(i k) x_k = 0 for the rows."""
    return forall(i, implies(leq(0, i), less(i, rows), eq(total(0, columns, lambda k: a(i, k) * x(k)), 0)))


def done(G: Goal, solved: Any) -> None:
    """Close the conjunction about the entry 1 and the equations."""
    G.split("a", lambda H: H.split("a", lambda K: K.split(by_entries("unit"), solved)))


def _base(G: Goal) -> None:
    G.intro("a").witness(lam("k", lambda _: num(1))).witness(0)
    G.split("a", lambda H: H.split("a", lambda K: K.split(lambda L: L.lin(), lambda L: L.intro("i low high").absurd("a"))))


def _step(G: Goal) -> None:
    G.intro("e above ih a")
    pivot = exists(p, both(leq(0, p), leq(p, e + 1), no(eq(a(e, p), 0))))
    G.excluded(pivot, "pivot", _eliminate, _zero_row)


def _take(G: Goal, family: Any, name: str) -> None:
    """The solution of the smaller system: letters name, j and the facts j_low, j_high, unit, rest."""
    G.use("found", "ih", family).obtain("found", name, "found_j").obtain("found_j", "j", "facts")
    G.parts("facts", "j_low", "facts1").parts("facts1", "j_high", "facts2").parts("facts2", "unit", "rest")


def _zero_row(G: Goal) -> None:
    def entry(H: Goal) -> None:
        H.intro("k k_low k_high").excluded(
            eq(a(e, k), 0),
            "value",
            "value",
            lambda K: K.absurd(
                lambda L: L.use("end", "pivot", by=(lambda M: M.witness(k).split("a", lambda N: N.split("a", "value")),)).by(
                    "end"
                )
            ),
        )
    G.have("zeros", forall(k, implies(leq(0, k), leq(k, e + 1), eq(a(e, k), 0))), entry)
    _take(G, lam("i k", a), "x")

    def longer(k: Any) -> Any:
        return ite(k, e, x(k), num(0))

    def solved(H: Goal) -> None:
        H.intro("i i_low i_high").case(i, e - 1, "side", early, last)

    def early(H: Goal) -> None:
        H.use("sum", "SUMS", lam("k", lambda k: a(i, k) * longer(k)), 0, e + 1).use("it", "rest", i)
        H.have("same", eq(total(0, e + 1, lambda k: a(i, k) * longer(k)), total(0, e + 1, lambda k: a(i, k) * x(k))),
               lambda K: K.cong("k k_low k_high", by_entries()))
        reduce(H, *reveal(H, "sum", "same", "it"))

    def last(H: Goal) -> None:
        H.have("at", ("==", "i", e), "a").rewrite("h", eq(total(0, e + 2, lambda k: a(Term("h"), k) * longer(k)), 0), "at")
        H.use("it", "sum_zero", lam("k", lambda k: a(e, k) * longer(k)), 0, e + 2, by=(
            lambda K: reduce(K.intro("k k_low k_high").use("z", "zeros", k), "z"),)).by("it")
    G.witness(lam("k", longer)).witness(j)
    done(G, solved)


def _eliminate(G: Goal) -> None:
    G.obtain("pivot", "p", "about").parts("about", "p_low", "about1").parts("about1", "p_high", "nonzero")
    q = inv(a(e, p))
    G.use("inverse", "INV", a(e, p), by=("nonzero",))

    def reduced(i: Any, k: Any) -> Any:
        return ite(k + 1, p, a(i, k) - a(i, p) * q * a(e, k), a(i, k + 1) - a(i, p) * q * a(e, k + 1))
    _take(G, lam("i k", reduced), "y")

    def before(i: Any) -> Any:
        return total(0, p, lambda k: a(i, k) * y(k))

    def after(i: Any) -> Any:
        return total(p, e + 1, lambda k: a(i, k + 1) * y(k))
    s = before(e) + after(e)

    def longer(k: Any) -> Any:
        return ite(k + 1, p, y(k), ite(k, p, -q * s, y(k - 1)))

    def opened(H: Goal) -> None:
        def body(k: Any) -> Any:
            return a(i, k) * longer(k)
        H.intro("i").use("cut", "sum_split", lam("k", body), 0, p, e + 2).use("first", "sum_first", lam("k", body), p, e + 2)
        H.use("shift", "sum_shift", lam("k", body), 1, p, e + 1)
        H.have("low", eq(total(0, p, body), before(i)), lambda K: K.cong("k k_low k_high", by_entries()))
        H.have("high", eq(total(p, e + 1, lambda k: body(k + 1)), after(i)), lambda K: K.cong("k k_low k_high", by_entries()))
        H.have("middle", eq(body(p), -a(i, p) * q * s), by_entries())
        H.close("lin", [(1, "cut", 1), (1, "first", 1), (1, "shift", 1), (1, "low", 1), (1, "high", 1), (1, "middle", 1)])
    G.have("open", forall(i, eq(total(0, e + 2, lambda k: a(i, k) * longer(k)), before(i) + after(i) - a(i, p) * q * s)), opened)

    def early(H: Goal) -> None:
        def body(k: Any) -> Any:
            return reduced(i, k) * y(k)
        H.use("it", "rest", i).use("sum", "open", i).use("cut", "sum_split", lam("k", body), 0, p, e + 1)
        H.have(
            "low",
            eq(total(0, p, body), total(0, p, lambda k: a(i, k) * y(k) - a(i, p) * q * (a(e, k) * y(k)))),
            lambda K: K.cong("k k_low k_high", by_entries()),
        )
        H.have(
            "high",
            eq(total(p, e + 1, body), total(p, e + 1, lambda k: a(i, k + 1) * y(k) - a(i, p) * q * (a(e, k + 1) * y(k)))),
            lambda K: K.cong("k k_low k_high", by_entries()),
        )
        H.close("lin", [(1, "sum", 1), (1, "it", 1), (-1, "cut", 1), (-1, "low", 1), (-1, "high", 1)])

    def last(H: Goal) -> None:
        H.have("at", ("==", "i", e), "a").rewrite("h", eq(total(0, e + 2, lambda k: a(Term("h"), k) * longer(k)), 0), "at")
        H.use("sum", "open", e).close("lin", [(1, "sum", 1), (-s, "inverse", 1)])

    def solved(H: Goal) -> None:
        H.intro("i i_low i_high").case(i, e - 1, "side", early, last)
    G.witness(lam("k", longer))
    G.case(j + 1, p, "place", lambda H: done(H.witness(j), solved), lambda H: done(H.witness(j + 1), solved))


