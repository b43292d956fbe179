"""Findings: linear systems, Toeplitz and Sylvester."""
from __future__ import annotations

from typing import Any

from verify.oracle.case import Case
from verify.oracle.findings.finding import WRONG_PART, Example, Finding
from verify.oracle.judging import ABOVE, ACCEPTED, RIGHTLY_REFUSED, WITHIN, WRONG

C7 = [1e-12, 0.0, 0.0, 2.0, -3.0, 1.0, 2.0]
R7 = [1e-12, 3.0, 1.0, -2.0, -1.0, 1.0, -1.0]
B7 = [2.0, 0.0, -1.0, -2.0, -3.0, -3.0, 2.0]


def toeplitz_text(c: Any, r: Any, b: Any) -> str:
    """The arguments of solve_toeplitz as text.

    >>> toeplitz_text([1.0], [1.0], [2.0])
    "(array([1.0], dtype='float64'), array([1.0], dtype='float64')), array([2.0], dtype='float64')"
    """
    first, second, third = (f"array({x!r}, dtype='float64')" for x in (c, r, b))
    return f"({first}, {second}), {third}"


def _dense() -> Case:
    import numpy as np

    from verify.oracle.targets.systems import toeplitz_rows
    return Case((toeplitz_rows(C7, R7), np.array(B7)))


TINY = Finding(
    "solve-toeplitz-tiny-minor", WRONG_PART, "scipy.linalg.solve_toeplitz",
    "wrong, in silence, when a leading minor is small",
    "Levinson's recursion divides by the leading principal minors of T. In these examples the first one, t_00, is small while "
    "T itself is well conditioned: the recursion loses in proportion to 1/t_00, without an exception or a warning. Dense "
    "elimination on the same T (second example) is right. The docstring says that the recursion 'can be less numerically "
    "stable'; a warning from the growth of its intermediate vectors, or a retry with dense elimination, would tell the caller. "
    "The comment in the source names GKO, an O(n^2) elimination that pivots and so needs no condition on the minors.",
    (
        Example(WRONG, toeplitz_text(C7, R7, B7)),
        Example(WITHIN, _dense, target="numpy.linalg.solve", code="np.linalg.solve(scipy.linalg.toeplitz(\n"
                f"    {C7},\n    {R7}), {B7})"),
        Example(WRONG, toeplitz_text([1e-12, 0.0, 1.0], [1e-12, 1.0, 0.0], [0.0, 1.0, 1.0])),
        Example(WRONG, toeplitz_text([1e-8, 1.0, 0.5], [1e-8, 2.0, -1.0], [1.0, 2.0, 3.0])),
        Example(ABOVE, toeplitz_text([1e-4, 1.0, 0.5], [1e-4, 2.0, -1.0], [1.0, 2.0, 3.0])),
    ),
)

SYLVESTER = Finding(
    "solve-sylvester-unsolvable", WRONG_PART, "scipy.linalg.solve_sylvester",
    "an equation without a solution is answered, in silence",
    "A and -B have the eigenvalue 1 in common, so that X -> A X + X B is not invertible, and Q is not in its range: 0 x = 1. "
    "LAPACK's trsyl says so by info = 1 (it moved an eigenvalue to go on). solve_sylvester looks at info < 0 only; "
    "solve_continuous_lyapunov, which calls the same routine, does warn (second example).",
    (
        Example(ACCEPTED, "array([[1.0]], dtype='float64'), array([[-1.0]], dtype='float64'), array([[1.0]], dtype='float64')"),
        Example(RIGHTLY_REFUSED, "array([[0.0]], dtype='float64'), array([[1.0]], dtype='float64')",
                target="scipy.linalg.solve_continuous_lyapunov"),
    ),
    ("https://github.com/scipy/scipy/pull/25331 (open when last seen) adds the warning and names the report, scipy#23066",),
)

UNSIGNED = Finding(
    "unsigned-builders", WRONG_PART, "scipy.linalg.companion",
    "entries of unsigned arrays wrap before they are converted",
    "companion negates its argument before it converts it to floats, and fiedler takes abs(a_i - a_j) in the dtype of the "
    "argument, so that unsigned arrays wrap modulo 2^8 (2^16, ..). The result of companion is a float array, so the caller does "
    "not expect integer arithmetic. Multiplying by 1.0 before negating, and max(a_i, a_j) - min(a_i, a_j), would be right.",
    (
        Example(WRONG, "array([1, 1], dtype='uint8')"),
        Example(WRONG, "array([0, 1], dtype='uint8')", target="scipy.linalg.fiedler"),
    ),
)

SYSTEMS = (TINY, SYLVESTER, UNSIGNED)
