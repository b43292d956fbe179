"""Rectangular arrays over Q(parameters): rows of SymPy field elements, with the conditions they rest on."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symbolic.scalars.numbers import AlgebraicNumber
from symbolic.scalars.parameters import RationalFunction, constant_element, function_field

Rows = tuple[tuple[Any, ...], ...]


class FunctionArray:
    """An m x n array of rational functions. Immutable.

    `conditions` are functions that must not vanish for the array to mean what it says (pivots, determinants).
    """

    __slots__ = ("conditions", "names", "rows", "shape")

    def __init__(self, names: tuple[str, ...], rows: Sequence[Sequence[Any]], shape: tuple[int, int],
                 conditions: tuple[RationalFunction, ...] = ()) -> None:
        self.names = names
        self.rows: Rows = tuple(tuple(row) for row in rows)
        self.shape = shape
        self.conditions = conditions

    def entry(self, i: int, j: int) -> RationalFunction:
        return RationalFunction(self.names, self.rows[i][j])

    def over(self, names: tuple[str, ...]) -> FunctionArray:
        """The same array in a field with more parameters."""
        if names == self.names:
            return self
        field = function_field(names)
        return FunctionArray(names, [[x.set_field(field) for x in row] for row in self.rows], self.shape, self.conditions)

    def reshaped(self, f: Callable[[Rows], Sequence[Sequence[Any]]], shape: tuple[int, int]) -> FunctionArray:
        return FunctionArray(self.names, f(self.rows), shape, self.conditions)

    def __add__(self, other: FunctionArray) -> FunctionArray:
        a, b = meet(self, other)
        rows = [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(a.rows, b.rows, strict=True)]
        return FunctionArray(a.names, rows, a.shape, merge(a.conditions, b.conditions))

    def __neg__(self) -> FunctionArray:
        return self.reshaped(lambda rows: [[-x for x in row] for row in rows], self.shape)

    def __mul__(self, other: FunctionArray) -> FunctionArray:
        a, b = meet(self, other)
        zero = function_field(a.names).zero
        columns = list(zip(*b.rows, strict=True)) or [()] * b.shape[1]
        rows = [[sum((x * y for x, y in zip(row, column, strict=True) if x and y), zero) for column in columns]
                for row in a.rows]
        return FunctionArray(a.names, rows, (a.shape[0], b.shape[1]), merge(a.conditions, b.conditions))

    def scale(self, z: RationalFunction | AlgebraicNumber) -> FunctionArray:
        """The array times a scalar."""
        """z times the array."""
        if isinstance(z, AlgebraicNumber):
            z = RationalFunction(self.names, constant_element(self.names, z))
        names = tuple(sorted({*self.names, *z.names}))
        a, c = self.over(names), z.over(names)
        return a.reshaped(lambda rows: [[c * x for x in row] for row in rows], a.shape)

    def equals(self, other: FunctionArray) -> bool:
        """Whether all entries agree."""
        a, b = meet(self, other)
        return a.shape == b.shape and a.rows == b.rows


def merge(a: tuple[RationalFunction, ...], b: tuple[RationalFunction, ...]) -> tuple[RationalFunction, ...]:
    """Conditions of both, each once."""
    return tuple(dict.fromkeys((*a, *b)))


def meet(a: FunctionArray, b: FunctionArray) -> tuple[FunctionArray, FunctionArray]:
    """Write two arrays over one field of functions."""
    names = tuple(sorted({*a.names, *b.names}))
    return a.over(names), b.over(names)


def from_functions(rows: Sequence[Sequence[Any]], shape: tuple[int, int],
                   conditions: tuple[RationalFunction, ...] = ()) -> FunctionArray:
    """An array from RationalFunction and rational AlgebraicNumber entries."""
    given = [*conditions, *(x for row in rows for x in row if isinstance(x, RationalFunction))]
    names = tuple(sorted({n for x in given for n in x.names}))
    out = [[x.over(names) if isinstance(x, RationalFunction) else constant_element(names, x) for x in row] for row in rows]
    return FunctionArray(names, out, shape, conditions)
