"""The lesson's summary and its outlook."""
from __future__ import annotations

from flint import arb

from symbolic import (
    ExactMatrix,
    identity,
    jordan_form,
    matrix,
    matrix_power,
    peak_of_mode,
    rank,
    rnn_gradient,
    rnn_run,
    svd,
)
from verify.answers import Answer
from verify.claims.checks import assumed, certified, compare, enclosed, fact, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.lesson.consequences import symmetric_is_never_defective
from verify.claims.lesson.defects import EXISTENCE
from verify.claims.lesson.exponentials import forced_oscillator
from verify.claims.lesson.hidden import jordan_block
from verify.claims.lesson.stability import VANISHING_POWERS
from verify.claims.search import ORDER, least, squares

LINALG = "https://docs.scipy.org/doc/scipy/reference/linalg.html"


@claim("L-take-defs", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "Summary: defective means a > g; J_k(x) = x I + N; J_k(x)^n has C(n, j) x^(n-j); at |x| = 1 powers grow polynomially.",
       sources=("HJ13",))
def summary_of_definitions() -> Points:
    """The theorems of the four parts; moduli with x = e^(i s)."""
    yield supports("a - g counts the ones above the diagonal of the Jordan form, and without ones P has n eigenvectors as "
                   "columns.",
                   theorem("rank_of_power_from_blocks", "jordan_form_unique", "jordan_chain"), EXISTENCE)
    yield supports("N^k = 0 and N^(k-1) is not 0.", theorem("nilpotency_index"))
    yield supports("The entries of J_k(x)^n are C(n, j) x^(n-j), for all k and n.", theorem("jordan_block_powers"))
    yield supports("For x = e^(i s) the modulus of x^n is 1, so that of n x^(n-1) is n; C(n, 2) is a polynomial in n.",
                   fact("exp(i*n*s)*exp(-i*n*s) = 1"), fact("(n*exp(i*(n-1)*s))*(n*exp(-i*(n-1)*s)) = n^2"),
                   fact("binom(n, 2) = n*(n-1)/2"))


@claim("L-take-rnn", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "The Jordan structure of the recurrent weights governs whether gradients vanish, stay or explode.",
       correction="In a linear network, after many steps. How far gradients rise before that is not seen in the Jordan form: "
                  "[0, M; 0, 1/2] has the form diag(0, 1/2) for every M, and M as an entry.", sources=("BSF94",))
def jordan_and_gradients() -> Points:
    """One weight, two states of a rectified unit; a matrix that is similar to diag(0, 1/2); and what holds in the limit."""
    W = matrix("2")
    on, off = rnn_run(W, [1], 5, slope=0), rnn_run(W, [-1], 1, slope=0)
    yield against("A rectified unit with weight 2: from the state 1 the gradient is 2^t, from the state -1 it is 0. The weight, "
                  "and so its Jordan form, is the same.", certified(jordan_form(W)),
                  compare(rnn_gradient(W, on).jacobian, "=", W ** 5), compare(rnn_gradient(W, off).jacobian, "=", W * 0),
                  witness=str(W))
    V = matrix("0 1000; 0 1/2")
    yield against("[0, 1000; 0, 1/2] is diagonalizable, and makes (0, 1) 1000 times as long in a step; diag(0, 1/2), its Jordan "
                  "form, halves it.", certified(jordan_form(V)), certified(matrix_power(V)),
                  compare([b.size for b in jordan_form(V).blocks], "=", [1, 1], jordan_form(V)),
                  fact("V*[0;1] = [1000;1/2]", "diag(0,1/2)*[0;1] = 1/2*[0;1]", given={"V": V}), witness=str(V))
    yield also("[0, M; 0, 1/2] has the Jordan form diag(0, 1/2) for every M.",
               fact("[0,M;0,1/2]*[1,2*M;0,1] = [1,2*M;0,1]*diag(0,1/2)", "det([1,2*M;0,1]) = 1"))
    yield repair("W^n is the sum of C(n, j) x^(n-j) Z_j, and tends to 0 exactly when all |x| < 1.",
                 theorem("powers_through_spectral_components"), VANISHING_POWERS)


@claim("L-take-exp", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The exponential of a block gives t e^(xt), and this is resonance.",
       correction="It gives t e^(xt), but that is bounded for t >= 0 when Re x < 0. Resonance has Re x = 0: a block of size 2 at "
                  "i w, of an undamped oscillator together with a forcing at its own frequency w.", sources=("Hig08",))
def exponential_and_resonance() -> Points:
    """A block at -1 has a bounded exponential; the forced oscillator has blocks of size 2 at i w and -i w."""
    J = jordan_block(-1, 2)
    yield against("J_2(-1) has t e^(-t), which is never above 0.37.", certified(jordan_form(J)),
                  compare([b.size for b in jordan_form(J).blocks], "=", [2], jordan_form(J)),
                  enclosed(peak_of_mode(1, -1).enclose(8), "<", arb("0.37")), witness=str(J))
    yield repair("e^(t J_2(x)) has t e^(xt) above the diagonal; x'' + w^2 x = cos(w t), as a system, has such blocks at i w.",
                 theorem("jordan_block_exponential"), *forced_oscillator())


@claim("L-take-schur", Kind.EMPIRICAL, Scope.WORDS, Standing.TRUE,
       "In practice one computes the Schur form rather than the Jordan form.", sources=("GVL13", "Hig08", LINALG))
def schur_in_practice() -> Points:
    """The books and the library; the reason is that the Jordan form jumps."""
    yield supports("Functions of matrices and eigenvalues are computed from the Schur form.",
                   sourced("Hig08", "chapter 9", "the Schur-Parlett method"),
                   sourced("GVL13", "chapter 7", "the QR algorithm computes a Schur form"),
                   sourced(LINALG, "Decompositions", "schur is listed; no function gives a Jordan form"))
    yield also("[0, s; 0, 0] has the Jordan form J_2(0) for every s but 0.",
               fact("[0,s;0,0]*diag(s,1) = diag(s,1)*[0,1;0,0]", "det(diag(s,1)) = s", nonzero=("s",)))


def looks_orthogonal(A: ExactMatrix) -> bool:
    """Whether A is similar to a reflection, A^2 = I, and not orthogonal."""
    return A.rows == 2 and A * A == identity(2) != A.T * A


@claim("L-take-orth", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "Orthogonal initialization is a direct application of Jordan theory.",
       correction="It uses Q^T Q = I only: |Q v| = |v|. The Jordan form does not tell: 1 0; 1 -1 has that of the reflection "
                  "diag(1, -1), and does not keep lengths.", sources=("HJ13",))
def orthogonal_without_jordan() -> Points:
    """Lengths are kept by Q^T Q = I alone; and a matrix with the Jordan form of a reflection that does not keep them."""
    A = least(squares(2, 1), looks_orthogonal)
    yield against("1 0; 1 -1 has the Jordan form diag(1, -1) of a reflection, and takes (1, 0) to (1, 1).",
                  compare(A, "=", matrix("1 0; 1 -1"), how=f"the least one {ORDER}"), certified(jordan_form(A)),
                  compare(sorted(str(b.eigenvalue) for b in jordan_form(A).blocks), "=", ["-1", "1"], jordan_form(A)),
                  fact("A*[1;0] = [1;1]", "A^T*A ≠ eye(2)", given={"A": A}), witness=str(A))
    yield repair("|Q v| = |v| follows from Q^T Q = I in one line, for all sizes.",
                 fact("(Q*v)^T*(Q*v) = v^T*v", letters={"Q": ("n", "n"), "v": ("n", 1)}, laws=("Q^T*Q = eye(n)",)))


@claim("L-next-limit", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "The Jordan form is a limiting case, and the topics after it generalize to matrices that are not symmetric.",
       correction="Every complex square matrix, symmetric or not, has a Jordan form; what comes next (the SVD) adds rectangular "
                  "matrices and orthonormal bases.", sources=("HJ13",))
def limiting_case() -> Points:
    """The least matrix that is not symmetric has a Jordan form, as every square matrix has."""
    A = least(squares(2, 1), lambda M: M.T != M)
    yield against("0 0; 1 0 is not symmetric, and has a Jordan form.", certified(jordan_form(A)),
                  compare(A, "=", matrix("0 0; 1 0"), how=f"the least one {ORDER}"), fact("A^T ≠ A", given={"A": A}),
                  compare([b.size for b in jordan_form(A).blocks], "=", [2], jordan_form(A)), witness=str(A))
    yield repair("Every complex square matrix has one; for real symmetric ones it is diagonal.", EXISTENCE,
                 *symmetric_is_never_defective())


@claim("L-next-diag", Kind.THEOREM, Scope.ALL, Standing.TRUE, "The Jordan form generalizes diagonalization.", sources=("HJ13",))
def generalizes() -> Points:
    """Every matrix has a Jordan form; a diagonal form is one with blocks of size 1, and then every Jordan form is diagonal."""
    yield supports("A diagonal form is a Jordan form with blocks J_1(x) = [x], and block sizes are those of A alone; every "
                   "matrix has a Jordan form.", theorem("jordan_form_unique"), EXISTENCE)


@claim("L-next-svd", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The singular value decomposition avoids defectiveness, and rectangular matrices have one too.", sources=("HJ13",))
def svd_avoids() -> Points:
    """It rests on the symmetric A^T A, which is never defective; two examples with their certificates."""
    yield supports("Every real m x n matrix has one; it is made of the eigenvectors of the symmetric matrix A^T A, which is "
                   "never defective.", assumed("existence of the singular value decomposition", "HJ13", "section 2.6"),
                   fact("(A^T*A)^T = A^T*A", letters={"A": ("m", "n")}), *symmetric_is_never_defective())
    for A, words in ((jordan_block(0, 2), "The defective 0 1; 0 0"), (matrix("1 2; 2 1; 0 0"), "1 2; 2 1; 0 0, of size 3 x 2,")):
        yield also(f"{words} has the singular values {', '.join(map(str, svd(A).singular_values))}.", certified(svd(A)),
                   compare(sum(s != 0 for s in svd(A).singular_values), "=", rank(A), svd(A), Answer("rank", A, rank(A))),
                   witness=str(A))


unsettled("L-next-tensor", Kind.EMPIRICAL, "Tensors are the next level after matrices.",
          "An announcement of what is taught next, not a statement about tensors.", scope=Scope.WORDS, section=__name__)
