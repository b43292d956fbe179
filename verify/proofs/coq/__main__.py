"""python -m verify.proofs.coq DIR: write the files, compile each with coqc, and log what was accepted and on what it rests."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from verify.proofs.committed import write
from verify.proofs.coq import ACCEPTED, digest, files

SECONDS = 60


def compiled(path: Path) -> tuple[bool, str]:
    """Whether coqc accepts the file, and what it said."""
    try:
        done = subprocess.run(["coqc", "-q", "-w", "none", path.name], cwd=path.parent, capture_output=True, text=True,  # noqa: S603, S607
                              check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False, f"more than {SECONDS} seconds"
    return done.returncode == 0, (done.stdout if done.returncode == 0 else done.stderr).strip()


def versions() -> str:
    """The versions of Coq, as it prints them."""
    return subprocess.run(["coqc", "--print-version"], capture_output=True, text=True, check=True).stdout.split()[0]  # noqa: S607


def main(folder: Path, only: list[str]) -> int:
    """Compile; the log is written when all files were tried."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {file: text for file, text in files().items() if not only or file.removesuffix(".v") in only}
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = {}
        for file, (ok, said) in zip(texts, pool.map(compiled, (folder / file for file in texts)), strict=True):
            results[file] = ok, said
            verdict = "accepted" if ok else "NOT accepted"
            sys.stdout.write(f"{file.removesuffix('.v')}: {verdict}. {' '.join(said.split())[:300]}\n")
            sys.stdout.flush()
    log = {file.removesuffix(".v"): {"sha256": digest(texts[file]), "assumptions": said}
           for file, (ok, said) in results.items() if ok}
    sys.stdout.write(f"{len(log)} of {len(results)} files accepted\n")
    if not only:
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(log.items()))
        missed = sorted(file.removesuffix(".v") for file, (ok, _) in results.items() if not ok)
        header, rest = json.dumps(versions()), json.dumps(missed)
        write(ACCEPTED, f'{{"coq": {header}, "accepted": {{\n{rows}\n}},\n"not_accepted": {rest}}}\n')
    return 0 if log else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
