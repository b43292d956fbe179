"""Exercise 3.1: one Jordan block read off, every matrix that carries it there, and a variant with something to do."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Note, Step, WorkedProblem, define, rel, step
from exercises.deriving.jordan import Eigenvalue, explicit
from exercises.deriving.literals import rank_fact
from exercises.phrases import claim, guide, hole, need
from exercises.terms import column, det, eye, mat, name, num, var, zero

A, J, N, V, W = (name(k) for k in "AJNVW")
ZERO = num(0)
M, m, g = hole("M"), hole("m"), hole("g")


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise and its better variant."""
    return (_one_block(), _variant())


x, a, b, c, d = (var(k) for k in ("x", "alpha", "beta", "gamma", "delta"))
shift = mat([[0, 1], [0, 0]])
nilpotent = [[Fraction(0), Fraction(1)], [Fraction(0), Fraction(0)]]


def _reading_off() -> tuple[Step, ...]:
    return (
        step(claim("The characteristic polynomial has a single root, {l}, which counts {m:times}.",
                   need("=", det(x * eye(2) - A), (x - hole("l")) ** m)),
             rel(det(x * eye(2) - A), "=", (x - 2) ** 2)),
        step(claim("Subtract the eigenvalue and look at the rank of {M}. It leaves {g:count} independent "
                   "eigenvector{g:/s}, fewer than the multiplicity, so {A} is not diagonalizable.",
                   need("nullity", M, g), need("=", det(x * eye(2) - hole("A")), hole("q") ** num(2)), M=N),
             claim("There is one block for each independent eigenvector; here a single block takes the whole "
                   "multiplicity.",
                   need("nullity", N, num(1))),
             define("N", A - 2 * eye(2), "=", shift), rank_fact(N, nilpotent), rel(N ** 2, "=", zero(2, 2))),
        step(claim("So {J} is this one block, and {A} already has that form.", need("=", J, A), J=J, A=A),
             define("J", A, "=", mat([[2, 1], [0, 2]]))),
    )


def _all_transformations() -> tuple[Step, ...]:
    return (
        step(guide("Which {V} satisfy the equation? Write down any matrix at all and compare both sides.", V=V),
             claim("The difference of the two sides vanishes only if {c} is zero and {d} equals {a}.",
                   need("=", A * W - W * J, mat([[hole("c"), hole("d") - hole("a")], [0, -hole("c")]]))),
             define("W", mat([[a, b], [c, d]])), rel(A * W - W * J, "=", mat([[c, d - a], [0, -c]]))),
        step(claim("What is left is {v}. Its determinant is {s}, so it is invertible as soon as {a} is not zero.",
                   need("=", V, hole("v")), need("=", det(V), hole("s")), need("≠", det(V), ZERO),
                   need("=", det(V), hole("a") ** num(2))),
             define("V", mat([[a, b], [0, a]])), rel(A * V, "=", V * J), rel(det(V), "=", a ** 2, "≠", 0)),
    )


def _one_block() -> WorkedProblem:
    steps = (*_reading_off(), *_all_transformations())
    return WorkedProblem(
        "3.1", "One Jordan block", "jordan-block",
        (guide("Find the Jordan form {J} of {A} and every invertible {V} that carries {A} to it. Is {A} "
               "diagonalizable?",
               J=J, A=A, V=V),),
        Derivation(
            (("A", mat([[2, 1], [0, 2]])),), steps, asks=("J", "V"), nonzero=("alpha",),
            answer=(rel(J, "=", mat([[2, 1], [0, 2]])), rel(V, "=", mat([[a, b], [0, a]])), rel(A * V, "=", V * J)),
            answer_say=(claim("{A} is not diagonalizable; it is its own Jordan form.", need("=", J, A), A=A),),
            freedom=(claim("Every {V} of this shape is right, with {a} any number but zero and {b} any number at all.",
                           need("=", V, mat([[hole("a"), hole("b")], [0, hole("a")]])), need("=", A * V, V * J), V=V),),
        ),
        (Note("A common slip", (claim(
            "The identity matrix is one choice of {V} among many: it is the case where {b} vanishes and {a} is one. "
            "There is no such thing as the transformation of a matrix to its Jordan form.",
            need("=", V, mat([[hole("a"), hole("b")], [0, hole("a")]])), V=V),)),),
    )


def _variant() -> WorkedProblem:
    rows = [[1, 1, 0], [-1, 3, 0], [1, 5, -1]]
    solution = explicit(
        mat(rows), [[Fraction(x) for x in row] for row in rows],
        [Eigenvalue(num(2), 2, ((column([1, 1, 2]), column([0, 1, 1])),), Fraction(2)),
         Eigenvalue(num(-1), 1, ((column([0, 0, 1]),),), Fraction(-1))])
    return WorkedProblem(
        "3.1 b", "A matrix that is not yet in Jordan form", "jordan-variant",
        (guide("Find the Jordan form {J} of {A} and a matrix {P} of chains.", A=A, J=J, P=name("P")),), solution)
