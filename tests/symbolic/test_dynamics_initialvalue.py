"""Forced linear systems: every solution satisfies its equation identically; augmented systems and textbook resonance beside it."""
from __future__ import annotations

import random
from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from flint import fmpq

from symbolic import (
    DomainError,
    ExactMatrix,
    Forcing,
    InputError,
    NotSquareError,
    ShapeError,
    expm,
    matrix,
    solve_ivp,
    sqrt,
    zero,
)
from symbolic.dynamics.initialvalue import InitialValueSolution
from tests.symbolic.drawn import companion, jordan_block

T = sp.Symbol("t", real=True)


def drawn(rng, rows, cols):
    return ExactMatrix.from_rows([[rng.randint(-2, 2) for _ in range(cols)] for _ in range(rows)], cols=cols)


def test_without_forcing_it_is_the_exponential():
    rng = random.Random(1)
    for A in (jordan_block(2, 3), companion([1, 0, 1]), companion([-1, -1, 0, 1]), drawn(rng, 4, 4), zero(2, 2)):
        x0 = drawn(rng, A.rows, 1)
        found = solve_ivp(A, x0)
        assert found.verified
        balls = expm(A).enclose(Fraction(2, 3), 30)
        for i, ball in enumerate(found.enclose(Fraction(2, 3), 25)):
            assert ball.overlaps(sum((balls[i][j].real * int(x0[j, 0]) for j in range(A.rows)), start=ball * 0))


def test_drawn_systems_verify_themselves():
    rng, resonant = random.Random(2), 0
    for _ in range(40):
        n = rng.randint(1, 3)
        A, x0 = drawn(rng, n, n), drawn(rng, n, 1)
        if rng.random() < Fraction(1, 2):      # triangular: integer eigenvalues, which the exponents below often meet
            A = ExactMatrix.from_rows([[A[i, j] if i <= j else 0 for j in range(n)] for i in range(n)])
        forcing = [Forcing(drawn(rng, n, rng.randint(1, 3)), rng.randint(-2, 2), rng.choice([0, 0, 1, Fraction(1, 2), 2]),
                           rng.choice(["cos", "sin"])) for _ in range(rng.randint(1, 2))]
        found = solve_ivp(A, x0, forcing)
        assert found.verified
        resonant += found.is_resonant
    assert resonant > 5


def test_the_check_sees_a_wrong_solution():
    x = solve_ivp(matrix("0 1; -1 0"), [1, 0], Forcing(matrix("0; 1"), frequency=1))
    for i in range(2):
        parts = list(x.components)
        parts[i] = parts[i] * fmpq(2)
        assert not InitialValueSolution(x.A, x.x0, x.forcing, tuple(parts)).verified
    assert not InitialValueSolution(x.A, matrix("0; 0"), x.forcing, x.components).verified


@pytest.mark.parametrize("w", [1, 2, Fraction(3, 2)])
def test_true_resonance(w):
    """The solution of x'' + w^2 x = cos wt from rest is t sin(wt)/(2w)."""
    found = solve_ivp(matrix([[0, 1], [-Fraction(w) ** 2, 0]]), [0, 0], Forcing(matrix("0; 1"), frequency=w))
    omega = sp.Rational(Fraction(w))
    assert found.is_resonant
    assert sp.simplify(found.to_sympy(T)[0] - T * sp.sin(omega * T) / (2 * omega)) == 0


def test_resonance_at_an_irrational_frequency():
    found = solve_ivp(matrix("0 1; -2 0"), [0, 0], Forcing(matrix("0; 1"), frequency=sqrt(2)))
    assert found.verified
    assert found.is_resonant
    assert sp.simplify(found.to_sympy(T)[0] - T * sp.sin(sp.sqrt(2) * T) / (2 * sp.sqrt(2))) == 0


def test_off_resonance():
    found = solve_ivp(matrix("0 1; -4 0"), [0, 0], Forcing(matrix("0; 1"), frequency=1))
    assert not found.is_resonant
    assert sp.simplify(found.to_sympy(T)[0] - (sp.cos(T) - sp.cos(2 * T)) / 3) == 0


TEXTBOOK = [  # (A, x0, forcing, x_1(t)) by hand
    ("1", [0], Forcing(matrix("1"), exponent=1), T * sp.exp(T)),
    ("-1", [1], Forcing(matrix("0 1")), T - 1 + 2 * sp.exp(-T)),
    ("0", [0], Forcing(matrix("1 0 3")), T + T ** 3),
    ("0", [2], Forcing(matrix("1"), frequency=3, phase="sin"), 2 + (1 - sp.cos(3 * T)) / 3),
    ("0", [0], Forcing(matrix("1"), exponent=-1, frequency=1, phase="sin"), (1 - sp.exp(-T) * (sp.sin(T) + sp.cos(T))) / 2),
    ("2", [5], Forcing(matrix("7"), phase="sin"), 5 * sp.exp(2 * T)),
    ("0", [0], Forcing(matrix("0 1"), frequency=1), T * sp.sin(T) + sp.cos(T) - 1),
]


@pytest.mark.parametrize(("A", "x0", "forcing", "expected"), TEXTBOOK, ids=range(len(TEXTBOOK)))
def test_textbook(A, x0, forcing, expected):
    found = solve_ivp(matrix(A), x0, forcing)
    assert found.verified
    assert sp.simplify(found.to_sympy(T)[0] - expected) == 0


def test_it_is_the_augmented_linear_system():
    """Forcing (t e^(-t)) v: the exo-system z' = J_2(-1) z drives x' = A x + v z_1, without any Laplace transform."""
    rng = random.Random(3)
    for _ in range(6):
        n = rng.randint(1, 3)
        A, v, x0 = drawn(rng, n, n), drawn(rng, n, 1), drawn(rng, n, 1)
        rows = [[*row, v[i, 0], 0] for i, row in enumerate(A.entries())] + [[0] * n + [-1, 1], [0] * n + [0, -1]]
        start = ExactMatrix.from_rows([*x0.entries(), [0], [1]])
        big = solve_ivp(ExactMatrix.from_rows(rows), start)
        coefficients = ExactMatrix.from_rows([[0, v[i, 0]] for i in range(n)])
        small = solve_ivp(A, x0, Forcing(coefficients, exponent=-1))
        assert small.components == big.components[:n]


def test_against_quadrature():
    A, x0 = matrix("-1 2; 0 -3"), [1, -1]
    found = solve_ivp(A, x0, [Forcing(matrix("1 0; 0 2"), Fraction(-1, 2), 2, "sin"), Forcing(matrix("0; 5"))])
    with mp.workdps(30):
        a, t = A.to_mpmath(30), mp.mpf(3) / 2

        def force(s):
            wave = mp.exp(-s / 2) * mp.sin(2 * s)
            return mp.matrix([wave, 2 * s * wave + 5])
        for i, ball in enumerate(found.enclose(Fraction(3, 2), 20)):
            part = mp.quad(lambda s, i=i: (mp.expm(a * (t - s)) * force(s))[i], [0, t])
            exact = (mp.expm(a * t) * mp.matrix(x0))[i] + part
            assert abs(mp.mpf(ball.mid().str(25, radius=False)) - exact) < mp.mpf(10) ** -12


def test_arithmetic_of_sums():
    x = solve_ivp(jordan_block(-1, 2), [1, 2]).components
    assert x[0] - x[0] == x[0] * fmpq(0)
    assert not (x[0] - x[0])
    assert x[0] + x[1] == x[1] + x[0]
    assert hash(x[0] + x[1]) == hash(x[1] + x[0])
    assert str(x[1]) == "2*exp(-t)"


def test_empty_and_refusals():
    assert solve_ivp(zero(0, 0), []).verified
    with pytest.raises(NotSquareError):
        solve_ivp(matrix("1 2"), [1])
    with pytest.raises(ShapeError):
        solve_ivp(matrix("1"), [1, 2])
    with pytest.raises(ShapeError):
        solve_ivp(matrix("1"), matrix("1 2"))
    with pytest.raises(ShapeError):
        solve_ivp(matrix("1"), [1], Forcing(matrix("1; 2")))
    with pytest.raises(DomainError):
        solve_ivp(matrix("i"), [1])
    with pytest.raises(DomainError):
        solve_ivp(matrix("1"), [1], Forcing(matrix("1"), frequency=sqrt(2), phase="sin"))
    with pytest.raises(InputError):
        solve_ivp(matrix("1"), [1], Forcing(matrix("1"), phase="tan"))
    with pytest.raises(InputError):
        solve_ivp(matrix("1"), [1], [3])
