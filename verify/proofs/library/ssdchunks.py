"""State space duality in one statement: matrix = serial scan = chunks, for all lengths and all chunkings."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Letter, Term, both, eq, exists, forall, implies, integers, lam, leq, less, null, prod, table
from verify.proofs.library.ssd import INPUT, a, b, c, d, h, inputs, masked, n, outputs, recurrence, states, x
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

s, t, r, i = integers("s t r i")
g = Letter("g", ("i",), d, 1)


def theorems(book: Book) -> None:
    """One theorem."""
    _chunks(book)


def _step(G: Goal) -> None:
    G.intro("e above ih t t_low t_high").case(t, "e", "order", lambda H: H.use("old", "ih", t).by("old"), _last)


def _last(G: Goal) -> None:
    G.use("some", "chunks", t).obtain("some", "s", "cut").parts("cut", "s_low", "rest").parts("rest", "s_high", "formula")
    G.use("before", "ih", "s").use("all", "ssd_chunk_with_carry", d, "s", lam("k", a), lam("k", x), lam("k", b), lam("k", h), by=(
        lambda H: H.intro("i i_low").use("one", "serial", "i").by("one"),)).use("at", "all", t).lin("formula", "before", "at")


def _base(G: Goal) -> None:
    G.intro("t t_low t_high").have("zero", ("==", "t", 0), "a").rewrite(
        "hole", eq(g(Term("hole")), h(Term("hole"))), "zero").lin("empty", "start")


def _script(G: Goal) -> None:
    G.have("strong", forall(r, implies(leq(0, r), forall(t, implies(leq(0, t), leq(t, r), eq(g(t), h(t)))))),
           lambda H: H.induction(_base, _step))
    G.use("matrix", "ssd_scan_is_matrix", n, d, lam("k", a), lam("k", x), lam("k", b), lam("k", c), lam("k", h), by=(
        "start", "serial"))

    def leaf(H: Goal) -> None:
        H.use("now", "strong", Term("p") + 1, by=("a",)).use("here", "now", Term("p") + 1, by=("a", "a"))
        H.use("left", "ENTMAT", n, 1, lam("u v", lambda u, _: (c(u).T * g(u + 1))[0, 0]), "p", "q")
        H.use("right", "ENTMAT", n, 1, lam("u v", lambda u, _: (c(u).T * h(u + 1))[0, 0]), "p", "q")
        H.have("same", eq((c("p").T * g(Term("p") + 1))[0, 0], (c("p").T * h(Term("p") + 1))[0, 0]), lambda K: K.rewrite(
            "hole", eq((c("p").T * Term(("m", "hole")))[0, 0], (c("p").T * h(Term("p") + 1))[0, 0]), "here").lin())
        H.lin("left", "same", "right")
    G.have("equal", eq(outputs(lambda u: g(u + 1)), outputs(lambda u: h(u + 1))), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
    G.split("equal", lambda H: H.lin("equal", "matrix"))


def _chunks(book: Book) -> None:
    matrix = table(n, n, masked)

    def chunk(start: Any, stop: Any) -> Any:
        return eq(g(stop), prod(start, stop, a) * g(start) + inputs(start, stop))
    chunks = forall(t, implies(leq(1, t), exists(s, both(leq(0, s), less(s, t), chunk(s, t)))))
    models = [Numbers(z, n=length, g=z["h"]) for z, length in (
        (states(size, empty=True), length) for size, length in ((0, 1), (1, 0), (1, 2), (2, 3), (2, 2)))]
    chunked, serial = outputs(lambda u: g(u + 1)), outputs(lambda u: h(u + 1))
    one = numbers_table(1, 1, lambda _i, _j: 1)
    premises = {"start": eq(h(0), null(d, 1)), "serial": recurrence(0), "empty": eq(g(0), null(d, 1)), "chunks": chunks}
    lost = Numbers(models[2], g=lambda k: one if k == 1 else numbers_table(1, 1, lambda _i, _j: 0), c=lambda _: one)
    Claim((n, d, a, x, b, c, h, g), premises).publish(
        book, "ssd_chunks_scan_and_matrix",
        "SSD: matrix = scan = chunks, for all lengths: when every state comes from some earlier one by a chunk with carry, "
        "whatever the chunks, the outputs are those of the serial scan and of the matrix L o C B^T.",
        both(eq(chunked, serial), eq(chunked, matrix * INPUT)), _script, models=models,
        wrong={"transposed": eq(chunked, matrix.T * INPUT), "sign": eq(chunked, -matrix * INPUT),
               "one state late": eq(outputs(g), matrix * INPUT)},
        missing={"chunks": lost})
