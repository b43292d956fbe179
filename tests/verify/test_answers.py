"""Plain values beside their question: right ones are EXACT, wrong ones REFUTED, for every kind and field."""
from __future__ import annotations

from fractions import Fraction

import pytest

from symbolic.canonical.spectrum import charpoly, minpoly
from symbolic.errors import InputError
from symbolic.matrices.elimination import EchelonForm, det, inverse, nullspace, rank, rref, solve
from symbolic.matrices.lu import LU, lu
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.scalars.numbers import I, sqrt
from symbolic.scalars.polynomials import Polynomial
from verify import Answer, check


def m(rows, cols=None):
    return ExactMatrix.from_rows(rows, cols)


A = m([[1, 2, 0], [3, Fraction(1, 2), 1], [0, 1, 1]])
SINGULAR = m([[1, 2, 3], [2, 4, 6], [1, 0, 1]])
FIELD = m([[I, 1, 0], [2, 1 + I, 2], [1, 2, 3]])
SURD = m([[sqrt(2), 2], [1, sqrt(2)]])
SQUARES = {"rational": A, "singular": SINGULAR, "Q(i)": FIELD, "singular over Q(sqrt 2)": SURD, "empty": m([], 0),
           "zero": m([[0]]), "defective": m([[2, 1], [0, 2]]), "scalar": m([[3, 0], [0, 3]])}
ANY = {**SQUARES, "wide": m([[1, 2, 3], [2, 4, 7]]), "tall": m([[1], [2]]), "no rows": m([], 2), "zero row": m([[0, 0], [0, 1]])}
SQUARE_KINDS = {"det": det, "charpoly": charpoly, "minpoly": minpoly}
KINDS = {"rank": rank, "nullspace": nullspace, "rref": rref, "lu": lu}


@pytest.mark.parametrize("kind", SQUARE_KINDS)
@pytest.mark.parametrize("name", SQUARES)
def test_right_answers_of_square_matrices(name, kind):
    matrix = SQUARES[name]
    verdict = check(Answer(kind, matrix, SQUARE_KINDS[kind](matrix)))
    assert verdict.word == ("EXACT" if kind != "minpoly" or matrix.is_rational else "UNDECIDED")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ANY)
def test_right_answers(name, kind):
    verdict = check(Answer(kind, ANY[name], KINDS[kind](ANY[name])))
    assert verdict.word == "EXACT", verdict


@pytest.mark.parametrize("matrix", [A, FIELD])
def test_inverses_and_solutions(matrix):
    b = m([[1], [2], [sqrt(2) if matrix is A else I]])
    assert check(Answer("inverse", matrix, inverse(matrix))).word == "EXACT"
    x = solve(matrix, b)
    assert check(Answer("solve", matrix, x, b)).word == "EXACT"
    assert check(Answer("solve", matrix, x + b, b)).word == "REFUTED"
    assert check(Answer("inverse", matrix, inverse(matrix) + identity(3))).word == "REFUTED"
    with pytest.raises(InputError, match="right side"):
        check(Answer("solve", matrix, x))


@pytest.mark.parametrize("matrix", [A, FIELD, SINGULAR])
def test_wrong_numbers_and_polynomials_are_refuted(matrix):
    assert check(Answer("det", matrix, det(matrix) + 1)).word == "REFUTED"
    assert check(Answer("rank", matrix, rank(matrix) - 1)).word == "REFUTED"
    right = charpoly(matrix).coefficients
    for wrong in ([right[0] + 1, *right[1:]], [*right[:-2], right[-2] - 1, right[-1]], right[1:], [2 * c for c in right]):
        assert check(Answer("charpoly", matrix, Polynomial(wrong))).word == "REFUTED"


def test_a_characteristic_polynomial_needs_its_multiplicities():
    """(x-1)(x-2)^2 is killed by A as (x-1)^2 (x-2) is: over Q(i) only the traces tell them apart."""
    matrix = m([[1, 0, 0], [0, 1, 0], [0, 0, 2]]) + m([[0, I, 0], [0, 0, 0], [0, 0, 0]]) * 0 + identity(3) * I
    right, wrong = ([(-1 - I), (-1 - I), (-2 - I)], [(-1 - I), (-2 - I), (-2 - I)])

    def product(shifts):
        total = Polynomial([1])
        for shift in shifts:
            total = Polynomial([shift * a + b for a, b in zip([*total.coefficients, 0], [0, *total.coefficients], strict=True)])
        return total

    assert check(Answer("charpoly", matrix, product(right))).word == "EXACT"
    assert check(Answer("charpoly", matrix, product(wrong))).word == "REFUTED"


def test_another_basis_of_the_null_space_is_right_and_others_are_not():
    K = nullspace(SINGULAR)
    assert check(Answer("nullspace", SINGULAR, K * 5)).word == "EXACT"
    assert check(Answer("nullspace", SINGULAR, K * 0)).word == "REFUTED"
    assert check(Answer("nullspace", SINGULAR, K + m([[1], [0], [0]]))).word == "REFUTED"
    assert check(Answer("nullspace", SINGULAR, m([[], [], []]))).word == "REFUTED"


def test_wrong_shapes_of_echelon_and_lu_forms_are_refuted():
    form = rref(SINGULAR)
    assert check(Answer("rref", SINGULAR, form.R)).word == "EXACT"
    for R in (SINGULAR, form.R * 2, m([[0, 0, 0], [1, 0, 1], [0, 1, 1]]), m([[1, 0, 2], [0, 1, 1], [0, 0, 0]]), identity(3)):
        assert check(Answer("rref", SINGULAR, EchelonForm(R, form.pivots))).word == "REFUTED"
    parts = lu(A)
    P, L, U = parts.P, parts.L, parts.U
    for wrong in (LU(P, L, U + identity(3)), LU(P, L * 2, U * Fraction(1, 2)), LU(L, P, U), LU(P * 2, L, U * 2), LU(P, P, L.T)):
        assert check(Answer("lu", A, wrong)).word == "REFUTED"


def test_unknown_kinds_are_named():
    with pytest.raises(InputError, match="'trace'"):
        check(Answer("trace", A, 1))
