"""What an audit reads and says beside the verdicts: containers, arguments changed in place, truncation, branches, larger orders."""
from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
import scipy.linalg as sl
import scipy.sparse as ss

from verify.oracle import NOT_JUDGED, RIGHTLY_REFUSED, WRONG, Case, audit, prepare, value_of
from verify.oracle.auditing import PROFILES
from verify.oracle.exact import exact_matrix
from verify.oracle.frechet import function_condition

A = np.array([[2.0, 1.0], [1.0, 1.0]])
INVERSE = np.array([[1.0, -1.0], [-1.0, 2.0]])
EPSILON = np.longdouble(2) ** -60


def row(function, as_="inv", *args):
    return prepare(function, as_).row(Case(args or (A,)))


@pytest.mark.parametrize("container", [
    np.matrix, ss.csr_matrix, ss.coo_array, lambda X: X.astype(np.longdouble), lambda X: X.astype(np.clongdouble),
    lambda X: np.matrix(X.astype(np.longdouble)), lambda X: X.tolist(), lambda X: X.astype(object)])
def test_right_values_in_other_containers_are_right(container):
    found = row(lambda _: container(INVERSE))
    assert (found.verdict, found.error) == ("within bound", 0.0)
    assert row(lambda _: container(INVERSE + 1)).verdict == WRONG


def test_parts_of_a_tuple_are_read_too():
    def f(X):
        return tuple(np.matrix(part) if part.ndim == 2 else part.astype(np.longdouble) for part in np.linalg.svd(X))
    assert row(f, "svd").verdict == "within bound"


@pytest.mark.skipif(np.finfo(np.longdouble).nmant < 60, reason="longdouble is a double here")
def test_extended_precision_is_read_exactly():
    found = value_of(np.array([1 + EPSILON, 1j * EPSILON], dtype=np.clongdouble))
    assert found.entries[0][0] - 1 == found.entries[1][1] == value_of(2.0**-60).entries[0][0]


class Strange:
    def __array__(self, *_args, **_options):
        raise RuntimeError("not now")


def test_what_cannot_be_read_is_named():
    found = row(lambda _: Strange())
    assert found.verdict == WRONG
    assert found.reason.startswith(f"{__name__}.Strange came back, which could not be read as the answer: ")


class Frame:
    """As a DataFrame or a tensor does."""

    def __array__(self, *_args, **_options):
        return INVERSE


@pytest.mark.parametrize("as_", ["inv", "expm"])  # with a measure of its own, and without
def test_what_numpy_can_read_is_read(as_):
    found = row(lambda _: Frame(), as_)
    assert found.error is not None
    assert np.isfinite(found.error)


def test_arguments_changed_in_place_are_noted():
    def f(X):
        out = np.linalg.inv(X)
        X[0, 0] = 7
        return out
    report = audit(f, "inv", cases=[Case((A,)), Case((INVERSE,))])
    assert {r.modified for r in report.rows} == {"changed its argument 1 in place"}
    assert {r.verdict for r in report.rows} == {"within bound"}
    assert report.remarks == ("changed its argument 1 in place in 2 of 2 calls",)
    assert report.remarks[0] in str(report)
    assert audit(np.linalg.inv, "inv", cases=[Case((A,))]).remarks == ()

    def g(_, b):
        b += 1
        raise ValueError
    assert row(g, "solve", A, np.array([1.0, 2.0])).modified == "changed its argument 2 in place"


def test_a_few_refusals_are_harmless_and_no_answer_at_all_is_not():
    def some(X):
        if len(X) == 3:
            raise ValueError("no")
        return np.linalg.inv(X)
    report = audit(some, "inv", shrink=False)
    assert report.ok
    assert 0 < report.answered < len(report.rows)
    report = audit(lambda X: X * np.nan, "inv", shrink=False)
    assert (report.ok, report.answered, report.silent) == (False, 0, True)
    assert not any(r.is_wrong for r in report.rows)
    assert audit(np.linalg.inv, "inv", cases=[Case((np.zeros((2, 2)),))]).ok  # rightly refused: there was no answer to give


def test_a_truncated_audit_says_so(monkeypatch):
    monkeypatch.setitem(PROFILES, "ci", replace(PROFILES["ci"], limit=0.05))

    def slow_when_singular(X):
        if abs(np.linalg.det(X)) < 1e-9:
            time.sleep(1)
        return np.linalg.inv(X)
    cases = [Case((A,)), *[Case((np.ones((2, 2)),))] * 3, *[Case((A,))] * 4]
    report = audit(slow_when_singular, "inv", cases=cases)
    assert {r.verdict for r in report.rows[1:]} == {RIGHTLY_REFUSED}
    assert (report.ok, report.unasked, report.timeouts, report.silent) == (False, 4, 3, False)
    assert report.remarks == ("4 cases were not asked after three that gave no answer in time", "3 calls gave no answer in time")
    assert report.to_dict()["unasked"] == 4


def test_bugs_of_larger_orders_are_seen():
    def f(X):
        return np.linalg.inv(X) if len(X) < 6 or np.linalg.cond(X) > 100 else np.linalg.inv(X).T
    report = audit(f, "inv", shrink=False)
    assert {r.family for r in report.rows if r.is_wrong} == {"order 9", "order 16"}


@pytest.mark.parametrize("sign", [1, -1])
def test_branches_are_measured_against_the_nearer_one(sign):
    """Logarithms of diag(-1, 2): both signs of i pi are right; entries, error and the truth that is shown are those of one answer."""
    X = np.diag([-1.0, 2.0])
    found = row(lambda _: np.diag([sign * np.pi * 1j, np.log(2)]), "logm", X)
    assert found.error < 1e-15
    assert found.componentwise < 1e-15
    assert ("-3.14159" in found.truth) is (sign < 0)
    other = row(lambda _: np.diag([3j * np.pi, np.log(2)]), "logm", X)
    assert other.componentwise is None
    assert other.truth.startswith("any X with e^X = A")
    assert other.verdict != NOT_JUDGED


def test_both_ways_to_the_condition_of_a_function(monkeypatch):
    rng = np.random.default_rng(5)
    X = rng.integers(-2, 3, (4, 4)) + 5.0 * np.diag([1, 2, 3, 4])
    exact, value = exact_matrix(X), value_of(sl.expm(X))
    slow = function_condition(exact, "exp", value)
    monkeypatch.setattr("verify.oracle.frechet.LARGE", 1)
    assert function_condition(exact, "exp", value) == pytest.approx(slow, rel=1e-8)
