"""Delta rules for all chunk lengths: WY and UT forms of the transition, errors, and factors that never lengthen a vector."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import writable
from verify.proofs.entries import reveal
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
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    prod,
    scalars,
    table,
    total,
)
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

m, n, k, i, r, s, t = integers("m n k i r s t")
e = Term("e")
X = matrix("X", n, 1)


def theorems(book: Book) -> None:
    """By induction on the number of keys."""
    _error(book)
    _wy(book)
    _ut(book)
    _nonexpansive(book)
    _factor(book)
    _transition(book)


def square(x: Any) -> Term:
    """The squared length of a column."""
    return (x.T * x)[0, 0]


def entry_of(G: Goal, name: str, source: str, row: Any, column: Any, sizes: tuple[Any, Any]) -> Goal:
    """The fact that two equal matrices have equal entries here."""
    _, left, right = writable(G.fact(source))
    hole = Letter(f"hole_{name}", (), *sizes)
    return G.have(name, eq(Term(left)[row, column], Term(right)[row, column]),
                  lambda H: H.rewrite(hole.raw, eq(hole()[row, column], Term(right)[row, column]), source).lin())


def _error(book: Book) -> None:
    S, u, v = Letter("S", ("i",), m, n), matrix("u", n, 1), matrix("v", m, 1)
    b, c = scalars("b c")
    claim = Claim((m, n, S, u, v, b, c), {"norm": eq(u.T * u, c * eye(1)), "rule": forall(i, implies(leq(0, i), eq(
        S(i + 1), S(i) - b * (S(i) * u - v) * u.T)))})

    def base(G: Goal) -> None:
        G.use("none", "PROD0", lam("k", lambda _: 1 - b * c), 0, 0).lin("none")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "rule", "e").use("more", "PRODS", lam("k", lambda _: 1 - b * c), 0, "e")
        G.have("next", eq(S(e + 1) * u - v, (1 - b * c) * (S(e) * u - v)), lambda H: H.lin("now", "norm")).lin("next", "more", "ih")

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
        book, "delta_rule_error", "Repeating the delta rule on one pair (k, v) multiplies the error S k - v by (1 - b |k|^2) each time, for any number of steps.",
        decays(1 - b * c), lambda G: G.induction(base, step), models=models,
        wrong={"sign": decays(1 + b * c), "one step more": decays(1 - b * c, 1), "norm left out": decays(1 - b)},
        missing={"rule": Numbers(models[1], S=lambda at: draw(1, 1, at + 9)), "norm": Numbers(models[3], c=7)})


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
        return forall(t, implies(leq(0, t), leq(t, k), eq(prod(0, t, lambda r: eye(n) + factor * u(r) * v(r).T), eye(n) + sign * total(
            0, t, lambda r: w(r) * v(r).T))))
    models = [_recursive(size, length) for size, length in ((0, 2), (1, 0), (1, 2), (2, 3))]
    turned = eq(prod(0, k, lambda r: eye(n) - u(r) * v(r).T), eye(n) - total(0, k, lambda r: v(r) * w(r).T))
    claim.publish(
        book, "wy_form", "WY form for any number of factors: the product of I - u v^T over r is I - sum of w v^T, with w(r) = u(r) - sum over s < r of w(s) v(s)^T u(r).",
        form(), lambda G: G.induction(base, step), models=models,
        wrong={"sign of the sum": form(-1, 1), "sign of the factors": form(1, -1), "transposed": turned},
        missing={"recursion": Numbers(n=1, k=2, **dict.fromkeys("uvw", lambda _: numbers_table(1, 1, lambda _p, _q: 1)))})


def _recursive(size: int, length: int) -> Numbers:
    """Letters u and v, and w by its recursion."""
    found: dict[int, Any] = {}
    w, u, v = (Letter(name, ("i",), n, 1) for name in "wuv")
    x = Numbers(n=size, k=length, u=lambda at: draw(size, 1, 3 * at + 60), v=lambda at: draw(size, 1, 5 * at + 90), w=lambda at: found.get(at, draw(size, 1, at + 30)))
    for at in range(9):
        found[at] = Numbers(x, r=at).at(u("r") - total(0, "r", lambda s: w(s) * v(s).T * u("r")))
    return x


U, V, W = matrix("U", n, k), matrix("V", n, k), matrix("W", n, k)


def column(x: Term, r: Any) -> Term:
    """Column r of an n x k matrix."""
    return table(n, 1, lambda row, _: x[row, r])


def _ut(book: Book) -> None:
    gram = V.T * U

    def upper(first: int = 1) -> Any:
        return table(k, k, lambda row, col: ite(row + first, col, gram[row, col], 0))
    claim = Claim((n, k, U, V, W), {"length": leq(0, k), "triangular": eq(W * (eye(k) + upper()), U)})

    def columns(G: Goal) -> None:
        def inner(H: Goal) -> None:
            H.have("one", ("==", "q", 0), "a")
            entry_of(H, "entry", "triangular", "p", "r", (n, k))
            H.have("row", eq(W["p", "r"], U["p", "r"] - (W * upper())["p", "r"]), lambda K: K.lin("entry"))
            H.use("e", "ENTMUL", n, k, k, W, upper(), "p", "r").use("cut", "sum_split", lam("s", lambda s: W["p", s] * upper()[s, "r"]), 0, "r", k)
            H.use("none", "sum_zero", lam("s", lambda s: W["p", s] * upper()[s, "r"]), "r", k, by=(lambda K: K.intro("s a1 a2").lin(*reveal(K)),))
            H.use("open", "ENTSUM", n, 1, lam("s", lambda s: column(W, s) * column(V, s).T * column(U, "r")), 0, "r", "p", 0)
            H.have("same", eq(total(0, "r", lambda s: (column(W, s) * column(V, s).T * column(U, "r"))["p", 0]), total(
                0, "r", lambda s: W["p", s] * upper()[s, "r"])), lambda K: K.cong("s a1 a2", _term))
            H.rewrite("hole", eq(column(W, "r")["p", Term("hole")], (column(U, "r") - total(0, "r", lambda s: column(W, s) * column(V, s).T * column(
                U, "r")))["p", Term("hole")]), "one")
            H.lin("open", "same", *reveal(H), "row", "e", "cut", "none")
        G.intro("r r_low r_high").ext("p q p_low p_high q_low q_high", inner)

    def script(G: Goal) -> None:
        G.have("columns", forall(r, implies(leq(0, r), less(r, k), eq(column(W, r), column(U, r) - total(
            0, r, lambda s: column(W, s) * column(V, s).T * column(U, r))))), columns)
        G.use("wy", "wy_form", n, k, *(lam("r", lambda r, x=x: column(x, r)) for x in (U, V, W)), by=("columns",)).use("at", "wy", k)
        G.have("sum", eq(total(0, k, lambda s: column(W, s) * column(V, s).T), W * V.T), lambda H: H.ext("p q p_low p_high q_low q_high", _outer))
        G.lin("at", "sum")

    def transition(sign: int = -1, other: Any = V) -> Any:
        return eq(prod(0, k, lambda r: eye(n) - column(U, r) * column(V, r).T), eye(n) + sign * W * other.T)
    models = [Numbers(n=size, k=length).draw(U, V).inverse(matrix("Y", k, k), eye(k) + upper()).let(W, U * matrix("Y", k, k))
              for size, length in ((1, 0), (1, 1), (2, 2), (2, 3))]
    claim.publish(
        book, "ut_transform",
        "UT transform for all chunk lengths: with W (I + striu(V^T U)) = U, the product of all I - u_r v_r^T is I - W V^T.",
        transition(), script, models=models,
        wrong={"sign": transition(1), "columns of U": transition(-1, U), "first factor only": eq(
            prod(0, 1, lambda r: eye(n) - column(U, r) * column(V, r).T), eye(n) - W * V.T)},
        missing={"triangular": Numbers(n=1, k=1).draw(U, V).let(W, U + U)})


def _term(G: Goal) -> None:
    """One term of the recursion: W(p, s) times the inner product of columns s of V and r of U."""
    inner = column(V, "s").T * column(U, "r")
    G.use("x", "ENTMUL", n, 1, 1, column(W, "s"), inner, "p", 0).use("y", "sum_one", lam("l", lambda l: column(W, "s")["p", l] * inner[l, 0]), 0)
    G.use("z", "ENTMUL", 1, n, 1, column(V, "s").T, column(U, "r"), 0, 0).use("g", "ENTMUL", k, n, k, V.T, U, "s", "r")
    G.have("terms", eq(total(0, n, lambda l: column(V, "s")[l, 0] * column(U, "r")[l, 0]), total(0, n, lambda l: V[l, "s"] * U[l, "r"])),
           lambda H: H.cong("l b1 b2", lambda K: K.lin(*reveal(K))))
    G.lin(*reveal(G, "x", "y", "z"), "terms", "g")


def _outer(G: Goal) -> None:
    """An entry of the sum of outer products is one of W V^T."""
    G.use("open", "ENTSUM", n, n, lam("s", lambda s: column(W, s) * column(V, s).T), 0, k, "p", "q").use("e", "ENTMUL", n, k, n, W, V.T, "p", "q")
    G.have("terms", eq(total(0, k, lambda s: (column(W, s) * column(V, s).T)["p", "q"]), total(0, k, lambda s: W["p", s] * V["q", s])),
           lambda H: H.cong("s b1 b2", lambda K: K.use("x", "ENTMUL", n, 1, n, column(W, "s"), column(V, "s").T, "p", "q").use(
               "y", "sum_one", lam("l", lambda l: column(W, "s")["p", l] * column(V, "s")["q", l]), 0).lin(
               *reveal(K, "x", "y"))))
    G.lin("open", "terms", "e")


def _nonexpansive(book: Book) -> None:
    A = Letter("A", ("i",), n, n)
    claim = Claim((n, A), {"each": forall(i, implies(leq(0, i), forall(X, at_most(square(A(i) * X), square(X)))))})

    def base(G: Goal) -> None:
        G.intro("X").use("none", "MPROD0", n, lam("k", A), 0, 0).rewrite(
            "hole", at_most(square(Letter("hole", (), n, n)() * X), square(X)), "none").pos([])

    def step(G: Goal) -> None:
        G.intro("e above ih X").use("more", "MPRODS", n, lam("k", A), 0, "e").use("one", "ih", A("e") * X)
        G.use("now", "each", "e").use("two", "now", X)
        G.rewrite("hole", at_most(square(Letter("hole", (), n, n)() * X), square(X)), "more").pos([(1, 1, ("one",)), (1, 1, ("two",))])

    def shrinks(image: Any) -> Any:
        return forall(t, implies(leq(0, t), forall(X, image(t))))
    models = [Numbers(n=size, X=draw(size, 1, 5), A=lambda at, size=size: numbers_table(size, size, lambda i, j: Fraction(int(i == (j + at) % size), 2)))
              for size in (1, 2, 3)]
    claim.publish(
        book, "nonexpansive_product", "A product of any number of matrices that lengthen no vector lengthens no vector.",
        shrinks(lambda t: at_most(square(prod(0, t, A) * X), square(X))), lambda G: G.induction(base, step), models=models,
        wrong={"never shorter": shrinks(lambda t: at_most(square(X), square(prod(0, t, A) * X))), "sum": shrinks(
            lambda t: at_most(square(total(0, t + 3, A) * X), square(X))), "half": shrinks(lambda t: at_most(4 * square(prod(0, t, A) * X), square(X)))},
        missing={"each": Numbers(models[0], A=lambda _: numbers_table(1, 1, lambda _i, _j: 2))})


def _factor(book: Book) -> None:
    u, (b,) = matrix("u", n, 1), scalars("b")

    def script(G: Goal) -> None:
        G.intro("n u b X unit low high").use("left", "one_by_one", X.T * u).use("right", "one_by_one", u.T * X).use("one", "ENTI1", 1, 0)
        c = (u.T * X)[0, 0]
        G.have("outer", eq(X.T * u * u.T * X, c * c * eye(1)), lambda H: H.lin("left", "right"))
        G.have("length", eq((X - b * u * u.T * X).T * (X - b * u * u.T * X), X.T * X - b * (2 - b) * c * c * eye(1)), lambda H: H.lin("unit", "outer"))
        entry_of(G, "lengths", "length", 0, 0, (1, 1))
        G.pos([(1, c, ("low", "high"))], ((-1, "lengths", 1), (b * (2 - b) * c * c, "one", 1)))
    book.add("delta_factor_nonexpansive", "With a unit key and 0 <= b <= 2, I - b k k^T lengthens no vector.", forall(n, u, b, X, implies(
        eq(u.T * u, eye(1)), at_most(0, b), at_most(b, 2), at_most(square(X - b * u * u.T * X), square(X)))), script, lemma=True)


def _transition(book: Book) -> None:
    u, b = Letter("u", ("i",), n, 1), Family("b")
    claim = Claim((n, u, b), {"unit": forall(i, implies(leq(0, i), eq(u(i).T * u(i), eye(1)))), "rates": forall(
        i, implies(leq(0, i), both(at_most(0, b(i)), at_most(b(i), 2))))})

    def factor(r: Any, sign: int = -1) -> Any:
        return eye(n) + sign * b(r) * u(r) * u(r).T

    def script(G: Goal) -> None:
        def each(H: Goal) -> None:
            H.intro("i low X").use("one", "unit", "i").use("two", "rates", "i").parts("two", "b_low", "b_high")
            H.use("x", "delta_factor_nonexpansive", n, u("i"), b("i"), X, by=("one", "b_low", "b_high")).by("x")
        G.use("all", "nonexpansive_product", n, lam("i", factor), by=(each,)).by("all")

    def shrinks(sign: int = -1, factor_: int = 1) -> Any:
        return forall(t, implies(leq(0, t), forall(X, at_most(factor_ * square(prod(0, t, lambda r: factor(r, sign)) * X), square(X)))))
    keys = {1: ((1,),), 2: ((Fraction(3, 5), Fraction(4, 5)), (0, 1)), 3: ((0, Fraction(-3, 5), Fraction(4, 5)), (1, 0, 0), (0, 1, 0))}
    models = [Numbers(n=size, X=draw(size, 1, 5), b=lambda at: Fraction((3 * at * at + 1) % 5, 2), u=lambda at, size=size, of=of: numbers_table(
        size, 1, lambda i, _: Fraction(of[at % len(of)][i]))) for size, of in keys.items()]
    claim.publish(
        book, "delta_transition_nonexpansive", "Unit keys and rates 0 <= b <= 2: the transition of the delta rule over any number of steps lengthens no vector.",
        shrinks(), script, models=models,
        wrong={"sign": shrinks(1), "twice as short": shrinks(-1, 4), "never shorter": forall(t, implies(leq(0, t), forall(X, at_most(
            square(X), square(prod(0, t, factor) * X)))))},
        missing={"rates": Numbers(models[0], b=lambda _: 3), "unit": Numbers(models[0], b=lambda _: 2, u=lambda _: numbers_table(1, 1, lambda _i, _j: 2))})
