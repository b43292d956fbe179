"""Krylov matrices, spaces, minimal polynomials of vectors: a table, then vectors of known height hidden in known blocks."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symbolic import (
    DomainError,
    I,
    InputError,
    NoSolutionError,
    NotSquareError,
    Polynomial,
    ShapeError,
    block_diagonal,
    diagonal,
    frobenius_form,
    hstack,
    identity,
    inverse,
    krylov_basis,
    krylov_dimension,
    krylov_matrix,
    krylov_space,
    matrix,
    minimal_polynomial_of_vector,
    minpoly,
    rank,
    sqrt,
    substitute,
    zero,
)
from tests.symbolic.drawn import companion, jordan_block

E1, E2, E3 = [1, 0, 0], [0, 1, 0], [0, 0, 1]
J3 = jordan_block(2, 3)
CASES = [
    ("identity", identity(3), [1, 2, 3], 1),
    ("zero matrix", zero(3, 3), [1, 2, 3], 1),
    ("zero vector", J3, [0, 0, 0], 0),
    ("J2(2)+J1(2)", block_diagonal([jordan_block(2, 2), matrix("2")]), [1, 1, 1], 2),
    ("J3, e1", J3, E1, 1),
    ("J3, e2", J3, E2, 2),
    ("J3, e3", J3, E3, 3),
    ("nilpotent", jordan_block(0, 3), E3, 3),
    ("cyclic shift", matrix("0 0 1; 1 0 0; 0 1 0"), E1, 3),
    ("shift, constant vector", matrix("0 0 1; 1 0 0; 0 1 0"), [1, 1, 1], 1),
    ("diagonal, a zero in b", diagonal([1, 2, 3]), [1, 0, 1], 2),
    ("diagonal with a repeat", diagonal([1, 1, 2]), [1, 5, 1], 2),
    ("1x1", matrix("7"), [3], 1),
    ("empty", zero(0, 0), [], 0),
    ("rational entries", matrix("1/2 1/3; 0 1/5"), [0, 1], 2),
    ("over Q(i)", matrix("i 1; 0 i"), [0, 1], 2),
    ("eigenvector over Q(sqrt 2)", matrix("1 1; 2 1"), [1, sqrt(2)], 1),
]


@pytest.mark.parametrize(("A", "b", "dimension"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_dimension_by_three_ways(A, b, dimension):
    K = krylov_space(A, b)
    assert krylov_dimension(A, b) == K.dimension == minimal_polynomial_of_vector(A, b).degree == dimension
    assert A * K.basis == K.basis * K.restriction
    assert K.dimension <= K.bound == sum(size for _, size in K.largest_blocks)
    if dimension:
        assert K.basis == krylov_matrix(A, b, dimension) == krylov_basis(A, b)
        assert K.restriction == companion(list(K.minimal_polynomial.coefficients))


@pytest.mark.parametrize(("A", "b", "dimension"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_minimal_polynomial_annihilates_and_is_least(A, b, dimension):
    p = minimal_polynomial_of_vector(A, b)
    column = matrix([[x] for x in b]) if b else zero(0, 1)
    assert p(A) * column == zero(A.rows, 1)
    assert rank(krylov_matrix(A, b, p.degree)) == p.degree == dimension
    assert minimal_polynomial_of_vector(A, identity(A.rows)) == minpoly(A)


def divides(p: Polynomial, q: Polynomial) -> bool:
    return (q.to_flint() % p.to_flint()) == 0


def unimodular(rng: random.Random, n: int):
    P = identity(n)
    for _ in range(2 * n):
        i, j = rng.randrange(n), rng.randrange(n)
        if i != j:
            rows = [[int(r == c) for c in range(n)] for r in range(n)]
            rows[i][j] = rng.choice((-1, 1))
            P = P * matrix(rows)
    return P


@pytest.mark.parametrize("seed", range(40))
def test_heights_are_recovered(seed):
    """A vector has height h in a block exactly when its last non-zero coordinate there is the h-th: per eigenvalue the largest counts."""
    rng = random.Random(seed)
    blocks = [(rng.choice((-1, 0, 2)), rng.randint(1, 3)) for _ in range(rng.randint(1, 4))]
    b, heights = [], {}
    for value, size in blocks:
        h = rng.randint(0, size)
        b += [rng.randint(-3, 3) for _ in range(max(h - 1, 0))] + [rng.choice((-2, 1, 3))] * (h > 0) + [0] * (size - h)
        heights[value] = max(heights.get(value, 0), h)
    J = block_diagonal([jordan_block(value, size) for value, size in blocks])
    P = unimodular(rng, J.rows)
    A, v = P * J * inverse(P) * Fraction(1, 3), P * matrix([[x] for x in b])
    expected = Polynomial([1])
    for value, h in heights.items():
        for _ in range(h):
            expected = expected * Polynomial([-Fraction(value, 3), 1])
    K = krylov_space(A, v)
    assert K.minimal_polynomial == expected
    assert K.dimension == krylov_dimension(A, v) == sum(heights.values())
    assert divides(K.minimal_polynomial, K.matrix_minimal_polynomial)
    inside = K.basis * matrix([[rng.randint(-5, 5)] for _ in range(K.dimension)]) if K.dimension else zero(A.rows, 1)
    assert K.basis * K.coordinates(inside) == inside


@pytest.mark.parametrize("seed", range(8))
def test_a_frobenius_generator_reaches_the_bound(seed):
    rng = random.Random(seed)
    A = matrix([[rng.choice((0, 0, 1, -1)) for _ in range(5)] for _ in range(5)])
    F = frobenius_form(A)
    b = F.P.column(sum(p.degree for p in F.invariant_factors[:-1]))
    K = krylov_space(A, b)
    assert K.dimension == K.bound
    assert K.minimal_polynomial == minpoly(A)


def test_several_columns():
    A, B = diagonal([1, 1, 2]), matrix("1 0; 0 1; 0 0")
    assert krylov_dimension(A, B) == 2
    assert minimal_polynomial_of_vector(A, B) == Polynomial([-1, 1])
    assert krylov_matrix(A, B, 2) == hstack([B, A * B])
    assert krylov_space(A, identity(3)).is_everything
    assert krylov_matrix(A, B, 0).shape == (3, 0)
    assert krylov_matrix(A, zero(3, 0), 4).shape == (3, 0)
    assert krylov_dimension(A, zero(3, 0)) == 0


def test_outside_has_a_witness():
    K = krylov_space(J3, E2)
    with pytest.raises(NoSolutionError) as caught:
        K.coordinates(E3)
    y = caught.value.witness
    assert y.T * K.basis == zero(1, 2)
    assert (y.T * matrix("0; 0; 1"))[0, 0] != 0


def test_parameters():
    A = matrix("a 1; 0 b", symbols=["a", "b"])
    dimension = krylov_dimension(A, [1, 1])
    assert dimension == 2
    assert dimension.conditions
    K = krylov_matrix(A, [1, 1], 2)
    assert rank(substitute(K, {"a": 0, "b": 1})) == 1
    for refused in (minimal_polynomial_of_vector, krylov_basis, krylov_space):
        with pytest.raises(DomainError, match="parameters"):
            refused(A, [1, 1])


def test_field_entries():
    A = matrix("0 -1; 1 0")
    assert minimal_polynomial_of_vector(A, [1, -I]) == Polynomial([-I, 1])
    assert minimal_polynomial_of_vector(A, [1, 0]) == Polynomial([1, 0, 1])


@pytest.mark.parametrize(("call", "error"), [
    (lambda: krylov_matrix(matrix("1 2"), [1], 2), NotSquareError),
    (lambda: krylov_matrix(J3, [1, 2], 2), ShapeError),
    (lambda: krylov_matrix(J3, E1, -1), InputError),
    (lambda: krylov_matrix(J3, E1, 10**9), InputError),
    (lambda: krylov_matrix(J3, E1, True), InputError),  # noqa: FBT003
    (lambda: krylov_dimension([[1]], [1]), InputError),
    (lambda: krylov_dimension(J3, 3), InputError),
    (lambda: krylov_dimension(J3, "1 0 0"), InputError),
    (lambda: krylov_dimension(J3, [1, 0.5, 0]), InputError),
    (lambda: minimal_polynomial_of_vector(J3, [1]), ShapeError),
    (lambda: krylov_space(J3, matrix("1 2 3")), ShapeError),
], ids=range(11))
def test_refusals(call, error):
    with pytest.raises(error):
        call()
