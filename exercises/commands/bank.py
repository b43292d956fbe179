"""`eigenproof bank verify FILE.lock`: does every variant still have the content that the lock file recorded?"""
from __future__ import annotations

import sys
from pathlib import Path

import click

from exercises.commands.messages import counted

FAILED = 1


@click.group()
def command() -> None:
    """Sets of papers and their lock files."""


@command.command("verify")
@click.argument("lock", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.lock")
def verify_command(lock: Path) -> int:
    """Build every variant of a lock file again and compare its content.

    Exit code 1 when a question or an answer changed; a changed worked solution is reported only.
    """
    from exercises.bank.lock import verify
    from exercises.commands.key import show_progress
    found = verify(lock, show_progress if sys.stderr.isatty() else None)
    said = {"question": "the question changed", "answer": "the answer changed", "worked": "the worked solution changed"}
    for student, number, family, what in (*found.changed, *found.worked):
        click.echo(f"{student}, problem {number}, {family}: {said.get(what, what)}")
    if found.changed:
        click.echo(f"REFUTED: {len(found.changed)} of {counted(found.variants, 'variant')} changed")
        return FAILED
    click.echo(f"{counted(found.variants, 'variant')} {'is' if found.variants == 1 else 'are'} what the lock file says")
    return 0
