"""A claim of a text, and the points that settle it: what speaks for it, what refutes it, what repairs it.

The standing follows from which points hold. Only points for it: the claim is TRUE. A point against it: it is not, and
what stands instead is the repair. Whether a refuted claim is called FALSE, IMPRECISE (wording, constant, missing case,
wrong reason) or CONDITIONAL (true as it stands with one more hypothesis) is said by who wrote the entry; that it is
refuted, and that the repair holds, is not: it is run.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from verify.claims.checks import Check


class Kind(StrEnum):
    """What sort of statement a claim is."""

    DEFINITION = "definition"
    THEOREM = "theorem"
    COMPUTATION = "computation"
    NUMBER = "number"
    EMPIRICAL = "empirical"
    CODE = "code"
    BIBLIOGRAPHY = "bibliography"


class Scope(StrEnum):
    """What a claim speaks about."""

    THIS = "this instance"
    ALL = "all n"
    ASYMPTOTIC = "asymptotic"
    EMPIRICAL = "empirical"
    WORDS = "words"  # names, attributions, causes


class Standing(StrEnum):
    """What became of a claim."""

    TRUE = "true"
    FALSE = "false"
    IMPRECISE = "imprecise"
    CONDITIONAL = "true under hypotheses"
    NOT_CHECKABLE = "not checkable"


Table: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Point:
    """One thing to say about a claim, in a sentence, with the checks that must all hold for it to stand.

    `table` is a heading row and rows of text, where numbers say more than a sentence.

    `role` is "for", "against", "repair" (the corrected statement) or "also" (an illustration: it must hold, and decides
    nothing). `witness` is what one can compute with: a matrix, numbers, in text that is read back where it is a matrix.
    """

    role: str
    says: str
    checks: tuple[Check, ...]
    witness: str = ""
    table: Table = ()


Points: TypeAlias = Iterator[Point]


@dataclass(frozen=True)
class Claim:
    """`says` restates the claim in our words; `argue` yields the points; `correction` is what should stand instead.

    `hypothesis` is what a CONDITIONAL claim lacks; `reason` says why a NOT_CHECKABLE one has no verdict; `note` where an
    earlier audit came to another verdict, and which was wrong. `sources` are keys of docs/references.md or links.
    """

    id: str
    section: str
    kind: Kind
    scope: Scope
    standing: Standing
    says: str
    argue: Callable[[], Points]
    correction: str = ""
    hypothesis: str = ""
    reason: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def text(self) -> str:
        """The text that makes the claim: C is the chapter, L the lesson; other ledgers have their own."""
        return self.id.split("-", 1)[0]


def supports(says: str, *checks: Check, witness: str = "") -> Point:
    """The claim holds as it stands, or a part of it does: all such points together make it TRUE."""
    return Point("for", says, checks, witness)


def against(says: str, *checks: Check, witness: str = "") -> Point:
    """The claim does not hold as it stands: one such point is enough."""
    return Point("against", says, checks, witness)


def repair(says: str, *checks: Check, witness: str = "") -> Point:
    """What holds instead."""
    return Point("repair", says, checks, witness)


def also(says: str, *checks: Check, witness: str = "", table: Table = ()) -> Point:
    """An illustration, perhaps with a table: it must hold and decides nothing."""
    return Point("also", says, checks, witness, table)
