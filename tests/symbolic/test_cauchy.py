"""Cauchy and Hilbert matrices: every closed form against elimination on the dense matrix."""
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
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    cauchy,
    det,
    hilbert,
    identity,
    inverse,
    solve,
    sqrt,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.structured.displacement import sylvester_displacement

a, b, c = (parameter(name) for name in "abc")

CASES = [
    ("empty", [], []),
    ("1x1", [5], [3]),
    ("zero among x", [0, 1], [2, 3]),
    ("zero among y", [4, 1], [0, -1]),
    ("Hilbert 4", [1, 2, 3, 4], [0, -1, -2, -3]),
    ("fractions", [Fraction(1, 2), Fraction(-2, 3), 7], [Fraction(1, 3), 0, Fraction(9, 4)]),
    ("text", ["2/3", "sqrt(2)"], ["1", "-sqrt(2)"]),
    ("quadratic field", [sqrt(2), 1, 3], [-sqrt(2), 0, 2]),
    ("several fields", [sqrt(2), I], [sqrt(3), 1]),
    ("an entry of the inverse is not the product of the scalings over an integer", [0, -4], [6, -6]),
    ("the same with fractions", [Fraction(8, 3), 0, Fraction(11, 3)], [Fraction(-4, 3), Fraction(7, 3), 3]),
    ("huge", [10**30, 10**30 + 1, 3], [-(10**29), 1, 2]),
    ("parameters", [a, b], [c, 1]),
    ("one parameter", [a, a + 1, 2], [0, 1, -a]),
    ("nonrational beside rational right side", [I, 1, 2], [0, 5, -I]),
]
IDS = [case[0] for case in CASES]


def column(values):
    return ExactMatrix.from_rows([[v] for v in values], cols=1)


@pytest.mark.parametrize(("x", "y"), [case[1:] for case in CASES], ids=IDS)
def test_every_verb_agrees_with_the_dense_matrix(x, y):
    C = cauchy(x, y)
    D, n = C.dense(), len(x)
    assert D.shape == C.shape == (n, n)
    assert all(D[i, j] == 1 / (C.x[i] - C.y[j]) for i in range(n) for j in range(n))
    target = ExactMatrix.from_rows([[k * k - 1, 2 - k] for k in range(n)], cols=2)
    for M, E in ((C, D), (C.T, D.T)):
        assert M.dense() == E
        assert M.det() == det(E)
        assert M.inverse() * E == E * M.inverse() == identity(n)
        assert M.matvec(target) == E * target
        assert E * M.solve(target) == target
        assert M.null_vector() is None
    tops, bottoms = C.det_factors()
    assert prod(tops, start=1) == C.det() * prod(bottoms, start=1)


@pytest.mark.parametrize(("x", "y"), [*(case[1:] for case in CASES), ([1, 2], [3]), ([], [1]), ([1], []), ([1, 1], [2, 2])])
def test_displacement(x, y):
    C = cauchy(x, y)
    d = C.displacement()
    direct = sylvester_displacement(C.dense(), d.F, d.G)
    assert d.operator == direct.operator
    assert d.image == direct.image == d.left * d.right.T
    assert d.rank == C.displacement_rank() == direct.rank == int(bool(x) and bool(y))


fractions = st.fractions(min_value=-9, max_value=9, max_denominator=7)


@given(st.lists(fractions, unique=True, max_size=12), st.data())
def test_recovers_drawn_residues(numbers, data):
    n = len(numbers) // 2
    x, y = numbers[:n], numbers[n:2 * n]
    w = data.draw(st.lists(st.fractions(max_denominator=9), min_size=n, max_size=n))
    values = [sum((r / (s - t) for r, t in zip(w, y, strict=True)), start=Fraction(0)) for s in x]
    C = cauchy(x, y)
    assert C.matvec(w) == column(values)
    assert C.solve(values) == C.inverse() * column(values) == column(w)
    assert C.inverse() == inverse(C.dense())
    assert C.solve(values) == solve(C.dense(), column(values))
    assert C.det() == det(C.dense())


def test_one_hundred_rational_nodes():
    C = cauchy([Fraction(2 * k + 1, 2) for k in range(100)], [Fraction(-k, 1) for k in range(100)])
    w = column([k % 7 - 3 for k in range(100)])
    values = C.matvec(w)
    assert C.solve(values) == w
    assert C.inverse() * values == w


@pytest.mark.parametrize(("x", "y"), [([1, 2, 3], [5, 7]), ([1, 2], [5, 7, Fraction(1, 2)]), ([sqrt(2)], [1, 0]), ([a], [b, c]), ([], [1, 2])])
def test_rectangular(x, y):
    C = cauchy(x, y)
    m, n = C.shape
    D = C.dense()
    assert (D.shape, C.T.shape, C.T.T) == ((m, n), (n, m), C)
    w = column(range(n))
    assert C.matvec(w) == D * w
    for question in (C.det, C.inverse, lambda: C.solve([1] * m), C.det_factors):
        with pytest.raises(NotSquareError, match=f"{m}x{n}"):
            question()
    null = C.null_vector()
    assert (null is None) == (m >= n)
    assert null is None or (D * null == zero(m, 1) and any(bool(v) for row in null.entries() for v in row))


@pytest.mark.parametrize(("x", "y"), [([1, 1], [2, 3]), ([1, 2], [3, 3]), ([0, 5, 0], [1, 2, 3]), ([sqrt(2), 1, "sqrt(8)/2"], [0, 2, 3]),
                                      ([a, a], [b, 1]), ([4, 4, 4], [1, 1, 1]), ([1, 2, 1, 2], [Fraction(1, 2), 7, -1, 0])])
def test_repeated_numbers_are_singular_with_a_null_vector(x, y):
    C = cauchy(x, y)
    assert C.det() == 0
    for question in (C.inverse, lambda: C.solve([1] * len(x))):
        with pytest.raises(SingularMatrixError, match="_1 = ") as caught:
            question()
        null = caught.value.null_vector
        assert any(bool(v) for row in null.entries() for v in row)
        assert C.dense() * null == zero(len(x), 1)


def test_conditions_of_parameters():
    C = cauchy([a, 1], [b, 2])
    assert {str(d) for d in C.dense().conditions} == {"a - b", "a - 2", "1 - b"} | {str(d) for d in C.dense().conditions if "1" in str(d)}
    assert len(C.dense().conditions) == 3
    assert len(C.inverse().conditions) == len(C.solve([1, 2]).conditions) == 5
    assert cauchy([1], [2]).inverse().conditions == ()


def test_more_parameters_than_can_be_multiplied_out():
    names = [f"p{k}" for k in range(10)]
    C = cauchy(names[:5], names[5:], symbols=names)
    tops, bottoms = C.det_factors()
    assert (len(tops), len(bottoms)) == (20, 25)
    with pytest.raises(UnableError, match="det_factors"):
        C.det()


def test_refuses():
    with pytest.raises(InexactInputError):
        cauchy([1], [0.5])
    with pytest.raises(DomainError, match="x_2 = y_1 = 3"):
        cauchy([1, 3], [3, 3])
    with pytest.raises(DomainError, match="x_1 = y_1"):
        cauchy(["sqrt(8)"], [2 * sqrt(2)])
    with pytest.raises(DomainError, match="x_1 = y_2"):
        cauchy([a], [b, a])
    with pytest.raises(DomainError, match="parameters"):
        cauchy([sqrt(2)], [a])
    with pytest.raises(ShapeError, match="2x1"):
        cauchy([1, 2], [3]).matvec([1, 2])


def test_text():
    assert str(cauchy(["1/2", 2], [0, "sqrt(2)"])) == "cauchy([1/2, 2], [0, sqrt(2)])"
    assert str(hilbert(3)) == "hilbert(3)"
    assert "bmatrix" in hilbert(2)._repr_latex_()


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 8, 13])
def test_hilbert(n):
    H = hilbert(n)
    D = H.dense()
    assert all(D[i, j] == Fraction(1, i + j + 1) for i in range(n) for j in range(n))
    assert H.T == H
    assert D.T == D
    C = cauchy(range(1, n + 1), range(0, -n, -1))
    assert C.dense() == D
    assert H.det() == C.det() == det(D)
    assert H.inverse() == C.inverse() == inverse(D)
    assert all(H.inverse()[i - 1, j - 1] == (-1) ** (i + j) * (i + j - 1) * comb(n + i - 1, n - j) * comb(n + j - 1, n - i)
               * comb(i + j - 2, i - 1) ** 2 for i in range(1, n + 1) for j in range(1, n + 1))
    assert D * H.solve([1] * n) == column([1] * n)


def test_a_large_hilbert_determinant():
    assert 1 / hilbert(20).det() == 1 / cauchy(range(20), range(-1, -21, -1)).det()
    assert (1 / hilbert(500).det()).denominator == 1


def test_hilbert_refuses():
    for bad in (-1, True, "3", Fraction(3)):
        with pytest.raises(InputError):
            hilbert(bad)
    with pytest.raises(UnableError):
        hilbert(10**9)
