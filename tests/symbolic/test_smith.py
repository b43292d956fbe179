"""Smith form over Z and Q[x]: the law U A V = S, its invariant factors by determinantal divisors, and drawn answers."""
from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce
from itertools import combinations, pairwise
from math import gcd

import pytest
from flint import fmpq_poly
from hypothesis import given
from hypothesis import strategies as st

from symbolic import DomainError, ExactMatrix, NotSquareError, ShapeError, diagonal, frobenius_form, identity, matrix, zero
from symbolic.canonical.polynomial_matrix import PolynomialMatrix, polynomial_identity
from symbolic.canonical.smith import PolynomialSmithForm, SmithForm, characteristic_matrix, smith_form
from symbolic.canonical.smith_integer import make_divisible
from symbolic.matrices.elimination import det
from symbolic.matrices.matrix import block_diagonal


def from_table(rows, cols=None):
    return ExactMatrix.from_rows(rows, cols=cols)


CASES = [
    ("0x0", zero(0, 0), []),
    ("0x3", zero(0, 3), []),
    ("3x0", zero(3, 0), []),
    ("1x1 negative", matrix("-6"), [6]),
    ("zero", zero(3, 4), []),
    ("identity", identity(4), [1, 1, 1, 1]),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), [1, 1, 1]),
    ("nilpotent", matrix("0 2 0; 0 0 4; 0 0 0"), [2, 4]),
    ("two equal blocks", block_diagonal([matrix("2 1; 0 2")] * 2), [1, 1, 4, 4]),
    ("coprime diagonal", diagonal([4, 6, 9, 0, 25]), [1, 1, 6, 900]),
    ("textbook", matrix("2 4 4; -6 6 12; 10 4 16"), [2, 2, 156]),
    ("row", matrix("6 10 15"), [1]),
    ("column", matrix("6; 10; 14"), [2]),
    ("rank 1", matrix("2 4 6; 3 6 9"), [1]),
    ("huge entries", matrix(f"{10**40} {10**40 + 1}; {10**39} {7 * 10**38}"), None),
]


def check_integer_law(form: SmithForm) -> None:
    A, n, m = form.A, form.A.cols, form.A.rows
    assert form.U * A * form.V == form.S
    for M in (form.U, form.V, form.U_inverse, form.V_inverse, form.S):
        assert M.is_rational
        assert M.denominator == 1
    assert form.U * form.U_inverse == identity(m)
    assert form.V_inverse * form.V == identity(n)
    assert abs(det(form.U)) == 1
    assert abs(det(form.V)) == 1
    d = [int(x) for x in form.invariant_factors]
    assert all(x > 0 for x in d)
    assert all(b % a == 0 for a, b in pairwise(d))
    assert from_table([[d[i] if i == j and i < len(d) else 0 for j in range(n)] for i in range(m)], cols=n) == form.S


def determinantal_divisors(A: ExactMatrix) -> list[int]:
    """Gcds of the k x k minors, k = 1, 2, ..: the definition, independent of any elimination."""
    out = []
    for k in range(1, min(A.shape) + 1):
        minors = [int(det(A.submatrix(r, c))) for r in combinations(range(A.rows), k) for c in combinations(range(A.cols), k)]
        g = reduce(gcd, minors, 0)
        if g == 0:
            break
        out.append(g)
    return out


@pytest.mark.parametrize(("A", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_table(A, expected):
    form = smith_form(A)
    check_integer_law(form)
    if expected is not None:
        assert list(form.invariant_factors) == expected


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_against_determinantal_divisors_and_flint(m, n, data):
    rows = data.draw(st.lists(st.lists(st.integers(-6, 6), min_size=n, max_size=n), min_size=m, max_size=m))
    form = smith_form(from_table(rows))
    check_integer_law(form)
    divisors = [1, *determinantal_divisors(form.A)]
    assert list(form.invariant_factors) == [b // a for a, b in pairwise(divisors)]
    assert form.S.numerator == form.A.numerator.snf()


def shear(A: ExactMatrix, steps) -> ExactMatrix:
    """Add multiples of rows to rows, in place of a random unimodular factor."""
    rows = [[int(x) for x in row] for row in A.entries()]
    for i, j, c in steps:
        if rows and i % len(rows) != j % len(rows):
            rows[i % len(rows)] = [x + c * y for x, y in zip(rows[i % len(rows)], rows[j % len(rows)], strict=True)]
    return from_table(rows, cols=A.cols)


STEPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-3, 3)), max_size=20)


@given(st.lists(st.integers(1, 6), max_size=7), st.integers(0, 2), st.integers(0, 2), STEPS, STEPS)
def test_recovers_drawn_invariant_factors(quotients, more_rows, more_cols, left, right):
    d, product = [], 1
    for q in quotients:
        product *= q
        d.append(product)
    m, n = len(d) + more_rows, len(d) + more_cols
    hidden = from_table([[d[i] if i == j and i < len(d) else 0 for j in range(n)] for i in range(m)], cols=n)
    form = smith_form(shear(shear(hidden, left).T, right).T)
    check_integer_law(form)
    assert list(form.invariant_factors) == d


def dense(n, bound):
    rng = random.Random(20)
    return from_table([[rng.randint(-bound, bound) for _ in range(n)] for _ in range(n)])


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_gcd_steps_alone_make_a_divisibility_chain(d):
    """The last resort after the mixed Hermite form, which rarely leaves it anything to do."""
    n = len(d)
    unit = [[int(i == j) for j in range(n)] for i in range(n)]
    u, v, chain = make_divisible(unit, unit, d)
    U, V = from_table(u), from_table(v).T
    assert abs(det(U)) == abs(det(V)) == 1
    assert U * diagonal(d) * V == diagonal(chain)
    assert all(b % a == 0 for a, b in pairwise(chain))


def test_transforms_of_a_dense_matrix_stay_near_the_determinant():
    n = 16
    A = dense(n, 9)
    assert det(A) != 0
    form = smith_form(A)
    check_integer_law(form)
    bits = max(abs(int(x)).bit_length() for M in (form.U, form.V) for row in M.entries() for x in row)
    assert bits <= 2 * int(abs(det(A))).bit_length()


def test_small_matrices_have_small_transforms():
    form = smith_form(matrix("2 4 4; -6 6 12; 10 4 16"))
    assert max(abs(int(x)) for M in (form.U, form.V) for row in M.entries() for x in row) <= 30


def test_refuses_what_is_not_over_the_integers():
    with pytest.raises(DomainError, match=r"denominator 2.*smith_form\(2 \* A\)"):
        smith_form(matrix("1/2 1; 0 1"))
    with pytest.raises(DomainError, match="rank"):
        smith_form(matrix("sqrt(2) 1; 0 1"))


# -- over Q[x] --------------------------------------------------------------------------------------------------------


def check_polynomial_law(form: PolynomialSmithForm) -> None:
    m, n = form.A.shape
    assert form.U * form.A * form.V == form.S
    assert form.U * form.U_inverse == polynomial_identity(m)
    assert form.V_inverse * form.V == polynomial_identity(n)
    d = [f.to_flint() for f in form.invariant_factors]
    assert all(f.leading_coefficient() == 1 for f in d)
    assert all(not b % a for a, b in pairwise(d))
    zero_poly = fmpq_poly([0])
    assert form.S.to_flint() == [[d[i] if i == j and i < len(d) else zero_poly for j in range(n)] for i in range(m)]


def polynomial_divisors(A: PolynomialMatrix) -> list[fmpq_poly]:
    """Quotients of the monic gcds of the k x k minors."""
    rows, previous, out = A.to_flint(), fmpq_poly([1]), []
    for k in range(1, min(A.shape) + 1):
        g = fmpq_poly([0])
        for r in combinations(range(A.rows), k):
            for c in combinations(range(A.cols), k):
                g = g.gcd(PolynomialMatrix([[rows[i][j] for j in c] for i in r], k).det().to_flint())
        if not g:
            break
        out.append(g / g.leading_coefficient() // previous)
        previous = g / g.leading_coefficient()
    return out


POLYNOMIAL_CASES = [
    ("0x0", PolynomialMatrix.from_rows([]), []),
    ("0x2", PolynomialMatrix.from_rows([], cols=2), []),
    ("zero", PolynomialMatrix.from_rows([[0, 0], [0, 0]]), []),
    ("constant", PolynomialMatrix.from_rows([[2, 0], [0, Fraction(1, 3)]]), [[1], [1]]),
    ("coprime diagonal", PolynomialMatrix.from_rows([[[0, 1], 0], [0, [-1, 1]]]), [[1], [0, -1, 1]]),
    ("common factor", PolynomialMatrix.from_rows([[[0, 2], [0, 0, 1]], [[0, 0, 0, 1], [0, 1]]]), [[0, 1], [0, -2, 0, 0, 1]]),
    ("row", PolynomialMatrix.from_rows([[[-1, 0, 1], [-1, 1]]]), [[-1, 1]]),
]


@pytest.mark.parametrize(("A", "expected"), [c[1:] for c in POLYNOMIAL_CASES], ids=[c[0] for c in POLYNOMIAL_CASES])
def test_polynomial_table(A, expected):
    form = smith_form(A)
    check_polynomial_law(form)
    assert [f.to_flint() for f in form.invariant_factors] == [fmpq_poly(c) for c in expected]


ENTRY = st.lists(st.integers(-3, 3), max_size=3)


@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_polynomial_form_against_determinantal_divisors(m, n, data):
    A = PolynomialMatrix.from_rows(
        data.draw(st.lists(st.lists(ENTRY, min_size=n, max_size=n), min_size=m, max_size=m)), cols=n)
    form = smith_form(A)
    check_polynomial_law(form)
    assert [f.to_flint() for f in form.invariant_factors] == polynomial_divisors(A)


SQUARE = [
    ("empty", zero(0, 0)), ("1x1", matrix("5")), ("zero", zero(3, 3)), ("identity", identity(3)),
    ("nilpotent", matrix("0 1 0; 0 0 1; 0 0 0")), ("permutation", matrix("0 1 0; 0 0 1; 1 0 0")),
    ("two equal blocks", block_diagonal([matrix("2 1; 0 2")] * 2)), ("fractions", matrix("1/2 1; 1/3 -1/5")),
    ("derogatory", block_diagonal([matrix("0 1; -1 0"), matrix("0 1; -1 0"), matrix("3")])),
]


@pytest.mark.parametrize("A", [case[1] for case in SQUARE], ids=[case[0] for case in SQUARE])
def test_characteristic_matrix(A):
    """The form of x I - A satisfies its law and has the invariant factors of A (by minors; by the Frobenius form)."""
    X = characteristic_matrix(A)
    form = smith_form(X)
    check_polynomial_law(form)
    assert [f.to_flint() for f in form.invariant_factors] == polynomial_divisors(X)
    proper = [f for f in form.invariant_factors if f.degree > 0]
    assert sorted(map(str, proper)) == sorted(map(str, frobenius_form(A).invariant_factors))


def test_characteristic_matrix_of_size_20_in_moderation():
    n = 20
    form = smith_form(characteristic_matrix(dense(n, 5)))
    check_polynomial_law(form)
    assert form.invariant_factors[-1].degree == n


def test_characteristic_matrix_refuses():
    with pytest.raises(NotSquareError, match="2x3"):
        characteristic_matrix(zero(2, 3))
    with pytest.raises(DomainError):
        characteristic_matrix(matrix("sqrt(2)"))


# -- PolynomialMatrix -------------------------------------------------------------------------------------------------


@given(st.lists(ENTRY, min_size=4, max_size=4), st.lists(ENTRY, min_size=4, max_size=4), st.integers(-5, 5))
def test_evaluation_is_a_ring_homomorphism(p, q, x):
    A, B = (PolynomialMatrix.from_rows([c[:2], c[2:]]) for c in (p, q))
    assert (A * B)(x) == A(x) * B(x)
    assert (A + B)(x) == A(x) + B(x)
    assert (A - B)(x) == A(x) - B(x)
    assert (A * [0, 1])(x) == A(x) * x
    assert A.T(x) == A(x).T
    assert A.det()(x) == det(A(x))
    assert (A == B) == (A.to_flint() == B.to_flint())
    assert hash(A) == hash(PolynomialMatrix.from_rows(A.to_flint()))


def test_polynomial_matrix_shows_and_refuses():
    P = PolynomialMatrix.from_rows([[[0, 1], Fraction(1, 2)], [0, [-1, 0, 1]]])
    assert str(P) == "x 1/2; 0 x^2-1"
    assert P.latex() == r"\begin{pmatrix} x & \frac{1}{2} \\ 0 & x^{2}-1 \end{pmatrix}"
    assert P[1, 1].degree == P.degree == 2
    with pytest.raises(ShapeError):
        PolynomialMatrix.from_rows([[1], [1, 2]])
    with pytest.raises(ShapeError):
        P * PolynomialMatrix.from_rows([[1]])
    with pytest.raises(ShapeError):
        P + PolynomialMatrix.from_rows([[1]])
    with pytest.raises(IndexError):
        P[2, 0]
