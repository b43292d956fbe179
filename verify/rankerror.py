"""Rational bounds for the error of the best approximation of rank <= r: found in high precision, checked exactly."""
from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import fmpz_mat

from symbolic.canonical.spectrum import trace
from symbolic.errors import DomainError, InputError, UnableError
from symbolic.matrices.elimination import rref
from symbolic.matrices.matrix import ExactMatrix, identity, rational_matrix, zero
from symbolic.scalars.numbers import exact
from symbolic.singular.eckartyoung import read_rank
from symbolic.singular.gram import require_real

FIRST_BITS, LAST_BITS = 96, 6144
# The entries of A, squared, and the sums of n of them are this many bits above the unit of the bounds.
GUARD = 16


@dataclass(frozen=True)
class RankErrorBounds:
    """low <= |A - C|_F^2 for every C of rank <= r, and |A - X Y^T|_F^2 = high; all of it rational.

    The proof of the lower bound: W W^T + c I - A^T A = R R^T + `slack`, a diagonally dominant matrix, so that it is >= 0, and
    low = |A|^2 - |W|^2 - c r.
    """

    A: ExactMatrix
    r: int
    low: Fraction
    high: Fraction
    c: Fraction = field(repr=False)
    W: ExactMatrix = field(repr=False)
    R: ExactMatrix = field(repr=False)
    X: ExactMatrix = field(repr=False)
    Y: ExactMatrix = field(repr=False)

    @cached_property
    def slack(self) -> ExactMatrix:
        """W W^T + c I - A^T A - R R^T."""
        return self.W * self.W.T + identity(self.A.cols) * self.c - self.A.T * self.A - self.R * self.R.T

    @property
    def gap(self) -> Fraction:
        """(high - low) / high, 0 for high = 0."""
        return (self.high - self.low) / self.high if self.high else Fraction(0)


def rank_error_certificate(A: Any, r: int, gap: Fraction | None = None) -> RankErrorBounds:
    """Rational low <= min |A - C|_F^2 over rank C <= r <= high = |A - X Y^T|_F^2, (high - low)/high <= gap, with the proof.

    Weak duality [Fan49]: for Z >= 0 with Z + c I >= A^T A and Q with r orthonormal columns, tr Q^T A^T A Q <= tr Z + c r, and C
    vanishes on the complement of such a Q; so |A - C|^2 >= |A|^2 - tr Z - c r. Eigenvectors of A^T A in high precision,
    rounded, give Z = W W^T, the rest as R R^T plus a diagonally dominant matrix, and the pair X, Y.

    Args:
        A: m x n, rational. r: an integer >= 0. gap: a positive rational, by default 10^-10.

    Raises:
        DomainError: A is not rational. InputError: r or gap. UnableError: the gap is not reached at 6144 bits.
    Cost: an eigendecomposition of size n with mpmath (n = 30: about 1 s), products of matrices.

    >>> from symbolic import matrix
    >>> from verify import check
    >>> bounds = rank_error_certificate(matrix("1 2 0; 0 1 3; 1 0 1"), 1)
    >>> bounds.gap < Fraction(1, 10**10), check(bounds).word
    (True, 'EXACT')
    """
    A, r = require_real(A, "rank_error_certificate"), read_rank(r, "rank_error_certificate")
    goal = Fraction(1, 10 ** 10) if gap is None else exact(gap).as_fraction()
    if goal <= 0:
        raise InputError(f"rank_error_certificate: gap is {goal}; it must be positive")
    if not A.is_rational:
        raise DomainError(f"rank_error_certificate: the {A.rows}x{A.cols} matrix is over {A.ring}; only rational matrices are "
                          "supported. best_approximation(A, r) answers")
    form = rref(A)
    if len(form.pivots) <= r:
        X, k = A.submatrix(range(A.rows), form.pivots), len(form.pivots)
        Y = form.R.submatrix(range(k), range(A.cols)).T
        return _bounds(A, r, Fraction(0), (A.T, zero(A.cols, 0), X, Y))
    bits = FIRST_BITS
    while bits <= LAST_BITS:
        found = _search(A, r, bits)
        if found.low > 0 and found.gap <= goal:
            return found
        bits *= 2
    raise UnableError(f"rank_error_certificate: the bounds are not closer than {found.gap.limit_denominator(10 ** 40)}",
                      f"{LAST_BITS} bits")


def _bounds(A: ExactMatrix, r: int, c: Fraction, parts: tuple[ExactMatrix, ...]) -> RankErrorBounds:
    """The bounds that W, R, X, Y prove; c is raised until the slack is diagonally dominant."""
    W, R, X, Y = parts
    rows = (W * W.T + identity(A.cols) * c - A.T * A - R * R.T).entries()
    c += max((sum((abs(x).as_fraction() for x in row), start=Fraction(0)) for row in rows), default=Fraction(0))
    E = A - X * Y.T
    low, high = (exact(x).as_fraction() for x in (trace(A.T * A) - trace(W.T * W) - c * r, trace(E.T * E)))
    return RankErrorBounds(A, r, low, high, c, W, R, X, Y)


def _search(A: ExactMatrix, r: int, bits: int) -> RankErrorBounds:
    """Bounds from the eigenvectors of A^T A computed at `bits` bits and rounded to about that many."""
    import mpmath
    n, unit = A.cols, bits - GUARD
    with mpmath.workprec(bits + 2 * _size(A)):
        G = (A.T * A).to_mpmath((bits + 2 * _size(A)) // 3 + 5)
        values, V = mpmath.eigsy(G)
        order = sorted(range(n), key=lambda i: values[i], reverse=True)
        top, rest = order[:r], order[r:]
        cut = (values[rest[0]] + values[top[-1]]) / 2 if top else values[rest[0]]
        c = Fraction(int(mpmath.nint(mpmath.ldexp(cut, unit))), 1 << unit)

        def rounded(columns: list[int], scale: Any) -> ExactMatrix:
            numbers = [int(mpmath.nint(mpmath.ldexp(V[i, j] * scale(values[j]), unit))) for i in range(n) for j in columns]
            return rational_matrix(fmpz_mat(n, len(columns), numbers), 1 << unit)

        W = rounded(top, lambda x: mpmath.sqrt(max(x - cut, 0)))
        R = rounded(rest, lambda x: mpmath.sqrt(max(cut - x, 0)))
        Y = rounded(top, lambda _: 1)
    return _bounds(A, r, c, (W, R, A * Y, Y))


def _size(A: ExactMatrix) -> int:
    """Bits of the largest numerator or of the denominator."""
    return max((abs(int(x)).bit_length() for x in A.numerator.entries()), default=1) + A.denominator.bit_length()
