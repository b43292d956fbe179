"""The committed theorem library: fresh, replayed, readable, and cited by verdicts; what Coq accepted is what is emitted."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from symbolic.errors import InputError
from tests.source_tree import ROOT
from verify import TheoremRecord, theorem, theorems
from verify.kernel.formulas import canonical
from verify.kernel.substitution import read
from verify.kernel.theory import axioms
from verify.proofs.axiomwords import SENTENCES, beyond_definitions, rests_on
from verify.proofs.closure import needed
from verify.proofs.committed import INDEX, LIBRARY, chapters, index, library, renumbered
from verify.proofs.notation import lettered, words
from verify.proofs.printing import text
from verify.proofs.records import near_names, proof_steps, replayed_alone
from verify.proofs.steps import folded, size


@pytest.mark.slow
def test_the_committed_library_is_what_the_search_finds():
    """Proofs may differ in the order of their summands; statements, sentences, chapters and lemmas may not."""
    book, of = chapters()
    stale = "run `make proofs`"
    assert [(name, canonical(read(f), {})) for name, f, _ in library()["theorems"]] == [
        (e.name, canonical(e.formula, {})) for e in book.entries], stale
    assert index()["theorems"] == [{"name": e.name, "chapter": c, "lemma": e.lemma, "says": e.says}
                                   for e, c in zip(book.entries, of, strict=True)], stale
    assert list(index()["chapters"]) == list(dict.fromkeys(of)), stale


def test_the_files_have_one_theorem_a_line():
    for path, first in ((LIBRARY, '{"format":"eigenproof-theory","theorems":['), (INDEX, '{"chapters":{')):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0] == first
        assert sum('["' in line or '"name"' in line for line in lines[1:]) == len(library()["theorems"])


def test_bound_names_are_counted_anew():
    once = renumbered(["all", ["int", "k9"], ["sum", "k12", 0, "k9", ["f", "i"]]])
    assert once == renumbered(["all", ["int", "k3"], ["sum", "k7", 0, "k3", ["f", "i"]]])
    assert once == ["all", ["int", "k1"], ["sum", "k2", 0, "k1", ["f", "i"]]]


def test_at_least_eighty_theorems_are_proved():
    found = list(theorems())
    assert len(found) >= 80
    assert len({t.name for t in found}) == len(found)
    assert not any(t.lemma for t in found)
    assert all(isinstance(t, TheoremRecord) and t.verdict.ok and t.verdict.word == "PROVED" for t in found)
    assert all(t.verdict.axioms == t.axioms and t.says and t.statement and t.chapter for t in found)
    assert len(theorems(lemmas=True)) == len(library()["theorems"])


def test_a_theorem_by_name():
    found = theorem("woodbury")
    assert found.premises[0] == "S Si = I_n"
    assert found.conclusions == ("(S + U V) (Si - Si U K V Si) = I_n", "(Si - Si U K V Si) (S + U V) = I_n")
    assert (found.axioms, found.groups, found.uses, found.holds_over) == ((), (), (), "all commutative rings")
    assert theorem("sherman_morrison").holds_over == "fields"
    assert theorem("least_squares_minimum").holds_over == "ordered fields"
    assert theorem("s4_bilinear_lemma").holds_over == "fields of characteristic 0"
    assert theorem("least_squares_minimum").uses == ("normal_equations", "square_nonnegative")
    assert str(found) == f"woodbury: {found.statement}"
    assert theorem("vandermonde_determinant").parts.abbreviations == ("V = [x_i^j : i<n, j<n]",)
    with pytest.raises(InputError, match="woodbury"):
        theorem("woodbry")
    for name in (None, ""):
        with pytest.raises(InputError, match="the name of a theorem is text"):
            theorem(name)
    assert "circulant_diagonalization" in near_names("circulant")


def test_a_tampered_library_is_refused(tmp_path):
    """A changed sign in the first proof that has one: the kernel's command says so, in a fresh process."""
    data = json.loads(LIBRARY.read_text(encoding="utf-8"))
    place = next(i for i, (name, _, _) in enumerate(data["theorems"]) if name == "push_through")
    data["theorems"] = data["theorems"][:place + 1]
    accepted, rejected = tmp_path / "good.json", tmp_path / "bad.json"
    accepted.write_text(json.dumps(data), encoding="utf-8")
    rejected.write_text(json.dumps(data).replace('["q", -1, 1]', '["q", 1, 1]'), encoding="utf-8")
    assert accepted.read_bytes() != rejected.read_bytes()
    for path, code in ((accepted, 0), (rejected, 1)):
        done = subprocess.run([sys.executable, "-m", "verify.kernel", str(path)], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == code


@pytest.mark.parametrize("name", ["woodbury", "geometric_sum", "sum_split", "least_squares_minimum", "hippo_legs_structure"])
def test_proofs_are_told_in_steps(name):
    steps = proof_steps(name)
    assert steps
    assert min(depth for depth, _ in steps) == 0
    assert not any("!" in words.replace("!=", "") or "'lam'" in words or "b_" in words for _, words in steps)


def test_an_induction_is_told_as_one():
    said = [words for _, words in proof_steps("powers_of_similar_matrices")]
    assert "By induction from 0 upwards." in said
    assert any(words.startswith("Base: A^0") for words in said)
    assert any(words.startswith("Step: ") for words in said)


def test_one_theorem_is_replayed_with_what_it_uses_and_the_same_axioms():
    everything = {t.name: t for t in theorems(lemmas=True)}
    for name in ("woodbury", "powers_of_similar_matrices", "hippo_legs_eigenvectors", "least_squares_minimum"):
        assert replayed_alone(name) == everything[name]
    assert all(tuple(sorted(needed(name) & axioms().keys())) == tuple(sorted((*t.axioms, *t.definitions)))
               for name, t in everything.items())
    assert needed("least_squares_minimum") & everything.keys() == {
        "least_squares_minimum", "normal_equations", "square_nonnegative", "sum_nonnegative"}


def test_every_axiom_has_a_sentence():
    assert axioms().keys() == SENTENCES.keys()
    assert rests_on(("SUM0", "ENTMUL")) == ()
    assert rests_on((), ("ORDER",)) == ("an order of the numbers",)
    assert beyond_definitions(axioms()) == tuple(sorted(name for name, (group, _) in axioms().items() if group != "DEF"))


def test_long_matrices_get_letters_and_conditions_are_told():
    said = "\n".join(words for _, words in proof_steps("vandermonde_all"))
    for piece in ("Write M = [x_i^j : i<e+1, j<e+1].", "By det_column_step with n = e+1, c = x_0: (step) det(F) = det(M).",
                  "Condition of det_first_row: F_{0,k+1} = 0 for all k with 0 <= k < e.", "Let integer e; sequence x_i be given."):
        assert piece in said
    said = "\n".join(words for _, words in proof_steps("hippo_legs_eigenvectors"))
    assert "By ENTMUL: (left_) (A V)_{p,q} = sum_{k=0}^{n-1} A_{p,k} V_{k,q}." in said
    assert not re.search(r"\bk\d+|auto|bound", said)


def test_steps_are_folded_from_the_inside():
    told = proof_steps("vandermonde_all")
    shown = folded(told, 40)
    assert len(shown) < len(told)
    assert sum(map(size, shown)) == len(told)
    assert folded(told, len(told)) == told


def test_definitions_are_no_axioms():
    for t in theorems(lemmas=True):
        assert beyond_definitions((*t.axioms, *t.definitions)) == t.axioms, t.name
    assert (theorem("hippo_legs_structure").axioms, "ENTMAT" in theorem("hippo_legs_structure").definitions) == ((), True)


def test_sentences_claim_no_more_fields_than_the_formula():
    """Where a theorem needs characteristic 0, neither its sentence nor the title of its chapter speaks of every field."""
    for chapter in {t.chapter for t in theorems(lemmas=True) if t.holds_over == "fields of characteristic 0"}:
        module = import_module(f"verify.proofs.library.{chapter}")
        assert not re.search(r"\bfields?\b(?! of characteristic 0)", module.__doc__.splitlines()[0]), chapter
        source = Path(module.__file__).read_text(encoding="utf-8")
        assert not re.search(r"(every|any|size and) field\b|over a field(?! of characteristic 0)", source), chapter


def test_names_bound_inside_do_not_hide_the_letters_of_the_statement():
    assert theorem("row_exchange").parts.abbreviations == (
        "M = [(I_n)_{k,i} : k<n, l<1]", "F = [(I_n)_{k,j} : k<n, l<1]")
    assert "((B X)^T B X)_{0,0} <= b (X^T X)_{0,0} for all r x 1 matrices X" in theorem("product_norm").premises


def test_an_equation_of_two_orders_of_multiplying_shows_the_brackets():
    assert theorem("affine_scan_operator").conclusions[0] == "(F G) H = F (G H)"
    for t in theorems(lemmas=True):
        sides = [c.split(" = ") for c in t.conclusions]
        assert not any(len(s) == 2 and s[0] == s[1] for s in sides), t.name


def test_every_statement_is_readable():
    for t in theorems(lemmas=True):
        whole = t.statement
        assert not any(mark in whole for mark in ("('", "lam(", "mat(", "ite(", "ent(", "!0")), t.name
        shown = lettered(t.formula)
        assert canonical(shown, {}) == canonical(t.formula, {}), t.name
        assert canonical(lettered(t.formula, apart=True), {}) == canonical(t.formula, {}), t.name
        assert len(set(words(shown)) & set("ijkl")) <= 4


@pytest.mark.parametrize(("term", "shown"), [
    (("sum", "k1", 0, ("+", "n", 1), ("f", "x", "k1")), "sum_{k=0}^{n} x_k"),
    (("*", ("sum", "k1", 0, "n", ("f", "x", "k1")), ("f", "y")), "(sum_{k=0}^{n-1} x_k) y"),
    (("prod", "k1", 0, "t", ("*", ("m", "A"), ("m", "B"))), "(A B)^t"),
    (("*", ("f", "a"), ("inv", ("+", ("f", "b"), 1))), "a/(b + 1)"),
    (("*", ("sum", "k1", 0, "n", ("f", "x", "k1")), ("inv", ("f", "b"))), "(sum_{k=0}^{n-1} x_k)/b"),
    (("-", ("m", "A"), ("*", -1, ("m", "B"))), "A + B"),
    (("*", -1, ("+", ("m", "A"), ("m", "B"))), "-A - B"),
    (("T", ("*", ("m", "A"), ("m", "B"))), "(A B)^T"),
    (("+", ("*", ("inl", "m", "n"), ("m", "A")), ("*", ("inr", "m", "n"), ("m", "B"))), "[A; B]"),
    (("+", ("*", ("inl", "m", "n"), ("m", "A"), ("T", ("inl", "m", "n"))), ("*", ("inr", "m", "n"), ("T", ("inr", "m", "n")))),
     "[A, 0; 0, I_n]"),
    (("imp", ("=", ("f", "x"), 0), ("false",)), "x != 0"),
    (("all", ("int", "k"), ("imp", ("<=", 0, "k"), ("imp", ("<=", ("+", "k", 1), "n"), ("=", ("f", "x", "k"), 0)))),
     "x_k = 0 for all k with 0 <= k < n"),
    (("ent", ("*", ("m", "A"), ("m", "B")), 0, ("+", "n", -1)), "(A B)_{0,n-1}"),
    (("ent", ("T", ("m", "A")), "i", "j"), "A_{j,i}"),
    (("prod", "k1", 0, "j", ("prod", "k2", 0, "i", ("f", "w"))), "(w^i)^j"),
    (("prod", "k1", 0, "n", ("prod", "k2", 0, "k1", ("f", "x", "k2"))), "prod_{k=0}^{n-1} prod_{j=0}^{k-1} x_j"),
    (("ite", "i", "j", ("ite", "j", "i", ("f", "s"), 0), 0), "(s if i = j else 0)"),
    (("ite", ("+", "j", 1), "i", ("f", "s"), ("ite", "j", "i", ("f", "t"), 0)), "(s if j < i, t if j <= i else 0)"),
    (("mat", "n", "n", "i1", "j1", ("*", ("f", "x", "i1"), ("ent", ("I", "n"), "i1", "j1"))), "diag(x_i : i<n)"),
    (("mat", "n", "n", "i1", "j1", ("f", "x", "i1")), "[x_i : i<n, j<n]"),
    (("*", ("q", -1, 1), ("m", "A")), "-A"),
    (("*", ("#", 1), ("f", "t", ("+", "k", 1))), "t_{k+1}"),
    (("*", ("#", 2), ("f", "t")), "2 t"),
    (("=", ("*", ("m", "A"), ("*", ("m", "B"), ("m", "C"))), ("*", ("*", ("m", "A"), ("m", "B")), ("m", "C"))), "A (B C) = (A B) C"),
    (("=", ("*", ("m", "A"), ("*", ("m", "B"), ("m", "C"))), ("m", "D")), "A B C = D"),
    (("ex", ("m", "k7", (), "n", 1), ("=", ("m", "k7"), ("m", "X"))), "there is a n x 1 matrix Y with Y = X"),
    (("<=", 0, ("-", "i", "j", 1)), "j < i"),
])
def test_notation(term, shown):
    assert text(term) == shown
