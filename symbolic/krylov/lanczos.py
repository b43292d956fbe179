"""Lanczos's three-term recurrences without square roots: symmetric, and two-sided for any matrix."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.errors import DomainError
from symbolic.krylov.decomposition import KrylovVectors, OrthogonalVectors, tridiagonal
from symbolic.krylov.operands import is_zero, read_start, read_steps
from symbolic.matrices.inner import adjoint, norm_squared, require_hermitian
from symbolic.matrices.matrix import ExactMatrix, hstack
from symbolic.scalars.numbers import AlgebraicNumber


@dataclass(frozen=True)
class LanczosDecomposition(OrthogonalVectors):
    """A V = V T + residual e_k^T, V^* V = diag(norms_squared), T tridiagonal: diagonal alpha, above it beta, below it 1.

    beta_j = |v_(j+1)|^2 / |v_j|^2 > 0, so T is similar to the symmetric Jacobi matrix with sqrt(beta_j) beside the
    diagonal. `residual` = 0 exactly when the columns of V span an A-invariant space (`breakdown`).
    """

    alpha: tuple[AlgebraicNumber, ...]
    beta: tuple[AlgebraicNumber, ...]

    @property
    def T(self) -> ExactMatrix:
        """The k x k tridiagonal matrix."""
        return tridiagonal(self.alpha, self.beta)

    @property
    def projection(self) -> ExactMatrix:
        """T."""
        return self.T

    def __str__(self) -> str:
        return self._text("T")


@dataclass(frozen=True)
class TwoSidedLanczos(KrylovVectors):
    """A V = V T + right e_k^T and A^T W = W T + left e_k^T with W^T V = diag(products), T tridiagonal with ones below.

    `breakdown` says why it stopped: "right" (right = 0: the columns of V span an A-invariant space), "left" (left = 0: those
    of W span an A^T-invariant space), "both", "serious" (neither, but left^T right = 0, so that no next pair exists), or ""
    when the k asked for were done.
    """

    left_vectors: tuple[ExactMatrix, ...]
    alpha: tuple[AlgebraicNumber, ...]
    beta: tuple[AlgebraicNumber, ...]
    right: ExactMatrix
    left: ExactMatrix
    products: tuple[AlgebraicNumber, ...]

    @cached_property
    def W(self) -> ExactMatrix:
        """The left basis vectors as the columns of one matrix."""
        return hstack(self.left_vectors)

    @property
    def T(self) -> ExactMatrix:
        """The k x k tridiagonal matrix."""
        return tridiagonal(self.alpha, self.beta)

    @property
    def breakdown(self) -> str:
        """"right", "left", "both", "serious" or ""."""
        found = (is_zero(self.right), is_zero(self.left))
        if any(found):
            return "both" if all(found) else ("right" if found[0] else "left")
        return "" if (self.left.T * self.right)[0, 0] else "serious"

    def __str__(self) -> str:
        return f"V = {self.V}\nW = {self.W}\nT = {self.T}\nbreakdown: {self.breakdown or 'none'}"


def lanczos(A: ExactMatrix, b: Any, k: int | None = None) -> LanczosDecomposition:
    """At most k steps of Lanczos's method for A = A^*: v_(j+1) = A v_j - alpha_j v_j - beta_(j-1) v_(j-1).

    Args:
        A: n x n, symmetric (or Hermitian). b: a non-zero column. k: the number of steps; by default until an invariant space
            is found, which in exact arithmetic happens after deg(minimal polynomial of b) steps.

    Raises:
        DomainError: A is not symmetric (the first pair of entries that differ is named), b = 0, or there are parameters.
        NotSquareError, ShapeError, InputError.
    Cost: k products A v and 2k inner products.
    References: [Lan50]; [Saa03] section 6.6.

    >>> from symbolic import matrix
    >>> F = lanczos(matrix("2 1 0; 1 2 1; 0 1 2"), [1, 0, 0])
    >>> F.T, F.breakdown
    (2 1 0; 1 2 1; 0 1 2, True)
    """
    v = start = read_start(A, b, "lanczos")
    require_hermitian(A, "lanczos")
    limit = A.rows if k is None else read_steps(k, 1, "lanczos")
    basis: list[ExactMatrix] = []
    norms: list[AlgebraicNumber] = []
    alpha: list[Any] = []
    beta: list[Any] = []
    while len(basis) < limit and not is_zero(v):
        basis.append(v)
        norms.append(norm_squared(v))
        w = A * v
        alpha.append((adjoint(v) * w)[0, 0] / norms[-1])
        v = w - v * alpha[-1]
        if len(basis) > 1:
            beta.append(norms[-1] / norms[-2])
            v = v - basis[-2] * beta[-1]
    return LanczosDecomposition(A, tuple(basis), start, v, tuple(norms), tuple(alpha), tuple(beta))


def two_sided_lanczos(A: ExactMatrix, b: Any, c: Any, k: int | None = None) -> TwoSidedLanczos:
    """Lanczos's method for any A: bases of span{b, A b, ..} and span{c, A^T c, ..} with W^T V diagonal, T tridiagonal.

    It may stop with a serious breakdown, where the next vectors are not 0 but orthogonal: nothing can be said then.

    Args:
        A: n x n over numbers. b, c: columns with c^T b != 0. k: the number of steps, by default as many as there are.

    Raises:
        DomainError: c^T b = 0, or b = 0, or there are parameters. NotSquareError, ShapeError, InputError.
    References: [Lan50]; [Saa03] section 7.1.

    >>> from symbolic import matrix
    >>> F = two_sided_lanczos(matrix("1 1; 0 2"), [0, 1], [1, 1])
    >>> F.T, F.breakdown
    (3 -2; 1 0, 'both')
    """
    v, w = read_start(A, b, "two_sided_lanczos"), read_start(A, c, "two_sided_lanczos")
    limit = A.rows if k is None else read_steps(k, 1, "two_sided_lanczos")
    if not (w.T * v)[0, 0]:
        raise DomainError("two_sided_lanczos: c^T b = 0, so there is no first pair of vectors; give c with c^T b != 0")
    V: list[ExactMatrix] = []
    W: list[ExactMatrix] = []
    products: list[Any] = []
    alpha: list[Any] = []
    beta: list[Any] = []
    while len(V) < limit and (w.T * v)[0, 0]:
        V.append(v)
        W.append(w)
        products.append((w.T * v)[0, 0])
        right, left = A * v, A.T * w
        alpha.append((w.T * right)[0, 0] / products[-1])
        v, w = right - v * alpha[-1], left - w * alpha[-1]
        if len(V) > 1:
            beta.append(products[-1] / products[-2])
            v, w = v - V[-2] * beta[-1], w - W[-2] * beta[-1]
    return TwoSidedLanczos(A, tuple(V), tuple(W), tuple(alpha), tuple(beta), v, w, tuple(products))
