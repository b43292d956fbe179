"""Elimination: systems of equations, the inverse, factors, the rank."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus, polynomial_tree
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Part, family, mistake, part
from exercises.grading.question import Mistake
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, column, mat, name, num, product, var
from symbolic import det, inverse, lu, matrix, rank
from symbolic.lowrank import adjugate
from symbolic.matrices.matrix import identity
from verify import Answer

A, B, L, P, U, X, b, x, y, z, t = *(name(k) for k in "ABLPUXbxyz"), var("t")


def largest(M: Any) -> int:
    """Return the largest absolute value of an entry of a matrix of whole numbers."""
    return max(abs(int(e.numerator)) for row in M.entries() for e in row)


def lower(draw: Draw, n: int, reach: int) -> Any:
    """Return a unit lower triangular matrix of whole numbers."""
    return matrix([[draw.integer("lower", -reach, reach) if j < i else int(i == j) for j in range(n)] for i in range(n)])


def upper(draw: Draw, n: int, reach: int, pivots: tuple[int, ...]) -> Any:
    """Return an upper triangular matrix of whole numbers with its diagonal among the pivots."""
    return matrix([[draw.choice("pivot", pivots) if i == j else draw.integer("upper", -reach, reach) if j > i else 0
                    for j in range(n)] for i in range(n)])


def full(M: Any) -> bool:
    """Whether a square matrix has at most one zero entry beside its diagonal."""
    return 1 >= len([0 for i in range(M.rows) for j in range(M.cols) if i != j and M[i, j] == 0])


def different(letter: str, right: Any, every: dict[str, tuple[Any, str]]) -> list[Mistake]:
    """Return the mistakes, by name with answer and feedback, whose answers differ from the right one and from each other."""
    out, seen = list[Mistake](), [right]
    for label, (value, feedback) in every.items():
        if value not in seen:
            out.append(mistake(label, {letter: value}, feedback))
            seen.append(value)
    return out


@family("solve-system", "elimination", "A system of linear equations")
def solve_system(draw: Draw) -> Part:
    """A x = b with whole pivots and a whole solution."""
    n, reach = ((2, 4), (3, 2), (4, 2))[draw.difficulty - 1]
    low, up = lower(draw, n, reach), upper(draw, n, reach, (1, -1, 2, 3, -2))
    M: Any = low * up
    found = matrix([[draw.integer("x", -4, 5)] for _ in range(n)])
    right: Any = M * found
    draw.require(full(M) and largest(M) <= 15 and largest(right) <= 60 and all(e != 0 for (e,) in right.entries()))
    draw.require(low != identity(n) and found != matrix([[0]] * n))
    diagonal = matrix([[up[i, j] if i == j else 0 for j in range(n)] for i in range(n)])
    mistakes = different("x", found, {
        "right side not reduced": (inverse(up) * right, "Every row operation acts on the right side too."),
        "signs of the known terms": (inverse(2 * diagonal - up) * inverse(low) * right,
                                     "Known terms move to the other side with the opposite sign."),
        "opposite signs": (-found, "Put the result in: the signs do not fit.")})
    return part(guide("Find a column {x} for which {p} is equal to {b}.", x=x, p=A * x, b=b),
                derivation=derive(Answer("solve", M, found, b=right)), kind="solve", answer={"x": found}, A=M, b=right,
                mistakes=mistakes)


@family("inverse-three", "elimination", "The inverse of a matrix with three rows")
def inverse_three(draw: Draw) -> Part:
    """Reduction of A beside the identity."""
    reach, pivots = ((1, (1, -1)), (2, (1, -1)), (2, (1, -1, 2, 3)))[draw.difficulty - 1]
    low, up = lower(draw, 3, reach), upper(draw, 3, reach, pivots)
    M: Any = low * up
    value = int(det(M).numerator)
    draw.require(full(M) and largest(M) <= 9 and (abs(value) > 1) == (draw.difficulty == 3))
    found = inverse(M)
    minors = matrix([[found[i, j] if (i + j) % 2 == 0 else -found[i, j] for j in range(3)] for i in range(3)])
    mistakes = different("X", found, {
        "cofactors not transposed": (found.T, "The cofactor of an entry belongs into the transposed place."),
        "signs of the cofactors": (minors, "The signs of the cofactors alternate like the fields of a chessboard."),
        "not divided by the determinant": (adjugate(M), "The matrix of the cofactors has to be divided by the determinant.")})
    return part(guide("Find the inverse {X} of {A}.", X=X, A=A), derivation=derive(Answer("inverse", M, found)), kind="inverse",
                answer={"X": found}, A=M, mistakes=mistakes, points=6)


STAY = claim("No pivot will be zero, so the rows stay in their order and {P} is the identity.", need("=", B, P * A), P=P)


@family("lu-factorization", "elimination", "Triangular factors")
def lu_factorization(draw: Draw) -> Part:
    """P A = L U; the rows are exchanged at the highest difficulty."""
    reach = (2, 3, 4)[draw.difficulty - 1]
    low, up = lower(draw, 3, reach), upper(draw, 3, reach + 1, (1, -1, 2, 3, -2))
    M: Any = low * up
    if draw.difficulty == 3:
        order = draw.choice("order", ((1, 0, 2), (2, 0, 1), (1, 2, 0), (0, 2, 1), (2, 1, 0)))
        M = M.submatrix(order, range(3))
    form = lu(M)
    exchanged = form.P != identity(3)
    draw.require(exchanged == (draw.difficulty == 3) and largest(M) <= (9, 20, 30)[draw.difficulty - 1])
    draw.require(sum(form.L[i, j] != 0 for i in range(3) for j in range(i)) >= 2)
    found = derive(Answer("lu", M, form))
    if not exchanged:
        found = replace(found, steps=(replace(found.steps[0], say=(STAY,)), *found.steps[1:]))
    answer = {"P": form.P, "L": form.L, "U": form.U}
    signs, undone = 2 * identity(3) - form.L, inverse(form.L)
    mistakes = [mistake("signs of the multipliers", {**answer, "L": signs}, "What is subtracted on the way down is added back by "
                        "the lower factor: its entries have the opposite signs.")]
    if undone != signs:
        mistakes.append(mistake("row operations not undone", {**answer, "L": undone}, "This is the product of the row "
                                "operations; the lower factor is its inverse."))
    if exchanged:
        mistakes.append(mistake("exchange forgotten", {**answer, "P": identity(3)}, "The rows were exchanged on the way: "
                                "the permutation must say so."))
    return part(
        guide("Find a permutation matrix {P}, a lower triangular matrix {L} with ones on its diagonal, and an upper triangular "
              "matrix {U} with {l} equal to {r}. If no rows have to be exchanged, {P} may be the identity.",
              P=P, L=L, U=U, l=P * A, r=L * U),
        derivation=found, kind="lu", answer=answer, A=M, points=6, mistakes=mistakes)


@family("rank-by-elimination", "elimination", "The rank of a matrix")
def rank_by_elimination(draw: Draw) -> Part:
    """The number of pivots of a product of drawn factors."""
    m, n, r = draw.choice("shape", {1: ((3, 3, 2), (2, 3, 1), (3, 2, 1)), 2: ((3, 4, 2), (4, 3, 2), (3, 4, 3)),
                                    3: ((4, 4, 2), (4, 4, 3), (4, 5, 3))}[draw.difficulty])
    left, right = matrix(draw.rows("left", m, r, -2, 3)), matrix(draw.rows("right", r, n, -2, 3))
    M: Any = left * right
    draw.require(rank(M) == r and largest(M) <= 12 and all(M[i, j] != 0 for i in range(m) for j in range(n) if i != j))
    mistakes = different("", r, {
        "number of rows": (m, "Rows without zeros may still be combinations of other rows."),
        "number of columns": (n, "Columns without zeros may still be combinations of other columns."),
        "dimension of the kernel": (n - r, "This is what the rank leaves of the columns, the dimension of the kernel.")})
    return part(guide("Find the rank of {A}.", A=A), derivation=derive(Answer("rank", M, r)), kind="value", answer=r,
                mistakes=mistakes)


# Right sides for which a system is solvable

SUM_OF_ROWS = claim("Reduce the rows of {A} and keep account: the rows, multiplied by the entries of {z} and added up, give "
                    "zero.",
                    need("=", z.T * A, hole("zero")), A=A, z=z)


def dependent(draw: Draw, m: int, n: int) -> tuple[Any, Any]:
    """Return an m x n matrix of rank m - 1, and the column z with z^T A = 0."""
    rows, weights = draw.rows("A", m - 1, n, -3, 3), [draw.nonzero("z", -2, 2) for _ in range(m - 1)]
    rows.append([-sum(w * row[j] for w, row in zip(weights, rows, strict=True)) for j in range(n)])
    order = draw.shuffled("order", range(m))
    M = matrix([rows[k] for k in order])
    draw.require(rank(M) == m - 1 and largest(M) <= 9 and all(any(row) for row in rows))
    return M, matrix([[[*weights, 1][k]] for k in order])


@family("solvable-right-side", "elimination", "When a system has a solution")
def solvable_right_side(draw: Draw) -> Part:
    """Values of a parameter on the right side for which A x = b has a solution; two of them at the highest difficulty."""
    m, n = ((3, 2), (3, 3), (4, 3))[draw.difficulty - 1]
    M, row = dependent(draw, m, n)
    values = draw.sample("values", range(-4, 5), 1 + (draw.difficulty == 3))
    found = matrix([[draw.integer("x", -3, 3)] for _ in range(n)])
    constants = [Fraction(int(e.numerator)) for (e,) in (M * found).entries()]
    factor = vanishing(values)
    if draw.difficulty == 3:
        place = draw.integer("place", 0, m - 1)
        slopes = [draw.choice("k", (1, -1)) if k == place else 0 for k in range(m)]
    else:
        slopes = draw.sample("k", (0, 1, -1, 2), m)
    weight = sum(int(w.numerator) * s for (w,), s in zip(row.entries(), slopes, strict=True))
    draw.require(weight != 0 and abs(weight) < 5)
    rows = [[s * f + (c if k == 0 else 0) for k, f in enumerate(factor)] for c, s in zip(constants, slopes, strict=True)]
    mistakes = [mistake("never", "none", "More equations than the rank: a solution exists for some right sides, though not for "
                        "all of them.")]
    if sorted(values) != sorted(-e for e in values):
        mistakes.append(mistake("opposite sign", [-e for e in values], "A factor vanishes where the parameter equals what is "
                                "subtracted from it."))
    if len(values) > 1:
        mistakes.append(mistake("one value lost", values[:1], "Every zero of the condition counts."))
    right = column([polynomial_tree(c, t) for c in rows])
    return part(
        guide("For which real numbers {t} is there a column {x} for which {p} is equal to {b}?", t=t, p=A * x, b=b, x=x),
        derivation=_solvable(M, right, row, [weight * f for f in factor], values, found), kind="set", answer=values,
        mistakes=mistakes)


def vanishing(values: list[int]) -> list[Fraction]:
    """Return the coefficients, low to high, of the product of t - value.

    >>> vanishing([1, 2])
    [Fraction(2, 1), Fraction(-3, 1), Fraction(1, 1)]
    """
    out = [Fraction(1)]
    for value in values:
        out = [a - value * c for a, c in zip([Fraction(0), *out], [*out, Fraction(0)], strict=True)]
    return out


def _solvable(M: Any, right: E, row: Any, condition: list[Fraction], values: list[int], found: Any) -> Derivation:
    weight = condition[-1]
    factors: list[E] = [minus(t, num(value)) for value in values]
    lead = [] if abs(weight) == 1 else [num(abs(weight))]
    factored = product([*lead, *factors]) if weight > 0 else -product([*lead, *factors])
    shown = polynomial_tree(condition, t)
    law = rel(z.T * b, "=", shown, *(() if shown == factored else ("=", factored)))
    checks = [rel(A * x, "=", call("f", value)) for value in values]
    both = "for {t} equal to {r} and for {t} equal to {u}" if len(values) > 1 else "for {t} equal to {r}"
    ends = {k: num(value) for k, value in zip("ru", values, strict=False)}
    steps = (
        step(SUM_OF_ROWS, define("z", tree_of(row)), rel(z.T * A, "=", mat([[0] * M.cols]))),
        step(claim("If {p} is {b}, the same combination of the entries of {b} must be zero too. It is {s}, which is zero only "
                   + both + ".", need("=", z.T * b, factored), p=A * x, b=b, s=factored, t=t, **ends), law),
        step(claim("Is there a solution then? Write {f} for {b} as a function of {t}. A solution is {x}.",
                   need("=", A * x, hole("side")), x=x, f=name("f"), b=b, t=t),
             define("f", b, of="t"), define("x", tree_of(found)), *checks),
    )
    return Derivation((("A", tree_of(M)), ("b", right)), steps, (rel(z.T * b, "=", factored), *checks), freedom=(UNIQUE,),
                      asks=("x",), answer_say=(claim("There is a solution " + both + ", and for no other number.",
                                                     need("=", z.T * b, factored), t=t, **ends),))
