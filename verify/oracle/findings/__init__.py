"""What the oracle found in numpy, scipy and sympy, as data that is run: each finding with its exact truth beside it.

`python -m verify.oracle.findings` runs them with the installed versions and prints docs/findings.md. A finding is held to
its verdict on the pinned versions only; on others the run says what has changed, such as `fixed in scipy 1.18.0 or earlier`.
"""
from verify.oracle.findings.book import FINDINGS, find
from verify.oracle.findings.finding import PINNED, PINNED_BLAS, PINNED_MACHINE, Example, Finding, Settled, installed, is_pinned
from verify.oracle.findings.page import HOW, page

__all__ = [
    "FINDINGS", "HOW", "PINNED", "PINNED_BLAS", "PINNED_MACHINE", "Example", "Finding", "Settled", "find", "installed",
    "is_pinned", "page",
]
