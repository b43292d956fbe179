"""The pytest plugin as a new user meets it: the wheel, unpacked, in fresh projects, one of which has its own verify.py."""
from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from tests.source_tree import ROOT

pytestmark = pytest.mark.slow

CODE = """\
import math
import numpy as np

def det(A):
    return np.linalg.det(A)

def wrong(A):
    return math.prod(np.diag(A))

def drawn(A):  # wrong where a case was drawn, not at the fixed ones
    return np.linalg.det(A) if A.shape[0] < 4 else 0.0
"""
TESTS = """\
import pytest
import mymod

@pytest.mark.oracle("det")
def test_returned():
    return mymod.det

@pytest.mark.oracle("det")
def test_by_path(tmp_path):
    return "mymod:det"

@pytest.mark.oracle("det")
def test_fixture(oracle):
    assert oracle.check(mymod.det).counts["within bound"] > 10

def test_problem_in_the_call(oracle):
    assert not oracle.audit(mymod.wrong, "det").ok

@pytest.mark.oracle("det", seed=5)
@pytest.mark.parametrize("k", [1])
def test_wrong(k):
    return mymod.wrong

@pytest.mark.oracle("det")
def test_nothing_returned():
    pass

@pytest.mark.oracle("nonsense")
def test_unknown_problem():
    return mymod.det

def test_no_problem(oracle):
    oracle.check(mymod.det)

@pytest.mark.oracle
def test_bare_marker(oracle):
    oracle.check(mymod.det)
"""
CLAIMS = """\
[[claim]]
id = "right"
given = { A = "1 1; 0 1" }
holds = "det(A) = 1"

[[claim]]
id = "off"
given = { A = "1 1; 0 1" }
holds = "det(A) = 2"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The wheel of this tree, unpacked as pip would."""
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling (extra ci) is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    built = next(builder.WheelBuilder(str(ROOT)).build(directory=str(folder)))
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def project(tmp_path, site):
    """A project folder; returns a function that writes files, and one that runs pytest in it."""
    def write(**files: str) -> None:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(*arguments: str, command: tuple[str, ...] = (sys.executable, "-m", "pytest")) -> subprocess.CompletedProcess[str]:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "HYPOTHESIS", "PYTHON"))}
        return subprocess.run([*command, "-p", "no:cacheprovider", "--strict-markers", *arguments], cwd=tmp_path, text=True,
                              env=env | {"PYTHONPATH": str(site)}, capture_output=True, check=False, timeout=120)
    return write, run, tmp_path


def outcomes(path: Path) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Name -> outcome, message, properties, from a JUnit file."""
    found = {}
    for case in ET.parse(path).iter("testcase"):  # noqa: S314 - written by pytest a moment ago
        bad = next((e for e in case if e.tag in {"failure", "error", "skipped"}), None)
        properties = {p.get("name"): p.get("value") for p in case.iter("property")}
        found[case.get("name")] = ("passed", "", properties) if bad is None else (bad.tag, bad.text or bad.get("message"), properties)
    return found


def test_both_ways_and_what_a_failure_says(project):
    write, run, folder = project
    write(mymod_dot_py=CODE, test_it_dot_py=TESTS)
    done = run("-q", "-W", "error", "--junitxml=j.xml")
    assert done.returncode == 1, done.stdout + done.stderr
    got = outcomes(folder / "j.xml")
    passed = {"test_returned", "test_by_path", "test_fixture", "test_problem_in_the_call"}
    assert {name for name, (word, _, _) in got.items() if word == "passed"} == passed
    assert got["test_returned"][2]["verdict"] in {"within bound", "conditioning", "above bound"}
    word, text, properties = got["test_wrong[1]"]
    assert (word, properties["verdict"], properties["target"], properties["seed"]) == ("failure", "WRONG", "mymod.wrong", "5")
    assert float(properties["kappa"]) >= 1
    assert float(properties["error"]) > 0
    assert "Traceback" not in text
    assert "import numpy as np" in text  # the script
    assert "takes the fixture" in got["test_nothing_returned"][1]
    assert "'nonsense' is not a problem" in got["test_unknown_problem"][1]
    assert "which problem" in got["test_no_problem"][1]
    assert "write @pytest.mark.oracle" in got["test_bare_marker"][1]
    again = next(line for line in text.splitlines() if line.startswith("Again: ")).removeprefix("Again: ")
    words = shlex.split(again)
    assert words[:4] == ["python", "-m", "pytest", "test_it.py::test_wrong[1]"]
    repeated = run(*words[3:], "-q", "--junitxml=k.xml")
    assert repeated.returncode == 1
    assert outcomes(folder / "k.xml")["test_wrong[1]"][1].splitlines()[:7] == text.splitlines()[:7]


ONE = 'import pytest, mymod\n@pytest.mark.oracle("det")\ndef test_one():\n    return mymod.{}\n'


def test_expected_failures_are_strict(project):
    write, run, _ = project
    write(mymod_dot_py=CODE, test_wrong_dot_py=ONE.format("wrong"), test_right_dot_py=ONE.format("det"),
          list_dot_txt="# known\nmymod:wrong https://example.org/1 # diagonal only\nmymod.det https://example.org/2\n",
          bad_dot_txt="mymod.wrong\n", pytest_dot_ini="[pytest]\noracle_expected = list.txt\n")
    done = run("-rxf")
    assert "expected: https://example.org/1" in done.stdout
    assert "mymod.det was expected to fail (https://example.org/2) and does not: remove list.txt:3" in done.stdout
    assert "1 failed, 1 xfailed" in done.stdout
    done = run("--oracle-expected", "bad.txt", "test_wrong.py")
    assert "bad.txt:1: write TARGET LINK" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_baseline_written_with_workers_and_compared(project):
    pytest.importorskip("xdist", reason="pytest-xdist (extra ci) is not installed")
    write, run, folder = project
    write(mymod_dot_py=CODE, test_wrong_dot_py=ONE.format("wrong"), test_right_dot_py=ONE.format("det"))
    run("--oracle-write-baseline", "a.json")
    assert run("--oracle-write-baseline", "b.json", "-n", "2").returncode == 1
    assert (folder / "a.json").read_text() == (folder / "b.json").read_text()
    found = json.loads((folder / "a.json").read_text())
    assert found["mymod.wrong"]["findings"]["WRONG"] > 5
    assert found["mymod.det"]["findings"] == {}
    assert run("--oracle-baseline", "a.json").returncode == 0
    found["mymod.wrong"]["findings"]["WRONG"] -= 1
    (folder / "a.json").write_text(json.dumps(found))
    done = run("--oracle-baseline", "a.json", "test_wrong.py")
    assert done.returncode == 1
    assert "WRONG, the baseline has" in done.stdout
    assert "was written with profile ci and seed 0" in run("--oracle-baseline", "a.json", "--oracle-seed", "7").stdout


def test_settings_and_seeds(project):
    write, run, _ = project
    write(mymod_dot_py="def mute(A, b): return A\n", test_mute_dot_py=ONE.format("mute"))
    done = run("test_mute.py")
    assert done.returncode == 1
    assert "nothing was answered: every one of" in done.stdout
    write(mymod_dot_py=CODE, test_it_dot_py=ONE.format("wrong"), pytest_dot_ini="[pytest]\noracle_seed = 5\n")
    assert "--oracle-profile ci --oracle-seed 5" in run("test_it.py").stdout
    assert "the seed is 'x'; write an integer, or random" in run("--oracle-seed", "x").stdout
    done = run("--oracle-profile", "long")
    assert done.returncode == 4
    assert "invalid choice" in done.stderr


def test_claims(project):
    write, run, _ = project
    write(notes_dot_toml=CLAIMS, bad_dot_toml="[[claim]]\nnonsense = 1\n", test_it_dot_py="def test_one(): pass\n")
    done = run("--claims-file", "notes.toml", "-v")
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "notes.toml::right PASSED" in done.stdout
    assert "the ledger says true, the checks show false" in done.stdout
    assert "1 passed, 2 deselected" in run("--claims-file", "notes.toml", "-k", "right").stdout
    done = run("--claims-file", "bad.toml")
    assert done.returncode == 4
    assert "bad.toml:" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    done = run("--claims", "-m", "claims", "-k", "C-1.1")
    assert done.returncode in {0, 5}
    assert "deselected" in done.stdout


OWN = """\
import pytest

def test_mine():
    import verify
    assert verify.MINE

def test_oracle(oracle):
    pass

@pytest.mark.oracle("det")
def test_marked():
    return max
"""
PLAIN = Path(sys.executable).with_name("pytest")


@pytest.mark.parametrize("command", [(sys.executable, "-m", "pytest"), (str(PLAIN),)], ids=["python -m pytest", "pytest"])
@pytest.mark.parametrize("package", [False, True])
def test_a_project_with_its_own_verify(project, command, package):
    if not Path(command[0]).is_file():
        pytest.skip("there is no command pytest beside this Python")
    write, run, folder = project
    name = "verify____init___dot_py" if package else "verify_dot_py"
    write(conftest_dot_py="", tests__test_own_dot_py=OWN)
    (folder / "verify" if package else folder).mkdir(exist_ok=True)
    (folder / name.replace("verify____init___dot_py", "verify/__init__.py").replace("_dot_", ".")).write_text("MINE = 1\n")
    done = run("--junitxml=j.xml", command=command)
    where = str(Path("verify", "__init__.py")) if package else "verify.py"
    sentence = f"eigenproof: this project has its own verify ({where}), so `oracle` and --claims are off here"
    assert sentence in done.stdout
    got = outcomes(folder / "j.xml")
    assert [got[n][0] for n in ("test_mine", "test_oracle", "test_marked")] == ["passed", "error", "failure"]
    assert all(got[n][1].startswith(sentence) for n in ("test_oracle", "test_marked"))
    assert "Traceback" not in done.stdout + done.stderr
    done = run("--claims", command=command)
    assert (done.returncode, sentence in done.stderr) == (4, True)


def test_a_run_that_does_not_use_it_imports_nothing_of_ours(project):
    write, run, _ = project
    write(test_it_dot_py="def test_one(): pass\n", symbolic__data_dot_csv="", conftest_dot_py=(
        "import sys\ndef pytest_unconfigure():\n"
        "    print('LOADED', sorted({m.split('.')[0] for m in sys.modules} & {'symbolic', 'verify', 'exercises', 'flint', 'numpy'}))\n"
        "    print('PLUGIN', 'eigenproof_pytest' in sys.modules)\n"))
    done = run("-W", "error")
    assert "LOADED []\nPLUGIN True" in done.stdout
    assert "eigenproof:" not in done.stdout  # a folder of data named symbolic hides nothing
    assert "@pytest.mark.oracle(problem" in run("--markers").stdout


def test_strategies_run_under_the_profile_of_the_user(project):
    write, run, _ = project
    write(conftest_dot_py="from hypothesis import settings\nsettings.register_profile('mine', max_examples=7)\nsettings.load_profile('mine')\n",
          test_it_dot_py=("from hypothesis import given, settings\nfrom verify.strategies import jordan_matrices\nseen = []\n"
                          "@given(jordan_matrices(max_size=2))\ndef test_law(case):\n    seen.append(case)\n"
                          "    assert case.A * case.P == case.P * case.J\n"
                          "def test_profile(oracle):\n    oracle.check('numpy.linalg.det')\n"
                          "    assert len(seen) == settings.default.max_examples == 7\n"))
    done = run("-q")
    assert done.returncode == 0, done.stdout + done.stderr
