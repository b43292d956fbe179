"""The UT factor of the delta rule stays bounded: |T(i, j)| <= b(i) for unit keys and rates 0 <= b <= 2, for all chunk lengths."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    at_most,
    both,
    eq,
    eye,
    forall,
    frac,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    table,
    total,
)
from verify.proofs.library.delta import entry_of, square
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, d, i, j, r, s = integers("n d i j r s")
K, b, T = Letter("K", ("i",), d, 1), Family("b"), matrix("T", n, n)
e = Term("e")
HALF = frac(1, 2)


def inner(row: Any, column: Any) -> Term:
    """The inner product of two keys."""
    return (K(row).T * K(column))[0, 0]


def lower(row: Any, column: Any) -> Term:
    """The entry of tril(diag(b) K K^T, -1)."""
    return ite(column + 1, row, b(row) * inner(row, column), 0)


G0 = table(n, n, lower)


def mixed(stop: Any) -> Term:
    """The keys up to an index, weighted by column j of T."""
    return total(0, stop, lambda s: T[s, j] * K(s))


def theorems(book: Book) -> None:
    """One theorem."""
    claim = Claim(
        (n, d, K, b, T),
        {
            "size": leq(0, d),
            "factor": eq((eye(n) + G0) * T, eye(n)),
            "unit": forall(i, implies(leq(0, i), less(i, n), eq(K(i).T * K(i), eye(1)))),
            "rates": forall(i, implies(leq(0, i), less(i, n), both(at_most(0, b(i)), at_most(b(i), 2)))),
        },
    )

    def bounds(limit: Any) -> Any:
        return forall(
            j, i, implies(leq(0, j), less(j, i), less(i, n), both(at_most(-limit(i, j), T[i, j]), at_most(T[i, j], limit(i, j))))
        )

    models = [_model(*sizes) for sizes in ((2, 1), (3, 2), (3, 3))]
    models.append(_model(2, 1, rate=lambda at: Fraction(7 * at % 8 + 1, 4)))
    unit = numbers_table(1, 1, lambda _i, _j: 1)
    claim.publish(
        book,
        "ut_factor_bounded",
        "Unit keys and 0 <= b <= 2: T = (I + tril(diag(b) K K^T, -1))^-1 has |T(i, j)| <= b(i) below its diagonal, for "
        "all chunk lengths.",
        bounds(lambda i, _: b(i)),
        _script,
        models=models,
        wrong={
            "half the rate": bounds(lambda i, _: HALF * b(i)),
            "rate of the column": bounds(lambda _, j: b(j)),
            "product of rates": bounds(lambda i, j: b(i) * b(j)),
        },
        missing={
            "unit": _model(2, 1, key=lambda _: numbers_table(1, 1, lambda _i, _j: 3)),
            "rates": _model(3, 1, rate=lambda _: Fraction(4), key=lambda _: unit),
        },
    )


def _model(length: int, size: int, key: Any = None, rate: Any = None) -> Numbers:
    """Unit keys with rational entries, rates 0 <= b <= 2, and T."""
    found: Any = {
        1: ((1,), (1,), (-1,)),
        2: ((Fraction(3, 5), Fraction(4, 5)), (1, 0), (Fraction(-5, 13), Fraction(12, 13))),
        3: ((Fraction(1, 3), Fraction(2, 3), Fraction(2, 3)), (0, Fraction(3, 5), Fraction(4, 5)), (1, 0, 0)),
    }[size]
    z = Numbers(
        n=length,
        d=size,
        b=rate or (lambda at: Fraction(2, 1 + at * at % 5)),
        K=key or (lambda at: numbers_table(size, 1, lambda row, _: found[at % 3][row] * Fraction(1))),
    )
    return z.inverse(T, eye(n) + G0)


def _script(G: Goal) -> None:
    G.intro("j i j_low order i_high").have(
        "rows", forall(s, implies(leq(0, s), less(s, n), eq(T[s, j], eye(n)[s, j] - b(s) * (K(s).T * mixed(s))[0, 0]))), _rows
    )
    G.have(
        "zeros",
        forall(r, implies(leq(0, r), forall(s, implies(leq(0, s), less(s, r), less(s, j), eq(T[s, j], 0))))),
        lambda H: H.induction(lambda X: X.intro("s a1 a2 a3").absurd("a"), _zeros),
    )
    G.have(
        "first",
        eq(mixed(j), 0 * K(0)),
        lambda H: H.have(
            "same",
            eq(mixed(j), total(0, j, lambda s: 0 * K(s))),
            lambda X: X.cong("s a1 a2", lambda Y: Y.use("zero", "zeros", "j").use("at", "zero", "s").lin("at")),
        ).lin("same"),
    )
    G.use("at_j", "rows", j).use("one", "ENTI1", n, j)
    G.have(
        "nothing",
        eq((K(j).T * mixed(j))[0, 0], 0),
        lambda H: H.rewrite("hole", eq((K(j).T * Letter("hole", (), d, 1)())[0, 0], 0), "first").lin(),
    )
    G.have("diagonal", eq(T[j, j], 1), lambda H: H.lin("at_j", "one", "nothing"))
    G.have(
        "start",
        eq(mixed(j + 1), K(j)),
        lambda H: H.use("u", "MSUMS", d, 1, lam("s", lambda s: T[s, j] * K(s)), 0, j).lin("u", "first", "diagonal"),
    )
    G.have(
        "short", forall(r, implies(leq(j + 1, r), leq(r, n), at_most(square(mixed(r)), 1))), lambda H: H.induction(_one, _longer)
    )
    G.use("now", "short", i).use("mine", "rows", i).use("off", "ENTI0", n, j, i).use("rate", "rates", i).parts(
        "rate", "b_low", "b_high"
    )
    _cauchy(G)


def _rows(G: Goal) -> None:
    """A row of the equation for T."""
    G.intro("s s_low s_high")
    entry_of(G, "equation", "factor", "s", j, (n, n))
    G.use("product", "ENTMUL", n, n, n, G0, T, "s", j).use(
        "cut", "sum_split", lam("k", lambda k: G0["s", k] * T[k, j]), 0, "s", n
    )
    G.use("none", "sum_zero", lam("k", lambda k: G0["s", k] * T[k, j]), "s", n, by=(lambda H: by_entries()(H.intro("k a1 a2")),))
    G.use("open", "ENTSUM", 1, 1, lam("k", lambda k: T[k, j] * K("s").T * K(k)), 0, "s", 0, 0)
    G.have(
        "same",
        eq(total(0, "s", lambda k: G0["s", k] * T[k, j]), total(0, "s", lambda k: b("s") * T[k, j] * inner("s", k))),
        lambda H: H.cong("k a1 a2", by_entries()),
    )
    G.have("solved", eq(T["s", j], eye(n)["s", j] - (G0 * T)["s", j]), lambda H: H.lin("equation"))
    G.lin("solved", "product", "cut", "none", "same", "open")


def _zeros(G: Goal) -> None:
    """Above the diagonal T is zero: every earlier entry of the column is."""
    G.intro("e above ih s s_low s_high s_first").use("row", "rows", "s").use("off", "ENTI0", n, "s", j)
    G.have(
        "same",
        eq(mixed("s"), total(0, "s", lambda k: 0 * K(k))),
        lambda H: H.cong("k a1 a2", lambda X: X.use("at", "ih", "k").lin("at")),
    )
    G.have(
        "nothing",
        eq((K("s").T * mixed("s"))[0, 0], 0),
        lambda H: H.rewrite("hole", eq((K("s").T * Letter("hole", (), d, 1)())[0, 0], 0), "same").lin(),
    )
    G.lin("row", "off", "nothing")


def _one(G: Goal) -> None:
    """The first vector is the key."""
    G.intro("bound").use("key", "unit", j).have(
        "length",
        eq(mixed(j + 1).T * mixed(j + 1), eye(1)),
        lambda H: H.rewrite("hole", eq(Letter("hole", (), d, 1)().T * Letter("hole", (), d, 1)(), eye(1)), "start").by("key"),
    )
    entry_of(G, "lengths", "length", 0, 0, (1, 1))
    G.use("at", "ENTI1", 1, 0).pos([], ((-1, "lengths", 1), (-1, "at", 1)))


def _longer(G: Goal) -> None:
    """The next vector is the factor I - b k k^T times the one before."""
    G.intro("e above ih bound").use("before", "ih").use("row", "rows", "e").use("off_e", "ENTI0", n, j, "e")
    G.use("u", "MSUMS", d, 1, lam("s", lambda s: T[s, j] * K(s)), 0, "e").use("scalar", "one_by_one", K("e").T * mixed("e"))
    c = (K("e").T * mixed("e"))[0, 0]
    G.have("step", eq(mixed(e + 1), mixed("e") - b("e") * c * K("e")), lambda H: H.lin("u", "row", "off_e"))
    G.have(
        "next",
        eq(mixed(e + 1), mixed("e") - b("e") * K("e") * K("e").T * mixed("e")),
        lambda H: H.close("lin", [(1, "step", 1), (b("e") * K("e"), "scalar", 1)]),
    )
    G.use("key", "unit", "e").use("rate", "rates", "e").parts("rate", "b_low", "b_high")
    G.use("shrinks", "delta_factor_nonexpansive", d, K("e"), b("e"), mixed("e"), by=("key", "b_low", "b_high"))
    G.rewrite("hole", at_most(square(Letter("hole", (), d, 1)()), 1), "next").pos([(1, 1, ("before",)), (1, 1, ("shrinks",))])


def _cauchy(G: Goal) -> None:
    """The inner product c with a unit key has c^2 <= 1, so -1 <= c <= 1."""
    c, y, k = (K(i).T * mixed(i))[0, 0], mixed(i), K(i)
    G.use("key", "unit", i).use("left", "one_by_one", k.T * y).use("right", "one_by_one", y.T * k).use("unit_", "ENTI1", 1, 0)
    G.use("positive", "square_nonnegative", d, y - c * k)
    G.have(
        "length",
        eq((y - c * k).T * (y - c * k), y.T * y - c * c * eye(1)),
        lambda H: H.close("lin", [((-1) * c, "left", 1), ((-1) * c, "right", 1), (c * c, "key", 1)]),
    )
    entry_of(G, "lengths", "length", 0, 0, (1, 1))
    G.have(
        "small",
        at_most(c * c, 1),
        lambda H: H.pos([(1, 1, ("positive",)), (1, 1, ("now",))], ((-1, "lengths", 1), (c * c, "unit_", 1))),
    )
    G.have("above", at_most(c, 1), lambda H: H.pos([(HALF, 1 - c, ()), (HALF, 1, ("small",))]))
    G.have("beyond", at_most(-1, c), lambda H: H.pos([(HALF, 1 + c, ()), (HALF, 1, ("small",))]))
    G.split(
        lambda H: H.pos([(1, 1, ("b_low", "above"))], ((1, "mine", 1), (1, "off", 1))),
        lambda H: H.pos([(1, 1, ("b_low", "beyond"))], ((-1, "mine", 1), (-1, "off", 1))),
    )
