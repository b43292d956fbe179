"""The kernel: checks certificates with integers and lists, and shares no code with any solver.

`check(data)` replays one certificate or one theory (a JSON object) and returns Accepted, or raises Rejected, which
names the place, or Malformed. No other exception leaves it on any JSON value. Each kind of certificate has one
function, whose docstring says what an accepted one proves and why; the theorems of a theory rest on the axioms that are
printed with them. Standard library only; what a kind needs is imported when it is met.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

from verify.kernel import read
from verify.kernel.errors import Accepted, Malformed, Rejected

__all__ = ["Accepted", "Malformed", "Rejected", "check"]

KINDS = {
    "jordan": "chains", "jordan_field": "chains", "spectral": "chains", "spectral_field": "chains",
    "frobenius": "forms", "smith": "forms", "equation": "equations", "rank": "equations", "inertia": "equations",
}


def check(data: Any) -> Accepted:
    """The statement that the certificate `data` proves, or the theorems of the theory, one line each.

    Raises:
        Rejected: a step is false. Malformed: the data do not have the form that their kind asks for.

    >>> check({"format": "eigenproof-certificate", "version": 1, "kind": "equation", "m": [0, 1], "claims": [[[["A"]],
    ...     "I"]], "matrices": {"A": {"rows": 1, "columns": 1, "den": 2, "parts": [[[2]]]}}}).statement
    'A = I'
    """
    form, version, kind = map(data.get, ("format", "version", "kind")) if type(data) is dict else (None, None, None)
    if form == "eigenproof-derivation":
        raise Malformed("this is a derivation: python -m verify.steps replays it")
    if form == "eigenproof-theory":
        theorems = import_module("verify.kernel.theory").replay(data)
        return Accepted("theory", "\n".join([f"{len(theorems)} theorems", *map(str, theorems)]))
    if form != "eigenproof-certificate" or type(kind) is not str or kind not in KINDS or read.integer(version) != 1:
        raise Malformed(f"expected a theory, or a certificate of version 1 of a kind among: {', '.join(KINDS)}")
    rest = {key: value for key, value in data.items() if key not in ("format", "version", "kind")}
    if kind.endswith("_field") != ("m" in rest) and KINDS[kind] == "chains":
        raise Malformed(f"expected m for the kinds over a field, and for them only, not for {kind}")
    checker = getattr(import_module(f"verify.kernel.{KINDS[kind]}"), f"check_{kind.removesuffix('_field')}")
    return Accepted(kind, checker(rest))
