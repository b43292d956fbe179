"""The extreme eigenvalues of a positive definite matrix over a number field, as exact roots."""
from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq, fmpq_mat, fmpz_poly

from symbolic.errors import UnableError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import root_near
from symbolic.scalars.numbers import AlgebraicNumber, roots_of

# Of a polynomial over Q that is factored and whose roots are isolated.
MAX_ROOTS = 160


def extreme_roots(G: ExactMatrix, top: Callable[[int], arb], bottom: Callable[[int], arb],
                  ) -> tuple[AlgebraicNumber, AlgebraicNumber]:
    """The eigenvalues of G that `top` and `bottom` enclose at given bits.

    They are roots of the norm of det(xI - G) over Q: the characteristic polynomial of the rational matrix in which every
    entry of G is replaced by the d x d matrix of the multiplication by it.

    Raises:
        UnableError: n d > 160 for an n x n matrix over a field of degree d.

    >>> from symbolic import matrix
    >>> extreme_roots(matrix("sqrt(2) 0; 0 1"), lambda bits: arb(2).sqrt(), lambda bits: arb(1))
    (sqrt(2), 1)
    """
    factors = norm_factors(G)
    found = []
    for ball in (top, bottom):
        f, k = root_near(factors, lambda bits, ball=ball: acb(ball(bits)))  # type: ignore[misc]
        found.append(roots_of(f)[k])
    return found[0], found[1]


def norm_factors(G: ExactMatrix) -> list[fmpz_poly]:
    """The irreducible factors over Q of the norm of the characteristic polynomial."""
    field = G.numeric().field
    n, d = G.rows, field.degree
    if n * d > MAX_ROOTS:
        raise UnableError(f"condition_number: the extreme singular values of a matrix with {n} columns over a field of degree "
                          f"{d} are roots of a polynomial of degree {n * d}", f"degree {MAX_ROOTS}")
    rows: list[list[fmpq]] = []
    for row in G.entries():
        blocks = [field.matrix_of(x.poly).tolist() for x in row]
        rows += [[c for block in blocks for c in block[i]] for i in range(d)]
    return [f for f, _ in fmpq_mat(rows).charpoly().numer().factor()[1]]
