"""Displacements: the images by their definitions, their factors, and what rank they have for each family."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    ShapeError,
    det,
    diagonal,
    identity,
    matrix,
    one_semiseparable,
    quasiseparable,
    rank,
    semiseparable,
    stein_displacement,
    structured_diagonal,
    sylvester_displacement,
    toeplitz,
    zero,
)
from symbolic.structured.displacement import full_rank_factors, shift


@pytest.mark.parametrize("A", [zero(0, 0), zero(2, 3), identity(3), matrix("5"), matrix("1 2 3; 2 4 6"), matrix("0 1; 0 0"),
                               matrix("sqrt(2) 2; 1 sqrt(2)"), matrix("a 1; a^2 a", symbols=["a"])])
def test_full_rank_factors(A):
    left, right = full_rank_factors(A)
    assert left * right.T == A
    assert left.cols == right.cols == rank(A)


def test_shift():
    assert shift(3) == matrix("0 0 0; 1 0 0; 0 1 0")
    assert shift(3, [9, 2, 3], corner=5) == matrix("0 0 5; 2 0 0; 0 3 0")
    assert shift(1, corner=4) == matrix("4")
    assert shift(0).shape == (0, 0)


def test_images_by_definition():
    A, F, G = matrix("1 2 3; 4 5 6"), matrix("1 1; 0 2"), diagonal([1, 2, 3])
    assert sylvester_displacement(A, F, G).image == F * A - A * G
    assert stein_displacement(A, F, G).image == A - F * A * G
    for d in (sylvester_displacement(A, F, G), stein_displacement(A, F, G)):
        assert d.left * d.right.T == d.image
        assert d.rank == rank(d.image)
    T = toeplitz([1, 5, 2, 7], [1, 3, 3, 8]).dense()
    assert stein_displacement(T, shift(4), shift(4).T).rank == 2


def test_shapes():
    with pytest.raises(ShapeError, match="2x3"):
        sylvester_displacement(matrix("1 2 3; 4 5 6"), identity(3), identity(3))
    with pytest.raises(ShapeError, match="cut"):
        semiseparable([1, 2], [1, 1]).displacement(3)


def kronecker(F, G):
    """The matrix of X -> F X - X G on columns stacked, to ask whether it is injective."""
    n = F.rows
    rows = [[(F[i, p] if j == q else 0) - (G[q, j] if i == p else 0) for q in range(n) for p in range(n)]
            for j in range(n) for i in range(n)]
    return ExactMatrix.from_rows(rows)


@given(st.lists(st.sampled_from([0, 1, -1, 2, 3]), min_size=1, max_size=4))
def test_one_semiseparable_has_rank_one(a):
    L = one_semiseparable(a)
    n = len(a)
    for value in (L, L.T):
        d = value.displacement()
        assert d.rank == value.displacement_rank() == 1
        assert d.image == d.F * value.dense() - value.dense() * d.G
    d = L.displacement()
    assert all(not d.image[i, j] for i in range(1, n) for j in range(n))
    assert [d.image[0, j] for j in range(n)] == [L.dense()[n - 1, j] for j in range(n)]
    assert bool(det(kronecker(d.F, d.G))) == all(a[1:])  # the operator determines L exactly when no a is 0


def test_cuts_of_a_quasiseparable_matrix():
    S = semiseparable([[1, 2], [3, 4], [5, 7], [1, 1], [2, 9]], [[1, 1], [0, 1], [2, 1], [3, 1], [1, 4]],
                      [1, 2, 3, 4, 5], [1, 1, 2, 1, 3])
    D = S.dense()
    for cut in range(6):
        d = S.displacement(cut)
        ranks = rank(D.submatrix(range(cut, 5), range(cut))), rank(D.submatrix(range(cut), range(cut, 5)))
        assert d.rank == sum(ranks) <= sum(S.orders)
        assert d.left * d.right.T == d.image
    assert S.displacement_rank() == 3
    assert S.T.displacement_rank() == 3


def test_empty_and_diagonal():
    assert one_semiseparable([]).displacement_rank() == 0
    assert semiseparable([], []).displacement_rank() == 0
    assert quasiseparable([1, 1], [1, 1], [1, 1], [0, 0]).displacement_rank() == 1
    assert structured_diagonal([1, 2, 3]).displacement_rank() == 0
    assert structured_diagonal([]).displacement_rank() == 0
