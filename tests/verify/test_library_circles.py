"""Circles for complex matrices, Eckart-Young 2 x 2 without division, Hermite's basis polynomials: axioms and instances."""
from __future__ import annotations

from fractions import Fraction

import pytest

from tests.verify.mutants import committed, replayed
from verify.proofs.evaluation import holds, premises_hold, table
from verify.proofs.library.confluent import confluent_numbers
from verify.proofs.library.gershgorin import _models as real_models
from verify.proofs.samples import inverse

CIRCLES = ("complex_triangle_inequality", "complex_gershgorin_circles", "complex_levy_desplanques")


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


@pytest.fixture(scope="module")
def proved():
    return {t.name: t for t in replayed()}


def column(*values):
    return table(len(values), 1, lambda i, _: Fraction(values[i]))


def test_no_square_root_is_used_for_complex_circles(proved):
    for name in CIRCLES:
        assert proved[name].groups == {"DEF", "FIELD", "ORDER"}
        assert "SQRT" not in proved[name].axioms


def test_two_by_two_rests_on_the_order_alone(proved):
    assert proved["eckart_young_two_by_two"].axioms == frozenset()
    assert proved["eckart_young_two_by_two"].groups == {"ORDER"}
    assert proved["eckart_young_two_by_two_error"].axioms == {"INV"}


@pytest.mark.parametrize("at", range(4))
def test_real_matrices_are_a_special_case(entries, at):
    """The models of the real theorem, with imaginary parts 0."""
    numbers = real_models()[at]
    size, formula = numbers["n"], entries["complex_gershgorin_circles"].formula
    case = {**numbers, "B": numbers["A"], "C": table(size, size, lambda _i, _j: Fraction(0)), "u": numbers["x"],
            "v": column(*[0] * size), "p": numbers["c"], "q": Fraction(0)}
    assert premises_hold(formula, case)
    assert holds(formula, case)
    assert not premises_hold(formula, case | {"u": case["v"]})


def test_a_modulus_counts_both_parts(entries):
    """|3 + 4i| = 5: the real part alone is no modulus, so the premise fails."""
    entry = entries["complex_gershgorin_circles"]
    numbers = entry.models[-1]
    assert not premises_hold(entry.formula, numbers | {"r": lambda i, j: abs(numbers["B"].at(i, j))})


@pytest.mark.parametrize(("rows", "least"), [(((0, 0), (0, 0)), 81), (((3, 0), (0, 0)), 0), (((1, 1), (1, 1)), 27)])
def test_two_by_two_in_numbers(entries, rows, least):
    """x^2 (|diag(3, 2) - B|_F^2 - 4) is the number given; x = y = 0 is covered."""
    error = sum((((3, 0), (0, 2))[i][j] - rows[i][j]) ** 2 for i in range(2) for j in range(2))
    assert 9 * (error - 4) == least
    numbers = {"x": Fraction(3), "y": Fraction(2), "B": table(2, 2, lambda i, j: Fraction(rows[i][j]))}
    for name in ("eckart_young_two_by_two", "eckart_young_two_by_two_error"):
        for case in (numbers, numbers | {"x": Fraction(0), "y": Fraction(0)}):
            assert premises_hold(entries[name].formula, case)
            assert holds(entries[name].formula, case)


def test_hermite_basis_of_two_double_nodes(entries):
    """Nodes 0, 0, 1, 1: the cubic Hermite basis 1 - 3x^2 + 2x^3, x - 2x^2 + x^3, 3x^2 - 2x^3, -x^2 + x^3."""
    basis = ((1, 0, -3, 2), (0, 1, -2, 1), (0, 0, 3, -2), (0, 0, -1, 1))
    numbers = confluent_numbers((0, 0, 1, 1))
    numbers["W"] = table(4, 4, lambda i, j: Fraction(basis[j][i]))
    assert numbers["W"] == inverse(numbers["V"])
    formula = entries["confluent_vandermonde_inverse_columns"].formula
    assert premises_hold(formula, numbers)
    assert holds(formula, numbers)
