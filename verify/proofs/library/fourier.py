"""Powers of roots of unity and the Fourier matrix: for every size n with a root w, w^n = 1 and w^d != 1 for 0 < d < n."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Term,
    eq,
    eye,
    forall,
    implies,
    integers,
    inv,
    lam,
    leq,
    less,
    no,
    num,
    prod,
    scalars,
    table,
    total,
)
from verify.proofs.residues import Residue
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, a, b, p, q, r = integers("n a b p q r")
w, v, z, x = scalars("w v z x")


def theorems(book: Book) -> None:
    """Laws of powers, geometric sums, then orthogonality."""
    _powers(book)
    _roots(book)
    _columns(book)
    _orthogonality(book)


def power(base: Any, exponent: Any) -> Any:
    """The power of a scalar."""
    return prod(0, exponent, lambda _: base)


def constant(x: Any) -> Any:
    """The family of one value."""
    return lam("k", lambda _: x)


def _powers(book: Book) -> None:
    def add(G: Goal) -> None:
        G.intro("x a b a_low b_low").use("cut", "prod_split", constant(x), 0, a, a + b).use(
            "shift", "prod_shift", constant(x), a, 0, b
        )
        reduce(G, "cut", "shift")

    book.add(
        "power_sum",
        "x^(a+b) = x^a x^b.",
        forall(x, a, b, implies(leq(0, a), leq(0, b), eq(power(x, a + b), power(x, a) * power(x, b)))),
        add,
        lemma=True,
    )

    def one(G: Goal) -> None:
        G.intro("x a low is_one").have(
            "ones", eq(power(x, a), power(num(1), a)), lambda H: H.cong("k k_low k_high", lambda K: reduce(K, "is_one"))
        )
        G.use("one", "prod_ones", 0, a)
        reduce(G, "ones", "one")
    book.add("power_of_one", "1^a = 1.", forall(x, a, implies(leq(0, a), eq(x, 1), eq(power(x, a), 1))), one, lemma=True)

    def step(G: Goal) -> None:
        e = Term("e")
        G.intro("e above ih").use("left", "PRODS", constant(power(x, a)), 0, e).use("inside", "PRODS", constant(x), 0, e)
        G.have(
            "opened",
            eq(power(power(x, e + 1), a), prod(0, a, lambda _: power(x, e) * x)),
            lambda H: H.cong("k k_low k_high", lambda K: reduce(K, "inside")),
        )
        G.use("factors", "prod_multiply", constant(power(x, e)), constant(x), 0, a)
        reduce(G, "left", "opened", "factors", "ih")

    def base(G: Goal) -> None:
        G.use("left", "PROD0", constant(power(x, a)), 0, 0).use("none", "PROD0", constant(x), 0, 0)
        G.use("ones", "power_of_one", power(x, 0), a, by=("a", "none"))
        reduce(G, "left", "ones")
    book.add("power_exchange", "(x^a)^b = (x^b)^a.", forall(x, a, implies(leq(0, a), forall(b, implies(leq(0, b), eq(
        power(power(x, a), b), power(power(x, b), a)))))), lambda G: G.intro("x a a_low").induction(base, step), lemma=True)

    def more(G: Goal) -> None:
        G.intro("e above ih").use("sum", "SUMS", lam("k", lambda k: power(z, k)), 0, "e").use(
            "longer", "PRODS", constant(z), 0, "e"
        )
        reduce(G, "sum", "longer", "ih")

    def none(G: Goal) -> None:
        G.use("sum", "SUM0", lam("k", lambda k: power(z, k)), 0, 0).use("one", "PROD0", constant(z), 0, 0)
        reduce(G, "sum", "one")
    book.add(
        "geometric",
        "(z - 1)(1 + z + .. + z^(n-1)) = z^n - 1.",
        forall(z, forall(n, implies(leq(0, n), eq((z - 1) * total(0, n, lambda k: power(z, k)), power(z, n) - 1)))),
        lambda G: G.intro("z").induction(none, more),
        lemma=True,
    )


def _roots(book: Book) -> None:
    def vanish(G: Goal) -> None:
        G.intro("n z size root other").use("all", "geometric", z).use("sum", "all", n).use("unit", "INV", z - 1, by=("other",))
        s = total(0, n, lambda k: power(z, k))
        G.close("lin", [(-s, "unit", 1), (inv(z - 1), "sum", 1), (inv(z - 1), "root", 1)])
    book.add("root_sum", "The powers of a root of unity other than 1 sum to 0.", forall(n, z, implies(
        leq(0, n), eq(power(z, n), 1), no(eq(z - 1, 0)), eq(total(0, n, lambda k: power(z, k)), 0))), vanish, lemma=True)


def fourier(w: Any, n: Any) -> Any:
    """Entries w^(p q), written (w^p)^q."""
    return table(n, n, lambda p, q: power(power(w, p), q))


PREMISES = {"size": leq(0, n), "inverse": eq(w * v, 1), "root": eq(power(w, n), 1),
            "primitive": forall(a, implies(leq(1, a), less(a, n), no(eq(power(w, a), 1))))}


def numbers(order: int, **more: Any) -> Numbers:
    """A primitive root of this order, and its inverse."""
    root: Any = {0: Fraction(1), 1: Fraction(1), 2: Fraction(-1), 3: Residue(2)}[order]
    return Numbers(n=order, w=root, v=1 / root, **more)


def _columns(book: Book) -> None:
    term = total(0, n, lambda k: power(power(v, p), k) * power(power(w, k), q))

    def merge(K: Goal) -> None:
        k = Term("k")
        K.use("swap", "power_exchange", w, k).use("swapped", "swap", q).use(
            "join", "prod_multiply", constant(power(v, p)), constant(power(w, q)), 0, k
        )
        reduce(K, "swapped", "-join")

    def script(G: Goal) -> None:
        G.intro("n w v p q p_low q_low").cong("k k_low k_high", merge)
    book.add("fourier_column", "A column product as a geometric sum.", forall(n, w, v, p, q, implies(leq(0, p), leq(0, q), eq(
        term, total(0, n, lambda k: power(power(v, p) * power(w, q), k))))), script, lemma=True)

    def cancel(G: Goal) -> None:
        G.intro("w v a inverse low").use("join", "prod_multiply", constant(w), constant(v), 0, a).use(
            "one", "power_of_one", w * v, a, by=("a", "inverse")
        )
        reduce(G, "-join", "one")

    book.add(
        "power_inverse",
        "w v = 1 gives w^a v^a = 1.",
        forall(w, v, a, implies(eq(w * v, 1), leq(0, a), eq(power(w, a) * power(v, a), 1))),
        cancel,
        lemma=True,
    )

    def trivial(G: Goal) -> None:
        G.intro("w n a n_low a_low root").use("swap", "power_exchange", w, a).use("swapped", "swap", n).use(
            "one", "power_of_one", power(w, n), a, by=("a", "root")
        )
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
        G.use("one", "power_inverse", w, v, p, by=("inverse", "a")).use("count", "sum_of_ones", n)
        G.have(
            "terms",
            eq(total(0, n, lambda k: power(power(v, p) * power(w, p), k)), total(0, n, lambda _: num(1))),
            lambda H: H.cong(
                "k k_low k_high", lambda K: K.use("it", "power_of_one", power(v, p) * power(w, p), "k", by=("a", "one")).by("it")
            ),
        )
        reduce(G, *reveal(G, "terms", "count"))

    def unequal(big: Any, small: Any, letter: Any) -> Any:
        d = big - small

        def script(G: Goal) -> None:
            G.use("cut", "power_sum", letter, small, d).use("low", "power_inverse", w, v, small, by=("inverse", "a"))
            G.have("is", eq(value, power(letter, d)), lambda H: reduce(H, "cut", "low")).use(
                "rooted", "power_of_root", letter, n, d, by=("a", "a", root(letter))
            )
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
        G.have(
            "products",
            eq(total(0, n, lambda k: S[p, k] * F[k, q]), total(0, n, lambda k: power(power(v, p), k) * power(power(w, k), q))),
            lambda H: H.cong("k k_low k_high", by_entries()),
        )
        G.have(
            "value",
            eq(geometric, num(n) * eye(n)[p, q]),
            lambda H: H.case(p, q, "o", lambda K: K.case(q, p, "oo", equal, unequal(q, p, w)), unequal(p, q, v)),
        )
        G.close("lin", [(1, "mul", 1), (1, "products", 1), (1, "column", 1), (1, "value", 1)])
    claim = Claim((n, w, v), PREMISES)
    models = [numbers(order) for order in range(4)]
    claim.publish(
        book,
        "fourier_orthogonality",
        "F* F = n I for the Fourier matrix [w^(j k)] and that of 1/w, w of order n.",
        eq(S * F, num(n) * eye(n)),
        lambda G: G.ext("p q p_low p_high q_low q_high", entry),
        models=models,
        wrong={
            "normalised": eq(S * F, eye(n)),
            "sign": eq(S * F, num(-1 * n) * eye(n)),
            "one more": eq(S * F, num(n + 1) * eye(n)),
        },
        missing={
            "primitive": Numbers(n=2, w=Fraction(1), v=Fraction(1)),
            "root": Numbers(n=2, w=Fraction(2), v=Fraction(1, 2)),
            "inverse": Numbers(n=2, w=Fraction(-1), v=Fraction(2)),
        },
    )
