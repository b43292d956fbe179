"""Sets of papers from a plan: the same bytes, a lock that notices, resuming, marks of submissions in every format."""
from __future__ import annotations

import csv
import json

import pytest

from exercises.bank import papers
from exercises.bank.decisions import Decisions, read_decisions
from exercises.bank.lock import verify
from exercises.bank.marks import as_csv, changes, read_key, sheet
from exercises.bank.papers import build, problems_of
from exercises.bank.plan import Item, Plan, numbered, read_plan
from exercises.bank.submissions import Submission, labelled, read_submissions
from exercises.family.problem import answer_text, hand_in
from symbolic.errors import InputError

PLAN = Plan("Test", 7, numbered(2), (Item("svd-two", 1), Item("jordan-diagonalizable", 1, 5), Item("nullspace-basis", 1, 0, 3)), ("md",))
TOML = """
title = "Test"
seed = 7
students = 2
format = "md"
[[problem]]
family = "svd-two"
difficulty = 1
[[problem]]
family = "jordan-diagonalizable"
difficulty = 1
points = 5
[[problem]]
family = "nullspace-basis"
difficulty = 1
variant = 3
"""


def files(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    build(PLAN, folder)
    return folder


def test_the_plan_of_a_file(tmp_path):
    path = tmp_path / "test.toml"
    path.write_text(TOML)
    assert read_plan(path) == PLAN
    for bad in ("[[problem]]\nfamily = 3", "x = 1", "students = -1\n" + TOML, 'students = ["a", "a"]', "[[[", '[[problem]]\nfamily = "no"',
                'students = ["../x"]', "", '[[problem]]\nfamily = "svd-two"\ndifficulty = 9'):
        path.write_text(bad)
        with pytest.raises(InputError):
            read_plan(path)


def test_papers_keys_and_records(made):
    names = {f"{view}-{student}.md" for view in ("paper", "key", "proofs") for student in ("001", "002")}
    assert set(files(made)) == names | {"key.json", "bank.lock"}
    paper, key, proofs = ((made / f"{view}-001.md").read_text() for view in ("paper", "key", "proofs"))
    assert "EXACT" not in paper
    assert "Accepted" not in paper
    assert "Accepted" in key
    assert len(proofs) > len(key)
    assert ("How to hand in" in paper, "How to hand in" in key) == (True, False)
    headings = [[line for line in page.splitlines() if line.startswith("## ") and "points" in line] for page in (paper, key, proofs)]
    assert headings[0] == headings[1] == headings[2]
    assert len(headings[0]) == 3
    assert "(5 points)" in paper
    third = [json.loads((made / "key.json").read_text())["students"][k]["problems"][2]["digests"] for k in (0, 1)]
    assert third[0] == third[1]


def test_the_same_plan_gives_the_same_bytes_also_after_an_interruption(made, tmp_path, monkeypatch):
    calls = []

    def killed(*args):
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return problems_of(*args)
    monkeypatch.setattr(papers, "problems_of", killed)
    with pytest.raises(KeyboardInterrupt):
        build(PLAN, tmp_path)
    assert any(name.startswith(".part-") for name in files(tmp_path))
    monkeypatch.setattr(papers, "problems_of", problems_of)
    steps = []
    build(PLAN, tmp_path, lambda done, total: steps.append((done, total)))
    assert files(tmp_path) == files(made)
    assert steps == [(1, 2), (2, 2)]


def test_no_two_students_get_the_same_variant(tmp_path, monkeypatch):
    """Only a few seeds are drawn at first, so that doubles are certain."""
    plan = Plan("Test", 1, numbered(5), (Item("jordan-diagonalizable", 1), Item("nullspace-basis", 1, 0, 3)), ("md",))
    monkeypatch.setattr(Plan, "seed_of", lambda _, k, student, turn=0: 3 if k else 100 * turn + student * (turn > 0))
    build(plan, tmp_path)
    students = json.loads((tmp_path / "key.json").read_text())["students"]
    digests = [[s["problems"][k]["digests"]["question"] for s in students] for k in (0, 1)]
    assert len(set(digests[0])) == 5
    assert len(set(digests[1])) == 1
    assert verify(tmp_path / "bank.lock").changed == ()


def test_the_lock_notices_what_changed(made, tmp_path):
    assert verify(made / "bank.lock").changed == ()
    data = json.loads((made / "bank.lock").read_text())
    data["variants"][0][6]["question"] = "0"
    data["variants"][1][6]["worked"] = "0"
    data["variants"][2][3] = 99
    data["variants"][3][2] = "no-such-family"
    path = tmp_path / "bank.lock"
    path.write_text(json.dumps(data))
    found = verify(path)
    assert [row[3] for row in found.worked] == ["worked"]
    assert [row[3].split()[0] for row in found.changed] == ["question", "the", "there"]
    for bad in ("{}", "[]", "nonsense", '{"format": "eigenproof-bank", "version": 2}', "[" * 9000):
        path.write_text(bad)
        with pytest.raises(InputError):
            verify(path)


def answers(student: int) -> dict[str, str]:
    return {str(k): answer_text(dict(p.questions[0].answer)) for k, p in enumerate(problems_of(PLAN, student), 1)}


def test_right_answers_in_every_format_earn_everything(made, tmp_path):
    key, right = read_key(made / "key.json"), answers(0)
    text = "\n".join(f"{label}: {answer}" for label, answer in right.items())
    (tmp_path / "001.txt").write_text(text)
    (tmp_path / "one.json").write_text(json.dumps({"student": "001", "answers": right}))
    (tmp_path / "001.ipynb").write_text(json.dumps({"cells": [{"source": [text]}]}))
    with (tmp_path / "all.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["student", *right], ["001", *right.values()]])
    for path in tmp_path.iterdir():
        (submission,) = read_submissions(path)
        assert submission.student == "001"
        found = sheet(key, submission, Decisions())
        assert (found.points, found.of, found.unread) == (15, 15, ()), path.name
    other = sheet(key, Submission("002", right), Decisions())
    assert other.points < other.of


def test_what_cannot_be_read_is_said(made, tmp_path):
    key = read_key(made / "key.json")
    for name, content in (("a.json", b"{"), ("b.json", b"[" * 100_000), ("c.csv", b"x,y\n1,2"), ("d.txt", b"\xff\xfe"), ("e.ipynb", b"{}"),
                          ("f.json", b'{"answers": {"1": 3}}'), ("g.csv", b""), ("h.txt", b"")):
        (tmp_path / name).write_bytes(content)
        for submission in read_submissions(tmp_path / name):
            found = sheet(key, submission, Decisions())
            assert found.points == 0
            assert found.unread
    assert sheet(key, Submission("001", {"9": "1"}), Decisions()).unread == ("there is no problem 9",)
    assert labelled("1) a\n1) b\nProblem 2a: c") == {"1": "a\nb", "2a": "c"}


def test_the_paper_says_how_to_hand_in_and_the_example_can_be_read(tmp_path):
    said = " ".join(str(part) for para in hand_in("007") for part in para.parts)
    for word in ("student: 007", "semicolons", "blanks or commas", "sqrt(2)", "2a: yes", "P = 1 2; 3 4"):
        assert word in said
    (tmp_path / "x.txt").write_text("student: 007\n1: 2/3\n2a: yes\n3: P = 1 2; 3 4\nJ = 1 0; 0 2")
    (found,) = read_submissions(tmp_path / "x.txt")
    assert (found.student, found.answers) == ("007", {"1": "2/3", "2a": "yes", "3": "P = 1 2; 3 4\nJ = 1 0; 0 2"})


def test_decisions_and_changes(made, tmp_path):
    key, right = read_key(made / "key.json"), answers(0)
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"marks": [{"student": "001", "problem": "1", "points": 2.5, "reason": "half done"}], "drop": ["3"]}))
    found = sheet(key, Submission("001", right), read_decisions(path))
    assert (found.points, found.of, found.marks["1"].feedback) == (7.5, 11, "half done")
    before = {"students": [{"student": "001", "marks": {"1": {"points": 6}, "2": {"points": 5}}}]}
    assert changes(before, [found]) == ["001, problem 1: 6 -> 2.5"]
    assert "'=cmd" in as_csv([sheet(key, Submission("=cmd", {}), Decisions())])
    path.write_text("[]")
    with pytest.raises(InputError):
        read_decisions(path)


def test_the_commands(call, tmp_path):
    out = str(tmp_path / "p")
    code, _, err = call("key", "nullspace-basis", "--students", "1", "--seed", "3", "--difficulty", "1", "--format", "md", "-o", out)
    assert (code, err) == (0, "")
    assert call("bank", "verify", f"{out}/bank.lock")[0] == 0
    (tmp_path / "001.txt").write_text("1: N = 1; 2")
    code, said, _ = call("grade", f"{out}/key.json", str(tmp_path / "001.txt"), "-o", str(tmp_path / "m"))
    assert code == 0
    assert "1 submission marked" in said
    assert (tmp_path / "m" / "feedback-001.md").exists()
    code, said, _ = call("families", "--json")
    assert [row["name"] for row in json.loads(said)] == sorted(row["name"] for row in json.loads(said))
    assert call("families", "nullspace-basis", "--view", "paper")[0] == 0
    assert call("families", "no-such")[0] == 2
    assert call("key", "no-such", "-o", out)[0] == 2
