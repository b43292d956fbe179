"""Certificates of best approximations, of counts of singular values and of error bounds: right ones accepted, changed refused."""
from __future__ import annotations

import copy
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    InputError,
    best_approximation,
    diagonal,
    identity,
    is_best_approximation,
    matrix,
    singular_value_count,
    zero,
)
from verify import certificate, check
from verify.kernel import Rejected
from verify.kernel import check as replay
from verify.rankerror import rank_error_certificate

TABLE = {
    "1x1": "5", "zero": "0 0; 0 0", "identity": "1 0 0; 0 1 0; 0 0 1", "nilpotent": "0 1 0; 0 0 1; 0 0 0", "rank 1": "1 2; 2 4",
    "tie": "2 -1 -1; -1 2 -1; -1 -1 2", "tall": "1 2; 3 4; 5 6", "wide": "1 3 5; 2 4 6", "generic": "1 2 0; 0 1 3; 1 0 1",
}
CASES = [(name, r, which) for name in TABLE for r in range(4) for which in ("fro", 2)]


def units(m: int, n: int):
    for i in range(m):
        for j in range(n):
            yield ExactMatrix.from_rows([[int((r, c) == (i, j)) for c in range(n)] for r in range(m)])


def showing(best, B):
    """The same result with another matrix in the place of the minimiser."""
    changed = replace(best)
    vars(changed)["approximation"] = B
    return changed


@pytest.mark.parametrize(("name", "r", "which"), CASES)
def test_best_approximations_are_accepted(name, r, which):
    best = best_approximation(matrix(TABLE[name]), r, which)
    verdict = check(best)
    assert verdict.word == "EXACT", verdict
    assert "Eckart-Young" in verdict.reason
    assert bool(verdict.axioms) == (r < min(best.A.shape))
    assert check(is_best_approximation(best.A, best.approximation, r, which)).word == "EXACT"


def test_a_generic_4x4_matrix():
    A = matrix("1 2 3 4; 2 0 1 1; 0 1 0 3; 1 1 1 2")
    for r, which in ((1, "fro"), (2, "fro"), (3, "fro"), (1, 2), (3, 2)):
        assert check(best_approximation(A, r, which)).word == "EXACT"


@pytest.mark.parametrize(("name", "r", "which"), [c for c in CASES if 0 < c[1] < 3])
def test_another_matrix_is_refused_unless_it_is_as_good(name, r, which):
    best = best_approximation(matrix(TABLE[name]), r, which)
    words = []
    for unit in units(*best.A.shape):
        B = best.approximation + unit * Fraction(1, 3)
        expected = "EXACT" if is_best_approximation(best.A, B, r, which) else "REFUTED"
        assert check(showing(best, B)).word == expected
        words.append(expected)
    assert "REFUTED" in words


def test_another_error_or_rank_is_refused():
    best = best_approximation(matrix("2 1; 1 1"), 1)
    for which in ("fro", "2"):
        right = replace(best, norm=which)
        assert check(right).word == "EXACT"
        swapped = replace(right, roots=right.roots[::-1])
        vars(swapped)["approximation"] = right.approximation
        vars(swapped)["squares"] = right.squares[::-1]
        assert check(swapped).word == "REFUTED"
    assert check(showing(best, best.A)).word == "REFUTED"
    assert check(showing(best, zero(2, 2))).word == "REFUTED"


def test_the_wrong_triple_is_stopped_by_the_order():
    """Everything adds up for diag(0, 2) beside diag(3, 2), but one of the two matrices of the dual is not semidefinite."""
    for squares, where in ((("2", "1"), "Z + c I - A^T A"), (("9", "4"), "Z is semidefinite")):
        forged = showing(best_approximation(matrix("3 0; 0 2"), 1), matrix("0 0; 0 2"))
        vars(forged)["squares"] = tuple(matrix(x)[0, 0] for x in squares)
        vars(forged)["error_squared"] = matrix("9")[0, 0]
        verdict = check(forged)
        assert verdict.word == "REFUTED"
        assert where in verdict.reason


def test_refusals_are_certified():
    A = matrix("2 1; 1 1")
    for B, which in ((A, 2), (A, "fro"), (matrix("2 0; 0 0"), 2), (matrix("2 0; 0 0"), "fro"), (zero(2, 2), 2), (zero(2, 2), "fro")):
        test = is_best_approximation(A, B, 1, which)
        assert not test
        assert check(test).word == "EXACT"
        wrong = replace(test, ok=True)
        assert check(wrong).word == "REFUTED"
    right = is_best_approximation(A, best_approximation(A, 1).approximation, 1)
    refused = is_best_approximation(A, zero(2, 2), 1, 2)
    assert check(replace(refused, witness=replace(refused.witness, mu=Fraction(100)))).word == "REFUTED"
    assert check(replace(refused, witness=replace(refused.witness, mu=Fraction(1, 100)))).word == "REFUTED"
    assert check(replace(refused, witness=replace(refused.witness, x=zero(2, 1)))).word == "REFUTED"
    for mu in (Fraction(1, 100), Fraction(1)):
        assert check(replace(right, ok=False, witness=replace(refused.witness, mu=mu))).word == "REFUTED"


def test_counts():
    A = matrix("1 2 0; 0 1 3; 1 0 1; 2 2 2")
    for B in (A, A.T, identity(3), zero(2, 2)):
        for mu in (0, 1, Fraction(7, 2), 100):
            count = singular_value_count(B, mu)
            assert check(count).word == "EXACT"
            for change in ({"above": count.above + 1}, {"below": count.below + 1}, {"mu": count.mu + Fraction(1, 9)}):
                assert check(replace(count, **change)).word == "REFUTED"
    count = singular_value_count(A, 2)
    for k in range(3):
        d = list(count.d)
        d[k] = -d[k]
        assert check(replace(count, congruence=replace(count.congruence, d=tuple(d)))).word == "REFUTED"


def drawn(seed: int, m: int, n: int, bottom: int = 1) -> ExactMatrix:
    source = random.Random(seed)
    return ExactMatrix.from_rows([[Fraction(source.randint(-9, 9), source.randint(1, bottom)) for _ in range(n)] for _ in range(m)])


@pytest.mark.parametrize(("A", "r"), [
    (drawn(1, 6, 6), 2), (drawn(2, 8, 4, 5), 1), (drawn(3, 4, 8), 2), (drawn(4, 5, 5), 0), (identity(4), 2), (zero(3, 3), 1),
    (diagonal([10 ** 12, 1, Fraction(1, 10 ** 12)]), 2), (drawn(5, 3, 3), 3), (drawn(6, 3, 1) * drawn(7, 1, 3), 1),
    (matrix([[1, 1], [Fraction(1, 10 ** 9), 0], [0, Fraction(1, 10 ** 9)]]), 1)])
def test_error_bounds_are_accepted_and_hold_the_exact_error(A, r):
    bounds = rank_error_certificate(A, r)
    assert check(bounds).word == "EXACT"
    assert bounds.gap <= Fraction(1, 10 ** 10)
    assert bounds.low <= bounds.high
    least = best_approximation(A, r).error_squared
    assert least >= bounds.low
    assert least <= bounds.high


@pytest.mark.slow
def test_error_bounds_at_size_30():
    bounds = rank_error_certificate(drawn(5, 30, 30), 10, Fraction(1, 10 ** 30))
    assert bounds.gap <= Fraction(1, 10 ** 30)
    assert check(bounds).word == "EXACT"


def test_changed_bounds_are_refused():
    bounds = rank_error_certificate(drawn(1, 4, 4), 2)
    assert check(bounds).word == "EXACT"
    tiny = Fraction(1, 10 ** 30)
    wrong = [{"low": bounds.low + tiny}, {"high": bounds.high - tiny}, {"r": 1}, {"c": bounds.c - tiny}]
    for name in ("W", "X", "Y"):
        M = getattr(bounds, name)
        wrong += [{name: M + unit * Fraction(1, 1000)} for unit in units(*M.shape)]
    for change in wrong:
        assert check(replace(bounds, **change)).word == "REFUTED", change
    # more columns than A has are no room for a negative c
    forged = rank_error_certificate(matrix("1 0; 0 1"), 3)
    assert check(forged).word == "EXACT"
    low = forged.low + 1
    forged = replace(forged, c=Fraction(-1), low=low, W=matrix("sqrt(2) 0; 0 sqrt(2)"), R=zero(2, 0))
    assert check(forged).word == "REFUTED"
    # a bound that claims too much with a matching c, W, R is stopped by the order, not by an equation
    raised = replace(bounds, c=bounds.c - 1, low=bounds.low + bounds.r)
    assert "diagonally dominant" in check(raised).reason


def test_error_bound_input():
    with pytest.raises(DomainError, match="only rational"):
        rank_error_certificate(matrix("sqrt(2) 0; 0 1"), 1)
    with pytest.raises(InputError, match="gap is 0"):
        rank_error_certificate(identity(2), 1, Fraction(0))
    with pytest.raises(InputError, match="r is -1"):
        rank_error_certificate(identity(2), -1)


def test_every_changed_number_of_a_certificate_is_refused():
    """One entry of one matrix of the data raised by 1: no equation of these certificates survives that."""
    A = matrix("2 1; 1 1")
    refused = 0
    for result in (best_approximation(A, 1), best_approximation(A, 1, 2), singular_value_count(A, 2), rank_error_certificate(A, 1)):
        data = certificate(result)
        replay(data)
        for name, M in data["matrices"].items():
            for part in range(len(M["parts"])):
                for i in range(M["rows"]):
                    for j in range(M["columns"]):
                        changed = copy.deepcopy(data)
                        changed["matrices"][name]["parts"][part][i][j] += 1
                        try:
                            replay(changed)
                        except Rejected:
                            refused += 1
                        else:
                            # a column of L that D multiplies by 0 is free: the equation still holds, and so does the proof
                            assert name.startswith(("L", "R", "W")), (type(result), name, part, i, j)
    assert refused > 100
