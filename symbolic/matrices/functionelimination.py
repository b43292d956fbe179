"""Determinants and elimination over Q(parameters), by fraction-free work over Z[parameters], with the conditions needed.

Let R be the reduced echelon form of A, with pivot columns J. Then A = A_J R is an identity (R has I in the columns J), so at
values where A and R have no zero denominator the row space of A lies in that of R; both agree, and R is the echelon form of A
there, as soon as the columns A_J stay independent: as soon as one minor of them, of full size, is not zero. The conditions are
therefore the denominators and one minor, not every pivot met on the way. They also keep the rank and the null space.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from flint import fmpz_mpoly

from symbolic.generic.ring import ParameterRing, Table, determinant, primitive, weight
from symbolic.matrices.conditions import conditions_text, explained, irreducible_factors
from symbolic.matrices.functionarrays import FunctionArray
from symbolic.scalars.parameters import RationalFunction, function_field


class GenericRank(int):
    """A rank over Q(parameters): it is the rank at all values at which no function in `conditions` is zero.

    >>> from symbolic import matrix, rank
    >>> rank(matrix("a 1; 0 b", symbols=["a", "b"]))
    2 if a != 0, b != 0
    """

    conditions: tuple[RationalFunction, ...]

    def __new__(cls, value: int, conditions: tuple[RationalFunction, ...]) -> Self:
        made = super().__new__(cls, value)
        made.conditions = conditions
        return made

    def __repr__(self) -> str:
        return int.__repr__(self) + (f" if {conditions_text(self.conditions)}" if self.conditions else "")


def cleared_rows(ring: ParameterRing, array: FunctionArray) -> tuple[Table, list[fmpz_mpoly]]:
    """Every row times its common denominator, and these denominators."""
    rows, bottoms = [], []
    for row in array.rows:
        pairs = [ring.pair(x) for x in row]
        common = ring.one
        for _, bottom in pairs:
            common = ring.times(common, ring.divide(bottom, ring.gcd([common, bottom])))
        rows.append([ring.times(top, ring.divide(common, bottom)) for top, bottom in pairs])
        bottoms.append(common)
    return rows, bottoms


def function_det(array: FunctionArray) -> RationalFunction:
    """The determinant by Bareiss's elimination.

    Raises:
        UnableError: the work is above the budget.
    """
    ring = ParameterRing(array.names)
    rows, bottoms = cleared_rows(ring, array)
    common = ring.one
    for b in bottoms:
        common = ring.times(common, b)
    return ring.function(determinant(ring, rows), common)


def echelon(ring: ParameterRing, rows: Table, width: int) -> tuple[Table, list[int], list[int]]:
    """Rows of the reduced echelon form up to factors, pivot columns, and the original rows the pivots were found in."""
    work = [(k, primitive(ring, row)) for k, row in enumerate(rows)]
    pivots: list[int] = []
    for j in range(width):
        top = len(pivots)
        choices = [(weight(work[i][1][j]), i) for i in range(top, len(work)) if not work[i][1][j].is_zero()]
        if not choices:
            continue
        i = min(choices)[1]
        work[top], work[i] = work[i], work[top]
        chosen = work[top][1]
        for k, (origin, row) in enumerate(work):
            if k != top and not row[j].is_zero():
                g = ring.gcd([row[j], chosen[j]])
                p, q = ring.divide(chosen[j], g), ring.divide(row[j], g)
                mixed = [ring.times(p, x) - ring.times(q, y) for x, y in zip(row, chosen, strict=True)]
                work[k] = (origin, primitive(ring, mixed))
        pivots.append(j)
    return [row for _, row in work], pivots, [origin for origin, _ in work[:len(pivots)]]


def function_rref(array: FunctionArray) -> tuple[FunctionArray, list[int]]:
    """The reduced row echelon form, with its conditions, and the pivot columns.

    Raises:
        UnableError: the work is above the budget.
    """
    m, n = array.shape
    ring = ParameterRing(array.names)
    table, bottoms = cleared_rows(ring, array)
    rows, pivots, origins = echelon(ring, table, n)
    reduced = [[ring.function(x, row[p]) for x in row] for row, p in zip(rows, pivots, strict=False)]
    needed = [*bottoms, determinant(ring, [[table[i][j] for j in pivots] for i in origins])]
    needed += [ring.pair(x.element)[1] for row in reduced for x in row]
    zero = ring.function(ring.zero).element
    out: list[list[Any]] = [[x.element for x in row] for row in reduced] + [[zero] * n for _ in range(m - len(pivots))]
    return FunctionArray(array.names, out, array.shape, joint_conditions(ring, needed, array.conditions)), pivots


def joint_conditions(ring: ParameterRing, needed: Sequence[fmpz_mpoly], inherited: Sequence[RationalFunction] = (),
                     ) -> tuple[RationalFunction, ...]:
    """The irreducible factors of polynomials and of inherited conditions, each once."""
    parts = [p for c in inherited for p in ring.pair(c.over(ring.names))]
    return tuple(explained(ring, [(p, "") for p in (*parts, *needed)]))


def division_conditions(array: FunctionArray, divided: Sequence[Any]) -> tuple[RationalFunction, ...]:
    """The irreducible factors of what was divided by, of the denominators in the array, and of what it rests on."""
    one = function_field(array.names).ring.one
    bottoms = [RationalFunction(array.names, x.field.new(x.denom, one)) for row in array.rows for x in row]
    return irreducible_factors([*array.conditions, *bottoms, *(x for x in divided if isinstance(x, RationalFunction))])
