"""`eigenproof key chapter | FILE.toml | FAMILY... -o DIR`: answer keys and papers, every step checked."""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from exercises.commands.messages import counted
from exercises.render import FILES, PAPERS, render_bytes

DEFAULT = "html,md,json"


def formats_of(_ctx: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """The formats in "html,md", each known."""
    return None if value is None else formats_in(value.split(","))


def formats_in(parts: Sequence[str]) -> tuple[str, ...]:
    """The formats of a list, each known and once."""
    names = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    unknown = [name for name in names if name not in FILES]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(FILES)}")
    return names


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="chapter | FILE.toml | FAMILY...")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True,
              metavar="DIR", help="The directory to write to; it is made when it does not exist.")
@click.option("--format", "formats", default=None, metavar="LIST", callback=formats_of,
              help=f"Which of {', '.join(FILES)}; {DEFAULT} when it is left out.")
@click.option("--paper", type=click.Choice(PAPERS), default=None, help="The size of a page; a4 when it is left out.")
@click.option("--students", type=click.IntRange(1), default=1, show_default=True, help="For families: how many papers.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="For families: which papers.")
@click.option("--difficulty", type=click.IntRange(1, 3), default=2, show_default=True, help="For families.")
@click.option("--title", default="Linear algebra", show_default=True, help="For families: above each paper.")
@click.option("--replace", "over", is_flag=True, help="Put papers of another plan in DIR aside, into DIR/earlier-1.")
def command(what: tuple[str, ...], folder: Path, formats: tuple[str, ...] | None, paper: str | None, students: int, seed: int,
            difficulty: int, title: str, *, over: bool) -> int:
    """Write an answer key, each line with its verdict: of the chapter's exercises, or of papers drawn from families.

    Every step is checked before a page is written; if the kernel rejects one, the exit code is 1.
    """
    if what == ("chapter",):
        return chapter(folder, formats or tuple(DEFAULT.split(",")), paper or "a4")
    from exercises.bank.papers import build
    from exercises.bank.plan import Item, Plan, checked, numbered, read_plan
    if len(what) == 1 and what[0].endswith(".toml"):
        plan = read_plan(Path(what[0]))
        plan = replace(plan, formats=formats or formats_in(plan.formats), paper=paper or plan.paper)
    else:
        items = tuple(Item(name, difficulty) for name in what)
        plan = checked(Plan(title, seed, numbered(students), items, formats or ("html", "md"), paper or "a4"))
    before = build(plan, folder, show_progress if sys.stderr.isatty() else None, over=over)
    papers, problems = counted(len(plan.students), "paper"), counted(len(plan.items), "problem")
    there = "with its key, is" if len(plan.students) == 1 else "with keys, are"
    click.echo(f"{papers} of {problems}, {there} in {folder}; "
               f"key.json is for `eigenproof grade`, bank.lock for `eigenproof bank verify`.")
    if before.moved:
        click.echo(f"The papers of the earlier plan are in {before.moved}.")
    if before.key:
        click.echo(f"The key.json that was there differs from the new one; it is kept as {folder / before.key}.")
    return 0


def chapter(folder: Path, formats: tuple[str, ...], paper: str = "a4") -> int:
    """Write the key of the chapter's exercises; if the kernel rejects one step, nothing is written."""
    from exercises.chapter import build
    document, counts = build(progress=show_progress if sys.stderr.isatty() else None)
    pages = {f"chapter{FILES[name]}": render_bytes(document, name, paper=paper) for name in formats}
    write_all(folder, pages)
    click.echo(f"{counts}.\nThe key is in {folder}: {', '.join(pages)}.")
    return 0


def show_progress(done: int, total: int) -> None:
    """A bar on a terminal, nothing in a pipe."""
    width = 30
    filled = width * done // max(total, 1)
    end = "\n" if done >= total else ""
    click.echo(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}{end}", err=True, nl=False)


def write_all(folder: Path, pages: Mapping[str, str | bytes]) -> None:
    """Write every page under a temporary name, then rename all: an interrupted run leaves no half-written file."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, Path] = {}
    try:
        for name, text in pages.items():
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            written[Path(temporary)] = folder / name
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8") if isinstance(text, str) else text)
        for path, final in written.items():
            path.chmod(0o644)
            path.replace(final)
    finally:
        for path in written:
            path.unlink(missing_ok=True)
