"""Ky Fan's trace inequality for all sizes: weights between 0 and 1 do best on the smallest values."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.bounds import bound, nonnegative
from verify.proofs.claims import Claim
from verify.proofs.entries import reveal
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import (
    Family,
    at_most,
    eq,
    eye,
    forall,
    implies,
    integers,
    ite,
    lam,
    leq,
    less,
    matrix,
    num,
    total,
    trace,
)
from verify.proofs.library.inequalities import inside
from verify.proofs.library.nullspaces import entry
from verify.proofs.library.spectral import diagonal, eigen_numbers, falling
from verify.proofs.library.traces import same_trace
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, r, k = integers("n r k")
d, w = Family("d"), Family("w")
M, V = matrix("M", n, n), matrix("V", n, n)


def theorems(book: Book) -> None:
    """Numbers first, then traces."""
    _pivot(book)
    _ky_fan(book)


def _weighted() -> list[Any]:
    return [{"n": 1, "r": 0, "d": lambda k: Fraction(3 - k), "w": lambda _: Fraction(1)},
              {"n": 2, "r": 1, "d": lambda k: Fraction(3 - 2 * k), "w": lambda k: Fraction(1 + k, 3)},
              {"n": 3, "r": 1, "d": lambda k: Fraction(3 - 2 * k), "w": lambda _: Fraction(2, 3)}]


def _pivot(book: Book) -> None:
    each = forall(k, implies(*inside(k), ("and", at_most(0, w(k)), at_most(w(k), 1))))
    claim = Claim((n, r, d, w), {"r_low": leq(0, r), "r_high": less(r, n), "falls": falling(d, n), "weights": each,
                                 "sum": eq(total(0, n, w), num(n - r))})

    def late(k: Any) -> Any:
        return ite(r, k, 1, 0)

    def term(G: Goal) -> None:
        G.use("weight", "weights", k, by=("a", "a")).parts("weight", "positive", "small")

        def side(order: tuple[Any, Any], names: tuple[str, str]) -> Any:
            def script(H: Goal) -> None:
                H.use("fall", "falls", *order).have("one", eq(late(k), int(names[0] == "small")), lambda K: K.lin(*reveal(K)))
                bound(H, [(1, 1, ("fall", names[0]))], "one")
            return script
        G.case(r, k, "order", side((r, k), ("small", "")), side((k, r), ("positive", "")))

    def script(G: Goal) -> None:
        nonnegative(G, "all", 0, n, lambda k: (d(k) - d(r)) * (w(k) - late(k)), term)
        for name, body, value in (("count", late, lambda _: num(1)), ("tail", lambda k: d(k) * late(k), d)):
            G.use(f"{name}_cut", "sum_split", lam("k", body), 0, r, n)
            for part, lo, hi, other in (("zero", 0, r, lambda _: num(0)), ("rest", r, n, value)):
                G.have(f"{name}_{part}", eq(total(lo, hi, body), total(lo, hi, other)),
                    lambda H: H.cong("k low high", lambda K: K.lin(*reveal(K))))
        G.use("ones_cut", "sum_split", lam("k", lambda _: num(1)), 0, r, n).use("ones", "sum_of_ones", n).use("few",
            "sum_of_ones", r)
        G.have("number", eq(total(r, n, lambda _: num(1)), num(n - r)),
            lambda H: H.close("lin", [(-1, "ones_cut", 1), (1, "ones", 1), (-1, "few", 1)]))
        bound(G, [(1, 1, ("all",))], "count_cut", "count_zero", "count_rest", "number", "tail_cut", "tail_zero", "tail_rest",
            "sum")
    models = _weighted()
    last, weighted = total(r, n, d), total(0, n, lambda k: d(k) * w(k))
    claim.publish(
        book, "smallest_values_minimise",
            "Weights 0 <= w <= 1 of sum n - r on decreasing values d: sum d w is least on the last n - r values.",
        at_most(last, weighted), script, models=models,
        wrong={"reversed": at_most(weighted, last), "first values": at_most(total(0, n - r, d), weighted),
            "one more": at_most(total(r - 1, n, d), weighted)},
        missing={"falls": {**models[1], "d": Fraction},
            "weights": {**models[1], "w": lambda k: Fraction(-1 + 3 * k) if k < 2 else Fraction(0)}})


Z = matrix("Z", n, n - r)
G_ = V.T * Z
P, R = G_ * G_.T, eye(n) - G_ * G_.T


def _sum_of_squares(H: Goal, F: Any, columns: Any) -> None:
    H.use("opened", "ENTMUL", n, columns, n, F, F.T, k, k)
    nonnegative(H, "squares", 0, columns, lambda l: F[k, l] * F[k, l], lambda K: K.pos([(1, F[k, "l"], ())]), "l")


def _weights(H: Goal) -> None:
    def small(K: Goal) -> None:
        _sum_of_squares(K, R, n)
        K.have("projector", eq(R * R.T, R), lambda L: L.lin("basis", "unit")).use("one", "ENTI1", n, k)
        entry(K, "at", "projector", k, k)
        bound(K, [(1, 1, ("squares",))], "-opened", "at", "one")

    def positive(K: Goal) -> None:
        _sum_of_squares(K, G_, n - r)
        bound(K, [(1, 1, ("squares",))], "-opened")
    H.intro("k low high").split(positive, small)



def _ky_fan(book: Book) -> None:
    claim = Claim((n, r, M, V, d, Z), {
        "r_low": leq(0, r), "r_high": less(r, n), "basis": eq(V * V.T, eye(n)), "eigen": eq(V.T * M * V, diagonal(n, d)),
        "falls": falling(d, n), "unit": eq(Z.T * Z, eye(n - r))})

    def script(G: Goal) -> None:
        G.have("inner", eq(G_.T * G_, eye(n - r)), lambda H: H.lin("basis", "unit"))
        same_trace(G, "traces", "inner")
        G.use("size", "trace_of_identity", n - r).use("weight_sum", "TRACE", n, P)
        G.use("done", "smallest_values_minimise", n, r, lam("k", d), lam("k", lambda k: P[k, k]), by=(
            "a", "a", "falls", _weights, lambda H: H.lin("-weight_sum", "traces", "size")))
        G.have("moved", eq(Z.T * M * Z, G_.T * diagonal(n, d) * G_), lambda H: H.lin("-eigen", "basis"))
        same_trace(G, "whole", "moved")
        G.use("opened", "TRACE", n, diagonal(n, d) * P)
        G.have("terms", eq(total(0, n, lambda k: (diagonal(n, d) * P)[k, k]), total(0, n, lambda k: d(k) * P[k, k])),
            lambda H: H.cong(
            "k low high", lambda K: K.use("one", "diagonal_matrix_times", n, n, lam("k", d), P, k, k, by=("a", "a")).lin("one")))
        bound(G, [(1, 1, ("done",))], "whole", "opened", "terms")
    models = []
    for size, at in ((1, 0), (2, 1), (3, 2), (3, 1)):
        numbers = Numbers(eigen_numbers(size), r=at)
        numbers["Z"] = numbers_table(size, size - at, lambda i, j: Fraction(int(i == j)))
        models.append(numbers)
    last, whole = total(r, n, d), trace(Z.T * M * Z)
    claim.publish(
        book, "ky_fan_trace_inequality",
            "Ky Fan: tr (Z^T M Z) >= the sum of the n - r smallest eigenvalues of M, for n - r orthonormal columns Z.",
        at_most(last, whole), script, models=models,
        wrong={"reversed": at_most(whole, last), "largest": at_most(total(0, n - r, d), whole),
            "one more": at_most(total(r - 1, n, d), whole)})
