"""Relations between expression trees: true ones pass, false ones are rejected, broken ones are malformed."""
from __future__ import annotations

import json

import pytest

from exercises.derivation import rel
from exercises.terms import (
    E,
    binom,
    call,
    column,
    cos,
    derivative,
    det,
    diag,
    entry,
    exp,
    eye,
    hcat,
    inv,
    iverson,
    mat,
    name,
    num,
    root,
    sin,
    sqrt,
    tuple_of,
    var,
    zero,
)
from tests.verify.derivations import check, derivation, malformed, rejected
from verify.kernel.errors import Malformed
from verify.steps.facts import check_derivation

t, n, x, y, z = (var(k) for k in "tnxyz")

TRUE = [
    rel(num(1) + 2, "=", 3),
    rel(num(2) / 4, "=", num(1) / 2),
    rel(sqrt(2) * sqrt(2), "=", 2),
    rel(1 / (1 + sqrt(2)), "=", sqrt(2) - 1),
    rel(1 / (sqrt(2) + sqrt(3)), "=", sqrt(3) - sqrt(2)),
    rel(E("i") ** 2, "=", -1),
    rel(1 / (1 + E("i")), "=", (1 - E("i")) / 2),
    rel((x + y) ** 3, "=", x ** 3 + 3 * x ** 2 * y + 3 * x * y ** 2 + y ** 3),
    rel(x ** 0, "=", 1),
    rel(exp(x) * exp(y), "=", exp(x + y)),
    rel(exp(num(0)), "=", 1),
    rel(cos(t) ** 2 + sin(t) ** 2, "=", 1),
    rel(sin(2 * t), "=", 2 * sin(t) * cos(t)),
    rel(derivative(t ** 2 * exp(3 * t)), "=", 2 * t * exp(3 * t) + 3 * t ** 2 * exp(3 * t)),
    rel(derivative(sin(t)), "=", cos(t)),
    rel(num(2) ** (n + 1), "=", 2 * num(2) ** n),
    rel(num(2) ** n * num(2) ** n, "=", num(2) ** (2 * n)),
    rel(num(1) ** n, "=", 1),
    rel(num(0) ** n, "=", iverson("n", 0)),
    rel(num(0) ** (n + 1), "=", 0),
    rel(n * iverson("n", 3), "=", 3 * iverson("n", 3)),
    rel(num(2) ** n * iverson("n", 3), "=", 8 * iverson("n", 3)),
    rel(iverson("n", 1) * iverson("n", 2), "=", 0),
    rel(iverson("n", 1) ** 2, "=", iverson("n", 1)),
    rel(binom(n, 2), "=", n * (n - 1) / 2),
    rel(binom(n, 0), "=", 1),
    rel(num(3), ">", sqrt(8)),
    rel(sqrt(8), "<", 3, "≤", 3, "≥", 2),
    rel((1 + sqrt(5)) / 2, ">", (1 - sqrt(5)) / 2),
    rel(1 - sqrt(2), "<", 0),
    rel(-num(1) - sqrt(2), "<", 0),
    rel(sqrt(2) - sqrt(2), "≥", 0),
    rel(mat([[1, 2], [3, 4]]).T, "=", mat([[1, 3], [2, 4]])),
    rel(mat([[1, 2], [3, 4]]) * column([1, 1]), "=", column([3, 7])),
    rel(2 * eye(2), "=", diag(2, 2)),
    rel(eye(2) * num(2), "=", diag(2, 2)),
    rel(diag(mat([[1, 2]]), 3), "=", mat([[1, 2, 0], [0, 0, 3]])),
    rel(hcat(column([1, 2]), column([3, 4])), "=", mat([[1, 3], [2, 4]])),
    rel(tuple_of(4, 3), "=", mat([[4, 3]])),
    rel(entry(mat([[1, 2], [3, 4]]), 2, 1), "=", 3),
    rel(det(mat([[1, x, x ** 2], [1, y, y ** 2], [1, z, z ** 2]])), "=", (y - x) * (z - x) * (z - y)),
    rel(det(eye(0)), "=", 1),
    rel(mat([[1, 1], [0, 1]]) ** 5, "=", mat([[1, 5], [0, 1]])),
    rel(mat([[0, 1], [0, 0]]) ** 0, "=", eye(2)),
    rel(inv(num(4)), "=", num(1) / 4),
    rel(mat([[0, 1]]), "≠", zero(1, 2)),
    rel(num(2) ** -3, "=", num(1) / 8),
]


@pytest.mark.parametrize("fact", TRUE, ids=lambda fact: json.dumps(fact.to_json(), ensure_ascii=False)[:70])
def test_true_relations_pass(fact):
    assert check(fact) == ("EXACT",)


@pytest.mark.parametrize("fact", [
    rel(num(1), "=", 2),
    rel(num(1), "≠", 1),
    rel(num(1), ">", 1),
    rel(num(1), "<", 1),
    rel(num(2), "≤", 1),
    rel(num(1), "≥", 2),
    rel(x, "≠", 0),                                     # not for every x
], ids=str)
def test_false_relations_are_rejected(fact):
    rejected(fact)


def test_the_place_is_named():
    error = rejected(rel(num(1), "=", 1), rel(mat([[1, 2], [3, 4]]), "=", mat([[1, 2], [3, 5]])))
    assert (error.step, error.row, error.column, error.expected, error.found) == ("steps 2", 1, 1, "5", "4")


def test_messages_show_scalars():
    error = rejected(rel(x, "=", 0))
    assert error.expected == "0"
    assert "x" in error.found


@pytest.mark.parametrize("fact", [
    rel(derivative(t ** n), "=", 0),                    # neither a power of t nor a function of it that is known
    rel(derivative(iverson("t", 0)), "=", 0),
    rel(num(0) ** (n - 1), "=", 0),                     # no value at n = 0
    rel(num(0) ** (2 * n), "=", 0),
    rel(num(2) ** (num(1) / 2), "=", 1),
    rel(num(2) ** 2000, "=", 1),
    rel(x ** -1, "=", 1),                               # x may be zero
    rel(1 / (x + 1), "=", 1),
    rel(1 / num(0), "=", 1),
    rel(1 / (sqrt(4) - 2), "=", 1),                     # sqrt(4) is a root of x^2 - 4 and no more is known
    rel(x, ">", 0),
    rel(E("i"), ">", 0),
    rel(exp(mat([[1, 0], [0, 1]])), "=", 1),
    rel(mat([[1, 0], [0, 1]]) ** n, "=", 1),
    rel(num(1) / mat([[1, 0], [0, 1]]), "=", 1),
    rel(eye(2) * eye(3), "=", 1),
    rel(zero(2, 3) ** 0, "=", eye(2)),
    rel(iverson("n", 1), "=", num(0) ** (n + num(1) / 2)),
], ids=str)
def test_what_cannot_be_shown_is_rejected(fact):
    rejected(fact)


@pytest.mark.parametrize("fact", [
    rel(num(1), "=", eye(2)),
    rel(eye(2) + zero(2, 3), "=", 1),
    {"sides": [["mat", [[["num", "1"], ["num", "2"]], [["num", "3"]]]], ["num", "1"]], "ops": ["="]},
    rel(det(mat([[1, 2]])), "=", 1),
    rel(name("unknown"), "=", 1),
    rel(root(), "=", 1),
    rel(call("X", 1), "=", 1),
    rel(hcat(eye(2), eye(3)), "=", 1),
    rel(entry(eye(2), 0, 1), "=", 1),
    rel(entry(eye(2), 3, 1), "=", 1),
    rel(binom(n, num(1) / 2), "=", 1),
    rel(mat([[1, 1], [0, 1]]) ** -1, "=", 1),
    rel(eye(-1), "=", 1),
    rel(eye(10 ** 7), "=", 1),
    rel(E("sqrt", ("-2",)), "=", 1),
    rel(E("sqrt", ("1/2",)), "=", 1),
    rel(E("iverson", ("n", -1)), "=", 0),
    rel(E("num", ("1e9",)), "=", 1),
    rel(E("num", ("1/0",)), "=", 1),
    rel(E("num", (1,)), "=", 1),
    rel(E("nonsense", ()), "=", 1),
    rel(E("num", ()), "=", 1),
    {"sides": [["num", "1"]], "ops": []},
    {"sides": [["num", "1"], ["num", "1"]], "ops": ["=", "="]},
    {"sides": [["num", "1"], ["num", "1"]], "ops": ["⇒"]},
    {"sides": [["num", "1"], ["num", "1"]], "ops": ["="], "let": "A"},
    {"sides": [["name", "A"], ["num", "1"]], "ops": ["≠"], "let": "A"},
    {"sides": [[], ["num", "1"]], "ops": ["="]},
    {"sides": [1, 2], "ops": ["="]},
    {},
    {"said": "PROVED", "by": "me"},
    {"said": "EXACT", "by": "me"},
    {"means": ["num", "1"], "x": ["num", "1"]},
    {"means": ["norm", ["num", "1"], "7"], "x": ["num", "1"]},
], ids=lambda fact: str(fact)[:70])
def test_broken_facts_are_malformed(fact):
    malformed(fact)


def test_deep_nesting_is_malformed():
    tree = ["num", "1"]
    for _ in range(100_000):
        tree = ["neg", tree]
    data = derivation()
    data["steps"] = [{"sides": [tree, tree], "ops": ["="]}]
    with pytest.raises(Malformed):
        check_derivation(data)


@pytest.mark.parametrize("change", [
    {"format": "x"}, {"version": 2}, {"roots": {"alpha": ["1", "2"]}}, {"roots": {"alpha": ["1"]}}, {"roots": {"alpha'": ["0", "1"]}},
    {"given": None}, {"steps": 3}, {"letters": {"S": 1}}, {"laws": [{}]},
], ids=str)
def test_broken_headers_are_malformed(change):
    with pytest.raises(Malformed):
        check_derivation(derivation() | change)
