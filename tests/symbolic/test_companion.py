"""Companion matrices: every verb against the dense matrix, and the Jordan form read off the roots."""
from __future__ import annotations

import random
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    I,
    InexactInputError,
    InputError,
    ParseError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    charpoly,
    companion,
    det,
    eigenvalues,
    frobenius_form,
    identity,
    inverse,
    jordan_form,
    minpoly,
    rank,
    sqrt,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.scalars.polynomials import Polynomial
from symbolic.structured.displacement import shift, sylvester_displacement

a, b, c = (parameter(name) for name in "abc")

CASES = [
    ("constant: empty", [3]),
    ("linear", [-5, 1]),
    ("not monic", [1, -3, 2]),
    ("double root", [9, -6, 1]),
    ("negative lead", [6, Fraction(1, 2), -3, -1]),
    ("cyclic shift", [-1, 0, 0, 0, 1]),
    ("irreducible", [-1, -1, 0, 1]),
    ("huge", [10**40, 3, -(10**30), 1]),
    ("number field", [sqrt(2), 1, -sqrt(2), 1]),
    ("two fields", [I, sqrt(2), 1]),
    ("parameters", [a, b, 1]),
    ("parametric lead", [1, b, a * b, a]),
    ("singular", [0, 2, -3, 1]),
    ("nilpotent", [0, 0, 0, 1]),
    ("singular with parameters", [0, a, b, 1]),
]
IDS = [case[0] for case in CASES]


@pytest.mark.parametrize("p", [case[1] for case in CASES], ids=IDS)
def test_every_verb_agrees_with_the_dense_matrix(p):
    C = companion(p)
    D, n = C.dense(), len(p) - 1
    assert D.shape == C.shape == (n, n)
    target = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    for M, E in ((C, D), (C.T, D.T)):
        assert M.dense() == E
        assert M.det() == det(E)
        assert M.matvec(target) == E * target
        if det(E) != 0:
            assert M.inverse() * E == E * M.inverse() == identity(n)
            assert E * M.solve(target) == target
            assert M.null_vector() is None
        else:
            with pytest.raises(SingularMatrixError, match=r"p\(0\) = 0") as caught:
                M.solve([1] * n)
            with pytest.raises(SingularMatrixError):
                M.inverse()
            assert any(bool(x) for row in caught.value.null_vector.entries() for x in row)
            assert E * caught.value.null_vector == zero(n, 1)
    assert C.charpoly() == C.minpoly() == charpoly(D) == minpoly(D) == Polynomial([x / companion_lead(p) for x in p])


def companion_lead(p):
    return Polynomial(p).coefficients[-1]


@pytest.mark.parametrize("p", [case[1] for case in CASES], ids=IDS)
def test_displacement(p):
    C = companion(p)
    n = len(p) - 1
    for M in (C, C.T):
        d = M.displacement()
        direct = sylvester_displacement(M.dense(), d.F, d.G)
        assert d.image == direct.image == d.left * d.right.T
        assert d.rank == M.displacement_rank() == direct.rank <= 1
    assert sylvester_displacement(C.dense(), shift(n), shift(n)).rank <= 2
    u, v = C.shift_update()
    assert shift(n) + u * v.T == C.dense()
    assert u.cols == rank(C.dense() - shift(n)) <= 1


@given(st.lists(st.integers(-4, 4), max_size=6))
def test_jordan_form_from_drawn_roots(roots):
    p = prod((Polynomial([-r, 1]) for r in roots), start=Polynomial([1]))
    C, n = companion(p), len(roots)
    form = C.jordan_form()
    assert C.eigenvalues == tuple((r, roots.count(r)) for r in sorted(set(roots)))
    assert [(k.eigenvalue, k.size) for k in form.blocks] == [(r, roots.count(r)) for r in sorted(set(roots))]
    assert C.dense() * form.P == form.P * form.J
    assert form.P * form.P_inverse == identity(n)
    assert form.is_diagonal == (len(set(roots)) == n)
    assert form.J == jordan_form(C.dense()).J
    if form.is_diagonal:
        assert form.V.dense() * C.dense() == form.J * form.V.dense()


@pytest.mark.parametrize("p", [[1, 0, 1], [1, -1, -1], [2, 4, 2], [1, 0, 2, 0, 1], [Fraction(-1, 8), 0, 0, 1], [sqrt(2), 1, -sqrt(2), 1],
                               [-6, -5, 6, 5, 6], [-2, 0, 1, 3]])
def test_jordan_form_with_irrational_roots(p):
    C = companion(p)
    form = C.jordan_form()
    assert C.eigenvalues == eigenvalues(C.dense())
    assert [(k.eigenvalue, k.size) for k in form.blocks] == [(k.eigenvalue, k.size) for k in jordan_form(C.dense()).blocks]
    if len(p) < 4 or p[1] == 0 == p[3]:
        assert C.dense() * form.P == form.P * form.J
        assert form.P * form.P_inverse == identity(C.shape[0])


def test_it_is_a_block_of_the_frobenius_form():
    C = companion([4, 0, -5, 0, 1])
    assert frobenius_form(C.dense()).F == C.dense()


def test_it_multiplies_by_t_and_steps_the_recurrence():
    C = companion("x^2-x-1")
    assert C.matvec([0, 1]) == ExactMatrix.from_rows([[1], [1]])  # t * t = t + 1
    state = ExactMatrix.from_rows([[0], [1]])
    for _ in range(10):
        state = C.T.matvec(state)
    assert state == ExactMatrix.from_rows([[55], [89]])
    assert C.T.solve(state) == ExactMatrix.from_rows([[34], [55]])
    assert C.T.polynomial == C.polynomial


def test_inverse_is_the_reversed_companion_matrix():
    rng = random.Random(3)
    for n in range(1, 8):
        p = [rng.choice([-3, -1, 2, 5]), *(Fraction(rng.randint(-9, 9), rng.randint(1, 5)) for _ in range(n - 1)), 1]
        C, R = companion(p), companion(p[::-1])
        flip = ExactMatrix.from_rows([[int(i + j == n - 1) for j in range(n)] for i in range(n)])
        assert C.inverse() == inverse(C.dense()) == flip * R.dense() * flip


def test_ways_to_give_the_polynomial():
    C = companion([6, -5, 1])
    assert C == companion(Polynomial([6, -5, 1])) == companion("x^2-5*x+6") == companion(["12", "-10", "2"])
    assert C == companion(ExactMatrix.from_rows([[6, -5, 1]]))
    assert hash(C) == hash(companion("(x-2)*(x-3)"))
    assert str(companion([Fraction(1, 2), sqrt(2), 1])) == "companion([1/2, sqrt(2), 1])"
    assert companion(["a", "1"], symbols=["a"]) == companion([a, 1])
    assert "bmatrix" in C._repr_latex_()
    assert "blocks: 1 x 1 at 2" in str(C.jordan_form())


def test_conditions_of_parameters():
    C = companion([b, 1, a])
    assert C.dense().conditions == (a,)
    assert C.matvec([1, 2]).conditions == (a,)
    assert {str(x) for x in C.inverse().conditions} == {str(x) for x in C.solve([1, 2]).conditions} == {"a", "b/a"}


def test_refuses():
    for bad in ([], [0], [1, 0], Polynomial([])):
        with pytest.raises(InputError):
            companion(bad)
    with pytest.raises(InexactInputError):
        companion([1, 0.5])
    with pytest.raises(ParseError):
        companion("x^")
    with pytest.raises(ShapeError, match="2x2"):
        companion([6, -5, 1]).solve([1])
    with pytest.raises(UnableError, match="parameters"):
        _ = companion([a, b, 1]).eigenvalues
    with pytest.raises(UnableError, match="parameters"):
        companion([a, b, 1]).jordan_form()
