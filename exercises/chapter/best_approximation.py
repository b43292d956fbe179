"""Exercise 3.5: the best approximation of lower rank (Eckart and Young), with what is checked and what is assumed."""
from __future__ import annotations

from exercises.derivation import Derivation, Means, Said, Step, WorkedProblem, define, rel, step
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, Term, as_term, column, det, diag, entry, eye, mat, name, norm, num, sqrt, var, zero

A, A1, U, S, V, B, D, R = (name(k) for k in ("A", "A_1", "U", "S", "V", "B", "D", "R"))
S1, S2, ORTHOGONAL = name("sigma_1"), name("sigma_2"), name("x")
X, Y = hole("X"), hole("Y")
WEYL = "Weyl's inequality for singular values: Horn, Johnson, Topics in Matrix Analysis, 1991, Theorem 3.3.16"
SVD = "existence of the singular value decomposition"


def _sigma(index: Term, of: E) -> E:
    """Return the tree that prints as a singular value with an index; it stands in assumed lines only."""
    return E("call", (E("entry", (name("sigma"), as_term(index))), of))


half, i, j, k, d = sqrt(2) / 2, var("i"), var("j"), var("k"), var("d")
p1, p2, q1, q2 = (var(k) for k in ("p_1", "p_2", "q_1", "q_2"))
p, q, length = name("p"), name("q"), name("c")
rest = A - A1
image = A * q
squares = 2 * length + 3 * (q1 - q2) ** 2 + (length * p1 - entry(image, 1, 1)) ** 2 + (length * p2 - entry(image, 2, 1)) ** 2


def _example() -> tuple[Step, ...]:
    return (
        step(guide("First an example in which everything can be checked; the general proof follows the same path."),
             claim("A decomposition of {A}: both outer factors are orthogonal, and {X} is the larger singular value.",
                   need("=", U * S * V.T, A), need("=", U.T * U, eye(2)), need("=", V.T * V, eye(2)),
                   need(">", X, Y), A=A),
             define("sigma_1", 2 * sqrt(2)), define("sigma_2", sqrt(2)), rel(S1, ">", S2, ">", 0),
             define("U", mat([[1, 0], [0, 1]])), define("S", diag(S1, S2)), define("V", mat([[half, -half], [half, half]])),
             rel(U * S * V.T, "=", A), rel(U.T * U, "=", eye(2)), rel(V.T * V, "=", eye(2))),
        step(claim("Keep the larger singular value and drop the other. The error {e} has the dropped value as its "
                   "norm, in both norms.", need("means", norm(hole("e"), "F"), S2), need("means", norm(hole("e"), "2"), S2)),
             define("A_1", U * diag(S1, 0) * V.T, "=", mat([[2, 2], [0, 0]])), rel(det(A1), "=", 0),
             define("R", rest, "=", mat([[0, 0], [-1, 1]])),
             Means(norm(R, "F"), S2), Means(norm(R, "2"), S2, (
                 ("L", mat([[1, 0], [1, 1]])), ("D", diag(1, 0)), ("v", column([1, -1])))),
             why="definition of the norms"),
        step(claim("Would another value {d} on the same two vectors do better? The squared error becomes {X}, so {s} "
                   "is the best.",
                   need("=", _frobenius_square(A - U * diag(d, 0) * V.T), X), d=d, s=S1),
             rel(_frobenius_square(A - U * diag(d, 0) * V.T), "=", (d - S1) ** 2 + S2 ** 2)),
    )


def _every_rank_one() -> tuple[Step, ...]:
    return (
        step(claim("No matrix of rank one does better. Write it as {B}, and let {c} be the square of the length of "
                   "{q}. Then {c} times the squared error is twice {c} plus squares: divide by {c}. If {c} is zero, so "
                   "is {B}, and the error is {A} itself, which is longer.",
                   need("=", B, hole("p") * hole("q").T), need("=", hole("c"), hole("q").T * hole("q")),
                   need("=", hole("c") * hole("error"), X), B=p * q.T, A=A, error=_frobenius_square(A - B)),
             define("p", column([p1, p2])), define("q", column([q1, q2])), define("c", q.T * q), define("B", p * q.T),
             rel(length * _frobenius_square(A - B), "=", squares),
             rel(S2 ** 2, "=", 2), rel(_frobenius_square(A), ">", S2 ** 2)),
        step(claim("Nor in the spectral norm: {B} sends {x} to zero, so the error acts on {x} as {A} does, and the "
                   "square of that length is {X}, at least twice the square of the length of {x}.",
                   need("=", (A - B) * ORTHOGONAL, A * ORTHOGONAL), need("=", (A * ORTHOGONAL).T * (A * ORTHOGONAL), X),
                   A=A, B=B, x=ORTHOGONAL),
             define("x", column([q2, -q1])), rel(B * ORTHOGONAL, "=", zero(2, 1)),
             rel((A - B) * ORTHOGONAL, "=", A * ORTHOGONAL),
             rel((A * ORTHOGONAL).T * (A * ORTHOGONAL), "=", 2 * (ORTHOGONAL.T * ORTHOGONAL) + 3 * (q1 - q2) ** 2)),
    )


def _assumed() -> tuple[Step, ...]:
    return (
        step(guide("Now any matrix {A}, and any {B} of rank at most {k}. Every matrix has a decomposition into "
                   "orthogonal factors and a diagonal of singular values in descending order.", A=A, B=B, k=k),
             Said("ASSUMES", SVD)),
        step(guide("Weyl: the singular values of a sum are bounded by those of its terms."),
             Said("ASSUMES", WEYL, (
                 rel(_sigma(i + j - 1, name("X") + name("Y")), "≤", _sigma(i, name("X")) + _sigma(j, name("Y"))),))),
        step(guide("Take the error {X} and {B} as the two terms. A matrix of rank at most {k} has no further singular "
                   "value, so the last term vanishes.", X=A - B, B=B, k=k),
             Said("ASSUMES", "Weyl's inequality", (rel(_sigma(k + 1, B), "=", 0), rel(_sigma(i + k, A), "≤", _sigma(i, A - B))))),
        step(guide("At the first index this bounds the spectral norm of the error from below; squared and added up to "
                   "the number {r} of singular values, it bounds the Frobenius norm. The truncated decomposition has "
                   "exactly the dropped singular values as its error, so it reaches both bounds.", r=var("r")),
             Said("ASSUMES", "Weyl's inequality and the decomposition", (
                 rel(norm(A - B, "2"), "≥", _sigma(k + 1, A)),
                 rel(norm(A - B, "F") ** 2, "≥", E("sum", ("i", k + 1, var("r"), _sigma(i, A) ** 2)))))),
    )


def _not_unique() -> tuple[Step, ...]:
    return (
        step(claim("Is the best matrix unique? In the spectral norm it is not: for {D} two different matrices of rank "
                   "one leave the same error, {X}.",
                   need("means", norm(D - diag(1, 0), "2"), X), need("means", norm(D - diag(2, 0), "2"), X), D=D),
             define("D", mat([[2, 0], [0, 1]])),
             Means(norm(D - diag(1, 0), "2"), num(1), (("L", eye(2)), ("D", zero(2, 2)), ("v", column([1, 0])))),
             Means(norm(D - diag(2, 0), "2"), num(1), (("L", eye(2)), ("D", diag(1, 0)), ("v", column([0, 1])))),
             why="definition of the norm"),
    )


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise."""
    steps = (*_example(), *_every_rank_one(), *_assumed(), *_not_unique())
    return (WorkedProblem(
        "3.5", "The best approximation of lower rank", "best-approximation",
        (guide("Show that cutting off a singular value decomposition after {k} terms gives a best approximation of "
               "rank at most {k}, in the Frobenius norm and in the spectral norm. Begin with {A} and rank one.", A=A, k=k),),
        Derivation(
            (("A", mat([[2, 2], [-1, 1]])),), steps, asks=("B", "X", "Y"),
            answer=(rel(A1, "=", mat([[2, 2], [0, 0]])), rel(norm(R, "F"), "=", sqrt(2)), rel(norm(R, "2"), "=", sqrt(2))),
            answer_say=(claim("For {A} and rank one the best approximation is {B}, by the checked lines alone; for all "
                              "matrices the statement rests on the two theorems named above.", need("=", A1, X), A=A, B=A1),),
            freedom=(claim("In the spectral norm other matrices may do as well, as the last step shows.",
                           need("means", norm(D - diag(1, 0), "2"), X), need("means", norm(D - diag(2, 0), "2"), X)),),
        ),
    ),)


def _frobenius_square(M: E) -> E:
    return entry(M, 1, 1) ** 2 + entry(M, 1, 2) ** 2 + entry(M, 2, 1) ** 2 + entry(M, 2, 2) ** 2
