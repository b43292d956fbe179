"""Singular values as exact algebraic numbers."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import fmpz_poly

from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, roots_of, sqrt
from symbolic.scalars.roots import root_set
from symbolic.singular.gram import GramSimilar, dense_of, gram_matrix, real_form


@dataclass(frozen=True)
class GramRoot:
    """A non-zero eigenvalue of A^T A with its square root and multiplicity."""

    eigenvalue: AlgebraicNumber
    value: AlgebraicNumber
    multiplicity: int


def gram_roots(G: ExactMatrix) -> list[GramRoot]:
    """The distinct non-zero eigenvalues of a matrix similar to some A^T A, descending."""
    from symbolic.canonical.spectrum import charpoly, eigenvalues
    if G.is_rational:
        factors = [(f.to_flint().numer(), e) for f, e in charpoly(G).factor() if f.coefficients[0]]
        found = [GramRoot(x, s, e) for f, e in factors for x, s in zip(real_roots(f), _positive_roots(f), strict=True)]
    else:
        found = [GramRoot(x, sqrt(x), e) for x, e in eigenvalues(G) if x]
    return sorted(found, key=lambda g: g.value, reverse=True)


def real_roots(f: fmpz_poly) -> list[AlgebraicNumber]:
    """The real roots of an irreducible polynomial, ascending."""
    return roots_of(f) if f.degree() == 1 else roots_of(f)[:root_set(f).real_count]


def doubled(f: fmpz_poly) -> fmpz_poly:
    """The polynomial f(x^2)."""
    return fmpz_poly([int(f[k // 2]) if k % 2 == 0 else 0 for k in range(2 * int(f.degree()) + 1)])


def _positive_roots(f: fmpz_poly) -> list[AlgebraicNumber]:
    """The positive roots of f(x^2), ascending; f is irreducible and all its roots are positive."""
    return sorted(z for g, _ in doubled(f).factor()[1] for z in real_roots(g) if z.sign() > 0)


def singular_values(A: Any) -> tuple[AlgebraicNumber, ...]:
    """The min(m, n) singular values sigma = sqrt(lambda(A^* A)), descending, each as often as its multiplicity.

    Args:
        A: m x n, real or complex: an ExactMatrix, a structured value, or any value with `gram_similar()`. A complex
            A = B + iC is asked through the real matrix [B, -C; C, B], which has every singular value twice.

    Raises:
        DomainError: an entry has a parameter. UnableError: over a field whose compositum with i is too large.
    Cost: one characteristic polynomial of size min(m, n), factored, and its real roots.

    >>> from symbolic import matrix
    >>> singular_values(matrix("3 0; 0 4; 0 0")), singular_values(matrix("1 1; 0 1"))
    ((4, 3), ((1+sqrt(5))/2, (-1+sqrt(5))/2))
    >>> singular_values(matrix("1 i; 0 1"))
    ((1+sqrt(5))/2, (-1+sqrt(5))/2)
    """
    if isinstance(A, GramSimilar):
        G, copies = A.gram_similar(), 1
    else:
        matrix, copies = real_form(dense_of(A, "singular_values"))
        G = gram_matrix(matrix)
    found = [g.value for g in gram_roots(G) for _ in range(g.multiplicity // copies)]
    return (*found, *[exact(0)] * (G.rows // copies - len(found)))
