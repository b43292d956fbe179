"""Confluent Vandermonde matrices in the library: instances with the structured matrices of the package, and false rows."""
from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from symbolic import confluent_vandermonde
from tests.verify.mutants import committed
from verify.proofs.evaluation import holds, premises_hold, table, value
from verify.proofs.language import det, raw
from verify.proofs.library.confluent import V, confluent_numbers, n, s, y
from verify.proofs.library.confluentsteps import factor, pairs

SHAPES = (((3,), (1,)), ((3,), (4,)), ((2, 5), (2, 1)), ((0, 1), (2, 2)), ((-1, 2, 7), (1, 2, 1)))


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


def nodes_of(shape):
    return tuple(x for x, m in zip(*shape, strict=True) for _ in range(m))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_matrix_and_its_determinant_are_those_of_the_package(entries, shape):
    given, numbers = confluent_vandermonde(*shape), confluent_numbers(nodes_of(shape))
    dense = given.dense()
    assert all(Fraction(str(dense[i, j])) == numbers["V"].at(i, j) for i, j in product(range(numbers["n"]), repeat=2))
    assert Fraction(str(given.det())) == value(raw(det(V)), numbers)
    formula = entries["confluent_vandermonde_determinant"].formula
    assert premises_hold(formula, numbers)
    assert holds(formula, numbers)


@pytest.mark.parametrize("nodes", [(1, 2, 1), (4, 0, 0, 4)])
def test_equal_nodes_apart_are_not_covered(entries, nodes):
    """The theorem asks for equal nodes next to each other: the premise fails, although the formula would still hold."""
    numbers = confluent_numbers(nodes)
    assert not premises_hold(entries["confluent_vandermonde_determinant"].formula, numbers)
    assert value(raw(det(V)), numbers) == value(raw(pairs(factor(y, s), n)), numbers)


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_a_wrong_row_breaks_the_premise(entries, shape):
    """An ordinary row instead of the last derivative, or a derivative that is not divided by its factorial."""
    numbers = confluent_numbers(nodes_of(shape))
    right, size = numbers["V"], numbers["n"]
    for row in (lambda j: right.at(0, j), lambda j: 2 * right.at(size - 1, j)):
        changed = numbers | {"V": table(size, size, lambda i, j, row=row: row(j) if i == size - 1 else right.at(i, j))}
        assert not premises_hold(entries["confluent_vandermonde_determinant"].formula, changed)


def test_the_chapters_hold_what_they_promise(entries):
    promised = {"confluent_vandermonde_determinant", "confluent_vandermonde_inverse", "hermite_interpolation", "companion_to_jordan"}
    assert not any(entries[name].lemma for name in promised)
