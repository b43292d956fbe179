"""Points over parts, folders that hold a set already, and a lock that sees a changed answer also where others are right."""
from __future__ import annotations

import json
from dataclasses import replace

import pytest

from exercises.bank import content
from exercises.bank.lock import verify
from exercises.bank.marks import read_key
from exercises.bank.papers import build, problems_of
from exercises.bank.plan import Item, Plan, numbered, read_plan
from exercises.bank.points import distributed
from exercises.family import family_named
from exercises.grading import Question
from symbolic.errors import InputError

PLAN = Plan("First", 1, numbered(3), (Item("determinant-three", 1),), ("md",))
PARTS = "krylov-reachable"


def files(folder) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.mark.parametrize(("wanted", "own", "points"), [
    (0, [3, 3], (3, 3)), (1, [3, 3], (0.5, 0.5)), (10, [3, 3], (5, 5)), (5, [3, 3], (2.5, 2.5)), (9, [2, 4], (3, 6)), (7, [2, 4], (2.5, 4.5)),
    (2.5, [4], (2.5,)), (1.5, [1, 1, 10], (0.5, 0.5, 0.5)), (4, [2, 4, 1], (1, 2.5, 0.5)), ((2, 4.5), [3, 3], (2, 4.5)), (1000, [1, 2], (333.5, 666.5))])
def test_points_over_parts(wanted, own, points):
    found = distributed(wanted, own, "f")
    assert found == points
    assert wanted == 0 or isinstance(wanted, tuple) or sum(found) == wanted


@pytest.mark.parametrize(("wanted", "own"), [(0.5, [1, 1]), (1, [1, 1, 1]), ((1,), [1, 1]), ((1, 2), [1])])
def test_points_that_do_not_fit(wanted, own):
    with pytest.raises(InputError, match="points of f"):
        distributed(wanted, own, "f")


def test_every_number_of_points_is_given_out_in_order():
    for halves in range(3, 60):
        for own in ([1, 2, 3], [3, 2, 1], [2, 2, 2], [1, 1, 8]):
            found = distributed(halves / 2, own, "f")
            assert sum(found) == halves / 2
            assert min(found) >= 0.5
            assert all(x <= y for a, x in zip(own, found, strict=True) for b, y in zip(own, found, strict=True) if a < b)


@pytest.mark.parametrize(("line", "points"), [
    ("points = 1", 1), ("points = 4", 4), ("points = 10", 10), ("points = 2.5", 2.5), ("points = [2, 4]", 6), ("points = [0.5, 1.5]", 2)])
def test_the_paper_has_the_points_of_the_plan(tmp_path, line, points):
    (tmp_path / "p.toml").write_text(f'format = "md"\n[[problem]]\nfamily = "{PARTS}"\ndifficulty = 1\n{line}\n')
    plan = read_plan(tmp_path / "p.toml")
    build(plan, tmp_path / "p")
    paper = (tmp_path / "p" / "paper-001.md").read_text()
    word = "point" if points == 1 else "points"
    assert f"{points} {word} in all" in paper
    assert f"({points} {word}: (a) " in paper
    assert sum(q.points for q in read_key(tmp_path / "p" / "key.json").questions["001"].values()) == points
    assert json.loads((tmp_path / "p" / "bank.lock").read_text())["plan"]["items"][0][2] == (plan.items[0].points if "[" not in line else list(plan.items[0].points))
    assert build(plan, tmp_path / "p").moved == ""


@pytest.mark.parametrize("line", ["points = 0", "points = -1", "points = 2.25", "points = true", 'points = "4"', "points = []", "points = [1, 0]",
                                  "points = nan", "points = inf", "points = 1e9", "points = [[1]]"])
def test_no_points(tmp_path, line):
    (tmp_path / "p.toml").write_text(f'[[problem]]\nfamily = "{PARTS}"\n{line}\n')
    with pytest.raises(InputError, match="points"):
        read_plan(tmp_path / "p.toml")


def test_points_that_do_not_fit_are_refused_before_anything_is_written(call, tmp_path):
    (tmp_path / "p.toml").write_text(f'format = "md"\n[[problem]]\nfamily = "{PARTS}"\npoints = [1, 2, 3]\n')
    code, _, err = call("key", str(tmp_path / "p.toml"), "-o", str(tmp_path / "p"))
    assert (code, "points of 3 are listed" in err) == (2, True)
    assert not (tmp_path / "p").exists()


def test_a_folder_with_another_set_is_refused_and_stays(call, tmp_path):
    out = tmp_path / "p"
    build(PLAN, out)
    (out / "paper-001.pdf").write_bytes(b"%PDF")
    before = files(out)
    for other in (replace(PLAN, seed=2), replace(PLAN, students=numbered(2)), replace(PLAN, items=(Item("determinant-three", 1, 9),))):
        with pytest.raises(InputError, match=r"another plan .'First', seed 1.; choose"):
            build(other, out)
        assert files(out) == before
    code, _, err = call("key", "determinant-three", "--seed", "5", "--format", "md", "-o", str(out))
    assert (code, err.count("\n"), files(out)) == (2, 1, before)
    code, said, _ = call("key", "determinant-three", "--seed", "5", "--format", "md", "-o", str(out), "--replace")
    assert (code, str(out / "earlier-1") in said) == (0, True)
    assert files(out / "earlier-1") == before
    assert set(files(out)) == {"paper-001.md", "key-001.md", "proofs-001.md", "key.json", "bank.lock"}


def test_the_same_set_is_built_again_also_in_another_format(tmp_path):
    build(PLAN, tmp_path)
    before = files(tmp_path)
    assert build(PLAN, tmp_path).key == ""
    assert files(tmp_path) == before
    assert build(replace(PLAN, formats=("md", "txt")), tmp_path).key == ""
    assert {name: content for name, content in files(tmp_path).items() if name in before and name != "bank.lock"} == \
        {name: content for name, content in before.items() if name != "bank.lock"}
    assert "paper-003.txt" in files(tmp_path)


def test_a_mended_key_is_kept(tmp_path):
    build(PLAN, tmp_path)
    mended = (tmp_path / "key.json").read_text().replace('"points": 5', '"points": 4')
    (tmp_path / "key.json").write_text(mended + " ")
    assert build(PLAN, tmp_path).key == "key-1.json"
    assert (tmp_path / "key-1.json").read_text() == mended + " "


@pytest.mark.parametrize("name", ["key.json", "bank.lock", "paper-001.pdf", "proofs-x.html", ".part-0123456789ab"])
def test_a_single_file_of_another_set_is_enough(tmp_path, name):
    (tmp_path / name).write_text("{}")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="--replace"):
        build(PLAN, tmp_path)
    assert set(files(tmp_path)) == {name, "notes.txt"}


@pytest.mark.parametrize("name", ["jordan-basis", "nullspace-basis", "svd-two"])
def test_the_lock_sees_another_printed_answer_where_many_are_right(tmp_path, monkeypatch, name):
    plan = Plan("Test", 7, numbered(2), (Item(name, 1),), ("md",))
    build(plan, tmp_path)
    lock = json.loads((tmp_path / "bank.lock").read_text())
    assert len({row[6]["answer"] for row in lock["variants"]}) == 2
    assert verify(tmp_path / "bank.lock").changed == ()
    family = family_named(name)
    true = type(family).problem

    def negated(self, seed, difficulty=2):
        problem = true(self, seed, difficulty)
        (part,) = problem.parts
        q = part.question
        letter = next(k for k in ("P", "N", "U") if k in q.answer)
        other = "; ".join(" ".join(f"-({x})" for x in row.split()) for row in q.answer[letter].split(";"))
        return replace(problem, parts=(replace(part, question=replace(q, answer={**q.answer, letter: other})),))
    monkeypatch.setattr(type(family), "problem", negated)
    assert [row[3] for row in verify(tmp_path / "bank.lock").changed] == ["answer", "answer"]


def test_an_older_lock_is_compared_by_what_it_holds(tmp_path):
    build(PLAN, tmp_path)
    lock = json.loads((tmp_path / "bank.lock").read_text())
    lock["version"] = 1
    for row in lock["variants"]:
        row[6]["answer"] = "of another kind"
    (tmp_path / "old.lock").write_text(json.dumps(lock))
    assert verify(tmp_path / "old.lock").changed == ()


@pytest.mark.parametrize(("one", "other", "same"), [
    ("1 2; 3 4", "[[1,2],[3,4]]", True), ("1/2 0; 0 1", "2/4 0; 0 1", True), ("1 2; 3 4", "1 2; 3 5", False), ("1 2; 3 4", "-1 -2; -3 -4", False)])
def test_another_spelling_of_an_answer_is_the_same(one, other, same):
    a, b = (content.meant(Question("jordan-basis", {"A": "1 0; 0 1", "J": "1 0; 0 1"}, {"P": text})) for text in (one, other))
    assert (a == b) == same


def test_a_key_mended_by_a_wrong_guess_is_named(call, tmp_path):
    build(PLAN, tmp_path / "p")
    data = json.loads((tmp_path / "p" / "key.json").read_text())
    for field, value, words in (("answer", "3", 'an object with a text for each letter, such as {"": "1/2"}'), ("answer", {"": 3}, "text in quotes"),
                                ("points", "four", "points: a number"), ("kind", None, "text in quotes")):
        question = data["students"][1]["problems"][0]["questions"][0]
        (tmp_path / "bad.json").write_text(json.dumps(data).replace(json.dumps(question), json.dumps({**question, field: value})))
        code, _, err = call("grade", str(tmp_path / "bad.json"), str(tmp_path / "bad.json"), "-o", str(tmp_path / "m"))
        assert (code, "bad.json: 002, problem 1: this is not a question of a key" in err, words in err) == (2, True, True), err


def test_the_points_of_a_variant_stay_those_of_its_family_without_a_plan():
    plan = Plan("Test", 3, numbered(1), (Item(PARTS, 1),), ("md",))
    (problem,) = problems_of(plan, 0)
    assert [q.points for q in problem.questions] == [q.points for q in family_named(PARTS).problem(plan.seed_of(0, 0), 1).questions]
