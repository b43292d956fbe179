"""Recognition: hide a structured value in its dense matrix and recover it; break one entry and demand a true witness."""
from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    block_ranks,
    cauchy,
    circulant,
    companion,
    det,
    hankel,
    identity,
    is_cauchy,
    is_circulant,
    is_companion,
    is_generator_representable,
    is_hankel,
    is_one_semiseparable,
    is_quasiseparable,
    is_semiseparable,
    is_toeplitz,
    is_vandermonde,
    matrix,
    one_semiseparable,
    quasiseparable_rank,
    rank,
    semiseparable,
    semiseparable_rank,
    sqrt,
    toeplitz,
    vandermonde,
    zero,
)
from symbolic.structured.realization import complete_lower, realize_lower

HALF = Fraction(1, 2)
VALUES = [
    (is_toeplitz, [toeplitz([1, 2, 3], [1, 5, 7]), toeplitz([4]), toeplitz([]), toeplitz([sqrt(2), I, 0, 1]),
                   toeplitz([1, 2, 3], [1, 5])]),
    (is_circulant, [circulant([1, 2, 3, 5]), circulant([4]), circulant([0, 0]), circulant([HALF, sqrt(3), 1])]),
    (is_hankel, [hankel([1, 2, 3], [3, 5, 7]), hankel([4], [4]), hankel([sqrt(2), 1], [1, 0])]),
    (is_vandermonde, [vandermonde([1, 2, 3]), vandermonde([0]), vandermonde([]), vandermonde([I, sqrt(2), 0, HALF])]),
    (is_cauchy, [cauchy([1, 2, 4], [0, -1, -3]), cauchy([5], [3]), cauchy([HALF, sqrt(2)], [0, 7])]),
    (is_companion, [companion([6, -5, 1]), companion([0, 0, 0, 1]), companion([3, 1]), companion([sqrt(2), I, 1])]),
    (is_one_semiseparable, [one_semiseparable([1, 2, 0, 5]), one_semiseparable([1]), one_semiseparable([]),
                            one_semiseparable([1, I, sqrt(2)])]),
]
PAIRS = [(predicate, value) for predicate, values in VALUES for value in values]


@pytest.mark.parametrize(("predicate", "value"), PAIRS, ids=[f"{p.__name__}-{v.shape[0]}-{k}" for k, (p, v) in enumerate(PAIRS)])
def test_recovers_the_structure(predicate, value):
    got = predicate(value.dense())
    assert got
    assert got.ok
    assert got.structure.dense() == value.dense()
    assert type(got.structure) is type(value)
    assert got.witness is None


def test_parameters_come_back():
    assert is_toeplitz(matrix("1 2; 3 1")).structure == toeplitz([1, 3], [1, 2])
    assert is_vandermonde(vandermonde([2, 3, 5]).dense()).structure == vandermonde([2, 3, 5])
    C = is_cauchy(cauchy([1, 2, 4], [7, -1, -3]).dense()).structure
    assert (C.x, C.y) == ((-6, -5, -3), (0, -8, -10))  # translated by -7


def contradicts(predicate, A, places):
    """Whether the entries at the witness, and nothing else, exclude the structure."""
    x = [A[p] for p in places]
    n = A.cols
    (i, j), last = places[0], places[-1]
    if predicate is is_toeplitz:
        return x[0] != x[1] and last[0] - last[1] == i - j
    if predicate is is_circulant:
        return x[0] != x[1] and (last[0] - last[1] - i + j) % n == 0
    if predicate is is_hankel:
        return x[0] != x[1] and sum(last) == i + j
    if predicate is is_vandermonde:
        return (j == 0 and x[0] != 1) if len(x) == 1 else x[0] * x[1] != x[2] and last == (i, places[1][1] + 1) and j == 1
    if predicate is is_cauchy:
        if len(x) == 1:
            return x[0] == 0
        square = places[1] == (i, last[1]) and places[2] == (last[0], j)
        return square and 1 / x[0] - 1 / x[1] - 1 / x[2] + 1 / x[3] != 0
    if predicate is is_companion:
        return j < n - 1 and x[0] != int(i == j + 1)
    if len(x) == 1:
        return x[0] != int(i == j) and j >= i
    return x[0] * x[1] != x[2] and places[0] == (last[0], last[0] - 1) and places[1] == (last[0] - 1, last[1])


@pytest.mark.parametrize("predicate", [p for p, _ in VALUES], ids=[p.__name__ for p, _ in VALUES])
def test_every_one_entry_change_is_classified(predicate):
    """A change is either another matrix of the family, or refuted by entries that really contradict it. Both are counted."""
    value = next(v for p, v in PAIRS if p is predicate)
    A = value.dense()
    refused = kept = 0
    for i in range(A.rows):
        for j in range(A.cols):
            rows = A.entries()
            rows[i][j] = rows[i][j] + 1
            B = ExactMatrix.from_rows(rows)
            got = predicate(B)
            if got:
                assert got.structure.dense() == B
                kept += 1
            else:
                assert contradicts(predicate, B, got.witness), (B, got)
                assert "(" in got.reason
                refused += 1
    assert refused + kept == A.rows * A.cols
    assert refused > 0


@pytest.mark.parametrize("predicate", [is_circulant, is_vandermonde, is_companion, is_one_semiseparable])
def test_not_square(predicate):
    got = predicate(zero(2, 3))
    assert not got
    assert got.witness == (2, 3)
    with pytest.raises(InputError, match="exact matrix"):
        predicate([[1]])


def test_zero_entry_is_no_cauchy():
    assert is_cauchy(matrix("1 0; 1/2 1")).witness == ((0, 1),)


# -- the three predicates ---------------------------------------------------------------------------------------------

STRICT_ONLY = matrix("5 0 0; 1 7 0; 1 1 9")  # diagonal 5, 7, 9 plus ones below
SHIFT = matrix("0 0 0; 1 0 0; 0 1 0")
PREDICATES = (is_quasiseparable, is_semiseparable, is_generator_representable)


def test_counterexamples_that_separate_them():
    """Every cell of the table, so that a change of definition cannot pass."""
    table = {
        "diagonal plus strict ones": (STRICT_ONLY, (1, 0, 0)),
        "shift": (SHIFT, (1, 0, 0)),
        "identity": (identity(2), (1, 1, 0)),
        "ones": (matrix("1 1; 1 1"), (1, 1, 1)),
        "Green": (matrix("1 1 1; 1 2 2; 1 2 3"), (1, 1, 1)),
        "two steps down": (matrix("0 0 0 0; 0 0 0 0; 1 0 0 0; 0 1 0 0"), (0, 0, 0)),
    }
    for name, (A, expected) in table.items():
        assert tuple(int(bool(p(A, 1))) for p in PREDICATES) == expected, name
    assert (quasiseparable_rank(STRICT_ONLY), semiseparable_rank(STRICT_ONLY)) == (1, 2)
    assert block_ranks(SHIFT).lower == (1, 1)
    assert not is_generator_representable(SHIFT, 1, strict=True)
    assert is_generator_representable(STRICT_ONLY, 1, strict=True).structure.dense() == STRICT_ONLY
    assert [bool(is_generator_representable(identity(2), k)) for k in (0, 1, 2)] == [False, False, True]


def test_figure_matrices():
    """The four families of the chapter's figure at n = 8, with inputs that tell them apart."""
    T = toeplitz([Fraction(1, 1 + k) for k in range(8)], [Fraction(1, 1)] + [Fraction(-1, 1 + k) for k in range(1, 8)]).dense()
    assert block_ranks(T).lower == (1, 2, 3, 4, 3, 2, 1)
    L = one_semiseparable([1, "9/10", "1/2", "19/20", "4/5", "3/10", "99/100", "7/10"]).dense()
    assert block_ranks(L).lower == (1,) * 7
    assert is_semiseparable(L, 1, part="lower")
    flat = one_semiseparable([Fraction(9, 10)] * 8).dense()
    assert is_toeplitz(flat)  # why the text's own input does not discriminate


small = st.sampled_from([0, 0, 0, 1, 1, -1, 2, HALF])


@st.composite
def squares(draw, largest=6):
    n = draw(st.integers(0, largest))
    entries = draw(st.lists(small, min_size=n * n, max_size=n * n))
    return ExactMatrix.from_rows([entries[i * n:(i + 1) * n] for i in range(n)], cols=n)


@given(squares(), st.integers(0, 3))
def test_block_predicates_against_their_definition(A, k):
    n = A.rows
    for predicate, gap in ((is_quasiseparable, 0), (is_semiseparable, 1)):
        blocks = [A.submatrix(range(t, n), range(t + gap)) for t in range(n)]
        blocks += [A.submatrix(range(t + gap), range(t, n)) for t in range(n)]
        expected = max((rank(B) for B in blocks), default=0) <= k
        got = predicate(A, k)
        assert bool(got) == expected
        if got:
            assert got.structure.dense() == A
            assert all(o <= k or gap for o in got.structure.orders)
        else:
            w = got.witness
            assert len(w.minor_rows) == len(w.minor_columns) == k + 1
            assert set(w.minor_rows) <= set(w.rows)
            assert set(w.minor_columns) <= set(w.columns)
            assert det(A.submatrix(w.minor_rows, w.minor_columns)) == w.minor != 0
            assert max(w.columns) < min(w.rows) + gap or max(w.rows) < min(w.columns) + gap


@given(squares(5), st.integers(0, 2), st.booleans())
def test_generator_representable_answers_carry_their_proof(A, k, strict):
    got = is_generator_representable(A, k, strict=strict)
    if got:
        S = got.structure
        assert S.dense() == A
        assert max(S.orders) <= k
        return
    w = got.witness
    B = A if w.triangle == "lower" else A.T
    n, Y = B.rows, w.certificate
    assert Y.shape == (n, k + 1)
    for r, j in enumerate(w.columns):
        y = Y.column(r)
        assert all(not y[i, 0] for i in range(min(j + strict, n)))  # so only entries of the triangle are touched
        for s in range(r + 1):
            value = sum((y[i, 0] * B[i, w.columns[s]] for i in range(j + strict, n)), start=0)
            assert value == int(s == r)


@given(squares(5), st.booleans())
def test_least_completion_by_two_roads(A, strict):
    """The greedy rank equals the sum of block ranks, it is attained, and no cheaper completion is found by trying."""
    done = complete_lower(A, strict=strict)
    n, gap = A.rows, int(strict)
    assert all(done.full[i, j] == A[i, j] for i in range(n) for j in range(n) if i >= j + gap)
    assert done.left * done.right.T == done.full
    assert rank(done.full) == done.rank
    blocks = sum(rank(A.submatrix(range(j + gap, n), range(j + 1))) - rank(A.submatrix(range(j + gap, n), range(j)))
                 for j in range(n))
    assert done.rank == blocks


@given(squares(6))
def test_realization_is_least(A):
    n = A.rows
    lower = realize_lower(A)
    entries = lower.strict_entries()
    assert all(entries[i][j] == A[i, j] for i in range(n) for j in range(i))
    assert lower.order == max((rank(A.submatrix(range(t, n), range(t))) for t in range(n)), default=0)


@given(st.integers(1, 6), st.integers(1, 2), st.data())
def test_generators_are_recovered(n, k, data):
    rows = [data.draw(st.lists(st.lists(small, min_size=k, max_size=k), min_size=n, max_size=n)) for _ in range(4)]
    S = semiseparable(*rows)
    got = is_generator_representable(S.dense(), k, part="lower")
    assert got
    assert [got.structure.dense()[i, j] for i in range(n) for j in range(i + 1)] == [
        S.dense()[i, j] for i in range(n) for j in range(i + 1)]
    assert is_generator_representable(S.dense(), k, part="upper", strict=True)
    assert is_quasiseparable(S.dense(), k)


def test_parts():
    A = matrix("1 0 0; 2 1 0; 6 3 1")
    assert is_generator_representable(A, 1, part="lower").structure.dense() == A
    assert not is_generator_representable(A, 1)
    upper = is_generator_representable(A.T, 1, part="upper")
    assert upper.structure.dense() == A.T
    assert is_semiseparable(A, 1, part="upper")
    assert is_generator_representable(A, 1).witness.triangle == "upper"


def test_irrational_entries():
    s = sqrt(2)
    A = ExactMatrix.from_rows([[s, 2 * s, s], [2, 4, 1], [s, 2 * s, I]])
    assert quasiseparable_rank(A) == 1
    assert is_quasiseparable(A, 1).structure.dense() == A


def test_refuses():
    for predicate in PREDICATES:
        with pytest.raises(NotSquareError, match="2x3"):
            predicate(zero(2, 3), 1)
        with pytest.raises(InputError, match="order"):
            predicate(identity(2), -1)
        with pytest.raises(InputError, match="part"):
            predicate(identity(2), 1, part="middle")
        with pytest.raises(DomainError, match="parameters"):
            predicate(matrix("a 1; 1 a", symbols=["a"]), 1)
    with pytest.raises(InputError, match="exact matrix"):
        block_ranks([[1]])
    assert block_ranks(zero(0, 0)).lower_with_diagonal == ()
    assert semiseparable_rank(zero(0, 0)) == quasiseparable_rank(zero(3, 3)) == 0
