"""`eigenproof audit TARGET`: somebody's numerical function against exact truth, with a report and an exit code for CI."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FORMS = ("text", "json", "markdown", "html")
OURS = ("symbolic", "verify", "exercises")


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--all", "everything", is_flag=True, help="Every function that is registered: --list names them.")
@click.option("--as", "as_", metavar="PROBLEM", help="What the function claims to compute, such as expm; see --list.")
@click.option("--list", "listed", is_flag=True, help="List the functions and the problems that are known.")
@click.option("--profile", type=click.Choice(["ci", "deep"]), default="ci", show_default=True, help="How much is tried.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the cases that are drawn.")
@click.option("--json", "form", flag_value="json", help="Print the report as JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="Print the report as Markdown.")
@click.option("--html", "form", flag_value="html", help="Print the report as one HTML page.")
@click.option("--expected", type=FILE, help="Expected failures: TARGET LINK, a line each.")
@click.option("--baseline", "before", type=FILE, help="Fail only where more is found than this file holds.")
@click.option("--write-baseline", "after", type=FILE, help="Write what was found to this file.")
@click.option("-o", "--output", type=FILE, help="Write the report to this file.")
def command(targets: tuple[str, ...], everything: bool, as_: str | None, listed: bool, profile: str, seed: int,  # noqa: FBT001
            form: str | None, expected: Path | None, before: Path | None, after: Path | None, output: Path | None) -> int:
    """Put hard and random cases to TARGET and hold every answer against the exact truth for the very floats given.

    TARGET is a registered function such as scipy.linalg.solve_toeplitz, or any function of yours as mypkg.mod:func --as expm;
    a package name (numpy, scipy) stands for all its functions. The exit code is 1 when an answer is WRONG that --expected does
    not list (or, with --baseline, when there are more findings than it holds), and 0 otherwise.
    """
    from verify.oracle import known_problems, known_targets
    if listed:
        click.echo("\n".join([*(f"{name}  as {t.as_}" for name, t in known_targets().items()), "",
                              *(f"{name}: {p.signature}" for name, p in known_problems().items())]))
        return 0
    names = chosen(targets, everything=everything, as_=as_)
    from verify.oracle.expected import baseline, fails, mended, read_baseline, read_expected, worse
    allowed = read_expected(expected) if expected else {}
    known = read_baseline(before) if before else None
    shadowed()
    reports = run(names, as_, profile, seed)
    notes = {name: f"expected: {e.link}" for name, e in allowed.items()}
    notes |= {name: f"expected to fail and does not: {allowed[name].place} can go" for name in mended(reports, allowed)}
    written(shown([r.to_dict() for r in reports], notes, form or "text"), output)
    if after:
        written(baseline(reports), after)
    for line in worse(reports, known) if known is not None else []:
        click.echo(f"eigenproof: {line}", err=True)
    return 1 if fails(reports, allowed, known) else 0


def chosen(targets: Sequence[str], *, everything: bool, as_: str | None) -> list[str]:
    """The functions asked for; a package stands for all of its functions."""
    from verify.oracle import known_targets
    if everything and (targets or as_):
        raise click.UsageError("--all asks every registered function; give it alone")
    if everything:
        return list(known_targets())
    if not targets:
        raise click.UsageError("which function? `eigenproof audit scipy.linalg.expm`, or --all, or --list")
    names: list[str] = []
    for name in targets:
        inside = [] if as_ or ":" in name or "." in name else list(known_targets(name))
        names += inside or [name]
    return list(dict.fromkeys(names))


def shadowed() -> None:
    """Let functions of the working directory be imported, behind everything installed; say what its own names mean here."""
    here = os.getcwd()  # noqa: PTH109 - sys.path holds texts
    if here not in sys.path:
        sys.path.append(here)
    hidden = [name for name in OURS if Path(here, name).is_dir() or Path(here, f"{name}.py").is_file()]
    own = Path(__file__).resolve().parents[2]
    if hidden and Path(here).resolve() != own:
        click.echo(f"eigenproof: this folder has its own {' and '.join(hidden)}; in this command `import {hidden[0]}` means eigenproof's, "
                   "so a function that imports its own must be reached by another name", err=True)


def run(names: Sequence[str], as_: str | None, profile: str, seed: int) -> list[Any]:
    """The reports, in the order of the names; several functions are asked in parallel processes."""
    from verify.oracle import audit
    if len(names) < 3 or (os.cpu_count() or 1) < 2:
        found = []
        for k, name in enumerate(names):
            told(k, len(names), name)
            found.append(audit(name, as_, profile=profile, seed=seed))
        told(len(names), len(names), "")
        return found
    from concurrent.futures import ProcessPoolExecutor
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 4)) as pool:
        futures = [pool.submit(audit, name, as_, profile=profile, seed=seed) for name in names]
        try:
            for k, (name, future) in enumerate(zip(names, futures, strict=True)):
                told(k, len(names), name)
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    told(len(names), len(names), "")
    return [future.result() for future in futures]


def told(done: int, total: int, name: str) -> None:
    """A bar on a terminal, nothing in a pipe."""
    from exercises.commands.figures import show_progress
    show_progress(done, total, name)


def shown(reports: Sequence[dict[str, Any]], notes: dict[str, str], form: str) -> str:
    """The report in one of its forms."""
    from exercises.auditpage import lines, markdown, page
    match form:
        case "json":
            rows = [row for r in reports for row in r["rows"]]
            data = {"notes": notes, "targets": [{k: v for k, v in r.items() if k != "rows"} for r in reports], "rows": rows}
            return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        case "markdown":
            return markdown(reports, notes)
        case "html":
            return page(reports, notes)
    return "\n".join(lines(reports, notes)) + "\n"


def written(text: str, output: Path | None) -> None:
    """To the file, under a temporary name first, or to standard output."""
    from exercises.commands.ledger import written as write
    write(text, output)
