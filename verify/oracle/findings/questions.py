"""Three comments in scipy's tests ask "what would be the correct result?"; here are the answers."""
from __future__ import annotations

import re
from typing import Any

from verify.oracle.findings.finding import SOUND_PART, Example, Finding
from verify.oracle.judging import CONDITIONING, NOT_JUDGED, WITHIN

SECOND = [[29.2, -24.2, 69.5, 49.8, 7.0], [-9.2, 5.2, -18.0, -16.8, -2.0], [-10.0, 6.0, -20.0, -18.0, -2.0],
          [-9.6, 9.6, -25.5, -15.4, -2.0], [9.8, -4.8, 18.0, 18.2, 2.0]]
THIRD = [[-2.0, 25.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, -3.0, 10.0, 3.0, 3.0, 3.0, 0.0], [0.0, 0.0, 2.0, 15.0, 3.0, 3.0, 0.0],
         [0.0, 0.0, 0.0, 0.0, 15.0, 3.0, 0.0], [0.0, 0.0, 0.0, 0.0, 3.0, 10.0, 0.0], [0.0, 0.0, 0.0, 0.0, 0.0, -2.0, 25.0],
         [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -3.0]]


def decimals() -> Any:
    """The characteristic polynomial of the second matrix, its decimals read as fractions, in factors.

    >>> [(str(p), k) for p, k in decimals()]
    [('x', 1), ('x + (-3)', 1), ('x + 2', 1), ('x^2 + 1', 1)]
    """
    from flint import fmpq, fmpq_mat
    A = fmpq_mat(5, 5, [fmpq(round(10 * x), 10) for row in SECOND for x in row])
    return sorted(A.charpoly().factor()[1], key=lambda part: (part[0].degree(), str(part[0])))


def _notes() -> tuple[str, ...]:
    from flint import fmpz_mat
    third = fmpz_mat([[int(x) for x in row] for row in THIRD]).charpoly().factor()[1]

    def text(parts: Any) -> str:
        words = "".join(f"({p})" + (f"^{k}" if k > 1 else "") for p, k in parts).replace("(x)", "x")
        return re.sub(r"\+ \(-(\d+)\)", r"- \1", words)
    return ((f"Second matrix, decimals read as fractions: characteristic polynomial {text(decimals())}. It is not defective; the "
            "eigenvalues i and -i lie on the imaginary axis, so sign(A) is undefined. The doubles are not the decimals: truth "
            "above is that of the doubles, whose rounding put these eigenvalues to one side."),
            (f"Third matrix: characteristic polynomial {text(third)}. The eigenvalue 0 leaves sign(A) undefined unless "
             "sign(0) = 0 is adopted."))


QUESTIONS = (
    Finding(
        "signm-questions", SOUND_PART, "scipy.linalg.signm", '"XXX: what would be the correct result?"',
        "test_defective1, test_defective2 and test_defective3 of scipy/linalg/tests/test_matfuncs.py call signm and check "
        "nothing. The first has the minimal polynomial (x^2 - 1)^2, so that sign(A) = (3A - A^3)/2: the exact answer is below "
        "and can be asserted. For the other two sign(A) is undefined (see below); test_nils asserts what signm returns for the "
        "second.",
        (
            Example(WITHIN, "array([[0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]], "
                    "dtype='float64')"),
            Example(CONDITIONING, f"array({SECOND}, dtype='float64')"),
            Example(NOT_JUDGED, f"array({THIRD}, dtype='float64')"),
        ),
        notes=_notes,
    ),
)
