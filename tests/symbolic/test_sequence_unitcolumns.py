"""Columns of length 1: the condition number of a basis does not depend on the lengths its vectors were given."""
from __future__ import annotations

import pytest

from symbolic import (
    DomainError,
    InputError,
    ShapeError,
    SingularMatrixError,
    condition_number,
    diagonal,
    hippo_legs,
    identity,
    matrix,
    sqrt,
    unit_columns,
)


def test_known_values():
    assert condition_number(unit_columns(identity(3))) == 1
    assert condition_number(unit_columns(matrix("1 1; 0 1"))) == 1 + sqrt(2)
    assert condition_number(unit_columns(matrix("3 -4; 4 3"))) == 1


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_value_is_that_of_the_dense_matrix(n):
    A = hippo_legs(n)
    found = unit_columns(A.eigenvectors, A.scaling)
    V = found.dense()
    assert [(V.T * V)[i, i] for i in range(n)] == [1] * n
    assert condition_number(found) == condition_number(V)


def test_lengths_do_not_matter():
    V = matrix("1 2 0; 3 1 1; 0 1 5")
    assert condition_number(unit_columns(V)) == condition_number(unit_columns(V * diagonal([7, -2, 100])))


@pytest.mark.parametrize(("arguments", "error"), [
    ((matrix("1 0; 2 0"),), SingularMatrixError), ((matrix("1 0; 0 1"), [1]), ShapeError), ((matrix("1 0; 0 1"), [1, 0]), InputError),
    ((matrix("sqrt(2) 0; 0 1"),), DomainError), (([[1]],), InputError),
])
def test_refused(arguments, error):
    with pytest.raises(error):
        unit_columns(*arguments)
