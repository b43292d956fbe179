"""Transients: thresholds against brute force, peaks, norms; exponents of products; descent and momentum."""
from __future__ import annotations

from fractions import Fraction
from math import comb

import mpmath as mp
import pytest
from flint import arb

from symbolic import (
    DomainError,
    I,
    InputError,
    NotDiagonalizableError,
    ShapeError,
    UnableError,
    block_power_norms,
    charpoly,
    defective_momentum,
    diagonal,
    diagonalize,
    eigenvalues,
    finite_time_lyapunov_exponents,
    gradient_descent_matrix,
    heavy_ball_matrix,
    heavy_ball_mode,
    identity,
    is_diagonalizable,
    is_stable,
    matrix,
    peak_of_mode,
    power_peak,
    sqrt,
    stable_steps,
    transient_threshold,
    zero,
)
from tests.symbolic.drawn import jordan_block


def brute(q, eps, m, upto=3000):
    """Scan from the right: the last n with a value >= eps, plus 1."""
    last = [n for n in range(upto) if (comb(n, m) * q ** (n - m) if n >= m else 0) >= eps]
    return last[-1] + 1 if last else 0


@pytest.mark.parametrize("q", [Fraction(9, 10), Fraction(1, 2), Fraction(2, 3), Fraction(1, 10), Fraction(19, 20)])
@pytest.mark.parametrize("eps", [Fraction(1), Fraction(1, 1000), Fraction(1, 1024), Fraction(4), Fraction(81, 100), Fraction(200)])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_threshold_is_the_last_excess(q, eps, size):
    assert transient_threshold(q, eps, size) == brute(q, eps, size - 1, 1500)
    assert transient_threshold(-q, eps, size) == transient_threshold(q, eps, size)


def test_named_numbers():
    assert transient_threshold("9/10", 1) == 35
    assert transient_threshold("9/10", "1/1000", size=1) == 66
    assert transient_threshold("9/10", "1/1000") == 112
    assert power_peak("9/10").indices == (9, 10)
    assert power_peak("9/10").value == Fraction(9 ** 9, 10 ** 8)
    assert transient_threshold(1 - Fraction(1, 10 ** 6), Fraction(1, 10 ** 12)) == 45258910
    assert transient_threshold(0, 1, 3) == 3
    assert transient_threshold(0, 2, 3) == 0
    assert transient_threshold(0, 1, 1) == 1
    assert transient_threshold((3 + 4 * I) / 10, 1, 1) == 1          # modulus 1/2: 1 at n = 0 is not below 1
    assert transient_threshold(sqrt(2) / 2, Fraction(1, 1024), 1) == 21       # (1/sqrt 2)^20 = 1/1024 exactly


@pytest.mark.parametrize("q", [Fraction(9, 10), Fraction(1, 2), Fraction(2, 3), Fraction(5, 7)])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_power_peak_is_the_greatest(q, size):
    m = size - 1
    values = [comb(n, m) * q ** (n - m) if n >= m else 0 for n in range(120)]
    peak = power_peak(q, size)
    assert peak.value == max(values)
    assert peak.indices == tuple(n for n, v in enumerate(values) if v == max(values))


def test_irrational_peak():
    assert power_peak(sqrt(Fraction(1, 2)), 3).indices == (6,)


def test_peaks_of_modes():
    for k, value in ((2, "3.6788"), (3, "27.067"), (4, "224.04")):      # t^(k-1)/(k-1)! e^(-t/10)
        peak = peak_of_mode(k - 1, Fraction(-1, 10))
        assert peak.time == 10 * (k - 1)
        ball = peak.entry_base.enclose(20).real * arb(1 - k).exp()
        assert mp.nstr(mp.mpf(ball.mid().str(20, radius=False)), 5) == value
    peak = peak_of_mode(3, "-2")
    t = mp.mpf(3) / 2
    assert abs(t ** 3 * mp.exp(-2 * t) - mp.mpf(peak.enclose(20).mid().str(20, radius=False))) < mp.mpf(10) ** -14
    assert peak_of_mode(0, -1).time == 0
    assert peak_of_mode(0, -1).base == 1


def test_block_norms_are_those_of_the_powers():
    for lam in (Fraction(-1, 2), 2, 0, (3 + 4 * I) / 5):
        J = jordan_block(lam, 3)
        sums = [max(sum((abs(x) for x in row), start=0 * I) for row in (J ** n).entries()) for n in range(6)]
        assert list(block_power_norms(lam, 3, 6)) == sums


def test_refusals():
    for call in (lambda: peak_of_mode(1, 0), lambda: transient_threshold(1, 1), lambda: transient_threshold("1/2", 0),
                 lambda: power_peak("3/2"), lambda: defective_momentum(4, 1), lambda: stable_steps(matrix("1 2; 2 1")),
                 lambda: stable_steps(zero(0, 0)), lambda: gradient_descent_matrix(matrix("1 2; 3 4"), 1),
                 lambda: finite_time_lyapunov_exponents(matrix("i"), 2), lambda: peak_of_mode(1, I),
                 lambda: finite_time_lyapunov_exponents(identity(2), -1, flow=True)):
        with pytest.raises(DomainError):
            call()
    for call in (lambda: peak_of_mode(-1, -1), lambda: transient_threshold("1/2", 1, 0), lambda: block_power_norms(1, 0, 2),
                 lambda: finite_time_lyapunov_exponents(identity(2), 0), lambda: finite_time_lyapunov_exponents([])):
        with pytest.raises(InputError):
            call()
    for call in (lambda: power_peak(1 - Fraction(1, 10 ** 9)), lambda: finite_time_lyapunov_exponents(matrix("1 1; 0 1"), 10 ** 9)):
        with pytest.raises(UnableError):
            call()
    with pytest.raises(ShapeError):
        finite_time_lyapunov_exponents([identity(2), identity(3)])


def test_exponents_of_products():
    A, B = matrix("1 1; 0 1"), matrix("1 0; 2 1")
    found = finite_time_lyapunov_exponents([A, B, A])
    phi = A * B * A
    assert found.phi == phi
    assert [e.squared for e in found] == sorted((z for z, _ in eigenvalues(phi.T * phi)), reverse=True)
    assert finite_time_lyapunov_exponents(A, 3).phi == A ** 3
    assert finite_time_lyapunov_exponents([A, B]).phi == B * A      # the first factor acts first
    three = finite_time_lyapunov_exponents(identity(3), 4)
    assert [(e.squared, e.multiplicity) for e in three] == [(1, 3)]
    assert str(finite_time_lyapunov_exponents(diagonal([2, 0]), 1)) == "log(4)/2, -oo"
    with mp.workdps(30):
        s = mp.svd_r(phi.to_mpmath(30), compute_uv=False)
        for ball, x in zip(found.enclose(20), s, strict=True):
            assert abs(mp.mpf(ball.mid().str(25, radius=False)) - mp.log(x) / 3) < mp.mpf(10) ** -18


def test_exponents_of_a_flow():
    A = matrix("-1 10; 0 -2")
    with mp.workdps(30):
        s = mp.svd_r(mp.expm(A.to_mpmath(30) * 2), compute_uv=False)
        for ball, x in zip(finite_time_lyapunov_exponents(A, 2, flow=True).enclose(15), s, strict=True):
            assert abs(mp.mpf(ball.mid().str(25, radius=False)) - mp.log(x) / 2) < mp.mpf(10) ** -14
    assert finite_time_lyapunov_exponents(matrix("0 1; -1 0"), 1, flow=True).enclose(10)[0].contains(0)


def test_gradient_descent_is_never_defective():
    H = matrix("2 1 0; 1 2 0; 0 0 1")
    for eta in (Fraction(1, 2), 1, Fraction(2, 3)):
        M = gradient_descent_matrix(H, eta)
        assert M == M.T
        assert is_diagonalizable(M)
    assert is_stable(gradient_descent_matrix(H, Fraction(66, 100)), discrete=True)
    assert not is_stable(gradient_descent_matrix(H, stable_steps(H)), discrete=True)


@pytest.mark.parametrize(("alpha", "lam"), [(Fraction(1, 4), 1), (1, 1), (Fraction(1, 2), 1), (Fraction(9, 4), 1), (Fraction(1, 3), 2)])
def test_the_defective_momentum(alpha, lam):
    beta = defective_momentum(alpha, lam)
    assert 0 <= beta < 1
    M = heavy_ball_matrix(matrix([[lam]]), alpha, beta)
    with pytest.raises(NotDiagonalizableError):
        diagonalize(M)
    assert heavy_ball_mode(alpha, beta, lam).word == "defective"
    for other in (beta / 2 + Fraction(1, 100), (beta + 1) / 2):
        if other != beta:
            assert is_diagonalizable(heavy_ball_matrix(matrix([[lam]]), alpha, other))


def test_modes_are_the_eigenvalues_and_their_stability():
    for a in (Fraction(1, 2), 1, 3, 4):
        for b in (Fraction(-1, 2), 0, Fraction(1, 2), Fraction(9, 10), 1):
            M, mode = heavy_ball_matrix(matrix("1"), a, b), heavy_ball_mode(a, b, 1)
            assert {z for z, _ in eigenvalues(M)} == set(mode.roots)
            assert is_stable(M, discrete=True) == mode.stable
            assert charpoly(M).degree == 2
    H = matrix("2 1; 1 2")
    edge = stable_steps(H, "1/2")
    assert edge == 1
    assert is_stable(heavy_ball_matrix(H, edge - Fraction(1, 100), "1/2"), discrete=True)
    assert not is_stable(heavy_ball_matrix(H, edge, "1/2"), discrete=True)
