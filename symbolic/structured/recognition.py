"""Recognising structure in a dense matrix: the structured value, or the first entries that contradict it."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from symbolic.matrices.matrix import ExactMatrix, require_matrix
from symbolic.structured.base import StructuredMatrix

Position = tuple[int, int]


@dataclass(frozen=True)
class Recognition:
    """Whether a matrix has a structure: truthy when it has.

    `structure` is the structured value (None when not ok); `witness` is what contradicts it: the indices of entries,
    counted from 0 as in A[i, j], that cannot stand together, or what the predicate names; `reason` says it in a sentence
    that counts rows and columns from 1, as all messages do.
    """

    ok: bool
    structure: StructuredMatrix | None
    witness: Any
    reason: str

    def __bool__(self) -> bool:
        return self.ok


def found(structure: StructuredMatrix) -> Recognition:
    """The positive answer."""
    return Recognition(ok=True, structure=structure, witness=None, reason="")


def refuted(witness: Any, reason: str) -> Recognition:
    """The negative answer."""
    return Recognition(ok=False, structure=None, witness=witness, reason=reason)


def _not_square(A: ExactMatrix, family: str) -> Recognition | None:
    require_matrix(A, f"is_{family.lower().replace('-', '_')}")
    if A.is_square:
        return None
    return refuted(A.shape, f"the matrix is {A.rows}x{A.cols}; only a square one can be {family}")


def _nothing(A: ExactMatrix) -> Recognition | None:
    """The refusal of an m x 0 or 0 x n matrix that is not 0 x 0: it has no corner, so no generators tell its shape."""
    if (A.rows and A.cols) or A.rows == A.cols:
        return None
    return refuted(A.shape, f"the matrix is {A.rows}x{A.cols} and has no entry to read the first row and column from")


def _shown(A: ExactMatrix, *positions: Position) -> str:
    return ", ".join(f"entry ({i + 1}, {j + 1}) is {A[i, j]}" for i, j in positions)


def _first_unequal(A: ExactMatrix, partner: Callable[[int, int], Position | None]) -> tuple[Position, Position] | None:
    """The first entry, row by row, that differs from its partner."""
    rows = A.entries()
    for i, j in product(range(A.rows), range(A.cols)):
        other = partner(i, j)
        if other is not None and rows[i][j] != rows[other[0]][other[1]]:
            return other, (i, j)
    return None


def is_toeplitz(A: ExactMatrix) -> Recognition:
    """Whether A_ij depends on i - j only; the witness is a pair of unequal neighbours on one diagonal.

    >>> from symbolic import matrix
    >>> bool(is_toeplitz(matrix("1 2; 3 1")))
    True
    >>> is_toeplitz(matrix("1 2; 3 4")).witness
    ((0, 0), (1, 1))
    """
    require_matrix(A, "is_toeplitz")
    if (refusal := _nothing(A)) is not None:
        return refusal
    pair = _first_unequal(A, lambda i, j: (i - 1, j - 1) if i and j else None)
    if pair:
        return refuted(pair, f"on one diagonal {_shown(A, *pair)}")
    from symbolic.structured.toeplitz import toeplitz
    rows = A.entries()
    return found(toeplitz([row[0] for row in rows], rows[0] if rows else []))


def is_circulant(A: ExactMatrix) -> Recognition:
    """Whether A_ij depends on i - j modulo n only; the witness is a pair of entries that should be equal.

    >>> from symbolic import matrix
    >>> bool(is_circulant(matrix("1 2; 2 1"))), is_circulant(matrix("1 2; 3 1")).witness
    (True, ((0, 1), (1, 0)))
    """
    refusal = _not_square(A, "circulant")
    if refusal is not None:
        return refusal
    n = A.rows
    pair = _first_unequal(A, lambda i, j: (i - 1, (j - 1) % n) if i else None)
    if pair:
        return refuted(pair, f"on one cyclic diagonal {_shown(A, *pair)}")
    from symbolic.structured.circulant import circulant
    return found(circulant([row[0] for row in A.entries()]))


def is_hankel(A: ExactMatrix) -> Recognition:
    """Whether A_ij depends on i + j only; the witness is a pair of unequal neighbours on one antidiagonal.

    >>> from symbolic import matrix
    >>> bool(is_hankel(matrix("1 2; 2 3"))), is_hankel(matrix("1 2; 3 4")).witness
    (True, ((0, 1), (1, 0)))
    """
    require_matrix(A, "is_hankel")
    if (refusal := _nothing(A)) is not None:
        return refusal
    pair = _first_unequal(A, lambda i, j: (i - 1, j + 1) if i and j + 1 < A.cols else None)
    if pair:
        return refuted(pair, f"on one antidiagonal {_shown(A, *pair)}")
    from symbolic.structured.hankel import hankel
    rows = A.entries()
    return found(hankel([row[0] for row in rows], rows[-1] if rows else []))


def is_vandermonde(A: ExactMatrix) -> Recognition:
    """Whether A_ij = x_i^j, counted from 0; the witness is an entry (i, 0) that is not 1, or (i, 1), (i, j-1), (i, j).

    A must be square: the rectangular ones, `vandermonde(x, columns)`, are not recognised.

    >>> from symbolic import matrix
    >>> is_vandermonde(matrix("1 1 1; 1 2 4; 1 3 9")).structure.nodes
    (1, 2, 3)
    >>> is_vandermonde(matrix("1 1 1; 1 2 4; 1 3 8")).witness
    ((2, 1), (2, 1), (2, 2))
    """
    require_matrix(A, "is_vandermonde")
    if not A.is_square:
        return refuted(A.shape, f"the matrix is {A.rows}x{A.cols}; only a square one is recognised as Vandermonde")
    n = A.cols
    rows = A.entries()
    for i, row in enumerate(rows):
        if row[0] != 1:
            return refuted(((i, 0),), f"{_shown(A, (i, 0))}, and the first column of a Vandermonde matrix is 1")
        for j in range(2, n):
            if row[j] != row[j - 1] * row[1]:
                places = ((i, 1), (i, j - 1), (i, j))
                return refuted(places, f"{_shown(A, *places)}, and the last should be the product of the others")
    from symbolic.structured.vandermonde import vandermonde
    return found(vandermonde([row[1] if n > 1 else 0 for row in rows]))


def is_cauchy(A: ExactMatrix) -> Recognition:
    """Whether A_ij = 1/(x_i - y_j); x and y are recovered up to a common translation, fixed by y_0 = 0.

    The witness is a zero entry, or the four positions (0, 0), (0, j), (i, 0), (i, j) whose reciprocals violate
    1/A_ij - 1/A_i0 = 1/A_0j - 1/A_00.

    >>> from symbolic import matrix
    >>> C = is_cauchy(matrix("1 1/2; 1/2 1/3")).structure
    >>> C.x, C.y
    ((1, 2), (0, -1))
    >>> is_cauchy(matrix("1 1/2; 1/2 1/4")).witness
    ((0, 0), (0, 1), (1, 0), (1, 1))
    """
    require_matrix(A, "is_cauchy")
    rows = A.entries()
    for i, j in product(range(A.rows), range(A.cols)):
        if not rows[i][j]:
            return refuted(((i, j),), f"{_shown(A, (i, j))}, and 1/(x - y) is never 0")
    inverted = [[1 / x for x in row] for row in rows]
    for i, j in product(range(1, A.rows), range(1, A.cols)):
        if inverted[i][j] - inverted[i][0] != inverted[0][j] - inverted[0][0]:
            places = ((0, 0), (0, j), (i, 0), (i, j))
            return refuted(places, f"{_shown(A, *places)}: the sums of the reciprocals along the two diagonals differ")
    from symbolic.structured.cauchy import cauchy
    x = [row[0] for row in inverted] if A.cols else []
    y = [x[0] - value for value in inverted[0]] if x else []
    return found(cauchy(x, y))


def is_companion(A: ExactMatrix) -> Recognition:
    """Whether A is the companion matrix of a monic polynomial: ones below the diagonal, its coefficients in the last column.

    The witness is the position of the first entry that is neither in the last column nor as it should be.

    >>> from symbolic import matrix
    >>> bool(is_companion(matrix("0 -2; 1 3"))), is_companion(matrix("0 -2; 2 3")).witness
    (True, ((1, 0),))
    """
    refusal = _not_square(A, "companion")
    if refusal is not None:
        return refusal
    rows, n = A.entries(), A.rows
    for i, j in product(range(n), range(n - 1)):
        if rows[i][j] != int(i == j + 1):
            return refuted(((i, j),), f"{_shown(A, (i, j))} and should be {int(i == j + 1)}")
    from symbolic.structured.companion import companion
    return found(companion([*(-row[-1] for row in rows), 1]))


def is_one_semiseparable(A: ExactMatrix) -> Recognition:
    """Whether A_ij = a_i a_{i-1} .. a_{j+1} for i >= j and 0 above; a is then the subdiagonal.

    The witness is an entry that should be 0 or 1, or (i, i-1), (i-1, j), (i, j) with A_ij != A_{i,i-1} A_{i-1,j}.

    >>> from symbolic import matrix
    >>> print(is_one_semiseparable(matrix("1 0 0; 2 1 0; 6 3 1")).structure)
    one_semiseparable([1, 2, 3])
    """
    refusal = _not_square(A, "one-semiseparable")
    if refusal is not None:
        return refusal
    rows, n = A.entries(), A.rows
    for i, j in product(range(n), range(n)):
        if j >= i and rows[i][j] != int(i == j):
            return refuted(((i, j),), f"{_shown(A, (i, j))} and should be {int(i == j)}")
        if j < i - 1 and rows[i][j] != rows[i][i - 1] * rows[i - 1][j]:
            places = ((i, i - 1), (i - 1, j), (i, j))
            return refuted(places, f"{_shown(A, *places)}, and the last should be the product of the others")
    from symbolic.structured.semiseparable import one_semiseparable
    return found(one_semiseparable([1, *(rows[i][i - 1] for i in range(1, n))][:n]))
