"""The lesson's definitions: multiplicities, defective matrices, Jordan blocks, and how to tell."""
from __future__ import annotations

from itertools import product

from symbolic import ExactMatrix, charpoly, eigenvalue_structure, identity, inverse, is_diagonalizable, jordan_form, matrix, rank
from verify.answers import Answer
from verify.claims.checks import certified, compare, fact, observed, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.lesson.defects import EXISTENCE, counted_by_ranks
from verify.claims.lesson.hidden import drawn, jordan_block
from verify.claims.search import ORDER, least, squares


@claim("L-def-defective", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "An n x n matrix is defective if it has fewer than n linearly independent eigenvectors.", sources=("HJ13",))
def defective() -> Points:
    """More than n vectors are always dependent, so n is the most; J_2(3) has one."""
    yield supports("n + 1 vectors with n entries are dependent, so n independent eigenvectors are the most there can be.",
                   theorem("wide_matrix_has_null_vector"))
    A = jordan_block(3, 2)
    yield also("J_2(3) has one.", compare(A.rows - rank(A - identity(2) * 3), "<", A.rows,
               Answer("rank", A - identity(2) * 3, 1)), witness=str(A))


@claim("L-def-a", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "The algebraic multiplicity of an eigenvalue is its order as a root of det(x I - A).", sources=("HJ13",))
def algebraic_multiplicity() -> Points:
    """det(x I - A) is a monic polynomial of degree n, its roots are the eigenvalues, and it does not depend on the basis."""
    yield supports("det(x I - A) is a polynomial of degree n, its roots are the eigenvalues, and similar matrices share it.",
                   theorem("characteristic_polynomial", "eigenvalues_are_roots", "similar_characteristic_polynomial"))


@claim("L-def-g", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "The geometric multiplicity of an eigenvalue x is the dimension of the kernel of A - x I.", sources=("HJ13",))
def geometric_multiplicity() -> Points:
    """Two bases of one space have the same length, and the kernel of A - x I is not 0 exactly at the eigenvalues."""
    yield supports("The dimension does not depend on the basis, and it is at least 1 exactly for the eigenvalues.",
                   theorem("inverse_is_square", "eigenvalues_are_roots"))


@claim("L-def-when", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A matrix is defective exactly when a > g for at least one of its eigenvalues.", sources=("HJ13",))
def defective_when() -> Points:
    """The number a - g counts the ones above the diagonal at x; without ones the columns of P are eigenvectors."""
    yield supports("At each eigenvalue a - g is the number of ones above the diagonal of the Jordan form, which A determines; "
                   "without ones the columns of P are n eigenvectors.",
                   theorem("similar_characteristic_polynomial", "det_upper_triangular", "rank_of_power_from_blocks",
                           "jordan_form_unique", "jordan_chain"), EXISTENCE)
    yield also("a > g from ranks, against blocks that were drawn and hidden.", tried(counted_by_ranks, drawn(200, 71)))


@claim("L-ex3-charpoly", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "A = [3, 1; 0, 3] has det(x I - A) = (x - 3)^2, so 3 has the algebraic multiplicity 2.")
def example_charpoly() -> Points:
    """The determinant, for every x, and the certificate of the characteristic polynomial."""
    A = matrix("3 1; 0 3")
    yield supports("The determinant is (x - 3)^2.", fact("det(x*eye(2) - A) = (x - 3)^2", given={"A": A}),
                   certified(Answer("charpoly", A, charpoly(A))),
                   compare([(s.eigenvalue, s.algebraic) for s in eigenvalue_structure(A)], "=", [(3, 2)], jordan_form(A)),
                   witness=str(A))


@claim("L-ex3-kernel", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "For A = [3, 1; 0, 3] the kernel of A - 3 I is spanned by e_1, so g = 1 < 2 = a and A is defective.")
def example_kernel() -> Points:
    """The kernel with its certificate: all eigenvectors are multiples of e_1."""
    A = matrix("3 1; 0 3")
    N = A - identity(2) * 3
    yield supports("The kernel is the span of e_1, and its dimension is less than 2.",
                   certified(Answer("nullspace", N, matrix("1; 0"))), fact("N*[1;0] = zero(2,1)", given={"N": N}),
                   compare(N.cols - rank(N), "<", eigenvalue_structure(A)[0].algebraic, Answer("rank", N, 1), jordan_form(A)),
                   witness=str(A))


def quick_check_counts(height: int) -> tuple[int, int, int]:
    """How many 2 x 2 integer matrices the check calls defective, how many are, and how many of these it misses.

    An eigenvalue x of a 2 x 2 matrix has rank(A - x I) > 0 unless A = x I; A is defective when the discriminant is 0 and
    A is not diagonal.
    """
    flagged = defective = missed = 0
    for a, b, c, d in product(range(-height, height + 1), repeat=4):
        suspect = (b, c, a) != (0, 0, d)
        broken = (a - d) ** 2 + 4 * b * c == 0 and (b, c) != (0, 0)
        flagged, defective, missed = flagged + suspect, defective + broken, missed + (broken and not suspect)
    return flagged, defective, missed


@claim("L-quick-check", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "A quick check: if x is a root of det(A - x I) and rank(A - x I) > 0, then A is defective.",
       correction="The check is rank(A - x I) > n - a, a the multiplicity of x. The one given flags every matrix but the "
                  "multiples of I, even diag(0, 1): 620 of the 625 matrices of size 2 with entries -2 .. 2, of which 56 are "
                  "defective.", sources=("HJ13",))
def quick_check() -> Points:
    """The least diagonalizable matrix that the check calls defective, and how often it is wrong."""
    def breaks(A: ExactMatrix) -> bool:
        return is_diagonalizable(A) and any(rank(A - identity(A.rows) * s.eigenvalue) > 0 for s in eigenvalue_structure(A))
    A = least(squares(2, 1), breaks)
    yield against("diag(0, 1) has rank(A - 0 I) = 1 > 0 at the eigenvalue 0, and is diagonal.",
                  compare(A, "=", matrix("0 0; 0 1"), how=f"the least one {ORDER}"), fact("det(A) = 0", given={"A": A}),
                  compare(rank(A), ">", 0, Answer("rank", A, 1)), certified(jordan_form(A)),
                  compare([b.size for b in jordan_form(A).blocks], "=", [1, 1], jordan_form(A)), witness=str(A))
    counts = {h: quick_check_counts(h) for h in (1, 2, 3, 4)}
    yield also("Of the 625 matrices of size 2 with entries -2 .. 2 it flags 620; 56 are defective, and it misses none. In the "
               "table entries are from -h to h.", compare(counts[2], "=", (620, 56, 0)),
               compare([c[0] for c in counts.values()], "=", [(2 * h + 1) ** 4 - (2 * h + 1) for h in counts]),
               tried(lambda r: ((r[0] - r[3]) ** 2 + 4 * r[1] * r[2] == 0 and r[1:3] != (0, 0))
                     is not is_diagonalizable(matrix([r[:2], r[2:]])), list(product(range(-1, 2), repeat=4)),
                     "by the discriminant"),
               table=(("h", "matrices", "flagged", "defective", "false alarms", "missed"),
                      *((str(h), str((2 * h + 1) ** 4), str(f), str(d), str(f - d + m), str(m))
                        for h, (f, d, m) in counts.items())))
    yield repair("rank(A - x I) = (n - a) + the number of ones at x: A is defective at x exactly when rank(A - x I) > n - a.",
                 theorem("rank_of_power_from_blocks"))


def seen_by_numpy(rows: list[list[int]]) -> tuple[list[complex], int, float, list[int]]:
    """The eigenvalues x, the number of eigenvectors of eig, their condition number, and n - matrix_rank(A - x I) for each x."""
    import numpy as np
    A = np.array(rows, dtype=float)
    values, vectors = np.linalg.eig(A)
    nullities = [len(A) - int(np.linalg.matrix_rank(A - x * np.eye(len(A)))) for x in values]
    return [complex(x) for x in values], int(vectors.shape[1]), float(np.linalg.cond(vectors)), nullities


EIG = "https://numpy.org/doc/stable/reference/generated/numpy.linalg.eig.html"


@claim("L-numpy-count", Kind.CODE, Scope.ALL, Standing.FALSE,
       "In NumPy a defective matrix shows by comparing the number of eigenvectors that eig returns with n - rank(A - x I).",
       correction="eig returns n columns for every matrix: diag(1, 2) and [3, 1; 0, 3] both give 2 columns and n - rank = 1. "
                  "Compare n - rank(A - x I) with the multiplicity of x, in exact arithmetic: rounding splits multiple "
                  "eigenvalues.",
       sources=(EIG,))
def numpy_count() -> Points:
    """Two matrices with the same two numbers; and a hidden J_3(3), which looks like three simple eigenvalues."""
    import numpy as np
    program = f"numpy {np.__version__}, numpy.linalg.eig and matrix_rank"
    A, D = matrix("3 1; 0 3"), matrix("1 0; 0 2")
    _, columns, condition, nullities = seen_by_numpy([[3, 1], [0, 3]])
    _, columns_of_D, _, nullities_of_D = seen_by_numpy([[1, 0], [0, 2]])
    yield against("The defective [3, 1; 0, 3] and the diagonal diag(1, 2) both give two columns and the nullities 1, 1.",
                  observed((columns, nullities), "=", (columns_of_D, nullities_of_D), program),
                  compare([b.size for b in jordan_form(A).blocks], "≠", [b.size for b in jordan_form(D).blocks], jordan_form(A),
                          jordan_form(D)),
                  observed(condition, ">", 1e12, f"{program}: the two columns of the defective one are parallel up to rounding"),
                  witness=str(A))
    yield also("By the documentation eig returns n columns for every matrix of size n.",
               sourced(EIG, "Returns and Notes", "eigenvectors is an (.., M, M) array; some columns may be dependent"))
    P = matrix("1 1 0; 0 1 1; 1 1 1")
    hidden = P * jordan_block(3, 3) * inverse(P)
    values, columns, _, nullities = seen_by_numpy([[3, 1, 0], [-1, 3, 1], [0, 1, 3]])
    yield against("A matrix similar to J_3(3) is seen with three different eigenvalues, none with two eigenvectors.",
                  compare(hidden, "=", matrix("3 1 0; -1 3 1; 0 1 3")),
                  compare([b.size for b in jordan_form(hidden).blocks], "=", [3], jordan_form(hidden)),
                  observed(len(set(values)), "=", columns, program), observed(max(nullities), "≤", 1, program),
                  observed(max(abs(x - 3) for x in values), ">", 1e-6, program), witness=str(hidden))


@claim("L-jk-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "J_k(x) is the k x k matrix with x on the diagonal and 1 directly above it; J_1(x) = [x], and J_4(x) is shown.")
def block_defined() -> Points:
    """What A does to a chain of length k is exactly this matrix; the two sizes are written out."""
    yield supports("A sends a chain of length k to itself times J_k(x), for all k.", theorem("jordan_chain"))
    yield supports("J_1(x) and J_4(x), written out.", fact("x*eye(1) + zero(1,1) = [x]"),
                   fact("x*eye(4) + N = [x,1,0,0; 0,x,1,0; 0,0,x,1; 0,0,0,x]", given={"N": jordan_block(0, 4)}))


unsettled("L-entangle", Kind.EMPIRICAL, "The larger a Jordan block, the more its directions are entangled.",
          "Entanglement is not defined, so there is nothing to check; what grows with the size k is the number of terms of the "
          "powers and of the exponential.", section=__name__)


@claim("L-blockdiag", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "The Jordan form of A is a block diagonal matrix of blocks J_k(x), one or more for every eigenvalue.", sources=("HJ13",))
def form_defined() -> Points:
    """The blocks are determined by A up to their order, and powers act block by block."""
    yield supports("How many blocks of each size there are does not depend on P; powers are taken block by block.",
                   theorem("jordan_form_unique", "powers_of_direct_sum"))


@claim("L-diagble", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A is diagonalizable exactly when all its Jordan blocks have size 1.", sources=("HJ13",))
def diagonalizable_when() -> Points:
    """A diagonal form is a Jordan form with blocks of size 1, and block sizes are unique."""
    yield supports("A diagonal form is a Jordan form with blocks of size 1 only; all Jordan forms of A have the same "
                   "block sizes.", theorem("jordan_form_unique"))
    yield also("By the minimal polynomial, on matrices with drawn and hidden blocks.",
               tried(lambda case: is_diagonalizable(case[0]) == all(k == 1 for _, k in case[1]), drawn(200, 73, 2)))


@claim("L-quiz1", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A matrix is defective if g < a for some eigenvalue: then it has no basis of eigenvectors.", sources=("HJ13",))
def quiz_defective() -> Points:
    """With a basis of eigenvectors there are no ones, so rank (A - x I) = n - a, which is g = a, for every eigenvalue."""
    yield supports("If P has n independent eigenvectors as columns, A = P D P^-1 with rank (A - x I) = n - a for every x: g = a.",
                   theorem("similar_characteristic_polynomial", "det_upper_triangular", "rank_of_power_from_blocks"))
    yield also("No matrix with drawn and hidden blocks has g < a and is diagonalizable.",
               tried(lambda case: all(s.geometric == s.algebraic for s in eigenvalue_structure(case[0]))
                     or not is_diagonalizable(case[0]), drawn(100, 79)))


@claim("L-quiz1-ex", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "[2, 1; 0, 2] has the eigenvalue 2 twice and one independent eigenvector, so it is defective.")
def quiz_example() -> Points:
    """The determinant, and the kernel of A - 2 I with its certificate."""
    A = matrix("2 1; 0 2")
    N = A - identity(2) * 2
    yield supports("det(x I - A) = (x - 2)^2, and the kernel of A - 2 I is the span of e_1.",
                   fact("det(x*eye(2) - A) = (x - 2)^2", given={"A": A}), certified(Answer("nullspace", N, matrix("1; 0"))),
                   compare(N.cols - rank(N), "<", 2, Answer("rank", N, 1)), witness=str(A))
