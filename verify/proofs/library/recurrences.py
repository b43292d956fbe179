"""Recurrences for all lengths: variation of constants, Stein and Sylvester equations, Markov parameters, energy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverses
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table
from verify.proofs.language import Family, Letter, Term, eq, eye, forall, implies, integers, lam, leq, matrix, null, total
from verify.proofs.library.powers import SIZES, A, B, C, X, by_induction, commute, conjugate, for_all, k, n, power, steps, t
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """By induction on the length, for all sizes."""
    _recurrence(book)
    _stein(book)
    _polynomial(book)
    _sylvester(book)
    _markov(book)
    _energy(book)


def _recurrence(book: Book) -> None:
    x, b = Letter("x", ("i",), n, 1), Letter("b", ("i",), n, 1)
    i = integers("i")[0]
    claim = Claim((n, A, x, b), {"recurrence": forall(i, implies(leq(0, i), eq(x(i + 1), A * x(i) + b(i))))})

    def parts(t: Any, shift: int = 0) -> Any:
        return total(0, t, lambda i: power(A, t - 1 - i + shift) * b(i))

    def base(G: Goal) -> None:
        by_ideal(*steps((n, A), sums=((n, 1, lambda i: power(A, 0 - 1 - i) * b(i)),))[0](G))(G)

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "recurrence", "e")
        e = Term("e")
        names = steps((n, A), sums=((n, 1, lambda i: power(A, e - i) * b(i)),))[1](G)
        names += commute("passes", A, A, lambda H: H.lin())(G)

        def inside(K: Goal) -> None:
            j = e - 1 - Term("i")
            K.use("last", "MPRODS", n, lam("k", lambda _: A), 0, j).use("turns", "passes", j).lin("last", "turns")

        G.have(
            "shifted",
            eq(total(0, e, lambda i: power(A, e - i) * b(i)), A * parts(e)),
            lambda H: H.have(
                "inside",
                eq(total(0, e, lambda i: power(A, e - i) * b(i)), total(0, e, lambda i: A * power(A, e - 1 - i) * b(i))),
                lambda K: K.cong("i low high", inside),
            ).lin("inside"),
        )
        G.use("none", "MPROD0", n, lam("k", lambda _: A), 0, 0)
        by_ideal("ih", "now", *names, "shifted", "none")(G)

    models = [_trajectory(Numbers(n=p).draw(A), forced=True) for p in SIZES]
    claim.publish(
        book,
        "linear_recurrence",
        "x(i+1) = A x(i) + b(i) gives x(t) = A^t x(0) + sum over i < t of A^(t-1-i) b(i): discrete variation of constants.",
        for_all(lambda t: eq(x(t), power(A, t) * x(0) + parts(t))),
        lambda G: G.induction(base, step),
        models=models,
        wrong={
            "one power more": for_all(lambda t: eq(x(t), power(A, t) * x(0) + parts(t, 1))),
            "no input": for_all(lambda t: eq(x(t), power(A, t) * x(0))),
            "sign": for_all(lambda t: eq(x(t), power(A, t) * x(0) - parts(t))),
        },
        missing={
            "recurrence": {
                **Numbers(n=1).draw(A),
                "x": lambda i: table(1, 1, lambda _p, _q: i),
                "b": lambda _: table(1, 1, lambda _p, _q: 0),
            }
        },
    )


def _trajectory(numbers: Numbers, *, forced: bool) -> Numbers:
    """The letters x and b as functions of the time, negative times included, by the recurrence."""
    size = numbers["n"]
    inputs = {i: draw(size, 1, 5 * i + 40) if forced else table(size, 1, lambda _i, _j: 0) for i in range(-3, 9)}
    states = {i: draw(size, 1, 3 - i) for i in range(-9, 1)}
    for i in range(8):
        scope = Numbers(numbers).let(matrix("u", n, 1), inputs[i]).let(matrix("v", n, 1), states[i])
        states[i + 1] = scope.at(A * matrix("v", n, 1) + matrix("u", n, 1))
    numbers["x"], numbers["b"] = states.get, lambda i: inputs.get(i, inputs[0])
    return numbers


def _stein(book: Book) -> None:
    claim = Claim((n, A, B, C, X), {"stein": eq(X, A * X * B + C)})
    models = []
    for p in SIZES:
        x = Numbers(n=p).draw(A, B, X)
        models.append(x.let(C, X - A * X * B))

    def parts(t: Any) -> Any:
        return total(0, t, lambda i: power(A, i) * C * power(B, i))

    claim.publish(
        book,
        "stein_expansion",
        "X - A X B = C gives X = A^t X B^t + sum over i < t of A^i C B^i: X from its displacement when A is nilpotent.",
        for_all(lambda t: eq(X, power(A, t) * X * power(B, t) + parts(t))),
        _stein_proof(),
        models=models,
        wrong={
            "sign": for_all(lambda t: eq(X, power(A, t) * X * power(B, t) - parts(t))),
            "no remainder": for_all(lambda t: eq(X, parts(t))),
            "one term more": for_all(lambda t: eq(X, power(A, t) * X * power(B, t) + parts(t + 1))),
        },
        missing={"stein": Numbers(n=1).draw(A, B, C, X)},
    )


def _stein_proof() -> Callable[[Goal], Any]:
    at_zero, longer = steps((n, A), (n, B), sums=((n, n, lambda i: power(A, i) * C * power(B, i)),))
    a, b = power(A, Term("e")), power(B, Term("e"))

    def step(G: Goal) -> None:
        G.intro("e above ih")
        longer(G)
        (turned,) = commute("passes", B, B, lambda H: H.lin())(G)
        G.have("next", eq(a * X * b, a * A * X * B * b + a * C * b), lambda H: H.close("lin", [(a, "stein", b)]))
        G.have(
            "grown",
            eq(power(A, Term("e") + 1) * X * power(B, Term("e") + 1), a * A * X * B * b),
            lambda H: H.lin("power0", "power1", turned),
        )
        G.close("lin", [(1, "ih", 1), (1, "next", 1), (-1, "sum0", 1), (-1, "grown", 1)])

    return lambda G: G.induction(lambda H: H.lin(*at_zero(H)), step)


def _polynomial(book: Book) -> None:
    c = Family("c")
    Y, D = matrix("Y", n, k), matrix("D", k, k)
    claim = Claim((n, k, A, Y, D, c), {"intertwine": eq(A * Y, Y * D)})
    models = []
    for p in (1, 2, 3):
        x = Numbers(n=p, k=p).draw(D).invertible(Y)
        x["c"] = lambda i: (i * i * 5 + 3 * i + 1) % 7 - 3
        models.append(x.let(A, conjugate(x, Y, D)))

    def polynomial(x: Any, t: Any) -> Any:
        return total(0, t, lambda i: c(i) * power(x, i))

    def also(G: Goal) -> tuple[str]:
        G.use("powers", "intertwined_powers", "n", "k", A, Y, D, by=("intertwine",)).use("powers_e", "powers", "e")
        return ("powers_e",)

    claim.publish(
        book,
        "intertwined_polynomials",
        "A Y = Y D gives p(A) Y = Y p(D) for every polynomial p.",
        for_all(lambda t: eq(polynomial(A, t) * Y, Y * polynomial(D, t))),
        by_induction(sums=((n, n, lambda i: c(i) * power(A, i)), (k, k, lambda i: c(i) * power(D, i))), also=also),
        models=models,
        wrong={
            "degree": for_all(lambda t: eq(polynomial(A, t + 1) * Y, Y * polynomial(D, t))),
            "sign": for_all(lambda t: eq(polynomial(A, t) * Y, -Y * polynomial(D, t))),
            "not applied": for_all(lambda t: eq(polynomial(A, t) * Y, Y)),
        },
        missing={"intertwine": {**Numbers(n=2, k=1).draw(A, Y, D), "c": lambda i: i}},
    )


def _sylvester(book: Book) -> None:
    c = Family("c")
    Y, D, P = matrix("Y", n, k), matrix("D", k, k), matrix("P", n, n)

    def polynomial(x: Any) -> Any:
        return total(0, t, lambda i: c(i) * power(x, i))

    claim = Claim(
        (n, k, t, A, Y, D, c, P),
        {
            "length": leq(0, t),
            "annihilates": eq(polynomial(D), null(k, k)),
            "regular": eq(P * polynomial(A), eye(n)),
            "equation": eq(A * Y, Y * D),
        },
    )
    models = []
    for p, q in ((0, 1), (1, 1), (2, 1), (3, 2)):
        x = Numbers(n=p, k=q, t=3).let(D, table(q, q, lambda i, j: int(i == j) + int(j == i + 1)))
        x["c"] = {0: 1, 1: -2, 2: 1}.get
        x.let(A, table(p, p, lambda i, j: 3 * int(i == j) + max(j - i, 0))).let(Y, table(p, q, lambda _i, _j: 0))
        models.append(x.inverse(P, polynomial(A)))

    def script(G: Goal) -> None:
        G.use("all", "intertwined_polynomials", "n", "k", A, Y, D, lam("i", c), by=("equation",)).use("both", "all", "t")
        by_ideal("both", "annihilates", "regular")(G)

    one, nothing = table(1, 1, lambda _i, _j: 1), table(1, 1, lambda _i, _j: 0)
    equal = {"n": 1, "k": 1, "t": 2, "A": one, "Y": one, "D": one}
    claim.publish(
        book,
        "sylvester_uniqueness",
        "When p(D) = 0 and p(A) is invertible, A Y = Y D has only the solution 0: Sylvester's equation for coprime polynomials.",
        eq(Y, null(n, k)),
        script,
        models=models,
        missing={
            "regular": {**equal, "P": nothing, "c": lambda i: 2 * i - 1},
            "annihilates": {**equal, "P": one, "c": lambda i: 1 - i},
            "equation": {**equal, "A": nothing, "P": one, "c": {0: 1, 1: -1}.get},
        },
    )


def _markov(book: Book) -> None:
    P, Q, U, V = matrix("P", n, n), matrix("Q", n, n), matrix("U", n, k), matrix("V", k, n)
    claim = Claim((n, k, P, Q, A, U, V), inverses(P, Q, n))
    models = [Numbers(n=p, k=2).invertible(P).inverse(Q, P).draw(A, U, V) for p in SIZES]

    def script(G: Goal) -> None:
        G.intro("t length").use(
            "all", "powers_of_similar_matrices", "n", Q * A * P, Q, A, P, by=("P_left", "P_right", lambda H: H.lin())
        )
        G.use("power", "all", "t")
        by_ideal("power", *claim.premises)(G)

    claim.publish(
        book,
        "markov_parameters_invariant",
        "A change of state coordinates keeps the Markov parameters: (V P) (P^-1 A P)^t (P^-1 U) = V A^t U for all t.",
        for_all(lambda t: eq(V * P * power(Q * A * P, t) * Q * U, V * power(A, t) * U)),
        script,
        models=models,
        wrong={
            "order": for_all(lambda t: eq(V * P * power(P * A * Q, t) * Q * U, V * power(A, t) * U)),
            "output not changed": for_all(lambda t: eq(V * power(Q * A * P, t) * Q * U, V * power(A, t) * U)),
            "one power more": for_all(lambda t: eq(V * P * power(Q * A * P, t + 1) * Q * U, V * power(A, t) * U)),
        },
    )


def _energy(book: Book) -> None:
    P, Q, x, i = matrix("P", n, n), matrix("Q", n, n), Letter("x", ("i",), n, 1), integers("i")[0]
    claim = Claim(
        (n, A, P, Q, x), {"stein": eq(P - A.T * P * A, Q), "flow": forall(i, implies(leq(0, i), eq(x(i + 1), A * x(i))))}
    )
    models = []
    for p in SIZES:
        numbers = _trajectory(Numbers(n=p).draw(A, P), forced=False)
        models.append(numbers.let(Q, P - A.T * P * A))

    def energy(t: Any) -> Any:
        return x(t).T * P * x(t)

    def parts(t: Any) -> Any:
        return total(0, t, lambda i: x(i).T * Q * x(i))

    def step(G: Goal) -> None:
        G.intro("e above ih").use("now", "flow", "e").use("sum", "MSUMS", 1, 1, lam("k", lambda i: x(i).T * Q * x(i)), 0, "e")
        transposed(G, "now")
        by_ideal("ih", "now", "now_t", "sum", "stein")(G)

    claim.publish(
        book,
        "lyapunov_energy",
        "With P - A^T P A = Q along x(i+1) = A x(i): x(0)^T P x(0) - x(t)^T P x(t) is the sum of x(i)^T Q x(i), i < t.",
        for_all(lambda t: eq(energy(0) - energy(t), parts(t))),
        lambda G: G.induction(
            lambda H: H.use("sum", "MSUM0", 1, 1, lam("k", lambda i: x(i).T * Q * x(i)), 0, 0).lin("sum"), step
        ),
        models=models,
        wrong={
            "sign": for_all(lambda t: eq(energy(t) - energy(0), parts(t))),
            "one term more": for_all(lambda t: eq(energy(0) - energy(t), parts(t + 1))),
            "nothing left": for_all(lambda t: eq(energy(0), parts(t))),
        },
        missing={"flow": {**Numbers(n=1).draw(A, P).let(Q, P - A.T * P * A), "x": lambda i: table(1, 1, lambda _i, _j: i)}},
    )
