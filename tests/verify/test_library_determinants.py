"""The chapters on determinants and structured matrices: true at their models, false neighbours refused, the promised theorems present."""
from __future__ import annotations

import json
from importlib import import_module

import pytest

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, proved, replay
from verify.proofs.book import Book, Entry
from verify.proofs.evaluation import holds, premises_hold

CHAPTERS = ("determinants", "determinant_identities", "determinant_rules", "vandermonde", "cauchy", "fractions",
            "cauchyinverse", "fourier", "circulants", "embedding", "interpolation", "cayleyhamilton")
BOOK = Book()
for chapter in ("sums", *CHAPTERS):
    import_module(f"verify.proofs.library.{chapter}").theorems(BOOK)
THEORY = json.loads(json.dumps(BOOK.theory()))
STATED = [e for e in BOOK.entries if not e.lemma]


def test_the_kernel_accepts_every_proof() -> None:
    assert [t.name for t in replay(THEORY)] == [e.name for e in BOOK.entries]


def test_the_chapters_hold_what_they_promise() -> None:
    names = {e.name for e in STATED}
    assert len(names) >= 30
    assert {"vandermonde_determinant", "vandermonde_inverse", "cauchy_determinant", "cauchy_inverse", "circulant_diagonalization",
            "circulant_embedding", "sylvester_determinant_identity", "determinant_lemma"} <= names


@pytest.mark.parametrize("entry", STATED, ids=lambda e: e.name)
def test_statements_hold_at_their_models(entry: Entry) -> None:
    assert len(entry.models) >= 3
    for numbers in entry.models:
        assert premises_hold(entry.formula, numbers)
        assert holds(entry.formula, numbers)


@pytest.mark.parametrize("entry", STATED, ids=lambda e: e.name)
def test_false_neighbours_are_false_and_refused(entry: Entry) -> None:
    assert len(entry.neighbours) >= 3
    place = next(i for i, row in enumerate(THEORY["theorems"]) if row[0] == entry.name)
    for label, formula, numbers in entry.neighbours:
        assert premises_hold(formula, numbers), label
        assert not holds(formula, numbers), label
        with pytest.raises((Rejected, Malformed)):
            check(formula, THEORY["theorems"][place][2])


def check(formula: object, proof: object) -> None:
    """Replay one proof against the whole library."""
    known = {name: Theorem(name, f, frozenset(), frozenset()) for name, f in BOOK.library.items()}
    proved("neighbour", read(json.loads(json.dumps(formula))), read(proof), BOOK.library, known)
