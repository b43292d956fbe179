"""Inequalities for sums of all lengths: Cauchy-Schwarz, Chebyshev, Kantorovich, Bernoulli, discrete Gronwall."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative, square
from verify.proofs.claims import Claim
from verify.proofs.language import (
    Family,
    Term,
    at_most,
    eq,
    forall,
    frac,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    num,
    prod,
    scalars,
    total,
)
from verify.proofs.script import Goal

n, i, j, k, p, t = integers("n i j k p t")
x, y, f, w, d, e, u, b = (Family(name) for name in "xyfwdeub")
s, a, lo, hi = scalars("s a lo hi")
SIZE = {"size": leq(0, n)}


def theorems(book: Book) -> None:
    """Squares first, then what follows from them."""
    _squares(book)
    _cauchy_schwarz(book)
    _means(book)
    _chebyshev(book)
    _kantorovich(book)
    _bernoulli(book)
    _gronwall(book)


def inner(left: Any, right: Any, size: Any = n) -> Term:
    """The sum of products."""
    return total(0, size, lambda i: left(i) * right(i))


def power(base: Any, exponent: Any) -> Term:
    """The power of a scalar."""
    return prod(0, exponent, lambda _: base)


def inside(at: Any, size: Any = n) -> tuple[Any, Any]:
    """The premises 0 <= at < size."""
    return leq(0, at), less(at, size)


def sequence(seed: int) -> Any:
    """A family of small integers."""
    return lambda i: Fraction((seed * i * i + 3 * i + seed) % 7 - 3)


def _squares(book: Book) -> None:
    def root(G: Goal) -> None:
        G.intro("s zero").excluded(eq(s, 0), "is_zero", "is_zero", lambda H: H.use("unit", "INV", s, by=("is_zero",)).close(
            "lin", [(inv(s), "zero", 1), (-s, "unit", 1)]))
    book.add("square_zero", "s^2 = 0 only for s = 0.", forall(s, implies(eq(s * s, 0), eq(s, 0))), root, lemma=True)

    def term(G: Goal) -> None:
        G.intro("f n p each p_low p_high").use("cut", "sum_split", lam("k", f), 0, "p", "n").use("one", "sum_first",
            lam("k", f), "p", "n")

        def part(H: Goal) -> None:
            H.use("x_", "each", "k").by("x_")
        nonnegative(G, "before", 0, "p", f, part)
        nonnegative(G, "after", p + 1, "n", f, part)
        bound(G, [(1, 1, ("before",)), (1, 1, ("after",))], "cut", "one")
    each = forall(k, implies(*inside(k), at_most(0, f(k))))
    book.add("term_at_most_sum", "A term of a sum of non-negative terms is at most the sum.",
             forall(f, n, p, implies(each, *inside(p), at_most(f(p), total(0, n, f)))), term, lemma=True)

    def vanish(G: Goal) -> None:
        G.intro("p p_low p_high").use("term", "term_at_most_sum", lam("k", lambda k: x(k) * x(k)), "n", "p", by=(
            lambda H: H.intro("k k_low k_high").pos([(1, x("k"), ())]), "a", "a"))
        G.use("zero", "ANTISYM", x("p") * x("p"), 0, by=(lambda H: bound(H, [(1, 1, ("term",))], "null"), square(x("p"))))
        G.use("done", "square_zero", x("p"), by=("zero",)).by("done")
    claim = Claim((n, x), {"null": eq(inner(x, x), 0)})
    claim.publish(
        book, "vanishing_sum_of_squares", "A sum of squares is zero only if each of them is: the Euclidean norm is definite.",
        forall(p, implies(*inside(p), eq(x(p), 0))), vanish,
        models=[{"n": 1, "x": lambda _: Fraction(0)}, {"n": 2, "x": lambda i: Fraction(0 if 0 <= i < 2 else i)},
            {"n": 3, "x": lambda i: Fraction(0 if i < 3 else 5)}],
        wrong={"one index more": forall(p, implies(*inside(p, n + 1), eq(x(p), 0))),
            "one": forall(p, implies(*inside(p), eq(x(p), 1)))},
        missing={"null": {"n": 1, "x": lambda _: Fraction(1)}})


def _cauchy_schwarz(book: Book) -> None:
    claim = Claim((n, x, y), SIZE)

    def wedge(i: Any, j: Any) -> Any:
        return x(i) * y(j) - x(j) * y(i)

    def script(G: Goal) -> None:
        nonnegative(G, "all", 0, "n", lambda i: total(0, n, lambda j: wedge(i, j) * wedge(i, j)), lambda H: nonnegative(
            H, "row", 0, "n", lambda j: wedge("i", j) * wedge("i", j), square(wedge("i", "j")), "j").by("row"), "i")
        G.pos([(frac(1, 2), 1, ("all",))])
    models = [{"n": size, "x": sequence(size), "y": sequence(4)} for size in range(4)]
    product = inner(x, x) * inner(y, y)
    claim.publish(
        book, "cauchy_schwarz", "Cauchy-Schwarz by Lagrange's identity: (sum x y)^2 <= (sum x^2) (sum y^2).",
        at_most(inner(x, y) * inner(x, y), product), script, models=models,
        wrong={"without y": at_most(inner(x, y) * inner(x, y), inner(x, x)),
            "half": at_most(2 * inner(x, y) * inner(x, y), product),
               "reversed": at_most(product, inner(x, y) * inner(x, y))})


def _means(book: Book) -> None:
    def script(G: Goal) -> None:
        G.use("schwarz", "cauchy_schwarz", "n", lam("k", x), lam("k", lambda _: num(1))).use("ones", "sum_of_ones", "n")
        bound(G, [(1, 1, ("schwarz",))], "ones")
    squares = inner(x, x)
    whole = total(0, n, x)
    Claim((n, x), SIZE).publish(
        book, "mean_and_root_mean_square", "(sum x)^2 <= n sum x^2: the mean is at most the root mean square.",
        at_most(whole * whole, num(n) * squares), script,
        models=[{"n": size, "x": lambda i: Fraction(2 + i, 2)} for size in range(4)],
        wrong={"without n": at_most(whole * whole, squares), "one less": at_most(whole * whole, num(n - 1) * squares),
               "reversed": at_most(num(n) * squares, whole * whole)})


def _chebyshev(book: Book) -> None:
    rising = [forall(i, j, implies(leq(0, i), leq(i, j), less(j, n), at_most(g(i), g(j)))) for g in (x, y)]
    claim = Claim((n, x, y), {**SIZE, "x_rises": rising[0], "y_rises": rising[1]})

    def term(i: Any, j: Any) -> Any:
        return (x(i) - x(j)) * (y(i) - y(j))

    def ordered(low: str, high: str) -> Any:
        return lambda K: K.use("dx", "x_rises", low, high).use("dy", "y_rises", low, high).pos([(1, 1, ("dx", "dy"))])

    def script(G: Goal) -> None:
        nonnegative(G, "all", 0, "n", lambda i: total(0, n, lambda j: term(i, j)), lambda H: nonnegative(
            H, "row", 0, "n", lambda j: term("i", j), lambda K: K.case("i", "j", "order", ordered("i", "j"), ordered("j", "i")),
                "j").by("row"), "i")
        G.use("ones", "sum_of_ones", "n")
        bound(G, [(frac(1, 2), 1, ("all",))], "ones")
    models = [{"n": size, "x": Fraction, "y": lambda i: Fraction(i * abs(i) + 1)} for size in (0, 1, 2, 3)]
    left, right = total(0, n, x) * total(0, n, y), num(n) * inner(x, y)
    falling: Any = {"n": 2, "x": Fraction, "y": lambda i: Fraction(-i)}
    claim.publish(
        book, "chebyshev_sum_inequality", "For x and y both increasing, (sum x) (sum y) <= n sum x y.",
        at_most(left, right), script, models=models,
            wrong={"reversed": at_most(right, left), "without n": at_most(left, inner(x, y))},
        missing={"y_rises": falling, "x_rises": {**falling, "x": falling["y"], "y": falling["x"]}})


def _kantorovich(book: Book) -> None:
    each = forall(k, implies(*inside(k), ("and", at_most(0, w(k)), ("and", at_most(0, e(k)), ("and", eq(d(k) * e(k), 1), (
        "and", at_most(lo, d(k)), at_most(d(k), hi)))))))
    claim = Claim((n, w, d, e, lo, hi), {**SIZE, "low": at_most(0, lo), "high": at_most(0, hi), "each": each})
    sums = inner(w, d), inner(w, e), total(0, n, w)

    def term(k: Any) -> Any:
        return w(k) * ((lo + hi) - d(k) - lo * hi * e(k))

    def one(G: Goal) -> None:
        G.use("all", "each", "k").parts("all", "weight", "rest").parts("rest", "inverse_low", "rest2").parts("rest2", "unit",
            "rest3")
        G.parts("rest3", "above", "below")
        bound(G, [(1, 1, ("weight", "inverse_low", "above", "below"))], "unit")

    def script(G: Goal) -> None:
        nonnegative(G, "linear", 0, "n", term, one)
        for name, g in (("wd", d), ("we", e)):
            def part(H: Goal, g: Family = g) -> None:
                H.use("all", "each", "k").parts("all", "weight", "rest").parts("rest", "inverse_low", "rest2").parts("rest2",
                    "unit", "rest3")
                H.parts("rest3", "above", "below")
                bound(H, [(1, 1, ("weight", "inverse_low"))] if g is e else [(1, 1, ("weight", "low")),
                    (1, 1, ("weight", "above"))])
            nonnegative(G, name, 0, "n", lambda k, g=g: w(k) * g(k), part)  # type: ignore[misc]  # bound now
        one_sum, other, weights = sums
        G.have("mixed", at_most(0, one_sum + lo * hi * other), lambda H: H.pos([(1, 1, ("wd",)), (1, 1, ("low", "high", "we"))]))
        G.have("wider", at_most(one_sum + lo * hi * other, (lo + hi) * weights), lambda H: H.pos([(1, 1, ("linear",))]))
        G.pos([(1, one_sum - lo * hi * other, ()), (1, 1, ("wider", "wider")), (2, 1, ("wider", "mixed"))])
    nodes = [Fraction(1), Fraction(3), Fraction(2)]
    models = [{"n": size, "w": lambda i: Fraction(1 + (i == 0)), "d": lambda i: nodes[i % 3], "e": lambda i: 1 / nodes[i % 3],
               "lo": Fraction(1), "hi": Fraction(3)} for size in (0, 1, 2, 3)]
    left, right = 4 * lo * hi * sums[0] * sums[1], (lo + hi) * (lo + hi) * sums[2] * sums[2]
    bad = {**models[2], "lo": Fraction(2), "hi": Fraction(2)}
    claim.publish(
        book, "kantorovich_inequality",
        "Kantorovich: for weights w and 0 <= lo <= d <= hi, 4 lo hi (sum w d) (sum w / d) <= (lo + hi)^2 (sum w)^2.",
        at_most(left, right), script, models=models,
        wrong={"8 for 4": at_most(2 * left, right), "reversed": at_most(right, left)}, missing={"each": bad})


def _bernoulli(book: Book) -> None:
    claim = Claim((s,), {"above": at_most(0, 1 + s)})

    def step(G: Goal) -> None:
        G.intro("e_ e_low ih").use("more", "PRODS", lam("k", lambda _: 1 + s), 0, "e_").use("count", "NATPOS", "e_")
        bound(G, [(1, 1, ("above", "ih")), (1, s, ("count",))], "more")

    def statement(left: Any, right: Any) -> Any:
        return forall(t, implies(leq(0, t), at_most(left(t), right(t))))

    def line(t: Any) -> Any:
        return 1 + num(t) * s
    claim.publish(
        book, "bernoulli_inequality", "Bernoulli: (1 + s)^t >= 1 + t s for s >= -1 and all t.",
        statement(line, lambda t: power(1 + s, t)),
        lambda G: G.induction(lambda H: bound(H.use("none", "PROD0", lam("k", lambda _: 1 + s), 0, 0), [], "none"), step),
        models=[{"s": Fraction(v, 2)} for v in (-2, -1, 0, 3)],
        wrong={"reversed": statement(lambda t: power(1 + s, t), line),
            "one more": statement(lambda t: line(t + 1), lambda t: power(1 + s, t))},
        missing={"above": {"s": Fraction(-4)}})


def _gronwall(book: Book) -> None:
    claim = Claim((a, u, b), {"growth": at_most(0, a),
        "steps": forall(i, implies(leq(0, i), at_most(u(i + 1), a * u(i) + b(i))))})
    last = Term("e_")

    def parts(t: Any) -> Any:
        return total(0, t, lambda i: power(a, t - 1 - i) * b(i))

    def step(G: Goal) -> None:
        G.intro("e_ e_low ih").use("now", "steps", last).use("more", "PRODS", lam("k", lambda _: a), 0, last)
        G.use("none", "PROD0", lam("k", lambda _: a), 0, 0).use("longer", "SUMS", lam("i", lambda i: power(a, last - i) * b(i)),
            0, last)
        G.have("inner", eq(total(0, last, lambda i: power(a, last - i) * b(i)),
            total(0, last, lambda i: a * power(a, last - 1 - i) * b(i))),
               lambda H: H.cong("r r_low r_high",
                   lambda K: K.use("one", "PRODS", lam("k", lambda _: a), 0, last - 1 - Term("r")).lin("one")))
        bound(G, [(1, 1, ("now",)), (1, 1, ("growth", "ih"))], "more", "longer", "inner", "none")

    def base(G: Goal) -> None:
        G.use("none", "PROD0", lam("k", lambda _: a), 0, 0).use("empty", "SUM0", lam("i", lambda i: power(a, -1 - i) * b(i)), 0,
            0)
        bound(G, [], "none", "empty")

    def statement(right: Any) -> Any:
        return forall(t, implies(leq(0, t), at_most(u(t), right(t))))
    models = [_bounded(Fraction(c), Fraction(1, 2)) for c in (0, 1, 2)] + [_bounded(Fraction(1, 2), Fraction(0))]
    claim.publish(
        book, "discrete_gronwall",
        "Discrete Gronwall: u(i+1) <= a u(i) + b(i), a >= 0, gives u(t) <= a^t u(0) + sum of a^(t-1-i) b(i), i < t.",
        statement(lambda t: power(a, t) * u(0) + parts(t)), lambda G: G.induction(base, step), models=models,
        wrong={"no input": statement(lambda t: power(a, t) * u(0)), "sign": statement(lambda t: power(a, t) * u(0) - parts(t)),
               "one power less": statement(lambda t: power(a, t - 1) * u(0))},
        missing={"growth": {"a": Fraction(-1), "b": lambda _: Fraction(0),
            "u": lambda i: Fraction(-3 if i == 1 else 1 if i == 0 else 3 if i == 2 else -9)}})


def _bounded(growth: Fraction, slack: Fraction) -> Any:
    values = {0: Fraction(2)}
    for i in range(12):
        values[i + 1] = growth * values[i] + 1 + i - slack
    return {"a": growth, "b": lambda i: Fraction(1 + i), "u": lambda i: values.get(i, Fraction(0))}
