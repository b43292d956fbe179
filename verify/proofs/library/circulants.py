"""Circulants: the Fourier matrix diagonalizes them, for every size n with a root w of unity."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, readable, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    eq,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    num,
    scalars,
    table,
    total,
)
from verify.proofs.library.fourier import PREMISES, fourier, numbers, power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, p, q = integers("n p q")
w, v, z = scalars("w v z")
c = Family("c")


def theorems(book: Book) -> None:
    """A row of powers times a circulant, then its eigenvectors, then the diagonal form."""
    _row(book)
    _circulants(book)


def circulant(c: Any, n: Any) -> Any:
    """First column c: entries c_(p - q mod n)."""
    return table(n, n, lambda p, q: ite(q, p, c(p - q), c(n + p - q)))


def _row(book: Book) -> None:
    def whole(t: Any) -> Any:
        return total(0, n, lambda k: power(t, k) * c(k))

    def early(K: Goal) -> None:
        k = Term("k")
        K.use("one", "power_sum", z, q, k + n - q).use("two", "power_sum", z, n, k)
        names = reveal(K)
        K.have("turn", eq(power(z, q) * power(z, k + n - q), power(z, k)), lambda H: reduce(H, "-one", "two", "root"))
        K.have("open", eq(readable(K.goal[1], {}), power(z, k) * c(n + k - q)), lambda H: reduce(H, *names))
        K.close("lin", [(1, "open", 1), (-c(n + k - q), "turn", 1)])

    def late(K: Goal) -> None:
        K.use("one", "power_sum", z, q, "k")
        names = reveal(K)
        reduce(K, *names, "one")

    def script(G: Goal) -> None:
        def body(k: Any) -> Any:
            return power(z, k) * ite(q, k, c(k - q), c(n + k - q))

        def value(k: Any) -> Any:
            return power(z, k) * c(k)

        G.intro("n q z c low high root").use("cut", "sum_split", lam("k", body), 0, q, n).use(
            "back", "sum_shift", lam("k", body), q, 0, n - q
        )
        G.use("other", "sum_split", lam("k", value), 0, n - q, n).use("up", "sum_shift", lam("k", value), n - q, 0, q)
        G.have(
            "first",
            eq(total(0, q, body), total(0, q, lambda k: power(z, q) * value(k + n - q))),
            lambda H: H.cong("k k_low k_high", early),
        )
        G.have(
            "second",
            eq(total(0, n - q, lambda k: body(k + q)), total(0, n - q, lambda k: power(z, q) * value(k))),
            lambda H: H.cong("k k_low k_high", late),
        )
        G.close(
            "lin",
            [
                (1, "cut", 1),
                (1, "first", 1),
                (1, "back", 1),
                (1, "second", 1),
                (-power(z, q), "other", 1),
                (-power(z, q), "up", 1),
            ],
        )

    book.add(
        "circulant_row",
        "A row of powers of an n-th root of unity times a circulant.",
        forall(
            n,
            q,
            z,
            c,
            implies(
                leq(0, q),
                less(q, n),
                eq(power(z, n), 1),
                eq(total(0, n, lambda k: power(z, k) * ite(q, k, c(k - q), c(n + k - q))), power(z, q) * whole(z)),
            ),
        ),
        script,
        lemma=True,
    )
    d, M = Family("d"), matrix("M", n, n)
    D = table(n, n, lambda p, q: d(p) * eye(n)[p, q])

    def scaled(G: Goal) -> None:
        def others(H: Goal) -> None:
            H.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())

        def entry(H: Goal) -> None:
            H.use("mul", "ENTMUL", n, n, n, D, M, "p", "q")
            H.use("one", "sum_single", lam("k", lambda k: D[p, k] * M[k, q]), 0, n, "p", by=("a", "a", others))
            reduce(H, *reveal(H, "mul", "one"))
        G.intro("n d M").ext("p q p_low p_high q_low q_high", entry)

    book.add(
        "diagonal_times",
        "diag(d) M scales the rows of M.",
        forall(n, d, M, eq(D * M, table(n, n, lambda p, q: d(p) * M[p, q]))),
        scaled,
        lemma=True,
    )


def eigenvalue(w: Any, c: Any, n: Any, p: Any) -> Any:
    """The entry p of F c."""
    return total(0, n, lambda k: power(power(w, p), k) * c(k))


def spectrum(w: Any, c: Any, n: Any) -> Any:
    """The diagonal matrix of F c."""
    return table(n, n, lambda p, q: eigenvalue(w, c, n, p) * eye(n)[p, q])


def _circulants(book: Book) -> None:
    F, C, E = fourier(w, n), circulant(c, n), spectrum(w, c, n)
    claim = Claim((n, w, c), {"size": leq(0, n), "root": PREMISES["root"]})
    column = {"c": lambda k: Fraction((3, 1, 4, 1, 5)[k % 5])}
    models = [numbers(order, **column) for order in range(4)]

    def entry(G: Goal) -> None:
        G.use("mul", "ENTMUL", n, n, n, F, C, p, q).use("rooted", "power_of_root", w, n, p, by=("a", "a", "root"))
        G.use("row", "circulant_row", n, q, power(w, p), lam("k", c), by=("a", "a", "rooted"))
        G.have(
            "terms",
            eq(
                total(0, n, lambda k: F[p, k] * C[k, q]),
                total(0, n, lambda k: power(power(w, p), k) * ite(q, k, c(k - q), c(n + k - q))),
            ),
            lambda H: H.cong("k k_low k_high", by_entries()),
        )
        names = reveal(G)
        G.have("right", eq(readable(G.goal[2], {}), eigenvalue(w, c, n, p) * power(power(w, p), q)), lambda H: reduce(H, *names))
        G.close("lin", [(1, "mul", 1), (1, "terms", 1), (1, "row", 1), (-1, "right", 1)])

    def script(G: Goal) -> None:
        rows = table(n, n, lambda p, q: eigenvalue(w, c, n, p) * F[p, q])
        G.use("scaled", "diagonal_times", n, lam("p", lambda p: eigenvalue(w, c, n, p)), F)
        G.have("rows", eq(F * C, rows), lambda H: H.ext("p q p_low p_high q_low q_high", entry)).close(
            "lin", [(1, "rows", 1), (-1, "scaled", 1)]
        )

    claim.publish(
        book,
        "circulant_eigenvectors",
        "F C = diag(F c) F: the rows of the Fourier matrix are eigenvectors of every circulant, w^n = 1.",
        eq(F * C, E * F),
        script,
        models=models,
        wrong={
            "order": eq(F * C, F * E),
            "sign": eq(F * C, -1 * E * F),
            "shifted": eq(F * C, spectrum(w, lambda k: c(k + 1), n) * F),
        },
        missing={"root": Numbers(n=2, w=Fraction(2), **column)},
    )
    _diagonal(book, models, column)


def _diagonal(book: Book, models: Any, column: Any) -> None:
    F, S, C, E = fourier(w, n), fourier(v, n), circulant(c, n), spectrum(w, c, n)
    claim = Claim((n, w, v, c), PREMISES)

    def script(G: Goal) -> None:
        G.use("eigen", "circulant_eigenvectors", n, w, lam("k", c), by=("a", "root"))
        G.use("ortho", "fourier_orthogonality", n, w, v, by=("a", "inverse", "root", "primitive"))
        G.close("lin", [(-1, "ortho", C), (S, "eigen", 1)])
    claim.publish(
        book,
        "circulant_diagonalization",
        "n C = F* diag(F c) F for every circulant with first column c, F the unnormalised Fourier matrix.",
        eq(num(n) * C, S * E * F),
        script,
        models=models,
        wrong={"n left out": eq(C, S * E * F), "order": eq(num(n) * C, E * S * F), "sign": eq(num(n) * C, -1 * S * E * F)},
        missing={
            "primitive": Numbers(n=2, w=Fraction(1), v=Fraction(1), **column),
            "root": Numbers(n=2, w=Fraction(2), v=Fraction(1, 2), **column),
        },
    )
