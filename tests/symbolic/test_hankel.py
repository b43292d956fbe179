"""Hankel matrices: every verb against the dense matrix, and the sign of the reversal in the determinant."""
from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    I,
    InexactInputError,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    det,
    hankel,
    identity,
    inverse,
    rank,
    solve,
    sqrt,
    zero,
)
from symbolic.scalars.parameters import parameter

a, b = parameter("a"), parameter("b")

CASES = [
    ("1x1", [5], [5]),
    ("exchange", [0, 0, 1], [1, 0, 0]),
    ("zero leading minors", [0, 0, 2], [2, 1, 4]),
    ("text and fractions", ["1/2", 0, 1], [1, Fraction(2, 3), "5"]),
    ("Hilbert 4", [Fraction(1, k) for k in range(1, 5)], [Fraction(1, k) for k in range(4, 8)]),
    ("Q(i)", [I, 1], [1, 2]),
    ("Q(sqrt 2)", [sqrt(2), 1, 0], [0, 3, sqrt(2)]),
    ("parameters", [a, 1], [1, b]),
    ("parameters, zero corner", [0, a], [a, b]),
    ("size 14", [0, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9], [9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3]),
]


@pytest.mark.parametrize(("c", "r"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verb_agrees_with_the_dense_matrix(c, r):
    H = hankel(c, r)
    D, n, h = H.dense(), len(c), H.symbol
    assert len(h) == 2 * n - 1
    assert all(D[i, j] == h[i + j] for i in range(n) for j in range(n))
    assert H.T == H
    assert H.det() == det(D)
    B = ExactMatrix.from_rows([[k + 1, Fraction(k, 2)] for k in range(n)])
    assert H.matvec(B) == D * B
    assert D * H.solve(B) == B
    assert H.solve([1] * n) == solve(D, ExactMatrix.from_rows([[1]] * n))
    assert H.inverse() == inverse(D)
    assert D * H.inverse() == identity(n)


@given(st.integers(1, 6), st.data())
def test_recovers_a_drawn_vector_or_names_a_null_vector(n, data):
    h = data.draw(st.lists(st.integers(-2, 2), min_size=2 * n - 1, max_size=2 * n - 1))
    x = data.draw(st.lists(st.fractions(max_denominator=9), min_size=n, max_size=n))
    H = hankel(h[:n], h[n - 1:])
    assert H.det() == det(H.dense())
    if H.det():
        assert H.solve(H.matvec(x)) == ExactMatrix.from_rows([[y] for y in x])
        return
    for question in (H.inverse, lambda: H.solve(x)):
        with pytest.raises(SingularMatrixError, match="Hankel") as caught:
            question()
        assert H.dense() * caught.value.null_vector == zero(n, 1)
        assert caught.value.null_vector != zero(n, 1)


@pytest.mark.parametrize(("c", "r"), [([1, 2, 3], [3, 4]), ([7], [7, 8, 9]), ([1, 2, a], [a])])
def test_rectangular(c, r):
    H = hankel(c, r)
    n = len(r)
    assert H.shape == H.dense().shape == (len(c), n)
    assert H.T.dense() == H.dense().T
    assert H.matvec([1] * n) == H.dense() * ExactMatrix.from_rows([[1]] * n)
    assert H.displacement_rank() == rank(H.displacement().image) <= 2
    for question in (H.det, H.inverse, lambda: H.solve([1] * len(c))):
        with pytest.raises(NotSquareError, match="Hankel"):
            question()


def test_displacement_of_a_square_one():
    H = hankel([1, 2, 3], [3, 5, 8])
    D = H.displacement()
    assert D.rank == 2
    assert D.F * H.dense() - H.dense() * D.G == D.image == D.left * D.right.T
    assert hankel([0, 0], [0, 0]).displacement_rank() == 0


def test_empty_refusals_and_text():
    E = hankel([], [])
    assert E.shape == E.dense().shape == E.inverse().shape == (0, 0)
    assert E.det() == 1
    assert E.T == E
    for c, r in (([1, 2], [1, 2]), ([], [1]), ([1], [])):
        with pytest.raises(ShapeError, match="corner"):
            hankel(c, r)
    with pytest.raises(InexactInputError):
        hankel([0.5], [0.5])
    with pytest.raises(ShapeError, match="expected 2 rows"):
        hankel([1, 2], [2, 3]).solve([1])
    assert str(hankel(["1/2", "t"], ["t", 3], symbols=["t"])) == "hankel([1/2, t], [t, 3])"
