"""Section 3.4: Cauchy matrices, their fast products, and where they come from in S4."""
from __future__ import annotations

from symbolic import cauchy, condition_number, hilbert
from verify.claims.checks import assumed, compare, enclosed, fact, sourced, theorem
from verify.claims.claim import Kind, Point, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim


def avoids_eigenvectors() -> Point:
    """What S4 does in place of evaluating a Vandermonde kernel."""
    return against("For diagonal A the kernel would be a Vandermonde product; the paper rules that out for HiPPO, whose "
                   "eigenvectors have entries of magnitude up to 2^(4N/3), and evaluates no Vandermonde matrix.",
                   sourced("GGR22", "section 3.1, lemma 3.2; section 3.2, algorithm 1",
                           "the kernel is the inverse Fourier transform of its generating function at the roots of unity"))


def from_resolvent() -> Point:
    """Where the Cauchy sums are."""
    return repair("The generating function of the kernel is C (I - z^L A^L)(I - z A)^-1 B, and the resolvent of diagonal plus "
                  "rank one is four Cauchy sums, for all sizes and lengths.",
                  theorem("s4_truncated_generating_function", "s4_bilinear_lemma", "dplr_transfer_function"))


@claim("C-3.4-s4-cauchy", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "S4 uses Cauchy matrices to stabilise the Vandermonde evaluation of its kernel.",
       correction="S4 diagonalizes only the normal part of A, so there is no Vandermonde evaluation to stabilise. Its Cauchy "
                  "sums are the resolvent of diagonal plus low rank at roots of unity.", sources=("GGR22",))
def cauchy_in_s4() -> Points:
    """The paper says what it avoids and why; where the Cauchy sums come from is an identity for all sizes."""
    yield avoids_eigenvectors()
    yield from_resolvent()
    yield also("The eigenvectors of HiPPO-LegS have the entries (-1)^(i-j) C(i + j, i - j), up to sqrt(2i + 1): for N = 32 "
               "entry (30, 10) is above 10^11.", theorem("hippo_legs_eigenvectors"), fact("binom(30 + 10, 30 - 10) > 10^11"))


@claim("C-3.4-cauchy-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "C_ij = 1/(x_i - y_j), no x_i equal to a y_j, defines a Cauchy matrix by its n + m nodes.", sources=("Cau41", "KS95"))
def cauchy_definition() -> Points:
    """Different nodes on each side make it invertible, equal ones singular; it is known from its displacement."""
    yield supports("D_x C - C D_y is all ones: C is determined by its nodes, for all n (a rectangular C is a block of a "
                   "square one).", theorem("cauchy_displacement"))
    yield supports("det C prod (x_i - y_j) is the product of (x_j - x_i)(y_i - y_j), i < j: a square C with different x and "
                   "different y is invertible, otherwise not, for all n.", theorem("cauchy_determinant", "cauchy_inverse"))
    yield supports("Only differences occur: shifting all nodes by s changes nothing, so n + m - 1 numbers would do.",
                   fact("(x + s) - (y + s) = x - y"))


@claim("C-3.4-cauchy-dense", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A Cauchy matrix is dense: every entry depends on its row and on its column.")
def cauchy_dense() -> Points:
    """No entry is 0, and another node in the row or the column gives another entry."""
    yield supports("x_i C_ij - C_ij y_j = 1, so that no entry is 0.", theorem("cauchy_displacement"),
                   fact("1/d ≠ 0", nonzero=("d",)))
    yield supports("Two entries of a row or of a column, 1/d and 1/e, differ by (e - d)/(d e), which is the difference of the "
                   "two nodes over d e.", fact("1/d - 1/e = (e - d)/(d*e)", nonzero=("d", "e")))


@claim("C-3.4-cauchy-fmm", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.IMPRECISE,
       "A product with an n x n Cauchy matrix takes O(n (log n)^2) operations by the fast multipole method.",
       correction="O(n (log n)^2) is the exact algebraic method, by polynomial values. The fast multipole method is approximate: "
                  "O(n) operations for a fixed accuracy.", sources=("Ger88", "GR87"))
def cauchy_products() -> Points:
    """A truncated expansion of 1/(x - y) is never exact, and the sources name the two methods and their costs."""
    yield against("The multipole method is approximate, and its cost is linear in n.",
                  sourced("GR87", "abstract", "an amount of work proportional to N, to within round-off error"))
    yield also("Why approximate: an expansion stops, and 1/(1 - a) less 1 + a + .. + a^(p-1) is a^p/(1 - a), 0 only for a = 0.",
               theorem("geometric_sum"), fact("a^p ≠ 0", nonzero=("a",)))
    yield repair("w_j/(x - y_j) summed is p(x)/q(x): exact, by values of two polynomials of degree <= n.",
                 theorem("partial_fractions"), assumed("Cauchy products by polynomial values, O(n (log n)^2)", "Ger88"))


@claim("C-3.4-cauchy-use1", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "S4 uses Cauchy matrices as the numerically stable replacement of Vandermonde matrices.",
       correction="No Vandermonde matrix is replaced: the Cauchy sums are the resolvent of diagonal plus low rank at roots of "
                  "unity, and S4 has them because it diagonalizes only the normal part of A.", sources=("GGR22",))
def cauchy_for_vandermonde() -> Points:
    """In S4 it stands for no Vandermonde matrix, and a Cauchy matrix need not be well conditioned."""
    yield avoids_eigenvectors()
    yield from_resolvent()
    yield also("Nor is a Cauchy matrix well conditioned as such: nodes 0, s and -1, -2 have the determinant s/(2(s + 1)(s + 2)), "
               "and Hilbert's 8 x 8 matrix has kappa_2 > 1.5e10.",
               fact("det([2*(s + 1)*(s + 2), (s + 1)*(s + 2); 2*(s + 2), 2*(s + 1)]) = 2*s*(s + 1)*(s + 2)"),
               compare(cauchy(range(1, 9), range(0, -8, -1)).dense(), "=", hilbert(8).dense()),
               enclosed(condition_number(hilbert(8)).enclose(10), ">", 15 * 10 ** 9))


@claim("C-3.4-cauchy-use2", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The transfer function of diagonal plus low rank is made of Cauchy sums, by partial fractions: C (z - D)^-1 B = sum of "
       "c_i b_i/(z - d_i), and Woodbury's formula for the rest.", sources=("GGR22", "Woo50"))
def transfer_function_is_cauchy() -> Points:
    """Both are theorems for all sizes and ranks."""
    yield supports("Rank one: the transfer function is four Cauchy sums, at every z that is no d_i.",
                   theorem("dplr_transfer_function"))
    yield supports("Any rank: the resolvent by Woodbury's formula, with a core of Cauchy sums.", theorem("dplr_resolvent"))
