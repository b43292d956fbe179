"""Circulant matrices: every verb against the dense matrix, and the diagonal form over Q(zeta_n)."""
from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InexactInputError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    charpoly,
    circulant,
    det,
    diagonal,
    fourier_matrix,
    identity,
    inverse,
    rank,
    sqrt,
    zero,
)
from symbolic.scalars.parameters import parameter

a, b = parameter("a"), parameter("b")

CASES = [
    ("1x1", [5]),
    ("identity", [1, 0, 0]),
    ("shift", [0, 1, 0, 0]),
    ("size 2", [3, Fraction(1, 2)]),
    ("fractions", ["1/2", "-2/3", 4, 0, 1]),
    ("six", [1, 2, 0, 0, 0, 5]),
    ("huge", [10**25, 1, -(10**24)]),
    ("Q(i)", [I, 2, 1]),
    ("Q(sqrt 2)", [1, sqrt(2), 0, 3]),
    ("parameters", [a, b]),
    ("three parameters", [a, b, 1]),
]


@pytest.mark.parametrize("c", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verb_agrees_with_the_dense_matrix(c):
    C = circulant(c)
    D, n = C.dense(), len(c)
    assert D.shape == C.shape == (n, n)
    assert all(D[i, j] == C.c[(i - j) % n] for i in range(n) for j in range(n))
    assert C.T.dense() == D.T
    assert C.det() == det(D)
    B = ExactMatrix.from_rows([[k * k + 1, Fraction(1 - k, 3)] for k in range(n)])
    assert C.matvec(B) == D * B
    assert D * C.solve(B) == B
    assert C.inverse() == inverse(D) == C.reciprocal().dense()
    assert (C * C.T).dense() == D * D.T
    assert C.displacement_rank() == 0
    assert C.toeplitz.displacement_rank() == rank(C.toeplitz.displacement().image) <= 2


@pytest.mark.parametrize("c", [[7], [1, 2], [1, 2, 3], [0, 1, 0, 0], [1, 2, 0, 5, -1], ["1/2", 1, 0, 0, 3, -2], [I, 1, 2],
                               [1, 0, 2, 0, 0, 1, 4, 4], [a, b]])
def test_diagonal_over_the_roots_of_unity(c):
    C = circulant(c)
    n, form = len(c), C.diagonalization()
    star = ExactMatrix.from_rows([[x.conjugate() for x in row] for row in form.F.entries()])
    assert form.F == form.F.T == fourier_matrix(n)
    assert star * form.F == identity(n) * n
    assert star * diagonal(list(form.values)) * form.F == C.dense() * n
    assert form.values == C.eigenvalues
    assert prod(C.eigenvalues, start=1) == C.det()
    assert [row[0] for row in (form.F * ExactMatrix.from_rows([[x] for x in C.c])).entries()] == list(form.values)


def test_the_sign_of_the_exponent():
    assert fourier_matrix(2)[1, 1] == -1
    assert fourier_matrix(3)[1, 1] == (-1 - sqrt(-3)) / 2
    assert fourier_matrix(4)[1, 1] == -I
    assert fourier_matrix(8)[1, 1] == (1 - I) * sqrt(2) / 2
    assert circulant([0, 1, 0, 0]).eigenvalues == (1, -I, -1, I)


def test_eigenvalues_are_roots_of_the_characteristic_polynomial():
    C = circulant([1, 2, 0, 3, 1])
    p = charpoly(C.dense())
    assert all(p(z) == 0 for z in C.eigenvalues)
    assert C.eigenvalues[0] == 7


@given(st.integers(1, 8), st.data())
def test_recovers_a_drawn_vector_or_names_a_null_vector(n, data):
    c = data.draw(st.lists(st.integers(-2, 2), min_size=n, max_size=n))
    x = data.draw(st.lists(st.fractions(max_denominator=9), min_size=n, max_size=n))
    C = circulant(c)
    assert C.det() == det(C.dense())
    if C.det():
        assert C.solve(C.matvec(x)) == ExactMatrix.from_rows([[y] for y in x])
        assert (C * C.reciprocal()).dense() == identity(n)
        return
    for question in (C.inverse, C.reciprocal, lambda: C.solve(x)):
        with pytest.raises(SingularMatrixError, match="circulant") as caught:
            question()
        assert caught.value.null_vector != zero(n, 1)
        assert C.dense() * caught.value.null_vector == zero(n, 1)


def test_singular_beyond_the_rationals():
    for c in ([I, I], [a, a], [sqrt(2), sqrt(2)]):
        with pytest.raises(SingularMatrixError) as caught:
            circulant(c).solve([1, 2])
        assert circulant(c).dense() * caught.value.null_vector == zero(2, 1)
        assert circulant(c).det() == 0


def test_empty_and_refusals():
    E = circulant([])
    assert E.shape == E.dense().shape == E.inverse().shape == fourier_matrix(0).shape == (0, 0)
    assert E.det() == 1
    assert E.eigenvalues == E.diagonalization().values == ()
    assert E.solve([]).shape == (0, 1)
    with pytest.raises(InexactInputError):
        circulant([0.5])
    with pytest.raises(ShapeError, match="expected 2 rows"):
        circulant([1, 2]).matvec([1])
    with pytest.raises(ShapeError, match="sizes 2 and 3"):
        circulant([1, 2]) * circulant([1, 2, 3])
    with pytest.raises(UnableError, match="degree 100"):
        _ = circulant([1] + [0] * 100).eigenvalues
    with pytest.raises(DomainError):
        _ = circulant([a, b, 1]).eigenvalues


def test_text():
    assert str(circulant(["1/2", "t"], symbols=["t"])) == "circulant([1/2, t])"
    assert "bmatrix" in circulant([1, 2])._repr_latex_()
