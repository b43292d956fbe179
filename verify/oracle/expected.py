"""Expected failures, a line each with its upstream link; and baselines: what an audit found when it was last written down.

A line of the file of expectations is `TARGET LINK [# why]`, such as

    scipy.linalg.solve_toeplitz  https://github.com/scipy/scipy/issues/1  # Levinson recursion

A line without a link is refused: whoever expects a failure says where it was reported.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from symbolic.errors import InputError
from verify.oracle.judging import FINDINGS, WRONG
from verify.oracle.report import AuditReport


@dataclass(frozen=True)
class Expected:
    """One expected failure, and where it stands."""

    target: str
    link: str
    why: str
    place: str


def read_expected(path: Path) -> dict[str, Expected]:
    """The expected failures of a file by target.

    Raises:
        InputError: the file cannot be read, or a line has no link; the message names the line.
    """
    found: dict[str, Expected] = {}
    for number, line in enumerate(text_of(path).splitlines(), 1):
        body, _, why = line.partition(" #") if not line.lstrip().startswith("#") else ("", "", "")
        words, place = body.split(), f"{path.name}:{number}"
        if not words:
            continue
        if len(words) != 2 or not words[1].startswith(("https://", "http://")):
            raise InputError(f"audit: {place}: write TARGET LINK, one upstream link a line, and what you like behind ' # '")
        if words[0] in found:
            raise InputError(f"audit: {place}: {words[0]} was expected in {found[words[0]].place} already")
        found[words[0]] = Expected(words[0], words[1], why.strip(), place)
    return found


def text_of(path: Path) -> str:
    """The text of a file."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"audit: {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"audit: {path.name} is not UTF-8 text") from error


def unexpected(reports: Iterable[AuditReport], expected: Mapping[str, Expected]) -> list[AuditReport]:
    """The reports with a WRONG answer that nobody expects."""
    return [r for r in reports if not r.ok and r.target not in expected]


def mended(reports: Iterable[AuditReport], expected: Mapping[str, Expected]) -> list[str]:
    """The targets that are expected to fail and no longer do."""
    return [r.target for r in reports if r.ok and r.target in expected]


def baseline(reports: Sequence[AuditReport]) -> str:
    """The counts of the findings of each target, as JSON text to be kept under version control."""
    return json.dumps({r.target: {word: n for word, n in r.counts.items() if word in FINDINGS} for r in reports}, indent=1) + "\n"


def read_baseline(path: Path) -> dict[str, dict[str, int]]:
    """The counts of a baseline.

    Raises:
        InputError: the file is not one.
    """
    try:
        data = json.loads(text_of(path))
        return {str(t): {str(w): int(n) for w, n in counts.items()} for t, counts in data.items()}
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise InputError(f"audit: {path.name} is no baseline; write one with --write-baseline {path.name}") from error


def worse(reports: Sequence[AuditReport], before: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Where more WRONG answers, refusals or acceptances were found than the baseline holds, a sentence each.

    Counts are compared for the same profile and seed: other seeds draw other cases.
    """
    found = []
    for r in reports:
        for word, n in r.counts.items():
            known = before.get(r.target, {}).get(word, 0)
            if word in FINDINGS and n > known:
                found.append(f"{r.target}: {n} {word}, the baseline has {known}")
    return found


def fails(reports: Sequence[AuditReport], expected: Mapping[str, Expected], before: Mapping[str, Mapping[str, int]] | None) -> bool:
    """Whether an audit in continuous integration fails: by a WRONG answer that is not expected, or by more than the baseline has."""
    if before is not None:
        return bool(worse([r for r in reports if r.target not in expected], before))
    return any(WRONG in r.counts for r in unexpected(reports, expected))
