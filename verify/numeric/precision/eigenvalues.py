"""Eigenvalues in mpmath, at any number of digits."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verify.numeric.operands import mp_matrix, read, require_digits
from verify.numeric.precision.settled import settled

if TYPE_CHECKING:
    import mpmath


def eigenvalues(A: Any, digits: int = 30) -> tuple[Any, ...]:
    """The n eigenvalues by the QR algorithm, repeated at doubled precision until all agree to `digits` digits of the largest.

    In the order of the real parts, then of the imaginary ones, rounded to half of the digits asked for. A block of size k
    needs k times the digits, so a defective matrix takes a few doublings.

    Raises:
        NotSquareError, InputError, DomainError: no square matrix of numbers. UnableError: the QR iteration fails, or 10,000
            working digits do not do.

    >>> from symbolic import matrix
    >>> [int(x) for x in map(round, eigenvalues(matrix("2 1 0; 0 2 1; 0 0 5"), 20))]
    [2, 2, 5]
    """
    operand = read(A, "eigenvalues", square=True)
    require_digits(digits, "eigenvalues")

    def values(working: int) -> list[Any]:
        return _sorted(mp_eigenvalues(mp_matrix(operand, working)), digits)

    return tuple(settled(values, digits, "eigenvalues", scale=lambda found: max(map(abs, found)) or 1))


def mp_eigenvalues(B: mpmath.matrix) -> list[Any]:
    """The eigenvalues of an mpmath matrix by its QR algorithm at the current precision, unsorted.

    >>> import mpmath
    >>> mp_eigenvalues(mpmath.matrix([[3]]))
    [mpf('3.0')]
    """
    import mpmath as mp
    # mp.eig answers two lists for a 1 x 1 matrix
    return [B[0, 0]] if B.rows == 1 else list(mp.eig(B, left=False, right=False))


def _sorted(values: list[Any], digits: int) -> list[Any]:
    """By rounded real part, then imaginary part, so that rounding errors do not change the order of a conjugate pair."""
    import mpmath as mp
    top = max(map(abs, values)) or mp.mpf(1)
    grid = mp.mpf(10) ** (digits // 2 + 1) / top

    def key(z: Any) -> tuple[Any, Any]:
        return mp.nint(mp.re(z) * grid), mp.im(z)

    real = [mp.re(z) if abs(mp.im(z)) <= top * mp.mpf(10) ** -(digits + 2) else z for z in values]
    return sorted(real, key=key)
