"""Symmetric matrices: LDL^T without square roots, inertia with a congruence that shows it, positive definiteness."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flint import fmpq

from symbolic.errors import DomainError, NoSuchObjectError
from symbolic.matrices.elimination import solve
from symbolic.matrices.matrix import (
    ExactMatrix,
    diagonal,
    from_entries,
    identity,
    require_numbers,
    require_square,
    vstack,
    zero,
)
from symbolic.scalars.numbers import AlgebraicNumber, exact

Rows = list[list[Any]]
Table = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class LDLT:
    """A = L diag(d) L^T with L unit lower triangular."""

    A: ExactMatrix
    rows: Table = field(repr=False)
    d: tuple[AlgebraicNumber, ...]

    @cached_property
    def L(self) -> ExactMatrix:
        """The factor L as a matrix (one common denominator, which may be long)."""
        return _exact(self.rows)

    @property
    def D(self) -> ExactMatrix:
        """The diagonal matrix of the pivots."""
        return diagonal(self.d)

    def __str__(self) -> str:
        return f"L = {self.L}\nd = {', '.join(map(str, self.d))}"


@dataclass(frozen=True)
class Inertia:
    """The numbers of positive, negative and zero eigenvalues of A, shown by A = L diag(d) L^T with L invertible."""

    A: ExactMatrix
    positive: int
    negative: int
    zero: int
    rows: Table = field(repr=False)
    d: tuple[AlgebraicNumber, ...]

    @cached_property
    def L(self) -> ExactMatrix:
        """The factor L as a matrix (one common denominator, which may be long)."""
        return _exact(self.rows)

    @property
    def counts(self) -> tuple[int, int, int]:
        """(positive, negative, zero)."""
        return self.positive, self.negative, self.zero

    @property
    def signature(self) -> int:
        """The number of positive minus the number of negative eigenvalues."""
        return self.positive - self.negative

    def __str__(self) -> str:
        return f"{self.positive} positive, {self.negative} negative, {self.zero} zero"


@dataclass(frozen=True)
class PositiveDefiniteness:
    """Whether A is positive definite: the pivots of A = L D L^T, all positive, or a witness x != 0 with x^T A x <= 0."""

    A: ExactMatrix
    ok: bool
    pivots: tuple[AlgebraicNumber, ...]
    witness: ExactMatrix | None

    def __bool__(self) -> bool:
        return self.ok


def require_symmetric(A: ExactMatrix, what: str) -> int:
    """The size of a real symmetric matrix, or DomainError with the first pair of entries that differ."""
    n = require_square(A, what)
    require_numbers(A, what)
    if not A.field.is_real:
        raise DomainError(f"{what}: the {n}x{n} matrix has entries in {A.ring}; only real symmetric matrices are supported")
    if A != A.T:
        i, j = next((i, j) for i in range(n) for j in range(i) if A[i, j] != A[j, i])
        raise DomainError(f"{what}: the {n}x{n} matrix is not symmetric: entry ({i + 1}, {j + 1}) is {A[i, j]} and entry "
                          f"({j + 1}, {i + 1}) is {A[j, i]}")
    return n


def _light(A: ExactMatrix) -> Rows:
    """The entries; rational ones as bare python-flint rationals, which are ten times faster to work with."""
    if A.is_rational:
        return [[fmpq(int(x), A.denominator) for x in row] for row in A.numerator.tolist()]
    return A.entries()


def _unit(a: Rows) -> Rows:
    zero = a[0][0] * 0
    return [[zero + int(i == j) for j in range(len(a))] for i in range(len(a))]


def _exact(rows: Rows | Table) -> ExactMatrix:
    return from_entries([[exact(x) for x in row] for row in rows], len(rows), len(rows))


def _eliminate(a: Rows) -> tuple[Rows, list[Any], int | None]:
    """(L, pivots, step at which a zero pivot had a non-zero entry below it); L is unfinished from that step on.

    Rational arithmetic on purpose: the minors of a fraction-free elimination are far longer than the pivots when the
    entries have a long common denominator, as solutions of Lyapunov equations do.
    """
    n, L = len(a), _unit(a)
    d: list[Any] = []
    for k in range(n):
        pivot, below = a[k][k], [a[i][k] for i in range(k + 1, n)]
        d.append(pivot)
        if pivot == 0:
            if any(x != 0 for x in below):
                return L, d, k
            continue
        for i in range(k + 1, n):
            if a[i][k] != 0:
                L[i][k] = a[i][k] / pivot
                for j in range(k + 1, i + 1):
                    a[i][j] = a[i][j] - L[i][k] * below[j - k - 1]
    return L, d, None


def ldlt(A: ExactMatrix) -> LDLT:
    """A = L diag(d) L^T with L unit lower triangular, for a real symmetric A: no square roots, no exchanges.

    Raises:
        DomainError: A is not real symmetric. NoSuchObjectError: elimination meets a pivot 0 with a non-zero entry below
            it, so no such L exists; the witness is the number of the pivot (from 1). `inertia(A)` still answers.
    Cost: n^3/6 multiplications.

    >>> from symbolic import matrix
    >>> f = ldlt(matrix("4 2; 2 3"))
    >>> f.L, f.d
    (1 0; 1/2 1, (4, 2))
    """
    n = require_symmetric(A, "ldlt")
    if n == 0:
        return LDLT(A, (), ())
    L, d, stop = _eliminate(_light(A))
    if stop is not None:
        raise NoSuchObjectError(f"ldlt: pivot {stop + 1} of the {n}x{n} matrix is 0 with a non-zero entry below it, so A has "
                                "no L D L^T without exchanges; use inertia(A)", stop + 1)
    return LDLT(A, tuple(map(tuple, L)), tuple(exact(x) for x in d))


def _diagonalized(a: Rows) -> tuple[Rows, list[Any]]:
    """(L, d) with A = L diag(d) L^T, by symmetric row and column operations; a zero diagonal is mended by adding a row."""
    n, L = len(a), _unit(a)

    def add(target: int, source: int, factor: Any) -> None:
        """Add factor times row and column `source` to `target` in A, and undo it in L."""
        a[target] = [x + factor * y for x, y in zip(a[target], a[source], strict=True)]
        for row in a:
            row[target] = row[target] + factor * row[source]
        for row in L:
            row[source] = row[source] - factor * row[target]

    for k in range(n):
        if a[k][k] == 0:
            low = next((i for i in range(k + 1, n) if a[i][k] != 0), None)
            if low is None:
                continue
            # a_kk becomes a_ii + 2 f a_ik with f = 1 or -1: at least one of the two is not 0
            add(k, low, 1 if a[low][low] + 2 * a[low][k] != 0 else -1)
        for i in range(k + 1, n):
            if a[i][k] != 0:
                add(i, k, -a[i][k] / a[k][k])
    return L, [a[k][k] for k in range(n)]


def inertia(A: ExactMatrix) -> Inertia:
    """How many eigenvalues of a real symmetric A are positive, negative and zero, by Sylvester's law.

    Symmetric elimination to A = L diag(d) L^T (L is unit lower triangular whenever `ldlt` works); the signs of d are the
    signs of the eigenvalues [Gan59] chapter X.

    Raises:
        DomainError: A is not real symmetric.

    >>> from symbolic import matrix
    >>> inertia(matrix("0 1; 1 0")).counts, inertia(matrix("1 1; 1 1")).counts
    ((1, 1, 0), (1, 0, 1))
    """
    n = require_symmetric(A, "inertia")
    if n == 0:
        return Inertia(A, 0, 0, 0, (), ())
    L, values, stop = _eliminate(_light(A))
    if stop is not None:
        L, values = _diagonalized(_light(A))
    d = tuple(exact(x) for x in values)
    signs = [x.sign() for x in d]
    return Inertia(A, signs.count(1), signs.count(-1), signs.count(0), tuple(map(tuple, L)), d)


def is_positive_definite(A: ExactMatrix) -> PositiveDefiniteness:
    """Whether x^T A x > 0 for all x != 0: truthy with the positive pivots of L D L^T, or falsy with an x that fails.

    Raises:
        DomainError: A is not real symmetric.

    >>> from symbolic import matrix
    >>> is_positive_definite(matrix("2 1; 1 2")).pivots, is_positive_definite(matrix("1 2; 2 1")).witness
    ((2, 3/2), -2; 1)
    """
    n = require_symmetric(A, "is_positive_definite")
    if n == 0:
        return PositiveDefiniteness(A, ok=True, pivots=(), witness=None)
    rows, pivots, _ = _eliminate(_light(A))
    d = tuple(exact(x) for x in pivots)
    bad = next((k for k, x in enumerate(d) if x.sign() <= 0), None)
    if bad is None:
        return PositiveDefiniteness(A, ok=True, pivots=d, witness=None)
    # with L_k the leading k x k part of L, x = L_k^-T e_k has x^T A x = d_k; later rows may be unfinished
    lead = range(bad + 1)
    x = solve(_exact(rows).submatrix(lead, lead).T, identity(bad + 1).column(bad))
    return PositiveDefiniteness(A, ok=False, pivots=d[:bad + 1], witness=vstack([x, zero(n - bad - 1, 1)]))
