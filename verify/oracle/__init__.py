"""The oracle: other people's numerical code against exact truth.

Floats are dyadic rationals, so the truth is exact for the very floats that are given: no error of input, any conditioning.
The rule by which an answer is judged is written in `verify.oracle.judging`.

>>> from verify.oracle import audit
>>> audit("scipy.linalg.solve_toeplitz").worst.verdict
'WRONG'
"""
from verify.oracle.auditing import PROFILES, Audit, Profile, audit, path_of, prepare
from verify.oracle.case import Case, Draw, Named, read_case
from verify.oracle.judging import (
    ABOVE,
    ACCEPTED,
    CONDITIONING,
    FINDINGS,
    NOT_JUDGED,
    REFUSED,
    RIGHTLY_REFUSED,
    VERDICTS,
    WITHIN,
    WRONG,
    Outcome,
    judge,
)
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import Problem, Target, find_problem, known_problems, known_targets, problem, target
from verify.oracle.report import AuditReport, Row
from verify.oracle.truth import Truth, absent
from verify.oracle.values import Value, value_of

__all__ = [
    "ABOVE", "ACCEPTED", "CONDITIONING", "FINDINGS", "NOT_JUDGED", "PROFILES", "REFUSED", "RIGHTLY_REFUSED", "VERDICTS",
    "WITHIN", "WRONG", "Audit", "AuditReport", "Case", "Draw", "Measures", "Named", "Outcome", "Problem", "Profile", "Row",
    "Target", "Truth", "Value", "absent", "audit", "compare", "find_problem", "judge", "known_problems", "known_targets",
    "path_of", "prepare", "problem", "read_case", "target", "value_of",
]
