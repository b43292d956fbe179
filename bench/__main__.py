"""Measure every row, print the table as it grows, and write bench/results.json."""
from __future__ import annotations

import json
import math
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.audits import measure as measure_audits
from bench.exercises import measure as measure_exercises
from bench.proofs import measure as measure_proofs
from bench.rows import GROWTH, REPLAYS, ROWS, Row, rows_of, small_exercises
from bench.runner import Outcome, measure, python_of, replay
from bench.structured import measure as measure_structured

RESULTS = Path(__file__).resolve().parent / "results.json"
LIMIT, OWN_LIMIT = 20.0, 60.0  # seconds for one process
LIMITS = {"sympy": 12.0}  # it runs out of time on many rows, and the whole bench should end within ten minutes
BUSY = 0.7  # load of the machine before the start above which the times are not to be trusted
SYSTEMS = ("sympy", "flint", "sage", "giac", "calcium")


def seconds(value: float | None) -> str:
    """Two significant digits."""
    return "-" if value is None else f"{value:.1g}" if value < 1e-4 else f"{float(f'{value:.2g}'):g}"


def floor_of(name: str, known: dict[str, float | None]) -> float | None:
    """Characteristic polynomial and its factors alone, by python-flint, once for each integer matrix."""
    if name[0] in "ev":
        return None
    if name not in known:
        known[name] = measure("flint", job("charpoly and factor", name, "b5"), LIMIT).seconds
    return known[name]


def job(task: str, name: str, warm: str | None) -> dict[str, Any]:
    """What a worker reads."""
    return {"task": task, "rows": rows_of(name), "warm": None if warm is None else rows_of(warm)}


def measure_peers(row: Row, gave_up: dict[tuple[str, str, str], int]) -> list[Outcome]:
    """Every peer of a row; one that ran out of time on a smaller matrix of the same kind is not asked again."""
    outcomes = []
    size = len(rows_of(row.matrix)["rows"] if row.matrix[0] == "e" else rows_of(row.matrix))
    for system, task in row.peers.items():
        family = (system, task, row.matrix[0] + row.matrix[-1] * (row.matrix[0] == "e"))
        if size > gave_up.get(family, size):
            outcomes.append(Outcome(system, None, "gave up on a smaller one"))
            continue
        outcome = measure(system, job(task, row.matrix, row.warm), LIMITS.get(system, LIMIT))
        if outcome.note.startswith("over"):
            gave_up[family] = size
        outcomes.append(outcome)
    return outcomes


def record(row: Row, ours: Outcome, peers: list[Outcome], floor: float | None) -> dict[str, Any]:
    """One line of results.json."""
    answered = [p for p in peers if p.seconds is not None]
    best = min(answered, key=lambda p: p.seconds or 0.0, default=None)
    ratio = best.seconds / ours.seconds if best and best.seconds is not None and ours.seconds else None
    reached = [ours.seconds is not None]
    if row.goal is not None and ours.seconds is not None:
        reached.append(ours.seconds <= row.goal)
    if row.factor is not None and ratio is not None:
        reached.append(ratio >= row.factor)
    return {
        "work": row.work, "matrix": row.matrix, "seconds": ours.seconds, "note": ours.note, "facts": ours.facts,
        "goal": row.goal, "factor": row.factor, "reached": all(reached),
        "peers": {p.system: p.seconds if p.seconds is not None else p.note for p in peers},
        "best_peer": best.system if best else None, "best_peer_seconds": best.seconds if best else None, "ratio": ratio,
        "charpoly_and_factor": floor, "multiple": ours.seconds / floor if floor and ours.seconds else None,
    }


def show(line: dict[str, Any]) -> None:
    """One line of the table on the terminal."""
    ratio = "" if line["ratio"] is None else f"{line['ratio']:.1f}x"
    multiple = "" if line["multiple"] is None else f"{line['multiple']:.1f}"
    best = "" if line["best_peer"] is None else f"{line['best_peer']} {seconds(line['best_peer_seconds'])}"
    others = ", ".join(f"{s}: {v if isinstance(v, str) else seconds(v)}" for s, v in line["peers"].items())
    ours = seconds(line["seconds"]) + (f" ({line['note']})" if line["note"] else "")
    print(f"{line['work'][:33]:33} {line['matrix']:5} {ours:>9} goal {seconds(line['goal']):>6} | {best:14} {ratio:>7}",
          f"| {multiple:>5} {'ok' if line['reached'] else 'MISS':4} | {others}", flush=True)


def kernel_lines() -> list[dict[str, Any]]:
    """The replay of certificates in a fresh process."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name, goal in REPLAYS:
            made = measure("ours", job("certificate", name, None), OWN_LIMIT)
            done = Outcome("ours", None, made.note)
            if made.seconds is not None:
                done = replay(made.facts["certificate"], Path(folder), OWN_LIMIT)
            lines.append(record(Row("kernel replay, fresh process", name, "", {}, goal), done, [], None))
            show(lines[-1])
    return lines


def growth(known: dict[tuple[str, str], float | None]) -> dict[str, Any]:
    """Least-squares slope of log(time) against log(n) for each family."""
    found: dict[str, Any] = {}
    for title, (task, names) in GROWTH.items():
        points = []
        for name in names:
            key = (task, name)
            if key not in known:
                known[key] = measure("ours", job(task, name, "b5" if name[0] == "b" else "a6"), OWN_LIMIT).seconds
            if known[key]:
                points.append((int(name[1:]), known[key]))
        if len(points) < 3:
            continue
        xs, ys = [math.log(n) for n, _ in points], [math.log(s or 1.0) for _, s in points]
        mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
        slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)
        found[title] = {"exponent": round(slope, 2), "points": points}
        print(f"growth: {title}: n^{slope:.1f} over n = {', '.join(str(n) for n, _ in points)}", flush=True)
    return found


def entries() -> dict[str, Any]:
    """Mean and worst largest entry of P over a hundred exercises of each size."""
    found = {}
    for n in (3, 4, 5, 6):
        outcome = measure("ours", {"task": "entries of P", "rows": small_exercises(n), "warm": None}, OWN_LIMIT)
        largest = outcome.facts.get("largest", [])
        if largest:
            mean = round(sum(largest) / len(largest), 2)
            found[str(n)] = {"mean": mean, "worst": max(largest), "exercises": len(largest)}
            print(f"entries of P, {n}x{n}: mean {mean}, worst {max(largest)}", flush=True)
        else:
            print(f"entries of P, {n}x{n}: {outcome.note}", flush=True)
    return found


def versions() -> dict[str, str]:
    """What was measured, and where."""
    import flint
    import sympy
    present = [s for s in SYSTEMS if python_of(s) is not None]
    return {"python": platform.python_version(), "python-flint": flint.__version__, "flint": flint.__FLINT_VERSION__,
            "sympy": sympy.__version__, "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            "peers present": ", ".join(present)}


def write(results: dict[str, Any]) -> None:
    """Into results.json, whole or not at all."""
    temporary = RESULTS.with_suffix(".tmp")
    temporary.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    temporary.replace(RESULTS)


SECTIONS = {"structured": measure_structured, "proofs": measure_proofs, "exercises": measure_exercises,
            "audits": measure_audits}


def section_only(name: str) -> int:
    """Measure one section alone and put it into results.json beside the first table, as it is."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else None
    section = SECTIONS[name]()
    if results is None:
        print("nothing written: results.json has no first table yet; run `python -m bench` for all")
        return 1
    write(results | {name: section})
    print(f"{name}: written to {RESULTS.name}")
    return 0


def main(only: str = "") -> int:
    """Measure; a section's name: that section alone; another word: the rows that contain it, and nothing is written."""
    if only in SECTIONS:
        return section_only(only)
    start, load = time.perf_counter(), os.getloadavg()[0]
    if load > BUSY:
        print(f"the machine is busy (load {load:.1f}): these times will be too long", flush=True)
    floors: dict[str, float | None] = {}
    gave_up: dict[tuple[str, str, str], int] = {}
    lines, known = [], {}
    for row in ROWS:
        if only not in f"{row.work} {row.matrix}":
            continue
        ours = measure("ours", job(row.task, row.matrix, row.warm), OWN_LIMIT)
        known[row.task, row.matrix] = ours.seconds
        lines.append(record(row, ours, measure_peers(row, gave_up), floor_of(row.matrix, floors)))
        show(lines[-1])
    if only:
        return 0
    lines += kernel_lines()
    results = {"versions": versions(), "load before": round(load, 1)}
    results |= {"rows": lines, "growth": growth(known), "entries of P": entries()}
    results |= {name: run() for name, run in SECTIONS.items()}
    results["minutes"] = round((time.perf_counter() - start) / 60, 1)
    write(results)
    missed = sum(not line["reached"] for line in lines)
    print(f"{len(lines)} rows in {results['minutes']} minutes, {missed} below their goal; written to {RESULTS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
