"""The process in which foreign code runs: it is told a job, a line of JSON, and tells what it does, a line of JSON each.

It says which phase it is in before it begins it, so that whoever reads knows what was going on when it died.
"""
from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TextIO

from symbolic.errors import ExactError, MissingDependencyError
from verify.oracle.auditing import MAX_HANGS, Audit, judged_row, prepare, versions
from verify.oracle.calling import run
from verify.oracle.case import Case
from verify.oracle.judging import Outcome
from verify.oracle.registry import find_problem
from verify.oracle.report import Row

LEAST_MEMORY = 2 * 2**30  # bytes for one process, at least; else a quarter of what the machine has
Tell = Callable[[dict[str, Any]], None]


def serve() -> None:
    """Do one job after another until nobody asks any more."""
    jobs, answers = channels()
    limit_memory()

    def tell(message: dict[str, Any]) -> None:
        try:
            answers.write(json.dumps(message) + "\n")
            answers.flush()
        except BrokenPipeError:  # whoever asked is gone
            os._exit(0)

    tell({"phase": "ready"})
    for line in jobs:
        work(json.loads(line), tell)


def channels() -> tuple[TextIO, TextIO]:
    """Standard input and output for our own use; foreign code gets empty ones, down to what compiled code prints."""
    jobs = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return jobs, answers


def limit_memory() -> None:
    """Let a function that asks for too much memory get a MemoryError before the machine suffers, where the system can."""
    try:
        import resource
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        least = max(LEAST_MEMORY, whole // 4)
        resource.setrlimit(resource.RLIMIT_DATA, (least if hard == resource.RLIM_INFINITY else min(least, hard), hard))
    except (ImportError, OSError, ValueError):
        return


def work(job: dict[str, Any], tell: Tell) -> None:
    """One job from its first case that has no row yet to its report, or the error why there is none."""
    tell({"phase": "load"})
    try:
        audit = prepare(job["name"], job["as"], profile=job["profile"], seed=job["seed"])
    except ExactError as error:
        tell({"error": str(error), "missing": isinstance(error, MissingDependencyError)})
        return
    except BaseException as error:  # noqa: BLE001 - whatever an import raises
        text = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        tell({"error": f"audit: {job['name']} cannot be imported: {text}", "missing": False})
        return
    tell({"phase": "draw"})
    cases, rows = list(audit.cases()), [read_row(data) for data in job["rows"]]
    tell({"cases": len(cases)})

    def keep(row: Row) -> None:
        rows.append(row)
        tell({"row": asdict(row)})

    if job["fall"] is not None:
        keep(fallen_row(audit, cases[len(rows)], job["fall"], tell))
    for case in cases[len(rows):]:
        if job["stop"] or sum(row.timeout for row in rows) >= MAX_HANGS:
            break
        keep(asked_row(audit, case, tell))
    tell({"phase": "shrink"})
    smallest, script = shown(audit, cases, rows, job["fallen"]) if job["shrink"] else (None, "")
    tell({"target": audit.target.name, "as": audit.target.as_, "signature": find_problem(audit.target.as_).signature,
          "versions": versions(audit.target), "smallest": smallest and asdict(smallest), "reproducer": script})


def read_row(data: dict[str, Any]) -> Row:
    """A row from the plain data of `asdict`."""
    return Row(**data | {"warnings": tuple(data["warnings"])})


def asked_row(audit: Audit, case: Case, tell: Tell) -> Row:
    """One case put to the function, as `Audit.row` does, with every phase told."""
    tell({"phase": "truth"})
    truth = audit.truth(case)
    tell({"phase": "call"})
    try:
        outcome = run(audit.function, case, audit.target.call, audit.profile.limit)
    except BaseException as error:  # noqa: BLE001 - an interruption, or a class of its own, raised by foreign code
        outcome = Outcome(exception=f"{type(error).__name__}: {error}"[:200])
    tell({"phase": "measure"})
    return judged_row(audit.target, case, truth, outcome)


def fallen_row(audit: Audit, case: Case, fall: dict[str, Any], tell: Tell) -> Row:
    """The row of a case at which the process ended: a refusal of the function, or `not judged` when it was our part."""
    if fall["phase"] != "call":
        return judged_row(audit.target, case, None, Outcome(exception=fall["text"]))
    tell({"phase": "truth"})
    row = judged_row(audit.target, case, audit.truth(case),
                     Outcome(exception=fall["text"], timeout=fall["hung"], seconds=fall["seconds"]))
    data = asdict(row)
    for name in ("reason", "returned", "refusal"):
        data[name] = data[name].replace(f"raised {fall['text']}", fall["text"])
    return read_row(data)


def shown(audit: Audit, cases: list[Case], rows: list[Row], fallen: list[int]) -> tuple[Row | None, str]:
    """The worst finding, shrunk unless the process ended at it, and the script that shows it."""
    from verify.oracle.reproducer import script
    from verify.oracle.shrinking import shrink
    found = [(row.severity, number) for number, row in enumerate(rows) if row.is_finding]
    if not found:
        return None, ""
    worst = min(found)[1]
    case, row = cases[worst], rows[worst]
    if worst not in fallen and -1 not in fallen:
        with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
            case = shrink(audit, case, row, audit.profile.shrinking)
            row = audit.row(case)
    return row, script(audit, case, row)


if __name__ == "__main__":
    sys.exit("this module is started by verify.oracle.isolated")
