"""What is true of one case: whether there is an answer, which it is, and how far rounding alone can move it."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.oracle.measures import Measures
from verify.oracle.values import Value

CONSTANT = 10.0  # c in the predicted bound c n u kappa


@dataclass(frozen=True)
class Truth:
    """The exact side of a case.

    Attributes:
        value: the one right answer, exact or enclosed; None when there are many (then `measure` says how wrong one is).
        exists: False when there is provably no answer; `witness` is a sentence that shows it.
        kappa: the relative condition number of the problem at this input (inf where it has none), `kappa_name` what it is.
        size: n in the predicted bound c n u kappa on the relative error in norm.
        bound: a bound in place of c n u kappa (the Lidskii bound of a defective eigenvalue, for one).
        measure: returned object -> Measures, for answers that are not unique or not one array.
        shown: the answer as text, where `value` is None.
    """

    value: Value | None = None
    exists: bool = True
    witness: str = ""
    kappa: float = 1.0
    kappa_name: str = ""
    size: int = 1
    constant: float = CONSTANT
    bound: float | None = None
    measure: Callable[[Any], Measures] | None = None
    shown: str = ""

    def predicted(self, unit: float) -> float:
        """The bound on the relative error for arithmetic with unit roundoff u: c n u max(kappa, 1)."""
        return self.bound if self.bound is not None else self.constant * max(self.size, 1) * unit * max(self.kappa, 1.0)

    @property
    def text(self) -> str:
        """The answer, or the sentence why there is none."""
        if not self.exists:
            return f"none exists: {self.witness}" if self.witness else "none exists"
        return self.shown or ("" if self.value is None else str(self.value))


def absent(witness: str) -> Truth:
    """No answer exists, and the sentence shows it.

    >>> absent("A @ (1, -1) = 0").text
    'none exists: A @ (1, -1) = 0'
    """
    return Truth(exists=False, witness=witness, kappa=float("inf"))
