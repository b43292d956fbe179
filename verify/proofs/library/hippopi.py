"""The condition of HiPPO-LegS for all sizes, from above: kappa_2 <= 1 + (4/pi) N^2, by Schur's test with sine and cosine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.arcs import Arc, cosine, sine
from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.evaluation import Table, holds
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Term,
    at_most,
    both,
    eq,
    exists,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    num,
    raw,
    scalars,
)
from verify.proofs.library.delta import X, square
from verify.proofs.library.hippo import ROOTS, n
from verify.proofs.library.hippobounds import QUARTER, Y
from verify.proofs.library.legs import A, s
from verify.proofs.library.trigonometry import FACTS, HALF, POSITIVE, PREMISES, chords, cos, pi, sin
from verify.proofs.samples import Surd
from verify.proofs.script import Goal

u, v, w, ax, xx, ay, yy = scalars("u v w ax xx ay yy")
(k,) = integers("k")
W = HALF * pi * inv(num(n)) * inv(num(n))
ALL = {"positive": POSITIVE, **PREMISES}


def theorems(book: Book) -> None:
    """For all pi, sin and cos with the formulas; then for those that there are."""
    _combined(book)
    _given(book)
    _named(book)


def _combined(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("w v ax xx ay yy unit image_low other_low norm low")
        G.have("scaled", at_most(ax, (v + HALF) * (v + HALF) * xx), lambda H: bound(H, [(1, v, ("norm",))], "unit"))
        G.pos([(4, 1, ("scaled", "other_low")), (4, 1, ("image_low", "low"))])

    book.add(
        "condition_from_norms",
        "|A x| <= (1/w + 1/2) |x| and |y| <= 2 |A y| bound the condition by 1 + 2/w.",
        forall(w, v, ax, xx, ay, yy, implies(
            eq(w * v, 1), at_most(0, ax), at_most(0, ay), at_most(w * w * ax, (1 + HALF * w) * (1 + HALF * w) * xx),
            at_most(QUARTER * yy, ay), at_most(ax * yy, (1 + 2 * v) * (1 + 2 * v) * xx * ay))),
        script,
        lemma=True,
    )


def angle(k: Any) -> Term:
    """The angle pi k^2 / (2 N^2)."""
    return W * num(k) * num(k)


def _scale(G: Goal) -> None:
    """The scale pi/(2 N^2) is positive, and times 2 N^2 / pi it is 1."""
    G.parts("positive", "pi_low", "pi_not").use("unit_pi", "INV", pi, by=("pi_not",)).use("unit_n", "QINV", n)
    G.have("scale", at_most(0, W), lambda H: H.pos([(HALF, inv(num(n)), ("pi_low",))]))
    G.have("unit", eq(W * (2 * num(n) * num(n) * inv(pi)), 1), lambda H: H.lin("unit_n", "unit_pi"))


def _chords(G: Goal) -> None:
    """The chords from angle k to angle k + 1, for every k."""
    at = Term("k")
    start, d = angle(at), HALF * W * (2 * num(at) + 1)
    G.intro("k low high").use("count", "NATPOS", 2 * at + 1).use("unit_k", "QINV", 2 * at + 1)
    G.use("left_over", "NATPOS", n - at - 1).use("right_over", "NATPOS", n + at + 1)

    def regular(H: Goal) -> None:
        H.intro("zero").have("null", eq(Term(1), 0), lambda K: K.close("lin", [
            (4 * num(n) * num(n) * inv(pi) * inv(num(2 * at + 1)), "zero", 1),
            (-1 * num(2 * at + 1) * inv(num(2 * at + 1)), "unit", 1), (-1, "unit_k", 1)]))
        H.use("not_", "CHAR0", 1, by=("a", "null")).by("not_")

    G.use("all", "chords_below_the_arc", pi, "sin", "cos", by=tuple(PREMISES)).use("here", "all", start, d, by=(
        lambda H: H.pos([(1, num(at), ("scale",))]), lambda H: H.pos([(HALF, 1, ("scale", "count"))]), regular,
        lambda H: bound(H, [(1, 1, ("scale", "left_over", "right_over"))], "unit_n"))).by("here")


def _opened(G: Goal) -> Goal:
    """The chords at k, under the names that `chords` gives them."""
    G.intro("k low high").use("rest0", "chords", "k")
    labels = list(chords(pi, pi))
    for at, label in enumerate(labels[:-1]):
        G.parts(f"rest{at}", label, labels[-1] if at == len(labels) - 2 else f"rest{at + 1}")
    return G


def _norm(G: Goal) -> None:
    """The premises of the bound on the norm, for S(k) and C(k) the sine and cosine of the angle."""
    all_chords = both(*chords(angle(k), HALF * W * (2 * num(k) + 1)).values())
    G.have("chords", forall(k, implies(leq(0, k), less(k, n), all_chords)), _chords)
    pairs = [lambda H, name=name: _opened(H).split(f"{name}_low", f"{name}_not") for name in ("rise", "fall")]
    doubled = [lambda H, name=name: _opened(H).pos([(2, 1, (f"{name}_chord",))]) for name in ("sine", "cosine")]
    top = angle(n)
    G.use("zero", "quarter", 0, by=(lambda H: H.pos([]), lambda H: H.pos([(HALF, 1, ("pi_low",))])))
    G.use("last", "quarter", top, by=(lambda H: H.pos([(1, num(n), ("scale",))]), lambda H: bound(H, [], "unit_n")))
    G.parts("zero", "start", "zero_").parts("last", "last_sin", "last_").parts("last_", "end", "last_tan")
    G.use("norm", "hippo_legs_norm_by_schur_test", n, lam("i", s), lam("i", lambda i: sin(angle(i))), lam(
        "i", lambda i: cos(angle(i))), W, X, by=("a", "roots", "scale", "start", "end", *pairs, *doubled))


def factor(number: int = 4, power: int = 2) -> Term:
    """K^2 for K = 1 + (4/pi) N^2."""
    return (1 + number * num(n) ** power * inv(pi)) ** 2


def condition(right: Any) -> Any:
    """|A x|^2 |y|^2 <= K^2 |x|^2 |A y|^2."""
    return at_most(square(A * X) * square(Y), right * square(X) * square(A * Y))


def _given(book: Book) -> None:
    claim = Claim((pi, sin, cos, n, s, X, Y), {**ALL, "size": leq(1, n), "roots": ROOTS})

    def script(G: Goal) -> None:
        _scale(G)
        _norm(G)
        G.use("low", "hippo_legs_smallest_singular_value", n, lam("i", s), Y, by=("a", "roots"))
        G.use("image_low", "square_nonnegative", n, A * X).use("other_low", "square_nonnegative", n, A * Y)
        squares = (square(A * X), square(X), square(A * Y), square(Y))
        G.use("x_", "condition_from_norms", W, 2 * num(n) * num(n) * inv(pi), *squares, by=(
            "unit", "image_low", "other_low", "norm", "low")).by("x_")

    models = _samples()
    wide = {**models[-1], "pi": TURN * 100}
    claim.publish(
        book,
        "hippo_legs_condition_above_pi",
        "HiPPO-LegS for all N >= 1: |A x| |y| <= (1 + (4/pi) N^2) |x| |A y| for all x and y, for every pi > 0 and functions sin "
        "and cos with the addition formulas, their signs and x cot x <= 1 on [0, pi/2].",
        condition(factor()),
        script,
        models=models,
        wrong=_wrong(),
        missing={
            "quarter": wide,
            "sums": {**wide, "sin": lambda v: Fraction(int(v != 0)), "cos": lambda v: Fraction(int(v == 0))},
            "positive": {**wide, "pi": Fraction(0)},
        },
    )


TURN = Arc({1: Surd.of(1)})


def _wrong() -> dict[str, Any]:
    """False bounds."""
    return {
        "two for four": condition(factor(2)),
        "N for N^2": condition(factor(4, 1)),
        "reversed": at_most(factor() * square(X) * square(A * Y), square(A * X) * square(Y)),
    }


def _samples() -> list[dict[str, Any]]:
    """Sizes 1 to 3 with pi, the sine and the cosine at two angles, and vectors near the singular ones."""
    vectors = (((1,), (2,)), ((2, 1), (1, -2)), ((4, 4, 2), (4, -4, 2)))
    angles = [(Fraction(1, 6), Fraction(1, 3)), (Fraction(0), Fraction(1, 2)), (Fraction(1, 4), Fraction(1, 4))]
    return [
        {"n": len(high), "s": lambda i: Arc.of(Surd.root(2 * i + 1)) if i >= 0 else 0, "X": column(high), "Y": column(low),
         "pi": TURN, "sin": sine, "cos": cosine, "x": TURN * one, "y": TURN * two}
        for (high, low), (one, two) in zip(vectors, angles, strict=True)
    ]


def column(entries: tuple[int, ...]) -> Table:
    """A column of these numbers."""
    return numbers_table(len(entries), 1, lambda i, _: Fraction(entries[i]))


def _named(book: Book) -> None:
    def statement(conclusion: Any) -> Any:
        return exists(pi, sin, cos, both(FACTS, forall(n, s, X, Y, implies(leq(1, n), ROOTS, conclusion))))

    def script(G: Goal) -> None:
        G.obtain("TRIG", "pi", "there").obtain("there", "sin", "are").obtain("are", "cos", "facts")
        for value in ("pi", "sin", "cos"):
            G.witness(Term(("f", "pi")) if value == "pi" else value)
        G.parts("facts", "positive", "f1").parts("f1", "right", "f2").parts("f2", "sums", "f3").parts("f3", "circle", "f4")

        def main(H: Goal) -> None:
            H.have("quarter", PREMISES["quarter"], _signs)
            H.intro("n s X Y size roots").use("it", "hippo_legs_condition_above_pi", pi, "sin", "cos", n, lam("i", s), X, Y, by=(
                *ALL, "size", "roots")).by("it")

        G.split("facts", main)

    book.add(
        "hippo_legs_condition_of_order_n_squared",
        "kappa_2(HiPPO-LegS) <= 1 + (4/pi) N^2 for all N: there are pi, sin and cos with the formulas that determine them, and "
        "|A x| |y| <= (1 + (4/pi) N^2) |x| |A y| for all N >= 1, x and y.",
        statement(condition(factor())),
        script,
        models=tuple(_samples()),
        neighbours=tuple((label, statement(wrong), _breaking(wrong)) for label, wrong in _wrong().items()),
    )


def _breaking(wrong: Any) -> Any:
    """The largest numbers at which a bound is false."""
    return next(numbers for numbers in reversed(_samples()) if not holds(raw(wrong), numbers))


def _signs(G: Goal) -> None:
    """The signs and x cos x <= sin x, without sin x <= x."""
    G.intro("x low high").use("all", "f4", Term(("f", "x")), by=("low", "high")).parts("all", "one", "rest").parts(
        "rest", "two", "rest_").parts("rest_", "three", "four")
    G.split("one", lambda H: H.split("two", "three"))
