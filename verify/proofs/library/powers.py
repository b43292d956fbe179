"""Powers and finite sums of powers, for all exponents: similarity, intertwining, Neumann, differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of, inverses
from verify.proofs.evaluation import table
from verify.proofs.language import Term, eq, eye, forall, implies, integers, lam, leq, matrix, null, prod, total
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, k, t = integers("n k t")
A, B, C, X = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("X", n, n)
SIZES = range(4)


def power(x: Any, exponent: Any) -> Any:
    """The power of a square matrix, a product of equal factors."""
    return prod(0, exponent, lambda _: x)


def for_all(body: Callable[[Any], Any]) -> Any:
    """For all t >= 0."""
    return forall(t, implies(leq(0, t), body(t)))


def steps(
    *letters: tuple[Any, Any], sums: tuple[tuple[Any, Any, Any], ...] = ()
) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Two uses of powers (size, x) and sums (rows, columns, body), at length 0 and at e + 1; they return the names."""

    def at_zero(G: Goal) -> list[str]:
        for i, (size, x) in enumerate(letters):
            G.use(f"power{i}", "MPROD0", size, lam("k", lambda _, x=x: x), 0, 0)
        for i, (rows, columns, body) in enumerate(sums):
            G.use(f"sum{i}", "MSUM0", rows, columns, lam("k", body), 0, 0)
        return [f"power{i}" for i in range(len(letters))] + [f"sum{i}" for i in range(len(sums))]

    def longer(G: Goal) -> list[str]:
        for i, (size, x) in enumerate(letters):
            G.use(f"power{i}", "MPRODS", size, lam("k", lambda _, x=x: x), 0, "e")
        for i, (rows, columns, body) in enumerate(sums):
            G.use(f"sum{i}", "MSUMS", rows, columns, lam("k", body), 0, "e")
        return [f"power{i}" for i in range(len(letters))] + [f"sum{i}" for i in range(len(sums))]

    return at_zero, longer


def by_induction(
    *letters: tuple[Any, Any],
    sums: tuple[tuple[Any, Any, Any], ...] = (),
    known: tuple[str, ...] = (),
    also: Callable[[Goal], Any] | None = None,
) -> Callable[[Goal], Any]:
    """Induction on the exponent, both parts closed by cofactors; `also` adds facts about e, which it returns."""
    at_zero, longer = steps(*letters, sums=sums)

    def base(G: Goal) -> None:
        by_ideal(*at_zero(G), *known)(G)

    def step(G: Goal) -> None:
        G.intro("e above ih")
        names = longer(G)
        by_ideal("ih", *names, *known, *(also(G) if also else ()))(G)

    return lambda G: G.induction(base, step)


def commute(name: str, x: Any, y: Any, fact: Any) -> Callable[[Goal], Any]:
    """A use: x^e y = y x^e as `name`, from x y = y x by `fact`."""

    def add(G: Goal) -> tuple[str]:
        G.use(name, "intertwined_powers", "n", "n", x, y, x, by=(fact,)).use(f"{name}_e", name, "e")
        return (f"{name}_e",)

    return add


def theorems(book: Book) -> None:
    """By induction on the exponent, for all sizes."""
    _intertwined(book)
    _similar(book)
    _commuting(book)
    _neumann(book)
    _nilpotent(book)
    _difference(book)


def _intertwined(book: Book) -> None:
    V, H = matrix("V", n, k), matrix("H", k, k)
    claim = Claim((n, k, A, V, H), {"invariant": eq(A * V, V * H)})
    models = [Numbers(n=1, k=0).draw(A, V, H)]
    for p in (1, 2, 3):
        x = Numbers(n=p, k=p).draw(A).invertible(V)
        models.append(x.let(H, x["A"]).let(A, conjugate(x, V, H)))
    models.append(
        Numbers(n=3, k=1)
        .let(A, table(3, 3, lambda i, j: 2 if j == 0 == i else i + j if j else 0))
        .let(V, table(3, 1, lambda i, _: int(i == 0)))
        .let(H, table(1, 1, lambda _i, _j: 2))
    )
    claim.publish(
        book,
        "intertwined_powers",
        "Krylov and Arnoldi: A V = V H gives A^t V = V H^t for all t.",
        for_all(lambda t: eq(power(A, t) * V, V * power(H, t))),
        by_induction((n, A), (k, H), known=("invariant",)),
        models=models,
        wrong={
            "one power more": for_all(lambda t: eq(power(A, t + 1) * V, V * power(H, t))),
            "not powers": for_all(lambda t: eq(power(A, t) * V, V * H)),
            "sign": for_all(lambda t: eq(power(A, t) * V, -V * power(H, t))),
        },
        missing={"invariant": Numbers(n=2, k=1).draw(A, V, H)},
    )


def conjugate(x: Numbers, V: Any, H: Any) -> Any:
    """The value of V H V^-1."""
    inner = matrix("inner", n, n)
    return Numbers(x).inverse(inner, V).at(V * H * inner)


def _similar(book: Book) -> None:
    P, J, Q = matrix("P", n, n), matrix("J", n, n), matrix("Q", n, n)
    claim = Claim((n, A, P, J, Q), {**inverses(P, Q, n), "similar": eq(A, P * J * Q)})
    models = [Numbers(n=p).draw(J).invertible(P).inverse(Q, P).let(A, P * J * Q) for p in SIZES]
    claim.publish(
        book,
        "powers_of_similar_matrices",
        "A = P J P^-1 gives A^t = P J^t P^-1 for all t.",
        for_all(lambda t: eq(power(A, t), P * power(J, t) * Q)),
        by_induction((n, A), (n, J), known=tuple(claim.premises)),
        models=models,
        wrong={
            "order": for_all(lambda t: eq(power(A, t), Q * power(J, t) * P)),
            "one power more": for_all(lambda t: eq(power(A, t + 1), P * power(J, t) * Q)),
            "unchanged": for_all(lambda t: eq(power(A, t), power(J, t))),
        },
        missing={"similar": Numbers(n=2).draw(J, A).invertible(P).inverse(Q, P)},
    )


def _commuting(book: Book) -> None:
    claim = Claim((n, A, B), {"commute": eq(A * B, B * A)})
    models = [Numbers(n=p).draw(A).let(B, A * A - 3 * A + 2 * eye(n)) for p in SIZES]
    claim.publish(
        book,
        "powers_of_commuting_matrices",
        "A B = B A gives (A B)^t = A^t B^t for all t.",
        for_all(lambda t: eq(power(A * B, t), power(A, t) * power(B, t))),
        by_induction((n, A * B), (n, A), (n, B), known=("commute",), also=commute("passes", B, A, by_ideal("commute"))),
        models=models,
        wrong={
            "one power more": for_all(lambda t: eq(power(A * B, t + 1), power(A, t) * power(B, t))),
            "sum": for_all(lambda t: eq(power(A * B, t), power(A, t) + power(B, t))),
            "one factor": for_all(lambda t: eq(power(A * B, t), power(A, t))),
        },
        missing={"commute": Numbers(n=2).draw(A, B)},
    )


def _neumann(book: Book) -> None:
    claim = Claim((n, A), {})
    models = [Numbers(n=p).draw(A) for p in SIZES]

    def series(t: Any) -> Any:
        return total(0, t, lambda i: power(A, i))

    claim.publish(
        book,
        "geometric_sum",
        "(I - A) (I + A + .. + A^(t-1)) = I - A^t for all t: Neumann's series, finite.",
        for_all(lambda t: eq((eye(n) - A) * series(t), eye(n) - power(A, t))),
        by_induction((n, A), sums=((n, n, lambda i: power(A, i)),), also=commute("passes", A, A, lambda H: H.lin())),
        models=models,
        wrong={
            "one term more": for_all(lambda t: eq((eye(n) - A) * series(t + 1), eye(n) - power(A, t))),
            "sign": for_all(lambda t: eq((eye(n) + A) * series(t), eye(n) - power(A, t))),
            "no remainder": for_all(lambda t: eq((eye(n) - A) * series(t), eye(n))),
        },
    )


def _nilpotent(book: Book) -> None:
    S, Si, N = matrix("S", n, n), matrix("Si", n, n), matrix("N", n, n)
    nilpotent = Claim(
        (n, S, Si, N, t), {**inverses(S, Si, n), "length": leq(0, t), "nilpotent": eq(power(Si * N, t), null(n, n))}
    )
    inverse = total(0, t, lambda i: power(Si * N, i)) * Si
    found = []
    for p in SIZES:
        x = Numbers(n=p, t=max(p, 1)).invertible(S).inverse(Si, S)
        x.let(N, table(p, p, lambda i, j: j - 2 * i if i < j else 0))
        found.append(x.let(N, S * N))

    def script(G: Goal) -> None:
        M = Si * N
        G.use("all", "geometric_sum", n, M).use("sum", "all", "t")
        G.have(
            "other",
            for_all(lambda t: eq(total(0, t, lambda i: power(M, i)) * (eye(n) - M), eye(n) - power(M, t))),
            by_induction((n, M), sums=((n, n, lambda i: power(M, i)),)),
        )
        G.use("right", "other", "t")
        G.split(by_ideal("S_right", "S_left", "sum", "nilpotent"), by_ideal("S_right", "S_left", "right", "nilpotent"))

    nilpotent.publish(
        book,
        "nilpotent_perturbation_inverse",
        "When S^-1 N is nilpotent, (S - N)^-1 is the finite sum of (S^-1 N)^i S^-1.",
        inverse_of(S - N, inverse, n),
        script,
        models=found,
        wrong={
            "sign": eq((S + N) * inverse, eye(n)),
            "S^-1 left out": eq((S - N) * total(0, t, lambda i: power(Si * N, i)), eye(n)),
            "one term less": eq((S - N) * total(0, t - 1, lambda i: power(Si * N, i)) * Si, eye(n)),
        },
        missing={"nilpotent": Numbers(n=2, t=2).invertible(S).inverse(Si, S).draw(N)},
    )


def _difference(book: Book) -> None:
    claim = Claim((n, A, B), {})
    models = [Numbers(n=p).draw(A, B) for p in SIZES]

    def parts(t: Any, sign: Any = 1) -> Any:
        return total(0, t, lambda i: power(A, i) * (A - sign * B) * power(B, t - 1 - i))

    def base(G: Goal) -> None:
        at_zero, _ = steps((n, A), (n, B), sums=((n, n, lambda i: power(A, i) * (A - B) * power(B, 0 - 1 - i)),))
        by_ideal(*at_zero(G))(G)

    def step(G: Goal) -> None:
        G.intro("e above ih")
        e = Term("e")
        longer = steps((n, A), (n, B), sums=((n, n, lambda i: power(A, i) * (A - B) * power(B, e - i)),))[1]
        names = longer(G)
        G.have(
            "shifted",
            eq(
                total(0, e, lambda i: power(A, i) * (A - B) * power(B, e - i)),
                total(0, e, lambda i: power(A, i) * (A - B) * power(B, e - 1 - i) * B),
            ),
            lambda H: H.cong(
                "i low high", lambda K: K.use("last", "MPRODS", n, lam("k", lambda _: B), 0, e - 1 - Term("i")).lin("last")
            ),
        )
        G.use("none", "MPROD0", n, lam("k", lambda _: B), 0, 0)
        by_ideal("ih", *names, "shifted", "none")(G)

    claim.publish(
        book,
        "difference_of_powers",
        "A^t - B^t = sum over i < t of A^i (A - B) B^(t-1-i), for matrices that need not commute.",
        for_all(lambda t: eq(power(A, t) - power(B, t), parts(t))),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "sign": for_all(lambda t: eq(power(A, t) - power(B, t), parts(t, -1))),
            "commuted": for_all(
                lambda t: eq(power(A, t) - power(B, t), total(0, t, lambda i: power(B, i) * power(A, t - 1 - i)) * (A - B))
            ),
            "one term more": for_all(
                lambda t: eq(power(A, t) - power(B, t), total(0, t + 1, lambda i: power(A, i) * (A - B) * power(B, t - 1 - i)))
            ),
        },
    )
