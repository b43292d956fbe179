"""Determinants under products: inverses, similarity, Sylvester, the determinant lemma, Schur complements, adjugates."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections
from verify.proofs.entries import reduce
from verify.proofs.language import (
    Term,
    det,
    eq,
    eye,
    forall,
    implies,
    integers,
    leq,
    matrix,
    prod,
    scalars,
)
from verify.proofs.library.determinants import blocks
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, k = integers("n m k")
c, x = scalars("c x")
A, B, P, Q = matrix("A", n, n), matrix("B", n, n), matrix("P", n, n), matrix("Q", n, n)
S, Si, U, V = matrix("S", n, n), matrix("Si", n, n), matrix("U", n, k), matrix("V", k, n)
SIZES = range(4)
PAIRS = ((0, 1), (1, 0), (1, 2), (2, 1), (2, 2), (3, 1))


def theorems(book: Book) -> None:
    """Each by the multiplicative law, block triangles and the adjugate."""
    _inverse(book)
    _orthogonal(book)
    _similar(book)
    _schur(book)
    _sylvester(book)
    _lemma(book)
    _pencil(book)


def adj(M: Any) -> Term:
    """The adjugate."""
    return Term(("adj", M))


def _inverse(book: Book) -> None:
    claim = Claim((n, A, B), {"inverse": eq(A * B, eye(n))})
    models = [Numbers(n=s).invertible(A).let(A, 2 * A).inverse(B, A) for s in SIZES]
    other = Numbers(n=2).draw(A, B)

    def dets(G: Goal) -> Goal:
        G.use("mul", "DETMUL", n, A, B).use("one", "det_identity", n).use(
            "same", "det_congruence", n, A * B, eye(n), by=("inverse",)
        )
        return G.have("unit", eq(det(A) * det(B), 1), lambda H: reduce(H, "-mul", "same", "one"))
    claim.publish(
        book,
        "det_of_inverse",
        "det A det A^-1 = 1.",
        eq(det(A) * det(B), 1),
        lambda G: dets(G).by("unit"),
        models=models,
        wrong={"sign": eq(det(A) * det(B), -1), "equal": eq(det(A), det(B)), "determinant one": eq(det(A), 1)},
        missing={"inverse": other},
    )

    def two_sided(G: Goal) -> None:
        dets(G).use("adjugate", "ADJ", n, A).parts("adjugate", "right", "left")
        G.have("times", eq(det(A) * B, adj(A)), lambda H: H.close("lin", [(-1, "left", B), (adj(A), "inverse", 1)]))
        G.have("turned", eq(det(B) * det(A) * B * A, det(B) * adj(A) * A), lambda H: H.close("lin", [(det(B), "times", A)]))
        G.have("done", eq(det(B) * adj(A) * A, eye(n)), lambda H: reduce(H, "left", "unit"))
        G.close("lin", [(-1, "unit", B * A), (1, "turned", 1), (1, "done", 1)])
    claim.publish(
        book,
        "one_sided_inverse",
        "A right inverse of a square matrix is its inverse: A B = I gives B A = I.",
        eq(B * A, eye(n)),
        two_sided,
        models=models,
        wrong={"sign": eq(B * A, -eye(n)), "equal": eq(A, B), "twice": eq(B * A, 2 * eye(n))},
        missing={"inverse": other},
    )


def _orthogonal(book: Book) -> None:
    claim = Claim((n, A), {"orthogonal": eq(A.T * A, eye(n))})
    models = [Numbers(n=s).let(A, -eye(n)) for s in SIZES]

    def script(G: Goal) -> None:
        G.use("unit", "det_of_inverse", n, A.T, A, by=("orthogonal",)).use("turn", "DETT", n, A)
        G.close("lin", [(1, "unit", 1), (-det(A), "turn", 1)])

    claim.publish(
        book,
        "orthogonal_determinant",
        "The determinant of an orthogonal matrix has square 1.",
        eq(det(A) * det(A), 1),
        script,
        models=models,
        wrong={"one": eq(det(A), 1), "sign": eq(det(A) * det(A), -1), "cube": eq(det(A) * det(A) * det(A), 1)},
        missing={"orthogonal": Numbers(n=2).draw(A)},
    )


def _similar(book: Book) -> None:
    claim = Claim((n, x, A, P, Q), {"inverse": eq(P * Q, eye(n))})
    models = [Numbers(n=s, x=5).draw(A).invertible(P).inverse(Q, P) for s in SIZES]

    def script(G: Goal) -> None:
        pencil = x * eye(n) - A
        G.use("mul", "DETMUL", n, P, pencil * Q).use("rest", "DETMUL", n, pencil, Q).use(
            "unit", "det_of_inverse", n, P, Q, by=("inverse",)
        )
        G.have("same", eq(x * eye(n) - P * A * Q, P * pencil * Q), lambda H: H.close("lin", [(-x, "inverse", 1)]))
        G.use("dets", "det_congruence", n, x * eye(n) - P * A * Q, P * pencil * Q, by=("same",))
        reduce(G, "dets", "mul", "rest", "unit")

    def value(M: Any, sign: int = 1) -> Any:
        return eq(det(x * eye(n) - M), sign * det(x * eye(n) - A))
    claim.publish(
        book,
        "similar_characteristic_polynomial",
        "Similar matrices have the same characteristic polynomial: det(x I - P A P^-1) = det(x I - A).",
        value(P * A * Q),
        script,
        models=models,
        wrong={"sign": value(P * A * Q, -1), "one factor": value(P * A), "twice": value(P * P * A * Q)},
        missing={"inverse": Numbers(n=2, x=5).draw(A, P, Q)},
    )


def _schur(book: Book) -> None:
    a, ai, b, c_, e = matrix("A", m, m), matrix("Ai", m, m), matrix("B", m, n), matrix("C", n, m), matrix("D", n, n)
    L, R = blocks(m, n)
    whole, schur = L * a * L.T + L * b * R.T + R * c_ * L.T + R * e * R.T, e - c_ * ai * b
    claim = Claim((m, n, a, ai, b, c_, e), {"m_size": leq(0, m), "n_size": leq(0, n), "inverse": eq(ai * a, eye(m))})
    lower, upper = L * L.T + R * c_ * ai * L.T + R * R.T, L * a * L.T + L * b * R.T + R * schur * R.T

    def script(G: Goal) -> None:
        known = injections(G, m, n)
        G.have("product", eq(whole, lower * upper), by_ideal(*known, "inverse"))
        G.use("dets", "det_congruence", m + n, whole, lower * upper, by=("product",)).use("mul", "DETMUL", m + n, lower, upper)
        G.use("low", "det_block_lower", m, n, eye(m), c_ * ai, eye(n)).use(
            "high", "block_triangular_determinant", m, n, a, b, schur
        )
        G.use("one", "det_identity", m).use("two", "det_identity", n)
        reduce(G, "dets", "mul", "low", "high", "one", "two")
    models = [Numbers(m=p, n=q).invertible(a).let(a, 2 * a).inverse(ai, a).draw(b, c_, e) for p, q in PAIRS]

    def value(s: Any) -> Any:
        return eq(det(whole), det(a) * det(s))
    claim.publish(
        book,
        "schur_determinant",
        "Schur: det [A B; C D] = det A det(D - C A^-1 B).",
        value(schur),
        script,
        models=models,
        wrong={"sign": value(e + c_ * ai * b), "no correction": value(e), "order": eq(det(whole), det(a * a) * det(schur))},
        missing={"inverse": Numbers(m=1, n=2).draw(a, ai, b, c_, e)},
    )
    di = matrix("Di", n, n)
    low2, up2 = L * (a - b * di * c_) * L.T + R * c_ * L.T + R * e * R.T, L * L.T + L * b * di * R.T + R * R.T

    def other(G: Goal) -> None:
        G.intro("m n A B C D Di m_size n_size inverse")
        known = injections(G, m, n)
        G.have("product", eq(whole, up2 * low2), by_ideal(*known, "inverse"))
        G.use("dets", "det_congruence", m + n, whole, up2 * low2, by=("product",)).use("mul", "DETMUL", m + n, up2, low2)
        G.use("high", "block_triangular_determinant", m, n, eye(m), b * di, eye(n)).use(
            "low", "det_block_lower", m, n, a - b * di * c_, c_, e
        )
        G.use("one", "det_identity", m).use("two", "det_identity", n)
        reduce(G, "dets", "mul", "low", "high", "one", "two")
    book.add("schur_determinant_below", "det [A B; C D] = det(A - B D^-1 C) det D.", forall(m, n, a, b, c_, e, di, implies(
        leq(0, m), leq(0, n), eq(di * e, eye(n)), eq(det(whole), det(a - b * di * c_) * det(e)))), other, lemma=True)


def _sylvester(book: Book) -> None:
    claim = Claim((n, k, U, V), {"n_size": leq(0, n), "k_size": leq(0, k)})

    def script(G: Goal) -> None:
        G.use("one", "schur_determinant", n, k, eye(n), eye(n), -U, V, eye(k), by=("a", "a", reduce))
        G.use("two", "schur_determinant_below", n, k, eye(n), -U, V, eye(k), eye(k), by=("a", "a", reduce))
        G.use("in", "det_identity", n).use("ik", "det_identity", k)
        G.close("lin", [(-1, "two", 1), (1, "one", 1), (det(eye(k) + V * U), "in", 1), (-det(eye(n) + U * V), "ik", 1)])
    models = [Numbers(n=p, k=q).draw(U, V) for p, q in PAIRS]
    D = det(eye(n) + U * V)
    claim.publish(
        book,
        "sylvester_determinant_identity",
        "Sylvester: det(I + U V) = det(I + V U).",
        eq(D, det(eye(k) + V * U)),
        script,
        models=models,
        wrong={"sign": eq(D, det(eye(k) - V * U)), "negative": eq(D, -det(eye(k) + V * U)), "product only": eq(D, det(V * U))},
    )


def _lemma(book: Book) -> None:
    claim = Claim((n, k, S, Si, U, V), {"n_size": leq(0, n), "k_size": leq(0, k), "inverse": eq(S * Si, eye(n))})

    def script(G: Goal) -> None:
        G.have("product", eq(S + U * V, S * (eye(n) + Si * U * V)), lambda H: H.close("lin", [(-1, "inverse", U * V)]))
        G.use("dets", "det_congruence", n, S + U * V, S * (eye(n) + Si * U * V), by=("product",)).use(
            "mul", "DETMUL", n, S, eye(n) + Si * U * V
        )
        G.use("turn", "sylvester_determinant_identity", n, k, Si * U, V)
        reduce(G, "dets", "mul", "turn")
    models = [Numbers(n=p, k=q).invertible(S).let(S, 2 * S).inverse(Si, S).draw(U, V) for p, q in PAIRS]
    D = det(S + U * V)
    claim.publish(
        book,
        "determinant_lemma",
        "Matrix determinant lemma: det(S + U V) = det S det(I + V S^-1 U).",
        eq(D, det(S) * det(eye(k) + V * Si * U)),
        script,
        models=models,
        wrong={
            "sign": eq(D, det(S) * det(eye(k) - V * Si * U)),
            "S left out": eq(D, det(S) * det(eye(k) + V * U)),
            "factor det S left out": eq(D, det(eye(k) + V * Si * U)),
        },
        missing={"inverse": Numbers(n=2, k=1).draw(S, Si, U, V)},
    )


def power(base: Any, exponent: Any) -> Any:
    """The power of a scalar."""
    return prod(0, exponent, lambda _: base)


def _pencil(book: Book) -> None:
    claim = Claim((n, k, x, U, V), {"n_size": leq(0, n), "k_size": leq(0, k)})
    L, R = blocks(n, k)
    whole = x * L * L.T + L * U * R.T + R * V * L.T + R * R.T
    left = L * L.T - R * V * L.T + x * R * R.T
    upper = x * L * L.T + L * U * R.T + R * (x * eye(k) - V * U) * R.T

    def script(G: Goal) -> None:
        known = injections(G, n, k)
        G.use("one", "schur_determinant_below", n, k, x * eye(n), U, V, eye(k), eye(k), by=("a", "a", reduce))
        G.have("product", eq(left * whole, upper), by_ideal(*known)).use(
            "dets", "det_congruence", n + k, left * whole, upper, by=("product",)
        )
        G.use("mul", "DETMUL", n + k, left, whole).use("low", "det_block_lower", n, k, eye(n), -V, x * eye(k))
        G.use("high", "block_triangular_determinant", n, k, x * eye(n), U, x * eye(k) - V * U)
        G.use("in", "det_identity", n).use("ik", "det_identity", k)
        G.use("xn", "det_scalar_multiple", n, eye(n), x).use("xk", "det_scalar_multiple", k, eye(k), x)
        G.have("both", eq(det(left) * det(whole), det(upper)), lambda H: reduce(H, "-mul", "dets"))
        G.have(
            "lefts",
            eq(det(left) * det(whole), power(x, k) * det(x * eye(n) - U * V)),
            lambda H: reduce(H, "low", "one", "in", "ik", "xk"),
        )
        G.have("rights", eq(det(upper), power(x, n) * det(x * eye(k) - V * U)), lambda H: reduce(H, "high", "in", "xn"))
        G.close("lin", [(-1, "lefts", 1), (1, "both", 1), (1, "rights", 1)])
    models = [Numbers(n=p, k=q, x=3).draw(U, V) for p, q in PAIRS]
    D, E = det(x * eye(n) - U * V), det(x * eye(k) - V * U)
    claim.publish(
        book,
        "characteristic_polynomials_of_uv_and_vu",
        "x^k det(x I - U V) = x^n det(x I - V U): U V and V U share their eigenvalues that are not 0.",
        eq(power(x, k) * D, power(x, n) * E),
        script,
        models=models,
        wrong={
            "powers exchanged": eq(power(x, n) * D, power(x, k) * E),
            "no powers": eq(D, E),
            "sign": eq(power(x, k) * D, -power(x, n) * E),
        },
    )
