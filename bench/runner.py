"""Run one measurement in a fresh, time-limited process and say what came of it."""
from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

WORKERS = Path(__file__).resolve().parent / "workers"
ROOT = WORKERS.parent.parent
AGAIN_BELOW = 1.0  # a run shorter than this many seconds is repeated, and the median counts
REPEATS = 3


@dataclass(frozen=True)
class Outcome:
    """What one system did with one job: its seconds, or why there are none."""

    system: str
    seconds: float | None
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def python_of(system: str) -> str | None:
    """The Python that runs a system, or None when the system is not on this machine."""
    if system == "sage":
        return os.environ.get("EIGENPROOF_SAGE_PYTHON")
    if system == "giac" and which("giac") is None:
        return None
    return sys.executable


def environment() -> dict[str, str]:
    """One thread, SymPy on python-flint, our packages importable."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "SYMPY_GROUND_TYPES": "flint", "OMP_NUM_THREADS": "1", "PYTHONPATH": path}


def communicate(command: list[str], text: str, limit: float) -> tuple[int, str, str] | None:
    """Run a command with a time limit; None when it ran out. Everything it started ends with it."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment(),
                               start_new_session=True)
    try:
        out, err = process.communicate(text, timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None
    return process.returncode, out, err


def once(system: str, python: str, job: dict[str, Any], limit: float) -> Outcome:
    """One process, one job."""
    done = communicate([python, str(WORKERS / f"{system}_peer.py" if system != "ours" else WORKERS / "ours.py")],
                       json.dumps(job), limit)
    if done is None:
        return Outcome(system, None, f"over {limit:g} s")
    code, out, err = done
    if code:
        last = (err.strip().splitlines() or ["no message"])[-1]
        name = last.split(":")[0].split(".")[-1]
        return Outcome(system, None, f"raises {name}", {"message": last[:300]})
    result = json.loads(out.strip().splitlines()[-1])
    if "error" in result:
        return Outcome(system, None, result["error"])
    seconds = result.pop("seconds")
    if result.get("law") is False:
        return Outcome(system, None, "wrong: its law fails", result)
    return Outcome(system, seconds, "", result)


def measure(system: str, job: dict[str, Any], limit: float) -> Outcome:
    """The median of three fresh processes when a run is short, else one run.

    Args:
        system: "ours", "sympy", "flint", "sage", "calcium" or "giac".
        job: {"task", "rows", "warm"}.
        limit: seconds for the whole process, its start included.
    """
    python = python_of(system)
    if python is None:
        return Outcome(system, None, "not installed")
    outcomes = [once(system, python, job, limit)]
    while outcomes[-1].seconds is not None and outcomes[-1].seconds < AGAIN_BELOW and len(outcomes) < REPEATS:
        outcomes.append(once(system, python, job, limit))
    times = [o.seconds for o in outcomes if o.seconds is not None]
    if len(times) < len(outcomes):
        return outcomes[-1]
    return Outcome(system, statistics.median(times), "", outcomes[0].facts)


def replay(certificate: str, folder: Path, limit: float) -> Outcome:
    """Seconds for a fresh `python -m verify.kernel FILE`, start-up and reading included."""
    path = folder / "certificate.json"
    path.write_text(certificate, encoding="utf-8")
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        done = communicate([sys.executable, "-m", "verify.kernel", str(path)], "", limit)
        times.append(time.perf_counter() - start)
        if done is None:
            return Outcome("ours", None, f"over {limit:g} s")
        if done[0]:
            return Outcome("ours", None, f"rejected: {(done[1] + done[2]).strip()[-100:]}")
    return Outcome("ours", statistics.median(times), "", {"megabytes": len(certificate) / 1e6})
