"""The eigenvalues that no input moves and those that no output shows, each with the vector that proves it."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flint import fmpq_poly

from symbolic.canonical.jordan import numeric_jordan_form
from symbolic.errors import in_name_of
from symbolic.krylov.kalman import reachable_subspace
from symbolic.krylov.operands import columns_beside, read_rows
from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.matrix import ExactMatrix, hstack, identity, require_numbers
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.polynomials import Polynomial, from_flint


@dataclass(frozen=True)
class HiddenMode:
    """An irreducible `factor` of the characteristic polynomial of the hidden part, whose roots are hidden eigenvalues.

    `eigenvalue` is its first root, `vector` a non-zero w over Q(eigenvalue): w^T A = eigenvalue w^T and w^T B = 0 for an
    unreachable mode, A w = eigenvalue w and C w = 0 for an unobservable one. The other roots have the conjugate vectors.
    Over a number field each eigenvalue has its own mode and `factor` is x - eigenvalue.
    """

    factor: Polynomial
    multiplicity: int
    eigenvalue: AlgebraicNumber
    vector: ExactMatrix


def unreachable_eigenvalues(A: ExactMatrix, B: Any) -> tuple[HiddenMode, ...]:
    """The eigenvalues with a left eigenvector w, w^T A = lambda w^T and w^T B = 0; none exactly when (A, B) is reachable.

    These are the eigenvalues of A on the quotient by the reachable subspace, with their multiplicity there. The same
    number may also be a reachable eigenvalue of A.

    Raises:
        NotSquareError, ShapeError. DomainError: there are parameters.
    References: [Hau69].

    >>> from symbolic import matrix
    >>> (mode,) = unreachable_eigenvalues(matrix("2 1 0; 0 2 0; 0 0 3"), [1, 0, 1])
    >>> mode.eigenvalue, mode.vector.T
    (2, 0 1 0)
    """
    B = columns_beside(A, B, "unreachable_eigenvalues")
    require_numbers(A, "unreachable_eigenvalues")
    require_numbers(B, "unreachable_eigenvalues")
    R = reachable_subspace(A, B)
    n, r = R.rows, R.cols
    pivots = [p for p in rref(hstack([R, identity(n)])).pivots if p >= r]
    T = hstack([R, identity(n).submatrix(range(n), [p - r for p in pivots])])
    down = inverse(T).submatrix(range(r, n), range(n))          # its rows annihilate R
    rest = down * A * T.submatrix(range(n), range(r, n))
    return tuple(_modes(rest, down))


def unobservable_eigenvalues(A: ExactMatrix, C: Any) -> tuple[HiddenMode, ...]:
    """The eigenvalues with an eigenvector w, A w = lambda w and C w = 0; none exactly when (A, C) is observable.

    References: [Hau69].

    >>> from symbolic import matrix
    >>> (mode,) = unobservable_eigenvalues(matrix("0 1 0; -1 0 0; 0 0 5"), [0, 0, 1])
    >>> mode.factor, mode.eigenvalue, mode.vector.T
    (x^2+1, -i, -i -1 0)
    """
    rows = read_rows(A, C, "unobservable_eigenvalues")
    with in_name_of("unobservable_eigenvalues"):
        return unreachable_eigenvalues(A.T, rows.T)


def _modes(rest: ExactMatrix, down: ExactMatrix) -> Iterator[HiddenMode]:
    """One mode for each irreducible factor, the vectors being the starts of Jordan chains of the transpose."""
    for root, chains in numeric_jordan_form(rest.T).groups():
        first = chains[0]
        if rest.is_rational and root != first.roots[0]:
            continue
        z = first.eigenvalue_at(root)
        factor = from_flint(fmpq_poly(z.minpoly()) / z.minpoly()[z.degree]) if rest.is_rational else Polynomial([-z, 1])
        yield HiddenMode(factor, sum(c.size for c in chains), z, down.T * ExactMatrix(first.vector_at(root, 0)))
