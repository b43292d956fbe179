"""The ledger of claims, singular values and conditioning: the SVD, norms, best approximation, kappa, exercises 3.1, 3.2, 3.5, figure 3.1."""
from __future__ import annotations

from fractions import Fraction
from math import cos, pi

import numpy as np
import pytest

from symbolic import (
    I,
    best_approximation,
    charpoly,
    condition_number,
    diagonal,
    eigenvalue_condition_numbers,
    eigenvalues,
    exact,
    finite_time_lyapunov_exponents,
    fourier_matrix,
    hilbert,
    hippo_legs,
    identity,
    is_diagonalizable,
    jordan_form,
    matrix,
    norm,
    parse_number,
    polar,
    pseudoinverse,
    rational,
    roots_of_unity,
    scaled_matrix,
    singular_values,
    solve,
    sqrt,
    svd,
    trace,
    truncated_svd,
    unit_columns,
    vandermonde,
    worst_case_rhs,
    zero,
)
from tests.symbolic.ledger import digits, refused, rows
from tests.symbolic.test_ledger_structured import (
    BETTER_CAUCHY,
    BETTER_SEMISEPARABLE,
    BETTER_TOEPLITZ,
    CAUCHY8,
    SEMISEPARABLE8,
    TOEPLITZ8,
    VANDERMONDE8,
)
from verify.numeric.balls.condition import condition_number as balls_condition

A75 = matrix("48 11; 39 48")                                          # singular values 75 and 25
TALL = matrix("3 0; 0 4; 0 0")
TURN = matrix("3/5 -4/5; 4/5 3/5")
LAUCHLI = matrix("1 1; 1/1000000000 0; 0 1/1000000000")
J2 = matrix("0 1; 0 0")


def product(found):
    """U S V^T."""
    return found.U * found.S * found.V.T


DECOMPOSITION = (
    ("C-3.2-eig-square", lambda: refused(eigenvalues, matrix("1 2 3; 4 5 6")), ("NotSquareError", False)),
    # no powers from singular values: those of J^2 are not the squares of those of J
    ("C-3.2-right-tool", lambda: [singular_values(J2), singular_values(J2**2)], [(1, 0), (0, 0)]),
    ("C-3.2-svd-exists", lambda: product(svd(A75)), A75),
    ("C-3.2-svd-exists", lambda: svd(A75).singular_values, (75, 25)),
    ("C-3.2-svd-unique", lambda: [f.kind for f in svd(diagonal([2, 2, 1])).freedom], ["orthogonal", "sign"]),
    ("C-3.2-svd-unique", lambda: svd(diagonal([2, 2, 1])).singular_values, (2, 2, 1)),
    ("C-3.2-rank", lambda: [svd(M).rank for M in (A75, TALL, zero(2, 3), matrix("1 2; 2 4"))], [2, 2, 0, 1]),
    ("C-3.2-always", lambda: [singular_values(M) for M in (TALL, J2, TALL.T)], [(4, 3), (1, 0), (4, 3)]),
    ("L-next-svd", lambda: singular_values(matrix("3 1; 0 3")), tuple(map(parse_number, ("(1+sqrt(37))/2", "(-1+sqrt(37))/2")))),
    ("C-3.2-opnorm", lambda: norm(A75), 75),
    ("C-3.2-fro", lambda: norm(A75, "fro"), sqrt(exact(75**2 + 25**2))),
    ("C-3.2-sv-vs-eig", lambda: [singular_values(matrix("0 -2; 1 0")), eigenvalues(matrix("0 -2; 1 0"))], [(2, 1), ((-I * sqrt(2), 1), (I * sqrt(2), 1))]),
    ("C-3.2-sv-vs-eig", lambda: singular_values(matrix("3 -4; 4 3")), (5, 5)),
    ("C-3.2-gram", lambda: charpoly(A75.T * A75).coefficients, (75**2 * 25**2, -(75**2) - 25**2, 1)),
    ("C-3.2-gram-unstable", lambda: singular_values(LAUCHLI)[1], rational(1, 10**9)),
    ("C-3.2-gram-unstable", lambda: condition_number(LAUCHLI.T * LAUCHLI), 2 * 10**18 + 1),
    ("C-3.2-gram-unstable", lambda: condition_number(LAUCHLI), sqrt(exact(2 * 10**18 + 1))),
    ("C-3.2-lyapunov", lambda: str(finite_time_lyapunov_exponents(matrix("1 1; 0 1"), 2)), "log(3+2*sqrt(2))/4, log(3-2*sqrt(2))/4"),
    ("C-3.2-eckart-young", lambda: best_approximation(A75, 1).error, 25),
    ("C-3.2-eckart-young", lambda: best_approximation(A75, 1, 2).error, 25),
    ("C-3.2-eckart-young", lambda: [best_approximation(diagonal([2, 1]), 1, n).unique for n in ("fro", 2)], [True, False]),
    ("C-3.2-eckart-young", lambda: [(c.low, c.high) for c in best_approximation(diagonal([2, 1]), 1, 2).interval], [(1, 3)]),
    ("C-3.2-eckart-young", lambda: best_approximation(identity(2), 1).unique, False),
    ("C-ex3.5-statement", lambda: best_approximation(diagonal([5, 4, 3]), 1).error_squared, 25),
    ("C-ex3.5-statement", lambda: best_approximation(diagonal([5, 4, 3]), 1).approximation, diagonal([5, 0, 0])),
    ("C-sol3.5-min", lambda: best_approximation(diagonal([5, 4, 3]), 2).error_squared, 9),
    ("C-sol3.5-ingredients", lambda: [norm(M * TALL, "fro") for M in (identity(3), matrix("0 1 0; 1 0 0; 0 0 -1"))], [5, 5]),
    ("C-sol3.5-rank", lambda: truncated_svd(A75, 1).approximation, matrix("36 27; 48 36")),
    ("C-sol3.5-expand", lambda: trace((TALL - 2 * TALL).T * (TALL - 2 * TALL)), 25 - 4 * 25 + 4 * 25),
    ("C-sol3.5-opnorm", lambda: best_approximation(TALL, 1, 2).error, 3),
    # von Neumann's bound, and equality for a B that is not diagonal beside a tie
    ("C-sol3.5-vn", lambda: [trace(diagonal([75, 25]) * B.T) <= 75 * s[0] + 25 * s[1] for B in (A75, A75.T, TURN * A75) for s in [singular_values(B)]], [True, True, True]),
    ("C-sol3.5-equality", lambda: [trace(identity(2) * matrix("2 1; 1 2").T), singular_values(matrix("2 1; 1 2"))], [4, (3, 1)]),
    ("C-sol3.5-optimise", lambda: [trace(diagonal([4, 3]) * diagonal([d, 0])) for d in (4, 40, 4 * 10**9)], [16, 160, 16 * 10**9]),
    ("C-3.2-deltanet-svd", lambda: svd(matrix("2; 1") * matrix("3 4")).rank, 1),
)

CONDITION = (
    ("C-3.3-kappa-def", lambda: condition_number(matrix("1 1; 0 1")), parse_number("(3+sqrt(5))/2")),
    ("C-3.3-kappa-def", lambda: refused(condition_number, matrix("1 1; 1 1")), ("SingularMatrixError", True)),
    ("C-3.3-kappa-rhs", lambda: worst_case_rhs(diagonal([1, Fraction(1, 100)])).attained, True),
    ("C-3.3-kappa-rhs", lambda: worst_case_rhs(diagonal([1, Fraction(1, 100)])).ratio, 100),
    ("C-3.3-kappa-rhs", lambda: worst_case_rhs(matrix("1 2; 3 4"), "inf").attained, True),
    ("C-3.3-kappa-one", lambda: condition_number(matrix("3 -4; 4 3")), 1),
    ("C-3.3-digits", lambda: worst_case_rhs(hilbert(3), 1).ratio, 748),
    ("C-3.3-double16", lambda: 10**15 < exact(2) ** 53 < 10**16, True),
    ("C-3.3-1e16", lambda: condition_number(diagonal([1, rational(1, 10**20)])), 10**20),
    ("C-3.3-1e16", lambda: solve(diagonal([1, rational(1, 10**20)]), matrix("1; 1")), matrix([[1], [10**20]])),
    ("C-3.4-fft-stable", lambda: condition_number(fourier_matrix(8)), 1),
    ("C-3.4-vdm-circle", lambda: condition_number(vandermonde(roots_of_unity(20))), 1),
    ("C-3.4-vdm-real", lambda: digits(condition_number(vandermonde(spread(20, -1))).enclose(5), 3), "2.72e+8"),
    ("C-3.4-vdm-real", lambda: digits(condition_number(vandermonde(spread(20, 0))).enclose(5), 2), "1.1e+16"),
    ("C-3.4-vdm-real", lambda: digits(condition_number(vandermonde([Fraction(1, k) for k in range(1, 21)])).enclose(5), 2), "2.8e+28"),
    # the Chebyshev nodes as the floats nearest to them: kappa agrees to more than the three digits asserted
    ("C-3.4-vdm-real", lambda: digits(condition_number(vandermonde([Fraction(cos((2 * k + 1) * pi / 40)) for k in range(20)])).enclose(5), 3), "9.48e+6"),
    ("C-3.4-vdm-real", lambda: digits(condition_number(vandermonde(spread(4, -1))).enclose(6), 5), "8.0116"),
    ("C-3.4-vdm-circle", lambda: digits(balls_condition(vandermonde(roots_of_unity(40)[:20]), 6), 2), "7.7e+8"),
    ("D-example", lambda: [condition_number(M) for M in (TALL, A75)], [rational(4, 3), 3]),
    ("C-ex3.1-block", lambda: [(b.eigenvalue, b.size) for b in jordan_form(matrix("2 1; 0 2")).blocks], [(2, 2)]),
    ("C-ex3.1-mult", lambda: is_diagonalizable(matrix("2 1; 0 2")), False),
    ("C-ex3.1-V", lambda: jordan_form(matrix("2 1; 0 2")).P, identity(2)),
    ("C-ex3.1-V", lambda: [matrix("2 1; 0 2") * V == V * matrix("2 1; 0 2") for V in (matrix("7 5; 0 7"), matrix("7 5; 0 6"))], [True, False]),
    ("C-ex3.2-svdform", lambda: [svd(TALL).U, svd(TALL).S, svd(TALL).V], [matrix("0 1 0; 1 0 0; 0 0 1"), matrix("4 0; 0 3; 0 0"), matrix("0 1; 1 0")]),
    ("C-ex3.2-values", lambda: singular_values(TALL), (4, 3)),
    ("C-ex3.2-norm", lambda: norm(TALL), 4),
    ("C-ex3.2-norm", lambda: norm(TALL, "fro"), 5),
    ("C-ex3.2-swap", lambda: svd(matrix("4 0; 0 3; 0 0")).S, svd(TALL).S),
    ("C-ex3.2-swap", lambda: [svd(matrix("4 0; 0 3; 0 0")).U, svd(matrix("4 0; 0 3; 0 0")).V], [identity(3), identity(2)]),
    ("D-eigenvalues", lambda: [k.squared for k in eigenvalue_condition_numbers(matrix("1 1; 0 2"))], [2, 2]),
    ("D-polar", lambda: [polar(A75).U, polar(TALL).unique], [matrix("24 -7; 7 24") * rational(1, 25), True]),
    ("D-pseudoinverse", lambda: pseudoinverse(TALL), matrix("1/3 0 0; 0 1/4 0")),
    ("L-unstable", lambda: [is_diagonalizable(matrix([[3, 1], [Fraction(1, 10**k), 3]])) for k in (1, 100)], [True, True]),
    ("L-unstable", lambda: is_diagonalizable(matrix("3 1; 0 3")), False),
    ("L-q2-collapse", lambda: is_diagonalizable(matrix("0 0 1; 1 0 0; 0 1 0")), True),
    ("L-q2-unit", lambda: [abs(z) for z, _ in eigenvalues(TURN)], [1, 1]),
    ("L-q2-norm", lambda: singular_values(TURN ** 50), (1, 1)),
    ("L-take-orth", lambda: norm(TURN ** 50), 1),
    ("L-q2-nodecay", lambda: norm(matrix("1 1; 0 1") ** 10, "inf"), 11),
)


def spread(n: int, low: int) -> list[Fraction]:
    """Equispaced points of [low, 1]."""
    return [low + Fraction((1 - low) * k, n - 1) for k in range(n)]


# -- figure 3.1 and the HiPPO-LegS matrix ---------------------------------------------------------------------------------

# size -> kappa to eight digits
HIPPO = {2: "3.7320508", 3: "8.6903742", 4: "15.925690", 6: "37.235684", 8: "67.719318", 12: "156.44126", 16: "282.44384",
         24: "647.14119", 32: "1163.0050", 48: "2650.9877", 64: "4750.2512", 128: "19299.455"}
SMALLEST = {2: "0.732051", 4: "0.645497", 8: "0.602633", 16: "0.577225", 32: "0.560579", 64: "0.548950"}
HILBERT = {2: "19.28147", 4: "15513.74", 8: "1.525758e+10", 16: "2.022346e+22", 32: "4.746764e+46", 10: "1.602629e+13", 12: "1.713229e+16"}
EIGENVECTORS = {4: "86.1", 8: "7.70e+4", 16: "8.32e+10", 24: "9.90e+16", 32: "1.22e+23"}
GAUSSIAN = {2: "4.42", 4: "9.535", 8: "18.03", 16: "65.90", 32: "37.69", 64: "205.2"}
# the four panels of figure 3.2 and their replacements: kappa, sigma_max, sigma_min
PANELS = ((TOEPLITZ8, "11.090164", "6.4459", "0.581226"), (VANDERMONDE8, "31439440.1", "8.37401", "2.66354e-7"),
          (CAUCHY8, "4.83567809e+11", "6.6313", "1.3713e-11"), (SEMISEPARABLE8, "7.6790003", "4.11095", "0.535349"))
BETTER = ((BETTER_TOEPLITZ, "1.74617"), (BETTER_SEMISEPARABLE, "4.51965"), (BETTER_CAUCHY, "7.13e+10"))

HIPPO_FACTS = (
    ("D-hippo-kappa", lambda: condition_number(hippo_legs(2)), 2 + sqrt(3)),
    ("D-hippo-kappa", lambda: condition_number(hippo_legs(2)).polynomial.coefficients, (4, -8, 1)),
    ("D-hippo-kappa", lambda: condition_number(hippo_legs(3)).polynomial.coefficients, (-36, 96, -37, 1)),
    ("D-hippo-kappa", lambda: condition_number(hippo_legs(4)).polynomial.coefficients, (576, -1824, 1108, -116, 1)),
    ("C-3.3-hippo-bounded", lambda: hippo_legs(64).condition_bounds().lower, rational(64**2 + 1, 2)),
    ("C-3.3-hippo-bounded", lambda: condition_number(hippo_legs(64)) > hippo_legs(64).condition_bounds().lower, True),
    ("C-3.3-hippo-bounded", lambda: condition_number(hippo_legs(64)) < hippo_legs(64).condition_bounds().upper, True),
    ("C-3.3-hippo-bounded", lambda: [z.as_fraction() for z in hippo_legs(5).eigenvalues], [-1, -2, -3, -4, -5]),
    ("D-hippo-entries", lambda: hippo_legs(3).dense(), matrix([[-1, 0, 0], [-sqrt(3), -2, 0], [-sqrt(5), -sqrt(15), -3]])),
    ("D-hippo-entries", lambda: [hippo_legs(n).det() for n in range(1, 6)], [-1, 2, -6, 24, -120]),
    ("D-hippo-entries", lambda: hippo_legs(6).frobenius_norm_squared(), 6 * (3 * 216 - 2 * 36 + 18 + 2) // 6),
    ("D-hippo-entries", lambda: norm(hippo_legs(6), "fro"), sqrt(hippo_legs(6).frobenius_norm_squared())),
    ("D-hippo-frame", lambda: hippo_legs(4).rational, matrix("-1 0 0 0; -1 -2 0 0; -1 -3 -3 0; -1 -3 -5 -4")),
    ("D-hippo-frame", lambda: hippo_legs(3).inverse().rational, matrix("-1 0 0; 1/2 -1/2 0; -1/6 1/2 -1/3")),
    ("D-hippo-frame", lambda: hippo_legs(4).eigenvectors, matrix("1 0 0 0; -1 1 0 0; 1 -3 1 0; -1 6 -5 1")),
    ("D-hippo-frame", lambda: hippo_legs(8).rational * hippo_legs(8).eigenvectors, hippo_legs(8).eigenvectors * diagonal(range(-1, -9, -1))),
    ("D-hippo-dissipative", lambda: hippo_legs(5) + hippo_legs(5).T, scaled_matrix(-identity(5) - matrix([[2 * k + 1 for k in range(5)]] * 5), range(1, 10, 2))),
    ("D-hippo-dissipative", lambda: hippo_legs(8).dissipative_part.vectors, matrix([[1]] * 8)),
)

TABLES = (DECOMPOSITION, CONDITION, HIPPO_FACTS)


@rows([row for table in TABLES for row in table])
def test_claim(call, outcome):
    assert call() == outcome


@pytest.mark.parametrize("n", HIPPO)
def test_figure_31_hippo(n):
    kappa = condition_number(hippo_legs(n))
    assert digits(kappa.enclose(10), 8) == HIPPO[n]
    assert digits(kappa.sigma_min(10), 6) == SMALLEST[n] if n in SMALLEST else True


@pytest.mark.parametrize("n", HILBERT)
def test_figure_31_hilbert(n):
    assert digits(condition_number(hilbert(n)).enclose(10), 7) == HILBERT[n]


@pytest.mark.parametrize(("n", "ratio"), [(2, "0.0236"), (20, "0.0262")])
def test_figure_31_hilbert_growth(n, ratio):
    """The growth (1 + sqrt 2)^(4n) / sqrt n, against which the ratio rises slowly."""
    growth = ((1 + sqrt(2)) ** (4 * n) / sqrt(exact(n))).enclose(20).real
    assert digits(condition_number(hilbert(n)).enclose(12) / growth, 3) == ratio


@pytest.mark.parametrize("n", [16, 32])
def test_figure_31_float64_saturates(n):
    """In float64 the curve of the Hilbert matrices stops near 1e18: it says nothing about them from n = 13 on."""
    entries = np.array([[1 / (i + j + 1) for j in range(n)] for i in range(n)])
    assert np.linalg.cond(entries) < Fraction(1, 100) * Fraction(HILBERT[n])


@pytest.mark.parametrize("n", GAUSSIAN)
def test_figure_31_gaussian_sample(n):
    """The one Gaussian sample of the listing, seed 0, far from its median."""
    kappa = np.linalg.cond(np.random.default_rng(0).standard_normal((n, n)))
    assert f"{kappa:#.{len(GAUSSIAN[n]) - 1}g}" == GAUSSIAN[n]


@pytest.mark.parametrize("n", EIGENVECTORS)
def test_eigenvectors_of_hippo(n):
    A = hippo_legs(n)
    assert digits(condition_number(unit_columns(A.eigenvectors, A.scaling)).enclose(8), 3) == EIGENVECTORS[n]


@pytest.mark.parametrize(("value", "kappa", "largest", "smallest"), PANELS)
def test_figure_32(value, kappa, largest, smallest):
    found = condition_number(value)
    assert digits(found.enclose(12), len(kappa.split("e")[0]) - 1) == kappa
    assert digits(found.sigma_max(30), len(largest) - 1) == largest
    assert digits(found.sigma_min(30), len(smallest.split("e")[0].lstrip("0.")) - ("e" in smallest)) == smallest


@pytest.mark.parametrize(("value", "kappa"), BETTER)
def test_figure_32_better(value, kappa):
    assert digits(condition_number(value).enclose(12), len(kappa.split("e")[0]) - 1) == kappa
