"""Null vectors of wide matrices, over a field of characteristic 0, by induction on the equations; the rank of I."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import writable
from verify.proofs.entries import reveal
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
    raw,
    table,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.samples import Numbers, null_vector
from verify.proofs.script import Goal

m, n, r, i, j, k = integers("m n r i j k")
a, x = Family("a", 2), Family("x")
A, v = matrix("A", m, n), matrix("v", n, 1)


def theorems(book: Book) -> None:
    """Families first, then matrices."""
    _families(book)
    _matrices(book)
    _rank(book)
    _square(book)


def solves(coefficients: Any, unknown: Any, rows: Any, columns: Any) -> Any:
    """Every equation holds."""
    return forall(i, implies(*inside(i, rows), eq(total(0, columns, lambda j: coefficients(i, j) * unknown(j)), 0)))


def nonzero(unknown: Any, columns: Any) -> Any:
    """Some entry is not zero."""
    return exists(k, both(*inside(k, columns), no(eq(unknown(k), 0))))


def _families(book: Book) -> None:
    statement = forall(m, implies(leq(0, m),
        forall(n, a, implies(less(m, n), exists(x, both(nonzero(x, n), solves(a, x, m, n)))))))
    book.add("homogeneous_system",
        "Fewer homogeneous equations than unknowns have a solution that is not zero, over a field of characteristic 0.",
             statement, lambda G: G.induction(_no_equation, _one_more), lemma=True)


def _no_equation(G: Goal) -> None:
    def not_zero(H: Goal) -> None:
        H.intro("one").use("unlike", "CHAR0", 1, by=("a", lambda K: K.lin("one"))).by("unlike")
    G.intro("n a wide").witness(lam("j", lambda _: Term(1)))
    G.split(lambda H: H.witness(0).split("a", lambda K: K.split("a", not_zero)),
            lambda H: H.intro("i i_low i_high").absurd("a"))


def _one_more(G: Goal) -> None:
    """A solution x of the first m equations with x(p) not 0, and one y with y(p) = 0: combine them for the last equation."""
    at, last = Term("m_"), Term("n") - 1
    G.intro("m_ m_low ih n a wide")
    G.use("some", "ih", last, lam("i j", a), by=("a",)).obtain("some", "x", "x_all").parts("x_all", "x_not", "x_solves")
    G.obtain("x_not", "p", "p_all").parts("p_all", "p_low", "p_rest").parts("p_rest", "p_high", "x_p")
    q = Term("p")
    G.use("skip", "ih", last, lam("i j", lambda i, j: ite(j + 1, q, a(i, j), a(i, j + 1))), by=("a",))
    G.obtain("skip", "w", "w_all").parts("w_all", "w_not", "w_solves")
    w = Family("w")

    def first(j: Any) -> Any:
        return ite(j + 1, last, x(j), 0)

    def second(j: Any) -> Any:
        return ite(j + 1, q, w(j), ite(j, q, 0, w(j - 1)))
    G.have("y_solves", solves(a, second, at, n), lambda H: _skipping(H, q))
    G.have("x_longer", solves(a, first, at, n), _padded)
    row = total(0, n, lambda j: a(at, j) * second(j))
    G.excluded(eq(row, 0), "row", lambda H: _second_alone(H, second), lambda H: _combined(H, first, second))


def _skipping(G: Goal, q: Any) -> None:
    """Leaving the unknown p out is a solution with y(p) = 0."""
    i, w = Term("i"), Family("w")
    G.intro("i i_low i_high").use("now", "w_solves", "i")

    def old(j: Any) -> Any:
        return ite(j + 1, q, a(i, j), a(i, j + 1)) * w(j)

    def new(j: Any) -> Any:
        return a(i, j) * ite(j + 1, q, w(j), ite(j, q, 0, w(j - 1)))
    G.use("cut", "sum_split", lam("j", new), 0, q, n).use("one", "sum_first", lam("j", new), q, n)
    G.use("old_cut", "sum_split", lam("j", old), 0, q, n - 1).use("moved", "sum_shift", lam("j", new), 1, q, n - 1)
    for name, lo, hi, left, right in (
            ("low_part", 0, q, new, old), ("high_part", q, n - 1, lambda j: new(j + 1), old)):
        G.have(name, eq(total(lo, hi, left), total(lo, hi, right)),
            lambda H: H.cong("j j_low j_high", lambda K: K.lin(*reveal(K))))
    G.have("middle", eq(new(q), 0), lambda H: H.lin(*reveal(H)))
    G.lin("cut", "one", "moved", "low_part", "high_part", "middle", "-old_cut", "now")


def _padded(G: Goal) -> None:
    i = Term("i")
    G.intro("i i_low i_high").use("now", "x_solves", "i")

    def new(j: Any) -> Any:
        return a(i, j) * ite(j + 1, n - 1, x(j), 0)
    G.use("cut", "sum_last", lam("j", new), 0, n)
    G.have("part", eq(total(0, n - 1, new), total(0, n - 1, lambda j: a(i, j) * x(j))),
           lambda H: H.cong("j j_low j_high", lambda K: K.lin(*reveal(K))))
    G.have("end", eq(new(n - 1), 0), lambda H: H.lin(*reveal(H)))
    G.lin("cut", "part", "end", "now")


def _rows(G: Goal, solution: Any, last: Any, before: Any) -> None:
    """The longer system, row by row: one of the first rows, or the last, number m_."""
    def at_last(H: Goal) -> None:
        H.have("place", ("==", "i", "m_"), "a").rewrite("hole", eq(total(0, n, lambda j: a("hole", j) * solution(j)), 0), "place")
        last(H)
    G.intro("i i_low i_high").case(Term("i") + 1, "m_", "order", before, at_last)


def _second_alone(G: Goal, second: Any) -> None:
    def not_zero(H: Goal) -> None:
        H.obtain("w_not", "s", "s_all").parts("s_all", "s_low", "s_rest").parts("s_rest", "s_high", "w_s")
        H.case(Term("s") + 1, "p", "where", lambda K: at(K, Term("s")), lambda K: at(K, Term("s") + 1))

    def at(H: Goal, place: Any) -> None:
        def false(K: Goal) -> None:
            K.intro("is_zero").have("value", eq(second(place), Family("w")("s")), lambda L: L.lin(*reveal(L)))
            K.use("no", "w_s", by=(lambda L: L.lin("-value", "is_zero"),)).by("no")
        H.witness(place).split("a", lambda K: K.split("a", false))
    G.witness(lam("j", second)).split(not_zero, lambda H: _rows(
        H, second, lambda K: K.by("row"), lambda K: K.use("u", "y_solves", "i").by("u")))


def _combined(G: Goal, first: Any, second: Any) -> None:
    row_x, row_y = (total(0, n, lambda j, g=g: a("m_", j) * g(j)) for g in (first, second))  # type: ignore[misc]  # bound now
    x_p = x("p")

    def solution(j: Any) -> Any:
        return row_y * first(j) - row_x * second(j)

    def not_zero(H: Goal) -> None:
        H.intro("is_zero").have("one", eq(first(Term("p")), x_p), lambda K: K.lin(*reveal(K)))
        H.have("other", eq(second(Term("p")), 0), lambda K: K.lin(*reveal(K)))
        H.have("there", eq(row_y * x_p, 0),
            lambda K: K.close("lin", [(1, "is_zero", 1), (-row_y, "one", 1), (row_x, "other", 1)]))
        H.use("unit", "INV", row_y, by=("row",)).use("no", "x_p", by=(lambda K: K.close(
            "lin", [(inv(row_y), "there", 1), (-x_p, "unit", 1)]),)).by("no")
    G.witness(lam("j", solution)).split(
        lambda H: H.witness("p").split("a", lambda K: K.split("a", not_zero)),
        lambda H: _rows(H, solution, lambda K: K.lin(),
            lambda K: K.use("u", "x_longer", "i").use("w_row", "y_solves", "i").lin("u", "w_row")))


def entry(G: Goal, name: str, fact: str, i: Any, j: Any) -> Goal:
    """From the fact M = N between matrices, the fact M[i, j] = N[i, j]."""
    _, lhs, rhs = writable(G.fact(fact))
    left, right = Term(lhs)[i, j], Term(rhs)[i, j]
    return G.have(name, eq(left, right), lambda H: H.rewrite("hole", eq(Term(("m", "hole"))[i, j], right), fact).lin())


def _matrices(book: Book) -> None:
    claim = Claim((m, n, A), {"m_size": leq(0, m), "wide": less(m, n)})

    def script(G: Goal) -> None:
        G.use("some", "homogeneous_system", m, n, lam("i j", lambda i, j: A[i, j])).obtain("some", "x", "x_all")
        G.parts("x_all", "x_not", "x_solves")
        column = table(n, 1, lambda i, _: x(i))

        def not_zero(H: Goal) -> None:
            H.intro("zero").obtain("x_not", "k", "k_all").parts("k_all", "k_low", "k_rest").parts("k_rest", "k_high", "x_k")
            entry(H, "at", "zero", "k", 0).use("value", "ENTMAT", n, 1, lam("i j", lambda i, _: x(i)), "k", 0)
            H.use("no", "x_k", by=(lambda K: K.lin("-value", "at"),)).by("no")

        def inner(H: Goal) -> None:
            H.use("product", "ENTMUL", m, n, 1, A, column, "i", "j").use("row", "x_solves", "i")
            H.have("opened", eq(total(0, n, lambda k: A["i", k] * column[k, "j"]), total(0, n, lambda k: A["i", k] * x(k))),
                   lambda K: K.cong("k k_low k_high", lambda L: L.lin(*reveal(L)))).lin("product", "opened", "row")
        G.witness(column).split(not_zero, lambda H: H.ext("i j i_low i_high j_low j_high", inner))

    def found(image: Any) -> Any:
        return exists(v, both(no(eq(v, null(n, 1))), eq(image, null(m, 1))))
    u = matrix("u", n, 1)
    models = [_with_null_vector(p, q) for p, q in ((0, 1), (1, 2), (2, 3), (1, 3))]
    claim.publish(
        book, "wide_matrix_has_null_vector", "A matrix with fewer rows than columns has a null vector that is not zero.",
        found(A * v), script, models=models,
        wrong={"every vector": forall(u, eq(A * u, null(m, 1))),
            "an eigenvector for 1": exists(v, both(no(eq(v, null(n, 1))), eq(A.T * A * v, v)))},
        missing={"wide": Numbers(m=1, n=1).let(A, eye(1)).let(v, eye(1))})


def _with_null_vector(rows: int, columns: int) -> Numbers:
    numbers = Numbers(m=rows, n=columns).draw(A)
    numbers["v"] = null_vector(numbers["A"])
    numbers["u"] = numbers_table(columns, 1, lambda i, _: Fraction(2 + i * i))
    return numbers


def _rank(book: Book) -> None:
    X, Y, w = matrix("X", n, r), matrix("Y", r, n), matrix("w", n, 1)

    def script(G: Goal) -> None:
        def false(H: Goal) -> None:
            H.use("some", "wide_matrix_has_null_vector", r, n, Y).obtain("some", "w", "w_all").parts("w_all", "w_not", "w_null")
            H.have("zero", eq(w, null(n, 1)), lambda K: K.close("lin", [(-1, "unit", w), (X, "w_null", 1)]))
            H.use("no", "w_not", by=("zero",)).by("no")
        G.case(n, r, "order", "a", lambda H: H.absurd(false))
    claim = Claim((n, r, X, Y), {"r_size": leq(0, r), "unit": eq(X * Y, eye(n))})
    models = [Numbers(n=q, r=q).invertible(X).inverse(Y, X) for q in range(4)]
    models.append(Numbers(n=1, r=3).let(X, numbers_table(1, 3, lambda _, j: Fraction(int(j == 1)))).let(Y,
        numbers_table(3, 1, lambda i, _: Fraction(i))))
    claim.publish(
        book, "rank_of_identity", "I_n = X Y only with inner size r >= n: the identity has rank n.", leq(n, r), script,
            models=models,
        wrong={"less": less(n, r), "equal": ("==", "n", "r"), "r at most n": leq(r, n)},
        missing={"unit": Numbers(n=2, r=1).draw(X, Y)})


def _square(book: Book) -> None:
    P, Q = matrix("P", m, n), matrix("Q", n, m)

    def same(G: Goal) -> None:
        G.use("one", "rank_of_identity", m, n, P, Q, by=("a", "right")).use("two", "rank_of_identity", n, m, Q, P,
            by=("a", "left")).a()
    sizes = Claim((m, n, P, Q), {"m_size": leq(0, m), "n_size": leq(0, n), "right": eq(P * Q, eye(m)), "left": eq(Q * P, eye(n))})
    one_sided: Any = Numbers(m=1, n=2).let(P, numbers_table(1, 2, lambda _, j: Fraction(int(j == 0))))
    one_sided.let(Q, P.T)
    turned: Any = Numbers(m=2, n=1).let(P, one_sided["Q"]).let(Q, one_sided["P"])
    sizes.publish(
        book, "inverse_is_square", "A matrix with a two-sided inverse is square; two bases of one space are equally long.",
            ("==", "m", "n"), same,
        models=[Numbers(m=q, n=q).invertible(P).inverse(Q, P) for q in range(4)],
        wrong={"one more": ("==", "m", raw(n + 1))}, missing={"left": one_sided, "right": turned})
