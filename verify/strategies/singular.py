"""Rational matrices of known singular values and condition number, and rational orthogonal matrices."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz_mat

from symbolic import AlgebraicNumber, ExactMatrix, exact, identity
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_rationals, check_sizes, draw_size, strategy
from verify.strategies.unimodular import rational_rows


@dataclass(frozen=True)
class OrthogonalCase:
    """A rational matrix with A^T A = I; `det` is 1 or -1."""

    A: ExactMatrix
    det: int


@dataclass(frozen=True)
class SingularValueCase:
    """A = U S V^T, m x n, with rational orthogonal U and V; `singular_values` descending, zeros included."""

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    singular_values: tuple[AlgebraicNumber, ...]

    @property
    def rank(self) -> int:
        return sum(bool(s) for s in self.singular_values)


@dataclass(frozen=True)
class ConditionCase:
    """An invertible A = U S V^T with kappa_2(A) = `kappa` = sigma_1 / sigma_n exactly."""

    A: ExactMatrix
    kappa: AlgebraicNumber
    singular_values: tuple[AlgebraicNumber, ...]
    inverse: ExactMatrix


def reflection(v: Sequence[int]) -> ExactMatrix:
    """The reflection I - 2 v v^T / v^T v; the identity for v = 0."""
    n, s = len(v), sum(x * x for x in v)
    if s == 0:
        return identity(n)
    return rational_matrix(fmpz_mat(n, n, [(s if i == j else 0) - 2 * v[i] * v[j] for i in range(n) for j in range(n)]), s)


def _mirror(source: Source, n: int, *, dyadic: bool) -> list[int]:
    """A vector of small integers; with 1, 2 or 4 entries 1 and -1 when the reflection has to be dyadic."""
    if not dyadic:
        return source.integers(n, -2, 2)
    v = [0] * n
    count = source.pick([k for k in (1, 2, 4) if k <= n])
    at = source.integer(0, n - 1)
    for k in range(count):
        v[(at + k) % n] = -1 if source.flag() else 1
    return v


def orthogonal(source: Source, n: int, *, dyadic: bool) -> tuple[ExactMatrix, int]:
    """A product of at most three rational reflections, and its determinant: the identity when shrunk."""
    Q, sign = identity(n), 1
    for _ in range(source.integer(0, 3) if n else 0):
        v = _mirror(source, n, dyadic=dyadic)
        if any(v):
            Q, sign = Q * reflection(v), -sign
    return Q, sign


@strategy
def orthogonal_matrices(source: Source, *, min_size: int = 1, max_size: int = 6, dyadic: bool = False) -> OrthogonalCase:
    """Rational matrices with A^T A = I, products of at most three reflections.

    Args:
        min_size, max_size: bounds of n.
        dyadic: the denominators are powers of 2, so that a float image is orthogonal exactly.

    >>> from verify.strategies import orthogonal_matrices, seeded
    >>> A = next(seeded(orthogonal_matrices, 1, min_size=2, max_size=2)).A
    >>> A.T * A
    1 0; 0 1
    """
    Q, sign = orthogonal(source, draw_size(source, min_size, max_size), dyadic=dyadic)
    return OrthogonalCase(Q, sign)


def _diagonal(m: int, n: int, values: Sequence[Fraction]) -> ExactMatrix:
    return rational_rows([[values[i] if i == j else Fraction(0) for j in range(n)] for i in range(m)], n)


@strategy
def singular_value_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6,
    values: Sequence[int | Fraction] = (1, 0, 2, 3, 1, Fraction(1, 2), Fraction(1, 1024)), dyadic: bool = False,
) -> SingularValueCase:
    """Rational matrices with known rational singular values, A = U S V^T.

    Args:
        min_size, max_size: bounds of the number of rows and of columns.
        values: the singular values to choose from, the simplest first; repeated ones and 0 are the hard ones.
        dyadic: U and V have powers of 2 as denominators, so that with dyadic values a float image is exact.

    >>> from hypothesis import find
    >>> from verify.strategies import singular_value_matrices
    >>> find(singular_value_matrices(), lambda case: 0 < case.rank < min(case.A.shape)).A
    1 0; 0 0
    """
    check_sizes(min_size, max_size)
    pool = check_rationals("values", values, 0)
    p = source.integer(min_size, max_size)
    m, n = p + source.integer(0, max_size - p), p
    if source.flag():
        m, n = n, m
    U, V = orthogonal(source, m, dyadic=dyadic)[0], orthogonal(source, n, dyadic=dyadic)[0]
    sigma = sorted((source.pick(pool) for _ in range(p)), reverse=True)
    S = _diagonal(m, n, sigma)
    return SingularValueCase(U * S * V.T, U, S, V, tuple(exact(s) for s in sigma))


@strategy
def conditioned_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6,
    kappas: Sequence[int | Fraction] = (1, 2, 10, 10**3, 10**6, 10**9, 10**12), dyadic: bool = True,
) -> ConditionCase:
    """Invertible matrices with exactly known condition number kappa_2, and their inverses.

    Args:
        min_size, max_size: bounds of n >= 1; a 1 x 1 matrix has kappa 1.
        kappas: the condition numbers to choose from, at least 1.
        dyadic: U and V have powers of 2 as denominators, so that with integer kappas up to 10^12 a float image is exact.

    Singular values lie at both ends, with one small (often), one large, or anything between.

    >>> from hypothesis import find
    >>> from verify.strategies import conditioned_matrices
    >>> find(conditioned_matrices(), lambda case: case.kappa > 1).A
    2 0; 0 1
    """
    check_sizes(min_size, max_size, 1)
    pool = check_rationals("kappas", kappas, 1)
    n = source.integer(min_size, max_size)
    U, V = orthogonal(source, n, dyadic=dyadic)[0], orthogonal(source, n, dyadic=dyadic)[0]
    kappa = source.pick(pool) if n > 1 else Fraction(1)
    between = [source.pick((Fraction(1), kappa, (kappa + 1) / 2)) for _ in range(n - 2)]
    sigma = sorted([kappa, *between, Fraction(1)][:max(n, 1)], reverse=True)
    inverse = V * _diagonal(n, n, [1 / s for s in sigma]) * U.T
    return ConditionCase(U * _diagonal(n, n, sigma) * V.T, exact(kappa), tuple(exact(s) for s in sigma), inverse)
