"""Partial fractions for any number of simple poles."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Family,
    Term,
    eq,
    forall,
    implies,
    integers,
    inv,
    ite,
    lam,
    leq,
    less,
    no,
    prod,
    scalars,
    total,
)
from verify.proofs.library.cauchy import values
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, i, j, k = integers("n i j k")
x, y, a, u, v = Family("x"), Family("y"), Family("a"), Family("u"), Family("v")
z, = scalars("z")
SIZES = range(4)


def theorems(book: Book) -> None:
    """By induction on the number of poles."""
    _step(book)
    _fractions(book)


def distinct(y: Any, n: Any) -> Any:
    """The nodes differ."""
    return forall(
        i, j, implies(leq(0, i), less(i, n), leq(0, j), less(j, n), ("or", less(i, j), less(j, i)), no(eq(y(i) - y(j), 0)))
    )


def residue(a: Any, y: Any, j: Any, n: Any) -> Any:
    """The product over k < n of (y_j - a_k) / (y_j - y_k), without the denominator for k = j."""
    def factor(k: Any) -> Any:
        other = inv(y(j) - y(k))
        return (y(j) - a(k)) * ite(k, j, ite(j, k, Term(1), other), other)
    return prod(0, n, factor)


def quotient(z: Any, a: Any, y: Any, n: Any) -> Any:
    """The product of (z - a_k) / (z - y_k)."""
    return prod(0, n, lambda k: (z - a(k)) * inv(z - y(k)))


def expansion(z: Any, a: Any, y: Any, n: Any) -> Any:
    """The sum of the residues over z - y_j."""
    return total(0, n, lambda j: residue(a, y, j, n) * inv(z - y(j)))


def _step(book: Book) -> None:
    z, p, q, b, ip, iq, d, e = scalars("z p q b ip iq d e")

    def script(G: Goal) -> None:
        G.intro("z p q b ip iq d e unit_p unit_q unit_d unit_e")
        G.have("turned", eq(e, -d), lambda H: H.close("lin", [(-e, "unit_d", 1), (-d, "unit_e", 1)]))
        G.have("main", eq((q - b) * d * iq, (z - b) * ip * iq + (p - b) * ip * d), lambda H: H.close("lin", [
            (-(q - b) * d * iq, "unit_p", 1), ((z - b) * ip * iq, "unit_d", 1), ((p - b) * ip * d, "unit_q", 1)]))
        G.close("lin", [(1, "main", 1), ((p - b) * ip, "turned", 1)])
    book.add("fraction_step", "A product of two simple fractions as a sum.", forall(z, p, q, b, ip, iq, d, e, implies(
        eq((z - p) * ip, 1), eq((z - q) * iq, 1), eq((q - p) * d, 1), eq((p - q) * e, 1),
        eq((q - b) * d * iq, (z - b) * ip * iq - (p - b) * ip * e))), script, lemma=True)


def unit(G: Goal, name: str, value: Any, source: str, *places: Any, side: int = 0) -> None:
    """The fact value inv(value) = 1, from a premise that it is not 0."""
    def order(H: Goal) -> None:
        H.side(side, "a")
    proofs = ("a",) * (2 * len(places)) + ((order,) if side else ()) + ("equal",)
    G.use(name, "INV", value, by=(lambda H: H.intro("equal").use("no", source, *places, by=proofs).by("no"),))


def free(z: Any, y: Any, n: Any) -> Any:
    """The point is no pole."""
    return forall(j, implies(leq(0, j), less(j, n), no(eq(z - y(j), 0))))


def _fractions(book: Book) -> None:
    e = Term("e")
    b, p = a(e), y(e)

    def split(K: Goal) -> None:
        j = Term("j")
        K.use(
            "more",
            "PRODS",
            lam("k", lambda k: (y(j) - a(k)) * ite(k, j, ite(j, k, Term(1), inv(y(j) - y(k))), inv(y(j) - y(k)))),
            0,
            e,
        )
        unit(K, "unit_p", z - p, "free", e)
        unit(K, "unit_q", z - y(j), "free", j)
        unit(K, "unit_d", y(j) - p, "distinct", j, e, side=1)
        unit(K, "unit_e", p - y(j), "distinct", e, j, side=2)
        K.use(
            "it", "fraction_step", z, p, y(j), b, inv(z - p), inv(z - y(j)), inv(y(j) - p), inv(p - y(j)),
            by=("unit_p", "unit_q", "unit_d", "unit_e"),
        )
        names = reveal(K, "more")
        K.have("open", eq(residue(a, y, j, e + 1), residue(a, y, j, e) * (y(j) - b) * inv(y(j) - p)), lambda H: reduce(H, *names))
        K.close("lin", [(inv(z - y(j)), "open", 1), (residue(a, y, j, e), "it", 1)])

    def step(G: Goal) -> None:
        G.intro("e above ih distinct z free")

        def inner(H: Goal) -> None:
            H.intro("i j i_low i_high j_low j_high order equal")
            H.use("no", "distinct", i, j, by=("a",) * 4 + ("order", "equal")).by("no")
        G.use("all", "ih", by=(inner,))
        G.use("at_z", "all", z, by=(lambda H: H.intro("j low high equal").use("no", "free", j, by=("a", "a", "equal")).by("no"),))
        G.use("at_p", "all", p, by=(lambda H: H.intro("j low high equal").use("no", "distinct", e, j, by=("a",) * 4 + (
            lambda K: K.side(2, "a"), "equal")).by("no"),))
        unit(G, "unit", z - p, "free", e)
        G.use("longer", "PRODS", lam("k", lambda k: (z - a(k)) * inv(z - y(k))), 0, e)
        G.use("sum", "SUMS", lam("j", lambda j: residue(a, y, j, e + 1) * inv(z - y(j))), 0, e)
        left, right = expansion(z, a, y, e), expansion(p, a, y, e)
        ip = inv(z - p)

        def opened() -> Term:
            return total(0, e, lambda j: residue(a, y, j, e + 1) * inv(z - y(j)))
        G.have("inner", eq(opened(), (z - b) * ip * left - (p - b) * ip * right), lambda H: H.have(
            "terms", eq(opened(), total(0, e, lambda j: (
                (z - b) * ip * residue(a, y, j, e) * inv(z - y(j)) - (p - b) * ip * residue(a, y, j, e) * inv(p - y(j))))),
            lambda K: K.cong("j j_low j_high", split)).close("lin", [(1, "terms", 1)]))
        last(G)
        G.close("lin", [(1, "longer", 1), ((z - b) * ip, "at_z", 1), (-1, "sum", 1), (-1, "inner", 1), (-ip, "last", 1),
                        (-ip * (p - b), "at_p", 1), (1, "unit", 1)])

    def last(G: Goal) -> None:
        def factor(k: Any) -> Any:
            return (p - a(k)) * ite(k, e, ite(e, k, Term(1), inv(p - y(k))), inv(p - y(k)))

        G.use("more", "PRODS", lam("k", factor), 0, e).have(
            "same", eq(prod(0, e, factor), quotient(p, a, y, e)), lambda H: H.cong("k k_low k_high", by_entries())
        )
        G.have(
            "last", eq(residue(a, y, e, e + 1), quotient(p, a, y, e) * (p - b)), lambda H: reduce(H, *reveal(H, "more", "same"))
        )

    def base(G: Goal) -> None:
        G.intro("distinct z free").use("u", "PROD0", lam("k", lambda k: (z - a(k)) * inv(z - y(k))), 0, 0)
        G.use("v", "SUM0", lam("j", lambda j: residue(a, y, j, 0) * inv(z - y(j))), 0, 0)
        reduce(G, "u", "v")
    inner = forall(z, implies(free(z, y, n), eq(quotient(z, a, y, n), 1 + expansion(z, a, y, n))))
    book.add(
        "partial_fractions_all",
        "Partial fractions, all points at once.",
        forall(a, y, forall(n, implies(leq(0, n), distinct(y, n), inner))),
        lambda G: G.intro("a y").induction(base, step),
        lemma=True,
    )
    claim = Claim((n, a, y, z), {"size": leq(0, n), "distinct": distinct(y, n), "free": free(z, y, n)})
    models = [Numbers(n=size, a=values(1, 3, 5, 8), y=values(2, 4, 9, 0), z=7) for size in SIZES]
    claim.publish(
        book,
        "partial_fractions",
        "prod (z - a_k)/(z - y_k) = 1 + sum of r_j/(z - y_j), r_j = prod_k (y_j - a_k) / prod_(k != j) (y_j - y_k), for all n.",
        eq(quotient(z, a, y, n), 1 + expansion(z, a, y, n)),
        lambda G: (
            G.use("all", "partial_fractions_all", lam("k", a), lam("k", y), n, by=("a", "distinct"))
            .use("it", "all", z, by=("free",))
            .by("it")
        ),
        models=models,
        wrong={
            "without 1": eq(quotient(z, a, y, n), expansion(z, a, y, n)),
            "sign": eq(quotient(z, a, y, n), 1 - expansion(z, a, y, n)),
            "one pole less": eq(quotient(z, a, y, n), 1 + total(0, n - 1, lambda j: residue(a, y, j, n) * inv(z - y(j)))),
        },
        missing={"distinct": Numbers(n=2, a=values(1, 3), y=values(2, 2), z=7)},
    )
