"""Norm bounds in squared form, all sizes: products, coercive and contractive matrices, positive forms, condition."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Term,
    at_most,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    matrix,
    null,
    prod,
    scalars,
)
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.orthonormal import turned
from verify.proofs.library.spectral import form, norm, rotation
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, n, r, t = integers("m n r t")
a, b, c = scalars("a b c")
A, B, x, y, z = matrix("A", m, n), matrix("B", n, r), matrix("x", n, 1), matrix("y", r, 1), matrix("z", n, 1)
C, D, P = matrix("C", n, n), matrix("D", n, n), matrix("P", n, n)


def theorems(book: Book) -> None:
    """Each from one square, or by induction on the number of steps."""
    _bessel(book)
    _product(book)
    _coercive(book)
    _passes(book)
    _contraction(book)
    _stein(book)
    _schur(book)
    _condition(book)


def bounded(matrix_: Any, vector: Any, c: Any) -> Any:
    """The premise |M v|^2 <= c |v|^2 for all v."""
    return forall(vector, at_most(norm(matrix_ * vector), c * norm(vector)))


def column(size: int, shift: int = 1) -> Any:
    """The vector (shift, shift + 1, ..)."""
    return numbers_table(size, 1, lambda i, _: Fraction(i + shift))


def _bessel(book: Book) -> None:
    U = matrix("U", n, r)
    claim = Claim((n, r, U, x), {"size": leq(0, n), "unit": eq(U.T * U, eye(r))})
    rest = x - U * U.T * x

    def script(G: Goal) -> None:
        G.use("positive", "square_nonnegative", n, rest).have("square", eq(rest.T * rest, x.T * x - x.T * U * U.T * x),
            lambda H: H.lin("unit"))
        entry(G, "at", "square", 0, 0)
        bound(G, [(1, 1, ("positive",))], "at")
    models = []
    for size, columns in ((1, 1), (2, 1), (3, 2), (3, 0)):
        numbers = Numbers(n=size, r=columns, x=column(size))
        numbers["U"] = numbers_table(size, columns, rotation(size).at)
        models.append(numbers)
    claim.publish(
        book, "bessel_inequality", "Bessel: orthonormal columns U give |U^T x|^2 <= |x|^2.", at_most(norm(U.T * x), norm(x)),
            script, models=models,
        wrong={"reversed": at_most(norm(x), norm(U.T * x)), "half": at_most(2 * norm(U.T * x), norm(x))},
            missing={"unit": Numbers(models[0]).let(U, 2 * eye(1))})


def _product(book: Book) -> None:
    claim = Claim((m, n, r, A, B, a, b, y), {"a_low": at_most(0, a), "a_bound": bounded(A, z, a), "b_bound": bounded(B, y, b)})

    def script(G: Goal) -> None:
        G.use("outer", "a_bound", B * y).use("inner", "b_bound", y).pos([(1, 1, ("outer",)), (1, 1, ("a_low", "inner"))])
    models = []
    for size in (1, 2, 3):
        numbers = Numbers(m=size, n=size, r=size, a=Fraction(4), b=Fraction(9), A=rotation(size), B=rotation(size)).let(A,
            2 * A).let(B, 3 * B)
        models.append(Numbers(numbers, y=column(size), z=column(size, 2)))
    claim.publish(
        book, "product_norm", "|A B|^2 <= |A|^2 |B|^2 for the spectral norm: bounds a of |A|^2 and b of |B|^2 multiply.",
        at_most(norm(A * B * y), a * b * norm(y)), script, models=models,
        wrong={"sum": at_most(norm(A * B * y), (a + b) * norm(y)), "reversed": at_most(a * b * norm(y) + 1, norm(A * B * y)),
            "half": at_most(2 * norm(A * B * y), a * b * norm(y))})


def _coercive(book: Book) -> None:
    claim = Claim((n, C, c, x), {"size": leq(0, n), "positive": at_most(0, c),
        "coercive": forall(z, at_most(c * norm(z), form(z, C)))})

    def script(G: Goal) -> None:
        G.use("square", "square_nonnegative", n, C * x - c * x).use("now", "coercive",
            x).pos([(1, 1, ("square",)), (2, 1, ("positive", "now"))])
    models = [Numbers(n=size, c=Fraction(2), x=column(size), z=column(size, 2)).let(C, 2 * eye(n)) for size in (1, 2, 3)]
    spiral = Numbers(n=2, c=Fraction(1), x=column(2), z=column(2, 2))
    spiral["C"] = numbers_table(2, 2, lambda i, j: Fraction(1 if i == j else 3 * (i - j)))
    claim.publish(
        book, "numerical_range_bound", "z^T C z >= c |z|^2 with c >= 0 gives |C x|^2 >= c^2 |x|^2: then |C^-1| <= 1 / c.",
        at_most(c * c * norm(x), norm(C * x)), script, models=[*models, spiral],
        wrong={"reversed": at_most(norm(C * x), c * c * norm(x)), "twice": at_most(2 * c * c * norm(x), norm(C * x))},
        missing={"coercive": Numbers(models[0]).let(C, null(1, 1)),
            "positive": Numbers(models[0], c=Fraction(-1)).let(C, null(1, 1))})


def power(base: Any, exponent: Any) -> Term:
    """The power of a matrix."""
    return prod(0, exponent, lambda _: base)


def _passes(book: Book) -> None:
    def passes(G: Goal) -> None:
        def longer(H: Goal) -> None:
            H.intro("e_ e_low ih").use("next", "MPRODS", n, lam("k", lambda _: C), 0, Term("e_")).close(
                "lin", [(1, "next", C), (-1 * C, "next", 1), (1, "ih", C)])
        G.intro("n C").induction(lambda H: H.use("unit", "MPROD0", n, lam("k", lambda _: C), 0, 0).lin("unit"), longer)
    book.add("powers_pass", "C^t C = C C^t.", forall(n, C, forall(t, implies(leq(0, t), eq(power(C, t) * C, C * power(C, t))))),
        passes, lemma=True)


def _contraction(book: Book) -> None:
    claim = Claim((n, C, c, x), {"low": at_most(0, c), "bounded": bounded(C, z, c)})

    def statement(left: Any, right: Any) -> Any:
        return forall(t, implies(leq(0, t), at_most(left(t), right(t))))

    def base(G: Goal) -> None:
        G.use("one", "PROD0", lam("k", lambda _: c), 0, 0).use("unit", "MPROD0", n, lam("k", lambda _: C), 0, 0)
        G.have("same", eq(power(C, 0) * x, x), lambda H: H.lin("unit")).have("square",
            eq((power(C, 0) * x).T * power(C, 0) * x, x.T * x), lambda H: H.lin(
            "unit", *turned(H, "unit")))
        entry(G, "at", "square", 0, 0)
        bound(G, [], "at", "one")

    def step(G: Goal) -> None:
        e = Term("e_")
        G.intro("e_ e_low ih").use("more", "PRODS", lam("k", lambda _: c), 0, e).use("next", "MPRODS", n, lam("k", lambda _: C),
            0, e)
        G.use("commute", "powers_pass", n, C, e, by=("a",)).have("moved", eq(power(C, e + 1) * x, C * power(C, e) * x),
            lambda H: H.lin("next", "commute"))
        G.use("now", "bounded", power(C, e) * x).have("square",
            eq((power(C, e + 1) * x).T * power(C, e + 1) * x, (power(C, e) * x).T * C.T * C * power(C, e) * x), lambda H: H.lin(
            "moved", *turned(H, "moved")))
        entry(G, "at", "square", 0, 0)
        bound(G, [(1, 1, ("now",)), (1, 1, ("low", "ih"))], "at", "more")

    models = [Numbers(n=size, c=Fraction(1, 4), x=column(size), z=column(size, 2), C=rotation(size)).let(C,
        Term(("q", 1, 2)) * C) for size in (1, 2, 3)]

    def right(t: Any) -> Any:
        return prod(0, t, lambda _: c) * norm(x)

    def left(t: Any) -> Any:
        return norm(power(C, t) * x)
    claim.publish(
        book, "contraction_powers", "|C|^2 <= c gives |C^t x|^2 <= c^t |x|^2 for all t: c < 1 is geometric decay.",
        statement(left, right), lambda G: G.induction(base, step), models=models,
        wrong={"one power more": statement(left, lambda t: c * right(t)), "reversed": statement(right, lambda t: c * left(t)),
            "squared": statement(left, lambda t: right(t) * right(t) * c * c)},
        missing={"bounded": Numbers(models[0]).let(C, eye(1))})


def _stein(book: Book) -> None:
    claim = Claim((n, C, P, D), {"stein": eq(P - C.T * P * C, D), "decrease": forall(z, at_most(0, form(z, D)))})

    def statement(sign: int) -> Any:
        sides = (form(power(C, t + 1) * x, P), form(power(C, t) * x, P))
        return forall(x, t, implies(leq(0, t), at_most(*sides[::sign])))

    def script(G: Goal) -> None:
        G.intro("x t t_low").use("next", "MPRODS", n, lam("k", lambda _: C), 0, t).use("commute", "powers_pass", n, C, t,
            by=("a",))
        G.have("moved", eq(power(C, t + 1) * x, C * power(C, t) * x), lambda H: H.lin("next", "commute"))
        G.use("now", "decrease", power(C, t) * x).have("square",
            eq((power(C, t + 1) * x).T * P * power(C, t + 1) * x, (power(C, t) * x).T * (P - D) * power(C, t) * x),
                                                       lambda H: H.lin("moved", *turned(H, "moved"), "-stein"))
        entry(G, "at", "square", 0, 0)
        bound(G, [(1, 1, ("now",))], "at")
    models = []
    for size in (1, 2, 3):
        numbers = Numbers(n=size, C=rotation(size), x=column(size), z=column(size, 2)).let(C, Term(("q", 1, 2)) * C).let(P,
            4 * eye(n))
        models.append(numbers.let(D, P - C.T * P * C))
    wild = Numbers(models[0]).let(C, 2 * eye(1))
    claim.publish(
        book, "stein_decrease", "P - C^T P C = D >= 0: along x(t) = C^t x the energy x^T P x never increases.", statement(1),
            script, models=models,
        wrong={"reversed": statement(-1)}, missing={"stein": wild, "decrease": Numbers(wild).let(D, P - C.T * P * C)})


def _schur(book: Book) -> None:
    M, Mi, N, S = matrix("M", m, m), matrix("K", m, m), matrix("N", m, n), matrix("S", n, n)
    u = matrix("u", m, 1)
    claim = Claim((m, n, M, Mi, N, S, u, x), {
        "symmetric": eq(M.T, M), "inverse": eq(M * Mi, eye(m)), "m_positive": forall(y_(m), at_most(0, form(y_(m), M))),
        "s_positive": forall(z, at_most(0, form(z, S - N.T * Mi * N)))})
    moved = u + Mi * N * x
    whole = form(u, M) + 2 * (u.T * N * x)[0, 0] + form(x, S)

    def script(G: Goal) -> None:
        G.use("first", "m_positive", moved).use("second", "s_positive", x)
        G.have("inverse_left", eq(Mi.T * M, eye(m)), _left)
        G.have("square", eq(moved.T * M * moved, u.T * M * u + u.T * N * x + x.T * N.T * u + x.T * N.T * Mi * N * x),
            lambda H: H.lin("inverse_left", "inverse"))
        entry(G, "at", "square", 0, 0)
        bound(G, [(1, 1, ("first",)), (1, 1, ("second",))], "at")

    def _left(H: Goal) -> None:
        H.have("t", eq(Mi.T * M.T, eye(m)), lambda K: K.lin(*turned(K, "inverse"))).close(
            "lin", [(-1 * Mi.T, "symmetric", 1), (1, "t", 1)])
    models = []
    for p, q in ((1, 1), (2, 1), (1, 2)):
        numbers = Numbers(m=p, n=q).let(M, 2 * eye(m)).let(Mi, Term(("q", 1, 2)) * eye(m)).draw(N)
        numbers.let(S, N.T * Mi * N + eye(n))
        models.append(Numbers(numbers, u=column(p, -1), x=column(q), z=column(q, 2), w=column(p, 3)))
    low = Numbers(models[0]).let(N, eye(1)).let(S, null(1, 1))
    low = Numbers(low, u=column(1, -1), x=column(1, 2))
    claim.publish(
        book, "schur_complement_positivity",
            "M >= 0 invertible and Schur complement S - N^T M^-1 N >= 0: the block form [M N; N^T S] is >= 0.",
        at_most(0, whole), script, models=models,
            wrong={"negative": at_most(whole, 0), "without N": at_most(whole, form(u, M))}, missing={"s_positive": low})


def y_(size: Any) -> Any:
    """A vector for premises."""
    return matrix("w", size, 1)


def _condition(book: Book) -> None:
    claim = Claim((n, C, D, a, b), {"some": leq(1, n), "inverse": eq(C * D, eye(n)), "a_low": at_most(0, a),
        "a_bound": bounded(C, z, a), "b_bound": bounded(D, z, b)})
    unit = Term(("inl", 1, n - 1))

    def script(G: Goal) -> None:
        G.use("normal", "INLINL", 1, n - 1).use("one", "ENTI1", 1, 0).use("outer", "a_bound", D * unit).use("inner", "b_bound",
            unit)
        G.have("square", eq((C * D * unit).T * C * D * unit, eye(1)), lambda H: H.lin("inverse", *turned(H, "inverse"), "normal"))
        entry(G, "at", "square", 0, 0).have("length", eq(unit.T * unit, eye(1)), "normal")
        entry(G, "length_at", "length", 0, 0)
        bound(G, [(1, 1, ("outer",)), (1, 1, ("a_low", "inner"))], "at", "length_at", "one")
    models = []
    for size in (1, 2, 3):
        numbers = Numbers(n=size, a=Fraction(4), b=Fraction(1, 4), z=column(size), C=rotation(size)).let(D,
            Term(("q", 1, 2)) * C.T).let(C, 2 * C)
        models.append(numbers)
    models.append(Numbers(models[1], a=Fraction(5)))
    claim.publish(
        book, "condition_number_at_least_one", "kappa >= 1: bounds a of |C|^2 and b of |C^-1|^2 have a b >= 1.",
            at_most(1, a * b), script, models=models,
        wrong={"reversed": at_most(a * b, 1), "twice": at_most(2, a * b)},
            missing={"inverse": Numbers(models[0], a=Fraction(0)).let(C, null(1, 1)),
                                                                                   "some": Numbers(n=0, a=Fraction(0),
                                                                                       b=Fraction(0), z=column(0)).let(C,
                                                                                           eye(0)).let(D, eye(0))})
