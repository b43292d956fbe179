"""Every entry of the theorem library: replayed, not vacuous, its false neighbours rejected, its mutants judged by numbers."""
from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.verify.mutants import Library, chosen, proof_mutants, refuted, spared_premises, statement_mutants, tupled
from verify.kernel.formulas import canonical
from verify.proofs.evaluation import holds, premises_hold

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
COUNT = 10 if DEEP else 1  # so many mutants of each kind and entry
KINDS = {"coefficient", "dropped", "fact", "off by one", "instance", "argument", "case", "range", "sort"}
# Premises 0 <= n that a proof does not need: for a negative size the matrices are empty, and the statement is the one for
# n = 0 once more. They are kept because a size is a natural number to every reader, and to the second kernel.
SPARED = {
    "row_exchange": ["size"],
    "row_addition": ["size"],
    "cauchy_inverse": ["size"],
    "fourier_column": ["p_low"],
    "fourier_orthogonality": ["size"],
    "circulant_eigenvectors": ["size"],
    "circulant_embedding": ["n_size", "s_size"],
    "companion_eigenvectors": ["size"],
    "vandermonde_inverse": ["size"],
}


@pytest.fixture(scope="module")
def library():
    return Library()


def test_the_kernel_replays_the_theory_from_json(library):
    assert [(t.name, t.formula) for t in library.theorems] == [(e.name, tupled(e.formula)) for e in library.entries]
    assert len(library.theorems) >= 400


def test_names_and_sentences_are_distinct(library):
    theorems = [e for e in library.entries if not e.lemma]
    assert len({e.name for e in library.entries}) == len(library.entries)
    assert len({e.says for e in theorems}) == len(theorems)
    first = {}
    twice = [(first[s], e.name) for e in library.entries if first.setdefault(s := canonical(tupled(e.formula), {}), e.name) != e.name]
    assert not twice  # lemmas too


def test_every_theorem_has_models_and_no_premise_is_vacuous(library):
    theorems = [e for e in library.entries if not e.lemma]
    without = [e.name for e in theorems if not e.models]
    false = [(e.name, i) for e in theorems for i, numbers in enumerate(e.models)
             if not (premises_hold(e.formula, numbers) and holds(e.formula, numbers))]
    assert not without
    assert not false
    assert sum(len(e.models) for e in theorems) >= 2 * len(theorems) >= 80


def test_false_neighbours_are_false_and_rejected(library):
    tried, few = 0, []
    for index, entry in enumerate(library.entries):
        if not entry.lemma and len(entry.neighbours) < 3:
            few.append(entry.name)
        for label, false, numbers in entry.neighbours:
            tried += 1
            canonical(tupled(false), {})  # a statement, not nonsense
            assert premises_hold(false, numbers), (entry.name, label)
            assert not holds(false, numbers), (entry.name, label)
            assert library.verdict(index, false, entry.proof) != "accepted", (entry.name, label)
    assert not few
    assert tried >= 120


def test_mutants_of_statements_that_numbers_refute_are_rejected(library):
    seen, survivors = Counter(), []
    for index, entry in enumerate(library.entries):
        models = entry.models if DEEP else entry.models[-2:]
        for kind, mutant in chosen(entry.formula, statement_mutants(entry.formula), COUNT, entry.name):
            verdict = library.verdict(index, mutant, entry.proof)
            false = refuted(mutant, models)
            seen[kind, verdict, false] += 1
            if verdict == "accepted" and false:
                survivors.append((entry.name, kind, mutant))
    assert not survivors
    assert {kind for kind, _, _ in seen} == {"literal", "premise", "inequality", "sign"}
    assert sum(n for (_, _, false), n in seen.items() if false) >= 50, seen
    assert sum(n for (_, verdict, _), n in seen.items() if verdict == "accepted") * 3 <= sum(seen.values()), seen


def test_mutants_of_proofs_prove_nothing_false(library):
    """A mutant that is accepted has to be another proof of the same true statement, and of none of the false neighbours.

    What it proves is judged without the kernel: the statement at its models, or at the drawn numbers that satisfy it.
    """
    seen, wrong, true = Counter(), [], {}
    for index, entry in enumerate(library.entries):
        for kind, mutant in chosen(entry.proof, proof_mutants(entry.proof), COUNT, entry.name):
            verdict = library.verdict(index, entry.formula, mutant)
            seen[kind, verdict] += 1
            if verdict != "accepted":
                continue
            if kind in ("dropped", "coefficient"):
                wrong.append((entry.name, kind))
            if index not in true:
                true[index] = all(holds(entry.formula, numbers) for numbers in entry.models)
            if not true[index]:
                wrong.append((entry.name, kind, "false"))
            wrong += [(entry.name, kind, label) for label, false, _ in entry.neighbours if library.verdict(index, false, mutant) == "accepted"]
    assert not wrong
    assert {kind for kind, _ in seen} == KINDS
    for kind in KINDS:  # both verdicts are counted, and a proof without one of its parts is never one
        assert seen[kind, "rejected"] + seen[kind, "malformed"] >= 3, (kind, seen)
    assert not sum(seen[kind, "accepted"] for kind in ("coefficient", "dropped", "case", "sort"))
    assert sum(n for (_, verdict), n in seen.items() if verdict == "accepted") * 10 <= sum(seen.values()), seen


def test_premises_that_no_step_needs_are_known(library):
    found = {e.name: spared for i, e in enumerate(library.entries) if (spared := spared_premises(library, i))}
    assert found == SPARED
