"""Settling a claim: its points are run, and the standing is what they show."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from symbolic.errors import ExactError
from verify.claims.checks import STRONGEST_FIRST, weakest
from verify.claims.claim import Claim, Point, Standing
from verify.verdict import Verdict


@dataclass(frozen=True)
class Shown:
    """A point with the verdicts of its checks."""

    point: Point
    verdicts: tuple[Verdict, ...]

    @property
    def ok(self) -> bool:
        """Whether all its checks hold, and there is one."""
        return bool(self.verdicts) and all(v.ok for v in self.verdicts)

    @property
    def word(self) -> str:
        """The weakest word of its checks, or the first word of a check that failed."""
        failed = next((v.word for v in self.verdicts if not v.ok), "")
        return failed or weakest(self.verdicts)


@dataclass(frozen=True)
class Settled:
    """A claim after its points were run: `standing` is what they show, None when they do not settle it as it says."""

    claim: Claim
    shown: tuple[Shown, ...]
    standing: Standing | None
    word: str
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether the standing is the one the entry states."""
        return self.standing == self.claim.standing and not self.problem

    @property
    def theorems(self) -> tuple[str, ...]:
        """The theorems that the points cite, each once."""
        return tuple(dict.fromkeys(name for s in self.shown for v in s.verdicts for name in v.theorems))

    @property
    def axioms(self) -> tuple[str, ...]:
        """What they rest on beyond the replay, each once."""
        return tuple(dict.fromkeys(name for s in self.shown for v in s.verdicts for name in v.axioms))


def settle(claim: Claim, change: Callable[[int, Point], Point] = lambda _, point: point) -> Settled:
    """Run every point of a claim; `change` is for the tests, which negate one of them.

    Errors made on purpose by a solver are the problem of the entry; any other error is ours and is raised.
    """
    shown = []
    try:
        for k, point in enumerate(claim.argue()):
            changed = change(k, point)
            shown.append(Shown(changed, tuple(check.verdict() for check in changed.checks)))
    except ExactError as error:
        return Settled(claim, tuple(shown), None, "UNDECIDED", f"{type(error).__name__}: {error}")
    return judged(claim, tuple(shown))


def judged(claim: Claim, shown: tuple[Shown, ...]) -> Settled:
    """The standing that follows, and its word."""
    if not shown:
        if claim.standing is Standing.NOT_CHECKABLE and claim.reason:
            return Settled(claim, (), Standing.NOT_CHECKABLE, "NOT CHECKABLE")
        return Settled(claim, (), None, "UNDECIDED", "nothing is run, and no reason says why")
    failed = next((s for s in shown if not s.ok), None)
    if failed is not None:
        reason = next((v.reason for v in failed.verdicts if not v.ok), "the point has no check")
        return Settled(claim, shown, None, failed.word if failed.verdicts else "UNDECIDED", f"{failed.point.says} {reason}")
    roles = {role: [s for s in shown if s.point.role == role] for role in ("for", "against", "repair", "also")}
    standing = follows(claim.standing, roles)
    return Settled(claim, shown, standing, strength(standing, roles),
                   "" if standing == claim.standing else f"the points show that it is {standing or 'not settled'}")


def follows(stated: Standing, roles: dict[str, list[Shown]]) -> Standing | None:
    """What the points that hold show: TRUE, or that it is refuted; the name of a refuted claim is the editor's."""
    if roles["against"]:
        needs_repair = stated in (Standing.IMPRECISE, Standing.CONDITIONAL)
        refuted = stated in (Standing.FALSE, Standing.IMPRECISE, Standing.CONDITIONAL)
        return stated if refuted and (roles["repair"] or not needs_repair) else Standing.FALSE
    return Standing.TRUE if roles["for"] else None


def strongest(shown: Iterable[Shown]) -> str:
    """The strongest word of several points."""
    return min((s.word for s in shown), key=STRONGEST_FIRST.index)


def strength(standing: Standing | None, roles: dict[str, list[Shown]]) -> str:
    """The word of the verdict: the weakest point for a claim that is TRUE; one point against it is enough to refute it.

    A CONDITIONAL claim is no stronger than its repair: it says that the repaired claim holds.
    """
    if standing is Standing.TRUE:
        return weakest(v for s in roles["for"] for v in s.verdicts)
    if not roles["against"]:
        return "UNDECIDED"
    words = [strongest(roles["against"])]
    if standing is Standing.CONDITIONAL:
        words += [s.word for s in roles["repair"]]
    return max(words, key=STRONGEST_FIRST.index)
