"""`eigenproof solve KIND A`: one question, its answer, and the verdict of the kernel on it."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from exercises.commands.arguments import INTEGER, MATRIX, MatrixCommand, Source, symbol_list
from exercises.commands.judge import certificate_of, conditions, judge
from exercises.commands.kinds import GROUPS, KINDS, OPTIONS, Kind, refuse_variable
from exercises.commands.messages import translated
from exercises.commands.present import json_of, latex_of, text_of
from exercises.commands.request import Request
from exercises.commands.systems import all_solutions
from exercises.commands.verdicts import about, verdict_line

FAILED = 1
VARIABLES = {"exp": ("t", "the time"), "power": ("n", "the exponent"), "charpoly": ("x", "the variable of the polynomial"),
             "minpoly": ("x", "the variable of the polynomial")}
MATRICES = {"b": "the right side of A x = b, or the first vector", "B": "the other matrix, or what the inputs enter by",
            "C": "what is seen of the states", "D": "what goes straight from input to output", "Q": "the right side"}


def matrix_option(name: str) -> Any:
    """--NAME MATRIX; the parameter keeps its case, so that --B and --b stay apart."""
    return click.option(f"--{name}", f"given_{name}", type=MATRIX, metavar="MATRIX",
                        help=f"For {OPTIONS[name]}: {MATRICES[name]}.")


@click.command(cls=MatrixCommand, help=(
    "Answer one question about A; the kernel checks the answer before it is printed.\n\n"
    + "\n\n".join(f"\b\n{group}:\n" + "\n".join(f"  {name:13} {kind.summary}" for name, kind in kinds.items())
                  for group, kinds in GROUPS.items())
    + '\n\nA matrix is text ("3 1; 0 3", [[3,1],[0,3]], LaTeX), a structured one by its parameters ("hilbert(4)", '
      '"toeplitz([0, 1], [0, 2])"), a file (@FILE; text, CSV, Matrix Market, .npy), or - for standard input. '
      "Entries are exact: 2/3, sqrt(2), 1+2*i, root(x^3-x-1, 0).\n"
      "Exit code 0: done and checked; 1: there is no such answer, or it failed the check; 2: bad input."))
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("matrix", type=MATRIX, metavar="A")
@click.option("--at", "exponent", type=INTEGER, metavar="N", help="For power: A^N itself, for one integer N.")
@click.option("--ord", "order", type=click.Choice(["1", "2", "inf", "fro"]), metavar="1|2|inf|fro",
              help=f"For {OPTIONS['ord']}: which norm; 2 when it is not given.")
@click.option("--rank", type=INTEGER, metavar="R", help=f"For {OPTIONS['rank']}: the rank.")
@click.option("--discrete", is_flag=True, help=f"For {OPTIONS['discrete']}: powers A^n instead of e^(tA).")
@click.option("--steps", is_flag=True, help="Show the worked solution, every line with its verdict.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: problem, answer, checked, verdict, certificate; "
              "with --steps the worked solution.")
@click.option("--latex", "as_latex", is_flag=True, help="Write LaTeX; with --steps the worked solution.")
@click.option("--certificate", "certificate_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the certificate alone to FILE; `python -m verify.kernel FILE` replays it.")
@click.option("--symbols", metavar="NAMES", help="Parameters that may stand in entries, as in a,b.")
@click.option("--decimals", is_flag=True, help="Read 1.25 as the exact 5/4.")
def command(kind: str, matrix: Source, exponent: int | None, order: str | None, rank: int | None,
            discrete: bool, steps: bool, as_json: bool, as_latex: bool, certificate_file: Path | None,  # noqa: FBT001 - click's
            symbols: str | None, decimals: bool, **matrices: Source | None) -> int:  # noqa: FBT001
    """Read, solve, check, print."""
    question = KINDS[kind]
    sys.set_int_max_str_digits(0)  # exact answers may have more digits than Python writes by default
    sources = {name: source for name in MATRICES if (source := matrices[f"given_{name}"]) is not None}
    given = {"at": exponent is not None, "ord": order is not None, "rank": rank is not None, "discrete": discrete}
    refuse_options(kind, {*sources, *(name for name, there in given.items() if there)})
    if as_json and as_latex:
        raise click.UsageError("choose one of --json and --latex")
    if [matrix, *sources.values()].count(Source("stdin", "-")) > 1:
        raise click.UsageError("only one matrix can be read from standard input")
    reading: dict[str, Any] = {"symbols": symbol_list(symbols), "decimals": decimals}
    request = Request(kind, matrix.value(**reading), {name: source.read(**reading) for name, source in sources.items()},
                      order or "2", discrete, rank)
    if kind in VARIABLES and exponent is None:
        refuse_variable(request.A, VARIABLES[kind][0], kind, VARIABLES[kind][1])
    try:
        result, checkable = answer(question, request)
    except ArithmeticError as error:
        if as_json:
            click.echo(json.dumps({"problem": request.problem, "answer": None, "checked": False,
                                   "error": translated(str(error))}))
        raise
    verdict, needed = judge(checkable), conditions(result)
    if not question.ask:
        verdict, needed = about(kind, request.main, result, exponent, verdict), needed_by(request.main, result, exponent)
    if certificate_file is not None:
        write_certificate(certificate_file, checkable, verdict)
    written = steps and worked(checkable, "json" if as_json else "latex" if as_latex else "text")
    if as_json and not written:
        data = as_data(request.problem, json_of(parts_of(question, result, exponent)), checkable, verdict)
        click.echo(json.dumps({**data, "conditions": needed} if needed else data))
    elif not written:
        show({**request.heading, **parts_of(question, result, exponent)}, needed, verdict, as_latex=as_latex)
    return 0 if verdict.ok else FAILED


def refuse_options(kind: str, given: set[str]) -> None:
    """What the question needs must be given, and nothing that it does not take."""
    question = KINDS[kind]
    missing = [f"--{name}" for name in question.needs if name not in given]
    if missing:
        raise click.UsageError(f"solve {kind} needs {' and '.join(missing)}: {question.summary}")
    extra = [f"--{name}" for name in sorted(given) if name not in question.needs + question.takes]
    if extra:
        raise click.UsageError(f"solve {kind} does not use {' and '.join(extra)}")


def show(parts: dict[str, Any], needed: list[str], verdict: Any, *, as_latex: bool) -> None:
    """Print the parts of an answer, the conditions it rests on, and the verdict."""
    shown = [latex_of(*part) if as_latex else text_of(*part) for part in parts.items()]
    click.echo("\n".join(shown) if as_latex else "\n\n".join(shown))
    mark = "% " if as_latex else "\n"
    if needed:
        click.echo(f"{mark}provided that none of these is zero: {', '.join(needed)}")
    click.echo(f"{mark}{verdict_line(verdict)}")
    if verdict.theorems:
        click.echo(f"{mark.strip(chr(10))}for all n: {'; '.join(f'{t} (eigenproof theorems {t})' for t in verdict.theorems)}")


def answer(question: Kind, request: Request) -> tuple[Any, Any]:
    """The result of the function, and what the checker and the worked solution take (with the question, if need be)."""
    import symbolic
    if question.ask:
        return question.asked(request)
    A = request.main
    b: Any = next(iter(request.given.values()), None)
    if request.kind == "solve":
        found = all_solutions(A, b, request.value)
        return found, found
    verb = getattr(request.value, request.kind, None) if request.kind in {"det", "inverse"} else None
    if request.is_structured and verb is not None:  # from the parameters; the checker sees the dense matrix
        result = verb()
        result = result.dense() if hasattr(result, "dense") else result
    else:
        result = getattr(symbolic, question.function)(A, *([] if b is None else [b]))
    if not question.wrapped:
        return result, result
    from verify import Answer
    return result, Answer(request.kind, A, result, b)


def needed_by(A: Any, result: Any, exponent: int | None) -> list[str]:
    """What must not be zero for the answer to hold; a negative power needs det A as well."""
    from exercises.grading.laws import factors
    from symbolic import det
    more = factors([det(A)]) if A.has_parameters and exponent is not None and exponent < 0 else ()
    return list(dict.fromkeys([*conditions(result), *more]))


def parts_of(question: Kind, result: Any, exponent: int | None) -> dict[str, Any]:
    """The labelled parts of an answer; for one exponent the power itself."""
    if exponent is not None:
        return {f"A^{exponent}": result.at(exponent)}
    return question.parts(result)


def as_data(problem: dict[str, str], shown: Any, checkable: Any, verdict: Any) -> dict[str, Any]:
    """The documented JSON of `solve --json`; `checked` is true only when the kernel accepted this certificate.

    The verdict names the theorems for all n that the answer is an instance of, and says what it rests on, in words.
    """
    from verify.proofs.axiomwords import in_words
    checked = has_certificate(checkable, verdict)
    return {
        "problem": problem,
        "answer": shown,
        "checked": checked,
        "verdict": {"word": str(verdict.word), "reason": str(verdict.reason), "theorems": list(verdict.theorems),
                    "axioms": list(in_words(verdict.axioms))},
        "certificate": certificate_of(checkable) if checked else None,
    }


def has_certificate(checkable: Any, verdict: Any) -> bool:
    """Whether the kernel accepted a certificate of this answer."""
    return bool(verdict.ok) and verdict.word in {"EXACT", "PROVED"} and getattr(checkable, "items", True) != ()


def write_certificate(path: Path, checkable: Any, verdict: Any) -> None:
    """The certificate alone, whole or not at all.

    Raises:
        UnableError: the answer has none that the kernel accepted.
    """
    from exercises.commands.key import write_all
    from symbolic.errors import UnableError
    if not has_certificate(checkable, verdict):
        raise UnableError(f"{path} is not written: this answer has no certificate that the kernel accepted "
                          f"({verdict_line(verdict)})", "answers checked by the kernel")
    write_all(path.parent, {path.name: json.dumps(certificate_of(checkable)) + "\n"})


def worked(checkable: Any, form: str = "text") -> bool:
    """Print the worked solution; False, with the reason on standard error, when none is written for this."""
    from exercises import derive, render
    from exercises.commands.claims import Claims
    from exercises.commands.systems import Solutions, claims
    from symbolic.errors import ExactError, InputError, NoSuchObjectError, UnableError
    try:
        if isinstance(checkable, Solutions) and checkable.N.cols:
            raise UnableError("no worked solution is written for a system with more than one solution", "one solution")
        if isinstance(checkable, Claims):
            raise InputError("no worked solution is written for this question")
        derivation = derive(claims(checkable)[0] if isinstance(checkable, Solutions) else checkable)
        page = render(derivation.document(), form)
    except NoSuchObjectError:
        raise
    except ExactError as error:
        click.echo(f"eigenproof: {translated(str(error))}\nHere is the answer without its steps.", err=True)
        return False
    click.echo(page)
    return True


for option_name in MATRICES:
    matrix_option(option_name)(command)
