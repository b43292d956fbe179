"""The bound |T_ij| <= beta_i of the UT transform for unit keys and 0 <= beta <= 2, decided; rational unit keys."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.errors import DomainError
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.parameters import RationalFunction
from symbolic.sequence.delta import require_numbers, squared_length
from symbolic.sequence.tokens import token_numbers, token_rows
from symbolic.sequence.wy import ut_transform
from symbolic.structured.base import Scalar


@dataclass(frozen=True)
class UTBound:
    """Whether |T_ij| <= beta_i for i > j, and whether the theorem that says so applies.

    `applies`: every key is a unit vector and 0 <= beta <= 2; else `violation` names the first hypothesis that fails, its token
    and the offending value. `holds` is decided on T itself, so it is known also where the theorem is silent; `place` is the
    (i, j) of the first entry above the bound, and `largest` the largest |T_ij| / beta_i over beta_i > 0, i > j (None without).
    """

    T: ExactMatrix
    holds: bool
    applies: bool
    violation: tuple[str, int, AlgebraicNumber] | None
    place: tuple[int, int] | None
    largest: AlgebraicNumber | None

    def __bool__(self) -> bool:
        """Whether the bound holds."""
        return self.holds


def ut_bound(K: Any, beta: Any) -> UTBound:
    """Decide |T_ij| <= beta_i for i > j in the UT transform; it is a theorem for unit keys and 0 <= beta <= 2.

    T_ij = -beta_i k_i^T (I - beta_(i-1) k_(i-1) k_(i-1)^T) .. (I - beta_(j+1) k_(j+1) k_(j+1)^T) k_j, and each factor has
    norm at most 1 under the hypotheses.

    Args:
        K: L x d real numbers. beta: L real numbers.

    Raises:
        DomainError: parameters, or numbers that are not real. ShapeError: the sizes do not fit.
    Cost: that of `ut_transform`, and L^2 comparisons.

    >>> found = ut_bound([stereographic([2]), stereographic([3]), stereographic([2])], [2, 1, 2])
    >>> found.holds, found.applies, found.largest
    (True, True, 24/25)
    >>> found = ut_bound([[1, 0], [2, 0], [1, 0]], [2, 2, 2])
    >>> found.holds, found.violation, found.place
    (False, ('unit key', 1, 4), (1, 0))
    """
    keys = token_rows(K, "ut_bound: K")
    steps = token_numbers(beta, "ut_bound: beta", keys.rows)
    table = keys.entries()
    require_numbers([*steps, *(x for row in table for x in row)], "ut_bound")
    T = ut_transform(keys, steps).T
    bounds: tuple[Any, ...] = steps
    lower = [(i, j, abs(x), bounds[i]) for i, row in enumerate(T.entries()) for j, x in enumerate(row[:i])]
    place = next(((i, j) for i, j, x, b in lower if x > b), None)
    largest: Any = max((x / b for _, _, x, b in lower if b > 0), default=None)
    violation = _violation(table, steps)
    return UTBound(T, place is None, violation is None, violation, place, largest)


def _violation(keys: list[list[Any]], steps: tuple[Any, ...]) -> tuple[str, int, AlgebraicNumber] | None:
    for t, (k, b) in enumerate(zip(keys, steps, strict=True)):
        s = squared_length(k)
        if s != 1:
            return "unit key", t, s
        if not 0 <= b <= 2:
            return "0 <= beta <= 2", t, b
    return None


def stereographic(p: Any) -> tuple[Scalar, ...]:
    """The unit vector (2 p, |p|^2 - 1)/(|p|^2 + 1) of d numbers from any d - 1: rational points give rational unit vectors.

    Every unit vector but (0, .., 0, 1) is reached, from one p.

    Args:
        p: numbers or parameters; may be empty.

    Raises:
        DomainError: |p|^2 = -1, which only complex p reach.

    >>> stereographic([2]), stereographic([1, 1])
    ((4/5, 3/5), (2/3, 2/3, 1/3))
    """
    values = token_numbers(p, "stereographic")
    s = squared_length(values)
    below = s + 1
    if not isinstance(below, RationalFunction) and not below:
        raise DomainError("stereographic: p . p = -1 has no point on the sphere; use real numbers")
    return (*(2 * x / below for x in values), (s - 1) / below)
