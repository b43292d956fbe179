"""Cauchy matrices of all sizes: the determinant without fractions, partial fractions, the inverse, the displacement."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    det,
    eq,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    no,
    prod,
    scalars,
    table,
)
from verify.proofs.library.vandermonde import differences, peel_differences
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k = integers("n i j k")
x, y, a, g = Family("x"), Family("y"), Family("a"), Family("g")
z, = scalars("z")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Elimination of the first row, by induction on the size."""
    _step(book)
    _determinant(book)
    _published(book)


def cauchy(x: Any, y: Any, n: Any) -> Any:
    """Entries 1 / (x_i - y_j)."""
    return table(n, n, lambda p, q: inv(x(p) - y(q)))


def apart(x: Any, y: Any, n: Any) -> Any:
    """No x_i is a y_j."""
    return forall(i, j, implies(leq(0, i), less(i, n), leq(0, j), less(j, n), no(eq(x(i) - y(j), 0))))


def pairs(x: Any, y: Any, n: Any) -> Any:
    """The product of all x_i - y_j."""
    return prod(0, n, lambda p: prod(0, n, lambda q: x(p) - y(q)))


def _step(book: Book) -> None:
    """The scalar identity of one step, with the inverses named."""
    p, q, s, t = scalars("p q s t")
    ip, iq, it = scalars("ip iq it")
    value = ip - s * iq * it

    def script(G: Goal) -> None:
        G.intro("p q s t ip iq it sum unit_p unit_q unit_t")
        G.close("lin", [(-ip, "unit_q", 1), (-ip * q * iq, "unit_t", 1), (s * iq * it, "unit_p", 1), (ip * iq * it, "sum", 1)])
    # p = x_i - y_j, q = x_0 - y_j, t = x_i - y_0, s = x_0 - y_0; (x_i - x_0)(y_0 - y_j) = (t - s)(q - s) = q t - s p
    book.add(
        "cauchy_step",
        "1/p - s/(q t) = (t - s)(q - s)/(p q t) when p + s = q + t.",
        forall(p, q, s, t, ip, iq, it, implies(
            eq(q * t - s * p, (t - s) * (q - s)), eq(p * ip, 1), eq(q * iq, 1), eq(t * it, 1),
            eq(value, (t - s) * (q - s) * ip * iq * it))),
        script,
        lemma=True,
    )


def _determinant(book: Book) -> None:
    e = Term("e")

    def x1(k: Any) -> Any:
        return x(k + 1)

    def y1(k: Any) -> Any:
        return y(k + 1)

    def rows(p: Any) -> Any:
        return (x(p + 1) - x(0)) * inv(x(p + 1) - y(0))

    def columns(q: Any) -> Any:
        return (y(0) - y(q + 1)) * inv(x(0) - y(q + 1))
    C = cauchy(x, y, e + 1)
    ratio = lam("k", lambda k: (x(0) - y(0)) * inv(x(0) - y(k + 1)))
    minor = table(e, e, lambda p, q: C[p + 1, q + 1] - (x(0) - y(0)) * inv(x(0) - y(q + 1)) * C[p + 1, 0])
    small = cauchy(x1, y1, e)
    half = table(e, e, lambda p, q: small[p, q] * columns(q))
    scaled = table(e, e, lambda p, q: rows(p) * half[p, q])

    def unit(G: Goal, name: str, p: Any, q: Any) -> Goal:
        return G.use(
            name,
            "INV",
            x(p) - y(q),
            by=(lambda H: H.intro("equal").use("no", "apart", p, q, by=("a", "a", "a", "a", "equal")).by("no"),),
        )

    def first(H: Goal) -> None:
        unit(H.intro("j j_low j_high"), "unit", 0, 0)
        reduce(H, *reveal(H, "unit"))

    def cell(H: Goal) -> None:
        p, q = Term("p"), Term("q")
        for name, r, c in (("unit_p", p + 1, q + 1), ("unit_q", Term(0), q + 1), ("unit_t", p + 1, Term(0))):
            unit(H, name, r, c)
        H.use("it", "cauchy_step", x(p + 1) - y(q + 1), x(0) - y(q + 1), x(0) - y(0), x(p + 1) - y(0), inv(x(p + 1) - y(q + 1)),
              inv(x(0) - y(q + 1)), inv(x(p + 1) - y(0)), by=(lambda K: K.lin(), "unit_p", "unit_q", "unit_t"))
        names = reveal(H)
        close(H, names)

    def close(H: Goal, names: list[str]) -> None:
        _, s, t = H.goal
        p, q = Term("p"), Term("q")
        left = inv(x(p + 1) - y(q + 1)) - (x(0) - y(0)) * inv(x(0) - y(q + 1)) * inv(x(p + 1) - y(0))
        right = rows(p) * inv(x(p + 1) - y(q + 1)) * columns(q)
        H.have("left", eq(Term(s), left), lambda K: reduce(K, *names)).have(
            "right", eq(Term(t), right), lambda K: reduce(K, *names)
        )
        H.close("lin", [(1, "left", 1), (-1, "right", 1), (1, "it", 1)])

    def step(G: Goal) -> None:
        G.intro("e above ih x y apart")
        G.use("pivot", "det_pivot", e, C, ratio, by=("a", first)).have(
            "minor", eq(minor, scaled), lambda H: H.ext("p q p_low p_high q_low q_high", cell)
        )
        G.use("minors", "det_congruence", e, minor, scaled, by=("minor",)).use("rows", "det_row_scaling", e, half, lam("k", rows))
        G.use("columns", "det_column_scaling", e, small, lam("k", columns))
        G.use(
            "ih_",
            "ih",
            lam("k", x1),
            lam("k", y1),
            by=(
                lambda H: (
                    H.intro("i j i_low i_high j_low j_high equal")
                    .use("no", "apart", i + 1, j + 1, by=("a", "a", "a", "a", "equal"))
                    .by("no")
                ),
            ),
        )
        names = factors(G) + peel_differences(G, x, e, "dx") + peel_differences(G, lambda k: -1 * y(k), e, "dy")
        unit(G, "corner", 0, 0)
        finish(G, names)

    def factors(G: Goal) -> list[str]:
        return _pairs(G, x, y, e, rows, columns, unit)

    def finish(G: Goal, names: list[str]) -> None:
        G.have("value", eq(det(C), inv(x(0) - y(0)) * prod(0, e, rows) * prod(0, e, columns) * det(small)),
               lambda H: reduce(H, *reveal(H, "pivot", "minors", "rows", "columns")))
        reduce(G, "value", *names, "corner", "ih_")

    def base(G: Goal) -> None:
        G.intro("x y apart").use("u", "DET0", 0, cauchy(x, y, 0)).use(
            "v", "PROD0", lam("p", lambda p: prod(0, 0, lambda q: x(p) - y(q))), 0, 0
        )
        G.use("w", "PROD0", lam("j", lambda j: prod(0, j, lambda i: x(j) - x(i))), 0, 0)
        G.use("o", "PROD0", lam("j", lambda j: prod(0, j, lambda i: -1 * y(j) - -1 * y(i))), 0, 0)
        reduce(G, "u", "v", "w", "o")
    value = eq(det(cauchy(x, y, n)) * pairs(x, y, n), differences(x, n) * differences(lambda k: -1 * y(k), n))
    book.add(
        "cauchy_all",
        "Cauchy determinants, all nodes at once.",
        forall(n, implies(leq(0, n), forall(x, y, implies(apart(x, y, n), value)))),
        lambda G: G.induction(base, step),
        lemma=True,
    )


def _pairs(G: Goal, x: Any, y: Any, e: Any, rows: Any, columns: Any, unit: Any) -> list[str]:
    """Facts: all differences of e + 1 nodes times rows and columns are those of the nodes from 1, numerators only."""

    def line(p: Any) -> Any:
        return prod(0, e + 1, lambda q: x(p) - y(q))

    def inner(p: Any) -> Any:
        return prod(0, e, lambda q: x(p + 1) - y(q + 1))

    def body(K: Goal) -> None:
        p = Term("p")
        K.use("peel", "prod_first", lam("q", lambda q: x(p + 1) - y(q)), 0, e + 1)
        K.use("shift", "prod_shift", lam("q", lambda q: x(p + 1) - y(q)), 1, 0, e)
        reduce(K, "peel", "shift")
    G.use("q0", "prod_first", lam("p", line), 0, e + 1).use("q1", "prod_shift", lam("p", line), 1, 0, e)
    G.use("q2", "prod_first", lam("q", lambda q: x(0) - y(q)), 0, e + 1).use(
        "q3", "prod_shift", lam("q", lambda q: x(0) - y(q)), 1, 0, e
    )
    G.have(
        "q4",
        eq(prod(0, e, lambda p: line(p + 1)), prod(0, e, lambda p: (x(p + 1) - y(0)) * inner(p))),
        lambda K: K.cong("p p_low p_high", body),
    )
    G.use("q5", "prod_multiply", lam("p", lambda p: x(p + 1) - y(0)), lam("p", inner), 0, e)

    def cancelled(name: str, f: Any, h: Any, top: Any, places: Any) -> None:
        def cancel(K: Goal) -> None:
            unit(K, "one", *places(Term("p")))
            K.close("lin", [(top(Term("p")), "one", 1)])
        G.use(f"{name}0", "prod_multiply", lam("p", f), lam("p", h), 0, e)
        G.have(f"{name}1", eq(prod(0, e, lambda p: f(p) * h(p)), prod(0, e, top)), lambda K: K.cong("p p_low p_high", cancel))
        G.have(f"{name}2", eq(prod(0, e, f) * prod(0, e, h), prod(0, e, top)), lambda K: reduce(K, f"-{name}0", f"{name}1"))
    cancelled("r", rows, lambda p: x(p + 1) - y(0), lambda p: x(p + 1) - x(0), lambda p: (p + 1, Term(0)))
    cancelled("c", columns, lambda q: x(0) - y(q + 1), lambda q: y(0) - y(q + 1), lambda q: (Term(0), q + 1))
    return ["q0", "q1", "q2", "q3", "q4", "q5", "r2", "c2"]


def values(*numbers: int) -> Any:
    """A family that repeats these numbers."""
    return lambda p: Fraction(numbers[p % len(numbers)])


def _published(book: Book) -> None:
    claim = Claim((n, x, y), {"size": leq(0, n), "apart": apart(x, y, n)})
    nodes = ((values(1, 3, 5, 8), values(2, 4, 9, 0)), (values(1, 1, 5, 2), values(4, 3, 3, 0)))
    models = [Numbers(n=size, x=first, y=second) for first, second in nodes for size in SIZES]

    def script(G: Goal) -> None:
        G.use("all", "cauchy_all", "n").use("it", "all", lam("k", x), lam("k", y), by=("apart",)).by("it")
    D = det(cauchy(x, y, n))

    def value(first: Any, second: Any) -> Any:
        return eq(D * pairs(x, y, n), differences(first, n) * prod(0, n, lambda j: prod(0, j, lambda i: second(i) - second(j))))

    claim.publish(
        book,
        "cauchy_determinant",
        "det[1/(x_i - y_j)] prod (x_i - y_j) = prod over i < j of (x_j - x_i)(y_i - y_j), "
        "for all n; equal nodes on one side too.",
        value(x, y),
        script,
        models=models,
        wrong={
            "order of the y": eq(D * pairs(x, y, n), differences(x, n) * differences(y, n)),
            "without the x": eq(D * pairs(x, y, n), prod(0, n, lambda j: prod(0, j, lambda i: y(i) - y(j)))),
            "exchanged sides": eq(
                D * pairs(y, x, n), differences(x, n) * prod(0, n, lambda j: prod(0, j, lambda i: y(i) - y(j)))
            ),
        },
        missing={"apart": Numbers(n=2, x=values(1, 3), y=values(1, 5))},
    )
    _displacement(book)


def _displacement(book: Book) -> None:
    claim = Claim((n, x, y), {"apart": apart(x, y, n)})
    C = cauchy(x, y, n)
    ones = table(n, 1, lambda _p, _q: Term(1))
    wide = table(n, n, lambda p, q: x(p) * C[p, q] - C[p, q] * y(q))
    models = [Numbers(n=size, x=values(1, 3, 5, 8), y=values(2, 4, 9, 0)) for size in SIZES]

    def script(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.use(
                "unit",
                "INV",
                x("p") - y("q"),
                by=(lambda K: K.intro("equal").use("no", "apart", "p", "q", by=("a", "a", "a", "a", "equal")).by("no"),),
            )
            H.use("mul", "ENTMUL", n, 1, n, ones, ones.T, "p", "q").use(
                "one", "sum_one", lam("k", lambda k: ones[Term("p"), k] * ones.T[k, Term("q")]), 0
            )
            reduce(H, *reveal(H, "mul", "one", "unit"))
        G.ext("p q p_low p_high q_low q_high", entry)
    claim.publish(
        book,
        "cauchy_displacement",
        "D_x C - C D_y = 1 1^T: the displacement of a Cauchy matrix has rank one.",
        eq(wide, ones * ones.T),
        script,
        models=models,
        wrong={
            "sign": eq(wide, -ones * ones.T),
            "plus": eq(table(n, n, lambda p, q: x(p) * C[p, q] + C[p, q] * y(q)), ones * ones.T),
            "diagonals exchanged": eq(table(n, n, lambda p, q: y(p) * C[p, q] - C[p, q] * x(q)), ones * ones.T),
        },
        missing={"apart": Numbers(n=1, x=values(1), y=values(1))},
    )
