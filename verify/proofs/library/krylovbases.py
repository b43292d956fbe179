"""Krylov matrices by their columns, over every field: left inverses that grow, coordinates in the first independent ones."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import injections
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
    table,
    total,
)
from verify.proofs.library.krylov import A, b, companion, krylov, unit
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.powers import power
from verify.proofs.library.shifts import P, Q, opened
from verify.proofs.script import Goal

n, d, m, k, i, t, e = integers("n d m k i t e")
f, g = Family("f"), Family("g")
v, y = matrix("v", n, 1), matrix("y", d, 1)


def theorems(book: Book) -> None:
    """Columns, coordinates, then the alternative between a new vector and a combination."""
    _entry(book)
    _times(book)
    _parts(book)
    _factor(book)
    _longer(book)
    _alternative(book)


def combination(degree: Any, f: Any = f, b: Any = b) -> Any:
    """The vector sum of f(u) A^u b over u < degree."""
    return total(0, degree, lambda u: f(u) * power(A, u) * b)


def relation(degree: Any, f: Any = f, b: Any = b) -> Any:
    """A monic polynomial of this degree annihilates b."""
    return eq(power(A, degree) * b, combination(degree, f, b))


def _entry(book: Book) -> None:
    def each(H: Goal) -> None:
        H.intro("i i_low i_high").excluded(eq(v[i, 0], 0), "zero", lambda K: K.lin("zero"), lambda K: K.absurd(
            lambda L: L.use("no", "none", by=(lambda M: M.witness(i).split("a", lambda N: N.split("a", "zero")),)).by("no")))

    def absent(H: Goal) -> None:
        H.use("same", "equal_columns", n, v, null(n, 1), by=(each,))
        H.absurd(lambda K: K.use("bad", "not_zero", by=("same",)).by("bad"))
    some = exists(i, both(leq(0, i), less(i, n), no(eq(v[i, 0], 0))))
    book.add("nonzero_entry", "A vector that is not 0 has an entry that is not 0.",
             forall(n, v, implies(no(eq(v, null(n, 1))), some)), lambda G: G.intro(
                 "n v not_zero").excluded(some, "none", "none", absent), lemma=True)


def _times(book: Book) -> None:
    def at(G: Goal) -> None:
        G.intro("p p0 p1").use("right", "ENTMUL", n, d, 1, krylov(d), y, "p", 0)
        G.use("all", "ENTSUM", n, 1, lam("u", lambda u: y[u, 0] * power(A, u) * b), 0, "d", "p", 0)
        G.have("terms", eq(total(0, d, lambda s: krylov(d)[P, s] * y[s, 0]), total(0, d, lambda u: y[u, 0] * (power(A, u) * b)[
            P, 0])), lambda M: M.cong("s s0 s1", opened())).lin("right", "terms", "all")
    book.add("krylov_matrix_times", "K y is the sum of y(u) A^u b.", forall(n, d, A, b, y, eq(krylov(d) * y, combination(
        d, lambda u: y[u, 0]))), lambda G: G.intro("n d A b y").use("same", "equal_columns", n, krylov(d) * y, combination(
            d, lambda u: y[u, 0]), by=(at,)).by("same"), lemma=True)


def shifted(G: Goal, at: Any) -> Goal:
    """The entry p of A A^at b is that of A^(at+1) b."""
    G.use("more", "MPRODS", n, lam("v", lambda _: A), 0, at).use("passes", "intertwined_powers", n, n, A, A, A, by=(
        lambda H: H.lin(),)).use("turn", "passes", at)
    G.have("vector", eq(A * power(A, at) * b, power(A, at + 1) * b), lambda H: H.lin("more", "turn"))
    return entry(G, "entry", "vector", "p", 0)


def _parts(book: Book) -> None:
    """Columns of Krylov matrices: the first ones, the first one, the others."""
    def first(G: Goal) -> None:
        opened("u")(G.use("u", "ENTINL", d, m, n, krylov(d + m).T, "q", "p"))
    book.add("krylov_first_columns", "The first d columns of a longer Krylov matrix.", forall(n, d, m, A, b, implies(
        leq(0, m), eq(krylov(d + m) * Term(("inl", d, m)), krylov(d)))),
        lambda G: G.intro("n d m A b m_size").ext("p q p0 p1 q0 q1", first), lemma=True)

    def start(G: Goal) -> None:
        column = krylov(1 + d) * Term(("inl", 1, d))
        G.have("place", ("==", "q", 0), "a").rewrite("h", eq(column[P, Term("h")], b[P, Term("h")]), "place")
        G.use("u", "ENTINL", 1, d, n, krylov(1 + d).T, 0, "p").use("none", "MPROD0", n, lam("v", lambda _: A), 0, 0)
        G.have("vector", eq(power(A, 0) * b, b), lambda H: H.lin("none"))
        opened("u", "entry")(entry(G, "entry", "vector", "p", 0))

    def others(G: Goal) -> None:
        G.use("u", "ENTINR", 1, d, n, krylov(1 + d).T, "q", "p")
        G.use("left", "columns_of_product", n, n, d, A, lam("s", lambda s: power(A, s) * b), "p", "q")
        opened("u", "left", "entry")(shifted(G, Q))
    book.add("krylov_columns", "The first column of a Krylov matrix is b, the others are A times the shorter one.", forall(
        n, d, A, b, implies(leq(0, d), both(eq(krylov(1 + d) * Term(("inl", 1, d)), b), eq(
            krylov(1 + d) * Term(("inr", 1, d)), A * krylov(d))))), lambda G: G.intro("n d A b d_size").split(
                lambda H: H.ext("p q p0 p1 q0 q1", start), lambda H: H.ext("p q p0 p1 q0 q1", others)), lemma=True)


def _factor(book: Book) -> None:
    Z = matrix("Z", d, m)
    coordinates = table(d, m, lambda i, j: (power(companion(d), j) * unit(d))[i, 0])

    def columns(G: Goal) -> None:
        G.use("left", "columns_of_product", n, d, m, krylov(d), lam("s", lambda s: power(companion(d), s) * unit(d)), "p", "q")
        opened("left", "entry")(entry(G.use("now", "every", "q"), "entry", "now", "p", 0))

    def some(G: Goal) -> None:
        G.use("both", "krylov_invariance", n, d, A, b, lam("i", f), by=("a", "relation")).parts("both", "whole", "every")
        G.witness(coordinates).ext("p q p0 p1 q0 q1", columns)

    def none(G: Goal) -> None:
        G.have("size", ("==", "d", 0), "a").use("one", "MPROD0", n, lam("v", lambda _: A), 0, 0)
        G.use("empty", "MSUM0", n, 1, lam("u", lambda u: f(u) * power(A, u) * b), 0, 0)
        G.have("start", relation(0), lambda H: H.rewrite("h", relation(Term("h")), "back").by("relation"))
        G.have("zero", eq(b, null(n, 1)), lambda H: H.close("lin", [
            (-1, "one", b), (1, "start", 1), (1, "empty", 1)]))

        def leaf(H: Goal) -> None:
            H.have("vector", eq(power(A, Q) * b, null(n, 1)), lambda K: K.lin("zero"))
            opened("entry")(entry(H, "entry", "vector", "p", 0))
        G.witness(null(d, m)).ext("p q p0 p1 q0 q1", leaf)

    def script(G: Goal) -> None:
        G.intro("n d m A b f d_size relation").case(1, d, "order", some, lambda H: none(H.have("back", ("==", 0, "d"), "a")))
    book.add("krylov_matrix_factor", "A^d b in the span of b .. A^(d-1) b: every Krylov matrix is K_d Z.", forall(
        n, d, m, A, b, f, implies(leq(0, d), relation(d), exists(Z, eq(krylov(m), krylov(d) * Z)))), script, lemma=True)


def _longer(book: Book) -> None:
    """A left inverse of a Krylov matrix grows by one row, or the next vector is a combination."""
    L, M, w = matrix("L", d, n), matrix("M", d + 1, n), power(A, d) * b
    K, E, R = krylov(d), Term(("inl", d, 1)), Term(("inr", d, 1))
    rest = w - K * L * w
    row = inv(rest["i", 0]) * table(n, 1, lambda j, _: eye(n)[j, "i"]).T * (eye(n) - K * L)

    def last(G: Goal) -> None:
        G.have("place", ("==", "q", 0), "a").rewrite("h", eq((krylov(d + 1) * R)[P, Term("h")], w[P, Term("h")]), "place")
        opened("u")(G.use("u", "ENTINR", d, 1, n, krylov(d + 1).T, 0, "p"))

    def script(G: Goal) -> None:
        G.intro("n d A b L d_size free not_zero").use("some", "nonzero_entry", n, rest, by=("not_zero",))
        G.obtain("some", "i", "i_all")
        G.parts("i_all", "i_low", "i_rest").parts("i_rest", "i_high", "i_not").use("unit", "INV", rest["i", 0], by=("i_not",))
        names = injections(G, "d", 1)
        G.use("first", "krylov_first_columns", n, d, 1, A, b)
        G.have("last", eq(krylov(d + 1) * R, w), lambda H: H.ext("p q p0 p1 q0 q1", last))
        G.have("whole", eq(krylov(d + 1), K * E.T + w * R.T), lambda H: H.close("lin", [
            (-1 * krylov(d + 1), "blocks", 1), (1, "first", E.T), (1, "last", R.T)]))
        G.use("value", "unit_column", n, "i", rest).use("single", "one_by_one", table(n, 1, lambda j, _: eye(n)[j, "i"]).T * rest)
        z = matrix("z", 1, n)
        G.have("found", exists(z, both(eq(z * w, eye(1)), eq(z * K, null(1, d)))), lambda H: H.witness(row).split(
            lambda J: J.lin("single", "value", "unit"), lambda J: J.lin("free")))
        G.obtain("found", "z", "z_all").parts("z_all", "z_w", "z_k")
        G.witness(E * (L - L * w * z) + R * z).lin("whole", "z_w", "z_k", "free", *names)
    book.add("krylov_matrix_grows", "A left inverse of a Krylov matrix grows by a row when the next vector is new.", forall(
        n, d, A, b, L, implies(leq(0, d), eq(L * K, eye(d)), no(eq(rest, null(n, 1))), exists(M, eq(
            M * krylov(d + 1), eye(d + 1))))), script, lemma=True)


def found(degree: Any) -> Any:
    """The first vectors are independent, the next one is a combination."""
    L = matrix("L", degree, n)
    return exists(L, f, both(eq(L * krylov(degree), eye(degree)), relation(degree)))


def _alternative(book: Book) -> None:
    L = matrix("L", d, n)
    earlier = exists(e, both(leq(0, e), less(e, d), found(e)))

    def base(G: Goal) -> None:
        G.side(1, lambda H: H.witness(null(0, n)).ext("p q p0 p1 q0 q1", lambda K: K.absurd("a")))

    def old(G: Goal) -> None:
        G.obtain("known", "e", "e_all").parts("e_all", "e_low", "e_rest").parts("e_rest", "e_high", "e_found")
        G.side(2, lambda H: H.witness("e").split("a", lambda K: K.split("a", "e_found")))

    def step(G: Goal) -> None:
        G.intro("d_ d_low ih").cases("ih", "known", grow, old)

    def grow(G: Goal) -> None:
        at = Term("d_")
        L = matrix("L", at, n)
        w = power(A, at) * b
        rest = w - krylov(at) * L * w

        def combined(H: Goal) -> None:
            H.use("sum", "krylov_matrix_times", n, at, A, b, L * w)
            H.witness("d_").split("a", lambda K: K.split("a", lambda M: M.witness(L).witness(lam(
                "u", lambda u: (L * w)[u, 0])).split("free", lambda N: N.lin("-sum", "zero"))))
        G.obtain("known", "L", "free").excluded(eq(rest, null(n, 1)), "zero", lambda H: H.side(2, combined), lambda H: H.use(
            "more", "krylov_matrix_grows", n, at, A, b, L, by=("a", "free", "zero")).side(1, "more"))
    book.add("krylov_alternative", "b .. A^(d-1) b are independent, or one is a combination of those before it.", forall(
        n, A, b, forall(d, implies(leq(0, d), ("or", exists(L, eq(L * krylov(d), eye(d))), earlier)))),
        lambda G: G.intro("n A b").induction(base, step), lemma=True)
