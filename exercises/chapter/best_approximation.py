"""Exercise 3.5: the best approximation of lower rank (Eckart and Young), for all sizes, with the one thing assumed."""
from __future__ import annotations

from exercises.derivation import Cited, Derivation, Means, Said, Step, WorkedProblem, define, rel, step
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, Term, as_term, column, det, diag, entry, eye, mat, name, norm, num, sqrt, var, zero

A, A1, U, S, V, B, D, R = (name(k) for k in ("A", "A_1", "U", "S", "V", "B", "D", "R"))
ANY, LOW = name("M"), name("N")
S1, S2, ORTHOGONAL = name("sigma_1"), name("sigma_2"), name("x")
X, Y = hole("X"), hole("Y")
UNIQUE = "the case of equality in von Neumann's trace inequality"
SVD = "existence of the singular value decomposition"


def _sigma(index: Term, of: E) -> E:
    """Return the tree that prints as a singular value with an index; it stands in assumed lines only."""
    return E("call", (E("entry", (name("sigma"), as_term(index))), of))


half, k, d = sqrt(2) / 2, var("k"), var("d")
p1, p2, q1, q2 = (var(k) for k in ("p_1", "p_2", "q_1", "q_2"))
p, q, length = name("p"), name("q"), name("c")
rest = A - A1
image = A * q
squares = (S2 ** 2 * length + 3 * (q1 - q2) ** 2
           + (length * p1 - entry(image, 1, 1)) ** 2 + (length * p2 - entry(image, 2, 1)) ** 2)


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
                   "is the best value.",
                   need("=", _frobenius_square(A - U * diag(d, 0) * V.T), X), d=d, s=S1),
             rel(_frobenius_square(A - U * diag(d, 0) * V.T), "=", (d - S1) ** 2 + S2 ** 2)),
    )


def _every_rank_one() -> tuple[Step, ...]:
    ones = mat([[1, 1], [1, 1]])
    return (
        step(claim("No matrix of rank at most one does better in the Frobenius norm. Write it as {B}, and let {c} be the "
                   "square of the length of {q}. Then {c} times the squared error is {d} plus squares: divide by {c}. If "
                   "{c} is zero, so is {B}, and the error is {A} itself, which is longer.",
                   need("=", B, hole("p") * hole("q").T), need("=", hole("c"), hole("q").T * hole("q")),
                   need("=", hole("c") * hole("error"), X), B=p * q.T, A=A, error=_frobenius_square(A - B),
                   d=S2 ** 2 * length),
             define("p", column([p1, p2])), define("q", column([q1, q2])), define("c", q.T * q), define("B", p * q.T),
             rel(length * _frobenius_square(A - B), "=", squares), rel(_frobenius_square(A), ">", S2 ** 2)),
        step(claim("When is the error as small as that? When all the squares vanish: then {x} equals {y} and {p} is {A} "
                   "times {q} divided by {c}, so {B} is {M}, which is {N}. In the Frobenius norm the best matrix is "
                   "therefore the only one.",
                   need("=", hole("M"), A1), need("=", hole("c"), hole("q").T * hole("q")), x=q1, y=q2, p=p, q=q, A=A,
                   B=B, c=length, N=A1, M=A * (num(1) / 2 * ones)),
             rel(A * (num(1) / 2 * ones), "=", A1)),
        step(claim("Nor is there a better one in the spectral norm: {B} sends {x} to zero, so the error acts on {x} as {A} "
                   "does, and the square of that length exceeds {s} by {X}, which is not negative. If {x} is not zero, "
                   "the error stretches it at least by {t}.",
                   need("=", (A - B) * ORTHOGONAL, A * ORTHOGONAL),
                   need("=", (A * ORTHOGONAL).T * (A * ORTHOGONAL) - hole("s"), X), B=B, x=ORTHOGONAL, A=A, t=S2),
             claim("If {x} is zero, so are {q} and {B}, and the error is {A} itself, whose norm {s} is larger.",
                   need("means", norm(A, "2"), hole("s")), x=ORTHOGONAL, q=q, B=B, A=A),
             define("x", column([q2, -q1])), rel(B * ORTHOGONAL, "=", zero(2, 1)),
             rel((A - B) * ORTHOGONAL, "=", A * ORTHOGONAL),
             rel((A * ORTHOGONAL).T * (A * ORTHOGONAL) - S2 ** 2 * (ORTHOGONAL.T * ORTHOGONAL), "=", 3 * (q1 - q2) ** 2),
             Means(norm(A, "2"), S1, (("L", mat([[1, 0], [-1, 1]])), ("D", diag(3, 0)), ("v", column([1, 1])))),
             rel(S1, ">", S2), why="multiplied out; definition of the norm"),
    )


def _general() -> tuple[Step, ...]:
    return (
        step(guide("Now let {M} be any matrix, and {N} any matrix of the same shape and of rank at most {k}, which is a product "
                   "of two matrices with {k} columns and {k} rows between them. Every matrix has a decomposition into "
                   "orthogonal factors and a diagonal of singular values in descending order. The theorems below take it as "
                   "given; that it exists is the one thing they do not prove.", M=ANY, N=LOW, k=k),
             Said("ASSUMES", SVD)),
        step(guide("In the spectral norm no such {N} does better than the first singular value that is dropped. The proof: the "
                   "first right singular vectors, one more than {k}, span a space in which {N} must send a vector that is not "
                   "zero to zero, because a matrix with fewer rows than columns has a null vector; the error stretches this "
                   "vector at least by the last of their singular values.", N=LOW, k=k),
             Cited("eckart_young_spectral", shown=False)),
        step(guide("The truncated decomposition reaches this bound."), Cited("eckart_young_spectral_attained", shown=False)),
        step(guide("In the Frobenius norm the squares of all dropped singular values are a lower bound for the squared error. "
                   "The proof: {N} vanishes on an orthonormal family of vectors as long as its null space is large, and by the "
                   "inequality of Ky Fan the squared lengths of their images add up to at least the smallest eigenvalues. In "
                   "this line, with the letters of the theorem, the matrix of low rank is the product of the last two.", N=LOW),
             Cited("eckart_young_frobenius")),
        step(guide("The truncated decomposition reaches this bound as well."),
             Cited("eckart_young_frobenius_attained", shown=False)),
        step(guide("In the Frobenius norm the best matrix is unique when the last singular value that is kept is larger "
                   "than the first that is dropped."),
             Said("ASSUMES", UNIQUE, (rel(_sigma(k, ANY), ">", _sigma(k + 1, ANY)),))),
    )


def _not_unique() -> tuple[Step, ...]:
    return (
        step(claim("Is the best matrix unique in the spectral norm too? Not always: for {D} two different matrices of rank "
                   "one leave the same error, {X}.",
                   need("means", norm(D - diag(1, 0), "2"), X), need("means", norm(D - diag(2, 0), "2"), X), D=D),
             define("D", mat([[2, 0], [0, 1]])),
             Means(norm(D - diag(1, 0), "2"), num(1), (("L", eye(2)), ("D", zero(2, 2)), ("v", column([1, 0])))),
             Means(norm(D - diag(2, 0), "2"), num(1), (("L", eye(2)), ("D", diag(1, 0)), ("v", column([0, 1])))),
             why="definition of the norm"),
    )


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise."""
    steps = (*_example(), *_every_rank_one(), *_general(), *_not_unique())
    return (WorkedProblem(
        "3.5", "The best approximation of lower rank", "best-approximation",
        (guide("Show that cutting off a singular value decomposition after {k} terms gives a best approximation of "
               "rank at most {k}, in the Frobenius norm and in the spectral norm. Begin with {A} and rank one.", A=A, k=k),),
        Derivation(
            (("A", mat([[2, 2], [-1, 1]])),), steps, asks=("B", "M", "N"),
            answer=(rel(A1, "=", mat([[2, 2], [0, 0]])), rel(norm(R, "F"), "=", sqrt(2)), rel(norm(R, "2"), "=", sqrt(2))),
            answer_say=(claim("For {A} and rank one, {B} is a best approximation in both norms, and the only one in the "
                              "Frobenius norm, by the exact lines alone. For all matrices it is proved in the "
                              "lines that cite a theorem, and rests on the existence of the decomposition; that it is the only "
                              "one rests on the last line marked as assumed.", need("=", A1, X), A=A, B=A1),),
            freedom=(claim("In the spectral norm other matrices may do as well, as the last step shows.",
                           need("means", norm(D - diag(1, 0), "2"), X), need("means", norm(D - diag(2, 0), "2"), X)),),
        ),
    ),)


def _frobenius_square(M: E) -> E:
    return entry(M, 1, 1) ** 2 + entry(M, 1, 2) ** 2 + entry(M, 2, 1) ** 2 + entry(M, 2, 2) ** 2
