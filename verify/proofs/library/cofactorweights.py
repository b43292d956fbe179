"""The coefficients of the cofactors of x I - A as weighted sums of their values at x = 0, 1, 2, ..: no choice is needed."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    both,
    det,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    inv,
    ite,
    lam,
    leq,
    less,
    matrix,
    no,
    num,
    prod,
    scalars,
    table,
    total,
)
from verify.proofs.library.determinant_rules import adj
from verify.proofs.library.laplace import cofactor, inside, replaced
from verify.proofs.library.pencils import longer, value
from verify.proofs.library.vandermonde import vandermonde
from verify.proofs.script import Goal

n, m, i, j, k, l, t, q = integers("n m i j k l t q")
A = matrix("A", n, n)
p, f = Family("p"), Family("f")
x, = scalars("x")
SIZES = range(4)


def theorems(book: Book) -> None:
    """An inverse Vandermonde matrix gives the weights; multiplying by x moves the coefficients."""
    _nonzero(book)
    _weights(book)
    _coefficients(book)


def _nonzero(book: Book) -> None:
    lo, hi = integers("lo hi")
    each = forall(k, implies(leq(lo, k), less(k, hi), no(eq(f(k), 0))))

    def base(G: Goal) -> None:
        G.intro("each zero").use("empty", "PROD0", lam("k", f), lo, lo).use("unlike", "CHAR0", 1, by=(
            "a", lambda H: H.close("lin", [(1, "zero", 1), (-1, "empty", 1)]))).by("unlike")

    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih each zero").use("more", "PRODS", lam("k", f), lo, e).use("last", "each", e).use(
            "unit", "INV", f(e), by=("last",))
        G.use("no", "ih", by=(lambda H: H.intro("k k_low k_high").use("it", "each", k).by("it"), lambda H: H.close("lin", [
            (inv(f(e)), "zero", 1), (-inv(f(e)), "more", 1), (-prod(lo, e, f), "unit", 1)]))).by("no")
    says = "Factors that are not 0 have such a product, over a field of characteristic 0."
    book.add("prod_not_zero", says, forall(f, lo, forall(hi, implies(
        leq(lo, hi), each, no(eq(prod(lo, hi, f), 0))))), lambda G: G.intro("f lo").induction(base, step), lemma=True)


def weighs(W: Any, m: Any) -> Any:
    """The rows of W give the coefficients of a polynomial of degree below m from its values at 0 .. m - 1."""
    knows = forall(t, implies(*inside(t, size=m), eq(f(t), value(p, m, num(t)))))
    gives = forall(l, implies(*inside(l, size=m), eq(p(l), total(0, m, lambda t: W[l, t] * f(t)))))
    return forall(p, f, implies(knows, gives))


def _weights(book: Book) -> None:
    W, V = matrix("W", m, m), vandermonde(num, m)
    coefficients, values = table(m, 1, lambda l, _: p(l)), table(m, 1, lambda t, _: f(t))

    def distinct(G: Goal) -> None:
        def inner(K: Goal) -> None:
            K.intro("j j_low j_high").use("it", "prod_not_zero", lam("i", lambda i: num(j) - num(i)), 0, j, by=("a", gap))
            K.by("it")

        def gap(K: Goal) -> None:
            K.intro("i i_low i_high level").use("unlike", "CHAR0", j - i, by=("a", "level")).by("unlike")
        G.intro("zero").use("value", "vandermonde_determinant", m, lam("k", num)).use(
            "all", "prod_not_zero", lam("j", lambda j: prod(0, j, lambda i: num(j) - num(i))), 0, m,
            by=("a", inner, lambda H: H.close("lin", [(-1, "value", 1), (1, "zero", 1)]))).by("all")

    def known(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.use("mul", "ENTMUL", m, m, 1, V, coefficients, "r", "s").use("it", "knows", "r")
            H.have("terms", eq(total(0, m, lambda l: V["r", l] * coefficients[l, "s"]), value(p, m, num("r"))), lambda K: K.cong(
                "h h_low h_high", by_entries()))
            by_entries("mul", "terms", "it")(H)
        weights = inv(det(V)) * adj(V)
        G.intro("p f knows l l_low l_high").have("product", eq(V * coefficients, values), lambda H: H.ext(
            "r s r_low r_high s_low s_high", entry))
        G.have("solved", eq(coefficients, weights * values), lambda H: H.close("lin", [
            (-1, "unit", coefficients), (-inv(det(V)), "left", coefficients), (weights, "product", 1)]))
        G.have("there", eq(coefficients[l, 0], (weights * values)[l, 0]), lambda H: H.rewrite(
            "h", eq(Term(("m", "h"))[l, 0], (weights * values)[l, 0]), "solved").lin())
        G.use("mul", "ENTMUL", m, m, 1, weights, values, l, 0).use("open", "ENTMAT", m, 1, lam("l s", lambda l, _: p(l)), l, 0)
        G.have("terms", eq(total(0, m, lambda t: weights[l, t] * values[t, 0]), total(
            0, m, lambda t: weights[l, t] * f(t))), lambda H: H.cong("t t_low t_high", by_entries()))
        G.close("lin", [(-1, "open", 1), (1, "there", 1), (1, "mul", 1), (1, "terms", 1)])

    def script(G: Goal) -> None:
        G.intro("m size").have("nonzero", no(eq(det(V), 0)), distinct).use("unit", "INV", det(V), by=("nonzero",))
        G.use("both", "ADJ", m, V).parts("both", "right", "left").witness(inv(det(V)) * adj(V))
        known(G)
    book.add("interpolation_weights", "The coefficients of a polynomial are weighted sums of its values at 0, 1, 2, ...", forall(
        m, implies(leq(0, m), exists(W, weighs(W, m)))), script, lemma=True)


def at(t: Any) -> Term:
    """The matrix t I - A for an integer t."""
    return num(t) * eye(n) - A


def _coefficients(book: Book) -> None:
    W, s, none = matrix("W", n + 2, n + 2), Family("s"), lambda _: num(0)

    def D(t: Any) -> Term:
        return cofactor(at(t), k, q)

    def row(l: Any) -> Term:
        return total(0, n + 2, lambda t: W[l, t] * D(t))

    def moved(l: Any) -> Term:
        return total(0, n + 2, lambda t: W[l, t] * (num(t) * D(t)))
    P, Q = replaced(-A, k, lambda l: eye(n)[q, l]), replaced(eye(n), k, none)

    def values(G: Goal) -> None:
        left = replaced(at(t), k, lambda l: eye(n)[q, l])

        def entry(H: Goal) -> None:
            H.case(Term("u") + 1, k, "o", by_entries(), lambda K: K.case("u", k, "oo", by_entries(), by_entries()))
        G.intro("t").have("split", eq(left, P + num(t) * Q), lambda H: H.ext("u v u_low u_high v_low v_high", entry))
        G.use("dets", "det_congruence", n, left, P + num(t) * Q, by=("split",)).use("it", "s_value", num(t)).lin("dets", "it")

    def grown(first: Any, second: Any) -> Any:
        def script(H: Goal) -> None:
            H.intro("t t_low t_high").use("grow", "polynomial_grows", n, lam("l", first), lam("l", second), num(t))
            H.use("it", "values", t).lin("grow", "it")
        return script

    def up(G: Goal) -> None:
        def zero(H: Goal) -> None:
            H.use("none", "sum_zero", lam("t", lambda t: W[l - 1, t] * D(t)), 0, n + 2, by=(outside,))
            reduce(H, "none", "-second_l", *reveal(H, "second_l")[:-1])

        def outside(K: Goal) -> None:
            K.intro("t t_low t_high").use("low", "ENTLOW", n + 2, n + 2, W, l - 1, t).lin("low")

        def later(H: Goal) -> None:
            H.use("first_l", "first", l - 1).use("none_n", "flat", l, n).use("none_1", "flat", 1, l - 1)
            reduce(H, "none_n", "none_1", "-first_l", "-second_l", *reveal(H, "first_l", "second_l")[:-2])
        G.intro("l l_low l_high").use("second_l", "second", l).case(l, 0, "o", zero, later)

    def script(G: Goal) -> None:
        G.intro("n A W size weights q k").use("some", "determinant_of_a_pencil", n, P, Q)
        G.obtain("some", "s", "s_both").parts("s_both", "s_lead", "s_value").have("values", forall(t, eq(
            D(t), value(s, n + 1, num(t)))), values)
        for name, one, two, body in (("first", s, none, D), ("second", none, s, lambda t: num(t) * D(t))):
            G.use(name, "weights", lam("l", longer(one, two, n)), lam("t", body), by=(grown(one, two),))
        G.have("flat", forall(i, j, eq(ite(i, j, num(0), num(0)), 0)), lambda H: H.intro("i j").case(
            i, j, "o", by_entries(), by_entries()))
        G.split(up, lambda H: reduce(H.use("end", "first", n + 1), "-end", *reveal(H, "end")[:-1]))
    book.add("cofactor_weights", "The coefficients of the cofactors of x I - A, by weights of their values.", forall(
        n, A, W, implies(leq(0, n), weighs(W, n + 2), forall(q, k, both(
            forall(l, implies(*inside(l, size=n + 2), eq(moved(l), row(l - 1)))), eq(row(n + 1), 0))))), script, lemma=True)
