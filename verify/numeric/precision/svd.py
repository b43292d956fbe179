"""Singular values and vectors in mpmath, at any number of digits."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbolic.errors import SingularMatrixError
from verify.numeric.operands import mp_matrix, read, require_digits
from verify.numeric.precision.settled import settled

if TYPE_CHECKING:
    import mpmath


@dataclass(frozen=True)
class PrecisionSVD:
    """A = U diag(S) V^* with orthonormal columns in U and V, S descending; `residual` and `orthogonality` were measured.

    `residual` is ||A - U diag(S) V^*||_F / ||A||_F, `orthogonality` the larger of ||U^* U - I||_F and ||V^* V - I||_F.
    """

    U: mpmath.matrix
    S: tuple[mpmath.mpf, ...]
    V: mpmath.matrix
    residual: mpmath.mpf
    orthogonality: mpmath.mpf


def svd(A: Any, digits: int = 30) -> PrecisionSVD:
    """The thin A = U diag(S) V^* computed with `digits` working digits, with its residual measured in twice as many.

    Args:
        A: m x n, an ExactMatrix, structured value, or D T D^-1 with `T_matrix` and `scaling`; real or complex.

    Raises:
        InputError: no matrix, an empty one, or bad digits. DomainError: parameters.

    >>> from symbolic import matrix
    >>> found = svd(matrix("3 0; 0 4; 0 0"), 40)
    >>> [int(s) for s in found.S], found.residual < 1e-38, found.orthogonality < 1e-38
    ([4, 3], True, True)
    """
    import mpmath as mp
    operand = read(A, "svd")
    require_digits(digits, "svd")
    with mp.workdps(2 * digits + 5):
        B = mp_matrix(operand, 2 * digits + 5)
    with mp.workdps(digits):
        U, S, V = _thin(B)
    with mp.workdps(2 * digits + 5):
        norm = mp.mnorm(B, "f") or mp.mpf(1)
        residual = mp.mnorm(B - U * mp.diag(list(S)) * V.H, "f") / norm
        orthogonality = max(mp.mnorm(W.H * W - mp.eye(W.cols), "f") for W in (U, V))
    return PrecisionSVD(U, tuple(S), V, residual, orthogonality)


def _thin(B: mpmath.matrix) -> tuple[Any, Any, Any]:
    """U, S, V at the current precision; a wide matrix is asked through its adjoint."""
    import mpmath as mp
    if B.rows < B.cols:
        V, S, U = _thin(B.H)
        return U, S, V
    complex_ = any(isinstance(x, mp.mpc) for x in B)
    U, S, W = (mp.svd_c if complex_ else mp.svd_r)(B.copy(), full_matrices=False)
    return U, [S[i] for i in range(B.cols)], W.H


def singular_values(A: Any, digits: int = 30) -> tuple[Any, ...]:
    """The singular values, descending, repeated at doubled precision until each agrees to `digits` digits; zeros agree as 0.

    Raises:
        as `svd`; UnableError: 10,000 working digits do not do.

    >>> from symbolic import hilbert
    >>> str(singular_values(hilbert(12), 20)[-1])
    '1.04794639796223e-16'
    """
    import mpmath as mp

    from symbolic.matrices.elimination import rank
    operand = read(A, "singular_values")
    require_digits(digits, "singular_values")
    zeros = min(operand.shape) - rank(operand.T)  # the exact rank: a zero would settle to no digit

    def values(working: int) -> list[Any]:
        found = _thin(mp_matrix(operand, working))[1]
        return list(found[: len(found) - zeros])

    return (*settled(values, digits, "singular_values"), *[mp.mpf(0)] * zeros)


def condition_number(A: Any, digits: int = 30) -> Any:
    """kappa_2(A) = sigma_max / sigma_min from the singular values, to `digits` digits.

    Raises:
        SingularMatrixError: A does not have full rank (decided exactly).

    >>> from symbolic import matrix
    >>> condition_number(matrix("2 0; 0 5"), 20) == 2.5
    True
    """
    operand = read(A, "condition_number")
    values = singular_values(A, digits + 2)
    if not values[-1]:
        from symbolic.matrices.elimination import nullspace
        tall = operand.T if operand.shape[0] >= operand.shape[1] else operand.T.T
        raise SingularMatrixError(f"condition_number: A is {operand.shape[0]}x{operand.shape[1]} and not of full rank, so "
                                  "kappa is infinite; a null vector is attached as `null_vector`", nullspace(tall).column(0))
    import mpmath as mp
    with mp.workdps(digits + 5):
        return values[0] / values[-1]
