"""Krylov spaces of every dimension: companion matrix, dimension, minimal polynomial, finite termination."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
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
    table,
    total,
)
from verify.proofs.library.jordanchains import column
from verify.proofs.library.powers import power
from verify.proofs.library.shifts import P, Q, delta, opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, d, m, k, i, j, t = integers("n d m k i j t")
A, b = matrix("A", n, n), matrix("b", n, 1)
f, h = Family("f"), Family("h")
e = Term("e")


def krylov(size: Any, x: Any = A, start: Any = b, rows: Any = n) -> Term:
    """The matrix with the columns b, A b, .., A^(size-1) b."""
    return column(lambda j: power(x, j) * start, rows, size)


def companion(size: Any) -> Term:
    """Ones below the diagonal, f in the last column."""
    return table(size, size, lambda i, j: ite(j + 2, size, delta(j + 1, i), f(i)))


def unit(size: Any) -> Term:
    """The first unit vector."""
    return table(size, 1, lambda i, _: delta(i, 0))


RELATION = {"some": leq(1, d), "relation": eq(power(A, d) * b, total(0, d, lambda u: f(u) * power(A, u) * b))}


def theorems(book: Book) -> None:
    """The space, then what is solved in it."""
    _invariance(book)
    _dimension(book)
    _minimal(book)
    _cyclic(book)
    _termination(book)


def relation_models() -> list[dict[str, Any]]:
    """Companion matrices, hidden by a similarity, with a cyclic vector; and a smaller invariant space."""
    found = []
    T, Ti, F = matrix("T", n, n), matrix("Ti", n, n), matrix("F", n, n)
    for size, c in ((1, (2,)), (2, (1, 1)), (3, (2, 0, -1)), (3, (0, 0, 0))):
        x = Numbers(n=size, d=size).invertible(T).inverse(Ti, T)
        x["f"] = lambda i, c=c: c[i] if 0 <= i < len(c) else 7
        x.let(F, companion(n)).let(A, T * F * Ti).let(b, T * unit(n))
        found.append({**x})
    x = Numbers(n=3, d=1).let(A, 2 * eye(n)).draw(b)
    return [*found, {**x, "f": lambda i: 2 if i == 0 else 5}]


def _invariance(book: Book) -> None:
    K, F = krylov(d), companion(d)

    def shifted(G: Goal, at: Any) -> None:
        """The entry p of A A^at b is that of A^(at+1) b."""
        G.use("more", "MPRODS", n, lam("v", lambda _: A), 0, at).use("turn", "passes", at)
        G.have("vector", eq(A * power(A, at) * b, power(A, at + 1) * b), lambda H: H.lin("more", "turn"))
        G.have("entry", eq((A * power(A, at) * b)[P, 0], (power(A, at + 1) * b)[P, 0]), lambda H: H.rewrite(
            "h", eq(Term(("m", "h"))[P, 0], (power(A, at + 1) * b)[P, 0]), "vector").lin())

    def leaf(G: Goal) -> None:
        G.use("left", "columns_of_product", n, n, d, A, lam("s", lambda s: power(A, s) * b), "p", "q")
        G.use("right", "ENTMUL", n, d, d, K, F, "p", "q")

        def inner(H: Goal) -> None:
            shifted(H, Q)
            H.use("one", "sum_single", lam("s", lambda s: K[P, s] * F[s, Q]), 0, "d", Q + 1, by=(
                "a", "a", lambda M: M.intro("s a b_ o").cases("o", "side", opened(), opened())))
            opened("left", "right", "entry", "one")(H)

        def last(H: Goal) -> None:
            H.have("same", ("==", "q", d - 1), "a").use("all", "ENTSUM", n, 1, lam("u", lambda u: f(u) * power(A, u) * b), 0,
                "d", "p", 0)
            shifted(H, d - 1)
            H.have("value", eq((power(A, d) * b)[P, 0], total(0, d, lambda u: f(u) * power(A, u) * b)[P, 0]), lambda M: M.rewrite(
                "h", eq(Term(("m", "h"))[P, 0], total(0, d, lambda u: f(u) * power(A, u) * b)[P, 0]), "relation").lin())
            H.have("terms", eq(total(0, d, lambda s: K[P, s] * F[s, Q]), total(0, d, lambda u: f(u) * (power(A, u) * b)[P, 0])),
                lambda M: M.cong(
                "s s0 s1", opened()))
            H.have("moved", eq((A * power(A, Q) * b)[P, 0], (A * power(A, d - 1) * b)[P, 0]), lambda M: M.rewrite("h", eq(
                (A * power(A, Term("h")) * b)[P, 0], (A * power(A, d - 1) * b)[P, 0]), "same").lin())
            H.lin("left", "right", "moved", "entry", "value", "all", "terms")
        G.case(Q + 2, d, "order", inner, last)

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, A, A, by=(lambda H: H.lin(),))
        G.have("whole", eq(A * K, K * F), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
        G.use("powers", "intertwined_powers", n, d, A, K, F, by=("whole",))
        G.have("start", eq(K * unit(d), b), lambda H: H.use("none", "MPROD0", n, lam("v", lambda _: A), 0, 0).use(
            "u", "equal_columns", n, K * unit(d), b, by=(first,)).by("u"))
        G.split("whole", lambda H: H.intro("t length").use("now", "powers", "t").close("lin", [(power(A, t), "start", -1), (1,
            "now", unit(d))]))

    def first(M: Goal) -> None:
        M.intro("p p0 p1").use("right", "ENTMUL", n, d, 1, K, unit(d), "p", 0)
        M.use("one", "sum_single", lam("s", lambda s: K[P, s] * unit(d)[s, 0]), 0, "d", 0, by=(
            "a", "a", lambda H: H.intro("s a b_ o").cases("o", "side", opened(), opened())))
        M.have("entry", eq((power(A, 0) * b)[P, 0], b[P, 0]), lambda H: H.rewrite("h", eq((Term(("m", "h")) * b)[P, 0], b[P, 0]),
            "none").lin())
        opened("right", "one", "entry")(M)
    every = forall(t, implies(leq(0, t), eq(power(A, t) * b, K * power(F, t) * unit(d))))
    models = relation_models()
    Claim((n, d, A, b, f), RELATION).publish(
        book, "krylov_invariance",
            "A^d b = sum of f_i A^i b, i < d: A K = K C with the companion matrix C, and A^t b = K C^t e_0 for all t.",
        both(eq(A * K, K * F), every), script, models=models,
        wrong={"transposed companion": eq(A * K, K * F.T), "one power more": forall(t, implies(leq(0, t), eq(
            power(A, t + 1) * b, K * power(F, t) * unit(d)))), "sign": eq(A * K, -K * F)},
        missing={"relation": {**models[2], "f": lambda i: i + 1}})


COORDINATES = column(lambda j: power(companion(d), j) * unit(d), d, d + m)


def _dimension(book: Book) -> None:
    L, E = matrix("L", d, n), Term(("inl", d, m))

    def columns(G: Goal) -> None:
        G.use("left", "columns_of_product", n, d, d + m, krylov(d), lam("s", lambda s: power(companion(d), s) * unit(d)), "p",
            "q").use("now", "every", "q")
        G.have("entry", eq((power(A, Q) * b)[P, 0], (krylov(d) * power(companion(d), Q) * unit(d))[P, 0]), lambda H: H.rewrite(
            "h", eq(Term(("m", "h"))[P, 0], (krylov(d) * power(companion(d), Q) * unit(d))[P, 0]), "now").lin())
        opened("left", "entry")(G)

    def first(G: Goal) -> None:
        G.use("u", "ENTINL", d, m, n, krylov(d + m).T, "q", "p")
        opened("u")(G)

    def script(G: Goal) -> None:
        G.use("both", "krylov_invariance", n, d, A, b, lam("i", f), by=("some", "relation")).parts("both", "whole", "every")
        G.have("factor", eq(krylov(d + m), krylov(d) * COORDINATES), lambda H: H.ext("p q p0 p1 q0 q1", columns))
        G.have("first", eq(krylov(d + m) * E, krylov(d)), lambda H: H.ext("p q p0 p1 q0 q1", first))
        G.split("factor", lambda H: H.close("lin", [(1, "free", 1), (L, "first", 1), (-1 * L, "factor", E), (-1, "free",
            COORDINATES * E)]))
    models = []
    for y in relation_models():
        for extra in (0, 2):
            x = Numbers({**y, "m": extra})
            gram = matrix("gram", d, d)
            models.append({**x.inverse(gram, krylov(d).T * krylov(d)).let(L, gram * krylov(d).T)})
    Claim((n, d, m, A, b, f, L), {**RELATION, "more": leq(0, m), "free": eq(L * krylov(d), eye(d))}).publish(
        book, "krylov_dimension",
            "With b, .., A^(d-1) b independent and A^d b in their span, every longer Krylov matrix is K_d Y, Y of full rank d.",
        both(eq(krylov(d + m), krylov(d) * COORDINATES), eq(COORDINATES * E, eye(d))), script, models=models,
        wrong={"zero": eq(krylov(d + m), null(n, d + m)), "last columns": eq(COORDINATES * Term(("inr", m, d)), eye(d)),
               "sign": eq(krylov(d + m), -krylov(d) * COORDINATES)})


def _minimal(book: Book) -> None:
    L = matrix("L", d, n)
    vector = table(d, 1, lambda i, _: f(i))

    def at(G: Goal) -> None:
        G.intro("p p0 p1").use("right", "ENTMUL", n, d, 1, krylov(d), vector, "p", 0)
        G.use("all", "ENTSUM", n, 1, lam("u", lambda u: f(u) * power(A, u) * b), 0, "d", "p", 0)
        G.have("terms", eq(total(0, d, lambda s: krylov(d)[P, s] * vector[s, 0]), total(0, d, lambda u: f(u) * (power(A,
            u) * b)[P, 0])),
               lambda M: M.cong("s s0 s1", opened())).lin("right", "terms", "all")

    def script(G: Goal) -> None:
        everything = total(0, d, lambda u: f(u) * power(A, u) * b)
        G.use("same", "equal_columns", n, krylov(d) * vector, everything, by=(at,))
        G.have("zero", eq(vector, null(d, 1)), lambda H: H.close("lin", [(-1, "free", vector), (L, "same", 1), (L, "vanishes",
            1)]))
        G.intro("i low high").have("entry", eq(vector[i, 0], 0), lambda H: H.rewrite("h", eq(Term(("m", "h"))[i, 0], 0),
            "zero").lin())
        G.use("cell", "ENTMAT", "d", 1, lam("i j", lambda i, _: f(i)), "i", 0).lin("-cell", "entry")
    models = []
    for y in relation_models():
        x = Numbers({**y, "f": lambda _: 0})
        gram = matrix("gram", d, d)
        models.append({**x.inverse(gram, krylov(d).T * krylov(d)).let(L, gram * krylov(d).T)})
    vanishing = eq(total(0, d, lambda u: f(u) * power(A, u) * b), null(n, 1))
    claim = Claim((n, d, A, b, f, L), {"free": eq(L * krylov(d), eye(d)), "vanishes": vanishing})
    zeros = Numbers(n=2, d=2).let(A, eye(2)).draw(b).let(L, null(2, 2))
    claim.publish(book, "no_smaller_annihilator",
        "With b, .., A^(d-1) b independent, no polynomial of degree below d but 0 annihilates b.",
                  forall(i, implies(leq(0, i), less(i, d), eq(f(i), 0))), script, models=models,
                  wrong={"monic": forall(i, implies(leq(0, i), less(i, d), eq(f(i), 1))), "no vector": eq(b, null(n, 1)),
                         "no matrix": eq(krylov(d), null(n, d))},
                  missing={"free": {**zeros, "f": lambda i: 1 - 2 * i}, "vanishes": {**models[1], "f": lambda i: i + 1}})


def _cyclic(book: Book) -> None:
    M, R = matrix("M", n, n), matrix("R", d, n)

    def leaf(G: Goal) -> None:
        G.use("left", "columns_of_product", n, n, d, M, lam("s", lambda s: power(A, s) * b), "p", "q").use("now", "passes", "q")
        G.have("vector", eq(M * power(A, Q) * b, null(n, 1)), lambda H: H.lin("-now", "vanishes"))
        G.have("entry", eq((M * power(A, Q) * b)[P, 0], 0), lambda H: H.rewrite("h", eq(Term(("m", "h"))[P, 0], 0),
            "vector").lin())
        G.lin("left", "entry")

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, M, A, by=(lambda H: H.lin("commute"),))
        G.have("zero", eq(M * krylov(d), null(n, d)), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
        G.close("lin", [(-1 * M, "cyclic", 1), (1, "zero", R)])
    models = []
    for y in relation_models()[:4]:
        x = Numbers(y).inverse(R, krylov(d))
        models.append({**x.let(M, power(A, d) - total(0, d, lambda u: f(u) * power(A, u)))})
    Claim((n, d, A, b, M, R), {"commute": eq(A * M, M * A), "vanishes": eq(M * b, null(n, 1)), "cyclic": eq(krylov(d) * R,
        eye(n))}).publish(
        book, "annihilator_of_cyclic_vector",
            "What commutes with A and annihilates a cyclic vector is 0: the minimal polynomial of the vector is that of A.",
        eq(M, null(n, n)), script, models=models,
        wrong={"identity": eq(M, eye(n)), "start": eq(b, null(n, 1)), "commuting only": eq(A, null(n, n))},
        missing={"vanishes": {**models[1], "M": models[1]["A"]}, "commute": Numbers(n=2, d=2).let(A, numbers_table(2, 2,
            lambda i, j: int(i != j))).let(
            b, numbers_table(2, 1, lambda i, _: int(i == 0))).let(M, numbers_table(2, 2, lambda _, j: j)).let(R, eye(2))})


def _termination(book: Book) -> None:
    y, x0, r = matrix("y", n, 1), matrix("x0", n, 1), matrix("r", n, 1)
    solution = x0 - total(0, d, lambda u: f(u + 1) * power(A, u) * r)

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, A, A, by=(lambda H: H.lin(),)).use("none", "MPROD0", n, lam("v",
            lambda _: A), 0, 0)
        G.use("front", "matrix_sum_front", n, 1, lam("u", lambda u: f(u) * power(A, u) * r)).use("now", "front", "d")
        G.have("moved", eq(total(0, d, lambda u: f(u + 1) * A * power(A, u) * r), total(0, d, lambda u: f(u + 1) * power(A,
            u + 1) * r)), lambda H: H.cong(
            "u u0 u1", lambda K: K.use("more", "MPRODS", n, lam("v", lambda _: A), 0, "u").use("turn", "passes", "u").lin("more",
                "turn")))
        G.close("lin", [(-1, "moved", 1), (1, "now", 1), (-1, "vanishes", 1), (f(0), "none", r), (1, "monic", r), (1, "residual",
            1)])
    models = []
    for z in relation_models()[:3]:
        w = Numbers(z)
        c = z["f"]
        w["f"] = lambda i, c=c, size=z["d"]: -Numbers().at(Term(("q", 1 if i == size else -c(i), c(0)))) if 0 <= i <= size else 3
        models.append({**w.let(r, b).draw(x0).let(y, r + A * x0)})
    Claim((n, d, A, y, x0, r, f), {
        "length": leq(0, d), "residual": eq(r, y - A * x0), "vanishes": eq(total(0, d + 1, lambda u: f(u) * power(A, u) * r),
            null(n, 1)),
        "monic": eq(f(0), 1)}).publish(
        book, "krylov_finite_termination",
            "p(A) r_0 = 0 with p(0) = 1 gives the solution x_0 + q(A) r_0 of A x = b in the Krylov space of dimension deg p.",
        eq(A * solution, y), script, models=models,
        wrong={"sign": eq(A * (x0 + total(0, d, lambda u: f(u + 1) * power(A, u) * r)), y), "not shifted": eq(
            A * (x0 - total(0, d, lambda u: f(u) * power(A, u) * r)), y), "one term less": eq(
                A * (x0 - total(0, d - 1, lambda u: f(u + 1) * power(A, u) * r)), y)},
        missing={"monic": {**models[1], "f": lambda _: 0}})
