"""Exercise 3.3: the determinant of a Vandermonde matrix, at three nodes and in general."""
from __future__ import annotations

from exercises.derivation import Cited, Derivation, Step, WorkedProblem, define, rel, step
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, mat, name, num, product, var

V, W, C, Y = (name(k) for k in "VWCY")
X1, X2, X3, X4 = (var(f"x_{k}") for k in range(1, 5))
X = hole("X")


def vandermonde(nodes: tuple[E, ...]) -> E:
    """Return the literal with rows 1, x, x^2, .."""
    def power(x: E, k: int) -> E:
        return num(1) if k == 0 else x if k == 1 else x ** k
    return mat([[power(x, k) for k in range(len(nodes))] for x in nodes])


def differences(nodes: tuple[E, ...]) -> E:
    """Return the product of x_j - x_i over i < j."""
    return product([nodes[j] - nodes[i] for j in range(len(nodes)) for i in range(j)])


three, four = (X1, X2, X3), (X1, X2, X3, X4)
operation = mat([[1, -X1, 0], [0, 1, -X1], [0, 0, 1]])
cleared = mat([[1, 0, 0], [1, X2 - X1, X2 * (X2 - X1)], [1, X3 - X1, X3 * (X3 - X1)]])


def _numbers() -> tuple[Step, ...]:
    return (
        step(claim("Expand along the first row. The value is {X}.", need("=", det(V), X), X=num(2)),
             rel(det(V), "=", det(mat([[2, 4], [3, 9]])) - det(mat([[1, 4], [1, 9]])) + det(mat([[1, 2], [1, 3]])), "=",
                 num(6) - 5 + 1, "=", 2)),
        step(claim("Compare with the product of the differences of the nodes, later minus earlier: the same.",
                   need("=", (num(2) - 1) * (num(3) - 1) * (num(3) - 2), det(V))),
             rel((num(2) - 1) * (num(3) - 1) * (num(3) - 2), "=", 2, "=", det(V))),
    )


def _letters() -> tuple[Step, ...]:
    return (
        step(claim("Now the nodes are letters. From the last column to the second, subtract {x} times the column "
                   "before it: this is multiplication by {C}, whose determinant is one.",
                   need("=", W * C, X), need("=", det(C), num(1)), x=X1, C=C),
             define("W", vandermonde(three)), define("C", operation), rel(W * C, "=", cleared), rel(det(C), "=", 1)),
        step(claim("Below the first row a factor comes out of each row, and what remains is the Vandermonde matrix of "
                   "the other nodes. So the determinant is the product {X}.", need("=", det(W), X), X=differences(three)),
             rel(det(W), "=", (X2 - X1) * (X3 - X1) * det(mat([[1, X2], [1, X3]])), "=", differences(three))),
        step(claim("Each further node repeats this argument. For one more node the identity was multiplied out as "
                   "well.",
                   need("=", det(Y), X)),
             define("Y", vandermonde(four)), rel(det(Y), "=", differences(four))),
        step(guide("For every number {n} of nodes the same column operations give the formula by induction. This is a "
                   "theorem of the library, and its whole proof was replayed: one factor for each pair of nodes, the later "
                   "minus the earlier. Nodes may be equal. Rows and columns are counted from zero in this line.",
                   n=var("n")),
             Cited("vandermonde_determinant")),
    )


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise."""
    steps = (*_numbers(), *_letters())
    return (WorkedProblem(
        "3.3", "The Vandermonde determinant", "vandermonde",
        (guide("Compute the determinant of the Vandermonde matrix {V} of the first three whole numbers, and find the "
               "formula for any nodes.", V=V),),
        Derivation(
            (("V", mat([[1, 1, 1], [1, 2, 4], [1, 3, 9]])),), steps, asks=("W", "Y"),
            answer=(rel(det(V), "=", 2), rel(det(W), "=", differences(three))),
            answer_say=(claim("With letters for the nodes, the product of each later node minus each earlier one; so "
                              "too for any number of nodes, as the last line proves:",
                              need("=", det(W), X)),),
            freedom=(claim("Any polynomial equal to this product is right.", need("=", det(W), X)),),
        ),
    ),)
