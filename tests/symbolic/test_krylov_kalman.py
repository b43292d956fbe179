"""Kalman's decomposition, Hankel rank and hidden modes: systems whose parts are known, hidden, and found again."""
from __future__ import annotations

import random
from itertools import product

import pytest

from symbolic import (
    DomainError,
    I,
    NotSquareError,
    ShapeError,
    block_diagonal,
    charpoly,
    det,
    diagonal,
    hankel_matrix,
    hankel_rank,
    hstack,
    identity,
    inverse,
    kalman_decomposition,
    krylov_matrix,
    matrix,
    nullspace,
    rank,
    reachable_subspace,
    sqrt,
    unobservable_eigenvalues,
    unobservable_subspace,
    unreachable_eigenvalues,
    zero,
)
from symbolic.krylov.kalman import ZERO_BLOCKS
from tests.symbolic.drawn import jordan_block
from tests.symbolic.test_krylov import unimodular


def draw(rng: random.Random, m: int, n: int, values=(0, 0, 1, -1, 2)):
    return matrix([[rng.choice(values) for _ in range(n)] for _ in range(m)]) if m * n else zero(m, n)


def check(A, B, C, K):
    """Every law of the decomposition, by other means than those that made it."""
    n = A.rows
    ro, ru, uo, uu = K.dimensions
    assert ro + ru + uo + uu == n
    assert K.T * K.T_inverse == identity(n)
    S = K.transformed
    assert (K.T * S.A, K.T * S.B, S.C) == (A * K.T, B, C * K.T)
    for i, j in ZERO_BLOCKS:
        assert K.block(i, j) == zero(K.dimensions[i], K.dimensions[j])
    low = S.B.submatrix(range(ro + ru, n), range(B.cols))
    assert low == zero(*low.shape)
    for part in (1, 3):
        hidden = S.C.submatrix(range(C.rows), K.indices(part))
        assert hidden == zero(*hidden.shape)
    assert ro + ru == rank(krylov_matrix(A, B, n)) if n else True
    assert ru + uu == n - rank(krylov_matrix(A.T, C.T, n))
    assert ro == rank(hankel_matrix(A, B, C, n)) == rank(hankel_matrix(A, B, C, n + 1)) == hankel_rank(A, B, C) == K.order
    M = K.minimal
    assert hankel_matrix(M.A, M.B, M.C, n + 1) == hankel_matrix(A, B, C, n + 1)
    assert kalman_decomposition(M.A, M.B, M.C).is_minimal


def check_modes(A, B, K):
    """Witnesses, and the product of the factors is the charpoly of the unreachable part."""
    modes = unreachable_eigenvalues(A, B)
    assert sum(m.factor.degree * m.multiplicity for m in modes) == K.dimensions[2] + K.dimensions[3]
    assert bool(modes) != K.is_reachable
    total = charpoly(K.block(2, 2)) * charpoly(K.block(3, 3))
    for mode in modes:
        w = mode.vector
        assert any(bool(row[0]) for row in w.entries())
        assert w.T * A == w.T * mode.eigenvalue
        assert w.T * B == zero(1, B.cols)
        assert mode.factor(mode.eigenvalue) == 0
        assert total(mode.eigenvalue) == 0


TABLE = [
    ("claims: Krylov 3, Hankel 2", diagonal([1, 2, 3]), [1, 1, 1], [1, 1, 0], (2, 1, 0, 0)),
    ("each part once", diagonal([1, 2, 3, 4]), [1, 1, 0, 0], [1, 0, 1, 0], (1, 1, 1, 1)),
    ("no input", diagonal([1, 2]), [0, 0], [1, 1], (0, 0, 2, 0)),
    ("no output", diagonal([1, 2]), [1, 1], [0, 0], (0, 2, 0, 0)),
    ("nothing", diagonal([1, 2]), [0, 0], [0, 0], (0, 0, 0, 2)),
    ("identity", identity(3), [1, 2, 3], [1, 1, 1], (1, 0, 0, 2)),
    ("identity, C B = 0", identity(3), [1, 1, 0], [1, -1, 0], (0, 1, 1, 1)),
    ("nilpotent chain", jordan_block(0, 3), [0, 0, 1], [1, 0, 0], (3, 0, 0, 0)),
    ("chain seen from below", jordan_block(0, 3), [1, 0, 0], [0, 0, 1], (0, 1, 1, 1)),
    ("permutation", matrix("0 1; 1 0"), [1, 1], [1, 0], (1, 0, 1, 0)),
    ("1x1", matrix("5"), [2], [3], (1, 0, 0, 0)),
    ("empty", zero(0, 0), [], zero(1, 0), (0, 0, 0, 0)),
    ("over Q(i)", matrix("i 0; 0 -i"), [1, 1], [1, 0], (1, 1, 0, 0)),
    ("irrational modes", block_diagonal([matrix("0 2; 1 0"), matrix("3")]), [0, 0, 1], [1, 0, 1], (1, 0, 2, 0)),
]


@pytest.mark.parametrize(("A", "B", "C", "dimensions"), [c[1:] for c in TABLE], ids=[c[0] for c in TABLE])
def test_table(A, B, C, dimensions):
    K = kalman_decomposition(A, B, C)
    assert K.dimensions == dimensions
    check(A, K.B, K.C, K)
    check_modes(A, K.B, K)


@pytest.mark.parametrize("seed", range(20))
def test_hidden_parts_are_recovered(seed):
    """Distinct eigenvalues: a state is in a part exactly as its entries in B and C are 0 or not."""
    rng = random.Random(seed)
    n = rng.randint(1, 6)
    kinds = [rng.choice(list(product((0, 1), (0, 1)))) for _ in range(n)]
    b, c = matrix([[r * rng.choice((1, -2))] for r, _ in kinds]), matrix([[o * rng.choice((1, 3)) for _, o in kinds]])
    P = unimodular(rng, n)
    A, B, C = P * diagonal(rng.sample(range(-5, 6), n)) * inverse(P), P * b, c * inverse(P)
    K = kalman_decomposition(A, B, C)
    assert K.dimensions == tuple(kinds.count(kind) for kind in ((1, 1), (1, 0), (0, 1), (0, 0)))
    check(A, B, C, K)
    check_modes(A, B, K)
    lost = unobservable_eigenvalues(A, C)
    assert len(lost) == K.dimensions[1] + K.dimensions[3]
    for mode in lost:
        assert A * mode.vector == mode.vector * mode.eigenvalue
        assert C * mode.vector == zero(1, 1)


@pytest.mark.parametrize("seed", range(20))
def test_random_systems(seed):
    """Several inputs and outputs, defective and irrational parts."""
    rng = random.Random(100 + seed)
    n = rng.randint(2, 6)
    r = rng.randint(1, n)
    A = hstack([draw(rng, n, r), zero(n, n - r)]) if rng.random() < 0.5 else draw(rng, n, n)
    for B, C in ((draw(rng, n, 1), draw(rng, 2, n)), (draw(rng, n, 2, (0, 0, 0, 1)), draw(rng, 1, n, (0, 0, 1)))):
        K = kalman_decomposition(A, B, C)
        check(A, B, C, K)
        check_modes(A, B, K)


def test_hautus_rank_agrees():
    """The rank of [A - lambda, B] < n exactly at the hidden eigenvalues."""
    A, B = block_diagonal([jordan_block(2, 2), jordan_block(2, 1), matrix("3")]), matrix("0; 1; 1; 0")
    modes = unreachable_eigenvalues(A, B)
    assert [m.eigenvalue for m in modes] == [2, 3]
    for value in range(-1, 6):
        full = rank(hstack([A - identity(4) * value, B])) == 4
        assert full == (value not in (2, 3))


def test_a_mode_of_an_irreducible_factor():
    (mode,) = unobservable_eigenvalues(block_diagonal([matrix("0 0 2; 1 0 0; 0 1 0"), matrix("1")]), [0, 0, 0, 1])
    assert str(mode.factor) == "x^3-2"
    assert mode.eigenvalue ** 3 == 2
    (real,) = unreachable_eigenvalues(matrix("0 2; 1 0"), [0, 0])
    assert real.eigenvalue in (sqrt(2), -sqrt(2))
    left, right = unreachable_eigenvalues(matrix("i 0; 0 1"), [0, 0])
    assert {left.eigenvalue, right.eigenvalue} == {I, I ** 4}


def test_subspaces():
    A = matrix("1 1 0; 0 1 0; 0 0 2")
    assert reachable_subspace(A, [0, 1, 0]) == matrix("0 1; 1 1; 0 0")
    N = unobservable_subspace(A, [0, 1, 0])
    assert N.cols == 2
    assert rank(hstack([N, A * N])) == 2
    assert matrix([[0, 1, 0]]) * N == zero(1, 2)
    assert unobservable_subspace(A, [1, 0, 1]) == nullspace(matrix("1 0 1; 1 1 2; 1 2 4"))
    assert det(kalman_decomposition(A, [0, 1, 0], [0, 1, 0]).T) != 0


@pytest.mark.parametrize(("call", "error"), [
    (lambda: kalman_decomposition(matrix("1 2"), [1], [1]), NotSquareError),
    (lambda: kalman_decomposition(identity(2), [1], [1, 1]), ShapeError),
    (lambda: kalman_decomposition(identity(2), [1, 1], matrix("1; 1")), ShapeError),
    (lambda: hankel_rank(matrix("a", symbols=["a"]), [1], [1]), DomainError),
    (lambda: unreachable_eigenvalues(matrix("a", symbols=["a"]), [1]), DomainError),
    (lambda: unobservable_subspace(identity(2), [1, 1, 1]), ShapeError),
], ids=range(6))
def test_refusals(call, error):
    with pytest.raises(error):
        call()
