"""The ledger of claims, structured matrices: Toeplitz, Vandermonde, Cauchy, semiseparable, low rank updates, exercises 3.3, 3.4, 3.6."""
from __future__ import annotations

from fractions import Fraction

import numpy as np

from symbolic import (
    ExactMatrix,
    block_ranks,
    cauchy,
    causal_convolution,
    circulant,
    circulant_embedding,
    det,
    determinant_lemma,
    diagonal,
    exact,
    fourier_matrix,
    hilbert,
    identity,
    inverse,
    is_cauchy,
    is_generator_representable,
    is_hankel,
    is_one_semiseparable,
    is_quasiseparable,
    is_semiseparable,
    is_toeplitz,
    least_embedding_size,
    lti_matrix,
    matrix,
    one_semiseparable,
    parse_number,
    s4d_kernel,
    semiseparable,
    semiseparable_rank,
    sherman_morrison,
    ssm_kernel,
    structured_diagonal,
    structured_update,
    toeplitz,
    transfer_function,
    vandermonde,
    vstack,
    woodbury,
    woodbury_cost,
    zero,
    zoh,
)
from tests.symbolic.ledger import Within, digits, refused, rows
from verify.numeric.fast import cauchy as fast_cauchy
from verify.numeric.fast import one_semiseparable as fast_one_semiseparable
from verify.numeric.fast import toeplitz as fast_toeplitz

NAMES = list("abcdexyz")


def letters(text: str) -> ExactMatrix:
    return matrix(text, symbols=NAMES)


def toeplitz3():
    """The general 3 x 3 Toeplitz matrix."""
    return toeplitz(["a", "b", "c"], ["a", "d", "e"], symbols=NAMES)


LOWER = toeplitz(["a", "b", "c"], ["a", 0, 0], symbols=NAMES)
X3 = letters("x; y; z")
SHIFT = matrix("0 0 0; 1 0 0; 0 1 0")                     # the witness of C-3.4-ss-equiv
ON_OFF = matrix("5 0 0; 1 7 0; 1 1 9")                    # strict rank 1, with the diagonal 2
S4, U4, V4 = letters("a 0; 0 b"), letters("x; y"), letters("c; d")
STATE2 = semiseparable([[1, 2], [3, 1], [1, 1], [2, 5]], [[1, 1], [1, 2], [2, 1], [1, 3]])    # state size 2

TOEPLITZ = (
    ("C-3.4-On-params", lambda: len(toeplitz(range(8), [0, *range(7)]).symbol), 15),
    ("C-3.4-On-params", lambda: len(vandermonde(range(8)).nodes), 8),
    ("C-3.4-On-params", lambda: cauchy(range(8), range(10, 15)).shape, (8, 5)),
    ("C-3.4-On-params", lambda: STATE2.orders, (2, 0)),
    ("C-3.4-fast", lambda: fast_toeplitz.matvec([1.0, 2.0, 3.0], [1.0, 4.0, 5.0], [1.0, 1.0, 1.0]).round(12).tolist(), [10.0, 7.0, 6.0]),
    ("C-3.4-toep-def", lambda: toeplitz3().dense(), letters("a d e; b a d; c b a")),
    ("C-3.4-toep-def", lambda: is_toeplitz(letters("a d e; b a d; c b a")).structure, toeplitz3()),
    # the first n of the 2n-1 entries of the convolution: a z + b y + c x is there, c y and c z are not
    ("C-3.4-toep-conv", lambda: LOWER.matvec(X3), letters("a*x; a*y+b*x; a*z+b*y+c*x")),
    ("C-3.4-toep-conv", lambda: len(causal_convolution([1, 2, 3], [1, 1, 1])), 3),
    ("C-3.4-toep-conv", lambda: causal_convolution([1, 2, 3], [4, 5, 6]), tuple(map(exact, (4, 13, 28)))),
    ("C-3.4-toep-fft", lambda: circulant_embedding(toeplitz3()).matvec(X3), toeplitz3().dense() * X3),
    ("C-3.4-toep-fft", lambda: fast_toeplitz.matvec([3.0, 1.0], [3.0, 2.0], [5.0, 7.0]).round(12).tolist(), [29.0, 26.0]),
    ("C-3.4-lti-toep", lambda: lti_matrix(letters("a"), [1], [1], 3).dense(), letters("1 0 0; a 1 0; a^2 a 1")),
    # A = -1, step 1/10: the first column is 1 - e^(-1/10), (1 - e^(-1/10)) e^(-1/10), .., not 1, e^(-1/10), ..
    ("C-3.4-lti-col", lambda: digits(zoh(matrix("-1"), [1], "1/10").enclose(12)[1][0][0].real, 5), "0.095163"),
    ("C-3.4-lti-col", lambda: ssm_kernel(letters("x"), [letters("1-x")[0, 0]], [1], 3), tuple(letters("1-x x-x^2 x^2-x^3").entries()[0])),
)

VANDERMONDE = (
    ("C-3.4-vdm-def", lambda: vandermonde(["x", "y"], 3, symbols=NAMES).dense(), letters("1 x x^2; 1 y y^2")),
    ("C-3.4-vdm-eval", lambda: vandermonde(["x", "y", "z"], symbols=NAMES).matvec(letters("a; b; c")), letters("a+b*x+c*x^2; a+b*y+c*y^2; a+b*z+c*z^2")),
    # sum c_j lambda_j^k is V^T c, not the evaluation V c
    ("C-3.4-s4-vdm", lambda: tuple(vandermonde([2, 3], 4).T.matvec([5, 7]).T.entries()[0]), s4d_kernel([2, 3], [1, 1], [5, 7], 4)),
    ("C-3.4-s4-vdm", lambda: s4d_kernel([2, 3], [1, 1], [5, 7], 4), tuple(map(exact, (12, 31, 83, 229)))),
    ("C-ex3.3-det", lambda: vandermonde([1, 2, 3]).det(), 2),
    ("C-ex3.3-det", lambda: vandermonde([1, 2, 3]).dense(), matrix("1 1 1; 1 2 4; 1 3 9")),
    ("C-ex3.3-formula", lambda: vandermonde(["a", "b", "c", "d"], symbols=NAMES).det(), letters("(b-a)*(c-a)*(c-b)*(d-a)*(d-b)*(d-c)")[0, 0]),
)

CAUCHY = (
    ("C-3.4-cauchy-def", lambda: cauchy(["x", "y"], ["a", "b"], symbols=NAMES).det(), letters("(x-y)*(b-a)/((x-a)*(x-b)*(y-a)*(y-b))")[0, 0]),
    ("C-3.4-cauchy-def", lambda: cauchy([1, 1], [2, 3]).det(), 0),
    ("C-3.4-cauchy-def", lambda: refused(cauchy([5, 7], [2, 2]).inverse), ("SingularMatrixError", True)),
    # a translation of x and y changes nothing: m + n - 1 effective parameters
    ("C-3.4-cauchy-def", lambda: is_cauchy(cauchy([5, 6], [2, 3]).dense()).structure, cauchy([3, 4], [0, 1])),
    ("C-3.4-cauchy-dense", lambda: cauchy(["x", "y"], ["a", "b"], symbols=NAMES).dense(), letters("1/(x-a) 1/(x-b); 1/(y-a) 1/(y-b)")),
    ("C-3.4-cauchy-fmm", lambda: fast_cauchy.hierarchical_matvec([1.5, 2.5, 3.5], [0.0, 1.0, 2.0], [1.0, 1.0, 1.0]), Within([Fraction(2, 3), Fraction(46, 15), Fraction(142, 105)])),
    # the transfer function of a diagonal system is a row of a Cauchy matrix: sum c_i b_i/(z - lambda_i)
    ("C-3.4-cauchy-use2", lambda: str(transfer_function(diagonal([-1, -2]), matrix("3; 5"), matrix("1 1"))), "(8*s+11)/(s^2+3*s+2)"),
    ("C-3.4-cauchy-use2", lambda: cauchy([7], [-1, -2]).matvec([3, 5]), transfer_function(diagonal([-1, -2]), matrix("3; 5"), matrix("1 1")).at(7)),
)

SEMISEPARABLE = (
    ("C-3.4-ss-def", lambda: [bool(is_quasiseparable(ON_OFF, 1)), bool(is_semiseparable(ON_OFF, 1)), bool(is_one_semiseparable(ON_OFF))], [True, False, False]),
    ("C-3.4-ss-def", lambda: block_ranks(ON_OFF).lower_with_diagonal, (1, 2, 1)),
    ("C-3.4-ss-equiv", lambda: block_ranks(SHIFT).lower, (1, 1)),
    ("C-3.4-ss-equiv", lambda: is_generator_representable(SHIFT, 1, strict=True).ok, False),
    ("C-3.4-ss-equiv", lambda: is_generator_representable(SHIFT, 2, strict=True).ok, True),
    ("C-3.4-1ss-mamba2", lambda: semiseparable_rank(one_semiseparable([0, 2, 3, 5]).dense()), 1),
    ("C-3.4-1ss-mamba2", lambda: semiseparable_rank(STATE2.dense()), 2),
    ("C-3.4-1ss-matrix", lambda: one_semiseparable([0, "a", "b", "c"], symbols=NAMES).dense(), letters("1 0 0 0; a 1 0 0; a*b b 1 0; a*b*c b*c c 1")),
    ("C-3.4-1ss-entry", lambda: one_semiseparable([0, "a", "b", "c"], symbols=NAMES).inverse(), letters("1 0 0 0; -a 1 0 0; 0 -b 1 0; 0 0 -c 1")),
    ("C-3.4-1ss-entry", lambda: is_one_semiseparable(matrix("1 0 0; 2 1 0; 6 3 1")).structure, one_semiseparable([1, 2, 3])),
    ("C-3.4-1ss-two-ways", lambda: one_semiseparable([0, "a", "b"], symbols=NAMES).matvec(X3), letters("x; a*x+y; b*(a*x+y)+z")),
    ("C-3.4-1ss-two-ways", lambda: fast_one_semiseparable.scan([0.0, 0.5, 0.25], [1.0, 1.0, 1.0]).tolist(), [1.0, 1.5, 1.375]),
    ("C-3.4-chunk", lambda: [fast_one_semiseparable.matvec([0.0, 0.5, 0.25, 2.0, 4.0, -0.5, 0.0], np.ones(7), q).tolist() for q in range(1, 8)], [[1.0, 1.5, 1.375, 3.75, 16.0, -7.0, 1.0]] * 7),
    ("D-fig3.2-underflow", lambda: one_semiseparable([0, 2, 0, 3]).dense(), matrix("1 0 0 0; 2 1 0 0; 0 0 1 0; 0 0 3 1")),
    ("D-fig3.2-underflow", lambda: fast_one_semiseparable.matvec([0.9] * 9000, np.eye(1, 9000, 8998).ravel()).tolist()[-1], 0.9),
)

UPDATES = (
    ("C-3.5-matvec", lambda: structured_update(toeplitz3(), letters("1; 0; 0"), letters("0; 0; 1")).matvec(X3), toeplitz3().dense() * X3 + letters("z; 0; 0")),
    ("C-3.5-smw", lambda: woodbury(S4, U4, V4) * (S4 + U4 * V4.T), identity(2)),
    ("C-3.5-smw", lambda: determinant_lemma(S4, U4, V4), det(S4 + U4 * V4.T)),
    ("C-3.5-smw", lambda: refused(woodbury, diagonal([1, 0]), identity(2), identity(2)), ("SingularMatrixError", True)),
    # forming V^T S^-1 U takes n k^2 = 25,000 products, the k x k inverse 125
    ("C-3.5-smw-cost", lambda: woodbury_cost("diagonal", 1000, 5).inverse_dominates, False),
    ("C-3.5-smw-cost", lambda: woodbury_cost("diagonal", 1000, 5)["V^T (S^-1 U)"].multiplications, 25000),
    ("C-3.5-smw-cost", lambda: woodbury_cost("diagonal", 1000, 5)["C^-1"].multiplicative, 125),
    ("C-3.5-smw-cost", lambda: woodbury_cost("diagonal", 1000, 5).dominant.name, "V^T (S^-1 U)"),
    ("C-ex3.4-code", lambda: sherman_morrison(S4, U4, V4), inverse(S4 + U4 * V4.T)),
    ("C-ex3.4-machine", lambda: sherman_morrison(matrix("2 1; 1 3"), matrix("1; 2"), matrix("3; 1")) * matrix("5 2; 7 5"), identity(2)),
    ("C-ex3.4-factor", lambda: refused(sherman_morrison, identity(2), matrix("1; 0"), matrix("-1; 0")), ("SingularMatrixError", True)),
    ("C-ex3.4-factor", lambda: structured_update(structured_diagonal([1, 2]), matrix("1; 0"), matrix("-1; 0")).det(), 0),
    ("C-ex3.4-factor", lambda: determinant_lemma(diagonal([1, 0]), matrix("0; 1"), matrix("0; 1")), 1),
    ("C-ex3.4-factor", lambda: refused(sherman_morrison, diagonal([1, 0]), matrix("0; 1"), matrix("0; 1")), ("SingularMatrixError", True)),
)

EMBEDDING = (
    ("C-ex3.6-hyp", lambda: circulant_embedding(toeplitz([10**9, 1], [10**9, 0])).check(), True),
    ("C-ex3.6-embed", lambda: circulant_embedding(toeplitz3(), 6).check(), True),
    ("C-ex3.6-embed", lambda: circulant_embedding(toeplitz3(), 5).check(), True),
    ("C-ex3.6-embed", lambda: circulant_embedding(toeplitz3()).size, 5),
    ("C-ex3.6-embed", lambda: least_embedding_size(toeplitz([1, 2, 2])), 3),
    ("C-ex3.6-embed", lambda: refused(circulant_embedding, toeplitz([1, 2, 3], [1, 4, 5]), 4), ("NoSuchObjectError", True)),
    ("C-sol3.6-c", lambda: circulant_embedding(toeplitz3(), 6).circulant.c, tuple(letters("a b c 0 e d").entries()[0])),
    # any filler z will do, and none is needed
    ("C-sol3.6-buffer", lambda: circulant_embedding(toeplitz3(), 6, ["z"], symbols=NAMES).check(), True),
    ("C-sol3.6-buffer", lambda: circulant_embedding(toeplitz3(), 6, [7]).matvec(X3), toeplitz3().dense() * X3),
    ("C-sol3.6-buffer", lambda: circulant_embedding(toeplitz3(), 5).fillers, ()),
    ("C-sol3.6-pad", lambda: circulant(["a", "b", "c", "d", "e"], symbols=NAMES).matvec(vstack([X3, zero(2, 1)])).submatrix(range(3), [0]), toeplitz(["a", "b", "c"], ["a", "e", "d"], symbols=NAMES).matvec(X3)),
    ("C-sol3.6-dft", lambda: fourier_matrix(4) * circulant([1, 2, 3, 4]).dense(), diagonal(circulant([1, 2, 3, 4]).eigenvalues) * fourier_matrix(4)),
    ("C-sol3.6-dft", lambda: circulant([1, 2, 3, 4]).eigenvalues, tuple(map(parse_number, ("10", "-2+2*i", "-2", "-2-2*i")))),
)

# -- the pictures of the four families at n = 8 -------------------------------------------------------------------------

PLAIN, ARCH, NONE = (1,) * 7, (1, 2, 3, 4, 3, 2, 1), (0,) * 7
TOEPLITZ8 = toeplitz([3, 1, *(Fraction(1, 2**k) for k in range(1, 7))], [3, 2, 0, 0, 0, 0, 0, 0])
VANDERMONDE8 = vandermonde([Fraction(5 + k, 10) for k in range(8)])
CAUCHY8 = cauchy([Fraction(7 + 9 * k, 70) for k in range(8)], [Fraction(21 + 2 * k, 14) for k in range(8)])
SEMISEPARABLE8 = one_semiseparable([Fraction(9, 10)] * 8)
BETTER_TOEPLITZ = toeplitz([Fraction(1, 1 + k) for k in range(8)], [1, *(Fraction(-1, 1 + k) for k in range(1, 8))])
BETTER_SEMISEPARABLE = one_semiseparable([0, *map(Fraction, ("0.9", "0.5", "0.95", "0.8", "0.3", "0.99", "0.7"))])
BETTER_CAUCHY = cauchy([(i + 1) ** 2 for i in range(8)], [-j for j in range(8)])


def strict_ranks(A) -> tuple[tuple[int, ...], tuple[int, ...]]:
    found = block_ranks(A.dense())
    return found.lower, found.upper


FIGURE = (
    ("C-3.10-fig32", lambda: strict_ranks(TOEPLITZ8), (PLAIN, PLAIN)),
    ("C-3.10-fig32", lambda: strict_ranks(VANDERMONDE8), (ARCH, ARCH)),
    ("C-3.10-fig32", lambda: strict_ranks(CAUCHY8), (ARCH, ARCH)),
    ("C-3.10-fig32", lambda: strict_ranks(SEMISEPARABLE8), (PLAIN, NONE)),
    # the two panels do not tell their families apart
    ("C-3.10-fig32", lambda: bool(is_toeplitz(SEMISEPARABLE8.dense())), True),
    ("C-3.10-fig32", lambda: bool(is_quasiseparable(TOEPLITZ8.dense(), 1)), True),
    ("D-fig3.2-better", lambda: strict_ranks(BETTER_TOEPLITZ), (ARCH, ARCH)),
    ("D-fig3.2-better", lambda: strict_ranks(BETTER_SEMISEPARABLE), (PLAIN, NONE)),
    ("D-fig3.2-better", lambda: bool(is_toeplitz(BETTER_SEMISEPARABLE.dense())), False),
    ("D-fig3.2-better", lambda: bool(is_quasiseparable(BETTER_TOEPLITZ.dense(), 3)), False),
    ("D-fig3.2-better", lambda: BETTER_SEMISEPARABLE.inverse() * 1, identity(8) - matrix([[BETTER_SEMISEPARABLE.a[i] if i == j + 1 else 0 for j in range(8)] for i in range(8)])),
    ("D-fig3.2-cauchy-progression", lambda: bool(is_hankel(hilbert(8).dense())), True),
    ("D-fig3.2-cauchy-progression", lambda: bool(is_toeplitz(cauchy(range(8), [Fraction(1, 2) + k for k in range(8)]).dense())), True),
    ("D-fig3.2-cauchy-progression", lambda: [bool(is_hankel(BETTER_CAUCHY.dense())), bool(is_toeplitz(BETTER_CAUCHY.dense()))], [False, False]),
    ("D-displacement", lambda: [A.displacement_rank() for A in (TOEPLITZ8, VANDERMONDE8, CAUCHY8)], [2, 1, 1]),
    ("D-displacement", lambda: vandermonde([2, 3, 5]).displacement().image, matrix("0 0 8; 0 0 27; 0 0 125")),
    ("D-displacement", lambda: cauchy([2, 3, 5], [0, 1, 4]).displacement().image, matrix("1 1 1; 1 1 1; 1 1 1")),
)

TABLES = (TOEPLITZ, VANDERMONDE, CAUCHY, SEMISEPARABLE, UPDATES, EMBEDDING, FIGURE)


@rows([row for table in TABLES for row in table])
def test_claim(call, outcome):
    assert call() == outcome
