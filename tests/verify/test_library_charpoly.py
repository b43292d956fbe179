"""Characteristic polynomials in the library: instances with numbers that other code found, and what a stranger would try."""
from __future__ import annotations

import json
from fractions import Fraction

import pytest

from symbolic import charpoly, matrix
from tests.verify.mutants import committed
from verify.kernel import Rejected
from verify.kernel.substitution import read, substitute
from verify.kernel.theory import Theorem, proved
from verify.proofs.evaluation import holds, premises_hold, table
from verify.proofs.language import forall, lam, raw
from verify.proofs.language import matrix as letter
from verify.proofs.script import theorem

MATRICES = ([[5]], [[1, 2], [3, 4]], [[0, 1], [0, 0]], [[2, 0, 1], [1, -1, 3], [0, 4, 1]], [[0, 1, 0], [0, 0, 1], [6, -11, 6]])


@pytest.fixture(scope="module")
def entries():
    return {e.name: e for e in committed().entries}


def test_the_chapters_hold_what_they_promise(entries):
    promised = {"laplace_expansion", "alien_cofactors", "determinant_of_a_pencil", "characteristic_polynomial", "cayley_hamilton",
                "singular_matrix_has_null_vector", "eigenvalues_are_roots", "resolvent_exists"}
    assert not any(entries[name].lemma for name in promised)


def assignment(rows, x=Fraction(7, 3)):
    found = charpoly(matrix(rows)).coefficients
    coefficients = [Fraction(str(c)) for c in found]
    return {"n": len(rows), "x": x, "z": x, "A": table(len(rows), len(rows), lambda i, j: Fraction(rows[i][j])),
            "p": lambda k: coefficients[k] if 0 <= k < len(coefficients) else Fraction(0)}


@pytest.mark.parametrize("rows", MATRICES)
@pytest.mark.parametrize("name", ["cayley_hamilton", "characteristic_polynomial"])
def test_the_polynomial_of_the_solver_is_the_one_of_the_theorem(entries, rows, name):
    numbers = assignment(rows)
    assert premises_hold(entries[name].formula, numbers)
    assert holds(entries[name].formula, numbers)
    wrong = numbers | {"p": lambda k: numbers["p"](k) + (k == 0)}
    assert not (premises_hold(entries[name].formula, wrong) and holds(entries[name].formula, wrong))


def test_the_theorem_instantiates_at_a_size(entries):
    """For every 2 x 2 matrix there are p_0, p_1, p_2 as the theorem says: a proof of one line."""
    A = letter("A", 2, 2)
    known = {name: read(json.loads(json.dumps(f))) for name, f in committed().library.items()}
    theorems = {name: Theorem(name, f, frozenset(), frozenset()) for name, f in known.items()}
    body = instance(entries["characteristic_polynomial"].formula, A)
    _, formula, proof = theorem("two", forall(A, body), lambda G: G.intro("A").use(
        "it", "characteristic_polynomial", 2, A).by("it"), known)
    proved("two", raw(formula), proof, known, theorems)
    _, declaration, (_, (_, leading, one), rest) = body
    assert one == 1
    with pytest.raises(Rejected):
        proved("three", raw(forall(A, ("ex", declaration, ("and", ("=", leading, 2), rest)))), proof, known, theorems)


def instance(general, A):
    """The body of the theorem at size 2 and the matrix A."""
    at_size = substitute(general[2], {general[1][1]: 2})
    return substitute(at_size[2], {at_size[1][1]: lam("", lambda: A)})[2]
