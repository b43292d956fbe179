"""Each rule of the kernel: its use is accepted, every abuse of it is refused."""
from __future__ import annotations

import pytest

from tests.verify.theories import FALSE, REFUSED, A, B, F, G, X, Y, accepted, f, forall, imp, lam, m, no, refused, theory, x, y
from verify.kernel import check
from verify.kernel.theory import replay

REFL = ["lin", []]
SUM_ONE = ["sum_one", forall(F, "c", ["=", ["sum", "k", "c", ["+", "c", 1], f("f", "k")], f("f", "c")]),
           ["intro", ["f", "c"],
            ["use", "u", "SUMS", [lam("k", f("f", "k")), "c", "c"], ["a"],
             ["use", "v", "SUM0", [lam("k", f("f", "k")), "c", "c"], ["a"], ["lin", [[1, "u", 1], [1, "v", 1]]]]]]]
LE = ["le", x, y]
EQ = ["=", x, y]


def test_a_theory_is_a_certificate_like_others():
    found = check(theory(SUM_ONE))
    assert found.kind == "theory"
    first, second = found.statement.splitlines()
    assert first == "1 theorems"
    assert second.startswith("sum_one: (all (f f 1) (all (int c) (= (sum k c (+ c 1) (f f k)) (f f c)))) | premises: none | ")
    assert second.endswith("axioms: SUM0, SUMS | groups: DEF | PROVED")
    assert "premises: (= (f x) (f y))" in str(accepted(forall(X, Y, imp(EQ, EQ)), ["intro", ["x", "y", "h"], ["by", "h"]]))


# (label, formula, proof): all accepted
USES = [
    ("ring", forall(X, Y, ["=", ["*", ["+", x, y], ["-", x, y]], ["-", ["*", x, x], ["*", y, y]]]), ["intro", ["x", "y"], REFL]),
    ("words", forall("n", A, B, ["=", ["T", ["*", m("A"), m("B")]], ["*", ["T", m("B")], ["T", m("A")]]]), ["intro", ["n", "A", "B"], REFL]),
    ("identity", forall("n", A, ["=", ["*", ["I", "n"], m("A"), ["q", 2, 4]], ["*", ["q", 1, 2], m("A")]]), ["intro", ["n", "A"], REFL]),
    ("trace", forall("n", A, B, ["=", ["tr", ["*", m("A"), m("B")]], ["tr", ["*", ["T", m("A")], ["T", m("B")]]]]), ["intro", ["n", "A", "B"], REFL]),
    ("numbers", forall("n", ["=", ["#", ["+", ["*", 2, "n"], 1]], ["+", ["#", "n"], ["#", "n"], 1]]), ["intro", ["n"], REFL]),
    ("congruent atoms", forall(X, ["fun", "p"], "n", ["=", ["+", ["app", "p", ["+", x, 0]], ["inv", ["*", x, x]], ["ite", "n", 2, x, 1]],
      ["+", ["app", "p", x], ["inv", ["*", x, x]], ["ite", ["-", "n", 2], 0, x, 1]]]), ["intro", ["x", "p", "n"], REFL]),
    ("sums are linear", forall(F, X, "n", ["=", ["sum", "k", 0, "n", ["*", ["-", f("f", "k"), 1], x]],
      ["-", ["*", x, ["sum", "j", 0, "n", f("f", "j")]], ["*", x, ["sum", "i", 0, "n", 1]]]]), ["intro", ["f", "x", "n"], REFL]),
    ("bound names", forall("n", ["=", ["sum", "i", 0, "n", ["sum", "j", 0, "i", ["#", "j"]]], ["sum", "j", 0, "n", ["sum", "k", 0, "j", ["#", "k"]]]]),
     ["intro", ["n"], REFL]),
    ("matrix sums", forall("n", A, ["m", "C", ["k"], "n", "n"], ["=", ["sum", "k", 0, "n", ["*", m("A"), m("C", "k"), m("A")]],
      ["*", m("A"), ["sum", "k", 0, "n", m("C", "k")], m("A")]]), ["intro", ["n", "A", "C"], REFL]),
    ("blocks", forall("n", ["=", ["*", ["T", ["inl", "n", 1]], ["O", ["+", "n", 1], 1]], ["O", "n", 1]]), ["intro", ["n"], REFL]),
    ("other atoms", forall("n", A, ["=", ["+", ["*", ["det", m("A")], ["adj", m("A")]], ["D", ["ev", m("A")]], ["*", ["D", 2], ["inr", 0, "n"]], ["prod", "k", 0, 2, m("A")],
      ["mat", "n", "n", "i", "j", ["prod", "k", "i", "j", ["#", "k"]]]],
      ["+", ["*", ["D", 2], ["inr", 0, "n"]], ["D", ["ev", m("A")]], ["prod", "k", 0, 2, m("A")], ["*", ["det", m("A")], ["adj", m("A")]],
       ["mat", "n", "n", "j", "i", ["prod", "i", "j", "i", ["#", "i"]]]]]), ["intro", ["n", "A"], REFL]),
    ("letters with sizes", forall(["m", "M", ["k"], "k", ["+", "k", 1]], "n", ["=", ["*", m("M", "n"), m("M", ["+", "n", 1])],
      ["*", m("M", "n"), ["I", ["+", "n", 1]], m("M", ["+", 1, "n"])]]), ["intro", ["M", "n"], REFL]),
    ("by", forall(X, Y, imp(EQ, ["=", ["-", x, y], 0])), ["intro", ["x", "y", "h"], ["by", "h"]]),
    ("have", ["=", 2, 2], ["have", "h", ["=", 1, 1], REFL, ["by", "h"]]),
    ("obtain", imp(["ex", X, ["=", x, 1]], ["ex", Y, ["=", 1, y]]), ["intro", ["h"], ["obtain", "h", ["z", "e"], ["exi", f("z"), ["lin", [[-1, "e", 1]]]]]]),
    ("or", forall(X, Y, imp(["or", EQ, LE], ["or", LE, EQ])), ["intro", ["x", "y", "h"], ["cases", "h", "c", ["side", 2, ["by", "c"]], ["side", 1, ["by", "c"]]]]),
    ("and", forall(X, Y, imp(["and", EQ, LE], ["and", LE, EQ])), ["intro", ["x", "y", "h"], ["both", "h", ["p", "q"], ["split", ["by", "q"], ["by", "p"]]]]),
    ("em", forall(X, ["or", ["=", x, 0], no(["=", x, 0])]), ["intro", ["x"], ["em", ["=", x, 0], "h", ["side", 1, ["by", "h"]], ["side", 2, ["by", "h"]]]]),
    ("absurd", forall(X, imp(FALSE, ["=", x, 0])), ["intro", ["x", "h"], ["absurd", ["by", "h"]]]),
    ("case", forall("n", imp(["<=", 0, "n"], no(["==", "n", 3]), ["<=", 4, "n"], ["<=", 2, "n"])), ["intro", ["n", "h", "k", "l"], ["case", "n", 3, "c", "a", "a"]]),
    ("equal integers", forall("n", "k", imp(["<=", "n", "k"], ["<=", "k", "n"], ["==", ["*", 3, "n"], ["*", 3, "k"]])), ["intro", ["n", "k", "h", "l"], "a"]),
    ("integers round", forall("n", imp(["<=", 1, ["*", 2, "n"]], ["<=", ["*", 2, "n"], 1], FALSE)), ["intro", ["n", "h", "l"], ["a"]]),
    ("ind", forall("n", imp(["<=", 0, "n"], ["=", ["sum", "k", 0, "n", 1], ["#", "n"]])),
     ["ind", ["use", "u", "SUM0", [lam("k", 1), 0, 0], ["a"], ["lin", [[1, "u", 1]]]],
      ["intro", ["n", "h", "ih"], ["use", "u", "SUMS", [lam("k", 1), 0, "n"], ["a"], ["lin", [[1, "u", 1], [1, "ih", 1]]]]]]),
    ("pos", forall(X, Y, imp(["le", 0, y], ["le", ["*", 2, x, y], ["*", y, ["+", 1, ["*", x, x]]]])), ["intro", ["x", "y", "h"], ["pos", [[1, ["-", x, 1], ["h"]]], []]]),
    ("cong", forall(F, G, "n", imp(forall("k", imp(["<=", 0, "k"], ["<=", ["+", "k", 1], "n"], ["=", f("f", "k"), f("g", "k")])),
      ["=", ["prod", "i", 0, "n", f("f", "i")], ["prod", "j", 0, "n", f("g", "j")]])),
     ["intro", ["f", "g", "n", "h"], ["cong", ["k", "u", "v"], ["use", "e", "h", ["k"], ["a", "a"], ["by", "e"]]]]),
    ("ext", forall("n", A, ["=", ["mat", "n", "n", "i", "j", ["ent", m("A"), "i", "j"]], m("A")]),
     ["intro", ["n", "A"], ["ext", ["i", "j", "a1", "a2", "a3", "a4"],
      ["use", "e", "ENTMAT", ["n", "n", lam("i j", ["ent", m("A"), "i", "j"]), "i", "j"], ["a", "a", "a", "a"], ["by", "e"]]]]),
    ("rw", forall(X, Y, imp(EQ, ["=", ["inv", x], ["inv", y]])), ["intro", ["x", "y", "h"], ["rw", "z", ["=", ["inv", f("z")], ["inv", y]], "h", REFL]]),
    ("rw of a matrix", forall("n", A, B, imp(["=", m("A"), m("B")], ["=", ["det", m("A")], ["det", m("B")]])),
     ["intro", ["n", "A", "B", "h"], ["rw", "Z", ["=", ["det", m("Z")], ["det", m("B")]], "h", REFL]]),
    ("rw of an integer", forall(F, "n", "k", imp(["==", "n", "k"], ["=", f("f", "n"), f("f", "k")])),
     ["intro", ["f", "n", "k", "h"], ["rw", "z", ["=", f("f", "z"), f("f", "k")], "h", REFL]]),
    ("functions", forall(["fun", "p"], imp(forall(["fun", "q"], ["=", ["app", "q", 0], 1]), ["=", ["app", "p", 0], 1])),
     ["intro", ["p", "h"], ["use", "u", "h", ["p"], [], ["by", "u"]]]),
]


@pytest.mark.parametrize(("formula", "proof"), [use[1:] for use in USES], ids=[use[0] for use in USES])
def test_a_right_use_is_accepted(formula, proof):
    accepted(formula, proof)


def intro(names, then):
    return ["intro", names.split(), then]


# (label, formula, proof): all refused
ABUSES = [
    ("a false identity", forall(X, Y, EQ), intro("x y", REFL)),
    ("products commute", forall("n", A, B, ["=", ["*", m("A"), m("B")], ["*", m("B"), m("A")]]), intro("n A B", REFL)),
    ("inverses cancel", forall(X, ["=", ["*", x, ["inv", x]], 1]), intro("x", REFL)),
    ("traces of three turned", forall("n", A, B, ["m", "C", [], "n", "n"], ["=", ["tr", ["*", m("A"), m("B"), m("C")]], ["tr", ["*", m("B"), m("A"), m("C")]]]), intro("n A B C", REFL)),
    ("sums exchanged", forall(["f", "f", 2], "n", ["=", ["sum", "i", 0, "n", ["sum", "j", 0, "n", f("f", "i", "j")]], ["sum", "i", 0, "n", ["sum", "j", 0, "n", f("f", "j", "i")]]]), intro("f n", REFL)),
    ("a sum evaluated", ["=", ["sum", "k", 0, 0, 1], 0], REFL),
    ("a factor with the variable leaves", forall(F, "n", ["=", ["sum", "k", 0, "n", ["*", f("f", "k"), f("f", "k")]], ["*", f("f", "n"), ["sum", "k", 0, "n", f("f", "k")]]]), intro("f n", REFL)),
    ("matrix under its index", forall(["m", "C", ["k"], 2, 2], ["=", ["sum", "k", 0, 2, ["*", m("C", "k"), m("C", 0)]], ["*", m("C", 0), ["sum", "k", 0, 2, m("C", "k")]]]), intro("C", REFL)),
    ("by another", forall(X, Y, imp(EQ, ["=", y, x])), intro("x y h", ["by", "h"])),
    ("by nothing", ["=", 1, 1], ["by", "h"]),
    ("by itself", ["=", 1, 2], ["by", "goal"]),
    ("by a number", ["=", 1, 1], ["by", 1]),
    ("have the name of an axiom", ["=", 1, 1], ["have", "SUM0", ["=", 1, 1], REFL, REFL]),
    ("have unproved", ["=", 1, 2], ["have", "h", ["=", 1, 2], REFL, ["by", "h"]]),
    ("have ill formed", ["=", 1, 1], ["have", "h", ["=", 1, x], REFL, REFL]),
    ("intro too much", ["=", 1, 1], intro("x", REFL)),
    ("intro twice the same", forall("n", "k", imp(["<=", "n", "k"], FALSE)), intro("n n h", "a")),
    ("intro of a taken hypothesis", forall(X, Y, imp(EQ, LE, EQ)), intro("x y h h", ["by", "h"])),
    ("name that is no name", forall("n", ["<=", "n", "n"]), ["intro", ["+"], "a"]),
    ("name that is a list", forall("n", ["<=", "n", "n"]), ["intro", [["n"]], "a"]),
    ("use with too many instances", ["=", 1, 1], ["use", "u", "EVONE", [1], [], REFL]),
    ("use without the premise", ["=", 0, 1], ["use", "u", "SUMS", [lam("k", 1), 0, -1], ["a"], REFL]),
    ("use with an unproved premise", forall(X, ["=", ["*", x, ["inv", x]], 1]), intro("x", ["use", "u", "INV", [x], ["a"], ["by", "u"]])),
    ("use as if there were no premise", forall(X, ["=", ["*", x, ["inv", x]], 1]), intro("x", ["use", "u", "INV", [x], [], ["by", "u"]])),
    ("instance out of scope", ["=", 1, 1], ["use", "u", "ITE1", ["n", "n", 1, 1], ["a"], REFL]),
    ("instance of another sort", ["=", 1, 1], ["use", "u", "DET1", [1], [], REFL]),
    ("instance of another size", forall("n", A, ["=", 1, 1]), intro("n A", ["use", "u", "DET1", [m("A")], [], REFL])),
    ("a matrix for a scalar", ["=", 1, 1], ["use", "u", "INV", [["I", 1]], [], REFL]),
    ("instance with one parameter too few", ["=", 1, 1], ["use", "u", "SUM0", [lam("", 1), 0, 0], ["a"], REFL]),
    ("instance without parameters", ["=", 1, 1], ["use", "u", "SUM0", [1, 0, 0], ["a"], REFL]),
    ("two parameters of one name", ["=", 1, 1], ["use", "u", "ENTMAT", [1, 1, lam("k k", ["#", "k"]), 0, 0], ["a", "a", "a", "a"], REFL]),
    ("parameters that are no list", ["=", 1, 1], ["use", "u", "SUM0", [["lam", "k", 1], 0, 0], ["a"], REFL]),
    ("no function", forall(["fun", "p"], imp(forall(["fun", "q"], ["=", ["app", "q", 0], 1]), ["=", 0, 0])), intro("p h", ["use", "u", "h", ["p1"], [], REFL])),
    ("ind on another form", forall("n", imp(["<=", "n", 0], ["=", 0, 0])), ["ind", REFL, intro("n h ih", REFL)]),
    ("ind on another variable", forall("k", "n", imp(["<=", 0, "k"], ["=", 0, 0])), intro("k", ["ind", REFL, intro("n h ih", REFL)])),
    ("ind without its base", forall("n", imp(["<=", 0, "n"], ["=", ["#", "n"], ["+", 1, ["#", "n"]]])), ["ind", REFL, intro("n h ih", ["lin", [[1, "ih", 1]]])]),
    ("ind without its step", forall("n", imp(["<=", 0, "n"], ["=", ["#", "n"], 0])), ["ind", REFL, intro("n h ih", ["lin", [[1, "ih", 1]]])]),
    ("lin of an inequality", forall(X, Y, imp(LE, EQ)), intro("x y h", ["lin", [[1, "h", 1]]])),
    ("lin towards an inequality", forall(X, ["le", x, x]), intro("x", REFL)),
    ("lin of another type", forall("n", A, X, Y, imp(EQ, ["=", m("A"), m("A")])), intro("n A x y h", ["lin", [[1, "h", 1]]])),
    ("pos of an equation", forall(X, Y, EQ), intro("x y", ["pos", [], []])),
    ("pos with a negative weight", forall(X, ["le", ["*", x, x], 0]), intro("x", ["pos", [[-1, x, []]], []])),
    ("pos with a weight that is no number", forall(X, ["le", 0, x]), intro("x", ["pos", [[x, 1, []]], []])),
    ("pos by an equation as inequality", forall(X, Y, imp(EQ, ["le", ["*", 2, x], ["*", 2, y]])), intro("x y h", ["pos", [[2, 1, ["h"]]], []])),
    ("pos and a rest", forall(X, ["le", 0, x]), intro("x", ["pos", [[1, x, []]], []])),
    ("pos of a square of matrices", forall("n", A, ["le", 0, 0]), intro("n A", ["pos", [[1, m("A"), []]], []])),
    ("a without reason", forall("n", imp(["<=", 0, "n"], ["<=", 1, "n"])), intro("n h", "a")),
    ("a half of an equality", forall("n", "k", imp(["<=", "n", "k"], ["==", "n", "k"])), intro("n k h", "a")),
    ("a of no integers", forall(X, Y, imp(LE, LE)), intro("x y h", "a")),
    ("a without a contradiction", FALSE, "a"),
    ("case with a gap", forall("n", no(["==", ["*", 2, "n"], 2])), intro("n h", ["case", "n", 0, "c", "a", "a"])),
    ("case of scalars", forall(X, ["=", 0, 0]), intro("x", ["case", x, 0, "c", REFL, REFL])),
    ("em of no formula", ["=", 0, 0], ["em", x, "h", REFL, REFL]),
    ("em used twice", forall(X, ["=", x, 0]), intro("x", ["em", ["=", x, 0], "h", ["by", "h"], ["by", "h"]])),
    ("absurd without it", ["=", 0, 1], ["absurd", REFL]),
    ("cong outside the range", forall(F, G, "n", imp(["=", f("f", 0), f("g", 0)], ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "j", 0, "n", f("g", "j")]])), intro("f g n h", ["cong", ["k", "u", "v"], ["by", "h"]])),
    ("cong of two ranges", forall(F, "n", ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "i", 1, "n", f("f", "i")]]), intro("f n", ["cong", ["k", "u", "v"], REFL])),
    ("cong of unequal ends", forall(F, "n", ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "i", 0, 3, f("f", "i")]]), intro("f n", ["cong", ["k", "u", "v"], REFL])),
    ("cong of a sum and a product", forall(F, "n", ["=", ["sum", "i", 0, "n", f("f", "i")], ["prod", "i", 0, "n", f("f", "i")]]), intro("f n", ["cong", ["k", "u", "v"], REFL])),
    ("cong of others", ["=", 1, 1], ["cong", ["k", "u", "v"], REFL]),
    ("cong with a taken name", forall(F, "n", ["=", ["sum", "i", 0, "n", f("f", "i")], ["sum", "i", 0, "n", f("f", "n")]]), intro("f n", ["cong", ["n", "u", "v"], REFL])),
    ("ext of scalars", ["=", 1, 1], ["ext", ["i", "j", "a1", "a2", "a3", "a4"], REFL]),
    ("ext of no equation", ["<=", 1, 1], ["ext", ["i", "j", "a1", "a2", "a3", "a4"], REFL]),
    ("ext with one name twice", forall("n", A, ["=", m("A"), ["T", m("A")]]), intro("n A", ["ext", ["i", "i", "a1", "a2", "a3", "a4"], REFL])),
    ("rw of another goal", forall(X, Y, imp(EQ, ["=", ["inv", y], 1])), intro("x y h", ["rw", "z", ["=", ["inv", f("z")], 1], "h", REFL])),
    ("rw by an inequality", forall(X, Y, imp(LE, EQ)), intro("x y h", ["rw", "z", ["=", f("z"), y], "h", REFL])),
    ("rw into a taken name", forall(X, Y, imp(EQ, EQ)), intro("x y h", ["rw", "x", ["=", x, y], "h", REFL])),
    ("rw with a hole of another sort", forall(X, Y, imp(EQ, EQ)), intro("x y h", ["rw", "z", ["=", ["#", "z"], y], "h", REFL])),
    ("split of an or", ["or", ["=", 1, 1], FALSE], ["split", REFL, REFL]),
    ("both of an or", forall(X, imp(["or", FALSE, ["=", x, 0]], FALSE)), intro("x h", ["both", "h", ["p", "q"], ["by", "p"]])),
    ("both under one name", forall(X, imp(["and", ["=", x, 0], ["=", x, x]], ["=", x, 0])), intro("x h", ["both", "h", ["p", "p"], ["by", "p"]])),
    ("side of an and", ["and", ["=", 1, 1], FALSE], ["side", 1, REFL]),
    ("side 0", ["or", ["=", 1, 1], FALSE], ["side", 0, REFL]),
    ("cases of an and", imp(["and", ["=", 1, 1], FALSE], FALSE), intro("h", ["cases", "h", "c", ["by", "c"], ["by", "c"]])),
    ("one of the cases", imp(["or", ["=", 1, 1], FALSE], FALSE), intro("h", ["cases", "h", "c", ["by", "c"], ["by", "c"]])),
    ("exi towards all", forall(X, ["=", x, 0]), ["exi", 0, REFL]),
    ("a wrong witness", ["ex", X, ["=", x, 0]], ["exi", 1, REFL]),
    ("obtain from all", imp(forall(X, ["=", x, 0]), ["=", 1, 1]), intro("h", ["obtain", "h", ["z", "e"], REFL])),
    ("witness under a name in use", forall(X, imp(["ex", Y, ["=", y, 0]], ["=", x, 0])), intro("x h", ["obtain", "h", ["x", "e"], ["by", "e"]])),
    ("witness that leaves", imp(["ex", Y, ["=", y, 0]], ["=", f("z"), 0]), intro("h", ["obtain", "h", ["z", "e"], ["by", "e"]])),
    ("no rule", ["=", 1, 1], ["sorry"]),
    ("a method that is no rule", ["=", 1, 1], ["assume", ["lin", []], []]),
    ("another method", ["=", 1, 1], ["fact", "EVONE"]),
    ("a proof that is a number", ["=", 1, 1], 0),
    ("an empty proof", ["=", 1, 1], []),
    ("a rule that is a list", ["=", 1, 1], [["lin"], []]),
    ("too few arguments", ["=", 1, 1], ["lin"]),
    ("too many arguments", ["=", 1, 1], ["lin", [], []]),
]


@pytest.mark.parametrize(("formula", "proof"), [abuse[1:] for abuse in ABUSES], ids=[abuse[0] for abuse in ABUSES])
def test_an_abuse_is_refused(formula, proof):
    refused(formula, proof)


@pytest.mark.parametrize("formula", [
    [], ["false", 1], ["=", 1], ["=", 1, ["I", 2]], ["=", ["I", 1], ["I", 2]], ["le", ["I", 1], ["I", 1]], ["<=", 1, x], ["less", 1, 2], "false", 1,
    forall(["int", 1], FALSE), forall(["f", "x"], FALSE), forall(["f", "x", -1], FALSE), forall(["m", "A", "k", 1, 1], FALSE),
    forall(["m", "A", ["k", "k"], 1, 1], FALSE), forall(["m", "A", [1], 1, 1], FALSE), forall(["m", "A", [], "n", 1], FALSE), forall(["set", "x"], FALSE),
    ["=", ["f", "x"], 0], forall(F, ["=", f("f"), 0]), forall(F, ["=", ["m", "f", 1], 0]), forall("n", ["=", "n", 0]), ["=", ["q", 1, 0], 0], ["=", ["q", 1], 0],
    ["=", ["*", ["I", 2], ["I", 3]], 0], ["=", ["+", ["I", 2], 1], 0], ["=", ["det", ["O", 1, 2]], 0], ["=", ["tr", 1], 0], ["=", ["adj", ["O", 1, 2]], 0], ["=", ["T", 2], 2],
    ["=", ["sum", ["k"], 0, 1, 1], 0], ["=", ["sum", 1, 0, 1, 1], 0], ["=", ["mat", 1, 1, "i", "i", 1], ["I", 1]], ["=", ["mat", 1, 1, "i", "j", ["I", 1]], ["I", 1]],
    ["=", ["prod", "k", 0, 1, ["O", 1, 2]], ["O", 1, 2]], ["=", ["sum", "k", 0, 2, ["I", "k"]], ["O", 1, 1]], ["=", ["sum", "k", "k", 2, 1], 0], ["=", ["D", 1, "det"], 0],
    ["=", ["inv", ["I", 1]], 0], ["=", ["app", "p", 0], 0], ["=", ["#", ["*", "n", "n"]], 0], forall("n", ["=", ["#", ["*", "n", "n"]], 0]), ["=", ["#", ["+"]], 0],
    forall("n", ["all", ["f", "n", 0], ["=", ["#", "n"], 0]]), ["=", ["mystery", 1], 0], ["=", ["ent", 1, 0, 0], 0], forall(["f", "k", 0], ["=", ["sum", "k", 0, 1, f("k")], 0]),
])
def test_statements_that_are_not_well_formed(formula):
    refused(formula, REFL)
    refused(forall(["f", "w", 0], imp(FALSE, formula)), ["intro", ["w", "h"], ["absurd", ["by", "h"]]])


@pytest.mark.parametrize("value", [True, None, 1.0, {}, {"a": 1}, "%1", "!1", "?0", "?p0", "", "é", "x\n", "_x", "1x", "<", "a b"])
def test_values_that_cannot_be_read(value):
    for theorem in (["goal", ["=", value, value], REFL], ["goal", ["=", 1, 1], ["have", value, ["=", 1, 1], REFL, REFL]], ["goal", forall(["f", value, 0], ["=", 1, 1]), ["intro", ["x"], REFL]]):
        with pytest.raises(REFUSED):
            replay(theory(theorem))
    with pytest.raises(REFUSED):
        replay(theory([value, ["=", 1, 1], REFL]))


@pytest.mark.parametrize("data", [
    None, [], {"format": "eigenproof-theory"}, {"format": "eigenproof-theory", "theorems": [], "axioms": {}}, {"format": "eigenproof-theory", "theorems": {}},
    {"format": "eigenproof-theory", "theorems": [["a", ["=", 1, 1]]]}, {"format": "other", "theorems": []},
    {"format": "eigenproof-theory", "theorems": [(["a", ["=", 1, 1], ["lin", []]])] * 2}, {"format": "eigenproof-theory", "theorems": [["SUM0", ["=", 1, 1], ["lin", []]]]},
    {"format": "eigenproof-theory", "theorems": [["+", ["=", 1, 1], ["lin", []]]]},
])
def test_data_that_are_no_theory(data):
    with pytest.raises(REFUSED):
        replay(data)
