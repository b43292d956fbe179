"""The chapters on inequalities: enough of them, no named axiom, and neighbours that are false for real numbers too."""
from __future__ import annotations

import json
from fractions import Fraction

import pytest

from tests.verify.mutants import Library, committed, replayed, tupled
from verify.proofs.evaluation import holds, table

INEQUALITIES = {
    "cauchy_schwarz", "mean_and_root_mean_square", "chebyshev_sum_inequality", "kantorovich_inequality", "bernoulli_inequality",
    "discrete_gronwall", "rayleigh_quotient_bounds", "courant_fischer_lower_bound", "courant_fischer_attained", "weyl_inequality",
    "cauchy_interlacing", "smallest_values_minimise", "ky_fan_trace_inequality", "eckart_young_spectral",
    "eckart_young_spectral_attained", "eckart_young_frobenius", "eckart_young_two_by_two", "majorization_inequality",
    "corner_sum_inequality", "von_neumann_trace_inequality", "gershgorin_circles", "bessel_inequality", "product_norm",
    "numerical_range_bound", "contraction_powers", "stein_decrease", "schur_complement_positivity", "condition_number_at_least_one",
    "complex_triangle_inequality", "complex_gershgorin_circles", "complex_levy_desplanques", "eckart_young_two_by_two_error",
}


@pytest.fixture(scope="module")
def book():
    return committed()


@pytest.fixture(scope="module")
def proved():
    return {t.name: t for t in replayed()}


def test_the_inequalities_are_proved_over_an_ordered_field_without_named_axioms(proved):
    assert set(proved) >= INEQUALITIES
    for name in INEQUALITIES:
        assert "ORDER" in proved[name].groups, name
        assert proved[name].groups <= {"DEF", "FIELD", "ORDER", "QALG"}, (name, proved[name].groups)


def test_the_null_vector_rule_needs_no_order(proved):
    for name in ("wide_matrix_has_null_vector", "rank_of_identity", "inverse_is_square"):
        assert proved[name].groups == {"DEF", "FIELD"}


def test_square_roots_are_used_only_for_orthonormal_vectors(proved):
    """The lower bound in the Frobenius norm goes through Gram-Schmidt; the spectral norm needs no square root."""
    assert "SQRT" in proved["eckart_young_frobenius"].axioms
    for name in ("eckart_young_spectral", "weyl_inequality", "von_neumann_trace_inequality", "eckart_young_two_by_two"):
        assert "SQRT" not in proved[name].axioms


@pytest.mark.parametrize("rows", [((1, 2), (2, 4)), ((3, 0), (0, 0)), ((0, 0), (0, 2))])
def test_two_by_two_at_singular_matrices(book, rows):
    entry = next(e for e in book.entries if e.name == "eckart_young_two_by_two")
    assert holds(entry.formula, {"x": Fraction(3), "y": Fraction(2), "B": table(2, 2, lambda i, j: Fraction(rows[i][j]))})
    assert sum((((3, 0), (0, 2))[i][j] - rows[i][j]) ** 2 for i in range(2) for j in range(2)) >= 4


def test_a_wrong_weight_in_the_sum_of_squares_is_rejected():
    library = Library()
    place, entry = next((i, e) for i, e in enumerate(library.entries) if e.name == "bernoulli_inequality")
    proof = json.loads(json.dumps(entry.proof))
    assert _negated(proof) != proof
    assert library.verdict(place, entry.formula, tupled(proof)) == "accepted"
    assert library.verdict(place, entry.formula, tupled(_negated(proof))) != "accepted"


def _negated(x):
    """Every weight of `pos` made negative."""
    if type(x) not in (tuple, list):
        return x
    parts = [_negated(y) for y in x]
    if parts and parts[0] == "pos":
        parts[1] = [[-1, *rest] for _, *rest in parts[1]]
    return parts
