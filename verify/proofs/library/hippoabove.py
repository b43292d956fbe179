"""The spectral norm of HiPPO-LegS for all sizes, by Schur's test: sequences that rise and fall bound |A + I/2|."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    eye,
    forall,
    frac,
    implies,
    integers,
    inv,
    ite,
    lam,
    leq,
    less,
    no,
    num,
    scalars,
    total,
)
from verify.proofs.library.delta import X, square
from verify.proofs.library.hippo import ROOTS, n
from verify.proofs.library.hippobounds import SHAPES
from verify.proofs.library.legs import A, s
from verify.proofs.samples import draw
from verify.proofs.script import Goal

i, j, k = integers("i j k")
f, S, C = Family("f"), Family("S"), Family("C")
(w,) = scalars("w")
HALF = frac(1, 2)
B = -A - HALF * eye(n)
ROW, COLUMN = (leq(0, i), less(i, n)), (leq(0, j), less(j, n))


def theorems(book: Book) -> None:
    """Sums over the triangle, the bound on A + I/2, then on A."""
    _triangles(book)
    _shifted(book)
    _norm(book)


def half(i: Any, j: Any) -> Term:
    """1 below the diagonal, 1/2 on it, 0 above."""
    return ite(j + 1, i, 1, ite(j, i, HALF, 0))


def rise(k: Any) -> Term:
    """The difference S(k + 1) - S(k)."""
    return S(k + 1) - S(k)


def fall(k: Any) -> Term:
    """The difference C(k) - C(k + 1)."""
    return C(k) - C(k + 1)


def _triangles(book: Book) -> None:
    def script(G: Goal, body: Callable[[Any], Term], at: Term, *, before: bool) -> None:
        G.intro("f n i low high").use("cut", "sum_split", lam("k", body), 0, at, n).use("one", "sum_first", lam("k", body), at, n)
        empty, full = ((at + 1, n), (0, at)) if before else ((0, at), (at + 1, n))
        G.use("none", "sum_zero", lam("k", body), *empty, by=(lambda H: H.intro("k a1 a2").lin(*reveal(H)),))
        G.have("same", eq(total(full[0], full[1], body), total(full[0], full[1], f)), lambda H: H.cong("k a1 a2", by_entries()))
        G.lin(*reveal(G, "cut", "one"), "none", "same")

    for name, says, body, before in (
        ("half_triangle_row", "left", lambda k: f(k) * half(i, k), True),
        ("half_triangle_column", "below", lambda k: f(k) * half(k, i), False),
    ):
        rest = total(0, i, f) if before else total(i + 1, n, f)
        book.add(
            name,
            f"A sum over a triangle with half its diagonal: the terms {says} and half the one on the diagonal.",
            forall(f, n, i, implies(*ROW, eq(total(0, n, body), rest + HALF * f(i)))),
            partial(script, body=body, at=Term("i"), before=before),
            lemma=True,
        )


PREMISES = {
    "size": leq(0, n),
    "roots": ROOTS,
    "scale": at_most(0, w),
    "start": at_most(0, S(0)),
    "end": at_most(0, C(n)),
    "rises": forall(i, implies(*ROW, both(at_most(0, rise(i)), no(eq(rise(i), 0))))),
    "falls": forall(i, implies(*ROW, both(at_most(0, fall(i)), no(eq(fall(i), 0))))),
    "sines": forall(i, implies(*ROW, at_most(w * (2 * num(i) + 1) * (S(i) + S(i + 1)), 2 * fall(i)))),
    "cosines": forall(i, implies(*ROW, at_most(w * (2 * num(i) + 1) * (C(i) + C(i + 1)), 2 * rise(i)))),
}


def odd(k: Any) -> Term:
    """1 / (2 k + 1)."""
    return inv(num(2 * k + 1))


def p(k: Any) -> Term:
    """The weight of a column."""
    return rise(k) * s(k) * odd(k)


def q(k: Any) -> Term:
    """The weight of a row."""
    return fall(k) * s(k) * odd(k)


def _units(G: Goal, *indices: Any) -> list[str]:
    """s_k^2 = 2 k + 1 and (2 k + 1) / (2 k + 1) = 1 for these indices."""
    for at in indices:
        G.use(f"root_{at.raw}", "roots", at).use(f"unit_{at.raw}", "QINV", 2 * at + 1)
    return [f"{name}_{at.raw}" for at in indices for name in ("root", "unit")]


def _entry(G: Goal) -> None:
    """q_i B_ij p_j is the fall of the row times the rise of the column, halved on the diagonal, 0 above it."""
    row, column = Term("i"), Term("j")

    def off(H: Goal) -> None:
        reduce(H, *reveal(H), *_units(H, row, column))

    def diagonal(H: Goal) -> None:
        hole = Term("hole")
        H.have("same", ("==", "j", "i"), "a").rewrite(
            "hole", eq(q(row) * B[row, hole] * p(hole), fall(row) * rise(hole) * half(row, hole)), "same")
        reduce(H, *reveal(H), *_units(H, row))

    G.intro("i j i_low i_high j_low j_high").case(column + 1, row, "order", off, lambda H: H.case(
        row + 1, column, "other", off, diagonal))


def _not_zero(G: Goal, difference: Callable[[Any], Term], source: str) -> None:
    """A weight is not zero, because its difference is not."""
    at = Term("k")
    G.intro("k low high zero").use("x_", source, "k").parts("x_", "sign", "not_")
    _units(G, at)
    u = difference(at)
    G.have("null", eq(u, 0), lambda H: H.close("lin", [(s(at), "zero", 1), (-u * odd(at), "root_k", 1), (-u, "unit_k", 1)]))
    G.use("wrong", "not_", by=("null",)).by("wrong")


def _line(G: Goal, *, row: bool) -> None:
    """The sum of a row, or of a column, of the weighted entries."""
    at = Term("k")
    other, source, goes, edge = (rise, "falls", "sines", "start") if row else (fall, "rises", "cosines", "end")
    G.intro("k low high").use("x_", source, at).parts("x_", "sign", "not_").use("step", goes, at)
    _units(G, at)
    G.use("count", "NATPOS", 2 * at + 1).use("triangle", "half_triangle_row" if row else "half_triangle_column",
        lam("k", other), n, at)
    if row:
        G.use("ends", "sum_telescope", lam("k", S), 0, at)
    else:
        G.use("ends", "sum_telescope", lam("k", lambda k: -C(k)), at + 1, n)

    def weight(k: Any) -> Term:
        return q(at) * B[at, k] * p(k) if row else q(k) * B[k, at] * p(at)

    def opened(k: Any) -> Term:
        return fall(at) * rise(k) * half(at, k) if row else fall(k) * rise(at) * half(k, at)

    places = (lambda v: (at, v)) if row else (lambda v: (v, at))
    G.have("same", eq(total(0, n, weight), total(0, n, opened)), lambda H: H.cong(
        "v a1 a2", lambda K: K.use("one", "entry", *places(Term("v"))).by("one")))
    bound(G, [(HALF, inv(w) * odd(at), ("sign", "step", "scale", "count")), (1, 1, ("sign", edge))],
          "same", "triangle", "ends", "unit_w", "root_k", "unit_k")


def _shifted(book: Book) -> None:
    shifted = square(A * X + HALF * X)

    def regular(G: Goal) -> None:
        G.use("unit_w", "INV", w, by=("given",)).have("positive", at_most(0, inv(w)), lambda H: bound(
            H, [(1, inv(w), ("scale",))], "unit_w"))
        G.have("entry", forall(i, j, implies(*ROW, *COLUMN, eq(q(i) * B[i, j] * p(j), fall(i) * rise(j) * half(i, j)))), _entry)

        def entries(H: Goal) -> None:
            H.intro("i j i_low i_high j_low j_high").use("one", "entry", "i", "j").use("u", "falls", "i").use("v", "rises", "j")
            H.parts("u", "u_low", "u_not").parts("v", "v_low", "v_not")
            H.have("known", at_most(0, half(Term("i"), Term("j"))), _half_is_positive)
            H.pos([(1, 1, ("u_low", "v_low", "known"))], ((1, "one", 1),))

        G.use("test", "signed_schur_test", n, n, B, lam("j", p), lam("i", q), inv(w), inv(w), X, by=(
            "size", "size", "positive", partial(_not_zero, difference=rise, source="rises"),
            partial(_not_zero, difference=fall, source="falls"), entries, partial(_line, row=True), partial(_line, row=False)))
        G.pos([(1, w, ("test",))], ((-1 * square(X) * (w * inv(w) + 1), "unit_w", 1),))

    def script(G: Goal) -> None:
        G.intro(" ".join(["n s S C w X", *PREMISES])).excluded(eq(w, 0), "given", lambda H: H.use(
            "length", "square_nonnegative", n, X).pos([(1, 1, ("length",))], ((-w * shifted, "given", 1),)), regular)

    book.add(
        "legs_shifted_norm",
        "|A x + x/2| <= |x| / w for HiPPO-LegS, by Schur's test.",
        forall(n, s, S, C, w, X, implies(*PREMISES.values(), at_most(w * w * shifted, square(X)))),
        script,
        lemma=True,
    )


def _half_is_positive(G: Goal) -> None:
    """0 <= 1, 1/2, 0 in the three cases."""
    row, column = Term("i"), Term("j")
    inner = ite(column, row, HALF, 0)
    G.case(column + 1, row, "order", lambda H: H.use("x", "ITE1", column + 1, row, 1, inner).pos([(1, 1, ())], ((1, "x", 1),)),
           lambda H: H.use("x", "ITE2", column + 1, row, 1, inner).case(
               column, row, "other",
               lambda K: K.use("y", "ITE1", column, row, HALF, 0).pos([(HALF, 1, ())], ((1, "x", 1), (1, "y", 1))),
               lambda K: K.use("y", "ITE2", column, row, HALF, 0).pos([], ((1, "x", 1), (1, "y", 1)))))


def _norm(book: Book) -> None:
    claim = Claim((n, s, S, C, w, X), PREMISES)

    def script(G: Goal) -> None:
        G.use("main", "legs_shifted_norm", n, lam("i", s), lam("i", S), lam("i", C), w, X, by=tuple(PREMISES))
        G.use("rest", "square_nonnegative", n, w * (A * X + HALF * X) + X)
        G.pos([(1, 1, ("main",)), (HALF, 1, ("scale", "main")), (HALF, 1, ("scale", "rest"))])

    def norm(factor: Any, left: Any = w * w) -> Any:
        return at_most(left * square(A * X), factor * square(X))

    right = (1 + HALF * w) * (1 + HALF * w)
    empty = {"n": 0, "s": SHAPES[0]["s"], "X": draw(0, 1, 3), **_values((1,), (1,), 2)}
    models = [*({**numbers, **_waves(size)} for size, numbers in enumerate(SHAPES, 1)), empty]
    claim.publish(
        book,
        "hippo_legs_norm_by_schur_test",
        "HiPPO-LegS for all N: S rising from 0, C falling to 0, w (2 i + 1)(S_i + S_(i+1))/2 <= C_i - C_(i+1) and w (2 i + 1)"
        "(C_i + C_(i+1))/2 <= S_(i+1) - S_i give |A x| <= (1/w + 1/2) |x| for all x.",
        norm(right),
        script,
        models=models,
        wrong={
            "without 1/2": norm(1),
            "half": norm(right, 4 * w * w),
            "reversed": at_most(right * square(X), w * w * square(A * X)),
        },
        missing={
            "roots": {**models[1], "s": lambda i: 10 + i},
            "scale": {**models[0], "w": Fraction(-10)},
            "start": {**models[0], **_values((-1, 1), (1, 0), 4)},
            "end": {**models[0], **_values((0, 1), (1, -1), 4)},
            "sines": {**models[0], **_values((0, 9), (1, 0), 9)},
            "cosines": {**models[0], **_values((0, 1), (9, 0), 9)},
        },
    )


def _values(sine: tuple[int, ...], cosine: tuple[int, ...], scale: Any) -> dict[str, Any]:
    """Sequences with these values from 0 on, 0 elsewhere."""
    return {"S": lambda k: Fraction(dict(enumerate(sine)).get(k, 0)), "C": lambda k: Fraction(dict(enumerate(cosine)).get(k, 0)),
            "w": Fraction(scale)}



def _waves(size: int) -> dict[str, Any]:
    """Rational numbers near the sine and cosine of pi k^2 / (2 N^2), and a scale with which they pass."""
    sine = {1: (0, 1), 2: (0, 5, 12), 3: (0, 2, 8, 12)}[size]
    cosine = {1: (1, 0), 2: (12, 11, 0), 3: (12, 11, 9, 0)}[size]
    found = [
        Fraction(2 * (high - low), (2 * at + 1) * (a + b))
        for at in range(size)
        for low, high, a, b in (
            (cosine[at + 1], cosine[at], sine[at], sine[at + 1]),
            (sine[at], sine[at + 1], cosine[at], cosine[at + 1]),
        )
    ]
    return _values(sine, cosine, min(found))
