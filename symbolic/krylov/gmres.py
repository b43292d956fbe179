"""GMRES as an exact algorithm: the shortest residual over each Krylov space, and the step at which it is 0."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.krylov.arnoldi import ArnoldiDecomposition, arnoldi
from symbolic.krylov.operands import is_zero, read_column, read_steps
from symbolic.krylov.run import KrylovRun
from symbolic.matrices.elimination import rank, singular_error
from symbolic.matrices.inner import dot, norm_squared
from symbolic.matrices.matrix import ExactMatrix, from_entries, zero
from symbolic.scalars.numbers import AlgebraicNumber


@dataclass(frozen=True)
class GMRES(KrylovRun):
    """The run x_0, x_1, .. for A x = b: x_k has the shortest residual over x_0 + span{r_0, A r_0, .., A^(k-1) r_0}.

    `arnoldi` holds the basis V and the Hessenberg matrix. The directions p_k = V-combinations have mutually orthogonal images
    A p_k, so x_k = x_(k-1) + gammas[k-1] p_k solves each least squares problem; a gamma of 0 is a step that does not shorten
    the residual. The run ends at `terminates_at` = the degree of the minimal polynomial of r_0, and not before.
    """

    gammas: tuple[AlgebraicNumber, ...]
    arnoldi: ArnoldiDecomposition | None

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
        return self._text("GMRES")


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
    if rank(A) < A.rows:
        raise singular_error("gmres", A, "Use solve_any(A, b)")
    r = b - A * x
    if is_zero(r) or limit == 0:
        return GMRES(A, b, (x,), (r,), (), (), None)
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
    return GMRES(A, b, tuple(xs), tuple(rs), tuple(ps), tuple(gammas), basis)
