"""Attempts to prove what is false: the recorded attacks on the kernel of statements, and others."""
from __future__ import annotations

import random
import sys

import pytest

from tests.verify.test_kernel_logic import REFL, USES, intro
from tests.verify.theories import FALSE, REFUSED, A, F, X, accepted, f, forall, imp, lam, m, no, refused, theory, x
from verify.kernel.theory import axioms, replay


def test_an_induction_bound_captured_by_the_variable():
    """H1: all n. n <= n imp P(n) with an outer n would prove the base at the outer n only."""
    inner = ["all", ["int", "n"], ["imp", ["<=", "n", "n"], ["<=", 0, "n"]]]
    refused(forall("n", imp(["<=", 0, "n"], inner)), intro("n h", ["ind", "a", intro("k l ih", "a")]))
    refused(inner, ["ind", "a", intro("k l ih", "a")])
    shifted = ["all", ["int", "n"], ["imp", ["<=", ["-", "n", 1], "n"], ["<=", 0, "n"]]]
    refused(forall("n", imp(["<=", 1, "n"], shifted)), intro("n h", ["ind", "a", intro("k l ih", "a")]))


def test_an_induction_hypothesis_on_an_outer_variable():
    refused(forall("n", "k", imp(["<=", 0, "k"], ["<=", "k", "n"])), intro("n", ["ind", "a", intro("k h ih", "a")]))


def test_derivatives_and_division_do_not_meet():
    """H2: also not through a theorem that is cited, and not through the rule pos."""
    one = ["ev_one", ["=", ["ev", 1], 1], ["by", "EVONE"]]
    two = ["has_inverse", forall(X, imp(no(["=", x, 0]), ["=", ["*", x, ["inv", x]], 1])), ["by", "INV"]]
    both = ["have", "h", ["=", ["ev", 1], 1], ["by", "ev_one"], ["use", "u", "has_inverse", [], [], REFL]]
    refused(["=", 1, 1], both, one, two, match="common model")
    refused(["=", 1, 1], ["use", "u", "ev_one", [], [], ["use", "v", "CHAR0", [], [], REFL]], one, match="common model")
    refused(["le", 0, ["ev", 1]], ["have", "h", ["=", ["ev", 1], 1], ["by", "ev_one"], ["pos", [[1, 1, []]], [[1, "h", 1]]]], one, match="common model")
    assert accepted(["=", 1, 1], ["use", "u", "ev_one", [], [], REFL], one).groups == {"DIFF"}


def test_negative_sizes():
    """H3: with m = -1, n = 2 the relations of blocks would say R^T R = I_2 and R R^T = I_1."""
    for name in ("INLINL", "INRINR", "INLINR", "INLR"):
        refused(["=", 1, 1], ["use", "u", name, [-1, 2], ["a", "a"], REFL])
        refused(["=", 1, 1], ["use", "u", name, [2, -1], ["a", "a"], REFL])
    refused(["=", ["det", ["I", -1]], 0], REFL)
    refused(["=", ["tr", ["I", -1]], -1], ["use", "u", "TRACE", [-1, ["I", -1]], [], ["lin", [[1, "u", 1]]]])
    refused(["=", ["#", -1], 0], ["use", "u", "SUMS", [lam("k", 1), 0, -1], ["a"], REFL])


def test_names_of_the_machine():
    """H4, H5: names are compared under binders, and cannot be written by a proof."""
    nested = ["sum", "i", 0, "n", ["sum", "j", 0, "n", ["*", f("f", "i", "j"), ["sum", "k", 0, "i", f("f", "k", "j")]]]]
    other = ["sum", "j", 0, "n", ["sum", "i", 0, "n", ["*", f("f", "j", "i"), ["sum", "i", 0, "j", f("f", "i", "i")]]]]
    third = ["sum", "k", 0, "n", ["sum", "i", 0, "n", ["*", ["sum", "j", 0, "k", f("f", "j", "i")], f("f", "k", "i")]]]
    accepted(forall(["f", "f", 2], "n", ["=", nested, third]), intro("f n", REFL))
    refused(forall(["f", "f", 2], "n", ["=", nested, other]), intro("f n", REFL))
    for name in ("!0", "!1", "%1", "?0"):
        with pytest.raises(REFUSED):
            replay(theory(["goal", ["=", 1, 1], ["use", "u", "SUM0", [["lam", [name], 1], 0, 0], ["a"], REFL]]))


def test_a_replacement_under_a_binder_captures_nothing():
    equal = ["=", f("f", "k"), 0]
    summed = ["=", ["sum", "k", 0, 2, f("f", "k")], 0]
    zero = ["=", ["sum", "k", 0, 2, f("z")], 0]
    refused(forall(F, "k", imp(equal, summed)), intro("f k h", ["rw", "z", zero, "h", REFL]))
    accepted(forall(F, "k", imp(equal, ["=", ["sum", "j", 0, 2, f("f", "k")], ["sum", "j", 0, 2, 0]])),
             intro("f k h", ["rw", "z", ["=", ["sum", "k", 0, 2, f("z")], ["sum", "j", 0, 2, 0]], "h", REFL]))


def test_instances_capture_nothing():
    """The instance mentions k, the fact binds k; and parameters may be called like variables in scope."""
    fact = forall(X, "n", ["=", ["sum", "k", 0, "n", x], ["*", x, ["sum", "k", 0, "n", 1]]])
    lemma = ["scaled", fact, intro("x n", REFL)]
    wrong = ["=", ["sum", "k", 0, 2, f("f", "k")], ["*", f("f", "k"), ["sum", "k", 0, 2, 1]]]
    refused(forall(F, "k", wrong), intro("f k", ["use", "u", "scaled", [f("f", "k"), 2], [], ["by", "u"]]), lemma)
    some = forall(["f", "g", 2], "k", imp(["==", "k", 5], ["=", ["sum", "i", "k", ["+", "k", 1], f("g", "i", "k")], f("g", "k", "k")]))
    proof = ["use", "u", "SUMS", [lam("k", f("g", "k", "k")), "k", "k"], ["a"], ["use", "v", "SUM0", [lam("k", f("g", "k", "k")), "k", "k"], ["a"], ["lin", [[1, "u", 1], [1, "v", 1]]]]]
    refused(some, intro("g k h", proof))


def test_sizes_capture_nothing():
    """A letter of size n x n keeps its size when an inner n is bound, and under an instance that mentions its parameter."""
    square = forall("n", A, "k", imp(["==", "k", "n"], ["=", m("A"), ["*", m("A"), ["I", "n"]]]))
    accepted(square, intro("n A k h", REFL))
    refused(forall("n", A, ["all", ["int", "n"], ["=", m("A"), ["*", m("A"), ["I", "n"]]]]), intro("n A k", REFL))
    refused(forall("n", A, "k", imp(["==", "k", "n"], ["=", m("A"), ["*", m("A"), ["I", "k"]]])), intro("n A k h", REFL))
    late = ["all", ["m", "M", [], "k", "k"], ["all", ["int", "k"], ["=", m("M"), m("M")]]]
    refused(late, intro("M k", REFL))
    tall = ["tall", forall(["m", "M", ["k"], "k", 1], "k", ["=", m("M", "k"), ["*", m("M", "k"), ["I", 1]]]), intro("M k", REFL)]
    accepted(forall("k", ["=", 1, 1]), intro("k", ["use", "u", "tall", [lam("i", ["O", "i", 1]), "k"], [], REFL]), tall)
    refused(forall("k", ["=", 1, 1]), intro("k", ["use", "u", "tall", [lam("i", ["O", "k", 1]), "k"], [], REFL]), tall)
    accepted(forall("k", ["=", 1, 1]), intro("k", ["use", "u", "tall", [lam("k", ["O", "k", 1]), ["+", "k", 1]], [], REFL]), tall)


def test_what_is_not_there_cannot_be_cited():
    cycle = ["first", ["=", 0, 1], ["by", "second"]], ["second", ["=", 0, 1], ["by", "first"]]
    with pytest.raises(REFUSED, match="first"):
        replay(theory(*cycle))
    good = ["good", ["=", 1, 1], REFL]
    with pytest.raises(REFUSED, match="new name"):
        replay(theory(good, ["good", ["=", 0, 1], ["by", "good"]]))
    with pytest.raises(REFUSED, match="new name"):
        replay(theory(["SUM0", ["=", 1, 1], REFL]))
    refused(["=", 0, 1], ["have", "good", ["=", 1, 1], REFL, ["by", "good"]], good)


@pytest.mark.parametrize("depth", [390, 100_000])
def test_deep_nesting_is_refused(depth):
    term: object = 1
    for _ in range(depth):
        term = ["+", term, 1]
    with pytest.raises(REFUSED):
        replay({"format": "eigenproof-theory", "theorems": [["goal", ["=", term, 0], ["lin", []]]]})
    long: object = ["lin", []]
    for _ in range(depth):
        long = ["absurd", long]
    with pytest.raises(REFUSED):
        replay({"format": "eigenproof-theory", "theorems": [["goal", ["=", 0, 0], long]]})


def test_too_many_constraints_are_refused():
    names = [f"n{i}" for i in range(60)]
    rng = random.Random(1)
    facts = [["<=", ["+", *(["*", rng.choice([-3, -2, 2, 3]), n] for n in rng.sample(names, 5))], 7] for _ in range(120)]
    proof = intro(" ".join([*names, *(f"h{i}" for i in range(120))]), "a")
    refused(forall(*names, imp(*facts, FALSE)), proof, match="constraints")


def mutants(value, rng):
    """One place of a nested list changed."""
    paths = []

    def walk(v, path):
        paths.append(path)
        for i, w in enumerate(v if isinstance(v, list) else ()):
            walk(w, (*path, i))
    walk(value, ())
    rng.shuffle(paths)
    atoms = [0, 1, -1, "n", "x", "f", "h", "a", "k", "goal", ["lin", []], [], ["f", "x"], True, None, 1.0, "!1", "SUM0"]
    for path in paths[:12]:
        def put(v, path=path):
            return [put(w, path[1:]) if i == path[0] else w for i, w in enumerate(v)] if path else rng.choice(atoms)
        yield put(value)


@pytest.mark.parametrize("use", USES, ids=[use[0] for use in USES])
def test_mutations_of_proofs_raise_nothing_else(use):
    """A changed proof may be right as well; it never raises anything but the two errors."""
    rng = random.Random(use[0])
    for proof in mutants(use[2], rng):
        try:
            replay({"format": "eigenproof-theory", "theorems": [["goal", use[1], proof]]})
        except REFUSED:
            continue


def test_random_proofs_of_falsehood():
    """Whatever is cited at random instances, 0 = 1 does not follow by adding up; sizes from -3 to 3."""
    rng = random.Random(7)
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 3000))
    names = sorted(axioms())

    def integer():
        return rng.choice([-3, -2, -1, 0, 1, 2, 3])

    def scalar():
        return rng.choice([0, 1, -1, ["q", 1, 2], ["inv", 0], ["#", integer()], ["det", ["I", integer()]], ["ent", ["I", 2], integer(), integer()]])

    def value(sort):
        if sort[0] == "int":
            return integer()
        if sort[0] == "f":
            return ["lam", [f"p{i}" for i in range(sort[2])], scalar()]
        size = [d if isinstance(d, int) else sizes.get(d, 2) for d in sort[3:]]
        return ["lam", list(sort[2]), rng.choice([["O", *size], ["I", size[0]] if size[0] == size[1] else ["O", *size]])]
    for _ in range(400):
        steps, cited = [], []
        for i in range(rng.randint(1, 4)):
            name = rng.choice(names)
            formula, instances, proofs, sizes = axioms()[name][1], [], [], {}
            while formula[0] in ("all", "imp"):
                if formula[0] == "all":
                    instances.append(value(formula[1]))
                    if formula[1][0] == "int":
                        sizes[formula[1][1]] = instances[-1]
                    formula = formula[2]
                else:
                    proofs.append(rng.choice(["a", ["lin", []], intro("h", "a")]))
                    formula = formula[2]
            steps.append(["use", f"u{i}", name, instances, proofs])
            cited.append(f"u{i}")
        parts = [[rng.choice([1, -1, 2]), name, 1] for name in cited]
        for goal, end in ((["=", 0, 1], ["lin", parts]), (FALSE, ["a"]), (FALSE, ["by", cited[0]])):
            proof = end
            for step in reversed(steps):
                proof = [*step, proof]
            with pytest.raises(REFUSED):
                replay(theory(["goal", goal, proof]))


@pytest.mark.parametrize("body", [
    lambda b: ["prod", "i", 0, 2, ["f", "f", b]],
    lambda b: ["mat", 2, 2, "i", "p", ["f", "f", b]],
    lambda b: ["det", ["mat", 2, 2, "p", "i", ["f", "f", b]]],
    lambda b: ["inv", ["sum", "i", 0, 2, ["*", ["f", "f", b], ["prod", "q", 0, 2, ["f", "f", "i"]]]]],
], ids=["product", "table", "table in a determinant", "sum under an inverse"])
def test_a_bound_variable_that_does_not_occur_keeps_its_name(body):
    """Else the outer variable takes it, and prod_j prod_i f(j) = prod_j prod_i f(i) is provable by no step at all."""
    one, other = (["prod", "j", 0, 1, body(b)] for b in ("j", "i"))
    refused(forall(F, ["=", one, other]), intro("f", ["lin", []]))
    accepted(forall(F, ["=", one, one]), intro("f", ["lin", []]))
