"""Eckart-Young in the spectral and the Frobenius norm, all sizes, both as lower bounds and attained.

Singular values s enter by V^T A^T A V = diag(s^2) with V orthogonal, as premises: no axiom on their existence is used.
"""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
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
    scalars,
    total,
    trace,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.orthonormal import turned
from verify.proofs.library.spectral import diagonal, falling, norm, rotation, top
from verify.proofs.library.traces import same_trace
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

m, n, r, p, q, i, j, k = integers("m n r p q i j k")
d, s, w = Family("d"), Family("s"), Family("w")
c, = scalars("c")
A, M, V, X, Y = matrix("A", m, n), matrix("M", n, n), matrix("V", n, n), matrix("X", m, r), matrix("Y", r, n)
z = matrix("z", n, 1)
SQUARES = lam("k", lambda k: s(k) * s(k))


def theorems(book: Book) -> None:
    """The spectral norm from Courant-Fischer, the Frobenius norm from Ky Fan."""
    _spectral(book)
    _spectral_attained(book)
    _frobenius(book)
    _frobenius_attained(book)
    _two_by_two(book)


def squared(k: Any) -> Term:
    """The square of a singular value."""
    return s(k) * s(k)


def norm_at_most(matrix_: Any, c: Any) -> Any:
    """The spectral norm, squared, is at most c: |M z|^2 <= c |z|^2 for all z."""
    return forall(z, at_most(norm(matrix_ * z), c * norm(z)))


def singular_numbers(rows: int, columns: int, rank: int) -> Numbers:
    """A with singular values 5, 3, 1, .. (0 after the rows), its best approximation X Y of inner size r."""
    def value(k: int) -> Fraction:
        return Fraction(5 - 2 * k if 0 <= k < min(rows, columns) else 0)
    numbers = Numbers(m=rows, n=columns, r=rank, s=value, V=rotation(columns), c=value(rank) ** 2)
    left, right = rotation(rows), numbers["V"]
    numbers["A"] = numbers_table(rows, columns, lambda i,
        j: sum((left.at(i, k) * value(k) * right.at(j, k) for k in range(min(rows, columns))), Fraction(0)))
    numbers["X"] = numbers_table(rows, rank, lambda i, j: left.at(i, j) * value(j))
    numbers["Y"] = numbers_table(rank, columns, lambda i, j: right.at(j, i))
    numbers["z"] = numbers_table(columns, 1, lambda i, _: right.at(i, rank) if rank < columns else Fraction(1 + i))
    return numbers


def larger(G: Goal, name: str, k: Any, at: Any) -> Goal:
    """From s(at) <= s(k) (fact fall) and 0 <= s(at) (fact last): the same for the squares."""
    return G.have(name, at_most(squared(at), squared(k)), lambda H: H.pos([(1, s(k) - s(at), ()), (2, 1, ("last", "fall"))]))


def _spectral(book: Book) -> None:
    U = matrix("U", n, r + 1)
    claim = Claim((m, n, r, A, U, s, X, Y, c), {
        "r_low": leq(0, r), "unit": eq(U.T * U, eye(r + 1)), "eigen": eq(U.T * A.T * A * U, diagonal(r + 1, squared)),
        "falls": falling(s, r + 1), "last": at_most(0, s(r)), "norm_c": norm_at_most(A - X * Y, c)})

    def each(H: Goal) -> None:
        larger(H.intro("k low high").use("fall", "falls", k, r), "done", k, r).by("done")

    def bounded(H: Goal) -> None:
        H.intro("z null").use("now", "norm_c", z).have("same_m",
            eq((A * z - X * Y * z).T * (A * z - X * Y * z), z.T * A.T * A * z), lambda K: K.lin(
            "null", *turned(K, "null")))
        entry(H, "same", "same_m", 0, 0)
        bound(H, [(1, 1, ("now",))], "same")

    def script(G: Goal) -> None:
        G.use("done", "courant_fischer_lower_bound", n, r, r + 1, A.T * A, U, SQUARES, squared(r), Y, c, by=(
            "a", "a", "unit", "eigen", each, bounded)).by("done")
    models = [singular_numbers(*sizes) for sizes in ((1, 1, 0), (2, 2, 1), (2, 3, 1), (3, 3, 2), (3, 2, 1))]
    for numbers in models:
        numbers["U"] = numbers_table(numbers["n"], numbers["r"] + 1, numbers["V"].at)
    models.append(Numbers(models[1], c=Fraction(25)).let(X, null(m, r)))
    claim.publish(
        book, "eckart_young_spectral",
        "Eckart-Young, spectral norm: every B = X Y of inner size r has |A - B| >= s(r), the (r+1)-th singular value.",
        at_most(squared(r), c), script, models=models,
        wrong={"reversed": at_most(c, squared(r)), "the value before": at_most(squared(r) + 1, c)},
        missing={"unit": Numbers(models[0], s=lambda _: Fraction(10)).let(U, 2 * eye(1)), "last": _wrong_sign(U)})


def _wrong_sign(U: Any) -> Numbers:
    """A = diag(1, 3) with s = (1, -3): the best approximation keeps the second vector."""
    numbers = Numbers(m=2, n=2, r=1, s=lambda k: Fraction(1 - 4 * k), c=Fraction(1)).let(U, eye(2)).let(A,
        diagonal(2, lambda k: num(1 + 2 * k)))
    numbers["X"] = numbers_table(2, 1, lambda i, _: Fraction(3 * i))
    numbers["Y"] = numbers_table(1, 2, lambda _, j: Fraction(j))
    return numbers.let(z, numbers["X"])


def _kept(size: Any = r) -> Term:
    """The first right singular vectors."""
    return V * top(size, n)


def _spectral_attained(book: Book) -> None:
    claim = Claim((m, n, r, A, V, s), {
        "r_low": leq(0, r), "r_high": less(r, n), "basis": eq(V * V.T, eye(n)), "columns": eq(V.T * V, eye(n)),
        "eigen": eq(V.T * A.T * A * V, diagonal(n, squared)), "falls": falling(s, n),
            "positive": forall(k, implies(*inside(k), at_most(0, s(k))))})
    rest = z - _kept() * _kept().T * z

    def squares_fall(H: Goal) -> None:
        H.intro("p k p_low order k_high").use("fall", "falls", p, k).use("last", "positive", k, by=("a", "a"))
        larger(H, "done", p, k).by("done")

    def script(G: Goal) -> None:
        G.intro("z").use("all", "courant_fischer_attained", n, r, A.T * A, V, SQUARES,
            by=("a", "a", "basis", "eigen", squares_fall))
        G.use("units", "INLINL", r, n - r).use("now", "all", rest, by=(lambda H: H.lin("columns", "units"),))
        G.use("lost", "square_nonnegative", r, _kept().T * z)
        G.have("shorter_m", eq(rest.T * rest, z.T * z - z.T * _kept() * _kept().T * z), lambda H: H.lin("columns", "units"))
        entry(G, "shorter", "shorter_m", 0, 0)
        bound(G, [(1, 1, ("now",)), (1, s(r), ("lost",))], "shorter")
    models = [singular_numbers(*sizes) for sizes in ((1, 1, 0), (2, 2, 1), (2, 3, 1), (3, 3, 2), (3, 2, 0))]
    best = A - A * _kept() * _kept().T
    claim.publish(
        book, "eckart_young_spectral_attained",
            "A V_r V_r^T, of inner size r, attains the bound of Eckart and Young: |A - A V_r V_r^T| <= s(r).",
        norm_at_most(best, squared(r)), script, models=models,
        wrong={"the next value": norm_at_most(best, squared(r) - 1), "doubled": norm_at_most(2 * best, squared(r)),
               "no error": norm_at_most(best, num(0))})


def _frobenius(book: Book) -> None:
    claim = Claim((m, n, r, A, V, s, X, Y), {
        "m_size": leq(0, m), "r_low": leq(0, r), "r_high": less(r, n), "basis": eq(V * V.T, eye(n)),
        "eigen": eq(V.T * A.T * A * V, diagonal(n, squared)), "falls": falling(s, n),
            "positive": forall(k, implies(*inside(k), at_most(0, s(k))))})
    E, Z = A - X * Y, matrix("Z", n, n - r)
    rest = E * (eye(n) - Z * Z.T)

    def script(G: Goal) -> None:
        G.use("some", "orthonormal_null_space_basis", r, n, n - r, Y).obtain("some", "Z", "Z_all").parts("Z_all", "unit", "null")
        G.use("cut", "eckart_young_split", m, n, n - r, E, Z, by=("unit",))
        G.use("lost", "frobenius_norm_nonnegative", m, n, rest)
        G.have("same", eq(Z.T * E.T * E * Z, Z.T * A.T * A * Z), lambda H: H.lin("null", *turned(H, "null")))
        same_trace(G, "traces", "same")
        G.use("least", "ky_fan_trace_inequality", n, r, A.T * A, V, SQUARES, Z,
            by=("a", "a", "basis", "eigen", _squares_fall, "unit"))
        bound(G, [(1, 1, ("lost",)), (1, 1, ("least",))], "cut", "traces")
    M_ = matrix("M", m, n)

    def nonneg(G: Goal) -> None:
        G.intro("m n M m_size n_size").use("entries", "frobenius_norm", m, n, M_)
        nonnegative(G, "all", 0, m, lambda i: total(0, n, lambda j: M_[i, j] * M_[i, j]), lambda H: nonnegative(
            H, "row", 0, n, lambda j: M_[i, j] * M_[i, j], lambda K: K.pos([(1, M_[i, j], ())]), "j").by("row"), "i")
        bound(G, [(1, 1, ("all",))], "entries")
    book.add("frobenius_norm_nonnegative", "tr (M^T M) >= 0.",
        forall(m, n, M_, implies(leq(0, m), leq(0, n), at_most(0, trace(M_.T * M_)))),
             nonneg, lemma=True)
    models = [singular_numbers(*sizes) for sizes in ((1, 1, 0), (2, 2, 1), (2, 3, 1), (3, 3, 2), (3, 2, 1))]
    models.append(Numbers(models[1]).let(X, null(m, r)))
    error = trace(E.T * E)
    claim.publish(
        book, "eckart_young_frobenius",
            "Eckart-Young-Schmidt, Frobenius norm: every B = X Y of inner size r has |A - B|_F^2 >= the sum of s(k)^2, k >= r.",
        at_most(total(r, n, squared), error), script, models=models,
        wrong={"reversed": at_most(error, total(r, n, squared)), "from r - 1": at_most(total(r - 1, n, squared), error),
               "all": at_most(total(0, n, squared), error)})


def _squares_fall(H: Goal) -> None:
    H.intro("p k p_low order k_high").use("fall", "falls", p, k).use("last", "positive", k, by=("a", "a"))
    larger(H, "done", p, k).by("done")


def _frobenius_attained(book: Book) -> None:
    claim = Claim((m, n, r, A, V, s),
        {"r_low": leq(0, r), "r_high": leq(r, n), "basis": eq(V * V.T, eye(n)), "columns": eq(V.T * V, eye(n)),
                                       "eigen": eq(V.T * A.T * A * V, diagonal(n, squared))})
    E, R, D = A - A * _kept() * _kept().T, Term(("inr", r, n - r)), diagonal(n, squared)

    def entries(K: Goal) -> None:
        K.use("moved", "ENTINR", r, n - r, n - r, D * R, k, k).use("scaled", "diagonal_matrix_times", n, n - r, SQUARES, R,
            k + r, k,
            by=("a", "a"))
        K.use("unit_entry", "ENTINR", r, n - r, n, eye(n), k, k + r).use("one", "ENTI1", n, k + r).lin("moved", "scaled",
            "unit_entry", "one")

    def script(G: Goal) -> None:
        G.use("sum", "INLR", r, n - r).use("unit", "INRINR", r, n - r)
        G.have("short", eq(E.T * E, V * R * R.T * D * R * R.T * V.T), lambda H: H.lin("sum", "-eigen", "basis"))
        G.have("inner", eq(R * R.T * V.T * V * R * R.T * D, R * R.T * D), lambda H: H.lin("columns", "unit"))
        same_trace(G, "first", "short")
        same_trace(G, "second", "inner")
        G.use("opened", "TRACE", n - r, R.T * D * R).use("shifted", "sum_shift", SQUARES, r, 0, n - r)
        G.have("terms", eq(total(0, n - r, lambda k: (R.T * D * R)[k, k]), total(0, n - r, lambda k: squared(k + r))),
               lambda H: H.cong("k low high", entries))
        G.lin("first", "second", "opened", "terms", "shifted")
    models = [singular_numbers(*sizes) for sizes in ((1, 1, 0), (2, 2, 1), (2, 3, 1), (3, 3, 2), (3, 2, 0))]
    error = trace(E.T * E)
    claim.publish(
        book, "eckart_young_frobenius_attained",
            "A V_r V_r^T attains the bound: |A - A V_r V_r^T|_F^2 is the sum of s(k)^2 over k >= r.",
        eq(error, total(r, n, squared)), script, models=models,
        wrong={"sign": eq(error, -total(r, n, squared)), "from r + 1": eq(error, total(r + 1, n, squared)),
            "first values": eq(error, total(0, r, squared))})


def _two_by_two(book: Book) -> None:
    x, y = scalars("x y")
    B = matrix("B", 2, 2)
    claim = Claim((x, y, B), {"positive": at_most(0, y), "order": at_most(y, x),
                              "singular": eq(B[0, 0] * B[1, 1], B[0, 1] * B[1, 0])})
    error = (x - B[0, 0]) * (x - B[0, 0]) + B[0, 1] * B[0, 1] + B[1, 0] * B[1, 0] + (y - B[1, 1]) * (y - B[1, 1])
    first, second = x * B[0, 0] + y * B[1, 1] - x * x, x * B[0, 1] - y * B[1, 0]
    scaled = x * x * (error - y * y)

    def squares(sign: int = 1) -> Term:
        return first * first + second * second + (x * x - sign * y * y) * (B[1, 0] * B[1, 0] + B[1, 1] * B[1, 1])

    def script(G: Goal) -> None:
        G.split(lambda H: H.close("lin", [(-2 * x * y, "singular", 1)]), lambda H: H.pos([(1, first, ()), (1, second, ()), *(
            part for b in (B[1, 0], B[1, 1]) for part in ((1, (x - y) * b, ()), (2, b, ("positive", "order"))))],
            ((-2 * x * y, "singular", 1),)))
    models, missing = _singular_models()
    claim.publish(
        book, "eckart_young_two_by_two",
            "The 2 x 2 case without division: for a singular B, x^2 (|diag(x, y) - B|_F^2 - y^2) is a sum of squares with the "
            "weights 1 and x^2 - y^2; it is not negative for x >= y >= 0.",
        both(eq(scaled, squares()), at_most(0, scaled)), script, models=models,
        wrong={"larger value": at_most(0, x * x * (error - x * x)), "reversed": at_most(scaled, 0),
               "weight": eq(scaled, squares(-1))}, missing=missing)

    def unscaled(G: Goal) -> None:
        G.use("both", "eckart_young_two_by_two", x, y, B, by=("positive", "order", "singular")).parts("both", "identity", "least")
        G.excluded(eq(x, 0), "zero", lambda H: bound(H, [(1, x - B[0, 0], ()), (1, B[0, 1], ()), (1, B[1, 0], ()), (
            1, y - B[1, 1], ()), (1, 1, ("positive", "order"))], "zero"), lambda H: H.use("done", "positive_factor", x * x,
            error - y * y, by=(lambda K: K.pos([(1, x, ())]), lambda K: K.intro("null").use("is_zero", "square_zero", x, by=(
                "null",)).use("no", "zero", by=("is_zero",)).by("no"), "least")).pos([(1, 1, ("done",))]))
    claim.publish(
        book, "eckart_young_two_by_two_error",
            "A singular 2 x 2 matrix B has |diag(x, y) - B|_F^2 >= y^2 for all x >= y >= 0.",
        at_most(y * y, error), unscaled, models=models,
        wrong={"larger value": at_most(x * x, error), "reversed": at_most(error, y * y)}, missing=missing)


def _singular_models() -> tuple[list[Any], dict[str, Any]]:
    """Singular matrices B with x >= y >= 0, and numbers that break the theorem without one of the three premises."""
    models = [{"x": Fraction(3), "y": Fraction(v),
        "B": numbers_table(2, 2, lambda i, j, rows=rows: Fraction(rows[i][j]))}  # type: ignore[misc]
              for v, rows in ((2, ((3, 0), (0, 0))), (1, ((2, 2), (1, 1))), (0, ((0, 0), (5, 1))), (3, ((1, -1), (1, -1))),
                  (2, ((0, 0), (0, 2))))]
    regular = {**models[0], "B": numbers_table(2, 2, lambda i, j: Fraction((3 - i) * (i == j)))}
    swapped = {"x": Fraction(1), "y": Fraction(2), "B": numbers_table(2, 2, lambda i, j: Fraction(2 * i * j))}
    negative = {"x": Fraction(1), "y": Fraction(-2), "B": numbers_table(2, 2, lambda i, j: Fraction(-2 * i * j))}
    return [{**models[2], "x": Fraction(0)}, *models], {"singular": regular, "order": swapped, "positive": negative}
