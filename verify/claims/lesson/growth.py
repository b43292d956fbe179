"""The lesson's powers of a block: what grows, what decays, and the number that is said for a hundred steps."""
from __future__ import annotations

from fractions import Fraction

from symbolic import ExactMatrix, jordan_form, matrix, matrix_power, power_peak, rational
from verify.claims.checks import certified, compare, fact, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.lesson.hidden import jordan_block
from verify.claims.search import by_height, least


@claim("L-split-N", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "J_k(x) = x I + N with N^k = 0, N the matrix with ones directly above the diagonal.", sources=("HJ13",))
def split() -> Points:
    """N^k = 0 and N^(k-1) is not 0, for every size."""
    yield supports("N^k = 0, and no smaller power is.", theorem("nilpotency_index"))


@claim("L-N-growth", Kind.EMPIRICAL, Scope.ALL, Standing.TRUE,
       "The nilpotent part N is what brings the polynomial factors into the powers of a block.", sources=("HJ13",))
def growth_from_nilpotent() -> Points:
    """(x I + N)^t is a sum of C(t, j) x^(t-j) N^j: without N only x^t is left."""
    yield supports("(x I + N)^t is the sum of C(t, j) x^(t-j) N^j over j < k; the term of N^j has a polynomial of degree j in t.",
                   theorem("power_of_scalar_plus_nilpotent", "jordan_block_powers"))
    yield also("C(t, 2) and C(t, 3) are polynomials of degree 2 and 3.",
               fact("binom(t, 2) = t*(t-1)/2"), fact("binom(t, 3) = t*(t-1)*(t-2)/6"))


@claim("L-J2n", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "J_2(x)^n = [x^n, n x^(n-1); 0, x^n].", sources=("HJ13",))
def powers_of_two_block() -> Points:
    """The theorem for all sizes; and the step from n to n + 1, replayed for all x and n."""
    yield supports("The entries are C(n, j - i) x^(n-j+i), for every size and n.", theorem("jordan_block_powers"))
    yield supports("The step from n to n + 1, for x not 0.", fact(
        "[x^n, n*x^(n-1); 0, x^n]*[x, 1; 0, x] = [x^(n+1), (n+1)*x^n; 0, x^(n+1)]", nonzero=("x",)))


@claim("L-J3n", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "J_3(x)^n has x^n on the diagonal, n x^(n-1) above it and C(n, 2) x^(n-2) in the corner (0 where n is less than 2).",
       sources=("HJ13",))
def powers_of_three_block() -> Points:
    """The theorem for all sizes; and the step from n to n + 1, replayed for all x and n."""
    yield supports("The entries are C(n, j - i) x^(n-j+i), for every size and n, x = 0 included.", theorem("jordan_block_powers"))
    yield supports("The step from n to n + 1, for x not 0.", fact(
        "[x^n, n*x^(n-1), binom(n,2)*x^(n-2); 0, x^n, n*x^(n-1); 0, 0, x^n]*[x, 1, 0; 0, x, 1; 0, 0, x]"
        " = [x^(n+1), (n+1)*x^n, binom(n+1,2)*x^(n-1); 0, x^(n+1), (n+1)*x^n; 0, 0, x^(n+1)]", nonzero=("x",)))


@claim("L-slower", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "For |x| < 1 the entry n x^(n-1) of a block decays more slowly than x^n.",
       hypothesis="x is not 0.",
       correction="For 0 < |x| < 1. For x = 0 both are 0 from n = 2 on: the powers of a nilpotent block end.", sources=("HJ13",))
def slower() -> Points:
    """At x = 0 both entries vanish; elsewhere their ratio is n/x."""
    x = least([rational(k, 2) for k in by_height(2) if abs(k) < 2], lambda z: not abs(2 * z) > abs(z ** 2))
    yield against("x = 0: 2 x and x^2 are both 0, J_2(0)^2 = 0, and nothing is left to decay.",
                  compare(x, "=", 0, how="the first in the order 0, 1/2, -1/2 where |2 x| > |x^2| fails"),
                  fact("[0,1;0,0]^2 = zero(2,2)"), certified(matrix_power(jordan_block(0, 2))), witness="0 1; 0 0")
    yield repair("For x not 0, n x^(n-1) is n/x times x^n, for all n: the ratio grows beyond all bounds.",
                 fact("n*x^(n-1) = (n/x)*x^n", nonzero=("x",)), theorem("jordan_block_powers"))
    yield also("For x = 9/10 the entry is greatest at n = 9 and 10.", compare(power_peak("9/10").indices, "=", (9, 10)))


@claim("L-critical", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "For |x| = 1 the powers x^n stay bounded, while n x^(n-1) does not: its modulus is n.", sources=("HJ13",))
def critical() -> Points:
    """Written x = e^(i s): x^n is e^(i n s), and a number times its conjugate is the square of its modulus."""
    yield supports("With x = e^(i s): |x^n|^2 = 1 and |n x^(n-1)|^2 = n^2 for all n and s.",
                   fact("exp(i*(n+1)*s) = exp(i*n*s)*exp(i*s)"), fact("exp(i*n*s)*exp(-i*n*s) = 1"),
                   fact("(n*exp(i*(n-1)*s))*(n*exp(-i*(n-1)*s)) = n^2"))
    yield also("J_2(1) and J_2(-1).", certified(matrix_power(jordan_block(1, 2))), certified(matrix_power(jordan_block(-1, 2))))


unsettled("L-fight", Kind.EMPIRICAL, "In the powers of a block polynomial growth fights exponential decay.",
          "An image, not a statement; what it stands for, that n x^(n-1) rises to a peak before it decays, is settled elsewhere.",
          section=__name__)


def corner(x: str, k: int, t: int) -> ExactMatrix:
    """The entry in the corner of J_k(x)^t over t x^t, as a 1 x 1 matrix."""
    block = matrix([[x if i == j else int(j == i + 1) for j in range(k)] for i in range(k)])
    return matrix([[(block ** t)[0, k - 1] / (t * (block ** t)[0, 0])]])


@claim("L-rnn-tlt", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The gradient of a recurrent network through t steps is proportional to t x^t when its weights have a Jordan block of x.",
       correction="For a linear network and a block of size 2, and there in one entry only, which is t x^(t-1). In a block of "
                  "size k the largest power of t is in C(t, k-1) x^(t-k+1); the diagonal has x^t.", sources=("BSF94",))
def gradient_through_time() -> Points:
    """The least block size where the corner is not a constant times t x^t; and the diagonal of J_2."""
    k = least(range(2, 9), lambda m: len({str(corner("1/2", m, t)) for t in range(m, m + 4)}) > 1)
    W = matrix("1/2 1 0; 0 1/2 1; 0 0 1/2")
    yield against("In J_3(1/2)^t the corner is t (t - 1)/2 (1/2)^(t-2): at t = 2 it is 2 times t x^t, at t = 3 it is 4 times.",
                  compare(k, "=", 3, how="the least size k >= 2 of a block of 1/2 whose corner is not proportional to t x^t"),
                  compare(corner("1/2", 3, 2), "≠", corner("1/2", 3, 3), matrix_power(W)), certified(jordan_form(W)),
                  fact("entry(W^2, 1, 3) = 2*(2*(1/2)^2)", "entry(W^3, 1, 3) = 4*(3*(1/2)^3)", given={"W": W}), witness=str(W))
    yield against("In J_2(1/2)^t the diagonal is (1/2)^t, and (1/2)^t over t (1/2)^t is 1/t, no constant.",
                  fact("entry(W^2, 1, 1)/(2*(1/2)^2) ≠ entry(W^3, 1, 1)/(3*(1/2)^3)", given={"W": matrix("1/2 1; 0 1/2")}),
                  witness="1/2 1; 0 1/2")
    yield repair("The entries of W^t in a block are C(t, j) x^(t-j), j < k.", theorem("jordan_block_powers"))


@claim("L-100x0.9^100", Kind.NUMBER, Scope.THIS, Standing.FALSE,
       "100 times 0.9^100 is 0.00003.",
       correction="100 * 0.9^100 = 0.002656.., more than 88 times as much: 0.00003 is 0.9^100 itself, rounded. The entry of the "
                  "block J_2(0.9)^100 is 100 * 0.9^99 = 0.002951..")
def hundred_steps() -> Points:
    """Exact powers of 9/10."""
    yield against("100 * 0.9^100 lies between 0.0026561 and 0.0026562.",
                  fact("0.0026561 < 100*0.9^100 < 0.0026562"), fact("100*0.9^100 ≠ 0.00003"),
                  fact("88*0.00003 < 100*0.9^100 < 89*0.00003"))
    yield also("0.9^100 rounds to 0.00003: the factor 100 was left out.", fact("0.000025 < 0.9^100 < 0.000035"))
    yield repair("The entry beside the diagonal of J_2(0.9)^100 is 100 * 0.9^99, between 0.0029512 and 0.0029513.",
                 fact("0.0029512 < entry([9/10, 1; 0, 9/10]^100, 1, 2) = 100*0.9^99 < 0.0029513"))
    x, steps = Fraction(9, 10), (10, 50, 100, 146, 147)
    powers = [matrix([[x, 1], [0, x]]) ** n for n in steps]
    yield also("n 0.9^n is below 0.00003 from n = 147 on, not at n = 146.",
               fact("147*0.9^147 < 0.00003 < 146*0.9^146"), fact("(n + 1)*x^(n + 1) = (1 + 1/n)*x*(n*x^n)", nonzero=("x", "n")),
               fact("(1 + 1/147)*0.9 < 1"), compare([W[0, 1] for W in powers], "=", [n * x ** (n - 1) for n in steps]),
               table=(("n", "0.9^n", "n 0.9^n", "n 0.9^(n-1)"),
                      *((str(n), *(f"{float(v):.8f}" for v in (x ** n, n * x ** n, n * x ** (n - 1)))) for n in steps)))


@claim("L-gates", Kind.EMPIRICAL, Scope.ALL, Standing.FALSE,
       "The gates of LSTM and GRU prevent bad Jordan blocks.",
       correction="Gates do not exclude them: a GRU with zero gate weights and U = [2, 4; 0, 2] has the Jacobian J_2(1) at the "
                  "state 0 without input. What gates add is an additive path that they open and close.",
       sources=("HS97", "CMG14"))
def gates() -> Points:
    """The map h -> z h + (1 - z) tanh(U (r h)) with z = r = 1/2 has the derivative I/2 + U/4 at 0."""
    yield against("A GRU without input and bias, with zero gate weights and U = [2, 4; 0, 2]: both gates are 1/2, tanh has the "
                  "slope 1 at 0, and 0 stays where it is; the Jacobian there is I/2 + U/4 = J_2(1), whose powers grow like n.",
                  fact("inv(1 + exp(-0)) = 1/2"), fact("4*inv(exp(0) + exp(-0))^2 = 1"),
                  fact("1/2*eye(2) + (1 - 1/2)*1*1/2*[2,4;0,2] = J", given={"J": jordan_block(1, 2)}),
                  certified(jordan_form(jordan_block(1, 2))), certified(matrix_power(jordan_block(1, 2))), witness="2 4; 0 2")
    yield also("The papers argue with an additive path that gates open and close.",
               sourced("HS97", "abstract", "constant error carousels, and gate units that open and close access to them"),
               sourced("CMG14", "'Hidden unit that adaptively remembers and forgets'", "reset and update gates"))


@claim("L-quiz2", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Vectors with (A - x I) v_1 = 0 and (A - x I) v_(i+1) = v_i, v_1 not 0, form one Jordan block of "
       "size k.", sources=("HJ13",))
def quiz_chain() -> Points:
    """The equations are A P = P J_k(x), and the columns of P are independent, both for all sizes."""
    yield supports("The equations hold exactly when A P = P J_k(x), P = [v_1, .., v_k].", theorem("jordan_chain"))
    yield supports("The vectors are independent, and A P = P J_k(x) with a left inverse of P.",
                   theorem("chain_vectors_independent", "chain_spans_one_block"))
