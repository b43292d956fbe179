"""Norms of a matrix: against their definitions, and what is refused."""
from __future__ import annotations

import math
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symbolic import DomainError, ExactMatrix, InputError, UnableError, hippo_legs, identity, matrix, norm, sqrt, toeplitz, zero

# A, then the norms 1, 2, inf, fro, nuclear
CASES = [
    ("empty", zero(0, 0), 0, 0, 0, 0, 0),
    ("no rows", zero(0, 2), 0, 0, 0, 0, 0),
    ("1x1", matrix("-5/3"), *[Fraction(5, 3)] * 5),
    ("zero", zero(2, 3), 0, 0, 0, 0, 0),
    ("identity", identity(3), 1, 1, 1, sqrt(3), 3),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), 1, 1, 1, sqrt(3), 3),
    ("nilpotent", matrix("0 3; 0 0"), 3, 3, 3, 3, 3),
    ("signs", matrix("1 -2; 3 4"), 6, (5 * sqrt(2) + sqrt(10)) / 2, 7, sqrt(30), 5 * sqrt(2)),
    ("rectangular", matrix("3 0; 0 4; 0 0"), 4, 4, 4, 5, 7),
    ("complex", matrix("3+4i 0; 0 i"), 5, 5, 5, sqrt(26), 6),
    ("irrational", matrix("sqrt(2) 0; 0 -1"), sqrt(2), sqrt(2), sqrt(2), sqrt(3), 1 + sqrt(2)),
]
ORDERS = [1, 2, "inf", "fro", "nuclear"]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_table(case):
    A, expected = case[1], case[2:]
    assert [norm(A, order) for order in ORDERS] == list(expected)
    assert norm(A.T, 1) == norm(A, "inf")


@pytest.mark.parametrize("order", ["inf", math.inf, sympy.oo, "INF", "infinity"])
def test_infinity_has_several_names(order):
    assert norm(matrix("1 -2; 3 4"), order) == 7


@given(st.lists(st.integers(-4, 4), min_size=4, max_size=4), st.lists(st.integers(-4, 4), min_size=2, max_size=2))
def test_laws(entries, x):
    A, v = ExactMatrix.from_rows([entries[:2], entries[2:]]), ExactMatrix.from_rows([[x[0]], [x[1]]])
    for order in (1, 2, "inf"):
        assert norm(A * v, order) <= norm(A, order) * norm(v, order)
    assert norm(A) ** 2 <= norm(A, 1) * norm(A, "inf")
    assert norm(A) <= norm(A, "fro") <= norm(A, "nuclear")
    squared = norm(A, "nuclear") ** 2 - norm(A, "fro") ** 2
    assert squared == 2 * abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])


def test_structured_values():
    T = toeplitz([2, -1, 0], [2, 5, 1])
    for order in ORDERS[:4]:
        assert norm(T, order) == norm(T.dense(), order)
    A = hippo_legs(3)
    for order in ORDERS[:2] + ORDERS[3:4]:
        assert norm(A, order) == norm(A.dense(), order)
    assert norm(hippo_legs(40), "fro") ** 2 == sum((i + 1) ** 2 + sum((2 * i + 1) * (2 * k + 1) for k in range(i)) for i in range(40))


@pytest.mark.parametrize("order", [0, 3, -1, "two", None, True, [1]])
def test_other_orders_are_refused(order):
    with pytest.raises(InputError, match="ord is"):
        norm(matrix("1"), order)


def test_refuses():
    with pytest.raises(DomainError):
        norm(matrix("a 1", symbols=["a"]), 1)
    with pytest.raises(InputError, match="exact matrix"):
        norm([[1]])
    with pytest.raises(UnableError, match="dense"):
        norm(hippo_legs(12), 1)
