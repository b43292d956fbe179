"""S4 for all lengths: convolution and recurrence, truncated generating function, products of Toeplitz matrices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    eq,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    matrix,
    null,
    prod,
    scalars,
    table,
    total,
)
from verify.proofs.library.powers import for_all, power
from verify.proofs.library.scans import signed
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

n, i, t = integers("n i t")
A, B, C, M, E = matrix("A", n, n), matrix("B", n, 1), matrix("C", 1, n), matrix("M", n, n), matrix("E", n, n)
x, u = Letter("x", ("i",), n, 1), Family("u")
f, g = Family("f"), Family("g")
p, q, e = Term("p"), Term("q"), Term("e")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Kernels first."""
    _convolution(book)
    _generating(book)
    _toeplitz(book)


def driven(numbers: Numbers, following: Any) -> Numbers:
    """The letter x, from x(0) on by this term for x(i + 1)."""
    found = {at: numbers_table(numbers["n"], 1, lambda _i, _j: Fraction(0)) for at in range(-9, 1)}
    for at in range(9):
        found[at + 1] = Numbers(numbers, x=found.get, i=at).at(following)
    return Numbers(numbers, x=found.get)


def _convolution(book: Book) -> None:
    claim = Claim(
        (n, A, B, C, x, u),
        {"start": eq(x(0), null(n, 1)), "recurrence": forall(i, implies(leq(0, i), eq(x(i + 1), A * x(i) + u(i) * B)))},
    )

    def kernel(at: Any) -> Any:
        return (C * power(A, at) * B)[0, 0]

    def script(G: Goal) -> None:
        G.use("all", "linear_recurrence", n, A, lam("i", x), lam("i", lambda i: u(i) * B), by=("recurrence",))
        G.intro("t t_low").use("at", "all", Term("t") + 1)
        inner = total(0, Term("t") + 1, lambda j: u(j) * power(A, Term("t") - j) * B)
        G.have("state", eq(x(Term("t") + 1), inner), lambda H: H.lin("at", "start"))
        G.use("open", "ENTSUM", 1, 1, lam("j", lambda j: u(j) * C * power(A, Term("t") - j) * B), 0, Term("t") + 1, 0, 0)
        hole = Letter("hole", (), n, 1)()
        G.have(
            "out",
            eq((C * x(Term("t") + 1))[0, 0], (C * inner)[0, 0]),
            lambda H: H.rewrite("hole", eq((C * hole)[0, 0], (C * inner)[0, 0]), "state").lin(),
        ).lin("out", "open")

    def outputs(value: Callable[[Any], Any], late: int = 1) -> Any:
        return for_all(lambda t: eq((C * x(t + late))[0, 0], value(t)))

    models = [driven(Numbers(n=size, u=signed).draw(A, B, C), A * x("i") + u("i") * B) for size in SIZES]
    claim.publish(
        book,
        "s4_convolution",
        "S4: the outputs C x(t + 1) of the recurrence are the causal convolution of the kernel C A^k B with the input, "
        "for all lengths.",
        outputs(lambda t: total(0, t + 1, lambda j: kernel(t - j) * u(j))),
        script,
        models=models,
        wrong={
            "not causal": outputs(lambda t: total(0, t + 1, lambda j: kernel(j) * u(j))),
            "one step late": outputs(lambda t: total(0, t + 1, lambda j: kernel(t - j) * u(j)), 0),
            "one power more": outputs(lambda t: total(0, t + 1, lambda j: kernel(t - j + 1) * u(j))),
        },
        missing={
            "start": Numbers(
                models[1],
                A=draw(1, 1, 4),
                C=numbers_table(1, 1, lambda _i, _j: 1),
                B=numbers_table(1, 1, lambda _i, _j: 0),
                x=lambda at: numbers_table(1, 1, lambda _i, _j: draw(1, 1, 4).at(0, 0) ** max(at, 0)),
            )
        },
    )


def _generating(book: Book) -> None:
    (z,) = scalars("z")
    claim = Claim((n, A, B, C, M, z), {"resolvent": eq((eye(n) - z * A) * M, eye(n))})

    def series(t: Any) -> Term:
        return total(0, t, lambda k: prod(0, k, lambda _: z) * power(A, k))

    def names(G: Goal, at: Any, rules: tuple[str, str, str]) -> list[str]:
        G.use("pa", rules[0], n, lam("k", lambda _: A), 0, at).use("pz", rules[1], lam("k", lambda _: z), 0, at)
        G.use("sums", rules[2], n, n, lam("k", lambda k: prod(0, k, lambda _: z) * power(A, k)), 0, at)
        return ["pa", "pz", "sums"]

    def step(G: Goal) -> None:
        G.intro("e above ih").lin(*names(G, "e", ("MPRODS", "PRODS", "MSUMS")), "ih")

    def script(G: Goal) -> None:
        G.have(
            "all",
            for_all(lambda t: eq(series(t) * (eye(n) - z * A), eye(n) - prod(0, t, lambda _: z) * power(A, t))),
            lambda H: H.induction(lambda K: K.lin(*names(K, 0, ("MPROD0", "PROD0", "MSUM0"))), step),
        )
        G.intro("t t_low").use("at", "all", "t").have(
            "sum",
            eq(series("t"), (eye(n) - prod(0, "t", lambda _: z) * power(A, "t")) * M),
            lambda H: H.close("lin", [(1, "at", M), (-series("t"), "resolvent", 1)]),
        )
        G.close("lin", [(C, "sum", B)])

    def kernel(t: Any, value: Any) -> Any:
        return eq(total(0, t, lambda k: prod(0, k, lambda _: z) * C * power(A, k) * B), value)

    def closed(sign: int = -1, shift: int = 0, factor: int = 1) -> Any:
        return for_all(
            lambda t: kernel(t, C * (eye(n) + sign * prod(0, t + shift, lambda _: z) * power(A, t + shift)) * factor * M * B)
        )

    models = [
        Numbers(n=size, z=Fraction(1, 3))
        .let(A, numbers_table(size, size, lambda i, j: int(i >= j) + int(j == i + 1 == 1)))
        .draw(B, C)
        .inverse(M, eye(n) - z * A)
        for size in SIZES
    ]
    claim.publish(
        book,
        "s4_truncated_generating_function",
        "S4: the generating function of a kernel of any length t, the sum of z^k C A^k B over k < t, is C (I - z^t "
        "A^t) (I - z A)^-1 B.",
        closed(),
        script,
        models=models,
        wrong={"sign": closed(1), "not truncated": for_all(lambda t: kernel(t, C * M * B)), "one power more": closed(-1, 1)},
        missing={"resolvent": Numbers(models[1], M=numbers_table(1, 1, lambda _i, _j: 7), B=eye_table(), C=eye_table())},
    )


def eye_table() -> Any:
    """The number 1 as a matrix."""
    return numbers_table(1, 1, lambda _i, _j: 1)


def toeplitz(h: Callable[[Any], Any]) -> Term:
    """The lower triangular Toeplitz matrix of a sequence."""
    return table(n, n, lambda row, column: ite(column, row, h(row - column), 0))


def _toeplitz(book: Book) -> None:
    claim = Claim((n, f, g), {})

    def convolved(m: Any) -> Term:
        return total(0, m + 1, lambda j: f(m - j) * g(j))

    F, H = toeplitz(f), toeplitz(g)

    def inside(G: Goal) -> None:
        def body(k: Any) -> Term:
            return F[p, k] * H[k, q]

        def value(k: Any) -> Term:
            return f(p - k) * g(k - q)

        G.use("cut", "sum_split", lam("k", body), 0, q, n).use("end", "sum_split", lam("k", body), q, p + 1, n)
        for name, first, last in (("none", 0, q), ("nothing", p + 1, n)):
            G.use(name, "sum_zero", lam("k", body), first, last, by=(lambda K: K.intro("k k_low k_high").lin(*reveal(K)),))
        G.have("same", eq(total(q, p + 1, body), total(q, p + 1, value)), lambda K: K.cong("k k_low k_high", by_entries()))
        G.use("shift", "sum_shift", lam("k", value), q, 0, p - q + 1).lin(
            *reveal(G), "e", "cut", "end", "none", "nothing", "same", "shift"
        )

    def outside(G: Goal) -> None:
        G.use(
            "none",
            "sum_zero",
            lam("k", lambda k: F[p, k] * H[k, q]),
            0,
            n,
            by=(lambda K: K.intro("k k_low k_high").case(q, "k", "order", by_entries(), by_entries()),),
        ).lin(*reveal(G), "e", "none")

    def script(G: Goal) -> None:
        G.ext(
            "p q p_low p_high q_low q_high",
            lambda K: K.use("e", "ENTMUL", n, n, n, F, H, "p", "q").case(q, p, "order_", inside, outside),
        )

    models = [{"n": size, "f": lambda i: i + 2, "g": lambda i: 3 - i * i} for size in SIZES]
    claim.publish(
        book,
        "lower_toeplitz_is_causal_convolution",
        "Products of lower triangular Toeplitz matrices of any size are those of the truncated convolution of their "
        "first columns.",
        eq(F * H, toeplitz(convolved)),
        script,
        models=models,
        wrong={
            "transposed": eq(F * H.T, toeplitz(convolved)),
            "elementwise": eq(F * H, toeplitz(lambda m: f(m) * g(m))),
            "index": eq(F * H, toeplitz(lambda m: total(0, m, lambda j: f(m - j) * g(j)))),
        },
    )
