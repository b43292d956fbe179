"""Abel summation, weak majorization and the inequality of corner sums, for all lengths."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative
from verify.proofs.claims import Claim
from verify.proofs.entries import reveal
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    num,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.spectral import falling
from verify.proofs.script import Goal

m, n, q, i, j, k, l, t = integers("m n q i j k l t")
a, b, c, x, y = (Family(name) for name in "abcxy")
d, e = Family("d", 2), Family("e", 2)
last = Term("e_")


def theorems(book: Book) -> None:
    """Abel's identity, his inequality, then twice his inequality."""
    _abel(book)
    _majorization(book)
    _corners(book)


def first(values: Any, count: Any) -> Term:
    """The sum of the first values."""
    return total(0, count, values)


def positive(values: Any, size: Any) -> Any:
    """The premise that the values are not negative."""
    return forall(k, implies(*inside(k, size), at_most(0, values(k))))


def _abel(book: Book) -> None:
    def drop(k: Any) -> Any:
        return (a(k) - a(k + 1)) * first(b, k + 1)

    def pieces(G: Goal, axiom: str, at: Any) -> Goal:
        for name, body in (("product", lambda k: a(k) * b(k)), ("drops", drop), ("part", b)):
            G.use(name, axiom, lam("k", body), 0, at)
        return G

    def statement(sign: int = 1, shift: int = 0, after: int = 0) -> Any:
        return forall(t, implies(leq(0, t), eq(first(lambda k: a(k) * b(k), t), a(t + after) * first(b, t) + sign * total(
            0, t, lambda k: (a(k) - a(k + 1)) * first(b, k + 1 - shift)))))

    def step(G: Goal) -> None:
        pieces(G.intro("e_ e_low ih"), "SUMS", last).lin("product", "drops", "ih", "part")
    Claim((a, b), {}).publish(
        book, "abel_summation",
        "Summation by parts: sum a b = a(t) B(t) + sum (a(k) - a(k+1)) B(k+1), B the partial sums of b.", statement(),
        lambda G: G.induction(lambda H: pieces(H, "SUM0", 0).lin("product", "drops", "part"), step),
        models=[{"a": lambda k, c=c: Fraction(c + k * k), "b": lambda k, c=c: Fraction(2 * k - c)} for c in (0, 1, 3)],

        wrong={"sign": statement(-1), "shifted": statement(1, 1), "boundary": statement(1, 0, 1)})


def _majorization(book: Book) -> None:
    claim = Claim((n, a, b, c), {"falls": falling(a, n), "positive": positive(a, n), "partial": forall(
        t, implies(leq(0, t), leq(t, n), at_most(first(b, t), first(c, t))))})

    def gap(k: Any) -> Any:
        return c(k) - b(k)

    def empty(G: Goal) -> None:
        for name, g in (("one", b), ("two", c)):
            G.use(name, "SUM0", lam("k", lambda k, g=g: a(k) * g(k)), 0, n)
        bound(G, [], "one", "two")

    def some(G: Goal) -> None:
        G.use("abel", "abel_summation", lam("k", a), lam("k", gap)).use("at", "abel", n - 1)
        G.use("final", "sum_last", lam("k", lambda k: a(k) * gap(k)), 0, n).use("part", "sum_last", lam("k", gap), 0, n)
        G.use("whole", "partial", n, by=("a", "a")).use("end", "positive", n - 1, by=("a", "a"))
        nonnegative(G, "sum", 0, n - 1, lambda k: (a(k) - a(k + 1)) * first(gap, k + 1),
            lambda H: H.use("fall", "falls", k, k + 1).use(
            "now", "partial", k + 1, by=("a", "a")).pos([(1, 1, ("fall", "now"))]))
        G.have("combined", eq(total(0, n, lambda k: a(k) * gap(k)), a(n - 1) * first(gap, n) + total(
            0, n - 1, lambda k: (a(k) - a(k + 1)) * first(gap, k + 1))), lambda H: H.lin("final", "at", "part"))
        bound(G, [(1, 1, ("end", "whole")), (1, 1, ("sum",))], "combined")
    left, right = first(lambda k: a(k) * b(k), n), first(lambda k: a(k) * c(k), n)
    models: Any = [{"n": size, "a": lambda k: Fraction(4 - k), "b": lambda _: Fraction(1),
        "c": lambda k: Fraction(2 - 2 * k if k < 2 else 1)} for size in range(4)]
    claim.publish(
        book, "majorization_inequality",
            "If every partial sum of b is at most that of c, and a >= 0 decreases, then sum a b <= sum a c.",
        at_most(left, right), lambda G: G.case(1, n, "order", some, empty), models=models,
        wrong={"reversed": at_most(right, left), "strong": at_most(2 * left, right)},
        missing={"falls": {**models[2], "a": Fraction}, "positive": {**models[1], "a": lambda _: Fraction(-1)}})


def _early(j: Any) -> Any:
    return ite(j + 1, k, 1, 0)


def _cut(G: Goal, name: str, body: Any, other: Any, stop: Any) -> None:
    """The sum of body * early over 0 .. stop is the sum of `other` over the indices below k."""
    G.use(f"{name}_cut", "sum_split", lam("j", body), 0, k, stop)
    for part, lo, hi, value in (("early", 0, k, other), ("late", k, stop, lambda _: num(0))):
        G.have(f"{name}_{part}", eq(total(lo, hi, body), total(lo, hi, value)),
            lambda H: H.cong("j low high", lambda K: K.lin(*reveal(K))))


def _partial(G: Goal) -> None:
    def many(H: Goal) -> None:
        _cut(H, "few", _early, lambda _: num(1), l)
        H.use("ones", "sum_of_ones", k)
        bound(H, [(1, 1, ("rows",))], "few_cut", "few_early", "few_late", "ones")

    def few(H: Goal) -> None:
        H.have("all_early", eq(total(0, l, _early), total(0, l, lambda _: num(1))),
            lambda K: K.cong("j low high", lambda L: L.lin(*reveal(L))))
        H.use("ones", "sum_of_ones", l)
        bound(H, [(1, 1, ("columns",))], "all_early", "ones")
    G.intro("l l_low l_high").use("corner", "corners", k, l, by=("a", "a", "a", "a")).parts("corner", "rows", "columns")
    G.use("swapped", "sum_swap", lam("j i", lambda j, i: d(i, j)), k, l)
    G.have("turn", eq(total(0, l, lambda j: total(0, k, lambda i: d(i, j))),
        total(0, k, lambda i: total(0, l, lambda j: d(i, j)))), "swapped")
    G.rewrite("hole", at_most(Term(("f", "hole")), total(0, l, _early)), "turn").case(l, k, "order", few, many)


def _inner(G: Goal) -> None:
    G.intro("k k_low k_high").use("estimate", "majorization_inequality", n, lam("k", y),
        lam("j", lambda j: total(0, k, lambda i: d(i, j))),
                                  lam("j", _early), by=("y_falls", "y_positive", _partial))
    _cut(G, "some", lambda j: y(j) * _early(j), y, n)
    G.use("swapped", "sum_swap", lam("j i", lambda j, i: y(j) * d(i, j)), k, n)
    bound(G, [(1, 1, ("estimate",))], "some_cut", "some_early", "some_late", "-swapped")


def _corners(book: Book) -> None:
    corner = forall(k, l, implies(leq(0, k), leq(k, n), leq(0, l), leq(l, n), both(
        at_most(total(0, k, lambda i: total(0, l, lambda j: d(i, j))), num(k)),
            at_most(total(0, k, lambda i: total(0, l, lambda j: d(i, j))), num(l)))))
    claim = Claim((n, x, y, d), {"x_falls": falling(x, n), "x_positive": positive(x, n), "y_falls": falling(y, n),
                                 "y_positive": positive(y, n), "corners": corner})

    def script(G: Goal) -> None:
        G.use("done", "majorization_inequality", n, lam("k", x), lam("i", lambda i: total(0, n, lambda j: y(j) * d(i, j))),
            lam("k", y), by=(
            "x_falls", "x_positive", _inner)).pos([(1, 1, ("done",))])
    tables = [((1,),), ((Fraction(1, 2), Fraction(1, 2)), (0, -1)), ((0, 1, 0), (0, 0, 1), (1, 0, 0))]
    models: Any = [{"n": len(rows), "x": lambda k: Fraction(4 - k), "y": lambda k: Fraction(3 - k), "d": lambda i, j,
        rows=rows: Fraction(
        rows[i][j] if 0 <= i < len(rows) and 0 <= j < len(rows) else 0)} for rows in tables]
    left = total(0, n, lambda i: total(0, n, lambda j: x(i) * y(j) * d(i, j)))
    right = first(lambda k: x(k) * y(k), n)
    claim.publish(
        book, "corner_sum_inequality",
        "Corner sums of d at most min(k, l), x and y >= 0 decreasing: sum x(i) y(j) d(i, j) <= sum x y. Abel, twice.",
        at_most(left, right), script, models=models,
        wrong={"reversed": at_most(right, left), "first only": at_most(left, x(0) * y(0) - 1)},
        missing={"x_falls": {**models[2], "x": Fraction}, "corners": {**models[1], "d": lambda _i, _j: Fraction(1)}})
