"""Diagonal plus low rank: matrix, resolvent, poles against the dense matrix; HiPPO brought to that form."""
from __future__ import annotations

import random

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    bilinear,
    charpoly,
    det,
    diagonal,
    dplr,
    dplr_form,
    dplr_kernel,
    exact,
    hippo_legs,
    hippo_legt,
    identity,
    inverse,
    matrix,
    nplr,
    parameter,
    rational,
    solve,
    sqrt,
    ssm_kernel,
    zero,
)


def column(values):
    return ExactMatrix.from_rows([[x] for x in values])


@pytest.mark.parametrize("seed", range(15))
def test_the_resolvent_is_the_dense_inverse(seed):
    draw = random.Random(seed)
    n, r = draw.randint(1, 4), draw.randint(1, 2)

    def number():
        return rational(draw.randint(-3, 3), draw.randint(1, 2)) + (I * draw.randint(-2, 2) if seed % 2 else 0)

    def table(rows, cols):
        return ExactMatrix.from_rows([[number() for _ in range(cols)] for _ in range(rows)], cols=cols)

    lam, P, Q = [number() for _ in range(n)], table(n, r), table(n, r)
    A = dplr(lam, P, Q, [number() for _ in range(n)], [number() for _ in range(n)])
    D = A.dense()
    for i in range(n):
        for j in range(n):
            low = sum((P[i, k] * Q[j, k].conjugate() for k in range(r)), start=exact(0))
            assert D[i, j] == (lam[i] if i == j else 0) - low
    for z in (*lam, number(), number() + 5):
        shifted = identity(n) * z - D
        if det(shifted):
            assert A.resolvent(z) == inverse(shifted)
            assert A.transfer(z) == (A.C * inverse(shifted) * A.B)[0, 0]
        else:
            with pytest.raises(SingularMatrixError) as caught:
                A.resolvent(z)
            assert D * caught.value.null_vector == caught.value.null_vector * z
            assert caught.value.null_vector != zero(n, 1)
    x = table(n, 2)
    assert A.matvec(x) == D * x
    assert A.rmatvec(x.T) == x.T * D
    assert A.charpoly() == charpoly(D)


def test_poles_and_parameters():
    A = dplr([-1, -2], [1, 1])
    assert {x for x, _ in A.poles} == {(-5 - sqrt(5)) / 2, (-5 + sqrt(5)) / 2}
    z = parameter("z")
    assert A.resolvent(z) * (identity(2) * z - A.dense()) == identity(2)
    assert A.solve([1, 2]) == solve(A.dense(), column([1, 2]))
    with pytest.raises(SingularMatrixError):
        dplr([1, 2], [1, 0], [1, 0]).solve([1, 1])
    for bad, error in ((lambda: dplr([1, 2], [1]), ShapeError), (lambda: dplr([1, 2], matrix("1 2; 3 4"), [1, 2]), ShapeError),
                       (lambda: dplr([1], [1]).transfer(3), InputError), (lambda: dplr([0.5], [1]), InputError),
                       (lambda: dplr([1], [1], B=[1, 2]), ShapeError), (lambda: dplr([sqrt(2)], [parameter("a")]), DomainError)):
        with pytest.raises(error):
            bad()


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("make", [hippo_legs, hippo_legt])
def test_hippo_as_diagonal_plus_low_rank(make, n):
    A = make(n)
    found = dplr_form(nplr(A), C=[1] * n)
    V, value = found.V, found.dplr
    assert A.rational * V == V * value.dense()
    assert value.rank == nplr(A).rank
    assert V * value.B == A.input_vector
    assert value.C == matrix([[1] * n]) * V
    # V diagonalizes a normal matrix: in the true basis D V its columns are orthogonal
    squares = diagonal(A.scaling)
    gram = ExactMatrix.from_rows([[x.conjugate() for x in row] for row in V.T.entries()]) * squares * V
    assert all(bool(gram[i, j]) == (i == j) for i in range(n) for j in range(n))
    if n <= 3:
        step = rational(1, 2)
        discrete = bilinear(A, step=step)
        Q = ExactMatrix.from_rows([[x.conjugate() for x in row] for row in value.Q_star.T.entries()], cols=value.rank)
        kernel = dplr_kernel(value.lam, value.P, Q, value.B, value.C, step, 4).kernel
        assert kernel == ssm_kernel(discrete.A, discrete.B, [1] * n, 4)


@pytest.mark.parametrize(("lam", "P", "Q"), [([2, 1], [3, 0], [1, 0]), ([2, 2, -1], matrix("1 0; 0 1; 1 1"), None), ([2], [1], None)])
def test_the_bilinear_form_where_2_over_the_step_is_one_of_the_lambda(lam, P, Q):
    n = len(lam)
    A = dplr(lam, P, Q, [1] * n, [1] * n)
    found, dense = A.bilinear(1), bilinear(A.dense(), [1] * n, 1)
    assert (found.dense(), found.B, found.C) == (dense.A, dense.B, A.C)
    assert bilinear(A, step=1).A.dense() == dense.A
    with pytest.raises(SingularMatrixError):
        dplr([2, 1], [0, 1], None, [1, 1], [1, 1]).bilinear(1)          # here 2 is an eigenvalue
    with pytest.raises(InputError):
        A.bilinear(0)


def test_no_dplr_form_within_the_budget():
    with pytest.raises(UnableError):
        dplr_form(nplr(hippo_legs(9)))
    with pytest.raises(InputError):
        dplr_form(hippo_legs(2))
