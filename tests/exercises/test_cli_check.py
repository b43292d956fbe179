"""`eigenproof check`: every law accepts a right answer and names what a wrong one breaks."""
from __future__ import annotations

import json

import pytest

from exercises.commands.check import CHECKS, NAMES

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
    "cond": ["1 2; 3 4", "--value", "(15+sqrt(221))/2"],
    "lyapunov": ["-1 1; 0 -2", "--P", "1/2 1/6; 1/6 1/3"],
    "pinv": ["1 2; 2 4", "--X", "1/25 2/25; 2/25 4/25"],
    "polar": ["2 0; 0 -3", "--U", "1 0; 0 -1", "--H", "2 0; 0 3"],
    "stein": ["1/2", "--P", "4", "--Q", "3"],
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
    (["cond", "1 2; 3 4", "--value", "15"], "value = kappa_2(A)", None),
    (["cond", "1 2; 3 4", "--ord", "inf", "--value", "22"], "value = kappa_inf(A)", None),
    (["lyapunov", "-1 1; 0 -2", "--P", "1/2 1/6; 1/6 1/2"], "A^T P + P A = -Q", 2),
    (["pinv", "1 2; 2 4", "--X", "1 0; 0 0"], "(A X)^* = A X", 1),
    (["pinv", "1 2; 2 4", "--X", "0 0; 0 0"], "A X A = A", 1),
    (["polar", "2 0; 0 -3", "--U", "1 0; 0 1", "--H", "2 0; 0 -3"], "H is positive semidefinite", None),
    (["polar", "2 0; 0 -3", "--U", "2 0; 0 -3", "--H", "1 0; 0 1"], "U^T U = I", 1),
    (["stein", "1/2", "--P", "3"], "P - A^T P A = Q", 1),
    (["svd", "3 0; 0 4", "--U", "1 0; 0 1", "--S", "3 0; 0 4", "--V", "1 0; 0 1"], "descends", None),
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


@pytest.mark.parametrize(("arguments", "needed"), [
    (["jordan", "a 1; 0 b", "--P", "1 1; 0 b-a", "--J", "a 0; 0 b", "--symbols", "a,b"], ["a - b"]),
    (["inverse", "a", "--X", "1/a", "--symbols", "a"], ["a"]),
    (["chain", "a 1; 0 a", "--V", "a 0; 0 a", "--symbols", "a"], ["a"]),
    (["nullspace", "a 1", "--N", "-1; a", "--symbols", "a"], ["a"]),
])
def test_an_answer_with_parameters_is_right_on_conditions(call, arguments, needed):
    code, out, err = call("check", *arguments)
    assert code == 0, out + err
    assert f"EXACT: the answer is right where none of these is zero: {', '.join(needed)}" in out
    assert json.loads(call("check", *arguments, "--json")[1])["conditions"] == needed


def test_a_law_names_its_own_condition(call):
    _, out, _ = call("check", "jordan", "a 1; 0 b", "--P", "1 1; 0 b-a", "--J", "a 0; 0 b", "--symbols", "a,b")
    assert "holds  det P != 0 provided that a - b is not zero" in out
    code, _, err = call("check", "svd", "a", "--U", "1", "--S", "a", "--V", "1", "--symbols", "a")
    assert code == 2
    assert "parameters" in err
