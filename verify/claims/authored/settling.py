"""An author's claim, settled like those of the ledger: proved, refuted by a counterexample, or tried and said so."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from symbolic.errors import ExactError
from verify.claims.authored.files import claims_of
from verify.claims.authored.proving import proofs
from verify.claims.authored.refuting import Search, checks, search, witness
from verify.claims.authored.statement import Statement
from verify.claims.checks import Theorem
from verify.claims.claim import Claim, Kind, Point, Scope, Standing, against, supports
from verify.claims.report import row
from verify.claims.settle import settle
from verify.verdict import Verdict


@dataclass(frozen=True)
class Searched:
    """No counterexample among the cases tried: TESTED(n), or EXACT when these were all of them."""

    claim: Statement
    found: Search

    def verdict(self) -> Verdict:
        """The number of cases, or that there was none."""
        if not self.found.tried:
            return Verdict(ok=False, word="UNDECIDED", reason="no case was found that meets the premises")
        word = "EXACT" if self.found.exhausted else "TESTED"
        how = f"all {self.found.tried} cases" if self.found.exhausted else f"TESTED({self.found.tried})"
        return Verdict(ok=True, word=word, reason=f"{how}: no counterexample")

    def opposite(self) -> None:
        """None: a search that found nothing has no negation to run."""


def settle_file(path: Path, told: Callable[[int, int], None] = lambda _done, _all: None) -> list[dict[str, Any]]:
    """The claims of a file as rows, with `place`, the file and the line, instead of a section.

    Raises:
        InputError: the file, or a claim in it, cannot be read; the message names file and line.
    """
    statements, rows = claims_of(path), []
    for claim in statements:
        settled = settle(as_claim(claim))
        found = settled.standing
        if found is not None and settled.claim.standing != found:
            settled = replace(settled, problem=f"the checks show that it is {found}")
        rows.append(row(settled, {}) | {"text": path.name})
        told(len(rows), len(statements))
    return rows


def as_claim(claim: Statement) -> Claim:
    """The entry of the ledger: what is expected, and the argument that is run."""
    says = claim.says or "; ".join(r.text for r in claim.holds) or f"theorem {claim.theorem}"
    scope = Scope.ALL if claim.sizes or claim.domains or claim.theorem else Scope.THIS
    standing = Standing.TRUE if claim.expect == "true" else Standing.FALSE
    return Claim(claim.id, claim.place, Kind.THEOREM if scope is Scope.ALL else Kind.COMPUTATION, scope, standing, says,
                 lambda: argued(claim), sources=claim.sources)


def argued(claim: Statement) -> Iterator[Point]:
    """One point: a theorem of the library, a proof, a counterexample, or the cases that were tried."""
    if claim.theorem:
        yield supports(f"The library proves {claim.theorem}.", Theorem((claim.theorem,)))
        if not claim.holds:
            return
    for how, fact in proofs(claim):
        try:
            proved = fact.verdict().ok
        except ExactError:
            continue
        if proved:
            yield supports(f"Shown {how}." if how.startswith(("with", "by", "for")) else f"Shown: {how}.", fact)
            return
    found = search(claim)
    if found.broken is not None:
        text, replayed = witness(claim, found.broken)
        yield against("It fails at this case." if text else "It fails.", *replayed, witness=text)
    elif not claim.domains:
        yield supports("Computed.", *(check for r in claim.holds for check in checks(r, dict(claim.given), {}, fails=False)))
    else:
        yield supports("Nobody has proved it here; no case that was tried breaks it.", Searched(claim, found))
