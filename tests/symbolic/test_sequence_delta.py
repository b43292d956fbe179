"""The delta rule: three steps, what each solves exactly, and when they are stable."""
from __future__ import annotations

import random

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    ShapeError,
    SingularMatrixError,
    charpoly,
    delta_gradient,
    delta_rate,
    delta_scan,
    delta_stability,
    delta_step,
    exact,
    gradient_descent_matrix,
    identity,
    inverse,
    matrix,
    norm,
    parameter,
    rational,
    sqrt,
    substitute,
    zero,
    zoh,
)
from symbolic.scalars.roots import precision

RULES = ["explicit", "implicit", "exact-flow"]


def number(draw, gaussian=0):
    return rational(draw.randint(-4, 4), draw.randint(1, 3)) + (I * draw.randint(-2, 2) if gaussian else 0)


def table(draw, rows, cols, gaussian=0):
    return ExactMatrix.from_rows([[number(draw, gaussian) for _ in range(cols)] for _ in range(rows)], cols=cols)


def column(values):
    return ExactMatrix.from_rows([[x] for x in values], cols=1)


def step_problem(seed):
    draw = random.Random(seed)
    n, m = draw.randint(1, 3), draw.randint(1, 3)
    gaussian = seed % 3 == 2
    S, k, v = table(draw, m, n, gaussian), table(draw, n, 1, gaussian), table(draw, m, 1, gaussian)
    return S, k, v, rational(draw.randint(1, 5), draw.randint(1, 5))


@pytest.mark.parametrize("seed", range(12))
def test_explicit_and_implicit_steps_solve_their_equations(seed):
    S, k, v, beta = step_problem(seed)
    found = delta_step(S, k, v, beta)
    outer = k * k.T
    assert found.erase == identity(k.rows) - outer * beta
    assert found.S == S * (identity(k.rows) - outer * beta) + v * k.T * beta          # DeltaNet
    assert found.S == S - delta_gradient(S, k, v) * beta                              # forward Euler, gradient descent
    if 1 + beta * (k.T * k)[0, 0]:
        implicit = delta_step(S, k, v, beta, "implicit")
        assert implicit.S * (identity(k.rows) + outer * beta) == S + v * k.T * beta
        assert implicit.S == S - delta_gradient(implicit.S, k, v) * beta              # backward Euler
        assert implicit.S == (S + v * k.T * beta) * inverse(identity(k.rows) + outer * beta)
        assert implicit.S == delta_step(S, k, v, delta_rate(k, beta, "implicit")[0]).S
        assert implicit.rate == beta / (1 + beta * (k.T * k)[0, 0])


def test_the_gradient_by_differentiation():
    import sympy
    S = [[parameter(f"s{i}{j}") for j in range(2)] for i in range(2)]
    k, v = [parameter("k0"), parameter("k1")], [parameter("v0"), parameter("v1")]
    residual = [S[i][0] * k[0] + S[i][1] * k[1] - v[i] for i in range(2)]
    loss = ((residual[0] ** 2 + residual[1] ** 2) / 2).to_sympy()
    found = delta_gradient(ExactMatrix.from_rows(S), k, v)
    for i in range(2):
        for j in range(2):
            assert sympy.expand(loss.diff(sympy.Symbol(f"s{i}{j}")) - found[i, j].to_sympy()) == 0


def test_steps_identically_in_all_letters():
    S = ExactMatrix.from_rows([[parameter("s"), parameter("r")]])
    k, v, beta = [parameter("k"), parameter("l")], [parameter("v")], parameter("beta")
    K = column(k)
    explicit, implicit, flow = (delta_step(S, k, v, beta, rule) for rule in RULES)
    assert explicit.S == S * (identity(2) - K * K.T * beta) + column(v) * K.T * beta
    assert implicit.S * (identity(2) + K * K.T * beta) == S + column(v) * K.T * beta
    E, s = parameter("E"), k[0] ** 2 + k[1] ** 2
    assert flow.exponents == (("E", -beta * s),)
    assert flow.S * K == S * K * E + column(v) * (1 - E)                              # S k relaxes to v at the rate e^(-beta s)
    orthogonal = column([-k[1], k[0]])
    assert flow.S * orthogonal == S * orthogonal == explicit.S * orthogonal == implicit.S * orthogonal
    assert substitute(flow.S, {"E": 1}) == S


@pytest.mark.parametrize("seed", [s for s in range(12) if s % 3 != 2])
def test_the_exact_flow_is_zero_order_hold_of_its_equation(seed):
    """S' = -S k k^T + v k^T, transposed: x' = (-k k^T) x + k v^T, solved by the block exponential, and by its derivative."""
    S, k, v, beta = step_problem(seed)
    found = delta_step(S, k, v, beta, "exact-flow", "E1")
    s = (k.T * k)[0, 0]
    if not s:
        assert found.S == S
        assert not found.exponents
        return
    hold = zoh(-(k * k.T), k, beta).symbols()
    assert hold.exponents == (("E1", -s),)
    assert found.exponents == (("E1", -beta * s),)
    assert found.S == (hold.A * S.T + hold.B * v.T).T
    start, moved = substitute(found.S, {"E1": 0}), substitute(found.S, {"E1": 1}) - substitute(found.S, {"E1": 0})
    E = parameter("E1")
    assert found.S == start + moved * E
    assert moved * E * (-s) == -delta_gradient(found.S, k, v)                         # d/dbeta of S, by dE/dbeta = -s E
    later = delta_step(found.S, k, v, beta, "exact-flow", "E2")                       # the flow is a semigroup
    assert later.S == substitute(found.S, {"E1": E * parameter("E2")})


def test_balls_of_the_exact_flow():
    found = delta_step(matrix("0"), [1], [1], 1, "exact-flow").enclose(20)            # 1 - 1/e = 0.63212055882855767840...
    with precision(200):
        assert 63212055882855767840 < found[0][0].real * 10**20 < 63212055882855767841
    two = delta_scan([[1, 0], [1, 0]], [[1], [1]], [rational(1, 2)] * 2, rule="exact-flow")
    assert two.exponents == (("E1", rational(-1, 2)), ("E2", rational(-1, 2)))
    assert two.enclose(20)[0][0].overlaps(found[0][0])
    assert two.enclose(20)[0][1] == 0
    assert delta_step(matrix("1"), [1], [2], 0, "exact-flow").enclose(5)[0][0] == 1
    with pytest.raises(DomainError):
        delta_step(matrix("0"), [1], [parameter("v")], 1, "exact-flow").enclose(5)
    with pytest.raises(DomainError):
        delta_step(matrix("0"), [1], [1], parameter("beta"), "exact-flow").enclose(5)
    with pytest.raises(DomainError):
        delta_step(matrix("0"), [sqrt(2)], [1], 1, "exact-flow")
    with pytest.raises(InputError):
        delta_step(matrix("0"), [1], [1], 1, "exact-flow").enclose(0)


def test_a_key_of_length_zero_and_an_isotropic_one():
    S = matrix("1 2; 3 4")
    for rule in RULES:
        assert delta_step(S, [0, 0], [5, 6], 3, rule).S == S
        assert delta_step(S, [1, I], [5, 6], 3, rule).rate == 3                       # k . k = 0: all three rules coincide
    with pytest.raises(SingularMatrixError) as caught:
        delta_step(S, [1, 1], [5, 6], rational(-1, 2), "implicit")
    null = caught.value.null_vector
    assert (identity(2) - matrix("1 1; 1 1") / 2) * null == zero(2, 1)


@pytest.mark.parametrize("seed", range(5))
def test_unit_step_writes_the_value_and_recalls_orthonormal_keys(seed):
    """With beta = 1 and orthonormal keys every value is recalled, whatever the state was before."""
    draw = random.Random(seed)
    p = column([number(draw) for _ in range(3)])
    Q = identity(3) - p * p.T * (2 / (p.T * p)[0, 0]) if (p.T * p)[0, 0] else identity(3)
    V, S0 = table(draw, 3, 2), table(draw, 2, 3)
    assert Q.T * Q == identity(3)
    found = delta_scan(Q, V, [1, 1, 1], S0)
    assert found.state * Q.T == V.T
    S, k, v, _ = step_problem(3 * seed)
    s = (k.T * k)[0, 0]
    if s:
        assert delta_step(S, k, v, 1 / s).S * k == v


# -- stability ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("key", [[1], [3, 4], [1, 2, 2], [0, 0], [sqrt(2), 1]])
def test_the_stability_range_is_decided(key, rule):
    s = sum((x * x for x in key), start=exact(0))
    for t in (-1, 0, rational(1, 2), 1, rational(3, 2), 2, rational(2000001, 1000000), 3):
        beta = t / s if s else t
        if rule == "implicit" and 1 + beta * s == 0:
            with pytest.raises(SingularMatrixError):
                delta_stability(key, beta, rule)
            continue
        if rule == "exact-flow" and s and beta and key[0] == sqrt(2):
            beta = rational(2)
        found = delta_stability(key, beta, rule)
        if rule == "explicit":
            assert bool(found) == (0 <= beta * s <= 2)
            assert found.contracting == (0 < beta * s < 2)
            assert found.limit == (2 / s if s else None)
            factor = identity(len(key)) - column(key) * column(key).T * beta
            p = charpoly(factor)
            assert p(found.eigenvalue) == 0
            assert norm(factor, 2) == max([abs(found.eigenvalue), exact(1)][:min(len(key), 2)])
            assert found.stable == (norm(factor, 2) <= 1)
            assert (found.fixed, found.eigenvalue) == (len(key) - 1, 1 - beta * s)
        else:
            assert bool(found) == (beta >= 0 or not s)
            assert found.contracting == (beta * s > 0)


def test_eigenvalues_with_multiplicity():
    found = delta_stability([1, 2, 2], rational(1, 3))
    factor = identity(3) - column([1, 2, 2]) * column([1, 2, 2]).T / 3
    assert found.eigenvalue == -2
    assert not found
    x = parameter("x")
    assert charpoly(factor)(x) == (x - 1) ** 2 * (x + 2)
    assert gradient_descent_matrix(matrix("1 2 2; 2 4 4; 2 4 4"), rational(1, 3)) == factor


def test_refusals():
    S = matrix("1 2; 3 4")
    for bad, error in ((lambda: delta_step(S, [1], [1, 2], 1), ShapeError), (lambda: delta_step(S, [1, 2], [1], 1), ShapeError),
                       (lambda: delta_step([[1]], [1], [1], 1), InputError), (lambda: delta_step(S, [1, 2], [1, 2], 1, "euler"), InputError),
                       (lambda: delta_step(S, [1, 2], [1, 2], 0.5), InputError), (lambda: delta_step(S, 1, [1, 2], 1), InputError),
                       (lambda: delta_step(S, [parameter("E"), 1], [1, 2], 1, "exact-flow"), InputError),
                       (lambda: delta_step(matrix([[parameter("E")]]), [1], [1], 1, "exact-flow"), InputError),
                       (lambda: delta_step(matrix("1"), [1], [1], 1, "exact-flow", 3), InputError),
                       (lambda: delta_scan([[1]], [[1]], [1], [[parameter("E1")]], "exact-flow"), InputError),
                       (lambda: delta_stability([], 1), InputError), (lambda: delta_stability([parameter("k")], 1), DomainError),
                       (lambda: delta_stability([I], 1), DomainError)):
        with pytest.raises(error):
            bad()
