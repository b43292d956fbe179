"""HiPPO-LegS for all sizes: its inverse, its eigenvectors through binomial coefficients, its determinant."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import Family, Term, eq, forall, implies, integers, ite, lam, leq, less, num, prod, table, total
from verify.proofs.library.diagonals import diagonal
from verify.proofs.library.legs import A, s
from verify.proofs.library.scans import single
from verify.proofs.samples import Surd
from verify.proofs.script import Goal

n, i, j, k, m = integers("n i j k m")
y, c = Family("y"), Family("c", 2)
p, q, e = Term("p"), Term("q"), Term("e")
ROOTS = forall(i, implies(leq(0, i), less(i, n), eq(s(i) * s(i), 2 * num(i) + 1)))
MODELS = [{"n": size, "s": lambda i: Surd.root(2 * i + 1) if i >= 0 else 0} for size in range(4)]


def sign(t: Any) -> Term:
    """(-1)^t."""
    return prod(0, t, lambda _: num(-1))


def theorems(book: Book) -> None:
    """Rows first: sums over the entries before the diagonal."""
    _row(book)
    _partial(book)
    _binomials(book)
    _eigenvectors(book)


def number(G: Goal, name: str, a: Any, b: Any) -> Goal:
    """The fact that equal integers are equal numbers."""
    G.have(f"{name}_same", ("==", a, b), "a")
    return G.have(name, eq(num(a), num(b)), lambda H: H.rewrite("hole", eq(num("hole"), num(b)), f"{name}_same").lin())


def _row(book: Book) -> None:
    def script(G: Goal) -> None:
        def body(k: Any) -> Term:
            return A[p, k] * y(k)

        G.intro("n s y p p_low p_high").use("cut", "sum_split", lam("k", body), 0, p, n).use(
            "first", "sum_first", lam("k", body), p, n
        )
        G.use("none", "sum_zero", lam("k", body), p + 1, n, by=(lambda H: H.intro("k a1 a2").lin(*reveal(H)),))
        G.have(
            "same", eq(total(0, p, body), total(0, p, lambda k: -(s(p) * s(k) * y(k)))), lambda H: H.cong("k a1 a2", by_entries())
        )
        G.lin(*reveal(G, "cut", "first"), "none", "same")

    book.add(
        "legs_row",
        "A row of HiPPO-LegS times a vector.",
        forall(
            n,
            s,
            y,
            *integers("p"),
            implies(
                leq(0, p),
                less(p, n),
                eq(total(0, n, lambda k: A[p, k] * y(k)), -(s(p) * total(0, p, lambda k: s(k) * y(k))) - (num(p) + 1) * y(p)),
            ),
        ),
        script,
        lemma=True,
    )


def _partial(book: Book) -> None:
    def base(G: Goal) -> None:
        G.use("none", "SUM0", lam("k", lambda k: (2 * num(k) + 1) * y(k)), 0, 0).case(
            j,
            0,
            "edge",
            lambda H: number(H, "zero", "j", 0).lin("none", "zero"),
            lambda H: H.use("first", "before", 0).lin("none", "first"),
        )

    def step(G: Goal) -> None:
        G.intro("e above ih").use("more", "SUMS", lam("k", lambda k: (2 * num(k) + 1) * y(k)), 0, "e")
        G.case(
            j,
            e,
            "order",
            lambda H: H.use("now", "ratio", "e").lin("more", "ih", "-now"),
            lambda H: H.use("here", "before", "e").case(
                j,
                e + 1,
                "next",
                lambda K: number(K, "last", "j", e + 1).lin("more", "ih", "here", "last"),
                lambda K: K.use("after", "before", e + 1).lin("more", "ih", "here", "after"),
            ),
        )

    before = forall(i, implies(leq(0, i), less(i, j), eq(y(i), 0)))
    ratio = forall(i, implies(leq(j, i), eq((num(i) + 1 - num(j)) * y(i + 1), -((num(i) + 1 + num(j)) * y(i)))))
    book.add(
        "legs_partial_sums",
        "Sums of (2 k + 1) y(k) for the ratios of the eigenvectors.",
        forall(
            y,
            j,
            implies(
                leq(0, j),
                before,
                ratio,
                forall(m, implies(leq(0, m), eq(total(0, m, lambda k: (2 * num(k) + 1) * y(k)), (num(j) - num(m)) * y(m)))),
            ),
        ),
        lambda G: G.intro("y j j_low before ratio").induction(base, step),
        lemma=True,
    )


PASCAL = {
    "left": forall(m, implies(leq(0, m), eq(c(m, 0), 1))),
    "top": forall(k, implies(leq(0, k), eq(c(0, k + 1), 0))),
    "pascal": forall(m, k, implies(leq(0, m), leq(0, k), eq(c(m + 1, k + 1), c(m, k) + c(m, k + 1)))),
}


def _start(G: Goal, row: Any, name: str) -> None:
    """The binomial coefficient over k = 0."""
    G.rewrite("hole", eq(c(row, Term("hole")), 1), "none_same").lin(name)


def _binomials(book: Book) -> None:
    def base(G: Goal) -> None:
        G.intro("k k_low").use("sum", "pascal", 0, "k").use("first", "left", 0).use("zero", "top", "k").case(
            k,
            0,
            "edge",
            lambda H: (
                number(H, "none", "k", 0)
                .have("at", eq(c(0, "k"), 1), lambda K: K.rewrite("hole", eq(c(0, Term("hole")), 1), "none_same").lin("first"))
                .lin("sum", "zero", "at", "none")
            ),
            lambda H: H.use("above", "top", k - 1).lin("sum", "zero", "above"),
        )

    def step(G: Goal) -> None:
        def later(H: Goal) -> None:
            H.use("before", "ih", k - 1).use("inner", "pascal", "e", k - 1)
            H.close("lin", [(num("k") + 1, "sum", 1), (1, "now", 1), (-(num("e") + 1), "inner", 1), (1, "before", 1)])

        def first(H: Goal) -> None:
            number(H, "none", "k", 0).use("one", "left", "e").use("two", "left", e + 1)
            for name, row in (("one_k", e), ("two_k", e + 1)):
                start = partial(_start, row=row, name=name[:3])
                H.have(name, eq(c(row, "k"), 1), start)
            H.close(
                "lin",
                [
                    (num("k") + 1, "sum", 1),
                    (1, "now", 1),
                    (num("k") - num("e") - 1, "two_k", 1),
                    (num("e") + 1, "one_k", 1),
                    (1, "none", 1),
                ],
            )

        G.intro("e above ih k k_low").use("sum", "pascal", e + 1, "k").use("now", "ih", "k").case(k, 0, "edge", first, later)

    book.add(
        "binomial_absorption",
        "(k + 1) C(m + 1, k + 1) = (m + 1) C(m, k), from Pascal's rule.",
        forall(
            c,
            implies(
                *PASCAL.values(),
                forall(
                    m,
                    implies(leq(0, m), forall(k, implies(leq(0, k), eq((num(k) + 1) * c(m + 1, k + 1), (num(m) + 1) * c(m, k))))),
                ),
            ),
        ),
        lambda G: G.intro("c left top pascal").induction(base, step),
        lemma=True,
    )


def vector(row: Any, column: Any) -> Term:
    """(-1)^(i-j) C(i + j, i - j), 0 above the diagonal."""
    return ite(column, row, sign(row - column) * c(row + column, row - column), 0)


def _eigenvectors(book: Book) -> None:
    claim = Claim((n, s, c), {"roots": ROOTS, **PASCAL})

    def vectors(value: Callable[[Any, Any], Any] = vector) -> Term:
        return table(n, n, lambda row, column: s(row) * value(row, column))

    Y, L = vectors(), diagonal(lambda r: -(num(r) + 1))

    def ratio(G: Goal) -> None:
        G.intro("i i_low").use("x", "binomial_absorption", lam("m k", c), by=tuple(PASCAL)).use("x2", "x", Term("i") + q).use(
            "x3", "x2", Term("i") - q
        )
        G.use("turn", "PRODS", lam("k", lambda _: num(-1)), 0, Term("i") - q)
        names = [name for name in reveal(G) if name.startswith("auto")]
        G.close(
            "lin",
            [
                ((num("i") + 1 - num("q")), names[0], 1),
                ((num("i") + 1 + num("q")), names[1], 1),
                ((num("i") + 1 - num("q")) * c(Term("i") + q + 1, Term("i") - q + 1), "turn", 1),
                (-sign(Term("i") - q), "x3", 1),
            ],
        )

    def entry(G: Goal) -> None:
        def inner(k: Any) -> Term:
            return s(k) * vector(k, q)

        G.use("left_", "ENTMUL", n, n, n, A, Y, "p", "q").use("right", "ENTMUL", n, n, n, Y, L, "p", "q").use(
            "row", "legs_row", n, lam("k", s), lam("k", inner), "p"
        )
        G.have(
            "open",
            eq(total(0, n, lambda k: A[p, k] * Y[k, q]), total(0, n, lambda k: A[p, k] * inner(k))),
            lambda H: H.cong(
                "k a1 a2",
                lambda K: K.use("at", "ENTMAT", n, n, lam("i j", lambda row, column: s(row) * vector(row, column)), "k", "q").lin(
                    "at"
                ),
            ),
        )
        single(G, "one", lambda k: Y[p, k] * L[k, q], q)
        G.have(
            "squares",
            eq(total(0, p, lambda k: s(k) * inner(k)), total(0, p, lambda k: (2 * num(k) + 1) * vector(k, q))),
            lambda H: H.cong("k a1 a2", lambda K: K.use("root", "roots", "k").lin("root")),
        )
        G.use(
            "sums",
            "legs_partial_sums",
            lam("i", lambda i: vector(i, q)),
            "q",
            by=("a", lambda H: H.intro("i a1 a2").lin(*reveal(H)), ratio),
        ).use("sum", "sums", "p")
        G.use("at_", "ENTMAT", n, n, lam("i j", lambda row, column: s(row) * vector(row, column)), "p", "q")
        G.have("pole", eq(L[q, q], -(num(q) + 1)), by_entries())
        reduce(G, "left_", "right", "open", "row", "one", "squares", "sum", "pole", "at_")

    def pascal(a: int, b: int, left: Callable[[int], int] = lambda _: 1) -> int:
        if b < 0 or a < 0:
            return 0
        return left(a) if b == 0 else 0 if a == 0 else pascal(a - 1, b - 1, left) + pascal(a - 1, b, left)

    models = [{**numbers, "c": pascal} for numbers in MODELS]
    claim.publish(
        book,
        "hippo_legs_eigenvectors",
        "HiPPO-LegS for all N: A V = -V diag(1, .., N) for V(i, j) = sqrt(2 i + 1) (-1)^(i-j) C(i + j, i - j): its "
        "eigenvalues are -1, .., -N.",
        eq(A * Y, Y * L),
        lambda G: G.ext("p q p_low p_high q_low q_high", entry),
        models=models,
        wrong={
            "sign of the eigenvalues": eq(A * Y, -(Y * L)),
            "no alternating sign": eq(
                A * vectors(lambda row, column: ite(column, row, c(row + column, row - column), 0)),
                vectors(lambda row, column: ite(column, row, c(row + column, row - column), 0)) * L,
            ),
            "index": eq(A * Y, Y * diagonal(lambda r: -num(r))),
        },
        missing={
            "roots": {**models[2], "s": lambda i: i + 2},
            "pascal": {**models[2], "c": lambda _, b: int(b == 0)},
            "left": {**models[3], "c": lambda a, b: pascal(a, b, lambda m: m + 1)},
        },
    )
