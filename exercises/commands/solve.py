"""`eigenproof solve KIND A`: one question, its answer, and the verdict of the kernel on it."""
from __future__ import annotations

import json
import sys
from typing import Any

import click

from exercises.commands.arguments import INTEGER, MATRIX, MatrixCommand, Source, symbol_list
from exercises.commands.judge import certificate_of, conditions, judge
from exercises.commands.kinds import KINDS, Kind
from exercises.commands.present import json_of, latex_of, text_of

FAILED = 1
LISTED = 100_000  # characters of an answer that are still written to a terminal


@click.command(cls=MatrixCommand, help=(
    "Answer one question about A; the kernel checks the answer before it is printed.\n\n\b\n"
    + "\n".join(f"{name:10} {kind.summary}" for name, kind in KINDS.items())
    + '\n\nA matrix is text ("3 1; 0 3", [[3,1],[0,3]], LaTeX), a file (@FILE; text, CSV, Matrix Market, .npy), or - '
      "for standard input. Entries are exact: 2/3, sqrt(2), 1+2*i, root(x^3-x-1, 0).\n"
      "Exit code 0: done and checked; 1: there is no such answer, or it failed the check; 2: bad input."))
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("matrix", type=MATRIX, metavar="A")
@click.option("--b", "right", type=MATRIX, metavar="MATRIX", help="For solve: the right side of A x = b.")
@click.option("--B", "other", type=MATRIX, metavar="MATRIX", help="For similar: the other matrix.")
@click.option("--at", "exponent", type=INTEGER, metavar="N", help="For power: A^N itself, for one integer N.")
@click.option("--steps", is_flag=True, help="Show the worked solution, every line with its verdict.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: problem, answer, checked, verdict, certificate.")
@click.option("--latex", "as_latex", is_flag=True, help="Write LaTeX.")
@click.option("--symbols", metavar="NAMES", help="Parameters that may stand in entries, as in a,b.")
@click.option("--decimals", is_flag=True, help="Read 1.25 as the exact 5/4.")
def command(kind: str, matrix: Source, right: Source | None, other: Source | None, exponent: int | None,
            steps: bool, as_json: bool, as_latex: bool, symbols: str | None, decimals: bool) -> int:  # noqa: FBT001 - click's
    """Read, solve, check, print."""
    question = KINDS[kind]
    sys.set_int_max_str_digits(0)  # exact answers may have more digits than Python writes by default
    seconds = {"b": right, "B": other}
    for name, given in seconds.items():
        if (question.needs == name) != (given is not None):
            raise click.UsageError(f"solve {kind} {'needs' if question.needs == name else 'does not use'} --{name}")
    second = right or other
    if exponent is not None and kind != "power":
        raise click.UsageError(f"solve {kind} does not use --at")
    if steps + as_json + as_latex > 1:
        raise click.UsageError("choose one of --steps, --json and --latex")
    if matrix.origin == "stdin" and second is not None and second.origin == "stdin":
        raise click.UsageError("only one matrix can be read from standard input")
    A = matrix.read(symbols=symbol_list(symbols), decimals=decimals)
    b = None if second is None else second.read(symbols=symbol_list(symbols), decimals=decimals)
    problem = {"kind": kind, "matrix": str(A), **({} if b is None else {question.needs: str(b)})}
    try:
        result, checkable = answer(question, kind, A, b)
    except ArithmeticError as error:
        if as_json:
            click.echo(json.dumps({"problem": problem, "answer": None, "checked": False, "error": str(error)}))
        raise
    verdict, needed = judge(checkable), conditions(result)
    if as_json:
        data = as_data(problem, json_of(parts_of(question, result, exponent)), checkable, verdict)
        click.echo(json.dumps({**data, "conditions": needed} if needed else data))
    elif not steps or not worked(checkable):
        show({"A": A, **parts_of(question, result, exponent)}, needed, verdict, as_latex=as_latex)
    return 0 if verdict.ok else FAILED


def show(parts: dict[str, Any], needed: list[str], verdict: Any, *, as_latex: bool) -> None:
    """Print the parts of an answer, the conditions it rests on, and the verdict."""
    shown = [latex_of(*part) if as_latex else text_of(*part) for part in parts.items()]
    click.echo("\n".join(shown) if as_latex else "\n\n".join(shown))
    mark = "% " if as_latex else "\n"
    if needed:
        click.echo(f"{mark}provided that none of these is zero: {', '.join(needed)}")
    click.echo(f"{mark}{verdict_line(verdict)}")


def answer(question: Kind, kind: str, A: Any, b: Any) -> tuple[Any, Any]:
    """The result of the function, and what the checker and the worked solution take (with the question, if need be)."""
    import symbolic
    function = getattr(symbolic, question.function)
    result = function(A, *question.arguments, *([] if b is None else [b]))
    if not question.wrapped:
        return result, result
    from verify import Answer
    return result, Answer(kind, A, result, b)


def parts_of(question: Kind, result: Any, exponent: int | None) -> dict[str, Any]:
    """The labelled parts of an answer; for one exponent the power itself."""
    if exponent is not None:
        return {f"A^{exponent}": result.at(exponent)}
    return question.parts(result)


def as_data(problem: dict[str, str], shown: Any, checkable: Any, verdict: Any) -> dict[str, Any]:
    """The documented JSON of `solve --json`; `checked` is true only when the kernel accepted this certificate."""
    checked = bool(verdict.ok) and verdict.word in {"EXACT", "PROVED"}
    return {
        "problem": problem,
        "answer": shown,
        "checked": checked,
        "verdict": {"word": str(verdict.word), "reason": str(verdict.reason)},
        "certificate": certificate_of(checkable) if checked else None,
    }


def verdict_line(verdict: Any) -> str:
    """The verdict word and what was checked."""
    return f"{verdict.word}: {verdict.reason}" if verdict.reason else str(verdict.word)


def worked(checkable: Any) -> bool:
    """Print the worked solution; False, with the reason on standard error, when none is written for this."""
    from exercises import derive, render
    from symbolic.errors import UnableError
    try:
        derivation = derive(checkable)
    except UnableError as error:
        click.echo(f"eigenproof: {error}\nHere is the answer without its steps.", err=True)
        return False
    click.echo(render(derivation.document(), "text"))
    return True
