"""Small theories by hand: a theorem is accepted or refused, and the attacks are written without any helper of the project."""
from __future__ import annotations

import json
from typing import Any

import pytest

from verify.kernel import Malformed, Rejected
from verify.kernel.theory import Theorem, replay

FALSE = ["false"]
REFUSED = (Malformed, Rejected)


def theory(*theorems: Any) -> Any:
    return {"format": "eigenproof-theory", "theorems": json.loads(json.dumps(theorems))}


def accepted(formula: Any, proof: Any, *before: Any) -> Theorem:
    return replay(theory(*before, ["goal", formula, proof]))[-1]


def refused(formula: Any, proof: Any, *before: Any, match: str = "goal") -> None:
    if before:
        replay(theory(*before))  # what comes before is fine
    with pytest.raises(REFUSED, match=match):
        replay(theory(*before, ["goal", formula, proof]))


def forall(*parts: Any) -> Any:
    """Declarations, then the body; a bare name is an integer."""
    *variables, body = parts
    for v in reversed(variables):
        body = ["all", ["int", v] if isinstance(v, str) else v, body]
    return body


def imp(*formulas: Any) -> Any:
    return formulas[0] if len(formulas) == 1 else ["imp", formulas[0], imp(*formulas[1:])]


def no(formula: Any) -> Any:
    return ["imp", formula, FALSE]


def lam(parameters: str, body: Any) -> Any:
    return ["lam", parameters.split(), body]


def f(name: str, *indices: Any) -> Any:
    return ["f", name, *indices]


def m(name: str, *indices: Any) -> Any:
    return ["m", name, *indices]


X, Y, F, G = ["f", "x", 0], ["f", "y", 0], ["f", "f", 1], ["f", "g", 1]
A, B = ["m", "A", [], "n", "n"], ["m", "B", [], "n", "n"]
x, y = f("x"), f("y")
