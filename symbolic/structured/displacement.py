"""Displacements: F A - A G or A - F A G, of low rank when A has the structure that F and G are made for."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpz_mat

from symbolic.errors import ShapeError
from symbolic.matrices.elimination import rref
from symbolic.matrices.matrix import ExactMatrix, from_entries, rational_matrix, require_matrix
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction


@dataclass(frozen=True)
class Displacement:
    """The image of A under `operator`, factored: image = left * right.T with `rank` columns each.

    `F` and `G` are the two fixed matrices; `operator` is "F A - A G" or "A - F A G".
    """

    operator: str
    F: ExactMatrix
    G: ExactMatrix
    image: ExactMatrix
    left: ExactMatrix
    right: ExactMatrix

    @property
    def rank(self) -> int:
        """The rank of the image."""
        return self.left.cols


def sylvester_displacement(A: ExactMatrix, F: ExactMatrix, G: ExactMatrix) -> Displacement:
    """The displacement F A - A G of an m x n matrix, with F m x m and G n x n.

    References: [KS95] Kailath & Sayed 1995.

    >>> from symbolic import diagonal, matrix
    >>> sylvester_displacement(matrix("1 1 1; 1 2 4; 1 3 9"), diagonal([1, 2, 3]), shift(3)).image
    0 0 1; 0 0 8; 0 0 27
    """
    _require_fit(A, F, G, "sylvester_displacement")
    return _displacement("F A - A G", F, G, F * A - A * G)


def stein_displacement(A: ExactMatrix, F: ExactMatrix, G: ExactMatrix) -> Displacement:
    """The displacement A - F A G of an m x n matrix, with F m x m and G n x n.

    References: [KS95] Kailath & Sayed 1995.

    >>> from symbolic import matrix
    >>> stein_displacement(matrix("2 3; 1 2"), shift(2), shift(2).T).rank
    2
    """
    _require_fit(A, F, G, "stein_displacement")
    return _displacement("A - F A G", F, G, A - F * A * G)


def _require_fit(A: ExactMatrix, F: ExactMatrix, G: ExactMatrix, what: str) -> None:
    for M in (A, F, G):
        require_matrix(M, what)
    if F.shape != (A.rows, A.rows) or G.shape != (A.cols, A.cols):
        raise ShapeError(f"{what}: A is {A.rows}x{A.cols}, so F must be {A.rows}x{A.rows} and G {A.cols}x{A.cols}, "
                         f"not {F.rows}x{F.cols} and {G.rows}x{G.cols}")


def _displacement(operator: str, F: ExactMatrix, G: ExactMatrix, image: ExactMatrix) -> Displacement:
    left, right = full_rank_factors(image)
    return Displacement(operator, F, G, image, left, right)


def full_rank_factors(M: ExactMatrix) -> tuple[ExactMatrix, ExactMatrix]:
    """(X, Y) with M = X Y^T, both of full column rank: the pivot columns of M, and the rows of its echelon form.

    >>> from symbolic import matrix
    >>> full_rank_factors(matrix("1 2; 2 4"))
    (1; 2, 1; 2)
    """
    form = rref(M)
    pivots = list(form.pivots)
    return M.submatrix(range(M.rows), pivots), form.R.submatrix(range(len(pivots)), range(M.cols)).T


def shift(n: int, weights: Sequence[Any] | None = None, corner: Any = 0) -> ExactMatrix:
    """The n x n down shift Z: ones (or weights[1:]) below the diagonal, `corner` in the upper right.

    >>> shift(3), shift(2, corner=1)
    (0 0 0; 1 0 0; 0 1 0, 0 1; 1 0)
    """
    if weights is None and type(corner) is int:
        flat = [0] * (n * n)
        flat[n::n + 1] = [1] * max(n - 1, 0)
        if n and corner:
            flat[n - 1] = corner
        return rational_matrix(fmpz_mat(n, n, flat))
    rows: list[list[Any]] = [[exact(0)] * n for _ in range(n)]
    for i in range(1, n):
        rows[i][i - 1] = exact(1) if weights is None else _scalar(weights[i])
    if n and corner:
        rows[0][n - 1] = _scalar(corner)
    return from_entries(rows, n, n)


def _scalar(x: Any) -> Any:
    return x if isinstance(x, RationalFunction) else exact(x)
