"""Matrices on the command line: text, a file, or standard input; also text that begins with a minus sign."""
from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exercises.commands.messages import MARK

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix
    MatrixType = click.ParamType["Source"]
    IntegerType = click.ParamType[int]
else:
    MatrixType = IntegerType = click.ParamType  # generic only in newer versions of click

STDIN_LIMIT = 50_000_000  # bytes


class MatrixCommand(click.Command):
    """A command whose arguments may begin with a minus sign: `eigenproof solve det "-1 2; 3 4"`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark what is a matrix and not an option, then parse as usual."""
        options = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        marked = [MARK + a if a.startswith("-") and a != "-" and not a.startswith("--") and a not in options else a
                  for a in args]
        return super().parse_args(ctx, marked)


@dataclass(frozen=True)
class Source:
    """What the user gave for a matrix, not yet read: `origin` is "text", "file" or "stdin"."""

    origin: str
    text: str

    def value(self, *, symbols: tuple[str, ...] = (), decimals: bool = False) -> Any:
        """The structured value that the text names, as in hilbert(4), else the exact matrix.

        Raises:
            InputError: it can be read as neither.
        """
        from exercises.commands.constructors import names_family, refuse_unknown_family, structured
        if self.origin == "text" and names_family(self.text):
            return structured(self.text, symbols=symbols, decimals=decimals)
        if self.origin == "text":
            refuse_unknown_family(self.text, symbols)
        return self.read(symbols=symbols, decimals=decimals)

    def read(self, *, symbols: tuple[str, ...] = (), decimals: bool = False) -> ExactMatrix:
        """The exact matrix.

        Raises:
            InputError: it cannot be read as a matrix.
        """
        from exercises.commands.constructors import dense_of, names_family, structured
        from symbolic import matrix
        if self.origin == "text" and names_family(self.text):
            dense: ExactMatrix = dense_of(structured(self.text, symbols=symbols, decimals=decimals))
            return dense
        if self.origin == "file":
            return matrix(Path(self.text), symbols=symbols, decimals=decimals)
        if self.origin == "stdin":
            return matrix(BytesIO(standard_input()), symbols=symbols, decimals=decimals)
        return matrix(self.text, symbols=symbols, decimals=decimals)


def standard_input() -> bytes:
    """All of standard input."""
    from symbolic.errors import InputError
    data = sys.stdin.buffer.read(STDIN_LIMIT + 1)
    if len(data) > STDIN_LIMIT:
        raise InputError(f"standard input: more than {STDIN_LIMIT} bytes; a matrix is at most that")
    return data


class MatrixParameter(MatrixType):
    """Text, @FILE, the path of a file that exists, or - for standard input."""

    name = "matrix"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Source:
        """Decide where the matrix comes from; reading it is left to the command."""
        if isinstance(value, Source):
            return value
        text = str(value).removeprefix(MARK)
        if text == "-":
            return Source("stdin", text)
        if text.startswith("@"):
            if Path(text[1:]).is_dir():
                self.fail(f"{text[1:]!r} is a directory, not a file", param, ctx)
            if not Path(text[1:]).is_file():
                self.fail(f"there is no file {text[1:]!r}", param, ctx)
            return Source("file", text[1:])
        looks_like_path = "\n" not in text and len(text) < 1000 and any(c.isalpha() for c in text)
        if looks_like_path and Path(text).is_file():
            return Source("file", text)
        return Source("text", text)


class WholeNumber(IntegerType):
    """An integer, also a negative one, which `MatrixCommand` has marked."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The integer."""
        text = str(value).removeprefix(MARK)
        if not text.removeprefix("-").isdecimal():
            self.fail(f"{text!r} is not an integer", param, ctx)
        return int(text)


MATRIX, INTEGER = MatrixParameter(), WholeNumber()


def symbol_list(text: str | None) -> tuple[str, ...]:
    """The names in "a,b" or "a b".

    >>> symbol_list("a, b"), symbol_list("a b"), symbol_list(None)
    (('a', 'b'), ('a', 'b'), ())
    """
    return tuple(part for part in re.split(r"[,\s]+", (text or "").replace(MARK, "")) if part)
