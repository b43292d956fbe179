"""Square roots of matrices: when they exist, which one is given, and that its square is the matrix."""
from __future__ import annotations

import mpmath as mp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic import ExactMatrix, I, UnableError, block_diagonal, identity, jordan_form, matrix, sqrt, zero
from symbolic.errors import NoSquareRootError
from symbolic.functions.existence import ascent_sequence, nilpotent_blocks, square_root_exists
from symbolic.functions.squareroot import sqrtm, square_root
from tests.symbolic.drawn import companion, field_cases, jordan_block, rational_cases, sheared, shears
from tests.symbolic.matrices import close, nilpotent, nonsingular, partitions


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
        X = found.value.to_mpmath(60)
        values = mp.eig(X, right=False) if X.rows > 1 else [X[0, 0]]
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


def test_negative_eigenvalues_with_roots_in_the_field_of_the_matrix():
    """-(1 + sqrt 2)^2 over Q(i): its root lies in Q(i, sqrt 2), and the one with positive imaginary part is taken."""
    A = matrix("0 i; i -6")
    found = square_root(A)
    assert found.value ** 2 == A
    trace = found.value[0, 0] + found.value[1, 1]
    assert trace == sqrt(8) * I
    assert found.kind == "primary"


def test_which_field_the_root_is_written_in():
    assert sqrtm(matrix("3 2; 4 3")).field.polynomial.coeffs() == [-2, 0, 1]
    a, b = (1 + sqrt(3)) / 2, (1 - sqrt(3)) / 2
    assert sqrtm(matrix("2 -1; -1 2")) == ExactMatrix.from_rows([[a, b], [b, a]])
    assert sqrtm(matrix("1 -2; 2 1") ** 2).is_rational
    assert sqrtm(matrix("1 3; 4 1") ** 2).field.degree == 2       # (1 +- sqrt 12)^2: its roots are no conjugates
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
