"""The ledger of claims, stability and dynamics: transients, thresholds, poles, resonance, splitting of eigenvalues, descent."""
from __future__ import annotations

from fractions import Fraction
from math import factorial

from symbolic import (
    ExactMatrix,
    Forcing,
    block_power_norms,
    charpoly,
    companion,
    damping,
    defective_momentum,
    diagonal,
    eigenvalues,
    exact,
    expm,
    gradient_descent_matrix,
    heavy_ball_matrix,
    heavy_ball_mode,
    identity,
    is_diagonalizable,
    is_stable,
    lidskii,
    lyapunov,
    matrix,
    matrix_power,
    peak_of_mode,
    power_peak,
    rational,
    resonance,
    solve_ivp,
    splitting_exponents,
    stability,
    stable_steps,
    stein,
    transfer_function,
    transient_threshold,
)
from tests.symbolic.drawn import jordan_block
from tests.symbolic.ledger import digits, refused, rows

ROTATION = matrix("0 1; -1 0")
SHIFT = matrix("0 1; 0 0")
TENTH, NINE = rational(-1, 10), rational(9, 10)
LAST = matrix("0; 1")


def double(c: str):
    """The transfer function of the block J_2(-1) with the input at its end and the output c."""
    return transfer_function(jordan_block(exact(-1), 2), LAST, matrix(c))


def poles(G) -> list[tuple[tuple, int]]:
    return [(p.values, p.order) for p in G.poles]


def corner(k: int) -> ExactMatrix:
    """E with a single one in its lower left corner."""
    return matrix([[int(i == k - 1 and j == 0) for j in range(k)] for i in range(k)])


POLES = (
    ("L-double-pole", lambda: poles(double("1 0")), [((-1,), 2)]),
    ("L-double-pole", lambda: poles(double("0 1")), [((-1,), 1)]),
    ("L-double-pole", lambda: poles(transfer_function(-identity(2), identity(2), identity(2))), [((-1,), 1)]),
    ("L-double-pole", lambda: [p.order for p in transfer_function(companion("(s^2+2*s+5)^2").dense(), matrix("1; 0; 0; 0"), matrix("0 0 0 1")).poles], [2]),
    ("L-double-pole", lambda: [damping(1, c, 1).word for c in (1, 2, 3)], ["under", "critical", "over"]),
    ("L-tab-signal", lambda: [str(double(c).impulse_response) for c in ("1 0", "0 1")], ["t*exp(-t)", "exp(-t)"]),
    ("L-use-filters", lambda: poles(transfer_function(jordan_block(rational(1, 2), 3), matrix("0; 0; 1"), matrix("1 0 0"))), [((rational(1, 2),), 3)]),
    ("L-ode-repeat", lambda: str(solve_ivp(matrix("2 0; 0 2"), [1, 3])), "exp(2*t); 3*exp(2*t)"),
    ("L-ode-repeat", lambda: str(solve_ivp(matrix("2 1; 0 2"), [0, 1])), "t*exp(2*t); exp(2*t)"),
    ("L-ode-repeat", lambda: [is_diagonalizable(companion(p).dense()) for p in ("(s-2)^2", "(s-2)*(s-3)")], [False, True]),
    ("L-exp-sol", lambda: solve_ivp(matrix("3 1; 0 3"), [1, 2]).verified, True),
    ("L-take-exp", lambda: str(expm(matrix("2 1; 0 2"))), "exp(2*t) t*exp(2*t); 0 exp(2*t)"),
    ("L-resonance", lambda: str(solve_ivp(ROTATION, [0, 0], Forcing(LAST, frequency=1)).components[0]), "t*sin(t)/2"),
    ("L-resonance", lambda: [solve_ivp(ROTATION, [0, 0], Forcing(LAST, frequency=w)).is_resonant for w in (1, 2)], [True, False]),
    ("L-resonance", lambda: [resonance(transfer_function(ROTATION, LAST, matrix("1 0")), w).order for w in (1, 2)], [1, 0]),
    ("L-resonance", lambda: solve_ivp(diagonal([2, 2]), [1, 1]).is_resonant, False),
)

TRANSIENTS = (
    ("L-transient", lambda: [peak_of_mode(k, TENTH).time for k in (1, 2, 3)], [10, 20, 30]),
    ("L-transient", lambda: [peak_of_mode(k, TENTH).entry_base for k in (1, 2, 3)], [10, 200, 4500]),
    ("L-transient", lambda: digits(peak_of_mode(1, TENTH).enclose(8), 4), "3.679"),
    ("L-transient", lambda: digits(peak_of_mode(2, TENTH).enclose(8) / factorial(2), 4), "27.07"),
    ("L-transient", lambda: digits(peak_of_mode(3, TENTH).enclose(8) / factorial(3), 5), "224.04"),
    ("L-vanish-poly", lambda: power_peak(NINE).indices, (9, 10)),
    ("L-vanish-poly", lambda: power_peak(NINE).value, 9 * NINE**8),
    ("L-vanish-poly", lambda: [transient_threshold(NINE, 1), transient_threshold(NINE, "1/1000", size=1), transient_threshold(NINE, "1/1000")], [35, 66, 112]),
    ("L-poly-modes", lambda: (jordan_block(exact(2), 3) ** 10)[0, 2], 45 * 2**8),
    ("L-poly-modes", lambda: (jordan_block(exact(1), 3) ** 10)[0, 2], 45),
    ("L-N-growth", lambda: (jordan_block(exact(0), 3) ** 2)[0, 2], 1),
    ("L-iter-poly", lambda: [block_power_norms(1, k, 1001)[1000] / rational(1000 ** (k - 1), factorial(k - 1)) for k in (1, 2)], [1, rational(1001, 1000)]),
    ("L-iter-poly", lambda: [(jordan_block(exact(1), k) ** 1000)[0, k - 1] / rational(1000 ** (k - 1), factorial(k - 1)) for k in (2, 3, 4)], [1, rational(999, 1000), rational(498501, 500000)]),
    ("L-slower", lambda: [(jordan_block(rational(1, 2), 2) ** n)[0, 1] / rational(1, 2) ** n for n in (1, 10, 100)], [2, 20, 200]),
    ("L-slower", lambda: (jordan_block(exact(0), 2) ** 2)[0, 1], 0),
    ("L-critical", lambda: [x for n in (0, 1, 7) for x in [block_power_norms("3/5+4/5*i", 2, 8)[n]]], [1, 2, 8]),
    ("L-critical", lambda: [stability(jordan_block(exact(1), k), discrete=True).word for k in (1, 2)], ["marginal", "unstable"]),
    ("L-100x0.9^100", lambda: (jordan_block(NINE, 2) ** 100)[0, 1], 100 * NINE**99),
    ("L-100x0.9^100", lambda: digits((matrix_power(jordan_block(NINE, 2)).at(100)[0, 1] * NINE).enclose(12).real, 7), "0.002656140"),
    ("L-100x0.9^100", lambda: digits((matrix_power(jordan_block(NINE, 2)).at(100)[0, 1]).enclose(12).real, 7), "0.002951267"),
    # n 0.9^n < 3/100000 exactly when n 0.9^(n-1) < 1/30000
    ("L-100x0.9^100", lambda: transient_threshold(NINE, "1/30000"), 147),
    ("L-100x0.9^100", lambda: transient_threshold(NINE, "3/100000"), 148),
)

STABILITY = (
    ("L-tab-stable", lambda: [stability(M).word for M in (ROTATION, SHIFT, matrix("-1 9; 0 -1"), matrix("0 0; 0 0"))], ["marginal", "unstable", "asymptotic", "marginal"]),
    ("L-tab-stable", lambda: [b.sizes for b in stability(SHIFT).boundary], [(2,)]),
    ("L-use-control", lambda: [is_stable(M) for M in (matrix("-1 9; 0 -1"), ROTATION)], [True, False]),
    ("L-use-control", lambda: lyapunov(matrix("-1 9; 0 -1")).proves_stability, True),
    ("L-use-control", lambda: refused(lyapunov, ROTATION), ("NoSuchObjectError", True)),
    ("L-tab-rho", lambda: [stein(rational(1, 2) * identity(1)).P, stability(jordan_block(rational(1, 2), 3), discrete=True).word], [rational(4, 3) * identity(1), "asymptotic"]),
    ("L-q3-only-diag", lambda: [stability(M).word for M in (matrix("0 0; 0 0"), SHIFT)], ["marginal", "unstable"]),
    ("L-collide", lambda: [is_diagonalizable(M) for M in (diagonal([1, 1]), matrix("1 1; 0 1"))], [True, False]),
)

PERTURBATION = (
    ("L-merge", lambda: charpoly(matrix("1 M; -1/(4*M) 2", symbols=["M"])).factor()[0][1], 2),
    ("L-merge", lambda: eigenvalues(matrix("1 1000; -1/4000 2")), ((rational(3, 2), 2),)),
    ("L-splits", lambda: [(g.exponent, g.count, g.polynomial.coefficients) for g in splitting_exponents(jordan_block(exact(3), 2), corner(2))], [(Fraction(1, 2), 2, (-1, 0, 1))]),
    ("L-splits", lambda: [(g.exponent, g.count) for g in splitting_exponents(jordan_block(exact(3), 4), corner(4))], [(Fraction(1, 4), 4)]),
    ("L-splits", lambda: [(s.exponent, s.generic) for s in lidskii(jordan_block(exact(3), 3), corner(3))], [(Fraction(1, 3), True)]),
    # 10^-12 moves the eigenvalue of J_4 by 10^-3
    ("L-splits", lambda: [z for z, _ in eigenvalues(jordan_block(exact(3), 4) + corner(4) * rational(1, 10**12)) if z.is_rational], [rational(2999, 1000), rational(3001, 1000)]),
    ("L-unstable", lambda: is_diagonalizable(jordan_block(exact(3), 2) + corner(2) * rational(1, 10**100)), True),
)

DESCENT = (
    ("L-learning-rate", lambda: is_diagonalizable(gradient_descent_matrix(matrix("2 1; 1 2"), 100)), True),
    ("L-learning-rate", lambda: stable_steps(matrix("2 1; 1 2")), rational(2, 3)),
    ("L-learning-rate", lambda: defective_momentum("1/4", 1), rational(1, 4)),
    ("L-learning-rate", lambda: [heavy_ball_mode("1/4", b, 1).word for b in ("1/5", "1/4", "1/3")], ["real", "defective", "complex"]),
    ("L-learning-rate", lambda: [is_diagonalizable(heavy_ball_matrix(matrix("1"), "1/4", b)) for b in ("1/5", "1/4", "1/3")], [True, False, True]),
    ("L-symmetry", lambda: is_diagonalizable(matrix("2 0 0; 0 2 0; 0 0 5")), True),
)


@rows([*POLES, *TRANSIENTS, *STABILITY, *PERTURBATION, *DESCENT])
def test_claim(call, outcome):
    assert call() == outcome
