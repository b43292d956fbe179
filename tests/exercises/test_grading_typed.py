"""Ordinary answers of a first class: Greek letters, factors before brackets, two inequalities, n before a bracket; and their traps."""
from __future__ import annotations

import time

import pytest

from exercises.grading import Question, mark
from exercises.grading.multiples import split


def asked(kind: str, answer: str | dict[str, str], **data: str) -> Question:
    return Question(kind, data, {"": answer} if isinstance(answer, str) else answer, 4)


CLOSED, MIXED = asked("interval", "[0, 2/3]"), asked("interval", "(0, 1]")
OF_N, HALF_T = asked("function", "6*n*(-2)^(n-1)", variable="n"), asked("function", "e^(t/2)", variable="t")
PAIR = asked("functions", "e^(-3t)*(3+2t); e^(-3t)*(-1-t)", variable="t")
POWER = asked("functions", "(-2)^n 0; n*(-2)^n (-2)^n", variable="n")
TURN, UNIT = asked("matrix", "4/5 -3/5; 3/5 4/5"), asked("vector", "(3/5, 4/5)")
LIST = asked("values", "2, 4")
SVD = asked("svd", {"U": "4/5 -3/5; 3/5 4/5", "S": "10 0; 0 5", "V": "1 0; 0 1"}, A="8 -3; 6 4")
BLOCKS, FORM = asked("blocks", "J_2(-2)"), asked("jordan", {"P": "1 0; 0 1", "J": "1 1; 0 1"}, A="1 1; 0 1")

RIGHT = [
    (CLOSED, ["0 <= \u03b2 <= 2/3", "0 \u2264 \u03b2 \u2264 2/3", "$0 \\le \\beta \\le 2/3$", "0 \u2039= \u03b2 <= 2/3", "\u03b2 in [0,2/3]",
              "0 \u2a7d \u03b2 \u2a7d 2/3", "beta >= 0 and beta <= 2/3", "\u03b2 <= 2/3, \u03b2 >= 0", "\u03b2 \u2265 0 \u2227 \u03b2 \u2264 2/3",
              "0 <= b and b <= 2/3", "from 0 to 2/3 inclusive", "between 0 and 2/3, included"]),
    (MIXED, ["0 < \u03b5 and \u03b5 <= 1", "1 >= x and x > 0"]),
    (OF_N, ["6n(-2)^(n-1)", "6n (-2)^{n-1}", "6*n(-2)^(n-1)", "6(-2)^(n-1)n", "n(6)(-2)^(n-1)", "-3n(-2)^n"]),
    (HALF_T, ["e^(0.5t)", "e^(0.5*t)", "e^(.5t)"]),
    (PAIR, ["e^(-3t)*(3+2t, -1-t)", "e^(-3t)(3+2t, -1-t)", "e^{-3t}[3+2t; -1-t]", "(3+2t, -1-t)*e^(-3t)", "-e^(-3t)*(-3-2t, 1+t)",
            "x1 = e^(-3t)*(3+2t), x2 = -e^(-3t)*(1+t)", "x1(t) = e^(-3t)*(3+2t); x2(t) = -e^(-3t)*(1+t)",
            "x(t) = e^(-3t)*(3+2t)\ny(t) = -e^(-3t)*(1+t)", "e^{-3t}\\begin{pmatrix} 3+2t \\\\ -1-t \\end{pmatrix}"]),
    (POWER, ["(-2)^n*[1 0; n 1]", "(-2)^n [1, 0; n, 1]", "(-2)^n*[[1,0],[n,1]]", "A^n = (-2)^n*[1 0; n 1]"]),
    (TURN, ["1/5 [4 -3; 3 4]", "(1/5)*[4 -3; 3 4]", "[4 -3; 3 4]/5", "U = 1/5 [4 -3; 3 4]", "0.2*[4 -3; 3 4]", "-[-4 3; -3 -4]/5", "2[4 -3; 3 4]/10",
            "\\frac15 \\begin{pmatrix}4&-3\\\\3&4\\end{pmatrix}", "1/5 \u00b7 [[4,-3],[3,4]]", "1/5 (4 -3; 3 4)"]),
    (UNIT, ["1/5 (3, 4)", "(3, 4)/5", "1/5*(3, 4)^T", "[3; 4]/sqrt(25)", "(1/5)[3 4]"]),
    (SVD, ["U = 1/5 [4 -3; 3 4]\n\u03a3 = 10 0; 0 5\nV = I", "U = [4 -3; 3 4]/5, Sigma = diag(10, 5), V = I", "U = 1/5 [4 -3; 3 4]\nS = 10 0; 0 5\nV = I"]),
]
QUEUED = [
    (CLOSED, ["from 0 to 2/3", "between 0 and 2/3", "beta >= 0 and gamma <= 2/3", "beta <= 0 and beta <= 2/3", "beta >= 0 or beta <= 2/3",
              "0 <= beta, 0 <= beta <= 2/3"]),
    (OF_N, ["2^n(3)", "2^-n(3)", "2^2n(3)"]),
    (PAIR, ["x2 = -e^(-3t)*(1+t), x1 = e^(-3t)*(3+2t)", "1+e^(-3t)*(3+2t, -1-t)", "e^(-3t)*(3+2t, -1-t)+1", "x1 = e^t, 2, x2 = 3"]),
    (POWER, ["x1 = 1, x2 = 2", "1 + (-2)^n*[1 0; n 1]"]),
    (TURN, ["1 + 1/5 [4 -3; 3 4]", "1/[4 -3; 3 4]", "[4 -3; 3 4]/2sqrt(2)", "[4 -3; 3 4]/5 + 1", "1/5 [4 -3] [3 4]", "0,2 [4 -3; 3 4]"]),
    (LIST, ["2*(1, 2)", "[1, 2]*2"]), (BLOCKS, ["J_99999999999(-2)"]), (FORM, ["P = I\nJ = J_1000000(1)"]),
    (SVD, ["U = 1/5 [4 -3; 3 4]\nS = 10 0; 0 5\n\u03a3 = 1 0; 0 1\nV = I"]),
]
WRONG = [
    (CLOSED, ["0 < \u03b2 \u2264 2/3", "beta > 0 and beta <= 2/3", "from 0 to 2/3 exclusive"]), (MIXED, ["from 0 to 1 inclusive"]),
    (OF_N, ["6n(-2)^n", "6n(-2)^(n+1)"]), (PAIR, ["e^(3t)*(3+2t, -1-t)", "(3+2t, -1-t)"]), (POWER, ["2^n*[1 0; n 1]"]),
    (TURN, ["[4 -3; 3 4]", "1/5 [4 3; -3 4]", "-1/5 [4 -3; 3 4]"]), (UNIT, ["5 (3, 4)"]), (BLOCKS, ["J_1000000(-2)"]),
]


@pytest.mark.parametrize(("question", "texts"), RIGHT, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(RIGHT)])
def test_right(question, texts):
    for text in texts:
        assert mark(question, text).right, (text, mark(question, text).feedback)


@pytest.mark.parametrize(("question", "texts"), QUEUED, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(QUEUED)])
def test_two_meanings_wait(question, texts):
    for text in texts:
        found = mark(question, text)
        assert (found.points, found.unread) == (0, True), (text, found)


@pytest.mark.parametrize(("question", "texts"), WRONG, ids=[f"{q.kind}-{k}" for k, (q, _) in enumerate(WRONG)])
def test_wrong(question, texts):
    for text in texts:
        found = mark(question, text)
        assert (found.right, found.unread, found.undecided) == (False, False, False), (text, found)


def test_blocks_of_any_size_are_read_as_they_are_written():
    assert "add up" in mark(BLOCKS, "J_1000000(-2)").feedback
    assert "larger than any matrix" in mark(BLOCKS, "J_99999999999(-2)").feedback


@pytest.mark.parametrize("text", [
    " " * 1990 + "x [1 2]", "(" * 900 + "1" + ")" * 900 + "[1]", "[1]" + "/(1)" * 480, "[1]" + " *" * 900, "((1)" * 400 + "[2]", "from " + " to " * 900 + " (",
    "[1]/" + "(" * 300 + "1" + ")" * 300, "[1]" + "/(1(2)(3)" * 150, "from 1 to" + " ," * 95, "x >= 1 and " * 300])
def test_hostile_products_end_soon(text):
    start = time.process_time()
    split(text)
    for question in (TURN, CLOSED, PAIR, SVD):
        assert not mark(question, text).right
    assert time.process_time() - start < 1
