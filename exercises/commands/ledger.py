"""`eigenproof claims [ID | FILE]`: the claims ledger, or one claim, or a ledger of your own; settled while you wait."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("what", required=False, metavar="[ID | FILE]")
@click.option("--json", "as_json", is_flag=True, help="Print rows as JSON.")
@click.option("--html", "as_html", is_flag=True, help="Write one page: the errata on top, then every claim, filterable.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to this file.")
def command(what: str | None, as_json: bool, as_html: bool, output: Path | None) -> int:  # noqa: FBT001 - click's form
    """Settle the claims of two texts, or the one named ID, or those of FILE (.toml, .md, .tex, .ipynb).

    Every verdict is reached by running its checks now: theorems are replayed by the kernel, counterexamples are searched and
    certified, numbers enclosed. The exit code is 1 when a verdict is not the one that the ledger states.
    """
    if as_json and as_html:
        raise click.UsageError("--json and --html are two forms of the same; give one of them")
    rows = found(what)
    single = len(rows) == 1 and what is not None and not is_file(what)
    if as_html:
        from exercises.claimspage import page
        written(page(rows) if what is None else page(rows, f"The claims of {Path(what).name}, checked by machine"), output)
    elif as_json:
        written(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", output)
    else:
        from exercises.claimspage import claim_lines, listing
        written("\n".join(claim_lines(rows[0]) if single else listing(rows)) + "\n", output)
    return 0 if all(r["ok"] for r in rows) else 1


def is_file(what: str) -> bool:
    """Whether it names a file: an ending, or a path that exists."""
    return Path(what).suffix.lower() in (".toml", ".md", ".tex", ".ipynb") or Path(what).is_file()


def found(what: str | None) -> list[dict[str, Any]]:
    """The rows asked for."""
    from verify.claims.ledger import settle_all, settled_row
    if what is None:
        return settle_all(show_progress)
    if is_file(what):
        from verify.claims.authored import settle_file
        return settle_file(Path(what), show_progress)
    return [settled_row(what)]


def show_progress(done: int, total: int) -> None:
    """A bar on a terminal, nothing in a pipe."""
    if sys.stderr.isatty():
        from exercises.commands.key import show_progress as bar
        bar(done, total)


def written(text: str, output: Path | None) -> None:
    """To the file, under a temporary name first, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    from exercises.commands.figures import write
    if not output.parent.is_dir():
        raise click.UsageError(f"the folder {output.parent} does not exist")
    write(output, text.encode("utf-8"))
    click.echo(f"Written: {output}", err=True)
