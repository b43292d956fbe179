"""The strategies reach the hard cases often, and what fails on one of them shrinks to a small one."""
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from symbolic import matrix
from verify import strategies as st

DRAWS = 200


TABLES: dict[str, list] = {}


def drawn(strategy) -> list:
    """Two hundred draws, the same ones every time; made once for each strategy."""
    if repr(strategy) in TABLES:
        return TABLES[repr(strategy)]
    cases = TABLES[repr(strategy)] = []

    @settings(max_examples=DRAWS, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def draw(case):
        cases.append(case)

    draw()
    return cases


def least(strategy, condition):
    quiet = settings(max_examples=500, derandomize=True, database=None, phases=[Phase.generate, Phase.shrink])
    return find(strategy, condition, settings=quiet)


# (strategy, what makes a case hard, the least share of the draws)
REACHED = {
    "defective": (st.jordan_matrices(), lambda c: c.is_defective, 0.35),
    "diagonalizable": (st.jordan_matrices(), lambda c: not c.is_defective, 0.15),
    "derogatory": (st.jordan_matrices(), lambda c: c.is_derogatory, 0.25),
    "defective and derogatory": (st.jordan_matrices(), lambda c: c.is_derogatory and c.is_defective, 0.1),
    "two equal blocks of size 2": (st.jordan_matrices(), lambda c: max((c.blocks.count(b) for b in c.blocks if b.size > 1), default=0) > 1, 0.01),
    "singular": (st.jordan_matrices(), lambda c: any(not b.eigenvalue for b in c.blocks), 0.1),
    "1x1": (st.jordan_matrices(), lambda c: c.A.rows == 1, 0.03),
    "empty": (st.jordan_matrices(min_size=0), lambda c: c.A.rows == 0, 1 / DRAWS),
    "size 6": (st.jordan_matrices(), lambda c: c.A.rows == 6, 0.03),
    "not triangular": (st.jordan_matrices(), lambda c: any(c.A[i, j] for i in range(c.A.rows) for j in range(i)), 0.25),
    "irrational": (st.jordan_matrices(fields=(1, 2, -1)), lambda c: not c.J.is_rational, 0.25),
    "defective over a field": (st.jordan_matrices(fields=(1, 2, -1)), lambda c: any(b.size > 1 and not b.eigenvalue.is_rational for b in c.blocks), 0.03),
    "rank deficient": (st.rank_matrices(), lambda c: c.rank < min(c.A.shape), 0.25),
    "zero matrix": (st.rank_matrices(), lambda c: c.rank == 0, 0.05),
    "wide": (st.rank_matrices(), lambda c: c.A.rows < c.A.cols, 0.15),
    "Smith form with three different factors": (st.smith_matrices(), lambda c: len(set(c.invariant_factors)) > 2, 0.04),
    "indefinite": (st.inertia_matrices(), lambda c: c.positive and c.negative, 0.1),
    "singular and indefinite": (st.inertia_matrices(), lambda c: c.positive and c.negative and c.zero, 0.03),
    "zero on the diagonal of a regular symmetric matrix": (st.inertia_matrices(), lambda c: not c.zero and any(not c.A[i, i] for i in range(c.A.rows)), 0.01),
    "not cyclic": (st.minpoly_matrices(), lambda c: len(c.invariant_factors) > 1, 0.2),
    "power of an irreducible quadratic": (st.minpoly_matrices(), lambda c: any(m > 1 and f.degree == 2 for f, m in c.minpoly.factor()), 0.03),
    "equal singular values": (st.singular_value_matrices(), lambda c: len(set(c.singular_values)) < len(c.singular_values), 0.3),
    "kappa of at least 10^9": (st.conditioned_matrices(), lambda c: c.kappa >= 10**9, 0.06),
    "singular leading minor": (st.toeplitz_matrices(), lambda c: c.has_singular_minor, 0.12),
    "singular minor behind a regular entry": (st.toeplitz_matrices(), lambda c: c.minors[0] != 0 and c.has_singular_minor, 0.03),
    "leading n-1 minor singular": (st.toeplitz_matrices(min_size=3), lambda c: c.minors[-2] == 0, 0.06),
    "tiny leading minor": (st.toeplitz_matrices(), lambda c: 0 < min(abs(m) for m in c.minors) < 2**-9, 0.09),
    "singular circulant": (st.circulant_matrices(), lambda c: c.rank < c.A.rows, 0.3),
    "confluent": (st.vandermonde_nodes(), lambda c: max(c.multiplicities) > 1, 0.2),
    "clustered": (st.vandermonde_nodes(), lambda c: c.clustered, 0.2),
    "zero factor": (st.low_rank_updates(), lambda c: c.factor == 0, 0.1),
    "nearly zero factor": (st.low_rank_updates(), lambda c: 0 < abs(c.factor) < 2**-8, 0.1),
    "decays 0 and 1": (st.ssd_sequences(), lambda c: {0, 1} <= {x for row in c.a.entries() for x in row}, 0.1),
    "repeated key": (st.delta_sequences(), lambda c: len({tuple(row) for row in c.K.entries()}) < c.K.rows, 0.3),
    "early breakdown": (st.krylov_pairs(), lambda c: 0 < c.dimension < c.A.rows, 0.2),
    "not minimal": (st.realizations(), lambda c: 0 < c.order < c.A.rows, 0.2),
}


@pytest.mark.parametrize("name", REACHED)
def test_hard_cases_are_drawn_often(name):
    strategy, hard, share = REACHED[name]
    count = sum(bool(hard(case)) for case in drawn(strategy))
    assert count >= share * DRAWS, f"{name}: {count} of {DRAWS}"


# (strategy, condition, the least case as text, or two that are equally small)
SHRUNK = {
    "defective": (st.jordan_matrices(), lambda c: c.is_defective, "0 1; 0 0"),
    "defective, asked for": (st.defective_matrices(), bool, "0 1; 0 0"),
    "defective and not nilpotent": (st.jordan_matrices(), lambda c: any(b.size > 1 and b.eigenvalue for b in c.blocks), "1 1; 0 1 | 0 0 0; 0 1 1; 0 0 1"),
    "derogatory": (st.jordan_matrices(), lambda c: c.is_derogatory, "0 0; 0 0"),
    "derogatory, asked for": (st.derogatory_matrices(), bool, "0 0; 0 0"),
    "derogatory and defective": (st.jordan_matrices(), lambda c: c.is_derogatory and c.is_defective, "0 1 0; 0 0 0; 0 0 0 | 0 0 0; 0 0 1; 0 0 0"),
    "invertible": (st.jordan_matrices(), lambda c: all(b.eigenvalue for b in c.blocks), "1"),
    "Jordan over Q(i)": (st.jordan_matrices(fields=(1, -1)), lambda c: not c.J.is_rational, "0 -1; 1 0"),
    "rank deficient": (st.rank_matrices(), lambda c: c.rank < min(c.A.shape), "0"),
    "kappa": (st.conditioned_matrices(), lambda c: c.kappa >= 1000, "1000 0; 0 1"),
    "singular minor": (st.toeplitz_matrices(), lambda c: c.has_singular_minor, "0 1; 1 0"),
    "singular minor, asked for": (st.toeplitz_matrices(singular_minor=True), bool, "0 1; 1 0"),
    "singular circulant": (st.circulant_matrices(), lambda c: c.rank < c.A.rows, "0"),
    "confluent": (st.vandermonde_nodes(), lambda c: max(c.multiplicities) > 1, "1 0; 0 1"),
    "zero factor": (st.low_rank_updates(), lambda c: c.factor == 0, "0"),
    "early breakdown": (st.krylov_pairs(), lambda c: 0 < c.dimension < c.A.rows, "0 0; 0 0"),
    "order 1": (st.realizations(), lambda c: c.order == 1, "0"),
    "order less than n": (st.realizations(), lambda c: 0 < c.order < c.A.rows, "0 0; 0 1"),
}


@pytest.mark.parametrize("name", SHRUNK)
def test_hard_cases_shrink_to_small_ones(name):
    strategy, condition, text = SHRUNK[name]
    assert least(strategy, condition).A in [matrix(one) for one in text.split(" | ")]


def test_minors_shrink():
    behind = least(st.toeplitz_matrices(), lambda c: c.minors[0] != 0 and c.has_singular_minor)
    assert behind.A.rows == 3
    tiny = least(st.toeplitz_matrices(), lambda c: 0 < min(abs(m) for m in c.minors) < 2**-9)
    assert tiny.A.rows == 2


def test_a_hidden_case_keeps_its_change_of_basis_small():
    case = least(st.jordan_matrices(), lambda c: c.is_defective and c.A[1, 0] != 0)
    assert case.A.rows <= 3
    assert max(abs(x.as_fraction()) for row in case.P.entries() for x in row) <= 4
