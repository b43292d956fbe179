"""Drive the workers: give out shards, write their records, end a worker that hangs, and go on where a killed run stopped.

A shard in work is FOLDER/shards/00012.part, one record a line; it is renamed to 00012.jsonl when it is complete. A run
that is started again in the same folder reads what is there, cuts off half a line, and continues with the next case.
"""
from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.campaign.plan import SHARD, case

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Settings:
    """What decides the records of a run, kept in FOLDER/settings.json."""

    seed: int
    cases: int
    limit: float
    plant: str
    peers: tuple[str, ...]

    @property
    def shards(self) -> int:
        return -(-self.cases // SHARD)

    def numbers(self, shard: int) -> range:
        """The cases of a shard."""
        return range(shard * SHARD, min((shard + 1) * SHARD, self.cases))


def replaced(path: Path, text: str) -> None:
    """Write a file under another name, then rename it: nobody ever sees half of it."""
    other = path.with_name(path.name + ".new")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def settle(folder: Path, wanted: Settings) -> Settings:
    """The settings of a folder: those it was started with, except that the number of cases may grow."""
    (folder / "shards").mkdir(parents=True, exist_ok=True)
    path = folder / "settings.json"
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["seed"] != wanted.seed:
            raise SystemExit(f"{folder} holds the campaign of seed {kept['seed']}, not {wanted.seed}; give another folder")
        kept = {**kept, "peers": tuple(kept["peers"]), "cases": max(wanted.cases, kept["cases"])}
        wanted = Settings(**kept)
        for part in (folder / "shards").glob("*.jsonl"):  # the last shard of a shorter run is not full
            shard = int(part.stem)
            if len(lines(part)) < len(wanted.numbers(shard)):
                part.replace(part.with_suffix(".part"))
    replaced(path, json.dumps(asdict(wanted), indent=1) + "\n")
    return wanted


def lines(path: Path) -> list[str]:
    """The complete lines of a file; half a line at its end is left out."""
    if not path.exists():
        return []
    return [row for row in path.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True) if row.endswith("}\n")]


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """The records of all shards, finished or not, in the order of the cases."""
    for path in sorted((folder / "shards").iterdir()):
        if path.suffix in {".jsonl", ".part"}:
            for row in lines(path):
                yield json.loads(row)


@dataclass
class Worker:
    """One process, the shard it has, and since when it has been at its case."""

    settings: Settings
    folder: Path
    shard: int = -1
    at: int = -1
    since: float = 0.0
    buffer: bytes = b""
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.launch()

    def launch(self) -> None:
        """Start the process."""
        s = self.settings
        options = json.dumps({"seed": s.seed, "limit": s.limit, "plant": s.plant, "peers": s.peers})
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path, "SYMPY_GROUND_TYPES": "flint", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen([sys.executable, "-m", "bench.campaign.worker", options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=environment, cwd=ROOT, start_new_session=True)
        self.buffer = b""

    @property
    def part(self) -> Path:
        return self.folder / "shards" / f"{self.shard:05d}.part"

    def take(self, shard: int) -> bool:
        """Begin or continue a shard; False when nothing of it is left to do."""
        self.shard = shard
        kept, every = lines(self.part), self.settings.numbers(shard)
        replaced(self.part, "".join(kept))
        first = json.loads(kept[-1])["case"] + 1 if kept else every.start
        if first >= every.stop:
            self.finish()
            return False
        self.order(first)
        return True

    def order(self, first: int) -> None:
        """Have the process run the rest of the shard."""
        self.at, self.since = first, time.monotonic() + 30.0  # starting takes its time
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.write(json.dumps([first, self.settings.numbers(self.shard).stop]).encode() + b"\n")
                self.process.stdin.flush()

    def finish(self) -> None:
        """The shard is complete."""
        self.part.replace(self.part.with_suffix(".jsonl"))
        self.shard = -1

    def hear(self) -> tuple[int, bool]:
        """Read what the process says: how many records came, and whether its output has ended."""
        if self.process.stdout is None:
            return 0, True
        data = os.read(self.process.stdout.fileno(), 1 << 16)
        *whole, self.buffer = (self.buffer + data).split(b"\n")
        count = 0
        with self.part.open("a", encoding="utf-8") as out:
            for row in map(json.loads, whole):
                if "start" in row:
                    self.at, self.since = row["start"], time.monotonic()
                elif "record" in row:
                    out.write(json.dumps(row["record"]) + "\n")
                    count += 1
        if whole and b'"done"' in whole[-1]:
            self.finish()
        return count, not data

    def is_late(self) -> bool:
        """Whether its case has used twice its time, so that even an alarm did not end it."""
        return self.shard >= 0 and time.monotonic() - self.since > 2 * self.settings.limit + 1

    def bury(self, verdict: str, reason: str) -> None:
        """Record what its case came to, start another process and go on with the next case."""
        self.stop()
        c = case(self.settings.seed, self.at)
        record = {"case": c.number, "task": c.task, "n": c.n, "kind": c.kind, "verdict": verdict, "laws": 0,
                  "seconds": round(time.monotonic() - self.since, 1), "reason": reason, "input": {}}
        with self.part.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")
        self.launch()
        if self.at + 1 < self.settings.numbers(self.shard).stop:
            self.order(self.at + 1)
        else:
            self.finish()

    def stop(self) -> None:
        """End the process."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            if self.shard < 0:
                self.process.wait(2)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # with its peers
        self.process.wait()


@dataclass
class Run:
    """A campaign in a folder."""

    folder: Path
    settings: Settings
    jobs: int
    hours: float
    progress: Any = None
    done: int = 0

    def open_shards(self) -> list[int]:
        """The shards without a finished file."""
        return [k for k in range(self.settings.shards) if not (self.folder / "shards" / f"{k:05d}.jsonl").exists()]

    def drive(self) -> bool:
        """Run what is left; False when the hours were over first."""
        left, deadline = self.open_shards(), time.monotonic() + self.hours * 3600
        workers: list[Worker] = []
        with selectors.DefaultSelector() as waiting:
            try:
                while left or any(w.shard >= 0 for w in workers):
                    if time.monotonic() > deadline:
                        return False
                    while len(workers) < min(self.jobs, len(left) + len(workers)):
                        workers.append(self.join(Worker(self.settings, self.folder), waiting))
                    for w in workers:
                        while w.shard < 0 and left and not w.take(left.pop(0)):
                            pass
                    self.listen(waiting, workers)
            finally:
                for w in workers:
                    w.stop()
        return True

    def join(self, w: Worker, waiting: selectors.BaseSelector) -> Worker:
        """Listen to a worker."""
        if w.process.stdout is not None:
            waiting.register(w.process.stdout, selectors.EVENT_READ, w)
        return w

    def listen(self, waiting: selectors.BaseSelector, workers: list[Worker]) -> None:
        """Take in what the workers say for a moment; replace those that hang or died."""
        for key, _ in waiting.select(0.5):
            w = key.data
            count, ended = w.hear()
            self.done += count
            if ended:
                self.bury(w, waiting, "crash", f"the process ended with code {w.process.wait()}")
        for w in workers:
            if w.is_late():
                self.bury(w, waiting, "hang", f"over {2 * self.settings.limit:g} s, and no alarm was heard")
        if self.progress is not None:
            self.progress(self.done)

    def bury(self, w: Worker, waiting: selectors.BaseSelector, verdict: str, reason: str) -> None:
        """Record a hang or a crash; the next process takes over."""
        if w.process.stdout is not None:
            waiting.unregister(w.process.stdout)
        w.bury(verdict, reason)
        self.done += 1
        self.join(w, waiting)
