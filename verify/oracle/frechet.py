"""The relative condition number of a matrix function at A, from its Frechet derivative at high precision.

A is moved by a random E of size 2^-PERTURBATION and diagonalized at BITS bits [Dav07]: A + E = V D V^-1, whatever Jordan
blocks A has. Then L(A, E) = V (F o (V^-1 E V)) V^-1 with F the divided differences of f on D (Daleckii-Krein; [Hig08]
theorem 3.11), and cond = ||L||_F ||A||_F / ||f(A)||_F. L is written as an n^2 x n^2 matrix, correct to far more digits than
a double holds; its 2-norm is taken in double precision, so the number is good to about 12 digits. From order 8 on L itself is
put together in double precision where V is well-conditioned, and is good to about 6 digits. Nothing rests on it but the
predicted bound, whose constant is far from sharp.
"""
from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import acb, acb_mat, fmpq

from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.roots import precision
from verify.numeric.operands import as_complex, ball_matrix
from verify.oracle.values import Value

BITS, PERTURBATION = 800, 140
WELL, LARGE = 1e4, 8  # condition of V, and order, from which on L is put together in double precision
Scalar = Callable[[acb], acb]

SCALARS: dict[str, tuple[Scalar, Scalar]] = {  # f and its derivative, where f is smooth
    "exp": (lambda z: z.exp(), lambda z: z.exp()),
    "log": (lambda z: z.log(), lambda z: 1 / z),
    "sqrt": (lambda z: z.sqrt(), lambda z: 1 / (2 * z.sqrt())),
    "sin": (lambda z: z.sin(), lambda z: z.cos()),
    "cos": (lambda z: z.cos(), lambda z: -z.sin()),
    "sign": (lambda z: acb(1) if z.real > 0 else acb(-1), lambda _z: acb(0)),
}


def power_scalar(t: Any) -> tuple[Scalar, Scalar]:
    """z^t and t z^(t-1), principal values.

    >>> power_scalar(2)[1](acb(3)).real.mid()
    6.00000000000000
    """
    s = acb(fmpq(t.numerator, t.denominator)) if isinstance(t, Fraction) else acb(t)
    return (lambda z: z ** s), (lambda z: s * z ** (s - 1))


def function_condition(A: ExactMatrix, f: str | tuple[Scalar, Scalar], value: Value) -> float:
    """The largest ||L(A, E)|| ||A|| / (||E|| ||f(A)||) over E, in the Frobenius norm; inf when f(A) = 0, nan never.

    >>> from symbolic import matrix
    >>> from verify.oracle.values import value_of
    >>> round(function_condition(matrix("3"), "exp", value_of([[20.085536923187668]])), 6)
    3.0
    """
    import numpy as np
    size = value.norm
    if not size:
        return math.inf
    K = derivative_matrix(A, SCALARS[f] if isinstance(f, str) else f)
    if K is None:
        return math.inf
    top = max(abs(x) for row in K for x in row)
    if not top or not math.isfinite(top):
        return math.inf if top else 0.0
    norm = float(np.linalg.norm(np.array(K) / top, 2)) * top
    return norm * _frobenius(A) / size


def _frobenius(A: ExactMatrix) -> float:
    from verify.oracle.values import value_of
    return value_of(A).norm


def derivative_matrix(A: ExactMatrix, f: tuple[Scalar, Scalar]) -> list[list[complex]] | None:
    """K with vec(L(A, E)) = K vec(E), rounded to doubles; None when a number overflows or is undefined."""
    n = A.rows
    with precision(BITS):
        B = as_complex(ball_matrix(A, BITS))
        rng = random.Random(n)  # noqa: S311 - the same perturbation every time
        scale = max((abs(x).upper() for x in B.entries()), default=acb(1).real)
        tiny = (scale if scale > 0 else acb(1).real) * acb(2).real ** -PERTURBATION
        B = acb_mat(n, n, [_middle(x) + tiny * rng.randint(-(1 << 30), 1 << 30) / (1 << 30) for x in B.entries()])
        values, V = B.eig(right=True, algorithm="approx")
        W = V.inv(nonstop=True)
        table = _divided_differences([_middle(z) for z in values], f)
        quick = _in_doubles(V, W, table) if n >= LARGE else None
        if quick is not None:
            return quick
        rows = []
        for i in range(n):
            for j in range(n):
                inner = acb_mat(n, n, [table[p][q] * W[p, i] * V[j, q] for p in range(n) for q in range(n)])
                rows.append([_middle(x) for x in (V * inner * W).entries()])
        try:
            return [[complex(float(x.real.mid()), float(x.imag.mid())) for x in row] for row in rows]
        except OverflowError:
            return None


def _in_doubles(V: acb_mat, W: acb_mat, table: list[list[acb]]) -> list[list[complex]] | None:
    """The same K from V, V^-1 and F rounded to doubles; None where V is ill-conditioned or a number overflows."""
    import numpy as np
    n = len(table)
    try:
        v, w, f = (np.array([[complex(float(x.real.mid()), float(x.imag.mid())) for x in row] for row in rows])
                   for rows in (V.tolist(), W.tolist(), table))
    except OverflowError:
        return None
    if not np.linalg.norm(v, 2) * np.linalg.norm(w, 2) <= WELL or not np.isfinite(f).all():
        return None
    rows: list[list[complex]] = np.einsum("ap,pq,pi,jq,qb->ijab", v, f, w, v, w, optimize=True).reshape(n * n, n * n).tolist()
    return rows


def _divided_differences(values: list[acb], f: tuple[Scalar, Scalar]) -> list[list[acb]]:
    at = [_middle(f[0](z)) for z in values]
    return [[f[1](x) if p == q else (at[p] - at[q]) / (x - y) for q, y in enumerate(values)] for p, x in enumerate(values)]


def _middle(z: acb) -> acb:
    return acb(z.real.mid(), z.imag.mid())
