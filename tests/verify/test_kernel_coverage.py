"""Every line and every branch of the trusted packages is reached by their tests: no untested corner."""
from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.source_tree import ROOT

TRUSTED = [ROOT / "verify" / package for package in ("kernel", "exact", "steps")]
# Loops over thousands of mutants reach nothing that the other tests do not reach, and are slow when traced.
SLOW = ("mutations", "mutants", "any_value", "random", "rejects_the_rest", "every_integer")


@pytest.mark.slow
def test_every_branch_of_the_kernel_is_tested(tmp_path):
    pytest.importorskip("coverage", reason="coverage is not installed (extra ci)")
    folder = ROOT / "tests" / "verify"
    tests = sorted({*folder.glob("test_kernel_*.py"), *folder.glob("test_fact*.py"), *folder.glob("test_steps*.py")} - {folder / "test_kernel_coverage.py"})
    report, environment = tmp_path / "coverage.json", {**os.environ, "COVERAGE_FILE": str(tmp_path / "data")}
    python = [sys.executable, "-m", "coverage"]
    run = subprocess.run(
        [*python, "run", "--branch", f"--source={','.join(map(str, TRUSTED))}", "-m", "pytest", "-q", "-p", "no:cacheprovider",
         "-k", f"not ({' or '.join(SLOW)})", *map(str, tests)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    subprocess.run([*python, "json", "-o", str(report)], cwd=ROOT, env=environment, capture_output=True, check=True)
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    asked = {path.relative_to(ROOT).as_posix() for package in TRUSTED for path in package.glob("*.py")}
    missing = {}
    for name, data in files.items():
        if name.replace("\\", "/") in asked and (data["missing_lines"] or data["missing_branches"]):
            missing[name] = data["missing_lines"], data["missing_branches"]
    assert len(files) >= len(asked)
    assert not missing
