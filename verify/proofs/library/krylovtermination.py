"""When Krylov methods end: minimal residuals and Galerkin conditions (GMRES, conjugate gradients) at the degree of a polynomial.

d is the degree of any monic polynomial that annihilates the first residual r; the least one is the dimension of the space.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, injections
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
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
from verify.proofs.library.krylov import A, krylov
from verify.proofs.library.krylovbases import d, e, f, n, relation
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.spectral import norm
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

k, s, i, t = integers("k s i t")
r, c, x0 = (matrix(name, n, 1) for name in ("r", "c", "x0"))
Ai, y = matrix("Ai", n, n), matrix("y", k, 1)
START = {"start": eq(r, c - A * x0)}
LONG = {"d_size": leq(0, d), "long": leq(d, k), "relation": relation(d, f, r)}


def theorems(book: Book) -> None:
    """Coordinates of the residual, then each method."""
    _shorter(book)
    _step(book)
    _galerkin(book)
    _solution(book)
    _minimal_residual(book)
    _not_before(book)


def space(size: Any) -> Any:
    """The Krylov matrix of the residual."""
    return krylov(size, start=r)


def _shorter(book: Book) -> None:
    Z = matrix("Z", k, k + 1)

    def script(G: Goal) -> None:
        G.intro("n d k A r f d_size long relation").use("some", "krylov_matrix_factor", n, d, k + 1, A, r, lam("u", f), by=(
            "a", "relation")).obtain("some", "Y", "Y_is").use("first", "krylov_first_columns", n, d, k - d, A, r)
        G.witness(Term(("inl", d, k - d)) * matrix("Y", d, k + 1)).lin("Y_is", "-first")
    book.add("krylov_spaces_stop", "From the degree of a polynomial on, the next Krylov matrix is this one times Z.",
        forall(n, d, k, A, r, f, implies(*LONG.values(), exists(Z, eq(space(k + 1), space(k) * Z)))), script, lemma=True)


def _step(book: Book) -> None:
    Z, w, L, R = matrix("Z", k, k + 1), matrix("w", k, 1), Term(("inl", 1, k)), Term(("inr", 1, k))
    result = both(exists(w, eq(r, space(k) * w)), exists(matrix("C", k, k), eq(A * space(k), space(k) * matrix("C", k, k))))

    def script(G: Goal) -> None:
        G.intro("n d k A r f d_size long relation").use("some", "krylov_spaces_stop", n, d, k, A, r, lam("u", f), by=(
            "a", "a", "relation")).obtain("some", "Z", "Z_is").use("parts", "krylov_columns", n, k, A, r)
        G.parts("parts", "one", "two")
        G.split(lambda H: H.witness(Z * L).lin("-one", "Z_is"), lambda H: H.witness(Z * R).lin("-two", "Z_is"))
    book.add("krylov_space_invariant", "From that degree on, the Krylov space holds r and is invariant.", forall(
        n, d, k, A, r, f, implies(*LONG.values(), result)), script, lemma=True)


def invariant(G: Goal) -> Goal:
    """The facts r = K w and A K = K C."""
    G.use("both", "krylov_space_invariant", n, d, k, A, r, lam("u", f), by=("a", "a", "relation")).parts("both", "has", "maps")
    return G.obtain("has", "w", "r_is").obtain("maps", "C", "C_is")


def _galerkin(book: Book) -> None:
    K, z = space(k), matrix("w", k, 1) - matrix("C", k, k) * y

    def script(G: Goal) -> None:
        invariant(G)
        G.have("rest", eq(c - A * (x0 + K * y), K * z), lambda H: H.lin("-start", "r_is", "C_is"))
        G.have("square", eq(z.T * K.T * K * z, null(1, 1)), lambda H: H.close("lin", [(-z.T * K.T, "rest", 1), (z.T, "galerkin",
            1)]))
        entry(G, "length", "square", 0, 0).use("zero", "norm_definite", n, K * z, by=(lambda H: H.lin("length"),))
        G.close("lin", [(-1, "rest", 1), (-1, "zero", 1)])
    models = [projected(x, steps) for x, steps in examples()]
    Claim((n, d, k, A, r, c, x0, y, f), {**LONG, **START, "galerkin": eq(K.T * (c - A * (x0 + K * y)), null(k, 1))}).publish(
        book, "conjugate_gradient_termination",
        "Conjugate gradients and all Galerkin methods end: when a monic polynomial of degree d annihilates r_0, a residual after "
        "k >= d steps that is orthogonal to the Krylov space is 0.",
        eq(A * (x0 + K * y), c), script, models=models,
        wrong={"the start": eq(A * x0, c), "sign": eq(A * (x0 - K * y), c), "update alone": eq(A * K * y, c)},
        missing={"long": projected(*examples()[2], short=1), "galerkin": Numbers(models[1]).let(y, null(k, 1))})


def examples() -> list[tuple[Numbers, int]]:
    """Symmetric positive definite matrices, with steps: a multiple of I, all different, two equal eigenvalues, size 1."""
    found = []
    for size, rows, poly, steps in (
            (1, ((2,),), (2,), 1), (2, ((2, 1), (1, 2)), (-3, 4), 2), (3, ((2, 1, 0), (1, 2, 1), (0, 1, 2)), (4, -10, 6), 3),
            (3, ((2, 1, 1), (1, 2, 1), (1, 1, 2)), (-4, 5), 2), (2, ((3, 0), (0, 3)), (3,), 2)):
        x = Numbers(n=size, d=len(poly), f=lambda u, poly=poly: Fraction(poly[u] if 0 <= u < len(poly) else 7))
        x["A"] = numbers_table(size, size, lambda i, j, rows=rows: Fraction(rows[i][j]))  # type: ignore[misc]  # bound now
        x["r"] = numbers_table(size, 1, lambda i, _: Fraction((1, 3, -1)[i]))
        x["x0"] = numbers_table(size, 1, lambda i, _: Fraction(i + 1))
        found.append((x.let(c, r + A * x0).inverse(Ai, A), steps))
    return found


def projected(x: Numbers, steps: int, short: int = 0) -> Numbers:
    """The Galerkin solution, the conjugate gradient iterate."""
    x, inner, K = Numbers(x, k=steps - short), matrix("inner", k, k), space(k)
    if x["d"] < x["k"]:  # dependent columns: the solution with zeros
        first = projected(Numbers(x), x["d"])
        return x.let(y, numbers_table(x["k"], 1, lambda i, _: first["y"].at(i, 0)))
    x.inverse(inner, K.T * A * K).let(y, inner * K.T * r)
    del x["inner"]
    return x


def _solution(book: Book) -> None:
    """A regular matrix has its solution in the space: its action on the space is regular."""
    h = Family("h")
    w, C, L, Z = matrix("w", "e", 1), matrix("C", "e", "e"), matrix("L", "e", n), matrix("Z", d, "e")
    some = exists(matrix("z", k, 1), eq(A * space(k) * matrix("z", k, 1), r))

    def script(G: Goal) -> None:
        G.intro("n d k A Ai r f n_size left d_size long relation")
        G.use("degree", "vector_has_minimal_polynomial", n, A, r).obtain("degree", "e", "e_all").parts("e_all", "e_low", "e_rest")
        G.parts("e_rest", "e_high", "e_found").obtain("e_found", "L", "L_all").obtain("L_all", "h", "h_all")
        G.parts("h_all", "L_free", "h_is").use("both", "krylov_space_invariant", n, "e", "e", A, r, lam("u", h), by=("a", "a",
            "h_is"))
        G.parts("both", "has", "maps").obtain("has", "w", "r_is").obtain("maps", "C", "C_is")
        K, first = space("e"), Term(("inl", d, k - d))
        G.have("one", eq(L * Ai * K * C, eye("e")), lambda H: H.lin("-C_is", "left", "L_free"))
        G.use("two", "one_sided_inverse", "e", L * Ai * K, C, by=("one",))
        G.use("inside", "krylov_matrix_factor", n, d, "e", A, r, lam("u", f), by=("a", "relation")).obtain("inside", "Z", "Z_is")
        G.use("cut", "krylov_first_columns", n, d, k - d, A, r)
        G.have("solves", eq(A * K * L * Ai * K * w, r), lambda H: H.close("lin", [
            (1, "C_is", L * Ai * K * w), (K, "two", w), (-1, "r_is", 1)]))
        G.witness(first * Z * L * Ai * K * w).close("lin", [
            (A, "cut", Z * L * Ai * K * w), (-1 * A, "Z_is", L * Ai * K * w), (1, "solves", 1)])
    book.add("krylov_space_holds_solution", "A regular, p(A) r = 0, deg p = d: A x = r is solved in the Krylov space.", forall(
        n, d, k, A, Ai, r, f, implies(leq(0, n), eq(Ai * A, eye(n)), *LONG.values(), some)), script, lemma=True)


def _minimal_residual(book: Book) -> None:
    K, z = space(k), matrix("z", k, 1)

    def rest(y: Any) -> Any:
        return c - A * (x0 + K * y)

    def script(G: Goal) -> None:
        G.use("some", "krylov_space_holds_solution", n, d, k, A, Ai, r, lam("u", f), by=("a", "left", "a", "a",
            "relation")).obtain(
            "some", "z", "z_is").use("least", "minimal", z)
        G.have("exact", eq(rest(z).T * rest(z), null(1, 1)), lambda H: H.close("lin", [
            (-rest(z).T, "start", 1), (-rest(z).T, "z_is", 1)]))
        entry(G, "nothing", "exact", 0, 0).use("low", "square_nonnegative", n, rest(y))
        G.use("zero", "ANTISYM", norm(rest(y)), 0, by=(lambda H: H.pos([(1, 1, ("least",))], ((-1, "nothing", 1),)), "low"))
        G.use("done", "norm_definite", n, rest(y), by=("zero",)).close("lin", [(-1, "done", 1)])
    models = [_with_trial(projected(x, steps)) for x, steps in examples()]
    small = Numbers(_with_trial(projected(*examples()[2])), k=2)
    inner = matrix("inner", k, k)
    small.inverse(inner, K.T * A.T * A * K).let(y, inner * K.T * A.T * r).let(z, small.at(matrix("y", k, 1)))
    least = forall(z, at_most(norm(rest(y)), norm(rest(z))))
    Claim((n, d, k, A, Ai, r, c, x0, y, f), {"n_size": leq(0, n), "left": eq(Ai * A, eye(n)), **LONG, **START,
        "minimal": least}).publish(
        book, "gmres_finite_termination",
        "GMRES ends: when a monic polynomial of degree d annihilates r_0 and A is regular, the least residual over x_0 + K_k, "
        "k >= d, is 0.",
        eq(A * (x0 + K * y), c), script, models=models,
        wrong={"the start": eq(A * x0, c), "sign": eq(A * (x0 - K * y), c), "update alone": eq(A * K * y, c)},
        missing={"long": small})


def _with_trial(x: Numbers) -> Numbers:
    return x.let(matrix("z", k, 1), numbers_table(x["k"], 1, lambda i, _: Fraction(2 - i)))


def _not_before(book: Book) -> None:
    L, z = matrix("L", d, n), matrix("z", e, 1)
    one, two, first = Term(("inl", 1, e)), Term(("inr", 1, e)), Term(("inl", e + 1, d - e - 1))

    def script(G: Goal) -> None:
        G.intro("solved").use("parts", "krylov_columns", n, e, A, r).parts("parts", "head", "tail")
        G.use("cut", "krylov_first_columns", n, e + 1, d - e - 1, A, r).use("units", "INLINL", e + 1, d - e - 1)
        injections(G, 1, e)
        G.have("both", eq(space(e + 1) * (one - two * z), null(n, 1)), lambda H: H.close("lin", [
            (1, "head", 1), (-1, "tail", z), (1, "start", 1), (-1, "solved", 1)]))
        G.have("none", eq(one - two * z, null(e + 1, 1)), lambda H: H.close("lin", [
            (-1, "units", one - two * z), (-1 * first.T, "free", first * (one - two * z)), (first.T * L, "cut", one - two * z),
            (first.T * L, "both", 1)]))
        G.have("bad", eq(eye(1), null(1, 1)), lambda H: H.close("lin", [(-1, "ll", 1), (one.T, "none", 1), (1, "lr", z)]))
        entry(G, "at", "bad", 0, 0).use("unit", "ENTI1", 1, 0).use("no", "CHAR0", 1, by=(
            "a", lambda H: H.close("lin", [(-1, "unit", 1), (1, "at", 1)]))).by("no")
    models = []
    for x, _ in examples():
        gram = matrix("gram", d, d)
        numbers = Numbers(x).inverse(gram, space(d).T * space(d)).let(L, gram * space(d).T)
        models.append(numbers)
    solved = eq(A * (x0 + space(e) * z), c)
    trial = [Numbers(x, e=x["d"] - 1).let(z, numbers_table(x["d"] - 1, 1, lambda i, _: Fraction(i + 1))) for x in models]
    last = Numbers(models[1], e=2).let(z, projected(*examples()[1])["y"])
    short = Numbers(projected(*examples()[0]), d=2, e=1).let(L, null(2, 1))
    Claim((n, d, e, A, r, c, x0, L, z), {**START, "free": eq(L * space(d), eye(d)), "e_low": leq(0, e), "e_high": less(e,
        d)}).publish(
        book, "krylov_no_earlier_termination",
        "No Krylov method ends before the dimension d of the space: x_0 + K_e, e < d, holds no solution of A x = c.",
        no(solved), script, models=trial, wrong={"solved": solved, "zero": eq(r, null(n, 1))},
        missing={"free": short.let(z, short["y"]), "e_high": last})
