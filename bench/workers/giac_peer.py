"""Giac, driven through its program; the seconds are what Giac measures for itself, start-up excluded."""
from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

COMMANDS = {
    "jordan": "jordan(A)",
    "exp": "exp(A*t)",
    "power": "matpow(A,n)",
    "power at 100000": "A^100000",
}
FLOAT = re.compile(r"\d\.\d")


def script(task: str, rows: list[list[int]]) -> str:
    """Time the command once, say the seconds, then show the answer so that floats in it can be seen."""
    text = "[" + ",".join("[" + ",".join(map(str, row)) + "]" for row in rows) + "]"
    show = "" if task == "power at 100000" else "print(R):;\n"
    return f'A:={text}:;\nT:=time(R:={COMMANDS[task]}):;\nprint("SECONDS",T):;\n{show}'


def measure(task: str, rows: list[list[int]]) -> dict[str, Any]:
    """Run Giac on one job."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "job.giac"
        path.write_text(script(task, rows), encoding="utf-8")
        done = subprocess.run(["giac", str(path)], capture_output=True, text=True, check=False, cwd=folder,
                              stdin=subprocess.DEVNULL)  # it writes a session file into the directory it runs in
    said = done.stdout + done.stderr
    found = re.search(r"SECONDS,\[[-\d.e]+,([-\d.e]+)\]", said)  # processor time, time on the clock
    after = said[found.end():] if found else said
    if found is None or "rror" in after or "Unable" in after:
        return {"error": "gives no answer"}
    told = ("//", "Evaluation time")
    if any(FLOAT.search(line) for line in after.splitlines()[1:] if not line.startswith(told)):
        return {"error": "answers in floats"}
    return {"seconds": float(found.group(1))}


if __name__ == "__main__":
    job = json.load(sys.stdin)
    print(json.dumps(measure(job["task"], job["rows"])))
