"""Chapters evaluations, independence, eigensums, bases, diagonalization: their numbers against independent computations."""
from __future__ import annotations

import json
from fractions import Fraction
from importlib import import_module
from math import prod
from types import SimpleNamespace

import pytest

from symbolic import block_ranks, eigenvalue_structure, jordan_form, krylov_dimension, matrix, rank
from verify.kernel import Malformed, Rejected
from verify.kernel.substitution import read
from verify.kernel.theory import Theorem, axioms, proved, replay
from verify.proofs.book import Book
from verify.proofs.committed import library
from verify.proofs.evaluation import holds, premises_hold, table

CHAPTERS = ("evaluations", "independence", "eigensums", "bases", "diagonalization")
THEOREMS = {
    "vandermonde_evaluates", "polynomial_with_too_many_roots", "half_power_of_root", "fourier_even_odd", "ssd_block_with_diagonal",
    "frobenius_expansion", "eigenvectors_independent", "chain_vectors_independent", "symmetric_no_jordan_chain",
    "symmetric_eigenvalues_are_real", "krylov_dimension_of_eigenvector_sum", "independent_columns_have_left_inverse",
    "distinct_eigenvalues_diagonalize", "chain_spans_one_block", "eigenspaces_independent", "independent_eigenvectors_diagonalize",
    "eigenspace_bases_diagonalize", "multiplicities_of_diagonal_form",
}
PRIME = 257  # 3 has order 256


@pytest.fixture(scope="module")
def found():
    """The chapters proved now, over the committed theorems before them; groups as the kernel collects them."""
    known = {name: Theorem(name, f, frozenset({name}), frozenset({group})) for name, (group, f) in axioms().items()}
    known |= {t.name: t for t in replay(library())}
    book = Book(library={name: t.formula for name, t in known.items()})
    before = dict(book.library)
    for chapter in CHAPTERS:
        import_module(f"verify.proofs.library.{chapter}").theorems(book)
    own = {e.name for e in book.entries}
    facts = {name: f for name, f in before.items() if name not in own}
    for e in book.entries:
        formula, proof = read(json.loads(json.dumps([e.formula, e.proof])))
        known[e.name] = proved(e.name, formula, proof, facts, known)
        facts[e.name] = formula
    return SimpleNamespace(entries={e.name: e for e in book.entries}, facts=facts, known=known)


def exact(x):
    return matrix([[Fraction(y) for y in row] for row in x.entries])


def test_the_chapters_have_their_theorems(found):
    assert {name for name, e in found.entries.items() if not e.lemma} == THEOREMS


@pytest.mark.parametrize("name", sorted(THEOREMS))
def test_models_hold_and_neighbours_are_false_and_rejected(found, name):
    entry = found.entries[name]
    assert len(entry.models) >= 3 <= len(entry.neighbours)
    assert all(premises_hold(entry.formula, numbers) and holds(entry.formula, numbers) for numbers in entry.models)
    earlier = {key: f for key, f in found.facts.items() if key != name}
    for label, false, numbers in entry.neighbours:
        assert premises_hold(false, numbers), label
        assert not holds(false, numbers), label
        with pytest.raises((Rejected, Malformed)):
            proved(name, *read(json.loads(json.dumps([false, entry.proof]))), earlier, found.known)


def test_identities_of_rings_need_no_field(found):
    for name in ("vandermonde_evaluates", "fourier_even_odd", "ssd_block_with_diagonal", "frobenius_expansion"):
        assert found.known[name].groups <= {"DEF"}, name
    assert "ORDER" in found.known["symmetric_no_jordan_chain"].groups
    assert "ORDER" not in found.known["eigenvectors_independent"].groups | found.known["chain_vectors_independent"].groups


def transform(x, w):
    """By the radix-2 step, as the theorem states it."""
    if len(x) == 1:
        return x
    even, odd = transform(x[::2], w * w % PRIME), transform(x[1::2], w * w % PRIME)
    low = [(e + pow(w, k, PRIME) * o) % PRIME for k, (e, o) in enumerate(zip(even, odd, strict=True))]
    return low + [(e - pow(w, k, PRIME) * o) % PRIME for k, (e, o) in enumerate(zip(even, odd, strict=True))]


@pytest.mark.parametrize("size", [1, 2, 4, 8, 16])
def test_the_step_repeated_is_the_fourier_transform(size):
    """w^m = -1 passes to w^2 and m / 2, so that the step repeats."""
    w = pow(3, 256 // size, PRIME)
    assert size == 1 or pow(w, size // 2, PRIME) == PRIME - 1
    x = [(7 * i * i + 3 * i + 1) % PRIME for i in range(size)]
    assert transform(x, w) == [sum(x[j] * pow(w, j * k, PRIME) for j in range(size)) % PRIME for k in range(size)]


def test_blocks_of_the_ssd_matrix_have_rank_at_most_the_state(found):
    def entry(x, i, j):
        inner = sum(x["c"](i).at(q, 0) * x["b"](j).at(q, 0) for q in range(x["d"]))
        return Fraction(prod(x["a"](k) for k in range(j + 1, i + 1)) * inner if j <= i else 0)
    for numbers in found.entries["ssd_block_with_diagonal"].models:
        n = numbers["n"]
        M = matrix([[entry(numbers, i, j) for j in range(n)] for i in range(n)])
        assert max(block_ranks(M).lower_with_diagonal) <= numbers["d"]


def test_the_dimension_is_the_number_of_eigenvectors(found):
    for numbers in found.entries["krylov_dimension_of_eigenvector_sum"].models:
        if numbers["s"]:
            assert krylov_dimension(exact(numbers["A"]), exact(numbers["r"])) == numbers["s"]


def test_chains_make_one_block(found):
    for numbers in found.entries["chain_spans_one_block"].models:
        k = numbers["k"]
        columns = exact(table(numbers["n"], k, lambda i, j, numbers=numbers: numbers["v"](j).at(i, 0)))
        assert rank(columns) == k
        assert [b.size for b in jordan_form(exact(numbers["A"])).blocks] == [k]


def test_symmetric_models_are_not_defective(found):
    for numbers in found.entries["symmetric_no_jordan_chain"].models:
        A = exact(numbers["A"])
        assert all(s.algebraic == s.geometric for s in eigenvalue_structure(A))
        assert numbers["x"] in [s.eigenvalue for s in eigenvalue_structure(A)]


def test_polynomials_agree_with_products(found):
    for numbers in found.entries["vandermonde_evaluates"].models:
        n, m = numbers["n"], numbers["m"]
        V = table(n, m, lambda i, j, numbers=numbers: numbers["x"](i) ** j)
        for i in range(n):
            by_horner = Fraction(0)
            for j in reversed(range(m)):
                by_horner = by_horner * numbers["x"](i) + numbers["c"].at(j, 0)
            assert sum(V.at(i, j) * numbers["c"].at(j, 0) for j in range(m)) == by_horner


def test_a_repeated_eigenvalue_need_not_be_diagonalizable(found):
    entry = found.entries["distinct_eigenvalues_diagonalize"]
    (numbers,) = (numbers for label, _, numbers in entry.neighbours if label == "without distinct")
    assert [b.size for b in jordan_form(exact(numbers["A"])).blocks] == [2]


def test_multiplicities_of_the_models(found):
    for numbers in found.entries["multiplicities_of_diagonal_form"].models:
        count = sum(numbers["x"](k) == numbers["y"] for k in range(numbers["n"]))
        sizes = {s.eigenvalue: (s.algebraic, s.geometric) for s in eigenvalue_structure(exact(numbers["A"]))}
        assert sizes.get(numbers["y"], (0, 0)) == (count, count)
