"""Sylvester, Lyapunov and Stein equations against the Kronecker system; LDL^T, inertia and positive definiteness."""
from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    NoSuchObjectError,
    ShapeError,
    charpoly,
    det,
    diagonal,
    identity,
    inertia,
    is_positive_definite,
    ldlt,
    lyapunov,
    matrix,
    rank,
    solve,
    stability,
    stein,
    stein_equation,
    sylvester,
    zero,
)
from tests.symbolic.drawn import jordan_block


def table(values, rows, cols):
    return ExactMatrix.from_rows([values[i * cols:(i + 1) * cols] for i in range(rows)], cols=cols)


def drawn(rng, rows, cols, top=3):
    return table([rng.randint(-top, top) for _ in range(rows * cols)], rows, cols)


def kron(A, B):
    return ExactMatrix.from_rows([[A[i // B.rows, j // B.cols] * B[i % B.rows, j % B.cols]
                                   for j in range(A.cols * B.cols)] for i in range(A.rows * B.rows)])


def flat(X):
    return ExactMatrix.from_rows([[x] for row in X.entries() for x in row])


def test_sylvester_is_the_kronecker_system():
    rng, singular = random.Random(1), 0
    for _ in range(80):
        m, n = rng.randint(1, 4), rng.randint(1, 3)
        A, B, C = drawn(rng, m, m, 1), drawn(rng, n, n, 1), drawn(rng, m, n)
        K = kron(A, identity(n)) + kron(identity(m), B.T)
        if det(K) == 0:
            singular += 1
            with pytest.raises(NoSuchObjectError) as caught:
                sylvester(A, B, C)
            z = caught.value.witness
            assert charpoly(A)(z) == 0
            assert charpoly(-B)(z) == 0
        else:
            X = sylvester(A, B, C)
            assert A * X + X * B == C
            assert flat(X) == solve(K, flat(C))
    assert singular > 5


def test_stein_is_the_kronecker_system():
    rng, singular = random.Random(2), 0
    for _ in range(80):
        m, n = rng.randint(1, 3), rng.randint(1, 3)
        M, A, Q = drawn(rng, m, m, 1), drawn(rng, n, n, 1), drawn(rng, m, n)
        K = identity(m * n) - kron(M, A.T)
        if det(K) == 0:
            singular += 1
            with pytest.raises(NoSuchObjectError) as caught:
                stein_equation(M, A, Q)
            z = caught.value.witness
            assert charpoly(M)(z) == 0
            assert charpoly(A)(1 / z) == 0
        else:
            X = stein_equation(M, A, Q)
            assert X - M * X * A == Q
            assert flat(X) == solve(K, flat(Q))
    assert singular > 5


CASES = [("empty", zero(0, 0)), ("1x1", matrix("-3")), ("negative identity", -identity(3)), ("block", jordan_block(-1, 4)),
         ("spiral", matrix("-1 5; -5 -1")), ("Q(sqrt 2)", matrix("-sqrt(2) 1; 0 -3"))]


@pytest.mark.parametrize("A", [a for _, a in CASES], ids=[name for name, _ in CASES])
def test_stable_matrices_have_a_certificate(A):
    s = lyapunov(A)
    assert s.residual == zero(*A.shape)
    assert s.P == s.P.T
    assert s.proves_stability
    assert all(x.sign() > 0 for x in s.positive.pivots)


def test_stein_decides_discrete_stability():
    rng, words = random.Random(3), set()
    for _ in range(50):
        n = rng.randint(1, 4)
        A = drawn(rng, n, n) / 4
        word = stability(A, discrete=True).word
        try:
            s = stein(A)
        except NoSuchObjectError:
            continue
        assert s.residual == zero(n, n)
        assert s.proves_stability == (word == "asymptotic")
        words.add(word)
    assert {"asymptotic", "unstable"} <= words


def test_given_weights_and_refusals():
    s = lyapunov(matrix("-1 0; 0 -2"), matrix("2 0; 0 8"))
    assert s.P == matrix("1 0; 0 2")
    with pytest.raises(NoSuchObjectError) as caught:
        lyapunov(matrix("0 1; -1 0"))
    assert caught.value.witness in (I, -I)
    with pytest.raises(DomainError):
        lyapunov(matrix("i"))
    with pytest.raises(DomainError, match=r"not symmetric"):
        lyapunov(-identity(2), matrix("1 2; 3 4"))
    with pytest.raises(ShapeError):
        lyapunov(-identity(2), identity(3))
    with pytest.raises(ShapeError):
        sylvester(identity(2), identity(3), identity(2))
    assert sylvester(matrix("i"), matrix("2"), matrix("1")) == matrix("(2-i)/5")
    X = sylvester(matrix("a", symbols=["a"]), matrix("2"), matrix("1"))
    assert str(X) == "1/(a+2)"


@st.composite
def symmetric(draw):
    n = draw(st.integers(0, 5))
    low = [[draw(st.integers(-2, 2)) for _ in range(n)] for _ in range(n)]
    return ExactMatrix.from_rows([[low[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)], cols=n)


@given(symmetric())
def test_inertia_by_congruence_and_by_descartes(A):
    found = inertia(A)
    assert found.L * diagonal(found.d) * found.L.T == A
    assert rank(found.L) == A.rows
    # all roots of the characteristic polynomial are real, so Descartes' rule counts the positive ones exactly
    p = [c.sign() for c in charpoly(A).coefficients]
    signs = [s for s in p if s]
    assert found.positive == sum(a != b for a, b in pairwise(signs))
    assert found.zero == next(i for i, s in enumerate(p) if s)
    assert sum(found.counts) == A.rows
    assert found.signature == found.positive - found.negative


@given(symmetric())
def test_positive_definite_or_a_witness(A):
    found = is_positive_definite(A)
    assert bool(found) == (inertia(A).counts == (A.rows, 0, 0))
    if not found:
        x = found.witness
        assert x != zero(A.rows, 1)
        assert (x.T * A * x)[0, 0] <= 0


@given(symmetric())
def test_ldlt_or_the_pivot_that_forbids_it(A):
    try:
        f = ldlt(A)
    except NoSuchObjectError as error:
        k = error.witness
        assert det(A.submatrix(range(k), range(k))) == 0
        return
    assert f.L * f.D * f.L.T == A
    assert all(f.L[i, j] == int(i == j) for i in range(A.rows) for j in range(i, A.rows))


def test_inertia_over_a_real_field():
    A = matrix("sqrt(2) 3; 3 1")
    assert inertia(A).counts == (1, 1, 0)
    assert inertia(matrix("0 sqrt(2); sqrt(2) 0")).counts == (1, 1, 0)
    with pytest.raises(DomainError):
        inertia(matrix("1 i; i 1"))
    with pytest.raises(DomainError):
        ldlt(matrix("1 2; 3 4"))
