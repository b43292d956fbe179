"""Functions of a matrix: by mpmath at 50 digits, by their defining laws, and where they do not exist."""
from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic import (
    ExactMatrix,
    I,
    InputError,
    UnableError,
    block_diagonal,
    identity,
    inverse,
    jordan_form,
    matrix,
    root,
    sqrt,
    zero,
)
from symbolic.errors import DomainError, InexactInputError, NotSquareError, UndefinedFunctionError
from symbolic.functions.matrixfunction import matrix_function
from symbolic.scalars.polynomials import Polynomial
from tests.symbolic.drawn import companion, field_cases, jordan_block, rational_cases
from tests.symbolic.matrices import close

X = sp.Symbol("x")
TABLE = [("1x1", matrix("-2/3")), ("zero", zero(2, 2)), ("identity", identity(2)), ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")),
         ("nilpotent", jordan_block(0, 3)), ("defective", jordan_block(Fraction(3, 2), 3)),
         ("two equal blocks", block_diagonal([jordan_block(2, 2)] * 2)), ("pair", matrix("1 -2; 3 1")),
         ("defective pair", companion([4, 0, 4, 0, 1])), ("cubic", companion([-1, -1, 0, 1])),
         ("quartic", companion([1, 1, 0, 0, 1])), ("Q(i)", matrix("i 1; 0 1+i")), ("defective over Q(i)", jordan_block(1 + I, 2)),
         ("Q(sqrt 2)", matrix("sqrt(2) 1; 1 0")), ("relative cubic", matrix("0 0 i; 1 0 0; 0 1 1"))]


def stable(value):
    """An id that is the same in every process: no addresses of functions."""
    return "direct" if callable(value) and not isinstance(value, sp.Basic) else str(value)


tables = pytest.mark.parametrize("A", [a for _, a in TABLE], ids=[name for name, _ in TABLE])
ENTIRE = {"exp": mp.expm, "sin": mp.sinm, "cos": mp.cosm}


def numeric(A: ExactMatrix, digits: int = 70) -> mp.matrix:
    return A.to_mpmath(digits)


@tables
@pytest.mark.parametrize("name", sorted(ENTIRE))
def test_entire_functions_against_mpmath(A, name):
    with mp.workdps(70):
        assert close(matrix_function(A, name).to_mpmath(50), ENTIRE[name](numeric(A)))


@tables
def test_hyperbolic_functions_from_the_exponential(A):
    with mp.workdps(70):
        up, down = mp.expm(numeric(A)), mp.expm(-numeric(A))
        assert close(matrix_function(A, "sinh").to_mpmath(50), (up - down) / 2)
        assert close(matrix_function(A, "cosh").to_mpmath(50), (up + down) / 2)


@tables
def test_balls_contain_the_value_and_are_small(A):
    with mp.workdps(70):
        want = mp.expm(numeric(A))
    rows = matrix_function(A, "exp").enclose(30)
    top = max(abs(x) for x in want)
    for i, row in enumerate(rows):
        for j, ball in enumerate(row):
            assert abs(complex(mp.mpc(want[i, j])) - complex(ball)) <= 1e-14 * float(top)
            assert float(ball.real.rad()) <= 1e-30 * float(top)


@tables
def test_rational_functions_are_exact(A):
    n = A.rows
    shifted = A + identity(n) * 5
    got = matrix_function(A, (X ** 2 - 1) / (X + 5)).exact()
    assert got == (A * A - identity(n)) * inverse(shifted)
    assert matrix_function(A, Polynomial([1, 0, Fraction(1, 2), 3])).exact() == identity(n) + A * A / 2 + A ** 3 * 3


@tables
def test_rational_functions_by_components_agree_with_matrix_arithmetic(A):
    """The sum over eigenvalues and the product of matrices are two algorithms."""
    f = X ** 3 / (X + 5) ** 2 - sp.Rational(1, 3)
    result = matrix_function(A, f)
    with mp.workdps(70):
        assert close(result.to_mpmath(50), result.exact().to_mpmath(60))


@settings(max_examples=25)
@given(rational_cases(8))
def test_drawn_rational_matrices(case):
    A = case[0]
    with mp.workdps(90):
        up, down = mp.expm(numeric(A, 90) * 1j), mp.expm(numeric(A, 90) * -1j)
        assert close(matrix_function(A, "cos").to_mpmath(40), (up + down) / 2, 35)


@settings(max_examples=15)
@given(field_cases(4))
def test_drawn_matrices_over_number_fields(case):
    A = case[0]
    s, c = (matrix_function(A, name) for name in ("sin", "cos"))
    with mp.workdps(70):
        a, b = s.to_mpmath(50), c.to_mpmath(50)
        assert close(a * a + b * b, mp.eye(A.rows), 35)
        assert close(b, mp.cosm(numeric(A)), 35)


@pytest.mark.parametrize(("f", "direct"), [
    (sp.exp(X) * sp.sin(X), lambda a: mp.expm(a) * mp.sinm(a)),
    (sp.tan(X), lambda a: mp.sinm(a) * mp.cosm(a) ** -1),
    (sp.tanh(X), lambda a: (mp.expm(2 * a) - mp.eye(a.rows)) * (mp.expm(2 * a) + mp.eye(a.rows)) ** -1),
    (sp.exp(-X ** 2), lambda a: mp.expm(-a * a)),
    (2 ** X, lambda a: mp.expm(a * mp.log(2))),
    (sp.pi * X + sp.E, lambda a: a * mp.pi + mp.eye(a.rows) * mp.e),
    (sp.log(X + 9), lambda a: mp.logm(a + 9 * mp.eye(a.rows))),
    ((X + 9) ** sp.Rational(1, 3), lambda a: mp.powm(a + 9 * mp.eye(a.rows), mp.mpf(1) / 3)),
    ((X + 9) ** sp.pi, lambda a: mp.powm(a + 9 * mp.eye(a.rows), mp.pi)),
    (sp.asinh(X / 9), lambda a: mp.logm(a / 9 + mp.sqrtm(a * a / 81 + mp.eye(a.rows)))),
], ids=stable)
@tables
def test_expressions_against_mpmath(A, f, direct):
    with mp.workdps(70):
        assert close(matrix_function(A, f).to_mpmath(50), direct(numeric(A)), 35)


@pytest.mark.parametrize(("inner", "outer", "scale"), [("asin", sp.sin, 9), ("acos", sp.cos, 9), ("atan", sp.tan, 9),
                                                       ("atanh", sp.tanh, 9), ("acosh", sp.cosh, 1)])
@pytest.mark.parametrize("A", [matrix("3 1; 0 3"), matrix("2 1; 1 3"), matrix("2 -1; 1 2"), companion([-7, 2, -2, 1])], ids=str)
def test_inverse_functions_are_inverse(A, inner, outer, scale):
    values = matrix_function(A / scale, inner)
    assert not values.notes
    f = outer(getattr(sp, inner)(X))
    with mp.workdps(70):
        assert close(matrix_function(A / scale, f).to_mpmath(50), numeric(A / scale), 40)


@pytest.mark.parametrize(("A", "f", "order"), [
    (jordan_block(0, 1), "inv", 0), (jordan_block(0, 1), "log", 0), (jordan_block(0, 2), "sqrt", 1),
    (jordan_block(0, 2), X ** sp.Rational(1, 3), 1), (jordan_block(0, 3), X ** sp.Rational(3, 2), 2),
    (matrix("0 -1; 1 0"), "sign", 0),
    (jordan_block(0, 2), "sign", 0), (jordan_block(1, 2), sp.sqrt(X - 1), 1), (jordan_block(2, 1), 1 / (X ** 2 - 4), 0),
    (matrix("0 2; 1 0"), 1 / (X ** 2 - 2), 0), (jordan_block(1, 2), "asin", 1), (matrix("0 -1; 1 0"), "atan", 0),
    (jordan_block(I, 1), 1 / (X - sp.I), 0)])
def test_undefined_functions_name_the_derivative_that_is_missing(A, f, order):
    with pytest.raises(UndefinedFunctionError) as caught:
        matrix_function(A, f)
    value, missing, size = caught.value.witness
    assert missing == order
    assert (value, size) in {(b.eigenvalue, b.size) for b in jordan_form(A).blocks}


def test_the_same_functions_exist_on_smaller_blocks():
    assert matrix_function(zero(2, 2), "sqrt").exact() == zero(2, 2)
    assert matrix_function(jordan_block(0, 2), X ** sp.Rational(3, 2)).exact() == zero(2, 2)
    assert matrix_function(identity(2), sp.sqrt(X - 1)).exact() == zero(2, 2)


def test_removable_singularities_are_filled_in_and_said():
    result = matrix_function(jordan_block(0, 3), sp.sin(X) / X)
    assert result.exact() == matrix("1 0 -1/6; 0 1 0; 0 0 1")
    assert "removable" in result.notes[0]
    phi = matrix_function(jordan_block(0, 4), (sp.exp(X) - 1 - X) / X ** 2)
    assert phi.exact() == matrix("1/2 1/6 1/24 1/120; 0 1/2 1/6 1/24; 0 0 1/2 1/6; 0 0 0 1/2")
    assert matrix_function(jordan_block(1, 2), (X ** 2 - 1) / (X - 1)).exact() == jordan_block(2, 2)


def test_real_functions_of_real_matrices_are_real():
    result = matrix_function(companion([1, 1, 0, 0, 1]), "exp")
    assert result.is_real
    assert all(x.imag == 0 for row in result.enclose(20) for x in row)
    assert not matrix_function(companion([1, 1, 0, 0, 1]), sp.I * X).is_real
    assert not matrix_function(matrix("i 0; 0 1"), "exp").is_real
    assert not matrix_function(matrix("-1 0; 0 1"), "log").is_real


@pytest.mark.parametrize(("f", "scalar"), [("log", mp.log), ("sqrt", mp.sqrt), (X ** sp.Rational(1, 3), mp.cbrt)], ids=stable)
def test_the_negative_axis_takes_the_value_from_above(f, scalar):
    result = matrix_function(matrix("-4 1; 0 -4"), f)
    assert "branch cut" in result.notes[0]
    with mp.workdps(40):
        assert abs(result.to_mpmath(30)[0, 0] - scalar(mp.mpc(-4))) < mp.mpf(10) ** -28
    assert not matrix_function(matrix("4 1; 0 4"), f).notes


def test_real_entries_written_in_a_complex_field():
    """The roots of a component are not closed under conjugation then, but the result is still real."""
    z = (I + sqrt(2)) - I
    A = ExactMatrix.from_rows([[z, -1], [1, z]])
    assert A.field.degree == 4
    result = matrix_function(A, "exp")
    assert result.is_real
    with mp.workdps(70):
        assert close(result.to_mpmath(50), mp.expm(numeric(A)))
    form = result.to_sympy().applyfunc(lambda e: complex(e.evalf(30)))
    assert all(abs(form[i, j] - complex(result.to_mpmath(20)[i, j])) < 1e-12 for i in range(2) for j in range(2))


def test_two_eigenvalues_over_q_of_i_whose_conjugates_meet():
    """0 and -2i have the conjugates 0 and 2i: a field of B = N + c theta must not confuse them at c = 1."""
    for A in (matrix("0 0; 0 -2*i"), block_diagonal([jordan_block(0, 2), jordan_block(-2 * I, 2), jordan_block(2 * I, 1)])):
        with mp.workdps(70):
            assert close(matrix_function(A, "exp").to_mpmath(50), mp.expm(numeric(A)))


def test_a_real_eigenvalue_hidden_in_a_complex_field_is_seen_on_the_cut():
    assert matrix_function(matrix("0 i; -i 0"), "log").notes            # Hermitian over Q(i): eigenvalues -1 and 1
    assert matrix_function(matrix("0 -1; 1 0"), sp.log(X ** 2)).notes   # log of (+-i)^2 = -1


@pytest.mark.parametrize("f", ["asin", "acosh", "atanh"])
def test_branch_cuts_without_an_agreed_value_are_refused(f):
    with pytest.raises(UnableError, match="branch cut"):
        matrix_function(matrix("-3"), f)


@pytest.mark.parametrize("A", [matrix("2 1; 1 2"), matrix("2 1; 0 2"), matrix("3 -4; 4 3"), companion([-1, -1, 0, 1]),
                               matrix("i 1; 0 i"), companion([4, 0, 4, 0, 1]), matrix("sqrt(2) 1; 1 0")], ids=str)
@pytest.mark.parametrize("f", ["exp", "log", "sinh", sp.exp(X) / X, sp.I * sp.cos(X)], ids=str)
def test_sympy_form_has_the_same_value(A, f):
    if f == "log" and A.rows == 4:
        pytest.skip("SymPy evaluates the logarithm of a nested radical slowly")
    result = matrix_function(A, f)
    got = result.to_sympy().applyfunc(lambda e: e.evalf(30))
    want = result.to_mpmath(30)
    for i in range(A.rows):
        for j in range(A.cols):
            assert abs(complex(got[i, j]) - complex(want[i, j])) < 1e-12 * (1 + abs(complex(want[i, j])))


def test_closed_forms_of_real_matrices_are_real():
    form = matrix_function(matrix("3 -4; 4 3"), "log").to_sympy()
    assert form == sp.Matrix([[sp.log(5), -sp.atan(sp.Rational(4, 3))], [sp.atan(sp.Rational(4, 3)), sp.log(5)]])
    assert not matrix_function(matrix("1 -2; 3 1"), "sinh").to_sympy().has(sp.I)


def test_algebraic_functions_root_by_root():
    A = matrix("9 1; 0 9")
    cube = matrix_function(A * 3, X ** sp.Rational(1, 3)).exact()
    assert cube ** 3 == A * 3
    nested = matrix_function(matrix("5 0; 1 2"), sp.sqrt(X + sp.sqrt(X - 1))).exact()
    assert (nested * nested - matrix("5 0; 1 2")) ** 2 == matrix("4 0; 1 1")
    assert matrix_function(matrix("2 1; 1 2"), X ** sp.Rational(-3, 2)).exact() ** 2 == inverse(matrix("2 1; 1 2")) ** 3
    with pytest.raises(UnableError, match="not known to be algebraic"):
        matrix_function(A, "exp").exact()


def test_constants_of_number_fields():
    number = root([-1, -1, 0, 1], 0)
    expr = sp.CRootOf(X ** 3 - X - 1, 0) * X + sp.GoldenRatio
    got = matrix_function(matrix("1 2; 0 1"), expr).exact()
    assert got == matrix("1 2; 0 1") * number + identity(2) * ((1 + sqrt(5)) / 2)
    complex_root = sp.CRootOf(X ** 3 - X - 1, 1)
    value = matrix_function(matrix("1"), complex_root * X).exact()[0, 0]
    assert abs(complex(value.to_mpmath(20)) - complex(complex_root.evalf(20))) < 1e-15


@pytest.mark.parametrize(("f", "error"), [
    ("exp(x)", InputError), ("nope", InputError), (X * sp.Symbol("y"), InputError), (sp.Float(1) * X, InexactInputError),
    (sp.Abs(X), DomainError), (sp.gamma(X), DomainError), (sp.sign(X), DomainError), (3, InputError),
    (sp.Matrix([[X]]), InputError)], ids=str)
def test_what_is_no_function_is_refused(f, error):
    with pytest.raises(error):
        matrix_function(identity(2), f)


def test_shapes():
    with pytest.raises(NotSquareError):
        matrix_function(zero(2, 3), "exp")
    empty = matrix_function(zero(0, 0), "exp")
    assert empty.enclose(20) == []
    assert matrix_function(zero(0, 0), "sqrt").exact() == zero(0, 0)
    assert matrix_function(identity(2), sp.Integer(7)).exact() == identity(2) * 7


@settings(max_examples=20)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=4), st.integers(1, 4), st.integers(1, 3))
def test_the_formula_of_a_jordan_block(coefficients, size, shift):
    """f(J) is upper triangular Toeplitz with f^(j)(a)/j! ([Hig08] definition 1.2), written here from SymPy derivatives."""
    p = sum(c * X ** k for k, c in enumerate(coefficients))
    f = p / (X ** 2 + shift)
    at = sp.Rational(3, 2)
    row = [sp.diff(f, X, j).subs(X, at) / sp.factorial(j) for j in range(size)]
    want = [[Fraction(int(row[j - i].p), int(row[j - i].q)) if j >= i else 0 for j in range(size)] for i in range(size)]
    assert matrix_function(jordan_block(Fraction(3, 2), size), f).exact() == ExactMatrix.from_rows(want)
