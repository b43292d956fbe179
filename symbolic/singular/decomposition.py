"""The singular value decomposition A = U S V^T: full, thin and truncated, where its numbers share one field."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symbolic.errors import InputError, SingularMatrixError
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, zero
from symbolic.scalars.fields import QQ
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.singular.commonfield import CommonField, common_field, require_small_group
from symbolic.singular.frames import Vector, completed, dot, orthogonal_kernel
from symbolic.singular.freedom import Freedom, freedoms
from symbolic.singular.gram import require_real
from symbolic.singular.values import GramRoot, gram_roots

if TYPE_CHECKING:
    from symbolic.singular.triples import SingularTriples


@dataclass(frozen=True)
class SVD:
    """A = U S V^T with orthonormal columns in U and V and S diagonal, descending, all in one real field.

    Full: U is m x m, V n x n, S m x n. Thin (`full` False): U is m x k, V n x k, S k x k, with k = min(m, n).
    `freedom` lists how U and V may be changed: each group of equal singular values with the transformation allowed.
    """

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    singular_values: tuple[AlgebraicNumber, ...]
    full: bool = True

    @property
    def rank(self) -> int:
        """The number of non-zero singular values."""
        return sum(1 for s in self.singular_values if s)

    @property
    def norm(self) -> AlgebraicNumber:
        """The 2-norm: the largest singular value (0 for an empty matrix)."""
        return self.singular_values[0] if self.singular_values else exact(0)

    @property
    def kappa(self) -> AlgebraicNumber:
        """The 2-norm condition number, largest over smallest singular value.

        Raises:
            SingularMatrixError: A does not have full rank (null vector of A, or of A^T for a wide A).
            InputError: A is empty.
        """
        m, n = self.A.shape
        if not self.singular_values:
            raise InputError(f"kappa: the {m}x{n} matrix has no singular values")
        if not self.singular_values[-1]:
            null = (self.V if n <= m else self.U).column(min(m, n) - 1)
            raise SingularMatrixError(f"kappa: the {m}x{n} matrix has rank {self.rank}, not {min(m, n)}, so its least "
                                      f"singular value is 0 and the quotient is infinite", null)
        return self.singular_values[0] / self.singular_values[-1]

    @cached_property
    def freedom(self) -> tuple[Freedom, ...]:
        """The groups of equal singular values with what may change in their columns of U and V."""
        return freedoms(self.singular_values, self.U.cols, self.V.cols)

    @cached_property
    def generic(self) -> SingularTriples:
        """The same decomposition by one generic root for each irreducible factor, which needs no common field."""
        from symbolic.singular.triples import singular_triples
        return singular_triples(self.A)


@dataclass(frozen=True)
class TruncatedSVD:
    """The leading r triples of A: U (m x r), S (r x r), V (n x r); `approximation` = U S V^T has rank r.

    `next_value` is sigma_(r+1) (0 when there is none): the 2-norm of the error. `is_unique` says whether the
    approximation depends on no choice, which is so exactly when sigma_r > sigma_(r+1).
    """

    A: ExactMatrix
    U: ExactMatrix
    S: ExactMatrix
    V: ExactMatrix
    singular_values: tuple[AlgebraicNumber, ...]
    next_value: AlgebraicNumber

    @property
    def rank(self) -> int:
        """The rank r."""
        return len(self.singular_values)

    @cached_property
    def approximation(self) -> ExactMatrix:
        """U S V^T."""
        return self.U * self.S * self.V.T

    @property
    def is_unique(self) -> bool:
        """Whether sigma_r > sigma_(r+1), so that the space of the r triples is determined by A."""
        return not self.singular_values or self.singular_values[-1] > self.next_value


def svd(A: Any, full: bool = True) -> SVD:  # noqa: FBT001, FBT002 -- the name that numpy users know, `full=`
    """The singular value decomposition A = U S V^T of a real matrix, exactly: full, or thin with `full=False`.

    The columns of V are orthonormal eigenvectors of A^T A, first non-zero entry positive; u_i = A v_i / s_i; both bases
    are completed by reflections, which need no new square root.

    Raises:
        DomainError: an entry is not real, or has a parameter.
        UnableError: the singular values and vectors lie in no common field of degree <= 64 (a generic 3 x 3 matrix is
            beyond that already); `singular_values(A)` and `singular_triples(A)` answer for every rational matrix.

    >>> from symbolic import matrix
    >>> d = svd(matrix("3 0; 0 4; 0 0"))
    >>> d.U, d.S, d.V, d.kappa
    (0 1 0; 1 0 0; 0 0 1, 4 0; 0 3; 0 0, 0 1; 1 0, 4/3)
    >>> svd(matrix("3 0; 0 4; 0 0"), full=False).U
    0 1; 1 0; 0 0
    >>> for free in d.freedom:
    ...     print(free)
    sigma = 4: column 1 of U and V: both times the same sign
    sigma = 3: column 2 of U and V: both times the same sign
    sigma = 0: column 3 of U times any sign
    """
    A = require_real(A, "svd")
    if A.rows < A.cols:
        d = svd(A.T, full)
        return SVD(A, d.V, d.S.T, d.U, d.singular_values, full)
    m, n = A.shape
    found = gram_roots(A.T * A)
    require_small_group(found, A)
    left, right, values = _columns(A, found)
    values = values + [exact(0)] * (n - len(values))
    rows = m if full else n
    S = from_entries([[values[j] if i == j else exact(0) for j in range(n)] for i in range(rows)], rows, n)
    return SVD(A, completed(left, m, rows), S, completed(right, n, n), tuple(values), full)


def _columns(A: ExactMatrix, found: list[GramRoot], count: int | None = None,
             ) -> tuple[list[Vector], list[Vector], list[AlgebraicNumber]]:
    """Orthonormal columns u_i and v_i with their singular values, in one field; the first `count` of them."""
    field = common_field([g.value for g in found], A, QQ)
    G = A.T * A
    directions = [(g.value, v, sqrt(dot(v, v))) for g in found
                  for v in orthogonal_kernel(G - identity(A.cols) * g.eigenvalue)][:count]
    entries = [z for row in A.entries() for z in row]
    into = CommonField(common_field([*(r for _, _, r in directions), *entries], A, field))
    right = [[into(x) / into(r) for x in v] for _, v, r in directions]
    table = [[into(x) for x in row] for row in A.entries()]
    left = [[dot(row, v) / into(s) for row in table] for v, (s, _, _) in zip(right, directions, strict=True)]
    return left, right, [s for s, _, _ in directions]


def truncated_svd(A: Any, r: int) -> TruncatedSVD:
    """The first r singular triples A ~ U S V^T; only their numbers need a common field.

    Args:
        A: m x n, real. r: 0 <= r <= rank A.

    Raises:
        InputError: r is not in that range. DomainError: an entry is not real. UnableError: as for `svd`.

    >>> from symbolic import matrix
    >>> d = truncated_svd(matrix("3 0; 0 4; 0 0"), 1)
    >>> d.U, d.S, d.V, d.approximation, d.next_value
    (0; 1; 0, 4, 0; 1, 0 0; 0 4; 0 0, 3)
    """
    A = require_real(A, "truncated_svd")
    if A.rows < A.cols:
        d = truncated_svd(A.T, r)
        return TruncatedSVD(A, d.V, d.S, d.U, d.singular_values, d.next_value)
    found = gram_roots(A.T * A)
    values = [g.value for g in found for _ in range(g.multiplicity)]
    if type(r) is not int or not 0 <= r <= len(values):
        raise InputError(f"truncated_svd: r is {r!r}; the {A.rows}x{A.cols} matrix has rank {len(values)}, so r must be "
                         f"an integer from 0 to {len(values)}")
    if r == 0:
        return TruncatedSVD(A, zero(A.rows, 0), zero(0, 0), zero(A.cols, 0), (), values[0] if values else exact(0))
    taken = [g for i, g in enumerate(found) if sum(h.multiplicity for h in found[:i]) < r]
    left, right, _ = _columns(A, taken, r)
    columns = [from_entries([list(row) for row in zip(*vectors, strict=True)], len(vectors[0]), r) for vectors in (left, right)]
    S = from_entries([[values[i] if i == j else exact(0) for j in range(r)] for i in range(r)], r, r)
    return TruncatedSVD(A, columns[0], S, columns[1], tuple(values[:r]), values[r] if r < len(values) else exact(0))
