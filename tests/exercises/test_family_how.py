"""How to write an answer: the example on a paper is never the answer, and has the letters and sizes that are asked for."""
from __future__ import annotations

from dataclasses import replace

import pytest

from exercises.family import families
from exercises.family.how import OTHERS, STARTS, examples, how_to_write, is_right, unlike, what_is_free
from exercises.family.problem import hand_in
from exercises.grading import mark
from exercises.grading.kinds import KINDS, kind_named
from exercises.grading.question import Question

kind_named("value")  # so that all kinds are there
A = {"A": "1 0; 0 1"}
#: kind -> questions whose answer is the example of the kind, and its data
ANSWERED = {
    "value": ({}, ("2/3", "(1+sqrt(5))/2", "5/7")), "matrix": ({}, ("1 2; 3 4", "5 6; 7 8")), "vector": ({}, ("(1, 2, 3)",)),
    "polynomial": ({}, ("(x-1)^2*(x+2)",)), "values": ({}, ("3, 3, -1", "-1, 3, 3")), "list": ({}, ("4, 3",)), "set": ({}, ("1, 2", "2, 1")),
    "blocks": ({}, ("J_2(3), J_1(-1)",)), "sizes": ({}, ("2, 1",)), "interval": ({}, ("[0, 2/9]", "[1/5, 4]")),
    "function": ({"variable": "t"}, ("2*t*e^(3t)",)), "functions": ({"variable": "n"}, ("3^n n*3^(n-1); 0 3^n",)),
    "inverse": ({"A": "-2 1; 3/2 -1/2"}, ("1 2; 3 4",)), "similar": ({**A, "B": "1 0; 0 1"}, ("1 2; 3 4",)),
    "solve": ({**A, "b": "1; 2"}, ("(1, 2)",)), "sqrt": ({"A": "7 10; 15 22"}, ("1 2; 3 4",)), "eigenvector": ({**A, "eigenvalue": "1"}, ("(1, 2)",)),
    "jordan-basis": ({**A, "J": "1 0; 0 1"}, ("1 2; 3 4",)), "circulant-column": ({"T": "1 3; 2 1"}, ("(1, 2, 0, 3)",)),
    "pinv": ({"A": "-2 1; 3/2 -1/2"}, ("1 2; 3 4",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", ANSWERED)
def test_the_example_is_not_the_answer(kind):
    data, answers = ANSWERED[kind]
    for answer in answers:
        letters = kind_named(kind).names_for(Question(kind, data, {}))
        question = Question(kind, data, {letters[0]: answer.strip("()").replace(", ", "; ") if kind in ("solve", "circulant-column") else answer})
        for example in examples(how_to_write(question)):
            assert not mark(question, f"{letters[0]} = {example}" if letters[0] else example).right
        if answer in examples(kind_named(kind).write_for(question)):
            assert is_right(question, answer)
            assert answer not in examples(how_to_write(question))


def test_every_example_has_others():
    for kind in KINDS.values():
        for data in ({"variable": "t"}, {"variable": "n"}):
            question = Question(kind.name, {**data, "needs": "none", "find": "x 1x1"}, {})
            text = kind.write_for(question)
            assert ("such as" in text) == bool(examples(text))
            assert all(example in OTHERS for example in examples(text)), text


@pytest.mark.parametrize("name", families())
def test_the_examples_of_every_family(name):
    for difficulty in (1, 2, 3):
        for question in (q for seed in range(1 + (difficulty == 2)) for q in families()[name].problem(seed, difficulty).questions):
            said = how_to_write(question)
            names = kind_named(question.kind).names_for(question)
            for example in examples(said):
                texts = {example, *(f"{k} = {example}" if k else example for k in names[:1])}
                assert not any(mark(question, t).right for t in texts if len(names) == 1), (said, question.answer)
            if question.kind == "equations":
                assert all(f"{k} = " in said for k in names)
            assert "One of the words" not in what_is_free(question)


def test_equations_name_the_letters_and_the_sizes_asked_for():
    b, d = Question("equations", {"find": "b 2x1, d 2x1", "laws": "b != 0; d != 0"}, {}), Question("equations", {"find": "P 2x2", "laws": "P = 2 I"}, {})
    assert how_to_write(d) == "the letter with its rows, separated by semicolons, such as P = 1 2; 3 4"
    assert "b = (" in how_to_write(b)
    c = Question("equations", {"find": "c 3x1", "laws": "c = w", "w": "1; 2; 3"}, {})
    assert how_to_write(c) == f"the letter with its entries, such as c = ({STARTS[1]}, 6, 7)"


def test_what_is_free_is_said_only_where_it_says_something():
    assert what_is_free(Question("choice", {"words": "a|b"}, {"": "a"})) == ""
    verdict = Question("yes-no", {"needs": "no", "witness": "a number", "witnesses": "3"}, {"": "yes"})
    assert what_is_free(verdict) == "After no, any valid witness is right."
    assert what_is_free(verdict, "yes") == ""
    assert what_is_free(replace(verdict, answer={"": "no, 3"}), "no, 3") != ""


def test_the_head_of_a_paper_answers_no_question():
    questions = [Question("value", {}, {"": "2/3"}), Question("yes-no", {"needs": "none"}, {"": "yes"}),
                 Question("matrix", {}, {"": "1 2; 3 4"}), Question("vector", {}, {"": "1; 2; 3"})]
    said = " ".join(str(part) for para in hand_in("007", questions) for part in para.parts)
    assert all(f'"{text}"' not in said for text in ("1: 2/3", "2a: yes", "3: 1 2; 3 4"))
    assert "2a: no" in said
    assert "(1, 2, 3)" not in said
    assert unlike([], "2/3") == "2/3"
