"""Vectors with exact entries: orthogonal bases, their normal form, and completion to an orthogonal matrix."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm

from symbolic.matrices.elimination import nullspace
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import AlgebraicNumber, exact

Vector = list[AlgebraicNumber]


def orthogonal_kernel(A: ExactMatrix) -> list[Vector]:
    """An orthogonal basis of {x : A x = 0}, free of common factors, first non-zero entries positive."""
    kernel = nullspace(A)
    return orthogonalized([[row[0] for row in kernel.column(j).entries()] for j in range(kernel.cols)])


def orthogonalized(vectors: Sequence[Vector]) -> list[Vector]:
    """The vectors made orthogonal one after the other without square roots ([GVL13] section 5.2), in their normal form."""
    basis: list[Vector] = []
    for vector in vectors:
        v = list(vector)
        for w in basis:
            c = dot(v, w) / dot(w, w)
            v = [x - c * y for x, y in zip(v, w, strict=True)]
        basis.append(oriented(primitive(v)))
    return basis


def primitive(v: Vector) -> Vector:
    """The vector scaled by a positive rational to integer coefficients without a common factor."""
    bottom = lcm(*(int(x.poly.denom()) for x in v))
    top = gcd(*(int(c * bottom) for x in v for c in x.poly.coeffs()))
    return [x * Fraction(bottom, top) for x in v]


def dot(x: Iterable[AlgebraicNumber], y: Iterable[AlgebraicNumber]) -> AlgebraicNumber:
    """x^T y."""
    return sum((a * b for a, b in zip(x, y, strict=True)), start=exact(0))


def oriented(v: Vector) -> Vector:
    """The vector or its negative: the first non-zero entry positive."""
    first = next((x for x in v if x), exact(1))
    return [-x for x in v] if first.sign() < 0 else v


def completed(columns: list[Vector], n: int, width: int) -> ExactMatrix:
    """The n x width matrix with orthonormal columns that starts with these orthonormal columns.

    A reflection that takes e_1 to the first column leaves the other columns orthogonal to e_1: the rest is the same
    problem one size smaller. Its vector e_1 - q has e_1 - q_1 in the field, so no square root is needed.
    """
    reflections: list[tuple[int, Vector]] = []
    rest = [list(q) for q in columns]
    for k in range(len(columns)):
        w = [-x for x in rest[k]]
        w[k] = w[k] + 1
        if any(w):
            reflections.append((k, w))
            rest = [reflect(w, q) for q in rest]
    full = list(columns)
    for j in range(len(columns), width):
        q = [exact(int(i == j)) for i in range(n)]
        for _, w in reversed(reflections):
            q = reflect(w, q)
        full.append(oriented(q))
    return from_entries([[q[i] for q in full] for i in range(n)], n, width)


def reflect(w: Vector, q: Vector) -> Vector:
    """(I - 2 w w^T / w^T w) q."""
    c = 2 * dot(w, q) / dot(w, w)
    return [x - c * y for x, y in zip(q, w, strict=True)] if c else q
