"""Every family of problems: fair variants, enough of them, answers that are right and mistakes that are wrong and recognised."""
from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys

import pytest

from exercises.deriving.literals import matrix_tree, number_tree
from exercises.document import Answer, Para, Step
from exercises.family import Draw, Redraw, families, family_named
from exercises.family.difficulty import Work
from exercises.family.problem import answer_text, solved
from exercises.grading import mark
from exercises.grading.kinds import KINDS, kind_named
from exercises.grading.marking import read
from symbolic.errors import InputError
from tests.source_tree import ROOT

FAMILIES = families()
CHECKED = ("EXACT", "PROVED", "ENCLOSED", "ASSUMES", "SOURCED")
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
SEEDS = range(40 if DEEP else 3)
SKETCHES = 100 if DEEP else 30  # seeds a band; two thirds must differ: 200 of 300 in the deep profile
SCORES = 25 if DEEP else 9

PRINTED = {  # kinds whose values have one form as a tree
    "value", "matrix", "vector", "jordan", "jordan-basis", "nullspace", "span", "svd", "best-approximation", "inverse", "solve", "lu",
    "sqrt", "chain", "pinv", "polar", "lyapunov", "stein", "equations",
}
CHECK_KINDS = {"inverse", "solve", "similar", "lu", "sqrt", "cond", "pinv", "polar", "lyapunov", "stein"}  # of `eigenproof check`

every_family = pytest.mark.parametrize("name", FAMILIES)


def test_the_table_of_families():
    assert len(FAMILIES) >= 7
    for name, f in FAMILIES.items():
        assert name == f.name == name.lower()
        assert f.title
        assert f.topic
        assert not f.title.endswith(".")
        assert f.version >= 1
    assert len({f.title for f in FAMILIES.values()}) == len(FAMILIES)
    with pytest.raises(InputError, match="jordan-blocks"):
        family_named("jordan-block")


@every_family
def test_variants_are_checked_and_grade_themselves(name):
    for difficulty in (1, 2, 3):
        for seed in SEEDS:
            problem = FAMILIES[name].problem(seed, difficulty)
            check_lines(problem)
            for p in problem.parts:
                check_question(p.question)
                check_printed(p)


def check_lines(problem) -> None:
    """Every step and the answer carry a word, and the three views build."""
    lines = [b for p in problem.parts for b in p.replay.blocks if isinstance(b, Step | Answer)]
    assert len(lines) >= 2 * len(problem.parts)
    assert all(b.verdict.startswith(CHECKED) for b in lines)
    assert any(b.verdict.startswith(("EXACT", "PROVED")) for b in lines)
    for view in ("paper", "key", "proofs"):
        assert problem.blocks("1", view)
    for block in problem.blocks("1", "paper"):
        assert not isinstance(block, Step | Answer)
    for p in problem.parts:
        words = "".join(x for x in p.ask if isinstance(x, str)).strip()
        assert words.endswith((".", "?")), words
        assert any(isinstance(b, Para) for b in problem.blocks("1", "paper"))


def check_question(question) -> None:
    """The answer is right; the mistakes are wrong, recognised, and different under the same equivalence."""
    kind = kind_named(question.kind)
    assert mark(question, answer_text(dict(question.answer))).right
    assert question.mistakes, "a family names the mistakes worth diagnosing"
    names = [m.name for m in question.mistakes]
    assert len(set(names)) == len(names)
    for k, m in enumerate(question.mistakes):
        found = mark(question, m.answer)
        assert not found.right
        assert found.points < found.of
        assert (found.mistake, found.unread, found.undecided) == (m.name, False, False)
        assert found.feedback.startswith(m.feedback)
        assert m.feedback[0].isupper()
        assert m.feedback.endswith(".")
        for other in question.mistakes[k + 1:]:
            a, b = read(kind, question, m.answer), read(kind, question, other.answer)
            shapes = [[getattr(v, "shape", None) for v in x.values()] for x in (a, b)]
            assert shapes[0] != shapes[1] or not kind.same(a, b, question), (m.name, other.name)


def check_printed(p) -> None:
    """The values that are graded stand in the answer that the key prints, as the same trees."""
    kind = kind_named(p.question.kind)
    if kind.name not in PRINTED:
        return
    box = json.dumps(p.facts["answer"])
    for letter, value in read(kind, p.question, answer_text(dict(p.question.answer))).items():
        tree = matrix_tree(value) if hasattr(value, "shape") else number_tree(value)
        assert tree is None or json.dumps(tree.to_json()) in box, f"{letter or 'the answer'} = {value} is graded and not printed"


@every_family
def test_the_same_seed_gives_the_same_problem(name):
    f = FAMILIES[name]
    first, again, other = f.problem(5, 2), f.problem(5, 2), [f.problem(seed, 2) for seed in (6, 7, 8)]
    assert first.digests() == again.digests()
    assert any(first.digests()["question"] != p.digests()["question"] for p in other)


def sketches(f, difficulty: int, count: int):
    """Yield digests of questions, without replaying their derivations: they are only counted."""
    from exercises.family.problem import digest
    for seed in range(count):
        for attempt in range(200):
            try:
                parts = f.build(Draw(f.name, f.version, seed, difficulty, attempt))
            except Redraw:
                continue
            every = parts if isinstance(parts, tuple) else (parts,)
            given = [[[k, t.to_json()] for k, t in p.derivation.given] for p in every]
            ask = [[repr(phrase) for phrase in p.ask] for p in every]
            yield digest([given, ask, [p.question.to_json()["data"] for p in every]])
            break


@pytest.mark.slow
@every_family
def test_there_are_enough_variants(name):
    seen: set[str] = set()
    for difficulty in (1, 2, 3):
        seen |= set(sketches(FAMILIES[name], difficulty, SKETCHES))
    assert len(seen) >= 2 * SKETCHES, f"{len(seen)} different variants among {3 * SKETCHES} seeds"


@pytest.mark.slow
@every_family
def test_harder_bands_are_more_work(name):
    scores = [statistics.median(FAMILIES[name].problem(seed, d).work.score for seed in range(10, 10 + SCORES)) for d in (1, 2, 3)]
    assert scores[0] <= scores[1] <= scores[2], scores
    assert scores[0] < scores[2], scores


def test_no_problem_depends_on_the_order_of_sets():
    code = ("from exercises.family import families\n"
            "print([f.problem(3, 2).digests() for f in list(families().values())[::7]])")
    outputs = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": k}, capture_output=True,
                              text=True, check=True).stdout for k in ("0", "1")}
    assert len(outputs) == 1


def test_a_wrong_step_is_no_problem():
    """The test of the test: a derivation with a false line does not build."""
    from dataclasses import replace

    from exercises.derivation import rel, step
    from exercises.phrases import guide
    from exercises.terms import name as letter
    from verify.kernel.errors import Rejected
    f = FAMILIES["nullspace-basis"]
    part = f.build(Draw(f.name, 1, 2, 1, 0))
    false = step(guide("False."), rel(letter("A"), "=", 2 * letter("A")))
    with pytest.raises(Rejected):
        solved(replace(part, derivation=replace(part.derivation, steps=(*part.derivation.steps, false))), Work(0, 0, 0, 0))


def test_the_family_of_the_tutorial(tmp_path):
    """The code of docs/families.md, as a reader would save it."""
    page = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
    path = tmp_path / "traces.py"
    path.write_text(page.split("```python\n")[1].split("```")[0], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("traces", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    f = module.trace_of_product
    problem = f.problem(3, 2)
    check_lines(problem)
    check_question(problem.questions[0])
    assert len(set(sketches(f, 1, 60))) > 50
    assert all(f"`{kind}`" in page for kind in KINDS if kind not in CHECK_KINDS)


def test_draws_are_a_function_of_their_names():
    draw = Draw("f", 1, 7, 2)
    assert [draw.integer("a", 1, 10**6), draw.integer("a", 1, 10**6)] == [
        Draw("f", 1, 7, 2).integer("a", 1, 10**6), Draw("f", 1, 7, 2, used={"a": 1}).integer("a", 1, 10**6)]
    assert Draw("f", 1, 7, 2).integer("a", 0, 99) == FIRST_DRAW
    counts = [0] * 6
    for seed in range(600):
        counts[Draw("die", 1, seed, 1).integer("x", 0, 5)] += 1
    assert min(counts) > 60
    U = Draw("f", 1, 7, 2).unimodular("U", 3)
    from symbolic import det, matrix
    assert det(matrix(U)) in (1, -1)


FIRST_DRAW = 54  # written down once: a change of the source changes every bank
