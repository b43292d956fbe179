"""Powers and polynomials through chains and spectral components, for all exponents."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    null,
    prod,
    scalars,
    total,
)
from verify.proofs.library.jordan import BINOMIALS, binomial, block
from verify.proofs.library.powers import commute, for_all, power
from verify.proofs.library.shifts import shift
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, c, s, r, a, b, d, j, t = integers("n m c s r a b d j t")
x = scalars("x")[0]
C, f, roots = Family("C", 2), Family("f"), Family("x")
A = matrix("A", n, n)
e, g = Term("e"), Term("g")
FAMILY = lam("a d", C)


def theorems(book: Book) -> None:
    """Chains, then sums of chains."""
    _chain(book)
    _nilpotent(book)
    _components(book)
    _function(book)
    _annihilator(book)


def weight(y: Any, t: Any, j: Any) -> Term:
    """C(t, j) y^(t-j)."""
    return C(t, j) * prod(0, t - j, lambda _: y)


def chained(W: Any, y: Any) -> dict[str, Any]:
    """The premises of a chain W(0), .., W(m - 1) for y."""
    link = forall(j, implies(leq(0, j), less(j, m), eq(A * W(j), y * W(j) + W(j + 1))))
    return {"some": leq(1, m), "link": link, "end": eq(W(m), null(n, c))}


W = Letter("W", ("u",), n, c)


def _base(G: Goal) -> None:
    G.use("p0", "MPROD0", n, lam("v", lambda _: A), 0, 0).use("c0", "one", 0).use("x0", "PROD0", lam("v", lambda _: x), 0, 0)
    G.use("f1", "matrix_sum_front", n, c, lam("u", lambda u: weight(x, 0, u) * W(u))).use("f2", "f1", m - 1)
    G.have("zero", eq(total(0, m - 1, lambda u: weight(x, 0, u + 1) * W(u + 1)), total(0, m - 1, lambda _: null(n, c))),
        lambda H: H.cong(
        "u u0 u1", lambda K: K.use("no", "none", "u").lin("no"))).lin("p0", "f2", "zero", "c0", "x0")


def _partial(G: Goal) -> None:
    def terms(H: Goal, at: Any) -> None:
        H.use("l1", "MSUMS", n, c, lam("u", lambda u: weight(x, e, u) * A * W(u)), 0, at)
        H.use("l2", "MSUMS", n, c, lam("u", lambda u: weight(x, e + 1, u) * W(u)), 0, at).use("now", "link", at)

    def start(H: Goal) -> None:
        terms(H.intro("inside"), 0)
        H.use("z1", "MSUM0", n, c, lam("u", lambda u: weight(x, e, u) * A * W(u)), 0, 0).use("more", "PRODS", lam("v",
            lambda _: x), 0, e)
        H.use("z2", "MSUM0", n, c, lam("u", lambda u: weight(x, e + 1, u) * W(u)), 0, 0).use("c0", "one", e).use("c1", "one",
            e + 1)
        H.lin("l1", "l2", "z1", "z2", "now", "c0", "c1", "more")

    def onward(H: Goal) -> None:
        terms(H.intro("g low known inside"), g + 1)
        H.use("ih2", "known", by=("a",)).use("rule", "pascal", "e", "g")
        H.case(g + 1, "e", "within", lambda K: K.use("more", "PRODS", lam("v", lambda _: x), 0, e - g - 1).lin(
            "l1", "l2", "ih2", "now", "rule", "more"), lambda K: K.use("zeros", "binomials_vanish", FAMILY, by=("none",
                "pascal")).use(
                "zero", "zeros", "e").use("nothing", "zero", g + 1).lin("l1", "l2", "ih2", "now", "rule", "nothing"))
    G.induction(start, onward)


def _chain(book: Book) -> None:
    def form(t: Any) -> Term:
        return total(0, m, lambda u: weight(x, t, u) * W(u))

    def step(G: Goal) -> None:
        G.intro("e above ih").use("grown", "MPRODS", n, lam("v", lambda _: A), 0, e)
        commute("passes", A, A, lambda H: H.lin())(G)
        G.have("partial", forall(d, implies(leq(0, d), less(d, m), eq(total(0, d + 1, lambda u: weight(x, e, u) * A * W(u)),
            total(
            0, d + 1, lambda u: weight(x, e + 1, u) * W(u)) + weight(x, e, d) * W(d + 1)))), _partial)
        G.use("all", "partial", m - 1)
        left = A * power(A, e) * W(0)
        G.have("here", eq(left, A * form(e)), lambda H: H.close("lin", [(A, "ih", 1)]))
        G.have("moved", eq(power(A, e + 1) * W(0), left), lambda H: H.lin("grown", "passes_e")).lin("moved", "here", "all", "end")
    models = []
    for p, y in ((1, 2), (2, 3), (3, -1), (3, 0)):
        z = Numbers(n=p, m=p, c=2).let(x, y).let(A, block(n))
        z["W"] = lambda u, p=p: numbers_table(p, 2, lambda i, q: int(i == p - 1 - u) * (q + 1))
        models.append({**z, "C": binomial})
    Claim((n, c, m, x, A, W, C), {**chained(W, x), **BINOMIALS}).publish(
        book, "powers_on_a_chain",
            "A W_j = x W_j + W_(j+1), W_m = 0 give A^t W_0 = sum of C(t, j) x^(t-j) W_j, j < m, for all t.",
        for_all(lambda t: eq(power(A, t) * W(0), form(t))), lambda G: G.induction(_base, step), models=models,
        wrong={"one power more": for_all(lambda t: eq(power(A, t + 1) * W(0), form(t))),
               "eigenvector": for_all(lambda t: eq(power(A, t) * W(0), prod(0, t, lambda _: x) * W(0))),
               "one term less": for_all(lambda t: eq(power(A, t) * W(0), total(0, m - 1, lambda u: weight(x, t, u) * W(u))))},
        missing={"end": {**models[1], "m": 1}})


def _nilpotent(book: Book) -> None:
    N = matrix("N", n, n)

    def form(t: Any) -> Term:
        return total(0, m, lambda u: weight(x, t, u) * power(N, u))

    def script(G: Goal) -> None:
        def link(K: Goal) -> None:
            K.intro("j j0 j1").use("more", "MPRODS", n, lam("v", lambda _: N), 0, "j")
            K.use("passes", "intertwined_powers", n, n, N, N, N, by=(lambda H: H.lin(),)).use("turn", "passes", "j").lin("more",
                "turn")
        G.use("chain", "powers_on_a_chain", n, n, m, x, x * eye(n) + N, lam("u", lambda u: power(N, u)), FAMILY, by=(
            "some", link, "nilpotent", "one", "none", "pascal"))
        G.use("start", "MPROD0", n, lam("v", lambda _: N), 0, 0).intro("t length").use("now", "chain", "t")
        G.close("lin", [(1, "now", 1), (("*", -1, power(x * eye(n) + N, t)), "start", 1)])
    models = [{**Numbers(n=p, m=q).let(x, y).let(N, shift(n) * shift(n) + 2 * shift(n)), "C": binomial} for p, q, y in (
        (0, 1, 2), (1, 1, 3), (2, 2, -1), (3, 3, 2), (3, 3, 0))]
    Claim((n, m, x, N, C), {"some": leq(1, m), "nilpotent": eq(power(N, m), null(n, n)), **BINOMIALS}).publish(
        book, "power_of_scalar_plus_nilpotent",
            "N^m = 0 gives (x I + N)^t = sum of C(t, j) x^(t-j) N^j, j < m: m terms for every t.",
        for_all(lambda t: eq(power(x * eye(n) + N, t), form(t))), script, models=models,
        wrong={"sign": for_all(lambda t: eq(power(x * eye(n) - N, t), form(t))), "semisimple": for_all(
            lambda t: eq(power(x * eye(n) + N, t), prod(0, t, lambda _: x) * eye(n))),
            "one term less": for_all(lambda t: eq(power(x * eye(n) + N, t), total(0, m - 1, lambda u: weight(x, t, u) * power(N,
                u))))},
        missing={"nilpotent": {**Numbers(n=1, m=1).let(x, 1).let(N, eye(1)), "C": binomial}})


Z = Letter("Z", ("b", "u"), n, n)
COMPONENTS = {
    "some": leq(1, m), "link": forall(b, j, implies(leq(0, b), less(b, s), leq(0, j), less(j, m), eq(
        A * Z(b, j), roots(b) * Z(b, j) + Z(b, j + 1)))),
    "end": forall(b, implies(leq(0, b), less(b, s), eq(Z(b, m), null(n, n)))), "unity": eq(total(0, s, lambda b: Z(b, 0)),
        eye(n))}


def leading(p: int, q: int) -> Any:
    """The projector on the first q of p unit vectors, in numbers."""
    return numbers_table(p, p, lambda i, j: int(i == j < q))


def component_models() -> list[dict[str, Any]]:
    """Two roots, one block each, hidden by a similarity."""
    found: list[dict[str, Any]] = []
    T, Ti, E0, E1 = matrix("T", n, n), matrix("Ti", n, n), matrix("E0", n, n), matrix("E1", n, n)
    for p, q, y in ((1, 1, (2, 5)), (2, 1, (2, 3)), (2, 2, (1, 1)), (3, 2, (-1, 2)), (3, 1, (0, 4))):
        z = Numbers(n=p, m=p, s=2).invertible(T).inverse(Ti, T)
        z.let(E0, leading(p, q)).let(E1, eye(n) - E0)
        z.let(A, T * (E0 * block(n, y[0]) * E0 + E1 * block(n, y[1]) * E1) * Ti)
        values = {(root, u): z.at(T * power(E * shift(n) * E, u) * E * Ti) for root, E in enumerate((E0,
            E1)) for u in range(p + 7)}
        zero = z.at(null(n, n))
        found.append({**z, "x": lambda b, y=y: y[b] if b in (0, 1) else 9, "C": binomial,
                      "Z": lambda b, u, values=values, zero=zero: values.get((b, u), zero)})
    return found


def _components(book: Book) -> None:
    def form(t: Any) -> Term:
        return total(0, s, lambda b: total(0, m, lambda u: weight(roots(b), t, u) * Z(b, u)))

    def each(K: Goal) -> None:
        K.use("chain", "powers_on_a_chain", n, n, m, roots("b"), A, lam("u", lambda u: Z("b", u)), FAMILY, by=(
            "some", lambda H: H.intro("j j0 j1").use("now", "link", "b", "j").by("now"), lambda H: H.use("now", "end",
                "b").by("now"),
            "one", "none", "pascal")).use("now", "chain", "t").by("now")

    def script(G: Goal) -> None:
        G.intro("t length").have("sums", eq(total(0, s, lambda b: power(A, t) * Z(b, 0)), form(t)), lambda H: H.cong("b b0 b1",
            each))
        G.close("lin", [(1, "sums", 1), (("*", -1, power(A, t)), "unity", 1)])
    models = component_models()
    Claim((n, m, s, A, roots, Z, C), {**COMPONENTS, **BINOMIALS}).publish(
        book, "powers_through_spectral_components",
        "A^t = sum over the roots x_b and j < m of C(t, j) x_b^(t-j) Z_(b,j), Z_(b,j) the spectral components, for all t.",
        for_all(lambda t: eq(power(A, t), form(t))), script, models=models,
        wrong={"one power more": for_all(lambda t: eq(power(A, t + 1), form(t))), "first root only": for_all(
            lambda t: eq(power(A, t), total(0, 1, lambda b: total(0, m, lambda u: weight(roots(b), t, u) * Z(b, u))))),
            "projectors only": for_all(lambda t: eq(power(A, t), total(0, s, lambda b: prod(0, t, lambda _: roots(b)) * Z(b,
                0))))})


def _function(book: Book) -> None:
    def value(b: Any, u: Any, t: Any) -> Term:
        return total(0, t, lambda v: f(v) * weight(roots(b), v, u))

    def form(t: Any) -> Term:
        return total(0, s, lambda b: total(0, m, lambda u: value(b, u, t) * Z(b, u)))

    def polynomial(t: Any) -> Term:
        return total(0, t, lambda v: f(v) * power(A, v))

    def base(G: Goal) -> None:
        G.use("empty", "MSUM0", n, n, lam("v", lambda v: f(v) * power(A, v)), 0, 0)
        G.have("zero", eq(form(0), total(0, s, lambda _: null(n, n))), lambda H: H.cong("b b0 b1", lambda K: K.have("inner", eq(
            total(0, m, lambda u: value("b", u, 0) * Z("b", u)), total(0, m, lambda _: null(n, n))), lambda M: M.cong(
                "u u0 u1", lambda Q: Q.use("w", "SUM0", lam("v", lambda v: f(v) * weight(roots("b"), v, "u")), 0,
                    0).lin("w"))).lin("inner")))
        G.lin("empty", "zero")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("longer", "MSUMS", n, n, lam("v", lambda v: f(v) * power(A, v)), 0, "e").use("now", "all", "e")

        def inner(M: Goal) -> None:
            M.cong("u u0 u1", lambda K: K.use("w", "SUMS", lam("v", lambda v: f(v) * weight(roots("b"), v, "u")), 0,
                "e").lin("w"))
        G.have("grown", eq(form(e + 1), total(0, s, lambda b: total(0, m, lambda u: (value(b, u, e) + f(e) * weight(roots(b), e,
            u)) * Z(b, u)))),
               lambda H: H.cong("b b0 b1", inner)).lin("longer", "grown", "ih", "now")

    def script(G: Goal) -> None:
        G.use("all", "powers_through_spectral_components", n, m, s, A, lam("b", roots), lam("b u", Z), FAMILY, by=(
            *COMPONENTS, *BINOMIALS)).induction(base, step)
    models = [{**y, "f": lambda v: v * v - 3 * v + 1} for y in component_models()]
    Claim((n, m, s, A, roots, Z, C, f), {**COMPONENTS, **BINOMIALS}).publish(
        book, "polynomial_through_spectral_components",
            "f(A) = sum over the roots x_b and j < m of f^(j)(x_b) / j! Z_(b,j) for every polynomial f.",
        for_all(lambda t: eq(polynomial(t), form(t))), script, models=models,
        wrong={"degree": for_all(lambda t: eq(polynomial(t + 1), form(t))), "sign": for_all(lambda t: eq(polynomial(t),
            -form(t))),
               "values only": for_all(lambda t: eq(polynomial(t), total(0, s, lambda b: value(b, 0, t) * Z(b, 0))))})


def _annihilator(book: Book) -> None:
    F, E = Letter("F", ("b",), n, n), Letter("E", ("b",), n, n)
    inside = (leq(0, b), less(b, s))
    claim = Claim((n, s, F, E), {
        "length": leq(0, s), "commute": forall(a, b, implies(leq(0, a), less(a, s), *inside, eq(F(a) * F(b), F(b) * F(a)))),
        "local": forall(b, implies(*inside, eq(F(b) * E(b), null(n, n)))), "unity": eq(total(0, s, E), eye(n))})

    def passes(G: Goal) -> None:
        def step(S: Goal) -> None:
            S.intro("e low ih end a a0 a1").use("more", "MPRODS", n, lam("b", F), 0, "e").use("known", "ih", by=("a",
                )).use("turn", "known", "a")
            S.use("swap", "commute", "e", "a").lin("more", "swap", "turn")
        G.induction(lambda B: B.intro("end a a0 a1").use("u", "MPROD0", n, lam("b", F), 0, 0).lin("u"), step)

    def kills(G: Goal) -> None:
        def step(S: Goal) -> None:
            S.intro("e low ih end a a0 a1").use("more", "MPRODS", n, lam("b", F), 0, "e").use("known", "ih", by=("a",))
            S.use("t0", "passes", "e", by=("a", "a")).use("turn", "t0", "e")
            S.case(a + 1, "e", "old", lambda H: H.use("zero", "known", "a").lin("more", "turn", "zero"), lambda H: H.have(
                "same", ("==", "a", "e"), "a").rewrite("h", eq(prod(0, e + 1, F) * E(Term("h")), null(n, n)), "same").use(
                    "here", "local", "e").lin("more", "here"))
        G.induction(lambda B: B.intro("end a a0 a1").absurd("a"), step)

    def script(G: Goal) -> None:
        G.have("passes", forall(t, implies(leq(0, t), leq(t, s), forall(a, implies(leq(0, a), less(a, s), eq(
            prod(0, t, F) * F(a), F(a) * prod(0, t, F)))))), passes)
        G.have("kills", forall(t, implies(leq(0, t), leq(t, s), forall(a, implies(leq(0, a), less(a, t), eq(
            prod(0, t, F) * E(a), null(n, n)))))), kills)
        whole = prod(0, s, F)
        G.use("all", "kills", s, by=("a", "a")).have("zero", eq(total(0, s, lambda b: whole * E(b)), total(0, s,
            lambda _: null(n, n))), lambda H: H.cong(
            "b b0 b1", lambda K: K.use("now", "all", "b").lin("now")))
        G.close("lin", [(1, "zero", 1), (("*", -1, whole), "unity", 1)])
    models: list[dict[str, Any]] = []
    for z in component_models()[1:]:
        values = [Numbers({**z, "x": z["x"](v)}).at(power(A - x * eye(n), m)) for v in (0, 1)]
        models.append({**z, "F": lambda b, values=values: values[b] if b in (0, 1) else values[0], "E": lambda b, z=z: z["Z"](b,
            0)})
    claim.publish(book, "minimal_polynomial_annihilates",
                  "Commuting F_b = (A - x_b)^(m_b), each 0 on its component E_b of sum E_b = I, have product 0: p(A) = 0.",
                  eq(prod(0, s, F), null(n, n)), script, models=models,
                  wrong={"one factor less": eq(prod(0, s - 1, F), null(n, n)), "identity": eq(prod(0, s, F), eye(n)),
                         "sum": eq(total(0, s, F), null(n, n))},
                  missing={"local": {**models[0], "F": lambda _, y=models[0]: Numbers(y).at(eye(n))}})
