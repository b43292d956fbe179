"""python -m verify.kernel FILE: replay a certificate, a theory, or a list of them; a line each, and one for each theorem.

Exit code 0: all accepted. 1: at least one rejected. 2: unreadable or malformed.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.kernel import Accepted, Malformed, Rejected, check

MAX_BYTES = 500_000_000
MAX_DIGITS = 200_000  # of one integer: reading costs the square of it, and Python's own limit of 4300 is too low


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no key occurs twice: two readers must not see two certificates."""
    if len(data := dict(pairs)) != len(pairs):
        raise Malformed("a key occurs twice in an object")
    return data


def read(path: str) -> list[Any]:
    """The certificates in a file."""
    try:
        file = Path(path)
        if file.stat().st_size > MAX_BYTES:
            raise Malformed(f"more than {MAX_BYTES} bytes")
        data = json.loads(file.read_bytes(), object_pairs_hook=once)
    except (OSError, ValueError, RecursionError) as error:
        raise Malformed(f"not readable as JSON: {error}") from error
    if data == []:
        raise Malformed("an empty list: there is nothing to replay")
    return data if type(data) is list else [data]


def main(arguments: list[str], checker: Callable[[Any], Accepted] = check) -> int:
    """Replay the files; the exit code."""
    sys.set_int_max_str_digits(MAX_DIGITS)
    worst = 0 if arguments else 2
    print("" if arguments else __doc__, end="")
    for path in arguments:
        try:
            for i, data in enumerate(read(path)):
                try:
                    print(f"{path} {i}: ACCEPTED {': '.join(checker(data))}")
                except Rejected as error:
                    print(f"{path} {i}: REJECTED {error}")
                    worst = max(worst, 1)
        except Malformed as error:
            print(f"{path}: MALFORMED {error}")
            worst = 2
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
