"""Decays of scans for all lengths: bounds of the 1-semiseparable mask, and the exponential of segment sums."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries
from verify.proofs.language import Family, Term, at_most, both, eq, forall, frac, implies, lam, leq, less, prod, total
from verify.proofs.library.scans import L, a, decay, i, j, k, n, s, signed, t
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Bounds, then exponentials."""
    _bounded(book)
    _exponential(book)


def decays(i: int) -> Fraction:
    """Numbers in [0, 1] for models, for every index."""
    return Fraction((3 * i * i + 2) % 5, 4)


def _bounded(book: Book) -> None:
    claim = Claim((n, a), {"range": forall(k, implies(leq(0, k), less(k, n), both(at_most(0, a(k)), at_most(a(k), 1))))})

    def bounds(entry: Any) -> Any:
        return both(at_most(0, entry), at_most(entry, 1))

    def factors(G: Goal) -> None:
        def step(H: Goal) -> None:
            H.intro("e e_low ih e_high").use("now", "ih").parts("now", "low", "high").use("at", "range", "e").parts(
                "at", "above", "beyond"
            )
            H.use("u", "PRODS", lam("k", a), s, "e")
            H.split(
                lambda K: K.pos([(1, 1, ("low", "above"))], ((1, "u", 1),)),
                lambda K: K.pos([(1, 1, ("beyond",)), (1, 1, ("high", "above"))], ((-1, "u", 1),)),
            )

        def base(H: Goal) -> None:
            H.intro("e_high").use("u", "PROD0", lam("k", a), s, s).split(
                lambda K: K.pos([(1, 1, ())], ((1, "u", 1),)), lambda K: K.pos([], ((-1, "u", 1),))
            )

        G.intro("s s_low").induction(base, step)

    def script(G: Goal) -> None:
        G.intro("i j i_low i_high j_low j_high").have(
            "factors", forall(s, implies(leq(0, s), forall(t, implies(leq(s, t), leq(t, n), bounds(prod(s, t, a)))))), factors
        )

        def inside(H: Goal) -> None:
            H.use("x", "factors", j + 1, i + 1).parts("x", "low", "high").have("entry", eq(L[i, j], decay(j, i)), by_entries())
            H.split(
                lambda K: K.pos([(1, 1, ("low",))], ((1, "entry", 1),)), lambda K: K.pos([(1, 1, ("high",))], ((-1, "entry", 1),))
            )

        def outside(H: Goal) -> None:
            H.have("entry", eq(L[i, j], 0), by_entries())
            H.split(lambda K: K.pos([], ((1, "entry", 1),)), lambda K: K.pos([(1, 1, ())], ((-1, "entry", 1),)))

        G.case(j, i, "order", inside, outside)

    def within(low: Any, high: Any) -> Any:
        return forall(
            i, j, implies(leq(0, i), less(i, n), leq(0, j), less(j, n), both(at_most(low, L[i, j]), at_most(L[i, j], high)))
        )

    claim.publish(
        book,
        "cumulative_decay_bounds",
        "Decays between 0 and 1 give a 1-semiseparable matrix with entries between 0 and 1, for all lengths.",
        within(0, 1),
        script,
        models=[{"n": size, "a": decays} for size in range(1, 4)],
        wrong={"below one half": within(0, frac(1, 2)), "at least one": within(1, 1), "negative": within(0, 0)},
        missing={"range": {"n": 3, "a": lambda _: 2}},
    )


def _exponential(book: Book) -> None:
    from verify.proofs.language import Function, scalars

    E, x, (u, v) = Function("E"), Family("x"), scalars("u v")
    claim = Claim((E, x, s), {"one": eq(E(0), 1), "additive": forall(u, v, eq(E(u + v), E(u) * E(v)))})

    def base(G: Goal) -> None:
        G.use("none", "PROD0", lam("k", lambda k: E(x(k))), s, s).use("zero", "SUM0", lam("k", x), s, s)
        G.rewrite("hole", eq(prod(s, s, lambda k: E(x(k))), E(Term(("f", "hole")))), "zero").lin("none", "one")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("more", "PRODS", lam("k", lambda k: E(x(k))), s, "e").use("longer", "SUMS", lam("k", x), s, "e")
        G.use("law", "additive", total(s, "e", x), x("e"))
        G.rewrite("hole", eq(prod(s, Term("e") + 1, lambda k: E(x(k))), E(Term(("f", "hole")))), "longer").lin(
            "law", "more", "ih"
        )

    def law(body: Callable[[Any], Any]) -> Any:
        return forall(t, implies(leq(s, t), body(t)))

    models = [{"s": start, "E": lambda y: Fraction(2) ** int(y), "x": signed, "u": 1, "v": -2} for start in (0, 1, -1)]
    claim.publish(
        book,
        "segment_sum_exponential",
        "The decay of a segment is the exponential of its sum: the product of E(x(k)) over s <= k < t is E of the sum, "
        "for all s <= t.",
        law(lambda t: eq(prod(s, t, lambda k: E(x(k))), E(total(s, t, x)))),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "one term more": law(lambda t: eq(prod(s, t, lambda k: E(x(k))), E(total(s, t + 1, x)))),
            "sum of exponentials": law(lambda t: eq(total(s, t, lambda k: E(x(k))), E(total(s, t, x)))),
            "sign": law(lambda t: eq(prod(s, t, lambda k: E(x(k))), E(-total(s, t, x)))),
        },
        missing={
            "additive": {"s": 0, "E": lambda y: 1 + y, "x": lambda _: 1, "u": 1, "v": 1},
            "one": {"s": 0, "E": lambda _: 0, "x": signed, "u": 1, "v": 1},
        },
    )
