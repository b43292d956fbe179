"""Ranks as traces, and the number of Jordan blocks of each size from ranks of powers.

A nilpotent Jordan matrix with blocks of any sizes is its row of flags f: f_i = 1 where i and i + 1 are in one block, else 0.
"""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    null,
    num,
    prod,
    table,
    total,
    trace,
)
from verify.proofs.library.powers import for_all, power
from verify.proofs.library.shifts import P, Q, closed_power, delta, opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, r, t, i, j = integers("n m r t i j")
f = Family("f")
e, hole = Term("e"), Term(("m", "h"))


def flags(size: Any, f: Any = f) -> Term:
    """The nilpotent Jordan matrix with these flags."""
    return table(size, size, lambda i, j: delta(i + 1, j) * f(i))


def form(t: Any, n: Any = n) -> Term:
    """Its power t."""
    return table(n, n, lambda i, j: delta(i + t, j) * prod(i, i + t, f))


def theorems(book: Book) -> None:
    """Rank and trace, then flags."""
    _rank(book)
    _times(book)
    _powers(book)
    _gram(book)
    _ranks(book)
    _blocks(book)


def _rank(book: Book) -> None:
    A, F, G, Fl, Gr, X = matrix("A", m, n), matrix("F", m, r), matrix("G", r, n), matrix("Fl", r, m), matrix("Gr", n,
        r), matrix("X", n, m)

    def script(H: Goal) -> None:
        H.have("core", eq(G * X * F, eye(r)), by_ideal("factors", "left", "right", "inner"))
        H.have("turned", eq(trace(A * X), trace(G * X * F)), lambda K: K.rewrite("h", eq(trace(hole * X), trace(G * X * F)),
            "factors").lin())
        H.have("one", eq(trace(G * X * F), trace(eye(r))), lambda K: K.rewrite("h", eq(trace(hole), trace(eye(r))), "core").lin())
        H.use("size", "trace_of_identity", "r").lin("turned", "one", "size")
    models = []
    for p, q, k in ((2, 2, 1), (2, 3, 2), (3, 3, 2), (1, 2, 0)):
        x = Numbers(m=p, n=q, r=k).let(F, table(m, r, lambda i, j: delta(i, j) + delta(i, j + 1) * 2)).let(G, table(r, n,
            lambda i, j: delta(i, j) + delta(i + 1, j)))
        left, right = matrix("left", r, r), matrix("right", r, r)
        x.inverse(left, F.T * F).inverse(right, G * G.T).let(Fl, left * F.T).let(Gr, G.T * right).let(A, F * G)
        models.append(x.draw(matrix("U", n, m)).let(X, Gr * Fl + matrix("U", n, m) - Gr * G * matrix("U", n, m) * F * Fl))
    Claim((m, n, r, A, F, G, Fl, Gr, X), {"r_size": leq(0, r), "factors": eq(A, F * G), "left": eq(Fl * F, eye(r)),
        "right": eq(G * Gr, eye(r)),
                                         "inner": eq(A * X * A, A)}).publish(
        book, "rank_is_trace_of_projector",
            "A = F G of inner size r, F with a left and G with a right inverse: tr(A X) = r for every X with A X A = A.",
        eq(trace(A * X), num(r)), script, models=models,
        wrong={"one more": eq(trace(A * X), num(r) + 1), "size": eq(trace(A * X), num(n)), "sign": eq(trace(A * X), -num(r))},
        missing={"inner": {**models[1], "X": Numbers(models[1]).at(3 * X)}})


def _times(book: Book) -> None:
    X = matrix("X", n, n)

    def script(G: Goal) -> None:
        G.intro("n f X i j low high").use("u", "ENTMUL", "n", "n", "n", X, flags(n), "i", "j")
        g = lam("q", lambda q: X[i, q] * flags(n)[q, j])
        G.case("j", 0, "edge", lambda H: opened("u", "z", "s")(H.use("z", "entry_left_of_matrix", "n", "n", X, "i", j - 1).use(
            "s", "sum_zero", g, 0, "n", by=(lambda K: opened()(K.intro("q a b")),))), lambda H: opened("u", "s")(H.use(
                "s", "sum_single", g, 0, "n", j - 1, by=("a", "a", lambda K: K.intro("q a b o").cases("o", "h", opened(),
                    opened())))))
    book.add("times_flags", "X times a nilpotent Jordan matrix.", forall(n, f, X, i, j, implies(
        leq(0, j), less(j, n), eq((X * flags(n))[i, j], X[i, j - 1] * f(j - 1)))), script, lemma=True)


def _powers(book: Book) -> None:
    def base(G: Goal) -> None:
        G.ext("p q p0 p1 q0 q1", lambda H: opened("u", "z")(H.use("u", "identity_entry", n, "p", "q").use("z", "PROD0", lam("k",
            f), "p", "p")))

    def equal(G: Goal) -> None:
        G.have("same", ("==", "q", P + e + 1), "a").rewrite("y", eq((form(e) * flags(n))[P, Term("y")], form(e + 1)[P,
            Term("y")]), "same")
        opened("u", "more")(G.use("u", "times_flags", n, lam("k", f), form(e), "p", P + e + 1).use("more", "PRODS", lam("k", f),
            "p", P + e))

    def leaf(G: Goal) -> None:
        def other(H: Goal) -> None:
            H.use("u", "times_flags", n, lam("k", f), form(e), "p", "q").case("q", 0, "edge", lambda K: opened("u", "z")(K.use(
                "z", "entry_left_of_matrix", n, n, form(e), "p", Q - 1)), opened("u"))
        G.case(P + e + 1, Q, "first", lambda H: H.case(Q, P + e + 1, "second", equal, other), other)
    book.add("powers_of_flags", "Entries of the powers of a nilpotent Jordan matrix.", forall(n, f,
        for_all(lambda t: eq(power(flags(n), t), form(t)))),
             lambda G: closed_power("n", flags(n), form, base, lambda H: H.ext("p q p0 p1 q0 q1", leaf))(G.intro("n f")),
                 lemma=True)


FLAG = forall(i, implies(leq(0, i), less(i, n), eq(f(i) * f(i), f(i))))
GRAM = table(n, n, lambda i, j: delta(i, j) * ite(i + t + 1, n, prod(i, i + t, f), 0))


def weight(p: Any, t: Any = t, f: Any = f) -> Term:
    """One when p .. p + t lie in one block."""
    return prod(p, p + t, f)


def _gram(book: Book) -> None:
    M = form(t)

    def square(G: Goal) -> None:
        """f_p .. f_(p+t-1) is its own square."""
        G.intro("p low high").use("u", "prod_multiply", lam("k", f), lam("k", f), "p").use("v", "u", P + t)
        G.have("w", eq(prod(P, P + t, lambda k: f(k) * f(k)), weight(P)), lambda H: H.cong("k k0 k1", lambda K: K.use("z",
            "flag", "k").lin("z")))
        G.lin("-v", "w")

    def leaf(G: Goal) -> None:
        g = lam("k", lambda k: M[P, k] * M[Q, k])
        G.use("u", "ENTMUL", n, n, n, M, M.T, "p", "q")

        def inside(H: Goal) -> None:
            H.use("s", "sum_single", g, 0, n, P + t, by=("a", "a", lambda K: K.intro("k a b o").cases("o", "h", opened(),
                opened())))

            def equal(K: Goal) -> None:
                K.have("same", ("==", "q", "p"), "a").use("sq", "square", "p").have("w", eq(weight(Q), weight(P)),
                    lambda L: L.rewrite(
                    "y", eq(weight(Term("y")), weight(P)), "same").lin())
                opened("u", "s", "w", "sq")(K)
            H.case("p", "q", "first", lambda K: K.case("q", "p", "second", equal, opened("u", "s")), opened("u", "s"))
        G.case(P + t + 1, n, "room", inside, lambda H: opened("u", "s")(H.use("s", "sum_zero", g, 0, n,
            by=(lambda K: opened()(K.intro("k a b")),))))

    def keeps(G: Goal) -> None:
        g = lam("k", lambda k: GRAM[P, k] * M[k, Q])
        G.use("u", "ENTMUL", n, n, n, GRAM, M, "p", "q").use("s", "sum_single", g, 0, n, "p", by=(
            "a", "a", lambda K: K.intro("k a b o").cases("o", "h", opened(), opened())))
        G.case(P + t + 1, n, "room", lambda H: opened("u", "s", "sq")(H.use("sq", "square", "p")), opened("u", "s"))

    def script(G: Goal) -> None:
        G.intro("n f t length flag").have("square", forall(i, implies(leq(0, i), less(i + t, n), eq(weight(i) * weight(i),
            weight(i)))), square)
        G.split(lambda H: H.ext("p q p0 p1 q0 q1", leaf), lambda H: H.ext("p q p0 p1 q0 q1", keeps))
    book.add("gram_of_flags", "The Gram matrix of a power, and what it keeps.", forall(n, f, t, implies(
        leq(0, t), FLAG, both(eq(M * M.T, GRAM), eq(GRAM * M, M)))), script, lemma=True)


def _ranks(book: Book) -> None:
    N = flags(n)
    x = power(N, t)

    def rank(G: Goal) -> None:
        G.have("whole", eq(x * x.T, GRAM), lambda H: H.rewrite("h", eq(hole * hole.T, GRAM), "closed").by("gram"))
        G.have("moved", eq(trace(x * x.T), trace(GRAM)), lambda H: H.rewrite("h", eq(trace(hole), trace(GRAM)),
            "whole").lin()).use("sum", "TRACE", n, GRAM)
        value = lam("k", lambda k: ite(k + t + 1, n, weight(k), 0))
        G.have("cells", eq(total(0, n, lambda k: GRAM[k, k]), total(0, n, lambda k: ite(k + t + 1, n, weight(k), 0))),
            lambda H: H.cong("k k0 k1", opened()))
        G.use("parts", "sum_split", value, 0, n - t, n).use("none", "sum_zero", value, n - t, n,
            by=(lambda K: opened()(K.intro("k a b")),))
        G.have("first", eq(total(0, n - t, lambda k: ite(k + t + 1, n, weight(k), 0)), total(0, n - t, weight)),
            lambda H: H.cong("k k0 k1", opened()))
        G.lin("moved", "sum", "cells", "parts", "none", "first")

    def long(G: Goal) -> None:
        G.have("zero", eq(form(t), null(n, n)), lambda H: H.ext("p q p0 p1 q0 q1", opened()))
        G.use("empty", "SUM0", lam("k", weight), 0, n - t)
        G.have("none", eq(x, null(n, n)), lambda H: H.lin("closed", "zero"))
        G.have("moved", eq(trace(x * x.T), 0), lambda H: H.rewrite("h", eq(trace(hole * x.T), 0), "none").lin())
        G.lin("moved", "empty")

    def script(G: Goal) -> None:
        G.use("powers", "powers_of_flags", n, lam("k", f)).use("closed", "powers", t)
        G.use("both", "gram_of_flags", n, lam("k", f), t, by=("a", "flag")).parts("both", "gram", "keeps")
        G.split(lambda H: H.rewrite("h", eq(hole * hole.T * hole, hole), "closed").lin("gram", "keeps"), lambda H: H.case(
            t, n, "room", rank, long))
    Claim((n, f, t), {"length": leq(0, t), "flag": FLAG}).publish(
        book, "rank_of_jordan_power",
            "For a nilpotent Jordan matrix, rank N^t = tr(N^t (N^t)^T) counts the pairs i, i + t in one block.",
        both(eq(x * x.T * x, x), eq(trace(x * x.T), total(0, n - t, weight))), script, models=_models(),
        wrong={"one power more": eq(trace(x * x.T), total(0, n - t, lambda k: weight(k, t + 1))), "all pairs": eq(trace(x * x.T),
            num(n) - num(t)),
               "idempotent": eq(x * x, x)},
        missing={"flag": {**_models()[2], "f": lambda _: 2}})


def _models() -> list[dict[str, Any]]:
    """Flags of blocks 2 + 1, 3, 1 + 1 + 1, 2 + 2."""
    found = []
    for size, row, power_ in ((3, (1, 0, 0), 1), (3, (1, 1, 0), 2), (3, (1, 1, 0), 1), (3, (0, 0, 0), 1), (4, (1, 0, 1, 0), 1),
        (4, (1, 1, 0, 0), 2)):
        found.append({"n": size, "t": power_, "f": lambda q, row=row: row[q] if 0 <= q < len(row) else 0})
    return found


def _blocks(book: Book) -> None:
    N = flags(n)

    def rank(t: Any) -> Term:
        return trace(power(N, t) * power(N, t).T)
    ends = total(0, n - t + 1, lambda k: weight(k, t - 1) * (1 - f(k + t - 1)))

    def script(G: Goal) -> None:
        G.use("r1", "rank_of_jordan_power", n, lam("k", f), t - 1, by=("a", "flag")).use("r2", "rank_of_jordan_power", n,
            lam("k", f), t, by=("a", "flag"))
        G.parts("r1", "i1", "n1").parts("r2", "i2", "n2").use("last", "SUMS", lam("k", weight), 0, n - t)
        G.use("z", "PRODS", lam("k", f), n - t, n - 1)
        G.have("grown", eq(total(0, n - t + 1, weight), total(0, n - t + 1, lambda k: weight(k, t - 1) * f(k + t - 1))),
            lambda H: H.cong(
            "k k0 k1", lambda K: K.use("more", "PRODS", lam("k", f), "k", Term("k") + t - 1).lin("more")))
        G.close("lin", [
            (1, "n1", 1), (-1, "n2", 1), (1, "last", 1), (-1, "grown", 1), (1, "z", 1), (prod(n - t, n - 1, f), "end", 1)])
    Claim((n, f, t), {"length": leq(1, t), "room": leq(t, n), "flag": FLAG, "end": eq(f(n - 1), 0)}).publish(
        book, "number_of_blocks_from_ranks",
            "rank N^(t-1) - rank N^t is the number of Jordan blocks of size at least t: of chains of t that end a block.",
        eq(rank(t - 1) - rank(t), ends), script, models=_models(),
        wrong={"sign": eq(rank(t) - rank(t - 1), ends), "blocks of size t + 1": eq(rank(t) - rank(t + 1), ends),
            "rank": eq(rank(t), ends)},
        missing={"flag": {**_models()[2], "f": lambda q: 2 * int(q < 2)}})
