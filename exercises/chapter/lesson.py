"""The lesson on the Jordan form: its worked example and its two quizzes."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Step, WorkedProblem, define, rel, step
from exercises.deriving.jordan import Eigenvalue, explicit
from exercises.deriving.literals import rank_fact
from exercises.phrases import claim, guide, hole, need
from exercises.terms import column, det, eye, hcat, mat, name, num, rank, var, zero

A, B, N, M, P, J, K = (name(k) for k in "ABNMPJK")
X, Y = hole("X"), hole("Y")
LAMBDA = var("lambda")


def problems() -> tuple[WorkedProblem, ...]:
    """Return the worked example, the freedom in it, and the quizzes."""
    return (_example(), _defective(), _chains())


def _example() -> WorkedProblem:
    rows = [[Fraction(3), Fraction(1)], [Fraction(0), Fraction(3)]]
    base = explicit(mat(rows), rows, [Eigenvalue(num(3), 2, ((column([1, 0]), column([0, 1])),), Fraction(3))])
    c = var("c")
    v1, v2 = name("v_1"), name("v_2")
    free = step(claim("The chain is not the only one: a multiple of {V} may be added to {W} and the relation still "
                      "holds.",
                      need("=", N * (hole("W") + c * hole("V")), hole("V"))),
                rel(N * (v2 + c * v1), "=", v1))
    return WorkedProblem(
        "Lesson:", "A Jordan form worked out", "lesson-example",
        (guide("Find the Jordan form {J} of {A} and a matrix {P} of chains.", J=J, A=A, P=P),),
        Derivation(base.given, (*base.steps, free), base.answer, base.answer_say, base.freedom, base.asks))


def _defective() -> WorkedProblem:
    shift = [[Fraction(0), Fraction(1)], [Fraction(0), Fraction(0)]]
    diagonal = [[Fraction(0), Fraction(0)], [Fraction(0), Fraction(1)]]
    x = var("x")
    steps = (
        step(claim("For {A} the eigenvalue counts {m:times}, and {N} leaves only {g:count} independent "
                   "eigenvector{g:/s}: no basis of eigenvectors exists.",
                   need("=", det(x * eye(2) - A), hole("q") ** hole("m")), need("nullity", N, hole("g")), A=A, N=N),
             rel(det(x * eye(2) - A), "=", (x - 2) ** 2), define("N", A - 2 * eye(2), "=", mat(shift)), rank_fact(N, shift)),
        step(claim("Is it enough that the shifted matrix is not zero? No. For {B} the matrix {M} has rank {r:count}, "
                   "and yet {B} has two different eigenvalues and is diagonal.",
                   need("rank", M, hole("r")), need("=", det(x * eye(2) - B), hole("p")), M=M, B=B),
             rel(det(x * eye(2) - B), "=", (x - 1) * (x - 2)), define("M", B - eye(2), "=", mat(diagonal)),
             rank_fact(M, diagonal)),
        step(claim("What tells them apart is the next power: the rank of {N} drops, from {r:number} to {s:number}; the "
                   "rank of {M} stays.",
                   need("rank", N, hole("r")), need("rank", N ** 2, hole("s")),
                   need("=", rank(M ** 2), rank(M)), N=N, M=M),
             rank_fact(N ** 2, [[Fraction(0)] * 2] * 2), rank_fact(M ** 2, diagonal), rel(rank(M ** 2), "=", rank(M))),
    )
    return WorkedProblem(
        "Quiz 1", "When is a matrix defective?", "quiz-defective",
        (guide("What makes a matrix defective? Decide it for {A} and for {B}.", A=A, B=B),),
        Derivation(
            (("A", mat([[2, 1], [0, 2]])), ("B", mat([[1, 0], [0, 2]]))), steps, asks=("M",),
            answer=(rel(rank(N ** 2), "<", rank(N)), rel(rank(M ** 2), "=", rank(M))),
            answer_say=(claim("A matrix is defective when some eigenvalue has fewer independent eigenvectors than its "
                              "multiplicity. So {A} is defective and {B} is not.",
                              need("<", rank(N ** 2), rank(N)), need("=", rank(M ** 2), rank(M)), A=A, B=B),),
            freedom=(claim("Any eigenvalue at which the rank still drops is a witness.",
                           need("<", rank(N ** 2), rank(N))),),
        ),
    )


v1, v2, v3 = (name(f"v_{k}") for k in (1, 2, 3))
a, b, c = (var(k) for k in "abc")
block = mat([[LAMBDA, 1, 0], [0, LAMBDA, 1], [0, 0, LAMBDA]])
any_sum = a * v1 + b * v2 + c * v3
shift = A - LAMBDA * eye("n")


def _block_of_a_chain() -> tuple[Step, ...]:
    return (
        step(claim("Write the chain as the columns of {P}. Column by column, the equations of a chain say that {A} "
                   "acts on {P} as the block {J}.", need("=", A * P, P * J), A=A, P=P, J=J),
             define("P", hcat(v1, v2, v3)), define("J", block), rel(A * P, "=", P * J)),
        step(claim("Each application of {N} moves down the list by one, not up: the top vector reaches {X} after two.",
                   need("=", N ** 2 * v3, X), N=N),
             define("N", shift), rel(N * v3, "=", v2), rel(N ** 2 * v3, "=", v1), rel(N * v1, "=", zero("n", 1))),
        step(claim("Are the vectors independent? Apply {N} twice to any combination: only {X} is left. So if the "
                   "combination is zero and {V} is not, {c} is zero; the others follow one by one.",
                   need("=", N ** 2 * hole("s"), hole("c") * hole("V")),
                   need("=", N ** 2 * hole("s"), X), N=N, s=any_sum),
             rel(N ** 2 * any_sum, "=", c * v1), rel(N * any_sum, "=", b * v1 + c * v2)),
    )


def _from_the_top() -> tuple[Step, ...]:
    return (
        step(claim("The chain is not unique: with {b} and {c} any numbers, {X} and the vectors below it, changed "
                   "alike, form a chain as well.",
                   need("=", N * X, v2 + b * v1), need("=", N * (v2 + b * v1), v1), b=b, c=c, X=v3 + b * v2 + c * v1),
             rel(N * (v3 + b * v2 + c * v1), "=", v2 + b * v1), rel(N * (v2 + b * v1), "=", v1)),
        step(claim("Why build from the top? Not every eigenvector starts a longer chain. For {K} the image of any vector "
                   "is {Y}, so the eigenvector {X} has no vector above it and is a chain by itself.",
                   need("=", K * X, zero(3, 1)), need("=", K * column([a, b, c]), Y), K=K),
             define("K", mat([[0, 1, 0], [0, 0, 0], [0, 0, 0]])), rel(K * column([1, 0, 1]), "=", zero(3, 1)),
             rel(K * column([a, b, c]), "=", column([b, 0, 0]))),
    )


def _chains() -> WorkedProblem:
    steps = (*_block_of_a_chain(), *_from_the_top())
    return WorkedProblem(
        "Quiz 2", "What a chain gives", "quiz-chains",
        (guide("Let three vectors form a chain for the eigenvalue {l} of a matrix {A} of any size {n}, with {v} not "
               "zero, and let the chain be one that cannot be prolonged: no vector is sent to the top one, {w}, by the "
               "shifted matrix. Which block do they give, and where does one begin to build them?",
               l=LAMBDA, A=A, n=var("n"), v=v1, w=v3),),
        Derivation(
            (), steps, asks=("P", "J", "N", "K"),
            letters=(("A", ("n", "n")), ("v_1", ("n", 1)), ("v_2", ("n", 1)), ("v_3", ("n", 1))),
            laws=(rel(A * v1, "=", LAMBDA * v1), rel(A * v2, "=", LAMBDA * v2 + v1), rel(A * v3, "=", LAMBDA * v3 + v2)),
            answer=(rel(A * P, "=", P * J),),
            answer_say=(claim("The chain spans one block {J} as long as itself; it is built from the top, and listed "
                              "from the eigenvector up. In a Jordan form the chain is a block of its own only if it "
                              "is part of a basis of chains.",
                              need("=", A * P, P * J), J=J),),
            freedom=(claim("Adding to each vector the same combination of the vectors below it gives another chain.",
                           need("=", N * (v3 + b * v2 + c * v1), v2 + b * v1), need("=", N * (v2 + b * v1), v1)),),
        ),
    )

