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
