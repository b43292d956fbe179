"""`eigenproof solve`: answers with their verdicts, every way to write a matrix, one clear sentence for bad input."""
from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from exercises.commands.kinds import KINDS
from tests.source_tree import ROOT


def one_sentence(err: str) -> bool:
    return err.startswith("eigenproof: ") and err.count("\n") == 1 and len(err) > 30 and "Traceback" not in err


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


def test_the_verdict_names_theorems_and_what_they_rest_on(call):
    nodes = "1 2 4; 1 3 9; 1 5 25"
    verdict = json.loads(call("solve", "det", nodes, "--json")[1])["verdict"]
    assert set(verdict) == {"word", "reason", "theorems", "axioms"}
    assert (verdict["theorems"], verdict["axioms"]) == (["vandermonde_determinant"], ["the laws of determinants"])
    line = "for all n: vandermonde_determinant (eigenproof theorems vandermonde_determinant)\n"
    assert call("solve", "det", nodes)[1].endswith(f"\n{line}")
    assert call("solve", "det", nodes, "--latex")[1].endswith(f"\n% {line}")
    assert json.loads(call("solve", "det", "1 2; 3 5", "--json")[1])["verdict"]["theorems"] == []
    assert "for all n" not in call("solve", "det", "1 2; 3 5")[1]


def test_the_certificate_of_the_json_replays_in_a_fresh_process(call, tmp_path):
    _, out, _ = call("solve", "jordan", "0 0 1; 1 0 1; 0 1 0", "--json")
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(json.loads(out)["certificate"]), encoding="utf-8")
    command = [sys.executable, "-m", "verify.kernel", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_eigenvalues_of_high_degree_are_shown_as_generic_chains(call):
    code, out, _ = call("solve", "jordan", "0 0 1; 1 0 1; 0 1 0")
    assert code == 0
    assert "each root a of x^3-x-1" in out
    assert "v_1 =" in out
    for kind in ("exp", "power"):
        code, out, _ = call("solve", kind, "0 0 1; 1 0 1; 0 1 0")
        assert code == 0
        assert "each root a of x^3-x-1 =: f" in out
        assert "N_0(a) = " in out
        assert call("solve", kind, "0 0 1; 1 0 1; 0 1 0", "--json")[0] == 0
        assert call("solve", kind, "0 0 1; 1 0 1; 0 1 0", "--latex")[0] == 0


def test_generic_chains_with_parameters(call):
    code, out, err = call("solve", "jordan", "0 0 a; 1 0 b; 0 1 c", "--symbols", "a,b,c")
    assert code == 0, err
    assert "each root r of" in out
    assert "TESTED" in out


def test_answers_read_back(call):
    from symbolic import matrix
    _, out, _ = call("solve", "jordan", "0 2; 1 0", "--json")
    answer = json.loads(out)["answer"]
    P, J = matrix(answer["P"]), matrix(answer["J"])
    assert matrix("0 2; 1 0") * P == P * J


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].needs])
def test_every_kind_answers_checks_and_explains(call, kind):
    for extra in ([], ["--json"], ["--latex"], ["--steps"]):
        code, out, err = call("solve", kind, "2 1; 0 3", *extra)
        assert code == 0, f"{kind} {extra}: {err}"
        assert out.strip()
    assert json.loads(call("solve", kind, "2 1; 0 3", "--json")[1])["checked"] is True


WORKED = {"charpoly", "det", "exp", "frobenius", "inverse", "jordan", "lu", "minpoly", "nullspace", "power", "rank",
          "rref", "smith"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].needs])
def test_steps_are_a_worked_solution_or_say_that_there_is_none(call, kind):
    code, out, err = call("solve", kind, "2 1; 0 3", "--steps")
    assert code == 0
    assert ("Worked solution" in out) == (err == "")
    if kind in WORKED:
        assert "Worked solution" in out
        assert "Answer" in out


def test_solve_a_system(call):
    code, out, _ = call("solve", "solve", "2 1; 1 1", "--b", "3; 2", "--json")
    assert code == 0
    assert json.loads(out)["answer"] == {"x": "1; 1"}


def test_similar_matrices(call):
    code, out, _ = call("solve", "similar", "5 4; -1 1", "--B", "3 1; 0 3")
    assert code == 0
    assert "similar = yes" in out
    code, out, _ = call("solve", "similar", "5 4; -1 1", "--B", "3 0; 0 3", "--json")
    assert code == 0
    assert json.loads(out)["answer"]["similar"] == "no"


def test_power_at_one_exponent(call):
    code, out, _ = call("solve", "power", "1 1; 1 0", "--at", "10", "--json")
    assert code == 0
    assert json.loads(out)["answer"] == {"A^10": "89 55; 55 34"}
    assert json.loads(call("solve", "power", "1 1; 1 0", "--at", "-1", "--json")[1])["answer"] == {"A^-1": "0 1; 1 -1"}
    assert call("solve", "power", "1 1; 1 0", "--at", "x")[0] == 2
    assert call("solve", "power", "0 1; 0 0", "--at", "-1")[0] == 1


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
    data = json.loads(out)
    assert data["answer"]["det A"].replace(" ", "") in {"a*b", "b*a"}
    assert (data["checked"], data["verdict"]["word"]) == (False, "TESTED")
    code, out, _ = call("solve", "inverse", "a 1; 0 b", "--symbols", "a,b")
    assert code == 0
    assert "none of these is zero" in out
    assert call("solve", "det", "0.5", "--decimals")[0] == 0


@pytest.mark.parametrize("text", [
    "1 2; 3", "", ";", "1 2\n3 4 5", "0.5 1; 2 3", "nan 1; 2 3", "1/0", "9^9^9", "sqrt(", "__import__('os')",
    "x 1; 0 1", "@no-such-file", "1" * 20000, "[" * 4000 + "1" + "]" * 4000,
])
def test_bad_text_is_one_sentence_and_exit_code_2(call, text):
    start = time.perf_counter()
    code, out, err = call("solve", "jordan", text)
    assert (code, out) == (2, "")
    assert one_sentence(err), err
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("arguments", [
    ["solve", "jordan", "1 2 3; 4 5 6"], ["solve", "nonsense", "1"], ["solve", "jordan"],
    ["solve", "solve", "1 2; 3 4"],
    ["solve", "det", "1", "--b", "1"], ["solve", "det", "1", "--json", "--latex"], ["solve", "det", "1", "--at", "3"],
    ["solve", "det", "1", "--wrong"], ["check", "jordan", "1"], ["check", "jordan", "1", "--P", "1"],
    ["check", "inverse", "1", "--X", "1", "--P", "1"], ["key", "chapter"],
    ["key", "chapter", "-o", "x", "--format", "odt"], ["unknown"], ["solve", "solve", "-", "--b", "-"],
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
