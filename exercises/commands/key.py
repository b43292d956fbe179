"""`eigenproof key chapter -o DIR`: the answer key, checked as a whole before anything is written."""
from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

SUFFIXES = {"html": ".html", "md": ".md", "json": ".json", "tex": ".tex", "txt": ".txt"}
RENDERERS = {"html": "html", "md": "md", "json": "json", "tex": "latex", "txt": "text"}
DEFAULT = "html,md,json"


def formats_of(_ctx: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """The formats in "html,md", each known."""
    names = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    unknown = [name for name in names if name not in SUFFIXES]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(SUFFIXES)}")
    return names


@click.command()
@click.argument("what", type=click.Choice(["chapter"]), metavar="chapter")
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True,
              metavar="DIR", help="The directory to write to; it is made when it does not exist.")
@click.option("--format", "formats", default=DEFAULT, show_default=True, callback=formats_of, metavar="LIST",
              help=f"Which of {', '.join(SUFFIXES)}.")
def command(what: str, folder: Path, formats: tuple[str, ...]) -> int:
    """Write the answer key of the chapter's exercises, each line with its verdict.

    Every step is checked and every page is rendered before the first file is written; if the kernel rejects one step,
    nothing is written and the exit code is 1.
    """
    from exercises import render
    from exercises.chapter import build
    document, counts = build(progress=show_progress if sys.stderr.isatty() else None)
    pages = {f"{what}{SUFFIXES[name]}": render(document, RENDERERS[name]) for name in formats}
    write_all(folder, pages)
    click.echo(f"{counts}.\nThe key is in {folder}: {', '.join(pages)}.")
    return 0


def show_progress(done: int, total: int) -> None:
    """A bar on a terminal, nothing in a pipe."""
    width = 30
    filled = width * done // max(total, 1)
    end = "\n" if done >= total else ""
    click.echo(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}{end}", err=True, nl=False)


def write_all(folder: Path, pages: dict[str, str]) -> None:
    """Write every page under a temporary name, then rename all: an interrupted run leaves no half-written file."""
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[Path, Path] = {}
    try:
        for name, text in pages.items():
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            written[Path(temporary)] = folder / name
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for path, final in written.items():
            path.chmod(0o644)
            path.replace(final)
    finally:
        for path in written:
            path.unlink(missing_ok=True)
