"""The classes of a Markov chain: which states reach each other, which classes are closed, and their periods."""
from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from symbolic.errors import DomainError, InputError
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square


@dataclass(frozen=True)
class CommunicatingClass:
    """States that reach each other: `closed` when none leads out; `period` the gcd of its cycle lengths (0 without a cycle)."""

    states: tuple[int, ...]
    closed: bool
    period: int


@dataclass(frozen=True)
class ChainStructure:
    """The communicating classes of a chain, in the order of their first states (counted from 0).

    Each closed class of period d contributes the d-th roots of unity as simple eigenvalues of P, and nothing else has
    modulus 1.
    """

    P: ExactMatrix
    classes: tuple[CommunicatingClass, ...]

    @property
    def closed_classes(self) -> tuple[CommunicatingClass, ...]:
        """The classes that are never left."""
        return tuple(c for c in self.classes if c.closed)

    @property
    def is_irreducible(self) -> bool:
        """Whether every state reaches every other."""
        return len(self.classes) == 1

    @property
    def is_reducible(self) -> bool:
        """Whether there are several classes."""
        return not self.is_irreducible

    @property
    def is_periodic(self) -> bool:
        """Whether a closed class has a period above 1."""
        return any(c.period > 1 for c in self.closed_classes)

    @property
    def unique_stationary(self) -> bool:
        """Whether there is only one stationary distribution: exactly when there is one closed class."""
        return len(self.closed_classes) == 1

    @property
    def converges(self) -> bool:
        """Whether x^T P^n converges for every start to one distribution: one closed class, and it has period 1."""
        return self.unique_stationary and not self.is_periodic

    @property
    def peripheral_count(self) -> int:
        """The number of eigenvalues of modulus 1: the sum of the periods of the closed classes."""
        return sum(c.period for c in self.closed_classes)

    def __str__(self) -> str:
        return "\n".join(f"{{{', '.join(map(str, c.states))}}}: {'closed' if c.closed else 'left for good'}, period {c.period}"
                         for c in self.classes)


def chain_structure(P: ExactMatrix) -> ChainStructure:
    """The communicating classes of the chain with transition probabilities p_ij from state i to state j.

    Args:
        P: n x n, n >= 1, entries >= 0, rows with sum 1.

    Raises:
        NotSquareError. InputError: P is 0 x 0. DomainError: an entry is negative or not real, or a row does not sum to 1.
    Cost: n^2 operations on n-bit words.

    >>> from symbolic import matrix
    >>> C = chain_structure(matrix("0 1 0; 1 0 0; 1/2 0 1/2"))
    >>> C.classes[0], C.converges
    (CommunicatingClass(states=(0, 1), closed=True, period=2), False)
    """
    n = require_square(P, "chain_structure")
    if n == 0:
        raise InputError("chain_structure: a chain needs at least one state, and P is 0x0")
    require_nonnegative(P, "chain_structure")
    for i, row in enumerate(P.entries()):
        if sum(row) != 1:
            raise DomainError(f"chain_structure: row {i + 1} of the {n}x{n} matrix P has the sum {sum(row)}, not 1")
    edges = [[j for j, x in enumerate(row) if x] for row in P.entries()]
    reach = _reachable(edges)
    classes: list[CommunicatingClass] = []
    seen: set[int] = set()
    for i in range(n):
        if i in seen:
            continue
        states = tuple(j for j in range(n) if j == i or (reach[i] >> j & 1 and reach[j] >> i & 1))
        seen.update(states)
        closed = all(j in states for s in states for j in edges[s])
        classes.append(CommunicatingClass(states, closed, _period(states, edges)))
    return ChainStructure(P, tuple(classes))


def require_nonnegative(P: ExactMatrix, what: str) -> None:
    """DomainError unless all entries are real and at least 0."""
    require_numbers(P, what)
    for i, row in enumerate(P.entries()):
        for j, x in enumerate(row):
            if not x.is_real or x.sign() < 0:
                raise DomainError(f"{what}: entry ({i + 1}, {j + 1}) of the {P.rows}x{P.cols} matrix is {x}; "
                                  "all must be real and at least 0")


def _reachable(edges: list[list[int]]) -> list[int]:
    """For each state the set, as bits, of the states reached in one or more steps."""
    reach = [sum(1 << j for j in targets) for targets in edges]
    for k in range(len(edges)):
        for i in range(len(edges)):
            if reach[i] >> k & 1:
                reach[i] |= reach[k]
    return reach


def _period(states: tuple[int, ...], edges: list[list[int]]) -> int:
    """Gcd of level(u) + 1 - level(v) over the edges u -> v inside the class, levels by breadth-first search."""
    inside = set(states)
    level = {states[0]: 0}
    queue = [states[0]]
    for u in queue:
        for v in edges[u]:
            if v in inside and v not in level:
                level[v] = level[u] + 1
                queue.append(v)
    return gcd(*(level[u] + 1 - level[v] for u in states for v in edges[u] if v in inside))
