"""Matrix exponentials as solutions of X' = X A, X(0) = I: sums, similarity, chains, Jordan blocks, components, forcing.

The exponential is whatever solves the equation; the axiom used is that a linear equation has one solution.
"""
from __future__ import annotations

from math import factorial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverses
from verify.proofs.evaluation import Table
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    both,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    matrix,
    null,
    scalars,
    total,
)
from verify.proofs.library.flows import D, at_zero
from verify.proofs.library.shifts import P, Q, delta, opened
from verify.proofs.samples import Numbers, inverse
from verify.proofs.script import Goal
from verify.proofs.series import TERMS, Functions, Series

n, m, c, r, s, k, j, b = integers("n m c r s k j b")
x, ex = scalars("x ex")
f, g, roots, expo = Family("f"), Family("g"), Family("x"), Family("ex")
A, B, X, Y = matrix("A", n, n), matrix("B", n, n), matrix("X", n, n), matrix("Y", n, n)
e = Term("e")
hole = Term(("m", "h"))
FACTORIALS = {"g_start": eq(g(0), 1), "g_rate": forall(j, implies(leq(0, j), eq(D(g(j + 1)), g(j)))),
              "g_zero": forall(j, implies(leq(0, j), eq(at_zero(g(j + 1)), 0)))}


def theorems(book: Book) -> None:
    """Rules for values and sums, uniqueness from the left, then exponentials."""
    _values(book)
    _sums(book)
    _left(book)
    _commuting(book)
    _sum(book)
    _similar(book)


def _values(book: Book) -> None:
    def base(G: Goal) -> None:
        G.use("u", "SUM0", lam("k", f), 0, 0).use("v", "SUM0", lam("k", lambda k: at_zero(f(k))), 0, 0)
        G.rewrite("y", eq(at_zero(Term(("f", "y"))), total(0, 0, lambda k: at_zero(f(k)))), "u").lin("value_of_zero", "v")

    def step(G: Goal) -> None:
        G.intro("e above ih").use("u", "SUMS", lam("k", f), 0, "e").use("v", "SUMS", lam("k", lambda k: at_zero(f(k))), 0, "e")
        G.use("w", "EVADD", total(0, "e", f), f("e")).rewrite("y", eq(at_zero(Term(("f", "y"))), total(0, e + 1,
            lambda k: at_zero(f(k)))), "u")
        G.lin("w", "v", "ih")
    book.add("value_of_sum", "ev of a sum.", forall(f, forall(n, implies(leq(0, n), eq(at_zero(total(0, n, f)), total(0, n,
        lambda k: at_zero(f(k))))))),
             lambda G: G.intro("f").induction(base, step), lemma=True)
    M, L = matrix("M", m, r), matrix("L", r, n)

    def product(G: Goal) -> None:
        G.use("left", "EVENT", m, n, M * L, "p", "q").use("product", "ENTMUL", m, r, n, M, L, "p", "q").use("one", "ENTMUL", m,
            r, n, at_zero(M), at_zero(L), "p", "q")
        terms = total(0, r, lambda k: M[P, k] * L[k, Q])
        G.use("inside", "value_of_sum", lam("k", lambda k: M[P, k] * L[k, Q]), r)
        G.have("moved", eq(at_zero((M * L)[P, Q]), at_zero(terms)), lambda H: H.rewrite("y", eq(at_zero(Term(("f", "y"))),
            at_zero(terms)), "product").lin())
        G.have("rule", eq(total(0, r, lambda k: at_zero(M[P, k] * L[k, Q])), total(0, r, lambda k: at_zero(M)[P,
            k] * at_zero(L)[k, Q])), lambda H: H.cong(
            "k low high", lambda K: K.use("u", "EVMUL", M[P, "k"], L["k", Q]).use("v", "EVENT", m, r, M, "p", "k").use("w",
                "EVENT", r, n, L, "k", "q").lin("u", "v", "w")))
        G.lin("left", "moved", "inside", "rule", "one")
    book.add("value_of_product", "ev (M L) = ev M ev L.", forall(m, r, n, M, L, implies(leq(0, r), eq(at_zero(M * L),
        at_zero(M) * at_zero(L)))),
             lambda G: G.intro("m r n M L size").ext("p q p0 p1 q0 q1", product), lemma=True)
    F = matrix("F", m, n)
    book.add("value_of_transpose", "ev (F^T) = (ev F)^T.", forall(m, n, F, eq(at_zero(F.T), at_zero(F).T)),
        lambda G: G.intro("m n F").ext(
        "p q p0 p1 q0 q1", lambda H: H.use("whole", "EVENT", n, m, F.T, "p", "q").use("part", "EVENT", m, n, F, "q",
            "p").lin("whole", "part")), lemma=True)
    book.add("derivative_of_one", "D 1 = 0.", eq(D(1), 0), lambda G: G.use("u", "DMUL", 1, 1).close("lin", [(-1, "u", 1)]),
        lemma=True)
    for name, op, entry, one in (("derivative", D, "DENT", "derivative_of_one"), ("value", at_zero, "EVENT", "EVONE")):
        def identity(G: Goal, op: Any = op, entry: str = entry, name: str = name, one: str = one) -> None:
            G.use("u", entry, n, n, eye(n), "p", "q").use("v", "identity_entry", n, "p", "q")
            G.have("w", eq(op(eye(n)[P, Q]), op(delta(P, Q))), lambda H: H.rewrite("y", eq(op(Term(("f", "y"))), op(delta(P,
                Q))), "v").lin())

            def value(H: Goal, number: int) -> None:
                H.have("d", eq(delta(P, Q), number), opened()).have("o", eq(op(delta(P, Q)), op(number)), lambda K: K.rewrite(
                    "y", eq(op(Term(("f", "y"))), op(number)), "d").lin()).lin("u", "w", "o", "v", "d",
                        one if number else f"{name}_of_zero")
            G.case("p", "q", "first", lambda H: H.case("q", "p", "second", lambda K: value(K, 1), lambda K: value(K, 0)),
                lambda H: value(H, 0))
        target = null(n, n) if name == "derivative" else eye(n)
        book.add(f"{name}_of_identity", f"The {name} of I.", forall(n, eq(op(eye(n)), target)), by_extension("n", identity),
            lemma=True)


def by_extension(names: str, leaf: Any) -> Any:
    """A script: names, then two matrices entry by entry."""
    return lambda G: G.intro(names).ext("p q p0 p1 q0 q1", leaf)


def by_induction(names: str, base: Any, step: Any) -> Any:
    """A script: names, then induction."""
    return lambda G: G.intro(names).induction(base, step)


def _sums(book: Book) -> None:
    F, H = matrix("F", m, n), matrix("H", m, n)
    M = Letter("M", ("k",), m, n)
    for name, op, entry, add in (("derivative", D, "DENT", "DADD"), ("value", at_zero, "EVENT", "EVADD")):
        def pair(G: Goal, entry: str = entry, add: str = add) -> None:
            for fact, of in (("whole", F + H), ("first", F), ("second", H)):
                G.use(fact, entry, m, n, of, "p", "q")
            G.use("sum", add, F[P, Q], H[P, Q]).lin("whole", "first", "second", "sum")
        book.add(f"{name}_of_matrix_sum", f"The {name} of a sum of two matrices.", forall(m, n, F, H, eq(op(F + H),
            op(F) + op(H))),
                 by_extension("m n F H", pair), lemma=True)

        def zero(G: Goal, entry: str = entry, name: str = name) -> None:
            G.use("u", entry, m, n, null(m, n), "p", "q").lin("u", f"{name}_of_zero")
        book.add(f"{name}_of_zero_matrix", f"The {name} of O.", forall(m, n, eq(op(null(m, n)), null(m, n))),
            by_extension("m n", zero), lemma=True)

        def base(G: Goal, op: Any = op, name: str = name) -> None:
            G.use("u", "MSUM0", m, n, lam("k", M), 0, 0).use("v", "MSUM0", m, n, lam("k", lambda k: op(M(k))), 0, 0).use("z",
                f"{name}_of_zero_matrix", m, n)
            G.rewrite("h", eq(op(hole), total(0, 0, lambda k: op(M(k)))), "u").lin("z", "v")

        def step(G: Goal, op: Any = op, name: str = name) -> None:
            G.intro("e above ih").use("u", "MSUMS", m, n, lam("k", M), 0, "e").use("v", "MSUMS", m, n, lam("k",
                lambda k: op(M(k))), 0, "e")
            G.use("w", f"{name}_of_matrix_sum", m, n, total(0, "e", M), M("e"))
            G.rewrite("h", eq(op(hole), total(0, e + 1, lambda k: op(M(k)))), "u").lin("w", "v", "ih")

        def each(k: Any, op: Any = op) -> Any:
            return op(M(k))
        book.add(f"{name}_of_matrix_sums", f"The {name} of a sum of matrices.", forall(m, n, M, forall(r, implies(leq(0, r), eq(
            op(total(0, r, M)), total(0, r, each))))),
            by_induction("m n M", base, step), lemma=True)


def _left(book: Book) -> None:
    F, H = matrix("F", n, c), matrix("H", n, c)

    def turned(G: Goal, name: str, fact: str, op: str, of: Any, rows: Any, right: Term) -> None:
        """The fact op(of^T) = right^T from op(of) = right."""
        word = "derivative" if op == "D" else "value"
        G.use(f"{name}_u", f"{word}_of_transpose", n, rows, of)
        G.have(f"{name}_v", eq(Term((op, of)).T, right.T), lambda M: M.rewrite("h", eq(hole.T, right.T), fact).lin())
        G.have(name, eq(Term((op, of.T)), right.T), lambda M: M.lin(f"{name}_u", f"{name}_v"))

    def script(G: Goal) -> None:
        G.intro("n c A F H constant first second start")
        turned(G, "dA", "constant", "D", A, n, null(n, n))
        turned(G, "dF", "first", "D", F, c, A * F)
        turned(G, "dH", "second", "D", H, c, A * H)
        turned(G, "eF", "start", "ev", F, c, at_zero(H))
        G.use("eH", "value_of_transpose", n, c, H)
        G.use("same", "ODEUNIQUE", c, n, A.T, F.T, H.T, by=("dA", lambda M: M.lin("dF"), lambda M: M.lin("dH"),
            lambda M: M.lin("eF", "eH")))
        G.have("back", eq(F.T.T, H.T.T), lambda M: M.rewrite("h", eq(hole.T, H.T.T), "same").lin()).lin("back")
    book.add("uniqueness_from_the_left", "X' = A X has one solution.", forall(n, c, A, F, H, implies(
        eq(D(A), null(n, n)), eq(D(F), A * F), eq(D(H), A * H), eq(at_zero(F), at_zero(H)), eq(F, H))), script, lemma=True)


def flow(letter: Any, generator: Any, name: str) -> dict[str, Any]:
    """The premises: the letter is e^(t generator)."""
    return {f"{name}_rate": eq(D(letter), letter * generator), f"{name}_start": eq(at_zero(letter), eye(n))}


def exponentials(a: Table, sign: int = 1) -> Table:
    """The series of e^(t a)."""
    size, powers = a.rows, [Numbers(n=a.rows).at(eye(n))]
    for _ in range(TERMS):
        powers.append(Numbers({"n": size, "p": powers[-1], "a": a}).at(Term(("m", "p")) * Term(("m", "a"))))
    return numbers_table(size, size, lambda i, j: Series([sign**q * powers[q].at(i, j) / factorial(q) for q in range(TERMS)]))


def _commuting(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("one", "matrix_leibniz_rule", n, n, n, B, X).use("two", "matrix_leibniz_rule", n, n, n, X, B)
        G.use("e1", "value_of_product", n, n, n, B, X).use("e2", "value_of_product", n, n, n, X, B)
        G.use("same", "ODEUNIQUE", n, n, A, X * B, B * X, by=("A_constant", lambda H: H.lin("two", "B_constant", "X_rate",
            "commute"), lambda H: H.lin(
            "one", "B_constant", "X_rate"), lambda H: H.lin("e1", "e2", "X_start"))).by("same")
    models = []
    for p in (1, 2, 3):
        y = Functions(n=p).draw(A).let(B, A * A - 2 * A)
        models.append(y.let(X, exponentials(y["A"])))
    other = Functions(n=2).draw(A, B)
    Claim((n, A, B, X), {"size": leq(0, n), "A_constant": eq(D(A), null(n, n)), "B_constant": eq(D(B), null(n, n)),
        "commute": eq(A * B, B * A),
                         **flow(X, A, "X")}).publish(
        book, "exponential_commutes", "What commutes with A commutes with e^(tA).", eq(X * B, B * X), script, models=models,
        wrong={"anticommutes": eq(X * B, -B * X), "fixed": eq(X * B, B), "equal": eq(X, B)},
        missing={"commute": other.let(X, exponentials(other["A"]))})


def _sum(book: Book) -> None:
    W = matrix("W", n, n)

    def script(G: Goal) -> None:
        G.use("turn", "exponential_commutes", n, B, A, Y, by=("size", "B_constant", "A_constant", lambda H: H.lin("commute"),
            "Y_rate", "Y_start"))
        G.use("rule", "matrix_leibniz_rule", n, n, n, X, Y).use("value", "value_of_product", n, n, n, X, Y).use("dsum",
            "derivative_of_matrix_sum", n, n, A, B)
        G.use("same", "ODEUNIQUE", n, n, A + B, W, X * Y, by=(lambda H: H.lin("dsum", "A_constant", "B_constant"), "W_rate",
            lambda H: H.lin(
            "rule", "X_rate", "Y_rate", "turn"), lambda H: H.lin("value", "X_start", "Y_start", "W_start"))).by("same")
    models = []
    for p in (1, 2, 3):
        y = Functions(n=p).draw(A).let(B, A * A - 2 * A)
        total_ = y.at(A + B)
        models.append(y.let(X, exponentials(y["A"])).let(Y, exponentials(y["B"])).let(W, exponentials(total_)))
    z = Functions(n=2).draw(A, B)
    z.let(W, exponentials(z.at(A + B))).let(X, exponentials(z["A"])).let(Y, exponentials(z["B"]))
    Claim((n, A, B, X, Y, W), {"size": leq(0, n), "A_constant": eq(D(A), null(n, n)), "B_constant": eq(D(B), null(n, n)),
        "commute": eq(A * B, B * A),
                               **flow(X, A, "X"), **flow(Y, B, "Y"), **flow(W, A + B, "W")}).publish(
        book, "exponential_of_sum", "A B = B A gives e^(t(A+B)) = e^(tA) e^(tB).", eq(W, X * Y), script, models=models,
        wrong={"sum": eq(W, X + Y), "one factor": eq(W, X), "square": eq(W, X * X)}, missing={"commute": z})
    S = matrix("S", n, n)

    def inverse_script(G: Goal) -> None:
        G.use("minus", "derivative_of_difference", n, n, null(n, n), A).use("zero", "derivative_of_zero_matrix", n, n).use("di",
            "derivative_of_identity", n).use("ei", "value_of_identity", n)

        def constant(H: Goal) -> None:
            H.lin("minus", "zero", "A_constant")
        for name, order, first in (("right", (A, -1 * A, X, S), True), ("left", (-1 * A, A, S, X), False)):
            facts = ("size", "A_constant", constant) if first else ("size", constant, "A_constant")
            rates = ("X_rate", "X_start", lambda H: H.lin("S_rate"), "S_start") if first else (lambda H: H.lin("S_rate"),
                "S_start", "X_rate", "X_start")
            G.use(name, "exponential_of_sum", n, *order, eye(n), by=(*facts, lambda H: H.lin(), *rates, lambda H: H.lin("di"),
                "ei"))
        G.split(lambda H: H.close("lin", [(-1, "right", 1)]), lambda H: H.close("lin", [(-1, "left", 1)]))
    models = []
    for p in (1, 2, 3):
        y = Functions(n=p).draw(A)
        models.append(y.let(X, exponentials(y["A"])).let(S, exponentials(y["A"], -1)))
    Claim((n, A, X, S), {"size": leq(0, n), "A_constant": eq(D(A), null(n, n)), **flow(X, A, "X"), "S_rate": eq(D(S), -S * A),
        "S_start": eq(at_zero(S), eye(n))}).publish(
        book, "exponential_inverse", "e^(tA) is invertible, with the inverse e^(-tA).", both(eq(X * S, eye(n)), eq(S * X,
            eye(n))), inverse_script, models=models,
        wrong={"own inverse": eq(X * X, eye(n)), "sign": eq(X * S, -eye(n)), "equal": eq(X, S)},
        missing={"S_start": {**models[1], "S": models[1].at(null(n, n))}})


def _similar(book: Book) -> None:
    R, L, J = matrix("R", n, n), matrix("L", n, n), matrix("J", n, n)

    def script(G: Goal) -> None:
        G.use("one", "matrix_leibniz_rule", n, n, n, R * Y, L).use("two", "matrix_leibniz_rule", n, n, n, R, Y).use("three",
            "matrix_leibniz_rule", n, n, n, R * J, L)
        G.use("four", "matrix_leibniz_rule", n, n, n, R, J)
        G.use("e1", "value_of_product", n, n, n, R * Y, L).use("e2", "value_of_product", n, n, n, R, Y)
        G.have("dA", eq(D(A), null(n, n)), lambda H: H.rewrite("h", eq(D(hole), null(n, n)), "similar").lin("three", "four",
            "R_constant", "L_constant", "J_constant"))
        G.use("same", "ODEUNIQUE", n, n, A, X, R * Y * L, by=("dA", "X_rate", by_ideal("one", "two", "R_constant", "L_constant",
            "Y_rate", "similar", "R_left"),
                                                             lambda H: H.lin("e1", "e2", "Y_start", "X_start", "R_value",
                                                                 "L_value", "R_right"))).by("same")
    models = []
    for p in (1, 2, 3):
        y = Functions(n=p).draw(J).invertible(R)
        y.let(L, inverse(y["R"])).let(A, R * J * L)
        models.append(y.let(X, exponentials(y["A"])).let(Y, exponentials(y["J"])))
    wrong_one = Functions(n=1).let(J, eye(1)).let(R, eye(1)).let(L, eye(1)).let(A, 2 * eye(1))
    wrong_one.let(X, exponentials(wrong_one["A"])).let(Y, exponentials(wrong_one["J"]))
    Claim((n, A, R, J, L, X, Y), {"size": leq(0, n), **inverses(R, L, n), "similar": eq(A, R * J * L), "J_constant": eq(D(J),
        null(n, n)),
                                 "R_constant": eq(D(R), null(n, n)), "L_constant": eq(D(L), null(n, n)),
                                     "R_value": eq(at_zero(R), R),
                                 "L_value": eq(at_zero(L), L), **flow(X, A, "X"), **flow(Y, J, "Y")}).publish(
        book, "exponential_of_similar_matrix", "A = P J P^-1 gives e^(tA) = P e^(tJ) P^-1.", eq(X, R * Y * L), script,
            models=models,
        wrong={"order": eq(X, L * Y * R), "unchanged": eq(X, Y), "sign": eq(X, -R * Y * L)}, missing={"similar": wrong_one})
