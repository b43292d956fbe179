"""Condition numbers: the exact value against its definition, digits against exact roots, worst cases, eigenvalues."""
from __future__ import annotations

import math
from fractions import Fraction

import pytest
from flint import fmpq, fmpq_mat
from hypothesis import given, settings
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    NotDiagonalizableError,
    NotSquareError,
    SingularMatrixError,
    UnableError,
    charpoly,
    condition_number,
    eigenvalue_condition_numbers,
    hilbert,
    hippo_legs,
    identity,
    inverse,
    jordan_form,
    matrix,
    norm,
    parse_number,
    singular_values,
    sqrt,
    worst_case_rhs,
    zero,
)
from symbolic.singular.quotients import quotient_polynomial


class OnlyGram:
    """HiPPO-LegS known by nothing but a rational matrix similar to A^T A, written down here a second time."""

    def __init__(self, n):
        self.n = n

    def gram_similar(self):
        n = self.n
        T = [[-(i + 1) if i == k else -(2 * k + 1) if i > k else 0 for k in range(n)] for i in range(n)]
        left = [[Fraction(T[k][i] * (2 * k + 1), 2 * i + 1) for k in range(n)] for i in range(n)]
        return ExactMatrix.from_rows(left) * ExactMatrix.from_rows(T)


def dense_hilbert(n):
    return ExactMatrix.from_rows([[Fraction(1, i + j + 1) for j in range(n)] for i in range(n)])


# A, kappa_2 exactly
CASES = [
    ("1x1", matrix("-7/3"), 1),
    ("identity", identity(3), 1),
    ("permutation", matrix("0 1 0; 0 0 1; 1 0 0"), 1),
    ("diagonal", matrix("2 0; 0 -1/3"), 6),
    ("golden", matrix("1 1; 0 1"), (3 + sqrt(5)) / 2),
    ("tall", matrix("3 0; 0 4; 0 0"), Fraction(4, 3)),
    ("wide", matrix("1 0 1; 0 1 1"), sqrt(3)),
    ("irrational", matrix("sqrt(2) 0; 0 1"), sqrt(2)),
    ("complex", matrix("3i 0; 0 1"), 3),
    ("complex, not normal", matrix("1 i; 0 1"), (3 + sqrt(5)) / 2),
    ("two factors", matrix("3 0 0; 0 1 1; 0 0 1"), 3 * (1 + sqrt(5)) / 2),
    ("HiPPO-LegS, 2", hippo_legs(2), 2 + sqrt(3)),
]


@pytest.mark.parametrize(("A", "kappa"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_table(A, kappa):
    found = condition_number(A)
    assert found == kappa
    assert found.number() == kappa
    assert found >= kappa
    assert not found < kappa
    assert found.enclose(40).overlaps(found.number().enclose(60).real)
    assert parse_number(str(found)) == kappa
    if found.number().is_rational:
        assert hash(found) == hash(kappa)


@settings(max_examples=20)
@given(st.lists(st.integers(-4, 4), min_size=4, max_size=4).filter(lambda e: e[0] * e[3] != e[1] * e[2]))
def test_two_by_two(entries):
    """The sum kappa + 1/kappa ||A||_F^2 / |det A|, and the other norms by their definition."""
    A = ExactMatrix.from_rows([entries[:2], entries[2:]])
    kappa = condition_number(A)
    z = kappa.number()
    assert z + 1 / z == Fraction(sum(x * x for x in entries), abs(entries[0] * entries[3] - entries[1] * entries[2]))
    values = singular_values(A)
    assert z * values[1] == values[0]
    assert z == condition_number(inverse(A))
    for order in (1, "inf", "fro"):
        assert condition_number(A, order) == norm(A, order) * norm(inverse(A), order)
    assert condition_number(A, 1) <= 2 * z
    assert z <= condition_number(A, "fro")


@pytest.mark.parametrize(("n", "text"), [(8, "67.719318"), (64, "4750.2512")])
def test_hippo(n, text):
    """Symmetric balls, traces alone, and the exact roots of the polynomial agree."""
    balls = condition_number(hippo_legs(n))
    traces = condition_number(OnlyGram(n))
    assert balls.enclose(20).overlaps(traces.enclose(20))
    assert balls.enclose(20).mid().str(12, radius=False).startswith(text)
    assert str(balls).startswith(text)
    assert str(balls.to_mpmath(20)).startswith(text)
    assert balls.enclose(20).rel_accuracy_bits() >= 66
    if n == 8:
        exact = (balls.sigma_max_squared.enclose(40).real / balls.sigma_min_squared.enclose(40).real).sqrt()
        assert exact.overlaps(balls.enclose(30))
        assert balls.polynomial == charpoly(OnlyGram(n).gram_similar())
        assert balls == traces
        assert hash(balls) == hash(traces)


def test_hippo_minimal_polynomial_within_its_budget():
    kappa = condition_number(hippo_legs(3))
    p = kappa.minpoly()
    assert p.degree == kappa.number().degree
    assert p(kappa.number()) == 0
    for n in (9, 40):
        with pytest.raises(UnableError, match="degree"):
            condition_number(hippo_legs(n)).minpoly()


@pytest.mark.parametrize("n", [1, 2, 5, 20, 50])
def test_hilbert(n):
    kappa = condition_number(dense_hilbert(n))
    structured = condition_number(hilbert(n))
    assert kappa.enclose(12).overlaps(structured.enclose(12))
    if n == 20:
        assert kappa.enclose(6).mid().str(6, radius=False) == "2.45216e+28"
    if n <= 5:
        assert kappa == structured == condition_number(dense_hilbert(n) * Fraction(7, 3))
        A = condition_number(inverse(dense_hilbert(n)))
        assert kappa == A
        assert hash(kappa) == hash(A)


def test_many_digits_and_ties():
    assert condition_number(identity(6)).enclose(200).overlaps(condition_number(identity(6)).enclose(10))
    A = matrix("2 1 0 0; 1 2 0 0; 0 0 2 1; 0 0 1 2")     # both ends of the spectrum are double
    assert condition_number(A).enclose(60).contains(3)
    assert condition_number(A) == 3
    assert condition_number(hippo_legs(6)).enclose(1000).rel_accuracy_bits() >= 3321


def test_order_of_different_values():
    a, b = condition_number(hippo_legs(5)), condition_number(hippo_legs(6))
    assert a < b
    assert b > a
    assert b >= a
    assert a != b
    assert a != "text"
    assert a > 5
    assert a > sqrt(7)
    assert 5 < a
    assert len({a, b, condition_number(hippo_legs(5)), condition_number(OnlyGram(5))}) == 2
    with pytest.raises(InputError, match="not real"):
        _ = a < sqrt(-1)
    nearly = Fraction(int(a.enclose(40).mid().floor().unique_fmpz()))
    assert nearly < a < nearly + 1


def test_equal_values_with_different_extremes():
    """sqrt(2) diag(sqrt(2), 1) has irrational multiples of the extremes of diag(sqrt(2), 1)."""
    r = matrix("sqrt(2) 0; 0 1")
    assert condition_number(r) == condition_number(matrix("2 0; 0 sqrt(2)"))
    assert condition_number(r) != condition_number(matrix("2 0; 0 1"))
    # kappa(A) = (3+sqrt(5))/2 from the field of degree 2, and from a diagonal matrix over it
    assert condition_number(matrix("1 1; 0 1")) == condition_number(matrix("(3+sqrt(5))/2 0; 0 1"))


def test_quotient_polynomial_has_the_quotients_as_roots():
    f, g = charpoly(matrix("1 2; 3 5")).to_flint().numer(), charpoly(matrix("2 1 0; 0 1 3; 1 0 1")).to_flint().numer()
    C, E = (fmpq_mat(len(p) - 1, len(p) - 1, [fmpq(int(i == j + 1)) if j < len(p) - 2 else -fmpq(int(p[i])) / int(p[len(p) - 1])
                     for i in range(len(p) - 1) for j in range(len(p) - 1)]) for p in (list(f), list(g)))
    E = E.inv()
    m, n = C.nrows(), E.nrows()
    kron = fmpq_mat([[C[i // n, j // n] * E[i % n, j % n] for j in range(m * n)] for i in range(m * n)])
    assert quotient_polynomial(f, g) == kron.charpoly()


@pytest.mark.parametrize("A", [matrix("1 2; 2 4"), matrix("1 2; 2 4; 3 6"), matrix("1 2 3; 2 4 6"), zero(2, 2), matrix("i 1; -1 i")])
def test_singular(A):
    with pytest.raises(SingularMatrixError, match="infinite") as caught:
        condition_number(A)
    B = A if A.rows >= A.cols else A.T
    assert caught.value.null_vector != zero(B.cols, 1)
    assert B * caught.value.null_vector == zero(B.rows, 1)
    if A.is_square:
        for order in (1, "inf", "fro"):
            with pytest.raises(SingularMatrixError):
                condition_number(A, order)


def test_refuses():
    with pytest.raises(NotSquareError, match="ord 1"):
        condition_number(matrix("1 2; 3 4; 5 6"), 1)
    for A in (zero(0, 0), zero(3, 0)):
        with pytest.raises(InputError, match="no singular values"):
            condition_number(A)
    for order in ("nuclear", 3, "x"):
        with pytest.raises(InputError, match="ord is"):
            condition_number(identity(2), order)
    with pytest.raises(DomainError):
        condition_number(matrix("a 1; 0 1", symbols=["a"]))
    with pytest.raises(InputError, match="digits"):
        condition_number(identity(2)).enclose(0)


# -- worst right sides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [1, 2, "inf", math.inf])
@pytest.mark.parametrize("A", [matrix("-3"), identity(2), matrix("1 2; 3 4"), matrix("0 2 1; 1 0 0; 3 0 -5"), dense_hilbert(4)])
def test_worst_case_attains_the_bound(A, order):
    worst = worst_case_rhs(A, order)
    assert worst.attained
    assert A * worst.x == worst.b
    assert A * worst.dx == worst.db
    assert worst.ratio == condition_number(A, order)
    if order == 2:
        assert (worst.b.T * worst.b)[0, 0] == worst.ratio.sigma_max_squared * (worst.x.T * worst.x)[0, 0]
        assert (worst.db.T * worst.db)[0, 0] == worst.ratio.sigma_min_squared * (worst.dx.T * worst.dx)[0, 0]
    else:
        rise = norm(worst.dx, order) / norm(worst.x, order)
        assert rise == worst.ratio * norm(worst.db, order) / norm(worst.b, order)


def test_worst_case_refuses():
    with pytest.raises(SingularMatrixError):
        worst_case_rhs(matrix("1 2; 2 4"))
    with pytest.raises(NotSquareError):
        worst_case_rhs(matrix("1 2"))
    with pytest.raises(InputError, match="ord"):
        worst_case_rhs(identity(2), "fro")


# -- eigenvalues ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "largest"), [(4, 36), (8, 19656), (16, 12380331600)])
def test_hippo_eigenvalues_with_the_scaling_taken_into_account(n, largest):
    found = eigenvalue_condition_numbers(hippo_legs(n))
    assert sorted(c.eigenvalue for c in found) == list(range(-n, 0))
    assert max(c.value for c in found) == largest


@pytest.mark.parametrize("text", ["1 7; 0 2", "1 2; 3 4", "0 1; -1 0", "1 2; -3 4", "0 1 0; 0 0 1; 1 1 0", "sqrt(2) 1; 0 1", "i 1; 0 2"])
def test_against_left_and_right_eigenvectors(text):
    """1/|y^* x| from a Jordan form: x a column of P, y a row of P^-1, both of any length."""
    A = matrix(text)
    form = jordan_form(A)
    found = {c.eigenvalue: c for c in eigenvalue_condition_numbers(A)}
    P = form.P if isinstance(form.P, ExactMatrix) else form.P.to_matrix() if hasattr(form.P, "to_matrix") else None
    for k, block in enumerate(form.blocks):
        c = found[block.eigenvalue]
        assert c.value.enclose(20).real.overlaps(c.enclose(20))
        if P is not None:
            x, y = P.column(k), inverse(P).T.column(k)
            assert c.squared == norm(x, "fro") ** 2 * norm(y, "fro") ** 2


def test_defective_is_infinite_and_semisimple_is_the_norm_of_the_projector():
    (defective,) = eigenvalue_condition_numbers(matrix("3 1; 0 3"))
    assert defective.infinite
    with pytest.raises(NotDiagonalizableError, match="infinite"):
        _ = defective.value
    with pytest.raises(NotDiagonalizableError):
        defective.enclose()
    double, simple = eigenvalue_condition_numbers(matrix("2 0 1; 0 2 1; 0 0 3"))
    assert (double.multiplicity, double.value, simple.value) == (2, sqrt(3), sqrt(3))
    assert [c.value for c in eigenvalue_condition_numbers(identity(3))] == [1]
    assert eigenvalue_condition_numbers(zero(0, 0)) == ()
    with pytest.raises(NotSquareError):
        eigenvalue_condition_numbers(matrix("1 2"))
