"""Worked solutions: replays every line that a page prints. Standard library and `verify.kernel` only, and trusted too.

`check(data)` replays one derivation (a JSON object) and returns Accepted, or raises Rejected or Malformed, like the
kernel; what is no derivation goes to the kernel. `python -m verify.steps FILE` does the same for files.
"""
from __future__ import annotations

from typing import Any

from verify.kernel import Accepted, Malformed, Rejected
from verify.kernel import check as check_certificate

__all__ = ["Accepted", "Malformed", "Rejected", "check"]


def check(data: Any) -> Accepted:
    """What the derivation shows, by how many facts; anything else is left to `verify.kernel.check`.

    Raises:
        Rejected: a step is false. Malformed: the data do not have the form that their kind asks for.

    >>> parts = {key: [] for key in ("nonzero", "laws", "answer")} | {key: {} for key in ("roots", "letters", "given")}
    >>> one = {"sides": [["num", "1"], ["num", "2/2"]], "ops": ["="]}
    >>> check({"format": "eigenproof-derivation", "version": 1, **parts, "steps": [one]}).statement
    '1 facts: EXACT'
    """
    from verify.steps.facts import check_derivation
    if type(data) is not dict or data.get("format") != "eigenproof-derivation":
        return check_certificate(data)
    verdicts = check_derivation(data)
    return Accepted("derivation", f"{len(verdicts)} facts: {', '.join(sorted(set(verdicts)))}")
