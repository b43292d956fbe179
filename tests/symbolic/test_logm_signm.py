"""Logarithms and signs of matrices, real roots and logarithms: whether they exist, and that they obey their laws."""
from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import mpmath as mp
import pytest
from hypothesis import assume, given, settings

from symbolic import (
    ExactMatrix,
    I,
    UnableError,
    block_diagonal,
    identity,
    inverse,
    jordan_form,
    matrix,
    rank,
    rational,
    sqrt,
    zero,
)
from symbolic.errors import DomainError, NoLogarithmError, NotSquareError, UndefinedFunctionError
from symbolic.functions.existence import (
    OddBlocks,
    logarithm_exists,
    real_logarithm_exists,
    real_square_root_exists,
    square_root_exists,
)
from symbolic.functions.logarithm import logm
from symbolic.functions.matrixfunction import matrix_function
from symbolic.functions.signfunction import signm
from symbolic.functions.squareroot import sqrtm, square_root
from tests.symbolic.drawn import companion, jordan_block, rational_cases
from tests.symbolic.matrices import NONSINGULAR, close, nonsingular, partitions


@pytest.mark.parametrize("function", [sqrtm, square_root, logm, signm, square_root_exists, logarithm_exists,
                                      real_square_root_exists, real_logarithm_exists])
def test_only_square_matrices(function):
    with pytest.raises(NotSquareError):
        function(zero(2, 3))


def test_the_empty_matrix():
    assert sqrtm(zero(0, 0)) == signm(zero(0, 0)) == logm(zero(0, 0)).exact() == zero(0, 0)


@nonsingular
def test_the_exponential_of_the_logarithm_by_balls(A):
    """e^(log A) computed from the logarithm's own numbers is A to the digits they have."""
    with mp.workdps(80):
        assert close(mp.expm(logm(A).to_mpmath(60), method="taylor"), A.to_mpmath(70), 50)


@nonsingular
def test_logarithms_against_mpmath(A):
    result = logm(A)
    with mp.workdps(70):
        assert result.notes or close(result.to_mpmath(50), mp.logm(A.to_mpmath(70)), 35)


@nonsingular
def test_the_logarithm_of_the_square_root_is_half(A):
    with mp.workdps(60):
        root = square_root(A).value
        if root.field.degree > 8 or root.rows * root.field.degree > 24:
            pytest.skip("the spectral form over so large a field is not the subject here")
        assert close(2 * logm(root).to_mpmath(50), logm(A).to_mpmath(50))


@settings(max_examples=25)
@given(rational_cases(6))
def test_unipotent_logarithms_are_rational(case):
    n = case[0].rows
    N = ExactMatrix.from_rows([[case[0][i, j] if j > i else 0 for j in range(n)] for i in range(n)])
    X = logm(identity(n) + N).exact()
    assert X.is_rational
    assert matrix_function(X, "exp").exact() == identity(n) + N


def test_other_logarithms_have_no_exact_matrix():
    with pytest.raises(UnableError, match="not known to be algebraic"):
        logm(matrix("2")).exact()


def test_singular_matrices_have_no_logarithm():
    A = matrix("1 2; 2 4")
    with pytest.raises(NoLogarithmError) as caught:
        logm(A)
    v = caught.value.null_vector
    assert A * v == zero(2, 1)
    assert v != zero(2, 1)
    assert not logarithm_exists(A)
    assert logarithm_exists(matrix("0 1; 1 0"))


def test_notes_on_the_negative_axis():
    assert "not principal" in logm(matrix("-1 0; 0 2")).notes[0]
    assert not logm(matrix("-1 0; 0 2")).is_real
    assert logm(matrix("0 -1; 1 0")).is_real
    assert "not principal" in square_root(matrix("-4")).notes[0]


REAL = [("positive", identity(2), None), ("one negative", matrix("-1"), OddBlocks(rational(-1), 1, 1)),
        ("two equal", -identity(2), None), ("block of size 2", jordan_block(-1, 2), OddBlocks(rational(-1), 2, 1)),
        ("two blocks of size 2", block_diagonal([jordan_block(-1, 2)] * 2), None),
        ("sizes 2 and 1", block_diagonal([jordan_block(-1, 2), jordan_block(-1, 1)]), OddBlocks(rational(-1), 2, 1)),
        ("two different", matrix("-1 0; 0 -2"), OddBlocks(rational(-1), 1, 1)), ("rotation", matrix("0 -1; 1 0"), None),
        ("irrational", matrix("0 2; 1 0"), OddBlocks(-sqrt(2), 1, 1)),
        ("irrational twice", block_diagonal([matrix("0 2; 1 0")] * 2), None),
        ("three equal", -identity(3), OddBlocks(rational(-1), 1, 3)), ("over Q(sqrt 2)", matrix("-sqrt(2) 0; 0 -sqrt(2)"), None)]


@pytest.mark.parametrize(("A", "witness"), [(a, w) for _, a, w in REAL], ids=[name for name, _, _ in REAL])
def test_real_logarithms_and_square_roots_of_nonsingular_matrices(A, witness):
    for decide in (real_logarithm_exists, real_square_root_exists):
        found = decide(A)
        if witness is None:
            assert found
        else:
            assert not found
            assert (found.witness.size, found.witness.count) == (witness.size, witness.count)
            assert A.rows > 2 or found.witness.eigenvalue in {b.eigenvalue for b in jordan_form(A).blocks}


@pytest.mark.parametrize("spectrum", [p for n in (1, 2, 3, 4) for p in partitions(n)], ids=str)
def test_real_roots_exist_for_squares_and_logarithms_for_exponentials(spectrum):
    """Squares of real Jordan matrices with eigenvalues +-i have paired blocks at -1; an odd one out has no real root."""
    blocks = [k for k in spectrum for _ in range(2)]
    paired = block_diagonal([jordan_block(-1, k) for k in blocks])
    assert real_square_root_exists(paired)
    assert real_logarithm_exists(paired)
    odd = block_diagonal([paired, jordan_block(-1, 1)])
    assert real_square_root_exists(odd).witness.eigenvalue == -1
    assert real_logarithm_exists(odd).witness.size == 1


def test_real_questions_about_singular_and_complex_matrices():
    assert real_square_root_exists(jordan_block(0, 2)).witness == (2,)
    assert real_square_root_exists(block_diagonal([jordan_block(0, 2), jordan_block(0, 1)]))
    assert rank(real_logarithm_exists(zero(2, 2)).witness) == 1
    with pytest.raises(DomainError):
        real_logarithm_exists(matrix("i"))
    with pytest.raises(DomainError):
        real_square_root_exists(matrix("1+i"))


SIGNS = [(name, a) for name, a in NONSINGULAR if name not in {"rotation", "Q(i)", "defective over Q(i)"}]
SIGNS += [("Q(i)", matrix("1+i 1; 0 -1+i")), ("defective over Q(i)", jordan_block(2 * I - 1, 2)),
          ("relative cubic", matrix("0 0 i; 1 0 0; 0 1 1"))]
off_axis = pytest.mark.parametrize("A", [a for _, a in SIGNS], ids=[name for name, _ in SIGNS])


@off_axis
def test_the_sign_is_an_involution_that_commutes(A):
    S = signm(A)
    assert identity(A.rows) == S * S
    assert S * A == A * S
    with mp.workdps(70):
        assert close(matrix_function(A, "sign").to_mpmath(50), S.to_mpmath(60))


@off_axis
def test_the_sign_by_newtons_iteration(A):
    """X <- (X + X^-1)/2 converges to the sign: another algorithm ([Hig08] (5.16))."""
    with mp.workdps(70):
        X = A.to_mpmath(70)
        for _ in range(60):
            X = (X + X ** -1) / 2
        assert close(signm(A).to_mpmath(60), X)


@off_axis
def test_the_sign_is_a_times_the_inverse_root_of_the_square(A):
    """sign(A) = A (A^2)^(-1/2) ([Hig08] (5.2)), as exact matrices."""
    root = sqrtm(A * A)
    assert A * inverse(root) == signm(A)


def test_fields_of_signs():
    assert signm(matrix("1 1; 0 -1")) == matrix("1 1; 0 -1")
    assert signm(matrix("3 1; 1 3")) == identity(2)
    assert signm(companion([1, 1, 1]) * -1) == identity(2)
    assert signm(companion([1, 1, 1])) == -identity(2)
    assert signm(matrix("0 2; 1 0")) == ExactMatrix.from_rows([[0, sqrt(2)], [sqrt(2) / 2, 0]])
    assert signm(companion([-1, -1, 0, 1])).field.degree == 3


@pytest.mark.parametrize(("A", "size"), [
    (matrix("0 -1; 1 0"), 1), (zero(2, 2), 1), (jordan_block(0, 2), 2), (companion([4, 0, 4, 0, 1]), 2), (matrix("i 0; 0 1"), 1),
    (block_diagonal([companion([-1, -1, 0, 1]), matrix("0 -2; 1 0")]), 1)], ids=str)
def test_eigenvalues_on_the_imaginary_axis_have_no_sign(A, size):
    with pytest.raises(UndefinedFunctionError) as caught:
        signm(A)
    value, order, block = caught.value.witness
    assert (order, block) == (0, size)
    assert -value == value.conjugate()
    assert value in {b.eigenvalue for b in jordan_form(A).blocks}


@settings(max_examples=25)
@given(rational_cases(6))
def test_drawn_signs(case):
    A = case[0] + identity(case[0].rows) * Fraction(1, 7)
    assume(all(z.eigenvalue + z.eigenvalue.conjugate() for z in jordan_form(A).blocks))
    S = signm(A)
    assert identity(A.rows) == S * S
    assert S * A == A * S
    positive = sum(1 for b in jordan_form(A).blocks for _ in range(b.size) if complex(b.eigenvalue.to_mpmath(15)).real > 0)
    trace = sum((S[i, i] for i in range(A.rows)), start=rational(0))
    assert trace == 2 * positive - A.rows


def test_permutation_matrices_of_order_three():
    for p in permutations(range(3)):
        A = ExactMatrix.from_rows([[int(p[i] == j) for j in range(3)] for i in range(3)])
        assert sqrtm(A) ** 2 == A
        assert signm(A) ** 2 == identity(3)
