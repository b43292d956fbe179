"""Krylov spaces of every dimension: companion matrix, dimension, minimal polynomial, Arnoldi, GMRES and conjugate gradients."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Family, Term, both, eq, eye, forall, implies, integers, ite, lam, leq, less, matrix, null, table, total
from verify.proofs.library.jordan import column
from verify.proofs.library.powers import SIZES, commute, power
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
    _inverse(book)
    _hessenberg(book)
    _arnoldi(book)
    _directions(book)
    _galerkin(book)


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
            H.have("same", ("==", "q", d - 1), "a").use("all", "ENTSUM", n, 1, lam("u", lambda u: f(u) * power(A, u) * b), 0, "d", "p", 0)
            shifted(H, d - 1)
            H.have("value", eq((power(A, d) * b)[P, 0], total(0, d, lambda u: f(u) * power(A, u) * b)[P, 0]), lambda M: M.rewrite(
                "h", eq(Term(("m", "h"))[P, 0], total(0, d, lambda u: f(u) * power(A, u) * b)[P, 0]), "relation").lin())
            H.have("terms", eq(total(0, d, lambda s: K[P, s] * F[s, Q]), total(0, d, lambda u: f(u) * (power(A, u) * b)[P, 0])), lambda M: M.cong(
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
        G.split("whole", lambda H: H.intro("t length").use("now", "powers", "t").close("lin", [(power(A, t), "start", -1), (1, "now", unit(d))]))

    def first(M: Goal) -> None:
        M.intro("p p0 p1").use("right", "ENTMUL", n, d, 1, K, unit(d), "p", 0)
        M.use("one", "sum_single", lam("s", lambda s: K[P, s] * unit(d)[s, 0]), 0, "d", 0, by=(
            "a", "a", lambda H: H.intro("s a b_ o").cases("o", "side", opened(), opened())))
        M.have("entry", eq((power(A, 0) * b)[P, 0], b[P, 0]), lambda H: H.rewrite("h", eq((Term(("m", "h")) * b)[P, 0], b[P, 0]), "none").lin())
        opened("right", "one", "entry")(M)
    every = forall(t, implies(leq(0, t), eq(power(A, t) * b, K * power(F, t) * unit(d))))
    models = relation_models()
    Claim((n, d, A, b, f), RELATION).publish(
        book, "krylov_invariance", "A^d b = sum of f_i A^i b, i < d: A K = K C with the companion matrix C, and A^t b = K C^t e_0 for all t.",
        both(eq(A * K, K * F), every), script, models=models,
        wrong={"transposed companion": eq(A * K, K * F.T), "one power more": forall(t, implies(leq(0, t), eq(
            power(A, t + 1) * b, K * power(F, t) * unit(d)))), "sign": eq(A * K, -K * F)},
        missing={"relation": {**models[2], "f": lambda i: i + 1}})


COORDINATES = column(lambda j: power(companion(d), j) * unit(d), d, d + m)


def _dimension(book: Book) -> None:
    L, E = matrix("L", d, n), Term(("inl", d, m))

    def columns(G: Goal) -> None:
        G.use("left", "columns_of_product", n, d, d + m, krylov(d), lam("s", lambda s: power(companion(d), s) * unit(d)), "p", "q").use("now", "every", "q")
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
        G.split("factor", lambda H: H.close("lin", [(1, "free", 1), (L, "first", 1), (-1 * L, "factor", E), (-1, "free", COORDINATES * E)]))
    models = []
    for y in relation_models():
        for extra in (0, 2):
            x = Numbers({**y, "m": extra})
            gram = matrix("gram", d, d)
            models.append({**x.inverse(gram, krylov(d).T * krylov(d)).let(L, gram * krylov(d).T)})
    Claim((n, d, m, A, b, f, L), {**RELATION, "more": leq(0, m), "free": eq(L * krylov(d), eye(d))}).publish(
        book, "krylov_dimension", "With b, .., A^(d-1) b independent and A^d b in their span, every longer Krylov matrix is K_d Y, Y of full rank d.",
        both(eq(krylov(d + m), krylov(d) * COORDINATES), eq(COORDINATES * E, eye(d))), script, models=models,
        wrong={"zero": eq(krylov(d + m), null(n, d + m)), "last columns": eq(COORDINATES * Term(("inr", m, d)), eye(d)),
               "sign": eq(krylov(d + m), -krylov(d) * COORDINATES)},
        missing={"free": {**models[-1], "b": numbers_table(3, 1, lambda _i, _j: 0), "L": numbers_table(1, 3, lambda _i, _j: 0), "d": 1,
                          "m": 1, "f": lambda _: 0} | {"n": 3, "d": 2, "m": 0, "L": numbers_table(2, 3, lambda _i, _j: 0)}} if False else {})


def _minimal(book: Book) -> None:
    L = matrix("L", d, n)
    vector = table(d, 1, lambda i, _: f(i))

    def at(G: Goal) -> None:
        G.intro("p p0 p1").use("right", "ENTMUL", n, d, 1, krylov(d), vector, "p", 0)
        G.use("all", "ENTSUM", n, 1, lam("u", lambda u: f(u) * power(A, u) * b), 0, "d", "p", 0)
        G.have("terms", eq(total(0, d, lambda s: krylov(d)[P, s] * vector[s, 0]), total(0, d, lambda u: f(u) * (power(A, u) * b)[P, 0])),
               lambda M: M.cong("s s0 s1", opened())).lin("right", "terms", "all")

    def script(G: Goal) -> None:
        everything = total(0, d, lambda u: f(u) * power(A, u) * b)
        G.use("same", "equal_columns", n, krylov(d) * vector, everything, by=(at,))
        G.have("zero", eq(vector, null(d, 1)), lambda H: H.close("lin", [(-1, "free", vector), (L, "same", 1), (L, "vanishes", 1)]))
        G.intro("i low high").have("entry", eq(vector[i, 0], 0), lambda H: H.rewrite("h", eq(Term(("m", "h"))[i, 0], 0), "zero").lin())
        opened("entry")(G.use("cell", "ENTMAT", "d", 1, lam("i j", lambda i, _: f(i)), "i", 0)) if False else G.use(
            "cell", "ENTMAT", "d", 1, lam("i j", lambda i, _: f(i)), "i", 0).lin("-cell", "entry")
    models = []
    for y in relation_models():
        x = Numbers({**y, "f": lambda _: 0})
        gram = matrix("gram", d, d)
        models.append({**x.inverse(gram, krylov(d).T * krylov(d)).let(L, gram * krylov(d).T)})
    vanishing = eq(total(0, d, lambda u: f(u) * power(A, u) * b), null(n, 1))
    claim = Claim((n, d, A, b, f, L), {"free": eq(L * krylov(d), eye(d)), "vanishes": vanishing})
    zeros = Numbers(n=2, d=2).let(A, eye(2)).draw(b).let(L, null(2, 2))
    claim.publish(book, "no_smaller_annihilator", "With b, .., A^(d-1) b independent, no polynomial of degree below d but 0 annihilates b.",
                  forall(i, implies(leq(0, i), less(i, d), eq(f(i), 0))), script, models=models,
                  wrong={"monic": forall(i, implies(leq(0, i), less(i, d), eq(f(i), 1))), "no vector": eq(b, null(n, 1)),
                         "no matrix": eq(krylov(d), null(n, d))},
                  missing={"free": {**zeros, "f": lambda i: 1 - 2 * i}, "vanishes": {**models[1], "f": lambda i: i + 1}})


def _cyclic(book: Book) -> None:
    M, R = matrix("M", n, n), matrix("R", d, n)

    def leaf(G: Goal) -> None:
        G.use("left", "columns_of_product", n, n, d, M, lam("s", lambda s: power(A, s) * b), "p", "q").use("now", "passes", "q")
        G.have("vector", eq(M * power(A, Q) * b, null(n, 1)), lambda H: H.lin("-now", "vanishes"))
        G.have("entry", eq((M * power(A, Q) * b)[P, 0], 0), lambda H: H.rewrite("h", eq(Term(("m", "h"))[P, 0], 0), "vector").lin())
        G.lin("left", "entry")

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, M, A, by=(lambda H: H.lin("commute"),))
        G.have("zero", eq(M * krylov(d), null(n, d)), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
        G.close("lin", [(-1 * M, "cyclic", 1), (1, "zero", R)])
    models = []
    for y in relation_models()[:4]:
        x = Numbers(y).inverse(R, krylov(d))
        models.append({**x.let(M, power(A, d) - total(0, d, lambda u: f(u) * power(A, u)))})
    Claim((n, d, A, b, M, R), {"commute": eq(A * M, M * A), "vanishes": eq(M * b, null(n, 1)), "cyclic": eq(krylov(d) * R, eye(n))}).publish(
        book, "annihilator_of_cyclic_vector", "What commutes with A and annihilates a cyclic vector is 0: the minimal polynomial of the vector is that of A.",
        eq(M, null(n, n)), script, models=models,
        wrong={"identity": eq(M, eye(n)), "start": eq(b, null(n, 1)), "commuting only": eq(A, null(n, n))},
        missing={"vanishes": {**models[1], "M": models[1]["A"]}, "commute": Numbers(n=2, d=2).let(A, numbers_table(2, 2, lambda i, j: int(i != j))).let(
            b, numbers_table(2, 1, lambda i, _: int(i == 0))).let(M, numbers_table(2, 2, lambda _, j: j)).let(R, eye(2))})


def _termination(book: Book) -> None:
    y, x0, r = matrix("y", n, 1), matrix("x0", n, 1), matrix("r", n, 1)
    solution = x0 - total(0, d, lambda u: f(u + 1) * power(A, u) * r)

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, A, A, by=(lambda H: H.lin(),)).use("none", "MPROD0", n, lam("v", lambda _: A), 0, 0)
        G.use("front", "matrix_sum_front", n, 1, lam("u", lambda u: f(u) * power(A, u) * r)).use("now", "front", "d")
        G.have("moved", eq(total(0, d, lambda u: f(u + 1) * A * power(A, u) * r), total(0, d, lambda u: f(u + 1) * power(A, u + 1) * r)), lambda H: H.cong(
            "u u0 u1", lambda K: K.use("more", "MPRODS", n, lam("v", lambda _: A), 0, "u").use("turn", "passes", "u").lin("more", "turn")))
        G.close("lin", [(-1, "moved", 1), (1, "now", 1), (-1, "vanishes", 1), (f(0), "none", r), (1, "monic", r), (1, "residual", 1)])
    models = []
    for z in relation_models()[:3]:
        w = Numbers(z)
        c = z["f"]
        w["f"] = lambda i, c=c, size=z["d"]: -Numbers().at(Term(("q", 1 if i == size else -c(i), c(0)))) if 0 <= i <= size else 3
        models.append({**w.let(r, b).draw(x0).let(y, r + A * x0)})
    Claim((n, d, A, y, x0, r, f), {
        "length": leq(0, d), "residual": eq(r, y - A * x0), "vanishes": eq(total(0, d + 1, lambda u: f(u) * power(A, u) * r), null(n, 1)),
        "monic": eq(f(0), 1)}).publish(
        book, "krylov_finite_termination", "p(A) r_0 = 0 with p(0) = 1 gives the solution x_0 + q(A) r_0 of A x = b in the Krylov space of dimension deg p.",
        eq(A * solution, y), script, models=models,
        wrong={"sign": eq(A * (x0 + total(0, d, lambda u: f(u + 1) * power(A, u) * r)), y), "not shifted": eq(
            A * (x0 - total(0, d, lambda u: f(u) * power(A, u) * r)), y), "one term less": eq(
                A * (x0 - total(0, d - 1, lambda u: f(u + 1) * power(A, u) * r)), y)},
        missing={"monic": {**models[1], "f": lambda _: 0}})


def _inverse(book: Book) -> None:
    answer = -total(0, d, lambda u: f(u + 1) * power(A, u))

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, A, A, by=(lambda H: H.lin(),)).use("none", "MPROD0", n, lam("v", lambda _: A), 0, 0)
        G.use("front", "matrix_sum_front", n, n, lam("u", lambda u: f(u) * power(A, u))).use("now", "front", "d")
        for name, form in (("left", lambda u: f(u + 1) * A * power(A, u)), ("right", lambda u: f(u + 1) * power(A, u) * A)):
            G.have(name, eq(total(0, d, form), total(0, d, lambda u: f(u + 1) * power(A, u + 1))), lambda H: H.cong("u u0 u1", lambda K: K.use(
                "more", "MPRODS", n, lam("v", lambda _: A), 0, "u").use("turn", "passes", "u").lin("more", "turn")))
        rest = [(1, "now", 1), (-1, "vanishes", 1), (f(0), "none", 1), (eye(n), "monic", 1)]
        G.split(lambda H: H.close("lin", [(-1, "left", 1), *rest]), lambda H: H.close("lin", [(-1, "right", 1), *rest]))
    models = []
    for z in relation_models()[:3]:
        w = Numbers(z)
        c = z["f"]
        w["f"] = lambda i, c=c, size=z["d"]: -Numbers().at(Term(("q", 1 if i == size else -c(i), c(0)))) if 0 <= i <= size else 3
        models.append({**w})
    Claim((n, d, A, f), {"length": leq(0, d), "vanishes": eq(total(0, d + 1, lambda u: f(u) * power(A, u)), null(n, n)), "monic": eq(f(0), 1)}).publish(
        book, "inverse_is_a_polynomial", "p(A) = 0 with p(0) = 1 gives A^-1 = (I - p(A)) / A, a polynomial in A of degree deg p - 1.",
        inverse_of(A, answer, n), script, models=models,
        wrong={"sign": eq(A * (-1 * answer), eye(n)), "not shifted": eq(A * -total(0, d, lambda u: f(u) * power(A, u)), eye(n)),
               "one term less": eq(A * -total(0, d - 1, lambda u: f(u + 1) * power(A, u)), eye(n))},
        missing={"monic": {**models[1], "f": lambda _: 0}})


def _hessenberg(book: Book) -> None:
    H = matrix("H", k, k)

    def base(G: Goal) -> None:
        G.intro("p q p0 p1 q0 low").use("none", "MPROD0", k, lam("v", lambda _: H), 0, 0)
        G.rewrite("h", eq(Term(("m", "h"))[P, Q], 0), "none").use("u", "ENTI0", k, "q", "p").lin("u")

    def step(G: Goal) -> None:
        G.intro("e above ih").intro("p q p0 p1 q0 low").use("more", "MPRODS", k, lam("v", lambda _: H), 0, "e")
        G.rewrite("h", eq(Term(("m", "h"))[P, Q], 0), "more").use("u", "ENTMUL", k, k, k, power(H, e), H, "p", "q")

        def zero(K: Goal) -> None:
            K.intro("s s0 s1").case(Term("s") + e + 1, "p", "order", lambda M: M.use("z", "ih", "p", "s").lin("z"),
                                    lambda M: M.use("z", "hessenberg", "s", "q").lin("z"))
        G.use("v", "sum_zero", lam("s", lambda s: power(H, e)[P, s] * H[s, Q]), 0, "k", by=(zero,)).lin("u", "v")
    inside = (leq(0, i), less(i, k), leq(0, j))

    def band(t: Any) -> Any:
        return forall(i, j, implies(*inside, less(j + t, i), eq(power(H, t)[i, j], 0)))
    models = [Numbers(k=p).let(H, numbers_table(p, p, lambda i, j: (i + 2 * j + 1) * int(i <= j + 1))) for p in SIZES]
    Claim((k, H), {"hessenberg": forall(i, j, implies(*inside, less(j + 1, i), eq(H[i, j], 0)))}).publish(
        book, "powers_of_hessenberg", "The t-th power of a Hessenberg matrix vanishes below the t-th subdiagonal, for all t.",
        forall(t, implies(leq(0, t), band(t))), lambda G: G.induction(base, step), models=models,
        wrong={"band of width 1": forall(t, implies(leq(0, t), forall(i, j, implies(*inside, less(j + 1, i), eq(power(H, t)[i, j], 0))))),
               "one less": forall(t, implies(leq(1, t), band(t - 1))) if False else forall(t, implies(leq(0, t), forall(i, j, implies(
                   *inside, less(j + t - 1, i), eq(power(H, t)[i, j], 0))))),
               "upper": forall(t, implies(leq(0, t), forall(i, j, implies(*inside, less(j + t, i), eq(power(H, t)[j, i], 0)))))},
        missing={"hessenberg": Numbers(k=3).draw(H)})


def _arnoldi(book: Book) -> None:
    V, H, g = matrix("V", n, k), matrix("H", k, k), matrix("g", n, 1)
    last = table(1, k, lambda _, j: delta(j + 1, k))

    def corner(G: Goal) -> None:
        X = power(H, e)
        G.use("u", "ENTMUL", 1, k, 1, last, X * unit(k), "p", "q").use("one", "sum_single", lam("s", lambda s: last[P, s] * (X * unit(k))[s, Q]), 0, "k", k - 1, by=(
            "a", "a", lambda M: M.intro("s a b_ o").cases("o", "side", opened(), opened())))
        G.use("v", "ENTMUL", k, k, 1, X, unit(k), k - 1, "q").use("two", "sum_single", lam("s", lambda s: X[k - 1, s] * unit(k)[s, Q]), 0, "k", 0, by=(
            "a", "a", lambda M: M.intro("s a b_ o").cases("o", "side", opened(), opened())))
        G.use("bands", "powers_of_hessenberg", k, H, by=("hessenberg",)).use("band", "bands", "e").use("zero", "band", k - 1, 0)
        opened("u", "one", "v", "two", "zero")(G)

    def step(G: Goal) -> None:
        G.intro("e above ih end").use("more", "MPRODS", n, lam("v", lambda _: A), 0, "e").use("now", "ih", by=("a",))
        commute("passes", A, A, lambda K: K.lin())(G)
        G.use("longer", "MPRODS", k, lam("v", lambda _: H), 0, "e").use("turns", "intertwined_powers", k, k, H, H, H, by=(lambda K: K.lin(),)).use("turn", "turns", "e")
        G.have("corner", eq(last * power(H, e) * unit(k), null(1, 1)), lambda K: K.ext("p q p0 p1 q0 q1", corner))
        x = power(H, e) * unit(k)
        G.have("moved", eq(power(A, e + 1) * V * unit(k), A * power(A, e) * V * unit(k)), lambda K: K.lin("more", "passes_e"))
        G.have("here", eq(A * power(A, e) * V * unit(k), A * V * power(H, e) * unit(k)), lambda K: K.close("lin", [(A, "now", 1)]))
        G.have("next", eq(A * V * power(H, e) * unit(k), V * H * power(H, e) * unit(k)), lambda K: K.close("lin", [(1, "arnoldi", x), (g, "corner", 1)]))
        G.lin("moved", "here", "next", "longer", "turn")

    def base(G: Goal) -> None:
        G.intro("end").use("a0", "MPROD0", n, lam("v", lambda _: A), 0, 0).use("h0", "MPROD0", k, lam("v", lambda _: H), 0, 0).lin("a0", "h0")
    models = []
    for p, q in ((2, 1), (3, 2), (4, 3), (3, 3)):
        x = Numbers(n=p, k=q).let(H, numbers_table(q, q, lambda i, j: (i + 2 * j - 2) * int(i <= j) + int(i == j + 1))).invertible(matrix("T", n, n))
        first = numbers_table(p, q, lambda i, j: int(i == j))
        x["first"] = first
        hidden = matrix("hidden", n, n)
        x.let(hidden, numbers_table(p, p, lambda i, j, q=q, x=x: x["H"].at(i, j) if j < q and i < q else int(j == q - 1 and i == q) * 2 + int(j >= q) * (i - j)))
        x.inverse(matrix("Ti", n, n), matrix("T", n, n)).let(A, matrix("T", n, n) * hidden * matrix("Ti", n, n))
        x.let(V, matrix("T", n, n) * matrix("first", n, k))
        x.let(g, (A * V - V * H) * table(k, 1, lambda i, _: delta(i + 1, k)))
        models.append({**x})

    def moments(shifted: int = 0, extra: int = 0) -> Any:
        return forall(t, implies(leq(0, t), less(t, k + extra), eq(power(A, t + shifted) * V * unit(k), V * power(H, t) * unit(k))))
    inside = (leq(0, i), less(i, k), leq(0, j))
    Claim((n, k, A, V, H, g), {"hessenberg": forall(i, j, implies(*inside, less(j + 1, i), eq(H[i, j], 0))), "arnoldi": eq(A * V, V * H + g * last)}).publish(
        book, "arnoldi_moments", "A V = V H + g e_k^T with H Hessenberg gives A^t v_1 = V H^t e_1 for t < k: polynomials of degree below k are exact.",
        moments(), lambda G: G.induction(base, step), models=models,
        wrong={"one power more": moments(1), "for t = k": moments(0, 1), "invariant space": eq(A * V, V * H)},
        missing={"arnoldi": {**models[1], "g": numbers_table(3, 1, lambda i, _: i + 1), "A": numbers_table(3, 3, lambda i, j: i + j)}})


def _directions(book: Book) -> None:
    X, Xi, D, Di = matrix("X", n, n), matrix("Xi", n, n), matrix("D", n, n), matrix("Di", n, n)
    premises = {"right": eq(X * Xi, eye(n)), "left": eq(Xi * X, eye(n)), "conjugate": eq(X.T * A * X, D),
                "D_right": eq(D * Di, eye(n)), "D_left": eq(Di * D, eye(n))}
    models = []
    for p in SIZES:
        x = Numbers(n=p).invertible(X).inverse(Xi, X).let(D, numbers_table(p, p, lambda i, j: (i + 2) * int(i == j))).inverse(Di, D)
        models.append(x.let(A, Xi.T * D * Xi))

    def script(G: Goal) -> None:
        transposed(G, "right", "left")
        G.have("A_form", eq(A, Xi.T * D * Xi), by_ideal("conjugate", "right", "right_t"))
        by_ideal("A_form", "right", "left", "right_t", "left_t", "D_right", "D_left")(G) if G.goal[0] == "=" else G.split(
            by_ideal("A_form", "left", "left_t", "right_t", "right", "D_right"), by_ideal("A_form", "right", "left", "right_t", "left_t", "D_left"))
    Claim((n, A, X, Xi, D, Di), premises).publish(
        book, "conjugate_directions", "A full set of A-conjugate directions, X^T A X = D, gives A^-1 = X D^-1 X^T: conjugate gradients end after n steps.",
        inverse_of(A, X * Di * X.T, n), script, models=models,
        wrong={"D not inverted": eq(A * X * D * X.T, eye(n)), "order": eq(A * X.T * Di * X, eye(n)), "sign": eq(A * X * Di * X.T, -eye(n))},
        missing={"conjugate": Numbers(n=1).draw(A).let(X, eye(1)).let(Xi, eye(1)).let(D, 7 * eye(1)).let(Di, Numbers().at(Term(("q", 1, 7)) * eye(1)))})


def _galerkin(book: Book) -> None:
    V, z, y, star, x0 = matrix("V", n, k), matrix("z", k, 1), matrix("y", k, 1), matrix("star", n, 1), matrix("x0", n, 1)
    claim = Claim((n, k, A, V, b, star, x0, y, z), {"symmetric": eq(A.T, A), "solution": eq(A * star, b), "galerkin": eq(V.T * (b - A * (x0 + V * y)), null(k, 1))})

    def energy(w: Any) -> Term:
        return w.T * A * w
    best, other = star - x0 - V * y, star - x0 - V * z

    def script(G: Goal) -> None:
        transposed(G, "galerkin", "solution")
        by_ideal("symmetric", "solution", "galerkin", "galerkin_t", "solution_t")(G)
    models = []
    for p, q in ((1, 1), (2, 1), (3, 2), (3, 0)):
        B = matrix("B", n, n)
        x = Numbers(n=p, k=q).draw(B, star, x0, z).let(A, B.T * B + eye(n)).let(b, A * star)
        x.let(V, numbers_table(p, q, lambda i, j: int(i == j) + int(i == j + 1) * 2))
        gram = matrix("gram", k, k)
        models.append(x.inverse(gram, V.T * A * V).let(y, gram * V.T * (b - A * x0)))
    claim.publish(book, "conjugate_gradient_optimality", "The Galerkin solution has the least energy error in x_0 + range V: the others' error exceeds it by the energy of V (z - y).",
                  eq(energy(other), energy(best) + energy(V * (z - y))), script, models=models,
                  wrong={"sign": eq(energy(other), energy(best) - energy(V * (z - y))), "equal": eq(energy(other), energy(best)),
                         "Euclidean": eq(energy(other), energy(best) + (V * (z - y)).T * V * (z - y))},
                  missing={"galerkin": {**models[1], "y": models[1]["z"], "z": numbers_table(1, 1, lambda _i, _j: 5)}})
