"""The exercises of chapter 3: what they state, and what their short answers say."""
from __future__ import annotations

from typing import Any

from symbolic import (
    charpoly,
    det,
    from_float,
    identity,
    jordan_form,
    low_rank_update,
    matrix,
    norm,
    rank,
    sherman_morrison,
    singular_values,
    svd,
    vandermonde,
)
from verify.answers import Answer
from verify.claims.chapter.updates import numbers, scalar
from verify.claims.checks import assumed, certified, compare, fact, observed, refused, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, squares

BLOCK, TALL = "2 1; 0 2", "3 0; 0 4; 0 0"
ALLCLOSE = "https://numpy.org/doc/stable/reference/generated/numpy.allclose.html"


@claim("C-ex3.1-block", Kind.COMPUTATION, Scope.THIS, Standing.TRUE, "[2 1; 0 2] is one Jordan block J_2(2).")
def one_block() -> Points:
    """The Jordan form is certified."""
    A = matrix(BLOCK)
    form = jordan_form(A)
    yield supports("One block of size 2 at 2, and J = A.", certified(form),
                   compare([(str(b.eigenvalue), b.size) for b in form.blocks], "=", [("2", 2)], form),
                   compare(form.J, "=", A, form))


@claim("C-ex3.1-mult", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "[2 1; 0 2] has the eigenvalue 2 with algebraic multiplicity 2 and geometric multiplicity 1: it is defective.")
def multiplicities() -> Points:
    """The characteristic polynomial and the rank of A - 2 I, both certified."""
    A = matrix(BLOCK)
    N = A - identity(2) * 2
    yield supports("det(x I - A) = (x - 2)^2, so a = 2.", certified(Answer("charpoly", A, charpoly(A))),
                   compare(str(charpoly(A)), "=", "x^2-4*x+4", Answer("charpoly", A, charpoly(A))),
                   fact("(x - 2)^2 = x^2 - 4*x + 4"))
    yield supports("g = 2 - rank(A - 2 I) = 1 < a.", compare(2 - rank(N), "=", 1, Answer("rank", N, rank(N))),
                   fact("(A - 2*eye(2))^2 = zero(2, 2)", given={"A": A}))


@claim("C-ex3.1-V", Kind.COMPUTATION, Scope.THIS, Standing.IMPRECISE,
       "The transformation V that brings [2 1; 0 2] to Jordan form is the identity.",
       correction="V = I is one choice. The transformations are exactly V = [a b; 0 a] with a not 0: those that commute with A.")
def transformations() -> Points:
    """The least other choice; all of them are the polynomials in the shift."""
    A = matrix(BLOCK)
    V = least(squares(2, 1), lambda V: V.rows == 2 and V != identity(2) and bool(det(V)) and V * A == A * V)
    yield against("V = [1 1; 0 1] does it too.", compare(V, "≠", identity(2), how=f"the least other one {ORDER}"),
                  fact("A*V = V*A", given={"A": A, "V": V}), certified(Answer("det", V, det(V))), witness=str(V))
    yield also("So does V = I.", fact("A*eye(2) = eye(2)*A", "det(eye(2)) = 1", given={"A": A}))
    yield repair("What commutes with N is a polynomial in N: V = a I + b N.", theorem("centralizer_of_shift"))
    yield repair("All of them do: A V = V A, and det V = a^2.",
                 fact("[2, 1; 0, 2]*[a, b; 0, a] = [a, b; 0, a]*[2, 1; 0, 2]", "det([a, b; 0, a]) = a^2"))


@claim("C-ex3.2-svdform", Kind.COMPUTATION, Scope.THIS, Standing.FALSE,
       "[3 0; 0 4; 0 0] is already in the form of a singular value decomposition, with U = I_3 and V = I_2.",
       correction="The singular values come in decreasing order: for instance U = [e_2, e_1, e_3], S = [4 0; 0 3; 0 0], "
                  "V = [e_2, e_1].")
def already_decomposed() -> Points:
    """With U = I and V = I the middle factor is A itself, whose diagonal rises."""
    A = matrix(TALL)
    form = svd(A)
    yield against("With U = I and V = I it is S = A, with 3 before 4; the singular values in order are 4, 3.",
                  compare(A[0, 0], "<", A[1, 1]), compare([A[0, 0], A[1, 1]], "≠", list(form.singular_values), form),
                  witness=str(A))
    yield repair("A = U S V^T with U, V orthogonal and decreasing values.", certified(form),
                 compare([str(M) for M in (form.U, form.S, form.V)], "=",
                          ["0 1 0; 1 0 0; 0 0 1", "4 0; 0 3; 0 0", "0 1; 1 0"], form),
                 fact("A = U*S*V^T", "U^T*U = eye(3)", "V^T*V = eye(2)",
                      given={"A": A, "U": form.U, "S": form.S, "V": form.V}))


@claim("C-ex3.2-values", Kind.COMPUTATION, Scope.THIS, Standing.TRUE, "The singular values of [3 0; 0 4; 0 0] are 4 and 3.")
def values() -> Points:
    """The decomposition is certified, and A^T A = diag(9, 16)."""
    A = matrix(TALL)
    yield supports("They are 4, 3.", certified(svd(A)), compare(list(singular_values(A)), "=", [4, 3], svd(A)),
                   fact("A^T*A = diag(9, 16)", given={"A": A}))


@claim("C-ex3.2-norm", Kind.COMPUTATION, Scope.THIS, Standing.TRUE, "The spectral norm of [3 0; 0 4; 0 0] is 4.")
def spectral_norm() -> Points:
    """The largest singular value: 16 I - A^T A is diagonal and not negative, and A e_2 has length 4."""
    A = matrix(TALL)
    yield supports("|A|_2 = 4.", compare(norm(A, 2), "=", 4, svd(A)),
                   fact("16*eye(2) - A^T*A = diag(7, 0)", "(A*[0; 1])^T*(A*[0; 1]) = [16]", given={"A": A}))


@claim("C-ex3.2-swap", Kind.COMPUTATION, Scope.THIS, Standing.FALSE,
       "Swapping the diagonal entries of [3 0; 0 4; 0 0] does not change its singular value decomposition.",
       correction="Only S stays. The first singular vectors are e_2 for [3 0; 0 4; 0 0] and e_1 for [4 0; 0 3; 0 0], up to sign.")
def swapped() -> Points:
    """The first right singular vector of one is no eigenvector for 16 of the other's A^T A."""
    A, B = matrix(TALL), matrix("4 0; 0 3; 0 0")
    first, second = svd(A), svd(B)
    yield against("A^T A e_2 = 16 e_2, but B^T B e_2 = 9 e_2: v_1 = e_2 does not serve for B, nor -e_2.",
                  fact("A^T*A*[0; 1] = 16*[0; 1]", given={"A": A}), fact("B^T*B*[0; 1] = 9*[0; 1]", given={"B": B}),
                  compare(first.V, "≠", second.V, first, second), compare(first.U, "≠", second.U, first, second),
                  witness=str(B))
    yield repair("S is the same.", compare(first.S, "=", second.S, first, second))


@claim("C-ex3.3-det", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "The Vandermonde matrix of the nodes 1, 2, 3 is [1 1 1; 1 2 4; 1 3 9], with determinant 6 - 5 + 1 = 2.")
def three_nodes() -> Points:
    """The determinant is certified, the expansion replayed, and another value refused."""
    V = vandermonde([1, 2, 3]).dense()
    yield supports("The matrix and its determinant.", compare(V, "=", matrix("1 1 1; 1 2 4; 1 3 9")),
                   certified(Answer("det", V, 2)), refused(Answer("det", V, -2)))
    yield supports("By the first row: 6 - 5 + 1 = (2 - 1)(3 - 1)(3 - 2).",
                   fact("det(V) = det([2, 4; 3, 9]) - det([1, 4; 1, 9]) + det([1, 2; 1, 3]) = 6 - 5 + 1",
                        "det(V) = (2 - 1)*(3 - 1)*(3 - 2)", given={"V": V}))


@claim("C-ex3.3-formula", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The determinant of the Vandermonde matrix [x_i^(j-1)] is the product of x_j - x_i over i < j.")
def vandermonde_formula() -> Points:
    """Proved for all n and all nodes, equal ones too."""
    yield supports("For all n, with this sign.", theorem("vandermonde_determinant"))


def listing(seed: int) -> tuple[Any, ...]:
    """A run in floating point: S, u, v, the factor 1 + v^T S^-1 u, the inverse of S + u v^T, and the formula's."""
    import numpy as np
    rng = np.random.default_rng(seed)
    S, u, v = rng.standard_normal((3, 3)), rng.standard_normal(3), rng.standard_normal(3)
    R = np.linalg.inv(S)
    factor = 1 + v @ R @ u
    return S, u, v, factor, np.linalg.inv(S + np.outer(u, v)), R - np.outer(R @ u, v @ R) / factor


@claim("C-ex3.4-code", Kind.CODE, Scope.THIS, Standing.TRUE,
       "For random S (3 x 3), u, v (NumPy, seed 0) numpy.allclose finds (S + u v^T)^-1 equal to the formula's: it prints True.")
def listing_prints_true() -> Points:
    """The computation is run; the same floats, taken as exact numbers, satisfy the formula exactly."""
    import numpy as np
    S, u, v, factor, direct, formula = listing(0)
    how = f"numpy {np.__version__}, default_rng(0)"
    yield supports("It prints True, with the factor 5.2337.", observed(str(np.allclose(direct, formula)), "=", "True", how),
                   observed(f"{factor:.4f}", "=", "5.2337", how))
    exact = low_rank_update(from_float(S), from_float(u.reshape(3, 1)), from_float(v.reshape(3, 1)))
    yield also("The floats of this run, taken as rational numbers, satisfy the formula exactly.", certified(exact))


@claim("C-ex3.4-invertible", Kind.EMPIRICAL, Scope.ALL, Standing.TRUE,
       "A matrix S of independent Gaussian entries is invertible (with probability 1).", sources=("CT05",))
def gaussian_is_invertible() -> Points:
    """The determinant is a polynomial in the entries that is 1 at the identity; the rest is measure theory."""
    yield supports("det is not the zero polynomial: it is the product of the diagonal for triangular S, so 1 at S = I.",
                   theorem("triangular_determinant"))
    yield supports("The zeros of a polynomial that is not 0 have measure 0, and a Gaussian vector has a density.",
                   assumed("the zero set of a polynomial that is not 0 has Lebesgue measure 0", "CT05"))


@claim("C-ex3.4-machine", Kind.CODE, Scope.THIS, Standing.IMPRECISE,
       "numpy.allclose shows that both inverses agree to machine precision.",
       correction="allclose compares with rtol = 1e-5 and atol = 1e-8, over 10^7 times the machine precision 2.2e-16. Over the "
                  "rational numbers the residual (S + u v^T) X - I is exactly 0.", sources=(ALLCLOSE,))
def machine_precision() -> Points:
    """Two numbers 9e-6 apart pass the test; a run shows a larger error than machine precision that passes too."""
    import numpy as np
    how = f"numpy {np.__version__}, numpy.allclose"
    gap = abs(1.000009 - 1.0) / np.finfo(float).eps
    yield against("1 and 1.000009 are close for it, and 4 * 10^10 units of machine precision apart.",
                  observed(str(np.allclose(1.0, 1.000009)), "=", "True", how), observed(gap, ">", 4e10, how))
    yield also("Its defaults are documented.", sourced(ALLCLOSE, "parameters", "rtol=1e-05, atol=1e-08"))
    direct, formula = listing(1666)[4:]
    error = np.abs(direct - formula).max() / np.abs(direct).max()
    yield also("The same computation with seed 1666 differs by more than 100 units of machine precision, and passes.",
               observed(error, ">", 100 * np.finfo(float).eps, how),
               observed(str(np.allclose(direct, formula)), "=", "True", how))
    S, u, v = matrix("2 1 0; 0 1 1; 1 0 3"), matrix("1; 2; 0"), matrix("0; 1; 1")
    yield repair("The formula holds exactly, for all n.", theorem("sherman_morrison"))
    yield repair("In exact arithmetic the residual is 0.", certified(low_rank_update(S, u, v)),
                 fact("(S + u*v^T)*X - eye(3) = zero(3, 3)", given={"S": S, "u": u, "v": v, "X": sherman_morrison(S, u, v)}))


@claim("C-ex3.4-factor", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "The factor 1 + v^T S^-1 u is 0 exactly when S + u v^T is singular.", hypothesis="S is invertible.",
       correction="Add: for invertible S. For S = 0, u = v = 1 (or S = diag(1, 0), u = v = e_2) the sum is invertible and the "
                  "factor does not exist.", sources=("SM50",))
def factor_and_singularity() -> Points:
    """The least case with singular S; for invertible S null vectors go both ways, and the factor is a ratio of determinants."""
    S, u, v = least(numbers(), lambda x: x[0] == 0 and x[0] + x[1] * x[2] != 0)
    plane, e = matrix("1 0; 0 0"), matrix("0; 1")
    for A, B in ((scalar(S), scalar(S + u * v)), (plane, plane + e * e.T)):
        yield against("S is singular, so there is no factor, and S + u v^T is invertible.",
                      compare(det(A), "=", 0, Answer("det", A, 0)), compare(det(B), "≠", 0, Answer("det", B, det(B))),
                      witness=str(A))
    yield repair("For invertible S a null vector x of S + u v^T has v^T x not 0 and factor times v^T x = 0, and if the factor is "
                 "0, S^-1 u is a null vector.", theorem("singular_sum"))
    yield repair("det(S + u v^T) = det S (1 + v^T S^-1 u).", theorem("determinant_lemma"))


@claim("C-ex3.5-statement", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Given a singular value decomposition of A, the sum A_k of its first k triples minimizes |A - B|_F over rank B <= k.",
       sources=("EY36", "Mir60"))
def best_approximation() -> Points:
    """Both halves are proved for all sizes; rank at most k is read as B = X Y with inner size k."""
    yield supports("No B = X Y with inner size k has a smaller error than the sum of the other s_i^2 (k < n).",
                   theorem("eckart_young_frobenius"))
    yield supports("A_k = A V_k V_k^T has this error.", theorem("eckart_young_frobenius_attained"))


@claim("C-ex3.6-hyp", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The exercise assumes of the Toeplitz matrix T that |T x|_2 <= C |x|_2 for all x.",
       correction="Drop the hypothesis: every matrix satisfies it (C = |T|_F), and the embedding does not use it.")
def hypothesis_is_void() -> Points:
    """Every matrix has such a C, and the embedding is proved without it."""
    yield against("It excludes nothing: C = |T|_F serves for every matrix T.", theorem("frobenius_norm_bounds_spectral_norm"))
    yield repair("The embedding holds for every T.", theorem("circulant_embedding"))


@claim("C-ex3.6-embed", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every n x n Toeplitz matrix is the leading block of a 2n x 2n circulant matrix (2n - 1 suffices).")
def embedding() -> Points:
    """Proved for every size N >= 2n - 1 of the circulant matrix and any fillers; s = n is the case 2n."""
    yield supports("For all n and every N = n + s, s >= n - 1.", theorem("circulant_embedding"))
