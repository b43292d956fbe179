"""`eigenproof theorems`: the list, one theorem with its proof, JSON, near names, and files for other checkers."""
from __future__ import annotations

import json

import pytest

from verify.proofs.committed import index


@pytest.mark.slow
def test_the_list_names_every_theorem_once_by_chapter(call):
    code, out, err = call("theorems")
    assert (code, err) == (0, "")
    named = [row["name"] for row in index()["theorems"] if not row["lemma"]]
    assert all(f"\n  {name}: " in f"\n{out}" for name in named)
    assert f"{len(named)} theorems, all PROVED" in out
    assert "python -m verify.kernel" in out
    assert all(len(line) <= 110 for line in out.splitlines()[:-1])
    assert "sum_split (lemma)" not in out


def test_the_list_with_lemmas(call):
    code, out, _ = call("theorems", "--lemmas")
    assert code == 0
    assert "  sum_split (lemma): " in out


def test_one_theorem_shows_statement_conditions_axioms_and_proof(call):
    code, out, _ = call("theorems", "woodbury")
    assert code == 0
    for part in ("For all integers n, k;", "  - S Si = I_n", "there holds", "Holds over: all commutative rings", "Axioms: none",
                 "Verdict: PROVED", "Proof", "Assume (S_right) S Si = I_n.", "the left side less the right side is"):
        assert part in out, part
    code, out, _ = call("theorems", "powers_of_similar_matrices")
    assert "A^t = P J^t Q" in out
    assert "By induction from 0 upwards." in out


def test_axioms_and_used_theorems_are_told_in_words(call):
    code, out, _ = call("theorems", "eckart_young_frobenius")
    assert code == 0
    for part in ("  - SQRT: every number >= 0 has a square root", "Definitions: ", "  - ky_fan_trace_inequality: Ky Fan",
                 "  - D = diag(s_i^2 : i<n)", "Condition of ky_fan_trace_inequality: ", "By (falls)"):
        assert part in out, part
    assert "[x : i<m, j<n] is" not in out


def test_long_proofs_are_folded_unless_asked(call):
    code, short, _ = call("theorems", "vandermonde_all")
    _, full, _ = call("theorems", "vandermonde_all", "--full")
    assert code == 0
    assert "steps)" in short
    assert "(Every step: eigenproof theorems vandermonde_all --full)" in short
    assert "steps)" not in full
    assert len(full) > len(short)


def test_json_rows(call):
    code, out, _ = call("theorems", "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) >= 80
    assert all(row["name"] and row["verdict"] == "PROVED" and isinstance(row["axioms"], list) for row in rows)
    code, out, _ = call("theorems", "push_through", "--json")
    row, = json.loads(out)
    assert row["conclusions"] == ["U P = Q U"]
    assert row["proof"][0] == [0, "Assume (P_right) (I_k + V U) P = I_k."]


def test_an_unknown_name_gives_near_ones(call):
    code, out, err = call("theorems", "woodbry")
    assert (code, out) == (2, "")
    assert "did you mean woodbury" in err
    assert call("theorems", "zzzzzz")[0] == 2


@pytest.mark.parametrize(("kind", "suffix", "mark"), [("coq", ".v", "Print Assumptions woodbury."), ("lean", ".lean", "theorem woodbury")])
def test_files_for_other_checkers(call, tmp_path, kind, suffix, mark):
    code, out, _ = call("theorems", "--emit", kind, "-o", str(tmp_path / "made"))
    assert code == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "made").iterdir()}
    assert all(name.endswith((suffix, ".md")) for name in written)
    assert any(mark in content for content in written.values())
    assert ("not compiled" in out) == (kind == "lean")


def test_an_order_is_told_and_definitions_are_no_axioms(call):
    _, out, _ = call("theorems", "least_squares_minimum")
    assert "Axioms\n  - an order of the numbers (rules of the kernel)\nDefinitions: " in out
    row, = json.loads(call("theorems", "circulant_embedding", "--json")[1])
    assert (row["axioms"], row["definitions"]) == ([], ["ENTINL", "ENTMAT", "ITE1", "ITE2"])


@pytest.mark.slow
def test_the_list_counts_what_needs_no_axiom(call):
    _, out, _ = call("theorems")
    rows = json.loads(call("theorems", "--json")[1])
    free = [row["holds_over"] == "ordered fields" for row in rows if not row["axioms"]]
    assert f"{free.count(False)} of the theorems need no axiom, {free.count(True)} an order of the numbers alone." in out
    listed = [line.removeprefix("      axioms: ") for line in out.splitlines() if line.startswith("      axioms: ")]
    assert (len(listed), listed.count("none")) == (len(rows), free.count(False))


@pytest.mark.parametrize("arguments", [[""], ["--full"], ["--full", "--lemmas"]])
def test_no_name_where_one_is_needed(call, arguments):
    code, out, err = call("theorems", *arguments)
    assert (code, out) == (2, "")
    assert "name of the theorem" in err or "its NAME" in err


def test_options_that_do_not_go_together(call, tmp_path):
    assert call("theorems", "--emit", "coq")[0] == 2
    assert call("theorems", "-o", str(tmp_path))[0] == 2
    assert call("theorems", "woodbury", "--emit", "coq", "-o", str(tmp_path))[0] == 2
