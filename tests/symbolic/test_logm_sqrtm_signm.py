"""Square roots, logarithms and signs of matrices: whether they exist, which one is given, and that they obey their laws."""
from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import mpmath as mp
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.symbolic.drawn import companion, field_cases, jordan_block, rational_cases, shears, sheared

from symbolic import ExactMatrix, I, UnableError, block_diagonal, identity, inverse, jordan_form, matrix, rank, rational, sqrt, zero
from symbolic.errors import DomainError, NoLogarithmError, NoSquareRootError, NotSquareError, UndefinedFunctionError
from symbolic.existence import (
    OddBlocks,
    ascent_sequence,
    logarithm_exists,
    nilpotent_blocks,
    real_logarithm_exists,
    real_square_root_exists,
    square_root_exists,
)
from symbolic.functions import matrix_function
from symbolic.logarithm import logm
from symbolic.signfunction import signm
from symbolic.squareroot import sqrtm, square_root

NONSINGULAR = [
    ("1x1", matrix("9/4")), ("identity", identity(3)), ("negative", matrix("-1 0; 0 -1")), ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")),
    ("defective", jordan_block(Fraction(9, 4), 3)), ("defective negative", jordan_block(-4, 2)), ("golden", matrix("1 1; 1 0")),
    ("two equal blocks", block_diagonal([jordan_block(2, 2)] * 2)), ("real surds", matrix("2 1; 1 3")), ("pair", matrix("1 -2; 3 1")),
    ("rotation", matrix("0 -1; 1 0")), ("mixed signs", matrix("1 2 3; 4 5 6; 7 8 10")), ("cubic", companion([-1, -1, 0, 1])),
    ("quartic", companion([1, 1, 0, 0, 1])), ("defective pair", companion([25, -20, 14, -4, 1])), ("Q(i)", matrix("i 1; 0 1+i")),
    ("defective over Q(i)", jordan_block(2 * I, 2)), ("Q(sqrt 2)", matrix("sqrt(2) 1; 1 3")), ("relative quadratic", matrix("0 i; 1 1")),
    ("conjugate quadratics", block_diagonal([matrix("0 2; 1 0"), matrix("1 2; 1 1")])), ("a square", matrix("3 2; 4 3"))]
nonsingular = pytest.mark.parametrize("A", [a for _, a in NONSINGULAR], ids=[name for name, _ in NONSINGULAR])


def close(got: mp.matrix, want: mp.matrix, digits: int = 40) -> bool:
    scale = 1 + max((abs(x) for x in want), default=0)
    return (got.rows, got.cols) == (want.rows, want.cols) and all(abs(x) <= mp.mpf(10) ** -digits * scale for x in got - want)


def nilpotent(sizes) -> ExactMatrix:
    return block_diagonal([jordan_block(0, k) for k in sizes]) if sizes else zero(0, 0)


def partitions(n: int, top: int | None = None):
    if n == 0:
        yield ()
    for first in range(min(n, top or n), 0, -1):
        for rest in partitions(n - first, first):
            yield (first, *rest)


# -- square roots ----------------------------------------------------------------------------------------------------

@nonsingular
def test_square_roots_square_to_the_matrix(A):
    found = square_root(A)
    X = found.value
    assert X * X == A
    assert X * A == A * X
    assert found.kind in {"principal", "primary"}
    with mp.workdps(70):
        assert close(found.to_mpmath(50), X.to_mpmath(60))


@nonsingular
def test_square_roots_are_in_the_right_half_plane(A):
    """The eigenvalues of the exact value by mpmath; those of negative eigenvalues of A are positive multiples of i."""
    found = square_root(A)
    negative = sum(b.size for b in jordan_form(A).blocks if b.eigenvalue.is_real and b.eigenvalue < 0)
    with mp.workdps(60):
        values = mp.eig(found.value.to_mpmath(60), right=False)
    on_axis = [z for z in values if abs(z.real) < 1e-9]
    assert len(on_axis) == negative
    assert all(z.imag > 0 for z in on_axis)
    assert all(z.real > 0 for z in values if abs(z.real) >= 1e-9)
    assert (found.kind == "primary") == bool(negative)


@nonsingular
def test_square_roots_against_mpmath(A):
    with mp.workdps(70):
        got, want = square_root(A).to_mpmath(50), mp.sqrtm(A.to_mpmath(70))
        on_cut = any("branch cut" in note for note in square_root(A).notes)
        assert on_cut or close(got, want)           # on the cut mpmath may take the value from below


def test_the_acceptance_cases():
    assert sqrtm(matrix("4 1; 0 4")) ** 2 == matrix("4 1; 0 4")
    assert sqrtm(matrix("4 1; 0 4")) == matrix("2 1/4; 0 2")
    A = matrix("0 1 0; 0 0 0; 0 0 0")
    found = square_root(A)
    assert found.kind == "non-primary"
    assert found.value ** 2 == A
    assert "no square root is a polynomial in A" in found.notes[-1]
    assert close(found.to_mpmath(20), found.value.to_mpmath(20), 18)
    with pytest.raises(NoSquareRootError) as caught:
        sqrtm(matrix("0 1; 0 0"))
    assert caught.value.blocks == caught.value.witness == (2,)


@pytest.mark.parametrize("sizes", [p for n in range(8) for p in partitions(n)], ids=str)
def test_nilpotent_matrices_have_a_root_exactly_when_theory_says(sizes):
    """By brute force: the block sizes of the square of every nilpotent Jordan matrix of that size."""
    n = sum(sizes)
    squares = {tuple(sorted((s for k in p for s in ((k + 1) // 2, k // 2) if s), reverse=True)) for p in partitions(n)}
    A = nilpotent(sizes)
    assert square_root_exists(A).exists == (sizes in squares)
    if sizes in squares:
        found = square_root(A)
        assert found.value ** 2 == A
        assert (found.kind == "principal") == all(k == 1 for k in sizes)
    else:
        assert square_root_exists(A).witness == sizes
        with pytest.raises(NoSquareRootError) as caught:
            square_root(A)
        assert caught.value.blocks == sizes


@pytest.mark.parametrize("sizes", [p for n in range(1, 6) for p in partitions(n)], ids=str)
def test_blocks_of_squares_from_the_definition(sizes):
    """The brute force above rests on J_k(0)^2 having blocks of sizes (k+1)//2 and k//2: here from ranks alone."""
    want = tuple(sorted((s for k in sizes for s in ((k + 1) // 2, k // 2) if s), reverse=True))
    assert nilpotent_blocks(nilpotent(sizes) ** 2) == want
    assert ascent_sequence(nilpotent(sizes)) == tuple(sum(k >= i for k in sizes) for i in range(1, max(sizes) + 1))


@pytest.mark.parametrize("sizes", [(2, 1), (2, 2), (3, 2, 1), (4, 3), (2, 2, 1), (3, 3, 1, 1)], ids=str)
@pytest.mark.parametrize("other", [matrix("4 1; 0 4"), matrix("-1"), matrix("2 1; 1 3"), matrix("i")], ids=str)
def test_non_primary_roots_beside_other_eigenvalues(sizes, other):
    A = sheared(block_diagonal([nilpotent(sizes), other]), [(0, 2, 1), (1, 0, -1), (sum(sizes), 0, 2), (0, sum(sizes), 1)])
    found = square_root(A)
    assert found.kind == "non-primary"
    assert found.value ** 2 == A
    with mp.workdps(50):
        X = found.to_mpmath(40)
        assert close(X * X, A.to_mpmath(50), 35)


def test_non_primary_roots_only_when_no_primary_one_exists():
    for A in (zero(3, 3), block_diagonal([zero(2, 2), jordan_block(4, 2)]), matrix("1 1; 1 1")):
        found = square_root(A)
        assert found.kind == "principal"
        assert "semisimple" in found.notes[-1]
        assert found.value ** 2 == A
    assert square_root(matrix("-1 0; 0 0")).kind == "primary"


def test_which_field_the_root_is_written_in():
    assert sqrtm(matrix("3 2; 4 3")).field.polynomial.coeffs() == [-2, 0, 1]
    assert sqrtm(matrix("2 -1; -1 2")) == ExactMatrix.from_rows([[(1 + sqrt(3)) / 2, (1 - sqrt(3)) / 2], [(1 - sqrt(3)) / 2, (1 + sqrt(3)) / 2]])
    assert sqrtm(matrix("1 -2; 2 1") ** 2).is_rational
    assert sqrtm(matrix("1 3; 4 1") ** 2).field.degree == 2       # (1 +- sqrt 12)^2: the principal root is not conjugate to itself
    assert sqrtm(matrix("-1 0; 0 -1")) == identity(2) * I
    assert sqrtm(companion([-3, -1, 1, -2, 1]) ** 2 + identity(4) * 0).field.degree <= 6


@settings(max_examples=30)
@given(rational_cases(7))
def test_draw_a_root_in_the_right_half_plane_and_recover_it(case):
    X = case[0] + identity(case[0].rows) * 5
    found = square_root(X * X)
    assert found.value == X
    assert found.kind == "principal"


@settings(max_examples=15)
@given(field_cases(4))
def test_recover_a_root_over_a_number_field(case):
    X = case[0] + identity(case[0].rows) * 5
    assert sqrtm(X * X) == X


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(1, 2)), min_size=1, max_size=3), st.data())
def test_integer_spectra_with_blocks(pairs, data):
    A = block_diagonal([jordan_block(v, k) for v, k in pairs])
    A = sheared(A, data.draw(shears(A.rows)))
    if square_root_exists(A):
        assert sqrtm(A) ** 2 == A
    else:
        with pytest.raises(NoSquareRootError):
            sqrtm(A)


@pytest.mark.parametrize("degree", [5, 6])
def test_generic_matrices_need_a_field_of_degree_two_to_the_n(degree):
    A = companion([2 if k == 0 else -1 if k == 1 else int(k == degree) for k in range(degree + 1)])
    X = sqrtm(A)
    assert X.field.degree == 2 ** degree
    assert X * X == A


def test_a_field_that_is_too_large_is_named_and_numbers_remain():
    A = companion([2, -1, 0, 0, 0, 0, 0, 0, 1])
    with pytest.raises(UnableError, match="256"):
        sqrtm(A)
    with mp.workdps(60):
        X = square_root(A).to_mpmath(50)
        assert close(X * X, A.to_mpmath(60))


@pytest.mark.parametrize("function", [sqrtm, square_root, logm, signm, square_root_exists, logarithm_exists, real_square_root_exists,
                                      real_logarithm_exists])
def test_only_square_matrices(function):
    with pytest.raises(NotSquareError):
        function(zero(2, 3))


def test_the_empty_matrix():
    assert sqrtm(zero(0, 0)) == signm(zero(0, 0)) == logm(zero(0, 0)).exact() == zero(0, 0)


# -- logarithms ------------------------------------------------------------------------------------------------------

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


REAL = [("positive", identity(2), None), ("one negative", matrix("-1"), OddBlocks(rational(-1), 1, 1)), ("two equal", -identity(2), None),
        ("block of size 2", jordan_block(-1, 2), OddBlocks(rational(-1), 2, 1)), ("two blocks of size 2", block_diagonal([jordan_block(-1, 2)] * 2), None),
        ("sizes 2 and 1", block_diagonal([jordan_block(-1, 2), jordan_block(-1, 1)]), OddBlocks(rational(-1), 2, 1)),
        ("two different", matrix("-1 0; 0 -2"), OddBlocks(rational(-1), 1, 1)), ("rotation", matrix("0 -1; 1 0"), None),
        ("irrational", matrix("0 2; 1 0"), OddBlocks(-sqrt(2), 1, 1)), ("irrational twice", block_diagonal([matrix("0 2; 1 0")] * 2), None),
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


def test_notes_on_the_negative_axis():
    assert "not principal" in logm(matrix("-1 0; 0 2")).notes[0]
    assert not logm(matrix("-1 0; 0 2")).is_real
    assert logm(matrix("0 -1; 1 0")).is_real
    assert "not principal" in square_root(matrix("-4")).notes[0]


# -- the sign --------------------------------------------------------------------------------------------------------

SIGNS = [(name, a) for name, a in NONSINGULAR if name not in {"rotation", "Q(i)", "defective over Q(i)"}]
SIGNS += [("Q(i)", matrix("1+i 1; 0 -1+i")), ("defective over Q(i)", jordan_block(2 * I - 1, 2)), ("relative cubic", matrix("0 0 i; 1 0 0; 0 1 1"))]
off_axis = pytest.mark.parametrize("A", [a for _, a in SIGNS], ids=[name for name, _ in SIGNS])


@off_axis
def test_the_sign_is_an_involution_that_commutes(A):
    S = signm(A)
    assert S * S == identity(A.rows)
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


@pytest.mark.parametrize(("A", "size"), [(matrix("0 -1; 1 0"), 1), (zero(2, 2), 1), (jordan_block(0, 2), 2), (companion([4, 0, 4, 0, 1]), 2),
                                         (matrix("i 0; 0 1"), 1), (block_diagonal([companion([-1, -1, 0, 1]), matrix("0 -2; 1 0")]), 1)], ids=str)
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
    assert S * S == identity(A.rows)
    assert S * A == A * S
    positive = sum(1 for b in jordan_form(A).blocks for _ in range(b.size) if complex(b.eigenvalue.to_mpmath(15)).real > 0)
    trace = sum((S[i, i] for i in range(A.rows)), start=rational(0))
    assert trace == 2 * positive - A.rows


def test_permutation_matrices_of_order_three():
    for p in permutations(range(3)):
        A = ExactMatrix.from_rows([[int(p[i] == j) for j in range(3)] for i in range(3)])
        assert sqrtm(A) ** 2 == A
        assert signm(A) ** 2 == identity(3)
