"""Orthogonal factors: Householder, block reflectors, Cayley transforms, the polar factor; projectors."""

from __future__ import annotations

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of, inverses
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import Table, table
from verify.proofs.language import both, eq, eye, implies, integers, matrix, null, scalars
from verify.proofs.samples import Numbers, antidiagonal
from verify.proofs.script import Goal

n, k = integers("n k")
A, P, Q, M, S = (matrix(name, n, n) for name in "APQMS")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Over every ring; a half is used where two is cancelled."""
    _householder(book)
    _block(book)
    _cayley(book)
    _tustin(book)
    _polar(book)
    _complement(book)
    _product(book)
    _sum(book)


def _householder(book: Book) -> None:
    v, (b,) = matrix("v", n, 1), scalars("b")
    claim = Claim((n, v, b), {"scale": eq(b * v.T * v, 2 * eye(1))})
    models = []
    for p in (1, 2, 3):
        x = Numbers(n=p).let(v, table(p, 1, lambda i, _: i + 1))
        x["b"] = 2 / x.at((v.T * v)[0, 0])
        models.append(x)
    H = eye(n) - b * v * v.T
    claim.publish(
        book,
        "householder_reflector",
        "With b |v|^2 = 2, I - b v v^T is symmetric, orthogonal and maps v to -v.",
        both(eq(H.T, H), eq(H * H, eye(n)), eq(H * v, -v)),
        by_ideal("scale"),
        models=models,
        wrong={
            "fixes v": eq(H * v, v),
            "projector": eq(H * H, H),
            "sign": eq((eye(n) + b * v * v.T) * (eye(n) + b * v * v.T), eye(n)),
        },
        missing={"scale": Numbers(n=1, b=1).let(v, eye(1))},
    )


def _half_upper(gram: Table) -> Table:
    """T^-1 with T^-1 + T^-T the given matrix: its upper triangle with half the diagonal."""
    return table(gram.rows, gram.rows, lambda i, j: gram.at(i, j) if i < j else gram.at(i, i) / 2 * int(i == j))


def _block(book: Book) -> None:
    V, T = matrix("V", n, k), matrix("T", k, k)
    claim = Claim((n, k, V, T), {"factor": eq(T.T * V.T * V * T, T + T.T)})
    models = []
    for p, q in ((1, 0), (1, 1), (2, 2), (3, 2)):
        x = Numbers(n=p, k=q).let(V, table(p, q, lambda i, j: int(i == j) + int(j == i + 1)))
        gram = x.at(V.T * V)
        upper = _half_upper(gram)
        models.append(x.let(matrix("U", k, k), upper).inverse(T, matrix("U", k, k)))
    H = eye(n) - V * T * V.T
    claim.publish(
        book,
        "block_reflector",
        "With T^T V^T V T = T + T^T, the block reflector I - V T V^T is orthogonal: H^T H = I.",
        eq(H.T * H, eye(n)),
        by_ideal("factor"),
        models=models,
        wrong={
            "sign": eq((eye(n) + V * T * V.T).T * (eye(n) + V * T * V.T), eye(n)),
            "symmetric": eq(H, H.T),
            "involution": eq(H * H, eye(n)),
        },
        missing={"factor": Numbers(n=1, k=1).let(V, eye(1)).let(T, eye(1))},
    )


def _cayley(book: Book) -> None:
    claim = Claim(
        (n, A, M), {"skew": eq(A.T, -A), "M_right": eq((eye(n) + A) * M, eye(n)), "M_left": eq(M * (eye(n) + A), eye(n))}
    )
    models = []
    for p in SIZES:
        x = Numbers(n=p).draw(S)
        models.append(x.let(A, S - S.T).inverse(M, eye(n) + A))
    U = (eye(n) - A) * M

    def script(G: Goal) -> None:
        transposed(G, "skew", "M_right", "M_left")
        known = ("skew", "M_right", "M_left", "skew_t", "M_right_t", "M_left_t")
        G.split(by_ideal(*known), by_ideal(*known))

    claim.publish(
        book,
        "cayley_transform",
        "For a skew A, the Cayley transform (I - A)(I + A)^-1 is orthogonal.",
        inverse_of(U, U.T, n),
        script,
        models=models,
        wrong={"symmetric": eq(U, U.T), "no inverse": eq((eye(n) - A) * (eye(n) - A).T, eye(n)), "involution": eq(U * U, eye(n))},
        missing={"skew": Numbers(n=1).let(A, eye(1)).inverse(M, 2 * eye(1))},
    )


def _tustin(book: Book) -> None:
    claim = Claim((n, A, P, M), {"M_right": eq((eye(n) - A) * M, eye(n)), "M_left": eq(M * (eye(n) - A), eye(n))})
    models = [
        Numbers(n=p).let(A, table(p, p, lambda i, j: 3 * int(i == j) + max(j - i, 0))).draw(P).inverse(M, eye(n) - A)
        for p in SIZES
    ]
    B = M * (eye(n) + A)

    def claimed(factor: int) -> object:
        return eq(B.T * P * B - P, factor * M.T * (A.T * P + P * A) * M)

    def script(G: Goal) -> None:
        transposed(G, "M_right", "M_left")
        by_ideal("M_right", "M_left", "M_right_t", "M_left_t")(G)

    claim.publish(
        book,
        "bilinear_transform_lyapunov_stein",
        "Tustin turns Lyapunov into Stein: with B = (I - A)^-1 (I + A), B^T P B - P = 2 M^T (A^T P + P A) M, M = (I - A)^-1.",
        claimed(2),
        script,
        models=models,
        wrong={"factor": claimed(1), "sign": claimed(-2), "M left out": eq(B.T * P * B - P, 2 * (A.T * P + P * A))},
    )


def _polar(book: Book) -> None:
    claim = Claim(
        (n, A, P, Q, S), {"P_square": eq(P * P, A.T * A), "symmetric": eq(P.T, P), **inverses(P, S, n), "factor": eq(Q, A * S)}
    )
    models = []
    for p in SIZES:
        x = Numbers(n=p).let(P, table(p, p, lambda i, j: (i + 2) * int(i == j) + int(i != j))).inverse(S, P)
        models.append(x.let(A, antidiagonal(p, p)).let(A, A * P).let(Q, A * S))

    def script(G: Goal) -> None:
        transposed(G, "P_right", "P_left", "factor")
        G.split(by_ideal("factor", *claim.premises), by_ideal(*claim.premises, "P_right_t", "P_left_t", "factor_t"))

    claim.publish(
        book,
        "polar_factor",
        "With P symmetric, P^2 = A^T A and P invertible, Q = A P^-1 has A = Q P and Q^T Q = I.",
        both(eq(A, Q * P), eq(Q.T * Q, eye(n))),
        script,
        models=models,
        wrong={"order": eq(A, P * Q * 2), "symmetric": eq(Q.T * Q, Q), "square": eq(Q.T * Q, P)},
        missing={"P_square": Numbers(n=1).let(A, 3 * eye(1)).let(P, eye(1)).let(S, eye(1)).let(Q, A)},
    )


def _projector(size: int, rank: int) -> Numbers:
    """P a projector that is not symmetric, conjugated by a unit triangular matrix; Q another that commutes with it."""
    x = Numbers(n=size).invertible(S).inverse(M, S)
    x.let(P, table(size, size, lambda i, j: int(i == j < rank))).let(
        Q, table(size, size, lambda i, j: int(i == j and i % 2 == 0))
    )
    return x.let(P, S * P * M).let(Q, S * Q * M)


def _complement(book: Book) -> None:
    claim = Claim((n, P), {"projector": eq(P * P, P)})
    R = eye(n) - P
    claim.publish(
        book,
        "complementary_projector",
        "For a projector P: I - P is one, P (I - P) = 0, and I - 2 P is a reflection.",
        both(eq(R * R, R), eq(P * R, null(n, n)), eq((eye(n) - 2 * P) * (eye(n) - 2 * P), eye(n))),
        by_ideal("projector"),
        models=[_projector(p, p - 1) for p in SIZES],
        wrong={
            "reflection is one": eq((eye(n) - 2 * P) * (eye(n) - 2 * P), eye(n) - 2 * P),
            "complement equal": eq(R, P),
            "sign": eq(R * R, -R),
        },
        missing={"projector": Numbers(n=1).let(P, 2 * eye(1))},
    )


def _product(book: Book) -> None:
    claim = Claim((n, P, Q), {"P_projector": eq(P * P, P), "Q_projector": eq(Q * Q, Q), "commute": eq(P * Q, Q * P)})
    join = P + Q - P * Q
    claim.publish(
        book,
        "commuting_projectors",
        "The product P Q of commuting projectors is a projector (onto the meet), and P + Q - P Q is one (onto the join).",
        both(eq(P * Q * P * Q, P * Q), eq(join * join, join), eq(join * P, P), eq(join * Q, Q)),
        by_ideal(*claim.premises),
        models=[_projector(p, p - 1) for p in SIZES],
        wrong={"sum": eq((P + Q) * (P + Q), P + Q), "difference": eq((P - Q) * (P - Q), P - Q), "meet fixes P": eq(P * Q, P)},
        missing={"commute": Numbers(n=2).let(P, table(2, 2, lambda i, _j: 1 - i)).let(Q, table(2, 2, lambda _i, j: j))},
    )


def _sum(book: Book) -> None:
    claim = Claim((n, P, Q), {"P_projector": eq(P * P, P), "Q_projector": eq(Q * Q, Q)})
    models = [_projector(p, p - 1) for p in SIZES]
    models += [Numbers(x).let(Q, eye(n) - P) for x in models]
    projector, zero = eq((P + Q) * (P + Q), P + Q), both(eq(P * Q, null(n, n)), eq(Q * P, null(n, n)))

    def forward(G: Goal) -> None:
        G.intro("sum").split(by_ideal("sum", *claim.premises), by_ideal("sum", *claim.premises))

    def backward(G: Goal) -> None:
        G.intro("none").parts("none", "pq", "qp")
        by_ideal("pq", "qp", *claim.premises)(G)

    claim.publish(
        book,
        "sum_of_projectors",
        "The sum of two projectors is a projector exactly when P Q = Q P = 0 (2 invertible).",
        both(implies(projector, zero), implies(zero, projector)),
        lambda G: G.split(forward, backward),
        models=models,
        wrong={"always": projector, "never": zero, "equal": implies(projector, eq(P, Q))},
    )
