"""Floats in exactly, exact matrices out rounded correctly, to numpy, mpmath, SymPy and python-flint."""
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symbolic.errors import DomainError, InexactInputError, InputError, ShapeError
from symbolic.interop import from_float, nearest_double
from symbolic.matrices.matrix import zero
from symbolic.reading import matrix
from symbolic.scalars.numbers import I, root, sqrt

doubles = st.floats(allow_nan=False, allow_infinity=False)


@given(doubles)
def test_every_double_is_taken_exactly_and_comes_back(value):
    assert from_float(value) == Fraction(value)
    assert matrix([[from_float(value)]]).to_numpy()[0, 0] == value


@given(doubles, doubles)
def test_complex_doubles_are_taken_exactly(re, im):
    assert from_float(complex(re, im)) == Fraction(re) + Fraction(im) * I


@given(st.lists(st.lists(doubles, min_size=3, max_size=3), min_size=1, max_size=3))
def test_arrays_of_doubles_come_back(table):
    A = from_float(table)
    assert A == from_float(np.array(table)) == matrix([[Fraction(v) for v in row] for row in table])
    assert (A.to_numpy() == np.array(table)).all()


@given(st.integers(-10 ** 30, 10 ** 30), st.integers(1, 10 ** 30))
def test_fractions_are_rounded_to_the_nearest_double(p, q):
    value = Fraction(p, q)
    got = nearest_double(value)
    error = abs(Fraction(got) - value)
    assert error <= abs(Fraction(float(np.nextafter(got, np.inf))) - value)
    assert error <= abs(Fraction(float(np.nextafter(got, -np.inf))) - value)


SAME_FLOAT = {
    "python": 0.1, "numpy double": np.float64(0.1), "mpf": mpmath.mpf(0.1), "sympy": sp.Float(0.1),
    "long double": np.longdouble(0.1),
    "Decimal": Decimal("0.1000000000000000055511151231257827021181583404541015625"), "Fraction": Fraction(0.1),
}


@pytest.mark.parametrize("value", SAME_FLOAT.values(), ids=SAME_FLOAT.keys())
def test_one_float_from_every_library(value):
    assert from_float(value) == Fraction(0.1)
    assert from_float([[value, 1]]) == matrix([[Fraction(0.1), 1]])


def test_floats_of_other_sizes():
    assert from_float(np.float32(0.1)) == Fraction(float(np.float32(0.1))) != Fraction(0.1)
    assert from_float(np.float16(0.1)) == Fraction(float(np.float16(0.1)))
    third = np.longdouble(1) / 3
    assert from_float(third) == Fraction(*third.as_integer_ratio())
    assert from_float(np.array([[third]]))[0, 0] == from_float(third)
    with mpmath.workdps(50):
        fine = mpmath.mpf(1) / 3
    assert abs(from_float(fine) - Fraction(1, 3)) < Fraction(1, 10 ** 50)
    assert from_float(-mpmath.mpf("0.375")) == Fraction(-3, 8)
    assert from_float(mpmath.mpc(1, -0.5)) == 1 - I / 2
    assert from_float(mpmath.matrix([[1.5, 2], [0, -0.25]])) == matrix([[Fraction(3, 2), 2], [0, Fraction(-1, 4)]])
    assert from_float(np.array([[1 + 2j]])) == matrix("1+2*i")
    assert from_float([]) == zero(0, 0)
    assert from_float(7) == 7


NOT_FLOATS = {
    "nan": (float("nan"), InexactInputError), "inf": (float("inf"), InexactInputError),
    "numpy inf": (np.float32("-inf"), InexactInputError),
    "mpf nan": (mpmath.mpf("nan"), InexactInputError), "mpf inf": (mpmath.mpf("inf"), InexactInputError),
    "complex nan": (complex(0, float("nan")), InexactInputError),
    "nan in a list": ([[1.0, float("nan")]], InexactInputError),
    "nan in an array": (np.array([[np.nan]]), InexactInputError), "Decimal inf": (Decimal("inf"), InexactInputError),
    "text": ("1.5", InputError), "None": (None, InputError), "bool": (True, InputError),
    "flat list": ([1.5, 2.0], ShapeError),
    "flat array": (np.array([1.5]), ShapeError), "ragged": ([[1.0], [1.0, 2.0]], ShapeError),
}


@pytest.mark.parametrize(("value", "error"), NOT_FLOATS.values(), ids=NOT_FLOATS.keys())
def test_what_is_no_float_is_refused(value, error):
    with pytest.raises(error) as caught:
        from_float(value)
    assert 20 < len(str(caught.value)) < 250


def test_to_numpy_types():
    assert matrix("3 1; 0 3").to_numpy().dtype == np.int64
    assert matrix([[2 ** 63]]).to_numpy().dtype == np.float64
    assert matrix([[-(2 ** 63)]]).to_numpy().dtype == np.int64
    assert matrix("1/3").to_numpy().dtype == np.float64
    assert matrix("i").to_numpy().dtype == np.complex128
    assert zero(0, 0).to_numpy().shape == (0, 0)
    assert zero(2, 0).to_numpy().shape == (2, 0)
    assert (matrix("3 1; 0 3").to_numpy() == np.array([[3, 1], [0, 3]])).all()


IRRATIONAL = [sqrt(2), -sqrt(3) / 7, root([-1, -1, 0, 1], 0), 10 ** 20 + sqrt(2), sqrt(2) - Fraction(14142135623730951, 10 ** 16)]


@pytest.mark.parametrize("z", IRRATIONAL, ids=str)
def test_irrational_numbers_are_rounded_to_the_nearest_double(z):
    got = matrix([[z]]).to_numpy()[0, 0]
    error = abs(z - Fraction(float(got)))
    assert error < abs(z - Fraction(float(np.nextafter(got, np.inf))))
    assert error < abs(z - Fraction(float(np.nextafter(got, -np.inf))))


def test_real_and_imaginary_parts_that_are_zero_come_out_as_zero():
    got = matrix([["sqrt(2)", "sqrt(2)*i"], ["i", "1+i"]]).to_numpy()
    assert got[0, 0].imag == 0
    assert got[0, 1].real == 0
    assert got[0, 0].real == got[0, 1].imag == np.sqrt(2)
    assert got[1, 1] == 1 + 1j


def test_what_no_double_can_hold():
    with pytest.raises(DomainError, match="to_mpmath"):
        matrix([[10 ** 400]]).to_numpy()
    with pytest.raises(DomainError, match="parameters"):
        matrix("a", symbols="a").to_numpy()
    assert matrix([[Fraction(1, 10 ** 400)]]).to_numpy()[0, 0] == 0


def test_to_mpmath_digits():
    A = matrix([["sqrt(2)", "1/3"], ["i", "10^30+1"]])
    got = A.to_mpmath(40)
    with mpmath.workdps(45):
        assert abs(got[0, 0] - mpmath.sqrt(2)) < mpmath.mpf(10) ** -39
        assert abs(got[0, 1] - mpmath.mpf(1) / 3) < mpmath.mpf(10) ** -39
        assert abs(got[1, 0] - mpmath.mpc(0, 1)) < mpmath.mpf(10) ** -39
        assert got[1, 1] == mpmath.mpf(10) ** 30 + 1


def test_to_flint():
    assert matrix("3 1; 0 3").to_flint() == flint.fmpz_mat([[3, 1], [0, 3]])
    assert matrix("1/2 1/3").to_flint() == flint.fmpq_mat([[flint.fmpq(1, 2), flint.fmpq(1, 3)]])
    changed = matrix("3 1; 0 3")
    changed.to_flint()[0, 0] = 5
    assert changed == matrix("3 1; 0 3")
    with pytest.raises(DomainError, match="ZZ and QQ"):
        matrix("i").to_flint()


def test_a_matrix_keeps_no_hold_on_what_it_was_made_from():
    source, array = flint.fmpz_mat([[1, 2]]), np.array([[1, 2]])
    A, B = matrix(source), matrix(array)
    source[0, 0] = 5
    array[0, 0] = 5
    assert A == B == matrix("1 2")


def test_to_sympy():
    assert matrix("1/2 3").to_sympy() == sp.Matrix([[sp.Rational(1, 2), 3]])
    assert matrix("sqrt(2)*i -1").to_sympy() == sp.Matrix([[sp.sqrt(2) * sp.I, -1]])
    assert zero(0, 0).to_sympy().shape == (0, 0)
