"""What the results of Arnoldi's and Lanczos's methods share: a basis of Krylov vectors, and where it ended."""
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from symbolic.canonical.spectrum import charpoly
from symbolic.krylov.operands import is_zero
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, hstack
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class KrylovVectors:
    """Vectors v_1, v_2, .. whose first k span the first k of b, A b, A^2 b, .."""

    A: ExactMatrix
    vectors: tuple[ExactMatrix, ...]

    @cached_property
    def V(self) -> ExactMatrix:
        """The basis vectors as the columns of one matrix."""
        return hstack(self.vectors)

    @property
    def steps(self) -> int:
        """k, the number of columns of V."""
        return len(self.vectors)


@dataclass(frozen=True)
class OrthogonalVectors(KrylovVectors, ABC):
    """A V = V M + residual e_k^T with V^* V = diag(norms_squared), M the `projection` of A."""

    b: ExactMatrix
    residual: ExactMatrix
    norms_squared: tuple[AlgebraicNumber, ...]

    @property
    @abstractmethod
    def projection(self) -> ExactMatrix:
        """M, the k x k matrix of the recurrence."""

    @property
    def breakdown(self) -> bool:
        """Whether the residual vanished: an invariant subspace was found."""
        return is_zero(self.residual)

    @property
    def gram(self) -> ExactMatrix:
        """V^* V, which is diagonal."""
        return diagonal(self.norms_squared)

    @cached_property
    def ritz_polynomial(self) -> Polynomial:
        """charpoly(M): of all monic p of degree k the one with the shortest p(A) b; its roots are the Ritz values."""
        return charpoly(self.projection)

    def _text(self, name: str) -> str:
        end = "invariant subspace found" if self.breakdown else f"next vector {self.residual}"
        return f"V = {self.V}\n{name} = {self.projection}\n{end}"


def tridiagonal(alpha: tuple[AlgebraicNumber, ...], beta: tuple[AlgebraicNumber, ...]) -> ExactMatrix:
    """The matrix with alpha on the diagonal, beta above it and ones below."""
    k = len(alpha)
    rows = [[alpha[i] if i == j else beta[i] if j == i + 1 else exact(int(i == j + 1)) for j in range(k)] for i in range(k)]
    return from_entries(rows, k, k)
