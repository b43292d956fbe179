"""Every published finding reproduces on the pinned versions, with exact truth that a second computation confirms."""
from __future__ import annotations

import math
import random
import re
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.linalg
import sympy
from flint import arb, arb_mat, fmpq, fmpq_mat, fmpz_mat, fmpz_poly

from symbolic.errors import InputError, UnableError
from tests.verify.settledfindings import NAMES, QUICK, settled
from verify.oracle import ACCEPTED, CONDITIONING, REFUSED, WRONG, Case, find_problem
from verify.oracle.findings import FINDINGS, PINNED, balls, find, finding, installed, is_pinned, page
from verify.oracle.findings.balls import inverse_truth, system_truth
from verify.oracle.findings.conditioned import CONDITIONED, _dense, _gaussian, defective, legs
from verify.oracle.findings.finding import KNOWN_PART, MENDED_PART, PARTS, WRONG_PART
from verify.oracle.findings.known import _growth, census
from verify.oracle.findings.page import how_of
from verify.oracle.judging import FAR
from verify.oracle.judging import FINDINGS as BAD
from verify.oracle.matrices import hilbert
from verify.oracle.registry import package_of


def packages(name):
    return {package_of(s.row.target) for s in settled(name)}


def only_where_pinned(name):
    others = [p for p in packages(name) if not is_pinned(p)]
    if others:
        changes = [s.change for s in settled(name) if s.change] or ["nothing changed"]
        pytest.skip(f"{', '.join(f'{p} {installed(p)}' for p in others)} is not what the findings are pinned to: {'; '.join(changes)}")


# ---- they reproduce ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", NAMES)
def test_the_finding_reproduces(name):
    only_where_pinned(name)
    assert [s.change for s in settled(name)] == [""] * len(settled(name))


@pytest.mark.parametrize("name", QUICK)
def test_every_verdict_stands_beside_an_exact_condition_number(name):
    for s in settled(name):
        row = s.row
        if row.verdict in {WRONG, REFUSED}:
            assert math.isfinite(row.kappa)
            assert row.kappa_name
            assert FAR * row.bound < 1, "conditioning would explain it"
        if row.verdict == WRONG:
            assert row.error > FAR * row.bound
        if row.verdict == ACCEPTED:
            assert math.isinf(row.kappa)
            assert row.truth.startswith("none exists: ")
        assert not row.kappa_name or how_of(row.kappa_name), f"say in HOW how {row.kappa_name!r} is computed"


def test_the_parts_hold_what_their_heads_say():
    assert {f.part for f in FINDINGS} == set(PARTS)
    assert len({f.name for f in FINDINGS}) == len(FINDINGS)
    for f in FINDINGS:
        expected = {example.verdict for example in f.examples}
        if f.part in {WRONG_PART, KNOWN_PART}:
            assert expected & set(BAD)
            assert CONDITIONING not in expected, "conditioning is never called a bug"
        else:
            assert not expected & set(BAD)
        for link in f.links:
            assert "https://github.com/" in link
        if f.part == MENDED_PART:
            assert f.links
            assert re.match(r"fixed in (numpy|scipy|sympy) \d+\.\d+", f.fixed), "say which release mended it"
        elif any("mended by" in link for link in f.links):
            assert f.fixed, "say in which release, or that it is in none"
    assert not any("bug" in f.says for f in CONDITIONED)


def test_the_least_kappa_with_a_wrong_system_is_one():
    only_where_pinned("solve-toeplitz-tiny-minor")
    rows = [s.row for s in settled("solve-toeplitz-tiny-minor")]
    assert rows[0].error > 1e16
    assert min(row.kappa for row in rows if row.verdict == WRONG) < 1.0001


def test_census_of_small_toeplitz_matrices():
    by_hand = sum(bool(round(np.linalg.det([[c, d, e], [b, c, d], [a, b, c]])))
                  for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1) for d in (-1, 0, 1) for e in (-1, 0, 1))
    solvable, refused = census()
    assert solvable == by_hand == 174
    if is_pinned("scipy"):
        assert refused == 64


# ---- the truth, a second time --------------------------------------------------------------------------------------------

def fractions(rows):
    return [[Fraction(float(x)) for x in row] for row in rows]


def times(A, x):
    return [sum((a * b for a, b in zip(row, x, strict=True)), Fraction(0)) for row in A]


def value(name, number):
    case = find(name).examples[number].arguments
    target = find(name).examples[number].target or find(name).target
    return find_problem(target.rsplit(".", 1)[1]).truth(case).value


def test_truth_of_toeplitz_systems_solves_them():
    for number in (0, 2, 3, 4):
        (c, r), b = find("solve-toeplitz-tiny-minor").examples[number].arguments.args
        x = [entry[0] for entry in value("solve-toeplitz-tiny-minor", number).entries]
        T = fractions(scipy.linalg.toeplitz(c, r))
        assert times(T, x) == [Fraction(float(v)) for v in b]


def test_kappa_of_the_seven_by_seven_system():
    (c, r), _b = find("solve-toeplitz-tiny-minor").examples[0].arguments.args
    with mpmath.workdps(60):
        s = mpmath.svd_r(mpmath.matrix(scipy.linalg.toeplitz(c, r).tolist()), compute_uv=False)
        assert float(s[0] / s[6]) == pytest.approx(settled("solve-toeplitz-tiny-minor")[0].row.kappa, rel=1e-12)


def test_truth_of_the_sign_by_its_formula():
    """For 2 x 2 with eigenvalues a < 0 < b: sign(A) = (2A - (a + b) I) / (b - a), and the square root of the discriminant."""
    A = fractions([[1.0, 2.0], [3.0, 5.999]])
    t, d = A[0][0] + A[1][1], A[0][0] * A[1][1] - A[0][1] * A[1][0]
    assert d < 0, "one eigenvalue on each side"
    with mpmath.workdps(50):
        root = mpmath.sqrt(mpmath.mpf((t * t - 4 * d).numerator) / (t * t - 4 * d).denominator)
        expected = [(2 * A[i][j] - (t if i == j else 0)) for i in (0, 1) for j in (0, 1)]
        for entry, exact in zip(value("signm-near-zero", 0).entries, expected, strict=True):
            assert abs(mpmath.mpf(entry[0].numerator) / entry[0].denominator - mpmath.mpf(exact.numerator) / exact.denominator / root) < 1e-40


def test_what_has_no_answer_has_none():
    assert fmpz_mat([[1, 2, 1], [-2, -3, 1], [3, 5, 0]]) * fmpz_mat([[5], [-3], [1]]) == fmpz_mat([[0], [0], [0]])
    x, y, z, w = sympy.symbols("x y z w")
    X = sympy.Matrix([[x, y], [z, w]])
    assert sympy.groebner(list(X * X - sympy.Matrix([[0, 1], [0, 0]])), x, y, z, w).exprs == [1], "J_2(0) has no square root"


def test_fibonacci_numbers_around_two_to_the_63():
    a, b = 0, 1
    for _ in range(92):
        a, b = b, a + b
    assert a < 2**63 < b  # F(92), F(93)
    assert value("integers-wrap", 0).entries[0][0] == b
    assert value("integers-wrap", 1).entries[0][0] == a


def test_truth_in_balls_solves_the_systems():
    case = _growth()
    truth = system_truth(case)
    A, b = fractions(case.args[0]), [Fraction(float(v)) for v in case.args[1]]
    x = [entry[0] for entry in truth.value.entries]
    assert max(abs(p - q) for p, q in zip(times(A, x), b, strict=True)) < Fraction(2) ** -200
    assert truth.kappa == pytest.approx(60.0)
    c, y = _gaussian()
    toeplitz, dense = system_truth(Case((c, y))), system_truth(_dense())
    assert toeplitz.value == dense.value
    T = fractions(_dense().args[0])
    assert max(abs(p - Fraction(float(q))) for p, q in zip(times(T, [e[0] for e in dense.value.entries]), y, strict=True)) < Fraction(2) ** -150


def test_truth_in_balls_that_are_not_tight_is_refused(monkeypatch):
    """A wide ball would hold every answer, so that any would count as right."""
    monkeypatch.setattr(balls, "BITS", 53)
    with pytest.raises(UnableError, match="bits are not enough"):
        inverse_truth(Case((hilbert(8),)))
    with pytest.raises(UnableError, match="bits are not enough"):
        balls._value(arb_mat([[arb(1, 1e-3)]]))


@pytest.mark.parametrize("n", [8, 16, 32])
def test_legs_in_another_basis_is_exact(n):
    """H B H is lower triangular with -1, .., -n on the diagonal, over Q, for the very doubles of B."""
    B, H = legs(n), fmpq_mat(n, n, [fmpq(int(i == j)) - fmpq(2, n) for i in range(n) for j in range(n)])
    L = H * fmpq_mat(n, n, [fmpq(*float(x).as_integer_ratio()) for x in B.ravel()]) * H
    assert all(L[i, j] == 0 for i in range(n) for j in range(i + 1, n))
    assert [L[i, i] for i in range(n)] == [-(i + 1) for i in range(n)]


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_hidden_blocks_are_one_block(n):
    A = fmpz_mat([[int(x) for x in row] for row in defective(n)])
    assert A.charpoly() == fmpz_poly([-2, 1]) ** n
    assert (A - fmpz_mat([[2 * int(i == j) for j in range(n)] for i in range(n)])).rank() == n - 1


def test_the_triangular_matrix_is_the_same_everywhere():
    rng = random.Random(0)
    first = [[rng.gauss(0, 1) if i > j else float(i == j) for j in range(64)] for i in range(64)][1][0]
    made = find("inv-triangular").examples[0].arguments.args[0]
    assert made[1, 0] == first
    X = fmpz_mat([[1, 0, 0], [2, 1, 0], [-3, 4, 1]])
    truth = inverse_truth(Case((np.array([[1.0, 0, 0], [2, 1, 0], [-3, 4, 1]]),)))
    for (found, _), x in zip(truth.value.entries, X.inv().entries(), strict=True):
        assert abs(found - int(x.p)) < Fraction(2) ** -300
        assert x.q == 1


# ---- versions --------------------------------------------------------------------------------------------------------------

def test_a_mended_function_is_reported_as_fixed(monkeypatch):
    monkeypatch.setattr(scipy.linalg, "sqrtm", lambda x: np.atleast_2d(np.sqrt(x)))
    monkeypatch.setattr(finding, "version", lambda _package: "9.9.9")
    changes = [s.change for s in find("sqrtm-scalar").settle()]
    assert changes == ["fixed in scipy 9.9.9 or earlier: was WRONG, is within bound"] * 2 + [""]
    assert not is_pinned("scipy")
    assert "fixed in scipy 9.9.9 or earlier" in page(lambda f: f.name == "sqrtm-scalar")


@pytest.mark.parametrize(("number", "says"), [
    ("1.17.1", "changed in scipy 1.17.1, another build than the pinned one: was WRONG, is within bound"),
    ("1.9.3", "changed in scipy 1.9.3, which is not later than the pinned 1.17.1: was WRONG, is within bound"),
    ("1.18.0rc1", "fixed in scipy 1.18.0rc1 or earlier: was WRONG, is within bound"),
    ("2.0.0.dev0+git20260822", "fixed in scipy 2.0.0.dev0+git20260822 or earlier: was WRONG, is within bound"),
])
def test_only_a_later_version_has_fixed_anything(monkeypatch, number, says):
    monkeypatch.setattr(scipy.linalg, "sqrtm", lambda x: np.atleast_2d(np.sqrt(x)))
    monkeypatch.setattr(finding, "version", lambda _package: number)
    assert find("sqrtm-scalar").settle()[0].change == says


def test_a_function_that_breaks_is_reported_as_changed(monkeypatch):
    monkeypatch.setattr(scipy.linalg, "expm", lambda x: np.zeros_like(x, dtype=float))
    found = find("expm-integers").settle()
    assert found[0].change.startswith("changed in scipy ")
    assert found[0].row.verdict == WRONG


def test_other_builds_are_not_held_to_the_findings(monkeypatch):
    monkeypatch.setattr(finding, "PINNED_MACHINE", "Plan 9 vax")
    assert not is_pinned("numpy")
    monkeypatch.undo()
    monkeypatch.setattr(finding, "blas_of", lambda _package: "other 1.0")
    assert not is_pinned("scipy")
    assert is_pinned("sympy") == (installed("sympy") == PINNED["sympy"])


def test_what_is_not_there():
    assert installed("no-such-package") == "not installed"
    with pytest.raises(InputError, match="is not the name of a finding"):
        find("nothing")
