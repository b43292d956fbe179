"""What an audit found: a row a case, plain data that any renderer can write out, and the worst of them."""
from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from verify.oracle.judging import FINDINGS, REFUSED, VERDICTS, WRONG

LIMIT = 3        # of calls without an answer in time, or ends of the process: after these the rest is not asked
MAX_TEXT = 400  # of a returned or true value; the input is always whole


@dataclass(frozen=True)
class Row:
    """One case: what was asked, what came back, what is true, and the verdict. Numbers are floats, None where undefined."""

    target: str
    as_: str
    verdict: str
    error: float | None           # relative, in norm
    componentwise: float | None
    backward: float | None
    kappa: float | None
    kappa_name: str
    bound: float | None           # predicted, on `error`
    input: str                    # `read_case` takes it back
    returned: str
    truth: str
    reason: str
    family: str = ""
    size: int = 1
    exception: str = ""
    warnings: tuple[str, ...] = ()
    printed: str = ""
    seconds: float = 0.0
    timeout: bool = False
    solvable: bool = False        # whether an answer provably exists
    refusal: str = ""             # why there is no usable answer, such as "raised ValueError: .."
    modified: str = ""            # what the call did to its arguments, such as "changed its argument 1 in place"

    @property
    def is_finding(self) -> bool:
        """Whether the verdict is one that a maintainer would want to hear."""
        return self.verdict in FINDINGS

    @property
    def is_wrong(self) -> bool:
        """Whether the verdict is WRONG."""
        return self.verdict == WRONG

    @property
    def severity(self) -> tuple[int, float]:
        """The key by which rows are sorted, the worst first: the verdict, then the error over the bound, small cases first."""
        excess = (self.error or 0.0) / self.bound if self.bound else math.inf if self.error else 0.0
        return VERDICTS.index(self.verdict), -excess

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON data: infinities and NaN are the texts "inf" and "nan"."""
        return {name: _plain(x) for name, x in asdict(self).items()}

    def __str__(self) -> str:
        numbers = ", ".join(f"{name} {value:.2g}" for name, value in (("error", self.error), ("kappa", self.kappa))
                            if value is not None)
        return f"{self.verdict}: {self.target}({self.input}): {numbers}; {self.reason}"


def _plain(x: Any) -> Any:
    if isinstance(x, float) and not math.isfinite(x):
        return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"
    return list(x) if isinstance(x, tuple) else x


@dataclass(frozen=True)
class AuditReport:
    """The rows of one target, in the order of the cases; `reproducer` is a script that needs nothing of this project."""

    target: str
    as_: str
    signature: str
    profile: str
    seed: int
    rows: tuple[Row, ...]
    versions: dict[str, str] = field(default_factory=dict)
    reproducer: str = ""
    smallest: Row | None = None   # the case that `reproducer` shows: the worst one, shrunk
    seconds: float = 0.0
    unasked: int = 0              # cases that were not asked, after some that gave no answer

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have each verdict, the worst first."""
        found = Counter(row.verdict for row in self.rows)
        return {word: found[word] for word in VERDICTS if found[word]}

    @property
    def worst(self) -> Row | None:
        """The row with the worst verdict, and among these the one farthest above its bound."""
        return min(self.rows, key=lambda row: row.severity, default=None)

    @property
    def findings(self) -> tuple[Row, ...]:
        """Rows that are WRONG, refused or accepted against the truth; the worst first."""
        return tuple(sorted((row for row in self.rows if row.is_finding), key=lambda row: row.severity))

    @property
    def ok(self) -> bool:
        """Whether nothing is WRONG, and the audit is one: something was answered, and every case was asked."""
        return not any(row.is_wrong for row in self.rows) and not self.alarms

    @property
    def answered(self) -> int:
        """How many of the cases that have an answer were answered, rightly or not."""
        return sum(row.solvable and not row.refusal for row in self.rows)

    @property
    def silent(self) -> bool:
        """Whether no case that has an answer was answered, though it could have been."""
        return not self.answered and any(row.verdict == REFUSED for row in self.rows)

    @property
    def timeouts(self) -> int:
        """How many calls gave no answer in time, whatever their verdict is."""
        return sum(row.timeout for row in self.rows)

    @property
    def alarms(self) -> tuple[str, ...]:
        """Why this is no audit that passes although nothing may be WRONG, a sentence each."""
        out = []
        if self.silent:
            why = Counter("gave " * row.timeout + row.refusal for row in self.rows if row.solvable)
            n, (most, k) = why.total(), why.most_common(1)[0]
            said = f"every one of {n} calls {most}" if k == n else f"none of {n} calls that have an answer gave one; {k} {most}"
            out.append(f"nothing was answered: {'the only call ' + most if n == 1 else said}: "
                       f"is it --as the right problem ({self.as_})?")
        if self.unasked:
            were = "case was" if self.unasked == 1 else "cases were"
            why_not = "gave no answer in time" if self.timeouts >= LIMIT else "ended the process or gave no answer in time"
            out.append(f"{self.unasked} {were} not asked after three that {why_not}")
        return tuple(out)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the counts do not show: the alarms, calls without an answer in time, arguments changed in place."""
        changed = Counter(row.modified for row in self.rows if row.modified)
        n = self.timeouts
        return (*self.alarms, *([f"{n} call{'s' * (n > 1)} gave no answer in time"] if n else []),
                *(f"{what} in {k} of {len(self.rows)} calls" for what, k in changed.items()))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON data."""
        own = {"target": self.target, "as": self.as_, "signature": self.signature, "profile": self.profile, "seed": self.seed,
               "versions": dict(self.versions), "seconds": round(self.seconds, 3), "counts": self.counts,
               "answered": self.answered, "unasked": self.unasked, "timeouts": self.timeouts, "remarks": list(self.remarks)}
        small = None if self.smallest is None else self.smallest.to_dict()
        return {**own, "rows": [row.to_dict() for row in self.rows], "smallest": small, "reproducer": self.reproducer}

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(self.to_dict(), indent=1, ensure_ascii=False, allow_nan=False)

    def __str__(self) -> str:
        counts = ", ".join(f"{n} {word}" for word, n in self.counts.items()) or "no cases"
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        lines = [f"{self.target} as {self.as_} ({versions}; {self.profile}, seed {self.seed}): {len(self.rows)} cases: {counts}"]
        lines += [f"  {remark}" for remark in self.remarks]
        shown = self.smallest or self.worst
        if shown is not None and shown.is_finding:
            lines += [f"  {shown}", f"  returned {shown.returned}", f"  truth    {shown.truth}"]
        return "\n".join(lines)


def clip(text: str) -> str:
    """A text that fits a table.

    >>> clip("7" * 500)[-5:]
    '77 ..'
    """
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT - 3] + " .."
