"""The fixture `oracle`: audits inside a test, with the profile, the seed and the expected failures of the run."""
from __future__ import annotations

import json
import secrets
import shlex
import sys
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from symbolic.errors import ExactError
from verify.oracle import PROFILES, AuditReport, Row, audit
from verify.oracle.expected import Expectations, found_in, read_baseline, read_expected, worse
from verify.oracle.report import clip
from verify.plugin.baseline import FOUND

Function = str | Callable[..., Any]


@dataclass(frozen=True)
class Run:
    """What holds for all oracle tests of a run."""

    profile: str
    seed: int
    expected: Expectations
    baseline: dict[str, dict[str, Any]] | None


RUN = pytest.StashKey[Run]()


def run_of(config: pytest.Config) -> Run:
    """The settings of the run, read once; the test fails when they cannot be read."""
    if RUN not in config.stash:
        profile = _setting(config, "oracle_profile") or "ci"
        if profile not in PROFILES:
            raise failure(f"oracle_profile is {profile!r}; write {' or '.join(PROFILES)}")
        try:
            expected, baseline = _file(config, "oracle_expected"), _file(config, "oracle_baseline")
            config.stash[RUN] = Run(profile, _seed(_setting(config, "oracle_seed") or "0"),
                                    read_expected(expected) if expected else Expectations(),
                                    read_baseline(baseline) if baseline else None)
        except ExactError as error:
            raise failure(error) from None
    return config.stash[RUN]


def _setting(config: pytest.Config, name: str) -> str:
    return str(config.getoption(name) or config.getini(name) or "")


def _file(config: pytest.Config, name: str) -> Path | None:
    """A path on the command line is relative to where pytest was started, one in the configuration to its file."""
    if config.getoption(name):
        return config.invocation_params.dir / str(config.getoption(name))
    text = config.getini(name)
    return (config.inipath.parent if config.inipath else config.rootpath) / text if text else None


def _seed(text: str) -> int:
    if text == "random":
        return secrets.randbelow(10**6)
    try:
        return int(text)
    except ValueError:
        raise failure(f"the seed is {text!r}; write an integer, or random") from None


def failure(sentence: object) -> BaseException:
    """What fails the test with one sentence and no traceback."""
    return pytest.fail.Exception(f"eigenproof: {sentence}", pytrace=False)


@dataclass(frozen=True)
class Oracle:
    """Audits for one test.

    Attributes:
        item: the test. as_: the problem of its marker, None without one. profile, seed: of the marker, or of the run.
    """

    item: Any
    as_: str | None
    profile: str
    seed: int
    run: Run

    def audit(self, function: Function, as_: str | None = None, **options: Any) -> AuditReport:
        """The report on a function, for assertions of your own; options are those of `verify.oracle.audit`."""
        if as_ is None and self.as_ is None and not isinstance(function, str):
            raise failure('which problem does it solve? @pytest.mark.oracle("expm") at the test, or oracle.check(f, "expm")')
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the user's `-W error` is not about our arithmetic
                report = audit(function, as_ or self.as_, **{"profile": self.profile, "seed": self.seed, **options})
        except ExactError as error:
            raise failure(error) from None
        self._record(report)
        return report

    def check(self, function: Function, as_: str | None = None, **options: Any) -> AuditReport:
        """Fail the test when an answer is WRONG, nothing was answered or not all was asked.

        An expected failure is an xfail, and one that is mended fails.

        With a baseline, fail where more findings of any kind are there than it holds.
        """
        report = self.audit(function, as_, **options)
        if report.target in self.run.expected:
            entry = self.run.expected[report.target]
            if not report.ok:
                pytest.xfail(f"expected: {entry.link}")
            raise failure(f"{report.target} was expected to fail ({entry.link}) and does not: remove {entry.place}")
        if self.run.baseline is None:
            if not report.ok:
                pytest.fail(self.told(report), pytrace=False)
            return report
        try:
            found = worse([report], self.run.baseline)
        except ExactError as error:
            raise failure(error) from None
        if found:
            pytest.fail("\n".join([*found, self.told(report)]), pytrace=False)
        return report

    def _record(self, report: AuditReport) -> None:
        """Properties for JUnit, and what a baseline would hold."""
        worst = report.smallest or report.worst
        found: dict[str, Any] = {"target": report.target, "as": report.as_, "profile": report.profile, "seed": report.seed,
                                 "answered": report.answered, "unasked": report.unasked}
        if worst is not None:
            found |= {"verdict": worst.verdict, "error": worst.error, "kappa": worst.kappa, "input": clip(worst.input)}
        self.item.user_properties.extend((name, "" if x is None else str(x)) for name, x in found.items())
        self.item.user_properties.append((FOUND, json.dumps({report.target: found_in(report)})))

    def told(self, report: AuditReport) -> str:
        """What a failing test prints: the counts, the smallest case with its numbers, and how to see it again."""
        row = report.smallest or report.worst
        bad = sum(r.is_finding for r in report.rows)
        lines = [f"{report.target} as {report.as_}: {bad} of {len(report.rows)} answers are off", str(report).splitlines()[0],
                 *report.remarks]
        if row is not None:
            lines += ["", *row_lines(row)]
        lines += ["", "Again: " + self.again(report)]
        if report.reproducer:
            lines += ["", "A script that needs nothing of eigenproof:", "", textwrap.indent(report.reproducer, "    ").rstrip()]
        return "\n".join(lines)

    def again(self, report: AuditReport) -> str:
        """The exact command that repeats this test."""
        config = self.item.config
        start = ["python", "-m", "pytest"] if Path(sys.argv[0]).name == "__main__.py" else ["pytest"]
        words = [*start, config.cwd_relative_nodeid(self.item.nodeid), "--oracle-profile", report.profile,
                 "--oracle-seed", str(report.seed)]
        for name in ("oracle_expected", "oracle_baseline"):
            if config.getoption(name):
                words += [f"--{name.replace('_', '-')}", str(config.getoption(name))]
        return shlex.join(words)


def row_lines(row: Row) -> list[str]:
    """One case for a reader."""
    numbers = [f"{name} {x:.2g}" for name, x in (("error", row.error), ("component-wise", row.componentwise),
                                                ("backward", row.backward), (row.kappa_name or "kappa", row.kappa),
                                                ("bound", row.bound)) if x is not None]
    return [f"{row.verdict}: {row.reason}", f"    input    {row.input}", f"    returned {row.returned}",
            f"    truth    {row.truth}", f"    {', '.join(numbers)}"]


def oracle_of(item: Any) -> Oracle:
    """The oracle of a test, by its marker and the settings of the run."""
    run, marker = run_of(item.config), item.get_closest_marker("oracle")
    given = dict(marker.kwargs) if marker else {}
    profile, seed = given.pop("profile", None), given.pop("seed", None)
    if given or (marker and (len(marker.args) != 1 or not isinstance(marker.args[0], str))):
        raise failure('write @pytest.mark.oracle("expm"), with profile= and seed= if need be')
    config = item.config  # the command line is stronger than the marker, and that is stronger than the configuration file
    return Oracle(item, marker.args[0] if marker else None,
                  run.profile if config.getoption("oracle_profile") else profile or run.profile,
                  run.seed if config.getoption("oracle_seed") else run.seed if seed is None else seed, run)
