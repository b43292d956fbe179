"""`symbolic` is exact: no float literal, no call of float, no math function that returns one."""
from __future__ import annotations

import ast

import pytest

from tests.source_tree import name, python_files, tree

# Places that speak about floats because refusing, reading or handing them out is their job.
MAY_NAME_FLOAT = {"symbolic/interop.py", "symbolic/reading.py"}
INEXACT_MATH = {"sqrt", "exp", "log", "log2", "log10", "sin", "cos", "pow", "pi", "e"}


@pytest.mark.parametrize("path", python_files("symbolic"), ids=name)
def test_no_float_literal(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant):
            inexact = isinstance(node.value, float | complex)
            assert not inexact, f"{name(path)}:{node.lineno} has the literal {node.value!r}"


@pytest.mark.parametrize("path", python_files("symbolic"), ids=name)
def test_no_inexact_function(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            assert name(path) in MAY_NAME_FLOAT, f"{name(path)}:{node.lineno} calls float()"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "math":
            assert node.attr not in INEXACT_MATH, f"{name(path)}:{node.lineno} uses math.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            assert not {a.name for a in node.names} & INEXACT_MATH, f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_nothing_evaluates_text(path):
    forbidden = {"eval", "exec", "sympify", "parse_expr", "parse_latex"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in forbidden, f"{name(path)}:{node.lineno} calls {called}"
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = [a.name for a in node.names] + ([node.module] if isinstance(node, ast.ImportFrom) else [])
            assert not {"pickle", "marshal", "shelve"} & set(module), f"{name(path)}:{node.lineno} imports {module}"
