"""Moore-Penrose inverses over any commutative ring, by the equations of Penrose; projectors on ranges; group inverses."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverses
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table
from verify.proofs.language import both, eq, eye, frac, integers, matrix, null
from verify.proofs.samples import Numbers, antidiagonal, inverse
from verify.proofs.script import Goal

m, n, r = integers("m n r")
A, X, Y = matrix("A", m, n), matrix("X", n, m), matrix("Y", n, m)
SHAPES = ((0, 2, 0), (1, 1, 1), (2, 3, 1), (3, 2, 2), (3, 3, 2), (2, 2, 2))


def penrose(a: Any, x: Any, name: str) -> dict[str, Any]:
    """The four equations as premises."""
    return dict(zip((f"{name}1", f"{name}2", f"{name}3", f"{name}4"), equations(a, x), strict=True))


def equations(a: Any, x: Any) -> tuple[Any, ...]:
    """A X A = A, X A X = X, A X and X A symmetric."""
    return eq(a * x * a, a), eq(x * a * x, x), eq((a * x).T, a * x), eq((x * a).T, x * a)


def by_adjoints(*names: str) -> Any:
    """A script: cofactors over these facts and their transposes."""

    def script(G: Goal) -> None:
        equal = [name for name in names if G.fact(name)[0] == "="]
        transposed(G, *equal)
        by_ideal(*equal, *(f"{name}_t" for name in equal))(G)

    return script


def factored(a: Any, x: Any, *shapes: Any) -> list[Numbers]:
    """Numbers with a = F G of rank r and x its pseudoinverse G^T (G G^T)^-1 (F^T F)^-1 F^T."""
    F, G = matrix("F", m, r), matrix("G", r, n)
    found = []
    for rows, columns, rank in shapes or SHAPES:
        for seed in range(9):
            numbers = Numbers(m=rows, n=columns, r=rank, **{f"seed{i}": i for i in range(seed)}).draw(F, G)
            try:
                numbers.let(a, F * G).let(x, _pseudoinverse(numbers, F, G))
            except ZeroDivisionError:
                continue
            found.append(numbers)
            break
    return found


def _pseudoinverse(numbers: Numbers, F: Any, G: Any) -> Any:
    left, right = matrix("left", r, r), matrix("right", r, r)
    scope = Numbers(numbers).let(left, inverse(numbers.at(F.T * F))).let(right, inverse(numbers.at(G * G.T)))
    return scope.at(G.T * right * left * F.T)


def theorems(book: Book) -> None:
    """Uniqueness first, then formulas."""
    _uniqueness(book)
    _transpose(book)
    _gram(book)
    _factorization(book)
    _svd(book)
    _gram_inverse(book)
    _range(book)
    _group(book)


def _uniqueness(book: Book) -> None:
    claim = Claim((m, n, A, X, Y), {**penrose(A, X, "x"), **penrose(A, Y, "y")})
    models = [numbers.let(Y, X) for numbers in factored(A, X)]
    row, column = table(1, 2, lambda _, j: 1 - j), table(2, 1, lambda i, _: 1 - i)
    one = Numbers(m=1, n=2).let(A, row).let(X, column).let(Y, table(2, 1, lambda _i, _j: 1))
    other = Numbers(m=2, n=1).let(A, column).let(X, row).let(Y, table(1, 2, lambda _i, _j: 1))
    none = Numbers(m=1, n=1).let(A, eye(1)).let(X, eye(1)).let(Y, null(1, 1))
    claim.publish(
        book,
        "moore_penrose_uniqueness",
        "The four equations of Penrose have at most one solution.",
        eq(X, Y),
        by_adjoints(*claim.premises),
        models=models,
        wrong={"negative": eq(X, -Y), "twice": eq(X, 2 * Y)},
        missing={"y1": none, "y3": other, "y4": one},
    )


def _transpose(book: Book) -> None:
    claim = Claim((m, n, A, X), penrose(A, X, "x"))
    models = factored(A, X)
    claim.publish(
        book,
        "pseudoinverse_of_transpose",
        "(A^T)^+ = (A^+)^T: the transpose satisfies the four equations, and A is the pseudoinverse of A^+.",
        both(*equations(A.T, X.T), *equations(X, A)),
        by_adjoints(*claim.premises),
        models=models,
        wrong={"not transposed": eq(A.T * A * A.T, A.T), "sign": eq(A.T * -X.T * A.T, A.T), "identity": eq(A * X, eye(m))},
        missing={"x2": Numbers(m=1, n=2).let(A, table(1, 2, lambda _i, _j: 0)).let(X, table(2, 1, lambda _i, _j: 1))},
    )


def _gram(book: Book) -> None:
    P, Q = matrix("P", m, m), matrix("Q", n, n)
    claim = Claim((m, n, A, X, P, Q), {**penrose(A, X, "x"), **penrose(A * A.T, P, "p"), **penrose(A.T * A, Q, "q")})
    models = [numbers.let(P, X.T * X).let(Q, X * X.T) for numbers in factored(A, X)]

    def script(G: Goal) -> None:
        own = tuple(name for name in claim.premises if name[0] == "x")
        solves = (by_adjoints(*own),) * 4
        G.use("P_is", "moore_penrose_uniqueness", m, m, A * A.T, P, X.T * X, by=("p1", "p2", "p3", "p4", *solves))
        G.use("Q_is", "moore_penrose_uniqueness", n, n, A.T * A, Q, X * X.T, by=("q1", "q2", "q3", "q4", *solves))
        transposed(G, *own)
        known = (*own, *(f"{name}_t" for name in own))
        G.split(by_ideal("P_is", *known), by_ideal("Q_is", *known))

    claim.publish(
        book,
        "pseudoinverse_through_gram",
        "A^+ = A^T (A A^T)^+ = (A^T A)^+ A^T.",
        both(eq(X, A.T * P), eq(X, Q * A.T)),
        script,
        models=models,
        wrong={
            "factor on the wrong side": eq(X * A, A.T * A * Q * Q),
            "gram matrix itself": eq(X, A.T * A * A.T),
            "sign": eq(X, -(A.T * P)),
        },
        missing={"p3": _oblique(P, Q)},
    )


def _oblique(P: Any, Q: Any) -> Numbers:
    found = Numbers(m=2, n=1).let(A, table(2, 1, lambda i, _: 1 - i)).let(X, table(1, 2, lambda _, j: 1 - j)).let(Q, eye(1))
    return found.let(P, table(2, 2, lambda i, _j: 1 - i))


def _factorization(book: Book) -> None:
    B, C, G, H = matrix("B", m, r), matrix("C", r, n), matrix("G", r, r), matrix("H", r, r)
    claim = Claim(
        (m, n, r, B, C, G, H),
        {
            "B_left": eq(G * B.T * B, eye(r)),
            "B_right": eq(B.T * B * G, eye(r)),
            "C_left": eq(H * C * C.T, eye(r)),
            "C_right": eq(C * C.T * H, eye(r)),
        },
    )
    models = []
    for rows, columns, rank in SHAPES:
        for seed in range(9):
            numbers = Numbers(m=rows, n=columns, r=rank, **{f"seed{i}": i for i in range(seed)}).draw(B, C)
            try:
                models.append(numbers.inverse(G, B.T * B).inverse(H, C * C.T))
            except ZeroDivisionError:
                continue
            break
    claim.publish(
        book,
        "full_rank_factorization_pseudoinverse",
        "With full rank factors, (B C)^+ = C^T (C C^T)^-1 (B^T B)^-1 B^T.",
        both(*equations(B * C, C.T * H * G * B.T)),
        by_adjoints(*claim.premises),
        models=models,
        wrong={
            "inverses exchanged": eq(B * C * C.T * G * H * B.T * B * C, B * C),
            "one inverse left out": eq(B * C * C.T * G * B.T * B * C, B * C),
            "sign": eq(B * C * C.T * -H * G * B.T * B * C, B * C),
        },
    )


def _svd(book: Book) -> None:
    U, S, Si, V = matrix("U", m, r), matrix("S", r, r), matrix("Si", r, r), matrix("V", n, r)
    claim = Claim(
        (m, n, r, U, S, Si, V), {"U_columns": eq(U.T * U, eye(r)), "V_columns": eq(V.T * V, eye(r)), **inverses(S, Si, r)}
    )
    models = []
    for rows, columns, rank in ((1, 1, 1), (2, 3, 1), (3, 2, 2), (3, 3, 3), (2, 2, 0)):
        numbers = Numbers(m=rows, n=columns, r=rank).let(S, table(rank, rank, lambda i, j: (i + 2) * int(i == j)))
        numbers.inverse(Si, S).let(U, antidiagonal(rows, rank)).let(
            V, table(columns, rank, lambda i, j: -int(i == j))
        )
        models.append(numbers)
    skewed = Numbers(m=2, n=2, r=2).let(U, table(2, 2, lambda i, j: i + 2 * j + 1)).let(V, eye(2)).let(S, eye(2)).let(Si, eye(2))
    claim.publish(
        book,
        "thin_svd_pseudoinverse",
        "With orthonormal columns in U and V and S invertible, (U S V^T)^+ = V S^-1 U^T.",
        both(*equations(U * S * V.T, V * Si * U.T)),
        by_adjoints(*claim.premises),
        models=models,
        wrong={
            "not inverted": eq(U * S * V.T * V * S * U.T * U * S * V.T, U * S * V.T),
            "sign": eq(V * Si * U.T * U * S * V.T * V * Si * U.T, -(V * Si * U.T)),
            "range everything": eq(U * S * V.T * V * Si * U.T, eye(m)),
        },
        missing={"U_columns": skewed},
    )


def _gram_inverse(book: Book) -> None:
    claim = Claim((m, n, A, X), penrose(A, X, "x"))
    claim.publish(
        book,
        "pseudoinverse_of_gram",
        "(A^T A)^+ = A^+ (A^+)^T.",
        both(*equations(A.T * A, X * X.T)),
        by_adjoints(*claim.premises),
        models=factored(A, X),
        wrong={
            "not the identity": eq(X * X.T * A.T * A, eye(n)),
            "one factor": eq(X * A, X * X.T),
            "sign": eq(A.T * A * -(X * X.T) * A.T * A, A.T * A),
        },
    )


def _range(book: Book) -> None:
    P, W = matrix("P", m, m), matrix("W", n, m)
    claim = Claim(
        (m, n, A, X, P, W), {**penrose(A, X, "x"), "symmetric": eq(P.T, P), "keeps": eq(P * A, A), "inside": eq(P, A * W)}
    )
    models = [numbers.let(W, X).let(P, A * X) for numbers in factored(A, X)]
    larger = (
        Numbers(m=2, n=1).let(A, table(2, 1, lambda i, _: 1 - i)).let(X, table(1, 2, lambda _, j: 1 - j)).let(P, eye(2)).let(W, X)
    )
    claim.publish(
        book,
        "range_projector",
        "A A^+ is the only symmetric matrix that fixes A and whose columns are combinations of those of A.",
        eq(P, A * X),
        by_adjoints(*claim.premises),
        models=models,
        wrong={"identity": eq(P, eye(m)), "complement": eq(P, eye(m) - A * X), "other side": eq(P * A, A * X * A * X * A * 2)},
        missing={"inside": larger},
    )


def _group(book: Book) -> None:
    B, P, Q = matrix("B", n, n), matrix("P", n, n), matrix("Q", n, n)

    def group(x: Any, name: str) -> dict[str, Any]:
        return {f"{name}1": eq(B * x, x * B), f"{name}2": eq(x * B * x, x), f"{name}3": eq(B * B * x, B)}

    claim = Claim((n, B, P, Q), {**group(P, "p"), **group(Q, "q")})
    models = []
    for size in range(4):
        S, Si = matrix("S", n, n), matrix("Si", n, n)
        numbers = Numbers(n=size).invertible(S).inverse(Si, S).let(P, table(size, size, lambda i, j: 2 * int(i == j > 0)))
        numbers.let(B, S * P * Si * 1).let(P, table(size, size, lambda i, j: int(i == j > 0)))
        models.append(numbers.let(P, frac(1, 2) * S * P * Si).let(Q, P))
    zero = Numbers(n=1).let(B, eye(1)).let(P, eye(1)).let(Q, null(1, 1))
    nilpotent = Numbers(n=1).let(B, null(1, 1)).let(P, null(1, 1)).let(Q, eye(1))
    claim.publish(
        book,
        "group_inverse_uniqueness",
        "A matrix has at most one group inverse: B X = X B, X B X = X, B^2 X = B.",
        eq(P, Q),
        by_ideal(*claim.premises),
        models=models,
        wrong={"sign": eq(P, -Q)},
        missing={"q3": zero, "q2": nilpotent},
    )
