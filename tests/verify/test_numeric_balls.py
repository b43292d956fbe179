"""Balls against known truths, against symbolic's own enclosures (another method), and against each other."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import acb, arb, arb_mat, ctx

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    SingularMatrixError,
    block_diagonal,
    cauchy,
    circulant,
    expm,
    hilbert,
    hippo_legs,
    hippo_legt,
    identity,
    matrix,
    singular_values,
    sqrt,
    toeplitz,
    vandermonde,
    zero,
)
from symbolic import condition_number as exact_condition
from symbolic import eigenvalues as exact_eigenvalues
from tests.symbolic.drawn import companion, jordan_block
from verify.numeric import balls
from verify.numeric.balls.condition import spectral_radius
from verify.numeric.balls.singular import negative_count


@pytest.fixture(autouse=True)
def many_bits():
    before, ctx.prec = ctx.prec, 400
    yield
    assert ctx.prec == 400, "a function left its own precision behind"
    ctx.prec = before


def narrow(ball, digits):
    return ball.rad() <= abs(ball.mid()) * arb(10) ** -digits


def drawn(seed, m=None, n=None, field=None):
    rng = random.Random(seed)
    m = m or rng.randint(1, 5)
    n = n or rng.randint(1, 5)
    extra = [0, 1, I, -I] if field == "i" else [0, 1, sqrt(2)] if field else [0]
    return ExactMatrix.from_rows([[rng.randint(-4, 4) + rng.choice(extra) * rng.randint(-2, 2) for _ in range(n)] for _ in range(m)], cols=n)


@pytest.mark.parametrize(("value", "digits", "truth"), [
    (hilbert(2), 30, (4 + sqrt(13)) ** 2 / 3), (matrix("3 0; 4 5"), 30, 3), (matrix("1 1; 0 1"), 50, (3 + sqrt(5)) / 2), (matrix("7"), 10, 1),
    (identity(6), 12, 1), (matrix("0 1; 1 0"), 15, 1), (matrix("1 i; 0 1"), 20, (3 + sqrt(5)) / 2), (matrix("3 0; 0 4; 0 0"), 20, Fraction(4, 3)),
    (matrix("3 0 0; 0 4 0"), 20, Fraction(4, 3)), (circulant([2, 1, 0, 1]), 15, None), (matrix("-5 0; 0 1"), 15, 5),
], ids=str)
def test_condition_numbers_that_are_known(value, digits, truth):
    found = balls.condition_number(value, digits) if truth is not None else None
    if truth is None:
        with pytest.raises(SingularMatrixError):
            balls.condition_number(value, digits)
        return
    wanted = truth if not isinstance(truth, int | Fraction) else matrix([[truth]])[0, 0]
    assert found.overlaps(wanted.enclose(digits + 20).real)
    assert narrow(found, digits)


@pytest.mark.parametrize(("value", "text"), [
    (hilbert(100), "3.776486274e+150"), (hippo_legs(8), "67.71931846"), (hippo_legs(100), "11719.95540"), (hilbert(20), "2.452156586e+28"),
], ids=["hilbert 100", "LegS 8", "LegS 100", "hilbert 20"])
def test_condition_numbers_from_the_literature(value, text):
    assert balls.condition_number(value, 12).str(10, radius=False) == text


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("field", [None, "sqrt(2)", "i"])
def test_condition_numbers_of_random_matrices_meet_the_exact_ones(seed, field):
    A = drawn(seed, field=field)
    try:
        exact = exact_condition(A)
    except SingularMatrixError:
        with pytest.raises(SingularMatrixError) as error:
            balls.condition_number(A, 12)
        x = error.value.null_vector
        assert not all(v == 0 for row in x.entries() for v in row)
        return
    found = balls.condition_number(A, 20)
    assert narrow(found, 20)
    assert found.overlaps(exact.enclose(30))


@pytest.mark.parametrize("value", [toeplitz([2, 1, 0], [2, 5, 7]), vandermonde([1, 2, 3, 5]), cauchy([1, 2, 3], [0, -1, -2]), hippo_legt(5),
                                   hippo_legs(5)], ids=str)
def test_condition_numbers_of_structured_values(value):
    assert balls.condition_number(value, 25).overlaps(exact_condition(value).enclose(30))


def test_spectral_radius_of_a_hermitian_indefinite_matrix():
    assert spectral_radius(arb_mat([[0, 2], [2, 0]]), 60).contains(2)
    assert spectral_radius(arb_mat([[0, 0], [0, 0]]), 60) == 0


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("field", [None, "sqrt(2)", "i"])
def test_singular_values_of_random_matrices_meet_the_exact_ones(seed, field):
    A = drawn(seed + 100, field=field) if field != "i" else drawn(seed, 2, random.Random(seed).randint(1, 3), field)
    found, exact = balls.singular_values(A, 20), singular_values(A)
    assert len(found) == len(exact) == min(A.shape)
    for ball, value in zip(found, exact, strict=True):
        assert ball == 0 if not value else ball.overlaps(value.enclose(30).real)
        assert narrow(ball, 20)


@pytest.mark.parametrize(("A", "text"), [
    (matrix("0"), ["0"]), (zero(2, 3), ["0", "0"]), (identity(3), ["1", "1", "1"]), (matrix("0 1 0; 0 0 1; 1 0 0"), ["1", "1", "1"]),
    (jordan_block(0, 3), ["1", "1", "0"]), (matrix("3 4; 6 8"), ["5*sqrt(5)", "0"]), (matrix("2 1 0; 1 2 0; 0 0 2"), ["3", "2", "1"]),
    (matrix("0 2; 2 0"), ["2", "2"]),
], ids=str)
def test_singular_values_that_are_known(A, text):
    found = balls.singular_values(A, 30)
    for ball, word in zip(found, text, strict=True):
        truth = matrix([[word]])[0, 0].enclose(50).real
        assert ball.overlaps(truth)
        assert (ball == 0) == (word == "0")


@pytest.mark.parametrize("seed", range(20))
def test_inertia_counts_what_exact_comparison_counts(seed):
    A = drawn(seed)
    point = Fraction(random.Random(seed).randint(1, 40), 7)
    assert balls.singular_values_above(A, point) == sum(s > point for s in singular_values(A))


def test_inertia_without_a_diagonal_pivot():
    hermitian = arb_mat([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert negative_count(hermitian, arb("-0.5")) == 1
    assert negative_count(arb_mat([[0, 1], [1, 0]]), arb(0)) == 1


@pytest.mark.parametrize("A", [
    matrix("2 1; 1 2"), matrix("0 1; 0 0"), matrix("1 2; -2 1"), jordan_block(2, 3), companion([-1, -1, 0, 1]), identity(3), zero(3, 3),
    matrix("0 1 0; 0 0 1; 1 0 0"), block_diagonal([jordan_block(2, 2)] * 2), matrix("3 1; -1 1"), jordan_block(0, 4), matrix("i 1; 0 i"),
    matrix("sqrt(2) 1; 0 sqrt(2)"), block_diagonal([jordan_block(0, 2), matrix("5 1; 1 5")]), matrix("1 i; i 1"), hippo_legs(12).rational,
], ids=str)
def test_eigenvalues_meet_the_exact_ones(A):
    assert_eigenvalues(A)


@pytest.mark.parametrize("seed", range(40))
def test_eigenvalues_of_random_matrices_meet_the_exact_ones(seed):
    n = random.Random(seed).randint(1, 5)
    assert_eigenvalues(drawn(seed, n, n, "i" if seed % 4 == 3 and n < 4 else None))


def assert_eigenvalues(A):
    found = list(balls.eigenvalues(A, 20))
    exact = [z.enclose(40) for z, k in exact_eigenvalues(A) for _ in range(k)]
    assert len(found) == len(exact) == A.rows
    for z in exact:  # disjoint or equal balls: a matching is found by taking any that meets
        hit = next(k for k, w in enumerate(found) if w.overlaps(z))
        w = found.pop(hit)
        assert w.rad() <= w.abs_lower() * arb(10) ** -20
        if (z.imag == 0 and A.field.is_real) and exact_is_simple(A, z):
            assert w.imag == 0


def exact_is_simple(A, z):
    return sum(k for x, k in exact_eigenvalues(A) if x.enclose(40).overlaps(z)) == 1


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("field", [None, "sqrt(2)", "i"])
def test_exponentials_of_random_matrices_meet_the_closed_forms(seed, field):
    n = random.Random(seed).randint(1, 4 if not field else 2)
    A, t = drawn(seed, n, n, field), Fraction(random.Random(seed).randint(-3, 3), 2)
    found, exact = balls.exponential(A, t, 20), expm(A).enclose(t, 25)
    top = max(float(x.abs_upper()) for row in exact for x in row)
    for row, other in zip(found, exact, strict=True):
        for x, y in zip(row, other, strict=True):
            assert x.overlaps(y)
            assert float(x.rad()) <= top * 1e-20


def test_exponential_of_a_nilpotent_matrix_and_of_legs():
    assert balls.exponential(jordan_block(0, 3), 2)[0][2].contains(2)
    first = balls.exponential(hippo_legs(3), 1, 20)[0][0]
    assert first.overlaps(acb(-1).exp())


@pytest.mark.parametrize("call", [balls.condition_number, balls.singular_values, balls.eigenvalues, balls.exponential])
def test_what_is_no_matrix_of_numbers_is_refused(call):
    for wrong in (zero(0, 0), "1 2; 3 4", [[1, 2], [3, 4]], None):
        with pytest.raises(InputError):
            call(wrong)
    with pytest.raises(DomainError):
        call(matrix("a 1; 0 1", symbols=["a"]))
    for digits in (0, -1, 1.5, True):
        with pytest.raises(InputError):
            call(identity(2), digits=digits)
    if call in {balls.eigenvalues, balls.exponential}:
        with pytest.raises(NotSquareError):
            call(zero(2, 3))
