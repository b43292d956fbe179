"""Projection methods of every dimension: Hessenberg powers, Arnoldi's moments, conjugate directions, Galerkin."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, inverse_of
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Term, eq, eye, forall, implies, integers, lam, leq, less, matrix, null, table, total
from verify.proofs.library.krylov import A, b, d, e, f, n, relation_models, unit
from verify.proofs.library.powers import SIZES, commute, power
from verify.proofs.library.shifts import P, Q, delta, opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

k, i, j, t = integers("k i j t")


def theorems(book: Book) -> None:
    """Powers of Hessenberg matrices first."""
    _inverse(book)
    _hessenberg(book)
    _arnoldi(book)
    _directions(book)
    _galerkin(book)


def _inverse(book: Book) -> None:
    answer = -total(0, d, lambda u: f(u + 1) * power(A, u))

    def script(G: Goal) -> None:
        G.use("passes", "intertwined_powers", n, n, A, A, A, by=(lambda H: H.lin(),)).use("none", "MPROD0", n, lam("v",
            lambda _: A), 0, 0)
        G.use("front", "matrix_sum_front", n, n, lam("u", lambda u: f(u) * power(A, u))).use("now", "front", "d")
        for name, form in (("left", lambda u: f(u + 1) * A * power(A, u)), ("right", lambda u: f(u + 1) * power(A, u) * A)):
            G.have(name, eq(total(0, d, form), total(0, d, lambda u: f(u + 1) * power(A, u + 1))), lambda H: H.cong("u u0 u1",
                lambda K: K.use(
                "more", "MPRODS", n, lam("v", lambda _: A), 0, "u").use("turn", "passes", "u").lin("more", "turn")))
        rest = [(1, "now", 1), (-1, "vanishes", 1), (f(0), "none", 1), (eye(n), "monic", 1)]
        G.split(lambda H: H.close("lin", [(-1, "left", 1), *rest]), lambda H: H.close("lin", [(-1, "right", 1), *rest]))
    models = []
    for z in relation_models()[:3]:
        w = Numbers(z)
        c = z["f"]
        w["f"] = lambda i, c=c, size=z["d"]: -Numbers().at(Term(("q", 1 if i == size else -c(i), c(0)))) if 0 <= i <= size else 3
        models.append({**w})
    Claim((n, d, A, f), {"length": leq(0, d), "vanishes": eq(total(0, d + 1, lambda u: f(u) * power(A, u)), null(n, n)),
        "monic": eq(f(0), 1)}).publish(
        book, "inverse_is_a_polynomial",
            "p(A) = 0 with p(0) = 1 gives A^-1 = (I - p(A)) / A, a polynomial in A of degree deg p - 1.",
        inverse_of(A, answer, n), script, models=models,
        wrong={"sign": eq(A * (-1 * answer), eye(n)), "not shifted": eq(A * -total(0, d, lambda u: f(u) * power(A, u)), eye(n)),
               "one term less": eq(A * -total(0, d - 1, lambda u: f(u + 1) * power(A, u)), eye(n))},
        missing={"monic": {**models[1], "f": lambda _: 0}})


def _hessenberg(book: Book) -> None:
    H = matrix("H", k, k)

    def base(G: Goal) -> None:
        G.intro("p q p0 p1 q0 low").use("none", "MPROD0", k, lam("v", lambda _: H), 0, 0)
        G.rewrite("h", eq(Term(("m", "h"))[P, Q], 0), "none").use("u", "ENTI0", k, "q", "p").lin("u")

    def step(G: Goal) -> None:
        G.intro("e above ih").intro("p q p0 p1 q0 low").use("more", "MPRODS", k, lam("v", lambda _: H), 0, "e")
        G.rewrite("h", eq(Term(("m", "h"))[P, Q], 0), "more").use("u", "ENTMUL", k, k, k, power(H, e), H, "p", "q")

        def zero(K: Goal) -> None:
            K.intro("s s0 s1").case(Term("s") + e + 1, "p", "order", lambda M: M.use("z", "ih", "p", "s").lin("z"),
                                    lambda M: M.use("z", "hessenberg", "s", "q").lin("z"))
        G.use("v", "sum_zero", lam("s", lambda s: power(H, e)[P, s] * H[s, Q]), 0, "k", by=(zero,)).lin("u", "v")
    inside = (leq(0, i), less(i, k), leq(0, j))

    def band(t: Any) -> Any:
        return forall(i, j, implies(*inside, less(j + t, i), eq(power(H, t)[i, j], 0)))
    models = [Numbers(k=p).let(H, numbers_table(p, p, lambda i, j: (i + 2 * j + 1) * int(i <= j + 1))) for p in (2, 3, 4)]
    Claim((k, H), {"hessenberg": forall(i, j, implies(*inside, less(j + 1, i), eq(H[i, j], 0)))}).publish(
        book, "powers_of_hessenberg", "The t-th power of a Hessenberg matrix vanishes below the t-th subdiagonal, for all t.",
        forall(t, implies(leq(0, t), band(t))), lambda G: G.induction(base, step), models=models,
        wrong={"band of width 1": forall(t, implies(leq(0, t), forall(i, j, implies(*inside, less(j + 1, i), eq(power(H, t)[i,
            j], 0))))),
               "one less": forall(t, implies(leq(0, t), forall(i, j, implies(
                   *inside, less(j + t - 1, i), eq(power(H, t)[i, j], 0))))),
               "upper": forall(t, implies(leq(0, t), forall(i, j, implies(*inside, less(j + t, i), eq(power(H, t)[j, i], 0)))))},
        missing={"hessenberg": Numbers(k=3).draw(H)})


def continued(p: int, q: int, corner: Any) -> Any:
    """A Hessenberg matrix of numbers with this corner of size q."""
    return numbers_table(p, p, lambda i, j: corner.at(i, j) if j < q and i < q else (
        int(j == q - 1 and i == q) * 2 + int(j >= q) * (i - j)))


def _arnoldi(book: Book) -> None:
    V, H, g = matrix("V", n, k), matrix("H", k, k), matrix("g", n, 1)
    last = table(1, k, lambda _, j: delta(j + 1, k))

    def corner(G: Goal) -> None:
        X = power(H, e)
        G.use("u", "ENTMUL", 1, k, 1, last, X * unit(k), "p", "q").use("one", "sum_single", lam("s", lambda s: last[P,
            s] * (X * unit(k))[s, Q]), 0, "k", k - 1, by=(
            "a", "a", lambda M: M.intro("s a b_ o").cases("o", "side", opened(), opened())))
        G.use("v", "ENTMUL", k, k, 1, X, unit(k), k - 1, "q").use("two", "sum_single", lam("s", lambda s: X[k - 1,
            s] * unit(k)[s, Q]), 0, "k", 0, by=(
            "a", "a", lambda M: M.intro("s a b_ o").cases("o", "side", opened(), opened())))
        G.use("bands", "powers_of_hessenberg", k, H, by=("hessenberg",)).use("band", "bands", "e").use("zero", "band", k - 1, 0)
        opened("u", "one", "v", "two", "zero")(G)

    def step(G: Goal) -> None:
        G.intro("e above ih end").use("more", "MPRODS", n, lam("v", lambda _: A), 0, "e").use("now", "ih", by=("a",))
        commute("passes", A, A, lambda K: K.lin())(G)
        G.use("longer", "MPRODS", k, lam("v", lambda _: H), 0, "e").use("turns", "intertwined_powers", k, k, H, H, H,
            by=(lambda K: K.lin(),)).use("turn", "turns", "e")
        G.have("corner", eq(last * power(H, e) * unit(k), null(1, 1)), lambda K: K.ext("p q p0 p1 q0 q1", corner))
        x = power(H, e) * unit(k)
        G.have("moved", eq(power(A, e + 1) * V * unit(k), A * power(A, e) * V * unit(k)), lambda K: K.lin("more", "passes_e"))
        G.have("here", eq(A * power(A, e) * V * unit(k), A * V * power(H, e) * unit(k)), lambda K: K.close("lin", [(A, "now",
            1)]))
        G.have("next", eq(A * V * power(H, e) * unit(k), V * H * power(H, e) * unit(k)), lambda K: K.close("lin", [(1, "arnoldi",
            x), (g, "corner", 1)]))
        G.lin("moved", "here", "next", "longer", "turn")

    def base(G: Goal) -> None:
        G.intro("end").use("a0", "MPROD0", n, lam("v", lambda _: A), 0, 0).use("h0", "MPROD0", k, lam("v", lambda _: H), 0,
            0).lin("a0", "h0")
    models = []
    for p, q in ((2, 1), (3, 2), (4, 3), (3, 3)):
        x = Numbers(n=p, k=q).let(H, numbers_table(q, q, lambda i,
            j: (i + 2 * j - 2) * int(i <= j) + int(i == j + 1))).invertible(matrix("T", n, n))
        first = numbers_table(p, q, lambda i, j: int(i == j))
        x["first"] = first
        hidden = matrix("hidden", n, n)
        x.let(hidden, continued(p, q, x["H"]))
        x.inverse(matrix("Ti", n, n), matrix("T", n, n)).let(A, matrix("T", n, n) * hidden * matrix("Ti", n, n))
        x.let(V, matrix("T", n, n) * matrix("first", n, k))
        x.let(g, (A * V - V * H) * table(k, 1, lambda i, _: delta(i + 1, k)))
        models.append({**x})

    def moments(shifted: int = 0, extra: int = 0) -> Any:
        return forall(t, implies(leq(0, t), less(t, k + extra), eq(power(A, t + shifted) * V * unit(k), V * power(H,
            t) * unit(k))))
    inside = (leq(0, i), less(i, k), leq(0, j))
    Claim((n, k, A, V, H, g), {"hessenberg": forall(i, j, implies(*inside, less(j + 1, i), eq(H[i, j], 0))), "arnoldi": eq(A * V,
        V * H + g * last)}).publish(
        book, "arnoldi_moments",
            "A V = V H + g e_k^T with H Hessenberg gives A^t v_1 = V H^t e_1 for t < k: polynomials of degree below k are exact.",
        moments(), lambda G: G.induction(base, step), models=models,
        wrong={"one power more": moments(1), "for t = k": moments(0, 1), "invariant space": eq(A * V, V * H)},
        missing={"arnoldi": {**models[1], "g": numbers_table(3, 1, lambda i, _: i + 1), "A": numbers_table(3, 3, lambda i,
            j: i + j)}})


def _directions(book: Book) -> None:
    X, Xi, D, Di = matrix("X", n, n), matrix("Xi", n, n), matrix("D", n, n), matrix("Di", n, n)
    premises = {"right": eq(X * Xi, eye(n)), "left": eq(Xi * X, eye(n)), "conjugate": eq(X.T * A * X, D),
                "D_right": eq(D * Di, eye(n)), "D_left": eq(Di * D, eye(n))}
    models = []
    for p in SIZES:
        x = Numbers(n=p).invertible(X).inverse(Xi, X).let(D, numbers_table(p, p, lambda i, j: (i + 2) * int(i == j))).inverse(Di,
            D)
        models.append(x.let(A, Xi.T * D * Xi))

    def script(G: Goal) -> None:
        transposed(G, "right", "left")
        G.have("A_form", eq(A, Xi.T * D * Xi), by_ideal("conjugate", "right", "right_t"))
        G.split(
            by_ideal("A_form", "left", "left_t", "right_t", "right", "D_right"), by_ideal("A_form", "right", "left", "right_t",
                "left_t", "D_left"))
    Claim((n, A, X, Xi, D, Di), premises).publish(
        book, "conjugate_directions",
            "X^T A X = D with X and D invertible gives A^-1 = X D^-1 X^T; for diagonal D the columns of X are A-conjugate.",
        inverse_of(A, X * Di * X.T, n), script, models=models,
        wrong={"D not inverted": eq(A * X * D * X.T, eye(n)), "order": eq(A * X.T * Di * X, eye(n)), "sign": eq(A * X * Di * X.T,
            -eye(n))},
        missing={"conjugate": Numbers(n=1).draw(A).let(X, eye(1)).let(Xi, eye(1)).let(D, 7 * eye(1)).let(Di,
            Numbers().at(Term(("q", 1, 7)) * eye(1)))})


def _galerkin(book: Book) -> None:
    V, z, y, star, x0 = matrix("V", n, k), matrix("z", k, 1), matrix("y", k, 1), matrix("star", n, 1), matrix("x0", n, 1)
    claim = Claim((n, k, A, V, b, star, x0, y, z), {"symmetric": eq(A.T, A), "solution": eq(A * star, b),
        "galerkin": eq(V.T * (b - A * (x0 + V * y)), null(k, 1))})

    def energy(w: Any) -> Any:
        return w.T * A * w
    best, other = star - x0 - V * y, star - x0 - V * z

    def script(G: Goal) -> None:
        transposed(G, "galerkin", "solution")
        by_ideal("symmetric", "solution", "galerkin", "galerkin_t", "solution_t")(G)
    models = []
    for p, q in ((1, 1), (2, 1), (3, 2), (3, 0)):
        B = matrix("B", n, n)
        x = Numbers(n=p, k=q).draw(B, star, x0, z).let(A, B.T * B + eye(n)).let(b, A * star)
        x.let(V, numbers_table(p, q, lambda i, j: int(i == j) + int(i == j + 1) * 2))
        gram = matrix("gram", k, k)
        models.append(x.inverse(gram, V.T * A * V).let(y, gram * V.T * (b - A * x0)))
    claim.publish(book, "conjugate_gradient_optimality",
        "For A^T = A and V^T (b - A (x_0 + V y)) = 0, the error of x_0 + V z has the energy of that of x_0 + V y and of "
        "V (z - y) together.",
                  eq(energy(other), energy(best) + energy(V * (z - y))), script, models=models,
                  wrong={"sign": eq(energy(other), energy(best) - energy(V * (z - y))), "equal": eq(energy(other), energy(best)),
                         "Euclidean": eq(energy(other), energy(best) + (V * (z - y)).T * V * (z - y))},
                  missing={"galerkin": {**models[1], "y": models[1]["z"], "z": numbers_table(1, 1, lambda _i, _j: 5)}})
