"""A square root of the nilpotent part of a matrix, by joining Jordan blocks at 0 in pairs."""
from __future__ import annotations

from symbolic.canonical.jordan import JordanChain, numeric_jordan_form
from symbolic.functions.spectral import Component
from symbolic.matrices.arrays import FieldArray
from symbolic.matrices.elimination import solve_any
from symbolic.matrices.matrix import ExactMatrix, from_entries, hstack
from symbolic.scalars.numbers import exact


def zero_chains(A: ExactMatrix) -> list[JordanChain]:
    """The Jordan chains at the eigenvalue 0, longest first."""
    found = [c for c in numeric_jordan_form(A).chains if not c.eigenvalue_at(c.roots[0])]
    return sorted(found, key=lambda c: -c.size)


def nilpotent_root(A: ExactMatrix, at_zero: Component) -> ExactMatrix:
    """X_0 with X_0^2 = A Z, Z the projection on the generalised null space, and X_0 Z = Z X_0 = X_0.

    Two chains u_1..u_m and w_1..w_k with k = m or m - 1 become one chain u_1, w_1, u_2, w_2, .. of X_0, since the square
    of a Jordan block of size m + k at 0 has blocks of sizes m and k. A last chain of length 1 stays alone.
    """
    chains = zero_chains(A)
    vectors = [[ExactMatrix(v) for v in _at_root(c)] for c in chains]
    columns: list[ExactMatrix] = []
    images: list[ExactMatrix | None] = []
    for i in range(0, len(vectors), 2):
        first, second = vectors[i], vectors[i + 1] if i + 1 < len(vectors) else []
        joined = [v for pair in zip(first, second, strict=False) for v in pair] + first[len(second):]
        columns += joined
        images += [None, *joined[:-1]]
    nothing = from_entries([[exact(0)] for _ in range(A.rows)], A.rows, 1)
    basis = hstack(columns)
    projection = at_zero.matrix_at(0, at_zero.roots[0])
    return hstack([nothing if v is None else v for v in images]) * solve_any(basis, projection)


def _at_root(c: JordanChain) -> tuple[FieldArray, ...]:
    return c.vectors_at(c.roots[0])
