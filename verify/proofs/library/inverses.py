"""Inverses of one or two operators: resolvents, Hua's identity, the parallel sum, displacement, Newton's step."""

from __future__ import annotations

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of, inverses
from verify.proofs.language import both, eq, eye, integers, matrix, scalars
from verify.proofs.library.operators import safe
from verify.proofs.samples import Numbers

n, k = integers("n k")
A, Ai, B, Bi = matrix("A", n, n), matrix("Ai", n, n), matrix("B", n, n), matrix("Bi", n, n)


def theorems(book: Book) -> None:
    """Dimension-free, without axioms."""
    _resolvents(book)
    _hua(book)
    _parallel(book)
    _displacement(book)
    _newton(book)


def _resolvents(book: Book) -> None:
    z, w = scalars("z w")
    P, Q = matrix("P", n, n), matrix("Q", n, n)
    claim = Claim((n, z, w, A, P, Q), {"P_left": eq(P * (z * eye(n) - A), eye(n)), "Q_right": eq((w * eye(n) - A) * Q, eye(n))})
    start = [Numbers(n=p, z=7, w=-9).draw(A) for p in range(4)]
    models = [x.inverse(P, z * eye(n) - A).inverse(Q, w * eye(n) - A) for x in start]
    claim.publish(
        book,
        "resolvent_identity",
        "Resolvents: (z - A)^-1 - (w - A)^-1 = (w - z) (z - A)^-1 (w - A)^-1.",
        eq(P - Q, (w - z) * P * Q),
        by_ideal(*claim.premises),
        models=models,
        wrong={"sign": eq(P - Q, (z - w) * P * Q), "sum": eq(P + Q, (w - z) * P * Q), "square": eq(P - Q, (w - z) * P * P)},
    )
    claim = Claim((n, A, Ai, B, Bi), {"A_left": eq(Ai * A, eye(n)), "B_right": eq(B * Bi, eye(n))})
    models = [Numbers(n=p).invertible(A, B).inverse(Ai, A).inverse(Bi, B) for p in range(4)]
    claim.publish(
        book,
        "difference_of_inverses",
        "A^-1 - B^-1 = A^-1 (B - A) B^-1.",
        eq(Ai - Bi, Ai * (B - A) * Bi),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "sign": eq(Ai - Bi, Ai * (A - B) * Bi),
            "order": eq(Ai - Bi, Bi * (B - A) * Bi),
            "sum": eq(Ai + Bi, Ai * (B - A) * Bi),
        },
    )


def _hua(book: Book) -> None:
    P, Q = matrix("P", n, n), matrix("Q", n, n)
    claim = Claim(
        (n, A, Ai, B, Bi, P, Q),
        {
            "A_right": eq(A * Ai, eye(n)),
            "B_right": eq(B * Bi, eye(n)),
            "P_right": eq((Bi - A) * P, eye(n)),
            "Q_right": eq((Ai + P) * Q, eye(n)),
        },
    )
    start = [Numbers(n=p).invertible(A).inverse(Ai, A).let(B, 2 * A * A - 5 * eye(n)) for p in range(4)]
    models = safe(lambda x: x.inverse(Bi, B).inverse(P, Bi - A).inverse(Q, Ai + P), start)
    claim.publish(
        book,
        "hua_identity",
        "Hua: A - (A^-1 + (B^-1 - A)^-1)^-1 = A B A.",
        eq(A - Q, A * B * A),
        by_ideal(*claim.premises),
        models=models,
        wrong={"sign": eq(A + Q, A * B * A), "one factor": eq(A - Q, A * B), "middle": eq(A - Q, B * A * B)},
    )


def _parallel(book: Book) -> None:
    P = matrix("P", n, n)
    claim = Claim(
        (n, A, Ai, B, Bi, P),
        {**inverses(A, Ai, n), **inverses(B, Bi, n), "P_right": eq((A + B) * P, eye(n)), "P_left": eq(P * (A + B), eye(n))},
    )
    start = [Numbers(n=p).invertible(A, B).inverse(Ai, A).inverse(Bi, B) for p in range(4)]
    models = safe(lambda x: x.inverse(P, A + B), start)
    claim.publish(
        book,
        "parallel_sum",
        "Parallel sum: A (A + B)^-1 B = B (A + B)^-1 A, and this is the inverse of A^-1 + B^-1.",
        both(eq(A * P * B, B * P * A), inverse_of(Ai + Bi, A * P * B, n)),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "inverse left out": eq(A * B, B * P * A),
            "difference": eq((Ai - Bi) * A * P * B, eye(n)),
            "one letter": eq((Ai + Bi) * A * P * A, eye(n)),
        },
    )


def _displacement(book: Book) -> None:
    Z, Y = matrix("Z", n, n), matrix("Y", n, n)
    G, H = matrix("G", n, k), matrix("H", k, n)
    claim = Claim((n, k, Z, Y, A, Ai, G, H), {**inverses(A, Ai, n), "generators": eq(Z * A - A * Y, G * H)})
    models = []
    for p in range(4):
        x = Numbers(n=p, k=p).invertible(A).inverse(Ai, A).draw(Z, Y).let(H, eye(n))
        models.append(x.let(G, Z * A - A * Y))
    claim.publish(
        book,
        "displacement_of_inverse",
        "When Z A - A Y = G H, the inverse has Y A^-1 - A^-1 Z = -(A^-1 G)(H A^-1): the same displacement rank.",
        eq(Y * Ai - Ai * Z, -(Ai * G) * (H * Ai)),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "sign": eq(Y * Ai - Ai * Z, (Ai * G) * (H * Ai)),
            "operators exchanged": eq(Z * Ai - Ai * Y, -(Ai * G) * (H * Ai)),
            "one factor": eq(Y * Ai - Ai * Z, -(Ai * G) * H),
        },
    )


def _newton(book: Book) -> None:
    X = matrix("X", n, n)
    claim = Claim((n, A, X), {})
    better = X * (2 * eye(n) - A * X)
    claim.publish(
        book,
        "newton_inverse_step",
        "Newton's step X (2 I - A X) for the inverse squares the residual: I - A X' = (I - A X)^2.",
        both(
            eq(eye(n) - A * better, (eye(n) - A * X) * (eye(n) - A * X)),
            eq(eye(n) - better * A, (eye(n) - X * A) * (eye(n) - X * A)),
        ),
        by_ideal(),
        models=[Numbers(n=p).draw(A, X) for p in range(4)],
        wrong={
            "first order": eq(eye(n) - A * better, eye(n) - A * X),
            "factor order": eq(eye(n) - X * A * better, (eye(n) - A * X) * (eye(n) - A * X)),
            "sign": eq(eye(n) + A * better, (eye(n) - A * X) * (eye(n) - A * X)),
        },
    )
