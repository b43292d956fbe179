"""The resolvent of a diagonal matrix plus one of low rank, for all sizes and ranks, with its core as a matrix of Cauchy sums."""
from __future__ import annotations

from fractions import Fraction

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
    eye,
    forall,
    implies,
    integers,
    inv,
    lam,
    matrix,
    no,
    scalars,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.shifts import opened
from verify.proofs.library.spectral import diagonal
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, k, i, j, u = integers("n k i j u")
z, = scalars("z")
f, g, v = Family("f"), Family("g"), Family("v")
P, Q, C = matrix("P", n, k), matrix("Q", n, k), matrix("C", k, k)


def theorems(book: Book) -> None:
    """Diagonal inverses, then the resolvent."""
    _diagonal(book)
    _resolvent(book)


def _diagonal(book: Book) -> None:
    def equal(G: Goal) -> None:
        G.have("place", ("==", "j", "i"), "a").rewrite("h", eq((diagonal(n, f) * diagonal(n, g))["i", Term("h")], eye(n)[
            "i", Term("h")]), "place")
        G.use("row", "diagonal_matrix_times", n, n, lam("k", f), diagonal(n, g), "i", "i", by=("a", "a"))
        G.use("now", "units", "i")
        opened("row", "now")(G)

    def other(G: Goal) -> None:
        G.use("row", "diagonal_matrix_times", n, n, lam("k", f), diagonal(n, g), "i", "j", by=("a", "a")).use(
            "unit", "identity_entry", n, "i", "j")
        opened("row", "unit")(G)

    def leaf(G: Goal) -> None:
        G.case("i", "j", "one", lambda H: H.case("j", "i", "two", equal, other), other)
    units = forall(i, implies(*inside(i), eq(f(i) * g(i), 1)))
    book.add("inverse_of_diagonal", "diag(f) diag(g) = I when f(i) g(i) = 1.", forall(n, f, g, implies(units, eq(
        diagonal(n, f) * diagonal(n, g), eye(n)))), lambda G: G.intro("n f g units").ext("i j i_low i_high j_low j_high", leaf),
        lemma=True)


def _resolvent(book: Book) -> None:
    D, R = diagonal(n, lambda i: z - v(i)), diagonal(n, lambda i: inv(z - v(i)))
    core = eye(k) + Q.T * R * P
    whole = z * eye(n) - diagonal(n, v) + P * Q.T
    result = R - R * P * C * Q.T * R

    def entries(G: Goal) -> None:
        G.intro("i j i_low i_high j_low j_high").use("product", "ENTMUL", k, n, k, Q.T, R * P, "i", "j")
        G.have("terms", eq(total(0, n, lambda u: Q[u, "i"] * (R * P)[u, "j"]), total(0, n, lambda u: Q[u, "i"] * P[u, "j"] * inv(
            z - v(u)))), lambda H: H.cong("u low high", lambda K: K.use("row", "diagonal_matrix_times", n, k, lam(
                "k", lambda i: inv(z - v(i))), P, "u", "j", by=("a", "a")).lin("row")))
        G.lin("product", "terms")

    def difference(H: Goal) -> None:
        H.use("unit", "identity_entry", n, "i", "j")
        H.case("i", "j", "one", lambda K: K.case("j", "i", "two", opened("unit"), opened("unit")), opened("unit"))

    def script(G: Goal) -> None:
        G.have("shifted", eq(z * eye(n) - diagonal(n, v), D), lambda H: H.ext("i j i_low i_high j_low j_high", difference))
        first, second = (lam("k", lambda i: z - v(i)), lam("k", lambda i: inv(z - v(i))))

        def unit(K: Goal) -> None:
            K.intro("i low high").use("now", "regular", "i", by=("a", "a")).use("one", "INV", z - v("i"), by=("now",)).lin("one")
        G.use("right", "inverse_of_diagonal", n, first, second, by=(unit,)).use("left", "inverse_of_diagonal", n, second, first,
            by=(
            unit,))
        G.use("both", "woodbury", n, k, D, R, P, Q.T, C, by=("right", "left", "core_right", "core_left")).parts("both", "one",
            "two")
        G.split(lambda H: H.split(lambda K: K.close("lin", [(1, "shifted", result), (1, "one", 1)]), lambda K: K.close("lin", [
            (result, "shifted", 1), (1, "two", 1)])), entries)
    models = []
    for size, rank in ((1, 1), (2, 1), (3, 2), (2, 0), (0, 1)):
        x = Numbers(n=size, k=rank, z=Fraction(7), v=lambda i: Fraction(i * i + 1))
        x.let(P, numbers_table(size, rank, lambda i, j: Fraction(1 + i + 2 * j))).let(Q, numbers_table(
            size, rank, lambda i, j: Fraction(1 + int(i == j))))
        models.append(x.inverse(C, core))
    cauchy = forall(i, j, implies(*inside(i, k), *inside(j, k), eq((Q.T * R * P)[i, j], total(
        0, n, lambda u: Q[u, i] * P[u, j] * inv(z - v(u))))))
    pole = Numbers(n=1, k=0, z=Fraction(1), v=lambda _: Fraction(1)).draw(P, Q).let(C, eye(0))
    Claim((n, k, z, v, P, Q, C), {
        "regular": forall(i, implies(*inside(i), no(eq(z - v(i), 0)))), "core_right": eq(core * C, eye(k)),
        "core_left": eq(C * core, eye(k))}).publish(
        book, "dplr_resolvent",
        "DPLR resolvent of any rank: (z - diag(v) + P Q^T)^-1 = R - R P (I + Q^T R P)^-1 Q^T R, R = diag(1/(z - v)); Q^T R P "
        "consists of Cauchy sums.",
        both(inverse_of(whole, result, n), cauchy), script, models=models,
        wrong={"sign": inverse_of(whole, R + R * P * C * Q.T * R, n), "no core": inverse_of(whole, R - R * P * Q.T * R, n),
               "other sign": inverse_of(z * eye(n) - diagonal(n, v) - P * Q.T, result, n)},
        missing={"regular": pole})

