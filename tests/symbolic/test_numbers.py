"""Algebraic numbers: field laws, decided equality and order, conversions, against balls and SymPy."""
from __future__ import annotations

from fractions import Fraction

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symbolic import DomainError, I, InexactInputError, InputError, UnableError, exact, parse_number, rational, root, sqrt
from symbolic.scalars.fields import compositum
from symbolic.scalars.parts import imaginary_part, real_part
from symbolic.scalars.radicals import radicals
from symbolic.scalars.surds import squarefree_part

CUBIC = root([-1, -1, 0, 1], 0)
QUARTIC = root([1, 0, 0, 0, 1], 3)
POOL = [rational(0), rational(1), rational(-3, 2), sqrt(2), sqrt(3), sqrt(6), -sqrt(2), I, 1 + I, sqrt(-2), (1 + sqrt(5)) / 2,
        CUBIC, root([-1, -1, 0, 1], 1), root([-2, 0, 0, 1], 0), QUARTIC]
small = st.sampled_from(POOL)


@given(small, small)
def test_field_laws_against_balls(a, b):
    for z, w in ((a + b, "+"), (a * b, "*"), (a - b, "-")):
        with mp.workdps(60):
            x, y = mp.mpmathify(a.to_mpmath(50)), mp.mpmathify(b.to_mpmath(50))
            want = {"+": x + y, "*": x * y, "-": x - y}[w]
            assert abs(mp.mpmathify(z.to_mpmath(50)) - want) < mp.mpf(10) ** -45
    assert a + b - b == a
    assert a * b == b * a
    assert (a + b) ** 2 == a ** 2 + 2 * a * b + b ** 2
    if b:
        assert a / b * b == a


@given(small, small)
def test_equality_and_hash_agree_across_fields(a, b):
    detour = a + b - b
    assert detour == a
    assert hash(detour) == hash(a)
    assert (a == b) == (not a - b)


@given(small)
def test_text_reads_back(z):
    assert parse_number(str(z)) == z
    assert parse_number(str(z * z + 1)) == z * z + 1


@given(small)
def test_sympy_has_the_same_value(z):
    with mp.workdps(40):
        assert abs(mp.mpmathify(sp.N(z.to_sympy(), 30)) - mp.mpmathify(z.to_mpmath(30))) < mp.mpf(10) ** -25


@given(small)
def test_minimal_polynomial_is_zero_at_the_number_and_irreducible(z):
    m = z.minpoly()
    assert sum((int(c) * z ** k for k, c in enumerate(m.coeffs())), exact(0)) == 0
    assert [e for _, e in m.factor()[1]] == [1]


@given(small)
def test_parts_and_conjugate(z):
    re, im = real_part(z), imaginary_part(z)
    assert re.is_real
    assert im.is_real
    assert re + I * im == z
    assert z.conjugate() == re - I * im
    assert z * z.conjugate() == re ** 2 + im ** 2 == abs(z) ** 2


@given(st.integers(-50, 50), st.integers(1, 30), st.integers(0, 40))
def test_order_and_sign_are_exact(p, q, d):
    a, b = rational(p, q), sqrt(d)
    assert (a < b) == (p < 0 or p * p < d * q * q)
    assert (a - b).sign() == (a > b) - (a < b)


def test_numbers_closer_than_any_double_are_told_apart():
    a = sqrt(2) + sqrt(3)
    with mp.workdps(100):
        digits = mp.nint((mp.sqrt(2) + mp.sqrt(3)) * mp.mpf(10) ** 70)
    near = rational(int(digits), 10**70)
    assert near != a
    assert (near < a) != (near > a)


def test_square_roots_denest_when_they_lie_in_the_field():
    assert sqrt(3 + 2 * sqrt(2)) == 1 + sqrt(2)
    assert str(sqrt(3 + 2 * sqrt(2))) == "1+sqrt(2)"
    assert sqrt(I) == (sqrt(2) + sqrt(2) * I) / 2
    assert sqrt(-4) == 2 * I
    assert sqrt(rational(8, 9)) == 2 * sqrt(2) / 3


@given(small)
def test_principal_square_root(z):
    r = sqrt(z)
    assert r * r == z
    re, im = real_part(r), imaginary_part(r)
    assert re > 0 or (re == 0 and im >= 0)


def test_roots_of_a_reducible_polynomial_are_counted_together():
    assert [str(root([2, -3, 1], k)) for k in range(2)] == ["1", "2"]
    p = [-2, 2, 1, -1]           # (x - 1)(2 - x^2)
    assert [root(p, k) for k in range(3)] == [-sqrt(2), exact(1), sqrt(2)]
    with pytest.raises(InputError, match="index runs from 0 to 2"):
        root(p, 3)


def test_root_order_real_first_then_by_real_part():
    values = [root([2, 0, 0, 0, 1], k).to_mpmath(20) for k in range(4)]
    keys = [(round(float(v.real), 9), round(float(v.imag), 9)) for v in values]
    assert keys == sorted(keys)
    assert root([1, 0, 1], 0) == -I
    assert [root([-1, 0, 1], k) for k in range(2)] == [exact(-1), exact(1)]
    assert [root([1, 0, 3, 0, 1], k).is_real for k in range(4)] == [False] * 4


@pytest.mark.parametrize("bad", [0.5, 1e300, complex(1, 2), float("nan"), mp.mpf(1)])
def test_floats_are_refused_with_the_way_out(bad):
    with pytest.raises(InexactInputError, match="fraction, or use from_float"):
        exact(bad)
    with pytest.raises(InexactInputError):
        sqrt(2) + bad


def test_wrong_questions_have_clear_answers():
    with pytest.raises(DomainError, match="not real"):
        I.sign()
    with pytest.raises(DomainError, match="only real numbers are ordered"):
        _ = I < 1
    with pytest.raises(DomainError, match="irrational"):
        sqrt(2).as_fraction()
    with pytest.raises(ZeroDivisionError):
        _ = sqrt(2) / (sqrt(2) - sqrt(2))
    with pytest.raises(InputError, match="truth value"):
        exact(True)  # noqa: FBT003 - the mistake under test


def test_compositum_limit_names_the_degree():
    a, b = root([-2] + [0] * 16 + [1], 0), root([-3] + [0] * 16 + [1], 0)
    with pytest.raises(UnableError, match="17 \\* 17 = 289"):
        compositum(a.field, b.field)


def test_one_field_contains_the_other():
    field, x, y = compositum(sqrt(2).field, root([-2, 0, 0, 0, 1], 1).field)
    assert field.degree == 4
    assert x.degree() == 2
    assert y.degree() == 1


@given(st.integers(-10**6, 10**6).filter(bool))
def test_squarefree_part(n):
    s, d = squarefree_part(n)
    assert s * s * d == n
    assert all(d % (p * p) for p in range(2, 1001))


def test_decimals_to_any_digits():
    with mp.workdps(420):
        assert abs(sqrt(2).to_mpmath(400) - mp.sqrt(2)) < mp.mpf(10) ** -400
    assert rational(1, 3).to_mpmath(5) == mp.mpf(1) / 3 or abs(rational(1, 3).to_mpmath(5) * 3 - 1) < 1e-6


def test_mixes_with_python_numbers_and_is_equal_to_them():
    assert rational(3) == 3
    assert hash(rational(1, 2)) == hash(Fraction(1, 2))
    assert Fraction(1, 2) + sqrt(2) - sqrt(2) == Fraction(1, 2)
    assert int(rational(7)) == 7
    assert {rational(2): "two"}[2] == "two"


@pytest.mark.parametrize("coefficients", [[-1, -1, 0, 1], [1, -3, 0, 1], [2, 0, 0, 0, 1], [-1, -1, 0, 0, 1], [1, 1, 1, 1, 1]])
def test_radicals_up_to_degree_four_are_the_same_number(coefficients):
    for k in range(len(coefficients) - 1):
        z = root(coefficients, k)
        with mp.workdps(40):
            assert abs(mp.mpmathify(sp.N(radicals(z), 30)) - mp.mpmathify(z.to_mpmath(30))) < mp.mpf(10) ** -25


def test_radicals_above_degree_four_are_refused():
    with pytest.raises(UnableError, match="degree 5"):
        radicals(root([-1, -1, 0, 0, 0, 1], 0))
