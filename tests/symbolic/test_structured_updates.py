"""Low rank updates of structured matrices: against the dense formula, and how errors grow."""
from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symbolic import (
    DomainError,
    ExactMatrix,
    InexactInputError,
    InputError,
    NotSquareError,
    ShapeError,
    SingularMatrixError,
    cauchy,
    det,
    determinant_lemma,
    diagonal,
    hankel,
    identity,
    inverse,
    matrix,
    one_semiseparable,
    semiseparable,
    solve,
    sqrt,
    structured_diagonal,
    structured_update,
    toeplitz,
    update_sensitivity,
    vandermonde,
    woodbury,
    zero,
)
from symbolic.structured.sensitivity import perturbed_inverse

U3, V3 = matrix("1 0; 2 1; 0 3"), matrix("1 1; 0 2; 1 0")
STARTS = [structured_diagonal([1, 2, 5]), one_semiseparable([1, 2, 3]), semiseparable([1, 2, 3], [1, 1, 1], [1, 1, 1], [5, 2, 3]),
          toeplitz([0, 1, 2], [0, 3, 5]), vandermonde([1, 2, 3]), cauchy([1, 2, 3], [0, -1, -2]), hankel([1, 2, 4], [4, 1, 0]),
          structured_diagonal([sqrt(2), 1, 3]), structured_diagonal(["a", 1, 2], symbols=["a"])]


@pytest.mark.parametrize("S", STARTS, ids=str)
def test_every_verb(S):
    A = structured_update(S, U3, V3)
    D = S.dense() + U3 * V3.T
    right = matrix("1 2; 0 1; 3 1")
    assert A.dense() == D
    assert A.matvec(right) == D * right
    assert A.solve(right) == solve(D, right)
    assert A.solve([1, 2, 3]) == solve(D, matrix("1; 2; 3"))
    assert A.det() == det(D) == determinant_lemma(S.dense(), U3, V3)
    assert A.inverse() == woodbury(S.dense(), U3, V3)
    assert A.capacitance == identity(2) + V3.T * inverse(S.dense()) * U3
    assert A.solved == inverse(S.dense()) * U3
    assert A.rank == 2


@given(st.lists(st.integers(-2, 2), min_size=20, max_size=20), st.integers(0, 4), st.integers(0, 2))
def test_drawn_updates(values, n, k):
    S = structured_diagonal(values[:n])
    U, V = (ExactMatrix.from_rows([values[at + i * k:at + (i + 1) * k] for i in range(n)], cols=k) for at in (4, 12))
    D = S.dense() + U * V.T
    A = structured_update(S, U, V)
    assert A.det() == det(D)
    assume(S.det() != 0)
    if det(D):
        assert A.solve(list(range(n))) == inverse(D) * ExactMatrix.from_rows([[i] for i in range(n)], cols=1)
    else:
        with pytest.raises(SingularMatrixError) as caught:
            A.solve([1] * n)
        null = caught.value.null_vector
        assert D * null == zero(n, 1)
        assert any(row[0] for row in null.entries())


def test_the_inverse_of_S_is_never_formed(monkeypatch):
    def refuse(_):
        raise AssertionError("the inverse of S was formed")
    S = toeplitz([4, 1, 2], [4, 3, 5])
    monkeypatch.setattr(type(S), "inverse", refuse)
    A = structured_update(S, U3, V3)
    assert A.dense() * A.solve([1, 2, 3]) == matrix("1; 2; 3")
    assert A.det() == det(A.dense())


def test_updates_nest():
    S = structured_diagonal([1, 2, 5])
    one = structured_update(S, U3.column(0), V3.column(0))
    both = structured_update(one, U3.column(1), V3.column(1))
    assert both.dense() == structured_update(S, U3, V3).dense()
    assert both.solve([1, 2, 3]) == structured_update(S, U3, V3).solve([1, 2, 3])
    assert both.det() == structured_update(S, U3, V3).det()
    assert str(one) == 'structured_update(structured_diagonal([1, 2, 5]), matrix("1; 2; 0"), matrix("1; 0; 1"))'


def test_displacement_grows_by_at_most_twice_the_rank():
    S = toeplitz([0, 1, 2, 4], [0, 3, 5, 7])
    A = structured_update(S, matrix("1; 2; 0; 1"), matrix("1; 0; 1; 1"))
    d = A.displacement()
    assert d.rank <= S.displacement_rank() + 2
    assert d.left * d.right.T == d.image


def test_singular_cases():
    S, u, v = structured_diagonal([2, 1]), matrix("2; 0"), matrix("-1; 5")
    with pytest.raises(SingularMatrixError, match=r"det\(I \+ V\^T S\^-1 U\)") as caught:
        structured_update(S, u, v).solve([1, 1])
    assert (S.dense() + u * v.T) * caught.value.null_vector == zero(2, 1)
    assert structured_update(S, u, v).det() == 0
    singular, e = structured_diagonal([1, 0]), matrix("0; 1")
    with pytest.raises(SingularMatrixError, match="itself is invertible") as caught:
        structured_update(singular, e, e).solve([1, 1])
    assert singular.dense() * caught.value.null_vector == zero(2, 1)
    assert structured_update(singular, e, e).det() == 1
    with pytest.raises(SingularMatrixError, match="singular too"):
        structured_update(structured_diagonal([0, 0]), e, e).solve([1, 1])


def test_refuses():
    with pytest.raises(InputError, match="woodbury"):
        structured_update(identity(2), zero(2, 1), zero(2, 1))
    with pytest.raises(InputError, match="V must be"):
        structured_update(structured_diagonal([1, 2]), zero(2, 1), [1, 2])
    with pytest.raises(ShapeError, match="3x1"):
        structured_update(structured_diagonal([1, 2]), zero(3, 1), zero(3, 1))
    with pytest.raises(NotSquareError, match="2x3"):
        structured_update(cauchy([1, 2], [0, -1, -2]), zero(2, 1), zero(2, 1))
    with pytest.raises(ShapeError):
        structured_update(structured_diagonal([1, 2]), zero(2, 1), zero(2, 1)).solve([1])
    with pytest.raises(InexactInputError):
        structured_diagonal([0.5])


def test_diagonal():
    D = structured_diagonal([2, Fraction(1, 3), -1])
    assert D.dense() == diagonal([2, Fraction(1, 3), -1])
    assert D.matvec([1, 3, 5]) == matrix("2; 1; -5")
    assert D.solve([2, 1, 1]) == matrix("1; 3; -1")
    assert (D.det(), D.T, D.null_vector()) == (Fraction(-2, 3), D, None)
    assert D.inverse() * D.dense() == identity(3)
    assert structured_diagonal([]).inverse().shape == (0, 0)
    assert str(D) == "structured_diagonal([2, 1/3, -1])"
    with pytest.raises(SingularMatrixError, match="entry 2") as caught:
        structured_diagonal([1, 0]).inverse()
    assert caught.value.null_vector == matrix("0; 1")
    assert structured_diagonal(["a", 2], symbols=["a"]).solve([1, 1]).conditions


# -- how errors grow --------------------------------------------------------------------------------------------------

def norm(M, order):
    rows = (M.T if order == 1 else M).entries()
    return max(sum((abs(x) for x in row), start=0) for row in rows)


@pytest.mark.parametrize("order", [1, "inf"])
@pytest.mark.parametrize("S", [S for S in STARTS if "a" not in str(S).split("(")[1]], ids=str)
def test_condition_numbers_side_by_side(S, order):
    found = update_sensitivity(S, U3, V3, order)
    D = S.dense()
    A, C = D + U3 * V3.T, identity(2) + V3.T * inverse(D) * U3
    for kappa, M in ((found.kappa_S, D), (found.kappa_capacitance, C), (found.kappa_updated, A)):
        assert kappa == norm(M, order) * norm(inverse(M), order)
    assert found.left == norm(inverse(A) * D, order)
    assert found.right == norm(D * inverse(A), order)
    assert found.relative == found.amplification * norm(inverse(D), order) / norm(inverse(A), order)
    assert update_sensitivity(structured_update(S, U3, V3), ord=order) == found


def test_the_identity_behind_the_factors():
    """(X^-1 + U V^T)^-1 - A^-1 = A^-1 S E (I + S A^-1 U V^T E)^-1 S A^-1 for X = S^-1 + E, E not small."""
    for S in STARTS[:5]:
        update = structured_update(S, U3, V3)
        D = S.dense()
        A = update.dense()
        E = matrix("1/7 0 2; 1 1/3 0; 0 5 1/2")
        W = D * inverse(A)
        difference = inverse(A) * D * E * inverse(identity(3) + W * U3 * V3.T * E) * W
        assert perturbed_inverse(update, E) - inverse(A) == difference
        assert perturbed_inverse(update, zero(3, 3)) == inverse(A)


def test_first_order_bound_is_attained_by_scaling_the_error():
    update = structured_update(structured_diagonal([Fraction(1, 1000), 1]), matrix("1; 1"), matrix("1; 0"))
    found = update_sensitivity(update)
    base, E = update.inverse(), matrix("1 0; 0 0")
    for power in (4, 8, 12):
        small = Fraction(1, 10**power)
        change = norm(perturbed_inverse(update, E * small) - base, 1)
        assert change <= found.amplification * small * (1 + Fraction(2, 10**(power - 4)))
    assert found.kappa_S == 1000
    assert found.kappa_updated < 10
    assert found.relative > 100  # a good matrix, badly solved through a bad S


def test_sensitivity_refuses():
    with pytest.raises(InputError, match="norm"):
        update_sensitivity(STARTS[0], U3, V3, 2)
    with pytest.raises(InputError, match="give U and V"):
        update_sensitivity(STARTS[0])
    with pytest.raises(DomainError, match="parameters"):
        update_sensitivity(STARTS[-1], U3, V3)
