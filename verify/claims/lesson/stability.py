"""The lesson's table of uses: what the eigenvalues say of stability, gradients, signals and iterations."""
from __future__ import annotations

from symbolic import (
    ExactMatrix,
    companion,
    expm,
    jordan_form,
    matrix,
    matrix_power,
    parse_polynomial,
    rnn_gradient,
    rnn_run,
    stability,
    transfer_function,
    zero,
)
from verify.claims.checks import assumed, certified, compare, fact, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.defects import EXISTENCE
from verify.claims.lesson.hidden import jordan_block
from verify.claims.search import ORDER, least, squares

DECAY = assumed("x' = A x is asymptotically stable exactly when every eigenvalue of A has a negative real part", "Gan59",
                "chapter V, section 6")
VANISHING_POWERS = assumed("A^n tends to 0 exactly when every eigenvalue of A has modulus less than 1", "HJ13",
                           "section 5.6")


def marginal(A: ExactMatrix) -> bool:
    """Whether all solutions are bounded and some do not tend to 0."""
    return stability(A).word == "marginal"


@claim("L-tab-stable", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "x' = A x is stable exactly when every eigenvalue of A has a negative real part.",
       hypothesis="Stable means asymptotically stable: every solution tends to 0.",
       correction="For asymptotic stability. All solutions stay bounded exactly when Re x <= 0 for every eigenvalue and those "
                  "with Re x = 0 have blocks of size 1 only.", sources=("Gan59",))
def stable_system() -> Points:
    """The least system that is stable and has no eigenvalue with Re < 0; and the form of all solutions."""
    A = least(squares(2, 1), marginal)
    yield against("x' = 0: the solutions are constant, so 0 is stable, and the eigenvalue is 0.",
                  compare(A, "=", matrix("0"), how=f"the least one {ORDER}"), certified(expm(A)),
                  fact("det(A) = 0", given={"A": A}), witness=str(A))
    N = jordan_block(0, 2)
    yield also("Blocks decide on the axis: [0, 1; 0, 0] has the same eigenvalue and the unbounded solution (t, 1).",
               certified(expm(N)), compare(stability(N).word, "=", "unstable", jordan_form(N)),
               compare([b.size for b in jordan_form(N).blocks], "=", [2], jordan_form(N)), witness=str(N))
    yield repair("e^(tA) is the sum of e^(xt) t^j/j! Z_j over the eigenvalues x; all terms tend to 0 exactly when all Re x < 0.",
                 theorem("exponential_through_spectral_components"), DECAY)


@claim("L-tab-rnn", Kind.EMPIRICAL, Scope.ALL, Standing.CONDITIONAL,
       "The gradient of a recurrent network explodes if an eigenvalue of its weights has |x| > 1, and vanishes if all have "
       "|x| < 1.",
       hypothesis="The network is linear, and the number of steps goes to infinity.",
       correction="For a linear network and many steps. At first the gradient can rise although all |x| < 1; at |x| = 1 block "
                  "sizes decide; in a nonlinear network the slopes count too.", sources=("BSF94", "HJ13"))
def recurrent_gradients() -> Points:
    """One rectified unit with weight 2 that is switched off; and the powers of W."""
    W = least(squares(1, 2), lambda A: bool(stability(A, discrete=True).unstable))
    run = rnn_run(W, [-1], 1, slope=0)
    yield against("A rectified unit with weight 2 at the state -1: its argument is -2, its slope 0, and so is the gradient.",
                  compare(W, "=", matrix("2"), how=f"the least one with |x| > 1 {ORDER}"),
                  fact("entry(W, 1, 1)*(-1) < 0", given={"W": W}), compare(run.slopes, "=", ((0,),)),
                  compare(rnn_gradient(W, run).jacobian, "=", zero(1, 1)), witness=str(W))
    yield repair("With W v = x v, W^t v = x^t v, and (1 + s)^t >= 1 + t s for |x| = 1 + s; when all |x| < 1, W^t tends to 0.",
                 theorem("intertwined_powers", "bernoulli_inequality"), VANISHING_POWERS)
    J = matrix("9/10 1; 0 9/10")
    yield also("J_2(9/10) has grown after 10 steps: beside the diagonal stands 10 * 0.9^9 > 3.8.",
               fact("entry(J^10, 1, 2) = 10*0.9^9 > 3.8", given={"J": J}), certified(matrix_power(J)), witness=str(J))


@claim("L-tab-signal", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Repeated poles of a transfer function give terms like t e^(xt) in the impulse response.", sources=("Kai80", "HJ13"))
def repeated_poles() -> Points:
    """(s - A)^-1 and e^(tA) have the same coefficients: of 1/(s - x)^(d+1) there, of t^d/d! e^(xt) here."""
    yield supports("With A = P J P^-1 both C (s - A)^-1 B and C e^(tA) B are sums over the blocks: on the diagonal d of a block "
                   "of x stand 1/(s - x)^(d+1) and e^(xt) t^d/d!, so a pole of order m gives t^(m-1) e^(xt).",
                   theorem("jordan_block_inverse", "jordan_block_exponential", "exponential_of_similar_matrix"), EXISTENCE)
    G = transfer_function(companion(parse_polynomial("(x+1)^2")).dense().T, matrix("0; 1"), matrix("1 0"))
    yield also("1/(s + 1)^2 has the impulse response t e^(-t).", certified(G), certified(expm(G.A)),
               compare([p.order for p in G.poles], "=", [2], G), compare(str(G.impulse_response), "=", "t*exp(-t)"))
    H = transfer_function(jordan_block(-1, 2), matrix("0; 1"), matrix("0 1"))
    yield also("The order counts after cancellation: J_2(-1) with B = (0, 1), C = (0, 1) has a simple pole and e^(-t).",
               certified(H), compare([p.order for p in H.poles], "=", [1], H), compare(str(H.impulse_response), "=", "exp(-t)"))


@claim("L-tab-rho", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.CONDITIONAL,
       "The spectral radius r of the iteration matrix sets the rate of convergence of an iterative method: errors fall like r^n.",
       hypothesis="The iteration is stationary and linear, x_(n+1) = M x_n + c, and the rate is the limit of |M^n|^(1/n).",
       correction="For stationary linear iterations, in the limit: |M^n|^(1/n) tends to r. A block of size k at |x| = r > 0 "
                  "brings the factor n^(k-1), and errors can grow at first.", sources=("HJ13", "Saa03"))
def iteration_rate() -> Points:
    """The least nonzero matrix with square 0, which does not end an error at once; and one that lets errors grow first."""
    M = least(squares(2, 1), lambda A: A != zero(A.rows, A.rows) and A ** 2 == zero(A.rows, A.rows))
    yield against("0 0; 1 0 has the spectral radius 0, and the error (1, 0) is as long after one step.",
                  compare(M, "=", matrix("0 0; 1 0"), how=f"the least one {ORDER}"), certified(matrix_power(M)),
                  fact("M*[1;0] = [0;1]", given={"M": M}), fact("det(x*eye(2) - M) = x^2", given={"M": M}), witness=str(M))
    J = matrix("9/10 1; 0 9/10")
    yield against("With r = 9/10, 9/10 1; 0 9/10 makes the error (0, 1) more than 3.8 times as long in 10 steps.",
                  fact("entry(J^10, 1, 2) > 3.8", "det(x*eye(2) - J) = (x - 9/10)^2", given={"J": J}), witness=str(J))
    yield repair("The error is M^n e, where M^n is the sum of C(n, j) x^(n-j) Z_j; and |M^n|^(1/n) tends to r.",
                 theorem("powers_through_spectral_components", "linear_recurrence"),
                 assumed("Gelfand's formula for the spectral radius", "HJ13", "corollary 5.6.14"))
