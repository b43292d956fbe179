"""Sums in closed form, found by Gosper's algorithm, and sums over rows of binomial coefficients by recurrences that are found."""
from __future__ import annotations

from fractions import Fraction
from math import comb, factorial
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.gosper import Polynomial, closed, telescoper
from verify.proofs.language import Family, Term, eq, forall, implies, integers, inv, lam, leq, less, num, total
from verify.proofs.library.powers import power
from verify.proofs.script import Goal

k, m, n, lo = integers("k m n lo")
t, p, q, r, x, c = (Family(name) for name in "tpqrxc")
b = Family("b", 2)
SIZES = range(4)


def theorems(book: Book) -> None:
    """What makes a certificate a proof, then sums."""
    _telescoper(book)
    _powers(book)
    _ratios(book)
    _rows(book)


def between(formula: Any) -> Any:
    """The formula for lo <= k < n."""
    return forall(k, implies(leq(lo, k), less(k, n), formula))


def products(k: int) -> Fraction:
    """The factorial of k, and 1 below 0."""
    return Fraction(factorial(max(k, 0)))


def _telescoper(book: Book) -> None:
    def part(k: Any) -> Term:
        return r(k) * x(k) * t(k)

    def script(G: Goal) -> None:
        G.intro("t p q r x lo n range ratio identity").use("all", "sum_telescope", lam("k", part), lo).use("ends", "all", n)
        G.have("terms", eq(total(lo, n, lambda k: p(k) * t(k)), total(lo, n, lambda k: part(k + 1) - part(k))), lambda H: H.cong(
            "k low high", lambda K: K.use("this", "identity", k).use("next", "ratio", k).close(
                "lin", [(1, "this", t(k)), (-x(k + 1), "next", 1)]))).lin("terms", "ends")
    book.add(
        "telescoper", "A certificate x with q(k) x(k+1) - r(k) x(k) = p(k) and r(k+1) t(k+1) = q(k) t(k) sums p t.",
        forall(t, p, q, r, x, lo, n, implies(
            leq(lo, n), between(eq(r(k + 1) * t(k + 1), q(k) * t(k))), between(eq(p(k), q(k) * x(k + 1) - r(k) * x(k))),
            eq(total(lo, n, lambda k: p(k) * t(k)), part(n) - part(lo)))), script, lemma=True)


def _powers(book: Book) -> None:
    at, = Polynomial.variables(1)

    def script(G: Goal) -> None:
        for name, term in (("first", at), ("third", at * at * at)):
            closed(G, name, telescoper([], [], [term]), [term], lambda _: num(1), 0, n, lambda H: H.intro("k low high").lin())
        s = total(0, n, num)
        G.close("lin", [(Term(("q", 1, 4)), "third", 1), (-(Term(("q", 1, 2)) * s + Term(("q", 1, 4)) * num(n) * (num(n) - 1)),
            "first", 1)])

    def cubes(hi: Any) -> Term:
        return total(0, hi, lambda k: num(k) * num(k) * num(k))

    def value(hi: Any) -> Term:
        return total(0, hi, num) * total(0, n, num)
    Claim((n,), {"size": leq(0, n)}).publish(
        book, "sum_of_cubes", "The sum of the first cubes is the square of the sum of the first numbers.", eq(cubes(n), value(n)),
        script, models=[{"n": size} for size in SIZES],
        wrong={"one more": eq(cubes(n + 1), value(n)), "sign": eq(cubes(n), -value(n)),
               "not squared": eq(cubes(n), total(0, n, num)), "one less": eq(cubes(n), value(n - 1))})


def _ratios(book: Book) -> None:
    def always(numerator: Any, denominator: Any) -> Any:
        return forall(k, implies(leq(lo, k), eq(denominator * t(k + 1), numerator * t(k))))

    def script(found: Any, parts: Any, *parameters: Any) -> Any:
        def run(G: Goal) -> None:
            closed(G, "sum", found, parts, t, lo, n, lambda H: H.intro("k low high").use("it", "ratio", k).lin("it"), *parameters)
            G.lin("sum")
        return run
    at, top = Polynomial.variables(2)
    one, size = at.constant(1), {"range": leq(lo, n)}
    column, row = telescoper([at + 1], [at + 1 - top], [one]), telescoper([at - top], [at + 1], [one])
    only, = Polynomial.variables(1)
    factorials = telescoper([only + 1], [], [only])
    s, weighted = total(lo, n, t), total(lo, n, lambda k: num(k) * t(k))
    Claim((m, lo, n, t), {**size, "ratio": always(num(k) + 1, num(k) + 1 - num(m))}).publish(
        book, "sum_of_binomial_column",
        "(m + 1) sum of C(k, m), lo <= k < n, is (n - m) C(n, m) - (lo - m) C(lo, m): the hockey stick.",
        eq((num(m) + 1) * s, (num(n) - num(m)) * t(n) - (num(lo) - num(m)) * t(lo)), script(column, [one], num(m)),
        models=[{"m": i, "lo": i - i % 2, "n": i + d, "t": lambda k, i=i: Fraction(comb(k, i) if k >= 0 else 0)}
                for i, d in ((0, 0), (0, 3), (1, 2), (2, 3))],
        wrong={"row for column": eq((num(m) + 1) * s, (num(n) + 1) * t(n) - (num(lo) - num(m)) * t(lo)),
               "without the factor": eq(s, (num(n) - num(m)) * t(n) - (num(lo) - num(m)) * t(lo)),
               "sign": eq((num(m) + 1) * s, (num(m) - num(n)) * t(n) - (num(m) - num(lo)) * t(lo))},
        missing={"range": {"m": 0, "lo": 3, "n": 1, "t": lambda _: Fraction(1)},
                 "ratio": {"m": 0, "lo": 0, "n": 2, "t": Fraction}})
    Claim((m, lo, n, t), {**size, "ratio": always(num(k) - num(m), num(k) + 1)}).publish(
        book, "alternating_binomial_sum", "m sum of (-1)^k C(m, k), lo <= k < n, is lo (-1)^lo C(m, lo) - n (-1)^n C(m, n).",
        eq(num(m) * s, num(lo) * t(lo) - num(n) * t(n)), script(row, [one], num(m)),
        models=[{"m": i, "lo": low, "n": high, "t": lambda k, i=i: Fraction((-1) ** k * comb(i, k) if k >= 0 else 0)}
                for i, low, high in ((0, 0, 2), (1, 0, 1), (2, 0, 2), (3, 1, 3))],
        wrong={"sign": eq(num(m) * s, num(n) * t(n) - num(lo) * t(lo)),
               "one more": eq(num(m) * s, num(lo) * t(lo) - (num(n) + 1) * t(n)),
               "without the factor": eq(s, num(lo) * t(lo) - num(n) * t(n))},
        missing={"range": {"m": 1, "lo": 2, "n": 1, "t": lambda k: Fraction(int(k < 2))},
                 "ratio": {"m": 1, "lo": 0, "n": 2, "t": lambda _: Fraction(1)}})
    Claim((lo, n, t), {**size, "ratio": always(num(k) + 1, num(1))}).publish(
        book, "sum_of_factorials", "The sum of k k!, lo <= k < n, is n! - lo!.", eq(weighted, t(n) - t(lo)),
        script(factorials, [only]),
        models=[{"lo": low, "n": high, "t": products} for low, high in ((0, 0), (0, 1), (1, 2), (0, 3))],
        wrong={"sign": eq(weighted, t(lo) - t(n)), "lower end": eq(weighted, t(n)), "factor": eq(s, t(n) - t(lo))},
        missing={"range": {"lo": 2, "n": 0, "t": products}, "ratio": {"lo": 0, "n": 2, "t": Fraction}})


e = Term("e")
TWO = {"absorb": forall(n, k, implies(leq(0, n), eq((num(n) + 1 - num(k)) * b(n + 1, k), (num(n) + 1) * b(n, k)))),
       "rise": forall(n, k, implies(leq(0, n), eq((num(k) + 1) * b(n, k + 1), (num(n) - num(k)) * b(n, k)))),
       "corner": eq(b(0, 0), 1)}
CENTRAL = {"one": eq(c(0), 1), "central": forall(n, implies(leq(0, n), eq((num(n) + 1) * c(n + 1), (4 * num(n) + 2) * c(n))))}


def _rows(book: Book) -> None:
    """A recurrence in n for the sum of a power of C(n, k) over k, by a certificate in k for each n."""
    binomials = {"b": lambda n, k: Fraction(comb(n, k) if 0 <= k <= n else 0),
                 "c": lambda n: Fraction(comb(2 * n, n) if n >= 0 else 0)}
    for degree, name, says, value, letters, premises in (
            (1, "sum_of_binomial_row", "The sum of C(n, k) over k is 2^n, for every family with the ratios of binomials.",
             lambda n: power(num(2), n), (b,), TWO),
            (2, "sum_of_squared_binomials", "The sum of C(n, k)^2 over k is C(2 n, n).", c, (b, c), {**TWO, **CENTRAL})):
        def row(factor: Any, more: int = 0, degree: int = degree) -> Any:
            return forall(n, implies(leq(0, n), eq(total(0, n + 1 + more, lambda k: b(n, k) ** degree), factor(n))))
        Claim(letters, premises).publish(
            book, name, says, row(value), _row(degree, value),
            models=[binomials, {**binomials, "n": 0}, {**binomials, "n": 3}],
            wrong={"last missing": row(value, -1), "next": row(_after(value)), "minus one": row(lambda _: num(-1))},
            missing={"corner": {**binomials, "b": lambda _n, _k: Fraction(0)}})


def _row(degree: int, value: Any) -> Any:
    return lambda G: G.induction(_first(degree), _next(degree, value))


def _after(value: Any) -> Any:
    return lambda n: value(n + 1)


def _first(degree: int) -> Any:
    def script(G: Goal) -> None:
        G.use("only", "sum_one", lam("k", lambda k: b(0, k) ** degree), 0)
        if degree == 1:
            G.use("none", "PROD0", lam("k", lambda _: num(2)), 0, 0)
        G.lin("only", "corner", "none" if degree == 1 else "one")
    return script


def _next(degree: int, value: Any) -> Any:
    """The certificate makes w1 (n + 1)^d S(n + 1) + w0 (n + 1)^d S(n) telescope to 0, S the sum of b^d."""
    at, row = Polynomial.variables(2)
    parts = [_power(row + 1, degree), _power(row + 1 - at, degree)]
    found = telescoper([row + 1 - at] * degree, [at + 1] * degree, parts)
    size, over, order = num(e) + 1, inv(num(e) + 1), 2 * degree - 1
    old, new = total(0, e + 1, lambda k: b(e, k) ** degree), total(0, e + 2, lambda k: b(e + 1, k) ** degree)
    factor = found.weights[1].term(num(e), num(e))

    def ratio(H: Goal) -> None:
        next_term, this = (num(k) + 1) * b(e + 1, k + 1), (num(e) + 1 - num(k)) * b(e + 1, k)
        H.intro("k low high").use("it", "rise", e + 1, k).close("lin", [(next_term + this if degree == 2 else 1, "it", 1)])

    def absorbed(H: Goal) -> None:
        both = (num(e) + 1 - num(k)) * b(e + 1, k) + size * b(e, k)
        H.use("it", "absorb", e, k).close("lin", [(both if degree == 2 else 1, "it", 1)])

    def moved(H: Goal) -> None:
        H.use("longer", "SUMS", lam("k", lambda k: b(e, k) ** degree), 0, e + 1).use("none", "rise", e, e)
        H.have("zero", eq(b(e, e + 1), 0), lambda K: K.close("lin", [(-b(e, e + 1), "unit", 1), (over, "none", 1)]))
        above = total(0, e + 2, lambda k: (num(e) + 1 - num(k)) ** degree * b(e + 1, k) ** degree)
        below = total(0, e + 2, lambda k: size ** degree * b(e, k) ** degree)
        H.have("terms", eq(above, below), lambda K: K.cong("k low high", absorbed))
        H.close("lin", [(1, "terms", 1), (size ** degree, "longer", 1),
                        (size ** degree * b(e, e + 1) ** (degree - 1), "zero", 1)])

    def script(G: Goal) -> None:
        G.intro("e e_low so_far").use("unit", "QINV", e + 1)
        closed(G, "found", found, parts, lambda k: b(e + 1, k) ** degree, 0, e + 2, ratio, num(e))
        G.have("moved", eq(total(0, e + 2, lambda k: (num(e) + 1 - num(k)) ** degree * b(e + 1, k) ** degree),
                           size ** degree * old), moved)
        G.use("end", "rise", e + 1, e + 1)
        last = found.x.term(num(e) + 2, num(e)) * ((num(e) + 2) * b(e + 1, e + 2)) ** (degree - 1)
        if degree == 1:
            G.use("grow", "PRODS", lam("k", lambda _: num(2)), 0, e)
        else:
            G.use("grow", "central", e)
        u = over ** order
        units = 1 if order == 1 else size ** 2 * over ** 2 + size * over + 1
        G.close("lin", [(-(new - value(e + 1)) * units, "unit", 1), (-u, "found", 1), (u * factor, "moved", 1),
                        (u * factor * size ** degree, "so_far", 1), (-u * size ** degree, "grow", 1), (-u * last, "end", 1)])
    return script


def _power(f: Polynomial, degree: int) -> Polynomial:
    return f if degree == 1 else f * f
