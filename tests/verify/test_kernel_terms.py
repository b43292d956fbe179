"""Normal forms: terms that are equal by the built-in laws have one, and every argument of every operator counts."""
from __future__ import annotations

import pytest

from tests.verify.test_kernel_logic import REFL, intro
from tests.verify.theories import FALSE, REFUSED, A, B, F, G, X, Y, accepted, f, forall, imp, m, theory, x, y
from verify.kernel import Malformed
from verify.kernel.formulas import checked_sort
from verify.kernel.indices import ZERO, linear, plus, refuted, tightened
from verify.kernel.normal import normal
from verify.kernel.substitution import MAX_DEPTH, read, substitute
from verify.kernel.theory import axioms, premises, replay

H, P, C, R = ["f", "h", 2], ["fun", "p"], ["m", "C", ["i"], "n", "n"], ["m", "R", [], "n", "k"]
AB, BA = ["*", m("A"), m("B")], ["*", m("B"), m("A")]
SCOPE = [X, Y, F, G, H, P, "n", "k", A, B, C, R]
NAMES = "x y f g h p n k A B C R"


def total(low, high, body, v="i"):
    return ["sum", v, low, high, body]


def product(low, high, body, v="i"):
    return ["prod", v, low, high, body]


# (one, other): by the laws of the normal form
EQUAL = [
    (["-", x], ["*", -1, x]), (["-", x, y, 1], ["+", x, ["-", y], -1]), (["+", x], x), (["*", x], x), (["q", 6, -4], ["q", -3, 2]), (["q", 0, 5], 0),
    (["*", x, y, x], ["*", ["*", x, x], y]), (["*", ["+", x, y], ["+", x, y]], ["+", ["*", x, x], ["*", 2, x, y], ["*", y, y]]),
    (["#", ["-", ["*", 2, "n"], "k", 3]], ["-", ["+", ["#", "n"], ["#", "n"], -3], ["#", "k"]]), (["#", ["-", "n", "n"]], 0), (["#", ["+", "n"]], ["#", "n"]), (["#", ["-", "n"]], ["-", ["#", "n"]]),
    (f("f", ["+", "n", "k"]), f("f", ["+", "k", "n"])), (f("h", ["-", "n", "n"], "k"), f("h", 0, "k")), (["app", "p", ["+", x, y]], ["app", "p", ["+", y, x]]),
    (["ite", "n", "k", x, y], ["ite", ["+", "n", 1], ["+", 1, "k"], x, y]), (["inv", ["*", x, y]], ["inv", ["*", y, x]]), (["*", ["inv", x], x], ["*", x, ["inv", x]]),
    (total(0, "n", ["*", x, f("f", "i")]), ["*", x, total(0, "n", f("f", "k"), "k")]), (total(0, "n", ["*", x, y]), ["*", x, y, total(0, "n", 1)]),
    (total(0, "n", ["*", f("f", "i"), f("f", "i"), x]), ["*", x, total(0, "n", ["*", f("f", "i"), f("f", "i")])]), (total(0, "n", ["-", f("f", "i"), f("f", "i")]), 0),
    (total(0, "n", total(0, "k", ["*", f("f", "i"), f("g", "j")], "j")), ["*", total(0, "n", f("f", "i")), total(0, "k", f("g", "i"))]),
    (total(0, "n", ["*", m("A"), m("C", "i"), m("C", "i"), m("B")]), ["*", m("A"), total(0, "n", ["*", m("C", "j"), m("C", "j")], "j"), m("B")]),
    (total(0, "n", ["*", m("C", "i"), m("B"), m("C", "i")]), total(0, "n", ["*", m("C", "k"), m("B"), m("C", "k")], "k")), (total(0, "n", m("A")), ["*", total(0, "n", 1), m("A")]),
    (total(0, "n", ["*", f("f", "i"), m("A")]), ["*", m("A"), total(0, "n", f("f", "i"))]), (total(0, "n", ["*", f("f", "i"), m("C", "i"), m("A")]), ["*", total(0, "n", ["*", m("C", "i"), f("f", "i")]), m("A")]),
    (["ent", AB, 0, "k"], ["ent", ["*", ["T", m("B")], ["T", m("A")]], "k", 0]), (["ent", ["+", m("A"), ["*", 2, m("B")]], 0, 1], ["+", ["ent", m("A"), 0, 1], ["*", 2, ["ent", m("B"), 0, 1]]]),
    (["ent", ["I", "n"], 0, "k"], ["ent", ["I", "n"], "k", 0]), (["ent", ["O", "n", 2], 0, 0], 0), (["tr", AB], ["tr", BA]), (["tr", ["T", m("A")]], ["tr", m("A")]), (["tr", ["*", m("R"), ["T", m("R")]]], ["tr", ["*", ["T", m("R")], m("R")]]),
    (["tr", ["*", AB, m("A")]], ["tr", ["*", m("A"), m("A"), m("B")]]), (["tr", ["-", AB, BA]], 0), (["T", ["T", m("R")]], m("R")), (["T", ["*", x, AB]], ["*", ["T", m("B")], x, ["T", m("A")]]), (["T", ["I", "n"]], ["I", "n"]),
    (["T", ["O", "n", 2]], ["O", 2, "n"]), (["*", ["I", "n"], ["I", "n"]], ["I", "n"]), (["*", m("A"), x, m("B"), y], ["*", y, x, AB]), (["det", ["+", m("A"), m("B")]], ["det", ["+", m("B"), m("A")]]),
    (["mat", "n", 2, "i", "j", ["*", 2, f("h", "i", "j")]], ["mat", "n", 2, "k", "i", ["+", f("h", "k", "i"), f("h", "k", "i")]]), (product(0, "n", ["+", f("f", "i"), 1]), product(0, "n", ["+", 1, f("f", "k")], "k")),
    (["D", ["*", x, y]], ["D", ["*", y, x]]), (["ev", ["+", m("A"), m("B")]], ["ev", ["+", m("B"), m("A")]]), (["adj", ["*", 2, m("A")]], ["adj", ["+", m("A"), m("A")]]),
    (["inl", ["+", "n", "k"], 1], ["inl", ["+", "k", "n"], 1]),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_the_laws_of_the_normal_form(one, other):
    accepted(forall(*SCOPE, ["=", one, other]), intro(NAMES, REFL))


# groups of terms that all differ: one argument, one sign, one order at a time
APART = [
    [0, 1, -1, 2, ["q", 1, 2], ["q", -1, 2], x, y, ["#", "n"], ["#", "k"], ["#", ["+", "n", 1]], ["#", ["*", 2, "n"]], ["*", x, x], ["*", x, y], ["*", 2, x], ["-", x], ["+", x, y], ["-", x, y], ["-", y, x], ["+", x, 1]],
    [f("f", "n"), f("f", "k"), f("f", 0), f("f", ["+", "n", 1]), f("g", "n"), f("h", "n", "k"), f("h", "k", "n"), f("h", "n", "n"), ["app", "p", f("f", "n")], ["app", "p", x], ["app", "p", 0]],
    [["inv", x], ["inv", y], ["inv", ["inv", x]], ["inv", ["*", x, x]], ["*", ["inv", x], ["inv", x]], ["inv", 0], ["inv", 1], ["*", x, ["inv", x]], ["inv", ["-", x]], ["inv", ["*", x, y]], ["*", ["inv", x], ["inv", y]]],
    [["ite", "n", "k", x, y], ["ite", "k", "n", x, y], ["ite", "n", "k", y, x], ["ite", "n", ["+", "k", 1], x, y], ["ite", 0, "k", x, y], ["ite", "n", "k", x, x], x, y, ["ite", 0, 1, x, y]],
    [total(0, "n", f("f", "i")), total(1, "n", f("f", "i")), total(0, "k", f("f", "i")), total("n", 0, f("f", "i")), total(0, "n", f("g", "i")), product(0, "n", f("f", "i")), total(0, "n", f("f", "n")), total(0, "n", 1),
     total(0, 0, 1), total(0, "n", ["*", f("f", "i"), f("f", "i")]), total(0, "n", ["*", f("f", "i"), f("f", "n")]), ["*", total(0, "n", f("f", "i")), total(0, "n", f("f", "i"))], total(0, ["+", "n", 1], f("f", "i")), f("f", 0)],
    [product(0, "n", f("f", "i")), product(1, "n", f("f", "i")), product(0, "k", f("f", "i")), product(0, "n", f("f", "n")), product(0, "n", 1), product(0, 0, 1), product(0, "n", ["*", 2, f("f", "i")]), ["*", 2, product(0, "n", f("f", "i"))],
     product("n", 0, f("f", "i")), product(0, "n", product(0, "n", f("h", "i", "j"), "j")), product(0, "n", product(0, "n", f("h", "j", "i"), "j")), product(0, "n", product(0, "n", f("h", "i", "i"), "j")), product(0, "n", product(0, "n", f("h", "j", "j"), "j"))],
    [total(0, "n", product(0, "n", f("h", "i", "j"), "j")), total(0, "n", product(0, "n", f("h", "j", "i"), "j")), product(0, "n", total(0, "n", f("h", "i", "j"), "j")), product(0, "n", total(0, "n", f("h", "j", "i"), "j"))],
    [total(0, "n", m("C", "i")), product(0, "n", m("C", "i")), m("C", 0), m("C", "n"), m("C", "k"), total(0, "n", ["*", m("C", "i"), m("C", "n")]), total(0, "n", ["*", m("C", "n"), m("C", "i")]), total(1, "n", m("C", "i")), ["I", "n"], ["O", "n", "n"],
     total(0, "n", ["*", m("C", "i"), m("A")]), total(0, "n", ["*", m("A"), m("C", "i")]), product(0, "n", m("A")), product(1, "n", m("A")), product(0, "k", m("A")), total(0, "n", ["T", m("C", "i")])],
    [m("A"), m("B"), ["T", m("A")], ["*", 2, m("A")], AB, BA, ["+", m("A"), m("B")], ["-", m("A"), m("B")], ["T", AB], ["*", m("A"), ["T", m("B")]], ["*", x, m("A")], ["adj", m("A")], ["D", m("A")], ["ev", m("A")], ["I", "n"], ["O", "n", "n"],
     ["adj", ["T", m("A")]], ["T", ["adj", m("A")]], ["ev", ["D", m("A")]], ["D", ["ev", m("A")]], ["D", ["I", "n"]], ["D", ["O", "n", "n"]], ["ev", ["I", "n"]], ["mat", "n", "n", "i", "j", ["ent", m("A"), "i", "j"]],
     ["mat", "n", "n", "i", "j", ["ent", m("A"), "j", "i"]], ["mat", "n", "n", "i", "j", ["ent", m("A"), "i", "i"]], ["mat", "n", "n", "i", "j", ["ent", m("A"), "j", "j"]], ["mat", "n", "n", "i", "j", 1]],
    [["ent", m("A"), 0, 1], ["ent", m("A"), 1, 0], ["ent", m("A"), 0, 0], ["ent", m("B"), 0, 1], ["ent", ["T", m("B")], 0, 1], ["ent", AB, 0, 1], ["ent", BA, 0, 1], ["ent", ["I", "n"], 0, 1], ["ent", ["I", "n"], 0, 0], ["ent", ["I", "k"], 0, 0], ["ent", m("R"), 0, 1],
     ["ent", ["I", "n"], "k", "k"], ["*", ["ent", m("A"), 0, 1], ["ent", m("A"), 0, 1]], ["ent", ["*", m("A"), m("A")], 0, 1]],
    [["tr", m("A")], ["tr", m("B")], ["tr", AB], ["tr", ["*", m("A"), ["T", m("B")]]], ["tr", ["*", m("A"), m("A")]], ["tr", ["*", m("A"), ["T", m("A")]]], ["*", ["tr", m("A")], ["tr", m("A")]], ["tr", ["I", "n"]], ["tr", ["I", "k"]], ["tr", ["I", 0]], 0, 1,
     ["tr", ["*", AB, m("C", 0)]], ["tr", ["*", BA, m("C", 0)]], ["tr", ["adj", m("A")]]],
    [["det", m("A")], ["det", m("B")], ["det", AB], ["det", ["T", m("A")]], ["*", ["det", m("A")], ["det", m("B")]], ["det", ["I", "n"]], ["det", ["I", "k"]], ["det", ["I", 0]], ["det", ["O", "n", "n"]], ["det", ["O", "k", "k"]], 1, 0, ["det", ["*", 2, m("A")]]],
    [["D", x], ["ev", x], ["D", y], ["D", ["*", x, x]], ["ev", ["*", x, x]], ["D", 0], ["D", 1], ["ev", 0], ["ev", 1], ["D", ["ev", x]], ["ev", ["D", x]], ["D", ["D", x]], 0, 1, x, ["inv", ["D", x]]],
    [["inl", "n", "k"], ["*", ["inl", "n", "k"], ["T", ["inl", "n", "k"]], ["inl", "n", "k"]], ["O", ["+", "n", "k"], "n"]], [["inl", "n", "n"], ["inr", "n", "n"]], [["inl", 1, 1], ["inr", 1, 1], ["mat", 2, 1, "i", "j", 1], ["mat", 2, 1, "i", "j", 0], ["O", 2, 1]],
    [["mat", 2, 2, "i", "j", f("h", "i", "j")], ["mat", 2, 2, "i", "j", f("h", "j", "i")], ["mat", 2, 2, "i", "j", f("h", "i", "i")], ["T", ["mat", 2, 2, "i", "j", f("h", "j", "i")]], ["mat", 2, 2, "i", "j", product(0, "i", f("h", "i", "j"), "j")], ["mat", 2, 2, "i", "j", product(0, "j", f("h", "i", "j"), "i")]],
]


def test_terms_that_differ_in_one_argument_have_different_normal_forms():
    scope = {}
    for declaration in (read(["int", d] if isinstance(d, str) else d) for d in SCOPE):
        scope[declaration[1]] = checked_sort(declaration, scope)
    forms = [[normal(read(term), scope) for term in group] for group in APART]
    wrong = [(group[i], group[j]) for group, found in zip(APART, forms, strict=True) for j in range(len(group)) for i in range(j) if found[i] == found[j]]
    assert not wrong
    assert sum(len(group) * (len(group) - 1) // 2 for group in APART) > 700
    for group in APART:  # and through a proof
        with pytest.raises(REFUSED):
            replay(theory(["goal", forall(*SCOPE, ["=", group[0], group[1]]), intro(NAMES, REFL)]))


# terms without a type, in the scope above
ILL = [
    ["+", m("A"), x], ["+", x, m("A")], ["-", m("A"), 1], ["+", m("A"), m("R")], ["*", m("R"), m("R")], ["*", m("R"), x, m("A")], ["+", ["O", 1, 2], ["O", 2, 1]], ["det", m("R")], ["tr", m("R")], ["adj", m("R")], ["det", x], ["tr", x], ["adj", x], ["T", x], ["ent", x, 0, 0],
    ["inv", m("A")], ["app", "p", m("A")], ["app", "f", x], ["app", "q", x], ["app", ["p"], x], ["app", "p"], ["app", "p", x, x], ["ite", "n", "k", m("A"), x], ["ite", "n", "k", x, m("A")], ["ite", x, "k", x, x], ["ite", "n", x, x, x], ["mat", 1, 1, "i", "j", m("A")], ["mat", 1, 1, "i", "i", x],
    ["mat", 1, 1, "i", 1, x], ["mat", x, 1, "i", "j", x], ["mat", 1, x, "i", "j", x], ["mat", "i", 1, "i", "j", x], ["mat", 1, "j", "i", "j", x], ["mat", 1, 1, "i", x], ["prod", "i", 0, "n", m("R")], ["prod", "i", "i", 2, x], ["prod", "i", 0, "i", x], ["sum", "i", 0, "i", x], ["sum", "i", x, 2, x],
    ["sum", "i", 0, x, x], ["prod", "i", x, 2, x], ["prod", "i", 0, x, x], ["sum", "i", 0, 2, ["O", "i", 1]], ["sum", "i", 0, 2, ["O", 1, "i"]], ["prod", "i", 0, 2, ["I", "i"]], ["sum", "i", 0, 2, ["#", "j"]], ["sum", x, 0, 2, x], ["sum", 1, 0, 2, x], f("f"), f("f", "n", "n"), f("h", "n"), f("x", "n"), f("n"), f("A"),
    f("p", "n"), f("z"), f("f", x), f("f", ["*", "n", "k"]), f("f", ["*", x, "n"]), f("f", ["+"]), f("f", ["-"]), f("f", ["*", 2]), f("f", ["*", 2, "n", 2]), f("f", ["q", 2, 1]), f("f", ["#", "n"]), m("A", "n"), m("C"), m("C", "n", "n"), m("x"), m("Z"), m("C", x), ["f"], ["m"], ["#"], ["#", x], ["#", "f"],
    ["#", "n", "n"], ["#", "z"], ["q"], ["q", 1, 0], ["q", "n", 1], ["q", 1, "n"], ["q", x, 1], ["I"], ["I", x], ["I", "n", "n"], ["O", "n"], ["O", x, 1], ["O", 1, x], ["inl", 1], ["inl", x, 1], ["inr", 1, x], ["D"], ["D", x, x], ["ev"], ["T"], ["+"], ["-"], ["*"], [], [x], [1], ["false"], ["lam", [], x], "n", "x", ["sqrt", x],
    ["all", ["int", "i"], x], ["det", m("A"), m("A")], ["ent", m("A"), 0], ["ent", m("A"), x, 0], ["ent", m("A"), 0, x], ["ent", m("A"), 0, 0, 0],
]


@pytest.mark.parametrize("term", ILL, ids=str)
def test_terms_without_a_type_are_refused_wherever_they_stand(term):
    for formula in (["=", term, term], ["=", ["*", 0, ["inv", ["+", 1, ["*", 0, term]]]], 0], imp(FALSE, ["=", term, term]), imp(["=", term, term], FALSE, ["=", 0, 0]),
                    ["ex", ["int", "e"], ["=", ["D", term], ["D", term]]]):
        with pytest.raises(REFUSED):
            replay(theory(["goal", forall(*SCOPE, formula), intro(NAMES, REFL)]))
    accepted(forall(*SCOPE, ["=", ["*", 0, x], 0]), intro(NAMES, REFL))


def test_linear_forms():
    scope = {"n": ("int",), "k": ("int",), "x": ("f", 0)}
    assert linear(("-", ("*", 3, "n"), ("+", "k", 2), -1), scope) == (-1, frozenset({("n", 3), ("k", -1)}))
    assert linear(("-", "n"), scope) == (0, frozenset({("n", -1)}))
    assert linear(("+", 2, 3, 4), scope) == (9, frozenset())
    assert linear(("*", -2, ("-", "n", 3)), scope) == (6, frozenset({("n", -2)}))
    assert plus((1, frozenset({("n", 2)})), (3, frozenset({("n", 1), ("k", 5)})), -2) == (-5, frozenset({("k", -10)}))
    assert plus(ZERO, ZERO) == ZERO == (0, frozenset())
    for bad in (("*", "n", 2), ("*", 2), ("*", 2, "n", "n"), ("+",), ("-",), (), "x", "z", None, ("n",), ("q", 1, 1), True, 1.0):
        with pytest.raises((Malformed, TypeError)):
            linear(bad, scope)


@pytest.mark.parametrize(("facts", "clash"), [
    ([], False), ([(0, [])], False), ([(-1, [])], True), ([(5, [])], False), ([(-1, [("n", 1)])], False), ([(-1, [("n", 1)]), (0, [("n", -1)])], True), ([(0, [("n", 1)]), (0, [("n", -1)])], False),
    ([(-1, [("n", 2)]), (1, [("n", -2)])], True), ([(-2, [("n", 2)]), (2, [("n", -2)])], False), ([(-1, [("n", 2)]), (3, [("n", -2)])], False), ([(-1, [("n", 3)]), (2, [("n", -3)])], True),
    ([(-1, [("n", 1), ("k", 1)]), (0, [("n", -1)]), (0, [("k", -1)])], True), ([(-1, [("n", 1), ("k", 1)]), (1, [("n", -1)]), (0, [("k", -1)])], False), ([(0, [("n", 1), ("k", -1)]), (-1, [("k", 1), ("n", -1)])], True),
    ([(0, [("n", 2), ("k", -3)]), (-1, [("k", 3), ("n", -2)])], True), ([(0, [("n", 2), ("k", -3)]), (1, [("k", 3), ("n", -2)])], False), ([(-3, [("n", 1)]), (4, [("n", -1)]), (0, [("k", 1)])], False),
    ([(-1, [("a", 1)]), (-1, [("b", 1), ("a", -1)]), (-1, [("c", 1), ("b", -1)]), (2, [("c", -1)])], True), ([(-1, [("a", 1)]), (-1, [("b", 1), ("a", -1)]), (-1, [("c", 1), ("b", -1)]), (3, [("c", -1)])], False),
    ([(-5, [("n", 2), ("k", 3)]), (0, [("n", -1)]), (4, [("k", -3)])], True), ([(-5, [("n", 2), ("k", 3)]), (0, [("n", -1)]), (6, [("k", -3)])], False),
])
def test_facts_that_clash(facts, clash):
    assert refuted([(c, frozenset(v)) for c, v in facts]) is clash


def test_rounding_to_integers():
    assert tightened((-3, frozenset({("n", 2)}))) == (-2, frozenset({("n", 1)}))
    assert tightened((3, frozenset({("n", 4), ("k", -6)}))) == (1, frozenset({("n", 2), ("k", -3)}))
    assert tightened((3, frozenset({("n", 1)}))) == (3, frozenset({("n", 1)}))
    assert tightened((-3, frozenset())) == (-3, frozenset())


def test_substitution_renames_what_is_bound():
    body = ("sum", "k", "k", 2, ("f", "f", "k", "n"))
    op, v, low, _, inner = substitute(body, {"n": "k", "k": 7})
    assert (op, low) == ("sum", 7)
    assert v.startswith("!")
    assert inner == ("f", "f", v, "k")
    _, _, _, i, j, inner = substitute(("mat", "i", "j", "i", "j", ("f", "h", "i", "j")), {"i": 1, "j": 2})
    assert inner == ("f", "h", i, j)
    assert len({i, j, "i", "j"}) == 4
    _, (_, name, parameters, rows, columns), body = substitute(("all", ("m", "M", ("k",), "k", "n"), ("=", ("m", "M", "k"), ("m", "M", "n"))), {"n": "k", "k": 3, "M": "N"})
    assert (rows, columns, body) == (parameters[0], "k", ("=", ("m", name, 3), ("m", name, "k")))
    assert substitute(("f", "F", "n"), {"F": ("lam", ("p",), ("+", "p", "n")), "n": 4}) == ("+", 4, "n")
    with pytest.raises(ValueError, match="zip"):
        substitute(("f", "F", "n"), {"F": ("lam", (), 1)})


def test_nesting_up_to_the_limit_is_read():
    x: object = 1
    for _ in range(MAX_DEPTH):
        x = [x]
    assert read(x)
    with pytest.raises(Malformed):
        read([x])
    assert MAX_DEPTH <= 400


def test_premises_are_listed_in_order():
    assert list(premises(axioms()["ENTI1"][1])) == [("<=", 0, "i"), ("<=", ("+", "i", 1), "n")]
    assert list(premises(("and", ("=", 1, 1), ("=", 1, 1)))) == []
    assert list(premises(("imp", ("=", 1, 2), ("imp", ("=", 1, 3), ("false",))))) == [("=", 1, 2)]  # the conclusion is: not 1 = 3
    assert list(premises(("imp", ("false",), ("=", 1, 2)))) == [("false",)]
