"""Certificates of single answers: products, ranks, inertia, Jordan, spectral, Frobenius and Smith forms, over exact data.

Standard library and `verify.kernel.errors` only, and trusted for the word EXACT; no theorem rests on it. Each kind of
certificate has one function, whose docstring says what an accepted one proves and why. `verify.kernel.check` finds it.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

from verify.exact import read
from verify.kernel.errors import Malformed

KINDS = {
    "jordan": "chains", "jordan_field": "chains", "spectral": "chains", "spectral_field": "chains",
    "frobenius": "forms", "smith": "forms", "equation": "equations", "rank": "equations", "inertia": "equations",
}


def replay(data: dict[str, Any]) -> tuple[str, str]:
    """The kind of a certificate, and the statement that it proves.

    Raises:
        Rejected: a step is false. Malformed: the data do not have the form that their kind asks for.

    >>> replay({"format": "eigenproof-certificate", "version": 1, "kind": "equation", "m": [0, 1], "claims": [[[["A"]],
    ...     "I"]], "matrices": {"A": {"rows": 1, "columns": 1, "den": 2, "parts": [[[2]]]}}})
    ('equation', 'A = I')
    """
    kind = data.get("kind")
    if type(kind) is not str or kind not in KINDS or read.integer(data.get("version")) != 1:
        raise Malformed(f"expected a certificate of version 1 of a kind among: {', '.join(KINDS)}")
    rest = {key: value for key, value in data.items() if key not in ("format", "version", "kind")}
    if kind.endswith("_field") != ("m" in rest) and KINDS[kind] == "chains":
        raise Malformed(f"expected m for the kinds over a field, and for them only, not for {kind}")
    checker = getattr(import_module(f"verify.exact.{KINDS[kind]}"), f"check_{kind.removesuffix('_field')}")
    return kind, checker(rest)
