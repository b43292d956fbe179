"""Stability of x' = A x and of x_{n+1} = A x_n, decided exactly, with the blocks on the boundary."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flint import fmpz_poly

from symbolic.canonical.spectrum import charpoly, minpoly
from symbolic.dynamics.halfplane import cayley, routh_column, side, sides
from symbolic.errors import in_name_of
from symbolic.matrices.elimination import rank
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class BoundaryEigenvalue:
    """An eigenvalue with Re = 0 (continuous time) or modulus 1 (discrete time), and its block sizes, largest first."""

    eigenvalue: AlgebraicNumber
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Stability:
    """What happens to all solutions: `word` is "asymptotic" (to 0), "marginal" (bounded) or "unstable" (some are unbounded).

    `counts` are the eigenvalues inside, on and outside the boundary, with multiplicity. `witness` says why: the eigenvalue
    outside, else the boundary eigenvalue with its largest block, else (A rational) the first column of the Routh array of
    the characteristic polynomial (in discrete time of (1-w)^n chi((1+w)/(1-w))), all of one sign.
    """

    A: ExactMatrix
    discrete: bool
    word: str
    counts: tuple[int, int, int]
    boundary: tuple[BoundaryEigenvalue, ...]
    unstable: tuple[AlgebraicNumber, ...]
    witness: Any

    def __bool__(self) -> bool:
        """Whether every solution stays bounded."""
        return self.word != "unstable"

    def __str__(self) -> str:
        text = f"{self.word}: {self.counts[0]} inside, {self.counts[1]} on the boundary, {self.counts[2]} outside"
        for b in self.boundary:
            text += f"; {b.eigenvalue} has block sizes {', '.join(map(str, b.sizes))}"
        return text


@dataclass(frozen=True)
class _Located:
    """One distinct eigenvalue: its side, algebraic multiplicity and, on the boundary, block sizes."""

    eigenvalue: AlgebraicNumber
    side: int
    multiplicity: int
    sizes: tuple[int, ...]


def _block_sizes(A: ExactMatrix, f: Polynomial, multiplicity: int, largest: int) -> tuple[int, ...]:
    """Block sizes at each root of the irreducible f, from the ranks of f(A), f(A)^2, ..; the largest is known."""
    n, d = A.rows, f.degree
    if largest == 1:
        return (1,) * multiplicity
    N = f(A)
    ranks, power = [n], N
    for _ in range(largest):
        ranks.append(rank(power))
        power = power * N
    ranks.append(ranks[-1])
    at_least = [(ranks[k - 1] - ranks[k]) // d for k in range(1, largest + 2)]
    return tuple(k for k in range(largest, 0, -1) for _ in range(at_least[k - 1] - at_least[k]))


def _rational(A: ExactMatrix, *, discrete: bool) -> Iterator[_Located]:
    largest = dict(minpoly(A).factor())
    for f, multiplicity in charpoly(A).factor():
        integer: fmpz_poly = f.to_flint().numer()
        found = sides(integer, discrete=discrete)
        sizes = _block_sizes(A, f, multiplicity, largest[f]) if 0 in found else ()
        for z, s in zip(roots_of(integer), found, strict=True):
            yield _Located(z, s, multiplicity, sizes if s == 0 else ())


def _over_field(A: ExactMatrix, *, discrete: bool) -> Iterator[_Located]:
    from symbolic.canonical.structure import eigenvalue_structure
    for s in eigenvalue_structure(A):
        yield _Located(s.eigenvalue, side(s.eigenvalue, discrete=discrete), s.algebraic, s.segre)


def stability(A: ExactMatrix, discrete: bool = False) -> Stability:  # noqa: FBT001, FBT002 (the name stays, see the README)
    """Whether e^(tA) (or A^n, with discrete=True) tends to 0, stays bounded, or is unbounded.

    Asymptotic: all eigenvalues have Re < 0 (|.| < 1). Marginal: none is outside and those on the boundary have blocks of
    size 1 only. Both are decided, not estimated: an irreducible factor f has roots on the boundary only if its roots are
    symmetric to it, and then those are the roots equal to their own mirror image.

    Args:
        A: n x n over Q or a number field. discrete: decide x_{n+1} = A x_n instead of x' = A x.

    Raises:
        NotSquareError. DomainError: A has parameters.
    Cost: over Q one characteristic polynomial, factored, and balls around its roots; ranks only on the boundary.
    References: [Gan59] chapter V for the role of the blocks; [Rou77] for the witness of the asymptotic case.

    >>> from symbolic import matrix
    >>> stability(matrix("0 1; -1 0")).word, stability(matrix("0 1; 0 0")).word, stability(matrix("-1 9; 0 -1")).word
    ('marginal', 'unstable', 'asymptotic')
    >>> print(stability(matrix("3/5 -4/5; 4/5 3/5"), discrete=True))
    marginal: 0 inside, 2 on the boundary, 0 outside; (3-4*i)/5 has block sizes 1; (3+4*i)/5 has block sizes 1
    """
    require_square(A, "stability")
    require_numbers(A, "stability")
    found = list(_rational(A, discrete=discrete) if A.is_rational else _over_field(A, discrete=discrete))
    inside, on, outside = (sum(e.multiplicity for e in found if e.side == s) for s in (-1, 0, 1))
    boundary = tuple(BoundaryEigenvalue(e.eigenvalue, e.sizes) for e in found if e.side == 0)
    unstable = tuple(e.eigenvalue for e in found if e.side == 1)
    large = [b for b in boundary if b.sizes[0] > 1]
    word = "unstable" if unstable or large else "marginal" if boundary else "asymptotic"
    witness: Any = next(iter((*unstable, *large, *boundary)), None)
    if witness is None and A.is_rational:
        p = charpoly(A).to_flint()
        column = routh_column(cayley(p) if discrete else p)
        witness = tuple(exact(x) for x in column) if column is not None else None
    return Stability(A, discrete, word, (inside, on, outside), boundary, unstable, witness)


def is_stable(A: ExactMatrix, discrete: bool = False) -> bool:  # noqa: FBT001, FBT002 (same words as `stability`)
    """Whether every solution tends to 0: all Re < 0, or all moduli < 1 in discrete time.

    >>> from symbolic import matrix
    >>> is_stable(matrix("0 1; -2 -3")), is_stable(matrix("0 1; -1 0"))
    (True, False)
    """
    with in_name_of("is_stable"):
        return stability(A, discrete).word == "asymptotic"
