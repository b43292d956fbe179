"""Vandermonde matrices: every verb against elimination on the dense matrix, and the interpolation it stands for."""
from __future__ import annotations

from fractions import Fraction
from math import factorial, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InexactInputError,
    InputError,
    NotSquareError,
    ParseError,
    RationalFunction,
    ShapeError,
    SingularMatrixError,
    UnableError,
    det,
    identity,
    inverse,
    matrix,
    rank,
    solve,
    sqrt,
    vandermonde,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.structured.displacement import sylvester_displacement

a, b, c = (parameter(name) for name in "abc")

CASES = [
    ("empty", []),
    ("one node", [5]),
    ("one node 0", [0]),
    ("chapter, exercise 3.3", [1, 2, 3]),
    ("fractions", [Fraction(1, 2), Fraction(-2, 3), 0, 7]),
    ("text", ["2/3", "sqrt(2)", "-1"]),
    ("quadratic field", [sqrt(2), -sqrt(2), 1]),
    ("several fields", [sqrt(2), sqrt(3), I, 1]),
    ("fourth roots of unity", [1, I, -1, -I]),
    ("huge", [10**30, 10**30 + 1, -(10**29)]),
    ("parameters", [a, b, c]),
    ("parameters and numbers", [a, 1, a + b, Fraction(1, 2)]),
]


@pytest.mark.parametrize("nodes", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verb_agrees_with_the_dense_matrix(nodes):
    V = vandermonde(nodes)
    D, n = V.dense(), len(nodes)
    assert D.shape == V.shape == (n, n)
    assert all(D[i, j] == V.nodes[i] ** j for i in range(n) for j in range(n))
    assert V.det() == det(D)
    X = V.inverse()
    assert X * D == D * X == identity(n)
    target = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    assert V.matvec(target) == D * target
    assert D * V.solve(target) == target
    assert V.solve(list(range(n))) == V.solve(ExactMatrix.from_rows([[k] for k in range(n)], cols=1))


@given(st.lists(st.fractions(min_value=-9, max_value=9, max_denominator=7), unique=True, max_size=8), st.data())
def test_recovers_a_drawn_polynomial(nodes, data):
    coefficients = data.draw(st.lists(st.fractions(max_denominator=9), min_size=len(nodes), max_size=len(nodes)))
    V = vandermonde(nodes)
    values = [sum((p * x**k for k, p in enumerate(coefficients)), start=Fraction(0)) for x in nodes]
    column = ExactMatrix.from_rows([[p] for p in coefficients], cols=1)
    assert V.matvec(coefficients) == ExactMatrix.from_rows([[y] for y in values], cols=1)
    assert V.solve(values) == V.inverse() * V.matvec(coefficients) == column
    assert V.inverse() == inverse(V.dense())
    assert V.solve(values) == solve(V.dense(), V.matvec(coefficients))
    assert V.det() == prod((y - x for i, x in enumerate(nodes) for y in nodes[i + 1:]), start=Fraction(1))


def test_one_hundred_rational_nodes():
    nodes = [Fraction((-1) ** k * (k + 1), k + 2) for k in range(100)]
    V = vandermonde(nodes)
    coefficients = ExactMatrix.from_rows([[k % 7 - 3] for k in range(100)])
    values = V.matvec(coefficients)
    assert V.inverse() * values == coefficients
    assert V.solve(values) == coefficients
    assert vandermonde(range(1, 11)).det() == prod(factorial(k) for k in range(1, 10))


@pytest.mark.parametrize("nodes", [[1, 2, 1], [0, 0], [sqrt(2), 3, sqrt(2)], [a, b, a, b], ["sqrt(8)", 2 * sqrt(2), 1, 1]])
def test_repeated_nodes_are_singular_with_a_null_vector(nodes):
    V = vandermonde(nodes)
    assert V.det() == 0
    for question in (V.inverse, lambda: V.solve([1] * len(nodes))):
        with pytest.raises(SingularMatrixError, match="node") as caught:
            question()
        null = caught.value.null_vector
        assert any(bool(x) for row in null.entries() for x in row)
        assert V.dense() * null == zero(len(nodes), 1)


def test_conditions_of_parameters():
    V = vandermonde([a, b, 1, 2])
    differences = V.det_factors()
    assert prod(differences, start=1) == V.det()
    assert len(differences) == 6
    needed = {str(d) for d in differences if isinstance(d, RationalFunction)}
    assert {str(d) for d in V.inverse().conditions} == needed
    assert {str(d) for d in V.solve([1, 2, 3, 4]).conditions} == needed
    assert vandermonde([1, 2]).inverse().conditions == ()


def test_more_parameters_than_can_be_multiplied_out():
    V = vandermonde([f"x{k}" for k in range(9)], symbols=[f"x{k}" for k in range(9)])
    assert len(V.det_factors()) == 36
    with pytest.raises(UnableError, match="det_factors"):
        V.det()


@pytest.mark.parametrize("nodes", [[], [0], [3], [0, 0], [1, 2, 3], [2, a]])
def test_displacement_rank(nodes):
    V = vandermonde(nodes)
    n = len(nodes)
    D = ExactMatrix.from_rows([[V.nodes[i] if i == j else 0 for j in range(n)] for i in range(n)])
    Z = ExactMatrix.from_rows([[int(i == j + 1) for j in range(n)] for i in range(n)])
    assert V.displacement_rank() == rank(D * V.dense() - V.dense() * Z)


def test_refuses():
    with pytest.raises(InexactInputError):
        vandermonde([1, 0.5])
    with pytest.raises(ParseError):
        vandermonde(["1", "t"])
    with pytest.raises(DomainError, match="parameters"):
        vandermonde([sqrt(2), a])
    with pytest.raises(ShapeError, match="2x2"):
        vandermonde(matrix("1 2; 3 4"))
    with pytest.raises(ShapeError, match="3x3"):
        vandermonde([1, 2, 3]).matvec([1, 2])
    with pytest.raises(ShapeError):
        vandermonde([1, 2, 3]).solve(matrix("1 2 3"))


def test_nodes_as_a_row_or_column_and_text():
    assert vandermonde(matrix("1 2 3")) == vandermonde(matrix("1; 2; 3")) == vandermonde([1, 2, 3])
    assert str(vandermonde(["1/2", "sqrt(2)"])) == "vandermonde([1/2, sqrt(2)])"
    assert "bmatrix" in vandermonde([1, 2])._repr_latex_()


@pytest.mark.parametrize("nodes", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verb_of_the_transposed_matrix(nodes):
    W = vandermonde(nodes).T
    D, n = vandermonde(nodes).dense().T, len(nodes)
    assert W.dense() == D
    assert (W.shape, W.nodes, W.T) == ((n, n), vandermonde(nodes).nodes, vandermonde(nodes))
    assert W.det() == det(D)
    assert W.inverse() * D == identity(n)
    target = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    assert W.matvec(target) == D * target
    assert D * W.solve(target) == target
    assert vandermonde(nodes).null_vector() is W.null_vector() is None
    assert str(W) == f"{vandermonde(nodes)}.T"


@given(st.lists(st.fractions(min_value=-9, max_value=9, max_denominator=7), unique=True, max_size=8), st.data())
def test_recovers_drawn_weights_from_their_moments(nodes, data):
    weights = data.draw(st.lists(st.fractions(max_denominator=9), min_size=len(nodes), max_size=len(nodes)))
    moments = [sum((w * x**k for w, x in zip(weights, nodes, strict=True)), start=Fraction(0)) for k in range(len(nodes))]
    W = vandermonde(nodes).T
    assert W.matvec(weights) == ExactMatrix.from_rows([[m] for m in moments], cols=1)
    assert W.solve(moments) == ExactMatrix.from_rows([[w] for w in weights], cols=1)


@pytest.mark.parametrize("nodes", [[1, 2, 1], [0, 0], [sqrt(2), 3, sqrt(2)], [a, b, a, b]])
def test_transposed_with_repeated_nodes(nodes):
    W = vandermonde(nodes).T
    assert W.det() == 0
    for question in (W.inverse, lambda: W.solve([1] * len(nodes))):
        with pytest.raises(SingularMatrixError, match="node") as found:
            question()
        assert W.dense() * found.value.null_vector == zero(len(nodes), 1)
    assert any(bool(x) for row in W.null_vector().entries() for x in row)
    assert W.dense() * W.null_vector() == zero(len(nodes), 1)
    with pytest.raises(SingularMatrixError, match="transposed") as caught:
        W.solve([1] * len(nodes))
    assert W.dense() * caught.value.null_vector == zero(len(nodes), 1)


@pytest.mark.parametrize(("nodes", "columns"), [([], None), ([0], None), ([3], None), ([0, 0], None), ([1, 2, 3], None), ([2, a], None),
                                                ([1, 2, 3], 2), ([1, 2], 4), ([sqrt(2), 1], 3), ([1, 2], 0), ([0, 0], 3), ([], 2)])
def test_displacement(nodes, columns):
    V = vandermonde(nodes, columns)
    for M in (V, V.T):
        d = M.displacement()
        direct = sylvester_displacement(M.dense(), d.F, d.G)
        assert d.operator == direct.operator
        assert d.image == direct.image == d.left * d.right.T
        assert d.rank == M.displacement_rank() == direct.rank


@pytest.mark.parametrize(("nodes", "columns"), [([1, 2, 3], 2), ([1, 2], 4), ([sqrt(2), 0, 1], 1), ([1, 2], 0), ([], 3), ([a, 1], 3)])
def test_rectangular(nodes, columns):
    V = vandermonde(nodes, columns)
    D = V.dense()
    assert D.shape == V.shape == (len(nodes), columns) == V.T.shape[::-1]
    assert all(D[i, j] == V.nodes[i] ** j for i in range(len(nodes)) for j in range(columns))
    x, w = ExactMatrix.from_rows([[3 - k] for k in range(columns)], cols=1), ExactMatrix.from_rows([[k] for k in range(len(nodes))], cols=1)
    assert V.matvec(x) == D * x
    assert V.T.matvec(w) == D.T * w
    for question in (V.det, V.inverse, lambda: V.solve(w), V.T.inverse, lambda: V.T.solve(x), V.det_factors):
        with pytest.raises(NotSquareError):
            question()
    null = V.null_vector()
    assert (null is None) == (columns <= len(nodes))
    assert null is None or (D * null == zero(len(nodes), 1) and any(bool(x) for row in null.entries() for x in row))
    assert str(V).endswith(f"columns={columns})")
    assert vandermonde([1, 2], 2) == vandermonde([1, 2])
    with pytest.raises(InputError):
        vandermonde([1, 2], -1)
