"""Square matrices over a field of characteristic 0: null vectors, solvable systems, determinants; eigenvalues as roots."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, by_ext
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    both,
    det,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    inv,
    ite,
    lam,
    leq,
    matrix,
    no,
    null,
    num,
    scalars,
    table,
    total,
)
from verify.proofs.library.determinant_rules import adj, unit
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.pencils import characteristic
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k, q = integers("n i j k q")
M, A, X = matrix("M", n, n), matrix("A", n, n), matrix("X", n, n)
b, v, w = matrix("b", n, 1), matrix("v", n, 1), matrix("w", n, 1)
z, = scalars("z")
x = Family("x")
e = Term("e")
SIZES = range(4)


def theorems(book: Book) -> None:
    """One more unknown than equations; then column by column; then eigenvalues."""
    _solvable(book)
    _null_vector(book)
    _eigenvalues(book)
    _invertible(book)


def null_vector(M: Any) -> Any:
    """M has a null vector that is not zero."""
    return exists(v, both(no(eq(v, null(n, 1))), eq(M * v, null(n, 1))))


def _solvable(book: Book) -> None:
    column = table(n, 1, lambda p, _: x(p))

    def wide(i: Any) -> Any:
        return lambda q: ite(q + 1, n, M[i, q], b[i, 0])

    def opened(H: Goal) -> None:
        """The product of M with the column of the first n unknowns, an entry at a time."""
        def product(K: Goal) -> None:
            K.intro("i i_low i_high").use("sum", "solves", i).use("last", "SUMS", lam("q", lambda q: wide(i)(q) * x(q)), 0, n)
            K.have("part", eq(total(0, n, lambda q: wide(i)(q) * x(q)), total(0, n, lambda q: M[i, q] * column[q, 0])),
                   lambda S: S.cong("q q_low q_high", by_entries())).use("mul", "ENTMUL", n, n, 1, M, column, i, 0)
            K.have("end", eq(wide(i)(n), b[i, 0]), by_entries())
            K.close("lin", [(1, "mul", 1), (-1, "part", 1), (-1, "last", 1), (1, "sum", 1), (-x(n), "end", 1)])
        H.have("product", forall(i, implies(leq(0, i), leq(i + 1, n), eq((M * column)[i, 0], -b[i, 0] * x(n)))), product)

    def same(H: Goal, left: Any, right: Any, proof: Any) -> None:
        """Two columns agree: at the entry (p, 0)."""
        def cell(K: Goal) -> None:
            K.have("at", ("==", "q", 0), "a").rewrite("h", eq(left[Term("p"), Term("h")], right[Term("p"), Term("h")]), "at")
            proof(K)
        H.ext("p q p_low p_high q_low q_high", cell)

    def injective(H: Goal) -> None:
        def nonzero(K: Goal) -> None:
            K.intro("vanishes")
            K.case(j + 1, n, "where", lambda S: entry(S, "value", "vanishes", j, 0).use(
                "here", "ENTMAT", n, 1, lam("p q", lambda p, _: x(p)), j, 0).use("no", "x_j", by=(
                    lambda T: T.lin("-here", "value"),)).by("no"),
                lambda S: S.have("at", ("==", "j", n), "a").use("no", "x_j", by=(lambda T: T.rewrite(
                    "h", eq(x(Term("h")), 0), "at").by("zero"),)).by("no"))

        def killed(K: Goal) -> None:
            same(K, M * column, null(n, 1), lambda S: S.use("it", "product", "p").lin("it", "zero"))
        H.absurd(lambda S: S.use("no", "injective", by=(lambda K: K.witness(column).split(nonzero, killed),)).by("no"))

    def solved(H: Goal) -> None:
        H.use("unit", "INV", x(n), by=("zero",)).witness(-inv(x(n)) * column)
        same(H, M * (-inv(x(n)) * column), b, lambda S: S.use("it", "product", "p").lin("it", "unit"))

    def script(G: Goal) -> None:
        G.intro("n M b size injective").use("some", "homogeneous_system", n, n + 1, lam("i q", lambda i, q: wide(i)(q)))
        G.obtain("some", "x", "x_all").parts("x_all", "x_not", "solves").obtain("x_not", "j", "j_all")
        G.parts("j_all", "j_low", "j_1").parts("j_1", "j_high", "x_j")
        opened(G)
        G.excluded(eq(x(n), 0), "zero", injective, solved)
    book.add("injective_is_surjective", "A square matrix without null vectors solves every system.", forall(n, M, b, implies(
        leq(0, n), no(null_vector(M)), exists(w, eq(M * w, b)))), script, lemma=True)


def _null_vector(book: Book) -> None:
    def part(k: Any) -> Term:
        return table(n, n, lambda p, q: ite(p + 1, k, eye(n)[p, q], num(0)))

    def base(G: Goal) -> None:
        G.intro("upper").witness(null(n, n)).ext("p q p_low p_high q_low q_high", by_entries())

    def step(G: Goal) -> None:
        column = unit(e)

        def cell(H: Goal) -> None:
            H.use("mul", "ENTMUL", n, 1, n, column, column.T, "p", "q").use(
                "one", "sum_one", lam("l", lambda l: column["p", l] * column.T[l, "q"]), 0)

            def place(K: Goal) -> None:
                K.have("at", ("==", "p", e), "a").use("diagonal", "ENTI1", n, e)
                K.have("turn", eq(eye(n)["p", "q"], eye(n)[e, "q"]), lambda S: S.rewrite("h", eq(
                    eye(n)[Term("h"), "q"], eye(n)[e, "q"]), "at").lin())
                K.have("turned", eq(eye(n)["p", e], eye(n)[e, e]), lambda S: S.rewrite("h", eq(
                    eye(n)[Term("h"), e], eye(n)[e, e]), "at").lin())
                by_entries("mul", "one", "turn", "turned", "diagonal")(K)
            H.case(Term("p") + 1, e, "o", by_entries("mul", "one"), lambda K: K.case(
                "p", e, "oo", place, by_entries("mul", "one")))
        G.intro("e above ih upper").use("old", "ih", by=("a",)).obtain("old", "X", "old_part").use(
            "more", "injective_is_surjective", n, M, column, by=("size", "injective")).obtain("more", "y", "solved")
        y = Term(("m", "y"))
        G.witness(X + y * column.T).have("grown", eq(part(e + 1), part(e) + column * column.T), lambda H: H.ext(
            "p q p_low p_high q_low q_high", cell))
        G.close("lin", [(1, "old_part", 1), (1, "solved", column.T), (-1, "grown", 1)])

    def singular(G: Goal) -> None:
        G.intro("zero").excluded(null_vector(M), "injective", "injective", lambda H: H.absurd(regular))

    def regular(G: Goal) -> None:
        some = forall(k, implies(leq(0, k), leq(k, n), exists(X, eq(M * X, part(k)))))
        G.have("parts", some, lambda H: H.induction(base, step))
        G.use("last", "parts", n, by=("size", "a")).obtain("last", "X", "solved").have("whole", eq(part(n), eye(n)), by_ext())
        G.use("unit", "det_of_inverse", n, M, X, by=(lambda H: H.lin("solved", "whole"),))
        G.use("unlike", "CHAR0", 1, by=("a", lambda H: H.close("lin", [(-1, "unit", 1), (det(X), "zero", 1)]))).by("unlike")

    def back(G: Goal) -> None:
        def false(H: Goal) -> None:
            H.intro("nonzero").use("kernel", "kernel_vector_and_determinant", n, M, v, by=("killed",)).use("inverse", "INV", det(
                M), by=("nonzero",)).use("broken", "v_not", by=(lambda K: K.close("lin", [
                    (-1, "inverse", v), (inv(det(M)), "kernel", 1)]),)).by("broken")
        G.intro("some").obtain("some", "v", "v_all").parts("v_all", "v_not", "killed").excluded(
            eq(det(M), 0), "zero", "zero", lambda H: H.absurd(lambda K: K.have("twice", no(no(eq(det(M), 0))), false).use(
                "end", "twice", by=("zero",)).by("end")))

    def numbers(size: int, *, singular: bool = False) -> Numbers:
        found = Numbers(n=size).invertible(M).let(v, numbers_table(size, 1, lambda i, _: Fraction(i + 1)))
        if singular:
            found.let(M, numbers_table(size, size, lambda i, j: Fraction((i + 1) * (2 if j == 0 else -1 if j == 1 else 0))))
        return found
    models = [numbers(size) for size in SIZES] + [numbers(2, singular=True), numbers(3, singular=True)]
    Claim((n, M), {"size": leq(0, n)}).publish(
        book, "singular_matrix_has_null_vector",
        "det M = 0 exactly when M has a null vector that is not zero, over a field of characteristic 0.",
        both(implies(eq(det(M), 0), null_vector(M)), implies(null_vector(M), eq(det(M), 0))),
        lambda G: G.split(singular, back), models=models,
        wrong={"other way": implies(no(eq(det(M), 0)), null_vector(M)),
               "zero matrix": implies(eq(det(M), 0), eq(M, null(n, n))),
               "determinant one": implies(no(null_vector(M)), eq(det(M), 0))})


def _numbers(size: int, *, eigenvalue: bool) -> Numbers:
    """A triangular matrix with diagonal 1, 2, ..; z = 1 is an eigenvalue with vector e_0; X inverts z I - A when z = 7."""
    found = Numbers(n=size, z=Fraction(1 if eigenvalue else 7)).let(A, numbers_table(
        size, size, lambda i, j: Fraction((i + 1) * (i == j) + 3 * (j > i)))).let(
        v, numbers_table(size, 1, lambda i, _: Fraction(int(i == 0))))
    return found.draw(X) if eigenvalue else found.inverse(X, z * eye(n) - A)


MODELS = [_numbers(size, eigenvalue=eigenvalue) for size in SIZES for eigenvalue in (False, True) if size or not eigenvalue]


def _eigenvalues(book: Book) -> None:
    D = characteristic(A, z)

    def vector(sign: int = 1) -> Any:
        return exists(v, both(no(eq(v, null(n, 1))), eq(A * v, sign * z * v)))

    def turned(first: Any) -> Any:
        def script(H: Goal) -> None:
            H.obtain("some", "v", "v_all").parts("v_all", "v_not", "killed").witness(v).split("v_not", first)
        return script

    def root(H: Goal) -> None:
        H.intro("zero").use("some", "there", by=("zero",))
        turned(lambda K: K.close("lin", [(-1, "killed", 1)]))(H)

    def back(H: Goal) -> None:
        H.intro("some").use("done", "other", by=(turned(lambda K: K.close("lin", [(-1, "killed", 1)])),)).by("done")

    def script(G: Goal) -> None:
        G.use("it", "singular_matrix_has_null_vector", n, z * eye(n) - A, by=("size",)).parts("it", "there", "other")
        G.split(root, back)
    Claim((n, A, z), {"size": leq(0, n)}).publish(
        book, "eigenvalues_are_roots",
        "The eigenvalues of A are exactly the roots of det(x I - A), for every size, over a field of characteristic 0.",
        both(implies(eq(D, 0), vector()), implies(vector(), eq(D, 0))), script, models=MODELS,
        wrong={"not a root": implies(no(eq(D, 0)), vector()), "sign": implies(
            eq(D, 0), vector(-1)), "other way": implies(vector(), no(eq(D, 0)))})


def _invertible(book: Book) -> None:
    D, B = characteristic(A, z), z * eye(n) - A

    def inverse(sign: int = 1) -> Any:
        return exists(X, both(eq(B * X, sign * eye(n)), eq(X * B, sign * eye(n))))

    def nonzero(G: Goal) -> None:
        G.intro("some zero").obtain("some", "X", "both").parts("both", "right", "left").use(
            "unit", "det_of_inverse", n, B, X, by=("right",)).use("unlike", "CHAR0", 1, by=(
                "a", lambda H: H.close("lin", [(-1, "unit", 1), (det(X), "zero", 1)]))).by("unlike")

    def resolvent(G: Goal) -> None:
        G.intro("nonzero").use("unit", "INV", D, by=("nonzero",)).use("both", "inverse_by_adjugate", n, B, inv(D), by=(
            lambda H: H.lin("unit"),)).witness(inv(D) * adj(B)).by("both")
    Claim((n, A, z), {}).publish(
        book, "resolvent_exists",
        "x I - A is invertible exactly when det(x I - A) is not 0, for every size, over a field of characteristic 0.",
        both(implies(inverse(), no(eq(D, 0))), implies(no(eq(D, 0)), inverse())),
        lambda G: G.split(nonzero, resolvent), models=MODELS,
        wrong={"root": implies(inverse(), eq(D, 0)), "always": inverse(), "other way": implies(eq(D, 0), inverse())})
