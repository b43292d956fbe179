"""Every public name says what it does; the examples in docstrings, README and tutorial run (pytest collects them)."""
from __future__ import annotations

import ast
import re
import tomllib

import pytest

from tests.source_tree import PACKAGES, ROOT, functions, name, python_files, tree

FIRST_LINE = 120


def is_public(label: str) -> bool:
    return not any(part.startswith("_") for part in label.split("."))


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_public_functions_and_classes_have_docstrings(path):
    if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree(path)), f"{name(path)}: no module docstring"
    nodes = [(label, node) for label, node in functions(path) if is_public(label) and label.count(".") <= 1]
    nodes += [(node.name, node) for node in tree(path).body if isinstance(node, ast.ClassDef) and is_public(node.name)]
    enclosing = {label for label, node in functions(path)}
    for label, node in nodes:
        if label.rpartition(".")[0] in enclosing:  # a function inside a function
            continue
        if "." in label and len(node.body) == 1 and not isinstance(node, ast.ClassDef):  # its one statement says it
            continue
        text = ast.get_docstring(node)
        assert text, f"{name(path)}:{node.lineno} {label} has no docstring"
        assert len(text.splitlines()[0]) <= FIRST_LINE, f"{name(path)}:{node.lineno} {label}: first line too long"


def test_examples_are_collected():
    """Doctests run because pytest is told so for modules and for *.md; this fails when somebody takes that away."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert {"--doctest-modules", "--doctest-glob=*.md"} <= set(options["addopts"])
    assert {*PACKAGES, "docs", "README.md", "tests"} <= set(options["testpaths"])
    assert options["filterwarnings"] == ["error"]
    assert options["xfail_strict"] is True


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_shows_examples(package):
    examples = sum(p.read_text(encoding="utf-8").count(">>> ") for p in python_files(package))
    assert examples >= 5, f"{package} has {examples} examples in its docstrings"


def test_public_functions_of_symbolic_have_an_example():
    import symbolic
    missing = []
    for public in symbolic.__all__:
        value = getattr(symbolic, public)
        if callable(value) and not isinstance(value, type) and ">>> " not in (value.__doc__ or ""):
            missing.append(public)
    assert not missing, f"no example in the docstring of {missing}"


KEY = re.compile(r"\[([A-Z][A-Za-z]{1,4}\d\d[a-z]?)\]")
DATA = re.compile(r"\"([A-Z][A-Za-z]{1,4}\d\d[a-z]?)\"")


def test_every_cited_source_is_listed_and_every_listed_one_is_cited():
    text = (ROOT / "docs" / "references.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\w+)\] \|", text, re.MULTILINE)
    cited = {key for path in python_files() for key in KEY.findall(path.read_text(encoding="utf-8"))}
    ledger = [path for path in python_files() if "claims" in path.parts]  # there keys are data: sources=("HJ13",)
    cited |= {key for path in ledger for key in DATA.findall(path.read_text(encoding="utf-8"))}
    assert len(set(listed)) == len(listed)
    assert cited == set(listed), f"differ in {sorted(cited ^ set(listed))}"


def test_every_listed_source_has_a_year():
    text = (ROOT / "docs" / "references.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| \[\w+\] \|(.*)$", text, re.MULTILINE):
        assert re.search(r"\((?:.* )?(18|19|20)\d\d\)", row), row
