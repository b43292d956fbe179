"""The command line: `eigenproof solve`, `check`, `key`, `families`, `grade`, `bank`, `figures`, `theorems` and `claims`.

Only click is imported here; a subcommand is imported when it is called, so that `eigenproof --help` is quick.
Exit codes: 0 done and checked; 1 a check failed, or the answer is wrong or does not exist; 2 the input is bad.
"""
from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import click

# name -> (module, attribute, one line for --help); the line stands here so that --help need not import the module
COMMANDS = {
    "solve": ("exercises.commands.solve", "Answer one question, checked by the kernel."),
    "check": ("exercises.commands.check", "Check your own answer by the law it must satisfy."),
    "key": ("exercises.commands.key", "Write papers and answer keys, each line with its verdict."),
    "families": ("exercises.commands.families", "List the families of problems, or show a variant of one."),
    "audit": ("exercises.commands.audit", "Put numerical code of others to exact truth."),
    "bank": ("exercises.commands.bank", "Verify that a set of papers is still what its lock file says."),
    "grade": ("exercises.commands.grade", "Grade submissions by law, with feedback for each student."),
    "figures": ("exercises.commands.figures", "Write the figures of the chapter with their data."),
    "claims": ("exercises.commands.ledger", "Settle the claims of two texts, or of a text of yours."),
    "theorems": ("exercises.commands.theorems", "List the theorems for all n and all sizes, or show one with its proof."),
}
DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
BROKEN_PIPE = 128 + getattr(signal, "SIGPIPE", 13)


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is called, not when help is shown.

    >>> LazyGroup().list_commands(None)
    ['audit', 'bank', 'check', 'claims', 'families', 'figures', 'grade', 'key', 'solve', 'theorems']
    """

    def list_commands(self, ctx: click.Context | None) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Names of the subcommands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand of that name, imported now, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)  # noqa: S101 - narrows the type of what import_module returned
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


def print_version(ctx: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's form
    """Print the versions of eigenproof and of the engine it computes with, then exit."""
    if not value or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version
    try:
        own = version("eigenproof")
    except PackageNotFoundError:
        own = "(not installed)"
    click.echo(f"eigenproof {own}, python-flint {version('python-flint')}, Python {sys.version.split()[0]}")
    ctx.exit()


HELP = """Exact linear algebra that proves its own answers.

\b
eigenproof solve jordan "3 1; 0 3" --steps
eigenproof check jordan "5 4; -1 1" --P "4 2; -2 0" --J "3 1; 0 3"
eigenproof key chapter -o key
eigenproof key jordan-basis svd-two --students 30 --seed 7 -o papers
eigenproof grade papers/key.json answers.csv -o marks
eigenproof theorems woodbury
"""


SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=LazyGroup, help=HELP, context_settings=SETTINGS)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version,
              help="Show the versions and exit.")
def command() -> None:
    """The command itself; its subcommands do the work."""


def say(message: str) -> None:
    """One line on standard error."""
    from exercises.commands.messages import translated
    click.echo(f"eigenproof: {translated(message)}", err=True)


def explained(error: Exception) -> int:
    """One sentence for an error made on purpose; any other error is called a defect of ours. Returns the exit code."""
    from symbolic.errors import ExactError, InputError
    from verify.kernel import Malformed, Rejected
    if isinstance(error, ExactError | Malformed | Rejected):
        say(str(error))
        return BAD_INPUT if isinstance(error, InputError) else FAILED
    say(f"this is a defect of eigenproof, not of your input; please report it together with the command you gave "
        f"({type(error).__name__}: {str(error)[:200]})")
    return FAILED


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; errors made on purpose become one sentence on standard error.

    >>> run(["solve", "nonsense", "1"])
    2
    """
    try:
        # click's own main() prints an empty line on Ctrl-C and turns a broken pipe into exit code 1; this does neither.
        with command.make_context("eigenproof", list(sys.argv[1:] if arguments is None else arguments)) as context:
            returned = command.invoke(context)
        sys.stdout.flush()
        return returned if isinstance(returned, int) else DONE
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return BAD_INPUT
    except click.ClickException as error:
        say(error.format_message())
        return BAD_INPUT
    except (KeyboardInterrupt, EOFError, click.Abort):
        if sys.stderr.isatty():
            click.echo(err=True)  # the terminal has just shown ^C on this line
        say("interrupted; no file was left half written")
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads any more. Python would complain once more when it flushes standard output at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        say(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback escapes
        return explained(error)


def main() -> None:
    """Entry point of the command `eigenproof`."""
    sys.exit(run())


if __name__ == "__main__":
    main()
