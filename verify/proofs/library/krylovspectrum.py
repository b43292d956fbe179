"""Krylov spaces of sums of eigenvectors: their dimension, and conjugate gradients with few distinct eigenvalues."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.evaluation import times
from verify.proofs.language import (
    Family,
    Letter,
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
    prod,
    scalars,
    table,
    total,
)
from verify.proofs.library.jordanchains import column
from verify.proofs.library.krylov import A
from verify.proofs.library.krylovbases import d, n
from verify.proofs.library.krylovtermination import START, c, examples, k, projected, r, space, x0, y
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.powers import power
from verify.proofs.library.shifts import P, Q, opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

s, t = integers("s t")
EIGENVALUES: dict[Any, tuple[int, ...]] = {
    ((2,),): (2,), ((2, 1), (1, 2)): (1, 3), ((2, 1, 1), (1, 2, 1), (1, 1, 2)): (4, 1), ((3, 0), (0, 3)): (3,)}


def theorems(book: Book) -> None:
    """Eigenvectors, the dimension, conjugate gradients."""
    _eigenvectors(book)
    _distinct(book)


def _eigenvectors(book: Book) -> None:
    w, (x,) = matrix("w", n, 1), scalars("x")

    def step(S: Goal) -> None:
        S.intro("e above ih").use("more", "MPRODS", n, lam("u", lambda _: A), 0, "e").use(
            "also", "PRODS", lam("u", lambda _: x), 0, "e").lin("more", "also", "eigen", "ih")
    book.add("powers_on_eigenvector", "A w = x w gives A^t w = x^t w.", forall(n, A, w, x, implies(eq(A * w, x * w), forall(
        t, implies(leq(0, t), eq(power(A, t) * w, prod(0, t, lambda _: x) * w))))), lambda G: G.intro("n A w x eigen").induction(
            lambda H: H.use("one", "MPROD0", n, lam("u", lambda _: A), 0, 0).use("two", "PROD0", lam("u", lambda _: x), 0, 0).lin(
                "one", "two"), step), lemma=True)


V, X, b = Letter("v", ("b",), n, 1), Family("x"), integers("b")[0]
SPANNED = {"s_size": leq(0, s), "eigen": forall(b, implies(leq(0, b), less(b, s), eq(A * V(b), X(b) * V(b)))),
           "sum": eq(r, total(0, s, V))}


def _distinct(book: Book) -> None:
    L = matrix("L", d, n)
    basis, values = column(V, n, s), table(s, d, lambda b, t: prod(0, t, lambda _: X(b)))

    def leaf(G: Goal) -> None:
        def terms(H: Goal) -> None:
            H.cong("b b0 b1", lambda K: K.use("one", "eigen", "b").use("all", "powers_on_eigenvector", n, A, V("b"), X("b"), by=(
                "one",)).use("now", "all", "q").lin("now"))
        sums = total(0, s, lambda b: prod(0, Q, lambda _: X(b)) * V(b))
        G.have("terms", eq(total(0, s, lambda b: power(A, Q) * V(b)), sums), terms)
        G.have("vector", eq(power(A, Q) * r, sums), lambda H: H.lin("sum", "terms"))
        entry(G, "entry", "vector", "p", 0).use("open", "ENTSUM", n, 1, lam("b", lambda b: prod(0, Q, lambda _: X(b)) * V(b)),
            0, s,
            "p", 0)
        G.use("product", "ENTMUL", n, s, d, basis, values, "p", "q")
        G.have("cells", eq(total(0, s, lambda b: basis[P, b] * values[b, Q]), total(0, s, lambda b: prod(0, Q, lambda _: X(
            b)) * V(b)[P, 0])), lambda H: H.cong("b b0 b1", opened()))
        opened("entry", "open", "product", "cells")(G)

    def bounded(G: Goal) -> None:
        G.have("whole", eq(space(d), basis * values), lambda H: H.ext("p q p0 p1 q0 q1", leaf))
        G.use("rank", "rank_of_identity", d, s, L * basis, values, by=("a", lambda H: H.lin("-whole", "free"))).by("rank")
    models = []
    for z in (x for x, _ in examples() if tuple(map(tuple, x["A"].entries)) in EIGENVALUES):
        gram = matrix("gram", d, d)
        models.append(_split(Numbers(z).inverse(gram, space(d).T * space(d)).let(L, gram * space(d).T)))
    Claim((n, d, s, A, r, L, V, X), {**SPANNED, "free": eq(L * space(d), eye(d))}).publish(
        book, "krylov_dimension_at_most_eigenvalues",
        "The Krylov space of a sum of s eigenvectors, one for each distinct eigenvalue, has dimension at most s.",
        leq(d, s), bounded, models=models,
        wrong={"smaller": less(d, s), "reversed": less(s, d), "double": leq(2 * d, s)},
        missing={"sum": Numbers(models[1], s=1), "free": Numbers(models[0], d=2).let(L, null(2, 1))})
    _few_steps(book)


def _few_steps(book: Book) -> None:
    K, h = space(k), Family("h")

    def script(G: Goal) -> None:
        G.use("degree", "vector_has_minimal_polynomial", n, A, r).obtain("degree", "e", "e_all").parts("e_all", "e_low", "e_rest")
        G.parts("e_rest", "e_high", "e_found").obtain("e_found", "L", "L_all").obtain("L_all", "h", "h_all")
        G.parts("h_all", "L_free", "h_is").use("few", "krylov_dimension_at_most_eigenvalues", n, "e", s, A, r, matrix("L", "e",
            n), lam(
            "b", V), lam("b", X), by=("a", "eigen", "sum", "L_free"))
        G.use("done", "conjugate_gradient_termination", n, "e", k, A, r, c, x0, y, lam("u", h), by=(
            "a", "a", "h_is", "start", "galerkin")).by("done")
    models = [_split(projected(x, steps)) for x, steps in examples() if tuple(map(tuple, x["A"].entries)) in EIGENVALUES]
    Claim((n, s, k, A, r, c, x0, y, V, X), {"n_size": leq(0, n), **SPANNED, "steps": leq(s, k), **START, "galerkin": eq(
        K.T * (c - A * (x0 + K * y)), null(k, 1))}).publish(
        book, "conjugate_gradients_distinct_eigenvalues",
        "When r_0 is a sum of s eigenvectors, s the number of distinct eigenvalues, conjugate gradients end after s steps.",
        eq(A * (x0 + K * y), c), script, models=models,
        wrong={"the start": eq(A * x0, c), "sign": eq(A * (x0 - K * y), c), "update alone": eq(A * K * y, c)},
        missing={"galerkin": Numbers(models[1]).let(y, null(k, 1))})


def _split(x: Numbers) -> Numbers:
    """The residual as a sum of eigenvectors, one for each of the rational eigenvalues."""
    size, values, parts = x["n"], EIGENVALUES[tuple(map(tuple, x["A"].entries))], []
    for v in values:
        part = x["r"]
        for u in values:
            if u != v:
                shifted = numbers_table(size, size, lambda i, j, u=u: x["A"].at(i, j) - u * (i == j))  # type: ignore[misc]  # bound now
                part = times(Fraction(1, v - u), times(shifted, part))
        parts.append(part)
    none = numbers_table(size, 1, lambda _i, _j: Fraction(0))
    return Numbers(x, s=len(values), v=lambda b: parts[b] if 0 <= b < len(parts) else none,
                   x=lambda b: Fraction(values[b] if 0 <= b < len(values) else 9))
