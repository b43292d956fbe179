"""One question as it was asked on the command line: the matrix, dense or structured, and what was given beside it."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

# questions whose answer is the same for every matrix T^-1 A T
SIMILARITY_INVARIANT = {"charpoly", "det", "eigenvalues", "minpoly", "rank", "stability"}
LARGEST_SHOWN = 8  # rows or columns of a structured matrix that is written out above its answer


@dataclass(frozen=True)
class Request:
    """`value` is what A was written as; `given` holds the other matrices by their option names (b, B, C, D, Q)."""

    kind: str
    value: Any
    given: dict[str, Any] = field(default_factory=dict)
    order: str = "2"
    discrete: bool = False
    rank: int | None = None

    @cached_property
    def A(self) -> Any:
        """The matrix with all its entries."""
        from exercises.commands.constructors import dense_of
        return dense_of(self.value) if self.is_structured else self.value

    @cached_property
    def main(self) -> Any:
        """The matrix that is worked with: A, or for a HiPPO matrix the similar rational one where that is enough."""
        rational = getattr(self.value, "T_matrix", None)
        return rational if rational is not None and self.kind in SIMILARITY_INVARIANT else self.A

    @property
    def is_structured(self) -> bool:
        """Whether A was given by the parameters of a family."""
        return hasattr(self.value, "dense")

    @property
    def heading(self) -> dict[str, Any]:
        """What stands above the answer: A, or beside its parameters the rational matrix it is similar to."""
        if not self.is_structured:
            return {"A": self.value}
        if hasattr(self.value, "T_matrix"):
            scaling = ", ".join(map(str, self.value.scaling))
            more: dict[str, Any] = {"T": self.value.T_matrix,
                    "note": f"A = D T D^-1 with D the diagonal matrix of the square roots of {scaling}"}
        else:
            more = {" ": self.A}
        return {"A": str(self.value), **(more if max(self.value.shape) <= LARGEST_SHOWN else {})}

    @property
    def problem(self) -> dict[str, Any]:
        """The problem as JSON: the kind, the matrix as it can be read back, and the options."""
        more = {name: str(M) for name, M in self.given.items()}
        if self.order != "2":
            more["ord"] = self.order
        if self.discrete:
            more["discrete"] = "yes"
        if self.rank is not None:
            more["rank"] = str(self.rank)
        return {"kind": self.kind, "matrix": str(self.value), **more}
