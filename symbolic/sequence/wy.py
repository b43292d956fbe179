"""The delta rule by chunks: products of I - beta k k^T as I - W^T K (WY form), with T = (I + tril(diag(beta) K K^T, -1))^-1."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, identity, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.sequence.delta import DeltaOperands, read_delta
from symbolic.sequence.scan import StateScan
from symbolic.sequence.ssd import segment_products
from symbolic.sequence.tokens import chunks_of, entrywise, require_dense, take, token_numbers, token_rows


@dataclass(frozen=True)
class UT:
    """T = (I + tril(diag(beta) K K^T, -1))^-1, W = T diag(beta) K, U = T diag(beta) V (None without V).

    From S_0 = S, the state after the L tokens is S (I - W^T K) + U^T K.
    """

    T: ExactMatrix
    W: ExactMatrix
    U: ExactMatrix | None
    K: ExactMatrix

    def product(self) -> ExactMatrix:
        """(I - beta_1 k_1 k_1^T) (I - beta_2 k_2 k_2^T) .. = I - W^T K, in the order of the tokens."""
        return identity(self.K.cols) - self.W.T * self.K


def unit_lower_inverse(N: ExactMatrix) -> ExactMatrix:
    """(I + N)^-1 for a strictly lower triangular N, as (I - N)(I + N^2)(I + N^4) ..: no divisions."""
    inverse, power, reach = identity(N.rows) - N, N * N, 2
    while reach < N.rows:
        inverse = inverse + inverse * power
        power, reach = power * power, 2 * reach
    return inverse


def _strictly_lower(M: ExactMatrix) -> ExactMatrix:
    return from_entries([[x if j < i else exact(0) for j, x in enumerate(row)] for i, row in enumerate(M.entries())], *M.shape)


def ut_transform(K: Any, beta: Any, V: Any = None) -> UT:
    """The UT transform T = (I + tril(diag(beta) K K^T, -1))^-1 with W = T diag(beta) K and U = T diag(beta) V.

    Args:
        K: L x d_k. beta: L numbers. V: L x d_v, or None.

    Returns:
        UT: `.T` (ones on the diagonal), `.W`, `.U`, `.product()` = prod (I - beta_i k_i k_i^T) = I - W^T K.

    Raises:
        ShapeError: the sizes do not fit. UnableError: L > 2048.
    Cost: about 2 log2 L products of L x L matrices.
    References: [BvL87] Bischof & Van Loan 1987 (WY form); [YWZ24] Yang et al. 2024, section 3 (there diag(beta) is part of T).

    >>> found = ut_transform([[1, 0], [1, 1], [0, 1]], [1, 2, 3])
    >>> found.T
    1 0 0; -2 1 0; 6 -3 1
    >>> found.product()
    0 0; -2 2
    """
    keys = token_rows(K, "ut_transform: K")
    require_dense(keys.rows, "ut_transform")
    steps = diagonal(token_numbers(beta, "ut_transform: beta", keys.rows))
    T = unit_lower_inverse(_strictly_lower(steps * (keys * keys.T)))
    scaled = T * steps
    return UT(T, scaled * keys, None if V is None else scaled * token_rows(V, "ut_transform: V", keys.rows), keys)


def delta_chunked(K: Any, V: Any, Q: Any, beta: Any, chunk: int, S0: Any = None, rule: str = "explicit", *,
                  gates: Any = None) -> StateScan:
    """The outputs S_t q_t and the last state of `delta_scan`, chunk by chunk, for every chunk size.

    With Gamma_t = alpha_1 .. alpha_t and the segment products L of the gates of a chunk (all 1 without gates),
    T = (I + tril(diag(r) (L o K K^T), -1))^-1, N = T diag(r) (V - diag(Gamma) K S^T), the outputs are
    diag(Gamma) Q S^T + (L o Q K^T) N and the next state is Gamma_last S + N^T diag(L_last) K. No gate is divided by.

    Args:
        K, Q: L x d_k. V: L x d_v. beta: L numbers. chunk: any positive size. S0, rule, gates: as for `delta_scan`.

    Returns:
        StateScan: `.outputs` L x d_v, `.state` d_v x d_k.

    Raises:
        ShapeError, InputError: the sizes do not fit, an unknown rule, or a chunk size that is not positive.
    Cost: O(L chunk (chunk + d_k + d_v)) operations and a logarithm.
    References: [YWZ24] Yang et al. 2024, section 3; [YKH25] Yang, Kautz & Hatamizadeh 2025 (gates).

    >>> K, V, beta = [[1, 0], [1, 1], [0, 1]], [[5], [7], [9]], [1, 1, 1]
    >>> [delta_chunked(K, V, K, beta, c).outputs for c in (1, 2, 3)]
    [5; 9; 9, 5; 9; 9, 5; 9; 9]
    """
    read = read_delta(K, V, beta, S0, rule, gates, "delta_chunked")
    queries = token_rows(Q, "delta_chunked: Q", read.K.rows, read.K.cols)
    S, parts = read.S0, []
    for rows in chunks_of(read.K.rows, chunk, "delta_chunked"):
        shown, S = _one_chunk(read, take(queries, rows), rows, S)
        parts.append(shown)
    return StateScan(vstack(parts) if parts else zero(0, read.V.cols), S)


def _one_chunk(read: DeltaOperands, queries: ExactMatrix, rows: range, S: ExactMatrix) -> tuple[ExactMatrix, ExactMatrix]:
    keys, values = take(read.K, rows), take(read.V, rows)
    steps, gates = (diagonal([x[t] for t in rows]) for x in (read.rates, read.gates))
    segments = segment_products([read.gates[t] for t in rows])
    running = diagonal([row[0] * gates[0, 0] for row in segments.entries()])
    T = unit_lower_inverse(_strictly_lower(steps * entrywise(segments, keys * keys.T)))
    written = T * steps * (values - running * keys * S.T)
    outputs = running * queries * S.T + entrywise(segments, queries * keys.T) * written
    last = len(rows) - 1
    return outputs, S * running[last, last] + written.T * diagonal(segments.entries()[last]) * keys
