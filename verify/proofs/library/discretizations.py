"""Steps in time: zero-order hold for any number of steps, the bilinear transform as a contraction."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import at_most, eq, eye, forall, implies, lam, leq, matrix
from verify.proofs.library.convolutions import SIZES, A, E, M, driven, e, eye_table, i, n, x
from verify.proofs.library.delta import X, entry_of, square
from verify.proofs.library.powers import for_all, power
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Both are exact."""
    _hold(book)
    _bilinear(book)


def _hold(book: Book) -> None:
    v = matrix("v", n, 1)
    claim = Claim(
        (n, A, E, M, v, x),
        {
            "commute": eq(A * E, E * A),
            "hold": eq(A * M, E - eye(n)),
            "step": forall(i, implies(leq(0, i), eq(x(i + 1), E * x(i) + M * v))),
        },
    )

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "step", "e").use("more", "MPRODS", n, lam("k", lambda _: E), 0, "e")
        G.use("turns", "intertwined_powers", n, n, E, E, E, by=(lambda H: H.lin(),)).use("turn", "turns", "e")
        G.have(
            "next",
            eq(A * x(e + 1) + v, E * (A * x(e) + v)),
            lambda H: H.close("lin", [(A, "now", 1), (1, "commute", x(e)), (1, "hold", v)]),
        )
        G.close("lin", [(1, "next", 1), (E, "ih", 1), (-1, "turn", A * x(0) + v), (-1, "more", A * x(0) + v)])

    def carried(shift: int = 0, sign: int = 1) -> Any:
        return for_all(lambda t: eq(A * x(t) + sign * v, power(E, t + shift) * (A * x(0) + sign * v)))

    models = []
    for size in SIZES:
        z = Numbers(n=size).let(M, numbers_table(size, size, lambda i, j: 2 * int(i == j) + int(j == i + 1))).draw(v)
        models.append(driven(z.let(A, M * M + eye(n)).let(E, A * M + eye(n)), E * x("i") + M * v))
    claim.publish(
        book,
        "zero_order_hold_steps",
        "Zero-order hold: with E = e^(hA) and A M = E - I, any number of steps x -> E x + M v under a constant input "
        "carries A x + v by E^t: t steps are one step of length t h.",
        carried(),
        lambda G: G.induction(lambda H: H.use("none", "MPROD0", n, lam("k", lambda _: E), 0, 0).lin("none"), step),
        models=models,
        wrong={
            "one power more": carried(1),
            "sign of the input": carried(0, -1),
            "no input": for_all(lambda t: eq(x(t), power(E, t) * x(0))),
        },
        missing={
            "hold": Numbers(
                models[1],
                M=numbers_table(1, 1, lambda _i, _j: 0),
                x=lambda _: numbers_table(1, 1, lambda _i, _j: 0),
                v=eye_table(),
            )
        },
    )


def _bilinear(book: Book) -> None:
    claim = Claim(
        (n, A, M), {"M_right": eq((eye(n) - A) * M, eye(n)), "dissipative": forall(X, at_most((X.T * (A + A.T) * X)[0, 0], 0))}
    )

    def script(G: Goal) -> None:
        transposed(G, "M_right")
        G.intro("X").use("energy", "dissipative", M * X)
        image = (eye(n) + A) * M * X
        G.have("sizes", eq(image.T * image, X.T * X + 2 * (M * X).T * (A + A.T) * M * X), lambda H: H.lin("M_right", "M_right_t"))
        entry_of(G, "lengths", "sizes", 0, 0, (1, 1)).pos([(2, 1, ("energy",))], ((-1, "lengths", 1),))

    def shrinks(sign: int = 1, factor: int = 1) -> Any:
        return forall(X, at_most(factor * square((eye(n) + sign * A) * M * X), square(X)))

    models = [
        Numbers(n=size)
        .let(A, numbers_table(size, size, lambda i, j: -int(i == j) + (i - j)))
        .inverse(M, eye(n) - A)
        .let(X, draw(size, 1, 7))
        for size in (1, 2, 3)
    ]
    claim.publish(
        book,
        "bilinear_transform_contraction",
        "When x^T (A + A^T) x <= 0 for all x, the bilinear step (I + A) (I - A)^-1 lengthens no vector.",
        shrinks(),
        script,
        models=models,
        wrong={
            "never shorter": forall(X, at_most(square(X), square((eye(n) + A) * M * X))),
            "inverse only": forall(X, at_most(square(X), square(M * X))),
            "backward": shrinks(-1, 2),
        },
        missing={
            "dissipative": Numbers(n=1)
            .let(A, numbers_table(1, 1, lambda _i, _j: Fraction(1, 2)))
            .inverse(M, eye(n) - A)
            .let(X, eye_table())
        },
    )
