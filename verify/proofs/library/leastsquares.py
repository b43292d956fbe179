"""Least squares through the normal equations, without and with an order; minimum norm; through a QR factorization."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverses
from verify.proofs.cofactors import transposed
from verify.proofs.language import at_most, both, eq, eye, forall, implies, lam, leq, matrix, null
from verify.proofs.library.pseudoinverse import A, X, by_adjoints, factored, m, n, penrose
from verify.proofs.samples import Numbers, antidiagonal
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Columns are matrices with one column; |r|^2 is r^T r."""
    _least_squares(book)
    _square(book)
    _minimum(book)
    _minimum_norm(book)
    _qr(book)


def _column(rows: Any, name: str) -> Any:
    return matrix(name, rows, 1)


def _least_squares(book: Book) -> None:
    b, x, y = _column(m, "b"), _column(n, "x"), _column(n, "y")
    claim = Claim((m, n, A, b, x, y), {"normal": eq(A.T * A * x, A.T * b)})
    models = [numbers.draw(b, y).let(x, X * b) for numbers in factored(A, X)]
    best, other = b - A * x, b - A * y
    claim.publish(
        book,
        "normal_equations",
        "A solution x of the normal equations has |b - A y|^2 = |b - A x|^2 + |A (y - x)|^2 for every y.",
        eq(other.T * other, best.T * best + (A * (y - x)).T * (A * (y - x))),
        by_adjoints("normal"),
        models=models,
        wrong={
            "sign": eq(other.T * other, best.T * best - (A * (y - x)).T * (A * (y - x))),
            "any solution": eq(other.T * other, best.T * best),
            "without A": eq(other.T * other, best.T * best + (y - x).T * (y - x)),
        },
        missing={"normal": Numbers(m=1, n=1).let(A, eye(1)).let(b, eye(1)).let(x, null(1, 1)).let(y, eye(1))},
    )


def _minimum(book: Book) -> None:
    b, x, y = _column(m, "b"), _column(n, "x"), _column(n, "y")
    models = [numbers.draw(b, y).let(x, X * b) for numbers in factored(A, X)]
    equal = [Numbers(numbers).let(y, x) for numbers in models]
    best, other = b - A * x, b - A * y
    smaller = at_most((best.T * best)[0, 0], (other.T * other)[0, 0])

    def least(G: Goal) -> None:
        G.use("sum", "normal_equations", "m", "n", A, b, x, y, by=("normal",)).use(
            "positive", "square_nonnegative", "m", A * (y - x), by=("a",)
        )
        G.have(
            "entries",
            eq((other.T * other)[0, 0], (best.T * best + (A * (y - x)).T * (A * (y - x)))[0, 0]),
            lambda H: H.rewrite(
                "hole", eq(matrix("hole", 1, 1)[0, 0], (best.T * best + (A * (y - x)).T * (A * (y - x)))[0, 0]), "sum"
            ).lin(),
        )
        G.pos([(1, 1, ("positive",))], ((1, "entries", 1),))

    sized = Claim((m, n, A, b, x, y), {"m_size": leq(0, m), "normal": eq(A.T * A * x, A.T * b)})
    sized.publish(
        book,
        "least_squares_minimum",
        "A solution of the normal equations minimises |b - A y|^2 over all y (ordered field).",
        smaller,
        least,
        models=[*models, *equal],
        wrong={
            "maximum": at_most((other.T * other)[0, 0], (best.T * best)[0, 0]),
            "half": at_most(2 * (best.T * best)[0, 0], (other.T * other)[0, 0]),
            "without the residual": at_most((other.T * other)[0, 0], 0),
        },
        missing={"normal": Numbers(m=1, n=1).let(A, eye(1)).let(b, eye(1)).let(x, null(1, 1)).let(y, eye(1))},
    )


def _square(book: Book) -> None:
    z = matrix("z", m, 1)

    def script(G: Goal) -> None:
        G.intro("m z size").use("product", "ENTMUL", 1, "m", 1, z.T, z, 0, 0)
        G.use(
            "sum",
            "sum_nonnegative",
            lam("i", lambda i: z[i, 0] * z[i, 0]),
            0,
            "m",
            by=("a", lambda K: K.intro("i low high").pos([(1, z["i", 0], ())])),
        )
        G.pos([(1, 1, ("sum",))], ((1, "product", 1),))

    book.add(
        "square_nonnegative",
        "z^T z is not negative.",
        forall(m, z, implies(leq(0, m), at_most(0, (z.T * z)[0, 0]))),
        script,
        lemma=True,
    )


def _minimum_norm(book: Book) -> None:
    b, x = _column(m, "b"), _column(n, "x")
    claim = Claim((m, n, A, X, b, x), {**penrose(A, X, "x"), "solves": eq(A.T * A * x, A.T * b)})
    best = X * b
    models = []
    for numbers in factored(A, X):
        y = _column(n, "y")
        models.append(Numbers(numbers).draw(b, y).let(x, X * b + y - X * A * y))

    def script(G: Goal) -> None:
        transposed(G, *claim.premises)
        known = [name + t for name in claim.premises for t in ("", "_t")]
        G.have("seen", eq(A * x, A * X * b), by_ideal(*known)).have("image", eq(X * A * x, X * b), by_ideal("seen", "x2"))
        transposed(G, "image")
        known += ["image", "image_t"]
        G.split(by_ideal(*known[:8]), by_ideal(*known))

    claim.publish(
        book,
        "minimum_norm_solution",
        "A^+ b solves the normal equations, and every solution x has |x|^2 = |A^+ b|^2 + |x - A^+ b|^2.",
        both(eq(A.T * A * best, A.T * b), eq(x.T * x, best.T * best + (x - best).T * (x - best))),
        script,
        models=models,
        wrong={
            "sign": eq(x.T * x, best.T * best - (x - best).T * (x - best)),
            "only solution": eq(x, best),
            "consistent": eq(A * best, b),
        },
        missing={"solves": Numbers(m=1, n=1).let(A, eye(1)).let(X, eye(1)).let(b, eye(1)).let(x, null(1, 1))},
    )


def _qr(book: Book) -> None:
    Q, R, Ri, b, x = matrix("Q", m, n), matrix("R", n, n), matrix("Ri", n, n), _column(m, "b"), _column(n, "x")
    claim = Claim((m, n, Q, R, Ri, b, x), {"columns": eq(Q.T * Q, eye(n)), **inverses(R, Ri, n)})
    normal = eq((Q * R).T * (Q * R) * x, (Q * R).T * b)
    models = []
    for rows, columns in ((1, 1), (2, 1), (3, 2), (3, 3), (2, 0)):
        numbers = (
            Numbers(m=rows, n=columns)
            .let(Q, antidiagonal(rows, columns))
            .invertible(R)
            .inverse(Ri, R)
        )
        models.append(numbers.draw(b).let(x, Ri * Q.T * b))
    models.append(Numbers(models[2]).draw(x))

    def forward(G: Goal) -> None:
        G.intro("normal")
        transposed(G, "R_right", "R_left")
        by_ideal("normal", *claim.premises, "R_right_t", "R_left_t")(G)

    def backward(G: Goal) -> None:
        G.intro("value")
        by_ideal("value", *claim.premises)(G)

    claim.publish(
        book,
        "least_squares_by_qr",
        "With A = Q R, orthonormal columns and R invertible, the normal equations have the one solution R^-1 Q^T b.",
        both(implies(normal, eq(x, Ri * Q.T * b)), implies(eq(x, Ri * Q.T * b), normal)),
        lambda G: G.split(forward, backward),
        models=models,
        wrong={
            "not inverted": implies(normal, eq(x, R * Q.T * b)),
            "consistent": implies(normal, eq(Q * R * x, b)),
            "without Q": implies(normal, eq(R * x, -(Q.T * b))),
        },
    )
