"""mpmath at any digits: residuals, exact results it must repeat, the jump of the Schur form, and what is refused."""
from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath as mp
import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NoSuchObjectError,
    NotSquareError,
    SingularMatrixError,
    UnableError,
    block_diagonal,
    expm,
    hilbert,
    hippo_legs,
    identity,
    matrix,
    sqrt,
    toeplitz,
    zero,
)
from symbolic import eigenvalues as exact_eigenvalues
from symbolic import singular_values as exact_values
from tests.symbolic.drawn import companion, jordan_block
from verify.numeric import precision
from verify.numeric.agreement import agreement, digits_shared

SQUARE = [
    ("1x1", matrix("-3/2")), ("zero", zero(2, 2)), ("identity", identity(3)), ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")),
    ("nilpotent", jordan_block(0, 3)), ("two blocks", block_diagonal([jordan_block(2, 2)] * 2)), ("pair", matrix("1 -2; 3 1")),
    ("two equal pairs", block_diagonal([matrix("0 1; -1 0")] * 2)), ("cubic", companion([-1, -1, 0, 1])), ("defective", matrix("3 1; -1 1")),
    ("mixed", matrix("1 2 3 4; 0 1 -5 2; 7 5 1 0; 1 1 1 1")), ("surds", matrix("sqrt(2) 1; 1 3")), ("hilbert", hilbert(5)), ("legs", hippo_legs(4)),
    ("Q(i)", matrix("1 i; 2 1+i")),
]
square = pytest.mark.parametrize("A", [a for _, a in SQUARE], ids=[name for name, _ in SQUARE])


def drawn(seed, m, n, unit=0):
    rng = random.Random(seed)
    return ExactMatrix.from_rows([[rng.randint(-5, 5) + unit * rng.randint(-2, 2) for _ in range(n)] for _ in range(m)])


@square
@pytest.mark.parametrize("digits", [20, 60])
def test_complex_schur_forms_are_triangular_with_small_residuals(A, digits):
    found = precision.schur(A, digits)
    n = found.T.rows
    assert found.residual < mp.mpf(10) ** (2 - digits)
    assert found.orthogonality < mp.mpf(10) ** (2 - digits)
    assert all(found.T[i, j] == 0 for i in range(n) for j in range(i))


@square
def test_real_schur_forms_are_quasi_triangular_with_small_residuals(A):
    if A is SQUARE[-1][1]:
        with pytest.raises(DomainError):
            precision.schur(A, 30, real=True)
        return
    found = precision.schur(A, 30, real=True)
    n = found.T.rows
    assert found.residual < mp.mpf(10) ** -28
    assert found.orthogonality < mp.mpf(10) ** -28
    assert all(isinstance(x, mp.mpf) for x in [*found.Q, *found.T])
    assert all(found.T[i, j] == 0 for i in range(n) for j in range(i - 1))
    below = [found.T[i + 1, i] != 0 for i in range(n - 1)]
    assert not any(a and b for a, b in pairwise(below)), "two 2x2 blocks overlap"


def test_the_real_schur_form_has_one_block_for_each_pair():
    found = precision.schur(companion([-1, -1, 0, 1]), 30, real=True)
    assert sum(found.T[i + 1, i] != 0 for i in range(2)) == 1


@pytest.mark.parametrize("eps", [Fraction(1, 2), Fraction(1, 10**6), Fraction(1, 10**40), sqrt(2) / 10**9])
def test_the_schur_form_jumps(eps):
    jump = precision.schur_discontinuity(eps)
    size = matrix([[eps]])[0, 0].to_mpmath(30)
    difference = (jump.first - jump.second).entries()
    assert sum((x * x for row in difference for x in row), start=0 * jump.first[0, 0]) == 3 * eps**2
    assert mp.almosteq(jump.distance, mp.sqrt(3) * size, 1e-12)
    assert jump.factor_distance > (1 if size < 0.1 else 0.5)
    assert jump.form_distance > (0.7 if size < 0.1 else 0.5)


def test_the_schur_forms_of_the_jump_obey_its_bounds():
    """The bounds hold for the forms that mpmath itself finds, on two matrices 1.7e-12 apart."""
    jump = precision.schur_discontinuity(Fraction(1, 10**12))
    one, other = precision.schur(jump.first, 40), precision.schur(jump.second, 40)
    assert mp.mnorm(one.Q - other.Q, "f") >= jump.factor_distance * (1 - mp.mpf(10) ** -9)
    assert mp.mnorm(one.T - other.T, "f") >= jump.form_distance * (1 - mp.mpf(10) ** -9)
    assert max(one.residual, other.residual) < mp.mpf(10) ** -38


@pytest.mark.parametrize("eps", [0, 1, -1, 2, I])
def test_the_jump_needs_a_small_positive_number(eps):
    with pytest.raises(InputError):
        precision.schur_discontinuity(eps)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 3), (3, 1), (2, 4), (4, 2), (4, 4)])
@pytest.mark.parametrize("unit", [0, I])
def test_singular_value_decompositions(m, n, unit):
    found = precision.svd(drawn(m * 10 + n, m, n, unit), 40)
    assert found.residual < mp.mpf(10) ** -37
    assert found.orthogonality < mp.mpf(10) ** -37
    assert list(found.S) == sorted(found.S, reverse=True)
    assert len(found.S) == min(m, n)
    assert (found.U.rows, found.U.cols, found.V.rows, found.V.cols) == (m, min(m, n), n, min(m, n))


@pytest.mark.parametrize("seed", range(8))
def test_singular_values_repeat_the_exact_ones(seed):
    A = drawn(seed, 3, random.Random(seed).randint(1, 4))
    for value, exact in zip(precision.singular_values(A, 35), exact_values(A), strict=True):
        assert digits_shared(value, exact.to_mpmath(50), 35) >= 34


@square
def test_eigenvalues_repeat_the_exact_ones(A):
    found = list(precision.eigenvalues(A, 25))
    T = A.rational if hasattr(A, "rational") else A if isinstance(A, ExactMatrix) else A.dense()
    top = max(1, *map(abs, found))
    for z, k in exact_eigenvalues(T):
        for _ in range(k):
            near = min(found, key=lambda x, z=z: abs(x - z.to_mpmath(40)))
            assert digits_shared(near, z.to_mpmath(40), 25, scale=top) >= 24
            found.remove(near)
    assert not found


@pytest.mark.parametrize("A", [a for _, a in SQUARE if isinstance(a, ExactMatrix)], ids=[n for n, a in SQUARE if isinstance(a, ExactMatrix)])
def test_exponentials_repeat_the_closed_forms(A):
    found, exact = precision.exponential(A, Fraction(1, 2), 30), expm(A).to_mpmath(Fraction(1, 2), 45)
    top = max(map(abs, exact))
    assert all(digits_shared(x, y, 30, scale=top) >= 29 for x, y in zip(found, exact, strict=True))


@pytest.mark.parametrize("value", [hilbert(10), hippo_legs(8), matrix("1 i; 0 sqrt(2)"), matrix("1 2 3; 4 5 7"), toeplitz([2, 1, 0])], ids=str)
def test_conditioning_agrees(value):
    verdict = precision.check_conditioning(value, 40)
    assert verdict.ok
    assert (verdict.word, verdict.digits) == ("AGREES", 40)
    assert str(verdict).startswith("AGREES(40)")


def test_conditioning_of_a_singular_matrix_does_not_exist():
    with pytest.raises(SingularMatrixError):
        precision.check_conditioning(matrix("1 2; 2 4"))
    with pytest.raises(SingularMatrixError):
        precision.condition_number(matrix("1 2; 2 4"))


@pytest.mark.parametrize("size", [None, 5, 6, 9])
def test_circulant_embeddings_agree(size):
    verdict = precision.check_circulant_embedding(toeplitz([1, Fraction(2, 3), sqrt(2)], [1, 5, -7]), size, 35)
    assert (verdict.ok, verdict.digits) == (True, 35)


def test_a_size_that_is_not_admissible_is_refused():
    with pytest.raises(NoSuchObjectError):
        precision.check_circulant_embedding(toeplitz([1, 2, 3], [1, 5, 7]), 4)


@pytest.mark.parametrize(("A", "ranks"), [(hilbert(5), range(5)), (matrix("1 2; 3 4; 5 6"), range(2)), (matrix("1 2 3; 4 5 6"), range(2)),
                                          (matrix("1 2; 2 4"), range(2)), (zero(2, 2), range(1)), (matrix("1 i; 0 2"), range(2))], ids=str)
def test_eckart_young_agrees(A, ranks):
    for r in ranks:
        assert precision.check_eckart_young(A, r, 30).ok, r


@pytest.mark.parametrize("r", [-1, 2, 1.0, True])
def test_eckart_young_needs_a_rank(r):
    with pytest.raises(InputError):
        precision.check_eckart_young(matrix("1 2; 3 4"), r)


def test_a_false_claim_is_refuted(monkeypatch):
    import symbolic
    monkeypatch.setattr(symbolic, "singular_values", lambda A: tuple(s * (1 + Fraction(1, 10**9)) for s in exact_values(A)))
    verdict = precision.check_eckart_young(matrix("1 2; 3 4"), 1, 30)
    assert (verdict.ok, verdict.word, verdict.digits) == (False, "REFUTED", 9)


def test_digits_are_counted():
    third = mp.mpf(1) / 3
    assert digits_shared(mp.mpf("0.3333"), third, 15) == 4
    assert digits_shared(third, third, 15) == 15
    assert digits_shared(-third, third, 15) == 0
    assert digits_shared(mp.inf, third, 15) == 0
    assert digits_shared(mp.nan, third, 15) == 0
    assert digits_shared(mp.mpf(0), mp.mpf(0), 15) == 15
    assert digits_shared(mp.mpf("1e-9"), mp.mpf(0), 15) == 0
    assert agreement([(third, third, None), (mp.mpf("0.33"), third, None)], 10, "x").digits == 2


@pytest.mark.parametrize("call", [precision.svd, precision.singular_values, precision.eigenvalues, precision.exponential, precision.schur])
def test_what_is_no_matrix_of_numbers_is_refused(call):
    for wrong in (zero(0, 0), "1 2; 3 4", None):
        with pytest.raises(InputError):
            call(wrong)
    with pytest.raises(DomainError):
        call(matrix("a 1; 0 1", symbols=["a"]))
    for digits in (0, -3, 2.5):
        with pytest.raises(InputError):
            call(identity(2), digits=digits)
    with pytest.raises(UnableError):
        call(identity(2), digits=10**9)
    if call not in {precision.svd, precision.singular_values}:
        with pytest.raises(NotSquareError):
            call(zero(2, 3))
