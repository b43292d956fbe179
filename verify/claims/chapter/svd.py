"""Section 3.2: what the singular value decomposition is, and what its values say."""
from __future__ import annotations

from symbolic import (
    AlgebraicNumber,
    ExactMatrix,
    eigenvalues,
    is_best_approximation,
    is_diagonalizable,
    matrix,
    norm,
    rank,
    singular_triples,
    singular_values,
    squared_modulus,
    svd,
    truncated_svd,
)
from verify import check
from verify.claims.chapter.draws import drawn
from verify.claims.checks import assumed, certified, compare, fact, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, squares

SHAPES: dict[str, tuple[int | str, int | str]] = {"U": ("m", "m"), "S": ("m", "n"), "V": ("n", "n")}
ORTHOGONAL = ("U^T*U = eye(m)", "V^T*V = eye(n)", "V*V^T = eye(n)")
UNIQUENESS = "https://math.stackexchange.com/questions/4207600"
EXISTENCE = assumed("existence of the singular value decomposition", "HJ13", "theorem 2.6.3")
GRAM = fact("(U*S*V^T)^T*(U*S*V^T) = V*(S^T*S)*V^T", "(U*S*V^T)^T*(U*S*V^T)*V = V*(S^T*S)", letters=SHAPES, laws=ORTHOGONAL)


def squared_values(A: ExactMatrix) -> list[AlgebraicNumber]:
    """The s_i^2 of all n right singular vectors, each as often as it occurs, decreasing."""
    return [t.square for t in singular_triples(A).triples() for _ in range(t.right.cols)]


def decomposed(A: ExactMatrix) -> bool:
    """The kernel accepts n orthogonal right singular vectors of A; no value is negative, and at most m are not 0."""
    found = squared_values(A)
    return check(singular_triples(A)).ok and len(found) == A.cols and all(
        s.sign() >= 0 and (i < A.rows or not s) for i, s in enumerate(found))


@claim("C-3.2-eig-square", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "An eigen-decomposition A = V D V^-1 exists for square A only.", sources=("HJ13",))
def only_square() -> Points:
    """A matrix with a two-sided inverse is square, and A = V D V^-1 has the sizes of V on both sides."""
    yield supports("V with a two-sided inverse is square, and V D V^-1 has as many rows as V and as many columns as V^-1 does.",
                   theorem("inverse_is_square"))


@claim("C-3.2-svd-exists", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every real m x n matrix is A = U S V^T, U and V orthogonal, S diagonal with s_1 >= s_2 >= .. >= 0.", sources=("HJ13",))
def existence() -> Points:
    """Decompositions of 200 matrices are accepted by the kernel; the theorem for all matrices is cited."""
    yield supports("For 200 matrices of shapes 1 x 1 to 4 x 4, rectangular ones too.",
                   tried(decomposed, drawn(200, 34, 4, 2, square=False), "the kernel accepts the singular triples found"))
    yield also("For all matrices it is a theorem of the literature.", EXISTENCE)


@claim("C-3.2-svd-unique", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The singular values of A are uniquely determined.", sources=("HJ13",))
def unique_values() -> Points:
    """Their squares are the roots of one polynomial that only A determines, each with its multiplicity."""
    yield supports("A = U S V^T gives A^T A = V (S^T S) V^T, for all sizes.", GRAM)
    yield supports("So det(x I - A^T A) is the product of x - s_i^2 (and of x, n - m times, when m < n).",
                   theorem("similar_characteristic_polynomial", "det_diagonal"))


@claim("C-3.2-rank", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The number of singular values that are not 0 is the rank of A.", sources=("HJ13",))
def rank_by_values() -> Points:
    """The thin decomposition with r values is a factorization of inner size r, with a left and a right inverse."""
    letters: dict[str, tuple[int | str, int | str]] = {"U": ("m", "r"), "S": ("r", "r"), "R": ("r", "r"), "V": ("n", "r")}
    yield supports("A = U (S V^T) with r columns, R = S^-1: U^T is a left inverse of U, V R a right inverse of S V^T.",
                   fact("U^T*U = eye(r)", "(S*V^T)*(V*R) = eye(r)", letters=letters,
                        laws=("U^T*U = eye(r)", "V^T*V = eye(r)", "S*R = eye(r)")))
    yield supports("Such an r is the rank: the trace of every A X with A X A = A.", theorem("rank_is_trace_of_projector"))
    yield also("On 200 matrices, against elimination.", tried(
        lambda A: sum(1 for s in squared_values(A) if s) == rank(A),
        drawn(200, 35, 4, 1, square=False), "the number of positive singular values is the rank"))


@claim("C-3.2-always", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The singular value decomposition exists whether or not A is square or diagonalizable.", sources=("HJ13",))
def always_exists() -> Points:
    """Rectangular matrices, and all defective 2 x 2 matrices of a height, are decomposed; the theorem is cited."""
    defective = [A for A in squares(2, 2) if A.rows == 2 and not is_diagonalizable(A)]
    yield supports("For all 2 x 2 matrices with entries -2 .. 2 that are not diagonalizable.",
                   tried(decomposed, defective, "decomposed though defective"))
    wide = [A for A in drawn(180, 36, 4, 2, square=False) if A.rows != A.cols]
    yield supports("For rectangular matrices of both shapes.", tried(decomposed, wide, "decomposed though not square"))
    yield also("For all matrices it is a theorem of the literature.", EXISTENCE)


@claim("C-3.2-opnorm", Kind.THEOREM, Scope.ALL, Standing.TRUE, "|A|_2, the largest |A x| / |x|, is s_1.", sources=("HJ13",))
def spectral_norm() -> Points:
    """|A x|^2 is the form of A^T A: bounded by its largest eigenvalue s_1^2, and equal to it at the first singular vector."""
    yield supports("A^T A has the eigenvalues s_i^2.", GRAM)
    yield supports("So |A x|^2 = x^T A^T A x <= s_1^2 x^T x for all x.", theorem("rayleigh_quotient_bounds"))
    yield supports("And |A v|^2 = s^2 |v|^2 where A^T A v = s^2 v.", fact(
        "(A*v)^T*(A*v) = s^2*v^T*v", letters={"A": ("m", "n"), "v": ("n", 1)}, laws=("A^T*A*v = s^2*v",)))


@claim("C-3.2-fro", Kind.THEOREM, Scope.ALL, Standing.TRUE, "|A|_F^2 is the sum of the s_i^2.", sources=("HJ13",))
def frobenius() -> Points:
    """Both are the trace of A^T A = V (S^T S) V^T."""
    yield supports("A^T A = V (S^T S) V^T.", GRAM)
    yield supports("tr(A^T A) is the sum of the squares of all entries, and similar matrices have the same trace (t = 1).",
                   theorem("frobenius_norm", "similar_matrices_have_equal_power_sums"))


@claim("C-3.2-gram", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "s_i(A)^2 is the i-th largest eigenvalue of A^T A.", sources=("HJ13",))
def gram() -> Points:
    """A^T A V = V (S^T S) for all sizes; similar matrices have the same characteristic polynomial."""
    yield supports("A^T A = V (S^T S) V^T and A^T A V = V (S^T S): the columns of V are eigenvectors, s_i^2 the eigenvalues.",
                   GRAM)
    yield supports("And these are all of them, with multiplicities.",
                   theorem("similar_characteristic_polynomial", "det_diagonal"))


@claim("C-3.2-eckart-young", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "For r < rank A the truncation A_r of the SVD is the best approximation of A of rank r, in |.|_F and in |.|_2.",
       correction="It is a best one, in both norms. For r >= 1 it is the only one in |.|_F exactly when s_r > s_(r+1), and never "
                  "in |.|_2: for diag(2, 1) and r = 1 each diag(c, 0), 1 <= c <= 3, is best.",
       sources=("EY36", "Mir60", UNIQUENESS))
def eckart_young() -> Points:
    """Optimality is proved for all sizes; two best approximations of one matrix refute 'the'."""
    def breaks(A: ExactMatrix) -> bool:
        return rank(A) > 1 and not truncated_svd(A, 1).is_unique
    A = least(squares(2, 1), breaks)
    one, two = matrix([[A[0, 0], A[0, 1]], [0, 0]]), matrix([[0, 0], [A[1, 0], A[1, 1]]])
    yield against("Both rows of this matrix alone are best approximations of rank 1, in the Frobenius norm.",
                  certified(is_best_approximation(A, one, 1)), certified(is_best_approximation(A, two, 1)),
                  compare(one, "≠", two, how=f"two best approximations of the least matrix that has them, {ORDER}"),
                  witness=str(A))
    B = matrix("2 0; 0 1")
    yield against("In the spectral norm diag(1, 0), diag(2, 0) and diag(3, 0) are all best for diag(2, 1), of rank 1.",
                  *(certified(is_best_approximation(B, matrix([[c, 0], [0, 0]]), 1, 2)) for c in (1, 2, 3)), witness=str(B))
    far = is_best_approximation(B, matrix("4 0; 0 0"), 1, 2)
    yield also("diag(4, 0) is not: its error is 2, more than s_2 = 1.", certified(far),
               compare(norm(B - far.B, 2), ">", list(singular_values(B))[1], svd(B)))
    yield repair("No B = X Y of inner size r has a smaller error, and A V_r V_r^T attains it: spectral norm, all sizes.",
                 theorem("eckart_young_spectral", "eckart_young_spectral_attained"))
    yield repair("The same in the Frobenius norm.", theorem("eckart_young_frobenius", "eckart_young_frobenius_attained"))
    yield from how_many_are_best()


def how_many_are_best() -> Points:
    """Where the truncation is the only best approximation, and where it is not."""
    rest = "(eye(m) - u*u^T)*G*(eye(n) - v*v^T)"
    yield repair("|.|_2, r >= 1: E = A - A_r has E v_1 = 0, E^T u_1 = 0, so (E + t u_1 v_1^T)^T (E + t u_1 v_1^T) = E^T E + t^2 "
                 "v_1 v_1^T: the norm is still s_(r+1) for |t| <= s_(r+1), and A_r - t u_1 v_1^T is best too.",
                 fact(f"({rest} + t*u*v^T)^T*({rest} + t*u*v^T) = ({rest})^T*({rest}) + t^2*v*v^T",
                      letters={"G": ("m", "n"), "u": ("m", 1), "v": ("n", 1)}, laws=("u^T*u = 1", "v^T*v = 1")))
    yield repair("|.|_F, s_r = s_(r+1): the error of A V_r V_r^T is the sum of the s_k^2 left out, in any order of the columns "
                 "of V; with v_r and v_(r+1) exchanged it is another matrix with the same error.",
                 theorem("eckart_young_frobenius_attained"))
    yield repair("|.|_F, s_r > s_(r+1): a best B vanishes on n - r orthonormal columns X; the error splits into the sum of the "
                 "s_k^2 w_k, w_k = |X^T v_k|^2, and a rest. With s_r^2 - s_(r+1)^2 taken off the first r squares the bound for "
                 "the sum still holds: w_1 = .. = w_r = 0, X spans v_(r+1), .., v_n, the rest is 0, and B = A (I - X X^T) = A_r.",
                 theorem("eckart_young_split", "smallest_values_minimise"),
                 assumed("the truncation is the only best approximation in the Frobenius norm when s_r > s_(r+1)", UNIQUENESS,
                         "the question and its answers"))
    yield also("2 x 2, x > y >= 0: an error of y^2 makes every square of this identity 0, so B = diag(x, 0).",
               theorem("eckart_young_two_by_two"))


@claim("C-3.2-sv-vs-eig", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The singular values of a square matrix differ from its eigenvalues.",
       correction="In general they do. But s_i = |x_i| for all i, sorted, exactly when A is normal (A A^T = A^T A), and "
                  "s_i = x_i exactly when A is symmetric positive semidefinite.", sources=("HJ13",))
def values_and_eigenvalues() -> Points:
    """The 1 x 1 matrix 0 has the singular value 0 and the eigenvalue 0; normality decides on all 2 x 2 matrices of a height."""
    def spectrum(A: ExactMatrix) -> list[AlgebraicNumber]:
        return [x for x, count in eigenvalues(A) for _ in range(count)]

    def breaks(A: ExactMatrix) -> bool:
        found = spectrum(A)
        return all(x.is_real for x in found) and sorted(found, reverse=True) == list(singular_values(A))
    A, B = least(squares(2, 2), breaks), matrix("2 0; 0 1")
    yield against("The 1 x 1 matrix 0 has the singular value 0 and the eigenvalue 0.", certified(svd(A)),
                  compare(spectrum(A), "=", list(singular_values(A)), svd(A), how=f"the least such matrix, {ORDER}"),
                  witness=str(A))
    yield against("diag(2, 1) has the eigenvalues 2, 1 and the singular values 2, 1.",
                  compare(sorted(spectrum(B), reverse=True), "=", list(singular_values(B)), svd(B)), witness=str(B))

    def holds(A: ExactMatrix) -> bool:
        moduli = sorted((squared_modulus(x) for x in spectrum(A)), reverse=True)
        return (moduli == squared_values(A)) == (A * A.T == A.T * A)
    cases = [*squares(2, 1), *drawn(200, 37, 3)]
    yield repair("s_i = |x_i| exactly for normal matrices: all of size 1 and 2 with entries -1, 0, 1 and 200 of size up to 3.",
                 tried(holds, cases, "s_i = |x_i| exactly when A is normal"))
    yield repair("s_i = x_i exactly for symmetric positive semidefinite ones.", tried(
        lambda A: breaks(A) == (A == A.T and all(x.sign() >= 0 for x in spectrum(A))), cases, "s_i = x_i exactly when A >= 0"))
    yield also("For all sizes: the sum of the s_i^2 is |A|_F^2, and the sum of the |x_i|^2 is |A|_F^2 exactly when A is normal.",
               GRAM, theorem("frobenius_norm", "similar_matrices_have_equal_power_sums"),
               assumed("equality in Schur's inequality exactly for normal matrices", "HJ13", "chapter 2"))
