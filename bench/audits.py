"""Measure the claims ledger, the oracle over numpy and scipy, and what the pytest plugin adds to a run that does not use it."""
from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.exercises import CORES, row

PAIRS = 7
TEST = "def test_nothing():\n    assert True\n"


def ledger() -> dict[str, Any]:
    """All claims, settled in two processes, whose start is counted."""
    from verify.claims.ledger import settle_all
    start = time.perf_counter()
    rows = settle_all(workers=CORES)
    spent = time.perf_counter() - start
    good = sum(r["ok"] for r in rows)
    return row("claims of two texts settled", f"{good} of {len(rows)}, {CORES} processes", spent, 60.0)


def oracle() -> dict[str, Any]:
    """The ci profile over all functions of numpy and scipy that are registered, as the command runs it."""
    command = [sys.executable, "-m", "exercises.cli", "audit", "numpy", "scipy", "--json"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    spent = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-300:])
    data = json.loads(done.stdout)
    size = f"{len(data['targets'])} functions, {len(data['rows'])} cases"
    return row("numpy and scipy against exact truth, ci profile", size, spent, 120.0)


def plugin() -> dict[str, Any]:
    """The difference of paired pytest runs of one empty test, with the plugin loaded and with it switched off."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_nothing.py").write_text(TEST, encoding="utf-8")
        times: dict[str, list[float]] = {"with": [], "without": []}
        for _ in range(PAIRS):
            for name, switch in (("with", []), ("without", ["-p", "no:eigenproof"])):
                start = time.perf_counter()
                command = [sys.executable, "-m", "pytest", "-q", *switch, folder]
                subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
                times[name].append(time.perf_counter() - start)
    added = median(a - b for a, b in zip(times["with"], times["without"], strict=True))
    return row("start of pytest, added by the plugin", f"median of {PAIRS} pairs", max(added, 0.0), 0.2)


def measure() -> dict[str, Any]:
    """All rows."""
    return {"rows": [ledger(), oracle(), plugin()]}
