"""HiPPO-LegS for all sizes: its smallest singular value is at least 1/2, and kappa_2 <= 2 |A|_F."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import transposed
from verify.proofs.entries import reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Term,
    at_most,
    eq,
    eye,
    forall,
    frac,
    implies,
    integers,
    lam,
    leq,
    matrix,
    num,
    scalars,
    table,
    total,
)
from verify.proofs.library.delta import X, entry_of, square
from verify.proofs.library.hippo import MODELS, ROOTS, n, sign
from verify.proofs.library.legs import A, P, s
from verify.proofs.samples import draw
from verify.proofs.script import Goal

B, Q, Y = matrix("B", n, n), matrix("Q", n, 1), matrix("Y", n, 1)
(g, kappa) = scalars("g kappa")
m, k = integers("m k")
SYMMETRIC = eq(B + B.T, -eye(n) - Q * Q.T)
HALF, QUARTER = frac(1, 2), frac(1, 4)
ALTERNATING = table(n, 1, lambda row, _: sign(row) * s(row))
SHAPES = [{**numbers, "X": draw(size, 1, 3), "Y": draw(size, 1, 8)} for size, numbers in enumerate(MODELS) if size]


def theorems(book: Book) -> None:
    """From -(A + A^T) = I + p p^T."""
    _lemmas(book)
    _frobenius(book)
    _sums(book)
    _smallest(book)
    _upper(book)


def _lemmas(book: Book) -> None:
    def small(G: Goal) -> None:
        G.intro("n B Q X size sym").use("one", "square_nonnegative", n, B * X + HALF * X).use(
            "two", "square_nonnegative", 1, Q.T * X
        )
        G.have(
            "split",
            eq((B * X).T * B * X, QUARTER * X.T * X + (B * X + HALF * X).T * (B * X + HALF * X) + HALF * (Q.T * X).T * Q.T * X),
            lambda H: H.close("lin", [(-HALF * X.T, "sym", X)]),
        )
        entry_of(G, "parts", "split", 0, 0, (1, 1)).pos([(1, 1, ("one",)), (HALF, 1, ("two",))], ((1, "parts", 1),))

    book.add(
        "half_below_norm",
        "-(B + B^T) = I + q q^T bounds B from below.",
        forall(n, B, Q, X, implies(leq(0, n), SYMMETRIC, at_most(QUARTER * square(X), square(B * X)))),
        small,
        lemma=True,
    )

    def large(G: Goal) -> None:
        shifted = B * Q + HALF * (1 + g) * Q
        G.intro("n B Q g size sym norm").use("one", "square_nonnegative", n, shifted).use("unit", "ENTI1", 1, 0)
        G.have(
            "split",
            eq((B * Q).T * B * Q, shifted.T * shifted + QUARTER * (1 + g) * (1 + g) * g * eye(1)),
            lambda H: H.close(
                "lin",
                [
                    (-HALF * (1 + g) * Q.T, "sym", Q),
                    (QUARTER * (1 + g) * (1 + g), "norm", 1),
                    (HALF * (1 + g) * Q.T * Q, "norm", 1),
                ],
            ),
        )
        entry_of(G, "parts", "split", 0, 0, (1, 1)).pos(
            [(1, 1, ("one",))], ((1, "parts", 1), (QUARTER * (1 + g) * (1 + g) * g, "unit", 1))
        )

    book.add(
        "rank_one_part_is_stretched",
        "-(B + B^T) = I + q q^T makes |B q| at least (1 + |q|^2)/2 |q|.",
        forall(
            n,
            B,
            Q,
            g,
            implies(leq(0, n), SYMMETRIC, eq(Q.T * Q, g * eye(1)), at_most(QUARTER * (1 + g) * (1 + g) * g, square(B * Q))),
        ),
        large,
        lemma=True,
    )

    def symmetric(G: Goal) -> None:
        G.intro("n s roots").use("both_", "hippo_legs_structure", n, lam("i", s), by=("roots",)).parts("both_", "form", "skew")
        transposed(G, "form")
        G.lin("form", "form_t", "skew")

    book.add(
        "legs_symmetric_part",
        "A + A^T = -I - p p^T for HiPPO-LegS.",
        forall(n, s, implies(ROOTS, eq(A + A.T, -eye(n) - P * P.T))),
        symmetric,
        lemma=True,
    )


def _frobenius(book: Book) -> None:
    claim = Claim((n, B, X), {"size": leq(0, n)})
    size = total(0, n, lambda i: total(0, n, lambda j: B[i, j] * B[i, j]))
    norm = total(0, n, lambda j: X[j, 0] * X[j, 0])

    def row(H: Goal) -> None:
        H.intro("k low high").use("row", "ENTMUL", n, n, 1, B, X, "k", 0).use(
            "schwarz", "cauchy_schwarz", n, lam("j", lambda j: B["k", j]), lam("j", lambda j: X[j, 0])
        )
        inner = total(0, n, lambda j: B["k", j] * X[j, 0])
        H.pos([(1, 1, ("schwarz",))], (((-1) * ((B * X)["k", 0] + inner), "row", 1),))

    def script(G: Goal) -> None:
        image = B * X
        G.use("one", "ENTMUL", 1, n, 1, image.T, image, 0, 0).use("two", "ENTMUL", 1, n, 1, X.T, X, 0, 0)
        G.use(
            "sum",
            "sum_monotone",
            lam("i", lambda i: image[i, 0] * image[i, 0]),
            lam("i", lambda i: total(0, n, lambda j: B[i, j] * B[i, j]) * norm),
            0,
            n,
            by=("a", row),
        )
        G.pos([(1, 1, ("sum",))], ((-1, "one", 1), (size, "two", 1)))

    models = [{"n": at, "B": draw(at, at, 4 + at), "X": draw(at, 1, 7)} for at in range(1, 4)]
    claim.publish(
        book,
        "frobenius_norm_bounds_spectral_norm",
        "|B x|^2 <= |B|_F^2 |x|^2 for all x: the spectral norm is at most the Frobenius norm.",
        at_most(square(B * X), size * square(X)),
        script,
        models=models,
        wrong={
            "diagonal only": at_most(square(B * X), total(0, n, lambda i: B[i, i] * B[i, i]) * square(X)),
            "reversed": at_most(size * square(X), square(B * X)),
            "half": at_most(4 * square(B * X), size * square(X)),
        },
    )


def _sums(book: Book) -> None:
    def odd(G: Goal) -> None:
        G.induction(
            lambda H: H.use("u", "SUM0", lam("k", lambda k: 2 * num(k) + 1), 0, 0).lin("u"),
            lambda H: H.intro("e above ih").use("u", "SUMS", lam("k", lambda k: 2 * num(k) + 1), 0, "e").lin("u", "ih"),
        )

    book.add(
        "sum_of_odd_numbers",
        "1 + 3 + .. + (2 n - 1) = n^2.",
        forall(n, implies(leq(0, n), eq(total(0, n, lambda k: 2 * num(k) + 1), num(n) * num(n)))),
        odd,
        lemma=True,
    )

    def signs(G: Goal) -> None:
        factor = lam("k", lambda _: num(-1))
        G.induction(
            lambda H: H.use("u", "PROD0", factor, 0, 0).close("lin", [(sign(0) + 1, "u", 1)]),
            lambda H: (
                H.intro("e above ih")
                .use("u", "PRODS", factor, 0, "e")
                .close("lin", [(sign(Term("e") + 1) - sign("e"), "u", 1), (1, "ih", 1)])
            ),
        )

    book.add("sign_square", "((-1)^n)^2 = 1.", forall(n, implies(leq(0, n), eq(sign(n) * sign(n), 1))), signs, lemma=True)

    def length(value: Any) -> Any:
        column = table(n, 1, lambda row, _: value(row))

        def script(G: Goal) -> None:
            G.intro("n s size roots").use("one", "ENTMUL", 1, n, 1, column.T, column, 0, 0).use(
                "odd", "sum_of_odd_numbers", n
            ).use("X1", "one_by_one", column.T * column)
            G.have(
                "same",
                eq(total(0, n, lambda k: column[k, 0] * column[k, 0]), total(0, n, lambda k: 2 * num(k) + 1)),
                lambda H: H.cong(
                    "k a1 a2", lambda K: K.use("root", "roots", "k").use("sq", "sign_square", "k").lin(*reveal(K), "root", "sq")
                ),
            )
            G.lin("X1", "one", "same", "odd")

        return forall(n, s, implies(leq(0, n), ROOTS, eq(column.T * column, num(n) * num(n) * eye(1)))), script

    for name, value in (("legs_vector_length", s), ("legs_alternating_length", lambda row: sign(row) * s(row))):
        book.add(name, f"The squared length of {'p' if value is s else 'the alternating p'} is N^2.", *length(value), lemma=True)


def _smallest(book: Book) -> None:
    claim = Claim((n, s, X), {"size": leq(0, n), "roots": ROOTS})
    claim.publish(
        book,
        "hippo_legs_smallest_singular_value",
        "HiPPO-LegS for all N: |A x| >= |x| / 2 for all x, so that |A^-1| <= 2.",
        at_most(QUARTER * square(X), square(A * X)),
        lambda G: (
            G.use("sym", "legs_symmetric_part", n, lam("i", s), by=("roots",))
            .use("x_", "half_below_norm", n, A, P, X, by=("size", "sym"))
            .by("x_")
        ),
        models=SHAPES,
        wrong={
            "at least 2": at_most(4 * square(X), square(A * X)),
            "at most": at_most(square(A * X), QUARTER * square(X)),
            "norm of the rank one part": at_most(square(X) * num(n) * num(n), square(A * X)),
        },
    )


SIZE = total(0, n, lambda i: total(0, n, lambda j: A[i, j] * A[i, j]))


def _upper(book: Book) -> None:
    claim = Claim((n, s, X, Y), {"size": leq(0, n), "roots": ROOTS})

    def script(G: Goal) -> None:
        G.use("low", "hippo_legs_smallest_singular_value", n, lam("i", s), Y, by=("size", "roots")).use(
            "high", "frobenius_norm_bounds_spectral_norm", n, A, X
        )
        G.use("image", "square_nonnegative", n, A * X).use("length", "square_nonnegative", n, Y)
        G.pos([(4, 1, ("low", "high")), (4, 1, ("low", "image")), (1, 1, ("length", "high"))])

    def bound(factor: Any) -> Any:
        return at_most(square(A * X) * square(Y), factor * square(X) * square(A * Y))

    models = [
        {**SHAPES[0], "X": numbers_table(1, 1, lambda _i, _j: 1), "Y": numbers_table(1, 1, lambda _i, _j: 2)},
        SHAPES[1],
        {**SHAPES[2], "X": numbers_table(3, 1, lambda i, _: (1, 2, 2)[i]), "Y": numbers_table(3, 1, lambda i, _: (1, -2, 2)[i])},
    ]
    claim.publish(
        book,
        "hippo_legs_condition_above",
        "HiPPO-LegS for all N: |A x| |y| <= 2 |A|_F |x| |A y| for all x and y, so that kappa_2 <= 2 |A|_F.",
        bound(4 * SIZE),
        script,
        models=models,
        wrong={
            "no norm": bound(4),
            "reversed": at_most(4 * SIZE * square(X) * square(A * Y), square(A * X) * square(Y)),
            "a tenth": bound(frac(1, 100) * SIZE),
        },
    )
