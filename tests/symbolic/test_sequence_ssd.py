"""State-space duality: matrix, scan and chunks are one operator, for every chunk size, over Q, Q(i) and with parameters."""
from __future__ import annotations

import random

import pytest

from symbolic import (
    ExactMatrix,
    I,
    InexactInputError,
    InputError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    block_ranks,
    det,
    identity,
    inverse,
    is_semiseparable,
    matrix,
    one_semiseparable,
    parameter,
    rational,
    segment_products,
    selective_matrix,
    ssd_chunked,
    ssd_mask,
    ssd_matrix,
    ssd_scan,
    zero,
)

LENGTHS = [0, 1, 2, 3, 5, 8]
RINGS = ["Q", "Q(i)"]


def number(draw, ring):
    return rational(draw.randint(-4, 4), draw.randint(1, 3)) + (I * draw.randint(-2, 2) if ring == "Q(i)" else 0)


def table(draw, rows, cols, ring="Q"):
    return ExactMatrix.from_rows([[number(draw, ring) for _ in range(cols)] for _ in range(rows)], cols=cols)


def problem(seed, length, ring):
    draw = random.Random(f"{seed} {length} {ring}")
    n, p = draw.randint(1, 3), draw.randint(1, 3)
    a = [0 if draw.random() < 0.25 else number(draw, ring) for _ in range(length)]
    return a, *(table(draw, length, k, ring) for k in (n, n, p)), table(draw, n, p, ring)


def entries_by_definition(a, B, C):
    """The operator from its formula, product by product."""
    rows = []
    for i in range(len(a)):
        row = []
        for j in range(len(a)):
            value = sum(C[i, n] * B[j, n] for n in range(B.cols)) if i >= j else 0
            for t in range(j + 1, i + 1):
                value = value * a[t]
            row.append(value)
        rows.append(row)
    return ExactMatrix.from_rows(rows, cols=len(a))


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("ring", RINGS)
@pytest.mark.parametrize("seed", range(3))
def test_matrix_scan_and_chunks_agree(seed, length, ring):
    a, B, C, x, state = problem(seed, length, ring)
    M = ssd_matrix(a, B, C)
    dense = entries_by_definition(a, B, C)
    assert M.dense() == dense
    found = ssd_scan(a, B, C, x)
    assert found.outputs == dense * x == M.matvec(x)
    started = ssd_scan(a, B, C, x, state)
    for chunk in range(1, length + 3):
        assert ssd_chunked(a, B, C, x, chunk) == found
        assert ssd_chunked(a, B, C, x, chunk, state) == started
        assert M.chunked(x, chunk) == found.outputs
    for cut in range(length + 1):                          # the state carries everything
        first = ssd_scan(a[:cut], *(M.submatrix(range(cut), range(M.cols)) for M in (B, C, x)), state)
        second = ssd_scan(a[cut:], *(M.submatrix(range(cut, length), range(M.cols)) for M in (B, C, x)), first.state)
        assert second.state == started.state
        assert first.outputs.entries() + second.outputs.entries() == started.outputs.entries()


@pytest.mark.parametrize("seed", range(4))
def test_linearity_in_the_initial_state(seed):
    """The answer from a state is that from zero plus C_t a_t .. a_0 state."""
    a, B, C, x, state = problem(seed, 5, "Q")
    decay, rows = rational(1), []
    for t in range(5):
        decay = decay * a[t]
        rows.append((C.submatrix([t], range(C.cols)) * state * decay).entries()[0])
    assert ssd_scan(a, B, C, x, state).outputs == ssd_scan(a, B, C, x).outputs + ExactMatrix.from_rows(rows)


def test_with_parameters():
    a = [parameter("a0"), parameter("a1"), 0, parameter("a3")]
    b, c, x = [parameter("b"), 2, 1, parameter("b")], [1, parameter("c"), 1, 3], [parameter("x"), 1, 2, -1]
    start = [parameter("s")]
    found = ssd_scan(a, b, c, x, start)
    assert found.outputs[1, 0] == c[1] * (a[1] * (a[0] * start[0] + b[0] * x[0]) + b[1] * x[1])
    assert "a0" not in str(ssd_scan(a, b, c, x).outputs)
    for chunk in (1, 2, 3, 4):
        assert ssd_chunked(a, b, c, x, chunk, start) == found
    assert ssd_matrix(a, b, c).dense() * ExactMatrix.from_rows([[y] for y in x]) == ssd_scan(a, b, c, x).outputs
    columns = ExactMatrix.from_rows([[y] for y in b]), ExactMatrix.from_rows([[y] for y in c])
    assert ssd_matrix(a, b, c).dense() == entries_by_definition(a, *columns)


@pytest.mark.parametrize("length", LENGTHS)
def test_the_mask(length):
    draw = random.Random(length)
    a = [draw.choice([0, 1, -2, rational(1, 3)]) for _ in range(length)]
    ones = ExactMatrix.from_rows([[1]] * length, cols=1)
    L = segment_products(a)
    assert L == ssd_mask(a).dense() == one_semiseparable(a).dense() == entries_by_definition(a, ones, ones)
    assert L == ssd_matrix(a, ones, ones).dense()
    assert ssd_mask(a).inverse() * L == identity(length)
    if length:
        assert is_semiseparable(L, 1, part="lower")


@pytest.mark.parametrize("seed", range(6))
def test_the_rank_of_the_blocks_is_at_most_the_state_size(seed):
    draw = random.Random(seed)
    n = draw.randint(1, 3)
    a = [draw.randint(1, 3) for _ in range(8)]
    M = ssd_matrix(a, table(draw, 8, n), table(draw, 8, n))
    assert M.order == n
    assert max(block_ranks(M.dense()).lower_with_diagonal) <= n
    assert is_semiseparable(M.dense(), n, part="lower")


def test_a_state_of_size_two_is_not_one_semiseparable():
    M = ssd_matrix([1, 1, 1, 1], [[1, 0], [0, 1], [1, 0], [0, 1]], [[1, 0], [0, 1], [1, 0], [0, 1]])
    assert max(block_ranks(M.dense()).lower_with_diagonal) == 2
    assert not is_semiseparable(M.dense(), 1, part="lower")
    assert is_semiseparable(M.mask.dense(), 1, part="lower")


@pytest.mark.parametrize("seed", range(8))
def test_the_structured_verbs(seed):
    draw = random.Random(seed)
    length, n = draw.randint(1, 6), draw.randint(1, 3)
    a = [draw.randint(-2, 2) for _ in range(length)]
    B, C, x = table(draw, length, n), table(draw, length, n), table(draw, length, 2)
    M = ssd_matrix(a, B, C)
    D = M.dense()
    assert M.quasiseparable().dense() == D
    assert M.T.dense() == D.T
    assert sum((t.dense() for t in M.terms), start=zero(length, length)) == D
    assert M.det() == det(D)
    assert M.displacement_rank() <= n
    assert selective_matrix([[y] * n for y in a], B, C).dense() == D
    if M.det():
        assert D * M.solve(x) == x
        assert M.inverse() == inverse(D)
    else:
        with pytest.raises(SingularMatrixError) as caught:
            M.solve(x)
        assert D * caught.value.null_vector == zero(length, 1)


def test_the_text_is_the_constructor_call():
    M = ssd_matrix([1, rational(1, 2)], [[1, 2], [3, 4]], [[5, 6], [7, 8]])
    assert str(M) == "ssd_matrix([1, 1/2], [[1, 2], [3, 4]], [[5, 6], [7, 8]])"
    assert ssd_matrix([1, "1/2"], [[1, 2], [3, 4]], [[5, 6], [7, 8]]) == M


def test_long_sequences_by_chunks():
    draw = random.Random(1)
    length = 300
    a = [draw.choice([0, 1, -1]) for _ in range(length)]
    B, C, x = (table(draw, length, k) for k in (2, 2, 1))
    found = ssd_scan(a, B, C, x)
    assert ssd_chunked(a, B, C, x, 64) == found == ssd_chunked(a, B, C, x, 7)


def test_refusals():
    for bad, error in ((lambda: ssd_scan([1, 2], [1], [1, 2], [1, 2]), ShapeError), (lambda: ssd_scan([1, 2], [1, 1], [1, 2], [1]), ShapeError),
                       (lambda: ssd_scan([1], [[1, 2]], [[1]], [1]), ShapeError), (lambda: ssd_scan([1], [1], [1], [1], [1, 2]), ShapeError),
                       (lambda: ssd_scan([1], [1], [1], [[1, 2]], [[1]]), ShapeError),
                       (lambda: ssd_matrix([1, 2], [[1], [1, 2]], [1, 2]), ShapeError), (lambda: ssd_matrix([0.5], [1], [1]), InexactInputError),
                       (lambda: ssd_matrix(3, [1], [1]), InputError), (lambda: ssd_matrix("12", [1, 2], [1, 2]), InputError),
                       (lambda: ssd_matrix([1], 7, [1]), InputError), (lambda: ssd_matrix([1], [None], [1]), InputError),
                       (lambda: ssd_chunked([1], [1], [1], [1], 0), InputError), (lambda: ssd_chunked([1], [1], [1], [1], 1.5), InputError),
                       (lambda: ssd_chunked([], [], [], [], 0), InputError), (lambda: ssd_mask(5), InputError),
                       (lambda: segment_products(range(5_000)), UnableError)):
        with pytest.raises(error):
            bad()


def test_empty():
    assert ssd_scan([], [], [], []).outputs == zero(0, 1)
    assert ssd_scan([], [], [], [], [5]).state == matrix("5") == ssd_chunked([], [], [], [], 3, [5]).state
    assert ssd_matrix([], [], []).dense() == zero(0, 0)
    assert ssd_scan([9], [2], [3], [5]).outputs == matrix("30")
    assert ssd_scan([1, 2], zero(2, 0), zero(2, 0), [1, 1]).outputs == zero(2, 1) == ssd_chunked([1, 2], zero(2, 0), zero(2, 0), [1, 1], 1).outputs
    assert ssd_matrix([1, 2], zero(2, 0), zero(2, 0)).dense() == zero(2, 2)
