"""One measurement in a fresh process: a job comes in as JSON on standard input, one line of JSON goes out.

Standard library only, so that a worker can run under the Python of another system. The job is
{"task": name, "rows": matrix, "warm": smaller matrix or null}. The worker runs the task once on the warm-up matrix, so
that imports and first-call costs are not measured, then once on the matrix itself; nothing it remembers from the
warm-up can answer the question that is timed.
"""
from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any

# prepare(rows) -> argument (not timed); run(argument) -> value (timed); facts(argument, value) -> dict (not timed)
Task = tuple[Callable[[Any], Any], Callable[[Any], Any], Callable[[Any, Any], dict[str, Any]]]


def no_facts(_argument: Any, _value: Any) -> dict[str, Any]:
    """For tasks whose time is all there is to say."""
    return {}


def peak_megabytes() -> float | None:
    """The largest resident size of this process so far, in MB, where the system tells."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def serve(tasks: dict[str, Task]) -> None:
    """Read one job, run it, write the result."""
    job = json.load(sys.stdin)
    prepare, run, facts = tasks[job["task"]]
    if job.get("warm") is not None:
        run(prepare(job["warm"]))
    argument = prepare(job["rows"])
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    value = run(argument)
    seconds = time.perf_counter() - start
    gc.enable()
    peak = peak_megabytes()
    print(json.dumps({"seconds": seconds, "peak_mb": peak, **facts(argument, value)}))
