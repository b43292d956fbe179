"""Sequence models: right ones pass, the mistakes of their authors are found; the truths agree with the library's own."""
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from symbolic import matrix
from tests.verify import sequence_models as models
from verify.oracle import REFUSED, WITHIN, WRONG, Case, audit, find_problem, prepare, value_of
from verify.strategies import delta_sequences, float_array, seeded, ssd_sequences


def shifted(f):
    """The same function with its last input one step late."""
    def g(*args):
        return f(*args[:-1], np.roll(args[-1], 1, axis=0))
    return g


RIGHT = [
    (models.scan, "scan"), (models.tree_scan, "scan"), (models.segsum, "segsum"), (models.ssd, "ssd"), (models.ssd_chunked, "ssd"),
    (models.ssd_log, "ssd_log"), (models.delta_rule, "delta_rule"), (models.delta_rule_chunked, "delta_rule"),
    (lambda *a: models.delta_rule_chunked(*a, size=1), "delta_rule"), (lambda *a: models.delta_rule_chunked(*a, size=64), "delta_rule"),
    (models.gated_delta_rule, "gated_delta_rule"), (models.causal_convolution, "causal_convolution"),
    (models.unit_lower_inverse, "unit_lower_inverse"), (models.bilinear, "bilinear"), (models.s4_kernel, "s4_kernel"),
    (models.dplr_kernel, "dplr_kernel"), (models.diagonal_kernel, "diagonal_kernel"), (models.cauchy_product, "cauchy_product"),
    (lambda x: np.tril(np.exp(models.segsum(x))), "decay_mask"),
]
BROKEN = [
    (models.segsum_unstable, "segsum"), (lambda x: np.tril(np.exp(models.segsum_unstable(x))), "decay_mask"),
    (lambda *a: models.ssd_chunked(*a, forget=False), "ssd"), (models.ssd, "ssd_log"),
    (lambda *a: models.delta_rule_chunked(*a, sign=-1.0), "delta_rule"),
    (lambda q, k, v, b: models.delta_rule(q / np.sqrt(q.shape[1]), k, v, b), "delta_rule"),
    (lambda *a: models.gated_delta_rule(*a, before=False), "gated_delta_rule"), (models.wrapped_convolution, "causal_convolution"),
    (models.euler_kernel, "s4_kernel"), (lambda A, B, s: (models.bilinear(A, B, s)[0], s * B), "bilinear"),
    (lambda *a: models.dplr_kernel(*a).real, "dplr_kernel"), (models.cauchy_product_with_plus, "cauchy_product"),
    (lambda a, c, L: models.diagonal_kernel(a.conj(), c, L), "diagonal_kernel"), (shifted(models.scan), "scan"),
    (lambda A: np.linalg.inv(np.eye(len(A)) - np.tril(A, -1)), "unit_lower_inverse"),
    (models.scan_by_quotients, "scan"), (models.diagonal_kernel_by_logarithms, "diagonal_kernel"),
]


@pytest.mark.parametrize(("f", "name"), RIGHT)
def test_right_models_pass(f, name):
    report = audit(f, name)
    assert not report.findings, report
    assert sum(r.verdict == WITHIN for r in report.rows) >= 0.8 * len(report.rows)


@pytest.mark.parametrize(("f", "name"), BROKEN)
def test_broken_models_are_found(f, name):
    report = audit(f, name, shrink=False)
    if f in (models.scan_by_quotients, models.diagonal_kernel_by_logarithms):  # NaN where a decay is 0: loud, not silent
        assert report.worst.verdict == REFUSED
    else:
        assert report.worst.verdict == WRONG


def test_the_sign_error_shrinks_to_a_few_tokens():
    report = audit(lambda *a: models.delta_rule_chunked(*a, sign=-1.0), "delta_rule")
    assert report.smallest.verdict == WRONG
    assert report.smallest.size <= 4


def test_an_unstable_segment_sum_shrinks_to_two_numbers():
    report = audit(models.segsum_unstable, "segsum")
    assert report.smallest.verdict == WRONG
    assert report.smallest.size == 2


def test_growth_of_the_inverse_is_no_error():
    """Unit lower triangular normal deviates: the inverse grows like 1.3057^n, and substitution keeps its digits."""
    A = np.random.default_rng(0).normal(size=(28, 28))
    got = prepare(models.unit_lower_inverse, "unit_lower_inverse").row(Case((A,)))
    assert got.verdict == WITHIN
    assert np.abs(models.unit_lower_inverse(A)).max() > 100


def test_tree_sums_in_single_precision_are_not_monotone():
    """A running sum of numbers <= 0 never rises when it is summed in order; by a tree it does."""
    rng = np.random.default_rng(1)
    risen = 0
    for _ in range(20):
        x = -(rng.random(256) * 1e5).astype(np.float32)
        x[rng.random(256) < 0.5] = -1e-3
        serial, tree = np.cumsum(x, dtype=np.float32), models.tree_scan(np.ones(256, dtype=np.float32), x)
        assert (np.diff(serial) <= 0).all()
        risen += int((np.diff(tree) > 0).sum())
    assert risen > 0


# ---- the truths by a second way ------------------------------------------------------------------------------------------------

def truth(name, *args, **options):
    return find_problem(name).truth(Case(args, options)).value


def test_the_delta_rule_agrees_with_the_strategies():
    for number, case in enumerate(seeded(delta_sequences, 3, min_size=1, dyadic=True)):
        q, k, v, beta, out = (float_array(x)[0] for x in (case.Q, case.K, case.V, case.beta, case.O))
        assert truth("delta_rule", q, k, v, beta[:, 0]).entries == value_of(out).entries
        gates = np.ones(len(beta))
        assert truth("gated_delta_rule", q, k, v, beta[:, 0], gates).entries == value_of(out).entries
        if number == 15:
            break


def test_ssd_agrees_with_the_strategies():
    for number, case in enumerate(seeded(ssd_sequences, 4, min_size=1)):
        a, B, C, X = (float_array(x)[0] for x in (case.a, case.B, case.C, case.X))
        assert truth("ssd", a[:, 0], B, C, X).entries == value_of(case.Y).entries
        if number == 15:
            break


def test_kernels_agree_with_the_recurrence_of_the_library():
    from symbolic import bilinear
    A, B, C = np.array([[-1.0, 2.0], [0.5, -3.0]]), np.array([1.0, -2.0]), np.array([2.0, 1.0])
    bar = bilinear(matrix([[-1, 2], ["1/2", -3]]), matrix("1; -2"), Fraction(1, 4))
    expected, x = [], bar.B
    for _ in range(5):
        expected.append((matrix("2 1") * x)[0, 0])
        x = bar.A * x
    assert truth("s4_kernel", A, B, C, 0.25, 5).entries == value_of(expected).entries


def test_a_dplr_kernel_is_that_of_its_dense_matrix():
    lam, P, Q = np.array([-1.0 + 2j, -1.0 - 2j]), np.array([1.0, 1j]), np.array([0.5, 1.0 - 1j])
    B, C = np.array([1.0, 2.0 + 0j]), np.array([1.0, -1j])
    dense = np.diag(lam) - np.outer(P, Q.conj())  # exact in floats
    assert truth("dplr_kernel", lam, P, Q, B, C, 0.25, 6).entries == truth("s4_kernel", dense, B, C, 0.25, 6).entries
