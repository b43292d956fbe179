"""Diagonal state spaces (S4D): the kernel is a Vandermonde transpose times a vector, the power sums of the eigenvalues."""
from __future__ import annotations

from typing import Any

from symbolic.errors import ShapeError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.sequence.frames import numbers_of
from symbolic.sequence.statespace import require_length
from symbolic.structured.base import Scalar, read_scalar
from symbolic.structured.interpolation import power_sums


def s4d_kernel(lam: Any, B: Any, C: Any, length: int, step: Any = None) -> tuple[Scalar, ...]:
    """The kernel K_k = sum over j of C_j B_j lam_j^k of the discrete system diag(lam), B, C.

    This is V^T w for the Vandermonde matrix V_jk = lam_j^k and w_j = C_j B_j: power sums, the transpose of evaluating a
    polynomial with coefficients w.

    Args:
        lam, B, C: n numbers each. length: from 1. step: when given, lam and B belong to the continuous system and are first
            made discrete by the bilinear transform: (2 + step lam)/(2 - step lam) and 2 step B/(2 - step lam).

    Raises:
        ShapeError: the sizes do not fit. SingularMatrixError: step lam_j = 2 for some j (no bilinear transform).
    Cost: 2 n length operations.
    References: [GGG22] Gu, Gupta, Goel & Re 2022, section 3.

    >>> s4d_kernel([2, 3], [1, 1], [1, -1], 4)
    (0, -1, -5, -19)
    >>> s4d_kernel([-2], [1], [1], 3, step=2)
    (2/3, -2/9, 2/27)
    """
    require_length(length, "s4d_kernel")
    x, b, c = numbers_of(lam, "s4d_kernel: lam"), numbers_of(B, "s4d_kernel: B"), numbers_of(C, "s4d_kernel: C")
    if not len(x) == len(b) == len(c):
        raise ShapeError(f"s4d_kernel: lam, B and C have {len(x)}, {len(b)} and {len(c)} numbers; they must be equally many")
    if step is not None:
        h = read_scalar(step)
        gaps = [2 - h * y for y in x]
        if not all(gaps):
            at = next(i for i, gap in enumerate(gaps) if not gap)
            unit = ExactMatrix.from_rows([[int(i == at)] for i in range(len(x))])
            raise SingularMatrixError(f"s4d_kernel: 2/step = {x[at]} is one of the eigenvalues, so I - step/2 A is singular and "
                                      "there is no bilinear transform", unit)
        b = tuple(2 * h * y / gap for y, gap in zip(b, gaps, strict=True))
        x = tuple((2 + h * y) / gap for y, gap in zip(x, gaps, strict=True))
    weights = [y * z for y, z in zip(b, c, strict=True)]
    return tuple(value if isinstance(value, RationalFunction) else exact(value)
                 for value in power_sums(weights, x, [1] * len(x), length))
