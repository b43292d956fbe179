"""The dimension of every Krylov space is the degree of the minimal polynomial of its vector, over a field of characteristic 0."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.language import (
    Family,
    Term,
    both,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
)
from verify.proofs.library.krylov import A, b, krylov, relation_models
from verify.proofs.library.krylovbases import d, e, f, g, n, relation
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.powers import power
from verify.proofs.library.shifts import opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, k, t = integers("m k t")
h = Family("h")


def theorems(book: Book) -> None:
    """Existence, independence, dimension."""
    _existence(book)
    _independence(book)
    _degree(book)


def left_inverse(numbers: Any) -> Numbers:
    """A left inverse L of the Krylov matrix."""
    x, gram = Numbers(numbers), matrix("gram", d, d)
    x.inverse(gram, krylov(d).T * krylov(d)).let(matrix("L", d, n), gram * krylov(d).T)
    del x["gram"]
    return x


def _existence(book: Book) -> None:
    L = matrix("L", d, n)

    def script(G: Goal) -> None:
        G.use("all", "krylov_alternative", n, A, b).use("either", "all", n + 1).cases("either", "side", full, early)

    def full(H: Goal) -> None:
        H.obtain("side", "L", "free").use("size", "rank_of_identity", n + 1, n, Term(("m", "L")), krylov(n + 1), by=("a", "free"))
        H.absurd("a")

    def early(H: Goal) -> None:
        H.obtain("side", "e", "e_all").parts("e_all", "e_low", "e_rest").parts("e_rest", "e_high", "e_found")
        H.witness("e").split("a", lambda K: K.split("a", "e_found"))

    def some(size: Any, last: Any = None) -> Any:
        return exists(d, both(leq(0, d), size, exists(L, f, both(eq(L * krylov(d), eye(d)), last or relation(d)))))
    models = [left_inverse(x) for x in relation_models()]
    models = [Numbers({key: value for key, value in x.items() if key != "d"}) for x in models]
    Claim((n, A, b), {"n_size": leq(0, n)}).publish(
        book, "vector_has_minimal_polynomial",
        "Every vector has a degree d <= n: b, .., A^(d-1) b are independent, and a monic polynomial of degree d annihilates b.",
        some(leq(d, n)), script, models=models,
        wrong={"all dimensions": some(leq(n, d)), "smaller": some(less(d, n)),
               "nilpotent": some(leq(d, n), eq(power(A, d) * b, null(n, 1)))})


def minimal(degree: Any) -> Any:
    """No monic polynomial of smaller degree annihilates b."""
    return forall(e, g, implies(leq(0, e), less(e, degree), no(relation(e, g))))


def no_smaller(G: Goal, source: str, name: str) -> Goal:
    """False, from an annihilating polynomial of degree e (facts e_found)."""
    G.obtain(source, "L", "L_all").obtain("L_all", "h", "h_all").parts("h_all", "L_free", "h_relation")
    return G.use(name, "minimal", "e", lam("u", h), by=("a", "a", "h_relation"))


def _independence(book: Book) -> None:
    L = matrix("L", d, n)

    def script(G: Goal) -> None:
        G.use("all", "krylov_alternative", n, A, b).use("either", "all", d, by=("a",)).cases("either", "side", "side", early)

    def early(H: Goal) -> None:
        H.obtain("side", "e", "e_all").parts("e_all", "e_low", "e_rest").parts("e_rest", "e_high", "e_found")
        H.absurd(lambda K: no_smaller(K, "e_found", "bad").by("bad"))
    models = [Numbers({**left_inverse(x), "g": lambda i: i * i + 1}) for x in relation_models()]
    independent = exists(L, eq(L * krylov(d), eye(d)))
    Claim((n, d, A, b), {"d_size": leq(0, d), "minimal": minimal(d)}).publish(
        book, "krylov_vectors_independent",
        "When no monic polynomial of degree below d annihilates b, then b, .., A^(d-1) b are independent.",
        independent, script, models=models,
        wrong={"right inverse": exists(L, eq(krylov(d) * L, eye(n))), "no vector": eq(b, null(n, 1)),
               "one more": exists(matrix("L", d + 1, n), eq(matrix("L", d + 1, n) * krylov(d + 1), eye(d + 1)))})


def _degree(book: Book) -> None:
    V, W, Y = matrix("V", n, k), matrix("W", k, n), matrix("Y", m, k)

    def upper(G: Goal) -> None:
        G.use("coordinates", "krylov_matrix_factor", n, "e", m, A, b, lam("u", h), by=("a", "h_relation"))
        G.obtain("coordinates", "Z", "Z_is").use("rank", "rank_of_identity", k, "e", W * krylov("e"), Term(("m", "Z")) * Y, by=(
            "a", lambda H: H.lin("-Z_is", "-inside", "basis"))).a()

    def lower(G: Goal) -> None:
        def leaf(H: Goal) -> None:
            H.use("left", "columns_of_product", n, n, "e", V * W, lam("s", lambda s: power(A, s) * b), "p", "q")
            H.use("now", "spans", "q")
            opened("left", "entry")(entry(H, "entry", "now", "p", 0))
        G.have("whole", eq(krylov("e"), V * W * krylov("e")), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
        G.use("rank", "rank_of_identity", "e", k, Term(("m", "L")) * V, W * krylov("e"), by=(
            "a", lambda H: H.lin("-whole", "L_free"))).a()

    def script(G: Goal) -> None:
        G.use("some", "vector_has_minimal_polynomial", n, A, b).obtain("some", "e", "e_all").parts("e_all", "e_low", "e_rest")
        G.parts("e_rest", "e_high", "e_found").obtain("e_found", "L", "L_all").obtain("L_all", "h", "h_all")
        G.parts("h_all", "L_free", "h_relation")
        G.have("up", leq(k, "e"), upper).have("down", leq("e", k), lower).have("not_above", leq("e", d), above)
        G.case(d, "e", "order", "a", lambda H: H.absurd(lambda K: K.use(
            "bad", "minimal", "e", lam("u", h), by=("a", "a", "h_relation")).by("bad")))

    def above(G: Goal) -> None:
        G.use("coordinates", "krylov_matrix_factor", n, d, "e", A, b, lam("u", f), by=("a", "relation")).obtain(
            "coordinates", "Z", "Z_is")
        G.use("rank", "rank_of_identity", "e", d, Term(("m", "L")) * krylov(d), Term(("m", "Z")), by=(
            "a", lambda H: H.lin("-Z_is", "L_free"))).a()
    spans = forall(t, implies(leq(0, t), eq(power(A, t) * b, V * W * power(A, t) * b)))
    models = [_basis(x) for x in relation_models()]
    zero = Numbers(n=2, d=0, k=0, m=2, f=lambda _: 0, g=lambda _: 3).draw(A).let(b, null(2, 1))
    models.append(zero.let(V, null(2, 0)).let(W, null(0, 2)).let(Y, null(2, 0)))
    longer = Numbers(models[0], d=2, f=lambda i: 4 * (1 - i))
    Claim((n, k, m, d, A, b, V, W, Y, f), {
        "n_size": leq(0, n), "k_size": leq(0, k), "basis": eq(W * V, eye(k)), "inside": eq(V, krylov(m) * Y), "spans": spans,
        "d_size": leq(0, d), "relation": relation(d), "minimal": minimal(d)}).publish(
        book, "krylov_dimension_is_degree",
        "Every basis V of the Krylov space of b has as many columns as the degree of the minimal polynomial of b.",
        ("==", "k", "d"), script, models=models,
        wrong={"one more": ("==", "k", ("+", "d", 1)), "all": ("==", "k", "n"), "smaller": less(k, d)},
        missing={"minimal": longer})


def _basis(numbers: Any) -> Numbers:
    """The basis K_d T of the Krylov space, T invertible."""
    x = left_inverse(numbers)
    T, Ti = matrix("T", d, d), matrix("Ti", d, d)
    x["g"] = lambda i: i * i + 1
    x["k"], x["m"] = x["d"], x["d"]
    x.invertible(T).inverse(Ti, T)
    return x.let(matrix("V", n, k), krylov(d) * T).let(matrix("W", k, n), Ti * matrix("L", d, n)).let(matrix("Y", m, k), T)
