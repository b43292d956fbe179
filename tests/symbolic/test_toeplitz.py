"""Toeplitz matrices: every verb against elimination on the dense matrix, singular leading minors, and the lifting."""
from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest
from flint import fmpz_poly, nmod_mat
from hypothesis import given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InexactInputError,
    InputError,
    NotSquareError,
    ParseError,
    ShapeError,
    SingularMatrixError,
    det,
    gohberg_semencul,
    identity,
    inverse,
    matrix,
    rank,
    solve,
    sqrt,
    toeplitz,
    toeplitz_solve_mod,
    zero,
)
from symbolic.scalars.parameters import parameter
from symbolic.structured import toeplitz as module
from symbolic.structured import toeplitzsolver
from symbolic.structured.toeplitzsolver import FundamentalPair, lifted_toeplitz, solve_lifted

a, b = parameter("a"), parameter("b")

CASES = [
    ("1x1", [5], [5]),
    ("identity", [1, 0, 0], None),
    ("exchange, excluded", [0, 1], None),
    ("cyclic permutation", [0, 1, 0, 0], [0, 0, 0, 1]),
    ("zero corner", [0, 1, 2], [0, 3, 5]),
    ("first n-1 minor zero", [1, 1, 2], [1, 1, 3]),
    ("all leading minors but the last zero", [0, 0, 1, 0, 0], [0, 0, 0, 2, 0]),
    ("lower triangular", [2, -1, 3, 0], [2, 0, 0, 0]),
    ("fractions", [Fraction(1, 2), "2/3", 0, -4], ["1/2", Fraction(-1, 7), 2, 2]),
    ("huge", [10**30, 1, -(10**29)], [10**30, 7, 10**31]),
    ("Q(i)", [I, 1, 2 - I], [I, 0, 3]),
    ("Q(i), zero corner", [0, I, 1], [0, 2, 1 + I]),
    ("Q(sqrt 2)", [sqrt(2), 1, 0], [sqrt(2), 1 - sqrt(2), 3]),
    ("parameters", [a, b, 1], [a, 2, 0]),
    ("parameters, excluded", [0, a], [0, b]),
]


def columns(n):
    return ExactMatrix.from_rows([[k * k - 1, Fraction(2 - k, 3)] for k in range(n)], cols=2)


@pytest.mark.parametrize(("c", "r"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_every_verb_agrees_with_the_dense_matrix(c, r):
    T = toeplitz(c, r)
    D, n = T.dense(), len(c)
    assert T.shape == D.shape == (n, n)
    assert all(D[i, j] == (T.c[i - j] if i >= j else T.r[j - i]) for i in range(n) for j in range(n))
    assert T.det() == det(D)
    assert T.T.dense() == D.T
    B = columns(n)
    assert T.matvec(B) == D * B
    assert D * T.solve(B) == B
    assert T.solve([k + 1 for k in range(n)]) == solve(D, ExactMatrix.from_rows([[k + 1] for k in range(n)]))
    assert D * T.inverse() == identity(n)
    formula = gohberg_semencul(T)
    X = formula.inverse()
    assert X == inverse(D)
    assert D * X == X * D == identity(n)
    assert formula.matvec(B) == X * B
    assert formula.x == X.column(0)
    assert formula.y == X.column(n - 1)
    leading = det(D.submatrix(range(n - 1), range(n - 1))) if n > 1 else 1
    assert formula.condition == leading / det(D)
    assert formula.excluded == (not leading)


def test_all_174_nonsingular_of_size_three_over_minus_one_zero_one():
    counted = excluded = 0
    for t in product((-1, 0, 1), repeat=5):
        T = toeplitz(t[2:], t[2::-1])
        D = T.dense()
        if not T.det():
            assert det(D) == 0
            with pytest.raises(SingularMatrixError) as caught:
                T.solve([1, 0, 0])
            assert D * caught.value.null_vector == zero(3, 1)
            continue
        formula = gohberg_semencul(T)
        assert D * T.solve([1, 2, 5]) == matrix("1; 2; 5")
        assert D * formula.inverse() == identity(3)
        counted, excluded = counted + 1, excluded + formula.excluded
    assert counted == 174
    assert excluded > 20


@pytest.mark.parametrize("prime", [2, 3, 5, 101, 2**61 - 1])
def test_modulo_a_prime_against_the_dense_solver(prime):
    draw, solved, null = random.Random(prime), 0, 0
    for _ in range(150):
        n = draw.randrange(1, 8)
        c, r = [draw.randrange(-3, 4) for _ in range(n)], [draw.randrange(-3, 4) for _ in range(n)]
        r[0], right = c[0], [draw.randrange(9) for _ in range(n)]
        D = nmod_mat(n, n, [c[i - j] if i >= j else r[j - i] for i in range(n) for j in range(n)], prime)
        if D.det() == 0:
            with pytest.raises(SingularMatrixError, match="singular modulo") as caught:
                toeplitz_solve_mod(c, r, right, prime)
            v = caught.value.null_vector
            assert any(v)
            assert D * nmod_mat(n, 1, list(v), prime) == nmod_mat(n, 1, [0] * n, prime)
            null += 1
            continue
        x = toeplitz_solve_mod(c, r, right, prime)
        assert D * nmod_mat(n, 1, list(x), prime) == nmod_mat(n, 1, right, prime)
        solved += 1
    assert solved > 20
    assert null > 1


@given(st.integers(1, 9), st.data())
def test_lifting_recovers_a_drawn_solution_and_agrees_with_elimination(n, data):
    numbers = st.integers(-3, 3)
    t = data.draw(st.lists(numbers, min_size=2 * n - 1, max_size=2 * n - 1))
    hidden = data.draw(st.lists(st.integers(-10**6, 10**6), min_size=n, max_size=n))
    T = toeplitz(t[n - 1:], t[n - 1::-1])
    lifted = lifted_toeplitz(fmpz_poly(t), n)
    assert (lifted is None) == (T.det() == 0)
    if lifted is not None:
        right = T.matvec(hidden)
        assert solve_lifted(lifted, fmpz_poly(right.numerator.entries())) == (fmpz_poly(hidden), 1)
        x, d = solve_lifted(lifted, fmpz_poly([1]))
        assert T.solve([1] + [0] * (n - 1)) * d == ExactMatrix.from_rows([[int(x[i])] for i in range(n)])


def test_one_digit_more_keeps_the_pair_fundamental():
    lifted = lifted_toeplitz(fmpz_poly([3, 0, 1, 2, 5]), 3)
    assert isinstance(lifted.pair, FundamentalPair)
    assert (lifted.image(lifted.pair.u) - 1) % lifted.modulus == 0
    assert lifted.image(lifted.pair.v) % lifted.modulus == 0
    assert lifted.pair.v[3] == 1


def test_the_denominator_entry_by_entry(monkeypatch):
    monkeypatch.setattr(toeplitzsolver, "_rational", lambda *_: None)
    draw = random.Random(7)
    for n in (1, 2, 5, 20):
        t = [draw.randrange(-9, 10) for _ in range(2 * n - 1)]
        lifted = lifted_toeplitz(fmpz_poly(t), n)
        x, d = solve_lifted(lifted, fmpz_poly([3] * n))
        found = ExactMatrix.from_rows([[int(x[i])] for i in range(n)]) / d
        assert found == solve(toeplitz(t[n - 1:], t[n - 1::-1]).dense(), ExactMatrix.from_rows([[3]] * n))


@pytest.mark.parametrize("zeros", [0, 3])
def test_the_lifted_path_of_solve(zeros):
    n, draw = module.LIFT_FROM, random.Random(zeros)
    c = [0] * zeros + [draw.randrange(-4, 5) for _ in range(n - zeros)]
    r = [c[0]] + [0] * zeros + [Fraction(draw.randrange(-4, 5), 3) for _ in range(n - 1 - zeros)]
    T = toeplitz(c, r)
    hidden = ExactMatrix.from_rows([[Fraction(draw.randrange(-9, 9), 7), k] for k in range(n)])
    assert T.solve(T.matvec(hidden)) == hidden
    e = [1] + [0] * (n - 1)
    assert T.matvec(T.solve(e)) == ExactMatrix.from_rows([[x] for x in e])


def test_a_large_singular_matrix_has_a_null_vector():
    n = module.LIFT_FROM
    T = toeplitz([1, 1] * (n // 2))
    with pytest.raises(SingularMatrixError, match="null vector") as caught:
        T.solve([1] * n)
    assert T.matvec(caught.value.null_vector) == zero(n, 1)


def test_the_inverse_by_the_formula_at_a_large_size():
    n, draw = module.FORMULA_FROM, random.Random(30)
    c = [0] + [draw.randrange(-9, 10) for _ in range(n - 1)]
    T = toeplitz(c, [0] + [Fraction(draw.randrange(-9, 10), 2) for _ in range(n - 1)])
    X = T.inverse()
    assert X == inverse(T.dense())
    assert T.matvec(X) == identity(n)


@pytest.mark.parametrize(("c", "r"), [([1, 2, 3], [1, 4]), ([7], [7, 1, 2]), ([I, 2], [I, 0, 1]), ([a, 1], [a, 2, b])])
def test_rectangular(c, r):
    T = toeplitz(c, r)
    n = len(r)
    assert T.dense().shape == (len(c), n)
    assert T.matvec(columns(n)) == T.dense() * columns(n)
    assert T.T.dense() == T.dense().T
    assert T.displacement_rank() == rank(T.displacement().image) <= 2
    for question in (T.det, T.inverse, lambda: T.solve([1] * len(c)), lambda: gohberg_semencul(T)):
        with pytest.raises(NotSquareError):
            question()


def test_empty():
    T = toeplitz([])
    assert T.shape == T.dense().shape == (0, 0)
    assert T.det() == 1
    assert T.solve([]).shape == (0, 1)
    assert T.inverse().shape == T.matvec([]).shape[:1] * 2 == (0, 0)
    with pytest.raises(InputError, match="0x0"):
        gohberg_semencul(T)


@pytest.mark.parametrize("c", [[0], [0, 0, 0], [1, 1], [1, 1, 1], [I, I], [a, a], [sqrt(2), sqrt(2)], ["1/2"] * 15])
def test_singular(c):
    T = toeplitz(c)
    assert T.det() == 0
    for question in (T.inverse, lambda: T.solve([1] * len(c)), lambda: gohberg_semencul(T)):
        with pytest.raises(SingularMatrixError) as caught:
            question()
        null = caught.value.null_vector
        assert any(bool(x) for row in null.entries() for x in row)
        assert T.dense() * null == zero(len(c), 1)


@pytest.mark.parametrize(("c", "r", "expected"), [([0, 0], [0, 0], 0), ([1, 0], [1, 0], 1), ([1, 2, 3], [1, 4, 5], 2), ([3], [3], 1)])
def test_displacement_rank(c, r, expected):
    D = toeplitz(c, r).displacement()
    assert D.rank == expected
    assert D.left * D.right.T == D.image
    assert toeplitz(c, r).dense() - D.F * toeplitz(c, r).dense() * D.G == D.image


def test_conditions_of_parameters():
    formula = gohberg_semencul(toeplitz([a, b], [a, 1]))
    assert not formula.excluded
    assert {str(f) for f in formula.conditions} >= {str(formula.condition)}
    assert formula.inverse().conditions
    assert toeplitz(["t", 1], symbols=["t"]).det() == parameter("t") ** 2 - 1


def test_refuses():
    for c, r in (([1, 2], [2, 1]), ([], [1]), ([1], [])):
        with pytest.raises(ShapeError, match="r\\[0\\]"):
            toeplitz(c, r)
    with pytest.raises(InexactInputError):
        toeplitz([1, 0.5])
    with pytest.raises(ParseError):
        toeplitz(["t"])
    with pytest.raises(DomainError, match="parameters"):
        toeplitz([sqrt(2), 1], [sqrt(2), a])
    with pytest.raises(ShapeError, match="2x2"):
        toeplitz(matrix("1 2; 3 4"))
    for verb in (toeplitz([1, 2]).matvec, toeplitz([1, 2]).solve):
        with pytest.raises(ShapeError, match="expected 2 rows, found 3"):
            verb([1, 2, 3])
    with pytest.raises(InputError, match="Toeplitz value"):
        gohberg_semencul(identity(2))
    for arguments, error in ((([1], [1], [1], 9), InputError), (([1], [1], [1], 2**64 + 13), InputError),
                             (([1, 2], [1], [1], 7), ShapeError), (([1, 2], [2, 2], [1, 1], 7), ShapeError)):
        with pytest.raises(error, match="toeplitz_solve_mod"):
            toeplitz_solve_mod(*arguments)
    assert toeplitz_solve_mod([], [], [], 7) == ()


def test_text():
    assert str(toeplitz([1, "1/2"])) == "toeplitz([1, 1/2])"
    assert str(toeplitz([1, 2], [1, 3])) == "toeplitz([1, 2], [1, 3])"
    assert toeplitz(matrix("1 2 3")) == toeplitz(matrix("1; 2; 3")) == toeplitz([1, 2, 3])
    assert "bmatrix" in toeplitz([1, 2])._repr_latex_()
