"""Chapters shifts .. exponentialforms: their statements as instances with independent numbers, and the count."""

from __future__ import annotations

from math import comb

import pytest

from symbolic import matrix
from tests.verify.mutants import committed
from verify.proofs.evaluation import holds

CHAPTER = {
    "nilpotency_index", "rank_of_shift_power", "kernel_of_shift_power", "centralizer_of_shift", "rank_of_jordan_power",
    "number_of_blocks_from_ranks", "jordan_block_powers", "jordan_block_inverse", "jordan_chain", "powers_of_direct_sum",
    "binomial_theorem", "powers_through_spectral_components", "minimal_polynomial_annihilates", "krylov_invariance",
    "krylov_dimension", "krylov_finite_termination", "arnoldi_moments", "conjugate_gradient_optimality",
    "exponential_of_sum", "jordan_block_exponential", "exponential_through_spectral_components", "variation_of_constants",
}


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


def test_the_chapter_has_its_theorems(entries):
    assert entries.keys() >= CHAPTER
    assert not any(entries[name].lemma for name in CHAPTER)


def jordan(size, value):
    return [[value if i == j else int(j == i + 1) for j in range(size)] for i in range(size)]


@pytest.mark.parametrize(("size", "value"), [(1, 3), (2, 0), (3, -2), (4, 1)])
def test_entries_of_powers_agree_with_matrix_powers(size, value):
    power = matrix(jordan(size, 0)) ** 0
    for t in range(6):
        entries = [[comb(t, j - i) * value ** max(t - j + i, 0) if i <= j and t >= j - i else 0 for j in range(size)]
                   for i in range(size)]
        assert power == matrix(entries)
        power = power * matrix(jordan(size, value))


@pytest.mark.parametrize("sizes", [(1,), (3,), (2, 1), (2, 2), (1, 1, 1), (3, 1)])
def test_the_number_of_blocks_is_what_the_sizes_say(entries, sizes):
    flags = [f for size in sizes for f in [1] * (size - 1) + [0]]
    n = len(flags)
    formula = entries["number_of_blocks_from_ranks"].formula
    for t in range(1, n + 1):
        scope = {"n": n, "t": t, "f": lambda i: flags[i] if 0 <= i < n else 0}
        assert holds(formula, scope)
        chains = sum(all(flags[p:p + t - 1]) and not flags[p + t - 1] for p in range(n - t + 1))
        assert chains == sum(size >= t for size in sizes)

