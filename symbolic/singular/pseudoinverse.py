"""The Moore-Penrose inverse, exactly and over the field of the matrix."""
from __future__ import annotations

from typing import Any

from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.inner import adjoint
from symbolic.matrices.matrix import ExactMatrix, require_matrix, zero


def pseudoinverse(A: Any) -> ExactMatrix:
    """The A^+ with A X A = A, X A X = X, and A X and X A Hermitian, by a full-rank factorization A = B C.

    A^+ = C^* (C C^*)^-1 (B^* B)^-1 B^* with B the pivot columns of A and C the non-zero rows of its reduced echelon
    form: everything stays in the field of A. X = A^-1 for a nonsingular A.

    Args:
        A: m x n, real or complex, of any rank: an ExactMatrix or a structured value. Parameters stand for real numbers,
            and the answer carries the conditions under which the rank is the generic one.

    Returns:
        The n x m matrix A^+.
    Cost: one reduced echelon form and two inverses of the size of the rank.
    References: [Pen55] theorem 1; [BIG03] chapter 1, section 6 (MacDuffee's formula).

    >>> from symbolic import matrix
    >>> pseudoinverse(matrix("1 2; 2 4"))
    1/25 2/25; 2/25 4/25
    >>> pseudoinverse(matrix("1 0; 0 1; 1 i"))
    2/3 -i/3 1/3; i/3 2/3 -i/3
    """
    if not isinstance(A, ExactMatrix) and hasattr(A, "dense"):
        A = A.dense()
    require_matrix(A, "pseudoinverse")
    form = rref(A)
    r = form.rank
    if not r:
        return zero(A.cols, A.rows)
    B = A.submatrix(range(A.rows), form.pivots)
    C = form.R.submatrix(range(r), range(A.cols))
    B_adjoint, C_adjoint = adjoint(B), adjoint(C)
    return C_adjoint * inverse(C * C_adjoint) * (inverse(B_adjoint * B) * B_adjoint)
