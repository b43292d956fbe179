"""Partial fractions for any number of simple poles, and the inverse of a Cauchy matrix."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import Family, Term, eq, eye, forall, implies, integers, inv, ite, lam, leq, less, no, prod, scalars, table, total
from verify.proofs.library.cauchy import apart, cauchy, values
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k = integers("n i j k")
x, y, a, u, v = Family("x"), Family("y"), Family("a"), Family("u"), Family("v")
z, = scalars("z")
SIZES = range(4)


def theorems(book: Book) -> None:
    """By induction on the number of poles; then the inverse, entry by entry."""
    _step(book)
    _fractions(book)
    _core(book)
    _inverse(book)


def distinct(y: Any, n: Any) -> Any:
    """The nodes differ."""
    return forall(i, j, implies(leq(0, i), less(i, n), leq(0, j), less(j, n), ("or", less(i, j), less(j, i)), no(eq(y(i) - y(j), 0))))


def residue(a: Any, y: Any, j: Any, n: Any) -> Any:
    """The product over k < n of (y_j - a_k) / (y_j - y_k), without the denominator for k = j."""
    def factor(k: Any) -> Any:
        other = inv(y(j) - y(k))
        return (y(j) - a(k)) * ite(k, j, ite(j, k, Term(1), other), other)
    return prod(0, n, factor)


def quotient(z: Any, a: Any, y: Any, n: Any) -> Any:
    """The product of (z - a_k) / (z - y_k)."""
    return prod(0, n, lambda k: (z - a(k)) * inv(z - y(k)))


def expansion(z: Any, a: Any, y: Any, n: Any) -> Any:
    """The sum of the residues over z - y_j."""
    return total(0, n, lambda j: residue(a, y, j, n) * inv(z - y(j)))


def _step(book: Book) -> None:
    z, p, q, b, ip, iq, d, e = scalars("z p q b ip iq d e")

    def script(G: Goal) -> None:
        G.intro("z p q b ip iq d e unit_p unit_q unit_d unit_e")
        G.have("turned", eq(e, -d), lambda H: H.close("lin", [(-e, "unit_d", 1), (-d, "unit_e", 1)]))
        G.have("main", eq((q - b) * d * iq, (z - b) * ip * iq + (p - b) * ip * d), lambda H: H.close("lin", [
            (-(q - b) * d * iq, "unit_p", 1), ((z - b) * ip * iq, "unit_d", 1), ((p - b) * ip * d, "unit_q", 1)]))
        G.close("lin", [(1, "main", 1), ((p - b) * ip, "turned", 1)])
    book.add("fraction_step", "A product of two simple fractions as a sum.", forall(z, p, q, b, ip, iq, d, e, implies(
        eq((z - p) * ip, 1), eq((z - q) * iq, 1), eq((q - p) * d, 1), eq((p - q) * e, 1),
        eq((q - b) * d * iq, (z - b) * ip * iq - (p - b) * ip * e))), script, lemma=True)


def unit(G: Goal, name: str, value: Any, source: str, *places: Any, side: int = 0) -> None:
    """The fact value inv(value) = 1, from a premise that it is not 0."""
    def order(H: Goal) -> None:
        H.side(side, "a")
    proofs = ("a",) * (2 * len(places)) + ((order,) if side else ()) + ("equal",)
    G.use(name, "INV", value, by=(lambda H: H.intro("equal").use("no", source, *places, by=proofs).by("no"),))


def free(z: Any, y: Any, n: Any) -> Any:
    """The point is no pole."""
    return forall(j, implies(leq(0, j), less(j, n), no(eq(z - y(j), 0))))


def _fractions(book: Book) -> None:
    e = Term("e")
    b, p = a(e), y(e)

    def split(K: Goal) -> None:
        j = Term("j")
        K.use("more", "PRODS", lam("k", lambda k: (y(j) - a(k)) * ite(k, j, ite(j, k, Term(1), inv(y(j) - y(k))), inv(y(j) - y(k)))), 0, e)
        unit(K, "unit_p", z - p, "free", e)
        unit(K, "unit_q", z - y(j), "free", j)
        unit(K, "unit_d", y(j) - p, "distinct", j, e, side=1)
        unit(K, "unit_e", p - y(j), "distinct", e, j, side=2)
        K.use("it", "fraction_step", z, p, y(j), b, inv(z - p), inv(z - y(j)), inv(y(j) - p), inv(p - y(j)), by=("unit_p", "unit_q", "unit_d", "unit_e"))
        names = reveal(K, "more")
        K.have("open", eq(residue(a, y, j, e + 1), residue(a, y, j, e) * (y(j) - b) * inv(y(j) - p)), lambda H: reduce(H, *names))
        K.close("lin", [(inv(z - y(j)), "open", 1), (residue(a, y, j, e), "it", 1)])

    def step(G: Goal) -> None:
        G.intro("e above ih distinct z free")
        inner = (lambda H: H.intro("i j i_low i_high j_low j_high order equal").use("no", "distinct", i, j, by=("a",) * 4 + ("order", "equal")).by("no"))
        G.use("all", "ih", by=(inner,))
        G.use("at_z", "all", z, by=(lambda H: H.intro("j low high equal").use("no", "free", j, by=("a", "a", "equal")).by("no"),))
        G.use("at_p", "all", p, by=(lambda H: H.intro("j low high equal").use("no", "distinct", e, j, by=("a",) * 4 + (
            lambda K: K.side(2, "a"), "equal")).by("no"),))
        unit(G, "unit", z - p, "free", e)
        G.use("longer", "PRODS", lam("k", lambda k: (z - a(k)) * inv(z - y(k))), 0, e)
        G.use("sum", "SUMS", lam("j", lambda j: residue(a, y, j, e + 1) * inv(z - y(j))), 0, e)
        left, right = expansion(z, a, y, e), expansion(p, a, y, e)
        ip = inv(z - p)
        G.have("inner", eq(total(0, e, lambda j: residue(a, y, j, e + 1) * inv(z - y(j))), (z - b) * ip * left - (p - b) * ip * right), lambda H: H.have(
            "terms", eq(total(0, e, lambda j: residue(a, y, j, e + 1) * inv(z - y(j))), total(0, e, lambda j: (z - b) * ip * residue(a, y, j, e) * inv(
                z - y(j)) - (p - b) * ip * residue(a, y, j, e) * inv(p - y(j)))), lambda K: K.cong("j j_low j_high", split)).close("lin", [(1, "terms", 1)]))
        last(G)
        G.close("lin", [(1, "longer", 1), ((z - b) * ip, "at_z", 1), (-1, "sum", 1), (-1, "inner", 1), (-ip, "last", 1), (-ip * (p - b), "at_p", 1), (1, "unit", 1)])

    def last(G: Goal) -> None:
        def factor(k: Any) -> Any:
            return (p - a(k)) * ite(k, e, ite(e, k, Term(1), inv(p - y(k))), inv(p - y(k)))
        G.use("more", "PRODS", lam("k", factor), 0, e).have("same", eq(prod(0, e, factor), quotient(p, a, y, e)), lambda H: H.cong("k k_low k_high", by_entries()))
        G.have("last", eq(residue(a, y, e, e + 1), quotient(p, a, y, e) * (p - b)), lambda H: reduce(H, *reveal(H, "more", "same")))

    def base(G: Goal) -> None:
        G.intro("distinct z free").use("u", "PROD0", lam("k", lambda k: (z - a(k)) * inv(z - y(k))), 0, 0)
        G.use("v", "SUM0", lam("j", lambda j: residue(a, y, j, 0) * inv(z - y(j))), 0, 0)
        reduce(G, "u", "v")
    inner = forall(z, implies(free(z, y, n), eq(quotient(z, a, y, n), 1 + expansion(z, a, y, n))))
    book.add("partial_fractions_all", "Partial fractions, all points at once.", forall(a, y, forall(n, implies(leq(0, n), distinct(y, n), inner))),
             lambda G: G.intro("a y").induction(base, step), lemma=True)
    claim = Claim((n, a, y, z), {"size": leq(0, n), "distinct": distinct(y, n), "free": free(z, y, n)})
    models = [Numbers(n=size, a=values(1, 3, 5, 8), y=values(2, 4, 9, 0), z=7) for size in SIZES]
    claim.publish(book, "partial_fractions", "prod (z - a_k)/(z - y_k) = 1 + sum of r_j/(z - y_j), r_j = prod_k (y_j - a_k) / prod_(k != j) (y_j - y_k), for all n.",
                  eq(quotient(z, a, y, n), 1 + expansion(z, a, y, n)), lambda G: G.use("all", "partial_fractions_all", lam("k", a), lam("k", y), n, by=(
                      "a", "distinct")).use("it", "all", z, by=("free",)).by("it"), models=models,
                  wrong={"without 1": eq(quotient(z, a, y, n), expansion(z, a, y, n)), "sign": eq(quotient(z, a, y, n), 1 - expansion(z, a, y, n)),
                         "one pole less": eq(quotient(z, a, y, n), 1 + total(0, n - 1, lambda j: residue(a, y, j, n) * inv(z - y(j))))},
                  missing={"distinct": Numbers(n=2, a=values(1, 3), y=values(2, 2), z=7)})


def _core(book: Book) -> None:
    def c(i: Any, j: Any) -> Any:
        return inv(x(i) - y(j))

    def entry(i: Any, k: Any) -> Any:
        return total(0, n, lambda j: c(i, j) * u(j) * v(k) * c(k, j))
    rows = forall(i, implies(leq(0, i), less(i, n), eq(total(0, n, lambda j: c(i, j) * u(j)), 1)))
    columns = forall(j, implies(leq(0, j), less(j, n), eq(total(0, n, lambda i: v(i) * c(i, j)), 1)))

    def off(G: Goal) -> None:
        G.intro("i k i_low i_high k_low k_high order")
        w = inv(x("i") - x("k"))
        G.use("unit_w", "INV", x("i") - x("k"), by=(lambda H: H.intro("equal").use("no", "distinct", i, k, by=("a",) * 4 + ("order", "equal")).by("no"),))

        def term(H: Goal) -> None:
            for name, place in (("one", i), ("two", k)):
                unit(H, name, x(place) - y("j"), "apart", place, j)
            p, q = c("i", "j"), c("k", "j")
            # p q - w (q - p), with P p = Q q = 1 and P - Q = x_i - x_k
            factor = u("j") * v("k")
            H.close("lin", [(-factor * p * q, "unit_w", 1), (factor * w * q, "one", 1), (-factor * w * p, "two", 1)])
        target = total(0, n, lambda j: v("k") * w * (c("k", j) * u(j)) - v("k") * w * (c("i", j) * u(j)))
        G.have("terms", eq(entry("i", "k"), target), lambda H: H.cong("j j_low j_high", term)).use("row_i", "rows", i).use("row_k", "rows", k)
        G.close("lin", [(1, "terms", 1), (v("k") * w, "row_k", 1), (-v("k") * w, "row_i", 1)])

    def diagonal(G: Goal) -> None:
        G.intro("i i_low i_high")
        G.use("single", "sum_single", lam("k", lambda k: entry("i", k)), 0, n, i, by=("a", "a", lambda H: H.intro("k k_low k_high apart_k").use(
            "zero", "off", i, k, by=("a",) * 4 + (lambda K: K.cases("apart_k", "o", lambda M: M.side(2, "a"), lambda M: M.side(1, "a")),)).by("zero")))
        G.use("swap", "sum_swap", lam("k j", lambda k, j: c("i", j) * u(j) * v(k) * c(k, j)), n, n)

        def column(H: Goal) -> None:
            H.use("column", "columns", j)
            H.close("lin", [(c("i", "j") * u("j"), "column", 1)])
        G.have("inner", eq(total(0, n, lambda j: total(0, n, lambda k: c("i", j) * u(j) * v(k) * c(k, j))), total(0, n, lambda j: c("i", j) * u(j))),
               lambda H: H.cong("j j_low j_high", column)).use("row", "rows", i)
        G.close("lin", [(-1, "single", 1), (1, "swap", 1), (1, "inner", 1), (1, "row", 1)])
    C, K = cauchy(x, y, n), table(n, n, lambda p, q: u(p) * v(q) * inv(x(q) - y(p)))
    off_zero = forall(i, k, implies(leq(0, i), less(i, n), leq(0, k), less(k, n), ("or", less(i, k), less(k, i)), eq(entry(i, k), 0)))

    def product(G: Goal) -> None:
        p, q = Term("p"), Term("q")
        G.use("mul", "ENTMUL", n, n, n, C, K, p, q)
        G.have("terms", eq(total(0, n, lambda j: C[p, j] * K[j, q]), entry(p, q)), lambda H: H.cong("j j_low j_high", by_entries()))
        G.case("p", "q", "o", lambda H: H.case("q", "p", "oo", equal, lambda S: S.use("off_pq", "off", p, q, by=("a",) * 4 + (
            lambda M: M.side(1, "a"),)).close("lin", zero(S))), lambda S: S.use("off_pq", "off", p, q, by=("a",) * 4 + (
                lambda M: M.side(2, "a"),)).close("lin", zero(S)))

    def zero(S: Goal) -> Any:
        S.use("identity", "ENTI0", n, *(("p", "q") if "oo" in S.facts else ("q", "p")))
        return [(1, "mul", 1), (1, "terms", 1), (1, "off_pq", 1), (-1, "identity", 1)]

    def equal(G: Goal) -> None:
        G.have("at", ("==", "q", "p"), "a").rewrite("e", eq((C * K)[Term("p"), Term("e")], eye(n)[Term("p"), Term("e")]), "at")
        G.use("mulp", "ENTMUL", n, n, n, C, K, "p", "p").use("on", "diagonal", "p").use("identity", "ENTI1", n, "p")
        G.have("termsp", eq(total(0, n, lambda j: C[Term("p"), j] * K[j, Term("p")]), entry("p", "p")), lambda H: H.cong("j j_low j_high", by_entries()))
        G.close("lin", [(1, "mulp", 1), (1, "termsp", 1), (1, "on", 1), (-1, "identity", 1)])

    def script(G: Goal) -> None:
        G.intro("n x y u v apart distinct rows columns").have("off", off_zero, off)
        G.have("diagonal", forall(i, implies(leq(0, i), less(i, n), eq(entry(i, i), 1))), diagonal).ext("p q p_low p_high q_low q_high", product)
    book.add("cauchy_inverse_from_sums", "When C u = 1 and C^T v = 1, C diag(u) C^T diag(v) = I, with C^T scaled by u and v.", forall(n, x, y, u, v, implies(
        apart(x, y, n), distinct(x, n), rows, columns, eq(C * K, eye(n)))), script, lemma=True)


def _inverse(book: Book) -> None:
    f, lo, hi, c = Family("f"), *integers("lo hi c")

    def vanish(G: Goal) -> None:
        G.intro("f lo hi c low high zero").use("cut", "prod_split", lam("k", f), lo, c, hi).use("first", "prod_first", lam("k", f), c, hi)
        reduce(G, "cut", "first", "zero")
    book.add("prod_zero", "A product with a factor 0 is 0.", forall(f, lo, hi, c, implies(
        leq(lo, c), less(c, hi), eq(f(c), 0), eq(prod(lo, hi, f), 0))), vanish, lemma=True)
    claim = Claim((n, x, y), {"size": leq(0, n), "apart": apart(x, y, n), "distinct_x": distinct(x, n), "distinct_y": distinct(y, n)})

    def negated(H: Goal, source: str, first: str, second: str) -> None:
        H.use("no", source, first, second, by=("a",) * 4 + (lambda K: K.close("lin", [(-1, "equal", 1)]),)).by("no")

    def row(H: Goal) -> None:
        H.intro("i i_low i_high").use("it", "partial_fractions", n, lam("k", x), lam("k", y), x("i"), by=("a", "distinct_y", lambda K: K.intro(
            "j low high equal").use("no", "apart", "i", "j", by=("a",) * 4 + ("equal",)).by("no")))
        H.use("zero", "prod_zero", lam("k", lambda k: (x("i") - x(k)) * inv(x("i") - y(k))), 0, n, "i", by=("a", "a", lambda K: K.lin()))
        H.close("lin", [(1, "it", 1), (-1, "zero", 1)])

    def column(H: Goal) -> None:
        H.intro("j j_low j_high").use("it", "partial_fractions", n, lam("k", y), lam("k", x), y("j"), by=("a", "distinct_x", lambda K: K.intro(
            "i low high equal") and negated(K, "apart", "i", "j")))
        H.use("zero", "prod_zero", lam("k", lambda k: (y("j") - y(k)) * inv(y("j") - x(k))), 0, n, "j", by=("a", "a", lambda K: K.lin()))
        H.have("turn", eq(total(0, n, lambda i: residue(y, x, i, n) * inv(x(i) - y("j"))), total(0, n, lambda i: -residue(y, x, i, n) * inv(y("j") - x(i)))),
               lambda K: K.cong("i i_low i_high", turn))
        H.close("lin", [(1, "turn", 1), (1, "it", 1), (-1, "zero", 1)])

    def turn(H: Goal) -> None:
        unit(H, "one", x("i") - y("j"), "apart", "i", "j")
        H.use("two", "INV", y("j") - x("i"), by=(lambda K: K.intro("equal") and negated(K, "apart", "i", "j"),))
        r, p, q = residue(y, x, Term("i"), n), inv(x("i") - y("j")), inv(y("j") - x("i"))
        H.close("lin", [(-r * q, "one", 1), (-r * p, "two", 1)])

    def left(j: Any, sign: int = -1) -> Any:
        return sign * residue(x, y, j, n)

    def right(i: Any) -> Any:
        return residue(y, x, i, n)
    C = cauchy(x, y, n)

    def answer(sign: int = -1) -> Any:
        return table(n, n, lambda p, q: left(p, sign) * right(q) * inv(x(q) - y(p)))

    def script(G: Goal) -> None:
        rows = forall(i, implies(leq(0, i), less(i, n), eq(total(0, n, lambda j: inv(x(i) - y(j)) * left(j)), 1)))
        columns = forall(j, implies(leq(0, j), less(j, n), eq(total(0, n, lambda i: right(i) * inv(x(i) - y(j))), 1)))
        G.have("rows", rows, row).have("columns", columns, column)
        G.use("it", "cauchy_inverse_from_sums", n, lam("k", x), lam("k", y), lam("k", left), lam("k", right), by=("apart", "distinct_x", "rows", "columns"))
        G.use("back", "one_sided_inverse", n, C, answer(), by=("it",)).split("it", "back")
    models = [Numbers(n=size, x=values(1, 3, 5, 8), y=values(2, 4, 9, 0)) for size in SIZES]
    plain = table(n, n, lambda p, q: left(p) * right(p) * inv(x(q) - y(p)))
    claim.publish(book, "cauchy_inverse", "The inverse of [1/(x_i - y_j)] has entries u_j v_i/(x_i - y_j): u_j = -prod_k (y_j - x_k)/prod_(k != j) (y_j - y_k), v_i likewise, all n.",
                  inverse_of(C, answer(), n), script, models=models,
                  wrong={"sign": eq(C * answer(1), eye(n)), "not transposed": eq(C * answer().T, eye(n)), "wrong index": eq(C * plain, eye(n))},
                  missing={"distinct_x": Numbers(n=2, x=values(1, 1), y=values(2, 4)), "distinct_y": Numbers(n=2, x=values(1, 3), y=values(2, 2))})
