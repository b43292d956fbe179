"""Every part of every rule counts: each premise proof is replayed, each side condition refuses what breaks it, and only that.

A table row is a false claim (or a proof that breaks the format) that a kernel without the named condition would accept.
"""
from __future__ import annotations

import json

import pytest

from tests.verify.test_kernel_logic import REFL, USES, intro
from tests.verify.theories import FALSE, REFUSED, A, F, G, X, Y, accepted, f, forall, imp, lam, m, no, refused, theory, x, y
from verify.kernel import Rejected
from verify.kernel.logic import RULES
from verify.kernel.theory import replay

EQ, LE = ["=", x, y], ["le", x, y]


def subproofs(proof, path=()):
    """The places of a proof object at which a proof stands."""
    if proof == "a" or (isinstance(proof, list) and proof and isinstance(proof[0], str) and proof[0] in RULES):
        yield path
    for i, part in enumerate(proof) if isinstance(proof, list) else ():
        yield from subproofs(part, (*path, i))


def put(proof, path, new):
    return [put(part, path[1:], new) if i == path[0] else part for i, part in enumerate(proof)] if path else new


PLACES = [(use[0], use[1], use[2], path) for use in USES for path in subproofs(use[2])]


@pytest.mark.parametrize(("formula", "proof", "path"), [p[1:] for p in PLACES], ids=[f"{p[0]}{''.join(f' {i}' for i in p[3])}" for p in PLACES])
def test_every_proof_inside_a_proof_is_replayed(formula, proof, path):
    for bogus in (["by", "nothing_of_this_name"], ["sorry"]):
        refused(formula, put(json.loads(json.dumps(proof)), path, bogus))


SUMS_EQUAL = ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "j", 0, "n", f("g", "j")]]


def agree(low, high):
    """The sums over 0 .. n are equal if the terms are, for low <= k and k + high <= n."""
    same = forall("k", imp(["<=", low, "k"], ["<=", ["+", "k", high], "n"], ["=", f("f", "k"), f("g", "k")]))
    return (forall(F, G, "n", imp(same, SUMS_EQUAL)),
            intro("f g n h", ["cong", ["k", "u", "v"], ["use", "e", "h", ["k"], ["a", "a"], ["by", "e"]]]))


def inside(rows, columns, sides):
    """Two n x k matrices with equal entries for rows <= i, columns <= j, and i + sides[0] <= n, j + sides[1] <= k."""
    bounds = [["<=", rows, "i"], ["<=", ["+", "i", sides[0]], "n"], ["<=", columns, "j"], ["<=", ["+", "j", sides[1]], "k"]]
    same = forall("i", "j", imp(*bounds, ["=", ["ent", m("P"), "i", "j"], ["ent", m("Q"), "i", "j"]]))
    letters = ["m", "P", [], "n", "k"], ["m", "Q", [], "n", "k"]
    return (forall("n", "k", *letters, imp(same, ["=", m("P"), m("Q")])), intro("n k P Q h", [
        "ext", ["i", "j", "a1", "a2", "a3", "a4"], ["use", "e", "h", ["i", "j"], ["a"] * 4, ["by", "e"]]]))


def test_a_congruence_knows_the_range_and_no_more():
    accepted(*agree(0, 1))
    accepted(*agree(-1, 0))
    refused(*agree(1, 1))
    refused(*agree(0, 2))


def test_entries_are_compared_inside_the_matrix_and_everywhere_there():
    accepted(*inside(0, 0, (1, 1)))
    for wrong in ((1, 0, (1, 1)), (0, 1, (1, 1)), (0, 0, (2, 1)), (0, 0, (1, 2))):
        refused(*inside(*wrong))


def test_two_cases_leave_no_gap_and_overlap_nowhere():
    claim = forall("n", imp(no(["==", "n", 3]), no(["==", "n", 4]), ["<=", 2, 3]))
    accepted(claim, intro("n h k", ["case", "n", 3, "c", "a", "a"]))
    for lost in (3, 4):
        split = forall("n", ["or", ["<=", "n", 3], ["<=", 4, "n"]])
        accepted(split, intro("n", ["case", "n", 3, "c", ["side", 1, "a"], ["side", 2, "a"]]))
        gap = forall("n", ["or", ["<=", "n", lost - 1], ["<=", lost + 1, "n"]])
        for at in (2, 3, 4):
            refused(gap, intro("n", ["case", "n", at, "c", ["side", 1, "a"], ["side", 2, "a"]]))
    refused(forall("n", ["<=", "n", 3]), intro("n", ["case", "n", 3, "c", "a", ["by", "c"]]))
    refused(forall("n", ["<=", 4, "n"]), intro("n", ["case", "n", 3, "c", ["by", "c"], "a"]))


# (label, formula, proof): false, or out of the format; each needs its own condition
CONDITIONS = [
    ("have: its formula is in scope", ["=", 1, 1], ["have", "h", imp(["=", f("z"), 1], ["=", 1, 1]), intro("e", REFL), REFL]),
    ("have: names an earlier hypothesis", forall(X, imp(["=", x, 0], ["=", x, 0])), intro("x h", ["have", "h", ["=", 1, 1], REFL, ["by", "h"]])),
    ("em: its formula is in scope", ["=", 1, 1], ["em", ["=", f("z"), 0], "h", REFL, REFL]),
    ("em: the second is the negation", forall(X, ["=", x, 0]), intro("x", ["em", ["=", x, 0], "h", ["by", "h"], ["absurd", ["by", "h"]]])),
    ("case: integers in scope", ["=", 1, 1], ["case", "n", 0, "c", REFL, REFL]),
    ("names: a variable like a hypothesis", imp(["=", 1, 1], forall("n", ["==", "n", "n"])), intro("h h", "a")),
    ("names: a hypothesis like a variable", forall("n", imp(["<=", "n", 0], ["<=", "n", 0])), intro("n n", ["by", "n"])),
    ("names: a hypothesis like an outer variable", forall("n", imp(["<=", "n", 0], ["<=", "n", 0])), intro("n", intro("n", ["by", "n"]))),
    ("names: a variable like an outer variable", forall("n", "k", ["==", "n", "k"]), intro("n", intro("n", "a"))),
    ("names: a variable like an axiom", forall("n", ["==", "n", "n"]), intro("SUM0", "a")),
    ("names: a hypothesis like an axiom", imp(["=", 1, 2], ["=", 1, 2]), intro("EVONE", ["by", "EVONE"])),
    ("names: an operator", imp(["=", 1, 2], ["=", 1, 2]), intro("+", ["by", "+"])),
    ("names: a number", imp(["=", 1, 2], ["=", 1, 2]), ["intro", [1], ["by", 1]]),
    ("names: of the same hypothesis twice", forall(X, imp(["=", x, 0], ["=", x, 1], ["=", x, 0])), intro("x h h", ["by", "h"])),
    ("use: one premise too many", ["=", 1, 1], ["use", "u", "EVONE", [], ["a"], REFL]),
    ("use: a premise of a premise", imp(no(["=", 1, 2]), FALSE), intro("h", ["use", "u", "h", [], [["by", "h"]], ["by", "u"]])),
    ("use: an instance before its turn", forall(F, imp(forall("n", imp(["<=", 0, "n"], ["=", f("f", "n"), 0])), ["=", f("f", -1), 0])),
     intro("f h", ["use", "u", "h", [-1], [], ["by", "u"]])),
    ("instance: a family for a function", forall(F, imp(forall(["fun", "q"], ["=", ["app", "q", 0], 1]), ["=", 0, 0])), intro("f h", ["use", "u", "h", ["f"], [], REFL])),
    ("instance: a scalar for a function", imp(forall(["fun", "q"], ["=", ["app", "q", 0], 1]), ["=", 0, 0]), intro("h", ["use", "u", "h", [0], [], REFL])),
    ("instance: a parameter too many for a letter", ["=", 1, 1], ["use", "u", "DET1", [lam("k", ["I", 1])], [], REFL]),
    ("instance: a letter of another size", ["=", 1, 1], ["use", "u", "DET1", [["O", 1, 2]], [], REFL]),
    ("instance: a matrix for a family", ["=", 1, 1], ["use", "u", "SUM0", [lam("k", ["I", 1]), 0, 0], ["a"], REFL]),
    ("instance: a scalar where an integer is due", ["=", 1, 1], ["use", "u", "CHAR0", [["#", 1]], ["a"], REFL]),
    ("ind: the bound is the variable", forall("n", "k", imp(["<=", "n", "n"], ["<=", 0, "n"])), ["ind", REFL, REFL]),
    ("ind: a bound on another", forall("k", imp(["<=", 0, "k"], forall("n", imp(["<=", 0, "k"], ["<=", 0, "n"])))),
     intro("k h", ["ind", "a", intro("n u v", "a")])),
    ("ind: the bound is its variable, under an outer one of the name", forall("n", imp(["<=", 0, "n"], ["<=", 0, ["-", "n", 5]])), intro("n h", [
        "have", "all", ["all", ["int", "n"], imp(["<=", "n", "n"], ["<=", 0, "n"])], ["ind", "a", intro("k l ih", "a")],
        ["use", "u", "all", [["-", "n", 5]], ["a"], ["by", "u"]]])),
    ("names: a hypothesis once more", forall(X, imp(["=", x, 0], ["=", x, x])), intro("x h", ["have", "h", ["=", 1, 1], REFL, REFL])),
    ("ind: downwards", forall("n", imp(["<=", "n", 0], ["<=", "n", 0])), ["ind", "a", intro("n u v", "a")]),
    ("ind: over a family", forall(X, imp(["<=", 0, 0], ["=", x, x])), ["ind", REFL, intro("n h ih", REFL)]),
    ("ind: an existence", ["ex", ["int", "n"], imp(["<=", 0, "n"], ["=", 1, 1])], ["ind", REFL, intro("n h ih", REFL)]),
    ("lin: by equal integers", forall("n", imp(["==", "n", 1], ["=", ["#", "n"], 1])), intro("n h", ["lin", [[1, "h", 1]]])),
    ("lin: towards equal integers", forall("n", ["==", "n", "n"]), intro("n", REFL)),
    ("lin: a factor out of scope", ["=", 1, 1], ["lin", [[f("z"), "EVONE", 0]]]),
    ("lin: a matrix of another size as factor", ["=", ["I", 2], ["I", 2]], ["lin", [[["I", 3], "EVONE", 1]]]),
    ("lin: a scalar rest", forall(X, Y, imp(EQ, ["=", x, ["+", y, 1]])), intro("x y h", ["lin", [[1, "h", 1]]])),
    ("pos: a weight with a variable beside its number", forall(X, ["le", 0, ["+", 1, x]]), intro("x", ["pos", [[["+", 1, x], 1, []]], []])),
    ("pos: a negative weight by cancellation", forall(X, ["le", ["*", x, x], 0]), intro("x", ["pos", [[["-", 1, 2], x, []]], []])),
    ("pos: a negative weight in a fraction", forall(X, ["le", ["*", x, x], 0]), intro("x", ["pos", [[["q", 2, -2], x, []]], []])),
    ("pos: a difference turned", forall(X, Y, imp(LE, ["le", y, x])), intro("x y h", ["pos", [[1, 1, ["h"]]], []])),
    ("pos: a product of one known difference with an unknown one", forall(X, Y, imp(["le", 0, x], ["le", 0, ["*", x, y]])), intro("x y h", ["pos", [[y, 1, ["h"]]], []])),
    ("pos: one factor that is no square", forall(X, Y, imp(["le", 0, x], ["le", 0, ["*", x, y]])), intro("x y h", ["pos", [[1, y, ["h"]]], []])),
    ("pos: twice negative", forall(X, imp(["le", x, 0], ["le", ["*", x, x, x], ["*", -1, x, x]])), intro("x h", ["pos", [[1, x, ["h", "h"]]], []])),
    ("pos: by an equation", forall(X, imp(["=", x, -1], ["le", 0, x])), intro("x h", ["pos", [[1, 1, ["h"]]], []])),
    ("pos: by an inequality of integers", imp(["<=", 0, 1], ["le", 1, 1]), intro("h", ["pos", [[0, 1, ["h"]]], []])),
    ("pos: towards integers", ["<=", 0, 0], ["pos", [], []]),
    ("a: half of a negated equality", forall("n", imp(["<=", 0, "n"], ["==", "n", 0])), intro("n h", "a")),
    ("a: the other half", forall("n", imp(["<=", "n", 0], ["==", "n", 0])), intro("n h", "a")),
    ("a: one less than known", forall("n", imp(["<=", 0, "n"], ["<=", 1, "n"])), intro("n h", "a")),
    ("a: a contradiction by one", imp(["<=", 0, 0], FALSE), intro("h", "a")),
    ("a: a product of inequalities", forall("n", "k", imp(["<=", "n", "k"], ["<=", ["*", -1, "n"], ["*", -1, "k"]])), intro("n k h", "a")),
    ("a: of rational numbers only", forall("n", imp(["<=", 1, ["*", 2, "n"]], ["<=", ["*", 2, "n"], 2], FALSE)), intro("n h l", "a")),
    ("a: by a premise inside a premise", imp(imp(["<=", 1, 0], ["<=", 1, 0]), FALSE), intro("h", "a")),
    ("a: towards an equation", ["=", 1, 1], "a"),
    ("absurd: of the goal itself", forall(X, ["=", x, 0]), intro("x", ["absurd", ["em", ["=", x, 0], "h", ["by", "h"], ["by", "h"]]])),
    ("cong: lower ends differ by the order", forall(F, "n", ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "i", "n", 0, f("f", "i")]]), intro("f n", ["cong", ["k", "u", "v"], REFL])),
    ("cong: of products and sums", forall(F, "n", ["=", ["prod", "i", 0, "n", f("f", "i")], ["sum", "i", 0, "n", f("f", "i")]]), intro("f n", ["cong", ["k", "u", "v"], REFL])),
    ("cong: the new name is one of the body", forall(F, "n", "k", imp(["=", f("f", "k"), 0], ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "i", 0, "n", 0]])),
     intro("f n k h", ["cong", ["k", "u", "v"], ["by", "h"]])),
    ("cong: of a table", ["=", ["mat", 1, 1, "i", "j", 1], ["mat", 1, 1, "i", "j", 2]], ["cong", ["k", "u", "v"], REFL]),
    ("ext: with a hypothesis missing", forall("n", A, ["=", m("A"), m("A")]), intro("n A", ["ext", ["i", "j", "a1", "a2", "a3"], REFL])),
    ("ext: with another beside", forall("n", A, ["=", m("A"), m("A")]), intro("n A", ["ext", ["i", "j", "a1", "a2", "a3", "a4", "a5"], REFL])),
    ("ext: one index for both", forall("n", A, ["=", m("A"), ["T", m("A")]]), intro("n A", ["ext", ["i", "i", "a1", "a2", "a3", "a4"], REFL])),
    ("rw: right to left", forall(X, imp(["=", 0, x], ["=", x, 0])), intro("x h", ["rw", "z", ["=", f("z"), 0], "h", REFL])),
    ("rw: a hole in scope", forall(X, Y, imp(["=", y, 0], EQ)), intro("x y h", ["rw", "x", ["=", x, y], "h", REFL])),
    ("rw: the template is in scope", forall(X, imp(["=", x, 0], ["=", 1, 1])), intro("x h", ["rw", "z", imp(["=", f("z2"), 0], ["=", 1, 1]), "h", intro("e", REFL)])),
    ("rw: a scalar hole for matrices", forall("n", A, ["m", "B", [], "n", "n"], imp(["=", m("A"), m("B")], ["=", ["det", m("A")], ["det", m("B")]])),
     intro("n A B h", ["rw", "Z", ["=", ["det", f("Z")], ["det", m("B")]], "h", REFL])),
    ("rw: by no equation", forall(X, imp(["or", ["=", x, 0], ["=", x, 1]], ["=", x, 1])), intro("x h", ["rw", "z", ["=", f("z"), 1], "h", REFL])),
    ("rw: a hole that is no name", forall(X, Y, imp(EQ, EQ)), intro("x y h", ["rw", 1, ["=", f("z"), y], "h", REFL])),
    ("rw: a hole used with arguments", forall(X, Y, imp(EQ, EQ)), intro("x y h", ["rw", "z", ["=", f("z", 0), y], "h", REFL])),
    ("side: counted from the end", ["or", FALSE, ["=", 1, 1]], ["side", -1, REFL]),
    ("side: three", ["or", FALSE, ["=", 1, 1]], ["side", 3, REFL]),
    ("side: the other", ["or", ["=", 1, 2], ["=", 1, 1]], ["side", 1, REFL]),
    ("split: twice the first", ["and", ["=", 1, 1], ["=", 1, 2]], ["split", REFL, ["have", "h", ["=", 1, 1], REFL, ["by", "h"]]]),
    ("both: parts exchanged", forall(X, Y, imp(["and", EQ, LE], ["=", x, y])), intro("x y h", ["both", "h", ["p", "q"], ["by", "q"]])),
    ("both: one name", forall(X, Y, imp(["and", EQ, LE], EQ)), intro("x y h", ["both", "h", ["p"], ["by", "p"]])),
    ("both: of a premise", forall(X, Y, imp(imp(EQ, LE), EQ)), intro("x y h", ["both", "h", ["p", "q"], ["by", "p"]])),
    ("cases: the first for the second", forall(X, Y, imp(["or", EQ, LE], EQ)), intro("x y h", ["cases", "h", "c", ["by", "c"], ["by", "c"]])),
    ("cases: the second for the first", forall(X, Y, imp(["or", EQ, LE], LE)), intro("x y h", ["cases", "h", "c", ["by", "c"], ["by", "c"]])),
    ("exi: of another sort", ["ex", ["int", "n"], ["=", ["#", "n"], 0]], ["exi", x, REFL]),
    ("obtain: the same witness twice", imp(["ex", X, ["=", x, 0]], ["ex", X, ["=", x, 1]], FALSE),
     intro("h k", ["obtain", "h", ["z", "e"], ["obtain", "k", ["z", "d"], ["absurd", ["by", "e"]]]])),
    ("obtain: names a hypothesis in use", imp(["ex", X, ["=", x, 0]], ["=", 0, 1]), intro("h", ["obtain", "h", ["z", "h"], ["by", "h"]])),
    ("no rule: a word", ["=", 1, 1], "lin"),
    ("no rule: what starts a method", ["=", 1, 1], ["check", REFL]),
    ("no rule: a constructor", ["=", 1, 1], ["__init__", {}]),
]


@pytest.mark.parametrize(("formula", "proof"), [row[1:] for row in CONDITIONS], ids=[row[0] for row in CONDITIONS])
def test_without_its_condition_a_rule_would_accept_this(formula, proof):
    with pytest.raises(REFUSED):
        replay(theory(["goal", formula, proof]))


@pytest.mark.parametrize(("rule", "formula", "proof"), [
    ("fact", ["=", 1, 1], ["by", "nothing"]), ("side", ["or", FALSE, FALSE], ["side", 0, REFL]), ("lin", ["le", 1, 1], REFL), ("ind", ["=", 1, 1], ["ind", REFL, REFL]),
    ("cong", ["=", 1, 1], ["cong", ["k", "u", "v"], REFL]), ("names", ["=", 1, 1], ["have", "EVONE", ["=", 1, 1], REFL, REFL]),
    ("use EVONE", ["=", 1, 1], ["use", "u", "EVONE", [1], [], REFL]), ("instance", ["=", 1, 1], ["use", "u", "SUM0", [1, 0, 0], ["a"], REFL]), ("a", FALSE, "a"),
    ("by EVONE", ["=", 1, 1], ["by", "EVONE"]), ("pos", ["le", 1, 0], ["pos", [], []]), ("rw", ["=", 1, 1], ["rw", "z", ["=", f("z"), 2], "EVONE", REFL]),
])
def test_a_rejection_names_its_rule(rule, formula, proof):
    with pytest.raises(Rejected, match=f"^goal: {rule}: expected "):
        replay(theory(["goal", formula, proof]))


ALL = forall("n", ["<=", 0, "n"])
# pairs of formulas that differ, in the scope of x, y, f, g, n, A: neither shows the other
DIFFERENT = [
    (EQ, ["=", y, x]), (EQ, LE), (LE, ["le", y, x]), (["<=", "n", 1], ["==", "n", 1]), (["<=", "n", 1], ["<=", 1, "n"]), (["<=", "n", 1], ["<=", "n", 2]),
    (["==", "n", 1], ["==", 1, "n"]), (imp(EQ, LE), ["and", EQ, LE]), (["and", EQ, LE], ["or", EQ, LE]), (["and", EQ, LE], ["and", LE, EQ]), (imp(EQ, LE), imp(LE, EQ)),
    (["or", EQ, LE], ["or", LE, EQ]), (FALSE, ["=", 0, 1]), (ALL, ["ex", ["int", "n"], ["<=", 0, "n"]]), (["ex", X, ["=", x, 0]], forall(X, ["=", x, 0])),
    (forall(X, ["=", x, 0]), forall(F, ["=", f("f", 0), 0])), (forall(["f", "h", 1], ["=", 0, 0]), forall(["f", "h", 2], ["=", 0, 0])), (forall(X, ["=", 0, 0]), forall("n", ["=", 0, 0])),
    (forall(X, ["=", 0, 0]), forall(["fun", "p"], ["=", 0, 0])), (forall(["m", "M", [], 1, 2], ["=", 0, 0]), forall(["m", "M", [], 2, 1], ["=", 0, 0])),
    (forall(["m", "M", [], "n", 2], ["=", 0, 0]), forall(["m", "M", [], 2, 2], ["=", 0, 0])), (forall(["m", "M", [], 1, 1], ["=", 0, 0]), forall(["m", "M", ["k"], 1, 1], ["=", 0, 0])),
    (forall(["m", "M", ["i", "k"], "i", "k"], ["=", 0, 0]), forall(["m", "M", ["i", "k"], "k", "i"], ["=", 0, 0])), (forall("k", "i", ["<=", "k", "i"]), forall("k", "i", ["<=", "i", "k"])),
    (forall("k", ["ex", ["int", "i"], ["<=", "k", "i"]]), forall("i", ["ex", ["int", "k"], ["<=", "k", "i"]])), (forall("k", ["<=", "n", "k"]), forall("n", ["<=", "n", "n"])),
    (["=", ["O", "n", "n"], ["O", "n", "n"]], ["=", ["O", 1, 1], ["O", 1, 1]]), (["=", 0, 0], ["=", ["O", 1, 1], ["O", 1, 1]]), (["=", ["I", "n"], m("A")], ["=", m("A"), ["O", "n", "n"]]),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_formulas_that_differ_do_not_show_each_other(one, other):
    for left, right in ((one, other), (other, one)):
        with pytest.raises(REFUSED):
            replay(theory(["goal", forall(X, Y, F, G, "n", A, imp(left, right)), intro("x y f g n A h", ["by", "h"])]))
        accepted(forall(X, Y, F, G, "n", A, imp(left, left)), intro("x y f g n A h", ["by", "h"]))


def test_equal_bound_names_do_not_matter():
    accepted(imp(forall("n", A, ["=", m("A"), m("A")]), forall("k", ["m", "C", [], "k", "k"], ["=", m("C"), m("C")])), intro("h", ["by", "h"]))
    accepted(imp(forall(["m", "M", ["i", "k"], "i", ["+", "k", 1]], ["=", 0, 0]), forall(["m", "M", ["p", "i"], "p", ["+", 1, "i"]], ["=", 0, 0])), intro("h", ["by", "h"]))
