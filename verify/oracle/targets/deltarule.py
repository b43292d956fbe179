"""The delta rule as a plain function of arrays (see `sequences` for how to wrap one of tensors): plain and gated."""
from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic.errors import ShapeError
from verify.oracle.case import Case, Draw
from verify.oracle.registry import problem
from verify.oracle.targets.sequences import DECAYS, lengths, table
from verify.oracle.truth import Truth
from verify.oracle.values import root, value_of

KAPPA = "first-order running error of the recurrence in norm / (u ||o||), from exact states"
BETAS = (1.0, 0.0, 0.5, 2.0, 0.25, 1.5)


@dataclass(frozen=True)
class Run:
    """The outputs o_t = S_t q_t, and how far rounding in the recurrence can move them, in units of u."""

    outputs: list[list[Fraction]]
    error: float


def run_delta_rule(q: Any, k: Any, v: Any, beta: list[Fraction], gates: list[Fraction]) -> Run:
    """S_t = a_t S_(t-1) (I - beta_t k_t k_t^T) + beta_t v_t k_t^T from S_(-1) = 0.

    A relative error u in each of its terms at time t is carried on by factors |a| ||I - beta k k^T||_2, which are at most 1 for
    unit keys, 0 <= beta <= 2 and |a| <= 1.
    """
    S = [[Fraction(0)] * len(k[0]) for _ in range(len(v[0]))]
    outputs, error, squares = [], 0.0, 0.0
    for queries, key, values, b, a in zip(q, k, v, beta, gates, strict=True):
        before, length, size = float(abs(a)) * frobenius(S), float(sum(x * x for x in key)), float(abs(b))
        miss = [y - a * dot(row, key) for row, y in zip(S, values, strict=True)]
        S = [[a * s + b * e * x for s, x in zip(row, key, strict=True)] for row, e in zip(S, miss, strict=True)]
        growth = float(abs(a)) * max(1.0, abs(1 - float(b) * length))
        error = growth * error + before * (1 + 2 * size * length) + size * math.sqrt(length) * frobenius([values])
        outputs.append([dot(row, queries) for row in S])
        squares += (frobenius([queries]) * (error + frobenius(S))) ** 2
    return Run(outputs, math.sqrt(squares))


def dot(x: list[Fraction], y: list[Fraction]) -> Fraction:
    """The inner product."""
    return sum((a * b for a, b in zip(x, y, strict=True)), Fraction(0))


def frobenius(rows: list[list[Fraction]]) -> float:
    """The norm of a table."""
    return root(sum((x * x for row in rows for x in row), Fraction(0)))


def _keys(draw: Draw, L: int, d: int) -> list[list[float]]:
    """Unit keys with exact floats: signed unit vectors, four of +-1/2, and repetitions, where one write erases another."""
    keys: list[list[float]] = []
    for _ in range(L):
        if keys and draw.rng.random() < 0.35:
            keys.append(draw.rng.choice(keys))
        elif d >= 4 and draw.rng.random() < 0.5:
            keys.append([draw.rng.choice([0.5, -0.5]) if j < 4 else 0.0 for j in range(d)])
        else:
            at = draw.rng.randrange(d)
            keys.append([draw.rng.choice([1.0, -1.0]) if j == at else 0.0 for j in range(d)])
    return keys


def _case(draw: Draw, L: int, d: int, e: int, family: str, *, gated: bool, keys: Any = None, dtype: str = "float64") -> Case:
    import numpy as np
    k = np.array(_keys(draw, L, d) if keys is None else keys)
    beta = np.array([draw.rng.choice(BETAS) for _ in range(L)])
    gates = (np.array([draw.rng.choice(DECAYS) for _ in range(L)]),) if gated else ()
    args = (np.array(draw.integers(L, d, -3, 3)), k, np.array(draw.integers(L, e, -3, 3)), beta, *gates)
    return Case(tuple(x.astype(dtype) for x in args), family=family)


def _cases(draw: Draw, *, gated: bool = False) -> Iterator[Case]:
    import numpy as np
    for L, d, e in ((1, 1, 1), (2, 1, 1), (3, 2, 1), (5, 4, 2), (16, 4, 4), (21, 2, 3)):
        yield _case(draw, L, d, e, f"L, d_k, d_v = {L}, {d}, {e}", gated=gated)
    yield _case(draw, 6, 4, 2, "float32", gated=gated, dtype="float32")
    yield _case(draw, 4, 2, 2, "one key written again and again", gated=gated, keys=[[1.0, 0.0]] * 4)
    for _ in range(draw.count):
        L, d, e = 2 * draw.size(2) + 1, draw.rng.randint(1, 5), draw.rng.randint(1, 3)
        yield _case(draw, L, d, e, "exact unit keys", gated=gated)
        k = np.array(draw.reals(L, d))
        yield _case(draw, L, d, e, "rounded unit keys", gated=gated, keys=k / np.linalg.norm(k, axis=1, keepdims=True))
        yield _case(draw, L, d, e, "keys that are not of length 1", gated=gated, keys=k)


def _truth(case: Case, name: str) -> Truth:
    q, k, v, beta, *more = case.args
    n = lengths(name, q=q, k=k, v=v, beta=beta, **({"a": more[0]} if more else {}))
    if q.shape != k.shape:
        raise ShapeError(f"{name}: q has the shape {q.shape} and k {k.shape}; they must be equal")
    gates = [Fraction(x) for x in more[0].tolist()] if more else [Fraction(1)] * n
    found = run_delta_rule(table(q), table(k), table(v), [Fraction(x) for x in beta.tolist()], gates)
    value = value_of(found.outputs)
    size = value.norm
    return Truth(value, kappa=found.error / size if size else math.inf, kappa_name=KAPPA, size=q.shape[1] + v.shape[1])


@problem("delta_rule", "f(q, k, v, beta) -> o, o_t = S_t q_t, S_t = S_(t-1) (I - beta_t k_t k_t^T) + beta_t v_t k_t^T; "
         "q, k: L x d_k, v, o: L x d_v, beta: L; q is not scaled", cases=_cases)
def delta_truth(case: Case) -> Truth:
    """The recurrence over Q."""
    return _truth(case, "delta_rule")


@problem("gated_delta_rule", "f(q, k, v, beta, a) -> o as for delta_rule, S_t = a_t S_(t-1) (I - beta_t k_t k_t^T) "
         "+ beta_t v_t k_t^T", cases=lambda draw: _cases(draw, gated=True))
def gated_truth(case: Case) -> Truth:
    """The recurrence with decays over Q."""
    return _truth(case, "gated_delta_rule")
