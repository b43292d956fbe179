"""Whole files that cannot be read, double names, rows without a student: always in the queue and the exit code, never silent."""
from __future__ import annotations

import csv
import json

import pytest

from exercises.bank.decisions import Decisions
from exercises.bank.marks import Key, graded, waiting
from exercises.bank.submissions import Submission, read_submissions
from exercises.grading import Question

QUESTIONS = {"1": Question("value", {}, {"": "3"}, 2), "2": Question("matrix", {}, {"": "2 0; 0 2"}, 4)}
KEY = {"format": "eigenproof-key", "version": 1, "title": "Test", "students": [
    {"student": s, "problems": [{"title": f"Task {k}", "questions": [q.to_json()]} for k, q in QUESTIONS.items()]} for s in ("ada", "bob")]}
BROKEN = {  # file name of ada's submission: its bytes, a word of the reason
    "ada.json": (b'{"student": "ada", ', "no JSON"), "ada.txt": (bytes(range(128, 256)), "UTF-8"), "ada.pdf": (b"%PDF-1.7", ".pdf are not read"),
    "ada.md": ("student: ada\n1: 5 \u00e9".encode("latin-1"), "UTF-8"), "ada.text": (b"", "no line begins"),
    "ada.ipynb": (b'{"cells": [{"cell_type": "code", "source": "print(1)"}]}', "no line begins"), "ada.csv": (b"name;1\nada;3", ""),
    "Ada.docx": (b"PK", ".docx are not read"),
}


@pytest.fixture
def key(tmp_path):
    (tmp_path / "key.json").write_text(json.dumps(KEY))
    return tmp_path / "key.json"


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_waits_in_the_queue(call, key, tmp_path, name):
    data, reason = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    code, said, _ = call("grade", str(key), str(tmp_path / name), "-o", str(tmp_path / "out"))
    queue = table(tmp_path / "out" / "queue.csv")
    if not reason:
        assert (code, queue) == (0, [])  # this table is one
        return
    assert code == 1
    assert "1 submission could not be read" in said
    assert all(reason in row["why it is here"] for row in queue)
    if name.startswith("ada"):
        assert [(row["student"], row["problem"], row["of"]) for row in queue] == [("ada", "1", "2"), ("ada", "2", "4")]
        assert reason in (tmp_path / "out" / "feedback-ada.md").read_text()
        assert [row["points"] for row in table(tmp_path / "out" / "marks.csv")] == ["at least 0", "0"]
    else:
        assert [(row["student"], row["problem"]) for row in queue] == [("Ada", "")]


def test_decided_by_hand_the_file_is_done(call, key, tmp_path):
    (tmp_path / "ada.pdf").write_bytes(b"%PDF")
    files = ["grade", str(key), str(tmp_path / "ada.pdf"), "-o", str(tmp_path / "out")]
    assert call(*files)[0] == 1
    text = (tmp_path / "out" / "queue.csv").read_text()
    (tmp_path / "d.csv").write_text(text.replace("ada,1,,", "ada,1,1,").replace("ada,2,,", "ada,2,3.5,"))
    code, said, _ = call(*files, "--override", str(tmp_path / "d.csv"))
    assert code == 0
    assert "changed: ada, problem 2: ? -> 3.5" in said
    assert table(tmp_path / "out" / "marks.csv")[0]["points"] == "4.5"


@pytest.mark.parametrize(("text", "marks", "reason"), [
    ('{"student": "ada", "answers": {"1": "3", "1": "4", "2": "2I"}}', ["?", 4], "several answers"),
    ('{"student": "ada", "answers": {"1": "3", "Problem 1": "4", "2": "2I"}}', ["?", 4], "several answers"),
    ('{"student": "ada", "answers": {"1": "3", "1": "3", "2": "2I"}}', [2, 4], ""),
    ('{"student": "ada", "answers": {"1": "3"}, "answers": {"2": "2I"}}', ["?", "?"], "answers stands there twice"),
    ('{"student": "ada", "student": "bob", "answers": {"1": "3"}}', ["?", "?"], "student stands there twice"),
    ('{"student": "ada", "answers": {"1": ["3"], "2": "2I"}}', ["?", 4], "could not be read"),
    ('{"student": "ada", "answers": {"1": true, "2": "2I"}}', ["?", 4], "could not be read"),
    ('{"student": "ada", "answers": {"1": null, "2": "2I"}}', [0, 4], ""),
    ('{"student": "ada", "answers": ["3", "2I"]}', ["?", "?"], "student and answers"),
    ('{"student": "ada", "answers": {"7": "3"}}', ["?", "?"], "numbers of other problems"),
    ('{"student": "ada", "answers": {"1": "3", "7": "2I"}}', [2, 0], "there is no problem 7"),
    ('[3, "x"]', ["?", "?"], "an object"),
])
def test_json_never_chooses_silently(tmp_path, text, marks, reason):
    (tmp_path / "ada.json").write_text(text)
    the_key = Key("Test", {"ada": QUESTIONS}, {})
    name = "bob" if '"student": "bob"' in text else "ada"
    sheets = graded(Key("Test", {name: QUESTIONS}, {}), read_submissions(tmp_path / "ada.json"), Decisions())
    assert [sheets[0].cell(label) for label in ("1", "2")] == marks
    rows = waiting(the_key if name == "ada" else Key("Test", {name: QUESTIONS}, {}), sheets)
    assert bool(rows) == bool(reason)
    assert all(reason in row[5] for row in rows if row[0] == name) or "other problems" in str(rows)


def test_a_table_never_drops_or_shifts_a_row(tmp_path):
    (tmp_path / "t.csv").write_text('student,1,2\nada,3,"2 0; 0 2"\nbob,3,(1, 2)\n,3,4\n\n,,\n')
    found = read_submissions(tmp_path / "t.csv")
    assert [(s.student, bool(s.answers), bool(s.problems)) for s in found] == [("ada", True, False), ("bob", False, True), ("t, row 4", False, True)]
    assert "needs quotes" in found[1].problems[0]


GOOD, OTHER, MORE = (Submission("ada", answers, (), file) for answers, file in (
    ({"1": "3"}, "a.txt"), ({"1": "4"}, "b.txt"), ({"1": " 3 ", "2": "2I"}, "d.txt")))
NOT_READ = Submission("ada", {}, ("c.pdf: no",), "c.pdf")


@pytest.mark.parametrize(("files", "cells", "words", "whole"), [
    ([GOOD], [2, 0], [], True), ([GOOD, GOOD], [2, 0], [], True), ([GOOD, NOT_READ], [2, 0], ["c.pdf"], False),
    ([NOT_READ, GOOD], [2, 0], ["c.pdf"], False), ([GOOD, OTHER], ["?", 0], ["a.txt: 3\nb.txt: 4"], True),
    ([OTHER, GOOD], ["?", 0], ["b.txt: 4\na.txt: 3"], True), ([GOOD, MORE], [2, "?"], ["a.txt: (no answer)\nd.txt: 2I"], True),
    ([Submission("ada", {}, (), "e.csv"), GOOD], [2, 0], [], True)])
def test_several_files_of_one_student_never_choose(files, cells, words, whole):
    key = Key("Test", {"ada": QUESTIONS}, {})
    (sheet,) = graded(key, files, Decisions())
    assert [sheet.cell(label) for label in ("1", "2")] == cells
    assert sheet.whole == whole
    shown = "\n".join(f"{row[5]} {row[6]}" for row in waiting(key, [sheet]))
    assert all(word in shown for word in words)
    assert bool(shown) == bool(words)
    assert ("several submissions of this student differ here" in shown) == ("?" in cells)


@pytest.mark.parametrize("also", [False, True])
def test_a_file_called_by_one_student_that_says_another_waits(call, key, tmp_path, also):
    """The right file of the student who is named in it is neither replaced nor silently trusted."""
    handed = tmp_path / "in"
    handed.mkdir()
    (handed / "ada.txt").write_text("student: bob\n1: 7")
    if also:
        (handed / "bob.txt").write_text("1: 3\n2: 2I")
    assert call("grade", str(key), str(handed), "-o", str(tmp_path / "out"))[0] == 1
    marks = {row["student"]: row for row in table(tmp_path / "out" / "marks.csv")}
    assert [marks[s][label] for s in ("ada", "bob") for label in ("1", "2")] == ["?"] * 4
    queue = table(tmp_path / "out" / "queue.csv")
    assert sum("name different students" in row["why it is here"] for row in queue) == 2
    bob = next(row["answer"] for row in queue if (row["student"], row["problem"]) == ("bob", "1"))
    assert bob == ("ada.txt: 7\nbob.txt: 3" if also else "7")
    rows = "".join(f"{s},{label},1\n" for s in ("ada", "bob") for label in ("1", "2"))
    (tmp_path / "d.csv").write_text(rows)
    assert call("grade", str(key), str(handed), "-o", str(tmp_path / "out"), "--override", str(tmp_path / "d.csv"))[0] == 0


def test_a_label_that_nobody_has_never_makes_a_zero(call, key, tmp_path):
    (tmp_path / "ada.txt").write_text("student: 4711\n1: 3")
    assert call("grade", str(key), str(tmp_path / "ada.txt"), "-o", str(tmp_path / "out"))[0] == 1
    assert [row["points"] for row in table(tmp_path / "out" / "marks.csv")] == ["at least 0", "0"]


@pytest.mark.parametrize(("head", "student"), [
    ("student: bob", "bob"), ("Student number: bob", "bob"), ("Student number: 4711\nstudent: bob", "bob"), ("Student no: bob", "bob"),
    ("Name: Zoe", "x"), ("Student number ____", "x"), ("Student number: ____", "x"), ("paper: bob", "bob")])
def test_how_a_student_may_be_named(tmp_path, head, student):
    (tmp_path / "x.txt").write_text(f"{head}\n1: 3")
    assert read_submissions(tmp_path / "x.txt")[0].student == student


def test_a_form_with_a_student_number_is_read(tmp_path):
    (tmp_path / "form.csv").write_text("Timestamp,Name,Student number,1\nnow,Zoe,ada,3\n")
    assert [(s.student, s.answers) for s in read_submissions(tmp_path / "form.csv")] == [("ada", {"1": "3"})]


@pytest.mark.parametrize(("value", "answer", "lost"), [
    ("[2, -2, 0]", "[2, -2, 0]", False), ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]", False), ('["1/2", "sqrt(2)"]', "[1/2, sqrt(2)]", False),
    ("true", "yes", False), ("false", "no", False), ('["1 2", 3]', '["1 2", 3]', True), ('{"P": 1}', '{"P": 1}', True), ("[]", "[]", True),
    ("[[1], [[2]]]", "[[1], [[2]]]", True), ("[1, true]", "[1, true]", True)])
def test_json_values_are_read_or_kept(tmp_path, value, answer, lost):
    (tmp_path / "ada.json").write_text(f'{{"student": "ada", "answers": {{"1": {value}}}}}')
    (found,) = read_submissions(tmp_path / "ada.json")
    assert (found.answers, found.lost) == ({"1": answer}, ("1",) if lost else ())
    key = Key("Test", {"ada": {"1": Question("value", {}, {"": "3"})}}, {})
    rows = waiting(key, graded(key, [found], Decisions()))
    assert rows[0][6] == answer


@pytest.mark.parametrize("count", [1, 2])
def test_counts_agree_with_their_nouns(call, tmp_path, count):
    said = call("key", "determinant-three", "--students", str(count), "--format", "md", "-o", str(tmp_path / "p"))[1]
    assert said.startswith("1 paper of 1 problem, with its key, is in" if count == 1 else "2 papers of 1 problem, with keys, are in")
    said = call("bank", "verify", str(tmp_path / "p" / "bank.lock"))[1]
    assert said.startswith("1 variant is what" if count == 1 else "2 variants are what")
    (tmp_path / "001.txt").write_text("1: 1/0")
    said = call("grade", str(tmp_path / "p" / "key.json"), str(tmp_path / "001.txt"), "-o", str(tmp_path / "out"))[1]
    assert "1 submission marked; 1 answer waits" in said


def test_a_mended_key_marks_again_with_a_list_of_changes(call, key, tmp_path):
    (tmp_path / "ada.txt").write_text("1: 5\n2: 2I")
    files = ["grade", str(key), str(tmp_path / "ada.txt"), "-o", str(tmp_path / "out")]
    assert call(*files)[0] == 0
    key.write_text(key.read_text().replace('{"": "3"}', '{"": "5"}'))
    assert "changed: ada, problem 1: 0 -> 2" in call(*files)[1]
    assert (tmp_path / "out" / "changes.txt").read_text() == "ada, problem 1: 0 -> 2\n"
