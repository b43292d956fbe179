"""What the wheel holds: the three packages with their data, and never the tests."""
from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.source_tree import PACKAGES, ROOT, name, python_files

PLUGIN = "eigenproof_pytest.py"  # what pytest loads, under a name that no project has
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """The file names inside a freshly built wheel."""
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling (extra ci) is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    built = next(builder.WheelBuilder(str(ROOT)).build(directory=str(folder)))
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_packages_and_no_tests(wheel):
    tops = {entry.split("/")[0] for entry in wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == {*PACKAGES, PLUGIN}
    assert not [entry for entry in wheel if "test" in Path(entry).name.replace(PLUGIN, "") or "__pycache__" in entry]


def test_the_wheel_misses_no_file(wheel):
    assert {name(p).replace(f"verify/plugin/entry/{PLUGIN}", PLUGIN) for p in python_files()} <= wheel
    data = {name(p) for package in PACKAGES for p in (ROOT / package).rglob("*")
            if p.is_file() and p.suffix not in {".py", ".pyc"} and "__pycache__" not in p.parts}
    assert data <= wheel


def test_metadata():
    assert PROJECT["name"] == "eigenproof"
    assert PROJECT["scripts"] == {"eigenproof": "exercises.cli:main"}
    assert PROJECT["entry-points"] == {"pytest11": {"eigenproof": Path(PLUGIN).stem}}
    assert PROJECT["requires-python"] == ">=3.11"
    assert set(PROJECT["optional-dependencies"]) == {"ci", "audit", "figures", "pdf", "notebook", "lint"}
    named = {line.split(">=")[0] for line in PROJECT["dependencies"]}
    assert named == {"python-flint", "sympy", "mpmath", "numpy", "lark", "click", "jinja2"}
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    assert all(">=" in line for line in [*PROJECT["dependencies"], *extras])


def test_make_test_installs_every_extra():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    extras = next(line for line in makefile.splitlines() if line.startswith("EXTRAS")).split(":=")[1].strip()
    assert set(extras.split(",")) == set(PROJECT["optional-dependencies"])


def test_ci_calls_make_test():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_the_changelog_has_this_version():
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_package_imports_from_elsewhere(tmp_path):
    """An installed package works in any directory, not only beside its source."""
    if subprocess.run([sys.executable, "-I", "-c", "import symbolic"], capture_output=True, check=False).returncode:
        pytest.skip("eigenproof is not installed in this environment")
    done = subprocess.run(
        [sys.executable, "-I", "-c", "import symbolic; print(symbolic.det(symbolic.matrix('3 1; 0 3')))"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "9"), done.stderr
