"""The truth that each strategy builds in is confirmed by an independent computation."""
from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings

from symbolic import (
    I,
    block_ranks,
    charpoly,
    condition_number,
    delta_scan,
    det,
    exact,
    frobenius_form,
    hankel_rank,
    identity,
    inertia,
    inverse,
    is_toeplitz,
    jordan_form,
    krylov_dimension,
    minpoly,
    nullspace,
    rank,
    singular_values,
    smith_form,
    solve,
    sqrt,
    ssd_scan,
    zero,
)
from verify import strategies as st

JORDAN = {
    "default": {}, "defective": {"defective": True}, "diagonalizable": {"defective": False}, "derogatory": {"derogatory": True},
    "nonderogatory": {"derogatory": False}, "both": {"defective": True, "derogatory": True}, "neither": {"defective": False, "derogatory": False},
    "small blocks": {"max_block": 2, "min_size": 4}, "Q(i)": {"fields": (-1,)}, "Q(sqrt 2)": {"fields": (2,), "defective": True, "max_size": 4},
    "fractions": {"eigenvalues": (Fraction(1, 2), 2)}, "over Q(i)": {"eigenvalues": (I, 0), "max_size": 3},
    "over Q(sqrt 2)": {"eigenvalues": (0, sqrt(2)), "max_size": 3, "defective": True}, "empty": {"min_size": 0, "max_size": 1},
}


@pytest.mark.parametrize("options", JORDAN.values(), ids=JORDAN)
def test_jordan_form_is_the_drawn_one(options):
    @settings(max_examples=15)
    @given(st.jordan_matrices(**options))
    def check(case):
        assert case.A * case.P == case.P * case.J
        assert case.P * case.P_inverse == identity(case.A.rows)
        assert case.A == case.P * case.J * case.P_inverse
        blocks = jordan_form(case.A).blocks
        assert Counter(blocks) == Counter(case.blocks)
        assert options.get("defective") in (None, case.is_defective)
        assert options.get("derogatory") in (None, case.is_derogatory)
        assert max((b.size for b in case.blocks), default=0) <= options.get("max_block", 6)
        assert minpoly(case.A).degree == case.minimal_degree
        if "fields" not in options and case.A.rows:
            assert case.P.ring == "ZZ"
            assert det(case.P) == 1
    check()


@given(st.defective_matrices(), st.derogatory_matrices(), st.nilpotent_matrices())
def test_the_strategies_made_from_it(defective, derogatory, nilpotent):
    assert max(b.size for b in jordan_form(defective.A).blocks) > 1
    blocks = jordan_form(derogatory.A).blocks
    assert len({b.eigenvalue for b in blocks}) < len(blocks)
    n, k = nilpotent.A.rows, nilpotent.minimal_degree
    assert nilpotent.A ** k == zero(n, n) != nilpotent.A ** (k - 1)


@given(st.unimodular_matrices(min_size=0), st.orthogonal_matrices(min_size=0), st.orthogonal_matrices(dyadic=True))
def test_unimodular_and_orthogonal(whole, rational, dyadic):
    assert whole.A * whole.A_inverse == identity(whole.A.rows)
    assert whole.A.ring == whole.A_inverse.ring == "ZZ"
    assert det(whole.A) == whole.det
    for case in (rational, dyadic):
        assert case.A.T * case.A == identity(case.A.rows)
        assert det(case.A) == case.det
    assert dyadic.A.denominator & (dyadic.A.denominator - 1) == 0


@given(st.rank_matrices(min_size=0), st.rank_matrices(rank=2, max_size=4), st.rank_matrices(square=True))
def test_ranks(case, two, square):
    assert two.rank == 2
    assert square.A.is_square
    for c in (case, two, square):
        m, n = c.A.shape
        assert rank(c.A) == c.rank
        assert c.nullspace.shape == (n, n - c.rank)
        assert c.left_nullspace.shape == (m, m - c.rank)
        assert c.A * c.nullspace == zero(m, n - c.rank)
        assert c.left_nullspace.T * c.A == zero(m - c.rank, n)
        assert rank(c.nullspace) == n - c.rank
        assert rank(c.left_nullspace) == m - c.rank


@given(st.smith_matrices())
def test_smith_form(case):
    assert case.U * case.A * case.V == case.S
    assert case.U * case.U_inverse == identity(case.A.rows)
    assert case.V * case.V_inverse == identity(case.A.cols)
    assert smith_form(case.A).invariant_factors == case.invariant_factors
    assert rank(case.A) == case.rank


@pytest.mark.parametrize("options", [{}, {"singular": True}, {"singular": False, "definite": True}, {"definite": False}, {"min_size": 0}])
def test_inertia(options):
    @given(st.inertia_matrices(**options))
    def check(case):
        assert case.A == case.P * case.D * case.P.T
        assert inertia(case.A).counts == case.counts
        assert options.get("singular") in (None, case.zero > 0)
        assert options.get("definite") in (None, not (case.positive and case.negative))
    check()


@pytest.mark.parametrize("options", [{}, {"cyclic": True}, {"cyclic": False}, {"min_size": 0}])
def test_minimal_polynomials(options):
    @given(st.minpoly_matrices(**options))
    def check(case):
        assert case.A * case.P == case.P * case.F
        assert (minpoly(case.A), charpoly(case.A)) == (case.minpoly, case.charpoly)
        assert frobenius_form(case.A).invariant_factors == case.invariant_factors
        assert options.get("cyclic") in (None, len(case.invariant_factors) == 1)
    check()


@given(st.companion_matrices(), st.companion_matrices(repeated=True))
def test_companion_matrices(case, repeated):
    assert charpoly(case.A) == minpoly(case.A) == case.charpoly == case.minpoly
    assert max(m for _, m in repeated.charpoly.factor()) > 1


@settings(max_examples=25)
@given(st.singular_value_matrices(max_size=4), st.conditioned_matrices(max_size=4), st.conditioned_matrices(max_size=3, dyadic=False))
def test_singular_values_and_condition_numbers(case, conditioned, rational):
    assert case.U * case.S * case.V.T == case.A
    assert singular_values(case.A) == case.singular_values
    assert rank(case.A) == case.rank
    for c in (conditioned, rational):
        assert condition_number(c.A) == c.kappa
        assert inverse(c.A) == c.inverse


@pytest.mark.parametrize("options", [{}, {"singular_minor": True}, {"singular_minor": False}, {"tiny_minor": True}, {"tiny_minor": False}])
def test_toeplitz(options):
    @given(st.toeplitz_matrices(**options))
    def check(case):
        n = case.A.rows
        assert is_toeplitz(case.A)
        assert case.A.column(0) == case.c
        assert case.A.T.column(0) == case.r
        assert case.A * case.x == case.b
        assert case.T.solve(case.b) == solve(case.A, case.b) == case.x
        assert case.det == det(case.A) != 0
        assert list(case.minors) == [det(case.A.submatrix(range(k), range(k))) for k in range(1, n + 1)]
        assert options.get("singular_minor") in (None, case.has_singular_minor)
        if options.get("tiny_minor"):
            assert 0 < min(abs(m) for m in case.minors[:-1]) < Fraction(1, 2)
    check()


@given(st.graded_matrices(), st.circulant_matrices(), st.circulant_matrices(singular=False), st.circulant_matrices(singular=True))
def test_graded_and_circulant(graded, case, regular, singular):
    assert graded.A * graded.x == graded.b
    assert is_toeplitz(graded.A)
    assert all(0 < abs(c.as_fraction()) <= Fraction(9, 2**k) for k, (c,) in enumerate(graded.c.entries()))
    for c in (case, regular, singular):
        assert c.A == c.C.dense()
        assert rank(c.A) == c.rank
        assert c.A * c.x == c.b
    assert regular.rank == regular.A.rows
    assert singular.rank < singular.A.rows


@given(st.hankel_matrices(), st.hankel_matrices(singular=True), st.hankel_matrices(singular=False))
def test_hankel(case, singular, regular):
    for c in (case, singular, regular):
        assert rank(c.A) == c.rank
        assert c.A == c.A.T
    assert singular.rank < singular.A.rows
    assert regular.rank == regular.A.rows


@pytest.mark.parametrize("options", [{}, {"clustered": True}, {"clustered": True, "confluent": True}, {"confluent": False}, {"clustered": False}])
def test_vandermonde_nodes(options):
    @given(st.vandermonde_nodes(**options))
    def check(case):
        assert det(case.A) == case.det != 0
        assert case.A.rows == sum(case.multiplicities)
        assert case.A == case.V.dense()
        assert options.get("clustered") in (None, case.clustered)
        assert options.get("confluent") in (None, max(case.multiplicities) > 1)
    check()


@given(st.cauchy_nodes(), st.cauchy_nodes(clustered=True), st.cauchy_nodes(clustered=False))
def test_cauchy_nodes(case, clustered, plain):
    assert (clustered.clustered, plain.clustered) == (True, False)
    for c in (case, clustered, plain):
        n = c.A.rows
        assert det(c.A) == c.det != 0
        assert all(c.A[i, j] * (c.x[i, 0] - c.y[j, 0]) == 1 for i in range(n) for j in range(n))


@pytest.mark.parametrize("options", [{}, {"zero": True}, {"near": True}, {"zero": False, "near": False}, {"max_rank": 4, "zero": True}])
def test_low_rank_updates(options):
    @given(st.low_rank_updates(**options))
    def check(case):
        n, k = case.U.shape
        assert case.A == case.S + case.U * case.V.T
        assert case.S * case.S_inverse == identity(n)
        assert case.capacitance == identity(k) + case.V.T * case.S_inverse * case.U
        assert det(case.capacitance) == case.factor == det(case.A) / det(case.S)
        assert rank(case.A) == case.rank == n - case.nullspace.cols
        assert case.A * case.nullspace == zero(n, n - case.rank)
        assert rank(case.nullspace) == rank(nullspace(case.A))
        assert options.get("zero") in (None, case.factor == 0)
        assert rank(case.U) == k <= options.get("max_rank", 2)
        if options.get("near"):
            assert 0 < abs(case.factor) < Fraction(1, 100)
    check()


@given(st.semiseparable_matrices(), st.semiseparable_matrices(lower=True, max_rank=1))
def test_semiseparable(case, lower):
    for c in (case, lower):
        assert c.M.dense() == c.A
        assert c.M.matvec(c.x) == c.b == c.A * c.x
        ranks = block_ranks(c.A)
        assert max(ranks.lower_with_diagonal) <= c.U.cols
        assert max(ranks.upper, default=0) <= c.P.cols
    assert lower.P.cols == 0


@given(st.ssd_sequences(min_size=0), st.delta_sequences(min_size=1), st.delta_sequences(dyadic=True, min_size=1))
def test_sequences(ssd, stereographic, dyadic):
    if ssd.a.rows:
        assert ssd_scan(ssd.a, ssd.B, ssd.C, ssd.X).outputs == ssd.Y
    assert ssd.M * ssd.X == ssd.Y
    for case in (stereographic, dyadic):
        found = delta_scan(case.K, case.V, case.beta, Q=case.Q)
        assert (found.outputs, found.state) == (case.O, case.state)
        assert case.unit
        assert all((case.K * case.K.T)[t, t] == exact(1) for t in range(case.K.rows))


@given(st.krylov_pairs(), st.krylov_pairs(breakdown=True), st.krylov_pairs(breakdown=False))
def test_krylov_dimension(case, early, late):
    for c in (case, early, late):
        assert krylov_dimension(c.A, c.b) == c.dimension
    assert early.dimension < early.A.rows
    assert late.dimension == late.A.rows


@given(st.realizations(), st.realizations(minimal=True), st.realizations(minimal=False))
def test_order_of_a_realization(case, least, more):
    for c in (case, least, more):
        assert hankel_rank(c.A, c.B, c.C) == c.order
    assert least.order == least.A.rows
    assert more.order < more.A.rows
