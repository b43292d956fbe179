"""Exercise 3.2: a singular value decomposition whose factors are not identity matrices, norms, condition number."""
from __future__ import annotations

from fractions import Fraction

from exercises.derivation import Derivation, Means, Note, Step, WorkedProblem, define, rel, step
from exercises.deriving.literals import rank_fact
from exercises.phrases import claim, guide, hole, need
from exercises.terms import column, det, diag, entry, eye, hcat, mat, name, norm, num, root, var, zero

A, U, S, V = (name(k) for k in "AUSV")
S1, S2, KAPPA = name("sigma_1"), name("sigma_2"), name("kappa")
U1, U2, U3, V1, V2 = (name(k) for k in ("u_1", "u_2", "u_3", "v_1", "v_2"))
X, Y = hole("X"), hole("Y")


x, gram = var("x"), A.T * A
a, b, c = root("alpha"), root("beta"), root("gamma")
signs, paired = diag(a, b, c), diag(a, b)


def _vectors() -> tuple[Step, ...]:
    return (
        step(claim("The squares of the singular values are the eigenvalues of {G}.", need("=", hole("G"), X), G=gram),
             claim("List them from the largest down: {X} before {Y}.", need(">", X, Y), X=S1, Y=S2),
             rel(gram, "=", mat([[9, 0], [0, 16]])), define("sigma_1", 4), define("sigma_2", 3), rel(S1, ">", S2, ">", 0),
             rel(det(x * eye(2) - gram), "=", (x - S1 ** 2) * (x - S2 ** 2))),
        step(claim("Unit eigenvectors of {G} in that order are the columns of {V}. The larger value belongs to the "
                   "second column of {A}: this is why {U} and {V} cannot be identity matrices here.",
                   need("=", gram * V1, S1 ** 2 * V1), need("=", V1, column([0, 1])), V=V, U=U, A=A, G=gram),
             define("v_1", column([0, 1])), define("v_2", column([1, 0])),
             rel(gram * V1, "=", S1 ** 2 * V1), rel(gram * V2, "=", S2 ** 2 * V2)),
        step(claim("The columns of {U} are the images of these vectors, scaled to length one; {Y} completes them to an "
                   "orthonormal basis.", need("=", U1, X), need("=", A.T * Y, zero(2, 1)),
                   U=U),
             define("u_1", 1 / S1 * (A * V1), "=", column([0, 1, 0])), define("u_2", 1 / S2 * (A * V2), "=", column([1, 0, 0])),
             define("u_3", column([0, 0, 1])), rel(A.T * U3, "=", zero(2, 1))),
    )


def _decomposition() -> tuple[Step, ...]:
    return (
        step(claim("Check: {U} and {V} are orthogonal, and the product {p} gives back {A}.",
                   need("=", U.T * U, eye(3)), need("=", V.T * V, eye(2)), need("=", A, hole("p")), A=A, U=U, V=V,
                   p=U * S * V.T),
             define("U", hcat(U1, U2, U3), "=", mat([[0, 1, 0], [1, 0, 0], [0, 0, 1]])),
             define("V", hcat(V1, V2), "=", mat([[0, 1], [1, 0]])), define("S", mat([[4, 0], [0, 3], [0, 0]])),
             rel(U.T * U, "=", eye(3)), rel(V.T * V, "=", eye(2)), rel(U * S * V.T, "=", A)),
        step(claim("Could both orthogonal factors be identity matrices? Then {A} itself would have to be the middle "
                   "factor, but its diagonal rises, from {X} to {Y}: the order is wrong.", need("<", X, Y), A=A),
             rel(eye(3) * A * eye(2), "=", A), rel(entry(A, 1, 1), "<", entry(A, 2, 2))),
        step(claim("How much freedom is left? Let {a}, {b} and {c} be signs. Changing a column of {U} together with "
                   "the same column of {V} changes nothing, and the last column of {U} meets only zeros.",
                   need("=", U * signs * S * (V * paired).T, A), a=a, b=b, c=c, U=U, V=V),
             rel(a ** 2, "=", b ** 2, "=", c ** 2, "=", 1), rel(U * signs * S * (V * paired).T, "=", A)),
        step(claim("Is there more? No, because the singular values are different and not zero: for each one the shifted "
                   "matrix leaves one independent eigenvector, so in {V} only the sign of a column is free; the first "
                   "two columns of {U} follow from those of {V}; and {T} leaves one direction for the last.",
                   need(">", S1, S2), need("nullity", gram - S1 ** 2 * eye(2), num(1)),
                   need("nullity", gram - S2 ** 2 * eye(2), num(1)), need("nullity", A.T, num(1)), U=U, V=V, T=A.T),
             rel(S1, ">", S2, ">", 0), rank_fact(gram - S1 ** 2 * eye(2), _fractions([[-7, 0], [0, 0]])),
             rank_fact(gram - S2 ** 2 * eye(2), _fractions([[0, 0], [0, 7]])),
             rank_fact(A.T, _fractions([[3, 0, 0], [0, 4, 0]]))),
    )


def _fractions(rows: list[list[int]]) -> list[list[Fraction]]:
    return [[Fraction(x) for x in row] for row in rows]


def _norms() -> tuple[Step, ...]:
    return (
        step(claim("The spectral norm is the largest singular value: {M} is diagonal without a negative entry and "
                   "sends {v} to zero. So no unit vector is stretched by more than {s} and {v} is stretched exactly "
                   "so.",
                   need("=", hole("M") * hole("v"), zero(2, 1)), need("means", norm(A, "2"), hole("s")), s=S1, v=V1),
             rel(S1 ** 2 * eye(2) - gram, "=", mat([[7, 0], [0, 0]])), rel((S1 ** 2 * eye(2) - gram) * V1, "=", zero(2, 1)),
             Means(norm(A, "2"), S1, (("L", eye(2)), ("D", mat([[7, 0], [0, 0]])), ("v", V1))),
             why="nothing is stretched more, one vector is stretched as much"),
        step(claim("The Frobenius norm adds the squares of all entries, which are the squares of the singular values.",
                   need("=", norm(A, "F") ** 2, S1 ** 2 + S2 ** 2)),
             Means(norm(A, "F"), num(5)), rel(norm(A, "F") ** 2, "=", S1 ** 2 + S2 ** 2)),
        step(claim("The condition number is the ratio of the largest to the smallest singular value, {X}.",
                   need("=", KAPPA, S1 / S2), need("=", KAPPA, X), X=S1 / S2),
             define("kappa", S1 / S2, "=", num(4) / 3)),
    )


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise."""
    steps = (*_vectors(), *_decomposition(), *_norms())
    return (WorkedProblem(
        "3.2", "Singular values of a tall matrix", "singular-values",
        (guide("Find a singular value decomposition of {A}, with the singular values in descending order, the spectral "
               "norm, the Frobenius norm and the condition number {k}.", A=A, k=KAPPA),),
        Derivation(
            (("A", mat([[3, 0], [0, 4], [0, 0]])),), steps, asks=("U", "S", "V", "kappa"),
            roots=tuple((k, ("-1", "0", "1")) for k in ("alpha", "beta", "gamma")),
            answer=(rel(A, "=", U * S * V.T), rel(U, "=", mat([[0, 1, 0], [1, 0, 0], [0, 0, 1]])),
                    rel(S, "=", mat([[4, 0], [0, 3], [0, 0]])), rel(V, "=", mat([[0, 1], [1, 0]])),
                    rel(norm(A, "2"), "=", 4), rel(norm(A, "F"), "=", 5), rel(KAPPA, "=", num(4) / 3)),
            freedom=(claim("Signs may change in pairs, one column of {U} together with the same column of {V}; the "
                           "last column of {U} may change its sign alone.",
                           need("=", U * signs * S * (V * paired).T, A), U=U, V=V),),
        ),
        (Note("A common slip", (claim(
            "Reading {A} as its own decomposition, with identity matrices on both sides, breaks the descending order. "
            "Swapping the two diagonal entries leaves the singular values alone but changes {U} and {V}.",
            need("=", U * S * V.T, A), A=A, U=U, V=V),)),),
    ),)
