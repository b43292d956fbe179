"""Lengths and orthonormal solutions: v^T v = 0 only for v = 0, unit null vectors, Gram-Schmidt; no named axiom."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.cofactors import transposed
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Term,
    both,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
    scalars,
    total,
)
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, n, r, k = integers("m n r k")
A, v = matrix("A", m, n), matrix("v", n, 1)


def theorems(book: Book) -> None:
    """Lengths, then one unit vector, then a basis."""
    _lengths(book)
    _unit(book)
    _basis(book)


def _lengths(book: Book) -> None:
    norm = (v.T * v)[0, 0]

    def sum_of_squares(G: Goal) -> None:
        G.intro("n v").use("product", "ENTMUL", 1, n, 1, v.T, v, 0, 0).by("product")
    book.add("norm_entries", "v^T v is the sum of the squares of the entries.",
        forall(n, v, eq(norm, total(0, n, lambda k: v[k, 0] * v[k, 0]))),
             sum_of_squares, lemma=True)

    def definite(G: Goal) -> None:
        def inner(H: Goal) -> None:
            H.have("place", ("==", "j", 0), "a").rewrite("hole", eq(v["i", "hole"], null(n, 1)["i", "hole"]), "place")
            H.use("one", "each", "i").lin("one")
        G.intro("n v zero").use("entries", "norm_entries", n, v)
        G.use("each", "vanishing_sum_of_squares", n, lam("k", lambda k: v[k, 0]), by=(lambda H: H.lin("-entries", "zero"),))
        G.ext("i j i_low i_high j_low j_high", inner)
    book.add("norm_definite", "v^T v = 0 only for v = 0.", forall(n, v, implies(eq(norm, 0), eq(v, null(n, 1)))), definite,
        lemma=True)


def _unit(book: Book) -> None:
    w, (c,) = matrix("w", n, 1), scalars("c")
    length = (w.T * w)[0, 0]

    def unit(G: Goal) -> None:
        G.intro("m n A m_size wide").use("some", "wide_matrix_has_null_vector", m, n, A).obtain("some", "w",
            "w_all").parts("w_all", "w_not", "w_null")
        G.use("positive", "square_nonnegative", n, w).use("root", "SQRT", length, by=("positive",)).obtain("root", "c", "c_all")
        G.parts("c_all", "c_low", "c_square")
        G.have("c_not", no(eq(c, 0)), lambda H: H.intro("c_zero").use("w_zero", "norm_definite", n, w, by=(
            lambda K: K.lin("-c_square", "c_zero"),)).use("no", "w_not", by=("w_zero",)).by("no"))
        G.use("inverse", "INV", c, by=("c_not",)).use("single", "one_by_one", w.T * w)
        G.witness(inv(c) * w).split(lambda H: H.lin("single", "-c_square", "inverse"), lambda H: H.lin("w_null"))
    book.add("unit_null_vector", "A matrix with fewer rows than columns has a null vector of length 1.",
             forall(m, n, A, implies(leq(0, m), less(m, n), exists(v, both(eq(v.T * v, eye(1)), eq(A * v, null(m, 1)))))), unit,
                 lemma=True)


def turned(G: Goal, name: str) -> list[str]:
    """The fact transposed, as a list of one name."""
    transposed(G, name)
    return [f"{name}_t"]


def stacked(G: Goal, first: Any, second: Any, x: Any, rows: tuple[Any, Any], null_fact: str) -> None:
    """From (L first + R second) x = 0: first x = 0 (upper) and second x = 0 (lower); L, R the injections of these rows."""
    one, two = rows
    columns = 1
    L, R = Term(("inl", one, two)), Term(("inr", one, two))
    G.use("ll", "INLINL", one, two).use("rr", "INRINR", one, two).use("lr", "INLINR", one, two)
    G.have("rl", eq(R.T * L, null(two, one)), lambda H: H.lin(*turned(H, "lr")))
    for name, side, size, same, other in (("upper", L, one, ("ll", first), ("lr", second)),
        ("lower", R, two, ("rr", second), ("rl", first))):
        G.have(name, eq(same[1] * x, null(size, columns)), lambda H, side=side, same=same, other=other: H.close(  # type: ignore[misc]  # bound now
            "lin", [(side.T, null_fact, 1), (-1, same[0], same[1] * x), (-1, other[0], other[1] * x)]))


def _basis(book: Book) -> None:
    X, Y = matrix("X", n, k), matrix("Y", r, n)
    basis = exists(X, both(eq(X.T * X, eye(k)), eq(Y * X, null(r, k))))

    def base(G: Goal) -> None:
        def empty(H: Goal) -> None:
            H.ext("i j i_low i_high j_low j_high", lambda K: K.absurd("a"))
        G.intro("room").witness(null(n, 0)).split(empty, empty)

    def step(G: Goal) -> None:
        at = Term("k_")
        G.intro("k_ k_low ih room").use("before", "ih", by=("a",)).obtain("before", "X", "X_all").parts("X_all", "unit", "null")
        old = matrix("X", n, at)
        G.use("some", "unit_null_vector", r + at, n, Term(("inl", r, at)) * Y + Term(("inr", r, at)) * old.T).obtain("some",
            "v", "v_all")
        G.parts("v_all", "v_unit", "v_null")
        stacked(G, Y, old.T, v, (r, at), "v_null")
        G.use("sum", "INLR", at, 1).have("beside", eq(v.T * old, null(1, at)), lambda H: H.lin(*turned(H, "lower")))
        G.witness(old * Term(("inl", at, 1)).T + v * Term(("inr", at, 1)).T).split(
            lambda H: H.lin("unit", "v_unit", "lower", "beside", "sum"), lambda H: H.lin("null", "upper"))
    book.add("orthonormal_solutions", "Gram-Schmidt on null vectors, one at a time.",
        forall(r, n, Y, implies(leq(0, r), forall(k, implies(
        leq(0, k), leq(r + k, n), basis)))), lambda G: G.intro("r n Y r_size").induction(base, step), lemma=True)
    claim = Claim((r, n, k, Y), {"r_size": leq(0, r), "k_size": leq(0, k), "room": leq(r + k, n)})
    models = [_orthonormal(*sizes) for sizes in ((1, 2, 1), (0, 2, 2), (2, 3, 1), (1, 3, 2))]
    crowded: Any = Numbers(r=1, n=1, k=1).let(Y, eye(1)).let(X, eye(1))
    claim.publish(
        book, "orthonormal_null_space_basis",
            "Gram-Schmidt: r equations in n unknowns have k orthonormal solutions for every k <= n - r.", basis,
        lambda G: G.use("all", "orthonormal_solutions", r, n, Y, k).by("all"), models=models,
        wrong={"not normal": exists(X, both(eq(X.T * X, null(k, k)), eq(Y * X, null(r, k)))),
            "all images zero": eq(Y, null(r, n))},
        missing={"room": crowded})


def _orthonormal(rows: int, columns: int, count: int) -> Numbers:
    """Equations for the last unknowns only: the first unit vectors solve them."""
    numbers = Numbers(r=rows, n=columns, k=count)
    numbers["Y"] = numbers_table(rows, columns, lambda i, j: Fraction(int(j == columns - 1 - i)) * (2 + i))
    numbers["X"] = numbers_table(columns, count, lambda i, j: Fraction(int(i == j)))
    return numbers
