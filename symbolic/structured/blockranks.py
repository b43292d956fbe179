"""Ranks of the blocks off the diagonal, and three structures they tell apart: quasi-, semi- and generator-representable.

The words conflict in the literature [VVGM05]; here, for an n x n matrix and counting rows and columns from 0,

- *quasiseparable* of order k: the blocks strictly below the diagonal, A[t:, :t], and strictly above it have rank <= k;
- *semiseparable* of order k: the blocks on and below the diagonal, A[t:, :t+1], and on and above it have rank <= k, as
  for the state-space models of [DG24] (the book [VVM08] lets the blocks of order k reach k - 1 diagonals further);
- *generator-representable* of order k: the triangle below, with the diagonal, is that of a matrix U V^T of rank <= k, and
  the triangle above, with the diagonal, that of a matrix P Q^T.

Each implies the one before it and none the one after.
"""
from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from flint import nmod_mat

from symbolic.errors import InputError, UnableError
from symbolic.matrices.elimination import det, rank, rref
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.structured.generators import Generators
from symbolic.structured.quasiseparable import Quasiseparable
from symbolic.structured.realization import Completion, complete_lower, nested_columns, realize_lower
from symbolic.structured.recognition import Recognition, found, refuted
from symbolic.structured.semiseparable import semiseparable

PARTS = ("both", "lower", "upper")
LARGE = 64                      # from this size on a minor modulo a prime is looked for first
PRIME = (1 << 61) - 1
MAX_WORK = 1 << 25              # n eliminations of n rows and k + 1 columns


@dataclass(frozen=True)
class BlockRanks:
    """Ranks of the blocks of an n x n matrix: strict ones for the n - 1 cuts, and the n that hold diagonal entries."""

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    lower_with_diagonal: tuple[int, ...]
    upper_with_diagonal: tuple[int, ...]


@dataclass(frozen=True)
class BlockWitness:
    """The block A[rows, columns] has too large a rank: its minor in `minor_rows` and `minor_columns` is not 0.

    The indices count from 0, as in A[i, j].
    """

    rows: range
    columns: range
    minor_rows: tuple[int, ...]
    minor_columns: tuple[int, ...]
    minor: Any


@dataclass(frozen=True)
class TriangleWitness:
    """No matrix of rank <= k has this triangle: the `columns` (rows, for the upper one) of every completion are independent.

    `certificate` holds one vector for each: see `Completion`. The indices count from 0, as in A[i, j].
    """

    triangle: str
    columns: tuple[int, ...]
    certificate: ExactMatrix


def _block(n: int, t: int, *, strict: bool) -> tuple[range, range]:
    return range(t, n), range(t + (not strict))


def _lower_ranks(A: ExactMatrix, *, strict: bool) -> tuple[int, ...]:
    return tuple(rank(A.submatrix(*_block(A.rows, t, strict=strict))) for t in range(int(strict), A.rows))


def block_ranks(A: ExactMatrix) -> BlockRanks:
    """The ranks of A[t:, :t] and A[:t, t:], and with the diagonal of A[t:, :t+1] and A[:t+1, t:].

    Raises:
        NotSquareError: A is not square.
    Cost: 4 n ranks.

    >>> from symbolic import matrix
    >>> block_ranks(matrix("5 0 0; 1 7 0; 1 1 9"))
    BlockRanks(lower=(1, 1), upper=(0, 0), lower_with_diagonal=(1, 2, 1), upper_with_diagonal=(1, 1, 1))
    """
    require_square(A, "block_ranks")
    require_numbers(A, "block_ranks")
    B = A.T
    return BlockRanks(_lower_ranks(A, strict=True), _lower_ranks(B, strict=True),
                      _lower_ranks(A, strict=False), _lower_ranks(B, strict=False))


def quasiseparable_rank(A: ExactMatrix) -> int:
    """The largest rank of a block strictly below or strictly above the diagonal.

    >>> from symbolic import matrix
    >>> quasiseparable_rank(matrix("5 0 0; 1 7 0; 1 1 9"))
    1
    """
    require_square(A, "quasiseparable_rank")
    require_numbers(A, "quasiseparable_rank")
    return max(chain((0,), *(_lower_ranks(B, strict=True) for B in (A, A.T))))


def semiseparable_rank(A: ExactMatrix) -> int:
    """The largest rank of a block on and below, or on and above, the diagonal.

    >>> from symbolic import matrix
    >>> semiseparable_rank(matrix("5 0 0; 1 7 0; 1 1 9"))
    2
    """
    require_square(A, "semiseparable_rank")
    require_numbers(A, "semiseparable_rank")
    return max(chain((0,), *(_lower_ranks(B, strict=False) for B in (A, A.T))))


def is_quasiseparable(A: ExactMatrix, k: int = 1, *, part: str = "both") -> Recognition:
    """Whether every block strictly off the diagonal has rank <= k; the structure has the least generators.

    Args:
        k: the order. part: "lower", "upper" or "both": which triangle is asked about; the structure is then that triangle.

    Raises:
        NotSquareError, DomainError, InputError: A is not square or has parameters, k is negative, part is another word.
        UnableError: n (k + 1) is above some 5,700 (and no minor modulo a prime has refuted it).
    References: [EG99] Eidelman & Gohberg 1999.

    >>> from symbolic import matrix
    >>> bool(is_quasiseparable(matrix("5 0 0; 1 7 0; 1 1 9"), 1))
    True
    >>> is_quasiseparable(matrix("0 0 0 0; 0 0 0 0; 1 0 0 0; 0 1 0 0"), 1).witness
    BlockWitness(rows=range(2, 4), columns=range(0, 2), minor_rows=(2, 3), minor_columns=(0, 1), minor=1)
    """
    return _by_blocks(A, k, part, "is_quasiseparable", strict=True)


def is_semiseparable(A: ExactMatrix, k: int = 1, *, part: str = "both") -> Recognition:
    """Whether every block on and below, and on and above, the diagonal has rank <= k.

    Args:
        k: the order. part: "lower", "upper" or "both"; the masks and operators of state-space duality are "lower".

    Raises:
        NotSquareError, DomainError, InputError: A is not square or has parameters, k is negative, part is another word.
        UnableError: n (k + 1) is above some 5,700 (and no minor modulo a prime has refuted it).
    References: [DG24] Dao & Gu 2024, definition 3.1.

    >>> from symbolic import matrix
    >>> A = matrix("5 0 0; 1 7 0; 1 1 9")
    >>> is_semiseparable(A, 1).reason
    'the block of rows 2..3 and columns 1..2, on and below the diagonal, has rank greater than 1'
    >>> bool(is_semiseparable(A, 2))
    True
    """
    return _by_blocks(A, k, part, "is_semiseparable", strict=False)


def is_generator_representable(A: ExactMatrix, k: int = 1, *, part: str = "both", strict: bool = False) -> Recognition:
    """Whether tril(A) = tril(U V^T) and triu(A) = triu(P Q^T) with k columns each; decided for every k.

    The least rank of a completion of a triangle is known exactly, so the answer is never a guess. The structure is
    `semiseparable(U, V, P, Q)`; for one part it is the triangular matrix, for `strict` (triangles without the diagonal)
    a quasiseparable value.

    Args:
        k: the number of columns. part: "lower", "upper" or "both". strict: leave the diagonal out of both triangles.

    Raises:
        NotSquareError, DomainError, InputError: A is not square or has parameters, k is negative, part is another word.
        UnableError: n (k + 1) is above some 5,700 (and no minor modulo a prime has refuted it).
    References: [VVGM05] Vandebril, Van Barel, Golub & Mastronardi 2005; [KW88] Kaashoek & Woerdeman 1988.

    >>> from symbolic import matrix
    >>> is_generator_representable(matrix("0 0 0; 1 0 0; 0 1 0"), 1).reason
    'every matrix with this lower triangle has rank at least 2: columns 1, 2 are independent whatever stands above'
    >>> print(is_generator_representable(matrix("1 2 3; 2 2 3; 3 3 3"), 1).structure)
    semiseparable([1, 2, 3], [1, 1, 1], [1, 1, 1], [1, 2, 3])
    """
    _require(A, k, part, "is_generator_representable")
    _require_work(A, min(k, A.rows), "is_generator_representable")
    done: dict[str, Completion] = {}
    for triangle, B in (("lower", A), ("upper", A.T)):
        if part in {triangle, "both"}:
            completion = done[triangle] = complete_lower(B, strict=strict, limit=k)
            if completion.rank > k:
                return _too_many(triangle, completion, k)
    return found(_represented(A, done, strict=strict))


def _too_many(triangle: str, completion: Completion, k: int) -> Recognition:
    columns = completion.columns[:k + 1]
    certificate = completion.certificate.submatrix(range(completion.full.rows), range(k + 1))
    lines, side = ("columns", "above") if triangle == "lower" else ("rows", "below")
    return refuted(TriangleWitness(triangle, columns, certificate),
                   f"every matrix with this {triangle} triangle has rank at least {k + 1}: {lines} "
                   f"{', '.join(str(c + 1) for c in columns)} are independent whatever stands {side}")


def _represented(A: ExactMatrix, done: dict[str, Completion], *, strict: bool) -> Any:
    lower, upper = done.get("lower"), done.get("upper")
    if strict or lower is None:
        n = A.rows
        d = tuple(A[i, i] for i in range(n))
        sides = [Generators(_rows(x.left), (None,) * n, _rows(x.right)) if x else Generators.empty(n)
                 for x in (lower, upper)]
        return Quasiseparable(d, *sides)
    if upper is None:
        return semiseparable(lower.left, lower.right)
    return semiseparable(lower.left, lower.right, upper.right, upper.left)


def _rows(M: ExactMatrix) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in M.entries())


def _require(A: ExactMatrix, k: int, part: str, what: str) -> None:
    require_square(A, what)
    require_numbers(A, what)
    if type(k) is not int or k < 0:
        raise InputError(f"{what}: the order k must be a non-negative integer, not {k!r}")
    if part not in PARTS:
        raise InputError(f"{what}: part must be one of {', '.join(PARTS)}, not {part!r}")


def _by_blocks(A: ExactMatrix, k: int, part: str, what: str, *, strict: bool) -> Recognition:
    _require(A, k, part, what)
    for triangle, B in (("lower", A), ("upper", A.T)):
        if part in {triangle, "both"}:
            minor = _modular_minor(B, k, strict=strict)
            if minor is not None:
                return _too_large(A, triangle, *minor, strict=strict)
    _require_work(A, min(k, A.rows // 2 + 1), what)
    for triangle, B in (("lower", A), ("upper", A.T)):
        if part in {triangle, "both"}:
            for t, candidates, form in nested_columns(B, strict=strict):
                if form.rank > k:
                    chosen = [candidates[p] for p in form.pivots][:k + 1]
                    first = t + strict
                    picked = [first + p for p in rref(B.submatrix(range(first, A.rows), chosen).T).pivots]
                    return _too_large(A, triangle, first, picked, chosen, strict=strict)
    none = Generators.empty(A.rows)
    lower = none if part == "upper" else realize_lower(A)
    upper = none if part == "lower" else realize_lower(A.T)
    return found(Quasiseparable(tuple(A[i, i] for i in range(A.rows)), lower, upper))


def _require_work(A: ExactMatrix, k: int, what: str) -> None:
    """UnableError when n eliminations with k + 1 columns are too much."""
    work = (A.rows * (k + 1) * A.field.degree) ** 2
    if work > MAX_WORK:
        raise UnableError(f"{what}: the ranks of the blocks of a {A.rows}x{A.rows} matrix up to order {k} need about {work} "
                          "operations", f"{MAX_WORK} operations")


def _modular_minor(B: ExactMatrix, k: int, *, strict: bool) -> tuple[int, list[int], list[int]] | None:
    """A cut of a large rational matrix, and rows and columns of a minor of order k + 1 there that is not 0 modulo a prime.

    A minor that is not 0 modulo p is not 0: no rank over Q is needed to refute. Only some cuts are tried.
    """
    n = B.rows
    if n < LARGE or not B.is_rational:
        return None
    for t in sorted({n * i // 8 for i in range(1, 8)} & set(range(n)), key=lambda t: abs(2 * t - n)):
        rows, columns = _block(n, t, strict=strict)
        form, rank_here = nmod_mat(B.submatrix(rows, columns).numerator, PRIME).rref()
        if rank_here > k:
            chosen = [columns[p] for p in _pivots(form, rank_here)[:k + 1]]
            thin, found = nmod_mat(B.submatrix(rows, chosen).numerator.transpose(), PRIME).rref()
            if found == k + 1:
                return t, [rows[p] for p in _pivots(thin, found)], chosen
    return None


def _pivots(form: nmod_mat, rank_here: int) -> list[int]:
    """The pivot columns of an echelon form modulo p."""
    pivots, j = [], 0
    for i in range(rank_here):
        while not int(form[i, j]):
            j += 1
        pivots.append(j)
    return pivots


def _too_large(A: ExactMatrix, triangle: str, t: int, picked: list[int], chosen: list[int], *, strict: bool) -> Recognition:
    rows, columns = _block(A.rows, t, strict=strict)
    k = len(chosen) - 1
    if triangle == "upper":
        rows, columns, picked, chosen = columns, rows, chosen, picked
    witness = BlockWitness(rows, columns, tuple(picked), tuple(chosen), det(A.submatrix(picked, chosen)))
    side = f"{'' if not strict else 'strictly '}{'below' if triangle == 'lower' else 'above'} the diagonal"
    return refuted(witness, f"the block of rows {rows[0] + 1}..{rows[-1] + 1} and columns {columns[0] + 1}..{columns[-1] + 1}, "
                            f"{side if strict else 'on and ' + side}, has rank greater than {k}")
