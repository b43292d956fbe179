"""Normal plus low rank: a real matrix as a multiple of the identity, a skew matrix and few rank one terms."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq, fmpq_poly

from symbolic.canonical.spectrum import charpoly
from symbolic.errors import DomainError, InputError
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, require_square, zero
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.sequence.hippo import HippoMatrix
from symbolic.sequence.scaled import ScaledMatrix, outer


@dataclass(frozen=True)
class NPLR:
    """A = shift I + skew - sum_i weights_i p_i p_i^T with skew^T = -skew and p_i = D g_i, g_i the columns of `vectors`.

    The normal part N = shift I + skew has the eigenvalues shift + i w. For HiPPO-LegS shift = -1/2, p_n = sqrt(2n+1) and the
    weight is 1/2, so that S4's P_n = sqrt(n + 1/2).
    """

    A: ScaledMatrix
    shift: AlgebraicNumber
    skew: ScaledMatrix
    vectors: ExactMatrix
    weights: tuple[AlgebraicNumber, ...]

    @property
    def rank(self) -> int:
        """The number of rank one terms."""
        return len(self.weights)

    @property
    def normal(self) -> ScaledMatrix:
        """N = shift I + skew, with N N^T = N^T N."""
        return self.A.one * self.shift + self.skew

    @property
    def low_rank(self) -> ScaledMatrix:
        """The sum of weights_i p_i p_i^T, equal to N - A."""
        if not self.weights:
            return ScaledMatrix(zero(*self.A.shape), self.A.scaling)
        return outer(self.vectors * diagonal(self.weights), self.vectors, self.A.scaling)

    @property
    def factors(self) -> tuple[ExactMatrix, ExactMatrix]:
        """(P, Q) in the frame: the rational T of A is that of N minus P Q^T, with Q = D^2 P times the weights."""
        squares = diagonal(self.A.scaling)
        return self.vectors, squares * self.vectors * diagonal(self.weights)

    def __str__(self) -> str:
        return f'NPLR(shift={self.shift}, skew="{self.skew.rational}", vectors="{self.vectors}", weights={self.weights})'


def nplr(A: Any, shift: Any = None) -> NPLR:
    """A = shift I + skew - sum_i w_i p_i p_i^T, the skew part exact and the rest of least rank.

    Every real matrix is of this form with rank at most n: the symmetric part minus shift I is a sum of rank one terms, split
    off one after another with rational weights.

    Args:
        A: a HiPPO matrix, any scaled matrix with rational T, or a rational n x n ExactMatrix. shift: a rational number; by
            default the rational eigenvalue of the symmetric part of the largest multiplicity, which makes the rank least
            among rational shifts (HiPPO: -1/2 for LegS, 0 for LegT).

    Raises:
        DomainError: the entries are not rational in the frame. InputError: A is not a matrix of these kinds.
    Cost: for HiPPO O(n^2); else the characteristic polynomial of the symmetric part and O(n^2) for each term.
    References: [GGR22] Gu, Goel & Re 2022, theorem 1.

    >>> from symbolic import hippo_legs
    >>> N = nplr(hippo_legs(3))
    >>> N.shift, N.weights, N.vectors.T, N.skew.rational
    (-1/2, (1/2,), 1 1 1, 0 3/2 5/2; -1/2 0 5/2; -1/2 -3/2 0)
    >>> N.normal - N.low_rank == hippo_legs(3)
    True
    """
    value = framed(A, "nplr")
    if isinstance(value, HippoMatrix) and shift is None:
        known = value.dissipative_part
        return NPLR(value, known.shift, value.skew_part, known.vectors, tuple(w / 2 for w in known.weights))
    symmetric = value.symmetric_part
    s = exact(_best_shift(symmetric) if shift is None else shift)
    if not s.is_rational:
        raise DomainError(f"nplr: the shift must be rational, not {s}")
    vectors, weights = _rank_one_terms((symmetric - value.one * s).quadratic_form())
    n = value.shape[0]
    columns = from_entries([[g[i] for g in vectors] for i in range(n)], n, len(vectors))
    return NPLR(value, s, value.skew_part, columns, tuple(-w for w in weights))


def framed(A: Any, what: str) -> ScaledMatrix:
    """A scaled matrix as it is, a rational square ExactMatrix in the frame D = I."""
    if isinstance(A, ScaledMatrix):
        value = A
    elif isinstance(A, ExactMatrix):
        value = ScaledMatrix(A, [1] * require_square(A, what))
    else:
        raise InputError(f"{what}: expected an exact or a scaled matrix, not a {type(A).__name__}; write "
                         "symbolic.matrix(..) around it")
    if not value.rational.is_rational:
        raise DomainError(f"{what}: the entries lie in {value.rational.ring}, and rational ones are needed")
    return value


def _best_shift(symmetric: ScaledMatrix) -> AlgebraicNumber:
    """The rational eigenvalue of largest multiplicity, the largest such; 0 when there is none."""
    found = charpoly(symmetric.rational).coefficients
    p = fmpq_poly([fmpq(c.numerator, c.denominator) for c in found]).numer()
    linear = [(k, fmpq(-int(f[0]), int(f[1]))) for f, k in p.factor()[1] if f.degree() == 1]
    return exact(max(linear)[1] if linear else 0)


def _rank_one_terms(G: ExactMatrix) -> tuple[list[list[AlgebraicNumber]], list[AlgebraicNumber]]:
    """Vectors g_i and weights w_i with G = sum w_i g_i g_i^T, G symmetric: taking away G x x^T G / (x^T G x) lowers the rank."""
    rows: list[list[Any]] = G.entries()
    n = len(rows)
    vectors, weights = [], []
    while any(any(bool(x) for x in row) for row in rows):
        support = _anisotropic(rows)
        g = [sum((rows[i][j] for j in support), start=exact(0)) for i in range(n)]
        w = 1 / sum((g[i] for i in support), start=exact(0))
        vectors.append(g)
        weights.append(w)
        rows = [[rows[i][j] - w * g[i] * g[j] for j in range(n)] for i in range(n)]
    return vectors, weights


def _anisotropic(rows: Sequence[Sequence[Any]]) -> tuple[int, ...]:
    """Indices i (or i, j) whose unit vectors add up to an x with x^T G x != 0, for G != 0."""
    n = len(rows)
    for i in range(n):
        if rows[i][i]:
            return (i,)
    return next((i, j) for i in range(n) for j in range(i) if rows[i][j])
