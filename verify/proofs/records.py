"""The theorems as records: statement, premises, axioms, verdict; each replayed by the kernel before it is shown."""
from __future__ import annotations

import sys
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from symbolic.errors import InputError
from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, axioms
from verify.proofs.axiomwords import beyond_definitions
from verify.proofs.closure import Shelf, damaged, entry, needed, proved, rows, shelf, uses
from verify.proofs.committed import INDEX, LIBRARY, index
from verify.proofs.statements import Statement, letters_for, statement
from verify.verdict import Verdict

ROW = ("name", "chapter", "lemma", "says")  # the keys of a row of the index
FRAMES = 20_000  # a told replay nests about three times as deep as the kernel's own
RINGS = (
    ("NAMED", "the real numbers"), ("TRIG", "the real numbers"),
    ("ORDER", "ordered fields"), ("DIFF", "formal power series over a commutative ring that contains the rationals"),
    ("FIELD", "fields"), ("QALG", "commutative rings that contain the rationals"),
)


@dataclass(frozen=True)
class TheoremRecord:
    """One theorem: `says` in words, `statement` in formulas, and what it rests on; `uses` names the theorems it cites.

    `definitions` are the axioms of the kernel that only say what a sign means; they are not among the `axioms`.

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
    definitions: tuple[str, ...]
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
    if "FIELD" in found.groups and not {"ORDER", "TRIG"} & found.groups:
        return f"fields{' of characteristic 0' if fractional or 'CHAR0' in found.axioms else ''}"
    if "SQRT" in found.axioms and "TRIG" not in found.groups:
        return "ordered fields in which numbers >= 0 have square roots"
    known = next((ring for group, ring in RINGS if group in found.groups), None)
    return known or ("commutative rings that contain the rationals" if fractional else "all commutative rings")


@cache
def fractional(name: str) -> bool:
    """Whether a rational number that is no integer occurs in the theorem, its proof, or a theorem that it uses."""
    return fractions_in(read(entry(name)[1:])) or any(map(fractional, uses(name) & rows().keys()))


def index_data() -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The titles of the chapters, and the rows of the index.

    Raises:
        LibraryError: the file is missing or damaged.
    """
    try:
        data = index()
        return dict(data["chapters"]), [{key: row[key] for key in ROW} for row in data["theorems"]]
    except OSError as error:
        raise damaged(INDEX, error) from error
    except (ValueError, RecursionError) as error:
        raise damaged(INDEX, f"it is not JSON ({error})") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise damaged(INDEX, "it holds no chapters and theorems") from error


@cache
def about() -> dict[str, Any]:
    """The row of the index by name."""
    return {row["name"]: row for row in index_data()[1]}


def record(found: Theorem) -> TheoremRecord:
    """The record of a theorem that the kernel has proved."""
    name = found.name
    if name not in about():
        raise damaged(INDEX, f"it has no row for {name}")
    row, written, rests = about()[name], statement(found.formula), beyond_definitions(found.axioms)
    return TheoremRecord(
        name, row["says"], str(written), written.premises, written.conclusions, rests,
        tuple(sorted(found.axioms - {*rests})), tuple(sorted(found.groups)), tuple(sorted(uses(name) & rows().keys())),
        rings(found, fractional=fractional(name)), row["chapter"], row["lemma"],
        Verdict(ok=True, word="PROVED", axioms=rests, reason=str(written)), found.formula)


@cache
def replayed(_library: Shelf) -> dict[str, TheoremRecord]:
    """Every theorem and lemma of the library as it is, by name, after the kernel has replayed all of it."""
    missing = about().keys() - rows().keys()
    if missing:
        raise damaged(LIBRARY, f"it has no theorem {min(missing)}, which {INDEX.name} lists")
    return {found.name: record(found) for found in proved(*rows())}


def replayed_alone(name: str) -> TheoremRecord:
    """One theorem, after the kernel has replayed it and what it uses."""
    return record(proved(name)[0])


def theorems(*, lemmas: bool = False) -> tuple[TheoremRecord, ...]:
    """The theorems of the library, each replayed by the kernel in this process; with `lemmas` the lemmas too.

    Cost: about a second, once a process.

    Raises:
        Rejected: a proof of the committed library fails. LibraryError: a file of the library is missing or damaged.

    >>> from verify import theorems
    >>> any(t.name == "woodbury" and t.verdict.word == "PROVED" for t in theorems())
    True
    """
    return tuple(t for t in replayed(shelf()).values() if lemmas or not t.lemma)


def theorem(name: str | None) -> TheoremRecord:
    """The theorem or lemma of this name, replayed by the kernel together with the theorems it uses, and no others.

    Raises:
        InputError: there is none; near names are given. LibraryError: the library is missing or damaged.

    >>> from verify import theorem
    >>> theorem("trace_of_identity").conclusions
    ('tr(I_n) = n',)
    """
    if not isinstance(name, str) or not name:
        raise InputError(f"theorem: the name of a theorem is text, not {name!r:.60}")
    if name not in rows():
        if name in about():
            raise damaged(LIBRARY, f"it has no theorem {name}, which {INDEX.name} lists")
        near = near_names(name)
        raise InputError(f"theorem: there is no {name!r}" + (f"; did you mean {', '.join(near)}?" if near else
                                                             "; `eigenproof theorems` lists all names"))
    return replayed_alone(name)


def near_names(name: str) -> list[str]:
    """Names that resemble this one."""
    names = list(about())
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
    known |= {other: read(entry(other)[1]) for other in needed(name) & rows().keys() if other != name}
    _, formula, proof = entry(name)
    return tuple((step.depth, step.says) for step in steps(read(formula), read(proof), known, letters_for(read(formula))))
