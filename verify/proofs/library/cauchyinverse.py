"""The inverse of a Cauchy matrix, from partial fractions at its nodes."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.entries import by_entries, reduce
from verify.proofs.language import (
    Family,
    Term,
    eq,
    eye,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    prod,
    table,
    total,
)
from verify.proofs.library.cauchy import apart, cauchy, values
from verify.proofs.library.fractions import SIZES, distinct, residue, unit
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k = integers("n i j k")
x, y, u, v = Family("x"), Family("y"), Family("u"), Family("v")


def theorems(book: Book) -> None:
    """From sums over rows and columns; then the inverse, entry by entry."""
    _core(book)
    _inverse(book)


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
        G.use(
            "unit_w",
            "INV",
            x("i") - x("k"),
            by=(lambda H: H.intro("equal").use("no", "distinct", i, k, by=("a",) * 4 + ("order", "equal")).by("no"),),
        )

        def term(H: Goal) -> None:
            for name, place in (("one", i), ("two", k)):
                unit(H, name, x(place) - y("j"), "apart", place, j)
            p, q = c("i", "j"), c("k", "j")
            # p q - w (q - p), with P p = Q q = 1 and P - Q = x_i - x_k
            factor = u("j") * v("k")
            H.close("lin", [(-factor * p * q, "unit_w", 1), (factor * w * q, "one", 1), (-factor * w * p, "two", 1)])
        target = total(0, n, lambda j: v("k") * w * (c("k", j) * u(j)) - v("k") * w * (c("i", j) * u(j)))
        G.have("terms", eq(entry("i", "k"), target), lambda H: H.cong("j j_low j_high", term)).use("row_i", "rows", i).use(
            "row_k", "rows", k
        )
        G.close("lin", [(1, "terms", 1), (v("k") * w, "row_k", 1), (-v("k") * w, "row_i", 1)])

    def diagonal(G: Goal) -> None:
        G.intro("i i_low i_high")
        G.use(
            "single",
            "sum_single",
            lam("k", lambda k: entry("i", k)),
            0,
            n,
            i,
            by=(
                "a",
                "a",
                lambda H: (
                    H.intro("k k_low k_high apart_k")
                    .use(
                        "zero",
                        "off",
                        i,
                        k,
                        by=("a",) * 4 + (lambda K: K.cases("apart_k", "o", lambda M: M.side(2, "a"), lambda M: M.side(1, "a")),),
                    )
                    .by("zero")
                ),
            ),
        )
        G.use("swap", "sum_swap", lam("k j", lambda k, j: c("i", j) * u(j) * v(k) * c(k, j)), n, n)

        def column(H: Goal) -> None:
            H.use("column", "columns", j)
            H.close("lin", [(c("i", "j") * u("j"), "column", 1)])

        G.have(
            "inner",
            eq(
                total(0, n, lambda j: total(0, n, lambda k: c("i", j) * u(j) * v(k) * c(k, j))),
                total(0, n, lambda j: c("i", j) * u(j)),
            ),
            lambda H: H.cong("j j_low j_high", column),
        ).use("row", "rows", i)
        G.close("lin", [(-1, "single", 1), (1, "swap", 1), (1, "inner", 1), (1, "row", 1)])
    C, K = cauchy(x, y, n), table(n, n, lambda p, q: u(p) * v(q) * inv(x(q) - y(p)))
    off_zero = forall(
        i, k, implies(leq(0, i), less(i, n), leq(0, k), less(k, n), ("or", less(i, k), less(k, i)), eq(entry(i, k), 0))
    )

    def product(G: Goal) -> None:
        p, q = Term("p"), Term("q")
        G.use("mul", "ENTMUL", n, n, n, C, K, p, q)
        G.have(
            "terms", eq(total(0, n, lambda j: C[p, j] * K[j, q]), entry(p, q)), lambda H: H.cong("j j_low j_high", by_entries())
        )
        G.case("p", "q", "o", lambda H: H.case("q", "p", "oo", equal, lambda S: S.use("off_pq", "off", p, q, by=("a",) * 4 + (
            lambda M: M.side(1, "a"),)).close("lin", zero(S))), lambda S: S.use("off_pq", "off", p, q, by=("a",) * 4 + (
                lambda M: M.side(2, "a"),)).close("lin", zero(S)))

    def zero(S: Goal) -> Any:
        S.use("identity", "ENTI0", n, *(("p", "q") if "oo" in S.facts else ("q", "p")))
        return [(1, "mul", 1), (1, "terms", 1), (1, "off_pq", 1), (-1, "identity", 1)]

    def equal(G: Goal) -> None:
        G.have("at", ("==", "q", "p"), "a").rewrite("e", eq((C * K)[Term("p"), Term("e")], eye(n)[Term("p"), Term("e")]), "at")
        G.use("mulp", "ENTMUL", n, n, n, C, K, "p", "p").use("on", "diagonal", "p").use("identity", "ENTI1", n, "p")
        G.have(
            "termsp",
            eq(total(0, n, lambda j: C[Term("p"), j] * K[j, Term("p")]), entry("p", "p")),
            lambda H: H.cong("j j_low j_high", by_entries()),
        )
        G.close("lin", [(1, "mulp", 1), (1, "termsp", 1), (1, "on", 1), (-1, "identity", 1)])

    def script(G: Goal) -> None:
        G.intro("n x y u v apart distinct rows columns").have("off", off_zero, off)
        G.have("diagonal", forall(i, implies(leq(0, i), less(i, n), eq(entry(i, i), 1))), diagonal).ext(
            "p q p_low p_high q_low q_high", product
        )

    book.add(
        "cauchy_inverse_from_sums",
        "When C u = 1 and C^T v = 1, C diag(u) C^T diag(v) = I, with C^T scaled by u and v.",
        forall(n, x, y, u, v, implies(apart(x, y, n), distinct(x, n), rows, columns, eq(C * K, eye(n)))),
        script,
        lemma=True,
    )


def _inverse(book: Book) -> None:
    f, lo, hi, c = Family("f"), *integers("lo hi c")

    def vanish(G: Goal) -> None:
        G.intro("f lo hi c low high zero").use("cut", "prod_split", lam("k", f), lo, c, hi).use(
            "first", "prod_first", lam("k", f), c, hi
        )
        reduce(G, "cut", "first", "zero")
    book.add("prod_zero", "A product with a factor 0 is 0.", forall(f, lo, hi, c, implies(
        leq(lo, c), less(c, hi), eq(f(c), 0), eq(prod(lo, hi, f), 0))), vanish, lemma=True)
    claim = Claim(
        (n, x, y), {"size": leq(0, n), "apart": apart(x, y, n), "distinct_x": distinct(x, n), "distinct_y": distinct(y, n)}
    )

    def negated(H: Goal, source: str, first: str, second: str) -> None:
        H.use("no", source, first, second, by=("a",) * 4 + (lambda K: K.close("lin", [(-1, "equal", 1)]),)).by("no")

    def row(H: Goal) -> None:
        H.intro("i i_low i_high").use(
            "it",
            "partial_fractions",
            n,
            lam("k", x),
            lam("k", y),
            x("i"),
            by=(
                "a",
                "distinct_y",
                lambda K: K.intro("j low high equal").use("no", "apart", "i", "j", by=("a",) * 4 + ("equal",)).by("no"),
            ),
        )
        H.use(
            "zero",
            "prod_zero",
            lam("k", lambda k: (x("i") - x(k)) * inv(x("i") - y(k))),
            0,
            n,
            "i",
            by=("a", "a", lambda K: K.lin()),
        )
        H.close("lin", [(1, "it", 1), (-1, "zero", 1)])

    def column(H: Goal) -> None:
        H.intro("j j_low j_high").use(
            "it",
            "partial_fractions",
            n,
            lam("k", y),
            lam("k", x),
            y("j"),
            by=("a", "distinct_x", lambda K: negated(K.intro("i low high equal"), "apart", "i", "j")),
        )
        H.use(
            "zero",
            "prod_zero",
            lam("k", lambda k: (y("j") - y(k)) * inv(y("j") - x(k))),
            0,
            n,
            "j",
            by=("a", "a", lambda K: K.lin()),
        )
        H.have(
            "turn",
            eq(
                total(0, n, lambda i: residue(y, x, i, n) * inv(x(i) - y("j"))),
                total(0, n, lambda i: -residue(y, x, i, n) * inv(y("j") - x(i))),
            ),
            lambda K: K.cong("i i_low i_high", turn),
        )
        H.close("lin", [(1, "turn", 1), (1, "it", 1), (-1, "zero", 1)])

    def turn(H: Goal) -> None:
        unit(H, "one", x("i") - y("j"), "apart", "i", "j")
        H.use("two", "INV", y("j") - x("i"), by=(lambda K: negated(K.intro("equal"), "apart", "i", "j"),))
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
        G.use(
            "it",
            "cauchy_inverse_from_sums",
            n,
            lam("k", x),
            lam("k", y),
            lam("k", left),
            lam("k", right),
            by=("apart", "distinct_x", "rows", "columns"),
        )
        G.use("back", "one_sided_inverse", n, C, answer(), by=("it",)).split("it", "back")
    models = [Numbers(n=size, x=values(1, 3, 5, 8), y=values(2, 4, 9, 0)) for size in SIZES]
    plain = table(n, n, lambda p, q: left(p) * right(p) * inv(x(q) - y(p)))
    claim.publish(
        book,
        "cauchy_inverse",
        "The inverse of [1/(x_i - y_j)] has entries u_j v_i/(x_i - y_j): "
        "u_j = -prod_k (y_j - x_k)/prod_(k != j) (y_j - y_k), v_i likewise, all n.",
        inverse_of(C, answer(), n),
        script,
        models=models,
        wrong={
            "sign": eq(C * answer(1), eye(n)),
            "not transposed": eq(C * answer().T, eye(n)),
            "wrong index": eq(C * plain, eye(n)),
        },
        missing={
            "distinct_x": Numbers(n=2, x=values(1, 1), y=values(2, 4)),
            "distinct_y": Numbers(n=2, x=values(1, 3), y=values(2, 2)),
        },
    )
