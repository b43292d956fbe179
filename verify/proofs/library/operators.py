"""Inverses after low-rank updates, for operators of all sizes: Woodbury and its family, push-through, null vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of, inverses
from verify.proofs.evaluation import table
from verify.proofs.language import both, eq, eye, implies, integers, matrix, no, null
from verify.proofs.samples import Numbers, null_vector
from verify.proofs.script import Goal

n, k = integers("n k")
A, S, Si, U, V = matrix("A", n, n), matrix("S", n, n), matrix("Si", n, n), matrix("U", n, k), matrix("V", k, n)
C, Ci, K = matrix("C", k, k), matrix("Ci", k, k), matrix("K", k, k)
SIZES = ((0, 1), (1, 0), (1, 2), (2, 1), (3, 2))


def theorems(book: Book) -> None:
    """Dimension-free: no axiom is used unless a 1 x 1 matrix or a block occurs."""
    _woodbury(book)
    _woodbury_core(book)
    _binomial(book)
    _push_through(book)
    _one_minus(book)
    _singular(book)


def _updates() -> list[Numbers]:
    return [Numbers(n=p, k=q).invertible(S).inverse(Si, S).draw(U, V) for p, q in SIZES]


def safe(make: Callable[[Numbers], Numbers], tries: list[Numbers]) -> list[Numbers]:
    """What can be made of the tries; those that meet a singular matrix are left out."""
    found = []
    for numbers in tries:
        try:
            found.append(make(numbers))
        except ZeroDivisionError:
            continue
    return found


def _woodbury(book: Book) -> None:
    core = eye(k) + V * Si * U
    claim = Claim(
        (n, k, S, Si, U, V, K), {**inverses(S, Si, n), "core_right": eq(core * K, eye(k)), "core_left": eq(K * core, eye(k))}
    )
    answer = Si - Si * U * K * V * Si
    claim.publish(
        book,
        "woodbury",
        "Woodbury: with S and I + V S^-1 U invertible, (S + U V)^-1 = S^-1 - S^-1 U (I + V S^-1 U)^-1 V S^-1.",
        inverse_of(S + U * V, answer, n),
        by_ideal(*claim.premises),
        models=safe(lambda x: x.inverse(K, core), _updates()),
        wrong={
            "sign of the correction": eq((S + U * V) * (Si + Si * U * K * V * Si), eye(n)),
            "sign of the update": eq((S - U * V) * answer, eye(n)),
            "core left out": eq((S + U * V) * (Si - Si * U * V * Si), eye(n)),
        },
    )


def _woodbury_core(book: Book) -> None:
    core = Ci + V * Si * U
    claim = Claim(
        (n, k, S, Si, U, C, Ci, V, K),
        {**inverses(S, Si, n), **inverses(C, Ci, k), "core_right": eq(core * K, eye(k)), "core_left": eq(K * core, eye(k))},
    )
    answer = Si - Si * U * K * V * Si
    models = safe(lambda x: x.invertible(C).inverse(Ci, C).inverse(K, core), _updates())
    claim.publish(
        book,
        "woodbury_with_core",
        "Woodbury with a core: (S + U C V)^-1 = S^-1 - S^-1 U (C^-1 + V S^-1 U)^-1 V S^-1.",
        inverse_of(S + U * C * V, answer, n),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "sign": eq((S + U * C * V) * (Si + Si * U * K * V * Si), eye(n)),
            "inverse core in the sum": eq((S + U * Ci * V) * answer, eye(n)),
            "core once more": eq((S + U * C * V) * (Si - Si * U * K * C * V * Si), eye(n)),
        },
    )


def _binomial(book: Book) -> None:
    inner = eye(k) + C * V * Si * U
    claim = Claim(
        (n, k, S, Si, U, C, V, K),
        {**inverses(S, Si, n), "inner_right": eq(inner * K, eye(k)), "inner_left": eq(K * inner, eye(k))},
    )
    answer = Si - Si * U * K * C * V * Si
    tries = [x.draw(C) for x in _updates()]
    singular = Numbers(n=3, k=2).invertible(S).inverse(Si, S).draw(U, V).let(C, table(2, 2, lambda i, j: 2 * i + 4 * j * i))
    claim.publish(
        book,
        "binomial_inverse",
        "Binomial inverse theorem, C arbitrary, even singular: (S + U C V)^-1 = S^-1 - S^-1 U (I + C V S^-1 U)^-1 C V S^-1.",
        inverse_of(S + U * C * V, answer, n),
        by_ideal(*claim.premises),
        models=safe(lambda x: x.inverse(K, inner), [*tries, singular]),
        wrong={
            "core on the wrong side": eq((S + U * C * V) * (Si - Si * U * C * K * V * Si), eye(n)),
            "sign": eq((S + U * C * V) * (Si + Si * U * K * C * V * Si), eye(n)),
            "core left out": eq((S + U * C * V) * (Si - Si * U * K * V * Si), eye(n)),
        },
    )


def _push_through(book: Book) -> None:
    P, Q = matrix("P", k, k), matrix("Q", n, n)
    claim = Claim((n, k, U, V, P, Q), {"P_right": eq((eye(k) + V * U) * P, eye(k)), "Q_left": eq(Q * (eye(n) + U * V), eye(n))})
    models = safe(
        lambda x: x.draw(U, V).inverse(P, eye(k) + V * U).inverse(Q, eye(n) + U * V), [Numbers(n=p, k=q) for p, q in SIZES]
    )
    claim.publish(
        book,
        "push_through",
        "Push-through: U (I + V U)^-1 = (I + U V)^-1 U.",
        eq(U * P, Q * U),
        by_ideal(*claim.premises),
        models=models,
        wrong={"inverse left out": eq(U * P, U), "twice": eq(U * P * P, Q * U), "sign": eq(U * P, -Q * U)},
    )


def _one_minus(book: Book) -> None:
    claim = Claim((n, k, U, V, A), {"A_right": eq((eye(n) - U * V) * A, eye(n)), "A_left": eq(A * (eye(n) - U * V), eye(n))})
    models = safe(lambda x: x.draw(U, V).inverse(A, eye(n) - U * V), [Numbers(n=p, k=q) for p, q in SIZES])
    claim.publish(
        book,
        "one_minus_product",
        "Jacobson: when I - U V is invertible, so is I - V U, and its inverse is I + V (I - U V)^-1 U.",
        inverse_of(eye(k) - V * U, eye(k) + V * A * U, k),
        by_ideal(*claim.premises),
        models=models,
        wrong={
            "sign": eq((eye(k) - V * U) * (eye(k) - V * A * U), eye(k)),
            "inverse left out": eq((eye(k) - V * U) * (eye(k) + V * U), eye(k)),
            "plus": eq((eye(k) + V * U) * (eye(k) + V * A * U), eye(k)),
        },
    )


def _singular(book: Book) -> None:
    x, y = matrix("x", n, 1), matrix("y", k, 1)
    core, total = eye(k) + V * Si * U, S + U * V

    def statement(nul: Any, back: Any) -> Any:
        return both(
            implies(eq(total * x, null(n, 1)), no(eq(x, null(n, 1))), both(eq(core * nul, null(k, 1)), no(eq(nul, null(k, 1))))),
            implies(
                eq(core * y, null(k, 1)), no(eq(y, null(k, 1))), both(eq(total * back, null(n, 1)), no(eq(back, null(n, 1))))
            ),
        )

    claim = Claim((n, k, S, Si, U, V, x, y), {"S_inverse": inverse_of(S, Si, n)})

    def forward(G: Goal) -> None:
        G.intro("zero some").split(
            by_ideal("S_left", "zero"),
            lambda H: H.intro("vanish").use("f", "some", by=(by_ideal("zero", "S_left", "vanish"),)).by("f"),
        )

    def backward(G: Goal) -> None:
        G.intro("zero some").split(
            by_ideal("S_right", "zero"), lambda H: H.intro("vanish").use("f", "some", by=(by_ideal("zero", "vanish"),)).by("f")
        )

    models = [_null_vectors(p, q) for p, q in SIZES if p and q]
    zero = Numbers(n=1, k=1).let(x, eye(1)).let(y, eye(1))
    for letter in (S, Si, U, V):
        zero.let(letter, table(1, 1, lambda _i, _j: 0))
    claim.publish(
        book,
        "singular_sum",
        "With S invertible, S + U V has a null vector exactly when I + V S^-1 U has: x gives V x, y gives S^-1 U y.",
        statement(V * x, Si * U * y),
        lambda G: G.parts("S_inverse", "S_right", "S_left").split(forward, backward),
        models=models,
        wrong={
            "null vector not mapped by S^-1": statement(V * x, U * y),
            "fixed instead of null": eq(core * V * x, V * x),
            "sign of the core": implies(eq(total * x, null(n, 1)), eq((eye(k) - V * Si * U) * V * x, null(k, 1))),
        },
        missing={"S_inverse": zero},
    )


def _null_vectors(p: int, q: int) -> Numbers:
    """Numbers with S + U V singular: the first row of U V is minus the first row of S."""
    x = Numbers(n=p, k=q).invertible(S).inverse(Si, S).draw(U, V)
    row = [x["S"].at(0, j) for j in range(p)]
    x.let(U, table(p, q, lambda i, j: -int(i == j) if 0 in (i, j) else x["U"].at(i, j)))
    x.let(V, table(q, p, lambda i, j: x["V"].at(i, j) if i else row[j]))
    x.let(matrix("x", n, 1), null_vector(x.at(S + U * V)))
    return x.let(matrix("y", k, 1), V * matrix("x", n, 1))
