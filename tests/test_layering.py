"""The arrows of the house run down only: exercises -> verify -> symbolic, and the kernel stands alone."""
from __future__ import annotations

import ast
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.source_tree import PACKAGES, ROOT, module_of, name, python_files, tree

# Which of our packages a package may import (always itself).
ARROWS = {"symbolic": {"symbolic"}, "verify": {"verify", "symbolic"}, "exercises": {"exercises", "verify", "symbolic"}}

# Where each third-party package may be imported, by pattern; a package that is missing here may be imported nowhere.
WHERE = {
    "flint": ["symbolic/*", "verify/*"],
    "sympy": ["symbolic/*", "verify/*", "exercises/*"],
    "mpmath": ["symbolic/*", "verify/*", "exercises/*"],
    "lark": ["verify/claims/expressions.py", "symbolic/parsing.py", "symbolic/text/grammar.py", "symbolic/text/lexing.py"],
    "numpy": [
        "symbolic/interop.py", "verify/numeric/*", "verify/oracle/*", "verify/strategies/*", "exercises/figures/*",
        "verify/claims/chapter/*", "verify/claims/lesson/*",  # claims about what numpy and scipy do are run
        "exercises/chapter/double_run.py",  # the one exercise whose subject is a numpy run
    ],
    "scipy": ["verify/numeric/*", "verify/oracle/*", "verify/claims/chapter/*", "verify/claims/lesson/*"],
    "matplotlib": ["exercises/figures/*"],
    "hypothesis": ["verify/strategies/*", "verify/oracle/*", "verify/plugin/*"],
    "pytest": ["verify/plugin/*"],
    "click": ["exercises/cli.py", "exercises/commands/*"],
    "jinja2": ["exercises/render/*"],
    "typst": ["exercises/render/*"],
}
# These are slow to import, so they are imported inside the functions that need them; the exceptions need them at once.
LATE = {"sympy", "mpmath", "lark", "numpy", "scipy", "matplotlib", "jinja2", "typst"}
EARLY_ALLOWED: dict[str, set[str]] = {}


class Import(NamedTuple):
    module: str
    line: int
    late: bool  # inside a function, or for annotations only
    typing: bool = False  # under `if TYPE_CHECKING`: never executed


def imports(path: Path) -> list[Import]:
    """Every module a file imports, wherever the import stands, relative ones resolved."""
    package, is_package = module_of(path)
    base = package.split(".") if is_package else package.split(".")[:-1]
    found: list[Import] = []

    def visit(node: ast.AST, *, late: bool, typing: bool) -> None:
        if isinstance(node, ast.Import):
            found.extend(Import(alias.name, node.lineno, late, typing) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            stem = base[: len(base) - node.level + 1] if node.level else []
            source = ".".join([*stem, *([node.module] if node.module else [])])
            found.append(Import(source, node.lineno, late, typing))
            near = [] if node.module else node.names
            found.extend(Import(f"{source}.{alias.name}", node.lineno, late, typing) for alias in near)
        elif isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if called in {"import_module", "__import__"} and isinstance(text, str):
                found.append(Import(package.split(".")[0] if text.startswith(".") else text, node.lineno, late))
        typed = typing or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        inside = late or typed or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, late=inside, typing=typed)

    visit(tree(path), late=False, typing=False)
    return found


def test_the_reader_sees_every_kind_of_import(tmp_path, monkeypatch):
    """The test of the test: plain, from, relative, late, by name, for annotations."""
    import tests.source_tree as source
    folder = tmp_path / "verify" / "deep"
    folder.mkdir(parents=True)
    file = folder / "x.py"
    file.write_text(
        "import a.b\nfrom c import d\nfrom . import near\nfrom ..up import f\n"
        "def g():\n    import late\n    import_module('named')\nif TYPE_CHECKING:\n    import typed\n",
    )
    monkeypatch.setattr(source, "ROOT", tmp_path)
    got = {(i.module, i.late) for i in imports(file)}
    assert {("a.b", False), ("c", False), ("verify.deep.near", False), ("verify.up", False)} <= got
    assert {("late", True), ("named", True), ("typed", True)} <= got


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_arrows_run_down(path):
    own = name(path).split("/")[0]
    for found in imports(path):
        top = found.module.split(".")[0]
        where = f"{name(path)}:{found.line} imports {found.module}"
        if top in PACKAGES:
            assert top in ARROWS[own], f"{where}: {own} may import only {sorted(ARROWS[own])}"
        else:
            assert top not in {"tests", "bench"}, f"{where}: it is never shipped"


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_third_party_imports_stand_where_they_may(path):
    for found in imports(path):
        top = found.module.split(".")[0]
        if top in PACKAGES or top in sys.stdlib_module_names or found.typing:
            continue
        where = f"{name(path)}:{found.line} imports {found.module}"
        assert top in WHERE, f"{where}: not a dependency of this project"
        assert any(fnmatch(name(path), pattern) for pattern in WHERE[top]), f"{where}: allowed only in {WHERE[top]}"
        if top in LATE and name(path) not in EARLY_ALLOWED.get(top, set()):
            assert found.late, f"{where} at the top: import it inside the function that needs it"


@pytest.mark.parametrize("path", python_files("verify/kernel"), ids=name)
def test_the_kernel_imports_the_standard_library_only(path):
    for found in imports(path):
        top = found.module.split(".")[0]
        own = found.module == "verify.kernel" or found.module.startswith("verify.kernel.")
        own |= found.module == "verify.exact" and found.late and path.name == "__init__.py"  # for certificates, no theorem needs it
        assert own or top in sys.stdlib_module_names, f"{name(path)}:{found.line} imports {found.module}"


@pytest.mark.parametrize("path", python_files("verify/exact", "verify/steps"), ids=name)
def test_the_checkers_of_answers_and_of_worked_solutions_import_trusted_code_only(path):
    for found in imports(path):
        own = found.module.startswith(("verify.kernel", "verify.exact", *["verify.steps"] * ("steps" in path.parts)))
        assert own or found.module.split(".")[0] in sys.stdlib_module_names, f"{name(path)}:{found.line} imports {found.module}"


def loaded_by(code: str) -> set[str]:
    """The top-level modules a fresh process holds after running a line of code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["verify.kernel", "verify.exact.chains", "verify.steps"])
def test_importing_the_trusted_packages_loads_nothing_else(package):
    loaded = loaded_by(f"import {package}")
    assert "verify" in loaded
    assert not loaded & {*WHERE, "symbolic", "exercises"}


def test_importing_the_command_loads_nothing_heavy():
    assert not loaded_by("import exercises.cli") & {"sympy", "numpy", "mpmath", "lark", "jinja2", "flint", "symbolic"}


def test_importing_symbolic_loads_no_sympy():
    assert not loaded_by("import symbolic") & {"sympy", "numpy", "lark", "jinja2", "mpmath", "verify", "exercises"}
