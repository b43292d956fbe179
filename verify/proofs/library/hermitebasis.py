"""Hermite's basis polynomials: their coefficients are the columns of the inverse of a confluent Vandermonde matrix."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Term, both, eq, eye, forall, implies, integers, leq, less, matrix, total
from verify.proofs.library.confluent import NODES, V, confluent_numbers, groups, never, node, y
from verify.proofs.library.confluentinverse import ROWS
from verify.proofs.library.jordan import C
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.vandermonde import power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, m, c = integers("n i j m c")
W = matrix("W", n, n)


def theorems(book: Book) -> None:
    """Both directions: the conditions are the rows of V W = I, and a right inverse is the inverse."""
    _columns(book)


def derivative(i: Any, m: Any, j: Any, W: Any = W) -> Term:
    """The m-th derivative at node i, over m!, of the polynomial with the coefficients in column j."""
    return total(0, n, lambda k: C(k, m) * power(y(i), k - m) * W[k, j])


def conditions(W: Any = W, order: Any = lambda m: m, sign: int = 1) -> Any:
    """Polynomial j has the divided derivative of row i equal to 1 for i = j, to 0 otherwise."""
    return groups(y, n, lambda i, m: forall(j, implies(leq(0, j), less(j, n), eq(
        derivative(i, order(m), j, W), sign * eye(n)[i, j]))))


def _product(G: Goal) -> None:
    """The facts mul and terms: the entry (i, j) of V W is a divided derivative."""
    G.use("mul", "ENTMUL", n, n, n, V, W, i, j).have(
        "terms", eq(total(0, n, lambda k: V[i, k] * W[k, j]), derivative(i, m, j)),
        lambda H: H.cong("k low high", lambda K: K.use("one_k", "m_row", "k").lin("one_k")))


def _derivatives(G: Goal) -> None:
    """The inverse satisfies the conditions."""
    def row(H: Goal) -> None:
        _product(H.intro("j j_low j_high"))
        entry(H, "at", "right", i, j)
        H.close("lin", [(-1, "terms", 1), (-1, "mul", 1), (1, "at", 1)])
    node(G.intro("inverse").parts("inverse", "right", "left").intro("i i_low i_high"), i, "m")
    G.witness("m").split("m_low", lambda H: H.split("m_high", lambda K: K.split("m_like", lambda L: L.split("m_unlike", row))))


def _same_order(G: Goal) -> None:
    """A row has one order: as many equal nodes stand before it."""
    def fewer(H: Goal) -> None:
        never("c_unlike", i - 1 - c, (1, "far"))(H.use("far", "m_like", i - 1 - c))

    def more(H: Goal) -> None:
        never("m_unlike", i - 1 - m, (1, "far"))(H.use("far", "c_like", i - 1 - m))
    G.case(c + 1, m, "less", fewer, lambda H: H.case(m + 1, c, "more", more, "a"))


def _entry(G: Goal) -> None:
    """(V W)(i, j) from the conditions."""
    node(G, i, "m")
    G.use("c_some", "conditions", i).obtain("c_some", "c", "c_all").parts("c_all", "c_low", "c_1").parts("c_1", "c_high", "c_2")
    G.parts("c_2", "c_like", "c_3").parts("c_3", "c_unlike", "c_row").use("found", "c_row", j)
    G.have("order", ("==", "m", "c"), _same_order).have("turned", eq(derivative(i, m, j), eye(n)[i, j]), lambda H: H.rewrite(
        "h", eq(derivative(i, Term("h"), j), eye(n)[i, j]), "order").by("found"))
    _product(G)
    G.close("lin", [(1, "mul", 1), (1, "terms", 1), (1, "turned", 1)])


def _inverse(G: Goal) -> None:
    """The conditions make W the inverse, on both sides."""
    G.intro("conditions").have("right", eq(V * W, eye(n)), lambda H: H.ext("i j i_low i_high j_low j_high", _entry))
    G.use("left", "one_sided_inverse", n, V, W, by=("right",)).split("right", "left")


def _numbers(nodes: tuple[int, ...]) -> Numbers:
    return confluent_numbers(nodes).inverse(W, V)


def _columns(book: Book) -> None:
    models = [_numbers(nodes) for nodes in NODES]
    wrong_rows = _numbers((1, 4)).let(V, numbers_table(2, 2, lambda i, j: Fraction(i + j + 1)))
    inverse = inverse_of(V, W, n)
    Claim((n, y, C, V, W), {"groups": ROWS["groups"]}).publish(
        book, "confluent_vandermonde_inverse_columns",
        "W is the inverse of a confluent Vandermonde matrix exactly when its columns are the coefficients of Hermite's basis "
        "polynomials: divided derivative number m at y_i, m the number of earlier equal nodes, is 1 for column i, 0 for others; "
        "the C(k, m) may be any numbers.",
        both(implies(inverse, conditions()), implies(conditions(), inverse)),
        lambda G: G.split(_derivatives, _inverse), models=[confluent_numbers((2, 2)).draw(W), *models],
        wrong={"values only": implies(inverse, conditions(order=lambda _: 0)), "rows": implies(inverse, conditions(W.T)),
               "sign": implies(inverse, conditions(sign=-1)), "transposed": implies(conditions(), inverse_of(V, W.T, n))},
        missing={"groups": wrong_rows})
