"""Segment sums and decays under every monotone rounding that fixes representable numbers, for all lengths.

A rounding is a function of one number; representable are the numbers that it fixes, which all its values are.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.language import Family, Function, Term, at_most, both, eq, forall, implies, integers, leq, scalars
from verify.proofs.script import Goal

i, t = integers("i t")
y, z = scalars("y z")
R = Function("R")
x, s = Family("x"), Family("s")
e = Term("e")
MONOTONE = forall(y, z, implies(at_most(y, z), at_most(R(y), R(z))))
FIXES = forall(y, eq(R(R(y)), R(y)))


def two_digits(value: Any) -> Any:
    """The nearest number with two decimal digits, ties to even."""
    value, scale = Fraction(value), Fraction(1)
    while abs(value) >= 100 * scale:
        scale *= 10
    while value and abs(value) < 10 * scale:
        scale /= 10
    return round(value / scale) * scale


def theorems(book: Book) -> None:
    """Serial order is safe, tree order is not."""
    _sums(book)
    _monotone(book)
    _decays(book)


def always(body: Any) -> Any:
    """For all i >= 0."""
    return forall(i, implies(leq(0, i), body))


def steps(body: Any) -> Any:
    """For all t >= 0."""
    return forall(t, implies(leq(0, t), body))


def serial(terms: Any, start: Any = 0, rounding: Any = two_digits) -> Any:
    """Rounded sums as a function of the index."""
    found = {at: Fraction(start) for at in range(-9, 1)}
    for at in range(9):
        found[at + 1] = rounding(found[at] + terms(at))
    return found.get


def tree(at: int) -> Fraction:
    """Terms whose rounded sum in tree order grows from three to four of them."""
    return {0: Fraction(-100), 1: Fraction(-4), 2: Fraction(-4), 3: Fraction(-1, 10)}.get(at, Fraction(-7, 3))


def _broken() -> dict[str, Any]:
    """Numbers that satisfy all premises but the named one, with sums that increase."""
    plain: dict[str, Any] = {"x": lambda _: Fraction(0), "y": 0, "z": 1}
    return {
        "fixes": {
            **plain,
            "R": lambda v: Fraction(v) / 2,
            "x": lambda at: Fraction(-4 * int(at == 0)),
            "s": serial(lambda at: Fraction(-4 * int(at == 0)), 0, lambda v: Fraction(v) / 2),
        },
        "start": {
            **plain,
            "R": lambda v: Fraction(ceil(v)),
            "s": serial(plain["x"], Fraction(-1, 2), lambda v: Fraction(ceil(v))),
        },
        "terms": {**plain, "R": Fraction, "x": lambda _: 1, "s": serial(lambda _: 1, 0, Fraction)},
        "monotone": {
            **plain,
            "R": lambda v: Fraction(5) if v else Fraction(0),
            "x": lambda _: -1,
            "s": serial(lambda _: -1, 0, lambda v: Fraction(5) if v else Fraction(0)),
        },
    }


def _sums(book: Book) -> None:
    claim = Claim(
        (R, x, s),
        {
            "monotone": MONOTONE,
            "fixes": FIXES,
            "start": eq(R(s(0)), s(0)),
            "serial": always(eq(s(i + 1), R(s(i) + x(i)))),
            "terms": always(at_most(x(i), 0)),
        },
    )

    def script(G: Goal) -> None:
        G.have("fixed", steps(eq(R(s(t)), s(t))), lambda H: H.induction("start", _representable))
        G.intro("t t_low").use("now", "serial", "t").use("same", "fixed", "t").use("sign", "terms", "t")
        G.use("less", "monotone", s("t") + x("t"), s("t"), by=(lambda H: H.pos([(1, 1, ("sign",))]),))
        G.pos([(1, 1, ("less",))], ((-1, "now", 1), (-1, "same", 1)))

    models = [
        {"R": two_digits, "x": terms, "s": serial(terms, start), "y": Fraction(-123, 10), "z": Fraction(-71, 7)}
        for terms, start in (
            (tree, 0),
            (lambda at: Fraction(-at * at - 1, 3), 0),
            (lambda at: Fraction(-1, 7 * at * at + 3), 12),
            (lambda _: Fraction(0), -3),
        )
    ]
    claim.publish(
        book,
        "serial_segment_sums",
        "For every monotone rounding that fixes representable numbers, serial sums of terms that are not positive "
        "never increase, whatever their number.",
        steps(at_most(s(t + 1), s(t))),
        script,
        models=models,
        wrong={
            "tree order": at_most(R(R(x(0) + x(1)) + R(x(2) + x(3))), R(x(0) + R(x(1) + x(2)))),
            "each step exact or below": steps(at_most(s(t + 1), s(t) + x(t))),
            "never decrease": steps(at_most(s(t), s(t + 1))),
        },
        missing=_broken(),
    )


def _representable(G: Goal) -> None:
    """Every later sum is a value of the rounding, so it is representable."""
    G.intro("e above ih").use("now", "serial", "e").use("again", "fixes", s("e") + x("e"))
    hole = Term(("f", "hole"))
    G.rewrite("hole", eq(R(hole), hole), "now").by("again")


def _larger_terms() -> list[dict[str, Any]]:
    """Terms in tree order and larger ones, summed from three starts."""

    def more(at: int) -> Fraction:
        return tree(at) + Fraction(at * at, 5)

    return [
        {"R": two_digits, "x": tree, "a": more, "s": serial(tree), "b": serial(more, start), "y": Fraction(-9, 7),
         "z": Fraction(4, 3)}
        for start in (0, 1, 40)
    ]


def _monotone(book: Book) -> None:
    a, b = Family("a"), Family("b")
    claim = Claim(
        (R, x, s, a, b),
        {
            "monotone": MONOTONE,
            "serial": always(both(eq(s(i + 1), R(s(i) + x(i))), eq(b(i + 1), R(b(i) + a(i))))),
            "start": at_most(s(0), b(0)),
            "terms": always(at_most(x(i), a(i))),
        },
    )

    def step(G: Goal) -> None:
        G.intro("e above ih").use("both_", "serial", "e").parts("both_", "one", "two").use("term", "terms", "e")
        G.use("less", "monotone", s("e") + x("e"), b("e") + a("e"), by=(lambda H: H.pos([(1, 1, ("ih",)), (1, 1, ("term",))]),))
        G.pos([(1, 1, ("less",))], ((-1, "one", 1), (1, "two", 1)))

    models = _larger_terms()
    same = {**models[0], "R": Fraction, "x": lambda _: 1, "a": lambda _: 1, "s": lambda at: at, "b": lambda at: at}
    swapped = {**same, "R": lambda v: -Fraction(v), "x": lambda at: -int(at == 0), "a": lambda _: 0}
    claim.publish(
        book,
        "rounded_sums_are_monotone",
        "With every monotone rounding, serial sums of larger terms are not smaller, for any number of terms.",
        steps(at_most(s(t), b(t))),
        lambda G: G.induction("start", step),
        models=models,
        wrong={
            "turned": steps(at_most(b(t), s(t))),
            "differences": steps(at_most(b(t + 1) - s(t + 1), b(t) - s(t))),
            "tree against serial": at_most(b(4), R(R(a(0) + a(1)) + R(a(2) + a(3)))),
        },
        missing={
            "start": {**same, "s": lambda at: at + 1},
            "terms": {**same, "x": lambda _: 2, "s": lambda at: 2 * at},
            "monotone": {**swapped, "s": serial(swapped["x"], 0, swapped["R"]), "b": lambda _: 0},
        },
    )


def rounded(decay: Any, start: Any, rounding: Any = two_digits) -> dict[str, Any]:
    """Decays, and their product rounded at every step."""
    found = {at: Fraction(start) for at in range(-9, 1)}
    for at in range(9):
        found[at + 1] = rounding(found[at] * decay(at))
    return {"R": rounding, "a": decay, "p": found.get, "y": Fraction(1, 3), "z": Fraction(4, 7)}


def _increasing() -> dict[str, Any]:
    """Numbers that satisfy all premises but the named one, with products that increase or change sign."""
    one = {"decay": lambda _: Fraction(1), "start": 1}
    return {
        "decays": rounded(lambda _: Fraction(2), 1),
        "start": rounded(one["decay"], Fraction(1, 2), lambda v: Fraction(ceil(v))),
        "fixes": rounded(
            lambda at: Fraction(1, 4 if at == 0 else 1), 1, lambda v: Fraction(v + 1) / 2 if v > 0 else Fraction(v)
        ),
        "zero": rounded(lambda _: Fraction(0), 1, lambda v: Fraction(1 if v >= 1 else -1)),
        "serial": {**rounded(**one), "p": Fraction},
    }


def _decays(book: Book) -> None:
    a, p = Family("a"), Family("p")
    claim = Claim(
        (R, a, p),
        {"monotone": MONOTONE, "fixes": FIXES, "zero": eq(R(0), 0), "start": both(at_most(0, p(0)), eq(R(p(0)), p(0))),
         "serial": always(eq(p(i + 1), R(p(i) * a(i)))), "decays": always(both(at_most(0, a(i)), at_most(a(i), 1)))},
    )

    def step(G: Goal) -> None:
        G.intro("e above ih").parts("ih", "sign", "same").use("now", "serial", "e").use("two", "decays", "e").parts(
            "two", "low", "high"
        )
        G.use("less", "monotone", 0, p("e") * a("e"), by=(lambda H: H.pos([(1, 1, ("sign", "low"))]),)).use(
            "again", "fixes", p("e") * a("e")
        )
        hole = Term(("f", "hole"))
        G.split(
            lambda H: H.pos([(1, 1, ("less",))], ((1, "now", 1), (1, "zero", 1))),
            lambda H: H.rewrite("hole", eq(R(hole), hole), "now").by("again"),
        )

    def script(G: Goal) -> None:
        G.have("all", steps(both(at_most(0, p(t)), eq(R(p(t)), p(t)))), lambda H: H.induction("start", step))
        G.intro("t t_low").use("here", "all", "t").parts("here", "sign", "same").use("next", "all", t + 1).parts(
            "next", "low", "unused"
        )
        G.use("now", "serial", "t").use("two", "decays", "t").parts("two", "a_low", "a_high")
        G.use("less", "monotone", p("t") * a("t"), p("t"), by=(lambda H: H.pos([(1, 1, ("sign", "a_high"))]),))
        G.split("low", lambda H: H.pos([(1, 1, ("less",))], ((-1, "now", 1), (-1, "same", 1))))

    def between(low: Any, high: Any) -> Any:
        return steps(both(at_most(low, p(t + 1)), at_most(p(t + 1), high)))

    models = [
        rounded(lambda at: Fraction((at * at + 1) % 7, 7), 1),
        rounded(lambda _: Fraction(99, 100), 36),
        rounded(lambda at: Fraction(1, at * at + 1), Fraction(1, 3) * 3),
    ]
    claim.publish(
        book,
        "rounded_decays",
        "With every monotone rounding that fixes 0 and all representable numbers, serial products of decays in [0, 1] "
        "stay >= 0 and never increase.",
        between(0, p(t)),
        script,
        models=models,
        wrong={"exact or below": between(0, p(t) * a(t)), "strictly below": between(0, p(t) * Term(("q", 9, 10))),
               "never below the exact product": between(p(t) * a(t), p(t))},
        missing=_increasing(),
    )
