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
from exercises.family.problem import accepted, answer_text, solved
from exercises.grading import mark
from exercises.grading.kinds import KINDS, kind_named
from exercises.grading.marking import read
from symbolic.errors import InputError
from tests.exercises import familytable
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
    assert mark(question, accepted(question).replace(" and ", "\n")).right
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


def test_the_table_of_the_ledger_is_that_of_the_families():
    page = familytable.PAGE.read_text(encoding="utf-8")
    found = familytable.PLACE.findall(page)
    assert found == [familytable.table()], "python -m tests.exercises.familytable writes it anew"
    claims = {f.claim for f in FAMILIES.values()} - {""}
    sizes = {"Jordan": 5, "Chain": 3, "Power": 4, "Exp": 3, "Stab": 3, "SVD": 4, "Cond": 4, "Toep": 4, "Vdm": 4, "Cauchy": 3, "SS": 5,
             "SMW": 4, "Delta": 4, "Krylov": 4, "Pert": 3}  # fmt: skip
    assert claims == {f"{topic}-{k}" for topic, size in sizes.items() for k in range(1, size + 1)}
    assert len(claims) == 57


#: row of the ledger -> mistakes that it asks for, by the names they have here
ASKED = {
    "Jordan-1": ("diagonal only", "difference taken for a size", "other sizes with the same sum"),
    "Jordan-2": ("only the first rank used", "losses taken for sizes"), "Jordan-3": ("columns reversed", "inverse given"),
    "Jordan-5": ("characteristic polynomial", "every root once"), "Chain-1": ("order reversed", "eigenvector of the wrong block"),
    "Power-1": ("eigenvalue only", "wrong diagonal"), "Power-2": ("as if diagonalizable",), "Power-4": ("factor forgotten",),
    "Exp-1": ("factorial forgotten", "entry by entry"), "Exp-2": ("time forgotten",), "Stab-1": ("chain overlooked",),
    "SVD-1": ("not descending", "squares", "moduli of the eigenvalues"), "SVD-2": ("identity factors", "negative value"),
    "SVD-4": ("only the truncation",), "Cond-1": ("signs kept",), "Cond-4": ("ratio of eigenvalues",),
    "Toep-3": ("conjugate", "factor of the inverse missing"), "Vdm-4": ("further factor forgotten",), "Cauchy-3": ("opposite sign",),
    "SMW-1": ("wrong sign", "columns exchanged", "one forgotten"), "SMW-3": ("two changes of rank one",),
    "Delta-3": ("half the interval",), "Delta-4": ("later writes overwrite", "old memory added"),
    "Krylov-1": ("the whole space", "entries counted", "eigenvalues counted"), "Pert-1": ("as small as the change",),
}  # fmt: skip


def test_the_mistakes_that_the_ledger_asks_for_are_named():
    rows = [line.split(" | ") for line in familytable.PLACE.findall(familytable.PAGE.read_text(encoding="utf-8"))[0].splitlines()[2:]]
    named: dict[str, str] = {}
    for claim, _, _, mistakes in rows:
        named[claim.strip("| ")] = named.get(claim.strip("| "), "") + ", " + mistakes
    for claim, wanted in ASKED.items():
        assert [m for m in wanted if m not in named[claim]] == []


def test_a_factor_one_and_a_double_minus_are_not_printed():
    """What a reader would stumble on: 1 w, A - (-2 I), two indices of an entry of a column."""
    import symbolic
    from exercises import derive
    from exercises.render import render
    shown = render(derive(symbolic.expm(symbolic.matrix("-3 1; -1 -1"))).document(), "text")
    assert "A + 2I" in shown
    assert "(−2" not in shown.split("Answer")[0]
    wave = render(FAMILIES["circulant-eigenvalues"].problem(352, 3).document(), "text")
    assert "1w" not in wave
    assert "s₁,₁" not in render(FAMILIES["interpolating-polynomial"].problem(3, 2).document(), "text")


def test_the_expansion_goes_along_the_row_that_is_named():
    import symbolic
    from exercises import derive
    from exercises.render import render
    from verify import Answer as Found
    for rows, said in (("1 2 3; 4 5 0; 6 7 8", "the second row, which has most zeros"), ("1 2 3; 4 5 6; 7 8 9", "the first row. The"),
                       ("1 2 3; 0 0 6; 7 0 9", "the second row, as no row has more zeros")):
        A = symbolic.matrix(rows)
        text = " ".join(render(derive(Found("charpoly", A, symbolic.charpoly(A))).document(), "text").split())
        assert f"expand the determinant along {said}" in text


def test_no_step_is_empty_and_no_data_of_part_a_ask_for_a_witness():
    for problem in (FAMILIES["chain-extendable"].problem(seed, 1) for seed in range(6)):
        assert "K" not in json.dumps(problem.parts[0].facts["steps"])
    reach = FAMILIES["krylov-reachable"].problem(1, 1)
    assert reach.parts[0].question.data["needs"] == "none"


def test_entries_count_as_the_numbers_they_are():
    from exercises.derivation import Derivation, rel, step
    from exercises.family.difficulty import work
    from exercises.phrases import guide
    from exercises.terms import entry, mat
    from exercises.terms import name as letter
    A, B = letter("A"), letter("B")

    def score(tree):
        return work(Derivation((("A", mat([[12, 1], [0, 345]])),), (step(guide("So."), rel(tree, "=", tree)),))).score

    assert score(entry(A, 1, 1) * entry(A, 2, 2)) == 2 * 3
    assert score(entry(A, 1, 2) * entry(A, 2, 2)) == score(entry(A, 2, 1) * entry(A, 2, 2)) == 0
    assert score(entry(A, 2, 2) * A) == 3 * 2 + 3 * 3
    assert score(entry(A, 3, 1) * 7) == score(entry(A, "i", 1) * 7) == score(entry(A, 0, 2) * 7) == score(entry(B, 1, 1) * 7) == 0  # nothing is known of them


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
