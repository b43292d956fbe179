"""`eigenproof solve KIND A`: one question, its answer, and the verdict of the kernel on it."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from exercises.commands.arguments import INTEGER, MATRIX, MatrixCommand, Source, symbol_list
from exercises.commands.judge import certificate_of, conditions, judge
from exercises.commands.kinds import KINDS, Kind, refuse_variable
from exercises.commands.messages import translated
from exercises.commands.present import json_of, latex_of, text_of
from exercises.commands.systems import all_solutions
from exercises.commands.verdicts import about, verdict_line

FAILED = 1
VARIABLES = {"exp": ("t", "the time"), "power": ("n", "the exponent"), "charpoly": ("x", "the variable of the polynomial"),
             "minpoly": ("x", "the variable of the polynomial")}


@click.command(cls=MatrixCommand, help=(
    "Answer one question about A; the kernel checks the answer before it is printed.\n\n\b\n"
    + "\n".join(f"{name:12} {kind.summary}" for name, kind in KINDS.items())
    + '\n\nA matrix is text ("3 1; 0 3", [[3,1],[0,3]], LaTeX), a file (@FILE; text, CSV, Matrix Market, .npy), or - '
      "for standard input. Entries are exact: 2/3, sqrt(2), 1+2*i, root(x^3-x-1, 0).\n"
      "Exit code 0: done and checked; 1: there is no such answer, or it failed the check; 2: bad input."))
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("matrix", type=MATRIX, metavar="A")
@click.option("--b", "right", type=MATRIX, metavar="MATRIX", help="For solve: the right side of A x = b.")
@click.option("--B", "other", type=MATRIX, metavar="MATRIX", help="For similar: the other matrix.")
@click.option("--at", "exponent", type=INTEGER, metavar="N", help="For power: A^N itself, for one integer N.")
@click.option("--steps", is_flag=True, help="Show the worked solution, every line with its verdict.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: problem, answer, checked, verdict, certificate; "
              "with --steps the worked solution.")
@click.option("--latex", "as_latex", is_flag=True, help="Write LaTeX; with --steps the worked solution.")
@click.option("--certificate", "certificate_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the certificate alone to FILE; `python -m verify.kernel FILE` replays it.")
@click.option("--symbols", metavar="NAMES", help="Parameters that may stand in entries, as in a,b.")
@click.option("--decimals", is_flag=True, help="Read 1.25 as the exact 5/4.")
def command(kind: str, matrix: Source, right: Source | None, other: Source | None, exponent: int | None,
            steps: bool, as_json: bool, as_latex: bool, certificate_file: Path | None,  # noqa: FBT001 - click's
            symbols: str | None, decimals: bool) -> int:  # noqa: FBT001
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
    if as_json and as_latex:
        raise click.UsageError("choose one of --json and --latex")
    if matrix.origin == "stdin" and second is not None and second.origin == "stdin":
        raise click.UsageError("only one matrix can be read from standard input")
    A = matrix.read(symbols=symbol_list(symbols), decimals=decimals)
    b = None if second is None else second.read(symbols=symbol_list(symbols), decimals=decimals)
    if kind in VARIABLES and exponent is None:
        refuse_variable(A, VARIABLES[kind][0], kind, VARIABLES[kind][1])
    problem = {"kind": kind, "matrix": str(A), **({} if b is None else {question.needs: str(b)})}
    try:
        result, checkable = answer(question, kind, A, b)
    except ArithmeticError as error:
        if as_json:
            click.echo(json.dumps({"problem": problem, "answer": None, "checked": False, "error": translated(str(error))}))
        raise
    verdict, needed = about(kind, A, result, exponent, judge(checkable)), needed_by(A, result, exponent)
    if certificate_file is not None:
        write_certificate(certificate_file, checkable, verdict)
    written = steps and worked(checkable, "json" if as_json else "latex" if as_latex else "text")
    if as_json and not written:
        data = as_data(problem, json_of(parts_of(question, result, exponent)), checkable, verdict)
        click.echo(json.dumps({**data, "conditions": needed} if needed else data))
    elif not written:
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
    if kind == "solve":
        found = all_solutions(A, b)
        return found, found
    function = getattr(symbolic, question.function)
    result = function(A, *question.arguments, *([] if b is None else [b]))
    if not question.wrapped:
        return result, result
    from verify import Answer
    return result, Answer(kind, A, result, b)


def needed_by(A: Any, result: Any, exponent: int | None) -> list[str]:
    """What must not be zero for the answer to hold; a negative power needs det A as well."""
    from exercises.commands.laws import factors
    from symbolic import det
    more = factors([det(A)]) if A.has_parameters and exponent is not None and exponent < 0 else ()
    return list(dict.fromkeys([*conditions(result), *more]))


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


def write_certificate(path: Path, checkable: Any, verdict: Any) -> None:
    """The certificate alone, whole or not at all.

    Raises:
        UnableError: the answer has none that the kernel accepted.
    """
    from exercises.commands.key import write_all
    from symbolic.errors import UnableError
    if not verdict.ok or verdict.word not in {"EXACT", "PROVED"}:
        raise UnableError(f"{path} is not written: this answer has no certificate that the kernel accepted "
                          f"({verdict_line(verdict)})", "answers checked by the kernel")
    write_all(path.parent, {path.name: json.dumps(certificate_of(checkable)) + "\n"})


def worked(checkable: Any, form: str = "text") -> bool:
    """Print the worked solution; False, with the reason on standard error, when none is written for this."""
    from exercises import derive, render
    from exercises.commands.systems import Solutions, claims
    from symbolic.errors import ExactError, NoSuchObjectError, UnableError
    try:
        if isinstance(checkable, Solutions) and checkable.N.cols:
            raise UnableError("no worked solution is written for a system with more than one solution", "one solution")
        derivation = derive(claims(checkable)[0] if isinstance(checkable, Solutions) else checkable)
        page = render(derivation.document(), form)
    except NoSuchObjectError:
        raise
    except ExactError as error:
        click.echo(f"eigenproof: {translated(str(error))}\nHere is the answer without its steps.", err=True)
        return False
    click.echo(page)
    return True
