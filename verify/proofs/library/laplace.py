"""A determinant as a function of one row, over a field of characteristic 0: linear, expanded by cofactors; pencils."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
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
    less,
    matrix,
    null,
    num,
    table,
    total,
)
from verify.proofs.library.determinant_rules import unit
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, i, j, k, l, p, q = integers("n m i j k l p q")
M, N = matrix("M", n, n), matrix("N", n, n)
c, x = Family("c"), Family("x")
e = Term("e")
PLACES = ((1, 0, 0), (2, 0, 1), (2, 1, 0), (3, 1, 2))


def theorems(book: Book) -> None:
    """A null vector of the other rows makes the determinant linear in one row; what follows from that."""
    _unit_row(book)
    _apart(book)
    _form(book)
    _functional(book)
    _expansion(book)
    _alien(book)


def inside(*indices: Any, size: Any = n) -> tuple[Any, ...]:
    """The indices are in 0 .. size - 1."""
    return tuple(f for index in indices for f in (leq(0, index), less(index, size)))


def agree(M: Any, N: Any, k: Any) -> Any:
    """Two matrices agree outside of row k."""
    return forall(p, q, implies(*inside(p, q), ("or", less(p, k), less(k, p)), eq(M[p, q], N[p, q])))


def replaced(M: Any, k: Any, row: Any) -> Term:
    """The matrix M with row(q) in row k."""
    return table(n, n, lambda p, q: ite(p, k, ite(k, p, row(q), M[p, q]), M[p, q]))


def cofactor(M: Any, k: Any, q: Any) -> Term:
    """The cofactor of the entry (k, q): row k becomes the unit row q."""
    return det(replaced(M, k, lambda l: eye(n)[q, l]))


def agrees(G: Goal) -> None:
    """A script for `agree` where all entries open by arithmetic."""
    G.intro("r s r_low r_high s_low s_high differ").cases("differ", "order", by_entries(), by_entries())


def expanded(M: Any, k: Any, size: Any = n) -> Term:
    """The expansion by row k with the coefficients c."""
    return total(0, size, lambda q: M[k, q] * c(q))


def _unit_row(book: Book) -> None:
    X = matrix("X", n, m)

    def others(H: Goal) -> None:
        H.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())

    def script(G: Goal) -> None:
        G.intro("n m i q X low high").use("mul", "ENTMUL", 1, n, m, unit(i).T, X, 0, q)
        G.use("one", "sum_single", lam("k", lambda k: unit(i).T[0, k] * X[k, q]), 0, n, i, by=("a", "a", others))
        reduce(G, *reveal(G, "mul", "one"))
    book.add("unit_row", "e_i^T X is row i of X.", forall(n, m, i, q, X, implies(
        leq(0, i), less(i, n), eq((unit(i).T * X)[0, q], X[i, q]))), script, lemma=True)


def null_column() -> Term:
    """The null vector x with entry 1 at j."""
    return table(n, 1, lambda p, _: x(p) * inv(x(j)))


def row_of(M: Any, k: Any) -> Term:
    """Row k as a column."""
    return table(n, 1, lambda q, _: M[k, q])


def apart(R: Any, u: Any) -> Any:
    """R has a zero row k, and every matrix that agrees with N in the other rows is R + u a^T, a its row k."""
    zero = forall(q, implies(*inside(q), eq(R[k, q], 0)))
    return both(zero, forall(M, implies(agree(M, N, k), eq(M, R + u * row_of(M, k).T))))


def _apart(book: Book) -> None:
    zeroed, a = replaced(N, k, lambda _: num(0)), row_of(M, k)
    u = table(n, 1, lambda p, _: ite(p, k, ite(k, p, num(1), num(0)), num(0)))

    def equal(H: Goal) -> None:
        H.have("at", ("==", "p", k), "a").have("top", eq(M[p, q], M[k, q]), lambda K: K.rewrite(
            "e", eq(M[e, q], M[k, q]), "at").lin())
        by_entries("mul", "one", "top")(H)

    def other(side: int) -> Any:
        def script(H: Goal) -> None:
            H.use("known", "agree", p, q, by=("a",) * 4 + (lambda K: K.side(side, "a"),))
            by_entries("mul", "one", "known")(H)
        return script

    def entry(G: Goal) -> None:
        G.use("mul", "ENTMUL", n, 1, n, u, a.T, p, q).use("one", "sum_one", lam("l", lambda l: u[p, l] * a.T[l, q]), 0)
        G.case(p + 1, k, "o", other(1), lambda H: H.case(p, k, "oo", equal, other(2)))

    def script(G: Goal) -> None:
        G.intro("n k N low high").witness(zeroed).witness(u).split(
            lambda H: by_entries()(H.intro("q q_low q_high")),
            lambda H: H.intro("M agree").ext("p q p_low p_high q_low q_high", entry))
    R, v = matrix("R", n, n), matrix("u", n, 1)
    book.add("row_apart", "One row apart from the others.", forall(n, k, N, implies(*inside(k), exists(R, v, apart(R, v)))),
             script, lemma=True)


def _form(book: Book) -> None:
    R = matrix("R", n, n)
    u, w, f, a = (matrix(name, n, 1) for name in "uwfa")
    factor = eye(n) + w * (a - f).T

    def script(G: Goal) -> None:
        G.intro("n R u w f a size killed unit").have("product", eq(R + u * a.T, (R + u * f.T) * factor), lambda H: H.close(
            "lin", [(-1, "killed", (a - f).T), (-u, "unit", (a - f).T)]))
        G.use("dets", "det_congruence", n, R + u * a.T, (R + u * f.T) * factor, by=("product",))
        G.use("mul", "DETMUL", n, R + u * f.T, factor).use("rank", "det_rank_one", n, w, a - f).use("one", "ENTI1", 1, 0)
        G.have("there", eq((f.T * w)[0, 0], eye(1)[0, 0]), lambda H: H.rewrite(
            "h", eq(Term(("m", "h"))[0, 0], eye(1)[0, 0]), "unit").lin())
        G.lin("dets", "mul", "rank", "there", "one")
    book.add("det_through_null_vector", "det(R + u a^T) is linear in a, when R w = 0 for a w that is not 0.", forall(
        n, R, u, w, f, a, implies(leq(0, n), eq(R * w, null(n, 1)), eq(f.T * w, eye(1)), eq(
            det(R + u * a.T), det(R + u * f.T) * (a.T * w)[0, 0]))), script, lemma=True)


def _null_row(G: Goal) -> None:
    """The fact `killed`: R, whose row k is zero, kills the null vector x of its other rows, known as `rest`."""
    R, w = Term(("m", "R")), null_column()

    def body(l: Any) -> Any:
        return R[p, l] * w[l, q]

    def row(H: Goal, at: Any) -> None:
        H.use("zero", "rest", at)
        right = total(0, n, lambda l: ite(at + 1, k, R[at, l], R[at + 1, l]) * x(l) * inv(x(j)))
        H.have("terms", eq(total(0, n, body), right), lambda K: K.cong("l l_low l_high", by_entries()))
        H.close("lin", [(1, "terms", 1), (inv(x(j)), "zero", 1)])

    def middle(H: Goal) -> None:
        H.have("at", ("==", "p", k), "a").rewrite("e", eq(total(0, n, lambda l: R[e, l] * w[l, q]), 0), "at")
        H.use("none", "sum_zero", lam("l", lambda l: R[k, l] * w[l, q]), 0, n, by=(
            lambda K: K.intro("l l_low l_high").use("here", "empty", "l").lin("here"),)).by("none")

    def entry(H: Goal) -> None:
        H.use("mul", "ENTMUL", n, n, 1, R, w, p, q)
        H.have("sum", eq(total(0, n, body), 0), lambda K: K.case(
            p + 1, k, "o", lambda S: row(S, p), lambda S: S.case(p, k, "oo", middle, lambda T: row(T, p - 1))))
        H.close("lin", [(1, "mul", 1), (1, "sum", 1)])
    G.have("killed", eq(R * w, null(n, 1)), lambda H: H.ext("p q p_low p_high q_low q_high", entry))


def _functional(book: Book) -> None:
    R, u, f, w, a = Term(("m", "R")), Term(("m", "u")), unit(j), null_column(), row_of(M, k)

    def value(G: Goal) -> None:
        G.intro("M agree").use("split", "form", M, by=("agree",))
        G.use("dets", "det_congruence", n, M, R + u * a.T, by=("split",))
        G.use("linear", "det_through_null_vector", n, R, u, w, f, a, by=("a", "killed", "unit"))
        G.use("dot", "ENTMUL", 1, n, 1, a.T, w, 0, 0).have(
            "terms", eq(total(0, n, lambda l: a.T[0, l] * w[l, 0]), total(0, n, lambda l: M[k, l] * x(l) * inv(x(j)))),
            lambda H: H.cong("l l_low l_high", by_entries()))
        G.lin("dets", "linear", "dot", "terms")

    def one(G: Goal) -> None:
        G.have("at_p", ("==", "p", 0), "a").have("at_q", ("==", "q", 0), "a").rewrite(
            "e", eq((f.T * w)[e, q], eye(1)[e, q]), "at_p").rewrite("e", eq((f.T * w)[0, e], eye(1)[0, e]), "at_q")
        by_entries("here", "entry")(G)

    def script(G: Goal) -> None:
        G.intro("n k N low high").use("some_r", "row_apart", n, k, N).obtain("some_r", "R", "some_u")
        G.obtain("some_u", "u", "both").parts("both", "empty", "form").use("found", "homogeneous_system", n - 1, n, lam(
            "i q", lambda i, q: ite(i + 1, k, R[i, q], R[i + 1, q])))
        G.obtain("found", "x", "facts").parts("facts", "some", "rest").obtain("some", "j", "about")
        G.parts("about", "j_low", "about1").parts("about1", "j_high", "nonzero").use("entry", "INV", x(j), by=("nonzero",))
        _null_row(G)
        G.use("here", "unit_column", n, j, w)
        G.have("unit", eq(f.T * w, eye(1)), lambda H: H.ext("p q p_low p_high q_low q_high", one))
        G.witness(lam("q", lambda q: det(R + u * f.T) * x(q) * inv(x(j))))
        value(G)
    book.add("row_functional", "The determinant is linear in row k, over a field of characteristic 0.", forall(n, k, N, implies(
        *inside(k), exists(c, forall(M, implies(agree(M, N, k), eq(det(M), expanded(M, k))))))), script, lemma=True)


def _expansion(book: Book) -> None:
    claim = Claim((n, k, M), {"k_low": leq(0, k), "k_high": less(k, n)})

    def script(G: Goal) -> None:
        cofactors(G, M, k)
        G.use("whole", "functional", M, by=(lambda H: by_entries()(H.intro("r s r_low r_high s_low s_high differ")),))
        G.have("terms", eq(total(0, n, lambda q: M[k, q] * cofactor(M, k, q)), expanded(M, k)), lambda H: H.cong(
            "q q_low q_high", lambda K: K.use("it", "values", q).lin("it")))
        G.lin("whole", "terms")
    models = [Numbers(n=size, k=row).draw(M) for size, row, _ in PLACES]

    def sum_of(term: Any, lo: int = 0) -> Any:
        return eq(det(M), total(lo, n, term))
    claim.publish(
        book, "laplace_expansion",
        "Laplace: det M is the sum over q of M_kq times its cofactor, the determinant with row k replaced by the unit row q.",
        sum_of(lambda q: M[k, q] * cofactor(M, k, q)), script, models=models,
        wrong={"transposed": sum_of(lambda q: M[q, k] * cofactor(M, k, q)),
               "first term missing": sum_of(lambda q: M[k, q] * cofactor(M, k, q), 1),
               "sign": sum_of(lambda q: -M[k, q] * cofactor(M, k, q))})


def cofactors(G: Goal, M: Any, k: Any) -> None:
    """Facts: `functional`, with the coefficients c, and `values`: these are the cofactors of row k of M."""
    def value(H: Goal) -> None:
        R = replaced(M, k, lambda l: eye(n)[q, l])
        H.intro("q q_low q_high").use("it", "functional", R, by=(agrees,))
        H.use("one", "sum_single", lam("l", lambda l: R[k, l] * c(l)), 0, n, q, by=("a", "a", lambda K: K.intro(
            "l l_low l_high differ").cases("differ", "order", by_entries(), by_entries())))
        reduce(H, *reveal(H, "it", "one"))
    G.use("linear", "row_functional", n, k, M).obtain("linear", "c", "functional")
    G.have("values", forall(q, implies(*inside(q), eq(cofactor(M, k, q), c(q)))), value)


def _alien(book: Book) -> None:
    v, order = unit(i) - unit(k), ("or", less(i, k), less(k, i))
    places = inside(i, k)

    def entry(G: Goal) -> None:
        G.have("at", ("==", "q", 0), "a").rewrite("e", eq((M.T * v)[p, e], null(n, 1)[p, e]), "at")
        G.use("one", "unit_row", n, n, i, p, M).use("two", "unit_row", n, n, k, p, M).use("same", "rows", p)
        reduce(G, "one", "two", "same")

    def equal(G: Goal) -> None:
        G.intro("n i k M i_low i_high k_low k_high apart rows").have(
            "zero", eq(M.T * v, null(n, 1)), lambda H: H.ext("p q p_low p_high q_low q_high", entry))
        G.use("kernel", "kernel_vector_and_determinant", n, M.T, v, by=("zero",)).use("turn", "DETT", n, M)
        G.have("there", eq((det(M.T) * v)[i, 0], null(n, 1)[i, 0]), lambda H: H.rewrite(
            "h", eq(Term(("m", "h"))[i, 0], null(n, 1)[i, 0]), "kernel").lin())
        G.have("one", eq(v[i, 0], 1), lambda H: H.cases("apart", "order", by_entries(), by_entries()))
        G.close("lin", [(-1, "turn", 1), (1, "there", 1), (-det(M.T), "one", 1)])
    book.add("det_equal_rows", "A determinant with two equal rows is 0.", forall(n, i, k, M, implies(
        *places, order, forall(q, implies(*inside(q), eq(M[i, q], M[k, q]))), eq(det(M), 0))), equal, lemma=True)
    R = replaced(M, k, lambda l: M[i, l])

    def script(G: Goal) -> None:
        cofactors(G, M, k)
        G.use("whole", "functional", R, by=(agrees,)).have("terms", eq(total(
            0, n, lambda q: M[i, q] * cofactor(M, k, q)), expanded(R, k)), lambda H: H.cong(
                "q q_low q_high", lambda K: by_entries("it")(K.use("it", "values", q))))
        G.use("none", "det_equal_rows", n, i, k, R, by=("a",) * 4 + ("apart", lambda H: H.intro("s s_low s_high").cases(
            "apart", "order", by_entries(), by_entries())))
        G.lin("terms", "-whole", "none")
    names = ("i_low", "i_high", "k_low", "k_high")
    claim = Claim((n, i, k, M), {**dict(zip(names, places, strict=True)), "apart": order})

    def sum_of(term: Any, value: Any = 0) -> Any:
        return eq(total(0, n, term), value)
    claim.publish(
        book, "alien_cofactors", "Row i times the cofactors of another row k is 0.",
        sum_of(lambda q: M[i, q] * cofactor(M, k, q)), script,
        models=[Numbers(n=size, k=row, i=other).invertible(M) for size, row, other in (
            (2, 0, 1), (2, 1, 0), (3, 0, 2), (3, 2, 1))],
        wrong={"columns": sum_of(lambda q: M[q, i] * cofactor(M, k, q)),
               "determinant": sum_of(lambda q: M[i, q] * cofactor(M, k, q), det(M)),
               "one term less": eq(total(1, n, lambda q: M[i, q] * cofactor(M, k, q)), 0)},
        missing={"apart": Numbers(n=2, k=1, i=1).invertible(M)})
