"""Splitting of eigenvalues: the Newton polygon against drawn structures, Lidskii's matrix and the roots at a small eps."""
from __future__ import annotations

import random
from fractions import Fraction

import mpmath as mp
import pytest

from symbolic import (
    DomainError,
    ExactMatrix,
    Polynomial,
    ShapeError,
    block_diagonal,
    charpoly,
    identity,
    inverse,
    lidskii,
    matrix,
    splitting_exponents,
    zero,
)
from tests.symbolic.drawn import companion, jordan_block


def unit(n, i, j):
    return ExactMatrix.from_rows([[int((a, b) == (i, j)) for b in range(n)] for a in range(n)])


def inflated(p, m):
    """The polynomial p(x^m)."""
    out = [0] * (m * p.degree + 1)
    for i, c in enumerate(p.coefficients):
        out[m * i] = c
    return Polynomial(out)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_one_block(n):
    J = jordan_block(3, n)
    (group,) = splitting_exponents(J, unit(n, n - 1, 0))
    assert (group.exponent, group.count) == (Fraction(1, n), n)
    assert group.polynomial == Polynomial([-1] + [0] * (n - 1) + [1])
    assert lidskii(J, unit(n, n - 1, 0))[0].W == matrix("1")


def test_closed_form_of_the_corner():
    for n in (2, 3, 4):
        shifted = charpoly(jordan_block(0, n) + unit(n, n - 1, 0) * Fraction(1, 7))
        assert shifted == Polynomial([Fraction(-1, 7)] + [0] * (n - 1) + [1])


def test_where_the_generic_condition_fails():
    J = jordan_block(0, 3)
    groups = splitting_exponents(J, unit(3, 1, 0))
    assert [(g.exponent, g.count) for g in groups] == [(Fraction(1, 2), 2), (None, 1)]
    assert not lidskii(J, unit(3, 1, 0))[0].generic
    (group,) = splitting_exponents(J, zero(3, 3))
    assert (group.exponent, group.count) == (None, 3)
    assert [(g.exponent, g.count) for g in splitting_exponents(J, identity(3))] == [(Fraction(1), 3)]


def test_a_hessenberg_perturbation_makes_rings():
    """J_5 with non-zero perturbation on the first subdiagonal: two pairs and one simple root (Ma and Edelman, k = 2)."""
    E = sum((unit(5, i + 1, i) * (i + 2) for i in range(4)), start=zero(5, 5))
    found = splitting_exponents(jordan_block(0, 5), E)
    assert [(g.exponent, g.count) for g in found] == [(Fraction(1, 2), 4), (None, 1)]


def test_two_blocks_of_different_size():
    A = block_diagonal([jordan_block(2, 3), jordan_block(2, 1)])
    E = unit(4, 2, 0) + unit(4, 3, 3)
    assert [(g.exponent, g.count) for g in splitting_exponents(A, E)] == [(Fraction(1), 1), (Fraction(1, 3), 3)]


def test_lidskii_is_the_edge_of_the_polygon():
    rng, generic = random.Random(4), 0
    for sizes in ((2,), (3,), (2, 2), (2, 1), (3, 1), (1, 1), (4,)):
        for _ in range(4):
            A = block_diagonal([jordan_block(1, k) for k in sizes])
            n = A.rows
            P = matrix([[rng.randint(-1, 1) + (3 if i == j else 0) for j in range(n)] for i in range(n)])
            A = P * A * inverse(P)
            E = matrix([[rng.randint(-3, 3) for _ in range(n)] for _ in range(n)])
            (found,) = lidskii(A, E)
            assert (found.size, found.blocks) == (sizes[0], sizes.count(sizes[0]))
            if not found.generic:
                continue
            generic += 1
            group = next(g for g in splitting_exponents(A, E) if g.exponent == found.exponent)
            assert group.count == found.size * found.blocks
            edge = group.polynomial
            lead = edge.coefficients[-1]
            assert Polynomial([c / lead for c in edge.coefficients]) == inflated(found.polynomial, found.size)
    assert generic > 15


def test_conjugate_eigenvalues():
    A = companion([1, 0, 2, 0, 1])          # one block of size 2 at i and at -i
    E = unit(4, 0, 3)
    groups, blocks = splitting_exponents(A, E), lidskii(A, E)
    assert [g.exponent for g in groups] == [Fraction(1, 2)] * 2
    for group, block in zip(groups, blocks, strict=True):
        assert group.eigenvalue == block.eigenvalue
        lead = group.polynomial.coefficients[-1]
        assert Polynomial([c / lead for c in group.polynomial.coefficients]) == inflated(block.polynomial, 2)


def test_over_a_number_field():
    for value in (matrix("i"), matrix("sqrt(2)")):
        J = jordan_block(value[0, 0], 2)
        (group,) = splitting_exponents(J, unit(2, 1, 0))
        assert (group.eigenvalue, group.exponent, group.count) == (value[0, 0], Fraction(1, 2), 2)
        assert group.polynomial == Polynomial([-1, 0, 1])
        assert lidskii(J, unit(2, 1, 0) * 5)[0].W == matrix("5")


def test_the_roots_at_a_small_eps():
    """The eigenvalues lambda + z eps^(1/3) against the roots of the perturbed characteristic polynomial at eps = 10^-12."""
    A, E = block_diagonal([jordan_block(1, 3), matrix("5")]), unit(4, 2, 0) * 2 + unit(4, 0, 3) + unit(4, 3, 1)
    (near,) = (g for g in splitting_exponents(A, E) if g.eigenvalue == 1)
    assert near.exponent == Fraction(1, 3)
    with mp.workdps(60):
        eps = mp.mpf(10) ** -12
        p = charpoly(A + E * Fraction(1, 10 ** 12))
        roots = mp.polyroots([mp.mpf(c.numerator) / c.denominator for c in reversed(p.coefficients)], maxsteps=500, extraprec=600)
        leading = mp.polyroots([mp.mpf(int(c)) for c in reversed(near.polynomial.coefficients)])
        for z in leading:
            assert min(abs(r - 1 - z * mp.cbrt(eps)) for r in roots) < 100 * mp.cbrt(eps) ** 2


def test_refusals():
    with pytest.raises(ShapeError):
        splitting_exponents(identity(2), identity(3))
    with pytest.raises(DomainError):
        lidskii(matrix("a", symbols=["a"]), matrix("1"))
    assert splitting_exponents(zero(0, 0), zero(0, 0)) == ()
    assert lidskii(zero(0, 0), zero(0, 0)) == ()
