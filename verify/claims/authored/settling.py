"""An author's claim, settled like those of the ledger: proved, refuted by a counterexample, or tried and said so."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from symbolic.errors import ExactError
from verify.claims.authored.evaluation import plain, value
from verify.claims.authored.files import pieces_of
from verify.claims.authored.proving import proofs
from verify.claims.authored.refuting import Search, checks, search, witness
from verify.claims.authored.statement import Statement, statement
from verify.claims.checks import Check, Theorem, compare
from verify.claims.claim import Claim, Kind, Point, Scope, Standing, against, supports
from verify.claims.entries import nothing
from verify.claims.expressions import Relation
from verify.claims.report import row
from verify.claims.settle import Settled, settle
from verify.verdict import Verdict


@dataclass(frozen=True)
class Searched:
    """No counterexample among the cases tried: TESTED(n), or EXACT when these were all of them."""

    claim: Statement
    found: Search

    def verdict(self) -> Verdict:
        """The number of cases, or that there was none, or the case where the claim has no value."""
        if self.found.undefined:
            advice = "add a premise, or choose a narrower domain"
            return Verdict(ok=False, word="UNDECIDED", reason=f"{self.found.undefined}; {advice}")
        if not self.found.tried:
            return Verdict(ok=False, word="UNDECIDED", reason="no case was found that meets the premises")
        word = "EXACT" if self.found.exhausted else "TESTED"
        how = f"all {self.found.tried} cases, computed" if self.found.exhausted else f"TESTED({self.found.tried})"
        return Verdict(ok=True, word=word, reason=f"{how}: no counterexample")

    def opposite(self) -> None:
        """None: a search that found nothing has no negation to run."""


def settle_file(path: Path, told: Callable[[int, int], None] = lambda _done, _all: None) -> list[dict[str, Any]]:
    """The claims of a file as rows: `section` is the file and the line; `for_all`, `given`, `if` are what was written.

    A claim that is not refuted and not proved has the verdict "not refuted". One that cannot be read is a row as well,
    with the sentence that says why, and does not keep the others from being settled.

    Raises:
        InputError: the file cannot be read, or holds no claim.
    """
    pieces, rows = pieces_of(path), []
    for number, (place, data) in enumerate(pieces, 1):
        rows.append(settled_row(place, data, number) | {"text": path.name})
        told(len(rows), len(pieces))
    return rows


def settled_row(place: str, data: Any, number: int) -> dict[str, Any]:
    """One claim of a file as a row."""
    known = data if isinstance(data, dict) else {}
    written = {key: known.get(key, {} if key != "if" else []) for key in ("for-all", "given", "if")}
    try:
        claim = statement(data, place, number)
        settled = settle(as_claim(claim))
    except (ExactError, RecursionError) as error:
        name = str(known.get("id", f"claim-{number}"))
        unread = Claim(name, place, Kind.THEOREM, Scope.ALL, Standing.TRUE, str(error), nothing)
        settled = Settled(unread, (), None, "UNDECIDED", str(error) or "too deep to be read")
    if settled.standing is not None and settled.claim.standing != settled.standing:
        settled = replace(settled, problem=f"the checks show that it is {settled.standing}")
    found = row(settled, {}) | {key.replace("-", "_"): value for key, value in written.items()}
    weak = found["verdict"] == "true" and found["strength"] == "TESTED"
    return found | ({"verdict": "not refuted"} if weak else {})


def as_claim(claim: Statement) -> Claim:
    """The entry of the ledger: what is expected, and the argument that is run."""
    said = "; ".join(r.text for r in claim.holds) or f"theorem {claim.theorem}"
    over = ", ".join(f"{name} ({d.words})" for name, d in claim.domains.items())
    premises = " and ".join(r.text for r in claim.premises)
    says = claim.says or f"{f'For all {over}: ' * bool(over)}{said}{f', if {premises}' * bool(premises)}."
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
        yield against(f"It fails at {text}." if text else "It fails.", *replayed, witness=text)
    elif not claim.domains and found.tried:
        yield supports("Computed.", *(check for r in claim.holds for check in computed(r, claim)))
    elif found.undefined:
        yield supports("It has a value everywhere in its domain.", Searched(claim, found))
    else:
        yield supports("Nobody has proved it here; no case that was tried breaks it.", Searched(claim, found))


def computed(r: Relation, claim: Statement) -> tuple[Check, ...]:
    """The relation at the given values: replayed, or decided in exact arithmetic where the checker of steps has no rule."""
    replayed = checks(r, dict(claim.given), {}, fails=False)
    if all(check.verdict().ok for check in replayed):
        return replayed
    sides = [value(side, claim.given, {}) for side in r.sides]
    return tuple(compare(plain(a), op, plain(b), how=f"{r.text}, in exact arithmetic")
                 for a, op, b in zip(sides, r.ops, sides[1:], strict=False))
