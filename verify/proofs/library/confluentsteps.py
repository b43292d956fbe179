"""One step of elimination in a confluent Vandermonde matrix: one copy of the first node is divided out."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    both,
    det,
    eq,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    num,
    prod,
    table,
)
from verify.proofs.library.vandermonde import column_entry
from verify.proofs.script import Goal

n, i, j = integers("n i j")
y, g = Family("y"), Family("g")
s, h, L = Family("s", 2), Family("h", 2), Family("L", 2)
e = Term("e")


def theorems(book: Book) -> None:
    """The product over pairs peeled; the shorter system; the determinant by induction."""
    _pairs(book)
    _shorter(book)
    _bidiagonal(book)
    _step(book)
    _determinant(book)


def pairs(h: Any, n: Any) -> Term:
    """The product of h(i, j) over i < j < n."""
    return prod(0, n, lambda j: prod(0, j, lambda i: h(i, j)))


def factor(y: Any, s: Any) -> Any:
    """The difference of two nodes, and 1 for equal ones."""
    return lambda i, j: y(j) - y(i) + s(i, j)


def _pairs(book: Book) -> None:
    def inner(j: Any) -> Any:
        return prod(0, j, lambda i: h(i, j))

    def later(j: Any) -> Any:
        return prod(0, j, lambda i: h(i + 1, j + 1))

    def body(K: Goal) -> None:
        K.use("peel", "prod_first", lam("i", lambda i: h(i, j + 1)), 0, j + 1)
        K.use("move", "prod_shift", lam("i", lambda i: h(i, j + 1)), 1, 0, j)
        reduce(K, "peel", "move")

    def script(G: Goal) -> None:
        G.intro("n h size").use("first", "prod_first", lam("j", inner), 0, n + 1)
        G.use("empty", "PROD0", lam("i", lambda i: h(i, 0)), 0, 0)
        G.use("shift", "prod_shift", lam("j", inner), 1, 0, n).have("bodies", eq(prod(0, n, lambda j: inner(j + 1)), prod(
            0, n, lambda j: h(0, j + 1) * later(j))), lambda K: K.cong("j low high", body))
        G.use("multiply", "prod_multiply", lam("j", lambda j: h(0, j + 1)), lam("j", later), 0, n)
        reduce(G, "first", "empty", "shift", "bodies", "multiply")
    book.add("prod_pairs_first", "The pairs with the first index apart.", forall(n, h, implies(leq(0, n), eq(
        pairs(h, n + 1), prod(0, n, lambda j: h(0, j + 1)) * pairs(lambda i, j: h(i + 1, j + 1), n)))), script, lemma=True)


def linked(y: Any, g: Any, s: Any, n: Any) -> Any:
    """Of two rows i < j: either s = 1, they share the node and so do those between; or s = 0, and j does not continue i."""
    one = both(eq(s(i, j), 1), eq(y(j), y(i)), eq(g(j), 1), implies(leq(i + 1, j - 1), eq(s(i, j - 1), 1)))
    two = both(eq(s(i, j), 0), ("or", eq(g(j), 0), both(eq(g(j), 1), leq(i + 1, j - 1), eq(s(i, j - 1), 0))))
    return forall(i, j, implies(leq(0, i), less(i, j), less(j, n), ("or", one, two)))


def starts(g: Any, L: Any, n: Any) -> Any:
    """Column 0: 1 where a node begins, otherwise 0."""
    return forall(i, implies(leq(0, i), less(i, n), eq(L(i, 0), 1 - g(i))))


def grows(y: Any, g: Any, L: Any, n: Any) -> Any:
    """Column j + 1 from column j: the row times its node, and the row before where it continues a node."""
    return forall(i, j, implies(leq(0, i), less(i, n), leq(0, j), less(j + 1, n), eq(
        L(i, j + 1), y(i) * L(i, j) + g(i) * L(i - 1, j))))


def system(y: Any, g: Any, s: Any, L: Any, n: Any) -> tuple[Any, ...]:
    """All premises on the rows."""
    return eq(g(0), 0), linked(y, g, s, n), starts(g, L, n), grows(y, g, L, n)


def without_first(y: Any, g: Any, s: Any, L: Any) -> tuple[Any, Any, Any, Any]:
    """The system with one copy of the first node removed."""
    return (lambda i: y(i + 1), lambda i: ite(1, i, g(i + 1), num(0)), lambda i, j: s(i + 1, j + 1),
            lambda i, j: s(0, i + 1) * L(i, j) + (1 - s(0, i + 1)) * L(i + 1, j))


def contradiction(G: Goal, zero: str, one: str) -> None:
    """Close an equation: the same number is 0 and 1."""
    difference = Term(G.goal[1]) - Term(G.goal[2])
    G.close("lin", [(difference, zero, 1), (-difference, one, 1)])


def opened(G: Goal, one: Any, two: Any, three: Any, tag: str = "") -> None:
    """The cases of the fact `pair`: one node; a node that starts at j; a node that starts after i and goes on at j."""
    def first(H: Goal) -> None:
        H.parts(f"known{tag}", f"is_s{tag}", f"rest{tag}").parts(f"rest{tag}", f"is_y{tag}", f"more{tag}").parts(
            f"more{tag}", f"is_g{tag}", f"chain{tag}")
        one(H)

    def second(H: Goal) -> None:
        H.parts(f"known{tag}", f"is_s{tag}", f"either{tag}").cases(f"either{tag}", f"is_g{tag}", two, third)

    def third(H: Goal) -> None:
        H.parts(f"is_g{tag}", f"is_one{tag}", f"rest{tag}").parts(f"rest{tag}", f"after{tag}", f"zero{tag}")
        three(H)
    G.cases(f"pair{tag}", f"known{tag}", first, second)


def _in_block(G: Goal, then: Any) -> None:
    """Row i + 1 is of the first node and so is row i >= 1: facts is_s_in, is_y_in, is_g_in on it."""
    def clash(H: Goal) -> None:
        contradiction(H, "is_s_in", "here")
    G.use("here", "chain", by=("a",)).use("pair_in", "linked", 0, i)
    opened(G, then, clash, clash, "_in")


def _shorter(book: Book) -> None:
    new = without_first(y, g, s, L)

    def links(G: Goal) -> None:
        def one(H: Goal) -> None:
            H.side(1, lambda K: K.split("is_s", lambda S: S.split("is_y", lambda T: T.split(by_entries("is_g"), "chain"))))

        def two(which: int) -> Any:
            def part(K: Goal) -> None:
                if which == 1:
                    K.side(1, by_entries("is_g"))
                else:
                    K.side(2, lambda S: S.split(by_entries("is_one"), lambda T: T.split("a", "zero")))
            return lambda H: H.side(2, lambda K: K.split("is_s", part))
        G.intro("i j i_low order high").use("pair", "linked", i + 1, j + 1)
        opened(G, one, two(1), two(2))

    def first_row(H: Goal) -> None:
        H.have("at", ("==", "i", 0), "a").have("none", eq(g(i), 0), lambda K: K.rewrite(
            "z", eq(g(Term("z")), 0), "at").by("zero_g"))

    def start(G: Goal) -> None:
        def block(H: Goal) -> None:
            _in_block(H, by_entries("low", "is_s", "is_g", "is_g_in"))

        def begin(H: Goal) -> None:
            first_row(H)
            opened(H, by_entries("low", "none", "is_s"), by_entries("up", "is_s", "is_g"), gap)

        def gap(H: Goal) -> None:
            H.absurd("a")
        G.intro("i i_low i_high").use("low", "start", i).use("up", "start", i + 1).use("pair", "linked", 0, i + 1)
        G.case(1, i, "o", lambda H: opened(H, block, by_entries("up", "is_s", "is_g"), by_entries("up", "is_s", "is_one")), begin)

    def grow(G: Goal) -> None:
        def block(H: Goal) -> None:
            _in_block(H, by_entries("low", "up", "is_s", "is_y", "is_g", "is_s_in", "is_y_in", "is_g_in"))

        def begin(H: Goal) -> None:
            first_row(H)
            H.have("node", eq(y(i), y(0)), lambda K: K.rewrite("z", eq(y(Term("z")), y(0)), "at").lin())
            opened(H, by_entries("low", "none", "node", "is_s", "is_y"), by_entries("up", "is_s", "is_g"), gap)

        def gap(H: Goal) -> None:
            H.absurd("a")
        G.intro("i j i_low i_high j_low j_high").use("low", "grow", i, j).use("up", "grow", i + 1, j)
        G.use("pair", "linked", 0, i + 1).case(1, i, "o", lambda H: opened(
            H, block, by_entries("up", "is_s", "is_g"), by_entries("up", "is_s", "is_one", "zero")), begin)

    def script(G: Goal) -> None:
        G.intro("n y g s L zero_g linked start grow").split(links, lambda H: H.split(start, grow))
    kept = both(linked(*new[:3], n), starts(new[1], new[3], n), grows(*new[:2], new[3], n))
    book.add("confluent_shorter", "Without one copy of the first node the rows are of the same kind.", forall(
        n, y, g, s, L, implies(*system(y, g, s, L, n + 1), kept)), script, lemma=True)


def _bidiagonal(book: Book) -> None:
    d, c, K = Family("d"), Family("c"), Family("K", 2)
    rows, q = table(n, n, K), Term("q")
    whole = table(n, n, lambda i, j: d(i) * K(i, j) + ite(1, i, c(i) * K(i - 1, j), num(0)))
    U = table(n, n, lambda p, q: ite(p, q, ite(q, p, d(q), ite(q - 1, p, c(q), num(0))), num(0)))

    def entry(G: Goal) -> None:
        def left(*places: Any) -> Any:
            return lambda H: reduce(H, *reveal(H, *column_entry(H, n, rows.T, U, *places)))
        G.case(1, "q", "side", left(q - 1, q), left(q))

    def script(G: Goal) -> None:
        G.intro("n d c K size").have("product", eq(rows.T * U, whole.T), lambda H: H.ext("p q p_low p_high q_low q_high", entry))
        G.use("same", "det_congruence", n, rows.T * U, whole.T, by=("product",)).use("mul", "DETMUL", n, rows.T, U)
        G.use("turn", "DETT", n, whole).use("turned", "DETT", n, rows)
        G.use("upper", "det_upper_triangular", n, U, by=("a", lambda Z: by_entries()(Z.intro("i j a b c0"))))
        G.have("body", eq(prod(0, n, lambda k: U[k, k]), prod(0, n, d)), lambda K: K.cong("k low high", by_entries()))
        reduce(G, "-turn", "-same", "mul", "turned", "upper", "body")
    book.add("det_bidiagonal_rows", "Each row times a factor, with a multiple of the row before.", forall(n, d, c, K, implies(
        leq(0, n), eq(det(whole), prod(0, n, d) * det(rows)))), script, lemma=True)


def _step(book: Book) -> None:
    shorter = without_first(y, g, s, L)[3]
    V, small, q = table(n + 1, n + 1, L), table(n, n, shorter), Term("q")
    stepped = table(n + 1, n + 1, lambda p, q: ite(1, q, V[p, q] - y(0) * V[p, q - 1], V[p, q]))
    rest = table(n, n, lambda p, q: stepped[p + 1, q + 1])

    def divided(j: Any) -> Term:
        return y(j + 1) - y(0) + s(0, j + 1)

    def before(j: Any) -> Term:
        return g(j + 1) * (1 - s(0, j + 1))
    whole = table(n, n, lambda i, j: divided(i) * shorter(i, j) + ite(1, i, before(i) * shorter(i - 1, j), num(0)))

    def entry(G: Goal) -> None:
        p = Term("p")

        def closed(H: Goal) -> None:
            facts = [x for x in ("is_s", "is_y", "is_g", "is_one", "zero") if H.facts.get(x, "?")[0] == "="]
            H.lin("right", "left", *facts)

        def side(more: Any, third: Any) -> Any:
            def script(H: Goal) -> None:
                H.have("left", eq(whole[p, q], divided(p) * shorter(p, q) + more), by_entries())
                opened(H, closed, closed, third)
            return script
        G.use("row", "grow", p + 1, q).use("pair", "linked", 0, p + 1).have("right", eq(rest[p, q], (
            y(p + 1) - y(0)) * L(p + 1, q) + g(p + 1) * L(p, q)), by_entries("row"))
        G.case(1, "p", "side", side(before(p) * shorter(p - 1, q), closed), side(num(0), lambda K: K.absurd("a")))

    def first(H: Goal) -> None:
        H.intro("j low high").use("row", "grow", 0, j)
        by_entries("row", "zero_g")(H)

    def script(G: Goal) -> None:
        G.intro("n y g s L size zero_g linked start grow").use("step", "det_column_step", n + 1, V, y(0))
        G.use("first", "det_first_row", n, stepped, by=("a", first)).use("corner", "start", 0)
        G.have("rows", eq(rest, whole), lambda H: H.ext("p q p_low p_high q_low q_high", entry))
        G.use("same", "det_congruence", n, rest, whole, by=("rows",))
        G.use("minor", "det_bidiagonal_rows", n, lam("i", divided), lam("i", before), lam("i j", shorter))
        G.have("whole", eq(det(V), det(stepped)), lambda H: reduce(H, "step"))
        reduce(G, *reveal(G, "whole", "first", "corner", "zero_g"), "same", "minor")
    book.add("confluent_step", "One copy of the first node divided out of the determinant.", forall(n, y, g, s, L, implies(
        leq(0, n), *system(y, g, s, L, n + 1), eq(det(V), prod(0, n, divided) * det(small)))), script, lemma=True)


def _determinant(book: Book) -> None:
    def base(G: Goal) -> None:
        G.intro("y g s L zero_g linked start grow").use("one", "DET0", 0, table(0, 0, L)).use("none", "PROD0", lam(
            "j", lambda j: prod(0, j, lambda i: factor(y, s)(i, j))), 0, 0).lin("one", "none")

    def step(G: Goal) -> None:
        names = [lam(v, f) for v, f in zip(("i", "i", "i j", "i j"), (y, g, s, L), strict=True)]
        shorter = without_first(y, g, s, L)
        less_names = [lam(v, f) for v, f in zip(("i", "i", "i j", "i j"), shorter, strict=True)]
        G.intro("e above ih y g s L zero_g linked start grow")
        known = ("zero_g", "linked", "start", "grow")
        G.use("divide", "confluent_step", e, *names, by=("a", *known)).use("both", "confluent_shorter", e, *names, by=known)
        G.parts("both", "linked2", "both2").parts("both2", "start2", "grow2")
        G.use("small", "ih", *less_names, by=(by_entries(), "linked2", "start2", "grow2"))
        G.use("peel", "prod_pairs_first", e, lam("i j", factor(y, s)))
        G.lin("divide", "small", "peel")
    book.add("confluent_all", "Confluent Vandermonde determinants, by rows.", forall(n, implies(leq(0, n), forall(
        y, g, s, L, implies(*system(y, g, s, L, n), eq(det(table(n, n, L)), pairs(factor(y, s), n)))))),
        lambda G: G.induction(base, step), lemma=True)
