"""Independent vectors: eigenvectors of different eigenvalues, Jordan chains; symmetric matrices have no longer chains."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import Table
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
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
    scalars,
    total,
)
from verify.proofs.library.fractions import distinct
from verify.proofs.library.krylov import A
from verify.proofs.library.krylovbases import n
from verify.proofs.library.krylovspectrum import SPANNED, V, X
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.powers import power
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

s, k, b, t, j = integers("s k b t j")
c, g = Family("c"), Family("g")
x, p, q = scalars("x p q")
NONZERO = {"nonzero": forall(b, implies(leq(0, b), less(b, s), no(eq(V(b), null(n, 1)))))}
v, u, w = (matrix(name, n, 1) for name in ("v", "u", "w"))


def theorems(book: Book) -> None:
    """Eigenvectors, chains, symmetric matrices."""
    _zero_multiple(book)
    _eigenvectors(book)
    _chains(book)
    _symmetric(book)
    _real(book)


def combined(weights: Any, size: Any) -> Term:
    """The sum of c_b v_b."""
    return total(0, size, lambda b: weights(b) * V(b))


def vanish(weights: Any, size: Any) -> Any:
    """All weights are 0."""
    return forall(b, implies(leq(0, b), less(b, size), eq(weights(b), 0)))


def null_column(first: Fraction = Fraction(0)) -> Table:
    """The vector (first, 0)."""
    return numbers_table(2, 1, lambda i, _: first * int(i == 0))


def _zero_multiple(book: Book) -> None:
    (y,) = scalars("y")

    def regular(G: Goal) -> None:
        G.use("unit", "INV", y, by=("other",)).absurd(lambda H: H.have("null", eq(v, null(n, 1)), lambda K: K.close("lin", [
            (inv(y), "zero", 1), (-1, "unit", v)])).use("bad", "not_zero", by=("null",)).by("bad"))
    book.add("multiple_of_vector_is_zero", "y v = 0 and v not 0 give y = 0.", forall(n, v, y, implies(no(eq(v, null(n, 1))), eq(
        y * v, null(n, 1)), eq(y, 0))), lambda G: G.intro("n v y not_zero zero").excluded(
            eq(y, 0), "other", "other", regular), lemma=True)


def _last(G: Goal) -> None:
    """The weights before the last are 0, so the last is."""
    E = Term("e")
    G.have("none", eq(combined(g, E), total(0, E, lambda _: null(n, 1))), lambda H: H.cong(
        "j j_low j_high", lambda K: K.use("it", "before", "j").lin("it")))
    G.use("apart", "nonzero", "e").use("it", "multiple_of_vector_is_zero", n, V("e"), g("e"), by=("apart", lambda H: H.lin(
        "-more", "empty", "none"))).by("it")


def _next_eigenvector(G: Goal) -> None:
    G.intro("e above ih inside g empty").use("more", "MSUMS", n, 1, lam("b", lambda b: g(b) * V(b)), 0, "e")
    weights = lam("b", lambda b: g(b) * (X(b) - X("e")))

    def image(H: Goal) -> None:
        H.have("terms", eq(total(0, "e", lambda b: g(b) * A * V(b)), total(0, "e", lambda b: g(b) * X(b) * V(b))),
               lambda K: K.cong("b b_low b_high", lambda M: M.use("it", "eigen", "b").lin("it")))
        H.use("own", "eigen", "e").close("lin", [
            (-1, "terms", 1), (X("e") * eye(n) - A, "more", 1), (A - X("e") * eye(n), "empty", 1), (-g("e"), "own", 1)])
    G.use("smaller", "ih", weights, by=("a", image))

    def each(H: Goal) -> None:
        H.intro("b b_low b_high").use("product", "smaller", "b").use("apart", "distinct", "b", "e", by=(
            "a", "a", "a", "a", lambda K: K.side(1, "a")))
        H.use("unit", "INV", X("b") - X("e"), by=("apart",))
        H.close("lin", [(inv(X("b") - X("e")), "product", 1), (-g("b"), "unit", 1)])
    G.have("before", vanish(g, Term("e")), each)
    G.intro("b b_low b_high").case(
        Term("b") + 1, "e", "order", lambda H: H.use("it", "before", "b").by("it"), lambda H: H.have("place", (
            "==", "b", "e"), "a").rewrite("h", eq(g("h"), 0), "place").have("it", eq(g("e"), 0), _last).by("it"))


def _eigenvectors(book: Book) -> None:
    models = [eigenbasis(values) for values in ((2,), (3, -1), (1, 0, 2))]
    both_of_one: Any = Numbers(eigenbasis((2, 2)), c=lambda _: Fraction(1))
    both_of_one["v"] = lambda b: numbers_table(2, 1, lambda i, _: Fraction((-1) ** (b % 2) * (i + 1)))
    Claim((n, s, A, V, X, c), {
        "s_size": leq(0, s), "eigen": SPANNED["eigen"], "distinct": distinct(X, s),
        **NONZERO, "zero": eq(combined(c, s), null(n, 1))},
    ).publish(
        book, "eigenvectors_independent", "Eigenvectors of pairwise different eigenvalues are linearly independent, over fields.",
        vanish(c, s), lambda G: by_weights(G, s, _next_eigenvector), models=models,
        wrong={"one weight more": vanish(c, s + 1), "weights from s on": forall(b, implies(leq(s, b), eq(c(b), 0))),
               "ones": forall(b, implies(leq(0, b), less(b, s), eq(c(b), 1)))},
        missing={"distinct": both_of_one,
                 "nonzero": Numbers(eigenbasis((3, -1)), c=lambda _: Fraction(1), v=lambda _: null_column()),
                 "eigen": Numbers(both_of_one, x=Fraction),
                 "zero": Numbers(eigenbasis((3, -1)), c=lambda _: Fraction(1))})


def eigenbasis(values: tuple[int, ...]) -> Numbers:
    """A matrix with these eigenvalues and an eigenvector for each; weights that are 0 up to the last."""
    size = max(len(values), 1)
    T, Ti, D = matrix("T", n, n), matrix("Ti", n, n), matrix("D", n, n)
    found = Numbers(n=size, s=len(values), x=lambda b: Fraction(values[b] if 0 <= b < len(values) else 9))
    found.invertible(T).inverse(Ti, T).let(D, numbers_table(size, size, lambda i, j: found["x"](i) * int(i == j)))
    basis = found.let(A, T * D * Ti)["T"]
    found["v"] = lambda b: numbers_table(size, 1, lambda i, _: basis.at(i, b) if 0 <= b < len(values) else Fraction(7))
    found["c"] = lambda b: Fraction(0 if 0 <= b < len(values) else 5)
    return found


def _next_in_chain(G: Goal) -> None:
    G.intro("e above ih inside g empty").use("front", "matrix_sum_front", n, 1, lam("b", lambda b: g(b) * V(b)), "e")

    def image(H: Goal) -> None:
        H.have("terms", eq(total(0, "e", lambda b: g(b + 1) * A * V(b + 1)), total(
            0, "e", lambda b: g(b + 1) * (x * V(b + 1) + V(b)))), lambda K: K.cong(
                "b b_low b_high", lambda M: M.use("it", "later", "b").lin("it")))
        N = A - x * eye(n)
        H.close("lin", [(-1, "terms", 1), (-N, "front", 1), (N, "empty", 1), (-g(0), "start", 1)])
    G.use("smaller", "ih", lam("b", lambda b: g(b + 1)), by=("a", image))

    def first(H: Goal) -> None:
        H.have("none", eq(total(0, "e", lambda b: g(b + 1) * V(b + 1)), total(
            0, "e", lambda _: null(n, 1))), lambda M: M.cong("j j_low j_high", lambda K: K.use("it", "smaller", "j").lin("it")))
        H.use("it", "multiple_of_vector_is_zero", n, V(0), g(0), by=("not_zero", lambda K: K.lin(
            "-front", "empty", "none"))).by("it")
    G.have("at_first", eq(g(0), 0), first)
    G.intro("b b_low b_high").case(1, "b", "order", lambda H: H.use("it", "smaller", Term("b") - 1).by("it"), lambda H: (
        H.have("place", ("==", "b", 0), "a").rewrite("h", eq(g("h"), 0), "place").by("at_first")))


def _chains(book: Book) -> None:
    start = eq(A * V(0), x * V(0))
    later = forall(j, implies(leq(0, j), less(j + 1, k), eq(A * V(j + 1), x * V(j + 1) + V(j))))
    models = [chain(size) for size in (1, 2, 3)]
    broken = Numbers(n=2, k=2, x=Fraction(0), c=lambda b: Fraction(1 - 2 * b), v=lambda _: null_column(Fraction(1)))
    halved = Numbers(broken, c=lambda b: Fraction(1 - 3 * b), v=lambda b: null_column(Fraction(1, 1 + int(b == 1))))
    Claim((n, k, A, x, V, c), {"k_size": leq(0, k), "start": start, "later": later, "not_zero": no(eq(V(0), null(n, 1))),
                               "zero": eq(combined(c, k), null(n, 1))}).publish(
        book, "chain_vectors_independent", "The vectors of a Jordan chain, (A - x) v_0 = 0 and (A - x) v_(j+1) = v_j with v_0 "
        "not 0, are linearly independent.", vanish(c, k), lambda G: by_weights(G, k, _next_in_chain), models=models,
        wrong={"one weight more": vanish(c, k + 1), "weights from k on": forall(b, implies(leq(k, b), eq(c(b), 0))),
               "ones": forall(b, implies(leq(0, b), less(b, k), eq(c(b), 1)))},
        missing={"not_zero": Numbers(chain(2), c=lambda _: Fraction(1), v=lambda _: null_column()),
                 "later": Numbers(broken).let(A, null(2, 2)), "zero": Numbers(chain(2), c=lambda _: Fraction(1)),
                 "start": halved.let(A, 2 * eye(n))})


def chain(size: int) -> Numbers:
    """A Jordan chain of full length for the eigenvalue 2; weights that are 0 up to the last."""
    T, Ti, J = matrix("T", n, n), matrix("Ti", n, n), matrix("J", n, n)
    found = Numbers(n=size, k=size, x=Fraction(2)).invertible(T).inverse(Ti, T)
    found.let(J, numbers_table(size, size, lambda i, j: Fraction(2 * int(i == j) + int(i + 1 == j)))).let(A, T * J * Ti)
    basis = found["T"]
    found["v"] = lambda b: numbers_table(size, 1, lambda i, _: basis.at(i, b) if 0 <= b < size else Fraction(7))
    found["c"] = lambda b: Fraction(0 if 0 <= b < size else 5)
    return found


def by_weights(G: Goal, size: Any, step: Any) -> None:
    """Close with: for all t up to the size, and all weights, the sum of t vectors is 0 only with weights 0; by induction."""
    statement = forall(t, implies(leq(0, t), leq(t, size), forall(g, implies(eq(combined(g, t), null(n, 1)), vanish(g, t)))))
    G.have("all", statement, lambda H: H.induction(
        lambda K: K.intro("inside g empty b b_low b_high").absurd("a"), step))
    G.use("whole", "all", size).use("now", "whole", lam("b", c), by=("zero",)).by("now")


def _symmetric(book: Book) -> None:
    N = A - x * eye(n)

    def base(G: Goal) -> None:
        G.intro("zero").use("none", "MPROD0", n, lam("b", lambda _: N), 0, 0).use("one", "MPRODS", n, lam("b", lambda _: N), 0, 0)
        G.close("lin", [(1, "zero", 1), (-1, "one", v), (-1, "none", N * v)])

    def step(G: Goal) -> None:
        e, factors = Term("e"), lam("b", lambda _: N)
        G.intro("e above ih zero").use("last", "MPRODS", n, factors, 0, e).use("before", "MPRODS", n, factors, 0, e - 1)
        G.use("passes", "intertwined_powers", n, n, N, N, N, by=(lambda H: H.lin(),)).use("pass", "passes", e - 1)
        z = power(N, e - 1) * v
        G.have("square", eq((N * z).T * (N * z), null(1, 1)), lambda H: H.close("lin", [
            (z.T, "symmetric", N * z), (z.T, "zero", 1), (-z.T, "last", v), (-z.T, "before", N * v), (-z.T, "pass", N * v),
            (-z.T * N, "pass", v)]))
        entry(G, "at", "square", 0, 0).use("none", "norm_definite", n, N * z, by=(lambda H: H.lin("at"),))
        G.use("now", "ih", by=(lambda H: H.close("lin", [(1, "before", v), (1, "pass", v), (1, "none", 1)]),)).by("now")

    def no_chain(image: Any) -> Any:
        return forall(t, implies(leq(1, t), eq(power(N, t) * v, null(n, 1)), eq(image, null(n, 1))))
    coupled = numbers_table(2, 2, lambda i, j: Fraction(2 - int(i != j)))
    models = [Numbers(n=2, x=Fraction(value)).let(A, coupled).let(v, numbers_table(2, 1, lambda i, _, value=value: Fraction(
        (value - 2) ** i))) for value in (1, 3)]  # type: ignore[misc]  # bound now
    models += [Numbers(n=1, x=Fraction(2)).let(A, 2 * eye(n)).let(v, eye(n)), Numbers(n=3, x=Fraction(0)).let(
        A, numbers_table(3, 3, lambda _i, _j: Fraction(1))).let(v, numbers_table(3, 1, lambda i, _: Fraction((1, 2, -3)[i])))]
    nilpotent = Numbers(n=2, x=Fraction(0)).let(A, numbers_table(2, 2, lambda i, j: Fraction(int(i < j)))).let(
        v, numbers_table(2, 1, lambda i, _: Fraction(i)))
    Claim((n, A, x, v), {"symmetric": eq(A.T, A)}).publish(
        book, "symmetric_no_jordan_chain", "A real symmetric matrix has no Jordan chain longer than 1: (A - x)^t v = 0, t >= 1, "
        "gives (A - x) v = 0.", no_chain(N * v), lambda G: G.induction(base, step), models=models,
        wrong={"v is 0": no_chain(v), "A v is 0": no_chain(A * v), "another eigenvalue": no_chain(N * v + v)},
        missing={"symmetric": nilpotent})


def _real(book: Book) -> None:
    real, imaginary = eq(A * u, p * u - q * w), eq(A * w, q * u + p * w)

    def below(other: str) -> Any:
        return lambda H: H.pos([(1, 1, (other,))], ((-1, "sum", 1),))

    def script(G: Goal) -> None:
        G.use("unit", "INV", q, by=("not_real",))
        G.have("turned", eq(w.T * A.T, q * u.T + p * w.T), lambda H: H.have("whole", eq((A * w).T, q * u.T + p * w.T), lambda K: (
            K.rewrite("h", eq(Term(("m", "h")).T, q * u.T + p * w.T), "imaginary").lin())).lin("whole"))
        G.have("both", eq(u.T * u + w.T * w, null(1, 1)), lambda H: H.close("lin", [
            (-1 * (u.T * u + w.T * w), "unit", 1), (inv(q) * w.T, "symmetric", u), (-inv(q), "turned", u),
            (inv(q) * w.T, "real", 1)]))
        entry(G, "sum", "both", 0, 0)
        for name, z, other in (("u", u, w), ("w", w, u)):
            G.use(f"{name}_square", "square_nonnegative", n, other)
            G.use(f"{name}_above", "square_nonnegative", n, z)
            size = (z.T * z)[0, 0]
            G.have(f"{name}_below", ("le", size.raw, 0), below(f"{name}_square"))
            G.use(f"{name}_entry", "ANTISYM", size, 0, by=(f"{name}_below", f"{name}_above"))
            G.use(f"{name}_zero", "norm_definite", n, z, by=(f"{name}_entry",))
        G.split("u_zero", "w_zero")
    both_zero = both(eq(u, null(n, 1)), eq(w, null(n, 1)))
    models = [Numbers(n=size, p=Fraction(1), q=Fraction(2)).let(A, numbers_table(
        size, size, lambda i, j: Fraction(i * j + 1))).let(u, null(size, 1)).let(w, null(size, 1)) for size in (1, 2, 3)]
    turn = Numbers(n=2, p=Fraction(0), q=Fraction(1)).let(A, numbers_table(2, 2, lambda i, j: Fraction(i - j))).let(
        u, numbers_table(2, 1, lambda i, _: Fraction(1 - i))).let(w, numbers_table(2, 1, lambda i, _: Fraction(-i)))
    one = Numbers(n=1, p=Fraction(2), q=Fraction(1)).let(A, 2 * eye(n))
    Claim((n, A, p, q, u, w), {"size": leq(0, n), "symmetric": eq(A.T, A), "real": real, "imaginary": imaginary,
                               "not_real": no(eq(q, 0))}).publish(
        book, "symmetric_eigenvalues_are_real", "A real symmetric matrix has real eigenvalues: A (u + i w) = (p + i q) (u + i w) "
        "with q not 0 gives u = w = 0.", both_zero, script, models=models,
        wrong={"p is 0": eq(p, 0), "A is 0": eq(A, null(n, n)), "p is q": eq(p, q)},
        missing={"symmetric": turn, "not_real": Numbers(one, q=Fraction(0)).let(u, eye(1)).let(w, null(1, 1)),
                 "real": Numbers(one, p=Fraction(1)).let(u, eye(1)).let(w, eye(1)),
                 "imaginary": Numbers(one, p=Fraction(1)).let(u, -1 * eye(1)).let(w, eye(1))})
