"""GMRES as an exact algorithm: the shortest residual over each Krylov space, and the step at which it is 0."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.krylov.arnoldi import ArnoldiDecomposition, arnoldi
from symbolic.krylov.inner import dot, norm_squared
from symbolic.krylov.minimal import minimal_polynomial_of_vector
from symbolic.krylov.operands import is_zero, read_column, read_steps
from symbolic.matrices.elimination import nullspace, rank, solve
from symbolic.matrices.matrix import ExactMatrix, from_entries, zero
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.polynomials import Polynomial


@dataclass(frozen=True)
class GMRES:
    """The run x_0, x_1, .. for A x = b: x_k has the shortest residual over x_0 + span{r_0, A r_0, .., A^(k-1) r_0}.

    `arnoldi` holds the basis V and the Hessenberg matrix. The directions p_k = V-combinations have mutually orthogonal images
    A p_k, so x_k = x_(k-1) + gammas[k-1] p_k solves each least squares problem; a gamma of 0 is a step that does not shorten
    the residual. The run ends at `terminates_at` = the degree of the minimal polynomial of r_0, and not before.
    """

    A: ExactMatrix
    b: ExactMatrix
    arnoldi: ArnoldiDecomposition | None
    iterates: tuple[ExactMatrix, ...]
    residuals: tuple[ExactMatrix, ...]
    directions: tuple[ExactMatrix, ...]
    gammas: tuple[AlgebraicNumber, ...]

    @property
    def steps(self) -> int:
        """The number of steps done."""
        return len(self.gammas)

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
        """|r_k|^2, which never grows."""
        return tuple(norm_squared(r) for r in self.residuals)

    @property
    def stagnations(self) -> tuple[int, ...]:
        """The steps k >= 1 with |r_k| = |r_(k-1)|."""
        return tuple(k for k, g in enumerate(self.gammas, 1) if not g)

    def coefficients(self, k: int) -> ExactMatrix:
        """The y with x_k = x_0 + V_k y, the least squares solution of step k."""
        if self.arnoldi is None or read_steps(k, 0, "coefficients") == 0:
            return zero(0, 1)
        weights = self.arnoldi.norms_squared
        V = self.arnoldi.vectors
        rows = [[dot(V[j], self.iterates[k] - self.iterates[0]) / weights[j]] for j in range(k)]
        return from_entries(rows, k, 1)

    def __str__(self) -> str:
        end = "residual 0" if self.finished else f"residual 0 at step {self.terminates_at}"
        return f"GMRES: {self.steps} steps, {end}\nx = {self.iterates[-1]}"


def gmres(A: ExactMatrix, b: Any, x0: Any = None, steps: int | None = None) -> GMRES:
    """GMRES without restarts for A x = b, A nonsingular, in exact arithmetic until the residual is 0.

    Args:
        A: n x n nonsingular over numbers. b: a column. x0: where to start, by default 0. steps: stop after so many steps; by
            default run to the end.

    Raises:
        SingularMatrixError: with a null vector. DomainError: there are parameters. NotSquareError, ShapeError, InputError.
    Cost: k products A v and about k^2 inner products for k steps, at most n.
    References: [SS86]; [Saa03] section 6.5.

    >>> from symbolic import matrix
    >>> run = gmres(matrix("0 0 1; 1 0 0; 0 1 0"), [1, 0, 0])
    >>> run.residual_norms_squared, run.terminates_at
    ((1, 1, 1, 0), 3)
    """
    b = read_column(A, b, "gmres")
    x = zero(A.rows, 1) if x0 is None else read_column(A, x0, "gmres")
    limit = A.rows if steps is None else read_steps(steps, 0, "gmres")
    _require_nonsingular(A)
    r = b - A * x
    if is_zero(r) or limit == 0:
        return GMRES(A, b, None, (x,), (r,), (), ())
    basis = arnoldi(A, r, limit)
    xs, rs, ps, gammas = [x], [r], [], []
    done: list[tuple[ExactMatrix, ExactMatrix, Any]] = []
    for k in range(basis.steps):
        p = basis.vectors[k]
        image = A * p
        for q, other, length in done:
            c = dot(other, image) / length
            p, image = p - q * c, image - other * c
        done.append((p, image, norm_squared(image)))
        gammas.append(dot(image, r) / done[-1][2])
        x, r = x + p * gammas[-1], r - image * gammas[-1]
        xs.append(x)
        rs.append(r)
        ps.append(p)
    return GMRES(A, b, basis, tuple(xs), tuple(rs), tuple(ps), tuple(gammas))


def _require_nonsingular(A: ExactMatrix) -> None:
    from symbolic.errors import SingularMatrixError
    if rank(A) == A.rows:
        return
    v = nullspace(A).column(0)
    shown = f"A * ({'; '.join(str(row[0]) for row in v.entries())}) = 0" if A.rows <= 8 else "a null vector is attached"
    raise SingularMatrixError(f"gmres: A is {A.rows}x{A.cols} over {A.ring} and singular: {shown}. Use solve_any(A, b).", v)
