"""The matrices whose eigenvalues are the squared singular values, and what may be asked for them."""
from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from flint import nmod_mat

from symbolic.errors import DomainError
from symbolic.matrices.elimination import rank
from symbolic.matrices.inner import conjugate, is_real
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack, require_matrix, vstack
from symbolic.scalars.numbers import I

# a prime that fits a machine word: full rank modulo it is full rank
LARGE_PRIME = (1 << 61) - 1


@runtime_checkable
class GramSimilar(Protocol):
    """A value that knows a rational matrix similar to A^T A, while A itself has entries in a large field."""

    def gram_similar(self) -> ExactMatrix:
        """A rational matrix similar to A^T A."""


def dense_of(A: Any, what: str) -> ExactMatrix:
    """The matrix itself, or the dense one of a structured value; the entries are numbers."""
    if not isinstance(A, ExactMatrix) and hasattr(A, "dense"):
        A = A.dense()
    require_matrix(A, what)
    matrix: ExactMatrix = A
    if matrix.has_parameters:
        raise DomainError(f"{what}: the {matrix.rows}x{matrix.cols} matrix is over {matrix.ring}, and this needs numbers; "
                          "substitute values for the parameters first")
    return matrix


def require_real(A: Any, what: str) -> ExactMatrix:
    """The dense matrix, or DomainError naming an entry that is not real."""
    matrix = dense_of(A, what)
    if not is_real(matrix):
        i, j = next((i, j) for i, row in enumerate(matrix.entries()) for j, x in enumerate(row) if not x.is_real)
        raise DomainError(f"{what}: entry ({i + 1}, {j + 1}) of the {matrix.rows}x{matrix.cols} matrix is {matrix[i, j]}; "
                          "only real matrices are supported")
    return matrix


def real_form(A: ExactMatrix) -> tuple[ExactMatrix, int]:
    """(A, 1) for a real A; for A = B + iC the real matrix [B, -C; C, B], which has every singular value twice, and 2."""
    if is_real(A):
        return A, 1
    pairs = [[((x + y) / 2, (x - y) / (2 * I)) for x, y in zip(r, s, strict=True)]
             for r, s in zip(A.entries(), conjugate(A).entries(), strict=True)]
    B = from_entries([[p[0] for p in row] for row in pairs], *A.shape)
    C = from_entries([[p[1] for p in row] for row in pairs], *A.shape)
    return vstack([hstack([B, -C]), hstack([C, B])]), 2


def gram_matrix(A: ExactMatrix) -> ExactMatrix:
    """The smaller one of A^T A and A A^T."""
    return A.T * A if A.rows >= A.cols else A * A.T


def full_rank(A: ExactMatrix) -> bool:
    """Whether the rank is min(m, n); for a rational matrix a prime settles the usual case."""
    least = min(A.shape)
    if A.is_rational and least and nmod_mat(A.numerator, LARGE_PRIME).rank() == least:
        return True
    return rank(A) == least
