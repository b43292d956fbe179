"""The sizes of Jordan blocks and which of them share an eigenvalue: drawn before the eigenvalues have values."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import fmpz_mat

from symbolic import ExactMatrix
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_choices, require

Structure = list[tuple[int, int]]  # (index of the eigenvalue in its pool, size of the block)


@dataclass(frozen=True)
class Wanted:
    """The three-valued options about the structure, and the bounds of the sizes."""

    max_size: int
    max_block: int | None = None
    defective: bool | None = None
    derogatory: bool | None = None

    @property
    def least(self) -> int:
        """The least size of a matrix that can be so."""
        return 1 + (self.defective is True) + (self.derogatory is True)

    def check(self) -> None:
        """InvalidArgument when no matrix is so."""
        check_choices(defective=self.defective, derogatory=self.derogatory)
        good = self.max_block is None or (type(self.max_block) is int and self.max_block >= 1)
        require(good, f"max_block={self.max_block!r} must be a positive integer or None")
        require(not (self.defective and self.max_block == 1), "defective=True needs a block of size 2, and max_block is 1")

    @property
    def bound(self) -> int:
        """The largest size of a block."""
        return 1 if self.defective is False else min(self.max_size, self.max_block or self.max_size)


def draw_structure(source: Source, n: int, pool: int, wanted: Wanted) -> Structure:
    """Blocks of total size n with eigenvalues out of a pool, small ones more often, some equal to an earlier one.

    The bounds of the choices do not depend on n, so that a case can shrink to a smaller n with the other choices as they are.
    """
    bound, blocks, left = wanted.bound, Structure(), n
    unused, sizes = list(range(pool)), [size for size in (1, 2, 1, 3, 1, 2, *range(4, bound + 1)) if size <= bound]
    if wanted.derogatory is False:
        require(n <= pool * bound, f"{pool} eigenvalues with one block of size at most {bound} each do not fill size {n}")
    while left:
        low, high = 1, min(bound, left)
        if not blocks:
            low += wanted.defective is True
            high = min(high, left - 1) if wanted.derogatory else high
        size = source.pick(sizes)
        if wanted.derogatory is False:
            low = max(low, left - (len(unused) - 1) * bound)
            at = unused.pop(source.integer(0, len(unused) - 1))
        else:
            like = source.integer(0, 4) if blocks else 0  # 0, 1: new, 2: an eigenvalue met before, 3, 4: a whole block
            if like > 1 or (wanted.derogatory and len(blocks) == 1):
                at, earlier = source.pick(blocks)
                size = earlier if like > 2 else size
            else:
                at = source.integer(0, pool - 1)
        blocks.append((at, min(max(size, low), high)))
        left -= blocks[-1][1]
    return blocks


def jordan_rows(blocks: Sequence[tuple[int, int]]) -> ExactMatrix:
    """The Jordan matrix of blocks (integer eigenvalue, size)."""
    n = sum(size for _, size in blocks)
    J, at = fmpz_mat(n, n), 0
    for value, size in blocks:
        for k in range(size):
            J[at + k, at + k] = value
            if k + 1 < size:
                J[at + k, at + k + 1] = 1
        at += size
    return rational_matrix(J)


def integer_pool(n: int, count: int = 7) -> list[int]:
    """0, 1, -1, 2, -2, .. : at least `count` of them, and at least one for each row of an n x n matrix."""
    return [(k + 1) // 2 * (1 if k % 2 else -1) for k in range(max(count, n))]
