"""`eigenproof grade` and `bank`, from outside: hostile files, the queue and decisions, pseudonyms, regrading, a killed run."""
from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from exercises.bank.decisions import harmless
from exercises.bank.papers import build
from exercises.bank.plan import Item, Plan, numbered
from exercises.bank.submissions import decoded, labelled, read_submissions
from exercises.family.problem import answer_text
from exercises.grading import Question
from tests.source_tree import ROOT

PLAN = Plan("Test", 7, ("ada", "bob", "007"), (Item("jordan-basis", 1), Item("determinant-three", 1, 5)), ("md",))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    build(PLAN, folder)
    key = json.loads((folder / "key.json").read_text())
    return folder / "key.json", {
        s["student"]: {str(k): answer_text(dict(Question.from_json(p["questions"][0]).answer)) for k, p in enumerate(s["problems"], 1)}
        for s in key["students"]}


def rows_of(path):
    with path.open(newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def sheet_text(answers) -> str:
    return "\n".join(f"{label}: {answer}" for label, answer in answers.items())


def test_marks_of_a_class(call, made, tmp_path):
    key, right = made
    handed = tmp_path / "in"
    handed.mkdir()
    (handed / "ada.txt").write_text(sheet_text(right["ada"]))
    (handed / "Robert.md").write_text("Student: bob\n" + sheet_text({**right["bob"], "2": "1/0"}))
    (handed / "all.csv").write_bytes(f'time;id;1;2\nnow;7;"{right["007"]["1"]}";{right["007"]["2"]}\n'.encode("utf-16"))
    (handed / ".hidden").write_text("x")
    code, said, err = call("grade", str(key), str(handed), "-o", str(tmp_path / "out"))
    assert (code, err) == (0, "")
    assert "3 submissions marked; 1 answer waits" in said
    marks = rows_of(tmp_path / "out" / "marks.csv")
    assert [(marks[s]["points"], marks[s]["of"]) for s in PLAN.students] == [("11", "11"), ("at least 6", "11"), ("11", "11")]
    assert marks["bob"]["not read"].startswith("problem 2: this ")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        "marks.csv", "marks.json", "queue.csv", "feedback-ada.md", "feedback-bob.md", "feedback-007.md"}


def test_a_queue_filled_in_decides_and_the_changes_are_listed(call, made, tmp_path):
    key, right = made
    (tmp_path / "bob.txt").write_text(sheet_text({**right["bob"], "2": "=cmd|x"}))
    out = tmp_path / "out"
    assert call("grade", str(key), str(tmp_path / "bob.txt"), "-o", str(out))[0] == 0
    queue = (out / "queue.csv").read_text()
    assert rows_of(out / "marks.csv")["ada"]["not read"] == "no submission"
    decided = tmp_path / "decided.csv"
    decided.write_text(queue.replace("bob,2,,5,,", "bob,2,2.5,5,half a solution,") + "*,1,drop,,\nzoe,1,2,,\n")
    code, said, _ = call("grade", str(key), str(tmp_path / "bob.txt"), "-o", str(out), "--override", str(decided))
    assert code == 0
    assert "decision not used: no problem 1 of a student zoe" in said
    assert "changed: bob, problem 2: ? -> 2.5" in said
    assert "bob, problem 1: 6 -> -" in (out / "changes.txt").read_text()
    assert (rows_of(out / "marks.csv")["bob"]["points"], rows_of(out / "marks.csv")["bob"]["of"]) == ("2.5", "5")
    assert "Half a solution" in (out / "feedback-bob.md").read_text()
    (out / "marks.json").write_text("[]")
    assert call("grade", str(key), str(tmp_path / "bob.txt"), "-o", str(out))[0] == 2


def test_two_answers_with_one_number_wait_for_a_person(call, made, tmp_path):
    key, right = made
    (tmp_path / "ada.txt").write_text(sheet_text(right["ada"]) + "\n2: 99999")
    (tmp_path / "all.csv").write_text(f"student,1,2,Problem 2\nbob,,{right['bob']['2']},{right['bob']['2']}\n007,,1,2\n")
    out = tmp_path / "out"
    assert call("grade", str(key), str(tmp_path / "ada.txt"), str(tmp_path / "all.csv"), "-o", str(out))[0] == 0
    marks = rows_of(out / "marks.csv")
    assert [marks[s]["2"] for s in ("ada", "bob", "007")] == ["?", "5", "?"]
    assert (marks["ada"]["points"], marks["bob"]["points"]) == ("at least 6", "5")
    assert "problem 2: several answers have this number" in marks["ada"]["not read"]
    assert "99999" in (out / "queue.csv").read_text()
    assert "At least 6 of 11 points" in (out / "feedback-ada.md").read_text()
    assert "(? of 5)" in (out / "feedback-ada.md").read_text()


def test_a_file_that_cannot_be_read_is_no_zero(call, made, tmp_path):
    key, _ = made
    (tmp_path / "ada.pdf").write_bytes(b"%PDF")
    assert call("grade", str(key), str(tmp_path / "ada.pdf"), "-o", str(tmp_path / "out"))[0] == 1
    marks = rows_of(tmp_path / "out" / "marks.csv")
    assert (marks["ada"]["1"], marks["ada"]["points"], marks["bob"]["1"], marks["bob"]["points"]) == ("?", "at least 0", "0", "0")


@pytest.mark.parametrize(("points", "used"), [("5", True), ("0", True), ("99", False), ("5.5", False)])
def test_a_decision_above_the_maximum_is_not_used(call, made, tmp_path, points, used):
    key, right = made
    (tmp_path / "bob.txt").write_text(sheet_text({**right["bob"], "2": "1/0"}))
    (tmp_path / "d.csv").write_text(f"student,problem,points\nbob,2,{points}\n")
    said = call("grade", str(key), str(tmp_path / "bob.txt"), "-o", str(tmp_path / "out"), "--override", str(tmp_path / "d.csv"))[1]
    assert rows_of(tmp_path / "out" / "marks.csv")["bob"]["2"] == (points if used else "?")
    assert ("decision not used" in said) == (not used)


def test_pseudonyms_leave_no_name(call, made, tmp_path):
    key, right = made
    (tmp_path / "ada.txt").write_text(sheet_text(right["ada"]) + "\n9: 1")
    (tmp_path / "Bob Smith.txt").write_text("student: bob\n")
    files = [str(tmp_path / "ada.txt"), str(tmp_path / "Bob Smith.txt"), "-o", str(tmp_path / "out"), "--pseudonyms", str(tmp_path / "who.json")]
    said = call("grade", str(key), *files)[1]
    first = (tmp_path / "out" / "marks.csv").read_bytes()
    assert call("grade", str(key), *files)[0] == 1
    assert (tmp_path / "out" / "marks.csv").read_bytes() == first
    for text in (said.split("submission marked")[0], *(p.read_text() + p.name for p in (tmp_path / "out").iterdir())):
        assert not any(name in text for name in ("ada", "bob", "Bob", "Smith")), text
    assert set(json.loads((tmp_path / "who.json").read_text())["students"]) >= {"ada", "bob", "007"}
    (tmp_path / "who.json").write_text('{"students": 3}')
    assert call("grade", str(key), *files)[0] == 2


def test_hostile_files_are_named_and_nothing_runs(call, made, tmp_path):
    key, _ = made
    handed = tmp_path / "in"
    handed.mkdir()
    for name, content in (
            ("bin.txt", bytes(range(256))), ("deep.json", b"[" * 100_000), ("x.pdf", b"%PDF"), ("big.csv", b'student,1\nada,"' + b"x" * 200_000),
            ("up.json", b'{"student": "../../up", "answers": {"1": "1"}}'), ("nul.txt", b"1: 1\0"), ("f.csv", b"student,1\n=1+1,2\n"),
            ("esc\x1b[2J.txt", b"nothing"), ("n.ipynb", b'{"cells": [{"cell_type": "code", "source": "open(\'ran\', \'w\')"}]}')):
        (handed / name).write_bytes(content)
    (handed / "huge.txt").write_bytes(b"1: " + b"9" * 8_100_000)
    code, said, err = call("grade", str(key), str(handed), "-o", str(tmp_path / "out"))
    assert (code, err) == (1, "")
    assert "\x1b" not in said
    assert said.count("not read") >= 9
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"marks.csv", "marks.json", "queue.csv"}
    assert "'=1+1" in (tmp_path / "out" / "marks.csv").read_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_cells_and_labels():
    assert [harmless(x) for x in ("=1", " +1", "@x", "1 2", 3, "'=1", "a\x07b")] == \
        ["'=1", "' +1", "'@x", "1 2", 3, "''=1", "a\N{REPLACEMENT CHARACTER}b"]
    assert labelled("Problem 01: a\n  b\n2. c") == {"1": "a\n  b", "2": "c"}
    with pytest.raises(UnicodeError):
        decoded(b"\xff\xff\xfe")


def test_parts_given_together_are_split(tmp_path):
    from exercises.bank.marks import fitted
    questions = {k: Question("value", {}, {"": "1"}) for k in ("1", "2a", "2b")}
    assert fitted({"1a": "5", "2": "(a) 3\n(b) 4"}, questions) == {"1": "5", "2a": "3", "2b": "4"}
    (tmp_path / "x.json").write_text('{"student": 7, "answers": {"1": 3, "2": 0.5, "3": {}}}')
    (found,) = read_submissions(tmp_path / "x.json")
    assert (found.student, found.answers) == ("7", {"1": "3", "2": "0.5", "3": "{}"})
    assert "answer 3 is no text" in found.problems[0]


@pytest.mark.slow
def test_a_killed_run_goes_on_and_leaves_nothing_behind(tmp_path):
    plan = Plan("Test", 1, numbered(40), (Item("determinant-three", 1), Item("jordan-basis", 2)), ("md",))
    build(plan, tmp_path / "whole")
    code = (f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\nfrom exercises.bank.papers import build\n"
            "from exercises.bank.plan import Item, Plan, numbered\n"
            f"build({plan!r}, Path({str(tmp_path / 'killed')!r}))")
    run = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, start_new_session=True)
    for _ in range(600):
        if (tmp_path / "killed").is_dir() and sum(p.name.startswith(".part") for p in (tmp_path / "killed").iterdir()) > 3:
            break
        time.sleep(0.05)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    (tmp_path / "killed" / ".paper-001.md.4242").write_text("half")
    build(plan, tmp_path / "killed")
    read = [{p.name: p.read_bytes() for p in (tmp_path / which).iterdir()} for which in ("whole", "killed")]
    assert read[0] == read[1]
