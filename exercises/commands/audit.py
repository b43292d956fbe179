"""`eigenproof audit TARGET`: somebody's numerical function against exact truth, with a report and an exit code for CI."""
from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
OURS = ("symbolic", "verify", "exercises")
HOME = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--all", "everything", is_flag=True, help="Every function that is registered: --list names them.")
@click.option("--as", "as_", metavar="PROBLEM", help="What the function claims to compute, such as expm; see --list.")
@click.option("--list", "listed", is_flag=True, help="List the functions and the problems that are known.")
@click.option("--profile", type=click.Choice(["ci", "deep"]), default="ci", show_default=True, help="How much is tried.")
@click.option("--seed", metavar="N", default="0", show_default=True, help="Of the cases that are drawn, or the word random.")
@click.option("--json", is_flag=True, help="Print the report as JSON.")
@click.option("--markdown", is_flag=True, help="Print the report as Markdown.")
@click.option("--html", is_flag=True, help="Print the report as one HTML page.")
@click.option("--expected", type=FILE, help="Expected failures: TARGET LINK, a line each.")
@click.option("--baseline", "before", type=FILE, help="Fail only where more is found than this file holds.")
@click.option("--write-baseline", "after", type=FILE, help="Write what was found to this file.")
@click.option("-o", "--output", type=FILE, help="Write the report to this file.")
def command(targets: tuple[str, ...], everything: bool, as_: str | None, listed: bool, profile: str, seed: str,  # noqa: FBT001
            expected: Path | None, before: Path | None, after: Path | None, output: Path | None, **forms: bool) -> int:
    """Put hard and random cases to TARGET and hold every answer against the exact truth for the very floats given.

    TARGET is a registered function such as scipy.linalg.solve_toeplitz, or any function of yours as mypkg.mod:func --as expm;
    a package name (numpy, scipy) stands for all its functions. The exit code is 1 when an answer is WRONG, nothing was answered
    or not every case was asked, for a function that --expected does not list (or, with --baseline, when there are more findings
    than it holds), 2 for bad input, and 0 otherwise.
    """
    form, number = form_of(forms), seed_of(seed)
    make_room()
    if listed:
        return show_known(form)
    from verify.oracle.expected import Expectations, baseline, fails, mended, read_baseline, read_expected
    names = chosen(targets, everything=everything, as_=as_)
    allowed = read_expected(expected) if expected else Expectations()
    known = read_baseline(before) if before else None
    for path in (output, after):
        if path is not None and not path.parent.is_dir():
            raise click.UsageError(f"the folder {path.parent} does not exist")
    reports, absent = run(names, as_, profile, number, strict=not everything)
    notes = {r.target: f"expected: {allowed[r.target].link}" for r in reports if r.target in allowed}
    notes |= {r.target: f"expected to fail and does not: {allowed[r.target].place} can go" for r in mended(reports, allowed)}
    written(shown([r.to_dict() for r in reports], notes, absent, form or "text"), output)
    if after:
        written(baseline(reports), after)
    for line in said(reports, allowed, known, quiet=form is None and output is None):
        click.echo(f"eigenproof: {line}", err=True)
    return 1 if fails(reports, allowed, known) else 0


def form_of(forms: Mapping[str, bool]) -> str | None:
    """The one form that was asked for; None is text."""
    asked = [name for name, wanted in forms.items() if wanted]
    if len(asked) > 1:
        raise click.UsageError(f"{' and '.join(f'--{name}' for name in asked)} are two forms of one report; ask for one of them")
    return asked[0] if asked else None


def seed_of(text: str) -> int:
    """The seed, or a drawn one; the report says which."""
    if text == "random":
        return secrets.randbelow(10**6)
    try:
        return int(text)
    except ValueError:
        raise click.UsageError(f"the seed is {text!r}; write an integer, or random") from None


def said(reports: Sequence[Any], allowed: Any, known: Any, *, quiet: bool) -> Iterator[str]:
    """Sentences for standard error: more than the baseline, no whole audit (unless the report shows it here), stale lines."""
    from verify.oracle.expected import stale, unexpected, worse
    yield from worse(reports, known) if known is not None else []
    for report in unexpected(reports, allowed) if not quiet else []:
        yield from (f"{report.target}: {alarm}" for alarm in report.alarms)
    yield from (f"{entry.place} names {entry.target}, which was not audited now" for entry in stale(reports, allowed))


def make_room() -> None:
    """Let functions of the working directory be imported, behind everything installed; say what its own names mean here."""
    here = Path.cwd()
    if str(here) not in sys.path:
        sys.path.append(str(here))
    found = [(name, PathFinder.find_spec(name, [str(here)])) for name in OURS]
    own = [name for name, spec in found if spec is not None and spec.origin is not None and here.resolve() != HOME]
    if own:
        click.echo(f"eigenproof: this folder has its own {' and '.join(own)}; in this command `import {own[0]}` means "
                   "eigenproof's, so a function that needs the folder's cannot be audited under this name", err=True)
        if str(HOME) not in sys.path[:1]:  # PYTHONPATH may have put that folder before ours
            sys.path.insert(0, str(HOME))


def show_known(form: str | None) -> int:
    """The functions and the problems that are registered."""
    from verify.oracle import known_problems, known_targets
    targets, problems = known_targets(), known_problems()
    if form == "json":
        click.echo(json.dumps({"targets": {name: t.as_ for name, t in targets.items()},
                               "problems": {name: p.signature for name, p in problems.items()}}, indent=1, ensure_ascii=False))
        return 0
    wide = max(map(len, targets), default=0)
    click.echo("\n".join(["Functions, and the problem that each claims to solve:", "",
                          *(f"  {name:{wide}}  {t.as_}" for name, t in targets.items()), "",
                          "Problems, for --as with a function of yours:", "",
                          *(f"  {name}: {p.signature}" for name, p in problems.items())]))
    return 0


def chosen(targets: Sequence[str], *, everything: bool, as_: str | None) -> list[str]:
    """The functions asked for; a package stands for all of its functions."""
    from verify.oracle import find_problem, known_targets
    if everything and (targets or as_):
        raise click.UsageError("--all asks every registered function; give it alone")
    if everything:
        return list(known_targets())
    if not targets:
        raise click.UsageError("which function? `eigenproof audit scipy.linalg.expm`, or --all, or --list")
    if as_ is not None:
        find_problem(as_)
    names: list[str] = []
    for name in targets:
        inside = [] if as_ or ":" in name or "." in name else list(known_targets(name))
        if not inside and ":" not in name and "." not in name:
            raise click.UsageError(f"{name!r} is neither a package with registered functions nor package.module:function; "
                                   "see --list")
        if as_ is None and not inside and name not in known_targets():
            raise click.UsageError(f"{name!r} is not registered, so say which problem it solves, such as --as expm; see --list")
        names += inside or [name]
    return list(dict.fromkeys(names))


def run(names: Sequence[str], as_: str | None, profile: str, seed: int, *, strict: bool) -> tuple[list[Any], dict[str, str]]:
    """The reports in the order of the names, and why others are missing; functions run in processes that may die.

    Unless `strict`, a package that is not installed leaves its functions out.
    """
    from exercises.commands.figures import show_progress
    from symbolic.errors import ExactError, MissingDependencyError
    from verify.oracle.isolated import isolated
    reports, absent = [], {}
    for name, found in zip(names, isolated(names, as_, profile=profile, seed=seed, told=show_progress), strict=True):
        if not isinstance(found, ExactError):
            reports.append(found)
        elif isinstance(found, MissingDependencyError) and not strict:
            absent[name] = str(found)
        else:
            if sys.stderr.isatty():
                click.echo(err=True)  # behind the bar
            raise click.UsageError(str(found))
    if not reports:
        raise click.UsageError(f"nothing could be audited: {next(iter(absent.values()), 'no function was named')}")
    return reports, absent


def shown(reports: Sequence[dict[str, Any]], notes: dict[str, str], absent: dict[str, str], form: str) -> str:
    """The report in one of its forms."""
    from exercises.auditpage import lines, markdown, page
    match form:
        case "json":
            rows = [row for r in reports for row in r["rows"]]
            data = {"notes": notes, "absent": absent, "targets": [{k: v for k, v in r.items() if k != "rows"} for r in reports],
                    "rows": rows}
            return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        case "markdown":
            return markdown(reports, notes, absent)
        case "html":
            return page(reports, notes, absent)
    return "\n".join(lines(reports, notes, absent)) + "\n"


def written(text: str, output: Path | None) -> None:
    """To the file, under a temporary name first, or to standard output."""
    from exercises.commands.ledger import written as write
    write(text, output)
