"""Matrix norms as exact algebraic numbers."""
from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from symbolic.errors import InputError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.singular.gram import GramSimilar, dense_of
from symbolic.singular.values import singular_values


def read_order(ord: Any, what: str) -> str:
    """One of the names "1", "2", "inf", "fro", "nuclear"; infinity may also be math.inf or SymPy's oo.

    Raises:
        InputError: anything else.
    """
    if isinstance(ord, str):
        name = ord.strip().lower()
        name = {"oo": "inf", "infinity": "inf", "f": "fro", "frobenius": "fro", "nuc": "nuclear"}.get(name, name)
    elif isinstance(ord, bool):
        name = ""
    else:
        name = "inf" if ord == math.inf else next((str(k) for k in (1, 2) if ord == k), "")
    if name not in {"1", "2", "inf", "fro", "nuclear"}:
        raise InputError(f'{what}: ord is {ord!r}; it must be 1, 2, "inf" (or math.inf), "fro" or "nuclear"')
    return name


def norm(A: Any, ord: Any = 2) -> AlgebraicNumber:
    """The norm ||A|| of a real or complex matrix.

    Args:
        A: an ExactMatrix, a structured value, or (for 2, "fro" and "nuclear") any value with `gram_similar()`.
        ord: `1` the largest sum of moduli in a column, `"inf"` (or math.inf) in a row, `2` the largest singular value,
            `"fro"` the root of the sum of squared moduli, `"nuclear"` the sum of the singular values.

    Returns:
        An exact number; its `.enclose(digits)` is a complex ball (`acb`) like that of every AlgebraicNumber, whose `.real`
        is the `arb` to set beside `condition_number(A).enclose(digits)`.

    Raises:
        InputError: ord is none of these. DomainError: an entry has a parameter. UnableError: the sum lies in no field of
            degree <= 64 (nuclear norms of generic matrices beyond 2 x 2).
    Cost: 1, inf, fro: one pass over the entries; 2 and nuclear: `singular_values`.

    >>> from symbolic import matrix
    >>> A = matrix("1 -2; 3 4")
    >>> norm(A, 1), norm(A, "inf"), norm(A, "fro"), norm(A)
    (6, 7, sqrt(30), (5*sqrt(2)+sqrt(10))/2)
    """
    name = read_order(ord, "norm")
    if isinstance(A, GramSimilar) and name in {"2", "fro", "nuclear"}:
        if name == "fro":
            from symbolic.canonical.spectrum import trace
            return sqrt(trace(A.gram_similar()))
    else:
        A = dense_of(A, "norm")
    if name == "2":
        return next(iter(singular_values(A)), exact(0))
    if name == "nuclear":
        return sum(singular_values(A), start=exact(0))
    if name == "fro":
        return frobenius(A)
    return _largest_sum((A if name == "inf" else A.T).entries())


def frobenius(A: ExactMatrix) -> AlgebraicNumber:
    """The root of the sum of squared moduli."""
    return sqrt(sum((square_modulus(x) for row in A.entries() for x in row), start=exact(0)))


def square_modulus(x: AlgebraicNumber) -> AlgebraicNumber:
    """The number times its conjugate."""
    return x * x if x.is_real else x * x.conjugate()


def _largest_sum(rows: Iterable[Iterable[AlgebraicNumber]]) -> AlgebraicNumber:
    return max((sum((abs(x) for x in row), start=exact(0)) for row in rows), default=exact(0))
