"""Triangular factors: inverses of triangular matrices, elimination of a tridiagonal one, the factor of Cholesky."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from exercises.derivation import Derivation, Fact, Means, define, rel, step
from exercises.deriving.sentences import UNIQUE
from exercises.families.semiseparable import distinct
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, need
from exercises.terms import E, entry, eye, inv, mat, name, num, total

A, L, U, X = (name(k) for k in "ALUX")
Q = Fraction
Rows = list[list[Q]]


def added(terms: Sequence[E]) -> E:
    """Return the sum of one or more trees."""
    return total(list(terms))


@family("triangular-inverse", "triangular", "The inverse of a triangular matrix")
def triangular_inverse(draw: Draw) -> Part:
    """Column by column, each entry from those above it."""
    n = (3, 3, 4)[draw.difficulty - 1]
    ends = ((1, -1), (1, 2, -1, -2), (1, 2, -1, -2))[draw.difficulty - 1]
    rows = [[draw.nonzero("below", -3, 4) if i > j else draw.choice("diagonal", ends) if i == j else 0 for j in range(n)]
            for i in range(n)]
    draw.require(sum(abs(row[i]) > 1 for i, row in enumerate(rows)) >= draw.difficulty - 1)
    found = substituted(rows)
    flipped = [[Q(1, e) if i == j else Q(-e) for j, e in enumerate(row)] for i, row in enumerate(rows)]
    single = [[Q(1, e) if i == j else Q(-e, row[i] * rows[j][j]) for j, e in enumerate(row)] for i, row in enumerate(rows)]
    divided = [[Q(1, e) if e else Q(0) for e in row] for row in rows]
    slips = [
        ("signs changed only", flipped, "Changing signs below the diagonal is not enough: the entries in between count as well."),
        ("first steps only", single, "Further from the diagonal there is more than one way: every entry in between counts."),
        ("entries inverted", divided, "The inverse of a matrix is not made of the reciprocals of its entries."),
    ]
    facts: list[list[Fact]] = [[define(f"x_{j + 1}{j + 1}", 1 / entry(A, j + 1, j + 1), "=", num(found[j][j]))] for j in range(n)]
    for j in range(n):
        for i in range(j + 1, n):
            terms = [entry(A, i + 1, k + 1) * name(f"x_{k + 1}{j + 1}") for k in range(j, i)]
            facts[j].append(define(f"x_{i + 1}{j + 1}", -added(terms) / entry(A, i + 1, i + 1), "=", num(found[i][j])))
    steps = (
        step(guide("The inverse {X} is lower triangular too. Take its columns one after the other. The rows of {A} times a "
                   "column of {X} are one on the diagonal and zero below it: from the top down, each row gives the next entry.",
                   A=A, X=X), *(f for line in facts for f in line)),
        step(claim("Put the columns side by side and check: the product is the identity in both orders.",
                   need("means", inv(A), X)),
             define("X", mat([[name(f"x_{i + 1}{j + 1}") if i >= j else num(0) for j in range(n)] for i in range(n)]), "=",
                    mat(found)), rel(A * X, "=", eye(n)), Means(inv(A), X)),
    )
    return part(
        guide("Find the inverse {X} of {A}.", A=A, X=X),
        derivation=Derivation((("A", mat(rows)),), steps, asks=("X",), answer=(rel(inv(A), "=", mat(found)),), freedom=(UNIQUE,)),
        kind="inverse", answer={"X": found}, A=rows,
        mistakes=[mistake(label, {"X": wrong}, say) for label, wrong, say in distinct(found, slips)])


def substituted(rows: Sequence[Sequence[int]]) -> Rows:
    """Return the inverse of a lower triangular matrix.

    >>> substituted([[2, 0], [1, 1]])
    [[Fraction(1, 2), Fraction(0, 1)], [Fraction(-1, 2), Fraction(1, 1)]]
    """
    n = len(rows)
    out = [[Q(0)] * n for _ in range(n)]
    for j in range(n):
        out[j][j] = Q(1, rows[j][j])
        for i in range(j + 1, n):
            out[i][j] = -sum((rows[i][k] * out[k][j] for k in range(j, i)), Q(0)) / rows[i][i]
    return out


@family("tridiagonal-factors", "triangular", "The factors of a tridiagonal matrix")
def tridiagonal_factors(draw: Draw) -> Part:
    """A = L U with two diagonals each: the pivots follow one after the other."""
    n, reach = ((3, 3), (4, 3), (4, 6))[draw.difficulty - 1]
    lower = [draw.nonzero("l", -reach, reach) for _ in range(n - 1)]
    upper = [draw.nonzero("u", -3, 4) for _ in range(n - 1)]
    pivots = [draw.nonzero("d", -reach, reach + 1) for _ in range(n)]
    draw.require(sum(abs(d) > 1 for d in pivots[:-1]) > 0)
    L_ = [[1 if i == j else lower[j] if i == j + 1 else 0 for j in range(n)] for i in range(n)]
    U_ = [[pivots[i] if i == j else upper[i] if j == i + 1 else 0 for j in range(n)] for i in range(n)]
    rows = [[sum(L_[i][k] * U_[k][j] for k in range(n)) for j in range(n)] for i in range(n)]
    draw.require(all(rows[i][i] for i in range(n)))
    other = [[L_[i][j] * pivots[j] for j in range(n)] for i in range(n)]
    unit = [[Q(U_[i][j], pivots[i]) for j in range(n)] for i in range(n)]
    plain = [[rows[i][j] if i <= j else 0 for j in range(n)] for i in range(n)]
    negated = [[-e if i > j else e for j, e in enumerate(row)] for i, row in enumerate(L_)]
    slips = [
        ("sign of the multipliers", {"L": negated, "U": U_},
         "What the elimination subtracts stands in the left factor with a plus sign."),
        ("ones in the wrong factor", {"L": other, "U": unit}, "The ones stand on the diagonal of the left factor."),
        ("diagonal not changed", {"L": L_, "U": plain}, "Every elimination changes the next entry of the diagonal."),
    ]
    facts: list[Fact] = [define("d_1", entry(A, 1, 1), "=", num(pivots[0]))]
    for k in range(1, n):
        facts += [define(f"l_{k + 1}", entry(A, k + 1, k) / name(f"d_{k}"), "=", num(lower[k - 1])),
                  define(f"d_{k + 1}", entry(A, k + 1, k + 1) - name(f"l_{k + 1}") * entry(A, k, k + 1), "=", num(pivots[k]))]
    left = [[num(1) if i == j else name(f"l_{i + 1}") if i == j + 1 else num(0) for j in range(n)] for i in range(n)]
    right = [[name(f"d_{i + 1}") if i == j else entry(A, i + 1, j + 1) if j == i + 1 else num(0) for j in range(n)]
             for i in range(n)]
    steps = (
        step(guide("Below each pivot only one entry has to go. The multiplier is that entry divided by the pivot, and the only "
                   "other entry that changes is the next one on the diagonal."), *facts),
        step(claim("The multipliers go below the diagonal of {L}; {U} has the pivots on its diagonal, the entries of {A} above "
                   "it. Multiply the factors out and compare.", need("=", A, L * U), A=A, L=L, U=U),
             define("L", mat(left), "=", mat(L_)), define("U", mat(right), "=", mat(U_)), rel(A, "=", L * U)),
    )
    return part(
        guide("Find a lower triangular matrix {L} with ones on its diagonal and an upper triangular matrix {U} with {A} equal to "
              "{R}.", L=L, U=U, A=A, R=L * U),
        derivation=Derivation((("A", mat(rows)),), steps, asks=("L", "U"),
                              answer=(rel(L, "=", mat(L_)), rel(U, "=", mat(U_)), rel(A, "=", L * U)), freedom=(UNIQUE,)),
        kind="lu", answer={"L": L_, "U": U_}, A=rows, P=[[int(i == j) for j in range(n)] for i in range(n)],
        mistakes=[mistake(*slip) for slip in slips if slip[1] != {"L": L_, "U": U_}])


@family("cholesky-factor", "triangular", "The Cholesky factor of a positive definite matrix")
def cholesky_factor(draw: Draw) -> Part:
    """A = L L^T with positive diagonal, column by column."""
    n, reach = ((2, 9), (3, 3), (3, 6))[draw.difficulty - 1]
    rows = [[draw.nonzero("below", -reach, reach) if i > j else draw.integer("diagonal", 1, reach) if i == j else 0
             for j in range(n)] for i in range(n)]
    draw.require(sum(rows[i][i] > 1 for i in range(n)) > 1)
    product = [[sum(a * b for a, b in zip(one, two, strict=True)) for two in rows] for one in rows]
    squares = [[e * rows[j][j] for j, e in enumerate(row)] for row in rows]
    unit = [[Q(e, rows[j][j]) for j, e in enumerate(row)] for row in rows]
    slips = [
        ("transposed", [list(row) for row in zip(*rows, strict=True)], "The lower triangular factor stands on the left."),
        ("square roots forgotten", squares, "Divide every column by the square root of its diagonal entry."),
        ("ones on the diagonal", unit, "The diagonal of this factor holds square roots of the pivots, not ones."),
        ("negative diagonal", [[-e for e in row] for row in rows], "The diagonal of the factor is positive."),
    ]
    facts: list[Fact] = []
    for j in range(n):
        d = name(f"l_{j + 1}{j + 1}")
        before = [name(f"l_{j + 1}{k + 1}") ** 2 for k in range(j)]
        facts += [define(str(d.args[0]), num(rows[j][j]), ">", 0),
                  rel(d ** 2, "=", less(entry(A, j + 1, j + 1), before), "=", num(rows[j][j] ** 2))]
        for i in range(j + 1, n):
            terms = [name(f"l_{i + 1}{k + 1}") * name(f"l_{j + 1}{k + 1}") for k in range(j)]
            facts.append(define(f"l_{i + 1}{j + 1}", less(entry(A, i + 1, j + 1), terms) / d, "=", num(rows[i][j])))
    names = [[name(f"l_{i + 1}{j + 1}") if i >= j else num(0) for j in range(n)] for i in range(n)]
    steps = (
        step(guide("Compare {A} with {R}, column by column. On the diagonal stands a new square, below it one new product. "
                   "Subtract what is known already; then take the positive root, or divide.", A=A, R=L * L.T), *facts),
        step(claim("Check by multiplying back.", need("=", L * L.T, A)),
             define("L", mat(names), "=", mat(rows)), rel(L * L.T, "=", A)),
    )
    return part(
        guide("Find the lower triangular matrix {L} with positive diagonal for which {R} is {A}.", L=L, R=L * L.T, A=A),
        derivation=Derivation((("A", mat(product)),), steps, asks=("L",), answer=(rel(L, "=", mat(rows)), rel(L * L.T, "=", A)),
                              freedom=(UNIQUE,)),
        kind="matrix", answer=rows, mistakes=[mistake(*slip) for slip in distinct(rows, slips)])


def less(first: E, terms: Sequence[E]) -> E:
    """Return the first tree minus the others."""
    out = first
    for term in terms:
        out = out - term
    return out
