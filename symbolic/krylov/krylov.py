"""Krylov matrices, spaces and their dimension."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.canonical.spectrum import minpoly
from symbolic.errors import in_name_of
from symbolic.krylov.minimal import minimal_polynomial_of_vector
from symbolic.krylov.operands import columns_beside, read_steps
from symbolic.matrices.elimination import rank, rref, solve_any
from symbolic.matrices.matrix import ExactMatrix, hstack, orbit, require_numbers, zero
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class KrylovSpace:
    """The span V of b, A b, A^2 b, ..: the smallest A-invariant space that contains the columns of b.

    `basis` has the first independent columns of [b, A b, A^2 b, ..] and A basis = basis `restriction`; for one column b the
    restriction is the companion matrix of `minimal_polynomial`. The dimension is at most m `bound` for m columns, where
    `bound` = deg minpoly(A), the sum over the eigenvalues of the size of their largest block.
    """

    A: ExactMatrix
    b: ExactMatrix
    basis: ExactMatrix
    restriction: ExactMatrix
    minimal_polynomial: Polynomial
    matrix_minimal_polynomial: Polynomial

    @property
    def dimension(self) -> int:
        """The number of columns of the basis."""
        return self.basis.cols

    @property
    def bound(self) -> int:
        """The degree of minpoly(A): no single vector spans more."""
        return self.matrix_minimal_polynomial.degree

    @cached_property
    def largest_blocks(self) -> tuple[tuple[AlgebraicNumber, int], ...]:
        """Each eigenvalue with the size of its largest Jordan block; the sizes add up to `bound`."""
        return largest_blocks(self.A)

    @property
    def is_everything(self) -> bool:
        """Whether the space is the whole of Q^n."""
        return self.dimension == self.A.rows

    def coordinates(self, x: Any) -> ExactMatrix:
        """The coefficients c with x = basis c.

        Raises:
            NoSolutionError: x lies outside; carries y with y^T basis = 0 and y^T x != 0.
        """
        return solve_any(self.basis, columns_beside(self.A, x, "coordinates"))

    def __str__(self) -> str:
        size = f"dimension {self.dimension} (at most {self.bound} for one vector)"
        return f"{size}, minimal polynomial {self.minimal_polynomial}\nV = {self.basis}"


def largest_blocks(A: ExactMatrix) -> tuple[tuple[AlgebraicNumber, int], ...]:
    """Each eigenvalue of A with the size of its largest Jordan block, in the order of the Jordan form."""
    from symbolic.canonical.jordan import numeric_jordan_form
    sizes: dict[AlgebraicNumber, int] = {}
    for block in numeric_jordan_form(A).blocks:
        sizes[block.eigenvalue] = max(sizes.get(block.eigenvalue, 0), block.size)
    return tuple(sizes.items())


def krylov_matrix(A: ExactMatrix, b: Any, k: int) -> ExactMatrix:
    """The n x (k m) matrix [b, A b, .., A^(k-1) b] for the m columns of b.

    Args:
        A: n x n, over numbers or Q(parameters). b: a list of n numbers, or an n x m matrix. k: 0 or more.

    Raises:
        NotSquareError, ShapeError. InputError: k is no whole number, negative or above 10000.
    Cost: k products A b.

    >>> from symbolic import matrix
    >>> krylov_matrix(matrix("0 1; 1 1"), [0, 1], 4)
    0 1 1 2; 1 1 2 3
    """
    v = columns_beside(A, b, "krylov_matrix")
    if read_steps(k, 0, "krylov_matrix") == 0 or v.cols == 0:
        return zero(A.rows, 0)
    return hstack(orbit(A, v, k))


def krylov_dimension(A: ExactMatrix, b: Any) -> int:
    """The dimension of span{b, A b, A^2 b, ..}; for one column b the degree of its minimal polynomial.

    It is not the number of eigenvalues that b meets: the size of the blocks counts too. With parameters the answer is a
    `GenericRank`, with the conditions under which it does not drop.

    Raises:
        NotSquareError, ShapeError.
    Cost: the rank of the n x n m matrix [b, A b, .., A^(n-1) b].
    References: [Saa03] section 6.2.

    >>> from symbolic import matrix
    >>> krylov_dimension(matrix("1 0 0; 0 1 0; 0 0 1"), [1, 2, 3])
    1
    >>> krylov_dimension(matrix("2 1 0; 0 2 0; 0 0 2"), [1, 1, 1])
    2
    """
    columns = columns_beside(A, b, "krylov_dimension")
    return rank(krylov_matrix(A, columns, A.rows))


def krylov_basis(A: ExactMatrix, b: Any) -> ExactMatrix:
    """The first independent columns of [b, A b, A^2 b, ..], a basis of the smallest A-invariant space with b in it.

    >>> from symbolic import matrix
    >>> krylov_basis(matrix("2 1 0; 0 2 1; 0 0 2"), [0, 1, 0])
    0 1; 1 2; 0 0
    """
    columns = columns_beside(A, b, "krylov_basis")
    require_numbers(A, "krylov_basis")
    require_numbers(columns, "krylov_basis")
    K = krylov_matrix(A, columns, A.rows)
    return K.submatrix(range(A.rows), rref(K).pivots)


def krylov_space(A: ExactMatrix, b: Any) -> KrylovSpace:
    """The Krylov space of b with basis, restriction A V = V H, minimal polynomials and the bound on its dimension.

    Raises:
        NotSquareError, ShapeError. DomainError: there are parameters.
    References: [Saa03] section 6.2; [Gan59] VII.1-2.

    >>> from symbolic import matrix
    >>> K = krylov_space(matrix("2 1 0; 0 2 1; 0 0 2"), [0, 1, 0])
    >>> K.dimension, K.bound, K.restriction, K.coordinates([3, 1, 0]).T
    (2, 3, 0 -4; 1 4, -5 3)
    """
    v = columns_beside(A, b, "krylov_space")
    with in_name_of("krylov_space"):
        V = krylov_basis(A, v)
        return KrylovSpace(A, v, V, solve_any(V, A * V), minimal_polynomial_of_vector(A, v), minpoly(A))
