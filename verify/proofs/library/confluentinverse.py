"""The inverse of a confluent Vandermonde matrix, and Hermite interpolation: any number of nodes with any multiplicities."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.entries import by_entries, reduce, reveal
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
    prod,
    table,
    total,
)
from verify.proofs.library.confluent import NODES, PREMISES, V, confluent_numbers, flag, s, same_nodes, y
from verify.proofs.library.confluentsteps import factor, pairs
from verify.proofs.library.determinant_rules import adj
from verify.proofs.library.jordan import C
from verify.proofs.library.vandermonde import column_entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j = integers("n i j")
v, b, u, w = (matrix(name, n, 1) for name in "vbuw")
ROWS = {name: premise for name, premise in PREMISES.items() if name != "same"}


def theorems(book: Book) -> None:
    """The determinant is not 0, so the adjugate gives the inverse; existence and uniqueness follow."""
    _nonzero(book)
    _inverse(book)
    _regular(book)
    _hermite(book)
    _image(book)
    _companion(book)


def _nonzero(book: Book) -> None:
    def pair(G: Goal) -> None:
        def equal(H: Goal) -> None:
            H.use("unlike", "CHAR0", 1, by=("a", lambda K: K.close("lin", [
                (1, "level", 1), (-1, "eq", 1), (-1, "is", 1)]))).by("unlike")

        def unequal(H: Goal) -> None:
            H.use("broken", "ne", by=(lambda K: K.close("lin", [(1, "level", 1), (-1, "is", 1)]),)).by("broken")
        G.intro("i i_low i_high level")
        G.use("cmp", "same", i, j).cases("cmp", "case_", lambda H: equal(H.parts("case_", "eq", "is")),
                                         lambda H: unequal(H.parts("case_", "ne", "is")))

    def row(G: Goal) -> None:
        G.intro("j j_low j_high").use("it", "prod_not_zero", lam("i", lambda i: factor(y, s)(i, j)), 0, j, by=("a", pair))
        G.by("it")

    def script(G: Goal) -> None:
        G.intro("n y s size same").use("it", "prod_not_zero", lam("j", lambda j: prod(0, j, lambda i: factor(y, s)(i, j))), 0, n,
                                       by=("a", row)).by("it")
    book.add("confluent_pairs_not_zero", "The product over pairs of different nodes is not 0.", forall(n, y, s, implies(
        leq(0, n), same_nodes(y, s, n), no(eq(pairs(factor(y, s), n), 0)))), script, lemma=True)


FAMILIES = (lam("i", y), lam("i j", s), lam("a d", C))
KNOWN = ("size", "same", "one", "none", "pascal", "groups")


def _inverse(book: Book) -> None:
    P = pairs(factor(y, s), n)

    def script(G: Goal) -> None:
        G.use("value", "confluent_vandermonde_determinant", n, *FAMILIES, V, by=KNOWN).use(
            "nonzero", "confluent_pairs_not_zero", n, *FAMILIES[:2], by=("size", "same"))
        G.use("unit", "INV", P, by=("nonzero",)).use("scaled", "inverse_by_adjugate", n, V, inv(P), by=(
            lambda H: H.lin("value", "unit"),)).by("scaled")
    unrelated, wrong_rows = confluent_numbers((2, 2)), confluent_numbers((1, 4))
    unrelated["s"] = lambda _i, _j: Fraction(7)
    wrong_rows.let(V, numbers_table(2, 2, lambda i, j: Fraction(i + j + 1)))
    Claim((n, y, s, C, V), PREMISES).publish(
        book, "confluent_vandermonde_inverse",
        "The inverse of a confluent Vandermonde matrix: "
        "its adjugate over the product of y_j - y_i over the pairs of different nodes, both sides.",
        inverse_of(V, inv(P) * adj(V), n), script, models=[confluent_numbers(nodes) for nodes in NODES],
        wrong={"not divided": eq(V * adj(V), eye(n)), "transposed": eq(V * (inv(P) * adj(V).T), eye(n)),
               "sign": eq(V * (-inv(P) * adj(V)), eye(n))},
        missing={"same": unrelated, "groups": wrong_rows})


def _regular(book: Book) -> None:
    def indicator(i: Any, j: Any) -> Term:
        return 1 - (y(j) - y(i)) * inv(y(j) - y(i))

    def same(G: Goal) -> None:
        d = inv(y(j) - y(i))

        def differ(H: Goal) -> None:
            H.use("unit", "INV", y(j) - y(i), by=(lambda K: K.intro("flat").use("broken", "equal", by=(
                lambda S: S.close("lin", [(1, "flat", 1)]),)).by("broken"),))
            H.side(2, lambda K: K.split("equal", lambda S: S.close("lin", [(-1, "unit", 1)])))
        G.intro("i j i_low order high").excluded(eq(y(j), y(i)), "equal", lambda H: H.side(1, lambda K: K.split(
            "equal", lambda S: S.close("lin", [(-d, "equal", 1)]))), differ)

    def script(G: Goal) -> None:
        names = (FAMILIES[0], lam("i j", indicator), FAMILIES[2])
        G.intro("n y C V size one none pascal groups level").have("same", same_nodes(y, indicator, n), same)
        G.use("value", "confluent_vandermonde_determinant", n, *names, V, by=KNOWN).use(
            "nonzero", "confluent_pairs_not_zero", n, *names[:2], by=("size", "same"))
        G.use("broken", "nonzero", by=(lambda H: H.close("lin", [(-1, "value", 1), (1, "level", 1)]),)).by("broken")
    book.add("confluent_regular", "A confluent Vandermonde determinant is not 0.", forall(n, y, C, V, implies(
        *ROWS.values(), no(eq(det(V), 0)))), script, lemma=True)


def hermite_numbers(nodes: tuple[int, ...]) -> Numbers:
    """Values b with their solution v, and two other columns."""
    size = len(nodes)
    numbers = confluent_numbers(nodes).let(v, numbers_table(size, 1, lambda i, _: Fraction(i * i - 2)))
    return numbers.let(b, V * v).draw(u, w)


def _hermite(book: Book) -> None:
    def unique(G: Goal) -> None:
        G.intro("u w first second").close("lin", [
            (inv(det(V)) * adj(V), "first", 1), (-inv(det(V)) * adj(V), "second", 1), (-1, "left", u), (1, "left", w)])

    def script(G: Goal) -> None:
        G.use("nonzero", "confluent_regular", n, FAMILIES[0], FAMILIES[2], V, by=("size", "one", "none", "pascal", "groups"))
        G.use("unit", "INV", det(V), by=("nonzero",)).use("both", "inverse_by_adjugate", n, V, inv(det(V)), by=(
            lambda H: H.lin("unit"),)).parts("both", "right", "left")
        G.split(lambda H: H.witness(inv(det(V)) * adj(V) * b).close("lin", [(1, "right", b)]), unique)

    def solved(more: Any) -> Any:
        return exists(v, both(eq(V * v, b), more))
    singular = hermite_numbers((1, 4)).let(V, numbers_table(2, 2, lambda _i, _j: Fraction(1))).let(b, numbers_table(
        2, 1, lambda i, _: Fraction(i)))
    Claim((n, y, C, V, b), ROWS).publish(
        book, "hermite_interpolation",
        "Hermite interpolation: exactly one polynomial of degree below n has given values and derivatives, "
        "to the order of its multiplicity at each node.",
        both(exists(v, eq(V * v, b)), forall(u, w, implies(eq(V * u, b), eq(V * w, b), eq(u, w)))), script,
        models=[hermite_numbers(nodes) for nodes in NODES],
        wrong={"only zero": solved(eq(v, null(n, 1))), "values as coefficients": solved(eq(v, b)),
               "two solutions": exists(u, w, both(eq(V * u, b), eq(V * w, b), no(eq(u, w))))},
        missing={"groups": singular})


def jordan_matrix(below: Any) -> Term:
    """The nodes on the diagonal, below(i) in row i before it."""
    return table(n, n, lambda p, q: ite(p, q, ite(q, p, y(p), num(0)), ite(p - 1, q, below(p), num(0))))


def companion(c: Any, size: Any = n) -> Term:
    """Ones below the diagonal, c in the last column."""
    return table(size, size, lambda p, q: ite(q + 2, size, eye(size)[p, q + 1], c(p)))


def _image(book: Book) -> None:
    J, q = jordan_matrix(lambda i: s(i - 1, i)), Term("q")

    def left(*places: Any) -> Any:
        return lambda H: reduce(H, *reveal(H, *column_entry(H, n, V.T, J.T, *places)))
    book.add("jordan_image", "The rows of J V.", forall(n, y, s, V, i, j, implies(
        leq(0, i), leq(i + 1, n), eq((J * V)[i, j], y(i) * V[i, j] + flag(i) * V[i - 1, j]))),
        lambda G: G.intro("n y s V q p q_low q_high").case(1, q, "o", left(q - 1, q), left(q)), lemma=True)


def _cell(G: Goal) -> None:
    """J V = V K at the entry (r, t): a column is the one before, moved; the last is given by X."""
    X, r, t = Term(("m", "X")), Term("r"), Term("t")
    K = companion(lambda l: X[l, n - 1])

    def others(H: Goal) -> None:
        H.intro("l l_low l_high apart").cases("apart", "order", by_entries(), by_entries())

    def shifted(H: Goal) -> None:
        H.use("single", "sum_single", lam("l", lambda l: V[r, l] * K[l, t]), 0, n, t + 1, by=("a", "a", others))
        H.use("row", "rows", r).parts("row", "start", "grow").use("step", "grow", t)
        reduce(H, *reveal(H, "here", "mul", "single"), "-step")

    def last(H: Goal) -> None:
        def inner(S: Goal) -> None:
            S.have("turn", eq(X["l", n - 1], X["l", t]), lambda T: T.rewrite("h", eq(X["l", Term("h")], X["l", t]), "at").lin())
            by_entries("turn")(S)
        H.have("at", ("==", n - 1, t), "a").use("other", "ENTMUL", n, n, n, V, X, r, t).have(
            "terms", eq(total(0, n, lambda l: V[r, l] * K[l, t]), total(0, n, lambda l: V[r, l] * X[l, t])),
            lambda S: S.cong("l l_low l_high", inner))
        J = jordan_matrix(lambda i: s(i - 1, i))
        H.have("there", eq((V * X)[r, t], (J * V)[r, t]), lambda S: S.rewrite(
            "h", eq(Term(("m", "h"))[r, t], (J * V)[r, t]), "solved").lin())
        H.close("lin", [(-1, "there", 1), (1, "other", 1), (-1, "terms", 1), (-1, "mul", 1)])
    G.use("here", "image", r, t).use("mul", "ENTMUL", n, n, n, V, K, r, t).case(t + 2, n, "o", shifted, last)


def _companion(book: Book) -> None:
    c, X, J = Family("c"), matrix("X", n, n), jordan_matrix(lambda i: s(i - 1, i))

    def script(G: Goal) -> None:
        G.use("both", "confluent_vandermonde_inverse", n, *FAMILIES, V, by=KNOWN).parts("both", "right", "left")
        G.use("rows", "confluent_rows", n, *FAMILIES, V, by=KNOWN[1:])
        W = inv(pairs(factor(y, s), n)) * adj(V)
        G.have("some", exists(X, eq(V * X, J * V)), lambda H: H.witness(W * J * V).close("lin", [(1, "right", J * V)])).obtain(
            "some", "X", "solved")
        G.use("image", "jordan_image", n, *FAMILIES[:2], V)
        G.witness(lam("l", lambda l: Term(("m", "X"))[l, n - 1])).ext("r t r_low r_high t_low t_high", _cell)

    def numbers(nodes: tuple[int, ...]) -> Numbers:
        found = confluent_numbers(nodes)
        solved = found.at(inv(det(V)) * adj(V) * J * V)
        found["c"] = lambda l: solved.at(l, len(nodes) - 1)
        return found
    Claim((n, y, s, C, V), PREMISES).publish(
        book, "companion_to_jordan",
        "J V = V K with the confluent Vandermonde matrix V, the companion matrix K of some last column, and J with the nodes "
        "on its diagonal and 1 below it between equal ones, for any multiplicities.",
        exists(c, eq(J * V, V * companion(c))), script, models=[numbers(nodes) for nodes in NODES],
        wrong={"other order": exists(c, eq(J * V, companion(c) * V)), "transposed": exists(c, eq(J.T * V, V * companion(c))),
               "diagonal": exists(c, eq(jordan_matrix(lambda _: num(0)) * V, V * companion(c)))})
