"""Sizes: a file of more than 300 lines or a function body of more than 40 is asking to be split by noun."""
from __future__ import annotations

import ast

import pytest

from tests.source_tree import functions, name, python_files

FILE_LINES, BODY_LINES = 300, 40
# Exceptions, each with its reason. They start with none.
LONG_FILES: dict[str, str] = {}
LONG_BODIES: dict[str, str] = {}
EVERYWHERE = ("symbolic", "verify", "exercises", "tests", "bench")


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a body without its docstring and without the functions defined inside it (they are counted apart)."""
    body = node.body
    if ast.get_docstring(node) is not None:
        body = body[1:]
    if not body:
        return 0
    inner = [n for stmt in body for n in ast.walk(stmt) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    covered = {line for n in inner for line in range(n.lineno, (n.end_lineno or n.lineno) + 1)}
    return sum(line not in covered for line in range(body[0].lineno, (body[-1].end_lineno or 0) + 1))


@pytest.mark.parametrize("path", python_files(*EVERYWHERE), ids=name)
def test_file_and_bodies_are_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES or name(path) in LONG_FILES, f"{name(path)} has {lines} lines"
    for label, node in functions(path):
        size = body_lines(node)
        known = f"{name(path)}:{label}" in LONG_BODIES
        assert size <= BODY_LINES or known, f"{name(path)}:{node.lineno} {label} has {size} lines"


def test_exceptions_are_still_needed():
    files = {name(p): p for p in python_files(*EVERYWHERE)}
    for file in LONG_FILES:
        assert len(files[file].read_text(encoding="utf-8").splitlines()) > FILE_LINES, f"{file} is short again"
    for label in LONG_BODIES:
        file, function = label.split(":")
        assert body_lines(dict(functions(files[file]))[function]) > BODY_LINES, f"{label} is short again"


@pytest.mark.parametrize("path", python_files(*EVERYWHERE), ids=name)
def test_no_file_is_named_utils(path):
    assert path.stem not in {"utils", "util", "helpers", "misc", "common"}
