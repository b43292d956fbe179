"""Sequences for state-space and delta-rule layers: decays with 0 and 1 among them, rational unit keys, exact outputs."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz_mat

from symbolic import ExactMatrix
from symbolic.matrices.matrix import rational_matrix
from verify.strategies.source import Source, check_positive, check_rationals, draw_size, strategy
from verify.strategies.unimodular import fractions_of, rational_column, rational_rows

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class SSDCase:
    """h_t = a_t h_{t-1} + B_t x_t, y_t = C_t h_t from h_{-1} = 0.

    Decays `a` are L x 1, `B` and `C` L x N, inputs `X` and outputs `Y` L x D.
    `M` is the matrix with Y = M X: M_ij = a_i .. a_{j+1} (C_i . B_j) for i >= j.
    """

    a: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix
    X: ExactMatrix
    M: ExactMatrix
    Y: ExactMatrix


@dataclass(frozen=True)
class DeltaCase:
    """S_t = S_{t-1} (I - beta_t k_t k_t^T) + beta_t v_t k_t^T from S_{-1} = 0, o_t = S_t q_t.

    `K`, `Q` are L x d_k (keys, queries), `V` L x d_v, `beta` L x 1, `O` L x d_v; `state` is the last S. `unit`: all keys
    have length 1 exactly.
    """

    K: ExactMatrix
    V: ExactMatrix
    Q: ExactMatrix
    beta: ExactMatrix
    O: ExactMatrix
    state: ExactMatrix
    unit: bool


def small_matrix(source: Source, m: int, n: int, bound: int = 2) -> ExactMatrix:
    """An m x n matrix of small integers."""
    return rational_matrix(fmpz_mat(m, n, source.integers(m * n, -bound, bound)))


def ssd_case(a: ExactMatrix, B: ExactMatrix, C: ExactMatrix, X: ExactMatrix) -> SSDCase:
    """The case of given data, from the definition of M."""
    decay, inner, n = [row[0] for row in fractions_of(a)], fractions_of(C * B.T), a.rows
    rows = [[Fraction(0)] * n for _ in range(n)]
    for i in range(n):
        product = Fraction(1)
        for j in range(i, -1, -1):
            rows[i][j] = product * inner[i][j]
            product *= decay[j]
    M = rational_rows(rows, n)
    return SSDCase(a, B, C, X, M, M * X)


def delta_case(K: ExactMatrix, V: ExactMatrix, Q: ExactMatrix, beta: ExactMatrix) -> DeltaCase:
    """The case of given data, from the recurrence in fractions."""
    keys, values, queries = fractions_of(K), fractions_of(V), fractions_of(Q)
    S = [[Fraction(0)] * K.cols for _ in range(V.cols)]
    outputs = []
    for k, v, q, (b,) in zip(keys, values, queries, fractions_of(beta), strict=True):
        miss = [x - sum(s * y for s, y in zip(row, k, strict=True)) for row, x in zip(S, v, strict=True)]
        S = [[s + b * e * y for s, y in zip(row, k, strict=True)] for row, e in zip(S, miss, strict=True)]
        outputs.append([sum((s * y for s, y in zip(row, q, strict=True)), Fraction(0)) for row in S])
    unit = all(sum(y * y for y in k) == 1 for k in keys)
    return DeltaCase(K, V, Q, beta, rational_rows(outputs, V.cols), rational_rows(S, K.cols), unit)


@strategy
def ssd_sequences(
    source: Source, *, min_size: int = 1, max_size: int = 8, max_state: int = 3, max_width: int = 2,
    decays: Sequence[int | Fraction] = (0, 1, HALF, -1, Fraction(3, 4), Fraction(1023, 1024), 2),
) -> SSDCase:
    """Sequences for h_t = a_t h_{t-1} + B_t x_t, y_t = C_t h_t, with the exact outputs and the matrix of the layer.

    Args:
        min_size, max_size: bounds of the length L; 0 is allowed.
        max_state, max_width: bounds of the number of states N and of channels, at least 1.
        decays: the a_t to choose from; 0 cuts the sequence, 1 keeps everything.

    All data are dyadic; a_0 is drawn too and not used.

    >>> from hypothesis import find
    >>> from verify.strategies import ssd_sequences
    >>> case = find(ssd_sequences(), lambda case: case.M.rows == 2 and case.M[1, 0] != 0)
    >>> case.a, case.M
    (0; 1, 0 0; 1 0)
    """
    check_positive("max_state", max_state)
    check_positive("max_width", max_width)
    pool = check_rationals("decays", decays)
    n = draw_size(source, min_size, max_size)
    states, width = source.integer(1, max_state), source.integer(1, max_width)
    a = rational_column([source.pick(pool) for _ in range(n)])
    return ssd_case(a, small_matrix(source, n, states), small_matrix(source, n, states), small_matrix(source, n, width))


def _unit_key(source: Source, d: int, *, dyadic: bool) -> list[Fraction]:
    """A rational unit vector: by stereographic projection, or with entries 1 or +-1/2 when it must be dyadic."""
    if dyadic:
        at, sign = source.integer(0, d - 1), source.pick((1, -1))
        if d >= 4 and source.flag():
            return [HALF * source.pick((1, -1)) if (k - at) % d < 4 else Fraction(0) for k in range(d)]
        return [Fraction(sign * (k == at)) for k in range(d)]
    p = [Fraction(z, source.integer(1, 3)) for z in source.integers(d - 1, -2, 2)]
    s = sum((x * x for x in p), Fraction(0))
    key = [(1 - s) / (1 + s), *(2 * x / (1 + s) for x in p)]
    turn = source.integer(0, d - 1)
    return key[turn:] + key[:turn]


@strategy
def delta_sequences(
    source: Source, *, min_size: int = 1, max_size: int = 8, max_width: int = 4, dyadic: bool = False,
    betas: Sequence[int | Fraction] = (1, 0, HALF, 2, Fraction(1, 4), Fraction(3, 2)),
) -> DeltaCase:
    """Sequences for the delta rule S_t = S_{t-1} (I - beta_t k_t k_t^T) + beta_t v_t k_t^T with rational unit keys.

    Args:
        min_size, max_size: bounds of the length L; 0 is allowed.
        max_width: bound of the number of entries of keys and values, at least 1.
        dyadic: keys with entries 0, 1, -1, or four of +-1/2: a float image has unit keys exactly. Otherwise keys such as
            (3/5, 4/5), whose float images are not quite of length 1.
        betas: the beta_t to choose from; 0 writes nothing, 1 overwrites, 2 reflects.

    Keys repeat (a third of the time), which is where one write erases another.

    >>> from verify.strategies import delta_sequences, seeded
    >>> case = next(seeded(delta_sequences, 1, min_size=3))
    >>> case.unit, case.K.shape[0] == case.O.shape[0]
    (True, True)
    """
    check_positive("max_width", max_width)
    pool = check_rationals("betas", betas)
    n, d, e = draw_size(source, min_size, max_size), source.integer(1, max_width), source.integer(1, max_width)
    keys: list[list[Fraction]] = []
    for _ in range(n):
        again = bool(keys) and source.integer(0, 2) == 2
        keys.append(source.pick(keys) if again else _unit_key(source, d, dyadic=dyadic))
    beta = rational_column([source.pick(pool) for _ in range(n)])
    return delta_case(rational_rows(keys, d), small_matrix(source, n, e), small_matrix(source, n, d), beta)
