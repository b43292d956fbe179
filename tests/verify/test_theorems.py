"""The committed theorem library: fresh, replayed, readable, and cited by verdicts; what Coq accepted is what is emitted."""
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from symbolic import low_rank_update, matrix, matrix_power
from symbolic.errors import InputError
from tests.source_tree import ROOT
from verify import Answer, TheoremRecord, check, theorem, theorems
from verify.instances import ANSWERS, STRUCTURES, THEOREMS_OF
from verify.kernel.formulas import canonical
from verify.kernel.substitution import read
from verify.proofs import coq
from verify.proofs.committed import INDEX, LIBRARY, chapters, index, library, renumbered
from verify.proofs.notation import lettered, words
from verify.proofs.printing import text
from verify.proofs.records import near_names, proof_steps


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
    with pytest.raises(InputError, match="woodbury"):
        theorem("woodbry")
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


def test_every_statement_is_readable():
    for t in theorems(lemmas=True):
        whole = t.statement
        assert not any(mark in whole for mark in ("('", "lam(", "mat(", "ite(", "ent(", "!0")), t.name
        shown = lettered(t.formula)
        assert canonical(shown, {}) == canonical(t.formula, {}), t.name
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
])
def test_notation(term, shown):
    assert text(term) == shown


# -- verdicts that cite theorems ------------------------------------------------------------------------------------------

def test_cited_theorems_exist():
    names = {t.name for t in theorems()}
    cited = {name for table in (THEOREMS_OF, ANSWERS, *STRUCTURES.values()) for row in table.values() for name in row}
    assert cited | {"sherman_morrison"} <= names


def test_verdicts_cite_the_theorem_for_all_sizes():
    S, u, V = matrix("2 0; 0 3"), matrix("1; 1"), matrix("1 0; 0 1")
    assert check(low_rank_update(S, V, V)).theorems == ("woodbury",)
    assert check(low_rank_update(S, u, u)).theorems == ("sherman_morrison",)
    assert check(matrix_power(matrix("3 1; 0 3"))).theorems == ("powers_of_similar_matrices",)
    assert check(Answer("det", matrix("1 2 4; 1 3 9; 1 5 25"), 6)).theorems == ("vandermonde_determinant",)
    assert check(Answer("det", matrix("1 2 4; 1 3 9; 1 5 26"), 7)).theorems == ()
    assert check(Answer("det", matrix("1 2 4; 1 3 9; 1 5 25"), 7)).theorems == ()  # refuted: nothing is cited


# -- the second kernel ------------------------------------------------------------------------------------------------------

def test_emitted_files_are_those_that_coq_accepted():
    log = coq.accepted()["accepted"]
    assert len(log) >= 25
    emitted = {file.removesuffix(".v"): coq.digest(content) for file, content in coq.files().items()}
    assert {name: emitted.get(name) for name in log} == {name: row["sha256"] for name, row in log.items()}, "run `make coq`"
    assert set(emitted) - set(log) == set(coq.accepted()["not_accepted"]), "emitted, and never tried: run `make coq`"
    assert {row["assumptions"] for row in log.values()} == {"Closed under the global context"}


def test_an_emitted_file_asks_what_it_assumes():
    content = coq.files()["woodbury.v"]
    assert content.endswith("Print Assumptions woodbury.\n")
    assert not {"Axiom", "Admitted.", "admit.", "Parameter"} & set(content.split())
