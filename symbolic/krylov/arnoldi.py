"""Arnoldi's orthogonalisation without square roots: exact over Q and over number fields."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.krylov.decomposition import OrthogonalVectors
from symbolic.krylov.operands import is_zero, read_start, read_steps
from symbolic.matrices.inner import adjoint, norm_squared
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import AlgebraicNumber, exact


@dataclass(frozen=True)
class ArnoldiDecomposition(OrthogonalVectors):
    """A V = V H + residual e_k^T with V^* V = diag(norms_squared), the first column of V being b, and H Hessenberg.

    The vectors are left unnormalised, so H has ones under the diagonal, h_ij = <v_i, A v_j> / <v_i, v_i>, and no square
    root occurs: `coefficients`[j] holds column j of H down to the diagonal. `residual` is the next vector
    v_(k+1) = charpoly(H)(A) b. It is 0 exactly when the columns of V span an A-invariant space (`breakdown`): then every
    eigenvalue of H is one of A.
    """

    coefficients: tuple[tuple[AlgebraicNumber, ...], ...]

    @cached_property
    def H(self) -> ExactMatrix:
        """The k x k Hessenberg matrix, with ones under its diagonal."""
        k = self.steps
        rows = [[self.coefficients[j][i] if i <= j else exact(int(i == j + 1)) for j in range(k)] for i in range(k)]
        return from_entries(rows, k, k)

    @property
    def projection(self) -> ExactMatrix:
        """H."""
        return self.H

    @property
    def extended(self) -> ExactMatrix:
        """The (k + 1) x k Hessenberg matrix with A V = [V, residual] extended."""
        last = [exact(0)] * (self.steps - 1) + [exact(1)]
        return from_entries([*self.H.entries(), last], self.steps + 1, self.steps)

    def __str__(self) -> str:
        return self._text("H")


def arnoldi(A: ExactMatrix, b: Any, k: int | None = None) -> ArnoldiDecomposition:
    """At most k steps of Arnoldi's method, A V = V H + residual e_k^T with V^* V diagonal; stops at an invariant space.

    Args:
        A: n x n over numbers; complex ones use the inner product v^* w. b: a non-zero column. k: the number of steps; by
            default until an invariant space is found, after deg(minimal polynomial of b) steps.

    Raises:
        NotSquareError, ShapeError. DomainError: b = 0, or there are parameters. InputError: k < 1.
    Cost: k products A v and k^2 / 2 inner products; the numbers grow like minors of order 2k of [b, A b, ..].
    References: [Arn51]; [Saa03] section 6.3.

    >>> from symbolic import matrix
    >>> F = arnoldi(matrix("1 2 0; 0 1 2; 2 0 1"), [1, 0, 0])
    >>> F.V, F.H, F.breakdown
    (1 0 0; 0 0 4; 0 2 0, 1 0 8; 1 1 0; 0 1 1, True)
    """
    v = start = read_start(A, b, "arnoldi")
    limit = A.rows if k is None else read_steps(k, 1, "arnoldi")
    basis: list[ExactMatrix] = []
    duals: list[ExactMatrix] = []
    norms: list[AlgebraicNumber] = []
    columns: list[tuple[AlgebraicNumber, ...]] = []
    while len(basis) < limit and not is_zero(v):
        basis.append(v)
        norms.append(norm_squared(v))
        duals.append(adjoint(v))
        w = A * v
        column: list[Any] = []
        for u, dual, length in zip(basis, duals, norms, strict=True):
            # in exact arithmetic <u, w> does not change as multiples of the other vectors are taken off
            column.append((dual * w)[0, 0] / length)
            w = w - u * column[-1]
        columns.append(tuple(column))
        v = w
    return ArnoldiDecomposition(A, tuple(basis), start, v, tuple(norms), tuple(columns))
