"""`eigenproof theorems [NAME]`: the theorem library, replayed by the kernel before a line of it is printed."""
from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import click

WIDTH = 110
REPLAYED = "The kernel replayed every proof in this process. To trust nothing else: python -m verify.kernel {}"


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print rows as JSON.")
@click.option("--lemmas", is_flag=True, help="List the lemmas too; they are not counted as theorems.")
@click.option("--emit", type=click.Choice(["coq", "lean"]), help="Write the theorems that translate for another proof checker.")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="The directory for --emit; it is made when it does not exist.")
def command(name: str | None, as_json: bool, lemmas: bool, emit: str | None, folder: Path | None) -> int:  # noqa: FBT001 - click's form
    """List the theorems, or show the one called NAME with its conditions, its axioms and its proof in steps.

    The kernel replays the whole library first (about a second); if one proof fails, nothing is listed and the exit code
    is 1. --emit coq writes MathComp files, --emit lean files for Lean 4 with Mathlib.
    """
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
        click.echo("\n".join(page(found[0], proof_steps(name))))
    else:
        click.echo("\n".join(listing(found)))
    return 0


def row(t: Any) -> dict[str, Any]:
    """One theorem as data."""
    letters = t.parts.letters
    return {"name": t.name, "says": t.says, "letters": letters, "premises": list(t.premises), "conclusions": list(t.conclusions),
            "axioms": list(t.axioms), "groups": list(t.groups), "uses": list(t.uses), "holds_over": t.holds_over,
            "chapter": t.chapter, "lemma": t.lemma, "verdict": t.verdict.word}


def wrapped(words: str, indent: str = "", more: str = "  ") -> str:
    """Lines of at most WIDTH characters."""
    return textwrap.fill(words, WIDTH, initial_indent=indent, subsequent_indent=indent + more, break_long_words=False,
                         break_on_hyphens=False)


def listing(found: tuple[Any, ...]) -> list[str]:
    """A line a theorem, grouped by chapter."""
    from verify.proofs.committed import LIBRARY, index
    lines = []
    for chapter, title in index()["chapters"].items():
        inside = [t for t in found if t.chapter == chapter]
        if inside:
            lines += [wrapped(title), *(line for t in inside for line in entry(t)), ""]
    lemmas = sum(t.lemma for t in found)
    counted = f"{len(found) - lemmas} theorems" + (f" and {lemmas} lemmas" if lemmas else "")
    free = sum(not t.axioms for t in found if not t.lemma)
    return [*lines, f"{counted}, all PROVED; {free} of the theorems need no axiom. {REPLAYED.format(shortest(LIBRARY))}"]


def shortest(path: Path) -> Path:
    """The path, relative to the working directory when it lies inside."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def entry(t: Any) -> list[str]:
    """The lines of one theorem in the list."""
    axioms = ", ".join(t.axioms) or "none"
    return [wrapped(f"{t.name}{' (lemma)' if t.lemma else ''}: {t.says}", "  "), wrapped(f"axioms: {axioms}", "      ")]


def page(t: Any, steps: tuple[tuple[int, str], ...]) -> list[str]:
    """Everything about one theorem."""
    from verify.proofs.steps import LEGEND
    stated = t.parts
    lines = [f"{t.name}{' (lemma)' if t.lemma else ''}", wrapped(t.says), ""]
    lines += [wrapped(f"For all {stated.letters}", "", "  ")] if stated.letters else []
    lines += ["where", *(wrapped(f"- {p}", "  ") for p in stated.premises)] if stated.premises else []
    lines += ["there holds" if stated.letters else "There holds", *(wrapped(f"- {c}", "  ") for c in stated.conclusions)]
    lines += [wrapped(note, "  ", "") for note in stated.legend]
    lines += ["", f"Holds over: {t.holds_over}"]
    if t.axioms:
        lines.append(wrapped(f"Axioms: {', '.join(t.axioms)} (groups: {', '.join(t.groups)})"))
    else:
        lines.append(f"Axioms: none{' (but an ordered field)' if 'ORDER' in t.groups else ''}")
    lines += [wrapped(f"Uses: {', '.join(t.uses)}")] if t.uses else []
    lines += [f"Verdict: {t.verdict.word}, replayed by the kernel in this process", "", "Proof"]
    lines += [wrapped(words, "  " * (depth + 1)) for depth, words in steps]
    return [*lines, f"  ({LEGEND})"] if any("[" in words for _, words in steps) else lines


def emitted(kind: str, folder: Path) -> int:
    """Write the files for another checker, and say what they hold."""
    from exercises.commands.key import write_all
    from verify.proofs.foreign import files
    pages, held, left = files(kind)
    write_all(folder, pages)
    click.echo(f"{held} theorems in {folder}: {', '.join(pages)}. {left} do not translate yet.")
    if kind == "lean":
        click.echo("The Lean files were not compiled by this project: Lean and Mathlib are not part of its tests.")
    return 0
