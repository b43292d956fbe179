"""What may change in U and V of a singular value decomposition while A = U S V^T stays true."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from symbolic.scalars.numbers import AlgebraicNumber, exact


@dataclass(frozen=True)
class Freedom:
    """One group of equal singular values: its columns of U and of V (counted from 0) and what may be done to them.

    For value > 0 both groups of columns may be multiplied from the right by the same orthogonal k x k matrix (for k = 1
    a sign). For the value 0 the two groups, which may have different sizes, may be multiplied by orthogonal matrices
    independently of each other. Nothing else is free.
    """

    value: AlgebraicNumber
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def size(self) -> int:
        """The multiplicity: for the value 0 the larger one of the two sides."""
        return max(len(self.left), len(self.right))

    @property
    def kind(self) -> str:
        """"sign" for a simple non-zero value, "orthogonal" for a tie, "independent" for the value 0."""
        if not self.value:
            return "independent"
        return "sign" if self.size == 1 else "orthogonal"

    def __str__(self) -> str:
        if self.kind == "independent":
            sides = [f"{_columns(c)} of {name} times {_factor(len(c), 'any')}"
                     for name, c in (("U", self.left), ("V", self.right)) if c]
            text = ", and independently ".join(sides)
        else:
            text = f"{_columns(self.left)} of U and V: both times {_factor(self.size, 'the same')}"
        return f"sigma = {self.value}: {text}"


def _columns(columns: tuple[int, ...]) -> str:
    first, last = columns[0] + 1, columns[-1] + 1
    return f"column {first}" if first == last else f"columns {first} to {last}"


def _factor(k: int, article: str) -> str:
    return f"{article} sign" if k == 1 else f"{article} orthogonal {k}x{k} matrix"


def freedoms(values: Sequence[AlgebraicNumber], left: int, right: int) -> tuple[Freedom, ...]:
    """The groups of a decomposition with `left` columns in U and `right` in V, in descending order of their value."""
    found, at = [], 0
    for value, group in groupby(v for v in values if v):
        k = len(list(group))
        found.append(Freedom(value, tuple(range(at, at + k)), tuple(range(at, at + k))))
        at += k
    if at < max(left, right):
        found.append(Freedom(exact(0), tuple(range(at, left)), tuple(range(at, right))))
    return tuple(found)
