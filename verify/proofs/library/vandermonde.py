"""Vandermonde matrices of all sizes: the determinant at any nodes, interpolation, the inverse through the master polynomial."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, by_ext, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    det,
    eq,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    num,
    prod,
    scalars,
    table,
)
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k = integers("n i j k")
x, g = Family("x"), Family("g")
u = Family("u", 2)
M = matrix("M", n, n)
SIZES = range(4)


def theorems(book: Book) -> None:
    """Column operations, then Vandermonde's determinant by induction on the number of nodes."""
    _columns(book)
    _pivot(book)
    _column_scaling(book)
    _determinant(book)


def power(base: Any, exponent: Any) -> Any:
    """The power of a scalar."""
    return prod(0, exponent, lambda _: base)


def vandermonde(x: Any, rows: Any, columns: Any = None) -> Any:
    """Rows 1, x_i, x_i^2, ..."""
    return table(rows, rows if columns is None else columns, lambda p, q: power(x(p), q))


def column_entry(G: Goal, size: Any, M: Any, U: Any, *places: Any) -> list[str]:
    """The entry (p, q) of M U, where column q of U is zero but at the places, which are q and perhaps one place before."""
    G.use("mul", "ENTMUL", size, size, size, M, U, "p", "q")

    def body(k: Any) -> Any:
        return M[Term("p"), k] * U[k, Term("q")]

    def others(H: Goal) -> None:
        H.intro("k low high apart").cases("apart", "order", by_entries(), by_entries())
    if len(places) == 1:
        G.use("one", "sum_single", lam("k", body), 0, size, places[0], by=("a", "a", others))
        return ["mul", "one"]
    first, last = places
    G.use("cut", "sum_split", lam("k", body), 0, last, size)
    G.use("head", "sum_single", lam("k", body), 0, last, first, by=("a", "a", others))
    G.use("tail", "sum_single", lam("k", body), last, size, last, by=("a", "a", others))
    return ["mul", "cut", "head", "tail"]


def _columns(book: Book) -> None:
    U = table(n, n, lambda p, q: ite(p, q - 1, u(p, q), eye(n)[p, q]))

    def unit(G: Goal) -> None:
        G.intro("n u size").use("it", "det_upper_triangular", n, U, by=("a", lambda Z: by_entries()(Z.intro("i j a b c"))))
        G.have(
            "body", eq(prod(0, n, lambda k: U[k, k]), prod(0, n, lambda _: num(1))), lambda K: K.cong("k low high", by_entries())
        )
        G.use("ones", "prod_ones", 0, "n")
        reduce(G, "it", "body", "ones")

    book.add(
        "det_unit_upper",
        "The determinant of a unit upper triangular matrix is 1.",
        forall(n, u, implies(leq(0, n), eq(det(U), 1))),
        unit,
        lemma=True,
    )
    c, = scalars("c")
    stepped = table(n, n, lambda p, q: ite(1, q, M[p, q] - c * M[p, q - 1], M[p, q]))
    weights = lam("p q", lambda p, q: ite(q, p + 1, -c, num(0)))
    W = table(n, n, lambda p, q: ite(p, q - 1, ite(q, p + 1, -c, num(0)), eye(n)[p, q]))

    def step(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.case(1, "q", "side", lambda K: reduce(K, *reveal(K, *column_entry(K, n, M, W, Term("q") - 1, "q"))),
                   lambda K: reduce(K, *reveal(K, *column_entry(K, n, M, W, "q"))))
        G.intro("n M c size").have("product", eq(M * W, stepped), lambda H: H.ext("p q p_low p_high q_low q_high", entry))
        G.use("same", "det_congruence", n, M * W, stepped, by=("product",)).use("mul", "DETMUL", n, M, W)
        G.use("unit", "det_unit_upper", n, weights)
        reduce(G, "-same", "mul", "unit")
    book.add("det_column_step", "Subtracting c times the column before from each column keeps the determinant.",
             forall(n, M, c, implies(leq(0, n), eq(det(stepped), det(M)))), step, lemma=True)


def _pivot(book: Book) -> None:
    N = matrix("N", n + 1, n + 1)
    W = table(n + 1, n + 1, lambda p, q: ite(p, q - 1, ite(p, 0, -g(q - 1), num(0)), eye(n + 1)[p, q]))
    cleared = table(n + 1, n + 1, lambda p, q: ite(1, q, N[p, q] - g(q - 1) * N[p, 0], N[p, q]))
    minor = table(n, n, lambda p, q: N[p + 1, q + 1] - g(q) * N[p + 1, 0])

    def script(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.case(1, "q", "side", lambda K: reduce(K, *reveal(K, *column_entry(K, n + 1, N, W, 0, "q"))),
                   lambda K: reduce(K, *reveal(K, *column_entry(K, n + 1, N, W, "q"))))
        G.intro("n N g size row").have("product", eq(N * W, cleared), lambda H: H.ext("p q p_low p_high q_low q_high", entry))
        G.use("same", "det_congruence", n + 1, N * W, cleared, by=("product",)).use("mul", "DETMUL", n + 1, N, W)
        G.use("unit", "det_unit_upper", n + 1, lam("p q", lambda p, q: ite(p, 0, -g(q - 1), num(0))))
        G.use(
            "first", "det_first_row", n, cleared, by=("a", lambda H: by_entries("z")(H.intro("j low high").use("z", "row", "j")))
        )
        rest = table(n, n, lambda p, q: cleared[p + 1, q + 1])
        G.have("rest", eq(rest, minor), by_ext()).use("rests", "det_congruence", n, rest, minor, by=("rest",))
        G.have("whole", eq(det(N), det(cleared)), lambda H: reduce(H, "-same", "mul", "unit"))
        reduce(G, *reveal(G, "whole", "first", "rests"))
    row = forall(j, implies(leq(0, j), less(j, n), eq(N[0, j + 1], g(j) * N[0, 0])))
    book.add("det_pivot", "One step of elimination by columns: the first entry times the determinant of what is left.",
             forall(n, N, g, implies(leq(0, n), row, eq(det(N), N[0, 0] * det(minor)))), script, lemma=True)


def _column_scaling(book: Book) -> None:
    d = Family("d")
    scaled = table(n, n, lambda p, q: M[p, q] * d(q))
    turned = table(n, n, lambda p, q: d(p) * M.T[p, q])

    def script(G: Goal) -> None:
        G.intro("n M d size").use("rows", "det_row_scaling", n, M.T, lam("k", d), by=("a",)).use("one", "DETT", n, M).use(
            "two", "DETT", n, turned
        )
        G.have("same", eq(scaled, turned.T), by_ext()).use("dets", "det_congruence", n, scaled, turned.T, by=("same",))
        reduce(G, "dets", "two", "rows", "one")

    book.add(
        "det_column_scaling",
        "Scaling column j by d_j.",
        forall(n, M, d, implies(leq(0, n), eq(det(scaled), prod(0, n, d) * det(M)))),
        script,
        lemma=True,
    )


def differences(x: Any, n: Any) -> Any:
    """The product of x_j - x_i over i < j < n."""
    return prod(0, n, lambda j: prod(0, j, lambda i: x(j) - x(i)))


def peel_differences(G: Goal, x: Any, e: Any, tag: str) -> list[str]:
    """Facts: the product of differences of e + 1 nodes is prod (x_(j+1) - x_0) times that of the nodes from 1."""
    def inner(j: Any) -> Any:
        return prod(0, j, lambda i: x(j) - x(i))

    def later(j: Any) -> Any:
        return prod(0, j, lambda i: x(j + 1) - x(i + 1))

    def body(K: Goal) -> None:
        j = Term("j")
        K.use("peel", "prod_first", lam("i", lambda i: x(j + 1) - x(i)), 0, j + 1)
        K.use("shift", "prod_shift", lam("i", lambda i: x(j + 1) - x(i)), 1, 0, j)
        reduce(K, "peel", "shift")
    G.use(f"{tag}0", "prod_first", lam("j", inner), 0, e + 1).use(f"{tag}1", "PROD0", lam("i", lambda i: x(0) - x(i)), 0, 0)
    G.use(f"{tag}2", "prod_shift", lam("j", inner), 1, 0, e)
    G.have(
        f"{tag}3",
        eq(prod(0, e, lambda j: inner(j + 1)), prod(0, e, lambda j: (x(j + 1) - x(0)) * later(j))),
        lambda K: K.cong("j low high", body),
    )
    G.use(f"{tag}4", "prod_multiply", lam("j", lambda j: x(j + 1) - x(0)), lam("j", later), 0, e)
    return [f"{tag}{i}" for i in range(5)]


def _determinant(book: Book) -> None:
    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih x")
        V = vandermonde(x, e + 1)
        stepped = table(e + 1, e + 1, lambda p, q: ite(1, q, V[p, q] - x(0) * V[p, q - 1], V[p, q]))
        G.use("step", "det_column_step", e + 1, V, x(0)).use("first", "det_first_row", e, stepped, by=("a", zero))
        rest, scaled = table(e, e, lambda p, q: stepped[p + 1, q + 1]), table(e, e, lambda p, q: (x(p + 1) - x(0)) * later[p, q])
        G.have("rest", eq(rest, scaled), lambda H: H.ext("p q p_low p_high q_low q_high", cell))
        G.use("rests", "det_congruence", e, rest, scaled, by=("rest",)).use(
            "rows", "det_row_scaling", e, later, lam("k", lambda k: x(k + 1) - x(0))
        )
        G.use("small", "ih", lam("k", lambda k: x(k + 1)))
        names = peel_differences(G, x, e, "peel")
        G.use("empty", "PROD0", lam("k", lambda _: x(0)), 0, 0)
        G.have("whole", eq(det(V), det(stepped)), lambda H: reduce(H, "step"))
        reduce(G, *reveal(G, "whole", "first", "rests", "rows", "small", "empty", *names))
    later = vandermonde(lambda k: x(k + 1), Term("e"))

    def zero(H: Goal) -> None:
        H.intro("j low high").use("more", "PRODS", lam("k", lambda _: x(0)), 0, "j")
        by_entries("more")(H)

    def cell(H: Goal) -> None:
        H.use("more", "PRODS", lam("k", lambda _: x(Term("p") + 1)), 0, "q")
        by_entries("more")(H)

    def base(G: Goal) -> None:
        G.intro("x").use("u", "DET0", 0, vandermonde(x, 0)).use(
            "v", "PROD0", lam("j", lambda j: prod(0, j, lambda i: x(j) - x(i))), 0, 0
        )
        reduce(G, "u", "v")
    book.add("vandermonde_all", "Vandermonde determinants, all nodes at once.", forall(n, implies(leq(0, n), forall(x, eq(
        det(vandermonde(x, n)), differences(x, n))))), lambda G: G.induction(base, step), lemma=True)
    _published(book)


def _published(book: Book) -> None:
    claim = Claim((n, x), {"size": leq(0, n)})
    nodes = ([1, 3, 4, 6, 9, 2], [2, 2, 5, 7, 1, 0], [0, -1, 4, 2, 5, 3])
    models = []
    for values in nodes:
        models += [Numbers(n=size, x=lambda p, values=values: Fraction(values[p % 6])) for size in SIZES]

    def script(G: Goal) -> None:
        G.use("all", "vandermonde_all", "n").use("it", "all", lam("k", x)).by("it")
    D = det(vandermonde(x, n))
    claim.publish(
        book,
        "vandermonde_determinant",
        "The determinant of [x_i^j] is the product of x_j - x_i over i < j, for all n and all nodes, equal ones too.",
        eq(D, differences(x, n)),
        script,
        models=models,
        wrong={
            "sign": eq(D, prod(0, n, lambda j: prod(0, j, lambda i: x(i) - x(j)))),
            "one pair more": eq(D, differences(x, n + 1)),
            "sums": eq(D, prod(0, n, lambda j: prod(0, j, lambda i: x(j) + x(i)))),
            "exponents from 1": eq(det(table(n, n, lambda p, q: power(x(p), q + 1))), differences(x, n)),
        },
    )
