"""python -m verify.proofs: prove every chapter, have the kernel replay all of it, then write library.json and index.json."""
from __future__ import annotations

import json
import os
import sys

from verify.kernel.theory import replay
from verify.proofs.committed import LIBRARY, made, write


def main() -> int:
    """Write both files, or neither."""
    files = made()
    theorems = replay(json.loads(files[LIBRARY]))
    for path, content in files.items():
        write(path, content)
    sys.stdout.write(f"{len(theorems)} theorems and lemmas, replayed: {', '.join(map(str, files))}\n")
    return 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set would otherwise show in the proofs found
        os.execve(sys.executable, [sys.executable, "-m", "verify.proofs"], {**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S606
    sys.exit(main())
