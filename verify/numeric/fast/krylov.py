"""Krylov methods in float64 for a matrix known by its products: Arnoldi, Lanczos, conjugate gradients, GMRES."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symbolic.errors import InputError, NotSquareError, ShapeError
from verify.numeric.fast.arrays import UNIT, positive_integer, real_floats

if TYPE_CHECKING:
    from verify.numeric.fast.arrays import Array

    Operator = Callable[[Array], Array]


@dataclass(frozen=True)
class KrylovSolution:
    """`x`, the norms of the residual after each step from step 0 on, and whether the wanted one was reached."""

    x: Array
    residuals: tuple[float, ...]
    converged: bool


def operator(A: Any, n: int, what: str) -> Operator:
    """The map x -> A x for a square array or a callable.

    Raises:
        NotSquareError: the array is not square. ShapeError: it does not fit n.
    """
    if callable(A):
        return A  # type: ignore[no-any-return]
    matrix = real_floats(A, f"{what}: A", (2,))
    if matrix.shape[0] != matrix.shape[1]:
        raise NotSquareError(f"{what}: A is {matrix.shape[0]}x{matrix.shape[1]}, not square")
    if len(matrix) != n:
        raise ShapeError(f"{what}: A is {matrix.shape[0]}x{matrix.shape[1]}, b has {n} rows")
    return lambda x: matrix @ x


def arnoldi(A: Any, b: Any, k: int) -> tuple[Array, Array]:
    r"""A Q_k = Q_{k+1} H, Q orthonormal columns that span b, A b, ..., H upper Hessenberg: Gram-Schmidt done twice.

    Args:
        A: real square array, or a callable x -> A x. b: shape (n,), not zero. k: steps, 1 <= k <= n.

    Returns:
        (Q, H): shapes (n, j+1) and (j+1, j), j = k; or (n, j) and (j, j) with j <= k when the space became invariant after j
        steps (the next vector fell below 8 n u of A q). ||Q^T Q - I||_2 and ||A Q_k - Q H|| / ||A|| are O(n k u).

    Raises:
        InputError: b is zero or k outside 1..n. NotSquareError, ShapeError: shapes do not fit.
    Cost:
        k products with A and O(n k^2).

    References:
        W. E. Arnoldi, "The principle of minimized iterations in the solution of the matrix eigenvalue problem", Quarterly
        of Applied Mathematics 9 (1951), 17-29; [GVL13] section 10.5.

    >>> Q, H = arnoldi([[0, 1], [1, 0]], [1, 0], 2)
    >>> Q.tolist(), H.tolist()
    ([[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]])
    """
    import numpy as np
    start = real_floats(b, "arnoldi: b")
    n, multiply = len(start), operator(A, len(start), "arnoldi")
    size = float(np.linalg.norm(start))
    k = positive_integer(k, "arnoldi: k")
    if size == 0 or not 1 <= k <= n:
        raise InputError(f"arnoldi: b must not be zero and 1 <= k <= {n}; found ||b|| = {size}, k = {k}")
    Q, H = np.zeros((n, k + 1)), np.zeros((k + 1, k))
    Q[:, 0] = start / size
    for j in range(k):
        if _step(multiply, Q, H, j):
            return Q[:, : j + 1], H[: j + 1, : j + 1]
    return Q, H


def _step(multiply: Operator, Q: Array, H: Array, j: int) -> bool:
    """Column j of H and column j + 1 of Q, in place; True when the space is invariant and there is no next column."""
    import numpy as np
    w = np.array(multiply(Q[:, j]), dtype=np.float64)
    before = float(np.linalg.norm(w))
    for _ in range(2):
        h = Q[:, : j + 1].T @ w
        w -= Q[:, : j + 1] @ h
        H[: j + 1, j] += h
    H[j + 1, j] = np.linalg.norm(w)
    if H[j + 1, j] <= 8 * len(w) * UNIT * before:
        H[j + 1, j] = 0
        return True
    Q[:, j + 1] = w / H[j + 1, j]
    return False


def lanczos(A: Any, b: Any, k: int) -> tuple[Array, Array, Array]:
    r"""A Q = Q T + beta_k q_{k+1} e_k^T for symmetric A, T = tridiag(beta, alpha, beta), fully reorthogonalized.

    Args:
        A: real symmetric array (its symmetry is not checked), or a callable. b: shape (n,), not zero. k: steps, 1 <= k <= n.

    Returns:
        (Q, alpha, beta): shapes (n, j), (j,), (j,), j <= k; beta[-1] is 0 when the space became invariant. Q is orthonormal
        to O(n k u): every vector is orthogonalized against all before it, because plain Lanczos loses that when an
        eigenvalue converges.

    Raises:
        as `arnoldi`.
    Cost:
        k products with A and O(n k^2).

    References:
        C. Lanczos, "An iteration method for the solution of the eigenvalue problem of linear differential and integral
        operators", Journal of Research of the National Bureau of Standards 45 (1950), 255-282; [GVL13] section 10.1-10.3.

    >>> Q, alpha, beta = lanczos([[2, 1], [1, 2]], [1, 0], 2)
    >>> alpha.tolist(), beta.tolist()
    ([2.0, 2.0], [1.0, 0.0])
    """
    import numpy as np
    Q, H = arnoldi(A, b, k)
    j = H.shape[1]
    below = np.diag(H, -1)
    beta = below if len(below) == j else np.append(below, 0.0)
    return Q[:, :j], np.diag(H).copy(), beta.copy()


def _limits(tolerance: Any, steps: Any, what: str) -> tuple[float, int | None]:
    """The tolerance as a float >= 0 and the number of steps, or InputError."""
    if not isinstance(tolerance, int | float) or not 0 <= tolerance <= 1:
        raise InputError(f"{what}: tolerance = {tolerance!r:.40} must be a number from 0 to 1")
    return float(tolerance), None if steps is None else positive_integer(steps, f"{what}: steps")


def cg(A: Any, b: Any, tolerance: float = 2.0**-40, steps: int | None = None) -> KrylovSolution:
    r"""CG for A x = b, A symmetric positive definite: ||x - x_k||_A <= 2 ((s-1)/(s+1))^k ||x||_A, s^2 = kappa_2(A).

    Args:
        A: array or callable. b: shape (n,). tolerance: stop at ||r|| <= tolerance ||b||. steps: at most, 2 n unless given.

    Returns:
        a `KrylovSolution` with the residuals of the recurrence; the true residual ends no lower than about n u kappa_2 ||b||.

    Raises:
        InputError: p^T A p <= 0 was met, so A is not positive definite. NotSquareError, ShapeError: shapes do not fit.
    Cost:
        one product with A and 10 n flops a step.

    References:
        M. R. Hestenes, E. Stiefel, "Methods of conjugate gradients for solving linear systems", Journal of Research of the
        National Bureau of Standards 49 (1952), 409-436.

    >>> cg([[2, 0], [0, 4]], [2, 4]).x.round(12).tolist()
    [1.0, 1.0]
    """
    import numpy as np
    rest = real_floats(b, "cg: b").copy()
    multiply = operator(A, len(rest), "cg")
    tolerance, steps = _limits(tolerance, steps, "cg")
    x, direction = np.zeros_like(rest), rest.copy()
    square = float(rest @ rest)
    residuals = [square**0.5]
    goal = tolerance * residuals[0]
    for _ in range(2 * len(rest) if steps is None else steps):
        if residuals[-1] <= goal:
            break
        image = multiply(direction)
        curvature = float(direction @ image)
        if not curvature > 0:
            raise InputError(f"cg: p^T A p = {curvature} for a direction p, so A is not positive definite; use gmres")
        step = square / curvature
        x += step * direction
        rest -= step * image
        new = float(rest @ rest)
        direction = rest + (new / square) * direction
        square = new
        residuals.append(square**0.5)
    return KrylovSolution(x, tuple(residuals), residuals[-1] <= goal)


def gmres(A: Any, b: Any, tolerance: float = 2.0**-40, steps: int | None = None) -> KrylovSolution:
    r"""GMRES without restarts: x_k minimizes ||b - A x|| over span(b, A b, ..., A^(k-1) b).

    Args:
        A: real square array or callable. b: shape (n,). tolerance: stop at ||r|| <= tolerance ||b||. steps: at most, n
            unless given.

    Returns:
        a `KrylovSolution`; the residual reaches O(n u) ||A|| ||x|| by step n when A is nonsingular to working precision. On
        a singular A it may stop early, `converged` False, with the least residual it has found. b = 0 gives x = 0.

    Raises:
        NotSquareError, ShapeError: shapes do not fit.
    Cost:
        one product with A a step, O(n k^2) for the orthogonalization and Givens rotations of k steps.

    References:
        Y. Saad, M. H. Schultz, "GMRES: a generalized minimal residual algorithm for solving nonsymmetric linear systems",
        SIAM Journal on Scientific and Statistical Computing 7 (1986), 856-869.

    >>> gmres([[0, 1], [1, 0]], [1, 2]).x.round(12).tolist()
    [2.0, 1.0]
    """
    import numpy as np
    right = real_floats(b, "gmres: b")
    size, n = float(np.linalg.norm(right)), len(right)
    multiply = operator(A, n, "gmres")
    tolerance, steps = _limits(tolerance, steps, "gmres")
    if size == 0:
        return KrylovSolution(np.zeros(n), (0.0,), converged=True)
    k = n if steps is None else max(1, min(steps, n))
    Q, H, R, g = np.zeros((n, k + 1)), np.zeros((k + 1, k)), np.zeros((k + 1, k)), np.zeros(k + 1)
    Q[:, 0], g[0] = right / size, size
    turns: list[tuple[float, float]] = []
    residuals, used = [size], 0
    for j in range(k):
        closed = _step(multiply, Q, H, j)
        column = H[:, j].copy()
        for i, (c, s) in enumerate(turns):
            column[i], column[i + 1] = c * column[i] + s * column[i + 1], c * column[i + 1] - s * column[i]
        length = float(np.hypot(column[j], column[j + 1]))
        if length <= 8 * n * UNIT * float(np.linalg.norm(column)):
            break
        turns.append((column[j] / length, column[j + 1] / length))
        column[j], column[j + 1] = length, 0
        R[:, j] = column
        g[j], g[j + 1] = turns[j][0] * g[j], -turns[j][1] * g[j]
        residuals.append(abs(float(g[j + 1])))
        used = j + 1
        if closed or residuals[-1] <= tolerance * size:
            break
    x = Q[:, :used] @ np.linalg.solve(R[:used, :used], g[:used]) if used else np.zeros(n)
    return KrylovSolution(x, tuple(residuals), residuals[-1] <= tolerance * size)
