"""Section 3.2: what the singular value decomposition is said to be good for, and where it stands in books and programs."""
from __future__ import annotations

from fractions import Fraction

from symbolic import (
    ExactMatrix,
    from_float,
    is_diagonalizable,
    matrix,
    singular_triples,
    singular_values,
    svd,
)
from verify.claims.checks import assumed, certified, compare, fact, observed, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.search import ORDER, least, squares


@claim("C-3.2-right-tool", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "When A is not diagonalizable, the singular value decomposition is the right tool.",
       correction="It is for rank, norms and best approximation. It gives no powers, e^(tA) or f(A), since in general A^n is not "
                  "U S^n V^T; the Jordan form does, and in floating point the Schur form.", sources=("Hig08", "GVL13"))
def right_tool() -> Points:
    """The least defective matrix has U S^2 V^T other than A^2; Jordan blocks give all powers, for all sizes."""
    def breaks(A: ExactMatrix) -> bool:
        form = svd(A)
        return not is_diagonalizable(A) and form.U * form.S * form.S * form.V.T != A * A
    A = least(squares(2, 1), breaks)
    form = svd(A)
    yield against("A^2 = 0, but U S^2 V^T is not 0; and diag(1, 0) has the same singular values and is its own square.",
                  certified(form),
                  fact("A^2 = zero(2, 2)", "U*S^2*V^T ≠ zero(2, 2)", given={"A": A, "U": form.U, "S": form.S, "V": form.V}),
                  fact("diag(1, 0)^2 = diag(1, 0)"),
                  compare(list(singular_values(A)), "=", list(singular_values(matrix("1 0; 0 0"))), form, svd(matrix("1 0; 0 0")),
                          how=f"the least defective matrix, {ORDER}"), witness=str(A))
    yield repair("The Jordan form gives A^t = V J^t V^-1, and J_k(x)^t has the entries C(t, j - i) x^(t-j+i).",
                 theorem("powers_of_similar_matrices", "jordan_block_powers"))
    yield repair("What the singular value decomposition gives, defective or not: the best approximation of each rank.",
                 theorem("eckart_young_spectral", "eckart_young_spectral_attained"))


@claim("C-3.2-gesdd", Kind.CODE, Scope.WORDS, Standing.FALSE, "LAPACK's gesdd is the QR-iteration SVD.",
       correction="gesdd is LAPACK's divide-and-conquer SVD; the QR-iteration SVD is gesvd.",
       sources=("https://netlib.org/lapack/explore-html/d3/df8/group__svd__driver__grp.html",))
def lapack_names() -> Points:
    """LAPACK's own list of its drivers says which is which."""
    page = "https://netlib.org/lapack/explore-html/d3/df8/group__svd__driver__grp.html"
    yield against("LAPACK lists its drivers with their methods.",
                  sourced(page, "Standard SVD driver", "'gesdd: SVD, divide and conquer', 'gesvd: SVD, QR iteration'"))
    yield also("SciPy's documentation agrees.",
               sourced("https://docs.scipy.org/doc/scipy/reference/generated/scipy.linalg.svd.html",
                       "lapack_driver", "gesdd is the divide-and-conquer approach"))


@claim("C-3.2-gram-unstable", Kind.NUMBER, Scope.EMPIRICAL, Standing.TRUE,
       "Numerically the SVD of A beats the eigenvalues of A^T A, whose condition number is the square of that of A.",
       sources=("GVL13", "Hig02"))
def gram_in_floats() -> Points:
    """A matrix of P. Läuchli, exactly and in double precision; and squared singular values, for all sizes."""
    import numpy as np
    eps = Fraction(1, 10 ** 9)
    A = matrix([[1, 1], [eps, 0], [0, eps]])
    yield supports("Exactly: [1 1; e 0; 0 e] has s_2 = e, and A^T A has the eigenvalue e^2; here e = 10^-9.",
                   compare([x.square for x in singular_triples(A).triples()], "=", [2 + eps ** 2, eps ** 2], singular_triples(A)))
    floats = np.array([[1.0, 1.0], [1e-9, 0.0], [0.0, 1e-9]])
    gram = floats.T @ floats
    yield supports("In double precision A^T A has lost e: 1 + e^2 is rounded to 1, and the smallest eigenvalue is 0.",
                   fact("1 < 1 + e^2 < 1 + 2^-53", given={"e": eps}),
                   fact("[1, 1; 1, 1]*[1; -1] = 0*[1; -1]"),
                   observed(from_float(gram), "=", matrix("1 1; 1 1"), how=f"numpy {np.__version__}: A.T @ A is [1 1; 1 1]"))
    values, roots = np.linalg.svd(floats, compute_uv=False), np.linalg.eigvalsh(gram)
    how = f"one run of numpy {np.__version__}"
    yield supports("numpy.linalg.svd(A) finds s_2 to 6 digits or more; numpy.linalg.eigvalsh(A.T A) does not find one digit.",
                   observed(abs(values[1] - 1e-9), "<", 1e-15, f"{how}: linalg.svd, s_2 = {values[1]:.9g}"),
                   observed(abs(abs(roots[0]) ** 0.5 - 1e-9), ">", 1e-10, f"{how}: linalg.eigvalsh, {roots[0]:.3g}"))
    yield supports("With A = U S V^T the eigenvalues of A^T A are the s_i^2: condition numbers are squared.", fact(
        "(U*S*V^T)^T*(U*S*V^T)*V = V*(S^T*S)", letters={"U": ("m", "m"), "S": ("m", "n"), "V": ("n", "n")},
        laws=("U^T*U = eye(m)", "V^T*V = eye(n)")))


@claim("C-3.2-lyapunov", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.CONDITIONAL,
       "Lyapunov exponents are the singular values of the frame, the product F_t of the factors along a trajectory.",
       correction="They are the limits of (1/t) log s_i(F_t), and exist under the hypotheses of Oseledets' theorem; the "
                  "singular values at one time t are not exponents.",
       hypothesis="stationary ergodic factors with E log+ |A| finite (Oseledets), and the limit of (1/t) log s_i(F_t) is meant",
       sources=("Ose68",))
def lyapunov_exponents() -> Points:
    """A constant factor with other singular values than exponents; factors without a limit; the theorem is cited."""
    A = matrix("1 1; 0 1")
    yield against("A = [1 1; 0 1] at every time: |A^t|_F^2 = t^2 + 2, so both exponents are 0. But s_1 s_2 = 1 and s_1^2 + "
                  "s_2^2 = 3: the singular values of A are neither 0 nor e^0 = 1.", certified(svd(A)),
                  fact("A*[1, t; 0, 1] = [1, t + 1; 0, 1]", "[1, t]*[1; t] + 1 = t^2 + 2", given={"A": A}),
                  fact("det(x*eye(2) - A^T*A) = x^2 - 3*x + 1", given={"A": A}),
                  fact("det(eye(2) - A^T*A) ≠ 0", "det(A) ≠ 0", given={"A": A}), witness=str(A))
    twos = [any(4 ** k <= t < 2 * 4 ** k for k in range(7)) for t in range(1, 4 ** 7)]
    highs, lows = ([Fraction(sum(twos[:n - 1]), n - 1) for n in ends] for ends in ((512, 2048, 8192), (1024, 4096, 16384)))
    yield against("1 x 1 factors, 2 for 4^k <= t < 2 4^k and 1 otherwise: with q = 4^k there are (4q - 1)/3 factors 2 up to the "
                  "time 2q - 1, and as many up to 4q - 1. So log2(F_t) / t is above 2/3 there and 1/3 here: it has no limit.",
                  fact("(1 - 1)/3 = 0", "(q - 1)/3 + q = (4*q - 1)/3", "3*(4*q - 1) - 2*3*(2*q - 1) = 3"),
                  compare(min(highs), ">", Fraction(66, 100)), compare(set(lows), "=", {Fraction(1, 3)}))
    yield repair("Under these hypotheses the limits exist, almost surely, and are the exponents.",
                 assumed("Oseledets' multiplicative ergodic theorem", "Ose68", "the multiplicative ergodic theorem"))
    yield also("For constant symmetric A = V D V^T the limit is reached at once: A^t = V D^t V^T, s_i = |d_i|^t for all t.",
               theorem("powers_of_similar_matrices"))


unsettled("C-3.2-hippo-proj", Kind.EMPIRICAL,
          "The conditioning of the HiPPO projection is given by its singular value decomposition.",
          "A cross-reference: by definition kappa = s_1 / s_n of whatever matrix is meant, and the text names no matrix here.",
          scope=Scope.WORDS, section=__name__)


@claim("C-3.2-deltanet-svd", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The update of DeltaNet, S + b (v - S k) k^T, is a rank-1 SVD correction.",
       correction="It is a correction of rank at most 1, b (v - S k) k^T: a gradient step for |S k - v|^2 / 2. No singular value "
                  "decomposition is taken, and k need not be a singular vector of S.", sources=("YWZ24", "SIS21"))
def deltanet() -> Points:
    """A key that is no singular vector; the update is a rank-one gradient step, for all sizes."""
    k = matrix("1; 0")

    def breaks(S: ExactMatrix) -> bool:
        return S.rows == 2 and (S.T * S * k)[1, 0] != 0
    S = least(squares(2, 1), breaks)
    yield against("k = e_1 is no right singular vector of S: S^T S k is not a multiple of k. Writing v = 0 with b = 1 leaves "
                  "S (I - k k^T), and that is no truncation of S: the part removed is not s u w^T with singular vectors u, w.",
                  certified(svd(S)), fact("det([entry(S^T*S*k, 1, 1), 1; entry(S^T*S*k, 2, 1), 0]) ≠ 0", given={"S": S, "k": k}),
                  fact("S*(eye(2) - k*k^T) = S + (zero(2, 1) - S*k)*k^T", given={"S": S, "k": k}), witness=str(S))
    yield repair("S (I - b k k^T) + b v k^T = S - b (S k - v) k^T, a gradient step of rank at most one, for all sizes.",
                 theorem("delta_rule_is_gradient_step"))


@claim("C-3.2-bib", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.IMPRECISE,
       "Trefethen and Bau treat the singular value decomposition in Chapters 4 and 5; algorithms are in Golub and Van Loan.",
       correction="Trefethen and Bau, Lectures 4 and 5: the book is divided into lectures. Golub and Van Loan: section 8.6 "
                  "of the fourth edition.", sources=("TB97", "GVL13"))
def where_to_read() -> Points:
    """The tables of contents of the two books."""
    yield against("The book has six parts and forty lectures, and no chapters.", sourced("TB97", "contents"))
    yield repair("Lecture 4: The Singular Value Decomposition; Lecture 5: More on the SVD.", sourced("TB97", "lectures 4 and 5"))
    yield repair("Computing the SVD.", sourced("GVL13", "section 8.6"))
