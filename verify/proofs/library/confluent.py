"""Confluent Vandermonde matrices: any number of nodes with any multiplicities, rows of divided derivatives, the determinant."""
from __future__ import annotations

from fractions import Fraction
from math import comb
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
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    no,
    num,
    raw,
    table,
)
from verify.proofs.library.confluentsteps import factor, grows, linked, pairs, starts
from verify.proofs.library.jordan import BINOMIALS, C, binomial
from verify.proofs.library.vandermonde import power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k, m = integers("n i j k m")
y, s, V = Family("y"), Family("s", 2), matrix("V", n, n)
NODES = ((), (3,), (2, 2), (1, 4), (5, 5, 5), (2, 2, -1), (0, 3, 3), (1, 1, 3, 3), (2, 0, 0, 0))


def theorems(book: Book) -> None:
    """The premises give the rows of a system with one flag for each row; the determinant is its determinant."""
    _flags(book)
    _rows(book)
    _published(book)


def same_nodes(y: Any, s: Any, n: Any) -> Any:
    """The indicator s of equal nodes."""
    one = both(eq(y(j), y(i)), eq(s(i, j), 1))
    other = both(no(eq(y(j), y(i))), eq(s(i, j), 0))
    return forall(i, j, implies(leq(0, i), less(i, j), less(j, n), ("or", one, other)))


def groups(y: Any, n: Any, row: Any) -> Any:
    """For each i an m: node i is equal to the m nodes before it and to no other before; then row(i, m)."""
    def like(k: Any) -> Any:
        return eq(y(k), y(i))
    return forall(i, implies(leq(0, i), less(i, n), exists(m, both(
        leq(0, m), leq(m, i), forall(k, implies(leq(i - m, k), leq(k, i), like(k))),
        forall(k, implies(leq(0, k), less(k, i - m), no(like(k)))), row(i, m)))))


def derivative_row(V: Any, n: Any) -> Any:
    """Row i has the entries C(j, m) y_i^(j-m): the m-th derivative of x^j at y_i, over m!."""
    return lambda i, m: forall(j, implies(leq(0, j), less(j, n), eq(V[i, j], C(j, m) * power(y(i), j - m))))


def flag(i: Any) -> Term:
    """Whether row i continues the node of the row before: 1 or 0."""
    return ite(1, i, s(i - 1, i), num(0))


def node(G: Goal, i: Any, name: str) -> None:
    """The facts on node i: m_low, m_high, like, unlike, row, with this prefix, and the integer itself."""
    G.use(f"{name}_some", "groups", i).obtain(f"{name}_some", name, f"{name}_all")
    G.parts(f"{name}_all", f"{name}_low", f"{name}_1").parts(f"{name}_1", f"{name}_high", f"{name}_2")
    G.parts(f"{name}_2", f"{name}_like", f"{name}_3").parts(f"{name}_3", f"{name}_unlike", f"{name}_row")


def compare(G: Goal, a: Any, b: Any, tag: str, equal: Any, unequal: Any) -> None:
    """Two nodes a < b: equal with s = 1, or not with s = 0; the facts are eq or ne, and is, with this tag."""
    known = f"case{tag}"
    G.use(f"cmp{tag}", "same", a, b).cases(f"cmp{tag}", known, lambda H: equal(H.parts(known, f"eq{tag}", f"is{tag}")),
                                           lambda H: unequal(H.parts(known, f"ne{tag}", f"is{tag}")))


def refuted(inequality: str, *proof: Any) -> Any:
    """A script: the premise `inequality` is broken by the combination given, or by a fact."""
    def script(G: Goal) -> None:
        G.absurd(lambda H: H.use("broken", inequality, by=(
            lambda K: K.close("lin", [(c, name, 1) for c, name in proof]),)).by("broken"))
    return script


def never(fact: str, at: Any, *proof: Any) -> Any:
    """A script: the fact for all k says at k = at that two nodes differ, which the combination contradicts."""
    def script(G: Goal) -> None:
        G.absurd(lambda H: H.use("broken", fact, at, by=("a", "a", lambda K: K.close("lin", [
            (c, name, 1) for c, name in proof]))).by("broken"))
    return script


def _flags(book: Book) -> None:
    def together(G: Goal) -> None:
        """Equal nodes: j continues the node, and so does everything between."""
        def inside(H: Goal) -> None:
            H.use("near", "m_like", j - 1)
            compare(H, j - 1, j, "b", goes, refuted("neb", (-1, "near")))

        def goes(H: Goal) -> None:
            H.split("is", lambda K: K.split("eq", lambda S: S.split(by_entries("isb"), chain)))

        def chain(H: Goal) -> None:
            H.intro("between")
            compare(H, i, j - 1, "c", lambda K: K.by("isc"), refuted("nec", (1, "near"), (1, "eq")))
        G.case(i + 1, Term("j") - "m", "o", never("m_unlike", i, (-1, "eq")), lambda H: H.side(1, inside))

    def apart(G: Goal) -> None:
        def goes(H: Goal) -> None:
            H.side(2, lambda K: K.case(i + 1, j - 1, "o", between, same))

        def between(H: Goal) -> None:
            compare(H, i, j - 1, "c", refuted("ne", (1, "eqb"), (1, "eqc")), lambda K: K.split(
                by_entries("isb"), lambda S: S.split("a", "isc")))

        def same(H: Goal) -> None:
            H.have("at", ("==", "i", j - 1), "a").have("there", eq(y(j), y(i)), lambda K: K.rewrite(
                "h", eq(y(j), y(Term("h"))), "at").by("eqb"))
            refuted("ne", (1, "there"))(H)
        G.side(2, lambda H: H.split("is", lambda K: compare(K, j - 1, j, "b", goes, lambda S: S.side(1, by_entries("isb")))))

    def script(G: Goal) -> None:
        G.intro("n y s C V same groups i j i_low order high")
        node(G, j, "m")
        compare(G, i, j, "", together, apart)
    book.add("confluent_flags", "The indicator of equal nodes says which rows continue a node.", forall(n, y, s, C, V, implies(
        same_nodes(y, s, n), groups(y, n, derivative_row(V, n)), linked(y, flag, s, n))), script, lemma=True)


def _rows(book: Book) -> None:
    def entry(i: Any, m: Any, j: Any) -> Any:
        return C(j, m) * power(y(i), j - m)

    def begins(G: Goal) -> None:
        """The node of row i is new."""
        def none(H: Goal) -> None:
            compare(H, i - 1, i, "", never("m_unlike", i - 1, (-1, "eq")), by_entries("is"))

        def row(H: Goal) -> None:
            H.intro("j j_low j_high").use("here", "m_row", j).use("unit", "one", j)
            H.have("turned", eq(V[i, j], entry(i, 0, j)), lambda K: K.have("back", ("==", 0, "m"), "a").rewrite(
                "h", eq(V[i, j], entry(i, Term("h"), j)), "back").by("here"))
            H.lin("turned", "unit")
        G.have("unflagged", eq(flag(i), 0), lambda H: H.case(1, i, "o", none, by_entries())).have("powers", forall(j, implies(
            leq(0, j), less(j, n), eq(V[i, j], power(y(i), j)))), row)

        def start(H: Goal) -> None:
            H.use("first", "powers", 0).use("empty", "PROD0", lam("v", lambda _: y(i)), 0, 0).lin("first", "empty", "unflagged")

        def grow(H: Goal) -> None:
            H.intro("j j_low j_high").use("here", "powers", j).use("next", "powers", j + 1).use(
                "more", "PRODS", lam("v", lambda _: y(i)), 0, j).lin("here", "next", "more", "unflagged")
        G.split(start, grow)

    def goes_on(G: Goal) -> None:
        """Row i is the derivative of row i - 1, divided."""
        G.use("near", "m_like", i - 1)
        compare(G, i - 1, i, "", continued, refuted("ne", (-1, "near")))

    def continued(G: Goal) -> None:
        node(G, i - 1, "b")
        G.have("flagged", eq(flag(i), 1), by_entries("is"))
        at = i - 2 - Term("b")
        G.case(Term("b") + 1, Term("m") - 1, "short", lambda H: never("b_unlike", at, (1, "far"), (-1, "near"))(
            H.use("far", "m_like", at)), not_short)

    def not_short(G: Goal) -> None:
        at = i - 1 - m
        G.case("m", "b", "long", lambda H: never("m_unlike", at, (1, "far"), (1, "near"))(H.use("far", "b_like", at)), exact)

    def exact(G: Goal) -> None:
        before = C(j, m - 1) * power(y(i), j - m + 1)

        def row(H: Goal) -> None:
            H.intro("j j_low j_high").use("it", "b_row", j).have("at", ("==", m - 1, "b"), "a").rewrite(
                "h", eq(V[i - 1, j], C(j, m - 1) * Term(("prod", "v", 0, raw(j - m + 1), ("f", "h")))), "near2")
            H.rewrite("h", eq(V[i - 1, j], entry(i - 1, Term("h"), j)), "at").by("it")

        def start(H: Goal) -> None:
            H.use("first", "m_row", 0).use("zeros", "none", m - 1).lin("first", "zeros", "flagged")

        def grow(H: Goal) -> None:
            H.intro("j j_low j_high").use("here", "m_row", j).use("next", "m_row", j + 1).use("up", "above", j).use(
                "rule", "pascal", j, m - 1)
            H.case(m, j, "o", lambda K: K.use("more", "PRODS", lam("v", lambda _: y(i)), 0, j - m).lin(
                "here", "next", "up", "rule", "more", "flagged"), high)

        def high(K: Goal) -> None:
            K.use("vanish", "binomials_vanish", lam("a d", C), by=("none", "pascal")).use("zero_j", "vanish", j)
            K.use("zero", "zero_j", m).lin("here", "next", "up", "rule", "zero", "flagged")
        G.have("near2", eq(y(i), y(i - 1)), lambda H: H.close("lin", [(-1, "near", 1)])).have("above", forall(j, implies(
            leq(0, j), less(j, n), eq(V[i - 1, j], before))), row)
        G.split(start, grow)

    def script(G: Goal) -> None:
        G.intro("n y s C V same one none pascal groups i i_low i_high")
        node(G, i, "m")
        G.case("m", 0, "side", lambda H: begins(H.have("zero", ("==", "m", 0), "a")), goes_on)
    grown = forall(j, implies(leq(0, j), less(j + 1, n), eq(V[i, j + 1], y(i) * V[i, j] + flag(i) * V[i - 1, j])))
    book.add("confluent_rows", "The rows of divided derivatives start and grow as the system asks.", forall(
        n, y, s, C, V, implies(same_nodes(y, s, n), *BINOMIALS.values(), groups(y, n, derivative_row(V, n)),
        forall(i, implies(leq(0, i), less(i, n), both(eq(V[i, 0], 1 - flag(i)), grown))))), script, lemma=True)


PREMISES = {"size": leq(0, n), "same": same_nodes(y, s, n), **BINOMIALS, "groups": groups(y, n, derivative_row(V, n))}


def confluent_numbers(nodes: tuple[int, ...]) -> Numbers:
    """The nodes, equal ones adjacent, with their matrix and the indicator."""
    size = len(nodes)
    numbers = Numbers(n=size)
    numbers["y"] = lambda i: Fraction(nodes[i] if 0 <= i < size else 0)
    numbers["s"] = lambda i, j: Fraction(int(numbers["y"](i) == numbers["y"](j)))
    numbers["C"] = binomial
    return numbers.let(V, numbers_table(size, size, lambda i, j: _divided(nodes, i, j)))


def _divided(nodes: tuple[int, ...], i: int, j: int) -> Fraction:
    order = nodes[:i].count(nodes[i])
    return comb(j, order) * Fraction(nodes[i]) ** (j - order) if j >= order else Fraction(0)


def _published(book: Book) -> None:
    def script(G: Goal) -> None:
        inner, known = table(n, n, lambda i, j: V[i, j]), ("same", "one", "none", "pascal", "groups")
        G.use("links", "confluent_flags", n, lam("i", y), lam("i j", s), lam("a d", C), V, by=("same", "groups"))
        G.use("rows", "confluent_rows", n, lam("i", y), lam("i j", s), lam("a d", C), V, by=known)
        G.have("start", starts(flag, lambda i, j: V[i, j], n), lambda H: H.intro("i low high").use("row", "rows", i).parts(
            "row", "first", "rest").by("first"))
        G.have("grow", grows(y, flag, lambda i, j: V[i, j], n), lambda H: H.intro("i j low high j_low j_high").use(
            "row", "rows", i).parts("row", "first", "rest").use("it", "rest", j).by("it"))
        G.use("all", "confluent_all", n).use("it", "all", lam("i", y), lam("i", flag), lam("i j", s), lam("i j", lambda i, j: V[
            i, j]), by=(by_entries(), "links", "start", "grow")).have("table", eq(V, inner), by_ext())
        G.use("dets", "det_congruence", n, V, inner, by=("table",)).lin("dets", "it")
    D = det(V)
    unrelated, wrong_rows = confluent_numbers((2, 2)), confluent_numbers((1, 4))
    unrelated["s"] = lambda _i, _j: Fraction(7)
    wrong_rows.let(V, numbers_table(2, 2, lambda i, j: Fraction(i + j + 1)))
    Claim((n, y, s, C, V), PREMISES).publish(
        book, "confluent_vandermonde_determinant",
        "Rows m-th derivative / m! of 1, x, x^2, .. at y_i, m the number of earlier equal nodes, equal ones adjacent: "
        "the determinant is the product of y_j - y_i over the pairs i < j of different nodes, for all n and all multiplicities.",
        eq(D, pairs(factor(y, s), n)), script, models=[confluent_numbers(nodes) for nodes in NODES],
        wrong={"equal nodes too": eq(D, pairs(lambda i, j: y(j) - y(i), n)),
               "sign": eq(D, pairs(lambda i, j: y(i) - y(j) + s(i, j), n)),
               "sums": eq(D, pairs(lambda i, j: y(j) + y(i) + s(i, j), n)),
               "one pair more": eq(D, pairs(factor(y, s), n + 1))},
        missing={"same": unrelated, "groups": wrong_rows})
