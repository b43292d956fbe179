"""Independent columns have a left inverse, over fields of characteristic 0; the block that a Jordan chain spans."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, injections
from verify.proofs.entries import by_entries
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
    table,
    total,
)
from verify.proofs.library.independence import chain, k, null_column, x
from verify.proofs.library.jordan import block
from verify.proofs.library.jordanchains import column
from verify.proofs.library.krylov import A
from verify.proofs.library.krylovbases import n
from verify.proofs.library.krylovspectrum import V
from verify.proofs.library.nullspaces import entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, b, j = integers("m b j")
F, y = matrix("F", m, k), matrix("y", k, 1)


def theorems(book: Book) -> None:
    """Left inverses, then bases."""
    _left_inverse(book)
    _columns(book)
    _block(book)


def independent(F: Any, size: Any) -> Any:
    """F y = 0 only for y = 0."""
    y = matrix("y", size, 1)
    return forall(y, implies(eq(F * y, null(m, 1)), eq(y, null(size, 1))))


def left(F: Any, size: Any) -> Any:
    """F has a left inverse."""
    return exists(matrix("L", size, m), eq(matrix("L", size, m) * F, eye(size)))


def _grow(G: Goal) -> None:
    """One column more."""
    at = Term("e")
    C, L = matrix("C", m, at + 1), matrix("L", at, m)
    E, R = Term(("inl", at, 1)), Term(("inr", at, 1))
    first, w = C * E, C * R

    def shorter(H: Goal) -> None:
        y = matrix("y", at, 1)
        H.intro("y zero").use("none", "apart", E * y, by=(lambda K: K.lin("zero"),)).close("lin", [
            (E.T, "none", 1), (-1, "ll", y)])

    def dependent(H: Goal) -> None:
        H.use("none", "apart", R - E * L * w, by=(lambda K: K.lin("zero"),)).have("bad", eq(eye(1), null(1, 1)), lambda K: (
            K.close("lin", [(R.T, "none", 1), (-1, "rr", 1), (1, "lr_t", L * w)])))
        entry(H, "one", "bad", 0, 0).use("is", "ENTI1", 1, 0).have("two", eq(1, 0), lambda K: K.close("lin", [
            (1, "one", 1), (-1, "is", 1)])).absurd(lambda K: K.use("no", "CHAR0", 1, by=("a", "two")).by("no"))
    rest = w - first * L * w

    def new(H: Goal) -> None:
        H.use("place", "nonzero_entry", m, rest, by=("other",)).obtain("place", "i", "i_all").parts("i_all", "i_low", "i_rest")
        H.parts("i_rest", "i_high", "i_not").use("unit", "INV", rest["i", 0], by=("i_not",))
        row, z = table(m, 1, lambda j, _: eye(m)[j, "i"]), matrix("z", 1, m)
        H.use("value", "unit_column", m, "i", rest).use("single", "one_by_one", row.T * rest)
        H.have("found", exists(z, both(eq(z * w, eye(1)), eq(z * first, null(1, at)))), lambda K: K.witness(
            inv(rest["i", 0]) * row.T * (eye(m) - first * L)).split(
                lambda J: J.lin("single", "value", "unit"), lambda J: J.lin("known")))
        H.obtain("found", "z", "z_all").parts("z_all", "z_w", "z_first")
        H.have("whole", eq(C, first * E.T + w * R.T), lambda K: K.close("lin", [(-1 * C, "blocks", 1)]))
        H.witness(E * (L - L * w * z) + R * z)
        grown = E * (L - L * w * z) + R * z
        H.close("lin", [(grown, "whole", 1), (E, "known", E.T), (-1 * E * L * w, "z_first", E.T), (R, "z_first", E.T),
                        (-1 * E * L * w, "z_w", R.T), (R, "z_w", R.T), (1, "blocks", 1)])
    injections(G.intro("e above ih C apart"), at, 1)
    G.use("some", "ih", first, by=(shorter,)).obtain("some", "L", "known").excluded(eq(rest, null(m, 1)), "other", (
        lambda H: dependent(H.have("zero", eq(rest, null(m, 1)), "other"))), new)


def _left_inverse(book: Book) -> None:
    def base(G: Goal) -> None:
        G.intro("C apart").witness(null(0, m)).ext("p q p0 p1 q0 q1", lambda H: H.absurd("a"))

    def script(G: Goal) -> None:
        def inverted(H: Goal) -> None:
            H.intro("free").have("all", forall(k, implies(leq(0, k), forall(F, implies(independent(F, k), left(F, k))))), (
                lambda K: K.induction(base, _grow))).use("it", "all", k, F, by=("a", "free")).by("it")

        def used(H: Goal) -> None:
            H.intro("some y zero").obtain("some", "L", "known").close("lin", [(-1, "known", y), (matrix("L", k, m), "zero", 1)])
        G.split(inverted, used)
    models = []
    for rows, columns in ((1, 1), (2, 1), (3, 2), (3, 3), (2, 0)):
        z: Any = Numbers(m=rows, k=columns).let(F, numbers_table(rows, columns, lambda i, j: Fraction(i ** j)))
        gram = matrix("gram", k, k)
        models.append(z.inverse(gram, F.T * F).let(matrix("L", k, m), gram * F.T).let(y, null(columns, 1)))
    ones = numbers_table(1, 2, lambda _i, _j: Fraction(1))
    dependent = Numbers(m=1, k=2).let(F, ones).let(matrix("L", k, m), F.T).let(
        y, numbers_table(2, 1, lambda i, _: Fraction(1 - 2 * i)))
    right = exists(matrix("L", k, m), eq(F * matrix("L", k, m), eye(m)))
    both_ways = both(implies(independent(F, k), left(F, k)), implies(left(F, k), independent(F, k)))
    Claim((m, k, F), {"k_size": leq(0, k)}).publish(
        book, "independent_columns_have_left_inverse", "Columns are independent, F y = 0 only for y = 0, exactly when F has a "
        "left inverse, over fields of characteristic 0.", both_ways, script, models=[*models, dependent],
        wrong={"any columns": left(F, k), "always independent": independent(F, k),
               "right inverse": implies(independent(F, k), right)})


def _columns(book: Book) -> None:
    def at(G: Goal) -> None:
        G.intro("p p0 p1").use("right", "ENTMUL", n, k, 1, column(V, n, k), y, "p", 0)
        G.use("all", "ENTSUM", n, 1, lam("u", lambda u: y[u, 0] * V(u)), 0, k, "p", 0)
        G.have("terms", eq(total(0, k, lambda s: column(V, n, k)["p", s] * y[s, 0]), total(0, k, lambda u: y[u, 0] * V(u)[
            "p", 0])), lambda M: M.cong("s s0 s1", by_entries())).lin("right", "terms", "all")
    combined = total(0, k, lambda u: y[u, 0] * V(u))
    book.add("columns_times", "V y is the sum of y_b v_b.", forall(n, k, V, y, eq(column(V, n, k) * y, combined)), lambda G: (
        G.intro("n k v y").use("same", "equal_columns", n, column(V, n, k) * y, combined, by=(at,)).by("same")), lemma=True)


def _block(book: Book) -> None:
    C, L, J = column(V, n, k), matrix("L", k, n), block(k)
    later = forall(j, implies(leq(0, j), less(j + 1, k), eq(A * V(j + 1), x * V(j + 1) + V(j))))

    def free(G: Goal) -> None:
        G.intro("y y_null").use("all", "columns_times", n, k, lam("b", V), y)
        G.use("weights", "chain_vectors_independent", n, k, A, x, lam("b", V), lam("b", lambda b: y[b, 0]), by=(
            "a", "start", "later", "not_zero", lambda H: H.lin("-all", "y_null")))
        G.use("same", "equal_columns", k, y, null(k, 1), by=(lambda H: H.intro("i i0 i1").use("it", "weights", "i").lin(
            "it"),)).by("same")

    def script(G: Goal) -> None:
        G.use("both", "jordan_chain", n, k, x, A, lam("b", V)).parts("both", "down", "up")
        G.use("image", "up", by=(lambda H: H.split(lambda K: K.intro("some").by("start"), "later"),))
        G.use("ways", "independent_columns_have_left_inverse", n, k, C, by=("a",)).parts("ways", "there", "back")
        G.use("some", "there", by=(free,)).obtain("some", "L", "known").witness(L).split("known", lambda H: H.split(
            "image", lambda K: K.close("lin", [(L, "image", 1), (1, "known", J)])))

    def spanned(block: Any) -> Any:
        return exists(L, both(eq(L * C, eye(k)), eq(A * C, C * block), eq(L * A * C, block)))
    models = []
    for size in (1, 2, 3):
        gram = matrix("gram", k, k)
        models.append(Numbers(chain(size).inverse(gram, C.T * C).let(L, gram * C.T)))
    Claim((n, k, A, x, V), {"k_size": leq(0, k), "start": eq(A * V(0), x * V(0)), "later": later, "not_zero": no(eq(
        V(0), null(n, 1)))}).publish(
        book, "chain_spans_one_block", "A Jordan chain of length k that starts at a vector other than 0 spans one Jordan block "
        "of size k: A P = P J_k(x), and P has a left inverse L, so L A P = J_k(x).", spanned(J), script, models=models,
        wrong={"transposed": spanned(J.T), "square of it": spanned(J * J), "another eigenvalue": spanned(J + eye(k))},
        missing={"not_zero": Numbers(models[1], v=lambda _: null_column())})
