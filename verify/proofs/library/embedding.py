"""Toeplitz, circulant and companion matrices of all sizes: embedding, displacement, eigenvectors."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
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
    table,
    total,
)
from verify.proofs.library.circulants import circulant
from verify.proofs.library.determinants import blocks
from verify.proofs.library.fourier import power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, s, p, q = integers("n m s p q")
t, g, c, x = Family("t"), Family("g"), Family("c"), Family("x")
M = matrix("M", n, n)
SIZES = range(4)


def theorems(book: Book) -> None:
    """Entry by entry, by the order of the indices."""
    _embedding(book)
    _displacement(book)
    _companion(book)


def toeplitz(t: Any, n: Any) -> Any:
    """Entries t_(p - q)."""
    return table(n, n, lambda p, q: t(p - q))


def numbers(**more: Any) -> Numbers:
    """Families of numbers."""
    return Numbers(t=lambda k: Fraction(k * k + 3 * k + 1), g=lambda k: Fraction(7 - k), **more)


def _embedding(book: Book) -> None:
    L, _ = blocks(n, s)

    def column(shift: int = 0) -> Any:
        return lambda k: ite(k, n - 1, t(k), ite(s + 1, k, t(k - n - s + shift), g(k)))
    C, T = circulant(column(), n + s), toeplitz(t, n)
    b = matrix("b", n, 1)
    claim = Claim((n, s, t, g, b), {"n_size": leq(0, n), "s_size": leq(0, s), "room": leq(n - 1, s)})
    models = [
        numbers(n=size, s=extra).draw(b) for size, extra in ((0, 0), (0, 2), (1, 0), (1, 1), (2, 1), (2, 3), (3, 2), (3, 3))
    ]

    def script(G: Goal) -> None:
        G.have(
            "block",
            eq(L.T * C * L, T),
            lambda H: H.ext("p q p_low p_high q_low q_high", lambda K: K.case(q, p, "o", by_entries(), by_entries())),
        )
        G.close("lin", [(1, "block", b)])

    def value(C: Any) -> Any:
        return eq(L.T * C * L * b, T * b)

    claim.publish(
        book,
        "circulant_embedding",
        "T b is the first n entries of C (b, 0) for the circulant C of any size N >= 2 n - 1 "
        "with column (t_0 .. t_(n-1), any filler, t_(1-n) .. t_(-1)).",
        value(C),
        script,
        models=models,
        wrong={
            "column shifted": value(circulant(column(1), n + s)),
            "transposed": eq(L.T * C.T * L * b, T * b),
            "filler only": value(circulant(lambda k: ite(k, n - 1, t(k), g(k)), n + s)),
        },
        missing={"room": numbers(n=3, s=1).draw(b)},
    )


def shift(n: Any) -> Any:
    """Ones below the diagonal."""
    return table(n, n, lambda p, q: eye(n)[p, q + 1])


def _displacement(book: Book) -> None:
    Z = shift(n)
    down = table(n, n, lambda p, q: ite(1, p, M[p - 1, q], num(0)))

    def shifted(G: Goal) -> None:
        def others(H: Goal) -> None:
            H.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())

        def low(H: Goal) -> None:
            H.use("one", "sum_single", lam("k", lambda k: Z[p, k] * M[k, q]), 0, n, p - 1, by=("a", "a", others))
            reduce(H, *reveal(H, "mul", "one"))

        def none(H: Goal) -> None:
            H.use(
                "nothing",
                "sum_zero",
                lam("k", lambda k: Z[p, k] * M[k, q]),
                0,
                n,
                by=(lambda K: by_entries()(K.intro("k k_low k_high")),),
            )
            reduce(H, *reveal(H, "mul", "nothing"))

        G.intro("n M").ext(
            "p q p_low p_high q_low q_high", lambda H: H.use("mul", "ENTMUL", n, n, n, Z, M, p, q).case(1, p, "side", low, none)
        )

    book.add("shift_down", "Z M moves the rows of M down.", forall(n, M, eq(Z * M, down)), shifted, lemma=True)
    T = toeplitz(t, n)
    first = table(n, 1, lambda p, _: ite(p, 0, num(1), num(0)))
    column, row = table(n, 1, lambda p, _: t(p)), table(n, 1, lambda q, _: ite(1, q, t(-q), num(0)))

    def script(G: Goal) -> None:
        once = table(n, n, lambda p, q: ite(1, p, T[p - 1, q], num(0)))
        G.use("one", "shift_down", n, T).use("two", "shift_down", n, once.T)

        def entry(H: Goal) -> None:
            twice = table(n, n, lambda p, q: ite(1, p, once.T[p - 1, q], num(0)))
            H.have(
                "moved",
                eq((Z * T * Z.T)[p, q], twice[q, p]),
                lambda K: (
                    K.have(
                        "matrix",
                        eq(Z * T * Z.T, twice.T),
                        lambda I: I.have("turn", eq(once * Z.T, twice.T), lambda J: transposed(J, once, Z, twice)).close(
                            "lin", [(1, "one", Z.T), (1, "turn", 1)]
                        ),
                    )
                    .rewrite("h", eq(Term(("m", "h"))[p, q], twice[q, p]), "matrix")
                    .lin()
                ),
            )
            for name, left, right in (("left", column, first), ("right", first, row)):
                H.use(name, "ENTMUL", n, 1, n, left, right.T, p, q).use(
                    f"{name}_one", "sum_one", lam("k", lambda k, left=left, right=right: left[p, k] * right.T[k, q]), 0
                )
            names = "moved", "left", "left_one", "right", "right_one"
            H.case(
                1,
                q,
                "column_side",
                lambda K: K.case(1, p, "row_side", by_entries(*names), lambda I: zero(I, p, t(Term("e") - q), t(-q), *names)),
                lambda K: zero(K, q, t(p - Term("e")), t(p), *names),
            )
        G.ext("p q p_low p_high q_low q_high", entry)

    def zero(G: Goal, at: Any, before: Any, after: Any, *names: str) -> None:
        G.have("at", ("==", at, 0), "a").have(
            "here", eq(t(p - q), after), lambda K: K.rewrite("e", eq(before, after), "at").lin()
        )
        script = by_entries(*names, "here")
        G.case(1, p, "again", script, script) if at is q else script(G)
    claim = Claim((n, t), {})
    models = [numbers(n=size) for size in SIZES]
    value = column * first.T + first * row.T
    claim.publish(
        book,
        "toeplitz_displacement",
        "T - Z T Z^T = column e_0^T + e_0 row^T: the displacement of a Toeplitz matrix has rank at most two.",
        eq(T - Z * T * Z.T, value),
        script,
        models=models,
        wrong={
            "sign": eq(T + Z * T * Z.T, value),
            "row left out": eq(T - Z * T * Z.T, column * first.T),
            "other shift": eq(T - Z.T * T * Z, value),
        },
    )


def transposed(G: Goal, once: Any, Z: Any, twice: Any) -> None:
    """From Z once^T = twice the transposed equation."""
    hole = Term(("m", "h"))
    G.have("back", eq((Z * once.T).T, twice.T), lambda H: H.rewrite("h", eq(hole.T, twice.T), "two").lin()).by("back")


def _companion(book: Book) -> None:
    C = table(n, n, lambda p, q: ite(p + 1, n - 1, eye(n)[p + 1, q], -c(q)))
    V = table(n, m, lambda p, q: power(x(q), p))
    D = table(m, m, lambda p, q: x(p) * eye(m)[p, q])
    k = integers("k")[0]
    roots = forall(k, implies(leq(0, k), less(k, m), eq(power(x(k), n) + total(0, n, lambda p: c(p) * power(x(k), p)), 0)))
    claim = Claim((n, m, c, x), {"size": leq(0, n), "roots": roots})

    def right(H: Goal) -> None:
        H.use("rmul", "ENTMUL", n, m, m, V, D, p, q)
        H.use(
            "rone",
            "sum_single",
            lam("k", lambda k: V[p, k] * D[k, q]),
            0,
            m,
            q,
            by=("a", "a", lambda K: K.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())),
        )
        names = reveal(H, "rmul", "rone")
        H.have("value", eq((V * D)[p, q], power(x(q), p) * x(q)), lambda K: reduce(K, *names))

    def inner(H: Goal) -> None:
        H.use(
            "one",
            "sum_single",
            lam("k", lambda k: C[p, k] * V[k, q]),
            0,
            n,
            p + 1,
            by=("a", "a", lambda K: K.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())),
        )
        H.use("more", "PRODS", lam("k", lambda _: x(q)), 0, p)
        names = reveal(H, "mul", "one", "value", "more")
        reduce(H, *names)

    def last(H: Goal) -> None:
        H.have("at", ("==", "p", n - 1), "a").use("root", "roots", q).use("more", "PRODS", lam("k", lambda _: x(q)), 0, n - 1)
        H.have(
            "terms",
            eq(total(0, n, lambda k: C[p, k] * V[k, q]), total(0, n, lambda k: -c(k) * power(x(q), k))),
            lambda K: K.cong("k k_low k_high", by_entries()),
        )
        H.have(
            "top",
            eq(power(x(q), p) * x(q), power(x(q), n)),
            lambda K: K.rewrite("e", eq(power(x(q), Term("e")) * x(q), power(x(q), n)), "at").lin("more"),
        )
        H.close("lin", [(1, "mul", 1), (1, "terms", 1), (-1, "value", 1), (-1, "root", 1), (-1, "top", 1)])

    def entry(H: Goal) -> None:
        H.use("mul", "ENTMUL", n, n, m, C, V, p, q)
        right(H)
        H.case(p + 1, n - 1, "side", inner, last)
    models = [Numbers(n=size, m=count, c=coefficients.get, x=lambda k: Fraction((1, 2)[k % 2])) for size, count, coefficients in (
        (1, 1, {0: -1}), (2, 2, {0: 2, 1: -3}), (2, 1, {0: 2, 1: -3}), (3, 2, {0: -2, 1: 5, 2: -4}))]

    def value(sign: int = 1, V: Any = V) -> Any:
        return eq(C * V, sign * V * D)
    claim.publish(
        book,
        "companion_eigenvectors",
        "C V = V diag(x): columns (1, x, .., x^(n-1)) of roots x of t^n + c_(n-1) t^(n-1) + .. + c_0 "
        "are eigenvectors of its companion matrix.",
        value(),
        lambda G: G.ext("p q p_low p_high q_low q_high", entry),
        models=models,
        wrong={
            "sign": value(-1),
            "rows reversed": value(V=table(n, m, lambda p, q: power(x(q), n - 1 - p))),
            "transposed matrix": eq(C.T * V, V * D),
        },
        missing={"roots": Numbers(n=2, m=1, c=lambda _: Fraction(1), x=lambda _: Fraction(1))},
    )
