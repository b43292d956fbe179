"""`eigenproof check KIND A ...`: is my own answer right? By the law it must satisfy, not by comparison with ours."""
from __future__ import annotations

import json
from typing import Any

import click

from exercises.commands.arguments import MATRIX, MatrixCommand, Source, symbol_list
from exercises.grading.laws import CHECKS as DENSE_CHECKS
from exercises.grading.laws import Law, denominators
from exercises.grading.singularlaws import SINGULAR_CHECKS

CHECKS = dict(sorted((DENSE_CHECKS | SINGULAR_CHECKS).items()))
NAMES = ("P", "J", "X", "V", "N", "U", "H", "S", "L", "B", "b", "x", "Q", "eigenvalue", "value")
FAILED = 1


def matrix_option(name: str) -> Any:
    """--NAME MATRIX; the parameter keeps its case, so that --X and --x stay apart."""
    kinds = ", ".join(kind for kind, c in CHECKS.items() if name in c.needs + c.optional)
    return click.option(f"--{name}", f"given_{name}", type=MATRIX, metavar="MATRIX", help=f"For {kinds}.")


@click.command(cls=MatrixCommand, help=(
    "Check your own answer by law: any P with A P = P J and det P != 0 is right.\n\n\b\n"
    + "\n".join(f"{kind:10} {' '.join(f'--{n}' for n in c.needs):14} {c.summary}" for kind, c in CHECKS.items())
    + '\n\nA matrix is text ("3 1; 0 3"), its parameters ("hilbert(4)"), a file (@FILE), or - for standard input.\n'
      "Exit code 0: right; 1: wrong, and the law and the column are named; 2: bad input."))
@click.argument("kind", type=click.Choice(list(CHECKS)), metavar="KIND")
@click.argument("matrix", type=MATRIX, metavar="A")
@click.option("--ord", "order", type=click.Choice(["1", "2", "inf", "fro"]), metavar="1|2|inf|fro",
              help="For cond: which norm; 2 when it is not given.")
@click.option("--symbols", metavar="NAMES", help="Parameters that may stand in entries, as in a,b.")
@click.option("--decimals", is_flag=True, help="Read 1.25 as the exact 5/4.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(kind: str, matrix: Source, order: str | None, symbols: str | None, decimals: bool,  # noqa: FBT001 - click's
            as_json: bool, **options: Source | None) -> int:  # noqa: FBT001
    """Read the answer and try its laws in order."""
    check = CHECKS[kind]
    sources = {name: options[f"given_{name}"] for name in NAMES}
    missing = [f"--{name}" for name in check.needs if sources[name] is None]
    if missing:
        raise click.UsageError(f"check {kind} needs {' and '.join(missing)}: {check.summary}")
    extra = [f"--{name}" for name, s in sources.items() if s is not None and name not in check.needs + check.optional]
    if extra:
        raise click.UsageError(f"check {kind} does not use {' and '.join(extra)}: {check.summary}")
    if order is not None and kind != "cond":
        raise click.UsageError(f"check {kind} does not use --ord")
    if [matrix, *sources.values()].count(Source("stdin", "-")) > 1:
        raise click.UsageError("only one matrix can be read from standard input")
    given = {"A": matrix.read(symbols=symbol_list(symbols), decimals=decimals)}
    for name, source in sources.items():
        if source is not None:
            given[name] = source.read(symbols=symbol_list(symbols), decimals=decimals)
    laws = tried(kind, given | {"ord": order or "2"})
    right = all(law.holds for law in laws)
    report(kind, given, laws, as_json=as_json)
    return 0 if right else FAILED


def tried(kind: str, given: dict[str, Any]) -> list[Law]:
    """The laws in order; after wrong shapes the rest has no meaning and is not tried."""
    laws = []
    for law in CHECKS[kind].laws(given):
        laws.append(law)
        if law.law == "shapes" and not law.holds:
            break
    return laws


def report(kind: str, given: dict[str, Any], laws: list[Law], *, as_json: bool) -> None:
    """Print what holds and what fails, as lines or as JSON."""
    right = all(law.holds for law in laws)
    needed = list(dict.fromkeys([*denominators(given), *(c for law in laws for c in law.conditions)]))
    if as_json:
        rows = [{"law": law.law, "holds": law.holds, "detail": law.detail, "column": law.column,
                 **({"conditions": list(law.conditions)} if law.conditions else {})} for law in laws]
        problem = {"kind": kind, **{name: str(value) for name, value in given.items()}}
        data = {"problem": problem, "right": right, "verdict": "EXACT" if right else "REFUTED", "laws": rows}
        click.echo(json.dumps({**data, "conditions": needed} if needed else data))
        return
    for law in laws:
        provided = f" provided that {' and '.join(f'{c} is not zero' for c in law.conditions)}" if law.conditions else ""
        click.echo(f"{'holds' if law.holds else 'FAILS'}  {law.law}{provided if law.holds else ''}"
                   + (f"\n       {law.detail}" if law.detail else ""))
    failing = next((law.law for law in laws if not law.holds), None)
    where = f", right where none of these is zero: {', '.join(needed)}" if needed else ""
    wrong = f"REFUTED: the answer is wrong; it breaks the law: {failing}"
    click.echo(f"EXACT: the answer is {where.removeprefix(', ') or 'right'}" if failing is None else wrong)


for option_name in NAMES:
    matrix_option(option_name)(command)
