"""Singular values and the exact SVD: drawn decompositions recovered, the law checked with ==, and what is refused."""
from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    SingularMatrixError,
    UnableError,
    block_diagonal,
    charpoly,
    identity,
    matrix,
    norm,
    rank,
    singular_values,
    sqrt,
    svd,
    toeplitz,
    truncated_svd,
    zero,
)

CASES = [
    ("empty", zero(0, 0), []),
    ("no columns", zero(3, 0), []),
    ("1x1", matrix("-5"), [5]),
    ("zero", zero(2, 3), [0, 0]),
    ("identity", identity(3), [1, 1, 1]),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), [1, 1, 1]),
    ("nilpotent", matrix("0 1 0; 0 0 1; 0 0 0"), [1, 1, 0]),
    ("chapter, exercise 3.2", matrix("3 0; 0 4; 0 0"), [4, 3]),
    ("tie, not diagonal", matrix("0 2; -2 0"), [2, 2]),
    ("rank 1", matrix("1 2; 2 4"), [5, 0]),
    ("wide", matrix("1 2 2"), [3]),
    ("wide, two rows", matrix("1 0 1; 0 1 1"), [sqrt(3), 1]),
    ("golden", matrix("1 1; 0 1"), [(1 + sqrt(5)) / 2, (sqrt(5) - 1) / 2]),
    ("tie and zero", matrix("1 1 0; 1 1 0; 0 0 2"), [2, 2, 0]),
    ("tie off the axes", matrix("2 -1 -1; -1 2 -1; -1 -1 2"), [3, 3, 0]),
    ("degree 8", matrix("1 2; 3 4"), [(sqrt(26) + sqrt(34)) / 2, (sqrt(34) - sqrt(26)) / 2]),
    ("quadratic entries", matrix("sqrt(2) 0; 0 1"), [sqrt(2), 1]),
    ("fractions", matrix("1/2 0; 0 -1/3; 0 0"), [Fraction(1, 2), Fraction(1, 3)]),
    ("huge", matrix(f"{3 * 10**20} {4 * 10**20}"), [5 * 10**20]),
]


def check_law(d) -> None:
    A = d.A
    assert identity(A.rows) == d.U.T * d.U
    assert identity(A.cols) == d.V.T * d.V
    assert d.U * d.S * d.V.T == A
    assert all(d.S[i, j] == (d.singular_values[i] if i == j else 0) for i in range(A.rows) for j in range(A.cols))
    assert all(x >= y for x, y in pairwise(d.singular_values))
    assert all(x >= 0 for x in d.singular_values)


@pytest.mark.parametrize(("A", "values"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_table(A, values):
    assert list(singular_values(A)) == values
    assert list(singular_values(A.T)) == values
    d = svd(A)
    assert list(d.singular_values) == values
    check_law(d)
    if A.rows >= A.cols:
        for j in range(d.rank):
            assert next(x for row in d.V.column(j).entries() for x in row if x) > 0


def test_three_by_two_in_degree_16():
    d = svd(matrix("1 2; 3 4; 5 6"))
    check_law(d)
    assert d.singular_values[0] * d.singular_values[1] == sqrt(24)


def test_the_chapter_has_the_columns_in_descending_order():
    d = svd(matrix("3 0; 0 4; 0 0"))
    assert matrix("0 1 0; 1 0 0; 0 0 1") == d.U
    assert matrix("4 0; 0 3; 0 0") == d.S
    assert matrix("0 1; 1 0") == d.V
    assert d.kappa == Fraction(4, 3)
    assert (d.rank, d.norm) == (2, 4)


def rotation(n, i, j, p, q):
    """A rational rotation by the angle whose half has tangent p/q, in the plane of i and j."""
    h = p * p + q * q
    cos, sin = Fraction(q * q - p * p, h), Fraction(2 * p * q, h)
    rows = [[Fraction(int(r == c)) for c in range(n)] for r in range(n)]
    rows[i][i], rows[j][j], rows[i][j], rows[j][i] = cos, cos, -sin, sin
    return ExactMatrix.from_rows(rows)


@st.composite
def orthogonal(draw, n):
    Q = identity(n)
    for _ in range(draw(st.integers(0, 3)) if n > 1 else 0):
        i, j = draw(st.sampled_from([(i, j) for i in range(n) for j in range(i + 1, n)]))
        Q = Q * rotation(n, i, j, draw(st.integers(-3, 3)), draw(st.integers(1, 3)))
    return Q


@given(st.data(), st.integers(1, 4), st.integers(1, 4))
def test_recovers_drawn_singular_values(data, m, n):
    values = sorted(data.draw(st.lists(st.integers(0, 4), min_size=min(m, n), max_size=min(m, n))), reverse=True)
    S = ExactMatrix.from_rows([[values[i] if i == j else 0 for j in range(n)] for i in range(m)])
    A = data.draw(orthogonal(m)) * S * data.draw(orthogonal(n)).T
    assert list(singular_values(A)) == values
    assert norm(A) == values[0]
    assert norm(A, "fro") == sqrt(sum(x * x for x in values))


@given(st.data(), st.integers(2, 3))
def test_recovers_a_drawn_decomposition(data, n):
    """Distinct rational values fix the columns up to sign, so the answer is the hidden one and stays rational."""
    values = sorted(data.draw(st.lists(st.integers(1, 9), min_size=n, max_size=n, unique=True)), reverse=True)
    U, V = data.draw(orthogonal(n)), data.draw(orthogonal(n))
    S = ExactMatrix.from_rows([[values[i] if i == j else 0 for j in range(n)] for i in range(n)])
    d = svd(U * S * V.T)
    check_law(d)
    for found, hidden in ((d.U, U), (d.V, V)):
        agreement = hidden.T * found
        assert all(abs(agreement[i, i]) == 1 for i in range(n))
    assert d.kappa == Fraction(values[0], values[-1])


@given(st.lists(st.integers(-4, 4), min_size=6, max_size=6))
def test_squares_are_the_roots_of_the_gram_matrix(entries):
    A = ExactMatrix.from_rows([entries[:2], entries[2:4], entries[4:]])
    s, t = singular_values(A)
    p = charpoly(A.T * A)
    assert p(s * s) == p(t * t) == 0
    assert s * s + t * t == norm(A, "fro") ** 2
    assert s >= t >= 0


def test_kappa_without_full_rank():
    for A in (matrix("1 2; 2 4"), matrix("1 2; 2 4; 3 6"), matrix("1 2 3; 2 4 6")):
        with pytest.raises(SingularMatrixError, match="rank 1") as caught:
            _ = svd(A).kappa
        B = A if A.rows >= A.cols else A.T
        assert B * caught.value.null_vector == zero(B.rows, 1)
        assert caught.value.null_vector != zero(B.cols, 1)
    with pytest.raises(InputError, match="no singular values"):
        _ = svd(zero(0, 2)).kappa


@pytest.mark.parametrize("A", [matrix("1 2 0; 0 1 3; 1 0 1"), matrix("1 2 0 1 4; 0 1 3 2 2; 1 0 1 1 1; 2 2 0 1 0; 1 1 1 3 0")])
def test_beyond_degree_64_is_unable_and_says_so(A):
    with pytest.raises(UnableError, match="degree") as caught:
        svd(A)
    assert "64" in caught.value.budget
    assert ("singular values alone" in str(caught.value)) == (A.rows == 5)
    values = singular_values(A)
    p = charpoly(A.T * A)
    assert len(values) == A.rows
    assert all(p(s * s) == 0 for s in values[:1])
    assert all(x > y > 0 for x, y in pairwise(values))


def test_refuses():
    with pytest.raises(DomainError, match="only real"):
        svd(matrix("1 i; 0 1"))
    with pytest.raises(DomainError):
        singular_values(matrix("a 1", symbols=["a"]))
    with pytest.raises(InputError, match="ord"):
        norm(matrix("1"), 7)


# -- thin and truncated ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("A", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_thin(A):
    d, k = svd(A, full=False), min(A.shape)
    assert (d.U.shape, d.S.shape, d.V.shape) == ((A.rows, k), (k, k), (A.cols, k))
    assert d.U.T * d.U == identity(k)
    assert d.V.T * d.V == identity(k)
    assert d.U * d.S * d.V.T == A
    assert d.singular_values == svd(A).singular_values


def test_truncated_keeps_the_leading_triples_of_the_full_one():
    A = matrix("1 2; 3 4; 5 6")
    whole = svd(A)
    for r in range(3):
        d = truncated_svd(A, r)
        assert d.approximation == whole.U.submatrix(range(3), range(r)) * d.S * whole.V.submatrix(range(2), range(r)).T
        assert d.next_value == [*whole.singular_values, 0][r]
        assert norm(A - d.approximation, "fro") ** 2 == sum(s * s for s in whole.singular_values[r:])
        assert rank(d.approximation) == d.rank == r
        assert d.is_unique
        wide = truncated_svd(A.T, r)
        assert wide.approximation == d.approximation.T


def test_truncated_at_a_tie_is_not_unique_and_answers_where_the_full_one_cannot():
    assert not truncated_svd(identity(3), 1).is_unique
    assert truncated_svd(identity(3), 3).is_unique
    A = block_diagonal([matrix("9"), matrix("1 2 0; 0 1 3; 1 0 1")])
    with pytest.raises(UnableError):
        svd(A)
    assert truncated_svd(A, 1).approximation == matrix("9 0 0 0; 0 0 0 0; 0 0 0 0; 0 0 0 0")


@pytest.mark.parametrize("r", [-1, 2, 5, "1", True])
def test_truncated_refuses(r):
    with pytest.raises(InputError, match="from 0 to 1"):
        truncated_svd(matrix("1 2; 2 4"), r)


# -- freedom --------------------------------------------------------------------------------------------------------------


def test_freedom_is_what_it_says():
    A = matrix("0 2 0 0; -2 0 0 0; 0 0 3 0; 0 0 0 0; 0 0 0 0")
    d = svd(A)
    assert [(f.value, f.kind, f.left, f.right) for f in d.freedom] == [
        (3, "sign", (0,), (0,)), (2, "orthogonal", (1, 2), (1, 2)), (0, "independent", (3, 4), (3,))]
    turn = rotation(2, 0, 1, 1, 2)
    both = block_diagonal([matrix("-1"), turn])
    U = d.U * block_diagonal([both, rotation(2, 0, 1, 1, 3)])
    V = d.V * block_diagonal([both, matrix("-1")])
    assert U * d.S * V.T == A
    assert d.U * block_diagonal([matrix("1"), turn, identity(2)]) * d.S * d.V.T != A
    assert [str(f) for f in d.freedom][1] == (
        "sigma = 2: columns 2 to 3 of U and V: both times the same orthogonal 2x2 matrix")
    assert svd(zero(0, 0)).freedom == ()


# -- complex and structured -----------------------------------------------------------------------------------------------


@given(st.lists(st.integers(-3, 3), min_size=8, max_size=8))
def test_complex_values_are_the_roots_of_the_hermitian_gram_matrix(entries):
    from symbolic import I
    a, b, c, d = (entries[i] + I * entries[i + 4] for i in range(4))
    values = singular_values(ExactMatrix.from_rows([[a, b], [c, d]]))
    squares = sum(x * x for x in entries)
    determinant = a * d - b * c
    assert values[0] ** 2 + values[1] ** 2 == squares
    assert (values[0] * values[1]) ** 2 == determinant * determinant.conjugate()


def test_structured_values_are_read():
    T = toeplitz([2, 1, 0], [2, 1, 0])
    assert singular_values(T) == singular_values(T.dense())
    assert svd(toeplitz([0, 1], [0, 1])).singular_values == (1, 1)


@pytest.mark.parametrize("n", [11, 12, 30])
def test_many_independent_square_roots_are_refused_at_once(n):
    A = matrix([[1 + int(i == j) for j in range(n)] for i in range(n)])
    with pytest.raises(UnableError, match="independent square roots"):
        svd(A)
    assert sorted(map(str, set(singular_values(A)))) == sorted({"1", str(n + 1)})


def test_few_independent_square_roots_are_joined():
    A = matrix([[1 + int(i == j) for j in range(8)] for i in range(8)])
    found = svd(A)
    assert found.U * found.S * found.V.T == A
