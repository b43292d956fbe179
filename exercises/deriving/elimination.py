"""Worked solutions by row reduction: determinant, inverse, rank, kernel, solution, echelon form, L U, and expansion."""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Rel, define, rel, step
from exercises.deriving import reduction as rows_of
from exercises.deriving import sentences as say
from exercises.deriving.frame import coefficients_of, plain, rational_rows, tree_of
from exercises.deriving.literals import number_tree, polynomial_tree, rank_fact
from exercises.deriving.reduction import collected, literal, reduction, scalar, stages
from exercises.terms import E, det, entry, eye, hcat, inv, mat, name, num, product, rank, total, var, zero

A, X, R, N, P, L, U, x, y, b = *(name(k) for k in "AXRNPLU"), name("x"), name("y"), name("b")
EXPANDED = 5  # larger determinants with a variable are not expanded on paper


def two_by_two(M: Any) -> E:
    """Return a d - b c in the entries of a 2 x 2 matrix."""
    (p, q), (r, s) = tree_of(M).args[0]
    tree: E = p * s - q * r
    return tree


def _det(a: Any) -> Derivation:
    n, value = a.A.rows, number_tree(a.value) or num(0)
    answer = [rel(det(A), "=", value)]
    if n <= 2:
        shown = two_by_two(a.A) if n == 2 else tree_of(a.A).args[0][0][0]
        chain = (shown,) if shown == value else (shown, "=", value)
        return plain({"A": a.A}, [step(say.DET_TWO if n == 2 else say.DET_ONE, rel(det(A), "=", *chain))], answer, say.UNIQUE)
    tree_of(a.A)
    done = stages(a.A.entries(), n, full=False)
    steps, last = reduction(A, done, full=False)
    triangle = done[-1].result if done else a.A.entries()
    diagonal = [scalar(triangle[i][i]) for i in range(n)]
    bottom = scalar(rows_of.diagonal_product(triangle))
    facts: list[Fact] = [rel(det(last), "=", product(diagonal), "=", bottom)]
    if done:
        factors = [det(name(f"E_{k}")) for k in range(len(done), 0, -1)]
        facts.append(rel(product([*factors, det(A)]), "=", det(last)))
    if last != A:
        facts.append(rel(det(A), "=", value))
    steps.append(step(say.DET_TRIANGULAR(last), *facts))
    return plain({"A": a.A}, steps, answer, say.UNIQUE)


def _inverse(a: Any) -> Derivation:
    from symbolic import det as determinant
    n, shown = a.A.rows, tree_of(a.value)
    both: list[Fact] = [rel(A * X, "=", eye(n)), rel(X * A, "=", eye(n)), Means(inv(A), X)]
    if n == 2:
        d = number_tree(determinant(a.A)) or num(0)
        (p, q), (r, s) = tree_of(a.A).args[0]
        adjugate = mat([[s, rows_of.opposite(q)], [rows_of.opposite(r), p]])
        steps = [step(say.ADJUGATE, rel(det(A), "=", two_by_two(a.A), "=", d, "≠", 0),
                      define("X", (1 / d) * adjugate, "=", shown))]
    else:
        table = [[*row, *(int(i == j) for j in range(n))] for i, row in enumerate(a.A.entries())]
        done = stages(table, n, full=True)
        stage_steps, last = reduction(name("M"), done, "M", full=True)
        steps = [step(say.BESIDE, define("M", hcat(A, eye(n)), "=", literal(table))), *stage_steps,
                 step(say.LEFT_IS_ONE, define("X", shown), rel(last, "=", hcat(eye(n), X)), *_whole(len(done)))]
    steps.append(step(say.INVERSE, *both))
    return plain({"A": a.A}, steps, [rel(inv(A), "=", shown)], say.UNIQUE, ("X",))


def _whole(count: int) -> list[Fact]:
    """Return the fact that X is the product of the factors, for at least one."""
    return [rel(X, "=", product([name(f"E_{k}") for k in range(count, 0, -1)]))] if count else []


def _echelon(a: Any) -> tuple[list[Any], E, list[Any]]:
    """Return the steps of the reduction, the name of the last stage, and the stages."""
    tree_of(a.A)
    done = stages(a.A.entries(), a.A.cols, full=True)
    steps, last = reduction(A, done, full=True)
    return steps, last, done


def _rank(a: Any) -> Derivation:
    fact = rank_fact(A, rational_rows(a.A))
    steps, last, done = _echelon(a)
    if done:
        steps.append(collected(done, A, last, a.A.rows))
    steps.append(step(say.RANK if fact.kernel else say.FULL_RANK, fact))
    return plain({"A": a.A}, steps, [rel(rank(A), "=", fact.r)], say.UNIQUE)


def _nullspace(a: Any) -> Derivation:
    fact, n = rank_fact(A, rational_rows(a.A)), a.A.cols
    steps, last, done = _echelon(a)
    if done:
        steps.append(collected(done, A, last, a.A.rows))
    left = rel(n - rank(A), "=", n - fact.r)
    if not fact.kernel:
        return plain({"A": a.A}, [*steps, step(say.FULL_RANK, fact, left)], [left], say.NO_KERNEL)
    shown, basis = tree_of(a.value), rank_fact(N, rational_rows(a.value))
    law = rel(A * N, "=", zero(a.A.rows, a.value.cols))
    steps += [step(say.RANK, fact, left), step(say.NULL_BASIS, define("N", shown), law, basis)]
    return plain({"A": a.A}, steps, [rel(N, "=", shown), law, rel(rank(N), "=", n - rank(A), "=", n - fact.r)],
                 say.BASIS, ("N",))


def _solve(a: Any) -> Derivation:
    from symbolic import det as determinant
    shown, n = tree_of(a.value), a.A.rows
    table = [[*row, *right] for row, right in zip(a.A.entries(), a.b.entries(), strict=True)]
    done = stages(table, n, full=False)
    steps, last = reduction(name("M"), done, "M", full=False)
    steps.insert(0, step(say.BESIDE_RIGHT, define("M", hcat(A, b), "=", literal(table))))
    end = done[-1].result if done else table
    upper, right = literal([row[:n] for row in end]), literal([row[n:] for row in end])
    steps.append(step(say.TRIANGULAR, define("U", upper), define("y", right), rel(last, "=", hcat(U, y)), define("x", shown),
                      rel(U * x, "=", y)))
    d = number_tree(determinant(a.A)) or num(0)
    one = rel(det(A), "=", d, "≠", 0)
    steps.append(step(say.SOLUTION, say.ONE_SOLUTION, rel(A * x, "=", b), one))
    return plain({"A": a.A, "b": a.b}, steps, [rel(x, "=", shown), rel(A * x, "=", b)], say.ONE_SOLUTION, ("x",))


def _rref(a: Any) -> Derivation:
    steps, last, done = _echelon(a)
    shown = tree_of(a.value.R)
    facts: list[Fact] = [define("R", last, "=", shown)]
    steps.append(collected(done, A, last, a.A.rows))
    facts.append(rel(name("E") * A, "=", R))
    shape = _shape([int(p) for p in a.value.pivots], a.A.rows)
    steps.append(step(say.ECHELON_SHAPE, *facts, quiet=shape))
    answer = [rel(R, "=", shown), rel(name("E") * A, "=", R), rel(det(name("E")), "≠", 0)]
    return plain({"A": a.A}, steps, answer, say.ECHELON_SHAPE, ("R", "E"))


def _shape(pivots: list[int], m: int) -> list[Rel]:
    """Return the entries that make an echelon form: pivots one, alone in their columns, zeros on their left."""
    out = [rel(entry(R, i, p + 1), "=", int(i == k)) for k, p in enumerate(pivots, 1) for i in range(1, m + 1)]
    out += [rel(entry(R, k, j), "=", 0) for k, p in enumerate(pivots, 1) for j in range(1, p + 1)]
    return out


def _lu(a: Any) -> Derivation:
    order, lower, upper = (tree_of(M) for M in (a.value.P, a.value.L, a.value.U))
    m = a.A.rows
    moved = (a.value.P * a.A).entries()
    done = stages(moved, a.A.cols, full=False)
    law = rel(P * A, "=", L * U)
    begin: list[Fact] = [define("P", order), define("B", P * A, "=", literal(moved))]
    steps, last = reduction(name("B"), done, "B", full=False)
    steps.insert(0, step(say.LU_START, *begin))
    facts: list[Fact] = [define("U", last, "=", upper), define("L", lower)]
    if done:
        facts.append(rel(L * product([name(f"E_{k}") for k in range(len(done), 0, -1)]), "=", eye(m)))
    steps.append(step(*([say.LU_FACTORS] if done else []), say.FACTORS, *facts, law))
    answer = [rel(P, "=", order), rel(L, "=", lower), rel(U, "=", upper), law]
    return plain({"A": a.A}, steps, answer, say.LU_FREEDOM, ("P", "L", "U", "B"))


def _charpoly(a: Any) -> Derivation:
    n, v = a.A.rows, var("x")
    p = polynomial_tree(coefficients_of(a.value), v)
    rows = rational_rows(a.A)
    law = rel(det(v * eye(n) - A), "=", p)
    if not 2 <= n <= EXPANDED:
        return plain({"A": a.A}, [step(say.CHARPOLY, law)], [law], say.UNIQUE)
    table = [[polynomial_tree([-c, Fraction(1)], v) if i == j else num(-c) for j, c in enumerate(row)]
             for i, row in enumerate(rows)]
    start = define("B", v * eye(n) - A, "=", mat(table))
    if n == 2:
        expanded = table[0][0] * table[1][1] - table[0][1] * table[1][0]
        steps = [step(say.EXPAND_TWO, start, rel(det(name("B")), "=", expanded, "=", p)), step(say.CHARPOLY, law)]
        return plain({"A": a.A}, steps, [law], say.UNIQUE, ("B",))
    along, minors, _ = rows_of.charpoly_minors(rows)
    facts, terms = list[Fact](), list[E]()
    for j in range(n):
        if along != j and not rows[along][j]:
            continue
        tree = det(mat([[c for k, c in enumerate(row) if k != j] for i, row in enumerate(table) if i != along]))
        label, value = name(f"d_{j + 1}"), polynomial_tree(minors[j], v)
        facts.append(define(f"d_{j + 1}", tree, "=", value))
        factor = table[along][j] if (along + j) % 2 == 0 else rows_of.opposite(table[along][j])
        terms.append(label if factor == num(1) else -label if factor == num(-1) else factor * label)
    steps = [step(say.expand(along + 1, _why_along(rows, along)), start, *facts),
             step(say.CHARPOLY, rel(det(name("B")), "=", total(terms), "=", p), law)]
    return plain({"A": a.A}, steps, [law], say.UNIQUE, ("B",))


def _why_along(rows: rows_of.Entries, along: int) -> str:
    """Return why the expansion goes along this row."""
    zeros = [sum(not c for j, c in enumerate(row) if j != i) for i, row in enumerate(rows)]
    if not zeros[along]:
        return ""
    return ", which has most zeros" if zeros.count(zeros[along]) == 1 else ", as no row has more zeros"


WRITERS: dict[str, Callable[[Any], Derivation]] = {
    "det": _det, "inverse": _inverse, "rank": _rank, "nullspace": _nullspace, "solve": _solve, "rref": _rref, "lu": _lu,
    "charpoly": _charpoly,
}
