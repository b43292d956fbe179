"""The condition of HiPPO-LegS for all sizes, from below: kappa_2 >= (N^2 + 1)/2."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import transposed
from verify.proofs.entries import reduce
from verify.proofs.language import Term, at_most, eq, eye, forall, inv, lam, leq, num, total
from verify.proofs.library.delta import X, entry_of, square
from verify.proofs.library.hippo import ROOTS, n, p, sign
from verify.proofs.library.hippobounds import ALTERNATING, SHAPES, Y, kappa
from verify.proofs.library.legs import A, P, s
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """One theorem."""
    _lower(book)


def _eigenvector(G: Goal) -> None:
    """A y = -y for the alternating y."""

    def y(row: Any) -> Term:
        return sign(row) * s(row)

    def entry(H: Goal) -> None:
        H.use("left_", "ENTMUL", n, n, 1, A, ALTERNATING, "p", "q").use("row", "legs_row", n, lam("k", s), lam("k", y), "p")
        H.have(
            "open",
            eq(total(0, n, lambda k: A[p, k] * ALTERNATING[k, "q"]), total(0, n, lambda k: A[p, k] * y(k))),
            lambda K: K.cong(
                "k a1 a2", lambda L: L.use("at", "ENTMAT", n, 1, lam("i j", lambda row, _: y(row)), "k", "q").lin("at")
            ),
        )
        H.have(
            "squares",
            eq(total(0, p, lambda k: s(k) * y(k)), total(0, p, lambda k: (2 * num(k) + 1) * sign(k))),
            lambda K: K.cong("k a1 a2", lambda L: L.use("root", "roots", "k").lin("root")),
        )
        H.use(
            "sums",
            "legs_partial_sums",
            lam("i", sign),
            0,
            by=(
                "a",
                lambda K: K.intro("i a1 a2").absurd("a"),
                lambda K: K.intro("i a1").use("turn", "PRODS", lam("k", lambda _: num(-1)), 0, "i").lin("turn"),
            ),
        ).use("sum", "sums", "p")
        H.use("at_", "ENTMAT", n, 1, lam("i j", lambda row, _: y(row)), "p", "q")
        reduce(H, "left_", "open", "row", "squares", "sum", "at_")

    G.have("eigen", eq(A * ALTERNATING, -ALTERNATING), lambda H: H.ext("p q p_low p_high q_low q_high", entry))


def _turned(G: Goal) -> None:
    """The image of y has the length of y."""
    transposed(G, "eigen")
    G.lin("eigen", "eigen_t", "wide")


def _lower(book: Book) -> None:
    every = forall(X, Y, at_most(square(A * X) * square(Y), kappa * square(X) * square(A * Y)))
    claim = Claim((n, s, kappa), {"size": leq(1, n), "roots": ROOTS, "condition": every})
    size = num(n) * num(n)

    def script(G: Goal) -> None:
        G.use("sym", "legs_symmetric_part", n, lam("i", s), by=("roots",)).use("unit", "ENTI1", 1, 0).use("one", "QINV", n)
        for name, lemma in (("long", "legs_vector_length"), ("wide", "legs_alternating_length")):
            G.use(name, lemma, n, lam("i", s), by=("a", "roots"))
            entry_of(G, f"{name}_entry", name, 0, 0, (1, 1))
        G.use("low", "rank_one_part_is_stretched", n, A, P, size, by=("a", "sym", "long"))
        _eigenvector(G)
        G.have("turned", eq((A * ALTERNATING).T * (A * ALTERNATING), size * eye(1)), _turned)
        entry_of(G, "turned_entry", "turned", 0, 0, (1, 1))
        G.use("all", "condition", P, ALTERNATING)
        image, u = square(A * P), inv(num(n)) * inv(num(n))
        G.have(
            "use_",
            at_most(image * size, kappa * size * size),
            lambda H: H.pos(
                [(1, 1, ("all",))],
                (
                    (image, "wide_entry", 1),
                    (image * size, "unit", 1),
                    ((-1) * kappa * square(A * ALTERNATING), "long_entry", 1),
                    ((-1) * kappa * size * Term(("ent", eye(1), 0, 0)), "turned_entry", 1),
                    ((-1) * kappa * size * size * (Term(("ent", eye(1), 0, 0)) + 1), "unit", 1),
                ),
            ),
        )
        G.have("inverse", eq(u * size, 1), lambda H: H.close("lin", [(inv(num(n)) * num(n) + 1, "one", 1)]))
        rest = 4 * kappa - (1 + size) * (1 + size)
        G.pos([(4, u, ("use_",)), (4, u * num(n), ("low",))], (((-1) * rest * (u * size + 1), "inverse", 1),))

    models = [{**numbers, "kappa": 50} for numbers in SHAPES]
    claim.publish(
        book,
        "hippo_legs_condition_below",
        "HiPPO-LegS for all N >= 1: when |A x|^2 |y|^2 <= kappa |x|^2 |A y|^2 for all x and y (kappa "
        "bounds the square of the condition number), then (N^2 + 1)^2 <= 4 kappa.",
        at_most((1 + size) * (1 + size), 4 * kappa),
        script,
        models=models,
        wrong={
            "no half": at_most((1 + size) * (1 + size), kappa),
            "cubic": at_most((1 + size) * (1 + size) * size, 4 * kappa),
            "reversed": at_most(4 * kappa, (1 + size) * (1 + size)),
        },
        missing={"condition": {**SHAPES[1], "kappa": 1}},
    )
