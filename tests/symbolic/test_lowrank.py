"""Low rank updates: the formulas against elimination on the sum, and what happens when a factor is zero."""
from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    det,
    determinant_lemma,
    identity,
    inverse,
    low_rank_update,
    matrix,
    rank,
    sherman_morrison,
    woodbury,
    zero,
)
from symbolic.lowrank import adjugate, bordered


def table(values, rows, cols):
    return ExactMatrix.from_rows([values[i * cols:(i + 1) * cols] for i in range(rows)], cols=cols)


@st.composite
def updates(draw, min_k=0):
    n, k = draw(st.integers(0, 5)), draw(st.integers(min_k, 3))
    entry = st.integers(-3, 3)
    S, U, V = (draw(st.lists(entry, min_size=n * w, max_size=n * w)) for w in (n, k, k))
    return table(S, n, n), table(U, n, k), table(V, n, k)


@given(updates())
def test_inverse_of_the_sum(case):
    S, U, V = case
    assume(det(S) != 0 and det(S + U * V.T) != 0)
    expected = inverse(S + U * V.T)
    assert woodbury(S, U, V) == expected
    if U.cols == 1:
        assert sherman_morrison(S, U, V) == expected


@given(updates())
def test_determinant_by_three_roads(case):
    """The lemma, the determinant of the sum itself, and the bordered determinant; S singular or not."""
    S, U, V = case
    value = determinant_lemma(S, U, V)
    assert value == det(S + U * V.T) == det(bordered(S, U, V))
    if U.cols == 1 and S.rows:
        assert value == det(S) + (V.T * adjugate(S) * U)[0, 0]


@given(updates(), st.integers(0, 3))
def test_determinant_with_a_singular_matrix(case, r):
    S, U, V = case
    n = S.rows
    S = S * ExactMatrix.from_rows([[int(i == j and i < min(r, n - 1)) for j in range(n)] for i in range(n)])
    assert n == 0 or det(S) == 0
    assert determinant_lemma(S, U, V) == det(S + U * V.T)
    assert adjugate(S) * S == S * adjugate(S) == identity(n) * det(S)


def cofactors(S):
    n = S.rows
    keep = [[k for k in range(n) if k != i] for i in range(n)]
    return ExactMatrix.from_rows([[det(S.submatrix(keep[j], keep[i])) * (-1) ** (i + j) for j in range(n)] for i in range(n)])


@pytest.mark.parametrize("S", [matrix("1 2; 3 4"), matrix("1 2; 2 4"), zero(3, 3), matrix("1 2 3; 4 5 6; 7 8 9"), matrix("0"),
                               matrix("0 1 0; 0 0 1; 0 0 0"), matrix("0 0 0; 0 0 0; 1 0 0"), matrix("0 1; 0 0"),
                               matrix("i 1; -1 i")])
def test_adjugate_is_the_matrix_of_cofactors(S):
    assert adjugate(S) == cofactors(S)


def test_every_intermediate_quantity():
    S, u, v = matrix("2 0; 0 1"), matrix("1; 1"), matrix("1; 2")
    d = low_rank_update(S, u, v)
    assert d.S_inverse == matrix("1/2 0; 0 1")
    assert d.left == matrix("1/2; 1")
    assert d.right == matrix("1/2 2")
    assert d.f == d.capacitance[0, 0] == matrix("7/2")[0, 0]
    assert d.correction == matrix("1/14 2/7; 1/7 4/7")
    assert d.updated == matrix("3 2; 1 3")
    assert d.inverse == inverse(d.updated)
    assert d.rank == 1
    pair = low_rank_update(identity(3), matrix("1 0; 0 1; 0 0"), matrix("1 0; 0 2; 1 1"))
    assert pair.f == det(pair.updated) / det(pair.S)
    assert pair.capacitance * pair.capacitance_inverse == identity(2)


def test_over_other_rings():
    S, u, v = matrix("sqrt(2) 1; 0 1"), matrix("1; i"), matrix("2; 1")
    assert sherman_morrison(S, u, v) == inverse(S + u * v.T)
    T = matrix("a 0; 0 1", symbols=["a"])
    w = matrix("1; 1")
    X = sherman_morrison(T, w, w)
    assert X * (T + w * w.T) == identity(2)
    assert X.conditions


def test_no_columns_is_the_plain_inverse():
    S = matrix("1 2; 3 4")
    assert woodbury(S, zero(2, 0), zero(2, 0)) == inverse(S)
    assert determinant_lemma(S, zero(2, 0), zero(2, 0)) == -2


def test_zero_capacitance_names_the_factor_and_the_null_vector():
    S, u, v = matrix("2 0; 0 1"), matrix("2; 0"), matrix("-1; 5")
    with pytest.raises(SingularMatrixError, match=r"f = 1 \+ v\^T S\^-1 u is 0") as caught:
        sherman_morrison(S, u, v)
    assert caught.value.null_vector == inverse(S) * u
    assert (S + u * v.T) * caught.value.null_vector == zero(2, 1)
    U, V = matrix("1 0; 0 1; 0 0"), matrix("-1 0; 0 3; 0 0")
    with pytest.raises(SingularMatrixError, match=r"det\(I \+ V\^T S\^-1 U\)") as caught:
        woodbury(identity(3), U, V)
    null = caught.value.null_vector
    assert null != zero(3, 1)
    assert (identity(3) + U * V.T) * null == zero(3, 1)


def test_singular_start_points_to_the_inverse_of_the_sum():
    S, u, v = matrix("1 0; 0 0"), matrix("0; 1"), matrix("0; 1")
    with pytest.raises(SingularMatrixError, match=r"use inverse\(S \+ U \* V\.T\)") as caught:
        sherman_morrison(S, u, v)
    assert S * caught.value.null_vector == zero(2, 1)
    assert rank(caught.value.null_vector) == 1
    assert inverse(S + u * v.T) == identity(2)
    with pytest.raises(SingularMatrixError, match="is singular too"):
        woodbury(zero(2, 2), u, v)


def test_shapes():
    with pytest.raises(NotSquareError, match="2x3"):
        determinant_lemma(zero(2, 3), zero(2, 1), zero(2, 1))
    with pytest.raises(ShapeError, match="3x1"):
        woodbury(identity(2), zero(3, 1), zero(3, 1))
    with pytest.raises(ShapeError, match="woodbury takes several columns"):
        sherman_morrison(identity(2), zero(2, 2), zero(2, 2))
