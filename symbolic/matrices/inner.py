"""Conjugates, and the inner product of exact vectors: v^* w, which is v^T w for real ones."""
from __future__ import annotations

from typing import Any

from symbolic.errors import DomainError
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import AlgebraicNumber


def is_real(A: ExactMatrix) -> bool:
    """Whether all entries are real numbers."""
    return A.numeric().field.is_real or all(x.is_real for row in A.entries() for x in row)


def conjugate(A: ExactMatrix) -> ExactMatrix:
    """The entrywise conjugate; A itself when it is real or has parameters, which stand for real numbers.

    Raises:
        UnableError: the entries and their conjugates share no field small enough.
    """
    if A.has_parameters or is_real(A):
        return A
    return from_entries([[x.conjugate() for x in row] for row in A.entries()], *A.shape)


def adjoint(A: ExactMatrix) -> ExactMatrix:
    """The conjugate transpose A^*.

    >>> from symbolic import matrix
    >>> adjoint(matrix("1 i; 0 2"))
    1 0; -i 2
    """
    return conjugate(A).T


def dot(v: ExactMatrix, w: ExactMatrix) -> Any:
    """The number v^* w of two columns."""
    return (adjoint(v) * w)[0, 0]


def norm_squared(v: ExactMatrix) -> AlgebraicNumber:
    """v^* v, which is 0 only for v = 0."""
    value: AlgebraicNumber = dot(v, v)
    return value


def require_hermitian(A: ExactMatrix, what: str) -> None:
    """DomainError that names the first pair of entries with a_ij != conj(a_ji)."""
    B = adjoint(A)
    if A == B:
        return
    i, j = next((i, j) for i in range(A.rows) for j in range(A.cols) if A[i, j] != B[i, j])
    word = "symmetric" if A.numeric().field.is_real else "Hermitian"
    raise DomainError(f"{what}: the {A.rows}x{A.cols} matrix A is not {word}: a_{i + 1}{j + 1} = {A[i, j]} and "
                      f"a_{j + 1}{i + 1} = {A[j, i]}; this method needs A = A^{'T' if word == 'symmetric' else '*'}")
