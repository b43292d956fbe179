"""Measure the second table: ours and its peer in turn, in one process, on the same fresh inputs; ratios of medians.

`python -m bench.structured NAME SIZE` measures one time in this process, for the works that ask for fresh ones.
"""
from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.structured_rows import WORKS, Work

ROOT = Path(__file__).resolve().parent.parent
REPEATS, LEAST, BUDGET = 15, 3, 3.0  # pairs: as many as fit into the budget of seconds, within these bounds
LIMIT = 60.0  # seconds for one fresh process
TIE = 0.95  # a ratio at least this, where the goal is not to be slower: the noise of two equal computations


def clocked(call: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds of one call, and its result."""
    start = time.perf_counter()
    value = call()
    return time.perf_counter() - start, value


def paired(work: Work, size: int) -> dict[str, Any]:
    """Medians of ours and the peer's times, called in turn on inputs that are new each time; the first pair is not counted."""
    ours, theirs, facts, begun = [], [], {}, 0.0
    for seed in range(REPEATS + 1):
        call, peer, check = work.make(size, seed)
        mine, value = clocked(call)
        other = clocked(peer)[0] if peer else None
        if seed == 0:
            facts, begun = check(value), time.perf_counter()
            continue
        ours.append(mine)
        theirs.append(other)
        if time.perf_counter() - begun > BUDGET and (seed >= LEAST or mine + (other or 0.0) > BUDGET):
            break
    return {"seconds": median(ours), "peer_seconds": median(theirs) if theirs[0] is not None else None, "facts": facts,
            "repeats": len(ours)}


def alone(work: Work, size: int) -> dict[str, Any]:
    """The median over three fresh processes, each after the same work at size 8."""
    times, facts = [], {}
    for _ in range(3):
        command = [sys.executable, "-m", "bench.structured", work.name, str(size)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit {done.returncode}")
        answer = json.loads(done.stdout.splitlines()[-1])
        times.append(answer["seconds"])
        facts = answer["facts"]
    return {"seconds": median(times), "peer_seconds": None, "facts": facts, "repeats": 3}


def line_of(work: Work, size: int) -> dict[str, Any]:
    """One line of the table; a work that cannot be measured says why."""
    goal = work.goals[size]
    line: dict[str, Any] = {"work": work.name, "size": size, "seconds": None, "peer": work.peer, "peer_seconds": None,
                            "ratio": None, "goal": goal, "goal_seconds": work.seconds, "reached": False, "facts": {}, "note": ""}
    try:
        line |= (alone if work.process else paired)(work, size)
    except Exception as error:  # noqa: BLE001 - one work that fails must not lose the others
        return line | {"note": f"{type(error).__name__}: {error}"[:200]}
    if line["peer_seconds"] is not None:
        line["ratio"] = line["peer_seconds"] / line["seconds"]
    line["reached"] = _reached(line)
    return line


def _reached(line: dict[str, Any]) -> bool:
    """The lead, the time, the error under its bound, the law."""
    facts, goal = line["facts"], line["goal"]
    parts = [facts.get("law", True), facts.get("error / bound", 0.0) <= 1]
    if goal is not None:
        parts.append(line["ratio"] is not None and line["ratio"] >= (TIE if goal == 1 else goal))
    if line["goal_seconds"] is not None:
        parts.append(line["seconds"] <= line["goal_seconds"])
    return all(parts)


def exponent(points: list[tuple[int, float]]) -> float:
    """The least-squares slope of log(time) against log(size).

    >>> round(exponent([(10, 1.0), (100, 100.0), (1000, 10000.0)]), 6)
    2.0
    """
    xs, ys = [math.log(n) for n, _ in points], [math.log(s) for _, s in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def show(line: dict[str, Any]) -> None:
    """One line on the terminal."""
    ours = f"{line['seconds']:.3g}" if line["seconds"] is not None else line["note"]
    beside = "" if line["peer_seconds"] is None else f"{line['peer']} {line['peer_seconds']:.3g}, {line['ratio']:.2f}x"
    facts = ", ".join(f"{k} {v:.2g}" if isinstance(v, float) else f"{k} {v}" for k, v in line["facts"].items())
    word = "ok" if line["reached"] else "MISS"
    print(f"{line['work'][:40]:40} {line['size']:>8} {ours:>9} | {beside} {word} | {facts}", flush=True)


def measure(only: str = "") -> dict[str, Any]:
    """Every row and the growth of each work that states one; with a word, only the works whose name contains it."""
    rows: list[dict[str, Any]] = []
    growth: dict[str, Any] = {}
    for work in WORKS:
        if only not in work.name:
            continue
        lines = [line_of(work, size) for size in work.goals]
        for line in lines:
            show(line)
        rows += lines
        points = [(line["size"], line["seconds"]) for line in lines if line["seconds"]]
        if work.exponent is not None and len(points) >= 2:
            slope = exponent(points)
            growth[work.name] = {"exponent": round(slope, 2), "goal": work.exponent, "reached": slope <= work.exponent,
                                 "points": points}
            print(f"growth: {work.name}: n^{slope:.2f}", flush=True)
    return {"rows": rows, "growth": growth}


def main(name: str, size: str) -> int:
    """One time, warm, in this process."""
    work = next(w for w in WORKS if w.name == name)
    work.make(8, 0)[0]()
    call, _, check = work.make(int(size), 1)
    seconds, value = clocked(call)
    print(json.dumps({"seconds": seconds, "facts": check(value)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
