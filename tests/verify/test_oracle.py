"""The oracle at work: it finds what is published, calls conditioning no bug, and sees through functions broken on purpose."""
from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import scipy.linalg as sl

from symbolic import InputError, condition_number, from_float, matrix, solve, toeplitz
from verify.oracle import (
    ACCEPTED,
    CONDITIONING,
    REFUSED,
    RIGHTLY_REFUSED,
    WITHIN,
    WRONG,
    Case,
    Named,
    Target,
    audit,
    find_problem,
    known_problems,
    known_targets,
    path_of,
    prepare,
    read_case,
    value_of,
)
from verify.oracle.matrices import growth

C7, R7 = [1e-12, 0.0, 0.0, 2.0, -3.0, 1.0, 2.0], [1e-12, 3.0, 1.0, -2.0, -1.0, 1.0, -1.0]
B7 = [2.0, 0.0, -1.0, -2.0, -3.0, -3.0, 2.0]
SINGULAR = [[1.0, 2.0, 1.0], [-2.0, -3.0, 1.0], [3.0, 5.0, 0.0]]


def row(name, *args, **options):
    job = prepare(name)
    return job.row(Case(tuple(np.array(x) if isinstance(x, list) else x for x in args), options))


def hilbert(n):
    return [[1.0 / (i + j + 1) for j in range(n)] for i in range(n)]


# name, arguments, verdict, kappa (None: not looked at)
KNOWN = [
    ("scipy.linalg.solve_toeplitz", ((np.array(C7), np.array(R7)), B7), WRONG, 12.93581944627759),
    ("scipy.linalg.solve_toeplitz", ((np.array([1e-8, 1.0, 0.5]), np.array([1e-8, 2.0, -1.0])), [1.0, 2.0, 3.0]), WRONG, None),
    ("scipy.linalg.solve_toeplitz", ((np.array([0.0, 1.0]), np.array([0.0, 1.0])), [1.0, 2.0]), REFUSED, 1.0),
    ("scipy.linalg.solve_toeplitz", ((np.array([1.0, 1.0]), np.array([1.0, 1.0])), [1.0, 2.0]), RIGHTLY_REFUSED, math.inf),
    ("scipy.linalg.funm", ([[2.0, 1.0], [0.0, 2.0]], Named("numpy.exp")), WRONG, None),
    ("scipy.linalg.fractional_matrix_power", ([[0.0, 1.0], [0.0, 0.0]], 0.5), ACCEPTED, math.inf),
    ("scipy.linalg.sqrtm", ([[0.0, 1.0], [0.0, 0.0]],), RIGHTLY_REFUSED, math.inf),
    ("scipy.linalg.signm", ([[1.0, 2.0], [3.0, 5.999]],), WRONG, None),  # eigenvalues -1.4e-4 and 7.0; the identity comes back
    ("numpy.linalg.inv", (SINGULAR,), ACCEPTED, math.inf),
    ("numpy.linalg.matrix_power", ([[1, 1], [1, 0]], 91), WITHIN, 1.0),
    ("numpy.linalg.matrix_power", ([[1, 1], [1, 0]], 92), WRONG, 1.0),
    ("numpy.linalg.solve", (growth(60), [float((7 * i * i + 3 * i) % 11 - 5) for i in range(60)]), WRONG, 26.803535522538),  # pivots grow
    # conditioning is no bug
    ("numpy.linalg.solve", (hilbert(6), [1.0] * 6), WITHIN, None),
    ("numpy.linalg.solve", (hilbert(8), [1.0] * 8), CONDITIONING, None),
    ("numpy.linalg.solve", (hilbert(14), [1.0] * 14), CONDITIONING, None),
    ("numpy.linalg.inv", (hilbert(12),), CONDITIONING, None),
    ("numpy.linalg.det", (hilbert(20),), CONDITIONING, None),
    ("numpy.linalg.matrix_rank", (hilbert(20),), CONDITIONING, None),
    ("numpy.linalg.cond", (hilbert(15),), CONDITIONING, None),
    ("numpy.linalg.eigvals", ([[2.0, 1.0, 0.0], [0.0, 2.0, 1.0], [1e-30, 0.0, 2.0]],), WITHIN, None),
    ("scipy.linalg.expm", ([[800.0]],), RIGHTLY_REFUSED, None),
    ("scipy.linalg.signm", ([[0.0, 1.0, 0.0, 0.5], [1.0, 0.0, 0.5, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]],), WITHIN, None),
    ("numpy.linalg.inv", ([[2, 1], [1, 1]],), WITHIN, None),
]


@pytest.mark.parametrize(("name", "args", "verdict", "kappa"), KNOWN)
def test_known_cases(name, args, verdict, kappa):
    got = row(name, *args)
    assert got.verdict == verdict, got
    assert kappa is None or got.kappa == pytest.approx(kappa, rel=1e-12)


def test_the_toeplitz_failure_in_numbers():
    got = row("scipy.linalg.solve_toeplitz", (np.array(C7), np.array(R7)), B7)
    T = toeplitz(from_float([C7]).entries()[0], from_float([R7]).entries()[0])
    x = solve(T.dense(), from_float([[b] for b in B7]))
    worst = max(abs(e) for r in x.entries() for e in r)
    assert 1.21 < float(worst.to_mpmath(15)) < 1.23
    assert got.error > 1e16
    assert not got.warnings
    assert got.kappa == pytest.approx(float(condition_number(T.dense(), 2).to_mpmath(15)), rel=1e-12)
    assert value_of(x).reshape(7).entries[0] == value_of(solve(T.dense(), from_float([[b] for b in B7]))).entries[0]


def test_scalar_square_root_is_wrong_where_this_scipy_has_the_bug():
    got = row("scipy.linalg.sqrtm", np.float64(1.0))
    exponential = abs(float(np.ravel(sl.sqrtm(np.float64(1.0)))[0]) - math.e) < 1e-9
    assert got.verdict == (WRONG if exponential else WITHIN)


def hidden_block(n):
    """P J_n(2) P^-1 with P = L U, L and U full of ones: an integer matrix with one block of size n."""
    ones = [[1 if j <= i else 0 for j in range(n)] for i in range(n)]
    L = matrix(ones)
    P = L * L.T
    J = matrix([[2 if i == j else 1 if j == i + 1 else 0 for j in range(n)] for i in range(n)])
    from symbolic import inverse
    return (P * J * inverse(P)).to_numpy().astype(float)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 8])
@pytest.mark.parametrize("name", ["numpy.linalg.eigvals", "numpy.linalg.eig"])
def test_eigenvalues_of_a_defective_matrix_are_within_the_lidskii_bound(name, n):
    got = row(name, hidden_block(n))
    assert got.verdict in {WITHIN, CONDITIONING}
    assert got.kappa == math.inf
    assert got.error <= got.bound


# ---- functions broken on purpose, and right ones ---------------------------------------------------------------------------

def by_mpmath(name):
    """A right implementation at 60 digits, rounded once."""
    def function(A, *rest):
        import mpmath
        with mpmath.workdps(60):
            full = getattr(mpmath, name)(mpmath.matrix(A.tolist()), *rest)
            return np.array(full.tolist(), dtype=complex if A.dtype.kind == "c" else float).reshape(A.shape)
    return function


def exact_det(A):
    from symbolic import det
    value = value_of(det(from_float(A.tolist()))).entries[0]
    return complex(float(value[0]), float(value[1])) if A.dtype.kind == "c" else float(value[0])


BROKEN = {
    "sign": ("inv", lambda A: -np.linalg.inv(A)), "transposed": ("inv", lambda A: np.linalg.inv(A).T),
    "float32 inside": ("inv", lambda A: np.linalg.inv(A.astype(np.float32 if A.dtype.kind != "c" else np.complex64)).astype(A.dtype)),
    "wrong shape": ("solve", lambda A, b: np.linalg.solve(A, b).reshape(-1, 1)), "no array": ("inv", lambda _: "done"),
    "None": ("expm", lambda _: None), "first terms": ("expm", lambda A: np.eye(len(A)) + A + A @ A / 2),
    "entrywise": ("expm", np.exp), "2 x 2 only": ("det", lambda A: A[0, 0] * A[-1, -1] - A[0, -1] * A[-1, 0] if len(A) > 1 else A[0, 0]),
    "negated": ("eigvals", lambda A: -np.linalg.eigvals(A)), "one lost": ("eigvals", lambda A: np.linalg.eigvals(A)[1:]),
    "ascending": ("svdvals", lambda A: np.linalg.svdvals(A)[::-1]), "not orthogonal": ("null_space", lambda A: 2 * sl.null_space(A)),
    "V for V^*": ("svd", lambda A: tuple(x.T if k == 2 else x for k, x in enumerate(np.linalg.svd(A)))),
    "rank by zeros": ("matrix_rank", lambda A: sum(1 for r in A if r.any())), "A^2": ("matrix_power", lambda A, _k: A @ A),
    "X for -X": ("solve_sylvester", lambda A, B, Q: -sl.solve_sylvester(A, B, Q)), "no conjugate": ("norm", lambda A, _: abs(A.sum())),
    "other order": ("schur", lambda A: sl.schur(A)[::-1]), "entrywise root": ("sqrtm", lambda A: np.sqrt(A.astype(complex))),
    "entrywise log": ("logm", lambda A: np.log(abs(A) + 1)), "entrywise sign": ("signm", np.sign),
    "inverse": ("pinv", lambda A: A.conj().T), "eigenvectors": ("eig", lambda A: (np.linalg.eigvals(A), np.eye(len(A)))),
    "half": ("cond", lambda A: np.linalg.cond(A) / 2), "b": ("lstsq", lambda A, b: (np.zeros(A.shape[1]), b)),
    "minus": ("solve_continuous_lyapunov", lambda A, Q: -sl.solve_continuous_lyapunov(A, Q)),
    "entry power": ("fractional_matrix_power", lambda A, t: np.abs(A) ** t if t > 0 else A),
    "function of entries": ("funm", lambda A, g: g(A)), "T^T": ("solve_toeplitz", lambda cr, b: sl.solve_toeplitz(cr[::-1], b)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_function_is_called_wrong(name):
    as_, function = BROKEN[name]
    job = prepare(function, as_)
    with np.errstate(all="ignore"):
        assert any(job.row(case).is_wrong for case in job.cases())


def test_every_problem_of_this_folder_has_a_broken_function():
    own = {"dense", "equations", "functions", "singular", "spectra", "systems"}
    ours = {name for name, p in known_problems().items() if p.truth.__module__.rpartition(".")[2] in own}
    assert ours == {as_ for as_, _ in BROKEN.values()}


@pytest.mark.parametrize(("as_", "function"), [
    ("inv", by_mpmath("inverse")), ("expm", by_mpmath("expm")), ("det", exact_det),
])
def test_a_right_function_passes(as_, function):
    report = audit(function, as_=as_)
    assert report.ok, report
    assert not [r for r in report.rows if r.verdict in {REFUSED, ACCEPTED, CONDITIONING, "above bound"}], report.counts


# ---- reproducers, shrinking, reports ---------------------------------------------------------------------------------------------

def run_script(text, tmp_path):
    """The script in a fresh process that cannot import this project."""
    path = tmp_path / "reproduce.py"
    block = ("import sys\nclass No:\n    def find_spec(self, name, *rest):\n"
             "        if name.split('.')[0] in ('symbolic', 'verify', 'exercises', 'flint', 'sympy', 'mpmath'):\n            raise ImportError(name)\n"
             "sys.meta_path.insert(0, No())\n")
    path.write_text(block + text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", str(path)], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["scipy.linalg.solve_toeplitz", "scipy.linalg.funm", "numpy.linalg.matrix_power", "scipy.linalg.sqrtm"])
def test_a_reproducer_runs_without_this_project(name, tmp_path):
    report = audit(name)
    if report.ok:
        pytest.skip(f"{name} is right in this version: nothing to reproduce")
    out = run_script(report.reproducer, tmp_path)
    assert "condition number" in out
    error = float(out.partition("relative error:")[2].split()[0])
    assert error == pytest.approx(report.smallest.error, rel=1e-6)
    assert report.smallest.is_wrong
    assert report.smallest.size <= 3


@pytest.mark.slow
def test_a_reproducer_of_a_refusal_and_of_an_acceptance(tmp_path):
    report = audit("numpy.linalg.inv")
    assert report.smallest.verdict == ACCEPTED
    assert "none exists: A is singular" in run_script(report.reproducer, tmp_path)


def test_a_local_function_is_named_in_its_reproducer():
    report = audit(BROKEN["sign"][1], as_="inv")
    assert "function = ..." in report.reproducer
    compile(report.reproducer, "reproducer", "exec")


def test_shrinking_makes_small_ones():
    report = audit(lambda A: np.linalg.inv(A) + (1e-3 if A.shape[0] >= 2 and A[0, 0] > 2 else 0), as_="inv")
    (A,) = read_case(report.smallest.input).args
    assert A.shape == (2, 2)
    assert A[0, 0] > 2
    assert sum(A.ravel() != 0) <= 3


def test_hypothesis_finds_smaller_ones():
    from verify.oracle.auditing import PROFILES
    from verify.oracle.shrinking import Kept, _found_by_hypothesis
    job = replace(prepare("scipy.linalg.funm"), profile=PROFILES["deep"])
    import time
    found = _found_by_hypothesis(job, Kept(WRONG, 0.1), time.monotonic() + 20)
    assert found is not None
    assert found.args[0].tolist() == [[0.0, 1.0], [0.0, 0.0]]


def test_the_same_seed_gives_the_same_cases_and_another_one_others():
    texts = [[case.text for case in prepare("numpy.linalg.inv", seed=s).cases()] for s in (0, 0, 1)]
    assert texts[0] == texts[1] != texts[2]


@pytest.mark.parametrize("name", sorted(known_problems()))
def test_every_input_reads_back_and_every_problem_says_how_it_is_called(name):
    job = prepare(path_of, name)
    cases = list(job.cases())
    assert cases
    assert all(read_case(case.text).text == case.text for case in cases)
    assert find_problem(name).signature.startswith("f(")


def test_a_function_that_hangs_stops_the_audit():
    job = prepare("numpy.linalg.inv")

    def hang(_):
        while True:
            pass

    slow = replace(job, function=hang, target=Target("hang", "inv"), profile=replace(job.profile, limit=0.05))
    assert slow.row(Case((np.eye(2),))).verdict == REFUSED
    assert slow.row(Case((np.eye(2),))).timeout


@pytest.mark.parametrize(("what", "as_", "words"), [
    ("numpy.linalg.nothing", "inv", "has no"), ("no_such_package.f", "inv", "cannot be imported"), ("numpy.pi", "inv", "cannot be called"),
    ("numpy.linalg.inv", "no problem", "the problems are"), ("math.sqrt", None, "say which problem"), ("f", "inv", "import path"),
])
def test_unknown_names(what, as_, words):
    with pytest.raises(InputError, match=words):
        audit(what, as_)


def test_an_import_path_as_a_problem():
    assert audit("numpy.linalg:pinv", as_="inv", cases=[Case((np.array([[1.0, 2.0], [0.0, 1.0]]),))]).ok


def test_unknown_profile():
    with pytest.raises(InputError, match="profile"):
        audit("numpy.linalg.inv", profile="huge")


def test_targets_by_package():
    assert {name.split(".")[0] for name in known_targets("numpy")} == {"numpy"}
    assert {"numpy.linalg.inv", "scipy.linalg.expm"} <= set(known_targets())
