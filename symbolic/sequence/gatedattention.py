"""Gated linear attention S_t = diag(g_t) S_{t-1} + k_t v_t^T, o_t = S_t^T q_t: recurrent, chunked and as one matrix."""
from __future__ import annotations

from typing import Any

from symbolic.errors import InputError, SingularMatrixError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import exact
from symbolic.sequence.scan import StateScan
from symbolic.sequence.selective import read_operands, selective_chunked, selective_matrix, selective_scan
from symbolic.sequence.tokens import require_dense

FORMS = ("segments", "quotients")


def gla_scan(G: Any, K: Any, V: Any, Q: Any, state: Any = None) -> StateScan:
    """The recurrence S_t = diag(g_t) S_(t-1) + k_t v_t^T, o_t = S_t^T q_t: a selective scan with channels V.

    Args:
        G, K, Q: L x d_k, gates, keys and queries. V: L x d_v (or L numbers). state: S_(-1), d_k x d_v; None for zero.

    Returns:
        StateScan: `.outputs` L x d_v, `.state` d_k x d_v.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not exact.
    References: [YWS24] Yang et al. 2024, section 4.

    >>> gla_scan([[1, 1], [0, 2]], [[1, 2], [1, 0]], [[1, 1], [0, 3]], [[1, 1], [1, 1]]).outputs
    3 3; 4 7
    """
    with in_name_of("gla_scan"):
        return selective_scan(G, K, Q, V, state)


def gla_chunked(G: Any, K: Any, V: Any, Q: Any, chunk: int, state: Any = None) -> StateScan:
    """The same as `gla_scan` for every chunk size, without quotients of gates, so that zero gates do no harm.

    Args:
        G, K, V, Q, state: as for `gla_scan`. chunk: the size of a chunk.

    Raises:
        ShapeError, InputError: the sizes do not fit, or the chunk size is not positive.
    References: [YWS24] Yang et al. 2024, section 4.

    >>> G, K, V, Q = [[1, 1], [0, 2]], [[1, 2], [1, 0]], [[1, 1], [0, 3]], [[1, 1], [1, 1]]
    >>> gla_chunked(G, K, V, Q, 1) == gla_scan(G, K, V, Q)
    True
    """
    with in_name_of("gla_chunked"):
        return selective_chunked(G, K, Q, V, chunk, state)


def gla_matrix(G: Any, K: Any, Q: Any, form: str = "segments") -> ExactMatrix:
    """The L x L matrix M with O = M V: M_ij = sum_n Q_in g_in .. g_(j+1)n K_jn for i >= j.

    Args:
        G, K, Q: L x d_k. form: "segments" multiplies gates; "quotients" is tril((Q o b)(K / b)^T) with the running products
            b_t = g_1 o .. o g_t, which exists only when no gate after the first token is 0.

    Raises:
        SingularMatrixError: "quotients" with a zero gate, so diag(b_t) has a null vector. ShapeError, InputError: bad operands.
        UnableError: L > 2048.
    References: [YWS24] Yang et al. 2024, section 4.

    >>> G, K, Q = [[1, 1], [3, 2]], [[1, 2], [1, 0]], [[1, 1], [1, 1]]
    >>> gla_matrix(G, K, Q), gla_matrix(G, K, Q, "quotients")
    (3 0; 7 1, 3 0; 7 1)
    """
    if form not in FORMS:
        raise InputError(f"gla_matrix: the form must be one of {', '.join(FORMS)}, not {form!r}")
    if form == "segments":
        with in_name_of("gla_matrix"):
            return selective_matrix(G, K, Q).dense()
    gates, keys, queries = (M.entries() for M in read_operands(G, K, Q, "gla_matrix"))
    length = len(keys)
    require_dense(length, "gla_matrix")
    running: list[list[Any]] = [[exact(1)] * len(keys[0])] if keys else []
    for t in range(1, length):
        running.append([b * g for b, g in zip(running[-1], gates[t], strict=True)])
        dead = next((n for n, b in enumerate(running[-1]) if not b), None)
        if dead is not None:
            null = from_entries([[exact(int(n == dead))] for n in range(len(running[-1]))], len(running[-1]), 1)
            raise SingularMatrixError(f'gla_matrix: gate {dead + 1} of token {t + 1} is 0, and the form "quotients" divides by '
                                      'it; use "segments"', null)
    left = [[q * b for q, b in zip(p, r, strict=True)] for p, r in zip(queries, running, strict=True)]
    right = [[k / b for k, b in zip(p, r, strict=True)] for p, r in zip(keys, running, strict=True)]
    return from_entries([[sum((x * y for x, y in zip(left[i], right[j], strict=True)), start=exact(0)) if j <= i else exact(0)
                          for j in range(length)] for i in range(length)], length, length)
