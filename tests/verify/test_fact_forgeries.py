"""Derivations that were built to deceive the checker of expression trees: each states something false, or hides it."""
from __future__ import annotations

import json

import pytest

from exercises.derivation import Means, Rank, define, rel
from exercises.terms import (
    binom,
    call,
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
    norm,
    num,
    rank,
    root,
    root_sum,
    var,
    zero,
)
from tests.verify.derivations import check, derivation, malformed, rejected
from verify.kernel.errors import Malformed, Rejected
from verify.steps.facts import check_derivation

A, B, F, L, S, u, v = (name(k) for k in "ABFLSuv")
t, n, f, x = (var(k) for k in "tnfx")
a = root("a")
TWO, SQUARE = {"a": ["2", "-3", "1"]}, {"a": ["-2", "0", "1"]}
UNIT = {"A": eye(2)}


def over(tree):
    return root_sum(tree, "a")


def refused(*facts, **header):
    with pytest.raises((Malformed, Rejected)):
        check(*facts, **header)


# --- ranks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forged", [
    Rank(A, 1, (0,), (0,), zero(2, 1), ()),             # the empty minor is one, and shows nothing
    Rank(A, 0, (), (), zero(2, 2), ()),
    Rank(A, 2, (0, -1), (0, 1)),
    Rank(A, 2, (0, True), (0, 1)),
    Rank(A, 2, (0, 0), (0, 1)),
    Rank(A, 2, (0, 1), (0, 1), None, (0,)),
    Rank(A, 0, (), (), num(0), (0, 1)),                 # a number where two columns belong
    Rank(A, 0, (), (), num(0), (0, 0)),
    {**Rank(A, 2, (0, 1), (0, 1)).to_json(), "is": 2.0},
    {**Rank(A, 1, (0,), (0,)).to_json(), "is": True},
    Rank(A, 3, (0, 1, 1), (0, 1, 1)),
    Rank(A, -1, (), ()),
], ids=lambda fact: str(fact)[:70])
def test_forged_ranks_are_malformed(forged):
    malformed(forged, given=UNIT)


def test_ranks_without_rows_or_columns():
    check(Rank(A, 0, (), ()), rel(rank(A), "=", 0), given={"A": zero(2, 0)})
    check(Rank(A, 0, (), (), eye(2), (0, 1)), given={"A": zero(0, 2)})
    malformed(Rank(A, 0, (), (), zero(2, 2), ()), given={"A": zero(0, 2)})
    rejected(Rank(A, 0, (), (), zero(2, 2), (0, 1)), given={"A": zero(0, 2)})
    rejected(Rank(hcat(u, v), 0, (), (), eye(2), (0, 1)), letters={"u": ["n", 1], "v": ["n", 1]})
    malformed(Rank(S, 0, (), (), eye(2), (0, 1)), letters={"S": ["n", "n"]})


# --- sums over roots bind their root ------------------------------------------------------------------------------


def test_a_root_is_not_captured():
    inner = over(exp(a * t))
    rejected(rel(over(exp(a * inner)), "=", over(exp(over(a * exp(a * t))))), roots=SQUARE)
    rejected(define("F", over(exp(a * inner)), of="t"), rel(call("F", 0), "=", 2), roots=SQUARE)
    rejected(define("F", inner, of="t"), rel(call("F", inner), "=", over(exp(over(a * exp(a * t))))), roots=SQUARE)
    rejected(rel(over(a * inner), "=", 0), roots=SQUARE)
    rejected(rel(1 / over(a * exp(a * t)), "=", 1), roots=SQUARE)
    check(rel(over(over(a * a) * a * a), "=", 16), rel(exp(inner) * exp(-inner), "=", 1), roots=SQUARE)
    check(define("F", inner, of="t"), rel(call("F", 0), "=", 2), roots=SQUARE)


def test_sums_over_the_roots_of_two_polynomials():
    both = SQUARE | {"b": ["-3", "0", "1"]}
    twice = root_sum(over(exp(a * root("b") * t)), "b")
    check(define("F", twice, of="t"), rel(call("F", 0), "=", 4), rel(call("F", 2 * t), "=", call("F", t + t)), roots=both)
    check(rel(root_sum(over(a * a * root("b") ** 2), "b"), "=", 24), roots=both)


def test_a_root_hidden_in_a_logarithm_is_bound_too():
    """With roots 1 and 2: the sum over p = e^(l(1) + l(2)) = 1 * 2 of either is 4, never 5."""
    steps = [define("L", derivative(a ** t), of="t"), define("l", call("L", 0)), rel(exp(name("l")), "=", a)]
    check(*steps, roots=TWO)
    rejected(*steps, define("p", exp(over(name("l")))), rel(over(name("p")), "=", 5), roots=TWO)
    rejected(*steps, rel(over(name("l")), "=", 2 * name("l")), roots=TWO)
    rejected(*steps, rel(over(a * name("l")), "=", 3 * name("l")), roots=TWO)


# --- letters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [[2, 2], ["n", 2], [True, 1], [1.0, 1], [0, 0], [["n"], 1], ["n m", 1], ["", 1], ["n"], [None, 1]])
def test_letters_have_named_sizes(sizes):
    malformed(rel(det(-S), "=", -det(S)), letters={"S": sizes})


def test_letters_have_no_determinant_and_no_entries():
    for sizes in (["n", "n"], ["n", 1]):
        refused(rel(det(S), "=", det(S)), letters={"S": sizes})
        refused(rel(entry(S, 1, 1), "=", entry(S, 1, 1)), letters={"S": sizes})
    check(rel(det(S), "=", entry(S, 1, 1)), letters={"S": [1, 1]})
    check(rel(det(-S), "=", -det(S)), letters={"S": [1, 1]})


def test_laws_are_equations_between_products():
    malformed(letters={"S": ["n", "n"]}, laws=(rel(S * S, "≠", S),))
    malformed(letters={"S": ["n", "n"]}, laws=(rel(eye("n"), "=", zero("n", "n")),))
    with pytest.raises(Malformed):
        check_derivation(derivation(letters={"S": ["n", "n"]}) | {"laws": [{"sides": [S.to_json(), S.to_json()]}]})


# --- names --------------------------------------------------------------------------------------------------------


def test_names_are_bound_once_everywhere():
    rejected(rel(A, "=", 2), letters={"A": ["n", "n"]}, laws=(rel(A * A, "=", A),), given={"B": A, "A": num(2)})
    rejected(define("S", num(2)), letters={"S": ["n", "n"]})
    check(define("v_1", num(2)), rel(name("v_1"), "=", 2))


@pytest.mark.parametrize("wrong", [True, 1, "", "1", "a b", "x'", "é", None, ["x"]], ids=str)
def test_names_are_plain(wrong):
    leaf = ["var", wrong]
    for fact in (
        {"sides": [leaf, leaf], "ops": ["="]},
        {"sides": [["iverson", wrong, 0], ["iverson", wrong, 0]], "ops": ["="]},
        {"sides": [["name", wrong], ["num", "1"]], "ops": ["="], "let": wrong},
        {"sides": [["name", "g"], ["num", "1"]], "ops": ["="], "let": "g", "of": wrong},
        {"means": ["pow", ["num", "1"], leaf], "x": ["num", "1"]},
    ):
        malformed(fact)
    malformed(nonzero=[wrong])
    if isinstance(wrong, str):
        malformed(roots={wrong: ["0", "1"]})
        malformed(letters={wrong: [1, 1]})
        malformed(given={wrong: num(1)})


def test_true_is_not_one():
    power = ["pow", ["var", True], ["var", "n"]]
    malformed({"sides": [["name", "f"], power], "ops": ["="], "let": "f", "of": 1}, nonzero=[1])
    malformed({"sides": [["entry", ["eye", 2], True, 1], ["num", "1"]], "ops": ["="]})
    malformed({"sides": [["iverson", "n", False], ["num", "1"]], "ops": ["="]})
    malformed({"sides": [["eye", True], ["num", "1"]], "ops": ["="]})
    malformed({"sides": [["num", "٣"], ["num", "3"]], "ops": ["="]})


# --- nothing is left unread ---------------------------------------------------------------------------------------

ONE = ["num", "1"]


@pytest.mark.parametrize("fact", [
    {"sides": [ONE, ONE], "ops": ["="], "rank": ["name", "A"], "is": 1},
    {"sides": [ONE, ONE], "ops": ["="], "of": "t"},
    {"sides": [ONE, ONE], "ops": ["="], "note": "2"},
    {"sides": [["name", "g"], ONE], "ops": ["="], "let": None},
    {"said": "SOURCED", "by": "a book", "sides": [ONE, ["num", "2"]], "ops": ["="]},
    {"said": "SOURCED", "by": 1},
    {"said": "SOURCED"},
    {"said": ["SOURCED"], "by": "a book"},
    {"all": [], "sides": [ONE, ["num", "2"]], "ops": ["="]},
    {"means": ["inv", ONE], "x": ONE, "L": ONE},
    {"means": ["norm", ONE, "2"], "x": ONE},
    {"rank": ["name", "A"], "is": 2, "rows": [0, 1], "cols": [0, 1], "kernel": None},
    {**Rank(A, 2, (0, 1), (0, 1)).to_json(), "x": 1},
    [], 3, "all",
], ids=str)
def test_unread_and_missing_keys_are_malformed(fact):
    data = derivation(given=UNIT)
    data["steps"] = [fact]
    with pytest.raises(Malformed):
        check_derivation(data)


@pytest.mark.parametrize("change", [{"more": 1}, {"nonzero": "f"}, {"roots": {"a": "01"}}, {"version": True}, {"version": 1.0}], ids=str)
def test_headers_are_exact(change):
    with pytest.raises(Malformed):
        check_derivation(derivation() | change)


# --- meanings -----------------------------------------------------------------------------------------------------


def test_an_inverse_has_the_size_of_its_matrix():
    """With one half for the inverse of 2 I, its determinant would be one half."""
    half = num(1) / 2
    malformed(Means(inv(2 * eye(2)), half), rel(det(inv(2 * eye(2))), "=", half))
    malformed(Means(inv(num(2)), half * eye(2)))
    check(Means(inv(2 * eye(2)), half * eye(2)), rel(det(inv(2 * eye(2))), "=", num(1) / 4))


def test_targets_and_values_of_two_sizes_are_refused():
    refused(Means(exp(t * A), exp(t)), given=UNIT)
    refused(Means(A ** n, num(1)), given=UNIT)
    refused(Means(exp(t * A), exp(t)), given={"A": mat([[1, 0]])})
    refused(Means(norm(A, "F"), eye(1) * mat([[1, 1]])), given=UNIT)
    refused(Means(norm(A, "2"), num(0), (("L", zero(0, 0)), ("D", zero(0, 0)), ("v", zero(0, 1)))), given={"A": zero(0, 0)})
    refused(rel(eye(2), "=", eye(2), "≠", num(2)))
    refused(rel(eye(0), "≠", eye(0)))
    refused(rel(zero(0, 2), "=", zero(0, 3)))
    refused(rel(diag(1, 2), ">", zero(2, 2)))


# --- variables that are used as nonzero, or as whole numbers ------------------------------------------------------


def test_a_divisor_stays_a_unit():
    """The function f / f has no value at zero."""
    g = define("g", f / f, of="f")
    rejected(g, rel(call("g", 0), "=", 1), nonzero=["f"])
    rejected(g, rel(call("g", f - 1), "=", 1), nonzero=["f"])
    check(g, rel(call("g", 2), "=", 1), rel(call("g", 2 * f), "=", 1), nonzero=["f"])
    rejected(rel(1 / (f * f - f), "=", 1), nonzero=["f"])
    rejected(rel(1 / (a - 1), "=", 1), roots=TWO)       # 1 is one of the roots
    check(rel(1 / (a - 3), "=", -a / 2), roots=TWO)


def test_whole_numbers_stay_whole():
    """The power 0^(n + 1) is zero for n = 0, 1, .., and one for n = -1."""
    h = define("h", num(0) ** (n + 1), of="n")
    rejected(h, rel(call("h", -1), "=", 0))
    rejected(h, rel(call("h", num(1) / 2), "=", 0))
    rejected(h, rel(call("h", x - 1), "=", 0))
    check(h, rel(call("h", 2), "=", 0), rel(call("h", x + 1), "=", 0))
    rejected(rel(num(0) ** (t + 1), "=", 0), rel(derivative(t), "=", 1))
    rejected(rel(derivative(t ** n), "=", 0), nonzero=["t"])
    rejected(define("k", n * iverson("n", 2), of="n"), rel(call("k", 2 * n), "=", 2))


# --- work ---------------------------------------------------------------------------------------------------------

SUM = sum((var(k) for k in "yzu"), var("x") + 1)
DENSE = {"a": ["2"] * 59 + ["1"]}


@pytest.mark.parametrize("facts", [
    (rel(SUM ** 12, "=", 1),),
    (rel(((num(2) ** 900) ** 900) ** 900, "=", 1),),
    (rel(det(eye(100)), "=", 1),),
    (rel(mat([[1]] * 100) * mat([[1] * 100]) * eye(100) ** 900, "=", 1),),
    (rel(a ** 58 * a ** 58, "=", 1),),
    tuple(define(f"y{k}", hcat(*[name(f"y{k - 1}")] * 2) if k else eye(2)) for k in range(30)),
    tuple(define(f"y{k}", exp(name(f"y{k - 1}")) + exp(2 * name(f"y{k - 1}")) if k else x) for k in range(40)),
    (define("p", SUM ** 8), define("P", hcat(*[name("p")] * 50)), rel(hcat(name("P").T, name("P").T), "=", 1)),
    (rel(zero(1, 101), "=", 1),),
], ids=lambda facts: json.dumps(facts[0].to_json())[:60])
def test_endless_work_is_refused(facts, monkeypatch):
    monkeypatch.setattr("verify.steps.terms.BUDGET", 100_000)
    malformed(*facts, roots=DENSE)


def test_a_short_line_cannot_ask_for_endless_work():
    malformed(rel(SUM ** 30, "=", 1))


def test_ordinary_work_is_done():
    check(rel(SUM ** 6 * SUM, "=", SUM ** 7), rel(binom(n, 20) * 20, "=", binom(n, 19) * (n - 19)), rel(num(2) ** 900 / num(2) ** 899, "=", 2))
