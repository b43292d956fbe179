"""Every entry of the theorem library: replayed, not vacuous, its false neighbours rejected, its mutants judged by numbers."""
from __future__ import annotations

import json
import os
from collections import Counter

import pytest

from tests.verify.mutants import Library, chosen, proof_mutants, refuted, spared_premises, statement_mutants, tupled
from verify.kernel.formulas import canonical
from verify.kernel.theory import replay
from verify.proofs.book import written
from verify.proofs.evaluation import holds, premises_hold

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
MUTANTS = 300  # about so many of each kind in `make test`, spread over the entries; `make deep` takes all
SPARED = {  # premises that a proof does not need, kept because the theorem is known with them
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
    return Library(written())


@pytest.fixture(scope="module")
def sample(library):
    return None if DEEP else 1 + MUTANTS // len(library.entries)


def test_the_kernel_replays_the_theory_from_json(library):
    theorems = replay(json.loads(json.dumps(library.theory)))
    assert [(t.name, t.formula) for t in theorems] == [(e.name, tupled(e.formula)) for e in library.entries]
    assert len(theorems) >= 60


def test_names_and_sentences_are_distinct(library):
    theorems = [e for e in library.entries if not e.lemma]
    assert len({e.name for e in library.entries}) == len(library.entries)
    assert len({e.says for e in theorems}) == len(theorems)
    statements = [canonical(tupled(e.formula), {}) for e in library.entries]
    twice = [e.name for e, s in zip(library.entries, statements, strict=True) if not e.lemma and statements.count(s) > 1]
    assert not twice, twice


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


def test_mutants_of_statements_that_numbers_refute_are_rejected(library, sample):
    seen, survivors = Counter(), []
    for index, entry in enumerate(library.entries):
        models = entry.models if DEEP else entry.models[-2:]
        for kind, mutant in chosen(statement_mutants(entry.formula), sample, entry.name):
            verdict = library.verdict(index, mutant, entry.proof)
            false = refuted(mutant, models)
            seen[kind, verdict, false] += 1
            if verdict == "accepted" and false:
                survivors.append((entry.name, kind, mutant))
    assert not survivors
    assert {kind for kind, _, _ in seen} == {"literal", "premise", "inequality", "sign"}
    assert sum(n for (_, _, false), n in seen.items() if false) >= 50, seen
    assert sum(n for (_, verdict, _), n in seen.items() if verdict == "accepted") * 3 <= sum(seen.values()), seen


def test_mutants_of_proofs_prove_nothing_false(library, sample):
    """An accepted mutant has to prove the same true statement still, and none of the false neighbours."""
    seen, wrong = Counter(), []
    for index, entry in enumerate(library.entries):
        for kind, mutant in chosen(proof_mutants(entry), sample, entry.name):
            verdict = library.verdict(index, entry.formula, mutant)
            seen[kind, verdict] += 1
            if verdict == "accepted" and kind in ("coefficient", "dropped"):
                wrong.append((entry.name, kind))
            if verdict == "accepted":
                wrong += [(entry.name, kind, label) for label, false, _ in entry.neighbours
                          if library.verdict(index, false, mutant) == "accepted"]
    assert not wrong
    assert {kind for kind, _ in seen} == {"coefficient", "dropped", "fact", "off by one"}
    assert sum(n for (_, verdict), n in seen.items() if verdict != "accepted") >= 200, seen
    assert sum(n for (_, verdict), n in seen.items() if verdict == "accepted") * 10 <= sum(seen.values()), seen


def test_premises_that_no_step_needs_are_known(library):
    found = {e.name: spared for i, e in enumerate(library.entries) if (spared := spared_premises(library, i))}
    assert found == SPARED
