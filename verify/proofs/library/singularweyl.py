"""Weyl's inequalities for singular values, all sizes: of a sum, and under a perturbation of bounded norm.

Singular values enter by V^T A^T A V = diag(s^2) with V orthogonal, as premises: no axiom on their existence is used.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    scalars,
)
from verify.proofs.library.eckartyoung import norm_at_most
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.orthonormal import stacked
from verify.proofs.library.shifts import opened
from verify.proofs.library.spectral import diagonal, falling, norm, top
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, n, i, j, k, p = integers("m n i j k p")
a, b, d = Family("a"), Family("b"), Family("d")
t, alpha, beta, h = scalars("t alpha beta h")
A, B, E = (matrix(name, m, n) for name in "ABE")
V, W = matrix("V", n, n), matrix("W", n, n)
z = matrix("z", n, 1)


def theorems(book: Book) -> None:
    """The triangle inequality for bounds, then Weyl."""
    _triangle(book)
    _sum(book)
    _leading(book)
    _above(book)
    _perturbation(book)


def squares(values: Any) -> Any:
    """The family of squares."""
    return lambda k: values(k) * values(k)


def _triangle(book: Book) -> None:
    x, y = matrix("x", m, 1), matrix("y", m, 1)
    u, v, w = norm(x), norm(y), (x.T * y)[0, 0]

    def script(G: Goal) -> None:
        G.intro("m x y alpha beta t m_size a_low b_low t_low x_most y_most")
        G.use("u_is", "norm_entries", m, x).use("v_is", "norm_entries", m, y).use("w_is", "ENTMUL", 1, m, 1, x.T, y, 0, 0)
        G.use("cs", "cauchy_schwarz", m, lam("k", lambda k: x[k, 0]), lam("k", lambda k: y[k, 0]), by=("a",))
        G.use("v_low", "square_nonnegative", m, y)
        G.have("squares", at_most(w * w, alpha * beta * t * (alpha * beta * t)), lambda H: bound(
            H, [(1, 1, ("cs",)), (1, 1, ("x_most", "v_low")), (1, alpha, ("t_low", "y_most"))], "u_is", "v_is", "w_is"))
        G.use("inner", "root_monotone", w, alpha * beta * t, by=(lambda H: H.pos([(1, 1, ("a_low", "b_low", "t_low"))]),
            "squares"))
        G.have("sum_m", eq((x + y).T * (x + y), x.T * x + x.T * y + y.T * x + y.T * y), lambda H: H.lin())
        bound(entry(G, "sum", "sum_m", 0, 0), [(1, 1, ("x_most",)), (1, 1, ("y_most",)), (2, 1, ("inner",))], "sum")
    book.add("triangle_of_bounds", "|x|^2 <= a^2 t and |y|^2 <= b^2 t give |x + y|^2 <= (a + b)^2 t.", forall(
        m, x, y, alpha, beta, t, implies(
            leq(0, m), at_most(0, alpha), at_most(0, beta), at_most(0, t), at_most(u, alpha * alpha * t), at_most(v,
                beta * beta * t),
            at_most(norm(x + y), (alpha + beta) * (alpha + beta) * t))), script, lemma=True)


def singular(name: str, matrix_: Any, basis: Any, values: Any, count: Any = n) -> dict[str, Any]:
    """Premises: the first values are singular values of the matrix, with singular vectors in the basis; all when count = n."""
    whole = {f"{name}_basis": eq(basis * basis.T, eye(n))} if count is n else {f"{name}_unit": eq(basis.T * basis, eye(count))}
    return {**whole, f"{name}_values": eq(basis.T * matrix_.T * matrix_ * basis, diagonal(count, squares(values))),
            f"{name}_falls": falling(values, count), f"{name}_low": forall(k, implies(*inside(k, count), at_most(0, values(k))))}


def _squares_fall(name: str) -> Any:
    """A script: the squares of falling values that are not negative fall."""
    def script(H: Goal) -> None:
        H.intro("p k p_low order k_high").use("fall", f"{name}_falls", p, k).use("last", f"{name}_low", k, by=("a", "a"))
        larger(H, name, p, k)
    return script


def larger(H: Goal, name: str, p: Any, k: Any) -> None:
    """s(k)^2 <= s(p)^2 from the facts fall and last."""
    s = {"a": a, "b": b, "d": d}[name]
    H.pos([(1, s(p) - s(k), ()), (2, 1, ("last", "fall"))])


def _lowest(at: Any) -> Any:
    """A script: the squares of the first values are at least that of this one."""
    def script(H: Goal) -> None:
        H.intro("k low high").use("fall", "d_falls", k, at).use("last", "d_low", at, by=("a", "a"))
        larger(H, "d", k, at)
    return script


def _sum(book: Book) -> None:
    U = matrix("U", n, i + j + 1)
    first, second = top(i, n).T * V.T, top(j, n).T * W.T
    kernel = Term(("inl", i, j)) * first + Term(("inr", i, j)) * second
    constant = (a(i) + b(j)) * (a(i) + b(j))

    def both_bounds(H: Goal) -> None:
        H.intro("z null")
        stacked(H, first, second, z, (i, j), "null")
        for name, part, basis, values, at, side in (("a", A, V, a, i, "upper"), ("b", B, W, b, j, "lower")):
            H.use(f"{name}_bound", "courant_fischer_attained", n, at, part.T * part, basis, lam("k", squares(values)), by=(
                "a", "a", f"{name}_basis", f"{name}_values", _squares_fall(name)))
            H.use(f"{name}_z", f"{name}_bound", z, by=(side,)).use(f"{name}_at", f"{name}_low", at, by=("a", "a"))
        H.use("length", "square_nonnegative", n, z)
        H.use("done", "triangle_of_bounds", m, A * z, B * z, a(i), b(j), norm(z), by=("a", "a_at", "b_at", "length", "a_z",
            "b_z"))
        H.by("done")

    def script(G: Goal) -> None:
        G.use("d_squares", "courant_fischer_lower_bound", n, i + j, i + j + 1, (A + B).T * (A + B), U, lam("k", squares(d)), d(
            i + j) * d(i + j), kernel, constant, by=("a", "a", "d_unit", "d_values", _lowest(i + j), both_bounds))
        G.use("a_at", "a_low", i, by=("a", "a")).use("b_at", "b_low", j, by=("a", "a"))
        G.use("done", "root_monotone", d(i + j), a(i) + b(j), by=(
            lambda H: H.pos([(1, 1, ("a_at",)), (1, 1, ("b_at",))]), "d_squares")).by("done")
    models = [_two_matrices(*sizes) for sizes in ((1, 1, 0, 0), (2, 2, 1, 0), (2, 2, 0, 1), (3, 3, 1, 1), (3, 2, 0, 1), (2, 3,
        1, 0))]
    Claim((m, n, i, j, A, B, V, W, U, a, b, d), {
        "m_size": leq(0, m), "i_low": leq(0, i), "j_low": leq(0, j), "room": less(i + j, n), **singular("a", A, V, a),
        **singular("b", B, W, b), **singular("d", A + B, U, d, i + j + 1)}).publish(
        book, "weyl_singular_values",
        "Weyl: the singular values of A + B satisfy s(i + j; A + B) <= s(i; A) + s(j; B), counted from 0 in decreasing order.",
        at_most(d(i + j), a(i) + b(j)), script, models=models,
        wrong={"reversed": at_most(a(i) + b(j), d(i + j)), "next values": at_most(d(i + j), a(i + 1) + b(j + 1)),
               "one only": at_most(d(i + j), a(i))})


def _leading(book: Book) -> None:
    """The first vectors of an orthogonal basis are orthonormal, with the first values."""
    E1, D = top(i, n), diagonal(n, d)

    def leaf(G: Goal) -> None:
        G.use("one", "ENTINL", i, n - i, i, D * E1, "p", "q").use("two", "ENTINL", i, n - i, n, D.T, "q", "p")
        opened("one", "two")(G)
    book.add("leading_part_of_diagonal", "The leading block of a diagonal matrix.", forall(n, d, i, implies(
        leq(i, n), eq(E1.T * D * E1, diagonal(i, d)))), lambda G: G.intro("n d i high").ext("p q p0 p1 q0 q1",
            leaf),
        lemma=True)


def _above(book: Book) -> None:
    E1 = top(i + 1, n)
    constant = (a(i) + h) * (a(i) + h)

    def both_bounds(H: Goal) -> None:
        H.intro("z null").use("all", "courant_fischer_attained", n, i, A.T * A, V, lam("k", squares(a)), by=(
            "a", "a", "a_basis", "a_values", _squares_fall("a"))).use("a_z", "all", z, by=("null",)).use("e_z", "close", z)
        H.use("length", "square_nonnegative", n, z).use("a_at", "a_low", i, by=("a", "a"))
        H.use("done", "triangle_of_bounds", m, A * z, (B - A) * z, a(i), h, norm(z), by=("a", "a_at", "h_low", "length", "a_z",
            "e_z"))
        H.by("done")

    def script(G: Goal) -> None:
        G.intro("m n i A B V W a d h " + " ".join(premises))
        G.use("turn", "one_sided_inverse", n, W, W.T, by=("d_basis",)).use("unit", "INLINL", i + 1, n - i - 1)
        G.use("block", "leading_part_of_diagonal", n, lam("k", squares(d)), i + 1)
        G.use("d_squares", "courant_fischer_lower_bound", n, i, i + 1, B.T * B, W * E1, lam("k", squares(d)), d(i) * d(
            i), top(i, n).T * V.T, constant, by=("a", "a", lambda H: H.lin("turn", "unit"), lambda H: H.lin("d_values", "block"),
                                               _lowest(i), both_bounds)).use("a_at", "a_low", i, by=("a", "a"))
        G.use("done", "root_monotone", d(i), a(i) + h, by=(
            lambda H: H.pos([(1, 1, ("a_at",)), (1, 1, ("h_low",))]), "d_squares")).by("done")
    premises = {"m_size": leq(0, m), "i_low": leq(0, i), "i_high": less(i, n), **singular("a", A, V, a), **singular("d", B, W, d),
                "h_low": at_most(0, h), "close": norm_at_most(B - A, h * h)}
    book.add("perturbed_singular_value_above", "|B - A| <= h gives s(i; B) <= s(i; A) + h.", forall(
        m, n, i, A, B, V, W, a, d, h, implies(*premises.values(), at_most(d(i), a(i) + h))), script, lemma=True)


def _perturbation(book: Book) -> None:
    E = matrix("E", m, n)
    names = ("basis", "values", "falls", "low")
    one, two = (tuple(f"{x}_{name}" for name in names) for x in "ad")

    def script(G: Goal) -> None:
        G.use("up", "perturbed_singular_value_above", m, n, i, A, A + E, V, W, lam("k", a), lam("k", d), h, by=(
            "a", "a", "a", *one, *two, "h_low", lambda H: H.intro("z").use("now", "small", z).by("now")))
        G.use("down", "perturbed_singular_value_above", m, n, i, A + E, A, W, V, lam("k", d), lam("k", a), h, by=(
            "a", "a", "a", *two, *one, "h_low", lambda H: H.intro("z").use("now", "small", z).by("now"))).split("up", "down")
    models = [_perturbed(*sizes) for sizes in ((1, 1, 0), (2, 2, 0), (2, 2, 1), (3, 3, 1), (3, 2, 1), (2, 3, 2))]
    above, below = at_most(d(i), a(i) + h), at_most(a(i), d(i) + h)
    Claim((m, n, i, A, E, V, W, a, d, h), {
        "m_size": leq(0, m), "i_low": leq(0, i), "i_high": less(i, n), **singular("a", A, V, a), **singular("d", A + E, W, d),
        "h_low": at_most(0, h), "small": norm_at_most(E, h * h)}).publish(
        book, "singular_value_perturbation",
        "Weyl: singular values move by at most the norm of the perturbation: |s(i; A + E) - s(i; A)| <= |E|.",
        both(above, below), script, models=models,
        wrong={"half": both(above, at_most(2 * a(i), 2 * d(i) + h)), "unchanged": eq(a(i), d(i)), "other side": both(
            above, at_most(a(i) + h, d(i)))})


def _perturbed(rows: int, columns: int, at: int) -> Numbers:
    """A has the values 5, 3, 1, and E takes away 4, adds 1 and 2: its norm is 4."""
    numbers = _two_matrices(rows, columns, at, 0)
    change = (-4, 1, 2)
    numbers["E"] = numbers_table(rows, columns, lambda r, s: Fraction(change[r] if r == s else 0))
    line = [*[(1, 4, 3)[r] for r in range(min(rows, columns))], *[0] * (columns - min(rows, columns))]
    order = sorted(range(columns), key=lambda r: -line[r])
    numbers["W"] = numbers_table(columns, columns, lambda r, s: Fraction(int(order[s] == r)))
    falls = sorted(line, reverse=True)
    numbers["d"], numbers["h"] = (lambda r: Fraction(falls[r] if 0 <= r < len(falls) else -9)), Fraction(4)
    del numbers["b"], numbers["U"], numbers["B"], numbers["j"], numbers["S"]
    return numbers


def _two_matrices(rows: int, columns: int, first: int, second: int) -> Numbers:
    """Diagonal matrices, A with 5, 3, 1 and B with 1, -4, 2: their orders differ, the sum has 7, 6, 1, 3."""
    numbers = Numbers(m=rows, n=columns, i=first, j=second)
    size = min(rows, columns)
    for values, letter, basis, family, count in (
            ((5, 3, 1), "A", "V", "a", columns), ((1, 4, 2), "B", "W", "b", columns), ((6, 7, 3), "S", "U", "d",
                first + second + 1)):
        line = [*values[:size], *[0] * (columns - size)]
        order = sorted(range(columns), key=lambda r, line=line: -line[r])  # type: ignore[misc]  # bound now
        numbers[letter] = numbers_table(rows, columns, lambda r, s,
            line=line: Fraction(line[r] if r == s else 0))  # type: ignore[misc]
        numbers[basis] = numbers_table(columns, count, lambda r, s,
            order=order: Fraction(int(order[s] == r)))  # type: ignore[misc]
        falls = sorted(line, reverse=True)
        numbers[family] = lambda r, falls=falls: Fraction(falls[r] if 0 <= r < len(falls) else -9)
    numbers["z"] = numbers_table(columns, 1, lambda r, _: Fraction(1 + r))
    return numbers
