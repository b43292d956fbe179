"""Section 3.1: the Jordan form, its blocks and its exponential."""
from __future__ import annotations

from symbolic import ExactMatrix, I, MatrixExponential, eigenvalue_structure, expm, is_diagonalizable, jordan_form, matrix
from verify import check
from verify.claims.chapter.draws import drawn
from verify.claims.checks import assumed, certified, compare, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, squares


@claim("C-3.1-jordan-existence", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every complex n x n matrix is A = V J V^-1 with V invertible and J block-diagonal, its blocks Jordan blocks J_k(x).",
       sources=("HJ13",))
def existence() -> Points:
    """A Jordan form is found for each of 230 matrices, and the kernel accepts its certificate; the theorem itself is cited."""
    cases = [*drawn(200, 31), *(A + A.T * I for A in drawn(30, 39, 2))]
    yield supports("A V = V J with V invertible, for 200 integer matrices of sizes 1 to 4 and 30 complex ones.",
                   tried(lambda A: check(jordan_form(A)).ok, cases, "the kernel accepts the Jordan form found"))
    yield also("For all complex matrices it is a theorem of the literature.",
               assumed("existence of the Jordan form over an algebraically closed field", "HJ13", "theorem 3.1.11"))
    yield also("Real numbers are not enough: x^2 + 1 is the characteristic polynomial of [0 1; -1 0], and is > 0 at real x.",
               fact("det(x*eye(2) - [0, 1; -1, 0]) = x^2 + 1"), witness="0 1; -1 0")


@claim("C-3.1-jordan-the", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "A matrix A has one Jordan form: J in A = V J V^-1 is 'the' Jordan form of A.",
       correction="J is unique up to the order of its blocks; V is never unique: c V serves as well for every c not 0.",
       sources=("HJ13",))
def the_jordan_form() -> Points:
    """Two different J for one matrix refute 'the'; the numbers of blocks of each size are proved to be the same."""
    def breaks(A: ExactMatrix) -> bool:
        sizes = [(b.eigenvalue, b.size) for b in jordan_form(A).blocks]
        return sizes != sizes[::-1]
    A = least(squares(2, 1), breaks)
    form, swap = jordan_form(A), matrix("0 1; 1 0")
    P, J = form.P * swap, swap * form.J * swap
    yield against("diag(0, 1) and diag(1, 0) are both Jordan forms of diag(0, 1).", certified(form),
                  fact("det(P) ≠ 0", "A*P = P*J", given={"A": A, "P": P, "J": J}),
                  compare(J, "≠", form.J, form, how=f"two forms of the least matrix that has them, {ORDER}"), witness=str(A))
    yield also("V is not unique either: with V, also c V for every c not 0, here with det(c V) = c^2 det V.",
               fact("A*(c*P) = (c*P)*J", "det(c*P) = c^2*det(P)", given={"A": A, "P": form.P, "J": form.J}))
    yield repair("Two Jordan forms of one matrix have the same number of blocks of every size, at each eigenvalue.",
                 theorem("jordan_form_unique"))


@claim("C-3.1-diag-eigs", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The diagonal of J lists the eigenvalues of A, each as often as its algebraic multiplicity.", sources=("HJ13",))
def diagonal_of_the_form() -> Points:
    """det(x I - A) = det(x I - J), and x I - J is upper triangular: both for all n."""
    yield supports("det(x I - V J V^-1) = det(x I - J), which is the product of x - J_kk, because x I - J is triangular.",
                   theorem("similar_characteristic_polynomial", "det_upper_triangular"))
    yield supports("The roots of det(x I - A) are the eigenvalues of A.", theorem("eigenvalues_are_roots"))


@claim("C-3.1-block-size", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "Every Jordan block of an eigenvalue with algebraic multiplicity a and geometric multiplicity g has size a - g.",
       correction="There are g blocks, their sizes add up to a, and rank N^(j-1) - rank N^j of them have size at least j, "
                  "where N = A - x I. Every size is a - g only for two blocks of size 2.", sources=("HJ13",))
def block_size() -> Points:
    """The least matrix that breaks it is 1 x 1; every matrix with distinct eigenvalues does."""
    def breaks(A: ExactMatrix) -> bool:
        return any(b.size != s.algebraic - s.geometric for s in eigenvalue_structure(A)
                   for b in jordan_form(A).blocks if b.eigenvalue == s.eigenvalue)
    A = least(squares(2, 1), breaks)
    form = jordan_form(A)
    yield against("The 1 x 1 matrix 0 has one block, of size 1, with a = g = 1.", certified(form),
                  compare(A, "=", matrix("0"), how=f"the least counterexample {ORDER}"),
                  compare([b.size for b in form.blocks], "≠", [s.algebraic - s.geometric for s in eigenvalue_structure(A)],
                          form), witness=str(A))
    B = least(squares(2, 1), lambda M: breaks(M) and not is_diagonalizable(M))
    yield against("A defective one: a = 2, g = 1, and one block of size 2, not 1.", certified(jordan_form(B)),
                  compare([b.size for b in jordan_form(B).blocks], "=", [2], jordan_form(B)),
                  compare([s.algebraic - s.geometric for s in eigenvalue_structure(B)], "=", [1], jordan_form(B)),
                  witness=str(B))
    yield also("If g blocks all have size s, so that a = g s, then s = a - g says (g - 1) (s - 1) = 1: both factors are whole "
               "numbers >= 0, so both are 1, and g = s = 2.", fact("(g - 1)*(s - 1) - 1 = (g*s - g) - s"),
               compare([(g, s) for g in range(1, 61) for s in range(1, 61) if s == g * s - g], "=", [(2, 2)]))
    yield repair("Of the blocks at the eigenvalue 0 of N, rank N^(t-1) - rank N^t have size at least t: g of them for t = 1.",
                 theorem("jordan_block_sizes_from_ranks"))


@claim("C-3.1-diagonalizable", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "If a = g for every eigenvalue of A, every Jordan block has size 1 and J is diagonal.", sources=("HJ13",))
def diagonalizable() -> Points:
    """Above the diagonal stand a - g ones: the count of blocks for t = 1, and a sum of squares that is 0."""
    yield supports("g = n - rank N is the number of blocks, a minus the number of flags f_k = f_k^2 above the diagonal (t = 1); "
                   "for a = g the flags have the sum 0, so each of them is 0.",
                   theorem("jordan_block_sizes_from_ranks", "vanishing_sum_of_squares"))
    yield also("On 200 matrices J is diagonal exactly when a = g for every eigenvalue.", tried(
        lambda A: all(b.size == 1 for b in jordan_form(A).blocks) == (not any(s.is_defective for s in eigenvalue_structure(A))),
        drawn(200, 32, 3), "J is diagonal exactly when a = g throughout"))


@claim("C-3.1-block-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "The Jordan block J_k(x) = x I_k + N_k has x on its diagonal, ones on its superdiagonal, and zeros elsewhere.",
       sources=("HJ13",))
def block() -> Points:
    """With ones above the diagonal A V = V J_k(x) is the statement that the columns of V are a Jordan chain."""
    yield supports("A V = V (x I + N) exactly when A v_0 = x v_0 and A v_(j+1) = x v_(j+1) + v_j: chains, "
                   "from the eigenvector up.", theorem("jordan_chain"))
    yield also("The usual definition.", sourced("HJ13", "definition 3.1.1"))


@claim("C-3.1-expm", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "e^(t J_k(x)) has the entries e^(x t) t^(j-i) / (j-i)! on and above the diagonal and 0 below.", sources=("Hig08",))
def exponential_of_block() -> Points:
    """Proved for all k in the library; the block of size 3 is certified beside it."""
    yield supports("For all sizes k.", theorem("jordan_block_exponential"))
    yield also("For k = 3 and x = 2, as the solution of X' = J X, X(0) = I.", certified(expm(matrix("2 1 0; 0 2 1; 0 0 2"))))


@claim("C-3.1-poly-exactly", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Powers of t multiply exponentials in e^(t A) exactly when some Jordan block of A has size greater than 1.",
       sources=("Hig08",))
def polynomial_factors() -> Points:
    """Entry (1, k) of a block's exponential is e^(x t) t^(k-1) / (k-1)!, and V is invertible: nothing cancels."""
    yield supports("e^(t A) = V e^(t J) V^-1, and the block of size k has e^(x t) t^(j-i) / (j-i)!: a power of t exactly "
                   "for k > 1.", theorem("jordan_block_exponential", "exponential_of_similar_matrix"))
    yield supports("The coefficient N^j / j! of t^j is not 0 for j = k - 1, and 0 for j = k.", theorem("nilpotency_index"))
    yield supports("All blocks at once: the coefficient of e^(x t) t^j / j! in e^(t A) is Z_j, with Z_(j+1) = (A - x) Z_j.",
                   theorem("exponential_through_spectral_components"))

    def holds(A: ExactMatrix) -> bool:
        form = expm(A)
        t_occurs = isinstance(form, MatrixExponential) and any(len(c.parts) > 1 for c in form.spectral.components)
        return check(form).ok and t_occurs == any(b.size > 1 for b in jordan_form(A).blocks)
    yield also("In the certified exponentials of 100 matrices t occurs exactly when a block is larger than 1.",
               tried(holds, drawn(100, 33, 3), "t occurs in e^(t A) exactly when a block is larger than 1"))
