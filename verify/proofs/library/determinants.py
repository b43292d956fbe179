"""Determinants of all sizes: triangular and block matrices, scaling, Sylvester's identity, the determinant lemma."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections
from verify.proofs.entries import by_entries, by_ext, reduce, reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    det,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    null,
    num,
    prod,
    raw,
    scalars,
    table,
)
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, i, j, k = integers("n m i j k")
A, B, M = matrix("A", n, n), matrix("B", n, n), matrix("M", n, n)
d = Family("d")
SIZES = range(4)
PAIRS = ((0, 1), (1, 0), (1, 2), (2, 1), (2, 2))


def theorems(book: Book) -> None:
    """Each by the rules for products, transposes and block triangles."""
    _congruence(book)
    _first_row(book)
    _triangular(book)
    _identity(book)
    _blocks(book)
    _scaling(book)


def blocks(p: Any, q: Any) -> tuple[Term, Term]:
    """The injections of the first p and the last q coordinates."""
    return Term(("inl", raw(p), raw(q))), Term(("inr", raw(p), raw(q)))


def _congruence(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("n A B same").rewrite("hole", eq(det(Term(("m", "hole"))), det(B)), "same")
        reduce(G )

    book.add(
        "det_congruence",
        "Equal matrices have equal determinants.",
        forall(n, A, B, implies(eq(A, B), eq(det(A), det(B)))),
        script,
        lemma=True,
    )


def _first_row(book: Book) -> None:
    N = matrix("N", n + 1, n + 1)
    L, R = blocks(1, n)
    rest = table(n, n, lambda p, q: N[p + 1, q + 1])

    def corner(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.have("at", ("==", "p", 0), "a").use("zero", "row", "q")
            H.rewrite("e", eq((L.T * N * R)[Term("e"), Term("q")], 0), "at")
            by_entries("zero")(H)
        G.ext("p q p_low p_high q_low q_high", entry)

    def script(G: Goal) -> None:
        G.intro("n N size row").have("corner", eq(L.T * N * R, null(1, n)), corner)
        G.have("rest", eq(R.T * N * R, rest), by_ext()).use("block", "DETBLOCK", 1, n, N, by=("a", "a", "corner"))
        G.use("same", "det_congruence", n, R.T * N * R, rest, by=("rest",)).use("one", "DET1", L.T * N * L)
        reduce(G, *reveal(G, "block", "same", "one"))
    zero = forall(j, implies(leq(0, j), less(j, n), eq(N[0, j + 1], 0)))
    book.add("det_first_row", "A determinant whose first row is (a, 0, .., 0) is a times the minor.",
             forall(n, N, implies(leq(0, n), zero, eq(det(N), N[0, 0] * det(rest)))), script, lemma=True)


def diagonal(M: Any) -> Any:
    """The product of the diagonal entries."""
    return prod(0, n, lambda k: M[k, k])


def _triangular(book: Book) -> None:
    def lower_zero(M: Any, size: Any = n) -> Any:
        return forall(i, j, implies(leq(0, i), less(i, j), less(j, size), eq(M[i, j], 0)))

    def step(G: Goal) -> None:
        G.intro("e above ih M zero")
        rest = table("e", "e", lambda p, q: M[p + 1, q + 1])
        G.use("first", "det_first_row", "e", M, by=("a", lambda H: H.intro("j low high").use("z", "zero", 0, j + 1).by("z")))
        G.use("small", "ih", rest, by=(lambda H: by_entries("z")(H.intro("i j a b c").use("z", "zero", i + 1, j + 1)),))
        G.have("inner", eq(prod(0, "e", lambda k: rest[k, k]), prod(0, "e", lambda k: M[k + 1, k + 1])),
               lambda H: H.cong("k low high", by_entries()))
        G.use("peel", "prod_first", lam("k", lambda k: M[k, k]), 0, Term("e") + 1)
        G.use("shift", "prod_shift", lam("k", lambda k: M[k, k]), 1, 0, "e")
        reduce(G, "first", "small", "inner", "peel", "shift")

    def base(G: Goal) -> None:
        G.intro("M zero").use("u", "DET0", 0, M).use("v", "PROD0", lam("k", lambda k: M[k, k]), 0, 0)
        reduce(G, "u", "v")
    inner = forall(M, implies(lower_zero(M), eq(det(M), diagonal(M))))
    book.add(
        "det_lower_triangular_all",
        "Triangular determinants, all matrices of a size at once.",
        forall(n, implies(leq(0, n), inner)),
        lambda G: G.induction(base, step),
        lemma=True,
    )
    _lower(book, lower_zero)
    _upper(book)


def _lower(book: Book, zero: Any) -> None:
    claim = Claim((n, M), {"size": leq(0, n), "zero": zero(M)})
    models = [Numbers(n=s).let(M, numbers_table(s, s, lambda p, q: (3 * p + q + 2) * (q <= p))) for s in SIZES]
    full = Numbers(n=2).let(M, numbers_table(2, 2, lambda p, q: p + 2 * q + 1))

    def script(G: Goal) -> None:
        G.use("all", "det_lower_triangular_all", "n").use("it", "all", M, by=("zero",)).by("it")
    claim.publish(book, "triangular_determinant", "The determinant of a lower triangular matrix is the product of its diagonal.",
                  eq(det(M), diagonal(M)), script, models=models,
                  wrong={"sign": eq(det(M), -diagonal(M)), "one factor less": eq(det(M), prod(1, n, lambda k: M[k, k])),
                         "below the diagonal": eq(det(M), prod(0, n, lambda k: M[k, 0]))},
                  missing={"zero": full})


def _upper(book: Book) -> None:
    zero = forall(i, j, implies(leq(0, j), less(j, i), less(i, n), eq(M[i, j], 0)))

    def script(G: Goal) -> None:
        G.intro("n M size zero").use("all", "det_lower_triangular_all", "n")
        G.use("it", "all", M.T, by=(lambda H: H.intro("i j a b c").use("z", "zero", "j", "i").lin("z"),))
        G.use("turn", "DETT", "n", M)
        reduce(G, "-turn", "it")
    book.add("det_upper_triangular", "The determinant of an upper triangular matrix is the product of its diagonal.",
             forall(n, M, implies(leq(0, n), zero, eq(det(M), diagonal(M)))), script, lemma=True)


def _identity(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("n")

        def some(H: Goal) -> None:
            H.use("it", "det_upper_triangular", "n", eye(n), by=("a", lambda Z: by_entries()(Z.intro("i j a b c"))))
            H.have("ones", eq(diagonal(eye(n)), prod(0, n, lambda _: num(1))), lambda K: K.cong("k low high", by_entries()))
            H.use("one", "prod_ones", 0, "n")
            reduce(H, "it", "ones", "one")
        G.case(0, n, "side", some, lambda H: H.use("it", "DET0", "n", eye(n)).lin("it"))
    book.add("det_identity", "det I = 1 for every size.", forall(n, eq(det(eye(n)), 1)), script, lemma=True)


def _blocks(book: Book) -> None:
    L, R = blocks(m, n)
    X = matrix("M", m + n, m + n)

    def upper(G: Goal) -> None:
        G.intro("m n M m_size n_size corner")
        G.have("turned", eq(L.T * X.T * R, null(m, n)), lambda H: H.rewrite(
            "hole", eq(Term(("m", "hole")).T, null(m, n)), "corner").lin())
        G.use("block", "DETBLOCK", m, n, X.T, by=("a", "a", "turned")).use("whole", "DETT", m + n, X)
        G.use("first", "DETT", m, L.T * X * L).use("second", "DETT", n, R.T * X * R)
        reduce(G, "-whole", "block", "first", "second")
    value = eq(det(X), det(L.T * X * L) * det(R.T * X * R))
    book.add("det_block_upper", "det of a block upper triangular matrix.", forall(m, n, X, implies(
        leq(0, m), leq(0, n), eq(R.T * X * L, null(n, m)), value)), upper, lemma=True)
    A2, B2, C2, D2 = matrix("A", m, m), matrix("B", m, n), matrix("C", n, m), matrix("D", n, n)
    block = L * A2 * L.T + L * B2 * R.T + R * D2 * R.T
    claim = Claim((m, n, A2, B2, D2), {"m_size": leq(0, m), "n_size": leq(0, n)})

    def script(G: Goal) -> None:
        known = injections(G, m, n)
        G.have("corner", eq(R.T * block * L, null(n, m)), by_ideal(*known)).use(
            "it", "det_block_upper", m, n, block, by=("a", "a", "corner")
        )
        G.have("one", eq(L.T * block * L, A2), by_ideal(*known)).have("two", eq(R.T * block * R, D2), by_ideal(*known))
        G.use("first", "det_congruence", m, L.T * block * L, A2, by=("one",))
        G.use("second", "det_congruence", n, R.T * block * R, D2, by=("two",))
        reduce(G, "it", "first", "second")
    models = [Numbers(m=p, n=q).draw(A2, B2, D2) for p, q in PAIRS]
    claim.publish(
        book,
        "block_triangular_determinant",
        "det [A B; 0 D] = det A det D for all block sizes.",
        eq(det(block), det(A2) * det(D2)),
        script,
        models=models,
        wrong={
            "sign": eq(det(block), -det(A2) * det(D2)),
            "sum": eq(det(block), det(A2) + det(D2)),
            "one block": eq(det(block), det(A2)),
        },
    )


    lower = L * A2 * L.T + R * C2 * L.T + R * D2 * R.T

    def turned(G: Goal) -> None:
        G.intro("m n A C D m_size n_size").use("it", "block_triangular_determinant", m, n, A2.T, C2.T, D2.T).use(
            "whole", "DETT", m + n, lower
        )
        G.use("first", "DETT", m, A2).use("second", "DETT", n, D2)
        reduce(G, "-whole", "it", "first", "second")
    book.add("det_block_lower", "det [A 0; C D] = det A det D.", forall(m, n, A2, C2, D2, implies(
        leq(0, m), leq(0, n), eq(det(lower), det(A2) * det(D2)))), turned, lemma=True)


def _scaling(book: Book) -> None:
    row = table(n, n, lambda p, q: d(p) * M[p, q])
    weights = table(n, n, lambda p, q: d(p) * eye(n)[p, q])

    def product(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.use("mul", "ENTMUL", n, n, n, weights, M, "p", "q")
            H.use(
                "one", "sum_single", lam("k", lambda k: weights[Term("p"), k] * M[k, Term("q")]), 0, n, "p", by=("a", "a", others)
            )
            reduce(H, *reveal(H, "mul", "one"))

        def others(H: Goal) -> None:
            H.intro("k low high apart").cases("apart", "order", by_entries(), by_entries())
        G.ext("p q p_low p_high q_low q_high", entry)

    def lemma(G: Goal) -> None:
        G.intro("n d size").use("it", "det_upper_triangular", n, weights, by=("a", lambda Z: by_entries()(Z.intro("i j a b c"))))
        G.have("body", eq(diagonal(weights), prod(0, n, d)), lambda K: K.cong("k low high", by_entries()))
        reduce(G, "it", "body")

    book.add(
        "det_diagonal",
        "The determinant of a diagonal matrix.",
        forall(n, d, implies(leq(0, n), eq(det(weights), prod(0, n, d)))),
        lemma,
        lemma=True,
    )
    claim = Claim((n, M, d), {"size": leq(0, n)})

    def script(G: Goal) -> None:
        G.have("product", eq(row, weights * M), product).use("same", "det_congruence", n, row, weights * M, by=("product",))
        G.use("mul", "DETMUL", n, weights, M).use("weights", "det_diagonal", n, lam("k", d))
        reduce(G, "same", "mul", "weights")
    models = []
    for s in SIZES:
        models.append(Numbers(n=s).draw(M))
        models[-1]["d"] = lambda p: 2 * p + 3
    claim.publish(book, "det_row_scaling", "Scaling row i by d_i multiplies the determinant by the product of all d_i.",
                  eq(det(row), prod(0, n, d) * det(M)), script, models=models,
                  wrong={"only one factor": eq(det(row), d(0) * det(M)), "no factor": eq(det(row), det(M)),
                         "sum of the factors": eq(det(row), prod(1, n, d) * det(M))})
    _scalar(book)


def _scalar(book: Book) -> None:
    c, = scalars("c")
    claim = Claim((n, M, c), {"size": leq(0, n)})
    row = table(n, n, lambda p, q: c * M[p, q])

    def script(G: Goal) -> None:
        G.have("same", eq(c * M, row), by_ext()).use("dets", "det_congruence", n, c * M, row, by=("same",))
        G.use("rows", "det_row_scaling", n, M, lam("k", lambda _: c), by=("a",))
        reduce(G, "dets", "rows")
    models = [Numbers(n=s, c=3).draw(M) for s in SIZES]
    claim.publish(
        book,
        "det_scalar_multiple",
        "det(c M) = c^n det M.",
        eq(det(c * M), prod(0, n, lambda _: c) * det(M)),
        script,
        models=models,
        wrong={
            "c once": eq(det(c * M), c * det(M)),
            "c not at all": eq(det(c * M), det(M)),
            "one power less": eq(det(c * M), prod(1, n, lambda _: c) * det(M)),
        },
    )
