"""The findings in the order of the page."""
from __future__ import annotations

from symbolic.errors import InputError
from verify.oracle.findings.conditioned import CONDITIONED
from verify.oracle.findings.finding import Finding
from verify.oracle.findings.functions import FUNCTIONS
from verify.oracle.findings.known import KNOWN
from verify.oracle.findings.mended import MENDED
from verify.oracle.findings.questions import QUESTIONS
from verify.oracle.findings.systems import SYSTEMS

FINDINGS: tuple[Finding, ...] = (*SYSTEMS, *FUNCTIONS, *KNOWN, *CONDITIONED, *QUESTIONS, *MENDED)


def find(name: str) -> Finding:
    """The finding of that name.

    >>> find("signm-near-zero").target
    'scipy.linalg.signm'
    """
    for finding in FINDINGS:
        if finding.name == name:
            return finding
    raise InputError(f"find: {name!r} is not the name of a finding; there are {', '.join(f.name for f in FINDINGS)}")
