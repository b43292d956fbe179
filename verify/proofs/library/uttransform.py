"""The UT transform of the delta rule for all chunk lengths."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import reveal
from verify.proofs.language import Term, eq, eye, forall, implies, ite, lam, leq, less, matrix, prod, table, total
from verify.proofs.library.delta import entry_of, k, n, r
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """From the recursion of WY to one matrix equation."""
    _ut(book)


U, V, W = matrix("U", n, k), matrix("V", n, k), matrix("W", n, k)


def column(x: Term, r: Any) -> Term:
    """Column r of an n x k matrix."""
    return table(n, 1, lambda row, _: x[row, r])


def _ut(book: Book) -> None:
    gram = V.T * U

    def upper(first: int = 1) -> Any:
        return table(k, k, lambda row, col: ite(row + first, col, gram[row, col], 0))

    claim = Claim((n, k, U, V, W), {"length": leq(0, k), "triangular": eq(W * (eye(k) + upper()), U)})

    def columns(G: Goal) -> None:
        def inner(H: Goal) -> None:
            H.have("one", ("==", "q", 0), "a")
            entry_of(H, "entry", "triangular", "p", "r", (n, k))
            H.have("row", eq(W["p", "r"], U["p", "r"] - (W * upper())["p", "r"]), lambda K: K.lin("entry"))
            H.use("e", "ENTMUL", n, k, k, W, upper(), "p", "r").use(
                "cut", "sum_split", lam("s", lambda s: W["p", s] * upper()[s, "r"]), 0, "r", k
            )
            H.use(
                "none",
                "sum_zero",
                lam("s", lambda s: W["p", s] * upper()[s, "r"]),
                "r",
                k,
                by=(lambda K: K.intro("s a1 a2").lin(*reveal(K)),),
            )
            H.use("open", "ENTSUM", n, 1, lam("s", lambda s: column(W, s) * column(V, s).T * column(U, "r")), 0, "r", "p", 0)
            H.have(
                "same",
                eq(
                    total(0, "r", lambda s: (column(W, s) * column(V, s).T * column(U, "r"))["p", 0]),
                    total(0, "r", lambda s: W["p", s] * upper()[s, "r"]),
                ),
                lambda K: K.cong("s a1 a2", _term),
            )
            H.rewrite(
                "hole",
                eq(
                    column(W, "r")["p", Term("hole")],
                    (column(U, "r") - total(0, "r", lambda s: column(W, s) * column(V, s).T * column(U, "r")))["p", Term("hole")],
                ),
                "one",
            )
            H.lin("open", "same", *reveal(H), "row", "e", "cut", "none")

        G.intro("r r_low r_high").ext("p q p_low p_high q_low q_high", inner)

    def script(G: Goal) -> None:
        G.have(
            "columns",
            forall(
                r,
                implies(
                    leq(0, r),
                    less(r, k),
                    eq(column(W, r), column(U, r) - total(0, r, lambda s: column(W, s) * column(V, s).T * column(U, r))),
                ),
            ),
            columns,
        )
        G.use("wy", "wy_form", n, k, *(lam("r", lambda r, x=x: column(x, r)) for x in (U, V, W)), by=("columns",)).use(
            "at", "wy", k
        )
        G.have(
            "sum",
            eq(total(0, k, lambda s: column(W, s) * column(V, s).T), W * V.T),
            lambda H: H.ext("p q p_low p_high q_low q_high", _outer),
        )
        G.lin("at", "sum")

    def transition(sign: int = -1, other: Any = V) -> Any:
        return eq(prod(0, k, lambda r: eye(n) - column(U, r) * column(V, r).T), eye(n) + sign * W * other.T)

    models = [
        Numbers(n=size, k=length).draw(U, V).inverse(matrix("Y", k, k), eye(k) + upper()).let(W, U * matrix("Y", k, k))
        for size, length in ((1, 0), (1, 1), (2, 2), (2, 3))
    ]
    claim.publish(
        book,
        "ut_transform",
        "UT transform for all chunk lengths: with W (I + striu(V^T U)) = U, the product of all I - u_r v_r^T is I - W V^T.",
        transition(),
        script,
        models=models,
        wrong={
            "sign": transition(1),
            "columns of U": transition(-1, U),
            "first factor only": eq(prod(0, 1, lambda r: eye(n) - column(U, r) * column(V, r).T), eye(n) - W * V.T),
        },
        missing={"triangular": Numbers(n=1, k=1).draw(U, V).let(W, U + U)},
    )


def _term(G: Goal) -> None:
    """One term of the recursion: W(p, s) times the inner product of columns s of V and r of U."""
    inner = column(V, "s").T * column(U, "r")
    G.use("x", "ENTMUL", n, 1, 1, column(W, "s"), inner, "p", 0).use(
        "y", "sum_one", lam("l", lambda l: column(W, "s")["p", l] * inner[l, 0]), 0
    )
    G.use("z", "ENTMUL", 1, n, 1, column(V, "s").T, column(U, "r"), 0, 0).use("g", "ENTMUL", k, n, k, V.T, U, "s", "r")
    G.have(
        "terms",
        eq(total(0, n, lambda l: column(V, "s")[l, 0] * column(U, "r")[l, 0]), total(0, n, lambda l: V[l, "s"] * U[l, "r"])),
        lambda H: H.cong("l b1 b2", lambda K: K.lin(*reveal(K))),
    )
    G.lin(*reveal(G, "x", "y", "z"), "terms", "g")


def _outer(G: Goal) -> None:
    """An entry of the sum of outer products is one of W V^T."""
    G.use("open", "ENTSUM", n, n, lam("s", lambda s: column(W, s) * column(V, s).T), 0, k, "p", "q").use(
        "e", "ENTMUL", n, k, n, W, V.T, "p", "q"
    )
    G.have(
        "terms",
        eq(total(0, k, lambda s: (column(W, s) * column(V, s).T)["p", "q"]), total(0, k, lambda s: W["p", s] * V["q", s])),
        lambda H: H.cong(
            "s b1 b2",
            lambda K: (
                K.use("x", "ENTMUL", n, 1, n, column(W, "s"), column(V, "s").T, "p", "q")
                .use("y", "sum_one", lam("l", lambda l: column(W, "s")["p", l] * column(V, "s")["q", l]), 0)
                .lin(*reveal(K, "x", "y"))
            ),
        ),
    )
    G.lin("open", "terms", "e")
