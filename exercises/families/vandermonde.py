"""Vandermonde matrices: determinants, interpolation, moments, singular ones."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.literals import minus, polynomial_tree
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, column, det, entry, mat, name, num, product, total, var

V, a, p, s, w, y = (name(k) for k in "Vapswy")
x = var("x")
DIFFERENCES = claim("The determinant of a Vandermonde matrix is the product of the differences of its nodes, each later node "
                    "minus an earlier one. Here it is {d}.", need("=", det(V), hole("d")))


@family("vandermonde-determinant", "vandermonde", "A Vandermonde determinant", claim="Vdm-1")
def vandermonde_determinant(draw: Draw) -> Part:
    """The product of the differences of the nodes."""
    count = (3, 3, 4)[draw.difficulty - 1]
    nodes = draw.sample("nodes", range(-2 - draw.difficulty, 4 + draw.difficulty), count)
    pairs = [(x, y) for j, y in enumerate(nodes) for x in nodes[:j]]
    value = prod(y - x for x, y in pairs)
    draw.require(sum(abs(y - x) > 1 for x, y in pairs) >= draw.difficulty + 1)
    steps = (step(DIFFERENCES, rel(det(V), "=", product([num(y) - num(x) if x >= 0 else num(y) + num(-x) for x, y in pairs]),
                                   "=", product([num(y - x) for x, y in pairs]), "=", num(value))),)
    return part(
        guide("Find the determinant of {V}. The second column holds the nodes, every row the powers of its node.", V=V),
        derivation=Derivation((("V", mat([[x ** k for k in range(count)] for x in nodes])),), steps,
                              answer=(rel(det(V), "=", num(value)),), freedom=(UNIQUE,)),
        kind="value", answer=value,
        mistakes=[
            mistake("opposite sign", -value, "Each factor is a later node minus an earlier one."),
            mistake("neighbours only", prod(b - a for a, b in pairwise(nodes)),
                    "Every pair of nodes gives a factor, not only neighbours."),
        ])


def powers(nodes: list[int], count: int) -> list[list[int]]:
    """Return the rows 1, x, x^2, .. of the nodes."""
    return [[node ** k for k in range(count)] for node in nodes]


def powers_of_entries(count: int) -> E:
    """Return the square matrix with the powers of the entries of s in its rows."""
    entries = [entry(s, k + 1, 1) for k in range(count)]
    return mat([[1, e, *(e ** j for j in range(2, count))] for e in entries])


def polynomial_text(coefficients: Sequence[int]) -> str:
    """Return the polynomial with these coefficients, low to high, as text.

    >>> polynomial_text([3, -1, 2])
    '2*x^2-x+3'
    """
    out = ""
    for k, factor in reversed(list(enumerate(coefficients))):
        power = "" if k == 0 else "x" if k == 1 else f"x^{k}"
        size = f"{abs(factor)}*{power}" if power and abs(factor) > 1 else power or str(abs(factor))
        out += f"{'-' if factor < 0 else '+'}{size}" if factor else ""
    return out.removeprefix("+") or "0"


def divided(nodes: list[int], values: list[int]) -> dict[tuple[int, int], Fraction]:
    """Return the divided differences over the nodes i..j."""
    out = {(i, i): Fraction(v) for i, v in enumerate(values)}
    for width in range(1, len(nodes)):
        for i in range(len(nodes) - width):
            j = i + width
            out[i, j] = (out[i + 1, j] - out[i, j - 1]) / (nodes[j] - nodes[i])
    return out


def _label(i: int, j: int) -> E:
    return entry(y, i + 1, 1) if i == j else name("d_" + "".join(str(k + 1) for k in range(i, j + 1)))


def newton_steps(nodes: list[int], coefficients: list[int], found: dict[tuple[int, int], Fraction]) -> tuple[Step, ...]:
    """Return the steps: divided differences, the polynomial in Newton's form and multiplied out, the check, why no other."""
    n = len(nodes)
    places = [(i, i + width) for width in range(1, n) for i in range(n - width)]
    table = [define(_label(i, j).args[0], (_label(i + 1, j) - _label(i, j - 1)) / (entry(s, j + 1, 1) - entry(s, i + 1, 1)),
                    "=", num(found[i, j])) for i, j in places]
    symbols = [product([_label(0, k), *(x - entry(s, i + 1, 1) for i in range(k))]) for k in range(n)]
    numbers = [product([num(found[0, k]), *(minus(x, num(node)) for node in nodes[:k])]) for k in range(n) if found[0, k]]
    exact = [Fraction(a) for a in coefficients]
    return (
        step(guide("Work out the divided differences. The first ones are the slopes between neighbouring nodes; each further "
                   "one is the difference of two, divided by the distance of the outermost nodes."), *table),
        step(claim("The values and differences that begin at the first node are the coefficients of {p}; each goes with one "
                   "more factor. Then multiply out.", need("=", p, hole("newton")), p=p),
             define("p", total(symbols), "=", total(numbers), "=", polynomial_tree(exact, x), of="x")),
        step(claim("Check: put in the nodes. The values are those of {y}.", need("=", call("p", hole("s")), entry(y, 1, 1)), y=y),
             *(rel(call("p", node), "=", entry(y, k + 1, 1)) for k, node in enumerate(nodes))),
        step(claim("No other polynomial will do: its coefficients {a} solve a linear system with the Vandermonde matrix {V} of "
                   "the nodes, whose determinant is not zero, because no two nodes are equal.",
                   need("=", V * a, y), need("≠", det(V), num(0)), V=V, a=a),
             define("V", powers_of_entries(n), "=", mat(powers(nodes, n))),
             define("a", column(coefficients)), rel(V * a, "=", y), rel(det(V), "≠", 0)),
    )


@family("interpolating-polynomial", "vandermonde", "The polynomial through given points", claim="Vdm-2")
def interpolating_polynomial(draw: Draw) -> Part:
    """The polynomial of least degree with given values at integer nodes."""
    n, near, reach = ((3, 2, 4), (3, 4, 9), (4, 3, 6))[draw.difficulty - 1]
    nodes = draw.sample("nodes", range(-near, near + 2), n)
    coefficients = draw.integers("coefficients", n, -reach, reach)
    draw.require(0 not in (coefficients[0], coefficients[-1]) and nodes[0] != 0)
    values = [sum(c * node ** k for k, c in enumerate(coefficients)) for node in nodes]
    found = divided(nodes, values)
    draw.require(max(map(abs, values)) <= (30, 300, 300)[draw.difficulty - 1])
    return part(
        guide("The entries of {s} are nodes. Find the polynomial {p} in {x} whose values at the nodes are the entries of {y}, in "
              "the same order, and whose degree is less than the number of nodes.", p=p, x=x, s=s, y=y),
        derivation=Derivation((("s", column(nodes)), ("y", column(values))), newton_steps(nodes, coefficients, found),
                              asks=("p", "V", "a"),
                              answer=(rel(p, "=", polynomial_tree([Fraction(c) for c in coefficients], x)),), freedom=(UNIQUE,)),
        kind="polynomial", answer=polynomial_text(coefficients),
        mistakes=[
            mistake("coefficients in reverse", polynomial_text(coefficients[::-1]), "The first column of the Vandermonde "
                    "matrix belongs to the constant term, the last one to the highest power."),
            mistake("differences taken for coefficients", polynomial_text([int(found[0, k]) for k in range(n)]), "The divided "
                    "differences belong to products of factors, not to powers: multiply out."),
            mistake("values taken for coefficients", polynomial_text(values), "The given numbers are the values of the "
                    "polynomial, not its coefficients."),
        ])


@family("moments-of-nodes", "vandermonde", "Moments of weights at nodes", claim="Vdm-3")
def moments_of_nodes(draw: Draw) -> Part:
    """V^T w, not V w."""
    n, near, reach = ((3, 3, 5), (3, 6, 9), (4, 5, 9))[draw.difficulty - 1]
    nodes = draw.sample("nodes", range(-near, near + 1), n)
    weights = [draw.nonzero("weights", -reach, reach) for _ in range(n)]
    draw.require(0 not in nodes and (draw.difficulty == 1 or sum(abs(k) > 2 for k in (*nodes, *weights)) > n))
    rows = powers(nodes, n)
    value = times_powers(rows, weights)
    sums = [total([num(c) * num(node) ** k if k > 1 else num(c) * num(node) if k else num(c)
                   for c, node in zip(weights, nodes, strict=True)]) for k in range(n)]
    steps = (
        step(claim("Write the powers of each node in one row of {V}. A moment needs the same power of all the nodes, and these "
                   "stand in one column; so the moments are {Vw}, with {V} transposed.", need("=", V, mat_of(n)), V=V,
                   Vw=V.T * w),
             define("V", powers_of_entries(n), "=", mat(rows))),
        step(claim("Multiply out, moment by moment.", need("=", V.T * w, hole("m")), V=V),
             rel(V.T * w, "=", column(sums), "=", column(value))),
    )
    return part(
        guide("The entries of {s} are nodes, and the entries of {w} are their weights, in the same order. The moment with the "
              "number {k} is the sum of all the weights, each multiplied by the power {k} of its node. Find the vector of the "
              "moments whose numbers run from zero on, as many as there are nodes.", s=s, w=w, k=var("k")),
        derivation=Derivation((("s", column(nodes)), ("w", column(weights))), steps, asks=("V",),
                              answer=(rel(V.T * w, "=", column(value)),), freedom=(UNIQUE,)),
        kind="vector", answer=[value],
        mistakes=[
            mistake("polynomial evaluated", [[sum(c * e for c, e in zip(weights, row, strict=True)) for row in rows]], "That "
                    "is the polynomial with these coefficients at the nodes; a moment adds up one power of all the nodes."),
            mistake("numbered from one", [times_powers(rows, [c * row[1] for c, row in zip(weights, rows, strict=True)])],
                    "The first moment has the number zero: it is the sum of the weights."),
            mistake("weights left out", [times_powers(rows, [1] * n)], "Each power is multiplied by the "
                    "weight of its node."),
        ])


def times_powers(rows: list[list[int]], weights: list[int]) -> list[int]:
    """Return the sums of the rows, each times its weight."""
    return [sum(c * e for c, e in zip(weights, line, strict=True)) for line in zip(*rows, strict=True)]


def mat_of(size: int) -> E:
    """Return the pattern of any square matrix of that size."""
    return E("mat", (tuple(tuple(hole(f"e{i}{j}") for j in range(size)) for i in range(size)),))


@family("vandermonde-singular", "vandermonde", "When a Vandermonde matrix is singular", claim="Vdm-4")
def vandermonde_singular(draw: Draw) -> Part:
    """All values of one node for which the matrix is singular; in the third band a power is left out."""
    count, near, exponents = ((2, 6, (0, 1, 2)), (3, 5, (0, 1, 2, 3)), (3, 4, (0, 1, 2, 4)))[draw.difficulty - 1]
    nodes = draw.sample("nodes", [k for k in range(-near, near + 1) if k], count)
    gap, extra = exponents[-1] != count, -sum(nodes)
    draw.require(sum(nodes) != 0 and (not gap or extra not in nodes))
    place = draw.integer("place", 0, count)
    every = [*map(num, nodes[:place]), x, *map(num, nodes[place:])]
    rows: list[Sequence[E | int]] = [[node ** k for k in exponents] for node in nodes]
    rows.insert(place, [1, x, *(x ** k for k in exponents[2:])])
    pairs = [later - x if earlier == x else minus(later, earlier) for j, later in enumerate(every) for earlier in every[:j]]
    factors = [*pairs, x - extra if extra > 0 else x + -extra] if gap else pairs
    roots = [*nodes, extra] if gap else nodes
    steps = [
        step(claim("The determinant of a Vandermonde matrix is the product of the differences of its nodes, each later one "
                   "minus an earlier one." if not gap else
                   "The powers in the last column skip one number. The determinant still has every difference of two nodes as "
                   "a factor, and one factor more, the sum of all the nodes: multiply out to compare.",
                   need("=", det(V), hole("f"))),
             define("f", det(V), "=", product(factors), of="x")),
        step(claim("A product is zero only if one of its factors is. The factors without {x} are not zero; each of the others "
                   "vanishes for one value of {x}.", need("=", call("f", hole("r")), num(0)), x=x),
             *(rel(call("f", root), "=", 0) for root in roots)),
    ]
    slips = [
        mistake("opposite signs", [-r for r in roots], "A difference of two nodes vanishes when they are equal, not when they "
                "are opposite."),
        mistake("never singular", "none", "A Vandermonde matrix with two equal nodes has two equal rows."),
    ]
    if gap:
        slips.append(mistake("further factor forgotten", nodes, "A power is missing among the columns, so the determinant has "
                             "a factor besides the differences."))
    else:
        slips.append(mistake("zero counted", [0, *roots], "A row that begins with one and goes on with zeros makes no matrix "
                             "singular by itself."))
    return part(
        guide("Find all values of {x} for which the matrix {V} is singular.", x=x, V=V),
        derivation=Derivation((("V", mat(rows)),), tuple(steps), asks=("f",),
                              answer=tuple(rel(call("f", root), "=", 0) for root in roots),
                              freedom=(claim("The values may be listed in any order.", need("=", det(V), hole("f"))),)),
        kind="set", answer=roots, mistakes=slips)
