"""`eigenproof audit`: exit codes, forms of the report, and functions that end, crash or block their process."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from symbolic import InputError
from tests.source_tree import ROOT
from verify.oracle import audit
from verify.oracle.isolated import isolated

pytestmark = pytest.mark.slow  # every audit starts a process
CODE = """\
import ctypes, os, signal, sys
import numpy as np

def inv(A): return np.linalg.inv(A)
def wrong(A): return np.linalg.inv(A).T
def exits(A):
    if A.shape[0] == 3: os._exit(3)
    return np.linalg.inv(A)
def crashes(A): ctypes.string_at(0)
def killed(A): os.kill(os.getpid(), signal.SIGKILL)
def recurses(A): return recurses(A)
def eats(A): return np.ones((10**6, 10**5))
def asks(A): return input()
def interrupts(A): raise KeyboardInterrupt
def leaves(A): sys.exit(3)
def prints(A):
    os.write(1, b'noise from below')
    print('noise')
    return np.linalg.inv(A)
def odd(A): return object()
def blocks(A):
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True: pass
NUMBER = 3
"""
LINK = "https://example.org/1"


def filled(folder):
    """A user's folder with modules of functions."""
    (folder / "usercode.py").write_text(CODE, encoding="utf-8")
    (folder / "broken.py").write_text("def f(:\n", encoding="utf-8")
    (folder / "deadly.py").write_text("import os\nos._exit(7)\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A user's folder as the working directory, with files of expectations."""
    filled(tmp_path)
    (tmp_path / "bad.txt").write_text("usercode.wrong\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "expected.txt").write_text(f"# known\nusercode.wrong {LINK} # transposed\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [p for p in sys.path if p])
    return tmp_path


def test_rows_are_those_of_audit():
    """Two ways: in this process, and in one that may die; progress is told for every case."""
    seen = []
    [there] = isolated(["numpy.linalg.matrix_power"], told=lambda *step: seen.append(step))
    here = audit("numpy.linalg.matrix_power")
    assert [r.to_dict() | {"seconds": 0} for r in there.rows] == [r.to_dict() | {"seconds": 0} for r in here.rows]
    assert (there.counts, there.versions, there.signature) == (here.counts, here.versions, here.signature)
    assert there.reproducer.startswith("# numpy.linalg.matrix_power: WRONG")
    assert seen[-1] == (len(here.rows), len(here.rows), "numpy.linalg.matrix_power")
    assert len({done for done, _, _ in seen}) > 10


@pytest.mark.usefixtures("folder")
def test_a_wrong_function_of_the_user(call):
    code, out, err = call("audit", "usercode:wrong", "--as", "inv", "--json")
    data = json.loads(out)
    wrong = [row for row in data["rows"] if row["verdict"] == "WRONG"]
    assert (code, err) == (1, "")
    assert len(wrong) > 10
    assert {"verdict", "error", "kappa", "input", "returned", "truth", "reason"} <= wrong[0].keys()
    assert data["targets"][0]["smallest"]["verdict"] == "WRONG"
    code, out, _ = call("audit", "usercode:wrong", "--as", "inv", "--expected", "expected.txt")
    assert (code, f"[expected: {LINK}]" in out) == (0, True)
    assert "A script that needs nothing of this project" in out


def test_what_is_mended_is_said(call, folder):
    (folder / "expected.txt").write_text(f"usercode.inv {LINK}\n", encoding="utf-8")
    code, out, _ = call("audit", "usercode.inv", "--as", "inv", "--expected", "expected.txt")
    assert code == 0
    assert "expected to fail and does not: expected.txt:1 can go" in out


def test_a_function_that_never_answers_fails(call, folder):
    (folder / "mute.py").write_text("import numpy as np\ndef two(A, b): return A\ndef nan(A): return A * np.nan\n", encoding="utf-8")
    (folder / "mute.txt").write_text(f"mute:two {LINK}\nmute:nan {LINK}\nmute:gone {LINK}\n", encoding="utf-8")
    ask = ("audit", "mute:two", "mute:nan", "--as", "inv")
    code, out, err = call(*ask, "--json", "--seed", "random")
    data = json.loads(out)["targets"]
    assert (code, [r["answered"] for r in data], [r["unasked"] for r in data]) == (1, [0, 0], [0, 0])
    assert "nothing was answered: every one of" in err
    assert "calls raised TypeError: two() missing 1 required positional argument: 'b': is it --as the right" in data[0]["remarks"][0]
    assert "calls returned NaN or infinity: is it" in data[1]["remarks"][0]
    for form in ("--markdown", "--html"):
        assert call(*ask, form)[1].count("nothing was answered") == 2
    code, out, err = call(*ask, "--expected", "mute.txt")
    assert (code, err) == (0, "eigenproof: mute.txt:3 names mute:gone, which was not audited now\n")
    assert out.count("nothing was answered") == 2
    assert call(*ask, "--write-baseline", "mute.json")[0] == 1
    assert call(*ask, "--baseline", "mute.json")[0] == 0
    (folder / "mute.json").write_text("{}", encoding="utf-8")
    assert "mute:two: 1 nothing answered, the baseline has 0" in call(*ask, "--baseline", "mute.json")[2]


def test_baseline(call, folder):
    ask = ("audit", "usercode:leaves", "usercode:wrong", "--as", "inv")
    assert call(*ask, "--write-baseline", "b.json")[0] == 1
    assert call(*ask, "--baseline", "b.json")[0] == 0
    data = json.loads((folder / "b.json").read_text())
    assert data["usercode:leaves"]["findings"]["refused a solvable problem"] > 0
    data["usercode:leaves"]["findings"] = {}
    (folder / "b.json").write_text(json.dumps(data))
    code, _, err = call(*ask, "--baseline", "b.json")
    assert (code, err.count("the baseline has 0")) == (1, len(err.splitlines()))
    code, _, err = call(*ask, "--baseline", "b.json", "--seed", "1")
    assert (code, "was written with profile ci and seed 0" in err) == (2, True)


BAD = [
    (("audit",), "which function?"),
    (("audit", "--all", "numpy"), "give it alone"),
    (("audit", "nopackage"), "neither a package"),
    (("audit", "usercode:inv"), "say which problem it solves, such as --as expm"),
    (("audit", "usercode:inv", "--as", "nonsense"), "'nonsense' is not a problem"),
    (("audit", "nomodule:f", "--as", "inv"), "cannot be imported"),
    (("audit", "numpy.linalg.inv", "--expected", "bad.txt"), "bad.txt:1: write TARGET LINK"),
    (("audit", "numpy.linalg.inv", "--expected", "none.txt"), "none.txt: No such file"),
    (("audit", "numpy.linalg.inv", "--baseline", "bad.json"), "bad.json is no baseline"),
    (("audit", "numpy.linalg.inv", "-o", "nodir/r.html"), "nodir does not exist"),
    (("audit", "numpy.linalg.inv", "--profile", "long"), "--profile"),
    (("audit", "numpy.linalg.inv", "--json", "--html"), "--json and --html are two forms of one report"),
    (("audit", "numpy.linalg.inv", "--seed", "x"), "the seed is 'x'; write an integer, or random"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD, ids=[" ".join(a[1:]) or "nothing" for a, _ in BAD])
@pytest.mark.usefixtures("folder")
def test_bad_input_is_one_sentence(call, arguments, words):
    code, out, err = call(*arguments)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err


# function -> how a row of it begins, how many rows there are (None: one for every case), whether something is WRONG
DEADLY = {"exits": ("ended the process with exit code 3; an answer exists", None, False),
          "crashes": ("was ended by SIGSEGV; an answer exists", 3, False),
          "killed": ("was ended by SIGKILL, which the system sends when memory runs out; an answer exists", 3, False),
          "recurses": ("raised RecursionError: maximum recursion depth exceeded; an answer exists", None, False),
          "eats": ("raised MemoryError: Unable to allocate", None, False),
          "asks": ("raised EOFError: EOF when reading a line; an answer exists", None, False),
          "interrupts": ("raised KeyboardInterrupt: ; an answer exists", None, False),
          "leaves": ("raised SystemExit: 3; an answer exists", None, False),
          "odd": ("object came back, which could not be read as the answer", None, True),
          "prints": ("the error", None, False)}
UNUSABLE = {"usercode:nosuch": "has no 'nosuch'", "broken:f": "cannot be imported: SyntaxError",
            "deadly:f": "its import ended the process with exit code 7", "usercode:NUMBER": "cannot be called"}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """One run over all of them: what one function does must not touch the others."""
    folder = str(filled(tmp_path_factory.mktemp("user")))
    sys.path.append(folder)
    try:
        names = [*(f"usercode:{name}" for name in DEADLY), *UNUSABLE]
        return dict(zip(names, isolated(names, "inv"), strict=True))
    finally:
        sys.path.remove(folder)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="signals, exit codes and the limit on memory are those of Linux")
@pytest.mark.parametrize("name", DEADLY)
def test_what_ends_a_process_costs_a_row(reports, name):
    reason, most, wrong = DEADLY[name]
    report = reports[f"usercode:{name}"]
    assert any(row.reason.startswith(reason) for row in report.rows)
    assert report.ok is (name == "prints")
    assert any(row.is_wrong for row in report.rows) is wrong
    assert report.silent is (name not in {"prints", "exits", "odd"})
    assert report.unasked == len(reports["usercode:prints"].rows) - len(report.rows)
    if name == "exits":  # three ends, and what was asked between them was judged
        assert sum(row.exception == "ended the process with exit code 3" for row in report.rows) == 3
        assert report.counts["within bound"] >= 3
    else:
        assert len(report.rows) == (most or len(reports["usercode:prints"].rows))
    if name == "prints":
        assert {row.printed for row in report.rows} == {"noise"}  # and what is written past Python reaches nobody


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_imported_is_an_error_of_its_own(reports, name):
    assert isinstance(reports[name], InputError)
    assert UNUSABLE[name] in str(reports[name])


@pytest.mark.skipif(os.name != "posix", reason="SIGALRM")
def test_what_cannot_be_interrupted_is_stopped_from_outside(folder, monkeypatch):
    monkeypatch.syspath_prepend(str(folder))
    [report] = isolated(["usercode:blocks"], "inv")
    assert [row.timeout for row in report.rows] == [True] * 3
    assert report.rows[0].reason.startswith("no answer in")
    assert report.unasked > 30
    assert report.remarks[0].startswith("nothing was answered: every one of 2 calls gave no answer in")
    assert report.remarks[1:] == (f"{report.unasked} cases were not asked after three that gave no answer in time",
                                  "3 calls gave no answer in time")
    assert report.smallest is not None


class Tags(HTMLParser):
    """The open tags, and whatever a page would load from elsewhere."""

    def __init__(self):
        super().__init__()
        self.open, self.outside, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.outside += [v for k, v in attrs if k in {"src", "href"} and not v.startswith("#")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_pages(call, folder):
    code, out, err = call("audit", "usercode:wrong", "usercode:inv", "--as", "inv", "--html", "-o", "r.html")
    assert (code, out, err) == (1, "", "Written: r.html\n")
    page = Tags()
    page.feed((folder / "r.html").read_text(encoding="utf-8"))
    assert (page.open, page.outside) == ([], [])
    assert "usercode:wrong(array([[" in "".join(page.text)
    code, out, _ = call("audit", "usercode:wrong", "--as", "inv", "--markdown")
    assert code == 1
    assert "**WRONG**: the error" in out
    assert out.count("```") % 2 == 0


def test_list(call):
    code, out, _ = call("audit", "--list")
    assert (code, "numpy.linalg.inv" in out, "  inv: f(A) -> A^-1" in out) == (0, True, True)
    assert json.loads(call("audit", "--list", "--json")[1])["targets"]["numpy.linalg.inv"] == "inv"


def command(*arguments: str, folder, path: str = "") -> subprocess.Popen[str]:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from exercises.cli import main; main()"
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | ({"PYTHONPATH": path} if path else {})
    return subprocess.Popen([sys.executable, "-P", "-c", code, *arguments], cwd=folder, text=True, env=env,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # noqa: PLW1509 - no threads


@pytest.mark.parametrize("path", ["", "."])
def test_a_folder_with_its_own_verify(folder, path):
    for name in ("verify", "symbolic"):
        (folder / f"{name}.py").write_text("raise SystemExit('loaded')\n", encoding="utf-8")
    process = command("audit", "usercode:inv", "--as", "inv", folder=folder, path=path)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "usercode:inv" in out
    assert err.startswith("eigenproof: this folder has its own symbolic and verify; in this command")
    assert len(err.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="SIGINT")
def test_an_interruption_is_one_line_and_leaves_no_process(folder):
    process = command("audit", "usercode:blocks", "--as", "inv", folder=folder)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    found: list[str] = []
    while not found and time.monotonic() < deadline and children.exists():
        time.sleep(0.05)
        found = children.read_text(encoding="ascii").split()
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err == "eigenproof: interrupted; no file was left half written\n"
    assert not [pid for pid in found if Path(f"/proc/{pid}").exists()]
