"""The parts of the oracle: the judging rule at its edges, exact measures, texts that read back, calls that hang or raise."""
from __future__ import annotations

import json
import math
import random
import subprocess
import sys
import time
import warnings
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from symbolic import InputError, matrix
from verify.oracle import (
    ABOVE,
    ACCEPTED,
    CONDITIONING,
    NOT_JUDGED,
    REFUSED,
    RIGHTLY_REFUSED,
    WITHIN,
    WRONG,
    Case,
    Measures,
    Named,
    Outcome,
    Truth,
    absent,
    compare,
    judge,
    read_case,
    value_of,
)
from verify.oracle.calling import run
from verify.oracle.judging import FAR, LARGEST
from verify.oracle.truth import CONSTANT
from verify.oracle.values import root

U = 2.0**-53
RAISED, FINE, WARNED = Outcome(exception="LinAlgError: no"), Outcome(), Outcome(warnings=("LinAlgWarning: ill",))
ONE = value_of([1])
BOUND = CONSTANT * 3 * U * 50  # of the truth below


def truth(**options):
    return Truth(**{"value": ONE, "kappa": 50.0, "size": 3, **options})


# one row a rule of `verify.oracle.judging`, and both sides of each threshold
EDGES = [
    (None, FINE, 0.0, NOT_JUDGED),
    (absent("A is singular"), FINE, None, ACCEPTED),
    (absent("A is singular"), RAISED, None, RIGHTLY_REFUSED),
    (absent("A is singular"), Outcome(finite=False), None, RIGHTLY_REFUSED),
    (absent("A is singular"), Outcome(timeout=True), None, RIGHTLY_REFUSED),
    (absent("A is singular"), WARNED, None, RIGHTLY_REFUSED),
    (absent("A is singular"), Outcome(printed="singular!"), None, ACCEPTED),
    (truth(), RAISED, None, REFUSED),
    (truth(), Outcome(finite=False), None, REFUSED),
    (truth(), Outcome(timeout=True), None, REFUSED),
    (truth(kappa=1 / (CONSTANT * 3 * U) * 0.99), RAISED, None, REFUSED),
    (truth(kappa=1 / (CONSTANT * 3 * U) * 1.01), RAISED, None, CONDITIONING),
    (truth(value=value_of([Fraction(10) ** 400])), Outcome(finite=False), None, RIGHTLY_REFUSED),
    (truth(value=value_of([Fraction(10) ** 300])), Outcome(finite=False), None, REFUSED),
    (truth(), FINE, 0.0, WITHIN),
    (truth(), FINE, BOUND, WITHIN),
    (truth(), FINE, math.nextafter(BOUND, 1), ABOVE),
    (truth(), FINE, FAR * BOUND, ABOVE),
    (truth(), FINE, math.nextafter(FAR * BOUND, 1), WRONG),
    (truth(), WARNED, math.nextafter(FAR * BOUND, 1), REFUSED),
    (truth(), WARNED, BOUND, WITHIN),
    (truth(), FINE, math.inf, WRONG),
    (truth(kappa=1e9), FINE, math.sqrt(U), WITHIN),
    (truth(kappa=1e9), FINE, math.nextafter(math.sqrt(U), 1), CONDITIONING),
    (truth(kappa=1e20), FINE, 1e9, CONDITIONING),
    (truth(kappa=math.inf), FINE, math.inf, CONDITIONING),
    (truth(bound=0.5e-3), FINE, 0.6e-3, ABOVE),
    (truth(bound=0.9e-3), FINE, 2.0, WRONG),
    (truth(bound=1.1e-3), FINE, 2.0, CONDITIONING),
    (truth(kappa=0.0), FINE, CONSTANT * 3 * U, WITHIN),
]


@pytest.mark.parametrize(("known", "outcome", "error", "verdict"), EDGES)
def test_the_rule(known, outcome, error, verdict):
    assert judge(known, outcome, None if error is None else Measures(error), U)[0] == verdict


def test_a_wrong_shape_is_wrong_whatever_kappa_is():
    assert judge(truth(kappa=math.inf), FINE, Measures(math.inf, fault="shape"), U) == (WRONG, "shape")


def test_float32_is_judged_by_its_own_roundoff():
    single = 2.0**-24
    assert judge(truth(), FINE, Measures(1e-5), single)[0] == WITHIN
    assert judge(truth(), FINE, Measures(1e-5), U)[0] == WRONG
    assert judge(truth(value=value_of([1e39])), Outcome(finite=False), None, single)[0] == RIGHTLY_REFUSED
    assert LARGEST[single] == float(np.finfo(np.float32).max)
    assert LARGEST[2.0**-11] == float(np.finfo(np.float16).max)


# ---- measures --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("found", "true", "norm", "parts"), [
    ([1.0, 2.0], [1, 2], 0.0, 0.0), ([3.0, 4.5], [3, 4], 0.1, 0.125), ([0.0], [0], 0.0, 0.0), ([1e-3], [0], 1e-3, math.inf),
    ([1.0, 1e-20], [1, 0], 1e-20, math.inf), ([3j], [4j], 0.25, 0.25), ([[1.0, 0.0], [0.0, 2.0]], [[1, 0], [0, 1]], 2**-0.5, 1.0),
])
def test_errors(found, true, norm, parts):
    got = compare(value_of(np.array(found)), value_of(true))
    assert (got.error, got.componentwise) == (pytest.approx(norm, rel=1e-15), parts)


def test_errors_are_exact_where_doubles_would_cancel():
    tiny = value_of([Fraction(1) + Fraction(1, 10**40)])
    assert compare(value_of([1.0]), tiny).error == pytest.approx(1e-40, rel=1e-15)
    assert compare(value_of([1e300]), value_of([Fraction(10) ** 600])).error == 1.0
    assert root(Fraction(1, 10**700)) == 0.0


def test_rightful_underflow_is_no_error_and_lost_entries_are():
    assert compare(value_of([0.0]), value_of([Fraction(1, 10**400)])).error < 1e-90
    assert compare(value_of([0.0]), value_of([1e-300])).error == 1.0


def test_a_ball_around_the_truth_is_not_counted():
    import flint
    ball = flint.arb("1 +/- 1e-40")
    assert compare(value_of([1.0]), value_of([ball])).error == 0.0


@pytest.mark.parametrize("x", [float("nan"), float("inf"), "text", None, [[1, 2], [3]], np.array(["a"]), np.array([{}])])
def test_what_is_no_number_is_refused(x):
    with pytest.raises(InputError, match="value_of"):
        value_of(x)


def test_every_exact_type_means_the_same():
    import flint
    import mpmath
    same = [[[1, 2], [3, 4]], np.array([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]], dtype=np.float32), matrix("1 2; 3 4"),
            mpmath.matrix([[1, 2], [3, 4]]), flint.fmpq_mat(2, 2, [1, 2, 3, 4]).entries(), flint.arb_mat([[1, 2], [3, 4]]),
            np.array([[1, 2], [3, 4]], dtype=complex), flint.acb_mat([[1, 2], [3, 4]])]
    assert {value_of(x).entries for x in same} == {value_of([[1, 2], [3, 4]]).entries}
    assert {value_of(x).shape for x in same} == {(2, 2), (4,)}
    assert value_of(matrix("sqrt(2)")).radius < Fraction(1, 10**50)


# ---- cases --------------------------------------------------------------------------------------------------------------------

def equal(x, y):
    if isinstance(x, (tuple, list)):
        return type(x) is type(y) and len(x) == len(y) and all(map(equal, x, y))
    if isinstance(x, np.ndarray):
        return x.dtype == y.dtype and x.shape == y.shape and x.tobytes() == y.tobytes()
    return x == y or (x != x and y != y)  # noqa: PLR0124 - nan


@pytest.mark.parametrize("args", [
    (), (1,), ("fro", None, True), (np.array([[0.1, -0.0], [1e-320, 1e308]]),), ((np.array([1, 2]), np.array([3j])), [1.5]),
    (np.zeros((0, 3)),), (np.zeros((2, 0, 2), dtype=np.int32),), (Named("numpy.exp"), (np.array([1.0]),)),
    (np.array([np.inf, -np.inf, np.nan]), float("inf"), float("-inf")), (np.array([1.1], dtype=np.float32), -3),
    (np.array([True, False]),), (np.array([1 + 2j, -0.5], dtype=np.complex64),),
])
def test_the_text_of_a_case_reads_back(args):
    case = Case(args, {"k": -1, "flag": False})
    back = read_case(case.text)
    assert equal(back.args, case.args)
    assert back.options == case.options
    assert back.text == case.text


@pytest.mark.parametrize("text", ["(", "__import__('os')", "array([1], dtype='no')", "x + 1", "open('x')", "array(1)"])
def test_other_text_is_refused(text):
    with pytest.raises(InputError, match="read_case"):
        read_case(text)


def test_random_doubles_read_back():
    rng = random.Random(3)
    x = np.array([math.ldexp(rng.random(), rng.randint(-1000, 1000)) for _ in range(200)])
    assert equal(read_case(Case((x,)).text).args, (x,))


def test_the_unit_is_that_of_the_coarsest_array():
    single, double = np.ones(2, dtype=np.float32), np.ones(2)
    units = [Case(args).unit for args in ((double,), (double, single), (np.ones(2, dtype=int),), ((single.astype(np.complex64),),), ())]
    assert units == [U, 2.0**-24, U, 2.0**-24, U]


# ---- calls ----------------------------------------------------------------------------------------------------------------------

def test_what_foreign_code_does_is_recorded():
    def noisy(A):
        sys.stdout.write("a line\n")
        warnings.warn("careful", RuntimeWarning, stacklevel=1)
        warnings.warn("old", DeprecationWarning, stacklevel=1)
        A[0] = 99.0
        return A

    A = np.array([1.0])
    out = run(noisy, Case((A,)))
    assert (out.printed, out.warnings, out.refusal) == ("a line", ("RuntimeWarning: careful",), "")
    assert (float(A[0]), float(out.returned[0])) == (1.0, 99.0)


@pytest.mark.parametrize(("function", "words"), [
    (lambda _: 1 / 0, "raised ZeroDivisionError"), (lambda _: np.array([np.nan]), "NaN"), (lambda _: (1, [np.inf]), "NaN"),
    (lambda _: sys.exit(3), "raised SystemExit"), (lambda: 1, "raised TypeError"),
])
def test_refusals(function, words):
    assert words in run(function, Case((1.0,))).refusal


def test_an_endless_call_is_stopped_and_cannot_swallow_that():
    def endless(_):
        while True:
            try:
                while True:
                    pass
            except Exception:  # noqa: BLE001, S110 - this is what the test is about
                pass

    start = time.perf_counter()
    out = run(endless, Case((1.0,)), limit=0.1)
    assert out.timeout
    assert "no answer" in out.refusal
    assert time.perf_counter() - start < 1


def test_an_interrupt_is_not_an_answer():
    def interrupted(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(interrupted, Case((1.0,)))


def test_rows_are_plain_data():
    from verify.oracle import audit
    report = audit("numpy.linalg.inv", cases=[Case((np.array([[1.0, 1.0], [1.0, 1.0]]),)), Case((np.array([[2.0]]),))])
    data = json.loads(report.to_json())
    assert [row["verdict"] for row in data["rows"]] == ["rightly refused", "within bound"]
    assert (data["rows"][0]["kappa"], data["rows"][0]["error"]) == ("inf", None)
    assert {"verdict", "error", "kappa", "input"} <= set(data["rows"][0])
    assert replace(report.rows[0], error=math.nan).to_dict()["error"] == "nan"


def test_importing_the_oracle_loads_no_scipy_and_no_hypothesis():
    code = "import verify.oracle, sys; print([m for m in ('scipy', 'hypothesis', 'pytest', 'numpy', 'sympy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int64", "float32", "complex64"])
def test_candidates_of_shrinking_keep_the_type_and_are_other_cases(dtype):
    from verify.oracle.shrinking import _smaller
    least = -128 if dtype in {"int8", "int64"} else 3
    case = Case((np.array([[least, 0], [1, 100]]).astype(dtype),))
    found = list(_smaller(case))
    assert len(found) >= 4
    assert all(c.args[0].dtype == dtype and c.text != case.text for c in found)


def test_a_truth_that_is_enclosed_too_loosely_judges_nothing():
    from verify.oracle.auditing import judged_row, prepare
    from verify.oracle.values import Value
    job = prepare("numpy.linalg.det")
    case = next(job.cases())
    for radius, judged in ((Fraction(0), True), (Fraction(1, 2**70), True), (Fraction(1, 100), False)):
        truth = Truth(Value((), ((Fraction(1), Fraction(0)),), radius))
        row = judged_row(job.target, case, truth, Outcome(returned=5.0))
        assert (row.verdict != NOT_JUDGED) is judged


def test_a_timer_that_was_running_goes_on():
    import signal
    import time

    from verify.oracle.calling import time_limit
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        signal.setitimer(signal.ITIMER_REAL, 50)
        with time_limit(5):
            time.sleep(0.01)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] < 50
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
