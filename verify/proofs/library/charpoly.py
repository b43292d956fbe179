"""Cayley-Hamilton for all sizes: p(A) = 0 for p = det(x I - A), over a field of characteristic 0."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
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
    ite,
    lam,
    leq,
    matrix,
    null,
    num,
    table,
    total,
)
from verify.proofs.library.cayleyhamilton import power as matrix_power
from verify.proofs.library.cofactorweights import at, weighs
from verify.proofs.library.laplace import cofactor, inside
from verify.proofs.library.pencils import charpoly_numbers, longer, value
from verify.proofs.script import Goal

n, i, k, l, q, t = integers("n i k l q t")
A, W = matrix("A", n, n), Term(("m", "W"))
p, w, F = Family("p"), Family("w"), Family("F", 3)
R, S = Term("r"), Term("s")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Cofactors first; then (x I - A) B(x) = p(x) I is compared by coefficients, and the telescoping sum applies."""
    _cofactors(book)
    _family(book)
    _cayley_hamilton(book)


def D(t: Any, q: Any, k: Any) -> Term:
    """The cofactor of the entry (k, q) of t I - A."""
    return cofactor(at(t), k, q)


def lead(l: Any) -> Term:
    """The coefficients of the characteristic polynomial, 0 after n."""
    return ite(l, n, w(l), num(0))


def B(l: Any) -> Term:
    """The coefficient of x^l in the matrix of cofactors, transposed."""
    return table(n, n, lambda q, k: total(0, n + 2, lambda t: W[l, t] * F(t, q, k)))


def opened(G: Goal, name: str, l: Any) -> Goal:
    """The fact on the entry (r, s) of B(l)."""
    return G.use(name, "ENTMAT", n, n, lam("q k", lambda q, k: total(0, n + 2, lambda t: W[l, t] * F(t, q, k))), R, S)


def polynomial(X: Any, terms: Any, lo: int = 0) -> Term:
    """The sum of p_l X^l."""
    return total(lo, terms, lambda l: p(l) * matrix_power(X, l))


def _cofactors(book: Book) -> None:
    """Row i of t I - A times the cofactors of row k is det(t I - A) for i = k, otherwise 0; solved for the part with A."""
    d = det(at(t))

    def same(K: Goal) -> None:
        K.have("place", ("==", "i", "k"), "a").rewrite("h", eq(total(
            0, n, lambda q: at(t)["h", q] * D(t, q, k)), d * eye(n)["h", k]), "place")
        K.use("it", "laplace_expansion", n, k, at(t)).use("one", "ENTI1", n, k).close("lin", [(-1, "it", 1), (-d, "one", 1)])

    def other(side: int) -> Any:
        def script(K: Goal) -> None:
            K.use("it", "alien_cofactors", n, i, k, at(t), by=("a",) * 4 + (lambda S: S.side(side, "a"),)).use(
                "none", "ENTI0", n, *((i, k) if side == 1 else (k, i))).close("lin", [(1, "it", 1), (-d, "none", 1)])
        return script

    def script(G: Goal) -> None:
        G.intro("n A t i k i_low i_high k_low k_high").have("sum", eq(total(
            0, n, lambda q: at(t)[i, q] * D(t, q, k)), d * eye(n)[i, k]), lambda K: K.case(
                i + 1, k, "o", other(1), lambda S: S.case(i, k, "oo", same, other(2))))
        G.use("unit", "sum_single", lam("q", lambda q: eye(n)[i, q] * D(t, q, k)), 0, n, i, by=(
            "a", "a", lambda K: K.intro("q q_low q_high apart").cases("apart", "order", by_entries(), by_entries())))
        G.use("here", "ENTI1", n, i).close("lin", [(-1, "sum", 1), (num(t), "unit", 1), (num(t) * D(t, i, k), "here", 1)])
    book.add("characteristic_cofactors", "A times the cofactors of t I - A.", forall(n, A, t, i, k, implies(*inside(i, k), eq(
        total(0, n, lambda q: A[i, q] * D(t, q, k)), num(t) * D(t, i, k) - d * eye(n)[i, k]))), script, lemma=True)


def _family(book: Book) -> None:
    """The cofactors under a name, so that the proofs below stay short."""
    X, d = matrix("W", n + 2, n + 2), det(at(t))

    def moved(D: Any) -> Any:
        up = eq(total(0, n + 2, lambda t: X[l, t] * (num(t) * D(t, q, k))), total(0, n + 2, lambda t: X[l - 1, t] * D(t, q, k)))
        top = eq(total(0, n + 2, lambda t: X[n + 1, t] * D(t, q, k)), 0)
        return forall(q, k, both(forall(l, implies(*inside(l, size=n + 2), up)), top))
    product = forall(t, i, k, implies(*inside(i, k), eq(
        total(0, n, lambda q: A[i, q] * F(t, q, k)), num(t) * F(t, i, k) - d * eye(n)[i, k])))

    def script(G: Goal) -> None:
        G.intro("n A size").use("some", "interpolation_weights", n + 2).obtain("some", "W", "weights")
        G.use("product", "characteristic_cofactors", n, A).use("moves", "cofactor_weights", n, A, W, by=("a", "weights"))
        G.witness(W).witness(lam("t q k", D)).split("weights", lambda H: H.split("product", "moves"))
    book.add("cofactor_family", "The cofactors of t I - A with the weights of their coefficients.", forall(n, A, implies(
        leq(0, n), exists(X, F, both(weighs(X, n + 2), product, moved(F))))), script, lemma=True)


def _same(G: Goal) -> None:
    """The given coefficients are those of the monic polynomial: both have the same values at 0, .., n."""
    values = lam("t", lambda t: det(at(t)))
    G.use("exact", "interpolation_weights", n + 1).obtain("exact", "Z", "weigh").use(
        "first", "weigh", lam("l", p), values, by=("values",))
    G.use("second", "weigh", lam("l", w), values, by=(lambda H: H.intro("t t_low t_high").use(
        "there", "w_value", num(t)).by("there"),))
    G.intro("l l_low l_high").use("one", "first", l).use("two", "second", l).lin("one", "-two")


def _leading(G: Goal) -> None:
    """The coefficients of the characteristic polynomial by weights."""
    def known(H: Goal) -> None:
        H.intro("t t_low t_high").use("grow", "polynomial_grows", n, lam("l", w), lam("l", lambda _: num(0)), num(t))
        H.use("there", "w_value", num(t)).lin("grow", "there")
    G.use("it", "weights", lam("l", longer(w, lambda _: num(0), n)), lam("t", lambda t: det(at(t))), by=(known,))
    G.intro("l l_low l_high").use("at_l", "it", l).have("flat", eq(ite(1, l, num(0), num(0)), 0), lambda H: H.case(
        1, l, "o", by_entries(), by_entries())).close("lin", [(1, "at_l", 1), (-1, "flat", 1)])


def _coefficient(G: Goal) -> None:
    """The equation p_l I = B_(l-1) - A B_l, at the entry (r, s)."""
    def term(q: Any, t: Any) -> Term:
        return W[l, t] * (A[R, q] * F(t, q, S))

    def inner(K: Goal) -> None:
        K.use("it", "product", t, R, S).close("lin", [(W[l, t], "it", 1)])

    def entry(H: Goal) -> None:
        unit = eye(n)[R, S]
        H.use("mul", "ENTMUL", n, n, n, A, B(l), R, S)
        H.use("pair", "moves", R, S).parts("pair", "up", "top").use("step", "up", l).use("lead_l", "leading", l)
        H.have("terms", eq(total(0, n, lambda q: A[R, q] * B(l)[q, S]), total(0, n, lambda q: total(
            0, n + 2, lambda t: term(q, t)))), lambda K: K.cong("q q_low q_high", by_entries()))
        H.use("swaps", "sum_swap", lam("q t", term), n + 2).use("swap", "swaps", n)
        H.have("inner", eq(total(0, n + 2, lambda t: total(0, n, lambda q: term(q, t))), total(
            0, n + 2, lambda t: W[l, t] * (num(t) * F(t, R, S)) - W[l, t] * det(at(t)) * unit)),
            lambda K: K.cong("t t0 t1", inner))
        opened(H, "before", l - 1).close("lin", [(unit, "lead_l", 1), *((1, name, 1) for name in (
            "mul", "terms", "swap", "inner", "step")), (-1, "before", 1)])
    G.intro("l l_low l_high").ext("r s r_low r_high s_low s_high", entry)


def _first(G: Goal) -> None:
    """B(-1) = 0: weights outside of their matrix are 0."""
    def outside(K: Goal) -> None:
        K.intro("t t_low t_high").use("low", "ENTLOW", n + 2, n + 2, W, -1, t).lin("low")

    def entry(H: Goal) -> None:
        opened(H, "here", -1).use("none", "sum_zero", lam("t", lambda t: W[-1, t] * F(t, R, S)), 0, n + 2, by=(outside,)).lin(
            "here", "none")
    G.ext("r s r_low r_high s_low s_high", entry)


def _last(G: Goal) -> None:
    """B(n + 1) = 0: cofactors have degree at most n."""
    def entry(H: Goal) -> None:
        H.use("pair", "moves", R, S)
        opened(H.parts("pair", "up", "top"), "here", n + 1).lin("here", "top")
    G.ext("r s r_low r_high s_low s_high", entry)


def _proof(G: Goal) -> None:
    def term(K: Goal) -> None:
        K.use("equal", "same", l)
        reduce(K, "equal", *reveal(K))

    def body(l: Any) -> Any:
        return lead(l) * matrix_power(A, l)
    G.use("monic", "characteristic_polynomial", n, A).obtain("monic", "w", "w_both").parts("w_both", "w_lead", "w_value")
    G.have("same", forall(l, implies(*inside(l, size=n + 1), eq(p(l), w(l)))), _same)
    G.use("some", "cofactor_family", n, A).obtain("some", "W", "some_f").obtain("some_f", "F", "about").parts(
        "about", "weights", "about2").parts("about2", "product", "moves").have("leading", forall(l, implies(
        *inside(l, size=n + 2), eq(lead(l), total(0, n + 2, lambda t: W[l, t] * det(at(t)))))), _leading)
    G.have("coefficients", forall(l, implies(leq(0, l), leq(l, n + 1), eq(lead(l) * eye(n), B(l - 1) - A * B(l)))), _coefficient)
    G.have("first", eq(B(-1), null(n, n)), _first).have("last", eq(B(n + 1), null(n, n)), _last)
    G.use("it", "cayley_hamilton_by_coefficients", n, n + 1, A, lam("l", B), lam("l", lead), by=(
        "a", "coefficients", "first", "last"))
    G.use("longer", "MSUMS", n, n, lam("l", body), 0, n + 1).have("terms", eq(total(0, n + 1, body), polynomial(A, n + 1)),
                                                                    lambda H: H.cong("l l_low l_high", term))
    G.have("top", eq(lead(n + 1), 0), by_entries())
    G.close("lin", [(-1, "terms", 1), (-1, "longer", 1), (1, "it", 1), (-matrix_power(A, n + 1), "top", 1)])


def _cayley_hamilton(book: Book) -> None:
    knows = forall(t, implies(leq(0, t), leq(t, n), eq(det(at(t)), value(p, n + 1, num(t)))))
    broken = charpoly_numbers(2)
    broken["p"] = lambda _: Fraction(1)
    Claim((n, A, p), {"size": leq(0, n), "values": knows}).publish(
        book, "cayley_hamilton",
        "Cayley-Hamilton: p(A) = 0 for p = det(x I - A) and every n x n matrix; "
        "p is given as the polynomial of degree at most n with p(t) = det(t I - A) at t = 0, .., n.",
        eq(polynomial(A, n + 1), null(n, n)), _proof, models=[charpoly_numbers(size) for size in SIZES],
        wrong={"degree less": eq(polynomial(A, n), null(n, n)), "sign": eq(polynomial(-A, n + 1), null(n, n)),
               "without constant": eq(polynomial(A, n + 1, 1), null(n, n))},
        missing={"values": broken})
