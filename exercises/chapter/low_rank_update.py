"""Exercise 3.4: the inverse after a rank-one change (Sherman and Morrison): for all sizes, exactly, and in doubles."""
from __future__ import annotations

from fractions import Fraction

from exercises.chapter.double_run import double_table
from exercises.derivation import Cited, Derivation, Means, Said, Step, WorkedProblem, define, rel, step
from exercises.phrases import claim, guide, hole, need
from exercises.terms import column, det, eye, inv, mat, name, num, var, zero

S, R, u, v, M, w = (name(k) for k in "SRuvMw")
f = var("f")
X, Y = hole("X"), hole("Y")
UPDATED = S + u * v.T


def problems() -> tuple[WorkedProblem, ...]:
    """Return the identity, the exact example with its float64 run, and the singular case."""
    return (_identity(), _example(), _singular())


def _in_the_library() -> tuple[Step, ...]:
    return (
        step(guide("The library has the same statement, and the one of Woodbury for changes of any rank, where a small "
                   "matrix takes the place of the number {f}. Each is proved there from the axioms of a ring or a field.",
                   f=f),
             Cited("sherman_morrison", shown=False)),
        step(guide("In the formula of Woodbury a product of a tall and a wide matrix is added, and {K} is the inverse of the "
                   "small matrix. The letters of this line are those of the theorem.", K=name("K")),
             Cited("woodbury")),
    )


def _identity() -> WorkedProblem:
    steps = (
        step(claim("Multiply the changed matrix by {R}, the inverse of {S}. The result differs from {I} by one product "
                   "of a column and a row.", need("=", UPDATED * R, hole("I") + Y), R=R, S=S),
             rel(UPDATED * R, "=", eye("n") + u * v.T * R)),
        step(claim("The vector {x} is sent to {X}. Nothing was divided by {f} here, so suppose {f} were zero: then {y} "
                   "would be minus one, so {x} is not the zero vector, and yet the changed matrix would send it to "
                   "zero. It would have no inverse.",
                   need("=", UPDATED * R * u, X), need("=", v.T * R * u, f - 1), x=R * u, f=f, y=v.T * R * u),
             rel(UPDATED * R * u, "=", f * u)),
        step(claim("Otherwise subtract the right multiple of {X}: the extra product cancels.",
                   need("=", UPDATED * M, eye("n")), X=R * u * v.T * R),
             define("M", R - 1 / f * (R * u * v.T * R)),
             rel(UPDATED * M, "=", eye("n") + u * v.T * R - 1 / f * (f * u * v.T * R), "=", eye("n"))),
        step(claim("The product in the other order is {I} too, so {M} is the inverse.",
                   need("=", M * UPDATED, hole("I")), need("means", inv(UPDATED), M), M=M),
             rel(M * UPDATED, "=", eye("n")), Means(inv(S), R), Means(inv(UPDATED), M)),
        *_in_the_library(),
    )
    formula = inv(S) - (inv(S) * u * v.T * inv(S)) / (1 + v.T * inv(S) * u)
    return WorkedProblem(
        "3.4", "The inverse after a rank-one change", "rank-one-update",
        (claim("Let {S} be an invertible matrix of any size {n} with inverse {R}, let {u} and {v} be columns, and let "
               "{f} be the number {X}. Show that {T} is invertible exactly when {f} is not zero, and find its inverse.",
               need("=", v.T * R * u, f - 1), X=1 + v.T * R * u,
               S=S, R=R, u=u, v=v, f=f, T=UPDATED, n=var("n")),),
        Derivation(
            (), steps, asks=("M", "K"), nonzero=("f",),
            letters=(("S", ("n", "n")), ("R", ("n", "n")), ("u", ("n", 1)), ("v", ("n", 1))),
            laws=(rel(S * R, "=", eye("n")), rel(R * S, "=", eye("n")), rel(v.T * R * u, "=", f - 1)),
            answer=(rel(inv(UPDATED), "=", formula),),
            answer_say=(claim("For every size, under the condition that {Y} is not zero; if it is zero, there is no inverse.",
                              need("=", inv(UPDATED), X), need("=", v.T * R * u, f - 1), need("means", inv(S), R),
                              Y=1 + v.T * inv(S) * u),),
            freedom=(claim("Any expression that equals this matrix is right; there is only one inverse.",
                           need("=", inv(UPDATED), X)),),
        ),
    )


def _example() -> WorkedProblem:
    steps = (
        step(claim("Start from the inverse {X} of {S}.", need("means", inv(S), X), S=S, X=R),
             define("R", mat([[1, -1, 0], [-1, 2, 0], [1, -2, 1]])), Means(inv(S), R)),
        step(claim("The number to divide by is {f}, and here it is {X}.",
                   need("=", name("f"), X), f=name("f"), X=num(4)),
             define("f", 1 + v.T * R * u, "=", 4, "≠", 0)),
        step(claim("Two products and one outer product give {M}.", need("=", M, X), M=M),
             define("M", R - 1 / name("f") * (R * u) * (v.T * R), "=", mat(_updated()))),
        step(claim("Check by multiplying back. The residual is exactly the zero matrix: not small, zero.",
                   need("=", UPDATED * M - eye(3), zero(3, 3))),
             rel(UPDATED * M - eye(3), "=", zero(3, 3)), Means(inv(UPDATED), M)),
        step(guide("And in double precision? In this small example rounding happens to do no harm: its residual is zero "
                   "as well. The random matrix in the table shows what is usual, a small residual that is not zero. "
                   "The usual test for closeness accepts it, but it also accepts the last row, where every entry of "
                   "the inverse was multiplied by one plus a millionth: it does not test for machine precision."),
             Said("TESTED", "one run with a fixed seed, numbers in the table")),
    )
    return WorkedProblem(
        "3.4 b", "The same in numbers, exactly and in double precision", "rank-one-example",
        (guide("Find the inverse of {T} from the inverse of {S}. How exact is the same calculation in double "
               "precision?", T=UPDATED, S=S),),
        Derivation(
            (("S", mat([[2, 1, 0], [1, 1, 0], [0, 1, 1]])), ("u", column([1, 0, 1])), ("v", column([1, 0, 1]))),
            steps, asks=("M", "R", "f"),
            answer=(rel(inv(UPDATED), "=", mat(_updated())),),
            freedom=(claim("There is only one inverse.", need("=", inv(UPDATED), X)),),
        ),
        (double_table(),),
    )


def _updated() -> list[list[Fraction]]:
    rows = [[2, -1, -1], [-2, 5, 1], [0, -2, 2]]
    return [[Fraction(x, 4) for x in row] for row in rows]


def _singular() -> WorkedProblem:
    T = S + u * w.T
    steps = (
        step(claim("Here the number {X} that the formula divides by is zero, so it says nothing.",
                   need("=", X, num(0)), X=1 + w.T * R * u),
             define("R", mat([[1, -1, 0], [-1, 2, 0], [1, -2, 1]])), Means(inv(S), R), rel(1 + w.T * R * u, "=", 0)),
        step(claim("The vector {x} shows why there is no inverse: it is not zero and {T} sends it to zero.",
                   need("=", T * X, zero(3, 1)), need("≠", X, zero(3, 1)), x=name("x"), X=name("x"), T=T),
             define("x", R * u, "=", column([1, -1, 2])), rel(name("x"), "≠", zero(3, 1)), rel(T * name("x"), "=", zero(3, 1))),
        step(claim("The determinant agrees.", need("=", det(T), num(0))), rel(det(T), "=", 0)),
        step(guide("It is so for every size: with {S} invertible, the changed matrix has a null vector exactly when the small "
                   "matrix has one, and each of the two vectors is found from the other.", S=S),
             Cited("singular_sum", shown=False)),
    )
    return WorkedProblem(
        "3.4 c", "The singular case", "rank-one-singular",
        (guide("With the same {S} and {u} take {w} instead. Is {T} invertible?", S=S, u=u, w=w, T=T),),
        Derivation(
            (("S", mat([[2, 1, 0], [1, 1, 0], [0, 1, 1]])), ("u", column([1, 0, 1])), ("w", column([0, 1, 0]))),
            steps, asks=("R", "x"),
            answer=(rel(T * name("x"), "=", zero(3, 1)), rel(name("x"), "=", column([1, -1, 2]))),
            answer_say=(claim("No: {T} has a null vector.", need("=", T * name("x"), zero(3, 1)), T=T),),
            freedom=(claim("Any multiple of {x} but zero is as good a witness.",
                           need("≠", name("x"), zero(3, 1)), x=name("x")),),
        ),
    )
