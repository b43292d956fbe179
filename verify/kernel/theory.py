"""Theories: lists of theorems, each a closed formula with its proof, replayed in order.

A theorem may cite axioms and the theorems before it. Its axioms are collected through everything it cites, and printed:
a theorem is as good as they are. The axioms are part of the kernel (axioms.json), never of a proof file.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.formulas import canonical
from verify.kernel.logic import FALSE, Proof
from verify.kernel.substitution import NAME, read

# With x inv(x) = 1 for x != 0, or an order, an element t with ev t = 0 gives 0 = ev t ev(inv t) = 1: no common model.
# So derivatives go with groups that hold in power series over the rationals, and with no other.
WITH_DIFF = {"DIFF", "DEF", "QALG", "DET"}
FRAMES = 5_000  # a proof nested as deep as it may be needs about 2500


class Theorem(NamedTuple):
    """A closed formula that was proved, with the axioms its proof reaches and their groups."""

    name: str
    formula: Any
    axioms: frozenset[str]
    groups: frozenset[str]

    def __str__(self) -> str:
        lists = list(map(written, premises(self.formula))), sorted(self.axioms), sorted(self.groups)
        premised, axioms, groups = (", ".join(names) or "none" for names in lists)
        return f"{self.name}: {written(self.formula)} | premises: {premised} | axioms: {axioms} | groups: {groups} | PROVED"


def written(x: Any) -> str:
    """A term or formula as the kernel holds it, in prefix form."""
    return f"({' '.join(map(written, x))})" if type(x) is tuple else str(x)


def premises(formula: Any) -> Iterator[Any]:
    """The side conditions: whatever stands before the conclusion."""
    while formula[0] in ("all", "imp") and formula[2] != FALSE:  # the conclusion may be: not ...
        if formula[0] == "imp":
            yield formula[1]
        formula = formula[2]


@cache
def axioms() -> dict[str, tuple[str, Any]]:
    """Name -> (group, formula)."""
    data = json.loads(Path(__file__).with_name("axioms.json").read_text(encoding="utf-8"))
    found = {name: (group, read(formula)) for group, rows in data.items() for name, formula in rows.items()}
    for _, formula in found.values():
        canonical(formula, {})
    return found


def replay(data: Any) -> list[Theorem]:
    """The theorems of a theory, all of them proved.

    Raises:
        Rejected: a proof fails. Malformed: the data are no theory, or a formula is not well formed.
    """
    if (type(data) is not dict or set(data) != {"format", "theorems"} or data["format"] != "eigenproof-theory"
            or type(data["theorems"]) is not list):
        raise Malformed("expected an object with format eigenproof-theory and a list of theorems")
    sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
    library = {name: formula for name, (_, formula) in axioms().items()}
    known = {name: Theorem(name, formula, frozenset({name}), frozenset({group})) for name, (group, formula) in axioms().items()}
    for entry in data["theorems"]:
        name, formula, proof = read(entry) if type(entry) is list and len(entry) == 3 else (None, None, None)
        if type(name) is not str or not NAME.fullmatch(name) or name in library:
            raise Malformed(f"not a new name: {name!r:.60}")
        known[name] = proved(name, formula, proof, library, known)
        library[name] = formula
    return list(known.values())[len(axioms()):]


def proved(name: str, formula: Any, proof: Any, library: dict[str, Any], known: dict[str, Theorem]) -> Theorem:
    """The theorem, when the proof shows the formula from the library; Rejected, with its name, otherwise."""
    replaying = Proof(library)
    try:
        canonical(formula, {})
        replaying.check({}, {}, formula, proof)
    except Rejected as error:
        raise Rejected(f"{name}: {error.step}", None, None, error.expected, error.found) from error
    except (Malformed, TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        raise Malformed(f"{name}: {error}"[:300]) from error
    cited = [known[used] for used in replaying.used]
    groups = frozenset({"ORDER"} if replaying.ordered else ()).union(*(t.groups for t in cited))
    if "DIFF" in groups and not groups <= WITH_DIFF:
        raise Rejected(f"{name}: axioms", None, None, "groups with a common model", " ".join(sorted(groups)))
    return Theorem(name, formula, frozenset().union(*(t.axioms for t in cited)), groups)
