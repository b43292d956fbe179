"""The adapters of structured matrices and transforms: known cases, truths by a second way, mistakes seen through."""
from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import scipy.linalg as sl
import sympy

from symbolic import jordan_form, matrix
from verify.oracle import (
    ACCEPTED,
    REFUSED,
    RIGHTLY_REFUSED,
    WITHIN,
    WRONG,
    Case,
    audit,
    find_problem,
    known_problems,
    known_targets,
    prepare,
    read_case,
    value_of,
)
from verify.oracle.calling import plain_call
from verify.oracle.reproducer import script

MODULES = ("toeplitz", "special", "fourier", "convolution", "multiprecision", "own", "sequences", "deltarule", "statespace")
GRADED = [10.0 ** (-2 * k) for k in range(16)]


def row(name, *args, **options):
    return prepare(name).row(Case(tuple(np.array(x) if isinstance(x, list) else x for x in args), options))


def ints(*values, dtype="int64"):
    return np.array(values, dtype=dtype)


# name, arguments, verdict, kappa (None: not looked at). Every line is a measured fact at numpy 2.4, scipy 1.17, mpmath 1.3, sympy 1.14.
KNOWN = [
    ("scipy.linalg.matmul_toeplitz", ((np.array(GRADED), np.eye(16)[0]), np.eye(16)[0]), WITHIN, 1.0),
    ("scipy.linalg.solve_circulant", ([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]), RIGHTLY_REFUSED, math.inf),
    ("scipy.linalg.companion", (ints(1, 2, 3, dtype="uint8"),), WRONG, 1.0),
    ("scipy.linalg.companion", (ints(1, 2, 3),), WITHIN, 1.0),
    ("scipy.linalg.fiedler_companion", (ints(1, 2, 3, dtype="uint8"),), WITHIN, 1.0),
    ("scipy.linalg.fiedler", (ints(1, 3, dtype="uint8"),), WRONG, 1.0),
    ("scipy.linalg.fiedler", (ints(100, -100, dtype="int8"),), WRONG, 1.0),
    ("scipy.linalg.fiedler", (ints(1, 3),), WITHIN, 1.0),
    ("scipy.linalg.invpascal", (31,), WITHIN, 1.0),
    ("scipy.linalg.invhilbert", (15,), WITHIN, 1.0),
    ("numpy.vander", (ints(10), 19), WITHIN, 1.0),
    ("numpy.vander", (ints(10), 20), WRONG, 1.0),
    ("numpy.convolve", (ints(2**62, 2**62), ints(1, 1), "full"), WRONG, None),
    ("scipy.signal.convolve", (ints(2**62, 2**62), ints(1, 1), "full"), WRONG, None),
    ("scipy.signal.fftconvolve", ([1e-20, 1.0], [1.0, 1e-20], "full"), WITHIN, None),
    ("scipy.signal.lfilter", ([1.0], [0.0, 1.0], [1.0, 2.0]), RIGHTLY_REFUSED, math.inf),
    ("numpy.fft.fft", ([1.5e308, 1e308],), RIGHTLY_REFUSED, 1.0),
    ("numpy.fft.ifft", ([1.5e308, 1e308],), REFUSED, 1.0),
    ("mpmath.qr_solve", ([[0.0, 1.0], [1.0, 0.0]], [1.0, 2.0]), REFUSED, 1.0),
    ("mpmath.qr_solve", ([[2.0**-40, 0.0], [0.0, 2.0**-40]], [1.0, 2.0]), REFUSED, 1.0),
    ("mpmath.lu_solve", ([[0.0, 1.0], [1.0, 0.0]], [1.0, 2.0]), WITHIN, 1.0),
    ("mpmath.det", ([[0.0, 1.0], [0.0, 2.0]],), REFUSED, 1.0),
    ("mpmath.det", ([[1.0, 0.0], [0.0, 1e-20]],), WRONG, 2.0),
    ("mpmath.sqrtm", ([[1e150, 0.0], [0.0, 1e150]],), REFUSED, None),
    ("mpmath.expm", ([[2.0, 1.0], [0.0, 2.0]],), WITHIN, None),
    ("sympy:Matrix.exp", ([[2.0, 1.0], [0.0, 2.0]],), WITHIN, None),
    ("sympy:Matrix.inv", ([[0.0, 1.0], [0.0, 0.0]],), RIGHTLY_REFUSED, math.inf),
    ("sympy:Matrix.jordan_form", ([[0.0, 1.0], [-1.0, 0.0]],), WITHIN, 1.0),
]


@pytest.mark.parametrize(("name", "args", "verdict", "kappa"), KNOWN)
def test_known_cases(name, args, verdict, kappa):
    got = row(name, *args)
    assert got.verdict == verdict, got
    assert kappa is None or got.kappa == pytest.approx(kappa, rel=1e-12)


def test_a_product_by_fft_is_right_in_norm_and_has_entries_without_a_digit():
    got = row("scipy.linalg.matmul_toeplitz", (np.array(GRADED), np.eye(16)[0]), np.eye(16)[0])
    assert got.error < 1e-15
    assert got.componentwise > 1e12


def test_a_transform_of_integers_comes_back_as_integers_that_are_not_right():
    a, b = ints(2**40 + 1, 3), ints(2**21 + 1, 5)
    assert row("scipy.signal.convolve", a, b, "full", method="auto").verdict == WITHIN
    got = row("scipy.signal.convolve", a, b, "full", method="fft")
    assert got.verdict == WRONG
    assert got.reason == "entry (0) came back as the integer 2305844108727418880 and is 2305844108727418881"


def test_the_guard_that_chooses_the_direct_method_overlooks_the_least_integer():
    """|-2^63| is -2^63 in int64, so the product of the sizes looks small and the transform is chosen; b is 1, so a is exact."""
    from scipy import signal
    n = 6000
    a, b = np.zeros((2, n), dtype="int64")
    a[:2], b[0] = [-2**63, 12345], 1
    assert signal.choose_conv_method(a, b) == "fft"
    assert signal.convolve(a, b)[1] != 12345
    a[0] += 1
    assert signal.choose_conv_method(a, b) == "direct"
    assert signal.convolve(a, b)[1] == 12345


def test_integers_are_exact_or_said_not_to_be():
    got = row("numpy.convolve", ints(2**62, 2**62), ints(1, 1), "full")
    assert got.reason == "entry (1) came back as the integer -9223372036854775808 and is 9223372036854775808"


EXPECTED = {"scipy.linalg.companion", "scipy.linalg.fiedler", "numpy.vander", "numpy.convolve", "numpy.correlate",
            "scipy.signal.convolve", "scipy.signal.correlate"}  # integers that wrap around
OURS = sorted(name for name, t in known_targets().items()
              if t.as_ in known_problems() and known_problems()[t.as_].truth.__module__.rpartition(".")[2] in MODULES
              and not name.startswith(("mpmath", "sympy:")))


def test_every_target_of_the_table_is_there():
    assert len(OURS) > 45
    for name in ("scipy.linalg.matmul_toeplitz", "scipy.fft.dst", "numpy.vander", "verify.numeric.fast.ssd.matvec",
                 "sympy.matrices.normalforms.smith_normal_form"):
        assert name in OURS


def test_every_case_is_read_back_from_its_text():
    count = 0
    for name, found in known_problems().items():
        if found.truth.__module__.rpartition(".")[2] in MODULES:
            for case in prepare(print, name).cases():
                assert read_case(case.text).text == case.text, (name, case.text)
                count += 1
    assert count > 600


@pytest.mark.parametrize("name", OURS)
def test_nothing_is_wrong_but_what_is_known(name):
    report = audit(name, shrink=False)
    assert len(report.rows) > 4
    assert report.ok != (name in EXPECTED)
    assert sum(r.verdict == WITHIN for r in report.rows) > len(report.rows) / 2
    if name.startswith("verify."):
        assert not report.findings


# ---- the truths by a second way ------------------------------------------------------------------------------------------

def truth(name, *args, **options):
    return find_problem(name).truth(Case(args, options)).value


def test_special_matrices_satisfy_their_laws():
    def exact(name, n, **options):
        return matrix([[x for x, _ in value.entries[i * n:(i + 1) * n]] for value in [truth(name, n, **options)] for i in range(n)])

    for n in (1, 2, 5, 8):
        eye = matrix([[int(i == j) for j in range(n)] for i in range(n)])
        assert exact("hilbert", n) * exact("invhilbert", n) == eye
        for kind in ("symmetric", "lower", "upper"):
            assert exact("pascal", n, kind=kind) * exact("invpascal", n, kind=kind) == eye
        if n != 5:
            assert exact("hadamard", n) * exact("hadamard", n).T == eye * n


def test_transforms_agree_with_each_other():
    x = np.array([1.0, -2.0, 0.5, 3.0, 0.25])
    forward = truth("fft", x)
    assert abs(sum(z[0] for z in forward.entries) - 5 * Fraction(1)) < Fraction(1, 10**50)       # n x_0
    assert abs(forward.squared_norm - 5 * value_of(x).squared_norm) < Fraction(1, 10**50)        # Parseval
    for kind in (1, 2, 3, 4):
        for name in ("dct", "dst"):
            y = np.array([float(z[0]) for z in truth(name, x, kind).entries])
            back = truth("i" + name, y, kind)
            assert all(abs(float(z[0]) - t) < 1e-13 for z, t in zip(back.entries, x, strict=True))


def test_filters_undo_convolutions():
    u, v = np.array([2.0, 1.0, -3.0, 0.5]), np.array([4.0, 1.0])
    product = truth("convolve", u, v)
    quotient = truth("lfilter", np.array([1.0]), v, np.array([float(z[0]) for z in product.entries]))
    assert [z[0] for z in quotient.entries] == [2, 1, -3, Fraction(1, 2), 0]


# ---- broken on purpose -----------------------------------------------------------------------------------------------------------

def jordan(A):
    form = jordan_form(matrix(A.astype(int).tolist()))
    return [[[Fraction(str(x)) for x in line] for line in M.entries()] for M in (form.P, form.J)]


def smith(A):
    from sympy.matrices.normalforms import smith_normal_form
    return np.array(smith_normal_form(sympy.Matrix(A.tolist())).tolist(), dtype="int64")


DEFECTIVE = np.array([[3.0, 1.0, 0.0], [-1.0, 1.0, 0.0], [2.0, 3.0, 2.0]])
MUTANTS = [
    (lambda A: [jordan(A)[0], [[2, 0, 0], [0, 2, 0], [0, 0, 2]]], "jordan_form", (DEFECTIVE,)),      # another J
    (lambda A: [[[0] * 3] * 3, jordan(A)[1]], "jordan_form", (DEFECTIVE,)),                           # A 0 = 0 J, P singular
    (lambda A: [[[x + 1 for x in line] for line in jordan(A)[0]], jordan(A)[1]], "jordan_form", (DEFECTIVE,)),
    (lambda A: 2 * smith(A), "smith_form", (ints(2, 4).reshape(1, 2),)),
    (lambda _: np.diag([2, 3]), "smith_form", (np.array([[2, 0], [0, 3]]),)),
    (np.fft.ifft, "fft", (np.array([1.0, 2.0]),)),
    (lambda x: np.fft.fft(x).conj(), "fft", (np.array([1.0, 2.0, 4.0]),)),
    (lambda y, _: np.fft.irfft(y), "irfft", (np.array([1.0, 2j]), 3)),
    (lambda a: sl.companion(a).T[::-1], "companion", (np.array([1.0, 2.0, 3.0]),)),
    (sl.companion, "fiedler_companion", (np.array([1.0, 2.0, 3.0, 4.0, 5.0]),)),         # not pentadiagonal
    (lambda a: sl.fiedler_companion(a[::-1]), "fiedler_companion", (np.array([1.0, 2.0, 3.0, 4.0]),)),
    (lambda c, r: sl.toeplitz(r, c), "toeplitz", (np.array([1.0, 2.0]), np.array([1.0, 3.0]))),
    (lambda c, r: np.nextafter(sl.toeplitz(c, r), 9), "toeplitz", (np.array([1.0, 2.0]), np.array([1.0, 3.0]))),
    (lambda n, **_: sl.invhilbert(n).astype("int64") + np.eye(n, dtype="int64"), "invhilbert", (14,)),
    (lambda cr, x: sl.toeplitz(cr[1], cr[0]) @ x, "matmul_toeplitz", ((np.array([1.0, 2.0]), np.array([1.0, 3.0])), np.array([1.0, 1.0]))),
    (lambda c, x: sl.circulant(c).T @ x, "matmul_circulant", (np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, 0.0]))),
    (lambda b, _, x: np.convolve(b, x)[:len(x)], "lfilter", (np.array([1.0]), np.array([1.0, 0.5]), np.array([1.0, 1.0]))),
    (np.convolve, "correlate", (np.array([1.0, 2.0]), np.array([1.0, 3.0]), "full")),
    (lambda *_: (np.array([1.0, 3.0]), np.zeros(3)), "deconvolve", (np.array([1.0, 5.0, 7.0]), np.array([1.0, 2.0]))),
    (lambda x, N: np.vander(x, N, increasing=True), "vander", (np.array([2.0]), 3)),
]


@pytest.mark.parametrize(("f", "name", "args"), MUTANTS)
def test_broken_functions_are_found(f, name, args):
    options = {"exact": True} if name == "invhilbert" else {}
    got = prepare(f, name).row(Case(args, options))
    assert got.verdict == WRONG, got


@pytest.mark.parametrize(("name", "args"), [
    ("cauchy_product", (np.array([1.0]), np.array([1.0]), np.array([1.0]))),
    ("bilinear", (np.array([[2.0]]), np.array([1.0]), 1.0)),
    ("vandermonde_solve", (np.array([1.0, 1.0]), np.array([1.0, 2.0]))),
    ("solve_circulant", (np.array([1.0, 1.0]), np.array([1.0, 2.0]))),
])
def test_an_answer_where_there_is_none_is_accepted_wrongly(name, args):
    got = prepare(lambda *_: np.ones(1), name).row(Case(args))
    assert got.verdict == ACCEPTED


def test_any_chain_of_eigenvectors_is_a_jordan_form():
    P, J = jordan(DEFECTIVE)
    job = prepare(lambda _: ([[3 * x for x in line] for line in P], J), "jordan_form")
    assert job.row(Case((DEFECTIVE,))).verdict == WITHIN


@pytest.mark.parametrize("name", ["mpmath.det", "mpmath.qr_solve", "sympy:Matrix.det", "mpmath.expm"])
def test_the_reproducer_of_an_adapter_runs_without_this_project(name):
    job = prepare(name)
    case = Case((np.array([[1.0, 2.0], [0.5, 3.0]]), *([np.array([1.0, 2.0])] if name == "mpmath.qr_solve" else [])))
    text = script(job, case, job.row(case))
    done = subprocess.run([sys.executable, "-I", "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "adapter" not in text
    assert "symbolic" not in text


def test_every_adapter_says_how_its_call_is_written():
    for name, t in known_targets().items():
        assert t.call is plain_call or t.expression, name
