"""The inverse of a Vandermonde matrix through the coefficients of the master polynomial; interpolation is unique; for all n."""

from __future__ import annotations

from fractions import Fraction
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
    no,
    num,
    scalars,
    table,
    total,
)
from verify.proofs.library.fourier import power
from verify.proofs.library.fractions import distinct
from verify.proofs.library.vandermonde import vandermonde
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k, p, q, b = integers("n i j k p q b")
x, c, d = Family("x"), Family("c"), Family("d")
z, w = scalars("z w")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Differences of powers, then Horner's quotients of the master polynomial."""
    _difference(book)
    _inverse(book)


def quotient(c: Any, w: Any, k: Any, n: Any) -> Any:
    """The coefficient of z^k in (c(z) - c(w))/(z - w): the sum of c_(l+1) w^(l-k) over k <= l < n."""
    return total(k, n, lambda l: c(l + 1) * power(w, l - k))


def value(c: Any, z: Any, n: Any) -> Any:
    """The value at z of c_0 + .. + c_n z^n."""
    return total(0, n + 1, lambda k: c(k) * power(z, k))


def slope(c: Any, z: Any, n: Any) -> Any:
    """The value of the derivative at z."""
    return total(0, n, lambda k: num(k + 1) * c(k + 1) * power(z, k))


def horner(c: Any, z: Any, w: Any, n: Any) -> Any:
    """The sum of z^k times the coefficients of the quotient."""
    return total(0, n, lambda k: power(z, k) * quotient(c, w, k, n))


def _longer(G: Goal, e: Any) -> list[str]:
    """The quotient sum of degree e + 1: the old one and c_(e+1) times the sum of z^k w^(e-k)."""
    def old(k: Any) -> Any:
        return power(z, k) * quotient(c, w, k, e + 1)

    def split(K: Goal) -> None:
        K.use("sum", "SUMS", lam("l", lambda l: c(l + 1) * power(w, l - "k")), "k", e)
        reduce(K, "sum")
    G.use("more", "SUMS", lam("k", old), 0, e).use("last", "sum_one", lam("l", lambda l: c(l + 1) * power(w, l - e)), e)
    G.have(
        "inner",
        eq(
            total(0, e, old), total(0, e, lambda k: power(z, k) * quotient(c, w, k, e) + power(z, k) * c(e + 1) * power(w, e - k))
        ),
        lambda H: H.cong("k k_low k_high", split),
    )
    return ["more", "last", "inner"]


def _mixed(z: Any, w: Any, e: Any) -> Any:
    return total(0, e, lambda k: power(z, k) * power(w, e - k))


def _difference(book: Book) -> None:
    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih").use("sum", "SUMS", lam("k", lambda k: power(z, k) * power(w, e + 1 - k)), 0, e).use(
            "one", "PRODS", lam("k", lambda _: z), 0, e
        )
        G.use("none", "PROD0", lam("k", lambda _: w), 0, 0).use("single", "prod_one", lam("k", lambda _: w), 0).use(
            "wlast", "PRODS", lam("k", lambda _: w), 0, e
        )
        G.have(
            "inner",
            eq(
                total(0, e, lambda k: power(z, k) * power(w, e + 1 - k)), total(0, e, lambda k: w * power(z, k) * power(w, e - k))
            ),
            lambda H: H.cong(
                "k k_low k_high", lambda K: reduce(K.use("last", "PRODS", lam("k", lambda _: w), 0, e - "k"), "last")
            ),
        )
        reduce(G, "sum", "inner", "single", "one", "wlast", "ih")

    def base(G: Goal) -> None:
        G.use("sum", "SUM0", lam("k", lambda k: power(z, k) * power(w, 0 - k)), 0, 0).use(
            "a", "PROD0", lam("k", lambda _: z), 0, 0
        )
        G.use("b", "PROD0", lam("k", lambda _: w), 0, 0)
        reduce(G, "sum", "a", "b")
    book.add(
        "difference_of_powers_of_scalars",
        "(z - w) sum of z^k w^(n-k) over k < n is w (z^n - w^n).",
        forall(z, w, forall(n, implies(leq(0, n), eq((z - w) * _mixed(z, w, n), w * (power(z, n) - power(w, n)))))),
        lambda G: G.intro("z w").induction(base, step),
        lemma=True,
    )
    _quotient(book)
    _slope(book)


def _quotient(book: Book) -> None:
    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih")
        names = _longer(G, e)
        G.use("all", "difference_of_powers_of_scalars", z, w).use("mixed", "all", e)
        for name, base in (("z", z), ("w", w)):
            G.use(f"value_{name}", "SUMS", lam("k", lambda k, base=base: c(k) * power(base, k)), 0, e + 1).use(
                f"top_{name}", "PRODS", lam("k", lambda _, base=base: base), 0, e
            )
        G.use("none", "PROD0", lam("k", lambda _: w), 0, 0)
        reduce(G, *names, "value_z", "value_w", "none", "ih", "mixed", "top_z", "top_w")

    def base(G: Goal) -> None:
        G.use("sum", "SUM0", lam("k", lambda k: power(z, k) * quotient(c, w, k, 0)), 0, 0)
        for name, base in (("z", z), ("w", w)):
            G.use(f"value_{name}", "sum_one", lam("k", lambda k, base=base: c(k) * power(base, k)), 0).use(
                f"top_{name}", "PROD0", lam("k", lambda _, base=base: base), 0, 0
            )
        reduce(G, "sum", "value_z", "value_w", "top_z", "top_w")
    book.add(
        "horner_quotient",
        "(z - w) times the quotient is c(z) - c(w).",
        forall(c, z, w, forall(n, implies(leq(0, n), eq((z - w) * horner(c, z, w, n), value(c, z, n) - value(c, w, n))))),
        lambda G: G.intro("c z w").induction(base, step),
        lemma=True,
    )


def _slope(book: Book) -> None:
    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih")
        G.have(
            "same",
            eq(_mixed(z, z, e), total(0, e, lambda _: power(z, e))),
            lambda H: H.cong("k k_low k_high", lambda K: reduce(K.use("it", "power_sum", z, "k", e - "k"), "-it")),
        ).use("count", "sum_of_ones", e)
        def old(k: Any) -> Any:
            return power(z, k) * quotient(c, z, k, e + 1)

        def split(K: Goal) -> None:
            K.use("sum", "SUMS", lam("l", lambda l: c(l + 1) * power(z, l - "k")), "k", e)
            reduce(K, "sum")
        G.use("more", "SUMS", lam("k", old), 0, e).use("last", "sum_one", lam("l", lambda l: c(l + 1) * power(z, l - e)), e)
        G.have(
            "inner",
            eq(
                total(0, e, old),
                total(0, e, lambda k: power(z, k) * quotient(c, z, k, e) + power(z, k) * c(e + 1) * power(z, e - k)),
            ),
            lambda H: H.cong("k k_low k_high", split),
        )
        G.use("slope", "SUMS", lam("k", lambda k: num(k + 1) * c(k + 1) * power(z, k)), 0, e).use(
            "none", "PROD0", lam("k", lambda _: z), 0, 0
        )
        reduce(G, "more", "last", "inner", "same", "count", "none", "slope", "ih")

    def base(G: Goal) -> None:
        G.use("sum", "SUM0", lam("k", lambda k: power(z, k) * quotient(c, z, k, 0)), 0, 0).use(
            "slope", "SUM0", lam("k", lambda k: num(k + 1) * c(k + 1) * power(z, k)), 0, 0
        )
        reduce(G, "sum", "slope")
    book.add("horner_slope", "The quotient at w itself is the derivative.", forall(c, z, forall(n, implies(leq(0, n), eq(
        horner(c, z, z, n), slope(c, z, n))))), lambda G: G.intro("c z").induction(base, step), lemma=True)


def _inverse(book: Book) -> None:
    V = vandermonde(x, n)

    def answer(shift: int = 0) -> Any:
        return table(n, n, lambda p, q: quotient(c, x(q), p + shift, n) * inv(slope(c, x(q), n)))
    roots = forall(i, implies(leq(0, i), less(i, n), eq(value(c, x(i), n), 0)))
    simple = forall(i, implies(leq(0, i), less(i, n), no(eq(slope(c, x(i), n), 0))))
    claim = Claim((n, x, c), {"size": leq(0, n), "distinct": distinct(x, n), "roots": roots, "simple": simple})
    r = inv(slope(c, x(q), n))

    def product(G: Goal) -> None:
        G.use("mul", "ENTMUL", n, n, n, V, answer(), p, q)
        G.have(
            "terms",
            eq(
                total(0, n, lambda k: V[p, k] * answer()[k, q]),
                total(0, n, lambda k: r * (power(x(p), k) * quotient(c, x(q), k, n))),
            ),
            lambda H: H.cong("k k_low k_high", by_entries()),
        )
        G.have(
            "entry",
            eq(r * horner(c, x(p), x(q), n), eye(n)[p, q]),
            lambda H: H.case(p, q, "o", lambda K: K.case(q, p, "oo", equal, unequal(1)), unequal(2)),
        )
        G.close("lin", [(1, "mul", 1), (1, "terms", 1), (1, "entry", 1)])

    def equal(G: Goal) -> None:
        G.have("at", ("==", "p", q), "a").rewrite("e", eq(r * horner(c, x(Term("e")), x(q), n), eye(n)[Term("e"), q]), "at")
        G.use("all", "horner_slope", lam("k", c), x(q)).use("it", "all", n).use("one", "ENTI1", n, q)
        G.use(
            "unit",
            "INV",
            slope(c, x(q), n),
            by=(lambda H: H.intro("equal").use("no", "simple", q, by=("a", "a", "equal")).by("no"),),
        )
        G.close("lin", [(r, "it", 1), (1, "unit", 1), (-1, "one", 1)])

    def unequal(side: int) -> Any:
        def script(G: Goal) -> None:
            G.use("all", "horner_quotient", lam("k", c), x(p), x(q)).use("it", "all", n).use("left", "roots", p).use(
                "right", "roots", q
            )
            G.use("unit", "INV", x(p) - x(q), by=(lambda H: H.intro("equal").use("no", "distinct", p, q, by=("a",) * 4 + (
                lambda K: K.side(side, "a"), "equal")).by("no"),)).use("zero", "ENTI0", n, *((p, q) if side == 1 else (q, p)))
            h, s = horner(c, x(p), x(q), n), inv(x(p) - x(q))
            G.close("lin", [(-r * h, "unit", 1), (r * s, "it", 1), (r * s, "left", 1), (-r * s, "right", 1), (-1, "zero", 1)])
        return script

    def script(G: Goal) -> None:
        G.have("right", eq(V * answer(), eye(n)), lambda H: H.ext("p q p_low p_high q_low q_high", product))
        G.use("left", "one_sided_inverse", n, V, answer(), by=("right",)).split("right", "left")

    models = [
        Numbers(n=size, x=lambda k: Fraction((1, 3, 5)[k % 3]), c=lambda k, row=row: Fraction(row[k] if 0 <= k < len(row) else 0))
        for size, row in ((0, ()), (1, (-2, 2)), (2, (3, -4, 1)), (3, (-15, 23, -9, 1)))
    ]
    models[0]["c"] = lambda _: Fraction(0)
    equal_nodes = Numbers(n=2, x=lambda _: Fraction(1), c=lambda k: Fraction((-1, 1, 0)[k % 3]))
    claim.publish(
        book,
        "vandermonde_inverse",
        "The inverse of [x_i^j] has columns (coefficients of c(z)/(z - x_j)) / c'(x_j), "
        "c the master polynomial of the distinct nodes, for all n.",
        inverse_of(V, answer(), n),
        script,
        models=models,
        wrong={
            "shifted": eq(V * answer(1), eye(n)),
            "without the slope": eq(V * table(n, n, lambda p, q: quotient(c, x(q), p, n)), eye(n)),
            "transposed": eq(V * answer().T, eye(n)),
        },
        missing={"distinct": equal_nodes},
    )
