"""Problems of an instructor's own: read and checked with the plan, printed with honest words, graded and locked as others are."""
from __future__ import annotations

import csv
import json

import pytest

from exercises.bank.lock import verify
from exercises.bank.own import family_of
from exercises.bank.papers import build
from exercises.bank.plan import read_plan
from exercises.cli import run
from exercises.document import Answer, Step
from exercises.family import family_named
from exercises.family.own import BY_HAND, words_of
from exercises.family.ownsolving import SOLVERS
from exercises.grading import mark
from exercises.render import render
from exercises.terms import E
from symbolic.errors import InputError

PLAN = """
title = "Test"
seed = 7
students = 2
format = "md"
decimals = false
[[problem]]
title = "A Jordan form"
text = "Find an invertible {P} and the Jordan matrix {J} of {A}."
given = { A = "3 1; 0 3" }
kind = "jordan"
answer = { P = "1 0; 0 1", J = "3 1; 0 3" }
solution = '''The matrix {A} is in form already: a 1 stands above the diagonal.

So P = I will do.'''
points = 2.5
[[problem]]
family = "svd-two"
difficulty = 1
[[problem]]
title = "Powers"
text = "Find all powers of {A}."
given = { A = [[2, 1], [0, 2]] }
solve = "power"
[[problem]]
title = "A sum"
text = "Add {1/2} and {1/3}."
kind = "value"
answer = "5/6"
"""


def row(**fields):
    return {"title": "T", "text": "Do it with {A}.", "given": {"A": "3 1; 0 3"}, **fields}


def problem(**fields):
    return family_named(family_of(row(**fields), "x.toml, problem 1")).problem(5, 3)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    (folder / "test.toml").write_text(PLAN)
    assert run(["key", str(folder / "test.toml"), "-o", str(folder / "papers")]) == 0
    return folder


def test_from_a_plan_to_marks(made):
    handed = made / "handed"
    handed.mkdir()
    (handed / "001.txt").write_text("student: 001\n1: P = 2 5; 0 2\nJ = 3 1; 0 3\n3: 2^n n*2^(n-1); 0 2^n\n4: 10/12\n")
    (handed / "002.txt").write_text("student: 002\n1: P = 1 0; 0 1\nJ = 3 0; 0 3\n3: 2^n n*2^n; 0 2^n\n4: 2/5\n")
    assert run(["grade", str(made / "papers" / "key.json"), str(handed), "-o", str(made / "marks")]) == 0
    first, second = csv.DictReader((made / "marks" / "marks.csv").read_text().splitlines())
    assert [first[k] for k in ("1", "2", "3", "4")] == ["2.5", "0", "4", "4"]
    assert [float(second[k]) for k in ("1", "3", "4")] < [2.5, 4, 4]
    assert second["4"] == "0"


def test_paper_key_and_lock(made):
    paper, key, proofs = ((made / "papers" / f"{view}-001.md").read_text() for view in ("paper", "key", "proofs"))
    headings = [[line for line in page.splitlines() if line.startswith("## ") and "points" in line] for page in (paper, key, proofs)]
    assert headings[0] == headings[1] == headings[2]
    assert [h.split(" (")[0] for h in headings[0]] == ["## 1 A Jordan form", "## 2 A singular value decomposition", "## 3 Powers", "## 4 A sum"]
    assert "2.5 points" in headings[0][0]
    assert "in form already" not in paper + key
    assert "in form already" in proofs
    assert verify(made / "papers" / "bank.lock").changed == ()
    data = json.loads((made / "papers" / "bank.lock").read_text())
    place = next(k for k, v in enumerate(data["variants"]) if v[1] == 4)
    data["variants"][place][2] = data["variants"][place][2].replace("5/6", "10/12").replace("Add", "Sum")
    (made / "other.lock").write_text(json.dumps(data))
    assert [r[1] for r in verify(made / "other.lock").changed] == [4]


def test_the_same_plan_gives_the_same_bytes(made, tmp_path):
    build(read_plan(made / "test.toml"), tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (made / "papers" / path.name).read_bytes()


def test_what_a_person_wrote_never_looks_checked():
    law = problem(kind="jordan", answer={"P": "1 0; 0 1", "J": "3 1; 0 3"}, solution="See {A}: 1 = 1.\n\nSo it is.")
    steps = [b for b in law.parts[0].replay.blocks if isinstance(b, Step)]
    box = next(b for b in law.parts[0].replay.blocks if isinstance(b, Answer))
    assert [s.verdict for s in steps] == [BY_HAND, BY_HAND]
    assert all(not s.facts for s in steps)
    assert box.verdict == "EXACT"
    assert len(box.facts) == 4
    for fields in ({"kind": "value", "answer": "9"}, {"kind": "choice", "data": {"words": "yes|no"}, "answer": "yes"},
                   {"kind": "svd", "given": {"A": "2 0; 0 1"}, "answer": {"U": "1 0; 0 1", "S": "2 0; 0 1", "V": "1 0; 0 1"}}):
        blocks = problem(**fields).parts[0].replay.blocks
        assert next(b.verdict for b in blocks if isinstance(b, Answer | Step)).startswith("NOT CHECKABLE(given by")
    assert "NOT CHECKABLE" in render(law.document(), "text")


GIVEN = {"nullspace": "1 2; 2 4", "log": "1 1; 0 1", "sqrt": "33 24; 48 57", "svd": "0 2; 1 0"}


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_solver_derives_answer_and_solution(solver):
    given = {"A": GIVEN.get(solver, "3 1; 0 3"), **({"b": "(1, 2)"} if solver == "solve" else {})}
    found = problem(given=given, solve=solver)
    words = [b.verdict for b in found.parts[0].replay.blocks if isinstance(b, Step | Answer)]
    assert len(words) >= 2
    assert all(w.startswith(("EXACT", "PROVED")) for w in words)
    assert not mark(found.questions[0], "7/31").right


@pytest.mark.parametrize(("fields", "said"), [
    ({"kind": "value"}, "needs kind and answer"), ({"kind": "value", "answer": "1 +"}, "could not be read"), ({"solve": "magic"}, "magic"),
    ({"kind": "no", "answer": "1"}, "no kind of answer"), ({"kind": "jordan", "answer": {"P": "1 0; 0 1", "J": "3 0; 0 3"}}, "not right"),
    ({"kind": "value", "answer": "0.5"}, "could not be read"), ({"kind": "value", "answer": "1", "colour": 3}, "colour"),
    ({"kind": "value", "answer": "1", "given": {"A": "1 2; 3"}}, "given A"), ({"kind": "value", "answer": "1", "text": "{Q9} {A"}, "text"),
    ({"kind": "value", "answer": "1", "text": " "}, "text"), ({"kind": "value", "answer": "1", "title": 3}, "title"),
    ({"kind": "solve", "answer": "(1, 2)"}, "'b'"), ({"solve": "solve"}, "b is not given"), ({"solve": "inverse", "given": {"A": "1 1; 1 1"}}, "solve"),
    ({"solve": "det", "answer": "9"}, "leave"), ({"solve": "svd", "given": {"A": "1 2; 3 4"}}, "solve"),
    ({"kind": "value", "answer": [[1.5]]}, "whole numbers"), ({"kind": "value", "answer": "1", "given": "A"}, "table"),
    ({"kind": "equations", "answer": "x = (1, 2)"}, "needs"), ({"kind": "value", "answer": "__import__('os')"}, "could not be read"),
    ({"kind": "value", "answer": "9" * 30000}, "longer"), ({"kind": "choice", "answer": "c", "data": {"words": "a|b"}}, "could not be read"),
])  # fmt: skip
def test_a_problem_that_is_none_is_refused_in_one_sentence(fields, said):
    with pytest.raises(InputError, match=r"x\.toml, problem 3: ") as caught:
        family_of(row(**fields), "x.toml, problem 3")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_file_and_the_number_are_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(PLAN.replace('"5/6"', '"five"'))
    with pytest.raises(InputError, match=r"mine.toml, problem 4: "):
        read_plan(path)
    assert run(["key", str(path), "-o", str(tmp_path / "p")]) == 2
    assert not (tmp_path / "p").exists()


def test_slots_hold_letters_numbers_matrices_and_polynomials():
    found = words_of("Let {x^2-1} be {A}, {2/3} or {1 2; 3 4}.", frozenset("A"))
    assert [part.op if isinstance(part, E) else part for part in found] == ["Let ", "add", " be ", "name", ", ", "frac" if found[5].op == "frac" else "num",
                                                                           " or ", "mat", "."]


def test_equations_of_ones_own():
    found = problem(kind="equations", data={"laws": "A x = 3 x; x != 0", "find": "x 2x1"}, answer="x = (1, 0)")
    assert mark(found.questions[0], "x = (5, 0)").right
    assert not mark(found.questions[0], "x = (0, 1)").right
