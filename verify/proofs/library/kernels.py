"""Kernels of state space layers: S4's bilinear lemma, the transfer function of diagonal plus low rank, delta rules."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal
from verify.proofs.evaluation import table
from verify.proofs.language import (
    Family,
    both,
    eq,
    eye,
    forall,
    frac,
    implies,
    integers,
    inv,
    leq,
    less,
    matrix,
    no,
    scalars,
    total,
    trace,
)
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, k, i, j = integers("n m k i j")
z, h, c, b = scalars("z h c b")
A, M, K, G = (matrix(name, n, n) for name in "AMKG")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Statements for all state sizes."""
    _bilinear(book)
    _transfer(book)
    _gradient(book)
    _implicit(book)


def _bilinear(book: Book) -> None:
    B, C = matrix("B", n, 1), matrix("C", 1, n)
    step = eye(n) - frac(1, 2) * h * A
    discrete = M * (eye(n) + frac(1, 2) * h * A)
    continuous = 2 * inv(h) * (1 - z) * inv(1 + z) * eye(n) - A
    claim = Claim(
        (n, A, B, C, z, h, M, K, G),
        {
            "step": no(eq(h, 0)),
            "point": no(eq(1 + z, 0)),
            "M_right": eq(step * M, eye(n)),
            "M_left": eq(M * step, eye(n)),
            "K_left": eq(K * (eye(n) - z * discrete), eye(n)),
            "G_right": eq(continuous * G, eye(n)),
        },
    )
    models = [
        Numbers(n=p, z=Fraction(1, 3), h=Fraction(1, 2))
        .let(A, table(p, p, lambda i, j: -(i + 1) * int(i >= j)))
        .draw(B, C)
        .inverse(M, step)
        .inverse(K, eye(n) - z * discrete)
        .inverse(G, continuous)
        for p in SIZES
    ]

    def script(P: Goal) -> None:
        P.use("h_unit", "INV", h, by=("step",)).use("z_unit", "INV", 1 + z, by=("point",))
        P.have(
            "core",
            eq(step * (eye(n) - z * discrete), frac(1, 2) * h * (1 + z) * continuous),
            by_ideal("M_right", "h_unit", "z_unit"),
        )
        P.have(
            "scaled",
            eq(K * M * (frac(1, 2) * h * (1 + z) * continuous), eye(n)),
            lambda H: H.have("turned", eq(K * M * step * (eye(n) - z * discrete), eye(n)), by_ideal("M_left", "K_left")).close(
                "lin", [(1, "turned", 1), (-(K * M), "core", 1)]
            ),
        )
        P.have(
            "solved",
            eq(frac(1, 2) * h * (1 + z) * K * M, G),
            lambda H: H.close("lin", [(1, "scaled", G), (-frac(1, 2) * h * (1 + z) * K * M, "G_right", 1)]),
        )
        P.close("lin", [(2 * inv(1 + z) * C, "solved", B), ((-1) * h * C * K * M, "z_unit", B)])

    claim.publish(
        book,
        "s4_bilinear_lemma",
        "S4: the bilinear discretization with step h has C (I - z A')^-1 B' = 2/(1+z) C (2/h (1-z)/(1+z) I - A)^-1 B.",
        eq(C * K * M * (h * B), 2 * inv(1 + z) * C * G * B),
        script,
        models=models,
        wrong={
            "factor": eq(C * K * M * (h * B), inv(1 + z) * C * G * B),
            "step left out": eq(C * K * M * B, 2 * inv(1 + z) * C * G * B),
            "sign": eq(C * K * M * (h * B), -2 * inv(1 + z) * C * G * B),
        },
    )


def _transfer(book: Book) -> None:
    l, p, q, f, g = (Family(name) for name in ("l", "p", "q", "f", "g"))

    def cauchy(left: Any, right: Any) -> Any:
        return total(0, n, lambda i: left(i) * inv(z - l(i)) * right(i))

    d = 1 + cauchy(q, p)
    beta = inv(d) * cauchy(q, f)

    def x(i: Any, sign: int = 1) -> Any:
        return inv(z - l(i)) * (f(i) - sign * p(i) * beta)

    claim = Claim(
        (n, z, l, p, q, f, g), {"poles": forall(i, implies(leq(0, i), less(i, n), no(eq(z - l(i), 0)))), "regular": no(eq(d, 0))}
    )

    def solves(scale: Any = 1, sign: int = 1) -> Any:
        return forall(
            i,
            implies(
                leq(0, i), less(i, n), eq((z - l(i)) * x(i, sign) + scale * p(i) * total(0, n, lambda j: q(j) * x(j, sign)), f(i))
            ),
        )

    def value(sign: int = -1) -> Any:
        return eq(total(0, n, lambda i: g(i) * x(i)), cauchy(g, f) + sign * cauchy(g, p) * inv(d) * cauchy(q, f))

    def script(P: Goal) -> None:
        P.use("unit", "INV", d, by=("regular",))
        P.split(
            lambda H: (
                H.intro("i low high")
                .use(
                    "pole",
                    "INV",
                    z - l("i"),
                    by=(lambda Y: Y.intro("none").use("false_pole", "poles", "i", by=("a", "a", "none")).by("false_pole"),),
                )
                .lin("pole", "unit")
            ),
            lambda H: H.lin(),
        )

    models = [
        {
            "n": size,
            "z": 9,
            "l": lambda i: 2 * i - 1,
            "p": lambda i: i + 1,
            "q": lambda i: 3 - i,
            "f": lambda i: 2 + i * i,
            "g": lambda i: 5 - 2 * i,
        }
        for size in SIZES
    ]
    claim.publish(
        book,
        "dplr_transfer_function",
        "Diagonal plus rank one: (z - diag l + p q^T) x = f is solved, and g^T x found, by four Cauchy sums over 1 / (z - l_i).",
        both(solves(), value()),
        script,
        models=models,
        wrong={"sign of the update": solves(-1), "sign of the solution": solves(1, -1), "sign of the correction": value(1)},
        missing={
            "regular": {"n": 1, "z": 1, "l": lambda _: 0, "p": lambda _: 1, "q": lambda _: -1, "f": lambda _: 1, "g": lambda _: 1}
        },
    )


def _delta() -> tuple[Any, ...]:
    return matrix("S", m, n), matrix("u", n, 1), matrix("v", m, 1), matrix("D", m, n)


def _gradient(book: Book) -> None:
    S, u, v, D = _delta()
    claim = Claim((m, n, S, D, u, v, b), {})
    models = [Numbers(m=p, n=q, b=3).draw(S, D, u, v) for p, q in ((1, 1), (2, 1), (2, 3), (0, 2))]

    def loss(state: Any) -> Any:
        return trace((state * u - v).T * (state * u - v))

    gradient = (S * u - v) * u.T

    def expansion(sign: int) -> Any:
        return eq(loss(S + b * D), loss(S) + sign * 2 * b * trace(D.T * gradient) + b * b * trace((D * u).T * (D * u)))

    rule = S * (eye(n) - b * u * u.T) + b * v * u.T
    claim.publish(
        book,
        "delta_rule_is_gradient_step",
        "The delta rule S (I - b k k^T) + b v k^T is the explicit Euler step S - b grad of |S k - v|^2/2, grad = (S k - v) k^T.",
        both(expansion(1), eq(rule, S - b * gradient)),
        lambda P: P.split(lambda H: H.lin(), lambda H: H.lin()),
        models=models,
        wrong={
            "sign of the gradient": expansion(-1),
            "ascent": eq(rule, S + b * gradient),
            "value forgotten": eq(rule, S - b * S * u * u.T),
        },
    )


def _implicit(book: Book) -> None:
    S, u, v, _ = _delta()
    T = matrix("T", m, n)
    claim = Claim((m, n, S, T, u, v, b, c), {"norm": eq(u.T * u, c * eye(1)), "regular": no(eq(1 + b * c, 0))})
    implicit = eq(T, S - b * (T * u - v) * u.T)

    rate = inv(1 + b * c)

    def explicit(scale: Any = rate) -> Any:
        return eq(T, S - b * scale * (S * u - v) * u.T)

    models = []
    for p, q in ((1, 1), (2, 1), (2, 3)):
        x = Numbers(m=p, n=q, b=2).draw(S, u, v)
        x["c"] = x.at((u.T * u)[0, 0])
        models.append(x.let(T, S - b * inv(1 + b * c) * (S * u - v) * u.T))

    def forward(P: Goal) -> None:
        P.intro("now").have("residual", eq((1 + b * c) * (T * u - v), S * u - v), by_ideal("now", "norm"))
        P.have(
            "solved",
            eq(T * u - v, inv(1 + b * c) * (S * u - v)),
            lambda H: H.close("lin", [(inv(1 + b * c), "residual", 1), (-(T * u - v), "unit", 1)]),
        )
        P.close("lin", [(1, "now", 1), ((-1) * b, "solved", u.T)])

    def backward(P: Goal) -> None:
        P.intro("now").have("residual", eq(T * u - v, inv(1 + b * c) * (S * u - v)), by_ideal("now", "norm", "unit"))
        P.close("lin", [(1, "now", 1), (b, "residual", u.T)])

    claim.publish(
        book,
        "delta_rule_implicit_euler",
        "The implicit Euler step T = S - b (T k - v) k^T is the explicit one with the rate b / (1 + b |k|^2).",
        both(implies(implicit, explicit()), implies(explicit(), implicit)),
        lambda P: P.use("unit", "INV", 1 + b * c, by=("regular",)).split(forward, backward),
        models=models,
        wrong={
            "rate not damped": implies(implicit, explicit(1)),
            "sign": implies(implicit, explicit(-rate)),
            "rate of the flow": implies(implicit, explicit(inv(1 + c))),
        },
    )
