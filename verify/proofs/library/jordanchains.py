"""Matrices by columns: Jordan chains; powers of direct sums; what commutes with a shift."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Letter, Term, both, eq, eye, forall, implies, integers, lam, leq, less, matrix, table, total
from verify.proofs.library.jordan import block, x
from verify.proofs.library.powers import for_all, power
from verify.proofs.library.shifts import SIZES, P, Q, closed_power, delta, opened, reveal, shift
from verify.proofs.samples import Numbers, draw
from verify.proofs.script import Goal

k, m, n, i, j = integers("k m n i j")


def theorems(book: Book) -> None:
    """Columns first."""
    _columns(book)
    _chains(book)
    _sums(book)
    _centralizer(book)


def column(V: Any, rows: Any, columns: Any) -> Term:
    """The matrix with these columns."""
    return table(rows, columns, lambda i, j: V(j)[i, 0])


def _columns(book: Book) -> None:
    A, V = matrix("A", m, n), Letter("V", ("s",), n, 1)

    def script(G: Goal) -> None:
        G.intro("m n k A V i j low high").use("u", "ENTMUL", "m", "n", "k", A, column(V, n, k), "i", "j")
        G.use("v", "ENTMUL", "m", "n", 1, A, V(j), "i", 0)
        G.have("w", eq(total(0, n, lambda q: A[i, q] * column(V, n, k)[q, j]), total(0, n, lambda q: A[i, q] * V(j)[q, 0])),
               lambda H: H.cong("q q0 q1", opened())).lin("u", "v", "w")
    book.add("columns_of_product", "A V has the columns A v.", forall(m, n, k, A, V, i, j, implies(
        leq(0, j), less(j, k), eq((A * column(V, n, k))[i, j], (A * V(j))[i, 0]))), script, lemma=True)

    F, H = matrix("F", m, 1), matrix("H", m, 1)

    def equal(G: Goal) -> None:
        G.intro("m F H each").ext("p q p0 p1 q0 q1", lambda K: K.have("zero", ("==", "q", 0), "a").rewrite(
            "h", eq(F[P, Term("h")], H[P, Term("h")]), "zero").use("u", "each", "p").by("u"))
    book.add("equal_columns", "Columns with equal entries are equal.", forall(m, F, H, implies(forall(i, implies(
        leq(0, i), less(i, m), eq(F[i, 0], H[i, 0]))), eq(F, H))), equal, lemma=True)


def _chains(book: Book) -> None:
    A, V = matrix("A", n, n), Letter("V", ("s",), n, 1)
    B = column(V, n, k)
    first = implies(leq(1, k), eq(A * V(0), x * V(0)))
    later = forall(j, implies(leq(0, j), less(j + 1, k), eq(A * V(j + 1), x * V(j + 1) + V(j))))
    chain, similar = both(first, later), eq(A * B, B * block(k))

    def at(G: Goal, place: Any, row: Any = "i") -> None:
        G.use("left", "columns_of_product", "n", "n", "k", A, lam("s", V), row, place).use("right", "times_shift", "n", "k", B,
            row, place)

    def entries(G: Goal, place: Any, value: Any) -> None:
        def each(K: Goal) -> None:
            K.intro("i i0 i1")
            at(K, place)
            K.have("whole", eq((A * B)[i, place], (B * block(k))[i, place]), lambda M: M.rewrite(
                "h", eq(Term(("m", "h"))[i, place], (B * block(k))[i, place]), "similar").lin())
            more = []
            if place == 0:
                K.use("z", "entry_left_of_matrix", "n", "k", B, "i", -1)
                more = ["z"]
            K.lin("-left", "whole", "right", *more, *reveal(K, "right", also=(B[i, place],)))
        G.use("u", "equal_columns", "n", A * V(place), value, by=(each,)).by("u")

    def down(G: Goal) -> None:
        G.intro("similar").split(lambda H: entries(H.intro("some"), 0, x * V(0)), lambda H: entries(
            H.intro("j low high"), j + 1, x * V(j + 1) + V(j)))

    def up(G: Goal) -> None:
        def one(K: Goal, place: Any, source: str) -> None:
            at(K, place, "p")
            form = Term(K.fact(source)[2])
            K.have("here", eq((A * V(place))[P, 0], form[P, 0]), lambda M: M.rewrite("h", eq(Term(("m", "h"))[P, 0], form[P, 0]),
                source).lin())
            more = []
            if place == 0:
                K.use("z", "entry_left_of_matrix", "n", "k", B, "p", -1)
                more = ["z"]
            K.lin("left", "here", "right", *more, *reveal(K, "right", also=(B[P, place],)))

        def start(K: Goal) -> None:
            K.use("now", "first", by=("a",)).have("zero", ("==", "q", 0), "a")
            K.rewrite("h", eq((A * B)[P, Term("h")], (B * block(k))[P, Term("h")]), "zero")
            one(K, 0, "now")
        G.intro("chain").parts("chain", "first", "later").ext("p q p0 p1 q0 q1", lambda H: H.case("q", 0, "edge", start,
            lambda K: one(
            K.use("now", "later", Q - 1), Q, "now")))
    V0 = {"V": lambda s: draw(2, 1, 5 + s)}
    models: list[Any] = [{**Numbers(n=2, k=0).draw(A).let(x, 1), **V0}]
    for p, v in ((1, 2), (2, 0), (3, -1)):
        T, Ti = matrix("T", n, n), matrix("Ti", n, n)
        y = Numbers(n=p, k=p).let(x, v).invertible(T).inverse(Ti, T)
        y.let(A, T * block(n) * Ti)
        basis = y["T"]
        y["V"] = lambda s, basis=basis, p=p: numbers_table(p, 1, lambda i, _: basis.at(i, s) if s >= 0 else 7)
        models.append(y)
    models.append({**Numbers(n=2, k=2).draw(A).let(x, 1), **V0})
    Claim((n, k, x, A, V), {}).publish(
        book, "jordan_chain",
            "A V = V J_k(x) exactly when the columns are a Jordan chain: A v_0 = x v_0, A v_(j+1) = x v_(j+1) + v_j.",
        both(implies(similar, chain), implies(chain, similar)), lambda G: G.split(down, up), models=models,
        wrong={"eigenvectors": implies(similar, forall(j, implies(leq(0, j), less(j, k), eq(A * V(j), x * V(j))))),
               "order": implies(chain, eq(A * B, B * block(k).T)), "always": similar})


def _sums(book: Book) -> None:
    A, B = matrix("A", m, m), matrix("B", n, n)
    L, R = Term(("inl", m, n)), Term(("inr", m, n))

    def direct(y: Any, z: Any) -> Any:
        return L * y * L.T + R * z * R.T

    def base(G: Goal) -> None:
        G.use("a0", "MPROD0", "m", lam("s", lambda _: A), 0, 0).use("b0", "MPROD0", "n", lam("s", lambda _: B), 0, 0).lin("a0",
            "b0", "blocks")

    def following(G: Goal) -> None:
        G.use("a1", "MPRODS", "m", lam("s", lambda _: A), 0, "e").use("b1", "MPRODS", "n", lam("s", lambda _: B), 0, "e")
        by_ideal(*names, "a1", "b1")(G)
    names = ["ll", "rr", "lr", "lr_t"]

    def script(G: Goal) -> None:
        injections(G, "m", "n")
        closed_power(m + n, direct(A, B), lambda t: direct(power(A, t), power(B, t)), base, following)(G)
    Claim((m, n, A, B), {"m_size": leq(0, m), "n_size": leq(0, n)}).publish(
        book, "powers_of_direct_sum", "The powers of a direct sum are the direct sums of the powers.",
        for_all(lambda t: eq(power(direct(A, B), t), direct(power(A, t), power(B, t)))), script,
        models=[Numbers(m=p, n=q).draw(A, B) for p, q in ((0, 2), (1, 1), (2, 1), (1, 3))],
        wrong={"one power more": for_all(lambda t: eq(power(direct(A, B), t + 1), direct(power(A, t), power(B, t)))),
               "second unchanged": for_all(lambda t: eq(power(direct(A, B), t), direct(power(A, t), B))),
               "sign": for_all(lambda t: eq(power(direct(A, B), t), direct(power(A, t), -power(B, t))))},
        missing={})


def _centralizer(book: Book) -> None:
    X = matrix("X", k, k)
    N = shift(k)
    form = total(0, k, lambda d: X[0, d] * power(N, d))

    def rows(G: Goal) -> None:
        def step(S: Goal) -> None:
            S.intro("p low ih end").intro("q q0 q1").use("left", "shift_times", "k", "k", X, "p", "q")
            S.use("right", "times_shift", "k", "k", X, "p", "q")
            S.have("move", eq((N * X)[P, Q], (X * N)[P, Q]), lambda H: H.rewrite(
                "h", eq(Term(("m", "h"))[P, Q], (X * N)[P, Q]), "commute").lin())
            out = [("k", "k", X, "p", Q - 1), ("k", "k", X, 0, Q - P - 1)]
            S.case("q", 0, "edge", lambda H: H.use("z1", "entry_left_of_matrix", *out[0]).use("z2", "entry_left_of_matrix",
                *out[1]).lin(
                "-left", "move", "right", "z1", "z2"), lambda H: H.use("known", "ih", by=("a",)).use("before", "known",
                    Q - 1).lin(
                    "-left", "move", "right", "before"))
        G.induction(lambda B: B.intro("end q q0 q1").lin(), step)

    def entry(G: Goal) -> None:
        G.use("u", "rows", "p", by=("a", "a")).use("x", "u", "q").use(
            "s", "ENTSUM", "k", "k", lam("d", lambda d: X[0, d] * power(N, d)), 0, "k", "p", "q")
        G.have("v", eq(total(0, k, lambda d: X[0, d] * power(N, d)[P, Q]), total(0, k, lambda d: X[0, d] * delta(P + d, Q))),
            lambda H: H.cong(
            "d d0 d1", lambda K: K.use("all", "shift_powers", "k").use("w", "all", "d").rewrite("h", eq(
                X[0, Term("d")] * Term(("m", "h"))[P, Q], X[0, Term("d")] * delta(P + Term("d"), Q)), "w").lin(*reveal(K))))
        f = lam("d", lambda d: X[0, d] * delta(P + d, Q))
        G.case("p", "q", "edge", lambda H: H.use("y", "sum_single", f, 0, "k", Q - P, by=(
            "a", "a", lambda K: K.intro("d a b o").cases("o", "h", opened(), opened()))).lin("x", "s", "v", "y", *reveal(H, "y")),
            lambda H: H.use("z", "entry_left_of_matrix", "k", "k", X, 0, Q - P).use("y", "sum_zero", f, 0, "k", by=(
                lambda K: K.intro("d a b").lin(*reveal(K)),)).lin("x", "s", "v", "y", "z"))

    def script(G: Goal) -> None:
        G.have("rows", forall(i, implies(leq(0, i), less(i, k), forall(j, implies(leq(0, j), less(j, k), eq(X[i, j], X[0,
            j - i]))))), rows)
        G.ext("p q p0 p1 q0 q1", entry)
    models = [Numbers(k=p).let(X, 2 * eye(k) - 3 * N + N * N) for p in SIZES]
    Claim((k, X), {"commute": eq(N * X, X * N)}).publish(
        book, "centralizer_of_shift", "What commutes with N_k is a polynomial in N_k, with the first row as coefficients.",
        eq(X, form), script, models=models,
        wrong={"transposed": eq(X.T, form), "first column": eq(X, total(0, k, lambda d: X[d, 0] * power(N, d))),
               "one term less": eq(X, total(0, k - 1, lambda d: X[0, d] * power(N, d)))},
        missing={"commute": Numbers(k=2).draw(X)})
