"""Schur's test for all sizes: two weighted sums of the entries bound the spectral norm of a rectangular matrix."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import nonnegative
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    forall,
    frac,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    matrix,
    no,
    scalars,
    total,
)
from verify.proofs.library.delta import square
from verify.proofs.samples import draw
from verify.proofs.script import Goal

m, n, i, j, k = integers("m n i j k")
p, q, w, y = (Family(name) for name in "pqwy")
a, b = scalars("a b")
B, X = matrix("B", m, n), matrix("X", n, 1)
COLUMNS, ROWS = (leq(0, j), less(j, n)), (leq(0, i), less(i, m))
SIZES = {"m_size": leq(0, m), "n_size": leq(0, n)}


def theorems(book: Book) -> None:
    """Cauchy-Schwarz with weights, then the test, first for entries of any sign."""
    _weighted(book)
    _signed(book)
    _positive(book)


def _weighted(book: Book) -> None:
    claim = Claim((n, w, y), {"size": leq(0, n), "weights": forall(k, implies(leq(0, k), less(k, n), at_most(0, w(k))))})

    def term(i: Any, j: Any) -> Any:
        return w(i) * w(j) * (y(i) - y(j)) * (y(i) - y(j))

    def one(K: Goal) -> None:
        K.use("low", "weights", "i").use("high", "weights", "j").pos([(1, y("i") - y("j"), ("low", "high"))])

    def script(G: Goal) -> None:
        nonnegative(G, "all", 0, "n", lambda i: total(0, n, lambda j: term(i, j)), lambda H: nonnegative(
            H, "row", 0, "n", lambda j: term("i", j), one, "j").by("row"), "i")
        G.pos([(frac(1, 2), 1, ("all",))])

    mean, squares = total(0, n, lambda k: w(k) * y(k)), total(0, n, lambda k: w(k) * y(k) * y(k))
    models = [{"n": size, "w": lambda i: Fraction(i % 3 + 1), "y": lambda i: Fraction(3 - 2 * i)} for size in range(4)]
    claim.publish(
        book,
        "weighted_cauchy_schwarz",
        "Cauchy-Schwarz with weights w >= 0: (sum w y)^2 <= (sum w) (sum w y^2).",
        at_most(mean * mean, total(0, n, w) * squares),
        script,
        models=models,
        wrong={
            "without the weights": at_most(mean * mean, squares),
            "half": at_most(2 * mean * mean, total(0, n, w) * squares),
            "reversed": at_most(total(0, n, w) * squares, mean * mean),
        },
        missing={"weights": {"n": 2, "w": lambda i: Fraction(1 - 2 * i), "y": Fraction}},
    )


def weight(i: Any, j: Any) -> Term:
    """The entry with its two weights."""
    return q(i) * B[i, j] * p(j)


def ratio(j: Any) -> Term:
    """The vector over its weight."""
    return X[j, 0] * inv(p(j))


def weighted(i: Any) -> Term:
    """The sum of a row of weights times squared ratios."""
    return total(0, n, lambda j: weight(i, j) * ratio(j) * ratio(j))


SIGNED = {
    **SIZES,
    "factor": at_most(0, a),
    "p_not": forall(j, implies(*COLUMNS, no(eq(p(j), 0)))),
    "q_not": forall(i, implies(*ROWS, no(eq(q(i), 0)))),
    "entries": forall(i, j, implies(*ROWS, *COLUMNS, at_most(0, weight(i, j)))),
    "rows": forall(i, implies(*ROWS, at_most(total(0, n, lambda j: weight(i, j)), a * q(i) * q(i)))),
    "columns": forall(j, implies(*COLUMNS, at_most(total(0, m, lambda i: weight(i, j)), b * p(j) * p(j)))),
}


def _unit(G: Goal, name: str, value: Term, source: str, at: str) -> None:
    """The fact value inv(value) = 1."""
    G.use(name, "INV", value, by=(lambda H: H.intro("zero").use("no", source, at, by=("a", "a", "zero")).by("no"),))


def _row(G: Goal) -> None:
    """(B x)_i^2 <= a sum_j q_i B_ij p_j (x_j / p_j)^2."""
    G.intro("i i_low i_high").use("image", "ENTMUL", m, n, 1, B, X, "i", 0)
    nonnegative(G, "second", 0, n, lambda j: weight("i", j) * ratio(j) * ratio(j), lambda H: H.use(
        "one", "entries", "i", "j").pos([(1, ratio("j"), ("one",))]), "j")
    G.use("mean", "weighted_cauchy_schwarz", n, lam("j", lambda j: weight("i", j)), lam("j", ratio), by=(
        "a", lambda H: H.intro("k k_low k_high").use("one", "entries", "i", "k").by("one")))

    def term(H: Goal) -> None:
        _unit(H, "unit", p("j"), "p_not", "j")
        H.lin("unit")

    inner = total(0, n, lambda j: weight("i", j) * ratio(j))
    G.have("same", eq(inner, total(0, n, lambda j: q("i") * B["i", j] * X[j, 0])), lambda H: H.cong("j j_low j_high", term))
    G.have("whole", eq(inner, q("i") * (B * X)["i", 0]), lambda H: H.lin("same", "image"))
    G.use("row", "rows", "i")
    _unit(G, "unit", q("i"), "q_not", "i")
    image, u, rest = (B * X)["i", 0], inv(q("i")), weighted("i")
    G.have("scaled", at_most(q("i") * q("i") * image * image, a * q("i") * q("i") * rest), lambda H: H.pos(
        [(1, 1, ("mean",)), (1, 1, ("row", "second"))], ((inner + q("i") * image, "whole", 1),)))
    G.pos([(1, u, ("scaled",))], ((-1 * (a * rest - image * image) * (q("i") * u + 1), "unit", 1),))


def _column(G: Goal) -> None:
    """(x_j / p_j)^2 times the sum of a column is at most b x_j^2."""
    G.intro("j j_low j_high").use("column", "columns", "j")
    _unit(G, "unit", p("j"), "p_not", "j")
    G.pos([(1, ratio("j"), ("column",))], ((-1 * b * X["j", 0] * X["j", 0] * (p("j") * inv(p("j")) + 1), "unit", 1),))


def _signed(book: Book) -> None:
    def script(G: Goal) -> None:
        image = B * X
        G.intro(" ".join(["m n B p q a b X", *SIGNED]))
        G.use("length", "ENTMUL", 1, m, 1, image.T, image, 0, 0).use("wide", "ENTMUL", 1, n, 1, X.T, X, 0, 0)
        G.use("first", "sum_monotone", lam("i", lambda i: image[i, 0] * image[i, 0]), lam("i", lambda i: a * weighted(i)), 0, m,
              by=("a", _row))
        G.use("swap", "sum_swap", lam("i j", lambda i, j: weight(i, j) * ratio(j) * ratio(j)), n, m)

        def column(j: Any) -> Term:
            return total(0, m, lambda i: weight(i, j)) * ratio(j) * ratio(j)

        G.use("second", "sum_monotone", lam("j", column), lam("j", lambda j: b * X[j, 0] * X[j, 0]), 0, n, by=("a", _column))
        G.pos([(1, 1, ("first",)), (1, 1, ("factor", "second"))], ((-1, "length", 1), (a * b, "wide", 1), (-1 * a, "swap", 1)))

    conclusion = at_most(square(B * X), a * b * square(X))
    book.add(
        "signed_schur_test",
        "Schur's test with weights of any sign: q_i B_ij p_j >= 0, row sums at most a q_i^2, column sums at most b p_j^2.",
        forall(m, n, B, p, q, a, b, X, implies(*SIGNED.values(), conclusion)),
        script,
        lemma=True,
    )


def _products(H: Goal, names: tuple[str, ...], *others: str) -> None:
    """A product of known numbers >= 0, after splitting the facts of these names."""
    for name in names:
        H.parts(name, f"{name}_low", f"{name}_not")
    H.pos([(1, 1, (*(f"{name}_low" for name in names), *others))])


def _positive(book: Book) -> None:
    claim = Claim(
        (m, n, B, p, q, a, b, X),
        {
            **SIZES,
            "factor": at_most(0, a),
            "p_positive": forall(j, implies(*COLUMNS, both(at_most(0, p(j)), no(eq(p(j), 0))))),
            "q_positive": forall(i, implies(*ROWS, both(at_most(0, q(i)), no(eq(q(i), 0))))),
            "entries": forall(i, j, implies(*ROWS, *COLUMNS, at_most(0, B[i, j]))),
            "rows": forall(i, implies(*ROWS, at_most(total(0, n, lambda j: B[i, j] * p(j)), a * q(i)))),
            "columns": forall(j, implies(*COLUMNS, at_most(total(0, m, lambda i: B[i, j] * q(i)), b * p(j)))),
        },
    )

    def different(at: str, source: str) -> Any:
        return lambda H: H.intro(f"{at} low high").use("x_", source, at).parts("x_", "sign", "not_").by("not_")

    def entry(H: Goal) -> None:
        H.intro("i j i_low i_high j_low j_high").use("one", "entries", "i", "j").use("r", "p_positive", "j").use(
            "s", "q_positive", "i")
        _products(H, ("r", "s"), "one")

    def row(H: Goal) -> None:
        H.intro("i i_low i_high").use("one", "rows", "i").use("s", "q_positive", "i")
        _products(H, ("s",), "one")

    def column(H: Goal) -> None:
        H.intro("j j_low j_high").use("one", "columns", "j").use("r", "p_positive", "j")
        _products(H, ("r",), "one")

    def script(G: Goal) -> None:
        units = different("j", "p_positive"), different("i", "q_positive")
        G.use("x_", "signed_schur_test", m, n, B, lam("j", p), lam("i", q), a, b, X, by=(
            "m_size", "n_size", "factor", *units, entry, row, column)).by("x_")

    left, right = square(B * X), a * b * square(X)
    claim.publish(
        book,
        "schur_test",
        "Schur's test for all sizes: B_ij >= 0, p > 0, q > 0, B p <= a q and B^T q <= b p give |B x|^2 <= a b |x|^2 for all x.",
        at_most(left, right),
        script,
        models=_samples(),
        wrong={
            "one constant": at_most(left, a * square(X)),
            "half": at_most(2 * left, right),
            "reversed": at_most(right, left),
        },
        missing=_broken(),
    )


def _samples() -> list[dict[str, Any]]:
    """Sizes 0 to 3: the rank-one matrix q p^T attains the bound, the others have room."""
    sizes = (1, 2), (2, 2), (0, 1), (2, 0), (3, 2), (2, 3)
    found = [_test(numbers_table(r, c, lambda i, j: Fraction((2 * i + 3 * j + 1) % 4)), draw(c, 1, 3)) for r, c in sizes]
    outer = numbers_table(2, 2, lambda i, j: Fraction((1 + i) * (2 - j)))
    return [*found, {"m": 2, "n": 2, "B": outer, "p": lambda j: Fraction(2 - j), "q": lambda i: Fraction(1 + i), "a": Fraction(5),
                     "b": Fraction(5), "X": numbers_table(2, 1, lambda i, _: Fraction(2 - i))}]


def _test(entries: Any, x: Any) -> dict[str, Any]:
    """Weights drawn, and the smallest constants with which they pass."""
    def p(j: int) -> Fraction:
        return Fraction(j % 3 + 1)

    def q(i: int) -> Fraction:
        return Fraction(2 * (i % 2) + 1)

    row = [sum((entries.at(i, j) * p(j) for j in range(entries.columns)), Fraction(0)) / q(i) for i in range(entries.rows)]
    column = [sum((entries.at(i, j) * q(i) for i in range(entries.rows)), Fraction(0)) / p(j) for j in range(entries.columns)]
    return {"m": entries.rows, "n": entries.columns, "B": entries, "p": p, "q": q, "a": max(row, default=Fraction(0)),
            "b": max(column, default=Fraction(0)), "X": x}


def _broken() -> dict[str, Any]:
    """Numbers that satisfy all premises but the named one."""
    one: dict[str, Any] = {
        "m": 1, "n": 1, "B": numbers_table(1, 1, lambda _i, _j: 1), "X": numbers_table(1, 1, lambda _i, _j: 1),
        "p": lambda _: Fraction(1), "q": lambda _: Fraction(1), "a": Fraction(1), "b": Fraction(1),
    }
    turned = numbers_table(1, 2, lambda _, j: Fraction(1 - 2 * j))
    return {
        "rows": {**one, "a": Fraction(1, 2)},
        "columns": {**one, "b": Fraction(1, 2)},
        "entries": {**one, "n": 2, "B": turned, "X": numbers_table(2, 1, lambda i, _: Fraction(1 - 2 * i))},
        "p_positive": {**one, "p": lambda _: Fraction(-1), "b": Fraction(-1)},
        "factor": {**one, "m": 0, "B": numbers_table(0, 1, lambda _i, _j: 0), "a": Fraction(-1)},
    }
