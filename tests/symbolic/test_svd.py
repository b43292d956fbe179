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
    charpoly,
    identity,
    matrix,
    sqrt,
    zero,
)
from symbolic.svd import norm, singular_values, svd

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
