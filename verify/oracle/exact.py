"""From arrays to exact matrices and back, and the exact condition numbers that the predicted bounds are written from."""
from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from flint import arb

from symbolic.errors import ExactError, SingularMatrixError
from symbolic.interop import from_float
from symbolic.matrices.elimination import nullspace
from symbolic.matrices.matrix import ExactMatrix
from verify.oracle.values import Entry, Value, value_of


def exact_matrix(a: Any) -> ExactMatrix:
    """The exact matrix of an array of numbers; a vector becomes a column.

    >>> import numpy as np
    >>> exact_matrix(np.array([0.5, 2.0]))
    1/2; 2
    """
    rows = a.tolist() if a.ndim == 2 else [[x] for x in a.ravel().tolist()]
    return from_float(rows)  # type: ignore[no-any-return]


def vector_value(A: ExactMatrix, shape: tuple[int, ...]) -> Value:
    """The entries of an exact matrix as a truth of this shape."""
    return value_of(A).reshape(*shape)


def ball_float(x: arb) -> float:
    """The midpoint of a ball as a double; inf beyond the largest."""
    try:
        return float(x.mid())
    except OverflowError:
        return math.inf


def kappa_2(A: ExactMatrix) -> float:
    """sigma_1 / sigma_n of a square or full-rank matrix, enclosed in balls and rounded; inf when the rank is deficient.

    >>> from symbolic import matrix
    >>> kappa_2(matrix("3 0; 0 2")), kappa_2(matrix("1 1; 1 1"))
    (1.5, inf)
    """
    from verify.numeric.balls.condition import condition_number
    if not A.rows or not A.cols:
        return 1.0
    try:
        return ball_float(condition_number(A, 15))
    except SingularMatrixError:
        return math.inf


def null_witness(A: ExactMatrix, name: str = "A") -> str:
    """The sentence that shows a square matrix to be singular: a null vector."""
    v = nullspace(A).column(0)
    return f"{name} is singular: {name} @ ({', '.join(str(x) for row in v.entries() for x in row)}) = 0"


def product(X: Value, Y: Value) -> Value:
    """The exact matrix product of two values (vectors are columns).

    >>> product(value_of([[1, 2]]), value_of([[0.5], [0.25]])).entries
    ((Fraction(1, 1), Fraction(0, 1)),)
    """
    m, k = X.shape if len(X.shape) == 2 else (*X.shape, 1)
    n = Y.shape[1] if len(Y.shape) == 2 else 1
    out = []
    for i in range(m):
        for j in range(n):
            pairs = [(X.entries[i * k + p], Y.entries[p * n + j]) for p in range(k)]
            out.append((sum((x[0] * y[0] - x[1] * y[1] for x, y in pairs), Fraction(0)),
                        sum((x[0] * y[1] + x[1] * y[0] for x, y in pairs), Fraction(0))))
    return Value((m, n) if len(Y.shape) == 2 else (m,), tuple(out))


def minus(X: Value, Y: Value) -> Value:
    """X - Y, entry by entry."""
    pairs: tuple[Entry, ...] = tuple((x[0] - y[0], x[1] - y[1]) for x, y in zip(X.entries, Y.entries, strict=True))
    return Value(X.shape, pairs)


def adjoint(X: Value) -> Value:
    """The conjugate transpose."""
    turned = X.transpose()
    return Value(turned.shape, tuple((x, -y) for x, y in turned.entries))


def eye(n: int) -> Value:
    """The identity."""
    one, zero = Fraction(1), Fraction(0)
    return Value((n, n), tuple((one if i == j else zero, zero) for i in range(n) for j in range(n)))


def is_singular(A: ExactMatrix) -> bool:
    """Whether a square matrix has no inverse."""
    from symbolic.matrices.elimination import rank
    return rank(A) < A.rows


def tried(compute: Any, *args: Any) -> Any:
    """compute(*args), or None where it is beyond the budget of exact arithmetic."""
    try:
        return compute(*args)
    except (ExactError, ArithmeticError):
        return None
