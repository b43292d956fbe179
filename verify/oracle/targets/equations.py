"""Sylvester's and Lyapunov's equations: existence by common eigenvalues, the truth by an exact solve of the Kronecker form."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symbolic.errors import UnableError
from symbolic.matrices.elimination import rank, solve
from symbolic.matrices.inner import adjoint as exact_adjoint
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack
from verify.numeric.balls.singular import singular_values
from verify.oracle.case import Case, Draw
from verify.oracle.exact import ball_float, exact_matrix, is_singular, minus, null_witness, product
from verify.oracle.matrices import hidden_jordan, named
from verify.oracle.measures import Measures, compare
from verify.oracle.registry import problem, target
from verify.oracle.truth import Truth, absent
from verify.oracle.values import value_of

KAPPA = "(||A|| + ||B||) / sigma_min of X -> A X + X B"


def kronecker_sum(A: ExactMatrix, B: ExactMatrix) -> ExactMatrix:
    """P with P vec(X) = vec(A X + X B), the entries of X row by row.

    >>> from symbolic import matrix
    >>> kronecker_sum(matrix("1 2; 3 4"), matrix("10"))
    11 2; 3 14
    """
    m, n = A.rows, B.rows
    a, b = A.entries(), B.entries()
    rows = [[(a[i][p] if j == q else 0) + (b[q][j] if i == p else 0) for p in range(m) for q in range(n)]
            for i in range(m) for j in range(n)]
    return from_entries([[x + a[0][0] * 0 for x in row] for row in rows], m * n, m * n)


def equation_truth(A: ExactMatrix, B: ExactMatrix, Q: ExactMatrix) -> Truth:
    """The one X with A X + X B = Q; the backward error is the residual over (||A|| + ||B||) ||X||."""
    P = kronecker_sum(A, B)
    m, n = Q.shape
    right = from_entries([[x] for row in Q.entries() for x in row], m * n, 1)
    if is_singular(P):
        if rank(hstack([P, right])) == rank(P):
            raise UnableError("A X + X B = Q has more than one solution")
        return absent(f"X -> A X + X B is singular and Q is not in its range: {null_witness(P, 'P')}, P its matrix")
    X = value_of(solve(P, right)).reshape(m, n)
    left, second, rhs = value_of(A), value_of(B), value_of(Q)
    size = left.norm + second.norm

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        if found.shape != X.shape or not found.squared_norm or not size:
            return compare(found, X)
        residual = minus(minus(rhs, product(left, found)), product(found, second))
        return compare(found, X, residual.norm / (size * found.norm))

    least = ball_float(singular_values(P, 15)[-1])
    return Truth(X, kappa=size / least if least else float("inf"), kappa_name=KAPPA, size=m + n, measure=measure)


def _sylvester_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    one = np.array([[1.0, 0.0], [0.0, 2.0]])
    yield Case((one, -one, np.array([[1.0, 0.0], [0.0, 0.0]])), family="common eigenvalues")
    yield Case((one, -one.astype(complex) * (1 + 1e-14), np.array([[1.0, 2.0], [3.0, 4.0]])), family="nearly common eigenvalues")
    yield Case((np.array([[3.0]]), np.array([[1.0]]), np.array([[8.0]])), family="1x1")
    yield Case((np.array([[1, 2], [0, 3]]), np.array([[4, 0], [1, 5]]), np.array([[1, 2], [3, 4]])), family="int64")
    for name, A in named("defective", "rotation", "dense defective", "large", "small", "graded"):
        yield Case((A, np.array([[2.0, 1.0], [0.0, 5.0]]) * abs(A).max(), np.array(draw.integers(len(A), 2))), family=name)
    for _ in range(2 * draw.count):
        m, n = min(draw.size(1), 4), min(draw.size(1), 4)
        yield Case(tuple(np.array(draw.integers(*s)) for s in ((m, m), (n, n), (m, n))), family="random integers")
        yield Case(tuple(np.array(draw.reals(*s)) for s in ((m, m), (n, n), (m, n))), family="random reals")
        yield Case((hidden_jordan(draw, m), hidden_jordan(draw, n), np.array(draw.integers(m, n))), family="hidden Jordan forms")


@problem("solve_sylvester", "f(A, B, Q) -> X with A X + X B = Q, an array of the shape of Q", cases=_sylvester_cases)
def sylvester_truth(case: Case) -> Truth:
    """Exactly one X exists when A and -B have no eigenvalue in common."""
    A, B, Q = (exact_matrix(x) for x in case.args)
    return equation_truth(A, B, Q)


def _lyapunov_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for number, case in enumerate(_sylvester_cases(draw)):
        A = case.args[0]
        Q = np.array(draw.integers(len(A), len(A)))
        yield Case((A, Q + Q.T if number % 2 else Q), family=case.family)
    yield Case((np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])), family="eigenvalues +-i")


@problem("solve_continuous_lyapunov", "f(A, Q) -> X with A X + X A^* = Q, an array of the shape of A", cases=_lyapunov_cases)
def lyapunov_truth(case: Case) -> Truth:
    """Exactly one X exists when no two eigenvalues of A have conjugates that sum to 0."""
    A, Q = (exact_matrix(x) for x in case.args)
    return equation_truth(A, exact_adjoint(A), Q)


target("scipy.linalg.solve_sylvester", "solve_sylvester")
target("scipy.linalg.solve_continuous_lyapunov", "solve_continuous_lyapunov")
