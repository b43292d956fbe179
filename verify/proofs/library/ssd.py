"""State space duality for all lengths: the scan with scalar decays is a masked matrix, chunks carry one state."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    eq,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    null,
    prod,
    table,
    total,
)
from verify.proofs.library.scans import signed
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

n, d, i, j, k, s, t, r = integers("n d i j k s t r")
a, x = Family("a"), Family("x")
b, c, h = Letter("b", ("i",), d, 1), Letter("c", ("i",), d, 1), Letter("h", ("i",), d, 1)
p, e = Term("p"), Term("e")


def inputs(start: Any, stop: Any) -> Term:
    """The inputs of a chunk, each decayed by the steps that follow it."""
    return total(start, stop, lambda j: prod(j + 1, stop, a) * x(j) * b(j))


def recurrence(start: Any) -> Any:
    """The premise: h(i + 1) = a(i) h(i) + x(i) b(i) from the start on."""
    return forall(i, implies(leq(start, i), eq(h(i + 1), a(i) * h(i) + x(i) * b(i))))


def theorems(book: Book) -> None:
    """The state, the matrix, and many states side by side."""
    _carry(book)
    _matrix(book)
    _chunked_matrix(book)


def states(size: int, first: int = 0, *, empty: bool = False) -> Numbers:
    """Letters b, c and h, and families a and x, with the recurrence from the first index on."""
    found = {
        i: numbers_table(size, 1, lambda _i, _j: Fraction(0)) if empty else draw(size, 1, 3 * i + 40)
        for i in range(-9, first + 1)
    }
    numbers = Numbers(
        d=size, a=signed, x=lambda i: i * i - 3, b=lambda i: draw(size, 1, 5 * i + 90), c=lambda i: draw(size, 1, 7 * i + 80)
    )
    for i in range(first, 11):
        found[i + 1] = Numbers(numbers, i=i, h=found.get).at(a("i") * h("i") + x("i") * b("i"))
    return Numbers(numbers, h=found.get)


def _carry(book: Book) -> None:
    claim = Claim((d, s, a, x, b, h), {"recurrence": recurrence(s)})

    def body(stop: Any) -> Callable[[Any], Any]:
        return lambda j: prod(j + 1, stop, a) * x(j) * b(j)

    def base(G: Goal) -> None:
        G.use("p", "PROD0", lam("k", a), s, s).use("z", "MSUM0", d, 1, lam("j", body(s)), s, s).lin("p", "z")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "recurrence", "e").use("p", "PRODS", lam("k", a), s, "e")
        G.use("u", "MSUMS", d, 1, lam("j", body(e + 1)), s, "e").use("none", "PROD0", lam("k", a), e + 1, e + 1)
        G.have(
            "inner",
            eq(total(s, "e", body(e + 1)), total(s, "e", lambda j: a(e) * body(e)(j))),
            lambda H: H.cong("r r_low r_high", lambda K: K.use("last", "PRODS", lam("k", a), Term("r") + 1, "e").lin("last")),
        )
        G.lin("now", "ih", "p", "u", "none", "inner")

    def solved(shift: int = 0, sign: int = 1) -> Any:
        return forall(
            t,
            implies(
                leq(s, t), eq(h(t), prod(s, t, a) * h(s) + sign * total(s, t, lambda j: prod(j + 1 - shift, t, a) * x(j) * b(j)))
            ),
        )

    models = [Numbers(states(size, first), s=first) for size, first in ((0, 0), (1, 0), (2, 1), (3, -1))]
    claim.publish(
        book,
        "ssd_chunk_with_carry",
        "A chunk of the SSD scan, from any start and of any length: its decay times the carried state, plus its own inputs.",
        solved(),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "one decay more": solved(1),
            "sign": solved(0, -1),
            "no carry": forall(t, implies(leq(s, t), eq(h(t), inputs(s, t)))),
        },
        missing={"recurrence": Numbers(states(1), s=0, h=lambda i: numbers_table(1, 1, lambda _p, _q: i))},
    )


def mask(row: Any, column: Any) -> Term:
    """The 1-semiseparable mask L."""
    return ite(column, row, prod(column + 1, row + 1, a), 0)


def masked(row: Any, column: Any) -> Term:
    """The entry of L o C B^T."""
    return mask(row, column) * (c(row).T * b(column))[0, 0]


def outputs(state: Callable[[Any], Any]) -> Term:
    """The column of all c(t)^T h."""
    return table(n, 1, lambda row, _: (c(row).T * state(row))[0, 0])


INPUT = table(n, 1, lambda row, _: x(row))


def _matrix(book: Book) -> None:
    claim = Claim((n, d, a, x, b, c, h), {"start": eq(h(0), null(d, 1)), "recurrence": recurrence(0)})
    M = table(n, n, masked)

    def script(G: Goal) -> None:
        G.ext("p q p_low p_high q_low q_high", lambda H: _row(H, M))

    models = [Numbers(states(size, empty=True), n=length) for size, length in ((1, 0), (1, 1), (2, 2), (2, 3))]
    turned, shifted = (
        table(n, n, lambda row, column: masked(column, row)),
        table(n, n, lambda row, column: ite(column, row, prod(column, row, a), 0) * (c(row).T * b(column))[0, 0]),
    )
    claim.publish(
        book,
        "ssd_scan_is_matrix",
        "SSD: the outputs c(t)^T h(t + 1) of the scan are (L o C B^T) x, L the 1-semiseparable mask, for all lengths.",
        eq(outputs(lambda t: h(t + 1)), M * INPUT),
        script,
        models=models,
        wrong={
            "one step late": eq(outputs(h), M * INPUT),
            "transposed": eq(outputs(lambda t: h(t + 1)), turned * INPUT),
            "decay of the input's own step": eq(outputs(lambda t: h(t + 1)), shifted * INPUT),
        },
        missing={
            "start": Numbers(states(2), n=2),
            "recurrence": Numbers(states(1, empty=True), n=2, h=lambda i: numbers_table(1, 1, lambda _p, _q: i)),
        },
    )


def _row(G: Goal, M: Term) -> None:
    """One output: the sum over all columns is that over the columns up to p."""
    G.have("column", ("==", "q", 0), "a")
    G.use("all", "ssd_chunk_with_carry", d, 0, lam("i", a), lam("i", x), lam("i", b), lam("i", h), by=("recurrence",)).use(
        "state", "all", p + 1
    )
    G.use("product", "ENTMUL", n, n, 1, M, INPUT, "p", "q").use(
        "parts", "sum_split", lam("k", lambda k: M[p, k] * INPUT[k, "q"]), 0, p + 1, n
    )
    G.use(
        "zero",
        "sum_zero",
        lam("k", lambda k: M[p, k] * INPUT[k, "q"]),
        p + 1,
        n,
        by=(lambda H: H.intro("k k_low k_high").lin(*reveal(H)),),
    )
    G.use("entry", "ENTSUM", 1, 1, lam("j", lambda j: prod(j + 1, p + 1, a) * x(j) * c(p).T * b(j)), 0, p + 1, 0, 0)
    G.have(
        "same",
        eq(
            total(0, p + 1, lambda k: M[p, k] * INPUT[k, "q"]),
            total(0, p + 1, lambda j: prod(j + 1, p + 1, a) * x(j) * (c(p).T * b(j))[0, 0]),
        ),
        lambda H: H.cong("k k_low k_high", lambda K: K.lin(*reveal(K))),
    )
    G.have(
        "out",
        eq((c(p).T * h(p + 1))[0, 0], (c(p).T * inputs(0, p + 1))[0, 0]),
        lambda H: (
            H.have("same_", eq(h(p + 1), inputs(0, p + 1)), lambda K: K.lin("state", "start"))
            .rewrite("hole", eq((c(p).T * Term(("m", "hole")))[0, 0], (c(p).T * inputs(0, p + 1))[0, 0]), "same_")
            .lin()
        ),
    )
    G.lin(*reveal(G), "out", "entry", "product", "parts", "zero", "same")


def _chunked_matrix(book: Book) -> None:
    claim = Claim((d, s, t, r, a, b, c), {"s_low": less(s, t), "t_low": leq(t, r)})

    def decayed(first: Any, last: Any, row: Any, column: Any) -> Any:
        return eq(
            prod(column + 1, row + 1, a) * c(row).T * b(column),
            (prod(first, row + 1, a) * c(row).T) * (prod(column + 1, last, a) * b(column)),
        )

    claim.publish(
        book,
        "ssd_off_diagonal_block",
        "Blocks of the SSD matrix off the chunk's diagonal have low rank: for s < t <= r the entry (r, s) is c(r)^T "
        "from the cut t times b(s) decayed up to it.",
        decayed(t, t, r, s),
        lambda G: G.use("u", "prod_split", lam("k", a), s + 1, t, r + 1).lin("u"),
        models=[{**states(size), "s": s_, "t": t_, "r": r_} for size, s_, t_, r_ in ((1, 0, 1, 1), (2, 1, 2, 4), (3, 0, 2, 2))],
        wrong={
            "cut counted twice": decayed(t - 1, t, r, s),
            "cut left out": decayed(t + 1, t, r, s),
            "input not decayed": eq(prod(s + 1, r + 1, a) * c(r).T * b(s), prod(t, r + 1, a) * c(r).T * b(s)),
        },
        missing={
            "t_low": {
                **states(1),
                "a": lambda i: i + 2,
                "b": lambda _: draw(1, 1, 3),
                "c": lambda _: draw(1, 1, 3),
                "s": 0,
                "t": 3,
                "r": 1,
            }
        },
    )
