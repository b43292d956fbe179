"""The campaign holds its quotas, finds planted faults and hangs, and loses nothing when it is killed."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

import symbolic as s
from bench.campaign import plants
from bench.campaign.__main__ import main
from bench.campaign.drawing import mixing, spectral
from bench.campaign.judging import Trial, judge
from bench.campaign.peers import SHARES, Peers, Server, python_of
from bench.campaign.plan import REGISTER, SHARD, Case, Task, case, plan, tasks
from bench.campaign.report import counts, page
from bench.campaign.running import ROOT, Settings, lines, records, settle
from symbolic import UnableError

MATRIX = [[5, 4], [-1, 1]]
ANSWERS = [("blocks", MATRIX, [["3", "2"]]), ("det", MATRIX, "9"), ("rank", [[1, 2, 3], [2, 4, 6]], "1"), ("rank", [[1, 2], [3, 4], [5, 6]], "2"),
           ("inverse", MATRIX, [["1/9", "-4/9"], ["1/9", "5/9"]]), ("charpoly", MATRIX, ["9", "-6", "1"]),
           ("smith", [[2, 0, 0], [0, 4, 4]], ["2", "4"])]


def settled(folder):
    """The records of a folder without their times."""
    return [{**r, "seconds": 0} for r in records(folder)]


def run(folder, *words, **environment):
    """The command in a process of its own."""
    command = [sys.executable, "-m", "bench.campaign", "--no-peers", "--resume", str(folder), *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, **environment})


@pytest.mark.parametrize(("seed", "cases"), [(1, 200), (2, 200), (3, 1000), (20260101, 5000)])
def test_quotas_hold(seed, cases):
    found = plan(seed, range(cases))
    assert 2 * sum(c.n >= 6 for c in found) >= cases
    assert 3 * sum(c.is_hard for c in found) >= cases
    assert 100 * sum(c.n >= 20 for c in found) >= cases
    assert {c.task for c in found} == set(tasks())
    for name, task in tasks().items():
        assert cases < 5000 or {c.kind for c in found if c.task == name} >= set(task.kinds)


def test_a_case_depends_on_the_seed_and_its_number_alone():
    assert plan(5, range(300, 310)) == [case(5, k) for k in range(300, 310)] != plan(6, range(300, 310))
    assert case(5, 301).address == f"{301 // SHARD}:{301 % SHARD}"


@pytest.mark.parametrize("kind", ["defective", "nilpotent", "defective over Q(i)", "defective over Q(sqrt d)", "Q(i)", "cubic"])
def test_kinds_are_what_they_say(kind):
    c = Case(0, "", 6, kind, 11)
    drawn = spectral(c, 3)
    assert drawn.A * drawn.P == drawn.P * drawn.J
    assert drawn.P * drawn.P_inverse == s.identity(6)
    assert drawn.is_defective or not c.kind.startswith(("defective", "nilpotent"))
    assert drawn.A.is_rational != c.is_over_field


@pytest.mark.parametrize("n", [0, 1, 2, 9])
def test_mixing_is_unimodular(n):
    trial = Trial(Case(0, "", n, "generic", 5))
    for _ in range(8):
        E, E_inverse = mixing(trial.choice, n)
        assert E * E_inverse == s.identity(n)
        assert E.denominator == E_inverse.denominator == 1


@pytest.mark.slow
def test_every_task_judges_a_case_of_every_kind():
    for name, task in tasks().items():
        for kind in task.kinds:
            record = judge(Case(0, name, 4, kind, 17), 60)
            assert (record["verdict"], record.get("reason")) == ("right", None), record
            assert record["laws"] >= 1


def broken(_trial):
    raise KeyError("x")


def refused(_trial):
    raise UnableError("no", "budget")


def silent(_trial):
    pass


def asleep(_trial):
    time.sleep(9)


def absent(_trial):
    raise s.SingularMatrixError("no", None)


@pytest.mark.parametrize(("task", "verdict", "reason"), [
    (broken, "wrong", "raised KeyError: 'x' (test_campaign.py"), (refused, "unable", "no"),
    (absent, "wrong", "refused: SingularMatrixError"), (lambda t: t.holds("1 = 2", truth=False), "wrong", "1 = 2"),
    (silent, "wrong", "the task has judged nothing"), (asleep, "hang", "over 0.1 s in asleep"),
    (lambda t: t.refuses("it must refuse", UnableError, lambda: 1), "wrong", "it must refuse"),
])
def test_what_a_task_may_come_to(monkeypatch, task, verdict, reason):
    monkeypatch.setitem(REGISTER, "fake", Task("fake", task, ("generic",), 9, 9, 1))
    record = judge(Case(0, "fake", 3, "generic", 1), 0.1)
    assert record["verdict"] == verdict
    assert record["reason"].startswith(reason)


@pytest.mark.parametrize(("fault", "name", "task", "kind"), [
    ("block sizes", "jordan_form", "jordan form", "defective"),
    ("sign in inverse", "inverse", "inverse and det", ""),
    ("lost conjugate", "pseudoinverse", "pseudoinverse", "Q(i)"),
    ("minimal polynomial", "minpoly", "charpoly and minpoly", "derogatory"),
])
def test_a_planted_fault_is_found_and_replayed(monkeypatch, capsys, fault, name, task, kind):
    monkeypatch.setattr(s, name, getattr(s, name))  # put back when the test is over
    some = [c for c in plan(4, range(6000)) if c.task == task and kind in c.kind and 2 < c.n < 8][:12]
    assert all(judge(c, 60)["verdict"] == "right" for c in some)
    plants.plant(fault)
    found = [(c, record) for c in some if (record := judge(c, 60))["verdict"] == "wrong"]
    assert found
    assert found[0][1]["input"]["A"].count(";") == found[0][0].n - 1
    assert main(["--seed", "4", "--no-peers", "--replay", found[0][0].address]) == 1
    again = json.loads(capsys.readouterr().out)
    assert {**again, "seconds": 0} == {**found[0][1], "seconds": 0}


def test_peers_are_asked_and_their_errors_are_theirs(monkeypatch):
    c = next(c for c in plan(1, range(9000)) if c.task == "inverse and det" and c.n < 6 and c.kind == "defective" and c.seed // 8 % 2 == 0)
    peers = Peers({"sympy": Server("sympy")})
    try:
        assert judge(c, 60, peers)["peers"] == {"sympy": "agrees"}
        monkeypatch.setattr(Server, "ask", lambda *_: "7/3")
        record = judge(c, 60, peers)
    finally:
        peers.stop()
    assert (record["verdict"], record["peers"]) == ("right", {"sympy": "differs"})
    assert "A" in record["input"]


@pytest.mark.slow
@pytest.mark.parametrize("system", list(SHARES))
def test_peers_answer_in_our_words(system):
    if python_of(system) is None:
        pytest.skip(f"{system} is not installed")
    server = Server(system)
    try:
        for question, rows, answer in ANSWERS:
            if question in SHARES[system][1]:
                assert server.ask(question, rows) == answer
        assert server.ask("eigenvalues of the moon", MATRIX) is None
        assert server.ask(*ANSWERS[1][:2]) == "9"
    finally:
        server.stop()


def test_a_peer_that_does_not_answer_is_started_again(monkeypatch):
    monkeypatch.setattr("bench.campaign.peers.SECONDS", 0.0)
    server = Server("sympy")
    assert server.ask("det", MATRIX) is None
    monkeypatch.setattr("bench.campaign.peers.SECONDS", 60.0)
    assert server.ask("det", MATRIX) == "9"
    server.stop()


@pytest.mark.slow
def test_a_small_campaign_and_one_that_was_killed_come_to_the_same(tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    words = ("--cases", "200", "--seed", "9", "--limit", "60")
    one = run(whole, *words)
    out, err = one.communicate(timeout=300)
    assert one.returncode == 0, out + err
    assert "200 of 200 cases, 0 wrong answers, 0 hangs" in out
    assert "200 cases in " in err
    other = run(parts, *words, "--jobs", "1")
    while sum(len(lines(p)) for p in parts.glob("shards/*")) < 20:
        time.sleep(0.05)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    time.sleep(1)  # its worker ends with its pipe
    begun = list(parts.glob("shards/*.part"))
    assert begun
    with begun[0].open("a", encoding="utf-8") as file:
        file.write('{"case": 77, "ta')
    assert main(["--resume", str(parts), "--cases", "200", "--jobs", "2", "--no-peers"]) == 0
    assert settled(parts) == settled(whole)
    assert counts(records(parts)) == counts(records(whole))
    assert sorted(p.name for p in parts.glob("shards/*")) == ["00000.jsonl", "00001.jsonl"]
    assert main(["--resume", str(parts), "--cases", "230", "--no-peers"]) == 0  # and it may grow
    assert settled(parts)[:200] == settled(whole)
    assert len(settled(parts)) == 230


@pytest.mark.slow
def test_a_hang_is_reported_even_when_no_alarm_is_heard(tmp_path, capsys):
    first = next(c.number for c in plan(0, range(999)) if c.task == "inertia")  # the task depends on the number alone
    seed = next(k for k in range(9999) if case(k, first).n == 7)
    words = ["--cases", str(first + 2), "--seed", str(seed), "--limit", "3", "--jobs", "1", "--no-peers", "--plant", "deaf"]
    assert main(["--resume", str(tmp_path), *words]) == 1
    found = list(records(tmp_path))
    assert [r["case"] for r in found] == list(range(first + 2))
    assert [r["case"] for r in found if r["verdict"] == "hang"] == [first]
    assert f"--replay {case(seed, first).address} --plant 'deaf'" in capsys.readouterr().out


def test_an_endless_loop_ends_with_its_time(monkeypatch):
    monkeypatch.setattr(s, "rank", s.rank)
    plants.plant("endless")
    record = judge(Case(0, "rank and nullspace", 7, "generic", 12), 0.3)
    assert record["verdict"] in {"hang", "right"}  # 7 is the least of both sides
    record = judge(Case(0, "frobenius form", 7, "defective", 12), 0.3)
    assert record["verdict"] == "hang"
    assert "endless (plants.py" in record["reason"]


def test_the_page_shows_what_went_wrong_and_who_took_part(tmp_path):
    settings = settle(tmp_path, Settings(1, 300, 5.0, "", ()))
    base = {"task": "solve", "n": 20, "kind": "Q(i)", "laws": 1, "seconds": 0.5}
    rows = [{**base, "case": 0, "verdict": "right", "kernel": "EXACT", "peers": {"sympy": "agrees"}},
            {**base, "case": 101, "verdict": "wrong", "reason": "A x = b", "input": {"A": "1 2; 3 4"}},
            {**base, "case": 102, "verdict": "right", "peers": {"giac": "differs"}, "input": {"A": "5"}},
            {**base, "case": 103, "verdict": "crash", "reason": "the process ended with code -11", "input": {}}]
    for k in (0, 1):
        part = [json.dumps(r) + "\n" for r in rows if r["case"] // SHARD == k]
        (tmp_path / "shards" / f"{k:05d}.jsonl").write_text("".join(part), encoding="utf-8")
    for markdown in (True, False):
        text = page(tmp_path, settings, {"sympy": "1.14", "giac": "1.9", "sage": "not installed"}, markdown=markdown)
        for words in ("1 wrong answers, 1 hangs", "wrong: solve, n = 20, Q(i), case 1:1: A x = b", "--seed 1 --replay 1:1",
                      "1 2; 3 4", "sympy 1.14: 1 agrees", "sage: not installed, not asked", "giac differs", "code -11"):
            assert words in text
    total = counts(records(tmp_path))
    assert total["over a field"] == total["n >= 20"] == 4
    assert total == Counter(total)


def test_another_seed_needs_another_folder(tmp_path):
    settle(tmp_path, Settings(1, 300, 5.0, "", ()))
    with pytest.raises(SystemExit, match="holds the campaign of seed 1, not 2"):
        settle(tmp_path, Settings(2, 300, 5.0, "", ()))
