"""Singular triples at one generic root of each factor: an exact SVD of every rational matrix, in no common field."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from symbolic.canonical.jordan import JordanForm, jordan_form
from symbolic.errors import DomainError
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix, zero
from symbolic.scalars.fields import QQ, NumberField, number_field
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.scalars.powersums import power_sums
from symbolic.singular.frames import orthogonalized
from symbolic.singular.gram import require_real


@dataclass(frozen=True)
class SingularFamily:
    """The singular triples at all roots of one irreducible factor of charpoly(A^T A), written at a generic root x.

    sigma^2 = `square`, a polynomial in x, x any root of the monic integer `polynomial` f; the columns of `right` (n x e,
    entries in Q[x]/(f)) are e orthogonal eigenvectors v of A^T A, and A v = sigma u. All roots of f are real.
    """

    A: ExactMatrix = field(repr=False)
    polynomial: fmpz_poly
    square: fmpq_poly
    right: ExactMatrix

    @property
    def degree(self) -> int:
        """The number of different singular values of this family."""
        return int(self.polynomial.degree())

    @property
    def multiplicity(self) -> int:
        """How often each of them occurs."""
        return self.right.cols

    @cached_property
    def weights(self) -> tuple[AlgebraicNumber, ...]:
        """v^T v for each column v of `right`."""
        return tuple(exact((v.T * v)[0, 0]) for v in (self.right.column(j) for j in range(self.multiplicity)))

    @cached_property
    def projector(self) -> ExactMatrix:
        """The sum of v v^T / (v^T v) at the generic root: the orthogonal projector onto the vectors that belong to sigma."""
        P = zero(self.right.rows, self.right.rows)
        for j, w in enumerate(self.weights):
            v = self.right.column(j)
            P = P + v * (v.T / w)
        return P

    @cached_property
    def trace(self) -> ExactMatrix:
        """The sum of `projector` over all roots of f: a rational matrix."""
        return trace_over_roots(self.projector, self.polynomial)

    @cached_property
    def piece(self) -> ExactMatrix:
        """The part sum sigma u v^T of A that belongs to the family: A times `trace`."""
        return self.A * self.trace

    def at(self, k: int) -> SingularTriple:
        """The triple at root number k (ascending) of f."""
        right = _at_root(self.right, self.polynomial, k)
        value = AlgebraicNumber(QQ, fmpq_poly([self.square(_rational_root(self.polynomial))])) if self.degree == 1 else (
            AlgebraicNumber(number_field(self.polynomial, k), self.square))
        return SingularTriple(value, right, self.A * right)


@dataclass(frozen=True)
class SingularTriple:
    """One singular value with its vectors, not scaled to length 1: A v = `image`, A^T (A v) = `square` v.

    sigma = sqrt(square), u = image/sigma; |u| = |v|. Several columns when sigma has a multiplicity; they are orthogonal.
    """

    square: AlgebraicNumber
    right: ExactMatrix
    image: ExactMatrix

    @cached_property
    def value(self) -> AlgebraicNumber:
        """The singular value sigma."""
        return sqrt(self.square)


@dataclass(frozen=True)
class SingularTriples:
    """A = sum over families and roots of A v v^T/(v^T v), with sum v v^T/(v^T v) = I over all n right vectors.

    The family of sigma = 0 (f = x), if any, holds a basis of the null space.
    """

    A: ExactMatrix
    families: tuple[SingularFamily, ...]

    @cached_property
    def resolution(self) -> ExactMatrix:
        """The sum of all projectors over all roots: the identity, computed and not assumed."""
        n = self.A.cols
        return sum((f.trace for f in self.families), start=zero(n, n))

    @cached_property
    def reconstruction(self) -> ExactMatrix:
        """The sum of all pieces sigma u v^T: equal to A, computed and not assumed."""
        return sum((f.piece for f in self.families), start=zero(*self.A.shape))

    def triples(self) -> tuple[SingularTriple, ...]:
        """All triples, by descending sigma."""
        found = [f.at(k) for f in self.families for k in range(f.degree)]
        return tuple(sorted(found, key=lambda t: t.square, reverse=True))

    def basis(self) -> tuple[ExactMatrix, ExactMatrix, ExactMatrix]:
        """(W, F, D), rational: the coefficients of all v side by side, A^T A W = W F and W D W^T = I.

        A column v = sum_i x^i w_i gives the columns w_i; F is transposed multiplication by sigma^2 on the powers of x, block by
        block, and D holds the numbers sum over the roots of x^(i+j)/(v^T v).
        """
        from symbolic.matrices.matrix import block_diagonal, hstack
        if not self.families:
            return zero(0, 0), zero(0, 0), zero(0, 0)
        columns, multiplications, forms = [], [], []
        for f in self.families:
            ring = _ring(f.polynomial)
            for j, w in enumerate(f.weights):
                columns.append(_coefficient_columns(f.right.column(j), f.degree))
                multiplications.append(_rational(_multiplication(f, ring)))
                forms.append(_trace_form(ring, w.poly, f.degree))
        return hstack(columns), block_diagonal(multiplications), block_diagonal(forms)


def singular_triples(A: Any) -> SingularTriples:
    """Singular values and vectors of every rational matrix in finite work: one generic root for each factor.

    Each irreducible factor f of charpoly(A^T A) gives sigma^2 and v in Q[x]/(f) and u = A v/sigma; the numbers of
    different factors never have to meet in one field. Vectors of different values are orthogonal because A^T A is
    symmetric; those of one value are made so over Q[x]/(f).

    Args:
        A: m x n, rational: an ExactMatrix or a structured value.

    Raises:
        DomainError: an entry is irrational or has a parameter.
    Cost: one Jordan form of A^T A (linear algebra over Q only), and n^2 products in each Q[x]/(f).

    >>> from symbolic import matrix
    >>> found = singular_triples(matrix("1 2 0; 0 1 3; 1 0 1"))
    >>> [(str(f.polynomial), f.multiplicity) for f in found.families]
    [('x^3 + (-17)*x^2 + 66*x + (-49)', 1)]
    >>> found.resolution == matrix("1 0 0; 0 1 0; 0 0 1"), found.reconstruction == found.A
    (True, True)
    """
    A = require_real(A, "singular_triples")
    if not A.is_rational:
        raise DomainError(f"singular_triples: the {A.rows}x{A.cols} matrix is over {A.ring}; only rational matrices are "
                          "supported. singular_values(A) answers")
    form = jordan_form(A.T * A)
    assert isinstance(form, JordanForm)  # noqa: S101 -- the other type is that of matrices with parameters
    groups: dict[tuple[str, str], list[ExactMatrix]] = {}
    shapes: dict[tuple[str, str], tuple[fmpz_poly, fmpq_poly]] = {}
    for c in form.chains:
        key = str(c.polynomial), str(c.eigenvalue)
        shapes[key] = c.polynomial, c.eigenvalue
        groups.setdefault(key, []).append(ExactMatrix(c.vector_at(0, 0)))
    return SingularTriples(A, tuple(SingularFamily(A, *shapes[key], _orthogonal(vectors)) for key, vectors in groups.items()))


def _orthogonal(vectors: list[ExactMatrix]) -> ExactMatrix:
    columns = [[row[0] for row in v.entries()] for v in vectors]
    if len(columns) > 1:
        columns = orthogonalized(columns)
    return from_entries([list(row) for row in zip(*columns, strict=True)], len(columns[0]), len(columns))


def _ring(f: fmpz_poly) -> NumberField:
    return NumberField(f, 0)


def _rational_root(f: fmpz_poly) -> fmpq:
    return fmpq(-int(f[0]), int(f[1]))


def _at_root(M: ExactMatrix, f: fmpz_poly, k: int) -> ExactMatrix:
    """The same polynomials in x at root number k of f."""
    return M if M.is_rational else ExactMatrix(FieldArray(number_field(f, k), M.coefficients, M.denominator))


def trace_over_roots(M: ExactMatrix, f: fmpz_poly) -> ExactMatrix:
    """The sum over the roots of f of a matrix with entries in Q[x]/(f)."""
    sums = power_sums(f, int(f.degree()))
    total = fmpq_mat(M.rows, M.cols)
    for C, s in zip(M.coefficients, sums, strict=False):
        total = total + fmpq_mat(C) * s
    return _rational(total / M.denominator)


def _coefficient_columns(v: ExactMatrix, degree: int) -> ExactMatrix:
    n, parts = v.rows, v.coefficients
    columns = [parts[i].entries() if i < len(parts) else [0] * n for i in range(degree)]
    return _rational(fmpq_mat(n, degree, [columns[j][i] for i in range(n) for j in range(degree)]) / v.denominator)


def _multiplication(f: SingularFamily, ring: NumberField) -> fmpq_mat:
    if f.degree == 1:
        return fmpq_mat([[f.square(_rational_root(f.polynomial))]])
    return ring.matrix_of(ring.reduce(f.square)).transpose()


def _trace_form(ring: NumberField, weight: fmpq_poly, d: int) -> ExactMatrix:
    """The numbers sum over the roots of x^(i+j)/weight; for a linear f the vector has only its constant coefficient."""
    if d == 1:
        return _rational(fmpq_mat([[1 / weight[0]]]))
    sums = power_sums(ring.polynomial, d)
    p, values = ring.inverse(weight), []
    for _ in range(2 * d - 1):
        values.append(sum((p[i] * sums[i] for i in range(d)), start=fmpq(0)))
        p = ring.reduce(p.left_shift(1))
    return _rational(fmpq_mat(d, d, [values[i + j] for i in range(d) for j in range(d)]))


def _rational(M: fmpq_mat) -> ExactMatrix:
    numerator, denominator = M.numer_denom()
    return rational_matrix(numerator, int(denominator))
