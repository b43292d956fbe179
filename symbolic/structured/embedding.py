"""Toeplitz matrices as corners of circulant ones: every size that is admissible, and the least."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symbolic.errors import InputError, NoSuchObjectError, ShapeError
from symbolic.matrices.matrix import ExactMatrix, from_entries, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.structured.base import Scalar, read_columns, read_vector
from symbolic.structured.circulant import Circulant
from symbolic.structured.toeplitz import Toeplitz


@dataclass(frozen=True)
class CirculantEmbedding:
    """A circulant matrix whose upper left m x n corner is the Toeplitz matrix; made by `circulant_embedding(T)`.

    `fillers` are the entries of its first column that T leaves free, from top to bottom.
    """

    toeplitz: Toeplitz
    circulant: Circulant
    fillers: tuple[Scalar, ...]

    @property
    def size(self) -> int:
        """N, the size of the circulant matrix."""
        return len(self.circulant.c)

    def matvec(self, x: Any) -> ExactMatrix:
        """T x as the first m entries of C (x, 0)."""
        m, n = self.toeplitz.shape
        X = read_columns(x, n, "matvec")
        return self.circulant.matvec(vstack([X, zero(self.size - n, X.cols)])).submatrix(range(m), range(X.cols))

    def check(self) -> bool:
        """Whether the corner of the circulant matrix is T, entry by entry."""
        m, n = self.toeplitz.shape
        c = self.circulant.c
        return all(c[k % self.size] == self.toeplitz.entry(k) for k in range(1 - n, m))


def circulant_embedding(T: Toeplitz, size: int | None = None, fillers: Iterable[Any] | None = None, *,
                        symbols: Iterable[str] = ()) -> CirculantEmbedding:
    """The N x N circulant matrix with T in its upper left corner: first column t_0, .., t_{m-1}, fillers, t_{1-n}, .., t_{-1}.

    Args:
        T: an m x n Toeplitz value.
        size: N; m + n - 1 when left out, which is 2n - 1 for a square T and always admissible. A smaller N >= max(m, n) is
            admissible exactly when t_k = t_{k-N} wherever both occur.
        fillers: the N - (m + n - 1) free numbers (for N >= 2n when T is square), 0 when left out.
        symbols: the names that may stand for parameters in the fillers.

    Raises:
        InputError: T is no Toeplitz value. ShapeError: N < max(m, n), or not as many fillers as there are free places.
        NoSuchObjectError: N is not admissible; the witness is ((k, t_k), (k - N, t_{k-N})) with two different numbers.

    >>> from symbolic import toeplitz
    >>> T = toeplitz([1, 2, 3], [1, 3, 2])
    >>> circulant_embedding(T).circulant.c, circulant_embedding(T, 3).circulant.c
    ((1, 2, 3, 2, 3), (1, 2, 3))
    >>> circulant_embedding(T, 6, ["s"], symbols=["s"]).circulant.c
    (1, 2, 3, s, 2, 3)
    """
    m, n = _shape(T, "circulant_embedding")
    N = m + n - 1 if size is None else size
    if type(N) is not int or N < max(m, n):
        raise ShapeError(f"circulant_embedding: a {m}x{n} matrix is no corner of a circulant one of size {N}; the size is an "
                         f"integer from {max(m, n)} on")
    clash = embedding_clash(T, N)
    if clash is not None:
        (k, a), (l, b) = clash
        raise NoSuchObjectError(f"circulant_embedding: size {N} is not admissible, since t_{k} = {a} and t_{l} = {b} would "
                                f"share a place of the circulant matrix; sizes from {m + n - 1} on always are", clash)
    free = max(N - (m + n - 1), 0)
    values = (exact(0),) * free if fillers is None else read_vector(fillers, "circulant_embedding", symbols)
    if len(values) != free:
        raise ShapeError(f"circulant_embedding: size {N} leaves {free} places free, and {len(values)} fillers were given")
    tail = tuple(T.entry(k - N) for k in range(max(m, N - n + 1), N))
    column = (*T.c, *values, *tail)
    from_entries([column], 1, N)  # refused now if the fillers share no ring with T
    return CirculantEmbedding(T, Circulant(column), values)


def least_embedding_size(T: Toeplitz) -> int:
    """The least N for which `circulant_embedding(T, N)` exists, decided from the numbers; at most m + n - 1.

    >>> from symbolic import toeplitz
    >>> least_embedding_size(toeplitz([1, 2, 3])), least_embedding_size(toeplitz([1, 2, 2]))
    (4, 3)
    """
    m, n = _shape(T, "least_embedding_size")
    return next(N for N in range(max(m, n), m + n) if embedding_clash(T, N) is None)


def embedding_clash(T: Toeplitz, N: int) -> tuple[tuple[int, Scalar], tuple[int, Scalar]] | None:
    """((k, t_k), (k - N, t_{k-N})) with different numbers that size N puts in one place; None when N is admissible.

    >>> from symbolic import toeplitz
    >>> embedding_clash(toeplitz([1, 2, 3]), 3)
    ((1, 2), (-2, 3))
    """
    m, n = _shape(T, "embedding_clash")
    for k in range(max(N - n + 1, 0), m):
        if T.entry(k) != T.entry(k - N):
            return (k, T.entry(k)), (k - N, T.entry(k - N))
    return None


def _shape(T: Toeplitz, what: str) -> tuple[int, int]:
    if not isinstance(T, Toeplitz):
        raise InputError(f"{what}: expected a Toeplitz value, not a {type(T).__name__}; make one with toeplitz(c, r)")
    if not T.c:
        raise InputError(f"{what}: the matrix is 0x0, and an empty matrix is no corner")
    return T.shape
