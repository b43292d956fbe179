"""What the runs of an iteration for A x = b share: iterates, residuals, and the step at which the residual is 0."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from symbolic.krylov.minimal import minimal_polynomial_of_vector
from symbolic.krylov.operands import is_zero
from symbolic.matrices.elimination import solve
from symbolic.matrices.inner import norm_squared
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class KrylovRun:
    """x_0, x_1, .. with x_(k+1) - x_k a multiple of directions[k] and residuals[k] = b - A x_k."""

    A: ExactMatrix
    b: ExactMatrix
    iterates: tuple[ExactMatrix, ...]
    residuals: tuple[ExactMatrix, ...]
    directions: tuple[ExactMatrix, ...]

    @property
    def steps(self) -> int:
        """The number of steps done."""
        return len(self.directions)

    @property
    def finished(self) -> bool:
        """Whether the last residual is 0."""
        return is_zero(self.residuals[-1])

    @cached_property
    def minimal_polynomial(self) -> Polynomial:
        """The minimal polynomial of r_0, computed from A and r_0 and not from the run."""
        return minimal_polynomial_of_vector(self.A, self.residuals[0])

    @property
    def terminates_at(self) -> int:
        """The step at which x_k = A^-1 b: steps of the run when it finished, deg minimal_polynomial in any case."""
        return self.steps if self.finished else self.minimal_polynomial.degree

    @cached_property
    def solution(self) -> ExactMatrix:
        """A^-1 b."""
        return self.iterates[-1] if self.finished else solve(self.A, self.b)

    @cached_property
    def residual_norms_squared(self) -> tuple[AlgebraicNumber, ...]:
        """|r_k|^2, k = 0 .. steps."""
        return tuple(norm_squared(r) for r in self.residuals)

    def _text(self, name: str) -> str:
        end = "residual 0" if self.finished else f"residual 0 at step {self.terminates_at}"
        return f"{name}: {self.steps} steps, {end}\nx = {self.iterates[-1]}"
