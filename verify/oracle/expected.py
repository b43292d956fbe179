"""Expected failures, a line each with its upstream link; and baselines: what an audit found when it was last written down.

A line of the file of expectations is `TARGET LINK [# why]`, such as

    scipy.linalg.solve_toeplitz  https://github.com/scipy/scipy/issues/1  # Levinson recursion

A line without a link is refused: whoever expects a failure says where it was reported. `mypkg.mod:f` and `mypkg.mod.f` are one
target. A baseline holds, for each target, the profile, the seed and the number of findings of each kind.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symbolic.errors import InputError
from verify.oracle.judging import FINDINGS
from verify.oracle.report import AuditReport

SILENT, UNASKED = "nothing answered", "not asked"  # words of a baseline besides the findings


@dataclass(frozen=True)
class Expected:
    """One expected failure, and where it stands."""

    target: str
    link: str
    why: str
    place: str


class Expectations(dict[str, Expected]):
    """The expected failures by target; both ways to write an import path find the same one."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(dotted(name))

    def __getitem__(self, name: str) -> Expected:
        return super().__getitem__(dotted(name))


def dotted(name: str) -> str:
    """An import path with dots only.

    >>> dotted("mypkg.mod:f")
    'mypkg.mod.f'
    """
    return name.replace(":", ".")


def read_expected(path: Path) -> Expectations:
    """The expected failures of a file by target.

    Raises:
        InputError: the file cannot be read, or a line has no link; the message names the line.
    """
    found = Expectations()
    for number, line in enumerate(text_of(path).splitlines(), 1):
        body, _, why = line.partition(" #") if not line.lstrip().startswith("#") else ("", "", "")
        words, place = body.split(), f"{path.name}:{number}"
        if not words:
            continue
        if len(words) != 2 or not words[1].startswith(("https://", "http://")):
            raise InputError(f"audit: {place}: write TARGET LINK, one upstream link a line, and what you like behind ' # '")
        if words[0] in found:
            raise InputError(f"audit: {place}: {words[0]} was expected in {found[words[0]].place} already")
        found[dotted(words[0])] = Expected(words[0], words[1], why.strip(), place)
    return found


def text_of(path: Path) -> str:
    """The text of a file."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"audit: {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"audit: {path.name} is not UTF-8 text") from error


def unexpected(reports: Iterable[AuditReport], expected: Expectations) -> list[AuditReport]:
    """The reports that do not pass (WRONG answers, none at all, cases not asked) and that nobody expects."""
    return [r for r in reports if not r.ok and r.target not in expected]


def mended(reports: Iterable[AuditReport], expected: Expectations) -> list[AuditReport]:
    """The reports of targets that are expected to fail and no longer do."""
    return [r for r in reports if r.ok and r.target in expected]


def stale(reports: Iterable[AuditReport], expected: Expectations) -> list[Expected]:
    """The lines that name a target which was not audited."""
    asked = {dotted(r.target) for r in reports}
    return [entry for name, entry in expected.items() if name not in asked]


def found_in(report: AuditReport) -> dict[str, Any]:
    """What a baseline holds of a report: its findings, and whether it is a whole audit."""
    found = {word: n for word, n in report.counts.items() if word in FINDINGS}
    found |= {word: n for word, n in ((SILENT, int(report.silent)), (UNASKED, report.unasked)) if n}
    return {"profile": report.profile, "seed": report.seed, "findings": found}


def baseline(reports: Iterable[AuditReport]) -> str:
    """The findings of each target as JSON text, to be kept under version control."""
    return baseline_text({r.target: found_in(r) for r in reports})


def baseline_text(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a baseline, a line a target.

    >>> baseline_text({"m.f": {"profile": "ci", "seed": 0, "findings": {"WRONG": 2}}}).splitlines()[1]
    ' "m.f": {"profile": "ci", "seed": 0, "findings": {"WRONG": 2}}'
    """
    inside = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in sorted(found.items()))
    return "{\n" + inside + "\n}\n" if inside else "{}\n"


def read_baseline(path: Path) -> dict[str, dict[str, Any]]:
    """The findings of a baseline by target.

    Raises:
        InputError: the file is not one.
    """
    try:
        return {dotted(name): {"profile": str(entry["profile"]), "seed": int(entry["seed"]),
                               "findings": {str(word): int(n) for word, n in entry["findings"].items()}}
                for name, entry in json.loads(text_of(path)).items()}
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
        raise InputError(f"audit: {path.name} is no baseline; write one with --write-baseline {path.name}") from error


def worse(reports: Sequence[AuditReport], before: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Where more WRONG answers, refusals or acceptances were found than the baseline holds, a sentence each.

    Raises:
        InputError: the baseline was written with another profile or seed, so that other cases were drawn.
    """
    return [line for report in reports for line in _worse(report, before.get(dotted(report.target)))]


def _worse(report: AuditReport, entry: Mapping[str, Any] | None) -> Iterator[str]:
    if entry is not None and (entry["profile"], entry["seed"]) != (report.profile, report.seed):
        raise InputError(f"audit: the baseline of {report.target} was written with profile {entry['profile']} and seed "
                         f"{entry['seed']}; use these, or write it again")
    for word, n in found_in(report)["findings"].items():
        known = 0 if entry is None else entry["findings"].get(word, 0)
        if n > known:
            yield f"{report.target}: {n} {word}, the baseline has {known}"


def fails(reports: Sequence[AuditReport], expected: Expectations, before: Mapping[str, Mapping[str, Any]] | None) -> bool:
    """Whether an audit in continuous integration fails: a report does not pass and nobody expects it, or has more findings.

    With a baseline, more findings than it holds; cases that were not asked and an audit without an answer count as such.
    """
    if before is not None:
        return bool(worse([r for r in reports if r.target not in expected], before))
    return bool(unexpected(reports, expected))
