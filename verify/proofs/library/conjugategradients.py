"""Conjugate gradients by their two short recurrences: orthogonal residuals, conjugate directions, an end after n steps."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import Table, plus, times
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    both,
    eq,
    exists,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
)
from verify.proofs.library.jordanchains import column
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.spectral import norm
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, k, i = integers("n m k i")
A, c = matrix("A", n, n), matrix("c", n, 1)
R, P, X = (Letter(name, ("s",), n, 1) for name in ("r", "p", "x"))
a, b = Family("a"), Family("b")
e = Term("e")


def always(body: Any) -> Any:
    """For all k >= 0."""
    return forall(k, implies(leq(0, k), body(k)))


RECURRENCE = {
    "symmetric": eq(A.T, A), "begin": eq(P(0), R(0)),
    "direction": always(lambda k: eq(P(k + 1), R(k + 1) + b(k) * P(k))),
    "step": always(lambda k: eq(a(k) * P(k).T * A * P(k), R(k).T * R(k))),
    "gain": always(lambda k: eq(b(k) * R(k).T * R(k), R(k + 1).T * R(k + 1)))}
RESIDUAL = {"residual": always(lambda k: eq(R(k + 1), R(k) - a(k) * A * P(k)))}


def theorems(book: Book) -> None:
    """Orthogonality, then the end."""
    _orthogonality(book)
    _end(book)


def pairs(i: Any, k: Any) -> Any:
    """What is 0 for i < k."""
    zero = null(1, 1)
    return both(eq(P(i).T * R(k), zero), eq(P(i).T * A * P(k), zero), eq(R(i).T * R(k), zero))


def below(k: Any, body: Any) -> Any:
    """For all i with 0 <= i < k."""
    return forall(i, implies(leq(0, i), less(i, k), body(i)))


def _nonzero(G: Goal) -> None:
    """The step lengths are not 0, while no residual is."""
    def vanishing(H: Goal) -> None:
        H.intro("zero").use("now", "step", i).have("none", eq(R(i).T * R(i), null(1, 1)), lambda K: K.close("lin", [
            (-1, "now", 1), (1, "zero", P(i).T * A * P(i))]))
        entry(H, "length", "none", 0, 0).use("same", "norm_definite", n, R(i), by=(lambda K: K.lin("length"),))
        H.use("no", "alive", i, by=("a", "a", "same")).by("no")
    G.have("moves", below(m, lambda i: no(eq(a(i), 0))), lambda H: vanishing(H.intro("i i_low i_high")))


def _first(G: Goal) -> None:
    """p(e)^T r(e) = r(e)^T r(e), and p(i)^T r(e + 1) = 0 for i <= e."""
    def start(H: Goal) -> None:
        H.have("place", ("==", "e", 0), "a").rewrite("h", eq(P(Term("h")).T * R(e), R(Term("h")).T * R(e)), "place")
        H.have("turn", eq(P(0).T, R(0).T), lambda K: K.rewrite("h", eq(Term(("m", "h")).T, R(0).T), "begin").lin()).lin("turn")

    def later(H: Goal) -> None:
        H.use("past", "now", e - 1, by=("a", "a")).parts("past", "past_r", "past_rest").use("way", "direction", e - 1, by=("a",))
        transposed(H, "way")
        H.lin("way_t", "past_r")
    G.have("same", eq(P(e).T * R(e), R(e).T * R(e)), lambda H: H.case(1, e, "first", later, start))

    def each(H: Goal) -> None:
        H.intro("i i_low i_high").case(i, e - 1, "where", before, last)

    def before(H: Goal) -> None:
        H.use("old", "now", i, by=("a", "a")).parts("old", "old_r", "old_rest").parts("old_rest", "old_p", "old_rr")
        H.lin("new", "old_r", "old_p")

    def last(H: Goal) -> None:
        H.have("place", ("==", i, e), "a").rewrite("h", eq(P(Term("h")).T * R(e + 1), null(1, 1)), "place")
        H.lin("new", "same", "length")
    G.have("pr", below(e + 1, lambda i: eq(P(i).T * R(e + 1), null(1, 1))), each)


def _second(G: Goal) -> None:
    """r(i)^T r(e + 1) = 0 for i <= e."""
    def start(H: Goal) -> None:
        H.have("place", ("==", i, 0), "a").rewrite("h", eq(R(Term("h")).T * R(e + 1), null(1, 1)), "place")
        H.use("here", "pr", 0, by=("a", "a"))
        H.have("turn", eq(P(0).T, R(0).T), lambda K: K.rewrite("h", eq(Term(("m", "h")).T, R(0).T), "begin").lin())
        H.close("lin", [(-1, "turn", R(e + 1)), (1, "here", 1)])

    def later(H: Goal) -> None:
        H.use("here", "pr", i, by=("a", "a")).use("past", "pr", i - 1, by=("a", "a")).use("way", "direction", i - 1, by=("a",))
        transposed(H, "way")
        H.close("lin", [(-1, "way_t", R(e + 1)), (1, "here", 1), (-b(i - 1), "past", 1)])
    G.have("rr", below(e + 1, lambda i: eq(R(i).T * R(e + 1), null(1, 1))), lambda H: H.intro("i i_low i_high").case(
        1, i, "where", later, start))


def _third(G: Goal) -> None:
    """p(i)^T A p(e + 1) = 0 for i <= e."""
    whole = P(i).T * A * P(e + 1)

    def each(H: Goal) -> None:
        H.intro("i i_low i_high").use("down", "residual", i)
        transposed(H, "down")
        H.have("flat", eq(a(i) * P(i).T * A * R(e + 1), R(i).T * R(e + 1) - R(i + 1).T * R(e + 1)), lambda K: K.close("lin", [
            (1, "down_t", R(e + 1)), (-a(i) * P(i).T, "symmetric", R(e + 1))]))
        H.use("here", "rr", i, by=("a", "a")).have("scaled", eq(a(i) * whole, null(1, 1)), lambda K: K.case(i, e - 1, "where",
            before,
            last)).use("not_zero", "moves", i, by=("a", "a")).use("unit", "INV", a(i), by=("not_zero",))
        H.close("lin", [(-1, "unit", whole), (inv(a(i)), "scaled", 1)])

    def before(H: Goal) -> None:
        H.use("next", "rr", i + 1, by=("a", "a")).use("old", "now", i, by=("a", "a")).parts("old", "old_r", "old_rest")
        H.parts("old_rest", "old_p", "old_rr").lin("way", "flat", "here", "next", "old_p")

    def last(H: Goal) -> None:
        H.have("place", ("==", i, e), "a")
        H.have("at", eq(a(e) * P(e).T * A * R(e + 1), -R(e + 1).T * R(e + 1)), lambda K: K.have("back", ("==", e, i),
            "a").rewrite(
            "h", eq(a(Term("h")) * P(Term("h")).T * A * R(e + 1), -R(Term("h") + 1).T * R(e + 1)), "back").lin("flat", "here"))
        H.rewrite("h", eq(a(Term("h")) * P(Term("h")).T * A * P(e + 1), null(1, 1)), "place")
        H.close("lin", [(a(e) * P(e).T * A, "way", 1), (1, "at", 1), (b(e), "length", 1), (1, "grow", 1)])
    G.use("way", "direction", e).use("grow", "gain", e)
    G.have("pp", below(e + 1, lambda i: eq(P(i).T * A * P(e + 1), null(1, 1))), each)


def _orthogonality(book: Book) -> None:
    def step(S: Goal) -> None:
        S.intro("e above ih room").use("now", "ih", by=("a",)).use("new", "residual", e).use("length", "step", e)
        _first(S)
        _second(S)
        _third(S)
        S.intro("i i_low i_high")
        for name, source in (("one", "pr"), ("two", "pp"), ("three", "rr")):
            S.use(name, source, i, by=("a", "a"))
        S.split("one", lambda H: H.split("two", "three"))

    def script(G: Goal) -> None:
        _nonzero(G)
        G.induction(lambda H: H.intro("room i i_low i_high").absurd("a"), step)
    models = [_iteration(*x) for x in SYSTEMS]
    result = always(lambda k: implies(leq(k, m), below(k, lambda i: pairs(i, k))))
    zero = null(1, 1)
    Claim((n, m, A, R, P, a, b), {**RECURRENCE, **RESIDUAL, "alive": below(m, lambda i: no(eq(R(i), null(n, 1))))}).publish(
        book, "conjugate_gradient_orthogonality",
        "Conjugate gradients by their two short recurrences: before the end residuals are orthogonal and directions conjugate.",
        result, script, models=models,
        wrong={"orthogonal directions": always(lambda k: implies(leq(k, m), below(k, lambda i: eq(P(i).T * P(k), zero)))),
               "conjugate residuals": always(lambda k: implies(leq(k, m), below(k, lambda i: eq(R(i).T * A * R(k), zero)))),
               "same step": always(lambda k: implies(less(k, m), eq(R(k).T * R(k), zero)))},
        missing={"symmetric": _iteration(2, ((2, 1), (0, 1)), (1, 3))})


def _end(book: Book) -> None:
    some = exists(k, both(leq(0, k), leq(k, n), eq(A * X(k), c)))

    def down(G: Goal) -> None:
        G.intro("k k_low").use("one", "start", k).use("two", "start", k + 1).use("move", "update", k).lin("one", "two", "move")

    def alive(G: Goal) -> None:
        G.intro("i i_low i_high zero").use("one", "start", i).use("bad", "none", by=(lambda H: H.witness(i).split(
            "a", lambda K: K.split("a", lambda J: J.close("lin", [(1, "one", 1), (-1, "zero", 1)]))),)).by("bad")

    def absent(G: Goal) -> None:
        G.have("residual", RESIDUAL["residual"], down).have("alive", below(n + 1, lambda i: no(eq(R(i), null(n, 1)))), alive)
        G.use("all", "conjugate_gradient_orthogonality", n, n + 1, A, lam("s", R), lam("s", P), lam("k", a), lam("k", b), by=(
            *RECURRENCE, "residual", "alive"))
        G.absurd(lambda H: H.use("no", "too_many_orthogonal", n, lam("s", R), by=("a", "alive", orthogonal)).by("no"))

    def orthogonal(G: Goal) -> None:
        G.intro("k i i_low order k_high").use("now", "all", k, by=("a", "a")).use("it", "now", i, by=("a", "a"))
        G.parts("it", "it1", "it2").parts("it2", "it3", "it4").by("it4")
    _too_many(book)
    models = [_iteration(*x) for x in SYSTEMS]
    Claim((n, A, c, X, R, P, a, b), {"n_size": leq(0, n), **RECURRENCE, "start": always(lambda k: eq(R(k), c - A * X(k))),
                                     "update": always(lambda k: eq(X(k + 1), X(k) + a(k) * P(k)))}).publish(
        book, "conjugate_gradients_end",
        "Conjugate gradients by their two short recurrences solve A x = c after at most n steps, for every n and symmetric A.",
        some, lambda G: G.excluded(some, "none", "none", absent), models=models,
        wrong={"fewer": exists(k, both(leq(0, k), less(k, n), eq(A * X(k), c))), "at once": eq(A * X(0), c),
               "sign": exists(k, both(leq(0, k), leq(k, n), eq(A * X(k), -c)))},
        missing={"symmetric": _iteration(2, ((2, 1), (0, 1)), (1, 3))})


def _too_many(book: Book) -> None:
    """N + 1 orthogonal vectors in n dimensions are not all different from 0."""
    w, V = matrix("w", n + 1, 1), column(R, n, n + 1)
    each = forall(k, i, implies(leq(0, i), less(i, k), leq(k, n), eq(R(i).T * R(k), null(1, 1))))

    def flat(H: Goal) -> None:
        """(r_i^T r_k) w_k = 0 for k not i."""
        H.intro("k k_low k_high order").use("left", "columns_of_product", 1, n, n + 1, R(i).T, lam("s", R), 0, k)
        H.cases("order", "side", lambda K: after(K, "k", "i"), lambda K: after(K, "i", "k"))

    def after(K: Goal, small: str, large: str) -> None:
        K.use("none", "orthogonal", large, small, by=("a", "a", "a"))
        if small == "k":
            transposed(K, "none")
        entry(K, "cross", "none_t" if small == "k" else "none", 0, 0).lin("left", "cross")

    def vanishes(G: Goal) -> None:
        G.intro("i i_low i_high").have("product", eq(R(i).T * V * w, null(1, 1)), lambda H: H.lin("null"))
        entry(G, "at", "product", 0, 0).use("sum", "ENTMUL", 1, n + 1, 1, R(i).T * V, w, 0, 0)
        G.use("one", "sum_single", lam("k", lambda k: (R(i).T * V)[0, k] * w[k, 0]), 0, n + 1, i, by=("a", "a", flat))
        G.use("left", "columns_of_product", 1, n, n + 1, R(i).T, lam("s", R), 0, i)
        G.have("length", no(eq(norm(R(i)), 0)), lambda H: H.intro("zero").use("same", "norm_definite", n, R(i), by=("zero",)).use(
            "no", "alive", i, by=("a", "a", "same")).by("no"))
        G.have("flat", eq(norm(R(i)) * w[i, 0], 0), lambda H: H.close("lin", [
            (-w[i, 0], "left", 1), (-1, "one", 1), (-1, "sum", 1), (1, "at", 1)]))
        G.use("unit", "INV", norm(R(i)), by=("length",)).close("lin", [(-w[i, 0], "unit", 1), (inv(norm(R(i))), "flat", 1)])

    def script(G: Goal) -> None:
        G.intro("n r n_size alive orthogonal").use("some", "wide_matrix_has_null_vector", n, n + 1, V).obtain("some", "w",
            "w_all")
        G.parts("w_all", "not_zero", "null").use("zero", "equal_columns", n + 1, w, null(n + 1, 1), by=(vanishes,))
        G.use("no", "not_zero", by=("zero",)).by("no")
    book.add("too_many_orthogonal", "n + 1 orthogonal vectors with n entries are not all different from 0.", forall(n, R, implies(
        leq(0, n), below(n + 1, lambda i: no(eq(R(i), null(n, 1)))), each, ("false",))), script, lemma=True)


SYSTEMS: Any = ((1, ((2,),), (3,)), (2, ((2, 1), (1, 2)), (1, 3)), (3, ((2, 1, 0), (1, 2, 1), (0, 1, 2)), (1, 3, -1)),
                (3, ((2, 1, 1), (1, 2, 1), (1, 1, 2)), (1, 3, -1)), (2, ((3, 0), (0, 3)), (1, 2)))


def _iteration(size: int, rows: Any, right: Any) -> Numbers:
    """The iterates from x(0) = 0; after the end nothing moves."""
    x: Table = numbers_table(size, 1, lambda _i, _j: Fraction(0))
    nothing = x
    matrix_ = numbers_table(size, size, lambda i, j: Fraction(rows[i][j]))
    r = p = numbers_table(size, 1, lambda i, _: Fraction(right[i]))
    history, steps = [], 0

    def dot(u: Table, v: Table) -> Fraction:
        return sum((u.at(i, 0) * v.at(i, 0) for i in range(size)), Fraction(0))
    for _ in range(9):
        energy = dot(p, times(matrix_, p))
        alpha = dot(r, r) / energy if energy else Fraction(0)
        after = plus(r, times(-alpha, times(matrix_, p)))
        beta = dot(after, after) / dot(r, r) if dot(r, r) else Fraction(0)
        history.append((x, r, p, alpha, beta))
        steps += int(dot(r, r) != 0)
        x, r, p = plus(x, times(alpha, p)), after, plus(after, times(beta, p))
    found = Numbers(n=size, m=steps, A=matrix_, c=history[0][1])
    for index, name in enumerate("xrpab"):
        found[name] = lambda k, index=index: history[k][index] if 0 <= k < 9 else (nothing if index < 3 else Fraction(0))
    return found
