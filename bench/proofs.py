"""Measure the library of theorems: searching for all proofs, and replaying them, each in fresh processes."""
from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "verify" / "proofs" / "library.json"
LIMIT = 300.0
SEARCH = "from verify.proofs.committed import made; made()"


def fresh(command: list[str], repeats: int) -> float:
    """The median seconds of a command in fresh processes, start-up included; it must succeed."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, timeout=LIMIT, check=True)
        times.append(time.perf_counter() - start)
    return median(times)


def measure() -> dict[str, Any]:
    """How many theorems there are, how long their proofs take to be found and to be replayed, and how large they are."""
    index = json.loads((ROOT / "verify" / "proofs" / "index.json").read_text(encoding="utf-8"))["theorems"]
    lemmas = sum(row["lemma"] for row in index)
    found = {
        "theorems": len(index) - lemmas, "lemmas": lemmas, "bytes": LIBRARY.stat().st_size,
        "search": {"seconds": fresh(["-c", SEARCH], 1), "goal": 60.0},
        "replay": {"seconds": fresh(["-m", "verify.kernel", str(LIBRARY)], 3), "goal": 3.0},
    }
    for name in ("search", "replay"):
        row = found[name]
        print(f"{name} of all proofs: {row['seconds']:.2f} s, goal {row['goal']:g} s", flush=True)
    return found
