"""Enclosures of condition numbers where they are hard: complex entries, ties and near ties, large fields, foreign types."""
from __future__ import annotations

from fractions import Fraction

import pytest
from flint import acb, acb_mat, arb, fmpz_poly

from symbolic import (
    DomainError,
    I,
    InexactInputError,
    UnableError,
    condition_number,
    diagonal,
    fourier_matrix,
    hippo_legs,
    identity,
    matrix,
    norm,
    roots_of_unity,
    singular_values,
    sqrt,
    toeplitz,
    vandermonde,
)
from symbolic.matrices.inner import adjoint
from symbolic.scalars.fields import compositum, number_field
from symbolic.scalars.roots import precision
from symbolic.scalars.subfields import root_in
from symbolic.singular.gram import real_form
from symbolic.singular.rootsum import RootSum


class Gram:
    """A value known by a matrix similar to A^* A only."""

    def __init__(self, G):
        self.G = G

    def gram_similar(self):
        return self.G


def by_eigensolver(A, bits=200):
    """sigma_max/sigma_min from FLINT's eigenvalues of A^* A in balls."""
    rows = [[x.field.ball(x.poly, bits) for x in row] for row in A.entries()]
    with precision(bits):
        B = acb_mat(rows)
        values = [z.real for z in (B.conjugate().transpose() * B).eig()]
        return (max(values) / min(values)).sqrt()


# -- complex entries ------------------------------------------------------------------------------------------------------


def half_circle(n):
    """The first n of 2n roots of unity, half of a turn."""
    return vandermonde(roots_of_unity(2 * n)[:n])


def test_imaginary_parts_of_a_gram_matrix_count():
    A = half_circle(4).dense()
    kappa = by_eigensolver(A)
    G = adjoint(A) * A
    assert not all(x.is_real for row in G.entries() for x in row)
    assert (condition_number(Gram(G)).enclose(15)).overlaps(kappa)
    assert (condition_number(A).enclose(15)).overlaps(kappa)
    assert kappa.mid().str(5, radius=False) == "15.257"


@pytest.mark.parametrize("text", ["1 i; 2 3+i", "1+i 2 0; 0 1 i; 3 0 1-i", "1 i; i 2; 1-i 0", "1 i 2; 0 1 1+i"])
def test_complex_against_the_real_form_and_an_eigensolver(text):
    A = matrix(text)
    kappa = condition_number(A)
    tall = A if A.rows >= A.cols else adjoint(A)
    assert kappa.enclose(20).overlaps(by_eigensolver(tall))
    values = singular_values(real_form(A)[0])
    assert kappa == values[0] / values[-1]
    assert kappa.sigma_max(20).overlaps(values[0].enclose(30).real)
    assert kappa.sigma_min(20).overlaps(values[-1].enclose(30).real)
    assert kappa.sigma_max_squared == values[0] ** 2
    assert kappa.polynomial(kappa.sigma_min_squared) == 0
    assert kappa.polynomial.degree == min(A.shape)


def test_a_matrix_that_is_no_gram_matrix_is_refused():
    with pytest.raises(DomainError, match="trace"):
        condition_number(Gram(matrix("i 1; 0 2"))).enclose(5)


def test_gaussian_nodes_of_many_bits():
    """Nodes on a quarter of the circle with coordinates of 100 bits; the exact Gram matrix has entries of 2000 bits."""
    def node(k):
        t = Fraction(k, 30) + Fraction(1, 3 ** 60)
        return (1 - t * t) / (1 + t * t) + I * (2 * t / (1 + t * t))
    V = vandermonde([node(k) for k in range(8)])
    assert condition_number(V).enclose(15).overlaps(by_eigensolver(V.dense(), 600))


# -- ties and near ties ---------------------------------------------------------------------------------------------------


def close_pair(bits):
    """1 + sqrt(2) times a rotated diag(1 + 2^-bits, 1, 1/3): the two largest singular values nearly agree."""
    Q = matrix("1/3 2/3 2/3; 2/3 1/3 -2/3; -2/3 2/3 -1/3")
    return Q * diagonal([1 + Fraction(1, 2 ** bits), 1, Fraction(1, 3)]) * Q.T * (1 + sqrt(2))


@pytest.mark.parametrize("bits", [8, 27, 60, 150])
@pytest.mark.parametrize("digits", [10, 13, 40])
def test_near_ties_over_a_field(bits, digits):
    found = condition_number(close_pair(bits)).enclose(digits)
    assert found.overlaps(arb(3) + arb(3) * arb(2) ** -bits)
    assert found.rel_accuracy_bits() >= digits * 10 // 3


@pytest.mark.parametrize("digits", [10, 40, 300])
def test_ties(digits):
    for A, kappa in ((identity(6), 1), (identity(5) * sqrt(3), 1), (fourier_matrix(4), 1),
                     (diagonal([sqrt(2), sqrt(2), 1, 1]), sqrt(2))):
        found = condition_number(A).enclose(digits)
        assert found.rel_accuracy_bits() >= digits * 10 // 3
        assert condition_number(A) == kappa


def test_half_circle_gram_to_many_digits():
    """A real Gram matrix over a field of degree 6 whose largest eigenvalues agree to several digits."""
    c = [sum((z ** d for z in roots_of_unity(36)[-8:] + roots_of_unity(36)[:9]), start=0 * I) for d in range(9)]
    G = toeplitz([z.conjugate() + z for z in c]).dense()
    coarse, fine = condition_number(G).enclose(10), condition_number(G).enclose(40)
    assert coarse.overlaps(fine)
    assert fine.overlaps(by_eigensolver(G, 400))


def test_tie_beyond_the_budget_of_exact_roots():
    z = roots_of_unity(40)[1]
    big = diagonal([z + 1 / z] * 10 + [1])
    assert condition_number(big).enclose(10).overlaps((z + 1 / z).enclose(20).real)
    with pytest.raises(UnableError, match="degree 176"):
        condition_number(big).enclose(60)


# -- one normal field -----------------------------------------------------------------------------------------------------


def test_conjugates_of_roots_of_unity_stay_in_their_field():
    F = fourier_matrix(13)
    assert adjoint(F) * F == identity(13) * 13
    assert condition_number(F) == 1
    kappa = condition_number(vandermonde(roots_of_unity(40)[:20]))
    assert str(kappa).startswith("771800494.26")
    assert condition_number(half_circle(3)).number() == condition_number(Gram(adjoint(half_circle(3).dense())
                                                                             * half_circle(3).dense())).number()


CYCLOTOMIC = fmpz_poly.cyclotomic(40)
SHIFT = fmpz_poly([1, 1])


@pytest.mark.parametrize(("f", "j", "g", "k", "degree"), [
    (CYCLOTOMIC, 3, CYCLOTOMIC, 12, 16),
    (CYCLOTOMIC, 3, CYCLOTOMIC(SHIFT), 5, 16),
    (fmpz_poly.cyclotomic(5)(SHIFT), 2, CYCLOTOMIC, 1, 16),
    (fmpz_poly([-2, *[0] * 15, 1]), 0, fmpz_poly([-2, *[0] * 15, 1]), 1, 16),
])
def test_one_field_in_the_other(f, j, g, k, degree):
    first, second = number_field(f, j), number_field(g, k)
    joined, a, b = compositum(first, second)
    assert joined.degree == degree
    x = fmpz_poly([0, 1])
    for field, image in ((first, a), (second, b)):
        assert joined.ball(image, 128).overlaps(field.ball(1 * a.__class__(x), 128))


def test_no_field_in_the_other():
    f = fmpz_poly([3, -1, 0, 2, 0, 0, 0, 1, *[0] * 8, 1])
    assert root_in(number_field(f, 0), number_field(f, 3)) is None
    g = fmpz_poly([-2, *[0] * 15, 1])
    assert root_in(number_field(g, 0), number_field(g, 5)) is None
    for h in (f, g):
        with pytest.raises(UnableError, match="16 \\* 16"):
            compositum(number_field(h, 0), number_field(h, 5))


# -- text, hash, kinds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("A", "text"), [
    (identity(5), "1"), (fourier_matrix(4), "1"), (fourier_matrix(13), "1"), (diagonal([7, 1, 2, 3, 4, 5]), "7"),
    (diagonal([Fraction(7, 3), 1, 1, 1, 1, 2]), "7/3"), (diagonal([sqrt(2), 3 * sqrt(2), sqrt(2), sqrt(2), sqrt(2)]), "3")])
def test_a_rational_value_prints_as_one(A, text):
    assert str(condition_number(A)) == text
    assert condition_number(A).latex().replace("\\frac{7}{3}", "7/3") == text


def test_equal_values_hash_alike_and_unhashable_ones_say_so():
    for A, kappa in ((matrix("sqrt(2) 0; 0 1"), sqrt(2)), (matrix("1 1; 0 1"), (3 + sqrt(5)) / 2), (identity(2), 1)):
        assert condition_number(A) == kappa
        assert len({condition_number(A), kappa}) == 1
    with pytest.raises(UnableError, match="degree"):
        hash(condition_number(hippo_legs(20)))


def test_order_asks_the_other_side_for_a_foreign_type():
    kappa = condition_number(hippo_legs(5))
    total = sqrt(2) + sqrt(3)
    hidden = RootSum(((Fraction(1), (sqrt(2),)), (Fraction(1), (sqrt(3),))))
    assert sqrt(2) < hidden
    assert not sqrt(11) < hidden
    assert total <= hidden <= total
    assert sqrt(2) < kappa
    assert kappa > sqrt(2)
    for x in (sqrt(2), kappa):
        for bad in (1.5, acb(1)):
            with pytest.raises(InexactInputError):
                _ = x < bad
        for foreign in ("text", None, [1]):
            with pytest.raises(TypeError):
                _ = x < foreign


def test_kinds_of_enclosure():
    A = matrix("1 2; 3 4")
    assert isinstance(norm(A).enclose(10), acb)
    assert isinstance(condition_number(A).enclose(10), arb)
