"""python -m bench.campaign: draw, hide, recover, a hundred thousand times; exit code 1 on a wrong answer or a hang."""
from __future__ import annotations

import argparse
import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.campaign.judging import judge
from bench.campaign.peers import SHARES, Peers
from bench.campaign.peers import versions as peer_versions
from bench.campaign.plan import SHARD, case
from bench.campaign.plants import PLANTS, plant
from bench.campaign.report import BAD, page
from bench.campaign.running import ROOT, Run, Settings, lines, records, replaced, settle

STOPPED, SEED = 130, 20260101


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.campaign", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="how many (default %(default)s)")
    parser.add_argument("--seed", type=int, help=f"the same seed draws the same cases (default {SEED})")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="the folder of the run (default build/campaign/SEED); "
                        "one that was begun is continued")
    parser.add_argument("--hours", type=float, default=24.0, help="stop after so long; a later call continues")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds for one case; more is a hang")
    parser.add_argument("--no-peers", action="store_true", help="ask no other system")
    parser.add_argument("--replay", metavar="SHARD:CASE", help="run one case again and show what it was given")
    parser.add_argument("--plant", choices=sorted(PLANTS), default="", help="put a fault into our solvers; it must be found")
    return parser.parse_args(words)


class Progress:
    """A line on a terminal, or one every half a minute in a log: how many, how fast, how long it will take."""

    def __init__(self, done: int, cases: int) -> None:
        self.before, self.cases, self.start = done, cases, time.monotonic()
        self.last = self.start
        self.live = sys.stderr.isatty()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self.last < (0.5 if self.live else 30.0) or not done:
            return
        self.last = now
        rate = done / (now - self.start)
        total = self.before + done
        left = (self.cases - total) / rate
        text = f"{total} of {self.cases} cases, {rate:.0f} a second, {left / 60:.1f} minutes left"
        print(f"\r{text:<70}" if self.live else text, end="" if self.live else "\n", file=sys.stderr, flush=True)


@contextmanager
def alone(folder: Path) -> Any:
    """Hold the folder; SystemExit when another run holds it."""
    with (folder / "lock").open("w") as file:
        try:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise SystemExit(f"another campaign runs in {folder}") from None
        yield


def replay(settings: Settings, address: str) -> int:
    """Run one case in this process and print its record, with the input whole."""
    shard, _, number = address.partition(":")
    plant(settings.plant)
    peers = Peers.installed(settings.peers)
    try:
        record = judge(case(settings.seed, int(shard) * SHARD + int(number)), settings.limit, peers)
    finally:
        peers.stop()
    print(json.dumps(record, indent=1, ensure_ascii=False))
    return int(record["verdict"] in BAD)


def finish(folder: Path, settings: Settings) -> int:
    """Write and print the report; 1 when anything was wrong."""
    peers = peer_versions() if settings.peers else dict.fromkeys(SHARES, "left out")
    replaced(folder / "report.md", page(folder, settings, peers, markdown=True))
    text = page(folder, settings, peers, markdown=False)
    replaced(folder / "report.txt", text)
    print(text)
    print(f"written to {folder}/report.md and report.txt")
    return int(any(r["verdict"] in BAD for r in records(folder)))


def seed_of(given: int | None, folder: Path | None) -> int:
    """The seed that was given, else the one of the folder, else the usual one."""
    if given is None and folder is not None and (folder / "settings.json").exists():
        return int(json.loads((folder / "settings.json").read_text(encoding="utf-8"))["seed"])
    return SEED if given is None else given


def main(words: list[str] | None = None) -> int:
    """The command."""
    given = arguments(words)
    names = () if given.no_peers else tuple(SHARES)
    seed = seed_of(given.seed, given.resume)
    settings = Settings(seed, given.cases, given.limit, given.plant, names)
    if given.replay:
        return replay(settings, given.replay)
    folder = given.resume or ROOT / "build" / "campaign" / str(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        settings = settle(folder, settings)
        before = sum(len(lines(path)) for path in (folder / "shards").iterdir())
        start = time.monotonic()
        run = Run(folder, settings, given.jobs, given.hours, Progress(before, settings.cases))
        try:
            complete = run.drive()
        except KeyboardInterrupt:
            print(f"\nstopped; continue with: python -m bench.campaign --resume {folder}", file=sys.stderr)
            return STOPPED
        spent = time.monotonic() - start
        print(f"{run.done} cases in {spent:.0f} s: {run.done / max(spent, 1e-9):.0f} a second", file=sys.stderr)
        if not complete:
            print(f"the hours are over; continue with: python -m bench.campaign --resume {folder}", file=sys.stderr)
        return finish(folder, settings)


if __name__ == "__main__":
    os.environ.setdefault("SYMPY_GROUND_TYPES", "flint")
    sys.exit(main())
