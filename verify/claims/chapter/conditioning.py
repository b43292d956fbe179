"""Section 3.3: what a condition number is, and what it says about digits and about singular matrices."""
from __future__ import annotations

from fractions import Fraction
from statistics import median

from flint import arb

from symbolic import ExactMatrix, condition_number, matrix, rank, singular_triples, solve, worst_case_rhs
from verify import Answer, check
from verify.claims.chapter.draws import drawn
from verify.claims.checks import assumed, certified, compare, enclosed, fact, observed, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, squares

AMPLIFIED = fact("(A*v)^T*(A*v) = s^2*v^T*v", letters={"A": ("n", "n"), "v": ("n", 1)}, laws=("A^T*A*v = s^2*v",))


@claim("C-3.3-kappa-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "kappa(A) = |A|_2 |A^-1|_2 = s_1 / s_n for regular A, and infinite for singular A.", sources=("Hig02",))
def definition() -> Points:
    """The inverse is V S^-1 U^T, so its singular values are the 1 / s_i; norms are largest singular values, for all sizes."""
    letters: dict[str, tuple[int | str, int | str]] = dict.fromkeys("USVR", ("n", "n"))
    laws = ("U^T*U = eye(n)", "U*U^T = eye(n)", "V^T*V = eye(n)", "V*V^T = eye(n)", "S*R = eye(n)", "R*S = eye(n)")
    yield supports("A = U S V^T with S R = I has the inverse V R U^T: its singular values are those of R, 1 / s_i.", fact(
        "(U*S*V^T)*(V*R*U^T) = eye(n)", "(V*R*U^T)*(U*S*V^T) = eye(n)", letters=letters, laws=laws),
        fact("(V*R*U^T)^T*(V*R*U^T)*U = U*(R^T*R)", letters=letters, laws=laws))
    yield supports("|A x|^2 <= s_1^2 |x|^2 for all x, and equality at a singular vector: |A|_2 = s_1, and so |A^-1|_2 = 1 / s_n.",
                   theorem("rayleigh_quotient_bounds"), AMPLIFIED)
    yield supports("A is singular exactly when it has a null vector, and then s_n = 0: no finite bound holds.",
                   theorem("singular_matrix_has_null_vector"))


@claim("C-3.3-kappa-rhs", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A x = b and A (x + dx) = b + db give |dx| / |x| <= kappa(A) |db| / |b|, and some b, db attain it.", sources=("Hig02",))
def right_side() -> Points:
    """Two norm bounds, multiplied; and the two extreme singular vectors. For all sizes."""
    yield supports("|dx|^2 <= c |db|^2 with c = |A^-1|^2 and |b|^2 <= a |x|^2 with a = |A|^2 multiply to |dx|^2 |b|^2 <= a c "
                   "|x|^2 |db|^2: the theorem with s = -|dx|^2 and c = |b|^2.", theorem("product_of_bounded"))
    yield supports("Attained by x = v_1, b = A v_1, dx = v_n, db = A v_n: |b| = s_1 |x| and |db| = s_n |dx|.", AMPLIFIED)
    yield supports("For every kappa = k by diag(1, 1/k), b = e_1, db = e e_2: x = e_1, dx = k e e_2.", fact(
        "diag(1, 1/k)*[1; 0] = [1; 0]", "diag(1, 1/k)*[0; k*e] = [0; e]", nonzero=("k",)))
    regular = [A for A in drawn(150, 38, 3, 2) if rank(A) == A.rows]
    yield also("For random matrices the kernel accepts a worst case that attains it, in the 2-norm.",
               tried(lambda A: check(worst_case_rhs(A, 2)).ok, regular, "a right side attains the bound"))
    yield also("A changed matrix needs more: A = 1, A + dA = 1 - e has |dx| / |x| = e / (1 - e), more than e.",
               fact("1/(1 - e) - 1 = e/(1 - e) > e", given={"e": Fraction(1, 10)}))


@claim("C-3.3-kappa-one", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE, "kappa(A) = 1 is the case of orthogonal A.",
       correction="kappa(A) = 1 exactly when A = c Q with Q orthogonal and c not 0, that is A^T A = c^2 I.", sources=("Hig02",))
def kappa_one() -> Points:
    """The 1 x 1 matrix 2, and 5 times a rotation; A^T A = c I is equivalent, for all sizes."""
    def breaks(A: ExactMatrix) -> bool:
        return rank(A) == A.rows and condition_number(A) == 1 and A.T * A != A ** 0
    A, B = least(squares(2, 2), breaks), matrix("3 -4; 4 3")
    yield against("The 1 x 1 matrix 2 has kappa = 1, and 2^T 2 = 4 is not 1.", certified(singular_triples(A)),
                  compare(condition_number(A), "=", 1, singular_triples(A), how=f"the least such matrix, {ORDER}"),
                  fact("A^T*A ≠ eye(1)", given={"A": A}), witness=str(A))
    yield against("5 times a rotation.", compare(condition_number(B), "=", 1, singular_triples(B)),
                  fact("A^T*A = 25*eye(2)", "A^T*A ≠ eye(2)", given={"A": B}), witness=str(B))
    yield repair("A^T A = c I gives |A z|^2 = c |z|^2 for all z, so s_1 = s_n; and s_1^2 = s_n^2 = c gives A^T A = V (c I) "
                 "V^T = c I.",
                 fact("(A*z)^T*(A*z) = c*z^T*z", letters={"A": ("n", "n"), "z": ("n", 1)}, laws=("A^T*A = c*eye(n)",)),
                 fact("V*(c*eye(n))*V^T = c*eye(n)", letters={"V": ("n", "n")}, laws=("V*V^T = eye(n)",)))


@claim("C-3.3-digits", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "Solving A x = b with kappa(A) about 10^k loses about k digits.",
       correction="That is the worst case over b and its error, and it is attained. Another b may lose none: for diag(1, 10^-k) "
                  "and b = e_2 every db has |dx| / |x| <= |db| / |b|.", sources=("Hig02",))
def lost_digits() -> Points:
    """One matrix, two right sides: for one some error loses k digits, for the other none does, for all k."""
    k = 8
    A = matrix([[1, 0], [0, Fraction(1, 10 ** k)]])
    yield against("diag(1, 1/K) has kappa = K >= 1. For b = e_2, x = K e_2, and db = (p, q) gives dx = (p, K q): K^2 |db|^2 - "
                  "|dx|^2 = (K^2 - 1) p^2 >= 0, so |dx| / |x| <= |db| / |b|.",
                  fact("diag(1, 1/k)*[0; k] = [0; 1]", "diag(1, 1/k)*[p; k*q] = [p; q]",
                       "k^2*(p^2 + q^2) - (p^2 + (k*q)^2) = (k^2 - 1)*p^2", nonzero=("k",)),
                  compare(condition_number(A), "=", 10 ** k, singular_triples(A)), witness=str(A))
    yield repair("Never more than the factor kappa: |dx|^2 |b|^2 <= a c |x|^2 |db|^2.", theorem("product_of_bounded"))
    yield repair("And the factor is attained: for b = e_1, x = e_1, and db = e e_2 gives dx = K e e_2.", fact(
        "diag(1, 1/k)*[1; 0] = [1; 0]", "diag(1, 1/k)*[0; k*e] = [0; e]", nonzero=("k",)))


@claim("C-3.3-double16", Kind.NUMBER, Scope.THIS, Standing.TRUE, "Double precision carries about 16 decimal digits.",
       sources=("Hig02",))
def double_precision() -> Points:
    """A significand of 53 bits: 15.95 < 53 log10(2) < 15.96, in whole numbers."""
    import sys
    p = sys.float_info.mant_dig
    yield supports("10^15 < 2^53 < 10^16, and more closely 2^53 is between 10^15.95 and 10^15.96.",
                   fact("10^15 < 2^p < 10^16", given={"p": p}),
                   compare(10 ** 1595, "<", 2 ** (100 * p)), compare(10 ** 1596, ">", 2 ** (100 * p)))
    yield also("53 log10(2) as a ball.", enclosed(53 * arb(2).log() / arb(10).log(), ">", arb("15.954")),
               enclosed(53 * arb(2).log() / arb(10).log(), "<", arb("15.955")))


@claim("C-3.3-1e16", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "A matrix with kappa(A) of 10^16 or more is numerically singular in double precision.",
       correction="It is within relative 2-norm distance 1 / kappa of a singular matrix; whether that matters depends on "
                  "scaling: diag(1, 10^-20) x = b is solved to full accuracy.", sources=("Hig02",))
def numerically_singular() -> Points:
    """diag(1, 10^-20) is solved exactly; the distance to the nearest singular matrix is proved for all sizes."""
    import numpy as np
    A, b = matrix([[1, 0], [0, Fraction(1, 10 ** 20)]]), matrix("1; 1")
    x = solve(A, b)
    yield against("diag(1, 10^-20) has kappa = 10^20; its rows scaled, it is the identity, and x = (1, 10^20) comes by one "
                  "division each.",
                  compare(condition_number(A), "=", 10 ** 20, singular_triples(A)), certified(Answer("solve", A, x, b)),
                  fact("diag(1, 10^20)*A = eye(2)", given={"A": A}), witness=str(A))
    found = np.linalg.solve(np.array([[1.0, 0.0], [0.0, 1e-20]]), np.ones(2))
    yield also("numpy.linalg.solve returns both entries to full accuracy.", observed(
        max(abs(found / np.array([1.0, 1e20]) - 1)), "<", 4e-16, f"one run of numpy {np.__version__}: linalg.solve, {found}"))
    yield repair("No singular matrix is nearer to A than s_n, and one is as near (r = n - 1): relative to |A|, that is 1 / "
                 "kappa.",
                 theorem("eckart_young_spectral", "eckart_young_spectral_attained"))


@claim("C-3.3-random-kappa", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.IMPRECISE,
       "Unlike HiPPO, a random initialization has kappa growing as N^O(1) or worse.",
       correction="kappa of HiPPO-LegS grows as N^2, and N^2 is N^O(1), so this is no contrast. For large N Gaussian matrices "
                  "have median kappa about 3.67 N, less than HiPPO-LegS.", sources=("Ede88",))
def random_growth() -> Points:
    """HiPPO-LegS is of order N^2 itself; a Gaussian sample has a median below HiPPO's bound; the limit law is cited."""
    import numpy as np
    yield against("kappa(HiPPO-LegS) is at least (N^2 + 1) / 2 and at most 1 + (4/pi) N^2 for all N: it is itself N^O(1).",
                  theorem("hippo_legs_condition_below", "hippo_legs_condition_of_order_n_squared"))
    sample = np.random.default_rng(0).standard_normal((300, 32, 32))
    middle = float(median(np.linalg.cond(sample)))
    yield against("The median over 300 Gaussian matrices with N = 32 is below HiPPO's lower bound, (32^2 + 1) / 2.",
                  observed(middle, "<", Fraction(32 ** 2 + 1, 2), f"numpy {np.__version__}: median {middle:.1f} of 300, seed 0"))
    log2 = arb(2).log()
    x = (1 + (1 + 2 * log2).sqrt()) / log2
    yield repair("kappa / N has a limit law: the probability of kappa / N <= x tends to exp(-2/x - 2/x^2).",
                 assumed("the limit law of the condition number of Gaussian matrices", "Ede88", "the limit of kappa / n, "
                                                                                                "real case"))
    yield repair("Its median, the root of 2/x + 2/x^2 = log 2, is 3.6713; and (N^2 + 1)/2 > 3.68 N for N = M + 8, M >= 0.",
                 enclosed(x, ">", arb("3.6712")), enclosed(x, "<", arb("3.6714")),
                 enclosed(abs(2 / x + 2 / x ** 2 - log2), "<", arb("1e-12")),
                 fact("((M + 8)^2 + 1)/2 - 3.68*(M + 8) = M^2/2 + 4.32*M + 3.06"))
