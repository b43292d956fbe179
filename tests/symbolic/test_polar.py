"""Pseudoinverse and polar decomposition: their defining equations, uniqueness said so, and what is refused."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    ShapeError,
    UnableError,
    identity,
    inverse,
    matrix,
    polar,
    pseudoinverse,
    rank,
    svd,
    zero,
)
from symbolic.matrices.inner import adjoint

PSEUDO = [
    ("empty", zero(0, 0)), ("no rows", zero(0, 3)), ("1x1", matrix("-2/3")), ("zero", zero(2, 3)), ("identity", identity(3)),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")), ("nilpotent", matrix("0 1 0; 0 0 1; 0 0 0")), ("rank 1", matrix("1 2; 2 4")),
    ("tall", matrix("1 2; 3 4; 5 6")), ("wide", matrix("1 2 3; 4 5 6")), ("complex", matrix("1 i; i -1; 0 2")),
    ("irrational", matrix("sqrt(2) 2; 1 sqrt(2)")), ("parameter", matrix("a 1; 0 0", symbols=["a"])),
]


def penrose(A, X) -> None:
    assert A * X * A == A
    assert X * A * X == X
    assert adjoint(A * X) == A * X
    assert adjoint(X * A) == X * A


@pytest.mark.parametrize("A", [case[1] for case in PSEUDO], ids=[case[0] for case in PSEUDO])
def test_penrose_equations(A):
    X = pseudoinverse(A)
    assert X.shape == (A.cols, A.rows)
    penrose(A, X)
    assert pseudoinverse(X) == A


@given(st.integers(0, 3), st.lists(st.integers(-3, 3), min_size=24, max_size=24))
def test_of_a_drawn_rank(r, entries):
    B = ExactMatrix.from_rows([entries[3 * i:3 * i + r] for i in range(4)], cols=r)
    C = ExactMatrix.from_rows([entries[12 + 4 * i:15 + 4 * i] for i in range(r)], cols=3)
    A = B * C
    X = pseudoinverse(A)
    penrose(A, X)
    assert rank(X) == rank(A)
    assert pseudoinverse(A.T) == X.T
    if rank(A) == 3:
        assert X == inverse(A.T * A) * A.T


def test_pseudoinverse_agrees_with_the_svd_and_the_inverse():
    A = matrix("3 0; 0 4; 0 0")
    d = svd(A)
    S = matrix("1/4 0 0; 0 1/3 0")
    assert pseudoinverse(A) == d.V * S * d.U.T
    assert pseudoinverse(matrix("1 2; 3 4")) == inverse(matrix("1 2; 3 4"))


POLAR = [
    ("empty", zero(0, 0), True, (0, 0)), ("1x1", matrix("-2"), True, (0, 0)), ("zero", zero(2, 2), False, (2, 2)),
    ("identity", identity(2), True, (0, 0)), ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), True, (0, 0)),
    ("nilpotent", matrix("0 2; 0 0"), False, (1, 1)), ("orthogonal", matrix("3/5 -4/5; 4/5 3/5"), True, (0, 0)),
    ("generic", matrix("1 -3; 2 0"), True, (0, 0)), ("definite", matrix("2 1 0; 1 2 1; 0 1 2"), True, (0, 0)),
    ("tall", matrix("1 2; 3 4; 5 6"), True, (0, 1)), ("tall, rank 1", matrix("1 1; 1 1; 1 1"), False, (1, 2)),
    ("irrational", matrix("sqrt(2) 1; 0 1"), True, (0, 0)), ("reflection", matrix("0 1; 1 0"), True, (0, 0)),
]


@pytest.mark.parametrize(("A", "unique", "freedom"), [case[1:] for case in POLAR], ids=[case[0] for case in POLAR])
def test_polar(A, unique, freedom):
    found = polar(A)
    U, H = found.U, found.H
    assert U * H == A
    assert U.T * U == identity(A.cols)
    assert H.T == H
    assert H * H == A.T * A
    assert (found.unique, found.freedom) == (unique, freedom)
    assert (found.completion == zero(*A.shape)) == unique
    d = None if unique else svd(A)
    if d is not None:
        assert d.V * d.S.submatrix(range(A.cols), range(A.cols)) * d.V.T == H


def test_without_full_rank_another_unitary_factor_serves():
    found = polar(matrix("0 2; 0 0"))
    other = found.isometry - found.completion
    assert other != found.U
    assert other * found.H == found.A
    assert other.T * other == identity(2)


def test_the_definite_factor_is_the_principal_root():
    assert polar(matrix("-2 0; 0 3")).H == matrix("2 0; 0 3")
    assert polar(matrix("-2 0; 0 3")).U == matrix("-1 0; 0 1")


def test_refuses():
    with pytest.raises(ShapeError, match=r"polar\(A.T\)"):
        polar(matrix("1 2"))
    with pytest.raises(DomainError, match="only real"):
        polar(matrix("i 0; 0 1"))
    with pytest.raises(InputError, match="exact matrix"):
        polar("1 2; 3 4")
    with pytest.raises(InputError, match="exact matrix"):
        pseudoinverse([[1]])
    with pytest.raises(UnableError):
        polar(ExactMatrix.from_rows([[(i * i + 3 * i * j + (i * j) % 5) % 7 - 3 for j in range(8)] for i in range(8)]))
