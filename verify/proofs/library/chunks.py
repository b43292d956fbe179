"""Scans in pieces, for all lengths: carries, chunks of any sizes, trees of any shape.

States are rows here (x W + b), so that products stand in the order in which the steps are taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Letter, Term, both, eq, exists, forall, implies, integers, lam, leq, less, matrix, prod, total
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

m, n, d, i, j, k, s, t, mid = integers("m n d i j k s t mid")
W, b, x = Letter("W", ("i",), n, n), Letter("b", ("i",), m, n), Letter("x", ("i",), m, n)
e = Term("e")


def carried(start: Any, stop: Any) -> Term:
    """The inputs of a chunk, each through the steps that follow it."""
    return total(start, stop, lambda j: b(j) * prod(j + 1, stop, W))


def theorems(book: Book) -> None:
    """From one chunk to all ways of cutting."""
    _carry(book)
    _chunks(book)
    _associative(book)


def trajectory(rows: int, size: int, first: int = 0) -> Numbers:
    """Letters W, b, and x with the recurrence from the first index on."""
    steps = {i: draw(size, size, 7 * i + 50) for i in range(-9, 12)}
    inputs = {i: draw(rows, size, 5 * i + 90) for i in range(-9, 12)}
    states = {i: draw(rows, size, 3 * i + 40) for i in range(-9, first + 1)}
    for i in range(first, 11):
        scope = (
            Numbers(n=size, m=rows)
            .let(matrix("y", m, n), states[i])
            .let(matrix("z", n, n), steps[i])
            .let(matrix("u", m, n), inputs[i])
        )
        states[i + 1] = scope.at(matrix("y", m, n) * matrix("z", n, n) + matrix("u", m, n))
    return Numbers(m=rows, n=size, W=steps.get, b=inputs.get, x=states.get)


def _carry(book: Book) -> None:
    claim = Claim((m, n, s, W, b, x), {"recurrence": forall(i, implies(leq(s, i), eq(x(i + 1), x(i) * W(i) + b(i))))})

    def base(G: Goal) -> None:
        G.use("p", "MPROD0", n, lam("k", W), s, s).use(
            "z", "MSUM0", m, n, lam("j", lambda j: b(j) * prod(j + 1, s, W)), s, s
        ).lin("p", "z")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "recurrence", "e").use("p", "MPRODS", n, lam("k", W), s, "e")
        longer(G)
        G.lin("now", "ih", "p", "more")

    def solved(shift: int = 0, sign: int = 1, through: Callable[[Any], Any] = W) -> Any:
        return forall(
            t,
            implies(
                leq(s, t), eq(x(t), x(s) * prod(s, t, W) + sign * total(s, t, lambda j: b(j) * prod(j + 1 - shift, t, through)))
            ),
        )

    models = [
        Numbers(trajectory(rows, size, first), s=first) for rows, size, first in ((1, 0, 0), (1, 1, 0), (2, 2, 1), (1, 3, -1))
    ]
    claim.publish(
        book,
        "scan_with_carry",
        "A chunk of any length from any start: its result is the carry x(s) through all steps plus the inputs, each "
        "through the steps after it.",
        solved(),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "one step more": solved(1),
            "sign": solved(0, -1),
            "no inputs": forall(t, implies(leq(s, t), eq(x(t), x(s) * prod(s, t, W)))),
        },
        missing={
            "recurrence": Numbers(
                m=1,
                n=1,
                s=0,
                W=lambda _: draw(1, 1, 3),
                b=lambda _: draw(1, 1, 4),
                x=lambda i: numbers_table(1, 1, lambda _p, _q: i),
            )
        },
    )


def longer(G: Goal, start: Any = s, name: str = "more") -> None:
    """The fact: the carried inputs of start .. e + 1 are those of start .. e through W(e), plus b(e)."""

    def body(stop: Any) -> Callable[[Any], Any]:
        return lambda j: b(j) * prod(j + 1, stop, W)

    def inside(H: Goal) -> None:
        H.use("last", "MPRODS", n, lam("k", W), Term("r") + 1, "e").lin("last")

    def script(H: Goal) -> None:
        H.use("grown", "MSUMS", m, n, lam("j", body(e + 1)), start, "e").use("none", "MPROD0", n, lam("k", W), e + 1, e + 1)
        H.have(
            "inner",
            eq(total(start, "e", body(e + 1)), total(start, "e", lambda j: body(e)(j) * W(e))),
            lambda K: K.cong("r r_low r_high", inside),
        ).lin("grown", "none", "inner")

    G.have(name, eq(carried(start, e + 1), carried(start, e) * W(e) + b(e)), script)


def _broken(shifted: Numbers) -> dict[str, Any]:
    """Numbers that satisfy all premises but the named one, with states that differ."""
    one = Numbers(m=1, n=1, W=lambda _: draw(1, 1, 3), b=lambda _: numbers_table(1, 1, lambda _p, _q: 0))
    constant = numbers_table(1, 1, lambda _p, _q: 1)
    return {
        "start": Numbers(one, W=lambda _: constant, x=lambda _: constant, y=lambda _: numbers_table(1, 1, lambda _p, _q: 2)),
        "chunks": shifted,
        "serial": Numbers(
            one,
            W=lambda _: constant,
            x=lambda i: numbers_table(1, 1, lambda _p, _q: i),
            y=lambda _: numbers_table(1, 1, lambda _p, _q: 0),
        ),
    }


def _chunks(book: Book) -> None:
    y = Letter("y", ("i",), m, n)

    def chunk(start: Any, stop: Any) -> Any:
        return eq(y(stop), y(start) * prod(start, stop, W) + carried(start, stop))

    claim = Claim(
        (m, n, W, b, x, y),
        {
            "serial": forall(i, implies(leq(0, i), eq(x(i + 1), x(i) * W(i) + b(i)))),
            "start": eq(y(0), x(0)),
            "chunks": forall(t, implies(leq(1, t), exists(s, both(leq(0, s), less(s, t), chunk(s, t))))),
        },
    )

    def step(G: Goal) -> None:
        G.intro("e above ih t t_low t_high").case(t, e, "order", lambda H: H.use("x_", "ih", t).by("x_"), last)

    def last(G: Goal) -> None:
        G.use("some", "chunks", t).obtain("some", "s", "cut").parts("cut", "s_low", "rest").parts("rest", "s_high", "formula")
        G.use("before", "ih", "s").use(
            "all",
            "scan_with_carry",
            m,
            n,
            "s",
            lam("i", W),
            lam("i", b),
            lam("i", x),
            by=(lambda H: H.intro("i i_low").use("x_", "serial", "i").by("x_"),),
        )
        G.use("at", "all", t).lin("formula", "before", "at")

    def base(G: Goal) -> None:
        G.intro("t t_low t_high").have("zero", ("==", "t", 0), "a").rewrite(
            "hole", eq(y(Term("hole")), x(Term("hole"))), "zero"
        ).by("start")

    def script(G: Goal) -> None:
        strong = integers("r")[0]
        G.have(
            "strong",
            forall(strong, implies(leq(0, strong), forall(t, implies(leq(0, t), leq(t, strong), eq(y(t), x(t)))))),
            lambda H: H.induction(base, step),
        )
        G.intro("t t_low").use("all", "strong", "t").use("at", "all", "t").by("at")

    models = [Numbers(z, y=z["x"]) for z in (trajectory(*size) for size in ((1, 0), (1, 1), (2, 2)))]
    shifted = [Numbers(z, y=lambda i, z=z: z["x"](i + 1 if i else 0)) for z in models]

    def states(difference: Callable[[Any], Any]) -> Any:
        return forall(t, implies(leq(0, t), difference(t)))

    claim.publish(
        book,
        "chunked_scan",
        "Chunked = serial for every chunking: when each state y(t) comes from some earlier y(s) by one chunk s .. t, "
        "all states are those of the serial scan.",
        states(lambda t: eq(y(t), x(t))),
        script,
        models=models,
        wrong={
            "one step late": states(lambda t: eq(y(t + 1), x(t))),
            "sign": states(lambda t: eq(y(t), -x(t))),
            "no carry": states(lambda t: eq(y(t), carried(0, t))),
        },
        missing=_broken(shifted[1]),
    )


def _associative(book: Book) -> None:
    F, G_, H_ = (matrix(name, n, n) for name in "FGH")
    u, v, w = (matrix(name, m, n) for name in "uvw")
    claim = Claim((m, n, F, G_, H_, u, v, w), {})

    def then(first: Any, second: Any) -> tuple[Any, Any]:
        return first[0] * second[0], first[1] * second[0] + second[1]

    def other(first: Any, second: Any) -> tuple[Any, Any]:
        return first[0] * second[0], first[1] + second[1] * first[0]

    one, two, three = (F, u), (G_, v), (H_, w)

    def same(left: Any, right: Any) -> Any:
        return both(*(eq(y, z) for y, z in zip(left, right, strict=True)))

    claim.publish(
        book,
        "affine_scan_operator",
        "The operator of the affine scan, (A1, b1) then (A2, b2) = (A1 A2, b1 A2 + b2), is associative.",
        same(then(then(one, two), three), then(one, then(two, three))),
        lambda P: P.split(lambda Q: Q.lin(), lambda Q: Q.lin()),
        models=[Numbers(m=p, n=q).draw(F, G_, H_, u, v, w) for p, q in ((1, 0), (1, 1), (2, 2), (1, 3))],
        wrong={
            "order": same(then(then(one, two), three), then(three, then(two, one))),
            "commutative": same(then(one, two), then(two, one)),
            "carry not moved": same(other(other(one, two), three), other(one, other(two, three))),
        },
    )
