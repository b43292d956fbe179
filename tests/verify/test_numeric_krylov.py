"""Krylov methods in float64: the relations they promise, early closing, and residuals within what the exact condition number allows."""
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq, fmpq_mat

from symbolic import InputError, ShapeError
from verify.numeric.fast import krylov

U = Fraction(1, 2**53)


def exact(values):
    """An fmpq_mat with the floats as the rationals they are; a vector is a column."""
    array = np.asarray(values, dtype=float)
    array = array[:, None] if array.ndim == 1 else array
    return fmpq_mat(*array.shape, [fmpq(*float(x).as_integer_ratio()) for x in array.ravel()])


def sum_norm(matrix):
    """The largest row sum of |entries|."""
    return max(sum(abs(Fraction(int(x.p), int(x.q))) for x in row) for row in matrix.tolist())


def draw(seed, *shape):
    return np.random.default_rng(seed).standard_normal(shape)


@pytest.mark.parametrize("n", [1, 2, 6, 20])
def test_arnoldi_and_lanczos_relations(n):
    A, b = draw(n, n, n), draw(n + 1, n)
    for matrix in (A, A + A.T):
        Q, H = krylov.arnoldi(matrix, b, n)
        size = np.linalg.norm(matrix)
        assert np.abs(Q.T @ Q - np.eye(Q.shape[1])).max() <= 16 * n * float(U)
        assert np.abs(matrix @ Q[:, : H.shape[1]] - Q @ H).max() <= 16 * n * float(U) * size
    Q, alpha, beta = krylov.lanczos(A + A.T, b, n)
    T = np.diag(alpha) + np.diag(beta[:-1], 1) + np.diag(beta[:-1], -1)
    assert np.abs(Q.T @ (A + A.T) @ Q - T).max() <= 64 * n * float(U) * np.linalg.norm(A + A.T)


def test_krylov_spaces_that_close_early():
    Q, H = krylov.arnoldi(np.diag([1.0, 1, 2, 2, 3]), np.ones(5), 5)
    assert H.shape == (3, 3)
    assert Q.shape == (5, 3)
    assert krylov.gmres(np.diag([1.0, 1, 2, 2, 3]), np.ones(5), 2.0**-45).residuals[-1] <= 2.0**-44
    assert len(krylov.gmres(np.diag([1.0, 1, 2, 2, 3]), np.ones(5)).residuals) == 4


@pytest.mark.parametrize("n", [1, 3, 15])
def test_conjugate_gradients_and_gmres_solve(n):
    A, b = draw(n, n, n), draw(n + 1, n)
    spd = A @ A.T + n * np.eye(n)
    for solver, matrix in ((krylov.cg, spd), (krylov.gmres, A), (krylov.gmres, spd)):
        found = solver(matrix, b, 2.0**-44)
        assert found.converged
        kappa = sum_norm(exact(matrix)) * sum_norm(exact(matrix).inv())
        assert np.linalg.norm(b - matrix @ found.x) <= (2.0**-44 + 64 * n * float(U * kappa)) * np.linalg.norm(b)
    assert not krylov.gmres(np.array([[0.0, 1], [0, 0]]), [0, 1]).converged
    with pytest.raises(InputError, match="not positive definite"):
        krylov.cg([[1, 2], [2, 1]], [1, -1])


def test_shapes_that_do_not_fit():
    with pytest.raises(ShapeError):
        krylov.arnoldi([[1, 2]], [1], 1)
    with pytest.raises(ShapeError):
        krylov.cg([[1]], [1, 2])
    with pytest.raises(InputError):
        krylov.lanczos([[1]], [0], 1)
