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
