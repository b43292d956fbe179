"""Hankel matrices: nodes from moments."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.literals import determinant, minus, polynomial_tree
from exercises.families.cauchy import expanded
from exercises.families.vandermonde import powers
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, need
from exercises.terms import E, call, column, det, mat, name, num, product, total, var

H, M, V, c, h, p, s, w = (name(k) for k in "HMVchpsw")
x = var("x")
WORDS = {2: "two", 3: "three"}


@family("hankel-from-moments", "hankel", "Nodes from moments", limits=Limits(digits=4))
def hankel_from_moments(draw: Draw) -> Part:
    """The nodes of a sum of weighted powers, from a Hankel system."""
    n, near, reach = ((2, 3, 3), (2, 5, 5), (3, 3, 2))[draw.difficulty - 1]
    nodes = draw.sample("nodes", [k for k in range(-near, near + 1) if k], n)
    weights = [draw.nonzero("weights", -reach, reach) for _ in range(n)]
    if draw.difficulty == 2:  # large numbers in two equations, small ones in three
        nodes[0], weights[0] = draw.choice("far", (-5, -4, 4, 5)), draw.choice("heavy", (-5, -4, -3, 3, 4, 5))
        draw.require(nodes[0] not in nodes[1:])
    draw.require(sum(nodes) != 0)
    moments = [sum(a * node ** k for a, node in zip(weights, nodes, strict=True)) for k in range(2 * n)]
    relation = expanded(nodes)[:n]
    draw.require(max(map(abs, moments)) <= (99, 3000, 3000)[draw.difficulty - 1] and 0 not in relation)
    draw.require(draw.difficulty != 2 or abs(moments[2]) > 49)
    slips = [
        mistake("opposite signs", [-node for node in nodes], "A node is the number that makes its factor vanish, not the "
                "number that is written in the factor."),
        mistake("coefficients of the relation", sorted(set(relation)), "The coefficients are not the nodes: the nodes are the "
                "roots of the polynomial that has them."),
    ]
    if set(weights) != set(nodes):
        slips.append(mistake("weights given", sorted(set(weights)), "The nodes are asked for, not their weights."))
    return part(
        guide(f"The numbers {{a}}, {{b}} and so on are moments: the one with the index {{k}} is a sum of {WORDS[n]} terms, each "
              "a weight multiplied by the power {k} of a node. The nodes are different, the weights are not zero, and the "
              "nodes and the weights are the same for every index. Find the nodes.",
              a=name("s_0"), b=name("s_1"), k=var("k")),
        derivation=Derivation(tuple((f"s_{k}", num(moment)) for k, moment in enumerate(moments)),
                              hankel_steps(nodes, weights, moments), asks=("H", "h", "c", "p", "M", "w", "s"),
                              answer=(rel(p, "=", factored(nodes)), *(rel(call("p", node), "=", 0) for node in nodes)),
                              freedom=(claim("The nodes may be listed in any order.", need("=", M * w, s)),)),
        kind="set", answer=nodes, mistakes=slips)


def factored(nodes: list[int]) -> E:
    """Return the product of x - node."""
    return product([minus(x, num(node)) for node in nodes])


def replaced(rows: list[list[int]], k: int, by: list[int]) -> list[list[Fraction]]:
    """Return the matrix with another column k."""
    return [[Fraction(by[i] if j == k else e) for j, e in enumerate(row)] for i, row in enumerate(rows)]


def hankel_steps(nodes: list[int], weights: list[int], moments: list[int]) -> tuple[Step, ...]:
    """Return the steps: the relation between neighbouring moments, its coefficients by determinants, the roots, a check."""
    n = len(nodes)
    rows = [moments[i:i + n] for i in range(n)]
    right = [-e for e in moments[n:]]
    places = [name(f"s_{k}") for k in range(2 * n)]
    whole = int(determinant([[Fraction(e) for e in row] for row in rows]))
    relation = expanded(nodes)
    labels = [name(f"c_{k}") for k in range(n)]
    solved = []
    for k, label in enumerate(labels):
        swapped = mat([[-places[n + i] if j == k else places[i + j] for j in range(n)] for i in range(n)])
        value = int(determinant(replaced(rows, k, right)))
        solved.append(define(label.args[0], det(swapped) / det(H), "=", num(value) / num(whole), "=", num(relation[k])))
    terms = [x ** n, *(labels[k] * (x ** k if k > 1 else x) for k in range(n - 1, 0, -1)), labels[0]]
    return (
        step(guide("Let {p} be the polynomial with the nodes as its roots and leading coefficient one. It vanishes at each "
                   "node. Multiply by the weight and by a power of the node, and add up over the nodes: every run of "
                   "neighbouring moments, multiplied by the coefficients of {p}, adds up to zero.", p=p),
             guide("These are linear equations for the other coefficients. The moments stand in the Hankel matrix {H}, and {h} "
                   "holds the last ones with the opposite sign.", H=H, h=h),
             define("H", mat([[places[i + j] for j in range(n)] for i in range(n)]), "=", mat(rows)),
             define("h", column([-e for e in places[n:]]), "=", column(right))),
        step(claim("The determinant of {H} is {d}, not zero, so there is one solution. Each coefficient is a quotient of "
                   "determinants, with {h} in the place of one column above the line.", need("=", det(H), num(whole)),
                   need("≠", det(H), num(0)),
                   H=H, h=h, d=num(whole)),
             rel(det(H), "=", num(whole), "≠", num(0)), *solved,
             define("c", column(labels), "=", column(relation[:n])), rel(H * c, "=", h)),
        step(claim("So {p} is known; its roots are the nodes.", need("=", p, factored(nodes)), p=p),
             define("p", total(terms), "=", polynomial_tree([Fraction(e) for e in relation], x), "=", factored(nodes), of="x")),
        step(claim("Check: the powers of the nodes stand in the columns of {M}, and with the weights {w} they give all the "
                   "entries of {s}.", need("=", M * w, s), M=M, w=w, s=s),
             define("s", column(places)),
             define("M", mat([list(line) for line in zip(*powers(nodes, 2 * n), strict=True)])), define("w", column(weights)),
             rel(M * w, "=", s, "=", column(moments))),
    )
