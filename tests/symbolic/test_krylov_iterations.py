"""Arnoldi, Lanczos, CG, GMRES, the power method and PageRank: the laws of each run, and answers known beforehand."""
from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise
from math import prod

import pytest

from symbolic import (
    DomainError,
    I,
    InputError,
    NoSuchObjectError,
    NotSquareError,
    Polynomial,
    ShapeError,
    SingularMatrixError,
    arnoldi,
    charpoly,
    conjugate_gradient,
    det,
    diagonal,
    gmres,
    hstack,
    identity,
    inverse,
    krylov_matrix,
    lanczos,
    matrix,
    minimal_polynomial_of_vector,
    rank,
    rational,
    solve,
    sqrt,
    two_sided_lanczos,
    zero,
)
from symbolic.matrices.inner import adjoint
from tests.symbolic.drawn import jordan_block
from tests.symbolic.test_krylov import unimodular


def unit(n: int, j: int):
    return identity(n).column(j)


def column(rng: random.Random, n: int):
    return matrix([[rng.choice((1, -1, 2, -3))] for _ in range(n)])


def drawn(seed: int, n: int):
    rng = random.Random(seed)
    return rng, matrix([[rng.choice((0, 0, 1, -1, 2)) for _ in range(n)] for _ in range(n)])


def shift(n: int):
    return matrix([[int((i - j - 1) % n == 0) for j in range(n)] for i in range(n)])


SQUARES = [
    ("identity", identity(3), [1, 2, 3]),
    ("shift", shift(4), [1, 0, 0, 0]),
    ("nilpotent", jordan_block(0, 3), [1, 1, 1]),
    ("zero matrix", zero(2, 2), [1, 1]),
    ("1x1", matrix("5"), [2]),
    ("rational", matrix("1/2 1; 0 1/3"), [1, 1]),
    ("Q(i)", matrix("i 1 0; 0 1 i; 1 0 2"), [1, I, 0]),
    ("Q(sqrt 2)", matrix([[sqrt(2), 1], [1, 0]]), [1, 1]),
    ("random", drawn(5, 5)[1], [1, 0, 2, 0, 1]),
]
ENDS = [c[0] for c in SQUARES]


def check_arnoldi(F, A, k):
    e_k = unit(F.steps, F.steps - 1)
    assert A * F.V == F.V * F.H + F.residual * e_k.T
    assert adjoint(F.V) * F.V == F.gram
    assert adjoint(F.V) * F.residual == zero(F.steps, 1)
    assert A * F.V == hstack([F.V, F.residual]) * F.extended
    assert all(x != 0 for x in F.norms_squared)
    assert rank(hstack([F.V, krylov_matrix(A, F.b, k)])) == F.steps
    assert F.residual == F.ritz_polynomial(A) * F.b


@pytest.mark.parametrize(("A", "b"), [c[1:] for c in SQUARES], ids=ENDS)
def test_arnoldi(A, b):
    F = arnoldi(A, b)
    check_arnoldi(F, A, F.steps)
    assert F.breakdown
    assert F.ritz_polynomial == minimal_polynomial_of_vector(A, b)
    for k in range(1, F.steps):
        G = arnoldi(A, b, k)
        assert (G.steps, G.breakdown) == (k, False)
        check_arnoldi(G, A, k)
    assert arnoldi(A, b, F.steps + 3) == F


@pytest.mark.parametrize("seed", range(10))
def test_arnoldi_finds_a_hidden_invariant_subspace(seed):
    rng = random.Random(seed)
    k, n = rng.randint(1, 3), 5
    rows = [[rng.randint(-2, 2) if i < k or j >= k else 0 for j in range(n)] for i in range(n)]
    P = unimodular(rng, n)
    A, b = P * matrix(rows) * inverse(P), P * matrix([[int(i < k)] for i in range(n)])
    F = arnoldi(A, b)
    assert F.breakdown
    assert F.steps <= k
    assert divmod_zero(charpoly(A), F.ritz_polynomial)


def divmod_zero(p: Polynomial, q: Polynomial) -> bool:
    return p.to_flint() % q.to_flint() == 0


HERMITIAN = [
    ("tridiagonal", matrix("2 1 0; 1 2 1; 0 1 2"), [1, 0, 0]),
    ("identity", identity(3), [1, 2, 3]),
    ("diagonal", diagonal([1, 2, 2, -3]), [1, 1, 1, 1]),
    ("permutation", matrix("0 1; 1 0"), [1, 2]),
    ("zero", zero(2, 2), [1, 0]),
    ("Hermitian", matrix("2 i; -i 3"), [1, 1]),
    ("Q(sqrt 2)", matrix([[1, sqrt(2)], [sqrt(2), 3]]), [1, 0]),
]


@pytest.mark.parametrize(("A", "b"), [c[1:] for c in HERMITIAN], ids=[c[0] for c in HERMITIAN])
def test_lanczos_is_arnoldi_with_three_terms(A, b):
    F, G = lanczos(A, b), arnoldi(A, b)
    assert (F.V, F.T, F.residual, F.norms_squared) == (G.V, G.H, G.residual, G.norms_squared)
    assert F.breakdown
    assert all(x > 0 for x in F.beta)
    assert F.ritz_polynomial == minimal_polynomial_of_vector(A, b)
    short = lanczos(A, b, 1)
    assert short.steps == 1
    assert A * short.V == short.V * short.T + short.residual
    assert F.gram == adjoint(F.V) * F.V


@pytest.mark.parametrize("seed", range(15))
def test_two_sided_lanczos(seed):
    rng, A = drawn(200 + seed, 4)
    b, c = column(rng, 4), column(rng, 4)
    if not (c.T * b)[0, 0]:
        with pytest.raises(DomainError, match="no first pair"):
            two_sided_lanczos(A, b, c)
        return
    F = two_sided_lanczos(A, b, c)
    last = unit(F.steps, F.steps - 1).T
    assert A * F.V == F.V * F.T + F.right * last
    assert A.T * F.W == F.W * F.T + F.left * last
    assert F.W.T * F.V == diagonal(F.products)
    assert F.breakdown in ("right", "left", "both", "serious")
    if F.breakdown == "serious":
        assert (F.left.T * F.right)[0, 0] == 0


def test_two_sided_breakdowns_are_named():
    assert two_sided_lanczos(matrix("1 0; 0 2"), [1, 0], [1, 1]).breakdown == "right"
    assert two_sided_lanczos(matrix("1 0; 0 2"), [1, 1], [1, 0]).breakdown == "left"
    assert two_sided_lanczos(shift(4), [1, 0, 0, 0], [1, 0, 0, 0]).breakdown == "serious"
    assert two_sided_lanczos(matrix("1 2; 3 4"), [1, 0], [1, 0], 1).breakdown == ""


@pytest.mark.parametrize("seed", range(20))
def test_cg_refuses_with_a_witness(seed):
    rng, G = drawn(seed, 4)
    S, b = G + G.T + identity(4) * rng.randint(-2, 6), column(rng, 4)
    minors = [S.submatrix(range(k), range(k)) for k in range(1, 5)]
    if all(det(M) > 0 for M in minors):
        run = conjugate_gradient(S, b)
        assert run.pivots[0] == S[0, 0]
        assert prod(run.pivots) == det(S)
        return
    with pytest.raises(NoSuchObjectError) as caught:
        conjugate_gradient(S, b)
    x = caught.value.witness
    assert x != zero(4, 1)
    assert (x.T * S * x)[0, 0] <= 0


@pytest.mark.parametrize("seed", range(15))
def test_conjugate_gradient(seed):
    rng, G = drawn(50 + seed, 5)
    A, b = G.T * G + identity(5), column(rng, 5)
    check_cg(conjugate_gradient(A, b), A, b)
    check_cg(conjugate_gradient(A * Fraction(1, 3), b, column(rng, 5)), A * Fraction(1, 3), b)


def check_cg(run, A, b):
    k = run.steps
    assert run.finished
    assert run.solution == solve(A, b) == run.iterates[-1]
    assert run.terminates_at == k == run.minimal_polynomial.degree
    R, P = hstack(run.residuals[:k]), hstack(run.directions)
    assert off_diagonal_is_zero(R.T * R)
    assert off_diagonal_is_zero(P.T * A * P)
    assert all(b - A * x == r for x, r in zip(run.iterates, run.residuals, strict=True))
    errors = run.energy_errors_squared
    assert errors[-1] == 0
    assert all(x > y for x, y in pairwise(errors))
    for j in range(1, k + 1):  # the least energy error, by normal equations in the A-inner product
        K = krylov_matrix(A, run.residuals[0], j)
        best = run.iterates[0] + K * solve(K.T * A * K, K.T * run.residuals[0])
        assert best == run.iterates[j]


def off_diagonal_is_zero(M) -> bool:
    return M == diagonal([M[i, i] for i in range(M.rows)])


@pytest.mark.parametrize(("values", "b", "steps"), [
    ([1, 2, 3], [1, 1, 1], 3), ([1, 1, 5], [1, 2, 1], 2), ([4, 4, 4], [1, 2, 3], 1), ([1, 2, 3], [0, 1, 0], 1), ([1, 2, 3], [0, 0, 0], 0),
])
def test_cg_ends_after_the_distinct_eigenvalues_of_b(values, b, steps):
    run = conjugate_gradient(diagonal(values), b)
    assert run.terminates_at == steps
    short = conjugate_gradient(diagonal(values), b, steps=max(steps - 1, 0))
    assert short.terminates_at == steps
    assert short.solution == run.solution


def test_cg_over_fields():
    check_cg(conjugate_gradient(matrix([[3, sqrt(2)], [sqrt(2), 2]]), [1, 0]), matrix([[3, sqrt(2)], [sqrt(2), 2]]), matrix("1; 0"))
    with pytest.raises(DomainError, match="real"):
        conjugate_gradient(matrix("2 i; -i 2"), [1, 1])


@pytest.mark.parametrize("seed", range(15))
def test_gmres(seed):
    rng, A = drawn(300 + seed, 4)
    b = column(rng, 4)
    if rank(A) < 4:
        with pytest.raises(SingularMatrixError) as caught:
            gmres(A, b)
        assert A * caught.value.null_vector == zero(4, 1)
        return
    for x0 in (None, column(rng, 4)):
        run = gmres(A, b, x0)
        check_gmres(run, A, b)


def check_gmres(run, A, b):
    assert run.finished
    assert run.iterates[-1] == solve(A, b) == run.solution
    assert run.terminates_at == run.steps == run.minimal_polynomial.degree
    lengths = run.residual_norms_squared
    assert lengths[-1] == 0
    assert all(x >= y for x, y in pairwise(lengths))
    assert all(x != 0 for x in lengths[:-1])
    assert run.stagnations == tuple(k for k in range(1, run.steps + 1) if lengths[k] == lengths[k - 1])
    for k in range(1, run.steps + 1):
        M = A * krylov_matrix(A, run.residuals[0], k)
        y = solve(adjoint(M) * M, adjoint(M) * run.residuals[0])
        assert run.residuals[k] == run.residuals[0] - M * y == b - A * run.iterates[k]
        V = run.arnoldi.V.submatrix(range(A.rows), range(k))
        assert run.iterates[0] + V * run.coefficients(k) == run.iterates[k]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_gmres_stagnates_on_the_cyclic_shift(n):
    run = gmres(shift(n), unit(n, 0))
    assert run.residual_norms_squared == (1,) * n + (0,)
    assert run.stagnations == tuple(range(1, n))
    assert run.terminates_at == n


def test_gmres_over_fields_and_at_the_edges():
    A = matrix("i 1; 1 2")
    check_gmres(gmres(A, [1, I]), A, matrix([[1], [I]]))
    check_gmres(gmres(jordan_block(2, 3), [0, 1, 0]), jordan_block(2, 3), matrix("0; 1; 0"))
    assert gmres(identity(2), [0, 0]).terminates_at == 0
    assert gmres(shift(3), [1, 0, 0], steps=1).terminates_at == 3
    assert gmres(identity(2), [3, 4]).terminates_at == 1
    assert conjugate_gradient(zero(0, 0), []).steps == gmres(zero(0, 0), []).steps == 0


@pytest.mark.parametrize(("call", "error"), [
    (lambda: arnoldi(identity(2), [0, 0]), DomainError),
    (lambda: arnoldi(zero(0, 0), []), DomainError),
    (lambda: arnoldi(identity(2), [1, 0], 0), InputError),
    (lambda: arnoldi(identity(2), matrix("1 0; 0 1")), ShapeError),
    (lambda: arnoldi(matrix("a", symbols=["a"]), [1]), DomainError),
    (lambda: arnoldi(matrix("1 2"), [1]), NotSquareError),
    (lambda: lanczos(matrix("1 2; 3 4"), [1, 0]), DomainError),
    (lambda: lanczos(matrix("1 i; i 1"), [1, 0]), DomainError),
    (lambda: conjugate_gradient(matrix("1 2; 3 4"), [1, 0]), DomainError),
    (lambda: conjugate_gradient(matrix("1 2; 2 1"), [1, 0]), NoSuchObjectError),
    (lambda: conjugate_gradient(zero(2, 2), [1, 0]), NoSuchObjectError),
    (lambda: conjugate_gradient(identity(2), [1]), ShapeError),
    (lambda: gmres(zero(2, 2), [1, 0]), SingularMatrixError),
    (lambda: gmres([[1]], [1]), InputError),
    (lambda: gmres(identity(2), [1, rational(1, 2)], steps=-1), InputError),
], ids=range(15))
def test_refusals(call, error):
    with pytest.raises(error):
        call()
