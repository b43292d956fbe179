"""Other systems that answer the same question: each is asked in a process of its own, with a time limit."""
from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any, Literal

from bench.campaign.plan import Case

Question = Literal["blocks", "det", "rank", "inverse", "charpoly", "smith"]
ANSWERING = Path(__file__).resolve().parent / "answering.py"
SECONDS = 4.0
# system: (one case in how many, largest n for each question)
SHARES: dict[str, tuple[int, dict[str, int]]] = {
    "sympy": (2, {"blocks": 4, "det": 8, "rank": 8, "inverse": 6, "charpoly": 8, "smith": 4}),
    "sage": (2, {"blocks": 8, "det": 20, "rank": 20, "inverse": 12, "charpoly": 20, "smith": 12}),
    "calcium": (2, {"blocks": 6, "det": 8, "rank": 8, "inverse": 6}),
    "giac": (8, {"blocks": 5, "det": 12, "rank": 12, "inverse": 8, "charpoly": 12, "smith": 6}),
}


def python_of(system: str) -> str | None:
    """The Python that runs a system, or None when it is not on this machine."""
    if system == "sage":
        return os.environ.get("EIGENPROOF_SAGE_PYTHON")
    if system == "giac" and which("giac") is None:
        return None
    if system == "calcium":
        import flint
        folder = Path(flint.__file__).parent
        if not [*folder.parent.glob("python_flint.libs/libflint*"), *folder.glob(".dylibs/libflint*")]:
            return None
    return sys.executable


def versions() -> dict[str, str]:
    """Each peer with its version, or that it is not installed."""
    return {system: Server(system).version() if python_of(system) else "not installed" for system in SHARES}


def normal(answer: Any) -> Any:
    """Numbers as text, tuples as lists."""
    if isinstance(answer, list | tuple):
        return [normal(x) for x in answer]
    return str(answer)


@dataclass
class Server:
    """One peer, started when it is first asked and again after it ran out of time."""

    system: str
    process: subprocess.Popen[str] | None = None

    def start(self) -> subprocess.Popen[str]:
        """The running process."""
        if self.process is None or self.process.poll() is not None:
            python = python_of(self.system)
            if python is None:
                raise FileNotFoundError(self.system)
            pipe = subprocess.PIPE
            self.process = subprocess.Popen([python, str(ANSWERING), self.system], stdin=pipe, stdout=pipe,
                                            stderr=subprocess.DEVNULL, text=True)
            self.read(120.0)  # its version, said when it is ready
        return self.process

    def read(self, limit: float) -> str | None:
        """One line, or None when the time is over or the process is gone."""
        if self.process is None or self.process.stdout is None:
            return None
        ready, _, _ = select.select([self.process.stdout], [], [], limit)
        return (self.process.stdout.readline() or None) if ready else None

    def ask(self, question: str, rows: list[list[int]]) -> Any:
        """The answer; None when there is none in time."""
        process = self.start()
        if process.stdin is None:
            return None
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps([question, rows]) + "\n")
            process.stdin.flush()
        line = self.read(SECONDS)
        if line is None:
            self.stop()
            return None
        return json.loads(line)["answer"]

    def version(self) -> str:
        """What the system calls itself."""
        python = python_of(self.system)
        done = subprocess.run([str(python), str(ANSWERING), self.system], input="", capture_output=True, text=True,
                              check=False, timeout=60)
        said = json.loads(done.stdout.splitlines()[0])["version"] if done.stdout else ""
        return said or f"does not start: {done.stderr[-60:].strip()}"

    def stop(self) -> None:
        """End the process and all it started."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
            self.process = None


@dataclass
class Peers:
    """The peers that take part."""

    servers: dict[str, Server] = field(default_factory=dict)

    @classmethod
    def installed(cls, names: tuple[str, ...] = tuple(SHARES)) -> Peers:
        """Those of the named that are on this machine."""
        return cls({name: Server(name) for name in names if python_of(name)})

    def ask(self, case: Case, question: Question, A: Any, answer: Any) -> dict[str, str]:
        """What each peer that this case falls to says: agrees, differs, or no answer."""
        said = {}
        for k, (system, server) in enumerate(self.servers.items()):
            share, sizes = SHARES[system]
            if (case.seed // 8 + k) % share or A.rows > sizes.get(question, 0) or A.denominator != 1:
                continue
            flat = [int(x) for x in A.numerator.entries()]
            theirs = server.ask(question, [flat[i * A.cols:(i + 1) * A.cols] for i in range(A.rows)])
            same = normal(theirs) == normal(answer)
            said[system] = "no answer" if theirs is None else "agrees" if same else "differs"
        return said

    def stop(self) -> None:
        """End all."""
        for server in self.servers.values():
            server.stop()
