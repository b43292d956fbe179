"""python -m verify.proofs.coq DIR: write the files, compile each with coqc, and log what was accepted and on what it rests.

A theorem that coqc does not accept is left out, with all that cite it, and its file is compiled again.
"""
from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

from verify.proofs.committed import write
from verify.proofs.coq import ACCEPTED, PRELUDE, digest, pages

SECONDS = 30  # of the processor, for one theorem, on average over its file
ASSUMED = re.compile(r"^(?:Closed under the global context|Axioms:\n(?:(?!Closed under|Axioms:).+\n?)+)", re.MULTILINE)


def compiled(path: Path, theorems: int, key: str) -> tuple[bool, str]:
    """Whether coqc accepts the file, and what it said; what it accepted under the same key is not compiled again."""
    before = path.with_suffix(".said")
    if before.exists() and (told := before.read_text(encoding="utf-8").split("\n", 1))[0] == key:
        return True, told[1]
    before.unlink(missing_ok=True)
    limit = f"--cpu={SECONDS * max(theorems, 1)}"
    done = subprocess.run(["prlimit", limit, "coqc", "-q", "-w", "none", "-Q", ".", "Eigenproof", path.name],  # noqa: S603, S607
                          cwd=path.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        return False, done.stderr.strip()
    before.write_text(f"{key}\n{done.stdout}", encoding="utf-8", newline="\n")
    return True, done.stdout


def culprit(content: str, said: str) -> str | None:
    """The theorem in which coqc stopped."""
    line = re.search(r"line (\d+), characters", said)
    above = content.splitlines()[:int(line[1])] if line else []
    return next((found[1] for text in reversed(above) if (found := re.match(r"Theorem (\w+)", text))), None)


def chapter(folder: Path, title: str, missed: set[str], keys: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Compile one chapter, without what fails; its text, and name -> assumptions.

    The key of a chapter depends on its text and on the keys of all chapters that it cites.
    """
    while title in (found := pages(missed)):
        content, names, others = found[title]
        keys[title] = digest("\n".join([content, *(keys[other] for other in ("prelude", *sorted(others)))]))
        (folder / f"{title}.v").write_text(content, encoding="utf-8", newline="\n")
        ok, said = compiled(folder / f"{title}.v", len(names), keys[title])
        if ok:
            return content, dict(zip(names, map(str.strip, ASSUMED.findall(said)), strict=True))
        wrong = culprit(content, said)
        missed |= {wrong} if wrong else set(names)
        sys.stdout.write(f"NOT accepted: {wrong or title}: {' '.join(said.split())[:400]}\n")
    return "", {}


def main(folder: Path) -> int:
    """Compile all chapters in order; the log is written when all were tried."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "prelude.v").write_text(PRELUDE.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    hashes = {"prelude.v": digest(PRELUDE.read_text(encoding="utf-8"))}
    keys = {"prelude": hashes["prelude.v"]}
    ok, said = compiled(folder / "prelude.v", 10, keys["prelude"])
    if not ok:
        sys.exit(f"prelude.v: {said}")
    missed, log, before = set[str](), dict[str, str](), time.monotonic()
    for title in list(pages(set())):
        started = time.monotonic()
        content, assumptions = chapter(folder, title, missed, keys)
        if content:
            hashes[f"{title}.v"] = digest(content)
        log |= assumptions
        sys.stdout.write(f"{title}: {len(assumptions)} accepted, {time.monotonic() - started:.1f} s\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(log)} accepted, {len(missed)} not, {time.monotonic() - before:.0f} s\n")
    version = subprocess.run(["coqc", "--print-version"], capture_output=True, text=True, check=True).stdout.split()[0]  # noqa: S607
    rows = [",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(table.items()))
            for table in (hashes, log)]
    write(ACCEPTED, f'{{"coq": {json.dumps(version)}, "files": {{\n{rows[0]}\n}}, "accepted": {{\n{rows[1]}\n}},\n'
                    f'"not_accepted": {json.dumps(sorted(missed))}}}\n')
    return 0 if log else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
