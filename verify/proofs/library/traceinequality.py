"""Von Neumann's trace inequality for all sizes, by Abel summation: no Birkhoff, no axiom on singular values."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Family, at_most, eq, eye, forall, frac, implies, integers, lam, leq, matrix, num, total, trace
from verify.proofs.library.inequalities import inside
from verify.proofs.library.majorization import first, positive
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.spectral import diagonal, falling, rotation
from verify.proofs.library.traces import same_trace
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, n, q, i, j, k, l = integers("m n q i j k l")
x, y = Family("x"), Family("y")
d, e = Family("d", 2), Family("e", 2)
U, V, W, Z = matrix("U", m, n), matrix("V", q, n), matrix("W", m, n), matrix("Z", q, n)
S, T, P, Q = diagonal(n, x), diagonal(n, y), U.T * W, V.T * Z


def theorems(book: Book) -> None:
    """Bessel for rows and columns, then corner sums."""
    _rows(book)
    _substochastic(book)
    _von_neumann(book)


def _rows(book: Book) -> None:
    F = U - W * W.T * U
    row = total(0, n, lambda j: (U.T * W)[i, j] * (U.T * W)[i, j])

    def script(G: Goal) -> None:
        G.intro("m n U W i m_size low high u_unit w_unit").use("opened", "ENTMUL", n, n, n, U.T * W, W.T * U, i, i)
        G.use("rest", "ENTMUL", n, m, n, F.T, F, i, i).use("one", "ENTI1", n, i)
        nonnegative(G, "squares", 0, m, lambda r: F[r, i] * F[r, i], lambda H: H.pos([(1, F["r", i], ())]), "r")
        G.have("square", eq(F.T * F, eye(n) - U.T * W * W.T * U), lambda H: H.lin("w_unit", "u_unit"))
        entry(G, "at", "square", i, i)
        bound(G, [(1, 1, ("squares",))], "-rest", "at", "one", "opened")
    book.add("row_of_inner_products",
        "Bessel: the inner products of a unit vector with orthonormal ones have squares of sum at most 1.",
             forall(m, n, U, W, i, implies(leq(0, m), *inside(i), eq(U.T * U, eye(n)), eq(W.T * W, eye(n)), at_most(row, 1))),
                 script, lemma=True)


def _substochastic(book: Book) -> None:
    def corner(G: Goal) -> None:
        G.intro("n d e smaller e_positive rows k l k_low k_high l_low l_high").use("ones", "sum_of_ones", k)

        def row_sum(H: Goal) -> None:
            H.use("row", "rows", i, by=("a", "a")).use("cut", "sum_split", lam("j", lambda j: e(i, j)), 0, l, n)
            nonnegative(H, "rest", l, n, lambda j: e(i, j),
                lambda K: K.use("one", "e_positive", i, j, by=("a", "a", "a", "a")).by("one"), "j")
            nonnegative(H, "less", 0, l, lambda j: e(i, j) - d(i, j),
                lambda K: K.use("one", "smaller", i, j, by=("a", "a", "a", "a")).pos([(1, 1, ("one",))]), "j")
            bound(H, [(1, 1, ("row",)), (1, 1, ("rest",)), (1, 1, ("less",))], "cut")
        nonnegative(G, "all", 0, k, lambda i: 1 - total(0, l, lambda j: d(i, j)), row_sum, "i")
        bound(G, [(1, 1, ("all",))], "-ones")
    cells = [implies(*inside(i), *inside(j), f) for f in (at_most(d(i, j), e(i, j)), at_most(0, e(i, j)))]
    book.add("corner_of_substochastic", "Corner sums of k rows whose sums are at most 1 are at most k.", forall(n, d, e, implies(
        *(forall(i, j, cell) for cell in cells), forall(i, implies(*inside(i), at_most(total(0, n, lambda j: e(i, j)), 1))),
        forall(k, l, implies(leq(0, k), leq(k, n), leq(0, l), leq(l, n),
            at_most(total(0, k, lambda i: total(0, l, lambda j: d(i, j))), num(k)))))),
        corner, lemma=True)


def cell(i: Any, j: Any) -> Any:
    """What the trace sums: x(i) y(j) times this."""
    return P[i, j] * Q[i, j]


def mean(i: Any, j: Any) -> Any:
    """An upper bound of the cell."""
    return frac(1, 2) * P[i, j] * P[i, j] + frac(1, 2) * Q[i, j] * Q[i, j]


def _corners(G: Goal, *, turn: bool) -> None:
    pairs = ((W, U, "w_unit", "u_unit"), (Z, V, "z_unit", "v_unit")) if turn else ((U, W, "u_unit", "w_unit"),
        (V, Z, "v_unit", "z_unit"))

    def rows(H: Goal) -> None:
        H.intro("i low high")
        for name, size, high, (one, two, one_unit, two_unit) in zip("pq", (m, q), ("m_size", "q_size"), pairs, strict=True):
            H.use(f"{name}_row", "row_of_inner_products", size, n, one, two, i, by=(high, "a", "a", one_unit, two_unit))
        H.pos([(frac(1, 2), 1, ("p_row",)), (frac(1, 2), 1, ("q_row",))])

    def at(f: Any) -> Any:
        return lam("i j", lambda i, j: f(j, i) if turn else f(i, j))

    def smaller(H: Goal) -> None:
        H.intro("i j i_low i_high j_low j_high").pos([(frac(1, 2), P[j, i] - Q[j, i] if turn else P[i, j] - Q[i, j], ())])

    def above(H: Goal) -> None:
        r, s = (j, i) if turn else (i, j)
        H.intro("i j i_low i_high j_low j_high").pos([(frac(1, 2), P[r, s], ()), (frac(1, 2), Q[r, s], ())])
    G.use("columns" if turn else "rows", "corner_of_substochastic", n, at(cell), at(mean), by=(smaller, above, rows))


def _both_ways(H: Goal) -> None:
    H.intro("k l k_low k_high l_low l_high").split(lambda K: K.use("done", "rows", k, l, by=("a", "a", "a", "a")).by("done"),
        _columns)


def _columns(H: Goal) -> None:
    H.use("done", "columns", l, k, by=("a", "a", "a", "a")).use("swapped", "sum_swap", lam("j i", cell), l, k)
    bound(H, [(1, 1, ("done",))], "swapped")


def _outer(H: Goal) -> None:
    H.use("scaled", "diagonal_matrix_times", n, n, lam("k", x), P * T * Q.T, i, i, by=("a", "a")).use("product", "ENTMUL", n, n,
        n, P,
        T * Q.T, i, i)
    H.have("inner", eq(total(0, n, lambda j: P[i, j] * (T * Q.T)[j, i]), total(0, n, lambda j: P[i, j] * y(j) * Q[i, j])),
        lambda K: K.cong(
        "j j_low j_high", lambda L: L.use("one", "diagonal_matrix_times", n, n, lam("k", y), Q.T, j, i,
            by=("a", "a")).lin("one")))
    H.lin("scaled", "product", "inner")


def _von_neumann(book: Book) -> None:
    units = {f"{name}_unit": eq(f.T * f, eye(n)) for name, f in zip("uvwz", (U, V, W, Z), strict=True)}
    claim = Claim((m, n, q, U, V, W, Z, x, y), {
        "m_size": leq(0, m), "q_size": leq(0, q), **units, "x_falls": falling(x, n), "x_positive": positive(x, n),
        "y_falls": falling(y, n), "y_positive": positive(y, n)})

    def script(G: Goal) -> None:
        _corners(G, turn=False)
        _corners(G, turn=True)
        G.use("estimate", "corner_sum_inequality", n, lam("k", x), lam("k", y), lam("i j", cell), by=(
            "x_falls", "x_positive", "y_falls", "y_positive", _both_ways))
        G.use("opened", "TRACE", n, S * P * T * Q.T)
        G.have("terms", eq(total(0, n, lambda i: (S * P * T * Q.T)[i, i]),
            total(0, n, lambda i: total(0, n, lambda j: x(i) * y(j) * cell(i, j)))),
               lambda H: H.cong("i low high", _outer))
        G.use("symmetric", "diagonal_symmetric", n, lam("k", x)).have("flat", eq(S.T * P * T * Q.T, S * P * T * Q.T),
            lambda H: H.lin("symmetric"))
        same_trace(G, "flat_trace", "flat")
        bound(G, [(1, 1, ("estimate",))], "flat_trace", "opened", "terms")
    left, right = trace((U * S * V.T).T * W * T * Z.T), first(lambda k: x(k) * y(k), n)
    models = _orthonormal_columns()
    claim.publish(
        book, "von_neumann_trace_inequality",
            "Von Neumann: tr (A^T B) <= sum of the products of the singular values, A = U diag(x) V^T, B = W diag(y) Z^T.",
        at_most(left, right), script, models=models,
        wrong={"reversed": at_most(right, left), "largest only": at_most(left, x(0) * y(0) - right)},
        missing={"u_unit": Numbers(models[0]).let(U, -2 * eye(1)).let(W, -eye(1)).let(V, eye(1)).let(Z, eye(1))})


def _orthonormal_columns() -> list[Any]:
    models = []
    for rows, columns_, size in ((1, 1, 1), (2, 2, 2), (3, 2, 2), (3, 3, 3), (2, 3, 1)):
        numbers = Numbers(m=rows, n=size, q=columns_, x=lambda k: Fraction(5 - k), y=lambda k: Fraction(4 - k))
        for letter, height, source in (("U", rows, rotation(rows)), ("W", rows, rotation(max(rows, 1))),
            ("V", columns_, rotation(columns_))):
            numbers[letter] = numbers_table(height, size, source.at)
        numbers["Z"] = numbers_table(columns_, size, lambda r, s: Fraction(int(r == s)))
        models.append(numbers)
    return models
