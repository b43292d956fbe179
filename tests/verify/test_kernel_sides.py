"""What one changed token of the kernel's source would let through or refuse: found by changing every one of them in turn."""
from __future__ import annotations

import sys

import pytest

from tests.verify.test_kernel_logic import REFL, intro
from tests.verify.theories import FALSE, REFUSED, A, F, X, Y, accepted, f, forall, imp, lam, m, refused, theory, x, y
from verify.kernel import Malformed, Rejected
from verify.kernel.theory import replay

ZERO = ["=", x, 0]
H = ["f", "h", 2]


def test_an_inner_intro_keeps_the_outer_variables_and_hypotheses():
    accepted(forall(X, imp(ZERO, forall(Y, imp(["=", y, 0], ["=", ["+", x, y], 0])))), intro("x h", intro("y k", ["lin", [[1, "h", 1], [1, "k", 1]]])))
    accepted(forall("n", imp(["<=", 0, "n"], forall("k", imp(["<=", "n", "k"], ["<=", 0, "k"])))), intro("n h", intro("k l", "a")))
    accepted(forall(X, imp(ZERO, forall(Y, imp(["=", y, x], ["=", y, 0])))), intro("x h", intro("y", intro("k", ["lin", [[1, "h", 1], [1, "k", 1]]]))))
    accepted(forall("n", A, ["=", m("A"), m("A")]), intro("n", intro("A", REFL)))
    accepted(forall("n", X, A, ["=", ["*", x, m("A")], ["*", m("A"), ["I", "n"], x]]), intro("n", intro("x", intro("A", REFL))))


@pytest.mark.parametrize("size", [["+", "n", 1], ["+", "n", "n", -2], 1, 2, ["-", 3, "n"]], ids=str)
def test_entries_are_compared_up_to_the_last_row_and_column(size):
    """The size is used as it is: not without its constant, and not without its variables."""
    letters = ["m", "P", [], size, size], ["m", "Q", [], size, size]

    def claim(rows, columns):
        inside = [["<=", 0, "i"], ["<=", ["+", "i", 1], rows], ["<=", 0, "j"], ["<=", ["+", "j", 1], columns]]
        same = forall("i", "j", imp(*inside, ["=", ["ent", m("P"), "i", "j"], ["ent", m("Q"), "i", "j"]]))
        return forall("n", *letters, imp(same, ["=", m("P"), m("Q")]))
    proof = intro("n P Q h", ["ext", ["i", "j", "a1", "a2", "a3", "a4"], ["use", "e", "h", ["i", "j"], ["a"] * 4, ["by", "e"]]])
    accepted(claim(size, size), proof)
    accepted(claim(["+", size, 1], size), proof)
    refused(claim(["-", size, 1], size), proof)
    refused(claim(size, ["-", size, 1]), proof)


def test_a_fact_is_used_as_far_as_instances_and_premises_go():
    every = forall("n", "k", imp(["<=", "n", "k"], ["<=", 0, "n"], ["=", f("h", "n", "k"), 0]))
    goals = {
        (): every, ("n",): forall("k", imp(["<=", 3, "k"], ["<=", 0, 3], ["=", f("h", 3, "k"), 0])),
        ("n", "k"): imp(["<=", 3, 4], ["<=", 0, 3], ["=", f("h", 3, 4), 0]),
        ("n", "k", "one"): imp(["<=", 0, 3], ["=", f("h", 3, 4), 0]), ("n", "k", "one", "two"): ["=", f("h", 3, 4), 0],
    }
    for given, goal in goals.items():
        instances, proofs = [{"n": 3, "k": 4}[v] for v in given if v in "nk"], ["a" for v in given if v not in "nk"]
        accepted(forall(H, imp(every, goal)), intro("h a1", ["use", "u", "a1", instances, proofs, ["by", "u"]]))
        for other in goals.values():
            if other is not goal:
                refused(forall(H, imp(every, other)), intro("h a1", ["use", "u", "a1", instances, proofs, ["by", "u"]]))


@pytest.mark.parametrize("op", ["or", "and", "ex"])
def test_only_quantifiers_and_premises_are_stripped_by_a_use(op):
    """From A or B and A follows nothing on B, also when B is for all n."""
    one, rest = ["=", 1, 1], forall("n", ["=", x, ["#", "n"]])
    for source, instances, proofs, goal in (
            ([op, one, ["=", x, 5]], [], [REFL], ["=", x, 5]), ([op, one, rest], [5], [REFL], ["=", x, 5]), ([op, one, rest], [5], [], ["=", x, 5]),
            (forall("n", [op, one, ["=", x, ["#", "n"]]]), [5], [REFL], ["=", x, 5]), (imp(one, [op, one, ["=", x, 5]]), [], [REFL, REFL], ["=", x, 5]),
            (imp(one, [op, ["int", "n"], ["=", x, ["#", "n"]]]), [5], [REFL], ["=", x, 5]), ([op, ["int", "n"], ["=", x, ["#", "n"]]], [5], [], ["=", x, 5])):
        refused(forall(X, imp(source, goal)), intro("x h", ["use", "u", "h", instances, proofs, ["by", "u"]]))
    accepted(forall(X, imp(imp(one, rest), ["=", x, 5])), intro("x h", ["use", "u", "h", [5], [REFL], ["by", "u"]]))


def test_numbers_stand_for_scalars_as_they_are():
    some = forall(X, Y, ["=", ["*", x, y], ["*", y, x]])
    accepted(imp(some, ["=", 6, 6]), intro("h", ["use", "u", "h", [2, 3], [], ["by", "u"]]))
    accepted(["=", ["ite", 0, 0, 7, 8], 7], ["use", "u", "ITE1", [0, 0, 7, 8], ["a"], ["by", "u"]])
    accepted(["ex", X, ["=", ["+", x, 1], 3]], ["exi", 2, REFL])


@pytest.mark.parametrize(("declaration", "good", "bad"), [
    (F, lam("k", 0), [0, lam("", 0), lam("k l", 0), lam("k k", 0), ["lam", "k", 0], ["lam", [1], 0], ["lam", ["k"]], ["lam", ["k"], 0, 0]]),
    (H, lam("k l", 0), [lam("k", 0), lam("k l i", 0), lam("k k", 0)]), (X, lam("", 0), [lam("k", 0), ["I", 1], "n"]),
    (["m", "M", ["k"], "k", 1], lam("k", ["O", "k", 1]), [["O", 1, 1], lam("k l", ["O", "k", 1]), lam("k", ["O", 1, "k"]), lam("k", 0), lam("k", ["O", ["+", "k", 1], 1])]),
    (["m", "M", [], 2, 1], ["O", 2, 1], [["O", 1, 2], 0, lam("k", ["O", 2, 1])]), ("n", ["+", 1, 1], [["#", 1], f("x"), lam("", 1), "n"]),
])
def test_values_are_checked_where_the_body_does_not_use_them(declaration, good, bad):
    some = ["ex", ["int", declaration] if isinstance(declaration, str) else declaration, ["=", 1, 1]]
    accepted(some, ["exi", good, REFL])
    for value in bad:
        refused(some, ["exi", value, REFL])
        refused(imp(["all", *some[1:]], ["=", 1, 1]), intro("h", ["use", "u", "h", [value], [], REFL]))


@pytest.mark.parametrize(("formula", "proof"), [
    (["=", 1, 1], ["case", 0, f("z"), "c", REFL, REFL]), (["=", 1, 1], ["case", 0, "n", "c", REFL, REFL]),
    (forall(X, imp(ZERO, ["=", 1, 1])), intro("x h", ["rw", 1, ["=", 1, 1], "h", REFL])), (forall(X, imp(ZERO, ["=", 1, 1])), intro("x h", ["rw", ["f", "x"], ["=", 1, 1], "h", REFL])),
    (imp(["=", 1, 1], ["=", 1, 1]), ["intro", [[]], REFL]), (imp(["=", 1, 1], ["=", 1, 1]), ["intro", [[["x"]]], REFL]), (imp(["=", 1, 1], ["=", 1, 1]), ["intro", [["x"]], REFL]),
    (imp(["=", 1, 1], ["=", 1, 1]), ["intro", "x", REFL, REFL]), (["=", 1, 1], ["have", [], ["=", 1, 1], REFL, REFL]), (["=", 1, 1], ["have", "h", [], REFL, REFL]),
    (["=", 1, 1], ["have", "h", 5, REFL, REFL]), (["=", 1, 1], ["have", "h", "n", REFL, REFL]), (["=", 1, 1], ["lin", [[1, "EVONE"]]]), (["=", 1, 1], ["lin", 5]),
])
def test_a_part_that_is_not_used_is_still_read(formula, proof):
    refused(formula, proof)


@pytest.mark.parametrize("entry", [5, None, "abc", True, {}, {"a": 1, "b": 2, "c": 3}, [], ["a", ["=", 1, 1]], ["a", ["=", 1, 1], REFL, []], [["a"], ["=", 1, 1], REFL], [1, ["=", 1, 1], REFL]], ids=str)
def test_an_entry_is_a_list_of_three(entry):
    with pytest.raises(Malformed):
        replay({"format": "eigenproof-theory", "theorems": [entry]})


def test_what_is_not_known_is_rejected_and_not_malformed():
    for proof in (["by", "nothing"], ["use", "u", "nothing", [], [], REFL], ["lin", [[1, "nothing", 1]]], ["rw", "z", ["=", f("z"), 1], "nothing", REFL], ["both", "nothing", ["p", "q"], REFL]):
        with pytest.raises(Rejected, match=r"^goal: fact: "):
            replay(theory(["goal", ["=", 1, 1], proof]))


def cited(*names):
    """A proof of 1 = 1 that cites axioms without their premises, so that any of them will do."""
    proof = REFL
    for i, name in enumerate(names):
        proof = ["use", f"u{i}", name, [], [], proof]
    return proof


@pytest.mark.parametrize(("names", "groups"), [
    (["EVONE"], "DIFF"), (["EVONE", "SUM0"], "DEF DIFF"), (["EVONE", "QINV"], "DIFF QALG"), (["EVONE", "DETT"], "DET DIFF"), (["EVONE", "SUM0", "QINV", "DETT"], "DEF DET DIFF QALG"),
    (["INV", "TOTAL", "DETT", "QINV", "SUM0"], "DEF DET FIELD ORDER QALG"), (["TRIG", "INV"], "FIELD TRIG"), ([], ""),
])
def test_groups_of_axioms_that_have_a_common_model(names, groups):
    found = accepted(["=", 1, 1], cited(*names))
    assert (found.axioms, found.groups) == (frozenset(names), frozenset(groups.split()))
    again = accepted(["=", 2, 2], ["have", "h", ["=", 1, 1], ["by", "first"], REFL], ["first", ["=", 1, 1], cited(*names)])
    assert (again.axioms, again.groups) == (found.axioms, found.groups)


@pytest.mark.parametrize("group", ["INV", "CHAR0", "TOTAL", "NATPOS", "SQRT", "TRIG"])
def test_groups_of_axioms_that_have_none(group):
    refused(["=", 1, 1], cited("EVONE", group), match="common model")
    refused(["=", 1, 1], cited("SUM0", group, "DADD"), match="common model")


def test_false_is_shown_by_nothing_true():
    for formula in (["=", 1, 1], ["<=", 0, 1], ["le", 0, 1]):
        refused(imp(formula, FALSE), intro("h", ["by", "h"]))
        with pytest.raises(REFUSED):
            replay(theory(["goal", FALSE, ["absurd", REFL]]))
    accepted(forall(["m", "Z", [], 1, 1], imp(["=", m("Z"), m("Z")], ["=", 1, 1])), intro("Z h", REFL))


SIZES = {"sum": lambda v, body: ["sum", v, 0, 3, body], "prod": lambda v, body: ["prod", v, 0, 3, body], "rows": lambda v, body: ["det", ["mat", 2, 2, v, "q", body]],
         "columns": lambda v, body: ["det", ["mat", 2, 2, "q", v, body]]}


@pytest.mark.parametrize("binder", SIZES)
def test_every_binder_renames_its_variable(binder):
    """The instance mentions k, and the fact binds a k of its own around the place where it goes."""
    bound = SIZES[binder]
    fact = forall(X, ["=", ["inv", bound("k", x)], ["inv", bound("i", x)]])
    accepted(fact, intro("x", REFL))
    outer, caught = bound("i", f("f", "k")), bound("k", f("f", "k"))
    proof = intro("f k h", ["use", "u", "h", [f("f", "k")], [], ["by", "u"]])
    accepted(forall(F, "k", imp(fact, ["=", ["inv", outer], ["inv", outer]])), proof)
    with_y = forall(X, ["=", bound("k", x), y])
    proof = intro("f y k h", ["use", "u", "h", [f("f", "k")], [], ["by", "u"]])
    accepted(forall(F, Y, "k", imp(with_y, ["=", outer, y])), proof)
    refused(forall(F, Y, "k", imp(with_y, ["=", caught, y])), proof)
    indexed = forall("n", ["=", bound("k", f("h", "k", "n")), 0])
    proof = intro("h k e", ["use", "u", "e", ["k"], [], ["by", "u"]])
    accepted(forall(H, "k", imp(indexed, ["=", bound("i", f("h", "i", "k")), 0])), proof)
    refused(forall(H, "k", imp(indexed, ["=", bound("i", f("h", "i", "i")), 0])), proof)
    refused(forall(H, "k", imp(indexed, ["=", bound("i", f("h", "k", "k")), 0])), proof)


@pytest.mark.parametrize("op", ["all", "ex"])
def test_every_quantifier_renames_its_variable(op):
    """From: for all k there is an n = k + 1, at k = n, follows no n = n + 1."""
    fact = forall("k", [op, ["int", "n"], ["==", "n", ["+", "k", 1]]])
    proof = intro("n h", ["use", "u", "h", ["n"], [], ["by", "u"]])
    accepted(forall("n", imp(fact, [op, ["int", "j"], ["==", "j", ["+", "n", 1]]])), proof)
    refused(forall("n", imp(fact, [op, ["int", "j"], ["==", "j", ["+", "j", 1]]])), proof)
    family = forall("k", [op, F, ["=", f("f", "k"), f("g", "k")]])
    accepted(forall(["f", "g", 1], "n", imp(family, [op, F, ["=", f("f", "n"), f("g", "n")]])), intro("g n h", ["use", "u", "h", ["n"], [], ["by", "u"]]))
    other = forall(["f", "e", 1], [op, F, ["=", f("f", 0), f("e", 0)]])
    proof = intro("f h", ["use", "u", "h", [lam("i", f("f", "i"))], [], ["by", "u"]])
    accepted(forall(F, imp(other, [op, ["f", "g", 1], ["=", f("g", 0), f("f", 0)]])), proof)
    refused(forall(F, imp(other, [op, ["f", "g", 1], ["=", f("g", 0), f("g", 0)]])), proof)


@pytest.mark.parametrize("value", [["sum", 1, 0, 2, 1], ["prod", ["k"], 0, 2, 1], ["det", ["mat", 1, 1, 1, "j", 0]], ["det", ["mat", 1, 1, "i", 1, 0]], ["sum", ["f", "x"], 0, 2, 1], ["sum", "k", 0, 2], ["mat", 1], ["mat", 1, 1, "i"], ["sum", 1],
                                   ["all", ["int", "k"], 1], ["f"], [], ["q", 1, 0]])
def test_instances_are_terms_before_their_parameters_are_renamed(value):
    for given in (value, lam("", value)):
        refused(["ex", X, ["=", 1, 1]], ["exi", given, REFL])
    refused(["ex", F, ["=", 1, 1]], ["exi", lam("p", value), REFL])


def test_a_parameter_of_a_size_may_be_called_like_a_variable_in_scope():
    tall = ["m", "M", ["n"], "n", 1]
    accepted(forall("n", tall, ["=", m("M", 3), ["*", ["I", 3], m("M", 3)]]), intro("n M", REFL))
    accepted(forall("n", tall, ["=", m("M", "n"), ["*", ["I", "n"], m("M", "n")]]), intro("n M", REFL))
    refused(forall("n", tall, ["=", m("M", 3), ["*", ["I", "n"], m("M", 3)]]), intro("n M", REFL))
    fact = forall("k", ["all", ["m", "M", ["k"], "k", "k"], ["=", ["tr", m("M", 2)], 0]])
    accepted(imp(fact, ["=", ["tr", ["I", 2]], 0]), intro("h", ["use", "u", "h", [5, lam("i", ["I", "i"])], [], ["by", "u"]]))
    refused(imp(fact, ["=", ["tr", ["I", 5]], 0]), intro("h", ["use", "u", "h", [5, lam("i", ["I", 5])], [], ["by", "u"]]))


# in the scope of x, y, n, k: two formulas of which neither shows the other
SIDES = [
    (["le", x, y], ["le", x, 0]), (["le", x, y], ["le", 0, y]), (["le", x, y], ["le", x, ["*", 2, y]]), (["le", x, y], ["le", ["*", 2, x], y]), (["le", x, y], ["le", ["*", 2, x], ["*", 2, y]]),
    (["=", x, y], ["=", x, 0]), (["=", x, y], ["=", 0, y]), (["=", x, y], ["=", x, ["*", 2, y]]), (["=", x, y], ["=", ["*", 2, x], ["*", 2, y]]),
    (["<=", "n", ["+", "n", "n", 1]], ["<=", 0, 1]), (["<=", "n", "n"], ["<=", 0, "n"]), (["<=", "n", "k"], ["<=", 0, "k"]), (["<=", "n", "k"], ["<=", "n", 0]), (["<=", "n", "k"], ["<=", "n", ["*", 2, "k"]]),
    (["<=", "n", "k"], ["<=", ["*", 2, "n"], "k"]), (["<=", ["*", 2, "n"], 1], ["<=", "n", 0]), (["==", "n", ["+", "n", "n", 1]], ["==", 0, 1]), (["==", "n", "k"], ["==", "n", 0]), (["==", "n", "k"], ["==", 0, "k"]),
]


@pytest.mark.parametrize(("one", "other"), SIDES)
def test_both_sides_of_a_relation_count(one, other):
    for left, right in ((one, other), (other, one)):
        refused(forall(X, Y, "n", "k", imp(left, right)), intro("x y n k h", ["by", "h"]))


P, Q, C, R = ["fun", "p"], ["fun", "q"], ["m", "C", ["i"], "n", "n"], ["m", "R", [], "n", "k"]
SCOPE, NAMES = [X, Y, F, H, P, Q, "n", "k", A, C, R], "x y f h p q n k A C R"
INNER, TABLE = ["sum", "j", 0, 2, f("f", "j")], ["mat", "n", 2, "i", "j", f("h", "i", "j")]


def over(v, body, op="sum"):
    return [op, v, 0, "n", body]


@pytest.mark.parametrize(("one", "other"), [
    (["inv", 0], ["inv", ["-", x, x]]), (["app", "p", ["*", ["+", x, y], ["-", x, y]]], ["app", "p", ["-", ["*", x, x], ["*", y, y]]]), (["mat", 1, 1, "i", "j", 0], ["mat", 1, 1, "i", "j", ["-", x, x]]),
    (["*", ["inv", x], ["inv", y]], ["*", ["inv", y], ["inv", x]]), (["*", ["D", x], ["ev", y]], ["*", ["ev", y], ["D", x]]), (["*", over("i", x, "prod"), over("i", y, "prod")], ["*", over("i", y, "prod"), over("i", x, "prod")]),
    (["ent", m("R"), 0, 1], ["ent", ["T", m("R")], 1, 0]), (["+", TABLE, ["O", "n", 2]], TABLE), (["*", TABLE, ["I", 2]], ["*", ["I", "n"], TABLE]), (over("i", ["*", f("f", "i"), TABLE]), ["*", over("i", f("f", "i")), TABLE]),
    (over("i", ["*", INNER, over("k", f("h", "i", "k"))]), ["*", INNER, over("i", over("k", f("h", "i", "k")))]), (["tr", ["*", m("R"), ["T", m("R")]]], ["tr", ["*", ["T", m("R")], m("R")]]),
    (over("k", ["*", f("f", "k"), ["tr", over("i", m("C", "i"))]]), ["*", over("k", f("f", "k")), ["tr", over("i", m("C", "i"))]]),
    (over("k", ["*", f("f", "k"), ["tr", over("i", ["*", m("C", "i"), m("A"), m("C", "i")])]]), ["*", over("k", f("f", "k")), ["tr", over("i", ["*", m("C", "i"), m("A"), m("C", "i")])]]),
    (["*", ["adj", m("A")], x, m("A")], ["*", x, ["adj", m("A")], m("A")]), (["*", 0, ["inv", x]], 0), (["*", over("i", m("C", "i")), x], over("k", ["*", m("C", "k"), x])),
])
def test_equal_terms(one, other):
    accepted(forall(*SCOPE, ["=", one, other]), intro(NAMES, REFL))


@pytest.mark.parametrize(("one", "other"), [
    (["app", "p", x], ["app", "q", x]), (["app", "p", 0], ["app", "q", 0]), (["*", ["adj", m("A")], m("C", 0)], ["*", m("C", 0), ["adj", m("A")]]), (["*", ["D", m("A")], m("A")], ["*", m("A"), ["D", m("A")]]),
    (["*", ["ev", m("A")], m("C", 0)], ["*", m("C", 0), ["ev", m("A")]]), (["*", over("i", m("A"), "prod"), m("C", 0)], ["*", m("C", 0), over("i", m("A"), "prod")]), (["T", ["adj", m("A")]], ["adj", m("A")]), (["T", ["D", m("A")]], ["D", m("A")]),
    (["T", over("i", m("A"), "prod")], over("i", m("A"), "prod")), (["+", TABLE, ["O", 2, "n"]], TABLE), (["T", ["mat", 2, 2, "i", "j", f("h", "i", "j")]], ["mat", 2, 2, "i", "j", f("h", "i", "j")]),
    (over("i", ["*", INNER, over("k", f("h", "i", "k"))]), over("i", ["*", INNER, over("k", f("h", "k", "i"))])), (over("i", ["*", INNER, over("k", f("h", "i", "k"))]), over("i", ["*", INNER, over("k", f("h", "k", "k"))])),
    (over("i", ["*", ["tr", ["mat", "n", "n", "i", "j", 1]], over("k", f("h", "i", "k"), "prod")]), over("i", ["*", ["tr", ["mat", "n", "n", "i", "j", 1]], over("k", f("h", "k", "i"), "prod")])),
    (["ent", m("R"), 0, 1], ["ent", ["T", m("R")], 0, 1]), (["ent", ["I", 2], 0, 0], ["ent", ["I", 3], 0, 0]),
])
def test_other_terms(one, other):
    refused(forall(*SCOPE, ["=", one, other]), intro(NAMES, REFL))
    accepted(forall(*SCOPE, ["=", ["inv", 0], ["inv", 0]]), intro(NAMES, REFL))


@pytest.mark.parametrize("outer", ["sum", "prod", "mat"])
@pytest.mark.parametrize("inner", ["prod", "mat", "mat turned"])
def test_no_outer_variable_takes_the_name_of_one_that_does_not_occur(outer, inner):
    def body(b):
        inside = {"prod": ["prod", "i", 0, 2, f("f", b)], "mat": ["det", ["mat", 2, 2, "i", "k", f("f", b)]], "mat turned": ["det", ["mat", 2, 2, "k", "i", f("f", b)]]}[inner]
        return [outer, "j", 0, 2, inside] if outer != "mat" else ["det", ["mat", 2, 2, "j", "q", inside]]
    for b in "ij":
        accepted(forall(F, ["=", body(b), body(b)]), intro("f", REFL))
    refused(forall(F, ["=", body("i"), body("j")]), intro("f", REFL))


def test_bound_functions_are_compared_by_their_place():
    for op in ("all", "ex"):
        one = [op, P, ["=", ["app", "p", 0], 1]]
        accepted(imp(one, [op, Q, ["=", ["app", "q", 0], 1]]), intro("h", ["by", "h"]))
        refused(forall(P, imp(one, [op, Q, ["=", ["app", "p", 0], 1]])), intro("p h", ["by", "h"]))
        both = [op, P, [op, Q, ["=", ["app", "p", 0], ["app", "q", 1]]]]
        accepted(imp(both, [op, Q, [op, P, ["=", ["app", "q", 0], ["app", "p", 1]]]]), intro("h", ["by", "h"]))
        refused(imp(both, [op, P, [op, Q, ["=", ["app", "q", 0], ["app", "p", 1]]]]), intro("h", ["by", "h"]))


@pytest.mark.parametrize("name", ["x", "f", "h", "p", "A", "C", "R", "z"])
def test_only_integers_are_indices_and_sizes(name):
    for term in (f("f", name), f("h", 0, name), ["#", name], ["ite", name, 0, 1, 1], ["ite", 0, name, 1, 1], ["sum", "i", name, 0, 1], ["sum", "i", 0, name, 1], ["ent", m("A"), name, 0], ["ent", m("A"), 0, name],
                 ["tr", ["I", name]], ["tr", m("C", name)], f("f", ["*", 1, name]), f("f", ["+", "n", name]), f("f", ["*", name, "n"]), f("f", ["*", name, 2]), f("f", ["*", name, 0]), f("f", ["*", "n", 0])):
        refused(forall(*SCOPE, ["=", term, term]), intro(NAMES, REFL))


@pytest.mark.parametrize("term", ["fx", "pf", "In", "Onk", "mA", "n", "x", "Ix", ["ent", 0, 0, 0], ["ent", 1, 0, 0], ["tr", 0], ["det", 0], ["T", 0], ["adj", 0], ["*", ["O", "n", 2], ["O", 1, 1]], ["+", 0, ["O", 1, 1]], ["+", ["O", 1, 1], 0], ["-", ["O", 1, 1], 0]])
def test_what_is_no_term(term):
    for other in (term, ["*", 0, term]):
        refused(forall(*SCOPE, ["=", other, other]), intro(NAMES, REFL))


@pytest.mark.parametrize("term", [["sum", 1, 0, 2, 1], ["sum", ["k"], 0, 2, 1], ["prod", 1, 0, 2, 1], ["tr", ["mat", 1, 1, 1, "j", 0]], ["tr", ["mat", 1, 1, "i", 1, 0]], ["tr", ["mat", 1, 1, 1, 2, 0]], ["tr", ["mat", 1, 1, "i", "i", 0]]])
def test_a_bound_variable_has_a_name(term):
    """Also where nothing is substituted, which would find it too."""
    refused(["=", term, term], REFL)


def test_a_proof_nested_to_the_limit_is_replayed_whatever_the_caller_allows():
    proof = REFL
    for i in range(390):
        proof = ["have", f"h{i}", ["=", 1, 1], REFL, proof]
    before, _ = sys.getrecursionlimit(), sys.setrecursionlimit(1_000)
    try:
        accepted(["=", 1, 1], proof)
    finally:
        sys.setrecursionlimit(before)
