"""State-space duality: the operator L o (C B^T) of h_t = a_t h_{t-1} + B_t x_t, y_t = C_t h_t; matrix, scan and chunks."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symbolic.errors import in_name_of
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, vstack, zero
from symbolic.sequence.scan import StateScan, affine_scan
from symbolic.sequence.selective import SelectiveMatrix, selective_scan
from symbolic.sequence.tokens import (
    chunks_of,
    entrywise,
    read_state,
    require_dense,
    segments_of,
    take,
    text_of,
    token_numbers,
    token_rows,
)
from symbolic.structured.base import Scalar
from symbolic.structured.semiseparable import OneSemiseparable, one_semiseparable


def segment_products(a: Iterable[Any] | ExactMatrix) -> ExactMatrix:
    """The L x L lower triangle of a_i a_(i-1) .. a_(j+1), 1 on the diagonal: exp(segsum(log a)) without logarithms.

    Args:
        a: L numbers, zeros allowed; a_0 occurs in no segment.

    Raises:
        InputError: an entry is not exact. UnableError: L > 2048.
    References: [DG24] Dao & Gu 2024, listing 1.

    >>> segment_products([7, 2, 0, 5])
    1 0 0 0; 2 1 0 0; 0 0 1 0; 0 0 5 1
    """
    return _segments(token_numbers(a, "segment_products"))


def _segments(a: tuple[Scalar, ...]) -> ExactMatrix:
    require_dense(len(a), "segment_products")
    return segments_of(a)


def ssd_mask(a: Iterable[Any] | ExactMatrix) -> OneSemiseparable:
    """The mask L_ij = a_i a_(i-1) .. a_(j+1) for i >= j of state-space duality, as a structured value.

    Args:
        a: L numbers, zeros allowed; a_0 is not used.

    Raises:
        InputError: an entry is not exact.
    References: [DG24] Dao & Gu 2024.

    >>> ssd_mask([1, 2, 3]).inverse()
    1 0 0; -2 1 0; 0 -3 1
    """
    with in_name_of("ssd_mask"):
        return one_semiseparable(a)


@dataclass(frozen=True, repr=False)
class SSDMatrix(SelectiveMatrix):
    """L o (C B^T) for the mask L of the scalar decays `a`: Mamba-2's operator, a selective one with A_t = a_t I.

    Every block on and below the diagonal has rank <= N. Made by `ssd_matrix(a, B, C)`.
    """

    a: tuple[Scalar, ...] = ()

    @property
    def mask(self) -> OneSemiseparable:
        """L."""
        return OneSemiseparable(self.a)

    def dense(self) -> ExactMatrix:
        """The matrix itself: the entrywise product of the mask and C B^T."""
        require_dense(self.shape[0], "dense")
        return entrywise(segments_of(self.a), self.C * self.B.T)

    def chunked(self, x: Any, chunk: int) -> ExactMatrix:
        """The product with x by chunks: see `ssd_chunked`."""
        return ssd_chunked(self.a, self.B, self.C, x, chunk).outputs

    def __str__(self) -> str:
        return f"ssd_matrix([{', '.join(map(str, self.a))}], {text_of(self.B)}, {text_of(self.C)})"


def _operands(a: Any, B: Any, C: Any, what: str) -> tuple[tuple[Scalar, ...], ExactMatrix, ExactMatrix]:
    decays = token_numbers(a, f"{what}: a")
    inward = token_rows(B, f"{what}: B", len(decays))
    return decays, inward, token_rows(C, f"{what}: C", *inward.shape)


def _repeated(a: tuple[Scalar, ...], n: int) -> ExactMatrix:
    return from_entries([[x] * n for x in a], len(a), n)


def ssd_matrix(a: Any, B: Any, C: Any) -> SSDMatrix:
    """The operator L o (C B^T), entries a_i .. a_(j+1) (C_i . B_j) for i >= j, as a structured value.

    Args:
        a: L numbers; a_0 is not used. B, C: L x N (or L numbers for N = 1).

    Returns:
        SSDMatrix: `.dense() .matvec(x) .chunked(x, chunk) .solve(b) .det() .inverse() .terms .mask .order`.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not exact.
    References: [DG24] Dao & Gu 2024, sections 3 and 5.

    >>> M = ssd_matrix([1, 2, 3], [[1, 0], [0, 1], [1, 1]], [[1, 1], [1, 2], [1, 0]])
    >>> M.dense()
    1 0 0; 2 2 0; 6 0 1
    >>> from symbolic import block_ranks
    >>> max(block_ranks(M.dense()).lower_with_diagonal) <= M.order
    True
    """
    decays, inward, outward = _operands(a, B, C, "ssd_matrix")
    return SSDMatrix(_repeated(decays, inward.cols), inward, outward, decays)


def ssd_scan(a: Any, B: Any, C: Any, x: Any, state: Any = None) -> StateScan:
    """The recurrence h_t = a_t h_(t-1) + B_t x_t, y_t = C_t h_t with one decay a token and a state of N numbers a channel.

    Args:
        a: L numbers. B, C: L x N (or L numbers for N = 1). x: L numbers, or L x P for P channels.
        state: h_(-1), N x P; None for zero, and then a_0 is not used.

    Returns:
        StateScan: `.outputs` L x P, `.state` h_(L-1), N x P.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not exact.
    Cost: O(L N P) operations.
    References: [DG24] Dao & Gu 2024, section 3.

    >>> found = ssd_scan([1, 2, 3], [1, 1, 1], [1, 1, 1], [1, 1, 1], state=[10])
    >>> found.outputs, found.state
    (11; 23; 70, 70)
    """
    decays, inward, outward = _operands(a, B, C, "ssd_scan")
    return selective_scan(_repeated(decays, inward.cols), inward, outward, token_rows(x, "ssd_scan: x", len(decays)), state)


def ssd_chunked(a: Any, B: Any, C: Any, x: Any, chunk: int, state: Any = None) -> StateScan:
    """The same as `ssd_scan` by chunks: L o (C B^T) inside each chunk, and one scan over the states of the chunks.

    Args:
        a, B, C, x, state: as for `ssd_scan`. chunk: the size of a chunk, any positive number; the last may be shorter.

    Returns:
        StateScan: equal to that of `ssd_scan` for every chunk size.

    Raises:
        ShapeError, InputError: the sizes do not fit, or the chunk size is not positive.
    Cost: O(L chunk (N + P) + L N P) operations.
    References: [DG24] Dao & Gu 2024, section 6 and listing 1.

    >>> a, B, C, x = [1, 2, 0, 3], [1, 2, 3, 4], [1, 1, 1, 1], [1, -1, 1, -1]
    >>> [ssd_chunked(a, B, C, x, c) == ssd_scan(a, B, C, x) for c in (1, 2, 3, 4, 9)]
    [True, True, True, True, True]
    """
    decays, inward, outward = _operands(a, B, C, "ssd_chunked")
    inputs = token_rows(x, "ssd_chunked: x", len(decays))
    begin = read_state(state, inward.cols, inputs.cols, "ssd_chunked")
    cuts = chunks_of(len(decays), chunk, "ssd_chunked")
    if not cuts:
        return StateScan(zero(0, inputs.cols), begin)
    inside, steps, arriving = [], [], []
    for rows in cuts:
        b, c, u = (take(M, rows) for M in (inward, outward, inputs))
        segments = _segments(decays[rows.start:rows.stop])
        inside.append(entrywise(segments, c * b.T) * u)
        carried, last = _running(decays[rows[0]], segments), take(segments, range(len(rows) - 1, len(rows)))
        steps.append((carried[-1], b.T * diagonal(last.entries()[0]) * u))
        arriving.append(diagonal(carried) * c)
    states = affine_scan(steps, begin)
    before = (begin, *states[:-1])
    return StateScan(vstack([y + c * h for y, c, h in zip(inside, arriving, before, strict=True)]), states[-1])


def _running(first: Scalar, segments: ExactMatrix) -> list[Any]:
    """a_s, a_s a_(s+1), ..: how the state before the chunk has decayed at each of its tokens."""
    return [first * row[0] for row in segments.submatrix(range(segments.rows), [0]).entries()]
