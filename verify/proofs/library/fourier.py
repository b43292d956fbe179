"""Powers of roots of unity, the Fourier matrix, circulants: for every size n with a root w, w^n = 1 and w^d != 1 for 0 < d < n."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, readable, reduce, reveal
from verify.proofs.language import Family, Term, det, eq, eye, forall, implies, integers, inv, ite, lam, leq, less, matrix, no, num, prod, scalars, table, total
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, a, b, p, q, r = integers("n a b p q r")
w, v, z, x = scalars("w v z x")
c = Family("c")


def theorems(book: Book) -> None:
    """Laws of powers, geometric sums, orthogonality, then circulants."""
    _powers(book)
    _roots(book)
    _columns(book)
    _orthogonality(book)
    _row(book)
    _circulants(book)


def power(base: Any, exponent: Any) -> Any:
    """The power of a scalar."""
    return prod(0, exponent, lambda _: base)


def constant(x: Any) -> Any:
    """The family of one value."""
    return lam("k", lambda _: x)


def _powers(book: Book) -> None:
    def add(G: Goal) -> None:
        G.intro("x a b a_low b_low").use("cut", "prod_split", constant(x), 0, a, a + b).use("shift", "prod_shift", constant(x), a, 0, b)
        reduce(G, "cut", "shift")
    book.add("power_sum", "x^(a+b) = x^a x^b.", forall(x, a, b, implies(leq(0, a), leq(0, b), eq(power(x, a + b), power(x, a) * power(x, b)))), add, lemma=True)

    def one(G: Goal) -> None:
        G.intro("x a low is_one").have("ones", eq(power(x, a), power(num(1), a)), lambda H: H.cong("k k_low k_high", lambda K: reduce(K, "is_one")))
        G.use("one", "prod_ones", 0, a)
        reduce(G, "ones", "one")
    book.add("power_of_one", "1^a = 1.", forall(x, a, implies(leq(0, a), eq(x, 1), eq(power(x, a), 1))), one, lemma=True)

    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih").use("left", "PRODS", constant(power(x, a)), 0, e).use("inside", "PRODS", constant(x), 0, e)
        G.have("opened", eq(power(power(x, e + 1), a), prod(0, a, lambda _: power(x, e) * x)), lambda H: H.cong("k k_low k_high", lambda K: reduce(K, "inside")))
        G.use("factors", "prod_multiply", constant(power(x, e)), constant(x), 0, a)
        reduce(G, "left", "opened", "factors", "ih")

    def base(G: Goal) -> None:
        G.use("left", "PROD0", constant(power(x, a)), 0, 0).use("none", "PROD0", constant(x), 0, 0)
        G.use("ones", "power_of_one", power(x, 0), a, by=("a", "none"))
        reduce(G, "left", "ones")
    book.add("power_exchange", "(x^a)^b = (x^b)^a.", forall(x, a, implies(leq(0, a), forall(b, implies(leq(0, b), eq(
        power(power(x, a), b), power(power(x, b), a)))))), lambda G: G.intro("x a a_low").induction(base, step), lemma=True)

    def more(G: Goal) -> None:
        G.intro("e above ih").use("sum", "SUMS", lam("k", lambda k: power(z, k)), 0, "e").use("longer", "PRODS", constant(z), 0, "e")
        reduce(G, "sum", "longer", "ih")

    def none(G: Goal) -> None:
        G.use("sum", "SUM0", lam("k", lambda k: power(z, k)), 0, 0).use("one", "PROD0", constant(z), 0, 0)
        reduce(G, "sum", "one")
    book.add("geometric", "(z - 1)(1 + z + .. + z^(n-1)) = z^n - 1.", forall(z, forall(n, implies(leq(0, n), eq(
        (z - 1) * total(0, n, lambda k: power(z, k)), power(z, n) - 1)))), lambda G: G.intro("z").induction(none, more), lemma=True)


def _roots(book: Book) -> None:
    def vanish(G: Goal) -> None:
        G.intro("n z size root other").use("all", "geometric", z).use("sum", "all", n).use("unit", "INV", z - 1, by=("other",))
        s = total(0, n, lambda k: power(z, k))
        G.close("lin", [(-s, "unit", 1), (inv(z - 1), "sum", 1), (inv(z - 1), "root", 1)])
    book.add("root_sum", "The powers of a root of unity other than 1 sum to 0.", forall(n, z, implies(
        leq(0, n), eq(power(z, n), 1), no(eq(z - 1, 0)), eq(total(0, n, lambda k: power(z, k)), 0))), vanish, lemma=True)

    def count(G: Goal) -> None:
        G.intro("e above ih").use("sum", "SUMS", lam("k", lambda _: num(1)), 0, "e")
        reduce(G, "sum", "ih")
    book.add("sum_ones", "A sum of ones counts.", forall(n, implies(leq(0, n), eq(total(0, n, lambda _: num(1)), num(n)))), lambda G: G.induction(
        lambda B: reduce(B.use("sum", "SUM0", lam("k", lambda _: num(1)), 0, 0), "sum"), count), lemma=True)


def fourier(w: Any, n: Any) -> Any:
    """Entries w^(p q), written (w^p)^q."""
    return table(n, n, lambda p, q: power(power(w, p), q))


PREMISES = {"size": leq(0, n), "inverse": eq(w * v, 1), "root": eq(power(w, n), 1),
            "primitive": forall(a, implies(leq(1, a), less(a, n), no(eq(power(w, a), 1))))}


def _numbers(order: int, **more: Any) -> Numbers:
    roots = {0: (1, 1), 1: (1, 1), 2: (-1, -1)}
    w_, v_ = roots[order]
    return Numbers(n=order, w=Fraction(w_), v=Fraction(v_), **more)


def _columns(book: Book) -> None:
    term = total(0, n, lambda k: power(power(v, p), k) * power(power(w, k), q))

    def merge(K: Goal, value: Any) -> None:
        k = Term("k")
        K.use("swap", "power_exchange", w, k).use("swapped", "swap", q).use("join", "prod_multiply", constant(power(v, p)), constant(power(w, q)), 0, k)
        reduce(K, "swapped", "-join")

    def script(G: Goal) -> None:
        value = power(v, p) * power(w, q)
        G.intro("n w v p q p_low q_low").cong("k k_low k_high", lambda K: merge(K, value))
    book.add("fourier_column", "A column product as a geometric sum.", forall(n, w, v, p, q, implies(leq(0, p), leq(0, q), eq(
        term, total(0, n, lambda k: power(power(v, p) * power(w, q), k))))), script, lemma=True)

    def cancel(G: Goal) -> None:
        G.intro("w v a inverse low").use("join", "prod_multiply", constant(w), constant(v), 0, a).use("one", "power_of_one", w * v, a, by=("a", "inverse"))
        reduce(G, "-join", "one")
    book.add("power_inverse", "w v = 1 gives w^a v^a = 1.", forall(w, v, a, implies(eq(w * v, 1), leq(0, a), eq(power(w, a) * power(v, a), 1))), cancel, lemma=True)

    def trivial(G: Goal) -> None:
        G.intro("w n a n_low a_low root").use("swap", "power_exchange", w, a).use("swapped", "swap", n).use("one", "power_of_one", power(w, n), a, by=("a", "root"))
        reduce(G, "swapped", "one")
    book.add("power_of_root", "w^n = 1 gives (w^a)^n = 1.", forall(w, n, a, implies(
        leq(0, n), leq(0, a), eq(power(w, n), 1), eq(power(power(w, a), n), 1))), trivial, lemma=True)


def _orthogonality(book: Book) -> None:
    F, S = fourier(w, n), fourier(v, n)
    value = power(v, p) * power(w, q)
    geometric = total(0, n, lambda k: power(value, k))

    def equal(G: Goal) -> None:
        G.have("at", ("==", "q", "p"), "a").rewrite("e", eq(total(0, n, lambda k: power(power(v, p) * power(w, Term("e")), k)),
                                                         num(n) * eye(n)[Term("p"), Term("e")]), "at")
        G.use("one", "power_inverse", w, v, p, by=("inverse", "a")).use("count", "sum_ones", n)
        G.have("terms", eq(total(0, n, lambda k: power(power(v, p) * power(w, p), k)), total(0, n, lambda _: num(1))), lambda H: H.cong(
            "k k_low k_high", lambda K: K.use("it", "power_of_one", power(v, p) * power(w, p), "k", by=("a", "one")).by("it")))
        reduce(G, *reveal(G, "terms", "count"))

    def unequal(big: Any, small: Any, letter: Any, other: Any) -> Any:
        d = big - small

        def script(G: Goal) -> None:
            G.use("cut", "power_sum", letter, small, d).use("low", "power_inverse", w, v, small, by=("inverse", "a"))
            G.have("is", eq(value, power(letter, d)), lambda H: reduce(H, "cut", "low")).use("rooted", "power_of_root", letter, n, d, by=("a", "a", root(letter)))
            G.have("same", eq(geometric, total(0, n, lambda k: power(power(letter, d), k))), lambda H: H.rewrite("h", eq(total(
                0, n, lambda k: power(Term(("f", "h")), k)), total(0, n, lambda k: power(power(letter, d), k))), "is").lin())
            G.use("zero", "root_sum", n, power(letter, d), by=("a", "rooted", lambda H: differs(H.intro("equal"), letter, d)))
            reduce(G, *reveal(G, "same", "zero"))
        return script

    def root(letter: Any) -> Any:
        def script(H: Goal) -> None:
            H.use("both", "power_inverse", w, v, n, by=("inverse", "a"))
            H.close("lin", [(1, "both", 1), (-power(v, n), "root", 1)])
        return "root" if letter is w else script

    def differs(H: Goal, letter: Any, d: Any) -> None:
        H.use("no", "primitive", d)
        H.use("pair", "power_inverse", w, v, d, by=("inverse", "a")) if letter is v else None
        parts = [(1, "equal", 1)] if letter is w else [(1, "pair", 1), (-power(w, d), "equal", 1)]
        H.have("is_one", eq(power(w, d), 1), lambda K: K.close("lin", parts)).use("end", "no", by=("is_one",)).by("end")

    def entry(G: Goal) -> None:
        G.use("mul", "ENTMUL", n, n, n, S, F, p, q).use("column", "fourier_column", n, w, v, p, q)
        G.have("products", eq(total(0, n, lambda k: S[p, k] * F[k, q]), total(0, n, lambda k: power(power(v, p), k) * power(power(w, k), q))),
               lambda H: H.cong("k k_low k_high", by_entries()))
        G.have("value", eq(geometric, num(n) * eye(n)[p, q]), lambda H: H.case(p, q, "o", lambda K: K.case(q, p, "oo", equal, unequal(
            q, p, w, v)), unequal(p, q, v, w)))
        G.close("lin", [(1, "mul", 1), (1, "products", 1), (1, "column", 1), (1, "value", 1)])
    claim = Claim((n, w, v), PREMISES)
    models = [_numbers(order) for order in range(3)]
    claim.publish(book, "fourier_orthogonality", "F* F = n I for the Fourier matrix [w^(j k)] and that of 1/w, w of order n.", eq(S * F, num(n) * eye(n)),
                  lambda G: G.ext("p q p_low p_high q_low q_high", entry), models=models,
                  wrong={"normalised": eq(S * F, eye(n)), "sign": eq(S * F, num(-1 * n) * eye(n)), "one more": eq(S * F, num(n + 1) * eye(n))},
                  missing={"primitive": Numbers(n=2, w=Fraction(1), v=Fraction(1)), "root": Numbers(n=2, w=Fraction(2), v=Fraction(1, 2)),
                           "inverse": Numbers(n=2, w=Fraction(-1), v=Fraction(2))})


def circulant(c: Any, n: Any) -> Any:
    """First column c: entries c_(p - q mod n)."""
    return table(n, n, lambda p, q: ite(q, p, c(p - q), c(n + p - q)))


def _row(book: Book) -> None:
    def whole(t: Any) -> Any:
        return total(0, n, lambda k: power(t, k) * c(k))

    def early(K: Goal) -> None:
        k = Term("k")
        K.use("one", "power_sum", z, q, k + n - q).use("two", "power_sum", z, n, k)
        names = reveal(K)
        K.have("turn", eq(power(z, q) * power(z, k + n - q), power(z, k)), lambda H: reduce(H, "-one", "two", "root"))
        K.have("open", eq(readable(K.goal[1], {}), power(z, k) * c(n + k - q)), lambda H: reduce(H, *names))
        K.close("lin", [(1, "open", 1), (-c(n + k - q), "turn", 1)])

    def late(K: Goal) -> None:
        K.use("one", "power_sum", z, q, "k")
        names = reveal(K)
        reduce(K, *names, "one")

    def script(G: Goal) -> None:
        def body(k: Any) -> Any:
            return power(z, k) * ite(q, k, c(k - q), c(n + k - q))

        def value(k: Any) -> Any:
            return power(z, k) * c(k)
        G.intro("n q z c low high root").use("cut", "sum_split", lam("k", body), 0, q, n).use("back", "sum_shift", lam("k", body), q, 0, n - q)
        G.use("other", "sum_split", lam("k", value), 0, n - q, n).use("up", "sum_shift", lam("k", value), n - q, 0, q)
        G.have("first", eq(total(0, q, body), total(0, q, lambda k: power(z, q) * value(k + n - q))), lambda H: H.cong("k k_low k_high", early))
        G.have("second", eq(total(0, n - q, lambda k: body(k + q)), total(0, n - q, lambda k: power(z, q) * value(k))), lambda H: H.cong("k k_low k_high", late))
        t = power(z, q)
        G.close("lin", [(1, "cut", 1), (1, "first", 1), (1, "back", 1), (1, "second", 1), (-t, "other", 1), (-t, "up", 1)])
    book.add("circulant_row", "A row of powers of an n-th root of unity times a circulant.", forall(n, q, z, c, implies(leq(0, q), less(q, n), eq(power(z, n), 1), eq(
        total(0, n, lambda k: power(z, k) * ite(q, k, c(k - q), c(n + k - q))), power(z, q) * whole(z)))), script, lemma=True)
    d, M = Family("d"), matrix("M", n, n)
    D = table(n, n, lambda p, q: d(p) * eye(n)[p, q])

    def scaled(G: Goal) -> None:
        def others(H: Goal) -> None:
            H.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())

        def entry(H: Goal) -> None:
            H.use("mul", "ENTMUL", n, n, n, D, M, "p", "q")
            H.use("one", "sum_single", lam("k", lambda k: D[p, k] * M[k, q]), 0, n, "p", by=("a", "a", others))
            reduce(H, *reveal(H, "mul", "one"))
        G.intro("n d M").ext("p q p_low p_high q_low q_high", entry)
    book.add("diagonal_times", "diag(d) M scales the rows of M.", forall(n, d, M, eq(D * M, table(n, n, lambda p, q: d(p) * M[p, q]))), scaled, lemma=True)


def eigenvalue(w: Any, c: Any, n: Any, p: Any) -> Any:
    """The entry p of F c."""
    return total(0, n, lambda k: power(power(w, p), k) * c(k))


def spectrum(w: Any, c: Any, n: Any) -> Any:
    """The diagonal matrix of F c."""
    return table(n, n, lambda p, q: eigenvalue(w, c, n, p) * eye(n)[p, q])


def _circulants(book: Book) -> None:
    F, S, C, E = fourier(w, n), fourier(v, n), circulant(c, n), spectrum(w, c, n)
    claim = Claim((n, w, c), {"size": leq(0, n), "root": PREMISES["root"]})
    column = {"c": lambda k: Fraction((3, 1, 4, 1, 5)[k % 5])}
    models = [_numbers(order, **column) for order in range(3)]

    def entry(G: Goal) -> None:
        G.use("mul", "ENTMUL", n, n, n, F, C, p, q).use("rooted", "power_of_root", w, n, p, by=("a", "a", "root"))
        G.use("row", "circulant_row", n, q, power(w, p), lam("k", c), by=("a", "a", "rooted"))
        G.have("terms", eq(total(0, n, lambda k: F[p, k] * C[k, q]), total(0, n, lambda k: power(power(w, p), k) * ite(q, k, c(k - q), c(n + k - q)))),
               lambda H: H.cong("k k_low k_high", by_entries()))
        names = reveal(G)
        G.have("right", eq(readable(G.goal[2], {}), eigenvalue(w, c, n, p) * power(power(w, p), q)), lambda H: reduce(H, *names))
        G.close("lin", [(1, "mul", 1), (1, "terms", 1), (1, "row", 1), (-1, "right", 1)])

    def script(G: Goal) -> None:
        rows = table(n, n, lambda p, q: eigenvalue(w, c, n, p) * F[p, q])
        G.use("scaled", "diagonal_times", n, lam("p", lambda p: eigenvalue(w, c, n, p)), F)
        G.have("rows", eq(F * C, rows), lambda H: H.ext("p q p_low p_high q_low q_high", entry)).close("lin", [(1, "rows", 1), (-1, "scaled", 1)])
    claim.publish(book, "circulant_eigenvectors", "F C = diag(F c) F: the rows of the Fourier matrix are eigenvectors of every circulant, w^n = 1.", eq(F * C, E * F), script,
                  models=models, wrong={"order": eq(F * C, F * E), "sign": eq(F * C, -1 * E * F), "shifted": eq(F * C, spectrum(w, lambda k: c(k + 1), n) * F)},
                  missing={"root": Numbers(n=2, w=Fraction(2), **column)})
    _diagonal(book, models, column)


def _diagonal(book: Book, models: Any, column: Any) -> None:
    F, S, C, E = fourier(w, n), fourier(v, n), circulant(c, n), spectrum(w, c, n)
    claim = Claim((n, w, v, c), PREMISES)

    def script(G: Goal) -> None:
        G.use("eigen", "circulant_eigenvectors", n, w, lam("k", c), by=("a", "root"))
        G.use("ortho", "fourier_orthogonality", n, w, v, by=("a", "inverse", "root", "primitive"))
        G.close("lin", [(-1, "ortho", C), (S, "eigen", 1)])
    claim.publish(book, "circulant_diagonalization", "n C = F* diag(F c) F for every circulant with first column c, F the unnormalised Fourier matrix.",
                  eq(num(n) * C, S * E * F), script, models=models,
                  wrong={"n left out": eq(C, S * E * F), "order": eq(num(n) * C, E * S * F), "sign": eq(num(n) * C, -1 * S * E * F)},
                  missing={"primitive": Numbers(n=2, w=Fraction(1), v=Fraction(1), **column), "root": Numbers(n=2, w=Fraction(2), v=Fraction(1, 2), **column)})
