"""The number of Jordan blocks of every size from ranks of powers, and the uniqueness of the Jordan form.

A has the eigenvalue 0 with blocks given by flags (see the chapter on ranks), and any invertible rest B: it stands for a matrix
minus one of its eigenvalues. A rank is the inner size of a factorization F G, F with a left and G with a right inverse.
"""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, inverses
from verify.proofs.cofactors import writable
from verify.proofs.evaluation import table as numbers_table
from verify.proofs.language import Family, Term, both, eq, eye, forall, implies, integers, lam, leq, less, matrix, null, num
from verify.proofs.library.blockcounts import A, B, C, P, Q, are_flags, blocks, direct, m, n, pairs, split, starts, t
from verify.proofs.library.powers import power
from verify.proofs.library.ranks import f, flags, form, weight
from verify.proofs.library.shifts import P as P_
from verify.proofs.library.shifts import Q as Q_
from verify.proofs.library.shifts import opened
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

p, r, u, v, i = integers("p r u v i")
g = Family("g")


def theorems(book: Book) -> None:
    """Ranks, counts, uniqueness."""
    _rank(book)
    _sizes(book)
    _index(book)
    _uniqueness(book)


def nilpotent(G: Goal, name: str, t: Any, parts: tuple[Any, ...], premises: tuple[str, ...], flag: str) -> Goal:
    """For A by parts: the facts name_inner, A^t X A^t = A^t, and name_count, tr(A^t X) is the size and the pairs."""
    size, rest, *letters, f = parts
    N = flags(size, f)
    G.use(f"{name}_n", "rank_of_jordan_power", size, lam("k", f), t, by=("a", flag)).parts(f"{name}_n", f"{name}_keeps",
        f"{name}_pairs")
    G.use(name, "projector_of_power_by_parts", size, rest, *letters, N, power(N, t).T, t, by=("a", "a", *premises, "a",
        f"{name}_keeps")).parts(name, f"{name}_inner", f"{name}_trace")
    trace_ = Term(writable(G.fact(f"{name}_trace")[1]))
    return G.have(f"{name}_count", eq(trace_, num(rest) + pairs(size, t, f)), lambda H: H.lin(
        f"{name}_trace", f"{name}_pairs"))


SPLIT = {**split(flags(m)), "flag": are_flags(f, m)}
LAWS = ("P_right", "P_left", "B_right", "B_left", "form")


def factors(mark: str, rank: Any, t: Any) -> tuple[list[Any], dict[str, Any]]:
    """Letters and premises: A^t has this rank."""
    size = m + n
    F, G = matrix(f"F{mark}", size, rank), matrix(f"G{mark}", rank, size)
    left, right = matrix(f"L{mark}", rank, size), matrix(f"R{mark}", size, rank)
    return [F, G, left, right], {f"rank{mark}": leq(0, rank), f"factors{mark}": eq(power(A, t), F * G),
        f"left{mark}": eq(left * F, eye(rank)), f"right{mark}": eq(G * right, eye(rank))}


def ranked(G: Goal, mark: str, rank: Any, t: Any) -> Goal:
    """The fact count: this rank is the size of B and the pairs."""
    letters, _ = factors(mark, rank, t)
    other = P * direct(power(flags(m), t).T, power(C, t)) * Q
    nilpotent(G, f"part{mark}", t, (m, n, A, P, Q, B, C, f), LAWS, "flag")
    G.use(f"value{mark}", "rank_is_trace_of_projector", m + n, m + n, rank, power(A, t), *letters, other, by=(
        "a", f"factors{mark}", f"left{mark}", f"right{mark}", f"part{mark}_inner"))
    return G.have(f"count{mark}", eq(num(rank), num(n) + pairs(m, t)), lambda H: H.lin(f"-value{mark}", f"part{mark}_count"))


def block_numbers(size: int, rest: int, row: tuple[int, ...], **more: int) -> Numbers:
    """A with blocks given by these flags and an invertible part, hidden by a similarity."""
    x = Numbers(m=size, n=rest, **more).invertible(P).inverse(Q, P).invertible(B).inverse(C, B)
    x["f"] = lambda k: row[k] if 0 <= k < len(row) else 0
    return x.let(A, P * direct(flags(m), B) * Q)


def rank_numbers(x: Numbers, mark: str, letter: Any, t: int) -> Numbers:
    """The rank of A^t, and its factors, from the blocks."""
    size, f = x["m"], x["f"]
    active = [k for k in range(size - t) if all(f(k + s) for s in range(t))]
    rank = len(active) + x["n"]
    x[letter.declaration[1]] = rank
    rows = [*active, *range(size, size + x["n"])]
    S, T = matrix("S", m + n, rank), matrix("T", m + n, rank)
    x.let(S, numbers_table(size + x["n"], rank, lambda i, j: int(i == rows[j])))
    x.let(T, numbers_table(size + x["n"], rank, lambda i, j: int(i == rows[j] + (t if j < len(active) else 0))))
    inside = direct(eye(m), power(B, t)), direct(eye(m), power(C, t))
    names = factors(mark, letter, t)[0]
    for name, value in zip(names, (P * S, T.T * inside[0] * Q, S.T * Q, P * inside[1] * T), strict=True):
        x.let(name, x.at(value))
    del x["S"], x["T"]
    return x


EXAMPLES = ((1, 0, (0,), 1), (2, 0, (1, 0), 1), (2, 1, (0, 0), 1), (3, 0, (1, 0, 0), 1), (3, 0, (1, 1, 0), 2), (0, 2, (), 1),
            (4, 0, (1, 0, 1, 0), 2))


def _rank(book: Book) -> None:
    letters, premises = factors("", r, t)
    models = []
    for size, rest, row, e in EXAMPLES:
        models += [rank_numbers(block_numbers(size, rest, row, t=s), "", r, s) for s in (e - 1, e)]
    Claim((m, n, A, P, Q, B, C, f, t, r, *letters), {**SPLIT, "length": leq(0, t), **premises}).publish(
        book, "rank_of_power_from_blocks",
        "Jordan blocks of A at the eigenvalue 0, n the size of the rest: rank A^t = n + sum of max(size - t, 0) over the blocks, "
        "which is the number of pairs i, i + t in one block.",
        eq(num(r), num(n) + pairs(m, t)), lambda G: ranked(G, "", r, t).by("count"), models=models,
        wrong={"one power more": eq(num(r), num(n) + pairs(m, t + 1)), "nilpotent part only": eq(num(r), pairs(m, t)),
               "all of them": eq(num(r), num(n) + num(m) - num(t)), "sign": eq(num(r), num(n) - pairs(m, t))})


def _sizes(book: Book) -> None:
    marks = (("0", r, t - 1), ("1", u, t), ("2", v, t + 1))
    letters, premises = [], {}
    for mark, rank, e in marks:
        more, laws = factors(mark, rank, e)
        letters += more
        premises.update(laws)

    def script(G: Goal) -> None:
        for mark, rank, e in marks:
            ranked(G, mark, rank, e)
        G.use("both", "chains_to_blocks", m, lam("k", f), t, by=("a", "start", "end")).parts("both", "first", "second")
        G.split(lambda H: H.lin("count0", "count1", "first"), lambda H: H.close("lin", [
            (1, "count0", 1), (-2, "count1", 1), (1, "count2", 1), (1, "second", 1)]))
    models = []
    for size, rest, row, length in EXAMPLES:
        models.append(_three_ranks(marks, block_numbers(size, rest, row, t=length), length))
    last, first = (block_numbers(2, 0, (0, 0), t=1) for _ in range(2))
    last["f"], first["f"] = (lambda k: int(k == 1)), (lambda k: int(k == -1))
    broken = {"end": _three_ranks(marks, last, 1), "start": _three_ranks(marks, first, 1)}
    least, exact = eq(num(r) - num(u), starts(m, t)), eq(num(r) - 2 * num(u) + num(v), blocks(m, t))
    Claim((m, n, A, P, Q, B, C, f, t, r, u, v, *letters), {**SPLIT, "start": eq(f(-1), 0), "end": eq(f(m - 1), 0),
        "length": leq(1, t), **premises}).publish(
        book, "jordan_block_sizes_from_ranks",
        "Of the Jordan blocks of A at 0, rank A^(t-1) - rank A^t have size at least t, and "
        "rank A^(t-1) - 2 rank A^t + rank A^(t+1) have size t, for every t >= 1.",
        both(least, exact), script, models=models,
        wrong={"sign": both(least, eq(2 * num(u) - num(r) - num(v), blocks(m, t))), "once": both(least, eq(
            num(r) - num(u) + num(v), blocks(m, t))), "size t + 1": both(least, eq(
                num(r) - 2 * num(u) + num(v), blocks(m, t + 1))),
               "one power more": both(eq(num(u) - num(v), starts(m, t)), exact)}, missing=broken)


def _three_ranks(marks: Any, x: Numbers, t: int) -> Numbers:
    for (mark, rank, _), s in zip(marks, (t - 1, t, t + 1), strict=True):
        rank_numbers(x, mark, rank, s)
    return x


def _index(book: Book) -> None:
    N, hole, q = flags(m), Term(("m", "h")), Term("i")
    none = forall(i, implies(leq(0, i), less(i + t, m), eq(weight(i), 0)))

    def corner(G: Goal) -> None:
        G.intro("zero i i_low i_high").have("all", eq(form(t, m), null(m, m)), lambda K: K.lin("-closed", "zero"))
        G.have("at", eq(form(t, m)[q, q + t], 0), lambda H: H.rewrite("h", eq(hole[q, q + t], 0), "all").lin())
        G.have("cell", eq(form(t, m)[q, q + t], weight(i)), opened()).lin("-cell", "at")

    def vanish(G: Goal) -> None:
        def leaf(H: Goal) -> None:
            def on(K: Goal) -> None:
                K.use("gone", "none", "p", by=("a", "a"))
                opened("gone")(K)
            H.case(P_ + t, Q_, "left", lambda K: K.case(Q_, P_ + t, "right", on, opened()), opened())
        G.intro("none").have("all", eq(form(t, m), null(m, m)), lambda H: H.ext("p q p0 p1 q0 q1", leaf)).lin("closed", "all")

    def script(G: Goal) -> None:
        G.use("powers", "powers_of_flags", m, lam("k", f)).use("closed", "powers", t).split(corner, vanish)
    models = [{"m": size, "t": power_, "f": lambda k, row=row: row[k] if 0 <= k < len(row) else 0} for size, row, power_ in (
        (0, (), 0), (1, (0,), 1), (2, (1, 0), 1), (3, (1, 0, 0), 2), (3, (1, 1, 0), 2), (3, (0, 0, 0), 1), (4, (1, 0, 1, 0), 2))]
    zero = eq(power(N, t), null(m, m))
    Claim((m, f, t), {"length": leq(0, t)}).publish(
        book, "nilpotency_index_of_blocks",
        "N^t = 0 exactly when no block of the nilpotent Jordan matrix N is larger than t: the index is the largest size.",
        both(implies(zero, none), implies(none, zero)), script, models=models,
        wrong={"one less": implies(none, eq(power(N, t - 1), null(m, m))), "always": zero, "first only": implies(
            zero, eq(f(0), 0)), "one more": implies(eq(power(N, t + 1), null(m, m)), none)})


def _uniqueness(book: Book) -> None:
    rest = m + n - p
    S, T = matrix("S", m + n, m + n), matrix("T", m + n, m + n)
    D, E = matrix("D", rest, rest), matrix("E", rest, rest)
    L, R = Term(("inl", p, rest)), Term(("inr", p, rest))
    second = {"p_size": leq(0, p), "rest_size": leq(0, rest), **inverses(S, T, m + n), **inverses(D, E, rest),
              "other": eq(A, S * (L * flags(p, g) * L.T + R * D * R.T) * T), "other_flag": are_flags(g, p),
              "other_start": eq(g(-1), 0), "other_end": eq(g(p - 1), 0)}

    def same(G: Goal, mark: str, t: Any) -> None:
        nilpotent(G, f"a{mark}", t, (m, n, A, P, Q, B, C, f), LAWS, "flag")
        nilpotent(G, f"b{mark}", t, (p, rest, A, S, T, D, E, g), ("S_right", "S_left", "D_right", "D_left", "other"),
            "other_flag")
        one, two = (Term(writable(G.fact(f"{x}{mark}_inner")[1][1][2])) for x in "ab")
        G.use(f"t{mark}", "trace_of_projector_unique", m + n, power(A, t), one, two, by=(f"a{mark}_inner", f"b{mark}_inner"))
        G.have(f"e{mark}", eq(num(n) + pairs(m, t), num(rest) + pairs(p, t, g)), lambda H: H.close("lin", [
            (-1, f"a{mark}_count", 1), (1, f"t{mark}", 1), (1, f"b{mark}_count", 1)]))

    def script(G: Goal) -> None:
        G.intro("t length")
        for mark, e in (("0", t - 1), ("1", t), ("2", t + 1)):
            same(G, mark, e)
        G.use("first", "chains_to_blocks", m, lam("k", f), t, by=("a", "start", "end")).parts("first", "f1", "f2")
        G.use("second", "chains_to_blocks", p, lam("k", g), t, by=("a", "other_start", "other_end")).parts("second", "g1", "g2")
        G.close("lin", [(-1, "f2", 1), (1, "g2", 1), (1, "e0", 1), (-2, "e1", 1), (1, "e2", 1)])
    models = []
    for size, rest_, row, other in ((1, 0, (0,), (0,)), (2, 1, (1, 0), (1, 0)), (3, 0, (1, 0, 0), (0, 1, 0)),
                                    (3, 0, (1, 1, 0), (1, 1, 0)), (0, 2, (), ())):
        x = block_numbers(size, rest_, row, p=size)
        x["g"] = lambda k, other=other: other[k] if 0 <= k < len(other) else 0
        models.append(x.let(D, x["B"]).let(E, x["C"]).let(S, _matched(x, row, other)).inverse(T, S))
    Claim((m, n, p, A, P, Q, B, C, f, S, T, D, E, g), {**SPLIT, "start": eq(f(-1), 0), "end": eq(f(m - 1), 0), **second}).publish(
        book, "jordan_form_unique",
        "Two Jordan forms of one matrix, whatever invertible rest, have the same number of blocks of every size at 0.",
        for_all_from_one(lambda t: eq(blocks(m, t), blocks(p, t, g))), script, models=models,
        wrong={"same order": forall(i, implies(leq(0, i), less(i, m), eq(f(i), g(i)))), "next size": for_all_from_one(
            lambda t: eq(blocks(m, t), blocks(p, t + 1, g))),
               "sign": for_all_from_one(lambda t: eq(blocks(m, t), -blocks(p, t, g)))})


def for_all_from_one(body: Any) -> Any:
    """For all t >= 1."""
    return forall(t, implies(leq(1, t), body(t)))


def _matched(x: Numbers, row: tuple[int, ...], other: tuple[int, ...]) -> Any:
    """P times the permutation that takes the blocks of the first flags to those of the second."""
    size, rest = x["m"], x["n"]
    order = list(range(size)) if row == other else [2, 0, 1]
    W, whole = matrix("W", m + n, m + n), size + rest
    return Numbers(x).let(W, numbers_table(whole, whole, lambda i, j: int(i == (order[j] if j < size else j)))).at(P * W)
