"""Wrong, accepted or refused against exact truth, and documented, known in the literature, or the limits of doubles."""
from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from verify.oracle.case import Case
from verify.oracle.findings.balls import system_truth
from verify.oracle.findings.finding import KNOWN_PART, Example, Finding
from verify.oracle.findings.systems import toeplitz_text
from verify.oracle.judging import ABOVE, ACCEPTED, REFUSED, RIGHTLY_REFUSED, WITHIN, WRONG

SINGULAR = "array([[1.0, 2.0, 1.0], [-2.0, -3.0, 1.0], [3.0, 5.0, 0.0]], dtype='float64')"
GROWTH = 60
WILKINSON = f"n = {GROWTH}\nA = np.eye(n) - np.tril(np.ones((n, n)), -1)\nA[:, -1] = 1.0\nb = np.arange(n) % 2.0\n"


def _first(function: Callable[..., Any], case: Case) -> Any:
    return function(*case.args)[0]


def _growth() -> Case:
    import numpy as np

    from verify.oracle.matrices import growth
    return Case((growth(GROWTH), np.arange(GROWTH) % 2.0))


def census() -> tuple[int, int]:
    """(nonsingular 3 x 3 Toeplitz matrices over {-1, 0, 1}, those that solve_toeplitz refuses); determinants are exact."""
    import numpy as np
    import scipy.linalg as sl
    from flint import fmpz_mat
    solvable = refused = 0
    for a, b, c, d, e in product((-1, 0, 1), repeat=5):
        if fmpz_mat([[c, d, e], [b, c, d], [a, b, c]]).det() != 0:
            solvable += 1
            try:
                sl.solve_toeplitz((np.array([c, b, a]), np.array([c, d, e])), np.array([1, 2, 3]))
            except np.linalg.LinAlgError:
                refused += 1
    return solvable, refused


def _census_note() -> tuple[str, ...]:
    solvable, refused = census()
    return (f"Of the {solvable} nonsingular 3 x 3 Toeplitz matrices with entries -1, 0, 1 it refuses {refused}.",)


REFUSES = Finding(
    "solve-toeplitz-refuses", KNOWN_PART, "scipy.linalg.solve_toeplitz",
    "systems with a zero leading minor are refused",
    "\"Singular principal minor\" is what Levinson's recursion cannot pass; the matrix need not be singular, and scipy's own "
    "tests demand the exception. The docstring does not name the condition. numpy.linalg.solve on the dense matrix answers.",
    (Example(REFUSED, toeplitz_text([0.0, 1.0], [0.0, 1.0], [1.0, 2.0])),),
    ("https://github.com/scipy/scipy/pull/4302 (merged) brought the function and the exception",),
    notes=_census_note,
)

FUNM = Finding(
    "funm-defective", KNOWN_PART, "scipy.linalg.funm",
    "the derivative part of a defective matrix is lost",
    "f(A) of a defective matrix holds derivatives of f, which funm cannot know from values of f. For J_2(2) the entry f'(2) "
    "comes back as 0. A line saying that the result may be inaccurate is printed to standard output; it is no Python warning, "
    "so a program does not hear it. expm on the same matrix is right to rounding (second example).",
    (
        Example(WRONG, "array([[2.0, 1.0], [0.0, 2.0]], dtype='float64'), numpy.exp"),
        Example(ABOVE, "array([[2.0, 1.0], [0.0, 2.0]], dtype='float64')", target="scipy.linalg.expm"),
        Example(WRONG, "array([[3.0, 1.0, 0.0], [-1.0, 1.0, 0.0], [2.0, 3.0, 2.0]], dtype='float64'), numpy.exp"),
    ),
    (("https://github.com/scipy/scipy/issues/2304 (closed by a note in the documentation, "
      "https://github.com/scipy/scipy/pull/16567)"),),
)

INVERSE = Finding(
    "inv-singular", KNOWN_PART, "numpy.linalg.inv",
    "a singular integer matrix is inverted",
    "Elimination in floating point leaves a last pivot of rounding size instead of 0, so that no exception is raised. The "
    "documentation of inv says so and recommends a look at the condition number; for integers the rank could be decided exactly. "
    "scipy.linalg.inv gets the same pivot, estimates the condition number and warns (third example).",
    (
        Example(ACCEPTED, SINGULAR.replace(".0", "").replace("float64", "int64")),
        Example(ACCEPTED, SINGULAR),
        Example(RIGHTLY_REFUSED, SINGULAR, target="scipy.linalg.inv"),
    ),
    ("https://github.com/numpy/numpy/issues/8769 (closed; this matrix)",
     "https://github.com/numpy/numpy/pull/24938 (merged; the note in the documentation)"),
)

LOGARITHM = Finding(
    "logm-singular", KNOWN_PART, "scipy.linalg.logm",
    "a singular integer matrix gets a logarithm",
    "The matrix of numpy.linalg.inv above and of numpy.linalg.det in part 3, and the same event: what is 0 exactly is of the "
    "size of rounding in floating point, here an eigenvalue. e^X is invertible for every X, so a singular matrix has no "
    "logarithm, and the oracle says so; but the result is the logarithm of a matrix near A, with a small backward error, which "
    "is all that an algorithm on doubles promises. logm warns when a computed eigenvalue is exactly 0 (second example). It does "
    "not estimate the condition number, as scipy.linalg.inv does before it warns about this matrix; that could be added.",
    (
        Example(ACCEPTED, SINGULAR),
        Example(RIGHTLY_REFUSED, "array([[0.0, 0.0], [0.0, 1.0]], dtype='float64')"),
    ),
    (("https://github.com/scipy/scipy/pull/3281 and https://github.com/scipy/scipy/pull/3287 (both merged) brought the warning "
      "that the second example shows"),),
)

TRANSFORMS = Finding(
    "ifft-overflow", KNOWN_PART, "numpy.fft.ifft",
    "infinity for inputs within a factor n of the largest double",
    "A matter of range, not of accuracy, and it concerns no other inputs: entries above (largest double) / n, n the length. "
    "Their sum overflows before it is divided by n, while the right answer is below the largest double. numpy warns of the "
    "overflow; scipy.fft does not, but infinity can be seen. A caller with such data can scale first.",
    (
        Example(REFUSED, "array([1e+308, 1e+308], dtype='float64')"),
        Example(REFUSED, "array([1e+308, 1e+308], dtype='float64')", target="scipy.fft.ifft"),
    ),
)

WRAPPING = Finding(
    "integers-wrap", KNOWN_PART, "numpy.linalg.matrix_power",
    "integers of fixed size wrap modulo 2^64",
    "numpy's integer arithmetic is modular by design, and no warning is given. The first power of the Fibonacci matrix that "
    "does not fit is shown, then the last that does; vander, convolve and correlate wrap likewise. Arrays of dtype object (or "
    "float64) give the integer (or its rounding).",
    (
        Example(WRONG, "array([[1, 1], [1, 0]], dtype='int64'), 92"),
        Example(WITHIN, "array([[1, 1], [1, 0]], dtype='int64'), 91"),
        Example(WRONG, "array([10], dtype='int64'), 20", target="numpy.vander"),
        Example(WRONG, "array([4611686018427387904, 4611686018427387904], dtype='int64'), array([1, 1], dtype='int64'), 'valid'",
                target="numpy.convolve"),
    ),
    ("https://github.com/numpy/numpy/issues/5166 (matrix_power; closed as a duplicate of numpy#8987)",),
)

def _growth_notes() -> tuple[str, ...]:
    from verify.oracle.exact import exact_matrix, kappa_2
    kappa = kappa_2(exact_matrix(_growth().args[0]))
    return (f"kappa_2(A) = {kappa:.3g}; elimination grows by 2^{GROWTH - 1} = {2.0**(GROWTH - 1):.2g}.",)


PIVOTS = Finding(
    "solve-pivot-growth", KNOWN_PART, "numpy.linalg.solve",
    "Wilkinson's matrix: growth under partial pivoting",
    "Known since J. H. Wilkinson (Error analysis of direct methods of matrix inversion, Journal of the ACM 8 (1961), 281-330): "
    "on this matrix elimination with partial pivoting grows by 2^(n-1), and the algorithm, not the library, loses the digits. "
    "The matrix is well conditioned, so the oracle says WRONG; LAPACK's gesv is implemented as documented. scipy.linalg.solve, "
    "which estimates the condition number, does not warn either, since it is small. A solution by orthogonal transformations "
    "(lstsq) is right to rounding.",
    (
        Example(WRONG, _growth, code=f"{WILKINSON}np.linalg.solve(A, b)", truth=system_truth),
        Example(WRONG, _growth, target="scipy.linalg.solve", code=f"{WILKINSON}scipy.linalg.solve(A, b)", truth=system_truth),
        Example(WITHIN, _growth, target="numpy.linalg.lstsq", code=f"{WILKINSON}np.linalg.lstsq(A, b)[0]", truth=system_truth,
                call=_first),
    ),
    notes=_growth_notes,
)

KNOWN: tuple[Finding, ...] = (REFUSES, FUNM, INVERSE, LOGARITHM, WRAPPING, PIVOTS, TRANSFORMS)
