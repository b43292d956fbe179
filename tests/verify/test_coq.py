"""The MathComp files: what Coq accepted is what is emitted, and the emitter's own words for terms, formulas and proofs."""
from __future__ import annotations

import json
import re
from collections import deque

import pytest

from verify.kernel.substitution import new_name, read
from verify.proofs import coq
from verify.proofs.committed import index, library
from verify.proofs.coq.__main__ import ASSUMED, culprit
from verify.proofs.coq.canonical import canonical_term, nameless
from verify.proofs.coq.script import Script
from verify.proofs.coq.terms import UntranslatableError, Writer

CLOSED = "Closed under the global context"


@pytest.mark.slow
def test_emitted_files_are_those_that_coq_accepted():
    """One test, because writing all files takes twenty seconds."""
    log = coq.accepted()
    emitted = {file: coq.digest(content) for file, content in coq.files().items() if file.endswith(".v")}
    assert emitted == log["files"], "run `make coq`"
    kept = coq.chosen(set(log["not_accepted"]))
    assert set(kept) == set(log["accepted"]), "run `make coq`"
    assert {said for said in log["accepted"].values() if said != CLOSED and "classic : forall P : Prop, P \\/ ~ P" not in said} == set()
    assert len(coq.held()) >= 150
    inductive = {name for name, _, proof in library()["theorems"] if '["ind"' in json.dumps(proof)}
    assert len(inductive & set(log["accepted"])) >= 60
    for file, content in coq.files().items():
        stated, asked = (re.findall(rf"^{word} (\w+)", content, re.MULTILINE) for word in ("Theorem", "Print Assumptions"))
        assert stated == asked, file
        assert not {"Axiom", "Admitted.", "admit.", "Parameter"} & set(content.split())
    premise = "(INV : (forall (x : Rg), (((x = 0) -> False) -> ((x * (inverse x)) = 1))))"
    assert premise in "\n".join(coq.scripts()["sherman_morrison"].lines)




def test_the_files_do_not_depend_on_what_ran_before():
    """New names are counted by the process; none of them may reach a file."""
    told = []
    for ahead in (0, 12345):
        deque((new_name() for _ in range(ahead)), 0)
        known = {name: formula for name, (_, formula) in coq.axioms().items()}
        found: dict[str, Script] = {}
        for name, formula, proof in ([read(x) for x in entry] for entry in library()["theorems"][:12]):
            found[name] = Script(known, found, {name: group for name, (group, _) in coq.axioms().items()})
            found[name].prove(name, formula, proof)
            known[name] = formula
        told.append([script.lines for script in found.values()])
    assert told[0] == told[1]


def test_the_axioms_on_definitions_and_determinants_are_lemmas_of_the_prelude():
    content = coq.PRELUDE.read_text(encoding="utf-8")
    lemmas = set(re.findall(r"^Lemma (\w+)", content, re.MULTILINE))
    groups = {name: group for name, (group, _) in coq.axioms().items()}
    assert {name for name, group in groups.items() if group in ("DEF", "DET")} <= lemmas
    assert not {"Axiom", "Admitted.", "Parameter"} & set(content.split())


@pytest.mark.parametrize(("term", "written"), [
    (("+", ("f", "x"), 2), "(x + 2%:R)"),
    (("*", -1, ("f", "x", "k")), "((- 1) * (x k))"),
    (("sum", "k1", 0, ("-", "n", 1), ("f", "x", "k1")), "(zsum (0)%ZZ (n - 1)%ZZ (fun k => (x k)))"),
    (("prod", "k", 0, "t", ("m", "A")), "(mzprod (0)%ZZ t (fun k => A))"),
    (("ent", ("T", ("m", "A")), "i", 0), "(ent A^T i (0)%ZZ)"),
    (("*", ("f", "a"), ("m", "A"), ("m", "B")), "(a *: (A *m B))"),
    (("inl", "m", "n"), "(@inl Rg m n)"),
    (("I", ("+", "n", 1)), "(1%:M : 'M[Rg]_(n.+1)%N)"),
    (("ite", "i", "j", 1, 0), "(@ite Rg i j 1 0)"),
])
def test_terms_in_coq(term, written):
    assert Writer().term(term) == written


def test_an_integer_that_is_a_size_is_natural():
    formula = ("all", ("int", "n"), ("imp", ("<=", 0, "n"), ("all", ("int", "k"), ("imp", ("<=", "k", "n"), ("=", ("tr", ("I", "n")), 1)))))
    assert Writer().formula(formula) == ("(forall (n : nat), (forall (k : Z), ((k <= (Z.of_nat n))%ZZ -> "
                                         "((\\tr (1%:M : 'M[Rg]_n)) = 1))))")


def test_what_has_no_translation_says_so():
    for term in (("q", 1, 2), ("I", ("-", "n", 1)), ("nothing", 1)):
        with pytest.raises(UntranslatableError):
            Writer().term(term)


def test_one_term_stands_for_all_of_its_normal_form():
    scope = {"x": ("f", 1), "a": ("f", 0), "n": ("int",)}
    one = ("sum", "k", 0, ("+", "n", 1), ("*", ("f", "x", "k"), ("f", "a")))
    other = ("*", ("f", "a"), ("sum", "j", 0, ("+", 1, "n"), ("f", "x", ("-", ("+", "j", 1), 1))))
    assert nameless(canonical_term(one, scope)) == nameless(canonical_term(other, scope))


def test_a_proof_becomes_a_script():
    statement = read(["all", ["f", "x", 0], ["imp", ["=", ["f", "x"], 0], ["=", ["*", ["f", "x"], ["f", "x"]], 0]]])
    script = Script({}, {}, {})
    script.prove("square_of_zero", statement, read(["intro", ["x", "h"], ["lin", [[["f", "x"], "h", 1]]]]))
    assert script.lines[0] == "Theorem square_of_zero (Rg : comRingType) :"
    assert script.lines[-1] == "Qed."
    assert any("vanish_scalar" in line for line in script.lines)


def test_the_log_is_read_off_from_what_coq_says():
    said = "Closed under the global context\nAxioms:\nclassic : forall P : Prop, P \\/ ~ P\nClosed under the global context\n"
    assert [x.strip() for x in ASSUMED.findall(said)] == [CLOSED, "Axioms:\nclassic : forall P : Prop, P \\/ ~ P", CLOSED]
    assert culprit("(* x *)\nTheorem a :\nQed.\nTheorem b :\nlia.\n", "File ./c.v, line 5, characters 0-3: Error") == "b"
    assert culprit("", "no place") is None


def test_chapters_are_files():
    assert set(coq.accepted()["files"]) - {"prelude.v"} <= {f"{chapter}.v" for chapter in index()["chapters"]}
