"""Names, roots, meanings, ranks, letters of the checker of expression trees: right lines pass and wrong ones do not."""
from __future__ import annotations

import copy
import subprocess
import sys

import pytest

from exercises.derivation import Means, Rank, define, rel
from exercises.terms import (
    E,
    call,
    column,
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
from verify.steps.facts import check_derivation

A, N, X, S, M = (name(k) for k in "ANXSM")
t, n, f = (var(k) for k in "tnf")
a = root()
CUBIC = {"alpha": ["-1", "-1", "0", "1"]}
BLOCK = {"A": mat([[2, 1], [0, 2]])}


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
    facts = Means(norm(A, "F"), num(5)), Means(norm(A, "2"), num(4), witness), rel(norm(A, "2"), "=", 4)
    assert check(*facts, given=tall) == ("EXACT",) * 3
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


def test_a_block_of_letters_has_no_entries():
    """S R = I does not say that the first entries multiply to one."""
    rejected(rel(entry(S, 1, 1) * entry(R, 1, 1), "=", 1), letters=LETTERS, laws=LAWS)
    rejected(rel(entry(eye("n"), 1, 1), "=", 1), letters=LETTERS)


def test_a_variable_that_a_law_fixes_is_not_replaced():
    """With v^T R u = f - 1 given, a matrix with these letters is not a function of f that could be read at two."""
    bound = define("M", (v.T * R * u) + f, of="f")
    rejected(bound, rel(call("M", 2), "=", 3), letters=LETTERS, laws=LAWS)
    moving = (rel(v.T * R * u, "=", t),)
    rejected(rel(derivative(v.T * R * u), "=", 1), letters=LETTERS, laws=moving)


def test_norms_are_for_real_matrices():
    """A^T A is not the Gram matrix of a complex A."""
    rejected(Means(norm(A, "F"), num(0)), given={"A": mat([[1, E("i")]])})
    witness = (("L", mat([[E("i")]])), ("D", num(1)), ("v", num(1)))
    rejected(Means(norm(A, "2"), num(0), witness), given={"A": num(1)})


def test_letters_have_sizes():
    malformed(rel(S + u, "=", S), letters=LETTERS)
    malformed(rel(S + eye("m"), "=", S), letters=LETTERS)
    rejected(rel(det(S), "=", 1), letters=LETTERS)
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
    others = {"flint", "sympy", "numpy", "exercises", "symbolic"}
    code = f"import verify.steps.facts, sys; print({{m.split('.')[0] for m in sys.modules}} & {others})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
