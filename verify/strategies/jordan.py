"""A = P J P^-1 with a drawn Jordan form: defective, derogatory, nilpotent, over Q and over quadratic fields."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isqrt, lcm
from typing import Any

from flint import fmpz_mat

from symbolic import ExactMatrix, JordanBlock, block_diagonal, exact, identity, sqrt
from symbolic.errors import ExactError
from symbolic.matrices.matrix import rational_matrix
from symbolic.scalars.numbers import AlgebraicNumber
from verify.strategies.blocks import Structure, Wanted, draw_structure, integer_pool, jordan_rows
from verify.strategies.source import Source, check_pool, check_sizes, draw_size, require, strategy
from verify.strategies.unimodular import unimodular


@dataclass(frozen=True)
class JordanCase:
    """A = P J P^-1 with Jordan blocks `blocks` along J, ones on the superdiagonal.

    P is an integer matrix of determinant 1 unless A has eigenvalues in a quadratic field: then P has entries there.
    """

    A: ExactMatrix
    P: ExactMatrix
    P_inverse: ExactMatrix
    J: ExactMatrix
    blocks: tuple[JordanBlock, ...]

    @property
    def is_defective(self) -> bool:
        return any(block.size > 1 for block in self.blocks)

    @property
    def is_derogatory(self) -> bool:
        return len({block.eigenvalue for block in self.blocks}) < len(self.blocks)

    @property
    def minimal_degree(self) -> int:
        """The degree of the minimal polynomial: for each eigenvalue its largest block."""
        largest: dict[AlgebraicNumber, int] = {}
        for block in self.blocks:
            largest[block.eigenvalue] = max(block.size, largest.get(block.eigenvalue, 0))
        return sum(largest.values())


def _jordan_matrix(values: Sequence[AlgebraicNumber], blocks: Structure) -> ExactMatrix:
    """The Jordan matrix over the field of the eigenvalues."""
    nilpotent = jordan_rows([(0, size) for _, size in blocks])
    spread = [values[at] for at, size in blocks for _ in range(size)]
    if all(z.is_rational for z in spread):
        parts = [z.as_fraction() for z in spread]
        d, n = lcm(*(x.denominator for x in parts)), len(parts)
        flat = [int(parts[i] * d) if i == j else 0 for i in range(n) for j in range(n)]
        return nilpotent + rational_matrix(fmpz_mat(n, n, flat), d)
    return nilpotent + ExactMatrix.from_rows([[z if i == j else 0 for j in range(len(spread))] for i, z in enumerate(spread)])


@dataclass(frozen=True)
class _Part:
    """A matrix R with R W = W J, W invertible: one summand of A before it is hidden."""

    R: ExactMatrix
    W: ExactMatrix
    W_inverse: ExactMatrix
    J: ExactMatrix
    blocks: tuple[JordanBlock, ...]


def _plain(source: Source, n: int, values: Sequence[AlgebraicNumber], wanted: Wanted) -> _Part:
    """R = J with eigenvalues from the pool."""
    drawn = draw_structure(source, n, len(values), wanted)
    J, one = _jordan_matrix(values, drawn), identity(n)
    return _Part(J, one, one, J, tuple(JordanBlock(values[at], size) for at, size in drawn))


def _conjugate_pair(root: AlgebraicNumber, d: int, a: int, b: int, size: int) -> _Part:
    """The rational block of size 2 `size` with one Jordan block at a + b sqrt(d) and one at a - b sqrt(d).

    R has M = [[a, b d], [b, a]] along its diagonal and I above it; M (s sqrt(d), 1) = (a + s b sqrt(d)) (s sqrt(d), 1).
    """
    R, W0, W1 = (fmpz_mat(2 * size, 2 * size) for _ in range(3))
    V0, V1 = fmpz_mat(2 * size, 2 * size), fmpz_mat(2 * size, 2 * size)  # 2 d W^-1 = V0 + V1 sqrt(d)
    for j in range(size):
        x, y = 2 * j, 2 * j + 1
        R[x, x], R[x, y], R[y, x], R[y, y] = a, b * d, b, a
        if j + 1 < size:
            R[x, x + 2] = R[y, y + 2] = 1
        for at, sign in ((j, 1), (size + j, -1)):
            W1[x, at], W0[y, at] = sign, 1
            V1[at, x], V0[at, y] = sign, d
    pair = (exact(a) + b * root, exact(a) - b * root)
    J = _jordan_matrix(pair, [(0, size), (1, size)])
    W = rational_matrix(W0) + root * rational_matrix(W1)
    W_inverse = rational_matrix(V0, 2 * d) + root * rational_matrix(V1, 2 * d)
    return _Part(rational_matrix(R), W, W_inverse, J, tuple(JordanBlock(z, size) for z in pair))


def _pairs(source: Source, n: int, d: int, wanted: Wanted) -> _Part:
    """Conjugate pairs of blocks over Q(sqrt d), of total size 2n."""
    root, pool = sqrt(d), [(a, b) for b in range(1, wanted.max_size // 6 + 3) for a in (0, 1, -1)]
    return _direct_sum([_conjugate_pair(root, d, *pool[at], size) for at, size in draw_structure(source, n, len(pool), wanted)])


def _direct_sum(parts: Sequence[_Part]) -> _Part:
    """The direct sum, part by part."""
    if len(parts) == 1:
        return parts[0]
    R, W, W_inverse, J = (block_diagonal([getattr(p, name) for p in parts]) for name in ("R", "W", "W_inverse", "J"))
    return _Part(R, W, W_inverse, J, tuple(block for p in parts for block in p.blocks))


def _over_field(source: Source, n: int, d: int, values: Sequence[AlgebraicNumber], wanted: Wanted) -> _Part:
    """Some conjugate pairs over Q(sqrt d) and rational blocks for the rest; what is wanted is asked of the larger part."""
    free = replace(wanted, defective=wanted.defective and None, derogatory=wanted.derogatory and None)  # True is for one part
    m = source.integer(1, n // 2)
    if m >= wanted.least:
        parts = [_pairs(source, m, d, wanted)]
        rest = free
    elif n - 2 * m >= wanted.least:
        parts = [_pairs(source, m, d, free)]
        rest = wanted
    else:
        return _plain(source, n, values, wanted)
    return _direct_sum([*parts, *([_plain(source, n - 2 * m, values, rest)] if n > 2 * m else [])])


def _pool(eigenvalues: Sequence[Any] | None, n: int) -> list[AlgebraicNumber]:
    """The eigenvalues to choose from, each once."""
    if eigenvalues is None:
        return [exact(k) for k in integer_pool(n)]
    try:
        return list(dict.fromkeys(exact(z) for z in check_pool("eigenvalues", eigenvalues)))
    except ExactError as error:
        require(False, f"eigenvalues={eigenvalues!r}: {error}")  # noqa: FBT003  # it never returns
        raise


def _is_field(d: object) -> bool:
    """Whether d is 1, or a square-free integer other than 0."""
    return type(d) is int and d != 0 and all(d % (k * k) for k in range(2, isqrt(abs(d)) + 1))


def build_jordan(
    source: Source, *, min_size: int = 1, max_size: int = 6, eigenvalues: Sequence[Any] | None = None,
    max_block: int | None = None, defective: bool | None = None, derogatory: bool | None = None, fields: Sequence[int] = (1,),
) -> JordanCase:
    """The builder of `jordan_matrices`, for the strategies made from it."""
    check_sizes(min_size, max_size)
    wanted = Wanted(max_size, max_block, defective, derogatory)
    wanted.check()
    for d in check_pool("fields", fields):
        require(_is_field(d), f"fields={fields!r}: {d!r} is not 1 or a square-free integer; d stands for Q(sqrt d)")
    n = draw_size(source, min_size, max_size, wanted.least if wanted.least > 1 else 0)
    values = _pool(eigenvalues, max_size)
    d = source.pick(fields)
    P, P_inverse = unimodular(source, n)  # before the blocks: when n shrinks, the choices that are left over stand last
    part = _over_field(source, n, d, values, wanted) if d != 1 and n > 1 else _plain(source, n, values, wanted)
    return JordanCase(P * part.R * P_inverse, P * part.W, part.W_inverse * P_inverse, part.J, part.blocks)


@strategy
def jordan_matrices(
    source: Source, *, min_size: int = 1, max_size: int = 6, eigenvalues: Sequence[Any] | None = None,
    max_block: int | None = None, defective: bool | None = None, derogatory: bool | None = None, fields: Sequence[int] = (1,),
) -> JordanCase:
    """Matrices A = P J P^-1 with a known Jordan form; P is an integer matrix of determinant 1.

    Args:
        min_size, max_size: bounds of n.
        eigenvalues: exact numbers to choose from, the simplest first; 0, 1, -1, 2, .. when left out. Irrational ones (in
            one number field) give a matrix A over that field.
        max_block: the largest size of a block.
        defective: True: some block is larger than 1. False: diagonalizable.
        derogatory: True: some eigenvalue has two blocks. False: one block for each eigenvalue.
        fields: square-free integers d; A stays rational and gets conjugate pairs of blocks with eigenvalues a + b sqrt(d)
            and a - b sqrt(d); 1 stands for rational eigenvalues only. Then P and J have entries in Q(sqrt d).

    Shrinks to small n, eigenvalue 0 and P = I. With integer eigenvalues A is an integer matrix.

    >>> from hypothesis import find, given
    >>> from verify.strategies import jordan_matrices
    >>> @given(jordan_matrices(fields=(1, 2, -1)))
    ... def test_definition(case):
    ...     assert case.A * case.P == case.P * case.J
    >>> test_definition()
    >>> find(jordan_matrices(), lambda case: case.is_defective).A
    0 1; 0 0
    """
    return build_jordan(source, min_size=min_size, max_size=max_size, eigenvalues=eigenvalues, max_block=max_block,
                        defective=defective, derogatory=derogatory, fields=fields)


@strategy
def defective_matrices(
    source: Source, *, min_size: int = 2, max_size: int = 6, eigenvalues: Sequence[Any] | None = None,
    fields: Sequence[int] = (1,),
) -> JordanCase:
    """Matrices with a Jordan block larger than 1, as `jordan_matrices(defective=True)`.

    >>> from verify.strategies import defective_matrices, seeded
    >>> next(seeded(defective_matrices, 3)).is_defective
    True
    """
    return build_jordan(source, min_size=min_size, max_size=max_size, eigenvalues=eigenvalues, fields=fields, defective=True)


@strategy
def derogatory_matrices(
    source: Source, *, min_size: int = 2, max_size: int = 6, eigenvalues: Sequence[Any] | None = None,
    fields: Sequence[int] = (1,),
) -> JordanCase:
    """Matrices with two Jordan blocks at one eigenvalue, often of equal size, as `jordan_matrices(derogatory=True)`.

    >>> from verify.strategies import derogatory_matrices, seeded
    >>> next(seeded(derogatory_matrices, 3)).is_derogatory
    True
    """
    return build_jordan(source, min_size=min_size, max_size=max_size, eigenvalues=eigenvalues, fields=fields, derogatory=True)


@strategy
def nilpotent_matrices(source: Source, *, min_size: int = 1, max_size: int = 6, max_block: int | None = None) -> JordanCase:
    """Matrices whose only eigenvalue is 0; A^k = 0 for k = `minimal_degree`, the largest block.

    >>> from verify.strategies import nilpotent_matrices, seeded
    >>> case = next(seeded(nilpotent_matrices, 4, min_size=3))
    >>> k = case.minimal_degree
    >>> case.A ** k == case.A ** (k + 1) != case.A ** (k - 1)
    True
    """
    return build_jordan(source, min_size=min_size, max_size=max_size, eigenvalues=(0,), max_block=max_block)
