"""Kalman's decomposition of a linear system into its reachable, unreachable, observable and unobservable parts."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from symbolic.errors import in_name_of
from symbolic.krylov.krylov import krylov_basis, krylov_matrix
from symbolic.krylov.operands import columns_beside, read_rows, read_steps, read_system
from symbolic.matrices.elimination import inverse, nullspace, rank, rref
from symbolic.matrices.matrix import ExactMatrix, hstack, identity, require_numbers, vstack, zero

# Parts in the order of the blocks; the last index of each pair below is the column block.
PARTS = ("reachable and observable", "reachable and unobservable", "unreachable and observable",
         "unreachable and unobservable")
ZERO_BLOCKS = ((0, 1), (0, 3), (2, 0), (2, 1), (2, 3), (3, 0), (3, 1))


@dataclass(frozen=True)
class Realization:
    """A system x' = A x + B u, y = C x (or x_(t+1) = ..): n x n, n x m and p x n matrices."""

    A: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix

    @property
    def order(self) -> int:
        """n, the number of states."""
        return self.A.rows

    def markov_parameters(self, k: int) -> tuple[ExactMatrix, ...]:
        """C B, C A B, .., C A^(k-1) B: all that can be seen from outside."""
        out, v = [], self.B
        for _ in range(k):
            out.append(self.C * v)
            v = self.A * v
        return tuple(out)


@dataclass(frozen=True)
class KalmanDecomposition:
    """T^-1 A T, T^-1 B and C T in four blocks, with the zeros that make the parts.

    The columns of T are grouped in the order of `PARTS`: reachable and observable (ro), reachable and unobservable (ru),
    unreachable and observable (uo), unreachable and unobservable (uu), of sizes `dimensions`:

        [A11  0  A13  0 ]    [B1]
        [A21 A22 A23 A24]    [B2]    [C1 0 C3 0]
        [ 0   0  A33  0 ]    [0 ]
        [ 0   0  A43 A44]    [0 ]

    The columns of ro and ru span the reachable subspace, those of ru and uu the unobservable one.
    """

    A: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix
    T: ExactMatrix
    T_inverse: ExactMatrix
    dimensions: tuple[int, int, int, int]

    @cached_property
    def transformed(self) -> Realization:
        """(T^-1 A T, T^-1 B, C T)."""
        return Realization(self.T_inverse * self.A * self.T, self.T_inverse * self.B, self.C * self.T)

    def indices(self, part: int) -> range:
        """The states of part 0, 1, 2 or 3 in the new coordinates."""
        ends = (0, *accumulate(self.dimensions))
        return range(ends[part], ends[part + 1])

    def block(self, i: int, j: int) -> ExactMatrix:
        """Block (i, j) of T^-1 A T, counted from 0."""
        return self.transformed.A.submatrix(self.indices(i), self.indices(j))

    @property
    def blocks(self) -> tuple[tuple[ExactMatrix, ...], ...]:
        """The 4 x 4 blocks of T^-1 A T."""
        return tuple(tuple(self.block(i, j) for j in range(4)) for i in range(4))

    @property
    def minimal(self) -> Realization:
        """The reachable and observable part: the smallest system with the same C A^k B."""
        s, here = self.transformed, self.indices(0)
        return Realization(self.block(0, 0), s.B.submatrix(here, range(s.B.cols)), s.C.submatrix(range(s.C.rows), here))

    @property
    def order(self) -> int:
        """The number of states a minimal realization needs: the Hankel rank."""
        return self.dimensions[0]

    @property
    def is_reachable(self) -> bool:
        """Whether every state can be reached."""
        return self.dimensions[2] + self.dimensions[3] == 0

    @property
    def is_observable(self) -> bool:
        """Whether every state but 0 shows in the output."""
        return self.dimensions[1] + self.dimensions[3] == 0

    @property
    def is_minimal(self) -> bool:
        """Whether the system is reachable and observable."""
        return self.order == self.A.rows

    def __str__(self) -> str:
        parts = "\n".join(f"{size} {name}" for size, name in zip(self.dimensions, PARTS, strict=True))
        return f"{parts}\nT = {self.T}\nT^-1 A T = {self.transformed.A}"


def reachable_subspace(A: ExactMatrix, B: Any) -> ExactMatrix:
    """A basis (columns) of the states that inputs can reach from 0: the span of B, A B, .., A^(n-1) B.

    Args:
        A: n x n over numbers. B: n x m, or a list for one column.

    References: [Kal63].

    >>> from symbolic import matrix
    >>> reachable_subspace(matrix("1 0; 0 2"), [1, 0])
    1; 0
    """
    with in_name_of("reachable_subspace"):
        return krylov_basis(A, columns_beside(A, B, "reachable_subspace"))


def unobservable_subspace(A: ExactMatrix, C: Any) -> ExactMatrix:
    """A basis (columns) of the states that never show: {x : C A^k x = 0 for all k}, the largest such A-invariant space.

    Args:
        A: n x n over numbers. C: p x n, or a list for one row.

    References: [Kal63].

    >>> from symbolic import matrix
    >>> unobservable_subspace(matrix("1 0; 0 2"), [1, 0])
    0; 1
    """
    rows = read_rows(A, C, "unobservable_subspace")
    require_numbers(A, "unobservable_subspace")
    require_numbers(rows, "unobservable_subspace")
    return nullspace(krylov_matrix(A.T, rows.T, A.rows).T)


def kalman_decomposition(A: ExactMatrix, B: Any, C: Any) -> KalmanDecomposition:
    """T with T^-1 A T, T^-1 B, C T in Kalman's block form, over the field of the entries.

    Args:
        A: n x n over numbers. B: n x m (a list is one column). C: p x n (a list is one row).

    Raises:
        NotSquareError, ShapeError. DomainError: there are parameters.
    Cost: some eliminations of n x n m and n p x n matrices.
    References: [Kal63].

    >>> from symbolic import matrix
    >>> K = kalman_decomposition(matrix("1 0 0; 0 2 0; 0 0 3"), [1, 1, 1], [1, 1, 0])
    >>> K.dimensions, K.minimal.A
    ((2, 1, 0, 0), 0 -2; 1 3)
    """
    B, C = read_system(A, B, C, "kalman_decomposition")
    R, N = reachable_subspace(A, B), unobservable_subspace(A, C)
    both = R * nullspace(_observability(A, C) * R)
    ro = _extension(both, R)
    uu = _extension(both, N)
    uo = _extension(hstack([both, ro, uu]), identity(A.rows))
    T = hstack([ro, both, uo, uu])
    return KalmanDecomposition(A, B, C, T, inverse(T), (ro.cols, both.cols, uo.cols, uu.cols))


def hankel_matrix(A: ExactMatrix, B: Any, C: Any, k: int) -> ExactMatrix:
    """The k x k block Hankel matrix with blocks C A^(i+j) B, i, j < k: observability times reachability matrix.

    >>> from symbolic import matrix
    >>> hankel_matrix(matrix("1 0 0; 0 2 0; 0 0 3"), [1, 1, 1], [1, 1, 0], 3)
    2 3 5; 3 5 9; 5 9 17
    """
    B, C = read_system(A, B, C, "hankel_matrix")
    if read_steps(k, 0, "hankel_matrix") == 0:
        return zero(0, 0)
    h = Realization(A, B, C).markov_parameters(2 * k - 1)
    return vstack([hstack([h[i + j] for j in range(k)]) for i in range(k)])


def hankel_rank(A: ExactMatrix, B: Any, C: Any) -> int:
    """The rank of the Hankel matrix of C A^k B: the order of a minimal realization, reachable and observable.

    Raises:
        NotSquareError, ShapeError. DomainError: there are parameters.
    References: [HK66].

    >>> from symbolic import matrix
    >>> A = matrix("1 0 0; 0 2 0; 0 0 3")
    >>> from symbolic.krylov.krylov import krylov_dimension
    >>> krylov_dimension(A, [1, 1, 1]), hankel_rank(A, [1, 1, 1], [1, 1, 0])
    (3, 2)
    """
    B, C = read_system(A, B, C, "hankel_rank")
    return rank(_observability(A, C) * reachable_subspace(A, B))


def _observability(A: ExactMatrix, C: ExactMatrix) -> ExactMatrix:
    """Independent rows that span C, C A, C A^2, ..."""
    return krylov_basis(A.T, C.T).T


def _extension(have: ExactMatrix, candidates: ExactMatrix) -> ExactMatrix:
    """Those candidate columns, the first ones that do it, which extend the independent columns `have` to the span of both."""
    chosen = [p - have.cols for p in rref(hstack([have, candidates])).pivots if p >= have.cols]
    return candidates.submatrix(range(candidates.rows), chosen)
