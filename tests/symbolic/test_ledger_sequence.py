"""The ledger of claims, sequence models: HiPPO, S4, state-space duality, the delta rule, recurrent gradients."""
from __future__ import annotations

from fractions import Fraction

from symbolic import (
    ExactMatrix,
    bilinear,
    bilinear_singularity,
    condition_number,
    delta_gradient,
    delta_scan,
    delta_stability,
    delta_step,
    dplr,
    dplr_form,
    dplr_kernel,
    eigenvalues,
    fourier_matrix,
    generating_kernel,
    gradient_regime,
    hippo_legs,
    identity,
    inverse,
    matrix,
    nplr,
    parameter,
    rank,
    rational,
    rnn_gradient,
    rnn_run,
    scaled_matrix,
    selective_matrix,
    selective_scan,
    semiseparable_rank,
    ssd_chunked,
    ssd_matrix,
    ssd_scan,
    ssm_kernel,
    ut_bound,
)
from tests.symbolic.ledger import refused, rows

NAMES = ["p", "q", "r", "s", "k", "l", "v", "w", "b", "a1", "a2"]


def letters(text: str) -> ExactMatrix:
    return matrix(text, symbols=NAMES)


S, K, V, BETA = letters("p q; r s"), [parameter("k"), parameter("l")], [parameter("v"), parameter("w")], parameter("b")
KEY, VALUE = letters("k; l"), letters("v; w")
ERROR = VALUE - S * KEY
LENGTH = parameter("k") * parameter("k") + parameter("l") * parameter("l")

S4 = dplr([-1, -2], [1, 1], None, [1, 1], [1, 0])
GATES, B, C = [[0, 0], [2, 3], [1, 5]], [[1, 2], [1, 1], [2, 1]], [[1, 1], [1, 0], [3, 1]]
SCALARS = [0, 2, 3]
TURN = matrix("3/5 -4/5; 4/5 3/5")

KERNELS = (
    # the r x r system is the only one that is solved: here Cauchy sums in a (1 + r) x (1 + r) table, r = 1
    ("C-3.3-s4-invert", lambda: dplr_kernel([-1, -2], [1, 1], None, [1, 1], [1, 0], 1, 4).kernel, ssm_kernel(*bilinear(S4.dense(), [1, 1], 1), [1, 0], 4)),
    ("C-3.3-s4-invert", lambda: dplr_kernel([-1, -2], [1, 1], None, [1, 1], [1, 0], 1, 4).sums[0].shape, (2, 2)),
    ("C-3.3-s4-invert", lambda: condition_number(fourier_matrix(4)), 1),
    ("C-3.4-s4-cauchy", lambda: S4.resolvent(5), inverse(identity(2) * 5 - S4.dense())),
    ("C-3.4-s4-cauchy", lambda: dplr_kernel([-1, -2], [1, 1], None, [1, 1], [1, 0], 1, 3).sums[0][1, 0], rational(3, 2)),
    ("C-3.4-cauchy-use1", lambda: generating_kernel(S4.dense() * rational(1, 7), [1, 1], [1, 0], 4).kernel, ssm_kernel(S4.dense() * rational(1, 7), [1, 1], [1, 0], 4)),
    ("C-3.4-cauchy-use2", lambda: S4.transfer(5), (inverse(identity(2) * 5 - S4.dense()) * matrix("1; 1"))[0, 0]),
    ("C-3.5-hippo-dplr", lambda: [nplr(hippo_legs(8)).rank, nplr(hippo_legs(8)).shift], [1, rational(-1, 2)]),
    ("C-3.5-hippo-dplr", lambda: nplr(hippo_legs(8)).normal - nplr(hippo_legs(8)).low_rank, hippo_legs(8)),
    ("C-3.5-hippo-dplr", lambda: nplr(hippo_legs(8)).skew + nplr(hippo_legs(8)).skew.T, scaled_matrix(matrix([[0] * 8] * 8), range(1, 16, 2))),
    ("C-3.5-hippo-dplr", lambda: rank(hippo_legs(8).rational - matrix([[-i if i == j else 0 for j in range(1, 9)] for i in range(1, 9)])), 7),
    ("C-3.5-hippo-dplr", lambda: dplr_form(nplr(hippo_legs(2))).dplr.rank, 1),
    ("C-3.5-hippo-dplr", lambda: [dplr_form(nplr(hippo_legs(2))).V * dplr_form(nplr(hippo_legs(2))).dplr.dense()], [hippo_legs(2).rational * dplr_form(nplr(hippo_legs(2))).V]),
    # exactly singular if and only if 2/step is one of 1, .., n
    ("D-bilinear", lambda: [d for d in range(1, 25) if bilinear_singularity(hippo_legs(8), Fraction(2, d)).singular], list(range(1, 9))),
    ("D-bilinear", lambda: [bilinear_singularity(hippo_legs(8), h).singular for h in (1, Fraction(1, 2), Fraction(1, 5), Fraction(3, 2))], [True, True, False, False]),
    ("D-bilinear", lambda: rank(bilinear(hippo_legs(8), step=1).A.rational), 7),
    ("D-bilinear", lambda: bilinear_singularity(hippo_legs(8), 1).defined, True),
)

DUALITY = (
    ("C-3.4-1ss-mamba2", lambda: [semiseparable_rank(ssd_matrix(SCALARS, B, C).dense()), semiseparable_rank(ssd_matrix(SCALARS, [1, 1, 1], [1, 1, 1]).dense())], [2, 1]),
    ("C-3.4-1ss-matrix", lambda: ssd_matrix([0, parameter("a1"), parameter("a2")], [1, 1, 1], [1, 1, 1]).dense(), letters("1 0 0; a1 1 0; a1*a2 a2 1")),
    ("C-3.4-1ss-two-ways", lambda: ssd_scan(SCALARS, B, C, [1, 1, 1]).outputs, ssd_matrix(SCALARS, B, C).dense() * matrix("1; 1; 1")),
    ("C-3.4-chunk", lambda: [ssd_chunked(SCALARS, B, C, [1, 4, 2], q).outputs for q in (1, 2, 3, 9)], [ssd_scan(SCALARS, B, C, [1, 4, 2]).outputs] * 4),
    # with a diagonal A_t the operator is a sum of N one-semiseparable ones, and not one of them
    ("C-3.7-scan", lambda: [len(selective_matrix(GATES, B, C).terms), semiseparable_rank(selective_matrix(GATES, B, C).dense())], [2, 2]),
    ("C-3.7-scan", lambda: sum((t.dense() for t in selective_matrix(GATES, B, C).terms), start=matrix("0 0 0; 0 0 0; 0 0 0")), selective_matrix(GATES, B, C).dense()),
    ("C-3.7-scan", lambda: selective_scan(GATES, B, C, [1, 1, 1]).outputs, selective_matrix(GATES, B, C).dense() * matrix("1; 1; 1")),
    ("C-3.7-scan", lambda: selective_matrix([[2, 2], [2, 2], [3, 3]], B, C).dense(), ssd_matrix(SCALARS, B, C).dense()),
)

DELTA = (
    ("C-3.2-deltanet-svd", lambda: delta_step(S, K, V, BETA).S - S, ERROR * KEY.T * BETA),
    ("C-3.5-delta-formula", lambda: delta_step(S, K, V, BETA).S, S * (identity(2) - KEY * KEY.T * BETA) + VALUE * KEY.T * BETA),
    ("C-3.5-delta-rank1", lambda: delta_step(S, K, V, BETA).erase, identity(2) - KEY * KEY.T * BETA),
    ("C-3.5-delta-rank1", lambda: eigenvalues(delta_step(identity(3), [1, 2, 2], [0, 0, 0], rational(1, 3)).erase), ((-2, 1), (1, 2))),
    ("C-3.5-delta-euler", lambda: delta_gradient(S, K, V), ERROR * KEY.T * -1),
    ("C-3.5-delta-euler", lambda: [delta_stability([3, 4], Fraction(x, 25)).stable for x in (-1, 0, 1, 2, 3)], [False, True, True, True, False]),
    ("C-3.5-delta-euler", lambda: delta_stability([3, 4], 1).limit, rational(2, 25)),
    # backward Euler: the rate is b/(1 + b |k|^2), and S' solves S' = S + b (v - S' k) k^T
    ("C-3.5-longhorn-ode", lambda: delta_step(S, K, V, BETA, "implicit").rate, BETA / (1 + BETA * LENGTH)),
    ("C-3.5-longhorn-ode", lambda: [x.S - S == (VALUE - x.S * KEY) * KEY.T * BETA for x in [delta_step(S, K, V, BETA, "implicit")]], [True]),
    ("C-3.5-longhorn-ode", lambda: delta_step(S, K, V, BETA, "exact-flow").rate, (1 - parameter("E")) / LENGTH),
    ("D-delta", lambda: delta_scan([["3/5", "4/5"], ["-4/5", "3/5"]], [[1, 2], [3, 4]], [1, 1], matrix("9 8; 7 6")).states[-1] * matrix("3/5 -4/5; 4/5 3/5"), matrix("1 3; 2 4")),
    ("D-delta", lambda: [ut_bound([[1, 0], ["3/5", "4/5"]], [1, 2]).applies, ut_bound([[1, 0], ["3/5", "4/5"]], [1, 2]).holds], [True, True]),
    ("D-delta", lambda: [ut_bound([[2, 0], [2, 0]], [1, 1]).applies, ut_bound([[2, 0], [2, 0]], [1, 1]).holds], [False, False]),
)

RECURRENT = (
    # one entry of a block of size 2, and the exponent is t - 1
    ("L-rnn-tlt", lambda: rnn_gradient(matrix("9/10 1; 0 9/10"), t=100).jacobian[0, 1], 100 * rational(9, 10) ** 99),
    ("L-rnn-tlt", lambda: rnn_gradient(matrix("1/2 1 0; 0 1/2 1; 0 0 1/2"), t=7).jacobian[0, 2], 21 * rational(1, 2) ** 5),
    ("L-tab-rnn", lambda: [gradient_regime(M).word for M in (matrix("2"), matrix("9/10 1; 0 9/10"), matrix("1 1; 0 1"), TURN)], ["exploding", "vanishing", "exploding", "bounded"]),
    ("L-every-rnn", lambda: [gradient_regime(M).word for M in (matrix("1/2 0; 0 1/3"), matrix("2 0; 0 3"))], ["vanishing", "exploding"]),
    ("L-take-rnn", lambda: gradient_regime(matrix("1 1; 0 1")).degree, 1),
    ("L-q2-norm", lambda: rnn_gradient(TURN, t=30).jacobian * rnn_gradient(TURN, t=30).jacobian.T, identity(2)),
    # a linear network only: one unit that is cut off loses the gradient of an orthogonal W
    ("L-q2-norm", lambda: rnn_gradient(TURN, rnn_run(TURN, [1, -2], 1, slope=0)).jacobian.T, matrix("3/5 0; -4/5 0")),
    ("D-rnn-refused", lambda: refused(rnn_gradient, matrix("1 2 3; 4 5 6")), ("NotSquareError", False)),
)


@rows([*KERNELS, *DUALITY, *DELTA, *RECURRENT])
def test_claim(call, outcome):
    assert call() == outcome
