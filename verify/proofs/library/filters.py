"""Kalman's measurement update in its forms: gain, Joseph, information, and two measurements one after the other or stacked."""

from __future__ import annotations

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections, inverse_of, inverses
from verify.proofs.evaluation import table
from verify.proofs.language import Term, eq, eye, integers, leq, matrix
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, k, m = integers("n k m")
P, Pi, H, R, Ri = matrix("P", n, n), matrix("Pi", n, n), matrix("H", k, n), matrix("R", k, k), matrix("Ri", k, k)
S, K, Y = matrix("S", k, k), matrix("K", n, k), matrix("Y", n, n)
SIZES = ((0, 1), (1, 1), (2, 1), (3, 2), (1, 2))


def theorems(book: Book) -> None:
    """None needs a symmetric or positive covariance."""
    _gain(book)
    _joseph(book)
    _information(book)
    _sequential(book)


def _start() -> list[Numbers]:
    """Covariances B B^T + I and noise 1, 2, .. on the diagonal, so that all sums are invertible."""
    found = []
    for p, q in SIZES:
        numbers = Numbers(n=p, k=q).draw(Y, H).let(P, Y * Y.T + eye(n)).inverse(Pi, P)
        found.append(numbers.let(R, table(q, q, lambda i, j: (i + 1) * int(i == j))).inverse(Ri, R))
    return found


def _gain(book: Book) -> None:
    claim = Claim(
        (n, k, P, Pi, H, R, Ri, S, Y),
        {
            "P_left": eq(Pi * P, eye(n)),
            "R_left": eq(Ri * R, eye(k)),
            "S_right": eq((H * P * H.T + R) * S, eye(k)),
            "Y_left": eq(Y * (Pi + H.T * Ri * H), eye(n)),
        },
    )
    models = [x.inverse(S, H * P * H.T + R).inverse(Y, Pi + H.T * Ri * H) for x in _start()]
    claim.publish(
        book,
        "kalman_gain_two_forms",
        "The gain P H^T (H P H^T + R)^-1 equals (P^-1 + H^T R^-1 H)^-1 H^T R^-1.",
        eq(P * H.T * S, Y * H.T * Ri),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "noise not inverted": eq(P * H.T * S, Y * H.T * R),
            "covariance left out": eq(H.T * S, Y * H.T * Ri),
            "sign": eq(P * H.T * S, -(Y * H.T * Ri)),
        },
    )


def _joseph(book: Book) -> None:
    claim = Claim((n, k, P, H, R, K), {"gain": eq(K * (H * P * H.T + R), P * H.T)})
    models = []
    for x in _start():
        x.inverse(S, H * P * H.T + R)
        models.append(x.let(K, P * H.T * S))
    left = eye(n) - K * H
    claim.publish(
        book,
        "joseph_form",
        "With the optimal gain, (I - K H) P (I - K H)^T + K R K^T = (I - K H) P.",
        eq(left * P * left.T + K * R * K.T, left * P),
        by_ideal("gain"),
        models=models,
        wrong={
            "noise left out": eq(left * P * left.T, left * P),
            "sign": eq(left * P * left.T - K * R * K.T, left * P),
            "one sided": eq(left * P + K * R * K.T, left * P),
        },
        missing={"gain": Numbers(n=1, k=1).draw(H).let(P, eye(1)).let(R, eye(1)).let(K, 3 * eye(1))},
    )


def _information(book: Book) -> None:
    claim = Claim(
        (n, k, P, Pi, H, R, Ri, S),
        {
            **inverses(P, Pi, n),
            **inverses(R, Ri, k),
            "S_right": eq((H * P * H.T + R) * S, eye(k)),
            "S_left": eq(S * (H * P * H.T + R), eye(k)),
        },
    )
    models = [x.inverse(S, H * P * H.T + R) for x in _start()]
    updated = P - P * H.T * S * H * P
    claim.publish(
        book,
        "information_form",
        "The updated covariance (I - K H) P, K the gain, is the inverse of P^-1 + H^T R^-1 H.",
        inverse_of(updated, Pi + H.T * Ri * H, n),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "sign": eq(updated * (Pi - H.T * Ri * H), eye(n)),
            "noise not inverted": eq(updated * (Pi + H.T * R * H), eye(n)),
            "plus": eq((P + P * H.T * S * H * P) * (Pi + H.T * Ri * H), eye(n)),
        },
    )


def _sequential(book: Book) -> None:
    G, Q, M, J = matrix("G", m, n), matrix("Q", m, m), matrix("M", n, m), matrix("J", n, k + m)
    L, E = Term(("inl", "k", "m")), Term(("inr", "k", "m"))
    T = matrix("T", k + m, k + m)
    first = P - K * H * P
    tall, noise = L * H + E * G, L * R * L.T + E * Q * E.T
    claim = Claim(
        (n, k, m, P, H, R, K, G, Q, M, J, T),
        {
            "k_size": leq(0, k),
            "m_size": leq(0, m),
            "gain": eq(K * (H * P * H.T + R), P * H.T),
            "next_gain": eq(M * (G * first * G.T + Q), first * G.T),
            "stacked_gain": eq(J * (tall * P * tall.T + noise), P * tall.T),
            "regular": eq((tall * P * tall.T + noise) * T, eye(k + m)),
        },
    )
    models = []
    for x in _start():
        x["m"] = 1
        x.draw(G).let(Q, eye(1) * 2).inverse(S, H * P * H.T + R).let(K, P * H.T * S).inverse(T, tall * P * tall.T + noise)
        x.let(J, P * tall.T * T).let(Y, first)
        inner = matrix("inner", m, m)
        models.append(x.inverse(inner, G * Y * G.T + Q).let(M, Y * G.T * inner))

    def script(B: Goal) -> None:
        names = injections(B, "k", "m")
        joined = (K - M * G * K) * L.T + M * E.T
        B.have("joined", eq(joined * (tall * P * tall.T + noise), P * tall.T), by_ideal(*names, "gain", "next_gain"))
        B.have("same", eq(J, joined), by_ideal("joined", "stacked_gain", "regular"))
        by_ideal("same", *names)(B)

    claim.publish(
        book,
        "sequential_measurements",
        "Two measurements with independent noise, one after the other, update the covariance as both at once.",
        eq(first - M * G * first, P - J * tall * P),
        script,
        models=models,
        wrong={
            "second gain from the old covariance": eq(first - M * G * P, P - J * tall * P),
            "first only": eq(first, P - J * tall * P),
            "sign": eq(first + M * G * first, P - J * tall * P),
        },
    )
