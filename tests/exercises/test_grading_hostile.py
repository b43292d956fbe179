"""Hostile answers: a message and no mark, within a fixed budget, whatever the kind of answer; and no answer stops the marks."""
from __future__ import annotations

import random
import time

import pytest

from bench.hostile import TEXTS
from exercises.grading import Mark, Question, mark
from exercises.grading.kinds import Kind, kind_named
from tests.exercises.test_grading import ROWS

BUDGET = 0.5  # seconds of processor time; `make bench` measures the goal of 0.1 s on a quiet machine
ONE_OF_EACH = list({row[0]: row for row in ROWS}.values())
EMPTY_IS_AN_ANSWER = ("set", "sizes")  # "{}" is the empty set, "[1, 2" still a list of sizes

LAW = "5 4 1; -1 1 2; 0 0 3"
SQUARE = "1 2 0; 3 4 1; 0 1 1"
FREE = [  # kind, data, the answer with matrices of random surds put in for {m} (3 x 3) and {t} (3 x 2)
    ("jordan", {"A": LAW}, "P = {m}\nJ = 3 1 0; 0 3 0; 0 0 3"), ("span", {"B": "1 0; 0 1; 1 1"}, "N = {t}"),
    ("nullspace", {"A": "1 1 1"}, "N = {t}"), ("svd", {"A": SQUARE}, "U = {m}\nS = 3 0 0; 0 1 0; 0 0 0\nV = {m}"),
    ("best-approximation", {"A": SQUARE, "rank": "1", "norm": "2"}, "B = {m}"), ("polar", {"A": SQUARE}, "U = {m}\nH = {m}"),
    ("pinv", {"A": SQUARE}, "X = {m}"), ("inverse", {"A": SQUARE}, "X = {m}"), ("chain", {"A": LAW, "length": "2"}, "V = {t}"),
    ("similar", {"A": LAW, "B": LAW}, "P = {m}"), ("sqrt", {"A": SQUARE}, "X = {m}"), ("lu", {"A": SQUARE}, "P = {m}\nL = {m}\nU = {m}"),
]


def test_there_are_two_hundred_texts():
    assert len(TEXTS) >= 200


@pytest.mark.parametrize("row", ONE_OF_EACH, ids=[row[0] for row in ONE_OF_EACH])
def test_every_text_as_every_kind_of_answer(row):
    kind, data, key, *_ = row
    question = Question(kind, data, key, 4)
    for text in TEXTS:
        start = time.process_time()
        found = mark(question, text)
        spent = time.process_time() - start
        assert isinstance(found, Mark)
        assert found.feedback
        assert "Error" not in found.feedback, text[:60]
        assert len(found.feedback) < 1500
        assert not found.right or kind in EMPTY_IS_AN_ANSWER, text[:60]
        assert spent < BUDGET, (text[:60], spent)


@pytest.mark.parametrize(("kind", "data", "form"), FREE, ids=[row[0] for row in FREE])
def test_matrices_of_large_number_fields(kind, data, form):
    """Several square roots in every entry: wrong, or left to a person; never a crash, never long."""
    draw = random.Random(1)
    roots = ("sqrt(2)", "sqrt(3)", "sqrt(5)", "i")
    for count in (1, 2, 3, 4):
        def entry(count: int = count) -> str:
            return "+".join(f"{draw.randint(1, 99)}/{draw.randint(1, 99)}*{s}" for s in roots[:count])
        m, t = ("; ".join(" ".join(entry() for _ in range(n)) for _ in range(3)) for n in (3, 2))
        start = time.process_time()
        found = mark(Question(kind, data, {"": "1"}, 4), form.format(m=m, t=t))
        assert time.process_time() - start < 2 * BUDGET
        assert found.points < 4
        assert "Error" not in found.feedback


def test_a_defect_of_a_kind_is_left_to_a_person(monkeypatch):
    """The test of the test: even a grader that breaks does not stop the marks of a class."""
    def broken(*_: object) -> None:
        raise ZeroDivisionError
    kind = kind_named("value")
    monkeypatch.setattr("exercises.grading.marking.kind_named", lambda _: Kind("value", ("",), "F.", "w", kind.read, broken))
    found = mark(Question("value", {}, {"": "1"}), "1")
    assert found.undecided
    assert "defect" in found.feedback


def asked(kind: str, answer: str | dict[str, str], **data: str) -> Question:
    return Question(kind, data, {"": answer} if isinstance(answer, str) else answer, 4)


VERDICT = asked("yes-no", "no, 3", needs="no", witness="a number", witnesses="3")
JORDAN = asked("jordan", {"P": "2 1; -1 0", "J": "3 1; 0 3"}, A="5 4; -1 1")
SEVERAL = [  # two answers in one, of which one is right: never right, always for a person
    (asked("value", "9"), ["6 = 9", "9 = 9", "k = 6, k = 9", "k = 6\nk = 9", "k = 6 = 9", "sqrt(81) = 9", "i = 9", "2k = 9", "= = 9", "k == 9"]),
    (asked("eigenvector", "(1, 2)", A="0 1; 2 1", eigenvalue="2"), ["v = (1, 1), v = (1, 2)", "(1, 1) = (1, 2)"]),
    (asked("polynomial", "(x-3)^2*(x-4)"), ["p = x^2, p = (x-3)^2*(x-4)", "x = (x-3)^2*(x-4)", "x^2 = (x-3)^2*(x-4)"]),
    (asked("interval", "[0, 2/29]"), ["I = [0, 1] = [0, 2/29]", "[0, 1] = [0, 2/29]"]),
    (asked("blocks", "J_2(-3)"), ["J_1(3) = J_2(-3)", "J_1(3), J = J_2(-3)"]),
    (asked("choice", "asymptotic", words="asymptotic|unstable"), ["unstable = asymptotic", "asymptotic = asymptotic"]),
    (asked("values", "-2, -3"), ["-2 = -2, -3", "a = 1, b = 2 = -2, -3", "-1, x = -2, -3", "none = -2, -3"]),
    (asked("list", "4, 3"), ["x2 = 4, x1 = 3", "5 = 4, 3"]),
    (asked("list", "3*sqrt(3)"), ["5 = 3*sqrt(3)"]),
    (asked("sizes", "2, 1"), ["3 = 2, 1"]),
    (asked("function", "3^n", variable="n"), ["n = 3^n", "2^n = 3^n", "a_n = 2^n = 3^n"]),
    (asked("matrix", "8 0; -2 5"), ["L = 1 1; 1 1, L = 8 0; -2 5", "1 1; 1 1 = 8 0; -2 5"]),
    (asked("inverse", {"X": "1 0; 0 1"}, A="1 0; 0 1"), ["X = 5 5; 5 5, X = 1 0; 0 1", "I_3"]),
    (JORDAN, ["P = 1 1; 1 1 = 2 1; -1 0\nJ = 3 1; 0 3", "P = 2 1; -1 0\nJ = 3 0; 0 3 = 3 1; 0 3", "P = 2 1; -1 0\nK = 1\nJ = 3 1; 0 3"]),
    (VERDICT, ["no, 5 = 3", "no, k = 5, k = 3", "no yes, 3", "no, 3, yes", "yes no", "y n", "no, n = 3 yes"]),
    (asked("yes-no", "no", needs="none"), ["no yes", "no, yes", "yes, no", "no = yes", "no y", "No. Yes."]),
    (asked("yes-no", "yes", needs="none"), ["yes, no", "no yes", "yes n", "yes or no"]),
]


@pytest.mark.parametrize(("question", "texts"), SEVERAL, ids=[f"{q.kind}-{i}" for i, (q, _) in enumerate(SEVERAL)])
def test_two_answers_in_one_are_left_to_a_person(question, texts):
    for text in texts:
        found = mark(question, text)
        assert found.unread, (text, found)
        assert found.points == 0


NAMED = [  # names, words and signs that do not change an answer
    (asked("value", "9"), ["k = 9", "k_1=9", "det A = 9", "det(A) = 9", "\u03bb = 9", "\u221a81", "3\u00b2", "27\u221a9/9"]),
    (asked("values", "-2, -3"), ["x1 = -2, x2 = -3", "lambda1 = -2; lambda2 = -3", "t = -3 or t = -2", "t=-2\nt=-3", "x = -2, -3", "-2 and -3"]),
    (asked("set", "-1, -2"), ["t = -1, t = -2", "t = -1 or t = -2", "{-1, -2}"]),
    (asked("list", "4, 3"), ["x1 = 4, x2 = 3", "s = (4, 3)"]),
    (asked("sizes", "2, 1"), ["a = 2, b = 1"]),
    (asked("polynomial", "(x-3)^2*(x-4)"), ["p(x) = (x-3)\u00b2(x-4)", "p = x\u00b3-10x\u00b2+33x-36"]),
    (asked("interval", "[0, 2/29]"), ["I = [0, 2/29]", "0 \u2264 x \u2264 2/29"]),
    (asked("function", "e^(3*t)", variable="t"), ["x(t) = e^(3t)", "y = e^(3t)"]),
    (asked("matrix", "1 0; 0 1"), ["I", "A^n = I", "I_2", "X = 1 0; 0 1"]),
    (asked("jordan", {"P": "1 0; 0 1", "J": "3 1; 0 3"}, A="3 1; 0 3"), ["P = I\nJ = 3 1; 0 3"]),
    (VERDICT, ["no, k = 3", "no, n = 3", "No: 3."]),
    (asked("yes-no", "no", needs="none"), ["no", "n", "No, there is no such matrix."]),
]


@pytest.mark.parametrize(("question", "texts"), NAMED, ids=[f"{q.kind}-{i}" for i, (q, _) in enumerate(NAMED)])
def test_names_and_signs_change_nothing(question, texts):
    for text in texts:
        assert mark(question, text).right, (text, mark(question, text))
