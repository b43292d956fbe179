"""Whether a given matrix is a best approximation of rank at most r: decided exactly, with a witness when it is not."""
from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from symbolic.canonical.spectrum import eigenvalues, trace
from symbolic.errors import ShapeError, in_name_of
from symbolic.matrices.elimination import rank, rref
from symbolic.matrices.inertia import Inertia, inertia, is_positive_definite
from symbolic.matrices.matrix import ExactMatrix, identity
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.polynomials import from_flint
from symbolic.scalars.roots import precision
from symbolic.singular.eckartyoung import BestApproximation, best_approximation
from symbolic.singular.gram import gram_matrix, require_real
from symbolic.singular.rootsum import between


@dataclass(frozen=True)
class RankWitness:
    """An r+1 by r+1 submatrix of B that is invertible, so that rank B > r."""

    rows: tuple[int, ...]
    cols: tuple[int, ...]


@dataclass(frozen=True)
class ErrorWitness:
    """A rational mu between the least squared error and that of B; for "2" with x such that |(A-B)x|^2 >= mu x^T x."""

    mu: Fraction
    x: ExactMatrix | None = None


@dataclass(frozen=True)
class ApproximationTest:
    """Truthy when B has rank <= r and attains the least error; `reason` says which part fails, `witness` shows it.

    `rank` is that of B, `best` what it is compared with.
    """

    B: ExactMatrix
    best: BestApproximation = field(repr=False)
    ok: bool
    reason: str
    rank: int
    witness: RankWitness | ErrorWitness | None = None

    def __bool__(self) -> bool:
        return self.ok

    @cached_property
    def error_squared(self) -> AlgebraicNumber:
        """||A - B||^2; UnableError when the largest eigenvalue of an irrational matrix lies in a field of degree > 64."""
        G = gram_matrix(self.best.A - self.B)
        if self.best.norm == "fro":
            return exact(trace(G))
        return max((x for x, _ in eigenvalues(G)), default=exact(0))

    @cached_property
    def inertia(self) -> Inertia:
        """The inertia of least I - (A-B)^T (A-B), least = sigma_(r+1)^2: none negative exactly when the spectral error is least.

        Over the field of the entries and of sigma_(r+1)^2; UnableError beyond degree 64.
        """
        E = self.best.A - self.B
        return inertia(identity(E.cols) * self.best.next_square - E.T * E)

    def __str__(self) -> str:
        return ("yes: " if self.ok else "no: ") + self.reason


def is_best_approximation(A: Any, B: Any, r: int, norm: Any = "fro") -> ApproximationTest:
    """Whether rank B <= r and ||A - B|| is least among all matrices of rank <= r, decided exactly for any given B.

    Spectral: no eigenvalue of (A-B)^T (A-B) exceeds sigma_(r+1)^2, by inertia at rational numbers. Frobenius, with
    E = A - B: least exactly when B^T E = 0 and B E^T = 0 (B is the projection of A on its own column and row spaces), rank B
    = min(r, rank A), and no singular value of E exceeds a non-zero one of B, for then the singular values of B and E are
    together those of A; the last by inertia. So no sum of roots is ever compared for equality.

    Args:
        A, B: m x n, real. r: an integer >= 0. norm: "fro" or 2.

    Raises:
        ShapeError: A and B differ in shape. InputError: r or norm. DomainError: an entry is not real.
    References: [EY36]; [Mir60].

    >>> from symbolic import matrix
    >>> A = matrix("2 0; 0 1")
    >>> [is_best_approximation(A, matrix([[c, 0], [0, 0]]), 1, 2).ok for c in (0, 1, 3, 4)]
    [False, True, True, False]
    >>> print(is_best_approximation(A, matrix("0 0; 0 1"), 1))
    no: the error is not least: ||A - B||^2 = 4 > 2
    """
    A, B = require_real(A, "is_best_approximation"), require_real(B, "is_best_approximation")
    if A.shape != B.shape:
        raise ShapeError(f"is_best_approximation: A is {A.rows}x{A.cols} and B is {B.rows}x{B.cols}; the shapes must agree")
    with in_name_of("is_best_approximation"):
        best = best_approximation(A, r, norm)
    pivots, E = rref(B).pivots, A - B
    if len(pivots) > r:
        cols = tuple(pivots[:r + 1])
        rows = tuple(rref(B.submatrix(range(B.rows), cols).T).pivots)
        reason = f"the rank of B is {len(pivots)} > {r}"
        return ApproximationTest(B, best, ok=False, reason=reason, rank=len(pivots), witness=RankWitness(rows, cols))
    if best.norm == "fro":
        error = exact(trace(gram_matrix(E)))
        mu = None if _is_truncation(best, B, E, len(pivots)) else between(best.error_squared, error)
        relation, x = f"= {error} > {mu}" if error.is_rational else f"> {mu}", None
    else:
        mu = _exceeded(best.next_square, gram_matrix(E))
        relation = f"> {mu}"
        x = None if mu is None else is_positive_definite(identity(E.cols) * mu - E.T * E).witness
    if mu is None:
        reason = f"rank B = {len(pivots)} and the error is the least one"
        return ApproximationTest(B, best, ok=True, reason=reason, rank=len(pivots))
    return ApproximationTest(B, best, ok=False, reason=f"the error is not least: ||A - B||^2 {relation}", rank=len(pivots),
                             witness=ErrorWitness(mu, x))


def _exceeded(s: AlgebraicNumber, G: ExactMatrix) -> Fraction | None:
    """A rational between s and the largest eigenvalue of G >= 0, or None when that is at most s; s an irrational root of f.

    By inertia at rational numbers only. The nullity of f(G) counts the eigenvalues that are roots of f. When as many as that
    lie in short intervals around the roots of f, and none above the interval of s, every one near s is s itself.
    """
    f, one, bits = s.minpoly(), identity(G.rows), 8
    roots = [z for z in roots_of(f) if z.is_real]
    nullity = G.rows - rank(from_flint(f)(G))

    def above(x: Fraction) -> int:
        return inertia(one * x - G).negative

    if s.is_rational and not above(s.as_fraction()):
        return None
    while True:
        high = _interval(s, bits)[1]
        if above(high):
            return high
        if sum(above(low) - above(top) for low, top in (_interval(z, bits) for z in roots)) == nullity:
            return None
        bits *= 2


def _interval(z: AlgebraicNumber, bits: int) -> tuple[Fraction, Fraction]:
    """Rationals below and above a real number, 3 / 2^bits apart."""
    with precision(bits + 128):
        floor = int(str((z.enclose(bits + 8).real.mid() * (1 << bits)).floor().unique_fmpz()))
    return Fraction(floor - 1, 1 << bits), Fraction(floor + 2, 1 << bits)


def _is_truncation(best: BestApproximation, B: ExactMatrix, E: ExactMatrix, rank: int) -> bool:
    """Whether B is a singular value decomposition of A cut after k = min(r, rank A) triples.

    With B^T E = 0 and B E^T = 0 the singular values of B and of E are together those of A. B keeps the k largest exactly when
    no value above sigma_(k+1) is left in E, that is E^T E < c I for a rational c between sigma_(k+1)^2 and the next larger one,
    and none below sigma_k is kept in B, that is B^T B has k eigenvalues above a rational between sigma_k^2 and the next smaller.
    """
    if any(x for M in (B.T * E, B * E.T) for row in M.entries() for x in row):
        return False
    if rank != min(best.r, sum(1 for x in best.squares if x)):
        return False
    if rank == 0:
        return True
    last, rest = best.squares[rank - 1], best.squares[rank:]
    larger = [x for x in best.squares[:rank] if x > best.next_square]
    smaller = next((x for x in rest if x < last), exact(0))
    G, H = gram_matrix(E), gram_matrix(B)
    one = identity(G.rows)
    if larger and not is_positive_definite(one * between(best.next_square, larger[-1]) - G):
        return False
    return inertia(H - one * between(smaller, last)).positive == rank

