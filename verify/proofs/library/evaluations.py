"""Values at nodes: Vandermonde products, roots, the radix-2 step; blocks of the SSD matrix; the norm of a difference."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Letter,
    Term,
    both,
    eq,
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
    prod,
    scalars,
    table,
    total,
    trace,
)
from verify.proofs.library.fourier import constant
from verify.proofs.library.fractions import distinct
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.ssd import a, masked, states
from verify.proofs.library.vandermonde import differences, power, vandermonde
from verify.proofs.residues import Residue
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, d, i, j, k, t = integers("n m d i j k t")
x, f = Family("x"), Family("f")
w, y = scalars("w y")
c, v = matrix("c", m, 1), matrix("v", n, 1)
ROOTS: tuple[tuple[int, Any], ...] = ((1, Fraction(-1)), (1, Residue(6)), (3, Residue(3)), (3, Fraction(-1)))


def theorems(book: Book) -> None:
    """Products with Vandermonde matrices, roots, transforms; then blocks of the SSD matrix and a norm."""
    _evaluates(book)
    _roots(book)
    _halves(book)
    _half_power(book)
    _radix(book)
    _blocks(book)
    _norm(book)


def nodes(values: tuple[int, ...], **more: Any) -> Numbers:
    """These nodes, and others after them."""
    return Numbers(x=lambda i: Fraction(values[i] if 0 <= i < len(values) else 11 + i), **more)


def _evaluates(book: Book) -> None:
    V = vandermonde(x, n, m)

    def value(G: Goal) -> None:
        G.intro("i i_low i_high").use("product", "ENTMUL", n, m, 1, V, c, "i", 0)
        G.have("terms", eq(total(0, m, lambda j: V[i, j] * c[j, 0]), total(0, m, lambda j: c[j, 0] * power(x(i), j))),
               lambda H: H.cong("j j_low j_high", by_entries())).lin("product", "terms")

    def sums(G: Goal) -> None:
        G.intro("j j_low j_high").use("product", "ENTMUL", m, n, 1, V.T, v, "j", 0)
        G.have("terms", eq(total(0, n, lambda i: V[i, j] * v[i, 0]), total(0, n, lambda i: v[i, 0] * power(x(i), j))),
               lambda H: H.cong("i i_low i_high", by_entries())).lin("product", "terms")

    def values(shift: int = 0, terms: Any = m) -> Any:
        return forall(i, implies(leq(0, i), less(i, n), eq((V * c)[i, 0], total(
            0, terms, lambda j: c[j, 0] * power(x(i), j + shift)))))

    def moments(shift: int = 0) -> Any:
        return forall(j, implies(leq(0, j), less(j, m), eq((V.T * v)[j, 0], total(
            0, n, lambda i: v[i, 0] * power(x(i), j + shift)))))
    models = [nodes((2, -1, 2, 3), n=p, m=q).draw(c, v) for p, q in ((0, 2), (1, 1), (2, 3), (3, 3), (4, 2))]
    Claim((n, m, x, c, v), {}).publish(
        book, "vandermonde_evaluates", "A product with V = [x_i^j] evaluates a polynomial at the nodes, one with V^T makes "
        "weighted power sums; any nodes, any sizes.", both(values(), moments()), lambda G: G.split(value, sums), models=models,
        wrong={"exponents from 1": values(1), "one term less": values(0, m - 1), "power sums from 1": moments(1),
               "reversed coefficients": forall(i, implies(leq(0, i), less(i, n), eq((V * c)[i, 0], total(
                   0, m, lambda j: c[m - 1 - j, 0] * power(x(i), j)))))})


def _roots(book: Book) -> None:
    V, column = vandermonde(x, n), table(n, 1, lambda j, _: f(j))
    values = forall(i, implies(leq(0, i), less(i, n), eq(total(0, n, lambda j: f(j) * power(x(i), j)), 0)))

    def row(G: Goal) -> None:
        G.have("place", ("==", "q", 0), "a").use("product", "ENTMUL", n, n, 1, V, column, "p", "q").use("now", "roots", "p")
        G.have("terms", eq(total(0, n, lambda j: V["p", j] * column[j, "q"]), total(0, n, lambda j: f(j) * power(x("p"), j))),
               lambda H: H.cong("j j_low j_high", by_entries())).lin(*reveal(G, "product"), "terms", "now")

    def script(G: Goal) -> None:
        G.have("null", eq(V * column, null(n, 1)), lambda H: H.ext("p q p0 p1 q0 q1", row))
        G.use("scaled", "kernel_vector_and_determinant", n, V, column, by=("null",)).use("det", "vandermonde_determinant", n, lam(
            "k", x))
        G.use("regular", "prod_not_zero", lam("k", lambda k: prod(0, k, lambda j: x(k) - x(j))), 0, n, by=("a", lambda H: H.intro(
            "k k_low k_high").use("inner", "prod_not_zero", lam("j", lambda j: x(k) - x(j)), 0, k, by=("a", lambda K: K.intro(
                "j j_low j_high").use("apart", "distinct", k, j, by=("a", "a", "a", "a", lambda M: M.side(2, "a"))).by(
                    "apart"))).by("inner")))
        G.use("unit", "INV", differences(x, n), by=("regular",)).intro("j j_low j_high")
        entry(G, "at", "scaled", "j", 0).use("value", "ENTMAT", n, 1, lam("i q", lambda i, _: f(i)), "j", 0)
        D = differences(x, n)
        G.have("zero", eq(D * f(j), 0), lambda H: reduce(H, "-value", "-det", "at"))
        G.close("lin", [(inv(D), "zero", 1), (-f(j), "unit", 1)])

    def vanish(last: Any = n) -> Any:
        return forall(j, implies(leq(0, j), less(j, last), eq(f(j), 0)))
    models = [nodes((3, -1, 0, 2), n=size, f=lambda j, size=size: 0 if 0 <= j < size else 5) for size in (1, 2, 3)]
    Claim((n, x, f), {"size": leq(0, n), "distinct": distinct(x, n), "roots": values}).publish(
        book, "polynomial_with_too_many_roots", "A polynomial of degree below n with n different roots is 0.", vanish(), script,
        models=models,
        wrong={"one coefficient more": vanish(n + 1), "ones": forall(j, implies(leq(0, j), less(j, n), eq(f(j), 1))),
               "other coefficients": forall(j, implies(leq(n, j), eq(f(j), 0)))},
        missing={"distinct": Numbers(n=2, x=lambda _: Fraction(2), f=lambda j: Fraction(j * 3 - 2)),
                 "roots": nodes((1, 2), n=2, f=lambda j: Fraction(j + 1))})


def _halves(book: Book) -> None:
    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih").use("last", "SUMS", lam("k", f), 0, 2 * e + 1).use("before", "SUMS", lam("k", f), 0, 2 * e)
        G.use("even", "SUMS", lam("k", lambda k: f(2 * k)), 0, e).use("odd", "SUMS", lam("k", lambda k: f(2 * k + 1)), 0, e)
        G.lin("last", "before", "even", "odd", "ih")

    def base(G: Goal) -> None:
        G.use("all", "SUM0", lam("k", f), 0, 0).use("even", "SUM0", lam("k", lambda k: f(2 * k)), 0, 0).use(
            "odd", "SUM0", lam("k", lambda k: f(2 * k + 1)), 0, 0).lin("all", "even", "odd")
    book.add("sum_even_odd", "A sum is that of its even and that of its odd terms.", forall(f, forall(m, implies(leq(0, m), eq(
        total(0, 2 * m, f), total(0, m, lambda j: f(2 * j)) + total(0, m, lambda j: f(2 * j + 1)))))),
        lambda G: G.intro("f").induction(base, step), lemma=True)

    def square(G: Goal) -> None:
        G.intro("y j low").use("sum", "power_sum", y, j, j).use("join", "prod_multiply", constant(y), constant(y), 0, j)
        G.use("more", "PRODS", constant(y), 0, 2 * j).split(
            lambda H: reduce(H, "sum", "-join"), lambda H: reduce(H, "more", "sum", "-join"))
    book.add("power_of_square", "y^(2j) = (y y)^j and y^(2j+1) = y (y y)^j.", forall(y, j, implies(leq(0, j), both(
        eq(power(y, 2 * j), power(y * y, j)), eq(power(y, 2 * j + 1), y * power(y * y, j))))), square, lemma=True)

    def terms(part: int) -> Any:
        def script(K: Goal) -> None:
            K.use("both", "power_of_square", y, j).parts("both", "even", "odd").lin(("even", "odd")[part])
        left, right = (total(0, m, lambda j, z=z: x(2 * j + part) * z(j)) for z in (  # type: ignore[misc]  # bound now
            lambda j: power(y, 2 * j + part), lambda j: y ** part * power(y * y, j)))
        return eq(left, right), lambda H: H.cong("j j_low j_high", script)

    def values(G: Goal) -> None:
        G.use("all", "sum_even_odd", lam("j", lambda j: x(j) * power(y, j))).use("cut", "all", m)
        for part in (0, 1):
            G.have(f"terms{part}", *terms(part))
        G.lin("cut", "terms0", "terms1")
    book.add("value_even_odd", "p(y) = E(y^2) + y O(y^2) for the even and the odd coefficients of p.", forall(
        m, x, y, implies(leq(0, m), eq(total(0, 2 * m, lambda j: x(j) * power(y, j)), half(y * y, 0) + y * half(y * y, 1)))),
        lambda G: values(G.intro("m x y low")), lemma=True)


def half(z: Any, part: int) -> Term:
    """The value at z of the polynomial with the even or with the odd coefficients."""
    return total(0, m, lambda j: x(2 * j + part) * power(z, j))


def _half_power(book: Book) -> None:
    def script(G: Goal) -> None:
        u = power(w, m)
        G.use("cut", "power_sum", w, m, m).have("product", eq((u - 1) * (u + 1), 0), lambda H: reduce(H, "-cut", "root"))
        G.use("unit", "INV", u - 1, by=(lambda H: H.intro("equal").use("bad", "half", by=(lambda K: K.lin("equal"),)).by("bad"),))
        G.close("lin", [(inv(u - 1), "product", 1), (-1 * (u + 1), "unit", 1)])
    Claim((m, w), {"size": leq(0, m), "root": eq(power(w, 2 * m), 1), "half": no(eq(power(w, m), 1))}).publish(
        book, "half_power_of_root", "w of order 2m gives w^m = -1.", eq(power(w, m), -1), script,
        models=[Numbers(m=p, w=r) for p, r in ROOTS],
        wrong={"sign": eq(power(w, m), 1), "whole": eq(power(w, 2 * m), -1), "one more": eq(power(w, m + 1), -1)},
        missing={"half": Numbers(m=2, w=Fraction(-1)), "root": Numbers(m=2, w=Fraction(2))})


def _radix(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("k k_low").use("low", "value_even_odd", m, lam("j", x), power(w, k)).use(
            "high", "value_even_odd", m, lam("j", x), power(w, k + m))
        G.use("cut", "power_sum", w, k, m).use("join", "prod_multiply", constant(w), constant(w), 0, k)
        G.have("square", eq(power(w, k) * power(w, k), power(w * w, k)), lambda H: reduce(H, "-join"))
        G.have("turned", eq(power(w, k + m), -1 * power(w, k)), lambda H: reduce(H, "cut", "half"))
        G.have("squares", eq(power(w, k + m) * power(w, k + m), power(w * w, k)), lambda H: reduce(H, "turned", "-join"))
        for fact in ("square", "squares"):
            left = Term(G.fact(fact)[1])
            for part in (0, 1):
                value = half(power(w * w, k), part)
                G.have(f"{fact}{part}", eq(half(left, part), value), replaced(part, value, fact))
        G.split(lambda H: reduce(H, "low", "square0", "square1"), lambda H: reduce(
            H, "high", "squares0", "squares1", "turned"))

    def replaced(part: int, value: Term, fact: str) -> Any:
        return lambda H: H.rewrite("h", eq(half(Term(("f", "h")), part), value), fact).lin()

    def transform(at: Any) -> Term:
        return total(0, 2 * m, lambda j: x(j) * power(power(w, at), j))

    def step(sign: int = 1, second: int = -1, base: Any = None, odd: int = 1) -> Any:
        z = power(w * w if base is None else base, k)
        return forall(k, implies(leq(0, k), both(eq(transform(k), half(z, 0) + sign * power(w, k) * half(z, odd)), eq(
            transform(k + m), half(z, 0) + second * power(w, k) * half(z, odd)))))
    models = [Numbers(m=p, w=r, x=lambda i: Fraction(i * i - 3 * i + 1)) for p, r in ROOTS]
    Claim((m, w, x), {"size": leq(0, m), "half": eq(power(w, m), -1)}).publish(
        book, "fourier_even_odd", "The radix-2 step: with w^m = -1, entries k and k + m of the transform of length 2m are "
        "E_k + w^k O_k and E_k - w^k O_k, transforms of length m with w^2 of the even and the odd places.", step(), script,
        models=models, wrong={"plus twice": step(1, 1), "signs exchanged": step(-1, 1), "w instead of its square": step(base=w),
                              "even twice": step(odd=0)},
        missing={"half": Numbers(m=1, w=Fraction(2), x=lambda i: Fraction(i + 1))})


def _blocks(book: Book) -> None:
    M, b, c = table(n, n, masked), Letter("b", ("i",), d, 1), Letter("c", ("i",), d, 1)
    block = table(n - t, t + 1, lambda i, j: M[t + i, j])

    def rows(start: int = 1) -> Term:
        return table(n - t, d, lambda i, q: prod(t + start, t + i + 1, a) * c(t + i)[q, 0])

    def columns(start: int = 1) -> Term:
        return table(d, t + 1, lambda q, j: prod(j + start, t + 1, a) * b(j)[q, 0])
    X, Y, p, q = rows(), columns(), Term("p"), Term("q")

    def leaf(G: Goal) -> None:
        left, right = prod(t + 1, t + p + 1, a), prod(q + 1, t + 1, a)
        G.use("product", "ENTMUL", n - t, d, t + 1, X, Y, p, q).use("inner", "ENTMUL", 1, d, 1, c(t + p).T, b(q), 0, 0)
        G.use("cut", "prod_split", lam("k", a), q + 1, t + 1, t + p + 1)
        G.have("terms", eq(total(0, d, lambda s: X[p, s] * Y[s, q]), total(0, d, lambda s: left * right * c(t + p)[s, 0] * b(q)[
            s, 0])), lambda H: H.cong("s s_low s_high", by_entries()))
        reduce(G, *reveal(G, "product", "inner", "terms", "cut"))
    models = [Numbers(states(size, empty=True), n=length, t=cut) for size, length, cut in (
        (1, 1, 0), (1, 3, 1), (2, 3, 1), (2, 4, 2), (3, 3, 2))]
    Claim((n, d, t, a, b, c), {}).publish(
        book, "ssd_block_with_diagonal", "The block of the SSD matrix on and below the diagonal that is cut at t, rows t to "
        "n - 1 and columns 0 to t, is a product with d in the middle, d the length of the state: so its rank is at most d.",
        eq(block, X * Y), lambda G: G.ext("p q p_low p_high q_low q_high", leaf), models=models,
        wrong={"decay at the cut twice": eq(block, rows(0) * Y), "decay of the input's own step": eq(block, X * columns(0)),
               "rank one": eq(block, table(n - t, 1, lambda i, _: X[i, 0]) * table(1, t + 1, lambda _, j: Y[0, j])),
               "above the diagonal": eq(table(n - t, t + 1, lambda i, j: M[j, t + i]), X * Y)})


def _norm(book: Book) -> None:
    S, C = matrix("S", m, n), matrix("C", m, n)
    whole = trace((S - C).T * (S - C))

    def expanded(cross: Any, sign: int = 1) -> Any:
        return eq(whole, trace(S.T * S) - 2 * cross + sign * trace(C.T * C))
    Claim((m, n, S, C), {}).publish(
        book, "frobenius_expansion", "|S - C|_F^2 = |S|_F^2 - 2 tr(S C^T) + |C|_F^2, all sizes.", expanded(trace(S * C.T)),
        lambda G: G.lin(), models=[Numbers(m=p, n=q).draw(S, C) for p, q in ((0, 2), (1, 1), (2, 2), (2, 3), (3, 1))],
        wrong={"sign of the last": expanded(trace(S * C.T), -1),
               "once": eq(whole, trace(S.T * S) - trace(S * C.T) + trace(C.T * C)),
               "no cross term": eq(whole, trace(S.T * S) + trace(C.T * C)),
               "plus": eq(whole, trace(S.T * S) + 2 * trace(S * C.T) + trace(C.T * C))})
