"""The kernel: checks certificates with integers and lists, and shares no code with any solver.

`check(data)` replays one certificate (a JSON object) and returns Accepted, or raises Rejected, which names the place,
or Malformed. No other exception leaves it on any JSON value. Each kind of certificate has one function, whose docstring
says what an accepted one proves and why. Standard library only; what a kind needs is imported when it is met.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

from verify.kernel import read
from verify.kernel.errors import Accepted, Malformed, Rejected

__all__ = ["Accepted", "Malformed", "Rejected", "check"]

KINDS = {
    "jordan": "jordan:check_jordan", "jordan_field": "jordan:check_field", "spectral": "spectral:check_spectral",
    "spectral_field": "spectral:check_spectral_field",
    "frobenius": "forms:check_frobenius", "smith": "forms:check_smith",
    "equation": "equations:check_equation", "rank": "equations:check_rank",
}


def check(data: Any) -> Accepted:
    """The statement that the certificate or derivation `data` proves.

    Raises:
        Rejected: a step is false. Malformed: the data do not have the form that their kind asks for.

    >>> check({"format": "eigenproof-certificate", "version": 1, "kind": "equation", "m": [0, 1], "claims": [[[["A"]],
    ...     "I"]], "matrices": {"A": {"rows": 1, "columns": 1, "den": 2, "parts": [[[2]]]}}}).statement
    'A = I'
    """
    form, version, kind = map(data.get, ("format", "version", "kind")) if type(data) is dict else (None, None, None)
    if form == "eigenproof-derivation":
        verdicts = import_module("verify.kernel.facts").check_derivation(data)
        return Accepted("derivation", f"{len(verdicts)} facts: {', '.join(sorted(set(verdicts)))}")
    if form != "eigenproof-certificate" or type(kind) is not str or kind not in KINDS or read.integer(version) != 1:
        raise Malformed(f"expected a derivation, or a certificate of version 1 of a kind among: {', '.join(KINDS)}")
    module, name = KINDS[kind].split(":")
    rest = {key: value for key, value in data.items() if key not in ("format", "version", "kind")}
    return Accepted(kind, getattr(import_module(f"verify.kernel.{module}"), name)(rest))
