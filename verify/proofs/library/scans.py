"""Scans for all lengths: 1-semiseparable matrices, SSD, carries, chunks and trees, selective scans, bounds of the decay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverse_of
from verify.proofs.entries import by_entries, follows, reveal
from verify.proofs.language import Family, Term, eq, eye, ieq, integers, ite, lam, leq, less, prod, table
from verify.proofs.script import Goal

n, i, j, k, l, s, t = integers("n i j k l s t")
a = Family("a")
p, q = Term("p"), Term("q")
HOLE = Term("hole")


def decay(first: Any, last: Any) -> Term:
    """The product of a over first < k <= last."""
    return prod(first + 1, last + 1, a)


def below(row: Any, column: Any) -> Term:
    """The entry of the 1-semiseparable matrix: a(i) .. a(j + 1) for i >= j."""
    return ite(column, row, decay(column, row), 0)


def under(row: Any, column: Any, sign: int = 1) -> Term:
    """The entry of the matrix with a(1), a(2), .. under its diagonal."""
    return ite(row, column + 1, ite(column + 1, row, sign * a(row), 0), 0)


L, S = table(n, n, below), table(n, n, under)


def signed(i: int) -> int:
    """Numbers of both signs for models."""
    return (5 * i * i + 3 * i + 1) % 7 - 3


def theorems(book: Book) -> None:
    """From the matrix to the scan."""
    _inverse(book)
    _rank_one(book)


def diagonal_entry(G: Goal, name: str, row: Any, column: Any) -> Goal:
    """The fact I(row, column) = 1, when arithmetic shows that they are equal."""
    G.use(f"{name}_one", "ENTI1", n, row).have(f"{name}_same", ieq(column, row), "a")
    return G.have(
        name, eq(eye(n)[row, column], 1), lambda H: H.rewrite("hole", eq(eye(n)[row, HOLE], 1), f"{name}_same").lin(f"{name}_one")
    )


def single(G: Goal, name: str, body: Callable[[Any], Any], at: Any, size: Any = n) -> Goal:
    """The fact that the sum of the body over 0 <= k < size is its term at this index."""
    return G.use(
        name,
        "sum_single",
        lam("k", body),
        0,
        size,
        at,
        by=("a", "a", lambda Z: Z.intro("k0 k_low k_high apart").cases("apart", "which", by_entries(), by_entries())),
    )


def vanishing(G: Goal, name: str, body: Callable[[Any], Any], size: Any = n) -> Goal:
    """The fact that the sum of the body over 0 <= k < size is zero, term by term."""
    return G.use(name, "sum_zero", lam("k", body), 0, size, by=(lambda Z: Z.intro("k0 k_low k_high").lin(*reveal(Z)),))


def _inverse(book: Book) -> None:
    claim = Claim((n, a), {})

    def ordered(G: Goal, *known: str) -> None:
        G.case(
            p + 1,
            q,
            "above",
            by_entries(*known),
            lambda H: H.case(
                q + 1,
                p,
                "under",
                lambda K: _longer(K, known),
                lambda K: (
                    diagonal_entry(K, "unit", p, q)
                    .use("empty", "PROD0", lam("k", a), q + 1, p + 1)
                    .lin(*reveal(K, *known, "unit", "empty"))
                ),
            ),
        )

    def left(G: Goal) -> None:
        G.ext(
            "p q p_low p_high q_low q_high",
            lambda H: H.use("e", "ENTMUL", n, n, n, S, L, "p", "q").case(
                p,
                0,
                "start",
                lambda K: ordered(vanishing(K, "sum", lambda k: S[p, k] * L[k, q]), "e", "sum"),
                lambda K: ordered(single(K, "sum", lambda k: S[p, k] * L[k, q], p - 1), "e", "sum"),
            ),
        )

    def right(G: Goal) -> None:
        G.ext(
            "p q p_low p_high q_low q_high",
            lambda H: H.use("e", "ENTMUL", n, n, n, L, S, "p", "q").case(
                n,
                q + 1,
                "end",
                lambda K: ordered(vanishing(K, "sum", lambda k: L[p, k] * S[k, q]), "e", "sum"),
                lambda K: ordered(single(K, "sum", lambda k: L[p, k] * S[k, q], q + 1), "e", "sum"),
            ),
        )

    unsigned = table(n, n, lambda row, column: under(row, column, -1))
    shifted = table(n, n, lambda row, column: ite(column, row, prod(column, row, a), 0))
    claim.publish(
        book,
        "semiseparable_inverse",
        "The 1-semiseparable matrix L, with entries a(i) .. a(j + 1), is the inverse of I minus the subdiagonal matrix "
        "of a, for all sizes.",
        inverse_of(eye(n) - S, L, n),
        lambda G: G.split(left, right),
        models=[{"n": size, "a": signed} for size in range(4)],
        wrong={
            "sign": eq((eye(n) - unsigned) * L, eye(n)),
            "index": eq((eye(n) - S) * shifted, eye(n)),
            "symmetric": eq((eye(n) - S - S.T) * L, eye(n)),
        },
    )


def _longer(G: Goal, known: tuple[str, ...]) -> None:
    """Below the diagonal: the product loses its last, or its first, factor."""
    if follows(G, 1, 0):
        G.absurd("a")
        return
    G.use("last", "PRODS", lam("k", a), q + 1, p).use("first", "prod_first", lam("k", a), q + 1, p + 1)
    G.lin(*reveal(G, *known), *(("last",) if "start" in G.facts else ("first",)))


def _rank_one(book: Book) -> None:
    claim = Claim(
        (n, a, i, j, k, l),
        {
            "k_low": leq(0, k),
            "k_high": leq(k, j),
            "l_low": leq(0, l),
            "l_high": leq(l, j),
            "i_low": leq(j, i),
            "i_high": less(i, n),
        },
    )
    row = Term("l")

    def script(G: Goal) -> None:
        for name, (first, mid, last) in (("one", (k, j, i)), ("two", (l, j, i))):
            G.use(name, "prod_split", lam("k", a), first + 1, mid + 1, last + 1)
        G.lin(*reveal(G, "one", "two"))

    numbers = [
        {"n": 4, "i": x, "j": y, "k": z, "l": w, "a": lambda i: i + 2}
        for x, y, z, w in ((0, 0, 0, 0), (3, 1, 0, 1), (3, 2, 2, 0))
    ]
    claim.publish(
        book,
        "semiseparable_rank_one",
        "Blocks on and below the diagonal of a 1-semiseparable matrix have rank one: all their 2 x 2 minors vanish.",
        eq(L[i, k] * L[j, row], L[i, row] * L[j, k]),
        script,
        models=numbers,
        wrong={
            "sign": eq(L[i, k] * L[j, row], -L[i, row] * L[j, k]),
            "one row": eq(L[i, k] * L[j, row], L[i, row] * L[i, k]),
            "transposed": eq(L[i, k] * L[j, row], L[row, i] * L[k, j]),
        },
        missing={"k_high": {"n": 4, "i": 3, "j": 1, "k": 2, "l": 0, "a": lambda i: i + 2}},
    )
