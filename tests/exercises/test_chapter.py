"""The answer key: every line checked, every number tied, every sentence tied to a fact, every false neighbour refused."""
from __future__ import annotations

import copy
import json
import re
import subprocess
import sys

import pytest
import sympy as sp

from exercises.chapter import build, problems
from exercises.derivation import verdicts
from exercises.document import Answer, Document, Given, Para, Problem, Remark, Step, Table
from exercises.terms import E
from tests.exercises.independent import all_true
from verify.kernel.errors import Malformed, Rejected
from verify.steps.facts import check_derivation

KEY = problems()
IDS = [p.ident for p in KEY]
f, lam = sp.Symbol("f"), sp.Symbol("lambda")
# Concrete exact matrices that satisfy the laws of the problems which are stated for all sizes.
LETTERS = {
    "rank-one-update": {"S": sp.Matrix([[2, 1], [1, 1]]), "R": sp.Matrix([[1, -1], [-1, 2]]), "u": sp.Matrix([1, 0]),
                        "v": sp.Matrix([0, 1 - f])},
    "quiz-chains": {"A": sp.Matrix([[lam, 1, 0], [0, lam, 1], [0, 0, lam]]), "v_1": sp.Matrix([1, 0, 0]),
                    "v_2": sp.Matrix([0, 1, 0]), "v_3": sp.Matrix([0, 0, 1])},
    "practice-orthogonal": {"Q": sp.Matrix([[3, 4], [-4, 3]]) / 5, "x": sp.Matrix([sp.Symbol("x1"), sp.Symbol("x2")])},
}


@pytest.fixture(scope="module")
def key() -> Document:
    return build()[0]


def test_the_six_exercises_the_lesson_and_the_practice_are_there():
    numbers = {p.number for p in KEY}
    assert {"3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "Lesson:"} <= numbers
    assert {"Quiz 1", "Quiz 2", "Practice 1", "Practice 2", "Practice 3"} <= numbers
    assert len(set(IDS)) == len(IDS)


def test_every_line_has_a_verdict_and_weak_lines_say_so(key):
    lines = [b for b in key.blocks if isinstance(b, Step | Answer)]
    words = {b.verdict.split("(")[0] for b in lines}
    assert words == {"PROVED", "EXACT", "ASSUMES", "SOURCED", "TESTED"}
    assert len(lines) >= 80
    assert all(b.facts for b in lines if b.verdict in {"PROVED", "EXACT"})


def test_every_problem_is_complete(key):
    current: list[object] = []
    end = next(place for place, b in enumerate(key.blocks) if isinstance(b, Problem) and b.ident.startswith("theorem-"))
    for block in [*key.blocks[:end], Problem("", "", "")]:
        if isinstance(block, Problem):
            kinds = [type(b) for b in current]
            assert not current or (Para in kinds and Step in kinds and Answer in kinds)
            current = []
        current.append(block)


def test_progress_and_counts():
    seen: list[tuple[int, int]] = []
    _, counts = build(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(KEY), len(KEY))
    checked = sum(k for word, k in counts.words if word in {"EXACT", "PROVED"})
    assert str(counts).startswith(f"{len(KEY)} problems: {checked} lines checked (")
    assert f"), and {counts.lines - checked} lines quoted or assumed (" in str(counts)
    assert not re.search(r"checked \([^)]*(ASSUMES|SOURCED|TESTED)", str(counts))


def test_no_mathematics_in_words(key):
    """No digit and no relation sign is typed into a sentence; tables report a float64 run and are exempt."""
    for block in key.blocks:
        for parts in (getattr(block, "parts", ()), getattr(block, "freedom", ())):
            for part in parts:
                assert isinstance(part, E) or not re.search(r"[0-9=<>^\\≠≤≥]", part), part


@pytest.mark.parametrize("problem", KEY, ids=IDS)
def test_every_relation_is_true_for_an_independent_reader(problem):
    data = problem.derivation.to_json()
    letters = LETTERS.get(problem.ident, {})
    size = next(iter(letters.values())).rows if letters else 2
    if problem.ident == "practice-orthogonal":
        data = without_powers_of_b(data)
    assert all_true(data, letters, size)


def without_powers_of_b(data):
    """SymPy has no A^n by induction; that line is the subject of the checker's own tests."""
    return data | {"steps": [s for s in data["steps"] if '"pow", ["name", "B"]' not in json.dumps(s)]}


def literals(tree):
    """The places of all rational literals in a list of facts, and of the ranks."""
    if isinstance(tree, dict):
        for name, item in tree.items():
            if name == "is":
                yield tree, name
            elif name not in {"rows", "cols", "free", "kernel", "L", "D", "v"}:  # witnesses are not printed
                yield from literals(item)
    elif isinstance(tree, list):
        if len(tree) == 2 and tree[0] == "num":
            yield tree, 1
        else:
            for item in tree:
                yield from literals(item)


def mutants(data):
    """Every derivation that differs from this one by adding 1 to one literal of one fact."""
    for number in range(sum(1 for part in ("steps", "answer") for _ in literals(data[part]))):
        changed = copy.deepcopy(data)
        holder, place = [x for part in ("steps", "answer") for x in literals(changed[part])][number]
        old = holder[place]
        holder[place] = old + 1 if isinstance(old, int) else str(sp.Rational(old) + 1)
        yield changed, holder


def accepted(data) -> bool:
    try:
        check_derivation(data)
    except (Rejected, Malformed):
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("problem", KEY, ids=IDS)
def test_every_changed_number_is_rejected_or_still_true(problem, record_property):
    data = problem.derivation.to_json()
    letters = LETTERS.get(problem.ident, {})
    size = next(iter(letters.values())).rows if letters else 2
    rejected, true = 0, 0
    for changed, holder in mutants(data):
        if not accepted(changed):
            rejected += 1
            continue
        if problem.ident == "practice-orthogonal":
            changed = without_powers_of_b(changed)
        assert all_true(changed, letters, size), holder
        true += 1
    record_property("rejected", rejected)
    record_property("still true", true)
    assert true <= max(2, rejected // 4), (rejected, true)


def names_in(tree):
    if isinstance(tree, dict):
        return {n for item in tree.values() for n in names_in(item)}
    if isinstance(tree, list):
        own = {tree[1]} if len(tree) == 2 and tree[0] == "name" else {tree[1]} if tree[:1] == ["call"] else set()
        return own | {n for item in tree for n in names_in(item)}
    return set()


@pytest.mark.parametrize("problem", KEY, ids=IDS)
def test_every_free_choice_is_used_later(problem):
    """A literal that is bound to a name and not compared with anything must be a witness for a later fact."""
    data = problem.derivation.to_json()
    facts = [f for part in ("steps", "answer") for line in data[part] for f in line["all"]]
    for place, fact in enumerate(facts):
        if "let" in fact and len(fact["sides"]) == 2:
            assert any(fact["let"] in names_in({k: v for k, v in later.items() if k != "let"}) for later in facts[place + 1:]), fact


def test_the_whole_key_is_replayed_by_a_fresh_process(tmp_path):
    file = tmp_path / "key.json"
    file.write_text(json.dumps([p.derivation.to_json() for p in KEY]), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "verify.steps", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) >= len(KEY)


def test_a_rejected_line_stops_the_key(monkeypatch):
    import exercises.derivation as module
    false = {"sides": [["num", "1"], ["num", "2"]], "ops": ["="]}
    monkeypatch.setattr(module, "verdicts", lambda d: check_derivation(d.to_json() | {"steps": [false]}))
    with pytest.raises(Rejected):
        build()


def test_the_corrected_solutions():
    """What the key must not repeat from the usual text: U and V of 3.2 are not identities, and Schur is not continuous."""
    answers = {p.ident: json.dumps(p.derivation.to_json()["answer"]) for p in KEY}
    swapped = [["num", "0"], ["num", "1"]], [["num", "1"], ["num", "0"]]
    assert json.dumps(["mat", list(swapped)]) in answers["singular-values"]
    assert "ASSUMES" in " ".join(verdicts(next(p for p in KEY if p.ident == "best-approximation").derivation))


def test_the_double_precision_table(key):
    table = next(b for b in key.blocks if isinstance(b, Table))
    rows = [[cell[0] for cell in row] for row in table.rows]
    assert rows[0][1] == "0"
    assert 0 < float(rows[2][1]) < 1e-10
    assert rows[3][3] == "True"
    assert float(rows[3][2]) > 1e-7
    assert rows[1][1] == "0"  # the sentence above the table says that rounding does no harm there


def test_givens_and_remarks_are_built_from_facts(key):
    assert any(isinstance(b, Given) for b in key.blocks)
    assert any(isinstance(b, Remark) for b in key.blocks)
