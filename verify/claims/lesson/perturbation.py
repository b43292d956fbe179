"""The lesson's perturbations: eigenvalues that merge or split, and the Schur form as the way out."""
from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

from flint import arb

from symbolic import ExactMatrix, eigenvalue_structure, jordan_form, matrix
from verify.claims.checks import assumed, certified, compare, enclosed, fact, observed, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import jordan_block
from verify.claims.search import ORDER, least, squares

BACKWARD = assumed("the QR algorithm is backward stable: Q T Q* = A + E with |E| of the order of rounding times |A|", "GVL13",
                   "section 7.5")
SPLIT = "[3,1; s^2,3]"  # J_2(3) with s^2 in the corner
VECTORS = "[1,1; -s,s]"


@claim("L-merge", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "A small perturbation can merge two distinct eigenvalues of a matrix.",
       correction="Not of a fixed matrix if E is small enough. For a normal one |E| >= gap/2 is needed; [1, M; 0, 2] needs only "
                  "1/(4M): with -1/(4M) in the corner its eigenvalue is 3/2, twice.", sources=("HJ13",))
def merging() -> Points:
    """The least matrix with two eigenvalues: the discriminant stays positive for every real E with entries up to 1/10."""
    A = least(squares(2, 1), lambda M: len(eigenvalue_structure(M)) == 2)
    (a, b), (c, d) = [[arb(int(str(x))) + arb(0, arb(1) / 10) for x in row] for row in A.entries()]
    yield against("No real E with entries of at most 1/10 merges the eigenvalues 0 and 1 of diag(0, 1): (a - d)^2 + 4 b c > 0.",
                  compare(A, "=", matrix("0 0; 0 1"), how=f"the least one {ORDER}"),
                  fact("([a,b;c,d] - (a+d)/2*eye(2))^2 = ((a-d)^2 + 4*b*c)/4*eye(2)"),
                  enclosed((a - d) ** 2 + 4 * b * c, ">", 0, how="(a - d)^2 + 4 b c on all these matrices, as one ball"),
                  witness=str(A))
    yield repair("[1, M; 0, 2] with -1/(4M) in the corner has the eigenvalue 3/2 twice, for every M; a symmetric E moves "
                 "each eigenvalue of a symmetric matrix by at most |E|, so half the gap is needed; for normal ones: Bauer, Fike.",
                 fact("det(x*eye(2) - [1,M;-1/(4*M),2]) = (x - 3/2)^2", nonzero=("M",)), theorem("weyl_inequality"),
                 assumed("the theorem of Bauer and Fike", "HJ13", "section 6.3"))
    B = matrix("1 1000; -1/4000 2")
    yield also("For M = 1000 a change of 1/4000 merges 1 and 2, into a block of size 2.", certified(jordan_form(B)),
               compare([b.size for b in jordan_form(B).blocks], "=", [2], jordan_form(B)), witness=str(B))


@claim("L-splits", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "An arbitrarily small perturbation can split a repeated eigenvalue, as that of J_k(x).", sources=("Lid66", "MBO97"))
def splitting() -> Points:
    """J_k(x) + s diag(0, .., k-1) is triangular; s^k in the corner gives the roots of (y - x)^k = s^k, here for k = 2 and 4."""
    yield supports("J_k(x) + s diag(0, 1, .., k - 1) is triangular, with the different eigenvalues x, x + s, .., for all k and "
                   "s not 0.", theorem("det_upper_triangular", "eigenvalues_are_roots"))
    yield supports("With s^2 in the corner J_2(3) has the eigenvalues 3 + s and 3 - s.",
                   fact(f"det(x*eye(2) - {SPLIT}) = (x - 3 - s)*(x - 3 + s)"))
    yield supports("With e in the corner J_4(3) has the eigenvalues y with (y - 3)^4 = e.",
                   fact("det(y*eye(4) - [3,1,0,0; 0,3,1,0; 0,0,3,1; e,0,0,3]) = (y - 3)^4 - e"))
    yield also("e = 10^-12 moves one to 3.001.", fact("det(3.001*eye(4) - [3,1,0,0; 0,3,1,0; 0,0,3,1; 1/10^12,0,0,3]) = 0"),
               witness="3 1 0 0; 0 3 1 0; 0 0 3 1; 1/1000000000000 0 0 3")


@claim("L-unstable", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The Jordan form is numerically unstable: arbitrarily small changes of a defective matrix change its block sizes.",
       sources=("GVL13",))
def unstable_form() -> Points:
    """J_2(3) as a limit of matrices that are diagonalized explicitly; for J_k(x) the eigenvalues are split as above."""
    yield supports("With s^2 in the corner J_2(3) is P diag(3 - s, 3 + s) P^-1 with det P = 2 s, for all s not 0.",
                   fact(f"{SPLIT}*{VECTORS} = {VECTORS}*diag(3 - s, 3 + s)", f"det({VECTORS}) = 2*s"))
    yield supports("At s = 0 it is one block of size 2, not diagonalizable.", theorem("jordan_form_unique", "nilpotency_index"))
    yield supports("For all k, J_k(x) + s diag(0, .., k - 1) has k different eigenvalues when s is not 0.",
                   theorem("det_upper_triangular", "eigenvalues_are_roots"))
    form = jordan_form(jordan_block(3, 2))
    yield also("The block at s = 0.", certified(form), compare([b.size for b in form.blocks], "=", [2], form))


@claim("L-schur", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every complex square matrix is A = Q T Q* with Q unitary and T upper triangular.", sources=("HJ13",))
def schur_exists() -> Points:
    """The theorem is cited; one step of its induction is shown for all sizes, and an example in square roots."""
    yield supports("Schur's theorem.", assumed("Schur's triangularization theorem", "HJ13", "theorem 2.3.1"))
    yield also("The step of the proof (real case): with A v = x v and columns W orthogonal to v, W^T A v = 0, so below x stand "
               "zeros; and v is completed to an orthonormal basis.", theorem("orthonormal_null_space_basis"),
               fact("W^T*(A*v) = zero(m,1)", letters={"A": ("n", "n"), "v": ("n", 1), "W": ("n", "m")},
                    laws=("A*v = x*v", "W^T*v = zero(m,1)")))
    given = {"A": matrix("5 4; -1 1"), "R": matrix("3 5; 0 3")}
    yield supports("The defective 5 4; -1 1 is Q R Q^T with R = [3, 5; 0, 3].",
                   fact("(1/sqrt(5)*[2,1;-1,2])^T*(1/sqrt(5)*[2,1;-1,2]) = eye(2)",
                        "A*(1/sqrt(5)*[2,1;-1,2]) = (1/sqrt(5)*[2,1;-1,2])*R", given=given), witness="5 4; -1 1")


@cache
def sizes_of(text: str) -> tuple[tuple[str, int], ...]:
    """The eigenvalues of the matrix with their block sizes.

    >>> sizes_of("0 1; 0 0")
    (('0', 2),)
    """
    return tuple(sorted((str(b.eigenvalue), b.size) for b in jordan_form(matrix(text)).blocks))


def other_signs(T: ExactMatrix) -> list[ExactMatrix]:
    """All matrices that differ from T in the signs of entries above the diagonal only."""
    rows = [[int(str(x)) for x in row] for row in T.entries()]
    places = [(i, j) for i, row in enumerate(rows) for j, x in enumerate(row) if j > i and x]
    found = []
    for signs in product((1, -1), repeat=len(places)):
        turn = dict(zip(places, signs, strict=True))
        found.append(matrix([[x * turn.get((i, j), 1) for j, x in enumerate(row)] for i, row in enumerate(rows)]))
    return found


@claim("L-schur-info", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "The Schur form is as informative as the Jordan form.",
       correction="Its diagonal shows the eigenvalues, not the blocks: 0 1 1; 0 1 1; 0 0 0 is diagonalizable, and with -1 in "
                  "place of the lower right 1 it is not. Block sizes need the ranks of (T - x I)^j.", sources=("HJ13",))
def schur_informs() -> Points:
    """Two triangular matrices, their own Schur forms, alike in diagonal, zeros and moduli, with different blocks."""
    T = least(squares(3, 1, lambda i, j: i <= j), lambda M: len({sizes_of(str(S)) for S in other_signs(M)}) > 1)
    S = next(S for S in other_signs(T) if sizes_of(str(S)) != sizes_of(str(T)))
    yield against("Both are upper triangular, with the same diagonal, zeros and moduli; one has only blocks of size 1 and the "
                  "other has one of size 2.",
                  compare(T, "=", matrix("0 1 1; 0 1 1; 0 0 0"), how=f"the least upper triangular one {ORDER}"),
                  certified(jordan_form(T)), certified(jordan_form(S)),
                  compare(sorted(b.size for b in jordan_form(T).blocks), "=", [1, 1, 1], jordan_form(T)),
                  compare(sorted(b.size for b in jordan_form(S).blocks), "=", [1, 2], jordan_form(S)), witness=str(T))
    U = matrix("2 0 1; 0 2 1; 0 0 2")
    yield also("2 0 1; 0 2 1; 0 0 2 has the blocks 2 and 1, and two entries above its diagonal.",
               compare([b.size for b in jordan_form(U).blocks], "=", [2, 1], jordan_form(U)), witness=str(U))
    yield repair("The blocks follow from ranks: rank N^(t-1) - rank N^t of them have size at least t, N = T - x I.",
                 theorem("jordan_block_sizes_from_ranks"))


def backward_error(seed: int) -> float:
    """The largest least singular value of A - x I over the eigenvalues x that numpy computes, over |A|; A hides a block.

    It is the least |E|/|A| for which x is an exact eigenvalue of A + E.
    """
    import numpy as np
    random = Random(seed)
    A = np.array([[3.0 if i == j else float(j == i + 1) for j in range(5)] for i in range(5)])
    for _ in range(6):
        i, j = random.sample(range(5), 2)
        A[i] += A[j]
        A[:, j] -= A[:, i]
    least_values = [np.linalg.svd(A - x * np.eye(5), compute_uv=False)[-1] for x in np.linalg.eigvals(A)]
    return float(max(least_values) / np.linalg.norm(A, 2))


@claim("L-schur-stable", Kind.NUMBER, Scope.EMPIRICAL, Standing.TRUE,
       "Computing the Schur form is numerically stable.", sources=("GVL13",))
def schur_is_stable() -> Points:
    """Backward stability is cited; eigenvalues from a Schur form, each the exact one of a matrix very near to A, are tried."""
    import numpy as np
    yield supports("The QR algorithm uses orthogonal transformations only, and is backward stable.", BACKWARD)
    yield supports("Hidden blocks J_5(3): every computed eigenvalue belongs to a matrix nearer than 10^-13 |A|.",
                   tried(lambda seed: backward_error(seed) < 1e-13, range(50), f"numpy {np.__version__}, numpy.linalg.eigvals"))
    J = np.array([[3.0, 1, 0], [-1, 3, 1], [0, 1, 3]])
    far = max(abs(x - 3) for x in np.linalg.eigvals(J))
    yield also("The eigenvalues themselves are not that near: a hidden J_3(3) gives an error above 10^-6.",
               observed(far, ">", 1e-6, how=f"one run of numpy {np.__version__}, numpy.linalg.eigvals"),
               witness="3 1 0; -1 3 1; 0 1 3")
