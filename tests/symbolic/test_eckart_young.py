"""The best approximation of rank <= r, the exact decision for a given B, counts of singular values, and inequalities."""
from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    RootSum,
    ShapeError,
    best_approximation,
    diagonal,
    identity,
    is_best_approximation,
    ky_fan_inequality,
    ky_fan_norm,
    matrix,
    norm,
    rank,
    rational,
    root,
    singular_value_count,
    singular_values,
    sqrt,
    toeplitz,
    trace,
    truncated_svd,
    von_neumann_trace,
    weyl_inequality,
    zero,
)
from symbolic.singular.rootsum import between, compare, root_sum

TABLE = {
    "1x1": "5", "zero": "0 0; 0 0", "identity": "1 0 0; 0 1 0; 0 0 1", "permutation": "0 1 0; 0 0 1; 1 0 0",
    "nilpotent": "0 1 0; 0 0 1; 0 0 0", "rank 1": "1 2; 2 4", "tie": "2 -1 -1; -1 2 -1; -1 -1 2", "diagonal": "2 0; 0 1",
    "tall": "1 2; 3 4; 5 6", "wide": "1 3 5; 2 4 6", "generic": "1 2 0; 0 1 3; 1 0 1", "tie above": "2 1; -1 2; 0 0",
    "two ties": "1 1 0 0; -1 1 0 0; 0 0 1 2; 0 0 -2 1",
}
CASES = [(name, r, which) for name in TABLE for r in range(4) for which in ("fro", 2)]


def drawn(seed: int, m: int, n: int, size: int = 4, bottom: int = 1) -> ExactMatrix:
    source = random.Random(seed)
    return ExactMatrix.from_rows([[Fraction(source.randint(-size, size), source.randint(1, bottom)) for _ in range(n)]
                                  for _ in range(m)])


def squared(E: ExactMatrix, which):
    return trace(E.T * E) if which == "fro" else (next(iter(singular_values(E)), 0)) ** 2


@pytest.mark.parametrize(("name", "r", "which"), CASES)
def test_the_minimiser_attains_the_error_and_passes_the_decision(name, r, which):
    A = matrix(TABLE[name])
    best = best_approximation(A, r, which)
    B = best.approximation
    assert rank(B) == min(r, rank(A))
    values = singular_values(A)
    expected = [s * s for s in values[r:]] if which == "fro" else [s * s for s in values[r:r + 1]]
    assert best.error_squared == root_sum((1, (x,)) for x in expected)
    assert best.error_squared == trace((A - B).T * (A - B)) or which == 2
    assert best.projector * best.projector == best.projector == best.projector.T
    test = is_best_approximation(A, B, r, which)
    assert test
    assert test.witness is None
    # a second algorithm: least I - E^T E has no negative eigenvalue, over the field of both
    assert test.inertia.negative == 0


@pytest.mark.parametrize(("name", "r", "which"), [c for c in CASES if c[1]])
def test_a_moved_minimiser_is_refused_with_a_witness(name, r, which):
    A = matrix(TABLE[name])
    best = best_approximation(A, r, which)
    for i, j in ((0, 0), (A.rows - 1, A.cols - 1)):
        moved = best.approximation + ExactMatrix.from_rows(
            [[Fraction(1, 7) * ((k, h) == (i, j)) for h in range(A.cols)] for k in range(A.rows)])
        test = is_best_approximation(A, moved, r, which)
        if which == 2 and rank(moved) <= r:  # the spectral minimisers form a solid set: ask a second algorithm
            assert test.ok == (test.inertia.negative == 0)
        else:
            assert not test
        if not test:
            shows(test, A, moved, r, which)


def shows(test, A, B, r, which):
    """The witness of a refusal, read again by hand."""
    E = A - B
    if rank(B) > r:
        minor = B.submatrix(test.witness.rows, test.witness.cols)
        assert minor.shape == (r + 1, r + 1)
        assert rank(minor) == r + 1
        return
    mu, x = test.witness.mu, test.witness.x
    assert best_approximation(A, r, which).error_squared < mu
    if which == "fro":
        assert trace(E.T * E) > mu
    else:
        assert ((E * x).T * (E * x))[0, 0] >= mu * (x.T * x)[0, 0] > 0


@pytest.mark.parametrize("which", ["fro", 2])
def test_no_drawn_matrix_of_low_rank_is_nearer(which):
    decided = {True: 0, False: 0}
    for seed in range(25):
        m, n, r = random.Random(seed).choice([(2, 2, 1), (3, 3, 1), (3, 3, 2), (4, 2, 1), (2, 4, 1)])
        A = drawn(seed, m, n)
        B = drawn(seed + 100, m, r, 3, 3) * drawn(seed + 200, r, n, 3, 3)
        best = best_approximation(A, r, which)
        E = A - B
        assert compare(squared(E, which), best.error_squared) >= 0
        test = is_best_approximation(A, B, r, which)
        assert test.ok == (compare(squared(E, which), best.error_squared) == 0)
        decided[test.ok] += 1
        if not test:
            shows(test, A, B, r, which)
    assert decided[False] > 15


def test_the_interval_of_optimal_diagonals():
    best = best_approximation(matrix("2 0; 0 1"), 1, 2)
    assert str(best.interval[0]) == "[1, 3]"
    assert not best.unique
    for c in (Fraction(k, 4) for k in range(-2, 18)):
        ok = is_best_approximation(best.A, diagonal([c, 0]), 1, 2).ok
        assert ok == (1 <= c <= 3) == (c in best.interval[0])
    best = best_approximation(diagonal([5, 4, 2, 1]), 2, 2)
    for c, d in ((3, 2), (7, 6), (5, 4), (Fraction(29, 10), 4), (5, Fraction(61, 10)), (7, 7)):
        ok = is_best_approximation(best.A, diagonal([c, d, 0, 0]), 2, 2).ok
        assert ok == (c in best.interval[0] and d in best.interval[1])
    assert [str(x) for x in best_approximation(diagonal([5, 4, 2, 1]), 2).interval] == ["[5, 5]", "[4, 4]"]


def test_the_interval_in_the_frame_of_a_full_matrix():
    A = matrix("1 1; 0 1")  # sigma = (1 +- sqrt 5)/2
    best = best_approximation(A, 1, 2)
    d = truncated_svd(A, 1)
    for c, ok in ((best.interval[0].low, True), (best.interval[0].high, True), (sqrt(5), True), (sqrt(5) + Fraction(1, 100), False)):
        assert is_best_approximation(A, d.U * d.V.T * c, 1, 2).ok == ok


def test_ties():
    A = matrix("2 -1 -1; -1 2 -1; -1 -1 2")  # sigma = 3, 3, 0
    best = best_approximation(A, 1)
    assert (best.error_squared, best.unique) == (9, False)
    assert "any 1 orthonormal" in best.freedom
    v, w = matrix("1; -1; 0"), matrix("1; 1; -2")
    for x in (v, w, v + w, v * 3 - w):
        assert is_best_approximation(A, A * x * x.T / (x.T * x)[0, 0], 1)
    assert not is_best_approximation(A, zero(3, 3), 1)
    assert is_best_approximation(A, zero(3, 3), 1, 2)
    assert best_approximation(A, 2).unique


def test_of_all_cuts_only_the_one_that_keeps_the_largest_is_best():
    for values, kept in product(([3, 2, 2, 1], [2, 2, 1, 1], [2, 2, 2, 0]), product((0, 1), repeat=4)):
        B = diagonal([v * k for v, k in zip(values, kept, strict=True)])
        for r in range(5):
            best = rank(B) <= r and trace((diagonal(values) - B) ** 2) == sum(v * v for v in values[r:])
            assert is_best_approximation(diagonal(values), B, r).ok == best


def test_uniqueness():
    A = diagonal([3, 2, 2])
    assert [best_approximation(A, r).unique for r in range(5)] == [True, True, False, True, True]
    assert [best_approximation(A, r, 2).unique for r in range(5)] == [True, False, False, True, True]
    assert best_approximation(zero(2, 3), 1, 2).unique
    assert "only minimiser" in best_approximation(A, 1).freedom
    assert "|sigma_i - c_i| <= sigma_2" in best_approximation(A, 1, 2).freedom


def test_a_sum_of_roots_in_no_small_field():
    A = drawn(3, 7, 7, 9)
    best = best_approximation(A, 3)
    assert isinstance(best.error_squared, RootSum)
    total = sum(x.enclose(30).real for x in best.squares[3:])
    assert best.error_squared.enclose(30).overlaps(total)
    assert best.enclose(20).rel_accuracy_bits() >= 64
    assert best.error_squared < trace(A.T * A)
    balls = best.enclose_approximation(20)
    assert all(balls[i, j].rad() * 10 ** 15 < 1 for i in range(7) for j in range(7))
    head = sum((balls[i, j] ** 2 for i in range(7) for j in range(7)), start=balls[0, 0] * 0)
    assert head.overlaps(sum(x.enclose(30).real for x in best.squares[:3]))


def test_whole_factors_cut_off_leave_a_rational_error():
    A = matrix("9 0 0 0; 0 1 1 0; 0 1 0 1; 0 0 1 1")
    best = best_approximation(A, 1)
    assert best.error_squared == 6
    assert best.error == sqrt(6)
    assert best.approximation == diagonal([9, 0, 0, 0])


def test_lauchli():
    """The Gram matrix of a Lauchli matrix is singular in double precision; its singular values are not lost here."""
    eps = Fraction(1, 10 ** 9)
    A = matrix([[1, 1], [eps, 0], [0, eps]])
    assert singular_values(A) == (sqrt(2 + eps * eps), eps)
    best = best_approximation(A, 1, 2)
    assert best.error == eps
    assert best.approximation == matrix([[1, 1], [eps / 2, eps / 2], [eps / 2, eps / 2]])
    count = singular_value_count(A, eps)
    assert (count.above, count.equal, count.below) == (1, 1, 0)
    assert rank(A.T * A) == 2
    assert 1.0 + 1e-9 * 1e-9 == 1.0  # so the float Gram matrix is [1, 1; 1, 1]


def test_irrational_and_structured_matrices():
    A = matrix("sqrt(2) 0; 0 1")
    best = best_approximation(A, 1)
    assert (best.error_squared, best.approximation) == (1, matrix("sqrt(2) 0; 0 0"))
    assert best_approximation(toeplitz([2, 1]), 1, 2).error == 1
    assert is_best_approximation(A, best.approximation, 1, 2)
    assert not is_best_approximation(A, best.approximation * 3, 1, 2)


def test_refused_input():
    A = identity(2)
    for r in (-1, True, Fraction(1, 2), "1"):
        with pytest.raises(InputError, match="r is"):
            best_approximation(A, r)
    with pytest.raises(InputError, match="norm is"):
        best_approximation(A, 1, "nuclear")
    with pytest.raises(ShapeError, match="2x2 and B is 3x3"):
        is_best_approximation(A, identity(3), 1)
    for bad in (matrix("i 0; 0 1"), matrix("a 0; 0 1", symbols="a")):
        with pytest.raises(DomainError):
            best_approximation(bad, 1)
    with pytest.raises(InputError, match="mu is -1"):
        singular_value_count(A, -1)
    with pytest.raises(DomainError, match="not real"):
        singular_value_count(A, matrix("i")[0, 0])
    assert best_approximation(zero(0, 0), 1).error == 0
    assert best_approximation(A, 10 ** 9).approximation == A


@pytest.mark.parametrize("seed", range(8))
def test_counts_agree_with_the_values(seed):
    A = drawn(seed, 3 + seed % 2, 3)
    values = singular_values(A)
    for mu in (0, 1, Fraction(5, 2), sqrt(3), *values[:1], 100):
        count = singular_value_count(A, mu)
        assert (count.above, count.equal, count.below) == (
            sum(v > mu for v in values), sum(v == mu for v in values), sum(v < mu for v in values))
        assert count.L * diagonal(count.d) * count.L.T == A.T * A - identity(3) * (count.mu * count.mu)


@pytest.mark.parametrize("seed", range(6))
def test_inequalities_hold_and_are_equalities_where_they_should_be(seed):
    A, B = drawn(seed, 2, 3), drawn(seed + 50, 2, 3)
    for i, j in ((1, 1), (1, 2), (2, 1)):
        w = weyl_inequality(A, B, i, j)
        assert w
        assert w.left == singular_values(A + B)[i + j - 2]
    for k in (1, 2):
        assert ky_fan_inequality(A, B, k)
        assert ky_fan_inequality(A, A * 2, k).is_equality
    assert von_neumann_trace(A, B)
    assert von_neumann_trace(A, A).is_equality
    assert von_neumann_trace(A, A * -3).is_equality
    assert weyl_inequality(A, A, 1, 1).is_equality
    assert ky_fan_norm(A, 1) == norm(A)
    # Weyl with a rank-1 matrix is the lower bound of Eckart and Young
    low = drawn(seed, 2, 1) * drawn(seed + 9, 1, 3)
    assert weyl_inequality(A - low, low, 1, 2).right == norm(A - low)


def test_inequality_input():
    A = identity(2)
    for i, j in ((0, 1), (1, 0), (2, 2), (True, 1)):
        with pytest.raises(InputError, match="weyl_inequality"):
            weyl_inequality(A, A, i, j)
    with pytest.raises(ShapeError):
        von_neumann_trace(A, identity(3))
    with pytest.raises(InputError, match="ky_fan_norm"):
        ky_fan_norm(A, 3)


def test_root_sums_are_simplified_and_compared():
    x = [root([-49, 66, -17, 1], k) for k in range(3)]
    assert root_sum((1, (z,)) for z in x) == 17
    assert root_sum((2, (z,)) for z in x[1:]) == 34 - 2 * x[0]
    y = root_sum([(1, (x[0],)), (1, (sqrt(2),))])
    assert isinstance(y, RootSum)
    assert y == x[0] + sqrt(2)
    assert y > x[0]
    assert root_sum([(1, (sqrt(2), sqrt(3))), (-1, (sqrt(6),))]) == 0
    assert root_sum([(1, (sqrt(2), sqrt(2)))]) == 2
    assert matrix([[str(y)]])[0, 0] == y
    q = between(sqrt(2), sqrt(2) + Fraction(1, 10 ** 30))
    assert sqrt(2) < q < sqrt(2) + Fraction(1, 10 ** 30)
    assert 1 < between(rational(1), rational(2)) < 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(y)
