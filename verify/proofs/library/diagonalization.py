"""Diagonal forms: n independent eigenvectors, n different eigenvalues, or bases of the eigenspaces with n vectors together."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    both,
    det,
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
    prod,
    scalars,
)
from verify.proofs.library.determinant_identities import adj
from verify.proofs.library.diagonals import diagonal
from verify.proofs.library.eigensums import within
from verify.proofs.library.fractions import distinct
from verify.proofs.library.independence import combined, eigenbasis, null_column, vanish
from verify.proofs.library.jordanchains import column
from verify.proofs.library.krylov import A
from verify.proofs.library.krylovbases import f, n
from verify.proofs.library.krylovspectrum import V, X
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.vandermonde import column_entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

(b,) = integers("b")


def theorems(book: Book) -> None:
    """Independent eigenvectors first."""
    _independent(book)
    _distinct(book)
    _eigenspaces(book)
    _multiplicities(book)


def _inverted(found: Any) -> Numbers:
    """The eigenvectors as the columns of P, and its inverse."""
    P, Q = matrix("P", n, n), matrix("Q", n, n)
    return Numbers(found.let(P, column(V, n, n)).inverse(Q, P))


def _independent(book: Book) -> None:
    D = diagonal(X)
    C, z = column(V, n, n), matrix("y", n, 1)

    def regular(G: Goal) -> None:
        """No vector but 0 is mapped to 0, for its entries are weights of a sum of eigenvectors."""
        G.intro("some").obtain("some", "y", "y_all").parts("y_all", "y_not", "y_null")
        y = matrix("y", n, 1)
        G.use("all", "columns_times", n, n, lam("b", V), y)
        G.use("weights", "free", lam("b", lambda b: y[b, 0]), by=(lambda H: H.lin("-all", "y_null"),))
        G.use("y_zero", "equal_columns", n, y, null(n, 1), by=(lambda H: H.intro("i i0 i1").use(
            "it", "weights", "i").lin("it"),))
        G.use("bad", "y_not", by=("y_zero",)).by("bad")

    def leaf(G: Goal) -> None:
        G.use("left", "columns_of_product", n, n, n, A, lam("s", V), "p", "q").use("now", "eigen", "q")
        names = column_entry(entry(G, "image", "now", "p", 0), n, C, D, "q")
        reduce(G, *reveal(G, "left", "image", *names))

    def script(G: Goal) -> None:
        G.use("singular", "singular_matrix_has_null_vector", n, C, by=("a",)).parts("singular", "null", "back")
        G.have("unit", no(eq(det(C), 0)), lambda H: H.intro("zero").use("kernel", "null", by=("zero",)).have(
            "none", no(exists(z, both(no(eq(z, null(n, 1))), eq(C * z, null(n, 1))))), regular).use(
                "bad", "none", by=("kernel",)).by("bad"))
        G.use("scale", "INV", det(C), by=("unit",)).use("inverse", "inverse_by_adjugate", n, C, inv(det(C)), by=(
            lambda H: H.lin("scale"),)).parts("inverse", "p_right", "p_left")
        G.have("image", eq(A * C, C * D), lambda H: H.ext("p q p0 p1 q0 q1", leaf)).witness(C).witness(inv(det(C)) * adj(C))
        G.split("p_right", lambda H: H.split("p_left", lambda K: K.close("lin", [
            (-1 * A, "p_right", 1), (1, "image", inv(det(C)) * adj(C))])))

    models = [_inverted(Numbers(eigenbasis(values), f=lambda _: Fraction(0))) for values in ((2,), (3, 3), (1, 0, 1))]
    free = forall(f, implies(eq(combined(f, n), null(n, 1)), vanish(f, n)))
    Claim((n, A, V, X), {"size": leq(0, n), "eigen": EIGEN, "free": free}).publish(
        book, "independent_eigenvectors_diagonalize", "A matrix of size n with n independent eigenvectors is diagonalizable: "
        "A = P D P^-1, D diagonal.", diagonal_form(D), script, models=models, wrong=WRONG,
        missing={"free": Numbers(defective(), f=lambda b: Fraction(1 - 2 * b))})


def every(formula: Any) -> Any:
    """For the vectors 0 .. n - 1."""
    return forall(b, implies(leq(0, b), less(b, n), formula))


def diagonal_form(middle: Any) -> Any:
    """A is similar to this matrix."""
    P, Q = matrix("P", n, n), matrix("Q", n, n)
    return exists(P, Q, both(eq(P * Q, eye(n)), eq(Q * P, eye(n)), eq(A, P * middle * Q)))


EIGEN = every(eq(A * V(b), X(b) * V(b)))
WRONG = {"twice": diagonal_form(2 * diagonal(X)), "identity": eq(A, diagonal(X)), "sign": diagonal_form(-diagonal(X))}


def defective() -> Numbers:
    """The nilpotent block of size 2, with one eigenvector twice."""
    swap = numbers_table(2, 2, lambda i, j: Fraction(int(i != j)))
    found = Numbers(n=2, x=lambda _: Fraction(0), P=swap, Q=swap, v=lambda _: null_column(Fraction(1)))
    return Numbers(found.let(A, numbers_table(2, 2, lambda i, j: Fraction(int(i < j)))))


def _distinct(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("done", "independent_eigenvectors_diagonalize", n, A, lam("b", V), lam("b", X), by=("a", "eigen", free)).by("done")

    def free(H: Goal) -> None:
        H.intro("f zero").use("it", "eigenvectors_independent", n, n, A, lam("b", V), lam("b", X), lam("b", f), by=(
            "a", "eigen", "distinct", "nonzero", "zero")).by("it")
    models = [_inverted(eigenbasis(values)) for values in ((2,), (3, -1), (1, 0, 2))]
    Claim((n, A, V, X), {"size": leq(0, n), "eigen": EIGEN, "distinct": distinct(X, n), "nonzero": every(no(eq(
        V(b), null(n, 1))))}).publish(
        book, "distinct_eigenvalues_diagonalize", "A matrix of size n with n different eigenvalues is diagonalizable: with an "
        "eigenvector for each, A = P D P^-1, D diagonal.", diagonal_form(diagonal(X)), script, models=models, wrong=WRONG,
        missing={"distinct": defective()})


def _eigenspaces(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("done", "independent_eigenvectors_diagonalize", n, A, lam("b", V), lam("b", X), by=("a", "eigen", free)).by("done")

    def free(H: Goal) -> None:
        H.intro("f zero").use("it", "eigenspaces_independent", n, n, A, lam("b", V), lam("b", X), lam("b", f), by=(
            "eigen", "within", "zero")).by("it")
    models = [_inverted(Numbers(eigenbasis(values), f=lambda _: Fraction(0))) for values in ((2,), (3, 3), (1, 0, 1))]
    Claim((n, A, V, X), {"size": leq(0, n), "eigen": EIGEN, "within": within(n)}).publish(
        book, "eigenspace_bases_diagonalize", "When bases of the eigenspaces have n vectors together, A of size n is "
        "diagonalizable: n eigenvectors that are independent within each eigenvalue suffice.",
        diagonal_form(diagonal(X)), script, models=models, wrong=WRONG,
        missing={"within": Numbers(defective(), f=lambda b: Fraction(1 - 2 * b))})


def _multiplicities(book: Book) -> None:
    P, Q, w, (y,) = matrix("P", n, n), matrix("Q", n, n), matrix("w", n, 1), scalars("y")
    D, shifted = diagonal(X), y * eye(n) - diagonal(X)

    def algebraic(G: Goal) -> None:
        G.have("same", eq(y * eye(n) - A, y * eye(n) - P * D * Q), lambda H: H.lin("form")).use(
            "cong", "det_congruence", n, y * eye(n) - A, y * eye(n) - P * D * Q, by=("same",))
        G.use("similar", "similar_characteristic_polynomial", n, y, D, P, Q, by=("right",)).use(
            "triangle", "det_upper_triangular", n, shifted, by=("a", lambda H: by_entries()(H.intro("i j a b c"))))
        G.have("body", eq(prod(0, n, lambda k: shifted[k, k]), prod(0, n, lambda k: y - X(k))), lambda H: H.cong(
            "k k_low k_high", by_entries()))
        reduce(G, "cong", "similar", "triangle", "body")

    def coordinates(G: Goal) -> None:
        G.intro("eigen b b_low b_high apart").have("turned", eq(D * Q * w, y * Q * w), lambda H: H.close("lin", [
            (Q, "eigen", 1), (-1 * Q, "form", w), (-1, "left", D * Q * w)]))
        at = (Q * w)["b", 0]
        entry(G, "entries", "turned", "b", 0).use("times", "diagonal_matrix_times", n, 1, lam("i", X), Q * w, "b", 0)
        G.use("unit", "INV", X("b") - y, by=("apart",)).have("product", eq((X("b") - y) * at, 0), lambda H: H.close("lin", [
            (-1, "times", 1), (1, "entries", 1)])).close("lin", [(inv(X("b") - y), "product", 1), (-at, "unit", 1)])

    def each(G: Goal) -> None:
        G.intro("i i_low i_high").use("times", "diagonal_matrix_times", n, 1, lam("i", X), Q * w, "i", 0).excluded(
            eq(X("i") - y, 0), "equal", lambda H: H.close("lin", [(1, "times", 1), ((Q * w)["i", 0], "equal", 1)]),
            lambda H: H.use("none", "support", "i", by=("a", "a", "equal")).lin("times", "none"))

    def spanned(G: Goal) -> None:
        G.intro("support").use("turned", "equal_columns", n, D * Q * w, y * Q * w, by=(each,)).close("lin", [
            (1, "form", w), (P, "turned", 1), (y, "right", w)])
    eigen, support = eq(A * w, y * w), every(implies(no(eq(X(b) - y, 0)), eq((Q * w)[b, 0], 0)))
    roots = eq(det(y * eye(n) - A), prod(0, n, lambda k: y - X(k)))
    whole = both(implies(eigen, support), implies(support, eigen))
    models = [Numbers(_inverted(eigenbasis(values)), y=Fraction(values[0])).let(w, numbers_table(
        len(values), 1, lambda i, _, values=values: Fraction(int(values[i] == values[0])))).let(w, P * w)  # type: ignore[misc]
        for values in ((2,), (3, 3), (1, 0, 1))]
    models.append(Numbers(_inverted(eigenbasis((1, 0, 2))), y=Fraction(5)).let(w, null(3, 1)))
    Claim((n, A, P, Q, X, y, w), {"size": leq(0, n), "right": eq(P * Q, eye(n)), "left": eq(Q * P, eye(n)), "form": eq(
        A, P * D * Q)}).publish(
        book, "multiplicities_of_diagonal_form", "In a diagonal form A = P D P^-1, det(y I - A) is the product of the y - x_k, "
        "and the eigenvectors for y are the combinations of the columns k of P with x_k = y: both multiplicities "
        "count these k.", both(roots, whole),
        lambda G: G.split(algebraic, lambda H: H.split(coordinates, spanned)), models=models,
        wrong={"sign": eq(det(y * eye(n) - A), prod(0, n, lambda k: X(k) - y)), "one factor less": eq(
            det(y * eye(n) - A), prod(0, n - 1, lambda k: y - X(k))), "support": both(roots, implies(eigen, eq(w, null(n, 1))))},
        missing={"form": Numbers(models[1]).let(A, null(2, 2))})
