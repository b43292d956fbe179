"""Sums and products over a range lo <= k < hi: splitting, shifting, exchange, telescoping; lemmas for all else."""
from __future__ import annotations

from verify.proofs.book import Book
from verify.proofs.induction import closed_sum
from verify.proofs.language import Family, at_most, eq, forall, implies, integers, lam, leq, less, num, prod, raw, total
from verify.proofs.script import Goal

lo, mid, hi, n, m, c, i, j, k = integers("lo mid hi n m c i j k")
f, g = Family("f"), Family("g")
h = Family("h", 2)


def theorems(book: Book) -> None:
    """The lemmas, in the order in which they use each other."""
    _one_and_split(book)
    _ends(book)
    _values(book)
    _shifts(book)
    _double(book)
    _products(book)
    _order(book)


def _one_and_split(book: Book) -> None:
    for name, operator, rules in (("sum", total, ("SUM0", "SUMS")), ("prod", prod, ("PROD0", "PRODS"))):
        empty, longer = rules

        def one(G: Goal, empty: str = empty, longer: str = longer) -> None:
            G.intro("f c").use("u", longer, lam("k", f), "c", "c").use("v", empty, lam("k", f), "c", "c").lin("u", "v")

        def split(G: Goal, empty: str = empty, longer: str = longer) -> None:
            def base(B: Goal) -> None:
                B.use("u", empty, lam("k", f), "mid", "mid").lin("u")

            def step(S: Goal) -> None:
                S.intro("e above ih").use("u", longer, lam("k", f), "lo", "e").use("v", longer, lam("k", f), "mid", "e")
                S.lin("u", "v", "ih")
            G.intro("f lo mid below").induction(base, step)

        word = "sum" if name == "sum" else "product"
        book.add(f"{name}_one", f"A {word} over one index is its term.", forall(f, c, eq(operator(c, c + 1, f), f(c))), one,
                 lemma=True)
        parts = operator(lo, mid, f), operator(mid, hi, f)
        joined = parts[0] + parts[1] if name == "sum" else parts[0] * parts[1]
        book.add(f"{name}_split", f"A {word} splits at any index of its range.",
                 forall(f, lo, mid, implies(leq(lo, mid), forall(hi, implies(leq(mid, hi), eq(operator(lo, hi, f), joined))))),
                 split, lemma=True)


def _ends(book: Book) -> None:
    for name, operator in (("sum", total), ("prod", prod)):
        def first(G: Goal, name: str = name) -> None:
            G.intro("f lo hi some").use("u", f"{name}_split", lam("k", f), "lo", raw(lo + 1), "hi")
            G.use("v", f"{name}_one", lam("k", f), "lo").lin("u", "v")

        def last(G: Goal, name: str = name) -> None:
            G.intro("f lo hi some").use("u", f"{name}_split", lam("k", f), "lo", raw(hi - 1), "hi")
            G.use("v", f"{name}_one", lam("k", f), raw(hi - 1)).lin("u", "v")

        def joined(a: object, b: object, name: str = name) -> object:
            return a + b if name == "sum" else a * b  # type: ignore[operator]  # terms
        word = "sum" if name == "sum" else "product"
        book.add(f"{name}_first", f"The first term of a {word} that is not empty.", forall(f, lo, hi, implies(
            less(lo, hi), eq(operator(lo, hi, f), joined(f(lo), operator(lo + 1, hi, f))))), first, lemma=True)
        book.add(f"{name}_last", f"The last term of a {word} that is not empty.", forall(f, lo, hi, implies(
            less(lo, hi), eq(operator(lo, hi, f), joined(operator(lo, hi - 1, f), f(hi - 1))))), last, lemma=True)


def _values(book: Book) -> None:
    def zero(G: Goal) -> None:
        G.intro("f lo hi vanish")
        G.have("same", eq(total(lo, hi, f), total(lo, hi, lambda _: num(0))), lambda C: C.cong(
            "k above below", lambda K: K.use("v", "vanish", "k").lin("v")))
        G.have("nothing", eq(total(lo, hi, lambda _: num(0)), 0), lambda Z: Z.lin())
        G.lin("same", "nothing")

    everywhere = forall(k, implies(leq(lo, k), less(k, hi), eq(f(k), 0)))
    book.add("sum_zero", "A sum of zeros is zero.", forall(f, lo, hi, implies(everywhere, eq(total(lo, hi, f), 0))), zero,
             lemma=True)

    book.add("sum_of_ones", "n ones have the sum n.", forall(n, implies(leq(0, n), eq(total(0, n, lambda _: num(1)), num(n)))),
             closed_sum, lemma=True)

    def same(G: Goal) -> None:
        G.intro("f g lo hi equal").cong("k above below", lambda K: K.use("v", "equal", "k").lin("v"))

    equal = forall(k, implies(leq(lo, k), less(k, hi), eq(f(k), g(k))))
    book.add("sum_same", "Sums with equal terms are equal.",
             forall(f, g, lo, hi, implies(equal, eq(total(lo, hi, f), total(lo, hi, g)))), same, lemma=True)
    book.add("prod_same", "Products with equal factors are equal.",
             forall(f, g, lo, hi, implies(equal, eq(prod(lo, hi, f), prod(lo, hi, g)))), same, lemma=True)

    def single(G: Goal) -> None:
        G.intro("f lo hi c above below others")
        G.use("u", "sum_split", lam("k", f), "lo", "c", "hi").use("v", "sum_first", lam("k", f), "c", "hi")
        G.use("w", "sum_zero", lam("k", f), "lo", "c", by=(lambda Z: Z.intro("k a b").use("x", "others", "k", by=(
            "a", "a", lambda Y: Y.side(1, "a"))).by("x"),))
        G.use("y", "sum_zero", lam("k", f), raw(c + 1), "hi", by=(lambda Z: Z.intro("k a b").use("x", "others", "k", by=(
            "a", "a", lambda Y: Y.side(2, "a"))).by("x"),))
        G.lin("u", "v", "w", "y")

    others = forall(k, implies(leq(lo, k), less(k, hi), ("or", less(k, c), less(c, k)), eq(f(k), 0)))
    book.add("sum_single", "A sum with one term that is not zero.", forall(f, lo, hi, c, implies(
        leq(lo, c), less(c, hi), others, eq(total(lo, hi, f), f(c)))), single, lemma=True)


def _shifts(book: Book) -> None:
    for name, operator, (empty, longer) in (("sum", total, ("SUM0", "SUMS")), ("prod", prod, ("PROD0", "PRODS"))):
        def shift(G: Goal, empty: str = empty, longer: str = longer) -> None:
            def base(B: Goal) -> None:
                B.use("u", empty, lam("k", f), raw(lo + c), raw(lo + c))
                B.use("v", empty, lam("k", lambda k: f(k + c)), "lo", "lo").lin("u", "v")

            def step(S: Goal) -> None:
                S.intro("e above ih").use("u", longer, lam("k", f), raw(lo + c), ("+", "e", "c"))
                S.use("v", longer, lam("k", lambda k: f(k + c)), "lo", "e").lin("u", "v", "ih")
            G.intro("f c lo").induction(base, step)
        book.add(f"{name}_shift", "Shifting the index by c.", forall(f, c, lo, forall(hi, implies(leq(lo, hi), eq(
            operator(lo + c, hi + c, f), operator(lo, hi, lambda k: f(k + c)))))), shift, lemma=True)

    book.add("sum_telescope", "A sum of differences telescopes.", forall(f, lo, forall(hi, implies(leq(lo, hi), eq(
        total(lo, hi, lambda k: f(k + 1) - f(k)), f(hi) - f(lo))))), lambda G: closed_sum(G.intro("f lo")), lemma=True)


def _double(book: Book) -> None:
    def swap(G: Goal) -> None:
        def base(B: Goal) -> None:
            B.use("u", "SUM0", lam("i", lambda i: total(0, m, lambda j: h(i, j))), 0, 0)
            B.have("v", eq(total(0, m, lambda j: total(0, 0, lambda i: h(i, j))), 0), lambda Z: Z.use(
                "z", "sum_zero", lam("j", lambda j: total(0, 0, lambda i: h(i, j))), 0, "m", by=(
                    lambda K: K.intro("j a b").use("w", "SUM0", lam("i", lambda i: h(i, j)), 0, 0).lin("w"),)).lin("z"))
            B.lin("u", "v")

        def step(S: Goal) -> None:
            S.intro("e above ih").use("u", "SUMS", lam("i", lambda i: total(0, m, lambda j: h(i, j))), 0, "e")
            S.have("v", eq(total(0, m, lambda j: total(0, raw(("+", "e", 1)), lambda i: h(i, j))),
                           total(0, m, lambda j: total(0, "e", lambda i: h(i, j)) + h("e", j))),
                   lambda C: C.cong("j a b", lambda K: K.use("w", "SUMS", lam("i", lambda i: h(i, "j")), 0, "e").lin("w")))
            S.lin("u", "v", "ih")
        G.intro("h m").induction(base, step)
    book.add("sum_swap", "Two sums may be exchanged.", forall(h, m, forall(n, implies(leq(0, n), eq(
        total(0, n, lambda i: total(0, m, lambda j: h(i, j))), total(0, m, lambda j: total(0, n, lambda i: h(i, j))))))),
        swap, lemma=True)


def _products(book: Book) -> None:
    def multiply(G: Goal) -> None:
        def base(B: Goal) -> None:
            for name, term in (("u", f), ("v", g), ("w", lambda k: f(k) * g(k))):
                B.use(name, "PROD0", lam("k", term), "lo", "lo")
            B.lin("u", "v", "w")

        def step(S: Goal) -> None:
            S.intro("e above ih")
            for name, term in (("u", f), ("v", g), ("w", lambda k: f(k) * g(k))):
                S.use(name, "PRODS", lam("k", term), "lo", "e")
            S.lin("u", "v", "w", "ih")
        G.intro("f g lo").induction(base, step)
    book.add("prod_multiply", "The product of products.", forall(f, g, lo, forall(hi, implies(leq(lo, hi), eq(
        prod(lo, hi, lambda k: f(k) * g(k)), prod(lo, hi, f) * prod(lo, hi, g))))), multiply, lemma=True)

    def ones(G: Goal) -> None:
        def base(B: Goal) -> None:
            B.use("u", "PROD0", lam("k", lambda _: num(1)), "lo", "lo").lin("u")

        def step(S: Goal) -> None:
            S.intro("e above ih").use("u", "PRODS", lam("k", lambda _: num(1)), "lo", "e").lin("u", "ih")
        G.intro("lo").induction(base, step)
    book.add("prod_ones", "A product of ones is one.", forall(lo, forall(hi, implies(leq(lo, hi), eq(
        prod(lo, hi, lambda _: num(1)), 1)))), ones, lemma=True)


def _order(book: Book) -> None:
    def nonnegative(G: Goal) -> None:
        def base(B: Goal) -> None:
            B.intro("each").use("u", "SUM0", lam("k", f), "lo", "lo").pos([], (((1, "u", 1)),))

        def step(S: Goal) -> None:
            S.intro("e above ih each").use("u", "SUMS", lam("k", f), "lo", "e")
            S.use("v", "ih", by=(lambda K: K.intro("k a b").use("x", "each", "k").by("x"),)).use("w", "each", "e")
            S.pos([(1, 1, ("v",)), (1, 1, ("w",))], ((1, "u", 1),))
        G.intro("f lo").induction(base, step)
    each = forall(k, implies(leq(lo, k), less(k, hi), at_most(0, f(k))))
    book.add("sum_nonnegative", "A sum of non-negative terms is non-negative.", forall(f, lo, forall(hi, implies(
        leq(lo, hi), each, at_most(0, total(lo, hi, f))))), nonnegative, lemma=True)

    def monotone(G: Goal) -> None:
        G.intro("f g lo hi range each").use("u", "sum_nonnegative", lam("k", lambda k: g(k) - f(k)), "lo", "hi", by=(
            "a", lambda K: K.intro("k a b").use("v", "each", "k").pos([(1, 1, ("v",))])))
        G.pos([(1, 1, ("u",))])
    each = forall(k, implies(leq(lo, k), less(k, hi), at_most(f(k), g(k))))
    book.add("sum_monotone", "Sums are monotone in their terms.", forall(f, g, lo, hi, implies(
        leq(lo, hi), each, at_most(total(lo, hi, f), total(lo, hi, g)))), monotone, lemma=True)
