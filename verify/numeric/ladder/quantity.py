"""The quantities that a ladder can be asked about."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symbolic.errors import InputError, ShapeError
from symbolic.matrices.matrix import ExactMatrix
from verify.numeric.operands import Operand, read

KINDS = ("det", "rank", "condition_number", "smallest_singular_value", "eigenvalue_spread", "solve", "exp")
OTHER_NAMES = {"determinant": "det", "cond": "condition_number", "kappa": "condition_number",
               "sigma_min": "smallest_singular_value", "spread": "eigenvalue_spread", "expm": "exp"}
SQUARE = {"det", "eigenvalue_spread", "solve", "exp"}


@dataclass(frozen=True)
class Quantity:
    """One number that belongs to an exact matrix: `kind` is one of `KINDS`.

    Args:
        kind: det, rank, condition_number (in the norm `ord`: 1, 2 or "inf"), smallest_singular_value, eigenvalue_spread (the
            largest |lambda_i - lambda_j|), solve (entry index[0] of A^-1 b), exp (entry `index` of e^(tA)).
        matrix: an ExactMatrix, a structured value, or D T D^-1 with `T_matrix` and `scaling`.
        b: the right side of solve, all ones when left out. index: from 0. t: an exact time.

    Raises:
        InputError, ShapeError, NotSquareError: the parts do not fit. DomainError: parameters.

    >>> from symbolic import matrix
    >>> str(Quantity("exp", matrix("0 1; 0 0"), index=(0, 1)))
    'entry (0, 1) of e^(1 A), A 2x2'
    """

    kind: str
    matrix: Any
    ord: Any = 2
    b: Any = None
    index: Any = (0, 0)
    t: Any = 1

    def __post_init__(self) -> None:
        kind = OTHER_NAMES.get(str(self.kind), self.kind)
        if kind not in KINDS:
            raise InputError(f"ladder: {self.kind!r} is none of {', '.join(KINDS)}")
        object.__setattr__(self, "kind", kind)
        if kind == "condition_number" and self.ord not in {1, 2, "inf"}:
            raise InputError(f'ladder: ord is {self.ord!r}; it must be 1, 2 or "inf"')
        m, n = self.operand.shape
        sizes = (n, 1) if kind == "solve" else (m, n)
        index = self.index if isinstance(self.index, tuple) else (self.index, 0)
        if kind in {"solve", "exp"} and not (index and all(type(i) is int and 0 <= i < s
                                                           for i, s in zip(index, sizes, strict=False))):
            raise ShapeError(f"ladder: the index {self.index!r} lies outside the {m}x{n} matrix")
        object.__setattr__(self, "index", index if len(index) > 1 else (index[0], 0))
        if kind == "solve" and self.right_side.shape != (m, 1):
            raise ShapeError(f"ladder: b has shape {self.right_side.shape}; the {m}x{n} matrix needs ({m}, 1)")

    @cached_property
    def operand(self) -> Operand:
        """The matrix, read."""
        square = self.kind in SQUARE or (self.kind == "condition_number" and self.ord != 2)
        return read(self.matrix, "ladder", square=square)

    @cached_property
    def right_side(self) -> ExactMatrix:
        """The column b."""
        if self.b is None:
            return ExactMatrix.from_rows([[1]] * self.operand.shape[0])
        return self.b if isinstance(self.b, ExactMatrix) else ExactMatrix.from_rows([[x] for x in self.b])

    @property
    def dense(self) -> ExactMatrix:
        """The exact matrix written out (UnableError when its square roots generate too large a field)."""
        if self.operand.squares is None:
            return self.operand.T
        found: ExactMatrix = self.matrix.dense()
        return found

    def __str__(self) -> str:
        m, n = self.operand.shape
        where = f"A {m}x{n}"
        return {
            "det": f"det A, {where}", "rank": f"rank A, {where}", "condition_number": f"kappa_{self.ord}(A), {where}",
            "smallest_singular_value": f"the smallest singular value of A, {where}",
            "eigenvalue_spread": f"max |lambda_i - lambda_j| of A, {where}",
            "solve": f"entry {self.index[0]} of A^-1 b, {where}", "exp": f"entry {self.index} of e^({self.t} A), {where}",
        }[self.kind]
