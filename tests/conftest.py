"""Hypothesis profiles, and a header that says how to repeat this run."""
from __future__ import annotations

import io
import os
import sys

import pytest

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # the extra `ci` is not installed: the property tests skip themselves
    settings = None  # type: ignore[assignment,misc]

if settings is not None:
    settings.register_profile(
        "ci", derandomize=True, max_examples=50, deadline=None, database=None, print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.register_profile(
        "deep", max_examples=500, deadline=None, print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Name the versions and the seed: what one needs to see the same failure again."""
    import flint
    import sympy

    engine = f"python-flint {flint.__version__} (FLINT {flint.__FLINT_VERSION__})"
    lines = [f"eigenproof: {engine}, sympy {sympy.__version__}"]
    if settings is None:
        return [*lines, "hypothesis: not installed, property tests are skipped"]
    profile = os.environ.get("HYPOTHESIS_PROFILE", "ci")
    seed = config.getoption("hypothesis_seed", default=None)
    how = f"seed {seed or 'drawn by hypothesis'}" if profile != "ci" else "derandomised: each test seeds itself"
    return [*lines, f"hypothesis: profile {profile}, {settings.default.max_examples} examples, {how}"]


@pytest.fixture
def call(capsys, monkeypatch):
    """Run the command `eigenproof` in this process; returns (code, standard output, standard error)."""
    def call(*arguments: str, stdin: bytes | None = None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        from exercises.cli import run
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err
    return call
