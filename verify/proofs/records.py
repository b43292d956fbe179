"""The theorems as records: statement, premises, axioms, verdict; each replayed by the kernel before it is shown."""
from __future__ import annotations

import sys
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, axioms, replay
from verify.proofs.committed import index, library
from verify.proofs.notation import words
from verify.proofs.statements import Statement, statement
from verify.verdict import Verdict

FRAMES = 20_000  # a told replay nests about three times as deep as the kernel's own
RINGS = (
    ("NAMED", "the real numbers"),
    ("ORDER", "ordered fields"), ("DIFF", "formal power series over a commutative ring that contains the rationals"),
    ("FIELD", "fields"), ("QALG", "commutative rings that contain the rationals"),
)


@dataclass(frozen=True)
class TheoremRecord:
    """One theorem: `says` in words, `statement` in formulas, and what it rests on; `uses` names the theorems it cites.

    >>> from verify import theorem
    >>> theorem("push_through").premises
    ('(I_k + V U) P = I_k', 'Q (I_n + U V) = I_n')
    """

    name: str
    says: str
    statement: str
    premises: tuple[str, ...]
    conclusions: tuple[str, ...]
    axioms: tuple[str, ...]
    groups: tuple[str, ...]
    uses: tuple[str, ...]
    holds_over: str
    chapter: str
    lemma: bool
    verdict: Verdict
    formula: Any = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.name}: {self.statement}"

    @property
    def parts(self) -> Statement:
        """The statement as letters, premises and conclusions."""
        return statement(self.formula)


def fractions_in(x: Any) -> bool:
    """Whether a rational number that is no integer occurs."""
    if not isinstance(x, tuple):
        return False
    return (x[:1] == ("q",) and len(x) == 3 and isinstance(x[1], int) and x[1] % x[2] != 0) or any(map(fractions_in, x))


def rings(found: Theorem, *, fractional: bool) -> str:
    """Where the theorem holds: what its axioms need, and no more."""
    if "FIELD" in found.groups and "ORDER" not in found.groups:
        return f"fields{' of characteristic 0' if fractional or 'CHAR0' in found.axioms else ''}"
    if "SQRT" in found.axioms:
        return "ordered fields in which numbers >= 0 have square roots"
    known = next((ring for group, ring in RINGS if group in found.groups), None)
    return known or ("commutative rings that contain the rationals" if fractional else "all commutative rings")


@cache
def replayed() -> dict[str, TheoremRecord]:
    """Every theorem and lemma of the committed library, by name, after the kernel has replayed all of it."""
    theory = library()
    about = {row["name"]: row for row in index()["theorems"]}
    records: dict[str, TheoremRecord] = {}
    fractional: dict[str, bool] = {}
    for found, (name, _, proof) in zip(replay(theory), theory["theorems"], strict=True):
        row, inside = about[name], read(proof)
        uses = tuple(sorted({w for w in words(inside) if w in records}))
        fractional[name] = fractions_in((found.formula, inside)) or any(fractional[other] for other in uses)
        written, rests = statement(found.formula), tuple(sorted(found.axioms))
        records[name] = TheoremRecord(
            name, row["says"], str(written), written.premises, written.conclusions, rests, tuple(sorted(found.groups)), uses,
            rings(found, fractional=fractional[name]), row["chapter"], row["lemma"],
            Verdict(ok=True, word="PROVED", axioms=rests, reason=str(written)), found.formula)
    return records


def theorems(*, lemmas: bool = False) -> tuple[TheoremRecord, ...]:
    """The theorems of the library, each replayed by the kernel in this process; with `lemmas` the lemmas too.

    Cost: about a second, once a process.

    Raises:
        Rejected: a proof of the committed library fails.

    >>> from verify import theorems
    >>> any(t.name == "woodbury" and t.verdict.word == "PROVED" for t in theorems())
    True
    """
    return tuple(t for t in replayed().values() if lemmas or not t.lemma)


def theorem(name: str) -> TheoremRecord:
    """The theorem or lemma of this name, replayed by the kernel.

    Raises:
        InputError: there is none; near names are given.

    >>> from verify import theorem
    >>> theorem("trace_of_identity").conclusions
    ('tr(I_n) = n',)
    """
    known = replayed()
    if name not in known:
        from symbolic.errors import InputError
        near = near_names(name)
        raise InputError(f"theorem: there is no {name!r}" + (f"; did you mean {', '.join(near)}?" if near else
                                                             "; `eigenproof theorems` lists all names"))
    return known[name]


def near_names(name: str) -> list[str]:
    """Names that resemble this one."""
    names = [row["name"] for row in index()["theorems"]]
    parts = [part for part in name.lower().replace("-", "_").split("_") if len(part) > 3]
    inside = [known for known in names if any(part in known for part in parts)]
    return list(dict.fromkeys([*get_close_matches(name.lower(), names, 3, 0.6), *inside]))[:6]


def proof_steps(name: str) -> tuple[tuple[int, str], ...]:
    """The proof of a theorem in steps (depth, sentence), told while the kernel's rules replay it.

    >>> proof_steps("push_through")[-1][1][:12]
    'U P = Q U: t'
    """
    from verify.proofs.steps import steps
    theorem(name)
    known = {axiom: formula for axiom, (_, formula) in axioms().items()}
    sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
    for other, formula, proof in library()["theorems"]:
        if other == name:
            return tuple((step.depth, step.says) for step in steps(read(formula), read(proof), known))
        known[other] = read(formula)
    raise AssertionError(name)
