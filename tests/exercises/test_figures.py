"""The figures: their numbers against exact values and independent computations, and the files of the command."""
from __future__ import annotations

import json
import sys
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from exercises.figures import (
    FIGURES,
    condition_growth,
    families,
    files,
    hippo_eigenvectors,
    jordan_splitting,
    record,
    transient_growth,
    vandermonde_nodes,
)
from exercises.figures.record import as_double, ends, exactly, rounded, scientific
from symbolic import condition_number, expm, hippo_legs, matrix, parse_number, sqrt


def lies(series, x, text):
    """Whether the enclosure at x holds a decimal number within half a unit of its last digit."""
    k = series.x.index(str(x))
    value = Fraction(text)
    digits = text.split("e")[0].partition(".")[2]
    half = Fraction(1, 2 * 10 ** len(digits)) * Fraction(f"1e{text.partition('e')[2] or 0}")
    low, high = Fraction(series.y[k]), Fraction(series.upper[k])
    return value - half <= low <= high <= value + half


@pytest.mark.parametrize(("n", "kappa"), [
    (2, "3.7320508"), (3, "8.6903742"), (4, "15.925690"), (6, "37.235684"), (8, "67.719318"), (12, "156.44126"),
    (16, "282.44384"), (24, "647.14119"), (32, "1163.0050"), (48, "2650.9877"), (64, "4750.2512"),
])
def test_hippo_condition_numbers(n, kappa):
    assert lies(condition_growth.legs([n]), n, kappa)


@pytest.mark.parametrize(("n", "kappa"), [
    (2, "19.28147"), (4, "1.551374e4"), (8, "1.525758e10"), (10, "1.6026e13"), (12, "1.7132e16"), (16, "2.022346e22"),
])
def test_hilbert_condition_numbers(n, kappa):
    assert lies(condition_growth.hilbert_exact([n]), n, kappa)


def test_the_first_condition_numbers_are_known_in_closed_form():
    s = condition_growth.legs([2])
    exact = 2 + sqrt(3)
    assert parse_number(str(Fraction(s.y[0]))) <= exact <= parse_number(str(Fraction(s.upper[0])))
    assert condition_number(hippo_legs(2)) == exact


def test_hippo_stays_between_its_proved_bounds():
    s = condition_growth.legs([2, 5, 9])
    for n, low, high in zip(s.x, s.y, s.upper, strict=True):
        bounds = hippo_legs(int(n)).condition_bounds()
        assert bounds.lower <= parse_number(str(Fraction(high)))
        assert bounds.upper >= parse_number(str(Fraction(low)))


def test_float64_saturates_where_the_caption_says():
    exact, double = condition_growth.hilbert_exact(), condition_growth.hilbert_double()
    wrong = condition_growth.first_wrong(exact, double)
    assert 12 <= wrong <= 14  # kappa passes 2^53 between N = 11 and N = 13
    true, found = dict(zip(exact.x, exact.values(), strict=True)), dict(zip(double.x, double.values(), strict=True))
    assert found["16"] < true["16"] / 100
    assert all(abs(found[str(n)] / true[str(n)] - 1) < 1e-3 for n in range(2, 9))


def test_gaussian_draws_repeat_and_are_ordered():
    few = {2: 50, 4: 50}
    first, again = condition_growth.gaussian(few), condition_growth.gaussian(few)
    assert first == again
    for column in zip(*(s.values() for s in first), strict=True):
        assert 1 <= column[0] < column[1] < column[2]


def test_guides():
    assert [s.y for s in condition_growth.guides([2, 3])] == [("2", "3"), ("4", "9")]


def test_the_four_families():
    f = families.facts()
    full, one = [1, 2, 3, 4, 3, 2, 1], [1] * 7
    assert {name: row["lower"] for name, row in f.items()} == {
        "Toeplitz": full, "Vandermonde": full, "Cauchy": full, "1-semiseparable": one}
    assert {name: row["upper"] for name, row in f.items()} == {
        "Toeplitz": full, "Vandermonde": full, "Cauchy": full, "1-semiseparable": [0] * 7}
    own = {"Toeplitz": 2, "Vandermonde": 1, "Cauchy": 1, "1-semiseparable": 1}
    for name, row in f.items():
        assert row["displacement_ranks"].pop(name) == own[name]
        assert min(row["displacement_ranks"].values()) >= 7
    kappas = {"Toeplitz": (1.746165, 1.746175), "Vandermonde": (31439440.05, 31439440.15), "Cauchy": (7.125e10, 7.135e10),
              "1-semiseparable": (4.519645, 4.519655)}
    for name, (low, high) in kappas.items():
        assert low < float(f[name]["kappa"][0]) <= float(f[name]["kappa"][1]) < high


def test_the_entries_of_the_families():
    shown = {s.label: [Fraction(t) for t in s.y] for s in families.record().series}
    a = [None, *map(Fraction, families.DECAYS)]
    for i in range(8):
        for j in range(8):
            k = 8 * i + j
            assert shown["Toeplitz"][k] == (Fraction(1, 1 + i - j) if i >= j else Fraction(-1, 1 + j - i))
            assert shown["Vandermonde"][k] == Fraction(5 + i, 10) ** j
            assert shown["Cauchy"][k] == Fraction(1, (i + 1) ** 2 + j)
            product = Fraction(i >= j)
            for t in range(j + 1, i + 1):
                product *= a[t]
            assert shown["1-semiseparable"][k] == product


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("epsilon", ["1/100000", "0"])
def test_the_star_law_holds_for_the_hidden_matrix(size, epsilon):
    law = jordan_splitting.star_law(size, epsilon)
    at_four = sum(c * 4 ** k for k, c in enumerate(law.coefficients))
    assert at_four == 1 - parse_number(epsilon)


def test_the_star_of_five_points():
    real, imaginary = jordan_splitting.exact_star(5, "1/100000")
    points = [complex(x - 3, y) for x, y in zip(real.values(), imaginary.values(), strict=True)]
    assert all(abs(z ** 5 - 1e-5) < 1e-15 for z in points)
    assert len({(round(z.real, 9), round(z.imag, 9)) for z in points}) == 5
    found = jordan_splitting.double_eigenvalues(5, "1/100000")
    assert all(min(abs(w - 3 - z) for z in points) < 1e-3 for w in found)


def test_distances_are_roots_of_epsilon():
    exact, double = jordan_splitting.distances(5, [5, 10])
    assert lies(exact, "1/100000", "0.1")
    assert lies(exact, "1/10000000000", "0.01")
    assert double.values()[0] == pytest.approx(0.1, rel=1e-2)


def test_transient_facts():
    f = transient_growth.facts()
    assert (f["peak_at"], f["below_1_from"], f["below_0.001_from"], f["0.9^n_below_0.001_from"]) == ([9, 10], 35, 112, 66)
    assert Fraction(f["peak"]) == 10 * Fraction(9, 10) ** 9
    values = [Fraction(0), *(n * Fraction(9, 10) ** (n - 1) for n in range(1, 300))]
    assert max(n for n, v in enumerate(values) if v >= 1) == 34
    assert max(n for n, v in enumerate(values) if v >= Fraction(1, 1000)) == 111


def test_powers_are_exact():
    plain, grown = transient_growth.powers([0, 1, 2, 35])
    assert [parse_number(t) for t in plain.y] == [parse_number(str(Fraction(9, 10) ** n)) for n in (0, 1, 2, 35)]
    assert parse_number(grown.y[3]) == parse_number(str(35 * Fraction(9, 10) ** 34)) < 1
    assert grown.values()[:3] == [0.0, 1.0, 1.8]


def test_flows_are_the_closed_form():
    from mpmath import mp, mpf
    with mp.workdps(30):
        for k, s in enumerate(transient_growth.flows([0, 10, 40]), 1):
            for t, low, high in zip((0, 10, 40), s.y, s.upper, strict=True):
                value = mp.exp(mpf(-t) / 10) * sum(mpf(t) ** j / mp.factorial(j) for j in range(k))
                assert mpf(low) <= value <= mpf(high)
    assert expm(transient_growth.block(1)).enclose(0, 5)


@pytest.mark.parametrize(("n", "kappa"), [(4, "86.1"), (8, "7.70e4"), (16, "8.32e10"), (24, "9.90e16"), (32, "1.22e23")])
def test_the_condition_of_the_eigenvectors(n, kappa):
    assert lies(hippo_eigenvectors.conditions([n])[1], n, kappa)


def test_the_gram_matrix_of_unit_eigenvectors_directly():
    # n = 2: eigenvectors (1, -sqrt 3)/2 and (0, 1): singular values^2 are 1 +- sqrt(3)/2
    _, V = hippo_eigenvectors.conditions([2])
    assert Fraction(V.y[0]) ** 2 < (Fraction(2) + Fraction("1.7320508075688773")) ** 2 < Fraction(V.upper[0]) ** 2 + Fraction(1, 10 ** 10)
    assert hippo_eigenvectors.UnitEigenvectors(2).gram_similar() == matrix("1 -1; -3/4 1")


def test_vandermonde_conditions_against_double_precision():
    import numpy as np
    n = 6
    nodes = {
        "1/k": 1 / np.arange(1, n + 1), "equispaced": np.linspace(-1, 1, n),
        "chebyshev": np.cos((2 * np.arange(n) + 1) * np.pi / (2 * n)), "half circle": np.exp(1j * np.pi * np.arange(n) / n),
        "roots of unity": np.exp(2j * np.pi * np.arange(n) / n),
    }
    found = vandermonde_nodes.series([n])
    assert {s.label for s in found} == set(nodes)
    for s in found:
        assert s.values()[0] == pytest.approx(np.linalg.cond(np.vander(nodes[s.label])), rel=1e-8)


def test_the_half_circle_of_two_nodes_is_exact():
    s = next(s for s in vandermonde_nodes.series([2]) if s.label == "half circle")
    low, high = (parse_number(str(Fraction(t))) for t in (s.y[0], s.upper[0]))
    assert low <= 1 + sqrt(2) <= high  # nodes 1 and i: kappa^2 = (2 + sqrt 2)/(2 - sqrt 2)


def test_texts_of_numbers():
    assert ends(sqrt(2).enclose(9).real, 6) == ("1.4142135621e+0", "1.4142135625e+0")
    assert (scientific(0, 3), scientific(-5, 1), scientific(1200, 0)) == ("0", "-5e+1", "1.2e+3")
    assert as_double("2*(9/10)^1") == 1.8
    assert exactly("a", [1], [Fraction(1, 3)]).row() == {"label": "a", "kind": "exact", "x": ["1"], "y": ["1/3"]}
    assert rounded("b", "drawn", [1], [1.23456]).y == ("1.235",)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hippo-eigenvectors", "jordan-splitting"])
def test_the_same_figure_has_the_same_bytes(name):
    pytest.importorskip("matplotlib", reason="matplotlib (extra figures) is not installed")
    data, made = files(name)
    assert files(name)[1] == made
    assert json.loads(made["json"])["figure"] == data.name == name


def test_without_matplotlib_the_extra_is_named(call, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, _, err = call("figures", "-o", str(tmp_path / "out"), "--only", "families")
    assert code == 1
    assert "eigenproof[figures]" in err
    assert not (tmp_path / "out").exists()


def test_an_unknown_figure_is_bad_input(call, tmp_path):
    code, _, err = call("figures", "-o", str(tmp_path), "--only", "nonsense")
    assert code == 2
    assert "condition-growth" in err


def test_resume_leaves_complete_figures_alone(call, tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib (extra figures) is not installed")
    for suffix in ("svg", "png", "json"):
        (tmp_path / f"families.{suffix}").write_text("kept")
    code, out, _ = call("figures", "-o", str(tmp_path), "--only", "families", "--resume", "--json")
    assert code == 0
    assert not json.loads(out)[0]["made"]
    assert (tmp_path / "families.svg").read_text() == "kept"


@pytest.mark.slow
def test_the_command_writes_every_figure(call, tmp_path):
    pytest.importorskip("matplotlib", reason="matplotlib (extra figures) is not installed")
    code, out, err = call("figures", "-o", str(tmp_path / "new" / "folder"))
    assert (code, err) == (0, "")
    folder = tmp_path / "new" / "folder"
    assert {p.name for p in folder.iterdir()} == {f"{n}.{s}" for n in FIGURES for s in ("svg", "png", "json")}
    for name in FIGURES:
        assert name in out
        svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
        root = ET.fromstring(svg)  # noqa: S314 - our own file
        space = "{http://www.w3.org/2000/svg}"
        ids = {root.find(f"{space}title").get("id"), root.find(f"{space}desc").get("id")}
        assert set(root.get("aria-labelledby").split()) == ids
        assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert {s["kind"] for s in data["series"]} <= set(data["kinds"])
        assert data["caption"]
        assert all(Fraction(low) <= Fraction(high) for s in data["series"] if s["kind"] == "enclosed"
                   for low, high in zip(s["lower"], s["upper"], strict=True))


def test_every_figure_is_named_as_its_module_says():
    assert record("transient-growth").name == "transient-growth"
    assert all(name.replace("-", "_").isidentifier() for name in FIGURES)
