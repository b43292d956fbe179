"""Section 3.10: what the scripts of figures 3.1 (condition numbers) and 3.2 (four structured matrices) show."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import arb

from symbolic import (
    ExactMatrix,
    block_ranks,
    cauchy,
    condition_number,
    hilbert,
    hippo_legs,
    matrix,
    segment_products,
    toeplitz,
    vandermonde,
)
from verify.answers import Answer
from verify.claims.chapter.hippo import digits
from verify.claims.checks import Check, compare, enclosed, observed, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair
from verify.claims.entries import claim


def between(low: str, A: Any, high: str) -> tuple[Check, Check]:
    """That low < kappa_2(A) < high, in balls."""
    ball = condition_number(A).enclose(12)
    return enclosed(arb(low), "<", ball), enclosed(ball, "<", arb(high))


def rounded_hilbert(n: int) -> ExactMatrix:
    """The Hilbert matrix with its entries rounded to binary64, which are exact rational numbers."""
    return matrix([[Fraction(1.0 / (i + j + 1)) for j in range(n)] for i in range(n)])


def numpy_condition(rows: Any) -> tuple[float, str]:
    """kappa_2 by numpy, and the words for it."""
    import numpy as np
    return float(np.linalg.cond(np.array(rows, dtype=float))), f"numpy {np.__version__}, numpy.linalg.cond"


def one_sample(n: int) -> tuple[float, str]:
    """The condition of one Gaussian n x n matrix, the first of default_rng(0)."""
    import numpy as np
    return numpy_condition(np.random.default_rng(0).standard_normal((n, n)))


@claim("C-3.10-fig31", Kind.CODE, Scope.THIS, Standing.IMPRECISE,
       "Figure 3.1, made by a script in double precision, shows the condition numbers of Gaussian, Hilbert and HiPPO-LegS "
       "matrices.",
       correction="From N = 13 on the Hilbert curve is rounding: kappa_2 = 2.02e22 at N = 16, plotted below 1e20. One Gaussian "
                  "sample an N is noise, and the plotted HiPPO curve grows like N^2.", sources=("Cho83",))
def condition_figure() -> Points:
    """The Hilbert matrix that double precision holds is another one; HiPPO's curve is enclosed, and bounded below for all N."""
    sizes = (2, 4, 8, 12, 13, 14, 16)
    true, held, legs = ({n: condition_number(f(n)).enclose(12) for n in sizes} for f in (hilbert, rounded_hilbert, hippo_legs))
    value, how = numpy_condition([[1 / (i + j + 1) for j in range(16)] for i in range(16)])
    yield against("Rounding the entries of the Hilbert matrix to binary64, before any solver runs, multiplies the condition by "
                  "more than 3.8 for N = 13, and divides it by more than 60 for N = 14 and by more than 30000 for N = 16.",
                  enclosed(5 * held[13], ">", 19 * true[13]), enclosed(true[14], ">", 60 * held[14]),
                  enclosed(true[16], ">", 30000 * held[16]))
    yield also("Enclosed values; for N = 12 the rounded matrix still has the condition of the true one within 2 %.",
               enclosed(50 * abs(true[12] - held[12]), "<", true[12]),
               table=(("N", "Hilbert", "Hilbert, entries rounded to binary64", "HiPPO-LegS"),
                      *((str(n), digits(true[n], 6), digits(held[n], 6), digits(legs[n], 6)) for n in sizes)))
    yield against("N = 16: kappa_2 > 2.02e22, and the script finds less than 1e20.",
                  enclosed(condition_number(hilbert(16)).enclose(12), ">", 202 * 10 ** 20), observed(value, "<", 1e20, how=how))
    first, second = one_sample(16), one_sample(32)
    yield also("One Gaussian sample an N, default_rng(0): N = 32 comes out better conditioned than N = 16.",
               observed(second[0], "<", first[0], how=second[1]))
    yield repair("Hilbert: 1.525758e10 at N = 8, 2.0223459e22 at N = 16.",
                 *between("15257575741", hilbert(8), "15257575742"), *between("2.0223459e22", hilbert(16), "2.0223460e22"))
    yield repair("HiPPO-LegS: 67.72, 282.4, 1163.0, 4750.3 at N = 8, 16, 32, 64.",
                 *between("67.719", hippo_legs(8), "67.720"), *between("282.44", hippo_legs(16), "282.45"),
                 *between("1163.00", hippo_legs(32), "1163.01"), *between("4750.25", hippo_legs(64), "4750.26"))
    yield repair("(N^2 + 1)/2 <= kappa_2 <= 1 + (4/pi) N^2 for HiPPO-LegS of every size: the figure refutes that it is bounded.",
                 theorem("hippo_legs_condition_below", "hippo_legs_condition_of_order_n_squared"))


def ranks(A: ExactMatrix) -> Answer:
    """The ranks of all blocks beside and on the diagonal, for the kernel."""
    return Answer("block_ranks", A, block_ranks(A))


def tenths(*values: int) -> list[Fraction]:
    """The numbers k/10."""
    return [Fraction(k, 10) for k in values]


TOEPLITZ = toeplitz([Fraction(3), *(Fraction(1, 2 ** k) for k in range(7))], [3, 2, 0, 0, 0, 0, 0, 0])
VANDERMONDE = vandermonde(tenths(*range(5, 13)))
CAUCHY = cauchy([Fraction(1, 10) + Fraction(9 * k, 70) for k in range(8)], [Fraction(3, 2) + Fraction(k, 7) for k in range(8)])
MASK = segment_products(tenths(*[9] * 8))
FULL, ONES, NONE = (1, 2, 3, 4, 3, 2, 1), (1,) * 7, (0,) * 7


@claim("C-3.10-fig32", Kind.CODE, Scope.THIS, Standing.IMPRECISE,
       "Figure 3.2 shows four different structures at N = 8: Toeplitz, Vandermonde, Cauchy, 1-semiseparable.",
       correction="The 1-semiseparable panel (all a_t = 0.9) is Toeplitz and the Toeplitz panel has rank-one blocks beside the "
                  "diagonal. Take different a_t, and t_k = 1/(1 + k) for k >= 0, t_(-k) = -1/(1 + k) for k > 0.",
       sources=("VVM05",))
def structure_figure() -> Points:
    """Two of the panels have each other's structure; two other matrices tell them apart."""
    T = TOEPLITZ.dense()
    yield against("The 1-semiseparable panel is Toeplitz.",
                  compare(MASK, "=", toeplitz([Fraction(9, 10) ** k for k in range(8)], [1] + [0] * 7).dense()),
                  witness=str(MASK))
    yield against("All blocks strictly below and above the diagonal of the Toeplitz panel have rank 1, as those strictly below "
                  "in the other.", compare((block_ranks(T).lower, block_ranks(T).upper), "=", (ONES, ONES), ranks(T)),
                  compare((block_ranks(MASK).lower, block_ranks(MASK).upper), "=", (ONES, NONE), ranks(MASK)), witness=str(T))
    full = toeplitz([Fraction(1, 1 + k) for k in range(8)], [1, *(Fraction(-1, 1 + k) for k in range(1, 8))]).dense()
    yield repair("t_k = 1/(1 + k), t_(-k) = -1/(1 + k): block ranks 1, 2, 3, 4, 3, 2, 1.",
                 compare((block_ranks(full).lower, block_ranks(full).upper), "=", (FULL, FULL), ranks(full)))
    mask = segment_products([1, *map(Fraction, ("9/10", "1/2", "19/20", "4/5", "3/10", "99/100", "7/10"))])
    yield repair("a = 0.9, 0.5, 0.95, 0.8, 0.3, 0.99, 0.7 is 1-semiseparable and not Toeplitz.",
                 compare(block_ranks(mask).lower_with_diagonal, "=", (1,) * 8, ranks(mask)), compare(mask[1, 0], "≠", mask[2, 1]))
    yield also("The Vandermonde and Cauchy panels have full blocks.",
               *(compare((block_ranks(A).lower, block_ranks(A).upper), "=", (FULL, FULL), ranks(A))
                 for A in (VANDERMONDE.dense(), CAUCHY.dense())))
    panels = {"Toeplitz": T, "Vandermonde": VANDERMONDE.dense(), "Cauchy": CAUCHY.dense(), "1-semiseparable": MASK}
    yield also("kappa_2 of the panels: 11.09, 3.144e7, 4.8357e11, 7.679.", *between("11.0901", TOEPLITZ, "11.0902"),
               *between("31439440", VANDERMONDE, "31439441"), *between("483567809337", CAUCHY, "483567809338"),
               *between("7.6790", MASK, "7.6791"),
               table=(("panel", "kappa_2", "ranks of the blocks below the diagonal", "above"),
                      *((name, digits(condition_number(A).enclose(8), 5), *(" ".join(map(str, found)) for found in (
                          block_ranks(A).lower, block_ranks(A).upper))) for name, A in panels.items())))
