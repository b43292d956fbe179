"""Findings: eigenvalues and functions of matrices."""
from __future__ import annotations

from verify.oracle.findings.finding import WRONG_PART, Example, Finding
from verify.oracle.judging import ACCEPTED, RIGHTLY_REFUSED, WITHIN, WRONG

NILPOTENT = "array([[0.0, 1.0], [0.0, 0.0]], dtype='float64')"


def _signm_notes() -> tuple[str, ...]:
    import numpy as np
    import scipy.linalg as sl

    from verify.oracle.exact import exact_matrix
    from verify.oracle.spectrum import parts
    A = np.array([[1.0, 2.0], [3.0, 5.999]])
    low, high = (p.value.real for p in parts(exact_matrix(A)))
    shift = 0.5 / float(sl.svdvals(A)[0])
    moved = "which is positive: the sign is lost" if low + shift > 0 else "which has the same sign"
    return ((f"The exact eigenvalues, rounded, are {low:.4g} and {high:.4g}; the shift 0.5/sigma_1 is {shift:.3g}, and "
             f"{low:.4g} + {shift:.3g} = {low + shift:.3g}, {moved}."),)


def _scaling_notes() -> tuple[str, ...]:
    import sys

    import numpy as np
    import scipy.linalg as sl
    s = sys.float_info.min ** 0.5 / sys.float_info.epsilon
    real, double = (function(np.array([[1e-150]], dtype=kind))[0][0] for function, kind in (
        (sl.lapack.dgeev, "float64"), (sl.lapack.zgeev, "complex128")))
    same = "is s in both" if real == double == s else "is not s"
    return (f"s = {s!r}. What scipy.linalg.lapack.dgeev and zgeev return for (1e-150) {same}.",)


SIGN = Finding(
    "signm-near-zero", WRONG_PART, "scipy.linalg.signm",
    "an eigenvalue near 0 gets the wrong sign",
    "signm first calls funm, whose result is right here. But funm's error estimate, (eps / smallest denominator) times a norm, "
    "is above signm's limit 1000 eps, so signm takes its fallback for defective matrices, which iterates on A + c I with "
    "c = 0.5 / sigma_1. That shift is far larger than the negative eigenvalue and moves it across 0: the identity comes back. "
    "Nothing is printed, since the iteration converges, to sign(A + c I). A shift c that is small beside the eigenvalue "
    "nearest to the imaginary axis, or no shift, would be right.",
    (Example(WRONG, "array([[1.0, 2.0], [3.0, 5.999]], dtype='float64')"),),
    notes=_signm_notes,
)

UNDEFINED = Finding(
    "signm-undefined", WRONG_PART, "scipy.linalg.signm",
    "an answer where the sign function is undefined",
    "sign(A) is undefined when A has an eigenvalue on the imaginary axis (0 semisimple may be given the sign 0 by convention; "
    "these are not such cases). A rotation by a right angle gives the zero matrix, whose square is not the identity; a nilpotent "
    "block gives the identity. No exception, no warning. The docstring does not say for which matrices the function is defined.",
    (
        Example(ACCEPTED, "array([[0.0, -1.0], [1.0, 0.0]], dtype='float64')"),
        Example(ACCEPTED, NILPOTENT),
    ),
)

SCALING = Finding(
    "eigvals-scaling", WRONG_PART, "scipy.linalg.eigvals",
    "eigenvalues of matrices of very small or very large norm are not scaled back",
    "LAPACK's geev scales a matrix whose largest entry lies outside [s, 1/s], s = sqrt(smallest normal double) / eps, into that "
    "interval, and scales the eigenvalues back at the end. With the OpenBLAS in scipy's wheel the second step has no effect in "
    "dgeev and zgeev: what comes back for a small 1 x 1 matrix is s itself. scipy.linalg.eig is affected likewise; "
    "numpy.linalg.eigvals, built with a later OpenBLAS, and scipy.linalg.schur are right, and so was eigvals in the wheel of "
    "scipy 1.16.1 (first example, run). Until the bundled library changes, a caller can divide by abs(A).max() first.",
    (
        Example(WRONG, "array([[1e-150]], dtype='float64')"),
        Example(WRONG, "array([[1e+150, 2e+150], [3e+150, 4e+150]], dtype='float64')"),
        Example(WRONG, "array([[1e-150]], dtype='float64')", target="scipy.linalg.eig"),
        Example(WITHIN, "array([[1e-138]], dtype='float64')"),
        Example(WITHIN, "array([[1e-150]], dtype='float64')", target="numpy.linalg.eigvals"),
        Example(WITHIN, "array([[1e-150]], dtype='float64')", target="scipy.linalg.schur"),
    ),
    notes=_scaling_notes,
)

SCALAR = Finding(
    "sqrtm-scalar", WRONG_PART, "scipy.linalg.sqrtm",
    "a number gets its exponential instead of its square root",
    "For a scalar argument the code calls np.exp where np.sqrt is meant. The 1 x 1 matrix is right.",
    (Example(WRONG, "1"), Example(WRONG, "4"), Example(WITHIN, "array([[1.0]], dtype='float64')")),
    ("https://github.com/scipy/scipy/issues/25610 (closed), mended by https://github.com/scipy/scipy/pull/25615 (merged)",),
    fixed="not yet in a release: scipy 1.18.1 still calls np.exp here; the merge of 2026-07-12 is in the development version "
    "(2.0.0.dev0), so that the first release made from it is the one that has the fix.",
)

POWER = Finding(
    "power-nilpotent", WRONG_PART, "scipy.linalg.fractional_matrix_power",
    "a matrix without a square root gets the zero matrix, in silence",
    "X X = A is impossible: X would be nilpotent, so that X X = 0 for a 2 x 2 matrix. scipy.linalg.sqrtm warns on the same "
    "matrix and returns an infinite entry (second example), which tells the caller. For a singular A the power comes from funm, "
    "whose error estimate is not looked at.",
    (
        Example(ACCEPTED, f"{NILPOTENT}, 0.5"),
        Example(RIGHTLY_REFUSED, NILPOTENT, target="scipy.linalg.sqrtm"),
    ),
    (("https://github.com/scipy/scipy/issues/4866 (closed) discusses sqrtm of this matrix; no report on "
      "fractional_matrix_power is known to us"),),
)

FUNCTIONS = (SIGN, UNDEFINED, SCALING, SCALAR, POWER)
