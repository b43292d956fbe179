"""The kernel: replays theorems and certificates, data that any program may have written; it shares no code with a solver.

`check(data)` replays one theory or one certificate (a JSON object) and returns Accepted, or raises Rejected, which
names the place, or Malformed. No other exception leaves it on any JSON value. The logic stands here (language, rules,
axioms): all that a theorem, the word PROVED, rests on. What a certificate of one answer proves, the word EXACT, is
said and checked by `verify.exact`, which is imported when one is met. Standard library only.
"""
from __future__ import annotations

from importlib import import_module
from typing import Any

from verify.kernel.errors import Accepted, Malformed, Rejected

__all__ = ["Accepted", "Malformed", "Rejected", "check"]


def check(data: Any) -> Accepted:
    """The statement that the certificate `data` proves, or the theorems of the theory, one line each.

    Raises:
        Rejected: a step is false. Malformed: the data do not have the form that their kind asks for.

    >>> check({"format": "eigenproof-theory", "theorems": [["one", ["=", 1, 1], ["lin", []]]]}).statement.splitlines()[1]
    'one: (= 1 1) | premises: none | axioms: none | groups: none | PROVED'
    """
    form = data.get("format") if type(data) is dict else None
    if form == "eigenproof-derivation":
        raise Malformed("this is a derivation: python -m verify.steps replays it")
    if form == "eigenproof-theory":
        theorems = import_module("verify.kernel.theory").replay(data)
        return Accepted("theory", "\n".join([f"{len(theorems)} theorems", *map(str, theorems)]))
    if form == "eigenproof-certificate":
        return Accepted(*import_module("verify.exact").replay(data))
    raise Malformed("expected an object of the format eigenproof-theory or eigenproof-certificate")
