"""The checker of expression trees: right lines pass, wrong ones are rejected with their place, broken ones malformed."""
from __future__ import annotations

import copy
import json
import subprocess
import sys

import pytest

from exercises.derivation import Means, Rank, define, rel
from exercises.terms import (
    E, binom, call, column, cos, derivative, det, diag, entry, exp, eye, hcat, inv, iverson, mat, name, norm, num, rank,
    root, root_sum, sin, sqrt, tuple_of, var, zero,
)
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.facts import check_derivation

A, B, N, X, S, M = (name(k) for k in "ABNXSM")
t, n, x, y, z, f = (var(k) for k in "tnxyzf")
a = root()
CUBIC = {"alpha": ["-1", "-1", "0", "1"]}
BLOCK = {"A": mat([[2, 1], [0, 2]])}


def derivation(*facts, given=None, roots=None, nonzero=(), letters=None, laws=(), answer=()):
    read = [fact if isinstance(fact, dict) else fact.to_json() for fact in facts]
    return {
        "format": "eigenproof-derivation", "version": 1, "roots": roots or {}, "nonzero": list(nonzero), "letters": letters or {},
        "laws": [law.to_json() for law in laws], "given": {k: v.to_json() for k, v in (given or {}).items()}, "steps": read,
        "answer": [fact.to_json() for fact in answer],
    }


def check(*facts, **header):
    return check_derivation(derivation(*facts, **header))


def rejected(*facts, **header):
    with pytest.raises(Rejected) as caught:
        check(*facts, **header)
    return caught.value


def malformed(*facts, **header):
    with pytest.raises(Malformed):
        check(*facts, **header)


# --- relations ----------------------------------------------------------------------------------------------------

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


# --- names --------------------------------------------------------------------------------------------------------


def test_names_are_bound_once():
    assert check(define("N", A - 2 * eye(2)), rel(N ** 2, "=", zero(2, 2)), given=BLOCK) == ("EXACT", "EXACT")
    rejected(define("A", num(1)), given=BLOCK)
    rejected(define("N", num(1)), define("N", num(1)))


def test_a_wrong_definition_chain_is_rejected():
    assert rejected(define("N", A - 2 * eye(2), "=", mat([[0, 1], [1, 0]])), given=BLOCK).row == 1


def test_functions_are_evaluated_at_the_argument():
    facts = define("X", t * eye(2), of="t"), rel(call("X", 3), "=", 3 * eye(2))
    assert check(*facts) == ("EXACT", "EXACT")
    rejected(facts[0], rel(call("X", 4), "=", 3 * eye(2)))
    check(define("S", num(3) ** n, of="n"), rel(call("S", n + 2), "=", 9 * num(3) ** n), rel(call("S", 2), "=", 9))


def test_the_answer_is_replayed_last_in_the_same_environment():
    assert check(define("N", A - 2 * eye(2)), given=BLOCK, answer=(rel(N ** 2, "=", zero(2, 2)),)) == ("EXACT", "EXACT")
    assert rejected(answer=(rel(num(1), "=", 2),)).step == "answer 1"


# --- roots of polynomials -----------------------------------------------------------------------------------------


def test_generic_roots():
    roots = CUBIC
    check(rel(a ** 3, "=", a + 1), rel(1 / a, "=", a ** 2 - 1), rel(a, "≠", 0), rel(a, "≠", 1), roots=roots)
    rejected(rel(a ** 2, "=", a + 1), roots=roots)
    rejected(rel(a - 1, "≠", 0), roots={"alpha": ["-1", "0", "1"]})  # 1 is a root of x^2 - 1: not at every root
    check(rel(a ** 2, "=", 1), roots={"alpha": ["-1", "0", "1"]})


def test_sums_over_roots_are_traces():
    check(rel(root_sum(num(1)), "=", 3), rel(root_sum(a ** 2), "=", 2), rel(root_sum(a ** 3), "=", 3),
          rel(root_sum(exp(a * t) / (3 * a ** 2 - 1)), "=", root_sum(exp(a * t) / (3 * a ** 2 - 1))), roots=CUBIC)
    rejected(rel(root_sum(a), "=", 1), roots=CUBIC)
    rejected(rel(root_sum(exp(a * t)) * root_sum(exp(a * t)), "=", 0), roots=CUBIC)
    check(rel(a * root_sum(exp(a * t)) - root_sum(exp(a * t)) * a, "=", 0), roots=CUBIC)


def test_a_free_root_does_not_enter_a_sum():
    """The product of the root and the sum over all roots of e^(at) is not the sum of a e^(at)."""
    rejected(rel(a * root_sum(exp(a * t)), "=", root_sum(a * exp(a * t))), roots=CUBIC)


# --- meanings -----------------------------------------------------------------------------------------------------


def exponential(X_):
    return define("X", X_, of="t"), Means(exp(t * A), X)


def test_the_exponential_by_its_law():
    right = exp(2 * t) * (eye(2) + t * (A - 2 * eye(2)))
    assert check(*exponential(right), given=BLOCK)[1] == "PROVED"
    check(*exponential(right), rel(exp(t * A), "=", right), given=BLOCK)
    rejected(*exponential(exp(2 * t) * eye(2)), given=BLOCK)                       # X(0) = I, X' wrong
    rejected(*exponential(2 * right), given=BLOCK)                                 # X' right, X(0) wrong
    rejected(define("X", right, of="t"), Means(exp(t * t * A), X), given=BLOCK)    # not linear in t
    rejected(define("X", right, of="t"), Means(exp(t * A + A), X), given=BLOCK)


def test_the_power_by_its_law():
    right = num(2) ** n * eye(2) + n * num(2) ** (n - 1) * (A - 2 * eye(2))
    assert check(Means(A ** n, right), given=BLOCK) == ("PROVED",)
    rejected(Means(A ** n, num(2) ** n * eye(2)), given=BLOCK)
    rejected(Means(A ** n, 2 * right), given=BLOCK)
    rejected(Means((n * A) ** n, right), given=BLOCK)
    nilpotent = {"A": mat([[0, 1], [0, 0]])}
    assert check(Means(A ** n, iverson("n", 0) * eye(2) + iverson("n", 1) * A), given=nilpotent) == ("PROVED",)
    rejected(Means(A ** n, num(0) ** n * eye(2)), given=nilpotent)


def test_root_sums_prove_exponentials_and_powers():
    C, v, w = {"A": mat([[0, 1, 0], [0, 0, 1], [1, 1, 0]])}, column([1, a, a ** 2]), mat([[a ** 2 - 1, a, 1]])
    part = 1 / (3 * a ** 2 - 1) * (v * w)
    assert check(Means(exp(t * A), root_sum(exp(a * t) * part)), given=C, roots=CUBIC) == ("PROVED",)
    facts = define("S", root_sum(a ** n * part), of="n"), Means(A ** n, S), rel(call("S", 5), "=", A ** 5)
    assert check(*facts, given=C, roots=CUBIC)[1] == "PROVED"
    rejected(Means(exp(t * A), root_sum(exp(2 * a * t) * part)), given=C, roots=CUBIC)


def test_the_inverse_needs_both_products():
    assert check(Means(inv(A), mat([[num(1) / 2, -num(1) / 4], [0, num(1) / 2]])), given=BLOCK) == ("EXACT",)
    rejected(Means(inv(A), eye(2)), given=BLOCK)
    malformed(Means(inv(A), column([1, 0])), given={"A": mat([[1, 0]])})


def test_norms():
    tall = {"A": mat([[3, 0], [0, 4], [0, 0]])}
    witness = (("L", eye(2)), ("D", diag(7, 0)), ("v", column([0, 1])))
    assert check(Means(norm(A, "F"), num(5)), Means(norm(A, "2"), num(4), witness), rel(norm(A, "2"), "=", 4), given=tall) == ("EXACT",) * 3
    rejected(Means(norm(A, "F"), num(-5)), given=tall)
    rejected(Means(norm(A, "F"), num(4)), given=tall)
    rejected(Means(norm(A, "2"), num(5), witness), given=tall)
    rejected(Means(norm(A, "2"), num(3), (("L", eye(2)), ("D", diag(0, -7)), ("v", column([1, 0])))), given=tall)  # D < 0
    rejected(Means(norm(A, "2"), num(4), (*witness[:2], ("v", column([0, 0])))), given=tall)                      # v = 0
    rejected(Means(norm(A, "2"), num(4), (*witness[:2], ("v", column([1, 0])))), given=tall)                      # not attained
    skew = (("L", mat([[1, 0], [1, 1]])), ("D", mat([[7, -7], [-7, 7]])), ("v", column([0, 1])))
    rejected(Means(norm(A, "2"), num(4), skew), given=tall)                                                       # D not diagonal


def test_the_ranks():
    good = Rank(A, 1, (0,), (1,), column([1, 0]), (0,))
    given = {"A": mat([[0, 1], [0, 0]])}
    assert check(good, rel(rank(A), "=", 1), given=given) == ("EXACT", "EXACT")
    assert check(Rank(A, 2, (0, 1), (0, 1)), given=BLOCK) == ("EXACT",)
    assert check(Rank(A, 0, (), (), eye(2), (0, 1)), given={"A": zero(2, 2)}) == ("EXACT",)
    for wrong in (Rank(A, 1, (0,), (0,), column([1, 0]), (0,)), Rank(A, 1, (0,), (1,), column([0, 1]), (1,)),
                  Rank(A, 1, (0,), (1,), column([1, 0]), (1,)), Rank(A, 0, (), (), eye(2), (0, 1))):
        rejected(wrong, given=given)
    for wrong in (Rank(A, 1, (0, 1), (1,), column([1, 0]), (0,)), Rank(A, 2, (0, 1), (0, 1), column([1, 0]), (0,)),
                  Rank(A, 1, (0,), (1,)), Rank(A, 1, (0,), (9,), column([1, 0]), (0,))):
        malformed(wrong, given=given)
    rejected(rel(exp(t * A), "=", eye(2)), given=given)


# --- letters: matrices of every size ------------------------------------------------------------------------------

u, v, R = name("u"), name("v"), name("R")
LETTERS = {"S": ["n", "n"], "R": ["n", "n"], "u": ["n", 1], "v": ["n", 1]}
LAWS = (rel(S * R, "=", eye("n")), rel(R * S, "=", eye("n")), rel(v.T * R * u, "=", f - 1))


def test_an_identity_for_all_sizes():
    T = S + u * v.T
    M_ = R - 1 / f * (R * u * v.T * R)
    got = check(define("M", M_), rel(T * M, "=", eye("n")), Means(inv(T), M), Means(inv(S), R), rel(inv(S) * S, "=", eye("n")),
                rel(1 / (1 + v.T * inv(S) * u), "=", 1 / f), letters=LETTERS, laws=LAWS, nonzero=["f"])
    assert got[:4] == ("PROVED",) * 4
    rejected(rel(T * (R + 1 / f * (R * u * v.T * R)), "=", eye("n")), letters=LETTERS, laws=LAWS, nonzero=["f"])
    rejected(define("M", M_), letters=LETTERS, laws=LAWS)                          # f may be zero
    rejected(rel(S * u, "=", u), letters=LETTERS)
    rejected(rel((v.T * u) * S, "=", S), letters=LETTERS)                          # a number made of letters must have a name
    check(rel((S * R).T, "=", eye("n")), rel(R.T * S.T * u, "=", u), letters=LETTERS, laws=LAWS)
    rejected(rel(v.T * u, "≠", 0), letters=LETTERS)


def test_letters_have_sizes():
    malformed(rel(S + u, "=", S), letters=LETTERS)
    malformed(rel(S + eye("m"), "=", S), letters=LETTERS)
    malformed(rel(det(S), "=", 1), letters=LETTERS)
    malformed(rel(hcat(S, u), "=", 1), letters=LETTERS)
    malformed(rel(diag(S, 1), "=", 1), letters=LETTERS)
    rejected(rel(u * u, "=", 1), letters=LETTERS)
    P = name("P")
    check(define("P", hcat(u, v)), rel(P * mat([[1, 1], [0, 1]]), "=", hcat(u, u + v)), letters=LETTERS)


@pytest.mark.parametrize("law", [
    rel(S * u, "=", S * S * u), rel(2 * (S * u), "=", u), rel(S + R, "=", eye("n")), rel(f * u, "=", u), rel(S * u, "=", S * u),
], ids=str)
def test_laws_shorten_one_word(law):
    malformed(letters=LETTERS, laws=(law,))


# --- several facts, weak words ------------------------------------------------------------------------------------


def test_the_weakest_word_counts_and_definitions_claim_nothing():
    proved = Means(exp(t * A), exp(2 * t) * eye(2)).to_json()
    given = {"A": mat([[2, 0], [0, 2]])}
    assert check({"all": [define("N", A).to_json(), proved]}, given=given) == ("PROVED",)
    assert check({"all": [rel(A, "=", A).to_json(), proved]}, given=given) == ("EXACT",)
    assert check({"all": [define("N", A).to_json()]}, given=given) == ("EXACT",)
    assert check({"all": []}) == ("EXACT",)
    assert check({"all": [proved, {"said": "SOURCED", "by": "a book"}]}, given=given) == ("SOURCED(a book)",)
    assert check({"said": "NOT CHECKABLE", "by": "taste"}) == ("NOT CHECKABLE(taste)",)


def test_a_weak_line_supports_nothing():
    rejected({"said": "ASSUMES", "by": "everything"}, rel(num(1), "=", 2))


def test_the_data_are_left_alone():
    data = derivation(define("N", A - 2 * eye(2)), given=BLOCK)
    before = copy.deepcopy(data)
    check_derivation(data)
    assert data == before


def test_the_checker_loads_the_standard_library_only():
    code = "import verify.kernel.facts, sys; print({m.split('.')[0] for m in sys.modules} & {'flint', 'sympy', 'numpy', 'exercises', 'symbolic'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
