"""Diagonal dominance, all sizes: Gershgorin's circles and the theorem of Levy and Desplanques, over an ordered field."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    exists,
    forall,
    frac,
    implies,
    integers,
    lam,
    leq,
    matrix,
    no,
    null,
    scalars,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k, p = integers("n i j k p")
f, r = Family("f"), Family("r", 2)
s, t, h, c = scalars("s t h c")
A, x = matrix("A", n, n), matrix("x", n, 1)


def theorems(book: Book) -> None:
    """Where a largest entry sits, its equation bounds the eigenvalue."""
    _maximum(book)
    _roots(book)
    _circles(book)
    _dominant(book)


def _maximum(book: Book) -> None:
    def statement(size: Any) -> Any:
        return exists(p, both(*inside(p, size), forall(k, implies(*inside(k, size), at_most(f(k), f(p))))))

    def base(G: Goal) -> None:
        def only(H: Goal) -> None:
            H.intro("k low high").have("place", ("==", k, 0), "a").rewrite("hole", at_most(f("hole"), f(0)), "place").pos([])
        G.witness(0).split("a", lambda H: H.split("a", only))

    def step(G: Goal) -> None:
        G.intro("e_ e_low ih").obtain("ih", "p", "all").parts("all", "p_low", "rest").parts("rest", "p_high", "most")
        G.use("order", "TOTAL", f(p), f("e_")).cases("order", "which", lambda H: choose(H, "e_"), lambda H: choose(H, "p"))

    def choose(G: Goal, at: str) -> None:
        def before(H: Goal) -> None:
            H.use("one", "most", k, by=("a", "a")).pos([(1, 1, ("one",)),
                (1, 1, ("which",))] if at == "e_" else [(1, 1, ("one",))])

        def end(H: Goal) -> None:
            H.have("place", ("==", k, "e_"), "a").rewrite("hole", at_most(f("hole"), f(at)),
                "place").pos([] if at == "e_" else [(1, 1, ("which",))])
        G.witness(at).split("a", lambda H: H.split("a", lambda K: K.intro("k low high").case(k + 1, "e_", "where", before, end)))
    book.add("largest_value", "Of finitely many values one is largest.", forall(f, forall(n, implies(leq(1, n), statement(n)))),
             lambda G: G.intro("f").induction(base, step), lemma=True)


def _roots(book: Book) -> None:
    def monotone(G: Goal) -> None:
        def other(H: Goal) -> None:
            H.have("small", at_most((s - t) * (s - t), 0), lambda K: K.pos([(1, 1, ("squares",)), (2, 1, ("above", "positive"))]))
            H.use("zero", "ANTISYM", (s - t) * (s - t), 0, by=("small", lambda K: K.pos([(1, s - t, ())]))).use("same",
                "square_zero", s - t, by=("zero",))
            bound(H, [], "same")
        G.intro("s t positive squares").use("order", "TOTAL", s, t).cases("order", "above", "above", other)
    book.add("root_monotone", "s^2 <= t^2 and t >= 0 give s <= t.", forall(s, t, implies(
        at_most(0, t), at_most(s * s, t * t), at_most(s, t))), monotone, lemma=True)

    def magnitude(G: Goal) -> None:
        def found(value: Any) -> Any:
            return lambda H: H.witness(value).split(lambda K: K.pos([(1, 1, ("side",))]), lambda K: K.lin())
        G.intro("s").use("order", "TOTAL", 0, s).cases("order", "side", found(s), found(-s))
    book.add("absolute_value", "Every s has an absolute value h >= 0 with h^2 = s^2.",
        forall(s, exists(h, both(at_most(0, h), eq(h * h, s * s)))), magnitude, lemma=True)

    def product(G: Goal) -> None:
        for name, sign in (("upper", 1), ("lower", -1)):
            for letter, value, size in (("s", s, t), ("x", c, h)):
                G.use(f"{letter}_{name}", "root_monotone", sign * value, size,
                    by=(f"{letter}_low", lambda K, fact=f"{letter}_most": K.pos([(1, 1, (fact,))])))  # type: ignore[misc]  # bound now
        G.pos([(frac(1, 2), 1, ("s_lower", "x_lower")), (frac(1, 2), 1, ("s_upper", "x_upper"))])

    def script(G: Goal) -> None:
        G.intro("s t c h s_low s_most x_low x_most")
        product(G)
    book.add("product_of_bounded", "|s| <= t and |c| <= h give -s c <= t h.", forall(s, t, c, h, implies(
        at_most(0, t), at_most(s * s, t * t), at_most(0, h), at_most(c * c, h * h), at_most(-(s * c), t * h))), script,
            lemma=True)


def absolute(values: Any) -> Any:
    """The premise r(i, j) = |A(i, j)|."""
    return forall(i, j, implies(*inside(i), *inside(j),
        both(at_most(0, r(i, j)), eq(r(i, j) * r(i, j), values(i, j) * values(i, j)))))


def radius(i: Any) -> Term:
    """The sum of the absolute values in a row, off the diagonal."""
    return total(0, n, lambda j: r(i, j)) - r(i, i)


def _circles(book: Book) -> None:
    claim = Claim((n, A, r, x, c), {"absolute": absolute(lambda i, j: A[i, j]), "not_zero": no(eq(x, null(n, 1))),
        "eigen": eq(A * x, c * x)})

    def inside_circle(i: Any, bigger: Any = 1) -> Any:
        return at_most((A[i, i] - c) * (A[i, i] - c) * bigger, radius(i) * radius(i))

    def some(G: Goal) -> None:
        G.use("top", "largest_value", lam("k", lambda k: x[k, 0] * x[k, 0]), n).obtain("top", "p", "all").parts("all", "p_low",
            "rest").parts(
            "rest", "p_high", "most")
        G.have("x_p", no(eq(x[p, 0], 0)), _not_null).use("size_p", "absolute_value", x[p, 0]).obtain("size_p", "h",
            "h_all").parts("h_all", "h_low", "h_square")
        row = total(0, n, lambda j: A[p, j] * x[j, 0])
        G.use("product", "ENTMUL", n, n, 1, A, x, p, 0)
        entry(G, "at", "eigen", p, 0)
        G.have("equation", eq(row, c * x[p, 0]), lambda H: H.lin("-product", "at"))
        _row_bounds(G)
        G.have("squares", at_most(0, h * h * (radius(p) * radius(p) - (A[p, p] - c) * (A[p, p] - c))), lambda H: bound(
            H, [(1, 1, ("upper", "lower"))], "equation", "h_square"))
        G.use("done", "positive_factor", h * h, radius(p) * radius(p) - (A[p, p] - c) * (A[p, p] - c), by=(
            lambda H: H.pos([(1, h, ())]), lambda H: H.intro("zero").use("x_zero", "square_zero", x[p, 0], by=(
                lambda K: K.lin("-h_square", "zero"),)).use("no", "x_p", by=("x_zero",)).by("no"), "squares"))
        G.witness(p).split("a", lambda H: H.split("a", lambda K: K.pos([(1, 1, ("done",))])))

    def none(G: Goal) -> None:
        G.absurd(lambda H: H.use("no", "not_zero",
            by=(lambda K: K.ext("i j i_low i_high j_low j_high", lambda L: L.absurd("a")),)).by("no"))
    models = _models()
    claim.publish(
        book, "gershgorin_circles",
        "Gershgorin: every real eigenvalue c of a real matrix A has an i with |A(i, i) - c| <= sum of |A(i, j)|, j not i.",
        exists(i, both(*inside(i), inside_circle(i))), lambda G: G.case(1, n, "order", some, none), models=models,
        wrong={"half the radius": exists(i, both(*inside(i), inside_circle(i, 4))),
            "around 0": exists(i, both(*inside(i), at_most(c * c, radius(i) * radius(i)))),
               "every circle": forall(i, implies(*inside(i), inside_circle(i)))},
        missing={"eigen": Numbers(models[1], c=Fraction(50)), "not_zero": Numbers(models[1], c=Fraction(50)).let(x, null(n, 1))})


def _not_null(G: Goal) -> None:
    """The largest entry is not 0, because x is not."""
    def each(H: Goal) -> None:
        H.have("place", ("==", j, 0), "a").rewrite("hole", eq(x[i, "hole"], null(n, 1)[i, "hole"]), "place")
        H.use("one", "most", i, by=("a", "a")).have("small", at_most(x[i, 0] * x[i, 0], 0),
            lambda K: bound(K, [(1, 1, ("one",))], "zero"))
        H.use("square", "ANTISYM", x[i, 0] * x[i, 0], 0, by=("small", lambda K: K.pos([(1, x[i, 0], ())])))
        H.use("done", "square_zero", x[i, 0], by=("square",)).lin("done")
    G.intro("zero").use("no", "not_zero", by=(lambda H: H.ext("i j i_low i_high j_low j_high", each),)).by("no")


def _row_bounds(G: Goal) -> None:
    """upper: 0 <= R h + T and lower: 0 <= R h - T, T the row without the diagonal, R its radius."""
    for name, sign in (("upper", 1), ("lower", -1)):
        def term(H: Goal, sign: int = sign) -> None:
            H.intro("k low high").use("size_k", "absolute", p, k, by=("a", "a", "a", "a")).parts("size_k", "r_low",
                "r_square").use("x_k", "most", k, by=("a", "a"))
            H.use("now", "product_of_bounded", sign * A[p, k], r(p, k), x[k, 0], h, by=(
                "r_low", lambda K: bound(K, [], "r_square"), "h_low",
                    lambda K: bound(K, [(1, 1, ("x_k",))], "h_square"))).pos([(1, 1, ("now",))])
        T = total(0, n, lambda j: A[p, j] * x[j, 0]) - A[p, p] * x[p, 0]
        G.use(f"{name}_term", "term_at_most_sum", lam("k", lambda k, sign=sign: r(p, k) * h + sign * A[p, k] * x[k, 0]), n, p,
            by=(term, "a", "a"))
        G.have(name, at_most(0, radius(p) * h + sign * T), lambda H, name=name: H.pos(  # type: ignore[misc]  # bound now
            [(1, 1, (f"{name}_term",))]))


def _models() -> list[Any]:
    models = []
    for rows, vector, value in (([[3]], [2], 3), ([[2, 1], [1, 2]], [1, 1], 3), ([[2, -1], [-1, 2]], [1, 1], 1),
        ([[9, 0, 0], [0, 1, 2], [0, 2, 1]], [0, 1, 1], 3)):
        size = len(rows)
        numbers = Numbers(n=size, c=Fraction(value))
        numbers["A"] = numbers_table(size, size, lambda i, j, rows=rows: Fraction(rows[i][j]))  # type: ignore[misc]  # bound now
        numbers["x"] = numbers_table(size, 1, lambda i, _, vector=vector: Fraction(vector[i]))  # type: ignore[misc]
        numbers["r"] = lambda i, j, table=numbers["A"]: abs(table.at(i, j))
        models.append(numbers)
    return models


def _dominant(book: Book) -> None:
    dominant = forall(i, implies(*inside(i), no(at_most(r(i, i), radius(i)))))
    claim = Claim((n, A, r, x), {"absolute": absolute(lambda i, j: A[i, j]), "dominant": dominant,
        "kernel": eq(A * x, null(n, 1))})

    def script(G: Goal) -> None:
        G.excluded(eq(x, null(n, 1)), "is_null", "is_null", lambda H: H.absurd(other))

    def other(G: Goal) -> None:
        G.use("some", "gershgorin_circles", n, A, lam("i j", r), x, 0, by=("absolute", "is_null", lambda H: H.lin("kernel")))
        G.obtain("some", "i", "all").parts("all", "i_low", "rest").parts("rest", "i_high", "circle")
        G.use("size_i", "absolute", i, i, by=("a", "a", "a", "a")).parts("size_i", "r_low", "r_square")
        G.use("term", "term_at_most_sum", lam("j", lambda j: r(i, j)), n, i, by=(
            lambda H: H.intro("k low high").use("one", "absolute", i, k, by=("a", "a", "a", "a")).parts("one", "k_low",
                "k_square").by("k_low"), "a", "a"))
        G.have("positive", at_most(0, radius(i)), lambda H: H.pos([(1, 1, ("term",))]))
        G.use("less", "root_monotone", r(i, i), radius(i), by=("positive", lambda H: bound(H, [(1, 1, ("circle",))], "r_square")))
        G.use("no", "dominant", i, by=("a", "a", "less")).by("no")

    models = []
    for numbers in _models()[:3]:
        numbers["x"] = numbers_table(numbers["n"], 1, lambda _i, _j: Fraction(0))
        models.append(numbers)
    zeros = Numbers(models[1]).let(A, null(2, 2)).let(x, A * null(2, 1))
    zeros["r"] = lambda _i, _j: Fraction(0)
    zeros["x"] = numbers_table(2, 1, lambda i, _: Fraction(1 + i))
    claim.publish(
        book, "levy_desplanques", "A strictly diagonally dominant real matrix has no null vector but 0.",
            eq(x, null(n, 1)), script, models=models,
        wrong={"ones": eq(x[0, 0], 1)}, missing={"dominant": zeros, "kernel": Numbers(models[1]).let(x, _ones())})


def _ones() -> Any:
    return numbers_table(2, 1, lambda _i, _j: Fraction(1))
