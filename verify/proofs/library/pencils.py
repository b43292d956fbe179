"""det(M + x N) is a polynomial in x, for all sizes over a field of characteristic 0; the characteristic polynomial is monic."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, by_ext, reduce, reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    Term,
    both,
    det,
    eq,
    exists,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    matrix,
    num,
    scalars,
    table,
    total,
)
from verify.proofs.library.laplace import agrees, expanded, inside
from verify.proofs.library.vandermonde import power
from verify.proofs.samples import Numbers, inverse
from verify.proofs.script import Goal

n, k, l, q = integers("n k l q")
A, B, M, N = matrix("A", n, n), matrix("B", n, n), matrix("M", n, n), matrix("N", n, n)
p, f, g = Family("p"), Family("f"), Family("g")
x, = scalars("x")
e = Term("e")
SIZES = range(4)


def theorems(book: Book) -> None:
    """Row by row: one row more with x raises the degree by one."""
    _grows(book)
    _rows(book)
    _pencil(book)
    _characteristic(book)


def value(p: Any, terms: Any, x: Any = x) -> Term:
    """The sum of p_l x^l over l < terms."""
    return total(0, terms, lambda l: p(l) * power(x, l))


def longer(f: Any, g: Any, e: Any) -> Any:
    """The coefficients of f + x g, for f and g of degree at most e."""
    return lambda l: ite(l, e, f(l), num(0)) + ite(1, l, g(l - 1), num(0))


def _grows(book: Book) -> None:
    def first(l: Any) -> Any:
        return ite(l, n, f(l), num(0)) * power(x, l)

    def second(l: Any) -> Any:
        return ite(1, l, g(l - 1), num(0)) * power(x, l)

    def power_more(K: Goal) -> None:
        K.use("more", "PRODS", lam("v", lambda _: x), 0, l)
        by_entries("more")(K)

    def script(G: Goal) -> None:
        G.intro("n f g x size").use("last", "SUMS", lam("l", first), 0, n + 1).have(
            "low", eq(total(0, n + 1, first), value(f, n + 1)), lambda H: H.cong("l l_low l_high", by_entries()))
        G.use("front", "sum_first", lam("l", second), 0, n + 2).use("shift", "sum_shift", lam("l", second), 1, 0, n + 1)
        G.have("high", eq(total(0, n + 1, lambda l: second(l + 1)), total(0, n + 1, lambda l: x * g(l) * power(x, l))),
               lambda H: H.cong("l l_low l_high", power_more))
        whole = eq(total(0, n + 2, lambda l: first(l) + second(l)), value(f, n + 1) + x * value(g, n + 1))
        G.have("whole", whole, lambda H: reduce(H, *reveal(H, "last", "low", "front", "shift", "high"))).by("whole")
    book.add("polynomial_grows", "f(x) + x g(x) by coefficients.", forall(n, f, g, x, implies(leq(0, n), eq(
        value(longer(f, g, n), n + 2), value(f, n + 1) + x * value(g, n + 1)))), script, lemma=True)


def mixed(A: Any, B: Any, k: Any, x: Any) -> Term:
    """The first k rows of A + x B, the other rows of A."""
    return table(n, n, lambda p, q: ite(p + 1, k, A[p, q] + x * B[p, q], A[p, q]))


def split(A: Any, B: Any, k: Any) -> Term:
    """The first k rows of B, the other rows of A."""
    return table(n, n, lambda p, q: ite(p + 1, k, B[p, q], A[p, q]))


def _rows(book: Book) -> None:
    def base(G: Goal) -> None:
        G.intro("upper A B").witness(lam("l", lambda _: det(A)))
        S, T = mixed(A, B, 0, x), split(A, B, 0)

        def at(H: Goal) -> None:
            H.intro("x").have("like", eq(S, A), by_ext()).use("its", "det_congruence", n, S, A, by=("like",))
            H.use("one", "sum_one", lam("l", lambda l: det(A) * power(x, l)), 0).use("unit", "PROD0", lam("v", lambda _: x), 0, 0)
            H.lin("its", "one", "unit")
        G.have("same", eq(T, A), by_ext()).use("dets", "det_congruence", n, T, A, by=("same",))
        G.split(lambda H: H.lin("dets"), at)

    R = Term(("m", "R"))

    def mixing(X: Any) -> Any:
        """X is A with row e of B."""
        return forall(q, l, implies(*inside(q, l), eq(X[q, l], ite(q, e, ite(e, q, B[q, l], A[q, l]), A[q, l]))))

    def step(G: Goal) -> None:
        X = matrix("R", n, n)
        changed = table(n, n, lambda q, l: ite(q, e, ite(e, q, B[q, l], A[q, l]), A[q, l]))
        G.intro("e above ih upper A B").have("some", exists(X, mixing(X)), lambda H: by_entries()(
                H.witness(changed).intro("q l q_low q_high l_low l_high"))).obtain("some", "R", "mixed")
        for name, first, family in (("one", A, "f"), ("two", R, "g")):
            G.use(f"{name}0", "ih", by=("a",)).use(name, f"{name}0", first, B).obtain(name, family, f"{name}_both")
            G.parts(f"{name}_both", f"{name}_lead", f"{name}_value")
        G.witness(lam("l", longer(f, g, e)))
        G.split(lead, at)

    def lead(G: Goal) -> None:
        S, T = split(A, B, e + 1), split(R, B, e)

        def cell(H: Goal) -> None:
            row, here = Term("p"), by_entries("entry")
            H.use("entry", "mixed", "p", "q").case(row + 1, e, "before", here, lambda K: K.case(row, e, "there", here, here))
        G.have("same", eq(S, T), lambda H: H.ext("p q p_low p_high q_low q_high", cell))
        G.use("dets", "det_congruence", n, S, T, by=("same",))
        reduce(G, *reveal(G), "dets", "two_lead")

    def agreeing(G: Goal) -> None:
        here = by_entries("entry")
        G.intro("r s r_low r_high s_low s_high differ").use("entry", "mixed", "r", "s").cases("differ", "order", here, here)

    def at(G: Goal) -> None:
        S = mixed(A, B, e, x)
        G.intro("x").use("linear", "row_functional", n, e, S).obtain("linear", "c", "functional")
        G.use("zero", "functional", S, by=(lambda H: H.intro("r s r_low r_high s_low s_high differ").lin(),))
        G.use("first", "functional", mixed(A, B, e + 1, x), by=(agrees,)).use(
            "second", "functional", mixed(R, B, e, x), by=(agreeing,))
        G.have("z", eq(expanded(S, e), expanded(A, e)), lambda H: H.cong("q q_low q_high", by_entries()))
        G.have("u", eq(expanded(mixed(A, B, e + 1, x), e), expanded(A + x * B, e)), lambda H: H.cong(
            "q q_low q_high", by_entries()))
        G.have("v", eq(expanded(mixed(R, B, e, x), e), expanded(B, e)), lambda H: H.cong(
            "q q_low q_high", lambda K: by_entries("entry")(K.use("entry", "mixed", e, "q"))))
        G.use("at_one", "one_value", x).use("at_two", "two_value", x).use(
            "grow", "polynomial_grows", e, lam("l", f), lam("l", g), x)
        G.lin("first", "u", "grow", "-at_one", "-at_two", "zero", "z", "second", "v")
    inner = forall(A, B, exists(p, both(eq(p(k), det(split(A, B, k))), forall(x, eq(det(mixed(A, B, k, x)), value(p, k + 1))))))
    book.add("pencil_rows", "With x in k rows the determinant is a polynomial of degree k.", forall(n, forall(k, implies(
        leq(0, k), leq(k, n), inner))), lambda G: G.intro("n").induction(base, step), lemma=True)


def polynomial_at(values: list[Fraction]) -> Any:
    """The coefficients of the polynomial of lowest degree with these values at 0, 1, 2, ..., as a family."""
    size = len(values)
    back = inverse(numbers_table(size, size, lambda t, l: Fraction(t) ** l))
    found = [sum((back.at(l, t) * values[t] for t in range(size)), Fraction(0)) for l in range(size)]
    return lambda l: found[l] if 0 <= l < size else Fraction(0)


def _pencil(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("rows", "pencil_rows", n, n, by=("a", "a")).use("some", "rows", M, N).obtain("some", "w", "p_both")
        G.parts("p_both", "p_lead", "p_value").witness(lam("l", Family("w"))).split(lead, at)

    def lead(G: Goal) -> None:
        T = split(M, N, n)
        G.have("same", eq(T, N), by_ext()).use("dets", "det_congruence", n, T, N, by=("same",)).lin("p_lead", "dets")

    def at(G: Goal) -> None:
        S = mixed(M, N, n, x)
        G.intro("x").have("same", eq(S, M + x * N), by_ext()).use("dets", "det_congruence", n, S, M + x * N, by=("same",))
        G.use("it", "p_value", x).lin("-dets", "it")

    def found(first: Any, whole: Any) -> Any:
        return exists(p, both(first, forall(x, whole)))
    models = []
    for size in SIZES:
        numbers = Numbers(n=size, x=Fraction(5, 2)).draw(M, N)
        numbers["p"] = polynomial_at([numbers.at(det(M + num(t) * N)) for t in range(size + 1)])
        models.append(numbers)
    D = det(M + x * N)
    Claim((n, M, N), {"size": leq(0, n)}).publish(
        book, "determinant_of_a_pencil",
        "det(M + x N) is a polynomial in x of degree at most n, with det N as coefficient of x^n.",
        found(eq(p(n), det(N)), eq(D, value(p, n + 1))), script, models=models,
        wrong={"coefficient of M": found(eq(p(n), det(M)), eq(D, value(p, n + 1))),
               "degree less": found(eq(p(n), det(N)), eq(D, value(p, n))),
               "sign": found(eq(p(n), det(N)), eq(det(M - x * N), value(p, n + 1)))})


def characteristic(A: Any, x: Any) -> Term:
    """det(x I - A)."""
    return det(x * eye(n) - A)


def charpoly_numbers(size: int) -> Numbers:
    """A drawn matrix with its characteristic polynomial p, and a point x."""
    numbers = Numbers(n=size, x=Fraction(5, 2)).draw(A)
    numbers["p"] = polynomial_at([numbers.at(characteristic(A, num(t))) for t in range(size + 1)])
    return numbers


def _characteristic(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("some", "determinant_of_a_pencil", n, -A, eye(n)).obtain("some", "w", "p_both").parts("p_both", "p_lead", "p_value")
        G.use("unit", "det_identity", n).witness(lam("l", Family("w"))).split(lambda H: H.lin("p_lead", "unit"), at)

    def at(G: Goal) -> None:
        G.intro("x").use("it", "p_value", x).have("same", eq(x * eye(n) - A, -A + x * eye(n)), lambda H: H.lin())
        G.use("dets", "det_congruence", n, x * eye(n) - A, -A + x * eye(n), by=("same",)).lin("dets", "it")

    def found(first: Any, whole: Any) -> Any:
        return exists(p, both(first, forall(x, whole)))
    D = characteristic(A, x)
    Claim((n, A), {"size": leq(0, n)}).publish(
        book, "characteristic_polynomial",
        "det(x I - A) is a polynomial in x, monic of degree n, for every n x n matrix over a field of characteristic 0.",
        found(eq(p(n), 1), eq(D, value(p, n + 1))), script, models=[charpoly_numbers(size) for size in SIZES],
        wrong={"monic the other way": found(eq(p(0), 1), eq(D, value(p, n + 1))),
               "sign": found(eq(p(n), 1), eq(characteristic(-A, x), value(p, n + 1))),
               "degree less": found(eq(p(n), 1), eq(D, value(p, n)))})
