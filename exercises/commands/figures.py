"""`eigenproof figures -o DIR`: every figure as SVG and PNG with its data as JSON."""
from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import click

SUFFIXES = ("svg", "png", "json")  # the data last: a figure whose .json is there is complete


def names_of(_ctx: click.Context, _option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """The figures asked for, each known; all of them when none is named."""
    from exercises.figures import FIGURES
    unknown = [name for name in value if name not in FIGURES]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(FIGURES)}")
    return tuple(dict.fromkeys(value)) or tuple(FIGURES)


@click.command()
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False, path_type=Path), required=True,
              metavar="DIR", help="The directory to write to; it is made when it does not exist.")
@click.option("--only", "names", multiple=True, callback=names_of, metavar="NAME", help="One figure; may be repeated.")
@click.option("--resume", is_flag=True, help="Leave out the figures whose three files are already there.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(folder: Path, names: tuple[str, ...], resume: bool, as_json: bool) -> int:  # noqa: FBT001 - click's form
    """Write the chapter's figures: NAME.svg and NAME.png to look at, NAME.json with every number in them.

    The data says of each value whether it is exact, enclosed, computed in double precision or drawn at random. The same
    version writes the same files; needs the extra `figures`.
    """
    from exercises.figures import FIGURES, files
    rows = []
    for done, name in enumerate(names):
        show_progress(done, len(names), name)
        paths = {suffix: folder / f"{name}.{suffix}" for suffix in SUFFIXES}
        made = not (resume and all(path.is_file() for path in paths.values()))
        if made:
            _, contents = files(name)
            folder.mkdir(parents=True, exist_ok=True)
            for suffix in SUFFIXES:
                write(paths[suffix], contents[suffix])
        rows.append({"name": name, "about": FIGURES[name], "made": made, "files": [path.name for path in paths.values()]})
    show_progress(len(names), len(names), "")
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return 0
    for row in rows:
        click.echo(f"{row['name']}: {row['about']}{'' if row['made'] else ' (was there)'}")
    click.echo(f"The figures are in {folder}, each as .svg, .png and .json.")
    return 0


def show_progress(done: int, total: int, name: str) -> None:
    """A bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        return
    width = 30
    filled = width * done // max(total, 1)
    end = "\n" if done >= total else ""
    click.echo(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total} {name:<20}{end}", err=True, nl=False)


def write(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and rename it: an interrupted run leaves no half-written file."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
