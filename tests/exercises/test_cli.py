"""The command line: answers, verdicts, exit codes, and one clear sentence for bad input."""
from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exercises.cli import BROKEN_PIPE, INTERRUPTED, run
from exercises.commands.check import NAMES
from exercises.commands.kinds import KINDS
from exercises.commands.laws import CHECKS
from tests.source_tree import ROOT

COMMAND = [sys.executable, "-m", "exercises.cli"]


@pytest.fixture
def call(capsys, monkeypatch):
    """Run the command in this process; returns (code, standard output, standard error)."""
    def call(*arguments: str, stdin: bytes | None = None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err
    return call


def one_sentence(err: str) -> bool:
    return err.startswith("eigenproof: ") and err.count("\n") == 1 and len(err) > 30 and "Traceback" not in err


# ---- solve --------------------------------------------------------------------------------------------------------

def test_solve_jordan_shows_p_j_blocks_and_the_verdict(call):
    code, out, _ = call("solve", "jordan", "5 4; -1 1")
    assert code == 0
    assert all(text in out for text in ("A =", "P =", "J =", "[ 3  1 ]", "blocks: J_2(3)", "EXACT"))


def test_solve_json_is_documented(call):
    code, out, _ = call("solve", "jordan", "3 1; 0 3", "--json")
    data = json.loads(out)
    assert code == 0
    assert set(data) == {"problem", "answer", "checked", "verdict", "certificate"}
    assert data["problem"] == {"kind": "jordan", "matrix": "3 1; 0 3"}
    assert data["checked"] is True
    assert data["answer"]["blocks"] == [{"eigenvalue": "3", "size": 2}]
    assert data["answer"]["J"] == "3 1; 0 3"
    assert data["certificate"]["format"] == "eigenproof-certificate"


def test_the_certificate_of_the_json_replays_in_a_fresh_process(call, tmp_path):
    _, out, _ = call("solve", "jordan", "0 0 1; 1 0 1; 0 1 0", "--json")
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(json.loads(out)["certificate"]), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "verify.kernel", str(path)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_eigenvalues_of_high_degree_are_shown_as_generic_chains(call):
    code, out, _ = call("solve", "jordan", "0 0 1; 1 0 1; 0 1 0")
    assert code == 0
    assert "each of the 3 roots a of x^3-x-1" in out
    assert "v_1 =" in out


def test_answers_read_back(call):
    from symbolic import matrix
    _, out, _ = call("solve", "jordan", "0 2; 1 0", "--json")
    answer = json.loads(out)["answer"]
    P, J = matrix(answer["P"]), matrix(answer["J"])
    assert matrix("0 2; 1 0") * P == P * J


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in {"solve"}])
def test_every_kind_answers_checks_and_explains(call, kind):
    for extra in ([], ["--json"], ["--latex"], ["--steps"]):
        code, out, err = call("solve", kind, "2 1; 0 3", *extra)
        assert code == 0, f"{kind} {extra}: {err}"
        assert out.strip()
    assert json.loads(call("solve", kind, "2 1; 0 3", "--json")[1])["checked"] is True


def test_solve_a_system(call):
    code, out, _ = call("solve", "solve", "2 1; 1 1", "--b", "3; 2", "--json")
    assert code == 0
    assert json.loads(out)["answer"] == {"x": "1; 1"}


def test_power_at_one_exponent(call):
    code, out, _ = call("solve", "power", "1 1; 1 0", "--at", "10", "--json")
    assert code == 0
    assert json.loads(out)["answer"] == {"A^10": "89 55; 55 34"}


def test_real_closed_form(call):
    code, out, _ = call("solve", "exp", "0 1; -1 0", "--steps")
    assert code == 0
    assert "cos" in out


@pytest.mark.parametrize("text", ["-1 2; 3 4", "-sqrt(2) 1; 0 3", "-i 0; 0 1", "-2/3", "(-1) 2; 3 4"])
def test_a_matrix_may_begin_with_a_minus_sign(call, text):
    code, _, err = call("solve", "det", text)
    assert code == 0, err
    assert call("check", "inverse", "-1", "--X", "-1")[0] == 0


def test_matrices_from_files_and_standard_input(call, tmp_path):
    import numpy as np
    (tmp_path / "a.txt").write_text("1 2\n3 4\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("1,2\n3,4\n", encoding="utf-8")
    (tmp_path / "a.mtx").write_text("%%MatrixMarket matrix array integer general\n2 2\n1\n3\n2\n4\n", encoding="utf-8")
    np.save(tmp_path / "a.npy", np.array([[1, 2], [3, 4]]))
    for name in ("a.txt", "a.csv", "a.mtx", "a.npy"):
        for given in (str(tmp_path / name), f"@{tmp_path / name}"):
            code, out, err = call("solve", "det", given, "--json")
            assert code == 0, err
            assert json.loads(out)["answer"] == {"det A": "-2"}
        code, out, err = call("solve", "det", "-", "--json", stdin=(tmp_path / name).read_bytes())
        assert code == 0, f"{name} on standard input: {err}"
        assert json.loads(out)["answer"] == {"det A": "-2"}


def test_parameters_and_decimals(call):
    code, out, _ = call("solve", "det", "a 1; 0 b", "--symbols", "a,b", "--json")
    assert code == 0
    assert json.loads(out)["answer"]["det A"].replace(" ", "") in {"a*b", "b*a"}
    assert call("solve", "det", "0.5", "--decimals")[0] == 0


# ---- bad input, absent answers ------------------------------------------------------------------------------------

@pytest.mark.parametrize("text", [
    "1 2; 3", "", ";", "1 2\n3 4 5", "0.5 1; 2 3", "nan 1; 2 3", "1/0", "9^9^9", "sqrt(", "__import__('os')", "x 1; 0 1",
    "@no-such-file", "1" * 20000, "[" * 4000 + "1" + "]" * 4000,
])
def test_bad_text_is_one_sentence_and_exit_code_2(call, text):
    start = time.perf_counter()
    code, out, err = call("solve", "jordan", text)
    assert (code, out) == (2, "")
    assert one_sentence(err), err
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("arguments", [
    ["solve", "jordan", "1 2 3; 4 5 6"], ["solve", "nonsense", "1"], ["solve", "jordan"], ["solve", "solve", "1 2; 3 4"],
    ["solve", "det", "1", "--b", "1"], ["solve", "det", "1", "--json", "--latex"], ["solve", "det", "1", "--at", "3"],
    ["solve", "det", "1", "--wrong"], ["check", "jordan", "1"], ["check", "jordan", "1", "--P", "1"],
    ["check", "inverse", "1", "--X", "1", "--P", "1"], ["key", "chapter"], ["key", "chapter", "-o", "x", "--format", "odt"],
    ["unknown"], ["solve", "solve", "-", "--b", "-"],
])
def test_bad_usage_is_exit_code_2(call, arguments):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("eigenproof: ")
    assert "Traceback" not in err


@pytest.mark.parametrize(("kind", "text"), [("inverse", "1 2; 2 4"), ("sqrt", "0 1; 0 0"), ("log", "1 0; 0 0")])
def test_what_does_not_exist_is_exit_code_1_with_the_reason(call, kind, text):
    code, out, err = call("solve", kind, text)
    assert (code, out) == (1, "")
    assert one_sentence(err), err
    code, out, _ = call("solve", kind, text, "--json")
    assert code == 1
    assert json.loads(out)["checked"] is False


# ---- check --------------------------------------------------------------------------------------------------------

A, P, J = "5 4; -1 1", "2 1; -1 0", "3 1; 0 3"
RIGHT = {
    "jordan": [A, "--P", "4 2; -2 0", "--J", J],
    "chain": [A, "--V", P],
    "inverse": ["2 1; 1 1", "--X", "1 -1; -1 2"],
    "solve": ["2 1; 1 1", "--b", "3; 2", "--x", "1; 1"],
    "nullspace": ["1 2; 2 4", "--N", "-4; 2"],
    "similar": [A, "--B", J, "--P", P],
    "sqrt": ["4 1; 0 4", "--X", "2 1/4; 0 2"],
    "lu": ["0 1; 2 3", "--P", "0 1; 1 0", "--L", "1 0; 0 1", "--U", "2 3; 0 1"],
    "svd": ["3 0; 0 4; 0 0", "--U", "0 1 0; 1 0 0; 0 0 1", "--S", "4 0; 0 3; 0 0", "--V", "0 1; 1 0"],
}
WRONG = [
    (["jordan", A, "--P", P, "--J", "3 0; 1 3"], "ones above the diagonal", 1),
    (["jordan", A, "--P", P, "--J", "3 0; 0 3"], "A P = P J", 2),
    (["jordan", A, "--P", "2 1; -1 1", "--J", J], "A P = P J", 2),
    (["jordan", A, "--P", "0 2; 0 -1", "--J", J], "det P != 0", None),
    (["jordan", A, "--P", "2 1 0; -1 0 0", "--J", J], "shapes", None),
    (["jordan", A, "--P", P, "--J", "3 2; 0 3"], "J is a Jordan matrix", 2),
    (["jordan", A, "--P", P, "--J", "3 1; 0 4"], "J is a Jordan matrix", 2),
    (["chain", A, "--V", "1 2; 0 -1"], "v_1", 1),
    (["chain", A, "--V", "2 1; -1 1"], "(A - x) v_2 = v_1", 2),
    (["chain", A, "--V", "0; 0"], "v_1 != 0", 1),
    (["chain", A, "--V", P, "--eigenvalue", "2"], "A v_1", 1),
    (["inverse", "2 1; 1 1", "--X", "1 -1; -1 1"], "A X = I", 2),
    (["solve", "2 1; 1 1", "--b", "3; 2", "--x", "1; 2"], "A x = b", 1),
    (["nullspace", "1 2; 2 4", "--N", "-2; 2"], "A N = 0", 1),
    (["nullspace", "1 2 3; 2 4 6", "--N", "-2 -4; 1 2; 0 0"], "independent", None),
    (["nullspace", "1 2 3; 2 4 6", "--N", "-2; 1; 0"], "n - rank A", None),
    (["similar", A, "--B", J, "--P", "1 0; 0 1"], "A P = P B", 1),
    (["sqrt", "4 1; 0 4", "--X", "2 1; 0 2"], "X X = A", 2),
    (["lu", "0 1; 2 3", "--P", "1 0; 0 1", "--L", "1 0; 0 1", "--U", "2 3; 0 1"], "P A = L U", 1),
    (["svd", "3 0; 0 4; 0 0", "--U", "1 0 0; 0 1 0; 0 0 1", "--S", "3 0; 0 4; 0 0", "--V", "1 0; 0 1"], "descends", None),
]


def test_every_check_has_a_right_and_a_wrong_case():
    assert set(RIGHT) == set(CHECKS) == {case[0][0] for case in WRONG}
    assert {name for check in CHECKS.values() for name in check.needs + check.optional} == set(NAMES)


@pytest.mark.parametrize("kind", RIGHT)
def test_right_answers_are_accepted(call, kind):
    code, out, err = call("check", kind, *RIGHT[kind])
    assert code == 0, out + err
    assert "EXACT" in out
    assert "FAILS" not in out


@pytest.mark.parametrize(("arguments", "law", "column"), WRONG)
def test_wrong_answers_name_the_law_and_the_column(call, arguments, law, column):
    code, out, err = call("check", *arguments)
    assert (code, err) == (1, "")
    assert "REFUTED" in out
    data = json.loads(call("check", *arguments, "--json")[1])
    first = next(row for row in data["laws"] if not row["holds"])
    assert data["right"] is False
    assert law in first["law"] or law in first["detail"]
    assert first["column"] == column


def test_a_rescaled_p_over_a_field_is_right(call):
    code, out, _ = call("check", "jordan", "0 2; 1 0", "--P", "2 2; sqrt(2) -sqrt(2)", "--J", "sqrt(2) 0; 0 -sqrt(2)")
    assert code == 0, out


def test_an_inverted_p_is_recognised(call):
    _, out, _ = call("check", "similar", A, "--B", J, "--P", "0 -1; 1 2")
    assert "REFUTED" in out
    _, out, _ = call("check", "jordan", A, "--P", "0 -1; 1 2", "--J", J)
    assert "P A = J P holds" in out


# ---- the command itself -------------------------------------------------------------------------------------------

def test_help_and_version(call):
    for arguments in (["--help"], ["-h"], ["--version"], ["solve", "--help"], ["check", "-h"], ["key", "-h"]):
        code, out, _ = call(*arguments)
        assert code == 0
        assert "eigenproof" in out
    assert call()[0] == 2


def test_help_starts_quickly():
    def seconds() -> float:
        start = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], cwd=ROOT, capture_output=True, check=True)
        return time.perf_counter() - start
    assert min(seconds() for _ in range(5)) < 0.4  # 0.15 s on an idle machine; a loaded one gets some room


def test_a_broken_pipe_is_silent():
    big = "; ".join(" ".join(str(i * j + (i == j)) for j in range(60)) for i in range(60))
    with subprocess.Popen([*COMMAND, "solve", "inverse", big], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        err = child.stderr.read()
        assert child.wait(timeout=60) == BROKEN_PIPE
    assert err == b""


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_ctrl_c_prints_one_line():
    with subprocess.Popen([*COMMAND, "solve", "det", "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        time.sleep(0.7)  # it waits for standard input by now
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=30)
    assert (child.returncode, out) == (INTERRUPTED, b"")
    assert err.decode().count("\n") == 1


# ---- key ----------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def key(tmp_path_factory) -> tuple[Path, str]:
    """The chapter's key in every format, made once."""
    folder = tmp_path_factory.mktemp("key") / "made" / "here"
    done = subprocess.run([*COMMAND, "key", "chapter", "-o", str(folder), "--format", "html,md,json,tex,txt"], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_key_is_written_in_every_format(key):
    folder, said = key
    assert {path.name for path in folder.iterdir()} == {f"chapter.{s}" for s in ("html", "md", "json", "tex", "txt")}
    assert "steps" in said
    assert str(folder) in said
    html = (folder / "chapter.html").read_text(encoding="utf-8")
    assert "<math" in html
    assert "http" not in html.split("</head>")[0].replace("http://www.w3.org", "")
    json.loads((folder / "chapter.json").read_text(encoding="utf-8"))


def test_no_key_when_a_step_is_rejected(call, tmp_path, monkeypatch):
    from exercises import chapter
    from verify.kernel import Rejected

    def rejecting(**_):
        raise Rejected(3, 1, 2, "4", "5")
    monkeypatch.setattr(chapter, "build", rejecting)
    code, _, err = call("key", "chapter", "-o", str(tmp_path / "out"))
    assert code == 1
    assert err.startswith("eigenproof: ")
    assert not (tmp_path / "out").exists()


def test_nothing_half_written_when_writing_fails(call, tmp_path, monkeypatch):
    def failing(self, *_):
        raise OSError(28, "No space left on device", str(self))
    monkeypatch.setattr(Path, "replace", failing)
    code, _, err = call("key", "chapter", "-o", str(tmp_path / "out"), "--format", "md")
    assert code == 1
    assert "No space left" in err
    assert list((tmp_path / "out").iterdir()) == []
