"""Cauchy matrices: determinants, inverses, partial fractions."""
from __future__ import annotations

from fractions import Fraction
from math import prod

from exercises.derivation import Derivation, Means, Step, define, rel, step
from exercises.deriving.literals import minus, polynomial_tree
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, det, entry, inv, mat, name, num, product, total, var
from symbolic import inverse, matrix

C, M, b, u, v, q, d, s, w = (name(k) for k in "CMbuvqdsw")
x = var("x")
Nodes = tuple[list[int], list[int]]
ASK = ("Every entry of the Cauchy matrix {C} is one divided by a difference: the entry of {u} with the number of its row minus "
       "the entry of {v} with the number of its column. ")
FORMULA = ("above the line stand the differences of the entries of {u}, a later one minus an earlier one, and of the entries "
           "of {v}, an earlier one minus a later one; below it stand all the differences of an entry of {u} minus an entry of "
           "{v}. ")


def minor(nodes: Nodes, i: int, j: int) -> Nodes:
    """Return the nodes of the Cauchy matrix without row i and column j."""
    return [e for k, e in enumerate(nodes[0]) if k != i], [e for k, e in enumerate(nodes[1]) if k != j]


def cauchy(nodes: Nodes) -> list[list[Fraction]]:
    """Return the rows 1 / (u_i - v_j)."""
    return [[Fraction(1, a - e) for e in nodes[1]] for a in nodes[0]]


def numerators(nodes: Nodes) -> list[tuple[int, int]]:
    """Return the pairs whose differences stand above the line in the formula for the determinant."""
    first, second = nodes
    n = len(first)
    pairs = [(i, j) for j in range(n) for i in range(j)]
    return [*((first[j], first[i]) for i, j in pairs), *((second[i], second[j]) for i, j in pairs)]


def determinant(nodes: Nodes) -> Fraction:
    """Return the determinant by the formula."""
    return Fraction(prod(a - e for a, e in numerators(nodes)), prod(a - e for a in nodes[0] for e in nodes[1]))


def formula(nodes: Nodes) -> tuple[E, E]:
    """Return the formula with the nodes, and with their differences."""
    above, below = numerators(nodes), [(a, e) for a in nodes[0] for e in nodes[1]]
    apart = product([minus(num(a), num(e)) for a, e in above]) / product([minus(num(a), num(e)) for a, e in below])
    return apart, product([num(a - e) for a, e in above]) / product([num(a - e) for a, e in below])


def entries(size: int) -> E:
    """Return the matrix of the fractions 1 / (u_i - v_j), by the entries of u and v."""
    return mat([[num(1) / (entry(u, i + 1, 1) - entry(v, j + 1, 1)) for j in range(size)] for i in range(size)])


def drawn(draw: Draw, n: int, near: int) -> Nodes:
    """Return different nodes, those of u and those of v."""
    nodes = draw.sample("nodes", range(-near, near + 2), 2 * n)
    return nodes[:n], nodes[n:]


def givens(nodes: Nodes) -> tuple[tuple[str, E], ...]:
    """Return u, v and C as what the problem gives."""
    return ("u", column(nodes[0])), ("v", column(nodes[1])), ("C", mat(cauchy(nodes)))


@family("cauchy-determinant", "cauchy", "A Cauchy determinant", claim="Cauchy-1", limits=Limits(digits=3, denominator=3000))
def cauchy_determinant(draw: Draw) -> Part:
    """The product formula for the determinant of 1 / (u_i - v_j)."""
    n, near = ((2, 4), (2, 9), (3, 3))[draw.difficulty - 1]
    nodes = drawn(draw, n, near)
    value = determinant(nodes)
    draw.require(draw.difficulty < 3 or value.denominator <= 3000)
    draw.require(draw.difficulty != 2 or any(abs(a - e) > 9 for a in nodes[0] for e in nodes[1]))
    apart, short = formula(nodes)
    half = prod(nodes[1][i] - nodes[1][j] for j in range(n) for i in range(j))
    steps = (
        step(claim("Check the matrix: each entry belongs to one entry of {u} and one of {v}.", need("=", C, entries(n)),
                   u=u, v=v),
             rel(C, "=", entries(n))),
        step(claim("The determinant is a fraction: " + FORMULA + "Here it is {value}.", need("=", det(C), num(value)),
                   u=u, v=v, value=num(value)),
             rel(det(C), "=", apart, "=", short, "=", num(value))),
        *([step(claim("Check it by the definition: one diagonal product minus the other.", need("=", det(C), hole("two")),
                      two=entry(C, 1, 1) * entry(C, 2, 2) - entry(C, 1, 2) * entry(C, 2, 1)),
                rel(det(C), "=", entry(C, 1, 1) * entry(C, 2, 2) - entry(C, 1, 2) * entry(C, 2, 1)))] if n == 2 else []),
    )
    return part(
        guide(ASK + "Find the determinant of {C}.", C=C, u=u, v=v),
        derivation=Derivation(givens(nodes), steps, answer=(rel(det(C), "=", num(value)),), freedom=(UNIQUE,)),
        kind="value", answer=value,
        mistakes=[
            mistake("opposite sign", -value, "The differences of the two lists of nodes are taken in opposite orders; count "
                                             "the signs."),
            mistake("one list of nodes forgotten", value / half, "The differences of both lists of nodes belong above the line."),
            mistake("upside down", 1 / value, "The differences within a list stand above the line, those between the lists "
                                              "below it."),
        ])


@family("cauchy-inverse-entry", "cauchy", "One entry of the inverse of a Cauchy matrix", claim="Cauchy-2",
        limits=Limits(digits=4, denominator=3000))
def cauchy_inverse_entry(draw: Draw) -> Part:
    """One entry of the inverse as a quotient of two Cauchy determinants."""
    n, near = ((2, 3), (3, 3), (3, 4))[draw.difficulty - 1]
    nodes = drawn(draw, n, near)
    i, j = draw.sample("place", range(n), 2)
    X = inverse(matrix(cauchy(nodes)))
    table = [[Fraction(str(e)) for e in row] for row in X.entries()]
    value = table[i][j]
    draw.require(max(abs(row[j].numerator) for row in table) <= 999 and max(row[j].denominator for row in table) <= 30)
    left = minor(nodes, j, i)
    below, whole = determinant(left), determinant(nodes)
    draw.require(max(below.denominator, whole.denominator, abs(below.numerator), abs(whole.numerator)) <= 3000)
    ask = entry(inv(C), i + 1, j + 1)
    return part(
        guide(ASK + "Find {b}, one entry of the inverse: the first index is the row, the second one the column.", C=C, u=u,
              v=v, b=ask),
        derivation=Derivation(givens(nodes), inverse_steps(nodes, (i, j), table), asks=("M", "b"),
                              answer=(rel(ask, "=", num(value)),), freedom=(UNIQUE,)),
        kind="value", answer=value,
        mistakes=[
            mistake("row and column exchanged", table[j][i], "For the entry in a row and a column of the inverse, cross out "
                    "the column and the row with these numbers."),
            mistake("opposite sign", -value, "The signs of the minors alternate like the squares of a chessboard."),
            mistake("determinant not divided out", (-1) ** (i + j) * below, "The cofactor is divided by the determinant."),
        ])


def inverse_steps(nodes: Nodes, place: tuple[int, int], table: list[list[Fraction]]) -> tuple[Step, ...]:
    """Return the steps: the minor, the two determinants, their quotient with its sign, and a column of the inverse as a check."""
    (i, j), n = place, len(nodes[0])
    left, ask, value = minor(nodes, j, i), entry(inv(C), i + 1, j + 1), table[i][j]
    below, whole = determinant(left), determinant(nodes)
    kept = mat([[entry(C, r + 1, k + 1) for k in range(n) if k != i] for r in range(n) if r != j])
    sign = -1 if (i + j) % 2 else 1
    quotient = (-(det(M) / det(C)) if sign < 0 else det(M) / det(C))
    shown = num(sign * below) / num(whole) if whole > 0 else num(-sign * below) / num(-whole)
    return (
        step(claim("An entry of the inverse is a cofactor divided by the determinant, with rows and columns exchanged. For "
                   "{ask}, the second index says which row of {C} is crossed out, the first one which column; {M} is what is "
                   "left, and it is a Cauchy matrix again.", need("=", M, kept), ask=ask, C=C, M=M),
             define("M", kept, "=", mat(cauchy(left)))),
        step(claim("The determinant of a Cauchy matrix is a fraction: " + FORMULA + "For {M}, leave out the entry of {u} of "
                   "the row and the entry of {v} of the column that are crossed out.",
                   need("=", det(C), hole("c")), need("=", det(M), hole("m")), u=u, v=v, M=M),
             rel(det(C), "=", formula(nodes)[1], "=", num(whole)),
             rel(det(M), "=", *((formula(left)[1], "=") if n > 2 else ()), num(below))),
        step(guide("Divide, with a minus sign if the two indices add up to an odd number."),
             rel(quotient, "=", shown, "=", num(value))),
        step(claim("Check with the whole column {b} of the inverse, found in the same way: {C} sends it to a column of the "
                   "identity matrix.", need("=", C * b, hole("unit")), need("means", inv(C), hole("X")), b=b, C=C),
             define("b", column([row[j] for row in table])), rel(C * b, "=", column([int(k == j) for k in range(n)])),
             rel(entry(b, i + 1, 1), "=", num(value)), quiet=(Means(inv(C), mat(table)),)),
    )


def expanded(roots: list[int]) -> list[int]:
    """Return the coefficients, low to high, of the product of x - r."""
    out = [1]
    for r in roots:
        out = [a - r * e for a, e in zip([0, *out], [*out, 0], strict=True)]
    return out


@family("partial-fractions", "cauchy", "Partial fractions with simple poles", claim="Cauchy-3")
def partial_fractions(draw: Draw) -> Part:
    """The weights of a sum of fractions with given simple poles."""
    n, near, reach = ((2, 4, 6), (3, 4, 6), (4, 3, 4))[draw.difficulty - 1]
    poles = draw.sample("poles", range(-near, near + 1), n)
    weights = [draw.nonzero("weights", -reach, reach) for _ in range(n)]
    others = [[e for e in poles if e != pole] for pole in poles]
    terms = [expanded(rest) for rest in others]
    top = [sum(c * f[k] for c, f in zip(weights, terms, strict=True)) for k in range(n)]
    draw.require(max(map(abs, top)) <= 300 and sum(e != 0 for e in top) > 1)
    products = [prod(pole - e for e in rest) for pole, rest in zip(poles, others, strict=True)]
    values = [c * f for c, f in zip(weights, products, strict=True)]
    draw.require(max(map(abs, values)) <= 999)
    given = (("q", polynomial_tree([Fraction(e) for e in top], x)), ("d", product([minus(x, num(e)) for e in poles])),
             ("s", column(poles)))
    return part(
        guide("The poles of the quotient {r} are the entries of {s}, where {d} vanishes. Write the quotient as a sum of "
              "fractions, one for each pole: a number divided by {x} minus the pole. Find the vector {w} of these numbers, in "
              "the order of the poles in {s}.", d=d, s=s, r=q / d, x=x, w=w),
        derivation=Derivation(given, fraction_steps(poles, weights, given[0][1]), asks=("w",), freedom=(UNIQUE,),
                              answer=(rel(w, "=", column(weights)),)),
        kind="vector", answer=[weights],
        mistakes=[
            mistake("opposite sign", [[-c for c in weights]], "Put the pole into the other factors as they stand in the "
                    "denominator, and watch their signs."),
            mistake("other factors forgotten", [values], "Divide by the other factors at this pole."),
            mistake("numbers in reverse", [weights[::-1]], "The numbers must stand in the order of the poles."),
        ])


def put(tree: E, value: E) -> E:
    """Return the tree with the value in the place of x.

    >>> put(x ** 2 - x, num(3)) == num(3) ** 2 - num(3)
    True
    """
    return value if tree == x else tree.rebuild(lambda part: put(part, value))


def fraction_steps(poles: list[int], weights: list[int], top: E) -> tuple[Step, ...]:
    """Return the steps: each weight by the value at its pole, then a check with common denominators."""
    rows = []
    for k, (pole, weight) in enumerate(zip(poles, weights, strict=True)):
        rest = [e for e in poles if e != pole]
        bottom = prod(pole - e for e in rest)
        rows.append(define(f"w_{k + 1}", put(top, num(pole)) / product([minus(num(pole), num(e)) for e in rest]), "=",
                           num(weight * bottom) / num(bottom), "=", num(weight)))
    several = [product([name(f"w_{k + 1}"), *(minus(x, num(e)) for e in poles if e != pole)]) for k, pole in enumerate(poles)]
    return (
        step(guide("Multiply the sum of fractions by one factor of {d} and put its pole for {x}: every other fraction "
                   "vanishes. So each number is the value of {q} at its pole, divided by the values of the other factors of "
                   "{d} there.", d=d, q=q, x=x), *rows),
        step(claim("Check: with the common denominator {d} the numerators add up to {q} again, for every {x}.",
                   need("=", q, hole("sum")), d=d, q=q, x=x),
             rel(q, "=", total(several)), define("w", column([name(f"w_{k + 1}") for k in range(len(poles))]), "=",
                                              column(weights))),
    )
