"""Toeplitz matrices: products, displacement."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, define, rel, step
from exercises.deriving.literals import rank_fact
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Part, family, mistake, part
from exercises.family.draws import Rows
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, entry, mat, name, num, product, rank, total
from symbolic import matrix
from symbolic import rank as rank_of

T, c, r, x, y, A, Z, D = (name(k) for k in "TcrxyAZD")


def toeplitz(first: list[int], across: list[int]) -> Rows:
    """Return the Toeplitz matrix with this first column and first row."""
    n = len(first)
    return [[first[i - j] if i >= j else across[j - i] for j in range(n)] for i in range(n)]


def times(rows: Rows, v: list[int]) -> list[int]:
    """Return the product of a matrix and a vector."""
    return [sum(a * b for a, b in zip(row, v, strict=True)) for row in rows]


def rows_times(rows: Rows, v: list[int]) -> E:
    """Return the product of a matrix and a column, each entry as the sum that one would write."""
    def shown(row: list[int]) -> E:
        terms = [product([num(a), num(b)]) for a, b in zip(row, v, strict=True) if a and b]
        return total(terms)
    return column([shown(row) for row in rows])


@family("toeplitz-product", "toeplitz", "A Toeplitz matrix times a vector", claim="Toep-1")
def toeplitz_product(draw: Draw) -> Part:
    """T x from the first column and the first row of T."""
    n, reach = ((3, 3), (3, 6), (4, 7))[draw.difficulty - 1]
    first, across = draw.integers("first", n, -reach, reach), draw.integers("across", n, -reach, reach)
    v = draw.integers("x", n, -draw.difficulty, 1 + 2 * draw.difficulty)
    across[0] = first[0]
    draw.require(0 not in (*first[1:], *across[1:]) and v.count(0) <= (draw.difficulty < 3) and sum(map(abs, v)) > n)
    rows = toeplitz(first, across)
    value = times(rows, v)
    left = [[across[i + j] if i + j < n else first[i + j - n + 1] for j in range(n)] for i in range(n)]
    wrapped = [[first[(i - j) % n] for j in range(n)] for i in range(n)]
    entries = mat([[entry(c, i - j + 1, 1) if i >= j else entry(r, 1, j - i + 1) for j in range(n)] for i in range(n)])
    steps = (
        step(claim("An entry depends only on its row number minus its column number. Below the diagonal the entries of {c} go "
                   "down, above it the entries of {r} go to the right, so each row is the row above it moved one place to the "
                   "right.", need("=", T, hole("full")), c=c, r=r),
             define("T", entries, "=", mat(rows))),
        step(claim("Now every row of {T} times {x}.", need("=", T * x, hole("y")), T=T, x=x),
             rel(T * x, "=", rows_times(rows, v), "=", column(value))),
    )
    return part(
        guide("The Toeplitz matrix {T} has the first column {c} and the first row {r}, and along each diagonal its entries are "
              "equal. Find the vector {y}.", T=T, c=c, r=r, y=T * x),
        derivation=Derivation((("c", column(first)), ("r", mat([across])), ("x", column(v))), steps, asks=("T",),
                              answer=(rel(T * x, "=", column(value)),), freedom=(UNIQUE,)),
        kind="vector", answer=[value],
        mistakes=[
            mistake("column and row exchanged", [times(toeplitz(across, first), v)], "The first column runs down below the "
                    "diagonal, the first row runs to the right above it."),
            mistake("moved to the left", [times(left, v)], "Each row is the row above it moved to the right, not to the left."),
            mistake("first row ignored", [times(wrapped, v)], "The entries above the diagonal come from the first row; the "
                    "first column does not run round a circle."),
        ])


def shift(n: int) -> Rows:
    """Return the matrix with ones just below the diagonal."""
    return [[int(i == j + 1) for j in range(n)] for i in range(n)]


def summed(rows: Rows) -> Rows:
    """Return the matrix whose displacement is given: down every diagonal the entries are added up."""
    out: Rows = [list(row) for row in rows]
    for i in range(1, len(rows)):
        for j in range(1, len(rows)):
            out[i][j] += out[i - 1][j - 1]
    return out


def displaced(draw: Draw, n: int, goal: int) -> Rows:
    """Return a displacement of at most the wanted rank: that of a Toeplitz matrix, or a product of drawn factors."""
    reach = 1 + draw.difficulty
    if goal == 2 and draw.choice("structure", (True, False)):
        T0 = toeplitz(draw.integers("down", n, -reach, reach), draw.integers("right", n, -reach, reach))
        return [[T0[i][j] if 0 in (i, j) else 0 for j in range(n)] for i in range(n)]
    left, right = draw.rows("left", n, goal, -1, reach), draw.rows("right", goal, n, -1, 1)
    return [[sum(a * right[k][j] for k, a in enumerate(row)) for j in range(n)] for row in left]


@family("displacement-rank", "toeplitz", "The displacement rank of a matrix")
def displacement_rank(draw: Draw) -> Part:
    """The rank of A - Z A Z^T."""
    n = (3, 4, 4)[draw.difficulty - 1]
    goal = draw.choice("rank", ((1, 1, 2), (1, 2, 2), (2, 3, 3))[draw.difficulty - 1])
    drawn = displaced(draw, n, goal)
    rows = summed(drawn)
    full = int(rank_of(matrix(rows)))
    draw.require(rank_of(matrix(drawn)) == goal != full and all(any(line) for line in rows))
    lines = sum(any(line) for line in drawn)
    slips: list[tuple[str, Any, str]] = [
        ("rank of the matrix itself", full, "The rank of the displacement is asked for, not that of the matrix."),
        ("rows counted", lines, "Rows that are not zero may depend on each other."),
        ("as if Toeplitz", 2, "Only a Toeplitz matrix has a displacement of rank at most two for sure; look at the diagonals."),
    ]
    kept: list[tuple[str, Any, str]] = []
    for slip in slips:
        kept += [slip] if slip[1] not in (goal, *(k[1] for k in kept)) else []
    fact = rank_fact(D, [[Fraction(e) for e in row] for row in drawn])
    steps = (
        step(claim("The product of {Z}, {A} and the transpose of {Z} is {A} moved one place down and one place to the right, "
                   "with zeros in its first row and its first column.", need("=", Z * A * Z.T, hole("moved")), A=A, Z=Z),
             rel(Z * A * Z.T, "=", mat([[rows[i - 1][j - 1] if i and j else 0 for j in range(n)] for i in range(n)]))),
        step(claim("Subtract it from {A}: in {D}, every entry that equals its neighbour up and to the left has become zero.",
                   need("=", D, A - Z * A * Z.T), A=A, D=D),
             define("D", A - Z * A * Z.T, "=", mat(drawn))),
        step(*_independent(fact), fact),
    )
    return part(
        guide("The matrix {Z} moves every row one place down. Find the displacement rank of {A}, that is, the rank of {D}.",
              Z=Z, A=A, D=A - Z * A * Z.T),
        derivation=Derivation((("A", mat(rows)), ("Z", mat(shift(n)))), steps, asks=("D",),
                              answer=(rel(rank(D), "=", num(goal)),), freedom=(UNIQUE,)),
        kind="value", answer=goal, mistakes=[mistake(*slip) for slip in kept])


def _independent(fact: Any) -> list[Any]:
    """Return the sentences about the rank: the columns that are independent, and what sends the others to zero."""
    if fact.kernel is None:
        return [claim("All the columns of {D} are independent, so its rank is {r}.", need("rank", D, hole("r")), D=D)]
    one_left, one = fact.kernel.args[0][0][1:] == (), fact.r == 1
    return [
        claim("What is the rank of {D}? It sends {K} to zero, so the rank is at most {r}." if one_left else
              "What is the rank of {D}? It sends the columns of {K} to zero, and these {g:count} are independent; so the rank is "
              "at most {r}.", need("kernel", D, hole("K")), need("nullity", D, hole("g")), need("rank", D, hole("r")), D=D),
        claim("It is not less, because {D} is not zero." if one else
              "It is not less, because {r:count} of the columns of {D} are independent.", need("rank", D, hole("r")), D=D),
    ]
