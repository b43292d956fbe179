"""Nodes of Vandermonde and Cauchy matrices: distinct, clustered and confluent ones, with the determinant they give."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

from symbolic import ExactMatrix, cauchy, confluent_vandermonde, vandermonde
from verify.strategies.source import Source, check_choices, check_sizes, draw_size, strategy
from verify.strategies.unimodular import rational_column


@dataclass(frozen=True)
class VandermondeCase:
    """Distinct nodes with multiplicities, rows f^(k)(x_i)/k! of the matrix `A`, and its determinant.

    `V` is the structured value; `clustered` says that two nodes are closer than 2^-9.
    """

    V: Any
    A: ExactMatrix
    nodes: ExactMatrix
    multiplicities: tuple[int, ...]
    det: Fraction
    clustered: bool


@dataclass(frozen=True)
class CauchyCase:
    """C_ij = 1/(x_i - y_j) with all nodes distinct; `A` is C written out; `clustered`: two nodes are closer than 2^-9."""

    C: Any
    A: ExactMatrix
    x: ExactMatrix
    y: ExactMatrix
    det: Fraction
    clustered: bool


def _close(nodes: Sequence[Fraction]) -> bool:
    """Whether two of the nodes are closer than 2^-9."""
    ordered = sorted(nodes)
    return any(512 * (b - a) < 1 for a, b in pairwise(ordered))


def vandermonde_case(nodes: Sequence[Fraction], multiplicities: Sequence[int]) -> VandermondeCase:
    """The case of distinct nodes with multiplicities."""
    V: Any = confluent_vandermonde(nodes, multiplicities) if max(multiplicities) > 1 else vandermonde(nodes)
    weighted = list(zip(nodes, multiplicities, strict=True))
    det = prod(((z - x) ** (k * m) for j, (z, m) in enumerate(weighted) for x, k in weighted[:j]), start=Fraction(1))
    return VandermondeCase(V, V.dense(), rational_column(nodes), tuple(multiplicities), det, _close(nodes))


def cauchy_case(x: Sequence[Fraction], y: Sequence[Fraction]) -> CauchyCase:
    """The case of distinct nodes x and y, by det = prod_{i<j} (x_j - x_i)(y_i - y_j) / prod_{i, j} (x_i - y_j)."""
    above = prod(((x[j] - x[i]) * (y[i] - y[j]) for j in range(len(x)) for i in range(j)), start=Fraction(1))
    det = above / prod((a - b for a in x for b in y), start=Fraction(1))
    C = cauchy(x, y)
    return CauchyCase(C, C.dense(), rational_column(x), rational_column(y), det, _close([*x, *y]))


def _ascending(source: Source, count: int, *, close: bool) -> list[Fraction]:
    """Distinct nodes: integers with gaps 1 to 3, or some gaps of 2^-10 to 2^-20."""
    at = Fraction(source.integer(-3, 3))
    nodes = [at][:count]
    for k in range(count - 1):
        tiny = close and (k == 0 or source.flag())
        at += Fraction(1, 2 ** source.integer(10, 20)) if tiny else source.integer(1, 3)
        nodes.append(at)
    return nodes


def _shuffled(source: Source, nodes: Sequence[Fraction]) -> list[Fraction]:
    """The nodes in any order: ascending when shrunk."""
    left = list(nodes)
    return [left.pop(source.integer(0, len(left) - 1)) for _ in nodes]


@strategy
def vandermonde_nodes(
    source: Source, *, min_size: int = 1, max_size: int = 6, clustered: bool | None = None, confluent: bool | None = None,
) -> VandermondeCase:
    """Nodes of Vandermonde matrices V_ij = x_i^j, with det = prod_{i<j} (x_j - x_i)^(m_i m_j).

    Args:
        min_size, max_size: bounds of the size n >= 1, multiplicities counted.
        clustered: True: two nodes are 2^-10 to 2^-20 apart. False: they are integers.
        confluent: True: a node has multiplicity at least 2, with rows f^(k)(x)/k!. False: all are simple.

    The nodes are dyadic, so float images of them are exact (powers of clustered ones may not be).

    >>> from hypothesis import find
    >>> from verify.strategies import vandermonde_nodes
    >>> find(vandermonde_nodes(confluent=True), lambda case: len(case.multiplicities) == 2).A
    1 0 0; 0 1 0; 1 1 1
    >>> find(vandermonde_nodes(), lambda case: case.clustered).det
    Fraction(1, 1024)
    """
    check_choices(clustered=clustered, confluent=confluent)
    check_sizes(min_size, max_size, 1)
    both = 1 + (clustered is True) + (confluent is True)
    n = draw_size(source, min_size, max_size, both)
    multiple = n >= 2 + (clustered is True) and source.decide(confluent)
    count = source.integer(1 + (clustered is True), n - 1) if multiple else n
    close = count >= 2 and source.decide(clustered)
    nodes, left = _shuffled(source, _ascending(source, count, close=close)), n - count
    multiplicities = [1] * count
    for k in range(count):
        more = left if k == count - 1 else source.integer(int(k == 0 and left > 0), left)
        multiplicities[k], left = 1 + more, left - more
    return vandermonde_case(nodes, multiplicities)


@strategy
def cauchy_nodes(source: Source, *, min_size: int = 1, max_size: int = 6, clustered: bool | None = None) -> CauchyCase:
    """Nodes of square Cauchy matrices 1/(x_i - y_j), with the determinant by Cauchy's formula.

    Args:
        min_size, max_size: bounds of n >= 1.
        clustered: True: two nodes are 2^-10 to 2^-20 apart. False: they are integers.

    The nodes are dyadic; the entries of the matrix are not, so give an algorithm the nodes.

    >>> from hypothesis import find
    >>> from verify.strategies import cauchy_nodes
    >>> case = find(cauchy_nodes(min_size=2), lambda case: True)
    >>> case.x, case.y, case.A, case.det
    (0; 2, 1; 3, -1 -1/3; 1 -1, Fraction(4, 3))
    """
    check_choices(clustered=clustered)
    check_sizes(min_size, max_size, 1)
    n = draw_size(source, min_size, max_size, 1)
    close = source.decide(clustered)
    nodes = _ascending(source, 2 * n, close=close)
    swaps = [source.flag() for _ in range(n)]
    x = _shuffled(source, [nodes[2 * i + swap] for i, swap in enumerate(swaps)])
    y = _shuffled(source, [nodes[2 * i + 1 - swap] for i, swap in enumerate(swaps)])
    return cauchy_case(x, y)
