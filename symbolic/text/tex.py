r"""The LaTeX commands the scanner knows: \frac, \sqrt, \cdot, \times, spaces, and the matrix environments."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from symbolic.text import limits
from symbolic.text.lexing import Open
from symbolic.text.syntax import quote

if TYPE_CHECKING:
    from symbolic.text.lexing import Scanner

_ENVIRONMENT = re.compile(r"\{((?:p|b|B|small)?matrix|array)\}")
_COLUMNS = re.compile(r"[ ]?\{[lcr| ]{0,1000}\}")
_SPACES = frozenset(["left", "right", "quad", "qquad", "displaystyle"]) | frozenset(",;:! []()")
_COMMANDS = {"frac": ("FRAC", 2), "dfrac": ("FRAC", 2), "tfrac": ("FRAC", 2), "sqrt": ("TEXROOT", 1)}
_ROOT = re.compile(r"\{root\}")
_PRODUCTS = frozenset({"cdot", "times"})


def command(scanner: Scanner, piece: str, at: int) -> None:
    r"""Append the tokens of one LaTeX command.

    Raises:
        ParseError: the command has no meaning in an exact matrix.
    """
    name = piece[1:]
    if name in _SPACES:
        scanner.blank = True
    elif name in _PRODUCTS:
        scanner.add("MUL", piece, at)
    elif name in _COMMANDS:
        kind, groups = _COMMANDS[name]
        scanner.add(kind, piece, at, begins=True)
        scanner.pending = groups
    elif name == "operatorname" and (match := _ROOT.match(scanner.text, at + len(piece))):
        scanner.skip = match.end()
        scanner.add("ROOT", piece, at, begins=True)
    elif name == "\\":
        if not (scanner.stack and scanner.stack[-1].close.startswith("\\")):
            scanner.fail(at, r"\\ ends a row and belongs inside \begin{pmatrix} ... \end{pmatrix}")
        scanner.add("ROW", piece, at)
    elif name in ("begin", "end"):
        _environment(scanner, name, at)
    elif name in scanner.names or (scanner.any_name and name.isalpha()):
        scanner.add("NAME", name, at, begins=True)
    else:
        scanner.fail(at, f"the LaTeX command {quote(piece)} is not known here: use \\frac, \\sqrt, \\cdot and the "
                         r"environments pmatrix, bmatrix, Bmatrix, matrix, array")


def _environment(scanner: Scanner, name: str, at: int) -> None:
    after = at + 1 + len(name)
    match = _ENVIRONMENT.match(scanner.text, after)
    if match is None or not scanner.grid:
        scanner.fail(at, "the matrix environments are pmatrix, bmatrix, Bmatrix, matrix, smallmatrix and array")
        return
    scanner.skip = match.end()
    close = rf"\end{{{match.group(1)}}}"
    if name == "end":
        if not scanner.stack or scanner.stack[-1].close != close:
            scanner.fail(at, f"{quote(close)} closes nothing")
        if scanner.last == "ROW":
            scanner.tokens.pop()
        scanner.add("END", close, at)
        scanner.stack.pop()
        return
    columns = _COLUMNS.match(scanner.text, scanner.skip) if match.group(1) == "array" else None
    scanner.skip = columns.end() if columns else scanner.skip
    if len(scanner.stack) >= limits.MAX_NESTING:
        scanner.fail(at, f"more than {limits.MAX_NESTING} brackets open at the same time")
    scanner.add("BEGIN", close, at)
    scanner.stack.append(Open(rf"\begin{{{match.group(1)}}}", close, at, separates=True))
