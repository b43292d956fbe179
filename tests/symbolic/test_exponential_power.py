"""e^(tA) and A^n in closed form: by their defining laws, against mpmath, repeated products and SymPy."""
from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import given, settings

from symbolic import (
    ExactMatrix,
    InexactInputError,
    InputError,
    NotSquareError,
    SingularMatrixError,
    UnableError,
    block_diagonal,
    expm,
    identity,
    inverse,
    matrix,
    matrix_power,
    root,
    spectral_form,
    zero,
)
from tests.symbolic.drawn import companion, field_cases, jordan_block, rational_cases

T = sp.Symbol("t", real=True)
TABLE = [("empty", zero(0, 0)), ("1x1", matrix("-2/3")), ("zero", zero(3, 3)), ("identity", identity(2)),
         ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")), ("nilpotent", matrix("0 1 0; 0 0 1; 0 0 0")),
         ("two equal blocks", block_diagonal([jordan_block(2, 2)] * 2)), ("singular", matrix("1 -1; -1 1")),
         ("nilpotent beside invertible", block_diagonal([jordan_block(0, 3), jordan_block(2, 2)])),
         ("golden", matrix("1 1; 1 0")), ("rotation", matrix("0 1; -1 0")), ("cubic", companion([-1, -1, 0, 1])),
         ("over Q(sqrt 2)", matrix("sqrt(2) 1; 0 sqrt(2)")), ("over Q(i)", matrix("0 1; 1 2*i")),
         ("relative quadratic", matrix("0 sqrt(2); 1 0"))]
tables = pytest.mark.parametrize("A", [a for _, a in TABLE], ids=[name for name, _ in TABLE])


def close(got: mp.matrix, want: mp.matrix, digits: int) -> bool:
    scale = 1 + max((abs(x) for x in want), default=0)
    return all(abs(x) <= mp.mpf(10) ** -digits * scale for x in got - want)


def numeric(A: ExactMatrix) -> mp.matrix:
    return mp.matrix(A.rows, A.cols) if not A.rows else A.to_mpmath(70)


@tables
def test_exponential_against_mpmath(A):
    with mp.workdps(70):
        got = expm(A).to_mpmath(Fraction(3, 10), 50)
        assert (got.rows, got.cols) == A.shape
        if A.rows:
            assert close(got, mp.expm(numeric(A) * mp.mpf(3) / 10, method="taylor"), 40)


@tables
def test_power_against_products(A):
    closed, want = matrix_power(A), identity(A.rows)
    for n in range(8):
        assert closed.at(n) == want
        want = want * A


@given(rational_cases(max_size=8))
def test_power_of_drawn_matrices(case):
    A = case[0]
    closed = matrix_power(A)
    assert closed.at(0) == identity(A.rows)
    assert closed.at(13) == A ** 13
    if all(c.polynomial[0] != 0 for c in closed.components):
        assert closed.at(-5) == inverse(A) ** 5


@given(rational_cases(max_size=8))
def test_components_obey_the_laws_the_kernel_checks(case):
    """A Z_j = lambda Z_j + Z_{j+1} at every root, the sum of all Z_0 is I, and Z_j is nilpotent beyond the block size."""
    A = case[0]
    form = spectral_form(A)
    for c in form.components:
        if c.degree > 2:
            continue
        for k in c.roots:
            z = [c.matrix_at(j, k) for j in range(c.size)] + [zero(A.rows, A.rows)]
            value = c.eigenvalue_at(k)
            assert all(A * z[j] == z[j] * value + z[j + 1] for j in range(c.size))
            assert z[0] * z[0] == z[0]
    if all(c.degree <= 2 for c in form.components):
        assert sum((c.matrix_at(0, r) for c in form.components for r in c.roots), zero(A.rows, A.rows)) == identity(A.rows)


@settings(max_examples=15)
@given(field_cases(max_size=4))
def test_functions_over_a_number_field(case):
    A, _ = case
    with mp.workdps(60):
        assert close(expm(A).to_mpmath(Fraction(-1, 3), 40), mp.expm(-numeric(A) / 3, method="taylor"), 35)
    assert matrix_power(A).at(6) == A ** 6


@pytest.mark.parametrize("text", ["3 1; 0 3", "0 1; -1 0", "1 -2; 2 1", "2 1; 1 2", "0 1; 0 0", "1 1; 1 0", "0 1 0; 0 0 1; 1 0 0"])
def test_closed_forms_satisfy_their_equations_in_sympy(text):
    A = matrix(text)
    X, a = expm(A).to_sympy(T), A.to_sympy()
    assert (X.diff(T) - a * X).applyfunc(sp.simplify).is_zero_matrix
    assert X.subs(T, 0) == sp.eye(A.rows)
    n = sp.Symbol("n", integer=True, nonnegative=True)
    S = matrix_power(A).to_sympy(n)
    for k in range(5):
        assert (S.subs(n, k) - a ** k).applyfunc(sp.expand_trig).applyfunc(sp.simplify).is_zero_matrix


def test_real_closed_forms_for_real_matrices():
    c, s = sp.cos(T), sp.sin(T)
    assert expm(matrix("0 1; -1 0")).to_sympy(T) == sp.Matrix([[c, s], [-s, c]])
    X = expm(matrix("1 -2; 2 1")).to_sympy(T)
    assert not X.has(sp.I)
    assert X.has(sp.cos(2 * T))


def test_singular_power_is_right_at_zero_and_one_in_the_closed_form():
    n = sp.Symbol("n", integer=True, nonnegative=True)
    S = matrix_power(matrix("1 -1; -1 1")).to_sympy(n)
    assert S.subs(n, 0) == sp.eye(2)
    assert S.subs(n, 1) == sp.Matrix([[1, -1], [-1, 1]])


def test_large_exponents_agree_with_squaring():
    A = matrix("1 2 0; 0 1 1; 3 0 1/2")
    assert matrix_power(A).at(1000) == A ** 1000


def test_bad_questions():
    with pytest.raises(SingularMatrixError) as caught:
        matrix_power(matrix("1 -1; -1 1")).at(-1)
    assert matrix("1 -1; -1 1") * caught.value.null_vector == zero(2, 1)
    with pytest.raises(InputError, match="must be an int"):
        matrix_power(identity(2)).at(0.5)
    with pytest.raises(UnableError, match="too large"):
        matrix_power(identity(2)).at(10**12)
    with pytest.raises(NotSquareError):
        expm(matrix("1 2"))


def test_enclosure_contains_the_truth_and_is_narrow():
    rows = expm(matrix("1 1; 1 0")).enclose(Fraction(1, 2), 60)
    with mp.workdps(80):
        truth = mp.expm(mp.matrix([[1, 1], [1, 0]]) / 2, method="taylor")
        for i in range(2):
            for j in range(2):
                mid = rows[i][j].real.str(70, radius=False)
                assert abs(mp.mpf(mid) - truth[i, j]) < mp.mpf(10) ** -58


def test_times_given_as_mpmath_numbers_keep_their_sign_and_must_be_finite():
    X = expm(matrix("1"))
    assert abs(X.to_mpmath(mp.mpf(-1), 15)[0, 0] - mp.e ** -1) < mp.mpf(10) ** -14
    for bad in (mp.nan, mp.inf, 0.5):
        with pytest.raises(InexactInputError):
            X.to_mpmath(bad)


def test_complex_roots_that_sympy_rescales_have_a_sympy_form():
    z = root([8, 4, 0, 1], 2)
    assert abs(complex(sp.N(z.to_sympy(), 20)) - complex(z.to_mpmath(20))) < 1e-12
    assert expm(companion([8, 4, 0, 1])).to_sympy(T).shape == (3, 3)
