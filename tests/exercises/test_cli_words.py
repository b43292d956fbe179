"""What a user meets first: words of the command line, systems with many solutions, variables, and where certificates go."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.source_tree import ROOT

CUBIC = ["0 0 a; 1 0 1; 0 1 0", "--symbols", "a"]


def test_a_generic_chain_names_its_root_apart_from_the_parameters(call):
    for extra in ([], ["--json"], ["--latex"]):
        code, out, err = call("solve", "jordan", *CUBIC, *extra)
        assert code == 0, err
        assert out
    out = call("solve", "jordan", *CUBIC)[1]
    assert "for each root r of x^3-x-a: eigenvalue r" in out
    assert "v_1 = (-1 + r^2, r, 1)" in out
    assert "P and J: in the order of the blocks, each root" in out


def test_a_defect_is_one_sentence(call, monkeypatch):
    from exercises.commands import solve

    def broken(*_):
        raise AttributeError("no such thing")
    monkeypatch.setattr(solve, "answer", broken)
    code, out, err = call("solve", "det", "1")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "defect" in err
    assert "AttributeError: no such thing" in err

    def stopped(*_):
        raise KeyboardInterrupt
    monkeypatch.setattr(solve, "answer", stopped)
    assert call("solve", "det", "1")[0] == 130


@pytest.mark.parametrize(("kind", "text", "name"), [
    ("exp", "0 t; 0 0", "t"), ("power", "n 1; 0 n", "n"), ("charpoly", "x 1; 0 2", "x"), ("minpoly", "x 1; 0 2", "x"),
    ("jordan", "0 0 x; 1 0 1; 0 1 0", "x"),
])
def test_a_parameter_may_not_be_the_variable_of_the_answer(call, kind, text, name):
    code, out, err = call("solve", kind, text, "--symbols", name)
    assert (code, out) == (2, "")
    assert f"rename the parameter {name}" in err
    assert call("solve", "power", "n", "--symbols", "n", "--at", "2")[0] == 0


def test_powers_at_negative_exponents(call):
    code, out, _ = call("solve", "power", "1 1; 1 0", "--at", "-3")
    assert code == 0
    assert "A^-3 is the inverse of A^3" in out
    assert "proved closed form evaluated at n = 3" in call("solve", "power", "1 1; 1 0", "--at", "3")[1]


def test_a_negative_power_with_parameters_needs_the_determinant(call):
    out = call("solve", "power", "a 1; 0 2", "--symbols", "a", "--at", "-2")[1]
    assert "none of these is zero: a - 2, a\n" in out
    assert "TESTED: A^-2 is the closed form evaluated at n = -2" in out


def test_no_mark_leaks(call):
    for arguments in (["det", "1", "-3"], ["det", "-x"], ["det", "1", "--symbols", "-a"], ["-1", "1"]):
        code, out, err = call("solve", *arguments)
        assert code in {0, 2}
        assert "\ue000" not in out + err


def test_systems_with_many_solutions_or_none(call):
    for A, b in (("1 2; 2 4", "1; 2"), ("1 2", "1")):
        code, out, err = call("solve", "solve", A, "--b", b)
        assert code == 0, err
        assert "all solutions: x + N c" in out
        assert "EXACT: A x = b" in out
        data = json.loads(call("solve", "solve", A, "--b", b, "--json")[1])
        assert data["checked"]
        assert (data["answer"]["x"], data["answer"]["N"]) == ("1; 0", "-2; 1")
        assert len(data["certificate"]) == 2
    for A, b in (("1 2; 2 4", "1; 1"), ("1; 1", "1; 2")):
        code, out, err = call("solve", "solve", A, "--b", b)
        assert (code, out) == (1, "")
        assert "no solution" in err
        assert "y^T A = 0" in err
    assert call("solve", "solve", "1 a; 1 a", "--b", "1; 1", "--symbols", "a")[0] == 0
    assert call("solve", "solve", "1 2; 3 4", "--b", "1; 2; 3")[0] == 2
    for extra in (["--steps"], ["--latex"]):
        assert call("solve", "solve", "1 2", "--b", "1", *extra)[0] == 0


def test_verdicts_speak_about_the_answer(call):
    assert "EXACT: det A follows from: A = P J P^-1" in call("solve", "det", "1 2; 3 4")[1]
    assert "the characteristic polynomial follows from" in call("solve", "charpoly", "1 2; 3 4")[1]
    assert "the rational matrix B" in call("solve", "jordan", "sqrt(2) 1; 0 1")[1]


@pytest.mark.parametrize(("arguments", "said", "unsaid"), [
    (["det", "1.5"], "--decimals", "decimals=True"), (["det", "x"], "--symbols", "among the symbols"),
    (["inverse", "1 2; 2 4"], "solve nullspace", "nullspace(A)"), (["det", "@tests"], "is a directory", "no file"),
])
def test_messages_speak_of_the_command_line(call, arguments, said, unsaid, monkeypatch):
    monkeypatch.chdir(ROOT)
    _, _, err = call("solve", *arguments)
    assert said in err
    assert unsaid not in err


def test_worked_solutions_as_latex_and_json(call):
    assert "\\end{document}" in call("solve", "det", "1 2; 3 4", "--steps", "--latex")[1]
    assert "blocks" in json.loads(call("solve", "det", "1 2; 3 4", "--steps", "--json")[1])


def test_wide_matrices_are_listed_entry_by_entry(call):
    out = call("solve", "exp", "1 2; 3 4")[1]
    assert all(f"\n  ({i}, {j})  " in out for i in (1, 2) for j in (1, 2))
    assert "P = [ -sqrt(a)  sqrt(a) ]" in call("solve", "jordan", "0 a; 1 0", "--symbols", "a b")[1]


def test_pivots_count_from_one_and_eigenvalues(call):
    assert "pivots in the columns: 2\n" in call("solve", "rref", "0 2; 0 4")[1]
    assert "eigenvalue 3: algebraic multiplicity 2, geometric 1" in call("solve", "eigenvalues", "5 4; -1 1")[1]
    for extra in (["--json"], ["--latex"]):
        assert call("solve", "eigenvalues", "0 a; 1 0", "--symbols", "a", *extra)[0] == 0


def test_a_certificate_file_replays(call, tmp_path):
    path = tmp_path / "c.json"
    assert call("solve", "jordan", "5 4; -1 1", "--certificate", str(path))[0] == 0
    command = [sys.executable, "-m", "verify.kernel", str(path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    code, _, err = call("solve", "det", "a", "--symbols", "a", "--certificate", str(tmp_path / "no.json"))
    assert code == 1
    assert "no certificate" in err
    assert [p.name for p in tmp_path.iterdir()] == ["c.json"]
