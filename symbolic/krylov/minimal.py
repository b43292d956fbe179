"""The minimal polynomial of a vector with respect to a matrix."""
from __future__ import annotations

from typing import Any

from symbolic.krylov.operands import columns_beside
from symbolic.matrices.elimination import rref
from symbolic.matrices.matrix import ExactMatrix, from_entries, require_numbers
from symbolic.scalars.polynomials import Polynomial


def minimal_polynomial_of_vector(A: ExactMatrix, b: Any) -> Polynomial:
    """The monic p of least degree with p(A) b = 0; it divides minpoly(A), and its degree is dim span{b, A b, ..}.

    Args:
        A: n x n over numbers. b: a column, as a list or a matrix; with several columns p annihilates all of them (so that
            b = I gives minpoly(A)).

    Returns:
        p over the field of the entries; p = 1 for b = 0.

    Raises:
        NotSquareError, ShapeError. DomainError: there are parameters.
    Cost: one elimination of an nm x (n + 1) matrix.
    References: [Gan59] VII.1-2.

    >>> from symbolic import matrix
    >>> minimal_polynomial_of_vector(matrix("2 1 0; 0 2 1; 0 0 2"), [0, 1, 0])
    x^2-4*x+4
    """
    what = "minimal_polynomial_of_vector"
    v = columns_beside(A, b, what)
    require_numbers(A, what)
    require_numbers(v, what)
    columns: list[list[Any]] = []
    for _ in range(A.rows + 1):
        columns.append([x for row in v.entries() for x in row])
        v = A * v
    flat = from_entries(list(zip(*columns, strict=True)), len(columns[0]), len(columns))
    form = rref(flat)
    d = next((j for j in range(len(columns)) if j >= form.rank or form.pivots[j] != j), form.rank)
    return Polynomial([-form.R[i, d] for i in range(d)] + [1])
