"""HiPPO-LegS for all sizes: its inverse and its determinant."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import Term, det, eq, eye, forall, implies, inv, ite, lam, leq, num, prod, table, total
from verify.proofs.library.hippo import MODELS, ROOTS, e, m, n, p, q, sign
from verify.proofs.library.legs import A, s
from verify.proofs.library.scans import diagonal_entry
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Both through the lower triangle."""
    _inverse(book)
    _determinant(book)


def inverse_entry(row: Any, column: Any) -> Term:
    """The entry of the inverse of A."""
    return ite(
        column + 1,
        row,
        -(sign(row - column) * s(row) * s(column) * inv(num(row)) * inv(num(row + 1))),
        ite(column, row, -inv(num(row + 1)), 0),
    )


def _inverse(book: Book) -> None:
    claim = Claim((n, s), {"roots": ROOTS})
    X = table(n, n, inverse_entry)

    def entry(G: Goal) -> None:
        G.use("left_", "ENTMUL", n, n, n, A, X, "p", "q").use(
            "row", "legs_row", n, lam("k", s), lam("k", lambda k: inverse_entry(k, q)), "p"
        )
        G.have(
            "open",
            eq(total(0, n, lambda k: A[p, k] * X[k, q]), total(0, n, lambda k: A[p, k] * inverse_entry(k, q))),
            lambda H: H.cong("k a1 a2", lambda K: K.use("at", "ENTMAT", n, n, lam("i j", inverse_entry), "k", "q").lin("at")),
        )
        G.have(
            "start",
            eq(total(0, q, lambda k: s(k) * inverse_entry(k, q)), 0),
            lambda H: H.use(
                "zero",
                "sum_zero",
                lam("k", lambda k: s(k) * inverse_entry(k, q)),
                0,
                q,
                by=(lambda K: K.intro("k a1 a2").lin(*reveal(K)),),
            ).by("zero"),
        )
        G.use("unit", "QINV", p + 1).case(p + 1, q, "over", _above, lambda H: H.case(q + 1, p, "below", _below, _diagonal))

    unsigned = table(
        n,
        n,
        lambda row, column: ite(
            column + 1, row, -(s(row) * s(column) * inv(num(row)) * inv(num(row + 1))), ite(column, row, -inv(num(row + 1)), 0)
        ),
    )
    claim.publish(
        book,
        "hippo_legs_inverse",
        "HiPPO-LegS for all N: its inverse has -1/(i + 1) on the diagonal and (-1)^(i-j+1) sqrt((2 i + 1)(2 j + 1)) / "
        "(i (i + 1)) below it.",
        inverse_of(A, X, n),
        lambda G: G.have("right", eq(A * X, eye(n)), lambda H: H.ext("p q p_low p_high q_low q_high", entry)).split(
            "right", lambda H: H.use("other", "one_sided_inverse", n, A, X, by=("right",)).by("other")
        ),
        models=MODELS,
        wrong={"sign": eq(A * X, -eye(n)), "no alternating sign": eq(A * unsigned, eye(n)), "transposed": eq(A * X.T, eye(n))},
        missing={"roots": {"n": 3, "s": lambda i: i + 2}},
    )


def _above(G: Goal) -> None:
    G.have(
        "none",
        eq(total(0, p, lambda k: s(k) * inverse_entry(k, q)), 0),
        lambda H: H.use(
            "zero",
            "sum_zero",
            lam("k", lambda k: s(k) * inverse_entry(k, q)),
            0,
            p,
            by=(lambda K: K.intro("k a1 a2").lin(*reveal(K)),),
        ).by("zero"),
    )
    G.use("off", "ENTI0", n, p, q)
    reduce(G, *reveal(G, "row"), "left_", "open", "none")


def _diagonal(G: Goal) -> None:
    G.have("pq", ("==", "p", "q"), "a").have(
        "none",
        eq(total(0, p, lambda k: s(k) * inverse_entry(k, q)), 0),
        lambda H: H.rewrite("hole", eq(total(0, "hole", lambda k: s(k) * inverse_entry(k, q)), 0), "pq").by("start"),
    )
    diagonal_entry(G, "unit_", p, q)
    reduce(G, *reveal(G, "row"), "left_", "open", "none", "unit_", "unit")


def _below(G: Goal) -> None:
    def body(k: Any) -> Term:
        return s(k) * inverse_entry(k, q)

    def base(H: Goal) -> None:
        H.use("more", "SUMS", lam("k", body), 0, q).use("turn", "PRODS", lam("k", lambda _: num(-1)), 0, 0).use(
            "empty", "PROD0", lam("k", lambda _: num(-1)), 0, 0
        )
        H.lin(*reveal(H, "more"), "start", "turn", "empty")

    def step(H: Goal) -> None:
        H.intro("e above ih e_high").use("before", "ih").use("more", "SUMS", lam("k", body), 0, "e").use(
            "turn", "PRODS", lam("k", lambda _: num(-1)), 0, e - q
        )
        H.use("root", "roots", "e").use("one", "QINV", "e").use("two", "QINV", e + 1)
        (name,) = (x for x in reveal(H, "more") if x.startswith("auto"))
        sgn = sign(e - q) * s(q)
        H.close(
            "lin",
            [
                (1, "more", 1),
                (1, "before", 1),
                (s("e"), name, 1),
                (-inv(num(e + 1)) * s(q), "turn", 1),
                ((-1) * sgn * inv(num("e")) * inv(num(e + 1)), "root", 1),
                ((-1) * sgn * inv(num(e + 1)), "one", 1),
                ((-1) * sgn * inv(num("e")), "two", 1),
            ],
        )

    G.have(
        "sums",
        forall(m, implies(leq(q + 1, m), leq(m, p), eq(total(0, m, body), sign(m - q) * s(q) * inv(num(m))))),
        lambda H: H.induction(lambda K: base(K.intro("bound")), step),
    )
    G.use("sum", "sums", p).use("off", "ENTI0", n, q, p)
    reduce(G, *reveal(G, "row"), "left_", "open", "sum", "off", "unit")


def _determinant(book: Book) -> None:
    claim = Claim((n, s), {"size": leq(0, n)})
    factorial = prod(0, n, lambda k: num(k + 1))

    def script(G: Goal) -> None:
        G.use("all", "triangular_determinant", n, A, by=("size", lambda H: H.intro("i j a1 a2 a3").lin(*reveal(H))))
        G.have(
            "entries",
            eq(prod(0, n, lambda k: A[k, k]), prod(0, n, lambda k: num(-1) * num(k + 1))),
            lambda H: H.cong("k a1 a2", by_entries()),
        )
        G.use("cut", "prod_multiply", lam("k", lambda _: num(-1)), lam("k", lambda k: num(k + 1)), 0, "n").lin(
            "all", "entries", "cut"
        )

    claim.publish(
        book,
        "hippo_legs_determinant",
        "HiPPO-LegS for all N: det A = (-1)^N N!.",
        eq(det(A), sign(n) * factorial),
        script,
        models=MODELS,
        wrong={
            "sign": eq(det(A), factorial),
            "one factor more": eq(det(A), sign(n) * prod(0, n + 1, lambda k: num(k + 1))),
            "sign turned": eq(det(A), sign(n + 1) * factorial),
        },
    )
