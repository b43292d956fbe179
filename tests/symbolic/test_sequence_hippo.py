"""HiPPO matrices: every closed form against elimination on T, the dense matrix where it exists, and the published numbers."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    I,
    InputError,
    NotSquareError,
    ScaledMatrix,
    ShapeError,
    SingularMatrixError,
    UnableError,
    charpoly,
    det,
    diagonal,
    dplr,
    eigenvalues,
    hippo_legs,
    hippo_legt,
    identity,
    inverse,
    matrix,
    norm,
    nplr,
    parameter,
    scaled_matrix,
    solve,
    sqrt,
)
from symbolic.sequence.scaled import outer

SIZES = [1, 2, 3, 4, 5, 8, 13, 27, 40]
FAMILIES = {"legs": hippo_legs, "legt": hippo_legt, "legt halved": lambda n: hippo_legt(n, 2),
            "legt 2/3": lambda n: hippo_legt(n, Fraction(2, 3))}


def column(values):
    return ExactMatrix.from_rows([[x] for x in values])


@pytest.mark.parametrize("n", range(1, 7))
def test_entries_are_those_of_the_definition(n):
    S, T = hippo_legs(n).dense(), hippo_legt(n).dense()
    for i in range(n):
        for k in range(n):
            size = sqrt((2 * i + 1) * (2 * k + 1))
            assert S[i, k] == (-size if i > k else -(i + 1) if i == k else 0)
            assert T[i, k] == (-size if i >= k else -size * (-1) ** (k - i))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", SIZES)
def test_closed_forms_agree_with_elimination(family, n):
    A = FAMILIES[family](n)
    assert A.shape == (n, n)
    assert A.scaling == tuple(2 * i + 1 for i in range(n))
    assert A.inverse().rational == inverse(A.rational)
    assert A.inverse() * A == A.one
    assert A.det() == det(A.rational)
    draw = random.Random(n)
    y = ExactMatrix.from_rows([[Fraction(draw.randint(-9, 9), draw.randint(1, 4)) for _ in range(2)] for _ in range(n)])
    assert A.matvec(y) == A.rational * y
    assert A.solve(y) == solve(A.rational, y)
    assert A.T.rational == ScaledMatrix(A.rational, A.scaling).T.rational
    assert A.frobenius_norm_squared() == ScaledMatrix(A.rational, A.scaling).frobenius_norm_squared()


@pytest.mark.parametrize("n", range(1, 41))
def test_inverse_formulas_entry_by_entry(n):
    S, T = hippo_legs(n).inverse().rational, hippo_legt(n).inverse().rational
    assert S * hippo_legs(n).rational == T * hippo_legt(n).rational == identity(n)
    for i in range(n):
        for k in range(n):
            expected = Fraction((-1) ** (i - k + 1) * (2 * k + 1), i * (i + 1)) if i > k else Fraction(-int(i == k), i + 1)
            assert S[i, k] == expected
            assert abs(i - k) <= 1 or T[i, k] == 0


@pytest.mark.parametrize("n", SIZES)
def test_eigenvectors_of_legs_are_signed_binomials(n):
    A = hippo_legs(n)
    V = A.eigenvectors
    assert A.rational * V == V * diagonal(A.eigenvalues)
    assert V * A.eigenvectors_inverse == identity(n)
    if n <= 5:
        assert sorted(x for x, _ in eigenvalues(A.rational)) == sorted(A.eigenvalues)
        assert sorted(ScaledMatrix(A.rational, A.scaling).eigenvalues) == sorted(A.eigenvalues)


@pytest.mark.parametrize("n", SIZES)
def test_symmetric_part_is_few_rank_one_terms(n):
    A, B, c = hippo_legs(n), hippo_legt(n), hippo_legt(n, 3)
    ones, signs = column([1] * n), column([(-1) ** i for i in range(n)])
    p, q = outer(ones, ones, A.scaling), outer(signs, signs, A.scaling)
    assert A + A.T == -(A.one + p)
    assert B + B.T == -(p + q)
    assert c + c.T == -(p + q) / 3
    assert A.symmetric_part + A.skew_part == A
    assert A.input_vector == ones == B.input_vector == c.input_vector * 3
    assert A.input_entry(n - 1) == sqrt(2 * n - 1)


def test_the_published_condition_numbers():
    """kappa^2 is the ratio of the largest to the least root of the characteristic polynomial of `gram_similar()`."""
    assert str(charpoly(hippo_legs(2).gram_similar())) == "x^2-8*x+4"
    assert str(charpoly(hippo_legs(3).gram_similar())) == "x^3-37*x^2+96*x-36"
    assert str(charpoly(hippo_legs(4).gram_similar())) == "x^4-116*x^3+1108*x^2-1824*x+576"
    low, high = sorted(x for x, _ in eigenvalues(hippo_legs(2).gram_similar()))
    assert high / low == (2 + sqrt(3)) ** 2
    roots = sorted(x for x, _ in eigenvalues(hippo_legs(8).gram_similar()))
    kappa = (roots[-1].enclose(20).real / roots[0].enclose(20).real).sqrt()
    assert 67719317 < kappa * 10**6 < 67719319


@pytest.mark.parametrize("n", range(1, 7))
def test_gram_matrix_and_bounds(n):
    for A in (hippo_legs(n), hippo_legt(n)):
        D = A.dense()
        assert charpoly(D.T * D) == charpoly(A.gram_similar())
        assert norm(D, "fro") ** 2 == A.frobenius_norm_squared()
    A = hippo_legs(n)
    roots = sorted(x for x, _ in eigenvalues(A.gram_similar()))
    bounds = A.condition_bounds()
    assert bounds.lower == Fraction(n * n + 1, 2)
    assert bounds.lower ** 2 * roots[0] <= roots[-1] <= bounds.upper ** 2 * roots[0]
    assert roots[0] >= Fraction(1, 4)


def test_large_sizes_stay_linear():
    n = 5000
    A, T = hippo_legs(n), hippo_legt(n)
    y = column(range(n))
    assert A.solve(A.matvec(y)) == y
    assert T.solve(T.matvec(y)) == y
    with pytest.raises(UnableError):
        _ = A.rational
    with pytest.raises(UnableError):
        hippo_legs(7).dense()
    with pytest.raises(UnableError):
        hippo_legs(10**7)


@pytest.mark.parametrize("size", [0, -1, True, "3", Fraction(3), 2.0, None])
def test_sizes_that_are_refused(size):
    for make in (hippo_legs, hippo_legt):
        with pytest.raises(InputError):
            make(size)


@pytest.mark.parametrize("window", [0, -1, 0.5, sqrt(2), None])
def test_windows_that_are_refused(window):
    with pytest.raises(InputError):
        hippo_legt(3, window)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("n", range(1, 9))
def test_nplr_of_hippo(family, n):
    A = FAMILIES[family](n)
    form = nplr(A)
    assert form.normal - form.low_rank == A
    assert form.skew.T == -form.skew
    assert form.normal * form.normal.T == form.normal.T * form.normal
    assert form.rank == (1 if family == "legs" else 2)
    P, Q = form.factors
    assert form.normal.rational - P * Q.T == A.rational
    found = nplr(ScaledMatrix(A.rational, A.scaling))   # rediscovered from the matrix alone
    assert found.normal - found.low_rank == A
    assert found.rank <= form.rank
    if n > 2:
        assert (found.shift, found.rank) == (form.shift, form.rank)


@pytest.mark.parametrize("text", ["0", "5", "0 1; 1 0", "0 1; -1 0", "0 1; 0 0", "1 2 3; 4 5 6; 7 8 9", "0 0; 0 0", "2 0; 0 2",
                                  "0 1 0; 0 0 1; 0 0 0", "0 1 0 0; 1 0 0 0; 0 0 0 3; 0 0 3 0"])
def test_nplr_of_any_rational_matrix(text):
    A = matrix(text)
    for shift in (None, 0, Fraction(-1, 2)):
        form = nplr(A, shift)
        assert (form.normal - form.low_rank).rational == A
        assert form.skew.rational.T == -form.skew.rational
        symmetric = (A + A.T) / 2 - identity(A.rows) * form.shift
        assert form.rank == A.rows - (sum(m for x, m in eigenvalues(symmetric) if x == 0))


def test_nplr_refuses():
    for bad, error in ((matrix("1 2 3; 4 5 6"), NotSquareError), (matrix("sqrt(2)"), DomainError), ("1 2; 3 4", InputError),
                       (matrix([[parameter("a")]]), DomainError)):
        with pytest.raises(error):
            nplr(bad)


def drawn_frame(draw, n):
    return [Fraction(draw.randint(1, 12), draw.randint(1, 3)) for _ in range(n)]


@pytest.mark.parametrize("seed", range(12))
def test_scaled_arithmetic_is_that_of_the_dense_matrices(seed):
    draw = random.Random(seed)
    n = draw.randint(1, 3)
    s = drawn_frame(draw, n)
    S, T = (ExactMatrix.from_rows([[draw.randint(-4, 4) for _ in range(n)] for _ in range(n)]) for _ in range(2))
    A, B = scaled_matrix(S, s), scaled_matrix(T, s)
    DA, DB = A.dense(), B.dense()
    assert (A * B).dense() == DA * DB
    assert (A + B).dense() == DA + DB
    assert (A - 2 * B).dense() == DA - DB * 2
    assert A.T.dense() == DA.T
    assert (A ** 3).dense() == DA ** 3
    assert A.det() == det(DA)
    assert charpoly(A.gram_similar()) == charpoly(DA.T * DA)
    for i in range(n):
        for j in range(n):                       # A = D G D
            assert A.quadratic_form()[i, j] * sqrt(s[i]) * sqrt(s[j]) == DA[i, j]
    if det(S):
        assert A.inverse().dense() == inverse(DA)
    else:
        with pytest.raises(SingularMatrixError):
            A.inverse()


def test_equality_across_frames():
    """The same matrix in frames that differ by rational squares and one common factor is the same value."""
    A = scaled_matrix("1 2; 3 4", [1, 3])
    for T, s, same in (("1 2; 3 4", [5, 15], True), ("1 1; 6 4", [4, 3], True), ("1 4; 3/2 4", [1, 12], True),
                       ("1 4; 3/2 4", [4, 3], False), ("1 2; 3 5", [5, 15], False), ("1 -1; 6 4", [4, 3], False)):
        value = scaled_matrix(T, s)
        assert (value == A) == (value.dense() == A.dense()) == same
        assert (value * A).dense() == value.dense() * A.dense()
        assert (A + value).dense() == A.dense() + value.dense()
        assert not same or hash(value) == hash(A)
    assert A != scaled_matrix("1", [1])
    with pytest.raises(DomainError):
        _ = A * scaled_matrix("1 2; 3 4", [1, 2])


def test_scaled_matrix_refuses():
    for bad, error in ((lambda: scaled_matrix("1 2; 3 4", [1]), ShapeError), (lambda: scaled_matrix("1 2 3; 4 5 6", [1, 1]), NotSquareError),
                       (lambda: scaled_matrix("1", [0]), DomainError), (lambda: scaled_matrix("1", [-2]), DomainError),
                       (lambda: scaled_matrix("1", [sqrt(2)]), DomainError), (lambda: scaled_matrix("i", [1]), DomainError),
                       (lambda: scaled_matrix([[parameter("a")]], [1]), DomainError),
                       (lambda: hippo_legs(2) * matrix("1 2; 3 4"), DomainError), (lambda: hippo_legs(2) + hippo_legs(3), ShapeError),
                       (lambda: hippo_legs(2).matvec([1, 2, 3]), ShapeError), (lambda: hippo_legs(2).matvec("12"), InputError),
                       (lambda: hippo_legs(2).solve([0.5, 1]), InputError)):
        with pytest.raises(error):
            bad()


def test_text_is_the_constructor_call():
    names = {"hippo_legs": hippo_legs, "hippo_legt": hippo_legt, "scaled_matrix": scaled_matrix, "Fraction": Fraction,
             "dplr": dplr, "matrix": matrix}
    for value in (hippo_legs(3), hippo_legt(3), hippo_legt(2, Fraction(1, 2)), scaled_matrix("1 2; 3/2 4", [1, 3]),
                  dplr([I, 2, "1/2"], [1, I, 2], [2 + I, 1, 3], C=[1, 2, 3])):
        again = eval(str(value), names)  # noqa: S307  our own text
        assert again == value
        assert again.shape == value.shape
        assert repr(value) == str(value)
    assert hippo_legt(2).latex().startswith(r"\begin{bmatrix}")
