"""Decisions of an instructor over several runs: none is lost, no file that was given is overwritten, bad rows stop nothing."""
from __future__ import annotations

import csv
import json

import pytest

from exercises.bank.decisions import Row, appended, decided, read_decisions
from exercises.grading import Question
from symbolic.errors import InputError

KEY = {"format": "eigenproof-key", "version": 1, "title": "Test", "students": [
    {"student": s, "problems": [{"title": f"Task {k}", "questions": [Question("value", {}, {"": "3"}, 5).to_json()]} for k in (1, 2)]}
    for s in ("001", "002")]}


@pytest.fixture
def run(call, tmp_path):
    """A class of two with answers that cannot be read; a call of grade with further arguments."""
    (tmp_path / "key.json").write_text(json.dumps(KEY))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.csv").write_text("student,1,2\n1,1/0,3\n2,2/0,3/0\n")
    return lambda *more: call("grade", str(tmp_path / "key.json"), str(tmp_path / "in"), "-o", str(tmp_path / "m"), *map(str, more))


def rows(path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cells(folder) -> list[str]:
    return [row[label] for row in rows(folder / "marks.csv") for label in ("1", "2")]


def fill(path, student: str, problem: str, points: str) -> str:
    lines = path.read_text().splitlines()
    text = "\n".join(line.replace(f"{student},{problem},,", f"{student},{problem},{points},", 1) for line in lines) + "\n"
    path.write_text(text)
    return text


def test_a_queue_is_filled_in_where_it_lies_again_and_again(run, tmp_path):
    m = tmp_path / "m"
    assert run()[0] == 0
    assert cells(m) == ["?", "5", "?", "?"]
    first = fill(m / "queue.csv", "002", "1", "4")
    run("--override", m / "queue.csv")
    assert cells(m) == ["?", "5", "4", "?"]
    assert (m / "queue-1.csv").read_text() == first
    assert [row["problem"] for row in rows(m / "queue.csv")] == ["1", "2"]
    second = fill(m / "queue.csv", "002", "2", "2.5")
    code, said, _ = run("--override", m / "queue.csv")
    assert cells(m) == ["?", "5", "4", "2.5"]
    assert (m / "queue-2.csv").read_text() == second
    assert "1 earlier decision in" in said
    assert (m / "changes.txt").read_text() == "002, problem 2: ? -> 2.5\n"
    run()
    assert cells(m) == ["?", "5", "4", "2.5"]
    assert code == 0


def test_a_queue_that_was_filled_in_and_not_given_back_is_kept(run, tmp_path):
    m = tmp_path / "m"
    run()
    filled = fill(m / "queue.csv", "002", "1", "4")
    said = run()[1]
    assert (m / "queue-1.csv").read_text() == filled
    assert "queue.csv was filled in and not given back" in said
    assert cells(m)[2] == "?"
    run("--override", m / "queue-1.csv")
    assert cells(m)[2] == "4"
    assert (m / "queue-1.csv").read_text() == filled


def test_later_decisions_count_and_may_be_taken_back(run, tmp_path):
    m, d = tmp_path / "m", tmp_path / "d.csv"
    for text, expected in (("1,2,1", ["?", "1", "?", "?"]), ("001;2;2,5;why", ["?", "2.5", "?", "?"]), ("001,2,undo", ["?", "5", "?", "?"]),
                           ("*,2,drop", ["?", "", "?", ""]), ("*,2,undo", ["?", "5", "?", "?"])):
        d.write_text(text)
        run("--override", d)
        assert [row.get(label, "") for row in rows(m / "marks.csv") for label in ("1", "2")] == expected, text
        assert d.read_text() == text
    assert [row["points"] for row in rows(m / "decisions.csv")] == ["1", "2,5", "undo", "drop", "undo"]


@pytest.mark.parametrize("bad", ["001,1,-1", "zoe,1,2", "001,1,99", "001,9,1", "001,1,nan", "001,1,abc", "001,1,1e2", "001,1,drop", "*,1,3", ",,5", "=1,1,1"])
@pytest.mark.parametrize("hidden", [False, True])
def test_a_bad_row_stops_no_other(run, tmp_path, bad, hidden):
    (tmp_path / "d.csv").write_text(f"student,problem,points\n{bad}\n002,1,4\n")
    code, said, err = run("--override", tmp_path / "d.csv", *(["--pseudonyms", tmp_path / "who.json"] if hidden else []))
    assert (code, err) == (0, "")
    assert said.count("decision not used: ") == 1
    assert cells(tmp_path / "m") == ["?", "5", "4", "?"]


def test_no_file_that_is_read_is_overwritten(run, call, tmp_path):
    m = tmp_path / "m"
    run()
    for name in ("marks.csv", "changes.txt", "marks.json"):
        (m / name).write_text("student,problem,points\n002,1,4\n")
        before = (m / name).read_bytes()
        assert run("--override", m / name)[0] == 2
        assert (m / name).read_bytes() == before
    (tmp_path / "in" / "queue.csv").write_text("student,1\n1,3\n")
    assert call("grade", str(tmp_path / "key.json"), str(tmp_path / "in"), "-o", str(tmp_path / "in"))[0] == 2
    assert sorted(p.name for p in (tmp_path / "in").iterdir()) == ["all.csv", "queue.csv"]


def test_pseudonyms_change_names_and_no_other_words(run, tmp_path):
    (tmp_path / "in" / "hand.pdf").write_bytes(b"%PDF")
    (tmp_path / "in" / "001.txt").write_text("student: 002\n1: 1 2; 3")
    code, said, _ = run("--pseudonyms", tmp_path / "who.json")
    assert code == 1
    text = said + "".join(p.read_text() for p in (tmp_path / "m").iterdir())
    assert "; hand in text, CSV, JSON or a notebook" in text
    assert "hand.pdf" not in text
    assert "001.txt" not in text
    names = json.loads((tmp_path / "who.json").read_text())["students"]
    assert {row["student"] for row in rows(tmp_path / "m" / "queue.csv")} == {names[s] for s in ("001", "002", "hand")}


def test_decisions_under_pseudonyms_stay(run, tmp_path):
    m, who = tmp_path / "m", tmp_path / "who.json"
    run("--pseudonyms", who)
    name = json.loads(who.read_text())["students"]["002"]
    fill(m / "queue.csv", name, "1", "4")
    run("--pseudonyms", who, "--override", m / "queue.csv")
    assert run("--pseudonyms", who)[0] == 0
    assert sorted(cells(m)) == sorted(["?", "5", "4", "?"])
    assert "002" not in (m / "decisions.csv").read_text()


def test_the_forms_of_decisions(tmp_path):
    path = tmp_path / "d.csv"
    for text in ("*,3a,drop", "student,problem,points\n*,3a,drop\n", "Student;Problem;Points;reason\n*;3a;DROP;x\n"):
        path.write_text(text)
        assert read_decisions(path).dropped == {"3a"}
    for text in ("", "x,y\n1,2", "student,points\n1,2", "a,b,c"):
        path.write_text(text)
        with pytest.raises(InputError):
            read_decisions(path)


def test_the_list_of_decisions_only_grows():
    before = appended("", decided([]), [Row("a", "1", "2", "=x"), Row("a", "1", "2", "=x"), Row("*", "2", "drop")])
    assert before == "student,problem,points,reason\na,1,2,'=x\n*,2,drop,\n"
    assert appended(before.rstrip(), decided([Row("a", "1", "2", "=x")]), [Row("a", "1", "3")]) == before + "a,1,3,\n"
    assert appended("a;1;2\n", decided([Row("a", "1", "2")]), [Row("b", "1", "2")]) == "a;1;2\nb;1;2;\n"
