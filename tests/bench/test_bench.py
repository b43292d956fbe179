"""The benchmark measures what it says it measures, and the README shows what it measured."""
from __future__ import annotations

import json
import random

import pytest
from flint import fmpz_mat, fmpz_poly

from bench import table
from bench.__main__ import measure_peers
from bench.rows import ROWS, Row, rows_of, small_exercises
from bench.runner import measure
from bench.structured import exponent, line_of
from bench.structured import measure as measure_structured
from bench.structured_rows import WORKS, Work
from bench.workloads import MIXED, SIZES, jordan_blocks, jordan_rows, power, repeated, shear, workload


def charpoly(rows):
    return fmpz_mat(rows).charpoly()


@pytest.mark.parametrize("n", [4, 8, 24])
def test_rational_workloads_have_their_spectrum(n):
    want = fmpz_poly([1])
    for value, size in jordan_blocks(n):
        want *= fmpz_poly([-value, 1]) ** size
    assert charpoly(workload(f"a{n}")) == want
    assert [size for _, size in jordan_blocks(100)][:8] == list(SIZES)


@pytest.mark.parametrize("n", [2, 8, 16, 32])
def test_dense_workloads_are_irreducible(n):
    _, factors = charpoly(workload(f"b{n}")).factor()
    assert [(f.degree(), e) for f, e in factors] == [(n, 1)]


@pytest.mark.parametrize("name", list(MIXED))
def test_mixed_workloads_have_their_spectrum(name):
    want = fmpz_poly([1])
    for p, k in MIXED[name]:
        want *= fmpz_poly(list(power(p, k)))
    assert charpoly(workload(name)) == want


def test_repeated_workload_is_derogatory():
    rows = repeated(16)
    a = fmpz_mat(rows)
    square = a * a - 2 * fmpz_mat([[int(i == j) for j in range(16)] for i in range(16)])
    assert 16 - square.rank() > 2


@pytest.mark.parametrize("name", ["e4i", "e8s"])
def test_field_workloads_are_not_rational(name):
    rows = rows_of(name)["rows"]
    assert len(rows) == int(name[1])
    assert any(q for row in rows for _, q in row)


def test_shear_keeps_the_characteristic_polynomial():
    rng = random.Random(1)
    rows = [[rng.randint(-3, 3) for _ in range(6)] for _ in range(6)]
    assert charpoly(shear(rows, 18, 2)) == charpoly(rows)
    assert charpoly(jordan_rows([(2, 3)])) == fmpz_poly([-2, 1]) ** 3


def test_every_row_names_a_matrix_that_exists():
    for row in ROWS:
        assert rows_of(row.matrix)
        if row.warm:
            assert rows_of(row.warm) != rows_of(row.matrix)
    assert len(small_exercises(3)) == 100


def test_a_worker_answers_and_a_slow_one_is_stopped():
    job = {"task": "charpoly and factor", "rows": workload("b8"), "warm": None}
    assert measure("flint", job, 20).seconds is not None
    assert measure("flint", job, 0.001).note == "over 0.001 s"


def test_a_peer_that_gave_up_is_not_asked_about_larger_matrices():
    rows = [Row("w", name, "t", {"nobody": "t"}) for name in ("b4", "b8")]
    family = ("nobody", "t", "b")
    assert measure_peers(rows[1], {family: 4})[0].note == "gave up on a smaller one"


def test_the_readme_shows_the_results():
    if not table.RESULTS.is_file():
        pytest.skip("bench/results.json has not been measured yet: run `make bench`")
    results = json.loads(table.RESULTS.read_text(encoding="utf-8"))
    readme = table.README.read_text(encoding="utf-8")
    assert table.BEGIN in readme
    assert table.rewritten(readme, results) == readme
    works = {row["work"] for row in results["rows"]}
    assert {row.work for row in ROWS} <= works


@pytest.mark.parametrize("work", [w for w in WORKS if not w.process], ids=lambda w: w.name)
def test_every_structured_work_runs_small_and_is_right(work):
    call, peer, check = work.make(8, 1)
    facts = check(call())
    assert facts.get("law", True)
    assert facts.get("error / bound", 0) <= 1
    assert facts.get("largest difference", 0) <= 1e-12
    if peer is not None:
        peer()


def test_a_structured_line_compares_and_a_failure_is_told():
    work = Work("w", lambda n, seed: ((lambda: n + 0 * seed), (lambda: n), lambda v: {"law": v == n}), "p", {4: 1e9}, seconds=1.0)
    line = line_of(work, 4)
    assert line["seconds"] is not None
    assert line["ratio"] == line["peer_seconds"] / line["seconds"]
    assert not line["reached"]  # nobody leads by 1e9
    broken = line_of(Work("w", lambda n, _: [][n], "p", {4: None}), 4)
    assert broken["note"].startswith("IndexError")
    assert not broken["reached"]


def test_the_growth_of_a_power_is_its_exponent():
    assert exponent([(n, 3.0 * n**1.5) for n in (2, 4, 8, 16)]) == pytest.approx(1.5)


def test_the_second_table_is_made_when_it_was_measured():
    section = measure_structured("no work has this name")
    assert section == {"rows": [], "growth": {}}
    row = {"work": "w", "size": 8, "seconds": 0.5, "peer": "p", "peer_seconds": 1.0, "ratio": 2.0, "goal": 5, "goal_seconds": None,
           "reached": False, "facts": {"error / bound": 0.001, "law": True}, "note": ""}
    text = table.structured({"rows": [row], "growth": {"w": {"exponent": 1.0, "points": [(8, 0.5), (16, 1.0)]}}})
    assert "| w | 8 | 500 ms | p 1 s | 2x | 5x (missed) | error / bound 0.001 |" in text
    assert text[-1] == "- Growth, w: about n^1.00 (fitted over n = 8, 16)."
