"""One process of the campaign: jobs come in as lines, cases that start and records of cases go out as lines."""
from __future__ import annotations

import json
import os
import sys
from typing import Any

from bench.campaign.judging import judge
from bench.campaign.peers import Peers
from bench.campaign.plan import plan
from bench.campaign.plants import plant


def say(**line: Any) -> None:
    """One line to the driver."""
    print(json.dumps(line), flush=True)


def serve(seed: int, limit: float, names: tuple[str, ...]) -> None:
    """Run the cases [first, last) of each line, and say `done` after them."""
    peers = Peers.installed(names)
    try:
        for line in sys.stdin:
            first, last = json.loads(line)
            for case in plan(seed, range(first, last)):
                say(start=case.number)
                say(record=judge(case, limit, peers))
            say(done=last)
    finally:
        peers.stop()


if __name__ == "__main__":
    os.environ.setdefault("SYMPY_GROUND_TYPES", "flint")
    options = json.loads(sys.argv[1])
    plant(options["plant"])
    serve(options["seed"], options["limit"], tuple(options["peers"]))
