"""The delta rule over a sequence: chunks for every size are the recurrence, the UT transform, its bound, unit keys."""
from __future__ import annotations

import random
from itertools import pairwise

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    ShapeError,
    delta_chunked,
    delta_scan,
    delta_step,
    diagonal,
    identity,
    inverse,
    matrix,
    parameter,
    rational,
    sqrt,
    stereographic,
    substitute,
    ut_bound,
    ut_transform,
    zero,
)


def number(draw, gaussian=0):
    return rational(draw.randint(-4, 4), draw.randint(1, 3)) + (I * draw.randint(-2, 2) if gaussian else 0)


def table(draw, rows, cols, gaussian=0):
    return ExactMatrix.from_rows([[number(draw, gaussian) for _ in range(cols)] for _ in range(rows)], cols=cols)


def scan_problem(seed, length):
    draw = random.Random(f"{seed} {length}")
    n, m, gaussian = draw.randint(1, 3), draw.randint(1, 2), seed % 3 == 2
    K, Q, V, S0 = (table(draw, *shape, gaussian) for shape in ((length, n), (length, n), (length, m), (m, n)))
    if seed % 3 == 1:
        K = ExactMatrix.from_rows([stereographic([number(draw) for _ in range(n - 1)]) for _ in range(length)], cols=n)
    beta = [rational(draw.randint(0, 4), 2) for _ in range(length)]
    gates = [rational(draw.randint(0, 3), 2) for _ in range(length)]
    return K, V, Q, beta, S0, gates


@pytest.mark.parametrize("length", [0, 1, 2, 4, 7])
@pytest.mark.parametrize("seed", range(4))
def test_chunks_are_the_recurrence(seed, length):
    K, V, Q, beta, S0, gates = scan_problem(seed, length)
    S, rows = S0, []
    for t in range(length):
        k, v, q = (M.submatrix([t], range(M.cols)).T for M in (K, V, Q))
        S = delta_step(S, k, v, beta[t]).S
        rows.append((S * q).T.entries()[0])
    found = delta_scan(K, V, beta, S0, Q=Q)
    assert found.state == S
    assert found.outputs == ExactMatrix.from_rows(rows, cols=V.cols)
    gated = delta_scan(K, V, beta, S0, Q=Q, gates=gates)
    for chunk in range(1, length + 2):
        assert delta_chunked(K, V, Q, beta, chunk, S0).state == S
        assert delta_chunked(K, V, Q, beta, chunk, S0).outputs == found.outputs
        assert delta_chunked(K, V, Q, beta, chunk, S0, gates=gates).outputs == gated.outputs
        assert delta_chunked(K, V, Q, beta, chunk, S0, gates=gates).state == gated.state
    if seed % 3 != 2:
        implicit = delta_scan(K, V, beta, S0, "implicit", Q=Q)
        assert delta_chunked(K, V, Q, beta, 3, S0, "implicit").outputs == implicit.outputs


@pytest.mark.parametrize("seed", range(4))
def test_the_gated_rule_by_its_formula(seed):
    K, V, _, beta, S, gates = scan_problem(seed, 5)
    found = delta_scan(K, V, beta, S, gates=gates)
    for t in range(5):
        k, v = (M.submatrix([t], range(M.cols)).T for M in (K, V))
        S = S * (identity(K.cols) - k * k.T * beta[t]) * gates[t] + v * k.T * beta[t]
        assert found.states[t] == S
    assert delta_scan(K, V, beta, gates=[1] * 5).states == delta_scan(K, V, beta).states


def test_chunks_of_the_exact_flow_and_with_parameters():
    k, v, b = (parameter(x) for x in "kvb")
    K, V, Q, beta = [[1, k], [0, 1], [1, 1]], [[v], [1], [2]], [[1, 0], [1, 1], [k, 1]], [b, 1, 2]
    found = delta_scan(K, V, beta, [[1, v]], Q=Q)
    flow = delta_scan([[1, 2], [0, 1], [1, 1]], V, [1, 1, 2], [[1, v]], "exact-flow", Q=Q)
    assert [name for name, _ in flow.exponents] == ["E1", "E2", "E3"]
    for chunk in (1, 2, 3):
        assert delta_chunked(K, V, Q, beta, chunk, [[1, v]]).outputs == found.outputs
        again = delta_chunked([[1, 2], [0, 1], [1, 1]], V, Q, [1, 1, 2], chunk, [[1, v]], "exact-flow")
        assert (again.outputs, again.state) == (flow.outputs, flow.state)
    at_rest = substitute(flow.state, {"E1": 1, "E2": 1, "E3": 1, "v": 5})
    assert at_rest == matrix("1 5")


@pytest.mark.parametrize("length", [0, 1, 2, 3, 5, 9])
@pytest.mark.parametrize("seed", range(3))
def test_the_ut_transform(seed, length):
    K, V, _, beta, S0, _ = scan_problem(seed, length)
    found = ut_transform(K, beta, V)
    gram = K * K.T
    N = ExactMatrix.from_rows([[beta[i] * gram[i, j] if i > j else 0 for j in range(length)] for i in range(length)], cols=length)
    assert found.T == inverse(identity(length) + N) if length else found.T == zero(0, 0)
    assert all(found.T[i, i] == 1 for i in range(length))
    assert found.W == found.T * diagonal(beta) * K if length else True
    product = identity(K.cols)
    for t in range(length):
        k = K.submatrix([t], range(K.cols)).T
        product = product * (identity(K.cols) - k * k.T * beta[t])
    assert found.product() == product
    assert delta_scan(K, V, beta, S0).state == S0 * product + found.U.T * K
    for i in range(length):
        for j in range(i):                                  # T_ij = -beta_i k_i^T (product of the factors between) k_j
            row = K.submatrix([i], range(K.cols))
            for t in range(i - 1, j, -1):
                k = K.submatrix([t], range(K.cols)).T
                row = row * (identity(K.cols) - k * k.T * beta[t])
            assert found.T[i, j] == -beta[i] * (row * K.submatrix([j], range(K.cols)).T)[0, 0]


@pytest.mark.parametrize("seed", range(10))
def test_the_bound_holds_for_unit_keys(seed):
    draw = random.Random(seed)
    n, length = draw.randint(1, 4), draw.randint(0, 8)
    K = ExactMatrix.from_rows([stereographic([number(draw) for _ in range(n - 1)]) for _ in range(length)], cols=n)
    beta = [draw.choice([0, rational(1, 3), 1, rational(7, 4), 2]) for _ in range(length)]
    found = ut_bound(K, beta)
    assert found
    assert found.applies
    assert found.violation is None
    assert found.largest is None or found.largest <= 1
    assert found.T == ut_transform(K, beta).T


def test_the_bound_is_attained_and_fails_outside():
    assert ut_bound([[1, 0], [1, 0], [1, 0]], [2, 2, 2]).largest == 1
    longer = ut_bound([[1], [rational(11, 10)]], [1, 1])
    assert (bool(longer), longer.violation, longer.place) == (False, ("unit key", 1, rational(121, 100)), (1, 0))
    above = ut_bound([[1], [1], [1]], [3, 3, 3])
    assert (bool(above), above.violation, above.place, above.largest) == (False, ("0 <= beta <= 2", 0, 3), (2, 0), 2)
    negative = ut_bound([[1, 0], [1, 0]], [1, -1])
    assert (bool(negative), negative.violation) == (False, ("0 <= beta <= 2", 1, -1))
    silent = ut_bound([[1, 0], [0, 5]], [1, 1])               # outside the theorem, and true all the same
    assert (bool(silent), silent.applies) == (True, False)
    assert ut_bound([[sqrt(2) / 2, sqrt(2) / 2], [1, 0]], [1, 1]).largest == sqrt(2) / 2
    growth = [max(abs(x) for row in ut_transform([[rational(3, 2)]] * n, [1] * n).T.entries() for x in row) for n in (3, 4, 5)]
    assert all(b / a == rational(5, 4) for a, b in pairwise(growth))     # |1 - beta k.k| = 5/4: the inverse grows


def test_stereographic_points():
    for p in ([], [0], [2], [1, rational(2, 3)], [5, -7, 1, 0]):
        k = stereographic(p)
        assert len(k) == len(p) + 1
        assert sum(x * x for x in k) == 1
        back = [x / (1 - k[-1]) for x in k[:-1]]
        assert back == p
    a = parameter("a")
    assert stereographic([a])[0] ** 2 + stereographic([a])[1] ** 2 == 1
    with pytest.raises(DomainError):
        stereographic([I])


def test_refusals():
    for bad, error in ((lambda: delta_scan([[1, 2]], [[1], [2]], [1]), ShapeError),
                       (lambda: delta_scan([[1, 2]], [[1]], [1, 2]), ShapeError), (lambda: delta_scan([[1, 2]], [[1]], [1], [[1]]), ShapeError),
                       (lambda: delta_scan([[1, 2]], [[1]], [1], Q=[[1]]), ShapeError), (lambda: delta_scan([], [], [], rule="?"), InputError),
                       (lambda: delta_scan([[1, 2]], [[1]], [1], gates=[]), ShapeError),
                       (lambda: delta_chunked([[1]], [[1]], [[1]], [1], 0), InputError),
                       (lambda: delta_chunked([[1]], [[1]], [[1, 2]], [1], 1), ShapeError), (lambda: ut_transform([[1]], [1, 2]), ShapeError),
                       (lambda: ut_transform([[1]], [1], [[1], [2]]), ShapeError), (lambda: ut_bound([[parameter("a")]], [1]), DomainError),
                       (lambda: ut_bound([[I]], [1]), DomainError), (lambda: stereographic(3), InputError)):
        with pytest.raises(error):
            bad()
