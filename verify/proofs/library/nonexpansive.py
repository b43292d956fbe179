"""Transitions that lengthen no vector, for any number of steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Family, Letter, at_most, both, eq, eye, forall, implies, lam, leq, matrix, prod, scalars, total
from verify.proofs.library.delta import X, entry_of, i, n, square, t
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Products, then the factors of the delta rule."""
    _nonexpansive(book)
    _factor(book)
    _transition(book)


def _nonexpansive(book: Book) -> None:
    A = Letter("A", ("i",), n, n)
    claim = Claim((n, A), {"each": forall(i, implies(leq(0, i), forall(X, at_most(square(A(i) * X), square(X)))))})

    def base(G: Goal) -> None:
        G.intro("X").use("none", "MPROD0", n, lam("k", A), 0, 0).rewrite(
            "hole", at_most(square(Letter("hole", (), n, n)() * X), square(X)), "none"
        ).pos([])

    def step(G: Goal) -> None:
        G.intro("e above ih X").use("more", "MPRODS", n, lam("k", A), 0, "e").use("one", "ih", A("e") * X)
        G.use("now", "each", "e").use("two", "now", X)
        G.rewrite("hole", at_most(square(Letter("hole", (), n, n)() * X), square(X)), "more").pos(
            [(1, 1, ("one",)), (1, 1, ("two",))]
        )

    def shrinks(image: Any) -> Any:
        return forall(t, implies(leq(0, t), forall(X, image(t))))

    models = [
        Numbers(
            n=size,
            X=draw(size, 1, 5),
            A=lambda at, size=size: numbers_table(size, size, lambda i, j: Fraction(int(i == (j + at) % size), 2)),
        )
        for size in (1, 2, 3)
    ]
    claim.publish(
        book,
        "nonexpansive_product",
        "A product of any number of matrices that lengthen no vector lengthens no vector.",
        shrinks(lambda t: at_most(square(prod(0, t, A) * X), square(X))),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "never shorter": shrinks(lambda t: at_most(square(X), square(prod(0, t, A) * X))),
            "sum": shrinks(lambda t: at_most(square(total(0, t + 3, A) * X), square(X))),
            "half": shrinks(lambda t: at_most(4 * square(prod(0, t, A) * X), square(X))),
        },
        missing={"each": Numbers(models[0], A=lambda _: numbers_table(1, 1, lambda _i, _j: 2))},
    )


def _factor(book: Book) -> None:
    u, (b,) = matrix("u", n, 1), scalars("b")

    def script(G: Goal) -> None:
        G.intro("n u b X unit low high").use("left", "one_by_one", X.T * u).use("right", "one_by_one", u.T * X).use(
            "one", "ENTI1", 1, 0
        )
        c = (u.T * X)[0, 0]
        G.have("outer", eq(X.T * u * u.T * X, c * c * eye(1)), lambda H: H.lin("left", "right"))
        G.have(
            "length",
            eq((X - b * u * u.T * X).T * (X - b * u * u.T * X), X.T * X - b * (2 - b) * c * c * eye(1)),
            lambda H: H.lin("unit", "outer"),
        )
        entry_of(G, "lengths", "length", 0, 0, (1, 1))
        G.pos([(1, c, ("low", "high"))], ((-1, "lengths", 1), (b * (2 - b) * c * c, "one", 1)))

    book.add(
        "delta_factor_nonexpansive",
        "With a unit key and 0 <= b <= 2, I - b k k^T lengthens no vector.",
        forall(
            n,
            u,
            b,
            X,
            implies(eq(u.T * u, eye(1)), at_most(0, b), at_most(b, 2), at_most(square(X - b * u * u.T * X), square(X))),
        ),
        script,
        lemma=True,
    )


def _unit_keys() -> list[Numbers]:
    """Models with keys of length 1 in sizes 1, 2 and 3."""
    keys = {
        1: ((1,),),
        2: ((Fraction(3, 5), Fraction(4, 5)), (0, 1)),
        3: ((0, Fraction(-3, 5), Fraction(4, 5)), (1, 0, 0), (0, 1, 0)),
    }
    return [
        Numbers(
            n=size,
            X=draw(size, 1, 5),
            b=lambda at: Fraction((3 * at * at + 1) % 5, 2),
            u=lambda at, size=size, of=of: numbers_table(size, 1, lambda i, _: Fraction(of[at % len(of)][i])),
        )
        for size, of in keys.items()
    ]


def _transition(book: Book) -> None:
    u, b = Letter("u", ("i",), n, 1), Family("b")
    claim = Claim(
        (n, u, b),
        {
            "unit": forall(i, implies(leq(0, i), eq(u(i).T * u(i), eye(1)))),
            "rates": forall(i, implies(leq(0, i), both(at_most(0, b(i)), at_most(b(i), 2)))),
        },
    )

    def factor(r: Any, sign: int = -1) -> Any:
        return eye(n) + sign * b(r) * u(r) * u(r).T

    def script(G: Goal) -> None:
        def each(H: Goal) -> None:
            H.intro("i low X").use("one", "unit", "i").use("two", "rates", "i").parts("two", "b_low", "b_high")
            H.use("x", "delta_factor_nonexpansive", n, u("i"), b("i"), X, by=("one", "b_low", "b_high")).by("x")

        G.use("all", "nonexpansive_product", n, lam("i", factor), by=(each,)).by("all")

    def shrinks(sign: int = -1, factor_: int = 1) -> Any:
        return forall(
            t, implies(leq(0, t), forall(X, at_most(factor_ * square(prod(0, t, lambda r: factor(r, sign)) * X), square(X))))
        )

    models = _unit_keys()
    claim.publish(
        book,
        "delta_transition_nonexpansive",
        "Unit keys and rates 0 <= b <= 2: the transition of the delta rule over any number of steps lengthens no vector.",
        shrinks(),
        script,
        models=models,
        wrong={
            "sign": shrinks(1),
            "twice as short": shrinks(-1, 4),
            "never shorter": forall(t, implies(leq(0, t), forall(X, at_most(square(X), square(prod(0, t, factor) * X))))),
        },
        missing={
            "rates": Numbers(models[0], b=lambda _: 3),
            "unit": Numbers(models[0], b=lambda _: 2, u=lambda _: numbers_table(1, 1, lambda _i, _j: 2)),
        },
    )
