"""Linear equations with forcing, and quadratic invariants, through the exponential."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import eq, eye, leq, matrix, null
from verify.proofs.library.exponential import A, B, X, exponentials, flow, hole, n
from verify.proofs.library.exponentialforms import CONSTANT
from verify.proofs.library.flows import D, at_zero
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal
from verify.proofs.series import TERMS, Functions, Series


def theorems(book: Book) -> None:
    """Variation of constants, and what stays."""
    _forcing(book)
    _invariant(book)


def integral(p: int, rate: Any) -> Any:
    """The integral from 0 of a column of p series."""
    return numbers_table(p, 1, lambda i, q: Series([0 * rate.at(i, q).coefficients[0], *(
        w / (o + 1) for o, w in enumerate(rate.at(i, q).coefficients[:TERMS - 1]))]))


def _forcing(book: Book) -> None:
    S, y, y0, h, v = matrix("S", n, n), matrix("y", n, 1), matrix("y0", n, 1), matrix("h", n, 1), matrix("v", n, 1)
    answer = X * (y0 + v)

    def script(G: Goal) -> None:
        G.use("turn", "exponential_commutes", n, A, A, X, by=("size", "A_constant", "A_constant", lambda H: H.lin(), "X_rate",
            "X_start"))
        G.use("both", "exponential_inverse", n, A, X, S, by=("size", "A_constant", "X_rate", "X_start", "S_rate",
            "S_start")).parts("both", "xs", "sx")
        G.use("rule", "matrix_leibniz_rule", n, n, 1, X, y0 + v).use("inner", "derivative_of_matrix_sum", n, 1, y0, v)
        G.use("minus", "derivative_of_difference", n, 1, y, answer).use("zero", "derivative_of_zero_matrix", n, 1)
        G.use("e1", "value_of_product", n, n, 1, X, y0 + v).use("e2", "value_of_matrix_sum", n, 1, y0, v).use("e3",
            "value_of_difference", n, 1, y, answer)
        G.use("e0", "value_of_zero_matrix", n, 1)
        G.have("rate", eq(D(answer), A * answer + h), lambda H: H.lin("rule", "inner", "y0_constant", "v_rate", "X_rate", "turn",
            "xs"))
        G.use("same", "uniqueness_from_the_left", n, 1, A, y - answer, null(n, 1), by=("A_constant", lambda H: H.lin("minus",
            "rate", "y_rate"), lambda H: H.lin("zero"), lambda H: H.lin(
            "e3", "e1", "e2", "e0", "X_start", "y_start", "v_start", "y0_value"))).lin("same")
    models = []
    for p in (1, 2, 3):
        z = Functions(n=p)
        z.draw(A, y0)
        z.series(h)
        z.let(X, exponentials(z["A"])).let(S, exponentials(z["A"], -1))
        rate = z.at(S * h)
        z.let(v, integral(p, rate))
        models.append(z.let(y, answer))
    Claim((n, A, X, S, y, y0, h, v), {
        **CONSTANT, **flow(X, A, "X"), "S_rate": eq(D(S), -S * A), "S_start": eq(at_zero(S), eye(n)), "y_rate": eq(D(y),
            A * y + h), "y_start": eq(at_zero(y), y0),
        "y0_constant": eq(D(y0), null(n, 1)), "y0_value": eq(at_zero(y0), y0), "v_rate": eq(D(v), S * h),
            "v_start": eq(at_zero(v), null(n, 1))}).publish(
        book, "variation_of_constants",
            "y' = A y + h has the solution y = e^(tA) (y(0) + the integral of e^(-sA) h(s) ds): Duhamel's formula.",
        eq(y, answer), script, models=models,
        wrong={"no forcing": eq(y, X * y0), "sign": eq(y, X * (y0 - v)), "not turned back": eq(y, X * y0 + v)},
        missing={"v_start": {**models[1], "v": Numbers(models[1]).at(v + y0)}})


def _invariant(book: Book) -> None:
    K = B

    def script(G: Goal) -> None:
        G.use("rule", "matrix_leibniz_rule", n, n, n, X * K, X.T).use("inner", "matrix_leibniz_rule", n, n, n, X, K).use("turn",
            "derivative_of_transpose", n, n, X)
        G.have("flip", eq(D(X).T, A.T * X.T), lambda H: H.rewrite("h", eq(hole.T, A.T * X.T), "X_rate").lin())
        G.use("e1", "value_of_product", n, n, n, X * K, X.T).use("e2", "value_of_product", n, n, n, X, K).use("e3",
            "value_of_transpose", n, n, X)
        G.have("flop", eq(at_zero(X).T, eye(n)), lambda H: H.rewrite("h", eq(hole.T, eye(n)), "X_start").lin()).use("zero",
            "derivative_of_zero_matrix", n, n)
        G.have("rate", eq(D(X * K * X.T), null(n, n)), lambda H: H.have("both", eq(D(X * K * X.T),
            X * A * K * X.T + X * K * A.T * X.T), lambda M: M.lin(
            "rule", "inner", "turn", "flip", "X_rate", "K_constant")).close("lin", [(1, "both", 1), (X, "balance", X.T)]))
        G.use("same", "ODEUNIQUE", n, n, null(n, n), X * K * X.T, K, by=("zero", lambda H: H.lin("rate"),
            lambda H: H.lin("K_constant"), lambda H: H.lin(
            "e1", "e2", "e3", "flop", "X_start", "K_value"))).by("same")
    models = []
    for p in (1, 2, 3):
        z = Functions(n=p).draw(matrix("F", n, n)).let(K, numbers_table(p, p, lambda i, j: int(i == j) * (i + 1) + 1))
        z.let(A, (matrix("F", n, n) - matrix("F", n, n).T) * K)
        z.let(A, K * (matrix("F", n, n) - matrix("F", n, n).T))
        models.append(z.let(X, exponentials(z["A"])))
    bad = Functions(n=1).let(A, eye(1)).let(K, eye(1))
    Claim((n, A, K, X), {"size": leq(0, n), "K_constant": eq(D(K), null(n, n)), "K_value": eq(at_zero(K), K),
        "balance": eq(A * K + K * A.T, null(n, n)), **flow(X, A, "X")}).publish(
        book, "exponential_preserves_form",
            "A K + K A^T = 0 gives e^(tA) K e^(tA)^T = K: for K = I, skew matrices have orthogonal exponentials.",
        eq(X * K * X.T, K), script, models=models,
        wrong={"one sided": eq(X * K, K), "not transposed": eq(X * K * X, K), "sign": eq(X * K * X.T, -K)},
            missing={"balance": bad.let(X, exponentials(bad["A"]))})
