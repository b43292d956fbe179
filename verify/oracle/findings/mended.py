"""Once wrong, right in the pinned versions: kept so that they stay right."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.oracle.case import Case, read_case
from verify.oracle.findings.finding import MENDED_PART, Example, Finding
from verify.oracle.judging import WITHIN
from verify.oracle.measures import Measures
from verify.oracle.truth import Truth

RATES = [[-5000, 5000, 0, 0], [0, -5500, 3600, 1900], [0, 6300, -6300, 0], [0, 0, 0, 0]]
EXACT = "1: exact arithmetic, no rounding"
IMAGINARY = "array([[1, 1, 1, 0], [-2, -1, 0, -1], [0, 0, -1, -1], [0, 0, 2, 1]], dtype='int64')"
COMPLEX = "array([[2, 4, 1, 0], [-4, 2, 0, 1], [0, 0, 2, 4], [0, 0, -4, 2]], dtype='int64')"
UNIPOTENT = "array([[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1]], dtype='int64')"
TRANSCENDENTAL = ("t = sympy.Symbol('t')\na, b = sympy.exp(t**3/3 - t**2/2), sympy.exp(t**3/3 + t**2/2)\n"
                  "M = sympy.Matrix([[a/2 + b/2, a/2 - b/2], [a/2 - b/2, a/2 + b/2]])\nM.jordan_form()")


def _symbolic_matrix(case: Case) -> Any:
    import sympy as sp
    if case.args:
        return sp.Matrix(case.args[0].tolist())
    t = sp.Symbol("t")
    a, b = sp.exp(t**3 / 3 - t**2 / 2), sp.exp(t**3 / 3 + t**2 / 2)
    return sp.Matrix([[a / 2 + b / 2, a / 2 - b / 2], [a / 2 - b / 2, a / 2 + b / 2]])


def _call(function: Callable[..., Any], case: Case) -> Any:
    return function(_symbolic_matrix(case))


def fault_of(A: Any, P: Any, J: Any, sizes: list[int]) -> str:
    """Why (P, J) is no Jordan form of the sympy matrix A with blocks of these sizes; empty when it is one.

    >>> import sympy as sp
    >>> A = sp.Matrix([[1, 1], [0, 1]])
    >>> fault_of(A, sp.eye(2), A, [2]), fault_of(A, sp.eye(2), sp.eye(2), [1, 1])
    ('', 'A P = P J fails')
    """
    import sympy as sp
    if J.shape != A.shape or P.shape != A.shape:
        return f"matrices of shapes {P.shape} and {J.shape} came back for one of shape {A.shape}"
    if any(sp.simplify(x) != 0 for x in A * P - P * J):
        return "A P = P J fails"
    if sp.simplify(P.det()) == 0:
        return "P is singular"
    n, found = A.rows, [1]
    for k in range(1, n):
        if J[k - 1, k] == 1:
            found[-1] += 1
        else:
            found.append(1)
    outside = any(J[i, j] != 0 for i in range(n) for j in range(n) if j not in {i, i + 1})
    return "" if sorted(found) == sorted(sizes) and not outside else f"the blocks have the sizes {sorted(found)}"


def _jordan_truth(case: Case) -> Truth:
    """Any P, with A P = P J checked symbolically; the block sizes are those of this project's own exact Jordan form."""
    A = _symbolic_matrix(case)
    sizes = [1, 1]  # two different eigenvalues, a and b
    if case.args:
        from symbolic import jordan_form, matrix
        sizes = sorted(block.size for block in jordan_form(matrix(case.args[0].tolist())).blocks)

    def measure(returned: Any) -> Measures:
        P, J = returned
        fault = fault_of(A, P, J, sizes)
        return Measures(float("inf") if fault else 0.0, fault=fault)
    shown = f"blocks of sizes {sizes}, any P with A P = P J"
    return Truth(kappa=1.0, kappa_name=EXACT, size=A.rows, bound=0.0, measure=measure, shown=shown)


MENDED = (
    Finding(
        "sqrtm-hermitian", MENDED_PART, "scipy.linalg.sqrtm", "a 3 x 3 Hermitian matrix",
        "Wrong in scipy 1.16.0 when a complex matrix has an isolated diagonal entry.",
        (Example(WITHIN, "array([[1, 0, 0], [0, 1, complex(0.0, -1.0)], [0, complex(0.0, 1.0), 2]], dtype='complex128')"),),
        ("https://github.com/scipy/scipy/issues/23278",),
        fixed="fixed in scipy 1.16.1 (its release notes list the issue as closed; run: 1.16.0 is wrong, 1.16.1 right).",
    ),
    Finding(
        "expm-integers", MENDED_PART, "scipy.linalg.expm", "a rate matrix of integers",
        "The row sums of the exponential are 1; they were negative in scipy 1.1.0, mended by a cast of integers to floats.",
        (Example(WITHIN, f"array({RATES}, dtype='int64')"),),
        ("https://github.com/scipy/scipy/issues/8981 (closed), https://github.com/scipy/scipy/pull/8984 (merged)",),
        fixed="fixed in scipy 1.2.0 (its release notes list the pull request).",
    ),
    Finding(
        "pascal-35", MENDED_PART, "scipy.linalg.pascal", "the last entry of order 35",
        "The binomial coefficient C(68, 34) is above 2^64; scipy returns an array of dtype object here.",
        (Example(WITHIN, "35"),),
        ("https://github.com/scipy/scipy/pull/3997 (merged)",),
        fixed="fixed in scipy 0.15.0 (its release notes list the pull request).",
    ),
    Finding(
        "jordan-form-size", MENDED_PART, "sympy:Matrix.jordan_form", "a 4 x 4 matrix got a 10 x 10 form",
        "Two eigenvalues i and -i, each with one block of size 2.",
        (Example(WITHIN, lambda: read_case(IMAGINARY), truth=_jordan_truth, call=_call,
                 code="sympy.Matrix([[1, 1, 1, 0], [-2, -1, 0, -1], [0, 0, -1, -1], [0, 0, 2, 1]]).jordan_form()"),),
        ("https://github.com/sympy/sympy/issues/15858 (closed), https://github.com/sympy/sympy/pull/15868 (merged)",),
        fixed="fixed in sympy 1.4 (the first release that holds the pull request).",
    ),
    Finding(
        "jordan-form-complex", MENDED_PART, "sympy:Matrix.jordan_form", "another 4 x 4 matrix got a 10 x 10 form",
        "Eigenvalues 2 + 4i and 2 - 4i, each with one block of size 2.",
        (Example(WITHIN, lambda: read_case(COMPLEX), truth=_jordan_truth, call=_call,
                 code="sympy.Matrix([[2, 4, 1, 0], [-4, 2, 0, 1], [0, 0, 2, 4], [0, 0, -4, 2]]).jordan_form()"),),
        ("https://github.com/sympy/sympy/issues/9274 (closed), https://github.com/sympy/sympy/pull/9362 (merged)",),
        fixed="fixed in sympy 1.0 (the first release that holds the pull request; run: 0.7.6.1 returns 10 x 10, 1.0 4 x 4).",
    ),
    Finding(
        "jordan-form-index", MENDED_PART, "sympy:Matrix.jordan_form", "IndexError on a 4 x 4 matrix of 0 and 1",
        "The eigenvalue 1, with blocks of sizes 3 and 1.",
        (Example(WITHIN, lambda: read_case(UNIPOTENT), truth=_jordan_truth, call=_call,
                 code="sympy.Matrix([[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1]]).jordan_form()"),),
        ("https://github.com/sympy/sympy/issues/10220 (closed)",),
        fixed="fixed in sympy 1.0 (run: 0.7.6.1 raises IndexError, 1.0 returns a form).",
    ),
    Finding(
        "jordan-form-transcendental", MENDED_PART, "sympy:Matrix.jordan_form", "IndexError on a matrix of exponentials",
        "The eigenvalues are a and b. The form is right now; it takes long for a matrix of order 2.",
        (Example(WITHIN, lambda: Case(()), truth=_jordan_truth, call=_call, code=TRANSCENDENTAL, limit=120.0),),
        ("https://github.com/sympy/sympy/issues/17130 (closed), https://github.com/sympy/sympy/pull/20663 (merged)",),
        fixed="fixed in sympy 1.6 for this matrix (run: 1.5.1 raises IndexError, 1.6 returns a form); sympy 1.8 is the first "
        "release with the pull request that closed the issue.",
    ),
)
