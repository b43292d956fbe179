"""Spectral components: f(A) = sum over eigenvalues a of sum_j f^(j)(a)/j! Z_j(a), without any transformation matrix.

With mu the minimal polynomial of an integer matrix N and B(y) = sum y^i H_i its matrix Horner sequence,
B(y)/mu(y) = (y - N)^-1. For an irreducible factor f of mu with exponent k and a root a,

    Z_j(a) = sum_{i < k-j} s_{k-1-j-i}(a) B^(i)(a)/i!,   s = 1 / (mu(y)/(y-a)^k) as a power series at a.

Stored is N_j = f'(a) Z_j(a), whose entries are far smaller (for mu = f it is B itself). By Euler's formula the sum over
the roots of p(a)/f'(a) is the coefficient of x^(d-1) in p. The laws N N_j = x N_j + N_{j+1} (mod f), N_k = 0 and
sum_f [x^(d-1)] N_0 = I say all this and are what the kernel checks.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly

from symbolic.canonical.chains import canonical_factors
from symbolic.canonical.horner import confluent_weights, identity_like
from symbolic.errors import UnableError
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.elimination import unfold
from symbolic.matrices.matrix import ExactMatrix, require_square
from symbolic.scalars.fields import NumberField, number_field

if TYPE_CHECKING:
    from symbolic.scalars.numbers import AlgebraicNumber

MAX_WORK = 40_000_000      # n^2 * (degree of the minimal polynomial): entries of all Horner matrices together


@dataclass(frozen=True)
class Component:
    """The part of f(A) that belongs to the conjugate eigenvalues lambda(a), a among the numbered roots of f.

    `parts[j]` holds d integer matrices: N_j(x) = sum_i x^i parts[j][i] / denominator = f'(x) Z_j(x) modulo f.
    """

    polynomial: fmpz_poly
    eigenvalue: fmpq_poly
    roots: tuple[int, ...]
    parts: tuple[tuple[fmpz_mat, ...], ...]
    denominator: int = 1

    @property
    def degree(self) -> int:
        return int(self.polynomial.degree())

    @property
    def size(self) -> int:
        """The largest block at these eigenvalues."""
        return len(self.parts)

    def eigenvalue_at(self, root: int) -> AlgebraicNumber:
        """The eigenvalue of A at one root of f."""
        from symbolic.canonical.jordan import JordanChain
        return JordanChain(self.polynomial, self.eigenvalue, self.roots, ()).eigenvalue_at(root)

    def matrix_at(self, j: int, root: int) -> ExactMatrix:
        """Z_j at one root: the coefficient matrix of f^(j)(lambda)/j! in f(A)."""
        here = number_field(self.polynomial, root)
        if self.degree == 1:
            return ExactMatrix(FieldArray(here, [self.parts[j][0]], self.denominator))
        derivative = fmpq_poly(self.polynomial.derivative())
        array = FieldArray(here, list(self.parts[j]), self.denominator)
        from symbolic.scalars.numbers import AlgebraicNumber
        return ExactMatrix(array.scale(AlgebraicNumber(here, here.inverse(here.reduce(derivative)))))


@dataclass(frozen=True)
class SpectralForm:
    """All components of a matrix: enough to write down every function of it."""

    A: ExactMatrix
    components: tuple[Component, ...]
    raw: tuple[Component, ...] = field(repr=False)      # those of N = den A (or of B, over a number field)

    @property
    def field(self) -> NumberField:
        return self.A.field


def integer_components(a: fmpz_mat) -> tuple[Component, ...]:
    """The components of an integer matrix, one for each irreducible factor of its minimal polynomial."""
    n = a.nrows()
    mu = a.minpoly()
    m = int(mu.degree())
    if n * n * m > MAX_WORK:
        raise UnableError(f"functions of a {n}x{n} matrix with minimal polynomial of degree {m}", f"{MAX_WORK} entries")
    h = _matrix_horner(a, mu)
    flat: fmpz_mat | None = None
    out = []
    for f, k in canonical_factors(mu):
        if f.degree() == m:
            out.append(Component(f, fmpq_poly([0, 1]), tuple(range(m)), (tuple(h),)))
            continue
        if flat is None:
            flat = fmpz_mat(m, n * n, [x for matrix in h for x in matrix.entries()]).transpose()
        out.append(_component(n, m, mu, f, k, flat))
    return tuple(out)


def _matrix_horner(a: fmpz_mat, mu: fmpz_poly) -> list[fmpz_mat]:
    one = identity_like(a.nrows())
    c = mu.coeffs()
    h = [one]
    for i in range(len(c) - 2, 0, -1):
        h.append(a * h[-1] + one * c[i] if c[i] != 0 else a * h[-1])
    return h[::-1][:max(len(c) - 1, 0)]


def _taylor(mu: fmpz_poly, f: fmpz_poly, first: int, count: int) -> list[fmpq_poly]:
    """mu^(first+i)/(first+i)! modulo f for i < count."""
    tables = confluent_weights(int(mu.degree()) + 1, f, first + count)
    c = mu.coeffs()
    d = int(f.degree())
    return [fmpq_poly([sum(int(c[i]) * t[i][j] for i in range(len(c))) for j in range(d)]) for t in tables[first:]]


def _component(n: int, m: int, mu: fmpz_poly, f: fmpz_poly, k: int, flat: fmpz_mat) -> Component:
    """N_0 .. N_{k-1} for the factor f^k of mu."""
    ring = NumberField(f, 0)
    d = ring.degree
    tables = confluent_weights(m, f, k)
    wide = fmpz_mat([[x for t in tables for x in t[i]] for i in range(m)])
    derivatives = (flat * wide).transpose()                     # rows: coefficient i of B^(j)/j!, flattened
    weights = _series_inverse(_taylor(mu, f, k, k), ring, fmpq_poly(f.derivative()))
    table = derivatives.tolist()
    blocks = [fmpq_mat(fmpz_mat(table[i * d:(i + 1) * d])) for i in range(k)]
    parts: list[fmpq_mat] = []
    for j in range(k):
        total = fmpq_mat(d, n * n)
        for i in range(k - j):
            total = total + ring.matrix_of(weights[k - 1 - j - i]) * blocks[i]
        parts.append(total)
    split = [p.numer_denom() for p in parts]
    den = reduce(lcm, (int(q) for _, q in split), 1)
    stacked = [(p * (den // int(q))).tolist() for p, q in split]
    return Component(f, fmpq_poly([0, 1]), tuple(range(d)),
                     tuple(tuple(fmpz_mat(n, n, row) for row in rows) for rows in stacked), den)


def _series_inverse(g: Sequence[fmpq_poly], ring: NumberField, scale: fmpq_poly) -> list[fmpq_poly]:
    """Scale times the power series inverse of g_0 + g_1 e + .. over Q[x]/(f)."""
    first = ring.inverse(g[0])
    s = [first]
    for i in range(1, len(g)):
        total = fmpq_poly([0])
        for j in range(1, i + 1):
            total = total + g[j] * s[i - j]
        s.append(ring.reduce(-first * ring.reduce(total)))
    return [ring.reduce(x * ring.reduce(scale)) for x in s]


def spectral_form(A: ExactMatrix) -> SpectralForm:
    """The spectral components of a square matrix over Q or a number field.

    Raises:
        NotSquareError. UnableError: the work is above the budget (n^2 times the degree of the minimal polynomial).
    Cost: deg(mu) - 1 products of n x n matrices and one inverse in Q[x]/(f) for each factor.
    References: [Gan59] V.2; [HJ91] 6.1 for the definition of a primary matrix function.

    >>> from symbolic import matrix
    >>> form = spectral_form(matrix("3 1; 0 3"))
    >>> [c.matrix_at(j, 0) for c in form.components for j in range(c.size)]
    [1 0; 0 1, 0 1; 0 0]
    """
    require_square(A, "spectral_form")
    if A.has_parameters:
        raise UnableError("spectral_form: functions of a matrix with parameters need its generic Jordan form; use "
                          "generic_jordan_form(A)")
    if A.is_rational:
        raw = integer_components(A.numerator)
        return SpectralForm(A, tuple(_scaled(c, A.denominator) for c in raw), raw)
    return _over_field(A)


def _scaled(c: Component, den: int) -> Component:
    """Components of N as components of N / den: Z_j is divided by den^j."""
    if den == 1:
        return c
    k = c.size
    parts = tuple(tuple(m * den ** (k - 1 - j) for m in p) for j, p in enumerate(c.parts))
    return Component(c.polynomial, fmpq_poly([0, fmpq(1, den)]), c.roots, parts, c.denominator * den ** (k - 1))


def _over_field(A: ExactMatrix) -> SpectralForm:
    """Components over K: those of B = N^ + c Theta^, read at theta = r(x) (see `overfield`)."""
    from symbolic.canonical.overfield import decompose_over, matching_roots, multiply, theta_matrix
    array = A.numeric()
    s, n, den = array.field.degree, A.rows, array.denominator
    N = FieldArray(array.field, array.coefficients)
    found, witness = decompose_over(N, one_r=True)
    r_of = {str(c.polynomial): r for c, r in zip(found.chains, witness.theta, strict=True)}
    big = unfold(N).numer_denom()[0] + theta_matrix(array.field, n) * witness.multiplier
    raw = integer_components(big)
    out = []
    for c in raw:
        r = r_of[str(c.polynomial)]
        roots = matching_roots(c.polynomial, r, array.field)
        if not roots:
            continue
        d, parts = c.degree, []
        for p in c.parts:
            total, power = fmpq_mat(n * n, d), fmpq_poly([1])
            tables = [m.tolist() for m in p]
            for t in range(s):
                rows = [[tables[i][a * s + t][b * s] for i in range(d)] for a in range(n) for b in range(n)]
                total = total + multiply(fmpq_mat(rows), power, c.polynomial)
                power = (power * r) % fmpq_poly(c.polynomial)
            parts.append(total)
        value = (fmpq_poly([0, 1]) - witness.multiplier * r) % fmpq_poly(c.polynomial)
        out.append(_scaled_field(c, value, roots, parts, n, den))
    return SpectralForm(A, tuple(out), raw)


def _scaled_field(c: Component, value: fmpq_poly, roots: tuple[int, ...], parts: list[fmpq_mat], n: int, den: int) -> Component:
    split = [(p * fmpq(1, den ** j)).numer_denom() for j, p in enumerate(parts)]
    whole = reduce(lcm, (int(q) for _, q in split), 1) * c.denominator
    tables = [(p * (whole // (int(q) * c.denominator))).transpose().tolist() for p, q in split]
    return Component(c.polynomial, value * fmpq(1, den), roots,
                     tuple(tuple(fmpz_mat(n, n, row) for row in rows) for rows in tables), whole)
