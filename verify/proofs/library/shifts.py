"""The shift N (ones above the diagonal) and its powers: entries, nilpotency index, rank and kernel."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs import entries
from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal
from verify.proofs.entries import follows
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Term,
    both,
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
    no,
    null,
    table,
    total,
)
from verify.proofs.library.powers import for_all, power
from verify.proofs.samples import Numbers
from verify.proofs.script import Branch, Goal

r, c, k, m, n, t, i, j = integers("r c k m n t i j")
SIZES = range(4)
P, Q = Term("p"), Term("q")


def delta(a: Any, b: Any) -> Term:
    """One where a = b, otherwise zero."""
    return ite(a, b, ite(b, a, 1, 0), 0)


def shift(size: Any) -> Term:
    """The shift: entry 1 at (i, i + 1)."""
    return diagonal(size, 1)


def diagonal(size: Any, at: Any) -> Term:
    """Ones where column - row = at."""
    return table(size, size, lambda i, j: delta(i + at, j))


def split_on(*tests: tuple[Any, Any], leaf: Branch) -> Branch:
    """Case a <= b for each test in turn, with this script at every leaf."""
    if not tests:
        return leaf
    (a, b), rest = tests[0], tests[1:]

    def script(G: Goal) -> None:
        name = f"case{len(G.facts)}"
        G.case(a, b, name, split_on(*rest, leaf=leaf), split_on(*rest, leaf=leaf))
    return script


def opened(*names: str) -> Branch:
    """A script: open entries and choices of the goal and of these facts, then reduce; or the facts contradict each other."""
    return lambda G: G.absurd("a") if follows(G, 1, 0) else G.lin(*reveal(G, *names))


def reveal(G: Goal, *names: str, also: tuple[Any, ...] = ()) -> list[str]:
    """Facts on every entry and choice in the goal, in these facts and in other terms; returns all names."""
    more = tuple(f"shown{len(G.facts) + i}" for i in range(len(also)))
    for name, t in zip(more, also, strict=True):
        G.have(name, eq(t, t), lambda H: H.lin())
    return entries.reveal(G, *names, *more)


def closed_power(size: Any, x: Any, form: Callable[[Any], Any], base: Branch, following: Branch) -> Branch:
    """Induction: x^t = form(t), from I = form(0) and form(e) x = form(e + 1)."""
    def start(G: Goal) -> None:
        G.use("power", "MPROD0", size, lam("s", lambda _: x), 0, 0).have("begin", eq(eye(size), form(0)), base)
        G.lin("power", "-begin")

    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih").use("power", "MPRODS", size, lam("s", lambda _: x), 0, "e")
        G.have("next", eq(form(e) * x, form(e + 1)), following).lin("power", "ih", "next")
    return lambda G: G.induction(start, step)


def theorems(book: Book) -> None:
    """Lemmas first."""
    _identity(book)
    _times(book)
    _outside(book)
    _powers(book)
    _index(book)
    _injections(book)
    _rank(book)
    _kernel(book)


def _identity(book: Book) -> None:
    def equal(G: Goal) -> None:
        G.have("same", ("==", "i", "j"), "a").rewrite("h", eq(eye(n)[Term("h"), j], delta(Term("h"), j)), "same")
        opened()(G)

    def script(G: Goal) -> None:
        G.intro("n i j low high")
        G.case("i", "j", "first", lambda H: H.case("j", "i", "second", equal, opened()), opened())
    book.add("identity_entry", "The entries of the identity matrix.", forall(n, i, j, implies(
        leq(0, i), less(i, n), eq(eye(n)[i, j], delta(i, j)))), script, lemma=True)


def _times(book: Book) -> None:
    X, Y = matrix("X", r, k), matrix("Y", k, c)
    N = shift(k)

    def right(G: Goal) -> None:
        G.intro("r k X i j low high").use("u", "ENTMUL", "r", "k", "k", X, N, "i", "j")
        f = lam("q", lambda q: X[i, q] * N[q, j])
        G.case("j", 0, "edge", lambda H: H.use("z", "ENTLOW", "k", "r", X.T, j - 1, "i").use("s", "sum_zero", f, 0, "k", by=(
            lambda K: K.intro("q a b").lin(*reveal(K)),)).lin("u", "z", "s"), lambda H: single(H, f, j - 1))
    book.add("times_shift", "X N has the columns of X, one place later.", forall(r, k, X, i, j, implies(
        leq(0, j), less(j, k), eq((X * N)[i, j], X[i, j - 1]))), right, lemma=True)

    def left(G: Goal) -> None:
        G.intro("k c Y i j low high").use("u", "ENTMUL", "k", "k", "c", N, Y, "i", "j")
        f = lam("q", lambda q: N[i, q] * Y[q, j])
        G.case(k, i + 1, "edge", lambda H: H.use("z", "ENTHIGH", "k", "c", Y, i + 1, "j").use("s", "sum_zero", f, 0, "k", by=(
            lambda K: K.intro("q a b").lin(*reveal(K)),)).lin("u", "z", "s"), lambda H: single(H, f, i + 1))
    book.add("shift_times", "N Y has the rows of Y, one place earlier.", forall(k, c, Y, i, j, implies(
        leq(0, i), less(i, k), eq((N * Y)[i, j], Y[i + 1, j]))), left, lemma=True)


def single(G: Goal, f: Any, at: Any, hi: Any = "k") -> None:
    """Close with the one term at this index; the sum is the right side of the fact u."""
    G.use("s", "sum_single", f, 0, hi, at, by=("a", "a", lambda K: K.intro("q a b o").cases("o", "h", opened(), opened())))
    G.lin("u", "s", *reveal(G, "s"))


def _outside(book: Book) -> None:
    X = matrix("X", r, c)
    book.add("entry_left_of_matrix", "Entries left of a matrix are 0.", forall(r, c, X, i, j, implies(less(j, 0), eq(X[i, j],
        0))),
             lambda G: G.intro("r c X i j out").use("z", "ENTLOW", "c", "r", X.T, "j", "i").lin("z"), lemma=True)
    book.add("entry_right_of_matrix", "Entries right of a matrix are 0.", forall(r, c, X, i, j, implies(leq(c, j), eq(X[i, j],
        0))),
             lambda G: G.intro("r c X i j out").use("z", "ENTHIGH", "c", "r", X.T, "j", "i").lin("z"), lemma=True)


def _powers(book: Book) -> None:
    e = Term("e")

    def base(G: Goal) -> None:
        G.ext("p q p0 p1 q0 q1", lambda H: H.use("u", "identity_entry", "k", "p", "q").lin("u", *reveal(H)))

    def following(G: Goal) -> None:
        def leaf(H: Goal) -> None:
            H.use("u", "times_shift", "k", "k", diagonal(k, e), "p", "q")
            H.case("q", 0, "edge", lambda K: K.use("z", "entry_left_of_matrix", "k", "k", diagonal(k, e), "p", Q - 1).lin(
                "u", "z", *reveal(K)), split_on((P + e + 1, Q), (Q, P + e + 1), leaf=lambda K: K.lin("u", *reveal(K, "u"))))
        G.ext("p q p0 p1 q0 q1", leaf)
    Claim((k,), {}).publish(
        book, "shift_powers", "N_k^t has ones where column - row = t, for all t and k.",
        for_all(lambda t: eq(power(shift(k), t), diagonal(k, t))), closed_power("k", shift(k), lambda t: diagonal(k, t), base,
            following),
        models=[Numbers(k=p) for p in SIZES],
        wrong={"one place later": for_all(lambda t: eq(power(shift(k), t), diagonal(k, t + 1))),
               "other diagonal": for_all(lambda t: eq(power(shift(k), t), diagonal(k, t).T)),
               "idempotent": for_all(lambda t: eq(power(shift(k), t + 1), shift(k)))})


def _index(book: Book) -> None:
    N = shift(k)

    def vanishes(G: Goal) -> None:
        G.use("u", "all", "k").have("v", eq(diagonal(k, k), null(k, k)), lambda H: H.ext("p q p0 p1 q0 q1", opened()))
        G.lin("u", "v")

    def index(G: Goal) -> None:
        last = power(N, k - 1)
        G.intro("zero").use("u", "all", k - 1)

        def corner(source: str, value: int) -> Any:
            return lambda H: opened()(H.rewrite("h", eq(Term(("m", "h"))[0, k - 1], value), source))
        for name, source, value in (("one", "u", 1), ("nil", "zero", 0)):
            G.have(name, eq(last[0, k - 1], value), corner(source, value))
        G.have("bad", eq(1, 0), lambda H: H.close("lin", [(-1, "one", 1), (1, "nil", 1)]))
        G.use("no", "CHAR0", 1, by=("a", "bad")).by("no")
    Claim((k,), {"some": leq(1, k)}).publish(
        book, "nilpotency_index", "N_k^k = 0 and N_k^(k-1) is not 0: the nilpotency index is the size.",
        both(eq(power(N, k), null(k, k)), no(eq(power(N, k - 1), null(k, k)))),
        lambda G: G.use("all", "shift_powers", "k").split(vanishes, index), models=[Numbers(k=p) for p in (1, 2, 3)],
        wrong={"one power less": eq(power(N, k - 1), null(k, k)), "not nilpotent": no(eq(power(N, k), null(k, k))),
               "identity": eq(power(N, k), eye(k))},
        missing={"some": Numbers(k=0)})


def _injections(book: Book) -> None:
    for name, axiom, inject, at, width, other in (("inl", "ENTINL", Term(("inl", m, n)), j, m, n),
                                                  ("inr", "ENTINR", Term(("inr", m, n)), j + m, n, m)):
        def script(G: Goal, axiom: str = axiom, at: Any = at) -> None:
            G.intro("m n i j size low high").use("u", axiom, "m", "n", m + n, eye(m + n), "j", "i")
            G.use("v", "identity_entry", m + n, at, "i").lin("u", "v")
        book.add(f"{name}_entry", f"The entries of {name}.", forall(m, n, i, j, implies(
            leq(0, other), leq(0, j), less(j, width), eq(inject[i, j], delta(at, i)))), script, lemma=True)


def _rank(book: Book) -> None:
    size, L, R = m + t, Term(("inl", m, t)), Term(("inr", t, m))

    def product(G: Goal) -> None:
        G.use("u", "ENTMUL", size, "m", size, L, R.T, "p", "q")
        f = lam("s", lambda s: delta(s, P) * delta(s + t, Q))
        G.have("v", eq(total(0, m, lambda s: L[P, s] * R[Q, s]), total(0, m, lambda s: delta(s, P) * delta(s + t, Q))),
               lambda H: H.cong("s s0 s1", lambda K: K.use("a1", "inl_entry", "m", "t", "p", "s").use(
                   "a2", "inr_entry", "t", "m", "q", "s").lin("a1", "a2")))
        G.case(m, "p", "edge", lambda H: H.use("s", "sum_zero", f, 0, "m", by=(
            lambda K: K.intro("s a b").lin(*reveal(K)),)).lin("u", "v", "s", *reveal(H)), lambda H: H.use(
                "s", "sum_single", f, 0, "m", "p", by=("a", "a", lambda K: K.intro("s a b o").cases("o", "h", opened(),
                    opened()))).lin(
                    "u", "v", "s", *reveal(H, "s")))

    def script(G: Goal) -> None:
        G.use("all", "shift_powers", size).use("power", "all", "t")
        G.have("same", eq(diagonal(size, t), L * R.T), lambda H: H.ext("p q p0 p1 q0 q1", product))
        G.use("ll", "INLINL", "m", "t").use("rr", "INRINR", "t", "m")
        G.split(lambda H: H.lin("power", "same"), lambda H: H.split("ll", "rr"))
    Claim((m, t), {"m_size": leq(0, m), "t_size": leq(0, t)}).publish(
        book, "rank_of_shift_power", "N_k^t has rank k - t: it is L R^T, L and R having k - t = m orthonormal columns.",
        both(eq(power(shift(size), t), L * R.T), eq(L.T * L, eye(m)), eq(R.T * R, eye(m))), script,
        models=[Numbers(m=a, t=b) for a, b in ((0, 0), (0, 2), (1, 1), (2, 1), (2, 2), (3, 0))],
        wrong={"first columns": eq(power(shift(size), t), L * L.T), "transposed": eq(power(shift(size), t), R * L.T),
               "one power more": eq(power(shift(size), t + 1), L * R.T)},
        missing={"t_size": Numbers(m=2, t=-1)})


def _kernel(book: Book) -> None:
    X, size = matrix("X", m + t, c), m + t
    E, R = Term(("inl", t, m)), Term(("inr", t, m))
    x = power(shift(size), t)

    def script(G: Goal) -> None:
        G.use("rank", "rank_of_shift_power", "m", "t").parts("rank", "power", "rest").parts("rest", "ll", "rr")
        G.use("er", "INLINR", "t", "m").use("sum", "INLR", "t", "m")
        G.have("re", eq(R.T * E, null(m, t)), lambda H: H.have("turned", eq((E.T * R).T, null(t, m).T), lambda K: K.rewrite(
            "h", eq(Term(("m", "h")).T, null(m, t)), "er").lin()).lin("turned"))

        def basis(H: Goal) -> None:
            H.intro("zero").have("none", eq(R.T * X, null(m, c)), by_ideal("zero", "power", "ll"))
            by_ideal("none", "sum")(H)
        G.split(by_ideal("power", "re"), basis)
    models = [Numbers(m=a, t=b, c=2).draw(X) for a, b in ((0, 0), (0, 2), (1, 1), (2, 1), (2, 2), (3, 0))]

    def padded(b: int) -> Numbers:
        return Numbers(m=1, t=b, c=2).let(X, numbers_table(1 + b, 2, lambda i, j: (i + 2 * j + 1) * int(i < b)))
    models += [padded(1), padded(2)]
    Claim((m, t, c, X), {"m_size": leq(0, m), "t_size": leq(0, t)}).publish(
        book, "kernel_of_shift_power",
            "The first t unit vectors are a basis of the kernel of N_k^t, k = m + t: its dimension is t.",
        both(eq(x * E, null(size, t)), implies(eq(x * X, null(size, c)), eq(X, E * E.T * X))), script, models=models,
        wrong={"everything": eq(X, E * E.T * X), "last unit vectors": implies(eq(x * X, null(size, c)), eq(X, R * R.T * X)),
               "one power less": implies(eq(x * shift(size) * X, null(size, c)), eq(X, E * E.T * X))})
