"""HiPPO-LegS for all sizes: the matrix is -1/2 I less a skew and a rank-one part."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.language import (
    Family,
    Term,
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
    num,
    table,
)
from verify.proofs.samples import Surd
from verify.proofs.script import Goal

n, i = integers("n i")
s = Family("s")
a, e = Term("a"), Term("e")
HALF = frac(1, 2)
NAMES = "a e a_low a_high e_low e_high"


def legs(row: Any, column: Any) -> Term:
    """The entry of A: -s s below the diagonal, -(i + 1) on it, 0 above."""
    return ite(column + 1, row, -(s(row) * s(column)), ite(column, row, -(num(row) + 1), 0))


def upper(row: Any, column: Any) -> Term:
    """The entry of S on and above the diagonal."""
    return ite(row + 1, column, -(HALF * s(row) * s(column)), 0)


def skew(row: Any, column: Any) -> Term:
    """The entry of S: half s s below the diagonal, its negative above."""
    return ite(column + 1, row, HALF * s(row) * s(column), upper(row, column))


A, S, P = table(n, n, legs), table(n, n, skew), table(n, 1, lambda row, _: s(row))


def theorems(book: Book) -> None:
    """By entries, in three cases."""
    claim = Claim((n, s), {"roots": forall(i, implies(leq(0, i), less(i, n), eq(s(i) * s(i), 2 * num(i) + 1)))})
    models = [{"n": size, "s": lambda i: Surd.root(2 * i + 1) if i >= 0 else 0} for size in range(4)]

    def formula(shift: Any = HALF, outer: int = -1, skewed: int = -1) -> Any:
        return eq(A, -shift * eye(n) + skewed * S + outer * HALF * P * P.T)
    claim.publish(
        book, "hippo_legs_structure", "HiPPO-LegS for all N: A = -1/2 I - S - 1/2 p p^T with S skew and p_i = sqrt(2 i + 1).",
        both(formula(), eq(S.T, -S)), lambda G: G.split(lambda H: H.ext(NAMES, _entries), lambda H: H.ext(NAMES, _turned)),
        models=models,
        wrong={"shift": formula(frac(3, 2)), "sign of p p^T": formula(outer=1), "sign of S": formula(skewed=1)},
        missing={"roots": {"n": 2, "s": lambda _: 2}})


def _entries(G: Goal) -> None:
    """The entries of the four matrices, then the case of the order of a and e."""
    G.use("row", "ENTMAT", n, 1, lam("i j", lambda row, _: s(row)), "a", 0)
    G.use("column", "ENTMAT", n, 1, lam("i j", lambda row, _: s(row)), "e", 0)
    G.use("outer", "ENTMUL", n, 1, n, P, P.T, "a", "e").use("single", "sum_one", lam("k", lambda k: P[a, k] * P[e, k]), 0)
    G.use("left", "ENTMAT", n, n, lam("i j", legs), "a", "e").use("middle", "ENTMAT", n, n, lam("i j", skew), "a", "e")
    G.case(e + 1, a, "order", _below, _rest)


KNOWN = ("left", "middle", "outer", "single", "row", "column")
INNER = ite(e, a, -(num(a) + 1), 0)


def _below(G: Goal) -> None:
    G.use("x", "ITE1", e + 1, a, -(s(a) * s(e)), INNER).use("y", "ITE1", e + 1, a, HALF * s(a) * s(e), upper(a, e))
    G.use("o", "ENTI0", n, e, a).lin(*KNOWN, "x", "y", "o")


def _rest(G: Goal) -> None:
    G.use("x", "ITE2", e + 1, a, -(s(a) * s(e)), INNER).use("y", "ITE2", e + 1, a, HALF * s(a) * s(e), upper(a, e))
    G.case(a + 1, e, "other", _above, _diagonal)


def _above(G: Goal) -> None:
    G.use("v", "ITE2", e, a, -(num(a) + 1), 0).use("w", "ITE1", a + 1, e, -(HALF * s(a) * s(e)), 0)
    G.use("o", "ENTI0", n, a, e).lin(*KNOWN, "x", "y", "v", "w", "o")


def _diagonal(G: Goal) -> None:
    hole = Term("x_")
    G.use("v", "ITE1", e, a, -(num(a) + 1), 0).use("w", "ITE2", a + 1, e, -(HALF * s(a) * s(e)), 0)
    G.use("one", "ENTI1", n, a).use("root", "roots", a).have("same", ("==", "e", "a"), "a")
    G.have("unit", eq(eye(n)[a, e], 1), lambda H: H.rewrite("x_", eq(eye(n)[a, hole], 1), "same").lin("one"))
    G.have("square", eq(s(a) * s(e), 2 * num(a) + 1),
           lambda H: H.rewrite("x_", eq(s(a) * s(hole), 2 * num(a) + 1), "same").lin("root"))
    G.lin(*KNOWN, "x", "y", "v", "w", "unit", "square")


def _turned(G: Goal) -> None:
    """S^T = -S, entry by entry."""
    G.use("one", "ENTMAT", n, n, lam("i j", skew), a, e).use("two", "ENTMAT", n, n, lam("i j", skew), e, a)
    G.case(e + 1, a, "order", _opened(("ITE1", ""), ("ITE2", "ITE1")), lambda H: H.case(
        a + 1, e, "other", _opened(("ITE2", "ITE1"), ("ITE1", "")), _opened(("ITE2", "ITE2"), ("ITE2", "ITE2"))))


def _opened(*rules: tuple[str, str]) -> Any:
    """A script: the entries (a, e) and (e, a) of S by these rules for the outer and the inner choice."""
    def script(G: Goal) -> None:
        names = []
        for place, row, column, (outer, inner) in (("p", a, e, rules[0]), ("r", e, a, rules[1])):
            G.use(f"{place}x", outer, column + 1, row, HALF * s(row) * s(column), upper(row, column))
            names.append(f"{place}x")
            if inner:
                G.use(f"{place}y", inner, row + 1, column, -(HALF * s(row) * s(column)), 0)
                names.append(f"{place}y")
        G.lin("one", "two", *names)
    return script
