"""Singular triples at one generic root for each factor: they resolve the identity, rebuild A and hold its singular values."""
from __future__ import annotations

import pytest

from symbolic import DomainError, ExactMatrix, block_diagonal, identity, matrix, singular_triples, singular_values, svd
from tests.symbolic.test_svd import CASES

GENERIC = [*CASES, ("beyond one field", matrix("1 2 0; 0 1 3; 1 0 1"), None),
           ("tie of irrational values", block_diagonal([matrix("1 2; 0 1/3")] * 2), None),
           ("wide and deficient", matrix("1 2 3 4; 2 4 6 8; 1 0 1 0"), None)]


@pytest.mark.parametrize("A", [case[1] for case in GENERIC if case[0] != "quadratic entries"],
                         ids=[case[0] for case in GENERIC if case[0] != "quadratic entries"])
def test_triples(A):
    found = singular_triples(A)
    assert found.resolution == identity(A.cols)
    assert found.reconstruction == A
    W, F, D = found.basis()
    assert A.T * A * W == W * F
    assert W * D * W.T == identity(A.cols)
    values = [t.value for t in found.triples() for _ in range(t.right.cols)]
    assert values == [*singular_values(A), *[0] * (A.cols - min(A.shape))]
    for t in found.triples():
        assert A.T * t.image == t.right * t.square
        gram = t.right.T * t.right
        assert all(bool(gram[i, j]) == (i == j) for i in range(gram.rows) for j in range(gram.cols))


def test_triples_of_a_random_10_by_10():
    A = ExactMatrix.from_rows([[(7 * i * i + 3 * i * j + 5 * j + (i * j) % 7) % 11 - 5 for j in range(10)] for i in range(10)])
    found = singular_triples(A)
    assert found.resolution == identity(10)
    assert found.reconstruction == A


def test_the_generic_form_of_an_svd():
    d = svd(matrix("1 2; 3 4"))
    (family,) = d.generic.families
    assert (family.degree, family.multiplicity) == (2, 1)
    assert family.at(1).value == d.singular_values[0]
    assert family.projector * family.projector == family.projector


def test_triples_refuse_irrational_entries():
    with pytest.raises(DomainError, match="only rational"):
        singular_triples(matrix("sqrt(2) 1; 0 1"))
    with pytest.raises(DomainError, match="only real"):
        singular_triples(matrix("i 1; 0 1"))
