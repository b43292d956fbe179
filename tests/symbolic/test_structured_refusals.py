"""Refusals of the structured families: null vectors of transposes, shapes without entries, counts that are no counts."""
from __future__ import annotations

import pytest

from symbolic import (
    InputError,
    SingularMatrixError,
    UnableError,
    block_diagonal,
    companion,
    confluent_vandermonde,
    counted_woodbury,
    is_hankel,
    is_toeplitz,
    matrix,
    power_method_rate,
    rational,
    toeplitz_solve_mod,
    vandermonde,
    zero,
)


@pytest.mark.parametrize("W", [vandermonde([1, 0, 1]).T, confluent_vandermonde([2, 2], [1, 2]).T, companion([0, 1, 0, 1]).T])
def test_the_inverse_of_a_singular_transpose_names_its_own_null_vector(W):
    with pytest.raises(SingularMatrixError, match=r"^inverse: ") as caught:
        W.inverse()
    null = caught.value.null_vector
    assert W.dense() * null == zero(3, 1)
    assert null != zero(3, 1)


@pytest.mark.parametrize("question", [is_toeplitz, is_hankel])
def test_a_matrix_without_entries_is_recognised_only_when_it_is_square(question):
    assert not question(zero(2, 0)).ok
    assert not question(zero(0, 2)).ok
    assert question(zero(0, 0)).ok


@pytest.mark.parametrize("arguments", [([], 4, 1), ("diagonal", None, 1), ("diagonal", 0, 1), ("diagonal", 4, 10**30)])
def test_counting_needs_counts(arguments):
    with pytest.raises(InputError, match="counted_woodbury"):
        counted_woodbury(*arguments)


def test_a_modulus_of_0_is_no_prime():
    with pytest.raises(InputError, match="no prime"):
        toeplitz_solve_mod([1, 2], [1, 3], [1, 1], 0)


def test_a_rate_whose_square_has_a_high_degree_is_refused_and_enclosed():
    rate = power_method_rate(block_diagonal([companion("x^14+x+5").dense(), matrix("100")]))
    with pytest.raises(UnableError, match="enclose"):
        _ = rate.rate
    assert rate.less_than(rational(1, 50))
    assert not rate.less_than(rational(1, 100))
