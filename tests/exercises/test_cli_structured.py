"""`eigenproof solve` on structured matrices, singular values and linear systems: answers, verdicts, one clear sentence."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from exercises.commands.constructors import FAMILIES
from exercises.commands.kinds import GROUPS, KINDS
from symbolic import (
    cauchy,
    circulant,
    companion,
    condition_number,
    confluent_vandermonde,
    hankel,
    hilbert,
    hippo_legs,
    hippo_legt,
    matrix,
    one_semiseparable,
    semiseparable,
    toeplitz,
    vandermonde,
)
from tests.source_tree import ROOT

MECHANICS = ["0 1; -2 -3", "--B", "0; 1", "--C", "1 0"]
# kind and what follows it -> a part of the answer
ANSWERS = [
    (["cond", "1 2; 3 4"], "kappa_2(A)", "(15+sqrt(221))/2"),
    (["cond", "1 2; 3 4", "--ord", "1"], "kappa_1(A)", "21"),
    (["cond", "1 2; 3 4", "--ord", "inf"], "kappa_inf(A)", "21"),
    (["cond", "1 2; 3 4", "--ord", "fro"], "kappa_fro(A)", "15"),
    (["cond", "hilbert(3)", "--ord", "1"], "kappa_1(A)", "748"),
    (["norm", "1 2; 3 4"], "||A||_2", "(sqrt(26)+sqrt(34))/2"),
    (["norm", "1 -2; 3 4", "--ord", "1"], "||A||_1", "6"),
    (["norm", "1 -2; 3 4", "--ord", "inf"], "||A||_inf", "7"),
    (["norm", "1 -2; 3 4", "--ord", "fro"], "||A||_fro", "sqrt(30)"),
    (["singular", "3 0; 0 -4; 0 0"], "singular values", ["4", "3"]),
    (["singular", "sqrt(2) 0; 0 1"], "singular values", ["sqrt(2)", "1"]),
    (["pinv", "1 2; 2 4"], "A^+", "1/25 2/25; 2/25 4/25"),
    (["polar", "0 -2; 3 0"], "H", "3 0; 0 2"),
    (["worst-case", "1 2; 3 4", "--ord", "1"], "kappa_1(A)", "21"),
    (["worst-case", "2 0; 0 1"], "kappa_2(A)", "2"),
    (["approximate", "3 0; 0 1", "--rank", "1"], "B is the only one", "no"),
    (["approximate", "3 0; 0 1", "--rank", "1", "--ord", "fro"], "B", "3 0; 0 0"),
    (["stability", "0 1; -1 0"], "x' = A x", "marginally stable"),
    (["stability", "0 1; 0 0"], "x' = A x", "unstable"),
    (["stability", "1/2 1; 0 1/2", "--discrete"], "x_(n+1) = A x_n", "asymptotically stable"),
    (["stability", "hippo_legs(6)"], "x' = A x", "asymptotically stable"),
    (["lyapunov", "-1 1; 0 -2"], "P", "1/2 1/6; 1/6 1/3"),
    (["lyapunov", "1 1; 0 -2"], "P positive definite", "no"),
    (["stein", "1/2", "--Q", "3"], "P", "4"),
    (["krylov", "1 1; 0 1", "--b", "1; 1"], "minimal polynomial of b", "x^2-2*x+1"),
    (["krylov", "2 0; 0 2", "--b", "1; 1"], "dimension", 1),
    (["krylov", "2 0; 0 2", "--b", "0; 0"], "dimension", 0),
    (["kalman", "1 0; 0 2", "--B", "1; 0", "--C", "1 0"], "unreachable and unobservable", 1),
    (["transfer", *MECHANICS], "G(s)", "1/(s^2+3*s+2)"),
    (["transfer", *MECHANICS, "--D", "5"], "poles", ["-2 of order 1", "-1 of order 1"]),
    (["transfer", "1 0; 0 2", "--B", "1; 0", "--C", "1 0"], "states needed", 1),
    (["recognise", "1 2; 2 1"], "circulant", "circulant([1, 2])"),
    (["recognise", "1 2; 3 4"], "toeplitz", "no, on one diagonal entry (1, 1) is 1, entry (2, 2) is 4"),
    (["displacement", "toeplitz([2, 1], [2, 3])"], "rank", 2),
    (["displacement", "1 2; 3 4"], "rank", 2),
    (["displacement", "cauchy([1, 2], [3, 4])"], "rank", 1),
    (["det", "toeplitz([0, 1, 1/2], [0, 2, -1])"], "det A", "1"),
    (["solve", "toeplitz([0, 1, 1/2], [0, 2, -1])", "--b", "1; 2; 3"], "x", "8; -1; -3"),
    (["solve", "toeplitz([1, 1])", "--b", "1; 1"], "N", "-1; 1"),
    (["inverse", "vandermonde([0, 1]).T"], "A^-1", "1 -1; 0 1"),
    (["charpoly", "companion(x^3-x-1)"], "det(xI - A)", "x^3-x-1"),
    (["det", "hippo_legs(5)"], "det A", "-120"),
]


@pytest.mark.parametrize(("arguments", "part", "value"), ANSWERS)
def test_answers_are_checked_by_the_kernel(call, arguments, part, value):
    code, out, err = call("solve", *arguments, "--json")
    assert code == 0, err
    data = json.loads(out)
    assert set(data) == {"problem", "answer", "checked", "verdict", "certificate"}
    assert data["answer"][part] == value
    assert data["checked"] is True
    assert data["verdict"]["word"] == "EXACT"
    from verify.kernel import check
    certificates = data["certificate"]
    for certificate in certificates if isinstance(certificates, list) else [certificates]:
        check(certificate)


@pytest.mark.parametrize("arguments", [case[0] for case in ANSWERS])
def test_every_form_of_output(call, arguments):
    for extra in ([], ["--latex"], ["--steps"]):
        code, out, err = call("solve", *arguments, *extra)
        assert code == 0, err
        assert "EXACT" in out
        assert "object at 0x" not in out


def test_every_new_kind_is_tried():
    tried = {case[0][0] for case in ANSWERS}
    assert {kind for kind, question in KINDS.items() if question.ask} <= tried


def test_help_lists_the_kinds_in_groups(call):
    out = call("solve", "--help")[1]
    for group, kinds in GROUPS.items():
        assert f"{group}:\n" in out
        assert all(f"    {kind} " in out for kind in kinds)


@pytest.mark.parametrize(("arguments", "word"), [
    (["cond", "hippo_legs(100)"], "ENCLOSED: kappa_2(A) lies in"), (["norm", "1+i 2; 3 4", "--ord", "1"], "ENCLOSED"),
    (["pinv", "a 1; 0 b", "--symbols", "a,b"], "TESTED"), (["det", "toeplitz([a, 1], [a, b])", "--symbols", "a b"], "TESTED"),
])
def test_a_weaker_verdict_is_said(call, arguments, word):
    code, out, err = call("solve", *arguments)
    assert code == 0, err
    assert word in out
    assert json.loads(call("solve", *arguments, "--json")[1])["checked"] is False


STRUCTURED = [
    toeplitz([1, 2, 3], [1, 4, 5]), toeplitz(["sqrt(2)", "1/2"]), circulant([1, 2, 3]), hankel([1, 2], [2, 3]),
    vandermonde([1, 2, 4]), vandermonde([1, 2, 4]).T, confluent_vandermonde([1, 2], [2, 1]), cauchy([1, 2], [3, 5]), hilbert(4),
    companion("x^3-x-1"), one_semiseparable([0, 2, 3]), semiseparable([1, 2], [3, 4]), hippo_legs(2), hippo_legt(2),
    semiseparable(matrix("1 2; 3 4; 5 6"), matrix("1 0; 0 1; 1 1")),
]


@pytest.mark.parametrize("value", STRUCTURED, ids=str)
def test_structured_values_are_read_as_they_print(call, value):
    code, out, err = call("solve", "det", str(value), "--json")
    assert code == 0, err
    assert json.loads(out)["problem"]["matrix"] == str(value)
    assert matrix(json.loads(out)["answer"]["det A"])[0, 0] == value.det()
    inverse = json.loads(call("solve", "inverse", str(value), "--json")[1])
    assert inverse["checked"] is True
    code, _, err = call("check", "inverse", str(value), "--X", inverse["answer"]["A^-1"])
    assert code == 0, err


def test_every_family_is_read():
    assert {str(value).split("(")[0] for value in STRUCTURED} == set(FAMILIES)


def test_hippo_is_never_dense(call):
    out = call("solve", "cond", "hippo_legs(4)", "--json")[1]
    assert json.loads(out)["answer"]["kappa_2(A)"] == str(condition_number(hippo_legs(4)))
    assert call("solve", "eigenvalues", "hippo_legs(30)")[0] == 0


@pytest.mark.parametrize(("arguments", "said"), [
    (["det", "toeplitz([1, 2], [2, 3])"], "r[0] must equal c[0]"), (["det", "toeplitz(1, 2)"], "list in brackets"),
    (["det", "hilbert(x)"], "whole number"), (["det", "hilbert()"], "it takes (n)"), (["det", "hilbert(3)(4)"], ""),
    (["det", "toeplitz([1], [1], [1])"], "it takes (c, r)"), (["det", "cauchy([1, 2])"], "it takes (x, y)"),
    (["det", "cauchy([1, 2], [2, 3])"], ""), (["det", "vandermonde([1, 0.5])"], "--decimals"), (["det", "foo(3)"], "foo"),
    (["cond", "hilbert(0)"], ""), (["det", "toeplitz([[[[1]]]])"], ""), (["det", "vandermonde([" + "[" * 5000 + "1"], ""),
    (["det", "vandermonde(" + "[" * 5000 + "1" + "]" * 5000 + ")"], "nested"),
    (["polar", "1 2 3; 4 5 6"], "2x3"), (["stability", "1 2 3; 4 5 6"], "2x3"), (["norm", "a", "--symbols", "a"], "numbers"),
    (["cond", "1", "--ord", "3"], "--ord"), (["norm", "1", "--rank", "2"], "--rank"), (["approximate", "1"], "--rank"),
    (["approximate", "1", "--rank", "-1"], "rank"), (["krylov", "1"], "--b"), (["krylov", "1 0; 0 1", "--b", "1"], "rows"),
    (["transfer", "1", "--B", "1"], "--C"), (["det", "1", "--discrete"], "--discrete"),
    (["lyapunov", "-1 1; 0 -2", "--Q", "1 2; 3 4"], "symmetric"), (["kalman", "1", "--B", "-", "--C", "-"], "standard input"),
])
def test_bad_input_is_one_sentence(call, arguments, said):
    code, out, err = call("solve", *arguments)
    assert (code, out) == (2, ""), err
    assert err.startswith("eigenproof: ")
    assert "defect" not in err
    assert said in err


@pytest.mark.parametrize(("arguments", "said"), [
    (["cond", "1 2; 2 4"], "kappa is infinite"), (["inverse", "toeplitz([1, 1])"], "singular"),
    (["lyapunov", "1 0; 0 -1"], "eigenvalue"), (["inverse", "circulant([1, -1])"], "singular"),
    (["det", "hilbert(100000)"], "too many"),
])
def test_what_does_not_exist_is_exit_code_1(call, arguments, said):
    code, out, err = call("solve", *arguments)
    assert (code, out) == (1, "")
    assert said in err


def test_wrong_claims_are_refused():
    from exercises.commands.claims import Claims, judge_claims
    from verify import Answer
    right, wrong = Answer("det", matrix("1 2; 3 4"), -2), Answer("det", matrix("1 2; 3 4"), 2)
    assert judge_claims(Claims((right,))).word == "EXACT"
    assert judge_claims(Claims((right, wrong))).word == "REFUTED"
    assert judge_claims(Claims((right,), "by balls", "ENCLOSED")).word == "ENCLOSED"


def test_a_wrong_transfer_function_is_refused():
    from dataclasses import replace

    from symbolic import transfer_function
    from verify import check
    A, B, C = matrix("0 1; -2 -3"), matrix("0; 1"), matrix("1 0")
    G = transfer_function(A, B, C)
    assert check(G).word == "PROVED"
    for other in (transfer_function(A, B, C * 2), transfer_function(A + A, B, C), transfer_function(A, B, C, matrix("1"))):
        assert check(replace(G, table=other.table)).word == "REFUTED"


def test_an_unknown_family_is_told_the_known_ones(call):
    code, _, err = call("solve", "det", "toplitz([1, 2])")
    assert code == 2
    assert "toplitz(..) names no family" in err
    assert "toeplitz, circulant" in err
    assert call("solve", "det", "a (1); 2 3", "--symbols", "a")[0] == 0  # a name in front of brackets may be an entry


def test_the_frobenius_norm_is_f_in_latex(call):
    assert r"\lVert A \rVert_{F} = \sqrt{30}" in call("solve", "norm", "1 2; 3 4", "--ord", "fro", "--latex")[1]
    assert r"\kappa_{F}(A)" in call("solve", "cond", "1 2; 3 4", "--ord", "fro", "--latex")[1]


def test_a_certificate_file_of_a_new_kind_replays(call, tmp_path):
    path = tmp_path / "c.json"
    assert call("solve", "pinv", "1 2; 2 4", "--certificate", str(path))[0] == 0
    command = [sys.executable, "-m", "verify.kernel", str(path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
