"""Questions that are far too large, or of the wrong kind: each is answered or refused, soon and by an error of the tree."""
from __future__ import annotations

import random
from fractions import Fraction
from math import prod

import pytest

from symbolic import (
    ExactMatrix,
    InputError,
    ShapeError,
    UnableError,
    block_power_norms,
    cauchy,
    compose_affine,
    det,
    exact,
    fourier_matrix,
    hippo_legs,
    is_generator_representable,
    is_quasiseparable,
    is_semiseparable,
    lidskii,
    matrix,
    norm,
    one_semiseparable,
    pagerank,
    peak_of_mode,
    power_method_rate,
    quasiseparable,
    rank,
    rnn_gradient,
    semiseparable,
    splitting_exponents,
    toeplitz,
    unit_columns,
    zero,
)

HUGE = 10**400
A = matrix("1 2; 3 4")


def drawn(draw, n, k=1):
    return [[draw.randint(1, 9) for _ in range(k)] for _ in range(n)]


@pytest.mark.parametrize("question", [
    lambda: block_power_norms("1/2", 2, HUGE), lambda: block_power_norms("1/2", HUGE, 5000), lambda: block_power_norms(HUGE, 3, 9999),
    lambda: peak_of_mode(HUGE, -1), lambda: peak_of_mode(10**9, "-1/3"), lambda: fourier_matrix(HUGE),
    lambda: is_generator_representable(ExactMatrix.from_rows(drawn(random.Random(1), 300, 300)), 100),
    lambda: is_quasiseparable(zero(500, 500), 100),
])
def test_what_is_too_large_is_refused_by_its_budget(question):
    with pytest.raises(UnableError) as caught:
        question()
    assert caught.value.budget
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(("lam", "size"), [(HUGE, 2), ("-1/2", 3), ("sqrt(2)/2", 2), (0, 2)])
def test_the_norms_of_the_powers_of_a_block(lam, size):
    from symbolic import parse_number
    value = parse_number(lam) if isinstance(lam, str) else exact(lam)
    J = ExactMatrix.from_rows([[value if i == j else int(j == i + 1) for j in range(size)] for i in range(size)])
    assert block_power_norms(lam, size, 5) == tuple(norm(J ** n, "inf") for n in range(5))


@pytest.mark.parametrize("question", [
    lambda: compose_affine([[1, 2], [3]], (A, matrix("1; 2"))), lambda: compose_affine((1, matrix("1; 2")), (A, 2)),
    lambda: pagerank({1: 2}, "1/2"), lambda: pagerank({1: None}), lambda: pagerank({1: [[2]]}),
    *(lambda x=x: quasiseparable([1, 1], x, [1, 1], [1, 1]) for x in (None, zero(0, 0), hippo_legs(2), "11", [None, 1])),
    *(lambda x=x: quasiseparable([1, 1], [1, 1], [1, 1], [1, 1], [1, 1], x, [1, 1]) for x in (3, A, hippo_legs(2), [[[1, 2], [3]], 1])),
    *(lambda x=x: rnn_gradient(A, x, 3) for x in (0, "ab", hippo_legs(2), [[1, 2], [3]])),
    *(lambda x=x: unit_columns(A, x) for x in (0, "12", hippo_legs(2), [1])),
    lambda: hippo_legs(2)[0], lambda: hippo_legs(2)["x", 0], lambda: power_method_rate(A).less_than("x"),
])
def test_arguments_of_the_wrong_kind_are_refused(question):
    with pytest.raises(InputError):
        question()


def test_a_scaled_matrix_is_not_iterated():
    with pytest.raises(TypeError, match="not iterable"):
        iter(hippo_legs(3))
    assert hippo_legs(3)[1, 1] == -2


def test_a_bound_may_be_text():
    rate = power_method_rate(matrix("2 0; 0 1"))
    assert rate.less_than("51/100")
    assert not rate.less_than("1/2")
    assert rate.equals("1/2")


def test_lidskii_at_eigenvalues_of_a_high_degree():
    draw = random.Random(4)
    M, E = (ExactMatrix.from_rows([[draw.randint(-9, 9) for _ in range(12)] for _ in range(12)]) for _ in range(2))
    found = lidskii(M, E)
    assert sorted(str(x.eigenvalue) for x in found) == sorted(str(g.eigenvalue) for g in splitting_exponents(M, E))
    moved = {str(g.eigenvalue): g.polynomial for g in splitting_exponents(M, E)}
    for x in found[:2]:      # the polygon has z * c_1 + c_0 at a simple eigenvalue
        c = moved[str(x.eigenvalue)].coefficients
        assert x.W[0, 0] * c[1] == -c[0]


@pytest.mark.parametrize("n", [4, 9])
def test_the_determinant_of_a_cauchy_matrix_of_fractions(n):
    draw = random.Random(n)
    x = [Fraction(draw.randint(0, 50), draw.randint(1, 6)) for _ in range(n)]
    y = [Fraction(-draw.randint(1, 50), draw.randint(1, 6)) for _ in range(n)]
    C = cauchy(x, y)
    assert C.det() == det(C.dense())
    assert cauchy(range(60), range(-60, 0)).det() == Fraction(
        prod((j - i) ** 2 for i in range(60) for j in range(i)) * (-1) ** (59 * 30), prod(i - j for i in range(60) for j in range(-60, 0)))


@pytest.mark.parametrize("k", [1, 2])
def test_recognition_of_large_matrices(k):
    draw, n = random.Random(k), 70
    S = semiseparable(*(drawn(draw, n, k) for _ in range(4)))
    D = S.dense()
    for found in (is_quasiseparable(D, k), is_semiseparable(D, 2 * k), is_semiseparable(D, k, part="lower"),
                  is_generator_representable(D, k, strict=True)):
        assert found.ok
    assert is_quasiseparable(D, k).structure.dense() == D
    lower = is_generator_representable(D, k, part="lower").structure.dense()
    assert all(lower[i, j] == D[i, j] for i in range(0, n, 7) for j in range(i + 1))
    for refused in (is_quasiseparable(D, k - 1), is_semiseparable(D, k, part="upper")):
        w = refused.witness
        assert set(w.minor_rows) <= set(w.rows)
        assert set(w.minor_columns) <= set(w.columns)
        assert w.minor == det(D.submatrix(w.minor_rows, w.minor_columns))
        assert w.minor
    w = is_generator_representable(D, k - 1, part="lower").witness
    assert w.certificate.shape == (n, k)


def test_displacements_from_the_generators():
    draw = random.Random(7)
    for n in range(1, 6):
        for k in (1, 2):
            steps = [[[draw.randint(-1, 1) for _ in range(k)] for _ in range(k)] for _ in range(n)]
            Q = quasiseparable(drawn(draw, n, k), steps, drawn(draw, n, k), range(n), drawn(draw, n, k), steps[::-1], drawn(draw, n, k))
            D = Q.dense()
            every = [Q.displacement(cut) for cut in range(n + 1)]
            for d in (*every, Q.displacement()):
                assert d.image == d.F * D - D * d.G == d.left * d.right.T
                assert d.rank == rank(d.image)
            assert Q.displacement().rank == max(d.rank for d in every)
        for L in (one_semiseparable(range(n)), one_semiseparable(range(n)).T):
            d, D = L.displacement(), L.dense()
            assert d.image == d.F * D - D * d.G == d.left * d.right.T
        for T in (toeplitz(range(n)), toeplitz(range(n), [0, 5, 7]), toeplitz([3, 1], range(3, 3 + n))):
            d, D = T.displacement(), T.dense()
            assert d.image == D - d.F * D * d.G == d.left * d.right.T
    with pytest.raises(ShapeError):
        Q.displacement("1")
