"""Part marks: what a wrong answer earns, kind by kind; what anybody could write down earns nothing."""
from __future__ import annotations

import pytest

from exercises.grading import Question, grade, mark
from exercises.grading.credit import RULES
from exercises.grading.kinds import KINDS, kind_named
from symbolic.errors import InputError

A = "5 4; -1 1"
DIAGONAL = "2 0 0; 0 3 0; 0 0 3"
VERDICT = {"needs": "yes", "witness": "the vector u", "laws": "K u = v; u != 0", "find": "u 2x1", "K": "1 0; 0 0", "v": "3; 0"}
CHAIN3 = {"A": "2 1 0; 0 2 1; 0 0 2", "length": "3"}
SVD = {"A": "4 0; 0 3"}

# kind, data, key, answer, points of 8, a word of the feedback
TABLE = [
    ("value", {}, "2", "3", 0, "yours is 3"),
    ("values", {}, "3, 3, -1", "3, -1", 4, "missing: 3"),
    ("values", {}, "3, 3, -1", "3", 0, "missing"),
    ("list", {}, "1, 2, 3", "1, 2, 4", 4, "number 3"),
    ("list", {}, "1, 2, 3", "3, 2, 1", 0, "number 1"),
    ("sizes", {}, "2, 1, 1", "2, 1", 4, "missing: 1"),
    ("blocks", {}, "J_2(3), J_1(-1)", "J_1(3), J_1(3), J_1(-1)", 4, "missing: J_2(3)"),
    ("blocks", {}, "J_2(3), J_1(-1)", "J_1(3), J_2(-1)", 0, "missing"),
    ("interval", {}, "[0, 2/9)", "[0, 2/9]", 4, "belongs"),
    ("interval", {}, "[0, 2/9)", "[0, 1/9)", 0, "upper end"),
    ("matrix", {}, "1 2; 3 4", "1 2; 3 5", 4, "row 2, column 2"),
    ("matrix", {}, "1 2; 3 4", "1 2; 4 5", 0, "2 of 4"),
    ("matrix", {}, "5 0 0; 0 6 0; 0 0 7", "5 0 0; 0 1 0; 0 0 1", 0, "2 of 9"),
    ("matrix", {}, "1 2; 3 4", "1 2 0; 3 4 0", 0, "must be 2x2"),
    ("vector", {}, "1, 2, 3", "(1, 2, 4)", 4, "row 3"),
    ("polynomial", {}, "x^3-3x^2+2x+5", "x^3-3x^2+2x-5", 4, "power 0"),
    ("polynomial", {}, "x^3-1", "x^3+1", 0, "power 0"),
    ("function", {"variable": "n"}, "2^n+0^n", "2^n", 4, "from then on they agree"),
    ("function", {"variable": "t"}, "e^t", "e^(2t)", 0, "slope"),
    ("functions", {"variable": "t"}, "e^t t*e^t; 0 e^t", "e^t t; 0 e^t", 4, "row 1, column 2"),
    ("functions", {"variable": "t"}, "e^t 0; 0 1", "0 0; 0 1", 0, "row 1"),
    ("yes-no", VERDICT, "yes, (3, 1)", "yes", 4, "the vector u"),
    ("yes-no", VERDICT, "yes, (3, 1)", "yes, (1, 1)", 4, "K u = v"),
    ("yes-no", VERDICT, "yes, (3, 1)", "no", 0, "the answer is yes"),
    ("eigenvector", {"A": A, "eigenvalue": "3"}, "(2, -1)", "(1, 0)", 0, "column 1"),
    ("chain", CHAIN3, {"V": "1 0 0; 0 1 0; 0 0 1"}, "V = 1 0 0; 0 1 0; 0 0 2", 6, "column 3: (A - 2 I) v3 = (0, 2, 0), expected v2"),
    ("chain", CHAIN3, {"V": "1 0 0; 0 1 0; 0 0 1"}, "V = 1; 0; 0", 4, "1 column and must have 3"),
    ("chain", CHAIN3, {"V": "1 0 0; 0 1 0; 0 0 1"}, "V = 0 0 0; 0 1 0; 0 0 1", 0, "zero vector"),
    ("jordan", {"A": A}, {"P": "2 1; -1 0", "J": "3 1; 0 3"}, "P = 1 0; 0 1\nJ = 3 1; 0 3", 4, "column 1: (A - 3 I) v1 = (2, -1), expected 0"),
    ("jordan", {"A": A}, {"P": "2 1; -1 0", "J": "3 1; 0 3"}, "P = 0 2; 0 -1\nJ = 3 1; 0 3", 4, "singular"),
    ("jordan", {"A": A}, {"P": "2 1; -1 0", "J": "3 1; 0 3"}, "P = 2 2; -1 -1\nJ = 3 0; 0 3", 2, "other sizes"),
    ("jordan", {"A": DIAGONAL}, {"P": "1 0 0; 0 1 0; 0 0 1", "J": DIAGONAL}, f"P = 1 0 0; 0 1 1; 0 1 1\nJ = {DIAGONAL}", 6, "singular"),
    ("jordan-basis", {"A": A, "J": "3 1; 0 3"}, {"P": "2 1; -1 0"}, "P = 2 2; -1 0", 2, "column 2"),
    ("jordan-basis", {"A": A, "J": "3 1; 0 3"}, {"P": "2 1; -1 0"}, "P = 0 0; 0 0", 0, "singular"),
    ("nullspace", {"A": "1 1 1"}, {"N": "-1 -1; 1 0; 0 1"}, "N = 1; -1; 0", 4, "1 column"),
    ("nullspace", {"A": "1 1 1"}, {"N": "-1 -1; 1 0; 0 1"}, "N = 1 0 0; 0 1 0; 0 0 1", 0, "A N = 0"),
    ("span", {"B": "1 0; 0 1; 1 1"}, {"N": "1 0; 0 1; 1 1"}, "N = 1; 0; 1", 4, "dimension"),
    ("span", {"B": "1 0; 0 1; 1 1"}, {"N": "1 0; 0 1; 1 1"}, "N = 0; 0; 0", 0, "independent"),
    ("svd", SVD, {"U": "1 0; 0 1", "S": "4 0; 0 3", "V": "1 0; 0 1"}, "U = 1 0; 0 -1\nS = 4 0; 0 3\nV = 1 0; 0 1", 6, "U S V^T"),
    ("svd", SVD, {"U": "1 0; 0 1", "S": "4 0; 0 3", "V": "1 0; 0 1"}, "U = 0 1; 1 0\nS = 4 0; 0 3\nV = 0 1; 1 0", 4, "U S V^T"),
    ("inverse", {"A": "1 0 0; 0 2 0; 0 0 4"}, {"X": "1 0 0; 0 1/2 0; 0 0 1/4"}, "1 0 0; 0 1/2 0; 0 0 4", 4, "A X = I"),
    ("pinv", {"A": "1 0; 0 0"}, {"X": "1 0; 0 0"}, "X = 1 0; 0 1", 4, "X A X = X"),
    ("lu", {"A": "2 1; 4 5"}, {"P": "1 0; 0 1", "L": "1 0; 2 1", "U": "2 1; 0 3"}, "P = 1 0; 0 1\nL = 2 0; 4 3\nU = 1 1/2; 0 1", 4, "unit lower"),
    ("similar", {"A": "1 0; 0 1", "B": "1 0; 0 1"}, {"P": "1 0; 0 1"}, "P = 1 1; 1 1", 4, "singular"),
    ("equations", {"S": "1 0; 0 2", "laws": "S u = u; S w = 2 w", "find": "u 2x1, w 2x1"}, {"u": "(1, 0)", "w": "(0, 1)"},
     "u = (1, 0)\nw = (1, 0)", 2, "S w"),
    ("equations", {"S": "1 0; 0 2", "laws": "S u = u; u != 0", "find": "u 2x1"}, {"u": "(1, 0)"}, "u = (0, 0)", 0, "zero"),
]


@pytest.mark.parametrize(("kind", "data", "key", "answer", "points", "word"), TABLE, ids=[f"{r[0]}-{k}" for k, r in enumerate(TABLE)])
def test_part_marks(kind, data, key, answer, points, word):
    question = Question(kind, data, {"": key} if isinstance(key, str) else key, 8)
    assert mark(question, "\n".join(f"{k} = {v}" for k, v in question.answer.items()) if "" not in question.answer else key).right
    found = mark(question, answer)
    assert (found.points, found.of) == (points, 8), found.feedback
    assert word in found.feedback


def test_every_kind_with_part_marks_has_a_rule():
    with pytest.raises(InputError):
        kind_named("none")
    given = {name for name, kind in KINDS.items() if kind.credit.__name__ != "none"}
    assert given == set(RULES)
    assert {row[0] for row in TABLE} >= given - {"polar", "lyapunov", "stein", "set"}


def test_points_are_quarters():
    question = Question("chain", {"A": "0 1 0 0; 0 0 1 0; 0 0 0 1; 0 0 0 0", "length": "4"}, {"V": "1 0 0 0; 0 1 0 0; 0 0 1 0; 0 0 0 1"}, 2)
    assert mark(question, "V = 1 0 0 0; 0 1 0 0; 0 0 2 0; 0 0 0 1").points == 1.25  # half and a third of the other half


@pytest.mark.parametrize("answer", ["yes, (3, 1)", "yes: u = (3, 5)", "Yes because u = 3; 7", "yes\nu = 3; 1", "y, (3, 0)"])
def test_vectors_are_witnesses(answer):
    assert grade(Question("yes-no", VERDICT, {"": "yes, (3, 1)"}), answer).right


def test_what_is_said_of_witnesses_fits_the_question():
    kind = kind_named("yes-no")
    plain = Question("yes-no", {"needs": "none"}, {"": "no"})
    assert "witness" not in kind.freedom_for(plain) + kind.write_for(plain)
    assert "the vector u" in kind.write_for(Question("yes-no", VERDICT, {"": "no"}))
    assert mark(plain, "no").right
    assert mark(plain, "nope").unread


@pytest.mark.parametrize(("decimals", "answer", "right"), [(True, "0.5", True), (False, "0.5", False), (False, "1/2", True), (True, "0.50001", False)])
def test_decimals_where_the_problem_says_so(decimals, answer, right):
    found = mark(Question("value", {}, {"": "1/2"}, 4, decimals=decimals), answer)
    assert found.right == right
    assert right or "1/2" in found.feedback or "rounded" in found.feedback
