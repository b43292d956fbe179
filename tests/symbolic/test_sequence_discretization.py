"""Discretization: the defining equations, the two ways a bilinear transform degenerates, contraction, zero order hold."""
from __future__ import annotations

import random
from fractions import Fraction
from math import comb, factorial

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
    bilinear,
    bilinear_singularity,
    det,
    diagonal,
    discretize,
    dplr,
    eigenvalues,
    exact,
    hippo_legs,
    hippo_legt,
    identity,
    inverse,
    is_contraction,
    is_dissipative,
    matrix,
    parameter,
    rational,
    sqrt,
    substitute,
    zero,
    zoh,
)
from symbolic.scalars.roots import precision

MATRICES = ["0", "3", "0 0; 0 0", "1 0; 0 1", "0 1; 1 0", "0 1; 0 0", "1 2; 3 4", "2 1; 0 2", "0 1; -1 0", "i 1; 0 2", "sqrt(2) 1; 1 0",
            "0 1 0; 0 0 1; 1 0 0", "0 1 0; 0 0 1; 0 0 0"]
STEPS = [1, 2, Fraction(1, 2), Fraction(-1, 3), Fraction(2, 3)]


@pytest.mark.parametrize("text", MATRICES)
@pytest.mark.parametrize("step", STEPS)
def test_the_defining_equations(text, step):
    A = matrix(text)
    n, h = A.rows, exact(step)
    B = ExactMatrix.from_rows([[i + 1, 1 - i] for i in range(n)])
    for method, w in (("forward", exact(0)), ("bilinear", rational(1, 2)), ("backward", exact(1)), (Fraction(1, 3), rational(1, 3))):
        left = identity(n) - A * (w * h)
        if det(left):
            found = discretize(A, B, step, method)
            assert left * found.A == identity(n) + A * ((1 - w) * h)
            assert left * found.B == B * h
            if method == "bilinear":
                assert tuple(bilinear(A, B, step)) == (found.A, found.B)
        else:
            with pytest.raises(SingularMatrixError) as caught:
                discretize(A, B, step, method)
            v = caught.value.null_vector
            assert left * v == zero(n, 1) != v


@pytest.mark.parametrize("seed", range(10))
def test_bilinear_keeps_the_kind_of_matrix(seed):
    draw = random.Random(seed)
    n, h = draw.randint(1, 4), rational(1, draw.randint(2, 7))

    def row(count=n):
        return [rational(draw.randint(-4, 4), draw.randint(1, 3)) + (I * draw.randint(-2, 2) if seed % 2 else 0) for _ in range(count)]

    A = dplr(row(), ExactMatrix.from_rows([row(2) for _ in range(n)]), ExactMatrix.from_rows([row(2) for _ in range(n)]), row(), row())
    if det(identity(n) - A.dense() * (h / 2)):
        found, dense = bilinear(A, None, h), bilinear(A.dense(), A.B, h)
        if all(x * h != 2 for x in A.lam):
            assert found.A.rank == 2
            assert (found.A.dense(), found.B) == (dense.A, dense.B)
        else:
            assert (found.A, found.B) == (dense.A, dense.B)
    for H in (hippo_legs(n), hippo_legt(n)):
        found = bilinear(H, step=h)
        assert isinstance(found.A, ScaledMatrix)
        dense = bilinear(H.dense(), [x * sqrt(s) for x, s in zip((r[0] for r in H.input_vector.entries()), H.scaling, strict=True)], h)
        assert found.A.dense() == dense.A
        assert [b[0] * sqrt(s) for b, s in zip(found.B.entries(), H.scaling, strict=True)] == [b[0] for b in dense.B.entries()]


@pytest.mark.parametrize("n", range(1, 9))
def test_legs_is_singular_exactly_at_the_integers(n):
    A = hippo_legs(n)
    for k in (*range(1, n + 3), Fraction(1, 2), Fraction(3, 2)):
        step = 2 / exact(k)
        found = bilinear_singularity(A, step)
        Abar = bilinear(A, step=step).A
        assert found.defined
        assert found.pole is None
        assert found.singular == (k in range(1, n + 1)) == (Abar.det() == 0)
        if found.singular:
            assert Abar.rational * found.null_vector == zero(n, 1) != found.null_vector
        back = bilinear_singularity(-A, step)               # eigenvalues 1..n: now the transform itself is missing
        assert back.defined == (not found.singular)
        assert not back.singular
        assert bilinear_singularity(A, -step).defined == (not found.singular)


def test_both_singularities_at_once():
    found = bilinear_singularity(matrix("2 0; 0 -2"), 1)
    assert not found.defined
    assert found.singular
    assert (found.pole, found.null_vector) == (matrix("1; 0"), matrix("0; 1"))


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("step", [Fraction(1, 100), Fraction(1, 2), 1, 2, 50])
def test_the_bilinear_transform_of_legs_is_a_contraction(n, step):
    A = hippo_legs(n)
    Abar = bilinear(A, step=step).A
    found = is_contraction(Abar)
    assert found
    assert found.witness is None
    assert all(d > 0 for d in found.certificate.pivots)
    left = (A.one - A * (Fraction(step) / 2)).inverse()
    assert A.one - Abar.T * Abar == left.T * -(A + A.T) * left * step
    assert is_dissipative(A)
    if n <= 3:
        D = Abar.dense()
        assert all(x < 1 for x, _ in eigenvalues(D.T * D))


def test_what_is_no_contraction_has_a_witness():
    for A in (hippo_legs(3), hippo_legt(3), scaled("0 1; 1 0"), scaled("1/2 3; 0 1/2"), bilinear(hippo_legt(4), step=1).A):
        found = is_contraction(A)
        assert not found
        y = found.witness
        squares = diagonal(A.scaling)
        image = A.rational * y
        assert (image.T * squares * image)[0, 0] >= (y.T * squares * y)[0, 0] > 0
    assert is_contraction(matrix("1/2 0; 0 1/3"))
    assert not is_contraction(identity(2))
    assert is_contraction(zero(2, 2))
    with pytest.raises(DomainError):
        is_contraction(matrix("sqrt(2)"))
    with pytest.raises(InputError):
        is_contraction("1")


def scaled(text):
    A = matrix(text)
    return ScaledMatrix(A, [1] * A.rows)


NILPOTENT = ["0", "0 0; 0 0", "0 1; 0 0", "0 1 2; 0 0 3; 0 0 0", "0 1 0 0; 0 0 1 0; 0 0 0 1; 0 0 0 0", "1 -1; 1 -1"]


@pytest.mark.parametrize("text", NILPOTENT)
@pytest.mark.parametrize("step", [1, Fraction(1, 3), -2])
def test_zero_order_hold_of_nilpotent_matrices_is_rational(text, step):
    A = matrix(text)
    n, h = A.rows, exact(step)
    B = ExactMatrix.from_rows([[1, i] for i in range(n)])
    value = zoh(A, B, step)
    found, symbols = value.exact(), value.symbols()
    series = sum((value.block ** k * (h ** k / factorial(k)) for k in range(1, n + 2)), start=identity(n + 2))
    assert (found.A, found.B) == (series.submatrix(range(n), range(n)), series.submatrix(range(n), [n, n + 1]))
    assert (symbols.A, symbols.B, symbols.exponents) == (found.A, found.B, ())
    assert A * found.B == (found.A - identity(n)) * B


SPECTRA = ["2", "1 0; 0 3", "2 1; 0 2", "1 2; 3 2", "0 1; 0 -1", "2 1 0; 0 2 0; 0 0 0", "-1 0 0; -1 -2 0; -1 -3 -3"]


@pytest.mark.parametrize("text", SPECTRA)
@pytest.mark.parametrize("step", [1, Fraction(1, 2), parameter("h")], ids=str)
def test_zero_order_hold_identically_in_free_symbols(text, step):
    A = matrix(text)
    n = A.rows
    B = ExactMatrix.from_rows([[i + 1] for i in range(n)])
    found = zoh(A, B, step).symbols()
    assert A * found.B == (found.A - identity(n)) * B          # also for singular A
    assert A * found.A == found.A * A
    if det(A):
        assert found.B == inverse(A) * (found.A - identity(n)) * B
    spectrum = {x for x, _ in eigenvalues(A)} - {0}
    assert {x for _, x in found.exponents} == spectrum
    names = [name for name, _ in found.exponents]
    twice = zoh(A, B, step * 2).symbols()                      # two half steps are one: E -> E^2
    squared = {name: parameter(name) ** 2 for name in names}
    assert found.A * found.A == replaced(twice.A, squared)
    assert found.A * found.B + found.B == replaced(twice.B, squared)
    at_zero = dict.fromkeys(names, 1) | ({"h": 0} if step == parameter("h") else {})
    if step == parameter("h"):
        assert substitute(found.A, at_zero) == identity(n)
        assert substitute(found.B, at_zero) == zero(n, 1)


def replaced(M, values):
    """The matrix with parameters replaced by functions of them."""
    if not M.has_parameters:
        return M
    def at(x):
        top, bottom = (sum((rational(int(c.numerator), int(c.denominator)) * product(x.names, powers, values) for powers, c in p.terms()),
                           start=exact(0)) for p in (x.element.numer, x.element.denom))
        return top / bottom
    return ExactMatrix.from_rows([[at(x) for x in row] for row in M.entries()])


def product(names, powers, values):
    out = exact(1)
    for name, power in zip(names, powers, strict=True):
        out = values.get(name, parameter(name)) ** power * out
    return out


def test_zero_order_hold_with_parameters_on_the_diagonal():
    a, b = parameter("a"), parameter("b")
    found = zoh(diagonal([a, b, 0, a]), [1, 1, 1, a], parameter("h")).symbols()
    E1, E2 = parameter("E1"), parameter("E2")
    assert found.A == diagonal([E1, E2, 1, E1])
    assert [row[0] for row in found.B.entries()] == [(E1 - 1) / a, (E2 - 1) / b, parameter("h"), E1 - 1]
    assert found.exponents == (("E1", a), ("E2", b))
    with pytest.raises(DomainError):
        zoh(matrix([[a, b], [1, a]]), [1, 1], 1).symbols()


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_legs_in_symbols_is_the_binomial_closed_form(n):
    """e^(hT) = V diag(E_j) V^-1 with the signed binomials V, entry by entry."""
    A = hippo_legs(n)
    found = zoh(A, step=1).symbols()
    E = {int(x): parameter(name) for name, x in found.exponents}
    D = diagonal([E[-j] for j in range(1, n + 1)])
    assert found.A == A.eigenvectors * D * A.eigenvectors_inverse
    assert A.rational * found.B == (found.A - identity(n)) * A.input_vector
    assert found.A[n - 1, 0] == sum((comb(2 * j, j) // (j + 1) * (-1) ** (n - 1 - j) * comb(n - 1 + j, n - 1 - j) * E[-(j + 1)]
                                     for j in range(n)), start=exact(0))


@pytest.mark.parametrize("text", ["2", "1 2; 3 4", "0 1; -1 0", "0 1; 0 -1", "0 0 -2; 1 0 0; 0 1 0"])
def test_enclosures_hold_the_law(text):
    """|A Bbar - (Abar - I) B| encloses 0, and the balls are as small as asked."""
    A = matrix(text)
    n = A.rows
    B = ExactMatrix.from_rows([[i + 1] for i in range(n)])
    first, second = zoh(A, B, Fraction(1, 3)).enclose(20)
    with precision(128):
        for i in range(n):
            left = sum(A[i, j].enclose(30) * second[j][0] for j in range(n))
            right = sum((first[i][j] - int(i == j)) * B[j, 0].enclose(30) for j in range(n))
            assert (left - right).contains(0)
            assert abs(left - right).rad() * 10**18 < 1


def test_enclosures_and_sympy_of_legs_are_in_the_true_basis():
    import sympy as sp
    A = hippo_legs(3)
    first, second = zoh(A, step=Fraction(1, 2)).enclose(20)
    Abar, Bbar = zoh(A, step=Fraction(1, 2)).to_sympy()
    for i in range(3):
        for j in range(3):
            assert abs(sp.N(Abar[i, j], 30) - sp.Float(str(first[i][j].real.mid().str(25, radius=False)), 30)) < sp.Rational(1, 10**18)
        assert abs(sp.N(Bbar[i, 0], 30) - sp.Float(str(second[i][0].real.mid().str(25, radius=False)), 30)) < sp.Rational(1, 10**18)
    h = sp.Symbol("h")
    closed = zoh(matrix("-1"), [1], parameter("h")).to_sympy()
    assert sp.simplify(closed[1][0] - (1 - sp.exp(-h))) == 0


def test_refusals():
    A, h = matrix("1 2; 3 4"), parameter("h")
    for bad, error in ((lambda: bilinear(A, [1], 1), ShapeError), (lambda: bilinear(A, None, 1), InputError),
                       (lambda: bilinear(matrix("1 2 3"), [1], 1), NotSquareError), (lambda: bilinear(A, [1, 2], 0.5), InputError),
                       (lambda: discretize(A, [1, 2], 1, "euler"), InputError), (lambda: discretize(A, [1, 2], 1, "zoh"), InputError),
                       (lambda: bilinear("1 2", [1, 2], 1), InputError), (lambda: bilinear_singularity(A, 0), InputError),
                       (lambda: bilinear_singularity(A, h), InputError), (lambda: zoh(A, [1, 2], 1).exact(), DomainError),
                       (lambda: zoh(A, [1, 2], 1).symbols(), DomainError), (lambda: zoh(A, [1, 2], h).enclose(5), DomainError),
                       (lambda: zoh(A, None, 1), InputError), (lambda: zoh(A, [1, 2], 0.5), InputError)):
        with pytest.raises(error):
            bad()


def test_a_free_step():
    h = parameter("h")
    A, B = matrix("0 1; -2 -3"), matrix("0; 1")
    found = bilinear(A, B, h)
    assert (identity(2) - A * (h / 2)) * found.A == identity(2) + A * (h / 2)
    assert found.A.conditions
    assert substitute(found.A, {"h": 1}) == bilinear(A, B, 1).A
