"""Traces: commutators, power sums under similarity, the Frobenius norm and its split by an orthonormal basis."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverses
from verify.proofs.cofactors import writable
from verify.proofs.language import eq, eye, forall, implies, integers, inv, leq, matrix, null, num, scalars, total, trace
from verify.proofs.library.powers import for_all, power
from verify.proofs.samples import Numbers, antidiagonal
from verify.proofs.script import Goal

m, n, r, k = integers("m n r k")
A, B, P, Q = (matrix(name, n, n) for name in "ABPQ")
SIZES = range(4)


def theorems(book: Book) -> None:
    """The trace is linear and cyclic in the normal form; what is counted is counted here."""
    _identity(book)
    _commutator(book)
    _power_sums(book)
    _frobenius(book)
    _split(book)


def same_trace(G: Goal, name: str, fact: str) -> None:
    """From the fact M = N, the fact tr M = tr N."""
    _, lhs, rhs = writable(G.fact(fact))
    hole = ("m", "hole")
    G.have(name, eq(trace(lhs), trace(rhs)), lambda H: H.rewrite("hole", eq(trace(hole), trace(rhs)), fact).lin())


def _identity(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("n size").use("sum", "TRACE", "n", eye(n)).use("ones", "sum_of_ones", "n")
        G.have(
            "same",
            eq(total(0, n, lambda i: eye(n)[i, i]), total(0, n, lambda _: num(1))),
            lambda H: H.cong("i low high", lambda K: K.use("one", "ENTI1", "n", "i").lin("one")),
        )
        G.lin("sum", "same", "ones")

    book.add("trace_of_identity", "tr I = n.", forall(n, implies(leq(0, n), eq(trace(eye(n)), num(n)))), script, lemma=True)


def _commutator(book: Book) -> None:
    (c,) = scalars("c")
    claim = Claim((n, A, B, c), {"size": leq(1, n), "equal": eq(A * B - B * A, c * eye(n))})

    def script(G: Goal) -> None:
        same_trace(G, "traces", "equal")
        G.use("count", "trace_of_identity", "n").use("unit", "QINV", "n").have(
            "zero", eq(c * num(n), 0), lambda H: H.lin("-count", "-traces")
        )
        G.close("lin", [(inv(num(n)), "zero", 1), (-c, "unit", 1)])

    models = [Numbers(n=p, c=0).draw(A).let(B, A * A - 2 * A) for p in (1, 2, 3)]
    claim.publish(
        book,
        "scalar_commutator_is_zero",
        "Of matrices of size n >= 1, A B - B A = c I only for c = 0 (n invertible).",
        eq(c, 0),
        script,
        models=models,
        wrong={"one": eq(c, 1), "product zero": eq(A * B, null(n, n))},
        missing={"size": Numbers(n=0, c=1).draw(A, B), "equal": Numbers(n=2, c=1).draw(A, B)},
    )


def _power_sums(book: Book) -> None:
    claim = Claim((n, P, Q, A), inverses(P, Q, n))

    def script(G: Goal) -> None:
        G.intro("t length").use(
            "all", "powers_of_similar_matrices", "n", P * A * Q, P, A, Q, by=("P_right", "P_left", lambda H: H.lin())
        )
        G.use("power", "all", "t")
        same_trace(G, "first", "power")
        G.have("inner", eq(Q * P * power(A, "t"), power(A, "t")), by_ideal("P_left"))
        same_trace(G, "second", "inner")
        G.lin("first", "second")

    claim.publish(
        book,
        "similar_matrices_have_equal_power_sums",
        "tr (P A P^-1)^t = tr A^t for all t: the power sums of the eigenvalues.",
        for_all(lambda t: eq(trace(power(P * A * Q, t)), trace(power(A, t)))),
        script,
        models=[Numbers(n=p).invertible(P).inverse(Q, P).draw(A) for p in SIZES],
        wrong={
            "one power more": for_all(lambda t: eq(trace(power(P * A * Q, t)), trace(power(A, t + 1)))),
            "not a similarity": for_all(lambda t: eq(trace(power(P * A * P, t)), trace(power(A, t)))),
            "sign": for_all(lambda t: eq(trace(power(P * A * Q, t)), -trace(power(A, t)))),
        },
    )


def _frobenius(book: Book) -> None:
    M = matrix("M", m, n)

    def script(G: Goal) -> None:
        G.use("sum", "TRACE", "n", M.T * M)
        G.have(
            "columns",
            eq(total(0, n, lambda j: (M.T * M)[j, j]), total(0, n, lambda j: total(0, m, lambda i: M[i, j] * M[i, j]))),
            lambda H: H.cong("j low high", lambda K: K.use("entry", "ENTMUL", "n", "m", "n", M.T, M, "j", "j").lin("entry")),
        )
        G.use("turned", "sum_swap", ("lam", ("j", "i"), (M["i", "j"] * M["i", "j"]).raw), "m", "n").lin(
            "sum", "columns", "turned"
        )

    claim = Claim((m, n, M), {"size": leq(0, n)})

    def squares(body: Any, rows: Any = m, columns: Any = n) -> Any:
        return eq(trace(M.T * M), total(0, rows, lambda i: total(0, columns, lambda j: body(i, j))))

    claim.publish(
        book,
        "frobenius_norm",
        "tr (M^T M) is the sum of the squares of all entries.",
        squares(lambda i, j: M[i, j] * M[i, j]),
        script,
        models=[Numbers(m=p, n=q).draw(M) for p, q in ((0, 2), (1, 1), (2, 3), (3, 2))],
        wrong={
            "not squared": squares(lambda i, j: M[i, j]),
            "one row less": squares(lambda i, j: M[i, j] * M[i, j], m - 1),
            "transposed": squares(lambda i, j: M[i, j] * M[j, i]),
        },
    )


def _split(book: Book) -> None:
    E, X = matrix("E", m, n), matrix("X", n, r)
    claim = Claim((m, n, r, E, X), {"columns": eq(X.T * X, eye(r))})
    rest, gram = eye(n) - X * X.T, E.T * E
    models = [
        Numbers(m=p, n=q, r=s).draw(E).let(X, antidiagonal(q, s))
        for p, q, s in ((1, 1, 1), (2, 2, 1), (3, 3, 2), (2, 3, 0))
    ]

    def script(G: Goal) -> None:
        G.have("inner", eq(X.T * gram * X * X.T * X, X.T * gram * X), by_ideal("columns"))
        same_trace(G, "traces", "inner")
        G.lin("traces")

    whole, inside = trace(gram), trace(X.T * gram * X)
    claim.publish(
        book,
        "eckart_young_split",
        "With orthonormal columns X, tr (E^T E) = tr (X^T E^T E X) + tr ((I - X X^T) E^T E (I - X X^T)).",
        eq(whole, inside + trace(rest * gram * rest)),
        script,
        models=models,
        wrong={
            "sign": eq(whole, inside - trace(rest * gram * rest)),
            "complement lost": eq(whole, inside),
            "plus": eq(whole, inside + trace((eye(n) + X * X.T) * gram * rest) + inside),
        },
        missing={"columns": Numbers(m=1, n=1, r=1).let(E, eye(1)).let(X, 2 * eye(1))},
    )
