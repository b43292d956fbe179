"""Scans by trees of any shape, for all lengths: parallel = serial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import Table, plus, times
from verify.proofs.language import Letter, Term, both, eq, exists, forall, implies, integers, lam, leq, less, prod, total
from verify.proofs.library.chunks import W, b, carried, longer, m, mid, n, s, t, trajectory
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Splitting, then trees."""
    _lemmas(book)
    _tree(book)


def _lemmas(book: Book) -> None:
    def base(G: Goal) -> None:
        G.use("u", "MPROD0", n, lam("k", W), mid, mid).lin("u")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("u", "MPRODS", n, lam("k", W), s, "e").use("v", "MPRODS", n, lam("k", W), mid, "e").lin(
            "u", "v", "ih"
        )

    book.add(
        "mprod_split",
        "A product of matrices splits at any index of its range.",
        forall(
            n,
            W,
            s,
            mid,
            implies(leq(s, mid), forall(t, implies(leq(mid, t), eq(prod(s, t, W), prod(s, mid, W) * prod(mid, t, W))))),
        ),
        lambda G: G.intro("n W s mid below").induction(base, step),
        lemma=True,
    )

    def start(G: Goal) -> None:
        G.use("u", "MPROD0", n, lam("k", W), mid, mid).use(
            "v", "MSUM0", m, n, lam("j", lambda j: b(j) * prod(j + 1, mid, W)), mid, mid
        ).lin("u", "v")

    def following(G: Goal) -> None:
        G.intro("e above ih").use("u", "MPRODS", n, lam("k", W), mid, "e")
        longer(G)
        longer(G, mid, "second")
        G.lin("more", "second", "ih", "u")

    book.add(
        "carried_split",
        "The carried inputs of two chunks, one after the other.",
        forall(
            m,
            n,
            W,
            b,
            s,
            mid,
            implies(
                leq(s, mid),
                forall(t, implies(leq(mid, t), eq(carried(s, t), carried(s, mid) * prod(mid, t, W) + carried(mid, t)))),
            ),
        ),
        lambda G: G.intro("m n W b s mid below").induction(start, following),
        lemma=True,
    )


def _tree(book: Book) -> None:
    P, Q = Letter("P", ("i", "j"), n, n), Letter("Q", ("i", "j"), m, n)

    def node() -> Any:
        split = both(eq(P(s, t), P(s, mid) * P(mid, t)), eq(Q(s, t), Q(s, mid) * P(mid, t) + Q(mid, t)))
        return forall(s, t, implies(less(s + 1, t), exists(mid, both(less(s, mid), less(mid, t), split))))

    claim = Claim((m, n, W, b, P, Q), {"leaf": forall(s, both(eq(P(s, s + 1), W(s)), eq(Q(s, s + 1), b(s)))), "node": node()})

    def serial(start: Any, stop: Any) -> Any:
        return both(eq(P(start, stop), prod(start, stop, W)), eq(Q(start, stop), carried(start, stop)))

    def step(G: Goal) -> None:
        G.intro("e above ih s t order short").case(t, s + 1, "one", leaf, inner)

    def leaf(G: Goal) -> None:
        G.use("at", "leaf", "s").parts("at", "at_P", "at_Q").have("same", ("==", "t", s + 1), "a")
        G.use("p", "MPRODS", n, lam("k", W), "s", "s").use("p0", "MPROD0", n, lam("k", W), "s", "s").use(
            "p1", "MPROD0", n, lam("k", W), s + 1, s + 1
        )
        G.use("q", "MSUMS", m, n, lam("j", lambda j: b(j) * prod(j + 1, s + 1, W)), "s", "s")
        G.use("q0", "MSUM0", m, n, lam("j", lambda j: b(j) * prod(j + 1, s + 1, W)), "s", "s")
        G.rewrite("hole", serial("s", Term("hole")), "same")
        G.split(lambda H: H.lin("at_P", "p", "p0"), lambda H: H.lin("at_Q", "q", "q0", "p1"))

    def inner(G: Goal) -> None:
        G.use("some", "node", "s", "t").obtain("some", "mid", "cut").parts("cut", "low", "rest").parts(
            "rest", "high", "two"
        ).parts("two", "PP", "QQ")
        G.use("left", "ih", "s", "mid").parts("left", "lP", "lQ").use("right", "ih", "mid", "t").parts("right", "rP", "rQ")
        G.use("prods", "mprod_split", n, lam("i", W), "s", "mid", "t").use(
            "sums", "carried_split", m, n, lam("i", W), lam("i", b), "s", "mid", "t"
        )
        G.split(lambda H: H.lin("PP", "lP", "rP", "prods"), lambda H: H.lin("QQ", "lQ", "rQ", "rP", "sums"))

    def script(G: Goal) -> None:
        r = integers("r")[0]
        G.have(
            "strong",
            forall(r, implies(leq(0, r), forall(s, t, implies(less(s, t), leq(t, s + r), serial(s, t))))),
            lambda H: H.induction(lambda K: K.intro("s t order short").absurd("a"), step),
        )
        G.intro("s t order").use("all", "strong", t - s).use("at", "all", "s", "t").by("at")

    models = [Numbers(z, P=_fold(z)[0], Q=_fold(z)[1]) for z in (trajectory(*size) for size in ((1, 0), (1, 1), (2, 2)))]

    def conclusion(formula: Callable[[Any, Any], Any]) -> Any:
        return forall(s, t, implies(less(s, t), formula(s, t)))

    claim.publish(
        book,
        "parallel_scan",
        "Parallel = serial: whatever tree combines the steps s .. t by the affine scan operator, its root holds the "
        "serial product and the serial sum.",
        conclusion(serial),
        script,
        models=models,
        wrong={
            "one step more": conclusion(lambda s, t: eq(P(s, t), prod(s, t + 1, W))),
            "inputs only": conclusion(lambda s, t: eq(Q(s, t), total(s, t, b))),
            "shifted": conclusion(lambda s, t: eq(Q(s, t), total(s, t, lambda j: b(j) * prod(j, t, W)))),
        },
        missing={"node": Numbers(models[1], P=lambda i, _: models[1]["W"](i), Q=lambda i, _: models[1]["b"](i))},
    )


def _fold(z: Numbers) -> tuple[Callable[[int, int], Table], Callable[[int, int], Table]]:
    """The product and the carried inputs of a range, by a tree that is cut in its middle."""

    def product(first: int, last: int) -> Any:
        return (
            z["W"](first) if last <= first + 1 else _at(product(first, (first + last) // 2), product((first + last) // 2, last))
        )

    def inputs(first: int, last: int) -> Any:
        cut = (first + last) // 2
        return z["b"](first) if last <= first + 1 else _at(inputs(first, cut), product(cut, last), inputs(cut, last))

    return product, inputs


def _at(left: Table, right: Table, more: Table | None = None) -> Any:
    """The value of left right + more."""
    value = times(left, right)
    return value if more is None else plus(value, more)
