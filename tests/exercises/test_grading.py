"""Answers of students, right and wrong, in every kind: by law, with the law that fails and where."""
from __future__ import annotations

import time

import pytest

from exercises.grading import Mark, Mistake, Question, grade, mark
from exercises.grading.exponentials import constant, monomial
from exercises.grading.functiontext import read_function
from exercises.grading.kinds import KINDS, kind_named
from symbolic.errors import ExactError, InputError

A = "5 4; -1 1"
GOLDEN = "(1+sqrt(5))/2"
TALL = {"A": "3 0; 0 4; 0 0"}
EXP = "(1+2*t)*e^(3t) 4*t*e^(3t); -t*e^(3t) (1-2*t)*e^(3t)"

# kind, data, answer of the key, right answers, wrong answers with a word of the feedback
TABLE = [
    ("value", {}, "sqrt(6)/3", ["sqrt(2)/sqrt(3)", "2/sqrt(6)", "kappa = sqrt(6)/3"], [("0.8", "yours is 4/5"), ("-sqrt(6)/3", "value")]),
    ("value", {}, "1/2", ["0.5", "2/4", "50e-2", "1/(1+1)"], [("1/3", "the value is 1/2")]),
    ("value", {}, "1+2*i", ["2i+1", "(3+i)*(1+i)/2"], [("1-2i", "value")]),
    ("values", {}, "3, 3, -1", ["3, -1, 3", "{-1, 3, 3}", "3 3 -1"], [("3, -1", "missing: 3"), ("3, 3, 3, -1", "not 3")]),
    ("values", {}, "1+sqrt(2), 1-sqrt(2)", ["1-sqrt(2), 1+sqrt(2)"], [("1+sqrt(2), sqrt(2)-1", "missing")]),
    ("list", {}, "4, 3", ["4 3", "(4, 3)"], [("3, 4", "number 1"), ("4", "you give 1 value")]),
    ("set", {}, "1, 2", ["2, 1", "1, 2, 2"], [("1", "missing: 2"), ("none", "missing")]),
    ("set", {}, "none", ["none", "{}"], [("1", "not 1")]),
    ("one-of", {"options": "2, 3"}, "2", ["2", "3", "6/2"], [("4", "yours is 4")]),
    ("sizes", {}, "2, 1", ["1, 2", "(2, 1)", "2+1"], [("3", "not 3"), ("1, 1, 1", "missing: 2")]),
    ("blocks", {}, "J_2(3), J_1(-1)", ["J_1(-1) J_2(3)", "J2(3)+J1(-1)", "3: 2; -1: 1", "J_{2}(3), J_{1}(-1)"],
     [("J_1(3), J_2(-1)", "missing"), ("J_2(3)", "add up")]),
    ("matrix", {}, "1 1/2; 0 3", ["[[1, 0.5], [0, 3]]", r"\begin{pmatrix} 1 & \frac{1}{2} \\ 0 & 3 \end{pmatrix}", "1 1/2\n0 3"],
     [("1 1/2; 0 2", "row 2, column 2"), ("1 2", "must be 2x2")]),
    ("vector", {}, "(1, 2, 3)", ["1 2 3", "1; 2; 3", "x = (1, 2, 3)", "<1, 2, 3>"], [("(1, 2, 4)", "row 3")]),
    ("polynomial", {}, "(x-1)^2*(x+2)", ["x^3-3x+2", "(lambda-1)^2*(lambda+2)"], [("x^3+2", "power 1"), ("x-1", "degree")]),
    ("interval", {}, "[0, 2/9)", ["0 <= b < 2/9", "[0, 2/9)", "2/9 > b >= 0"], [("[0, 2/9]", "upper end belongs"), ("b >= 0", "unbounded")]),
    ("choice", {"words": "asymptotic|marginal|unstable"}, "marginal", ["Marginal", " marginal "], [("unstable", "not unstable")]),
    ("yes-no", {"needs": "no", "witness": "a defective eigenvalue", "witnesses": "3"}, "no, 3", ["no, 3", "No: 6/2", "no because 3"],
     [("no", "behind a comma"), ("no, 2", "2 is not"), ("yes", "the answer is no")]),
    ("function", {"variable": "n"}, "n*3^(n-1)", ["3^n*n/3", "n*3^n/3"], [("n*3^n", "at n = 1 yours is 3, the value is 1")]),
    ("function", {"variable": "n"}, "0^n+n", ["n+0^n"], [("n", "at n = 0 yours is 0, the value is 1; from then on they agree")]),
    ("function", {"variable": "n", "from": "1"}, "2^n", ["2^n", "2^n+0^n"], [("2^n+1", "at n = 0")]),
    ("functions", {"variable": "t"}, EXP, ["e^(3t)+2*t*e^(3t) 4*t*e^(3t); -t*e^(3t) e^(3t)-2*t*e^(3t)"],
     [("e^(3t) 0; 0 e^(3t)", "row 1, column 1"), ("1 2", "1x2")]),
    ("functions", {"variable": "t"}, "cos(t) sin(t); -sin(t) cos(t)",
     ["(e^(i*t)+e^(-i*t))/2 sin(t); -sin(t) (e^(i*t)+e^(-i*t))/2"], [("cos(t) -sin(t); sin(t) cos(t)", "slope")]),
    ("eigenvector", {"A": "0 1; 1 1", "eigenvalue": GOLDEN}, f"(1, {GOLDEN})",
     [f"(1, {GOLDEN})", "(-1+sqrt(5))/2 1", "2/(1+sqrt(5)) 1", "(2, 1+sqrt(5))"], [("(0, 0)", "zero vector"), ("(1, 1)", "column 1")]),
    ("eigenvector", {"A": "0 -1; 1 0", "eigenvalue": "i"}, "(i, 1)", ["(1, -i)", "(-1, i) "], [("(1, i)", "A v")]),
]
LETTERS = [
    ("jordan", {"A": A}, {"P": "2 1; -1 0", "J": "3 1; 0 3"}, ["P = 4 2; -2 0\nJ = 3 1; 0 3", "J = 3 1; 0 3; P = [[2, 1], [-1, 0]]"],
     [("P = 2 1; -1 0\nJ = 3 0; 1 3", "above the diagonal, not below"), ("P = 0 2; 0 -1\nJ = 3 1; 0 3", "singular"),
      ("P = 2 2; -1 0\nJ = 3 1; 0 3", "column 2"), ("P = 0 0; 0 0\nJ = 2 0; 0 2", "eigenvalues of J"), ("P = 1 0; 0 1\nJ = 3 0; 0 3", "blocks of J")]),
    ("jordan-basis", {"A": A, "J": "3 1; 0 3"}, {"P": "2 1; -1 0"}, ["P = 2 3; -1 -1", "2 1; -1 0"], [("P = 1 0; 0 1", "A P = P J")]),
    ("chain", {"A": A, "length": "2"}, {"V": "2 1; -1 0"}, ["V = -2 -1; 1 0"], [("V = 1 2; 0 -1", "eigenvector"), ("V = 2; -1", "must have 2")]),
    ("nullspace", {"A": "1 1 1"}, {"N": "-1 -1; 1 0; 0 1"}, ["N = 1 0; -1 1; 0 -1"], [("N = 1 2; -1 -2; 0 0", "independent"),
     ("N = 1; -1; 0", "columns"), ("N = 1 0; 0 1; 0 0", "column 1")]),
    ("span", {"B": "1 0; 0 1; 1 1"}, {"N": "1 0; 0 1; 1 1"}, ["N = 1 1; 1 -1; 2 0"], [("N = 1 0; 0 1; 0 0", "column 1"), ("N = 1; 0; 1", "dimension")]),
    ("svd", TALL, {"U": "0 1 0; 1 0 0; 0 0 1", "S": "4 0; 0 3; 0 0", "V": "0 1; 1 0"},
     ["U = 0 -1 0; 1 0 0; 0 0 -1\nS = 4 0; 0 3; 0 0\nV = 0 -1; 1 0"],
     [("U = 1 0 0; 0 1 0; 0 0 1\nS = 3 0; 0 4; 0 0\nV = 1 0; 0 1", "descends"), ("U = 0 1 0; 1 0 0; 0 0 1\nS = 4 0; 0 3; 0 0\nV = 0 -1; 1 0", "U S V^T")]),
    ("svd", {"A": "2 0; 0 2"}, {"U": "1 0; 0 1", "S": "2 0; 0 2", "V": "1 0; 0 1"},
     [f"U = {R}\nS = 2 0; 0 2\nV = {R}" for R in ("3/5 -4/5; 4/5 3/5", "sqrt(2)/2 -sqrt(2)/2; sqrt(2)/2 sqrt(2)/2")], [("U = 1 1; 0 1\nS = 2 0; 0 2\nV = 1 0; 0 1", "U^T U = I")]),
    ("best-approximation", {"A": "3 0; 0 3", "rank": "1", "norm": "2"}, {"B": "3 0; 0 0"},
     ["B = 1 0; 0 0", "3/2 3/2; 3/2 3/2"], [("3 0; 0 3", "rank 2"), ("-1 0; 0 0", "least error")]),
    ("equations", {"S": "1 2; 2 4", "v": "3 6", "laws": "S x = v^T; x != 0", "find": "x 2x1"}, {"x": "(1, 1)"},
     ["x = (1, 1)", "(3, 0)", "-1; 2"], [("(1, 2)", "column 1"), ("1 2; 3 4", "must be 2x1")]),
    ("circulant-column", {"T": "1 4; 2 1"}, {"c": "1 2 4"}, ["c = (1, 2, 4)", "1; 2; 0; 4", "(1, 2, 7/2, 8, 4)"],
     [("(1, 2)", "row 1, column 2: it has 2, T has 4"), ("(1, 4, 2)", "row 2, column 1"), ("(1, 2, 4, 0)", "size 4"), ("1", "at least 2")]),
    ("inverse", {"A": "1 1; 0 1"}, {"X": "1 -1; 0 1"}, ["X = 1 -1; 0 1"], [("1 1; 0 1", "A X = I")]),
    ("solve", {"A": "1 1", "b": "2"}, {"x": "2; 0"}, ["x = 1; 1", "5; -3"], [("1; 2", "A x = b")]),
]
ROWS = [(k, d, {"": a} if isinstance(a, str) else a, r, w) for k, d, a, r, w in [*TABLE, *LETTERS]]


@pytest.mark.parametrize(("kind", "data", "key", "right", "wrong"), ROWS, ids=[f"{r[0]}-{i}" for i, r in enumerate(ROWS)])
def test_right_and_wrong(kind, data, key, right, wrong):
    question = Question(kind, data, key, 4)
    for answer in right:
        found = mark(question, answer)
        assert found.right, (answer, found)
    for answer, word in wrong:
        found = mark(question, answer)
        assert not found.right, answer
        assert not found.unread, found
        assert not found.undecided, found
        assert word in found.feedback, (answer, found.feedback)
        assert found.law


def test_every_kind_says_what_is_free():
    kind_named("value")
    tested = {row[0] for row in ROWS}
    for name, kind in KINDS.items():
        assert kind.freedom.endswith(".")
        assert kind.write
        assert name in tested or name in {"similar", "lu", "sqrt", "cond", "pinv", "polar", "lyapunov", "stein"}
    with pytest.raises(InputError, match="no kind"):
        kind_named("essay")


HOSTILE = [
    "", " ", "9^9^9", "9**9**9", "((((9^64)^64)^64)^64)", "__import__('os').system('id')", "().__class__", "[" * 4000 + "1" + "]" * 4000,
    "-" * 20000 + "1", "1" * 19999, "sqrt(" * 500 + "2" + ")" * 500, "root(x^99999-1, 0)", "1/0", "factorial(10^7)", "lambda: 1", "\0\0",
    "sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7)+sqrt(11)+sqrt(13)+sqrt(17)", "root(x^12-x-1, 0)+root(x^11-x-1, 0)", "1 " * 9000, "1; " * 6000,
    "(1+t)^64*(1+t)^64", "(e^t+1)^99", "C(n, 10^9)", "2^(10^9)", "2^n^n", "n!", "t^t", "1/(t-1)", "e^(e^t)", "cos(pi*t*t)", "\u202e1", "١",
    "J_999999999(1)", "99 x J_1(1) " * 500, "a = b = c", "P = 1\nP = 2", "{" * 100, "\\frac{1}{0}", "0^(-1)", "0^(n-1)", "1e999999999",
    "(" * 64 + "t" + ")" * 64, "sin(" * 60 + "t" + ")" * 60, "x" * 20001, "yes " * 3000, "[1, 2", "1 <= 2 <= 3", "∞", "{}", "NaN", "None",
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[0]}-{i}" for i, r in enumerate(ROWS)])
def test_hostile_text_gets_a_message_and_no_mark(row):
    kind, data, key, *_ = row
    question = Question(kind, data, key, 4)
    for text in HOSTILE:
        start = time.process_time()
        found = mark(question, text)
        spent = time.process_time() - start
        assert isinstance(found, Mark)
        assert found.feedback
        assert "Error" not in found.feedback
        assert not found.right or kind in ("sizes", "set"), text
        assert spent < 1, (text[:40], spent)


ZERO = [
    ("cos(t)^2+sin(t)^2-1", "t"), ("e^(i*t)-cos(t)-i*sin(t)", "t"), ("e^(sqrt(2)*t)*e^(-sqrt(2)*t)-1", "t"), ("exp(2t)/e^t-e^t", "t"),
    ("cosh(t)+sinh(t)-e^t", "t"), ("cos(2*t)-2*cos(t)^2+1", "t"), ("e^(t+1)-e*e^t", "t"), ("e^{2t}-\\frac{1}{2}e^{2t}*2", "t"),
    ("cos(pi*t)^2+sin(pi*t)^2-1", "t"), ("e^(i*pi)+1", "t"), ("pi*t-t*pi", "t"),
    ("(-1)^n-cos(pi*n)", "n"), ("i^n+(-i)^n-2*cos(pi*n/2)", "n"), ("cos(pi*n/3)^2-(1+cos(2*pi*n/3))/2", "n"), ("sin(pi*n)", "n"),
    ("C(n,2)-n*(n-1)/2", "n"), ("0^n*3^n-0^n", "n"), ("0^(n+1)", "n"), ("n*0^n", "n"), ("2*3^(n-1)*3-2*3^n", "n"), ("4^n-2^(2n)", "n"),
    ("((1+sqrt(5))/2)^n-2^(-n)*(1+sqrt(5))^n", "n"), ("(1+i)^n*(1-i)^n-2^n", "n"), ("C(n,3)*6-n*(n-1)*(n-2)", "n"),
]
NOT_ZERO = [
    ("cos(t)-sin(t)", "t"), ("e^t-1", "t"), ("t*e^t-e^t", "t"), ("e^t-e*t", "t"), ("pi-3", "t"), ("e^(sqrt(2)*t)-e^(1.41421356*t)", "t"),
    ("0^n-1", "n"), ("0^n", "n"), ("2^n-3^n", "n"), ("(-1)^n-1", "n"), ("n-n^2", "n"), ("i^n-1", "n"), ("C(n,2)-n^2/2", "n"),
]


@pytest.mark.parametrize(("text", "variable"), ZERO)
def test_functions_that_vanish(text, variable):
    assert not read_function(text, variable, decimals=True)


@pytest.mark.parametrize(("text", "variable"), NOT_ZERO)
def test_functions_that_do_not(text, variable):
    assert read_function(text, variable, decimals=True)


@pytest.mark.parametrize("text", ["e*pi", "e+pi", "2^t", "1/t", "t^(1/2)", "e^(t^2)", "2^(n/2)", "e^(pi)"])
def test_what_is_not_decided_is_left_to_a_person(text):
    question = Question("function", {"variable": "n" if "n" in text else "t"}, {"": "1"}, 4)
    found = mark(question, text)
    assert found.undecided
    assert found.points == 0


def test_functions_of_n_agree_with_their_values():
    """The normal form against plain evaluation at many points."""
    n = monomial("n")
    f = (n * n + constant("n", 3)) * read_function("2^n+0^n", "n") - read_function("n*(-1)^n", "n")
    for k in range(8):
        assert f.at(k) == (k * k + 3) * (2 ** k + (k == 0)) - k * (-1) ** k


def test_named_mistakes_are_recognised_also_when_rescaled():
    wrong = Mistake("columns reversed", "P = 1 2; 0 -1\nJ = 3 1; 0 3", "The chain runs the wrong way.", "columns reversed")
    question = Question("jordan", {"A": A}, {"P": "2 1; -1 0", "J": "3 1; 0 3"}, 4, (wrong,))
    found = mark(question, "P = 5 10; 0 -5\nJ = 3 1; 0 3")
    assert found.mistake == "columns reversed"
    assert found.points == 2
    assert found.feedback.startswith("The chain runs the wrong way. (A P = P J: column 1")
    assert mark(question, "P = 1 1; 1 -1\nJ = 3 1; 0 3").mistake == ""


def test_parts_are_marked_by_letter():
    class Two:
        questions = (Question("value", {}, {"": "2"}, 3), Question("sizes", {}, {"": "2, 1"}, 4))
    for answer in ("(a) 2\n(b) 1, 2", {"a": "2", "b": "1 2"}):
        assert (grade(Two, answer).points, grade(Two, answer).of) == (7, 7)
    half = grade(Two, "a) 3\nb) 1, 2")
    assert (half.points, [m.points for m in half.parts]) == (4, [0, 4])
    assert grade(Two, "nonsense").unread
    again = grade(Two, "(a) 2\n(b) 1\n(b) 2, 1")
    assert (again.points, again.unread, again.parts[1].unread) == (3, True, True)
    assert grade(Two, "(a) 2\n(a) 2\n(b) 2, 1").right


def test_a_question_survives_json():
    for kind, data, key, *_ in ROWS:
        question = Question(kind, data, key, 3, (Mistake("m", "1", "Wrong.", ""),))
        assert Question.from_json(question.to_json()) == question
    for bad in ({}, [], None, {"kind": 3}, {"kind": "value", "data": [], "answer": {}, "points": "x", "mistakes": []}):
        with pytest.raises(ExactError):
            Question.from_json(bad)
