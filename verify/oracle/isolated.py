"""Audits in processes of their own: a function that ends its process, crashes it or cannot be stopped costs one row.

The reports are those of `audit`, with the same cases; only functions that can be named (import paths) can be asked so.
"""
from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from symbolic.errors import InputError, MissingDependencyError
from verify.oracle.auditing import PROFILES
from verify.oracle.report import LIMIT, AuditReport
from verify.oracle.serving import read_row

START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from verify.oracle.serving import serve; serve()"
MAX_FALLS = LIMIT  # ends of the process at a case
LAST_FALL = 6  # with ends of the process anywhere; after these there is no report
GRACE = 4.0    # seconds: a call that its own time limit did not stop is stopped from outside
SLOW = 60.0    # seconds to import a package, to draw the cases, to shrink: nothing waits for ever
Told = Callable[[int, int, str], None]


@dataclass
class Job:
    """One function to be asked, and how far that has come."""

    name: str
    as_: str | None
    profile: str
    seed: int
    rows: list[dict[str, Any]] = field(default_factory=list)
    fallen: list[int] = field(default_factory=list)  # numbers of the cases at which the process ended; -1: while shrinking
    fall: dict[str, Any] | None = None
    falls: int = 0
    cases: int = 0
    start: float = field(default_factory=time.monotonic)
    result: AuditReport | InputError | MissingDependencyError | None = None

    def request(self) -> str:
        """What the worker is told."""
        stop = sum(k >= 0 for k in self.fallen) >= MAX_FALLS or bool(self.cases and len(self.rows) == self.cases)
        return json.dumps({"name": self.name, "as": self.as_, "profile": self.profile, "seed": self.seed, "rows": self.rows,
                           "fallen": self.fallen, "fall": self.fall, "stop": stop, "shrink": self.fallen.count(-1) < 2}) + "\n"

    def finish(self, told: dict[str, Any]) -> None:
        """The report, from the rows and from what the worker says at the end."""
        small = told["smallest"]
        self.result = AuditReport(told["target"], told["as"], told["signature"], self.profile, self.seed,
                                  tuple(read_row(row) for row in self.rows), told["versions"], told["reproducer"],
                                  None if small is None else read_row(small), time.monotonic() - self.start,
                                  self.cases - len(self.rows))

    def fell(self, phase: str, text: str, seconds: float, *, hung: bool) -> None:
        """The process ended, by itself or because it did not answer."""
        self.falls += 1
        self.fall = None
        if phase in {"load", "draw", "ready"} and not self.rows:
            self.result = InputError(f"audit: {self.name} cannot be imported: its import {text}")
        elif self.falls >= LAST_FALL:
            self.result = InputError(f"audit: {self.name} {text}, {self.falls} times; there is no report")
        elif phase == "shrink":
            self.fallen.append(-1)
        else:
            self.fall = {"phase": phase, "text": text, "hung": hung, "seconds": seconds}
            self.fallen.append(len(self.rows))


class Worker:
    """A process that does jobs, and a thread that reads what it says."""

    def __init__(self, heard: SimpleQueue[tuple[Worker, dict[str, Any] | None]]) -> None:
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-P", "-c", START, json.dumps(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors, text=True, encoding="utf-8", start_new_session=True)  # Ctrl-C reaches this process, not that one
        self.job: Job | None = None
        self.phase, self.since = "start", time.monotonic()
        self.hung = False
        self.listener = threading.Thread(target=self._listen, args=(heard,), daemon=True)
        self.listener.start()

    def _listen(self, heard: SimpleQueue[tuple[Worker, dict[str, Any] | None]]) -> None:
        assert self.process.stdout is not None  # noqa: S101 - narrows the type
        with contextlib.suppress(ValueError, OSError):
            for line in self.process.stdout:
                heard.put((self, json.loads(line)))
        heard.put((self, None))

    def give(self, job: Job) -> None:
        """A job for an idle worker; one that died meanwhile is heard of by its listener."""
        self.job, self.since = job, time.monotonic()
        assert self.process.stdin is not None  # noqa: S101 - narrows the type
        with contextlib.suppress(OSError):
            self.process.stdin.write(job.request())
            self.process.stdin.flush()

    def overdue(self) -> bool:
        """Whether the phase it is in has lasted longer than anything may."""
        profile = PROFILES[self.job.profile] if self.job else PROFILES["ci"]
        limits = {"call": profile.limit + GRACE, "truth": 6 * profile.limit + GRACE, "measure": 6 * profile.limit + GRACE,
                  "shrink": profile.shrinking + SLOW}
        return self.job is not None and time.monotonic() - self.since > limits.get(self.phase, SLOW)

    def end(self) -> None:
        """Ended with all that it started."""
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.listener.join(GRACE)  # it ends at once, unless something that left our process group holds the pipe open
        for stream in (self.process.stdin, self.errors, None if self.listener.is_alive() else self.process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()

    def obituary(self) -> str:
        """How the process ended, as the end of a sentence."""
        if self.hung:
            return "gave no answer in time and could not be interrupted"
        try:
            code = self.process.wait(5)
        except subprocess.TimeoutExpired:
            return "closed its output"
        if code >= 0:
            return f"ended the process with exit code {code}"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        return f"was ended by {name}" + (", which the system sends when memory runs out" if -code == signal.SIGKILL else "")


def isolated(names: Sequence[str], as_: str | None = None, *, profile: str = "ci", seed: int = 0, workers: int = 0,
             told: Told = lambda _done, _all, _name: None) -> list[AuditReport | InputError | MissingDependencyError]:
    """`audit` of each function in a process that may die; in the order of the names, with the error where there is no report.

    `told` hears (done, total, name): cases for one function, functions for several.

    >>> [report] = isolated(["numpy.linalg.matrix_power"])
    >>> report.target, report.ok
    ('numpy.linalg.matrix_power', False)
    """
    jobs = [Job(name, as_, profile, seed) for name in names]
    open_jobs, crew = deque(jobs), set[Worker]()
    heard: SimpleQueue[tuple[Worker, dict[str, Any] | None]] = SimpleQueue()
    most = min(workers or min(os.cpu_count() or 1, 4), len(jobs))
    try:
        while any(job.result is None for job in jobs):
            idle = [w for w in crew if w.job is None]
            while open_jobs and (idle or len(crew) < most):
                worker = idle.pop() if idle else Worker(heard)
                crew.add(worker)
                worker.give(open_jobs.popleft())
            try:
                worker, message = heard.get(timeout=0.25)
            except Empty:
                _stop_overdue(crew)
                continue
            if worker in crew:
                _hear(worker, message, open_jobs, crew)
            _progress(jobs, told)
    finally:
        for worker in crew:
            worker.end()
    return [job.result for job in jobs if job.result is not None]


def _progress(jobs: Sequence[Job], told: Told) -> None:
    done = sum(job.result is not None for job in jobs)
    if len(jobs) == 1:
        told(len(jobs[0].rows) if not done else max(jobs[0].cases, 1), max(jobs[0].cases, 1), jobs[0].name)
    else:
        told(done, len(jobs), next((job.name for job in jobs if job.result is None), ""))


def _stop_overdue(crew: set[Worker]) -> None:
    for worker in crew:
        if worker.overdue() and not worker.hung:
            worker.hung = True
            worker.process.kill()


def _hear(worker: Worker, message: dict[str, Any] | None, open_jobs: deque[Job], crew: set[Worker]) -> None:
    """What a worker said, or that it is gone."""
    job = worker.job
    if message is None:
        crew.discard(worker)
        text, seconds = worker.obituary(), time.monotonic() - worker.since
        if worker.phase == "start":
            worker.errors.seek(0)
            last = worker.errors.read()[-300:].decode(errors="replace")
            raise RuntimeError(f"the process for the audit could not be started: {last}")
        worker.end()
        if job is not None:
            job.fell(worker.phase, text, seconds, hung=worker.hung)
            if job.result is None:
                open_jobs.appendleft(job)
        return
    worker.since = time.monotonic()
    if "phase" in message:
        worker.phase = message["phase"]
    elif job is None:
        return
    elif "cases" in message:
        job.cases = message["cases"]
    elif "row" in message:
        job.rows.append(message["row"])
        job.fall = None
    else:
        worker.job, worker.phase = None, "ready"
        if "error" in message:
            job.result = (MissingDependencyError if message["missing"] else InputError)(message["error"])
        else:
            job.finish(message)
