"""Verdicts cite the theorems for all sizes that a result is an instance of, with their axioms, and no others."""
from __future__ import annotations

from dataclasses import replace

import pytest

import symbolic as s
from symbolic import matrix
from symbolic.errors import InputError
from verify import Answer, check, theorem
from verify.certificates import HOMES, MAKERS
from verify.instances import CITED, EXISTENCE, INERTIA, Citation, cite
from verify.patterns import ANSWERS, STRUCTURED
from verify.proofs.axiomwords import beyond_definitions
from verify.proofs.closure import rows

BLOCK, LEGS, UPPER = matrix("3 1; 0 3"), matrix("-1 0; -sqrt(3) -2"), matrix("2 1; 0 2")
NODES, SEMI = s.vandermonde([1, 2, 3]).dense(), s.one_semiseparable([0, 2, 3]).dense()
CAUCHY, TOEPLITZ = s.cauchy([1, 2], [3, 5]), s.toeplitz([2, 1, 0], [2, 3, 4])
ONE, PLAIN = s.identity(2), matrix("1 2 3; 0 1 4; 5 6 0")
CONFLUENT = s.confluent_vandermonde([3, 0, 1], [2, 3, 1])
COLUMN = matrix("1; 1")
ROTATION = matrix("0 -1; 1 0")


def answer(kind, A, value):
    return Answer(kind, A, value)


CASES = {
    "jordan": (lambda: s.jordan_form(BLOCK), ("jordan_chain",)),
    "jordan of a circulant": (lambda: s.jordan_form(matrix("2 1; 1 2")), ("jordan_chain", "circulant_eigenvectors")),
    "jordan of a multiple of I": (lambda: s.jordan_form(ONE * 2), ("jordan_chain",)),
    "jordan of a companion matrix": (lambda: s.jordan_form(matrix("0 1; -6 5")), ("jordan_chain", "companion_eigenvectors")),
    "spectral": (lambda: s.spectral_form(PLAIN),
                 ("powers_through_spectral_components", "polynomial_through_spectral_components")),
    "power": (lambda: s.matrix_power(PLAIN), ("powers_through_spectral_components",)),
    "power of a block": (lambda: s.matrix_power(BLOCK), ("powers_through_spectral_components", "jordan_block_powers")),
    "exponential": (lambda: s.expm(ROTATION), ("exponential_through_spectral_components",)),
    "exponential of a block": (lambda: s.expm(BLOCK), ("exponential_through_spectral_components", "jordan_block_exponential")),
    "frobenius": (lambda: s.frobenius_form(PLAIN), ("krylov_invariance",)),
    "smith": (lambda: s.smith_form(PLAIN), ()),
    "svd": (lambda: s.svd(matrix("2 2; -1 1")), ()),
    "root": (lambda: s.logm(ONE), ()),
    "update": (lambda: s.low_rank_update(matrix("2 0; 0 3"), ONE, ONE), ("woodbury",)),
    "update of rank one": (lambda: s.low_rank_update(ONE, COLUMN, COLUMN), ("sherman_morrison",)),
    "polar": (lambda: s.polar(matrix("3 0; 4 5")), ("polar_factor",)),
    "polar, singular": (lambda: s.polar(matrix("0 2; 0 0")), ()),
    "polar, tall": (lambda: s.polar(matrix("3; 4")), ()),
    "best, spectral": (lambda: s.best_approximation(matrix("2 2; -1 1"), 1, 2),
                       ("eckart_young_spectral", "eckart_young_spectral_attained", "wide_matrix_has_null_vector")),
    "best, Frobenius": (lambda: s.best_approximation(matrix("2 2; -1 1"), 1, "fro"),
                        ("eckart_young_frobenius", "eckart_young_frobenius_attained", "orthonormal_null_space_basis")),
    "best of full rank": (lambda: s.best_approximation(matrix("2 2; -1 1"), 2, 2), ()),
    "test, passed": (lambda: s.is_best_approximation(matrix("2 0; 0 1"), matrix("2 0; 0 0"), 1, "fro"),
                     ("eckart_young_frobenius", "eckart_young_frobenius_attained", "orthonormal_null_space_basis")),
    "test, failed": (lambda: s.is_best_approximation(matrix("2 0; 0 1"), matrix("1 0; 0 0"), 1, "fro"), ()),
    "krylov": (lambda: s.krylov_space(UPPER, [1, 0]), ("krylov_invariance", "krylov_dimension", "no_smaller_annihilator")),
    "krylov, cyclic": (lambda: s.krylov_space(UPPER, [0, 1]),
                       ("krylov_invariance", "krylov_dimension", "no_smaller_annihilator", "annihilator_of_cyclic_vector")),
    "krylov of 0": (lambda: s.krylov_space(UPPER, [0, 0]), ()),
    "krylov of two columns": (lambda: s.krylov_space(UPPER, ONE), ()),
    "gradients": (lambda: s.conjugate_gradient(matrix("2 1; 1 2"), [1, 0]),
                  ("conjugate_gradient_optimality", "conjugate_directions", "krylov_finite_termination")),
    "gradients, stopped": (lambda: s.conjugate_gradient(matrix("2 1; 1 2"), [1, 0], steps=1), ("conjugate_gradient_optimality",)),
    "gradients at the solution": (lambda: s.conjugate_gradient(matrix("2 1; 1 2"), [0, 0]), ()),
    "gmres": (lambda: s.gmres(UPPER, COLUMN), ("least_squares_minimum", "krylov_finite_termination")),
    "gmres, complex": (lambda: s.gmres(matrix("i 1; 0 2"), COLUMN), ("krylov_finite_termination",)),
    "arnoldi": (lambda: s.arnoldi(UPPER, COLUMN), ("arnoldi_moments",)),
    "stein": (lambda: s.stein(matrix("1/2 1; 0 1/2")), ("lyapunov_energy", "stein_decrease")),
    "lyapunov": (lambda: s.lyapunov(matrix("-1 1; 0 -2")), ()),
    "kalman": (lambda: s.kalman_decomposition(matrix("1 0; 0 2"), COLUMN, matrix("1 0")), ("markov_parameters_invariant",)),
    "kalman, more inputs": (lambda: s.kalman_decomposition(matrix("1 0; 0 2"), ONE, matrix("1 0")), ()),
    "transfer": (lambda: s.transfer_function(ROTATION, COLUMN, matrix("1 0")), ("cayley_hamilton",)),
    "det, confluent": (lambda: answer("det", CONFLUENT.dense(), CONFLUENT.det()), ("confluent_vandermonde_determinant",)),
    "inverse, confluent": (lambda: answer("inverse", CONFLUENT, CONFLUENT.inverse()), ("confluent_vandermonde_inverse",)),
    "det": (lambda: answer("det", PLAIN, 1), ()),
    "det of nodes": (lambda: answer("det", NODES, 2), ("vandermonde_determinant",)),
    "det of Cauchy": (lambda: answer("det", CAUCHY.dense(), CAUCHY.det()), ("cauchy_determinant",)),
    "det, triangular": (lambda: answer("det", matrix("2 0; 7 3"), 6), ("triangular_determinant",)),
    "det of LegS": (lambda: answer("det", LEGS, 2), ("triangular_determinant", "hippo_legs_determinant")),
    "inverse": (lambda: answer("inverse", PLAIN, s.inverse(PLAIN)), ()),
    "inverse of nodes": (lambda: answer("inverse", NODES, s.inverse(NODES)), ("vandermonde_inverse",)),
    "inverse of Cauchy": (lambda: answer("inverse", CAUCHY.dense(), CAUCHY.inverse()), ("cauchy_inverse",)),
    "inverse of a block": (lambda: answer("inverse", BLOCK, s.inverse(BLOCK)), ("jordan_block_inverse",)),
    "inverse, 1-semiseparable": (lambda: answer("inverse", SEMI, s.inverse(SEMI)), ("semiseparable_inverse",)),
    "its inverse": (lambda: answer("inverse", s.inverse(SEMI), SEMI), ("semiseparable_inverse",)),
    "inverse of LegS": (lambda: answer("inverse", LEGS, s.inverse(LEGS)), ("hippo_legs_inverse",)),
    "inverse, circulant": (lambda: answer("inverse", matrix("2 1; 1 2"), s.inverse(matrix("2 1; 1 2"))), ()),
    "rank of a shift": (lambda: answer("rank", matrix("0 0 1; 0 0 0; 0 0 0"), 1), ("rank_of_shift_power",)),
    "rank": (lambda: answer("rank", PLAIN, 3), ()),
    "null space, wide": (lambda: answer("nullspace", matrix("1 2"), s.nullspace(matrix("1 2"))), ("wide_matrix_has_null_vector",)),
    "null space": (lambda: answer("nullspace", matrix("1 2; 2 4"), s.nullspace(matrix("1 2; 2 4"))), ()),
    "charpoly": (lambda: answer("charpoly", BLOCK, s.charpoly(BLOCK)), ()),
    "charpoly over a field": (lambda: answer("charpoly", matrix("i 1; 0 2"), s.charpoly(matrix("i 1; 0 2"))),
                              ("cayley_hamilton_by_coefficients",)),
    "minpoly": (lambda: answer("minpoly", BLOCK, s.minpoly(BLOCK)), ("minimal_polynomial_annihilates",)),
    "pseudoinverse": (lambda: answer("pseudoinverse", matrix("1 2; 2 4"), s.pseudoinverse(matrix("1 2; 2 4"))),
                      ("moore_penrose_uniqueness",)),
    "pseudoinverse, complex": (lambda: answer("pseudoinverse", matrix("i 2; 2 4"), s.pseudoinverse(matrix("i 2; 2 4"))), ()),
    "norm": (lambda: answer("norm_fro", BLOCK, s.norm(BLOCK, "fro")), ("frobenius_norm",)),
    "displacement": (lambda: answer("displacement", TOEPLITZ.dense(), TOEPLITZ.displacement()), ("toeplitz_displacement",)),
    "displacement of Cauchy": (lambda: answer("displacement", CAUCHY.dense(), CAUCHY.displacement()), ("cauchy_displacement",)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_cited(name):
    make, expected = CASES[name]
    verdict = check(make())
    assert verdict.ok, verdict
    assert verdict.theorems == expected
    assert set(beyond_definitions(a for t in expected for a in theorem(t).axioms)) <= set(verdict.axioms)
    assert all(t in str(verdict) for t in expected)


def test_every_table_names_kinds_and_theorems_that_exist():
    known = {*MAKERS, *HOMES}
    assert {*CITED, *STRUCTURED} <= known
    named = {t for table in (*ANSWERS.values(), *STRUCTURED.values()) for t in table}
    assert named | {t for _, expected in CASES.values() for t in expected} <= rows().keys()
    assert named <= {t for _, expected in CASES.values() for t in expected} | {"semiseparable_rank_one"}


@pytest.mark.parametrize(("make", "axioms"), [
    (lambda: s.jordan_form(BLOCK), ()),
    (lambda: answer("det", NODES, 2), ("DET0", "DET1", "DETBLOCK", "DETMUL", "DETT")),
    (lambda: s.best_approximation(matrix("2 2; -1 1"), 2, 2), ()),
    (lambda: s.is_best_approximation(matrix("2 0; 0 1"), matrix("1 0; 0 1"), 1, 2), ()),  # a minor shows that the rank is 2
])
def test_axioms_by_name(make, axioms):
    assert check(make()).axioms == axioms


def test_what_no_theorem_of_the_library_says_is_named_in_words():
    best = s.best_approximation(matrix("2 2; -1 1"), 1, "fro")
    assert check(best).axioms[0] == EXISTENCE
    assert "SQRT" in check(best).axioms
    assert "every number >= 0 has a square root" in str(check(best))
    farther = s.is_best_approximation(matrix("3 0; 0 1"), matrix("0 0; 0 0"), 1, 2)
    assert check(farther).axioms == (INERTIA,)


@pytest.mark.parametrize(("make", "words"), [
    (lambda: answer("det", NODES, 3), "REFUTED"), (lambda: answer("inverse", NODES, NODES), "REFUTED"),
    (lambda: replace(s.polar(matrix("3 0; 4 5")), U=ONE), "REFUTED"),
])
def test_what_is_refuted_cites_nothing(make, words):
    verdict = check(make())
    assert (verdict.word, verdict.theorems, verdict.axioms) == (words, (), ())


@pytest.mark.parametrize(("kind", "A", "wrong"), [
    ("det", matrix("1 2 4; 1 3 9; 1 5 26"), "vandermonde_determinant"), ("det", matrix("2 1; 7 3"), "triangular_determinant"),
    ("det", matrix("-1 0; -sqrt(2) -2"), "hippo_legs_determinant"), ("det", matrix("-1 0; sqrt(3) -2"), "hippo_legs_determinant"),
    ("inverse", matrix("3 1; 0 4"), "jordan_block_inverse"), ("inverse", matrix("3 2; 0 3"), "jordan_block_inverse"),
    ("inverse", matrix("1 0 0; 2 1 0; 5 3 1"), "semiseparable_inverse"),
    ("inverse", matrix("1 1 1; 1 2 4; 1 3 8"), "vandermonde_inverse"),
    ("det", matrix("1 2 4; 0 1 3; 1 3 9"), "confluent_vandermonde_determinant"),
    ("det", matrix("1 2 4 8; 1 3 9 27; 1 2 4 8; 0 1 4 12"), "confluent_vandermonde_determinant"),
    ("det", matrix("0 1 2; 1 1 1; 0 1 2"), "confluent_vandermonde_determinant"),
])
def test_near_misses_are_not_cited(kind, A, wrong):
    verdict = check(answer(kind, A, getattr(s, kind)(A)))
    assert verdict.ok
    assert wrong not in verdict.theorems


def test_nothing_cited_rests_on_nothing():
    assert cite(()) == Citation()
    assert cite(("woodbury",)) == Citation(("woodbury",))


@pytest.mark.parametrize(("kind", "A", "expected"), [
    ("det", s.vandermonde([1, 2, 3]), "vandermonde_determinant"), ("inverse", s.vandermonde([1, 2, 3]), "vandermonde_inverse"),
    ("det", CAUCHY, "cauchy_determinant"), ("inverse", CAUCHY, "cauchy_inverse"),
    ("det", CONFLUENT, "confluent_vandermonde_determinant"), ("inverse", CONFLUENT, "confluent_vandermonde_inverse"),
    ("inverse", s.one_semiseparable([0, 2, 3]), "semiseparable_inverse"), ("inverse", s.hippo_legs(3), "hippo_legs_inverse"),
    ("det", s.hippo_legs(3), "hippo_legs_determinant"), ("det", s.circulant([1, 2, 3]), None),
    ("det", s.toeplitz([2, 1], [2, 3]), None),
])
def test_structured_matrices_are_taken_as_they_are(kind, A, expected):
    verdict = check(Answer(kind, A, getattr(A, kind)()))
    assert verdict.word == "EXACT"
    assert expected in (verdict.theorems or (None,))
    assert check(Answer(kind, A, getattr(A, kind)() * 2)).word == "REFUTED"


def test_an_answer_is_about_a_matrix():
    with pytest.raises(InputError, match=r"A is a matrix, .* not a list"):
        Answer("det", [[1]], 1)
