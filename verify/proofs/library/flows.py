"""Derivatives of matrices, and the delta rule's exact flow; only axioms of a derivation and of a value at 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal
from verify.proofs.cofactors import writable
from verify.proofs.language import Family, Term, both, eq, eye, forall, implies, integers, lam, leq, matrix, null, scalars, total
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal
from verify.proofs.series import Functions, saturation

m, n, r = integers("m n r")
f = Family("f")
NAMES = "a e a_low a_high e_low e_high"
a, e = Term("a"), Term("e")


def D(x: Any) -> Term:
    """The derivative."""
    return Term(("D", x))


def at_zero(x: Any) -> Term:
    """The value at 0."""
    return Term(("ev", x))


def theorems(book: Book) -> None:
    """Linearity and Leibniz' rule for matrices, then the flow."""
    for name, operator, add, entry in (("derivative", D, "DADD", "DENT"), ("value", at_zero, "EVADD", "EVENT")):
        _linear(book, name, operator, add, entry)
    _scaled(book)
    _sums(book)
    _leibniz(book)
    _flow(book)


def _linear(book: Book, name: str, operator: Callable[[Any], Term], add: str, entry: str) -> None:
    s = scalars("s")[0]
    X, Y = matrix("X", m, n), matrix("Y", m, n)
    book.add(
        f"{name}_of_zero", f"The {name} of 0 is 0.", eq(operator(0), 0), lambda G: G.use("u", add, 0, 0).lin("u"), lemma=True
    )
    book.add(
        f"{name}_of_negative",
        f"The {name} of -s.",
        forall(s, eq(operator(-s), -operator(s))),
        lambda G: G.intro("s").use("u", add, s, -s).lin("-u", f"{name}_of_zero"),
        lemma=True,
    )

    def difference(G: Goal) -> None:
        for fact, of in (("whole", X - Y), ("first", X), ("second", Y)):
            G.use(fact, entry, m, n, of, a, e)
        G.use("sum", add, X[a, e], -Y[a, e]).use("minus", f"{name}_of_negative", Y[a, e]).lin(
            "whole", "first", "second", "sum", "minus"
        )

    book.add(
        f"{name}_of_difference",
        f"The {name} of a difference of matrices.",
        forall(m, n, X, Y, eq(operator(X - Y), operator(X) - operator(Y))),
        lambda G: G.intro("m n X Y").ext(NAMES, difference),
        lemma=True,
    )


def _scaled(book: Book) -> None:
    s = scalars("s")[0]
    X = matrix("X", m, n)

    def transpose(G: Goal) -> None:
        G.use("whole", "DENT", n, m, X.T, a, e).use("part", "DENT", m, n, X, e, a).lin("whole", "part")

    book.add(
        "derivative_of_transpose",
        "D (X^T) = (D X)^T.",
        forall(m, n, X, eq(D(X.T), D(X).T)),
        lambda G: G.intro("m n X").ext(NAMES, transpose),
        lemma=True,
    )

    def derived(G: Goal) -> None:
        G.use("whole", "DENT", m, n, s * X, a, e).use("part", "DENT", m, n, X, a, e).use("rule", "DMUL", s, X[a, e])
        G.lin("whole", "part", "rule")

    def valued(G: Goal) -> None:
        G.use("whole", "EVENT", m, n, s * X, a, e).use("part", "EVENT", m, n, X, a, e).use("rule", "EVMUL", s, X[a, e])
        G.lin("whole", "part", "rule")

    book.add(
        "derivative_of_scaled",
        "D (s X) = (D s) X + s D X.",
        forall(m, n, s, X, eq(D(s * X), D(s) * X + s * D(X))),
        lambda G: G.intro("m n s X").ext(NAMES, derived),
        lemma=True,
    )
    book.add(
        "value_of_scaled",
        "ev (s X) = ev s ev X.",
        forall(m, n, s, X, eq(at_zero(s * X), at_zero(s) * at_zero(X))),
        lambda G: G.intro("m n s X").ext(NAMES, valued),
        lemma=True,
    )


def _sums(book: Book) -> None:
    def base(G: Goal) -> None:
        G.use("u", "SUM0", lam("k", f), 0, 0).use("v", "SUM0", lam("k", lambda k: D(f(k))), 0, 0)
        G.rewrite("x", eq(D(Term(("f", "x"))), total(0, 0, lambda k: D(f(k)))), "u").lin("derivative_of_zero", "v")

    def step(G: Goal) -> None:
        G.intro("b above ih").use("u", "SUMS", lam("k", f), 0, "b").use("v", "SUMS", lam("k", lambda k: D(f(k))), 0, "b")
        G.use("w", "DADD", total(0, "b", f), f("b"))
        G.rewrite("x", eq(D(Term(("f", "x"))), total(0, Term("b") + 1, lambda k: D(f(k)))), "u").lin("w", "v", "ih")

    book.add(
        "derivative_of_sum",
        "D of a sum is the sum of D.",
        forall(f, forall(n, implies(leq(0, n), eq(D(total(0, n, f)), total(0, n, lambda k: D(f(k))))))),
        lambda G: G.intro("f").induction(base, step),
        lemma=True,
    )


def _leibniz(book: Book) -> None:
    X, Y = matrix("X", m, r), matrix("Y", r, n)
    claim = Claim((m, r, n, X, Y), {"size": leq(0, r)})

    def entry(G: Goal) -> None:
        G.use("left", "DENT", m, n, X * Y, a, e).use("product", "ENTMUL", m, r, n, X, Y, a, e)
        G.use("one", "ENTMUL", m, r, n, D(X), Y, a, e).use("two", "ENTMUL", m, r, n, X, D(Y), a, e)
        _, whole, terms = writable(G.fact("product"))
        G.use("inside", "derivative_of_sum", lam("k", lambda k: X[a, k] * Y[k, e]), r)
        G.have("moved", eq(D(whole), D(terms)), lambda H: H.rewrite("x", eq(D(Term(("f", "x"))), D(terms)), "product").lin())

        def rule(K: Goal) -> None:
            K.use("u", "DMUL", X[a, "k"], Y["k", e]).use("v", "DENT", m, r, X, a, "k").use("w", "DENT", r, n, Y, "k", e)
            K.lin("u", "v", "w")

        G.have(
            "rule",
            eq(total(0, r, lambda k: D(X[a, k] * Y[k, e])), total(0, r, lambda k: D(X)[a, k] * Y[k, e] + X[a, k] * D(Y)[k, e])),
            lambda H: H.cong("k low high", rule),
        )
        G.lin("left", "moved", "inside", "rule", "one", "two")

    models = [Functions(m=p, r=s, n=q).series(X, Y) for p, s, q in ((1, 1, 1), (2, 1, 2), (1, 2, 1), (2, 0, 1))]
    claim.publish(
        book,
        "matrix_leibniz_rule",
        "D (X Y) = (D X) Y + X (D Y) for matrices of all sizes.",
        eq(D(X * Y), D(X) * Y + X * D(Y)),
        lambda G: G.ext(NAMES, entry),
        models=models,
        wrong={
            "sign": eq(D(X * Y), D(X) * Y - X * D(Y)),
            "one term": eq(D(X * Y), D(X) * Y),
            "product": eq(D(X * Y), D(X) * D(Y)),
        },
    )


S, X, u, v = matrix("S", m, n), matrix("X", m, n), matrix("u", n, 1), matrix("v", m, 1)
c, g = scalars("c g")
PULL = (S * u - v) * u.T
ANSWER = S - g * PULL


def _flow(book: Book) -> None:
    claim = Claim(
        (m, n, S, u, v, c, g, X),
        {
            "size": leq(0, n),
            "S_constant": eq(D(S), null(m, n)),
            "u_constant": eq(D(u), null(n, 1)),
            "v_constant": eq(D(v), null(m, 1)),
            "start": eq(at_zero(S), S),
            "norm": eq(u.T * u, c * eye(1)),
            "rate": eq(D(g), 1 - c * g),
            "zero": eq(at_zero(g), 0),
        },
    )
    models = []
    for p, q in ((1, 1), (2, 1), (1, 2), (2, 3)):
        numbers = Functions(m=p, n=q).draw(S, u, v)
        numbers["c"] = numbers.at((u.T * u)[0, 0])
        numbers["g"] = saturation(numbers["c"])
        models.append(numbers.let(X, ANSWER))

    def flows(x: Any) -> Any:
        return eq(D(x), -(x * u - v) * u.T)

    def conclusion(answer: Any) -> Any:
        return both(flows(answer), eq(at_zero(answer), S), implies(flows(X), eq(at_zero(X), S), eq(X, answer)))

    claim.publish(
        book,
        "delta_rule_exact_flow",
        "The flow S' = -(S k - v) k^T from S has the one solution S - g (S k - v) k^T, g = (1 - e^(-|k|^2 t)) / |k|^2.",
        conclusion(ANSWER),
        _solution,
        models=models,
        wrong={
            "sign": conclusion(S + g * PULL),
            "no decay": flows(S - g * g * PULL),
            "value forgotten": conclusion(S - g * S * u * u.T),
        },
        missing={"zero": _late()},
    )


def _late() -> Numbers:
    """A g that is 1 at 0, with |k| = 1 and S k - v = 1."""
    numbers = Functions(m=1, n=1).let(S, eye(1)).let(u, eye(1)).let(v, null(1, 1)).let(c, 1).let(g, 1)
    return numbers.let(X, ANSWER)


def _solution(G: Goal) -> None:
    G.use("turned", "derivative_of_transpose", n, 1, u).use("Su", "matrix_leibniz_rule", m, n, 1, S, u)
    G.use("inner", "derivative_of_difference", m, 1, S * u, v).use("outer", "matrix_leibniz_rule", m, 1, n, S * u - v, u.T)
    G.have(
        "pull",
        eq(D(PULL), null(m, n)),
        lambda H: (
            H.have("still", eq(D(u.T), null(1, n)), _transposed_zero)
            .have(
                "column", eq(D(S * u - v), null(m, 1)), lambda K: K.lin("inner", "Su", "S_constant", "u_constant", "v_constant")
            )
            .lin("outer", "column", "still")
        ),
    )
    G.use("scaled", "derivative_of_scaled", m, n, g, PULL).use("whole", "derivative_of_difference", m, n, S, g * PULL)
    G.have("flows", eq(D(ANSWER), -(ANSWER * u - v) * u.T), by_ideal("whole", "scaled", "pull", "rate", "S_constant", "norm"))
    G.use("valued", "value_of_scaled", m, n, g, PULL).use("begins", "value_of_difference", m, n, S, g * PULL)
    G.have("value", eq(at_zero(ANSWER), S), lambda H: H.lin("begins", "valued", "start", "zero"))
    G.split("flows", lambda H: H.split("value", _unique))


def _transposed_zero(G: Goal) -> None:
    hole = Term(("m", "hole"))
    G.have("t", eq(D(u).T, null(1, n)), lambda H: H.rewrite("hole", eq(hole.T, null(1, n)), "u_constant").lin()).lin(
        "turned", "t"
    )


def _unique(G: Goal) -> None:
    """The difference of two solutions solves the linear equation Y' = -Y u u^T from 0, and so does 0."""
    G.intro("other same").use("gap", "derivative_of_difference", m, n, X, ANSWER).use(
        "gap_value", "value_of_difference", m, n, X, ANSWER
    )
    zero, generator = null(m, n), -(u * u.T)
    G.have("still", eq(D(u.T), null(1, n)), _transposed_zero).use("square", "matrix_leibniz_rule", n, 1, n, u, u.T)
    G.use("none", "derivative_of_difference", m, n, zero, zero).use("no_value", "value_of_difference", m, n, zero, zero)
    G.use("minus", "derivative_of_difference", n, n, null(n, n), u * u.T).use(
        "nothing", "derivative_of_difference", n, n, null(n, n), null(n, n)
    )
    G.use(
        "equal",
        "ODEUNIQUE",
        m,
        n,
        generator,
        X - ANSWER,
        zero,
        by=(
            lambda H: H.lin("minus", "nothing", "square", "still", "u_constant"),
            lambda H: H.lin("gap", "other", "flows"),
            lambda H: H.lin("none"),
            lambda H: H.lin("gap_value", "no_value", "same", "value"),
        ),
    )
    G.lin("equal")
