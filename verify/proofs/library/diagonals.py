"""Powers of diagonal matrices and the kernel of S4D, for all lengths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.entries import by_entries
from verify.proofs.language import Family, Letter, Term, eq, eye, forall, ite, lam, prod, table, total
from verify.proofs.library.convolutions import SIZES, e, f, n, p, q
from verify.proofs.library.powers import for_all, power
from verify.proofs.library.scans import single
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """Powers, then kernels."""
    _diagonal(book)
    _kernel(book)


def diagonal(h: Callable[[Any], Any]) -> Term:
    """The diagonal matrix of a family."""
    return table(n, n, lambda row, column: ite(row, column, ite(column, row, h(row), 0), 0))


def _diagonal(book: Book) -> None:
    def powers(t: Any) -> Callable[[Any], Any]:
        return lambda row: prod(0, t, lambda _: f(row))

    D = diagonal(f)

    def base(G: Goal) -> None:
        def same(H: Goal) -> None:
            H.use("one", "ENTI1", n, "p").have("same", ("==", "q", "p"), "a").use(
                "none", "PROD0", lam("k", lambda _: f("p")), 0, 0
            )
            H.have(
                "unit", eq(eye(n)["p", "q"], 1), lambda K: K.rewrite("hole", eq(eye(n)["p", Term("hole")], 1), "same").lin("one")
            )
            by_entries("unit", "none")(H)

        G.use("p0", "MPROD0", n, lam("k", lambda _: D), 0, 0).have(
            "unit0",
            eq(diagonal(powers(0)), eye(n)),
            lambda H: H.ext(
                "p q p_low p_high q_low q_high",
                lambda K: K.case(p + 1, q, "above", by_entries(), lambda L: L.case(q + 1, p, "below", by_entries(), same)),
            ),
        )
        G.lin("p0", "unit0")

    def step(G: Goal) -> None:
        def entry(H: Goal) -> None:
            H.use("e_", "ENTMUL", n, n, n, diagonal(powers(e)), D, "p", "q")
            single(H, "one", lambda k: diagonal(powers(e))[p, k] * D[k, q], q).use(
                "more", "PRODS", lam("k", lambda _: f("p")), 0, "e"
            )
            H.case(
                p + 1,
                q,
                "over",
                by_entries("e_", "one"),
                lambda L: L.case(
                    q + 1,
                    p,
                    "below",
                    by_entries("e_", "one"),
                    lambda K: by_entries("e_", "one", "more", "equal")(
                        K.have("same", ("==", "q", "p"), "a").have(
                            "equal", eq(f("q"), f("p")), lambda Z: Z.rewrite("hole", eq(f(Term("hole")), f("p")), "same").lin()
                        )
                    ),
                ),
            )

        G.intro("e above ih").use("more_", "MPRODS", n, lam("k", lambda _: D), 0, "e").have(
            "next", eq(diagonal(powers(e)) * D, diagonal(powers(e + 1))), lambda H: H.ext("p q p_low p_high q_low q_high", entry)
        ).lin("more_", "ih", "next")

    book.add(
        "diagonal_powers",
        "Powers of a diagonal matrix have the powers of its diagonal.",
        forall(n, f, for_all(lambda t: eq(power(D, t), diagonal(powers(t))))),
        lambda G: G.intro("n f").induction(base, step),
        lemma=True,
    )


def _kernel(book: Book) -> None:
    c, b = Family("c"), Family("b")
    claim = Claim((n, f, c, b), {})
    D, row, column = diagonal(f), table(1, n, lambda _, j: c(j)), table(n, 1, lambda i, _: b(i))

    def script(G: Goal) -> None:
        G.intro("t t_low").use("all", "diagonal_powers", n, lam("k", f)).use("at", "all", "t")
        powers = diagonal(lambda r: prod(0, "t", lambda _: f(r)))
        hole = Letter("hole", (), n, n)()
        G.have(
            "flat",
            eq((row * power(D, "t") * column)[0, 0], (row * powers * column)[0, 0]),
            lambda H: H.rewrite("hole", eq((row * hole * column)[0, 0], (row * powers * column)[0, 0]), "at").lin(),
        )
        G.use("outer", "ENTMUL", 1, n, 1, row, powers * column, 0, 0)

        def inner(H: Goal) -> None:
            H.use("e_", "ENTMUL", n, n, 1, powers, column, "r", 0)
            single(H, "one", lambda k: powers[Term("r"), k] * column[k, 0], Term("r"))
            by_entries("e_", "one")(H)

        G.have(
            "terms",
            eq(
                total(0, n, lambda r: row[0, r] * (powers * column)[r, 0]),
                total(0, n, lambda r: c(r) * b(r) * prod(0, "t", lambda _: f(r))),
            ),
            lambda H: H.cong("r r_low r_high", inner),
        ).lin("flat", "outer", "terms")

    def kernel(value: Callable[[Any, Any], Any], shift: int = 0) -> Any:
        return for_all(lambda t: eq((row * power(D, t + shift) * column)[0, 0], total(0, n, lambda r: value(r, t))))

    models = [{"n": size, "f": lambda i: i + 2, "b": lambda i: 3 - i, "c": lambda i: i * i + 1} for size in SIZES]
    claim.publish(
        book,
        "s4d_kernel",
        "S4D: the kernel C diag(f)^t B of a diagonal state matrix is the sum of c(i) b(i) f(i)^t, for every t and "
        "size: a Vandermonde product.",
        kernel(lambda r, t: c(r) * b(r) * prod(0, t, lambda _: f(r))),
        script,
        models=models,
        wrong={
            "one power more": kernel(lambda r, t: c(r) * b(r) * prod(0, t, lambda _: f(r)), 1),
            "input left out": kernel(lambda r, t: c(r) * prod(0, t, lambda _: f(r))),
            "first pole only": kernel(lambda r, t: c(r) * b(r) * prod(0, t, lambda _: f(0))),
        },
    )
