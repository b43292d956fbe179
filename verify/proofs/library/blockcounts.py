"""Lemmas for counting Jordan blocks by ranks: projectors on the range of a power, by parts, and chains of flags.

The nilpotent part is given by flags (see the chapter on ranks), the rest of the matrix is any invertible B: A stands for
a matrix minus one of its eigenvalues.
"""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import injections, inverses
from verify.proofs.language import (
    Term,
    both,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    num,
    prod,
    total,
    trace,
)
from verify.proofs.library.powers import by_induction, commute, for_all, power
from verify.proofs.library.ranks import f, weight
from verify.proofs.library.traces import same_trace
from verify.proofs.script import Goal

n, m, t, i = integers("n m t i")


def theorems(book: Book) -> None:
    """Traces of projectors, then chains."""
    _unique_trace(book)
    _power_of_inverse(book)
    _parts(book)
    _chains(book)
    _differences(book)


def pairs(size: Any, t: Any, f: Any = f) -> Term:
    """The number of pairs i, i + t in one block."""
    return total(0, size - t, lambda k: prod(k, k + t, f))


def are_flags(f: Any, size: Any) -> Any:
    """Each of them is 0 or 1."""
    return forall(i, implies(leq(0, i), less(i, size), eq(f(i) * f(i), f(i))))


def _unique_trace(book: Book) -> None:
    A, X, Y = matrix("A", n, n), matrix("X", n, n), matrix("Y", n, n)

    def script(G: Goal) -> None:
        G.intro("n A X Y first second").have("one", eq(A * X, A * Y * A * X), lambda H: H.lin("second"))
        G.have("two", eq(A * Y, A * X * A * Y), lambda H: H.lin("first"))
        same_trace(G, "left", "one")
        same_trace(G, "right", "two")
        G.lin("left", "-right")
    book.add("trace_of_projector_unique", "tr(A X) is the same for all X with A X A = A.", forall(n, A, X, Y, implies(
        eq(A * X * A, A), eq(A * Y * A, A), eq(trace(A * X), trace(A * Y)))), script, lemma=True)


def _power_of_inverse(book: Book) -> None:
    B, C = matrix("B", n, n), matrix("C", n, n)
    book.add("powers_of_inverse", "B^t C^t = I when C is the inverse of B.", forall(n, B, C, implies(
        *inverses(B, C, n).values(), for_all(lambda t: eq(power(B, t) * power(C, t), eye(n))))),
        lambda G: by_induction((n, B), (n, C), known=("right",), also=commute("turn", C, B, lambda H: H.lin("right", "left")))(
            G.intro("n B C right left")), lemma=True)


A, P, Q = (matrix(name, m + n, m + n) for name in "APQ")
B, C = matrix("B", n, n), matrix("C", n, n)


def direct(x: Any, y: Any) -> Any:
    """The direct sum, of sizes m and n."""
    L, R = Term(("inl", m, n)), Term(("inr", m, n))
    return L * x * L.T + R * y * R.T


def split(nilpotent: Any) -> dict[str, Any]:
    """A is similar to the direct sum of a nilpotent and an invertible part."""
    return {"m_size": leq(0, m), "n_size": leq(0, n), **inverses(P, Q, m + n), **inverses(B, C, n),
            "form": eq(A, P * direct(nilpotent, B) * Q)}


def _parts(book: Book) -> None:
    N, Z = matrix("N", m, m), matrix("Z", m, m)
    x, y = power(A, t), power(N, t)
    X = P * direct(Z, power(C, t)) * Q

    def script(G: Goal) -> None:
        G.intro("m n A P Q B C N Z t " + " ".join(split(N)) + " length known")
        names = injections(G, m, n)
        G.use("similar", "powers_of_similar_matrices", m + n, A, P, direct(N, B), Q, by=("P_right", "P_left", "form"))
        G.use("sums", "powers_of_direct_sum", m, n, N, B).use("s1", "similar", t).use("s2", "sums", t)
        G.use("units", "powers_of_inverse", n, B, C, by=("B_right", "B_left")).use("unit", "units", t)
        G.have("power", eq(x, P * direct(y, power(B, t)) * Q), lambda H: H.lin("s1", "s2"))
        G.have("product", eq(x * X, P * direct(y * Z, eye(n)) * Q), lambda H: H.lin("power", "P_left", *names, "unit"))
        G.split(lambda H: H.lin("product", "power", "P_left", *names[:-1], "known"), traces)

    def traces(G: Goal) -> None:
        L = Term(("inl", m, n))
        G.have("back", eq(direct(y * Z, eye(n)) * Q * P, direct(y * Z, eye(n))), lambda H: H.lin("P_left"))
        G.have("corner", eq(L.T * L * y * Z, y * Z), lambda H: H.lin("ll"))
        for name, source in (("two", "product"), ("three", "back"), ("four", "corner"), ("five", "rr")):
            same_trace(G, name, source)
        G.use("size", "trace_of_identity", n).lin("two", "three", "four", "five", "size")
    book.add("projector_of_power_by_parts", "A similar to N and B, B invertible: a projector on the range of A^t, and its trace.",
        forall(m, n, A, P, Q, B, C, N, Z, t, implies(*split(N).values(), leq(0, t), eq(y * Z * y, y), both(eq(x * X * x, x), eq(
            trace(x * X), num(n) + trace(y * Z))))), script, lemma=True)


def _chains(book: Book) -> None:
    """Moving along chains of t flags."""
    s = integers("s")[0]

    def shifted(G: Goal) -> None:
        body = lam("k", lambda k: f(k - 1) * weight(k, t))
        G.intro("f t s length more edge").use("cut", "sum_first", body, 0, s + 1).use("moved", "sum_shift", body, 1, 0, s)
        G.have("same", eq(total(0, s, lambda k: f(k) * weight(k + 1, t)), total(0, s, lambda k: weight(k, t + 1))),
               lambda H: H.cong("k k0 k1", lambda K: K.use("one", "prod_first", lam("k", f), "k", Term("k") + t + 1).lin("one")))
        G.close("lin", [(1, "cut", 1), (1, "moved", 1), (1, "same", 1), (weight(0, t), "edge", 1)])
    book.add("chains_from_the_left", "f(k - 1) before t flags are t + 1 flags.", forall(f, t, s, implies(
        leq(0, t), leq(0, s), eq(f(-1), 0), eq(total(0, s + 1, lambda k: f(k - 1) * weight(k, t)),
                                               total(0, s, lambda k: weight(k, t + 1))))), shifted, lemma=True)

    def inside(G: Goal) -> None:
        def room(H: Goal) -> None:
            H.use("cut", "SUMS", lam("k", lambda k: weight(k, t)), 0, m - t).use("last", "PRODS", lam("k", f), m - t, m - 1)
            H.close("lin", [(1, "cut", 1), (1, "last", 1), (prod(m - t, m - 1, f), "end", 1)])

        def none(H: Goal) -> None:
            H.use("one", "SUM0", lam("k", lambda k: weight(k, t)), 0, m - t + 1)
            H.use("two", "SUM0", lam("k", lambda k: weight(k, t)), 0, m - t).lin("one", "two")
        G.intro("m f t length end").case(t, m, "order", room, none)
    book.add("chains_end_inside", "A chain of t flags does not reach the last one, which is 0.", forall(m, f, t, implies(
        leq(1, t), eq(f(m - 1), 0), eq(total(0, m - t + 1, lambda k: weight(k, t)), pairs(m, t)))), inside, lemma=True)


def starts(size: Any, t: Any, f: Any = f) -> Term:
    """The number of blocks of size at least t: a first index k and t - 1 flags."""
    return total(0, size - t + 1, lambda k: (1 - f(k - 1)) * weight(k, t - 1, f))


def blocks(size: Any, t: Any, f: Any = f) -> Term:
    """The number of blocks of size t: a first index k, t - 1 flags, and a last index k + t - 1."""
    return total(0, size - t + 1, lambda k: (1 - f(k - 1)) * weight(k, t - 1, f) * (1 - f(k + t - 1)))


def _differences(book: Book) -> None:
    def empty(H: Goal) -> None:
        for name, before, after in (("one", 0, 0), ("two", 1, 0), ("three", 0, 1), ("last", 1, 1)):
            H.use(name, "SUM0", lam("k", lambda k, before=before, after=after: (f(k - 1) if before else 1) * weight(k, t - 1) * (
                f(k + t - 1) if after else 1)), 0, m - t + 1)
        for name, u in (("four", t), ("five", t + 1)):
            H.use(name, "SUM0", lam("k", lambda k, u=u: weight(k, u)), 0, m - u)
        zero = ("one", "two", "three", "last", "four", "five")
        H.split(lambda K: K.lin(*zero), lambda K: K.lin(*zero))

    def grown(H: Goal, name: str, before: Any) -> None:
        H.have(name, eq(total(0, m - t + 1, lambda k: before(k) * weight(k, t - 1) * f(k + t - 1)),
            total(0, m - t + 1, lambda k: before(k) * weight(k, t))), lambda K: K.cong("k k0 k1", lambda M: M.use(
                "one", "PRODS", lam("k", f), "k", Term("k") + t - 1).lin("one")))

    def room(H: Goal) -> None:
        H.use("left", "chains_from_the_left", lam("k", f), t - 1, m - t, by=("a", "a", "start"))
        H.use("both", "chains_from_the_left", lam("k", f), t, m - t, by=("a", "a", "start"))
        H.use("in1", "chains_end_inside", m, lam("k", f), t, by=("a", "end"))
        H.use("in2", "chains_end_inside", m, lam("k", f), t + 1, by=("a", "end"))
        grown(H, "right", lambda _: 1)
        grown(H, "across", lambda k: f(k - 1))
        H.split(lambda K: K.lin("left"), lambda K: K.lin("left", "right", "across", "both", "in1", "in2"))

    def script(G: Goal) -> None:
        G.intro("m f t length start end").case(t, m, "order", room, empty)
    first, second = eq(pairs(m, t - 1) - pairs(m, t), starts(m, t)), eq(
        pairs(m, t - 1) - 2 * pairs(m, t) + pairs(m, t + 1), blocks(m, t))
    book.add("chains_to_blocks", "Pairs i, i + t in one block, counted for all t, give the number of blocks of each size.",
        forall(m, f, t, implies(leq(1, t), eq(f(-1), 0), eq(f(m - 1), 0), both(first, second))), script, lemma=True)
