"""Sine and cosine on a quarter of a turn: they vanish nowhere inside, and chords lie below the arc.

TRIG says that there are a number pi and functions sin and cos with the addition formulas, sin^2 + cos^2 = 1, their signs and
x cos x <= sin x <= x from 0 to pi/2, and cos(pi/2) = 0. In the real numbers these are the usual ones and no others: by the
formulas cos + i sin is a homomorphism to the circle, by sin x <= x it is continuous, so that it is e^(icx); the two bounds say
c = 1, and the signs make pi/2 the first zero of the cosine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.language import Function, Term, at_most, both, eq, exists, forall, frac, implies, inv, no, scalars
from verify.proofs.script import Goal

sin, cos = Function("sin"), Function("cos")
pi, x, y, d = scalars("pi x y d")
HALF = frac(1, 2)
POSITIVE = both(at_most(0, pi), no(eq(pi, 0)))
FORMULAS = {
    "sums": forall(x, y, both(
        eq(sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)), eq(cos(x + y), cos(x) * cos(y) - sin(x) * sin(y)))),
    "circle": forall(x, eq(sin(x) * sin(x) + cos(x) * cos(x), 1)),
}
SIGNS = at_most(0, sin(x)), at_most(0, cos(x)), at_most(x * cos(x), sin(x))


def quarter(*conclusions: Any) -> Any:
    """For all x from 0 to pi/2."""
    return forall(x, implies(at_most(0, x), at_most(x, HALF * pi), both(*conclusions)))


PREMISES = {**FORMULAS, "quarter": quarter(*SIGNS)}
FACTS = both(POSITIVE, eq(cos(HALF * pi), 0), *FORMULAS.values(), quarter(*SIGNS, at_most(sin(x), x)))
TRIG = exists(pi, sin, cos, FACTS)


def theorems(book: Book) -> None:
    """The zeros, then one step from x to x + 2 d."""
    _sine(book)
    _cosine(book)
    _step(book)


def known(G: Goal, name: str, at: Any, low: Any, high: Any) -> None:
    """The facts 0 <= sin, 0 <= cos and x cos x <= sin x at a point from 0 to pi/2."""
    G.use(name, "quarter", at, by=(low, high)).parts(name, f"{name}_sin", f"{name}_")
    G.parts(f"{name}_", f"{name}_cos", f"{name}_tan")


def below(*names: str) -> Callable[[Goal], None]:
    """A script: the sum of these inequalities."""
    return lambda G: G.pos([(1, 1, (name,)) for name in names])


def product_zero(G: Goal, left: Term, right: Term, zero: str, right_not: str) -> Goal:
    """The fact `null`: left = 0, from left right = 0 and right != 0."""
    G.use("unit", "INV", right, by=(right_not,))
    return G.have("null", eq(left, 0), lambda H: H.close("lin", [(inv(right), zero, 1), (-left, "unit", 1)]))


def _one_is_zero(G: Goal, *names: tuple[Any, str]) -> None:
    """False, from sin^2 + cos^2 = 1 at a point where both vanish."""
    G.have("one", eq(Term(("#", 1)), 0), lambda H: H.close("lin", [(-1, "round", 1), *((c, name, 1) for c, name in names)]))
    G.use("not_", "CHAR0", 1, by=("a", "one")).by("not_")


def _sine(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("pi sin cos circle quarter x low not_zero high zero")
        known(G, "at", x, "low", "high")
        G.use("round", "circle", x)
        G.use("flat", "ANTISYM", cos(x) * x, 0, by=(
            lambda H: bound(H, [(1, 1, ("at_tan",))], "zero"), lambda H: H.pos([(1, 1, ("low", "at_cos"))])))
        product_zero(G, cos(x), x, "flat", "not_zero")
        _one_is_zero(G, (sin(x), "zero"), (cos(x), "null"))

    book.add(
        "sine_not_zero",
        "sin x != 0 for 0 < x <= pi/2.",
        forall(pi, sin, cos, implies(PREMISES["circle"], PREMISES["quarter"], forall(x, implies(
            at_most(0, x), no(eq(x, 0)), at_most(x, HALF * pi), no(eq(sin(x), 0)))))),
        script,
        lemma=True,
    )


def _cosine(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("pi sin cos sums circle quarter x d low d_low d_not high zero")
        known(G, "at", x, "low", below("high", "d_low"))
        known(G, "step", d, "d_low", below("high", "low"))
        known(G, "end", x + d, below("low", "d_low"), "high")
        G.use("d_sin", "sine_not_zero", pi, "sin", "cos", by=("circle", "quarter")).use("d_sin_not", "d_sin", d, by=(
            "d_low", "d_not", below("high", "low")))
        G.use("round", "circle", x).use("add", "sums", x, d).parts("add", "add_sin", "add_cos")
        G.use("flat", "ANTISYM", sin(x) * sin(d), 0, by=(
            lambda H: bound(H, [(1, 1, ("end_cos",))], "add_cos", "zero"), lambda H: H.pos([(1, 1, ("at_sin", "step_sin"))])))
        product_zero(G, sin(x), sin(d), "flat", "d_sin_not")
        _one_is_zero(G, (cos(x), "zero"), (sin(x), "null"))

    book.add(
        "cosine_not_zero",
        "cos x != 0 for 0 <= x < pi/2.",
        forall(pi, sin, cos, implies(*PREMISES.values(), forall(x, d, implies(
            at_most(0, x), at_most(0, d), no(eq(d, 0)), at_most(x + d, HALF * pi), no(eq(cos(x), 0)))))),
        script,
        lemma=True,
    )


def chords(x: Any, d: Any) -> dict[str, Any]:
    """From x to x + 2 d the sine rises, the cosine falls, and the trapezoids under both are below the integrals."""
    end = x + d + d
    rise, fall = sin(end) - sin(x), cos(x) - cos(end)
    return {
        "rise_low": at_most(0, rise),
        "rise_not": no(eq(rise, 0)),
        "fall_low": at_most(0, fall),
        "fall_not": no(eq(fall, 0)),
        "sine_chord": at_most(d * (sin(x) + sin(end)), fall),
        "cosine_chord": at_most(d * (cos(x) + cos(end)), rise),
    }


MIDDLE, END = x + d, x + d + d
RISE, FALL = sin(END) - sin(x), cos(x) - cos(END)
CHORDS = chords(x, d)


def _angles(G: Goal) -> None:
    """The four sums at x and x + 2 d through the middle."""
    for name, at in (("first", x), ("second", MIDDLE)):
        G.use(name, "sums", at, d).parts(name, f"{name}_sin", f"{name}_cos")
    G.use("round", "circle", d)
    names = ("second_sin", "second_cos", "first_sin", "first_cos", "round")
    for name, left, right in (
        ("rise", RISE, 2 * cos(MIDDLE) * sin(d)),
        ("fall", FALL, 2 * sin(MIDDLE) * sin(d)),
        ("sines", sin(x) + sin(END), 2 * sin(MIDDLE) * cos(d)),
        ("cosines", cos(x) + cos(END), 2 * cos(MIDDLE) * cos(d)),
    ):
        G.have(name, eq(left, right), lambda H: H.lin(*names))


def _step(book: Book) -> None:
    def nonzero(factor: Term, name: str) -> Callable[[Goal], None]:
        def script(H: Goal) -> None:
            H.intro("zero").have("both_", eq(factor * sin(d), 0), lambda K: K.close(
                "lin", [(HALF, "zero", 1), (-HALF, name, 1)]))
            product_zero(H, factor, sin(d), "both_", "d_sin_not").use("wrong", f"{name}_factor", by=("null",)).by("wrong")
        return script

    def script(G: Goal) -> None:
        G.intro("pi sin cos sums circle quarter x d low d_low d_not high")
        short, half, forward = below("high", "low", "d_low"), below("high", "d_low"), below("low", "d_low")
        known(G, "step", d, "d_low", short)
        known(G, "middle", MIDDLE, forward, half)
        _angles(G)
        G.use("d_sin", "sine_not_zero", pi, "sin", "cos", by=("circle", "quarter")).use("d_sin_not", "d_sin", d, by=(
            "d_low", "d_not", short))
        G.have("middle_not", no(eq(MIDDLE, 0)), _middle)
        G.use("fall_factor", "d_sin", MIDDLE, by=(forward, "middle_not", half))
        G.use("m_cos", "cosine_not_zero", pi, "sin", "cos", by=tuple(PREMISES)).use("rise_factor", "m_cos", MIDDLE, d, by=(
            forward, "d_low", "d_not", "high"))
        G.have("rise_low", CHORDS["rise_low"], lambda H: bound(H, [(2, 1, ("middle_cos", "step_sin"))], "rise"))
        G.have("fall_low", CHORDS["fall_low"], lambda H: bound(H, [(2, 1, ("middle_sin", "step_sin"))], "fall"))
        G.have("rise_not", CHORDS["rise_not"], nonzero(cos(MIDDLE), "rise"))
        G.have("fall_not", CHORDS["fall_not"], nonzero(sin(MIDDLE), "fall"))
        G.have("sine_chord", CHORDS["sine_chord"], lambda H: H.pos(
            [(2, 1, ("middle_sin", "step_tan"))], ((1, "fall", 1), (-1 * d, "sines", 1))))
        G.have("cosine_chord", CHORDS["cosine_chord"], lambda H: H.pos(
            [(2, 1, ("middle_cos", "step_tan"))], ((1, "rise", 1), (-1 * d, "cosines", 1))))
        _all(G, list(CHORDS))

    book.add(
        "chords_below_the_arc",
        "From x to x + 2 d, in a quarter of a turn: sine rises, cosine falls, and their chords lie below their arcs.",
        forall(pi, sin, cos, implies(*PREMISES.values(), forall(x, d, implies(
            at_most(0, x), at_most(0, d), no(eq(d, 0)), at_most(END, HALF * pi), both(*CHORDS.values()))))),
        script,
        lemma=True,
    )


def _middle(G: Goal) -> None:
    """A middle x + d = 0 would give d <= 0."""
    G.intro("zero").use("none", "ANTISYM", d, 0, by=(lambda H: bound(H, [(1, 1, ("low",))], "zero"), "d_low"))
    G.use("wrong", "d_not", by=("none",)).by("wrong")


def _all(G: Goal, names: list[str]) -> None:
    """A conjunction of known facts."""
    if len(names) == 1:
        G.by(names[0])
    else:
        G.split(names[0], lambda H: _all(H, names[1:]))
