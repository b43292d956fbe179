"""Sums of eigenvectors of different eigenvalues: polynomials of the matrix on them, the dimension of the Krylov space."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reveal
from verify.proofs.evaluation import table as numbers_table
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
    ite,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
    prod,
    total,
)
from verify.proofs.library.fractions import distinct
from verify.proofs.library.independence import NONZERO, c, combined, eigenbasis, g, null_column, vanish
from verify.proofs.library.krylov import A
from verify.proofs.library.krylovbases import f, n, relation
from verify.proofs.library.krylovspectrum import SPANNED, V, X
from verify.proofs.library.krylovtermination import r, space
from verify.proofs.library.powers import power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

s, b, i, j, t = integers("s b i j t")
h, e = Family("h"), Term("e")
START = (n, s, A, r, V, X)


def theorems(book: Book) -> None:
    """Eigenspaces, powers, polynomials, the dimension."""
    _eigenspaces(book)
    _sums(book)
    _dimension(book)


def within(size: Any) -> Any:
    """Weights of vectors of one eigenvalue are 0 when their sum is."""
    others = forall(j, implies(leq(0, j), less(j, size), no(eq(X(j) - X(i), 0)), eq(f(j), 0)))
    return forall(i, f, implies(leq(0, i), less(i, size), others, eq(combined(f, size), null(n, 1)), vanish(f, size)))


def _kept(G: Goal, at: Any) -> None:
    """The eigenvalue number e is that of v_b: the weights stay."""
    def each(H: Goal) -> None:
        H.intro("j j_low j_high apart").case(Term("j") + 1, "e", "order", lambda K: K.use("it", "gone", "j", by=(
            "a", "a", "apart")).by("it"), lambda K: K.have("place", ("==", "j", "e"), "a").absurd(lambda M: M.have("value", eq(
                X("j") - X(at), 0), lambda N: N.rewrite("z", eq(X("z") - X(at), 0), "place").by("equal")).use(
                    "bad", "apart", by=("value",)).by("bad")))
    G.witness(lam("j", g)).split("sums", lambda H: H.split("here", each))


def _removed(G: Goal, at: Any) -> None:
    """It is another one: A - x_e removes the vectors of that eigenvalue, and not v_b."""
    difference = X("e") - X(at)

    def image(H: Goal) -> None:
        H.have("terms", eq(total(0, s, lambda j: g(j) * A * V(j)), total(0, s, lambda j: g(j) * X(j) * V(j))), lambda K: K.cong(
            "j j_low j_high", lambda M: M.use("it", "eigen", "j").lin("it")))
        H.close("lin", [(-1, "terms", 1), (A - X("e") * eye(n), "sums", 1)])

    def not_zero(H: Goal) -> None:
        H.intro("product").use("unit", "INV", difference, by=("equal",)).have("bad", eq(g(at), 0), lambda K: K.close("lin", [
            (-inv(difference), "product", 1), (-g(at), "unit", 1)])).use("false", "here", by=("bad",)).by("false")

    def each(H: Goal) -> None:
        H.intro("j j_low j_high apart").case(Term("j") + 1, "e", "order", lambda K: K.use("it", "gone", "j", by=(
            "a", "a", "apart")).lin("it"), lambda K: K.have("place", ("==", "j", "e"), "a").rewrite("z", eq(
                g("z") * (X("z") - X("e")), 0), "place").lin())
    G.witness(lam("j", lambda j: g(j) * (X(j) - X("e")))).split(image, lambda H: H.split(not_zero, each))


def _eigenspaces(book: Book) -> None:
    at = Term("b")

    def zeros(size: Any) -> Any:
        return forall(j, implies(leq(0, j), less(j, size), no(eq(X(j) - X(at), 0)), eq(g(j), 0)))

    def step(G: Goal) -> None:
        G.intro("e above ih inside").use("old", "ih", by=("a",)).obtain("old", "g", "g_all").parts("g_all", "sums", "g_rest")
        G.parts("g_rest", "here", "gone").excluded(
            eq(X("e") - X(at), 0), "equal", lambda H: _kept(H, at), lambda H: _removed(H, at))

    def base(G: Goal) -> None:
        G.intro("inside").witness(lam("j", c)).split("zero", lambda H: H.split("other", lambda K: K.intro(
            "j j_low j_high apart").absurd("a")))

    def contradiction(G: Goal) -> None:
        separated = exists(g, both(eq(combined(g, s), null(n, 1)), no(eq(g(at), 0)), zeros(t)))
        G.have("all", forall(t, implies(leq(0, t), leq(t, s), separated)), lambda H: H.induction(base, step))
        G.use("last", "all", s, by=("a", "a")).obtain("last", "g", "g_all").parts("g_all", "sums", "g_rest")
        G.parts("g_rest", "here", "gone").use("every", "within", "b", lam("j", g), by=("a", "a", "gone", "sums")).use(
            "none", "every", "b").use("false", "here", by=("none",)).by("false")

    def script(G: Goal) -> None:
        G.intro("b b_low b_high").excluded(eq(c(at), 0), "other", "other", lambda H: H.absurd(contradiction))
    models = [Numbers(eigenbasis(values), f=lambda _: Fraction(0)) for values in ((2,), (3, 3), (1, 0, 1), (2, 2, 2))]
    twice = Numbers(eigenbasis((2, 2)), c=lambda b: Fraction(1 - 2 * b), v=lambda _: null_column(Fraction(1)))
    twice.let(A, 2 * eye(n))
    Claim((n, s, A, V, X, c), {"eigen": SPANNED["eigen"], "within": within(s), "zero": eq(combined(c, s), null(n, 1))}).publish(
        book, "eigenspaces_independent", "Eigenvectors that are independent within each eigenvalue are independent together.",
        vanish(c, s), script, models=models,
        wrong={"one weight more": vanish(c, s + 1), "weights from s on": forall(b, implies(leq(s, b), eq(c(b), 0))),
               "ones": forall(b, implies(leq(0, b), less(b, s), eq(c(b), 1)))},
        missing={"within": Numbers(twice, f=lambda b: Fraction(1 - 2 * b)),
                 "eigen": Numbers(twice, x=Fraction, f=lambda _: Fraction(0)),
                 "zero": Numbers(models[1], c=lambda _: Fraction(1))})


def _sums(book: Book) -> None:
    def power_step(G: Goal) -> None:
        def images(H: Goal) -> None:
            H.cong("b b_low b_high", lambda K: K.use("one", "eigen", "b").use("all", "powers_on_eigenvector", n, A, V("b"), X(
                "b"), by=("one",)).use("now", "all", t).lin("now"))
        G.intro("n s A r v x eigen sum t t_low").have("terms", eq(total(0, s, lambda b: power(A, t) * V(b)), spread(
            lambda b: scalar(b, t))), images).lin("sum", "terms")
    book.add("powers_of_eigenvector_sum", "A^t r for a sum r of eigenvectors.", forall(*START, implies(SPANNED["eigen"], SPANNED[
        "sum"], forall(t, implies(leq(0, t), eq(power(A, t) * r, spread(lambda b: scalar(b, t))))))), power_step, lemma=True)

    def step(G: Goal) -> None:
        at = Term("e")
        G.intro("e above ih").use("more", "MSUMS", n, 1, lam("u", lambda u: f(u) * power(A, u) * r), 0, "e").use(
            "now", "powers", at)
        G.have("terms", eq(spread(lambda b: value(b, at + 1)), spread(lambda b: value(b, at) + f(at) * scalar(b, at))),
               lambda H: H.cong("b b_low b_high", lambda K: K.use("last", "SUMS", lam(
                   "u", lambda u: f(u) * scalar(b, u)), 0, at).lin("last")))
        G.lin("more", "now", "ih", "terms")

    def base(G: Goal) -> None:
        G.use("none", "MSUM0", n, 1, lam("u", lambda u: f(u) * power(A, u) * r), 0, 0)
        G.have("terms", eq(spread(lambda b: value(b, 0)), spread(lambda _: Term(0))), lambda H: H.cong(
            "b b_low b_high", lambda K: K.use("last", "SUM0", lam("u", lambda u: f(u) * scalar(b, u)), 0, 0).lin("last")))
        G.lin("none", "terms")
    book.add("polynomial_of_eigenvector_sum", "p(A) r for a sum r of eigenvectors.", forall(*START, f, implies(
        SPANNED["eigen"], SPANNED["sum"], forall(t, implies(leq(0, t), eq(total(0, t, lambda u: f(u) * power(A, u) * r), spread(
            lambda b: value(b, t))))))), lambda G: G.intro("n s A r v x f eigen sum").use(
                "powers", "powers_of_eigenvector_sum", n, s, A, r, lam("b", V), lam("b", X), by=("eigen", "sum")).induction(
                    base, step), lemma=True)


def scalar(at: Any, exponent: Any) -> Term:
    """The power of an eigenvalue."""
    return prod(0, exponent, lambda _: X(at))


def value(at: Any, terms: Any) -> Term:
    """The value at an eigenvalue of a polynomial with so many terms."""
    return total(0, terms, lambda u: f(u) * scalar(at, u))


def spread(weights: Any) -> Term:
    """The sum of weighted eigenvectors."""
    return total(0, s, lambda b: weights(b) * V(b))


def few(size: Any, last: Any = None) -> Any:
    """The first vectors are independent, and the next one, or what `last` says, depends on them."""
    L = matrix("L", size, n)
    return exists(L, f, both(eq(L * space(size), eye(size)), last or relation(size, f, r)))


def _fewer(H: Goal) -> None:
    H.intro("i j i_low i_high j_low j_high apart").use("it", "distinct", "i", "j", by=("a", "a", "a", "a", "apart")).by("it")


def _contradiction(G: Goal) -> None:
    """The monic polynomial that annihilates r takes the value 0 at every eigenvalue."""
    weight = lam("b", lambda b: scalar(b, e) - total(0, e, lambda u: h(u) * scalar(b, u)))
    G.use("spans", "powers_of_eigenvector_sum", n, s, A, r, lam("b", V), lam("b", X), by=("eigen", "sum")).use(
        "top", "spans", e)
    G.use("sums", "polynomial_of_eigenvector_sum", n, s, A, r, lam("b", V), lam("b", X), lam("u", h), by=(
        "eigen", "sum")).use("rest", "sums", e)
    G.use("free", "eigenvectors_independent", n, s, A, lam("b", V), lam("b", X), weight, by=(
        "a", "eigen", "distinct", "nonzero", lambda H: H.close("lin", [
            (-1, "top", 1), (1, "rest", 1), (1, "h_is", 1)])))
    monic = lam("j", lambda j: ite(j + 1, e, -h(j), 1))

    def root(H: Goal) -> None:
        H.intro("i i_low i_high").use("cut", "SUMS", lam("j", lambda j: ite(j + 1, e, -h(j), 1) * scalar("i", j)), 0, e)
        H.have("terms", eq(total(0, e, lambda j: ite(j + 1, e, -h(j), 1) * scalar("i", j)), total(
            0, e, lambda j: -h(j) * scalar("i", j))), lambda K: K.cong("j j_low j_high", by_entries()))
        H.use("it", "free", "i").lin(*reveal(H, "cut", "terms", "it"))
    G.use("all", "polynomial_with_too_many_roots", e + 1, lam("b", X), monic, by=("a", _fewer, root)).use("at", "all", e)
    G.use("last", "ITE2", e + 1, e, lam("", lambda: -h(e)), lam("", lambda: Term(1)))
    G.have("bad", eq(1, 0), lambda H: H.close("lin", [(-1, "last", 1), (1, "at", 1)]))
    G.use("no", "CHAR0", 1, by=("a", "bad")).by("no")


def _dimension(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("some", "vector_has_minimal_polynomial", n, A, r).obtain("some", "e", "e_all").parts("e_all", "e_low", "e_rest")
        G.parts("e_rest", "e_high", "e_found").obtain("e_found", "L", "L_all").obtain("L_all", "h", "h_all")
        G.parts("h_all", "L_free", "h_is").use("up", "krylov_dimension_at_most_eigenvalues", n, e, s, A, r, matrix(
            "L", e, n), lam("b", V), lam("b", X), by=("a", "eigen", "sum", "L_free"))
        G.have("down", leq(s, e), lambda H: H.case(s, e, "order", "a", lambda K: K.absurd(_contradiction)))
        G.have("size", ("==", "s", "e"), "a").rewrite("z", few(Term("z")), "size").witness(matrix("L", e, n)).witness(
            lam("u", h)).split("L_free", "h_is")
    models = [summed(eigenbasis(values)) for values in ((), (2,), (3, -1), (1, 0, 2))]
    twice: Any = Numbers(eigenbasis((2, 2)))
    empty: Any = Numbers(eigenbasis((3, -1)), v=lambda _: numbers_table(2, 1, lambda _i, _j: Fraction(0)))
    guess = {"L": numbers_table(2, 2, lambda i, j: Fraction(int(i == j))), "f": lambda _: Fraction(1)}
    Claim((n, s, A, r, V, X), {"n_size": leq(0, n), **SPANNED, "distinct": distinct(X, s), **NONZERO}).publish(
        book, "krylov_dimension_of_eigenvector_sum", "A sum r of s eigenvectors of pairwise different eigenvalues, none of them "
        "0, has a Krylov space of dimension s: r, .., A^(s-1) r are independent, and A^s r is a combination of them.", few(s),
        script, models=models,
        wrong={"one more": few(s + 1), "one less": few(s - 1), "nilpotent": few(s, eq(power(A, s) * r, null(n, 1)))},
        missing={"distinct": Numbers(twice.let(r, total(0, s, V)), **guess),
                 "nonzero": Numbers(empty.let(r, null(2, 1)), **guess)})


def summed(found: Any) -> Numbers:
    """The sum of the eigenvectors, a left inverse of its Krylov matrix, the monic polynomial with the eigenvalues as roots."""
    size, gram = found["s"], matrix("gram", s, s)
    coefficients = [Fraction(1)]
    for at in range(size):
        below, above = [Fraction(0), *coefficients], [*coefficients, Fraction(0)]
        coefficients = [a - found["x"](at) * c for a, c in zip(below, above, strict=True)]
    found["f"] = lambda u: -coefficients[u] if 0 <= u < size else Fraction(7)
    found.let(r, total(0, s, V)).inverse(gram, space(s).T * space(s)).let(matrix("L", s, n), gram * space(s).T)
    del found["gram"]
    return Numbers(found)
