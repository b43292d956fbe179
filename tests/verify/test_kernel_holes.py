"""More attempts to prove what is false, each beside the nearest true statement, which is accepted: the hole is where they meet."""
from __future__ import annotations

import json

import pytest

from tests.verify.test_kernel_logic import REFL, intro
from tests.verify.theories import FALSE, REFUSED, A, F, G, X, Y, accepted, f, forall, imp, lam, m, no, refused, theory, x, y
from verify.kernel import Malformed
from verify.kernel.theory import axioms, replay

H = ["f", "h", 2]


def total(k, low, high, body):
    return ["sum", k, low, high, body]


def test_parameters_of_an_instance_meet_the_names_of_the_fact():
    """SUMS binds f, lo, hi and k: the instance mentions variables of these names, and its parameter is one of them."""
    outer = [H, "lo", "hi", "k"]
    body = f("h", "k", "hi")

    def claim(last):
        return forall(*outer, imp(["<=", "hi", "lo"], ["=", total("p", "hi", ["+", "lo", 1], f("h", "p", "hi")), ["+", total("p", "hi", "lo", f("h", "p", "hi")), last]]))
    for parameter in ("k", "hi", "lo", "f", "q"):
        instance = lam(parameter, f("h", parameter, "hi") if parameter != "hi" else body)
        proof = intro("h lo hi k r", ["use", "u", "SUMS", [instance, "hi", "lo"], ["a"], ["by", "u"]])
        if parameter == "hi":  # a constant: the parameter does not occur, and hi is the parameter
            refused(claim(f("h", "lo", "hi")), proof)
        else:
            accepted(claim(f("h", "lo", "hi")), proof)
            refused(claim(f("h", "hi", "hi")), proof)
            refused(claim(f("h", "lo", "lo")), proof)


def test_sizes_that_depend_on_a_parameter_called_like_an_outer_variable():
    wide = ["wide", forall("n", ["m", "M", ["k"], ["+", "n", "k"], 1], ["=", m("M", "n"), m("M", "n")]), intro("n M", REFL)]
    for body, right in ((["+", "k", "p"], True), (["+", "p", "p"], False), (["+", "k", "k"], False), (["*", 2, "k"], False), (["+", "p", "k"], True)):
        proof = intro("k", ["use", "u", "wide", ["k", lam("p", ["O", body, 1])], [], REFL])
        (accepted if right else refused)(forall("k", ["=", 0, 0]), proof, wide)
    shadowed = intro("k", ["use", "u", "wide", ["k", lam("k", ["O", ["+", "k", "k"], 1])], [], REFL])
    refused(forall("k", ["=", 0, 0]), shadowed, wide)
    for bound in ("k", "n"):  # a letter of outer size keeps it under a binder of the same name
        statement = forall("n", ["m", "M", [bound], "n", bound], "j", ["=", ["*", ["I", "n"], m("M", "j")], m("M", "j")])
        (accepted if bound == "k" else refused)(statement, intro("n M j", REFL))


def test_a_witness_does_not_leave_its_branch():
    zero = ["ex", X, ["=", x, 0]]
    refused(imp(zero, zero), intro("h", ["have", "k", zero, ["obtain", "h", ["z", "e"], ["exi", f("z"), ["by", "e"]]], ["exi", f("z"), ["by", "e"]]]))
    accepted(imp(zero, zero), intro("h", ["have", "k", zero, ["obtain", "h", ["z", "e"], ["exi", f("z"), ["by", "e"]]], ["by", "k"]]))
    refused(imp(zero, forall(X, ["=", x, 0])), intro("h x", ["obtain", "h", ["x", "e"], ["by", "e"]]))
    refused(imp(zero, forall(X, ["=", x, 0])), intro("h", ["obtain", "h", ["x", "e"], intro("x", ["by", "e"])]))
    larger = forall("n", ["ex", ["int", "k"], ["<=", ["+", "n", 1], "k"]])
    accepted(larger, intro("n", ["exi", ["+", "n", 1], "a"]))
    largest = ["ex", ["int", "k"], forall("n", ["<=", ["+", "n", 1], "k"])]
    for witness in ("n", ["+", "n", 1], 0):
        refused(largest, ["exi", witness, intro("n", "a")])
        refused(imp(larger, largest), intro("h", ["exi", witness, intro("n", ["use", "u", "h", ["n"], [], ["obtain", "u", ["k", "e"], ["by", "e"]]])]))


def test_a_witness_is_not_captured():
    same = ["ex", ["int", "k"], forall("n", ["==", "k", "n"])]
    refused(forall("n", same), intro("n", ["exi", "n", intro("p", "a")]))
    refused(forall("n", same), intro("n", ["exi", "n", intro("n", "a")]))
    summed = ["ex", X, ["=", total("k", 0, 2, f("f", "k")), total("k", 0, 2, x)]]
    refused(forall(F, "k", summed), intro("f k", ["exi", f("f", "k"), REFL]))


def test_hypotheses_do_not_leave_their_branch():
    fact = ["=", 1, 2]
    refused(imp(FALSE, fact), intro("h", ["have", "k", imp(fact, fact), intro("e", ["by", "e"]), ["by", "e"]]))
    refused(fact, ["use", "u", "EVONE", [], [], ["have", "k", imp(fact, fact), intro("e", ["by", "e"]), ["by", "e"]]])
    refused(["and", imp(fact, fact), fact], ["split", intro("e", ["by", "e"]), ["by", "e"]])
    refused(forall("n", ["<=", "n", 0]), intro("n", ["case", "n", 0, "c", ["by", "c"], ["by", "c"]]))
    refused(forall("n", ["<=", "n", 0]), intro("n", ["have", "k", ["or", ["<=", "n", 0], ["<=", 1, "n"]], ["case", "n", 0, "c", ["side", 1, ["by", "c"]], ["side", 2, "a"]], ["by", "c"]]))
    positive = ["positive", forall("n", imp(no(["<=", "n", 0]), ["<=", 1, "n"])), intro("n h", ["case", "n", 0, "c", ["use", "u", "h", [], ["a"], ["absurd", ["by", "u"]]], "a"])]
    refused(forall("n", ["<=", 1, "n"]), intro("n", ["use", "u", "positive", ["n"], [intro("h", ["absurd", ["by", "h"]])], ["by", "u"]]), positive)


def test_names_that_are_taken():
    """A variable, a hypothesis and a theorem never share a name, in whatever order they come."""
    good = ["good", ["=", 1, 1], REFL]
    for name in ("SUM0", "good", "n"):
        refused(forall("n", "k", ["==", "k", "k"]), intro(f"n {name}", "a"), good)
        refused(forall("n", imp(["<=", "n", 0], ["<=", "n", 0])), ["intro", ["n", name], ["by", name]], good)
        refused(forall("n", ["=", 0, 0]), intro("n", ["case", "n", 0, name, REFL, REFL]), good)
        refused(forall("n", ["=", 0, 0]), intro("n", ["em", ["=", 0, 1], name, REFL, REFL]), good)
        refused(forall("n", imp(["or", FALSE, FALSE], ["=", 0, 0])), intro("n h", ["cases", "h", name, REFL, REFL]), good)
        refused(forall("n", imp(["and", FALSE, FALSE], ["=", 0, 0])), intro("n h", ["both", "h", ["p", name], REFL]), good)
        refused(forall("n", imp(["ex", X, FALSE], ["=", 0, 0])), intro("n h", ["obtain", "h", ["z", name], REFL]), good)
        refused(forall("n", imp(["ex", X, FALSE], ["=", 0, 0])), intro("n h", ["obtain", "h", [name, "e"], REFL]), good)
        refused(forall("n", ["=", total("k", 0, "n", 0), total("k", 0, "n", 0)]), intro("n", ["cong", ["k", name, "v"], REFL]), good)
        refused(forall("n", ["=", ["I", "n"], ["I", "n"]]), intro("n", ["ext", ["i", "j", "a1", name, "a3", "a4"], REFL]), good)
        refused(forall("n", ["=", 0, 0]), intro("n", ["use", name, "EVONE", [], [], REFL]), good)


def test_one_binder_inside_another_of_the_same_name():
    twice = forall(F, imp(forall("n", "n", ["=", f("f", "n"), 0]), ["=", f("f", 2), 0]))
    accepted(twice, intro("f h", ["use", "u", "h", [1, 2], [], ["by", "u"]]))
    refused(twice, intro("f h", ["use", "u", "h", [2, 1], [], ["by", "u"]]))
    refused(forall(F, "n", ["all", ["f", "n", 1], ["=", ["#", "n"], 0]]), intro("f n g", REFL))
    inner = total("i", 0, 2, total("i", 0, 3, f("f", "i")))
    accepted(forall(F, ["=", inner, ["*", total("k", 0, 2, 1), total("j", 0, 3, f("f", "j"))]]), intro("f", REFL))
    refused(forall(F, ["=", inner, ["*", total("k", 0, 3, 1), total("j", 0, 2, f("f", "j"))]]), intro("f", REFL))


def test_a_range_is_outside_of_its_binder():
    """In the sum over k from k to n the bound is the outer k."""
    same = forall("j", imp(["<=", "k", "j"], ["<=", ["+", "j", 1], "n"], ["=", f("f", "j"), f("g", "j")]))
    goal = ["=", total("k", "k", "n", f("f", "k")), total("j", "k", "n", f("g", "j"))]
    proof = intro("f g n k h", ["cong", ["i", "u", "v"], ["use", "e", "h", ["i"], ["a", "a"], ["by", "e"]]])
    accepted(forall(F, G, "n", "k", imp(same, goal)), proof)
    later = forall("j", imp(["<=", ["+", "k", 1], "j"], ["<=", ["+", "j", 1], "n"], ["=", f("f", "j"), f("g", "j")]))
    refused(forall(F, G, "n", "k", imp(later, goal)), proof)
    table = ["mat", "n", "n", "n", "j", ["#", "n"]]
    accepted(forall("n", ["=", table, ["mat", "n", "n", "i", "k", ["#", "i"]]]), intro("n", REFL))
    refused(forall("n", ["=", table, ["mat", "n", "n", "i", "k", ["#", "n"]]]), intro("n", REFL))


def test_numbers_of_bound_variables_stay_inside():
    inner = total("k", 0, 3, ["#", "k"])
    refused(forall("k", ["=", inner, ["*", ["#", "k"], total("k", 0, 3, 1)]]), intro("k", REFL))
    accepted(forall("k", ["=", total("i", 0, 3, ["#", "k"]), ["*", ["#", "k"], total("k", 0, 3, 1)]]), intro("k", REFL))
    refused(forall("k", imp(["==", "k", 0], ["=", inner, 0])), intro("k h", ["rw", "z", ["=", total("k", 0, 3, ["#", "z"]), 0], "h", REFL]))
    accepted(forall("k", imp(["==", "k", 0], ["=", total("i", 0, 3, ["#", "k"]), 0])), intro("k h", ["rw", "z", ["=", total("k", 0, 3, ["#", "z"]), 0], "h", REFL]))


def test_a_hole_under_a_binder_of_the_name_of_its_size():
    """The letter that stands in the hole has size n, and the template binds another n."""
    equal = ["=", m("A"), ["I", "n"]]
    goal = ["=", total("n", 0, 2, ["*", ["#", "n"], ["tr", m("A")]]), ["*", total("k", 0, 2, ["#", "k"]), ["tr", ["I", "n"]]]]
    template = ["=", total("n", 0, 2, ["*", ["#", "n"], ["tr", m("Z")]]), ["*", total("k", 0, 2, ["#", "k"]), ["tr", ["I", "n"]]]]
    accepted(forall("n", A, imp(equal, goal)), intro("n A h", ["rw", "Z", template, "h", REFL]))
    refused(forall("n", A, imp(equal, FALSE)), intro("n A h", ["rw", "Z", total("n", 0, 2, ["tr", ["*", m("Z"), ["I", "n"]]]), "h", REFL]))
    bound = ["=", total("n", 0, 2, ["tr", ["I", "n"]]), total("n", 0, 2, ["tr", m("Z")])]
    refused(forall("n", A, imp(equal, ["=", total("n", 0, 2, ["tr", ["I", "n"]]), total("k", 0, 2, ["tr", m("A")])])), intro("n A h", ["rw", "Z", bound, "h", REFL]))


def test_an_induction_knows_nothing_of_an_outer_variable_of_the_same_name():
    refused(forall("n", imp(["==", "n", 0], forall("n", imp(["<=", 0, "n"], ["==", "n", 0])))), intro("n h", ["ind", "a", intro("k l ih", "a")]))
    refused(forall("n", imp(["<=", 0, "n"], forall("n", ["<=", 0, "n"]))), ["ind", intro("n", "a"), intro("k l ih n", ["use", "u", "ih", ["n"], [], ["by", "u"]])])
    refused(forall("n", imp(["<=", "n", 5], ["<=", "n", 5])), ["ind", "a", intro("k l ih", "a")])
    chosen = forall("n", imp(["<=", 0, "n"], ["ex", ["int", "k"], ["==", "k", ["*", 2, "n"]]]))
    accepted(chosen, ["ind", ["exi", 0, "a"], intro("p l ih", ["obtain", "ih", ["k", "e"], ["exi", ["+", "k", 2], "a"]])])
    refused(forall("n", imp(["<=", 0, "n"], ["ex", ["int", "k"], ["==", ["*", 2, "k"], "n"]])), ["ind", ["exi", 0, "a"], intro("p l ih", ["obtain", "ih", ["k", "e"], ["exi", ["+", "k", 1], "a"]])])


def test_choices_at_the_boundary():
    for low, high, first in ((0, 0, True), (1, 0, False), (0, 1, True), (-1, -1, True)):
        goal = forall(X, Y, ["=", ["ite", low, high, x, y], x if first else y])
        wrong = forall(X, Y, ["=", ["ite", low, high, x, y], y if first else x])
        for name in ("ITE1", "ITE2"):
            proof = intro("x y", ["use", "u", name, [low, high, x, y], ["a"], ["by", "u"]])
            (accepted if (name == "ITE1") == first else refused)(goal, proof)
            refused(wrong, proof)
    refused(forall("n", X, Y, ["=", ["ite", "n", 0, x, y], ["ite", "n", -1, x, y]]), intro("n x y", REFL))


def test_equations_of_one_type_do_not_add_to_another():
    zero = ["=", x, 0]
    accepted(forall("n", A, X, imp(zero, ["=", ["*", x, m("A")], ["O", "n", "n"]])), intro("n A x h", ["lin", [[1, "h", m("A")]]]))
    accepted(forall("n", X, imp(zero, ["=", ["*", x, ["I", "n"]], ["O", "n", "n"]])), intro("n x h", ["lin", [[["I", "n"], "h", 1]]]))
    for left, right in ((1, 1), (["I", 1], 1), (["I", 1], m("A")), (1, ["O", "n", 1])):
        refused(forall("n", A, X, imp(zero, ["=", ["*", x, m("A")], ["O", "n", "n"]])), intro("n A x h", ["lin", [[left, "h", right]]]))
    refused(forall(X, imp(["=", ["I", 0], ["O", 0, 0]], ["=", x, 0])), intro("x h", ["lin", [[x, "h", 1]]]))
    refused(forall(X, imp(["=", ["I", 1], ["O", 1, 1]], ["=", x, 0])), intro("x h", ["lin", [[x, "h", 1]]]))


@pytest.mark.parametrize("weight", [-1, ["-", 1], ["q", 1, -3], ["-", 1, 2], ["*", -1, 1], ["+", ["#", 2], -3], ["#", -1], ["inv", -1], ["inv", 1], x, ["*", x, x], ["ent", ["I", 1], 0, 0], ["det", ["I", 1]], ["I", 1], ["+", 1, ["-", x, y]]], ids=str)
def test_weights_of_squares_are_rational_numbers_that_are_not_negative(weight):
    refused(forall(X, Y, ["le", 0, ["*", weight, x, x]]), intro("x y", ["pos", [[weight, x, []]], []]))


def test_weights_are_read_as_values():
    for weight in (0, 1, ["q", -2, -3], ["-", 3, 2], ["*", -1, -2], ["+", x, 1, ["-", x]], ["#", ["-", 3, 2]]):
        accepted(forall(X, Y, ["le", 0, ["*", weight, y, y]]), intro("x y", ["pos", [[weight, y, []]], []]))


def test_an_inequality_is_no_equation_later():
    """What a rule has computed for a fact must not serve another rule, which would read it differently."""
    zero, square = ["le", 0, x], ["pos", [[1, 1, ["h"]]], []]
    refused(forall(X, imp(zero, ["=", x, 0])), intro("x h", ["have", "k", zero, square, ["lin", [[1, "h", 1]]]]))
    refused(forall(X, imp(zero, ["=", x, 0])), intro("x h", ["have", "k", zero, square, ["lin", [[1, "k", 1]]]]))
    refused(forall(X, imp(zero, ["le", x, 0])), intro("x h", ["have", "k", zero, square, ["pos", [], [[-1, "k", 1]]]]))
    refused(forall(X, Y, imp(["=", x, y], ["le", x, y])), intro("x y h", ["have", "k", ["=", y, x], ["lin", [[-1, "h", 1]]], ["pos", [[1, 1, ["h"]]], []]]))
    accepted(forall(X, Y, imp(["=", x, y], ["le", x, y])), intro("x y h", ["have", "k", ["=", y, x], ["lin", [[-1, "h", 1]]], ["pos", [], [[-1, "h", 1]]]]))
    refused(forall("n", imp(["<=", 0, "n"], ["==", "n", 0])), intro("n h", ["have", "k", ["<=", -1, "n"], "a", "a"]))


def test_functions_are_not_mixed_up():
    P, Q = ["fun", "p"], ["fun", "q"]
    constant = forall(P, X, Y, imp(forall(Q, ["=", ["app", "q", x], ["app", "q", y]]), ["=", ["app", "p", x], ["app", "p", y]]))
    accepted(constant, intro("p x y h", ["use", "u", "h", ["p"], [], ["by", "u"]]))
    for value in ("q", "x", "h", 0, lam("z", 0), lam("z", f("z")), ["app", "p"], ["fun", "p"]):
        refused(constant, intro("p x y h", ["use", "u", "h", [value], [], ["by", "u"]]))
    refused(forall(P, X, Y, ["=", ["app", "p", x], ["app", "p", y]]), intro("p x y", REFL))
    refused(forall(P, X, imp(["=", ["app", "p", 0], 0], ["=", ["app", "p", x], 0])), intro("p x h", ["lin", [[1, "h", 1]]]))
    refused(forall(P, F, ["=", f("p", 0), f("f", 0)]), intro("p f", REFL))


def test_empty_and_negative_sizes_make_no_numbers():
    for n in (-2, -1, 0):
        accepted(["=", ["det", ["*", 2, ["I", n]]], 1], ["use", "u", "DET0", [n, ["*", 2, ["I", n]]], ["a"], ["by", "u"]])
        refused(["=", ["det", ["*", 2, ["I", n]]], ["*", 2, ["det", ["I", n]]]], ["use", "u", "ADJ", [n, ["*", 2, ["I", n]]], [], ["both", "u", ["p", "q"], REFL]])
        refused(["=", 1, 0], ["use", "u", "ENTI1", [n, 0], ["a", "a"], ["use", "v", "ENTHIGH", [n, n, ["I", n], 0, 0], ["a"], ["lin", [[1, "u", 1], [-1, "v", 1]]]]])
    refused(["=", 1, 0], ["use", "u", "ENTI1", [1, 0], ["a", "a"], ["use", "v", "ENTHIGH", [1, 1, ["I", 1], 0, 0], ["a"], ["lin", [[-1, "u", 1], [1, "v", 1]]]]])
    for block in ("DETBLOCK", "ENTINL", "ENTINR"):
        rest = [["I", 1]] if block == "DETBLOCK" else [1, ["O", 1, 1], 0, 0]
        for sizes in ((-1, 2), (2, -1)):
            refused(["=", 0, 0], ["use", "u", block, [*sizes, *rest], ["a", "a", *([REFL] if block == "DETBLOCK" else ["a", "a"])], REFL])
    refused(["=", ["*", ["inl", -1, 2], ["T", ["inl", -1, 2]]], ["O", 1, 1]], REFL)
    refused(["=", ["*", ["T", ["inr", -1, 2]], ["inr", -1, 2]], ["I", 2]], REFL)


def test_the_identity_has_its_size_in_traces_and_entries():
    for one, other in ((["tr", ["I", 1]], ["tr", ["I", 2]]), (["ent", ["I", 0], 0, 0], ["ent", ["I", 1], 0, 0]), (["det", ["I", 1]], ["det", ["I", 2]]), (["tr", ["*", 2, ["I", 1]]], ["tr", ["I", 2]])):
        accepted(["=", one, one], REFL)
        refused(["=", one, other], REFL)
    refused(forall("n", A, ["=", ["ent", ["*", m("A"), m("A")], 0, 0], ["*", ["ent", m("A"), 0, 0], ["ent", m("A"), 0, 0]]]), intro("n A", REFL))


def test_derivative_and_value_are_not_each_other():
    for goal in (["=", ["D", ["ev", x]], 0], ["=", ["ev", ["D", x]], 0], ["=", ["ev", ["ev", x]], ["ev", x]], ["=", ["D", 1], 0], ["=", ["ev", 2], 2], ["=", ["D", ["*", 2, x]], ["*", 2, ["D", x]]],
                 ["=", ["D", total("k", 0, 2, f("f", "k"))], total("k", 0, 2, ["D", f("f", "k")])]):
        refused(forall(X, F, goal), intro("x f", REFL))
    refused(forall(X, imp(["=", ["ev", x], 0], ["=", ["ev", ["D", x]], 0])), intro("x h", ["lin", [[1, "h", 1]]]))
    for axiom, name in (("INV", "x"), ("TOTAL", "x")):  # also when the branch in which it is cited is absurd
        cited = ["use", "u", axiom, [], [], REFL]
        refused(forall(X, imp(FALSE, ["=", ["ev", 1], 1])), intro(f"{name} h", ["have", "k", ["=", 0, 0], ["absurd", ["have", "j", ["=", 0, 0], cited, ["by", "h"]]], ["by", "EVONE"]]), match="common model")


@pytest.mark.parametrize("value", [True, False, None, 0.0, 1.0, -0.0, 1e300, float("inf"), float("nan"), "1", "0", "é", "x\u0301", "ｘ", "x１", "x\n", "x\x00", "x ", " x", "x-y", "x.y", "_", "!x", "%1", "?0", "\u200bx", "", {}, {"f": "x"}])
def test_what_json_may_hold_is_no_number_and_no_name(value):
    for theorem in (["goal", ["=", value, value], REFL], ["goal", ["=", f("x"), ["q", value, 1]], REFL], ["goal", forall(["f", "x", value], ["=", 0, 0]), intro("x", REFL)], ["goal", forall(["int", value], ["=", 0, 0]), intro("x", REFL)],
                    ["goal", forall("n", ["=", 0, 0]), ["intro", [value], REFL]], ["goal", ["le", 0, 1], ["pos", [[value, 1, []]], []]], ["goal", ["or", ["=", 0, 0], ["=", 0, 0]], ["side", value, REFL]], [value, ["=", 0, 0], REFL],
                    ["goal", ["=", total(value, 0, 1, 0), 0], REFL]):
        with pytest.raises(REFUSED):
            replay({"format": "eigenproof-theory", "theorems": [theorem]})


def test_large_integers_are_integers():
    n = 10**3000
    accepted(["=", ["-", n, n], 0], REFL)
    accepted(["<=", ["-", n], n], "a")
    refused(["=", n, n + 1], REFL)
    refused(["<=", n + 1, n], "a")
    accepted(["=", ["q", n, n], 1], REFL)


@pytest.mark.parametrize("wrap", [lambda t: ["inv", t], lambda t: ["sum", "k", 0, 2, t], lambda t: ["det", ["mat", 1, 1, "i", "j", t]], lambda t: ["app", "p", t], lambda t: ["+", t, 1], lambda t: ["ite", 0, 0, t, 0]], ids=range(6))
def test_depth_is_refused_and_never_a_crash(wrap):
    t: object = f("x")
    for _ in range(60):
        t = wrap(t)
    accepted(forall(X, ["fun", "p"], ["=", t, t]), intro("x p", REFL))
    for _ in range(2_000):
        t = wrap(t)
    with pytest.raises(Malformed):
        replay({"format": "eigenproof-theory", "theorems": [["goal", forall(X, ["fun", "p"], ["=", t, t]), intro("x p", REFL)]]})


@pytest.mark.parametrize(("name", "conclusion"), [("SUM0", 1), ("SUMS", 0), ("PROD0", 0), ("ENTI1", 0), ("DET0", 0), ("EVONE", 0)])
def test_an_axiom_does_not_say_something_else(name, conclusion):
    """Cited under its own quantifiers with another right side."""
    formula = json.loads(json.dumps(axioms()[name][1]))
    accepted(formula, ["by", name])
    _last(formula)[2] = conclusion
    refused(formula, ["by", name])


def _last(formula):
    while formula[0] in ("all", "imp"):
        formula = formula[2]
    return formula


def test_a_theory_counts_as_one_only_as_a_whole():
    """One false theorem behind a hundred true ones, and a theorem cited before its turn."""
    good = [[f"good{i}", ["=", i, i], REFL] for i in range(100)]
    assert len(replay(theory(*good))) == 100
    with pytest.raises(REFUSED, match="last"):
        replay(theory(*good, ["last", ["=", 0, 1], REFL]))
    with pytest.raises(REFUSED, match="good0"):
        replay(theory(["good0", ["=", 0, 1], ["by", "good1"]], *good[1:]))
