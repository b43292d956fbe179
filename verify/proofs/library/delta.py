"""Delta rules for all chunk lengths: WY and UT forms of the transition, errors, and factors that never lengthen a vector."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import writable
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Letter, Term, eq, eye, forall, implies, integers, lam, leq, less, matrix, prod, scalars, total
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

m, n, k, i, r, s, t = integers("m n k i r s t")
e = Term("e")
X = matrix("X", n, 1)


def theorems(book: Book) -> None:
    """By induction on the number of keys."""
    _error(book)
    _wy(book)


def square(x: Any) -> Any:
    """The squared length of a column."""
    return (x.T * x)[0, 0]


def entry_of(G: Goal, name: str, source: str, row: Any, column: Any, sizes: tuple[Any, Any]) -> Goal:
    """The fact that two equal matrices have equal entries here."""
    _, left, right = writable(G.fact(source))
    hole = Letter(f"hole_{name}", (), *sizes)
    return G.have(
        name,
        eq(Term(left)[row, column], Term(right)[row, column]),
        lambda H: H.rewrite(hole.raw, eq(hole()[row, column], Term(right)[row, column]), source).lin(),
    )


def _error(book: Book) -> None:
    S, u, v = Letter("S", ("i",), m, n), matrix("u", n, 1), matrix("v", m, 1)
    b, c = scalars("b c")
    claim = Claim(
        (m, n, S, u, v, b, c),
        {"norm": eq(u.T * u, c * eye(1)), "rule": forall(i, implies(leq(0, i), eq(S(i + 1), S(i) - b * (S(i) * u - v) * u.T)))},
    )

    def base(G: Goal) -> None:
        G.use("none", "PROD0", lam("k", lambda _: 1 - b * c), 0, 0).lin("none")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "rule", "e").use("more", "PRODS", lam("k", lambda _: 1 - b * c), 0, "e")
        G.have("next", eq(S(e + 1) * u - v, (1 - b * c) * (S(e) * u - v)), lambda H: H.lin("now", "norm")).lin(
            "next", "more", "ih"
        )

    def decays(rate: Any, shift: int = 0) -> Any:
        return forall(t, implies(leq(0, t), eq(S(t) * u - v, prod(0, t + shift, lambda _: rate) * (S(0) * u - v))))

    models = []
    for p, q in ((0, 1), (1, 1), (2, 1), (2, 3)):
        x = Numbers(m=p, n=q, b=Fraction(1, 3)).draw(u, v)
        x["c"] = x.at((u.T * u)[0, 0])
        found = {at: draw(p, q, 4 - at) for at in range(-9, 1)}
        for at in range(9):
            found[at + 1] = Numbers(x, S=found.get, i=at).at(S("i") - b * (S("i") * u - v) * u.T)
        models.append(Numbers(x, S=found.get))
    claim.publish(
        book,
        "delta_rule_error",
        "Repeating the delta rule on one pair (k, v) multiplies the error S k - v by (1 - b |k|^2) each time, for any "
        "number of steps.",
        decays(1 - b * c),
        lambda G: G.induction(base, step),
        models=models,
        wrong={"sign": decays(1 + b * c), "one step more": decays(1 - b * c, 1), "norm left out": decays(1 - b)},
        missing={"rule": Numbers(models[1], S=lambda at: draw(1, 1, at + 9)), "norm": Numbers(models[3], c=7)},
    )


def _wy(book: Book) -> None:
    u, v, w = (Letter(name, ("i",), n, 1) for name in "uvw")

    def earlier(r: Any, sign: int = -1, last: int = 0) -> Any:
        return u(r) + sign * total(0, r + last, lambda s: w(s) * v(s).T * u(r))

    claim = Claim((n, k, u, v, w), {"recursion": forall(r, implies(leq(0, r), less(r, k), eq(w(r), earlier(r))))})

    def base(G: Goal) -> None:
        G.intro("bound").use("p", "MPROD0", n, lam("k", lambda r: eye(n) - u(r) * v(r).T), 0, 0)
        G.use("z", "MSUM0", n, n, lam("k", lambda r: w(r) * v(r).T), 0, 0).lin("p", "z")

    def step(G: Goal) -> None:
        G.intro("e above ih bound").use("before", "ih").use("now", "recursion", "e")
        G.use("p", "MPRODS", n, lam("k", lambda r: eye(n) - u(r) * v(r).T), 0, "e")
        G.use("z", "MSUMS", n, n, lam("k", lambda r: w(r) * v(r).T), 0, "e").lin("p", "z", "before", "now")

    def form(factor: int = -1, sign: int = -1) -> Any:
        return forall(
            t,
            implies(
                leq(0, t),
                leq(t, k),
                eq(prod(0, t, lambda r: eye(n) + factor * u(r) * v(r).T), eye(n) + sign * total(0, t, lambda r: w(r) * v(r).T)),
            ),
        )

    models = [_recursive(size, length) for size, length in ((0, 2), (1, 0), (1, 2), (2, 3))]
    turned = eq(prod(0, k, lambda r: eye(n) - u(r) * v(r).T), eye(n) - total(0, k, lambda r: v(r) * w(r).T))
    claim.publish(
        book,
        "wy_form",
        "WY form for any number of factors: the product of I - u v^T over r is I - sum of w v^T, with w(r) = u(r) - "
        "sum over s < r of w(s) v(s)^T u(r).",
        form(),
        lambda G: G.induction(base, step),
        models=models,
        wrong={"sign of the sum": form(-1, 1), "sign of the factors": form(1, -1), "transposed": turned},
        missing={"recursion": Numbers(n=1, k=2, **dict.fromkeys("uvw", lambda _: numbers_table(1, 1, lambda _p, _q: 1)))},
    )


def _recursive(size: int, length: int) -> Numbers:
    """Letters u and v, and w by its recursion."""
    found: dict[int, Any] = {}
    w, u, v = (Letter(name, ("i",), n, 1) for name in "wuv")
    x = Numbers(
        n=size,
        k=length,
        u=lambda at: draw(size, 1, 3 * at + 60),
        v=lambda at: draw(size, 1, 5 * at + 90),
        w=lambda at: found.get(at, draw(size, 1, at + 30)),
    )
    for at in range(9):
        found[at] = Numbers(x, r=at).at(u("r") - total(0, "r", lambda s: w(s) * v(s).T * u("r")))
    return x
