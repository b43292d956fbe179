"""Diagonal matrices as structured values, the simplest start of a low rank update."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod
from typing import Any

from symbolic.errors import SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction
from symbolic.structured.base import Scalar, StructuredMatrix, columns_of, from_columns, in_one_ring, read_vector
from symbolic.structured.displacement import Displacement, sylvester_displacement


@dataclass(frozen=True, repr=False)
class Diagonal(StructuredMatrix):
    """The n x n matrix with d on the diagonal and zeros elsewhere. Made by `structured_diagonal(d)`."""

    d: tuple[Scalar, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(n, n)."""
        return len(self.d), len(self.d)

    @property
    def T(self) -> Diagonal:
        """The matrix itself."""
        return self

    @property
    def conditions(self) -> tuple[RationalFunction, ...]:
        """The entries with parameters, which must not be 0 for the inverse."""
        return tuple(dict.fromkeys(x for x in self.d if isinstance(x, RationalFunction) and x.constant() is None))

    def dense(self) -> ExactMatrix:
        """The matrix itself."""
        n = len(self.d)
        return from_entries([[x if i == j else exact(0) for j in range(n)] for i, x in enumerate(self.d)], n, n)

    def matvec(self, x: Any) -> ExactMatrix:
        """D x. Cost: n multiplications a column."""
        d, *columns = in_one_ring(self.d, *columns_of(x, len(self.d), "matvec"))
        return from_columns([[a * b for a, b in zip(d, column, strict=True)] for column in columns], len(self.d))

    def solve(self, b: Any) -> ExactMatrix:
        """The x with D x = b. Cost: n divisions a column.

        Raises:
            ShapeError: b does not have n rows. SingularMatrixError: an entry is 0 (null vector: a unit vector).
        """
        sides = columns_of(b, len(self.d), "solve")
        null = self.null_vector()
        if null is not None:
            i = next(i for i, x in enumerate(self.d) if not x)
            raise SingularMatrixError(f"solve: entry {i + 1} of the {len(self.d)}x{len(self.d)} diagonal matrix is 0, so it is "
                                      "singular; the unit vector of that index is attached.", null)
        d, *columns = in_one_ring(self.d, *sides)
        return from_columns([[y / a for a, y in zip(d, column, strict=True)] for column in columns], len(self.d),
                            self.conditions)

    def det(self) -> Scalar:
        """The product of the entries."""
        return prod(self.d, start=exact(1))

    def inverse(self) -> ExactMatrix:
        """The diagonal matrix of the reciprocals.

        Raises:
            SingularMatrixError: an entry is 0.
        """
        return self.solve(diagonal([1] * len(self.d)) if self.d else zero(0, 0))

    def null_vector(self) -> ExactMatrix | None:
        """The first unit vector that D maps to 0, or None."""
        i = next((i for i, x in enumerate(self.d) if not x), None)
        return None if i is None else ExactMatrix.from_rows([[int(j == i)] for j in range(len(self.d))])

    def displacement(self) -> Displacement:
        """N D - D N = 0 with N = diag(0, 1, .., n-1): rank 0, as diagonal matrices commute."""
        N = diagonal(range(len(self.d))) if self.d else zero(0, 0)
        return sylvester_displacement(self.dense(), N, N)

    def __str__(self) -> str:
        return f"structured_diagonal([{', '.join(map(str, self.d))}])"


def structured_diagonal(d: Iterable[Any] | ExactMatrix, *, symbols: Iterable[str] = ()) -> Diagonal:
    """The diagonal matrix diag(d) as a structured value (`diagonal(d)` is the dense one).

    Args:
        d: n numbers. symbols: the names that may stand for parameters in text.

    Raises:
        InputError: an entry is not an exact number (floats: InexactInputError).

    >>> structured_diagonal([1, 2, 4]).solve([1, 1, 1])
    1; 1/2; 1/4
    """
    return Diagonal(read_vector(d, "structured_diagonal", symbols))
