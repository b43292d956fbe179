"""Frobenius form, similarity, characteristics, real Jordan form."""
from __future__ import annotations

import pytest
from hypothesis import given, settings

from symbolic import (
    DomainError,
    NotDiagonalizableError,
    block_diagonal,
    charpoly,
    diagonalize,
    eigenvalue_structure,
    frobenius_form,
    identity,
    inverse,
    is_diagonalizable,
    is_similar,
    matrix,
    minpoly,
    rank,
    real_jordan_form,
    zero,
)
from symbolic.canonical.frobenius import _split_cyclic
from tests.symbolic.drawn import companion, field_cases, jordan_block, poly_power, rational_cases, sheared, shears


def check_frobenius(A, form) -> None:
    assert A * form.P == form.P * form.F
    assert rank(form.P) == A.rows
    total = 0
    for p in form.invariant_factors:
        assert p.coefficients[-1] == 1
        total += p.degree
    assert total == A.rows
    assert form.minpoly == minpoly(A)
    product = None
    for p in form.invariant_factors:
        product = p if product is None else product * p
    if product is not None:
        assert product == charpoly(A)
    # each invariant factor kills what the ones below it span: divisibility, without polynomial division over the field
    for small, large in zip(form.invariant_factors, form.invariant_factors[1:], strict=False):
        assert rank(small(block_of(large))) == large.degree - small.degree


def block_of(p):
    from symbolic.canonical.frobenius import companion_block
    from symbolic.matrices.matrix import from_entries
    return from_entries(companion_block(p), p.degree, p.degree)


@given(rational_cases(max_size=9))
def test_frobenius_over_q(case):
    check_frobenius(case[0], frobenius_form(case[0]))


@given(rational_cases(max_size=6))
def test_two_algorithms_agree(case):
    """The chains of the Jordan form and splitting off cyclic subspaces give the same invariant factors."""
    A = case[0]
    P, factors = _split_cyclic(A)
    assert tuple(factors) == frobenius_form(A).invariant_factors
    assert rank(P) == A.rows


@settings(max_examples=20)
@given(field_cases(max_size=5))
def test_frobenius_over_a_number_field(case):
    check_frobenius(case[0], frobenius_form(case[0]))


@pytest.mark.parametrize("A", [zero(0, 0), matrix("5"), zero(3, 3), identity(3), matrix("0 1 0; 0 0 1; 1 0 0"),
                               block_diagonal([jordan_block(0, 2)] * 2), block_diagonal([companion(poly_power([1, 0, 1], 2))] * 2)])
def test_frobenius_table(A):
    check_frobenius(A, frobenius_form(A))


@given(rational_cases(max_size=6), shears(6))
def test_similar_matrices_are_recognised_with_a_transform(case, steps):
    A = case[0]
    B = sheared(A, steps)
    found = is_similar(A, B)
    assert found
    assert A * found.transform == found.transform * B
    assert rank(found.transform) == A.rows


@given(rational_cases(max_size=6), rational_cases(max_size=6))
def test_matrices_that_are_not_similar_have_a_rank_that_differs(first, second):
    A, B = first[0], second[0]
    if A.rows != B.rows:
        return
    found = is_similar(A, B)
    if not found:
        assert (rank(found.polynomial(A)), rank(found.polynomial(B))) == found.ranks
        assert found.ranks[0] != found.ranks[1]


@given(rational_cases(max_size=7))
def test_characteristics_are_conjugate_partitions_and_match_ranks(case):
    A, _, _ = case
    for s in eigenvalue_structure(A):
        assert sum(s.segre) == sum(s.weyr) == s.algebraic
        assert s.weyr[0] == s.geometric
        if s.eigenvalue.is_rational:
            N, previous = A - identity(A.rows) * s.eigenvalue, A.rows
            power = identity(A.rows)
            for w in s.weyr:
                power = power * N
                assert previous - rank(power) == w
                previous = rank(power)
    assert is_diagonalizable(A) == (not any(s.is_defective for s in eigenvalue_structure(A)))


def test_a_defective_matrix_shows_its_chain():
    A = matrix("5 4; -1 1")
    with pytest.raises(NotDiagonalizableError) as caught:
        diagonalize(A)
    v1, v2 = caught.value.witness
    N = A - identity(2) * caught.value.block.eigenvalue
    assert N * v1 == zero(2, 1)
    assert N * v2 == v1 != zero(2, 1)


@pytest.mark.parametrize("A", [
    matrix("1 -2; 2 1"), matrix("0 1 0; -1 0 0; 0 0 2"), companion(poly_power([1, 0, 1], 2)), companion(poly_power([5, -2, 1], 2)),
    block_diagonal([companion(poly_power([2, 2, 1], 2)), matrix("0 2; 1 0")]), identity(2), companion([-1, -1, 0, 1]), companion([1, 1, 0, 0, 1])])
def test_real_jordan_form(A):
    form = real_jordan_form(A)
    assert A * form.P == form.P * form.J
    assert all(x.is_real for m in (form.P, form.J) for row in m.entries() for x in row)
    if hasattr(form.P, "coefficients"):
        assert inverse(form.P) * A * form.P == form.J


def test_real_jordan_form_needs_a_real_matrix():
    with pytest.raises(DomainError, match="not real"):
        real_jordan_form(matrix("i 0; 0 1"))
