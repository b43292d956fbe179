"""The S4 kernel: recurrence, truncated convolution, generating function and Cauchy sums agree exactly, over Q and Q(i)."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    UnableError,
    bilinear,
    causal_convolution,
    det,
    diagonal,
    dplr,
    dplr_kernel,
    exact,
    generating_kernel,
    hippo_legs,
    hippo_legt,
    identity,
    lti_matrix,
    matrix,
    parameter,
    rational,
    roots_of_unity,
    s4d_kernel,
    sqrt,
    ssm_kernel,
    ssm_recurrence,
    vandermonde,
    zoh,
)

LENGTHS = [1, 2, 3, 4, 5, 6, 8]


def numbers(draw, count, gaussian=0):
    return [rational(draw.randint(-5, 5), draw.randint(1, 3)) + (I * draw.randint(-3, 3) if gaussian else 0) for _ in range(count)]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("gaussian", [False, True], ids=["Q", "Q(i)"])
@pytest.mark.parametrize("rank", [0, 1, 2])
def test_the_s4_kernel_in_every_way(length, gaussian, rank):
    draw = random.Random(f"{length} {gaussian} {rank}")
    seen = 0
    while seen < 2:
        n = draw.randint(1, 3)
        lam, B, C = (numbers(draw, n, gaussian) for _ in range(3))
        P, Q = (ExactMatrix.from_rows([numbers(draw, rank, gaussian) for _ in range(n)], cols=rank) for _ in range(2))
        step = rational(1, draw.randint(2, 6))
        A = dplr(lam, P, Q, B, C)
        if not det(identity(n) - A.dense() * (step / 2)):
            continue
        Abar, Bbar = bilinear(A.dense(), B, step)
        expected = tuple((A.C * Abar ** k * Bbar)[0, 0] for k in range(length))      # the definition
        found = dplr_kernel(lam, P, Q, B, C, step, length)
        assert found.kernel == expected
        assert generating_kernel(Abar, Bbar, C, length).kernel == expected
        assert ssm_kernel(Abar, Bbar, C, length) == expected
        assert ssm_recurrence(Abar, Bbar, C, [1] + [0] * (length - 1)).outputs == expected
        assert found.truncated == A.C * (identity(n) - Abar ** length)
        for z, value in zip(found.roots, found.values, strict=True):
            assert sum((x * z ** k for k, x in enumerate(expected)), start=exact(0)) == value
        seen += 1


@pytest.mark.parametrize("seed", range(8))
def test_convolution_is_the_recurrence(seed):
    draw = random.Random(seed)
    n, length = draw.randint(1, 4), draw.randint(1, 9)
    A = ExactMatrix.from_rows([numbers(draw, n, seed % 2 == 1) for _ in range(n)])
    B, C, u = numbers(draw, n), numbers(draw, n), numbers(draw, length)
    D = draw.randint(-2, 2)
    K = ssm_kernel(A, B, C, length, D)
    found = ssm_recurrence(A, B, C, u, D)
    assert found.outputs == causal_convolution(K, u)
    value = lti_matrix(A, B, C, length, D)
    M = value.dense()
    assert value.matvec(u) == ExactMatrix.from_rows([[x] for x in found.outputs])
    assert M.column(0) == ExactMatrix.from_rows([[x] for x in K])
    assert M * ExactMatrix.from_rows([[x] for x in u]) == ExactMatrix.from_rows([[x] for x in found.outputs])
    assert all(M[i, j] == (M[i - 1, j - 1] if i and j else K[i] if not j else 0) for i in range(length) for j in range(length))
    cut = draw.randint(0, length)                       # the state carries everything: start again in the middle
    first = ssm_recurrence(A, B, C, u[:cut], D)
    start = first.states[-1] if cut else None
    assert first.outputs + ssm_recurrence(A, B, C, u[cut:], D, start).outputs == found.outputs


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_hippo_kernels_in_the_frame(n, length):
    """C = D^-1 c and B = D b make C Abar^k Bbar rational: computed in the frame, and from the dense matrix."""
    for A in (hippo_legs(n), hippo_legt(n)):
        found = bilinear(A, step=rational(1, 3))
        c = [(-1) ** i * (i + 1) for i in range(n)]
        K = ssm_kernel(found.A, found.B, c, length)
        assert K == ssm_kernel(found.A.rational, found.B, c, length)
        assert K == generating_kernel(found.A, found.B, c, length).kernel
        if n <= 3:
            roots = [sqrt(s) for s in A.scaling]
            B = [x * r for x, r in zip((row[0] for row in A.input_vector.entries()), roots, strict=True)]
            dense = bilinear(A.dense(), B, rational(1, 3))
            assert K == ssm_kernel(dense.A, dense.B, [x / r for x, r in zip(c, roots, strict=True)], length)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6, 7, 8, 12])
def test_roots_of_unity(length):
    z = roots_of_unity(length)
    assert len(set(z)) == length
    assert all(x ** length == 1 for x in z)
    assert z[:2] == (1, z[-1] ** -1)[:length]


@pytest.mark.parametrize("seed", range(10))
def test_s4d_is_a_vandermonde_transpose(seed):
    draw = random.Random(seed)
    n = draw.randint(1, 4)
    lam, B, C = (numbers(draw, n, seed % 2 == 1) for _ in range(3))
    for length in (1, n, 7):
        assert s4d_kernel(lam, B, C, length) == ssm_kernel(diagonal(lam), B, C, length)
    weights = ExactMatrix.from_rows([[b * c] for b, c in zip(B, C, strict=True)])
    powers = vandermonde(lam).dense().T * weights
    assert s4d_kernel(lam, B, C, n) == tuple(row[0] for row in powers.entries())
    step = Fraction(1, draw.randint(2, 5))
    if all(x * step != 2 for x in lam):
        found = bilinear(diagonal(lam), B, step)
        assert s4d_kernel(lam, B, C, 6, step) == ssm_kernel(found.A, found.B, C, 6)
        assert s4d_kernel(lam, B, C, 6, step) == ssm_kernel(bilinear(dplr(lam, [0] * n, B=B, C=C), step=step).A, None, None, 6)


def test_s4d_with_parameters_and_evaluation_is_the_other_map():
    a, b = parameter("a"), parameter("b")
    assert s4d_kernel([a, b], [1, 1], [1, -1], 3) == (0, a - b, a ** 2 - b ** 2)
    V = vandermonde([2, 3]).dense()
    assert s4d_kernel([2, 3], [1, 1], [1, 1], 2) == (2, 5)
    assert V * matrix("1; 1") == matrix("3; 4")


def test_the_first_column_is_not_the_sampled_impulse_response():
    """With x' = -x + u the column under zero order hold is (1 - E) E^k with E = e^-h, the samples are E^k."""
    found = zoh(matrix("-1"), [1], Fraction(1, 10)).symbols()
    E = parameter("E1")
    K = ssm_kernel(found.A, found.B, [1], 4)
    assert K == tuple((1 - E) * E ** k for k in range(4))
    _, balls = zoh(matrix("-1"), [1], Fraction(1, 10)).enclose(10)
    assert 951625 < balls[0][0].real * 10**7 < 951626


@pytest.mark.parametrize(("lam", "P", "Q", "B", "C", "step", "length"), [
    ([-2, 0, -2], [0, 0, -1], [0, 1, 0], [-1, 0, -1], [1, -1, 0], 1, 1),
    ([0], [0], None, [1], [1], 1, 3), ([0, 0, -1], [0, 0, 0], None, [1, 2, 3], [1, 1, 1], 2, 4),
    ([2, 1], [3, 0], [1, 0], [1, 1], [1, 1], 1, 2),          # 2/step is one of lambda, and no eigenvalue
    ([0, "2*i"], [0, 0], None, [1, 1], [1, 1], 1, 4),        # eigenvalues 1 and i of the discrete matrix
])
def test_the_kernel_where_the_generating_function_reads_0_over_0(lam, P, Q, B, C, step, length):
    A = dplr(lam, P, Q, B, C)
    Abar, Bbar = bilinear(A.dense(), B, step)
    expected = tuple((A.C * Abar ** k * Bbar)[0, 0] for k in range(length))
    found = dplr_kernel(lam, P, Q, B, C, step, length)
    assert found.kernel == expected == generating_kernel(Abar, Bbar, C, length).kernel
    assert found.values == tuple(sum((x * z ** k for k, x in enumerate(expected)), exact(0)) for z in found.roots)
    assert ssm_recurrence(Abar, Bbar, C, [1] + [0] * (length - 1)).outputs == expected


def test_refusals():
    A = matrix("1 1; 0 1")
    for bad, error in ((lambda: ssm_kernel(A, [1, 1], [1, 1], 0), InputError), (lambda: ssm_kernel(A, [1], [1, 1], 2), ShapeError),
                       (lambda: ssm_kernel(A, None, [1, 1], 2), InputError), (lambda: ssm_kernel(matrix("1 2"), [1], [1], 2), NotSquareError),
                       (lambda: ssm_kernel(A, [1, 0.5], [1, 1], 2), InputError), (lambda: ssm_kernel("1", [1], [1], 2), InputError),
                       (lambda: ssm_kernel(A, [1, 1], [1, 1], 10**9), UnableError),
                       (lambda: generating_kernel(A, [1, 1], [1, 1], 65), UnableError),
                       (lambda: dplr_kernel([1], [0], None, [1], [1], 2, 3), SingularMatrixError),
                       (lambda: dplr_kernel([1], [0], None, [1], [1], 0, 3), InputError),
                       (lambda: dplr_kernel([1, 2], [0], None, [1], [1], 1, 3), ShapeError),
                       (lambda: dplr_kernel([1], [0], None, None, [1], 1, 3), InputError),
                       (lambda: dplr_kernel([parameter("a")], [0], None, [1], [1], 1, 3), DomainError),
                       (lambda: roots_of_unity(0), InputError), (lambda: roots_of_unity(65), UnableError),
                       (lambda: ssm_kernel(A, 5, [1, 1], 2), InputError),
                       (lambda: s4d_kernel([1], [1, 2], [1], 3), ShapeError), (lambda: s4d_kernel([2], [1], [1], 3, 1), SingularMatrixError),
                       (lambda: ssm_recurrence(A, [1, 1], [1, 1], [1], start=[1]), ShapeError)):
        with pytest.raises(error):
            bad()


def test_empty_and_edge_systems():
    assert ssm_recurrence(matrix("2"), [1], [1], []).outputs == ()
    assert ssm_kernel(matrix("0"), [1], [1], 3, 5) == (6, 0, 0)
    assert causal_convolution([1], []) == ()
    assert causal_convolution([2], [1, 2]) == (2, 4)
    assert ssm_kernel(identity(0), [], [], 2, 3) == (3, 0)
    nilpotent = matrix("0 1 0; 0 0 1; 0 0 0")
    assert ssm_kernel(nilpotent, [0, 0, 1], [1, 0, 0], 5) == (0, 0, 1, 0, 0) == generating_kernel(nilpotent, [0, 0, 1], [1, 0, 0], 5).kernel
