"""Eigenvalues of sums and of compressions, all sizes: Weyl's inequality and Cauchy's interlacing, from Courant and Fischer."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Term, at_most, eq, eye, lam, leq, less, matrix
from verify.proofs.library.orthonormal import stacked
from verify.proofs.library.spectral import M, N, V, W, a, b, d, diagonal, eigen_numbers, falling, i, j, k, m, n, top, z
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Null vectors of stacked equations."""
    _weyl(book)
    _interlacing(book)


def _weyl(book: Book) -> None:
    U = matrix("U", n, i + j + 1)
    claim = Claim((n, i, j, M, N, V, W, U, a, b, d), {
        "i_low": leq(0, i), "j_low": leq(0, j), "room": less(i + j, n), "v_basis": eq(V * V.T, eye(n)),
            "v_eigen": eq(V.T * M * V, diagonal(n, a)),
        "a_falls": falling(a, n), "w_basis": eq(W * W.T, eye(n)), "w_eigen": eq(W.T * N * W, diagonal(n, b)),
            "b_falls": falling(b, n),
        "u_unit": eq(U.T * U, eye(i + j + 1)), "u_eigen": eq(U.T * (M + N) * U, diagonal(i + j + 1, d)),
            "d_falls": falling(d, i + j + 1)})
    first, second = top(i, n).T * V.T, top(j, n).T * W.T

    def both_bounds(H: Goal) -> None:
        H.intro("z null")
        stacked(H, first, second, z, (i, j), "null")
        H.use("m_bound", "courant_fischer_attained", n, i, M, V, lam("k", a), by=("a", "a", "v_basis", "v_eigen", "a_falls"))
        H.use("n_bound", "courant_fischer_attained", n, j, N, W, lam("k", b), by=("a", "a", "w_basis", "w_eigen", "b_falls"))
        H.use("m_z", "m_bound", z, by=("upper",)).use("n_z", "n_bound", z,
            by=("lower",)).pos([(1, 1, ("m_z",)), (1, 1, ("n_z",))])

    def script(G: Goal) -> None:
        G.use("done", "courant_fischer_lower_bound", n, i + j, i + j + 1, M + N, U, lam("k", d), d(i + j),
              Term(("inl", i, j)) * first + Term(("inr", i, j)) * second, a(i) + b(j), by=(
                  "a", "a", "u_unit", "u_eigen", lambda H: H.intro("k low high").use("one", "d_falls", k, i + j).by("one"),
                      both_bounds)).by("done")
    models = [_two_forms(*sizes) for sizes in ((1, 0, 0), (2, 1, 0), (2, 0, 1), (3, 1, 1), (3, 0, 2))]
    claim.publish(
        book, "weyl_inequality",
        "Weyl: the eigenvalues d of M + N satisfy d(i + j) <= a(i) + b(j), counted from 0 in decreasing order.",
        at_most(d(i + j), a(i) + b(j)), script, models=models,
        wrong={"reversed": at_most(a(i) + b(j), d(i + j)), "next values": at_most(d(i + j), a(i + 1) + b(j + 1)),
            "one only": at_most(d(i + j), a(i))})


def _two_forms(size: int, at: int, other: int) -> Numbers:
    """M = diag(5, 3, 1), N = diag(1, 4, 2): not in the same order; the sum has the eigenvalues 7, 6, 3."""
    numbers = Numbers(n=size, i=at, j=other)
    orders: Any = {1: [(5,), (1,), (6,)], 2: [(5, 3), (1, 4), (6, 7)], 3: [(5, 3, 1), (1, 4, 2), (6, 7, 3)]}[size]
    for values, letter, basis, family in zip(orders, "MNS", "VWU", "abd", strict=True):
        order = sorted(range(size), key=lambda r, values=values: -values[r])  # type: ignore[misc]  # bound now
        numbers[letter] = numbers_table(size, size, lambda r, s,
            values=values: Fraction(values[r] * (r == s)))  # type: ignore[misc]
        numbers[basis] = numbers_table(size, size if basis != "U" else at + other + 1, lambda r, s,
            order=order: Fraction(int(order[s] == r)))  # type: ignore[misc]
        falls = sorted(values, reverse=True)
        numbers[family] = lambda r, falls=falls: Fraction(falls[r] if 0 <= r < len(falls) else -9)
    return numbers


def _interlacing(book: Book) -> None:
    P, U = matrix("P", n, m), matrix("U", m, i + 1)
    claim = Claim((n, m, i, M, V, P, U, a, b), {
        "i_low": leq(0, i), "i_high": less(i, n), "basis": eq(V * V.T, eye(n)), "eigen": eq(V.T * M * V, diagonal(n, a)),
            "falls": falling(a, n),
        "columns": eq(P.T * P, eye(m)), "u_unit": eq(U.T * U, eye(i + 1)),
            "u_eigen": eq(U.T * P.T * M * P * U, diagonal(i + 1, b)),
        "b_falls": falling(b, i + 1)})

    def script(G: Goal) -> None:
        G.use("bounded", "courant_fischer_attained", n, i, M, V, lam("k", a), by=("a", "a", "basis", "eigen", "falls"))
        G.use("done", "courant_fischer_lower_bound", n, i, i + 1, M, P * U, lam("k", b), b(i), top(i, n).T * V.T, a(i), by=(
            "a", "a", lambda H: H.lin("columns", "u_unit"), "u_eigen",
                lambda H: H.intro("k low high").use("one", "b_falls", k, i).by("one"), "bounded"))
        G.by("done")
    models = [_compressed(*sizes) for sizes in ((1, 1, 0), (2, 1, 0), (3, 2, 1), (3, 2, 0))]
    claim.publish(
        book, "cauchy_interlacing",
        "Poincare's separation, Cauchy's interlacing: the eigenvalues of P^T M P (P^T P = I) are b(i) <= "
        "a(i), in decreasing order.",
        at_most(b(i), a(i)), script, models=models,
        wrong={"reversed": at_most(a(i), b(i)), "next": at_most(b(i), a(i + 1)), "half": at_most(2 * b(i), a(i))},
        missing={"columns": Numbers(models[0], b=lambda _: Fraction(20)).let(P, 2 * eye(1))})


def _compressed(size: int, columns: int, at: int) -> Numbers:
    """P picks unit vectors that are eigenvectors, the first but one left out."""
    numbers = Numbers(eigen_numbers(size), m=columns, i=at, a=lambda k: Fraction(5 - 2 * k))
    picked = [0, 2] if columns == 2 else [size - 1]
    v = numbers["V"]
    numbers["P"] = numbers_table(size, columns, lambda r, s: v.at(r, picked[s]))
    numbers["U"] = numbers_table(columns, at + 1, lambda r, s: Fraction(int(r == s)))
    numbers["b"] = lambda k: Fraction(5 - 2 * picked[k]) if 0 <= k < columns else Fraction(-9)
    return numbers
