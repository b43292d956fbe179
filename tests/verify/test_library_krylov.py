"""Chapters krylovbases .. conjugategradients and singularweyl: their numbers against independent computations."""
from __future__ import annotations

from fractions import Fraction

import pytest

from symbolic import krylov_dimension, matrix, singular_values, solve
from tests.verify.mutants import committed
from verify.proofs.evaluation import holds, premises_hold, table

THEOREMS = {
    "vector_has_minimal_polynomial", "krylov_vectors_independent", "krylov_dimension_is_degree", "conjugate_gradient_termination",
    "gmres_finite_termination", "krylov_no_earlier_termination", "krylov_dimension_at_most_eigenvalues",
    "conjugate_gradients_distinct_eigenvalues", "conjugate_gradient_orthogonality", "conjugate_gradients_end",
    "weyl_singular_values", "singular_value_perturbation", "ssd_chunks_scan_and_matrix",
}


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


def exact(x):
    return matrix([[Fraction(y) for y in row] for row in x.entries])


def test_the_chapters_have_their_theorems(entries):
    assert entries.keys() >= THEOREMS
    assert not any(entries[name].lemma for name in THEOREMS)


def test_the_degrees_of_the_models_are_krylov_dimensions(entries):
    for numbers in entries["krylov_dimension_is_degree"].models:
        if numbers["d"]:
            assert krylov_dimension(exact(numbers["A"]), exact(numbers["b"])) == numbers["d"] == numbers["k"]


@pytest.mark.parametrize("name", ["conjugate_gradient_termination", "gmres_finite_termination"])
def test_the_last_iterate_solves_the_system(entries, name):
    for numbers in entries[name].models:
        A, r, c = (exact(numbers[letter]) for letter in ("A", "r", "c"))
        columns = [r]
        for _ in range(numbers["k"] - 1):
            columns.append(A @ columns[-1])
        x = exact(numbers["x0"])
        for i, v in enumerate(columns):
            x = x + v * numbers["y"].at(i, 0)
        assert x == solve(A, c)


def test_conjugate_gradients_take_as_many_steps_as_the_krylov_space_has_dimensions(entries):
    entry = entries["conjugate_gradients_end"]
    for numbers in entry.models:
        A, c = exact(numbers["A"]), exact(numbers["c"])
        steps = krylov_dimension(A, c)
        assert exact(numbers["x"](steps)) == solve(A, c)
        assert exact(numbers["x"](steps - 1)) != solve(A, c)


def test_one_step_length_off_is_no_iteration(entries):
    entry = entries["conjugate_gradients_end"]
    numbers = entry.models[2]
    wrong = {**numbers, "a": lambda k: numbers["a"](k) + int(k == 1)}
    assert premises_hold(entry.formula, numbers)
    assert not premises_hold(entry.formula, wrong)


def test_values_of_the_models_are_singular_values(entries):
    for numbers in entries["weyl_singular_values"].models:
        for letter, family in (("A", "a"), ("B", "b")):
            found = singular_values(exact(numbers[letter]))
            assert all(s == numbers[family](i) for i, s in enumerate(found))


def test_weyl_fails_for_a_larger_sum(entries):
    entry = entries["singular_value_perturbation"]
    numbers = entry.models[1]
    assert holds(entry.formula, numbers)
    doubled = {**numbers, "E": table(2, 2, lambda i, j: 2 * numbers["E"].at(i, j))}
    assert not premises_hold(entry.formula, doubled)
