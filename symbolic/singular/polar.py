"""The polar decomposition A = U H with U of orthonormal columns and H positive semidefinite."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.errors import ShapeError
from symbolic.functions.squareroot import sqrtm
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import sqrt
from symbolic.singular.frames import dot, orthogonal_kernel
from symbolic.singular.gram import require_real
from symbolic.singular.pseudoinverse import pseudoinverse


@dataclass(frozen=True)
class Polar:
    """A = U H with U^T U = I and H = (A^T A)^(1/2), which is always unique.

    U is unique exactly when A has full column rank (for a square A: is nonsingular). Otherwise U = `isometry` +
    `completion`: the partial isometry A H^+ is unique, and the completion maps the null space of A isometrically into
    that of A^T, in any way at all. `freedom` is the pair (dim ker A, dim ker A^T).
    """

    A: ExactMatrix
    U: ExactMatrix
    H: ExactMatrix
    isometry: ExactMatrix
    freedom: tuple[int, int]

    @property
    def completion(self) -> ExactMatrix:
        """U - A H^+: zero exactly when U is unique."""
        return self.U - self.isometry

    @property
    def unique(self) -> bool:
        """Whether U is the only matrix with orthonormal columns and A = U H."""
        return self.freedom[0] == 0


def polar(A: Any) -> Polar:
    """A = U H for a real m x n matrix, m >= n: H = (A^T A)^(1/2), and U of orthonormal columns.

    U = A H^-1 when the rank is n. When it is not, U is not unique, and one choice is completed from orthogonal bases of
    the null spaces of A and of A^T.

    Args:
        A: m x n, real, m >= n: an ExactMatrix or a structured value.

    Raises:
        ShapeError: m < n; take the transpose, A^T = U H gives A = H U^T. DomainError: an entry is not real.
        UnableError: the square root, or the completion, lies in no field of degree <= 64.
    Cost: one square root of the n x n matrix A^T A, one inverse.
    References: [Hig08] chapter 8, theorem 8.1.

    >>> from symbolic import matrix
    >>> found = polar(matrix("3 0; 4 5"))
    >>> found.U, found.H, found.unique
    (2*sqrt(5)/5 -sqrt(5)/5; sqrt(5)/5 2*sqrt(5)/5, 2*sqrt(5) sqrt(5); sqrt(5) 2*sqrt(5), True)
    >>> polar(matrix("0 2; 0 0")).freedom
    (1, 1)
    """
    A = require_real(A, "polar")
    m, n = A.shape
    if m < n:
        raise ShapeError(f"polar: A is {m}x{n}; A = U H with orthonormal columns in U needs at least as many rows as "
                         "columns. polar(A.T) gives A = H U^T")
    H = sqrtm(A.T * A)
    right = orthogonal_kernel(A)
    if not right:
        U = A * inverse(H)
        return Polar(A, U, H, U, (0, m - n))
    isometry = A * pseudoinverse(H)
    left = orthogonal_kernel(A.T)
    U = isometry
    for v, u in zip(right, left, strict=False):
        length = sqrt(dot(v, v) * dot(u, u))
        U = U + from_entries([[x * y / length for y in v] for x in u], m, n)
    return Polar(A, U, H, isometry, (len(right), len(left)))
