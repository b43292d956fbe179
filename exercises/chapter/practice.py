"""The lesson's practice problems: block sizes, orthogonal matrices, and what is continuous."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Fact, Means, Said, Step, WorkedProblem, define, rel, step
from exercises.deriving.literals import rank_fact, times
from exercises.phrases import claim, guide, hole, need
from exercises.terms import call, column, det, diag, eye, mat, name, num, rank, sqrt, var, zero

A, B, C, D, J, P, Q, x, S = (name(k) for k in ("A", "B", "C", "D", "J", "P", "Q", "x", "S"))
X, Y = hole("X"), hole("Y")
EPS, DELTA, n, LAMBDA = (var(k) for k in ("epsilon", "delta", "n", "lambda"))
SIZES = {"A": (3,), "B": (2, 1), "C": (3, 1), "D": (2, 2)}
SPECTRAL = "the spectral theorem for normal matrices"
SCHUR = "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 7.5"


def problems() -> tuple[WorkedProblem, ...]:
    """Return the three practice problems."""
    return (_sizes(), _orthogonal(), _continuous())


def nilpotent(*sizes: int) -> list[list[Fraction]]:
    """Return the rows of the nilpotent matrix with blocks of these sizes."""
    ends = {sum(sizes[:k]) for k in range(1, len(sizes) + 1)}
    total = sum(sizes)
    return [[Fraction(int(j == i + 1 and j not in ends)) for j in range(total)] for i in range(total)]


def _ranks(label: str) -> tuple[Fact, ...]:
    rows = nilpotent(*SIZES[label])
    return (rank_fact(name(label), rows), rank_fact(name(label) ** 2, times(rows, rows)))


def _sizes() -> WorkedProblem:
    steps = (
        step(claim("The number of blocks is the number of independent eigenvectors. For {A} it is {g:count}: a single "
                   "block of size three.",
                   need("nullity", A, hole("g")), A=A), *_ranks("A")),
        step(claim("For {B} it is {g:count}, and two sizes that add up to three can only be two and one.",
                   need("nullity", B, hole("g")), B=B),
             *_ranks("B")),
        step(claim("With multiplicity four and {g:count} eigenvectors there are two possibilities: {C} and {D} have "
                   "the same rank.",
                   need("=", rank(C), rank(D)), need("nullity", C, hole("g")), C=C, D=D),
             claim("The next power tells them apart.", need("≠", rank(C ** 2), rank(D ** 2))),
             *_ranks("C"), *_ranks("D"), rel(rank(C), "=", rank(D)), rel(rank(C ** 2), "≠", rank(D ** 2))),
    )
    return WorkedProblem(
        "Practice 1", "Block sizes from two numbers", "practice-sizes",
        (guide("An eigenvalue of algebraic multiplicity three has one, or two, independent eigenvectors. Which block "
               "sizes are possible? Does the same count decide it for multiplicity four? The matrices {A}, {B}, {C} "
               "and {D} stand for the nilpotent part.", A=A, B=B, C=C, D=D),),
        Derivation(
            tuple((label, mat(nilpotent(*sizes))) for label, sizes in SIZES.items()), steps,
            answer=(rel(rank(A), "=", 2), rel(rank(B), "=", 1), rel(rank(C), "=", rank(D)), rel(rank(C ** 2), "≠", rank(D ** 2))),
            answer_say=(claim("One block of size three; blocks of sizes two and one; for multiplicity four the two "
                              "numbers do not decide.",
                              need("=", rank(C), rank(D)), need("≠", rank(C ** 2), rank(D ** 2))),),
            freedom=(claim("Blocks may be listed in any order.", need("=", rank(C), rank(D))),),
        ),
    )


def _orthogonal_steps() -> tuple[Step, ...]:
    half = num(1) / 2
    return (
        step(claim("The length of {x} does not change: the square of the length of {y} is {X}. Repeat it as often as "
                   "you like.",
                   need("=", (Q * x).T * (Q * x), X), x=x, y=Q * x),
             rel((Q * x).T * (Q * x), "=", x.T * x), rel((Q * Q * x).T * (Q * Q * x), "=", x.T * x)),
        step(claim("Gradients behave in the same way. In a linear recurrence, where each state is {Q} times the one before "
                   "plus an input, going one step back in time multiplies a gradient {x} by {T}, and that matrix is "
                   "orthogonal too. The square of the length of {y} is {X}: gradients neither vanish nor explode.",
                   need("=", (Q.T * x).T * (Q.T * x), X), Q=Q, T=Q.T, x=x, y=Q.T * x),
             rel((Q.T * x).T * (Q.T * x), "=", x.T * x)),
        step(claim("Such a {Q} commutes with its transpose. It is normal.",
                   need("=", Q.T * Q, Q * Q.T), Q=Q), rel(Q.T * Q, "=", Q * Q.T)),
        step(guide("A normal matrix has an orthonormal basis of eigenvectors over the complex numbers, so every "
                   "Jordan block has size one: an orthogonal matrix has no larger blocks to begin with."),
             Said("ASSUMES", SPECTRAL)),
        step(claim("Eigenvalues on the unit circle would not be enough. The matrix {B} has the eigenvalue one, twice, but it "
                   "is not orthogonal.",
                   need("=", det(LAMBDA * eye(2) - B), (LAMBDA - 1) ** 2), need("≠", B.T * B, eye(2)), B=B),
             define("B", mat([[1, 1], [0, 1]])), rel(det(LAMBDA * eye(2) - B), "=", (LAMBDA - 1) ** 2),
             rel(B.T * B, "≠", eye(2))),
        step(claim("Its powers grow: for every whole number {n} the power {P} is {X}, and one entry is {n} itself.",
                   need("means", B ** n, X), n=n, P=B ** n), Means(B ** n, mat([[1, n], [0, 1]]))),
        step(claim("And the statement is about linear recurrences. On the way back a nonlinearity multiplies by "
                   "its slope as well: with slope {h} in every component the square of the length of the gradient "
                   "shrinks to {X} at every step.",
                   need("=", (hole("h") * Q.T * x).T * (hole("h") * Q.T * x), X), h=half),
             rel((half * Q.T * x).T * (half * Q.T * x), "=", num(1) / 4 * (x.T * x))),
    )


def _orthogonal() -> WorkedProblem:
    return WorkedProblem(
        "Practice 2", "Orthogonal recurrent weights", "practice-orthogonal",
        (guide("Let {Q} be orthogonal of any size. What do its powers do to the length of a vector {x}, what does that "
               "say about Jordan blocks, and for which recurrent networks does it keep gradients alive?", Q=Q, x=x),),
        Derivation(
            (), _orthogonal_steps(), asks=("B",), letters=(("Q", ("n", "n")), ("x", ("n", 1))),
            laws=(rel(Q.T * Q, "=", eye("n")), rel(Q * Q.T, "=", eye("n"))),
            answer=(rel((Q * x).T * (Q * x), "=", x.T * x),
                    rel((Q.T * x).T * (Q.T * x), "=", x.T * x), rel(Q.T * Q, "=", Q * Q.T)),
            answer_say=(claim("In a linear recurrence the lengths of states are kept exactly, and so are those of "
                              "gradients, for every size; a nonlinearity can undo it.",
                              need("=", (Q * x).T * (Q * x), X)),),
            freedom=(claim("Any argument from the given equations is right; one that uses only the moduli of the "
                           "eigenvalues is not.",
                           need("=", (Q * x).T * (Q * x), X)),),
        ),
    )


half = sqrt(2) / 2
p, q, y, z = (name(k) for k in "pqyz")
base = [[1, 0, 1], [0, 1, 0], [0, 0, 2]]
first = mat([[1 + DELTA, 0, 1], [0, 1 - DELTA, 0], [0, 0, 2]])
second = mat([[1, DELTA, 1], [DELTA, 1, 0], [0, 0, 2]])
zeros, shift = nilpotent(1, 1), nilpotent(2)


def _jordan_jumps() -> tuple[Step, ...]:
    return (
        step(claim("The Jordan form jumps. For every number {e} but zero, {A} has the form {J}, with a one that does not "
                   "get smaller.",
                   need("=", call("A", EPS) * P, P * J), need("≠", det(P), num(0)), e=EPS, A=call("A", EPS), J=J),
             define("A", mat([[0, DELTA], [0, 0]]), of="delta"), define("J", mat([[0, 1], [0, 0]])), define("P", diag(EPS, 1)),
             rel(call("A", EPS) * P, "=", P * J), rel(det(P), "=", EPS, "≠", 0)),
        step(claim("At zero the matrix is {X}, which is its own Jordan form.", need("=", call("A", 0), X)),
             rel(call("A", 0), "=", zero(2, 2))),
    )


def _schur_jumps() -> tuple[Step, ...]:
    return (
        step(claim("Is the Schur form continuous instead? Let {B} and {C} approach the same matrix {D}.",
                   need("=", call("B", 0), D), need("=", call("C", 0), D), B=B, C=C, D=D),
             define("B", first, of="delta"), define("C", second, of="delta"), define("D", mat(base)),
             rel(call("B", 0), "=", D), rel(call("C", 0), "=", D)),
        step(claim("The convention: the first Schur vector is a unit eigenvector for an eigenvalue that tends to the double "
                   "one, as {e} goes to zero. For small {e} but zero the eigenvalues of {B} and of {C} are different, so "
                   "such a vector is fixed up to a factor of modulus one: {p} or {q} for {B}, {y} or {z} for {C}.",
                   need("=", B * p, (1 + DELTA) * p), need("=", B * q, (1 - DELTA) * q), need("=", C * y, (1 - DELTA) * y),
                   need("=", C * z, (1 + DELTA) * z), p=p, q=q, y=y, z=z, B=B, C=C, e=DELTA),
             rel(det(LAMBDA * eye(3) - B), "=", det(LAMBDA * eye(3) - C), "=",
                 (LAMBDA - 1 - DELTA) * (LAMBDA - 1 + DELTA) * (LAMBDA - 2)),
             define("p", column([1, 0, 0])), define("q", column([0, 1, 0])),
             define("y", column([half, -half, 0])), define("z", column([half, half, 0])),
             rel(p.T * p, "=", q.T * q, "=", y.T * y, "=", z.T * z, "=", 1),
             rel(B * p, "=", (1 + DELTA) * p), rel(B * q, "=", (1 - DELTA) * q),
             rel(C * y, "=", (1 - DELTA) * y), rel(C * z, "=", (1 + DELTA) * z)),
        step(claim("None of the four depends on {e}. Two unit vectors on one line have an inner product of modulus one, "
                   "but here its square is {X} for each choice, of eigenvalues and of factors. So the paths along {B} and "
                   "{C} never come closer: the first Schur vector has no limit. For {p} and {y}, say, the square of "
                   "the distance is {Y}.",
                   need("=", (p.T * y) ** 2, (p.T * z) ** 2), need("=", (p.T * y) ** 2, X),
                   need("=", (p - y).T * (p - y), Y), X=num(1) / 2, Y=2 - sqrt(2), e=DELTA, B=B, C=C, p=p, y=y),
             rel((p.T * y) ** 2, "=", (p.T * z) ** 2, "=", (q.T * y) ** 2, "=", (q.T * z) ** 2, "=", num(1) / 2),
             rel((p - y).T * (p - y), "=", 2 - sqrt(2), "≠", 0)),
        step(claim("Nor does the diagonal of a triangular form show the block sizes: {X} and {J} share it and have "
                   "different ranks.",
                   need("≠", rank(X), rank(J)), J=J, X=name("O")),
             define("O", mat(zeros)), rank_fact(name("O"), zeros), rank_fact(J, shift), rel(rank(name("O")), "≠", rank(J))),
        step(guide("What the Schur form has is a backward stable algorithm: what is computed is exact for a nearby "
                   "matrix."),
             Said("SOURCED", SCHUR)),
    )


def _continuous() -> WorkedProblem:
    steps = (*_jordan_jumps(), *_schur_jumps())
    return WorkedProblem(
        "Practice 3", "Which form is continuous?", "practice-continuous",
        (guide("The Jordan form is not computed in floating point because it is not continuous. Show it. Is the Schur "
               "form continuous, and what is it good for?"),),
        Derivation(
            (), steps, asks=("A", "B", "C", "D", "J", "P", "p", "q", "y", "z", "O"), nonzero=("epsilon",),
            answer=(rel(call("A", EPS) * P, "=", P * J), rel(det(P), "=", EPS, "≠", 0),
                    rel(call("A", 0), "=", zero(2, 2)), rel((p - y).T * (p - y), "=", 2 - sqrt(2))),
            answer_say=(claim("Neither form is continuous, the Schur form not even with the ordering fixed as "
                              "above. The Schur form is preferred because it can be computed with orthogonal transformations, "
                              "not because it depends continuously on the matrix.",
                              need("=", (p - y).T * (p - y), X)),),
            freedom=(claim("Any pair of paths to one matrix with different limits is a proof.",
                           need("=", (p - y).T * (p - y), X)),),
        ),
    )

