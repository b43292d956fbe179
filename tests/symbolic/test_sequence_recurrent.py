"""Gradients of recurrent networks: products of Jacobians, exact norms and rates, backpropagation against differentiation."""
from __future__ import annotations

import random
from itertools import pairwise

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    ShapeError,
    UnableError,
    block_power_norms,
    diagonal,
    gradient_regime,
    identity,
    inverse,
    matrix,
    matrix_power,
    norm,
    parameter,
    rational,
    rnn_gradient,
    rnn_loss_gradient,
    rnn_run,
    sqrt,
    zero,
)


def table(draw, rows, cols):
    return ExactMatrix.from_rows([[rational(draw.randint(-4, 4), draw.randint(1, 3)) for _ in range(cols)] for _ in range(rows)], cols=cols)


def column(values):
    return ExactMatrix.from_rows([[x] for x in values], cols=1)


def smooth_run(draw, n, t, slope):
    """A run of a drawn network without a kink, and its inputs."""
    while True:
        c = table(draw, t, n)
        run = rnn_run(table(draw, n, n), table(draw, n, 1), t, inputs=c, slope=slope)
        if not run.kinks:
            return run, c


@pytest.mark.parametrize("W", [matrix("0"), matrix("1"), matrix("1 1; 0 1"), matrix("0 1 0; 0 0 1; 0 0 0"), identity(3),
                               matrix("0 1; 1 0"), matrix("2 1 0; 0 2 0; 0 0 2"), zero(0, 0), matrix("1 i; 0 2")])
def test_linear_networks_have_powers(W):
    found = rnn_gradient(W, t=6)
    assert found.jacobian == W ** 6
    assert found.prefixes == tuple(W ** s for s in range(7))
    assert rnn_gradient(W, t=0).jacobian == identity(W.rows)
    assert rnn_gradient(W, [[1] * W.rows] * 6).jacobian == W ** 6
    if W.rows:
        assert matrix_power(W).at(6) == found.jacobian == gradient_regime(W).power.at(6)


@pytest.mark.parametrize("slope", [0, rational(1, 10), 1])
@pytest.mark.parametrize("seed", range(6))
def test_the_jacobian_is_an_exact_difference_quotient(seed, slope):
    """Near h_0 a piecewise linear network is affine: the difference of two runs with the same slopes is J delta exactly."""
    draw = random.Random(seed)
    n, t = 1 + (seed + 1) % 3, draw.randint(1, 6)
    run, c = smooth_run(draw, n, t, slope)
    W, h0 = run.W, run.states[0]
    found = rnn_gradient(W, run)
    for j in range(n):
        delta = column([rational(int(i == j), 10**9) for i in range(n)])
        near = rnn_run(W, h0 + delta, t, inputs=c, slope=slope)
        assert near.slopes == run.slopes
        assert near.states[-1] - run.states[-1] == found.jacobian * delta
    product = identity(n)
    for row in run.slopes:
        product = diagonal(row) * W * product
    assert product == found.jacobian == rnn_gradient(W, run.slopes, t).jacobian


@pytest.mark.parametrize("seed", range(5))
def test_backpropagation_is_differentiation_along_a_parameter(seed):
    """l(W + e E_ij) along the recorded slopes is a polynomial in e; its linear coefficient is the gradient."""
    import sympy
    draw = random.Random(seed)
    n, t = 2, seed % 4
    run, c = smooth_run(draw, n, t, [0, rational(1, 5), 1][seed % 3])
    W, h0, g, y = run.W, run.states[0], table(draw, n, 1), table(draw, n, 1)
    linear, square = rnn_loss_gradient(run, g), rnn_loss_gradient(run, target=y)
    e = parameter("e")
    for i in range(n):
        for j in range(n):
            moved = W + ExactMatrix.from_rows([[e if (r, s) == (i, j) else 0 for s in range(n)] for r in range(n)])
            h = h0
            for s in range(t):
                h = diagonal(run.slopes[s]) * (moved * h + c.submatrix([s], range(n)).T)
            for value, found in (((g.T * h)[0, 0], linear), (((h - y).T * (h - y))[0, 0] / 2, square)):
                slope = sympy.Poly(value.to_sympy(), sympy.Symbol("e")).coeff_monomial(sympy.Symbol("e"))
                assert slope == found.W[i, j].to_sympy()
    J = rnn_gradient(W, run).jacobian
    assert linear.h0 == J.T * g == linear.states[0]
    assert square.h0 == J.T * (run.states[-1] - y)
    assert len(linear.states) == t + 1


def test_the_gradient_of_a_linear_network_in_letters():
    w, a, b = (parameter(x) for x in "wab")
    run = rnn_run(ExactMatrix.from_rows([[w]]), [a], 4)
    assert run.states[-1][0, 0] == w ** 4 * a
    assert rnn_loss_gradient(run, [b]).W[0, 0] == 4 * w ** 3 * a * b
    assert rnn_loss_gradient(run, target=[b]).W[0, 0] == 4 * w ** 3 * a * (w ** 4 * a - b)
    assert rnn_gradient(run.W, run).jacobian[0, 0] == w ** 4
    W = ExactMatrix.from_rows([[w, 1], [0, w]])
    assert rnn_gradient(W, t=7).jacobian == ExactMatrix.from_rows([[w ** 7, 7 * w ** 6], [0, w ** 7]])


@pytest.mark.parametrize("lam", [rational(1, 2), rational(9, 10), rational(1), rational(-1), rational(3, 2), rational(0)])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_blocks_give_n_times_lambda_to_the_n_minus_one(lam, size):
    W = ExactMatrix.from_rows([[lam if i == j else int(j == i + 1) for j in range(size)] for i in range(size)])
    found = rnn_gradient(W, t=8)
    assert found.norms("inf") == block_power_norms(lam, size, 9)
    if size == 2:
        assert all(found.prefixes[n][0, 1] == n * lam ** (n - 1) for n in range(1, 9))
    regime = gradient_regime(W)
    assert regime.squared_radius == lam * lam
    assert regime.degree == size - 1
    assert regime.word == ("vanishing" if abs(lam) < 1 else "bounded" if abs(lam) == 1 and size == 1 else "exploding")


def test_regimes():
    rotation = matrix("3/5 -4/5; 4/5 3/5")
    assert gradient_regime(rotation).word == "bounded"
    assert rnn_gradient(rotation, t=5).norms(2) == (1,) * 6
    assert gradient_regime(rotation * rational(99, 100)).word == "vanishing"
    assert gradient_regime(matrix("1 1; 1 0")).squared_radius == ((1 + sqrt(5)) / 2) ** 2
    assert gradient_regime(matrix("1 1; 1 0")).word == "exploding"
    both = gradient_regime(matrix("-1 0 0; 0 1 1; 0 0 1"))
    assert (both.word, both.degree, len(both.eigenvalues)) == ("exploding", 1, 2)
    assert str(gradient_regime(matrix("0 1; 0 0"))) == "vanishing: 0 from t = 2 on"
    assert gradient_regime(matrix("1/2 1000; 0 1/3")).word == "vanishing"      # in the end: the norm grows first
    assert max(rnn_gradient(matrix("1/2 1000; 0 1/3"), t=3).norms("inf")) > 800
    cubic = gradient_regime(matrix("0 0 1; 1 0 1; 0 1 0"))                     # x^3 - x - 1: one real root outside
    assert (cubic.word, len(cubic.eigenvalues)) == ("exploding", 1)


@pytest.mark.parametrize("ord", [1, "inf", "fro"])
@pytest.mark.parametrize("seed", range(4))
def test_norms_are_bounded_by_the_products(ord, seed):
    draw = random.Random(seed)
    W = table(draw, 2, 2)
    found = rnn_gradient(W, [[draw.randint(0, 1) for _ in range(2)] for _ in range(4)])
    assert found.norms(ord)[1:] == tuple(norm(J, ord) for J in found.prefixes[1:])
    assert all(x <= y for x, y in zip(found.norms(ord)[1:], found.bounds(ord)[1:], strict=True))
    assert all(y == x * norm(F, ord) for (x, y), F in zip(pairwise(found.bounds(ord)), found.factors, strict=True))


def test_the_latest_jacobian_stands_on_the_left():
    assert rnn_gradient(matrix("1 2; 3 4"), [[1, 0], [0, 1]]).jacobian == matrix("0 0; 3 6")


def test_a_dead_unit_stops_the_gradient():
    W = matrix("1 2; 3 4")
    assert rnn_gradient(W, [[1, 1], [0, 0], [1, 1]]).jacobian == zero(2, 2)
    assert rnn_gradient(W, t=3).jacobian * inverse(W) == rnn_gradient(W, t=2).jacobian


def test_kinks_are_found_exactly():
    W = matrix("1 -1; 1 1")
    run = rnn_run(W, [1, 1], 2, slope=0)
    assert run.kinks == ((0, 0),)
    assert run.slopes[0] == (0, 1)
    for bad in (lambda: rnn_gradient(W, run), lambda: rnn_loss_gradient(run, [1, 1])):
        with pytest.raises(DomainError, match="step 1 the argument of unit 1"):
            bad()
    assert rnn_gradient(W, run.slopes).jacobian == diagonal(run.slopes[1]) * W * diagonal([0, 1]) * W
    assert rnn_run(W, [rational(10**9 + 1, 10**9), 1], 2, slope=0).kinks == ()
    assert rnn_run(matrix([[sqrt(2), -1]] * 2), [sqrt(2), 2], 1, slope=0).kinks == ((0, 0), (0, 1))


def test_refusals():
    W = matrix("1 2; 3 4")
    run = rnn_run(W, [1, 1], 2)
    for bad, error in ((lambda: rnn_gradient(matrix("1 2"), t=1), NotSquareError), (lambda: rnn_gradient(W), InputError),
                       (lambda: rnn_gradient(W, t=-1), InputError), (lambda: rnn_gradient(W, t=1.5), InputError),
                       (lambda: rnn_gradient(W, t=10**6), UnableError), (lambda: rnn_gradient(W, [[1]]), ShapeError),
                       (lambda: rnn_gradient(W, [[1, 1]], 2), ShapeError), (lambda: rnn_gradient(W, 7), InputError),
                       (lambda: rnn_gradient([[1]], t=1), InputError), (lambda: rnn_run(W, [1], 2), ShapeError),
                       (lambda: rnn_run(W, [1, 1], 2, inputs=[[1, 1]]), ShapeError), (lambda: rnn_run(W, [I, 1], 2, slope=0), DomainError),
                       (lambda: rnn_run(W, [parameter("a"), 1], 2, slope=0), DomainError), (lambda: rnn_run(W, [0.5, 1], 2), InputError),
                       (lambda: rnn_loss_gradient(run), InputError), (lambda: rnn_loss_gradient(5, [1]), InputError), (lambda: rnn_loss_gradient(run, [1, 1], target=[1, 1]), InputError),
                       (lambda: rnn_loss_gradient(run, [1]), ShapeError), (lambda: gradient_regime(matrix("1 2")), NotSquareError),
                       (lambda: gradient_regime(zero(0, 0)), InputError),
                       (lambda: gradient_regime(ExactMatrix.from_rows([[parameter("a")]])), DomainError)):
        with pytest.raises(error):
            bad()


def test_empty():
    assert rnn_run(zero(0, 0), [], 3).states[-1] == zero(0, 1)
    assert rnn_gradient(zero(0, 0), t=3).jacobian == zero(0, 0)
    assert rnn_loss_gradient(rnn_run(matrix("5"), [2], 0), [3]).W == matrix("0")
    assert rnn_gradient(matrix("5"), []).jacobian == identity(1)


@pytest.mark.parametrize(("W", "said"), [
    ("1/2 0; 0 1/3", "vanishing: like (1/2)^t"), ("1/2 1; 0 1/2", "vanishing: like t * (1/2)^t"), ("0 1; -1 0", "bounded: like 1"),
    ("1 1; 0 1", "exploding: like t"), ("2 1 0; 0 2 1; 0 0 2", "exploding: like t^2 * 2^t"), ("1 1; -1 1", "exploding: like (sqrt(2))^t"),
    ("0 1; 0 0", "vanishing: 0 from t = 2 on")])
def test_the_rate_of_a_linear_network_reads_as_a_formula(W, said):
    assert str(gradient_regime(matrix(W))) == said
