"""Confluent Vandermonde matrices: every verb against elimination on the dense matrix, and Hermite interpolation."""
from __future__ import annotations

from fractions import Fraction
from math import comb, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InexactInputError,
    InputError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    confluent_vandermonde,
    det,
    identity,
    inverse,
    sqrt,
    vandermonde,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.structured.displacement import sylvester_displacement

a, b = parameter("a"), parameter("b")

CASES = [
    ("empty", [], []),
    ("one node", [5], [1]),
    ("one node 0 with derivatives", [0], [4]),
    ("Taylor", [Fraction(2, 3)], [4]),
    ("Hermite", [1, 3], [2, 2]),
    ("simple nodes", [1, 2, 3], [1, 1, 1]),
    ("fractions and 0", [Fraction(1, 2), 0, Fraction(-2, 3)], [3, 2, 1]),
    ("quadratic field", [sqrt(2), -sqrt(2), 1], [2, 1, 2]),
    ("Gaussian", [I, -I], [2, 2]),
    ("huge", [10**30, -(10**29), 10**30 + 1], [2, 1, 2]),
    ("parameters", [a, b], [2, 1]),
    ("parameter and numbers", [a, 1, 0], [2, 2, 1]),
]
IDS = [case[0] for case in CASES]


@pytest.mark.parametrize(("nodes", "orders"), [case[1:] for case in CASES], ids=IDS)
def test_every_verb_agrees_with_the_dense_matrix(nodes, orders):
    V = confluent_vandermonde(nodes, orders)
    D, n = V.dense(), sum(orders)
    assert D.shape == V.shape == (n, n)
    places = [(x, k) for x, m in zip(V.nodes, orders, strict=True) for k in range(m)]
    assert all(D[r, j] == (x ** (j - k) * comb(j, k) if j >= k else 0) for r, (x, k) in enumerate(places) for j in range(n))
    target = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    for M, E in ((V, D), (V.T, D.T)):
        assert (M.shape, M.dense()) == ((n, n), E)
        assert M.det() == det(E) == prod(V.det_factors(), start=1)
        assert M.inverse() * E == E * M.inverse() == identity(n)
        assert M.matvec(target) == E * target
        assert E * M.solve(target) == target
        assert M.null_vector() is None


@pytest.mark.parametrize(("nodes", "orders"), [case[1:] for case in CASES], ids=IDS)
def test_displacement(nodes, orders):
    V = confluent_vandermonde(nodes, orders)
    for M in (V, V.T):
        d = M.displacement()
        direct = sylvester_displacement(M.dense(), d.F, d.G)
        assert d.image == direct.image == d.left * d.right.T
        assert d.rank == M.displacement_rank() == direct.rank <= 1


@given(st.lists(st.tuples(st.fractions(min_value=-5, max_value=5, max_denominator=5), st.integers(1, 3)), max_size=4,
                unique_by=lambda p: p[0]), st.data())
def test_recovers_a_drawn_polynomial_from_its_derivatives(points, data):
    nodes, orders = [x for x, _ in points], [m for _, m in points]
    n = sum(orders)
    c = data.draw(st.lists(st.fractions(max_denominator=9), min_size=n, max_size=n))
    values = [sum((comb(j, k) * x ** (j - k) * c[j] for j in range(k, n)), start=Fraction(0)) for x, m in points for k in range(m)]
    V = confluent_vandermonde(nodes, orders)
    column = ExactMatrix.from_rows([[p] for p in c], cols=1)
    assert V.matvec(c) == ExactMatrix.from_rows([[y] for y in values], cols=1)
    assert V.solve(values) == V.inverse() * V.matvec(c) == column
    assert V.inverse() == inverse(V.dense())
    assert V.T.solve(V.T.matvec(c)) == column
    assert V.det() == det(V.dense())


def test_simple_nodes_are_the_plain_vandermonde_matrix():
    V, W = confluent_vandermonde([3, -1, 7], [1, 1, 1]), vandermonde([3, -1, 7])
    assert V.dense() == W.dense()
    assert V.inverse() == W.inverse()


def test_one_hundred_rows():
    V = confluent_vandermonde([Fraction(k, 3) for k in range(-12, 13)], [4] * 25)
    c = ExactMatrix.from_rows([[k % 7 - 3] for k in range(100)])
    assert V.solve(V.matvec(c)) == V.inverse() * V.matvec(c) == V.T.solve(V.T.matvec(c)) == c


@pytest.mark.parametrize(("nodes", "orders"), [([1, 1], [2, 1]), ([0, 2, 0], [1, 1, 3]), ([sqrt(2), 3, sqrt(2)], [2, 1, 2]), ([a, a], [2, 2])])
def test_repeated_nodes_are_singular_with_a_null_vector(nodes, orders):
    V, n = confluent_vandermonde(nodes, orders), sum(orders)
    for M in (V, V.T):
        assert M.det() == 0
        with pytest.raises(SingularMatrixError, match="node") as caught:
            M.solve([1] * n)
        with pytest.raises(SingularMatrixError, match="node"):
            M.inverse()
        null = caught.value.null_vector
        assert any(bool(x) for row in null.entries() for x in row)
        assert M.dense() * null == zero(n, 1)


def test_conditions_of_parameters():
    V = confluent_vandermonde([a, b, 1], [2, 1, 1])
    assert {str(d) for d in V.conditions} == {"-a + b", "1 - a", "1 - b"} | {str(d) for d in V.conditions if str(d)[0] == "-"}
    assert len(V.conditions) == 3
    assert V.inverse().conditions == V.solve([1, 2, 3, 4]).conditions == V.T.solve([1, 2, 3, 4]).conditions == V.conditions


def test_more_than_can_be_multiplied_out():
    names = ["x", "y", "z", "w"]
    V = confluent_vandermonde(names, [4, 4, 4, 4], symbols=names)
    assert len(V.det_factors()) == 6 * 16
    with pytest.raises(UnableError, match="det_factors"):
        V.det()


def test_refuses():
    with pytest.raises(InexactInputError):
        confluent_vandermonde([1, 0.5], [1, 1])
    with pytest.raises(ShapeError, match="2 nodes and 1"):
        confluent_vandermonde([1, 2], [2])
    with pytest.raises(InputError, match="list of multiplicities"):
        confluent_vandermonde([1], 2)
    for bad in (0, -1, True, "2", Fraction(1)):
        with pytest.raises(InputError, match="multiplicity"):
            confluent_vandermonde([1], [bad])
    with pytest.raises(DomainError, match="parameters"):
        confluent_vandermonde([sqrt(2), a], [1, 1])
    with pytest.raises(ShapeError, match="3x3"):
        confluent_vandermonde([1, 2], [2, 1]).matvec([1, 2])


def test_text():
    V = confluent_vandermonde(["1/2", "sqrt(2)"], [2, 1])
    assert str(V) == "confluent_vandermonde([1/2, sqrt(2)], [2, 1])"
    assert str(V.T) == f"{V}.T"
    assert (V.T.nodes, V.T.multiplicities, V.T.T) == (V.nodes, (2, 1), V)
