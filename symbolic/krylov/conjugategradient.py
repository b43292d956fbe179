"""The method of conjugate gradients as an exact algorithm: every iterate, and the step at which it ends."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.errors import DomainError, NoSuchObjectError
from symbolic.krylov.operands import read_column, read_steps
from symbolic.krylov.run import KrylovRun
from symbolic.matrices.inertia import is_positive_definite
from symbolic.matrices.inner import dot, norm_squared, require_hermitian
from symbolic.matrices.matrix import ExactMatrix, zero
from symbolic.scalars.numbers import AlgebraicNumber


@dataclass(frozen=True)
class ConjugateGradient(KrylovRun):
    """The run x_0, x_1, .. for A x = b: residuals r_k = b - A x_k mutually orthogonal, directions p_k A-conjugate.

    x_(k+1) = x_k + alphas[k] p_k, p_(k+1) = r_(k+1) + betas[k] p_k, betas[k] = |r_(k+1)|^2 / |r_k|^2. `pivots` are those of
    A = L D L^T, all positive: A is positive definite. The run ends when the residual is 0, at step `terminates_at` = the
    degree of the minimal polynomial of r_0 = the number of distinct eigenvalues of A that r_0 has a component in.
    """

    alphas: tuple[AlgebraicNumber, ...]
    betas: tuple[AlgebraicNumber, ...]
    pivots: tuple[AlgebraicNumber, ...]

    @cached_property
    def energy_errors_squared(self) -> tuple[AlgebraicNumber, ...]:
        """(x_k - x)^T A (x_k - x) for the solution x, exactly; least over x_0 + span{r_0, .., A^(k-1) r_0}."""
        errors = [x - self.solution for x in self.iterates]
        return tuple(dot(e, self.A * e) for e in errors)

    def __str__(self) -> str:
        return self._text("conjugate gradients")


def conjugate_gradient(A: ExactMatrix, b: Any, x0: Any = None, steps: int | None = None) -> ConjugateGradient:
    """Conjugate gradients for A x = b, A positive definite, in exact arithmetic until the residual is 0.

    Args:
        A: n x n, real symmetric positive definite. b: a column. x0: where to start, by default 0.
        steps: stop after so many steps; by default run to the end.

    Raises:
        NoSuchObjectError: A is not positive definite; `.witness` is an x != 0 with x^T A x <= 0. DomainError: A is not
            real and symmetric, or has parameters. NotSquareError, ShapeError, InputError.
    Cost: one product A p and two inner products a step, at most n steps.
    References: [HS52]; [Saa03] section 6.7.

    >>> from symbolic import matrix
    >>> run = conjugate_gradient(matrix("2 1; 1 2"), [1, 0])
    >>> run.solution.T, run.terminates_at, run.energy_errors_squared
    (2/3 -1/3, 2, (2/3, 1/6, 0))
    """
    what = "conjugate_gradient"
    b = read_column(A, b, what)
    x = zero(A.rows, 1) if x0 is None else read_column(A, x0, what)
    limit = A.rows if steps is None else read_steps(steps, 0, what)
    pivots = _positive_pivots(A, what)
    r = p = b - A * x
    xs, rs, ps = [x], [r], []
    alphas: list[Any] = []
    betas: list[Any] = []
    length = norm_squared(r) if A.rows else 0
    while len(alphas) < limit and length:
        image = A * p
        alphas.append(length / dot(p, image))
        ps.append(p)
        x, r = x + p * alphas[-1], r - image * alphas[-1]
        xs.append(x)
        rs.append(r)
        new = norm_squared(r)
        if new:
            betas.append(new / length)
            p = r + p * betas[-1]
        length = new
    return ConjugateGradient(A, b, tuple(xs), tuple(rs), tuple(ps), tuple(alphas), tuple(betas), pivots)


def _positive_pivots(A: ExactMatrix, what: str) -> tuple[AlgebraicNumber, ...]:
    """The pivots of A = L D L^T, or the error that shows an x with x^T A x <= 0."""
    n = A.rows
    if not A.numeric().field.is_real:
        raise DomainError(f"{what}: the {n}x{n} matrix A has entries in {A.ring}; only real symmetric ones are supported. "
                          "Use gmres")
    require_hermitian(A, what)
    found = is_positive_definite(A)
    x = found.witness
    if x is None:
        return found.pivots
    shown = f"x = ({'; '.join(str(row[0]) for row in x.entries())})" if n <= 8 else "the attached witness x"
    raise NoSuchObjectError(f"{what}: the {n}x{n} matrix A is not positive definite: {shown} has x^T A x = "
                            f"{dot(x, A * x)}. Use gmres or solve.", x)
