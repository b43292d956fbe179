"""Exponentials in closed form: on chains, of Jordan blocks, through spectral components."""
from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Letter, Term, eq, eye, forall, implies, lam, leq, less, matrix, null, total
from verify.proofs.library.components import Z, component_models
from verify.proofs.library.exponential import (
    FACTORIALS,
    A,
    X,
    b,
    c,
    e,
    ex,
    expo,
    exponentials,
    flow,
    g,
    hole,
    j,
    k,
    m,
    n,
    roots,
    s,
    x,
)
from verify.proofs.library.flows import D, at_zero
from verify.proofs.library.jordan import block, upper
from verify.proofs.library.powers import power
from verify.proofs.library.shifts import P, Q, delta, diagonal, opened, shift
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal
from verify.proofs.series import TERMS, Functions, Series, exponential

W = Letter("W", ("u",), n, c)
CONSTANT = {"size": leq(0, n), "A_constant": eq(D(A), null(n, n))}
SCALAR = {"ex_rate": eq(D(ex), x * ex), "ex_start": eq(at_zero(ex), 1)}


def divided(u: int) -> Any:
    """The series of t^u / u!."""
    return Series([Fraction(int(q == u), factorial(max(u, 0))) for q in range(TERMS)])


def theorems(book: Book) -> None:
    """The chain first."""
    _chain(book)
    _nilpotent(book)
    _block(book)
    _components(book)


def term(u: Any) -> Term:
    """The term u of the exponential on a chain."""
    return ex * g(u) * W(u)


def _rate(G: Goal, u: Any) -> None:
    """The derivative of a term, as facts."""
    G.use("scaled", "derivative_of_scaled", n, c, ex * g(u), W(u)).use("inner", "DMUL", ex, g(u)).use("still", "W_constant", u)


def _partial(G: Goal) -> None:
    def start(H: Goal) -> None:
        H.intro("inside").use("l1", "MSUMS", n, c, lam("u", term), 0, 0).use("l0", "MSUM0", n, c, lam("u", term), 0,
            0).use("now", "link", 0)
        H.have("first", eq(total(0, 1, term), term(0)), lambda K: K.lin("l1", "l0"))
        H.have("dg", eq(D(g(0)), 0), lambda K: K.rewrite("y", eq(D(Term(("f", "y"))), 0), "g_start").by("derivative_of_one"))
        _rate(H, 0)
        H.rewrite("h", eq(D(hole), A * total(0, 1, term) - ex * g(0) * W(1)), "first").lin("scaled", "inner", "still", "ex_rate",
            "dg", "first", "now")

    def onward(H: Goal) -> None:
        H.intro("e low known inside").use("ih", "known", by=("a",)).use("l1", "MSUMS", n, c, lam("u", term), 0, e + 1).use("now",
            "link", e + 1)
        H.use("sum", "derivative_of_matrix_sum", n, c, total(0, e + 1, term), term(e + 1)).use("dg", "g_rate", e)
        _rate(H, e + 1)
        H.rewrite("h", eq(D(hole), A * total(0, e + 2, term) - ex * g(e + 1) * W(e + 2)), "l1").lin(
            "sum", "ih", "scaled", "inner", "still", "ex_rate", "dg", "l1", "now")
    G.induction(start, onward)


def _value(G: Goal) -> None:
    G.use("sums", "value_of_matrix_sums", n, c, lam("u", term)).use("sum", "sums", m)
    G.use("front", "matrix_sum_front", n, c, lam("u", lambda u: at_zero(term(u)))).use("ends", "front", m - 1)
    G.use("s0", "value_of_scaled", n, c, ex * g(0), W(0)).use("p0", "EVMUL", ex, g(0))
    G.have("eg", eq(at_zero(g(0)), 1), lambda K: K.rewrite("y", eq(at_zero(Term(("f", "y"))), 1), "g_start").by("EVONE"))
    G.have("rest", eq(total(0, m - 1, lambda u: at_zero(term(u + 1))), total(0, m - 1, lambda _: null(n, c))), lambda H: H.cong(
        "u u0 u1", lambda K: K.use("s1", "value_of_scaled", n, c, ex * g(Term("u") + 1), W(Term("u") + 1)).use("p1", "EVMUL", ex,
            g(Term("u") + 1)).use(
            "z1", "g_zero", "u").lin("s1", "p1", "z1")))
    G.lin("sum", "ends", "s0", "p0", "eg", "ex_start", "W_value", "rest")


def _chain(book: Book) -> None:
    def script(G: Goal) -> None:
        whole = total(0, m, term)
        G.have("partial", forall(b, implies(leq(0, b), less(b, m), eq(D(total(0, b + 1, term)), A * total(0, b + 1,
            term) - ex * g(b) * W(b + 1)))), _partial)
        G.have("value", eq(at_zero(whole), W(0)), _value).use("rate", "partial", m - 1)
        G.use("turn", "exponential_commutes", n, A, A, X, by=("size", "A_constant", "A_constant", lambda H: H.lin(), "X_rate",
            "X_start"))
        G.use("product", "matrix_leibniz_rule", n, n, c, X, W(0)).use("still", "W_constant", 0).use("begin", "value_of_product",
            n, n, c, X, W(0))
        G.use("same", "uniqueness_from_the_left", n, c, A, X * W(0), whole, by=("A_constant", lambda H: H.lin("product", "still",
            "X_rate", "turn"), lambda H: H.lin(
            "rate", "end"), lambda H: H.lin("begin", "X_start", "W_value", "value"))).by("same")
    models = []
    for p, y in ((1, 2), (2, 3), (3, -1), (2, 0)):
        z = Functions(n=p, m=p, c=2).let(x, y).let(A, block(n))
        z["W"], z["ex"], z["g"] = (lambda u, p=p: numbers_table(p, 2, lambda i,
            q: int(i == p - 1 - u) * (q + 1))), exponential(y), divided
        models.append(z.let(X, exponentials(z["A"])))
    Claim((n, c, m, x, ex, A, W, g, X), {
        "some": leq(1, m), **CONSTANT, **SCALAR, **FACTORIALS, "link": forall(j, implies(leq(0, j), less(j, m), eq(A * W(j),
            x * W(j) + W(j + 1)))),
        "end": eq(W(m), null(n, c)), "W_constant": forall(j, implies(leq(0, j), less(j, m), eq(D(W(j)), null(n, c)))),
            "W_value": eq(at_zero(W(0)), W(0)),
        **flow(X, A, "X")}).publish(
        book, "exponential_on_a_chain",
            "A W_j = x W_j + W_(j+1), W_m = 0 give e^(tA) W_0 = e^(xt) times the sum of t^j / j! W_j, j < m.",
        eq(X * W(0), total(0, m, term)), script, models=models,
        wrong={"eigenvector": eq(X * W(0), ex * W(0)), "one term less": eq(X * W(0), total(0, m - 1, term)), "sign": eq(X * W(0),
            -total(0, m, term))},
        missing={"end": {**models[1], "m": 1}})


def _nilpotent(book: Book) -> None:
    N = matrix("N", n, n)
    M = x * eye(n) + N

    def still(G: Goal) -> None:
        def base(H: Goal) -> None:
            H.use("u", "MPROD0", n, lam("v", lambda _: N), 0, 0).use("z", "derivative_of_identity", n).rewrite("h", eq(D(hole),
                null(n, n)), "u").by("z")

        def step(H: Goal) -> None:
            H.intro("e above ih").use("u", "MPRODS", n, lam("v", lambda _: N), 0, "e").use("rule", "matrix_leibniz_rule", n, n,
                n, power(N, e), N)
            H.rewrite("h", eq(D(hole), null(n, n)), "u").lin("rule", "ih", "N_constant")
        G.induction(base, step)

    def link(K: Goal) -> None:
        K.intro("j j0 j1").use("more", "MPRODS", n, lam("v", lambda _: N), 0, "j")
        K.use("passes", "intertwined_powers", n, n, N, N, N, by=(lambda H: H.lin(),)).use("turn", "passes", "j").lin("more",
            "turn")

    def script(G: Goal) -> None:
        G.have("still", forall(j, implies(leq(0, j), eq(D(power(N, j)), null(n, n)))), still)
        G.use("scaled", "derivative_of_scaled", n, n, x, eye(n)).use("di", "derivative_of_identity", n).use("ei",
            "value_of_identity", n)
        G.use("sum", "derivative_of_matrix_sum", n, n, x * eye(n), N).use("start", "MPROD0", n, lam("v", lambda _: N), 0, 0)
        G.have("constant", eq(D(M), null(n, n)), lambda H: H.lin("sum", "scaled", "di", "x_constant", "N_constant"))
        G.have("value", eq(at_zero(power(N, 0)), power(N, 0)), lambda H: H.rewrite("h", eq(at_zero(hole), hole),
            "start").by("ei"))
        G.use("chain", "exponential_on_a_chain", n, n, m, x, ex, M, lam("u", lambda u: power(N, u)), lam("u", g), X, by=(
            "some", "size", "constant", *SCALAR, *FACTORIALS, link, "nilpotent", lambda H: H.intro("j j0 j1").use("now", "still",
                "j").by("now"), "value",
            "X_rate", "X_start"))
        G.close("lin", [(1, "chain", 1), (-1 * X, "start", 1)])
    models = []
    for p, q, y in ((1, 1, 3), (2, 2, -1), (3, 3, 2), (3, 2, 0)):
        z = Functions(n=p, m=q).let(x, y).let(N, shift(n) * shift(n) if q < p else 2 * shift(n) + shift(n) * shift(n))
        z["ex"], z["g"] = exponential(y), divided
        models.append(z.let(X, exponentials(z.at(M))))
    one = Functions(n=1, m=1).let(x, 1).let(N, eye(1))
    one["ex"], one["g"] = exponential(1), divided
    Claim((n, m, x, ex, N, g, X), {
        "some": leq(1, m), "size": leq(0, n), "x_constant": eq(D(x), 0), "N_constant": eq(D(N), null(n, n)), **SCALAR,
            **FACTORIALS,
        "nilpotent": eq(power(N, m), null(n, n)), **flow(X, M, "X")}).publish(
        book, "exponential_of_scalar_plus_nilpotent", "N^m = 0 gives e^(t(xI+N)) = e^(xt) times the sum of t^j / j! N^j, j < m.",
        eq(X, total(0, m, lambda u: ex * g(u) * power(N, u))), script, models=models,
        wrong={"semisimple": eq(X, ex * eye(n)), "no exponential": eq(X, total(0, m, lambda u: g(u) * power(N, u))),
               "one term less": eq(X, total(0, m - 1, lambda u: ex * g(u) * power(N, u)))},
        missing={"nilpotent": one.let(X, exponentials(one.at(M)))})


def _block(book: Book) -> None:
    N, J, Y = shift(k), block(k), matrix("X", k, k)
    form = upper(k, lambda d: ex * g(d))

    def number(G: Goal) -> None:
        G.use("u", "DENT", k, k, N, "p", "q")

        def value(H: Goal, v: int) -> None:
            H.have("d", eq(N[P, Q], v), opened()).have("o", eq(D(N[P, Q]), D(v)), lambda K: K.rewrite("y", eq(D(Term(("f",
                "y"))), D(v)), "d").lin())
            H.lin("u", "o", "derivative_of_one" if v else "derivative_of_zero")
        G.case(P + 1, Q, "first", lambda H: H.case(Q, P + 1, "second", lambda K: value(K, 1), lambda K: value(K, 0)),
            lambda H: value(H, 0))

    def entry(G: Goal) -> None:
        f = lam("d", lambda d: ex * g(d) * delta(P + d, Q))
        G.use("sum", "ENTSUM", k, k, lam("d", lambda d: ex * g(d) * power(N, d)), 0, k, "p", "q")
        G.have("v", eq(total(0, k, lambda d: ex * g(d) * power(N, d)[P, Q]), total(0, k, lambda d: ex * g(d) * delta(P + d, Q))),
            lambda H: H.cong(
            "d d0 d1", lambda K: opened()(K.use("w", "all", "d").rewrite("h", eq(ex * g("d") * hole[P, Q],
                ex * g("d") * delta(P + Term("d"), Q)), "w"))))
        G.have("w", eq(Y[P, Q], total(0, k, lambda d: ex * g(d) * power(N, d))[P, Q]), lambda H: H.rewrite(
            "h", eq(hole[P, Q], total(0, k, lambda d: ex * g(d) * power(N, d))[P, Q]), "closed").lin())
        G.case("p", "q", "order", lambda H: opened("w", "sum", "v", "y")(H.use("y", "sum_single", f, 0, "k", Q - P, by=(
            "a", "a", lambda K: K.intro("d a b_ o").cases("o", "side", opened(), opened())))), lambda H: opened("w", "sum", "v",
                "y")(H.use(
                "y", "sum_zero", f, 0, "k", by=(lambda K: opened()(K.intro("d a b_")),))))

    def script(G: Goal) -> None:
        G.use("all", "shift_powers", k).use("last", "all", k).have("nilpotent", eq(power(N, k), null(k, k)), lambda H: H.have(
            "z", eq(diagonal(k, k), null(k, k)), lambda K: K.ext("p q p0 p1 q0 q1", opened())).lin("last", "z"))
        G.have("N_constant", eq(D(N), null(k, k)), lambda H: H.ext("p q p0 p1 q0 q1", number))
        G.use("closed", "exponential_of_scalar_plus_nilpotent", k, k, x, ex, N, lam("u", g), Y, by=(
            "some", "a", "x_constant", "N_constant", *SCALAR, *FACTORIALS, "nilpotent", "X_rate", "X_start"))
        G.ext("p q p0 p1 q0 q1", entry)
    models = []
    for p, y in ((1, 2), (2, 3), (3, -1), (3, 0)):
        z = Functions(k=p).let(x, y)
        z["ex"], z["g"] = exponential(y), divided
        models.append(z.let(Y, exponentials(z.at(J))))
    premises = {"X_rate": eq(D(Y), Y * J), "X_start": eq(at_zero(Y), eye(k))}
    Claim((k, x, ex, g, Y), {"some": leq(1, k), "x_constant": eq(D(x), 0), **SCALAR, **FACTORIALS, **premises}).publish(
        book, "jordan_block_exponential",
            "e^(t J_k(x)) has the entries e^(xt) t^d / d! on the diagonal d = j - i >= 0, and 0 below, for all k.",
        eq(Y, form), script, models=models,
        wrong={"transposed": eq(Y, form.T), "diagonal": eq(Y, ex * eye(k)), "no exponential": eq(Y, upper(k, g))},
        missing={"X_start": {**models[1], "X": Numbers(models[1]).at(null(k, k))}})


def _components(book: Book) -> None:
    form = total(0, s, lambda b: total(0, m, lambda u: expo(b) * g(u) * Z(b, u)))
    inside = (leq(0, b), less(b, s))

    def each(K: Goal) -> None:
        def at(name: str) -> Any:
            return lambda H: H.use("now", name, "b").by("now")

        def linked(name: str) -> Any:
            return lambda H: H.intro("j j0 j1").use("now", name, "b", "j").by("now")
        K.use("now", "exponential_on_a_chain", n, n, m, roots("b"), expo("b"), A, lam("u", lambda u: Z("b", u)), lam("u", g), X,
            by=(
            "some", "size", "A_constant", at("ex_rate"), at("ex_start"), *FACTORIALS, linked("link"), at("end"),
                linked("Z_constant"), at("Z_value"),
            "X_rate", "X_start")).by("now")

    def script(G: Goal) -> None:
        G.have("sums", eq(total(0, s, lambda b: X * Z(b, 0)), form), lambda H: H.cong("b b0 b1", each))
        G.close("lin", [(1, "sums", 1), (-1 * X, "unity", 1)])
    models = []
    for y in component_models():
        z = Functions()
        z.update(y)
        z["ex"], z["g"] = (lambda q, y=y: exponential(y["x"](q))), divided
        models.append(z.let(X, exponentials(z["A"])))
    both_in = (*inside, leq(0, j), less(j, m))
    Claim((n, m, s, A, roots, expo, Z, g, X), {
        "some": leq(1, m), **CONSTANT, "ex_rate": forall(b, implies(*inside, eq(D(expo(b)), roots(b) * expo(b)))),
            "ex_start": forall(b, implies(
            *inside, eq(at_zero(expo(b)), 1))), **FACTORIALS, "link": forall(b, j, implies(*both_in, eq(A * Z(b, j),
                roots(b) * Z(b, j) + Z(b, j + 1)))),
        "end": forall(b, implies(*inside, eq(Z(b, m), null(n, n)))), "unity": eq(total(0, s, lambda b: Z(b, 0)), eye(n)),
        "Z_constant": forall(b, j, implies(*both_in, eq(D(Z(b, j)), null(n, n)))), "Z_value": forall(b, implies(*inside,
            eq(at_zero(Z(b, 0)), Z(b, 0)))),
        **flow(X, A, "X")}).publish(
        book, "exponential_through_spectral_components",
            "e^(tA) = sum over the roots x_b and j < m of e^(x_b t) t^j / j! Z_(b,j), Z_(b,j) the spectral components.",
        eq(X, form), script, models=models,
        wrong={"projectors only": eq(X, total(0, s, lambda b: expo(b) * Z(b, 0))), "first root only": eq(X, total(0, 1,
            lambda b: total(
            0, m, lambda u: expo(b) * g(u) * Z(b, u)))), "sign": eq(X, -form)})
