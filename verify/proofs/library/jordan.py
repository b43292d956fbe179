"""Jordan blocks J = l I + N of every size: powers, polynomials, inverse, transpose."""
from __future__ import annotations

from math import comb
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.language import (
    Family,
    Term,
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
from verify.proofs.library.powers import for_all, power
from verify.proofs.library.shifts import SIZES, P, Q, closed_power, delta, opened, reveal, shift, split_on
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

k, m, n, t, i, j, a, d = integers("k m n t i j a d")
x, w = scalars("x w")
C = Family("C", 2)
e = Term("e")
PASCAL = {"none": forall(d, implies(leq(0, d), eq(C(0, d + 1), 0))),
          "pascal": forall(a, d, implies(leq(0, a), leq(0, d), eq(C(a + 1, d + 1), C(a, d + 1) + C(a, d))))}
ONE = {"one": forall(a, implies(leq(0, a), eq(C(a, 0), 1)))}
BINOMIALS = {**ONE, **PASCAL}


def binomial(top: int, bottom: int) -> int:
    """The numbers that satisfy the premises."""
    return comb(top, bottom) if 0 <= bottom <= top else 0


def block(size: Any, eigenvalue: Any = x) -> Any:
    """The Jordan block."""
    return eigenvalue * eye(size) + shift(size)


def upper(size: Any, entry: Any) -> Term:
    """The upper triangular Toeplitz matrix with entry(j - i)."""
    return table(size, size, lambda i, j: ite(i, j, entry(j - i), 0))


def theorems(book: Book) -> None:
    """Binomials first."""
    _pascal(book)
    _toeplitz(book)
    _powers(book)
    _functions(book)
    _inverse(book)
    _transpose(book)


def _pascal(book: Book) -> None:
    def script(G: Goal) -> None:
        def step(S: Goal) -> None:
            S.intro("b low ih d above").use("u", "pascal", "b", d - 1).use("v", "ih", "d", by=("a",)).use("w", "ih", d - 1,
                by=("a",))
            S.lin("u", "v", "w")
        G.intro("C none pascal").induction(lambda B: B.intro("d above").use("u", "none", d - 1).lin("u"), step)
    book.add("binomials_vanish", "C(a, d) = 0 for d > a, from Pascal's rule.", forall(C, implies(*PASCAL.values(), forall(a,
        implies(
        leq(0, a), forall(d, implies(less(a, d), eq(C(a, d), 0))))))), script, lemma=True)


def entry(t: Any) -> Any:
    """The entries of the power t."""
    return lambda d: C(t, d) * prod(0, t - d, lambda _: x)


def moved(f: Any) -> Term:
    """The matrices U N and N U, when f are the entries of U."""
    return table(k, k, lambda i, j: ite(i + 1, j, f(j - i - 1), 0))


def _toeplitz(book: Book) -> None:
    f = Family("f")

    def side(rule: str, out: str, edge: Any, outside: Any) -> Any:
        def leaf(H: Goal) -> None:
            H.use("u", rule, "k", "k", upper(k, f), "p", "q").case(P + 1, "q", "order", opened("u"), lambda M: M.case(
                edge[0], edge[1], "edge", lambda K: opened("u", "z")(K.use("z", out, *outside)), opened("u")))
        return lambda G: G.ext("p q p0 p1 q0 q1", leaf)
    result = moved(f)
    book.add("toeplitz_times_shift", "An upper triangular Toeplitz matrix times N, on both sides.", forall(k, f, both(
        eq(upper(k, f) * shift(k), result), eq(shift(k) * upper(k, f), result))), lambda G: G.intro("k f").split(
            side("times_shift", "entry_left_of_matrix", ("q", 0), ("k", "k", upper(k, f), "p", Q - 1)),
            side("shift_times", "ENTHIGH", ("k", P + 1), ("k", "k", upper(k, f), P + 1, "q"))), lemma=True)


def on_diagonal(G: Goal, left: Term, right: Term) -> Goal:
    """The goal left[p, q] = right[p, q], where p and q are equal, at [p, p]."""
    return G.have("same", ("==", "q", "p"), "a").rewrite("h", eq(left[P, Term("h")], right[P, Term("h")]), "same")


def _powers(book: Book) -> None:
    left, right = x * upper(k, entry(e)) + moved(entry(e)), upper(k, entry(e + 1))

    def above(K: Goal) -> None:
        d = Q - P
        K.use("rule", "pascal", "e", d - 1)
        K.case(d, "e", "inside", lambda M: opened("rule", "more")(M.use("more", "PRODS", lam("s", lambda _: x), 0, e - d)),
            lambda M: opened(
            "rule", "nothing")(M.use("zeros", "binomials_vanish", lam("a d", C), by=("none", "pascal")).use("zero", "zeros",
                "e").use(
                "nothing", "zero", d)))

    def equal(K: Goal) -> None:
        K.use("c0", "one", "e").use("c1", "one", e + 1).use("more", "PRODS", lam("s", lambda _: x), 0, "e")
        opened("c0", "c1", "more")(on_diagonal(K, left, right))

    def following(G: Goal) -> None:
        G.use("rules", "toeplitz_times_shift", "k", lam("d", entry(e))).parts("rules", "r1", "r2")
        G.have("next", eq(left, right), lambda M: M.ext("p q p0 p1 q0 q1", lambda H: H.case("p", "q", "order", lambda K: K.case(
            "q", "p", "equal", equal, above), opened()))).lin("r1", "next")

    def diagonal(K: Goal) -> None:
        K.use("c0", "one", 0).use("none0", "PROD0", lam("s", lambda _: x), 0, 0)
        opened("c0", "none0")(on_diagonal(K, eye(k), upper(k, entry(0))))

    def off(K: Goal) -> None:
        K.use("u", "none", Q - P - 1).lin("u", *reveal(K))

    def base(G: Goal) -> None:
        G.ext("p q p0 p1 q0 q1", lambda H: H.case("p", "q", "order", lambda K: K.case("q", "p", "equal", diagonal, off),
            opened()))
    models = [{**Numbers(k=p).let(x, v), "C": binomial} for p, v in ((0, 2), (1, 3), (2, 0), (3, -2), (3, 0))]
    claim = Claim((k, x, C), BINOMIALS)
    J = block(k)
    claim.publish(book, "jordan_block_powers",
        "J_k(x)^t has the entries C(t, j - i) x^(t-j+i), for all k and t; x = 0 and j - i > t included.",
                  for_all(lambda t: eq(power(J, t), upper(k, entry(t)))), closed_power("k", J, lambda t: upper(k, entry(t)),
                      base, following), models=models,
                  wrong={"one power more": for_all(lambda t: eq(power(J, t + 1), upper(k, entry(t)))),
                         "lower triangle": for_all(lambda t: eq(power(J, t), upper(k, entry(t)).T)),
                         "power of x": for_all(lambda t: eq(power(J, t), upper(k, lambda d: C(t, d) * prod(0, t, lambda _: x))))},
                  missing={"pascal": {**models[2], "C": lambda _, d: int(d == 0)}, "one": {**models[1], "C": lambda _a, _d: 0},
                           "none": {**models[2], "C": lambda a, d: binomial(a + 1, d)}})


def _functions(book: Book) -> None:
    f, J = Family("f"), block(k)

    def form(t: Any, shifted: int = 0) -> Term:
        return upper(k, lambda d: total(0, t, lambda s: f(s) * C(s, d) * prod(0, s - d + shifted, lambda _: x)))

    def value(d: Any) -> Term:
        return total(0, t, lambda s: f(s) * entry(s)(d))

    def inside(K: Goal) -> None:
        K.use("v", "all", "s").rewrite("h", eq(f("s") * Term(("m", "h"))[P, Q], f("s") * upper(k, entry(Term("s")))[P, Q]),
            "v").lin()

    def leaf(H: Goal) -> None:
        H.use("sum", "ENTSUM", "k", "k", lam("s", lambda s: f(s) * power(J, s)), 0, "t", "p", "q")
        H.have("same", eq(total(0, t, lambda s: f(s) * power(J, s)[P, Q]), total(0, t, lambda s: f(s) * upper(k, entry(s))[P,
            Q])),
               lambda M: M.cong("s s0 s1", inside))
        H.use("cell", "ENTMAT", "k", "k", lam("i j", lambda i, j: ite(i, j, value(j - i), 0)), "p", "q")

        def low(M: Goal) -> None:
            M.use("open", "sum_zero", lam("s", lambda s: f(s) * upper(k, entry(s))[P, Q]), 0, "t", by=(
                lambda K: K.intro("s s0 s1").lin(*reveal(K)),))
            M.use("choice", "ITE2", "p", "q", lam("", lambda: value(Q - P)), lam("", lambda: 0)).lin("sum", "same", "open",
                "cell", "choice")

        def high(M: Goal) -> None:
            M.have("open", eq(total(0, t, lambda s: f(s) * upper(k, entry(s))[P, Q]), value(Q - P)), lambda K: K.cong("s s0 s1",
                opened()))
            M.use("choice", "ITE1", "p", "q", lam("", lambda: value(Q - P)), lam("", lambda: 0)).lin("sum", "same", "open",
                "cell", "choice")
        H.case("p", "q", "order", high, low)

    def script(G: Goal) -> None:
        G.use("all", "jordan_block_powers", "k", x, lam("a d", C), by=tuple(BINOMIALS)).ext("p q p0 p1 q0 q1", leaf)
    models = [{**Numbers(k=p, t=q).let(x, v), "C": binomial, "f": lambda s: s * s - 3 * s + 1} for p, q, v in ((0, 2, 1), (1, 0,
        2), (2, 3, 2), (3, 4, -1))]

    def polynomial(t: Any) -> Term:
        return total(0, t, lambda s: f(s) * power(J, s))
    Claim((k, t, x, C, f), BINOMIALS).publish(
        book, "polynomial_of_jordan_block", "f(J_k(x)) has the entries f^(d)(x) / d!, d = j - i, for every polynomial f.",
        eq(polynomial(t), form(t)), script, models=models,
        wrong={"degree": eq(polynomial(t), form(t - 1)), "lower triangle": eq(polynomial(t), form(t).T),
            "power of x": eq(polynomial(t), form(t, 1))})


def _inverse(book: Book) -> None:
    J = block(k)

    def form(sign: int = -1) -> Term:
        return upper(k, lambda d: prod(0, d, lambda _: sign * w) * w)

    def f(d: Any) -> Term:
        return prod(0, d, lambda _: -w) * w
    left = x * form() + moved(f)

    def equal(M: Goal) -> None:
        opened("start", "unit")(on_diagonal(M.use("start", "PROD0", lam("s", lambda _: -w), 0, 0), left, eye(k)))

    def leaf(H: Goal) -> None:
        H.case("p", "q", "order", lambda K: K.case("q", "p", "equal", equal, lambda M: opened("more", "unit")(M.use(
            "more", "PRODS", lam("s", lambda _: -w), 0, Q - P - 1))), opened())

    def script(G: Goal) -> None:
        G.use("rules", "toeplitz_times_shift", "k", lam("d", f)).parts("rules", "r1", "r2")
        G.have("unity", eq(left, eye(k)), lambda M: M.ext("p q p0 p1 q0 q1", leaf))
        G.split(lambda M: M.close("lin", [(1, "r2", 1), (1, "unity", 1)]), lambda M: M.close("lin", [(1, "r1", 1), (1, "unity",
            1)]))
    Claim((k, x, w), {"unit": eq(x * w, 1)}).publish(
        book, "jordan_block_inverse", "For x w = 1 the inverse of J_k(x) has the entries (-w)^(j-i) w on and above the diagonal.",
        inverse_of(J, form(), k), script, models=[
            Numbers(k=p).let(x, 2).let(w, Numbers().at(Term(("q", 1, 2)))) for p in SIZES],
        wrong={"sign": eq(J * form(1), eye(k)), "transposed": eq(J * form().T, eye(k)), "power of w": eq(J * upper(
            k, lambda d: prod(0, d + 2, lambda _: -w)), eye(k))},
        missing={"unit": Numbers(k=2).let(x, 2).let(w, 3)})


def _transpose(book: Book) -> None:
    X = matrix("X", k, k)
    R = table(k, k, lambda i, j: delta(i + j + 1, k))

    def script(G: Goal) -> None:
        G.intro("k X i j low high").use("u", "ENTMUL", "k", "k", "k", X, R, "i", "j")
        f = lam("q", lambda q: X[i, q] * R[q, j])
        G.use("s", "sum_single", f, 0, "k", k - 1 - j, by=("a", "a", lambda K: K.intro("q a b o").cases("o", "h", opened(),
            opened())))
        G.lin("u", "s", *reveal(G, "s"))
    book.add("times_reversal", "X R has the columns of X in reverse order.", forall(k, X, i, j, implies(
        leq(0, j), less(j, k), eq((X * R)[i, j], X[i, k - 1 - j]))), script, lemma=True)

    def square(G: Goal) -> None:
        G.use("u", "times_reversal", "k", R, "p", "q").use("v", "identity_entry", "k", "p", "q")
        split_on((P, Q), (Q, P), leaf=lambda H: H.lin("u", "v", *reveal(H, "u", "v")))(G)

    def turn(G: Goal) -> None:
        G.use("u", "times_reversal", "k", R * shift(k), "p", "q").use("v", "times_shift", "k", "k", R, "p", k - 1 - Q)
        G.case(k, Q + 1, "edge", lambda H: H.use("z", "entry_left_of_matrix", "k", "k", R, "p", k - 2 - Q).lin("u", "v", "z",
            *reveal(H)),
               split_on((Q + 1, P), (P, Q + 1), leaf=lambda K: K.lin("u", "v", *reveal(K, "v"))))

    def main(G: Goal) -> None:
        G.have("square", eq(R * R, eye(k)), lambda H: H.ext("p q p0 p1 q0 q1", square))
        G.have("turn", eq(R * shift(k) * R, shift(k).T), lambda H: H.ext("p q p0 p1 q0 q1", turn))
        G.split("square", lambda H: H.close("lin", [(1, "turn", 1), (x, "square", 1)]))
    J = block(k)
    Claim((k, x), {}).publish(
        book, "jordan_block_similar_to_transpose", "With the reversal R: R R = I and R J_k(x) R = J_k(x)^T.",
        both(eq(R * R, eye(k)), eq(R * J * R, J.T)), main, models=[Numbers(k=p).let(x, p - 2) for p in SIZES],
        wrong={"unchanged": eq(R * J * R, J), "symmetric": eq(J, J.T), "one sided": eq(R * J, J.T)})
