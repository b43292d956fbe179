"""Schur forms in mpmath: A = Q T Q^* with a unitary Q, complex triangular or real quasi-triangular T."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbolic.errors import DomainError, UnableError
from symbolic.matrices.inner import is_real
from verify.numeric.operands import mp_matrix, read, require_digits

if TYPE_CHECKING:
    import mpmath


@dataclass(frozen=True)
class Schur:
    """A = Q T Q^*; `residual` is ||A - Q T Q^*||_F / ||A||_F and `orthogonality` ||Q^* Q - I||_F, both measured.

    In the real form T has 2 x 2 blocks on its diagonal for the pairs of conjugate eigenvalues.
    """

    Q: mpmath.matrix
    T: mpmath.matrix
    residual: mpmath.mpf
    orthogonality: mpmath.mpf


def schur(A: Any, digits: int = 30, *, real: bool = False) -> Schur:
    """A = Q T Q^*: complex (T upper triangular) or real (Q orthogonal, T quasi-triangular), with `digits` working digits.

    The form is not unique and not continuous in A (`schur_discontinuity`): the residual and the orthogonality are what may be
    relied on. They are measured with twice the digits.

    Args:
        A: square, as for `svd`; real when `real` is asked for. digits: working digits.

    Raises:
        NotSquareError, InputError, DomainError: no square matrix of numbers, or not real. UnableError: the QR iteration fails.
    Cost: O(n^3) for the complex form, O(n^4) for the real one (an eigenvalue at a time is deflated).

    >>> from symbolic import matrix
    >>> found = schur(matrix("1 2 0; -2 1 3; 0 0 4"), 30, real=True)
    >>> found.residual < 1e-28, found.orthogonality < 1e-28, found.T[2, 0] == 0 == found.T[2, 1] or found.T[1, 0] == 0
    (True, True, True)
    """
    import mpmath as mp
    operand = read(A, "schur", square=True)
    require_digits(digits, "schur")
    if real and not is_real(operand.T):
        raise DomainError(f"schur: the {operand.shape[0]}x{operand.shape[1]} matrix is not real; ask for real=False")
    with mp.workdps(2 * digits + 5):
        B = mp_matrix(operand, 2 * digits + 5)
    with mp.workdps(digits + 3):
        try:
            Q, T = _real_schur(B.copy()) if real else mp.schur(B.copy())
        except RuntimeError as error:
            raise UnableError(f"schur: mpmath gave up ({error})", f"{digits} digits") from None
    with mp.workdps(2 * digits + 5):
        norm = mp.mnorm(B, "f") or mp.mpf(1)
        return Schur(Q, T, mp.mnorm(B - Q * T * Q.H, "f") / norm, mp.mnorm(Q.H * Q - mp.eye(Q.cols), "f"))


def _real_schur(B: mpmath.matrix) -> tuple[Any, Any]:
    """An invariant line or plane after the other, moved to the front by an orthogonal basis that starts with it."""
    import mpmath as mp
    n, k = B.rows, 0
    Q, T = mp.eye(n), B
    while k < n:
        size = n - k
        trailing = mp.matrix([[T[k + i, k + j] for j in range(size)] for i in range(size)])
        W, step = _front(trailing)
        whole = mp.eye(n)
        for i in range(size):
            for j in range(size):
                whole[k + i, k + j] = W[i, j]
        Q, T = Q * whole, whole.T * T * whole
        for j in range(k, k + step):
            for i in range(k + step, n):
                T[i, j] = mp.mpf(0)
        k += step
    return Q, T


def _front(B: mpmath.matrix) -> tuple[Any, int]:
    """An orthogonal matrix whose first one or two columns span an invariant subspace of a real matrix, and how many."""
    import mpmath as mp
    n = B.rows
    if n == 1:
        return mp.eye(1), 1
    Z, R = mp.schur(B.copy())
    v = [Z[i, 0] for i in range(n)]
    top = max(v, key=abs)
    turned = [x * mp.conj(top) / abs(top) for x in v]
    re, im = [mp.re(x) for x in turned], [mp.im(x) for x in turned]
    largest = max(abs(x) for x in R) or mp.mpf(1)
    small = largest * mp.eps * n * 100
    if abs(mp.im(R[0, 0])) <= small and max(map(abs, im)) <= mp.mpf(2) ** (-mp.mp.prec // 3):
        return _completed([re], n), 1
    return _completed([re, im], n), 2


def _completed(columns: list[list[Any]], n: int) -> Any:
    """An orthogonal matrix whose first columns span the given real ones."""
    import mpmath as mp
    W = mp.matrix(n, len(columns))
    for j, column in enumerate(columns):
        for i, x in enumerate(column):
            W[i, j] = x
    return mp.qr(W, mode="full")[0]
