"""`eigenproof theorems [NAME]`: the theorem library, replayed by the kernel before a line of it is printed."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from exercises.theorempage import ORDERED, by_order_rules, page, wrapped

REPLAYED = "The kernel replayed every proof in this process. To trust nothing else: python -m verify.kernel {}"


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print rows as JSON.")
@click.option("--lemmas", is_flag=True, help="List the lemmas too; they are not counted as theorems.")
@click.option("--full", is_flag=True, help="Show every step of a long proof.")
@click.option("--emit", type=click.Choice(["coq", "lean"]), help="Write the theorems that translate for another proof checker.")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The directory for --emit; it is made when it does not exist.")
def command(name: str | None, as_json: bool, lemmas: bool, full: bool, emit: str | None,  # noqa: FBT001 - click's form
            folder: Path | None) -> int:
    """List the theorems, or show the one called NAME with its conditions, its axioms and its proof in steps.

    For the list the kernel replays the whole library first, for one theorem what it uses; if one proof fails, nothing is
    shown and the exit code is 1. --emit coq writes MathComp files, --emit lean files for Lean 4 with Mathlib.
    """
    if name == "":
        raise click.UsageError("the name of the theorem is empty; `eigenproof theorems` lists all names")
    if full and not name:
        raise click.UsageError("--full shows every step of the proof of one theorem: give its NAME")
    if (folder is None) != (emit is None):
        raise click.UsageError("--emit and -o DIR belong together")
    if emit and (name or as_json):
        raise click.UsageError("--emit writes all theorems that translate; it goes with neither NAME nor --json")
    if emit and folder:
        return emitted(emit, folder)
    from verify.proofs.records import proof_steps, theorem, theorems
    found = (theorem(name),) if name else theorems(lemmas=lemmas)
    if as_json:
        rows = [row(t) | ({"proof": [list(step) for step in proof_steps(t.name)]} if name else {}) for t in found]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
    elif name:
        click.echo("\n".join(page(found[0], full=full)))
    else:
        click.echo("\n".join(listing(found)))
    return 0


def row(t: Any) -> dict[str, Any]:
    """One theorem as data."""
    letters = t.parts.letters
    return {"name": t.name, "says": t.says, "letters": letters, "premises": list(t.premises), "conclusions": list(t.conclusions),
            "abbreviations": list(t.parts.abbreviations), "axioms": list(t.axioms),
            "definitions": list(t.definitions), "groups": list(t.groups), "uses": list(t.uses), "holds_over": t.holds_over,
            "chapter": t.chapter, "lemma": t.lemma, "verdict": t.verdict.word}


def listing(found: tuple[Any, ...]) -> list[str]:
    """A line a theorem, grouped by chapter."""
    from verify.proofs.committed import LIBRARY
    from verify.proofs.records import index_data
    lines = []
    for chapter, title in index_data()[0].items():
        inside = [t for t in found if t.chapter == chapter]
        if inside:
            lines += [wrapped(title), *(line for t in inside for line in entry(t)), ""]
    lemmas = sum(t.lemma for t in found)
    counted = f"{len(found) - lemmas} theorems" + (f" and {lemmas} lemmas" if lemmas else "")
    free = [by_order_rules(t) for t in found if not (t.lemma or t.axioms)]
    needs = f"{free.count(False)} of the theorems need no axiom, {free.count(True)} an order of the numbers alone"
    return [*lines, f"{counted}, all PROVED; {needs}. {REPLAYED.format(shortest(LIBRARY))}"]


def shortest(path: Path) -> Path:
    """The path, relative to the working directory when it lies inside."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def entry(t: Any) -> list[str]:
    """The lines of one theorem in the list."""
    axioms = ", ".join([*t.axioms, *([ORDERED] if by_order_rules(t) else [])]) or "none"
    return [wrapped(f"{t.name}{' (lemma)' if t.lemma else ''}: {t.says}", "  "), wrapped(f"axioms: {axioms}", "      ")]


def emitted(kind: str, folder: Path) -> int:
    """Write the files for another checker, and say what they hold."""
    from exercises.commands.key import write_all
    from verify.proofs.closure import rows
    from verify.proofs.foreign import files
    from verify.proofs.records import index_data
    rows(), index_data()  # a damaged library is reported before anything is written
    pages, held, left = files(kind)
    write_all(folder, pages)
    click.echo(f"{held} theorems in {folder}: {', '.join(pages)}. {left} do not translate yet.")
    if kind == "lean":
        click.echo("The Lean files were not compiled by this project: Lean and Mathlib are not part of its tests.")
    return 0
