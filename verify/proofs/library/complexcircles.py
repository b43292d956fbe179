"""Circles for complex matrices of all sizes, by real and imaginary parts over an ordered field: sums of moduli, Gershgorin."""
from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound
from verify.proofs.claims import Claim
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    both,
    eq,
    exists,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    no,
    null,
    scalars,
    total,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k, lo = integers("n i j k lo")
x, y, w, r = Family("x"), Family("y"), Family("w"), Family("r", 2)
p, q, a, b, c, d, s, t, M = scalars("p q a b c d s t M")
B, C, u, v = matrix("B", n, n), matrix("C", n, n), matrix("u", n, 1), matrix("v", n, 1)
AT = {"B": B[i, i], "C": C[i, i], "u": u[i, 0], "v": v[i, 0]}  # of the row of the largest entry
FAMILIES = (lam("k", x), lam("k", y), lam("k", w))


def theorems(book: Book) -> None:
    """Moduli of sums first, then the row of an eigenvector's largest entry."""
    _pair(book)
    _sums(book)
    _triangle(book)
    _circles(book)
    _dominant(book)


def square(real: Any, imaginary: Any) -> Term:
    """The square of the modulus."""
    return Term(real * real + imaginary * imaginary)


def _pair(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("a b c d s t M s_low t_low M_low first second").use("inner", "root_monotone", a * c + b * d, s * t * M, by=(
            lambda H: H.pos([(1, 1, ("s_low", "t_low", "M_low"))]), lambda H: H.pos(
                [(1, a * d - b * c, ()), (1, t, ("first", "M_low")), (1, a, ("second",)), (1, b, ("second",))])))
        G.pos([(1, 1, ("first",)), (1, 1, ("second",)), (2, 1, ("inner",))])
    book.add("modulus_of_sum", "|z|^2 <= s^2 M and |w|^2 <= t^2 M give |z + w|^2 <= (s + t)^2 M, for s, t, M >= 0.",
             forall(a, b, c, d, s, t, M, implies(
                 at_most(0, s), at_most(0, t), at_most(0, M), at_most(square(a, b), s * s * M), at_most(square(c, d), t * t * M),
                 at_most(square(a + c, b + d), (s + t) * (s + t) * M))), script, lemma=True)


def _sums(book: Book) -> None:
    def base(G: Goal) -> None:
        G.intro("each").use("no_x", "SUM0", FAMILIES[0], lo, lo).use("no_y", "SUM0", FAMILIES[1], lo, lo).use(
            "no_w", "SUM0", FAMILIES[2], lo, lo)
        G.split(lambda H: bound(H, [], "no_w"), lambda H: bound(H, [], "no_x", "no_y", "no_w"))

    def step(G: Goal) -> None:
        last = Term("e_")
        G.intro("e_ e_low ih each").use("before", "ih", by=(lambda H: H.intro("k low high").use("one", "each", k, by=(
            "a", "a")).by("one"),)).parts("before", "w_sum", "z_sum").use("one", "each", last).parts("one", "w_low", "z_most")
        for name, family in zip("xyw", FAMILIES, strict=True):
            G.use(f"{name}_more", "SUMS", family, lo, last)
        sums = [total(lo, last, f) for f in (x, y, w)]
        G.use("whole", "modulus_of_sum", sums[0], sums[1], x(last), y(last), sums[2], w(last), M, by=(
            "w_sum", "w_low", "M_low", "z_sum", "z_most"))
        G.split(lambda H: bound(H, [(1, 1, ("w_sum",)), (1, 1, ("w_low",))], "w_more"),
                lambda H: bound(H, [(1, 1, ("whole",))], "x_more", "y_more", "w_more"))
    each = forall(k, implies(leq(lo, k), less(k, n), both(at_most(0, w(k)), at_most(square(x(k), y(k)), w(k) * w(k) * M))))
    sums = [total(lo, n, f) for f in (x, y, w)]
    book.add("modulus_of_sums", "|z(k)|^2 <= w(k)^2 M give |sum z|^2 <= (sum w)^2 M, for w >= 0, M >= 0.",
             forall(x, y, w, M, lo, implies(at_most(0, M), forall(n, implies(leq(lo, n), each, both(
                 at_most(0, sums[2]), at_most(square(*sums[:2]), sums[2] * sums[2] * M)))))),
             lambda G: G.intro("x y w M lo M_low").induction(base, step), lemma=True)


def _triangle(book: Book) -> None:
    each = forall(k, implies(*inside(k), both(at_most(0, w(k)), at_most(square(x(k), y(k)), w(k) * w(k)))))

    def term(G: Goal) -> None:
        G.intro("k low high").use("one", "each", k, by=("a", "a")).parts("one", "w_low", "z_most")
        G.split("w_low", lambda H: H.pos([(1, 1, ("z_most",))]))

    def script(G: Goal) -> None:
        G.use("all", "modulus_of_sums", *FAMILIES, 1, 0, by=(lambda H: H.pos([(1, 1, ())]),)).use(
            "now", "all", n, by=("a", term)).parts("now", "w_sum", "z_sum").pos([(1, 1, ("z_sum",))])
    values = ((3, 4, 5), (-5, 12, 13), (0, -2, 2))
    models = [{"n": size, **{name: lambda k, at=at: Fraction(values[k % 3][at]) for at, name in enumerate("xyw")}}
              for size in range(4)]
    left, right = square(total(0, n, x), total(0, n, y)), total(0, n, w)
    Claim((n, x, y, w), {"size": leq(0, n), "each": each}).publish(
        book, "complex_triangle_inequality",
        "|z_1 + .. + z_n| <= w_1 + .. + w_n for complex z_k = x_k + i y_k with |z_k| <= w_k.",
        at_most(left, right * right), script, models=models,
        wrong={"reversed": at_most(right * right, left), "squares": at_most(left, total(0, n, lambda k: w(k) * w(k))),
               "half": at_most(2 * left, right * right)},
        missing={"each": {**models[2], "w": lambda _: Fraction(1)}})


def radius(at: Any) -> Term:
    """The sum of the moduli in a row, off the diagonal."""
    return total(0, at, lambda j: r(at, j)) + total(at + 1, n, lambda j: r(at, j))


MODULI = forall(i, j, implies(*inside(i), *inside(j), ("or", less(i, j), less(j, i)), both(
    at_most(0, r(i, j)), eq(r(i, j) * r(i, j), square(B[i, j], C[i, j])))))


def _circles(book: Book) -> None:
    claim = Claim((n, B, C, r, u, v, p, q), {
        "moduli": MODULI, "not_zero": no(both(eq(u, null(n, 1)), eq(v, null(n, 1)))),
        "real": eq(B * u - C * v, p * u - q * v), "imaginary": eq(C * u + B * v, q * u + p * v)})

    def circle(real: Any = p, imaginary: Any = q, bigger: Any = 1) -> Any:
        return at_most(square(real - B[i, i], imaginary - C[i, i]) * bigger, radius(i) * radius(i))

    def some(at: Any) -> Any:
        return exists(i, both(*inside(i), at))

    def none(G: Goal) -> None:
        G.absurd(lambda H: H.use("no", "not_zero", by=(lambda K: K.split(_empty, _empty),)).by("no"))
    models = [_numbers(*parts) for parts in MODELS]
    one = _numbers(((3,),), (1,), 3)
    claim.publish(
        book, "complex_gershgorin_circles",
        "Gershgorin for complex A = B + i C: every eigenvalue p + i q lies in a circle |p + i q - A(i, i)| <= sum of |A(i, j)|, "
        "j not i; all sizes, by real and imaginary parts, and no square root but the moduli given.",
        some(circle()), lambda G: G.case(1, n, "order", _largest_row, none), models=models,
        wrong={"half the radius": some(circle(bigger=4)), "around 0": some(at_most(square(p, q), radius(i) * radius(i))),
               "conjugate": some(circle(p, -q)), "every circle": forall(i, implies(*inside(i), circle()))},
        missing={"real": Numbers(one, p=Fraction(50)), "imaginary": Numbers(one, q=Fraction(50)),
                 "not_zero": Numbers(one, p=Fraction(50)).let(u, null(n, 1)),
                 "moduli": Numbers(models[1], r=lambda _i, _j: Fraction(0))})


def _empty(G: Goal) -> None:
    G.ext("i j i_low i_high j_low j_high", lambda H: H.absurd("a"))


def _largest_row(G: Goal) -> None:
    """The row where |u_i + i v_i| is largest gives the circle."""
    largest = square(AT["u"], AT["v"])
    G.use("top", "largest_value", lam("k", lambda k: square(u[k, 0], v[k, 0])), n).obtain("top", "i", "all").parts(
        "all", "i_low", "rest").parts("rest", "i_high", "most").have("M_low", at_most(0, largest), lambda H: H.pos(
            [(1, AT["u"], ()), (1, AT["v"], ())])).have("M_not", no(eq(largest, 0)), _not_null)
    parts = _row_sums(G)
    for name, low, high, side in (("left", 0, i, 2), ("right", i + 1, n, 1)):
        G.use(f"{name}_all", "modulus_of_sums", *(lam("k", f) for f in parts), lam("k", lambda k: r(i, k)), largest, low,
              by=("M_low",))
        G.use(f"{name}_both", f"{name}_all", high, by=("a", partial(_term, side=side)))
        G.parts(f"{name}_both", f"{name}_low", name)
    pieces = [[total(low, high, f) for f in (*parts, lambda k: r(i, k))] for low, high in ((0, i), (i + 1, n))]
    G.use("whole", "modulus_of_sum", *pieces[0][:2], *pieces[1][:2], pieces[0][2], pieces[1][2], largest, by=(
        "left_low", "right_low", "M_low", "left", "right"))
    slack = radius(i) * radius(i) - square(p - AT["B"], q - AT["C"])
    G.have("scaled", at_most(0, largest * slack), lambda H: bound(H, [(1, 1, ("whole",))], "real_rest", "imaginary_rest"))
    G.use("done", "positive_factor", largest, slack, by=("M_low", "M_not", "scaled"))
    G.witness(i).split("a", lambda H: H.split("a", lambda K: K.pos([(1, 1, ("done",))])))


def _not_null(G: Goal) -> None:
    """The largest entry is not 0, because the vector is not."""
    def null_column(letter: Any) -> Any:
        def each(H: Goal) -> None:
            H.have("place", ("==", j, 0), "a").rewrite("hole", eq(letter[k, "hole"], null(n, 1)[k, "hole"]), "place")
            other = v if letter is u else u
            H.use("one", "most", k, by=("a", "a")).have("small", at_most(letter[k, 0] * letter[k, 0], 0), lambda K: bound(
                K, [(1, 1, ("one",)), (1, other[k, 0], ())], "zero"))
            H.use("square", "ANTISYM", letter[k, 0] * letter[k, 0], 0, by=("small", lambda K: K.pos([(1, letter[k, 0], ())])))
            H.use("done", "square_zero", letter[k, 0], by=("square",)).lin("done")
        return lambda G: G.ext("k j k_low k_high j_low j_high", each)
    G.intro("zero").use("no", "not_zero", by=(lambda H: H.split(null_column(u), null_column(v)),)).by("no")


def _row_sums(G: Goal) -> tuple[Any, Any]:
    """Real and imaginary part of A(i, k) x(k); the facts real_rest and imaginary_rest on their sums over k != i."""
    parts = (lambda k: B[i, k] * u[k, 0] - C[i, k] * v[k, 0]), (lambda k: C[i, k] * u[k, 0] + B[i, k] * v[k, 0])
    for name, left, right in (("Bu", B, u), ("Cv", C, v), ("Cu", C, u), ("Bv", B, v)):
        G.use(name, "ENTMUL", n, n, 1, left, right, i, 0)
    values = p * AT["u"] - q * AT["v"], q * AT["u"] + p * AT["v"]
    diagonal = parts[0](i), parts[1](i)
    for name, f, value, own, products in zip(
            ("real", "imaginary"), parts, values, diagonal, (("-Bu", "-Cv"), ("-Cu", "-Bv")), strict=True):
        entry(G, f"{name}_at", name, i, 0)
        G.have(f"{name}_row", eq(total(0, n, f), value), lambda H: H.lin(*products, f"{name}_at"))  # noqa: B023  # called here
        G.use(f"{name}_cut", "sum_split", lam("k", f), 0, i, n).use(f"{name}_one", "sum_first", lam("k", f), i, n)
        G.have(f"{name}_rest", eq(total(0, i, f) + total(i + 1, n, f), value - own), lambda H: H.close("lin", [
            (1, f"{name}_row", 1), (-1, f"{name}_cut", 1), (-1, f"{name}_one", 1)]))  # noqa: B023
    return parts


def _term(G: Goal, side: int) -> None:
    """|A(i, k) x(k)|^2 <= r(i, k)^2 |x(i)|^2, k on one side of i."""
    G.intro("k low high").use("size_k", "moduli", i, k, by=("a", "a", "a", "a", lambda H: H.side(side, "a")))
    G.parts("size_k", "r_low", "r_square").use("x_k", "most", k, by=("a", "a"))
    G.split("r_low", lambda H: bound(H, [(1, r(i, k), ("x_k",))], "r_square"))


MODELS: tuple[Any, ...] = (
    (((2 + 1j,),), (1 + 1j,), 2 + 1j), (((0, 1), (-1, 0)), (1, 1j), 1j), (((1, 3 + 4j), (0, 2)), (3 + 4j, 1), 2),
    (((1j, 3 + 4j, 0), (0, 2 + 1j, 1), (0, 0, 1)), (1.5 + 2j, 1, 0), 2 + 1j),
    (((9, 0, 0), (0, 1, 3 + 4j), (0, 3 - 4j, 1)), (0, 3 + 4j, 5), 6))  # every part a dyadic number: exact


def _numbers(rows: Any, vector: Any, eigenvalue: complex) -> Numbers:
    """The parts of A, x and the eigenvalue; the moduli off the diagonal."""
    size, value = len(rows), complex(eigenvalue)
    numbers = Numbers(n=size, p=Fraction(value.real), q=Fraction(value.imag))
    numbers["B"] = numbers_table(size, size, lambda i, j: Fraction(complex(rows[i][j]).real))
    numbers["C"] = numbers_table(size, size, lambda i, j: Fraction(complex(rows[i][j]).imag))
    numbers["u"] = numbers_table(size, 1, lambda i, _: Fraction(complex(vector[i]).real))
    numbers["v"] = numbers_table(size, 1, lambda i, _: Fraction(complex(vector[i]).imag))
    numbers["r"] = numbers_table(size, size, lambda i, j: Fraction(abs(rows[i][j]) if i != j else 7)).at  # diagonal: any
    return numbers


def _dominant(book: Book) -> None:
    dominant = forall(i, implies(*inside(i), no(at_most(square(B[i, i], C[i, i]), radius(i) * radius(i)))))
    claim = Claim((n, B, C, r, u, v), {
        "moduli": MODULI, "dominant": dominant, "real": eq(B * u, C * v), "imaginary": eq(C * u, -(B * v))})
    zero = both(eq(u, null(n, 1)), eq(v, null(n, 1)))

    def other(G: Goal) -> None:
        G.use("some", "complex_gershgorin_circles", n, B, C, lam("i j", r), u, v, 0, 0, by=(
            "moduli", "is_null", lambda H: H.lin("real"), lambda H: H.lin("imaginary")))
        G.obtain("some", "i", "all").parts("all", "i_low", "rest").parts("rest", "i_high", "circle")
        G.use("no", "dominant", i, by=("a", "a", lambda H: H.pos([(1, 1, ("circle",))]))).by("no")
    rows: tuple[Any, ...] = (((1j,),), ((6, 3 + 4j), (1j, 2j)), ((3, 1j, -1), (0, 4j, 3), (1, 1, 2 + 2j)))
    models = [_numbers(m, (0,) * len(m), 0) for m in rows]
    turned = _numbers(((1, 1j), (-1j, 1)), (1, 1j), 0)
    claim.publish(
        book, "complex_levy_desplanques",
        "A strictly diagonally dominant complex matrix has no null vector but 0: it is regular.", zero,
        lambda G: G.excluded(zero, "is_null", "is_null", lambda H: H.absurd(other)), models=models,
        wrong={"ones": eq(u[0, 0], 1)},
        missing={"dominant": turned, "real": Numbers(models[0]).let(v, numbers_table(1, 1, lambda _i, _j: Fraction(1))),
                 "imaginary": Numbers(models[0]).let(u, numbers_table(1, 1, lambda _i, _j: Fraction(1)))})
