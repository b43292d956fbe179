"""Eigenvalues of quadratic forms, all sizes: Rayleigh's bounds and both halves of Courant-Fischer.

A form is diagonal in an orthonormal basis (V^T M V = diag d); that such a basis exists is a premise, never an axiom here.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative
from verify.proofs.claims import Claim
from verify.proofs.entries import reveal
from verify.proofs.evaluation import Table
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
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
    scalars,
    table,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, q, i, j, k, p = integers("n m q i j k p")
a, b, d = Family("a"), Family("b"), Family("d")
c, lo, hi, s, t = scalars("c lo hi s t")
M, N, V, W = (matrix(name, n, n) for name in "MNVW")
z, y, Y = matrix("z", n, 1), matrix("y", n, 1), matrix("Y", n, q)


def theorems(book: Book) -> None:
    """From diagonal forms to the inequalities between eigenvalues."""
    _diagonal(book)
    _symmetric(book)
    _estimates(book)
    _cancel(book)
    _rayleigh(book)
    _minimax(book)


def diagonal(size: Any, values: Any) -> Term:
    """The diagonal matrix."""
    return table(size, size, lambda i, j: ite(i, j, ite(j, i, values(i), 0), 0))


def form(x: Any, matrix_: Any) -> Any:
    """The number x^T M x."""
    return (x.T * matrix_ * x)[0, 0]


def norm(x: Any) -> Any:
    """The number x^T x."""
    return (x.T * x)[0, 0]


def falling(values: Any, size: Any) -> Any:
    """The premise that the values decrease."""
    return forall(p, k, implies(leq(0, p), leq(p, k), less(k, size), at_most(values(k), values(p))))


def rotation(size: int) -> Table:
    """An orthogonal matrix with rational entries."""
    x, y = Fraction(3, 5), Fraction(4, 5)
    rows: Any = [[x, -y, 0], [y, x, 0], [0, 0, -1]] if size > 1 else [[Fraction(-1)]]
    return numbers_table(size, size, lambda i, j: Fraction(rows[i][j]))


def _diagonal(book: Book) -> None:
    def times(G: Goal) -> None:
        G.intro("n q d Y i j low high").use("product", "ENTMUL", n, n, q, diagonal(n, d), Y, i, j)

        def others(H: Goal) -> None:
            H.intro("k k_low k_high order").cases("order", "side", lambda K: K.lin(*reveal(K)), lambda K: K.lin(*reveal(K)))
        G.use("one", "sum_single", lam("k", lambda k: diagonal(n, d)[i, k] * Y[k, j]), 0, n, i, by=("a", "a", others))
        G.have("diag", eq(diagonal(n, d)[i, i], d(i)), lambda H: H.lin(*reveal(H))).lin("product", "one", "diag")
    book.add("diagonal_matrix_times", "diag(d) Y has the entries d(i) Y(i, j).", forall(n, q, d, Y, i, j, implies(
        *inside(i), eq((diagonal(n, d) * Y)[i, j], d(i) * Y[i, j]))), times, lemma=True)

    def quadratic(G: Goal) -> None:
        G.intro("n d y").use("product", "ENTMUL", 1, n, 1, y.T, diagonal(n, d) * y, 0, 0)
        G.have("terms", eq(total(0, n, lambda k: y[k, 0] * (diagonal(n, d) * y)[k, 0]),
            total(0, n, lambda k: d(k) * y[k, 0] * y[k, 0])),
               lambda H: H.cong("k low high", lambda K: K.use("one", "diagonal_matrix_times", n, 1, lam("k", d), y, k, 0,
                   by=("a", "a")).lin("one")))
        G.lin("product", "terms")
    book.add("diagonal_form", "y^T diag(d) y = sum d(k) y(k)^2.", forall(n, d, y, eq(
        form(y, diagonal(n, d)), total(0, n, lambda k: d(k) * y[k, 0] * y[k, 0]))), quadratic, lemma=True)


def _symmetric(book: Book) -> None:
    def symmetric(G: Goal) -> None:
        def inner(H: Goal) -> None:
            H.case(i, j, "one", lambda K: K.case(j, i, "two", equal, lambda L: L.lin(*reveal(L))), lambda K: K.lin(*reveal(K)))

        def equal(H: Goal) -> None:
            H.have("place", ("==", i, j), "a").rewrite("hole", eq(D.T["hole", j], D["hole", j]), "place").lin()
        D = diagonal(n, d)
        G.intro("n d").ext("i j i_low i_high j_low j_high", inner)
    book.add("diagonal_symmetric", "diag(d)^T = diag(d).", forall(n, d, eq(diagonal(n, d).T, diagonal(n, d))), symmetric,
        lemma=True)


def _estimates(book: Book) -> None:
    for name, sign in (("below", 1), ("above", -1)):
        def estimate(G: Goal, sign: int = sign) -> None:
            def term(H: Goal) -> None:
                H.use("either", "each", k, by=("a", "a")).cases("either", "is", lambda K: bound(K, [], "is"),
                    lambda K: K.pos([(1, y["k", 0], ("is",))]))
            G.intro("n d y c size each").use("f", "diagonal_form", n, lam("k", d), y).use("e", "norm_entries", n, y)
            nonnegative(G, "sum", 0, n, lambda k: sign * (d(k) - c) * y[k, 0] * y[k, 0], term)
            bound(G, [(1, 1, ("sum",))], "f", "e")
        sides = (c, d(k)) if sign == 1 else (d(k), c)
        bounds_ = (c * norm(y), form(y, diagonal(n, d)))
        each = forall(k, implies(*inside(k), ("or", eq(y[k, 0], 0), at_most(*sides))))
        book.add(f"diagonal_form_{name}", f"A diagonal form is bounded {name} by the values at the entries that are not 0.",
                 forall(n, d, y, c, implies(leq(0, n), each, at_most(*bounds_[::sign]))), estimate, lemma=True)


def _cancel(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("s t nonneg not_zero product").use("unit", "INV", s, by=("not_zero",))
        G.have("square", eq(s * s * inv(s) * inv(s), 1), lambda H: H.close("lin", [(s * inv(s) + 1, "unit", 1)]))
        G.pos([(1, inv(s), ("product", "nonneg"))], ((-t, "square", 1),))
    book.add("positive_factor", "A positive factor may be cancelled: s t >= 0, s > 0 give t >= 0.", forall(s, t, implies(
        at_most(0, s), no(eq(s, 0)), at_most(0, s * t), at_most(0, t))), script, lemma=True)


def _rayleigh(book: Book) -> None:
    D = diagonal(n, d)
    each = forall(k, implies(*inside(k), both(at_most(lo, d(k)), at_most(d(k), hi))))
    claim = Claim((n, M, V, d, lo, hi, z),
        {"n_size": leq(0, n), "basis": eq(V * V.T, eye(n)), "eigen": eq(V.T * M * V, D), "each": each})

    def part(name: str, which: str) -> Any:
        def entries(K: Goal) -> None:
            K.intro("k low high").use("known", "each", "k").parts("known", "above", "below").side(2, lambda L: L.by(which))

        def script(H: Goal) -> None:
            H.use("estimate", name, n, lam("k", d), V.T * z, lo if which == "above" else hi, by=("a", entries))
            in_basis(H, M, V, d, z)
            bound(H, [(1, 1, ("estimate",))], "-whole", "-length")
        return script
    models = [eigen_numbers(size) for size in (0, 1, 2, 3)]
    result = at_most(lo * norm(z), form(z, M)), at_most(form(z, M), hi * norm(z))
    claim.publish(
        book, "rayleigh_quotient_bounds", "Eigenvalues between lo and hi: lo z^T z <= z^T M z <= hi z^T z for all z.",
            both(*result),
        lambda G: G.split(part("diagonal_form_below", "above"), part("diagonal_form_above", "below")), models=models,
        wrong={"reversed": at_most(hi * norm(z), form(z, M)), "only lo": both(result[0], at_most(form(z, M), lo * norm(z)))},
        missing={"basis": Numbers(models[1], lo=Fraction(4), hi=Fraction(4), d=lambda _: Fraction(4)).let(V, 2 * eye(1)).let(M,
            eye(1))})


def in_basis(G: Goal, M_: Any, V_: Any, values: Any, z_: Any, eigen: str = "eigen", basis: str = "basis", mark: str = "") -> None:
    """With y = V^T z: the facts y^T diag y = z^T M z (whole) and y^T y = z^T z (length), from V V^T = I and V^T M V = diag."""
    D, x = diagonal(n, values), z_.T * V_
    G.have(f"whole_m{mark}", eq(x * D * x.T, z_.T * M_ * z_), lambda H: H.lin(f"-{eigen}", basis))
    entry(G, f"whole{mark}", f"whole_m{mark}", 0, 0)
    G.have(f"length_m{mark}", eq(x * x.T, z_.T * z_), lambda H: H.lin(basis))
    entry(G, f"length{mark}", f"length_m{mark}", 0, 0)


def eigen_numbers(size: int) -> Numbers:
    """A form with eigenvalues 5, 3, 1, ..."""
    numbers = Numbers(n=size, d=lambda i: Fraction(5 - 2 * i), lo=Fraction(5 - 2 * max(size - 1, 0)), hi=Fraction(5))
    numbers["V"] = rotation(size)
    numbers.let(M, V * diagonal(n, d) * V.T)
    numbers["z"] = numbers_table(size, 1, lambda i, _: Fraction(2 - 3 * i))
    return numbers


def top(count: Any, size: Any) -> Term:
    """The first unit vectors, as columns."""
    return Term(("inl", count, size - count))


def bounded_on(kernel: Any, matrix_: Any, rows: Any, c: Any) -> Any:
    """The premise or conclusion: K z = 0 gives z^T M z <= c z^T z, for all z."""
    return forall(z, implies(eq(kernel * z, null(rows, 1)), at_most(form(z, matrix_), c * norm(z))))


def _minimax(book: Book) -> None:
    K, U = matrix("K", m, n), matrix("U", n, q)
    each = forall(k, implies(*inside(k, q), at_most(lo, d(k))))
    claim = Claim((n, m, q, M, U, d, lo, K, c), {
        "m_size": leq(0, m), "wide": less(m, q), "unit": eq(U.T * U, eye(q)), "eigen": eq(U.T * M * U, diagonal(q, d)),
            "each": each,
        "bounded": bounded_on(K, M, m, c)})

    def script(G: Goal) -> None:
        w = matrix("w", q, 1)
        G.use("some", "wide_matrix_has_null_vector", m, q, K * U).obtain("some", "w", "w_all").parts("w_all", "w_not", "w_null")
        G.use("above", "bounded", U * w, by=("w_null",)).use("below", "diagonal_form_below", q, lam("k", d), w, lo, by=(
            "a", lambda H: H.intro("k low high").use("one", "each", k).side(2, "one")))
        in_span(G, w, U)
        G.use("positive", "square_nonnegative", q, w)
        G.have("more", at_most(0, norm(w) * (c - lo)),
            lambda H: bound(H, [(1, 1, ("above",)), (1, 1, ("below",))], "whole", "length"))
        G.use("done", "positive_factor", norm(w), c - lo, by=("positive", lambda H: H.intro("zero").use(
            "w_zero", "norm_definite", q, w, by=("zero",)).use("no", "w_not", by=("w_zero",)).by("no"), "more"))
        G.pos([(1, 1, ("done",))])
    models = [_first_vectors(*sizes) for sizes in ((1, 0, 1), (2, 1, 2), (3, 1, 2), (3, 2, 3))]
    models.append(Numbers(models[2], c=Fraction(9, 2)))
    claim.publish(
        book, "courant_fischer_lower_bound",
        "Courant-Fischer: a form bounded by c where m equations hold has c >= the (m+1)-th eigenvalue: of q "
        "> m eigenvalues >= lo, c >= lo.",
        at_most(lo, c), script, models=models, wrong={"reversed": at_most(c, lo), "one more": at_most(lo + 1, c)},
        missing={"wide": Numbers(models[0], n=1, m=1, q=1, c=Fraction(0)).let(K, eye(1)).let(z, null(1, 1)),
                 "unit": Numbers(models[0], d=lambda _: Fraction(20), lo=Fraction(20), c=Fraction(5)).let(U, 2 * eye(1))})
    _attained(book)


def in_span(G: Goal, w: Any, U: Any) -> None:
    """The facts (U w)^T M (U w) = w^T diag w (whole) and |U w|^2 = |w|^2 (length), from U^T U = I and U^T M U = diag."""
    G.have("whole_m", eq(w.T * U.T * M * U * w, w.T * diagonal(q, d) * w), lambda H: H.lin("eigen"))
    entry(G, "whole", "whole_m", 0, 0)
    G.have("length_m", eq(w.T * U.T * U * w, w.T * w), lambda H: H.lin("unit"))
    entry(G, "length", "length_m", 0, 0)


def _first_vectors(size: int, rows: int, columns: int) -> Numbers:
    """The equations are those of the first eigenvectors, c is the next eigenvalue."""
    numbers = Numbers(eigen_numbers(size), m=rows, q=columns, c=Fraction(5 - 2 * rows), lo=Fraction(5 - 2 * (columns - 1)))
    v = numbers["V"]
    numbers["U"] = numbers_table(size, columns, v.at)
    numbers["K"] = numbers_table(rows, size, lambda i, j: v.at(j, i))
    numbers["z"] = numbers_table(size, 1, lambda i, _: v.at(i, rows))
    return numbers


def _attained(book: Book) -> None:
    claim = Claim((n, i, M, V, d), {"low": leq(0, i), "high": less(i, n), "basis": eq(V * V.T, eye(n)),
                                    "eigen": eq(V.T * M * V, diagonal(n, d)), "falls": falling(d, n)})

    def script(G: Goal) -> None:
        def each(H: Goal) -> None:
            H.intro("k k_low k_high").case(k + 1, i, "order", lambda K: K.side(1, vanishes), lambda K: K.side(
                2, lambda L: L.use("one", "falls", i, k).by("one")))

        def vanishes(H: Goal) -> None:
            H.use("moved", "ENTINL", i, n - i, 1, V.T * z, k, 0)
            entry(H, "at", "null", k, 0).lin("-moved", "at")
        G.intro("z null").use("estimate", "diagonal_form_above", n, lam("k", d), V.T * z, d(i), by=("a", each))
        in_basis(G, M, V, d, z)
        bound(G, [(1, 1, ("estimate",))], "-whole", "-length")
    models = [Numbers(eigen_numbers(size), i=at) for size, at in ((1, 0), (2, 1), (3, 1), (2, 0))]
    for numbers in models:
        v, at = numbers["V"], numbers["i"]
        numbers["z"] = numbers_table(numbers["n"], 1, lambda r, _, v=v, at=at: v.at(r, at))  # type: ignore[misc]  # bound now
    kernel = top(i, n).T * V.T
    rising = Numbers(models[3], d=lambda k: Fraction(3 + 2 * k))
    rising.let(M, V * diagonal(n, d) * V.T)
    rising["z"] = numbers_table(2, 1, lambda r, _: rising["V"].at(r, 1))
    claim.publish(
        book, "courant_fischer_attained",
            "The i equations 'orthogonal to the first i eigenvectors' bound the form by the next eigenvalue d(i).",
        bounded_on(kernel, M, i, d(i)), script, models=models,
        wrong={"next": bounded_on(kernel, M, i, d(i) - 1), "half": bounded_on(kernel, 2 * M, i, d(i))}, missing={"falls": rising})
