"""Diagonal selective scans, parallel scans and gated linear attention: every form gives the same numbers."""
from __future__ import annotations

import random

import pytest

from symbolic import (
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    affine_scan,
    block_ranks,
    compose_affine,
    det,
    diagonal,
    gla_chunked,
    gla_matrix,
    gla_scan,
    identity,
    inverse,
    is_semiseparable,
    matrix,
    parallel_scan,
    parameter,
    rational,
    s5_scan,
    selective_chunked,
    selective_matrix,
    selective_scan,
    ssd_matrix,
    ssd_scan,
    ssm_recurrence,
    zero,
)

LENGTHS = [0, 1, 2, 4, 7]
METHODS = ["blelloch", "kogge-stone", "serial"]


def number(draw, gaussian):
    return rational(draw.randint(-4, 4), draw.randint(1, 3)) + (I * draw.randint(-2, 2) if gaussian else 0)


def table(draw, rows, cols, gaussian=0):
    return ExactMatrix.from_rows([[number(draw, gaussian) for _ in range(cols)] for _ in range(rows)], cols=cols)


def problem(seed, length, gaussian=0):
    draw = random.Random(f"{seed} {length} {gaussian}")
    n, p = draw.randint(1, 3), draw.randint(1, 3)
    A, B, C, x, state = (table(draw, *s, gaussian) for s in ((length, n), (length, n), (length, n), (length, p), (n, p)))
    dead = [[0 if draw.random() < 0.2 else y for y in row] for row in A.entries()]
    return ExactMatrix.from_rows(dead, cols=n), B, C, x, state


def by_definition(A, B, C):
    length = B.rows
    rows = [[0] * length for _ in range(length)]
    for i in range(length):
        product = identity(B.cols)
        for j in range(i, -1, -1):
            rows[i][j] = (C.submatrix([i], range(C.cols)) * product * B.submatrix([j], range(B.cols)).T)[0, 0]
            product = product * diagonal(A.entries()[j])
    return ExactMatrix.from_rows(rows, cols=length)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("gaussian", [False, True], ids=["Q", "Q(i)"])
@pytest.mark.parametrize("seed", range(3))
def test_the_selective_scan_is_a_sum_of_one_semiseparable_operators(seed, length, gaussian):
    A, B, C, x, state = problem(seed, length, gaussian)
    M = selective_matrix(A, B, C)
    dense = by_definition(A, B, C)
    assert M.dense() == dense == M.quasiseparable().dense()
    assert len(M.terms) == M.order == B.cols
    assert all(is_semiseparable(t.mask.dense(), 1, part="lower") for t in M.terms)
    found = selective_scan(A, B, C, x)
    assert found.outputs == dense * x == M.matvec(x) == sum((t.matvec(x) for t in M.terms), start=zero(*x.shape))
    started = selective_scan(A, B, C, x, state)
    for chunk in range(1, length + 2):
        assert selective_chunked(A, B, C, x, chunk) == found
        assert selective_chunked(A, B, C, x, chunk, state) == started
    if length:
        assert max(block_ranks(dense).lower_with_diagonal) <= B.cols
        assert M.det() == det(dense)
        if M.det():
            assert M.inverse() == inverse(dense)
            assert dense * M.solve(x) == x


def test_two_decays_need_rank_two():
    """Mamba-1 is not 1-semiseparable: distinct decays in the two coordinates give blocks of rank 2."""
    M = selective_matrix([[1, 1], [2, 3], [2, 3], [2, 3]], [[1, 1]] * 4, [[1, 1]] * 4)
    assert max(block_ranks(M.dense()).lower_with_diagonal) == 2
    same = selective_matrix([[2, 2]] * 4, [[1, 1]] * 4, [[1, 1]] * 4)
    assert max(block_ranks(same.dense()).lower_with_diagonal) == 1


@pytest.mark.parametrize("seed", range(4))
def test_scalar_identity_transitions_are_state_space_duality(seed):
    A, B, C, x, state = problem(seed, 5)
    a = [row[0] for row in A.entries()]
    repeated = [[y] * B.cols for y in a]
    assert selective_scan(repeated, B, C, x, state) == ssd_scan(a, B, C, x, state)
    assert selective_matrix(repeated, B, C).dense() == ssd_matrix(a, B, C).dense()


def test_constant_transitions_are_the_recurrence():
    A, B, C, x, _ = problem(11, 6)
    lam, b, c, u = A.entries()[1], B.entries()[0], C.entries()[0], [row[0] for row in x.entries()]
    found = selective_scan([lam] * 6, [b] * 6, [c] * 6, u)
    plain = ssm_recurrence(diagonal(lam), b, c, u)
    assert tuple(row[0] for row in found.outputs.entries()) == plain.outputs
    assert found.state == plain.states[-1]
    for method in METHODS:
        assert s5_scan(lam, b, [c], u, method=method).outputs == found.outputs


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("length", [*range(10), 16, 17, 31])
def test_scans_of_a_free_monoid_are_the_serial_one(method, length):
    """Words under concatenation: nothing commutes and no word is lost, so any associative operation comes out right."""
    letters = [(t,) for t in range(length)]
    found = parallel_scan(letters, lambda x, y: x + y, method)
    assert found.values == tuple(tuple(range(t + 1)) for t in range(length))
    log = max(length - 1, 0).bit_length()
    assert found.rounds <= {"serial": max(length - 1, 0), "kogge-stone": log, "blelloch": max(2 * log - 1, 0)}[method]
    assert found.operations <= {"serial": length, "kogge-stone": length * log, "blelloch": 2 * length}[method]


@pytest.mark.parametrize("seed", range(5))
def test_affine_maps_compose_associatively_and_scan_to_the_states(seed):
    draw = random.Random(seed)
    n, length = draw.randint(1, 3), draw.randint(0, 9)
    steps = [(table(draw, n, n), table(draw, n, 2)) for _ in range(length)]
    start = table(draw, n, 2)
    h, serial = start, []
    for A, b in steps:
        h = A * h + b
        serial.append(h)
    for method in METHODS:
        assert affine_scan(steps, start, method) == tuple(serial)
        if steps:
            assert affine_scan(steps, None, method)[-1] == affine_scan(steps, zero(n, 2), method)[-1]
    if length > 2:
        x, y, z = steps[:3]
        assert compose_affine(compose_affine(x, y), z) == compose_affine(x, compose_affine(y, z))
    a, b, s = parameter("a"), parameter("b"), parameter("s")
    assert affine_scan([(a, b), (a, 1)], s) == (a * s + b, a * (a * s + b) + 1)


@pytest.mark.parametrize("seed", range(6))
def test_s5_with_many_inputs_and_outputs(seed):
    draw = random.Random(seed)
    n, u, y, length = (draw.randint(1, 3) for _ in range(4))
    lam = [number(draw, 1) for _ in range(n)]
    B, C, inputs = table(draw, n, u, 1), table(draw, y, n), table(draw, length, u)
    start = [number(draw, 0) for _ in range(n)]
    x = ExactMatrix.from_rows([[s] for s in start])
    rows = []
    for t in range(length):
        x = diagonal(lam) * x + B * inputs.submatrix([t], range(u)).T
        rows.append((C * x).T.entries()[0])
    for method in METHODS:
        found = s5_scan(lam, B, C, inputs, start, method)
        assert found.outputs == ExactMatrix.from_rows(rows)
        assert found.state == x
        assert s5_scan([lam] * length, B, C, inputs, start, method) == found


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("seed", range(3))
def test_gated_linear_attention(seed, length):
    G, K, Q, V, S0 = problem(seed, length)
    S, rows = S0, []
    for t in range(length):
        g, k, v, q = (M.submatrix([t], range(M.cols)) for M in (G, K, V, Q))
        S = diagonal(g.entries()[0]) * S + k.T * v
        rows.append((q * S).entries()[0])
    found = gla_scan(G, K, V, Q, S0)
    assert found.outputs == ExactMatrix.from_rows(rows, cols=V.cols)
    assert found.state == S
    for chunk in range(1, length + 2):
        assert gla_chunked(G, K, V, Q, chunk, S0) == found
    assert gla_matrix(G, K, Q) * V == gla_scan(G, K, V, Q).outputs
    if any(not y for row in G.entries()[1:] for y in row):
        with pytest.raises(SingularMatrixError):
            gla_matrix(G, K, Q, "quotients")
    else:
        assert gla_matrix(G, K, Q, "quotients") == gla_matrix(G, K, Q)


def test_parameters_in_the_gates():
    g, h, k, s = (parameter(x) for x in "ghks")
    G, K, V, Q = [[g, h], [h, g], [g, 0]], [[1, k], [k, 1], [1, 1]], [[1], [k], [2]], [[1, 1], [1, k], [1, -1]]
    found = gla_scan(G, K, V, Q, [[s], [1]])
    assert found.outputs[0, 0] == g * s + 1 + h + k
    for chunk in (1, 2, 3):
        assert gla_chunked(G, K, V, Q, chunk, [[s], [1]]) == found
    assert gla_matrix(G[:2], K[:2], Q[:2]) == gla_matrix(G[:2], K[:2], Q[:2], "quotients")
    assert selective_matrix(G, K, Q).dense() == by_definition(*(ExactMatrix.from_rows(M) for M in (G, K, Q)))


def test_the_text_is_the_constructor_call():
    M = selective_matrix([[1, 2], [3, 4]], [[1, 0], [0, 1]], [[1, 1], [1, 1]])
    assert str(M) == "selective_matrix([[1, 2], [3, 4]], [[1, 0], [0, 1]], [[1, 1], [1, 1]])"


def test_refusals():
    for bad, error in ((lambda: selective_scan([[1, 2]], [[1]], [[1]], [1]), ShapeError), (lambda: selective_scan([1, 2], [1], [1], [1]), ShapeError),
                       (lambda: selective_scan([1], [1], [1], [1, 2]), ShapeError), (lambda: selective_chunked([1], [1], [1], [1], -1), InputError),
                       (lambda: selective_scan([1], [1], [1], 3), InputError), (lambda: selective_matrix([0.5], [1], [1]), InputError),
                       (lambda: parallel_scan([1], lambda x, y: x + y, "brent"), InputError), (lambda: affine_scan([3]), InputError),
                       (lambda: affine_scan(None), InputError), (lambda: parallel_scan(5, max), InputError), (lambda: compose_affine(1, 2), InputError),
                       (lambda: affine_scan([(identity(2), zero(2, 1))], 3), ShapeError),
                       (lambda: affine_scan([(matrix("1 2"), matrix("1"))]), NotSquareError), (lambda: affine_scan([(identity(2), 1)]), ShapeError),
                       (lambda: affine_scan([(identity(2), zero(3, 1))]), ShapeError), (lambda: s5_scan([1, 2], [1], [[1]], [1]), ShapeError),
                       (lambda: s5_scan([1], [[1, 2]], [[1]], [1]), ShapeError), (lambda: s5_scan([1], [1], [[1, 2]], [1]), ShapeError),
                       (lambda: s5_scan([1], [1], [[1]], [1], method="?"), InputError), (lambda: gla_matrix([1], [1], [1], "?"), InputError),
                       (lambda: affine_scan([(identity(2), zero(2, 1)), (identity(3), zero(3, 1))]), ShapeError)):
        with pytest.raises(error):
            bad()


def test_empty():
    assert parallel_scan([], lambda x, y: x + y).values == () == affine_scan([])
    assert selective_scan(zero(0, 2), zero(0, 2), zero(0, 2), zero(0, 3)).state == zero(2, 3)
    assert gla_matrix(zero(0, 2), zero(0, 2), zero(0, 2), "quotients") == zero(0, 0)
    assert s5_scan([2], [1], [[1]], [], [7]).state == matrix("7")
